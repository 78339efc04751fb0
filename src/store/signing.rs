//! Signatures: a key of this user, made when it is needed first, and what it signs.
//!
//! The key never leaves the state folder, and no other user may read it. The signature of a file is a small file beside
//! it, whose name has `.sig` after that of the file.

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

/// The file of the key in the state folder.
const KEY_FILE: &str = "signing.key";

/// What proves whose a document is, in a file of its own beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signed {
    /// The name that the signer goes by. It is signed too; whose key it is, nothing proves.
    pub signer: String,
    /// When, by the signer's clock; none in a signature of an earlier version, which is of the digest alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<DateTime<Utc>>,
    /// What was signed.
    #[serde(default, skip_serializing_if = "SignatureScope::is_bytes")]
    pub of: SignatureScope,
    /// SHA-256 of what was signed, see [`SignatureScope`].
    pub digest: Sha256,
    /// The latest records of a workbook whose history was signed; all before them is covered, for each names what it
    /// follows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub heads: Vec<RecordId>,
    /// The public key, in hexadecimal digits.
    pub key: String,
    /// The signature, in hexadecimal digits.
    pub signature: String,
}

/// What a signature is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignatureScope {
    /// The bytes of the file.
    #[default]
    Bytes,
    /// Its JSON in the one spelling of RFC 8785: the same, however it is laid out.
    Json,
    /// The history of a workbook up to its latest records: the JSON of their list.
    History,
}

impl SignatureScope {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
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
    /// What a file holds: its JSON where it is JSON, else its bytes.
    #[must_use]
    pub fn of_file(bytes: &[u8]) -> Self {
        match serde_json::from_slice(bytes) {
            Ok(json) => {
                Self { of: SignatureScope::Json, digest: Sha256::of(canonical(&json).as_bytes()), heads: Vec::new() }
            }
            Err(_) => Self { of: SignatureScope::Bytes, digest: Sha256::of(bytes), heads: Vec::new() },
        }
    }

    /// The history of a workbook as it is now.
    #[must_use]
    pub fn of_history(workbook: &Workbook) -> Self {
        let heads = workbook.heads().to_vec();
        Self { of: SignatureScope::History, digest: digest_of(&heads), heads }
    }
}

fn digest_of(heads: &[RecordId]) -> Sha256 {
    Sha256::of(&serde_json::to_vec(heads).unwrap_or_default())
}

/// All that is signed, beside the words that say what it is.
#[derive(Serialize)]
struct Statement<'a> {
    signer: &'a str,
    at: DateTime<Utc>,
    of: SignatureScope,
    digest: Sha256,
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
    let beside = signature_path(path);
    let file = match fs::metadata(&beside) {
        // To open a pipe would wait for its other end.
        Ok(meta) if meta.is_file() => File::open(&beside)?,
        Ok(_) => return Ok(Some(None)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut bytes = Vec::new();
    file.take(SIGNATURE.most).read_to_end(&mut bytes)?;
    Ok(Some(serde_json::from_slice(&bytes).ok()))
}

/// Removes the signature beside the document at `path`, which is another one by now; a file that is no signature stays.
pub fn remove_signature(path: &Path) {
    if let Ok(Some(Some(_))) = signature_beside(path) {
        // One that stays is told as that of another document.
        drop(fs::remove_file(signature_path(path)));
    }
}

/// The short form of the key in the state folder; none where nothing was signed yet.
#[must_use]
pub fn own_fingerprint(state: &Path) -> Option<String> {
    let text = fs::read_to_string(state.join(KEY_FILE)).ok()?;
    let key = SigningKey::from_bytes(&unhex::<32>(text.trim())?);
    Some(fingerprint(&hex(key.verifying_key().as_bytes())))
}

/// Signs `subject` with the key in the state folder; makes one where there is none.
///
/// # Errors
/// Where the key cannot be read or made.
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
    /// What the signature is made over: who, when and what, after words that no other use of the key begins with.
    fn message(&self) -> Vec<u8> {
        // That of an earlier version is over the digest alone.
        let Some(at) = self.at else { return self.digest.0.to_vec() };
        let statement = Statement { signer: &self.signer, at, of: self.of, digest: self.digest };
        let mut message = b"License Workbook, signature 2\n".to_vec();
        // A name, a moment and a digest are always JSON.
        message.extend(serde_json::to_vec(&statement).unwrap_or_default());
        message
    }

    /// What the signature says about a file with these bytes, which is no workbook whose history was signed.
    #[must_use]
    pub fn check(&self, bytes: &[u8]) -> SignatureState {
        let is_same = match self.of {
            SignatureScope::Bytes => Sha256::of(bytes) == self.digest,
            SignatureScope::Json => Subject::of_file(bytes) == self.subject(),
            SignatureScope::History => false,
        };
        self.state(is_same)
    }

    /// What the signature says about a workbook: its history has every record that was signed, and all that those follow,
    /// as their names say; `past` is what [`crate::workbook::Contents::whole_past`] gives for its heads. What came later is
    /// not signed.
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
        // However it is written: the key counts.
        fingerprint(&unhex::<32>(&self.key).map_or_else(|| self.key.clone(), |key| hex(&key)))
    }

    /// The contents of the file beside the document.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        // Texts, digests and a moment are always JSON.
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
                disk::create_private_folder(folder)?;
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
        // One of an earlier version is of the digest alone, and goes on holding.
        let old = SigningKey::from_bytes(&[7; 32]);
        let digest = Sha256::of(b"snapshot");
        let signature = hex(&old.sign(&digest.0).to_bytes());
        let key = hex(old.verifying_key().as_bytes());
        let old = Signed { at: None, digest, key, signature, ..signed.clone() };
        assert!(matches!(old.check(b"snapshot"), SignatureState::Good { .. }));
        // JSON is the same however it is laid out.
        let json = sign(state.path(), "王芳", at(), Subject::of_file(b"{\"b\": 1, \"a\": [2]}"))?;
        assert!(matches!(json.check(b"{\n  \"a\": [ 2 ],\n  \"b\": 1 }\n"), SignatureState::Good { .. }));
        assert_eq!(json.check(b"{\"b\": 1, \"a\": [3]}"), SignatureState::Changed);
        // The same key the next time.
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
        // Something else of that name, or far too long, is no signature, and stays.
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
