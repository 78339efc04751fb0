//! Fuzz target: any copy merges to the same history from either side.

#![no_main]

#[path = "../targets.rs"]
mod targets;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| targets::merge(bytes));
