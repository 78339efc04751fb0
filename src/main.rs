//! Starts the window, or a headless command.

use license_workbook::app;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut options = app::Options::default();
    for arg in std::env::args_os().skip(1) {
        if arg == "--quit-after-first-frame" {
            options.quit_after_first_frame = true;
        } else {
            options.file = Some(arg.into());
        }
    }
    match app::run(&options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            use std::io::Write as _;
            drop(writeln!(std::io::stderr(), "license-workbook: {error}"));
            ExitCode::from(2)
        }
    }
}
