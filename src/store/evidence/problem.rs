//! Why a file could not be read: the cause and the path.

use crate::progress::Canceled;
use std::io;
use std::path::{Path, PathBuf};

/// A file that was not taken in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} {:?}", self.kind(), self.arguments())]
pub struct ImportProblem {
    /// The file or folder.
    pub path: PathBuf,
    /// The cause.
    pub kind: ProblemKind,
}

/// A step of reading a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileOperation {
    /// Reading its metadata.
    Stat,
    /// Opening it.
    Open,
    /// Reading its content, after it was opened.
    Read,
}

impl FileOperation {
    /// The name that selects a variant of the message.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Stat => "look",
            Self::Open => "open",
            Self::Read => "read",
        }
    }
}

/// Why a file was not taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// There is no file.
    NotFound,
    /// A link whose target does not exist.
    BrokenLink,
    /// A link that leads back to itself.
    LinkLoop,
    /// The system does not let this user read it.
    Permission,
    /// A folder instead of a file.
    IsAFolder,
    /// A pipe, a device or a socket.
    NotAFile,
    /// It changed during each attempt to read it.
    Changing,
    /// The folder contains more files than may be taken in at once.
    TooMany {
        /// The limit.
        most: usize,
    },
    /// Folders are nested deeper than the limit.
    TooDeep {
        /// The limit.
        deepest: usize,
    },
    /// Another error of the system, for example because a drive was disconnected.
    Io {
        /// The step that failed.
        step: FileOperation,
        /// The message of the system.
        message: String,
    },
}

impl ImportProblem {
    /// A stable key of the message.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.kind {
            ProblemKind::NotFound => "import-not-found",
            ProblemKind::BrokenLink => "import-broken-link",
            ProblemKind::LinkLoop => "import-link-loop",
            ProblemKind::Permission => "import-permission",
            ProblemKind::IsAFolder => "import-is-a-folder",
            ProblemKind::NotAFile => "import-not-a-file",
            ProblemKind::Changing => "import-changing",
            ProblemKind::TooMany { .. } => "import-too-many",
            ProblemKind::TooDeep { .. } => "import-too-deep",
            ProblemKind::Io { .. } => "import-io",
        }
    }

    /// The arguments of the message [`ImportProblem::kind`].
    #[must_use]
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        let mut arguments = vec![("path", self.path.display().to_string())];
        match &self.kind {
            ProblemKind::TooMany { most: n } | ProblemKind::TooDeep { deepest: n } => {
                arguments.push(("n", n.to_string()));
            }
            ProblemKind::Io { step, message } => {
                arguments.extend([("step", step.as_str().to_owned()), ("message", message.clone())]);
            }
            ProblemKind::NotFound
            | ProblemKind::BrokenLink
            | ProblemKind::LinkLoop
            | ProblemKind::Permission
            | ProblemKind::IsAFolder
            | ProblemKind::NotAFile
            | ProblemKind::Changing => {}
        }
        arguments
    }

    pub(super) fn new(path: &Path, kind: ProblemKind) -> Self {
        Self { path: path.to_owned(), kind }
    }

    /// The problem for a system error about `path` during `step`.
    pub(super) fn from_io(error: &io::Error, path: &Path, step: FileOperation) -> Self {
        Self::new(path, ProblemKind::from_io(error, path, step))
    }
}

impl ProblemKind {
    fn from_io(error: &io::Error, path: &Path, step: FileOperation) -> Self {
        use io::ErrorKind as EntryKind;
        // ELOOP of Linux, and of macOS and the BSDs; ERROR_CANT_RESOLVE_FILENAME of Windows.
        let is_loop = matches!(error.raw_os_error(), Some(code)
            if code == if cfg!(windows) { 1921 } else if cfg!(target_os = "linux") { 40 } else { 62 });
        if step == FileOperation::Read {
            // The file was open already, so every error means that it became unreadable meanwhile.
            return Self::Io { step, message: error.to_string() };
        }
        let kind = error.kind();
        if is_loop {
            Self::LinkLoop
        } else if kind == EntryKind::NotFound && path.is_symlink() {
            Self::BrokenLink
        } else if matches!(kind, EntryKind::NotFound | EntryKind::NotADirectory) {
            Self::NotFound
        } else if kind == EntryKind::PermissionDenied {
            Self::Permission
        } else if kind == EntryKind::IsADirectory {
            Self::IsAFolder
        } else {
            Self::Io { step, message: error.to_string() }
        }
    }
}

/// Why a file was not read completely.
#[derive(Debug)]
pub(super) enum ReadFailure {
    /// The work was canceled.
    Canceled,
    /// The file could not be read.
    ImportProblem(ImportProblem),
}

impl From<Canceled> for ReadFailure {
    fn from(_: Canceled) -> Self {
        Self::Canceled
    }
}

impl From<ImportProblem> for ReadFailure {
    fn from(problem: ImportProblem) -> Self {
        Self::ImportProblem(problem)
    }
}

/// Information about a file that was taken in, or about files that were skipped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The file or folder.
    pub path: PathBuf,
    /// The information.
    pub kind: NoticeKind,
}

/// The information about a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// It is empty.
    Empty,
    /// It is larger than the limit for embedding, so it was linked.
    TooLarge,
    /// The workbook would become too large to be opened, so it was linked.
    NoRoom,
    /// Its name is misleading or invalid, and was changed to this one.
    Renamed(String),
    /// It has the same bytes as the file of this name in the same import.
    SameAs(String),
    /// The number of hidden, system and temporary files in the folder that were skipped.
    Skipped(usize),
    /// The number of links in the folder that were not followed.
    Links(usize),
    /// It is the workbook itself.
    Itself,
}

impl Notice {
    /// A stable key of the message.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.kind {
            NoticeKind::Empty => "import-empty",
            NoticeKind::TooLarge => "import-linked-large",
            NoticeKind::NoRoom => "import-linked-no-room",
            NoticeKind::Renamed(_) => "import-renamed",
            NoticeKind::SameAs(_) => "import-same",
            NoticeKind::Skipped(_) => "import-skipped",
            NoticeKind::Links(_) => "import-links",
            NoticeKind::Itself => "import-itself",
        }
    }

    /// The arguments of the message [`Notice::kind`]; `n` is a number.
    #[must_use]
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        let mut arguments = vec![("path", self.path.display().to_string())];
        match &self.kind {
            NoticeKind::Renamed(name) | NoticeKind::SameAs(name) => arguments.push(("name", name.clone())),
            NoticeKind::Skipped(n) | NoticeKind::Links(n) => arguments.push(("n", n.to_string())),
            NoticeKind::Empty | NoticeKind::TooLarge | NoticeKind::NoRoom | NoticeKind::Itself => {}
        }
        arguments
    }
}
