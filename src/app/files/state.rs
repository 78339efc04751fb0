//! What is known of the file of the open document, and of what is to become of it.

use crate::app::files::autosave::AutoSave;
use crate::locale::Locale;
use crate::store::{self, Expect, Fingerprint, Journal, Key, LockState, Recoverable, SaveError};
use crate::ui::Trouble;
use crate::workbook::{Record, RecordId, Workbook};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::Instant;

/// The file of the open document.
#[derive(Default)]
pub(crate) struct OpenFile {
    /// Where it is; none before it is saved for the first time.
    pub(crate) path: Option<PathBuf>,
    /// The state of the file that the document was loaded from or saved to.
    pub(crate) fingerprint: Option<Fingerprint>,
    /// Keeps others from saving to it meanwhile.
    pub(crate) lock: Option<LockState>,
    /// Why it cannot be saved in its place, where it cannot.
    pub(crate) read_only: Option<String>,
    /// A save is running.
    pub(crate) saving: bool,
    /// What was asked for while a save runs; of several wishes the last.
    pub(crate) waiting: Option<Waiting>,
    /// When it is saved by itself.
    pub(super) auto: AutoSave,
    /// Why it is not saved by itself, where it is not.
    pub(crate) trouble: Option<Trouble>,
    /// When a backup was made last in this opening.
    pub(crate) backed_up_at: Option<DateTime<Utc>>,
    /// When it was saved last.
    pub(crate) saved_at: Option<DateTime<Utc>>,
    /// The title that the window has.
    pub(crate) title: String,
    /// What protects it, where a passphrase does: then nothing of it is on the disk unprotected.
    pub(crate) key: Option<Key>,
    /// It has no name yet and is kept in the state folder.
    pub(crate) untitled: bool,
    /// The journal.
    pub(crate) recovery: Recovery,
}

impl OpenFile {
    /// What the name of its file ends in.
    pub(crate) fn extension(&self) -> &'static str {
        if self.key.is_some() { "ron.age" } else { "ron" }
    }

    /// Whether it is protected and has no file yet: then it is in memory alone.
    pub(crate) fn is_in_memory_alone(&self) -> bool {
        self.key.is_some() && self.path.is_none()
    }

    /// The name that is shown.
    #[must_use]
    pub(crate) fn name(&self, locale: &Locale) -> String {
        match self.path.as_deref().and_then(Path::file_name) {
            Some(name) => name.to_string_lossy().into_owned(),
            None => locale.text("untitled").into_owned(),
        }
    }
}

/// What is to be saved once the save that runs has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Waiting {
    /// The document's own file.
    InPlace,
    /// Another file, which is the document's from then on.
    As(PathBuf, Expect),
}

/// The journal of the open document.
#[derive(Default)]
pub(crate) struct Recovery {
    pub(super) journal: Option<Journal>,
    /// What comes of the write that runs; none while none does.
    pub(super) writing: Option<Receiver<Written>>,
    /// The latest attempt failed; she has been told.
    pub(super) failed: bool,
    pub(super) last_write: Option<Instant>,
    /// Journals of an earlier opening, to be removed once what they held is in ours; the flag says to keep one.
    pub(super) retire: Vec<(Recoverable, bool)>,
    /// A workbook in no file goes into the state folder, changed or not.
    pub(super) is_to_be_put_away: bool,
    /// This was saved while a journal was being written.
    pub(super) saved_meanwhile: Option<Arc<Workbook>>,
}

/// What came of writing the journal.
#[derive(Default)]
pub(crate) struct Written {
    pub(super) journal: Option<Journal>,
    /// The workbook was put into the state folder for it.
    pub(super) created: Option<store::Saved>,
    /// Records that it could not take.
    pub(super) lost: Vec<RecordId>,
    pub(super) error: Option<SaveError>,
}

impl Written {
    pub(super) fn failed(journal: Option<Journal>, lost: Vec<RecordId>, error: SaveError) -> Self {
        Self { journal, created: None, lost, error: Some(error) }
    }
}

impl Recovery {
    /// Has the workbook put into the state folder with the next frame.
    pub(crate) fn put_away(&mut self) {
        self.is_to_be_put_away = true;
    }
}

/// What is asked for and means leaving the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Leave {
    /// To close the program.
    Quit,
    /// A new workbook on the built-in license.
    New,
    /// To choose a workbook to open.
    AskOpen,
    /// To choose a license text.
    AskLicenseText,
    /// To open this workbook.
    Open(PathBuf),
    /// To go on with a backup, or with what was saved of a damaged file.
    ForTakenOver,
}

/// The controller of the document's file: opens, saves and leaves it.
#[derive(Default)]
pub(crate) struct Files {
    /// What was asked for and waits until the document is saved or given up.
    pub(crate) leaving: Option<Leave>,
    /// A damaged file that the program was started with, and what is wrong with it.
    pub(crate) damaged: Option<(PathBuf, String)>,
    /// What is to be the document once this one is left.
    pub(super) taken_over: Option<(Arc<Workbook>, Option<Protection>)>,
    /// The window may close although there are unsaved edits: she said so.
    pub(super) may_close: bool,
    /// What opens a protected file that is to be opened next.
    pub(super) unlocked: Option<(PathBuf, Key)>,
    /// What opens the backups of a protected file that is damaged.
    pub(super) damaged_key: Option<(PathBuf, Key)>,
}

/// What protects a workbook that was taken from a protected file, and the name of that file.
pub(super) type Protection = (String, Key);

/// The records of `one` that `other` does not have, in their order.
pub(crate) fn records_beyond(one: &Workbook, other: &Workbook) -> Vec<Arc<Record>> {
    let theirs: BTreeSet<RecordId> = other.history.iter().map(|record| record.id).collect();
    one.history.iter().filter(|record| !theirs.contains(&record.id)).cloned().collect()
}
