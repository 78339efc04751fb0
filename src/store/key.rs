//! The key that opens and protects one workbook while it is open: its file, its backups and its journal.
//!
//! Trying a passphrase is slow on purpose. A file keeps its work factor, and each file costs one derivation. A journal
//! costs one derivation for all its lines: they are encrypted for a key of this opening, which is stored in the
//! journal, protected by the passphrase.

use super::open_error::UnlockError;
use super::save_error::SaveError;
use super::{age_file, format};
use crate::workbook::Workbook;
use age::secrecy::{ExposeSecret as _, SecretString};
use age::x25519;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::borrow::Cow;
use std::fmt;
use std::io;
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// The key that opens and protects one workbook.
#[derive(Clone)]
pub struct Key(Arc<Inner>);

struct Inner {
    passphrase: SecretString,
    /// The work factor, as a power of two.
    work: u8,
    seal: OnceLock<Seal>,
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Secrets are never printed.
        f.write_str("Key")
    }
}

impl Key {
    /// A key made from a passphrase, for a workbook that is not protected yet.
    #[must_use]
    pub fn new(passphrase: &str) -> Self {
        Self::costing(passphrase, age_file::WORK)
    }

    /// A key made from a passphrase, for the protected file `bytes`. It may be wrong: this does not try it.
    pub(super) fn of_file(passphrase: &str, bytes: &[u8]) -> Self {
        let work = age_file::work_of(bytes).filter(|work| *work <= age_file::most_work());
        Self::costing(passphrase, work.unwrap_or(age_file::WORK))
    }

    fn costing(passphrase: &str, work: u8) -> Self {
        let passphrase = SecretString::from(passphrase.to_owned());
        Self(Arc::new(Inner { passphrase, work, seal: OnceLock::new() }))
    }

    /// The protected text of `workbook`, for the file at `path`.
    pub(super) fn protected_text(&self, workbook: &Workbook, path: &Path) -> Result<Vec<u8>, SaveError> {
        self.protect(format::to_ron(workbook)?.as_bytes()).map_err(|message| SaveError::Io {
            path: path.to_owned(),
            step: "protecting",
            message,
        })
    }

    /// Encrypts bytes as a file of their own.
    pub(super) fn protect(&self, bytes: &[u8]) -> Result<Vec<u8>, String> {
        age_file::protect(bytes, &self.0.passphrase, self.0.work)
    }

    /// Decrypts the bytes of a file.
    pub(super) fn unprotect(&self, bytes: &[u8]) -> Result<Vec<u8>, UnlockError> {
        age_file::unprotect(bytes, &self.0.passphrase)
    }

    /// Encrypts the lines of the journals of this opening. The first call takes as long as writing a file.
    pub(super) fn seal(&self) -> Result<Seal, String> {
        if let Some(seal) = self.0.seal.get() {
            return Ok(seal.clone());
        }
        let identity = x25519::Identity::generate();
        let wrapped = self.protect(identity.to_string().expose_secret().as_bytes())?;
        let seal = Seal { recipient: identity.to_public(), wrapped: STANDARD.encode(wrapped).into() };
        Ok(self.0.seal.get_or_init(|| seal).clone())
    }

    /// Decrypts the lines of a journal whose second line is `beginning`, see [`Seal::beginning`].
    pub(super) fn unseal(&self, beginning: &str) -> io::Result<Unseal> {
        let wrapped = wrapped_in(beginning.trim_end().as_bytes()).ok_or(io::ErrorKind::InvalidData)?;
        let wrapped = STANDARD.decode(wrapped).map_err(|_| io::ErrorKind::InvalidData)?;
        let identity = self.unprotect(&wrapped).map_err(io::Error::other)?;
        let identity = String::from_utf8(identity).map_err(|_| io::ErrorKind::InvalidData)?;
        Ok(Unseal(identity.parse().map_err(|_| io::ErrorKind::InvalidData)?))
    }
}

/// The text around the wrapped key of the lines, in the second line of a journal.
const OPENS: (&[u8], &[u8]) = (b"Protected(\"", b"\")");

/// The wrapped key in `line`, where that is such a line.
fn wrapped_in(line: &[u8]) -> Option<&[u8]> {
    line.strip_prefix(OPENS.0)?.strip_suffix(OPENS.1)
}

/// `lines` in the form that the journal at `path` stores.
pub(super) fn sealed<'a>(seal: Option<&Seal>, lines: &'a str, path: &Path) -> Result<Cow<'a, str>, SaveError> {
    let Some(seal) = seal else { return Ok(Cow::Borrowed(lines)) };
    seal.lines(lines).map(Cow::Owned).map_err(|message| unprotectable(message, path))
}

/// The error for the journal at `path`, which cannot be encrypted.
pub(super) fn unprotectable(message: String, path: &Path) -> SaveError {
    SaveError::Io { path: path.to_owned(), step: "protecting the journal", message }
}

/// The lines of a journal, each decrypted; a line that cannot be decrypted is returned unchanged.
pub(super) fn unsealed(bytes: Vec<u8>, unseal: Option<&Unseal>) -> io::Result<Vec<u8>> {
    let mut lines = bytes.split_inclusive(|b| *b == b'\n');
    let (header, second) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    if wrapped_in(second.trim_ascii_end()).is_none() {
        return Ok(bytes);
    }
    let unseal = unseal.ok_or_else(|| io::Error::other("it is protected by another passphrase"))?;
    let lines = lines.map(|line| unseal.line(line).map_or(Cow::Borrowed(line), Cow::Owned));
    Ok([Cow::Borrowed(header)].into_iter().chain(lines).flat_map(Cow::into_owned).collect())
}

/// Encrypts the lines of a journal.
#[derive(Clone, Debug)]
pub(super) struct Seal {
    recipient: x25519::Recipient,
    /// The key that decrypts them, wrapped with the passphrase.
    wrapped: Arc<str>,
}

impl Seal {
    /// The line before the encrypted ones.
    pub(super) fn beginning(&self) -> String {
        let (before, behind) = (String::from_utf8_lossy(OPENS.0), String::from_utf8_lossy(OPENS.1));
        format!("{before}{}{behind}\n", self.wrapped)
    }

    /// Complete lines, each encrypted and still a line.
    fn lines(&self, lines: &str) -> Result<String, String> {
        let mut sealed = String::new();
        for line in lines.split_inclusive('\n') {
            let bytes = age::encrypt(&self.recipient, line.as_bytes()).map_err(|error| error.to_string())?;
            STANDARD.encode_string(bytes, &mut sealed);
            sealed.push('\n');
        }
        Ok(sealed)
    }
}

/// Decrypts the lines of a journal.
#[derive(Clone)]
pub(super) struct Unseal(x25519::Identity);

impl fmt::Debug for Unseal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Unseal")
    }
}

impl Unseal {
    /// Reverses [`Seal::lines`] for one line; `None` where the line was not encrypted by it.
    fn line(&self, line: &[u8]) -> Option<Vec<u8>> {
        let bytes = STANDARD.decode(line.strip_suffix(b"\n")?).ok()?;
        age::decrypt(&self.0, &bytes).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_opened_by_the_passphrase_of_their_key_alone() {
        let key = Key::costing("心里有数 7", 2);
        let seal = key.seal().unwrap();
        let sealed = seal.lines("一、应当\n二、应当\n").unwrap();
        assert_eq!(sealed.lines().count(), 2);
        assert!(!sealed.contains("应当") && !seal.wrapped.contains("AGE-SECRET-KEY"));
        let unseal = Key::costing("心里有数 7", 2).unseal(&seal.beginning()).unwrap();
        let lines: Vec<_> = sealed.split_inclusive('\n').filter_map(|line| unseal.line(line.as_bytes())).collect();
        assert_eq!(lines, ["一、应当\n".as_bytes(), "二、应当\n".as_bytes()]);
        assert!(Key::costing("x", 2).unseal(&seal.beginning()).is_err());
        let other = key.seal().unwrap().wrapped;
        assert_eq!(other, seal.wrapped, "it costs once for an opening");
        let torn = sealed.get(..sealed.len() - 9).unwrap_or_default();
        assert_eq!(torn.split_inclusive('\n').filter_map(|line| unseal.line(line.as_bytes())).count(), 1);
    }

    #[test]
    fn a_key_is_not_shown() {
        assert_eq!(format!("{:?}", Key::new("心里有数 7")), "Key");
    }
}
