//! Opening: from a path to a workbook, or to the true reason why not.

use super::atomic::{self, Fingerprint};
use super::disk::RealDisk;
use super::format::{self, FormatError, Section};
use super::journal::{self, Recoverable};
use super::limited;
use super::lock::{Holder, LockState};
use super::pieces;
use crate::limits::{Exceeded, WORKBOOK};
use crate::workbook::{Audit, RecordId, Sha256, Workbook};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

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
pub enum OpenError {
    /// Nothing is there.
    #[error("“{}” does not exist", .path.display())]
    NotFound {
        /// The path.
        path: PathBuf,
    },
    /// It is a folder.
    #[error("“{}” is a folder", .path.display())]
    IsAFolder {
        /// The path.
        path: PathBuf,
    },
    /// It is a device or the like.
    #[error("“{}” is not a file", .path.display())]
    NotAFile {
        /// The path.
        path: PathBuf,
    },
    /// The system does not let this user read it.
    #[error("no permission to read “{}”", .path.display())]
    Permission {
        /// The path.
        path: PathBuf,
    },
    /// Larger than a file of its kind may be.
    #[error("“{}”: {exceeded}", .path.display())]
    TooLarge {
        /// The path.
        path: PathBuf,
        /// Which limit, and its size.
        exceeded: Exceeded,
    },
    /// It keeps changing while it is read.
    #[error("“{}” is being written by another program", .path.display())]
    BeingWritten {
        /// The path.
        path: PathBuf,
    },
    /// It is not a workbook that this program reads.
    #[error("“{}”: {error}", .path.display())]
    Format {
        /// The path.
        path: PathBuf,
        /// What is wrong, and where.
        error: FormatError,
    },
    /// Something else, in the system's words.
    #[error("“{}” could not be read: {message}", .path.display())]
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
    let real = atomic::real_path(&RealDisk, path).map_err(|e| OpenError::from_io(&e, path))?;
    // What is not there gets no lock file beside it.
    check_is_file(&real)?;
    // First the lock, then the file: so no save of another falls between the two.
    let lock = LockState::acquire(&real, holder);
    if matches!(lock, LockState::Held(_)) {
        atomic::remove_left_temps(&real);
    }
    let ReadFile { workbook, fingerprint, changed_sections, format_1, path } = read(&real)?;
    let recoverable = journal::find_recoverable(state, workbook.id, Some(&path), Some(fingerprint.sha256));
    Ok(Opened { workbook, fingerprint, changed_sections, format_1, lock, path, recoverable })
}

/// Reads the workbook at `path` to look at it.
///
/// # Errors
/// Why it could not be read.
pub fn read(path: &Path) -> Result<ReadFile, OpenError> {
    let path = atomic::real_path(&RealDisk, path).map_err(|e| OpenError::from_io(&e, path))?;
    check_is_file(&path)?;
    let (bytes, fingerprint) = read_whole(&path)?;
    let loaded = format::from_bytes(&bytes).map_err(|error| OpenError::Format { path: path.clone(), error })?;
    let sha256 = pieces::hash_of_parsed(&bytes, loaded.evidence.as_ref());
    Ok(ReadFile {
        workbook: loaded.workbook,
        fingerprint: Fingerprint { sha256, ..fingerprint },
        changed_sections: loaded.changed_sections,
        format_1: loaded.format_1,
        path,
    })
}

/// The bytes of the file, whatever they are.
pub(super) fn read_bytes(path: &Path) -> Result<Vec<u8>, OpenError> {
    check_is_file(path)?;
    read_whole(path).map(|(bytes, _)| bytes)
}

pub(super) fn check_is_file(path: &Path) -> Result<(), OpenError> {
    limited::check(path, &WORKBOOK)
}

/// How often a file that changes while it is read is read again.
const ATTEMPTS: usize = 3;

/// The bytes of one state of the file, and that state without its hash.
fn read_whole(path: &Path) -> Result<(Vec<u8>, Fingerprint), OpenError> {
    let io = |e: io::Error| OpenError::from_io(&e, path);
    let mut file = File::open(path).map_err(io)?;
    for _ in 0..ATTEMPTS {
        let before = file.metadata().map_err(io)?;
        let mut bytes = Vec::new();
        // A file can say that it is larger than the memory.
        let room = usize::try_from(before.len()).unwrap_or(usize::MAX);
        bytes.try_reserve_exact(room).map_err(|_| io(io::ErrorKind::OutOfMemory.into()))?;
        file.by_ref().take(WORKBOOK.most + 1).read_to_end(&mut bytes).map_err(io)?;
        let after = file.metadata().map_err(io)?;
        let len = bytes.len() as u64;
        WORKBOOK.check(len).map_err(|exceeded| OpenError::TooLarge { path: path.to_owned(), exceeded })?;
        let modified = after.modified().ok();
        if after.len() == len && before.modified().ok() == modified {
            return Ok((bytes, Fingerprint { len, modified, sha256: Sha256([0; 32]) }));
        }
        file = File::open(path).map_err(io)?;
    }
    Err(OpenError::BeingWritten { path: path.to_owned() })
}
