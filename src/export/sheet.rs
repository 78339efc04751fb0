//! Shared rules of the spreadsheet formats: texts that stay texts, columns for text that exceeds a cell, and row
//! heights for wrapped text.

use super::tables::{Cell, Table};
use crate::limits::CELL;
use rust_xlsxwriter::{Format, Worksheet, XlsxError};

/// The height of a line of small type, in points. It is set because not every program fits rows to wrapped text.
const LINE_HEIGHT: f64 = 15.0;
/// The maximum height of a row in Excel, in points.
const MAX_HEIGHT: f64 = 409.0;

/// Writes a text unchanged.
///
/// The writer interprets a text between `<r>` and `</r>` as its own markup and would not escape it. As a run of a rich
/// string, it is escaped.
pub(super) fn write_text<'a>(
    sheet: &'a mut Worksheet,
    row: u32,
    column: u16,
    text: &str,
    format: &Format,
) -> Result<&'a mut Worksheet, XlsxError> {
    if text.starts_with("<r>") && text.ends_with("</r>") {
        sheet.write_rich_string_with_format(row, column, &[(format, text)], format)
    } else {
        sheet.write_string_with_format(row, column, text, format)
    }
}

/// The height in points of a row with these texts, each with the width of its column in characters.
pub(super) fn height<'a>(cells: impl Iterator<Item = (&'a str, f64)>) -> f64 {
    let lines = cells.map(|(text, width)| lines(text, width)).max().unwrap_or(1);
    (LINE_HEIGHT * f64::from(lines) + 1.0).min(MAX_HEIGHT)
}

/// The number of lines of a text in a column of `width` characters. A Chinese character is almost two characters wide.
fn lines(text: &str, width: f64) -> u32 {
    // The cell margins take some of the width, and word wrap leaves some of it unused.
    let room = ((width - 1.0) * 0.98).max(1.0);
    text.split('\n').take(30).map(|line| wrapped(line, room)).sum::<u32>().max(1)
}

/// The number of lines of a text without line breaks that is wrapped at `room` characters.
fn wrapped(line: &str, room: f64) -> u32 {
    let width: f64 = line.chars().take(3_000).map(|c| if c < '\u{1100}' { 1.0 } else { 1.9 }).sum();
    let mut lines = 1;
    let mut left = width - room;
    while left > 0.0 && lines < 30 {
        lines += 1;
        left -= room;
    }
    lines
}

/// A column of a sheet: the column of the table, and which part of its texts, from 0.
pub(super) struct Place {
    pub(super) column: usize,
    pub(super) part: usize,
}

impl Place {
    /// The heading: that of the table column, with a number from the second part on.
    pub(super) fn heading(&self, table: &Table) -> String {
        let heading = table.headers.get(self.column).map_or("", String::as_str);
        if self.part == 0 { heading.to_owned() } else { format!("{heading} ({})", self.part + 1) }
    }
}

/// Splits a text into parts that fit into a cell.
pub(super) fn cell_parts(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut units = 0;
    for c in text.chars() {
        if units + c.len_utf16() > CELL.count() {
            parts.push(String::new());
            units = 0;
        }
        units += c.len_utf16();
        if let Some(last) = parts.last_mut() {
            last.push(c);
        }
    }
    parts
}

/// The columns of the sheet. A table column whose texts exceed a cell gets further columns.
pub(super) fn places(table: &Table) -> Vec<Place> {
    let columns = 0..table.keys.len();
    columns.flat_map(|column| (0..part_count(table, column)).map(move |part| Place { column, part })).collect()
}

/// The largest number of cells that a text of the column takes.
fn part_count(table: &Table, column: usize) -> usize {
    let cells = table.rows.iter().filter_map(|row| row.get(column));
    cells.map(|cell| if let Cell::Text(text) = cell { cell_parts(text).len() } else { 1 }).max().unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn height_of(text: &str, width: f64) -> f64 {
        height([(text, width), ("x", 8.0)].into_iter())
    }

    #[test]
    fn a_row_is_as_high_as_its_highest_text() {
        assert!((height_of("一行", 20.0) - 16.0).abs() < 0.1);
        assert!((height_of("两\n行", 20.0) - 31.0).abs() < 0.1);
        assert!((height_of(&"字".repeat(25), 20.0) - 46.0).abs() < 0.1, "nine or ten of them are a line");
        assert!((height_of(&"字".repeat(10_000), 20.0) - 409.0).abs() < 0.1);
        assert!((height(std::iter::empty()) - 16.0).abs() < 0.1);
    }
}
