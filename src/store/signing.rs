//! Signatures: a key of this user, made when it is needed first, and what it signs.
//!
//! The key never leaves the state folder, and no other user may read it. The signature of a file is a small file beside
//! it, whose name has `.sig` after that of the file.

use super::save_error::SaveError;
use crate::workbook::Sha256;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// The file of the key in the state folder.
const KEY_FILE: &str = "signing.key";

/// What proves whose a document is, in a file of its own beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signed {
    /// The name that the signer goes by. Nothing proves it but the key.
    pub signer: String,
    /// SHA-256 of the document.
    pub digest: Sha256,
    /// The public key, in hexadecimal digits.
    pub key: String,
    /// The signature of the digest, in hexadecimal digits.
    pub signature: String,
}

/// What a signature says about a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignatureState {
    /// The document is as it was signed, with this key.
    Good {
        /// The short form of the key, to be compared by eye.
        fingerprint: String,
    },
    /// The document is not the one that was signed.
    Changed,
    /// The signature was not made with the key that it names.
    Forged,
}

/// The file of the signature of the document at `path`.
#[must_use]
pub fn signature_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".sig");
    name.into()
}

/// The document that the signature at `path` is beside; none where `path` does not name a signature.
#[must_use]
pub fn signed_path(path: &Path) -> Option<PathBuf> {
    let is_signature = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("sig"));
    is_signature.then(|| path.with_extension(""))
}

/// The signature beside the document at `path`; the inner one is none where that file is no signature.
///
/// # Errors
/// Where there is a file that cannot be read.
pub fn signature_beside(path: &Path) -> io::Result<Option<Option<Signed>>> {
    match fs::read(signature_path(path)) {
        Ok(bytes) => Ok(Some(serde_json::from_slice(&bytes).ok())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// The short form of the key in the state folder; none where nothing was signed yet.
#[must_use]
pub fn own_fingerprint(state: &Path) -> Option<String> {
    let text = fs::read_to_string(state.join(KEY_FILE)).ok()?;
    let key = SigningKey::from_bytes(&unhex::<32>(text.trim())?);
    Some(fingerprint(&hex(key.verifying_key().as_bytes())))
}

/// Signs `bytes` with the key in the state folder; makes one where there is none.
///
/// # Errors
/// Where the key cannot be read or made.
pub fn sign(state: &Path, signer: &str, bytes: &[u8]) -> Result<Signed, SaveError> {
    let path = state.join(KEY_FILE);
    let key = key_at(&path).map_err(|error| SaveError::from_io(&error, &path, "key"))?;
    let digest = Sha256::of(bytes);
    let signature = key.sign(&digest.0);
    Ok(Signed {
        signer: signer.to_owned(),
        digest,
        key: hex(key.verifying_key().as_bytes()),
        signature: hex(&signature.to_bytes()),
    })
}

impl Signed {
    /// What the signature says about `bytes`.
    #[must_use]
    pub fn check(&self, bytes: &[u8]) -> SignatureState {
        let key = unhex::<32>(&self.key).and_then(|key| VerifyingKey::from_bytes(&key).ok());
        let signature = unhex::<64>(&self.signature).map(|bytes| Signature::from_bytes(&bytes));
        let (Some(key), Some(signature)) = (key, signature) else { return SignatureState::Forged };
        if key.verify_strict(&self.digest.0, &signature).is_err() {
            return SignatureState::Forged;
        }
        if Sha256::of(bytes) != self.digest {
            return SignatureState::Changed;
        }
        SignatureState::Good { fingerprint: self.fingerprint() }
    }

    /// The short form of the key: four groups of four digits.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        fingerprint(&self.key)
    }

    /// The contents of the file beside the document.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        // Four texts and a digest are always JSON.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text.into_bytes()
    }
}

fn fingerprint(key: &str) -> String {
    let digits: Vec<char> = Sha256::of(key.as_bytes()).to_string().chars().take(16).collect();
    digits.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// The key in the file at `path`; a new one where there is none.
fn key_at(path: &Path) -> io::Result<SigningKey> {
    match fs::read_to_string(path) {
        Ok(text) => {
            let bytes = unhex::<32>(text.trim()).ok_or_else(|| io::Error::from(io::ErrorKind::InvalidData))?;
            Ok(SigningKey::from_bytes(&bytes))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            let mut secret = [0; 32];
            getrandom::fill(&mut secret).map_err(io::Error::other)?;
            let mut options = OpenOptions::new();
            // Never over one that appeared meanwhile: what was signed with it could not be signed again.
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut file = options.open(path)?;
            file.write_all(hex(&secret).as_bytes())?;
            file.sync_all()?;
            Ok(SigningKey::from_bytes(&secret))
        }
        Err(error) => Err(error),
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing into a String cannot fail.
        let _ok = write!(text, "{byte:02x}");
        text
    })
}

fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    if text.len() != 2 * N {
        return None;
    }
    for (i, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * i..2 * i + 2)?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_tells_whole_from_changed_and_forged() -> Result<(), Box<dyn std::error::Error>> {
        let state = tempfile::tempdir()?;
        assert_eq!(own_fingerprint(state.path()), None);
        let signed = sign(state.path(), "王芳", b"snapshot")?;
        assert_eq!(own_fingerprint(state.path()), Some(signed.fingerprint()));
        assert!(matches!(signed.check(b"snapshot"), SignatureState::Good { fingerprint } if fingerprint.len() == 19));
        assert_eq!(signed.check(b"snapshoT"), SignatureState::Changed);
        let other = sign(tempfile::tempdir()?.path(), "王芳", b"snapshot")?;
        assert_ne!(other.key, signed.key);
        let forged = Signed { key: other.key, ..signed.clone() };
        assert_eq!(forged.check(b"snapshot"), SignatureState::Forged);
        let forged = Signed { digest: Sha256::of(b"snapshoT"), ..signed.clone() };
        assert_eq!(forged.check(b"snapshoT"), SignatureState::Forged);
        // The same key the next time.
        assert_eq!(sign(state.path(), "王芳", b"x")?.key, signed.key);
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn no_other_user_may_read_the_key() -> Result<(), Box<dyn std::error::Error>> {
        use std::os::unix::fs::PermissionsExt as _;
        let state = tempfile::tempdir()?;
        sign(state.path(), "王芳", b"x")?;
        let mode = fs::metadata(state.path().join("signing.key"))?.permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        Ok(())
    }
}
