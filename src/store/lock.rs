//! Locks: while one process works on a file, a hidden file beside it keeps other processes from doing so.
//!
//! It is a lock of the operating system and ends with its process; a lock file that a crash leaves behind locks
//! nothing. The document itself is not locked, because on Windows no other program could read it then.

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

/// The person and the process that hold a lock, as others see them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The name.
    pub who: String,
    /// The process id.
    pub pid: u32,
    /// The time since which the lock is held.
    pub since: DateTime<Utc>,
}

impl Holder {
    /// This process, working for `who` since `since`.
    #[must_use]
    pub fn new(who: impl Into<String>, since: DateTime<Utc>) -> Self {
        Self { who: who.into(), pid: std::process::id(), since }
    }
}

/// The holder of a lock that another process has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockedBy {
    /// The name, where it is readable.
    pub who: Option<String>,
    /// The time since which the lock is held, where it is readable.
    pub since: Option<DateTime<Utc>>,
}

/// A lock that is held until it is dropped.
#[derive(Debug)]
pub struct Lock {
    file: File,
    path: PathBuf,
}

/// The state of the lock of a file.
#[derive(Debug)]
pub enum LockState {
    /// This process holds it.
    Held(Lock),
    /// Another process holds it: the file may be read, but not saved.
    ByOther(LockedBy),
    /// The folder is not writable: the file may be read, and saved elsewhere.
    ReadOnly,
    /// The disk does not support locks; a save still notices external changes of the file.
    Unsupported {
        /// The message of the system.
        message: String,
    },
}

impl LockState {
    /// Takes the lock of the file at `path`, without waiting for another holder.
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
                // The lock file was removed between opening and locking.
                Ok(None) => {}
                Err(TryLockError::WouldBlock) => match holder_of(&sidecar) {
                    // The new holder has not written its name yet.
                    None => last = Ok(LockedBy { who: None, since: None }),
                    Some(holder) => return Self::ByOther(holder),
                },
                // Another process has just created the file and not set its permissions, or has just removed it.
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

    /// Takes the lock of the file at `path`. Each holder is waited for at most about as long as `timeout`: where many
    /// processes want the lock, each of them gets it in turn.
    #[must_use]
    pub fn acquire_within(path: &Path, holder: &Holder, timeout: Duration) -> Self {
        // Different pauses keep waiting processes from retrying at the same time.
        let pause = POLL_INTERVAL + RETRY_DELAY * (std::process::id() % 8);
        let mut waited_for = None;
        let mut waited = Duration::ZERO;
        loop {
            let state = Self::acquire(path, holder);
            let Self::ByOther(other) = &state else { return state };
            if waited_for.as_ref() != Some(other) {
                (waited_for, waited) = (Some(other.clone()), Duration::ZERO);
            }
            if waited >= timeout {
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

    /// Whether the file may be saved at its path.
    #[must_use]
    pub fn may_save(&self) -> bool {
        matches!(self, Self::Held(_) | Self::Unsupported { .. })
    }
}

/// Whether another process holds the lock of the file at `path`.
#[must_use]
pub fn is_locked(path: &Path) -> bool {
    let Ok(file) = open_existing(&sidecar(path)) else { return false };
    matches!(file.try_lock(), Err(TryLockError::WouldBlock))
}

/// The number of attempts while other processes are taking or releasing the lock.
const ATTEMPTS: u32 = 20;
/// The pause between these attempts.
const RETRY_DELAY: Duration = Duration::from_millis(2);
/// The pause between the attempts of a process that waits for a holder.
const POLL_INTERVAL: Duration = Duration::from_millis(10);

/// The hidden file beside `path`: `.name.lock`.
fn sidecar(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // File names have at most 255 bytes.
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
    // The content is information only; the lock holds without it.
    drop(lock.write_holder(holder));
    if let Some(meta) = fs::metadata(path).ok().filter(|_| is_new) {
        // Exactly those who may work on the file may take its lock and read who holds it.
        if !attributes::keep_rights(&lock.file, path, &meta).is_empty() {
            // A lock file of another user that a crash left could exclude the owner of the document; read access is
            // enough to lock it.
            drop(attributes::let_all_read(&lock.file));
        }
    }
    Ok(Some(lock))
}

/// Opens the lock file. Returns whether it was created; then only its owner can open it.
fn open_sidecar(sidecar: &Path) -> io::Result<(File, bool)> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(sidecar) {
        Ok(file) => return Ok((file, true)),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        // A user who may not create a lock file in this folder may still use an existing one.
        Err(error) if !sidecar.exists() => return Err(error),
        Err(_) => {}
    }
    open_existing(sidecar).map(|file| (file, false))
}

fn open_existing(sidecar: &Path) -> io::Result<File> {
    match OpenOptions::new().read(true).write(true).open(sidecar) {
        // A lock file that a crash of another user left can be locked without write access.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => File::open(sidecar),
        outcome => outcome,
    }
}

/// Whether `path` still refers to `file`.
fn is_at(file: &File, path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let (open, there) = (file.metadata(), fs::metadata(path));
        open.map(|meta| (meta.dev(), meta.ino())).ok() == there.map(|meta| (meta.dev(), meta.ino())).ok()
    }
    #[cfg(not(unix))]
    {
        // Lock files are never removed on this system.
        let _here = (file, path);
        true
    }
}

/// The holder of the lock; `None` where it is not written, or not yet.
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
        // The rest of an earlier name is cut off last, so that readers always find a name.
        self.file.set_len(text.len() as u64)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // It is removed while it is locked: a process that opened it before finds it gone after locking, and retries.
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
