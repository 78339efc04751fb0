//! The document and its file: opening, saving, exporting, and what happens before it is left.

use super::answers::Done;
use super::exports::with_extension;
use super::recovery::Recovery;
use super::{Ask, Session, WorkbookApp};
use crate::locale::Locale;
use crate::store::{self, Backups, Expect, Fingerprint, Holder, LockState, OpenError, Opened, SaveError, Saved};
use crate::ui::{Dialog, PathPurpose, Views};
use chrono::{DateTime, Utc};
use std::path::{Path, PathBuf};

/// The file of the open document.
#[derive(Default)]
pub struct OpenFile {
    /// Where it is; none before it is saved for the first time.
    pub path: Option<PathBuf>,
    /// The state of the file that the document was loaded from or saved to.
    pub fingerprint: Option<Fingerprint>,
    /// Keeps others from saving to it meanwhile.
    pub lock: Option<LockState>,
    /// Why it cannot be saved in its place, where it cannot.
    pub read_only: Option<String>,
    /// A save is running.
    pub saving: bool,
    /// Another save was asked for while one runs.
    pub save_again: bool,
    /// When it was saved last.
    pub saved_at: Option<DateTime<Utc>>,
    /// The title that the window has.
    pub title: String,
    /// It has no name yet and is kept in the state folder.
    pub untitled: bool,
    /// The journal.
    pub recovery: Recovery,
}

impl OpenFile {
    /// The name that is shown.
    #[must_use]
    pub fn name(&self, locale: &Locale) -> String {
        match self.path.as_deref().and_then(Path::file_name) {
            Some(name) => name.to_string_lossy().into_owned(),
            None => locale.text("untitled").into_owned(),
        }
    }
}

/// What is asked for and means leaving the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leave {
    /// To close the program.
    Quit,
    /// A new workbook on the built-in license.
    New,
    /// To choose a workbook to open.
    AskOpen,
    /// To choose a license text.
    AskLicenseText,
    /// To open this workbook.
    Open(PathBuf),
}

/// What a save is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SaveKind {
    /// The document's own file.
    InPlace,
    /// Another file, which is the document's from then on.
    As,
    /// Another file, and the document stays where it is.
    Copy,
}

/// What came of a save.
pub(super) struct SaveAnswer {
    /// The opening of the document that was saved.
    opening: u64,
    kind: SaveKind,
    path: PathBuf,
    revision: u64,
    /// How many records of the history it holds.
    records: usize,
    outcome: Result<Saved, SaveError>,
}

impl WorkbookApp {
    /// Waits for background work, so that closing the window loses nothing.
    pub fn finish(&mut self) {
        self.keep_journal(None);
        while let Some(answer) = self.jobs.wait() {
            if let Done::Journaled(ids, outcome) = answer {
                self.journaled(ids, *outcome);
            } else if let Done::Saved(answer) = answer
                && answer.opening == self.session.opening()
                && answer.kind != SaveKind::Copy
                && answer.outcome.is_ok()
            {
                self.session.mark_saved(answer.revision);
            }
        }
        if self.may_close || !self.session.is_modified() {
            self.forget_journal();
        }
        self.save_settings();
    }

    /// Asks before the window closes on unsaved edits.
    pub(super) fn watch_close(&mut self, context: &egui::Context) {
        if !context.input(|i| i.viewport().close_requested()) || self.may_close || !self.session.is_modified() {
            return;
        }
        context.send_viewport_cmd(egui::ViewportCommand::CancelClose);
        self.leaving = Some(Leave::Quit);
        self.views.dialog = Some(Dialog::Unsaved);
    }

    /// Leaves the document, after asking about unsaved edits.
    pub(super) fn leave_for(&mut self, context: &egui::Context, leave: Leave) {
        if self.session.is_modified() {
            self.leaving = Some(leave);
            self.views.dialog = Some(Dialog::Unsaved);
        } else {
            self.leave_now(context, leave);
        }
    }

    /// Her answer to the dialog on unsaved edits.
    pub(super) fn leave_answer(&mut self, context: &egui::Context, save: bool) {
        self.views.dialog = None;
        let Some(leave) = self.leaving.clone() else { return };
        if save {
            // What was asked for follows when the save has succeeded.
            self.save(context);
        } else {
            self.leaving = None;
            self.leave_now(context, leave);
        }
    }

    fn leave_now(&mut self, context: &egui::Context, leave: Leave) {
        match leave {
            Leave::Quit => {
                self.may_close = true;
                context.send_viewport_cmd(egui::ViewportCommand::Close);
            }
            Leave::New => {
                let text = super::start::SEED;
                self.new_document(text);
            }
            Leave::AskOpen => self.ask_path(context, PathPurpose::Open),
            Leave::AskLicenseText => self.ask_path(context, PathPurpose::LicenseText),
            Leave::Open(path) => self.open(context, path),
        }
    }

    /// Asks for a path, by the system's dialog.
    pub(super) fn ask_path(&mut self, context: &egui::Context, purpose: PathPurpose) {
        let ask = Ask { purpose, folder: self.start_folder(), name: self.proposed_name(purpose) };
        let waiting = self.surroundings.dialogs.ask(&ask, self.locale);
        self.jobs.start(context, move || Done::Picked(purpose, waiting()));
    }

    pub(super) fn start_folder(&self) -> Option<PathBuf> {
        let of = |path: &PathBuf| path.parent().map(Path::to_owned);
        let recent = self.settings.recent.first();
        self.file.path.as_ref().or(recent).and_then(of).or_else(|| {
            let dirs = directories::UserDirs::new()?;
            Some(dirs.document_dir().unwrap_or_else(|| dirs.home_dir()).to_owned())
        })
    }

    /// A name that says what the file is: the number of the license, and the day where it is a snapshot.
    pub(super) fn proposed_name(&self, purpose: PathPurpose) -> String {
        let workbook = self.session.workbook();
        let number = workbook
            .current_license()
            .and_then(|id| workbook.licenses.get(&id))
            .and_then(|l| l.parsed.cover.number.as_ref())
            .map_or_else(|| "license".to_owned(), |n| n.value.replace(['/', '\\', ':'], "-"));
        match purpose {
            PathPurpose::Open
            | PathPurpose::LicenseText
            | PathPurpose::Schedule
            | PathPurpose::Snapshot
            | PathPurpose::Evidence(_)
            | PathPurpose::EvidenceFolder(_)
            | PathPurpose::Replacement(_)
            | PathPurpose::FindEvidence
            | PathPurpose::Extract { zip: false } => String::new(),
            PathPurpose::Extract { zip: true } => self.extract_name() + ".zip",
            PathPurpose::Comparison(format) => self.comparison_name(&number, format),
            PathPurpose::MoveOut(hash) | PathPurpose::SaveEvidence(hash) => {
                workbook.evidence.get(&hash).map(|e| e.name.clone()).unwrap_or_default()
            }
            PathPurpose::SaveAs => format!("{number}.ron"),
            PathPurpose::SaveCopy => format!("{number}-{}.ron", self.surroundings.clock.today()),
            PathPurpose::Report(file) => self.report_file_name(&number, file),
            PathPurpose::Export(request) => {
                format!("{number}-{}.{}", self.surroundings.clock.today(), request.format.extension())
            }
        }
    }

    /// Goes on with a path that she chose.
    pub(super) fn path_chosen(&mut self, context: &egui::Context, purpose: PathPurpose, path: PathBuf) {
        match purpose {
            PathPurpose::Open => self.open(context, path),
            PathPurpose::LicenseText => self.jobs.start(context, move || {
                let text = std::fs::read(&path).map_err(|e| e.to_string());
                let text = text.and_then(|bytes| String::from_utf8(bytes).map_err(|e| e.to_string()));
                Done::LicenseText(path, text)
            }),
            PathPurpose::Evidence(_)
            | PathPurpose::EvidenceFolder(_)
            | PathPurpose::Replacement(_)
            | PathPurpose::MoveOut(_)
            | PathPurpose::FindEvidence
            | PathPurpose::Extract { .. }
            | PathPurpose::SaveEvidence(_) => self.evidence_path_chosen(context, purpose, path),
            PathPurpose::Snapshot => self.read_received(context, path),
            PathPurpose::Comparison(format) => {
                self.write_comparison(context, format, with_extension(path, purpose.extension()));
            }
            PathPurpose::Schedule => self.jobs.start(context, move || {
                let text = std::fs::read_to_string(&path).map_err(|e| e.to_string());
                Done::Schedule(path, text)
            }),
            PathPurpose::SaveAs => {
                let path = with_extension(path, purpose.extension());
                self.start_save(context, SaveKind::As, path, Expect::Anything);
            }
            PathPurpose::SaveCopy => {
                let path = with_extension(path, purpose.extension());
                self.start_save(context, SaveKind::Copy, path, Expect::Anything);
            }
            PathPurpose::Report(file) => {
                self.write_report_file(context, file, with_extension(path, purpose.extension()));
            }
            PathPurpose::Export(request) => {
                self.start_export(context, request, with_extension(path, purpose.extension()));
            }
        }
    }

    fn holder(&self) -> Holder {
        Holder::new(self.author_name(), self.surroundings.clock.now())
    }

    pub(super) fn open(&mut self, context: &egui::Context, path: PathBuf) {
        if self.file.path.as_ref() == Some(&path) {
            // Ours already; the lock would say that another has it.
            self.reload(context);
            return;
        }
        let state = self.surroundings.places.state.clone();
        let holder = self.holder();
        self.jobs.start(context, move || {
            let outcome = store::open(&path, &state, &holder);
            Done::Opened(path, Box::new(outcome))
        });
    }

    /// Loads the file anew and gives up what is here.
    pub(super) fn reload(&mut self, context: &egui::Context) {
        let Some(path) = self.file.path.take() else { return };
        self.forget_journal();
        self.file = OpenFile::default();
        self.open(context, path);
    }

    pub(super) fn opened(&mut self, path: &Path, outcome: Result<Opened, OpenError>) {
        match outcome {
            Ok(opened) => {
                let path = opened.path.clone();
                self.take_over(opened);
                self.settings.remember(&path);
                self.settings.last_workbook = Some(path);
                self.save_settings();
            }
            Err(error) => {
                self.settings.recent.retain(|recent| recent != path);
                let hint = self.locale.text("failed-open-hint");
                let english = format!("{error}. {}", error.advice());
                let words = self.error_words(error.kind(), error.arguments(), english);
                let text = format!("{words}\n\n{hint}");
                self.fail("failed-open", text);
            }
        }
    }

    /// Makes what was opened the document.
    pub(super) fn take_over(&mut self, opened: Opened) {
        self.forget_journal();
        let Opened { workbook, fingerprint, changed_sections, lock, path, recoverable } = opened;
        let read_only = self.why_read_only(&lock, &path);
        let untitled = store::is_untitled(&self.surroundings.places.state, &path);
        let saved_revision = (!untitled).then(|| workbook.revision());
        self.session = Session::new(workbook, (self.surroundings.random)(), saved_revision);
        self.file = OpenFile {
            path: (!untitled).then_some(path),
            fingerprint: Some(fingerprint),
            lock: Some(lock),
            read_only,
            untitled,
            ..OpenFile::default()
        };
        self.document_changed();
        if let Some(reason) = self.file.read_only.clone() {
            self.views.toasts.warn(self.locale.format("toast-read-only", [("reason", reason.into())]));
        }
        if !changed_sections.is_empty() {
            let ids: Vec<String> = changed_sections.iter().map(|s| format!("section-{}", s.as_str())).collect();
            let names: Vec<_> = ids.iter().map(|id| self.locale.text(id)).collect();
            let names = names.join(&self.locale.text("list-separator"));
            self.views.toasts.warn(self.locale.format("toast-changed-by-hand", [("sections", names.into())]));
        }
        // Whoever has the lock has the journal too.
        if self.file.read_only.is_none() {
            self.recover(recoverable);
        }
    }

    /// Why the file at `path` cannot be saved in its place, where it cannot.
    fn why_read_only(&self, lock: &LockState, path: &Path) -> Option<String> {
        let folder = path.parent().unwrap_or(path).display().to_string();
        match lock {
            LockState::Held(_) | LockState::Unsupported { .. } => None,
            LockState::ReadOnly => Some(self.locale.format("read-only-folder", [("folder", folder.into())])),
            LockState::ByOther(by) => {
                let who = by.who.clone().unwrap_or_else(|| self.locale.text("someone").into_owned());
                let since = by.since.map(|at| crate::ui::china_time(at).format("%Y-%m-%d %H:%M").to_string());
                let args = [("who", who.into()), ("since", since.unwrap_or_default().into())];
                Some(self.locale.format("read-only-by-other", args))
            }
        }
    }

    /// Starts views anew on another document.
    fn document_changed(&mut self) {
        self.derived = None;
        self.leaving = None;
        let toasts = std::mem::take(&mut self.views.toasts);
        let place = self.views.place;
        self.views.deadlines.document_changed();
        self.views.report.document_changed();
        self.checks = crate::ui::EvidenceChecks::default();
        self.views.checklist.document_changed();
        let checklist = std::mem::take(&mut self.views.checklist);
        let deadlines = std::mem::take(&mut self.views.deadlines);
        self.views = Views { place, checklist, deadlines, toasts, ..Views::default() };
    }

    /// A new document on a license text, not in a file yet.
    pub(super) fn new_document(&mut self, text: &str) {
        self.forget_journal();
        let (workbook, report) =
            super::start::seeded(text, &self.catalog, self.surroundings.clock.today(), self.surroundings.random);
        self.session = Session::new(workbook, (self.surroundings.random)(), None);
        self.file = OpenFile::default();
        self.document_changed();
        if !report.not_found.is_empty() {
            let n = report.not_found.len();
            self.views.toasts.say(self.locale.format("toast-not-found", [("n", n.into())]));
        }
    }

    pub(super) fn license_text(&mut self, path: &Path, outcome: Result<String, String>) {
        match outcome {
            Ok(text) => {
                self.new_document(&text);
                let found = self.session.workbook().duties.len();
                self.views.toasts.say(self.locale.format("toast-new-from-text", [("found", found.into())]));
            }
            Err(error) => self.fail("failed-open", format!("{}\n{error}", path.display())),
        }
    }

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

    fn start_save(&mut self, context: &egui::Context, kind: SaveKind, path: PathBuf, expect: Expect) {
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
                self.file.save_again = true;
                return;
            }
            self.file.saving = true;
        }
        let workbook = self.session.seal();
        let opening = self.session.opening();
        let state = self.surroundings.places.state.clone();
        let now = self.surroundings.clock.now();
        self.jobs.start(context, move || {
            let backups = Backups { state: &state, document: workbook.id, now };
            let outcome = store::save(&workbook, &path, &expect, Some(&backups));
            let (revision, records) = (workbook.revision(), workbook.history.len());
            Done::Saved(Box::new(SaveAnswer { opening, kind, path, revision, records, outcome }))
        });
    }

    pub(super) fn saved(&mut self, context: &egui::Context, answer: SaveAnswer) {
        let SaveAnswer { opening, kind, path, revision, records, outcome } = answer;
        // She left the document meanwhile: this is no news of the one that is open, unless the save failed.
        let is_ours = opening == self.session.opening();
        if !is_ours && outcome.is_ok() {
            return;
        }
        if is_ours && kind != SaveKind::Copy {
            self.file.saving = false;
        }
        let again = std::mem::take(&mut self.file.save_again);
        match outcome {
            Ok(saved) => {
                for warning in &saved.warnings {
                    let reason = warning.to_string();
                    self.views.toasts.warn(self.locale.format("toast-backup-failed", [("reason", reason.into())]));
                }
                if kind == SaveKind::Copy {
                    self.say_file("toast-copy-saved", saved.path);
                    return;
                }
                if kind == SaveKind::As {
                    self.moved_to(&saved.path);
                    self.say_file("toast-saved", saved.path.clone());
                    self.settings.remember(&saved.path);
                    self.settings.last_workbook = Some(saved.path.clone());
                    self.save_settings();
                }
                self.file.path = Some(saved.path);
                self.file.fingerprint = Some(saved.fingerprint);
                self.file.saved_at = Some(self.surroundings.clock.now());
                self.session.mark_saved(revision);
                self.restart_journal(records);
                if again && self.session.is_modified() {
                    self.save(context);
                } else if let Some(leave) = self.leaving.take() {
                    self.leave_for(context, leave);
                }
            }
            Err(SaveError::ChangedUnderneath { .. }) if is_ours && kind == SaveKind::InPlace => {
                self.leaving = None;
                self.views.dialog = Some(Dialog::ChangedUnderneath(path));
            }
            Err(error) => {
                self.leaving = None;
                let english = format!("{error}. {}", error.advice());
                let text = self.error_words(error.kind(), error.arguments(), english);
                self.fail("failed-save", text);
            }
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
}
