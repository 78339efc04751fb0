//! The document and its file: opening, saving, exporting, and what happens before it is left.

use super::answers::Done;
use super::autosave::AutoSave;
use super::exports::{read_text, with_extension};
use super::recovery::Recovery;
use super::saving::{SaveKind, Waiting};
use super::{Ask, Session, WorkbookApp};
use crate::limits::{LICENSE_TEXT, SMALL_FILE};
use crate::locale::Locale;
use crate::store::{self, Expect, Fingerprint, Holder, Key, LockState, OpenError, Opened, Section};
use crate::ui::{Dialog, PathPurpose, Trouble, Views};
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
    /// What was asked for while a save runs; of several wishes the last.
    pub(super) waiting: Option<Waiting>,
    /// When it is saved by itself.
    pub(super) auto: AutoSave,
    /// Why it is not saved by itself, where it is not.
    pub(super) trouble: Option<Trouble>,
    /// When a backup was made last in this opening.
    pub(super) backed_up_at: Option<DateTime<Utc>>,
    /// When it was saved last.
    pub saved_at: Option<DateTime<Utc>>,
    /// The title that the window has.
    pub title: String,
    /// What protects it, where a passphrase does: then nothing of it is on the disk unprotected.
    pub key: Option<Key>,
    /// It has no name yet and is kept in the state folder.
    pub untitled: bool,
    /// The journal.
    pub recovery: Recovery,
}

impl OpenFile {
    /// What the name of its file ends in.
    pub(super) fn extension(&self) -> &'static str {
        if self.key.is_some() { "ron.age" } else { "ron" }
    }

    /// Whether it is protected and has no file yet: then it is in memory alone.
    pub(super) fn is_in_memory_alone(&self) -> bool {
        self.key.is_some() && self.path.is_none()
    }

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
    /// To go on with a backup, or with what was saved of a damaged file.
    ForTakenOver,
}

impl WorkbookApp {
    /// Waits for background work, so that closing the window loses nothing.
    pub fn finish(&mut self) {
        self.keep_journal(None);
        while let Some(answer) = self.jobs.wait() {
            if let Done::Journaled(written) = answer {
                self.journaled(None, *written);
            } else if let Done::Saved(answer) = answer {
                self.saved_at_the_end(&answer);
            } else if let Done::Evidence(answer) = answer {
                self.saved_as_at_the_end(*answer);
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
        self.leave_for(context, Leave::Quit);
    }

    /// Leaves the document: after saving it, where it is saved by itself; else after asking about unsaved edits.
    pub(super) fn leave_for(&mut self, context: &egui::Context, leave: Leave) {
        if !self.session.is_modified() {
            self.leave_now(context, leave);
            return;
        }
        self.leaving = Some(leave);
        if self.saves_by_itself() {
            self.save(context);
        } else {
            self.views.dialog = Some(Dialog::Unsaved);
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
            Leave::ForTakenOver => self.take_over_rescued(),
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
        // Where the folder cannot be written, it is no proposal for what is to be saved.
        let own = self.file.path.as_ref().filter(|_| !matches!(self.file.lock, Some(LockState::ReadOnly)));
        own.or(recent).and_then(of).filter(|folder| !store::is_read_only(folder)).or_else(|| {
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
            | PathPurpose::EvidenceLinks(_)
            | PathPurpose::EvidenceFolder(_)
            | PathPurpose::Replacement(_)
            | PathPurpose::FindEvidence
            | PathPurpose::Extract { zip: false } => String::new(),
            PathPurpose::Extract { zip: true } => self.extract_name() + ".zip",
            PathPurpose::Comparison(format, _) => self.comparison_name(&number, format),
            PathPurpose::MoveOut(hash) | PathPurpose::SaveEvidence(hash) => {
                workbook.evidence.get(&hash).map(|e| e.name.clone()).unwrap_or_default()
            }
            PathPurpose::Copy(path) => self.proposed_copy(&number, path),
            PathPurpose::SaveAs => format!("{number}.{}", self.file.extension()),
            PathPurpose::SaveCopy => format!("{number}-{}.{}", self.surroundings.clock.today(), self.file.extension()),
            PathPurpose::Report(file) => self.report_file_name(&number, file),
            PathPurpose::Export(request) => {
                let kept = request.frozen.and_then(|id| workbook.snapshots.get(&id));
                let day = kept.map_or_else(|| self.surroundings.clock.today(), |frozen| frozen.on);
                format!("{number}-{day}.{}", request.extension())
            }
        }
    }

    /// Goes on with a path that she chose.
    pub(super) fn path_chosen(&mut self, context: &egui::Context, purpose: PathPurpose, path: PathBuf) {
        match purpose {
            PathPurpose::Open => self.open(context, path),
            PathPurpose::LicenseText => {
                self.jobs.start(context, move || Done::LicenseText(read_text(&path, &LICENSE_TEXT)));
            }
            PathPurpose::Evidence(_)
            | PathPurpose::EvidenceLinks(_)
            | PathPurpose::EvidenceFolder(_)
            | PathPurpose::Replacement(_)
            | PathPurpose::MoveOut(_)
            | PathPurpose::FindEvidence
            | PathPurpose::Extract { .. }
            | PathPurpose::SaveEvidence(_) => self.evidence_path_chosen(context, purpose, path),
            PathPurpose::Copy(purpose) => self.copy_path_chosen(context, purpose, path),
            PathPurpose::Snapshot => self.read_received(context, path),
            PathPurpose::Comparison(format, along) => {
                self.write_comparison(context, (format, along), with_extension(path, purpose.extension()));
            }
            PathPurpose::Schedule => self.jobs.start(context, move || {
                let text = read_text(&path, &SMALL_FILE);
                Done::Schedule(path, text)
            }),
            PathPurpose::SaveAs => {
                if let Some(path) = self.path_to_save(&path) {
                    self.save_as(context, path);
                }
            }
            PathPurpose::SaveCopy => {
                if let Some(path) = self.path_to_save(&path) {
                    self.start_save(context, SaveKind::Copy, path, Expect::Anything);
                }
            }
            PathPurpose::Report(file) => {
                self.write_report_file(context, file, with_extension(path, purpose.extension()));
            }
            PathPurpose::Export(request) => {
                self.start_export(context, request, with_extension(path, purpose.extension()));
            }
        }
    }

    pub(super) fn holder(&self) -> Holder {
        Holder::new(self.author_name(), self.surroundings.clock.now())
    }

    pub(super) fn open(&mut self, context: &egui::Context, path: PathBuf) {
        if self.file.path.as_ref() == Some(&path) {
            // Ours already; the lock would say that another has it.
            self.reload(context);
        } else if store::is_protected(&path) {
            self.open_protected(context, path);
        } else {
            self.open_file(context, path, None);
        }
    }

    /// Opens the workbook at `path`, which `key` protects where there is one.
    pub(super) fn open_file(&mut self, context: &egui::Context, path: PathBuf, key: Option<Key>) {
        let state = self.surroundings.places.state.clone();
        let holder = self.holder();
        self.jobs.start(context, move || {
            let outcome = store::open_with(&path, key, &state, &holder);
            Done::Opened(path, Box::new(outcome))
        });
    }

    pub(super) fn opened(&mut self, context: &egui::Context, path: PathBuf, outcome: Result<Opened, OpenError>) {
        match outcome {
            Ok(opened) => {
                let path = opened.path.clone();
                self.take_over(opened);
                self.settings.remember(&path);
                self.settings.last_workbook = Some(path);
                self.save_settings();
            }
            Err(error) => {
                let hint = self.locale.text("failed-open-hint");
                let (words, is_damaged) = self.open_failed(&error);
                self.fail("failed-open", format!("{words}\n\n{hint}"));
                if is_damaged {
                    self.rescue(context, path, words);
                } else {
                    self.settings.forget(&path);
                }
            }
        }
    }

    /// Makes what was opened the document.
    pub(super) fn take_over(&mut self, opened: Opened) {
        self.forget_journal();
        let Opened { workbook, fingerprint, changed_sections, format_1, lock, path, recoverable, key } = opened;
        let read_only = self.why_read_only(&lock, &path);
        let untitled = store::is_untitled(&self.surroundings.places.state, &path);
        let saved_revision = (!untitled).then(|| workbook.revision());
        let session = Session::new(workbook, (self.surroundings.random)(), saved_revision);
        self.session = session.of_file(changed_sections.clone(), format_1);
        if untitled {
            // It is kept nowhere else, and was put there because it is somebody's work.
            self.session.hold_dear();
        }
        self.file = OpenFile {
            path: (!untitled).then_some(path),
            fingerprint: Some(fingerprint),
            lock: Some(lock),
            read_only,
            untitled,
            key,
            ..OpenFile::default()
        };
        self.document_changed();
        self.look_again();
        self.say_changed_sections(&changed_sections);
        // Whoever has the lock has the journal too.
        if self.file.read_only.is_none() {
            self.recover(recoverable);
        }
    }

    /// Says which sections another hand changed.
    pub(super) fn say_changed_sections(&mut self, sections: &[Section]) {
        if !sections.is_empty() {
            let names = self.section_names(sections).join(&self.locale.text("list-separator"));
            self.views.toasts.warn(self.locale.format("toast-changed-by-hand", [("sections", names.into())]));
        }
    }

    pub(super) fn section_names(&self, sections: &[Section]) -> Vec<String> {
        sections.iter().map(|s| self.locale.text(&format!("section-{}", s.as_str())).into_owned()).collect()
    }

    /// Why the file at `path` cannot be saved in its place, where it cannot.
    pub(super) fn why_read_only(&self, lock: &LockState, path: &Path) -> Option<String> {
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
    pub(super) fn document_changed(&mut self) {
        self.derived = None;
        self.leaving = None;
        let toasts = std::mem::take(&mut self.views.toasts);
        let place = self.views.place;
        self.views.deadlines.document_changed();
        self.views.report.document_changed();
        self.checks = crate::ui::EvidenceChecks::default();
        self.previews.clear();
        self.views.checklist.document_changed();
        let checklist = std::mem::take(&mut self.views.checklist);
        let deadlines = std::mem::take(&mut self.views.deadlines);
        self.views = Views { place, checklist, deadlines, toasts, ..Views::default() };
        self.nameless.document_changed();
        self.ask_who_fills_in();
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

    pub(super) fn license_text(&mut self, outcome: Result<String, OpenError>) {
        match outcome {
            Ok(text) => {
                self.new_document(&text);
                let found = self.session.workbook().duties.len();
                self.views.toasts.say(self.locale.format("toast-new-from-text", [("found", found.into())]));
            }
            Err(error) => self.fail("failed-open", self.error_words(error.kind(), error.arguments())),
        }
    }
}
