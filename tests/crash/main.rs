//! Breaks saves in many ways and prints the attempts, faults and losses. A loss fails the test.
//!
//! `cargo test --test crash` runs it as CI does; `cargo test --test crash -- --kills 5000` kills more processes. It has
//! no test harness, because it starts itself as the process that is killed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::print_stdout, reason = "the table is the output of this program")]

mod child;
mod full;
mod kills;
mod sharing;
mod steps;
#[path = "../support/mod.rs"]
mod support;
mod window;

use std::fmt::Write as _;

/// The result of one way to break saves.
pub(crate) struct Row {
    /// The scenario in words.
    pub(crate) what: &'static str,
    /// The number of attempts.
    pub(crate) attempts: usize,
    /// The number of faults that really occurred: a save that failed, a process that was killed.
    pub(crate) faults: usize,
    /// The losses in words: a file that is neither the old nor the new one, a lost edit, a panic.
    pub(crate) losses: Vec<String>,
    /// A remark for the table.
    pub(crate) remark: String,
}

impl Row {
    pub(crate) fn new(what: &'static str) -> Self {
        Self { what, attempts: 0, faults: 0, losses: Vec::new(), remark: String::new() }
    }

    /// Adds a loss unless `holds` is true.
    pub(crate) fn check(&mut self, holds: bool, otherwise: impl FnOnce() -> String) {
        if !holds {
            self.losses.push(otherwise());
        }
    }
}

/// The default number of processes to kill.
const KILLS: usize = 300;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.first().is_some_and(|first| first == child::WORD) {
        child::run(&arguments[1..]);
        return;
    }
    if arguments.iter().any(|argument| argument == "--list") {
        return;
    }
    let number = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1)?.parse().ok()
    };
    let kills = number("--kills").unwrap_or(KILLS);
    let windows = number("--windows").unwrap_or((kills / 40).clamp(4, 200));
    let rows = [
        steps::a_step_fails(),
        steps::a_step_fails_in_place(),
        steps::a_step_fails_beside_the_journal(),
        steps::the_file_is_cut(),
        steps::a_byte_is_flipped(),
        full::the_disk_is_full(),
        sharing::two_with_locks(),
        sharing::two_without_locks(),
        kills::a_process_is_killed(kills),
        kills::a_process_that_writes_in_place_is_killed(kills / 3),
        window::the_window_is_killed(windows),
    ];
    println!("{}", table(&rows));
    let losses: Vec<&String> = rows.iter().flat_map(|row| &row.losses).collect();
    for loss in losses.iter().take(20) {
        println!("LOST: {loss}");
    }
    assert!(losses.is_empty(), "{} losses", losses.len());
    assert!(rows.iter().all(|row| row.attempts > 0 || !row.remark.is_empty()), "a row was not tried");
}

fn table(rows: &[Row]) -> String {
    let mut text = format!("\n{:52} {:>9} {:>9} {:>7}\n", "", "attempts", "faults", "losses");
    for row in rows {
        let losses = row.losses.len();
        writeln!(text, "{:52} {:>9} {:>9} {losses:>7}  {}", row.what, row.attempts, row.faults, row.remark).unwrap();
    }
    let sum = |of: fn(&Row) -> usize| rows.iter().map(of).sum::<usize>();
    let (attempts, faults, losses) = (sum(|r| r.attempts), sum(|r| r.faults), sum(|r| r.losses.len()));
    writeln!(text, "{:52} {attempts:>9} {faults:>9} {losses:>7}", "in all").unwrap();
    text
}
