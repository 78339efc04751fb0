//! Freezes, checks, compares and receives snapshots, off the UI thread.

use super::exports::work::ExportFailure;
use super::shared::Shared;
use super::signatures::signature_of;
use super::{Job, UndoStep, WorkbookApp};
use crate::calendar::Now;
use crate::export::{ComparisonFormat, export_comparison};
use crate::language::Language;
use crate::limits::{SNAPSHOT, WORKBOOK};
use crate::locale::Locale;
use crate::obligation::Catalog;
use crate::snapshot::diff::compare;
use crate::snapshot::freeze::{Freeze, FreezeError, freeze, frozen_selection};
use crate::snapshot::verify::{Verdict, Verification, VerifyError, origin, verify_frozen, verify_json};
use crate::snapshot::{CountsView, Selection, Snapshot};
use crate::store::{self, OpenError};
use crate::ui::{
    Dialog, FreezeDraft, IncludeFor, IncludedContent, KeptSnapshot, PathPurpose, Place, Received, Shown,
    SnapshotIntent, SnapshotSource, export_dialog,
};
use crate::workbook::{Field, FrozenSnapshot, SnapshotId, Value, Workbook};
use chrono::NaiveDate;
use egui::Context;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(crate) fn snapshot_intent(shared: &mut Shared, context: &Context, intent: SnapshotIntent) {
    match intent {
        SnapshotIntent::AskFreeze => {
            shared.views.dialog = Some(Dialog::Freeze(FreezeDraft::new(shared.environment.clock.today())));
        }
        SnapshotIntent::Freeze(on, purpose) => start_freezing(shared, context, on, purpose),
        SnapshotIntent::Remove(id) => remove_snapshot(shared, id),
        SnapshotIntent::AskExport(id) => {
            let mut dialog = export_dialog::ExportDialog::new(shared.locale.language, shared.own_key());
            dialog.request.frozen = Some(id);
            shared.views.dialog = Some(Dialog::Export(dialog));
        }
        SnapshotIntent::AskReceived => shared.ask_path(context, PathPurpose::Snapshot),
        SnapshotIntent::Forget(place) => {
            if let Some(received) = shared.views.snapshots.received.get_mut(place) {
                *received = None;
            }
            shared.views.snapshots.selected = None;
        }
        SnapshotIntent::Compare(before, after) => start_comparison(shared, context, before, after),
        SnapshotIntent::ExportComparison(format) => shared.ask_along(IncludeFor::Comparison(format)),
        SnapshotIntent::WriteComparison(format, along) => {
            shared.ask_path(context, PathPurpose::Comparison(format, along));
        }
    }
}

fn remove_snapshot(shared: &mut Shared, id: SnapshotId) {
    let mut reports = shared.workbook().reports.iter().filter(|(_, report)| report.rests_on(id));
    if let Some((year, _)) = reports.next() {
        let text = shared.locale.format("snapshot-in-report", [("year", year.to_string().into())]);
        return shared.views.toasts.warn(text);
    }
    shared.edit(|shared, stamp| {
        let edit = shared.workbook().change([(Field::Snapshot(id), None)]);
        shared.document.apply(edit, UndoStep::Own, stamp)
    });
}

fn start_freezing(shared: &mut Shared, context: &Context, on: NaiveDate, purpose: String) {
    shared.views.dialog = None;
    let stamp = match shared.stamp() {
        Ok(stamp) => stamp,
        Err(error) => return shared.refuse(&error),
    };
    let Some(license) = shared.workbook().current_license() else { return };
    let workbook = Arc::clone(shared.workbook());
    let catalog = Arc::clone(&shared.catalog);
    let name = workbook.person_name(stamp.author).map(str::to_owned).unwrap_or_default();
    let wish = Freeze { at: shared.now().of_day(on), by: stamp.author, name, purpose };
    if let Err(error) = wish.check(shared.environment.clock.today()) {
        let text = match error {
            FreezeError::NoPurpose => shared.locale.text("freeze-no-purpose").into_owned(),
            FreezeError::NotYet(day) => shared.locale.format("freeze-not-yet", [("day", day.to_string().into())]),
        };
        return shared.views.toasts.warn(text);
    }
    let job = Job::new(
        shared.this_document(),
        move || freeze(&workbook, license, &catalog, wish).unwrap_or_else(|| Err(no_license())),
        |program: &mut WorkbookApp, _, outcome| {
            keep_frozen(&mut program.shared, outcome);
        },
    );
    shared.jobs.start(context, job);
}

/// Adds a frozen snapshot to the document.
fn keep_frozen(shared: &mut Shared, outcome: Result<FrozenSnapshot, serde_json::Error>) {
    let frozen = match outcome {
        Ok(frozen) => Box::new(frozen),
        Err(error) => return shared.fail("snapshot-failed", error.to_string()),
    };
    let purpose = frozen.purpose.clone();
    let id = shared.document.new_snapshot();
    shared.edit(|shared, stamp| {
        let edit = shared.workbook().change([(Field::Snapshot(id), Some(Value::Snapshot(frozen)))]);
        shared.document.apply(edit, UndoStep::Own, stamp)
    });
    if shared.workbook().snapshots.contains_key(&id) {
        shared.views.place = Place::Snapshots;
        shared.views.snapshots.comparing = false;
        shared.views.snapshots.selected = Some(SnapshotSource::Kept(id));
        shared.views.toasts.say(shared.locale.format("snapshot-was-frozen", [("purpose", purpose.into())]));
    }
}

/// Checks snapshots that were not checked yet, while the list of snapshots is open.
pub(crate) fn check_snapshots(shared: &mut Shared, context: &Context) {
    if shared.views.place != Place::Snapshots {
        return;
    }
    if !std::mem::replace(&mut shared.views.snapshots.knows_key, true) {
        shared.views.snapshots.own_key = shared.own_key();
    }
    let known = &shared.views.snapshots.kept;
    let unknown: Vec<(SnapshotId, FrozenSnapshot)> = shared
        .workbook()
        .snapshots
        .iter()
        .filter(|(id, _)| !known.contains_key(id))
        .map(|(id, frozen)| (*id, frozen.clone()))
        .collect();
    if unknown.is_empty() {
        return;
    }
    shared.views.snapshots.kept.extend(unknown.iter().map(|(id, _)| (*id, None)));
    let job = Job::new(
        shared.this_document(),
        move || -> Vec<(SnapshotId, Option<Arc<KeptSnapshot>>)> {
            unknown.into_iter().map(|(id, frozen)| (id, Some(Arc::new(check(&frozen))))).collect()
        },
        |program: &mut WorkbookApp, _, found| program.shared.views.snapshots.kept.extend(found),
    );
    shared.jobs.start(context, job);
}

/// Reads a received snapshot, or a workbook to compare with.
pub(crate) fn read_received(shared: &mut Shared, context: &Context, path: PathBuf) {
    let workbook = Arc::clone(shared.workbook());
    let catalog = Arc::clone(&shared.catalog);
    let now = shared.now();
    let own_key = shared.own_key();
    // If the signature was chosen, its document is meant.
    let path = store::signed_path(&path).unwrap_or(path);
    let of = path.clone();
    let job = Job::new(
        shared.this_document(),
        move || received(&of, &workbook, &catalog, (now, own_key.as_deref())),
        move |program: &mut WorkbookApp, _, outcome| show_received(&mut program.shared, &path, outcome),
    );
    shared.jobs.start(context, job);
}

fn show_received(shared: &mut Shared, path: &Path, outcome: Result<Received, ReceiveError>) {
    match outcome {
        Ok(received) => {
            let snapshots = &mut shared.views.snapshots;
            snapshots.selected = Some(SnapshotSource::Received(snapshots.received.len()));
            snapshots.received.push(Some(Arc::new(received)));
            snapshots.comparing = false;
            shared.views.place = Place::Snapshots;
        }
        Err(ReceiveError::Workbook(error)) => {
            let words = shared.error_words(error.kind(), error.arguments());
            shared.fail("failed-open", words);
        }
        Err(ReceiveError::Snapshot(error)) => {
            let reason = shared.error_words("snapshot-problem", error.arguments());
            fail_to_receive(shared, path, reason);
        }
        Err(ReceiveError::Other(reason)) => fail_to_receive(shared, path, reason),
    }
}

fn fail_to_receive(shared: &mut Shared, path: &Path, reason: String) {
    let args = [("path", path.display().to_string().into()), ("reason", reason.into())];
    let text = shared.locale.format("snapshot-unreadable", args);
    shared.fail("failed-open", text);
}

fn start_comparison(shared: &mut Shared, context: &Context, before: SnapshotSource, after: SnapshotSource) {
    let revision = shared.workbook().revision();
    let snapshots = &mut shared.views.snapshots;
    snapshots.comparing = true;
    snapshots.pair = (before, after);
    snapshots.asked = Some((before, after, revision));
    let (first, second) = (snapshot_input(shared, before), snapshot_input(shared, after));
    let workbook = Arc::clone(shared.workbook());
    let catalog = Arc::clone(&shared.catalog);
    let (now, language) = (shared.now(), shared.locale.language);
    let job = Job::new(
        shared.this_document(),
        move || {
            let both = both(first, second, &workbook, &catalog, (now, language));
            both.map(|(first, second)| Shown { before, after, revision, comparison: compare(&first, &second) })
        },
        |program: &mut WorkbookApp, _, outcome: Result<Shown, String>| match outcome {
            Ok(shown) => program.shared.views.snapshots.shown = Some(Arc::new(shown)),
            Err(reason) => program.shared.fail("compare-failed", reason),
        },
    );
    shared.jobs.start(context, job);
}

/// Returns what the snapshot of a side is made from off the UI thread.
fn snapshot_input(shared: &Shared, source: SnapshotSource) -> Result<SnapshotInput, String> {
    let found = match source {
        SnapshotSource::Today => Some(SnapshotInput::Today),
        SnapshotSource::Kept(id) => {
            shared.workbook().snapshots.get(&id).map(|frozen| SnapshotInput::KeptSnapshot(Box::new(frozen.clone())))
        }
        SnapshotSource::Received(place) => {
            shared.views.snapshots.received.get(place).cloned().flatten().map(SnapshotInput::Received)
        }
    };
    found.ok_or_else(|| shared.locale.text("snapshot-gone").into_owned())
}

/// Writes the comparison that is shown. `along` selects internal content.
pub(crate) fn write_comparison(
    shared: &mut Shared,
    context: &Context,
    (format, along): (ComparisonFormat, IncludedContent),
    path: PathBuf,
) {
    let Some(shown) = shared.views.snapshots.shown.clone() else { return };
    let (first, second) = (snapshot_input(shared, shown.before), snapshot_input(shared, shown.after));
    let workbook = Arc::clone(shared.workbook());
    let catalog = Arc::clone(&shared.catalog);
    let now = shared.now();
    let language = shared.locale.language;
    let selection = Selection { notes: along.notes, confidential: along.confidential, ..Selection::default() };
    shared.write_quick_file(context, path, move || {
        let made = both(first, second, &workbook, &catalog, (now, language)).and_then(|(first, second)| {
            let comparison = compare(&first.reduced(&selection), &second.reduced(&selection));
            export_comparison(&comparison, format, language).map_err(|error| error.to_string())
        });
        made.map_err(ExportFailure::Other)
    });
}

/// Returns both sides of a comparison. If one is for an annual report, the current state includes that report.
fn both(
    first: Result<SnapshotInput, String>,
    second: Result<SnapshotInput, String>,
    workbook: &Workbook,
    catalog: &Catalog,
    (now, language): (Now, Language),
) -> Result<(Snapshot, Snapshot), String> {
    let (first, second) = (first?, second?);
    let is_today = (matches!(first, SnapshotInput::Today), matches!(second, SnapshotInput::Today));
    let mut before = first.snapshot(workbook, catalog, (now, language))?;
    let mut after = second.snapshot(workbook, catalog, (now, language))?;
    let [before_year, after_year] =
        [&before, &after].map(|snapshot| snapshot.report.as_ref().map(|report| report.year));
    match (before_year, after_year, is_today) {
        (Some(year), None, (_, true)) => add_report(&mut after, workbook, catalog, (now, year)),
        (None, Some(year), (true, _)) => add_report(&mut before, workbook, catalog, (now, year)),
        _ => {}
    }
    Ok((before, after))
}

/// What a snapshot is made from.
enum SnapshotInput {
    Today,
    KeptSnapshot(Box<FrozenSnapshot>),
    Received(Arc<Received>),
}

impl SnapshotInput {
    fn snapshot(
        self,
        workbook: &Workbook,
        catalog: &Catalog,
        (now, language): (Now, Language),
    ) -> Result<Snapshot, String> {
        match self {
            Self::Today => of_workbook(workbook, catalog, now),
            Self::KeptSnapshot(frozen) => verify_frozen(&frozen).map(|checked| checked.snapshot).map_err(|error| {
                let arguments = error.arguments().into_iter().map(|(name, value)| (name, value.into()));
                Locale::of(language).format("snapshot-problem", arguments)
            }),
            Self::Received(received) => Ok(received.checked.snapshot.clone()),
        }
    }
}

fn no_license() -> serde_json::Error {
    serde::de::Error::custom("no license")
}

/// Returns a snapshot of the whole workbook as it is now.
fn of_workbook(workbook: &Workbook, catalog: &Catalog, now: Now) -> Result<Snapshot, String> {
    let license = workbook.current_license();
    let snapshot = license.and_then(|license| Snapshot::of(workbook, license, now, catalog, frozen_selection()));
    snapshot.ok_or_else(|| no_license().to_string())
}

/// Adds the report on a year to the snapshot of a workbook; without such a report, the snapshot stays unchanged.
fn add_report(snapshot: &mut Snapshot, workbook: &Workbook, catalog: &Catalog, at: (Now, i32)) {
    let license = workbook.current_license();
    let with = license.and_then(|license| Snapshot::with_report(workbook, license, at, catalog, &frozen_selection()));
    if let Some(with) = with {
        *snapshot = with;
    }
}

fn check(frozen: &FrozenSnapshot) -> KeptSnapshot {
    match verify_frozen(frozen) {
        Ok(Verification { snapshot, verdict, .. }) => {
            KeptSnapshot { verdict: Ok(verdict), by: snapshot.frozen.and_then(|f| f.by), counts: snapshot.counts }
        }
        Err(error) => KeptSnapshot { verdict: Err(error), by: None, counts: CountsView::default() },
    }
}

/// Why a received file cannot be shown.
enum ReceiveError {
    /// It is a workbook that cannot be opened.
    Workbook(OpenError),
    /// It is not a snapshot that can be verified.
    Snapshot(VerifyError),
    /// The message of the system, or a limit.
    Other(String),
}

impl From<std::io::Error> for ReceiveError {
    fn from(error: std::io::Error) -> Self {
        Self::Other(error.to_string())
    }
}

/// Reads a received file: a snapshot as JSON, or a workbook.
fn received(
    path: &Path,
    workbook: &Workbook,
    catalog: &Catalog,
    (now, own_key): (Now, Option<&str>),
) -> Result<Received, ReceiveError> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("ron")) {
        let other = store::read(path).map_err(ReceiveError::Workbook)?.workbook;
        let snapshot = of_workbook(&other, catalog, now).map_err(ReceiveError::Other)?;
        let checked = Verification { snapshot, digest: None, verdict: Verdict::Unfrozen };
        // Workbooks are usually not signed, so a missing signature is not reported.
        let is_signed = store::signature_path(path).exists();
        let bytes =
            is_signed.then(|| store::read_limited(path, &WORKBOOK).map_err(ReceiveError::Workbook)).transpose()?;
        let signature = bytes.map(|bytes| signature_of(path, &bytes, own_key));
        return Ok(Received { name, checked, origin: None, is_workbook: true, signature });
    }
    let bytes = store::read_limited(path, &SNAPSHOT).map_err(ReceiveError::Workbook)?;
    let text = String::from_utf8(bytes).map_err(|error| ReceiveError::Other(error.to_string()))?;
    let checked = verify_json(&text).map_err(ReceiveError::Snapshot)?;
    // Only the snapshot with the named digest can be the origin.
    let whole = checked.snapshot.frozen.as_ref().and_then(|frozen| frozen.whole);
    let named = [checked.digest, whole];
    let kept = workbook.snapshots.iter().find(|(_, frozen)| named.contains(&Some(frozen.digest)));
    let origin = kept.and_then(|(id, frozen)| Some((*id, origin(&checked, &verify_frozen(frozen).ok()?)?)));
    let signature = Some(signature_of(path, text.as_bytes(), own_key));
    Ok(Received { name, checked, origin, is_workbook: false, signature })
}
