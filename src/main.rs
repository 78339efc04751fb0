//! Starts the window, or a headless command.

use license_workbook::app::{self, Options};
use license_workbook::cli;
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run(std::env::args_os(), open_window)
}

/// Opens the window, on `file` where one is named.
fn open_window(file: Option<PathBuf>, quit_after_first_frame: bool) -> ExitCode {
    match app::run(&Options { file, quit_after_first_frame }) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => cli::complain(&format!(
            "{error}; without a window, use a command such as: license-workbook info FILE --json"
        )),
    }
}
