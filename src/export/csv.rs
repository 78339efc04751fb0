//! Writes one table of a snapshot as CSV that spreadsheets open with a double click: UTF-8 with a byte order mark,
//! CRLF, one row per record.
//!
//! The default table is the checklist. A spreadsheet treats a cell that begins with `=`, `+`, `-` or `@` as a formula,
//! so [`escape`] puts an apostrophe before it. A cell that begins with an apostrophe gets a second one, so [`unescape`]
//! restores every text. Text that exceeds a cell continues in a column beside it, as in [`super::xlsx`]. Control
//! characters, which no spreadsheet shows, are removed.

use super::sheet::{cell_parts, places};
use super::tables::{Cell, TableId, headings, table};
use super::{ExportError, printable};
use crate::language::Language;
use crate::snapshot::Snapshot;
use std::borrow::Cow;

/// Returns the table `id` as the bytes of a CSV file.
///
/// # Errors
/// If the table cannot be written.
pub fn export(snapshot: &Snapshot, id: TableId, language: Language) -> Result<Vec<u8>, ExportError> {
    let table = table(snapshot, id, language);
    let mut writer = ::csv::WriterBuilder::new()
        .terminator(::csv::Terminator::CRLF)
        .quote_style(::csv::QuoteStyle::Necessary)
        .from_writer("\u{feff}".as_bytes().to_vec());
    let places = places(&table);
    writer.write_record(places.iter().map(|place| escape(&place.heading(&table)).into_owned()))?;
    for row in &table.rows {
        let cells = places.iter().map(|place| row.get(place.column).map(|cell| field(cell, place.part)));
        writer.write_record(cells.map(Option::unwrap_or_default))?;
    }
    writer.into_inner().map_err(|error| ::csv::Error::from(error.into_error()).into())
}

/// Whether a file that begins with these bytes was written by [`export`]: it has a byte order mark and the headings of
/// a table.
pub(super) fn is_ours(bytes: &[u8]) -> bool {
    let Some(text) = bytes.strip_prefix("\u{feff}".as_bytes()) else { return false };
    let end = memchr::memmem::find(text, b"\r\n");
    let Some(line) = end.and_then(|end| std::str::from_utf8(text.get(..end)?).ok()) else { return false };
    let heads: Vec<&str> = line.split(',').filter(|head| !is_continued(head)).collect();
    Language::ALL.iter().any(|language| TableId::ALL.iter().any(|id| headings(*id, *language) == heads))
}

/// Whether a heading is that of a continuation column: `… (2)`.
fn is_continued(head: &str) -> bool {
    let number = head.strip_suffix(')').and_then(|head| head.rsplit_once(" ("));
    number.is_some_and(|(_, number)| number.parse::<u32>().is_ok())
}

/// Returns part number `part` of a cell, from 0; empty if the cell has no such part.
fn field(cell: &Cell, part: usize) -> String {
    match cell {
        Cell::Text(text) => cell_parts(&printable(text)).get(part).map(|part| escape(part).into_owned()),
        Cell::Empty | Cell::Number(_) | Cell::Day(_) => (part == 0).then(|| cell.to_string()),
    }
    .unwrap_or_default()
}

/// Whether [`escape`] puts an apostrophe before a cell that begins with this character: a spreadsheet could treat the
/// cell as a formula, or it begins with an apostrophe.
fn needs_mark(first: char) -> bool {
    // Some Chinese and Japanese settings treat the full-width forms as formulas too.
    matches!(first, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠' | '\'')
}

/// Returns a text as a cell that no spreadsheet treats as a formula. [`unescape`] reverses this.
#[must_use]
pub fn escape(text: &str) -> Cow<'_, str> {
    if text.chars().next().is_some_and(needs_mark) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Returns the text of a cell that [`escape`] made.
#[must_use]
pub fn unescape(cell: &str) -> &str {
    cell.strip_prefix('\'').unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_escape_is_reversible_and_leaves_no_formula() {
        for text in ["", "a", "=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "'", "''x", "'=1", "＝1", "许可证", "a=b"]
        {
            let cell = escape(text);
            assert_eq!(unescape(&cell), text);
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝']), "{cell:?}");
        }
    }
}
