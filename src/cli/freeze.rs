//! `freeze` and `snapshots`: freezes a snapshot in the workbook, and lists and verifies the frozen ones.

use super::args::{FreezeArgs, ReadArgs};
use super::change::{self, ChangeError};
use super::failure::Failure;
use super::{Answer, Context, files};
use crate::locale::Locale;
use crate::snapshot::CountsView;
use crate::snapshot::freeze::{Freeze, FreezeError, freeze};
use crate::snapshot::verify::{Verdict, VerifyError, verify_frozen};
use crate::workbook::{Field, FrozenSnapshot, Sha256, SnapshotId, Value, Workbook};
use chrono::NaiveDate;
use serde::Serialize;
use std::path::Path;

/// A frozen snapshot of a workbook.
#[derive(Serialize)]
pub(super) struct FrozenRow {
    id: SnapshotId,
    pub(super) on: NaiveDate,
    by: Option<String>,
    pub(super) purpose: String,
    digest: Sha256,
    verdict: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<String>,
    counts: Option<CountsView>,
}

impl FrozenRow {
    /// Whether it is unchanged since it was frozen.
    pub(super) fn is_whole(&self) -> bool {
        self.verdict == "whole"
    }

    /// The verdict in words.
    pub(super) fn verdict_words(&self, locale: &Locale) -> String {
        let id = match self.verdict {
            "whole" => "snapshot-whole-verdict",
            "altered" => "snapshot-altered",
            "mislabeled" => "snapshot-mislabeled",
            "newer" => "snapshot-newer",
            _ => "snapshot-damaged",
        };
        locale.text(id).into_owned()
    }
}

pub(super) fn run(context: &Context, args: &FreezeArgs) -> Result<Answer, Failure> {
    let mut made: Option<SnapshotId> = None;
    let changed = change::change(context, &args.file, &args.change, |workbook, who, ids| {
        let license = files::current_license(workbook, &args.file)?;
        let now = context.now(&args.common);
        let at = args.on.map_or(now, |on| now.of_day(on));
        let purpose = args.purpose.trim().to_owned();
        let wish = Freeze { at, by: who.id, name: who.name.clone(), purpose };
        wish.check(now.day()).map_err(|error| refused(error, &args.file))?;
        let frozen = freeze(workbook, license, &context.catalog, wish)
            .ok_or_else(|| Failure::about("cli-no-license", &args.file))?
            .map_err(|error| Failure::about("cli-not-made", &args.file).with("message", error.to_string()))?;
        let id = ids.next_id();
        made = Some(id);
        Ok(workbook.change([(Field::Snapshot(id), Some(Value::Snapshot(Box::new(frozen))))]))
    });
    let changed = changed.map_err(|error: ChangeError| error.about(&args.file))?;
    let kept = made.and_then(|id| Some(view(id, changed.workbook.snapshots.get(&id)?)));
    let kept = kept.ok_or_else(|| Failure::about("cli-no-license", &args.file))?;
    if args.json {
        return Answer::json(&kept, true);
    }
    Ok(Answer::fine(line(&kept, context.locale(&args.common))))
}

/// The failure for a refused freeze.
fn refused(error: FreezeError, path: &Path) -> Failure {
    match error {
        FreezeError::NoPurpose => Failure::about("cli-freeze-no-purpose", path),
        FreezeError::NotYet(day) => Failure::about("cli-freeze-not-yet", path).with("day", day.to_string()),
    }
}

/// The frozen snapshots of a workbook, the earliest first: the order of the list and its numbers.
fn in_order(workbook: &Workbook) -> Vec<(SnapshotId, &FrozenSnapshot)> {
    let mut kept: Vec<_> = workbook.snapshots.iter().map(|(id, frozen)| (*id, frozen)).collect();
    kept.sort_by_key(|(id, frozen)| (frozen.on, *id));
    kept
}

/// The frozen snapshot with this purpose, id, day, number in the list, or beginning of its digest.
pub(super) fn kept(workbook: &Workbook, name: &str, path: &Path) -> Result<FrozenSnapshot, Failure> {
    let kept = in_order(workbook);
    let mut found = kept.iter().filter(|(id, frozen)| is_named(*id, frozen, name)).map(|(_, frozen)| *frozen);
    match (found.next(), found.next()) {
        (Some(frozen), None) => Ok(frozen.clone()),
        (Some(_), Some(_)) => Err(Failure::about("cli-compare-several-snapshots", path).with("name", name)),
        // A text that is no name may be a number.
        (None, _) => kept
            .iter()
            .enumerate()
            .find(|(at, _)| name.parse() == Ok(at + 1))
            .map(|(_, (_, frozen))| (*frozen).clone())
            .ok_or_else(|| Failure::about("cli-compare-no-such-snapshot", path).with("name", name)),
    }
}

fn is_named(id: SnapshotId, frozen: &FrozenSnapshot, name: &str) -> bool {
    let digest = name.to_lowercase();
    frozen.purpose.trim() == name.trim()
        || id.to_string() == name
        || frozen.on.to_string() == name
        || digest.len() >= 6 && frozen.digest.to_string().starts_with(&digest)
}

pub(super) fn list(context: &Context, args: &ReadArgs) -> Result<Answer, Failure> {
    let workbook = files::read(&args.file, &args.unlock, context.locale(&args.common))?.workbook;
    let kept = all_kept(&workbook);
    let is_fine = kept.iter().all(FrozenRow::is_whole);
    if args.json {
        return Answer::json(&kept, is_fine);
    }
    let locale = context.locale(&args.common);
    let lines = kept.iter().enumerate().map(|(at, kept)| format!("{}. {}", at + 1, line(kept, locale)));
    let mut text: String = lines.collect();
    if kept.is_empty() {
        text = locale.text("snapshot-empty").into_owned() + "\n";
    }
    Ok(Answer::new(text, is_fine))
}

/// The frozen snapshots of a workbook, verified, the earliest first.
pub(super) fn all_kept(workbook: &Workbook) -> Vec<FrozenRow> {
    in_order(workbook).into_iter().map(|(id, frozen)| view(id, frozen)).collect()
}

fn view(id: SnapshotId, frozen: &FrozenSnapshot) -> FrozenRow {
    let checked = verify_frozen(frozen);
    let problem = checked.as_ref().err().map(ToString::to_string);
    let verdict = verdict_name(&checked.as_ref().map(|checked| checked.verdict));
    let snapshot = checked.ok().map(|checked| checked.snapshot);
    FrozenRow {
        id,
        on: frozen.on,
        by: snapshot.as_ref().and_then(|snapshot| snapshot.frozen.as_ref()?.by.clone()),
        purpose: frozen.purpose.clone(),
        digest: frozen.digest,
        verdict,
        problem,
        counts: snapshot.map(|snapshot| snapshot.counts),
    }
}

/// The key of a verdict.
pub(super) fn verdict_name(verdict: &Result<Verdict, &VerifyError>) -> &'static str {
    match verdict {
        Ok(Verdict::Intact) => "whole",
        Ok(Verdict::Altered(_)) => "altered",
        Ok(Verdict::Mislabeled) => "mislabeled",
        Ok(Verdict::Unfrozen) => "unfrozen",
        Err(VerifyError::Newer(_)) => "newer",
        Err(VerifyError::NotJson(_) | VerifyError::NotASnapshot(_)) => "damaged",
    }
}

fn line(kept: &FrozenRow, locale: &Locale) -> String {
    let by = kept.by.clone().unwrap_or_default();
    let words = [kept.on.to_string(), kept.purpose.clone(), by, kept.verdict_words(locale)];
    let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
    format!("{}\n  {}  {}\n", words.join(" · "), kept.id, kept.digest)
}
