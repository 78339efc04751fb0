//! Undo and redo of everything, as edits that take edits back.

use super::{Edit, EditError, IdSource, RecordId, Stamp, Workbook};
use std::collections::BTreeMap;

/// What can be undone and redone in this opening of a document.
#[derive(Clone, Debug, Default)]
pub struct UndoStack {
    undo: Vec<RecordId>,
    redo: Vec<RecordId>,
    /// What takes a merge back: its record does not say what came in with it.
    merges: BTreeMap<RecordId, Edit>,
}

impl UndoStack {
    /// Remembers an edit that was applied. What had been undone cannot be redone any more.
    pub fn push(&mut self, id: RecordId) {
        self.undo.push(id);
        self.redo.clear();
    }

    /// Remembers that a copy was merged in, by the record `id`, and the edit that makes everything as it was before.
    pub fn push_merge(&mut self, id: RecordId, back: Edit) {
        self.merges.insert(id, Edit { undoes: Some(id), ..back });
        self.push(id);
    }

    /// Whether taking this record back takes back all that a merge brought.
    #[must_use]
    pub fn is_merge(&self, id: RecordId) -> bool {
        self.merges.contains_key(&id)
    }

    /// Remembers that the record `before` was amended, and is called `now`.
    pub fn amended(&mut self, before: RecordId, now: RecordId) {
        if let Some(last) = self.undo.last_mut().filter(|last| **last == before) {
            *last = now;
        }
        self.redo.clear();
    }

    /// The record that undo would take back.
    #[must_use]
    pub fn next_undo(&self) -> Option<RecordId> {
        self.undo.last().copied()
    }

    /// The record that redo would take back: the undoing one.
    #[must_use]
    pub fn next_redo(&self) -> Option<RecordId> {
        self.redo.last().copied()
    }

    /// Takes the latest edit back. Returns the record that does so.
    ///
    /// # Errors
    /// Where what it changed has changed again since; nothing happens then.
    pub fn undo(
        &mut self,
        workbook: &mut Workbook,
        stamp: Stamp,
        ids: &mut IdSource,
    ) -> Result<Option<RecordId>, EditError> {
        take_back(&mut self.undo, &mut self.redo, &self.merges, workbook, (stamp, ids))
    }

    /// Takes the latest undo back. Returns the record that does so.
    ///
    /// # Errors
    /// Where what it changed has changed again since; nothing happens then.
    pub fn redo(
        &mut self,
        workbook: &mut Workbook,
        stamp: Stamp,
        ids: &mut IdSource,
    ) -> Result<Option<RecordId>, EditError> {
        take_back(&mut self.redo, &mut self.undo, &self.merges, workbook, (stamp, ids))
    }
}

fn take_back(
    from: &mut Vec<RecordId>,
    to: &mut Vec<RecordId>,
    merges: &BTreeMap<RecordId, Edit>,
    workbook: &mut Workbook,
    (stamp, ids): (Stamp, &mut IdSource),
) -> Result<Option<RecordId>, EditError> {
    let Some(record) = from.last().and_then(|id| workbook.record(*id)).cloned() else {
        return Ok(None);
    };
    let edit = merges.get(&record.id).cloned().unwrap_or_else(|| record.inverse());
    let done = workbook.apply(edit, stamp, ids.next_id())?;
    from.pop();
    to.extend(done);
    Ok(done)
}
