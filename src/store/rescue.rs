//! What can replace a damaged file: the newest backup that opens, and the readable parts of the file.

use super::age_file::is_protected;
use super::backup::{self, Backup};
use super::key::Key;
use super::limited;
use super::salvage::{self, Salvaged};
use crate::limits::WORKBOOK;
use crate::workbook::{DocumentId, Workbook};
use chrono::NaiveDate;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

/// What can replace a damaged file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rescue {
    /// The newest backup that opens, and its content.
    pub backup: Option<(Backup, Workbook)>,
    /// The readable parts of the file.
    pub salvaged: Option<Salvaged>,
}

/// Finds what can replace the damaged file at `path`, which is not changed.
///
/// `today` and `random` replace facts that the file no longer tells: see [`salvage::salvage`].
#[must_use]
pub fn rescue(state: &Path, path: &Path, today: NaiveDate, random: u64) -> Rescue {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let bytes = if limited::check(&path, &WORKBOOK).is_ok() { bytes_of(&path) } else { Vec::new() };
    let salvaged = salvage::salvage(&bytes, today, random);
    let document = salvaged.as_ref().map(|salvaged| salvaged.workbook.id).or_else(|| id_in(&bytes));
    let backups = backup::of_file(state, &path, document);
    let backup = backups.into_iter().find_map(|path| {
        let read = backup::read_backup(&path).ok()?;
        Some((Backup::at_path(path), read.workbook))
    });
    Rescue { backup, salvaged }
}

/// The newest backup of the damaged file at `path` that `key` opens, and its content.
#[must_use]
pub fn rescue_protected(state: &Path, path: &Path, key: &Key) -> Option<(Backup, Workbook)> {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    backup::of_file(state, &path, None).into_iter().filter(|path| is_protected(path)).find_map(|path| {
        let read = backup::read_backup_with(&path, Some(key)).ok()?;
        Some((Backup::at_path(path), read.workbook))
    })
}

fn bytes_of(path: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    // The bytes before a read error are still useful.
    drop(File::open(path).and_then(|file| {
        let len = file.metadata()?.len().min(WORKBOOK.max);
        file.take(len).read_to_end(&mut bytes)
    }));
    bytes
}

/// The id of the document, from the first bytes of its file.
fn id_in(bytes: &[u8]) -> Option<DocumentId> {
    let head = String::from_utf8_lossy(bytes.get(..4096).unwrap_or(bytes)).into_owned();
    let line = head.lines().find_map(|line| line.trim_start().strip_prefix("id: \""))?;
    line.split('"').next()?.parse().ok().map(DocumentId)
}
