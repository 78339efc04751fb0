//! The cost of reading scanned pages: seconds of processor time and of waiting for each page in `tests/data/scans`, the
//! characters that were read wrong, and the peak of memory. `cargo bench --bench scans`, or `-- 3` for three rounds.
//!
//! Memory and processor time are measured on Linux only.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark fails by panicking and prints its result")]

use license_workbook::intake;
use license_workbook::license::half_width;
use license_workbook::progress::Progress;
use license_workbook::typeface::REGULAR;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

const PAGES: usize = 6;

/// The characters that count: without white space, with punctuation of half width.
fn counted(text: &str) -> Vec<char> {
    text.chars().filter(|c| !c.is_whitespace()).map(half_width).collect()
}

/// The processor time of this process in seconds. A tick is a hundredth of a second on every Linux in use.
fn processor_seconds() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let (_, fields) = stat.rsplit_once(')')?; // the name before it may contain spaces
    let ticks: Vec<f64> = fields.split_whitespace().skip(11).take(2).filter_map(|field| field.parse().ok()).collect();
    (ticks.len() == 2).then(|| ticks.iter().sum::<f64>() / 100.0)
}

/// The greatest memory of this process so far, in megabytes.
fn peak_mb() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.split_whitespace().next()?;
    kilobytes.parse::<f64>().ok().map(|kilobytes| kilobytes / 1024.0)
}

/// A number with its unit, or a dash.
fn cell(value: Option<f64>, unit: &str) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.1} {unit}"))
}

fn main() {
    let rounds = std::env::args().find_map(|arg| arg.parse::<usize>().ok()).unwrap_or(1).max(1);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/scans");
    println!("page  characters  wrong   processor     waiting   peak so far   (mean of {rounds} rounds)");
    let (mut processor, mut waited) = (Some(0.0), 0.0);
    for page in 1..=PAGES {
        let bytes = Arc::new(fs::read(folder.join(format!("page-{page}.jpg"))).unwrap());
        let printed = counted(&fs::read_to_string(folder.join(format!("page-{page}.txt"))).unwrap());
        let (before, started) = (processor_seconds(), Instant::now());
        let mut wrong = 0;
        for _ in 0..rounds {
            let reading = intake::read("page.jpg", &bytes, REGULAR, &Progress::default()).unwrap();
            wrong = strsim::generic_levenshtein(&printed, &counted(&reading.text));
        }
        let taken = started.elapsed().as_secs_f64() / rounds as f64;
        let spent = before.zip(processor_seconds()).map(|(before, after)| (after - before) / rounds as f64);
        processor = processor.zip(spent).map(|(sum, spent)| sum + spent);
        waited += taken;
        let (spent, peak) = (cell(spent, "s"), cell(peak_mb(), "MB"));
        println!("{page:4} {:11} {wrong:6} {spent:>11} {taken:>9.1} s {peak:>13}", printed.len());
    }
    let mean = cell(processor.map(|sum| sum / PAGES as f64), "s");
    println!("mean {:18} {mean:>11} {:>9.1} s {:>13}", "", waited / PAGES as f64, cell(peak_mb(), "MB"));
}
