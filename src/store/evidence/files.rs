//! The operations that reading evidence needs from a disk, as a trait, so that tests can change a file while it is
//! read.

use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::Path;
use std::time::SystemTime;

/// The kind of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A pipe, a device or a socket: opening it may block.
    Special,
}

/// The state of a file, as far as it is known without reading the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DiskEntry {
    /// The kind.
    pub kind: EntryKind,
    /// Its size in bytes.
    pub len: u64,
    /// The time of the last modification, where the disk reports it.
    pub modified: Option<SystemTime>,
    /// The device and the inode, where the system reports them: another file of the same name has others.
    pub identity: Option<(u64, u64)>,
}

impl From<&Metadata> for DiskEntry {
    fn from(meta: &Metadata) -> Self {
        let kind = if meta.is_file() {
            EntryKind::File
        } else if meta.is_dir() {
            EntryKind::Folder
        } else {
            EntryKind::Special
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

/// An open file.
pub trait OpenedFile: Read + Send {
    /// The state of the open file, also where its path leads to another file now.
    ///
    /// # Errors
    /// The error of the system.
    fn stat(&self) -> io::Result<DiskEntry>;
}

/// The operations that reading evidence needs from a disk.
pub trait FileSystem: Sync {
    /// The state of the file at `path`, with links followed.
    ///
    /// # Errors
    /// The error of the system.
    fn stat(&self, path: &Path) -> io::Result<DiskEntry>;

    /// Opens the file at `path` for reading.
    ///
    /// # Errors
    /// The error of the system.
    fn open(&self, path: &Path) -> io::Result<Box<dyn OpenedFile>>;
}

/// The disks of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealFileSystem;

impl OpenedFile for File {
    fn stat(&self) -> io::Result<DiskEntry> {
        self.metadata().map(|meta| DiskEntry::from(&meta))
    }
}

impl FileSystem for RealFileSystem {
    fn stat(&self, path: &Path) -> io::Result<DiskEntry> {
        fs::metadata(path).map(|meta| DiskEntry::from(&meta))
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn OpenedFile>> {
        Ok(Box::new(File::open(path)?))
    }
}
