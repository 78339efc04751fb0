//! Saving: asked for or by itself, one at a time, off the drawing thread.

use super::WorkbookApp;
use super::answers::Done;
use crate::store::{self, Backups, Expect, LockState, SaveError, Saved};
use crate::ui::{PathPurpose, Trouble};
use crate::workbook::Workbook;
use chrono::TimeDelta;
use egui::Event;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// Automatic saves keep what they replace once in so many minutes: ten backups are then of hours, not of minutes.
const BACKUP_EVERY: TimeDelta = TimeDelta::minutes(10);

/// What a save is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SaveKind {
    /// The document's own file, because she asked for it.
    InPlace,
    /// The document's own file, by itself.
    Auto,
    /// Another file, which is the document's from then on.
    As,
    /// Another file, and the document stays where it is.
    Copy,
}

/// What is to be saved once the save that runs has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Waiting {
    /// The document's own file.
    InPlace,
    /// Another file, which is the document's from then on.
    As(PathBuf, Expect),
}

/// What came of a save.
pub(super) struct SaveAnswer {
    /// The opening of the document that was saved.
    opening: u64,
    kind: SaveKind,
    path: PathBuf,
    /// What was saved.
    saved: Arc<Workbook>,
    /// Whether what it replaced was to be kept.
    keeps: bool,
    outcome: Result<Saved, SaveError>,
}

impl WorkbookApp {
    /// Saves in the document's own file, or asks for one.
    pub(super) fn save(&mut self, context: &egui::Context) {
        match self.file.path.clone() {
            Some(path) if self.file.read_only.is_none() => {
                let expect = self.file.fingerprint.map_or(Expect::Absent, Expect::Fingerprint);
                self.start_save(context, SaveKind::InPlace, path, expect);
            }
            _ => self.ask_path(context, PathPurpose::SaveAs),
        }
    }

    /// Saves over what another program wrote: she has seen that it would be lost.
    pub(super) fn overwrite(&mut self, context: &egui::Context) {
        if let Some(path) = self.file.path.clone() {
            self.start_save(context, SaveKind::InPlace, path, Expect::Anything);
        }
    }

    /// Whether the document goes into its file without being asked to.
    pub(super) fn saves_by_itself(&self) -> bool {
        let file = &self.file;
        self.settings.autosave && file.path.is_some() && file.read_only.is_none() && file.trouble.is_none()
    }

    /// Saves in a pause, and when she turns to another window: what she sends then is what she sees here.
    pub(super) fn save_automatically(&mut self, context: &egui::Context) {
        // What failed may go well later; what another program changed wants an answer first.
        let may_try = matches!(self.file.trouble, None | Some(Trouble::NotSaved(_)));
        let is_ours = self.file.path.is_some() && self.file.read_only.is_none();
        let wanted = self.settings.autosave && may_try && is_ours && self.session.is_modified();
        if !wanted || self.file.saving || self.leaving.is_some() {
            return;
        }
        let (now, turned_away) =
            context.input(|i| (i.time, i.events.iter().any(|e| matches!(e, Event::WindowFocused(false)))));
        let wait = self.file.auto.wait(now, self.workbook().revision());
        if wait > 0.0 && !(turned_away && self.file.trouble.is_none()) {
            context.request_repaint_after(Duration::from_secs_f64(wait));
        } else if let (Some(path), Some(fingerprint)) = (self.file.path.clone(), self.file.fingerprint) {
            self.start_save(context, SaveKind::Auto, path, Expect::Fingerprint(fingerprint));
        }
    }

    /// Switches automatic saving on or off.
    pub(super) fn toggle_autosave(&mut self) {
        self.settings.autosave = !self.settings.autosave;
        self.save_settings();
        let id = if self.settings.autosave { "toast-autosave-on" } else { "toast-autosave-off" };
        self.views.toasts.say(self.locale.text(id));
    }

    pub(super) fn start_save(&mut self, context: &egui::Context, kind: SaveKind, path: PathBuf, expect: Expect) {
        let is_ours = self.file.path.as_ref() == Some(&path) && self.file.read_only.is_none();
        if !is_ours && store::is_locked(&path) {
            // Whoever works on it would lose what is not saved yet.
            self.leaving = None;
            let text = self.locale.format("save-locked", [("path", path.display().to_string().into())]);
            self.fail("failed-save", text);
            return;
        }
        if kind != SaveKind::Copy {
            if self.file.saving {
                self.wait_for_save(kind, path, expect);
                return;
            }
            self.file.saving = true;
            let now = context.input(|i| i.time);
            self.file.auto.began(now);
        }
        let now = self.surroundings.clock.now();
        let keeps = kind != SaveKind::Auto || self.file.backed_up_at.is_none_or(|at| now - at >= BACKUP_EVERY);
        let workbook = self.session.seal();
        let opening = self.session.opening();
        let state = self.surroundings.places.state.clone();
        let key = self.file.key.clone();
        self.jobs.start(context, move || {
            let backups = Backups { state: &state, document: workbook.id, now };
            let outcome = store::save_with(&workbook, &path, key.as_ref(), &expect, keeps.then_some(&backups));
            Done::Saved(Box::new(SaveAnswer { opening, kind, path, saved: workbook, keeps, outcome }))
        });
    }

    /// Several saves that are asked for while one runs are one; another file is the stronger wish.
    fn wait_for_save(&mut self, kind: SaveKind, path: PathBuf, expect: Expect) {
        match kind {
            SaveKind::As => self.file.waiting = Some(Waiting::As(path, expect)),
            SaveKind::InPlace => {
                self.file.waiting.get_or_insert(Waiting::InPlace);
            }
            SaveKind::Auto | SaveKind::Copy => {}
        }
    }

    pub(super) fn saved(&mut self, context: &egui::Context, answer: SaveAnswer) {
        let SaveAnswer { opening, kind, path, saved: workbook, keeps, outcome } = answer;
        // She left the document meanwhile: this is no news of the one that is open, unless the save failed.
        let is_ours = opening == self.session.opening();
        if !is_ours && outcome.is_ok() {
            return;
        }
        if is_ours && kind != SaveKind::Copy {
            self.file.saving = false;
            self.file.auto.ended(outcome.is_err());
        }
        match outcome {
            Ok(saved) => {
                self.say_warnings(&saved);
                if kind == SaveKind::Copy {
                    self.say_file("toast-copy-saved", saved.path);
                    return;
                }
                if kind == SaveKind::As {
                    if self.file.is_in_memory_alone() {
                        self.session.forget_unjournaled(&workbook);
                    }
                    self.moved_to(&saved.path);
                    self.say_file("toast-saved", saved.path.clone());
                    self.settings.remember(&saved.path);
                    self.settings.last_workbook = Some(saved.path.clone());
                    self.save_settings();
                }
                let now = self.surroundings.clock.now();
                self.file.path = Some(saved.path);
                self.file.fingerprint = Some(saved.fingerprint);
                self.file.saved_at = Some(now);
                self.file.trouble = None;
                if keeps {
                    self.file.backed_up_at = Some(now);
                }
                self.session.mark_saved(&workbook);
                self.restart_journal(Some(context), workbook);
                self.go_on_after_save(context);
            }
            Err(error) => {
                self.leaving = None;
                self.file.waiting = None;
                self.not_saved(context, is_ours, kind, &path, &error);
            }
        }
    }

    /// What was asked for while the save ran.
    fn go_on_after_save(&mut self, context: &egui::Context) {
        match self.file.waiting.take() {
            Some(Waiting::As(path, expect)) => self.start_save(context, SaveKind::As, path, expect),
            Some(Waiting::InPlace) if self.session.is_modified() => self.save(context),
            Some(Waiting::InPlace) | None => {
                if let Some(leave) = self.leaving.take() {
                    self.leave_for(context, leave);
                }
            }
        }
    }

    fn not_saved(&mut self, context: &egui::Context, is_ours: bool, kind: SaveKind, path: &Path, error: &SaveError) {
        let words = self.error_words(error.kind(), error.arguments());
        let in_place = is_ours && matches!(kind, SaveKind::InPlace | SaveKind::Auto);
        if in_place && matches!(error, SaveError::ChangedUnderneath { .. }) {
            self.file.trouble = Some(Trouble::ChangedUnderneath);
            if kind == SaveKind::InPlace {
                self.look_underneath(context, true);
            }
            return;
        }
        if in_place {
            self.file.trouble = Some(Trouble::NotSaved(words.clone()));
        }
        if kind == SaveKind::Auto && is_ours {
            return;
        }
        // A file of that name came between: she chose a free one, and is asked for another.
        let text = if kind == SaveKind::As && matches!(error, SaveError::ChangedUnderneath { .. }) {
            self.locale.format("save-name-taken", [("path", path.display().to_string().into())])
        } else {
            words
        };
        self.fail("failed-save", text);
    }

    fn say_warnings(&mut self, saved: &Saved) {
        for warning in &saved.warnings {
            let words = self.error_words(warning.kind(), warning.arguments());
            self.views.toasts.warn(words);
        }
    }

    /// Takes in a save that ended after the window was closed.
    pub(super) fn saved_at_the_end(&mut self, answer: &SaveAnswer) {
        if answer.opening == self.session.opening() && answer.kind != SaveKind::Copy && answer.outcome.is_ok() {
            self.session.mark_saved(&answer.saved);
        }
    }

    /// The document goes on in another file.
    fn moved_to(&mut self, path: &Path) {
        if std::mem::take(&mut self.file.untitled) {
            drop(store::remove_untitled(&self.surroundings.places.state, self.workbook().id));
        }
        // The lock of the old file goes before that of the new one is taken: it may be the same file.
        self.file.lock = None;
        let lock = LockState::acquire(path, &self.holder());
        self.file.read_only = self.why_read_only(&lock, path);
        self.file.lock = Some(lock);
    }

    /// Saves what is here beside the file of which another program made something else, and goes on there.
    pub(super) fn keep_both(&mut self, context: &egui::Context) {
        let Some(path) = self.file.path.clone() else { return };
        let end = format!(".{}", self.file.extension());
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let stem = name.strip_suffix(&end).unwrap_or(&name).to_owned();
        let who: String = self.author_name().chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect();
        let day = self.surroundings.clock.today().to_string();
        let args = [("name", stem.into()), ("who", who.into()), ("day", day.into())];
        let name = self.locale.format("conflict-copy-name", args);
        let free = (1..100).map(|n| path.with_file_name(numbered(&name, n) + &end)).find(|path| !path.exists());
        match free {
            Some(free) => self.start_save(context, SaveKind::As, free, Expect::Absent),
            None => self.ask_path(context, PathPurpose::SaveAs),
        }
    }
}

/// `name`, `name 2`, …
fn numbered(name: &str, n: usize) -> String {
    if n == 1 { name.to_owned() } else { format!("{name} {n}") }
}
