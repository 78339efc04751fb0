//! A disk on which each step of a save fails in turn.

use license_workbook::store::{Disk, Expect, RealDisk, Saved, Warning, replace};
use license_workbook::workbook::Sha256;
use std::cell::{Cell, RefCell};
use std::fs::{self, File, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use tempfile::{NamedTempFile, TempDir};

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// This one operation fails.
    Once(io::ErrorKind),
    /// This operation and all after it fail: the disk is gone.
    FromThenOn(io::ErrorKind),
    /// A write takes only some bytes, and the next operation fails.
    ShortWrite(io::ErrorKind),
    /// Another program writes to the file at that moment.
    Intruder,
}

/// The real disk with one fault.
pub(crate) struct FaultyDisk {
    at: usize,
    fault: Fault,
    target: PathBuf,
    count: Cell<usize>,
    steps: RefCell<Vec<&'static str>>,
}

pub(crate) const INTRUDER: &[u8] = b"from another program";

impl FaultyDisk {
    pub(crate) fn new(at: usize, fault: Fault, target: &Path) -> Self {
        Self { at, fault, target: target.to_owned(), count: Cell::new(0), steps: RefCell::default() }
    }

    /// The next step; an error where it is to fail. Whether a write is to be cut short.
    fn step(&self, name: &'static str) -> io::Result<bool> {
        let n = self.count.replace(self.count.get() + 1);
        self.steps.borrow_mut().push(name);
        match self.fault {
            Fault::Once(kind) if n == self.at => Err(kind.into()),
            Fault::FromThenOn(kind) if n >= self.at => Err(kind.into()),
            Fault::ShortWrite(_) if n == self.at && name == "write" => Ok(true),
            Fault::ShortWrite(kind) if n == self.at + 1 && self.steps.borrow()[self.at] == "write" => Err(kind.into()),
            Fault::Intruder if n == self.at => {
                replace(&RealDisk, &self.target, INTRUDER, &Expect::Anything, None).unwrap();
                Ok(false)
            }
            Fault::Once(_) | Fault::FromThenOn(_) | Fault::ShortWrite(_) | Fault::Intruder => Ok(false),
        }
    }

    fn was_reached(&self) -> bool {
        self.count.get() > self.at
    }
}

impl Disk for FaultyDisk {
    fn stat(&self, path: &Path) -> io::Result<Metadata> {
        self.step("stat").and_then(|_| RealDisk.stat(path))
    }

    fn read_link(&self, path: &Path) -> io::Result<Option<PathBuf>> {
        self.step("read_link").and_then(|_| RealDisk.read_link(path))
    }

    fn hash(&self, path: &Path) -> io::Result<Sha256> {
        self.step("hash").and_then(|_| RealDisk.hash(path))
    }

    fn check_writable(&self, path: &Path) -> io::Result<()> {
        self.step("check_writable").and_then(|_| RealDisk.check_writable(path))
    }

    fn create_temp(&self, folder: &Path, prefix: &str, private: bool) -> io::Result<NamedTempFile> {
        self.step("create_temp").and_then(|_| RealDisk.create_temp(folder, prefix, private))
    }

    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<usize> {
        let short = self.step("write")?;
        RealDisk.write(file, if short { &bytes[..bytes.len() / 2] } else { bytes })
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        self.step("sync").and_then(|_| RealDisk.sync(file))
    }

    fn keep_permissions(&self, file: &File, old: &Metadata) -> io::Result<()> {
        self.step("keep_permissions").and_then(|_| RealDisk.keep_permissions(file, old))
    }

    fn rename(&self, temp: NamedTempFile, target: &Path, replace: bool) -> io::Result<()> {
        self.step("rename").and_then(|_| RealDisk.rename(temp, target, replace))
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.step("sync_folder").and_then(|_| RealDisk.sync_folder(folder))
    }

    fn keep_copy(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step("keep_copy").and_then(|_| RealDisk.keep_copy(from, to))
    }
}

const OLD: &[u8] = b"the old file";
const NEW: &[u8] = b"the new file, which is longer";

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn backups(state: &Path) -> license_workbook::store::Backups<'_> {
    license_workbook::store::Backups {
        state,
        document: crate::builder::id(1),
        now: crate::builder::moment("2025-01-01T00:00:00Z"),
    }
}

/// A folder with the old file, and its state.
fn with_old() -> (TempDir, PathBuf, Saved) {
    let dir = TempDir::new().unwrap();
    fs::create_dir(dir.path().join("docs")).unwrap();
    let path = dir.path().join("docs/W.ron");
    let saved = replace(&RealDisk, &path, OLD, &Expect::Absent, None).unwrap();
    (dir, path, saved)
}

/// When a save comes to this step for the last time: what is before it is about backups.
fn step_of(name: &str) -> usize {
    let (dir, path, old) = with_old();
    let state = dir.path().join("state");
    let disk = FaultyDisk::new(usize::MAX, Fault::Intruder, &path);
    replace(&disk, &path, NEW, &Expect::Fingerprint(old.fingerprint), Some(&backups(&state))).unwrap();
    let steps = disk.steps.borrow();
    steps.iter().rposition(|step| *step == name).unwrap()
}

/// Lets `fault` happen at each step of a save over the old file, and calls `check` with what came of it.
fn at_each_step(fault: Fault, check: impl Fn(usize, Result<Saved, license_workbook::store::SaveError>, &[u8], &Saved)) {
    for at in 0.. {
        let (dir, path, old) = with_old();
        let state = dir.path().join("state");
        let disk = FaultyDisk::new(at, fault, &path);
        let expect = Expect::Fingerprint(old.fingerprint);
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
            // What failed once can be done again, and nothing has forgotten the old state.
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
                    assert!(!error.to_string().is_empty() && !error.advice().is_empty());
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
        let expect = Expect::Fingerprint(old.fingerprint);
        if let Ok(saved) = replace(&disk, &path, NEW, &expect, Some(&backups(&state))) {
            warned.extend(saved.warnings.iter().map(Warning::kind));
            let next = replace(&RealDisk, &path, OLD, &Expect::Fingerprint(saved.fingerprint), None);
            assert!(next.is_ok(), "{next:?}");
        }
    }
    let expect = ["save-warning-backup", "save-warning-folder", "save-warning-permissions"];
    assert_eq!(warned.into_iter().collect::<Vec<_>>(), expect);
}

#[test]
fn a_program_that_writes_in_between_is_noticed_until_the_rename() {
    let rename = step_of("rename");
    at_each_step(Fault::Intruder, |at, outcome, now, _| match outcome {
        Err(error) => {
            assert_eq!(error.kind(), "save-changed-underneath", "at step {at}");
            assert_eq!(now, INTRUDER);
        }
        // Between the last look and the rename no program can be kept out.
        Ok(_) => assert!(at >= rename, "at step {at} of {rename}"),
    });
}

#[test]
fn a_failed_save_leaves_no_backup_of_its_own() {
    let (dir, path, old) = with_old();
    let state = dir.path().join("state");
    let disk = FaultyDisk::new(step_of("rename"), Fault::Once(io::ErrorKind::Other), &path);
    replace(&disk, &path, NEW, &Expect::Fingerprint(old.fingerprint), Some(&backups(&state))).unwrap_err();
    assert_eq!(names(&backups(&state).folder()), ["origin"]);
}
