//! Exports and holiday schedules: files other than the document.

pub(super) mod work;

use crate::app::exports::work::{ExportFailure, ExportNotes, ExportSource, TEMPLATE_FILE};
use crate::app::jobs::Concern;
use crate::app::shared::Shared;
use crate::app::signatures::Signer;
use crate::app::{Job, WorkbookApp};
use crate::calendar::Now;
use crate::deadlines::preview_schedule;
use crate::limits::{Exceeded, Limit};
use crate::progress::Progress;
use crate::store::{self, ExpectedState, OpenError, RealDisk};
use crate::ui::{Dialog, ExportRequest};
use egui::Context;
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl Shared {
    /// Writes the file at `path` in a long job with `write`, shown under `name`, and reports the result.
    pub(crate) fn write_file(
        &mut self,
        context: &Context,
        name: String,
        path: PathBuf,
        write: impl FnOnce(&Path, &Progress) -> Result<ExportNotes, ExportFailure> + Send + 'static,
    ) {
        let of = path.clone();
        let job = Job::long(
            Concern::Program,
            name,
            move |progress: &Progress| write(&of, progress),
            move |program: &mut WorkbookApp, _, outcome| program.shared.exported(path, outcome),
        );
        self.jobs.start(context, job);
    }

    /// Makes a small file with `make`, writes it to `path`, and reports the result.
    pub(crate) fn write_quick_file(
        &mut self,
        context: &Context,
        path: PathBuf,
        make: impl FnOnce() -> Result<Vec<u8>, ExportFailure> + Send + 'static,
    ) {
        let of = path.clone();
        let job = Job::new(
            Concern::Program,
            move || {
                store::replace(&RealDisk, &of, &make()?, &ExpectedState::Anything, None)?;
                Ok(ExportNotes::default())
            },
            move |program: &mut WorkbookApp, _, outcome| program.shared.exported(path, outcome),
        );
        self.jobs.start(context, job);
    }

    pub(crate) fn export_source(&self) -> ExportSource {
        ExportSource {
            workbook: Arc::clone(self.document.workbook()),
            catalog: Arc::clone(&self.catalog),
            now: Now::from(self.environment.clock.now()),
            home: self.home(),
            template: self.environment.folders.config.join(TEMPLATE_FILE),
            signer: Signer {
                state: self.environment.folders.state.clone(),
                name: self.author_name().to_owned(),
                at: self.environment.clock.now(),
            },
        }
    }

    fn exported(&mut self, path: PathBuf, outcome: Result<ExportNotes, ExportFailure>) {
        match outcome {
            Ok(notes) => {
                self.say_file("toast-exported", path);
                self.show_notes(&notes);
            }
            Err(failure) => self.export_failed(&path, failure),
        }
    }

    /// Shows the notes on an export: what may be unexpected, and the signing key.
    fn show_notes(&mut self, notes: &ExportNotes) {
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
            ExportFailure::Canceled => self.views.toasts.say(self.locale.text("format-canceled")),
            ExportFailure::Limit(exceeded) => {
                let words = self.error_words(Exceeded::KIND, exceeded.arguments().into());
                self.fail("failed-export", format!("{}\n{words}", path.display()));
            }
            ExportFailure::Other(reason) => self.fail("failed-export", format!("{}\n{reason}", path.display())),
        }
    }
}

pub(crate) fn start_export(shared: &mut Shared, context: &Context, request: ExportRequest, path: PathBuf) {
    let source = shared.export_source();
    let name = shared.locale.text("format-running").into_owned();
    shared.write_file(context, name, path, move |path, progress| source.write(&request, path, progress));
}

/// Makes a PDF of the checklist and opens it in the default program for printing.
pub(crate) fn start_printing(shared: &mut Shared, context: &Context) {
    let copies = match shared.copies() {
        Ok(copies) => copies,
        Err(error) => return shared.export_failed(Path::new(""), ExportFailure::Save(error)),
    };
    let source = shared.export_source();
    let request = ExportRequest::new(shared.locale.language);
    let name = shared.locale.text("format-running").into_owned();
    let job = Job::long(
        Concern::Program,
        name,
        move |progress: &Progress| source.print(&request, &copies, progress),
        |program: &mut WorkbookApp, _, outcome| {
            printed(&mut program.shared, outcome);
        },
    );
    shared.jobs.start(context, job);
}

fn printed(shared: &mut Shared, outcome: Result<(PathBuf, ExportNotes), ExportFailure>) {
    match outcome {
        Ok((path, notes)) => {
            shared.copy_made(Ok(path));
            shared.show_notes(&notes);
        }
        Err(failure) => shared.export_failed(Path::new(""), failure),
    }
}

/// Shows the dates that a schedule would move, before it is applied.
pub(crate) fn schedule_read(shared: &mut Shared, path: &Path, outcome: Result<String, OpenError>) {
    let today = shared.environment.clock.today();
    let workbook = shared.document.workbook();
    let path_words = path.display().to_string();
    let preview = outcome.map_err(|error| shared.error_words(error.kind(), error.arguments())).and_then(|text| {
        let license = workbook.current_license().ok_or_else(|| path_words.clone())?;
        preview_schedule(workbook, license, today, &shared.catalog, &text).map_err(|error| {
            let arguments = error.arguments().into_iter().chain([("path", path_words.clone())]);
            shared.error_words(error.kind(), arguments.collect())
        })
    });
    match preview {
        Ok(import) => shared.views.dialog = Some(Dialog::Schedule(Box::new(import))),
        Err(words) => shared.fail("failed-open", words),
    }
}

/// Reads a text file of at most `limit` bytes.
pub(crate) fn read_text(path: &Path, limit: &'static Limit) -> Result<String, OpenError> {
    let bytes = store::read_limited(path, limit)?;
    String::from_utf8(bytes).map_err(|error| OpenError::Io { path: path.to_owned(), message: error.to_string() })
}
