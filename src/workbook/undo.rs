//! Undo and redo, as edits that revert other edits.

use super::{Edit, EditError, IdSource, RecordId, Stamp, Workbook};
use std::collections::BTreeMap;

/// The edits that can be undone and redone in this opening of a document.
#[derive(Clone, Debug, Default)]
pub struct UndoStack {
    undo: Vec<RecordId>,
    redo: Vec<RecordId>,
    /// The edits that revert merges, because the record of a merge does not contain what came in.
    merges: BTreeMap<RecordId, Edit>,
}

impl UndoStack {
    /// Adds an applied edit. This clears the redo stack.
    pub fn push(&mut self, id: RecordId) {
        self.undo.push(id);
        self.redo.clear();
    }

    /// Adds a merge recorded as `id`, with the edit that restores the previous state.
    pub fn push_merge(&mut self, id: RecordId, back: Edit) {
        self.merges.insert(id, Edit { undoes: Some(id), ..back });
        self.push(id);
    }

    /// Whether reverting this record reverts a whole merge.
    #[must_use]
    pub fn is_merge(&self, id: RecordId) -> bool {
        self.merges.contains_key(&id)
    }

    /// Replaces the id `before` of an amended record by its id `now`.
    pub fn amended(&mut self, before: RecordId, now: RecordId) {
        if let Some(last) = self.undo.last_mut().filter(|last| **last == before) {
            *last = now;
        }
        self.redo.clear();
    }

    /// The record that the next undo reverts.
    #[must_use]
    pub fn next_undo(&self) -> Option<RecordId> {
        self.undo.last().copied()
    }

    /// The undo record that the next redo reverts.
    #[must_use]
    pub fn next_redo(&self) -> Option<RecordId> {
        self.redo.last().copied()
    }

    /// Reverts the latest edit. Returns the record that does so.
    ///
    /// # Errors
    /// If the changed fields have changed again since; the workbook is then unchanged.
    pub fn undo(
        &mut self,
        workbook: &mut Workbook,
        stamp: Stamp,
        ids: &mut IdSource,
    ) -> Result<Option<RecordId>, EditError> {
        take_back(&mut self.undo, &mut self.redo, &self.merges, workbook, (stamp, ids))
    }

    /// Reverts the latest undo. Returns the record that does so.
    ///
    /// # Errors
    /// If the changed fields have changed again since; the workbook is then unchanged.
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
