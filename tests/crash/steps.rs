//! Makes each step of a save fail in turn, and cuts off or changes each byte of a file.

use crate::Row;
use crate::child::open_with_journals;
use crate::support::builder::{attach, edit, id, moment, small};
use crate::support::disk::{Fault, FaultyDisk};
use license_workbook::store::{
    Backups, ExpectedState, Header, Journal, RealDisk, from_bytes, read, salvage, save, save_on, to_ron,
};
use license_workbook::workbook::Workbook;
use std::io::ErrorKind;
use std::panic::{AssertUnwindSafe, catch_unwind};
use tempfile::TempDir;

/// ENOSPC, EDQUOT, EACCES, EROFS, EIO and other errors, a disconnected share, and a file in use.
const KINDS: [ErrorKind; 7] = [
    ErrorKind::StorageFull,
    ErrorKind::QuotaExceeded,
    ErrorKind::PermissionDenied,
    ErrorKind::ReadOnlyFilesystem,
    ErrorKind::Other,
    ErrorKind::NotFound,
    ErrorKind::ResourceBusy,
];

fn faults() -> impl Iterator<Item = Fault> {
    KINDS.into_iter().flat_map(|kind| [Fault::Once(kind), Fault::FromThenOn(kind), Fault::ShortWrite(kind)])
}

/// A workbook with evidence, so that its backups are split.
fn with_evidence() -> Workbook {
    let mut workbook = small();
    attach(&mut workbook, &vec![0; 75_000], 499);
    workbook
}

/// A save to a file with two hard links, which is written in place: it always opens as the old or the new one.
pub(crate) fn a_step_fails_in_place() -> Row {
    let mut row = Row::new("a step of a save in place fails");
    let (before, mut after) = (with_evidence(), with_evidence());
    edit(&mut after, "new", 500);
    for (before, after) in [(&before, &after), (&after, &before)] {
        for fault in faults() {
            for at in 0.. {
                let folder = TempDir::new().unwrap();
                let path = folder.path().join("W.ron");
                let saved = save(before, &path, &ExpectedState::Absent, None).unwrap();
                std::fs::hard_link(&path, folder.path().join("other.ron")).unwrap();
                let disk = FaultyDisk::new(at, fault, &path);
                let outcome = save_on(&disk, after, &path, &ExpectedState::Fingerprint(saved.fingerprint), None);
                row.attempts += 1;
                row.faults += usize::from(disk.was_reached());
                for there in [read(&path).map(|read| read.workbook), open_with_journals(&path, folder.path())] {
                    let is_new = there.as_ref() == Ok(after);
                    let is_old = there.as_ref() == Ok(before) && outcome.is_err();
                    row.check(is_new || is_old, || format!("{fault:?} at step {at}: {:?}", there.err()));
                }
                let left = folder.path().join(".W.ron.saving").exists();
                row.check(!left, || format!("{fault:?} at step {at}: the copy beside it remains"));
                if !disk.was_reached() {
                    break;
                }
            }
        }
    }
    row
}

/// The complete save of a workbook, including its backup.
pub(crate) fn a_step_fails() -> Row {
    let mut row = Row::new("a step of a save fails (ENOSPC, EIO, EACCES, …)");
    for before in [small(), with_evidence()] {
        let mut after = before.clone();
        edit(&mut after, "new", 500);
        for fault in faults() {
            for at in 0.. {
                let folder = TempDir::new().unwrap();
                let (path, state) = (folder.path().join("W.ron"), folder.path().join("state"));
                let saved = save(&before, &path, &ExpectedState::Absent, None).unwrap();
                let disk = FaultyDisk::new(at, fault, &path);
                let backups = Backups { state: &state, document: id(1), now: moment("2025-01-01T00:00:00Z") };
                let expect = ExpectedState::Fingerprint(saved.fingerprint);
                let attempt = || save_on(&disk, &after, &path, &expect, Some(&backups));
                let outcome = catch_unwind(AssertUnwindSafe(attempt));
                row.attempts += 1;
                row.faults += usize::from(disk.was_reached());
                let there = read(&path).map(|read| to_ron(&read.workbook).unwrap());
                let wanted = to_ron(if matches!(outcome, Ok(Ok(_))) { &after } else { &before }).unwrap();
                row.check(outcome.is_ok(), || format!("{fault:?} at step {at}: a panic"));
                row.check(there.as_ref() == Ok(&wanted), || format!("{fault:?} at step {at}: {there:?}"));
                if !disk.was_reached() {
                    break;
                }
            }
        }
    }
    row
}

/// A journal whose disk fails accepts all edits when the disk works again.
pub(crate) fn a_step_fails_beside_the_journal() -> Row {
    let mut row = Row::new("a step of the journal fails");
    for fault in faults() {
        for at in 0.. {
            let state = TempDir::new().unwrap();
            let mut workbook = small();
            let records: Vec<_> = (0..3).map(|n| edit(&mut workbook, &format!("fact_{n}"), 600 + n)).collect();
            let header = Header { document: id(1), path: None, base: None };
            let mut journal = Journal::create(state.path(), header, 7).unwrap();
            journal.append(&records[0]).unwrap();
            let disk = FaultyDisk::new(at, fault, journal.path());
            let outcome = journal.append_all(&disk, &records[1..]);
            row.attempts += 1;
            row.faults += usize::from(disk.was_reached());
            let kept = Journal::recover(journal.path(), &small()).unwrap().workbook.history.len();
            row.check(kept >= 2, || format!("{fault:?} at step {at}: records in the journal are lost"));
            if outcome.is_err() {
                journal.append_all(&RealDisk, &records[1..]).unwrap();
            }
            let recovered = Journal::recover(journal.path(), &small()).unwrap().workbook;
            row.check(recovered.history == workbook.history, || format!("{fault:?} at step {at}: an edit is lost"));
            if !disk.was_reached() {
                break;
            }
        }
    }
    row
}

fn today() -> chrono::NaiveDate {
    moment("2026-11-24T00:00:00Z").date_naive()
}

/// A file that is cut at any byte is refused, never read as a shorter one.
pub(crate) fn the_file_is_cut() -> Row {
    let mut row = Row::new("the file is cut, at every byte");
    let text = to_ron(&small()).unwrap();
    for end in 0..text.trim_end().len() {
        let bytes = &text.as_bytes()[..end];
        let outcome = catch_unwind(|| (from_bytes(bytes).is_err(), salvage(bytes, today(), 7)));
        row.attempts += 1;
        row.faults += 1;
        row.check(matches!(outcome, Ok((true, _))), || format!("cut at byte {end}: {outcome:?}"));
    }
    row
}

/// One bit of any byte is flipped: the file is refused, the change is reported, or the content is the same.
pub(crate) fn a_byte_is_flipped() -> Row {
    let mut row = Row::new("a bit is flipped, in every byte");
    let text = to_ron(&small()).unwrap();
    for at in 0..text.len() {
        for bit in 0..8 {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= 1 << bit;
            let outcome = catch_unwind(|| from_bytes(&bytes).ok());
            row.attempts += 1;
            row.faults += 1;
            let is_noticed = match outcome {
                Ok(None) => true,
                Ok(Some(loaded)) => !loaded.changed_sections.is_empty() || to_ron(&loaded.workbook).unwrap() == text,
                Err(_) => false,
            };
            row.check(is_noticed, || format!("bit {bit} of byte {at}: the change is not detected"));
        }
    }
    row
}
