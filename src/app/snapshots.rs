//! Snapshots: frozen, checked, compared and received, all of it off the drawing thread.

use super::answers::Done;
use super::export_work::{ExportFailure, ExportNotes};
use super::signatures::signature_of;
use super::{Step, WorkbookApp};
use crate::calendar::Now;
use crate::export::{diff_html, diff_xlsx};
use crate::language::Language;
use crate::limits::{SNAPSHOT, WORKBOOK};
use crate::locale::Locale;
use crate::obligation::Catalog;
use crate::snapshot::diff::compare;
use crate::snapshot::freeze::{Freeze, FreezeError, freeze, whole};
use crate::snapshot::verify::{Checked, Verdict, VerifyError, origin, verify_frozen, verify_json};
use crate::snapshot::{CountsView, Selection, Snapshot};
use crate::store::{self, Expect, OpenError, RealDisk};
use crate::ui::{
    Along, AlongWith, ComparisonFormat, Dialog, FreezeDraft, Kept, PathPurpose, Place, Received, Shown, SnapshotIntent,
    Source, export_dialog,
};
use crate::workbook::{Field, FrozenSnapshot, SnapshotId, Value, Workbook};
use chrono::NaiveDate;
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl WorkbookApp {
    pub(super) fn snapshot_intent(&mut self, context: &egui::Context, intent: SnapshotIntent) {
        match intent {
            SnapshotIntent::AskFreeze => {
                self.views.dialog = Some(Dialog::Freeze(FreezeDraft::new(self.surroundings.clock.today())));
            }
            SnapshotIntent::Freeze(on, purpose) => self.freeze(context, on, purpose),
            SnapshotIntent::Remove(id) => self.remove_snapshot(id),
            SnapshotIntent::AskExport(id) => {
                let mut dialog = export_dialog::ExportDialog::new(self.locale.language, self.own_key());
                dialog.request.frozen = Some(id);
                self.views.dialog = Some(Dialog::Export(dialog));
            }
            SnapshotIntent::AskReceived => self.ask_path(context, PathPurpose::Snapshot),
            SnapshotIntent::Forget(place) => {
                if let Some(received) = self.views.snapshots.received.get_mut(place) {
                    *received = None;
                }
                self.views.snapshots.selected = None;
            }
            SnapshotIntent::Compare(before, after) => self.compare(context, before, after),
            SnapshotIntent::ExportComparison(format) => self.ask_along(AlongWith::Comparison(format)),
            SnapshotIntent::WriteComparison(format, along) => {
                self.ask_path(context, PathPurpose::Comparison(format, along));
            }
        }
    }

    fn remove_snapshot(&mut self, id: SnapshotId) {
        let mut reports = self.workbook().reports.iter().filter(|(_, report)| report.rests_on(id));
        if let Some((year, _)) = reports.next() {
            let text = self.locale.format("snapshot-in-report", [("year", year.to_string().into())]);
            return self.views.toasts.warn(text);
        }
        self.edit(|app, stamp| {
            let edit = app.workbook().change([(Field::Snapshot(id), None)]);
            app.session.apply(edit, Step::Own, stamp)
        });
    }

    fn freeze(&mut self, context: &egui::Context, on: NaiveDate, purpose: String) {
        self.views.dialog = None;
        let stamp = match self.stamp() {
            Ok(stamp) => stamp,
            Err(error) => return self.refuse(&error),
        };
        let Some(license) = self.workbook().current_license() else { return };
        let workbook = Arc::clone(self.workbook());
        let catalog = Arc::clone(&self.catalog);
        let opening = self.session.opening();
        let name = workbook.person_name(stamp.author).map(str::to_owned).unwrap_or_default();
        let wish = Freeze { at: self.now().of_day(on), by: stamp.author, name, purpose };
        if let Err(error) = wish.check(self.surroundings.clock.today()) {
            let text = match error {
                FreezeError::NoPurpose => self.locale.text("freeze-no-purpose").into_owned(),
                FreezeError::NotYet(day) => self.locale.format("freeze-not-yet", [("day", day.to_string().into())]),
            };
            return self.views.toasts.warn(text);
        }
        self.jobs.start(context, move || {
            let frozen = freeze(&workbook, license, &catalog, wish).unwrap_or_else(|| Err(no_license()));
            Done::Frozen(opening, frozen.map(Box::new).map_err(|error| error.to_string()))
        });
    }

    /// Keeps a snapshot that was made.
    pub(super) fn frozen(&mut self, opening: u64, outcome: Result<Box<FrozenSnapshot>, String>) {
        if opening != self.session.opening() {
            return;
        }
        let frozen = match outcome {
            Ok(frozen) => frozen,
            Err(reason) => return self.fail("snapshot-failed", reason),
        };
        let purpose = frozen.purpose.clone();
        let id = self.session.new_snapshot();
        self.edit(|app, stamp| {
            let edit = app.workbook().change([(Field::Snapshot(id), Some(Value::Snapshot(frozen)))]);
            app.session.apply(edit, Step::Own, stamp)
        });
        if self.workbook().snapshots.contains_key(&id) {
            self.views.place = Place::Snapshots;
            self.views.snapshots.comparing = false;
            self.views.snapshots.selected = Some(Source::Kept(id));
            self.views.toasts.say(self.locale.format("snapshot-was-frozen", [("purpose", purpose.into())]));
        }
    }

    /// Checks the snapshots that were not checked yet, while they are looked at.
    pub(super) fn check_snapshots(&mut self, context: &egui::Context) {
        if self.views.place != Place::Snapshots {
            return;
        }
        if !std::mem::replace(&mut self.views.snapshots.knows_key, true) {
            self.views.snapshots.own_key = self.own_key();
        }
        let known = &self.views.snapshots.kept;
        let unknown: Vec<(SnapshotId, FrozenSnapshot)> = self
            .workbook()
            .snapshots
            .iter()
            .filter(|(id, _)| !known.contains_key(id))
            .map(|(id, frozen)| (*id, frozen.clone()))
            .collect();
        if unknown.is_empty() {
            return;
        }
        self.views.snapshots.kept.extend(unknown.iter().map(|(id, _)| (*id, None)));
        let opening = self.session.opening();
        self.jobs.start(context, move || {
            Done::Checked(opening, unknown.into_iter().map(|(id, frozen)| (id, check(&frozen))).collect())
        });
    }

    pub(super) fn checked(&mut self, opening: u64, found: Vec<(SnapshotId, Kept)>) {
        if opening == self.session.opening() {
            let found = found.into_iter().map(|(id, kept)| (id, Some(Arc::new(kept))));
            self.views.snapshots.kept.extend(found);
        }
    }

    /// Reads a snapshot that was received, or a workbook to compare with.
    pub(super) fn read_received(&mut self, context: &egui::Context, path: PathBuf) {
        let workbook = Arc::clone(self.workbook());
        let catalog = Arc::clone(&self.catalog);
        let now = self.now();
        let opening = self.session.opening();
        let own_key = self.own_key();
        // Whoever chooses the signature means what it is beside.
        let path = store::signed_path(&path).unwrap_or(path);
        self.jobs.start(context, move || {
            let outcome = received(&path, &workbook, &catalog, (now, own_key.as_deref()));
            Done::Received(opening, path, outcome.map(Box::new))
        });
    }

    pub(super) fn received(&mut self, opening: u64, path: &Path, outcome: Result<Box<Received>, ReceiveError>) {
        if opening != self.session.opening() {
            return;
        }
        match outcome {
            Ok(received) => {
                let snapshots = &mut self.views.snapshots;
                snapshots.selected = Some(Source::Received(snapshots.received.len()));
                snapshots.received.push(Some(Arc::new(*received)));
                snapshots.comparing = false;
                self.views.place = Place::Snapshots;
            }
            Err(ReceiveError::Workbook(error)) => {
                let words = self.error_words(error.kind(), error.arguments());
                self.fail("failed-open", words);
            }
            Err(ReceiveError::Snapshot(error)) => {
                let reason = self.error_words("snapshot-problem", error.arguments());
                self.fail_to_receive(path, reason);
            }
            Err(ReceiveError::Other(reason)) => self.fail_to_receive(path, reason),
        }
    }

    fn fail_to_receive(&mut self, path: &Path, reason: String) {
        let args = [("path", path.display().to_string().into()), ("reason", reason.into())];
        let text = self.locale.format("snapshot-unreadable", args);
        self.fail("failed-open", text);
    }

    fn compare(&mut self, context: &egui::Context, before: Source, after: Source) {
        let revision = self.workbook().revision();
        let snapshots = &mut self.views.snapshots;
        snapshots.comparing = true;
        snapshots.pair = (before, after);
        snapshots.asked = Some((before, after, revision));
        let (first, second) = (self.material(before), self.material(after));
        let workbook = Arc::clone(self.workbook());
        let catalog = Arc::clone(&self.catalog);
        let now = self.now();
        let opening = self.session.opening();
        let language = self.locale.language;
        self.jobs.start(context, move || {
            let both = both(first, second, &workbook, &catalog, (now, language));
            let compared = both.map(|(first, second)| {
                Box::new(Shown { before, after, revision, comparison: compare(&first, &second) })
            });
            Done::Compared(opening, compared)
        });
    }

    pub(super) fn compared(&mut self, opening: u64, outcome: Result<Box<Shown>, String>) {
        if opening != self.session.opening() {
            return;
        }
        match outcome {
            Ok(shown) => self.views.snapshots.shown = Some(Arc::new(*shown)),
            Err(reason) => self.fail("compare-failed", reason),
        }
    }

    /// What a snapshot is made from, off the drawing thread.
    fn material(&self, source: Source) -> Result<Material, String> {
        let gone = || self.locale.text("snapshot-gone").into_owned();
        match source {
            Source::Today => Ok(Material::Today),
            Source::Kept(id) => {
                self.workbook().snapshots.get(&id).cloned().map(|f| Material::Kept(Box::new(f))).ok_or_else(gone)
            }
            Source::Received(place) => {
                let received = self.views.snapshots.received.get(place).cloned().flatten();
                received.map(Material::Received).ok_or_else(gone)
            }
        }
    }

    /// A name for the file of a comparison: the license and both days.
    pub(super) fn comparison_name(&self, number: &str, format: ComparisonFormat) -> String {
        let days = self.views.snapshots.shown.as_ref().map(|s| (s.comparison.before.on, s.comparison.after.on));
        let days = days.map(|(before, after)| format!("-{before}-{after}")).unwrap_or_default();
        format!("{number}{days}.{}", format.extension())
    }

    /// Writes the comparison that is shown, with what of the internal content goes along.
    pub(super) fn write_comparison(
        &mut self,
        context: &egui::Context,
        (format, along): (ComparisonFormat, Along),
        path: PathBuf,
    ) {
        let Some(shown) = self.views.snapshots.shown.clone() else { return };
        let (first, second) = (self.material(shown.before), self.material(shown.after));
        let workbook = Arc::clone(self.workbook());
        let catalog = Arc::clone(&self.catalog);
        let now = self.now();
        let language = self.locale.language;
        let selection = Selection { notes: along.notes, confidential: along.confidential, ..Selection::default() };
        self.jobs.start(context, move || {
            let made = both(first, second, &workbook, &catalog, (now, language)).and_then(|(first, second)| {
                let comparison = compare(&first.reduced(&selection), &second.reduced(&selection));
                match format {
                    ComparisonFormat::Html => diff_html::export(&comparison, language)
                        .map(String::into_bytes)
                        .map_err(|error| error.to_string()),
                    ComparisonFormat::Xlsx => {
                        diff_xlsx::export(&comparison, language).map_err(|error| error.to_string())
                    }
                }
            });
            let outcome = made.map_err(ExportFailure::Other).and_then(|bytes| {
                let saved = store::replace(&RealDisk, &path, &bytes, &Expect::Anything, None);
                saved.map(|_| ExportNotes::default()).map_err(ExportFailure::Save)
            });
            Done::Exported(path, outcome)
        });
    }
}

/// Both sides of a comparison. Where one was taken for an annual report, today shows how that report stands.
fn both(
    first: Result<Material, String>,
    second: Result<Material, String>,
    workbook: &Workbook,
    catalog: &Catalog,
    (now, language): (Now, Language),
) -> Result<(Snapshot, Snapshot), String> {
    let (first, second) = (first?, second?);
    let is_today = (matches!(first, Material::Today), matches!(second, Material::Today));
    let mut before = first.snapshot(workbook, catalog, (now, language))?;
    let mut after = second.snapshot(workbook, catalog, (now, language))?;
    let year = |snapshot: &Snapshot| snapshot.report.as_ref().map(|report| report.year);
    match (year(&before), year(&after), is_today) {
        (Some(year), None, (_, true)) => add_report(&mut after, workbook, catalog, (now, year)),
        (None, Some(year), (true, _)) => add_report(&mut before, workbook, catalog, (now, year)),
        _ => {}
    }
    Ok((before, after))
}

/// What a snapshot is made from.
enum Material {
    Today,
    Kept(Box<FrozenSnapshot>),
    Received(Arc<Received>),
}

impl Material {
    fn snapshot(
        self,
        workbook: &Workbook,
        catalog: &Catalog,
        (now, language): (Now, Language),
    ) -> Result<Snapshot, String> {
        match self {
            Self::Today => of_workbook(workbook, catalog, now),
            Self::Kept(frozen) => verify_frozen(&frozen).map(|checked| checked.snapshot).map_err(|error| {
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

/// All of a workbook as it stands.
fn of_workbook(workbook: &Workbook, catalog: &Catalog, now: Now) -> Result<Snapshot, String> {
    let license = workbook.current_license();
    let snapshot = license.and_then(|license| Snapshot::of(workbook, license, now, catalog, whole()));
    snapshot.ok_or_else(|| no_license().to_string())
}

/// Puts the report on a year into the view of a workbook as it stands; where it has none, that stays as it is.
fn add_report(snapshot: &mut Snapshot, workbook: &Workbook, catalog: &Catalog, at: (Now, i32)) {
    let license = workbook.current_license();
    let with = license.and_then(|license| Snapshot::with_report(workbook, license, at, catalog, &whole()));
    if let Some(with) = with {
        *snapshot = with;
    }
}

fn check(frozen: &FrozenSnapshot) -> Kept {
    match verify_frozen(frozen) {
        Ok(Checked { snapshot, verdict, .. }) => {
            Kept { verdict: Ok(verdict), by: snapshot.frozen.and_then(|f| f.by), counts: snapshot.counts }
        }
        Err(error) => Kept { verdict: Err(error), by: None, counts: CountsView::default() },
    }
}

/// Why a file that was received cannot be shown.
pub(super) enum ReceiveError {
    /// It is a workbook that cannot be opened.
    Workbook(OpenError),
    /// It is no snapshot that can be checked.
    Snapshot(VerifyError),
    /// What the system says, or a limit.
    Other(String),
}

impl From<std::io::Error> for ReceiveError {
    fn from(error: std::io::Error) -> Self {
        Self::Other(error.to_string())
    }
}

/// Reads a file that was received: the JSON of a snapshot, or a workbook.
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
        let checked = Checked { snapshot, digest: None, verdict: Verdict::Unfrozen };
        // Nobody expects a workbook to be signed.
        let is_signed = store::signature_path(path).exists();
        let read = || store::read_limited(path, &WORKBOOK).map_err(ReceiveError::Workbook);
        let bytes = is_signed.then(read).transpose()?;
        let signature = bytes.map(|bytes| signature_of(path, &bytes, own_key));
        return Ok(Received { name, checked, origin: None, is_workbook: true, signature });
    }
    let bytes = store::read_limited(path, &SNAPSHOT).map_err(ReceiveError::Workbook)?;
    let text = String::from_utf8(bytes).map_err(|error| ReceiveError::Other(error.to_string()))?;
    let checked = verify_json(&text).map_err(ReceiveError::Snapshot)?;
    // Only one of the kept ones can be the one that it names.
    let whole = checked.snapshot.frozen.as_ref().and_then(|frozen| frozen.whole);
    let named = [checked.digest, whole];
    let kept = workbook.snapshots.iter().find(|(_, frozen)| named.contains(&Some(frozen.digest)));
    let origin = kept.and_then(|(id, frozen)| Some((*id, origin(&checked, &verify_frozen(frozen).ok()?)?)));
    let signature = Some(signature_of(path, text.as_bytes(), own_key));
    Ok(Received { name, checked, origin, is_workbook: false, signature })
}
