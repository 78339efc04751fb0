//! Where the program keeps its own files: the one place that asks the environment.

use crate::workbook::DocumentId;
use std::path::{Path, PathBuf};

/// The variable that puts settings and state into a folder of its own: tests, sticks, several users of one account.
pub const STATE_DIR_VARIABLE: &str = "LICENSE_WORKBOOK_STATE_DIR";

/// The program's own folders. They may not exist yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    /// Settings.
    pub config: PathBuf,
    /// Journals, backups, untitled workbooks.
    pub state: PathBuf,
}

impl Places {
    /// The folders of this user; `None` where the system names no home folder.
    #[must_use]
    pub fn find() -> Option<Self> {
        if let Some(folder) = std::env::var_os(STATE_DIR_VARIABLE).filter(|folder| !folder.is_empty()) {
            return Some(Self::under(PathBuf::from(folder)));
        }
        let dirs = directories::ProjectDirs::from("", "", "license-workbook")?;
        let state = dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir());
        Some(Self { config: dirs.config_dir().to_owned(), state: state.to_owned() })
    }

    /// All in one folder.
    #[must_use]
    pub fn under(folder: PathBuf) -> Self {
        // Whatever becomes of the working folder later.
        let folder = std::path::absolute(&folder).unwrap_or(folder);
        Self { config: folder.clone(), state: folder }
    }
}

/// The name of the user by the system, where it tells one.
#[must_use]
pub fn user_name() -> Option<String> {
    let named = ["USER", "USERNAME", "LOGNAME"].iter().find_map(|name| std::env::var(name).ok());
    named.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty())
}

/// Where the workbook `document` is while it has no name.
#[must_use]
pub fn untitled_path(state: &Path, document: DocumentId) -> PathBuf {
    untitled_folder(state).join(format!("{document}.ron"))
}

/// Whether `path` is that of a workbook without a name.
#[must_use]
pub fn is_untitled(state: &Path, path: &Path) -> bool {
    path.parent() == Some(&untitled_folder(state))
}

/// The folder of the workbooks without a name.
pub(super) fn untitled_folder(state: &Path) -> PathBuf {
    state.join("untitled")
}
