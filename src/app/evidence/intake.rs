//! Files on their way in: read off the drawing thread, then attached to what they were meant for.

use super::{EvidenceDone, place};
use crate::app::{Step, WorkbookApp};
use crate::progress::Cancelled;
use crate::store::evidence::{Intake, IntakeOptions, take_in, take_in_bytes};
use crate::ui::{AttachTo, Dialog};
use crate::workbook::{EvidenceDetails, EvidenceState, EvidenceUse, Field, NewFile, Sha256, Stamp, Value};
use fluent_bundle::FluentValue;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// What files are read for.
pub(in crate::app) enum For {
    /// To be attached.
    Attach(AttachTo),
    /// To take the place of evidence in places.
    Replace(Sha256, Vec<EvidenceUse>),
}

impl WorkbookApp {
    /// Reads files and folders that are to be attached.
    pub(in crate::app) fn attach_paths(
        &mut self,
        context: &egui::Context,
        to: AttachTo,
        paths: Vec<PathBuf>,
        link: bool,
    ) {
        self.read(context, For::Attach(to), paths, link);
    }

    pub(super) fn replace_evidence(
        &mut self,
        context: &egui::Context,
        old: Sha256,
        path: PathBuf,
        places: Vec<EvidenceUse>,
    ) {
        self.read(context, For::Replace(old, places), vec![path], false);
    }

    fn read(&mut self, context: &egui::Context, to: For, paths: Vec<PathBuf>, link: bool) {
        let own = self.file.path.as_deref();
        let mut options = IntakeOptions::new(self.workbook(), own, self.settings.embed_up_to);
        options.link = link;
        self.start_evidence(context, "intake-running", move |progress| {
            EvidenceDone::Read(to, take_in(&paths, &options, progress))
        });
    }

    pub(super) fn attach_bytes(&mut self, context: &egui::Context, to: AttachTo, name: String, bytes: Arc<[u8]>) {
        self.start_evidence(context, "intake-running", move |_| {
            let intake = Intake { files: vec![take_in_bytes(&name, &bytes)], ..Intake::default() };
            EvidenceDone::Read(For::Attach(to), Ok(intake))
        });
    }

    /// Takes in files that were read, and says what was the matter with others.
    pub(super) fn was_read(&mut self, to: For, outcome: Result<Intake, Cancelled>) {
        let Ok(intake) = outcome else {
            self.views.toasts.say(self.locale.text("intake-cancelled"));
            return;
        };
        let n = intake.files.len();
        self.say_notices(&intake, n);
        for file in &intake.files {
            // A link that is known stays the link that it is, whatever was found elsewhere.
            if self.workbook().evidence.get(&file.hash).is_none_or(crate::workbook::Evidence::is_embedded) {
                self.checks.states.insert(file.hash, EvidenceState::Ok);
            }
        }
        match to {
            For::Attach(AttachTo::Event) => {
                if let Some(Dialog::Event(draft)) = &mut self.views.dialog {
                    draft.files.extend(intake.files);
                }
            }
            For::Attach(AttachTo::Closing) => {
                intake.files.into_iter().for_each(|file| self.views.deadlines.attach(file));
            }
            For::Attach(AttachTo::Filing) => {
                intake.files.into_iter().for_each(|file| self.views.report.attach(file));
            }
            For::Attach(AttachTo::Material(year, place)) => self.attach_material(year, place, &intake.files),
            For::Attach(to @ (AttachTo::Duty(_) | AttachTo::Use(_) | AttachTo::Nowhere)) => {
                self.attach(&intake.files, place(to));
            }
            For::Replace(old, places) => self.edit(|app, stamp| {
                let Some(file) = intake.files.first() else { return Ok(()) };
                app.put_blobs(&intake.files);
                let edit = app.workbook().replace_evidence(old, file, &places, stamp);
                app.session.apply(edit, Step::Own, stamp)
            }),
        }
        let problems: Vec<String> = intake.problems.iter().map(|p| self.words(p.kind(), p.arguments())).collect();
        self.say_failed("intake-failed", &problems);
    }

    /// Says what failed: in a dialog, where it is more than one thing and no dialog with something in it is open.
    pub(super) fn say_failed(&mut self, title: &'static str, lines: &[String]) {
        match lines {
            [] => {}
            [_, _, ..] if self.views.dialog.is_none() => self.fail(title, lines.join("\n")),
            lines => self.views.toasts.warn(lines.join("\n")),
        }
    }

    fn attach(&mut self, files: &[NewFile], place: Option<EvidenceUse>) {
        let known = files.iter().filter(|file| self.workbook().evidence.contains_key(&file.hash)).count();
        if known > 0 {
            self.views.toasts.say(self.locale.format("intake-known", [("n", known.into())]));
        }
        if files.is_empty() {
            return;
        }
        self.edit(|app, stamp| {
            app.put_blobs(files);
            let places: Vec<EvidenceUse> = place.into_iter().collect();
            let edit = app.workbook().attach(files, &EvidenceDetails::default(), &places, stamp);
            app.session.apply(edit, Step::Own, stamp)
        });
    }

    fn say_notices(&mut self, intake: &Intake, n: usize) {
        let mut lines: Vec<String> =
            intake.notices.iter().map(|notice| self.words(notice.kind(), notice.arguments())).collect();
        if n > 1 {
            lines.insert(0, self.locale.format("intake-done", [("n", n.into())]));
        }
        // The corner is no place for a list of hundreds.
        let more = lines.len().saturating_sub(6);
        lines.truncate(6);
        if more > 0 {
            lines.push(self.locale.format("intake-more", [("n", more.into())]));
        }
        if !lines.is_empty() {
            self.views.toasts.say(lines.join("\n"));
        }
    }

    /// The message `id`; what reads as a number chooses the plural.
    pub(super) fn words(&self, id: &str, arguments: Vec<(&'static str, String)>) -> String {
        let value = |name: &str, text: String| match text.parse::<u32>() {
            Ok(n) if name == "n" => FluentValue::from(n),
            _ => FluentValue::from(text),
        };
        self.locale.format(id, arguments.into_iter().map(|(name, text)| (name, value(name, text))))
    }

    /// Puts the bytes of files into the workbook that are to be embedded there.
    pub(super) fn put_blobs(&mut self, files: &[NewFile]) {
        for file in files {
            // Of evidence that is linked already the bytes would only be ballast.
            let known = self.workbook().evidence.get(&file.hash);
            if known.is_none_or(crate::workbook::Evidence::is_embedded)
                && let Some(base64) = file.base64()
            {
                self.session.put_blob(file.hash, Arc::clone(base64));
            }
        }
    }

    /// Puts the bytes of files into the workbook, and says which records of evidence an edit must add for them.
    pub(in crate::app) fn take_files(&mut self, files: &[NewFile], stamp: Stamp) -> Vec<(Field, Option<Value>)> {
        self.put_blobs(files);
        self.workbook().new_evidence(files, &EvidenceDetails::default(), stamp)
    }
}

/// The hashes of files.
pub(in crate::app) fn hashes(files: &[NewFile]) -> BTreeSet<Sha256> {
    files.iter().map(|file| file.hash).collect()
}
