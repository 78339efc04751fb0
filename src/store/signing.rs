//! Signatures with a key of this user, which is created when it is first needed.
//!
//! The key never leaves the state folder, and no other user may read it. The signature of a file is a small file beside
//! it with `.sig` appended to its name.

use super::disk;
use super::save_error::SaveError;
use crate::canonical::canonical;
use crate::limits::SIGNATURE;
use crate::workbook::{RecordId, Sha256, Workbook};
use chrono::{DateTime, Utc};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

/// The name of the key file in the state folder.
const KEY_FILE: &str = "signing.key";

/// A signature, stored in a file beside the document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signed {
    /// The name of the signer. It is signed too, but nothing proves whose key it is.
    pub signer: String,
    /// The time by the signer's clock; `None` in a signature of an earlier version, which covers the digest alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<DateTime<Utc>>,
    /// What the signature covers.
    #[serde(default, skip_serializing_if = "SignatureScope::is_bytes")]
    pub of: SignatureScope,
    /// The SHA-256 of what the signature covers, see [`SignatureScope`].
    pub digest: Sha256,
    /// The latest records of a workbook whose history was signed. All earlier records are covered too, because each
    /// record names its parents.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub heads: Vec<RecordId>,
    /// The public key, in hexadecimal digits.
    pub key: String,
    /// The signature, in hexadecimal digits.
    pub signature: String,
}

/// What a signature covers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignatureScope {
    /// The bytes of the file.
    #[default]
    Bytes,
    /// The JSON of the file in canonical form (RFC 8785), independent of its layout.
    Json,
    /// The history of a workbook up to its latest records: the JSON of their list.
    History,
}

impl SignatureScope {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
    fn is_bytes(&self) -> bool {
        *self == Self::Bytes
    }
}

/// What is to be signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    of: SignatureScope,
    digest: Sha256,
    heads: Vec<RecordId>,
}

impl Subject {
    /// The content of a file: its JSON where it is JSON, otherwise its bytes.
    #[must_use]
    pub fn of_file(bytes: &[u8]) -> Self {
        match serde_json::from_slice(bytes) {
            Ok(json) => {
                Self { of: SignatureScope::Json, digest: Sha256::of(canonical(&json).as_bytes()), heads: Vec::new() }
            }
            Err(_) => Self { of: SignatureScope::Bytes, digest: Sha256::of(bytes), heads: Vec::new() },
        }
    }

    /// The current history of a workbook.
    #[must_use]
    pub fn of_history(workbook: &Workbook) -> Self {
        let heads = workbook.heads().to_vec();
        Self { of: SignatureScope::History, digest: digest_of(&heads), heads }
    }
}

fn digest_of(heads: &[RecordId]) -> Sha256 {
    Sha256::of(&serde_json::to_vec(heads).unwrap_or_default())
}

/// The signed data, without the prefix.
#[derive(Serialize)]
struct Statement<'a> {
    signer: &'a str,
    at: DateTime<Utc>,
    of: SignatureScope,
    digest: Sha256,
}

/// The result of checking a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignatureState {
    /// The document is unchanged since it was signed with this key.
    Good {
        /// The short form of the key, for comparison by eye.
        fingerprint: String,
    },
    /// The document is not the one that was signed.
    Changed,
    /// The signature does not match its key.
    Forged,
}

/// The path of the signature of the document at `path`.
#[must_use]
pub fn signature_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".sig");
    name.into()
}

/// The document that the signature at `path` belongs to; `None` where `path` is not that of a signature.
#[must_use]
pub fn signed_path(path: &Path) -> Option<PathBuf> {
    let is_signature = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("sig"));
    is_signature.then(|| path.with_extension(""))
}

/// The signature beside the document at `path`; the inner `None` means that the file is not a signature.
///
/// # Errors
/// Where the file cannot be read.
pub fn signature_beside(path: &Path) -> io::Result<Option<Option<Signed>>> {
    let beside = signature_path(path);
    let file = match fs::metadata(&beside) {
        // Opening a pipe would block until its other end is opened.
        Ok(meta) if meta.is_file() => File::open(&beside)?,
        Ok(_) => return Ok(Some(None)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut bytes = Vec::new();
    file.take(SIGNATURE.max).read_to_end(&mut bytes)?;
    Ok(Some(serde_json::from_slice(&bytes).ok()))
}

/// Removes the signature beside the document at `path`, which has changed; a file that is not a signature stays.
pub fn remove_signature(path: &Path) {
    if let Ok(Some(Some(_))) = signature_beside(path) {
        // A signature that stays is reported as that of another document.
        drop(fs::remove_file(signature_path(path)));
    }
}

/// The short form of the key in the state folder; `None` where there is no key yet.
#[must_use]
pub fn own_fingerprint(state: &Path) -> Option<String> {
    let text = fs::read_to_string(state.join(KEY_FILE)).ok()?;
    let key = SigningKey::from_bytes(&unhex::<32>(text.trim())?);
    Some(fingerprint(&hex(key.verifying_key().as_bytes())))
}

/// Signs `subject` with the key in the state folder, which is created if it does not exist.
///
/// # Errors
/// Where the key cannot be read or created.
pub fn sign(state: &Path, signer: &str, at: DateTime<Utc>, subject: Subject) -> Result<Signed, SaveError> {
    let path = state.join(KEY_FILE);
    let key = key_at(&path).map_err(|error| SaveError::from_io(&error, &path, "key"))?;
    let mut statement = Signed {
        signer: signer.to_owned(),
        at: Some(at),
        of: subject.of,
        digest: subject.digest,
        heads: subject.heads,
        key: hex(key.verifying_key().as_bytes()),
        signature: String::new(),
    };
    statement.signature = hex(&key.sign(&statement.message()).to_bytes());
    Ok(statement)
}

impl Signed {
    /// The signed message: signer, time and digest, after a prefix that no other use of the key has.
    fn message(&self) -> Vec<u8> {
        // Signatures of an earlier version cover the digest alone.
        let Some(at) = self.at else { return self.digest.0.to_vec() };
        let statement = Statement { signer: &self.signer, at, of: self.of, digest: self.digest };
        let mut message = b"License Workbook, signature 2\n".to_vec();
        // A name, a time and a digest always serialize.
        message.extend(serde_json::to_vec(&statement).unwrap_or_default());
        message
    }

    /// The state of the signature for a file with these bytes that is not a workbook with a signed history.
    #[must_use]
    pub fn check(&self, bytes: &[u8]) -> SignatureState {
        let is_same = match self.of {
            SignatureScope::Bytes => Sha256::of(bytes) == self.digest,
            SignatureScope::Json => Subject::of_file(bytes) == self.subject(),
            SignatureScope::History => false,
        };
        self.state(is_same)
    }

    /// The state of the signature for a workbook: its history must contain every signed record and all their ancestors;
    /// `past` is the result of [`crate::workbook::Contents::whole_past`] for its heads. Later records are not signed.
    #[must_use]
    pub fn check_history(&self, past: Option<usize>) -> SignatureState {
        let is_of_it =
            self.of == SignatureScope::History && digest_of(&self.heads) == self.digest && !self.heads.is_empty();
        self.state(is_of_it && past.is_some())
    }

    fn subject(&self) -> Subject {
        Subject { of: self.of, digest: self.digest, heads: self.heads.clone() }
    }

    fn state(&self, is_same: bool) -> SignatureState {
        let key = unhex::<32>(&self.key).and_then(|key| VerifyingKey::from_bytes(&key).ok());
        let signature = unhex::<64>(&self.signature).map(|bytes| Signature::from_bytes(&bytes));
        let (Some(key), Some(signature)) = (key, signature) else { return SignatureState::Forged };
        if key.verify_strict(&self.message(), &signature).is_err() {
            return SignatureState::Forged;
        }
        if is_same { SignatureState::Good { fingerprint: self.fingerprint() } } else { SignatureState::Changed }
    }

    /// The short form of the key: four groups of four digits.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        // The key counts, not its spelling.
        fingerprint(&unhex::<32>(&self.key).map_or_else(|| self.key.clone(), |key| hex(&key)))
    }

    /// The content of the signature file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        // Strings, digests and a time always serialize.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text.into_bytes()
    }
}

fn fingerprint(key: &str) -> String {
    let digits: Vec<char> = Sha256::of(key.as_bytes()).to_string().chars().take(16).collect();
    digits.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// The key in the file at `path`, which is created if it does not exist.
fn key_at(path: &Path) -> io::Result<SigningKey> {
    match fs::read_to_string(path) {
        Ok(text) => {
            let bytes = unhex::<32>(text.trim()).ok_or_else(|| io::Error::from(io::ErrorKind::InvalidData))?;
            Ok(SigningKey::from_bytes(&bytes))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if let Some(folder) = path.parent() {
                disk::create_private_folder(folder)?;
            }
            let mut secret = [0; 32];
            getrandom::fill(&mut secret).map_err(io::Error::other)?;
            let mut options = OpenOptions::new();
            // A key file that appeared meanwhile is not overwritten, because its signatures could not be made again.
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

    fn at() -> DateTime<Utc> {
        DateTime::UNIX_EPOCH
    }

    #[test]
    fn a_signature_tells_whole_from_changed_and_forged() -> Result<(), Box<dyn std::error::Error>> {
        let state = tempfile::tempdir()?;
        assert_eq!(own_fingerprint(state.path()), None);
        let signed = sign(state.path(), "王芳", at(), Subject::of_file(b"snapshot"))?;
        assert_eq!(own_fingerprint(state.path()), Some(signed.fingerprint()));
        assert!(matches!(signed.check(b"snapshot"), SignatureState::Good { fingerprint } if fingerprint.len() == 19));
        assert_eq!(signed.check(b"snapshoT"), SignatureState::Changed);
        let other = sign(tempfile::tempdir()?.path(), "王芳", at(), Subject::of_file(b"snapshot"))?;
        assert_ne!(other.key, signed.key);
        let forged = Signed { key: other.key, ..signed.clone() };
        assert_eq!(forged.check(b"snapshot"), SignatureState::Forged);
        let forged = Signed { digest: Sha256::of(b"snapshoT"), ..signed.clone() };
        assert_eq!(forged.check(b"snapshoT"), SignatureState::Forged);
        for renamed in [
            Signed { signer: "李雷".to_owned(), ..signed.clone() },
            Signed { at: Some(at() + chrono::TimeDelta::days(1)), ..signed.clone() },
        ] {
            assert_eq!(renamed.check(b"snapshot"), SignatureState::Forged);
        }
        // A signature of an earlier version covers the digest alone and stays valid.
        let old = SigningKey::from_bytes(&[7; 32]);
        let digest = Sha256::of(b"snapshot");
        let signature = hex(&old.sign(&digest.0).to_bytes());
        let key = hex(old.verifying_key().as_bytes());
        let old = Signed { at: None, digest, key, signature, ..signed.clone() };
        assert!(matches!(old.check(b"snapshot"), SignatureState::Good { .. }));
        // JSON is compared independently of its layout.
        let json = sign(state.path(), "王芳", at(), Subject::of_file(b"{\"b\": 1, \"a\": [2]}"))?;
        assert!(matches!(json.check(b"{\n  \"a\": [ 2 ],\n  \"b\": 1 }\n"), SignatureState::Good { .. }));
        assert_eq!(json.check(b"{\"b\": 1, \"a\": [3]}"), SignatureState::Changed);
        // The same key is used the next time.
        assert_eq!(sign(state.path(), "王芳", at(), Subject::of_file(b"x"))?.key, signed.key);
        Ok(())
    }

    #[test]
    fn a_signature_beside_goes_with_its_document_and_nothing_else_does() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let document = folder.path().join("a.json");
        let beside = signature_path(&document);
        let put =
            |bytes: &[u8]| OpenOptions::new().write(true).create(true).truncate(true).open(&beside)?.write_all(bytes);
        assert_eq!(signature_beside(&document)?, None);
        let signed = sign(folder.path(), "王芳", at(), Subject::of_file(b"snapshot"))?;
        put(&signed.to_bytes())?;
        assert_eq!(signature_beside(&document)?, Some(Some(signed.clone())));
        remove_signature(&document);
        assert_eq!(signature_beside(&document)?, None);
        // Another file of that name, or one that is too long, is not a signature and stays.
        let mut long = signed.to_bytes();
        long.resize(long.len() + SIGNATURE.count(), b'x');
        for other in [b"-----BEGIN PGP SIGNATURE-----".to_vec(), long] {
            put(&other)?;
            remove_signature(&document);
            assert_eq!(signature_beside(&document)?, Some(None));
        }
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn no_other_user_may_read_the_key() -> Result<(), Box<dyn std::error::Error>> {
        use std::os::unix::fs::PermissionsExt as _;
        let state = tempfile::tempdir()?;
        sign(state.path(), "王芳", at(), Subject::of_file(b"x"))?;
        let mode = fs::metadata(state.path().join("signing.key"))?.permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        Ok(())
    }
}
