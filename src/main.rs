//! Starts the window or a command.

use license_workbook::app::{self, Options};
use license_workbook::cli::{self, WindowWish};
use license_workbook::{preview, typeface};
use std::process::ExitCode;

fn main() -> ExitCode {
    // Files of others are drawn by a process of their own, which the program starts with this argument.
    if std::env::args_os().nth(1).is_some_and(|argument| argument == preview::ARGUMENT) {
        return preview::serve(typeface::REGULAR);
    }
    cli::run(std::env::args_os(), open_window)
}

/// Opens the window.
fn open_window(wish: WindowWish) -> ExitCode {
    let WindowWish { file, quit_after_first_frame, language } = wish;
    match app::run(&Options { file, quit_after_first_frame, language }) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => cli::no_window(error.kind(), &error.reason(), language),
    }
}
