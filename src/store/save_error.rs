//! Why a file was not saved: the true cause, the path, and what to do.

use super::disk;
use super::format::WriteError;
use std::io;
use std::path::{Path, PathBuf};

/// A file was not saved. What was on the disk before is there as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} {:?}", self.kind(), self.arguments())]
pub enum SaveError {
    /// The file is not the one that was loaded.
    ChangedExternally {
        /// The file.
        path: PathBuf,
        /// In which way.
        how: ExternalChange,
    },
    /// No room on the disk, or the quota is used up.
    DiskFull {
        /// The file.
        path: PathBuf,
    },
    /// The file or its disk is write-protected.
    ReadOnly {
        /// The file or folder.
        path: PathBuf,
    },
    /// The system does not let this user write there.
    Permission {
        /// The file or folder.
        path: PathBuf,
    },
    /// The folder is not there; a stick or share may be gone.
    NoSuchFolder {
        /// The folder.
        path: PathBuf,
    },
    /// A folder has that name.
    IsAFolder {
        /// The folder.
        path: PathBuf,
    },
    /// A pipe, a device or the like has that name: what is written there is no file.
    NotAFile {
        /// What is there.
        path: PathBuf,
    },
    /// Another program has the file open.
    InUse {
        /// The file.
        path: PathBuf,
    },
    /// The disk does not take such a name.
    BadName {
        /// The file.
        path: PathBuf,
    },
    /// Something else, in the system's words.
    Io {
        /// The file.
        path: PathBuf,
        /// What was being done.
        step: &'static str,
        /// What the system says.
        message: String,
    },
    /// The workbook has no text: a mistake in the program.
    #[error(transparent)]
    Unwritable(#[from] WriteError),
}

/// What became of a file that was loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExternalChange {
    /// It holds something else now.
    Changed,
    /// It is not there any more.
    Gone,
    /// One is there now, where none was.
    Appeared,
}

impl SaveError {
    /// A stable key to look up words by.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::ChangedExternally { how: ExternalChange::Changed, .. } => "save-changed-underneath",
            Self::ChangedExternally { how: ExternalChange::Gone, .. } => "save-gone",
            Self::ChangedExternally { how: ExternalChange::Appeared, .. } => "save-appeared",
            Self::DiskFull { .. } => "save-disk-full",
            Self::ReadOnly { .. } => "save-read-only",
            Self::Permission { .. } => "save-permission",
            Self::NoSuchFolder { .. } => "save-no-such-folder",
            Self::IsAFolder { .. } => "save-is-a-folder",
            Self::NotAFile { .. } => "save-not-a-file",
            Self::InUse { .. } => "save-in-use",
            Self::BadName { .. } => "save-bad-name",
            Self::Io { .. } => "save-io",
            Self::Unwritable(_) => "save-unwritable",
        }
    }

    /// The error for what the system said of `path` while doing `step`.
    pub(crate) fn from_io(error: &io::Error, path: &Path, step: &'static str) -> Self {
        use io::ErrorKind as Kind;
        let is = |kinds: &[Kind]| kinds.contains(&error.kind());
        let path = path.to_owned();
        if is(&[Kind::StorageFull, Kind::QuotaExceeded]) {
            Self::DiskFull { path }
        } else if is(&[Kind::ReadOnlyFilesystem]) {
            Self::ReadOnly { path }
        } else if is(&[Kind::ResourceBusy, Kind::ExecutableFileBusy])
            || (cfg!(windows) && disk::held_open(error) && error.kind() != Kind::PermissionDenied)
        {
            Self::InUse { path }
        } else if is(&[Kind::PermissionDenied]) {
            Self::Permission { path }
        } else if is(&[Kind::NotFound, Kind::NotADirectory]) {
            Self::NoSuchFolder { path: path.parent().map_or_else(PathBuf::new, Path::to_owned) }
        } else if is(&[Kind::IsADirectory]) {
            Self::IsAFolder { path }
        } else if is(&[Kind::InvalidFilename]) {
            Self::BadName { path }
        } else {
            Self::Io { path, step, message: error.to_string() }
        }
    }
}

/// The former file could not be kept. The save itself is not concerned.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {message}", .path.display())]
pub struct BackupError {
    /// The folder of the backups.
    pub path: PathBuf,
    /// What the system says.
    pub message: String,
}
