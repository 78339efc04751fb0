//! Writes the tables of a snapshot as an Excel workbook: one sheet per table, with a frozen head, filters, real dates
//! and numbers.
//!
//! Text is always written as text, so it never becomes a formula or a link. A cell holds [`crate::limits::CELL`]
//! characters; longer text continues in a column beside it, whose heading says so.

use super::formatter::SnapshotFormatter;
use super::sheet::{cell_parts, height, places, write_text};
use super::tables::{Cell, Table, TableId, in_sheet, table, weight};
use crate::deadlines::{DateItem, DateState};
use crate::language::Language;
use crate::locale::Locale;
use crate::snapshot::{DutyView, Snapshot};
use crate::workbook::Status;
use chrono::Datelike;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// The sheets in the order of the file, the most used first.
const SHEETS: [TableId; 23] = [
    TableId::License,
    TableId::Duties,
    TableId::Dates,
    TableId::Report,
    TableId::Heads,
    TableId::Figures,
    TableId::Materials,
    TableId::Attestations,
    TableId::Sessions,
    TableId::Decisions,
    TableId::Gaps,
    TableId::Counts,
    TableId::Progress,
    TableId::Evidence,
    TableId::Events,
    TableId::Occurrences,
    TableId::Facts,
    TableId::People,
    TableId::Services,
    TableId::Clauses,
    TableId::Annotations,
    TableId::Problems,
    TableId::History,
];

/// The author in the properties of the file.
pub(super) const MAKER: &str = "License Workbook";

/// Returns the snapshot as the bytes of an XLSX file.
///
/// # Errors
/// If the file cannot be written.
pub fn export(snapshot: &Snapshot, language: Language) -> Result<Vec<u8>, XlsxError> {
    let words = SnapshotFormatter { snapshot, locale: Locale::of(language) };
    let mut book = Workbook::new();
    let created = made_on(snapshot.on)?;
    let properties = DocProperties::new()
        .set_title(words.text("page-title"))
        .set_company(snapshot.license.company.clone().unwrap_or_default())
        .set_author(MAKER)
        .set_creation_datetime(&created);
    book.set_properties(&properties);
    let formats = Formats::new();
    for id in SHEETS.into_iter().filter(|id| is_shown(snapshot, *id, language)) {
        let table = in_sheet(snapshot, id, language);
        let sheet = book.add_worksheet();
        sheet.set_name(name(&table.title))?;
        fill(sheet, &table, &formats)?;
        if id == TableId::Duties {
            color(sheet, &table, "field-status", snapshot.duties.iter().map(duty_state), &formats)?;
        } else if id == TableId::Dates {
            let states = snapshot.dates.iter().map(date_state);
            color(sheet, &table, "column-date-state", states, &formats)?;
        }
        let foot = words.locale.format("page-footer", [("day", snapshot.on.to_string().into())]);
        print(sheet, &table, &foot)?;
    }
    book.save_to_buffer()
}

/// Whether the file has a sheet for the table. A summary has only the tables with content.
fn is_shown(snapshot: &Snapshot, id: TableId, language: Language) -> bool {
    id.is_in(snapshot) && !(snapshot.selection.summary && table(snapshot, id, language).rows.is_empty())
}

fn month(day: chrono::NaiveDate) -> u8 {
    u8::try_from(day.month()).unwrap_or(1)
}

fn dom(day: chrono::NaiveDate) -> u8 {
    u8::try_from(day.day()).unwrap_or(1)
}

/// Returns a title as a sheet name: Excel forbids some characters, and allows 31.
fn name(title: &str) -> String {
    title.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(31).collect()
}

/// The cell formats.
struct Formats {
    head: Format,
    text: Format,
    number: Format,
    /// The format of a number among texts.
    value: Format,
    day: Format,
    /// The formats of the statuses, then that of late.
    states: [Format; 6],
}

impl Formats {
    fn new() -> Self {
        Self {
            head: font()
                .set_bold()
                .set_font_color(Color::White)
                .set_background_color(Color::RGB(0x1F_4E79))
                .set_align(FormatAlign::VerticalCenter)
                .set_text_wrap(),
            text: cell().set_text_wrap(),
            value: cell().set_align(FormatAlign::Left).set_num_format("0"),
            number: cell().set_align(FormatAlign::Right).set_num_format("0"),
            day: cell().set_align(FormatAlign::Left).set_num_format("yyyy\\-mm\\-dd"),
            states: [
                state(0x5D_594F, 0xEF_ECE4),
                state(0x7D_5A10, 0xFA_F0D9),
                state(0x2B_6A46, 0xE3_F1E8),
                state(0x9C_2F26, 0xF9_E3E1),
                state(0x4A_4363, 0xE9_E6F1),
                state(0xFF_FFFF, 0xA5_362D),
            ],
        }
    }
}

fn font() -> Format {
    Format::new().set_font_name("Microsoft YaHei").set_font_size(10.0)
}

fn cell() -> Format {
    font().set_align(FormatAlign::Top).set_border_bottom(FormatBorder::Hair).set_border_bottom_color(0xD8_D3C8)
}

/// The format of a state with these colors of text and background.
fn state(ink: u32, ground: u32) -> Format {
    cell().set_bold().set_font_color(Color::RGB(ink)).set_background_color(Color::RGB(ground)).set_text_wrap()
}

/// The index in [`Formats::states`] for a duty.
fn duty_state(duty: &DutyView) -> Option<usize> {
    Status::ALL.iter().position(|status| *status == duty.status)
}

fn date_state(date: &DateItem) -> Option<usize> {
    match date.state {
        DateState::Overdue => Some(5),
        DateState::DecisionMissing => Some(3),
        DateState::DueSoon => Some(1),
        DateState::Later => None,
        // What was done late has the color of late.
        DateState::Done if date.late => Some(3),
        DateState::Done => Some(2),
    }
}

fn fill(sheet: &mut Worksheet, table: &Table, formats: &Formats) -> Result<(), XlsxError> {
    let places = places(table);
    for (at, place) in (0u16..).zip(&places) {
        write_text(sheet, 0, at, &place.heading(table), &formats.head)?;
        sheet.set_column_width(at, width(table, place.column))?;
    }
    let widths: Vec<f64> = (0..table.keys.len()).map(|column| width(table, column)).collect();
    for (line, row) in (1u32..).zip(&table.rows) {
        let texts = row.iter().zip(&widths).filter_map(|(cell, width)| match cell {
            Cell::Text(text) => Some((text.as_str(), *width)),
            Cell::Empty | Cell::Number(_) | Cell::Day(_) => None,
        });
        sheet.set_row_height(line, height(texts))?;
        for (at, place) in (0u16..).zip(&places) {
            match row.get(place.column) {
                None | Some(Cell::Empty) => sheet.write_blank(line, at, &formats.text)?,
                Some(Cell::Text(text)) => match cell_parts(text).get(place.part) {
                    Some(part) => write_text(sheet, line, at, part, &formats.text)?,
                    None => sheet.write_blank(line, at, &formats.text)?,
                },
                Some(Cell::Number(number)) if *number < 1 << 53 => {
                    let format = if table.id == TableId::License { &formats.value } else { &formats.number };
                    sheet.write_number_with_format(line, at, *number as f64, format)?
                }
                // A number that is too large for exact arithmetic in a spreadsheet is written as text.
                Some(Cell::Number(number)) => write_text(sheet, line, at, &number.to_string(), &formats.text)?,
                Some(Cell::Day(day)) => write_day(sheet, line, at, *day, formats)?,
            };
        }
    }
    let last = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
    if !table.note.is_empty() {
        // The note is below the rows, where no filter hides it.
        write_text(sheet, last.saturating_add(1), 0, &table.note, &formats.value)?;
    }
    if let Some(end) = u16::try_from(places.len()).ok().and_then(|n| n.checked_sub(1)) {
        sheet.autofilter(0, 0, last, end)?;
    }
    // The label column is frozen as well.
    let fixed = u16::from(table.id == TableId::Duties);
    sheet.set_freeze_panes(1, fixed)?;
    Ok(())
}

/// The creation date in the properties of a file; Excel has no dates before 1900.
pub(super) fn made_on(day: chrono::NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    excel_day(day).map_or_else(|| ExcelDateTime::from_ymd(1900, 1, 1), Ok)
}

fn excel_day(day: chrono::NaiveDate) -> Option<ExcelDateTime> {
    u16::try_from(day.year()).ok().and_then(|year| ExcelDateTime::from_ymd(year, month(day), dom(day)).ok())
}

/// Writes a day as a date. Excel has no dates before 1900; those are written as text.
fn write_day<'a>(
    sheet: &'a mut Worksheet,
    line: u32,
    at: u16,
    day: chrono::NaiveDate,
    formats: &Formats,
) -> Result<&'a mut Worksheet, XlsxError> {
    match excel_day(day) {
        Some(date) if day.year() > 1900 => sheet.write_datetime_with_format(line, at, &date, &formats.day),
        _ => write_text(sheet, line, at, &day.to_string(), &formats.text),
    }
}

/// The width of a column in characters.
fn width(table: &Table, column: usize) -> f64 {
    let key = table.keys.get(column).copied().unwrap_or_default();
    let cells = table.rows.iter().filter_map(|row| row.get(column)).map(|cell| match cell {
        Cell::Text(text) => longest_line(text),
        Cell::Day(_) => 10,
        Cell::Number(number) => number.to_string().len(),
        Cell::Empty => 0,
    });
    let widest =
        cells.max().unwrap_or_default().max(longest_line(table.headers.get(column).map_or("", String::as_str)));
    // A narrow column would make rows with long text too high.
    let most = if weight(key).is_some() || widest > 160 { 60 } else { 44 };
    u16::try_from((widest + 3).clamp(8, most)).map_or(8.0, f64::from)
}

/// The width of the longest line of a text, in columns.
fn longest_line(text: &str) -> usize {
    text.lines().map(super::document::columns).max().unwrap_or_default()
}

/// Colors the column `key` by the state of each row; the cells keep their text.
fn color(
    sheet: &mut Worksheet,
    table: &Table,
    key: &str,
    states: impl Iterator<Item = Option<usize>>,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let Some(column) = table.keys.iter().position(|k| *k == key) else { return Ok(()) };
    // Columns before it may have continuation columns.
    let Some(at) = places(table).iter().position(|p| p.column == column).and_then(|at| u16::try_from(at).ok()) else {
        return Ok(());
    };
    for ((line, row), state) in (1u32..).zip(&table.rows).zip(states) {
        if let (Some(format), Some(cell)) = (state.and_then(|state| formats.states.get(state)), row.get(column)) {
            write_text(sheet, line, at, &cell.to_string(), format)?;
        }
    }
    Ok(())
}

/// The maximum total width of the columns, in characters, that is legible on a page of A4.
const PAGE_WIDTH: f64 = 200.0;

/// Sets up printing: as many pages side by side as the columns need to be legible.
fn print(sheet: &mut Worksheet, table: &Table, foot: &str) -> Result<(), XlsxError> {
    let total: f64 = places(table).iter().map(|place| width(table, place.column)).sum();
    let mut pages = 1;
    while f64::from(pages) * PAGE_WIDTH < total {
        pages += 1;
    }
    // An ampersand begins a code in footers.
    let foot = foot.replace('&', "&&");
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(pages, 0).set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    sheet.set_footer(format!("&L&8{foot}&R&8&P / &N"));
    sheet.set_repeat_rows(0, 0)?;
    if table.id == TableId::Duties {
        sheet.set_repeat_columns(0, 0)?;
    }
    Ok(())
}

/// Whether these bytes are an Excel workbook that [`export`] wrote, by its properties.
pub(super) fn is_ours(bytes: &[u8]) -> bool {
    use std::io::{Cursor, Read};
    if !bytes.starts_with(b"PK") {
        return false;
    }
    let Ok(mut package) = zip::ZipArchive::new(Cursor::new(bytes)) else { return false };
    let Ok(mut part) = package.by_name("docProps/core.xml") else { return false };
    let mut text = String::new();
    part.read_to_string(&mut text).is_ok() && text.contains(MAKER)
}
