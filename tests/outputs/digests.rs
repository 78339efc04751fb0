//! Tests that files and exports of a corpus have the same bytes as in the last version, by their SHA-256.
//!
//! A change of these bytes affects users: equal files differ, and exports look new. For an intended change, the failing
//! test prints the new table.

use crate::support::day;
use crate::support::filled::filled;
use license_workbook::export::document::Document;
use license_workbook::export::{Format, diff_html, diff_xlsx, export, pdf};
use license_workbook::language::Language;
use license_workbook::obligation::Catalog;
use license_workbook::snapshot::diff::compare;
use license_workbook::snapshot::{Selection, Snapshot};
use license_workbook::store;
use license_workbook::workbook::{Sha256, Workbook};
use std::fmt::Write as _;

/// The table of the last version: one line for each file, with its name and SHA-256.
const DIGESTS: &str = include_str!("../data/digests.txt");

/// The files of earlier formats that are opened and written again.
const FILES: [(&str, &str); 7] = [
    ("format1", include_str!("../data/store_format1.ron")),
    ("format1_fifth", include_str!("../data/store_format1_fifth.ron")),
    ("format1_a", include_str!("../data/format1/a.ron")),
    ("format1_b", include_str!("../data/format1/b.ron")),
    ("format1_m", include_str!("../data/format1/m.ron")),
    ("format1_p", include_str!("../data/format1/p.ron")),
    ("format2", include_str!("../data/store_format2.ron")),
];

/// The table, line by line.
#[derive(Default)]
struct Table(String);

impl Table {
    fn add(&mut self, name: &str, bytes: &[u8]) {
        writeln!(self.0, "{name} {}", Sha256::of(bytes)).unwrap();
    }

    /// Adds the file of a workbook, and its exports.
    fn workbook(&mut self, name: &str, workbook: &Workbook, catalog: &Catalog) {
        self.add(&format!("{name}.ron"), store::to_ron(workbook).unwrap().as_bytes());
        let license = workbook.current_license().unwrap();
        let take = |selection| Snapshot::of(workbook, license, day("2026-11-24"), catalog, selection).unwrap();
        for (kind, selection) in [("plain", Selection::default()), ("all", Selection::everything())] {
            let snapshot = take(selection);
            for language in Language::ALL {
                let file = format!("{name}.{kind}.{}", language.tag());
                for format in Format::ALL.into_iter().filter(|format| *format != Format::Pdf) {
                    self.add(&format!("{file}.{}", format.as_str()), &export(&snapshot, format, language).unwrap());
                }
                if kind == "plain" {
                    self.add(&format!("{file}.pdf"), &printed(&Document::of(&snapshot, language)));
                }
            }
        }
    }

    /// Adds the comparison of the snapshots of two workbooks.
    fn comparison(&mut self, name: &str, before: &Workbook, after: &Workbook, catalog: &Catalog) {
        let of = |workbook: &Workbook| {
            let license = workbook.current_license().unwrap();
            Snapshot::of(workbook, license, day("2026-11-24"), catalog, Selection::everything()).unwrap()
        };
        let comparison = compare(&of(before), &of(after));
        for language in Language::ALL {
            let file = format!("{name}.{}", language.tag());
            self.add(&format!("{file}.html"), diff_html::export(&comparison, language).unwrap().as_bytes());
            self.add(&format!("{file}.xlsx"), &diff_xlsx::export(&comparison, language).unwrap());
        }
    }
}

/// A document as PDF with only the built-in fonts, so that it is the same on every machine.
fn printed(document: &Document) -> Vec<u8> {
    pdf::render(document, pdf::TEMPLATE, pdf::Fonts::Own).unwrap().bytes
}

#[test]
fn files_and_exports_have_the_bytes_that_they_had() {
    let filled = filled();
    let mut table = Table::default();
    table.workbook("filled", &filled.workbook, &filled.catalog);
    let mut opened = Vec::new();
    for (name, text) in FILES {
        let workbook = store::from_ron(text).unwrap().workbook;
        table.workbook(name, &workbook, &filled.catalog);
        opened.push(workbook);
    }
    let [.., a, b, m, _, _] = opened.as_slice() else { panic!("seven files") };
    table.comparison("a_to_m", a, m, &filled.catalog);
    table.comparison("b_to_m", b, m, &filled.catalog);
    let differing: Vec<&str> = table.0.lines().filter(|line| !DIGESTS.lines().any(|known| known == *line)).collect();
    assert!(table.0 == DIGESTS, "differing: {differing:#?}\nthe whole table:\n{}", table.0);
}
