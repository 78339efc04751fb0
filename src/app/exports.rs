//! Exports, holiday schedules and settings: files beside the document.

use super::WorkbookApp;
use super::answers::Done;
use super::export_work::{Desk, ExportFailure, ExportNotes, TEMPLATE_FILE};
use super::signatures::Signer;
use crate::calendar::Now;
use crate::deadlines::preview_schedule;
use crate::limits::{Exceeded, Limit};
use crate::store::{self, OpenError};
use crate::ui::{Dialog, ExportRequest, Toast};
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl WorkbookApp {
    pub(super) fn start_export(&mut self, context: &egui::Context, request: ExportRequest, path: PathBuf) {
        let desk = self.export_desk();
        self.jobs.start_long(context, self.locale.text("format-running").into_owned(), move |progress| {
            let outcome = desk.write(&request, &path, progress);
            Done::Exported(path, outcome)
        });
    }

    /// Makes a PDF of the checklist and opens it in the program that the system has for it, which prints.
    pub(super) fn print(&mut self, context: &egui::Context) {
        let copies = match self.copies() {
            Ok(copies) => copies,
            Err(error) => return self.export_failed(Path::new(""), ExportFailure::Save(error)),
        };
        let desk = self.export_desk();
        let request = ExportRequest::new(self.locale.language);
        self.jobs.start_long(context, self.locale.text("format-running").into_owned(), move |progress| {
            Done::Printed(desk.print(&request, &copies, progress))
        });
    }

    pub(super) fn export_desk(&self) -> Desk {
        Desk {
            workbook: Arc::clone(self.session.workbook()),
            catalog: Arc::clone(&self.catalog),
            now: Now::from(self.surroundings.clock.now()),
            home: self.home(),
            template: self.surroundings.places.config.join(TEMPLATE_FILE),
            signer: Signer {
                state: self.surroundings.places.state.clone(),
                name: self.author_name().to_owned(),
                at: self.surroundings.clock.now(),
            },
        }
    }

    pub(super) fn exported(&mut self, path: PathBuf, outcome: Result<ExportNotes, ExportFailure>) {
        match outcome {
            Ok(notes) => {
                self.say_file("toast-exported", path);
                self.say_notes(&notes);
            }
            Err(failure) => self.export_failed(&path, failure),
        }
    }

    pub(super) fn printed(&mut self, outcome: Result<(PathBuf, ExportNotes), ExportFailure>) {
        match outcome {
            Ok((path, notes)) => {
                self.copy_made(Ok(path));
                self.say_notes(&notes);
            }
            Err(failure) => self.export_failed(Path::new(""), failure),
        }
    }

    /// Says what of an export is not as she may expect it, and by which key it was signed.
    fn say_notes(&mut self, notes: &ExportNotes) {
        if let Some(key) = &notes.signed {
            self.views.toasts.say(self.locale.format("toast-signed", [("key", key.as_str().into())]));
            self.views.snapshots.own_key = Some(key.clone());
        }
        if !notes.unprintable.is_empty() {
            let characters = notes.unprintable.as_str().into();
            self.views.toasts.warn(self.locale.format("export-unprintable", [("characters", characters)]));
        }
        if notes.withheld > 0 {
            self.views.toasts.say(self.locale.format("extract-withheld", [("n", notes.withheld.into())]));
        }
        if !notes.without.is_empty() {
            let names = notes.without.join("\n");
            self.fail("extract-incomplete", names);
        }
    }

    fn export_failed(&mut self, path: &Path, failure: ExportFailure) {
        match failure {
            ExportFailure::Save(error) => {
                let text = self.error_words(error.kind(), error.arguments());
                self.fail("failed-export", text);
            }
            ExportFailure::Extract(error) => {
                let text = self.error_words(error.kind(), error.arguments());
                self.fail("failed-export", text);
            }
            ExportFailure::Cancelled => self.views.toasts.say(self.locale.text("format-cancelled")),
            ExportFailure::Limit(exceeded) => {
                let words = self.error_words(Exceeded::KIND, exceeded.arguments().into());
                self.fail("failed-export", format!("{}\n{words}", path.display()));
            }
            ExportFailure::Other(reason) => self.fail("failed-export", format!("{}\n{reason}", path.display())),
        }
    }

    /// Shows what a schedule would move, before it is taken.
    pub(super) fn schedule_read(&mut self, path: &Path, outcome: Result<String, OpenError>) {
        let today = self.surroundings.clock.today();
        let workbook = self.session.workbook();
        let path_words = path.display().to_string();
        let preview = outcome.map_err(|error| self.error_words(error.kind(), error.arguments())).and_then(|text| {
            let license = workbook.current_license().ok_or_else(|| path_words.clone())?;
            preview_schedule(workbook, license, today, &self.catalog, &text).map_err(|error| {
                let arguments = error.arguments().into_iter().chain([("path", path_words.clone())]);
                self.error_words(error.kind(), arguments.collect())
            })
        });
        match preview {
            Ok(import) => self.views.dialog = Some(Dialog::Schedule(Box::new(import))),
            Err(words) => self.fail("failed-open", words),
        }
    }

    pub(super) fn say_file(&mut self, id: &'static str, path: PathBuf) {
        let text = self.locale.format(id, [("path", path.display().to_string().into())]);
        // A workbook opened in the system's program would be this program again.
        let file = (path.extension().is_none_or(|e| e != "ron")).then_some(path);
        self.views.toasts.push(Toast { text, is_error: false, file });
    }

    pub(super) fn fail(&mut self, title: &'static str, text: String) {
        self.views.dialog = Some(Dialog::Failed { title: self.locale.text(title).into_owned(), text });
    }

    /// What went wrong with a file, and what to do about it in the window.
    pub(super) fn error_words(&self, kind: &str, arguments: store::Arguments) -> String {
        // What to do next depends on where it is said.
        let surface = ("surface", "window".into());
        self.locale.format(kind, arguments.into_iter().map(|(name, value)| (name, value.into())).chain([surface]))
    }

    pub(super) fn save_settings(&mut self) {
        if let Err(error) = self.settings.save(&self.surroundings.places.config) {
            let reason = self.error_words(error.kind(), error.arguments());
            self.views.toasts.warn(self.locale.format("toast-settings-failed", [("reason", reason.into())]));
        }
    }
}

/// The text of a file that is no longer than `limit` lets in.
pub(super) fn read_text(path: &Path, limit: &'static Limit) -> Result<String, OpenError> {
    let bytes = store::read_limited(path, limit)?;
    let error = |error: std::string::FromUtf8Error| OpenError::Io { path: path.to_owned(), message: error.to_string() };
    String::from_utf8(bytes).map_err(error)
}

/// The path with `extension` where it has none.
pub(super) fn with_extension(path: PathBuf, extension: &str) -> PathBuf {
    if path.extension().is_some() { path } else { path.with_extension(extension) }
}
