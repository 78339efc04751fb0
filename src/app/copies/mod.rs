//! Copies of the document: merges other copies after a preview, exports parts and protected copies, and finds copies
//! next to the file. Reading, merging and writing run off the UI thread.

use crate::app::exports::work::ExportFailure;
use crate::app::found::{ReadCopy, refused_merge};
use crate::app::jobs::Concern;
use crate::app::paths::{protected_name, with_extension};
use crate::app::shared::Shared;
use crate::app::{Job, WorkbookApp};
use crate::export::csv::escape;
use crate::locale::{Describer, session_words};
use crate::merge::{Choice, Conflict, Merge, MergeError, merge, open_conflicts};
use crate::progress::Progress;
use crate::store::{self, ExpectedState, OpenError, OtherCopy, SaveError, Saved};
use crate::ui::{CopyDialog, CopyPath, Dialog, HandOut, HandOutDraft, Intent, MergePreview, UnlockFor};
use crate::workbook::{HandedOut, HistoryFilter, Workbook};
use egui::Context;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The controller of copies: merges them, exports them, and finds them.
#[derive(Default)]
pub(super) struct Copies {
    /// The path next to which copies were last searched.
    searched: Option<PathBuf>,
    /// The number of open conflicts of earlier merges.
    pub(super) open_conflicts: usize,
    /// The opening and the revision in which the conflicts were counted; `None` while a count is running.
    counted: Option<(u64, u64)>,
}

/// What the search after opening a file found.
enum SearchResult {
    /// Open conflicts of earlier merges. The merge is of the document with itself, so it shows nothing else.
    Conflicts(Box<Merge>),
    /// Other copies next to the file.
    Copies(Vec<OtherCopy>),
}

/// A merge and the other copy.
struct Merged {
    other: Arc<Workbook>,
    merge: Merge,
}

/// Why a merge could not be made.
pub(crate) enum MergeFailure {
    Open(OpenError),
    Merge(MergeError),
}

impl Shared {
    /// Opens the dialog for exporting a copy.
    pub(crate) fn ask_hand_out(&mut self) {
        let draft = HandOutDraft::new(self.views.checklist.targets());
        self.views.dialog = Some(Dialog::Copies(Box::new(CopyDialog::HandOut(draft))));
    }
}

impl Copies {
    /// Searches again with the next frame, because a merge may have left open conflicts.
    pub(crate) fn search_again(&mut self) {
        self.searched = None;
    }

    /// Searches for open conflicts of earlier merges and for copies next to the file, once per file.
    pub(crate) fn search_copies(&mut self, shared: &mut Shared, context: &Context) {
        if shared.file.path == self.searched {
            self.count_conflicts(shared, context);
            return;
        }
        self.open_conflicts = 0;
        self.counted = Some((shared.document.opening(), shared.workbook().revision()));
        self.searched.clone_from(&shared.file.path);
        let Some(path) = shared.file.path.clone() else { return };
        let workbook = Arc::clone(shared.workbook());
        let revision = workbook.revision();
        let job = Job::new(
            shared.this_document(),
            move || {
                if !workbook.conflicts().is_empty()
                    && let Ok(merge) = merge(&workbook, &workbook)
                {
                    return SearchResult::Conflicts(Box::new(merge));
                }
                SearchResult::Copies(store::other_copies(&workbook, &path))
            },
            move |program: &mut WorkbookApp, _, found| match found {
                SearchResult::Conflicts(merge) => program.copies.show_conflicts(&mut program.shared, revision, *merge),
                SearchResult::Copies(copies) => show_copies(&mut program.shared, copies),
            },
        );
        shared.jobs.start(context, job);
    }

    /// Counts the open conflicts again after an edit, which may have settled some.
    fn count_conflicts(&mut self, shared: &mut Shared, context: &Context) {
        let now = (shared.document.opening(), shared.workbook().revision());
        if self.open_conflicts == 0 || self.counted.is_none_or(|counted| counted == now) {
            return;
        }
        self.counted = None;
        let workbook = Arc::clone(shared.workbook());
        let job = Job::new(
            shared.this_document(),
            move || open_conflicts(&workbook.conflicts()).len(),
            move |program: &mut WorkbookApp, _, open| {
                program.copies.counted = Some(now);
                program.copies.open_conflicts = open;
            },
        );
        // If another document was opened meanwhile, the conflicts are counted again in the next frame.
        shared.jobs.start(context, job.when_left(move |program, _| program.copies.counted = Some(now)));
    }

    /// Shows the open conflicts of earlier merges at `revision`.
    fn show_conflicts(&mut self, shared: &mut Shared, revision: u64, merge: Merge) {
        self.open_conflicts = open_conflicts(&merge.conflicts).len();
        self.counted = Some((shared.document.opening(), revision));
        if self.open_conflicts > 0 && shared.views.dialog.is_none() {
            let (name, own) = (shared.file.name(shared.locale), Arc::clone(shared.workbook()));
            let preview = MergePreview::new(name, own, merge, revision);
            shared.views.dialog = Some(Dialog::Copies(Box::new(CopyDialog::Merge(preview))));
        }
    }
}

/// Continues with the chosen path of a copy.
pub(crate) fn copy_path_chosen(shared: &mut Shared, context: &Context, purpose: CopyPath, path: PathBuf) {
    match purpose {
        CopyPath::Merge => preview_merge(shared, context, path, false),
        CopyPath::HandOut { .. } => {
            if let Some(wish) = shared.waiting.hand_out.take() {
                hand_out(shared, context, wish, path);
            }
        }
        CopyPath::History => {
            let workbook = Arc::clone(shared.workbook());
            let (filter, locale) = (shared.waiting.history.clone(), shared.locale);
            let catalog = Arc::clone(&shared.catalog);
            shared.write_quick_file(context, with_extension(path, "csv"), move || {
                history_table(&Describer::new(locale, &workbook, &catalog), &filter)
            });
        }
    }
}

fn hand_out(shared: &mut Shared, context: &Context, wish: HandOut, path: PathBuf) {
    let path = if wish.passphrase.is_some() { protected_name(path) } else { with_extension(path, "ron") };
    if wish.passphrase.is_none() && shared.refuses_protected_name(&path) {
        return;
    }
    let is_own = shared.file.path.as_ref() == Some(&path);
    if is_own || store::is_locked(&path) {
        let text = shared.locale.format("save-locked", [("path", path.display().to_string().into())]);
        shared.fail("failed-save", text);
        return;
    }
    // The recipient may know these records, so none of them may be amended from now on.
    let workbook = shared.document.seal();
    let name = shared.locale.text("activity-hand-out").into_owned();
    let to = wish.to.and_then(|id| workbook.person_name(id)).unwrap_or_default().to_owned();
    let (by, on) = (shared.author_name().to_owned(), shared.environment.clock.today());
    let note = HandedOut { from: shared.file.name(shared.locale), on, by, to };
    let job = Job::long(
        Concern::Program,
        name,
        move |_: &Progress| {
            let copy = match &wish.duties {
                Some(duties) => workbook.part(duties, wish.with_bytes).handed_out(note),
                None if wish.with_bytes => workbook.as_ref().clone(),
                None => workbook.without_bytes(),
            };
            let copy = if wish.with_confidential { copy } else { copy.without_confidential_bytes() };
            match &wish.passphrase {
                Some(passphrase) => store::save_protected(&copy, &path, passphrase, &ExpectedState::Anything, None),
                None => store::save(&copy, &path, &ExpectedState::Anything, None),
            }
        },
        |program: &mut WorkbookApp, _, outcome| {
            handed_out(&mut program.shared, outcome);
        },
    );
    shared.jobs.start(context, job);
}

fn handed_out(shared: &mut Shared, outcome: Result<Saved, SaveError>) {
    match outcome {
        Ok(saved) => shared.say_file("toast-handed-out", saved.path),
        Err(error) => {
            let text = shared.error_words(error.kind(), error.arguments());
            shared.fail("failed-save", text);
        }
    }
}

/// Reads a copy and shows a preview of the merge. A `dropped` file that is another workbook is opened instead.
pub(crate) fn preview_merge(shared: &mut Shared, context: &Context, path: PathBuf, dropped: bool) {
    if shared.file.path.as_ref() == Some(&path) {
        if dropped {
            shared.outbox.push(Intent::OpenFile(path));
        } else {
            shared.views.toasts.say(shared.locale.text("merge-own-file"));
        }
        return;
    }
    if store::is_protected(&path) {
        shared.ask_passphrase(path, UnlockFor::Merge { dropped }, None);
        return;
    }
    start_merge(shared, context, path.clone(), dropped, move || {
        store::read(&path).map(Into::into).map_err(MergeFailure::Open)
    });
}

pub(crate) fn start_merge(
    shared: &mut Shared,
    context: &Context,
    path: PathBuf,
    dropped: bool,
    read: impl FnOnce() -> Result<ReadCopy, MergeFailure> + Send + 'static,
) {
    shared.record_findings();
    let finder = shared.finder();
    let own = Arc::clone(shared.workbook());
    let revision = own.revision();
    let name = shared.locale.text("activity-merge").into_owned();
    let job = Job::long(
        shared.this_document(),
        name,
        move |_: &Progress| {
            let other = read()?.with_findings(finder);
            let merge = merge(&own, &other).map_err(MergeFailure::Merge)?;
            Ok(Merged { other: Arc::new(other), merge })
        },
        move |program: &mut WorkbookApp, _, outcome| {
            copy_merged(&mut program.shared, revision, path, dropped, outcome);
        },
    );
    shared.jobs.start(context, job);
}

/// Shows the open conflicts of earlier merges.
pub(super) fn ask_to_settle(shared: &mut Shared, context: &Context) {
    let workbook = Arc::clone(shared.workbook());
    let now = (shared.document.opening(), workbook.revision());
    let job = Job::new(
        shared.this_document(),
        move || merge(&workbook, &workbook).ok(),
        move |program: &mut WorkbookApp, _, merge| {
            let copies = &mut program.copies;
            if let Some(merge) = merge {
                copies.show_conflicts(&mut program.shared, now.1, merge);
            } else {
                (copies.counted, copies.open_conflicts) = (Some(now), 0);
            }
        },
    );
    shared.jobs.start(context, job);
}

/// Shows the copies next to the file.
fn show_copies(shared: &mut Shared, copies: Vec<OtherCopy>) {
    if !copies.is_empty() && shared.views.dialog.is_none() {
        let copies = copies.into_iter().map(|copy| (copy.path, copy.new_records)).collect();
        shared.views.dialog = Some(Dialog::Copies(Box::new(CopyDialog::Beside(copies))));
    }
}

fn copy_merged(
    shared: &mut Shared,
    revision: u64,
    path: PathBuf,
    dropped: bool,
    outcome: Result<Merged, MergeFailure>,
) {
    match outcome {
        // A copy without new records can still repair damage of this document.
        Ok(merged)
            if merged.merge.only_right.is_empty()
                && merged.merge.conflicts.is_empty()
                && merged.merge.workbook == **shared.workbook() =>
        {
            let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
            shared.views.toasts.say(shared.locale.format("toast-merge-nothing", [("name", name.into())]));
        }
        Ok(merged) => {
            let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
            let preview = MergePreview::new(name, merged.other, merged.merge, revision);
            shared.views.dialog = Some(Dialog::Copies(Box::new(CopyDialog::Merge(preview))));
        }
        // A file that is not a copy of this workbook is opened. Opening reports an error if it is not a workbook.
        Err(MergeFailure::Open(_) | MergeFailure::Merge(MergeError::DifferentDocuments { .. })) if dropped => {
            shared.outbox.push(Intent::OpenFile(path));
        }
        Err(MergeFailure::Merge(MergeError::DifferentDocuments { .. })) => {
            shared.views.dialog = Some(Dialog::Copies(Box::new(CopyDialog::Other(path))));
        }
        Err(MergeFailure::Open(error)) => {
            let text = shared.error_words(error.kind(), error.arguments());
            shared.fail("failed-open", text);
        }
        Err(MergeFailure::Merge(error)) => {
            let words = shared.locale.text(refused_merge(&error));
            shared.fail("failed-external-change-merge", format!("{}\n{words}", path.display()));
        }
    }
}

/// Applies the previewed merge as one step, which undo reverts as a whole.
pub(super) fn apply_merge(shared: &mut Shared, decisions: &[(Conflict, Choice)]) {
    let Some(Dialog::Copies(dialog)) = shared.views.dialog.take() else { return };
    let CopyDialog::Merge(preview) = *dialog else { return };
    let mut said = None;
    shared.edit(|shared, stamp| {
        // `edit` may have added the user to the registry, so that the workbook is newer than the preview.
        let anew = (shared.workbook().revision() != preview.revision)
            .then(|| merge(shared.workbook(), &preview.other).ok())
            .flatten();
        let merged = anew.as_ref().unwrap_or(&preview.merge);
        shared.document.merge_in(merged.workbook.clone(), &merged.only_right, decisions, stamp)?;
        said = Some((merged.only_right.len(), decisions.len()));
        Ok(())
    });
    if let Some((changes, settled)) = said {
        let args = [("n", changes.into()), ("settled", settled.into())];
        shared.views.toasts.say(shared.locale.format("toast-taken-in", args));
    }
}

/// Returns the history as CSV, one change per row.
fn history_table(tell: &Describer<'_>, filter: &HistoryFilter) -> Result<Vec<u8>, ExportFailure> {
    let (workbook, locale) = (tell.workbook, tell.locale);
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
    writer.write_record(names.map(|name| locale.text(name).into_owned())).map_err(other)?;
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
            writer.write_record(row).map_err(other)?;
        }
    }
    writer.into_inner().map_err(other)
}

fn other(error: impl std::fmt::Display) -> ExportFailure {
    ExportFailure::Other(error.to_string())
}

/// Whether a dropped file may be a workbook or a protected workbook.
pub(crate) fn may_be_a_copy(path: &Path) -> bool {
    let is_ron = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("ron"));
    is_ron || store::is_protected(path)
}
