//! Saving, on request or automatically: one save at a time, off the UI thread.

use crate::app::files::Files;
use crate::app::files::external_change::check_external_change;
use crate::app::files::recovery::restart_journal;
use crate::app::files::state::Waiting;
use crate::app::shared::Shared;
use crate::app::{Job, WorkbookApp};
use crate::store::{self, Backups, ExpectedState, LockState, SaveError, Saved};
use crate::ui::{Alert, PathPurpose};
use crate::workbook::Workbook;
use chrono::TimeDelta;
use egui::{Context, Event};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// The minimum time between two backups by automatic saves, so that ten backups cover hours instead of minutes.
const BACKUP_EVERY: TimeDelta = TimeDelta::minutes(10);

/// The kind of a save.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SaveKind {
    /// To the file of the document, on request.
    InPlace,
    /// To the file of the document, automatically.
    Auto,
    /// To another file, which becomes the file of the document.
    As,
    /// To another file; the document keeps its file.
    Copy,
}

/// The result of a save.
struct SaveAnswer {
    kind: SaveKind,
    path: PathBuf,
    /// The workbook that was saved.
    saved: Arc<Workbook>,
    /// Whether a backup of the replaced file was to be kept.
    keeps: bool,
    outcome: Result<Saved, SaveError>,
}

impl Shared {
    /// Whether the document is saved automatically.
    pub(crate) fn saves_by_itself(&self) -> bool {
        let file = &self.file;
        self.settings.autosave && file.path.is_some() && file.read_only.is_none() && file.alert.is_none()
    }
}

impl Files {
    /// Saves to the file of the document, or asks for a path.
    pub(crate) fn save(&mut self, shared: &mut Shared, context: &Context) {
        match shared.file.path.clone() {
            Some(path) if shared.file.read_only.is_none() => {
                let expect = shared.file.fingerprint.map_or(ExpectedState::Absent, ExpectedState::Fingerprint);
                self.start_save(shared, context, SaveKind::InPlace, path, expect);
            }
            _ => shared.ask_path(context, PathPurpose::SaveAs),
        }
    }

    /// Saves over the changes of another program; the user has seen what is lost.
    pub(crate) fn overwrite(&mut self, shared: &mut Shared, context: &Context) {
        if let Some(path) = shared.file.path.clone() {
            self.start_save(shared, context, SaveKind::InPlace, path, ExpectedState::Anything);
        }
    }

    /// Saves after a pause in editing, and when the window loses the focus, so that a file that is sent next has what
    /// the window shows.
    pub(crate) fn save_automatically(&mut self, shared: &mut Shared, context: &Context) {
        // A failed save may succeed later. A change by another program needs an answer first.
        let may_try = matches!(shared.file.alert, None | Some(Alert::NotSaved(_)));
        let is_ours = shared.file.path.is_some() && shared.file.read_only.is_none();
        let wanted = shared.settings.autosave && may_try && is_ours && shared.document.is_modified();
        if !wanted || shared.file.saving || self.leaving.is_some() {
            return;
        }
        let (now, turned_away) =
            context.input(|i| (i.time, i.events.iter().any(|e| matches!(e, Event::WindowFocused(false)))));
        let wait = shared.file.auto.wait(now, shared.workbook().revision());
        if wait > 0.0 && !(turned_away && shared.file.alert.is_none()) {
            context.request_repaint_after(Duration::from_secs_f64(wait));
        } else if let (Some(path), Some(fingerprint)) = (shared.file.path.clone(), shared.file.fingerprint) {
            self.start_save(shared, context, SaveKind::Auto, path, ExpectedState::Fingerprint(fingerprint));
        }
    }

    pub(crate) fn start_save(
        &mut self,
        shared: &mut Shared,
        context: &Context,
        kind: SaveKind,
        path: PathBuf,
        expect: ExpectedState,
    ) {
        let is_ours = shared.file.path.as_ref() == Some(&path) && shared.file.read_only.is_none();
        if !is_ours && store::is_locked(&path) {
            // Another user who has the file open would lose unsaved edits.
            self.leaving = None;
            let text = shared.locale.format("save-locked", [("path", path.display().to_string().into())]);
            shared.fail("failed-save", text);
            return;
        }
        if kind != SaveKind::Copy {
            if shared.file.saving {
                wait_for_save(shared, kind, path, expect);
                return;
            }
            shared.file.saving = true;
            let now = context.input(|i| i.time);
            shared.file.auto.began(now);
        }
        let now = shared.environment.clock.now();
        let keeps = kind != SaveKind::Auto || shared.file.backed_up_at.is_none_or(|at| now - at >= BACKUP_EVERY);
        let workbook = shared.document.seal();
        let state = shared.environment.folders.state.clone();
        let key = shared.file.key.clone();
        let job = Job::new(
            shared.this_document(),
            move || {
                let backups = Backups { state: &state, document: workbook.id, now };
                let outcome = store::save_with(&workbook, &path, key.as_ref(), &expect, keeps.then_some(&backups));
                SaveAnswer { kind, path, saved: workbook, keeps, outcome }
            },
            |program: &mut WorkbookApp, context, answer| {
                program.files.saved(&mut program.shared, context, answer);
            },
        );
        let job = job.when_left(|program, answer| program.files.saved_what_was_left(&mut program.shared, &answer));
        shared.jobs.start(context, job.when_closing(|program, answer| saved_at_the_end(&mut program.shared, &answer)));
    }

    /// Takes in a save of a document that was closed meanwhile; only a failure is reported.
    fn saved_what_was_left(&mut self, shared: &mut Shared, answer: &SaveAnswer) {
        if let Err(error) = &answer.outcome {
            self.leaving = None;
            shared.file.waiting = None;
            fail_to_save(shared, answer.kind, &answer.path, error);
        }
    }

    fn saved(&mut self, shared: &mut Shared, context: &Context, answer: SaveAnswer) {
        let SaveAnswer { kind, path, saved: workbook, keeps, outcome } = answer;
        if kind != SaveKind::Copy {
            shared.file.saving = false;
            shared.file.auto.ended(outcome.is_err());
        }
        match outcome {
            Ok(saved) => {
                say_warnings(shared, &saved);
                if kind == SaveKind::Copy {
                    shared.say_file("toast-copy-saved", saved.path);
                    return;
                }
                if kind == SaveKind::As {
                    if shared.file.is_in_memory_alone() {
                        shared.document.forget_unjournaled(&workbook);
                    }
                    moved_to(shared, &saved.path);
                    shared.say_file("toast-saved", saved.path.clone());
                    shared.settings.remember(&saved.path);
                    shared.settings.last_workbook = Some(saved.path.clone());
                    shared.save_settings();
                }
                let now = shared.environment.clock.now();
                shared.file.path = Some(saved.path);
                shared.file.fingerprint = Some(saved.fingerprint);
                shared.file.saved_at = Some(now);
                shared.file.alert = None;
                if keeps {
                    shared.file.backed_up_at = Some(now);
                }
                shared.document.mark_saved(&workbook);
                restart_journal(shared, Some(context), workbook);
                self.go_on_after_save(shared, context);
            }
            Err(error) => {
                self.leaving = None;
                shared.file.waiting = None;
                not_saved(shared, context, kind, &path, &error);
            }
        }
    }

    /// Carries out what was requested while the save ran.
    fn go_on_after_save(&mut self, shared: &mut Shared, context: &Context) {
        match shared.file.waiting.take() {
            Some(Waiting::As(path, expect)) => self.start_save(shared, context, SaveKind::As, path, expect),
            Some(Waiting::InPlace) if shared.document.is_modified() => self.save(shared, context),
            Some(Waiting::InPlace) | None => {
                if let Some(leave) = self.leaving.take() {
                    self.leave_for(shared, context, leave);
                }
            }
        }
    }

    /// Saves the document next to its file, which another program changed, and continues there.
    pub(crate) fn keep_both(&mut self, shared: &mut Shared, context: &Context) {
        let Some(path) = shared.file.path.clone() else { return };
        let end = format!(".{}", shared.file.extension());
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let stem = name.strip_suffix(&end).unwrap_or(&name).to_owned();
        let who: String = shared.author_name().chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect();
        let day = shared.environment.clock.today().to_string();
        let args = [("name", stem.into()), ("who", who.into()), ("day", day.into())];
        let name = shared.locale.format("conflict-copy-name", args);
        let free = (1..100).map(|n| path.with_file_name(numbered(&name, n) + &end)).find(|path| !path.exists());
        match free {
            Some(free) => self.start_save(shared, context, SaveKind::As, free, ExpectedState::Absent),
            None => shared.ask_path(context, PathPurpose::SaveAs),
        }
    }
}

/// Remembers a save that was requested while another runs. Several requests become one; “save as” takes precedence.
fn wait_for_save(shared: &mut Shared, kind: SaveKind, path: PathBuf, expect: ExpectedState) {
    match kind {
        SaveKind::As => shared.file.waiting = Some(Waiting::As(path, expect)),
        SaveKind::InPlace => {
            shared.file.waiting.get_or_insert(Waiting::InPlace);
        }
        SaveKind::Auto | SaveKind::Copy => {}
    }
}

fn not_saved(shared: &mut Shared, context: &Context, kind: SaveKind, path: &Path, error: &SaveError) {
    let in_place = matches!(kind, SaveKind::InPlace | SaveKind::Auto);
    if in_place && matches!(error, SaveError::ChangedExternally { .. }) {
        shared.file.alert = Some(Alert::ChangedExternally);
        if kind == SaveKind::InPlace {
            check_external_change(shared, context, true);
        }
        return;
    }
    if in_place {
        let words = shared.error_words(error.kind(), error.arguments());
        shared.file.alert = Some(Alert::NotSaved(words));
    }
    if kind != SaveKind::Auto {
        fail_to_save(shared, kind, path, error);
    }
}

fn fail_to_save(shared: &mut Shared, kind: SaveKind, path: &Path, error: &SaveError) {
    // A file of that name was created meanwhile. The user chose a free name, and has to choose again.
    let text = if kind == SaveKind::As && matches!(error, SaveError::ChangedExternally { .. }) {
        shared.locale.format("save-name-taken", [("path", path.display().to_string().into())])
    } else {
        shared.error_words(error.kind(), error.arguments())
    };
    shared.fail("failed-save", text);
}

fn say_warnings(shared: &mut Shared, saved: &Saved) {
    for warning in &saved.warnings {
        let words = shared.error_words(warning.kind(), warning.arguments());
        shared.views.toasts.warn(words);
    }
}

/// Takes in a save that ended after the window was closed.
fn saved_at_the_end(shared: &mut Shared, answer: &SaveAnswer) {
    if answer.kind != SaveKind::Copy && answer.outcome.is_ok() {
        shared.document.mark_saved(&answer.saved);
    }
}

/// Moves the document to another file.
fn moved_to(shared: &mut Shared, path: &Path) {
    if std::mem::take(&mut shared.file.untitled) {
        drop(store::remove_untitled(&shared.environment.folders.state, shared.workbook().id));
    }
    // The old lock is released before the new one is acquired, because the file may be the same.
    shared.file.lock = None;
    let lock = LockState::acquire(path, &shared.holder());
    shared.file.read_only = shared.why_read_only(&lock, path);
    shared.file.lock = Some(lock);
}

/// `name`, `name 2`, …
fn numbered(name: &str, n: usize) -> String {
    if n == 1 { name.to_owned() } else { format!("{name} {n}") }
}
