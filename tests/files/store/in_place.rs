//! Tests of writing in place: after a crash, opening the file gives the complete old or new version.

use crate::support::builder::{attach, edit, moment, small};
use crate::support::disk::{Fault, FaultyDisk};
use crate::support::folder::names;
use crate::support::folder::write;
use license_workbook::store::{ExpectedState, Holder, open, read, save, save_on};
use license_workbook::workbook::Workbook;
use std::fs;
use std::io::ErrorKind;
use tempfile::TempDir;

fn holder() -> Holder {
    Holder::new("王芳", moment("2025-01-01T00:00:00Z"))
}

/// Pairs of an old and a new workbook: the new one is longer, shorter, or much longer.
fn pairs() -> [(Workbook, Workbook); 3] {
    let mut longer = small();
    edit(&mut longer, "runs_app_store", 101);
    let mut large = small();
    attach(&mut large, &vec![7; 300_000], 900);
    [(small(), longer.clone()), (longer, small()), (small(), large)]
}

#[test]
fn whatever_step_fails_the_next_one_to_open_it_finds_the_old_or_the_new_one() {
    for (old, new) in pairs() {
        for kind in [ErrorKind::StorageFull, ErrorKind::Other] {
            for fault in [Fault::Once(kind), Fault::FromThenOn(kind), Fault::ShortWrite(kind)] {
                for at in 0.. {
                    let dir = TempDir::new().unwrap();
                    let path = dir.path().join("W.ron");
                    let saved = save(&old, &path, &ExpectedState::Absent, None).unwrap();
                    fs::hard_link(&path, dir.path().join("other.ron")).unwrap();
                    let disk = FaultyDisk::new(at, fault, &path);
                    let outcome = save_on(&disk, &new, &path, &ExpectedState::Fingerprint(saved.fingerprint), None);
                    let what = format!("{fault:?} at step {at}: {outcome:?}");
                    // Reading without opening also gives a complete version.
                    let seen = read(&path).unwrap();
                    assert!(seen.changed_sections.is_empty(), "{what}");
                    let opened = open(&path, dir.path(), &holder()).unwrap();
                    assert!(opened.changed_sections.is_empty(), "{what}");
                    assert_eq!(seen.workbook, opened.workbook, "{what}");
                    assert!(opened.workbook == new || outcome.is_err() && opened.workbook == old, "{what}");
                    // Opening has repaired the file, so it can be saved.
                    drop(opened.lock);
                    assert_eq!(names(dir.path()), ["W.ron", "other.ron"], "{what}");
                    save(&new, &path, &ExpectedState::Fingerprint(opened.fingerprint), None).unwrap();
                    if !disk.was_reached() {
                        assert!(at > 8 && outcome.is_ok());
                        break;
                    }
                }
            }
        }
    }
}

#[test]
fn a_copy_that_is_left_beside_a_whole_file_changes_nothing() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("W.ron");
    let mut other = small();
    edit(&mut other, "runs_app_store", 101);
    save(&small(), &path, &ExpectedState::Absent, None).unwrap();
    save(&other, &dir.path().join(".W.ron.saving"), &ExpectedState::Absent, None).unwrap();
    assert_eq!(read(&path).unwrap().workbook, small());
    assert_eq!(open(&path, dir.path(), &holder()).unwrap().workbook, small());
    assert_eq!(names(dir.path()), ["W.ron"]);
}

#[test]
fn a_copy_that_is_not_whole_itself_is_not_taken() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("W.ron");
    save(&small(), &path, &ExpectedState::Absent, None).unwrap();
    let text = fs::read(&path).unwrap();
    write(&path, &text[..text.len() / 2]);
    write(&dir.path().join(".W.ron.saving"), &text[..text.len() - 9]);
    assert!(read(&path).is_err() && open(&path, dir.path(), &holder()).is_err());
    assert_eq!(fs::read(&path).unwrap(), &text[..text.len() / 2]);
}
