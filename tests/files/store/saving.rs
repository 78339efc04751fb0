//! Tests of saving on a real disk: concurrent writers, links, permissions, backups.

use crate::support::builder::{attach, edit, full, id, moment, small};
use crate::support::folder::write;
use license_workbook::store::{
    Backups, Disk, ExpectedState, ExternalChange, RealDisk, SaveError, from_bytes, list_backups, open, read, replace,
    save, to_ron,
};
use license_workbook::workbook::{Contents, Workbook};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

fn how(error: &SaveError) -> Option<ExternalChange> {
    if let SaveError::ChangedExternally { how, .. } = error { Some(*how) } else { None }
}

#[test]
fn what_is_saved_is_opened_again() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("工作簿.ron");
    let mut workbook = small();
    let saved = save(&workbook, &path, &ExpectedState::Absent, None).unwrap();
    let loaded = read(&path).unwrap();
    assert_eq!(loaded.workbook, workbook);
    assert_eq!(loaded.fingerprint, saved.fingerprint);
    edit(&mut workbook, "runs_app_store", 101);
    let again = save(&workbook, &path, &ExpectedState::Fingerprint(loaded.fingerprint), None).unwrap();
    assert_eq!(again.warnings, []);
    assert_eq!(read(&path).unwrap().workbook, workbook);
}

/// Three ordinary workbooks, and one whose evidence is not base64, so that it is written differently.
fn workbooks() -> [Workbook; 4] {
    let mut with_evidence = small();
    attach(&mut with_evidence, &vec![7; 100_000], 900);
    attach(&mut with_evidence, b"", 901);
    let mut odd = Contents::clone(&with_evidence);
    odd.blobs.values_mut().for_each(|text| *text = "\"\n\\".into());
    [small(), full(), with_evidence, Workbook::from_contents(odd).unwrap()]
}

#[test]
fn the_state_of_a_file_is_the_same_whoever_tells_it() {
    let dir = TempDir::new().unwrap();
    for (n, workbook) in workbooks().iter().enumerate() {
        let path = dir.path().join(format!("{n}.ron"));
        let saved = save(workbook, &path, &ExpectedState::Absent, None).unwrap();
        let bytes = fs::read(&path).unwrap();
        assert_eq!(bytes, to_ron(workbook).unwrap().as_bytes());
        assert_eq!(saved.fingerprint.len, bytes.len() as u64);
        let read = read(&path).unwrap();
        assert_eq!((&read.workbook, read.changed_sections.len()), (workbook, 0));
        assert_eq!(read.fingerprint, saved.fingerprint);
        assert_eq!(RealDisk.hash(&path).unwrap(), saved.fingerprint.sha256);
        let copy = replace(&RealDisk, &dir.path().join("copy.ron"), &bytes, &ExpectedState::Anything, None).unwrap();
        assert_eq!(copy.fingerprint.sha256, saved.fingerprint.sha256);
    }
}

#[test]
fn every_byte_of_a_file_is_part_of_its_state() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("W.ron");
    let mut workbook = small();
    attach(&mut workbook, b"a scan of page one", 900);
    let text = to_ron(&workbook).unwrap();
    let state = |bytes: &[u8]| {
        write(&path, bytes);
        // A file that cannot be opened has a hash too.
        let hash = RealDisk.hash(&path).unwrap();
        if let Ok(read) = read(&path) {
            assert_eq!(read.fingerprint.sha256, hash);
        }
        hash
    };
    let whole = state(text.as_bytes());
    for at in 0..text.len() {
        let mut bytes = text.clone().into_bytes();
        bytes[at] ^= 1;
        assert_ne!(state(&bytes), whole, "byte {at}");
    }
    for other in [
        format!("\u{feff}{text}"),
        text.replace('\n', "\r\n"),
        format!("{text}\n"),
        text.replace("\",\n    },", "\r\",\n    },"),
    ] {
        assert_ne!(state(other.as_bytes()), whole);
    }
}

#[test]
fn the_second_of_two_savers_is_told_that_the_file_changed() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("W.ron");
    save(&small(), &path, &ExpectedState::Absent, None).unwrap();
    let (mut mine, mut yours) = (read(&path).unwrap(), read(&path).unwrap());
    edit(&mut mine.workbook, "mine_only", 101);
    edit(&mut yours.workbook, "your_only", 101);
    save(&mine.workbook, &path, &ExpectedState::Fingerprint(mine.fingerprint), None).unwrap();
    let error = save(&yours.workbook, &path, &ExpectedState::Fingerprint(yours.fingerprint), None).unwrap_err();
    assert_eq!(how(&error), Some(ExternalChange::Changed));
    assert_eq!(read(&path).unwrap().workbook, mine.workbook);
    save(&yours.workbook, &path, &ExpectedState::Anything, None).unwrap();
    assert_eq!(read(&path).unwrap().workbook, yours.workbook);
}

#[test]
fn a_file_that_was_only_touched_is_still_the_same() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("W.ron");
    let saved = save(&small(), &path, &ExpectedState::Absent, None).unwrap();
    let bytes = fs::read(&path).unwrap();
    write(&path, &bytes);
    fs::OpenOptions::new()
        .write(true)
        .open(&path)
        .unwrap()
        .set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_secs(1))
        .unwrap();
    save(&small(), &path, &ExpectedState::Fingerprint(saved.fingerprint), None).unwrap();
}

#[test]
fn a_change_that_keeps_size_and_time_is_noticed() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("W.ron");
    let saved = save(&small(), &path, &ExpectedState::Absent, None).unwrap();
    let mut bytes = fs::read(&path).unwrap();
    let last = bytes.len() - 1;
    bytes[last] = b' ';
    write(&path, &bytes);
    fs::OpenOptions::new().write(true).open(&path).unwrap().set_modified(saved.fingerprint.modified.unwrap()).unwrap();
    let error = save(&small(), &path, &ExpectedState::Fingerprint(saved.fingerprint), None).unwrap_err();
    assert_eq!(how(&error), Some(ExternalChange::Changed));
}

#[test]
fn what_is_expected_must_be_there() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("W.ron");
    let saved = save(&small(), &path, &ExpectedState::Absent, None).unwrap();
    let error = save(&small(), &path, &ExpectedState::Absent, None).unwrap_err();
    assert_eq!(how(&error), Some(ExternalChange::Appeared));
    fs::remove_file(&path).unwrap();
    let error = save(&small(), &path, &ExpectedState::Fingerprint(saved.fingerprint), None).unwrap_err();
    assert_eq!(how(&error), Some(ExternalChange::Gone));
    assert!(!path.exists());
}

#[test]
fn each_failure_names_its_true_cause() {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("file");
    write(&file, b"x");
    for (path, kind) in [
        (dir.path().to_owned(), "save-is-a-folder"),
        (dir.path().join("gone/W.ron"), "save-no-such-folder"),
        (file.join("W.ron"), "save-no-such-folder"),
        (dir.path().join(format!("{}.ron", "长".repeat(100))), "save-bad-name"),
    ] {
        for expect in [ExpectedState::Anything, ExpectedState::Absent] {
            let error = save(&small(), &path, &expect, None).unwrap_err();
            assert_eq!(error.kind(), kind, "{error}");
        }
    }
    let saved = replace(&RealDisk, &file, b"y", &ExpectedState::Anything, None).unwrap();
    let gone = dir.path().join("stick");
    fs::create_dir(&gone).unwrap();
    fs::rename(&file, gone.join("W.ron")).unwrap();
    fs::remove_dir_all(&gone).unwrap();
    let error = save(&small(), &gone.join("W.ron"), &ExpectedState::Fingerprint(saved.fingerprint), None).unwrap_err();
    assert_eq!(error, SaveError::NoSuchFolder { path: gone });
}

#[test]
fn a_long_chinese_name_can_be_saved_and_locked() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join(format!("{}.ron", "长".repeat(83)));
    save(&small(), &path, &ExpectedState::Absent, None).unwrap();
    let holder = license_workbook::store::Holder::new("王芳", moment("2025-01-01T00:00:00Z"));
    assert!(open(&path, dir.path(), &holder).unwrap().lock.may_save());
}

#[cfg(unix)]
#[test]
fn a_read_only_file_stays_as_it_is() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("W.ron");
    let saved = save(&small(), &path, &ExpectedState::Absent, None).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    let error = save(&small(), &path, &ExpectedState::Fingerprint(saved.fingerprint), None).unwrap_err();
    assert_eq!(error, SaveError::ReadOnly { path });
}

#[cfg(unix)]
#[test]
fn permissions_are_kept() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("W.ron");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let plain = dir.path().join("plain");
    write(&plain, b"");
    save(&small(), &path, &ExpectedState::Absent, None).unwrap();
    assert_eq!(mode(&path), mode(&plain));
    for wanted in [0o600, 0o640, 0o664, 0o777] {
        fs::set_permissions(&path, fs::Permissions::from_mode(wanted)).unwrap();
        save(&small(), &path, &ExpectedState::Anything, None).unwrap();
        assert_eq!(mode(&path), wanted);
    }
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_kept() {
    use std::os::unix::fs::symlink;
    let dir = TempDir::new().unwrap();
    let real = dir.path().join("real");
    fs::create_dir(&real).unwrap();
    let path = real.join("W.ron");
    let (link, link2) = (dir.path().join("link.ron"), dir.path().join("link2.ron"));
    symlink("real/W.ron", &link).unwrap();
    symlink(&link, &link2).unwrap();
    // A link may also point to a file that does not exist yet.
    let saved = save(&small(), &link2, &ExpectedState::Absent, None).unwrap();
    assert_eq!(saved.path, path);
    let mut workbook = small();
    edit(&mut workbook, "runs_app_store", 101);
    save(&workbook, &link2, &ExpectedState::Fingerprint(saved.fingerprint), None).unwrap();
    assert!(link.is_symlink() && link2.is_symlink() && !path.is_symlink());
    assert_eq!(read(&path).unwrap().workbook, workbook);
    assert_eq!(read(&link2).unwrap().path, path);
    let ring = dir.path().join("ring.ron");
    symlink(&ring, &ring).unwrap();
    assert!(save(&small(), &ring, &ExpectedState::Anything, None).is_err());
}

#[test]
fn what_is_replaced_is_kept() {
    let dir = TempDir::new().unwrap();
    let (path, state) = (dir.path().join("W.ron"), dir.path().join("state"));
    let mut workbook = small();
    let mut expect = ExpectedState::Absent;
    let document = workbook.id;
    let mut versions = Vec::new();
    for n in 0..14 {
        edit(&mut workbook, &format!("fact_{n}"), 200 + n);
        let now = moment("2025-01-01T00:00:00Z") + chrono::Days::new(u64::from(n / 2));
        let saved = save(&workbook, &path, &expect, Some(&Backups { state: &state, document, now })).unwrap();
        assert_eq!(saved.warnings, []);
        expect = ExpectedState::Fingerprint(saved.fingerprint);
        versions.push(workbook.clone());
    }
    let kept: Vec<_> =
        list_backups(&state, document).iter().map(|p| from_bytes(&fs::read(p).unwrap()).unwrap().workbook).collect();
    // The ten newest, then the last one of each earlier day.
    let expect: Vec<_> = [12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 0].map(|n| versions[n].clone()).into();
    assert_eq!(kept.len(), expect.len());
    assert_eq!(kept, expect);
    assert!(list_backups(&state, id(77)).is_empty());
}
