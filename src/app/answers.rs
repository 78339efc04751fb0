//! Answers of background work, and where each of them goes.

use super::evidence::EvidenceAnswer;
use super::export_work::{ExportFailure, ExportNotes};
use super::look::Drawing;
use super::merge::CopyAnswer;
use super::recovery::Written;
use super::rescue::{Rescued, Seen, Shelf};
use super::saving::SaveAnswer;
use super::snapshots::ReceiveError;
use super::underneath::{Looked, Merged, Reloaded};
use super::{Picked, WorkbookApp};
use crate::merge::Audit;
use crate::store::{OpenError, Opened};
use crate::ui::{AttachTo, Dialog, Kept, PathPurpose, PreviewKey, Received, Shown};
use crate::workbook::{FrozenSnapshot, SnapshotId};
use std::path::PathBuf;
use std::sync::Arc;

/// An answer of background work.
pub(super) enum Done {
    Picked(PathPurpose, Picked),
    Opened(PathBuf, Box<Result<Opened, OpenError>>),
    LicenseText(Result<String, OpenError>),
    Saved(Box<SaveAnswer>),
    Journaled(Box<Written>),
    Looked(Box<Looked>),
    Reloaded(Reloaded),
    Merged(Merged),
    Rescued(Box<Rescued>),
    Backups(Shelf),
    BackupSeen(Seen),
    Exported(PathBuf, Result<ExportNotes, ExportFailure>),
    Printed(Result<(PathBuf, ExportNotes), ExportFailure>),
    Schedule(PathBuf, Result<String, OpenError>),
    Evidence(Box<EvidenceAnswer>),
    Drawn(PreviewKey, u64, Drawing),
    Copied(Drawing),
    Pasted(AttachTo, String, Option<Arc<[u8]>>),
    /// Snapshots of the opening with this number were checked.
    Checked(u64, Vec<(SnapshotId, Kept)>),
    /// A snapshot of the opening with this number was made.
    Frozen(u64, Result<Box<FrozenSnapshot>, String>),
    Received(u64, PathBuf, Result<Box<Received>, ReceiveError>),
    Compared(u64, Result<Box<Shown>, String>),
    Copies(Box<CopyAnswer>),
    /// The document of the opening with this number was compared with its history.
    Audited(u64, Box<Audit>),
}

impl WorkbookApp {
    /// Takes in what background work has answered.
    pub(super) fn take_answers(&mut self, context: &egui::Context) {
        while let Some(answer) = self.jobs.next_answer() {
            match answer {
                Done::Picked(purpose, Picked::Path(path)) => self.path_chosen(context, purpose, path),
                Done::Picked(purpose, Picked::Paths(paths)) => self.evidence_paths_chosen(context, purpose, paths),
                Done::Picked(_, Picked::Cancelled) => self.leaving = None,
                Done::Picked(purpose, Picked::NoDialog) => {
                    let folder = self.start_folder().map(|f| f.join("").display().to_string()).unwrap_or_default();
                    let behind = self.views.dialog.take().map(Box::new);
                    self.views.dialog = Some(Dialog::Path(purpose, folder + &self.proposed_name(purpose), behind));
                }
                Done::Opened(path, outcome) => self.opened(context, path, *outcome),
                Done::LicenseText(outcome) => self.license_text(outcome),
                Done::Saved(answer) => self.saved(context, *answer),
                Done::Journaled(written) => self.journaled(Some(context), *written),
                Done::Looked(looked) => self.looked(context, *looked),
                Done::Reloaded(reloaded) => self.reloaded(context, reloaded),
                Done::Merged(merged) => self.merged(context, merged),
                Done::Rescued(rescued) => self.rescued(*rescued),
                Done::Backups(found) => self.backups_found(context, found),
                Done::BackupSeen(seen) => self.backup_seen(seen),
                Done::Exported(path, outcome) => self.exported(path, outcome),
                Done::Printed(outcome) => self.printed(outcome),
                Done::Schedule(path, outcome) => self.schedule_read(&path, outcome),
                Done::Evidence(answer) => self.evidence_answered(context, *answer),
                Done::Drawn(key, revision, drawing) => self.drawn(context, key, revision, drawing),
                Done::Copied(drawing) => self.copied(context, drawing),
                Done::Pasted(to, name, bytes) => self.pasted(context, to, name, bytes),
                Done::Checked(opening, found) => self.checked(opening, found),
                Done::Frozen(opening, outcome) => self.frozen(opening, outcome),
                Done::Received(opening, path, outcome) => self.received(opening, &path, outcome),
                Done::Compared(opening, outcome) => self.compared(opening, outcome),
                Done::Copies(answer) => self.copies_answered(context, *answer),
                Done::Audited(opening, audit) => self.audited(opening, *audit),
            }
        }
    }
}
