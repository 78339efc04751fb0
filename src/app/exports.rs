//! Exports, holiday schedules and settings: files beside the document.

use super::WorkbookApp;
use super::answers::Done;
use crate::export;
use crate::snapshot::{Selection, Snapshot};
use crate::store::{self, Expect, RealDisk, SaveError};
use crate::ui::{Dialog, ExportFormat, ExportRequest, Toast};
use crate::workbook::{Workbook, preview_schedule};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Why an export was not written.
#[derive(Debug)]
pub(super) enum ExportFailure {
    /// The file could not be.
    Save(SaveError),
    /// Its contents could not be made.
    Other(String),
}

impl WorkbookApp {
    pub(super) fn start_export(&mut self, context: &egui::Context, request: ExportRequest, path: PathBuf) {
        let workbook = Arc::clone(self.session.workbook());
        let catalog = Arc::clone(&self.catalog);
        let today = self.surroundings.clock.today();
        self.jobs.start(context, move || {
            let outcome = write_export(&workbook, &catalog, today, request, &path);
            Done::Exported(path, outcome)
        });
    }

    pub(super) fn exported(&mut self, path: PathBuf, outcome: Result<(), ExportFailure>) {
        match outcome {
            Ok(()) => self.say_file("toast-exported", path),
            Err(ExportFailure::Save(error)) => {
                let english = format!("{error}. {}", error.advice());
                let text = self.error_words(error.kind(), error.arguments(), english);
                self.fail("failed-export", text);
            }
            Err(ExportFailure::Other(reason)) => self.fail("failed-export", format!("{}\n{reason}", path.display())),
        }
    }

    /// Shows what a schedule would move, before it is taken.
    pub(super) fn schedule_read(&mut self, path: &Path, outcome: Result<String, String>) {
        let today = self.surroundings.clock.today();
        let workbook = self.session.workbook();
        let preview = outcome.and_then(|text| {
            let license = workbook.current_license().ok_or_else(|| "no license".to_owned())?;
            preview_schedule(workbook, license, today, &self.catalog, &text).map_err(|error| error.to_string())
        });
        match preview {
            Ok(import) => self.views.dialog = Some(Dialog::Schedule(Box::new(import))),
            Err(error) => self.fail("failed-open", format!("{}\n{error}", path.display())),
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

    /// What went wrong with a file and what to do: in the language of the window where it is worded, else as the
    /// store says it.
    pub(super) fn error_words(&self, kind: &str, arguments: store::Arguments, english: String) -> String {
        if self.locale.has(kind) {
            self.locale.format(kind, arguments.into_iter().map(|(name, value)| (name, value.into())))
        } else {
            english
        }
    }

    pub(super) fn save_settings(&mut self) {
        if let Err(error) = self.settings.save(&self.surroundings.places.config) {
            let reason = error.to_string();
            self.views.toasts.warn(self.locale.format("toast-settings-failed", [("reason", reason.into())]));
        }
    }
}

fn write_export(
    workbook: &Workbook,
    catalog: &crate::obligation::Catalog,
    today: chrono::NaiveDate,
    request: ExportRequest,
    path: &Path,
) -> Result<(), ExportFailure> {
    let other = |reason: &str| ExportFailure::Other(reason.to_owned());
    let license = workbook.current_license().ok_or_else(|| other("no license"))?;
    let selection = Selection {
        notes: request.with_notes,
        history: request.with_history,
        confidential: false,
        ..Selection::default()
    };
    let snapshot = match request.frozen {
        Some(id) => super::snapshots::copy_of(workbook, id, &selection).map_err(|reason| other(&reason))?,
        None => Snapshot::of(workbook, license, today, catalog, selection).ok_or_else(|| other("no license"))?,
    };
    let format = match request.format {
        ExportFormat::Html => export::Format::Html,
        ExportFormat::Csv => export::Format::Csv,
        ExportFormat::Json => export::Format::Json,
        ExportFormat::Ics => export::Format::Ics,
    };
    let bytes = export::export(&snapshot, format, request.language).map_err(|e| other(&e.to_string()))?;
    store::replace(&RealDisk, path, &bytes, &Expect::Anything, None).map(drop).map_err(ExportFailure::Save)
}

/// The path with `extension` where it has none.
pub(super) fn with_extension(path: PathBuf, extension: &str) -> PathBuf {
    if path.extension().is_some() { path } else { path.with_extension(extension) }
}
