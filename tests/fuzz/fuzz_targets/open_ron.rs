//! Fuzz target: any bytes are a workbook or are refused.

#![no_main]

#[path = "../targets.rs"]
mod targets;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| targets::file(bytes));
