//! Starts the window, or a headless command.

use license_workbook::cli;
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run(std::env::args_os(), open_window)
}

/// Opens the window, on `file` where one is named.
fn open_window(_file: Option<PathBuf>, _quit_after_first_frame: bool) -> ExitCode {
    cli::complain("the window is not available yet; use a command such as license-workbook info FILE")
}
