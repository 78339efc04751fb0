//! Saving by overwriting the file, where a new file could not keep its owner, its group or its hard links.
//!
//! A crash can interrupt such a write. Therefore a complete copy, `.name.saving`, is synced beside the file before the
//! first byte is written, and removed after the last one is synced. The next opening of a torn file continues with that
//! copy.

use super::disk::{Disk, RealDisk, folder_of, write_all};
use crate::workbook::Sha256;
use std::fs::{self, File, Metadata};
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// The result of [`overwrite`].
pub(super) enum Written {
    /// The file was overwritten and keeps its attributes. Its metadata afterwards.
    InPlace(Metadata),
    /// Overwriting failed, and the new file replaced the old one. It lacks the attributes that could not be kept.
    Replaced,
}

/// The number of bytes that are copied at a time.
const COPY_CHUNK: usize = 65_536;

/// The path of the complete copy while the file at `path` is overwritten.
pub(super) fn copy_path(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // File names have at most 255 bytes.
    let name = if name.len() > 240 { Sha256::of(name.as_bytes()).to_string() } else { name.into_owned() };
    folder_of(path).join(format!(".{name}.saving"))
}

/// Overwrites the file at `path`, which has `old_len` bytes, with the content of `whole`, which is synced.
///
/// # Errors
/// Why it was not saved. The file is unchanged; where that is impossible, the complete copy stays beside it.
pub(super) fn overwrite(disk: &dyn Disk, path: &Path, whole: NamedTempFile, old_len: u64) -> io::Result<Written> {
    let copy = copy_path(path);
    disk.rename(whole, &copy, true)?;
    // An unconfirmed name can be lost only in a power cut.
    drop(disk.sync_folder(folder_of(path)));
    let poured = match disk.open_to_write(path) {
        Ok(file) => pour(disk, &copy, file, old_len),
        Err(error) => Err(Failed::intact(error)),
    };
    match poured {
        Ok(meta) => {
            // A copy that stays is complete, and so is the file: the next opening removes it.
            drop(fs::remove_file(&copy));
            Ok(Written::InPlace(meta))
        }
        Err(Failed { error, is_torn: false }) => {
            drop(fs::remove_file(&copy));
            Err(error)
        }
        Err(Failed { error, is_torn: true }) => {
            disk.move_over(&copy, path).map(|()| Written::Replaced).map_err(|_| error)
        }
    }
}

/// An error of overwriting.
struct Failed {
    error: io::Error,
    /// Whether the file is now neither the old nor the new one.
    is_torn: bool,
}

impl Failed {
    fn intact(error: io::Error) -> Self {
        Self { error, is_torn: false }
    }

    fn torn(error: io::Error) -> Self {
        Self { error, is_torn: true }
    }
}

/// Copies the content of the file at `copy` into `file`, which has `old_len` bytes.
fn pour(disk: &dyn Disk, copy: &Path, mut file: File, old_len: u64) -> Result<Metadata, Failed> {
    let mut from = File::open(copy).map_err(Failed::intact)?;
    let len = from.metadata().map_err(Failed::intact)?.len();
    if len > old_len {
        // Only the part behind the old end needs new space. If that fails, the old bytes are unchanged.
        let grown = carry(disk, &mut from, &mut file, old_len..len).and_then(|()| disk.sync(&file));
        if let Err(error) = grown {
            let is_torn = file.set_len(old_len).is_err();
            return Err(Failed { error, is_torn });
        }
    }
    carry(disk, &mut from, &mut file, 0..len.min(old_len)).map_err(Failed::torn)?;
    if len < old_len {
        file.set_len(len).map_err(Failed::torn)?;
    }
    disk.sync(&file).map_err(Failed::torn)?;
    file.metadata().map_err(Failed::torn)
}

/// Copies `range` of `from` to the same place in `into`.
fn carry(disk: &dyn Disk, from: &mut File, into: &mut File, range: std::ops::Range<u64>) -> io::Result<()> {
    from.seek(SeekFrom::Start(range.start))?;
    into.seek(SeekFrom::Start(range.start))?;
    let mut rest = from.take(range.end - range.start);
    let mut piece = Vec::new();
    loop {
        piece.clear();
        if rest.by_ref().take(COPY_CHUNK as u64).read_to_end(&mut piece)? == 0 {
            return Ok(());
        }
        write_all(disk, into, &piece)?;
    }
}

/// The complete copy beside the file at `path`, where an interrupted save left one.
pub(super) fn copy_beside(path: &Path) -> Option<Vec<u8>> {
    let copy = copy_path(path);
    // Links and other things that are not files are ignored.
    let is_file = fs::symlink_metadata(&copy).is_ok_and(|meta| meta.is_file());
    if is_file { fs::read(copy).ok() } else { None }
}

/// Completes a save that a crash interrupted: a torn file at `path` gets the content of its complete copy. The caller
/// holds the lock. `is_whole` tells whether bytes are a complete file.
pub(super) fn finish(path: &Path, is_whole: impl Fn(&[u8]) -> bool) {
    let Some(new) = copy_beside(path) else { return };
    let Ok(found) = fs::read(path) else { return };
    // A complete file is the old one, the new one, or one that another program wrote since.
    let is_done = found == new || is_whole(&found) || {
        let written = RealDisk.open_to_write(path).map_err(Failed::torn);
        is_whole(&new) && written.and_then(|file| pour(&RealDisk, &copy_path(path), file, found.len() as u64)).is_ok()
    };
    if is_done {
        drop(fs::remove_file(copy_path(path)));
    }
}

/// Removes the copy that an interrupted save left beside the file at `path`, which was saved again since.
pub(super) fn forget(path: &Path) {
    drop(fs::remove_file(copy_path(path)));
}
