//! An export from the choice of formats to the written file, for both the window and the command line.

use crate::export::document::Document;
use crate::export::tables::TableId;
use crate::export::{self, ExportError, ZipBuilder, csv, evidence_index, pdf};
use crate::export_format::Format;
use crate::language::Language;
use crate::locale::Locale;
use crate::progress::{Canceled, Progress};
use crate::snapshot::Snapshot;
use crate::store::evidence::{Container, ExtractError, ExtractOptions, Extracted, FolderNames, extract};
use crate::workbook::Workbook;
use std::path::Path;

/// The settings of an export.
#[derive(Clone, Copy)]
pub(crate) struct ExportJob<'a> {
    /// The snapshot to export.
    pub(crate) snapshot: &'a Snapshot,
    /// The formats; each gives one file.
    pub(crate) formats: &'a [Format],
    /// The table of a CSV file.
    pub(crate) table: TableId,
    /// The language of the files.
    pub(crate) language: Language,
    /// The layout of PDF files as Typst source; `None` for the built-in layout.
    pub(crate) template: Option<&'a str>,
}

/// The files of an export.
#[derive(Debug, Default)]
pub(crate) struct Made {
    /// The name and bytes of each file, in the order of the formats.
    pub(crate) files: Vec<(String, Vec<u8>)>,
    /// Characters that no font has; a PDF shows their code points.
    pub(crate) unprintable: String,
}

/// Why the files of an export could not be made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum JobError {
    /// A format cannot hold the snapshot.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// The work was canceled.
    #[error(transparent)]
    Canceled(#[from] Canceled),
}

impl ExportJob<'_> {
    /// Makes the files. One step of `progress` per format.
    ///
    /// # Errors
    /// If a format cannot hold the snapshot, or the work was canceled.
    pub(crate) fn make(&self, progress: &Progress) -> Result<Made, JobError> {
        progress.set_total(self.formats.len() as u64);
        let mut made = Made::default();
        for format in self.formats {
            progress.check()?;
            let bytes = self.bytes(*format, &mut made.unprintable)?;
            made.files.push((export::file_name(self.snapshot, *format, self.language), bytes));
            progress.advance(1);
        }
        Ok(made)
    }

    fn bytes(&self, format: Format, unprintable: &mut String) -> Result<Vec<u8>, ExportError> {
        if format == Format::Csv {
            return csv::export(self.snapshot, self.table, self.language);
        }
        if format != Format::Pdf {
            return export::export(self.snapshot, format, self.language);
        }
        let document = Document::of(self.snapshot, self.language);
        let pdf = pdf::render(&document, self.template.unwrap_or(pdf::TEMPLATE), pdf::Fonts::System)?;
        unprintable.extend(pdf.unprintable);
        Ok(pdf.bytes)
    }

    /// Writes `files` and the evidence of the snapshot into one ZIP archive at `path`.
    ///
    /// `home` is the folder that links to evidence are relative to. `force` allows replacing an existing file.
    ///
    /// # Errors
    /// If the archive cannot be written, or the work was canceled.
    pub(crate) fn write_with_evidence(
        &self,
        files: &[(String, Vec<u8>)],
        (workbook, home): (&Workbook, Option<&Path>),
        (path, force): (&Path, bool),
        progress: &Progress,
    ) -> Result<Extracted, ExtractError> {
        let is_part = !self.snapshot.selection.has_all_duties();
        let options = ExtractOptions {
            duties: is_part.then(|| self.snapshot.duties.iter().map(|duty| duty.id).collect()),
            confidential: self.snapshot.selection.confidential,
            container: Container::Zip,
            force,
            language: self.language,
            folders: folder_names(Locale::of(self.language)),
        };
        extract(
            workbook,
            home,
            path,
            &options,
            &|items| {
                let index = evidence_index::files(workbook, items, self.snapshot.on, self.language);
                index.map(|index| files.iter().cloned().chain(index).collect()).map_err(|error| error.to_string())
            },
            progress,
        )
    }
}

/// Packs several files into one ZIP archive and returns its bytes.
///
/// # Errors
/// If the archive cannot be made, or the work was canceled.
pub(crate) fn bundle(files: &[(String, Vec<u8>)], progress: &Progress) -> Result<Vec<u8>, JobError> {
    let mut builder = ZipBuilder::default();
    for (name, bytes) in files {
        progress.check()?;
        builder.add(name, bytes)?;
    }
    Ok(builder.finish()?)
}

/// The names of the folders for evidence that belongs to no provision.
pub(crate) fn folder_names(locale: &Locale) -> FolderNames {
    let name = |id| locale.text(id).into_owned();
    FolderNames {
        license: name("extract-folder-license"),
        events: name("extract-folder-events"),
        reports: name("extract-folder-reports"),
        other: name("extract-folder-other"),
    }
}
