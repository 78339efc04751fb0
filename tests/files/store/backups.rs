//! Tests of backups: their content, the evidence that they share, and files that are never removed.

use crate::support::builder::{self, edit, id, moment, small};
use crate::support::folder::write;
use chrono::{DateTime, TimeDelta, Utc};
use license_workbook::store::{
    Backups, Disk, ExpectedState, RealDisk, backups_of_file, backups_size, browse_backups, from_bytes, list_backups,
    read, read_backup, rescue, save, set_aside,
};
use license_workbook::workbook::{Sha256, Workbook};
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

/// Attaches `n` files of `size` bytes, the first of them numbered `from`.
fn attach(workbook: &mut Workbook, from: u8, n: u8, size: usize) {
    for number in from..from + n {
        builder::attach(workbook, &vec![number; size], 900 + u32::from(number));
    }
}

/// A workbook that is saved repeatedly.
struct BackupHome {
    folder: TempDir,
    workbook: Workbook,
    now: DateTime<Utc>,
    expect: ExpectedState,
    sequence: u32,
}

impl BackupHome {
    fn new() -> Self {
        let now = moment("2025-01-01T00:00:00Z");
        Self { folder: TempDir::new().unwrap(), workbook: small(), now, expect: ExpectedState::Absent, sequence: 200 }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("W.ron")
    }

    fn state(&self) -> PathBuf {
        self.folder.path().join("state")
    }

    /// Edits and saves after this time.
    fn save(&mut self, later: TimeDelta) {
        self.sequence += 1;
        self.now += later;
        edit(&mut self.workbook, &format!("fact_{}", self.sequence), self.sequence);
        let state = self.state();
        let backups = Backups { state: &state, document: self.workbook.id, now: self.now };
        let saved = save(&self.workbook, &self.path(), &self.expect, Some(&backups)).unwrap();
        assert_eq!(saved.warnings, []);
        self.expect = ExpectedState::Fingerprint(saved.fingerprint);
    }

    fn backups(&self) -> Vec<PathBuf> {
        list_backups(&self.state(), self.workbook.id)
    }

    fn pool(&self) -> usize {
        let folder = self.backups()[0].parent().unwrap().join("blobs");
        fs::read_dir(folder).map_or(0, Iterator::count)
    }
}

#[test]
fn evidence_is_kept_once_however_many_backups_name_it() {
    let mut desk = BackupHome::new();
    attach(&mut desk.workbook, 1, 4, 100_000);
    desk.save(TimeDelta::minutes(1));
    let before = fs::read(desk.path()).unwrap();
    for _ in 0..6 {
        desk.save(TimeDelta::minutes(1));
    }
    assert_eq!((desk.backups().len(), desk.pool()), (6, 5));
    let whole = fs::metadata(desk.path()).unwrap().len();
    let taken = backups_size(&desk.state(), Some(desk.workbook.id));
    assert!(taken < 2 * whole, "six backups take {taken} bytes, the file {whole}");
    assert_eq!(backups_size(&desk.state(), None), taken);
    // The reassembled backup equals the original file byte for byte.
    let oldest = read_backup(desk.backups().last().unwrap()).unwrap();
    let copy = desk.folder.path().join("copy.ron");
    write(&copy, &before);
    assert_eq!(oldest.fingerprint.sha256, RealDisk.hash(&copy).unwrap());
    assert_eq!((oldest.changed_sections.len(), oldest.workbook.blobs.len()), (0, 5));
    // Without the shared evidence it still opens.
    let alone = read(desk.backups().last().unwrap()).unwrap();
    assert_eq!(alone.workbook.history, oldest.workbook.history);
}

#[test]
fn evidence_that_no_backup_names_goes_with_the_last_one() {
    let mut desk = BackupHome::new();
    attach(&mut desk.workbook, 1, 2, 100_000);
    desk.save(TimeDelta::minutes(1));
    let mut contents = (*desk.workbook).clone();
    let (gone, _) = contents.blobs.iter().find(|(hash, _)| contents.evidence.contains_key(*hash)).unwrap();
    let gone = *gone;
    contents.blobs.remove(&gone);
    contents.evidence.remove(&gone);
    desk.workbook = Workbook::from_contents(contents).unwrap();
    attach(&mut desk.workbook, 3, 1, 100_000);
    for _ in 0..10 {
        desk.save(TimeDelta::minutes(10));
    }
    assert_eq!(desk.pool(), 4, "the oldest backup refers to the removed evidence");
    desk.save(TimeDelta::minutes(10));
    desk.save(TimeDelta::minutes(10));
    let names: std::collections::BTreeSet<Sha256> =
        desk.backups().iter().flat_map(|path| read(path).unwrap().workbook.blobs.clone().into_keys()).collect();
    assert_eq!(desk.pool(), names.len(), "the pool holds exactly the evidence that is referred to");
    for backup in desk.backups() {
        let read = read_backup(&backup).unwrap();
        assert!(read.workbook.blobs.values().all(|base64| !base64.is_empty()), "{}", backup.display());
        assert_eq!(read.changed_sections, []);
    }
}

#[test]
fn evidence_that_is_gone_from_the_pool_costs_itself_and_no_more() {
    let mut desk = BackupHome::new();
    attach(&mut desk.workbook, 1, 2, 100_000);
    desk.save(TimeDelta::minutes(1));
    desk.save(TimeDelta::minutes(1));
    let backup = desk.backups().remove(0);
    let pool = backup.parent().unwrap().join("blobs");
    fs::remove_file(fs::read_dir(&pool).unwrap().next().unwrap().unwrap().path()).unwrap();
    let read = read_backup(&backup).unwrap();
    assert_eq!(read.workbook.blobs.values().filter(|base64| base64.is_empty()).count(), 1);
    assert_eq!(read.workbook.evidence.len(), 3);
    // The next backup refers to it, and stores it again.
    desk.save(TimeDelta::minutes(1));
    assert_eq!(desk.pool(), 3);
}

#[test]
fn backups_that_were_written_whole_are_listed_and_open() {
    let mut desk = BackupHome::new();
    attach(&mut desk.workbook, 1, 2, 100_000);
    desk.save(TimeDelta::minutes(1));
    let folder = Backups { state: &desk.state(), document: desk.workbook.id, now: desk.now }.folder();
    fs::create_dir_all(&folder).unwrap();
    let old = folder.join("20200101T080000Z.ron");
    fs::copy(desk.path(), &old).unwrap();
    desk.save(TimeDelta::minutes(1));
    let backups = browse_backups(&desk.state(), desk.workbook.id);
    assert_eq!(backups.len(), 2);
    assert_eq!((&backups[1].path, backups[1].at), (&old, Some(moment("2020-01-01T08:00:00Z"))));
    assert_eq!(read_backup(&old).unwrap().workbook.blobs.len(), 3);
}

#[test]
fn what_the_program_did_not_name_is_never_removed() {
    let mut desk = BackupHome::new();
    desk.save(TimeDelta::minutes(1));
    let folder = Backups { state: &desk.state(), document: desk.workbook.id, now: desk.now }.folder();
    fs::create_dir_all(folder.join("blobs")).unwrap();
    let others = ["before the audit.ron", "20190101T000000Z.ron.old", "20190101T000000Z.v2", "blobs/README"];
    for name in others {
        write(&folder.join(name), b"kept by hand");
    }
    for _ in 0..60 {
        desk.save(TimeDelta::minutes(1));
    }
    for name in others {
        assert_eq!(fs::read(folder.join(name)).unwrap(), b"kept by hand", "{name}");
    }
    assert_eq!(browse_backups(&desk.state(), desk.workbook.id).iter().filter(|b| b.at.is_some()).count(), 10);
}

#[test]
fn what_is_given_up_is_set_aside() {
    let desk = BackupHome::new();
    let state = desk.state();
    let backups = Backups { state: &state, document: desk.workbook.id, now: desk.now };
    let mut workbook = desk.workbook.clone();
    attach(&mut workbook, 1, 1, 100_000);
    let one = set_aside(&RealDisk, &workbook, None, &backups).unwrap();
    let two = set_aside(&RealDisk, &workbook, None, &backups).unwrap();
    assert_ne!(one, two, "both in the same second");
    for path in [one, two] {
        let held = read_backup(&path).unwrap().workbook;
        assert_eq!((&held.history, &held.evidence), (&workbook.history, &workbook.evidence));
        assert_eq!(held.blobs.len(), 2);
    }
}

#[test]
fn a_damaged_file_is_answered_with_its_newest_backup_that_opens() {
    for what_is_left in [&b""[..], &[0; 4096], b"(\n    format: 1,\n    id: \"9f3c2a1b44d05e77-1\",\n    dig"] {
        let mut desk = BackupHome::new();
        for _ in 0..4 {
            desk.save(TimeDelta::minutes(1));
        }
        write(&desk.path(), what_is_left);
        let newest = desk.backups().remove(0);
        write(&newest, b"(format: 1");
        let rescue = rescue(&desk.state(), &desk.path(), moment("2025-01-01T00:00:00Z").date_naive(), 7);
        let (backup, workbook) = rescue.backup.unwrap();
        assert_eq!(backup.path, desk.backups()[1]);
        assert_eq!(workbook, from_bytes(&fs::read(&backup.path).unwrap()).unwrap().workbook);
        assert_eq!(rescue.salvaged, None);
        assert_eq!(fs::read(desk.path()).unwrap(), what_is_left, "the damaged file is unchanged");
    }
    let desk = BackupHome::new();
    assert!(backups_of_file(&desk.state(), &desk.path(), Some(id(1))).is_empty());
}
