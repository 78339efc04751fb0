//! The review of a license text: reads a license file, keeps what was understood, and makes the workbook.

use super::file_dialogs::may_be_a_license;
use super::files::{Files, Leave};
use super::jobs::Concern;
use super::shared::Shared;
use super::{Job, UndoStep, WorkbookApp};
use crate::intake::{IntakeError, PageBy};
use crate::license::{Cover, CoverItem, License, Span};
use crate::license_import::{self, ImportFailure, LicenseFile};
use crate::store::OpenError;
use crate::typeface::REGULAR;
use crate::ui::{Dialog, LicenseOffer, ReviewDocument, ReviewIntent, ReviewState};
use crate::understanding::{Rewrite, Understanding};
use crate::workbook::{Field, LicenseId, Sha256, Value};
use egui::Context;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A license text under review.
pub(super) struct Review {
    /// What the view shows.
    pub(super) document: ReviewDocument,
    source: Source,
}

/// Where the text comes from.
enum Source {
    /// A file that is not in a workbook yet.
    File(Arc<LicenseFile>),
    /// A license of the open workbook, at this revision.
    Workbook(LicenseId, u64),
}

/// Reads a file as a license off the UI thread, and then shows the review. A file that was `dropped` is reviewed only
/// if it reads as a license.
pub(super) fn read_license(shared: &mut Shared, context: &Context, path: PathBuf, dropped: bool) {
    let catalog = Arc::clone(&shared.catalog);
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let name = shared.locale.format("review-reading", [("name", name.into())]);
    let of = path.clone();
    let job = Job::long(
        Concern::Program,
        name,
        move |progress| {
            let file = license_import::read(&of, REGULAR, progress)?;
            let understanding = file.understand(&catalog);
            Ok((file, understanding))
        },
        move |program: &mut WorkbookApp, _, outcome| match outcome {
            Ok((_, understanding)) if dropped && !license_import::reads_as_license(&understanding) => {
                program.shared.views.toasts.say(program.shared.locale.text("toast-drop-where"));
            }
            Ok((file, understanding)) => program.shared.review_file(file, understanding),
            Err(failure) => program.shared.reading_failed(&path, &failure),
        },
    );
    shared.jobs.start(context, job);
}

/// Looks whether a file that was dropped and attached reads as another license, and then offers to review it.
pub(super) fn offer_review(shared: &mut Shared, context: &Context, path: PathBuf) {
    if !may_be_a_license(&path) {
        return;
    }
    let (catalog, of) = (Arc::clone(&shared.catalog), path.clone());
    let job = Job::new(
        shared.this_document(),
        move || license_import::peek(&of, REGULAR, &catalog),
        move |program: &mut WorkbookApp, _, found| {
            if let Some((hash, understanding)) = found {
                program.shared.offer(path, hash, &understanding.license);
            }
        },
    );
    shared.jobs.start(context, job);
}

impl Shared {
    /// Offers to review a file as a license, unless it is a page of the current one.
    fn offer(&mut self, path: PathBuf, hash: Sha256, license: &License) {
        let Some(derived) = &self.derived else { return };
        let Some(number) = license.cover.number.as_ref().map(|number| number.value.clone()) else { return };
        let (known, found) = (&derived.register.parsed.cover, &license.cover);
        let is_known = known.number.as_ref().is_some_and(|known| known.value == number);
        let day = |cover: &Cover| cover.valid_until.as_ref().map(|day| day.value);
        let is_current = is_known && day(found).is_none_or(|found| day(known) == Some(found));
        if is_current || self.views.dialog.is_some() || self.views.review.is_some() {
            return;
        }
        let company = found.company.as_ref().map(|company| company.value.clone());
        self.views.dialog = Some(Dialog::LicenseOffer(Box::new(LicenseOffer { path, hash, number, company })));
    }

    /// Takes back that the file with this hash was attached, if that was the last step.
    fn take_back(&mut self, hash: Sha256) {
        let last = self.document.next_undo().and_then(|id| self.workbook().record(id));
        let is_attachment =
            last.is_some_and(|last| last.changes.iter().any(|change| change.field == Field::Evidence(hash)));
        if is_attachment {
            self.edit(|shared, stamp| shared.document.undo(stamp));
        }
    }

    /// Shows the review of a file that was read.
    fn review_file(&mut self, file: LicenseFile, understanding: Understanding) {
        let notes = file.reading.notes.iter().map(|note| {
            let (id, arguments) = note.message();
            self.words(id, arguments)
        });
        let document = ReviewDocument {
            name: file.name.clone(),
            hash: file.reading.format.has_pages().then_some(file.hash),
            pages: file.reading.pages.len(),
            is_recognized: file.reading.pages.contains(&PageBy::Recognized),
            notes: notes.collect(),
            corrections: BTreeMap::new(),
            settled: BTreeSet::new(),
            understanding: Arc::new(understanding),
            is_new: true,
            is_rewritten: false,
        };
        self.review = Some(Review { document, source: Source::File(Arc::new(file)) });
        self.views.review = Some(ReviewState::default());
    }

    /// Says in a dialog why a file could not be read.
    fn reading_failed(&mut self, path: &Path, failure: &ImportFailure) {
        let words = match failure {
            ImportFailure::Intake(IntakeError::Canceled) => {
                self.views.toasts.say(self.locale.text("intake-canceled"));
                return;
            }
            ImportFailure::Open(_) | ImportFailure::Intake(_) => unread(self, path, failure),
        };
        let hint = self.locale.text("failed-open-hint");
        self.fail("failed-open", format!("{words}\n\n{hint}"));
    }

    /// Shows what was understood: of the file that is under review, or of the open workbook.
    pub(super) fn show_understood(&mut self) {
        if !self.review.as_ref().is_some_and(|review| review.document.is_new) {
            self.review = self.workbook().current_license().and_then(|license| self.review_of(license));
        }
        if self.review.is_some() {
            self.views.review = Some(ReviewState::default());
        }
    }

    fn review_of(&self, id: LicenseId) -> Option<Review> {
        let workbook = self.workbook();
        let understanding = Arc::clone(&self.derived.as_ref()?.understanding);
        let entry = workbook.licenses.get(&id)?;
        let source = entry.record.source.as_ref();
        let name = source.and_then(|source| workbook.evidence.get(&source.file)).map(|piece| piece.name.clone());
        let document = ReviewDocument {
            name: name.unwrap_or_else(|| self.file.name(self.locale)),
            hash: source.map(|source| source.file),
            pages: source.and_then(|s| s.places.iter().map(|place| place.page as usize).max()).unwrap_or_default(),
            is_recognized: source.is_some_and(|source| source.places.iter().any(|place| place.confidence < 100)),
            notes: Vec::new(),
            corrections: entry.record.corrections.clone(),
            settled: entry.record.settled.clone(),
            understanding,
            is_new: false,
            is_rewritten: false,
        };
        Some(Review { document, source: Source::Workbook(id, workbook.revision()) })
    }

    /// Takes changes of the workbook into the review of its license.
    pub(super) fn refresh_review(&mut self) {
        let Some(Review { source: Source::Workbook(id, revision), .. }) = self.review.as_ref() else { return };
        if *revision != self.workbook().revision() {
            self.review = self.review_of(*id);
            if self.review.is_none() {
                self.views.review = None;
            }
        }
    }

    /// The name and the bytes of the file under review, if it has this hash.
    pub(super) fn review_bytes(&self, hash: Sha256) -> Option<(String, Arc<Vec<u8>>)> {
        match &self.review.as_ref()?.source {
            Source::File(file) if file.hash == hash => Some((file.name.clone(), Arc::clone(&file.bytes))),
            Source::File(_) | Source::Workbook(..) => None,
        }
    }

    fn settle(&mut self, key: String, is_settled: bool) {
        let Some(review) = &mut self.review else { return };
        match &review.source {
            Source::File(_) if is_settled => drop(review.document.settled.insert(key)),
            Source::File(_) => drop(review.document.settled.remove(&key)),
            Source::Workbook(id, _) => {
                let field = Field::Settled(*id, key);
                let value = is_settled.then_some(Value::Flag(true));
                self.change_license(field, value);
            }
        }
    }

    /// Corrects an item of the cover; an empty text withdraws the correction.
    fn correct(&mut self, item: CoverItem, words: &str) {
        let value = item.accept(words);
        if value.is_none() && !words.trim().is_empty() {
            self.views.toasts.warn(self.locale.text("review-not-a-day"));
            return;
        }
        let Some(review) = &mut self.review else { return };
        match &review.source {
            Source::File(_) => {
                let key = item.as_str().to_owned();
                match value {
                    Some(value) => drop(review.document.corrections.insert(key, value)),
                    None => drop(review.document.corrections.remove(&key)),
                }
                review.document.understand_again(None, &self.catalog);
            }
            Source::Workbook(id, _) => {
                let field = Field::Correction(*id, item.as_str().to_owned());
                self.change_license(field, value.map(Value::Text));
            }
        }
    }

    /// Replaces words of a text that is not in a workbook yet.
    fn rewrite(&mut self, span: Span, words: &str) {
        let Some(Review { document, source: Source::File(_) }) = &mut self.review else { return };
        let Some(rewrite) = Rewrite::new(&document.understanding.license.text, span, words) else { return };
        document.settled = rewrite.settled(&document.settled);
        document.is_rewritten = true;
        document.understand_again(Some(&rewrite), &self.catalog);
    }

    fn change_license(&mut self, field: Field, value: Option<Value>) {
        self.edit(|shared, stamp| {
            let edit = shared.workbook().change([(field, value)]);
            shared.document.apply(edit, UndoStep::Own, stamp)
        });
    }

    /// Closes the review. A new license that was worked on is kept until its workbook is made.
    fn close_review(&mut self) {
        self.views.review = None;
        match &self.review {
            Some(review) if review.document.is_new && review.document.is_worked_on() => {
                self.views.toasts.say(self.locale.text("review-kept"));
            }
            _ => self.review = None,
        }
    }
}

/// Why the file at `path` could not be read, in words.
fn unread(shared: &Shared, path: &Path, failure: &ImportFailure) -> String {
    match failure {
        ImportFailure::Open(error) => shared.error_words(error.kind(), error.arguments()),
        ImportFailure::Intake(IntakeError::TooLarge(exceeded)) => {
            let error = OpenError::TooLarge { path: path.to_owned(), exceeded: *exceeded };
            shared.error_words(error.kind(), error.arguments())
        }
        ImportFailure::Intake(error) => {
            let (id, arguments) = error.message();
            let arguments = arguments.iter().map(|(name, text)| (*name, text.as_str().into()));
            let reason = shared.locale.format(id, arguments);
            let path = path.display().to_string();
            shared.locale.format("license-unread", [("path", path.into()), ("reason", reason.into())])
        }
    }
}

impl WorkbookApp {
    /// Carries out an intent.
    pub(super) fn review_intent(&mut self, context: &Context, intent: ReviewIntent) {
        match intent {
            ReviewIntent::Settle(key) => self.shared.settle(key, true),
            ReviewIntent::Reopen(key) => self.shared.settle(key, false),
            ReviewIntent::Correct(item, words) => self.shared.correct(item, &words),
            ReviewIntent::Read(path, hash) => {
                self.shared.views.dialog = None;
                self.shared.take_back(hash);
                read_license(&mut self.shared, context, path, false);
            }
            ReviewIntent::Rewrite(span, words) => self.shared.rewrite(span, &words),
            ReviewIntent::Make => self.files.leave_for(&mut self.shared, context, Leave::MakeReviewed),
            ReviewIntent::Close => self.shared.close_review(),
        }
    }
}

impl Files {
    /// Makes the workbook of the license under review, as it is.
    pub(crate) fn make_reviewed(&mut self, shared: &mut Shared) {
        let Some(Review { document, source: Source::File(file) }) = &shared.review else { return };
        let at = shared.environment.clock.now();
        let (corrections, settled) = (document.corrections.clone(), document.settled.clone());
        let license = file.new_license(&document.understanding, corrections, settled, at);
        let points = document.open_points();
        if self.new_document(shared, license) {
            let found = shared.document.workbook().duties.len();
            shared.document.count_as_modified();
            shared
                .views
                .toasts
                .say(shared.locale.format("toast-new-from-text", [("found", found.into()), ("points", points.into())]));
        }
    }
}
