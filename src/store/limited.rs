//! Reading what others wrote: plain files alone, and no more of them than a limit lets in.

use super::open::OpenError;
use crate::limits::Limit;
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
/// Why it was not read; what is beyond the limit is refused by its name.
pub fn read_limited(path: &Path, limit: &'static Limit) -> Result<Vec<u8>, OpenError> {
    check(path, limit)?;
    let io = |error: io::Error| OpenError::from_io(&error, path);
    let mut bytes = Vec::new();
    // It may grow while it is read.
    File::open(path).map_err(io)?.take(limit.most + 1).read_to_end(&mut bytes).map_err(io)?;
    limit.check(bytes.len()).map_err(|exceeded| OpenError::TooLarge { path: path.to_owned(), exceeded })?;
    Ok(bytes)
}
