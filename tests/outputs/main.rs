//! Tests of outputs: they hold exactly what was selected, go to the right place, and pass the program's own check.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod artifacts;
mod charts;
mod chosen;
mod descriptions;
mod digests;
mod export;
mod export_diff;
mod headless;
mod ics;
mod readers;
mod streams;
#[path = "../support/mod.rs"]
mod support;
mod world;
