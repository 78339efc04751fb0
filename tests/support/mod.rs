//! Code that several test programs share: workbooks, files, and the program in a separate home folder.

#![allow(dead_code, reason = "no test binary uses all of it")]

pub(crate) mod builder;
mod builder_fields;
pub(crate) mod desk;
pub(crate) mod disk;
pub(crate) mod facts;
pub(crate) mod filled;
pub(crate) mod folder;
pub(crate) mod home;
pub(crate) mod ofd;
pub(crate) mod paper;
pub(crate) mod pdf_text;
pub(crate) mod random;
pub(crate) mod reporting;
pub(crate) mod word;

use chrono::{DateTime, NaiveDate, Utc};
use license_workbook::obligation::Catalog;
use std::io::Write as _;
use std::sync::LazyLock;

/// The license that comes with the program.
pub(crate) const LICENSE: &str = include_str!("../../seeds/license-su-b2-20140200.txt");

/// The built-in catalog, read once.
pub(crate) fn catalog() -> &'static Catalog {
    static CATALOG: LazyLock<Catalog> = LazyLock::new(|| Catalog::builtin().unwrap());
    &CATALOG
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The time at which the filled workbook was edited.
pub(crate) fn moment() -> DateTime<Utc> {
    "2026-11-20T06:30:00Z".parse().unwrap()
}

/// Reports a skipped test on standard error. Bypasses the test harness, which hides the output of tests that pass.
pub(crate) fn not_tested(why: &str) {
    writeln!(std::io::stderr().lock(), "NOT TESTED: {why}").unwrap();
}
