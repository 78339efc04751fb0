//! License Workbook: the library behind the window and the command line.

pub mod language;
pub mod license;
pub mod obligation;
pub mod ui;
pub mod window;
