//! Writes snapshots in formats that travel. One file a format; no format knows another.
//!
//! All of them read a [`Snapshot`] and say the same, but for the calendar, which holds the dates alone: what has rows and
//! columns comes from [`tables`], so that a column that is new there is in every format.

pub mod csv;
pub mod diff_html;
pub mod diff_xlsx;
pub mod html;
pub mod ics;
pub mod json;
pub mod svg;
pub mod tables;
mod words;

use crate::language::Language;
use crate::snapshot::Snapshot;

/// The formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// One page that any browser shows and prints, without a network.
    Html,
    /// A table for a spreadsheet.
    Csv,
    /// The whole model, for programs.
    Json,
    /// The dates, for a calendar.
    Ics,
}

impl Format {
    /// All formats, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Html, Self::Csv, Self::Json, Self::Ics];

    /// The name on the command line, and the extension of a file.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Ics => "ics",
        }
    }
}

/// Why a snapshot could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The page could not be made.
    #[error("the page could not be made: {0}")]
    Html(#[from] askama::Error),
    /// The table could not be made.
    #[error("the table could not be made: {0}")]
    Csv(#[from] ::csv::Error),
    /// The JSON could not be made.
    #[error("the JSON could not be made: {0}")]
    Json(#[from] serde_json::Error),
}

/// The bytes of a file that shows `snapshot` in `format`.
///
/// # Errors
/// Where the format cannot hold it.
pub fn export(snapshot: &Snapshot, format: Format, language: Language) -> Result<Vec<u8>, ExportError> {
    match format {
        Format::Html => html::export(snapshot, language).map(String::into_bytes),
        Format::Csv => csv::export(snapshot, tables::TableId::Duties, language),
        Format::Json => json::export(snapshot, language).map(String::into_bytes),
        Format::Ics => Ok(ics::export(snapshot, language).into_bytes()),
    }
}

/// Whether a file that begins with these bytes was written by [`export`] or one of the formats: it may be replaced.
#[must_use]
pub fn is_export(bytes: &[u8]) -> bool {
    html::is_ours(bytes) || csv::is_ours(bytes) || json::is_ours(bytes) || ics::is_ours(bytes)
}
