//! Starts the window, or a headless command.

use license_workbook::app::{self, Options};
use license_workbook::cli::{self, WindowWish};
use license_workbook::{preview, typeface};
use std::process::ExitCode;

fn main() -> ExitCode {
    // What others drew up is drawn by a process of its own, which this one started.
    if std::env::args_os().nth(1).is_some_and(|argument| argument == preview::ARGUMENT) {
        return preview::serve(typeface::REGULAR);
    }
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
