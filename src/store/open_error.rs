//! Why a file was not opened: the cause and the path.

use super::format_error::FormatError;
use crate::limits::Exceeded;
use std::io;
use std::path::{Path, PathBuf};

/// A file could not be opened. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} {:?}", self.kind(), self.arguments())]
pub enum OpenError {
    /// There is no file.
    NotFound {
        /// The path.
        path: PathBuf,
    },
    /// It is a folder.
    IsAFolder {
        /// The path.
        path: PathBuf,
    },
    /// It is a device, a pipe or another special file.
    NotAFile {
        /// The path.
        path: PathBuf,
    },
    /// The system does not let this user read it.
    Permission {
        /// The path.
        path: PathBuf,
    },
    /// It is larger than the limit for files of its kind.
    TooLarge {
        /// The path.
        path: PathBuf,
        /// The limit, and the size.
        exceeded: Exceeded,
    },
    /// It kept changing while it was read.
    BeingWritten {
        /// The path.
        path: PathBuf,
    },
    /// The known passphrase does not open it.
    Protected {
        /// The path.
        path: PathBuf,
        /// The cause.
        error: Box<UnlockError>,
    },
    /// It is not a workbook that this program can read.
    Format {
        /// The path.
        path: PathBuf,
        /// The cause and its place.
        error: FormatError,
    },
    /// Another error of the system.
    Io {
        /// The path.
        path: PathBuf,
        /// The message of the system.
        message: String,
    },
}

impl OpenError {
    /// A stable key of the message.
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

    /// Converts system errors about `path`.
    pub(super) fn at(path: &Path) -> impl Fn(io::Error) -> Self {
        move |error| Self::from_io(&error, path)
    }

    pub(super) fn from_io(error: &io::Error, path: &Path) -> Self {
        use io::ErrorKind as Kind;
        let kind = error.kind();
        let path = path.to_owned();
        if matches!(kind, Kind::NotFound | Kind::NotADirectory) {
            Self::NotFound { path }
        } else if kind == Kind::PermissionDenied {
            Self::Permission { path }
        } else if kind == Kind::IsADirectory {
            Self::IsAFolder { path }
        } else {
            Self::Io { path, message: error.to_string() }
        }
    }
}

/// Why a protected file could not be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.kind())]
pub enum UnlockError {
    /// The passphrase is wrong.
    WrongPassphrase,
    /// The file is truncated or altered.
    Damaged,
    /// The file is not protected by a passphrase, or not in the age format.
    NotProtected,
    /// Trying one passphrase would need more time and memory than any honest file requires.
    TooCostly {
        /// The work factor of the file, as a power of two.
        required: u8,
    },
    /// The file could not be read, or its content is not a workbook.
    #[error(transparent)]
    Open(#[from] OpenError),
}

impl UnlockError {
    /// A stable key of the message.
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

    /// The error for a caller that does not ask for a passphrase; `path` is the file.
    pub(super) fn into_open_error(self, path: &Path) -> OpenError {
        match self {
            Self::Open(error) => error,
            Self::WrongPassphrase | Self::Damaged | Self::NotProtected | Self::TooCostly { .. } => {
                OpenError::Protected { path: path.to_owned(), error: Box::new(self) }
            }
        }
    }
}
