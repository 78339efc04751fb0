//! Tests of the window through accessible names and keys, without a display.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod copies;
mod covers;
mod deadlines;
mod duty_edits;
mod evidence;
mod evidence_storage;
mod exports;
mod found;
mod history;
mod keys;
mod locale;
mod machine;
mod people;
mod protected;
mod report;
mod report_truth;
mod review;
mod safety;
mod snapshots;
#[path = "../support/mod.rs"]
mod support;
mod workbook;
