//! The real disk with one fault at a chosen step.

use license_workbook::store::{Attribute, Disk, ExpectedState, LostAttribute, RealDisk, replace};
use license_workbook::workbook::Sha256;
use std::cell::{Cell, RefCell};
use std::fs::{File, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// The kind of a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Only this operation fails.
    Once(io::ErrorKind),
    /// This operation and all later ones fail, as on a disconnected disk.
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
    pub(crate) steps: RefCell<Vec<&'static str>>,
}

pub(crate) const INTRUDER: &[u8] = b"from another program";

impl FaultyDisk {
    pub(crate) fn new(at: usize, fault: Fault, target: &Path) -> Self {
        Self { at, fault, target: target.to_owned(), count: Cell::new(0), steps: RefCell::default() }
    }

    /// Counts the next step. Returns an error if it must fail, or else whether a write must be cut short.
    fn step(&self, name: &'static str) -> io::Result<bool> {
        let n = self.count.replace(self.count.get() + 1);
        self.steps.borrow_mut().push(name);
        match self.fault {
            Fault::Once(kind) if n == self.at => Err(kind.into()),
            Fault::FromThenOn(kind) if n >= self.at => Err(kind.into()),
            Fault::ShortWrite(_) if n == self.at && name == "write" => Ok(true),
            Fault::ShortWrite(kind) if n == self.at + 1 && self.steps.borrow()[self.at] == "write" => Err(kind.into()),
            Fault::Intruder if n == self.at => {
                replace(&RealDisk, &self.target, INTRUDER, &ExpectedState::Anything, None).unwrap();
                Ok(false)
            }
            Fault::Once(_) | Fault::FromThenOn(_) | Fault::ShortWrite(_) | Fault::Intruder => Ok(false),
        }
    }

    /// Whether the step of the fault was reached.
    pub(crate) fn was_reached(&self) -> bool {
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

    fn open_to_write(&self, path: &Path) -> io::Result<File> {
        self.step("open_to_write").and_then(|_| RealDisk.open_to_write(path))
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

    fn keep_attributes(&self, file: &File, path: &Path, old: &Metadata) -> Vec<LostAttribute> {
        match self.step("keep_attributes") {
            Ok(_) => RealDisk.keep_attributes(file, path, old),
            Err(error) => vec![LostAttribute { attribute: Attribute::Owner, message: error.to_string() }],
        }
    }

    fn rename(&self, temp: NamedTempFile, target: &Path, replace: bool) -> io::Result<()> {
        self.step("rename").and_then(|_| RealDisk.rename(temp, target, replace))
    }

    fn move_over(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step("move_over").and_then(|_| RealDisk.move_over(from, to))
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.step("sync_folder").and_then(|_| RealDisk.sync_folder(folder))
    }

    fn keep_copy(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step("keep_copy").and_then(|_| RealDisk.keep_copy(from, to))
    }
}
