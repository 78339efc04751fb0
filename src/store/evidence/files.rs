//! What reading evidence asks of a disk, behind a trait so that tests can let a file change while it is read.

use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::Path;
use std::time::SystemTime;

/// What something on a disk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file with bytes in it.
    File,
    /// A folder.
    Folder,
    /// A pipe, a device, a socket: to open one may wait for ever.
    Special,
}

/// What tells one state of a file from another without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileState {
    /// What it is.
    pub kind: Kind,
    /// Its size in bytes.
    pub len: u64,
    /// When it was last modified, where the disk tells.
    pub modified: Option<SystemTime>,
    /// Its disk and its number there, where the system tells: another file of the same name has others.
    pub identity: Option<(u64, u64)>,
}

impl From<&Metadata> for FileState {
    fn from(meta: &Metadata) -> Self {
        let kind = if meta.is_file() {
            Kind::File
        } else if meta.is_dir() {
            Kind::Folder
        } else {
            Kind::Special
        };
        #[cfg(unix)]
        let identity = {
            use std::os::unix::fs::MetadataExt as _;
            Some((meta.dev(), meta.ino()))
        };
        #[cfg(not(unix))]
        let identity = None;
        Self { kind, len: meta.len(), modified: meta.modified().ok(), identity }
    }
}

/// A file that is open.
pub trait OpenedFile: Read + Send {
    /// Looks at the open file, whatever its name leads to by now.
    ///
    /// # Errors
    /// What the system says.
    fn stat(&self) -> io::Result<FileState>;
}

/// What reading evidence asks of a disk.
pub trait Files: Sync {
    /// Looks at what is at `path`, links followed.
    ///
    /// # Errors
    /// What the system says.
    fn stat(&self, path: &Path) -> io::Result<FileState>;

    /// Opens the file at `path` to read it.
    ///
    /// # Errors
    /// What the system says.
    fn open(&self, path: &Path) -> io::Result<Box<dyn OpenedFile>>;
}

/// The disks of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealFiles;

impl OpenedFile for File {
    fn stat(&self) -> io::Result<FileState> {
        self.metadata().map(|meta| FileState::from(&meta))
    }
}

impl Files for RealFiles {
    fn stat(&self, path: &Path) -> io::Result<FileState> {
        fs::metadata(path).map(|meta| FileState::from(&meta))
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn OpenedFile>> {
        Ok(Box::new(File::open(path)?))
    }
}
