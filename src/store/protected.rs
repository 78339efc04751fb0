//! Workbooks that a passphrase protects: age files, as other programs write and read them too.
//!
//! Only the protected bytes ever reach the disk: a workbook is made text, encrypted and decrypted in memory. They are
//! opened, locked, saved and kept as backups like any other; what belongs to them is protected as they are, by their [`Key`].

use super::backup::Backups;
use super::key::Key;
use super::lock::Holder;
use super::open::{self, OpenError, Opened, ReadFile};
use super::save_error::SaveError;
use super::{Expect, Saved};
use crate::limits::UNLOCKING;
use crate::workbook::Workbook;
use age::DecryptError;
use age::secrecy::SecretString;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::time::Duration;

/// The extension of a protected workbook, behind `ron`.
pub const PROTECTED: &str = "age";

/// The cost of trying one passphrase: 2^18 rounds, about a second and 256 MB.
pub(super) const WORK: u8 = 18;

/// How every age file begins.
const MARK: &[u8] = b"age-encryption.org/";

/// Why a protected copy could not be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.kind())]
pub enum UnlockError {
    /// The passphrase is not the one.
    WrongPassphrase,
    /// It ends before it is complete, or a byte of it was changed.
    Damaged,
    /// It is not protected by a passphrase, or not by this kind of protection.
    NotProtected,
    /// To try one passphrase would cost more time and memory than any honest file asks for.
    TooCostly {
        /// The cost that it asks for, as a power of two.
        required: u8,
    },
    /// The file could not be read, or what is in it is no workbook.
    #[error(transparent)]
    Open(#[from] OpenError),
}

/// The memory in bytes that so many rounds take, which are told as a power of two: 1 KB each.
pub(super) fn memory(work: u8) -> u64 {
    1_u64.checked_shl(u32::from(work).saturating_add(10)).unwrap_or(u64::MAX)
}

/// The power of two of the rounds that [`UNLOCKING`] lets in.
pub(super) fn most_work() -> u8 {
    u8::try_from(UNLOCKING.most.ilog2()).unwrap_or(u8::MAX).saturating_sub(10)
}

impl UnlockError {
    /// A stable key to look up words by.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::WrongPassphrase => "unlock-wrong-passphrase",
            Self::Damaged => "unlock-damaged",
            Self::NotProtected => "unlock-not-protected",
            Self::TooCostly { .. } => "unlock-too-costly",
            Self::Open(error) => error.kind(),
        }
    }
}

/// Whether the file is a protected workbook by its name.
#[must_use]
pub fn is_protected(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(PROTECTED))
}

/// Looks at the file at `path` before somebody is asked for its passphrase: it is there, and begins as age files do.
///
/// # Errors
/// Why no passphrase opens it.
pub fn look_at_protected(path: &Path) -> Result<(), UnlockError> {
    open::check_is_file(path)?;
    let mut start = Vec::new();
    let file = File::open(path).map_err(|error| OpenError::from_io(&error, path))?;
    file.take(MARK.len() as u64).read_to_end(&mut start).map_err(|error| OpenError::from_io(&error, path))?;
    if start == MARK {
        Ok(())
    } else if MARK.starts_with(&start) {
        Err(UnlockError::Damaged)
    } else {
        Err(UnlockError::NotProtected)
    }
}

/// Saves `workbook` at `path`, where `expect` is, to be opened with `passphrase` alone.
///
/// # Errors
/// The cause; what was at `path` is still there, whole.
pub fn save_protected(
    workbook: &Workbook,
    path: &Path,
    passphrase: &str,
    expect: &Expect,
    backups: Option<&Backups<'_>>,
) -> Result<Saved, SaveError> {
    super::save_with(workbook, path, Some(&Key::new(passphrase)), expect, backups)
}

/// Reads the protected workbook at `path` to look at it.
///
/// # Errors
/// Where the passphrase does not fit, the file is damaged, or there is no workbook in it.
pub fn read_protected(path: &Path, passphrase: &str) -> Result<ReadFile, UnlockError> {
    open::read_by(path, Some(&key_of(path, passphrase)?))
}

/// Opens the workbook at `path`, which `key` protects, to work on it, as [`open_within`](super::open_within) does with a
/// plain one.
///
/// # Errors
/// Where the passphrase does not fit, the file is damaged, or there is no workbook in it.
pub fn open_protected(
    path: &Path,
    key: Key,
    state: &Path,
    holder: &Holder,
    patience: Duration,
) -> Result<Opened, UnlockError> {
    open::open_by(path, (state, holder, patience), Some(key))
}

/// The key that `passphrase` is to the protected file at `path`; whether it opens it is not said.
///
/// # Errors
/// Where there is no such file.
pub fn key_of(path: &Path, passphrase: &str) -> Result<Key, UnlockError> {
    Ok(Key::of_file(passphrase, &open::read_bytes(path)?))
}

/// The cost of trying one passphrase on the file that these bytes are, as its header tells it.
pub(super) fn work_of(bytes: &[u8]) -> Option<u8> {
    let head = bytes.get(..bytes.len().min(256))?;
    let line = head.split(|byte| *byte == b'\n').nth(1)?;
    let line = std::str::from_utf8(line).ok()?.strip_prefix("-> scrypt ")?;
    line.rsplit(' ').next()?.parse().ok()
}

pub(super) fn protect(bytes: &[u8], passphrase: &SecretString, work: u8) -> Result<Vec<u8>, String> {
    let mut recipient = age::scrypt::Recipient::new(passphrase.clone());
    recipient.set_work_factor(work);
    age::encrypt(&recipient, bytes).map_err(|error| error.to_string())
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the causes of age may grow with a version of it")]
pub(super) fn unprotect(bytes: &[u8], passphrase: &SecretString) -> Result<Vec<u8>, UnlockError> {
    let mut identity = age::scrypt::Identity::new(passphrase.clone());
    identity.set_max_work_factor(most_work());
    age::decrypt(&identity, bytes).map_err(|error| match error {
        // The header holds whatever the passphrase is; the key in it opens for the right one alone.
        DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed => UnlockError::WrongPassphrase,
        DecryptError::ExcessiveWork { required, .. } => UnlockError::TooCostly { required },
        DecryptError::InvalidMac | DecryptError::Io(_) => UnlockError::Damaged,
        DecryptError::InvalidHeader if bytes.starts_with(MARK) => UnlockError::Damaged,
        // Other recipients than a passphrase, and whatever a newer version of age adds.
        _ => UnlockError::NotProtected,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn protect(bytes: &[u8], passphrase: &str, work: u8) -> Result<Vec<u8>, String> {
        super::protect(bytes, &SecretString::from(passphrase.to_owned()), work)
    }

    fn unprotect(bytes: &[u8], passphrase: &str) -> Result<Vec<u8>, UnlockError> {
        super::unprotect(bytes, &SecretString::from(passphrase.to_owned()))
    }

    #[test]
    fn a_file_tells_what_it_costs() {
        for work in [1, 2, 12] {
            assert_eq!(work_of(&protect(b"x", "x", work).unwrap_or_default()), Some(work));
        }
        for bytes in [&b""[..], b"(format: 1)", &[0; 300], b"age-encryption.org/v1\n-> X25519 abc\n"] {
            assert_eq!(work_of(bytes), None);
        }
    }

    /// Cheap, so that hundreds of attempts are quick.
    const CHEAP: u8 = 2;

    #[test]
    fn the_right_passphrase_opens_and_no_other() {
        let bytes = "一、应当\n".repeat(9000);
        let locked = protect(bytes.as_bytes(), "心里有数 7", CHEAP).unwrap_or_default();
        assert!(!locked.windows(6).any(|w| w == "应当".as_bytes()), "it can be read");
        assert_eq!(unprotect(&locked, "心里有数 7").as_deref(), Ok(bytes.as_bytes()));
        for wrong in ["", "心里有数", "心里有数 7 ", "x"] {
            assert_eq!(unprotect(&locked, wrong), Err(UnlockError::WrongPassphrase), "{wrong:?}");
        }
    }

    #[test]
    fn a_file_cut_or_changed_anywhere_is_refused() {
        let locked = protect(&[7; 300], "x", CHEAP).unwrap_or_default();
        for end in 0..locked.len() {
            let error = unprotect(locked.get(..end).unwrap_or_default(), "x").err();
            let expected =
                if end < "age-encryption.org/".len() { UnlockError::NotProtected } else { UnlockError::Damaged };
            assert!(
                error.as_ref() == Some(&expected) || error == Some(UnlockError::Damaged),
                "cut at {end}: {error:?}"
            );
        }
        for at in 0..locked.len() {
            let mut changed = locked.clone();
            if let Some(byte) = changed.get_mut(at) {
                *byte ^= 1;
            }
            assert!(unprotect(&changed, "x").is_err(), "changed at {at}");
        }
    }

    #[test]
    fn a_file_that_asks_for_too_much_is_refused_before_it_costs_anything() {
        let locked = protect(b"x", "x", CHEAP).unwrap_or_default();
        let text = String::from_utf8_lossy(locked.get(..60).unwrap_or_default()).into_owned();
        let line = text.lines().nth(1).unwrap_or_default();
        let costly = line.strip_suffix(" 2").map(|start| format!("{start} 40")).unwrap_or_default();
        let mut file = Vec::from("age-encryption.org/v1\n");
        file.extend(costly.as_bytes());
        file.extend(locked.iter().skip(22 + line.len()));
        assert_eq!(unprotect(&file, "x"), Err(UnlockError::TooCostly { required: 40 }));
    }

    #[test]
    fn what_is_not_protected_is_told() {
        for bytes in [&b""[..], b"(format: 1)", &[0; 100]] {
            let error = unprotect(bytes, "x");
            assert!(matches!(error, Err(UnlockError::NotProtected | UnlockError::Damaged)), "{error:?}");
        }
    }
}
