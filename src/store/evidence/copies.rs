//! Single files given out: saved where a person wants them, or for the system's program to open.

use super::files::RealFiles;
use super::intake::digest;
use super::read::{self, Piece, ReadError};
use crate::file_name::safe_name;
use crate::progress::Progress;
use crate::store::atomic::folder_of;
use crate::store::disk::{Disk as _, RealDisk, create_private_folder};
use crate::store::save_error::SaveError;
use crate::workbook::{Sha256, Workbook};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Evidence was not given out as a file. What was at its place is still there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CopyError {
    /// It could not be read as what was attached, or it was cancelled.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The file could not be written.
    #[error(transparent)]
    Save(#[from] SaveError),
}

/// Writes evidence, kept in `home` where it is linked, into the file `path`, replacing what is there.
///
/// # Errors
/// Why not; what was at `path` is still there.
pub fn save_copy(
    workbook: &Workbook,
    hash: Sha256,
    home: Option<&Path>,
    path: &Path,
    progress: &Progress,
) -> Result<(), CopyError> {
    let save = |step| move |error: io::Error| SaveError::from_io(&error, path, step);
    if path.is_dir() {
        return Err(SaveError::IsAFolder { path: path.to_owned() }.into());
    }
    let temp = RealDisk.create_temp(folder_of(path), ".evidence-", false).map_err(save("creating the file"))?;
    let temp = write(temp, workbook, hash, home, path, progress)?;
    RealDisk.sync(temp.as_file()).map_err(save("waiting for the disk"))?;
    RealDisk.rename(temp, path, true).map_err(save("renaming"))?;
    Ok(())
}

fn write(
    mut temp: NamedTempFile,
    workbook: &Workbook,
    hash: Sha256,
    home: Option<&Path>,
    path: &Path,
    progress: &Progress,
) -> Result<NamedTempFile, CopyError> {
    use io::Seek as _;
    progress.set_total(workbook.evidence.get(&hash).map_or(0, |evidence| evidence.size));
    let mut failed = None;
    let read = read::stream(workbook, hash, home, progress, &mut |piece| {
        let file = temp.as_file_mut();
        let written = match piece {
            Piece::Begin => file.rewind().and_then(|()| file.set_len(0)),
            Piece::Bytes(bytes) => file.write_all(bytes),
        };
        written.inspect_err(|error| failed = Some(SaveError::from_io(error, path, "writing")))
    });
    match (read, failed) {
        (Ok(()), _) => Ok(temp),
        (Err(ReadError::Sink(_)), Some(error)) => Err(error.into()),
        (Err(error), _) => Err(error.into()),
    }
}

/// Read-only copies of evidence for other programs to open, in a folder that nobody else can look into. It goes when
/// this is dropped.
#[derive(Debug)]
pub struct Copies {
    folder: tempfile::TempDir,
}

impl Copies {
    /// An empty folder for copies.
    ///
    /// # Errors
    /// Why there can be none.
    pub fn new() -> Result<Self, SaveError> {
        let mut builder = tempfile::Builder::new();
        builder.prefix("license-workbook-");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            builder.permissions(std::fs::Permissions::from_mode(0o700));
        }
        let folder =
            builder.tempdir().map_err(|e| SaveError::from_io(&e, &std::env::temp_dir(), "creating a folder"))?;
        Ok(Self { folder })
    }

    /// Writes a file that the program made, such as one to print, under this name as far as every system takes it.
    ///
    /// # Errors
    /// Why there is none.
    pub fn put(&self, name: &str, bytes: &[u8]) -> Result<PathBuf, SaveError> {
        let path = self.folder.path().join(safe_name(name, 150));
        crate::store::replace(&RealDisk, &path, bytes, &crate::store::Expect::Anything, None)?;
        Ok(path)
    }

    /// A copy of evidence, kept in `home` where it is linked, under its own name as far as every system takes it.
    ///
    /// # Errors
    /// Why there is none.
    pub fn copy(
        &self,
        workbook: &Workbook,
        hash: Sha256,
        home: Option<&Path>,
        progress: &Progress,
    ) -> Result<PathBuf, CopyError> {
        let name = workbook.evidence.get(&hash).map_or("", |evidence| evidence.name.as_str());
        let short: String = hash.to_string().chars().take(16).collect();
        let folder = self.folder.path().join(short);
        let path = folder.join(safe_name(name, 150));
        let save = |step| {
            let path = path.clone();
            move |error: io::Error| SaveError::from_io(&error, &path, step)
        };
        // It may be open in another program already.
        if digest(&RealFiles, &path, &Progress::default(), |_| false).is_ok_and(|digest| digest.hash == hash) {
            return Ok(path);
        }
        create_private_folder(&folder).map_err(save("creating a folder"))?;
        let temp = RealDisk.create_temp(&folder, ".copy-", true).map_err(save("creating the file"))?;
        let temp = write(temp, workbook, hash, home, &path, progress)?;
        let mut permissions = temp.as_file().metadata().map_err(save("looking at the file"))?.permissions();
        permissions.set_readonly(true);
        temp.as_file().set_permissions(permissions).map_err(save("protecting the file"))?;
        RealDisk.rename(temp, &path, true).map_err(save("renaming"))?;
        Ok(path)
    }
}
