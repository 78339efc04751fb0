//! Tests of a long history: documents show the newest rows with a note, and data formats have all rows.

use super::model::full;
use license_workbook::export::document::{Block, Document};
use license_workbook::export::tables::TableId;
use license_workbook::export::{csv, html, json};
use license_workbook::language::Language;
use license_workbook::limits::HISTORY;
use license_workbook::snapshot::Snapshot;

/// A snapshot whose history has this many rows.
fn with_rows(count: usize) -> Snapshot {
    let mut snapshot = full();
    let mut record = snapshot.history.first().unwrap().clone();
    let change = record.changes.first().unwrap().clone();
    record.changes = vec![change];
    snapshot.history = vec![record; count];
    snapshot
}

/// The number of history rows in a document, and the note above them.
fn in_document(snapshot: &Snapshot, language: Language) -> (usize, Option<String>) {
    let document = Document::of(snapshot, language);
    let is_history = |block: &Block| matches!(block, Block::Heading(heading) if heading.anchor == "history");
    let at = document.blocks.iter().position(is_history).unwrap();
    match &document.blocks[at + 1..at + 3] {
        [Block::Paragraph { text, .. }, Block::Table(grid)] => (grid.rows.len(), Some(text.clone())),
        [Block::Table(grid), _] => (grid.rows.len(), None),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_document_shows_the_newest_rows_of_a_long_history_and_says_so() {
    let just = with_rows(HISTORY.count());
    let beyond = with_rows(HISTORY.count() + 500);
    for language in Language::ALL {
        assert_eq!(in_document(&just, language), (HISTORY.count(), None));
        let (rows, note) = in_document(&beyond, language);
        let note = note.unwrap();
        assert_eq!(rows, HISTORY.count());
        assert!(note.contains("800") && note.contains("1300") && note.contains("JSON"), "{note}");
        let page = html::export(&beyond, language).unwrap();
        assert!(page.contains(&note) && !html::export(&just, language).unwrap().contains(&note));
        // Data formats have all rows.
        let table = csv::export(&beyond, TableId::History, language).unwrap();
        assert_eq!(String::from_utf8(table).unwrap().matches("\r\n").count(), 1_301);
        let data: serde_json::Value = serde_json::from_str(&json::export(&beyond, language).unwrap()).unwrap();
        assert_eq!(data["history"].as_array().unwrap().len(), 1_300);
    }
}
