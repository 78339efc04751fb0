//! Opening: from a path to a workbook, or to the true reason why not.

use super::atomic::Fingerprint;
use super::disk::RealDisk;
use super::format::Section;
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

/// A workbook that was opened to be worked on.
#[derive(Debug)]
pub struct Opened {
    /// The workbook.
    pub workbook: Workbook,
    /// The state of the file, to expect at the next save.
    pub fingerprint: Fingerprint,
    /// Sections that were changed by something else than this program.
    pub changed_sections: Vec<Section>,
    /// Where it was of format 1: the records whose digest does not fit what stands before them.
    pub format_1: Option<Vec<RecordId>>,
    /// Whether others are kept from saving to it meanwhile.
    pub lock: LockState,
    /// The real file, links followed.
    pub path: PathBuf,
    /// Edits that an earlier opening did not come to save.
    pub recoverable: Vec<Recoverable>,
    /// What protects it, where a passphrase does.
    pub key: Option<Key>,
}

/// A workbook that was read to be looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadFile {
    /// The workbook.
    pub workbook: Workbook,
    /// The state of the file.
    pub fingerprint: Fingerprint,
    /// Sections that were changed by something else than this program.
    pub changed_sections: Vec<Section>,
    /// Where it was of format 1: the records whose digest does not fit what stands before them.
    pub format_1: Option<Vec<RecordId>>,
    /// The real file, links followed.
    pub path: PathBuf,
}

impl ReadFile {
    /// What of the workbook its history does not explain.
    #[must_use]
    pub fn audit(&self) -> Audit {
        format::audit(&self.workbook, &self.changed_sections, self.format_1.as_deref())
    }
}

/// Opens the workbook at `path` to work on it: reads it, locks it for `holder`, and looks for edits that an
/// earlier opening did not come to save.
///
/// # Errors
/// Why it could not be opened. That another one works on it is no error: see [`Opened::lock`].
pub fn open(path: &Path, state: &Path, holder: &Holder) -> Result<Opened, OpenError> {
    open_within(path, state, holder, Duration::ZERO)
}

/// [`open`], waiting for each other one who works on it as [`LockState::acquire_within`] does.
///
/// # Errors
/// Why it could not be opened.
pub fn open_within(path: &Path, state: &Path, holder: &Holder, patience: Duration) -> Result<Opened, OpenError> {
    open_by(path, (state, holder, patience), None).map_err(|error| error.into_open_error(path))
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
    (state, holder, patience): (&Path, &Holder, Duration),
    key: Option<Key>,
) -> Result<Opened, UnlockError> {
    let real = atomic::real_path(&RealDisk, path).map_err(|e| OpenError::from_io(&e, path))?;
    // What is not there gets no lock file beside it.
    limited::check(&real, &WORKBOOK)?;
    // First the lock, then the file: so no save of another falls between the two.
    let lock = LockState::acquire_within(&real, holder, patience);
    if matches!(lock, LockState::Held(_)) {
        atomic::remove_left_temps(&real);
        in_place::finish(&real, |bytes| is_whole(&load(bytes, Fingerprint::of_bytes(bytes), &real, key.as_ref())));
    }
    let ReadFile { workbook, fingerprint, changed_sections, format_1, path } = read_by(&real, key.as_ref())?;
    let mut recoverable = journal::find_recoverable(state, workbook.id, Some(&path), Some(fingerprint.sha256));
    if let Some(key) = &key {
        for journal in &mut recoverable {
            journal.unlock(key);
        }
    }
    Ok(Opened { workbook, fingerprint, changed_sections, format_1, lock, path, recoverable, key })
}

/// Reads the workbook at `path` to look at it.
///
/// # Errors
/// Why it could not be read.
pub fn read(path: &Path) -> Result<ReadFile, OpenError> {
    read_with(path, None)
}

/// [`read`], where `key` protects the file.
///
/// # Errors
/// Why it could not be read.
pub fn read_with(path: &Path, key: Option<&Key>) -> Result<ReadFile, OpenError> {
    read_by(path, key).map_err(|error| error.into_open_error(path))
}

pub(super) fn read_by(path: &Path, key: Option<&Key>) -> Result<ReadFile, UnlockError> {
    let path = atomic::real_path(&RealDisk, path).map_err(|e| OpenError::from_io(&e, path))?;
    limited::check(&path, &WORKBOOK)?;
    let found = limited::read_whole(&path, &WORKBOOK).map(|(bytes, state)| load(&bytes, state, &path, key))?;
    match &found {
        Err(UnlockError::WrongPassphrase) => found,
        _ if is_whole(&found) => found,
        Ok(_) | Err(_) => while_it_is_saved(&path, key).map_or(found, Ok),
    }
}

/// The workbook in these bytes of the file at `path`, which is in the state `fingerprint` but for the hash.
fn load(bytes: &[u8], fingerprint: Fingerprint, path: &Path, key: Option<&Key>) -> Result<ReadFile, UnlockError> {
    let error = |error| OpenError::Format { path: path.to_owned(), error };
    let (loaded, sha256) = match key {
        None => {
            let loaded = format::from_bytes(bytes).map_err(error)?;
            let sha256 = chunks::hash_of_parsed(bytes, loaded.evidence.as_ref());
            (loaded, sha256)
        }
        Some(key) => (format::from_bytes(&key.unprotect(bytes)?).map_err(error)?, chunks::hash_of(bytes)),
    };
    Ok(ReadFile {
        workbook: loaded.workbook,
        fingerprint: Fingerprint { sha256, ..fingerprint },
        changed_sections: loaded.changed_sections,
        format_1: loaded.format_1,
        path: path.to_owned(),
    })
}

/// Whether a file is as this program wrote it, to its last byte.
fn is_whole(read: &Result<ReadFile, UnlockError>) -> bool {
    read.as_ref().is_ok_and(|read| read.changed_sections.is_empty())
}

/// What the file at `path`, which is not whole, is about to hold: somebody is writing into it, or was when his program
/// ended.
fn while_it_is_saved(path: &Path, key: Option<&Key>) -> Option<ReadFile> {
    let copy = in_place::copy_beside(path).map(|bytes| load(&bytes, Fingerprint::of_bytes(&bytes), path, key));
    let found = copy.filter(is_whole).or_else(|| {
        // The copy has gone by now, or there was none.
        limited::read_whole(path, &WORKBOOK).ok().map(|(bytes, state)| load(&bytes, state, path, key)).filter(is_whole)
    });
    found?.ok()
}
