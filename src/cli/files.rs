//! The files that commands read and write.

use super::args::{ChangeArgs, ProtectArgs, UnlockArgs};
use super::author::author_name;
use super::failure::Failure;
use super::passphrase::{self, Keys};
use super::{Answer, Context};
use crate::intake::IntakeError;
use crate::language::Language;
use crate::license_import::{self, ImportFailure, LicenseFile};
use crate::limits::WORKBOOK;
use crate::locale::{Locale, moment};
use crate::progress::Progress;
use crate::store::{
    self, AppFolders, Backups, ExpectedState, ExternalChange, FormatFault, Holder, LoadedWorkbook, LockState,
    OpenError, Opened, RealDisk, SaveError,
};
use crate::typeface;
use crate::understanding::Understanding;
use crate::workbook::{LicenseId, Workbook};
use fluent_bundle::FluentValue;
use std::path::Path;

/// A file that holds a workbook, or the text of a license.
pub(super) enum Content {
    Workbook(Box<Workbook>),
    License(Box<LicenseFile>),
}

/// Opens a workbook for reading, with a passphrase where it is protected.
pub(super) fn read(path: &Path, unlock: &UnlockArgs, locale: &Locale) -> Result<LoadedWorkbook, Failure> {
    Keys::of(unlock)?.read(path, locale)
}

/// Writes a workbook that no other process has open; a name with the extension `.age` makes it protected.
pub(super) fn write_workbook(
    context: &Context,
    workbook: &Workbook,
    (path, force): (&Path, bool),
    protect: &ProtectArgs,
    locale: &Locale,
) -> Result<(), Failure> {
    // The lock keeps the command from replacing a file that another process works on.
    let name = author_name(context, None);
    let lock = (force && path.is_file())
        .then(|| LockState::acquire_within(path, &Holder::new(name, context.now), protect.wait.timeout()));
    lock.as_ref().map_or(Ok(()), |lock| free(lock, path))?;
    let expect = if force { ExpectedState::Anything } else { ExpectedState::Absent };
    let backups = context.folders.as_ref().map(|folders| Backups {
        state: &folders.state,
        document: workbook.id,
        now: context.now,
    });
    if store::is_protected(path) {
        // This is checked before the user enters a passphrase, and before the second that its derivation takes.
        if !force && path.exists() {
            return Err(SaveError::ChangedExternally { path: path.to_owned(), how: ExternalChange::Appeared }.into());
        }
        let passphrase = passphrase::to_protect(protect, path, locale)?;
        let saved = store::save_protected(workbook, path, &passphrase, &expect, backups.as_ref())?;
        context.note_warnings(&saved);
        return Ok(());
    }
    let saved = store::save(workbook, path, &expect, backups.as_ref())?;
    context.note_warnings(&saved);
    Ok(())
}

/// Reads a workbook or a license text, depending on the content.
pub(super) fn read_either(path: &Path, unlock: &UnlockArgs, locale: &Locale) -> Result<Content, Failure> {
    if store::is_protected(path) {
        return Ok(Content::Workbook(Box::new(read(path, unlock, locale)?.workbook)));
    }
    match store::read(path) {
        Ok(file) => Ok(Content::Workbook(Box::new(file.workbook))),
        Err(OpenError::Format { error, .. }) if is_other_file(path, &error.cause) => {
            read_license_file(path).map(|file| Content::License(Box::new(file)))
        }
        Err(error) => Err(error.into()),
    }
}

/// Whether a file that is no workbook can be that of a license.
fn is_other_file(path: &Path, fault: &FormatFault) -> bool {
    let other_encoding = matches!(
        fault,
        FormatFault::NotUtf8 { .. } | FormatFault::Utf16 | FormatFault::Gb18030 { .. } | FormatFault::NulBytes { .. }
    );
    *fault == FormatFault::NotAWorkbook || other_encoding && ending(path) != "ron"
}

/// Reads a file of any format that can hold a license.
pub(super) fn read_license_file(path: &Path) -> Result<LicenseFile, Failure> {
    license_import::read(path, typeface::REGULAR, &Progress::default()).map_err(|failure| match failure {
        ImportFailure::Open(error) => error.into(),
        ImportFailure::Intake(IntakeError::TooLarge(exceeded)) => {
            OpenError::TooLarge { path: path.to_owned(), exceeded }.into()
        }
        ImportFailure::Intake(error) => {
            let (id, arguments) = error.message();
            Failure::about("license-unread", path).with_filled("reason", id, arguments)
        }
    })
}

/// What a reader has to know about the text of a file, one line each.
pub(super) fn notes(file: &LicenseFile, locale: &Locale) -> Vec<String> {
    let notes = file.reading.notes.iter().map(|note| {
        let (id, arguments) = note.message();
        // Counts choose between one and several.
        let value = |text: &str| text.parse::<u32>().map_or_else(|_| text.to_owned().into(), FluentValue::from);
        locale.format(id, arguments.iter().map(|(name, text)| (*name, value(text))))
    });
    notes.collect()
}

/// The failure for a file that holds nothing of a license: with the beginning of its text, and what was not found.
pub(super) fn no_license(
    path: &Path,
    file: &LicenseFile,
    understanding: &Understanding,
    language: Language,
) -> Failure {
    if ending(path) == "ron" {
        return Failure::about("cli-not-a-license", path);
    }
    let mut answer: String = file.reading.text.chars().take(400).collect();
    answer.push('\n');
    for point in &understanding.points {
        answer.push_str(point.message.get(language));
        answer.push('\n');
    }
    Failure::about("cli-not-a-license", path).with_answer(answer)
}

/// Opens a workbook for editing. It must not be locked, and no unsaved edits of an earlier opening may exist.
pub(super) fn open_to_change(
    context: &Context,
    path: &Path,
    author: &str,
    args: &ChangeArgs,
) -> Result<(Opened, AppFolders), Failure> {
    let folders = context.folders.clone().ok_or_else(|| Failure::of("cli-no-home"))?;
    let holder = Holder::new(author, context.now);
    let how = (folders.state.as_path(), &holder, args.wait.timeout());
    let opened = Keys::of(&args.unlock)?.open(path, how, Locale::of(context.spoken()))?;
    free(&opened.lock, path)?;
    if matches!(opened.lock, LockState::ReadOnly) {
        let folder = opened.path.parent().unwrap_or(&opened.path).to_owned();
        return Err(store::SaveError::Permission { path: folder }.into());
    }
    if !opened.recoverable.is_empty() {
        return Err(Failure::about("cli-recoverable", path));
    }
    Ok((opened, folders))
}

/// Fails where another process holds the lock.
pub(super) fn free(lock: &LockState, path: &Path) -> Result<(), Failure> {
    if let LockState::ByOther(other) = lock {
        return Err(match (&other.who, other.since) {
            (Some(who), Some(since)) => {
                Failure::about("cli-locked", path).with("who", who).with("since", moment(since))
            }
            _ => Failure::about("cli-locked-by-someone", path),
        });
    }
    Ok(())
}

/// The license that commands apply to.
pub(super) fn current_license(workbook: &Workbook, path: &Path) -> Result<LicenseId, Failure> {
    workbook.current_license().ok_or_else(|| Failure::about("cli-no-license", path))
}

/// The extension of the file in lower case; empty without one.
pub(super) fn ending(path: &Path) -> String {
    path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default()
}

/// Whether `path` stands for standard output.
pub(super) fn is_stdout(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Refuses `-` for a workbook or a folder, which cannot be a stream.
pub(super) fn not_stdout(path: &Path) -> Result<(), Failure> {
    if is_stdout(path) { Err(Failure::of("cli-no-stdout")) } else { Ok(()) }
}

/// The name of a file in an answer.
pub(super) fn shown(path: &Path, locale: &Locale) -> String {
    if is_stdout(path) { locale.text("cli-stdout").into_owned() } else { path.display().to_string() }
}

/// Writes an export into the file at `path`, or to standard output where `path` is `-`. In the second case, the text of
/// `answer` goes to standard error.
pub(super) fn give_export(
    context: &Context,
    path: &Path,
    bytes: Vec<u8>,
    force: bool,
    answer: Answer,
) -> Result<Answer, Failure> {
    if is_stdout(path) {
        return Ok(Answer { file: Some(bytes), ..answer });
    }
    write_export(context, path, &bytes, force)?;
    Ok(answer)
}

/// Writes an export atomically. It never replaces a workbook, and other files only where `force`.
fn write_export(context: &Context, path: &Path, bytes: &[u8], force: bool) -> Result<(), Failure> {
    let expect = match store::read_limited(path, &WORKBOOK) {
        Err(OpenError::IsAFolder { path }) => return Err(SaveError::IsAFolder { path }.into()),
        Err(OpenError::NotAFile { path }) => return Err(SaveError::NotAFile { path }.into()),
        Err(_) => ExpectedState::Absent,
        Ok(old) if looks_like_a_workbook(&old) => return Err(Failure::about("cli-export-over-workbook", path)),
        Ok(old) if force || crate::export::is_export(&old) => ExpectedState::Anything,
        Ok(_) => return Err(Failure::about("cli-export-exists", path)),
    };
    let saved = store::replace(&RealDisk, path, bytes, &expect, None)?;
    context.note_warnings(&saved);
    Ok(())
}

/// Whether the bytes are a workbook, including a damaged or newer one.
fn looks_like_a_workbook(bytes: &[u8]) -> bool {
    match store::from_bytes(bytes) {
        Ok(_) => true,
        Err(error) => !matches!(
            error.cause,
            FormatFault::NotAWorkbook
                | FormatFault::Empty
                | FormatFault::NotUtf8 { .. }
                | FormatFault::NulBytes { .. }
                | FormatFault::Utf16
        ),
    }
}
