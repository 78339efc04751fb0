//! The file: one RON document, its header first, then sections that are read and digested one by one.
//!
//! Equal workbooks give equal bytes: nothing of the program, the machine or the clock goes in. Each section's
//! SHA-256 is in the file, so a change by another hand is named on loading; a valid one opens all the same.

pub use super::format_error::{Cause, FormatError};

use super::format_v1;
use super::slice;
use crate::workbook::Workbook;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The format that is written, and the newest that is read.
pub const FORMAT: u32 = 1;

/// The sections of a file, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// Format and id.
    Header,
    /// The workbook's own fields.
    Meta,
    /// The registry of people.
    People,
    /// The licenses.
    Licenses,
    /// The duties.
    Duties,
    /// What is known of evidence.
    Evidence,
    /// What happened.
    Events,
    /// Occurrences of duties.
    Occurrences,
    /// Attestations.
    Attestations,
    /// Annual reports.
    Reports,
    /// Preparation sessions.
    Sessions,
    /// Frozen snapshots.
    Snapshots,
    /// Holiday schedules.
    Schedules,
    /// Every applied edit.
    History,
    /// The bytes of evidence.
    Blobs,
}

impl Section {
    /// All sections, in the order of the file.
    pub const ALL: [Self; 15] = [
        Self::Header,
        Self::Meta,
        Self::People,
        Self::Licenses,
        Self::Duties,
        Self::Evidence,
        Self::Events,
        Self::Occurrences,
        Self::Attestations,
        Self::Reports,
        Self::Sessions,
        Self::Snapshots,
        Self::Schedules,
        Self::History,
        Self::Blobs,
    ];

    /// The name in the file.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Meta => "meta",
            Self::People => "people",
            Self::Licenses => "licenses",
            Self::Duties => "duties",
            Self::Evidence => "evidence",
            Self::Events => "events",
            Self::Occurrences => "occurrences",
            Self::Attestations => "attestations",
            Self::Reports => "reports",
            Self::Sessions => "sessions",
            Self::Snapshots => "snapshots",
            Self::Schedules => "schedules",
            Self::History => "history",
            Self::Blobs => "blobs",
        }
    }
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A workbook that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// The workbook.
    pub workbook: Workbook,
    /// Sections that were changed by something else than this program, in the order of the file.
    pub changed_sections: Vec<Section>,
}

/// A workbook could not be written as text. This is a mistake in the program.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the workbook cannot be written as RON: {0}")]
pub struct WriteError(pub(super) ron::Error);

/// The text of the file that holds `workbook`.
///
/// # Errors
/// Where RON has no words for a value; no value of a workbook is known to be such.
pub fn to_ron(workbook: &Workbook) -> Result<String, WriteError> {
    format_v1::write(workbook).map_err(WriteError)
}

/// Reads the text of a file.
///
/// # Errors
/// What is wrong with it, and where.
pub fn from_ron(text: &str) -> Result<Loaded, FormatError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(FormatError { line: 1, column: 1, section: None, cause: Cause::Empty });
    }
    if let Some(byte) = nul(text.as_bytes()) {
        return Err(FormatError::at(text, byte, None, Cause::NulBytes { byte }));
    }
    let (format, at) = probe(text)?;
    match format {
        1 => format_v1::read(text),
        0 => Err(FormatError::at(text, at, None, Cause::NotAWorkbook)),
        _ => Err(FormatError::at(text, at, None, Cause::Newer { format, supported: FORMAT })),
    }
}

/// Reads the bytes of a file: [`from_ron`] after checking that they are text.
///
/// # Errors
/// What is wrong with them, and where.
pub fn from_bytes(bytes: &[u8]) -> Result<Loaded, FormatError> {
    from_ron(text_of(bytes)?)
}

/// `bytes` as text.
pub(super) fn text_of(bytes: &[u8]) -> Result<&str, FormatError> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(FormatError { line: 1, column: 1, section: None, cause: Cause::Utf16 });
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let valid = std::str::from_utf8(bytes.get(..error.valid_up_to()).unwrap_or_default()).unwrap_or_default();
        if let Some(byte) = nul(valid.as_bytes()) {
            return FormatError::at(valid, byte, None, Cause::NulBytes { byte });
        }
        let byte = valid.len();
        // An incomplete character at the very end is a cut, not an encoding.
        let cause = if error.error_len().is_none() { Cause::Truncated } else { Cause::NotUtf8 { byte } };
        FormatError::at(valid, byte, None, cause)
    })
}

fn nul(bytes: &[u8]) -> Option<usize> {
    // `contains` is several times faster than `position`, and nearly always all there is to do.
    if bytes.contains(&0) { bytes.iter().position(|b| *b == 0) } else { None }
}

/// The format number and its place, before anything else of the file is understood.
fn probe(text: &str) -> Result<(u32, usize), FormatError> {
    let not_ours = |at| FormatError::at(text, at, None, Cause::NotAWorkbook);
    let first = slice::first_field(text).map_err(|fault| match fault.fault {
        slice::Fault::Truncated if text.trim_start().starts_with('(') => {
            FormatError::at(text, fault.at, None, Cause::Truncated)
        }
        slice::Fault::Truncated
        | slice::Fault::Expected(_)
        | slice::Fault::WrongBracket
        | slice::Fault::TooDeep
        | slice::Fault::Trailing => not_ours(fault.at),
    })?;
    match first {
        Some(field) if field.name == "format" => {
            field.text.parse().map(|format| (format, field.at)).map_err(|_| not_ours(field.at))
        }
        Some(field) => Err(not_ours(field.at)),
        None => Err(not_ours(0)),
    }
}
