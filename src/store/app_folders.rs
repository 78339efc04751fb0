//! The folders of the program. Only this file reads the environment.

use crate::workbook::DocumentId;
use std::path::{Path, PathBuf};

/// The environment variable with the folder for settings and state, for tests, for portable use, and for several users
/// of one account.
pub const STATE_DIR_VARIABLE: &str = "LICENSE_WORKBOOK_STATE_DIR";

/// The folders of the program. They may not exist yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppFolders {
    /// Settings.
    pub config: PathBuf,
    /// Journals, backups and untitled workbooks.
    pub state: PathBuf,
}

impl AppFolders {
    /// The folders of this user; `None` where the system has no home folder.
    #[must_use]
    pub fn find() -> Option<Self> {
        if let Some(folder) = std::env::var_os(STATE_DIR_VARIABLE).filter(|folder| !folder.is_empty()) {
            return Some(Self::under(PathBuf::from(folder)));
        }
        let dirs = directories::ProjectDirs::from("", "", "license-workbook")?;
        let state = dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir());
        Some(Self { config: dirs.config_dir().to_owned(), state: state.to_owned() })
    }

    /// All data in one folder.
    #[must_use]
    pub fn under(folder: PathBuf) -> Self {
        // The path must stay valid when the working directory changes.
        let folder = std::path::absolute(&folder).unwrap_or(folder);
        Self { config: folder.clone(), state: folder }
    }
}

/// The name of the user as the system reports it.
#[must_use]
pub fn user_name() -> Option<String> {
    let named = ["USER", "USERNAME", "LOGNAME"].iter().find_map(|name| std::env::var(name).ok());
    named.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty())
}

/// The path of the workbook `document` while it is untitled.
#[must_use]
pub fn untitled_path(state: &Path, document: DocumentId) -> PathBuf {
    untitled_folder(state).join(format!("{document}.ron"))
}

/// Whether `path` is that of an untitled workbook.
#[must_use]
pub fn is_untitled(state: &Path, path: &Path) -> bool {
    path.parent() == Some(&untitled_folder(state))
}

/// The folder of the untitled workbooks.
pub(super) fn untitled_folder(state: &Path) -> PathBuf {
    state.join("untitled")
}
