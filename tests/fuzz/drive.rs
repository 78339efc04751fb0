//! Runs the fuzz targets without a fuzzer, on inputs that are derived from their corpus: a bounded number in `cargo
//! test`, and any number with
//!
//!     cargo test --test fuzz -- TARGET RUNS [FIRST]
//!
//! A failing input is written to the corpus and stays there after the fix: each run includes the whole corpus.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test fails by panicking and prints its result")]

mod mutate;
mod targets;

use license_workbook::preview::{NoPreview, PreviewRequest, Previewer};
use license_workbook::typeface;
use mutate::Chance;
use std::fs;
use std::io::Write as _;
use std::panic;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// A target: its name, the folder of its corpus, the default number of runs, and its function.
type Target = (&'static str, &'static str, u64, fn(&[u8]));

const TARGETS: [Target; 5] = [
    ("file", "open_ron", 400, targets::file),
    ("merge", "open_ron", 150, targets::merge),
    ("license_text", "license_text", 300, targets::license_text),
    ("schedule", "schedule", 400, targets::schedule),
    ("preview", "preview", 60, preview),
];

/// An input that takes longer fails, even on a slow machine.
const TIMEOUT: Duration = Duration::from_mins(1);

/// A file of any bytes is drawn within the time limit, or an error is returned. `PROGRAM` selects another build of the
/// program, because a new build may replace the one beside this test during a long run.
fn preview(bytes: &[u8]) {
    let program = std::env::var_os("PROGRAM").unwrap_or_else(|| env!("CARGO_BIN_EXE_license-workbook").into());
    let previewer = Previewer { program: program.into(), time: Duration::from_secs(1) };
    let wish = PreviewRequest { page: 0, longest_side: 300, font: typeface::REGULAR };
    let name = if bytes.len().is_multiple_of(2) { "a.pdf" } else { "a.png" };
    assert!(previewer.preview(bytes.to_vec(), name, wish) != Err(NoPreview::NotStarted));
}

fn folder(corpus: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(corpus)
}

fn corpus(name: &str) -> Vec<Vec<u8>> {
    let mut paths: Vec<_> = fs::read_dir(folder(name)).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() >= 3, "{name}");
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

/// Runs the target once; writes a failing input to the corpus.
fn run(target: &Target, label: &str, bytes: &[u8]) -> bool {
    let (name, folder_of, _, act) = target;
    let begun = Instant::now();
    let holds = panic::catch_unwind(|| act(bytes)).is_ok() && begun.elapsed() < TIMEOUT;
    if !holds {
        let found = folder(folder_of).join(format!("found-{name}-{label}"));
        let mut file = tempfile::NamedTempFile::new_in(folder(folder_of)).unwrap();
        file.write_all(bytes).unwrap();
        file.persist(&found).unwrap();
        println!("{name}: {label} does not hold after {:?}: {}", begun.elapsed(), found.display());
    }
    holds
}

fn drive(target: &Target, runs: u64, first: u64) -> bool {
    let (name, folder_of, ..) = target;
    let corpus = corpus(folder_of);
    let begun = Instant::now();
    let mut all_hold = true;
    for (n, bytes) in corpus.iter().enumerate() {
        all_hold &= run(target, &format!("corpus-{n}"), bytes);
    }
    for number in first..first + runs {
        let bytes = Chance::new(name, number).input(&corpus);
        all_hold &= run(target, &number.to_string(), &bytes);
    }
    println!("{name}: {} inputs of the corpus and {runs} made from them, {:?}", corpus.len(), begun.elapsed());
    all_hold
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument == "--list") {
        return ExitCode::SUCCESS;
    }
    let wanted = |target: &&Target| arguments.first().is_none_or(|name| name.starts_with('-') || name == target.0);
    let number = |at: usize| arguments.get(at).and_then(|text| text.parse().ok());
    let held: Vec<bool> = TARGETS
        .iter()
        .filter(wanted)
        .map(|target| drive(target, number(1).unwrap_or(target.2), number(2).unwrap_or(0)))
        .collect();
    if held.iter().all(|held| *held) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
