//! Evidence: what each wish about it does, and what background work on it answers.

mod intake;
#[cfg(test)]
mod tests;
pub(super) mod work;

use intake::For;
use work::FoundFiles;

pub(super) use intake::hashes;

use super::answers::Done;
use super::{Step, WorkbookApp};
use crate::file_type::danger;
use crate::progress::Cancelled;
use crate::store::evidence::{CopyError, ExtractError, Extracted, Intake, ReadError};
use crate::ui::{AttachTo, Dialog, EvidenceIntent, PathPurpose};
use crate::workbook::{
    Change, Edit, EvidenceState, EvidenceStorage, EvidenceUse, Field, Record, Sha256, Stamp, Value, Workbook,
};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// An answer of background work on evidence of the document of this opening.
pub(super) struct EvidenceAnswer {
    pub(super) opening: u64,
    pub(super) done: EvidenceDone,
}

/// What background work on evidence came to.
pub(super) enum EvidenceDone {
    Read(For, Result<Intake, Cancelled>),
    Verified(Result<BTreeMap<Sha256, EvidenceState>, Cancelled>),
    Found(Result<FoundFiles, Cancelled>),
    Embedded(Vec<(Sha256, Arc<str>)>, Vec<ReadError>),
    /// Where linked files are, told from the file that the workbook is about to be saved as.
    Relinked(PathBuf, BTreeMap<Sha256, EvidenceStorage>),
    MovedOut(Sha256, PathBuf, Result<(), CopyError>),
    Extracted(Result<Extracted, ExtractError>),
    Opened(Result<PathBuf, CopyError>),
    Saved(PathBuf, Result<(), CopyError>),
}

impl WorkbookApp {
    /// Does what is asked for.
    pub(super) fn evidence_intent(&mut self, context: &egui::Context, intent: EvidenceIntent) {
        match intent {
            EvidenceIntent::AskFolder(to) => self.ask_path(context, PathPurpose::EvidenceFolder(to)),
            EvidenceIntent::AskLinks(to) => self.ask_path(context, PathPurpose::EvidenceLinks(to)),
            EvidenceIntent::Attach(to, paths, link) => self.attach_paths(context, to, paths, link),
            EvidenceIntent::Paste(to, name, bytes) => self.attach_bytes(context, to, name, bytes),
            EvidenceIntent::Use(hashes, places) => {
                self.edit_evidence(|workbook, _| workbook.use_evidence(&hashes, &places));
            }
            EvidenceIntent::Detach(hashes, places) => {
                self.edit_evidence(|workbook, _| workbook.detach_evidence(&hashes, &places));
            }
            EvidenceIntent::Describe(hashes, change) => self.edit(|app, stamp| {
                let edit = app.workbook().describe_evidence(&hashes, &change);
                // Only where it goes on with the same text is it the same step.
                app.session.apply(edit, Step::Typing, stamp)
            }),
            EvidenceIntent::AskReplacement(old) => self.ask_path(context, PathPurpose::Replacement(old)),
            EvidenceIntent::Replace(old, path, places) => self.replace_evidence(context, old, path, places),
            EvidenceIntent::Remove(hashes) => self.edit_evidence(|workbook, _| workbook.remove_evidence(&hashes)),
            EvidenceIntent::Share(duties) => self.edit_evidence(|workbook, _| workbook.share_with_twins(&duties)),
            EvidenceIntent::Embed(hashes) => self.embed_evidence(context, hashes),
            EvidenceIntent::AskMoveOut(hash) => self.ask_path(context, PathPurpose::MoveOut(hash)),
            EvidenceIntent::Verify => self.verify_evidence(context),
            EvidenceIntent::AskFind => self.ask_path(context, PathPurpose::FindEvidence),
            EvidenceIntent::Find(folder) => self.find_evidence(context, folder),
            EvidenceIntent::AskExtract(request) if self.has_confidential() => {
                self.views.dialog = Some(Dialog::Confidential(request));
            }
            EvidenceIntent::AskExtract(request) | EvidenceIntent::Extract(request) => {
                let zip = request.zip;
                self.extracting = request;
                self.ask_path(context, PathPurpose::Extract { zip });
            }
            EvidenceIntent::Open { hash, confirmed } => {
                let evidence = self.workbook().evidence.get(&hash);
                let found = evidence.and_then(|evidence| danger(&evidence.name, &evidence.media_type));
                if found.is_some() && !confirmed {
                    self.views.dialog = Some(Dialog::OpenDangerous(hash));
                } else {
                    if matches!(self.views.dialog, Some(Dialog::OpenDangerous(_))) {
                        self.views.dialog = None;
                    }
                    self.open_evidence(context, hash);
                }
            }
            EvidenceIntent::Reveal(hash) => self.reveal_evidence(hash),
        }
    }

    /// Goes on with several files that she chose at once.
    pub(super) fn evidence_paths_chosen(&mut self, context: &egui::Context, purpose: PathPurpose, paths: Vec<PathBuf>) {
        if let PathPurpose::Evidence(to) = purpose {
            self.attach_paths(context, to, paths, false);
        } else if let PathPurpose::EvidenceLinks(to) = purpose {
            self.attach_paths(context, to, paths, true);
        }
    }

    /// Goes on with a path for evidence that she chose.
    pub(super) fn evidence_path_chosen(&mut self, context: &egui::Context, purpose: PathPurpose, path: PathBuf) {
        if let PathPurpose::Evidence(to) | PathPurpose::EvidenceFolder(to) = purpose {
            self.attach_paths(context, to, vec![path], false);
        } else if let PathPurpose::EvidenceLinks(to) = purpose {
            self.attach_paths(context, to, vec![path], true);
        } else if let PathPurpose::Replacement(old) = purpose {
            let places = self.workbook().evidence_uses().remove(&old).unwrap_or_default();
            self.replace_evidence(context, old, path, places);
        } else if let PathPurpose::SaveEvidence(hash) = purpose {
            self.save_evidence(context, hash, path);
        } else if let PathPurpose::MoveOut(hash) = purpose {
            self.move_out(context, hash, path);
        } else if purpose == PathPurpose::FindEvidence {
            self.find_evidence(context, path);
        } else if let PathPurpose::Extract { .. } = purpose {
            self.extract_evidence(context, &path);
        }
    }

    /// Takes in what background work on evidence has answered.
    pub(super) fn evidence_answered(&mut self, context: &egui::Context, answer: EvidenceAnswer) {
        let is_other = answer.opening != self.session.opening();
        match answer.done {
            EvidenceDone::Extracted(outcome) => self.extracted(outcome),
            EvidenceDone::Opened(outcome) => self.copy_made(outcome),
            EvidenceDone::Saved(path, Ok(())) => self.say_file("toast-exported", path),
            EvidenceDone::Saved(_, Err(error)) => self.copy_failed(&error),
            EvidenceDone::Relinked(path, _) if is_other => {
                let path = path.display().to_string();
                self.views.toasts.warn(self.locale.format("toast-not-saved-as", [("path", path.into())]));
            }
            // What was read for a document that was left has nowhere to go.
            _ if is_other => self.views.toasts.warn(self.locale.text("intake-other-document")),
            EvidenceDone::Read(to, outcome) => self.was_read(to, outcome),
            EvidenceDone::Verified(outcome) => self.verified(outcome),
            EvidenceDone::Found(outcome) => self.found(outcome),
            EvidenceDone::Relinked(path, storage) => self.relinked(context, path, &storage),
            EvidenceDone::Embedded(blobs, errors) => self.embedded(blobs, &errors),
            EvidenceDone::MovedOut(hash, path, outcome) => self.moved_out(hash, &path, outcome),
        }
    }

    /// Makes an edit of evidence as a step of its own.
    fn edit_evidence(&mut self, make: impl FnOnce(&Workbook, Stamp) -> Edit) {
        self.edit(|app, stamp| {
            let edit = make(app.workbook(), stamp);
            app.session.apply(edit, Step::Own, stamp)
        });
    }

    /// Whether she is to be asked before something is given out.
    pub(super) fn has_confidential(&self) -> bool {
        self.workbook().evidence.values().any(|evidence| evidence.confidential)
    }

    /// The folder of the workbook's file: where links are told from.
    pub(super) fn home(&self) -> Option<PathBuf> {
        self.file.path.as_ref().and_then(|path| path.parent()).map(std::path::Path::to_owned)
    }

    /// Starts long work on evidence, shown under the words of message `name`.
    fn start_evidence(
        &mut self,
        context: &egui::Context,
        name: &'static str,
        work: impl FnOnce(&crate::progress::Progress) -> EvidenceDone + Send + 'static,
    ) {
        let opening = self.session.opening();
        let name = self.locale.text(name).into_owned();
        self.jobs.start_long(context, name, move |progress| {
            Done::Evidence(Box::new(EvidenceAnswer { opening, done: work(progress) }))
        });
    }
}

/// The place that files for `to` are used in; none where they are kept in a dialog first, or used nowhere.
pub(super) fn place(to: AttachTo) -> Option<EvidenceUse> {
    match to {
        AttachTo::Duty(duty) => Some(EvidenceUse::Duty(duty)),
        AttachTo::Use(place) => Some(place),
        AttachTo::Event | AttachTo::Closing | AttachTo::Filing | AttachTo::Material(..) | AttachTo::Nowhere => None,
    }
}

/// The embedded evidence that a record adds, with its bytes as base64: the journal needs them before the record.
pub(super) fn blobs_of(workbook: &Workbook, record: &Record) -> Vec<(Sha256, Arc<str>)> {
    let added = |change: &Change| match (&change.field, &change.to) {
        (Field::Evidence(hash), Some(Value::Evidence(evidence))) if evidence.is_embedded() => {
            let was_there = matches!(&change.from, Some(Value::Evidence(before)) if before.is_embedded());
            (!was_there).then(|| Some((*hash, Arc::clone(workbook.blobs.get(hash)?)))).flatten()
        }
        _ => None,
    };
    record.changes.iter().filter_map(added).collect()
}
