//! Reading what others wrote: plain files alone, and no more of them than a limit lets in.

use super::open::{self, OpenError};
use crate::limits::Limit;
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
    open::read_whole(path, limit).map(|(bytes, _)| bytes)
}
