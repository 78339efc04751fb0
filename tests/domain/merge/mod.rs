//! Two copies of a workbook that went apart become one: nothing lost, nothing invented, in whatever order.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod attacks;
mod cases;
mod extracts;
mod forging;
mod people;
mod properties;
mod world;
