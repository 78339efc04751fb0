//! Makes and writes the files of the annual report, off the UI thread.

use crate::app::exports::work::{ExportFailure, ExportNotes};
use crate::app::shared::Shared;
use crate::calendar::Now;
use crate::export::document::Document;
use crate::export::report::{PackError, minutes, pack, report};
use crate::export::{DocumentFormat, docx, pdf};
use crate::language::Language;
use crate::locale::Locale;
use crate::obligation::Catalog;
use crate::progress::Progress;
use crate::snapshot::Selection;
use crate::snapshot::report::ReportDocuments;
use crate::store;
use crate::store::{ExpectedState, RealDisk, evidence};
use crate::ui::{Dialog, IncludeDialog, IncludeFor, IncludedContent, ReportFile};
use crate::workbook::{Sha256, Workbook};
use egui::Context;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a file of the report is made from.
struct ReportSource {
    workbook: Arc<Workbook>,
    catalog: Arc<Catalog>,
    now: Now,
    language: Language,
    /// The folder of the workbook, which links to evidence are relative to.
    folder: Option<PathBuf>,
}

impl Shared {
    /// Asks what a file is to include, before its path is asked for.
    pub(crate) fn ask_along(&mut self, with: IncludeFor) {
        self.views.dialog = Some(Dialog::IncludedContent(IncludeDialog::new(with)));
    }
}

pub(crate) fn write_report_file(shared: &mut Shared, context: &Context, file: ReportFile, path: PathBuf) {
    let source = ReportSource {
        workbook: Arc::clone(shared.workbook()),
        catalog: Arc::clone(&shared.catalog),
        now: shared.now(),
        language: shared.locale.language,
        folder: shared.file.path.as_ref().and_then(|path| path.parent()).map(Path::to_owned),
    };
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    shared.write_file(context, name, path, move |path, progress| {
        let bytes = make(&source, file, progress)?;
        store::replace(&RealDisk, path, &bytes, &ExpectedState::Anything, None)?;
        Ok(ExportNotes::default())
    });
}

fn make(source: &ReportSource, file: ReportFile, progress: &Progress) -> Result<Vec<u8>, ExportFailure> {
    let workbook = &source.workbook;
    let (year, along) = match file {
        ReportFile::Pack(year, along) | ReportFile::Report(year, _, along) => (year, along),
        // Minutes are internal, so they include notes.
        ReportFile::Minutes(id, _) => {
            let year = workbook.sessions.get(&id).ok_or_else(missing)?.report_year;
            (year, IncludedContent { notes: true, confidential: false })
        }
    };
    let selection = Selection { notes: along.notes, confidential: along.confidential, ..Selection::default() };
    let license = workbook.current_license().ok_or_else(missing)?;
    let documents =
        ReportDocuments::of(workbook, license, (source.now, year), &source.catalog, &selection).ok_or_else(missing)?;
    let documents = documents.map_err(|error| ExportFailure::Other(error.to_string()))?;
    match file {
        ReportFile::Report(_, kind, _) => {
            render(&report(&documents.snapshot, source.language).ok_or_else(missing)?, kind)
        }
        ReportFile::Minutes(id, kind) => {
            render(&minutes(&documents.snapshot, id, source.language).ok_or_else(missing)?, kind)
        }
        ReportFile::Pack(..) => pack(
            &documents.snapshot,
            source.language,
            documents.frozen.as_ref(),
            &mut |hash| read(source, hash, progress),
            progress,
        )
        .map_err(|error| ExportFailure::Other(error.to_string())),
    }
}

/// Reads evidence; the error is text for the index of the pack.
fn read(source: &ReportSource, hash: Sha256, progress: &Progress) -> Result<Vec<u8>, String> {
    evidence::read(&source.workbook, hash, source.folder.as_deref(), progress).map_err(|error| {
        let arguments = error.arguments().into_iter().map(|(name, value)| (name, value.into()));
        Locale::of(source.language).format(error.kind(), arguments)
    })
}

fn missing() -> ExportFailure {
    ExportFailure::Other(PackError::NoReport.to_string())
}

fn render(document: &Document, kind: DocumentFormat) -> Result<Vec<u8>, ExportFailure> {
    match kind {
        DocumentFormat::Docx => docx::render(document).map_err(|error| ExportFailure::Other(error.to_string())),
        DocumentFormat::Pdf => {
            let pdf = pdf::render(document, pdf::TEMPLATE, pdf::Fonts::System);
            pdf.map(|pdf| pdf.bytes).map_err(|error| ExportFailure::Other(error.to_string()))
        }
    }
}
