//! The file dialogs of the system, behind a trait so that tests can replace them.

use crate::export_format::Format;
use crate::locale::Locale;
use crate::store;
use crate::ui::{CopyPath, PathPurpose};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The properties of a file dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// What the path is for.
    pub purpose: PathPurpose,
    /// The folder in which the dialog starts; `None` for the choice of the system.
    pub folder: Option<PathBuf>,
    /// The proposed file name.
    pub name: String,
}

/// The result of a file dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    /// One path.
    Path(PathBuf),
    /// Several paths of files to read.
    Paths(Vec<PathBuf>),
    /// The user closed the dialog.
    Canceled,
    /// The system has no dialogs; the user has to type a path.
    NoDialog,
}

/// Waits for the answer; called off the UI thread.
pub type Waiting = Box<dyn FnOnce() -> Picked + Send>;

/// Shows file dialogs and opens files in other programs.
pub trait FileDialogs {
    /// Shows the dialog and returns a function that waits for the answer.
    fn ask(&self, ask: &Ask, locale: &Locale) -> Waiting;

    /// Opens a file in its default program.
    ///
    /// # Errors
    /// The message of the system, if the file cannot be opened.
    fn open(&self, path: &Path) -> Result<(), String> {
        opener::open(path).map_err(|error| error.to_string())
    }

    /// Shows the folder of a file in the file manager.
    ///
    /// # Errors
    /// The message of the system, if the folder cannot be shown.
    fn reveal(&self, path: &Path) -> Result<(), String> {
        self.open(path.parent().unwrap_or(path))
    }
}

/// The dialogs of the system.
pub struct SystemDialogs;

/// No user can cancel a dialog in less time. A faster answer comes from a system without dialogs.
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
        if let Some((name, extensions)) = filter(ask) {
            dialog = dialog.add_filter(name, &extensions);
        }
        let started = Instant::now();
        // macOS requires that dialogs are created on the UI thread. Only waiting runs elsewhere.
        let answer: std::pin::Pin<Box<dyn Future<Output = Vec<rfd::FileHandle>> + Send>> =
            if matches!(ask.purpose, PathPurpose::Evidence(_) | PathPurpose::EvidenceLinks(_)) {
                let files = dialog.pick_files();
                Box::pin(async move { files.await.unwrap_or_default() })
            } else if ask.purpose.is_folder() {
                let folder = dialog.pick_folder();
                Box::pin(async move { folder.await.into_iter().collect() })
            } else if ask.purpose.opens() {
                let file = dialog.pick_file();
                Box::pin(async move { file.await.into_iter().collect() })
            } else {
                let file = dialog.save_file();
                Box::pin(async move { file.await.into_iter().collect() })
            };
        Box::new(move || {
            let mut paths: Vec<PathBuf> =
                pollster::block_on(answer).iter().map(|file| file.path().to_owned()).collect();
            match paths.len() {
                0 if cfg!(target_os = "linux") && started.elapsed() < TOO_FAST => Picked::NoDialog,
                0 => Picked::Canceled,
                1 => paths.pop().map_or(Picked::Canceled, Picked::Path),
                _ => Picked::Paths(paths),
            }
        })
    }
}

/// The extensions of files that can be read as a license.
const LICENSE_FILES: [&str; 16] = [
    "pdf", "ofd", "docx", "rtf", "txt", "md", "htm", "html", "jpg", "jpeg", "png", "tif", "tiff", "bmp", "webp", "gif",
];

/// Whether a file can be read as a license, by its extension.
pub(super) fn may_be_a_license(path: &Path) -> bool {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    extension.is_some_and(|extension| LICENSE_FILES.contains(&extension.as_str()))
}

/// The name and the extensions of the files that the dialog shows; `None` for all files.
fn filter(ask: &Ask) -> Option<(&'static str, Vec<&'static str>)> {
    Some(match ask.purpose {
        PathPurpose::Open | PathPurpose::Copy(CopyPath::Merge) => ("RON", vec!["ron", "age"]),
        PathPurpose::Copy(CopyPath::HandOut { protected: true }) => ("AGE", vec!["age"]),
        PathPurpose::SaveAs | PathPurpose::SaveCopy if ask.name.ends_with(store::PROTECTED) => ("AGE", vec!["age"]),
        PathPurpose::Copy(CopyPath::HandOut { protected: false }) | PathPurpose::SaveAs | PathPurpose::SaveCopy => {
            ("RON", vec!["ron"])
        }
        PathPurpose::Copy(CopyPath::History) => format_filter(Format::Csv.as_str()),
        PathPurpose::LicenseText => ("PDF, OFD, DOCX, TXT, JPG …", LICENSE_FILES.to_vec()),
        PathPurpose::Schedule => format_filter(Format::Json.as_str()),
        PathPurpose::Extract { zip: true } => format_filter("zip"),
        PathPurpose::Snapshot => ("JSON, RON", vec!["json", "ron"]),
        PathPurpose::Comparison(format, _) => format_filter(format.extension()),
        PathPurpose::Report(file) => format_filter(file.extension()),
        PathPurpose::Export(request) => format_filter(request.extension()),
        PathPurpose::Evidence(_)
        | PathPurpose::EvidenceLinks(_)
        | PathPurpose::EvidenceFolder(_)
        | PathPurpose::Replacement(_)
        | PathPurpose::MoveOut(_)
        | PathPurpose::FindEvidence
        | PathPurpose::Extract { zip: false }
        | PathPurpose::SaveEvidence(_) => return None,
    })
}

/// The filter for a file with this extension: an export format, or an archive of several.
fn format_filter(extension: &'static str) -> (&'static str, Vec<&'static str>) {
    (Format::of_ending(extension).map_or("ZIP", Format::filter), vec![extension])
}
