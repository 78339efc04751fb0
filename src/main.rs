//! Starts the window, or a headless command.

use license_workbook::app::{self, Options};
use license_workbook::cli::{self, WindowWish};
use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run(std::env::args_os(), open_window)
}

/// Opens the window as it is wished for.
fn open_window(wish: WindowWish) -> ExitCode {
    let WindowWish { file, quit_after_first_frame, language } = wish;
    match app::run(&Options { file, quit_after_first_frame, language }) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => cli::no_window(error.kind(), &error.reason(), language),
    }
}
