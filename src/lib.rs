//! License Workbook: the library behind the window and the command line.

pub mod calendar;
pub mod language;
pub mod license;
pub mod locale;
pub mod obligation;
pub mod store;
pub mod workbook;
