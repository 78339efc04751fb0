//! Saving a workbook in its file.

use super::atomic::{self, Content, ExpectedState, KeepOld, Saved};
use super::backup::Backups;
use super::disk::{Disk, RealDisk};
use super::format;
use super::key::Key;
use super::save_error::SaveError;
use crate::workbook::Workbook;
use std::path::Path;

/// Saves `workbook` at `path`: afterwards the file is the old one or the new one, whole.
///
/// # Errors
/// The cause; the file at `path` is unchanged.
pub fn save(
    workbook: &Workbook,
    path: &Path,
    expect: &ExpectedState,
    backups: Option<&Backups<'_>>,
) -> Result<Saved, SaveError> {
    save_on(&RealDisk, workbook, path, expect, backups)
}

/// [`save`], protected by `key` where there is one.
///
/// # Errors
/// The cause; the file at `path` is unchanged.
pub fn save_with(
    workbook: &Workbook,
    path: &Path,
    key: Option<&Key>,
    expect: &ExpectedState,
    backups: Option<&Backups<'_>>,
) -> Result<Saved, SaveError> {
    let Some(key) = key else { return save(workbook, path, expect, backups) };
    let bytes = key.protected_text(workbook, path)?;
    atomic::replace(&RealDisk, path, &bytes, expect, keep_old(backups))
}

fn keep_old<'a>(backups: Option<&'a Backups<'a>>) -> Option<&'a dyn KeepOld> {
    backups.map(|backups| backups as &dyn KeepOld)
}

/// [`save`] on any disk.
///
/// # Errors
/// The cause; the file at `path` is unchanged.
pub fn save_on(
    disk: &dyn Disk,
    workbook: &Workbook,
    path: &Path,
    expect: &ExpectedState,
    backups: Option<&Backups<'_>>,
) -> Result<Saved, SaveError> {
    atomic::replace_by(disk, path, Content::Chunks(format::chunks(workbook)?), expect, keep_old(backups))
}
