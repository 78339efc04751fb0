//! Two copies of a workbook that went apart become one: nothing lost, nothing invented, in whatever order.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod attacks;
#[path = "../store/builder.rs"]
#[allow(dead_code, reason = "made for the tests of the store; these need a part of it")]
mod builder;
mod cases;
mod extracts;
mod forging;
#[path = "../workbook/operations.rs"]
#[allow(dead_code, reason = "made for the tests of the workbook; these need a part of it")]
mod operations;
mod people;
mod properties;
#[path = "../workbook/support.rs"]
#[allow(dead_code, reason = "made for the tests of the workbook; these need a part of it")]
mod support;
mod world;
