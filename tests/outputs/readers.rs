//! Tests that other programs can read exports: no control characters, and no cell, day or name beyond their limits.

use crate::support::folder::unzip;
use crate::world::{TODAY, fresh};
use license_workbook::export::is_export;

/// A text with control characters: C0, C1 and DEL.
const HOSTILE: &str = "a\u{1}\u{8}\u{b}\u{1b}[31m\u{7f}\u{9b}b";

/// The control characters of a text, except tabs and line ends.
fn controls(bytes: &[u8]) -> Vec<char> {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    text.chars().filter(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')).collect()
}

#[test]
fn no_text_of_an_export_has_control_characters() {
    let place = fresh();
    std::fs::copy(place.path("w.ron"), place.path("before.ron")).unwrap();
    place.write("a.txt", b"a");
    place.answers(&["set", "w.ron", "五-3", "--statement", HOSTILE, "--note", HOSTILE, "--author", HOSTILE], 0);
    place.answers(&["attach", "w.ron", "五-3", "a.txt", "--description", HOSTILE], 0);
    let event = ["event", "add", "w.ron", "registered_capital_changed", "--on", "2026-01-05", "--note", HOSTILE];
    place.answers(&[&event[..], &["--today", TODAY]].concat(), 0);
    place.answers(&["freeze", "w.ron", "--purpose", HOSTILE, "--today", TODAY], 0);
    for format in ["html", "csv", "md", "ics", "json"] {
        for more in [&[][..], &["--with-notes", "--with-history"]] {
            let name = format!("w.{format}");
            place.answers(&[&["snapshot", "w.ron", "-o", &name, "--today", TODAY], more].concat(), 0);
            // In JSON those of C0 are escaped; DEL and C1 may be unescaped.
            let found = controls(&place.read(&name));
            assert!(found.iter().all(|c| format == "json" && *c > '\u{7e}'), "{format}: {found:?}");
        }
    }
    place.answers(&["snapshot", "w.ron", "--summary", "-o", "one.html", "--today", TODAY], 0);
    place.answers(&["diff", "before.ron", "w.ron", "--with-notes", "-o", "d.html", "--today", TODAY], 1);
    place.answers(&["evidence", "w.ron", "--extract", "out.zip", "--zip"], 0);
    let index = unzip(&place.read("out.zip"));
    let pages = [place.read("one.html"), place.read("d.html")];
    let pages = pages.iter().chain(index.iter().filter(|(name, _)| name.starts_with("index.")).map(|(_, page)| page));
    for page in pages {
        assert_eq!(controls(page), [' '; 0]);
    }
}

#[test]
fn what_a_cell_cannot_hold_goes_on_in_the_next_column_of_a_csv_file() {
    let place = fresh();
    let long = "甲𠀀".repeat(30_000);
    let mut workbook = license_workbook::store::read(&place.path("w.ron")).unwrap().workbook;
    crate::world::note(&mut workbook, "五-3", &long);
    license_workbook::store::save(
        &workbook,
        &place.path("l.ron"),
        &license_workbook::store::ExpectedState::Absent,
        None,
    )
    .unwrap();
    place.answers(&["snapshot", "l.ron", "--with-notes", "-o", "w.csv", "--today", TODAY], 0);
    let bytes = place.read("w.csv");
    assert!(is_export(&bytes), "it is recognized, with more columns than usual");
    let mut reader = csv::Reader::from_reader(&bytes[3..]);
    let heads = reader.headers().unwrap().clone();
    let continued = heads.iter().filter(|head| head.ends_with("(2)") || head.ends_with("(3)")).count();
    assert_eq!(continued, 2, "{heads:?}");
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let units = |cell: &str| cell.encode_utf16().count();
    assert!(rows.iter().flatten().all(|cell| units(cell) <= 32_767));
    let note = heads.iter().position(|head| head.ends_with("(2)")).unwrap() - 1;
    let row = rows.iter().find(|row| &row[0] == "五-3").unwrap();
    assert_eq!(row.iter().skip(note).take(3).collect::<String>(), long);
}

#[test]
fn a_calendar_knows_four_digits_of_a_year_and_rings_in_office_hours() {
    let place = fresh();
    place.write("l.pdf", b"%PDF-1.7");
    place.answers(&["attach", "w.ron", "五-3", "l.pdf", "--valid-until", "9999-12-31"], 0);
    place.answers(&["set", "w.ron", "六-1", "--due", "2027-01-15"], 0);
    place.answers(&["snapshot", "w.ron", "-o", "w.ics", "--today", TODAY], 0);
    let text = String::from_utf8(place.read("w.ics")).unwrap();
    assert!(text.contains("DTSTART;VALUE=DATE:99991231") && !text.contains('+'), "{text}");
    let days = text.lines().filter(|line| line.starts_with("DT")).map(|line| line.split(':').nth(1).unwrap());
    assert!(days.clone().count() > 10 && days.into_iter().all(|day| day.len() == 8 || day.ends_with('Z')));
    let alarms: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("TRIGGER:")).collect();
    assert!(alarms.len() > 4 && alarms.iter().all(|alarm| ["-P6DT15H", "-PT15H"].contains(alarm)), "{alarms:?}");
}

#[test]
fn a_spreadsheet_is_made_of_every_day() {
    let place = fresh();
    place.answers(&["set", "w.ron", "六-1", "--due", "1899-12-31"], 0);
    for day in ["0001-01-01", "1899-12-31", "1900-01-01"] {
        place.answers(&["snapshot", "w.ron", "--format", "xlsx", "-o", "d.xlsx", "--today", day, "--force"], 0);
        let files = unzip(&place.read("d.xlsx"));
        assert!(files.iter().any(|(_, xml)| xml.windows(10).any(|part| part == b"1899-12-31")), "{day}");
        place.answers(&["diff", "w.ron", "w.ron", "-o", "c.xlsx", "--today", day, "--force"], 0);
    }
}

#[test]
fn every_archive_has_names_that_every_system_takes() {
    let place = fresh();
    let names = ["CON.pdf", "nul", "com1.docx", "AUX.tar.gz"];
    let mut attach = vec!["attach", "w.ron", "五-3"];
    for name in names {
        place.write(name, name.as_bytes());
        attach.push(name);
    }
    place.answers(&attach, 0);
    place.answers(&["report", "w.ron", "--year", "2025", "--pack", "p.zip", "--today", TODAY], 0);
    place.answers(&["evidence", "w.ron", "--extract", "e.zip", "--zip"], 0);
    place.answers(&["snapshot", "w.ron", "--format", "md", "--with-evidence", "-o", "s.zip", "--today", TODAY], 0);
    for archive in ["p.zip", "e.zip", "s.zip"] {
        let files = unzip(&place.read(archive));
        let is_reserved = |part: &str| {
            let stem = part.split('.').next().unwrap_or_default().to_lowercase();
            ["con", "nul", "com1", "aux"].contains(&stem.as_str())
        };
        let bad: Vec<&String> = files.keys().filter(|path| path.split('/').any(is_reserved)).collect();
        assert!(bad.is_empty() && files.len() > 4, "{archive}: {bad:?}");
        assert!(files.keys().any(|path| path.contains("CON.pdf")), "{archive}: the original name is part of the path");
        place.answers(&["verify", archive], 0);
    }
}
