//! Writes snapshots in file formats. Each format has one file; no format depends on another.
//!
//! All formats read a [`Snapshot`] and have the same content, except the calendar, which has the dates only. All rows
//! and columns come from [`tables`], so that a new column appears in every format.

pub mod csv;
pub mod diff_html;
pub mod diff_xlsx;
pub mod document;
pub mod docx;
pub mod evidence_index;
mod formatter;
pub mod html;
pub mod ics;
pub mod json;
pub mod markdown;
pub mod pdf;
pub mod report;
mod sheet;
pub mod svg;
pub mod tables;
pub mod xlsx;
mod xml;
mod zip_builder;

pub use crate::export_format::{ComparisonFormat, DocumentFormat, Format};
pub use zip_builder::ZipBuilder;

use crate::language::Language;
use crate::limits::Exceeded;
use crate::snapshot::Snapshot;
use crate::snapshot::diff::Comparison;
use std::borrow::Cow;

/// Why a snapshot could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The PDF could not be made.
    #[error("PDF: {0}")]
    Pdf(#[from] pdf::PdfError),
    /// The HTML page could not be rendered.
    #[error("HTML: {0}")]
    Html(#[from] askama::Error),
    /// The DOCX package could not be written.
    #[error("DOCX: {0}")]
    Docx(#[from] zip::result::ZipError),
    /// The spreadsheet could not be written.
    #[error("XLSX: {0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    /// The CSV table could not be written.
    #[error("CSV: {0}")]
    Csv(#[from] ::csv::Error),
    /// The JSON could not be written or read.
    #[error("JSON: {0}")]
    Json(#[from] serde_json::Error),
}

impl ExportError {
    /// The limit that was exceeded, if that is the cause.
    #[must_use]
    pub fn exceeded(&self) -> Option<Exceeded> {
        if let Self::Pdf(pdf::PdfError::Limit(exceeded)) = self { Some(*exceeded) } else { None }
    }
}

/// Returns the bytes of a file that shows `snapshot` in `format`.
///
/// # Errors
/// If the format cannot hold the snapshot.
pub fn export(snapshot: &Snapshot, format: Format, language: Language) -> Result<Vec<u8>, ExportError> {
    (writer(format).write)(snapshot, language)
}

/// Returns the bytes of a file that shows `comparison` in `format`.
///
/// # Errors
/// If the format cannot hold the comparison.
pub fn export_comparison(
    comparison: &Comparison,
    format: ComparisonFormat,
    language: Language,
) -> Result<Vec<u8>, ExportError> {
    match format {
        ComparisonFormat::Html => diff_html::export(comparison, language).map(String::into_bytes),
        ComparisonFormat::Xlsx => Ok(diff_xlsx::export(comparison, language)?),
    }
}

/// The functions of a format: one that writes a file, and one that recognizes a file.
struct Writer {
    write: fn(&Snapshot, Language) -> Result<Vec<u8>, ExportError>,
    is_ours: fn(&[u8]) -> bool,
}

fn writer(format: Format) -> Writer {
    match format {
        Format::Pdf => Writer { write: |s, l| Ok(pdf::export(s, l)?.bytes), is_ours: pdf::is_ours },
        Format::Html => Writer { write: |s, l| html::export(s, l).map(String::into_bytes), is_ours: html::is_ours },
        Format::Docx => Writer { write: |s, l| Ok(docx::export(s, l)?), is_ours: zip_builder::is_ours },
        Format::Xlsx => Writer { write: |s, l| Ok(xlsx::export(s, l)?), is_ours: xlsx::is_ours },
        Format::Csv => Writer { write: |s, l| csv::export(s, tables::TableId::Duties, l), is_ours: csv::is_ours },
        Format::Markdown => {
            Writer { write: |s, l| Ok(markdown::export(s, l).into_bytes()), is_ours: markdown::is_ours }
        }
        Format::Json => Writer { write: |s, l| json::export(s, l).map(String::into_bytes), is_ours: json::is_ours },
        Format::Ics => Writer { write: |s, l| Ok(ics::export(s, l).into_bytes()), is_ours: ics::is_ours },
    }
}

/// Returns the proposed file name for `snapshot` in `format`: title, license number and day.
#[must_use]
pub fn file_name(snapshot: &Snapshot, format: Format, language: Language) -> String {
    let locale = crate::locale::Locale::of(language);
    let title = locale.text(if snapshot.selection.summary { "page-summary-title" } else { "page-title" });
    let number = snapshot.license.number.as_deref().unwrap_or_default();
    let name = zip_builder::file_part(format!("{title} {number}").trim());
    format!("{name} {}.{}", snapshot.on, format.as_str())
}

/// Returns a text without control characters except tabs and line ends. Viewers do not show them, HTML forbids them,
/// and a terminal could execute them.
fn printable(text: &str) -> Cow<'_, str> {
    if text.contains(is_hidden) { text.replace(is_hidden, "").into() } else { text.into() }
}

fn is_hidden(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t')
}

/// Whether these bytes are a file that [`export`] or one of the formats wrote, so that it may be replaced.
#[must_use]
pub fn is_export(bytes: &[u8]) -> bool {
    Format::ALL.into_iter().any(|format| (writer(format).is_ours)(bytes))
}
