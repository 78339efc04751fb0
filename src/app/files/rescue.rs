//! Continues with a backup, or with the readable part of a damaged file. Either becomes a new workbook without a file;
//! the source stays unchanged.

use crate::app::files::recovery::forget_journal;
use crate::app::files::state::records_beyond;
use crate::app::files::{Files, Leave, OpenFile};
use crate::app::jobs::Concern;
use crate::app::shared::Shared;
use crate::app::{Job, OpenDocument, WorkbookApp};
use crate::store;
use crate::ui::{Alert, BackupLine, BackupSeen, BackupsDialog, DamagedDialog, Dialog, SafetyIntent};
use crate::workbook::Workbook;
use egui::Context;
use std::path::PathBuf;
use std::sync::Arc;

/// The backups that exist.
struct FoundBackups {
    backups: Vec<store::Backup>,
    /// The size of the backups of this document, in bytes.
    own: u64,
    /// The size of the backups of all documents, in bytes.
    all: u64,
}

impl Shared {
    /// Returns the error text for a file that could not be opened, and whether it is damaged, so that a rescue makes
    /// sense.
    pub(crate) fn open_failed(&self, error: &store::OpenError) -> (String, bool) {
        let words = self.error_words(error.kind(), error.arguments());
        let is_damaged = match error {
            store::OpenError::Format { error, .. } => !matches!(error.cause, store::FormatFault::Newer { .. }),
            store::OpenError::NotFound { .. }
            | store::OpenError::IsAFolder { .. }
            | store::OpenError::NotAFile { .. }
            | store::OpenError::Permission { .. }
            | store::OpenError::TooLarge { .. }
            | store::OpenError::BeingWritten { .. }
            | store::OpenError::Protected { .. }
            | store::OpenError::Io { .. } => false,
        };
        (words, is_damaged)
    }
}

impl Files {
    pub(crate) fn safety_intent(&mut self, shared: &mut Shared, context: &Context, intent: SafetyIntent) {
        match intent {
            SafetyIntent::TakeOver(workbook) => {
                let protection = match shared.views.dialog.take() {
                    Some(Dialog::Damaged(dialog)) => self.protection_of(&dialog.path),
                    _ => shared.file.key.clone().map(|key| (shared.file.name(shared.locale), key)),
                };
                self.taken_over = Some((workbook, protection));
                self.leave_for(shared, context, Leave::ForTakenOver);
            }
            SafetyIntent::LookInto(path) => {
                let (key, of) = (shared.file.key.clone(), path.clone());
                let job = Job::new(
                    shared.this_document(),
                    move || store::read_backup_with(&of, key.as_ref()).map(|read| Arc::new(read.workbook)),
                    move |program: &mut WorkbookApp, _, outcome| {
                        backup_read(&mut program.shared, path, outcome);
                    },
                );
                shared.jobs.start(context, job);
            }
        }
    }

    /// Makes the rescued workbook the document: new, without a file, and written to the state folder at once.
    pub(crate) fn take_over_rescued(&mut self, shared: &mut Shared) {
        let Some((workbook, protection)) = self.taken_over.take() else { return };
        let Some(opening) = shared.random("failed-open") else { return };
        forget_journal(shared);
        let workbook = Arc::unwrap_or_clone(workbook);
        shared.document = OpenDocument::new(workbook, opening, None);
        shared.document.count_as_modified();
        // A workbook from a protected file stays protected: it is in memory only until it has a file.
        let (alert, key) = protection.map(|(name, key)| (Alert::InMemory(name), key)).unzip();
        shared.file = OpenFile { alert, key, ..OpenFile::default() };
        shared.file.recovery.put_away();
        self.document_changed(shared);
        shared.views.toasts.say(shared.locale.text("toast-taken-over"));
    }

    fn backups_found(&mut self, shared: &mut Shared, context: &Context, found: FoundBackups) {
        let lines: Vec<BackupLine> = found
            .backups
            .into_iter()
            .map(|backup| BackupLine { when: shared.moment_words(backup.at), size: backup.size, path: backup.path })
            .collect();
        let first = lines.first().map(|line| line.path.clone());
        let Some(Dialog::Backups(dialog)) = &mut shared.views.dialog else { return };
        (dialog.own, dialog.all, dialog.chosen) = (found.own, found.all, first.clone());
        dialog.backups = Some(lines);
        if let Some(first) = first {
            self.safety_intent(shared, context, SafetyIntent::LookInto(first));
        }
    }

    /// Starts the rescue of a damaged file that the program was started with.
    pub(crate) fn rescue_first(&mut self, shared: &mut Shared, context: &Context) {
        if let Some((path, words)) = self.damaged.take() {
            rescue(shared, context, path, words);
        }
    }
}

/// Searches for a replacement of a damaged file. `words` is the error text.
pub(crate) fn rescue(shared: &mut Shared, context: &Context, path: PathBuf, words: String) {
    let state = shared.environment.folders.state.clone();
    let today = shared.environment.clock.today();
    let Some(random) = shared.random("failed-open") else { return };
    let of = path.clone();
    let job = Job::new(
        Concern::Program,
        move || store::rescue(&state, &of, today, random),
        move |program: &mut WorkbookApp, _, rescue| rescued(&mut program.shared, path, words, rescue),
    );
    shared.jobs.start(context, job);
}

/// Offers what was found as a replacement of the damaged file at `path`.
fn rescued(shared: &mut Shared, path: PathBuf, words: String, rescue: store::Rescue) {
    // If the user closed the error dialog meanwhile, no dialog opens.
    let waits = matches!(&shared.views.dialog, Some(Dialog::Failed { .. }));
    if !waits || (rescue.backup.is_none() && rescue.salvaged.is_none()) {
        return;
    }
    let backup = rescue.backup.map(|(backup, workbook)| (shared.moment_words(backup.at), Arc::new(workbook)));
    let salvaged = rescue.salvaged.map(|salvaged| {
        let lost = salvaged.lost.iter().map(|(section, n)| {
            let name = shared.section_names(&[*section]).concat();
            match n {
                Some(n) => shared.locale.format("salvage-lost-some", [("section", name.into()), ("n", (*n).into())]),
                None => shared.locale.format("salvage-lost-part", [("section", name.into())]),
            }
        });
        (salvaged.kept, lost.collect(), Arc::new(salvaged.workbook))
    });
    shared.views.dialog = Some(Dialog::Damaged(Box::new(DamagedDialog { path, words, backup, salvaged })));
}

/// Shows the backups of the document.
pub(crate) fn show_backups(shared: &mut Shared, context: &Context) {
    let name = shared.file.name(shared.locale);
    shared.views.dialog = Some(Dialog::Backups(Box::new(BackupsDialog { name, ..BackupsDialog::default() })));
    let state = shared.environment.folders.state.clone();
    let document = shared.workbook().id;
    let job = Job::new(
        shared.this_document(),
        move || {
            let backups = store::browse_backups(&state, document);
            let own = store::backups_size(&state, Some(document));
            let all = store::backups_size(&state, None);
            FoundBackups { backups, own, all }
        },
        |program: &mut WorkbookApp, context, found| {
            program.files.backups_found(&mut program.shared, context, found);
        },
    );
    shared.jobs.start(context, job);
}

fn backup_read(shared: &mut Shared, path: PathBuf, outcome: Result<Arc<Workbook>, store::OpenError>) {
    let mine = Arc::clone(shared.workbook());
    let outcome = match outcome {
        Ok(workbook) => {
            let since = records_beyond(&mine, &workbook);
            let beyond = records_beyond(&workbook, &mine);
            Ok((workbook, since, beyond))
        }
        Err(error) => Err(shared.error_words(error.kind(), error.arguments())),
    };
    if let Some(Dialog::Backups(dialog)) = &mut shared.views.dialog
        && dialog.chosen.as_ref() == Some(&path)
    {
        dialog.seen = Some(BackupSeen { path, outcome });
    }
}
