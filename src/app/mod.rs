//! The program in its window: who holds the document, and what happens in which order in a frame.
//!
//! A frame is: answers of background work, keys and what they ask for, drawing (which only fills the outbox), what the
//! outbox asks for, and the journal.

mod answers;
mod autosave;
mod date_edits;
mod dispatch;
mod evidence;
mod export_work;
mod exports;
mod file_dialogs;
mod files;
mod found;
mod jobs;
mod look;
mod merge;
mod people;
mod protected;
mod recovery;
mod report;
mod report_files;
mod rescue;
mod saving;
mod session;
mod signatures;
mod snapshots;
mod start;
#[cfg(test)]
mod tests;
mod underneath;

pub use file_dialogs::{Ask, FileDialogs, Picked, SystemDialogs, Waiting};
pub use files::{Leave, OpenFile};
pub use jobs::RunOn;
pub use session::{Session, Step};
pub use start::{Options, StartError, run};

use crate::calendar::Now;
use crate::clock::Clock;
use crate::command::{Command, Cover, KeyOwner, Keyboard};
use crate::deadlines::{Register, came_due};
use crate::language::Language;
use crate::locale::{Locale, Telling};
use crate::obligation::Catalog;
use crate::preview::Previewer;
use crate::snapshot::charts::Charts;
use crate::store::evidence::Copies;
use crate::store::{Places, Settings, Theme, WindowPlace};
use crate::ui::kit::Tokens;
use crate::ui::{
    EvidenceChecks, ExtractRequest, FileState, FoundWords, Outbox, Previews, Trouble, ViewContext, Views, shell_ui,
};
use crate::workbook::{RecordId, Workbook};
use answers::Done;
use chrono::{NaiveDate, TimeDelta};
use eframe::Frame;
use egui::Ui;
use jobs::Jobs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// What the program is given by its surroundings, so that tests can give it something else.
pub struct Surroundings {
    /// Tells the time.
    pub clock: Box<dyn Clock>,
    /// Asks for paths.
    pub dialogs: Box<dyn FileDialogs>,
    /// Where settings and recovery copies are kept.
    pub places: Places,
    /// Where background work runs.
    pub run_on: RunOn,
    /// Draws a random number.
    pub random: fn() -> u64,
    /// Draws previews in a process of its own; none where they are drawn in this one.
    pub previewer: Option<Previewer>,
    /// The name of the user by the system, where it tells.
    pub user_name: String,
}

/// The program.
pub struct WorkbookApp {
    catalog: Arc<Catalog>,
    surroundings: Surroundings,
    settings: Settings,
    locale: &'static Locale,
    session: Session,
    file: OpenFile,
    views: Views,
    outbox: Outbox,
    jobs: Jobs<Done>,
    derived: Option<Derived>,
    /// The opening whose document was compared with its history, or is about to be.
    compared_opening: Option<u64>,
    /// What was asked for and waits until the document is saved or given up.
    leaving: Option<Leave>,
    /// A damaged file that the program was started with, and what is wrong with it.
    damaged: Option<(PathBuf, String)>,
    /// What is to be the document once this one is left.
    taken_over: Option<(Arc<Workbook>, Option<protected::Protection>)>,
    /// What waits for the path of a copy.
    copying: merge::Waiting,
    /// The window may close although there are unsaved edits: she said so.
    may_close: bool,
    /// What the latest check of the evidence found.
    checks: EvidenceChecks,
    /// Pictures of evidence.
    previews: Previews,
    /// What evidence is to be given out, while it is asked where to.
    extracting: ExtractRequest,
    /// Whom the keys belong to.
    keyboard: Keyboard,
    /// Whether something lay over the place that is seen in the frame before.
    was_covered: bool,
    /// Copies that other programs have open.
    copies: Option<Arc<Copies>>,
    /// Who sits here, as far as nobody has said it.
    nameless: people::Nameless,
}

/// What is derived from the document, kept until it or the day changes.
struct Derived {
    revision: u64,
    register: Register,
    charts: Charts,
    undo: Option<RecordId>,
    redo: Option<RecordId>,
    language: Language,
    undo_words: Option<String>,
    redo_words: Option<String>,
    found: Option<FoundWords>,
}

impl WorkbookApp {
    /// The document.
    #[must_use]
    pub fn workbook(&self) -> &Arc<Workbook> {
        self.session.workbook()
    }

    /// The state of the views.
    #[must_use]
    pub fn views(&self) -> &Views {
        &self.views
    }

    /// The state of the views, to be changed by tests.
    pub fn views_mut(&mut self) -> &mut Views {
        &mut self.views
    }

    /// The pictures of evidence that were drawn.
    #[must_use]
    pub fn previews(&self) -> &Previews {
        &self.previews
    }

    /// The records that the file does not hold, oldest first.
    #[must_use]
    pub fn unsaved(&self) -> &Arc<Vec<RecordId>> {
        self.session.unsaved()
    }

    /// Whether the document holds edits that its file does not.
    #[must_use]
    pub fn is_modified(&self) -> bool {
        self.session.is_modified()
    }

    /// The language of the window.
    #[must_use]
    pub fn language(&self) -> Language {
        self.locale.language
    }

    /// The day in China.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.surroundings.clock.today()
    }

    /// The instant, by the clock of China: what is written is judged by it as what is shown is.
    fn now(&self) -> Now {
        Now::from(self.surroundings.clock.now())
    }

    /// The name that edits go under.
    fn author_name(&self) -> &str {
        if self.settings.author.trim().is_empty() { &self.surroundings.user_name } else { &self.settings.author }
    }

    /// Derives anew what the document or the day made stale.
    fn refresh(&mut self) -> bool {
        let now = self.now();
        let workbook = self.session.workbook();
        let (undo, redo) = (self.session.next_undo(), self.session.next_redo());
        let language = self.locale.language;
        if let Some(d) = &self.derived
            && d.revision == workbook.revision()
            && d.register.today() == now.day()
            && d.register.next_turn().is_none_or(|turn| now.moment() <= turn)
            && d.undo == undo
            && d.redo == redo
            && d.language == language
        {
            return true;
        }
        let register =
            workbook.current_license().and_then(|license| Register::of(workbook, license, now, &self.catalog));
        let Some(register) = register else {
            self.derived = None;
            return false;
        };
        let tell = Telling::new(self.locale, workbook, &self.catalog);
        let words = |id: Option<RecordId>| {
            let record = id.and_then(|id| workbook.record(id))?;
            // A copy that knew all that was done here left no record of its own.
            let is_merge = self.session.is_merge(record.id) && !record.is_merge();
            Some(if is_merge { self.locale.text("history-merged").into_owned() } else { tell.step(record) })
        };
        self.derived = Some(Derived {
            revision: workbook.revision(),
            charts: Charts::of_register(workbook, &register),
            register,
            undo,
            redo,
            language,
            undo_words: words(undo),
            redo_words: words(redo),
            found: self.found_words(),
        });
        true
    }

    /// Draws one frame and then does what was asked for in it.
    pub fn frame(&mut self, ui: &mut Ui) {
        self.take_answers(ui.ctx());
        self.watch_close(ui.ctx());
        self.watch_file(ui.ctx());
        self.rescue_first(ui.ctx());
        self.take_dropped(ui.ctx());
        self.take_pasted(ui.ctx());
        self.remember_place(ui.ctx());
        self.keys(ui.ctx());
        self.carry_out(ui.ctx());
        self.look_beside(ui.ctx());
        self.compare_with_history(ui.ctx());
        // What those keys opened has the rest of them.
        let cover = self.cover();
        self.keyboard.decide(ui.ctx(), cover);
        if self.refresh() {
            self.remind();
            self.check_snapshots(ui.ctx());
            self.draw(ui);
        }
        self.carry_out(ui.ctx());
        self.keep_journal(Some(ui.ctx()));
        self.save_automatically(ui.ctx());
        self.title(ui.ctx());
        ui.ctx().request_repaint_after(self.next_look());
    }

    /// How long the window may stand still: a program that is left open over night sees the new day begin, and what is
    /// due by the hour become late, at the cost of one frame an hour.
    fn next_look(&self) -> Duration {
        const HOUR: Duration = Duration::from_hours(1);
        let now = self.now();
        let turn = self.derived.as_ref().and_then(|derived| derived.register.next_turn());
        // The second after the moment is the first that is late.
        let left = turn.and_then(|turn| (turn - now.moment() + TimeDelta::seconds(1)).to_std().ok());
        left.map_or(HOUR, |left| left.min(HOUR))
    }

    /// Says what became due since the program ran last, at the start and when a new day begins.
    fn remind(&mut self) {
        let Some(derived) = &self.derived else { return };
        let today = derived.register.today();
        let Some(last) = self.settings.last_day.replace(today).filter(|last| *last != today) else { return };
        let mut labels: Vec<&str> =
            came_due(&derived.register.dates, last, today).into_iter().map(|item| item.label.as_str()).collect();
        labels.dedup();
        if !labels.is_empty() {
            let what = labels.join(&self.locale.text("list-separator"));
            self.views.toasts.warn(self.locale.format("toast-became-due", [("what", what.into())]));
        }
    }

    /// Remembers size and place of the window for the next start.
    fn remember_place(&mut self, context: &egui::Context) {
        let zoom = context.zoom_factor();
        context.input(|i| {
            let viewport = i.viewport();
            let maximized = viewport.maximized.unwrap_or_default();
            // The size of a maximized window is that of the screen; what it was before is worth keeping.
            if let Some(rect) = viewport.inner_rect.filter(|_| !maximized) {
                let position = viewport.outer_rect.map(|outer| (outer.left() * zoom, outer.top() * zoom));
                self.settings.window =
                    Some(WindowPlace { width: rect.width() * zoom, height: rect.height() * zoom, position, maximized });
            } else if let Some(place) = &mut self.settings.window {
                place.maximized = maximized;
            }
        });
    }

    /// What lies over the place that is seen.
    fn cover(&self) -> Cover {
        let views = &self.views;
        if views.dialog.is_some() || views.palette.is_some() {
            Cover::Dialog
        } else if views.lightbox.is_some() {
            Cover::Lightbox
        } else {
            Cover::Nothing
        }
    }

    /// The walk-through that is seen.
    fn walks(&self) -> Option<&crate::ui::Walk> {
        self.views.report.walk.as_ref().filter(|_| self.views.place == crate::ui::Place::Report)
    }

    fn keys(&mut self, context: &egui::Context) {
        let cover = self.cover();
        self.keyboard.decide(context, cover);
        // A choice that is asked for in a walk-through has all keys.
        let is_asked = self.walks().is_some_and(crate::ui::Walk::asks);
        if self.keyboard.owner() != KeyOwner::Place || is_asked {
            return;
        }
        for command in Command::take_pressed(context, &self.views.listeners()) {
            self.outbox.command(command);
        }
    }

    fn draw(&mut self, ui: &mut Ui) {
        // The views and the outbox are out of the program's hands while what they read is lent to them.
        let mut outbox = std::mem::take(&mut self.outbox);
        self.with_context(|context, views| shell_ui(ui, context, views, &mut outbox));
        self.outbox = outbox;
    }

    /// Runs `act` with what views may read; nothing where the document has no license.
    fn with_context(&mut self, act: impl FnOnce(&ViewContext<'_>, &mut Views)) {
        if !self.refresh() {
            return;
        }
        let mut views = std::mem::take(&mut self.views);
        let file = self.file_state();
        if let Some(context) = self.context(&file) {
            act(&context, &mut views);
        }
        self.views = views;
    }

    fn context<'a>(&'a self, file: &'a FileState) -> Option<ViewContext<'a>> {
        let derived = self.derived.as_ref()?;
        Some(ViewContext {
            workbook: self.session.workbook(),
            register: &derived.register,
            dates: &derived.register.dates,
            charts: &derived.charts,
            catalog: &self.catalog,
            locale: self.locale,
            today: derived.register.today(),
            file,
            author_name: self.author_name(),
            is_named: self.has_name(),
            undo: derived.undo_words.clone(),
            redo: derived.redo_words.clone(),
            recent: &self.settings.recent,
            activities: self.jobs.activities(),
            checks: &self.checks,
            previews: &self.previews,
            key_owner: self.keyboard.owner(),
        })
    }

    fn file_state(&self) -> FileState {
        FileState {
            path: self.file.path.clone(),
            name: self.file.name(self.locale),
            modified: self.session.is_modified(),
            saving: self.file.saving,
            saved_at: self.file.saved_at.map(|at| crate::ui::china_time(at).format("%H:%M").to_string()),
            read_only: self.file.read_only.is_some(),
            autosave: self.settings.autosave,
            unsaved: Arc::clone(self.session.unsaved()),
            open_conflicts: self.copying.open,
            found: self.derived.as_ref().and_then(|derived| derived.found.clone()),
            trouble: self.file.trouble.clone().or_else(|| self.file.read_only.clone().map(Trouble::ReadOnly)),
        }
    }

    /// The title of the window: the file, and a mark while it lacks edits.
    fn title(&mut self, context: &egui::Context) {
        let mark = if self.session.is_modified() { "● " } else { "" };
        let title = format!("{mark}{} — {}", self.file.name(self.locale), self.locale.text("app-name"));
        if self.file.title != title {
            context.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.file.title = title;
        }
    }

    /// Uses the language and colours of the settings.
    fn apply_settings(&self, context: &egui::Context) {
        context.set_theme(match self.settings.theme {
            Theme::System => egui::ThemePreference::System,
            Theme::Light => egui::ThemePreference::Light,
            Theme::Dark => egui::ThemePreference::Dark,
        });
        context.options_mut(|o| o.zoom_with_keyboard = false);
        context.set_zoom_factor(self.settings.zoom);
    }
}

impl WorkbookApp {
    /// Does the work that [`RunOn::Held`] keeps back.
    pub fn run_held(&mut self) {
        self.jobs.run_held();
    }
}

impl eframe::App for WorkbookApp {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut Frame) {
        self.frame(ui);
    }

    /// The ground of all views.
    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        Tokens::of_visuals(visuals).ground.to_normalized_gamma_f32()
    }

    /// What is explained under the pointer would stay over a dialog that opens: for this frame the pointer is nowhere.
    fn raw_input_hook(&mut self, _context: &egui::Context, input: &mut egui::RawInput) {
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
