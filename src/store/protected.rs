//! Workbooks that a passphrase protects, as age files.
//!
//! Only encrypted bytes reach the disk: serialization, encryption and decryption take place in memory. Protected
//! workbooks are opened, locked, saved and backed up like others; their [`Key`] also encrypts their journals and
//! backups.

use super::age_file::MARK;
use super::atomic::{ExpectedState, Saved};
use super::backup::Backups;
use super::key::Key;
use super::lock::Holder;
use super::open::{self, LoadedWorkbook, Opened};
use super::open_error::{OpenError, UnlockError};
use super::save_error::SaveError;
use super::{limited, save};
use crate::limits::WORKBOOK;
use crate::workbook::Workbook;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::time::Duration;

/// Checks that the file at `path` exists and is an age file, before a passphrase is asked for.
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

/// Saves `workbook` at `path` as [`save`](fn@super::save) does, protected by `passphrase`.
///
/// # Errors
/// The cause; the file at `path` is unchanged.
pub fn save_protected(
    workbook: &Workbook,
    path: &Path,
    passphrase: &str,
    expect: &ExpectedState,
    backups: Option<&Backups<'_>>,
) -> Result<Saved, SaveError> {
    save::save_with(workbook, path, Some(&Key::new(passphrase)), expect, backups)
}

/// Opens the protected workbook at `path` for reading.
///
/// # Errors
/// Where the passphrase is wrong, the file is damaged, or its content is not a workbook.
pub fn read_protected(path: &Path, passphrase: &str) -> Result<LoadedWorkbook, UnlockError> {
    open::read_by(path, Some(&key_of(path, passphrase)?))
}

/// Opens the protected workbook at `path` for editing with `key`, as [`open_within`](super::open_within) does with a
/// plain one.
///
/// # Errors
/// Where the passphrase is wrong, the file is damaged, or its content is not a workbook.
pub fn open_protected(
    path: &Path,
    key: Key,
    state: &Path,
    holder: &Holder,
    timeout: Duration,
) -> Result<Opened, UnlockError> {
    open::open_by(path, (state, holder, timeout), Some(key))
}

/// A key made from `passphrase` for the protected file at `path`. It may be wrong: this does not try it.
///
/// # Errors
/// Where the file cannot be read.
pub fn key_of(path: &Path, passphrase: &str) -> Result<Key, UnlockError> {
    Ok(Key::of_file(passphrase, &limited::read_limited(path, &WORKBOOK)?))
}
