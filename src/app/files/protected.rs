//! Protected workbooks: asking for the passphrase, opening them, and their file names.

use crate::app::copies::start_merge;
use crate::app::files::state::Protection;
use crate::app::files::{Files, Leave};
use crate::app::jobs::Concern;
use crate::app::paths::{protected_name, with_extension};
use crate::app::shared::Shared;
use crate::app::{Job, WorkbookApp};
use crate::progress::Progress;
use crate::store::{self, Backup, Holder, Key, LoadedWorkbook, Opened, UnlockError};
use crate::ui::{CopyDialog, DamagedDialog, Dialog, UnlockDraft, UnlockFor};
use crate::workbook::Workbook;
use egui::Context;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// The contents of a protected file.
enum Unlocked {
    /// A workbook to edit.
    Opened(Box<Opened>),
    /// A copy to merge, and its key.
    Read(Box<LoadedWorkbook>, Key),
    /// The file is damaged: its newest backup, if there is one, and the key.
    Damaged(Option<Box<(Backup, Workbook)>>, Key),
}

impl Unlocked {
    /// Opens the protected file at `path` with `passphrase`. `holder` gets the lock if the file is opened for editing.
    fn of(
        path: &Path,
        passphrase: &str,
        purpose: UnlockFor,
        (state, holder): (&Path, &Holder),
    ) -> Result<Self, UnlockError> {
        let key = store::key_of(path, passphrase)?;
        match purpose {
            UnlockFor::Open => match store::open_protected(path, key.clone(), state, holder, Duration::ZERO) {
                Err(UnlockError::Damaged) => {
                    let backup = store::rescue_protected(state, path, &key);
                    Ok(Self::Damaged(backup.map(Box::new), key))
                }
                outcome => outcome.map(|opened| Self::Opened(Box::new(opened))),
            },
            UnlockFor::Merge { .. } => Ok(Self::Read(Box::new(store::read_protected(path, passphrase)?), key)),
        }
    }
}

impl WorkbookApp {
    fn unlocked(
        &mut self,
        context: &Context,
        path: PathBuf,
        purpose: UnlockFor,
        outcome: Result<Unlocked, UnlockError>,
    ) {
        match (outcome, purpose) {
            (Ok(Unlocked::Opened(opened)), _) => self.files.opened(&mut self.shared, context, path, Ok(*opened)),
            (Ok(Unlocked::Read(read, _)), _) if read.workbook.id == self.shared.workbook().id => {
                start_merge(&mut self.shared, context, path, false, move || Ok((*read).into()));
            }
            (Ok(Unlocked::Read(_, key)), purpose) => {
                self.files.unlocked = Some((path.clone(), key));
                if purpose == (UnlockFor::Merge { dropped: true }) {
                    self.files.leave_for(&mut self.shared, context, Leave::Open(path));
                } else {
                    self.shared.views.dialog = Some(Dialog::Copies(Box::new(CopyDialog::Other(path))));
                }
            }
            (Ok(Unlocked::Damaged(backup, key)), _) => {
                let error = UnlockError::Damaged;
                let words = self.shared.error_words(error.kind(), error.arguments(&path));
                let Some((backup, workbook)) = backup.map(|found| *found) else {
                    return self.shared.fail("failed-open", words);
                };
                let backup = Some((self.shared.moment_words(backup.at), Arc::new(workbook)));
                self.files.damaged_key = Some((path.clone(), key));
                let dialog = DamagedDialog { path, words, backup, salvaged: None };
                self.shared.views.dialog = Some(Dialog::Damaged(Box::new(dialog)));
            }
            (Err(error @ UnlockError::WrongPassphrase), _) => {
                let words = self.shared.error_words(error.kind(), error.arguments(&path));
                self.shared.ask_passphrase(path, purpose, Some(words));
            }
            (Err(error), _) => {
                self.shared.fail("failed-open", self.shared.error_words(error.kind(), error.arguments(&path)));
            }
        }
    }
}

impl Shared {
    /// Asks for the passphrase of a file, unless no passphrase can open it.
    pub(crate) fn ask_passphrase(&mut self, path: PathBuf, purpose: UnlockFor, failed: Option<String>) {
        if let Err(error) = store::check_protected(&path) {
            self.settings.forget(&path);
            return self.fail("failed-open", self.error_words(error.kind(), error.arguments(&path)));
        }
        let draft = UnlockDraft::new(path, purpose, failed);
        self.views.dialog = Some(Dialog::Copies(Box::new(CopyDialog::Unlock(draft))));
    }

    /// Returns the path at which to save if `path` was chosen. A protected workbook gets the extension of protected
    /// files, so that it is not saved unprotected by mistake. Returns `None` and shows an error if the name would mark
    /// an unprotected workbook as protected.
    pub(crate) fn path_to_save(&mut self, path: &Path) -> Option<PathBuf> {
        let named = with_extension(path.to_owned(), "ron");
        let named = if self.file.key.is_some() { protected_name(named) } else { named };
        if self.file.key.is_none() && self.refuses_protected_name(&named) {
            return None;
        }
        if named != path && named.exists() {
            // The file dialog did not ask about replacing the file with the extension.
            let text = self.locale.format("save-name-taken", [("path", named.display().to_string().into())]);
            self.fail("failed-save", text);
            return None;
        }
        Some(named)
    }

    /// Shows an error and returns true if an unprotected file would get the name of a protected one.
    pub(crate) fn refuses_protected_name(&mut self, path: &Path) -> bool {
        let is_protected = store::is_protected(path);
        if is_protected {
            let text = self.locale.format("save-protected-name", [("path", path.display().to_string().into())]);
            self.fail("failed-save", text);
        }
        is_protected
    }
}

impl Files {
    /// The protection of the backups of the damaged file at `path`, if its passphrase was given.
    pub(super) fn protection_of(&mut self, path: &Path) -> Option<Protection> {
        let (_, key) = self.damaged_key.take().filter(|(damaged, _)| damaged == path)?;
        Some((path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(), key))
    }

    /// Opens a protected workbook for editing: with the passphrase that was just given, or after asking for it.
    pub(crate) fn open_protected(&mut self, shared: &mut Shared, context: &Context, path: PathBuf) {
        match self.unlocked.take() {
            Some((unlocked, key)) if unlocked == path => open_file(shared, context, path, Some(key)),
            _ => shared.ask_passphrase(path, UnlockFor::Open, None),
        }
    }
}

/// Opens a protected file with its passphrase, off the UI thread.
pub(crate) fn unlock(shared: &mut Shared, context: &Context, path: PathBuf, passphrase: String, purpose: UnlockFor) {
    shared.views.dialog = None;
    let name = shared.locale.text("activity-unlock").into_owned();
    let (state, holder) = (shared.environment.folders.state.clone(), shared.holder());
    let of = path.clone();
    let job = Job::long(
        Concern::Program,
        name,
        move |_: &Progress| Unlocked::of(&of, &passphrase, purpose, (&state, &holder)),
        move |program: &mut WorkbookApp, context, outcome| {
            program.unlocked(context, path, purpose, outcome);
        },
    );
    shared.jobs.start(context, job);
}

/// Opens the workbook at `path`, with `key` if it is protected.
pub(crate) fn open_file(shared: &mut Shared, context: &Context, path: PathBuf, key: Option<Key>) {
    let state = shared.environment.folders.state.clone();
    let holder = shared.holder();
    let of = path.clone();
    let job = Job::new(
        Concern::Program,
        move || store::open_with(&of, key, &state, &holder),
        move |program: &mut WorkbookApp, context, outcome| {
            program.files.opened(&mut program.shared, context, path, outcome);
        },
    );
    shared.jobs.start(context, job);
}
