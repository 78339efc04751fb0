//! The signature beside a file, and its verification.

use super::failure::Failure;
use super::in_a_line;
use crate::limits::WORKBOOK;
use crate::locale::{Locale, moment};
use crate::store::{self, SignatureState, Signed};
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::path::Path;

#[derive(Serialize)]
pub(super) struct SignatureView {
    pub(super) state: &'static str,
    pub(super) signer: String,
    pub(super) at: Option<DateTime<Utc>>,
    /// For a workbook: the number of records since the signature.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) records_since: Option<usize>,
    pub(super) fingerprint: String,
}

/// The result of the verification, in words.
pub(super) fn signature_words(signature: &SignatureView, locale: &Locale) -> String {
    let args = [
        ("state", signature.state.into()),
        ("signer", in_a_line(&signature.signer).into()),
        ("key", signature.fingerprint.as_str().into()),
    ];
    let words = locale.format("verify-signature", args);
    let since = signature.records_since.unwrap_or_default();
    let later = if since > 0 { locale.format("verify-signed-since", [("n", since.into())]) } else { String::new() };
    match signature.at {
        Some(at) => locale.format("verify-signed-at", [("words", words.into()), ("at", moment(at).into())]) + &later,
        None => words,
    }
}

pub(super) fn bytes_of(path: &Path) -> Result<Vec<u8>, Failure> {
    Ok(store::read_limited(path, &WORKBOOK)?)
}

pub(super) fn signature_of(path: &Path, bytes: &[u8]) -> Result<Option<SignatureView>, Failure> {
    signature_beside(path, |signed| signed.check(bytes))
}

/// The signature beside the file at `path`, verified by `check`.
pub(super) fn signature_beside(
    path: &Path,
    check: impl FnOnce(&Signed) -> SignatureState,
) -> Result<Option<SignatureView>, Failure> {
    let beside = store::signature_path(path);
    let unread = |error: std::io::Error| Failure::about("open-io", &beside).with("message", error.to_string());
    let Some(found) = store::signature_beside(path).map_err(unread)? else { return Ok(None) };
    let Some(signed) = found else { return Err(Failure::about("verify-bad-signature", &beside)) };
    let state = match check(&signed) {
        SignatureState::Good { .. } => "good",
        SignatureState::Changed => "changed",
        SignatureState::Forged => "forged",
    };
    Ok(Some(SignatureView {
        state,
        at: signed.at,
        records_since: None,
        fingerprint: signed.fingerprint(),
        signer: signed.signer,
    }))
}
