//! The program in its window: the owner of the document, and the order of work in a frame.
//!
//! [`WorkbookApp`] is composed of controllers, which own their state: `files` opens, saves and watches the file,
//! `evidence` takes evidence in and extracts it, `copies` merges and exports copies. `Shared` is what all of them use:
//! the document, jobs, views, settings and the clock. `report`, `snapshots`, `exports` and `date_edits` have no state
//! and are functions of `Shared`. A controller reaches another one through the outbox or a `DocumentEvent`. A `Job`
//! carries the handler of its result.
//!
//! A frame takes the results of jobs, handles keys, draws (which only fills the outbox), carries out the outbox, and
//! writes the journal.

mod copies;
mod date_edits;
mod dispatch;
mod dropped;
mod duty_edits;
mod evidence;
mod exports;
mod file_dialogs;
mod files;
mod found;
mod jobs;
mod messages;
mod open_document;
mod path_chosen;
mod paths;
mod people;
mod report;
mod review;
mod settings;
mod shared;
mod signatures;
mod snapshots;
mod start;
#[cfg(test)]
mod tests;

pub use file_dialogs::{Ask, FileDialogs, Picked, SystemDialogs, Waiting};
pub use jobs::RunOn;
pub use open_document::{OpenDocument, UndoStep};
pub use start::{Options, StartError, run};

use crate::clock::Clock;
use crate::command::{Command, Cover, KeyOwner, Keyboard};
use crate::language::Language;
use crate::preview::Previewer;
use crate::store::{AppFolders, RandomnessError};
use crate::ui::kit::Tokens;
use crate::ui::{Alert, FileState, Previews, ViewContext, Views, shell_ui};
use crate::workbook::{RecordId, Workbook};
use chrono::{NaiveDate, TimeDelta};
use copies::Copies;
use eframe::Frame;
use egui::{Context, Ui};
use evidence::Evidence;
use files::Files;
use files::external_change::watch_file;
use files::recovery::keep_journal;
use shared::{DocumentEvent, Shared};
use snapshots::check_snapshots;
use std::sync::Arc;
use std::time::Duration;

/// The environment of the program, which tests can replace.
pub struct Environment {
    /// The clock.
    pub clock: Box<dyn Clock>,
    /// The file dialogs.
    pub dialogs: Box<dyn FileDialogs>,
    /// The folders of settings and recovery files.
    pub folders: AppFolders,
    /// Where jobs run.
    pub run_on: RunOn,
    /// Returns a random number, for an opening of a document or its journal.
    pub random: fn() -> Result<u64, RandomnessError>,
    /// Draws previews in a separate process; `None` to draw them in this process.
    pub previewer: Option<Previewer>,
    /// The user name of the system account, or a word for “me” if there is none.
    pub user_name: String,
}

/// The program: the controllers and what they share.
pub struct WorkbookApp {
    shared: Shared,
    files: Files,
    evidence: Evidence,
    copies: Copies,
    /// Decides which part of the window gets the keys.
    keyboard: Keyboard,
    /// Whether something covered the current place in the frame before.
    was_covered: bool,
}

/// A job of the program.
type Job<T> = jobs::Job<WorkbookApp, T>;

impl WorkbookApp {
    /// The document.
    #[must_use]
    pub fn workbook(&self) -> &Arc<Workbook> {
        self.shared.document.workbook()
    }

    /// The state of the views.
    #[must_use]
    pub fn views(&self) -> &Views {
        &self.shared.views
    }

    /// The state of the views, for tests to change.
    pub fn views_mut(&mut self) -> &mut Views {
        &mut self.shared.views
    }

    /// The previews of evidence.
    #[must_use]
    pub fn previews(&self) -> &Previews {
        &self.evidence.previews
    }

    /// The records that the file does not have, oldest first.
    #[must_use]
    pub fn unsaved(&self) -> &Arc<Vec<RecordId>> {
        self.shared.document.unsaved()
    }

    /// Whether the document has edits that its file does not have.
    #[must_use]
    pub fn is_modified(&self) -> bool {
        self.shared.document.is_modified()
    }

    /// The language of the window.
    #[must_use]
    pub fn language(&self) -> Language {
        self.shared.locale.language
    }

    /// The current day in China.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.shared.environment.clock.today()
    }

    /// Takes in the results of jobs.
    fn take_answers(&mut self, context: &Context) {
        while let Some(answer) = self.shared.jobs.next_answer() {
            let opening = self.shared.document.opening();
            answer.deliver(self, opening, context);
            self.tell_controllers();
        }
    }

    /// Tells the controllers what happened to the document.
    fn tell_controllers(&mut self) {
        for event in std::mem::take(&mut self.shared.events) {
            match event {
                DocumentEvent::Replaced => self.evidence.document_replaced(),
                DocumentEvent::Read => self.copies.search_again(),
            }
        }
    }

    /// Draws one frame and then carries out its intents.
    pub fn frame(&mut self, ui: &mut Ui) {
        self.take_answers(ui.ctx());
        self.files.watch_close(&mut self.shared, ui.ctx());
        watch_file(&mut self.shared, ui.ctx());
        self.files.rescue_first(&mut self.shared, ui.ctx());
        self.take_dropped(ui.ctx());
        self.take_pasted(ui.ctx());
        self.shared.remember_place(ui.ctx());
        self.keys(ui.ctx());
        self.carry_out(ui.ctx());
        self.copies.search_copies(&mut self.shared, ui.ctx());
        self.shared.compare_with_history(ui.ctx());
        // Something that these keys opened gets the remaining keys.
        let cover = self.cover();
        self.keyboard.decide(ui.ctx(), cover);
        if self.shared.refresh() {
            self.shared.refresh_review();
            self.shared.remind();
            check_snapshots(&mut self.shared, ui.ctx());
            self.draw(ui);
        }
        self.carry_out(ui.ctx());
        keep_journal(&mut self.shared, Some(ui.ctx()));
        self.files.save_automatically(&mut self.shared, ui.ctx());
        self.shared.title(ui.ctx());
        ui.ctx().request_repaint_after(self.shared.next_look());
    }

    /// What covers the current place.
    fn cover(&self) -> Cover {
        let views = &self.shared.views;
        if views.dialog.is_some() || views.palette.is_some() {
            Cover::Dialog
        } else if views.lightbox.is_some() {
            Cover::Lightbox
        } else {
            Cover::Nothing
        }
    }

    /// The walk-through that is shown.
    fn walks(&self) -> Option<&crate::ui::Walk> {
        self.shared.views.report.walk.as_ref().filter(|_| self.shared.views.place == crate::ui::Place::Report)
    }

    fn keys(&mut self, context: &Context) {
        let cover = self.cover();
        self.keyboard.decide(context, cover);
        // A choice within a walk-through gets all keys.
        let is_asked = self.walks().is_some_and(crate::ui::Walk::asks);
        if self.keyboard.owner() != KeyOwner::Place || is_asked {
            return;
        }
        for command in Command::take_pressed(context, &self.shared.views.listeners()) {
            self.shared.outbox.command(command);
        }
    }

    fn draw(&mut self, ui: &mut Ui) {
        // The views and the outbox are taken out while what they read is borrowed.
        let mut outbox = std::mem::take(&mut self.shared.outbox);
        self.with_context(|context, views| shell_ui(ui, context, views, &mut outbox));
        self.shared.outbox = outbox;
    }

    /// Calls `act` with what views may read; does nothing if the document has no license.
    fn with_context(&mut self, act: impl FnOnce(&ViewContext<'_>, &mut Views)) {
        if !self.shared.refresh() {
            return;
        }
        let mut views = std::mem::take(&mut self.shared.views);
        let file = self.file_state();
        if let Some(context) = self.context(&file) {
            act(&context, &mut views);
        }
        self.shared.views = views;
    }

    fn context<'a>(&'a self, file: &'a FileState) -> Option<ViewContext<'a>> {
        let derived = self.shared.derived.as_ref()?;
        Some(ViewContext {
            workbook: self.shared.document.workbook(),
            register: &derived.register,
            dates: &derived.register.dates,
            charts: &derived.charts,
            understanding: &derived.understanding,
            catalog: &self.shared.catalog,
            locale: self.shared.locale,
            today: derived.register.today(),
            file,
            author_name: self.shared.author_name(),
            is_named: self.shared.has_name(),
            undo: derived.undo_words.clone(),
            redo: derived.redo_words.clone(),
            recent: &self.shared.settings.recent,
            review: self.shared.review.as_ref().map(|review| &review.document),
            activities: self.shared.jobs.activities(),
            checks: &self.evidence.checks,
            previews: &self.evidence.previews,
            scan_places: &self.evidence.scan_places,
            key_owner: self.keyboard.owner(),
        })
    }

    fn file_state(&self) -> FileState {
        FileState {
            path: self.shared.file.path.clone(),
            name: self.shared.file.name(self.shared.locale),
            modified: self.shared.document.is_modified(),
            saving: self.shared.file.saving,
            saved_at: self.shared.file.saved_at.map(|at| crate::ui::china_time(at).format("%H:%M").to_string()),
            read_only: self.shared.file.read_only.is_some(),
            autosave: self.shared.settings.autosave,
            unsaved: Arc::clone(self.shared.document.unsaved()),
            open_conflicts: self.copies.open_conflicts,
            found: self.shared.derived.as_ref().and_then(|derived| derived.found.clone()),
            alert: self.shared.file.alert.clone().or_else(|| self.shared.file.read_only.clone().map(Alert::ReadOnly)),
        }
    }
}

impl Shared {
    /// How long the window may wait for the next frame. A program that is left open shows the new day and dates that
    /// become late at an hour, with one frame per hour.
    fn next_look(&self) -> Duration {
        const HOUR: Duration = Duration::from_hours(1);
        let now = self.now();
        let turn = self.derived.as_ref().and_then(|derived| derived.register.next_turn());
        // A date is late from the second after its time.
        let left = turn.and_then(|turn| (turn - now.moment() + TimeDelta::seconds(1)).to_std().ok());
        left.map_or(HOUR, |left| left.min(HOUR))
    }
}

impl WorkbookApp {
    /// Runs the jobs that [`RunOn::OnRequest`] holds back.
    pub fn run_held(&mut self) {
        self.shared.jobs.run_held();
    }
}

impl eframe::App for WorkbookApp {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut Frame) {
        self.frame(ui);
    }

    /// The background color of all views.
    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        Tokens::of_visuals(visuals).ground.to_normalized_gamma_f32()
    }

    /// Hides the pointer in the frame in which a dialog opens, because a tooltip would otherwise stay above the dialog.
    fn raw_input_hook(&mut self, _context: &Context, input: &mut egui::RawInput) {
        let is_covered = self.cover() != Cover::Nothing;
        if is_covered && !self.was_covered {
            input.events.push(egui::Event::PointerGone);
        }
        self.was_covered = is_covered;
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.finish();
    }
}
