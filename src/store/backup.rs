//! Backups: what a save replaces is kept in the state folder, `backups/<document id>/<moment>.ron`.

use super::disk::{self, Disk};
use crate::workbook::DocumentId;
use chrono::{DateTime, Utc};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Where backups go, and when it is.
#[derive(Clone, Copy, Debug)]
pub struct Backups<'a> {
    /// The state folder.
    pub state: &'a Path,
    /// The document that is saved.
    pub document: DocumentId,
    /// The moment, for the name.
    pub now: DateTime<Utc>,
}

/// The former file could not be kept. The save itself is not concerned.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no backup in “{}”: {message}", .path.display())]
pub struct BackupError {
    /// The folder of the backups.
    pub path: PathBuf,
    /// What the system says.
    pub message: String,
}

/// How many backups of a document are kept: the newest half, then one for each earlier day.
const KEPT: usize = 10;

impl Backups<'_> {
    /// The folder of this document's backups.
    #[must_use]
    pub fn folder(&self) -> PathBuf {
        folder(self.state, self.document)
    }

    fn error(&self, error: &io::Error) -> BackupError {
        BackupError { path: self.folder(), message: error.to_string() }
    }
}

/// The folder of the backups of `document`.
fn folder(state: &Path, document: DocumentId) -> PathBuf {
    state.join("backups").join(document.to_string())
}

/// The backups of `document`, the newest first.
#[must_use]
pub fn list(state: &Path, document: DocumentId) -> Vec<PathBuf> {
    let folder = folder(state, document);
    names(&folder).unwrap_or_default().into_iter().rev().map(|name| folder.join(name)).collect()
}

/// Names of backups, the oldest first.
fn names(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        if Path::new(&name).extension().is_some_and(|e| e == "ron") {
            names.extend(name.into_string());
        }
    }
    names.sort_unstable();
    Ok(names)
}

/// A backup that was just made.
pub(super) struct Kept {
    path: PathBuf,
    folder: PathBuf,
}

/// Keeps the file at `path` before it is replaced.
pub(super) fn keep(disk: &dyn Disk, path: &Path, backups: &Backups<'_>) -> Result<Kept, BackupError> {
    let folder = backups.folder();
    disk::create_private_folder(&folder).map_err(|e| backups.error(&e))?;
    let moment = backups.now.format("%Y%m%dT%H%M%SZ");
    for attempt in 0..100 {
        // `z` sorts behind `.`: the order of names stays that of time.
        let name = if attempt == 0 { format!("{moment}.ron") } else { format!("{moment}z{attempt:02}.ron") };
        let kept = folder.join(name);
        match disk.keep_copy(path, &kept) {
            Ok(()) => return Ok(Kept { path: kept, folder }),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(backups.error(&error)),
        }
    }
    Err(backups.error(&io::ErrorKind::AlreadyExists.into()))
}

impl Kept {
    /// Removes it again: the file it was made of was not replaced.
    pub(super) fn forget(&self) {
        // One backup more does no harm.
        drop(fs::remove_file(&self.path));
    }

    /// Removes backups that are not needed any more.
    pub(super) fn thin_out(&self) -> Result<(), BackupError> {
        let error = |e: io::Error| BackupError { path: self.folder.clone(), message: e.to_string() };
        let names = names(&self.folder).map_err(error)?;
        for name in surplus(&names) {
            fs::remove_file(self.folder.join(name)).map_err(error)?;
        }
        Ok(())
    }
}

/// Which of `names`, the oldest first, are too many.
///
/// Saves in the background come minutes apart: ten of them would all be of the last hour.
fn surplus(names: &[String]) -> Vec<&str> {
    let newest = names.len().saturating_sub(KEPT / 2);
    let mut kept = names.len() - newest;
    let mut day = names.get(newest).and_then(|name| name.get(..8));
    let mut surplus = Vec::new();
    for name in names.iter().take(newest).rev() {
        let its_day = name.get(..8);
        if its_day != day && kept < KEPT {
            kept += 1;
        } else {
            surplus.push(name.as_str());
        }
        day = its_day;
    }
    surplus
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_newest_and_one_for_each_earlier_day() {
        let mut names = Vec::new();
        for day in 1..=9 {
            for hour in 0..4 {
                names.push(format!("2025010{day}T0{hour}0000Z.ron"));
            }
        }
        let surplus = surplus(&names);
        let kept: Vec<&str> = names.iter().map(String::as_str).filter(|n| !surplus.contains(n)).collect();
        assert_eq!(
            kept,
            [
                "20250103T030000Z.ron",
                "20250104T030000Z.ron",
                "20250105T030000Z.ron",
                "20250106T030000Z.ron",
                "20250107T030000Z.ron",
                "20250108T030000Z.ron",
                "20250109T000000Z.ron",
                "20250109T010000Z.ron",
                "20250109T020000Z.ron",
                "20250109T030000Z.ron",
            ]
        );
        assert!(super::surplus(&names[..5]).is_empty());
        assert!(super::surplus(&[]).is_empty());
    }
}
