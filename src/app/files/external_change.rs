//! Detects changes of the open file by other programs, before a save and when the window gets the focus, and resolves
//! them.

use crate::app::files::Files;
use crate::app::files::protected::open_file;
use crate::app::files::recovery::forget_journal;
use crate::app::files::state::records_beyond;
use crate::app::found::ReadCopy;
use crate::app::shared::{DocumentEvent, Shared};
use crate::app::{Job, OpenDocument, WorkbookApp};
use crate::merge::{Merge, merge, open_conflicts};
use crate::progress::Progress;
use crate::store::{
    self, Backups, ExternalChange, Fingerprint, LoadedWorkbook, LockState, OpenError, RealDisk, SaveError,
};
use crate::ui::{Alert, Dialog, ExternalChangeDialog, ExternalChangeIntent, Theirs};
use crate::workbook::{EditError, Workbook};
use egui::{Context, Event};
use std::sync::Arc;

/// The result of a check of the file.
struct FileCheck {
    /// The fingerprint that was expected.
    expected: Fingerprint,
    /// Whether the user waits for the answer.
    asked: bool,
    found: FileComparison,
    /// The lock, if another user held it before and it is free now.
    lock: Option<LockState>,
}

enum FileComparison {
    Same,
    Gone,
    /// The disk could not be read.
    Unknown,
    Changed(Box<Result<LoadedWorkbook, OpenError>>, Option<usize>),
}

/// The workbook in the file, the merge with it, and the fingerprint of the file.
type MergedFile = (Workbook, Merge, Fingerprint);

/// Why a file could not be reloaded. The document is unchanged.
enum ReloadError {
    /// The file could not be read.
    Open(OpenError),
    /// The unsaved edits, which reloading discards, could not be kept as a backup.
    Keep(SaveError),
}

impl Files {
    fn file_checked(&mut self, shared: &mut Shared, context: &Context, check: FileCheck) {
        let FileCheck { expected, asked, found, lock } = check;
        // This program saved the file meanwhile, so the check is outdated.
        if shared.file.fingerprint != Some(expected) || shared.file.saving {
            return;
        }
        if let Some(lock) = lock {
            lock_is_free(shared, context, lock);
            return;
        }
        match found {
            FileComparison::Unknown => {}
            FileComparison::Same => {
                if shared.file.alert == Some(Alert::ChangedExternally) {
                    shared.file.alert = None;
                }
                if asked {
                    self.save(shared, context);
                }
            }
            FileComparison::Gone => show_external_change(shared, context, asked, Theirs::Gone, Vec::new(), None),
            FileComparison::Changed(outcome, conflicts) => match *outcome {
                Ok(read) if &read.workbook == shared.workbook().as_ref() => {
                    // Another program wrote the same contents, possibly with other white space.
                    shared.file.fingerprint = Some(read.fingerprint);
                    shared.file.alert = None;
                    let saved = Arc::clone(shared.workbook());
                    shared.document.mark_saved(&saved);
                }
                Ok(read) => {
                    let by_hand = shared.section_names(&read.changed_sections);
                    show_external_change(
                        shared,
                        context,
                        asked,
                        Theirs::Workbook(Arc::new(read.workbook)),
                        by_hand,
                        conflicts,
                    );
                }
                Err(error) => {
                    let words = shared.error_words(error.kind(), error.arguments());
                    show_external_change(shared, context, asked, Theirs::Unreadable(words), Vec::new(), None);
                }
            },
        }
    }

    pub(crate) fn external_change_intent(
        &mut self,
        shared: &mut Shared,
        context: &Context,
        intent: ExternalChangeIntent,
    ) {
        if intent == ExternalChangeIntent::Show {
            check_external_change(shared, context, true);
            return;
        }
        shared.views.dialog = None;
        match intent {
            ExternalChangeIntent::Show => {}
            ExternalChangeIntent::Merge => merge_external_change(shared, context),
            ExternalChangeIntent::KeepBoth => self.keep_both(shared, context),
            ExternalChangeIntent::Reload => reload(shared, context),
            ExternalChangeIntent::Overwrite => self.overwrite(shared, context),
        }
    }

    /// Takes in the merge of the document at `revision` with its file.
    fn merged(&mut self, shared: &mut Shared, context: &Context, revision: u64, outcome: Result<MergedFile, String>) {
        // The running save checks the file itself and reports any change.
        if shared.file.saving {
            return;
        }
        if revision != shared.workbook().revision() {
            // The document was edited meanwhile.
            merge_external_change(shared, context);
            return;
        }
        match outcome {
            Ok((other, merged, fingerprint)) => {
                let (mine, theirs) = (merged.only_left.len(), merged.only_right.len());
                let has_conflicts = !merged.conflicts.is_empty();
                if let Err(error) = join_file(shared, &other, merged) {
                    shared.fail("failed-external-change-merge", error.to_string());
                    return;
                }
                shared.file.fingerprint = Some(fingerprint);
                shared.file.alert = None;
                shared.derived = None;
                let args = [("theirs", theirs.into()), ("mine", mine.into())];
                shared.views.toasts.say(shared.locale.format("toast-external-change-merged", args));
                if has_conflicts {
                    // A dialog lists the conflicts, and a strip opens it again.
                    shared.events.push(DocumentEvent::Read);
                }
                self.save(shared, context);
            }
            Err(reason) => shared.fail("failed-external-change-merge", reason),
        }
    }

    /// Replaces the document at `revision` with the reloaded file.
    fn reloaded(
        &mut self,
        shared: &mut Shared,
        context: &Context,
        revision: u64,
        outcome: Result<LoadedWorkbook, ReloadError>,
    ) {
        if shared.file.saving {
            return;
        }
        if revision != shared.workbook().revision() {
            // The document was edited meanwhile, and no backup has those edits.
            reload(shared, context);
            return;
        }
        match outcome {
            Ok(read) => {
                let LoadedWorkbook { workbook, fingerprint, changed_sections, format_1, path } = read;
                let Some(opening) = shared.random("failed-reload") else { return };
                forget_journal(shared);
                let revision = workbook.revision();
                let document = OpenDocument::new(workbook, opening, Some(revision));
                shared.document = document.of_file(changed_sections.clone(), format_1);
                shared.file.path = Some(path);
                shared.file.fingerprint = Some(fingerprint);
                shared.file.alert = None;
                shared.file.waiting = None;
                self.document_changed(shared);
                shared.events.push(DocumentEvent::Read);
                shared.say_changed_sections(&changed_sections);
                shared.views.toasts.say(shared.locale.text("toast-reloaded"));
            }
            Err(ReloadError::Open(error)) => {
                let words = shared.error_words(error.kind(), error.arguments());
                let stays = shared.locale.text("reload-failed-stays");
                shared.fail("failed-reload", format!("{words}\n\n{stays}"));
            }
            Err(ReloadError::Keep(error)) => {
                let words = shared.error_words(error.kind(), error.arguments());
                shared.fail("failed-reload", words);
            }
        }
    }
}

/// Checks the file when the window gets the focus, because other programs could have changed it.
pub(crate) fn watch_file(shared: &mut Shared, context: &Context) {
    if context.input(|i| i.events.iter().any(|e| matches!(e, Event::WindowFocused(true)))) {
        check_external_change(shared, context, false);
    }
}

/// Checks whether another program changed the file. If `asked`, the user waits for the answer.
pub(crate) fn check_external_change(shared: &mut Shared, context: &Context, asked: bool) {
    let (Some(path), Some(expected)) = (shared.file.path.clone(), shared.file.fingerprint) else { return };
    if shared.file.saving {
        return;
    }
    let holder = matches!(shared.file.lock, Some(LockState::ByOther(_))).then(|| shared.holder());
    let mine = Arc::clone(shared.workbook());
    let key = shared.file.key.clone();
    let job = Job::new(
        shared.this_document(),
        move || {
            let found = match store::external_change(&RealDisk, &path, &expected) {
                Ok(None) => FileComparison::Same,
                Ok(Some(ExternalChange::Gone)) => FileComparison::Gone,
                Ok(Some(ExternalChange::Changed | ExternalChange::Appeared)) => {
                    let read = store::read_with(&path, key.as_ref());
                    let merged = read.as_ref().ok().and_then(|read| merge(&mine, &read.workbook).ok());
                    FileComparison::Changed(
                        Box::new(read),
                        merged.map(|merged| open_conflicts(&merged.conflicts).len()),
                    )
                }
                Err(_) => FileComparison::Unknown,
            };
            let lock = holder.map(|holder| LockState::acquire(&path, &holder));
            let lock = lock.filter(|lock| matches!(lock, LockState::Held(_)));
            FileCheck { expected, asked, found, lock }
        },
        |program: &mut WorkbookApp, context, check| {
            program.files.file_checked(&mut program.shared, context, check);
        },
    );
    shared.jobs.start(context, job);
}

/// Takes over the lock after the other user closed the file.
fn lock_is_free(shared: &mut Shared, context: &Context, lock: LockState) {
    let Some(path) = shared.file.path.clone() else { return };
    shared.views.toasts.say(shared.locale.text("toast-lock-free"));
    if shared.document.is_modified() {
        shared.file.lock = Some(lock);
        shared.file.read_only = None;
        check_external_change(shared, context, false);
    } else {
        // Opening the file again reads the edits of the other user, including those that only the journal has.
        drop(lock);
        shared.file.lock = None;
        open_file(shared, context, path, shared.file.key.clone());
    }
}

fn show_external_change(
    shared: &mut Shared,
    context: &Context,
    asked: bool,
    theirs: Theirs,
    by_hand: Vec<String>,
    conflicts: Option<usize>,
) {
    let is_news = shared.file.alert.replace(Alert::ChangedExternally) != Some(Alert::ChangedExternally);
    let is_busy = shared.views.dialog.is_some() || shared.views.palette.is_some() || context.text_edit_focused();
    let Some(path) = shared.file.path.clone() else { return };
    // The dialog opens once; after that the strip is enough until the user asks. It does not interrupt typing.
    if !asked && (!is_news || is_busy) {
        return;
    }
    let mine = shared.workbook();
    let (only_mine, incoming) = match &theirs {
        Theirs::Workbook(theirs) => (records_beyond(mine, theirs), records_beyond(theirs, mine)),
        Theirs::Gone | Theirs::Unreadable(_) => (Vec::new(), Vec::new()),
    };
    let can_save = shared.file.read_only.is_none();
    let dialog = ExternalChangeDialog { path, theirs, mine: only_mine, incoming, by_hand, conflicts, can_save };
    shared.views.dialog = Some(Dialog::ExternalChange(Box::new(dialog)));
}

/// Reloads the file. Unsaved edits are kept as a backup first. If either fails, nothing changes.
pub(crate) fn reload(shared: &mut Shared, context: &Context) {
    let Some(path) = shared.file.path.clone() else { return };
    if shared.file.saving {
        return;
    }
    let revision = shared.workbook().revision();
    let workbook = shared.document.is_modified().then(|| shared.document.seal());
    let state = shared.environment.folders.state.clone();
    let now = shared.environment.clock.now();
    let key = shared.file.key.clone();
    let job = Job::new(
        shared.this_document(),
        move || {
            store::read_with(&path, key.as_ref()).map_err(ReloadError::Open).and_then(|read| {
                if let Some(mine) = workbook {
                    let backups = Backups { state: &state, document: mine.id, now };
                    store::set_aside(&RealDisk, &mine, key.as_ref(), &backups).map_err(ReloadError::Keep)?;
                }
                Ok(read)
            })
        },
        move |program: &mut WorkbookApp, context, outcome| {
            program.files.reloaded(&mut program.shared, context, revision, outcome);
        },
    );
    shared.jobs.start(context, job);
}

/// Merges the document with its file and saves the result.
fn merge_external_change(shared: &mut Shared, context: &Context) {
    let Some(path) = shared.file.path.clone().filter(|_| !shared.file.saving) else { return };
    shared.record_findings();
    let finder = shared.finder();
    let revision = shared.workbook().revision();
    let mine = shared.document.seal();
    let name = shared.locale.text("activity-merging").into_owned();
    let key = shared.file.key.clone();
    let job = Job::long(
        shared.this_document(),
        name,
        move |_: &Progress| {
            store::read_with(&path, key.as_ref()).map_err(|error| error.to_string()).and_then(|read| {
                let fingerprint = read.fingerprint;
                let theirs = ReadCopy::from(read).with_findings(finder);
                let merged = merge(&mine, &theirs).map_err(|error| error.to_string())?;
                Ok((theirs, merged, fingerprint))
            })
        },
        move |program: &mut WorkbookApp, context, outcome| {
            program.files.merged(&mut program.shared, context, revision, outcome);
        },
    );
    shared.jobs.start(context, job);
}

/// Applies the merge of the document with its file. If each has records that the other lacks, a record of the user
/// joins them. Undo reverts what came from the file.
fn join_file(shared: &mut Shared, other: &Workbook, merged: Merge) -> Result<(), EditError> {
    let is_forked = merged.workbook.heads().len() > 1;
    let stamp = if is_forked { Some(shared.stamp()?) } else { None };
    // `stamp` may have added the user to the registry, so that the merge is outdated.
    let is_stale = merged.workbook.revision() != shared.workbook().revision() + 1;
    let anew = is_stale.then(|| merge(shared.workbook(), other).ok()).flatten();
    let merged = anew.unwrap_or(merged);
    shared.document.merge_file(merged.workbook, &merged.only_right, stamp)
}
