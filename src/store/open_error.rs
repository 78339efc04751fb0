//! Why a file was not opened: the cause and the path.

use super::format_error::FormatError;
use crate::limits::Exceeded;
use std::io;
use std::path::{Path, PathBuf};

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

/// Why a protected copy could not be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.kind())]
pub enum UnlockError {
    /// The passphrase is not the one.
    WrongPassphrase,
    /// It ends before it is complete, or a byte of it was changed.
    Damaged,
    /// It is not protected by a passphrase, or not by this kind of protection.
    NotProtected,
    /// To try one passphrase would cost more time and memory than any honest file asks for.
    TooCostly {
        /// The cost that it asks for, as a power of two.
        required: u8,
    },
    /// The file could not be read, or what is in it is no workbook.
    #[error(transparent)]
    Open(#[from] OpenError),
}

impl UnlockError {
    /// A stable key to look up words by.
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

    /// The same error for a caller that cannot ask for a passphrase; the file is at `path`.
    pub(super) fn into_open_error(self, path: &Path) -> OpenError {
        match self {
            Self::Open(error) => error,
            Self::WrongPassphrase | Self::Damaged | Self::NotProtected | Self::TooCostly { .. } => {
                OpenError::Protected { path: path.to_owned(), error: Box::new(self) }
            }
        }
    }
}
