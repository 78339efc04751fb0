//! Locks: who works on a file keeps others from doing so, through a hidden file beside it.
//!
//! The lock is the system's, so it goes with its process; a sidecar that a crash leaves behind locks nothing.
//! The document itself is not locked: on Windows nobody could read it then.

use super::attributes;
use super::disk::folder_of;
use crate::workbook::Sha256;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

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
    /// The disk knows no locks; saving still notices when another program changes the file.
    Unsupported {
        /// What the system says.
        message: String,
    },
}

impl LockState {
    /// Takes the lock of the file at `path`, if it can be had now.
    #[must_use]
    pub fn acquire(path: &Path, holder: &Holder) -> Self {
        let sidecar = sidecar(path);
        let mut last = Err(io::Error::other("the lock file is replaced again and again"));
        for n in 0..ATTEMPTS {
            if n > 0 {
                thread::sleep(RETRY_DELAY);
            }
            match attempt(&sidecar, path, holder) {
                Ok(Some(lock)) => return Self::Held(lock),
                // It was removed between opening and locking: what we locked is nobody's file.
                Ok(None) => {}
                Err(TryLockError::WouldBlock) => match holder_of(&sidecar) {
                    // Who has just got it has not written down yet who he is.
                    None => last = Ok(LockedBy { who: None, since: None }),
                    Some(holder) => return Self::ByOther(holder),
                },
                // Who has just made it has not let the others in yet, and who leaves it has just removed it.
                Err(TryLockError::Error(error))
                    if matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::NotFound) =>
                {
                    last = Err(error);
                }
                Err(TryLockError::Error(error)) => return Self::without(&error),
            }
        }
        last.map_or_else(|error| Self::without(&error), Self::ByOther)
    }

    /// Takes the lock of the file at `path`, waiting for each other one that has it for about as long as `patience`: where
    /// many want it, it goes from hand to hand, and everybody gets his turn.
    #[must_use]
    pub fn acquire_within(path: &Path, holder: &Holder, patience: Duration) -> Self {
        // So that those who wait do not all come at the same time.
        let pause = POLL_INTERVAL + RETRY_DELAY * (std::process::id() % 8);
        let mut waited_for = None;
        let mut waited = Duration::ZERO;
        loop {
            let state = Self::acquire(path, holder);
            let Self::ByOther(other) = &state else { return state };
            if waited_for.as_ref() != Some(other) {
                (waited_for, waited) = (Some(other.clone()), Duration::ZERO);
            }
            if waited >= patience {
                return state;
            }
            thread::sleep(pause);
            waited += pause;
        }
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
    let Ok(file) = open_existing(&sidecar(path)) else { return false };
    matches!(file.try_lock(), Err(TryLockError::WouldBlock))
}

/// How often a lock is tried that others are just taking or leaving.
const ATTEMPTS: u32 = 20;
/// How long that takes.
const RETRY_DELAY: Duration = Duration::from_millis(2);
/// How long somebody who waits for a lock leaves it alone.
const POLL_INTERVAL: Duration = Duration::from_millis(10);

/// The hidden file beside `path`: `.name.lock`.
fn sidecar(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // Names have at most 255 bytes.
    let name = if name.len() > 240 { Sha256::of(name.as_bytes()).to_string() } else { name.into_owned() };
    folder_of(path).join(format!(".{name}.lock"))
}

fn attempt(sidecar: &Path, path: &Path, holder: &Holder) -> Result<Option<Lock>, TryLockError> {
    let (file, is_new) = open_sidecar(sidecar).map_err(TryLockError::Error)?;
    file.try_lock()?;
    if !is_at(&file, sidecar) {
        return Ok(None);
    }
    let mut lock = Lock { file, path: sidecar.to_owned() };
    // What it says is for information only; the lock holds without it.
    drop(lock.write_holder(holder));
    if let Some(meta) = fs::metadata(path).ok().filter(|_| is_new) {
        // Whoever works on the file can take its lock, and see who has it; nobody else.
        if !attributes::keep_rights(&lock.file, path, &meta).is_empty() {
            // Who it belongs to might be kept out by one that a crash leaves: to read it is enough to lock it.
            drop(attributes::let_all_read(&lock.file));
        }
    }
    Ok(Some(lock))
}

/// The sidecar, and whether it was made just now: then for its owner alone.
fn open_sidecar(sidecar: &Path) -> io::Result<(File, bool)> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(sidecar) {
        Ok(file) => return Ok((file, true)),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        // Whoever may not make one in this folder may still use one that is there.
        Err(error) if !sidecar.exists() => return Err(error),
        Err(_) => {}
    }
    open_existing(sidecar).map(|file| (file, false))
}

fn open_existing(sidecar: &Path) -> io::Result<File> {
    match OpenOptions::new().read(true).write(true).open(sidecar) {
        // What a crash has left of somebody else need not be written to be locked.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => File::open(sidecar),
        outcome => outcome,
    }
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

/// Who has the lock; `None` where that is not written down, or not yet.
fn holder_of(sidecar: &Path) -> Option<LockedBy> {
    let mut text = String::new();
    File::open(sidecar).and_then(|file| file.take(4096).read_to_string(&mut text)).ok()?;
    let holder: Holder = ron::from_str(&text).ok()?;
    Some(LockedBy { who: Some(holder.who), since: Some(holder.since) })
}

impl Lock {
    fn write_holder(&mut self, holder: &Holder) -> io::Result<()> {
        let text = ron::to_string(holder).map_err(io::Error::other)?;
        self.file.rewind()?;
        self.file.write_all(text.as_bytes())?;
        // Only now what an earlier one has left: who reads meanwhile finds a name.
        self.file.set_len(text.len() as u64)
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
