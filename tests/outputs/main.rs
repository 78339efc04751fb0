//! What leaves the program: it holds what was chosen and no more, goes where it was sent, and passes the program's own check.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod artefacts;
mod chosen;
#[allow(dead_code, reason = "no test uses all of it")]
#[path = "../report/desk.rs"]
mod desk;
mod headless;
#[path = "../common/pdf_text.rs"]
mod pdf_text;
mod readers;
mod streams;
mod told;
mod world;
