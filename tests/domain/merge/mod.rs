//! Two copies of a workbook that went apart become one: nothing lost, nothing invented, in whatever order.

mod attacks;
mod cases;
mod extracts;
mod forging;
mod people;
mod properties;
mod world;
