//! Tests of the packed parts of a file (earlier history, documents of snapshots) and of damage to them.

use crate::support::builder::{edit, full, id, moment, small};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use license_workbook::store::{FileSection, from_ron, salvage, to_ron};
use license_workbook::workbook::{Field, FrozenSnapshot, IdSource, Sha256, Stamp, UndoStack, Value, Workbook};
use std::io::Write as _;

/// Records per pack.
const PACK: u32 = 256;

fn stamp() -> Stamp {
    Stamp { author: id(2), at: moment("2024-04-01T08:00:00Z") }
}

/// The full workbook with this many more edits.
fn long(edits: u32) -> Workbook {
    let mut workbook = full();
    for n in 0..edits {
        edit(&mut workbook, &format!("fact_{n}"), 1000 + n);
    }
    workbook
}

fn freeze(workbook: &mut Workbook, document: &str, sequence: u32) {
    let frozen = FrozenSnapshot {
        on: moment("2024-04-01T08:00:00Z").date_naive(),
        by: Some(id(2)),
        purpose: "年报".to_owned(),
        digest: Sha256::of(document.as_bytes()),
        document: document.into(),
    };
    let edit = workbook.change([(Field::Snapshot(id(sequence)), Some(Value::Snapshot(Box::new(frozen))))]);
    workbook.apply(edit, stamp(), id(sequence)).unwrap();
}

fn packs(text: &str) -> Vec<&str> {
    let Some((_, rest)) = text.split_once("\n    archive: [\n") else { return Vec::new() };
    let (packs, _) = rest.split_once("\n    ],\n").unwrap();
    packs.lines().map(|line| line.trim().trim_end_matches(',').trim_matches('"')).collect()
}

#[test]
fn only_whole_packs_are_packed_and_all_come_back() {
    let before = u32::try_from(full().history.len()).unwrap();
    for (records, expected) in [(PACK - 1, 0), (PACK, 1), (PACK + 1, 1), (3 * PACK - 1, 2)] {
        let workbook = long(records - before);
        let text = to_ron(&workbook).unwrap();
        assert_eq!(packs(&text).len(), expected, "{records}");
        assert_eq!(text.matches("parents: [").count(), usize::try_from(records % PACK).unwrap());
        let loaded = from_ron(&text).unwrap();
        assert_eq!((loaded.changed_sections.len(), &loaded.workbook), (0, &workbook));
        assert_eq!(to_ron(&loaded.workbook).unwrap(), text);
    }
}

#[test]
fn the_document_of_a_snapshot_stands_in_the_file_once() {
    // Hashes in hexadecimal compress to one half, so the size shows whether the document is stored twice.
    let document: String = (0..4000_u32).map(|n| Sha256::of(&n.to_le_bytes()).to_string()).collect();
    let mut workbook = small();
    freeze(&mut workbook, &document, 900);
    let text = to_ron(&workbook).unwrap();
    assert!(text.len() < document.len(), "{} bytes for a document of {}", text.len(), document.len());
    let loaded = from_ron(&text).unwrap().workbook;
    assert_eq!(loaded, workbook);

    // After the removal its record still has the document, so the removal can be undone.
    let mut undo = UndoStack::default();
    let edit = workbook.change([(Field::Snapshot(id(900)), None)]);
    let record = workbook.apply(edit, stamp(), id(901)).unwrap();
    undo.push(record.unwrap());
    let mut loaded = from_ron(&to_ron(&workbook).unwrap()).unwrap().workbook;
    assert_eq!(loaded, workbook);
    undo.undo(&mut loaded, stamp(), &mut IdSource::new(7)).unwrap();
    assert_eq!(&*loaded.snapshots[&id(900)].document, document);
}

#[test]
fn a_document_that_was_changed_by_another_hand_is_not_taken_for_the_frozen_one() {
    let mut workbook = small();
    freeze(&mut workbook, r#"{"a":1}"#, 900);
    let text = to_ron(&workbook).unwrap();
    let line = text.lines().find(|line| line.contains("document:") && line.contains("eJ")).unwrap();
    for changed in ["            document: \"{}\",", "            document: \"eJxx\","] {
        let loaded = from_ron(&text.replace(line, changed)).unwrap();
        assert_eq!(loaded.changed_sections, [FileSection::Snapshots]);
        let snapshot = &loaded.workbook.snapshots[&id(900)];
        assert_ne!(Sha256::of(snapshot.document.as_bytes()), snapshot.digest);
        assert_eq!(from_ron(&to_ron(&loaded.workbook).unwrap()).unwrap().workbook, loaded.workbook);
    }
}

#[test]
fn one_word_over_and_over_is_no_attack() {
    let mut workbook = small();
    freeze(&mut workbook, &"{}".repeat(1_000_000), 900);
    let loaded = from_ron(&to_ron(&workbook).unwrap()).unwrap();
    assert_eq!(loaded.workbook, workbook);
}

#[test]
fn a_damaged_pack_is_refused_with_its_place_and_costs_no_more_than_itself() {
    let workbook = long(3 * PACK);
    let text = to_ron(&workbook).unwrap();
    let second = packs(&text)[1];
    let line = 1 + text.lines().position(|line| line.contains(second)).unwrap();
    let middle = second.len() / 2;
    let (head, tail) = second.split_at(middle);
    let (first, rest) = tail.split_at(1);
    let flipped = format!("{head}{}{rest}", if first == "A" { 'B' } else { 'A' });
    for damaged in [flipped, head.to_owned(), String::new(), "Zm9v".to_owned()] {
        let text = text.replace(second, &damaged);
        let error = from_ron(&text).unwrap_err();
        assert_eq!(error.section, Some(FileSection::Archive));
        assert!(damaged.is_empty() || error.line == line, "line {} for {line}", error.line);
        let salvaged = salvage(text.as_bytes(), moment("2026-11-24T00:00:00Z").date_naive(), 7).unwrap();
        assert_eq!(salvaged.lost, [(FileSection::Archive, Some(256))]);
        assert_eq!(salvaged.workbook.history.len(), workbook.history.len() - usize::try_from(PACK).unwrap());
        assert_eq!(salvaged.workbook.licenses, workbook.licenses);
    }
}

#[test]
fn what_unpacks_to_far_more_than_its_size_is_refused() {
    let text = to_ron(&long(PACK)).unwrap();
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(b"[").unwrap();
    encoder.write_all(&vec![b' '; 64 << 20]).unwrap();
    encoder.write_all(b"]").unwrap();
    let bomb = STANDARD.encode(encoder.finish().unwrap());
    let error = from_ron(&text.replace(packs(&text)[0], &bomb)).unwrap_err();
    assert_eq!(error.section, Some(FileSection::Archive));
}

#[test]
fn a_workbook_without_defaults_keeps_its_history_as_text() {
    assert_eq!(packs(&to_ron(&full()).unwrap()).len(), 0);
}
