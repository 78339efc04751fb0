//! Untitled workbooks: kept in the state folder as `untitled/<document id>.ron` until they are saved.
//!
//! They are ordinary files, so they are opened, locked and recovered like any other.

use super::app_folders::{untitled_folder, untitled_path};
use super::atomic::{self, ExpectedState, Saved};
use super::disk::{self, RealDisk};
use super::save_error::SaveError;
use super::{format, journal, lock};
use crate::workbook::{DocumentId, Workbook};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Writes a new untitled workbook.
///
/// It may be repeated where a later step failed: the file is named by the id, which no other workbook has.
///
/// # Errors
/// Why it could not be written.
pub fn create_untitled(state: &Path, workbook: &Workbook) -> Result<Saved, SaveError> {
    let path = untitled_path(state, workbook.id);
    disk::create_private_folder(&untitled_folder(state))
        .map_err(|e| SaveError::from_io(&e, &path, "creating the folder"))?;
    let text = format::to_ron(workbook)?;
    atomic::replace(&RealDisk, &path, text.as_bytes(), &ExpectedState::Anything, None)
}

/// Removes the untitled file of a workbook that was saved elsewhere.
///
/// # Errors
/// Why it could not be removed.
pub fn remove_untitled(state: &Path, document: DocumentId) -> Result<(), SaveError> {
    let path = untitled_path(state, document);
    match fs::remove_file(&path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(SaveError::from_io(&error, &path, "removing the untitled workbook"))
        }
        _ => Ok(()),
    }
}

/// The untitled workbook that was edited last, unless another process works on it.
#[must_use]
pub fn latest_untitled(state: &Path) -> Option<PathBuf> {
    let entries = fs::read_dir(untitled_folder(state)).into_iter().flatten();
    let candidates = entries.filter_map(|entry| {
        let path = entry.ok()?.path();
        let document: DocumentId = path.file_stem()?.to_str()?.parse().ok().map(DocumentId)?;
        let ours = path.extension().is_some_and(|e| e == "ron");
        let free = ours && !lock::is_locked(&path) && !journal::is_live(state, document);
        free.then(|| (last_touched(state, document, &path), path))
    });
    candidates.max().map(|(_, path)| path)
}

/// The time at which the workbook or its journal was last written.
fn last_touched(state: &Path, document: DocumentId, path: &Path) -> Option<SystemTime> {
    let journals = journal::files(state, document);
    let all = journals.iter().map(PathBuf::as_path).chain([path]);
    all.filter_map(|path| fs::metadata(path).ok()?.modified().ok()).max()
}
