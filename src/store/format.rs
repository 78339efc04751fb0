//! The file format: one RON document with a header and then sections, each digested and parsed by itself.
//!
//! Equal workbooks give equal bytes: the file contains nothing of the program, the machine or the clock. It contains
//! the SHA-256 of each section, so a section that another program changed is reported on loading. A valid file opens
//! all the same.

pub use super::format_error::{FormatError, FormatFault, Syntax};
pub use super::loaded::{Loaded, audit};
pub use super::section::FileSection;

use super::chunks::Chunks;
use super::{format_error, format_v1, format_v3, slice};
use crate::workbook::Workbook;

/// The format that is written, which is also the newest that is read.
pub const FORMAT: u32 = 3;

/// A workbook could not be serialized. This is a bug of the program.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct WriteError(pub(super) ron::Error);

/// The text of the file that holds `workbook`.
///
/// # Errors
/// Where RON cannot express a value; no such value of a workbook is known.
pub fn to_ron(workbook: &Workbook) -> Result<String, WriteError> {
    chunks(workbook)?.into_text().map_err(WriteError)
}

/// The text of the file that holds `workbook`, in chunks.
pub(super) fn chunks(workbook: &Workbook) -> Result<Chunks<'_>, WriteError> {
    format_v3::write(workbook).map_err(WriteError)
}

/// Reads the text of a file.
///
/// # Errors
/// The cause and its place.
pub fn from_ron(text: &str) -> Result<Loaded, FormatError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    parse(text).map_err(|error| match format_error::conflict_markers(text) {
        // Conflict markers are the cause of every other error.
        Some(line) => FormatError { line, column: 1, section: None, cause: FormatFault::ConflictMarkers },
        None => error,
    })
}

fn parse(text: &str) -> Result<Loaded, FormatError> {
    if text.trim().is_empty() {
        return Err(FormatError { line: 1, column: 1, section: None, cause: FormatFault::Empty });
    }
    if let Some(byte) = nul(text.as_bytes()) {
        return Err(with_nul(text, byte));
    }
    let (format, at) = probe(text)?;
    match format {
        1 => format_v1::read(text),
        2 | FORMAT => format_v3::read(text, format),
        0 => Err(FormatError::at(text, at, None, FormatFault::NotAWorkbook)),
        _ => Err(FormatError::at(text, at, None, FormatFault::Newer { format, supported: FORMAT })),
    }
}

/// Reads the bytes of a file: [`from_ron`] after the check that they are text.
///
/// # Errors
/// The cause and its place.
pub fn from_bytes(bytes: &[u8]) -> Result<Loaded, FormatError> {
    let text = text_of(bytes)?;
    let mut loaded = from_ron(text)?;
    if text.starts_with('\u{feff}') {
        // The range counts from behind the byte order mark, so it does not fit `bytes`.
        loaded.evidence = None;
    }
    Ok(loaded)
}

/// `bytes` as text.
pub(super) fn text_of(bytes: &[u8]) -> Result<&str, FormatError> {
    if is_utf16(bytes) {
        return Err(FormatError { line: 1, column: 1, section: None, cause: FormatFault::Utf16 });
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let valid = std::str::from_utf8(bytes.get(..error.valid_up_to()).unwrap_or_default()).unwrap_or_default();
        if let Some(byte) = nul(valid.as_bytes()) {
            return with_nul(valid, byte);
        }
        let byte = valid.len();
        let cause = if valid.trim().is_empty() || !begins_like_a_workbook(valid) {
            FormatFault::NotAWorkbook
        } else if error.error_len().is_none() {
            // An incomplete character at the very end means truncation, not another encoding.
            FormatFault::Truncated
        } else if looks_like_gb18030(bytes) {
            FormatFault::Gb18030 { byte }
        } else {
            FormatFault::NotUtf8 { byte }
        };
        FormatError::at(valid, byte, None, cause)
    })
}

/// Whether the bytes are UTF-16, with or without a byte order mark: without one, every other byte of the first two
/// characters is zero.
fn is_utf16(bytes: &[u8]) -> bool {
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => true,
        [a, 0, b, 0, ..] | [0, a, 0, b, ..] => *a != 0 && *b != 0,
        _ => false,
    }
}

/// Whether a workbook can begin with `text`; most other files begin differently.
fn begins_like_a_workbook(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.is_empty() || text.starts_with(['(', '/'])
}

/// The error for a text with a zero byte: a partly written workbook, or another kind of file.
fn with_nul(text: &str, byte: usize) -> FormatError {
    let before = text.get(..byte).unwrap_or_default();
    let is_blank = before.trim().is_empty();
    let is_ours =
        if is_blank { text.trim_matches(['\0', ' ', '\r', '\n']).is_empty() } else { begins_like_a_workbook(before) };
    let cause = if is_ours { FormatFault::NulBytes { byte } } else { FormatFault::NotAWorkbook };
    FormatError::at(text, byte, None, cause)
}

/// Whether all bytes can be GB18030, which editors in China use where UTF-8 is not chosen.
fn looks_like_gb18030(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    loop {
        rest = match rest {
            [] | [0x81..=0xfe] => return true,
            [0..=0x7f, rest @ ..]
            | [0x81..=0xfe, 0x40..=0x7e | 0x80..=0xfe, rest @ ..]
            | [0x81..=0xfe, b'0'..=b'9', 0x81..=0xfe, b'0'..=b'9', rest @ ..] => rest,
            [..] => return false,
        }
    }
}

fn nul(bytes: &[u8]) -> Option<usize> {
    // `contains` is several times faster than `position`, and it is nearly always enough.
    if bytes.contains(&0) { bytes.iter().position(|b| *b == 0) } else { None }
}

/// The format number and its place, read before the rest of the file.
fn probe(text: &str) -> Result<(u32, usize), FormatError> {
    let not_ours = |at| FormatError::at(text, at, None, FormatFault::NotAWorkbook);
    let first = slice::first_field(text).map_err(|fault| match fault.fault {
        slice::Fault::Truncated if text.trim_start().starts_with('(') => {
            FormatError::at(text, fault.at, None, FormatFault::Truncated)
        }
        slice::Fault::Truncated
        | slice::Fault::Expected(_)
        | slice::Fault::WrongBracket
        | slice::Fault::TooDeep
        | slice::Fault::TooMany
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
