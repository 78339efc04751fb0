//! Files: what is saved, taken in and looked at, and how much of it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod evidence;
mod limits;
mod preview;
mod store;
#[path = "../support/mod.rs"]
mod support;
mod ten_years;
