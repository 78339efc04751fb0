//! `verify`, `accept` and `sign`: verifies a file, its history and its signature.

use super::args::{AcceptArgs, SignArgs, VerifyArgs};
use super::author::{author_name, whole_second};
use super::failure::Failure;
use super::freeze::verdict_name;
use super::signature::{SignatureView, bytes_of, signature_of, signature_words};
use super::verify_workbook::workbook;
use super::{Answer, Context, change, files, in_a_line, verify_list};
use crate::locale::{Describer, Locale};
use crate::snapshot::verify::{verify_comparison, verify_json};
use crate::store::{self, ExpectedState, FormatFault, LoadedWorkbook, OpenError, RealDisk, Subject};
use crate::workbook::Sha256;
use serde::Serialize;
use std::path::Path;

/// The result for a snapshot, or for another file with a signature beside it.
#[derive(Serialize)]
struct FileView {
    kind: &'static str,
    is_whole: bool,
    verdict: &'static str,
    digest: Option<Sha256>,
    signature: Option<SignatureView>,
}

pub(super) fn run(context: &Context, args: &VerifyArgs) -> Result<Answer, Failure> {
    let locale = context.locale(&args.common);
    if let Some(answer) = verify_list::check(&args.file, args.json, locale) {
        return answer;
    }
    // Without a passphrase, the signature of a protected copy is checked against its bytes.
    let is_signed = args.unlock.passphrase_file.is_empty() && store::signature_path(&args.file).exists();
    if store::is_protected(&args.file) && !is_signed {
        return workbook(context, &files::read(&args.file, &args.unlock, locale)?, args);
    }
    match read(&args.file) {
        Ok(file) => workbook(context, &file, args),
        Err(OpenError::Format { error, .. }) if error.cause == FormatFault::NotAWorkbook => other_file(args, locale),
        Err(error) => Err(error.into()),
    }
}

/// Reads a workbook, or a backup together with its evidence.
fn read(path: &Path) -> Result<LoadedWorkbook, OpenError> {
    let file = store::read(path)?;
    if file.changed_sections.is_empty() { Ok(file) } else { store::read_backup(&file.path) }
}

/// A snapshot, a comparison, or another signed file.
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

/// Signs a file. The signature is written beside it.
pub(super) fn sign(context: &Context, args: &SignArgs) -> Result<Answer, Failure> {
    let folders = context.folders.clone().ok_or_else(|| Failure::of("cli-no-home"))?;
    let bytes = bytes_of(&args.file)?;
    // For a workbook, the history is signed, so that later edits keep the signature valid; for other files the content.
    let subject = match store::read(&args.file) {
        // Changes that no record explains must not be signed.
        Ok(file) if !file.audit().is_clean() => return Err(Failure::about("cli-sign-unexplained", &args.file)),
        Ok(file) => Subject::of_history(&file.workbook),
        Err(OpenError::Format { error, .. }) if error.cause == FormatFault::NotAWorkbook => Subject::of_file(&bytes),
        Err(_) if store::is_protected(&args.file) => Subject::of_file(&bytes),
        Err(error) => return Err(error.into()),
    };
    let (name, at) = (author_name(context, args.author.as_deref()), whole_second(context.now));
    let signed = store::sign(&folders.state, &name, at, subject)?;
    let beside = store::signature_path(&args.file);
    let saved = store::replace(&RealDisk, &beside, &signed.to_bytes(), &ExpectedState::Anything, None)?;
    context.note_warnings(&saved);
    let words = [
        ("path", beside.display().to_string().into()),
        ("signer", in_a_line(&signed.signer).into()),
        ("key", signed.fingerprint().into()),
    ];
    Ok(Answer::fine(context.locale(&args.common).format("cli-signed", words) + "\n"))
}

/// Accepts the recorded changes of other programs in a workbook.
pub(super) fn accept(context: &Context, args: &AcceptArgs) -> Result<Answer, Failure> {
    let locale = context.locale(&args.common);
    let (accepted, workbook) = change::accept(context, &args.file, &args.change)?;
    if accepted.is_empty() {
        return Ok(Answer::fine(locale.text("accept-nothing").into_owned() + "\n"));
    }
    let tell = Describer::new(locale, &workbook, &context.catalog);
    let lines = accepted.iter().filter_map(|id| workbook.record(*id)).map(|record| tell.record(record) + "\n");
    Ok(Answer::fine(lines.collect()))
}
