//! Changes of a workbook in its file: the command opens it exclusively, adds one record to the history and saves it.

use super::args::ChangeArgs;
use super::author::{Author, author_in, author_name, whole_second};
use super::failure::Failure;
use super::{Context, files};
use crate::locale::{Describer, Locale, refusal};
use crate::merge::Audit;
use crate::obligation::Catalog;
use crate::store::{self, Backups, ExpectedState};
use crate::workbook::{Edit, EditError, EditId, IdSource, Person, Record, RecordId, Sha256, Stamp, Workbook};
use std::path::Path;
use std::sync::Arc;

/// A workbook after a change, and the record of the change; `None` where nothing changed.
pub(super) struct Changed {
    pub(super) workbook: Workbook,
    record: Option<Arc<Record>>,
}

impl Changed {
    /// The change in one sentence; `None` where nothing changed.
    pub(super) fn sentence(&self, locale: &Locale, catalog: &Catalog) -> Option<String> {
        self.record.as_ref().map(|record| Describer::new(locale, &self.workbook, catalog).record(record))
    }

    /// The change with one line for each part; `None` where nothing changed.
    pub(super) fn lines(&self, locale: &Locale, catalog: &Catalog) -> Option<Vec<String>> {
        self.record.as_ref().map(|record| Describer::new(locale, &self.workbook, catalog).lines(record))
    }

    /// Whether an edit was made.
    pub(super) fn is_edited(&self) -> bool {
        self.record.is_some()
    }
}

/// Why nothing was changed.
pub(super) enum ChangeError {
    /// The command failed.
    Failure(Failure),
    /// The workbook refused the edit.
    Edit(EditError),
}

impl ChangeError {
    /// The failure for the file at `path`.
    pub(super) fn about(self, path: &Path) -> Failure {
        match self {
            Self::Failure(failure) => failure,
            Self::Edit(error) => {
                let (id, arguments) = refusal(&error);
                Failure::about("cli-refused", path).with_filled("reason", id, arguments)
            }
        }
    }
}

impl<T: Into<Failure>> From<T> for ChangeError {
    fn from(error: T) -> Self {
        Self::Failure(error.into())
    }
}

/// A requested change of a workbook.
#[derive(Default)]
pub(super) struct Wanted {
    pub(super) edit: Edit,
    /// Evidence to embed, as base64.
    pub(super) blobs: Vec<(Sha256, Arc<str>)>,
}

impl From<Edit> for Wanted {
    fn from(edit: Edit) -> Self {
        Self { edit, blobs: Vec::new() }
    }
}

/// Opens the workbook at `path`, makes the edit that `wanted` returns, and saves it.
pub(super) fn change<W: Into<Wanted>>(
    context: &Context,
    path: &Path,
    args: &ChangeArgs,
    wanted: impl FnOnce(&Workbook, &Author, &mut IdSource) -> Result<W, Failure>,
) -> Result<Changed, ChangeError> {
    let name = author_name(context, args.author.as_deref());
    let (opened, folders) = files::open_to_change(context, path, &name, args)?;
    let mut workbook = opened.workbook;
    let number =
        store::random_number().map_err(|e| Failure::of("start-no-randomness").with("message", e.to_string()))?;
    let mut ids = IdSource::new(number);
    let known = author_in(&workbook, &name);
    // The workbook may know this person by another name.
    let name = known.and_then(|id| workbook.person_name(id)).map_or(name, str::to_owned);
    let author = Author { id: known.unwrap_or_else(|| ids.next_id()), name };
    let Wanted { edit, blobs } = wanted(&workbook, &author, &mut ids)?.into();
    let before = workbook.revision();
    for (hash, base64) in blobs {
        workbook.put_blob(hash, base64);
    }
    // Restored blobs are not an edit, but must be saved.
    if edit.is_empty() && workbook.revision() == before {
        return Ok(Changed { workbook, record: None });
    }
    let stamp = Stamp { author: author.id, at: whole_second(context.now) };
    // Changes by other programs are recorded in the history before any other change, so that they stay visible.
    let audit = store::audit(&workbook, &opened.changed_sections, opened.format_1.as_deref());
    if let Some(found) = workbook.record_found(&audit, stamp, ids.next_id()) {
        say_found(context, &workbook, found, path);
    }
    if known.is_none() {
        // A new author is added to the registry first.
        let person = Person::named(&author.name);
        let introduction = workbook.put_person(author.id, person);
        workbook.apply(introduction, stamp, ids.next_id()).map_err(ChangeError::Edit)?;
    }
    let is_edit = !edit.is_empty();
    workbook.apply(edit, stamp, ids.next_id()).map_err(ChangeError::Edit)?;
    let backups = Backups { state: &folders.state, document: workbook.id, now: context.now };
    let expect = ExpectedState::Fingerprint(opened.fingerprint);
    let saved = store::save_with(&workbook, &opened.path, opened.key.as_ref(), &expect, Some(&backups))?;
    context.note_warnings(&saved);
    let record = workbook.history.last().filter(|_| is_edit).map(Arc::clone);
    Ok(Changed { workbook, record })
}

/// Records the changes that another program made in the file at `path`, with the author of this command; `tell` selects
/// the kind of record, see [`Workbook::record_found`] and [`Workbook::record_found_apart`].
pub(super) fn tell_found(
    context: &Context,
    workbook: &mut Workbook,
    audit: &Audit,
    (author, path): (Option<&str>, &Path),
    tell: fn(&mut Workbook, &Audit, Stamp, EditId) -> Option<RecordId>,
) -> Result<(), Failure> {
    if audit.is_clean() {
        return Ok(());
    }
    let number =
        store::random_number().map_err(|e| Failure::of("start-no-randomness").with("message", e.to_string()))?;
    let mut ids = IdSource::new(number);
    let name = author_name(context, author);
    let known = author_in(workbook, &name);
    let stamp = Stamp { author: known.unwrap_or_else(|| ids.next_id()), at: whole_second(context.now) };
    if known.is_none() {
        let introduction = workbook.put_person(stamp.author, Person::named(&name));
        workbook.apply(introduction, stamp, ids.next_id()).map_err(|error| ChangeError::Edit(error).about(path))?;
    }
    if let Some(found) = tell(workbook, audit, stamp, ids.next_id()) {
        say_found(context, workbook, found, path);
    }
    Ok(())
}

/// Accepts the recorded changes of other programs in the workbook at `path`, and saves it. Returns the accepting
/// records; none where nothing was open.
pub(super) fn accept(context: &Context, path: &Path, args: &ChangeArgs) -> Result<(Vec<RecordId>, Workbook), Failure> {
    let name = author_name(context, args.author.as_deref());
    let (opened, folders) = files::open_to_change(context, path, &name, args)?;
    let audit = store::audit(&opened.workbook, &opened.changed_sections, opened.format_1.as_deref());
    let mut workbook = opened.workbook;
    tell_found(context, &mut workbook, &audit, (args.author.as_deref(), path), Workbook::record_found)?;
    let number =
        store::random_number().map_err(|e| Failure::of("start-no-randomness").with("message", e.to_string()))?;
    let mut ids = IdSource::new(number);
    let known = author_in(&workbook, &name);
    let stamp = Stamp { author: known.unwrap_or_else(|| ids.next_id()), at: whole_second(context.now) };
    let open = workbook.findings().open;
    if open.is_empty() {
        return Ok((Vec::new(), workbook));
    }
    if known.is_none() {
        let introduction = workbook.put_person(stamp.author, Person::named(&name));
        workbook.apply(introduction, stamp, ids.next_id()).map_err(|error| ChangeError::Edit(error).about(path))?;
    }
    let accepted = open.iter().filter_map(|found| workbook.accept(found.id, stamp, ids.next_id())).collect();
    let backups = Backups { state: &folders.state, document: workbook.id, now: context.now };
    let expect = ExpectedState::Fingerprint(opened.fingerprint);
    let saved = store::save_with(&workbook, &opened.path, opened.key.as_ref(), &expect, Some(&backups))?;
    context.note_warnings(&saved);
    Ok((accepted, workbook))
}

/// Reports the changes of another program that were found in the file at `path` and recorded in its history.
fn say_found(context: &Context, workbook: &Workbook, found: RecordId, path: &Path) {
    let locale = Locale::of(context.spoken());
    let Some(record) = workbook.record(found) else { return };
    let what = Describer::new(locale, workbook, &context.catalog).record(record);
    let words = [("path", path.display().to_string().into()), ("what", what.into())];
    super::say(&locale.format("cli-found", words));
}
