//! The file of the open document, as other programs leave it: looked at before a save and when she comes back to the
//! window, and what may be done about it.

use super::answers::Done;
use super::found::Copy;
use super::{Session, WorkbookApp};
use crate::merge::{Merge, merge, to_decide};
use crate::store::{self, Backups, Fingerprint, LockState, OpenError, ReadFile, RealDisk, SaveError, Underneath};
use crate::ui::{Dialog, Theirs, Trouble, UnderneathDialog, UnderneathIntent};
use crate::workbook::{EditError, Record, RecordId, Workbook};
use egui::Event;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a look at the file has shown.
pub(super) struct Looked {
    opening: u64,
    /// The state that was expected.
    expected: Fingerprint,
    /// She waits for the answer.
    asked: bool,
    found: Found,
    /// The lock that another one had; to be had now, it seems.
    lock: Option<LockState>,
}

enum Found {
    Same,
    Gone,
    /// The disk does not tell.
    Unknown,
    Changed(Box<Result<ReadFile, OpenError>>, Option<usize>),
}

/// What came of loading the file anew.
pub(super) struct Reloaded {
    opening: u64,
    /// The revision that was given up.
    revision: u64,
    outcome: Result<Box<ReadFile>, ReloadError>,
}

/// What came of merging the file with what is here.
pub(super) struct Merged {
    opening: u64,
    /// The revision that was merged.
    revision: u64,
    outcome: Result<Box<(Workbook, Merge, Fingerprint)>, String>,
}

/// Why a file was not loaded anew. The document is as it was.
enum ReloadError {
    /// It could not be read.
    Open(OpenError),
    /// What would have been given up could not be kept as a backup.
    Keep(SaveError),
}

impl WorkbookApp {
    /// Looks at the file when she comes back to the window: others had their time.
    pub(super) fn watch_file(&mut self, context: &egui::Context) {
        if context.input(|i| i.events.iter().any(|e| matches!(e, Event::WindowFocused(true)))) {
            self.look_underneath(context, false);
        }
    }

    /// Looks whether another program has changed the file; `asked`: she waits for the answer.
    pub(super) fn look_underneath(&mut self, context: &egui::Context, asked: bool) {
        let (Some(path), Some(expected)) = (self.file.path.clone(), self.file.fingerprint) else { return };
        if self.file.saving {
            return;
        }
        let opening = self.session.opening();
        let holder = matches!(self.file.lock, Some(LockState::ByOther(_))).then(|| self.holder());
        let mine = Arc::clone(self.workbook());
        let key = self.file.key.clone();
        self.jobs.start(context, move || {
            let found = match store::look(&RealDisk, &path, &expected) {
                Ok(None) => Found::Same,
                Ok(Some(Underneath::Gone)) => Found::Gone,
                Ok(Some(Underneath::Changed | Underneath::Appeared)) => {
                    let read = store::read_with(&path, key.as_ref());
                    let merged = read.as_ref().ok().and_then(|read| merge(&mine, &read.workbook).ok());
                    Found::Changed(Box::new(read), merged.map(|merged| to_decide(&merged.conflicts).len()))
                }
                Err(_) => Found::Unknown,
            };
            let lock = holder.map(|holder| LockState::acquire(&path, &holder));
            let lock = lock.filter(|lock| matches!(lock, LockState::Held(_)));
            Done::Looked(Box::new(Looked { opening, expected, asked, found, lock }))
        });
    }

    pub(super) fn looked(&mut self, context: &egui::Context, looked: Looked) {
        let Looked { opening, expected, asked, found, lock } = looked;
        // A save of ours came between, or the document was left: the look is of something else.
        if opening != self.session.opening() || self.file.fingerprint != Some(expected) || self.file.saving {
            return;
        }
        if let Some(lock) = lock {
            self.lock_is_free(context, lock);
            return;
        }
        match found {
            Found::Unknown => {}
            Found::Same => {
                if self.file.trouble == Some(Trouble::ChangedUnderneath) {
                    self.file.trouble = None;
                }
                if asked {
                    self.save(context);
                }
            }
            Found::Gone => self.show_underneath(context, asked, Theirs::Gone, Vec::new(), None),
            Found::Changed(outcome, conflicts) => match *outcome {
                Ok(read) if &read.workbook == self.workbook().as_ref() => {
                    // Another hand wrote what is here, perhaps with other blanks.
                    self.file.fingerprint = Some(read.fingerprint);
                    self.file.trouble = None;
                    let saved = Arc::clone(self.workbook());
                    self.session.mark_saved(&saved);
                }
                Ok(read) => {
                    let by_hand = self.section_names(&read.changed_sections);
                    self.show_underneath(context, asked, Theirs::Workbook(Arc::new(read.workbook)), by_hand, conflicts);
                }
                Err(error) => {
                    let words = self.error_words(error.kind(), error.arguments());
                    self.show_underneath(context, asked, Theirs::Unreadable(words), Vec::new(), None);
                }
            },
        }
    }

    /// The other one has closed the file: nobody else works on it now.
    fn lock_is_free(&mut self, context: &egui::Context, lock: LockState) {
        let Some(path) = self.file.path.clone() else { return };
        self.views.toasts.say(self.locale.text("toast-lock-free"));
        if self.session.is_modified() {
            self.file.lock = Some(lock);
            self.file.read_only = None;
            self.look_underneath(context, false);
        } else {
            // Opened again it has what the other one did, and what he did not come to save.
            drop(lock);
            self.file.lock = None;
            self.open_file(context, path, self.file.key.clone());
        }
    }

    fn show_underneath(
        &mut self,
        context: &egui::Context,
        asked: bool,
        theirs: Theirs,
        by_hand: Vec<String>,
        conflicts: Option<usize>,
    ) {
        let is_news = self.file.trouble.replace(Trouble::ChangedUnderneath) != Some(Trouble::ChangedUnderneath);
        let is_busy = self.views.dialog.is_some() || self.views.palette.is_some() || context.text_edit_focused();
        let Some(path) = self.file.path.clone() else { return };
        // Once she has seen it, the banner will do until she asks; in the middle of a word it will do, too.
        if !asked && (!is_news || is_busy) {
            return;
        }
        let mine = self.workbook();
        let (only_mine, incoming) = match &theirs {
            Theirs::Workbook(theirs) => (records_beyond(mine, theirs), records_beyond(theirs, mine)),
            Theirs::Gone | Theirs::Unreadable(_) => (Vec::new(), Vec::new()),
        };
        let can_save = self.file.read_only.is_none();
        let dialog = UnderneathDialog { path, theirs, mine: only_mine, incoming, by_hand, conflicts, can_save };
        self.views.dialog = Some(Dialog::Underneath(Box::new(dialog)));
    }

    pub(super) fn underneath_intent(&mut self, context: &egui::Context, intent: UnderneathIntent) {
        if intent == UnderneathIntent::Look {
            self.look_underneath(context, true);
            return;
        }
        self.views.dialog = None;
        match intent {
            UnderneathIntent::Look => {}
            UnderneathIntent::Merge => self.merge_underneath(context),
            UnderneathIntent::KeepBoth => self.keep_both(context),
            UnderneathIntent::Reload => self.reload(context),
            UnderneathIntent::Overwrite => self.overwrite(context),
        }
    }

    /// Loads the file anew. What is here and not in it is kept as a backup first; where either fails, all stays as it is.
    pub(super) fn reload(&mut self, context: &egui::Context) {
        let Some(path) = self.file.path.clone() else { return };
        if self.file.saving {
            return;
        }
        let (opening, revision) = (self.session.opening(), self.workbook().revision());
        let workbook = self.session.is_modified().then(|| self.session.seal());
        let state = self.surroundings.places.state.clone();
        let now = self.surroundings.clock.now();
        let key = self.file.key.clone();
        self.jobs.start(context, move || {
            let outcome = store::read_with(&path, key.as_ref()).map_err(ReloadError::Open).and_then(|read| {
                if let Some(mine) = workbook {
                    let backups = Backups { state: &state, document: mine.id, now };
                    store::set_aside(&RealDisk, &mine, key.as_ref(), &backups).map_err(ReloadError::Keep)?;
                }
                Ok(Box::new(read))
            });
            Done::Reloaded(Reloaded { opening, revision, outcome })
        });
    }

    /// Makes one of what is here and what the file holds, and saves it.
    fn merge_underneath(&mut self, context: &egui::Context) {
        let Some(path) = self.file.path.clone().filter(|_| !self.file.saving) else { return };
        self.tell_found();
        let finder = self.finder();
        let (opening, revision) = (self.session.opening(), self.workbook().revision());
        let mine = self.session.seal();
        let name = self.locale.text("activity-merging").into_owned();
        let key = self.file.key.clone();
        self.jobs.start_long(context, name, move |_| {
            let outcome = store::read_with(&path, key.as_ref()).map_err(|error| error.to_string()).and_then(|read| {
                let fingerprint = read.fingerprint;
                let theirs = Copy::from(read).told(finder);
                let merged = merge(&mine, &theirs).map_err(|error| error.to_string())?;
                Ok(Box::new((theirs, merged, fingerprint)))
            });
            Done::Merged(Merged { opening, revision, outcome })
        });
    }

    pub(super) fn merged(&mut self, context: &egui::Context, merged: Merged) {
        // A save that began meanwhile answers for this opening; what it finds is told anew.
        if merged.opening != self.session.opening() || self.file.saving {
            return;
        }
        if merged.revision != self.workbook().revision() {
            // She went on meanwhile.
            self.merge_underneath(context);
            return;
        }
        match merged.outcome {
            Ok(merged) => {
                let (other, merged, fingerprint) = *merged;
                let (mine, theirs) = (merged.only_left.len(), merged.only_right.len());
                let has_conflicts = !merged.conflicts.is_empty();
                if let Err(error) = self.join_file(&other, merged) {
                    self.fail("failed-underneath-merge", error.to_string());
                    return;
                }
                self.file.fingerprint = Some(fingerprint);
                self.file.trouble = None;
                self.derived = None;
                let args = [("theirs", theirs.into()), ("mine", mine.into())];
                self.views.toasts.say(self.locale.format("toast-underneath-merged", args));
                if has_conflicts {
                    // The list of them opens, and a strip leads back to it.
                    self.look_again();
                }
                self.save(context);
            }
            Err(reason) => self.fail("failed-underneath-merge", reason),
        }
    }

    /// Goes on with what this document and its file come to. Where neither knew all of the other, a record of whoever sits
    /// here joins the two; undo takes back what came from the file.
    fn join_file(&mut self, other: &Workbook, merged: Merge) -> Result<(), EditError> {
        let is_forked = merged.workbook.heads().len() > 1;
        let stamp = if is_forked { Some(self.stamp()?) } else { None };
        // Who joins them may have come into the registry just now.
        let is_stale = merged.workbook.revision() != self.workbook().revision() + 1;
        let anew = is_stale.then(|| merge(self.workbook(), other).ok()).flatten();
        let merged = anew.unwrap_or(merged);
        self.session.merge_file(merged.workbook, &merged.only_right, stamp)
    }

    pub(super) fn reloaded(&mut self, context: &egui::Context, reloaded: Reloaded) {
        if reloaded.opening != self.session.opening() || self.file.saving {
            return;
        }
        if reloaded.revision != self.workbook().revision() {
            // She went on meanwhile, and that is not kept yet.
            self.reload(context);
            return;
        }
        match reloaded.outcome {
            Ok(read) => {
                let ReadFile { workbook, fingerprint, changed_sections, format_1, path } = *read;
                self.forget_journal();
                let revision = workbook.revision();
                let session = Session::new(workbook, (self.surroundings.random)(), Some(revision));
                self.session = session.of_file(changed_sections.clone(), format_1);
                self.file.path = Some(path);
                self.file.fingerprint = Some(fingerprint);
                self.file.trouble = None;
                self.file.waiting = None;
                self.document_changed();
                self.look_again();
                self.say_changed_sections(&changed_sections);
                self.views.toasts.say(self.locale.text("toast-reloaded"));
            }
            Err(ReloadError::Open(error)) => {
                let words = self.error_words(error.kind(), error.arguments());
                let stays = self.locale.text("reload-failed-stays");
                self.fail("failed-reload", format!("{words}\n\n{stays}"));
            }
            Err(ReloadError::Keep(error)) => {
                let words = self.error_words(error.kind(), error.arguments());
                self.fail("failed-reload", words);
            }
        }
    }
}

/// The records of `one` that `other` does not have, in their order.
pub(super) fn records_beyond(one: &Workbook, other: &Workbook) -> Vec<Arc<Record>> {
    let theirs: BTreeSet<RecordId> = other.history.iter().map(|record| record.id).collect();
    one.history.iter().filter(|record| !theirs.contains(&record.id)).cloned().collect()
}
