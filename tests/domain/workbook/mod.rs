//! Tests of the workbook: a new workbook, accepted and refused edits, and what is derived from it on a day.

mod descriptions;
mod duty_edits;
mod edits;
mod filter;
mod history;
pub(crate) mod operations;
mod people;
mod references;
mod register;
mod seed;
pub(crate) mod support;
mod undo;
