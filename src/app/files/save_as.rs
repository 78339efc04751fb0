//! “Save as”: makes the links to evidence relative to the new location first.

use crate::app::files::Files;
use crate::app::files::saving::SaveKind;
use crate::app::shared::Shared;
use crate::app::{Job, WorkbookApp};
use crate::progress::Progress;
use crate::store::evidence::relinked_for;
use crate::store::{self, ExpectedState};
use crate::workbook::{Evidence, EvidenceStorage, Sha256};
use egui::Context;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl Files {
    /// Saves as `path`, after linked files were located from there. This runs in the background, because the files may
    /// be on slow drives.
    pub(crate) fn save_as(&mut self, shared: &mut Shared, context: &Context, path: PathBuf) {
        if shared.workbook().evidence.values().all(Evidence::is_embedded) {
            return self.start_save(shared, context, SaveKind::As, path, ExpectedState::Anything);
        }
        let (workbook, home) = (Arc::clone(shared.workbook()), shared.home());
        let name = shared.locale.text("verify-finding").into_owned();
        let job = Job::long(
            shared.this_document(),
            name,
            move |_: &Progress| {
                let storage = relinked_for(&workbook, home.as_deref(), &path);
                (path, storage)
            },
            |program: &mut WorkbookApp, context, (path, storage): (PathBuf, _)| {
                program.files.relinked(&mut program.shared, context, path, &storage);
            },
        )
        .when_left(|program, (path, _)| say_not_saved(&mut program.shared, &path))
        .when_closing(|program, (path, _)| save_as_at_the_end(&mut program.shared, &path));
        shared.jobs.start(context, job);
    }

    fn relinked(
        &mut self,
        shared: &mut Shared,
        context: &Context,
        path: PathBuf,
        storage: &BTreeMap<Sha256, EvidenceStorage>,
    ) {
        let edit = shared.workbook().store_evidence(&shared.still_linked(storage));
        // If no link changes, no edit is recorded.
        if !edit.is_empty() {
            shared.edit_evidence(|_, _| edit);
        }
        self.start_save(shared, context, SaveKind::As, path, ExpectedState::Anything);
    }
}

/// Says that the document was not saved as `path`, because it was closed before the links were updated.
fn say_not_saved(shared: &mut Shared, path: &Path) {
    let path = path.display().to_string();
    shared.views.toasts.warn(shared.locale.format("toast-not-saved-as", [("path", path.into())]));
}

/// Saves with unchanged links, because the window closes before the links were updated.
fn save_as_at_the_end(shared: &mut Shared, path: &Path) {
    let workbook = shared.document.seal();
    if store::save_with(&workbook, path, shared.file.key.as_ref(), &ExpectedState::Anything, None).is_ok() {
        shared.document.mark_saved(&workbook);
    }
}
