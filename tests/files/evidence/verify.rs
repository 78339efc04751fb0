//! Tests of the verification of evidence, and of the search for lost files.

use super::support::{BadDisk, Fault, new_desk};
use crate::support::desk::Desk;
use license_workbook::progress::Progress;
use license_workbook::store::evidence::{
    EvidenceCopyError, ReadError, TempCopies, embed, find, read, relinked_for, save_copy, verify, verify_with,
};
use license_workbook::workbook::{EvidenceDetails, EvidenceState, EvidenceStorage, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

fn states(desk: &Desk) -> BTreeMap<Sha256, EvidenceState> {
    verify(&desk.workbook, Some(desk.home()), &Progress::default()).unwrap()
}

/// A desk with one embedded and one linked file, and the hashes of both.
fn desk() -> (Desk, Sha256, Sha256) {
    let mut desk = new_desk();
    let place = desk.place("十二-5");
    let embedded = desk.attach_bytes("in.pdf", &vec![5; 400_000], &[place]);
    let path = desk.write("扫描/out.pdf", &vec![6; 400_000]);
    let file = desk.take_linked(&path);
    desk.attach_files(std::slice::from_ref(&file), &[place]);
    (desk, embedded, file.hash)
}

#[test]
fn what_is_as_it_was_is_told_so_with_progress() {
    let (desk, embedded, linked) = desk();
    let progress = Progress::default();
    let found = verify(&desk.workbook, Some(desk.home()), &progress).unwrap();
    assert_eq!(found, BTreeMap::from([(embedded, EvidenceState::Ok), (linked, EvidenceState::Ok)]));
    assert_eq!(progress.fraction(), Some(1.0));
    progress.cancel();
    assert!(verify(&desk.workbook, Some(desk.home()), &progress).is_err());
}

#[test]
fn each_way_to_be_wrong_has_its_name() {
    let (mut desk, embedded, linked) = desk();
    desk.workbook.put_blob(embedded, "Zm9yZ2Vk".into());
    // The length is the same; only the hash differs.
    desk.write("扫描/out.pdf", &vec![7; 400_000]);
    let wrong = BTreeMap::from([(embedded, EvidenceState::Changed), (linked, EvidenceState::Changed)]);
    assert_eq!(states(&desk), wrong);
    desk.write("扫描/out.pdf", &[6; 3]);
    desk.workbook.put_blob(embedded, "no base64".into());
    assert_eq!(states(&desk), wrong);
    fs::remove_file(desk.path("扫描/out.pdf")).unwrap();
    assert_eq!(states(&desk)[&linked], EvidenceState::Missing);
    fs::create_dir(desk.path("扫描/out.pdf")).unwrap();
    assert!(matches!(states(&desk)[&linked], EvidenceState::Unreadable(_)));
}

#[test]
fn a_drive_that_goes_away_is_unreadable_not_missing() {
    let (desk, _, linked) = desk();
    let drive = BadDisk::new(Fault::GoesAway);
    let found = verify_with(&drive, &desk.workbook, Some(desk.home()), &Progress::default()).unwrap();
    assert_eq!(found[&linked], EvidenceState::Unreadable("host is down".to_owned()));
}

#[test]
fn bytes_that_are_nowhere_are_told() {
    let mut desk = new_desk();
    let place = desk.place("十二-5");
    let file = license_workbook::store::evidence::import_bytes("a.pdf", b"a");
    // The record without the bytes.
    let edit = desk.workbook.attach(std::slice::from_ref(&file), &EvidenceDetails::default(), &[place], desk.stamp());
    desk.apply(edit);
    assert_eq!(states(&desk), BTreeMap::from([(file.hash, EvidenceState::NotEmbedded)]));
    // Attaching the same file again repairs it.
    desk.attach_files(std::slice::from_ref(&file), &[place]);
    assert_eq!(states(&desk), BTreeMap::from([(file.hash, EvidenceState::Ok)]));
}

#[test]
fn a_link_holds_when_workbook_and_files_move_together() {
    let (desk, _, linked) = desk();
    let moved = tempfile::tempdir().unwrap();
    fs::rename(desk.path("扫描"), moved.path().join("扫描")).unwrap();
    let found = |home: &Path| verify(&desk.workbook, Some(home), &Progress::default()).unwrap()[&linked].clone();
    assert_eq!(found(moved.path()), EvidenceState::Ok);
    assert_eq!(found(desk.home()), EvidenceState::Missing);
}

#[test]
fn a_link_holds_when_the_workbook_is_saved_elsewhere() {
    let (mut desk, _, linked) = desk();
    fs::create_dir_all(desk.path("new")).unwrap();
    // Another file is at the old relative path below the new folder.
    desk.write("new/扫描/out.pdf", &vec![9; 400_000]);
    let new = desk.path("new");
    assert_eq!(verify(&desk.workbook, Some(&new), &Progress::default()).unwrap()[&linked], EvidenceState::Ok);
    let storage = relinked_for(&desk.workbook, Some(desk.home()), &new.join("w.ron"));
    desk.apply(desk.workbook.store_evidence(&storage));
    let EvidenceStorage::Linked { relative, .. } = &desk.workbook.evidence[&linked].storage else { panic!() };
    assert_eq!(relative.as_deref(), Some("../扫描/out.pdf"));
}

#[test]
fn lost_files_are_found_by_what_is_in_them() {
    let (mut desk, _, linked) = desk();
    fs::create_dir_all(desk.path("archive/2025")).unwrap();
    fs::rename(desk.path("扫描/out.pdf"), desk.path("archive/2025/renamed.bin")).unwrap();
    // The same size, but other content.
    desk.write("archive/a.bin", &vec![1; 400_000]);
    assert_eq!(states(&desk)[&linked], EvidenceState::Missing);
    let wanted = BTreeSet::from([linked]);
    let found = find(&desk.workbook, &wanted, desk.home(), &Progress::default()).unwrap();
    assert_eq!(found.files, BTreeMap::from([(linked, desk.path("archive/2025/renamed.bin"))]));
    desk.apply(desk.workbook.store_evidence(&found.storage(Some(&desk.path("w.ron")))));
    assert_eq!(states(&desk)[&linked], EvidenceState::Ok);
    let progress = Progress::default();
    progress.cancel();
    assert!(find(&desk.workbook, &wanted, desk.home(), &progress).is_err());
}

#[test]
fn a_linked_file_can_be_taken_in() {
    let (mut desk, _, linked) = desk();
    let base64 = embed(&desk.workbook, linked, Some(desk.home()), &Progress::default()).unwrap();
    desk.workbook.put_blob(linked, base64);
    desk.apply(desk.workbook.store_evidence(&BTreeMap::from([(linked, EvidenceStorage::Embedded)])));
    fs::remove_file(desk.path("扫描/out.pdf")).unwrap();
    assert_eq!(states(&desk)[&linked], EvidenceState::Ok);
    assert_eq!(read(&desk.workbook, linked, None, &Progress::default()).unwrap(), vec![6; 400_000]);
}

#[test]
fn a_copy_is_what_was_attached_or_nothing() {
    let (desk, embedded, linked) = desk();
    let target = desk.write("target.pdf", b"old");
    save_copy(&desk.workbook, embedded, Some(desk.home()), &target, &Progress::default()).unwrap();
    assert_eq!(fs::read(&target).unwrap(), vec![5; 400_000]);
    desk.write("扫描/out.pdf", &vec![7; 400_000]);
    let error = save_copy(&desk.workbook, linked, Some(desk.home()), &target, &Progress::default()).unwrap_err();
    assert!(
        matches!(error, EvidenceCopyError::Read(ReadError::NotThere { state: EvidenceState::Changed, .. })),
        "{error}"
    );
    assert_eq!(fs::read(&target).unwrap(), vec![5; 400_000], "the former file is unchanged");
    let left = fs::read_dir(desk.home())
        .unwrap()
        .filter(|e| e.as_ref().unwrap().file_name().to_string_lossy().starts_with(".evidence-"));
    assert_eq!(left.count(), 0);
}

#[cfg(unix)]
#[test]
fn what_takes_the_place_of_a_file_has_no_more_rights_than_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let (desk, embedded, _) = desk();
    let target = desk.write("kept.pdf", b"private");
    fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).unwrap();
    save_copy(&desk.workbook, embedded, None, &target, &Progress::default()).unwrap();
    assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(fs::metadata(&target).unwrap().len(), 400_000);
}

#[test]
fn a_copy_to_look_at_is_read_only_private_and_gone_in_the_end() {
    let mut desk = new_desk();
    let place = desk.place("十二-5");
    let hash = desk.attach_bytes("CON.pdf", b"a", &[place]);
    let copies = TempCopies::new().unwrap();
    let path = copies.copy(&desk.workbook, hash, None, &Progress::default()).unwrap();
    assert_eq!(path.file_name().unwrap().to_str(), Some("_CON.pdf"));
    assert_eq!(fs::read(&path).unwrap(), b"a");
    assert!(fs::metadata(&path).unwrap().permissions().readonly());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = path.parent().unwrap().parent().unwrap();
        assert_eq!(fs::metadata(folder).unwrap().permissions().mode() & 0o077, 0);
    }
    assert_eq!(copies.copy(&desk.workbook, hash, None, &Progress::default()).unwrap(), path, "the same again");
    drop(copies);
    assert!(!path.exists());
}
