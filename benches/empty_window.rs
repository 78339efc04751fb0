//! The baseline for start-up time and memory: a window with our renderer, fonts and style, and no content.

use std::process::ExitCode;

use license_workbook::window::{self, Options, Renderer};

/// Draws the background only.
struct Empty;

impl eframe::App for Empty {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        egui::CentralPanel::default().show(ui, |_| {});
    }
}

fn main() -> ExitCode {
    let options = Options {
        viewport: egui::ViewportBuilder::default().with_title("Empty window").with_inner_size([1280.0, 800.0]),
        renderer: Renderer::from_environment(),
        quit_after_first_frame: std::env::args().any(|argument| argument == "--quit-after-first-frame"),
    };
    match window::run(&options, |_| Box::new(Empty)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(2),
    }
}
