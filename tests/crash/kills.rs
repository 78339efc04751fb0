//! Kills processes that edit and save as fast as possible, each at a random moment.

use crate::Row;
use crate::child::{self, open_with_journals};
use crate::support::builder::{attach, id, small};
use license_workbook::store::{ExpectedState, is_locked, list_backups, random_number, read, read_backup, save};
use license_workbook::workbook::{EditId, Workbook};
use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// What a process reported before it was killed.
#[derive(Default)]
struct Said {
    journaled: Vec<u32>,
    saved: Vec<u32>,
}

/// Kills this number of processes.
pub(crate) fn a_process_is_killed(times: usize) -> Row {
    kill(Row::new("SIGKILL of a process that edits and saves"), times, false)
}

/// Kills this number of processes that save to a file with two hard links, which is written in place.
pub(crate) fn a_process_that_writes_in_place_is_killed(times: usize) -> Row {
    kill(Row::new("SIGKILL of a process that saves in place"), times, true)
}

fn kill(mut row: Row, times: usize, is_linked: bool) -> Row {
    let (mut edits, mut saves, mut torn) = (0, 0, 0);
    for _ in 0..times {
        let folder = TempDir::new().unwrap();
        let (path, state) = (folder.path().join("W.ron"), folder.path().join("state"));
        let mut workbook = small();
        if is_linked {
            // Large enough that writing takes some time.
            attach(&mut workbook, &vec![7; 256 << 10], 499);
        }
        save(&workbook, &path, &ExpectedState::Absent, None).unwrap();
        if is_linked {
            std::fs::hard_link(&path, folder.path().join("other.ron")).unwrap();
        }
        let said = run_and_kill(&path, &state, if is_linked { 240_000 } else { 60_000 });
        row.attempts += 1;
        row.faults += 1;
        edits += said.journaled.len();
        saves += said.saved.len();
        torn += usize::from(folder.path().join(".W.ron.saving").exists());
        check(&mut row, &path, &state, &said);
    }
    let begun = if is_linked { format!(", {torn} more begun and not ended") } else { String::new() };
    row.remark = format!("{edits} edits, {saves} saves{begun}");
    row
}

/// Runs a process and kills it within this number of microseconds.
fn run_and_kill(path: &Path, state: &Path, within: u64) -> Said {
    let mut child = child::start("edit", &[path.to_str().unwrap(), state.to_str().unwrap()]);
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    // The process has started; it is killed within about ten saves.
    let first = lines.next().unwrap().unwrap();
    let moment = Instant::now() + Duration::from_micros(random_number().unwrap() % within);
    let reader = std::thread::spawn(move || lines.map_while(Result::ok).collect::<Vec<String>>());
    std::thread::sleep(moment.saturating_duration_since(Instant::now()));
    child.kill().unwrap();
    child.wait().unwrap();
    let mut said = Said::default();
    for line in [first].into_iter().chain(reader.join().unwrap()) {
        // The last line may be incomplete.
        match line.split_once(' ').map(|(what, number)| (what, number.parse())) {
            Some(("j", Ok(sequence))) if sequence >= 1000 => said.journaled.push(sequence),
            Some(("s", Ok(sequence))) if sequence >= 1000 => said.saved.push(sequence),
            _ => {}
        }
    }
    said
}

fn records(workbook: &Workbook) -> BTreeSet<EditId> {
    workbook.history.iter().map(|record| record.edit).collect()
}

fn check(row: &mut Row, path: &Path, state: &Path, said: &Said) {
    let missing = |all: &[u32], there: &BTreeSet<EditId>| {
        all.iter().copied().filter(|sequence| !there.contains(&id(*sequence))).collect::<Vec<u32>>()
    };
    match read(path) {
        Ok(file) => {
            let lost = missing(&said.saved, &records(&file.workbook));
            row.check(lost.is_empty(), || format!("saved but not in the file: {lost:?}"));
            row.check(file.changed_sections.is_empty(), || "the file has changed sections".to_owned());
        }
        Err(error) => row.losses.push(format!("the file is neither old nor new: {error}")),
    }
    row.check(!is_locked(path), || "the lock remains after its process".to_owned());
    match open_with_journals(path, state) {
        Ok(workbook) => {
            let lost = missing(&said.journaled, &records(&workbook));
            row.check(lost.is_empty(), || format!("lost edits: {lost:?}"));
        }
        Err(error) => row.losses.push(format!("it does not open: {error}")),
    }
    for backup in list_backups(state, id(1)) {
        row.check(read_backup(&backup).is_ok(), || format!("a backup does not open: {}", backup.display()));
    }
    let beside = std::fs::read_dir(path.parent().unwrap()).unwrap();
    let left = beside.filter(|e| e.as_ref().unwrap().file_name().to_string_lossy().starts_with(".W.")).count();
    row.check(left == 0, || "a half-written file remains after opening".to_owned());
}
