//! Going on with a backup, or with what can be read of a damaged file: both become a new workbook without a file, and
//! what they were made of stays as it is.

use super::answers::Done;
use super::files::{Leave, OpenFile};
use super::underneath::records_beyond;
use super::{Session, WorkbookApp};
use crate::store;
use crate::ui::{BackupLine, BackupSeen, BackupsDialog, DamagedDialog, Dialog, SafetyIntent, Trouble, china_time};
use crate::workbook::Workbook;
use chrono::{DateTime, Utc};
use std::path::PathBuf;
use std::sync::Arc;

/// What was found in place of a damaged file.
pub(super) struct Rescued {
    path: PathBuf,
    /// What is wrong with the file, in words.
    words: String,
    rescue: store::Rescue,
}

/// What there is of backups.
pub(super) struct Shelf {
    opening: u64,
    backups: Vec<store::Backup>,
    /// What those of this document take, in bytes.
    own: u64,
    /// What those of all documents take.
    all: u64,
}

/// A backup that was looked into.
pub(super) struct Seen {
    opening: u64,
    path: PathBuf,
    outcome: Result<Arc<Workbook>, store::OpenError>,
}

impl WorkbookApp {
    /// Looks for what can take the place of a damaged file, of which `words` says what is wrong.
    pub(super) fn rescue(&mut self, context: &egui::Context, path: PathBuf, words: String) {
        let state = self.surroundings.places.state.clone();
        let today = self.surroundings.clock.today();
        let random = (self.surroundings.random)();
        self.jobs.start(context, move || {
            let rescue = store::rescue(&state, &path, today, random);
            Done::Rescued(Box::new(Rescued { path, words, rescue }))
        });
    }

    pub(super) fn rescued(&mut self, rescued: Rescued) {
        let Rescued { path, words, rescue } = rescued;
        // She has closed the message and does something else: no dialog jumps at her.
        let waits = matches!(&self.views.dialog, Some(Dialog::Failed { .. }));
        if !waits || (rescue.backup.is_none() && rescue.salvaged.is_none()) {
            return;
        }
        let backup = rescue.backup.map(|(backup, workbook)| (self.moment_words(backup.at), Arc::new(workbook)));
        let salvaged = rescue.salvaged.map(|salvaged| {
            let lost = salvaged.lost.iter().map(|(section, n)| {
                let name = self.section_names(&[*section]).concat();
                match n {
                    Some(n) => self.locale.format("salvage-lost-some", [("section", name.into()), ("n", (*n).into())]),
                    None => self.locale.format("salvage-lost-part", [("section", name.into())]),
                }
            });
            (salvaged.kept, lost.collect(), Arc::new(salvaged.workbook))
        });
        self.views.dialog = Some(Dialog::Damaged(Box::new(DamagedDialog { path, words, backup, salvaged })));
    }

    pub(super) fn moment_words(&self, at: Option<DateTime<Utc>>) -> String {
        match at {
            Some(at) => china_time(at).format("%Y-%m-%d %H:%M").to_string(),
            None => self.locale.text("backup-other-name").into_owned(),
        }
    }

    pub(super) fn safety_intent(&mut self, context: &egui::Context, intent: SafetyIntent) {
        match intent {
            SafetyIntent::TakeOver(workbook) => {
                let protection = match self.views.dialog.take() {
                    Some(Dialog::Damaged(dialog)) => self.copying.protection_of(&dialog.path),
                    _ => self.file.key.clone().map(|key| (self.file.name(self.locale), key)),
                };
                self.taken_over = Some((workbook, protection));
                self.leave_for(context, Leave::ForTakenOver);
            }
            SafetyIntent::LookInto(path) => {
                let opening = self.session.opening();
                let key = self.file.key.clone();
                self.jobs.start(context, move || {
                    let outcome = store::read_backup_with(&path, key.as_ref()).map(|read| Arc::new(read.workbook));
                    Done::BackupSeen(Seen { opening, path, outcome })
                });
            }
        }
    }

    /// Makes what was taken over the document: new, without a file, and kept in the state folder at once.
    pub(super) fn take_over_rescued(&mut self) {
        let Some((workbook, protection)) = self.taken_over.take() else { return };
        self.forget_journal();
        let workbook = Arc::unwrap_or_clone(workbook);
        self.session = Session::new(workbook, (self.surroundings.random)(), None);
        self.session.hold_dear();
        // What came from a protected file is protected where it goes: until it has a file, it is in memory alone.
        let (trouble, key) = protection.map(|(name, key)| (Trouble::InMemory(name), key)).unzip();
        self.file = OpenFile { trouble, key, ..OpenFile::default() };
        self.file.recovery.put_away();
        self.document_changed();
        self.views.toasts.say(self.locale.text("toast-taken-over"));
    }

    /// Shows the backups of the document.
    pub(super) fn show_backups(&mut self, context: &egui::Context) {
        let name = self.file.name(self.locale);
        self.views.dialog = Some(Dialog::Backups(Box::new(BackupsDialog { name, ..BackupsDialog::default() })));
        let state = self.surroundings.places.state.clone();
        let document = self.workbook().id;
        let opening = self.session.opening();
        self.jobs.start(context, move || {
            let backups = store::browse_backups(&state, document);
            let own = store::taken_by_backups(&state, Some(document));
            let all = store::taken_by_backups(&state, None);
            Done::Backups(Shelf { opening, backups, own, all })
        });
    }

    pub(super) fn backups_found(&mut self, context: &egui::Context, found: Shelf) {
        if found.opening != self.session.opening() {
            return;
        }
        let lines: Vec<BackupLine> = found
            .backups
            .into_iter()
            .map(|backup| BackupLine { when: self.moment_words(backup.at), size: backup.size, path: backup.path })
            .collect();
        let first = lines.first().map(|line| line.path.clone());
        let Some(Dialog::Backups(dialog)) = &mut self.views.dialog else { return };
        (dialog.own, dialog.all, dialog.chosen) = (found.own, found.all, first.clone());
        dialog.backups = Some(lines);
        if let Some(first) = first {
            self.safety_intent(context, SafetyIntent::LookInto(first));
        }
    }

    pub(super) fn backup_seen(&mut self, seen: Seen) {
        if seen.opening != self.session.opening() {
            return;
        }
        let mine = Arc::clone(self.workbook());
        let outcome = match seen.outcome {
            Ok(workbook) => {
                let since = records_beyond(&mine, &workbook);
                let beyond = records_beyond(&workbook, &mine);
                Ok((workbook, since, beyond))
            }
            Err(error) => Err(self.error_words(error.kind(), error.arguments())),
        };
        if let Some(Dialog::Backups(dialog)) = &mut self.views.dialog
            && dialog.chosen.as_ref() == Some(&seen.path)
        {
            dialog.seen = Some(BackupSeen { path: seen.path, outcome });
        }
    }

    /// The words for a file that could not be opened; whether it is damaged, so that looking for help makes sense.
    pub(super) fn open_failed(&self, error: &store::OpenError) -> (String, bool) {
        let words = self.error_words(error.kind(), error.arguments());
        let is_damaged = match error {
            store::OpenError::Format { error, .. } => !matches!(error.cause, store::Cause::Newer { .. }),
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

    /// Looks for help with a file that was damaged when the program was started with it.
    pub(super) fn rescue_first(&mut self, context: &egui::Context) {
        if let Some((path, words)) = self.damaged.take() {
            self.rescue(context, path, words);
        }
    }
}
