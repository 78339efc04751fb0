//! Locks: who works on a file keeps others from doing so, through a hidden file beside it.
//!
//! The lock is the system's, so it goes with its process; a sidecar that a crash leaves behind locks nothing.
//! The document itself is not locked: on Windows nobody could read it then.

use super::atomic::folder_of;
use crate::workbook::Sha256;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

/// Who works on a file, as others are told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The name.
    pub who: String,
    /// The number of the process.
    pub pid: u32,
    /// Since when.
    pub since: DateTime<Utc>,
}

impl Holder {
    /// This process, working for `who` since `since`.
    #[must_use]
    pub fn new(who: impl Into<String>, since: DateTime<Utc>) -> Self {
        Self { who: who.into(), pid: std::process::id(), since }
    }
}

/// Another one works on the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockedBy {
    /// The name, where it can be read.
    pub who: Option<String>,
    /// Since when, where it can be read.
    pub since: Option<DateTime<Utc>>,
}

/// A lock that is held until it is dropped.
#[derive(Debug)]
pub struct Lock {
    file: File,
    path: PathBuf,
}

/// How it stands with the lock of a file.
#[derive(Debug)]
pub enum LockState {
    /// We have it.
    Held(Lock),
    /// Another one has it: look, but do not save.
    ByOther(LockedBy),
    /// The folder cannot be written: look, and save elsewhere.
    ReadOnly,
    /// The disk knows no locks; saving still notices when the file changes underneath.
    Unsupported {
        /// What the system says.
        message: String,
    },
}

impl LockState {
    /// Takes the lock of the file at `path`, if it can be had.
    #[must_use]
    pub fn acquire(path: &Path, holder: &Holder) -> Self {
        let sidecar = sidecar(path);
        for _ in 0..ATTEMPTS {
            match attempt(&sidecar, holder) {
                Ok(Some(lock)) => return Self::Held(lock),
                // It was removed between opening and locking: what we locked is nobody's file.
                Ok(None) => {}
                Err(TryLockError::WouldBlock) => return Self::ByOther(holder_of(&sidecar)),
                Err(TryLockError::Error(error)) => return Self::without(&error),
            }
        }
        Self::Unsupported { message: "the lock file is replaced again and again".to_owned() }
    }

    fn without(error: &io::Error) -> Self {
        if matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem) {
            Self::ReadOnly
        } else {
            Self::Unsupported { message: error.to_string() }
        }
    }

    /// Whether the file may be saved in its place.
    #[must_use]
    pub fn may_save(&self) -> bool {
        matches!(self, Self::Held(_) | Self::Unsupported { .. })
    }
}

/// Whether another one works on the file at `path`.
#[must_use]
pub fn is_locked(path: &Path) -> bool {
    let Ok(file) = OpenOptions::new().read(true).write(true).open(sidecar(path)) else { return false };
    matches!(file.try_lock(), Err(TryLockError::WouldBlock))
}

const ATTEMPTS: usize = 8;

/// The hidden file beside `path`: `.name.lock`.
fn sidecar(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // Names have at most 255 bytes.
    let name = if name.len() > 240 { Sha256::of(name.as_bytes()).to_string() } else { name.into_owned() };
    folder_of(path).join(format!(".{name}.lock"))
}

fn attempt(sidecar: &Path, holder: &Holder) -> Result<Option<Lock>, TryLockError> {
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(sidecar)
        .map_err(TryLockError::Error)?;
    file.try_lock()?;
    if !is_at(&file, sidecar) {
        return Ok(None);
    }
    let mut lock = Lock { file, path: sidecar.to_owned() };
    // What it says is for information only; the lock holds without it.
    drop(lock.write_holder(holder));
    Ok(Some(lock))
}

/// Whether `path` still leads to `file`.
fn is_at(file: &File, path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let key = |meta: fs::Metadata| (meta.dev(), meta.ino());
        file.metadata().map(key).ok() == fs::metadata(path).map(key).ok()
    }
    #[cfg(not(unix))]
    {
        // The sidecar is never removed there.
        let _here = (file, path);
        true
    }
}

fn holder_of(sidecar: &Path) -> LockedBy {
    let mut text = String::new();
    let read = File::open(sidecar).and_then(|file| file.take(4096).read_to_string(&mut text));
    let holder: Option<Holder> = read.ok().and_then(|_| ron::from_str(&text).ok());
    LockedBy { who: holder.as_ref().map(|h| h.who.clone()), since: holder.map(|h| h.since) }
}

impl Lock {
    fn write_holder(&mut self, holder: &Holder) -> io::Result<()> {
        let text = ron::to_string(holder).map_err(io::Error::other)?;
        self.file.set_len(0)?;
        self.file.rewind()?;
        self.file.write_all(text.as_bytes())
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while still locked: who opened it in between finds it gone after locking, and begins anew.
        if cfg!(unix) && is_at(&self.file, &self.path) {
            drop(fs::remove_file(&self.path));
        }
        drop(self.file.unlock());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_cannot_be_written_is_no_reason_to_save_there() {
        for (kind, may_save) in [
            (io::ErrorKind::PermissionDenied, false),
            (io::ErrorKind::ReadOnlyFilesystem, false),
            (io::ErrorKind::Unsupported, true),
        ] {
            assert_eq!(LockState::without(&kind.into()).may_save(), may_save, "{kind}");
        }
    }
}
