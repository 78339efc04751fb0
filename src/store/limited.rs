//! Reading files that others wrote: only regular files, and only up to a limit.

use super::atomic::Fingerprint;
use super::open_error::OpenError;
use crate::limits::Limit;
use crate::workbook::Sha256;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

/// Checks that there is a regular file at `path` within `limit`.
pub(super) fn check(path: &Path, limit: &'static Limit) -> Result<(), OpenError> {
    let meta = std::fs::metadata(path).map_err(OpenError::at(path))?;
    let path = path.to_owned();
    if meta.is_dir() {
        Err(OpenError::IsAFolder { path })
    } else if !meta.is_file() {
        // Opening a pipe would block until its other end is opened.
        Err(OpenError::NotAFile { path })
    } else {
        limit.check(meta.len()).map_err(|exceeded| OpenError::TooLarge { path, exceeded })
    }
}

/// The bytes of the regular file at `path`, at most as many as `limit` allows.
///
/// # Errors
/// Why it was not read. A file beyond the limit is refused by the name of the limit, also where it is longer than its
/// stated size.
pub fn read_limited(path: &Path, limit: &'static Limit) -> Result<Vec<u8>, OpenError> {
    check(path, limit)?;
    read_whole(path, limit).map(|(bytes, _)| bytes)
}

/// The number of attempts to read a file that changes meanwhile.
const ATTEMPTS: usize = 3;

/// The bytes of one state of the file, and that state without its hash.
pub(super) fn read_whole(path: &Path, limit: &'static Limit) -> Result<(Vec<u8>, Fingerprint), OpenError> {
    let mut file = File::open(path).map_err(OpenError::at(path))?;
    for _ in 0..ATTEMPTS {
        let before = file.metadata().map_err(OpenError::at(path))?;
        limit.check(before.len()).map_err(|exceeded| OpenError::TooLarge { path: path.to_owned(), exceeded })?;
        let mut bytes = Vec::new();
        // The stated size of a file can exceed the memory.
        let room = usize::try_from(before.len()).unwrap_or(usize::MAX);
        bytes.try_reserve_exact(room).map_err(|_| OpenError::from_io(&io::ErrorKind::OutOfMemory.into(), path))?;
        // Some system files state the size zero and never end.
        file.by_ref().take(before.len() + 1).read_to_end(&mut bytes).map_err(OpenError::at(path))?;
        let after = file.metadata().map_err(OpenError::at(path))?;
        let len = bytes.len() as u64;
        let modified = after.modified().ok();
        if after.len() == len && before.modified().ok() == modified {
            return Ok((bytes, Fingerprint { len, modified, sha256: Sha256([0; 32]) }));
        }
        file = File::open(path).map_err(OpenError::at(path))?;
    }
    Err(OpenError::BeingWritten { path: path.to_owned() })
}
