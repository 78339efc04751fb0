//! Evidence: taken in whole, kept true, found again, given out.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod cli;
mod dates;
mod edits;
mod extract;
mod intake;
mod round_trip;
mod support;
mod verify;
