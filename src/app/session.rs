//! The open document: its edits, its undo, and whether its file holds them.

use crate::merge::{Audit, Choice, Conflict, difference};
use crate::store::{self, Section};
use crate::workbook::{
    Edit, EditError, EditId, EventId, Field, IdSource, Person, PersonId, RecordId, SessionId, Sha256, SnapshotId,
    Stamp, UndoStack, Value, Workbook,
};
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// A document that is open, without its file.
pub struct Session {
    opening: u64,
    workbook: Arc<Workbook>,
    ids: IdSource,
    undo: UndoStack,
    /// The revision that the file holds; none for a document that was never saved.
    saved_revision: Option<u64>,
    /// The records that the file does not hold, oldest first. Their places in the history do not tell: what a merge
    /// brings may stand before what was saved long ago.
    unsaved: Arc<Vec<RecordId>>,
    /// It counts as modified although nothing was changed: it is in no file, and somebody's work.
    is_marked_unsaved: bool,
    /// Records since the latest one that the journal has, oldest first.
    unjournaled: Vec<RecordId>,
    compared: Compared,
}

/// Whether the document was compared with its history since it was opened.
enum Compared {
    /// Not yet; what reading its file has told is kept for it.
    Not(Vec<Section>, Option<Vec<RecordId>>),
    /// This was found, and is told in the history before anything else changes.
    Yes(Box<Audit>),
    /// All is explained.
    Told,
}

/// How an edit is taken into the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A step of its own.
    Own,
    /// It goes on with the step before, where that was the same field: typing.
    Typing,
}

impl Session {
    /// Opens `workbook`, whose file holds `saved_revision` of it with all its records; `opening` is a random number,
    /// drawn for each opening.
    #[must_use]
    pub fn new(workbook: Workbook, opening: u64, saved_revision: Option<u64>) -> Self {
        let all = || workbook.history.iter().map(|record| record.id).collect();
        Self {
            opening,
            unsaved: Arc::new(if saved_revision.is_some() { Vec::new() } else { all() }),
            workbook: Arc::new(workbook),
            ids: IdSource::new(opening),
            undo: UndoStack::default(),
            saved_revision,
            is_marked_unsaved: false,
            unjournaled: Vec::new(),
            compared: Compared::Told,
        }
    }

    /// The same for what was read from a file: it is compared with its history before anything else changes.
    #[must_use]
    pub fn of_file(self, changed_sections: Vec<Section>, format_1: Option<Vec<RecordId>>) -> Self {
        Self { compared: Compared::Not(changed_sections, format_1), ..self }
    }

    /// What is to be compared with its history off the drawing thread; none where that was done.
    #[must_use]
    pub fn to_compare(&self) -> Option<impl FnOnce() -> Audit + Send + use<>> {
        let Compared::Not(sections, format_1) = &self.compared else { return None };
        let (workbook, sections, format_1) = (Arc::clone(&self.workbook), sections.clone(), format_1.clone());
        Some(move || store::audit(&workbook, &sections, format_1.as_deref()))
    }

    /// Takes in what comparing has shown, unless it was done meanwhile.
    pub fn compared(&mut self, audit: Audit) {
        if matches!(self.compared, Compared::Not(..)) {
            Arc::make_mut(&mut self.workbook).note_audit(&audit);
            self.compared = Compared::Yes(Box::new(audit));
        }
    }

    /// What was found and is not told in the history yet.
    #[must_use]
    pub fn untold(&self) -> Option<&Audit> {
        if let Compared::Yes(audit) = &self.compared {
            Some(audit.as_ref()).filter(|audit| !audit.is_clean())
        } else {
            None
        }
    }

    /// Whether something was found in the file that is not told in the history yet. Compares, where that was not done.
    pub fn has_something_to_tell(&mut self) -> bool {
        if let Some(compare) = self.to_compare() {
            self.compared(compare());
        }
        self.untold().is_some()
    }

    /// Tells in the history what was found in the file, as a record of the person who makes the first change.
    pub fn tell_found(&mut self, stamp: Stamp) {
        self.has_something_to_tell();
        if let Compared::Yes(audit) = std::mem::replace(&mut self.compared, Compared::Told) {
            let made = Arc::make_mut(&mut self.workbook).record_found(&audit, stamp, self.ids.next_id());
            self.made(made);
        }
    }

    /// Accepts what was found in the file, all of it.
    pub fn accept_found(&mut self, stamp: Stamp) {
        self.tell_found(stamp);
        for found in self.workbook.findings().open {
            let made = Arc::make_mut(&mut self.workbook).accept(found.id, stamp, self.ids.next_id());
            self.made(made);
        }
    }

    /// The document. Cloning the `Arc` gives a snapshot that later edits do not touch.
    #[must_use]
    pub fn workbook(&self) -> &Arc<Workbook> {
        &self.workbook
    }

    /// The number of this opening: tells answers of background work about this document from those about another.
    #[must_use]
    pub fn opening(&self) -> u64 {
        self.opening
    }

    /// Whether the document holds edits that its file does not.
    #[must_use]
    pub fn is_modified(&self) -> bool {
        match self.saved_revision {
            Some(saved) => saved != self.workbook.revision(),
            // A new document that nobody has touched is no loss.
            None => self.is_marked_unsaved || !self.workbook.history.is_empty(),
        }
    }

    /// Goes on with what a journal has made of the document; the file does not hold the records `unsaved`.
    pub fn merged(&mut self, workbook: Workbook, opening: u64, unsaved: Vec<RecordId>) {
        let unjournaled = std::mem::take(&mut self.unjournaled);
        let saved = workbook.revision().wrapping_sub(1);
        let compared = std::mem::replace(&mut self.compared, Compared::Told);
        *self = Self { unsaved: Arc::new(unsaved), unjournaled, compared, ..Self::new(workbook, opening, Some(saved)) };
    }

    /// Counts the document as modified until it is saved, though it has no history.
    pub fn mark_unsaved(&mut self) {
        self.is_marked_unsaved = true;
    }

    /// The records that the journal does not have yet; they count as handed over.
    pub fn take_unjournaled(&mut self) -> Vec<RecordId> {
        std::mem::take(&mut self.unjournaled)
    }

    /// The journal could not take these records.
    pub fn give_back_unjournaled(&mut self, mut ids: Vec<RecordId>) {
        ids.append(&mut self.unjournaled);
        self.unjournaled = ids;
    }

    /// No journal needs the records that the file holds as `saved`.
    pub fn forget_unjournaled(&mut self, saved: &Workbook) {
        self.unjournaled.retain(|id| saved.record(*id).is_none());
    }

    /// Whether there are records that the journal does not have.
    #[must_use]
    pub fn has_unjournaled(&self) -> bool {
        !self.unjournaled.is_empty()
    }

    /// What undo would take back.
    #[must_use]
    pub fn next_undo(&self) -> Option<RecordId> {
        self.undo.next_undo()
    }

    /// What redo would bring back.
    #[must_use]
    pub fn next_redo(&self) -> Option<RecordId> {
        self.undo.next_redo()
    }

    /// Whether undoing this record would take back all that a merge brought.
    #[must_use]
    pub fn is_merge(&self, record: RecordId) -> bool {
        self.undo.is_merge(record)
    }

    /// A snapshot to be saved: from now on its records stay as they are.
    pub fn seal(&mut self) -> Arc<Workbook> {
        Arc::make_mut(&mut self.workbook).seal();
        Arc::clone(&self.workbook)
    }

    /// Remembers that the file holds `saved`, an earlier state of the document or this one.
    pub fn mark_saved(&mut self, saved: &Workbook) {
        self.saved_revision = Some(saved.revision());
        Arc::make_mut(&mut self.unsaved).retain(|id| saved.record(*id).is_none());
    }

    /// The records that the file does not hold, oldest first: what a save would add.
    #[must_use]
    pub fn unsaved(&self) -> &Arc<Vec<RecordId>> {
        &self.unsaved
    }

    /// Remembers a record that was made just now.
    fn made(&mut self, id: Option<RecordId>) {
        self.unjournaled.extend(id);
        Arc::make_mut(&mut self.unsaved).extend(id);
    }

    /// The person with this name; a new one is added to the registry, as a record of its own.
    ///
    /// # Errors
    /// Where the name is empty.
    pub fn person(&mut self, name: &str, author: Option<PersonId>, now: DateTime<Utc>) -> Result<PersonId, EditError> {
        if let Some(id) = self.workbook.person_by_name(name) {
            return Ok(id);
        }
        self.new_person(name, author, now)
    }

    /// A new person of this name, whoever else has it, as a record of its own.
    ///
    /// # Errors
    /// Where the name is empty.
    pub fn new_person(
        &mut self,
        name: &str,
        author: Option<PersonId>,
        now: DateTime<Utc>,
    ) -> Result<PersonId, EditError> {
        let id: PersonId = self.ids.next_id();
        let edit = self.workbook.put_person(id, Person::named(name));
        // Who appears for the first time introduces himself.
        self.note(edit, Stamp { author: author.unwrap_or(id), at: now })?;
        Ok(id)
    }

    /// Applies an edit that is no step of undo: it goes along with others, or says who made them.
    ///
    /// # Errors
    /// Where the edit does not fit; the document is then as it was.
    pub fn note(&mut self, edit: Edit, stamp: Stamp) -> Result<(), EditError> {
        if edit.is_empty() {
            return Ok(());
        }
        self.tell_found(stamp);
        let made = Arc::make_mut(&mut self.workbook).apply(edit, stamp, self.ids.next_id())?;
        self.made(made);
        Ok(())
    }

    /// The id of a person who is about to be added.
    pub fn next_person(&mut self) -> PersonId {
        self.ids.next_id()
    }

    /// The id of an edit that is about to be made elsewhere.
    pub fn next_edit(&mut self) -> EditId {
        self.ids.next_id()
    }

    /// Keeps the bytes of evidence, as base64, under their hash.
    pub fn put_blob(&mut self, hash: Sha256, base64: Arc<str>) {
        Arc::make_mut(&mut self.workbook).put_blob(hash, base64);
    }

    /// The id of a snapshot that is about to be kept.
    pub fn new_snapshot(&mut self) -> SnapshotId {
        self.ids.next_id()
    }

    /// The id of an event that is about to be recorded.
    pub fn new_event(&mut self) -> EventId {
        self.ids.next_id()
    }

    /// The id of a session that is about to begin.
    pub fn new_session(&mut self) -> SessionId {
        self.ids.next_id()
    }

    /// Applies an edit. An empty one does nothing.
    ///
    /// # Errors
    /// Where the edit does not fit; the document is then as it was.
    pub fn apply(&mut self, edit: Edit, step: Step, stamp: Stamp) -> Result<(), EditError> {
        if edit.is_empty() {
            return Ok(());
        }
        self.tell_found(stamp);
        let workbook = Arc::make_mut(&mut self.workbook);
        if step == Step::Typing
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

    /// Goes on with `merged`, which is this document and a copy, as one step: its record joins both, and settles what
    /// they said differently. `new` are the records that came in.
    ///
    /// # Errors
    /// Where what was decided does not hold together; the document is then as it was.
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

    /// Goes on with `merged`, which is this document and what its file holds by now, as one step. `new` are the records
    /// that came in; the file has them. `stamp` is of who joins the two, where neither knew all of the other.
    ///
    /// # Errors
    /// Where it does not hold together; the document is then as it was.
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

    /// Goes on with `merged`; undo takes back the record that joined it, or else the last that came in, and all else that
    /// came with it.
    fn joined(&mut self, mut merged: Workbook, record: Option<RecordId>, last: Option<RecordId>) {
        merged.seal();
        let back = difference(&merged, &self.workbook);
        self.workbook = Arc::new(merged);
        // A copy that knew all that was done here is joined by nothing, and is one step all the same.
        if let Some(id) = record.or(last) {
            self.undo.push_merge(id, back);
        }
    }

    /// Makes the person with this name the owner of duties: one step, with the new person in it where there is one.
    ///
    /// # Errors
    /// Where the name is empty.
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
        self.apply(edit, Step::Own, stamp)
    }

    /// Takes the latest step back.
    ///
    /// # Errors
    /// Where what it changed has changed again since.
    pub fn undo(&mut self, stamp: Stamp) -> Result<(), EditError> {
        self.tell_found(stamp);
        let done = self.undo.undo(Arc::make_mut(&mut self.workbook), stamp, &mut self.ids)?;
        self.made(done);
        Ok(())
    }

    /// Brings the latest step that was taken back again.
    ///
    /// # Errors
    /// Where what it changed has changed again since.
    pub fn redo(&mut self, stamp: Stamp) -> Result<(), EditError> {
        self.tell_found(stamp);
        let done = self.undo.redo(Arc::make_mut(&mut self.workbook), stamp, &mut self.ids)?;
        self.made(done);
        Ok(())
    }
}
