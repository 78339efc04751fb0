//! Tests of merging copies of a workbook: in any order, nothing is lost and nothing is invented.

mod attacks;
mod cases;
mod extracts;
mod forging;
mod labels;
mod people;
mod properties;
pub(crate) mod world;
