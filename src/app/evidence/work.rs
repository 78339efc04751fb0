//! Long work on evidence that is in the workbook: checking it, finding it again, giving it out.

use super::{EvidenceAnswer, EvidenceDone};
use crate::app::saving::SaveKind;
use crate::app::{Step, WorkbookApp};
use crate::export::evidence_index;
use crate::file_name::safe_name;
use crate::locale::Locale;
use crate::progress::Cancelled;
use crate::store::evidence::{
    Container, Copies, CopyError, ExtractError, ExtractOptions, Extracted, FolderNames, Found, ReadError, embed,
    extract, find, read_linked, relative_path, relinked_for, save_copy, verify,
};
use crate::store::{self, Expect, SaveError};
use crate::ui::{EvidenceChecks, Toast};
use crate::workbook::{Evidence, EvidenceState, EvidenceStorage, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a search for lost files found, and how many were lost.
pub(in crate::app) struct FoundFiles {
    found: Found,
    wanted: usize,
}

/// What folders of evidence are called that belong to no provision.
pub(in crate::app) fn folder_names(locale: &Locale) -> FolderNames {
    let name = |id| locale.text(id).into_owned();
    FolderNames {
        license: name("extract-folder-license"),
        events: name("extract-folder-events"),
        reports: name("extract-folder-reports"),
        other: name("extract-folder-other"),
    }
}

/// A name in `folder` that nothing has yet.
fn free(folder: &Path, name: &str) -> PathBuf {
    let numbered = (2_u32..1000).map(|n| folder.join(format!("{name} ({n})")));
    let mut names = std::iter::once(folder.join(name)).chain(numbered);
    names.find(|path| !path.exists()).unwrap_or_else(|| folder.join(name))
}

impl WorkbookApp {
    pub(super) fn verify_evidence(&mut self, context: &egui::Context) {
        let (workbook, home) = (Arc::clone(self.workbook()), self.home());
        self.start_evidence(context, "verify-running", move |progress| {
            EvidenceDone::Verified(verify(&workbook, home.as_deref(), progress))
        });
    }

    pub(super) fn verified(&mut self, outcome: Result<BTreeMap<Sha256, EvidenceState>, Cancelled>) {
        let Ok(states) = outcome else {
            self.views.toasts.say(self.locale.text("verify-cancelled"));
            return;
        };
        self.checks = EvidenceChecks { states, at: Some(self.surroundings.clock.now()) };
        let (n, bad) = (self.checks.states.len(), self.checks.bad().count());
        if bad == 0 {
            self.views.toasts.say(self.locale.format("verify-fine", [("n", n.into())]));
        } else {
            self.views.toasts.warn(self.locale.format("verify-bad", [("n", bad.into())]));
        }
    }

    pub(super) fn find_evidence(&mut self, context: &egui::Context, folder: PathBuf) {
        let (workbook, home) = (Arc::clone(self.workbook()), self.home());
        let known = self.checks.states.clone();
        self.start_evidence(context, "verify-finding", move |progress| {
            let is_lost = |hash: &Sha256, evidence: &crate::workbook::Evidence| {
                !evidence.is_embedded()
                    && (read_linked(evidence, home.as_deref()).is_none()
                        || known.get(hash).is_some_and(|state| *state != EvidenceState::Ok))
            };
            let lost = workbook.evidence.iter().filter(|(hash, evidence)| is_lost(hash, evidence));
            let wanted: BTreeSet<Sha256> = lost.map(|(hash, _)| *hash).collect();
            let found = find(&workbook, &wanted, &folder, progress);
            EvidenceDone::Found(found.map(|found| FoundFiles { found, wanted: wanted.len() }))
        });
    }

    pub(super) fn found(&mut self, outcome: Result<FoundFiles, Cancelled>) {
        let Ok(FoundFiles { found, wanted }) = outcome else {
            self.views.toasts.say(self.locale.text("verify-cancelled"));
            return;
        };
        let storage = self.still_linked(&found.storage(self.file.path.as_deref()));
        self.edit_evidence(|workbook, _| workbook.store_evidence(&storage));
        for hash in found.files.keys() {
            self.checks.states.insert(*hash, EvidenceState::Ok);
        }
        let n = found.files.len();
        let text = self.locale.format("verify-found", [("n", n.into()), ("wanted", wanted.into())]);
        self.views.toasts.push(Toast { text, is_error: n < wanted, file: None });
    }

    /// What of `storage` is about evidence that is linked by now too: what was taken in meanwhile stays inside.
    fn still_linked(&self, storage: &BTreeMap<Sha256, EvidenceStorage>) -> BTreeMap<Sha256, EvidenceStorage> {
        let is_linked = |hash: &Sha256| self.workbook().evidence.get(hash).is_some_and(|e| !e.is_embedded());
        storage.iter().filter(|(hash, _)| is_linked(hash)).map(|(hash, storage)| (*hash, storage.clone())).collect()
    }

    /// Saves as `path`, after the ways to linked files were told from there. They may be on drives that take their time.
    pub(in crate::app) fn save_as(&mut self, context: &egui::Context, path: PathBuf) {
        if self.workbook().evidence.values().all(Evidence::is_embedded) {
            return self.start_save(context, SaveKind::As, path, Expect::Anything);
        }
        let (workbook, home) = (Arc::clone(self.workbook()), self.home());
        self.start_evidence(context, "verify-finding", move |_| {
            let storage = relinked_for(&workbook, home.as_deref(), &path);
            EvidenceDone::Relinked(path, storage)
        });
    }

    /// The window closes while a save as still tells links: then it is made with them as they are.
    pub(in crate::app) fn saved_as_at_the_end(&mut self, answer: EvidenceAnswer) {
        if let EvidenceDone::Relinked(path, _) = answer.done
            && answer.opening == self.session.opening()
        {
            let workbook = self.session.seal();
            if store::save_with(&workbook, &path, self.file.key.as_ref(), &Expect::Anything, None).is_ok() {
                self.session.mark_saved(&workbook);
            }
        }
    }

    pub(super) fn relinked(
        &mut self,
        context: &egui::Context,
        path: PathBuf,
        storage: &BTreeMap<Sha256, EvidenceStorage>,
    ) {
        let edit = self.workbook().store_evidence(&self.still_linked(storage));
        // A save in which nothing is to be told anew is nobody's edit.
        if !edit.is_empty() {
            self.edit_evidence(|_, _| edit);
        }
        self.start_save(context, SaveKind::As, path, Expect::Anything);
    }

    pub(super) fn embed_evidence(&mut self, context: &egui::Context, hashes: Vec<Sha256>) {
        let (workbook, home) = (Arc::clone(self.workbook()), self.home());
        self.start_evidence(context, "intake-running", move |progress| {
            let linked = |hash: &Sha256| workbook.evidence.get(hash).filter(|evidence| !evidence.is_embedded());
            let hashes: Vec<Sha256> = hashes.into_iter().filter(|hash| linked(hash).is_some()).collect();
            progress.set_total_of(hashes.iter().filter_map(linked).map(|evidence| evidence.size));
            let (mut blobs, mut errors) = (Vec::new(), Vec::new());
            for hash in hashes {
                match embed(&workbook, hash, home.as_deref(), progress) {
                    Ok(base64) => blobs.push((hash, base64)),
                    Err(error) => errors.push(error),
                }
            }
            EvidenceDone::Embedded(blobs, errors)
        });
    }

    pub(super) fn embedded(&mut self, blobs: Vec<(Sha256, Arc<str>)>, errors: &[ReadError]) {
        let storage: BTreeMap<Sha256, EvidenceStorage> =
            blobs.iter().map(|(hash, _)| (*hash, EvidenceStorage::Embedded)).collect();
        self.edit(|app, stamp| {
            for (hash, base64) in blobs {
                app.session.put_blob(hash, base64);
            }
            let edit = app.workbook().store_evidence(&storage);
            app.session.apply(edit, Step::Own, stamp)
        });
        let lines: Vec<String> = errors.iter().map(|error| self.words(error.kind(), error.arguments())).collect();
        self.say_failed("intake-failed", &lines);
    }

    pub(super) fn move_out(&mut self, context: &egui::Context, hash: Sha256, path: PathBuf) {
        let (workbook, home) = (Arc::clone(self.workbook()), self.home());
        self.start_evidence(context, "extract-running", move |progress| {
            let outcome = save_copy(&workbook, hash, home.as_deref(), &path, progress);
            EvidenceDone::MovedOut(hash, path, outcome)
        });
    }

    pub(super) fn moved_out(&mut self, hash: Sha256, path: &Path, outcome: Result<(), CopyError>) {
        if let Err(error) = outcome {
            self.copy_failed(&error);
            return;
        }
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let relative = self.file.path.as_deref().and_then(|own| relative_path(own, &absolute));
        let storage = EvidenceStorage::Linked { absolute: absolute.display().to_string(), relative };
        self.edit_evidence(|workbook, _| workbook.store_evidence(&BTreeMap::from([(hash, storage)])));
    }

    pub(super) fn save_evidence(&mut self, context: &egui::Context, hash: Sha256, path: PathBuf) {
        let (workbook, home) = (Arc::clone(self.workbook()), self.home());
        self.start_evidence(context, "extract-running", move |progress| {
            let outcome = save_copy(&workbook, hash, home.as_deref(), &path, progress);
            EvidenceDone::Saved(path, outcome)
        });
    }

    /// What a folder or zip file of evidence is called: the license, and the day.
    pub(in crate::app) fn extract_name(&self) -> String {
        let cover = self.workbook().current_license().and_then(|id| self.workbook().licenses.get(&id));
        let number = cover.and_then(|license| license.parsed.cover.number.as_ref());
        let number = number.map(|number| number.value.clone()).unwrap_or_default();
        let day = self.surroundings.clock.today().to_string();
        safe_name(&self.locale.format("extract-name", [("number", number.into()), ("day", day.into())]), 100)
    }

    /// Gives evidence out to a zip file, or to a new folder in the one that was chosen.
    pub(super) fn extract_evidence(&mut self, context: &egui::Context, chosen: &Path) {
        let name = self.extract_name();
        let zip = self.extracting.zip;
        let target = if zip { chosen.to_owned() } else { free(chosen, &name) };
        let (workbook, home) = (Arc::clone(self.workbook()), self.home());
        let request = std::mem::take(&mut self.extracting);
        let (locale, today) = (self.locale, self.surroundings.clock.today());
        let options = ExtractOptions {
            duties: request.duties,
            confidential: request.confidential,
            container: if zip { Container::Zip } else { Container::Folder },
            // She was asked whether a file may be replaced; a folder is always a new one.
            force: zip,
            language: locale.language,
            folders: folder_names(locale),
        };
        self.start_evidence(context, "extract-running", move |progress| {
            let index = |items: &[crate::workbook::ExtractedItem]| {
                evidence_index::files(&workbook, items, today, locale.language).map_err(|error| error.to_string())
            };
            EvidenceDone::Extracted(extract(&workbook, home.as_deref(), &target, &options, &index, progress))
        });
    }

    pub(super) fn extracted(&mut self, outcome: Result<Extracted, ExtractError>) {
        match outcome {
            Ok(extracted) => {
                let bad: Vec<String> = extracted.failed().map(|item| self.item_words(item)).collect();
                let n = extracted.items.len() - bad.len();
                let mut text = self.locale.format("extract-done", [("n", n.into())]);
                if extracted.withheld > 0 {
                    text.push('\n');
                    text.push_str(&self.locale.format("extract-withheld", [("n", extracted.withheld.into())]));
                }
                self.views.toasts.push(Toast { text, is_error: false, file: Some(extracted.path) });
                self.say_failed("extract-incomplete", &bad);
            }
            Err(ExtractError::Cancelled(_)) => self.views.toasts.say(self.locale.text("extract-cancelled")),
            Err(error) => self.fail("extract-failed", self.words(error.kind(), error.arguments())),
        }
    }

    fn item_words(&self, item: &crate::workbook::ExtractedItem) -> String {
        let name = self.workbook().evidence.get(&item.hash).map(|evidence| evidence.name.clone()).unwrap_or_default();
        let error = ReadError::NotThere { name, state: item.state.clone(), path: None };
        self.words(error.kind(), error.arguments())
    }

    /// The folder of copies that other programs open; it goes with the window.
    pub(in crate::app) fn copies(&mut self) -> Result<Arc<Copies>, SaveError> {
        if let Some(copies) = &self.copies {
            return Ok(Arc::clone(copies));
        }
        let copies = Arc::new(Copies::new()?);
        self.copies = Some(Arc::clone(&copies));
        Ok(copies)
    }

    pub(super) fn open_evidence(&mut self, context: &egui::Context, hash: Sha256) {
        let copies = match self.copies() {
            Ok(copies) => copies,
            Err(error) => return self.copy_failed(&CopyError::Save(error)),
        };
        let (workbook, home) = (Arc::clone(self.workbook()), self.home());
        self.start_evidence(context, "extract-opening", move |progress| {
            EvidenceDone::Opened(copies.copy(&workbook, hash, home.as_deref(), progress))
        });
    }

    pub(in crate::app) fn copy_made(&mut self, outcome: Result<PathBuf, CopyError>) {
        match outcome {
            Ok(path) => {
                if let Err(message) = self.surroundings.dialogs.open(&path) {
                    let arguments = [("path", path.display().to_string().into()), ("message", message.into())];
                    self.views.toasts.warn(self.locale.format("extract-no-program", arguments));
                } else if self.file.key.is_some() {
                    self.views.toasts.say(self.locale.text("toast-copy-in-clear"));
                }
            }
            Err(error) => self.copy_failed(&error),
        }
    }

    /// Shows where a linked file is.
    pub(super) fn reveal_evidence(&mut self, hash: Sha256) {
        let home = self.home();
        let Some(evidence) = self.workbook().evidence.get(&hash) else { return };
        let error = if let Some(path) = read_linked(evidence, home.as_deref()) {
            self.surroundings.dialogs.reveal(&path).err().map(|error| {
                let arguments = [("path", path.display().to_string().into()), ("message", error.into())];
                self.locale.format("extract-no-program", arguments)
            })
        } else {
            let name = evidence.name.clone();
            let error = ReadError::NotThere { name, state: EvidenceState::Missing, path: None };
            Some(self.words(error.kind(), error.arguments()))
        };
        if let Some(text) = error {
            self.views.toasts.warn(text);
        }
    }

    pub(super) fn copy_failed(&mut self, error: &CopyError) {
        match error {
            CopyError::Read(ReadError::Cancelled(_)) => self.views.toasts.say(self.locale.text("extract-cancelled")),
            CopyError::Read(error) => self.fail("extract-failed", self.words(error.kind(), error.arguments())),
            CopyError::Save(error) => {
                let text = self.error_words(error.kind(), error.arguments());
                self.fail("extract-failed", text);
            }
        }
    }
}
