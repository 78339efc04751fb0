//! Records each edit within a second in a journal in the state folder, until the file has it.
//!
//! A document is closed only after its journal is written. The result of writing has a channel of its own, so that the
//! program can wait for it.

use crate::app::evidence::blobs::blobs_of;
use crate::app::files::state::WrittenFile;
use crate::app::jobs::Concern;
use crate::app::shared::Shared;
use crate::app::{Job, OpenDocument, WorkbookApp};
use crate::store::{self, Header, Journal, Key, RealDisk, Recoverable, SaveError};
use crate::workbook::{Record, Workbook};
use egui::Context;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

/// How long edits are collected before they are written, so that typing does not cause one write per character.
const WRITE_DELAY: Duration = Duration::from_millis(400);

/// The time between two attempts after a failure.
const RETRY_DELAY: Duration = Duration::from_secs(5);

impl WorkbookApp {
    /// Writes the journal at once and waits for it.
    pub fn write_journal(&mut self) {
        keep_journal(&mut self.shared, None);
        wait_for_journal(&mut self.shared);
    }
}

/// Writes the missing records to the journal on another thread.
pub(crate) fn keep_journal(shared: &mut Shared, context: Option<&Context>) {
    if shared.file.is_in_memory_alone() {
        // A protected document without a file must not be in the state folder in plain text. A strip under the top bar
        // says so.
        return;
    }
    let recovery = &mut shared.file.recovery;
    if recovery.writing.is_some() || !(shared.document.has_unjournaled() || recovery.is_to_be_put_away) {
        return;
    }
    if let (Some(context), Some(last)) = (context, recovery.last_write) {
        let pause = if recovery.failed { RETRY_DELAY } else { WRITE_DELAY };
        let since = last.elapsed();
        if since < pause {
            context.request_repaint_after(pause.saturating_sub(since));
            return;
        }
    }
    recovery.last_write = Some(Instant::now());
    recovery.is_to_be_put_away = false;
    let ids = shared.document.take_unjournaled();
    let workbook = Arc::clone(shared.document.workbook());
    let records: Vec<Arc<Record>> = ids.iter().filter_map(|id| workbook.record(*id)).cloned().collect();
    let journal = recovery.journal.take();
    let state = shared.environment.folders.state.clone();
    let path = shared.file.path.clone();
    let base = shared.file.fingerprint.map(|f| f.sha256);
    let number = (shared.environment.random)();
    let key = shared.file.key.clone();
    run_journal(shared, context, move || {
        let begun = match journal {
            Some(journal) => Ok((journal, None)),
            None => number
                .map_err(|error| SaveError::from_io(&io::Error::other(error), &state, "drawing a random number"))
                .and_then(|number| begin(&state, &workbook, (path, base), number, key.as_ref())),
        };
        let (mut journal, created) = match begun {
            Ok(begun) => begun,
            Err(error) => return WrittenFile::failed(None, ids, error),
        };
        // A workbook that was just written to the state folder has the records already.
        let outcome = if created.is_none() { append(&mut journal, &workbook, &records) } else { Ok(()) };
        match outcome {
            Ok(()) => WrittenFile { journal: Some(journal), created, ..WrittenFile::default() },
            Err(error) => WrittenFile::failed(Some(journal), ids, error),
        }
    });
}

fn run_journal(shared: &mut Shared, context: Option<&Context>, work: impl FnOnce() -> WrittenFile + Send + 'static) {
    let (sender, receiver) = channel();
    shared.file.recovery.writing = Some(receiver);
    let job = Job::new(
        Concern::Program,
        move || {
            // After the document was closed, nothing receives the result.
            drop(sender.send(work()));
        },
        |program: &mut WorkbookApp, context, ()| {
            journal_written(&mut program.shared, Some(context));
        },
    );
    let job = job.when_closing(|program, ()| journal_written(&mut program.shared, None));
    match context {
        Some(context) => shared.jobs.start(context, job),
        None => shared.jobs.start_detached(job),
    }
}

/// Takes in the result of writing the journal, unless it was received by waiting.
fn journal_written(shared: &mut Shared, context: Option<&Context>) {
    let written = shared.file.recovery.writing.as_ref().and_then(|writing| writing.try_recv().ok());
    if let Some(written) = written {
        journaled(shared, context, written);
    }
}

/// Waits until the journal is written.
fn wait_for_journal(shared: &mut Shared) {
    while let Some(writing) = shared.file.recovery.writing.take() {
        shared.jobs.run_held();
        // A thread that panicked wrote nothing.
        if let Ok(written) = writing.recv() {
            journaled(shared, None, written);
        }
    }
}

/// Takes in the result of writing the journal.
fn journaled(shared: &mut Shared, context: Option<&Context>, written: WrittenFile) {
    let WrittenFile { journal, created, lost, error } = written;
    shared.file.recovery.writing = None;
    shared.file.recovery.journal = journal;
    if let Some(created) = created {
        shared.file.fingerprint = Some(created.fingerprint);
        shared.file.untitled = true;
    }
    let has_failed = error.is_some();
    if let Some(error) = error {
        shared.document.give_back_unjournaled(lost);
        if !std::mem::replace(&mut shared.file.recovery.failed, true) {
            let reason = shared.error_words(error.kind(), error.arguments());
            warn_of_journal(shared, &reason);
        }
    } else {
        shared.file.recovery.failed = false;
        for (old, keep) in std::mem::take(&mut shared.file.recovery.retire) {
            // A journal that cannot be removed is found and replayed again, which changes nothing.
            drop(old.retire(keep));
        }
    }
    if let Some(saved) = shared.file.recovery.saved_meanwhile.take().filter(|_| !has_failed) {
        restart_journal(shared, context, saved);
    }
}

fn warn_of_journal(shared: &mut Shared, reason: &str) {
    shared.views.toasts.warn(shared.locale.format("toast-journal-failed", [("reason", reason.into())]));
}

/// Restarts the journal after the file got `saved`, on another thread.
pub(crate) fn restart_journal(shared: &mut Shared, context: Option<&Context>, saved: Arc<Workbook>) {
    if shared.file.recovery.writing.is_some() {
        shared.file.recovery.saved_meanwhile = Some(saved);
        return;
    }
    let Some(fingerprint) = shared.file.fingerprint else { return };
    let Some(mut journal) = shared.file.recovery.journal.take() else { return };
    let workbook = Arc::clone(shared.document.workbook());
    // The new journal gets all records, including those that the old one did not have yet.
    let handed_over = shared.document.take_unjournaled();
    let path = shared.file.path.clone();
    run_journal(shared, context, move || {
        // A merge may have inserted records before those that were saved.
        let pending: Vec<_> = workbook.history.iter().filter(|record| saved.record(record.id).is_none()).collect();
        if pending.is_empty() {
            // A journal that cannot be removed has nothing that the file lacks: replaying it changes nothing.
            drop(journal.close());
            return WrittenFile::default();
        }
        let blobs = pending.iter().flat_map(|record| blobs_of(&workbook, record));
        let outcome = journal.clear(path.as_deref(), fingerprint.sha256, blobs, pending.iter().map(AsRef::as_ref));
        match outcome {
            Ok(()) => WrittenFile { journal: Some(journal), ..WrittenFile::default() },
            Err(error) => WrittenFile::failed(Some(journal), handed_over, error),
        }
    });
}

/// Removes the journal, after its document was saved or the user discarded its edits.
pub(crate) fn forget_journal(shared: &mut Shared) {
    wait_for_journal(shared);
    if let Some(journal) = shared.file.recovery.journal.take() {
        drop(journal.close());
    }
    if shared.file.untitled {
        drop(store::remove_untitled(&shared.environment.folders.state, shared.workbook().id));
    }
}

/// Replays the journals of earlier openings, and says so.
pub(crate) fn recover(shared: &mut Shared, journals: Vec<Recoverable>) {
    let base = Arc::clone(shared.document.workbook());
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
                shared.file.recovery.retire.push((journal, !recovered.skipped.is_empty()));
            }
            Err(error) => {
                warn_of_journal(shared, &error.to_string());
            }
        }
    }
    if applied.is_empty() && lost == 0 {
        return;
    }
    // No id was issued in this opening yet, so its ids start again on the recovered document.
    let opening = shared.document.opening();
    if shared.file.untitled {
        shared.document = OpenDocument::new(workbook, opening, None);
        shared.document.count_as_modified();
    } else if !applied.is_empty() {
        // A journal may restart the revision count, so that the revision alone could look saved.
        shared.document.merged(workbook, opening, applied.clone());
    }
    let n = applied.len();
    shared.document.give_back_unjournaled(applied);
    let text = if lost == 0 {
        shared.locale.format("toast-recovered", [("n", n.into())])
    } else {
        shared.locale.format(
            "toast-recovery-partial",
            [("n", n.into()), ("lost", lost.into()), ("path", kept.unwrap_or_default().into())],
        )
    };
    shared.views.toasts.push(crate::ui::Toast { text, is_error: lost > 0, file: None });
}

/// Writes records to the disk; the bytes of evidence come before the records that name it.
fn append(journal: &mut Journal, workbook: &Workbook, records: &[Arc<Record>]) -> Result<(), SaveError> {
    for (hash, base64) in records.iter().flat_map(|record| blobs_of(workbook, record)) {
        journal.append_blob(&RealDisk, hash, &base64)?;
    }
    journal.append_all(&RealDisk, records.iter().map(Arc::as_ref))
}

/// Creates a journal for the file of the document. A document without a file is written to the state folder first.
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
