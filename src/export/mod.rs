//! Writes snapshots in formats that travel. One file a format; no format knows another.
//!
//! All of them read a [`Snapshot`] and say the same, but for the calendar, which holds the dates alone: what has rows and
//! columns comes from [`tables`], so that a column that is new there is in every format.

mod bundle;
pub mod csv;
pub mod diff_html;
pub mod diff_xlsx;
pub mod document;
pub mod docx;
pub mod evidence_index;
pub mod html;
pub mod ics;
pub mod json;
pub mod markdown;
pub mod pdf;
pub mod report;
mod sheet;
pub mod svg;
pub mod tables;
mod words;
pub mod xlsx;
mod xml;

pub use bundle::Bundle;

use crate::language::Language;
use crate::limits::Exceeded;
use crate::snapshot::Snapshot;
use std::borrow::Cow;

/// The formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// A document to print, to sign and to keep.
    Pdf,
    /// One page that any browser shows and prints, without a network.
    Html,
    /// A document to edit on, for Word and its like.
    Docx,
    /// All tables, for Excel and its like.
    Xlsx,
    /// A table for a spreadsheet.
    Csv,
    /// Text with marks, for wikis and tickets.
    Markdown,
    /// The whole model, for programs.
    Json,
    /// The dates, for a calendar.
    Ics,
}

impl Format {
    /// All formats, in the order in which they are offered.
    pub const ALL: [Self; 8] =
        [Self::Pdf, Self::Html, Self::Docx, Self::Xlsx, Self::Csv, Self::Markdown, Self::Json, Self::Ics];

    /// The format of files whose names end in `ending`, in whatever letters; none where no format has it.
    #[must_use]
    pub fn of_ending(ending: &str) -> Option<Self> {
        let ending = ending.to_lowercase();
        let other = match ending.as_str() {
            "htm" => Some(Self::Html),
            "markdown" => Some(Self::Markdown),
            _ => None,
        };
        other.or_else(|| Self::ALL.into_iter().find(|format| format.as_str() == ending))
    }

    /// The name on the command line, and the extension of a file.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Markdown => "md",
            Self::Json => "json",
            Self::Ics => "ics",
        }
    }
}

/// Why a snapshot could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The document could not be made.
    #[error("PDF: {0}")]
    Pdf(#[from] pdf::PdfError),
    /// The page could not be made.
    #[error("HTML: {0}")]
    Html(#[from] askama::Error),
    /// The package of a document could not be made.
    #[error("DOCX: {0}")]
    Docx(#[from] zip::result::ZipError),
    /// The spreadsheet could not be made.
    #[error("XLSX: {0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    /// The table could not be made.
    #[error("CSV: {0}")]
    Csv(#[from] ::csv::Error),
    /// The JSON could not be made.
    #[error("JSON: {0}")]
    Json(#[from] serde_json::Error),
}

impl ExportError {
    /// The limit that what is exported is beyond, where that is why.
    #[must_use]
    pub fn exceeded(&self) -> Option<Exceeded> {
        if let Self::Pdf(pdf::PdfError::Limit(exceeded)) = self { Some(*exceeded) } else { None }
    }
}

/// The bytes of a file that shows `snapshot` in `format`.
///
/// # Errors
/// Where the format cannot hold it.
pub fn export(snapshot: &Snapshot, format: Format, language: Language) -> Result<Vec<u8>, ExportError> {
    match format {
        Format::Pdf => Ok(pdf::export(snapshot, language)?.bytes),
        Format::Html => html::export(snapshot, language).map(String::into_bytes),
        Format::Docx => Ok(docx::export(snapshot, language)?),
        Format::Xlsx => Ok(xlsx::export(snapshot, language)?),
        Format::Markdown => Ok(markdown::export(snapshot, language).into_bytes()),
        Format::Csv => csv::export(snapshot, tables::TableId::Duties, language),
        Format::Json => json::export(snapshot, language).map(String::into_bytes),
        Format::Ics => Ok(ics::export(snapshot, language).into_bytes()),
    }
}

/// A name for a file that shows `snapshot` in `format`: what it is, of which license, of which day.
#[must_use]
pub fn file_name(snapshot: &Snapshot, format: Format, language: Language) -> String {
    let locale = crate::locale::Locale::of(language);
    let title = locale.text(if snapshot.selection.summary { "page-summary-title" } else { "page-title" });
    let number = snapshot.license.number.as_deref().unwrap_or_default();
    let name = bundle::file_part(format!("{title} {number}").trim());
    format!("{name} {}.{}", snapshot.on, format.as_str())
}

/// A text without control characters but tabs and line ends: no reader shows them, HTML forbids them, and a terminal may
/// obey them.
fn printable(text: &str) -> Cow<'_, str> {
    let is_hidden = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if text.contains(is_hidden) { text.replace(is_hidden, "").into() } else { text.into() }
}

/// Whether a file of these bytes was written by [`export`] or one of the formats: it may be replaced.
#[must_use]
pub fn is_export(bytes: &[u8]) -> bool {
    let known = [
        pdf::is_ours,
        html::is_ours,
        bundle::is_ours,
        xlsx::is_ours,
        csv::is_ours,
        markdown::is_ours,
        json::is_ours,
        ics::is_ours,
    ];
    known.iter().any(|is_ours| is_ours(bytes))
}
