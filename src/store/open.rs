//! Opening: from a path to a workbook, or to the true reason why not.

use super::atomic::Fingerprint;
use super::disk::RealDisk;
use super::format::{FormatError, Section};
use super::journal::Recoverable;
use super::key::Key;
use super::lock::{Holder, LockState};
use super::protected::UnlockError;
use super::{atomic, format, in_place, journal, limited, pieces};
use crate::limits::{Exceeded, Limit, WORKBOOK};
use crate::merge::Audit;
use crate::workbook::{RecordId, Sha256, Workbook};
use std::fs::File;
use std::io::{self, Read};
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

/// A file could not be opened. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} {:?}", self.kind(), self.arguments())]
pub enum OpenError {
    /// Nothing is there.
    NotFound {
        /// The path.
        path: PathBuf,
    },
    /// It is a folder.
    IsAFolder {
        /// The path.
        path: PathBuf,
    },
    /// It is a device or the like.
    NotAFile {
        /// The path.
        path: PathBuf,
    },
    /// The system does not let this user read it.
    Permission {
        /// The path.
        path: PathBuf,
    },
    /// Larger than a file of its kind may be.
    TooLarge {
        /// The path.
        path: PathBuf,
        /// Which limit, and its size.
        exceeded: Exceeded,
    },
    /// It keeps changing while it is read.
    BeingWritten {
        /// The path.
        path: PathBuf,
    },
    /// What protects it is not to be opened with the passphrase that is known.
    Protected {
        /// The path.
        path: PathBuf,
        /// Why not.
        error: Box<UnlockError>,
    },
    /// It is not a workbook that this program reads.
    Format {
        /// The path.
        path: PathBuf,
        /// What is wrong, and where.
        error: FormatError,
    },
    /// Something else, in the system's words.
    Io {
        /// The path.
        path: PathBuf,
        /// What the system says.
        message: String,
    },
}

impl OpenError {
    /// A stable key to look up words by.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "open-not-found",
            Self::IsAFolder { .. } => "open-is-a-folder",
            Self::NotAFile { .. } => "open-not-a-file",
            Self::Permission { .. } => "open-permission",
            Self::TooLarge { .. } => "open-too-large",
            Self::BeingWritten { .. } => "open-being-written",
            Self::Protected { error, .. } => error.kind(),
            Self::Format { error, .. } => error.kind(),
            Self::Io { .. } => "open-io",
        }
    }

    pub(super) fn from_io(error: &io::Error, path: &Path) -> Self {
        use io::ErrorKind as Kind;
        let is = |kinds: &[Kind]| kinds.contains(&error.kind());
        let path = path.to_owned();
        if is(&[Kind::NotFound, Kind::NotADirectory]) {
            Self::NotFound { path }
        } else if is(&[Kind::PermissionDenied]) {
            Self::Permission { path }
        } else if is(&[Kind::IsADirectory]) {
            Self::IsAFolder { path }
        } else {
            Self::Io { path, message: error.to_string() }
        }
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
    open_by(path, (state, holder, patience), None).map_err(|error| plainly(error, path))
}

/// [`open`], where `key` protects the file.
///
/// # Errors
/// Why it could not be opened.
pub fn open_with(path: &Path, key: Option<Key>, state: &Path, holder: &Holder) -> Result<Opened, OpenError> {
    open_by(path, (state, holder, Duration::ZERO), key).map_err(|error| plainly(error, path))
}

pub(super) fn open_by(
    path: &Path,
    (state, holder, patience): (&Path, &Holder, Duration),
    key: Option<Key>,
) -> Result<Opened, UnlockError> {
    let real = atomic::real_path(&RealDisk, path).map_err(|e| OpenError::from_io(&e, path))?;
    // What is not there gets no lock file beside it.
    check_is_file(&real)?;
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
    read_by(path, key).map_err(|error| plainly(error, path))
}

pub(super) fn read_by(path: &Path, key: Option<&Key>) -> Result<ReadFile, UnlockError> {
    let path = atomic::real_path(&RealDisk, path).map_err(|e| OpenError::from_io(&e, path))?;
    check_is_file(&path)?;
    let found = read_whole(&path, &WORKBOOK).map(|(bytes, state)| load(&bytes, state, &path, key))?;
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
            let sha256 = pieces::hash_of_parsed(bytes, loaded.evidence.as_ref());
            (loaded, sha256)
        }
        Some(key) => (format::from_bytes(&key.unprotect(bytes)?).map_err(error)?, pieces::hash_of(bytes)),
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
        read_whole(path, &WORKBOOK).ok().map(|(bytes, state)| load(&bytes, state, path, key)).filter(is_whole)
    });
    found?.ok()
}

/// An error of opening, told without a passphrase being asked for.
pub(super) fn plainly(error: UnlockError, path: &Path) -> OpenError {
    match error {
        UnlockError::Open(error) => error,
        UnlockError::WrongPassphrase
        | UnlockError::Damaged
        | UnlockError::NotProtected
        | UnlockError::TooCostly { .. } => OpenError::Protected { path: path.to_owned(), error: Box::new(error) },
    }
}

/// The bytes of the file, whatever they are.
pub(super) fn read_bytes(path: &Path) -> Result<Vec<u8>, OpenError> {
    limited::read_limited(path, &WORKBOOK)
}

pub(super) fn check_is_file(path: &Path) -> Result<(), OpenError> {
    limited::check(path, &WORKBOOK)
}

/// How often a file that changes while it is read is read again.
const ATTEMPTS: usize = 3;

/// The bytes of one state of the file, and that state without its hash.
pub(super) fn read_whole(path: &Path, limit: &'static Limit) -> Result<(Vec<u8>, Fingerprint), OpenError> {
    let io = |e: io::Error| OpenError::from_io(&e, path);
    let mut file = File::open(path).map_err(io)?;
    for _ in 0..ATTEMPTS {
        let before = file.metadata().map_err(io)?;
        limit.check(before.len()).map_err(|exceeded| OpenError::TooLarge { path: path.to_owned(), exceeded })?;
        let mut bytes = Vec::new();
        // A file can say that it is larger than the memory.
        let room = usize::try_from(before.len()).unwrap_or(usize::MAX);
        bytes.try_reserve_exact(room).map_err(|_| io(io::ErrorKind::OutOfMemory.into()))?;
        // Some files of the system say that they are empty and never end.
        file.by_ref().take(before.len() + 1).read_to_end(&mut bytes).map_err(io)?;
        let after = file.metadata().map_err(io)?;
        let len = bytes.len() as u64;
        let modified = after.modified().ok();
        if after.len() == len && before.modified().ok() == modified {
            return Ok((bytes, Fingerprint { len, modified, sha256: Sha256([0; 32]) }));
        }
        file = File::open(path).map_err(io)?;
    }
    Err(OpenError::BeingWritten { path: path.to_owned() })
}
