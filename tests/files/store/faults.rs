//! Tests of a save on a disk where each step fails in turn.

use crate::support::disk::{Fault, FaultyDisk, INTRUDER};
use crate::support::folder::names;
use license_workbook::store::{ExpectedState, RealDisk, Saved, Warning, replace};
use license_workbook::workbook::Sha256;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const OLD: &[u8] = b"the old file";
const NEW: &[u8] = b"the new file, which is longer";

fn backups(state: &Path) -> license_workbook::store::Backups<'_> {
    license_workbook::store::Backups {
        state,
        document: crate::support::builder::id(1),
        now: crate::support::builder::moment("2025-01-01T00:00:00Z"),
    }
}

/// A folder with the old file, and the result of saving it.
fn with_old() -> (TempDir, PathBuf, Saved) {
    let dir = TempDir::new().unwrap();
    fs::create_dir(dir.path().join("docs")).unwrap();
    let path = dir.path().join("docs/W.ron");
    let saved = replace(&RealDisk, &path, OLD, &ExpectedState::Absent, None).unwrap();
    (dir, path, saved)
}

/// The last time that a save comes to this step; the earlier ones belong to backups.
fn step_of(name: &str) -> usize {
    let (dir, path, old) = with_old();
    let state = dir.path().join("state");
    let disk = FaultyDisk::new(usize::MAX, Fault::Intruder, &path);
    replace(&disk, &path, NEW, &ExpectedState::Fingerprint(old.fingerprint), Some(&backups(&state))).unwrap();
    let steps = disk.steps.borrow();
    steps.iter().rposition(|step| *step == name).unwrap()
}

/// Injects `fault` at each step of a save over the old file, and calls `check` with the outcome.
fn at_each_step(fault: Fault, check: impl Fn(usize, Result<Saved, license_workbook::store::SaveError>, &[u8], &Saved)) {
    for at in 0.. {
        let (dir, path, old) = with_old();
        let state = dir.path().join("state");
        let disk = FaultyDisk::new(at, fault, &path);
        let expect = ExpectedState::Fingerprint(old.fingerprint);
        let outcome = replace(&disk, &path, NEW, &expect, Some(&backups(&state)));
        assert_eq!(names(path.parent().unwrap()), ["W.ron"], "{fault:?} at step {at}: {:?}", disk.steps);
        let now = fs::read(&path).unwrap();
        let failed = outcome.is_err();
        check(at, outcome, &now, &old);
        if !disk.was_reached() {
            assert!(at > 8, "{:?}", disk.steps);
            return;
        }
        if failed && fault != Fault::Intruder {
            // A failed save can be repeated with the same expected state.
            replace(&RealDisk, &path, NEW, &expect, Some(&backups(&state))).unwrap();
            assert_eq!(fs::read(&path).unwrap(), NEW);
        }
    }
}

const KINDS: [io::ErrorKind; 5] = [
    io::ErrorKind::StorageFull,
    io::ErrorKind::PermissionDenied,
    io::ErrorKind::ReadOnlyFilesystem,
    io::ErrorKind::Other,
    io::ErrorKind::NotFound,
];

#[test]
fn whatever_step_fails_the_file_is_the_old_or_the_new_one_whole() {
    for kind in KINDS {
        for fault in [Fault::Once(kind), Fault::FromThenOn(kind), Fault::ShortWrite(kind)] {
            at_each_step(fault, |at, outcome, now, _| match outcome {
                Ok(saved) => {
                    assert_eq!(now, NEW, "{fault:?} at step {at}");
                    assert_eq!(saved.fingerprint.sha256, Sha256::of(NEW));
                }
                Err(error) => {
                    assert_eq!(now, OLD, "{fault:?} at step {at}: {error}");
                    assert!(!error.to_string().is_empty());
                }
            });
        }
    }
}

#[test]
fn a_full_disk_is_called_a_full_disk() {
    at_each_step(Fault::Once(io::ErrorKind::StorageFull), |_, outcome, _, _| {
        if let Err(error) = outcome {
            assert_eq!(error.kind(), "save-disk-full");
        }
    });
}

#[test]
fn what_fails_beside_the_file_does_not_fail_the_save() {
    let mut warned = std::collections::BTreeSet::new();
    for at in 0..40 {
        let (dir, path, old) = with_old();
        let state = dir.path().join("state");
        let disk = FaultyDisk::new(at, Fault::Once(io::ErrorKind::Other), &path);
        let expect = ExpectedState::Fingerprint(old.fingerprint);
        if let Ok(saved) = replace(&disk, &path, NEW, &expect, Some(&backups(&state))) {
            warned.extend(saved.warnings.iter().map(Warning::kind));
            let next = replace(&RealDisk, &path, OLD, &ExpectedState::Fingerprint(saved.fingerprint), None);
            assert!(next.is_ok(), "{next:?}");
        }
    }
    // Attributes that the new file cannot have are kept by writing in place: see `in_place`.
    let expect = ["save-warning-backup", "save-warning-folder"];
    assert_eq!(warned.into_iter().collect::<Vec<_>>(), expect);
}

#[test]
fn a_program_that_writes_in_between_is_noticed_until_the_rename() {
    let rename = step_of("rename");
    at_each_step(Fault::Intruder, |at, outcome, now, _| match outcome {
        Err(error) => {
            assert_eq!(error.kind(), "save-changed-externally", "at step {at}");
            assert_eq!(now, INTRUDER);
        }
        // A write between the last check and the rename cannot be detected.
        Ok(_) => assert!(at >= rename, "at step {at} of {rename}"),
    });
}

#[test]
fn a_failed_save_leaves_no_backup_of_its_own() {
    let (dir, path, old) = with_old();
    let state = dir.path().join("state");
    let disk = FaultyDisk::new(step_of("rename"), Fault::Once(io::ErrorKind::Other), &path);
    replace(&disk, &path, NEW, &ExpectedState::Fingerprint(old.fingerprint), Some(&backups(&state))).unwrap_err();
    assert_eq!(names(&backups(&state).folder()), ["origin"]);
}
