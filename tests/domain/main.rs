//! Tests of the domain: license, catalog, dates, workbook, merges, frozen snapshots, and report.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod calendar;
mod catalog;
mod dates;
mod license;
mod license_changes;
mod merge;
mod report;
mod snapshots;
#[path = "../support/mod.rs"]
mod support;
mod workbook;
