//! The operations that a save needs from a disk, as a trait, so that tests can make each one fail.

use super::attributes::{self, LostAttribute};
use super::chunks;
use crate::workbook::Sha256;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// The operations that a save needs from a disk.
pub trait Disk {
    /// The metadata of the file at `path`, with links followed.
    ///
    /// # Errors
    /// The error of the system; `NotFound` where there is no file.
    fn stat(&self, path: &Path) -> io::Result<Metadata>;

    /// The target of the symbolic link at `path`; `None` where there is no link.
    ///
    /// # Errors
    /// The error of the system.
    fn read_link(&self, path: &Path) -> io::Result<Option<PathBuf>>;

    /// [`Fingerprint::sha256`](super::Fingerprint::sha256) of the file at `path`.
    ///
    /// # Errors
    /// The error of the system.
    fn hash(&self, path: &Path) -> io::Result<Sha256>;

    /// Opens the file at `path` for writing, without changing it.
    ///
    /// # Errors
    /// Why it cannot be written.
    fn open_to_write(&self, path: &Path) -> io::Result<File>;

    /// Creates a file in `folder` that is removed when it is dropped; only its owner can read it where `private`.
    ///
    /// # Errors
    /// The error of the system.
    fn create_temp(&self, folder: &Path, prefix: &str, private: bool) -> io::Result<NamedTempFile>;

    /// Writes a first part of `bytes`. Returns its length.
    ///
    /// # Errors
    /// The error of the system.
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<usize>;

    /// Waits until `file` is on the disk.
    ///
    /// # Errors
    /// The error of the system.
    fn sync(&self, file: &File) -> io::Result<()>;

    /// Copies the attributes of the file at `path` to `file`, which only its owner can open so far; `old` is the
    /// metadata of that file. Returns the attributes that could not be copied.
    fn keep_attributes(&self, file: &File, path: &Path, old: &Metadata) -> Vec<LostAttribute>;

    /// Moves `temp` to `target`, replacing the file there if `replace`. On failure `temp` is removed.
    ///
    /// # Errors
    /// The error of the system.
    fn rename(&self, temp: NamedTempFile, target: &Path, replace: bool) -> io::Result<()>;

    /// Moves the file at `from` to `to`, replacing the file there. On failure both stay.
    ///
    /// # Errors
    /// The error of the system.
    fn move_over(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Waits until the entries of `folder` are on the disk, where the system supports it.
    ///
    /// # Errors
    /// The error of the system.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;

    /// Copies the file at `from` to `to`, which must not exist, readable by this user only. The copy shares no storage:
    /// later writes into the original do not change it.
    ///
    /// # Errors
    /// The error of the system.
    fn keep_copy(&self, from: &Path, to: &Path) -> io::Result<()>;
}

/// The disk of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn stat(&self, path: &Path) -> io::Result<Metadata> {
        fs::metadata(path)
    }

    fn read_link(&self, path: &Path) -> io::Result<Option<PathBuf>> {
        match fs::symlink_metadata(path) {
            Ok(meta) if meta.is_symlink() => fs::read_link(path).map(Some),
            Ok(_) => Ok(None),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn hash(&self, path: &Path) -> io::Result<Sha256> {
        fs::read(path).map(|bytes| chunks::hash_of(&bytes))
    }

    fn open_to_write(&self, path: &Path) -> io::Result<File> {
        OpenOptions::new().write(true).open(path)
    }

    fn create_temp(&self, folder: &Path, prefix: &str, private: bool) -> io::Result<NamedTempFile> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(prefix).rand_bytes(TEMP_RANDOM);
        #[cfg(unix)]
        if !private {
            use std::os::unix::fs::PermissionsExt as _;
            // The mode of any new file; the umask of the process applies.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        #[cfg(not(unix))]
        let _private = private;
        builder.tempfile_in(folder)
    }

    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<usize> {
        file.write(bytes)
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        file.sync_all()
    }

    fn keep_attributes(&self, file: &File, path: &Path, old: &Metadata) -> Vec<LostAttribute> {
        attributes::keep(file, path, old)
    }

    fn rename(&self, temp: NamedTempFile, target: &Path, replace: bool) -> io::Result<()> {
        if !replace {
            return temp.persist_noclobber(target).map(drop).map_err(|error| error.error);
        }
        let mut temp = temp;
        for _ in 1..RENAME_ATTEMPTS {
            match temp.persist(target) {
                Ok(_) => return Ok(()),
                Err(error) if cfg!(windows) && held_open(&error.error) => {
                    // A virus scanner or a sync client has the file open for a moment.
                    temp = error.file;
                    std::thread::sleep(std::time::Duration::from_millis(100));
                }
                Err(error) => return Err(error.error),
            }
        }
        temp.persist(target).map(drop).map_err(|error| error.error)
    }

    fn move_over(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
    }

    fn keep_copy(&self, from: &Path, to: &Path) -> io::Result<()> {
        let folder = to.parent().unwrap_or(Path::new("."));
        let mut temp = self.create_temp(folder, ".copy-", true)?;
        io::copy(&mut File::open(from)?, temp.as_file_mut())?;
        self.sync(temp.as_file())?;
        self.rename(temp, to, false)
    }
}

/// Creates a file beside `path` that is to replace it, with no more rights than the file there.
pub(super) fn temp_to_replace(path: &Path) -> io::Result<NamedTempFile> {
    let old = fs::metadata(path).ok();
    let temp = RealDisk.create_temp(folder_of(path), ".evidence-", old.is_some())?;
    if let Some(old) = old {
        // This file is an export, not a document, so attributes that cannot be kept are not reported.
        drop(RealDisk.keep_attributes(temp.as_file(), path, &old));
    }
    Ok(temp)
}

const RENAME_ATTEMPTS: usize = 5;

/// The number of random characters at the end of the name of a new file.
pub(super) const TEMP_RANDOM: usize = 8;

/// Whether Windows refused because another program has the file open.
pub(super) fn held_open(error: &io::Error) -> bool {
    // ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION
    matches!(error.raw_os_error(), Some(5 | 32 | 33))
}

/// Whether `folder` is marked read-only. A folder that is not marked may still be unwritable.
#[must_use]
pub fn is_read_only(folder: &Path) -> bool {
    fs::metadata(folder).is_ok_and(|meta| meta.permissions().readonly())
}

/// Creates `folder` and its parents, readable by their owner only.
pub(super) fn create_private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Writes all of `bytes`, in as many steps as the disk needs.
pub(super) fn write_all(disk: &dyn Disk, file: &mut File, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match disk.write(file, bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(n) => bytes = bytes.get(n..).unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// The folder that `path` is in.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}
