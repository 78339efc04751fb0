//! Measures whether the time to read a license grows linearly with its length: `cargo bench --bench license`
//! repeats pieces of a license and prints the time of 16 times the text over the time of the text. A ratio far above 16
//! means that a part of the parser is not linear. It is no test, because load distorts single ratios.

#![allow(clippy::print_stdout, reason = "a benchmark prints its result")]

use license_workbook::license::parse;
use std::hint::black_box;
use std::time::{Duration, Instant};

const SHORT: usize = 2_000;
const LONG: usize = 16 * SHORT;
const RUNS: usize = 5;

/// The pieces, one per line; trailing blanks are significant.
const PIECES: &str = include_str!("../tests/data/license_pieces.txt");

/// The shortest of several runs.
fn time(text: &str) -> Duration {
    let run = |_| {
        let started = Instant::now();
        black_box(parse(black_box(text)));
        started.elapsed()
    };
    (0..RUNS).map(run).min().unwrap_or_default()
}

fn main() {
    let mut rows = Vec::new();
    for piece in PIECES.lines() {
        for separator in ["", "\n", "\n\n"] {
            for start in ["", "特别规定事项\n一、", "附页\n信息服务业务"] {
                let text = |n: usize| format!("{start}{}", [piece].repeat(n).join(separator));
                let (short, long) = (time(&text(SHORT)), time(&text(LONG)));
                let ratio = long.as_secs_f64() / short.as_secs_f64().max(f64::MIN_POSITIVE);
                rows.push((ratio, long, piece, separator, start));
            }
        }
    }
    rows.sort_by(|a, b| b.0.total_cmp(&a.0));
    println!("ratio  time of {LONG} pieces  piece, separator, start (16 is linear, 256 is quadratic)");
    for (ratio, long, piece, separator, start) in rows {
        println!("{ratio:>5.1}  {long:>10.1?}  {piece:?} {separator:?} {start:?}");
    }
}
