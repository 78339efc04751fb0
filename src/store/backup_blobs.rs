//! The evidence of backups: each piece is stored once, as `blobs/<hash>` beside the backups that refer to it.
//!
//! A backup of a workbook with evidence is its text with `""` in place of the base64 of each piece. Joined again, it is
//! the original file, byte for byte. A text that this program did not write in this form is stored whole.

use super::atomic::{self, ExpectedState};
use super::chunks::{BEFORE, BEHIND, END, KEY, VALUE};
use super::disk::{self, Disk};
use super::save_error::SaveError;
use crate::workbook::Sha256;
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// An unreferenced piece is removed only after this time without use, because another window may be about to refer to
/// it.
const MIN_UNUSED_AGE: Duration = Duration::from_hours(1);

/// The text of a file without its evidence.
pub(super) struct Split<'a> {
    /// The text, with `""` in place of each piece.
    pub(super) text: String,
    /// The hashes, with the pieces as base64.
    pub(super) blobs: Vec<(Sha256, &'a str)>,
}

/// Takes the evidence out of the text of a file; `None` where there is none, or where the text has another form.
pub(super) fn split(text: &str) -> Option<Split<'_>> {
    let start = text.rfind(BEFORE)? + BEFORE.len();
    let (head, rest) = text.split_at_checked(start)?;
    let lines = rest.strip_suffix(BEHIND)?;
    let mut split = String::with_capacity(head.len() + BEHIND.len() + 1024);
    split.push_str(head);
    let mut blobs = Vec::new();
    for line in lines.lines() {
        let (hash, base64) = entry(line)?;
        blobs.push((hash, base64));
        split.push_str(&line_of(hash, ""));
    }
    split.push_str(BEHIND);
    (!blobs.is_empty()).then_some(Split { text: split, blobs })
}

fn entry(line: &str) -> Option<(Sha256, &str)> {
    let (hash, base64) = line.strip_prefix(KEY)?.strip_suffix(END.trim_end())?.split_once(VALUE)?;
    let hash: Sha256 = hash.parse().ok()?;
    // Only lines that [`line_of`] would write identically are accepted.
    let around = KEY.len() + VALUE.len() + END.trim_end().len();
    (line.len() == hash.to_string().len() + base64.len() + around && !base64.contains('"')).then_some((hash, base64))
}

fn line_of(hash: Sha256, base64: &str) -> String {
    format!("{KEY}{hash}{VALUE}{base64}{END}")
}

/// The bytes of the backup at `path`, joined with its evidence. Missing evidence stays missing; the workbook reports
/// it.
pub(super) fn whole(path: &Path) -> io::Result<Vec<u8>> {
    let bytes = fs::read(path)?;
    let Ok(text) = std::str::from_utf8(&bytes) else { return Ok(bytes) };
    let Some(split) = split(text).filter(|split| split.blobs.iter().any(|(_, base64)| base64.is_empty())) else {
        return Ok(bytes);
    };
    let pool = folder(path);
    let Some(head) = split.text.rfind(BEFORE).and_then(|at| split.text.get(..at + BEFORE.len())) else {
        return Ok(bytes);
    };
    let mut joined = head.to_owned();
    for (hash, base64) in split.blobs {
        let kept = if base64.is_empty() { fs::read_to_string(pool.join(hash.to_string())).ok() } else { None };
        joined.push_str(&line_of(hash, kept.as_deref().unwrap_or(base64)));
    }
    joined.push_str(BEHIND);
    Ok(joined.into_bytes())
}

/// Stores the evidence for the backups in the folder of `backup`.
pub(super) fn keep(disk: &dyn Disk, backup: &Path, now: DateTime<Utc>, split: &Split<'_>) -> Result<(), SaveError> {
    let pool = folder(backup);
    disk::create_private_folder(&pool).map_err(SaveError::at_step(&pool, "creating the folder"))?;
    for (hash, base64) in &split.blobs {
        let path = pool.join(hash.to_string());
        let is_there = fs::metadata(&path).is_ok_and(|meta| meta.len() == base64.len() as u64);
        if !is_there {
            atomic::replace(disk, &path, base64.as_bytes(), &ExpectedState::Anything, None)?;
        }
        // The new time marks the file as in use, so that no other process removes it meanwhile.
        drop(File::options().append(true).open(&path).and_then(|file| file.set_modified(SystemTime::from(now))));
    }
    Ok(())
}

/// Removes the evidence that none of `backups` refers to.
pub(super) fn clear_up(backups: &[PathBuf], now: DateTime<Utc>) -> io::Result<()> {
    let Some(first) = backups.first() else { return Ok(()) };
    let mut named = BTreeSet::new();
    for backup in backups {
        named.extend(named_at_end(backup)?);
    }
    let Ok(entries) = fs::read_dir(folder(first)) else { return Ok(()) };
    for entry in entries {
        let entry = entry?;
        let hash: Option<Sha256> = entry.file_name().to_str().and_then(|name| name.parse().ok());
        let age = SystemTime::from(now).duration_since(entry.metadata()?.modified()?).unwrap_or_default();
        if hash.is_some_and(|hash| !named.contains(&hash)) && age > MIN_UNUSED_AGE {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// The hashes of the pieces that a backup refers to without holding their bytes. It reads only the end of the file,
/// where they are.
fn named_at_end(path: &Path) -> io::Result<Vec<Sha256>> {
    let mut file = File::open(path)?;
    let len = file.metadata()?.len();
    let mut wanted: u64 = 1 << 16;
    loop {
        let start = len.saturating_sub(wanted);
        file.seek(SeekFrom::Start(start))?;
        let mut bytes = Vec::new();
        file.by_ref().take(wanted).read_to_end(&mut bytes)?;
        let text = String::from_utf8_lossy(&bytes);
        let Some(body) = text.strip_suffix(BEHIND) else { return Ok(Vec::new()) };
        let last = body.lines().next_back().and_then(entry);
        if last.is_none_or(|(_, base64)| !base64.is_empty()) {
            return Ok(Vec::new());
        }
        if let Some((_, lines)) = body.rsplit_once(BEFORE) {
            return Ok(lines.lines().filter_map(entry).map(|(hash, _)| hash).collect());
        }
        if start == 0 {
            return Ok(Vec::new());
        }
        wanted *= 4;
    }
}

fn folder(backup: &Path) -> PathBuf {
    disk::folder_of(backup).join("blobs")
}
