//! The start of the program: settings, the first document, and the window.

use super::copies::Copies;
use super::evidence::Evidence;
use super::files::opening::seeded;
use super::files::{Files, OpenFile};
use super::jobs::Jobs;
use super::shared::{Nameless, Shared, WaitingForPath};
use super::{Environment, OpenDocument, RunOn, SystemDialogs, WorkbookApp};
use crate::clock::SystemClock;
use crate::command::Keyboard;
use crate::language::Language;
use crate::locale::{Locale, system_language};
use crate::obligation::{Catalog, CatalogError};
use crate::preview::Previewer;
use crate::store::{self, AppFolders, Holder, Settings};
use crate::ui::{Dialog, Outbox, UnlockFor, Views};
use crate::window::{self, Renderer, WindowError};
use crate::workbook::{NewLicense, SEED_LICENSE};
use std::path::PathBuf;
use std::sync::Arc;

/// The options of a start.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The workbook to open; `None` for the last one, or a new one.
    pub file: Option<PathBuf>,
    /// Whether to close the window after its first frame.
    pub quit_after_first_frame: bool,
    /// The language from now on; `None` for the previous choice, or that of the system.
    pub language: Option<Language>,
}

/// Why the program could not start.
#[derive(Debug, thiserror::Error)]
#[error("{} {}", self.kind(), self.reason())]
pub enum StartError {
    /// The window could not be opened.
    Window(#[from] WindowError),
    /// The built-in catalog is invalid.
    Catalog(#[from] CatalogError),
    /// The system names no folder for settings.
    NoHome,
    /// The system has no random numbers.
    NoRandomness(String),
}

impl StartError {
    /// A stable key for messages.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Window(WindowError::NoDisplay(_)) => "start-no-display",
            Self::Window(WindowError::NoDisplaySet) => "start-no-display-set",
            Self::Window(WindowError::NoRenderer(_)) => "start-no-renderer",
            Self::Window(WindowError::Failed(_)) => "start-window-failed",
            Self::Catalog(_) => "start-catalog",
            Self::NoHome => "start-no-home",
            Self::NoRandomness(_) => "start-no-randomness",
        }
    }

    /// The message of the system; may be empty.
    #[must_use]
    pub fn reason(&self) -> String {
        match self {
            Self::Window(WindowError::NoDisplay(why) | WindowError::NoRenderer(why) | WindowError::Failed(why))
            | Self::NoRandomness(why) => why.clone(),
            Self::Catalog(error) => error.to_string(),
            Self::Window(WindowError::NoDisplaySet) | Self::NoHome => String::new(),
        }
    }
}

/// Opens the window and returns when it is closed.
///
/// # Errors
/// If the program cannot start.
pub fn run(options: &Options) -> Result<(), StartError> {
    // Checked before anything depends on it, including hash tables of the standard library.
    store::check_randomness().map_err(|e| StartError::NoRandomness(e.to_string()))?;
    let folders = AppFolders::find().ok_or(StartError::NoHome)?;
    let catalog = Arc::new(Catalog::builtin()?);
    let (mut settings, notice) = Settings::load(&folders.config);
    settings.language = options.language.or(settings.language);
    let size = settings.window.map_or([1280.0, 800.0], |w| [w.width, w.height]);
    let maximized = settings.window.is_some_and(|w| w.maximized);
    let viewport = egui::ViewportBuilder::default()
        .with_title(Locale::of(Language::ZhCn).text("app-name"))
        .with_app_id("license-workbook")
        .with_inner_size(size)
        .with_min_inner_size([720.0, 480.0])
        .with_maximized(maximized);
    let window_options = window::Options {
        viewport,
        renderer: Renderer::from_environment(),
        quit_after_first_frame: options.quit_after_first_frame,
    };
    let environment = Environment {
        clock: Box::new(SystemClock),
        dialogs: Box::new(SystemDialogs),
        folders,
        run_on: RunOn::Thread,
        previewer: Previewer::of_this_program(),
        random: store::random_number,
        user_name: user_name(settings.language.unwrap_or_else(system_language)),
    };
    let mut app = WorkbookApp::new(catalog, environment, settings, options.file.clone())?;
    window::run(&window_options, move |creation| {
        if let Some(notice) = notice {
            let words = app.shared.error_words(notice.kind(), notice.arguments());
            app.shared.views.toasts.warn(words);
        }
        app.shared.apply_settings(&creation.egui_ctx);
        // Removes copies for other programs that a killed process left.
        std::thread::spawn(store::evidence::clear_left_copies);
        Box::new(app)
    })?;
    Ok(())
}

/// The user name of the system account; a word for “me” if there is none.
fn user_name(language: Language) -> String {
    store::user_name().unwrap_or_else(|| Locale::of(language).text("local-user").into_owned())
}

fn random_number(environment: &Environment) -> Result<u64, StartError> {
    (environment.random)().map_err(|error| StartError::NoRandomness(error.to_string()))
}

impl WorkbookApp {
    /// Creates the program with its first document: `file`, the last one, or a new one.
    ///
    /// # Errors
    /// If the system has no random numbers: ids of two openings could be equal.
    pub fn new(
        catalog: Arc<Catalog>,
        environment: Environment,
        settings: Settings,
        file: Option<PathBuf>,
    ) -> Result<Self, StartError> {
        let (seed, opening) = (random_number(&environment)?, random_number(&environment)?);
        let language = settings.language.unwrap_or_else(system_language);
        let (workbook, _) = seeded(NewLicense::of_text(SEED_LICENSE), &catalog, environment.clock.today(), seed);
        let shared = Shared {
            document: OpenDocument::new(workbook, opening, None),
            catalog,
            jobs: Jobs::new(environment.run_on),
            locale: Locale::of(language),
            environment,
            settings,
            file: OpenFile::default(),
            views: Views::default(),
            review: None,
            outbox: Outbox::default(),
            derived: None,
            compared_opening: None,
            waiting: WaitingForPath::default(),
            opened_elsewhere: None,
            nameless: Nameless::default(),
            events: Vec::new(),
        };
        let mut app = Self {
            shared,
            files: Files::default(),
            evidence: Evidence::default(),
            copies: Copies::default(),
            keyboard: Keyboard::default(),
            was_covered: false,
        };
        app.open_first(file);
        app.tell_controllers();
        Ok(app)
    }

    fn open_first(&mut self, file: Option<PathBuf>) {
        let asked = file.is_some();
        let state = &self.shared.environment.folders.state;
        let last = &self.shared.settings.last_workbook;
        let path = file.or_else(|| store::latest_untitled(state));
        let Some(path) = path.or_else(|| last.clone().filter(|path| path.exists())) else { return };
        if store::is_protected(&path) {
            return self.shared.ask_passphrase(path, UnlockFor::Open, None);
        }
        let holder = Holder::new(self.shared.author_name(), self.shared.environment.clock.now());
        match store::open(&path, state, &holder) {
            Ok(opened) => {
                let path = opened.path.clone();
                if !self.files.take_over(&mut self.shared, opened) {
                    return;
                }
                if !store::is_untitled(&self.shared.environment.folders.state, &path) {
                    self.shared.settings.remember(&path);
                    self.shared.settings.last_workbook = Some(path);
                }
            }
            Err(error) => {
                let (text, is_damaged) = self.shared.open_failed(&error);
                self.files.damaged = is_damaged.then(|| (path, text.clone()));
                let title = self.shared.locale.text("failed-open").into_owned();
                self.shared.views.dialog = Some(Dialog::Failed { title, text });
                if !asked {
                    self.shared.settings.last_workbook = None;
                }
            }
        }
    }
}
