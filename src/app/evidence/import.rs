//! Reads files off the UI thread and attaches them to their targets.

use super::{Evidence, place, start_evidence};
use crate::app::report::attach_material;
use crate::app::shared::Shared;
use crate::app::{UndoStep, WorkbookApp};
use crate::progress::{Canceled, Progress};
use crate::store::evidence::{ImportOptions, Imported, import_bytes, import_files};
use crate::ui::{AttachTo, Dialog};
use crate::workbook::{EvidenceDetails, EvidenceState, EvidenceUse, NewFile, Sha256};
use egui::Context;
use std::path::PathBuf;
use std::sync::Arc;

/// Why files are read.
enum Target {
    /// To attach them.
    Attach(AttachTo),
    /// To replace evidence in these places.
    Replace(Sha256, Vec<EvidenceUse>),
}

impl Evidence {
    /// Takes in the files that were read, and reports those that could not be.
    fn was_read(&mut self, shared: &mut Shared, to: Target, outcome: Result<Imported, Canceled>) {
        let Ok(import) = outcome else {
            shared.views.toasts.say(shared.locale.text("import-canceled"));
            return;
        };
        let n = import.files.len();
        say_notices(shared, &import, n);
        for file in &import.files {
            // The state of known linked evidence is not changed by a file in another place.
            if shared.workbook().evidence.get(&file.hash).is_none_or(crate::workbook::Evidence::is_embedded) {
                self.checks.states.insert(file.hash, EvidenceState::Ok);
            }
        }
        match to {
            Target::Attach(AttachTo::Event) => {
                if let Some(Dialog::Event(draft)) = &mut shared.views.dialog {
                    draft.files.extend(import.files);
                }
            }
            Target::Attach(AttachTo::Closing) => {
                import.files.into_iter().for_each(|file| shared.views.deadlines.attach(file));
            }
            Target::Attach(AttachTo::Filing) => {
                import.files.into_iter().for_each(|file| shared.views.report.attach(file));
            }
            Target::Attach(AttachTo::Material(year, place)) => attach_material(shared, year, place, &import.files),
            Target::Attach(to @ (AttachTo::Duty(_) | AttachTo::Use(_) | AttachTo::Nowhere)) => {
                attach(shared, &import.files, place(to));
            }
            Target::Replace(old, places) => shared.edit(|shared, stamp| {
                let Some(file) = import.files.first() else { return Ok(()) };
                shared.put_blobs(&import.files);
                let edit = shared.workbook().replace_evidence(old, file, &places, stamp);
                shared.document.apply(edit, UndoStep::Own, stamp)
            }),
        }
        let problems: Vec<String> = import.problems.iter().map(|p| shared.words(p.kind(), p.arguments())).collect();
        shared.say_failed("import-failed", &problems);
    }
}

/// Reads files and folders in order to attach them.
pub(crate) fn attach_paths(shared: &mut Shared, context: &Context, to: AttachTo, paths: Vec<PathBuf>, link: bool) {
    read(shared, context, Target::Attach(to), paths, link);
}

pub(crate) fn replace_evidence(
    shared: &mut Shared,
    context: &Context,
    old: Sha256,
    path: PathBuf,
    places: Vec<EvidenceUse>,
) {
    read(shared, context, Target::Replace(old, places), vec![path], false);
}

fn read(shared: &mut Shared, context: &Context, to: Target, paths: Vec<PathBuf>, link: bool) {
    let own = shared.file.path.as_deref();
    let mut options = ImportOptions::new(shared.workbook(), own, shared.settings.embed_up_to);
    options.link = link;
    start_evidence(
        shared,
        context,
        "import-running",
        move |progress: &Progress| import_files(&paths, &options, progress),
        |program: &mut WorkbookApp, outcome| {
            program.evidence.was_read(&mut program.shared, to, outcome);
        },
    );
}

pub(crate) fn attach_bytes(shared: &mut Shared, context: &Context, to: AttachTo, name: String, bytes: Arc<[u8]>) {
    start_evidence(
        shared,
        context,
        "import-running",
        move |_: &Progress| Imported { files: vec![import_bytes(&name, &bytes)], ..Imported::default() },
        move |program: &mut WorkbookApp, import| {
            program.evidence.was_read(&mut program.shared, Target::Attach(to), Ok(import));
        },
    );
}

fn attach(shared: &mut Shared, files: &[NewFile], place: Option<EvidenceUse>) {
    let known = files.iter().filter(|file| shared.workbook().evidence.contains_key(&file.hash)).count();
    if known > 0 {
        shared.views.toasts.say(shared.locale.format("import-known", [("n", known.into())]));
    }
    if files.is_empty() {
        return;
    }
    shared.edit(|shared, stamp| {
        shared.put_blobs(files);
        let places: Vec<EvidenceUse> = place.into_iter().collect();
        let edit = shared.workbook().attach(files, &EvidenceDetails::default(), &places, stamp);
        shared.document.apply(edit, UndoStep::Own, stamp)
    });
}

fn say_notices(shared: &mut Shared, import: &Imported, n: usize) {
    let mut lines: Vec<String> =
        import.notices.iter().map(|notice| shared.words(notice.kind(), notice.arguments())).collect();
    if n > 1 {
        lines.insert(0, shared.locale.format("import-done", [("n", n.into())]));
    }
    // A toast has no space for hundreds of lines.
    let more = lines.len().saturating_sub(6);
    lines.truncate(6);
    if more > 0 {
        lines.push(shared.locale.format("import-more", [("n", more.into())]));
    }
    if !lines.is_empty() {
        shared.views.toasts.say(lines.join("\n"));
    }
}
