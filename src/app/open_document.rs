//! The open document: its edits, its undo, and whether its file has them.

use crate::merge::{Audit, Choice, Conflict, difference};
use crate::store::{self, FileSection};
use crate::workbook::{
    DutyId, Edit, EditError, EditId, EventId, Field, IdSource, Person, PersonId, RecordId, SessionId, Sha256,
    SnapshotId, Stamp, UndoStack, Value, Workbook,
};
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// An open document, without its file.
pub struct OpenDocument {
    opening: u64,
    workbook: Arc<Workbook>,
    ids: IdSource,
    undo: UndoStack,
    /// The revision in the file; `None` for a document that was never saved.
    saved_revision: Option<u64>,
    /// The records that the file does not have, oldest first. Positions in the history are not enough, because a merge
    /// may insert records before those that were saved.
    unsaved: Arc<Vec<RecordId>>,
    /// Whether the document counts as modified although it has no edits: it is in no file and contains work.
    counts_as_modified: bool,
    /// The records that the journal does not have, oldest first.
    unjournaled: Vec<RecordId>,
    compared: Compared,
}

/// Whether the document was compared with its history since it was opened.
enum Compared {
    /// Not yet. These are the changed sections and the records of format 1 from reading the file.
    Not(Vec<FileSection>, Option<Vec<RecordId>>),
    /// These findings will be recorded in the history before any other change.
    Yes(Box<Audit>),
    /// The findings are recorded, or there is nothing to compare.
    Recorded,
}

/// How an edit becomes an undo step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UndoStep {
    /// A new undo step.
    Own,
    /// The previous step is continued if it changed the same field, as when typing.
    Typing,
}

impl OpenDocument {
    /// Opens `workbook`. `saved_revision` is the revision in its file, which has all records; `None` without a file.
    /// `opening` is a random number for each opening.
    #[must_use]
    pub fn new(workbook: Workbook, opening: u64, saved_revision: Option<u64>) -> Self {
        let unsaved = match saved_revision {
            Some(_) => Vec::new(),
            None => workbook.history.iter().map(|record| record.id).collect(),
        };
        Self {
            opening,
            unsaved: Arc::new(unsaved),
            workbook: Arc::new(workbook),
            ids: IdSource::new(opening),
            undo: UndoStack::default(),
            saved_revision,
            counts_as_modified: false,
            unjournaled: Vec::new(),
            compared: Compared::Recorded,
        }
    }

    /// Marks a workbook that was read from a file, so that it is compared with its history before any other change.
    #[must_use]
    pub fn of_file(self, changed_sections: Vec<FileSection>, format_1: Option<Vec<RecordId>>) -> Self {
        Self { compared: Compared::Not(changed_sections, format_1), ..self }
    }

    /// Returns a function that compares the document with its history, to be called off the UI thread; `None` if that
    /// was done.
    #[must_use]
    pub fn to_compare(&self) -> Option<impl FnOnce() -> Audit + Send + use<>> {
        let Compared::Not(sections, format_1) = &self.compared else { return None };
        let (workbook, sections, format_1) = (Arc::clone(&self.workbook), sections.clone(), format_1.clone());
        Some(move || store::audit(&workbook, &sections, format_1.as_deref()))
    }

    /// Takes in the result of the comparison, unless there is one already.
    pub fn compared(&mut self, audit: Audit) {
        if matches!(self.compared, Compared::Not(..)) {
            Arc::make_mut(&mut self.workbook).note_audit(&audit);
            self.compared = Compared::Yes(Box::new(audit));
        }
    }

    /// Returns the findings that are not recorded in the history yet.
    #[must_use]
    pub fn unrecorded_findings(&self) -> Option<&Audit> {
        if let Compared::Yes(audit) = &self.compared {
            Some(audit.as_ref()).filter(|audit| !audit.is_clean())
        } else {
            None
        }
    }

    /// Whether there are findings that are not recorded in the history yet. Compares first if that was not done.
    pub fn has_unrecorded_findings(&mut self) -> bool {
        if let Some(compare) = self.to_compare() {
            self.compared(compare());
        }
        self.unrecorded_findings().is_some()
    }

    /// Records the findings in the history; the author is the person who makes the first change.
    pub fn record_findings(&mut self, stamp: Stamp) {
        self.has_unrecorded_findings();
        if let Compared::Yes(audit) = std::mem::replace(&mut self.compared, Compared::Recorded) {
            let made = Arc::make_mut(&mut self.workbook).record_found(&audit, stamp, self.ids.next_id());
            self.made(made);
        }
    }

    /// Accepts all findings.
    pub fn accept_findings(&mut self, stamp: Stamp) {
        self.record_findings(stamp);
        for found in self.workbook.findings().open {
            let made = Arc::make_mut(&mut self.workbook).accept(found.id, stamp, self.ids.next_id());
            self.made(made);
        }
    }

    /// The document. A clone of the `Arc` is a snapshot that later edits do not change.
    #[must_use]
    pub fn workbook(&self) -> &Arc<Workbook> {
        &self.workbook
    }

    /// The number of this opening, by which results of jobs about this document are recognized.
    #[must_use]
    pub fn opening(&self) -> u64 {
        self.opening
    }

    /// Whether the document has edits that its file does not have.
    #[must_use]
    pub fn is_modified(&self) -> bool {
        match self.saved_revision {
            Some(saved) => saved != self.workbook.revision(),
            // A new document without edits is no loss.
            None => self.counts_as_modified || !self.workbook.history.is_empty(),
        }
    }

    /// Replaces the document with the result of a journal. `unsaved` are the records that the file does not have.
    pub fn merged(&mut self, workbook: Workbook, opening: u64, unsaved: Vec<RecordId>) {
        let unjournaled = std::mem::take(&mut self.unjournaled);
        let saved = workbook.revision().wrapping_sub(1);
        let compared = std::mem::replace(&mut self.compared, Compared::Recorded);
        *self = Self { unsaved: Arc::new(unsaved), unjournaled, compared, ..Self::new(workbook, opening, Some(saved)) };
    }

    /// Makes the document count as modified until it is saved, even without history.
    pub fn count_as_modified(&mut self) {
        self.counts_as_modified = true;
    }

    /// Returns the records that the journal does not have yet, and counts them as handed over.
    pub fn take_unjournaled(&mut self) -> Vec<RecordId> {
        std::mem::take(&mut self.unjournaled)
    }

    /// Takes back records that the journal could not write.
    pub fn give_back_unjournaled(&mut self, mut ids: Vec<RecordId>) {
        ids.append(&mut self.unjournaled);
        self.unjournaled = ids;
    }

    /// Removes the records in `saved`, which the file has, from those that the journal needs.
    pub fn forget_unjournaled(&mut self, saved: &Workbook) {
        self.unjournaled.retain(|id| saved.record(*id).is_none());
    }

    /// Whether there are records that the journal does not have.
    #[must_use]
    pub fn has_unjournaled(&self) -> bool {
        !self.unjournaled.is_empty()
    }

    /// The record that undo would revert.
    #[must_use]
    pub fn next_undo(&self) -> Option<RecordId> {
        self.undo.next_undo()
    }

    /// The record that redo would restore.
    #[must_use]
    pub fn next_redo(&self) -> Option<RecordId> {
        self.undo.next_redo()
    }

    /// Whether undoing this record would revert all that a merge brought.
    #[must_use]
    pub fn is_merge(&self, record: RecordId) -> bool {
        self.undo.is_merge(record)
    }

    /// Returns a snapshot for saving. Its records can no longer be amended.
    pub fn seal(&mut self) -> Arc<Workbook> {
        Arc::make_mut(&mut self.workbook).seal();
        Arc::clone(&self.workbook)
    }

    /// Notes that the file has `saved`, which is this state of the document or an earlier one.
    pub fn mark_saved(&mut self, saved: &Workbook) {
        self.saved_revision = Some(saved.revision());
        Arc::make_mut(&mut self.unsaved).retain(|id| saved.record(*id).is_none());
    }

    /// The records that the file does not have, oldest first: what a save would add.
    #[must_use]
    pub fn unsaved(&self) -> &Arc<Vec<RecordId>> {
        &self.unsaved
    }

    /// Notes a record that was just made.
    fn made(&mut self, id: Option<RecordId>) {
        self.unjournaled.extend(id);
        Arc::make_mut(&mut self.unsaved).extend(id);
    }

    /// Returns the person with this name. An unknown person is added to the registry, as a record of its own.
    ///
    /// # Errors
    /// If the name is empty.
    pub fn person(&mut self, name: &str, author: Option<PersonId>, now: DateTime<Utc>) -> Result<PersonId, EditError> {
        if let Some(id) = self.workbook.person_by_name(name) {
            return Ok(id);
        }
        self.new_person(name, author, now)
    }

    /// Adds a person with this name, as a record of its own, even if another person has the name.
    ///
    /// # Errors
    /// If the name is empty.
    pub fn new_person(
        &mut self,
        name: &str,
        author: Option<PersonId>,
        now: DateTime<Utc>,
    ) -> Result<PersonId, EditError> {
        let id: PersonId = self.ids.next_id();
        let edit = self.workbook.put_person(id, Person::named(name));
        // A new person who is the user is the author of the own entry.
        self.note(edit, Stamp { author: author.unwrap_or(id), at: now })?;
        Ok(id)
    }

    /// Applies an edit that is not an undo step: it belongs to other edits, or names their author.
    ///
    /// # Errors
    /// If the edit does not fit; the document is then unchanged.
    pub fn note(&mut self, edit: Edit, stamp: Stamp) -> Result<(), EditError> {
        if edit.is_empty() {
            return Ok(());
        }
        self.record_findings(stamp);
        let made = Arc::make_mut(&mut self.workbook).apply(edit, stamp, self.ids.next_id())?;
        self.made(made);
        Ok(())
    }

    /// Returns the id of a person who is about to be added.
    pub fn next_person(&mut self) -> PersonId {
        self.ids.next_id()
    }

    /// Returns the id of an edit that is about to be made elsewhere.
    pub fn next_edit(&mut self) -> EditId {
        self.ids.next_id()
    }

    /// Stores the bytes of evidence, as base64, under their hash.
    pub fn put_blob(&mut self, hash: Sha256, base64: Arc<str>) {
        Arc::make_mut(&mut self.workbook).put_blob(hash, base64);
    }

    /// Returns the id of a new snapshot.
    pub fn new_snapshot(&mut self) -> SnapshotId {
        self.ids.next_id()
    }

    /// Returns the id of a new event.
    pub fn new_event(&mut self) -> EventId {
        self.ids.next_id()
    }

    /// Returns the id of a new duty.
    pub fn new_duty(&mut self) -> DutyId {
        self.ids.next_id()
    }

    /// Returns the id of a new session.
    pub fn new_session(&mut self) -> SessionId {
        self.ids.next_id()
    }

    /// Applies an edit. An empty one does nothing.
    ///
    /// # Errors
    /// If the edit does not fit; the document is then unchanged.
    pub fn apply(&mut self, edit: Edit, step: UndoStep, stamp: Stamp) -> Result<(), EditError> {
        if edit.is_empty() {
            return Ok(());
        }
        self.record_findings(stamp);
        let workbook = Arc::make_mut(&mut self.workbook);
        if step == UndoStep::Typing
            && let Some((before, now)) = workbook.amend(&edit, stamp)
        {
            self.undo.amended(before, now);
            Arc::make_mut(&mut self.unsaved).retain(|id| *id != before);
            self.unjournaled.retain(|id| *id != before);
            self.made(Some(now));
            return Ok(());
        }
        let made = workbook.apply(edit, stamp, self.ids.next_id())?;
        if let Some(id) = made {
            self.undo.push(id);
        }
        self.made(made);
        Ok(())
    }

    /// Replaces the document with `merged`, its merge with a copy, as one undo step. Its record joins both and settles
    /// conflicts with `decisions`. `new` are the records that came in.
    ///
    /// # Errors
    /// If the decisions are inconsistent; the document is then unchanged.
    pub fn merge_in(
        &mut self,
        mut merged: Workbook,
        new: &[RecordId],
        decisions: &[(Conflict, Choice)],
        stamp: Stamp,
    ) -> Result<(), EditError> {
        let edit = merged.settle(decisions);
        let joined = merged.apply(edit, stamp, self.ids.next_id())?;
        self.joined(merged, joined, new.last().copied());
        for id in new.iter().copied().chain(joined) {
            self.made(Some(id));
        }
        Ok(())
    }

    /// Replaces the document with `merged`, its merge with its file, as one undo step. `new` are the records that came
    /// in, which the file has. `stamp` is the author of the join, if each has records that the other lacks.
    ///
    /// # Errors
    /// If the result is inconsistent; the document is then unchanged.
    pub fn merge_file(
        &mut self,
        mut merged: Workbook,
        new: &[RecordId],
        stamp: Option<Stamp>,
    ) -> Result<(), EditError> {
        let joined = match stamp {
            Some(stamp) => merged.apply(Edit::default(), stamp, self.ids.next_id())?,
            None => None,
        };
        self.joined(merged, joined, new.last().copied());
        self.made(joined);
        Ok(())
    }

    /// Replaces the document with `merged`. Undo reverts all new records, by way of the record that joined them, or
    /// else the last one.
    fn joined(&mut self, mut merged: Workbook, record: Option<RecordId>, last: Option<RecordId>) {
        merged.seal();
        let back = difference(&merged, &self.workbook);
        self.workbook = Arc::new(merged);
        // A copy that has all records of this document needs no join, but is one undo step too.
        if let Some(id) = record.or(last) {
            self.undo.push_merge(id, back);
        }
    }

    /// Makes the person with this name the owner of duties, as one undo step that adds an unknown person too.
    ///
    /// # Errors
    /// If the name is empty.
    pub fn set_owner(&mut self, duties: &[crate::workbook::DutyId], name: &str, stamp: Stamp) -> Result<(), EditError> {
        let known = self.workbook.person_by_name(name);
        let id = known.unwrap_or_else(|| self.ids.next_id());
        let mut wanted = Vec::new();
        if known.is_none() {
            let person = Person::named(name);
            wanted.push((Field::Person(id), Some(Value::Person(Box::new(person)))));
        }
        let owner = crate::workbook::AnswerField::Owner;
        wanted.extend(duties.iter().map(|d| (Field::Answer(*d, owner), Some(Value::PersonRef(id)))));
        let edit = self.workbook.change(wanted);
        self.apply(edit, UndoStep::Own, stamp)
    }

    /// Reverts the latest undo step.
    ///
    /// # Errors
    /// If what it changed has changed again since.
    pub fn undo(&mut self, stamp: Stamp) -> Result<(), EditError> {
        self.record_findings(stamp);
        let done = self.undo.undo(Arc::make_mut(&mut self.workbook), stamp, &mut self.ids)?;
        self.made(done);
        Ok(())
    }

    /// Restores the latest step that was undone.
    ///
    /// # Errors
    /// If what it changed has changed again since.
    pub fn redo(&mut self, stamp: Stamp) -> Result<(), EditError> {
        self.record_findings(stamp);
        let done = self.undo.redo(Arc::make_mut(&mut self.workbook), stamp, &mut self.ids)?;
        self.made(done);
        Ok(())
    }
}
