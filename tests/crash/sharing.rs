//! Two processes that edit and save the same file at once.

use crate::Row;
use crate::child;
use crate::support::builder::{id, small};
use license_workbook::store::{ExpectedState, read, save};
use std::collections::BTreeSet;
use std::process::Child;
use tempfile::TempDir;

/// The number of records that each process adds.
const EACH: u32 = 60;
const FIRST: [u32; 2] = [10_000, 20_000];

fn start(what: &str, path: &str) -> Vec<Child> {
    FIRST.iter().map(|first| child::start(what, &[path, &first.to_string(), &EACH.to_string()])).collect()
}

/// Waits for the children and counts their refused saves as faults; a child that read an incomplete file is a loss.
fn ended(children: Vec<Child>, row: &mut Row) {
    for child in children {
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        match said.trim().strip_prefix("refused ").map(str::parse::<usize>) {
            Some(Ok(refused)) => row.faults += refused,
            _ => row.losses.push(format!("a process did not end in order: {said}")),
        }
        row.attempts += EACH as usize;
    }
}

/// With locks, no edit of either process is lost.
pub(crate) fn two_with_locks() -> Row {
    let mut row = Row::new("two processes save at once, with locks");
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("W.ron");
    save(&small(), &path, &ExpectedState::Absent, None).unwrap();
    let children = start("locked", path.to_str().unwrap());
    ended(children, &mut row);
    let there: BTreeSet<_> = read(&path).unwrap().workbook.history.iter().map(|record| record.edit).collect();
    for first in FIRST {
        let lost = (first..first + EACH).filter(|sequence| !there.contains(&id(*sequence))).count();
        row.check(lost == 0, || format!("{lost} edits of one process are lost"));
    }
    "faults: waited for the other".clone_into(&mut row.remark);
    row
}

/// Without locks, as on some network shares, a reader always finds a complete file, and a save nearly always detects
/// the other process. README makes no promise for the instant between the last check and the rename.
pub(crate) fn two_without_locks() -> Row {
    let mut row = Row::new("two processes save at once, without locks");
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("W.ron");
    save(&small(), &path, &ExpectedState::Absent, None).unwrap();
    let mut children = start("unlocked", path.to_str().unwrap());
    while children.iter_mut().any(|child| child.try_wait().unwrap().is_none()) {
        row.attempts += 1;
        let whole = read(&path);
        row.check(whole.is_ok(), || format!("a reader found {whole:?}"));
    }
    ended(children, &mut row);
    "faults: the other was noticed; a loss is a file that is not whole".clone_into(&mut row.remark);
    row
}
