//! Opening the document and leaving it.

use crate::app::files::external_change::reload;
use crate::app::files::protected::open_file;
use crate::app::files::recovery::{forget_journal, keep_journal, recover};
use crate::app::files::rescue::rescue;
use crate::app::files::{Files, Leave, OpenFile};
use crate::app::shared::{DocumentEvent, Shared};
use crate::app::{OpenDocument, WorkbookApp};
use crate::obligation::Catalog;
use crate::store::{self, Holder, LockState, OpenError, Opened};
use crate::ui::{Dialog, PathPurpose, Views};
use crate::workbook::{IdSource, NewLicense, SEED_LICENSE, SeedReport, Workbook, seed_license};
use chrono::NaiveDate;
use egui::Context;
use std::path::{Path, PathBuf};

/// Returns a new workbook for a license.
pub(crate) fn seeded(license: NewLicense, catalog: &Catalog, today: NaiveDate, random: u64) -> (Workbook, SeedReport) {
    let mut ids = IdSource::new(random);
    seed_license(license, catalog, crate::calendar::schedules::builtin(), today, &mut ids)
}

impl WorkbookApp {
    /// Waits for background work, so that closing the window loses nothing.
    pub fn finish(&mut self) {
        keep_journal(&mut self.shared, None);
        while let Some(answer) = self.shared.jobs.wait() {
            let opening = self.shared.document.opening();
            answer.deliver_at_close(self, opening);
        }
        if self.files.may_close || !self.shared.document.is_modified() {
            forget_journal(&mut self.shared);
        }
        self.shared.save_settings();
    }
}

impl Shared {
    pub(crate) fn holder(&self) -> Holder {
        Holder::new(self.author_name(), self.environment.clock.now())
    }

    /// Returns why the file at `path` cannot be saved in place; `None` if it can.
    pub(crate) fn why_read_only(&self, lock: &LockState, path: &Path) -> Option<String> {
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
}

impl Files {
    /// Asks before the window closes with unsaved edits.
    pub(crate) fn watch_close(&mut self, shared: &mut Shared, context: &Context) {
        if !context.input(|i| i.viewport().close_requested()) || self.may_close || !shared.document.is_modified() {
            return;
        }
        context.send_viewport_cmd(egui::ViewportCommand::CancelClose);
        self.leave_for(shared, context, Leave::Quit);
    }

    /// Leaves the document. It is saved first if automatic saving is on; otherwise the user is asked about unsaved
    /// edits.
    pub(crate) fn leave_for(&mut self, shared: &mut Shared, context: &Context, leave: Leave) {
        if !shared.document.is_modified() {
            self.leave_now(shared, context, leave);
            return;
        }
        self.leaving = Some(leave);
        if shared.saves_by_itself() {
            self.save(shared, context);
        } else {
            shared.views.dialog = Some(Dialog::Unsaved);
        }
    }

    /// Handles the answer to the dialog about unsaved edits.
    pub(crate) fn leave_answer(&mut self, shared: &mut Shared, context: &Context, save: bool) {
        shared.views.dialog = None;
        let Some(leave) = self.leaving.clone() else { return };
        if save {
            // `leaving` is carried out when the save has succeeded.
            self.save(shared, context);
        } else {
            self.leaving = None;
            self.leave_now(shared, context, leave);
        }
    }

    fn leave_now(&mut self, shared: &mut Shared, context: &Context, leave: Leave) {
        match leave {
            Leave::Quit => {
                self.may_close = true;
                context.send_viewport_cmd(egui::ViewportCommand::Close);
            }
            Leave::New => {
                self.new_document(shared, NewLicense::of_text(SEED_LICENSE));
            }
            Leave::AskOpen => shared.ask_path(context, PathPurpose::Open),
            Leave::MakeReviewed => self.make_reviewed(shared),
            Leave::Open(path) => self.open(shared, context, path),
            Leave::ForTakenOver => self.take_over_rescued(shared),
        }
    }

    pub(crate) fn open(&mut self, shared: &mut Shared, context: &Context, path: PathBuf) {
        if shared.file.path.as_ref() == Some(&path) {
            // This program holds the lock already and would report it as held by another user.
            reload(shared, context);
        } else if store::is_protected(&path) {
            self.open_protected(shared, context, path);
        } else {
            open_file(shared, context, path, None);
        }
    }

    pub(crate) fn opened(
        &mut self,
        shared: &mut Shared,
        context: &Context,
        path: PathBuf,
        outcome: Result<Opened, OpenError>,
    ) {
        match outcome {
            Ok(opened) => {
                let path = opened.path.clone();
                if !self.take_over(shared, opened) {
                    return;
                }
                shared.settings.remember(&path);
                shared.settings.last_workbook = Some(path);
                shared.save_settings();
            }
            Err(error) => {
                let hint = shared.locale.text("failed-open-hint");
                let (words, is_damaged) = shared.open_failed(&error);
                shared.fail("failed-open", format!("{words}\n\n{hint}"));
                if is_damaged {
                    rescue(shared, context, path, words);
                } else {
                    shared.settings.forget(&path);
                }
            }
        }
    }

    /// Makes the opened file the document. Returns false if that was refused.
    pub(crate) fn take_over(&mut self, shared: &mut Shared, opened: Opened) -> bool {
        let Some(opening) = shared.random("failed-open") else { return false };
        forget_journal(shared);
        let Opened { workbook, fingerprint, changed_sections, format_1, lock, path, recoverable, key } = opened;
        let read_only = shared.why_read_only(&lock, &path);
        let untitled = store::is_untitled(&shared.environment.folders.state, &path);
        let saved_revision = (!untitled).then(|| workbook.revision());
        let document = OpenDocument::new(workbook, opening, saved_revision);
        shared.document = document.of_file(changed_sections.clone(), format_1);
        if untitled {
            // The document is in no file of the user and contains work.
            shared.document.count_as_modified();
        }
        shared.file = OpenFile {
            path: (!untitled).then_some(path),
            fingerprint: Some(fingerprint),
            lock: Some(lock),
            read_only,
            untitled,
            key,
            ..OpenFile::default()
        };
        self.document_changed(shared);
        shared.events.push(DocumentEvent::Read);
        shared.say_changed_sections(&changed_sections);
        // Only the holder of the lock may use the journal.
        if shared.file.read_only.is_none() {
            recover(shared, recoverable);
        }
        true
    }

    /// Resets the views for another document.
    pub(crate) fn document_changed(&mut self, shared: &mut Shared) {
        shared.derived = None;
        shared.review = None;
        self.leaving = None;
        let toasts = std::mem::take(&mut shared.views.toasts);
        let place = shared.views.place;
        shared.views.deadlines.document_changed();
        shared.views.report.document_changed();
        shared.events.push(DocumentEvent::Replaced);
        shared.views.checklist.document_changed();
        let checklist = std::mem::take(&mut shared.views.checklist);
        let deadlines = std::mem::take(&mut shared.views.deadlines);
        shared.views = Views { place, checklist, deadlines, toasts, ..Views::default() };
        shared.nameless.document_changed();
        shared.ask_who_fills_in();
    }

    /// Creates a document for a license, without a file. Returns false if that was refused.
    pub(crate) fn new_document(&mut self, shared: &mut Shared, license: NewLicense) -> bool {
        let Some((seed, opening)) = shared.random("failed-open").zip(shared.random("failed-open")) else {
            return false;
        };
        forget_journal(shared);
        let (workbook, _) = seeded(license, &shared.catalog, shared.environment.clock.today(), seed);
        shared.document = OpenDocument::new(workbook, opening, None);
        shared.file = OpenFile::default();
        self.document_changed(shared);
        true
    }
}
