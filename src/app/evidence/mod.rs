//! Evidence: carries out intents about it and takes in the results of background work.

pub(super) mod blobs;
mod import;
mod previewing;
mod scans;
#[cfg(test)]
mod tests;
pub(super) mod work;

use crate::app::evidence::import::{attach_bytes, attach_paths, replace_evidence};
use crate::app::evidence::work::{
    embed_evidence, extract_evidence, move_out, open_evidence, reveal_evidence, save_evidence, verify_evidence,
};
use crate::app::jobs::Concern;
use crate::app::shared::Shared;
use crate::app::{Job, UndoStep, WorkbookApp};
use crate::file_type::danger;
use crate::progress::Progress;
use crate::ui::{AttachTo, Dialog, EvidenceChecks, EvidenceIntent, PathPurpose, Previews, ScanPlaces};
use crate::workbook::EvidenceUse;
use egui::Context;
use std::path::PathBuf;

/// The controller of evidence: takes it in, checks it, shows it and extracts it.
#[derive(Default)]
pub(super) struct Evidence {
    /// The result of the latest check.
    pub(super) checks: EvidenceChecks,
    /// The previews of evidence.
    pub(super) previews: Previews,
    /// The places of the license text on its scans.
    pub(super) scan_places: ScanPlaces,
}

impl Shared {
    /// Whether the user must be asked before evidence is extracted.
    pub(crate) fn has_confidential(&self) -> bool {
        self.workbook().evidence.values().any(|evidence| evidence.confidential)
    }
}

impl Evidence {
    /// Clears the checks and previews, which were about the document before.
    pub(super) fn document_replaced(&mut self) {
        self.checks = EvidenceChecks::default();
        self.previews.clear();
        self.scan_places.clear();
    }

    /// Carries out an intent.
    pub(crate) fn evidence_intent(&mut self, shared: &mut Shared, context: &Context, intent: EvidenceIntent) {
        match intent {
            EvidenceIntent::AskFolder(to) => shared.ask_path(context, PathPurpose::EvidenceFolder(to)),
            EvidenceIntent::AskLinks(to) => shared.ask_path(context, PathPurpose::EvidenceLinks(to)),
            EvidenceIntent::Attach(to, paths, link) => attach_paths(shared, context, to, paths, link),
            EvidenceIntent::Paste(to, name, bytes) => attach_bytes(shared, context, to, name, bytes),
            EvidenceIntent::Use(hashes, places) => {
                shared.edit_evidence(|workbook, _| workbook.use_evidence(&hashes, &places));
            }
            EvidenceIntent::Detach(hashes, places) => {
                shared.edit_evidence(|workbook, _| workbook.detach_evidence(&hashes, &places));
            }
            EvidenceIntent::Describe(hashes, change) => shared.edit(|shared, stamp| {
                let edit = shared.workbook().describe_evidence(&hashes, &change);
                // Editing the same text is the same undo step.
                shared.document.apply(edit, UndoStep::Typing, stamp)
            }),
            EvidenceIntent::AskReplacement(old) => shared.ask_path(context, PathPurpose::Replacement(old)),
            EvidenceIntent::Replace(old, path, places) => replace_evidence(shared, context, old, path, places),
            EvidenceIntent::Remove(hashes) => shared.edit_evidence(|workbook, _| workbook.remove_evidence(&hashes)),
            EvidenceIntent::Share(duties) => shared.edit_evidence(|workbook, _| workbook.share_with_twins(&duties)),
            EvidenceIntent::Embed(hashes) => embed_evidence(shared, context, hashes),
            EvidenceIntent::AskMoveOut(hash) => shared.ask_path(context, PathPurpose::MoveOut(hash)),
            EvidenceIntent::Verify => verify_evidence(shared, context),
            EvidenceIntent::AskFind => shared.ask_path(context, PathPurpose::FindEvidence),
            EvidenceIntent::Find(folder) => self.find_evidence(shared, context, folder),
            EvidenceIntent::AskExtract(request) if shared.has_confidential() => {
                shared.views.dialog = Some(Dialog::Confidential(request));
            }
            EvidenceIntent::AskExtract(request) | EvidenceIntent::Extract(request) => {
                let zip = request.zip;
                shared.waiting.extracting = request;
                shared.ask_path(context, PathPurpose::Extract { zip });
            }
            EvidenceIntent::Open { hash, confirmed } => {
                let evidence = shared.workbook().evidence.get(&hash);
                let found = evidence.and_then(|evidence| danger(&evidence.name, &evidence.media_type));
                if found.is_some() && !confirmed {
                    shared.views.dialog = Some(Dialog::OpenDangerous(hash));
                } else {
                    if matches!(shared.views.dialog, Some(Dialog::OpenDangerous(_))) {
                        shared.views.dialog = None;
                    }
                    open_evidence(shared, context, hash);
                }
            }
            EvidenceIntent::Reveal(hash) => reveal_evidence(shared, hash),
        }
    }

    /// Continues with a path for evidence that the user chose.
    pub(crate) fn evidence_path_chosen(
        &mut self,
        shared: &mut Shared,
        context: &Context,
        purpose: PathPurpose,
        path: PathBuf,
    ) {
        if let PathPurpose::Evidence(to) | PathPurpose::EvidenceFolder(to) = purpose {
            attach_paths(shared, context, to, vec![path], false);
        } else if let PathPurpose::EvidenceLinks(to) = purpose {
            attach_paths(shared, context, to, vec![path], true);
        } else if let PathPurpose::Replacement(old) = purpose {
            let places = shared.workbook().evidence_uses().remove(&old).unwrap_or_default();
            replace_evidence(shared, context, old, path, places);
        } else if let PathPurpose::SaveEvidence(hash) = purpose {
            save_evidence(shared, context, hash, path);
        } else if let PathPurpose::MoveOut(hash) = purpose {
            move_out(shared, context, hash, path);
        } else if purpose == PathPurpose::FindEvidence {
            self.find_evidence(shared, context, path);
        } else if let PathPurpose::Extract { .. } = purpose {
            extract_evidence(shared, context, &path);
        }
    }
}

/// Continues with several files that the user chose at once.
pub(crate) fn evidence_paths_chosen(shared: &mut Shared, context: &Context, purpose: PathPurpose, paths: Vec<PathBuf>) {
    if let PathPurpose::Evidence(to) = purpose {
        attach_paths(shared, context, to, paths, false);
    } else if let PathPurpose::EvidenceLinks(to) = purpose {
        attach_paths(shared, context, to, paths, true);
    }
}

/// Starts a long job on the evidence of this document, shown with the message `name`. A toast says so if the document
/// was closed before the job ended.
fn start_evidence<T: Send + 'static>(
    shared: &mut Shared,
    context: &Context,
    name: &'static str,
    work: impl FnOnce(&Progress) -> T + Send + 'static,
    reply: impl FnOnce(&mut WorkbookApp, T) + Send + 'static,
) {
    let name = shared.locale.text(name).into_owned();
    let job =
        Job::long(shared.this_document(), name, work, |program: &mut WorkbookApp, _, outcome| reply(program, outcome));
    // The files were read for a document that is no longer open.
    let job = job
        .when_left(|program, _| program.shared.views.toasts.warn(program.shared.locale.text("import-other-document")));
    shared.jobs.start(context, job);
}

/// Starts a long job that extracts evidence, shown with the message `name`.
fn start_giving_out<T: Send + 'static>(
    shared: &mut Shared,
    context: &Context,
    name: &'static str,
    work: impl FnOnce(&Progress) -> T + Send + 'static,
    reply: impl FnOnce(&mut WorkbookApp, T) + Send + 'static,
) {
    let name = shared.locale.text(name).into_owned();
    let job = Job::long(Concern::Program, name, work, |program: &mut WorkbookApp, _, outcome| reply(program, outcome));
    shared.jobs.start(context, job);
}

/// The use of files for `to`; `None` if a dialog keeps them first, or if they have no use.
pub(crate) fn place(to: AttachTo) -> Option<EvidenceUse> {
    match to {
        AttachTo::Duty(duty) => Some(EvidenceUse::Duty(duty)),
        AttachTo::Use(place) => Some(place),
        AttachTo::Event | AttachTo::Closing | AttachTo::Filing | AttachTo::Material(..) | AttachTo::Nowhere => None,
    }
}
