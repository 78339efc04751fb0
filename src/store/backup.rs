//! Backups: a save keeps the file that it replaces in the state folder, as `backups/<document id>/<moment>.ron`. A
//! protected file is kept byte for byte as `….ron.age`, so that the same passphrase opens it.
//!
//! Only files with such names are ever removed. Other files in the folder stay, also those of older or newer versions
//! of the program.

use super::age_file::{PROTECTED, is_protected};
use super::atomic::{ExpectedState, KeepOld, KeptOld};
use super::disk::Disk;
use super::key::Key;
use super::open::LoadedWorkbook;
use super::open_error::{OpenError, UnlockError};
use super::save_error::{BackupError, SaveError};
use super::{atomic, backup_blobs, chunks, disk, format, open};
use crate::calendar::Now;
use crate::workbook::{DocumentId, Workbook};
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The place and the time of a backup.
#[derive(Clone, Copy, Debug)]
pub struct Backups<'a> {
    /// The state folder.
    pub state: &'a Path,
    /// The document that is saved.
    pub document: DocumentId,
    /// The time, for the name.
    pub now: DateTime<Utc>,
}

/// A backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// The path.
    pub path: PathBuf,
    /// The time at which its content was replaced; `None` where the name does not say it.
    pub at: Option<DateTime<Utc>>,
    /// Its size without shared evidence, in bytes.
    pub size: u64,
}

/// The number of the newest backups of a document that are kept.
const KEPT_NEWEST: usize = 10;
/// The number of days of which the last backup is kept.
const KEPT_DAYS: usize = 30;
/// A smaller file is kept whole, because sharing its evidence would save nothing. In bytes.
const WORTH_SPLITTING: u64 = 64 << 10;
/// The largest number of backups with the same second in their name.
const MOST_IN_A_SECOND: u32 = 100;
/// The file with the path that a document was last saved at, for when the document's own file cannot be read.
const ORIGIN: &str = "origin";

impl Backup {
    pub(super) fn at_path(path: PathBuf) -> Self {
        Self { at: moment(&path), size: fs::metadata(&path).map_or(0, |meta| meta.len()), path }
    }
}

impl Backups<'_> {
    /// The folder of this document's backups.
    #[must_use]
    pub fn folder(&self) -> PathBuf {
        folder(self.state, self.document)
    }

    /// The name of the backup of this time; `attempt` counts the attempts to find a free name.
    fn name(&self, attempt: u32, is_protected: bool) -> String {
        let moment = self.now.format(NAME_FORMAT);
        // `z` sorts after `.`, so names sort by time.
        let name = if attempt == 0 { format!("{moment}.ron") } else { format!("{moment}z{attempt:02}.ron") };
        if is_protected { format!("{name}.{PROTECTED}") } else { name }
    }
}

const NAME_FORMAT: &str = "%Y%m%dT%H%M%SZ";

/// The time in the name of a backup; `None` for other files.
fn moment(path: &Path) -> Option<DateTime<Utc>> {
    let path = plain_name(path);
    let stem = path.file_stem()?.to_str()?;
    let number = stem.split_once('z').map(|(_, number)| number);
    let is_ours = path.extension().is_some_and(|e| e == "ron")
        && number.is_none_or(|number| number.len() == 2 && number.bytes().all(|b| b.is_ascii_digit()));
    let text = stem.split('z').next().filter(|_| is_ours)?;
    NaiveDateTime::parse_from_str(text, NAME_FORMAT).ok().map(|moment| moment.and_utc())
}

/// The name of a backup without the extension of its protection.
fn plain_name(path: &Path) -> PathBuf {
    if is_protected(path) { path.with_extension("") } else { path.to_owned() }
}

/// The folder of the backups of `document`.
fn folder(state: &Path, document: DocumentId) -> PathBuf {
    state.join("backups").join(document.to_string())
}

/// The backups of `document`, the newest first.
#[must_use]
pub fn list(state: &Path, document: DocumentId) -> Vec<PathBuf> {
    let mut paths = paths(&folder(state, document)).unwrap_or_default();
    paths.reverse();
    paths
}

/// The backups of `document`, the newest first, with the facts that need no reading.
#[must_use]
pub fn browse(state: &Path, document: DocumentId) -> Vec<Backup> {
    list(state, document).into_iter().map(Backup::at_path).collect()
}

/// The size in bytes of the backups of `document`, shared evidence included; of all documents where it is `None`.
#[must_use]
pub fn total_size(state: &Path, document: Option<DocumentId>) -> u64 {
    let root = document.map_or_else(|| state.join("backups"), |document| folder(state, document));
    let files = walkdir::WalkDir::new(root).into_iter().filter_map(Result::ok);
    files.filter_map(|entry| entry.metadata().ok()).filter(fs::Metadata::is_file).map(|meta| meta.len()).sum()
}

/// The backups of the workbook at `path`, the newest first. They are found by the path it was saved at, and by its id
/// where `document` gives it.
#[must_use]
pub fn of_file(state: &Path, path: &Path, document: Option<DocumentId>) -> Vec<PathBuf> {
    let entries = fs::read_dir(state.join("backups")).into_iter().flatten().flatten();
    let own = document.map(|document| folder(state, document));
    let folders = entries.map(|entry| entry.path());
    let folders = folders.filter(|folder| own.as_ref() == Some(folder) || is_origin(folder, path));
    let mut found: Vec<PathBuf> = folders.flat_map(|folder| paths(&folder).unwrap_or_default()).collect();
    found.sort_by(|a, b| b.file_name().cmp(&a.file_name()));
    found
}

/// Whether the backups in `folder` are of a workbook that was last saved at `path`.
fn is_origin(folder: &Path, path: &Path) -> bool {
    fs::read(folder.join(ORIGIN)).is_ok_and(|origin| origin == path_bytes(path))
}

fn path_bytes(path: &Path) -> Vec<u8> {
    path.as_os_str().as_encoded_bytes().to_vec()
}

/// Reads a backup, its evidence included.
///
/// # Errors
/// Why it could not be read.
pub fn read_backup(path: &Path) -> Result<LoadedWorkbook, OpenError> {
    read_backup_with(path, None)
}

/// [`read_backup`]; `key` opens it where it is protected.
///
/// # Errors
/// Why it could not be read.
pub fn read_backup_with(path: &Path, key: Option<&Key>) -> Result<LoadedWorkbook, OpenError> {
    if is_protected(path) {
        // The backup was made when another passphrase protected the workbook.
        let key = key.ok_or_else(|| UnlockError::WrongPassphrase.into_open_error(path))?;
        return open::read_with(path, Some(key));
    }
    let bytes = backup_blobs::whole(path).map_err(|e| OpenError::from_io(&e, path))?;
    let loaded = format::from_bytes(&bytes).map_err(|error| OpenError::Format { path: path.to_owned(), error })?;
    let sha256 = chunks::hash_of_parsed(&bytes, loaded.evidence.as_ref());
    Ok(LoadedWorkbook {
        workbook: loaded.workbook,
        fingerprint: atomic::Fingerprint { len: bytes.len() as u64, modified: None, sha256 },
        changed_sections: loaded.changed_sections,
        format_1: loaded.format_1,
        path: path.to_owned(),
    })
}

/// Backups in `folder`, the oldest first.
fn paths(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if plain_name(&path).extension().is_some_and(|e| e == "ron") {
            paths.push(path);
        }
    }
    paths.sort_unstable();
    Ok(paths)
}

/// A backup that was just made.
struct StoredBackup {
    path: PathBuf,
    folder: PathBuf,
    now: DateTime<Utc>,
}

impl KeepOld for Backups<'_> {
    fn keep_old(&self, disk: &dyn Disk, path: &Path) -> Result<Box<dyn KeptOld>, BackupError> {
        let folder = self.folder();
        disk::create_private_folder(&folder).map_err(BackupError::at(&folder))?;
        remember_origin(disk, &folder, path).map_err(BackupError::at(&folder))?;
        let text = disk.stat(path).and_then(|meta| {
            if meta.len() < WORTH_SPLITTING { Ok(None) } else { fs::read(path).map(|b| String::from_utf8(b).ok()) }
        });
        let text = text.map_err(BackupError::at(&folder))?;
        let split = text.as_deref().and_then(backup_blobs::split);
        if let Some(split) = &split {
            backup_blobs::keep(disk, &folder.join(self.name(0, false)), self.now, split)
                .map_err(BackupError::at(&folder))?;
        }
        for attempt in 0..MOST_IN_A_SECOND {
            let kept = folder.join(self.name(attempt, is_protected(path)));
            let outcome = match &split {
                None => disk.keep_copy(path, &kept),
                Some(split) => put(disk, &kept, split.text.as_bytes()).map_err(|error| {
                    let is_taken = matches!(error, SaveError::ChangedExternally { .. });
                    if is_taken { io::ErrorKind::AlreadyExists.into() } else { io::Error::other(error) }
                }),
            };
            match outcome {
                Ok(()) => return Ok(Box::new(StoredBackup { path: kept, folder, now: self.now })),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(BackupError::at(&folder)(error)),
            }
        }
        Err(BackupError::at(&folder)(io::Error::from(io::ErrorKind::AlreadyExists)))
    }
}

impl KeptOld for StoredBackup {
    fn forget(&self) {
        // A superfluous backup does no harm.
        drop(fs::remove_file(&self.path));
    }

    fn thin_out(&self) -> Result<(), BackupError> {
        let mut paths = paths(&self.folder).map_err(BackupError::at(&self.folder))?;
        let surplus: Vec<PathBuf> = surplus(&paths).into_iter().cloned().collect();
        if surplus.is_empty() {
            return Ok(());
        }
        for path in &surplus {
            fs::remove_file(path).map_err(BackupError::at(&self.folder))?;
        }
        paths.retain(|path| !surplus.contains(path));
        backup_blobs::clear_up(&paths, self.now).map_err(BackupError::at(&self.folder))
    }
}

fn put(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    atomic::replace(disk, path, bytes, &ExpectedState::Absent, None).map(drop)
}

fn remember_origin(disk: &dyn Disk, folder: &Path, path: &Path) -> Result<(), SaveError> {
    let origin = folder.join(ORIGIN);
    let bytes = path_bytes(path);
    if fs::read(&origin).is_ok_and(|known| known == bytes) {
        return Ok(());
    }
    atomic::replace(disk, &origin, &bytes, &ExpectedState::Anything, None).map(drop)
}

/// Keeps `workbook` as a backup before it is discarded, though no file holds it. `key` protects the backup where it
/// protects the workbook's file.
///
/// # Errors
/// Why it could not be written.
pub fn set_aside(
    disk: &dyn Disk,
    workbook: &Workbook,
    key: Option<&Key>,
    backups: &Backups<'_>,
) -> Result<PathBuf, SaveError> {
    let folder = backups.folder();
    disk::create_private_folder(&folder).map_err(|e| SaveError::from_io(&e, &folder, "creating the folder"))?;
    let bytes = match key {
        Some(key) => key.protected_text(workbook, &folder)?,
        None => plain_text(disk, workbook, &folder, backups)?,
    };
    for attempt in 0..MOST_IN_A_SECOND {
        let path = folder.join(backups.name(attempt, key.is_some()));
        match put(disk, &path, &bytes) {
            Ok(()) => return Ok(path),
            Err(SaveError::ChangedExternally { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Err(SaveError::from_io(&io::ErrorKind::AlreadyExists.into(), &folder, "naming the backup"))
}

/// The text of `workbook` as a backup stores it; its evidence is stored beside it.
fn plain_text(
    disk: &dyn Disk,
    workbook: &Workbook,
    folder: &Path,
    backups: &Backups<'_>,
) -> Result<Vec<u8>, SaveError> {
    let text = format::to_ron(workbook)?;
    let Some(split) = backup_blobs::split(&text) else { return Ok(text.into_bytes()) };
    backup_blobs::keep(disk, &folder.join(backups.name(0, false)), backups.now, &split)?;
    Ok(split.text.into_bytes())
}

/// The backups in `paths`, the oldest first, that are not kept: neither among the newest, nor the last one of a recent
/// day.
fn surplus(paths: &[PathBuf]) -> Vec<&PathBuf> {
    let mut days: Vec<NaiveDate> = Vec::new();
    let mut surplus = Vec::new();
    let ours = paths.iter().filter_map(|path| Some((path, moment(path)?)));
    for (n, (path, moment)) in ours.rev().enumerate() {
        let day = Now::from(moment).day();
        let is_last_of_day = !days.contains(&day) && days.len() < KEPT_DAYS;
        if is_last_of_day {
            days.push(day);
        }
        if n >= KEPT_NEWEST && !is_last_of_day {
            surplus.push(path);
        }
    }
    surplus
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(paths: &[PathBuf]) -> Vec<&PathBuf> {
        let surplus = surplus(paths);
        paths.iter().filter(|path| !surplus.contains(path)).collect()
    }

    #[test]
    fn keeps_the_newest_and_the_last_one_of_thirty_days() {
        let mut paths = Vec::new();
        for month in 1..=2 {
            for day in 1..=28 {
                for hour in 0..5 {
                    paths.push(PathBuf::from(format!("2025{month:02}{day:02}T{hour:02}0000Z.ron")));
                }
            }
        }
        let kept = kept(&paths);
        assert_eq!(kept.len(), KEPT_NEWEST + KEPT_DAYS - 2, "the newest ten are of two days");
        assert_eq!(kept[0], &PathBuf::from("20250127T040000Z.ron"), "the thirtieth day");
        assert_eq!(kept[27], &PathBuf::from("20250226T040000Z.ron"));
        assert_eq!(kept[28], &PathBuf::from("20250227T000000Z.ron"));
        assert!(surplus(&paths[..KEPT_NEWEST]).is_empty() && surplus(&[]).is_empty());
    }

    #[test]
    fn names_tell_the_moment() {
        for (name, expect) in [
            ("20250101T160000Z.ron", Some("2025-01-01T16:00:00Z")),
            ("20250101T160000Zz03.ron", Some("2025-01-01T16:00:00Z")),
            ("20250101T160000Zz3.ron", None),
            ("20250101T160000Z.ron.bak", None),
            ("20251301T160000Z.ron", None),
            ("20250101T160000Z", None),
        ] {
            let expect: Option<DateTime<Utc>> = expect.map(|text| text.parse().unwrap());
            assert_eq!(moment(Path::new(name)), expect, "{name}");
        }
    }

    #[test]
    fn what_has_another_name_is_never_too_much() {
        let mut paths: Vec<PathBuf> =
            (10..59).map(|minute| PathBuf::from(format!("20250101T00{minute}00Z.ron"))).collect();
        paths.push(PathBuf::from("before the audit.ron"));
        paths.push(PathBuf::from("20250101T001000Z.ron2"));
        paths.sort();
        assert_eq!(kept(&paths).len(), KEPT_NEWEST + 2);
    }
}
