//! Long jobs on evidence in the workbook: checking, finding and extracting it.

use super::{Evidence, start_evidence, start_giving_out};
use crate::app::shared::Shared;
use crate::app::{UndoStep, WorkbookApp};
use crate::export::evidence_index;
use crate::export_job::folder_names;
use crate::progress::{Canceled, Progress};
use crate::store::SaveError;
use crate::store::evidence::{
    Container, EvidenceCopyError, ExtractError, ExtractOptions, Extracted, FoundFile, ReadError, TempCopies, embed,
    extract, find, read_linked, relative_path, save_copy, verify,
};
use crate::ui::{EvidenceChecks, Toast};
use crate::workbook::{EvidenceState, EvidenceStorage, Sha256};
use egui::Context;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The result of a search for lost files, and the number of lost files.
struct FoundFiles {
    found: FoundFile,
    wanted: usize,
}

/// Returns a path in `folder` that does not exist yet.
fn free(folder: &Path, name: &str) -> PathBuf {
    let numbered = (2_u32..1000).map(|n| folder.join(format!("{name} ({n})")));
    let mut names = std::iter::once(folder.join(name)).chain(numbered);
    names.find(|path| !path.exists()).unwrap_or_else(|| folder.join(name))
}

impl Shared {
    fn item_words(&self, item: &crate::workbook::ExtractedItem) -> String {
        let name = self.workbook().evidence.get(&item.hash).map(|evidence| evidence.name.clone()).unwrap_or_default();
        let error = ReadError::NotThere { name, state: item.state.clone(), path: None };
        self.words(error.kind(), error.arguments())
    }

    /// The temporary folder of copies for other programs. It is deleted when the window closes.
    pub(crate) fn copies(&mut self) -> Result<Arc<TempCopies>, SaveError> {
        if let Some(copies) = &self.opened_elsewhere {
            return Ok(Arc::clone(copies));
        }
        let copies = Arc::new(TempCopies::new()?);
        self.opened_elsewhere = Some(Arc::clone(&copies));
        Ok(copies)
    }

    pub(crate) fn copy_made(&mut self, outcome: Result<PathBuf, EvidenceCopyError>) {
        match outcome {
            Ok(path) => {
                if let Err(message) = self.environment.dialogs.open(&path) {
                    let arguments = [("path", path.display().to_string().into()), ("message", message.into())];
                    self.views.toasts.warn(self.locale.format("extract-no-program", arguments));
                } else if self.file.key.is_some() {
                    self.views.toasts.say(self.locale.text("toast-copy-in-clear"));
                }
            }
            Err(error) => self.copy_failed(&error),
        }
    }

    fn copy_failed(&mut self, error: &EvidenceCopyError) {
        match error {
            EvidenceCopyError::Read(ReadError::Canceled(_)) => {
                self.views.toasts.say(self.locale.text("extract-canceled"));
            }
            EvidenceCopyError::Read(error) => self.fail("extract-failed", self.words(error.kind(), error.arguments())),
            EvidenceCopyError::Save(error) => {
                let text = self.error_words(error.kind(), error.arguments());
                self.fail("extract-failed", text);
            }
        }
    }
}

impl Evidence {
    fn verified(&mut self, shared: &mut Shared, outcome: Result<BTreeMap<Sha256, EvidenceState>, Canceled>) {
        let Ok(states) = outcome else {
            shared.views.toasts.say(shared.locale.text("verify-canceled"));
            return;
        };
        self.checks = EvidenceChecks { states, at: Some(shared.environment.clock.now()) };
        let (n, bad) = (self.checks.states.len(), self.checks.bad().count());
        if bad == 0 {
            shared.views.toasts.say(shared.locale.format("verify-fine", [("n", n.into())]));
        } else {
            shared.views.toasts.warn(shared.locale.format("verify-bad", [("n", bad.into())]));
        }
    }

    pub(crate) fn find_evidence(&mut self, shared: &mut Shared, context: &Context, folder: PathBuf) {
        let (workbook, home) = (Arc::clone(shared.workbook()), shared.home());
        let known = self.checks.states.clone();
        start_evidence(
            shared,
            context,
            "verify-finding",
            move |progress: &Progress| {
                let lost = workbook.evidence.iter().filter(|(hash, evidence)| {
                    !evidence.is_embedded()
                        && (read_linked(evidence, home.as_deref()).is_none()
                            || known.get(hash).is_some_and(|state| *state != EvidenceState::Ok))
                });
                let wanted: BTreeSet<Sha256> = lost.map(|(hash, _)| *hash).collect();
                let found = find(&workbook, &wanted, &folder, progress);
                found.map(|found| FoundFiles { found, wanted: wanted.len() })
            },
            |program: &mut WorkbookApp, outcome| {
                program.evidence.take_found(&mut program.shared, outcome);
            },
        );
    }

    fn take_found(&mut self, shared: &mut Shared, outcome: Result<FoundFiles, Canceled>) {
        let Ok(FoundFiles { found, wanted }) = outcome else {
            shared.views.toasts.say(shared.locale.text("verify-canceled"));
            return;
        };
        let storage = shared.still_linked(&found.storage(shared.file.path.as_deref()));
        shared.edit_evidence(|workbook, _| workbook.store_evidence(&storage));
        for hash in found.files.keys() {
            self.checks.states.insert(*hash, EvidenceState::Ok);
        }
        let n = found.files.len();
        let text = shared.locale.format("verify-found", [("n", n.into()), ("wanted", wanted.into())]);
        shared.views.toasts.push(Toast { text, is_error: n < wanted, file: None });
    }
}

pub(crate) fn verify_evidence(shared: &mut Shared, context: &Context) {
    let (workbook, home) = (Arc::clone(shared.workbook()), shared.home());
    start_evidence(
        shared,
        context,
        "verify-running",
        move |progress: &Progress| verify(&workbook, home.as_deref(), progress),
        |program: &mut WorkbookApp, outcome| {
            program.evidence.verified(&mut program.shared, outcome);
        },
    );
}

pub(crate) fn embed_evidence(shared: &mut Shared, context: &Context, hashes: Vec<Sha256>) {
    let (workbook, home) = (Arc::clone(shared.workbook()), shared.home());
    start_evidence(
        shared,
        context,
        "import-running",
        move |progress: &Progress| {
            let linked = hashes.into_iter().filter_map(|hash| Some((hash, workbook.evidence.get(&hash)?)));
            let linked: Vec<(Sha256, u64)> = linked
                .filter(|(_, evidence)| !evidence.is_embedded())
                .map(|(hash, evidence)| (hash, evidence.size))
                .collect();
            progress.set_total_of(linked.iter().map(|(_, size)| *size));
            let (mut blobs, mut errors) = (Vec::new(), Vec::new());
            for (hash, _) in linked {
                match embed(&workbook, hash, home.as_deref(), progress) {
                    Ok(base64) => blobs.push((hash, base64)),
                    Err(error) => errors.push(error),
                }
            }
            (blobs, errors)
        },
        |program: &mut WorkbookApp, (blobs, errors)| {
            embedded(&mut program.shared, blobs, &errors);
        },
    );
}

fn embedded(shared: &mut Shared, blobs: Vec<(Sha256, Arc<str>)>, errors: &[ReadError]) {
    let storage: BTreeMap<Sha256, EvidenceStorage> =
        blobs.iter().map(|(hash, _)| (*hash, EvidenceStorage::Embedded)).collect();
    shared.edit(|shared, stamp| {
        for (hash, base64) in blobs {
            shared.document.put_blob(hash, base64);
        }
        let edit = shared.workbook().store_evidence(&storage);
        shared.document.apply(edit, UndoStep::Own, stamp)
    });
    let lines: Vec<String> = errors.iter().map(|error| shared.words(error.kind(), error.arguments())).collect();
    shared.say_failed("import-failed", &lines);
}

pub(crate) fn move_out(shared: &mut Shared, context: &Context, hash: Sha256, path: PathBuf) {
    let (workbook, home) = (Arc::clone(shared.workbook()), shared.home());
    let of = path.clone();
    start_evidence(
        shared,
        context,
        "extract-running",
        move |progress: &Progress| save_copy(&workbook, hash, home.as_deref(), &of, progress),
        move |program: &mut WorkbookApp, outcome| {
            moved_out(&mut program.shared, hash, &path, outcome);
        },
    );
}

fn moved_out(shared: &mut Shared, hash: Sha256, path: &Path, outcome: Result<(), EvidenceCopyError>) {
    if let Err(error) = outcome {
        shared.copy_failed(&error);
        return;
    }
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let relative = shared.file.path.as_deref().and_then(|own| relative_path(own, &absolute));
    let storage = EvidenceStorage::Linked { absolute: absolute.display().to_string(), relative };
    shared.edit_evidence(|workbook, _| workbook.store_evidence(&BTreeMap::from([(hash, storage)])));
}

pub(crate) fn save_evidence(shared: &mut Shared, context: &Context, hash: Sha256, path: PathBuf) {
    let (workbook, home) = (Arc::clone(shared.workbook()), shared.home());
    let of = path.clone();
    start_giving_out(
        shared,
        context,
        "extract-running",
        move |progress: &Progress| save_copy(&workbook, hash, home.as_deref(), &of, progress),
        move |program: &mut WorkbookApp, outcome| match outcome {
            Ok(()) => program.shared.say_file("toast-exported", path),
            Err(error) => program.shared.copy_failed(&error),
        },
    );
}

/// Extracts evidence to a ZIP file, or to a new folder in the chosen one.
pub(crate) fn extract_evidence(shared: &mut Shared, context: &Context, chosen: &Path) {
    let name = shared.extract_name();
    let zip = shared.waiting.extracting.zip;
    let target = if zip { chosen.to_owned() } else { free(chosen, &name) };
    let (workbook, home) = (Arc::clone(shared.workbook()), shared.home());
    let request = std::mem::take(&mut shared.waiting.extracting);
    let (locale, today) = (shared.locale, shared.environment.clock.today());
    let options = ExtractOptions {
        duties: request.duties,
        confidential: request.confidential,
        container: if zip { Container::Zip } else { Container::Folder },
        // The file dialog asked before replacing a file; a folder is always new.
        force: zip,
        language: locale.language,
        folders: folder_names(locale),
    };
    start_giving_out(
        shared,
        context,
        "extract-running",
        move |progress: &Progress| {
            extract(
                &workbook,
                home.as_deref(),
                &target,
                &options,
                &|items| {
                    evidence_index::files(&workbook, items, today, locale.language).map_err(|error| error.to_string())
                },
                progress,
            )
        },
        |program: &mut WorkbookApp, outcome| {
            extracted(&mut program.shared, outcome);
        },
    );
}

fn extracted(shared: &mut Shared, outcome: Result<Extracted, ExtractError>) {
    match outcome {
        Ok(extracted) => {
            let bad: Vec<String> = extracted.failed().map(|item| shared.item_words(item)).collect();
            let n = extracted.items.len() - bad.len();
            let mut text = shared.locale.format("extract-done", [("n", n.into())]);
            if extracted.withheld > 0 {
                text.push('\n');
                text.push_str(&shared.locale.format("extract-withheld", [("n", extracted.withheld.into())]));
            }
            shared.views.toasts.push(Toast { text, is_error: false, file: Some(extracted.path) });
            shared.say_failed("extract-incomplete", &bad);
        }
        Err(ExtractError::Canceled(_)) => shared.views.toasts.say(shared.locale.text("extract-canceled")),
        Err(error) => shared.fail("extract-failed", shared.words(error.kind(), error.arguments())),
    }
}

pub(crate) fn open_evidence(shared: &mut Shared, context: &Context, hash: Sha256) {
    let copies = match shared.copies() {
        Ok(copies) => copies,
        Err(error) => return shared.copy_failed(&EvidenceCopyError::Save(error)),
    };
    let (workbook, home) = (Arc::clone(shared.workbook()), shared.home());
    start_giving_out(
        shared,
        context,
        "extract-opening",
        move |progress: &Progress| copies.copy(&workbook, hash, home.as_deref(), progress),
        |program: &mut WorkbookApp, outcome| {
            program.shared.copy_made(outcome);
        },
    );
}

/// Shows the folder of a linked file.
pub(crate) fn reveal_evidence(shared: &mut Shared, hash: Sha256) {
    let home = shared.home();
    let Some(evidence) = shared.workbook().evidence.get(&hash) else { return };
    let error = if let Some(path) = read_linked(evidence, home.as_deref()) {
        shared.environment.dialogs.reveal(&path).err().map(|error| {
            let arguments = [("path", path.display().to_string().into()), ("message", error.into())];
            shared.locale.format("extract-no-program", arguments)
        })
    } else {
        let name = evidence.name.clone();
        let error = ReadError::NotThere { name, state: EvidenceState::Missing, path: None };
        Some(shared.words(error.kind(), error.arguments()))
    };
    if let Some(text) = error {
        shared.views.toasts.warn(text);
    }
}
