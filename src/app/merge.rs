//! Copies: what another one brings is shown first and taken in as one step; parts and protected copies go out and come
//! back. All reading, merging and writing is done off the drawing thread.

use super::answers::Done;
use super::export_work::{ExportFailure, ExportNotes};
use super::exports::with_extension;
use super::found::{Copy, refused_merge};
use super::protected::{Protection, Unlocked, protected_name};
use super::{Leave, WorkbookApp};
use crate::export::csv::escape;
use crate::locale::{Telling, session_words};
use crate::merge::{Choice, Conflict, Merge, MergeError, merge, to_decide};
use crate::store::{self, Expect, Key, OpenError, OtherCopy, RealDisk, SaveError, Saved, UnlockError};
use crate::ui::{
    CopyDialog, CopyIntent, CopyPath, Dialog, HandOut, HandOutDraft, MergePreview, PathPurpose, UnlockFor,
};
use crate::workbook::{HandedOut, HistoryFilter, Workbook};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What waits for a path.
#[derive(Default)]
pub(super) struct Waiting {
    /// The copy that is to be written.
    hand_out: Option<HandOut>,
    /// What opens a protected file that is to be opened next.
    pub(super) unlocked: Option<(PathBuf, Key)>,
    /// What opens the backups of a protected file that is damaged.
    pub(super) damaged: Option<(PathBuf, Key)>,
    /// The file beside which other copies were looked for last.
    looked_beside: Option<PathBuf>,
    /// Which part of the history is to be written.
    history: HistoryFilter,
    /// How many conflicts of earlier merges are open.
    pub(super) open: usize,
    /// The opening and the revision that they were counted in; none while they are being counted.
    counted: Option<(u64, u64)>,
}

impl Waiting {
    /// What protects the backups of the damaged file at `path`, where a passphrase was given for it.
    pub(super) fn protection_of(&mut self, path: &Path) -> Option<Protection> {
        let (_, key) = self.damaged.take().filter(|(damaged, _)| damaged == path)?;
        Some((path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(), key))
    }
}

/// An answer of background work about copies.
pub(super) enum CopyAnswer {
    /// What merging with the copy in a file comes to, for the opening with this number and its revision.
    Merged { opening: u64, revision: u64, path: PathBuf, dropped: bool, outcome: Result<Box<Merged>, MergeFailure> },
    /// A copy was written.
    HandedOut(Result<Saved, SaveError>),
    /// A protected file was opened, or not.
    Unlocked(PathBuf, UnlockFor, Result<Unlocked, UnlockError>),
    /// What merges of before left open in this opening at this revision: merged with itself, it shows nothing else.
    Open(u64, u64, Box<Merge>),
    /// How many conflicts are open in this opening at this revision.
    Counted(u64, u64, usize),
    /// Other copies that are beside the file of this opening.
    Beside(u64, Vec<OtherCopy>),
}

/// A merge and the copy that it is with.
pub(super) struct Merged {
    other: Arc<Workbook>,
    merge: Merge,
}

/// Why there is nothing to be merged.
pub(super) enum MergeFailure {
    Open(OpenError),
    Merge(MergeError),
}

impl WorkbookApp {
    pub(super) fn copy_intent(&mut self, context: &egui::Context, intent: CopyIntent) {
        match intent {
            CopyIntent::Preview(path) => {
                self.views.dialog = None;
                self.preview_merge(context, path, false);
            }
            CopyIntent::Merge(decisions) => self.take_in(&decisions),
            CopyIntent::Settle => self.ask_to_settle(context),
            CopyIntent::Open(path) => {
                self.views.dialog = None;
                self.leave_for(context, Leave::Open(path));
            }
            CopyIntent::HandOut(wish) => {
                self.views.dialog = None;
                let purpose = PathPurpose::Copy(CopyPath::HandOut { protected: wish.passphrase.is_some() });
                self.copying.hand_out = Some(wish);
                self.ask_path(context, purpose);
            }
            CopyIntent::Unlock(path, passphrase, purpose) => self.unlock(context, path, passphrase, purpose),
            CopyIntent::ExportHistory(filter) => {
                self.copying.history = filter;
                self.ask_path(context, PathPurpose::Copy(CopyPath::History));
            }
        }
    }

    /// Asks what is to be handed out.
    pub(super) fn ask_hand_out(&mut self) {
        let draft = HandOutDraft::new(self.views.checklist.targets());
        self.views.dialog = Some(Dialog::Copies(Box::new(CopyDialog::HandOut(draft))));
    }

    /// The name that is proposed for a copy.
    pub(super) fn proposed_copy(&self, number: &str, purpose: CopyPath) -> String {
        let today = self.surroundings.clock.today();
        match purpose {
            CopyPath::HandOut { protected } => {
                let is_part = self.copying.hand_out.as_ref().is_some_and(|wish| wish.duties.is_some());
                let what = self.locale.text(if is_part { "file-part" } else { "file-copy" });
                let end = if protected { "ron.age" } else { "ron" };
                format!("{number}-{what}-{today}.{end}")
            }
            CopyPath::History => format!("{number}-{}-{today}.csv", self.locale.text("file-history")),
            CopyPath::Merge => String::new(),
        }
    }

    /// Goes on with the path of a copy.
    pub(super) fn copy_path_chosen(&mut self, context: &egui::Context, purpose: CopyPath, path: PathBuf) {
        match purpose {
            CopyPath::Merge => self.preview_merge(context, path, false),
            CopyPath::HandOut { .. } => {
                if let Some(wish) = self.copying.hand_out.take() {
                    self.hand_out(context, wish, path);
                }
            }
            CopyPath::History => {
                let workbook = Arc::clone(self.workbook());
                let (filter, locale) = (self.copying.history.clone(), self.locale);
                let catalog = Arc::clone(&self.catalog);
                let path = with_extension(path, "csv");
                self.jobs.start(context, move || {
                    let outcome =
                        history_table(&Telling::new(locale, &workbook, &catalog), &filter).and_then(|bytes| {
                            let saved = store::replace(&RealDisk, &path, &bytes, &Expect::Anything, None);
                            saved.map(|_| ExportNotes::default()).map_err(ExportFailure::Save)
                        });
                    Done::Exported(path, outcome)
                });
            }
        }
    }

    fn hand_out(&mut self, context: &egui::Context, wish: HandOut, path: PathBuf) {
        let path = if wish.passphrase.is_some() { protected_name(path) } else { with_extension(path, "ron") };
        if wish.passphrase.is_none() && self.refuses_protected_name(&path) {
            return;
        }
        let is_own = self.file.path.as_ref() == Some(&path);
        if is_own || store::is_locked(&path) {
            let text = self.locale.format("save-locked", [("path", path.display().to_string().into())]);
            self.fail("failed-save", text);
            return;
        }
        // Who gets it may know its records: from now on none of them is amended.
        let workbook = self.session.seal();
        let name = self.locale.text("activity-hand-out").into_owned();
        let to = wish.to.and_then(|id| workbook.person_name(id)).unwrap_or_default().to_owned();
        let (by, on) = (self.author_name().to_owned(), self.surroundings.clock.today());
        let note = HandedOut { from: self.file.name(self.locale), on, by, to };
        self.jobs.start_long(context, name, move |_| {
            let copy = match &wish.duties {
                Some(duties) => workbook.part(duties, wish.with_bytes).handed_out(note),
                None if wish.with_bytes => workbook.as_ref().clone(),
                None => workbook.without_bytes(),
            };
            let copy = if wish.with_confidential { copy } else { copy.without_confidential_bytes() };
            let outcome = match &wish.passphrase {
                Some(passphrase) => store::save_protected(&copy, &path, passphrase, &Expect::Anything, None),
                None => store::save(&copy, &path, &Expect::Anything, None),
            };
            Done::Copies(Box::new(CopyAnswer::HandedOut(outcome)))
        });
    }

    /// Reads a copy and shows what comes in from it. One that was `dropped` and is another workbook is opened instead.
    pub(super) fn preview_merge(&mut self, context: &egui::Context, path: PathBuf, dropped: bool) {
        if self.file.path.as_ref() == Some(&path) {
            if dropped {
                self.leave_for(context, Leave::Open(path));
            } else {
                self.views.toasts.say(self.locale.text("merge-own-file"));
            }
            return;
        }
        if store::is_protected(&path) {
            self.ask_passphrase(path, UnlockFor::Merge { dropped }, None);
            return;
        }
        self.start_merge(context, path.clone(), dropped, move || {
            store::read(&path).map(Into::into).map_err(MergeFailure::Open)
        });
    }

    pub(super) fn start_merge(
        &mut self,
        context: &egui::Context,
        path: PathBuf,
        dropped: bool,
        read: impl FnOnce() -> Result<Copy, MergeFailure> + Send + 'static,
    ) {
        self.tell_found();
        let finder = self.finder();
        let own = Arc::clone(self.workbook());
        let (opening, revision) = (self.session.opening(), own.revision());
        let name = self.locale.text("activity-merge").into_owned();
        self.jobs.start_long(context, name, move |_| {
            let outcome = read().and_then(|other| {
                let other = other.told(finder);
                let merge = merge(&own, &other).map_err(MergeFailure::Merge)?;
                Ok(Box::new(Merged { other: Arc::new(other), merge }))
            });
            Done::Copies(Box::new(CopyAnswer::Merged { opening, revision, path, dropped, outcome }))
        });
    }

    /// Looks for other copies beside the file again: a merge may have left something open.
    pub(super) fn look_again(&mut self) {
        self.copying.looked_beside = None;
    }

    /// Looks for what an earlier merge left open, and for other copies beside the file, once for each file.
    pub(super) fn look_beside(&mut self, context: &egui::Context) {
        if self.file.path == self.copying.looked_beside {
            self.count_conflicts(context);
            return;
        }
        self.copying.open = 0;
        self.copying.counted = Some((self.session.opening(), self.workbook().revision()));
        self.copying.looked_beside.clone_from(&self.file.path);
        let Some(path) = self.file.path.clone() else { return };
        let (workbook, opening) = (Arc::clone(self.workbook()), self.session.opening());
        self.jobs.start(context, move || {
            if !workbook.conflicts().is_empty()
                && let Ok(merge) = merge(&workbook, &workbook)
            {
                return Done::Copies(Box::new(CopyAnswer::Open(opening, workbook.revision(), Box::new(merge))));
            }
            Done::Copies(Box::new(CopyAnswer::Beside(opening, store::other_copies(&workbook, &path))))
        });
    }

    /// Counts the open conflicts anew where an edit may have settled some.
    fn count_conflicts(&mut self, context: &egui::Context) {
        let now = (self.session.opening(), self.workbook().revision());
        if self.copying.open == 0 || self.copying.counted.is_none_or(|counted| counted == now) {
            return;
        }
        self.copying.counted = None;
        let workbook = Arc::clone(self.workbook());
        self.jobs.start(context, move || {
            let open = to_decide(&workbook.conflicts()).len();
            Done::Copies(Box::new(CopyAnswer::Counted(now.0, now.1, open)))
        });
    }

    /// Shows what earlier merges left open.
    fn ask_to_settle(&mut self, context: &egui::Context) {
        let (workbook, opening) = (Arc::clone(self.workbook()), self.session.opening());
        self.jobs.start(context, move || {
            let answer = match merge(&workbook, &workbook) {
                Ok(merge) => CopyAnswer::Open(opening, workbook.revision(), Box::new(merge)),
                Err(_) => CopyAnswer::Counted(opening, workbook.revision(), 0),
            };
            Done::Copies(Box::new(answer))
        });
    }

    /// Takes in what background work has answered.
    pub(super) fn copies_answered(&mut self, context: &egui::Context, answer: CopyAnswer) {
        match answer {
            CopyAnswer::Merged { opening, revision, path, dropped, outcome } => {
                if opening == self.session.opening() {
                    self.copy_merged(context, revision, path, dropped, outcome);
                }
            }
            CopyAnswer::HandedOut(Ok(saved)) => self.say_file("toast-handed-out", saved.path),
            CopyAnswer::HandedOut(Err(error)) => {
                let text = self.error_words(error.kind(), error.arguments());
                self.fail("failed-save", text);
            }
            CopyAnswer::Unlocked(path, purpose, outcome) => self.unlocked(context, path, purpose, outcome),
            CopyAnswer::Counted(opening, revision, open) => {
                // Of another document, it is counted anew with the next frame.
                self.copying.counted = Some((opening, revision));
                if opening == self.session.opening() {
                    self.copying.open = open;
                }
            }
            CopyAnswer::Open(opening, revision, merge) => {
                if opening == self.session.opening() {
                    self.copying.open = to_decide(&merge.conflicts).len();
                    self.copying.counted = Some((opening, revision));
                }
                if opening == self.session.opening() && self.copying.open > 0 && self.views.dialog.is_none() {
                    let (name, own) = (self.file.name(self.locale), Arc::clone(self.workbook()));
                    let preview = MergePreview::new(name, own, *merge, revision);
                    self.views.dialog = Some(Dialog::Copies(Box::new(CopyDialog::Merge(preview))));
                }
            }
            CopyAnswer::Beside(opening, copies) => {
                if opening == self.session.opening() && !copies.is_empty() && self.views.dialog.is_none() {
                    let copies = copies.into_iter().map(|copy| (copy.path, copy.new_records)).collect();
                    self.views.dialog = Some(Dialog::Copies(Box::new(CopyDialog::Beside(copies))));
                }
            }
        }
    }

    fn copy_merged(
        &mut self,
        context: &egui::Context,
        revision: u64,
        path: PathBuf,
        dropped: bool,
        outcome: Result<Box<Merged>, MergeFailure>,
    ) {
        match outcome {
            // A copy may mend what is damaged here, though it has nothing new.
            Ok(merged)
                if merged.merge.only_right.is_empty()
                    && merged.merge.conflicts.is_empty()
                    && merged.merge.workbook == **self.workbook() =>
            {
                let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
                self.views.toasts.say(self.locale.format("toast-merge-nothing", [("name", name.into())]));
            }
            Ok(merged) => {
                let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
                let preview = MergePreview::new(name, merged.other, merged.merge, revision);
                self.views.dialog = Some(Dialog::Copies(Box::new(CopyDialog::Merge(preview))));
            }
            // What is no copy of this workbook is a workbook of its own, or says itself what it is when it is opened.
            Err(MergeFailure::Open(_) | MergeFailure::Merge(MergeError::DifferentDocuments { .. })) if dropped => {
                self.leave_for(context, Leave::Open(path));
            }
            Err(MergeFailure::Merge(MergeError::DifferentDocuments { .. })) => {
                self.views.dialog = Some(Dialog::Copies(Box::new(CopyDialog::Other(path))));
            }
            Err(MergeFailure::Open(error)) => {
                let text = self.error_words(error.kind(), error.arguments());
                self.fail("failed-open", text);
            }
            Err(MergeFailure::Merge(error)) => {
                let words = self.locale.text(refused_merge(&error));
                self.fail("failed-underneath-merge", format!("{}\n{words}", path.display()));
            }
        }
    }

    /// Takes in what the preview shows: one step, which undo takes back as a whole.
    fn take_in(&mut self, decisions: &[(Conflict, Choice)]) {
        let Some(Dialog::Copies(dialog)) = self.views.dialog.take() else { return };
        let CopyDialog::Merge(preview) = *dialog else { return };
        let mut said = None;
        self.edit(|app, stamp| {
            // Who merges may have come into the registry just now, so that the workbook is not the one of the preview.
            let anew = (app.workbook().revision() != preview.revision)
                .then(|| merge(app.workbook(), &preview.other).ok())
                .flatten();
            let merged = anew.as_ref().unwrap_or(&preview.merge);
            app.session.merge_in(merged.workbook.clone(), &merged.only_right, decisions, stamp)?;
            said = Some((merged.only_right.len(), decisions.len()));
            Ok(())
        });
        if let Some((changes, settled)) = said {
            let args = [("n", changes.into()), ("settled", settled.into())];
            self.views.toasts.say(self.locale.format("toast-taken-in", args));
        }
    }
}

/// The history as a table for a spreadsheet, one change a row.
fn history_table(tell: &Telling<'_>, filter: &HistoryFilter) -> Result<Vec<u8>, ExportFailure> {
    let (workbook, locale) = (tell.workbook, tell.locale);
    let other = |error: String| ExportFailure::Other(error);
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer("\u{feff}".as_bytes().to_vec());
    let names = [
        "history-at",
        "history-person",
        "history-session",
        "history-what",
        "history-field",
        "history-from",
        "history-to",
    ];
    writer.write_record(names.map(|name| locale.text(name).into_owned())).map_err(|e| other(e.to_string()))?;
    let sessions = workbook.record_sessions();
    for record in workbook.records(filter, &sessions) {
        let session = sessions.of(record.id).map(|(_, held)| session_words(locale, held)).unwrap_or_default();
        let at = crate::ui::china_time(record.at).format("%Y-%m-%d %H:%M:%S").to_string();
        let who = workbook.person_name(record.author).unwrap_or_default().to_owned();
        let what = tell.record(record);
        let mut rows: Vec<[String; 3]> = Vec::new();
        for change in &record.changes {
            let words = tell.change(change);
            rows.push([words.subject, words.from.unwrap_or_default(), words.to.unwrap_or_default()]);
        }
        if rows.is_empty() {
            rows.push([String::new(), String::new(), String::new()]);
        }
        for [field, from, to] in rows {
            let row = [at.as_str(), &who, &session, &what, &field, &from, &to].map(|cell| escape(cell).into_owned());
            writer.write_record(row).map_err(|e| other(e.to_string()))?;
        }
    }
    writer.into_inner().map_err(|e| other(e.to_string()))
}

/// Whether a file that was dropped may be a workbook or a protected one.
pub(super) fn may_be_a_copy(path: &Path) -> bool {
    let is_ron = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("ron"));
    is_ron || store::is_protected(path)
}
