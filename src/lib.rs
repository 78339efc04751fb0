//! License Workbook: the library behind the window and the command line.

pub mod calendar;
pub mod export;
pub mod language;
pub mod license;
pub mod locale;
pub mod obligation;
pub mod snapshot;
pub mod workbook;
