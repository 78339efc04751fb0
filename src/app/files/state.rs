//! The state of the file of the open document.

use crate::app::files::autosave::AutoSave;
use crate::locale::Locale;
use crate::store::{self, ExpectedState, Fingerprint, Journal, Key, LockState, Recoverable, SaveError};
use crate::ui::Alert;
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
    /// The path; `None` before the document is first saved.
    pub(crate) path: Option<PathBuf>,
    /// The fingerprint of the file when the document was loaded from it or saved to it.
    pub(crate) fingerprint: Option<Fingerprint>,
    /// The lock, which keeps others from saving to the file.
    pub(crate) lock: Option<LockState>,
    /// Why the file cannot be saved in place; `None` if it can.
    pub(crate) read_only: Option<String>,
    /// Whether a save is running.
    pub(crate) saving: bool,
    /// What was requested while a save runs; the last request counts.
    pub(crate) waiting: Option<Waiting>,
    /// Decides when to save automatically.
    pub(super) auto: AutoSave,
    /// Why the document is not saved automatically; `None` if it is.
    pub(crate) alert: Option<Alert>,
    /// When a backup was last made in this opening.
    pub(crate) backed_up_at: Option<DateTime<Utc>>,
    /// When the document was last saved.
    pub(crate) saved_at: Option<DateTime<Utc>>,
    /// The current title of the window.
    pub(crate) title: String,
    /// The key of a protected document. If there is one, nothing of the document is on the disk in plain text.
    pub(crate) key: Option<Key>,
    /// Whether the document has no path yet and is kept in the state folder.
    pub(crate) untitled: bool,
    /// The journal.
    pub(crate) recovery: Recovery,
}

impl OpenFile {
    /// The file extension of the document.
    pub(crate) fn extension(&self) -> &'static str {
        if self.key.is_some() { "ron.age" } else { "ron" }
    }

    /// Whether the document is protected and has no file yet, so that it is in memory only.
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

/// What is to be saved after the running save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Waiting {
    /// The file of the document.
    InPlace,
    /// Another file, which becomes the file of the document.
    As(PathBuf, ExpectedState),
}

/// The journal of the open document.
#[derive(Default)]
pub(crate) struct Recovery {
    pub(super) journal: Option<Journal>,
    /// Receives the result of the running write; `None` if no write runs.
    pub(super) writing: Option<Receiver<WrittenFile>>,
    /// Whether the latest attempt failed, which has been reported.
    pub(super) failed: bool,
    pub(super) last_write: Option<Instant>,
    /// The journals of earlier openings, to be removed once this journal has their records. If the flag is set, the
    /// journal is kept.
    pub(super) retire: Vec<(Recoverable, bool)>,
    /// Whether a workbook without a file is to be written to the state folder, even if it is unchanged.
    pub(super) is_to_be_put_away: bool,
    /// The workbook that was saved while the journal was written.
    pub(super) saved_meanwhile: Option<Arc<Workbook>>,
}

/// The result of writing the journal.
#[derive(Default)]
pub(crate) struct WrittenFile {
    pub(super) journal: Option<Journal>,
    /// The save of the workbook to the state folder, if there was one.
    pub(super) created: Option<store::Saved>,
    /// Records that could not be written.
    pub(super) lost: Vec<RecordId>,
    pub(super) error: Option<SaveError>,
}

impl WrittenFile {
    pub(super) fn failed(journal: Option<Journal>, lost: Vec<RecordId>, error: SaveError) -> Self {
        Self { journal, created: None, lost, error: Some(error) }
    }
}

impl Recovery {
    /// Makes the next frame write the workbook to the state folder.
    pub(crate) fn put_away(&mut self) {
        self.is_to_be_put_away = true;
    }
}

/// A request that leaves the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Leave {
    /// Close the program.
    Quit,
    /// Create a workbook with the built-in license.
    New,
    /// Choose a workbook to open.
    AskOpen,
    /// Make a workbook from the license under review.
    MakeReviewed,
    /// Open this workbook.
    Open(PathBuf),
    /// Continue with a backup, or with the readable part of a damaged file.
    ForTakenOver,
}

/// The controller of the file of the document: opens, saves and leaves it.
#[derive(Default)]
pub(crate) struct Files {
    /// A request that waits until the document is saved or discarded.
    pub(crate) leaving: Option<Leave>,
    /// A damaged file that the program was started with, and the error text.
    pub(crate) damaged: Option<(PathBuf, String)>,
    /// The workbook that becomes the document after this one is left.
    pub(super) taken_over: Option<(Arc<Workbook>, Option<Protection>)>,
    /// Whether the window may close with unsaved edits, because the user said so.
    pub(super) may_close: bool,
    /// The key of a protected file that is opened next.
    pub(super) unlocked: Option<(PathBuf, Key)>,
    /// The key of the backups of a damaged protected file.
    pub(super) damaged_key: Option<(PathBuf, Key)>,
}

/// The name and the key of a protected file from which a workbook was taken.
pub(super) type Protection = (String, Key);

/// Returns the records of `one` that `other` lacks, in order.
pub(crate) fn records_beyond(one: &Workbook, other: &Workbook) -> Vec<Arc<Record>> {
    let theirs: BTreeSet<RecordId> = other.history.iter().map(|record| record.id).collect();
    one.history.iter().filter(|record| !theirs.contains(&record.id)).cloned().collect()
}
