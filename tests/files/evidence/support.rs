//! A desk with a workbook, a folder for files, and a disk that misbehaves when it is told to.

use chrono::NaiveDate;
use license_workbook::calendar::schedules;
use license_workbook::deadlines::Register;
use license_workbook::obligation::Catalog;
use license_workbook::progress::Progress;
use license_workbook::store::evidence::{
    FileState, Files, Intake, IntakeOptions, Kind, OpenedFile, RealFiles, take_in, take_in_bytes,
};
use license_workbook::workbook::{
    DutyId, Edit, EvidenceDetails, EvidenceUse, IdSource, LicenseId, NewFile, Person, PersonId, Sha256, Stamp,
    UndoStack, Workbook, seed,
};
use std::fs;
use std::io::{self, Read, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, LazyLock};
use std::time::{Duration, SystemTime};
use tempfile::TempDir;

pub(crate) const TEXT: &str = include_str!("../../../seeds/license-su-b2-20140200.txt");

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| Catalog::builtin().unwrap());

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) struct Desk {
    pub(crate) folder: TempDir,
    pub(crate) workbook: Workbook,
    pub(crate) license: LicenseId,
    pub(crate) ids: IdSource,
    pub(crate) undo: UndoStack,
    me: PersonId,
}

impl Desk {
    pub(crate) fn new() -> Self {
        let mut ids = IdSource::new(7);
        let (mut workbook, _) = seed(TEXT, &CATALOG, schedules::builtin(), day("2026-11-01"), &mut ids);
        let license = workbook.current_license().unwrap();
        let me: PersonId = ids.next_id();
        let stamp = Stamp { author: me, at: "2026-11-20T06:30:00Z".parse().unwrap() };
        let edit = workbook.put_person(me, Person { name: "王芳".to_owned(), role: String::new(), same_as: None });
        workbook.apply(edit, stamp, ids.next_id()).unwrap();
        let undo = UndoStack::default();
        Self { folder: TempDir::new().unwrap(), workbook, license, ids, undo, me }
    }

    pub(crate) fn stamp(&self) -> Stamp {
        Stamp { author: self.me, at: "2026-11-20T06:30:00Z".parse().unwrap() }
    }

    pub(crate) fn apply(&mut self, edit: Edit) {
        if !edit.is_empty() {
            let id = self.ids.next_id();
            let stamp = self.stamp();
            let record = self.workbook.apply(edit, stamp, id).unwrap();
            self.undo.push(record.unwrap());
        }
    }

    pub(crate) fn undo(&mut self) {
        let stamp = self.stamp();
        self.undo.undo(&mut self.workbook, stamp, &mut self.ids).unwrap();
    }

    pub(crate) fn duty(&self, label: &str) -> DutyId {
        self.workbook.duty_by_label(self.license, label).unwrap()
    }

    pub(crate) fn at(&self, label: &str) -> EvidenceUse {
        EvidenceUse::Duty(self.duty(label))
    }

    pub(crate) fn register(&self, today: &str) -> Register {
        Register::of(&self.workbook, self.license, day(today), &CATALOG).unwrap()
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The folder of the files, where the workbook is too.
    pub(crate) fn home(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        write(&path, bytes);
        path
    }

    pub(crate) fn options(&self) -> IntakeOptions {
        IntakeOptions::new(&self.workbook, Some(&self.path("w.ron")), 1 << 20)
    }

    pub(crate) fn take(&self, paths: &[PathBuf]) -> Intake {
        take_in(paths, &self.options(), &Progress::default()).unwrap()
    }

    pub(crate) fn take_linked(&self, path: &Path) -> NewFile {
        let options = IntakeOptions { link: true, ..self.options() };
        let intake = take_in(&[path.to_owned()], &options, &Progress::default()).unwrap();
        intake.files.into_iter().next().unwrap()
    }

    /// Makes files evidence of the duty with this label.
    pub(crate) fn attach(&mut self, files: &[NewFile], places: &[EvidenceUse]) {
        for file in files {
            if let Some(base64) = file.base64() {
                self.workbook.put_blob(file.hash, Arc::clone(base64));
            }
        }
        let stamp = self.stamp();
        self.apply(self.workbook.attach(files, &EvidenceDetails::default(), places, stamp));
    }

    pub(crate) fn attach_bytes(&mut self, name: &str, bytes: &[u8], places: &[EvidenceUse]) -> Sha256 {
        let file = take_in_bytes(name, bytes);
        self.attach(std::slice::from_ref(&file), places);
        file.hash
    }
}

pub(crate) fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let mut file = fs::OpenOptions::new().write(true).create(true).truncate(true).open(path).unwrap();
    file.write_all(bytes).unwrap();
}

/// What goes wrong with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The first so many readings find that it was written to meanwhile.
    Modified(usize),
    /// It is longer each time it is looked at.
    Grows,
    /// It is shorter than it says.
    Shrinks,
    /// Another file has its name when it was read.
    Swapped,
    /// Its drive goes away behind the first piece.
    GoesAway,
}

/// A disk on which one file misbehaves.
pub(crate) struct BadDisk {
    fault: Fault,
    opened: AtomicUsize,
    looked: AtomicUsize,
}

impl BadDisk {
    pub(crate) fn new(fault: Fault) -> Self {
        Self { fault, opened: AtomicUsize::new(0), looked: AtomicUsize::new(0) }
    }
}

impl Files for BadDisk {
    fn stat(&self, path: &Path) -> io::Result<FileState> {
        let look = RealFiles.stat(path)?;
        let n = self.looked.fetch_add(1, SeqCst) as u64;
        let swapped = self.fault == Fault::Swapped;
        Ok(FileState { identity: if swapped { Some((1, n)) } else { look.identity }, ..look })
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn OpenedFile>> {
        let n = self.opened.fetch_add(1, SeqCst);
        let file = RealFiles.open(path)?;
        let look = file.stat()?;
        Ok(Box::new(BadFile { fault: self.fault, n, read: 0, looked: AtomicUsize::new(0), look, file }))
    }
}

struct BadFile {
    fault: Fault,
    n: usize,
    read: usize,
    looked: AtomicUsize,
    look: FileState,
    file: Box<dyn OpenedFile>,
}

impl Read for BadFile {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.fault == Fault::GoesAway && self.read > 0 {
            return Err(io::Error::other("host is down"));
        }
        if self.fault == Fault::Shrinks && self.read > 0 {
            return Ok(0);
        }
        let n = self.file.read(buffer)?;
        self.read += n;
        Ok(n)
    }
}

impl OpenedFile for BadFile {
    fn stat(&self) -> io::Result<FileState> {
        let n = self.looked.fetch_add(1, SeqCst);
        let mut look = FileState { kind: Kind::File, ..self.look };
        match self.fault {
            Fault::Modified(times) if self.n < times && n > 0 => {
                look.modified = Some(SystemTime::UNIX_EPOCH + Duration::from_secs(n as u64));
            }
            Fault::Grows => look.len += n as u64,
            Fault::Modified(_) | Fault::Shrinks | Fault::Swapped | Fault::GoesAway => {}
        }
        Ok(look)
    }
}
