//! Signing what is exported, and telling whose signature a received file has.

use super::shared::Shared;
use crate::store::{self, SaveError, SignatureState, Subject};
use crate::ui::{Proof, Signature};
use chrono::{DateTime, Utc};
use std::path::{Path, PathBuf};

/// Who signs, and where the key is.
#[derive(Clone)]
pub(super) struct Signer {
    pub(super) state: PathBuf,
    pub(super) name: String,
    pub(super) at: DateTime<Utc>,
}

impl Signer {
    /// The contents of the file beside a document, and the short form of the key.
    pub(super) fn sign(&self, document: &[u8]) -> Result<(Vec<u8>, String), SaveError> {
        let signed = store::sign(&self.state, &self.name, self.at, Subject::of_file(document))?;
        Ok((signed.to_bytes(), signed.fingerprint()))
    }
}

/// What the signature beside the file at `path` says about its `bytes`.
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
    /// The short form of the key that this user signs with; none before the first time.
    pub(crate) fn own_key(&self) -> Option<String> {
        store::own_fingerprint(&self.surroundings.places.state)
    }
}

/// Of several files that were dropped at once, the document, where the other one is its signature.
pub(super) fn signed_document(paths: &[PathBuf]) -> Option<PathBuf> {
    match paths {
        [one] => store::signed_path(one),
        [a, b] if store::signature_path(a) == *b => Some(a.clone()),
        [a, b] if store::signature_path(b) == *a => Some(b.clone()),
        _ => None,
    }
}
