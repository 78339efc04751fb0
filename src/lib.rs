//! License Workbook: the library behind the window and the command line.

pub mod app;
pub mod calendar;
pub mod cli;
pub mod command;
pub mod export;
pub mod language;
pub mod license;
pub mod locale;
pub mod obligation;
pub mod snapshot;
pub mod store;
pub mod ui;
pub mod window;
pub mod workbook;
