//! Tests of files: the store, evidence, previews, limits, and the size of a workbook after ten years.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod evidence;
mod forms;
mod licenses;
mod limits;
mod preview;
mod scans;
mod store;
#[path = "../support/mod.rs"]
mod support;
mod ten_years;
