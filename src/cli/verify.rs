//! `verify` and `sign`: whether a file is whole and its past unchanged, and whose it is.

use super::args::{SignArgs, VerifyArgs};
use super::change::author_name;
use super::failure::Failure;
use super::freeze::{Kept, all_kept, verdict_name};
use super::{Answer, Context, files, verify_list};
use crate::locale::Locale;
use crate::snapshot::verify::{verify_comparison, verify_json};
use crate::store::{self, Cause, Expect, MAX_SIZE, OpenError, ReadFile, RealDisk, Section, SignatureState};
use crate::workbook::{RecordId, Sha256, Workbook};
use serde::Serialize;
use std::path::Path;

/// What is found of a workbook.
#[derive(Serialize)]
struct WorkbookView {
    kind: &'static str,
    is_whole: bool,
    changed_sections: Vec<&'static str>,
    records: usize,
    heads: Vec<RecordId>,
    history_digest: Option<Sha256>,
    changed_past: Vec<RecordId>,
    conflicts: usize,
    /// The frozen snapshots that are not as they were frozen.
    damaged_snapshots: Vec<Kept>,
}

/// What is found of a snapshot, or of another file with a signature beside it.
#[derive(Serialize)]
struct FileView {
    kind: &'static str,
    is_whole: bool,
    verdict: &'static str,
    digest: Option<Sha256>,
    signature: Option<SignatureView>,
}

#[derive(Serialize)]
pub(super) struct SignatureView {
    pub(super) state: &'static str,
    signer: String,
    fingerprint: String,
}

pub(super) fn run(context: &Context, args: &VerifyArgs) -> Result<Answer, Failure> {
    let locale = context.locale(&args.common);
    if let Some(answer) = verify_list::check(&args.file, args.json, locale) {
        return answer;
    }
    // A signature beside a protected copy is about its bytes, unless somebody has the passphrase.
    let is_signed = args.unlock.passphrase_file.is_empty() && store::signature_path(&args.file).exists();
    if store::is_protected(&args.file) && !is_signed {
        let document = files::read(&args.file, &args.unlock, locale)?;
        return workbook(&document.workbook, &document.changed_sections, args.json, locale);
    }
    match read(&args.file) {
        Ok(file) => workbook(&file.workbook, &file.changed_sections, args.json, locale),
        Err(OpenError::Format { error, .. }) if error.cause == Cause::NotAWorkbook => other_file(args, locale),
        Err(error) => Err(error.into()),
    }
}

/// Whether a workbook is whole and its past unchanged.
fn workbook(workbook: &Workbook, changed: &[Section], json: bool, locale: &Locale) -> Result<Answer, Failure> {
    let changed_past = workbook.changed_past();
    let damaged_snapshots: Vec<Kept> = all_kept(workbook).into_iter().filter(|kept| !kept.is_whole()).collect();
    let view = WorkbookView {
        kind: "workbook",
        is_whole: changed.is_empty() && changed_past.is_empty() && damaged_snapshots.is_empty(),
        changed_sections: changed.iter().map(|section| section.as_str()).collect(),
        records: workbook.history.len(),
        heads: workbook.heads().to_vec(),
        history_digest: workbook.history_digest(),
        changed_past,
        conflicts: workbook.conflicts().len(),
        damaged_snapshots,
    };
    if json {
        return Answer::json(&view, view.is_whole);
    }
    Ok(Answer::new(workbook_words(&view, locale), view.is_whole))
}

/// Reads a workbook; a backup together with the evidence that is kept beside it.
fn read(path: &Path) -> Result<ReadFile, OpenError> {
    let file = store::read(path)?;
    if file.changed_sections.is_empty() { Ok(file) } else { store::read_backup(&file.path) }
}

fn workbook_words(view: &WorkbookView, locale: &Locale) -> String {
    let mut lines = Vec::new();
    for section in &view.changed_sections {
        let section = locale.text(&format!("section-{section}")).into_owned();
        lines.push(locale.format("cli-changed-section", [("section", section.into())]));
    }
    lines.extend(view.changed_past.iter().map(|id| locale.format("verify-past", [("id", id.to_string().into())])));
    lines.extend(view.damaged_snapshots.iter().map(|kept| damaged(kept, locale)));
    if view.is_whole {
        lines.push(locale.format("verify-workbook", [("n", view.records.into())]));
    }
    if view.conflicts > 0 {
        lines.push(locale.format("verify-conflicts", [("n", view.conflicts.into())]));
    }
    if let Some(digest) = view.history_digest {
        lines.push(locale.format("verify-digest", [("digest", digest.to_string().into())]));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// That a frozen snapshot is not as it was frozen, and which one.
fn damaged(kept: &Kept, locale: &Locale) -> String {
    let words = [
        ("name", kept.purpose.as_str().into()),
        ("day", kept.on.to_string().into()),
        ("verdict", kept.verdict_words(locale).into()),
    ];
    locale.format("verify-kept-snapshot", words)
}

/// A snapshot, a comparison, or anything that was signed.
fn other_file(args: &VerifyArgs, locale: &Locale) -> Result<Answer, Failure> {
    let bytes = bytes_of(&args.file)?;
    let signature = signature_of(&args.file, &bytes)?;
    let text = std::str::from_utf8(&bytes).unwrap_or_default();
    let (kind, verdict, digest) = if let Ok(checked) = verify_json(text) {
        ("snapshot", verdict_name(&Ok(checked.verdict)), checked.digest)
    } else if let Some((digest, verdict)) = verify_comparison(text) {
        ("comparison", verdict_name(&Ok(verdict)), digest)
    } else if signature.is_some() {
        ("file", "signed", Some(Sha256::of(&bytes)))
    } else {
        return Err(Failure::about("verify-unknown", &args.file));
    };
    let is_bad = matches!(verdict, "altered" | "mislabeled") || signature.as_ref().is_some_and(|s| s.state != "good");
    let view = FileView { kind, is_whole: !is_bad, verdict, digest, signature };
    if args.json {
        return Answer::json(&view, view.is_whole);
    }
    let mut lines = vec![locale.format("verify-file", [("kind", view.kind.into()), ("verdict", view.verdict.into())])];
    lines.push(match &view.signature {
        Some(signature) => signature_words(signature, locale),
        None => locale.text("verify-unsigned").into_owned(),
    });
    lines.push(String::new());
    Ok(Answer::new(lines.join("\n"), view.is_whole))
}

/// What a signature proves, in words.
pub(super) fn signature_words(signature: &SignatureView, locale: &Locale) -> String {
    let args = [
        ("state", signature.state.into()),
        ("signer", signature.signer.as_str().into()),
        ("key", signature.fingerprint.as_str().into()),
    ];
    locale.format("verify-signature", args)
}

pub(super) fn bytes_of(path: &Path) -> Result<Vec<u8>, Failure> {
    Ok(store::read_file(path, MAX_SIZE)?)
}

pub(super) fn signature_of(path: &Path, bytes: &[u8]) -> Result<Option<SignatureView>, Failure> {
    let beside = store::signature_path(path);
    let unread = |error: std::io::Error| Failure::about("open-io", &beside).with("message", error.to_string());
    let Some(found) = store::signature_beside(path).map_err(unread)? else { return Ok(None) };
    let Some(signed) = found else { return Err(Failure::about("verify-bad-signature", &beside)) };
    let state = match signed.check(bytes) {
        SignatureState::Good { .. } => "good",
        SignatureState::Changed => "changed",
        SignatureState::Forged => "forged",
    };
    Ok(Some(SignatureView { state, fingerprint: signed.fingerprint(), signer: signed.signer }))
}

/// Signs a file: the signature is written beside it.
pub(super) fn sign(context: &Context, args: &SignArgs) -> Result<Answer, Failure> {
    let places = context.places.clone().ok_or_else(|| Failure::of("cli-no-home"))?;
    let bytes = bytes_of(&args.file)?;
    let signed = store::sign(&places.state, &author_name(context, args.author.as_deref()), &bytes)?;
    let beside = store::signature_path(&args.file);
    let saved = store::replace(&RealDisk, &beside, &signed.to_bytes(), &Expect::Anything, None)?;
    context.note_warnings(&saved);
    let words = [
        ("path", beside.display().to_string().into()),
        ("signer", signed.signer.as_str().into()),
        ("key", signed.fingerprint().into()),
    ];
    Ok(Answer::fine(context.locale(&args.common).format("cli-signed", words) + "\n"))
}
