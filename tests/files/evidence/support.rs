//! Helpers for tests of evidence: intake and attachment at a desk, and a disk with an injected fault.

use crate::support::desk::Desk;
use crate::support::{folder, moment};
use license_workbook::progress::Progress;
use license_workbook::store::evidence::{
    DiskEntry, EntryKind, FileSystem, ImportOptions, Imported, OpenedFile, RealFileSystem, import_bytes, import_files,
};
use license_workbook::workbook::{EvidenceDetails, EvidenceUse, NewFile, Sha256};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::{Duration, SystemTime};

/// A desk in November 2026.
pub(crate) fn new_desk() -> Desk {
    Desk { now: moment(), ..Desk::new("2026-11-01") }
}

impl Desk {
    /// The duty with this label, as a use of evidence.
    pub(crate) fn place(&self, label: &str) -> EvidenceUse {
        EvidenceUse::Duty(self.duty(label))
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        folder::write(&path, bytes);
        path
    }

    pub(crate) fn options(&self) -> ImportOptions {
        ImportOptions::new(&self.workbook, Some(&self.path("w.ron")), 1 << 20)
    }

    pub(crate) fn take(&self, paths: &[PathBuf]) -> Imported {
        import_files(paths, &self.options(), &Progress::default()).unwrap()
    }

    pub(crate) fn take_linked(&self, path: &Path) -> NewFile {
        let options = ImportOptions { link: true, ..self.options() };
        let import = import_files(&[path.to_owned()], &options, &Progress::default()).unwrap();
        import.files.into_iter().next().unwrap()
    }

    /// Attaches files to these places.
    pub(crate) fn attach_files(&mut self, files: &[NewFile], places: &[EvidenceUse]) {
        for file in files {
            if let Some(base64) = file.base64() {
                self.workbook.put_blob(file.hash, Arc::clone(base64));
            }
        }
        let stamp = self.stamp();
        self.apply_any(self.workbook.attach(files, &EvidenceDetails::default(), places, stamp));
    }

    pub(crate) fn attach_bytes(&mut self, name: &str, bytes: &[u8], places: &[EvidenceUse]) -> Sha256 {
        let file = import_bytes(name, bytes);
        self.attach_files(std::slice::from_ref(&file), places);
        file.hash
    }
}

/// A fault of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The file is modified during its first reads, this many times.
    Modified(usize),
    /// Its length grows with each `stat`.
    Grows,
    /// It ends before its stated length.
    Shrinks,
    /// Another file has its name after the read.
    Swapped,
    /// Its drive fails after the first chunk.
    GoesAway,
    /// The user has no permission to open it.
    Forbidden,
}

/// A disk whose files have this fault.
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

impl FileSystem for BadDisk {
    fn stat(&self, path: &Path) -> io::Result<DiskEntry> {
        let look = RealFileSystem.stat(path)?;
        let n = self.looked.fetch_add(1, SeqCst) as u64;
        let swapped = self.fault == Fault::Swapped;
        Ok(DiskEntry { identity: if swapped { Some((1, n)) } else { look.identity }, ..look })
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn OpenedFile>> {
        if self.fault == Fault::Forbidden {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        let n = self.opened.fetch_add(1, SeqCst);
        let file = RealFileSystem.open(path)?;
        let look = file.stat()?;
        Ok(Box::new(BadFile { fault: self.fault, n, read: 0, looked: AtomicUsize::new(0), look, file }))
    }
}

struct BadFile {
    fault: Fault,
    n: usize,
    read: usize,
    looked: AtomicUsize,
    look: DiskEntry,
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
    fn stat(&self) -> io::Result<DiskEntry> {
        let n = self.looked.fetch_add(1, SeqCst);
        let mut look = DiskEntry { kind: EntryKind::File, ..self.look };
        match self.fault {
            Fault::Modified(times) if self.n < times && n > 0 => {
                look.modified = Some(SystemTime::UNIX_EPOCH + Duration::from_secs(n as u64));
            }
            Fault::Grows => look.len += n as u64,
            Fault::Modified(_) | Fault::Shrinks | Fault::Swapped | Fault::GoesAway | Fault::Forbidden => {}
        }
        Ok(look)
    }
}
