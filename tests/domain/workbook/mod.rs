//! The document: what a new one holds, what an edit does and is refused, and what is derived from it on a day.

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
mod words;
