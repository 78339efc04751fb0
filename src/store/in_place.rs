//! Saving into the file that is there, where a new one in its place could not be the same to everybody: it belongs to
//! somebody else, or has several names.
//!
//! Such a write can be torn by a crash. So a whole copy, on the disk to its last byte, stands beside the file before the
//! first byte is written, `.name.saving`, and goes when the last one is on the disk. Whoever opens a file that is not whole
//! goes on with that copy.

use super::disk::{Disk, RealDisk, folder_of, write_all};
use crate::workbook::Sha256;
use std::fs::{self, File, Metadata};
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// How a file was saved that was to be written in place.
pub(super) enum Written {
    /// In place: it has everything that it had. What it looks like now.
    InPlace(Metadata),
    /// That failed, and the new one took its place instead. It lacks what was to be kept.
    Replaced,
}

/// How much is carried over at once.
const COPY_CHUNK: usize = 65_536;

/// Where the whole copy stands while the file at `path` is written.
pub(super) fn copy_path(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // Names have at most 255 bytes.
    let name = if name.len() > 240 { Sha256::of(name.as_bytes()).to_string() } else { name.into_owned() };
    folder_of(path).join(format!(".{name}.saving"))
}

/// Writes what `whole` holds, which is on the disk, into the file at `path`, which has `old_len` bytes.
///
/// # Errors
/// Why it was not saved. The file is as it was; where not even that could be had, the whole copy stays beside it.
pub(super) fn overwrite(disk: &dyn Disk, path: &Path, whole: NamedTempFile, old_len: u64) -> io::Result<Written> {
    let copy = copy_path(path);
    disk.rename(whole, &copy, true)?;
    // Where a disk does not confirm the name, only a power cut could still take it away.
    drop(disk.sync_folder(folder_of(path)));
    let poured = match disk.open_to_write(path) {
        Ok(file) => pour(disk, &copy, file, old_len),
        Err(error) => Err(Failed { error, is_torn: false }),
    };
    match poured {
        Ok(meta) => {
            // One that stays behind is whole, and so is the file: it is removed when it is opened.
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

/// Writing in place failed.
struct Failed {
    error: io::Error,
    /// Whether the file is neither the old nor the new one now.
    is_torn: bool,
}

/// Makes `file`, which has `old_len` bytes, hold what the file at `copy` holds.
fn pour(disk: &dyn Disk, copy: &Path, mut file: File, old_len: u64) -> Result<Metadata, Failed> {
    let intact = |error| Failed { error, is_torn: false };
    let torn = |error| Failed { error, is_torn: true };
    let mut from = File::open(copy).map_err(intact)?;
    let len = from.metadata().map_err(intact)?.len();
    if len > old_len {
        // Room is needed for what is behind the old end alone. Where there is none, the old bytes are still there.
        let grown = carry(disk, &mut from, &mut file, old_len..len).and_then(|()| disk.sync(&file));
        if let Err(error) = grown {
            let is_torn = file.set_len(old_len).is_err();
            return Err(Failed { error, is_torn });
        }
    }
    carry(disk, &mut from, &mut file, 0..len.min(old_len)).map_err(torn)?;
    if len < old_len {
        file.set_len(len).map_err(torn)?;
    }
    disk.sync(&file).map_err(torn)?;
    file.metadata().map_err(torn)
}

/// Writes these bytes of `from` into the same place of `into`.
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

/// The whole copy beside the file at `path`, where an unfinished save left one.
pub(super) fn copy_beside(path: &Path) -> Option<Vec<u8>> {
    let copy = copy_path(path);
    // What somebody put there that is no file is not followed.
    let is_file = fs::symlink_metadata(&copy).is_ok_and(|meta| meta.is_file());
    if is_file { fs::read(copy).ok() } else { None }
}

/// Ends what a crash has left unfinished, for who has the lock of the file at `path`: a file that is not whole becomes the
/// one that was being saved. `is_whole` tells whether bytes are a whole file.
pub(super) fn finish(path: &Path, is_whole: impl Fn(&[u8]) -> bool) {
    let Some(new) = copy_beside(path) else { return };
    let Ok(found) = fs::read(path) else { return };
    // A whole file is the old one, or the new one, or what somebody else has made of it since.
    let is_done = found == new || is_whole(&found) || {
        let written = RealDisk.open_to_write(path).map_err(|error| Failed { error, is_torn: true });
        is_whole(&new) && written.and_then(|file| pour(&RealDisk, &copy_path(path), file, found.len() as u64)).is_ok()
    };
    if is_done {
        drop(fs::remove_file(copy_path(path)));
    }
}

/// Removes what an unfinished save has left beside the file at `path`, which was saved anew since.
pub(super) fn forget(path: &Path) {
    drop(fs::remove_file(copy_path(path)));
}
