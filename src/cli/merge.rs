//! `merge` and `part`: merges two copies, and makes a partial copy for another person to fill in.
//!
//! Where both copies changed the same field, the merged workbook has an open conflict, which does not depend on the
//! order of merges. The exit code is 1 until it is resolved, here with `--prefer` or in the window.

use super::args::{self, MergeArgs, PartArgs, Prefer};
use super::author::{author_name, whole_second};
use super::failure::Failure;
use super::passphrase::Keys;
use super::{Answer, Context, change, files, in_a_line};
use crate::locale::{Describer, Locale, moment, refusal};
use crate::merge::{Choice, Conflict, Merge, MergeError, merge};
use crate::store::{self, LoadedWorkbook};
use crate::workbook::{DutyId, EventId, Field, HandedOut, IdSource, Person, RecordId, Stamp, Workbook};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::Path;

/// The result of a merge.
#[derive(Serialize)]
struct Report {
    output: String,
    only_left: usize,
    only_right: usize,
    settled: usize,
    conflicts: Vec<ConflictView>,
    restored: Vec<String>,
    /// Records whose content does not match their name.
    doubtful: Vec<RecordId>,
    same_names: Vec<String>,
    double_events: Vec<DoubleEvent>,
}

/// An event that may have been recorded in both copies.
#[derive(Serialize)]
struct DoubleEvent {
    on: NaiveDate,
    kind: String,
    name: String,
    events: Vec<EventOf>,
}

/// One of the records of an event.
#[derive(Serialize)]
struct EventOf {
    id: EventId,
    author: String,
    note: String,
}

#[derive(Serialize)]
struct ConflictView {
    subject: String,
    versions: Vec<VersionView>,
}

#[derive(Serialize)]
struct VersionView {
    record: RecordId,
    author: String,
    at: Option<DateTime<Utc>>,
    #[serde(rename = "says")]
    value: String,
}

pub(super) fn run(context: &Context, args: &MergeArgs) -> Result<Answer, Failure> {
    files::not_stdout(&args.output)?;
    let locale = context.answer_locale(&args.common, args.json);
    let mut keys = Keys::of(&args.unlock)?;
    let left = checked(context, keys.read(&args.left, locale)?, args)?;
    let right = checked(context, keys.read(&args.right, locale)?, args)?;
    let mut merged = merge(&left, &right).map_err(|error| refused(&error, args))?;
    let found = merged.conflicts.len();
    if let Some(prefer) = args.prefer.filter(|_| found > 0) {
        settle(context, &mut merged, prefer, args)?;
    }
    files::write_workbook(context, &merged.workbook, (&args.output, args.force), &args.protect, locale)?;
    let tell = Describer::new(locale, &merged.workbook, &context.catalog);
    let report = report(&merged, found, &args.output, tell);
    // Doubtful records need attention, as conflicts do.
    let is_fine =
        report.conflicts.is_empty() && report.doubtful.is_empty() && merged.workbook.findings().open.is_empty();
    if args.json {
        return Answer::json(&report, is_fine);
    }
    Ok(Answer::new(words(&report, locale), is_fine))
}

/// The workbook of a file, with external changes recorded in its history.
fn checked(context: &Context, document: LoadedWorkbook, args: &MergeArgs) -> Result<Workbook, Failure> {
    let audit = document.audit();
    let LoadedWorkbook { mut workbook, path, .. } = document;
    let found_by = (args.author.as_deref(), path.as_path());
    change::tell_found(context, &mut workbook, &audit, found_by, Workbook::record_found_apart)?;
    Ok(workbook)
}

fn refused(error: &MergeError, args: &MergeArgs) -> Failure {
    let (left, right) = (args.left.display().to_string(), args.right.display().to_string());
    let id = match error {
        MergeError::DifferentDocuments { .. } => "cli-merge-different",
        MergeError::UnknownOrigin => "cli-merge-unknown-origin",
        MergeError::OtherBeginning => "cli-merge-other-beginning",
        MergeError::Contradiction(_) => "cli-merge-contradiction",
    };
    let failure = Failure::of(id).with("left", left).with("right", right);
    match error {
        MergeError::Contradiction(defects) => defects.iter().take(1).fold(failure, |failure, defect| {
            let (id, arguments) = refusal(&defect.0);
            failure.with_filled("message", id, arguments)
        }),
        MergeError::DifferentDocuments { .. } | MergeError::UnknownOrigin | MergeError::OtherBeginning => failure,
    }
}

/// Resolves all conflicts with the version of one side, in one record.
fn settle(context: &Context, merged: &mut Merge, prefer: Prefer, args: &MergeArgs) -> Result<(), Failure> {
    let decisions: Vec<(Conflict, Choice)> =
        merged.conflicts.iter().map(|conflict| (conflict.clone(), choice(conflict, merged, prefer))).collect();
    let failure = |error: crate::workbook::EditError| {
        let (id, arguments) = refusal(&error);
        Failure::about("cli-refused", &args.output).with_filled("reason", id, arguments)
    };
    let number =
        store::random_number().map_err(|e| Failure::of("start-no-randomness").with("message", e.to_string()))?;
    let mut ids = IdSource::new(number);
    let workbook = &mut merged.workbook;
    let name = author_name(context, args.author.as_deref());
    let known = workbook.person_by_name(&name);
    let author = known.unwrap_or_else(|| ids.next_id());
    let stamp = Stamp { author, at: whole_second(context.now) };
    let mut edit = workbook.settle(&decisions);
    if known.is_none() {
        edit = workbook.put_person(author, Person::named(&name)).and(edit);
    }
    workbook.apply(edit, stamp, ids.next_id()).map_err(failure)?;
    merged.conflicts = workbook.conflicts();
    Ok(())
}

/// The version of the preferred copy: the one that only this copy had, or the one that the other copy did not have
/// alone.
fn choice(conflict: &Conflict, merged: &Merge, prefer: Prefer) -> Choice {
    let (own, other) = match prefer {
        Prefer::Left => (&merged.only_left, &merged.only_right),
        Prefer::Right => (&merged.only_right, &merged.only_left),
    };
    let versions = &conflict.versions;
    let at = versions.iter().position(|version| own.contains(&version.record));
    let at = at.or_else(|| versions.iter().position(|version| !other.contains(&version.record)));
    Choice::Version(at.unwrap_or_default())
}

/// The events that may have been recorded in both copies, each once.
fn doubles(merged: &Merge, tell: Describer<'_>) -> Vec<DoubleEvent> {
    let workbook = &merged.workbook;
    let brought: Vec<RecordId> = merged.only_left.iter().chain(&merged.only_right).copied().collect();
    let mut listed: BTreeSet<EventId> = BTreeSet::new();
    let mut doubles = Vec::new();
    for id in merged.double_events(&brought) {
        let Some(event) = workbook.events.get(&id).filter(|_| !listed.contains(&id)) else { continue };
        let all: Vec<EventId> = [id].into_iter().chain(workbook.event_twins(id)).collect();
        listed.extend(all.iter().copied());
        let kind = tell.catalog.event(&event.kind);
        let name = kind.map_or(event.kind.as_str(), |kind| kind.name.get(tell.locale.language));
        let events = all.iter().filter_map(|id| event_of(workbook, *id)).collect();
        doubles.push(DoubleEvent { on: event.on, kind: event.kind.clone(), name: name.to_owned(), events });
    }
    doubles
}

fn event_of(workbook: &Workbook, id: EventId) -> Option<EventOf> {
    let event = workbook.events.get(&id)?;
    let record = workbook
        .history
        .iter()
        .find(|record| record.changes.iter().any(|change| change.field == Field::Event(id) && change.from.is_none()));
    let author = record.and_then(|record| workbook.person_name(record.author));
    Some(EventOf { id, author: author.unwrap_or_default().to_owned(), note: event.note.clone() })
}

fn conflict_view(conflict: &Conflict, workbook: &Workbook, tell: Describer<'_>) -> ConflictView {
    let mut versions = Vec::new();
    for version in &conflict.versions {
        let record = workbook.record(version.record);
        let author = record.and_then(|record| workbook.person_name(record.author)).map(str::to_owned);
        versions.push(VersionView {
            record: version.record,
            author: author.unwrap_or_default(),
            at: record.map(|record| record.at),
            value: tell.conflict_value(conflict, &version.value),
        });
    }
    ConflictView { subject: tell.conflict(conflict), versions }
}

fn report(merged: &Merge, found: usize, output: &Path, tell: Describer<'_>) -> Report {
    let workbook = &merged.workbook;
    let same_names = merged.same_names.iter().filter_map(|(id, _)| workbook.person_name(*id));
    Report {
        output: output.display().to_string(),
        only_left: merged.only_left.len(),
        only_right: merged.only_right.len(),
        settled: found - merged.conflicts.len(),
        conflicts: merged.conflicts.iter().map(|conflict| conflict_view(conflict, workbook, tell)).collect(),
        restored: merged.restored.iter().map(|field| tell.subject(field)).collect(),
        doubtful: merged.altered.clone(),
        same_names: same_names.map(|name| name.trim().to_owned()).collect(),
        double_events: doubles(merged, tell),
    }
}

/// A possible double record of an event, in one line.
fn double_words(double: &DoubleEvent, locale: &Locale) -> String {
    let events = double.events.iter().map(|event| {
        let id = if event.note.is_empty() { "cli-merge-double-event" } else { "cli-merge-double-event-noted" };
        let note = event.note.replace('\n', " ");
        let words =
            [("id", event.id.to_string().into()), ("author", event.author.as_str().into()), ("note", note.into())];
        locale.format(id, words)
    });
    let events: Vec<String> = events.collect();
    let words = [
        ("day", double.on.to_string().into()),
        ("name", double.name.as_str().into()),
        ("events", events.join(&locale.text("list-separator")).into()),
    ];
    locale.format("cli-merge-double", words)
}

fn words(report: &Report, locale: &Locale) -> String {
    let args = [
        ("path", report.output.as_str().into()),
        ("left", report.only_left.into()),
        ("right", report.only_right.into()),
        ("settled", report.settled.into()),
    ];
    let mut lines = vec![locale.format("cli-merged", args)];
    for conflict in &report.conflicts {
        lines.push(locale.format("cli-merge-conflict", [("subject", conflict.subject.as_str().into())]));
        for version in &conflict.versions {
            let at = version.at.map(moment).unwrap_or_default();
            lines.push(format!("  {} ({at}): {}", in_a_line(&version.author), version.value.replace('\n', " ")));
        }
    }
    for (id, subjects) in [("cli-merge-restored", &report.restored), ("cli-merge-same-name", &report.same_names)] {
        lines.extend(subjects.iter().map(|subject| locale.format(id, [("subject", subject.as_str().into())])));
    }
    if !report.doubtful.is_empty() {
        lines.push(locale.format("merge-doubtful", [("n", report.doubtful.len().into())]));
    }
    lines.extend(report.double_events.iter().map(|double| double_words(double, locale)));
    lines.push(String::new());
    lines.join("\n")
}

/// Makes a partial copy.
pub(super) fn part(context: &Context, args: &PartArgs) -> Result<Answer, Failure> {
    files::not_stdout(&args.output)?;
    let locale = context.locale(&args.common);
    let workbook = files::read(&args.file, &args.unlock, locale)?.workbook;
    let duties = if args.all { workbook.duties.keys().copied().collect() } else { wanted(&workbook, args)? };
    let part = match (args.all, args.without_evidence) {
        (true, false) => workbook,
        (true, true) => workbook.without_bytes(),
        (false, without) => {
            let from = args.file.file_name().unwrap_or(args.file.as_os_str()).to_string_lossy().into_owned();
            let to = args.owner.as_deref().map(str::trim).unwrap_or_default().to_owned();
            let note = HandedOut { from, on: context.today(&args.common), by: author_name(context, None), to };
            workbook.part(&duties, !without).handed_out(note)
        }
    };
    let part = if args.with_confidential { part } else { part.without_confidential_bytes() };
    files::write_workbook(context, &part, (&args.output, args.force), &args.protect, locale)?;
    let words = [("path", args.output.display().to_string().into()), ("n", duties.len().into())];
    Ok(Answer::fine(locale.format("cli-part", words) + "\n"))
}

/// The requested duties: by label, by clause, or by owner.
fn wanted(workbook: &Workbook, args: &PartArgs) -> Result<BTreeSet<DutyId>, Failure> {
    let license = files::current_license(workbook, &args.file)?;
    let mut duties: BTreeSet<DutyId> = BTreeSet::new();
    for label in &args.duties {
        let clause = args::clause(label);
        let in_clause = workbook
            .duties
            .iter()
            .filter(|(_, duty)| duty.definition.license == license && Some(duty.definition.clause) == clause);
        let found: Vec<DutyId> = in_clause.map(|(id, _)| *id).collect();
        if found.is_empty() {
            duties.insert(super::set::duty(workbook, license, label, &args.file)?);
        }
        duties.extend(found);
    }
    if let Some(name) = &args.owner {
        let owner = workbook.person_by_name(name);
        let owner =
            owner.ok_or_else(|| Failure::about("cli-unknown-person", &args.file).with("name", name.as_str()))?;
        duties.extend(workbook.duties_of(owner));
    }
    if duties.is_empty() {
        return Err(Failure::about("cli-part-of-nothing", &args.file));
    }
    Ok(duties)
}
