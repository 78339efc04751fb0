//! Saving: afterwards the file is the old one or the new one, whole, whatever happens in between.
//!
//! Check that the file is still the one that was loaded → write a new one beside it → wait for the disk → keep
//! the old one as a backup → rename → wait for the folder. Only the rename touches what was there. Where the new one could
//! not be to everybody what the old one was, it is written into the old one instead: see [`in_place`].

use super::attributes::{Attribute, NotKept};
use super::chunks::{self, Chunks};
use super::disk::{self, Disk, folder_of, write_all};
use super::format::WriteError;
use super::in_place::{self, Written};
use super::save_error::{BackupError, SaveError, Underneath};
use crate::limits::LINKS;
use crate::workbook::Sha256;
use std::fs::{self, Metadata};
use std::io::{self, Seek as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use tempfile::NamedTempFile;

/// What tells one state of a file from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// Size in bytes.
    pub len: u64,
    /// When it was last modified, where the disk tells.
    pub modified: Option<SystemTime>,
    /// Of its bytes, where those of the section of evidence are replaced by their own SHA-256.
    pub sha256: Sha256,
}

impl Fingerprint {
    /// That of these bytes, without their hash, wherever they are.
    pub(super) fn of_bytes(bytes: &[u8]) -> Self {
        Self { len: bytes.len() as u64, modified: None, sha256: Sha256([0; 32]) }
    }
}

/// What must be at the path for a save to go ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    /// This state of the file: the one that was loaded or last saved.
    Fingerprint(Fingerprint),
    /// Whatever is there: a person has confirmed that it may be overwritten.
    Anything,
    /// Nothing.
    Absent,
}

/// A file was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The real file, links followed.
    pub path: PathBuf,
    /// Its state, to expect at the next save.
    pub fingerprint: Fingerprint,
    /// What did not go as it should, though the file is saved.
    pub warnings: Vec<Warning>,
}

/// The file is saved, but something beside it went wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} {:?}", self.kind(), self.arguments())]
pub enum Warning {
    /// The former file could not be kept.
    Backup(BackupError),
    /// The new file lacks something that the old one had beside its bytes.
    NotKept {
        /// The file.
        path: PathBuf,
        /// What it lacks.
        attribute: Attribute,
        /// What the system says.
        message: String,
    },
    /// The disk did not confirm the new name; a power cut now might bring the old file back.
    FolderNotSynced {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        message: String,
    },
}

impl Warning {
    /// A stable key to look up words by.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Backup(_) => "save-warning-backup",
            Self::NotKept { attribute: Attribute::Owner, .. } => "save-warning-owner",
            Self::NotKept { attribute: Attribute::Group, .. } => "save-warning-group",
            Self::NotKept { attribute: Attribute::Mode, .. } => "save-warning-mode",
            Self::NotKept { attribute: Attribute::AccessList, .. } => "save-warning-access-list",
            Self::NotKept { attribute: Attribute::Extended, .. } => "save-warning-extended",
            Self::NotKept { attribute: Attribute::Links, .. } => "save-warning-links",
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
    /// Undoes the keeping, because the file was not replaced.
    fn forget(&self);

    /// Removes older files that need not be kept any more, after the file was replaced.
    ///
    /// # Errors
    /// Why they could not be removed.
    fn thin_out(&self) -> Result<(), BackupError>;
}

/// Files up to this size are always compared by their hash: some disks tell the time in steps of two seconds.
const ALWAYS_HASHED_UP_TO: u64 = 8 << 20;

/// Makes the file at `path` hold `bytes`.
///
/// # Errors
/// The cause; what was at `path` is still there, whole.
pub fn replace(
    disk: &dyn Disk,
    path: &Path,
    bytes: &[u8],
    expect: &Expect,
    backups: Option<&dyn KeepOld>,
) -> Result<Saved, SaveError> {
    replace_by(disk, path, Content::Bytes(bytes), expect, backups)
}

/// What a file is to hold.
#[derive(Debug)]
pub(super) enum Content<'a> {
    /// These bytes.
    Bytes(&'a [u8]),
    /// A workbook's text.
    Chunks(Chunks<'a>),
}

/// As [`replace`], with any content.
pub(super) fn replace_by(
    disk: &dyn Disk,
    path: &Path,
    content: Content<'_>,
    expect: &Expect,
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
    // All that took a while: look again as late as possible.
    let fingerprint = match save.check().and_then(|old| save.put_in_place(new, old.as_ref())) {
        Ok(fingerprint) => fingerprint,
        Err(error) => {
            kept.iter().for_each(|kept| kept.forget());
            return Err(error);
        }
    };
    if let Some(Err(error)) = kept.map(|kept| kept.thin_out()) {
        save.warnings.push(Warning::Backup(error));
    }
    Ok(Saved { path: save.path, fingerprint, warnings: save.warnings })
}

/// A new file, on the disk to its last byte.
struct New {
    temp: NamedTempFile,
    fingerprint: Fingerprint,
    /// What the old one has and it has not.
    lost: Vec<NotKept>,
}

struct Save<'a> {
    disk: &'a dyn Disk,
    /// The real file, links followed.
    path: PathBuf,
    expect: Expect,
    warnings: Vec<Warning>,
}

impl Save<'_> {
    fn io(&self, step: &'static str) -> impl Fn(io::Error) -> SaveError {
        move |error| SaveError::from_io(&error, &self.path, step)
    }

    fn changed_externally(&self, how: ExternalChange) -> SaveError {
        SaveError::ChangedExternally { path: self.path.clone(), how }
    }

    /// What is at the path, if it is what is expected there.
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
            // To open a pipe would wait for its other end.
            return Err(SaveError::NotAFile { path: self.path.clone() });
        }
        match (&self.expect, &found) {
            (Expect::Absent, Some(_)) => Err(self.changed_externally(ExternalChange::Appeared)),
            (Expect::Fingerprint(_), None) => {
                // A stick or share that was pulled is another matter than a file that was moved away.
                let folder = folder_of(&self.path);
                match self.disk.stat(folder) {
                    Ok(_) => Err(self.changed_externally(ExternalChange::Gone)),
                    Err(_) => Err(SaveError::NoSuchFolder { path: folder.to_owned() }),
                }
            }
            (Expect::Fingerprint(expected), Some(meta)) if !self.holds(expected, meta)? => {
                Err(self.changed_externally(ExternalChange::Changed))
            }
            _ => Ok(found),
        }
    }

    /// Whether the file is in the state that `expected` tells.
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

    /// Writes a new file beside the old one, down to the disk.
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
                // It is the folder that is protected: the file itself could be written.
                SaveError::Permission { path: folder.to_owned() }
            } else {
                self.io("creating a new file")(error)
            }
        })?;
        // Who may read the old one may read the new one, from its first byte on, and nobody else.
        let lost = old.map(|old| self.disk.keep_attributes(temp.as_file(), &self.path, old)).unwrap_or_default();
        let sha256 = match content {
            Content::Bytes(bytes) => {
                // The disk and the hash do not wait for each other.
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

    /// Writes a workbook's text as [`Self::write_through`] does, and its digests when all is written.
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

    /// Writes all of `pieces` into `temp` and waits until the disk has them.
    fn write_through(
        &self,
        temp: &mut NamedTempFile,
        pieces: impl IntoIterator<Item = impl AsRef<[u8]>>,
    ) -> Result<(), SaveError> {
        for piece in pieces {
            write_all(self.disk, temp.as_file_mut(), piece.as_ref()).map_err(self.io("writing"))?;
        }
        self.disk.sync(temp.as_file()).map_err(self.io("waiting for the disk"))
    }

    /// Makes the file hold what is new; its state then.
    fn put_in_place(&mut self, new: New, old: Option<&Metadata>) -> Result<Fingerprint, SaveError> {
        let New { temp, mut fingerprint, lost } = new;
        match old.filter(|_| !lost.is_empty()) {
            Some(old) => match in_place::overwrite(self.disk, &self.path, temp, old.len())
                .map_err(self.io("writing"))?
            {
                Written::InPlace(meta) => fingerprint.modified = meta.modified().ok(),
                Written::Replaced => self.warnings.extend(lost.into_iter().map(|NotKept { attribute, message }| {
                    Warning::NotKept { path: self.path.clone(), attribute, message }
                })),
            },
            None => self.rename(temp)?,
        }
        // The new file is in place: whatever happens from here on, the save has succeeded.
        in_place::forget(&self.path);
        let folder = folder_of(&self.path);
        if let Err(error) = self.disk.sync_folder(folder) {
            self.warnings.push(Warning::FolderNotSynced { path: folder.to_owned(), message: error.to_string() });
        }
        Ok(fingerprint)
    }

    fn rename(&self, temp: NamedTempFile) -> Result<(), SaveError> {
        let replace = !matches!(self.expect, Expect::Absent);
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

/// `path`, absolute and with symbolic links at its end followed, also to a file that is not there yet.
pub(super) fn real_path(disk: &dyn Disk, path: &Path) -> io::Result<PathBuf> {
    let mut path = std::path::absolute(path)?;
    for _ in 0..LINKS.most {
        match disk.read_link(&path)? {
            Some(target) => path = folder_of(&path).join(target),
            None => return Ok(path),
        }
    }
    Err(io::Error::other("too many symbolic links"))
}

/// What the name of the new file begins with: `.name.ron.tmp-`.
fn temp_prefix(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // Names have at most 255 bytes.
    let name = if name.len() > 230 { Sha256::of(name.as_bytes()).to_string() } else { name.into_owned() };
    format!(".{name}.tmp-")
}

/// Removes new files that a power cut left beside `path`. Only for who has its lock: nobody is writing one then.
pub(super) fn remove_left_temps(path: &Path) {
    let prefix = temp_prefix(path);
    for entry in fs::read_dir(folder_of(path)).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let rest = name.to_str().and_then(|name| name.strip_prefix(&prefix));
        if rest.is_some_and(|rest| rest.len() == disk::TEMP_RANDOM && rest.bytes().all(|b| b.is_ascii_alphanumeric())) {
            // One that stays is in nobody's way.
            drop(fs::remove_file(entry.path()));
        }
    }
}
