//! The system's file dialogs, behind a trait so that tests can answer them.

use crate::locale::Locale;
use crate::ui::PathPurpose;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// What a dialog is asked to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// What the path is for.
    pub purpose: PathPurpose,
    /// The folder it starts in.
    pub folder: Option<PathBuf>,
    /// The proposed file name.
    pub name: String,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    /// A path.
    Path(PathBuf),
    /// She closed the dialog.
    Cancelled,
    /// The system shows no dialogs; a path has to be typed.
    NoDialog,
}

/// The answer, to be waited for off the drawing thread.
pub type Waiting = Box<dyn FnOnce() -> Picked + Send>;

/// Asks for paths.
pub trait FileDialogs {
    /// Opens the dialog; what is returned waits for the answer.
    fn ask(&self, ask: &Ask, locale: &Locale) -> Waiting;
}

/// The system's own dialogs.
pub struct SystemDialogs;

/// Nobody cancels a dialog faster than this; an answer that does came from a system without one.
const TOO_FAST: Duration = Duration::from_millis(250);

impl FileDialogs for SystemDialogs {
    fn ask(&self, ask: &Ask, locale: &Locale) -> Waiting {
        let mut dialog = rfd::AsyncFileDialog::new().set_title(locale.text(ask.purpose.title()));
        if let Some(folder) = &ask.folder {
            dialog = dialog.set_directory(folder);
        }
        if !ask.name.is_empty() {
            dialog = dialog.set_file_name(&ask.name);
        }
        let (name, extensions): (_, &[&str]) = match ask.purpose {
            PathPurpose::Open | PathPurpose::SaveAs | PathPurpose::SaveCopy => ("RON", &["ron"]),
            PathPurpose::LicenseText => ("TXT", &["txt", "md"]),
            PathPurpose::Schedule => ("JSON", &["json"]),
            PathPurpose::Snapshot => ("JSON, RON", &["json", "ron"]),
            PathPurpose::Comparison(crate::ui::ComparisonFormat::Html) => ("HTML", &["html"]),
            PathPurpose::Comparison(crate::ui::ComparisonFormat::Xlsx) => ("Excel", &["xlsx"]),
            PathPurpose::Evidence(_) | PathPurpose::SaveEvidence(_) => ("*", &["*"]),
            PathPurpose::Report(file) => match file.extension() {
                "zip" => ("ZIP", &["zip"]),
                "pdf" => ("PDF", &["pdf"]),
                _docx => ("Word", &["docx"]),
            },
            PathPurpose::Export(request) => match request.format {
                crate::ui::ExportFormat::Html => ("HTML", &["html"]),
                crate::ui::ExportFormat::Csv => ("CSV", &["csv"]),
                crate::ui::ExportFormat::Json => ("JSON", &["json"]),
                crate::ui::ExportFormat::Ics => ("iCalendar", &["ics"]),
            },
        };
        if !matches!(ask.purpose, PathPurpose::Evidence(_) | PathPurpose::SaveEvidence(_)) {
            dialog = dialog.add_filter(name, extensions);
        }
        let started = Instant::now();
        let opens = matches!(
            ask.purpose,
            PathPurpose::Open
                | PathPurpose::LicenseText
                | PathPurpose::Schedule
                | PathPurpose::Snapshot
                | PathPurpose::Evidence(_)
        );
        // macOS wants dialogs to be made on the drawing thread; only the answer is waited for elsewhere.
        let answer: std::pin::Pin<Box<dyn Future<Output = Option<rfd::FileHandle>> + Send>> =
            if opens { Box::pin(dialog.pick_file()) } else { Box::pin(dialog.save_file()) };
        Box::new(move || match pollster::block_on(answer) {
            Some(file) => Picked::Path(file.path().to_owned()),
            None if cfg!(target_os = "linux") && started.elapsed() < TOO_FAST => Picked::NoDialog,
            None => Picked::Cancelled,
        })
    }
}
