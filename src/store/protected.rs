//! Workbooks that a passphrase protects: age files, as other programs write and read them too.
//!
//! Only the protected bytes ever reach the disk: a workbook is made text, encrypted and decrypted in memory. They are
//! opened, locked, saved and kept as backups like any other; what belongs to them is protected as they are, by their [`Key`].

use super::age_file::MARK;
use super::atomic::{Expect, Saved};
use super::backup::Backups;
use super::key::Key;
use super::lock::Holder;
use super::open::{self, Opened, ReadFile};
use super::open_error::{OpenError, UnlockError};
use super::save_error::SaveError;
use super::{limited, save};
use crate::limits::WORKBOOK;
use crate::workbook::Workbook;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::time::Duration;

/// Looks at the file at `path` before somebody is asked for its passphrase: it is there, and begins as age files do.
///
/// # Errors
/// Why no passphrase opens it.
pub fn check_protected(path: &Path) -> Result<(), UnlockError> {
    limited::check(path, &WORKBOOK)?;
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
    save::save_with(workbook, path, Some(&Key::new(passphrase)), expect, backups)
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
    Ok(Key::of_file(passphrase, &limited::read_limited(path, &WORKBOOK)?))
}
