//! Atomic saves: after a save, the file is the old one or the new one, whole, whatever fails in between.
//!
//! The steps: check that the file is still the one that was loaded, write a new file beside it, sync it, keep the old
//! file as a backup, rename, sync the folder. Only the rename changes the old file. Where a new file could not keep the
//! owner, the group or the hard links of the old one, the old file is overwritten instead: see [`in_place`].

use super::attributes::{Attribute, LostAttribute};
use super::chunks::{self, Chunks};
use super::disk::{self, Disk, folder_of, write_all};
use super::format::WriteError;
use super::in_place::{self, Written};
use super::save_error::{BackupError, ExternalChange, SaveError};
use crate::limits::LINKS;
use crate::workbook::Sha256;
use std::fs::{self, Metadata};
use std::io::{self, Seek as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use tempfile::NamedTempFile;

/// The state of a file: two states of one file have different fingerprints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// Size in bytes.
    pub len: u64,
    /// The time of the last modification, where the disk reports it.
    pub modified: Option<SystemTime>,
    /// The SHA-256 of its bytes, where the bytes of the section of evidence are replaced by their own SHA-256.
    pub sha256: Sha256,
}

impl Fingerprint {
    /// The fingerprint of `bytes` without the hash and the time.
    pub(super) fn of_bytes(bytes: &[u8]) -> Self {
        Self { len: bytes.len() as u64, modified: None, sha256: Sha256([0; 32]) }
    }
}

/// The state of the path that a save requires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpectedState {
    /// This state of the file: the one that was loaded or saved last.
    Fingerprint(Fingerprint),
    /// Any state: the user has confirmed that the file may be overwritten.
    Anything,
    /// No file.
    Absent,
}

/// The result of a save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The real path of the file, with links followed.
    pub path: PathBuf,
    /// The state of the file, to be expected at the next save.
    pub fingerprint: Fingerprint,
    /// Problems that did not prevent the save.
    pub warnings: Vec<Warning>,
}

/// A problem of a save that did not prevent it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} {:?}", self.kind(), self.arguments())]
pub enum Warning {
    /// The old file could not be kept as a backup.
    Backup(BackupError),
    /// The new file lacks an attribute of the old one.
    LostAttribute {
        /// The file.
        path: PathBuf,
        /// The attribute.
        attribute: Attribute,
        /// The message of the system.
        message: String,
    },
    /// The disk did not confirm the new name; a power cut now might bring the old file back.
    FolderNotSynced {
        /// The folder.
        path: PathBuf,
        /// The message of the system.
        message: String,
    },
}

impl Warning {
    /// A stable key of the message.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Backup(_) => "save-warning-backup",
            Self::LostAttribute { attribute: Attribute::Owner, .. } => "save-warning-owner",
            Self::LostAttribute { attribute: Attribute::Group, .. } => "save-warning-group",
            Self::LostAttribute { attribute: Attribute::Mode, .. } => "save-warning-mode",
            Self::LostAttribute { attribute: Attribute::AccessList, .. } => "save-warning-access-list",
            Self::LostAttribute { attribute: Attribute::Extended, .. } => "save-warning-extended",
            Self::LostAttribute { attribute: Attribute::Links, .. } => "save-warning-links",
            Self::FolderNotSynced { .. } => "save-warning-folder",
        }
    }
}

/// Keeps the old file when a save replaces it.
pub trait KeepOld {
    /// Keeps the file at `path`, which is about to be replaced.
    ///
    /// # Errors
    /// Why it could not be kept.
    fn keep_old(&self, disk: &dyn Disk, path: &Path) -> Result<Box<dyn KeptOld>, BackupError>;
}

/// An old file that [`KeepOld`] has kept.
pub trait KeptOld {
    /// Removes the kept file, because the original was not replaced.
    fn forget(&self);

    /// Removes older kept files that are no longer needed, after the original was replaced.
    ///
    /// # Errors
    /// Why they could not be removed.
    fn thin_out(&self) -> Result<(), BackupError>;
}

/// Files up to this size are always compared by their hash, because some disks store the time in steps of two seconds.
/// In bytes.
const ALWAYS_HASHED_UP_TO: u64 = 8 << 20;

/// Replaces the content of the file at `path` with `bytes`.
///
/// # Errors
/// The cause; the file at `path` is unchanged.
pub fn replace(
    disk: &dyn Disk,
    path: &Path,
    bytes: &[u8],
    expect: &ExpectedState,
    backups: Option<&dyn KeepOld>,
) -> Result<Saved, SaveError> {
    replace_by(disk, path, Content::Bytes(bytes), expect, backups)
}

/// The content of a file.
#[derive(Debug)]
pub(super) enum Content<'a> {
    /// Bytes.
    Bytes(&'a [u8]),
    /// The text of a workbook.
    Chunks(Chunks<'a>),
}

/// [`replace`] with any content.
pub(super) fn replace_by(
    disk: &dyn Disk,
    path: &Path,
    content: Content<'_>,
    expect: &ExpectedState,
    backups: Option<&dyn KeepOld>,
) -> Result<Saved, SaveError> {
    let path = real_path(disk, path).map_err(|e| SaveError::from_io(&e, path, "following the link"))?;
    let mut save = Save { disk, path, expect: *expect, warnings: Vec::new() };
    let old = save.check()?;
    let new = save.write_beside(content, old.as_ref())?;
    let kept = match (&old, backups) {
        (Some(_), Some(backups)) => {
            backups.keep_old(disk, &save.path).map_err(|e| save.warnings.push(Warning::Backup(e))).ok()
        }
        _ => None,
    };
    // Writing and the backup took a while, so the file is checked again as late as possible.
    let fingerprint = match save.check().and_then(|old| save.put_in_place(new, old.as_ref())) {
        Ok(fingerprint) => fingerprint,
        Err(error) => {
            if let Some(kept) = kept {
                kept.forget();
            }
            return Err(error);
        }
    };
    if let Some(Err(error)) = kept.map(|kept| kept.thin_out()) {
        save.warnings.push(Warning::Backup(error));
    }
    Ok(Saved { path: save.path, fingerprint, warnings: save.warnings })
}

/// A new file that is written and synced.
struct New {
    temp: NamedTempFile,
    fingerprint: Fingerprint,
    /// The attributes of the old file that the new file lacks.
    lost: Vec<LostAttribute>,
}

struct Save<'a> {
    disk: &'a dyn Disk,
    /// The real path of the file, with links followed.
    path: PathBuf,
    expect: ExpectedState,
    warnings: Vec<Warning>,
}

impl Save<'_> {
    fn io(&self, step: &'static str) -> impl Fn(io::Error) -> SaveError {
        move |error| SaveError::from_io(&error, &self.path, step)
    }

    fn changed_externally(&self, how: ExternalChange) -> SaveError {
        SaveError::ChangedExternally { path: self.path.clone(), how }
    }

    /// The metadata of the file at the path, where it is in the expected state.
    fn check(&self) -> Result<Option<Metadata>, SaveError> {
        let found = match self.disk.stat(&self.path) {
            Ok(found) => Some(found),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(self.io("looking at the file")(error)),
        };
        if found.as_ref().is_some_and(Metadata::is_dir) {
            return Err(SaveError::IsAFolder { path: self.path.clone() });
        }
        if found.as_ref().is_some_and(|found| !found.is_file()) {
            // Opening a pipe would block until its other end is opened.
            return Err(SaveError::NotAFile { path: self.path.clone() });
        }
        match (&self.expect, &found) {
            (ExpectedState::Absent, Some(_)) => Err(self.changed_externally(ExternalChange::Appeared)),
            (ExpectedState::Fingerprint(_), None) => {
                // A stick or share that was removed is a different error from a file that was moved.
                let folder = folder_of(&self.path);
                match self.disk.stat(folder) {
                    Ok(_) => Err(self.changed_externally(ExternalChange::Gone)),
                    Err(_) => Err(SaveError::NoSuchFolder { path: folder.to_owned() }),
                }
            }
            (ExpectedState::Fingerprint(expected), Some(meta)) if !self.holds(expected, meta)? => {
                Err(self.changed_externally(ExternalChange::Changed))
            }
            _ => Ok(found),
        }
    }

    /// Whether the file is in the state `expected`.
    fn holds(&self, expected: &Fingerprint, meta: &Metadata) -> Result<bool, SaveError> {
        if meta.len() != expected.len {
            return Ok(false);
        }
        let same_time = expected.modified.is_some() && meta.modified().ok() == expected.modified;
        if same_time && expected.len > ALWAYS_HASHED_UP_TO {
            return Ok(true);
        }
        let hash = self.disk.hash(&self.path).map_err(self.io("reading the file"))?;
        Ok(hash == expected.sha256)
    }

    /// Writes and syncs a new file beside the old one.
    fn write_beside(&mut self, content: Content<'_>, old: Option<&Metadata>) -> Result<New, SaveError> {
        if let Some(old) = old {
            if old.permissions().readonly() {
                return Err(SaveError::ReadOnly { path: self.path.clone() });
            }
            drop(self.disk.open_to_write(&self.path).map_err(self.io("opening the file"))?);
        }
        let folder = folder_of(&self.path);
        let mut temp = self.disk.create_temp(folder, &temp_prefix(&self.path), old.is_some()).map_err(|error| {
            if error.kind() == io::ErrorKind::PermissionDenied {
                // The folder is write-protected, not the file.
                SaveError::Permission { path: folder.to_owned() }
            } else {
                self.io("creating a new file")(error)
            }
        })?;
        // From its first byte on, exactly those who may read the old file may read the new one.
        let lost = old.map(|old| self.disk.keep_attributes(temp.as_file(), &self.path, old)).unwrap_or_default();
        let sha256 = match content {
            Content::Bytes(bytes) => {
                // Hashing runs in parallel with writing.
                std::thread::scope(|scope| {
                    let hash = scope.spawn(|| chunks::hash_of(bytes));
                    let written = self.write_through(&mut temp, [bytes]);
                    written.map(|()| hash.join())
                })
                .map(|hash| hash.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))?
            }
            Content::Chunks(chunks) => self.write_chunks(&mut temp, chunks)?,
        };
        let meta = temp.as_file().metadata().map_err(self.io("looking at the new file"))?;
        let modified = meta.modified().ok();
        Ok(New { temp, fingerprint: Fingerprint { len: meta.len(), modified, sha256 }, lost })
    }

    /// Writes the text of a workbook as [`Self::write_through`] does, and its digests at the end.
    fn write_chunks(&self, temp: &mut NamedTempFile, mut text: Chunks<'_>) -> Result<Sha256, SaveError> {
        let digest = std::thread::scope(|scope| {
            let digest = scope.spawn(|| text.digest());
            let written = self.write_through(temp, text.bytes());
            written.map(|()| digest.join())
        });
        let digest = digest?.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        let hash = text.complete(digest).map_err(WriteError)?;
        if !text.blobs.is_empty() {
            temp.as_file_mut().rewind().map_err(self.io("writing"))?;
            self.write_through(temp, [text.before.as_bytes()])?;
        }
        Ok(hash)
    }

    /// Writes all of `chunks` into `temp` and syncs it.
    fn write_through(
        &self,
        temp: &mut NamedTempFile,
        chunks: impl IntoIterator<Item = impl AsRef<[u8]>>,
    ) -> Result<(), SaveError> {
        for chunk in chunks {
            write_all(self.disk, temp.as_file_mut(), chunk.as_ref()).map_err(self.io("writing"))?;
        }
        self.disk.sync(temp.as_file()).map_err(self.io("waiting for the disk"))
    }

    /// Makes the file hold the new content. Returns its state afterwards.
    fn put_in_place(&mut self, new: New, old: Option<&Metadata>) -> Result<Fingerprint, SaveError> {
        let New { temp, mut fingerprint, lost } = new;
        match old.filter(|_| !lost.is_empty()) {
            Some(old) => {
                match in_place::overwrite(self.disk, &self.path, temp, old.len()).map_err(self.io("writing"))? {
                    Written::InPlace(meta) => fingerprint.modified = meta.modified().ok(),
                    Written::Replaced => {
                        self.warnings.extend(lost.into_iter().map(|LostAttribute { attribute, message }| {
                            Warning::LostAttribute { path: self.path.clone(), attribute, message }
                        }));
                    }
                }
            }
            None => self.rename(temp)?,
        }
        // The new file is in place: errors from here on do not make the save fail.
        in_place::forget(&self.path);
        let folder = folder_of(&self.path);
        if let Err(error) = self.disk.sync_folder(folder) {
            self.warnings.push(Warning::FolderNotSynced { path: folder.to_owned(), message: error.to_string() });
        }
        Ok(fingerprint)
    }

    fn rename(&self, temp: NamedTempFile) -> Result<(), SaveError> {
        let replace = !matches!(self.expect, ExpectedState::Absent);
        self.disk.rename(temp, &self.path, replace).map_err(|error| {
            if error.kind() == io::ErrorKind::AlreadyExists {
                self.changed_externally(ExternalChange::Appeared)
            } else if cfg!(windows) && disk::held_open(&error) {
                SaveError::InUse { path: self.path.clone() }
            } else {
                self.io("renaming")(error)
            }
        })
    }
}

/// The absolute `path` with symbolic links at its end followed; the file need not exist.
pub(super) fn real_path(disk: &dyn Disk, path: &Path) -> io::Result<PathBuf> {
    let mut path = std::path::absolute(path)?;
    for _ in 0..LINKS.max {
        match disk.read_link(&path)? {
            Some(target) => path = folder_of(&path).join(target),
            None => return Ok(path),
        }
    }
    Err(io::Error::other("too many symbolic links"))
}

/// The prefix of the name of the new file: `.name.ron.tmp-`.
fn temp_prefix(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // File names have at most 255 bytes.
    let name = if name.len() > 230 { Sha256::of(name.as_bytes()).to_string() } else { name.into_owned() };
    format!(".{name}.tmp-")
}

/// Removes new files that a power cut left beside `path`. The caller holds the lock, so no other process is writing
/// one.
pub(super) fn remove_left_temps(path: &Path) {
    let prefix = temp_prefix(path);
    for entry in fs::read_dir(folder_of(path)).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let rest = name.to_str().and_then(|name| name.strip_prefix(&prefix));
        if rest.is_some_and(|rest| rest.len() == disk::TEMP_RANDOM && rest.bytes().all(|b| b.is_ascii_alphanumeric())) {
            // A file that cannot be removed does no harm.
            drop(fs::remove_file(entry.path()));
        }
    }
}
