//! Every edit is safe within a second: a journal in the state folder, until the file holds it.

use super::answers::Done;
use super::evidence::blobs_of;
use super::{Session, WorkbookApp};
use crate::store::{self, Header, Journal, Key, RealDisk, Recoverable, SaveError};
use crate::workbook::{Record, RecordId, Workbook};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long edits are gathered before they are written: typing is one write, not one for each letter.
const GATHER: Duration = Duration::from_millis(400);

/// How long after a failure the journal is tried again.
const RETRY: Duration = Duration::from_secs(5);

/// The journal of the open document.
#[derive(Default)]
pub struct Recovery {
    journal: Option<Journal>,
    busy: bool,
    /// The latest attempt failed; she has been told.
    failed: bool,
    last_write: Option<Instant>,
    /// Journals of an earlier opening, to be removed once what they held is in ours; the flag says to keep one.
    retire: Vec<(Recoverable, bool)>,
    /// A workbook in no file goes into the state folder, changed or not.
    is_to_be_put_away: bool,
    /// This was saved while a journal was being written.
    saved_meanwhile: Option<Arc<Workbook>>,
}

/// What came of writing the journal.
#[derive(Default)]
pub(super) struct Written {
    journal: Option<Journal>,
    /// The workbook was put into the state folder for it.
    created: Option<store::Saved>,
    /// Records that it could not take.
    lost: Vec<RecordId>,
    error: Option<SaveError>,
}

impl Written {
    fn failed(journal: Option<Journal>, lost: Vec<RecordId>, error: SaveError) -> Self {
        Self { journal, created: None, lost, error: Some(error) }
    }
}

impl Recovery {
    /// Has the workbook put into the state folder with the next frame.
    pub(super) fn put_away(&mut self) {
        self.is_to_be_put_away = true;
    }
}

impl WorkbookApp {
    /// Writes what the journal lacks, on another thread.
    pub(super) fn keep_journal(&mut self, context: Option<&egui::Context>) {
        if self.file.is_in_memory_alone() {
            // It goes into the state folder as little as its file may be plain; the strip under the top bar says so.
            return;
        }
        let recovery = &mut self.file.recovery;
        if recovery.busy || !(self.session.has_unjournaled() || recovery.is_to_be_put_away) {
            return;
        }
        if let (Some(context), Some(last)) = (context, recovery.last_write) {
            let pause = if recovery.failed { RETRY } else { GATHER };
            let since = last.elapsed();
            if since < pause {
                context.request_repaint_after(pause.saturating_sub(since));
                return;
            }
        }
        recovery.last_write = Some(Instant::now());
        recovery.busy = true;
        recovery.is_to_be_put_away = false;
        let ids = self.session.take_unjournaled();
        let workbook = Arc::clone(self.session.workbook());
        let records: Vec<Arc<Record>> = ids.iter().filter_map(|id| workbook.record(*id)).cloned().collect();
        let journal = recovery.journal.take();
        let state = self.surroundings.places.state.clone();
        let path = self.file.path.clone();
        let base = self.file.fingerprint.map(|f| f.sha256);
        let number = (self.surroundings.random)();
        let key = self.file.key.clone();
        let work = move || {
            let begun = match journal {
                Some(journal) => Ok((journal, None)),
                None => begin(&state, &workbook, (path, base), number, key.as_ref()),
            };
            let (mut journal, created) = match begun {
                Ok(begun) => begun,
                Err(error) => return Done::Journaled(Box::new(Written::failed(None, ids, error))),
            };
            // A workbook that was just put into the state folder holds the records already.
            let outcome = if created.is_none() { append(&mut journal, &workbook, &records) } else { Ok(()) };
            Done::Journaled(Box::new(match outcome {
                Ok(()) => Written { journal: Some(journal), created, ..Written::default() },
                Err(error) => Written::failed(Some(journal), ids, error),
            }))
        };
        self.run_journal(context, work);
    }

    fn run_journal(&mut self, context: Option<&egui::Context>, work: impl FnOnce() -> Done + Send + 'static) {
        match context {
            Some(context) => self.jobs.start(context, work),
            None => self.jobs.start_detached(work),
        }
    }

    /// Has the journal take everything at once, and waits for it.
    pub fn write_journal(&mut self) {
        self.keep_journal(None);
        while let Some(answer) = self.jobs.wait() {
            if let Done::Journaled(written) = answer {
                self.journaled(None, *written);
            }
        }
    }

    /// Takes in what came of writing the journal.
    pub(super) fn journaled(&mut self, context: Option<&egui::Context>, written: Written) {
        let Written { journal, created, lost, error } = written;
        self.file.recovery.busy = false;
        self.file.recovery.journal = journal;
        if let Some(created) = created {
            self.file.fingerprint = Some(created.fingerprint);
            self.file.untitled = true;
        }
        let has_failed = error.is_some();
        if let Some(error) = error {
            self.session.give_back_unjournaled(lost);
            if !std::mem::replace(&mut self.file.recovery.failed, true) {
                self.warn_of_journal(&self.error_words(error.kind(), error.arguments()));
            }
        } else {
            self.file.recovery.failed = false;
            for (old, keep) in std::mem::take(&mut self.file.recovery.retire) {
                // What stays behind is found and replayed again, which changes nothing.
                drop(old.retire(keep));
            }
        }
        if let Some(saved) = self.file.recovery.saved_meanwhile.take().filter(|_| !has_failed) {
            self.restart_journal(context, saved);
        }
    }

    fn warn_of_journal(&mut self, reason: &str) {
        self.views.toasts.warn(self.locale.format("toast-journal-failed", [("reason", reason.into())]));
    }

    /// The file holds `saved`: the journal begins anew on it, on another thread.
    pub(super) fn restart_journal(&mut self, context: Option<&egui::Context>, saved: Arc<Workbook>) {
        if self.file.recovery.busy {
            self.file.recovery.saved_meanwhile = Some(saved);
            return;
        }
        let Some(fingerprint) = self.file.fingerprint else { return };
        let Some(mut journal) = self.file.recovery.journal.take() else { return };
        self.file.recovery.busy = true;
        let workbook = Arc::clone(self.session.workbook());
        // All of them go into the new journal, also those that the old one does not have yet.
        let handed_over = self.session.take_unjournaled();
        let path = self.file.path.clone();
        self.run_journal(context, move || {
            // A merge may have put records before those that were saved.
            let pending: Vec<_> = workbook.history.iter().filter(|record| saved.record(record.id).is_none()).collect();
            if pending.is_empty() {
                // One that stays holds nothing that the file does not: replaying it changes nothing.
                drop(journal.close());
                return Done::Journaled(Box::default());
            }
            let blobs = pending.iter().flat_map(|record| blobs_of(&workbook, record));
            let outcome = journal.clear(path.as_deref(), fingerprint.sha256, blobs, pending.iter().map(AsRef::as_ref));
            Done::Journaled(Box::new(match outcome {
                Ok(()) => Written { journal: Some(journal), ..Written::default() },
                Err(error) => Written::failed(Some(journal), handed_over, error),
            }))
        });
    }

    /// Ends the journal: its document is saved, or she does not want its edits.
    pub(super) fn forget_journal(&mut self) {
        while self.file.recovery.busy {
            match self.jobs.wait() {
                Some(Done::Journaled(written)) => self.journaled(None, *written),
                Some(_) => {}
                None => break,
            }
        }
        if let Some(journal) = self.file.recovery.journal.take() {
            drop(journal.close());
        }
        if self.file.untitled {
            drop(store::remove_untitled(&self.surroundings.places.state, self.workbook().id));
        }
    }

    /// Replays the journals that an earlier opening left, and says so.
    pub(super) fn recover(&mut self, journals: Vec<Recoverable>) {
        let base = Arc::clone(self.session.workbook());
        let mut workbook = base.as_ref().clone();
        let mut applied = Vec::new();
        let mut lost = 0;
        let mut kept = None;
        for mut journal in journals {
            match journal.recover(&workbook) {
                Ok(recovered) => {
                    workbook = recovered.workbook;
                    applied.extend(recovered.applied);
                    lost += recovered.skipped.len();
                    if !recovered.skipped.is_empty() {
                        kept = Some(journal.path.with_extension("kept").display().to_string());
                    }
                    self.file.recovery.retire.push((journal, !recovered.skipped.is_empty()));
                }
                Err(error) => {
                    self.warn_of_journal(&error.to_string());
                }
            }
        }
        if applied.is_empty() && lost == 0 {
            return;
        }
        let opening = (self.surroundings.random)();
        if self.file.untitled {
            self.session = Session::new(workbook, opening, None);
            self.session.hold_dear();
        } else if !applied.is_empty() {
            // By its revision alone it could look as saved: a journal may begin to count anew.
            self.session.merged(workbook, opening, applied.clone());
        }
        let n = applied.len();
        self.session.give_back_unjournaled(applied);
        let text = if lost == 0 {
            self.locale.format("toast-recovered", [("n", n.into())])
        } else {
            self.locale.format(
                "toast-recovery-partial",
                [("n", n.into()), ("lost", lost.into()), ("path", kept.unwrap_or_default().into())],
            )
        };
        self.views.toasts.push(crate::ui::Toast { text, is_error: lost > 0, file: None });
    }
}

/// Writes records down to the disk, the bytes of evidence before those that name it.
fn append(journal: &mut Journal, workbook: &Workbook, records: &[Arc<Record>]) -> Result<(), SaveError> {
    for (hash, base64) in records.iter().flat_map(|record| blobs_of(workbook, record)) {
        journal.append_blob(&RealDisk, hash, &base64)?;
    }
    journal.append_all(&RealDisk, records.iter().map(Arc::as_ref))
}

/// A journal on the file of the document; a document without one is put into the state folder first.
fn begin(
    state: &std::path::Path,
    workbook: &Workbook,
    (path, base): (Option<std::path::PathBuf>, Option<crate::workbook::Sha256>),
    number: u64,
    key: Option<&Key>,
) -> Result<(Journal, Option<store::Saved>), SaveError> {
    let (base, created) = if let Some(base) = base {
        (base, None)
    } else {
        let saved = store::create_untitled(state, workbook)?;
        (saved.fingerprint.sha256, Some(saved))
    };
    let header = Header { document: workbook.id, path, base: Some(base) };
    let journal = match key {
        Some(key) => Journal::create_protected(state, header, number, key)?,
        None => Journal::create(state, header, number)?,
    };
    Ok((journal, created))
}
