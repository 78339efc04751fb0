//! Tests that a hundred files of one megabyte are attached, saved and read back unchanged.

use super::support::new_desk;
use license_workbook::progress::Progress;
use license_workbook::store::evidence::{import_files, verify};
use license_workbook::store::{self, ExpectedState};
use license_workbook::workbook::{EvidenceState, Sha256};
use std::collections::BTreeSet;
use std::path::PathBuf;

#[test]
fn a_hundred_files_of_a_megabyte_come_back_as_they_were() {
    let mut desk = new_desk();
    let mut hashes = BTreeSet::new();
    let paths: Vec<PathBuf> = (0_u32..100)
        .map(|n| {
            // All bytes occur, and no two files are equal.
            let bytes: Vec<u8> =
                (0_u32..(1 << 20) / 4).flat_map(|i| (i.wrapping_mul(2_654_435_761) ^ n).to_le_bytes()).collect();
            hashes.insert(Sha256::of(&bytes));
            desk.write(&format!("{n}.bin"), &bytes)
        })
        .collect();
    let mut options = desk.options();
    options.embed_up_to = 25 << 20;
    let import = import_files(&paths, &options, &Progress::default()).unwrap();
    assert_eq!((import.files.len(), import.problems.len(), import.notices.len()), (100, 0, 0));
    let place = desk.place("五-3");
    desk.attach_files(&import.files, &[place]);
    let path = desk.path("w.ron");
    store::save(&desk.workbook, &path, &ExpectedState::Absent, None).unwrap();
    for path in paths {
        std::fs::remove_file(path).unwrap();
    }
    let read = store::read(&path).unwrap();
    assert_eq!(read.changed_sections, []);
    let states = verify(&read.workbook, Some(desk.home()), &Progress::default()).unwrap();
    assert_eq!(states.keys().copied().collect::<BTreeSet<_>>(), hashes);
    assert!(states.values().all(|state| *state == EvidenceState::Ok));
    assert_eq!(read.workbook, desk.workbook);
}
