//! Tests of the Excel workbook, read back by another crate.

use super::model::{full, lost, marked};
use crate::support::day;
use crate::support::filled::filled;
use calamine::{Data, Reader, Xlsx};
use chrono::NaiveDate;
use license_workbook::export::tables::{TableId, table};
use license_workbook::export::xlsx;
use license_workbook::language::Language;
use license_workbook::limits::CELL;
use license_workbook::snapshot::{Selection, Snapshot};
use std::fmt::Write as _;
use std::io::{Cursor, Read};

fn open(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

/// All cells of all sheets as texts; a day as `2026-11-24`.
fn cells(bytes: Vec<u8>) -> Vec<String> {
    let mut book = open(bytes);
    let mut cells = Vec::new();
    for name in book.sheet_names() {
        for (_, _, cell) in book.worksheet_range(&name).unwrap().used_cells() {
            cells.push(if let Data::DateTime(moment) = cell {
                let (year, month, day, ..) = moment.to_ymd_hms_milli();
                NaiveDate::from_ymd_opt(year.into(), month.into(), day.into()).unwrap().to_string()
            } else {
                cell.to_string()
            });
        }
        let formulas = book.worksheet_formula(&name).unwrap();
        assert_eq!(formulas.used_cells().count(), 0, "a formula in {name}");
    }
    cells
}

#[test]
fn every_field_reaches_xlsx() {
    let (snapshot, leaves) = marked();
    for language in Language::ALL {
        let bytes = xlsx::export(&snapshot, language).unwrap();
        let cells = cells(bytes);
        assert_eq!(lost(&leaves, language, |leaf| cells.iter().any(|cell| cell.contains(&leaf.text))), [""; 0]);
    }
}

#[test]
fn nothing_is_lost_of_what_a_cell_cannot_hold() {
    let (mut snapshot, _) = marked();
    let mut long = String::new();
    for n in 0..20_000 {
        write!(long, "{n}长🀄").unwrap();
    }
    snapshot.duties[0].statement.clone_from(&long);
    let mut book = open(xlsx::export(&snapshot, Language::ZhCn).unwrap());
    let title = table(&snapshot, TableId::Duties, Language::ZhCn).title;
    let sheet = book.worksheet_range(&title).unwrap();
    let mut rows = sheet.rows();
    let (heads, row) = (rows.next().unwrap(), rows.next().unwrap());
    let name = license_workbook::locale::Locale::of(Language::ZhCn).text("field-statement").into_owned();
    let parts = heads.iter().zip(row).filter(|(head, _)| head.to_string().starts_with(&name));
    let parts: Vec<String> = parts.map(|(_, cell)| cell.to_string()).collect();
    assert!(parts.len() > 4);
    assert!(parts.iter().all(|part| part.encode_utf16().count() <= CELL.count()));
    assert_eq!(parts.concat(), long);
}

#[test]
fn what_looks_like_markup_of_a_spreadsheet_stays_a_text() {
    let (mut snapshot, _) = marked();
    let text = "<r><t>a & b</t><rPr/></r>";
    snapshot.duties[0].statement = text.to_owned();
    snapshot.people[0].name = "<r>&</r>".to_owned();
    let cells = cells(xlsx::export(&snapshot, Language::ZhCn).unwrap());
    assert!(cells.iter().any(|cell| cell == text) && cells.iter().any(|cell| cell == "<r>&</r>"));
}

#[test]
fn sheets_have_days_filters_and_a_head_that_stays() {
    let filled = filled();
    let snapshot =
        Snapshot::of(&filled.workbook, filled.license, day("2026-11-24"), &filled.catalog, Selection::everything())
            .unwrap();
    for language in Language::ALL {
        let bytes = xlsx::export(&snapshot, language).unwrap();
        assert_eq!(bytes, xlsx::export(&snapshot, language).unwrap());
        let mut book = open(bytes.clone());
        let tables = || TableId::ALL.into_iter().filter(|id| id.is_in(&snapshot));
        for id in tables() {
            let table = table(&snapshot, id, language);
            let sheet = book.worksheet_range(&table.title).unwrap();
            assert_eq!(sheet.height(), table.rows.len() + 1, "{id:?}");
        }
        let title = table(&snapshot, TableId::Dates, language).title;
        let is_day = |cell: &Data| matches!(cell, Data::DateTime(_));
        assert!(book.worksheet_range(&title).unwrap().rows().skip(1).any(|row| is_day(&row[0])));
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        for n in 1..=tables().count() {
            let mut text = String::new();
            archive.by_name(&format!("xl/worksheets/sheet{n}.xml")).unwrap().read_to_string(&mut text).unwrap();
            assert!(text.contains("state=\"frozen\"") && text.contains("<autoFilter"), "sheet {n}");
            assert!(!text.contains("<hyperlink") && !text.contains("<f>"), "sheet {n}");
        }
        assert!(!archive.file_names().any(|name| name.unwrap().contains("externalLink")));
    }
}

#[test]
fn the_history_has_a_sheet_only_where_it_is_selected() {
    let filled = filled();
    let of = |selection| {
        let snapshot = Snapshot::of(&filled.workbook, filled.license, day("2026-11-24"), &filled.catalog, selection);
        open(xlsx::export(&snapshot.unwrap(), Language::En).unwrap()).sheet_names()
    };
    assert!(of(Selection::everything()).contains(&"History".to_owned()));
    assert!(!of(Selection::default()).contains(&"History".to_owned()));
}

/// Regression test: a day before 1900 made the whole export fail.
#[test]
fn any_day_of_the_snapshot_makes_a_spreadsheet() {
    for day in ["0001-01-01", "1899-12-31", "1900-02-28", "9999-12-31"] {
        let snapshot = Snapshot { on: day.parse().unwrap(), ..full() };
        let mut book = open(xlsx::export(&snapshot, Language::En).unwrap());
        assert!(!book.worksheets().is_empty(), "{day}");
    }
}
