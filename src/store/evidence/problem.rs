//! What can be the matter with a file that is to be read: its true cause, which file, and what to do.

use crate::progress::Cancelled;
use std::io;
use std::path::{Path, PathBuf};

/// A file that was not taken in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} {:?}", self.kind(), self.arguments())]
pub struct Problem {
    /// The file or folder.
    pub path: PathBuf,
    /// Why.
    pub kind: ProblemKind,
}

/// What was being done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Looking at it.
    Stat,
    /// Opening it.
    Open,
    /// Reading it: it had been there a moment before.
    Read,
}

impl Step {
    /// The name that messages choose their words by.
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
    /// Nothing is there.
    NotFound,
    /// A link is there, but nothing where it leads.
    BrokenLink,
    /// A link that leads back to itself.
    LinkLoop,
    /// The system does not let this user read it.
    Permission,
    /// A folder, where a file is asked for.
    IsAFolder,
    /// A pipe, a device or a socket.
    NotAFile,
    /// It changed each time it was read.
    Changing,
    /// The folder holds more files than are taken in at once.
    TooMany {
        /// How many can be.
        most: usize,
    },
    /// The folder holds folders in folders, deeper than is looked.
    TooDeep {
        /// How deep is looked.
        deepest: usize,
    },
    /// Something else, in the system's words. A drive may have gone away.
    Io {
        /// What was being done.
        step: Step,
        /// What the system says.
        message: String,
    },
}

impl Problem {
    /// A stable key to look up words by.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.kind {
            ProblemKind::NotFound => "intake-not-found",
            ProblemKind::BrokenLink => "intake-broken-link",
            ProblemKind::LinkLoop => "intake-link-loop",
            ProblemKind::Permission => "intake-permission",
            ProblemKind::IsAFolder => "intake-is-a-folder",
            ProblemKind::NotAFile => "intake-not-a-file",
            ProblemKind::Changing => "intake-changing",
            ProblemKind::TooMany { .. } => "intake-too-many",
            ProblemKind::TooDeep { .. } => "intake-too-deep",
            ProblemKind::Io { .. } => "intake-io",
        }
    }

    /// What the message [`Problem::kind`] names is filled with.
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

    /// What the system said of `path` while doing `step`.
    pub(super) fn from_io(error: &io::Error, path: &Path, step: Step) -> Self {
        Self::new(path, ProblemKind::from_io(error, path, step))
    }
}

impl ProblemKind {
    fn from_io(error: &io::Error, path: &Path, step: Step) -> Self {
        use io::ErrorKind as Kind;
        // ELOOP of Linux, and of macOS and the BSDs; ERROR_CANT_RESOLVE_FILENAME of Windows.
        let is_loop = matches!(error.raw_os_error(), Some(code)
            if code == if cfg!(windows) { 1921 } else if cfg!(target_os = "linux") { 40 } else { 62 });
        if step == Step::Read {
            // It had been there: whatever the system calls it, something came in between.
            return Self::Io { step, message: error.to_string() };
        }
        let is = |kinds: &[Kind]| kinds.contains(&error.kind());
        if is_loop {
            Self::LinkLoop
        } else if is(&[Kind::NotFound]) && path.is_symlink() {
            Self::BrokenLink
        } else if is(&[Kind::NotFound, Kind::NotADirectory]) {
            Self::NotFound
        } else if is(&[Kind::PermissionDenied]) {
            Self::Permission
        } else if is(&[Kind::IsADirectory]) {
            Self::IsAFolder
        } else {
            Self::Io { step, message: error.to_string() }
        }
    }
}

/// Why reading did not come to its end.
#[derive(Debug)]
pub(super) enum ReadFailure {
    /// It is not wanted any more.
    Cancelled,
    /// The file could not be read.
    Problem(Problem),
}

impl From<Cancelled> for ReadFailure {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}

impl From<Problem> for ReadFailure {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

/// Something to know about a file that was taken in, or about what was passed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The file or folder.
    pub path: PathBuf,
    /// What.
    pub kind: NoticeKind,
}

/// What to know about a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// It has no bytes.
    Empty,
    /// It is larger than what is embedded: it was linked.
    TooLarge,
    /// The workbook would become too large to be opened: it was linked.
    NoRoom,
    /// Its name could mislead, or is no name: it was changed to this one.
    Renamed(String),
    /// It has the bytes of another file of the same intake, of this name.
    SameAs(String),
    /// So many hidden files, and files of systems and of open programs, were passed over in the folder.
    Skipped(usize),
    /// So many links in the folder were not followed.
    Links(usize),
    /// It is the workbook itself.
    Itself,
}

impl Notice {
    /// A stable key to look up words by.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.kind {
            NoticeKind::Empty => "intake-empty",
            NoticeKind::TooLarge => "intake-linked-large",
            NoticeKind::NoRoom => "intake-linked-no-room",
            NoticeKind::Renamed(_) => "intake-renamed",
            NoticeKind::SameAs(_) => "intake-same",
            NoticeKind::Skipped(_) => "intake-skipped",
            NoticeKind::Links(_) => "intake-links",
            NoticeKind::Itself => "intake-itself",
        }
    }

    /// What the message [`Notice::kind`] names is filled with; `n` is a number.
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
