//! Any text is read as a license; what finds no place is reported with its line.

#![no_main]

use libfuzzer_sys::fuzz_target;
use license_workbook::license::parse;

fuzz_target!(|text: &str| {
    let license = parse(text);
    assert!(license.problems.iter().all(|problem| problem.line >= 1));
});
