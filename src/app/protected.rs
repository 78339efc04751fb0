//! Workbooks behind a passphrase: asking for it, opening them with it, and the names that they are saved under.

use super::answers::Done;
use super::exports::with_extension;
use super::merge::CopyAnswer;
use super::{Leave, WorkbookApp};
use crate::store::{self, Backup, Holder, Key, Opened, ReadFile, UnlockError};
use crate::ui::{CopyDialog, DamagedDialog, Dialog, UnlockDraft, UnlockFor};
use crate::workbook::Workbook;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// What was behind a passphrase.
pub(super) enum Unlocked {
    /// The workbook that is to be worked on.
    Opened(Box<Opened>),
    /// A copy that is to be merged, and what opens it.
    Read(Box<ReadFile>, Key),
    /// The file is damaged, and here is its newest backup, if there is one, and what opens it.
    Damaged(Option<Box<(Backup, Workbook)>>, Key),
}

/// What protects a workbook that was taken from a protected file, and the name of that file.
pub(super) type Protection = (String, Key);

impl Unlocked {
    /// Opens what is behind the `passphrase` of the file at `path`, for `holder` where it is to be worked on.
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
    /// Asks for the passphrase of a file, unless none can open it.
    pub(super) fn ask_passphrase(&mut self, path: PathBuf, purpose: UnlockFor, failed: Option<String>) {
        if let Err(error) = store::look_at_protected(&path) {
            self.settings.forget(&path);
            return self.fail("failed-open", self.error_words(error.kind(), error.arguments(&path)));
        }
        let draft = UnlockDraft::new(path, purpose, failed);
        self.views.dialog = Some(Dialog::Copies(Box::new(CopyDialog::Unlock(draft))));
    }

    /// Opens what is behind the passphrase of a file, off the drawing thread.
    pub(super) fn unlock(&mut self, context: &egui::Context, path: PathBuf, passphrase: String, purpose: UnlockFor) {
        self.views.dialog = None;
        let name = self.locale.text("activity-unlock").into_owned();
        let (state, holder) = (self.surroundings.places.state.clone(), self.holder());
        self.jobs.start_long(context, name, move |_| {
            let outcome = Unlocked::of(&path, &passphrase, purpose, (&state, &holder));
            Done::Copies(Box::new(CopyAnswer::Unlocked(path, purpose, outcome)))
        });
    }

    pub(super) fn unlocked(
        &mut self,
        context: &egui::Context,
        path: PathBuf,
        purpose: UnlockFor,
        outcome: Result<Unlocked, UnlockError>,
    ) {
        match (outcome, purpose) {
            (Ok(Unlocked::Opened(opened)), _) => self.opened(context, path, Ok(*opened)),
            (Ok(Unlocked::Read(read, _)), _) if read.workbook.id == self.workbook().id => {
                self.start_merge(context, path, false, move || Ok((*read).into()));
            }
            (Ok(Unlocked::Read(_, key)), purpose) => {
                self.copying.unlocked = Some((path.clone(), key));
                if purpose == (UnlockFor::Merge { dropped: true }) {
                    self.leave_for(context, Leave::Open(path));
                } else {
                    self.views.dialog = Some(Dialog::Copies(Box::new(CopyDialog::Other(path))));
                }
            }
            (Ok(Unlocked::Damaged(backup, key)), _) => {
                let error = UnlockError::Damaged;
                let words = self.error_words(error.kind(), error.arguments(&path));
                let Some((backup, workbook)) = backup.map(|found| *found) else {
                    return self.fail("failed-open", words);
                };
                let backup = Some((self.moment_words(backup.at), Arc::new(workbook)));
                self.copying.damaged = Some((path.clone(), key));
                let dialog = DamagedDialog { path, words, backup, salvaged: None };
                self.views.dialog = Some(Dialog::Damaged(Box::new(dialog)));
            }
            (Err(error @ UnlockError::WrongPassphrase), _) => {
                let words = self.error_words(error.kind(), error.arguments(&path));
                self.ask_passphrase(path, purpose, Some(words));
            }
            (Err(error), _) => self.fail("failed-open", self.error_words(error.kind(), error.arguments(&path))),
        }
    }

    /// Opens a protected workbook to work on it: with the passphrase that was typed for it just now, or after asking.
    pub(super) fn open_protected(&mut self, context: &egui::Context, path: PathBuf) {
        match self.copying.unlocked.take() {
            Some((unlocked, key)) if unlocked == path => self.open_file(context, path, Some(key)),
            _ => self.ask_passphrase(path, UnlockFor::Open, None),
        }
    }

    /// The path that a workbook is saved at where this one was chosen: that of a protected one ends as such a name does,
    /// so that none becomes plain by a slip. `None` where the name would say that a plain one is protected, which is said.
    pub(super) fn path_to_save(&mut self, path: &Path) -> Option<PathBuf> {
        let named = with_extension(path.to_owned(), "ron");
        let named = if self.file.key.is_some() { protected_name(named) } else { named };
        if self.file.key.is_none() && self.refuses_protected_name(&named) {
            return None;
        }
        if named != path && named.exists() {
            // Whether the file of the whole name may be replaced was not asked.
            let text = self.locale.format("save-name-taken", [("path", named.display().to_string().into())]);
            self.fail("failed-save", text);
            return None;
        }
        Some(named)
    }

    /// Says that a file which is not protected gets no name that says it is; true where it would.
    pub(super) fn refuses_protected_name(&mut self, path: &Path) -> bool {
        let is_protected = store::is_protected(path);
        if is_protected {
            let text = self.locale.format("save-protected-name", [("path", path.display().to_string().into())]);
            self.fail("failed-save", text);
        }
        is_protected
    }
}

/// The path with the ending by which protected copies are known.
pub(super) fn protected_name(path: PathBuf) -> PathBuf {
    if store::is_protected(&path) {
        return path;
    }
    let mut name = path.into_os_string();
    name.push(".");
    name.push(store::PROTECTED);
    PathBuf::from(name)
}
