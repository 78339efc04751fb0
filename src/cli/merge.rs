//! `merge` and `part`: two copies become one, and a part is taken out to be filled in by someone else.
//!
//! Where both copies changed the same thing, the conflict stays open in the merged workbook, the same in whatever order
//! copies are merged, and the answer is “no” (exit code 1) until someone settles it — here with `--prefer`, or in the
//! window.

use super::args::{MergeArgs, PartArgs, Prefer};
use super::change::{author_name, whole_second};
use super::failure::Failure;
use super::{Answer, Context, files};
use crate::locale::{Locale, Telling};
use crate::store::{self, Expect};
use crate::workbook::{
    Choice, Conflict, DutyId, Field, HandedOut, IdSource, Merge, MergeError, Person, PersonId, RecordId, Stamp,
    Workbook, merge,
};
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::Path;

/// What came of a merge.
#[derive(Serialize)]
struct Report {
    output: String,
    only_left: usize,
    only_right: usize,
    settled: usize,
    conflicts: Vec<ConflictView>,
    restored: Vec<String>,
    unrecorded: Vec<String>,
    same_names: Vec<String>,
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
    says: String,
}

pub(super) fn run(context: &Context, args: &MergeArgs) -> Result<Answer, Failure> {
    let (left, right) = (store::read(&args.left)?.workbook, store::read(&args.right)?.workbook);
    let mut merged = merge(&left, &right).map_err(|error| refused(&error, args))?;
    let found = merged.conflicts.len();
    if let Some(prefer) = args.prefer.filter(|_| found > 0) {
        settle(context, &mut merged, prefer, args)?;
    }
    write(&merged.workbook, &args.output, args.force)?;
    let locale = context.locale(&args.common);
    let tell = Telling::new(locale, &merged.workbook, &context.catalog);
    let report = report(&merged, found, &args.output, tell);
    let is_fine = report.conflicts.is_empty();
    if args.json {
        return Answer::json(&report, is_fine);
    }
    Ok(Answer::new(words(&report, locale), is_fine))
}

fn refused(error: &MergeError, args: &MergeArgs) -> Failure {
    let (left, right) = (args.left.display().to_string(), args.right.display().to_string());
    let id = match error {
        MergeError::DifferentDocuments { .. } => "cli-merge-different",
        MergeError::UnknownOrigin => "cli-merge-unknown-origin",
        MergeError::Contradiction(_) => "cli-merge-contradiction",
    };
    Failure::of(id).with("left", left).with("right", right).with("message", error.to_string())
}

/// Settles all conflicts by the version of one side, as one record.
fn settle(context: &Context, merged: &mut Merge, prefer: Prefer, args: &MergeArgs) -> Result<(), Failure> {
    let decisions: Vec<(Conflict, Choice)> =
        merged.conflicts.iter().map(|conflict| (conflict.clone(), choice(conflict, merged, prefer))).collect();
    let failure = |error: crate::workbook::EditError| Failure::new(format!("“{}”: {error}", args.output.display()));
    let number = store::random_number().map_err(|e| Failure::new(e.to_string()))?;
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

/// The version of the preferred copy: the one that only it had, or that the other one did not have alone.
fn choice(conflict: &Conflict, merged: &Merge, prefer: Prefer) -> Choice {
    let (own, other) = match prefer {
        Prefer::Left => (&merged.only_left, &merged.only_right),
        Prefer::Right => (&merged.only_right, &merged.only_left),
    };
    let records = || conflict.versions.iter().map(|version| version.record);
    let at = records().position(|r| own.contains(&r)).or_else(|| records().position(|r| !other.contains(&r)));
    Choice::Version(at.unwrap_or_default())
}

fn report(merged: &Merge, found: usize, output: &Path, tell: Telling<'_>) -> Report {
    let workbook = &merged.workbook;
    let subjects = |fields: &[Field]| fields.iter().map(|field| tell.subject(field)).collect();
    let view = |conflict: &Conflict| ConflictView {
        subject: tell.conflict(conflict),
        versions: conflict
            .versions
            .iter()
            .map(|version| {
                let record = workbook.record(version.record);
                let author = record.and_then(|r| workbook.person_name(r.author)).map(str::to_owned);
                VersionView {
                    record: version.record,
                    author: author.unwrap_or_default(),
                    at: record.map(|r| r.at),
                    says: tell.says(conflict, &version.says),
                }
            })
            .collect(),
    };
    let name = |id: &PersonId| workbook.person_name(*id).map(|name| name.trim().to_owned());
    Report {
        output: output.display().to_string(),
        only_left: merged.only_left.len(),
        only_right: merged.only_right.len(),
        settled: found - merged.conflicts.len(),
        conflicts: merged.conflicts.iter().map(view).collect(),
        restored: subjects(&merged.restored),
        unrecorded: subjects(&merged.unrecorded),
        same_names: merged.same_names.iter().filter_map(|(id, _)| name(id)).collect(),
    }
}

fn words(report: &Report, locale: &Locale) -> String {
    let count = |n: usize| fluent_bundle::FluentValue::from(n);
    let args = [
        ("path", report.output.as_str().into()),
        ("left", count(report.only_left)),
        ("right", count(report.only_right)),
        ("settled", count(report.settled)),
    ];
    let mut lines = vec![locale.format("cli-merged", args)];
    for conflict in &report.conflicts {
        lines.push(locale.format("cli-merge-conflict", [("subject", conflict.subject.as_str().into())]));
        for version in &conflict.versions {
            let at = version
                .at
                .map(|at| (at + chrono::TimeDelta::hours(8)).format("%Y-%m-%d %H:%M").to_string())
                .unwrap_or_default();
            lines.push(format!("  {} ({at}): {}", version.author, version.says.replace('\n', " ")));
        }
    }
    for (id, subjects) in [
        ("cli-merge-restored", &report.restored),
        ("cli-merge-unrecorded", &report.unrecorded),
        ("cli-merge-same-name", &report.same_names),
    ] {
        lines.extend(subjects.iter().map(|subject| locale.format(id, [("subject", subject.as_str().into())])));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// Writes a workbook where there is none, or over one where she says so and nobody works on it.
fn write(workbook: &Workbook, path: &Path, force: bool) -> Result<(), Failure> {
    if path.exists() && store::is_locked(path) {
        return Err(Failure::about("save-locked", path));
    }
    let expect = if force { Expect::Anything } else { Expect::Absent };
    store::save(workbook, path, &expect, None)?;
    Ok(())
}

/// Takes duties out into a workbook of their own.
pub(super) fn part(context: &Context, args: &PartArgs) -> Result<Answer, Failure> {
    let workbook = store::read(&args.file)?.workbook;
    let license = files::current_license(&workbook, &args.file)?;
    let mut duties: BTreeSet<DutyId> = BTreeSet::new();
    for label in &args.duties {
        let plain: String = label.trim().chars().map(crate::license::half_width).collect();
        let in_clause = workbook.duties.iter().filter(|(_, duty)| duty.definition.license == license);
        let found: Vec<DutyId> =
            in_clause.filter(|(_, duty)| duty.definition.clause.to_string() == plain).map(|(id, _)| *id).collect();
        if found.is_empty() {
            duties.insert(super::set::duty(&workbook, license, label, &args.file)?);
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
    let from = args.file.file_name().unwrap_or(args.file.as_os_str()).to_string_lossy().into_owned();
    let to = args.owner.as_deref().map(str::trim).unwrap_or_default().to_owned();
    let note = HandedOut { from, on: context.today(&args.common), by: author_name(context, None), to };
    let part = workbook.part(&duties, !args.without_evidence).handed_out(note);
    let part = if args.with_confidential { part } else { part.without_confidential_bytes() };
    write(&part, &args.output, args.force)?;
    let words = [("path", args.output.display().to_string().into()), ("n", duties.len().into())];
    Ok(Answer::fine(context.locale(&args.common).format("cli-part", words) + "\n"))
}
