//! Tests of the command line with the real binary.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod commands;
mod copies;
mod dates;
mod diff;
mod duties;
mod messages;
mod protected;
mod report;
mod shared;
mod snapshot;
mod special;
#[path = "../support/mod.rs"]
mod support;
