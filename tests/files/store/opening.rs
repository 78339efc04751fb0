//! Tests of opening a file: the reason of a refusal, and the lock of another user.

use crate::support::builder::{moment, small};
use crate::support::folder::write;
use license_workbook::limits::WORKBOOK;
use license_workbook::store::{ExpectedState, Holder, LockState, LockedBy, OpenError, is_locked, open, read, save};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

pub(crate) fn holder(who: &str) -> Holder {
    Holder::new(who, moment("2025-01-01T08:00:00Z"))
}

fn saved() -> (TempDir, PathBuf) {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("W.ron");
    save(&small(), &path, &ExpectedState::Absent, None).unwrap();
    (dir, path)
}

#[test]
fn each_reason_is_the_true_one() {
    let (dir, path) = saved();
    let broken = dir.path().join("broken.ron");
    write(&broken, &fs::read(&path).unwrap()[..100]);
    let huge = dir.path().join("huge.ron");
    write(&huge, b"");
    fs::OpenOptions::new().write(true).open(&huge).unwrap().set_len(WORKBOOK.max + 1).unwrap();
    for (path, kind) in [
        (dir.path().join("none.ron"), "open-not-found"),
        (path.join("none.ron"), "open-not-found"),
        (dir.path().to_owned(), "open-is-a-folder"),
        (huge, "open-too-large"),
        (broken, "format-truncated"),
    ] {
        let error = open(&path, dir.path(), &holder("a")).unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
        assert!(error.to_string().contains(&path.display().to_string()), "{error}");
        assert_eq!(read(&path).unwrap_err(), error);
    }
    let left: Vec<_> = fs::read_dir(dir.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().starts_with('.')), "{left:?}");
}

#[cfg(unix)]
#[test]
fn a_device_is_not_read() {
    let error = read(Path::new("/dev/zero")).unwrap_err();
    assert_eq!(error, OpenError::NotAFile { path: PathBuf::from("/dev/zero") });
}

#[test]
fn the_second_who_opens_it_is_told_of_the_first() {
    let (dir, path) = saved();
    let first = open(&path, dir.path(), &holder("王芳")).unwrap();
    assert!(first.lock.may_save() && is_locked(&path));
    let second = open(&path, dir.path(), &holder("李明")).unwrap();
    assert!(!second.lock.may_save());
    let LockState::ByOther(LockedBy { who, since }) = &second.lock else { panic!("{:?}", second.lock) };
    if cfg!(unix) {
        assert_eq!((who.as_deref(), *since), (Some("王芳"), Some(moment("2025-01-01T08:00:00Z"))));
    }
    drop(second);
    assert!(is_locked(&path));
    drop(first);
    assert!(!is_locked(&path));
    if cfg!(unix) {
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "the sidecar is removed");
    }
    assert!(open(&path, dir.path(), &holder("李明")).unwrap().lock.may_save());
}

#[test]
fn a_sidecar_that_a_crash_left_locks_nothing() {
    let (dir, path) = saved();
    write(&dir.path().join(".W.ron.lock"), b"(who: \"ghost\", pid: 1, since: \"2020-01-01T00:00:00Z\") and more");
    assert!(!is_locked(&path));
    assert!(open(&path, dir.path(), &holder("王芳")).unwrap().lock.may_save());
}

#[test]
fn a_lock_holds_whichever_name_the_file_is_opened_by() {
    let (dir, path) = saved();
    let first = open(&path, dir.path(), &holder("王芳")).unwrap();
    // A save replaces the file; the lock is a separate file and stays.
    save(&small(), &path, &ExpectedState::Fingerprint(first.fingerprint), None).unwrap();
    assert!(!open(&path, dir.path(), &holder("李明")).unwrap().lock.may_save());
    #[cfg(unix)]
    {
        let link = dir.path().join("link.ron");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        let second = open(&link, dir.path(), &holder("李明")).unwrap();
        assert!(!second.lock.may_save());
        assert_eq!(second.path, path);
    }
}

#[test]
fn many_who_open_at_once_get_one_lock() {
    let (dir, path) = saved();
    for _ in 0..20 {
        let held: Vec<bool> = std::thread::scope(|scope| {
            let all: Vec<_> = (0..4).map(|_| scope.spawn(|| open(&path, dir.path(), &holder("a")).unwrap())).collect();
            let opened: Vec<_> = all.into_iter().map(|thread| thread.join().unwrap()).collect();
            opened.iter().map(|o| o.lock.may_save()).collect()
        });
        assert_eq!(held.iter().filter(|held| **held).count(), 1, "{held:?}");
    }
}

#[test]
fn what_a_power_cut_left_beside_the_file_is_removed() {
    let (dir, path) = saved();
    let left = dir.path().join(".W.ron.tmp-a1B2c3D4");
    let others = [".W.ron.tmp-a1B2c3D4.bak", ".V.ron.tmp-a1B2c3D4", "W.ron.tmp-a1B2c3D4"].map(|n| dir.path().join(n));
    write(&left, b"(format: 1,");
    for other in &others {
        write(other, b"x");
    }
    read(&path).unwrap();
    assert!(left.exists());
    let first = open(&path, dir.path(), &holder("a")).unwrap();
    assert!(!left.exists() && others.iter().all(|other| other.exists()));
    write(&left, b"(format: 1,");
    open(&path, dir.path(), &holder("b")).unwrap();
    assert!(left.exists(), "the holder of the lock may be writing it");
    drop(first);
}

#[test]
fn a_path_is_made_absolute() {
    let error = read(Path::new("no-such-file.ron")).unwrap_err();
    let path = std::env::current_dir().unwrap().join("no-such-file.ron");
    assert_eq!(error, OpenError::NotFound { path });
    assert!(read(Path::new("")).is_err());
}

#[test]
fn reading_leaves_nothing_behind() {
    let (dir, path) = saved();
    read(&path).unwrap();
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
}
