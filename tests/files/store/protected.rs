//! Tests of a workbook with a passphrase: it is opened, locked, saved, backed up and recovered like any other, and
//! nothing of it is on the disk in plain text.

use crate::support::builder::{attach, edit, moment, small};
use crate::support::folder::{is_in, write};
use license_workbook::store::{
    Backups, ExpectedState, Header, Holder, Journal, Key, LockState, Opened, RealDisk, UnlockError, key_of,
    list_backups, open_protected, read_backup, read_backup_with, read_protected, replace, save_with, set_aside, to_ron,
};
use license_workbook::workbook::{Sha256, Workbook};
use std::fs;
use std::path::PathBuf;
use std::time::Duration;
use tempfile::TempDir;

const PASSPHRASE: &str = "vivid otter climbs a lamp";
/// A text that is part of everything that is written.
const WORDS: &str = "the_words_that_nobody_else_is_to_read";

/// A folder with a protected workbook whose passphrase is cheap to try.
struct ProtectedHome(TempDir);

impl ProtectedHome {
    fn new() -> Self {
        let desk = Self(TempDir::new().unwrap());
        let mut recipient = age::scrypt::Recipient::new(age::secrecy::SecretString::from(PASSPHRASE.to_owned()));
        recipient.set_work_factor(2);
        let bytes = age::encrypt(&recipient, to_ron(&small()).unwrap().as_bytes()).unwrap();
        replace(&RealDisk, &desk.path(), &bytes, &ExpectedState::Absent, None).unwrap();
        desk
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("w.ron.age")
    }

    fn state(&self) -> PathBuf {
        self.0.path().join("state")
    }

    fn open(&self, passphrase: &str) -> Result<Opened, UnlockError> {
        let holder = Holder::new("王芳", moment("2025-01-01T00:00:00Z"));
        let key = key_of(&self.path(), passphrase)?;
        open_protected(&self.path(), key, &self.state(), &holder, Duration::ZERO)
    }

    fn is_in_clear(&self) -> bool {
        is_in(self.0.path(), WORDS.as_bytes())
    }
}

/// Attaches the words as evidence and returns the hash.
fn with_evidence(workbook: &mut Workbook) -> Sha256 {
    attach(workbook, WORDS.as_bytes(), 900);
    Sha256::of(WORDS.as_bytes())
}

#[test]
fn it_is_saved_as_it_was_protected_and_so_is_what_it_replaces() {
    let desk = ProtectedHome::new();
    let opened = desk.open(PASSPHRASE).unwrap();
    assert!(matches!(opened.lock, LockState::Held(_)));
    let mut workbook = opened.workbook;
    let mut expect = ExpectedState::Fingerprint(opened.fingerprint);
    with_evidence(&mut workbook);
    let mut before = Vec::new();
    for n in 0..3 {
        before.push(workbook.clone());
        edit(&mut workbook, &format!("{WORDS}_{n}"), 200 + n);
        let now = moment("2025-01-01T00:00:00Z") + chrono::Days::new(u64::from(n));
        let backups = Backups { state: &desk.state(), document: workbook.id, now };
        let saved = save_with(&workbook, &desk.path(), opened.key.as_ref(), &expect, Some(&backups)).unwrap();
        assert_eq!(saved.warnings, []);
        expect = ExpectedState::Fingerprint(saved.fingerprint);
    }
    let header = fs::read(desk.path()).unwrap();
    assert!(header.starts_with(b"age-encryption.org/v1\n-> scrypt ") && !desk.is_in_clear());
    assert_eq!(String::from_utf8_lossy(&header[..80]).lines().nth(1).unwrap().rsplit(' ').next(), Some("2"));
    assert_eq!(read_protected(&desk.path(), PASSPHRASE).unwrap().workbook, workbook);
    assert_eq!(read_protected(&desk.path(), "x").err(), Some(UnlockError::WrongPassphrase));
    let kept = list_backups(&desk.state(), workbook.id);
    assert_eq!(kept.len(), 3);
    assert!(kept.iter().all(|path| path.to_string_lossy().ends_with("Z.ron.age")));
    assert_eq!(read_backup(&kept[0]).unwrap_err().kind(), "unlock-wrong-passphrase");
    let read = read_backup_with(&kept[0], opened.key.as_ref()).unwrap().workbook;
    assert_eq!(read, before[2]);
}

#[test]
fn what_is_about_to_be_given_up_is_kept_behind_the_same_passphrase() {
    let desk = ProtectedHome::new();
    let opened = desk.open(PASSPHRASE).unwrap();
    let mut workbook = opened.workbook;
    edit(&mut workbook, WORDS, 200);
    let backups = Backups { state: &desk.state(), document: workbook.id, now: moment("2025-01-01T00:00:00Z") };
    let path = set_aside(&RealDisk, &workbook, opened.key.as_ref(), &backups).unwrap();
    assert!(!desk.is_in_clear());
    assert_eq!(read_backup_with(&path, opened.key.as_ref()).unwrap().workbook, workbook);
}

#[test]
fn its_journal_is_protected_line_by_line_and_recovers_all() {
    let desk = ProtectedHome::new();
    let opened = desk.open(PASSPHRASE).unwrap();
    let key: &Key = opened.key.as_ref().unwrap();
    let mut workbook = opened.workbook;
    let header = Header { document: workbook.id, path: Some(desk.path()), base: Some(opened.fingerprint.sha256) };
    let mut journal = Journal::create_protected(&desk.state(), header, 7, key).unwrap();
    journal.append(&edit(&mut workbook, WORDS, 200)).unwrap();
    let hash = with_evidence(&mut workbook);
    journal.append_blob(&RealDisk, hash, &workbook.blobs[&hash]).unwrap();
    journal.append_all(&RealDisk, workbook.history.iter().skip(1).map(AsRef::as_ref)).unwrap();
    assert!(!desk.is_in_clear());
    // Restarted, as after a save, the journal is protected too.
    let pending: Vec<_> = workbook.history.iter().map(AsRef::as_ref).collect();
    let blobs = [(hash, workbook.blobs[&hash].clone())];
    journal.clear(Some(&desk.path()), opened.fingerprint.sha256, blobs, pending).unwrap();
    let more = edit(&mut workbook, &format!("{WORDS}_again"), 201);
    journal.append(&more).unwrap();
    let path = journal.path().to_owned();
    drop(journal);
    drop(opened.lock);
    assert!(!desk.is_in_clear() && !is_in(desk.0.path(), workbook.blobs[&hash].as_bytes()));
    // A partial line at the end, as after a crash.
    let torn = fs::read(&path).unwrap();
    let mut file = fs::OpenOptions::new().append(true).open(&path).unwrap();
    std::io::Write::write_all(&mut file, &torn[torn.len() - 40..torn.len() - 1]).unwrap();
    let mut again = desk.open(PASSPHRASE).unwrap();
    assert_eq!(again.recoverable.len(), 1);
    let recovered = again.recoverable[0].recover(&again.workbook).unwrap();
    assert_eq!(recovered.workbook.history, workbook.history);
    assert_eq!(recovered.workbook.blobs, workbook.blobs);
    assert_eq!(recovered.skipped.len(), 1);
}

#[test]
fn a_wrong_passphrase_takes_no_lock_and_leaves_the_journal() {
    let desk = ProtectedHome::new();
    let opened = desk.open(PASSPHRASE).unwrap();
    let header = Header { document: small().id, path: Some(desk.path()), base: None };
    let mut journal = Journal::create_protected(&desk.state(), header, 7, opened.key.as_ref().unwrap()).unwrap();
    journal.append(&edit(&mut small(), WORDS, 200)).unwrap();
    drop((journal, opened));
    assert_eq!(desk.open("x").err(), Some(UnlockError::WrongPassphrase));
    let again = desk.open(PASSPHRASE).unwrap();
    assert!(matches!(again.lock, LockState::Held(_)));
    assert_eq!(again.recoverable.len(), 1);
    // After a change of the passphrase, the journal is still listed, but cannot be recovered.
    drop(again);
    let bytes = fs::read(desk.path()).unwrap();
    let opened = desk.open(PASSPHRASE).unwrap();
    save_with(
        &opened.workbook,
        &desk.path(),
        Some(&key_of(&desk.path(), "other").unwrap()),
        &ExpectedState::Anything,
        None,
    )
    .unwrap();
    drop(opened);
    assert_ne!(fs::read(desk.path()).unwrap(), bytes);
    let mut other = desk.open("other").unwrap();
    assert_eq!(other.recoverable.len(), 1);
    assert!(other.recoverable[0].recover(&other.workbook).is_err());
}

#[test]
fn a_protected_file_that_was_torn_is_the_one_that_was_being_saved() {
    let desk = ProtectedHome::new();
    let opened = desk.open(PASSPHRASE).unwrap();
    let mut workbook = opened.workbook;
    edit(&mut workbook, WORDS, 200);
    let old = fs::read(desk.path()).unwrap();
    let key = opened.key.as_ref();
    save_with(&workbook, &desk.path(), key, &ExpectedState::Fingerprint(opened.fingerprint), None).unwrap();
    drop(opened.lock);
    // As after a crash: the first half of the file is new, and the complete copy is beside it.
    let new = fs::read(desk.path()).unwrap();
    let torn = [&new[..new.len() / 2], &old[new.len() / 2..]].concat();
    write(&desk.0.path().join(".w.ron.age.saving"), &new);
    write(&desk.path(), &torn);
    assert_eq!(read_protected(&desk.path(), PASSPHRASE).unwrap().workbook, workbook, "reading without opening");
    assert_eq!(fs::read(desk.path()).unwrap(), torn);
    assert_eq!(desk.open("x").err(), Some(UnlockError::WrongPassphrase));
    assert_eq!(desk.open(PASSPHRASE).unwrap().workbook, workbook);
    assert_eq!(fs::read(desk.path()).unwrap(), new);
    assert!(!desk.0.path().join(".w.ron.age.saving").exists() && !desk.is_in_clear());
}
