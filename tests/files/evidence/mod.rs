//! Tests of evidence: intake, edits, verification, search for lost files, and extraction.

mod cli;
mod dates;
mod edits;
mod extract;
mod import;
mod round_trip;
mod support;
mod verify;
