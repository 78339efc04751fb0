//! Copies of single pieces of evidence: saved where the user wants them, or opened with the system's program.

use super::digest::digest;
use super::files::RealFileSystem;
use super::read::{self, Chunk, ReadError};
use crate::file_name::safe_name;
use crate::progress::Progress;
use crate::store::disk::{Disk as _, RealDisk, create_private_folder, temp_to_replace};
use crate::store::save_error::SaveError;
use crate::workbook::{Sha256, Workbook};
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A copy of evidence was not written. The file at its path is unchanged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EvidenceCopyError {
    /// The evidence could not be read, or the work was canceled.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The file could not be written.
    #[error(transparent)]
    Save(#[from] SaveError),
}

/// Writes evidence into the file `path`, replacing the file there; `home` is the folder of the workbook, where linked
/// evidence is looked for.
///
/// # Errors
/// Why it was not written; the file at `path` is unchanged.
pub fn save_copy(
    workbook: &Workbook,
    hash: Sha256,
    home: Option<&Path>,
    path: &Path,
    progress: &Progress,
) -> Result<(), EvidenceCopyError> {
    check_may_replace(path)?;
    let temp = temp_to_replace(path).map_err(SaveError::at_step(path, "creating the file"))?;
    let temp = write(temp, workbook, hash, home, path, progress)?;
    RealDisk.sync(temp.as_file()).map_err(SaveError::at_step(path, "waiting for the disk"))?;
    RealDisk.rename(temp, path, true).map_err(SaveError::at_step(path, "renaming"))?;
    Ok(())
}

fn write(
    mut temp: NamedTempFile,
    workbook: &Workbook,
    hash: Sha256,
    home: Option<&Path>,
    path: &Path,
    progress: &Progress,
) -> Result<NamedTempFile, EvidenceCopyError> {
    use io::Seek as _;
    progress.set_total(workbook.evidence.get(&hash).map_or(0, |evidence| evidence.size));
    let mut failed = None;
    let read = read::stream(workbook, hash, home, progress, &mut |piece| {
        let file = temp.as_file_mut();
        let written = match piece {
            Chunk::Begin => file.rewind().and_then(|()| file.set_len(0)),
            Chunk::Bytes(bytes) => file.write_all(bytes),
        };
        written.inspect_err(|error| failed = Some(SaveError::from_io(error, path, "writing")))
    });
    match (read, failed) {
        (Ok(()), _) => Ok(temp),
        (Err(ReadError::Sink(_)), Some(error)) => Err(error.into()),
        (Err(error), _) => Err(error.into()),
    }
}

/// Refuses a path with a folder, a pipe or a device.
pub(super) fn check_may_replace(path: &Path) -> Result<(), SaveError> {
    match fs::metadata(path) {
        Ok(meta) if meta.is_dir() => Err(SaveError::IsAFolder { path: path.to_owned() }),
        Ok(meta) if !meta.is_file() => Err(SaveError::NotAFile { path: path.to_owned() }),
        Ok(_) | Err(_) => Ok(()),
    }
}

/// Read-only copies of evidence for other programs, in a folder that only this user can open. It is removed when this
/// value is dropped; after a crash, the next start of the program removes it.
#[derive(Debug)]
pub struct TempCopies {
    folder: tempfile::TempDir,
    /// Locked while the program that made the folder runs.
    _in_use: File,
}

/// The prefix of the names of these folders.
const PREFIX: &str = "license-workbook-";
/// The file in such a folder that is locked while its program runs.
const IN_USE: &str = ".in-use";

/// Removes copies that crashed programs left behind; those of running programs stay.
pub fn clear_left_copies() {
    clear_left(&std::env::temp_dir());
}

fn clear_left(below: &Path) {
    for entry in fs::read_dir(below).into_iter().flatten().flatten() {
        // A link that another user put there under such a name is not followed.
        let is_ours = entry.file_name().to_string_lossy().starts_with(PREFIX)
            && entry.file_type().is_ok_and(|kind| kind.is_dir());
        if !is_ours {
            continue;
        }
        let Ok(in_use) = File::options().write(true).open(entry.path().join(IN_USE)) else { continue };
        if in_use.try_lock().is_ok() {
            drop(in_use);
            // A folder that cannot be removed is tried again at the next start.
            drop(make_removable(&entry.path()).and_then(|()| fs::remove_dir_all(entry.path())));
        }
    }
}

/// Some systems do not remove read-only files.
#[cfg(not(unix))]
#[expect(clippy::permissions_set_readonly_false, reason = "they are about to be removed")]
fn make_removable(folder: &Path) -> io::Result<()> {
    for entry in walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok) {
        let mut permissions = entry.metadata()?.permissions();
        if permissions.readonly() {
            permissions.set_readonly(false);
            fs::set_permissions(entry.path(), permissions)?;
        }
    }
    Ok(())
}

/// Read-only files can be removed on this system.
#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "it can fail on other systems")]
fn make_removable(_folder: &Path) -> io::Result<()> {
    Ok(())
}

impl TempCopies {
    /// An empty folder for copies.
    ///
    /// # Errors
    /// Why it could not be created.
    pub fn new() -> Result<Self, SaveError> {
        Self::new_in(&std::env::temp_dir())
    }

    fn new_in(below: &Path) -> Result<Self, SaveError> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(PREFIX);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            builder.permissions(std::fs::Permissions::from_mode(0o700));
        }
        let folder = builder.tempdir_in(below).map_err(SaveError::at_step(below, "creating a folder"))?;
        let in_use = File::options()
            .write(true)
            .create_new(true)
            .open(folder.path().join(IN_USE))
            .map_err(SaveError::at_step(below, "creating a folder"))?;
        // On disks without locks, the folder is still removed with the program.
        drop(in_use.try_lock());
        Ok(Self { folder, _in_use: in_use })
    }

    /// Writes a file that the program made, such as one to print, under the safe form of `name`.
    ///
    /// # Errors
    /// Why it could not be written.
    pub fn put(&self, name: &str, bytes: &[u8]) -> Result<PathBuf, SaveError> {
        let path = self.folder.path().join(safe_name(name, 150));
        crate::store::replace(&RealDisk, &path, bytes, &crate::store::ExpectedState::Anything, None)?;
        Ok(path)
    }

    /// Writes a copy of evidence under the safe form of its own name; `home` is the folder of the workbook, where
    /// linked evidence is looked for.
    ///
    /// # Errors
    /// Why it could not be written.
    pub fn copy(
        &self,
        workbook: &Workbook,
        hash: Sha256,
        home: Option<&Path>,
        progress: &Progress,
    ) -> Result<PathBuf, EvidenceCopyError> {
        let name = workbook.evidence.get(&hash).map_or("", |evidence| evidence.name.as_str());
        let short: String = hash.to_string().chars().take(16).collect();
        let folder = self.folder.path().join(short);
        let path = folder.join(safe_name(name, 150));
        // The copy may be open in another program already.
        if digest(&RealFileSystem, &path, &Progress::default(), |_| false).is_ok_and(|digest| digest.hash == hash) {
            return Ok(path);
        }
        create_private_folder(&folder).map_err(SaveError::at_step(&path, "creating a folder"))?;
        let temp =
            RealDisk.create_temp(&folder, ".copy-", true).map_err(SaveError::at_step(&path, "creating the file"))?;
        let temp = write(temp, workbook, hash, home, &path, progress)?;
        let mut permissions =
            temp.as_file().metadata().map_err(SaveError::at_step(&path, "looking at the file"))?.permissions();
        permissions.set_readonly(true);
        temp.as_file().set_permissions(permissions).map_err(SaveError::at_step(&path, "protecting the file"))?;
        RealDisk.rename(temp, &path, true).map_err(SaveError::at_step(&path, "renaming"))?;
        Ok(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_left_that_has_ended_is_removed_and_nothing_else() {
        let below = tempfile::tempdir().unwrap();
        let names = || {
            let mut names: Vec<_> = fs::read_dir(below.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
            names.sort();
            names
        };
        let running = TempCopies::new_in(below.path()).unwrap();
        running.put("a.pdf", b"a").unwrap();
        // A killed program leaves the folder and its files, without a lock.
        let TempCopies { folder, _in_use: in_use } = TempCopies::new_in(below.path()).unwrap();
        let left = folder.keep();
        drop(in_use);
        let file = left.join("b.pdf");
        fs::copy(running.folder.path().join("a.pdf"), &file).unwrap();
        let mut permissions = fs::metadata(&file).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&file, permissions).unwrap();
        // A folder of another program, and one without a lock file.
        fs::create_dir(below.path().join("license-workbook-other")).unwrap();
        fs::create_dir(below.path().join("z")).unwrap();
        assert_eq!(names().len(), 4);
        clear_left(below.path());
        let mut expect = vec![running.folder.path().file_name().unwrap().to_owned(), "license-workbook-other".into()];
        expect.push("z".into());
        expect.sort();
        assert_eq!(names(), expect);
        assert!(running.folder.path().join("a.pdf").is_file());
    }
}
