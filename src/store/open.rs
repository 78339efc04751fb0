//! Opening and reading workbooks.

use super::atomic::Fingerprint;
use super::disk::RealDisk;
use super::format::FileSection;
use super::journal::Recoverable;
use super::key::Key;
use super::lock::{Holder, LockState};
use super::open_error::{OpenError, UnlockError};
use super::{atomic, chunks, format, in_place, journal, limited};
use crate::limits::WORKBOOK;
use crate::merge::Audit;
use crate::workbook::{RecordId, Workbook};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A workbook that was opened for editing.
#[derive(Debug)]
pub struct Opened {
    /// The workbook.
    pub workbook: Workbook,
    /// The state of the file, to be expected at the next save.
    pub fingerprint: Fingerprint,
    /// The sections that another program changed.
    pub changed_sections: Vec<FileSection>,
    /// In a file of format 1: the records whose digest differs from that of their past.
    pub format_1: Option<Vec<RecordId>>,
    /// The state of the lock.
    pub lock: LockState,
    /// The real path of the file, with links followed.
    pub path: PathBuf,
    /// The journals of earlier openings, with edits that were not saved.
    pub recoverable: Vec<Recoverable>,
    /// The key, where a passphrase protects the workbook.
    pub key: Option<Key>,
}

/// A workbook that was opened for reading.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadedWorkbook {
    /// The workbook.
    pub workbook: Workbook,
    /// The state of the file.
    pub fingerprint: Fingerprint,
    /// The sections that another program changed.
    pub changed_sections: Vec<FileSection>,
    /// In a file of format 1: the records whose digest differs from that of their past.
    pub format_1: Option<Vec<RecordId>>,
    /// The real path of the file, with links followed.
    pub path: PathBuf,
}

impl LoadedWorkbook {
    /// The differences between the workbook and its history.
    #[must_use]
    pub fn audit(&self) -> Audit {
        format::audit(&self.workbook, &self.changed_sections, self.format_1.as_deref())
    }
}

/// Opens the workbook at `path` for editing: locks it for `holder`, reads it, and finds edits that an earlier opening
/// did not save.
///
/// # Errors
/// Why it could not be opened. A lock of another process is no error: see [`Opened::lock`].
pub fn open(path: &Path, state: &Path, holder: &Holder) -> Result<Opened, OpenError> {
    open_within(path, state, holder, Duration::ZERO)
}

/// [`open`], waiting for other holders of the lock as [`LockState::acquire_within`] does.
///
/// # Errors
/// Why it could not be opened.
pub fn open_within(path: &Path, state: &Path, holder: &Holder, timeout: Duration) -> Result<Opened, OpenError> {
    open_by(path, (state, holder, timeout), None).map_err(|error| error.into_open_error(path))
}

/// [`open`], where `key` protects the file.
///
/// # Errors
/// Why it could not be opened.
pub fn open_with(path: &Path, key: Option<Key>, state: &Path, holder: &Holder) -> Result<Opened, OpenError> {
    open_by(path, (state, holder, Duration::ZERO), key).map_err(|error| error.into_open_error(path))
}

pub(super) fn open_by(
    path: &Path,
    (state, holder, timeout): (&Path, &Holder, Duration),
    key: Option<Key>,
) -> Result<Opened, UnlockError> {
    let real = atomic::real_path(&RealDisk, path).map_err(|e| OpenError::from_io(&e, path))?;
    // A missing file gets no lock file.
    limited::check(&real, &WORKBOOK)?;
    // Taking the lock before reading keeps other processes from saving in between.
    let lock = LockState::acquire_within(&real, holder, timeout);
    if matches!(lock, LockState::Held(_)) {
        atomic::remove_left_temps(&real);
        in_place::finish(&real, |bytes| is_whole(&load(bytes, Fingerprint::of_bytes(bytes), &real, key.as_ref())));
    }
    let LoadedWorkbook { workbook, fingerprint, changed_sections, format_1, path } = read_by(&real, key.as_ref())?;
    let mut recoverable = journal::find_recoverable(state, workbook.id, Some(&path), Some(fingerprint.sha256));
    if let Some(key) = &key {
        for journal in &mut recoverable {
            journal.unlock(key);
        }
    }
    Ok(Opened { workbook, fingerprint, changed_sections, format_1, lock, path, recoverable, key })
}

/// Opens the workbook at `path` for reading.
///
/// # Errors
/// Why it could not be read.
pub fn read(path: &Path) -> Result<LoadedWorkbook, OpenError> {
    read_with(path, None)
}

/// [`read`], where `key` protects the file.
///
/// # Errors
/// Why it could not be read.
pub fn read_with(path: &Path, key: Option<&Key>) -> Result<LoadedWorkbook, OpenError> {
    read_by(path, key).map_err(|error| error.into_open_error(path))
}

pub(super) fn read_by(path: &Path, key: Option<&Key>) -> Result<LoadedWorkbook, UnlockError> {
    let path = atomic::real_path(&RealDisk, path).map_err(|e| OpenError::from_io(&e, path))?;
    limited::check(&path, &WORKBOOK)?;
    let found = limited::read_whole(&path, &WORKBOOK).map(|(bytes, state)| load(&bytes, state, &path, key))?;
    match &found {
        Err(UnlockError::WrongPassphrase) => found,
        _ if is_whole(&found) => found,
        Ok(_) | Err(_) => while_it_is_saved(&path, key).map_or(found, Ok),
    }
}

/// The workbook in `bytes` of the file at `path`; `fingerprint` is the state of the file without its hash.
fn load(bytes: &[u8], fingerprint: Fingerprint, path: &Path, key: Option<&Key>) -> Result<LoadedWorkbook, UnlockError> {
    let error = |error| OpenError::Format { path: path.to_owned(), error };
    let (loaded, sha256) = match key {
        None => {
            let loaded = format::from_bytes(bytes).map_err(error)?;
            let sha256 = chunks::hash_of_parsed(bytes, loaded.evidence.as_ref());
            (loaded, sha256)
        }
        Some(key) => (format::from_bytes(&key.unprotect(bytes)?).map_err(error)?, chunks::hash_of(bytes)),
    };
    Ok(LoadedWorkbook {
        workbook: loaded.workbook,
        fingerprint: Fingerprint { sha256, ..fingerprint },
        changed_sections: loaded.changed_sections,
        format_1: loaded.format_1,
        path: path.to_owned(),
    })
}

/// Whether a file is complete and exactly as this program wrote it.
fn is_whole(read: &Result<LoadedWorkbook, UnlockError>) -> bool {
    read.as_ref().is_ok_and(|read| read.changed_sections.is_empty())
}

/// The workbook that is being written into the file at `path`, which is not complete now: another process is writing
/// it, or was interrupted.
fn while_it_is_saved(path: &Path, key: Option<&Key>) -> Option<LoadedWorkbook> {
    let copy = in_place::copy_beside(path).map(|bytes| load(&bytes, Fingerprint::of_bytes(&bytes), path, key));
    let found = copy.filter(is_whole).or_else(|| {
        // The copy is gone by now, or there was none.
        limited::read_whole(path, &WORKBOOK).ok().map(|(bytes, state)| load(&bytes, state, path, key)).filter(is_whole)
    });
    found?.ok()
}
