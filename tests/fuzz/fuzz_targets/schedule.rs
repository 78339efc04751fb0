//! Fuzz target: any text is a holiday schedule or is refused.

#![no_main]

#[path = "../targets.rs"]
mod targets;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| targets::schedule(bytes));
