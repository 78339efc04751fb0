//! What leaves the program: it holds what was chosen and no more, goes where it was sent, and passes the program's own check.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod artefacts;
mod charts;
mod chosen;
mod digests;
mod export;
mod export_diff;
mod headless;
mod ics;
mod readers;
mod streams;
#[path = "../support/mod.rs"]
mod support;
mod told;
mod world;
