//! Tests of the journal: complete records survive, even if the end of the file is damaged.

use crate::support::builder::{EVIDENCE, edit, id, small};
use crate::support::disk::{Fault, FaultyDisk};
use crate::support::folder::write;
use license_workbook::store::{
    ExpectedState, Header, Journal, RealDisk, SkipReason, create_untitled, find_recoverable, is_untitled,
    latest_untitled, open, read, remove_untitled, save, untitled_path,
};
use license_workbook::workbook::{EditError, Record, RecordId, Sha256, Value, Workbook};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

const BASE: Sha256 = Sha256([7; 32]);

fn header() -> Header {
    Header { document: id(1), path: Some(PathBuf::from("/docs/W.ron")), base: Some(BASE) }
}

/// Records 101, 102, … and the workbook with all of them.
fn edits(n: u32) -> (Vec<Record>, Workbook) {
    let mut workbook = small();
    let records = (0..n).map(|i| edit(&mut workbook, &format!("fact_{i}"), 101 + i)).collect();
    (records, workbook)
}

fn ids(n: u32) -> Vec<RecordId> {
    edits(n).0.iter().map(|record| record.id).collect()
}

/// The bytes of a journal with `records`.
fn bytes(records: &[Record]) -> Vec<u8> {
    let state = TempDir::new().unwrap();
    let mut journal = Journal::create(state.path(), header(), 7).unwrap();
    for record in records {
        journal.append(record).unwrap();
    }
    fs::read(journal.path()).unwrap()
}

#[test]
fn records_come_back_in_order() {
    let state = TempDir::new().unwrap();
    let (records, whole) = edits(3);
    let mut journal = Journal::create(state.path(), header(), 7).unwrap();
    for record in &records {
        journal.append(record).unwrap();
    }
    let recovered = Journal::recover(journal.path(), &small()).unwrap();
    assert_eq!(recovered.workbook, whole);
    assert_eq!(recovered.applied, ids(3));
    assert_eq!(recovered.skipped, []);
}

#[test]
fn an_amended_record_takes_the_place_of_the_former() {
    let state = TempDir::new().unwrap();
    let (mut records, _) = edits(2);
    let mut journal = Journal::create(state.path(), header(), 7).unwrap();
    journal.append_all(&RealDisk, &records).unwrap();
    records[1].changes[0].to = Some(Value::Flag(false));
    journal.append(&records[1]).unwrap();
    let recovered = Journal::recover(journal.path(), &small()).unwrap();
    assert_eq!(recovered.applied, ids(2));
    assert_eq!(*recovered.workbook.history[2], records[1]);
    assert!(!recovered.workbook.licenses[&id(4)].record.facts["fact_1"]);
}

#[test]
fn a_journal_cut_anywhere_gives_all_whole_records() {
    let (records, _) = edits(2);
    let whole = bytes(&records);
    let ends: Vec<usize> = whole.iter().enumerate().filter(|(_, b)| **b == b'\n').map(|(at, _)| at).collect();
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("cut");
    for end in 0..=whole.len() {
        write(&path, &whole[..end]);
        let recovered = Journal::recover(&path, &small()).unwrap();
        // A line is complete even without its line end.
        let lines = ends.iter().filter(|at| **at <= end).count();
        let expect = u32::try_from(lines.saturating_sub(1)).unwrap();
        assert_eq!(recovered.applied, ids(expect), "cut at {end}");
        assert_eq!(recovered.workbook, edits(expect).1);
        assert!(recovered.skipped.iter().all(|s| s.reason == SkipReason::Torn));
    }
}

#[test]
fn records_that_count_together_are_all_there_or_none_is() {
    let (records, whole) = edits(3);
    let state = TempDir::new().unwrap();
    let mut journal = Journal::create(state.path(), header(), 7).unwrap();
    let start = fs::read(journal.path()).unwrap().len();
    journal.append_all(&RealDisk, &records).unwrap();
    let bytes = fs::read(journal.path()).unwrap();
    for cut in start..=bytes.len() {
        let path = state.path().join("cut.journal");
        write(&path, &bytes[..cut]);
        let recovered = Journal::recover(&path, &small()).unwrap();
        // The record is complete without the line end.
        let expected = if cut + 1 >= bytes.len() { &whole } else { &small() };
        assert!(recovered.workbook == *expected, "cut at {cut} of {}", bytes.len());
    }
}

#[test]
fn an_unreadable_line_costs_itself_and_no_other() {
    let (records, whole) = edits(2);
    let text = String::from_utf8(bytes(&records)).unwrap();
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("journal");
    for garbage in ["\0\0\0\0\n", "\u{fffd}\n", "(((((((((\n", "Record(())\n", "Later(1)\n"] {
        write(&path, text.replacen('\n', &format!("\n{garbage}"), 1).as_bytes());
        let recovered = Journal::recover(&path, &small()).unwrap();
        assert_eq!(recovered.workbook, whole);
        assert_eq!(recovered.skipped.len(), 1);
        assert_eq!((recovered.skipped[0].line, &recovered.skipped[0].reason), (2, &SkipReason::Unreadable));
    }
}

#[test]
fn what_somebody_else_wrote_meanwhile_is_merged_with() {
    let (records, _) = edits(2);
    let mut other = small();
    edit(&mut other, "fact_0", 300);
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("journal");
    write(&path, &bytes(&records));
    let recovered = Journal::recover(&path, &other).unwrap();
    assert_eq!((recovered.applied, recovered.skipped), (ids(2), vec![]));
    assert_eq!(recovered.workbook.history.len(), other.history.len() + 2);
}

#[test]
fn records_that_do_not_fit_are_named() {
    let (records, _) = edits(2);
    let mut other = small();
    edit(&mut other, "fact_1", 300);
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("journal");
    // The parent of this record is missing, so it cannot be merged.
    write(&path, &bytes(&records[1..]));
    let recovered = Journal::recover(&path, &other).unwrap();
    assert_eq!(recovered.applied, []);
    let [skipped] = recovered.skipped.as_slice() else { panic!("{:?}", recovered.skipped) };
    assert_eq!(skipped.record, Some(records[1].id));
    assert!(matches!(skipped.reason, SkipReason::Refused(EditError::Stale(_))));
}

#[test]
fn records_that_were_saved_before_the_crash_are_not_applied_twice() {
    let (records, whole) = edits(3);
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("journal");
    write(&path, &bytes(&records));
    for saved in 0..=3 {
        let recovered = Journal::recover(&path, &edits(saved).1).unwrap();
        assert_eq!(recovered.workbook, whole);
        assert_eq!(recovered.skipped, []);
        assert_eq!(recovered.applied, ids(3).split_off(usize::try_from(saved).unwrap()));
    }
}

#[test]
fn a_failed_append_leaves_the_journal_as_it_was() {
    let (records, whole) = edits(3);
    for fault in [
        Fault::Once(io::ErrorKind::StorageFull),
        Fault::ShortWrite(io::ErrorKind::StorageFull),
        Fault::Once(io::ErrorKind::Other),
    ] {
        for at in 0..3 {
            let state = TempDir::new().unwrap();
            let mut journal = Journal::create(state.path(), header(), 7).unwrap();
            journal.append(&records[0]).unwrap();
            let before = fs::read(journal.path()).unwrap();
            let disk = FaultyDisk::new(at, fault, Path::new(""));
            if let Err(_refused) = journal.append_all(&disk, &records[1..]) {
                assert_eq!(fs::read(journal.path()).unwrap(), before, "{fault:?} at {at}");
                journal.append_all(&RealDisk, &records[1..]).unwrap();
            }
            let recovered = Journal::recover(journal.path(), &small()).unwrap();
            assert_eq!((recovered.workbook, recovered.skipped), (whole.clone(), vec![]));
        }
    }
}

#[test]
fn bytes_of_evidence_come_back() {
    let state = TempDir::new().unwrap();
    let mut journal = Journal::create(state.path(), header(), 7).unwrap();
    let hash = Sha256::of(EVIDENCE[1]);
    journal.append_blob(&RealDisk, hash, "YSBsaW5rZWQgZmlsZQ==").unwrap();
    let recovered = Journal::recover(journal.path(), &small()).unwrap();
    assert_eq!(recovered.workbook.blobs[&hash].as_ref(), "YSBsaW5rZWQgZmlsZQ==");
    assert_eq!(recovered.workbook.blobs.len(), 2);
}

#[test]
fn a_journal_in_use_is_left_alone_and_one_left_behind_is_found() {
    let state = TempDir::new().unwrap();
    let find = || find_recoverable(state.path(), id(1), header().path.as_deref(), Some(BASE));
    let (records, whole) = edits(2);
    let mut journal = Journal::create(state.path(), header(), 7).unwrap();
    journal.append_all(&RealDisk, &records).unwrap();
    assert_eq!(find().len(), 0);
    drop(journal);
    let mut found = find();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].header, header());
    // A found journal is locked, so it is not found again.
    assert_eq!(find().len(), 0);
    assert_eq!(found[0].recover(&small()).unwrap().workbook, whole);
    assert_eq!(found[0].recover(&small()).unwrap().workbook, whole);
    found.pop().unwrap().retire(false).unwrap();
    assert_eq!(find().len(), 0);
}

#[test]
fn a_journal_is_offered_only_to_the_file_it_was_begun_on() {
    let state = TempDir::new().unwrap();
    let mut journal = Journal::create(state.path(), header(), 7).unwrap();
    journal.append(&edits(1).0[0]).unwrap();
    drop(journal);
    let here = PathBuf::from("/docs/W.ron");
    let copy = PathBuf::from("/docs/Copy.ron");
    let other = Some(Sha256([8; 32]));
    let find = |document, path: Option<&Path>, base| find_recoverable(state.path(), id(document), path, base).len();
    assert_eq!(find(1, Some(&here), other), 1);
    assert_eq!(find(1, Some(&copy), Some(BASE)), 1, "the file was moved");
    assert_eq!(find(1, Some(&copy), other), 0);
    assert_eq!(find(1, None, None), 0);
    assert_eq!(find(2, Some(&here), Some(BASE)), 0);
}

#[test]
fn after_a_save_only_what_it_does_not_hold_stays() {
    let state = TempDir::new().unwrap();
    let (records, whole) = edits(3);
    let mut journal = Journal::create(state.path(), header(), 7).unwrap();
    journal.append_all(&RealDisk, &records).unwrap();
    let old = journal.path().to_owned();
    // Evidence attached during the save is not in the saved file.
    let hash = Sha256::of(EVIDENCE[1]);
    let blobs = [(hash, Arc::from("YSBsaW5rZWQgZmlsZQ=="))];
    journal.clear(Some(Path::new("/docs/W.ron")), Sha256([9; 32]), blobs, &records[2..]).unwrap();
    assert!(!old.exists());
    let recovered = Journal::recover(journal.path(), &edits(2).1).unwrap();
    assert_eq!(recovered.applied, [records[2].id]);
    assert_eq!(recovered.workbook.history, whole.history);
    assert_eq!(recovered.workbook.blobs[&hash].as_ref(), "YSBsaW5rZWQgZmlsZQ==");
    let path = journal.path().to_owned();
    journal.close().unwrap();
    assert!(!path.exists());
}

#[test]
fn an_empty_journal_is_removed_and_a_kept_one_not_offered_again() {
    let state = TempDir::new().unwrap();
    let find = || find_recoverable(state.path(), id(1), header().path.as_deref(), None);
    let journal = Journal::create(state.path(), header(), 7).unwrap();
    let path = journal.path().to_owned();
    drop(journal);
    assert_eq!(find().len(), 0);
    assert!(!path.exists());
    write(&path, &bytes(&edits(1).0));
    find().pop().unwrap().retire(true).unwrap();
    assert_eq!(find().len(), 0);
    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
}

#[test]
fn a_crash_between_opening_and_saving_loses_nothing() {
    let dir = TempDir::new().unwrap();
    let (path, state) = (dir.path().join("W.ron"), dir.path().join("state"));
    save(&small(), &path, &ExpectedState::Absent, None).unwrap();
    let opened = open(&path, &state, &super::opening::holder("王芳")).unwrap();
    assert_eq!(opened.recoverable.len(), 0);
    let header =
        Header { document: opened.workbook.id, path: Some(opened.path.clone()), base: Some(opened.fingerprint.sha256) };
    let mut journal = Journal::create(&state, header, 7).unwrap();
    let (records, whole) = edits(2);
    journal.append_all(&RealDisk, &records).unwrap();
    drop((journal, opened));
    let mut opened = open(&path, &state, &super::opening::holder("王芳")).unwrap();
    let recovered = opened.recoverable[0].recover(&opened.workbook).unwrap();
    assert_eq!(recovered.workbook, whole);
}

#[test]
fn a_workbook_without_a_name_is_found_at_the_next_start() {
    let dir = TempDir::new().unwrap();
    let state = dir.path();
    assert_eq!(latest_untitled(state), None);
    let saved = create_untitled(state, &small()).unwrap();
    assert_eq!(create_untitled(state, &small()).unwrap().path, saved.path, "a second call gives the same path");
    assert_eq!(saved.path, untitled_path(state, id(1)));
    assert!(is_untitled(state, &saved.path) && !is_untitled(state, Path::new("/docs/W.ron")));
    let opened = open(&saved.path, state, &super::opening::holder("王芳")).unwrap();
    assert_eq!(latest_untitled(state), None, "it is open");
    let header = Header { document: id(1), path: None, base: Some(opened.fingerprint.sha256) };
    let mut journal = Journal::create(state, header, 7).unwrap();
    let (records, whole) = edits(2);
    journal.append_all(&RealDisk, &records).unwrap();
    drop(opened);
    assert_eq!(latest_untitled(state), None, "its journal is open");
    drop(journal);
    assert_eq!(latest_untitled(state), Some(saved.path.clone()));
    let mut opened = open(&saved.path, state, &super::opening::holder("王芳")).unwrap();
    assert_eq!(opened.recoverable[0].recover(&opened.workbook).unwrap().workbook, whole);
    drop(opened);
    remove_untitled(state, id(1)).unwrap();
    remove_untitled(state, id(1)).unwrap();
    assert_eq!(latest_untitled(state), None);
    assert!(read(&saved.path).is_err());
}

#[test]
fn of_two_workbooks_without_a_name_the_one_last_worked_on_is_opened() {
    let dir = TempDir::new().unwrap();
    let state = dir.path();
    let time = |path: &Path, seconds| {
        let time = std::time::UNIX_EPOCH + std::time::Duration::from_secs(seconds);
        fs::OpenOptions::new().write(true).open(path).unwrap().set_modified(time).unwrap();
    };
    let other = Workbook::from_contents(license_workbook::workbook::Contents { id: id(50), ..(*small()).clone() });
    let one = create_untitled(state, &small()).unwrap().path;
    let two = create_untitled(state, &other.unwrap()).unwrap().path;
    time(&one, 1_000);
    time(&two, 2_000);
    assert_eq!(latest_untitled(state), Some(two));
    let mut journal = Journal::create(state, Header { document: id(1), path: None, base: None }, 7).unwrap();
    journal.append(&edits(1).0[0]).unwrap();
    let path = journal.path().to_owned();
    drop(journal);
    time(&path, 3_000);
    assert_eq!(latest_untitled(state), Some(one));
}
