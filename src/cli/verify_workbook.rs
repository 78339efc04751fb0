//! `verify` for a workbook: compares it with its history, and its evidence and snapshots with their hashes.

use super::args::VerifyArgs;
use super::failure::Failure;
use super::freeze::{FrozenRow, all_kept};
use super::signature::{SignatureView, signature_beside, signature_words};
use super::{Answer, Context, in_a_line};
use crate::locale::{Describer, Locale, moment};
use crate::store::LoadedWorkbook;
use crate::workbook::{Change, EvidenceState, Record, RecordId, RecordKind, Sha256, Workbook};
use chrono::{DateTime, Utc};
use serde::Serialize;

/// The result for a workbook.
#[derive(Serialize)]
struct View {
    kind: &'static str,
    is_whole: bool,
    changed_sections: Vec<&'static str>,
    records: usize,
    /// The latest records. A copy of their names kept elsewhere proves that nothing before them was changed.
    heads: Vec<RecordId>,
    /// Records whose content does not match their name.
    altered: Vec<RecordId>,
    /// Records that are referred to and missing.
    missing: Vec<RecordId>,
    /// Whether the base does not match its name, or is missing.
    is_base_altered: bool,
    /// Differences between the workbook and its history.
    unexplained: Vec<ChangeView>,
    /// External changes that are recorded in the history.
    found: Vec<FoundView>,
    evidence: Vec<EvidenceCheckView>,
    conflicts: usize,
    /// The frozen snapshots that were altered.
    damaged_snapshots: Vec<FrozenRow>,
    signature: Option<SignatureView>,
}

#[derive(Serialize)]
struct ChangeView {
    subject: String,
    /// The value by the history.
    from: Option<String>,
    /// The value in the workbook.
    to: Option<String>,
}

#[derive(Serialize)]
struct FoundView {
    record: RecordId,
    by: String,
    at: DateTime<Utc>,
    #[serde(skip)]
    words: String,
    /// The person who accepted or undid it; `None` while it is open.
    settled_by: Option<String>,
}

#[derive(Serialize)]
struct EvidenceCheckView {
    sha256: Sha256,
    name: String,
    state: &'static str,
}

/// Verifies a workbook.
pub(super) fn workbook(context: &Context, document: &LoadedWorkbook, args: &VerifyArgs) -> Result<Answer, Failure> {
    let workbook = &document.workbook;
    let locale = context.answer_locale(&args.common, args.json);
    let tell = Describer::new(locale, workbook, &context.catalog).in_full();
    let audit = document.audit();
    let mut since = None;
    let signature = signature_beside(&document.path, |signed| {
        let signed_records = workbook.whole_past(&signed.heads);
        since = signed_records.map(|n| workbook.history.len().saturating_sub(n));
        signed.check_history(signed_records)
    })?;
    let signature =
        signature.map(|view| SignatureView { records_since: since.filter(|_| view.state == "good"), ..view });
    let damaged_snapshots: Vec<FrozenRow> = all_kept(workbook).into_iter().filter(|kept| !kept.is_whole()).collect();
    let evidence: Vec<EvidenceCheckView> =
        workbook.damaged_evidence().map(|(hash, state)| piece(workbook, hash, &state)).collect();
    let is_whole = document.changed_sections.is_empty()
        && audit.is_clean()
        && workbook.findings().open.is_empty()
        && damaged_snapshots.is_empty()
        && evidence.iter().all(|piece| piece.state == EvidenceState::LeftOut.as_str())
        && signature.as_ref().is_none_or(|signature| signature.state == "good");
    let view = View {
        kind: "workbook",
        is_whole,
        changed_sections: document.changed_sections.iter().map(|section| section.as_str()).collect(),
        records: workbook.history.len(),
        heads: workbook.heads().to_vec(),
        altered: audit.altered.keys().copied().collect(),
        missing: audit.missing.iter().copied().collect(),
        is_base_altered: !audit.altered_bases.is_empty(),
        unexplained: audit.unexplained.iter().map(|change| change_view(&tell, change)).collect(),
        found: found(&tell),
        evidence,
        conflicts: workbook.conflicts().len(),
        damaged_snapshots,
        signature,
    };
    if args.json {
        return Answer::json(&view, view.is_whole);
    }
    Ok(Answer::new(words(&view, locale), view.is_whole))
}

fn change_view(tell: &Describer<'_>, change: &Change) -> ChangeView {
    let words = tell.change(change);
    ChangeView { subject: words.subject, from: words.from, to: words.to }
}

fn piece(workbook: &Workbook, sha256: Sha256, state: &EvidenceState) -> EvidenceCheckView {
    let name = workbook.evidence.get(&sha256).map(|evidence| evidence.name.clone()).unwrap_or_default();
    EvidenceCheckView { sha256, name, state: state.as_str() }
}

fn author_of(record: &Record, workbook: &Workbook) -> String {
    workbook.person_name(record.author).unwrap_or_default().to_owned()
}

/// The recorded external changes, the earliest first.
fn found(tell: &Describer<'_>) -> Vec<FoundView> {
    let workbook = tell.workbook;
    let findings = workbook.findings();
    let mut all = Vec::new();
    for record in findings.open.iter().chain(&findings.settled) {
        let settled_by = workbook
            .history
            .iter()
            .find(|by| by.nature == RecordKind::Accepted(record.id) || by.undoes == Some(record.id));
        all.push(FoundView {
            record: record.id,
            by: author_of(record, workbook),
            at: record.at,
            words: tell.record(record),
            settled_by: settled_by.map(|by| author_of(by, workbook)),
        });
    }
    all.sort_by_key(|found| (found.at, found.record));
    all
}

fn words(view: &View, locale: &Locale) -> String {
    let mut lines = Vec::new();
    for section in &view.changed_sections {
        let section = locale.text(&format!("section-{section}")).into_owned();
        lines.push(locale.format("cli-changed-section", [("section", section.into())]));
    }
    let nothing = || locale.text("nothing").into_owned();
    lines.extend(view.unexplained.iter().map(|change| {
        let (from, to) = (change.from.clone().unwrap_or_else(nothing), change.to.clone().unwrap_or_else(nothing));
        let words = [("subject", change.subject.as_str().into()), ("from", from.into()), ("to", to.into())];
        locale.format("verify-unexplained", words).replace('\n', " ")
    }));
    for (id, records) in [("verify-altered", &view.altered), ("verify-missing-record", &view.missing)] {
        lines.extend(records.iter().map(|record| locale.format(id, [("id", record.short().into())])));
    }
    if view.is_base_altered {
        lines.push(locale.text("verify-base").into_owned());
    }
    lines.extend(view.found.iter().map(|found| found_words(found, locale)));
    for piece in &view.evidence {
        let id = match piece.state {
            "left_out" => "verify-left-out",
            "not_embedded" => "verify-not-embedded",
            _ => "verify-changed",
        };
        lines.push(locale.format(id, [("name", piece.name.as_str().into())]));
    }
    lines.extend(view.damaged_snapshots.iter().map(|kept| damaged(kept, locale)));
    if view.is_whole {
        let id = if view.found.is_empty() { "verify-workbook" } else { "verify-workbook-but" };
        lines.push(locale.format(id, [("n", view.records.into())]));
    }
    if view.conflicts > 0 {
        lines.push(locale.format("verify-conflicts", [("n", view.conflicts.into())]));
    }
    lines.extend(view.heads.iter().map(|head| locale.format("verify-head", [("id", head.to_string().into())])));
    lines.extend(view.signature.as_ref().map(|signature| signature_words(signature, locale)));
    lines.push(String::new());
    lines.join("\n")
}

/// A recorded external change, its record's author and time, and who settled it.
fn found_words(found: &FoundView, locale: &Locale) -> String {
    let words = [
        ("what", found.words.replace('\n', " ").into()),
        ("by", in_a_line(&found.by).into()),
        ("at", moment(found.at).into()),
        ("settled", in_a_line(found.settled_by.as_deref().unwrap_or_default()).into()),
    ];
    locale.format(if found.settled_by.is_some() { "verify-was-found-settled" } else { "verify-was-found" }, words)
}

/// A frozen snapshot that was altered, in one line.
fn damaged(kept: &FrozenRow, locale: &Locale) -> String {
    let words = [
        ("name", kept.purpose.as_str().into()),
        ("day", kept.on.to_string().into()),
        ("verdict", kept.verdict_words(locale).into()),
    ];
    locale.format("verify-kept-snapshot", words)
}
