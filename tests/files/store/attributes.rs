//! Tests that a save keeps the attributes of a file and never grants more permissions, even temporarily.

use crate::support::builder::{edit, moment, small};
use crate::support::disk::{Fault, FaultyDisk};
use crate::support::not_tested;
use license_workbook::store::{
    Backups, Disk, ExpectedState, LostAttribute, RealDisk, Saved, list_backups, read, replace, save, save_on,
};
use license_workbook::workbook::Sha256;
use std::cell::Cell;
use std::fs::{self, File, Metadata, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use tempfile::{NamedTempFile, TempDir};

const ACCESS_LIST: &str = "system.posix_acl_access";
const DEFAULT_LIST: &str = "system.posix_acl_default";
const TAG: &str = "user.tag";

/// `user::rw- user:1234:rw- group::r-- mask::rw- other::r--` in the binary form of Linux: tag, permissions and id.
fn access_list() -> Vec<u8> {
    let nobody = u32::MAX;
    let entries = [(1_u16, 6_u16, nobody), (2, 6, 1234), (4, 4, nobody), (16, 6, nobody), (32, 4, nobody)];
    let mut bytes = 2_u32.to_le_bytes().to_vec();
    for (whom, may, id) in entries {
        bytes.extend(whom.to_le_bytes());
        bytes.extend(may.to_le_bytes());
        bytes.extend(id.to_le_bytes());
    }
    bytes
}

/// Sets an attribute. Returns false, and reports it, if the disk of the temporary folder does not support it.
fn could_set(path: &Path, name: &str, value: &[u8]) -> bool {
    let outcome = xattr::set(path, name, value);
    if let Err(error) = &outcome {
        not_tested(&format!("{name} on this disk: {error}"));
    }
    outcome.is_ok()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().mode() & 0o7777
}

fn with_old() -> (TempDir, PathBuf, Saved) {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("W.ron");
    let saved = save(&small(), &path, &ExpectedState::Absent, None).unwrap();
    (dir, path, saved)
}

fn save_anew(path: &Path, saved: &Saved) -> Saved {
    let mut workbook = small();
    edit(&mut workbook, "runs_app_store", 101);
    save(&workbook, path, &ExpectedState::Fingerprint(saved.fingerprint), None).unwrap()
}

#[test]
fn the_access_list_and_extended_attributes_are_kept() {
    let (_dir, path, saved) = with_old();
    fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
    let has_list = could_set(&path, ACCESS_LIST, &access_list());
    let has_tag = could_set(&path, TAG, b"red");
    let before = (mode(&path), fs::metadata(&path).unwrap().ino());
    let saved = save_anew(&path, &saved);
    assert_eq!(saved.warnings, []);
    assert_eq!(mode(&path), before.0);
    assert_ne!(fs::metadata(&path).unwrap().ino(), before.1, "a new file replaced it");
    if has_list {
        assert_eq!(xattr::get(&path, ACCESS_LIST).unwrap(), Some(access_list()));
    }
    if has_tag {
        assert_eq!(xattr::get(&path, TAG).unwrap().as_deref(), Some(&b"red"[..]));
    }
}

#[test]
fn what_the_folder_would_give_to_a_new_file_gives_nobody_more() {
    let (dir, path, saved) = with_old();
    fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
    could_set(dir.path(), DEFAULT_LIST, &access_list());
    let saved = save_anew(&path, &saved);
    assert_eq!((saved.warnings.len(), mode(&path)), (0, 0o640));
    assert_eq!(xattr::get(&path, ACCESS_LIST).ok().flatten(), None);
}

#[test]
fn a_hard_link_is_kept_and_a_backup_is_none() {
    let (dir, path, saved) = with_old();
    let other = dir.path().join("other name.ron");
    fs::hard_link(&path, &other).unwrap();
    let state = dir.path().join("state");
    let mut workbook = small();
    let mut expect = ExpectedState::Fingerprint(saved.fingerprint);
    let mut before = Vec::new();
    // First longer, then shorter than before.
    let mut longer = small();
    edit(&mut longer, "runs_app_store_for_years_and_years", 101);
    for (n, next) in [(101, longer), (102, small())] {
        before.push(std::mem::replace(&mut workbook, next));
        let now = moment("2025-01-01T00:00:00Z") + chrono::Days::new(n);
        let backups = Backups { state: &state, document: workbook.id, now };
        let saved = save(&workbook, &path, &expect, Some(&backups)).unwrap();
        assert_eq!(saved.warnings, []);
        assert_eq!(saved.fingerprint, read(&path).unwrap().fingerprint);
        expect = ExpectedState::Fingerprint(saved.fingerprint);
        assert_eq!(fs::metadata(&path).unwrap().nlink(), 2);
        assert_eq!(fs::read(&path).unwrap(), fs::read(&other).unwrap());
        assert_eq!(read(&other).unwrap().workbook, workbook);
    }
    let kept = list_backups(&state, workbook.id);
    let held: Vec<_> = kept.iter().rev().map(|path| read(path).unwrap().workbook).collect();
    assert_eq!(held, before, "each backup holds the replaced version");
    assert!(kept.iter().all(|path| fs::metadata(path).unwrap().nlink() == 1));
    let names: Vec<_> = fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 3, "{names:?}");
}

#[test]
fn a_backup_stays_what_it_was_whatever_is_written_into_the_file() {
    let (dir, path, saved) = with_old();
    let state = dir.path().join("state");
    let backups = Backups { state: &state, document: small().id, now: moment("2025-01-01T00:00:00Z") };
    let mut workbook = small();
    edit(&mut workbook, "runs_app_store", 101);
    save(&workbook, &path, &ExpectedState::Fingerprint(saved.fingerprint), Some(&backups)).unwrap();
    let kept = list_backups(&state, workbook.id);
    assert_eq!(fs::metadata(&kept[0]).unwrap().nlink(), 1);
    assert_eq!(mode(&kept[0]) & 0o077, 0, "only this user has access");
    let before = fs::read(&kept[0]).unwrap();
    // Another program writes in place into the saved file.
    fs::OpenOptions::new().write(true).open(&path).unwrap().write_all(b"overwritten").unwrap();
    assert_eq!(fs::read(&kept[0]).unwrap(), before);
}

/// The real disk, which checks the permissions of the files beside the saved one at each operation.
struct Watched {
    folder: PathBuf,
    most: u32,
    looks: Cell<usize>,
}

impl Watched {
    fn look(&self) {
        for entry in fs::read_dir(&self.folder).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with(".W.ron.") {
                let mode = entry.metadata().unwrap().mode() & 0o777;
                assert_eq!(mode & !self.most, 0, "{name} has {mode:o}");
                self.looks.set(self.looks.get() + 1);
            }
        }
    }
}

impl Disk for Watched {
    fn stat(&self, path: &Path) -> io::Result<Metadata> {
        self.look();
        RealDisk.stat(path)
    }

    fn read_link(&self, path: &Path) -> io::Result<Option<PathBuf>> {
        RealDisk.read_link(path)
    }

    fn hash(&self, path: &Path) -> io::Result<Sha256> {
        RealDisk.hash(path)
    }

    fn open_to_write(&self, path: &Path) -> io::Result<File> {
        self.look();
        RealDisk.open_to_write(path)
    }

    fn create_temp(&self, folder: &Path, prefix: &str, private: bool) -> io::Result<NamedTempFile> {
        let temp = RealDisk.create_temp(folder, prefix, private);
        self.look();
        temp
    }

    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<usize> {
        self.look();
        RealDisk.write(file, bytes)
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        self.look();
        RealDisk.sync(file)
    }

    fn keep_attributes(&self, file: &File, path: &Path, old: &Metadata) -> Vec<LostAttribute> {
        let lost = RealDisk.keep_attributes(file, path, old);
        self.look();
        lost
    }

    fn rename(&self, temp: NamedTempFile, target: &Path, replace: bool) -> io::Result<()> {
        self.look();
        RealDisk.rename(temp, target, replace)
    }

    fn move_over(&self, from: &Path, to: &Path) -> io::Result<()> {
        RealDisk.move_over(from, to)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.look();
        RealDisk.sync_folder(folder)
    }

    fn keep_copy(&self, from: &Path, to: &Path) -> io::Result<()> {
        RealDisk.keep_copy(from, to)
    }
}

#[test]
fn what_stands_beside_the_file_while_it_is_saved_has_no_more_rights_than_the_file() {
    for most in [0o600, 0o640, 0o660, 0o664, 0o604] {
        for is_linked in [false, true] {
            let (dir, path, saved) = with_old();
            fs::set_permissions(&path, Permissions::from_mode(most)).unwrap();
            if is_linked {
                fs::hard_link(&path, dir.path().join("other.ron")).unwrap();
            }
            let disk = Watched { folder: dir.path().to_owned(), most, looks: Cell::new(0) };
            let mut workbook = small();
            edit(&mut workbook, "runs_app_store", 101);
            save_on(&disk, &workbook, &path, &ExpectedState::Fingerprint(saved.fingerprint), None).unwrap();
            assert!(disk.looks.get() > 3);
            assert_eq!(mode(&path), most);
        }
    }
}

#[test]
fn what_cannot_be_kept_is_said() {
    const OLD: &[u8] = b"the old file";
    let mut said = Vec::new();
    // Where writing in place fails too, the new file replaces the old one.
    for at in 0.. {
        let dir = TempDir::new().unwrap();
        let (path, other) = (dir.path().join("W.ron"), dir.path().join("other.ron"));
        replace(&RealDisk, &path, OLD, &ExpectedState::Absent, None).unwrap();
        fs::hard_link(&path, &other).unwrap();
        let disk = FaultyDisk::new(at, Fault::Once(io::ErrorKind::Other), &path);
        let outcome = replace(&disk, &path, b"new", &ExpectedState::Anything, None);
        if let Ok(saved) = outcome {
            assert_eq!(fs::read(&path).unwrap(), b"new");
            let is_linked = fs::metadata(&path).unwrap().nlink() == 2;
            let kinds: Vec<_> = saved.warnings.iter().map(license_workbook::store::Warning::kind).collect();
            assert_eq!(kinds.contains(&"save-warning-links"), !is_linked, "at step {at}: {kinds:?}");
            said.extend(kinds);
        } else {
            assert_eq!(fs::read(&path).unwrap(), OLD, "at step {at}");
        }
        if !disk.was_reached() {
            break;
        }
    }
    assert!(said.contains(&"save-warning-links"), "{said:?}");
}
