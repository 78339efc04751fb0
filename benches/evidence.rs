//! The cost of saving and loading a workbook with 100 files of 1 MB, compared with the cost of the disk and of hashing.
//!
//! The ratios within one run are comparable between machines; both should be at most 2. `cargo bench --bench evidence`,
//! or `-- 5` for five rounds.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark fails by panicking and prints its result")]

use license_workbook::calendar::schedules;
use license_workbook::obligation::Catalog;
use license_workbook::progress::Progress;
use license_workbook::store::evidence::{import_bytes, verify};
use license_workbook::store::{self, ExpectedState};
use license_workbook::workbook::{
    EvidenceDetails, EvidenceUse, IdSource, Person, PersonId, Sha256, Stamp, Workbook, seed,
};
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

const FILES: u32 = 100;
const SIZE: u32 = 1 << 20;
const TEXT: &str = include_str!("../seeds/license-su-b2-20140200.txt");

/// Bytes without repetitions.
fn content(n: u32) -> Vec<u8> {
    let mut state = n.wrapping_add(1).wrapping_mul(2_654_435_761);
    let word = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state
    };
    std::iter::repeat_with(word).take((SIZE / 4) as usize).flat_map(u32::to_le_bytes).collect()
}

fn workbook(contents: &[Vec<u8>]) -> Workbook {
    let mut ids = IdSource::new(7);
    let catalog = Catalog::builtin().unwrap();
    let today = "2026-11-24".parse().unwrap();
    let (mut workbook, _) = seed(TEXT, &catalog, schedules::builtin(), today, &mut ids);
    let author: PersonId = ids.next_id();
    let stamp = Stamp { author, at: "2026-11-24T04:00:00Z".parse().unwrap() };
    let edit = workbook.put_person(author, Person { name: "王芳".to_owned(), role: String::new(), same_as: None });
    workbook.apply(edit, stamp, ids.next_id()).unwrap();
    let duty = *workbook.duties.keys().next().unwrap();
    let files: Vec<_> =
        contents.iter().enumerate().map(|(n, bytes)| import_bytes(&format!("{n}.bin"), bytes)).collect();
    for file in &files {
        workbook.put_blob(file.hash, Arc::clone(file.base64().unwrap()));
    }
    let edit = workbook.attach(&files, &EvidenceDetails::default(), &[EvidenceUse::Duty(duty)], stamp);
    workbook.apply(edit, stamp, ids.next_id()).unwrap();
    workbook
}

/// Writes the same bytes into one file and syncs it: the lower bound for a save.
fn write_synced(path: &Path, contents: &[Vec<u8>]) {
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).open(path).unwrap();
    for bytes in contents {
        file.write_all(bytes).unwrap();
    }
    file.sync_all().unwrap();
}

fn read_hashed(path: &Path) {
    let bytes = fs::read(path).unwrap();
    for piece in bytes.chunks(SIZE as usize) {
        std::hint::black_box(Sha256::of(piece));
    }
}

fn timed(what: impl FnOnce()) -> Duration {
    let start = Instant::now();
    what();
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default().as_secs_f64()
}

fn main() {
    let rounds = std::env::args().find_map(|arg| arg.parse::<usize>().ok()).unwrap_or(7);
    // The folder is in the working directory, because a temporary one may be in memory, where syncing costs nothing.
    let folder = tempfile::tempdir_in(".").unwrap();
    let contents: Vec<Vec<u8>> = (0..FILES).map(content).collect();
    let workbook = workbook(&contents);
    let (plain, file) = (folder.path().join("plain.bin"), folder.path().join("w.ron"));
    let (mut write, mut save, mut read, mut load, mut check, mut text) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..rounds {
        // Alternating the two spreads the load of the machine over both.
        write.push(timed(|| write_synced(&plain, &contents)));
        save.push(timed(|| drop(store::save(&workbook, &file, &ExpectedState::Anything, None).unwrap())));
        text.push(timed(|| drop(store::to_ron(&workbook).unwrap())));
        read.push(timed(|| read_hashed(&plain)));
        load.push(timed(|| drop(store::read(&file).unwrap())));
        check.push(timed(|| drop(verify(&workbook, None, &Progress::default()).unwrap())));
    }
    let (write, save, read, load, check, text) =
        (median(write), median(save), median(read), median(load), median(check), median(text));
    println!("{FILES} files of {} KB, median of {rounds} rounds", SIZE >> 10);
    println!("write and sync the bytes   {:>7.0} ms", write * 1e3);
    println!(
        "save the workbook          {:>7.0} ms   ratio {:.2}   of it text {:.0} ms",
        save * 1e3,
        save / write,
        text * 1e3
    );
    println!("read and hash the bytes    {:>7.0} ms", read * 1e3);
    println!("load the workbook          {:>7.0} ms   ratio {:.2}", load * 1e3, load / read);
    println!("check all evidence         {:>7.0} ms   ratio {:.2}", check * 1e3, check / read);
}
