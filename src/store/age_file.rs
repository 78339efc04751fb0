//! Encryption with a passphrase in the age format, which other programs read and write too.

use super::open_error::UnlockError;
use crate::limits::UNLOCKING;
use age::DecryptError;
use age::secrecy::SecretString;
use std::path::Path;

/// The extension of a protected workbook, after `.ron`.
pub const PROTECTED: &str = "age";

/// The scrypt work factor of new files, as a power of two: 2^18 rounds, about one second and 256 MB for each attempt.
pub(super) const WORK: u8 = 18;

/// The first bytes of every age file.
pub(super) const MARK: &[u8] = b"age-encryption.org/";

/// Whether the file name is that of a protected workbook.
#[must_use]
pub fn is_protected(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(PROTECTED))
}

/// The memory in bytes that scrypt needs for 2^`work` rounds: 1 KB for each round.
pub(super) fn memory(work: u8) -> u64 {
    1_u64.checked_shl(u32::from(work).saturating_add(10)).unwrap_or(u64::MAX)
}

/// The largest work factor that [`UNLOCKING`] allows.
pub(super) fn most_work() -> u8 {
    u8::try_from(UNLOCKING.max.ilog2()).unwrap_or(u8::MAX).saturating_sub(10)
}

/// The work factor in the header of the age file `bytes`; `None` where there is no such header.
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

#[expect(clippy::wildcard_enum_match_arm, reason = "later versions of age may add errors")]
pub(super) fn unprotect(bytes: &[u8], passphrase: &SecretString) -> Result<Vec<u8>, UnlockError> {
    let mut identity = age::scrypt::Identity::new(passphrase.clone());
    identity.set_max_work_factor(most_work());
    age::decrypt(&identity, bytes).map_err(|error| match error {
        // The header parses for every passphrase; only the right one decrypts the file key.
        DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed => UnlockError::WrongPassphrase,
        DecryptError::ExcessiveWork { required, .. } => UnlockError::TooCostly { required },
        DecryptError::InvalidMac | DecryptError::Io(_) => UnlockError::Damaged,
        DecryptError::InvalidHeader if bytes.starts_with(MARK) => UnlockError::Damaged,
        // Recipients other than a passphrase, and errors that a newer version of age may add.
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

    /// A low cost keeps hundreds of attempts fast.
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
