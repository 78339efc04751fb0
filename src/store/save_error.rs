//! Why a file was not saved: the cause and the path.

use super::disk;
use super::format::WriteError;
use std::io;
use std::path::{Path, PathBuf};

/// A file was not saved. The file on the disk is unchanged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} {:?}", self.kind(), self.arguments())]
pub enum SaveError {
    /// The file is not the one that was loaded.
    ChangedExternally {
        /// The file.
        path: PathBuf,
        /// The change.
        how: ExternalChange,
    },
    /// The disk or the quota is full.
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
    /// The folder does not exist; a stick or share may be disconnected.
    NoSuchFolder {
        /// The folder.
        path: PathBuf,
    },
    /// There is a folder at the path.
    IsAFolder {
        /// The folder.
        path: PathBuf,
    },
    /// There is a pipe, a device or another special file at the path.
    NotAFile {
        /// The path.
        path: PathBuf,
    },
    /// Another program has the file open.
    InUse {
        /// The file.
        path: PathBuf,
    },
    /// The disk does not accept the name.
    BadName {
        /// The file.
        path: PathBuf,
    },
    /// Another error of the system.
    Io {
        /// The file.
        path: PathBuf,
        /// The step that failed.
        step: &'static str,
        /// The message of the system.
        message: String,
    },
    /// The workbook could not be serialized: a bug of the program.
    #[error(transparent)]
    Unwritable(#[from] WriteError),
}

/// An external change of a file since it was loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExternalChange {
    /// Its content changed.
    Changed,
    /// It was removed.
    Gone,
    /// A file appeared where there was none.
    Appeared,
}

impl SaveError {
    /// A stable key of the message.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::ChangedExternally { how: ExternalChange::Changed, .. } => "save-changed-externally",
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

    /// Converts system errors about `path` during `step`.
    pub(super) fn at_step(path: &Path, step: &'static str) -> impl Fn(io::Error) -> Self {
        move |error| Self::from_io(&error, path, step)
    }

    /// The error for a system error about `path` during `step`.
    pub(crate) fn from_io(error: &io::Error, path: &Path, step: &'static str) -> Self {
        use io::ErrorKind as Kind;
        let kind = error.kind();
        let path = path.to_owned();
        if matches!(kind, Kind::StorageFull | Kind::QuotaExceeded) {
            Self::DiskFull { path }
        } else if kind == Kind::ReadOnlyFilesystem {
            Self::ReadOnly { path }
        } else if matches!(kind, Kind::ResourceBusy | Kind::ExecutableFileBusy)
            || (cfg!(windows) && disk::held_open(error) && kind != Kind::PermissionDenied)
        {
            Self::InUse { path }
        } else if kind == Kind::PermissionDenied {
            Self::Permission { path }
        } else if matches!(kind, Kind::NotFound | Kind::NotADirectory) {
            Self::NoSuchFolder { path: path.parent().map_or_else(PathBuf::new, Path::to_owned) }
        } else if kind == Kind::IsADirectory {
            Self::IsAFolder { path }
        } else if kind == Kind::InvalidFilename {
            Self::BadName { path }
        } else {
            Self::Io { path, step, message: error.to_string() }
        }
    }
}

/// The old file could not be kept as a backup. The save is not affected.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {message}", .path.display())]
pub struct BackupError {
    /// The folder of the backups.
    pub path: PathBuf,
    /// The message of the system.
    pub message: String,
}

impl BackupError {
    /// Converts errors about the backups in `folder`.
    pub(super) fn at<E: ToString>(folder: &Path) -> impl Fn(E) -> Self {
        move |error| Self { path: folder.to_owned(), message: error.to_string() }
    }
}
