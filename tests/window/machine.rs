//! A test machine that runs the program, and its window, which is operated by accessible names and keys.

use crate::support::catalog;
use chrono::{TimeZone as _, Utc};
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use license_workbook::app::{Ask, Environment, FileDialogs, Picked, RunOn, Waiting, WorkbookApp};
use license_workbook::clock::FixedClock;
use license_workbook::deadlines::{DateItem, Register};
use license_workbook::language::Language;
use license_workbook::locale::Locale;
use license_workbook::store::{AppFolders, Settings};
use license_workbook::ui::{SnapshotSource, kit};
use license_workbook::workbook::{DutyId, Status};
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// File dialogs with prepared answers.
#[derive(Clone, Default)]
pub(crate) struct Answers(Arc<Mutex<VecDeque<Picked>>>, Arc<Mutex<Vec<PathBuf>>>);

impl FileDialogs for Answers {
    fn ask(&self, _ask: &Ask, _locale: &Locale) -> Waiting {
        let answer = self.0.lock().unwrap().pop_front().unwrap_or(Picked::Canceled);
        Box::new(move || answer)
    }

    fn open(&self, path: &Path) -> Result<(), String> {
        self.1.lock().unwrap().push(path.to_owned());
        Ok(())
    }
}

impl Answers {
    /// The system cannot show the next dialog.
    pub(crate) fn none(&self) {
        self.0.lock().unwrap().push_back(Picked::NoDialog);
    }

    /// The paths of the files that were opened in another program.
    pub(crate) fn opened_paths(&self) -> Vec<PathBuf> {
        self.1.lock().unwrap().clone()
    }

    /// The names of the files that were opened in another program.
    pub(crate) fn opened(&self) -> Vec<String> {
        let name = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().into_owned();
        self.1.lock().unwrap().iter().map(name).collect()
    }

    /// The next dialog returns these files.
    pub(crate) fn several(&self, paths: &[&Path]) {
        let picked = match paths {
            [one] => Picked::Path((*one).to_owned()),
            many => Picked::Paths(many.iter().map(|path| (*path).to_owned()).collect()),
        };
        self.0.lock().unwrap().push_back(picked);
    }

    pub(crate) fn next(&self, path: &Path) {
        self.0.lock().unwrap().push_back(Picked::Path(path.to_owned()));
    }
}

/// A file that is dropped on the window.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

/// A machine with its own folders and a fixed clock, by default 2026-11-24 in China.
pub(crate) struct Machine {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) dialogs: Answers,
    pub(crate) language: Language,
    /// The date in China.
    pub(crate) day: (i32, u32, u32),
    /// Where background work runs.
    pub(crate) run_on: RunOn,
}

impl Machine {
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            dialogs: Answers::default(),
            language: Language::ZhCn,
            day: (2026, 11, 24),
            run_on: RunOn::Spot,
        }
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn start(&self, file: Option<PathBuf>) -> Window {
        let folders = AppFolders::under(self.file("state"));
        let environment = Environment {
            clock: Box::new(FixedClock(Utc.with_ymd_and_hms(self.day.0, self.day.1, self.day.2, 4, 0, 0).unwrap())),
            dialogs: Box::new(self.dialogs.clone()),
            folders: folders.clone(),
            run_on: self.run_on,
            previewer: None,
            random: license_workbook::store::random_number,
            user_name: "王宝军".to_owned(),
        };
        let (mut settings, _) = Settings::load(&folders.config);
        settings.language = Some(self.language);
        let catalog = Arc::new(catalog().clone());
        // The journal uses real time, so a slow machine draws more frames before the window stops repainting.
        let builder = Harness::builder().with_size([1280.0, 1500.0]).with_max_steps(24);
        let harness = builder.build_eframe(|context| {
            kit::install(&context.egui_ctx);
            WorkbookApp::new(catalog, environment, settings, file).unwrap()
        });
        let mut window = Window(harness);
        window.0.run();
        window
    }

    /// A window whose workbook has the first duty set to the status of this key and is saved under this name.
    pub(crate) fn saved(&self, name: &str, status: Key) -> (PathBuf, Window) {
        let path = self.file(name);
        let mut window = self.start(None);
        window.checklist();
        window.key(status);
        self.dialogs.next(&path);
        window.command(Key::S);
        (path, window)
    }
}

pub(crate) struct Window(pub(crate) Harness<'static, WorkbookApp>);

impl Window {
    pub(crate) fn app(&self) -> &WorkbookApp {
        self.0.state()
    }

    pub(crate) fn keys(&mut self, modifiers: Modifiers, key: Key) {
        self.0.key_press_modifiers(modifiers, key);
        self.0.run();
    }

    pub(crate) fn command(&mut self, key: Key) {
        self.keys(Modifiers::COMMAND, key);
    }

    pub(crate) fn key(&mut self, key: Key) {
        self.keys(Modifiers::NONE, key);
    }

    pub(crate) fn click(&mut self, label: &str) {
        // A button may have an icon before its label.
        let mut nodes = self.0.query_all_by_label_contains(label).filter(|node| {
            let name = node.accesskit_node().label().unwrap_or_default();
            name == label || name.ends_with(&format!(" {label}"))
        });
        nodes.next_back().unwrap_or_else(|| panic!("no element is named {label}")).click();
        drop(nodes);
        self.0.run();
    }

    /// Types into the focused field.
    pub(crate) fn type_text(&mut self, text: &str) {
        self.0.event(egui::Event::Text(text.to_owned()));
        self.0.run();
    }

    /// Types into the focused field and those after it, and confirms the form.
    pub(crate) fn fill(&mut self, texts: &[&str]) {
        for (at, text) in texts.iter().enumerate() {
            if at > 0 {
                self.key(Key::Tab);
            }
            self.type_text(text);
        }
        self.command(Key::Enter);
    }

    pub(crate) fn shows(&self, label: &str) -> bool {
        self.0.query_all_by_label_contains(label).next().is_some()
    }

    pub(crate) fn duty(&self, label: &str) -> DutyId {
        let workbook = self.app().workbook();
        workbook.duty_by_label(workbook.current_license().unwrap(), label).unwrap()
    }

    /// Shows the details of this snapshot.
    pub(crate) fn app_select(&mut self, source: SnapshotSource) {
        self.0.state_mut().views_mut().snapshots.selected = Some(source);
        self.0.run();
    }

    pub(crate) fn drop_file(&mut self, path: &Path) {
        self.0.input_mut().dropped_files.push(Arc::new(Dropped(path.to_owned())));
        self.0.run();
    }

    /// Drops several files at once.
    pub(crate) fn drop_files(&mut self, paths: &[PathBuf]) {
        self.0.input_mut().hovered_files.clear();
        for path in paths {
            self.0.input_mut().dropped_files.push(Arc::new(Dropped(path.clone())));
        }
        self.0.run();
    }

    /// Drags a file over the window.
    pub(crate) fn hover_file(&mut self, path: &Path) {
        self.0.input_mut().hovered_files.push(egui::HoveredFile { path: Some(path.to_owned()), ..Default::default() });
        // The window repaints continuously during a drag.
        self.0.run_steps(3);
    }

    /// Clicks the last element whose name contains this text.
    pub(crate) fn click_containing(&mut self, label: &str) {
        let node = self.0.query_all_by_label_contains(label).last();
        node.unwrap_or_else(|| panic!("no element contains {label}")).click();
        self.0.run();
    }

    /// The register entry of a duty of the current license, as of today.
    pub(crate) fn entry(&self, id: DutyId) -> license_workbook::deadlines::Entry {
        let workbook = self.app().workbook();
        let license = workbook.current_license().unwrap();
        let register = Register::of(workbook, license, self.app().today(), catalog()).unwrap();
        register.entry(id).unwrap().clone()
    }

    /// The first date of the duty with this label.
    pub(crate) fn date(&self, label: &str) -> DateItem {
        self.dates(label).into_iter().next().unwrap()
    }

    /// The dates of the duty with this label.
    pub(crate) fn dates(&self, label: &str) -> Vec<DateItem> {
        let workbook = self.app().workbook();
        let license = workbook.current_license().unwrap();
        let today = self.app().today();
        let register = Register::of(workbook, license, today, catalog()).unwrap();
        register.dates.into_iter().filter(|item| item.label == label).collect()
    }

    pub(crate) fn status(&self, label: &str) -> Status {
        self.app().workbook().duties[&self.duty(label)].answer.status
    }

    /// Opens the checklist at its first duty.
    pub(crate) fn checklist(&mut self) {
        self.command(Key::Num3);
        self.key(Key::J);
    }
}
