//! Writes a comparison of two snapshots as a spreadsheet: one row per field, to filter and to sort.
//!
//! All cells are text and never formulas. Changes within a text are marked. A text that is longer than a cell continues
//! in the rows below.

use super::sheet::{height, write_text};
use super::xlsx::{MAKER, made_on};
use crate::language::Language;
use crate::limits::CELL;
use crate::locale::Locale;
use crate::snapshot::diff::formatter::{DiffFormatter, TextPart, kind_name, section_name};
use crate::snapshot::diff::{ChangeKind, Comparison, ItemChange};
use rust_xlsxwriter::{
    Color, DocProperties, Format, FormatAlign, FormatBorder, FormatUnderline, Workbook, Worksheet, XlsxError,
};

/// The maximum number of characters in a cell: a character takes up to two of the units that [`CELL`] counts.
fn max_characters() -> usize {
    CELL.count() / 2
}

/// The message of each column heading, and the width of the column in characters.
const COLUMNS: [(&str, f64); 7] = [
    ("column-clause", 24.0),
    ("column-subject", 16.0),
    ("compare-record", 36.0),
    ("compare-what", 10.0),
    ("column-field", 18.0),
    ("compare-before", 48.0),
    ("compare-after", 48.0),
];

/// Returns the comparison as the bytes of an XLSX file.
///
/// # Errors
/// If the spreadsheet cannot be written.
pub fn export(comparison: &Comparison, language: Language) -> Result<Vec<u8>, XlsxError> {
    let w = DiffFormatter { comparison, locale: Locale::of(language) };
    let mut book = Workbook::new();
    // The file contains nothing from the machine or the clock: the same comparison gives the same bytes.
    let made = made_on(comparison.after.on)?;
    let properties = DocProperties::new().set_title(w.text("compare-title")).set_author(MAKER);
    book.set_properties(&properties.set_creation_datetime(&made));
    changes_sheet(book.add_worksheet(), &w)?;
    about_sheet(book.add_worksheet(), &w)?;
    book.save_to_buffer()
}

fn font() -> Format {
    Format::new().set_font_name("Microsoft YaHei").set_font_size(10.0)
}

fn heading() -> Format {
    font()
        .set_bold()
        .set_background_color(Color::RGB(0x00EF_ECE4))
        .set_border_bottom(FormatBorder::Thin)
        .set_align(FormatAlign::Top)
        .set_text_wrap()
}

fn text() -> Format {
    font().set_text_wrap().set_align(FormatAlign::Top)
}

fn changes_sheet(sheet: &mut Worksheet, w: &DiffFormatter<'_>) -> Result<(), XlsxError> {
    sheet.set_name(w.text("compare-sheet"))?;
    for (column, (id, width)) in (0_u16..).zip(COLUMNS) {
        write_text(sheet, 0, column, &w.text(id), &heading())?;
        sheet.set_column_width(column, width)?;
    }
    let mut row = 1;
    for (group, items) in w.comparison.groups() {
        let group = w.group(group);
        for item in items {
            row = item_rows(sheet, w, row, &group, item)?;
        }
    }
    sheet.set_freeze_panes(1, 3)?;
    sheet.autofilter(0, 0, row.saturating_sub(1).max(1), 6)?;
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(())
}

fn item_rows(
    sheet: &mut Worksheet,
    w: &DiffFormatter<'_>,
    mut row: u32,
    group: &str,
    item: &ItemChange,
) -> Result<u32, XlsxError> {
    let (fore, back) = match item.kind {
        ChangeKind::Added => (0x001F_5F3D, 0x00E1_F1E7),
        ChangeKind::Removed => (0x0097_231B, 0x00FB_E3E0),
        ChangeKind::Changed => (0x007A_5208, 0x00FC_F0D6),
    };
    let tone = text().set_font_color(Color::RGB(fore)).set_background_color(Color::RGB(back));
    let head = [group.to_owned(), w.text(section_name(item.section)), w.of(&item.name)];
    let mut fields: Vec<(String, [Vec<TextPart>; 2])> =
        w.fields(item).into_iter().map(|field| (field.name.clone(), field.sides())).collect();
    if fields.is_empty() {
        fields.push(Default::default());
    }
    for (name, sides) in fields {
        let [before, after] = sides.map(cells);
        for i in 0..before.len().max(after.len()) {
            for (column, words) in (0_u16..).zip(&head) {
                write_text(sheet, row, column, words, &text())?;
            }
            write_text(sheet, row, 3, &w.text(kind_name(item.kind)), &tone)?;
            let name = if i == 0 { name.clone() } else { format!("{name} ({})", i + 1) };
            write_text(sheet, row, 4, &name, &text())?;
            let (before, after) =
                (before.get(i).map_or(&[][..], Vec::as_slice), after.get(i).map_or(&[][..], Vec::as_slice));
            write_side(sheet, row, 5, before, &removed())?;
            write_side(sheet, row, 6, after, &added())?;
            // The texts of columns 3 and 4 are short, so they do not affect the height.
            let texts = head.iter().cloned().chain([String::new(), String::new(), whole(before), whole(after)]);
            let texts: Vec<String> = texts.collect();
            let cells = texts.iter().zip(COLUMNS).map(|(text, (_, width))| (text.as_str(), width));
            sheet.set_row_height(row, height(cells))?;
            row += 1;
        }
    }
    Ok(row)
}

/// The format of text that only the earlier snapshot has.
fn removed() -> Format {
    font().set_font_color(Color::RGB(0x0097_231B)).set_font_strikethrough()
}

/// The format of text that only the later snapshot has.
fn added() -> Format {
    font().set_font_color(Color::RGB(0x001F_5F3D)).set_underline(FormatUnderline::Single)
}

/// Writes one side of a text; parts that the other side lacks get the format `marked`.
fn write_side(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    parts: &[TextPart],
    marked: &Format,
) -> Result<(), XlsxError> {
    let plain = font();
    if parts.iter().any(|part| part.is_marked) {
        let runs: Vec<(&Format, &str)> =
            parts.iter().map(|part| (if part.is_marked { marked } else { &plain }, part.text.as_str())).collect();
        match sheet.write_rich_string_with_format(row, column, &runs, &text()) {
            // The markup counts as characters too. If there is too much of it, the text is written without markup.
            Err(XlsxError::MaxStringLengthExceeded) => {}
            outcome => return outcome.map(drop),
        }
    }
    write_text(sheet, row, column, &whole(parts), &text()).map(drop)
}

fn whole(parts: &[TextPart]) -> String {
    parts.iter().map(|part| part.text.as_str()).collect()
}

/// Splits a text into the parts that go into each cell; returns at least one cell.
fn cells(side: Vec<TextPart>) -> Vec<Vec<TextPart>> {
    let mut cells = vec![Vec::new()];
    let mut room = max_characters();
    for part in side {
        let characters: Vec<char> = part.text.chars().collect();
        let mut rest = characters.as_slice();
        while !rest.is_empty() {
            if room == 0 {
                cells.push(Vec::new());
                room = max_characters();
            }
            let (now, later) = rest.split_at(room.min(rest.len()));
            room -= now.len();
            rest = later;
            if let Some(cell) = cells.last_mut() {
                cell.push(TextPart { text: now.iter().collect(), is_marked: part.is_marked });
            }
        }
    }
    cells
}

/// Splits a text into parts that fit into a cell; returns at least one part.
fn parts(text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    let parts: Vec<String> = characters.chunks(max_characters()).map(|part| part.iter().collect()).collect();
    if parts.is_empty() { vec![String::new()] } else { parts }
}

fn about_sheet(sheet: &mut Worksheet, w: &DiffFormatter<'_>) -> Result<(), XlsxError> {
    sheet.set_name(w.text("compare-sheet-about"))?;
    sheet.set_column_width(0, 20.0)?;
    sheet.set_column_width(1, 90.0)?;
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
    let comparison = w.comparison;
    let subject = [&comparison.after.company, &comparison.after.number];
    let rows = [
        (w.text("compare-title"), subject.into_iter().flatten().cloned().collect::<Vec<_>>().join(" · ")),
        (w.text("compare-before"), w.side(&comparison.before)),
        (w.text("compare-after"), w.side(&comparison.after)),
        (w.text("compare-result"), w.summary()),
        (
            w.text("compare-note"),
            [w.left_out().unwrap_or_default(), w.text("compare-derived")].join("\n").trim().to_owned(),
        ),
    ];
    for (row, (name, words)) in (0_u32..).zip(rows) {
        write_text(sheet, row, 0, &name, &heading())?;
        for (i, part) in (0_u16..).zip(parts(&words)) {
            write_text(sheet, row, 1 + i, &part, &text())?;
        }
    }
    Ok(())
}
