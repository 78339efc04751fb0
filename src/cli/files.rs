//! The files that commands read and write.

use super::Context;
use super::failure::Failure;
use crate::store::{self, Cause, Expect, Holder, LockState, OpenError, Opened, Places, RealDisk};
use crate::workbook::{LicenseId, Workbook};
use std::fs;
use std::io;
use std::path::Path;

/// A file that holds a workbook, or the text of a license.
pub(super) enum Content {
    Workbook(Box<Workbook>),
    License(String),
}

/// Reads a workbook or a license text, told apart by what is in the file.
pub(super) fn read_either(path: &Path) -> Result<Content, Failure> {
    match store::read(path) {
        Ok(file) => Ok(Content::Workbook(Box::new(file.workbook))),
        Err(OpenError::Format { error, .. }) if error.cause == Cause::NotAWorkbook => {
            read_license(path).map(Content::License)
        }
        Err(error) => Err(error.into()),
    }
}

/// The largest text that is read; real licenses have some 20 KB, schedules 4 KB.
const MAX_TEXT: u64 = 4 << 20;

/// Reads the text of a license.
pub(super) fn read_license(path: &Path) -> Result<String, Failure> {
    let text = read_as_text(path, "cli-not-a-license")?;
    if crate::license::parse(&text).provisions.is_empty() {
        return Err(Failure::about("cli-not-a-license", path));
    }
    Ok(text)
}

/// Reads a small text, such as a holiday schedule.
pub(super) fn read_text(path: &Path) -> Result<String, Failure> {
    read_as_text(path, "open-too-large")
}

/// Reads a text; `too_large` says that it cannot be what it is taken for.
fn read_as_text(path: &Path, too_large: &'static str) -> Result<String, Failure> {
    let failure = |error: &io::Error| -> Failure {
        let path = path.to_owned();
        let is = |kinds: &[io::ErrorKind]| kinds.contains(&error.kind());
        if is(&[io::ErrorKind::NotFound, io::ErrorKind::NotADirectory]) {
            OpenError::NotFound { path }
        } else if is(&[io::ErrorKind::PermissionDenied]) {
            OpenError::Permission { path }
        } else {
            OpenError::Io { path, message: error.to_string() }
        }
        .into()
    };
    let meta = fs::metadata(path).map_err(|e| failure(&e))?;
    if meta.is_dir() {
        return Err(OpenError::IsAFolder { path: path.to_owned() }.into());
    }
    if !meta.is_file() {
        return Err(OpenError::NotAFile { path: path.to_owned() }.into());
    }
    if meta.len() > MAX_TEXT {
        return Err(Failure::about(too_large, path));
    }
    let bytes = fs::read(path).map_err(|e| failure(&e))?;
    String::from_utf8(bytes).map_err(|_| Failure::about("cli-not-utf-8", path))
}

/// Opens a workbook to change it: alone, and with nothing of an earlier opening left unsaved.
pub(super) fn open_to_change(context: &Context, path: &Path, author: &str) -> Result<(Opened, Places), Failure> {
    let places = context.places.clone().ok_or_else(|| Failure::of("cli-no-home"))?;
    let opened = store::open(path, &places.state, &Holder::new(author, context.now))?;
    free(&opened.lock, path)?;
    if matches!(opened.lock, LockState::ReadOnly) {
        let folder = opened.path.parent().unwrap_or(&opened.path).to_owned();
        return Err(store::SaveError::Permission { path: folder }.into());
    }
    if !opened.recoverable.is_empty() {
        return Err(Failure::about("cli-recoverable", path));
    }
    Ok((opened, places))
}

/// Refuses where another one works on the file.
pub(super) fn free(lock: &LockState, path: &Path) -> Result<(), Failure> {
    if let LockState::ByOther(other) = lock {
        let who = other.who.clone().unwrap_or_else(|| "?".to_owned());
        return Err(Failure::about("cli-locked", path).with("who", who));
    }
    Ok(())
}

/// The license that commands are about.
pub(super) fn current_license(workbook: &Workbook, path: &Path) -> Result<LicenseId, Failure> {
    workbook.current_license().ok_or_else(|| Failure::about("cli-no-license", path))
}

/// Writes an export: whole or not at all, never over a workbook, and over another file only where `force`.
pub(super) fn write_export(path: &Path, bytes: &[u8], force: bool) -> Result<(), Failure> {
    let expect = match fs::read(path) {
        Err(_) => Expect::Absent,
        Ok(old) if looks_like_a_workbook(&old) => return Err(Failure::about("cli-export-over-workbook", path)),
        Ok(old) if force || crate::export::is_export(&old) => Expect::Anything,
        Ok(_) => return Err(Failure::about("cli-export-exists", path)),
    };
    store::replace(&RealDisk, path, bytes, &expect, None)?;
    Ok(())
}

/// Whether the bytes are those of a workbook, a damaged or newer one included.
fn looks_like_a_workbook(bytes: &[u8]) -> bool {
    match store::from_bytes(bytes) {
        Ok(_) => true,
        Err(error) => !matches!(
            error.cause,
            Cause::NotAWorkbook | Cause::Empty | Cause::NotUtf8 { .. } | Cause::NulBytes { .. } | Cause::Utf16
        ),
    }
}
