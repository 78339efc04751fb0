//! Reading what others wrote: plain files alone, and no more of them than a limit lets in.

use super::atomic::Fingerprint;
use super::open_error::OpenError;
use crate::limits::Limit;
use crate::workbook::Sha256;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

/// Whether there is a plain file at `path` that is not beyond `limit`.
pub(super) fn check(path: &Path, limit: &'static Limit) -> Result<(), OpenError> {
    let meta = std::fs::metadata(path).map_err(|error| OpenError::from_io(&error, path))?;
    let path = path.to_owned();
    if meta.is_dir() {
        Err(OpenError::IsAFolder { path })
    } else if !meta.is_file() {
        // To open a pipe would wait for its other end.
        Err(OpenError::NotAFile { path })
    } else {
        limit.check(meta.len()).map_err(|exceeded| OpenError::TooLarge { path, exceeded })
    }
}

/// The bytes of the plain file at `path`, where there are no more than `limit` lets in.
///
/// # Errors
/// Why it was not read; what is beyond the limit is refused by its name, and so is what goes on behind the size that it
/// states.
pub fn read_limited(path: &Path, limit: &'static Limit) -> Result<Vec<u8>, OpenError> {
    check(path, limit)?;
    read_whole(path, limit).map(|(bytes, _)| bytes)
}

/// How often a file that changes while it is read is read again.
const ATTEMPTS: usize = 3;

/// The bytes of one state of the file, and that state without its hash.
pub(super) fn read_whole(path: &Path, limit: &'static Limit) -> Result<(Vec<u8>, Fingerprint), OpenError> {
    let io = |e: io::Error| OpenError::from_io(&e, path);
    let mut file = File::open(path).map_err(io)?;
    for _ in 0..ATTEMPTS {
        let before = file.metadata().map_err(io)?;
        limit.check(before.len()).map_err(|exceeded| OpenError::TooLarge { path: path.to_owned(), exceeded })?;
        let mut bytes = Vec::new();
        // A file can say that it is larger than the memory.
        let room = usize::try_from(before.len()).unwrap_or(usize::MAX);
        bytes.try_reserve_exact(room).map_err(|_| io(io::ErrorKind::OutOfMemory.into()))?;
        // Some files of the system say that they are empty and never end.
        file.by_ref().take(before.len() + 1).read_to_end(&mut bytes).map_err(io)?;
        let after = file.metadata().map_err(io)?;
        let len = bytes.len() as u64;
        let modified = after.modified().ok();
        if after.len() == len && before.modified().ok() == modified {
            return Ok((bytes, Fingerprint { len, modified, sha256: Sha256([0; 32]) }));
        }
        file = File::open(path).map_err(io)?;
    }
    Err(OpenError::BeingWritten { path: path.to_owned() })
}
