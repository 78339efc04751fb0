//! Evidence: taken in whole, kept true, found again, given out.

mod cli;
mod dates;
mod edits;
mod extract;
mod intake;
mod round_trip;
mod support;
mod verify;
