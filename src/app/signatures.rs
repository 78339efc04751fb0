//! Signs exports, and identifies the signer of a received file.

use super::shared::Shared;
use crate::store::{self, SaveError, SignatureState, Subject};
use crate::ui::{Proof, Signature};
use chrono::{DateTime, Utc};
use std::path::{Path, PathBuf};

/// The name of the signer and the location of the key.
#[derive(Clone)]
pub(super) struct Signer {
    pub(super) state: PathBuf,
    pub(super) name: String,
    pub(super) at: DateTime<Utc>,
}

impl Signer {
    /// Returns the contents of the signature file of a document, and the short form of the key.
    pub(super) fn sign(&self, document: &[u8]) -> Result<(Vec<u8>, String), SaveError> {
        let signed = store::sign(&self.state, &self.name, self.at, Subject::of_file(document))?;
        Ok((signed.to_bytes(), signed.fingerprint()))
    }
}

/// Returns what the signature next to the file at `path` says about `bytes`.
pub(super) fn signature_of(path: &Path, bytes: &[u8], own_key: Option<&str>) -> Signature {
    let signed = match store::signature_beside(path) {
        Ok(None) => return Signature::Missing,
        Ok(Some(Some(signed))) => signed,
        Ok(Some(None)) | Err(_) => return Signature::Unreadable,
    };
    let proves = match signed.check(bytes) {
        SignatureState::Good { .. } => Proof::Good,
        SignatureState::Changed => Proof::Changed,
        SignatureState::Forged => Proof::Forged,
    };
    let fingerprint = signed.fingerprint();
    let is_own = own_key == Some(fingerprint.as_str());
    Signature::Found { proves, signer: signed.signer, fingerprint, is_own }
}

impl Shared {
    /// Returns the short form of the signing key of this user; `None` before the first signature.
    pub(crate) fn own_key(&self) -> Option<String> {
        store::own_fingerprint(&self.environment.folders.state)
    }
}

/// Returns the document of two dropped files, if the other is its signature.
pub(super) fn signed_document(paths: &[PathBuf]) -> Option<PathBuf> {
    match paths {
        [one] => store::signed_path(one),
        [a, b] if store::signature_path(a) == *b => Some(a.clone()),
        [a, b] if store::signature_path(b) == *a => Some(b.clone()),
        _ => None,
    }
}
