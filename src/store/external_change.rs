//! The check whether another program has changed a file that is open here.

use super::atomic::Fingerprint;
use super::disk::{Disk, folder_of};
use super::save_error::ExternalChange;
use std::io;
use std::path::Path;

/// The change of the file at `path` since it was in the state `expected`; `None` where it is unchanged.
///
/// Size and time are compared first. The bytes are read only where the time differs, because the file may be on a slow
/// share.
///
/// # Errors
/// Where the disk does not answer, such as a share that is not connected: the file may be unchanged.
pub fn external_change(disk: &dyn Disk, path: &Path, expected: &Fingerprint) -> io::Result<Option<ExternalChange>> {
    let found = match disk.stat(path) {
        Ok(found) => found,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            disk.stat(folder_of(path))?;
            return Ok(Some(ExternalChange::Gone));
        }
        Err(error) => return Err(error),
    };
    if found.len() != expected.len {
        return Ok(Some(ExternalChange::Changed));
    }
    if expected.modified.is_some() && found.modified().ok() == expected.modified {
        return Ok(None);
    }
    let is_same = disk.hash(path)? == expected.sha256;
    Ok((!is_same).then_some(ExternalChange::Changed))
}
