//! Records of the history: what was done, by whom, when, and after which records.
//!
//! As in git, the id of a record is the hash of its content, including its parents. Different records therefore have
//! different ids; altering a record changes its id, while its successors keep referring to the original one.

use super::{Change, Edit, EditId, Field, PersonId, RecordId, Sha256, Value};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::sync::Arc;

/// A record of the history: one applied edit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Its id: the hash of all other fields, unless the record was altered.
    pub id: RecordId,
    /// The edit id; ids of one opening are in the order of the edits, independent of the clock.
    pub edit: EditId,
    /// The heads when it was made: one, or several for a merge. The first record follows the base.
    pub parents: Vec<RecordId>,
    /// The author.
    pub author: PersonId,
    /// The time, by the author's clock.
    pub at: DateTime<Utc>,
    /// The record that it reverts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undoes: Option<RecordId>,
    /// The kind of record.
    #[serde(default, skip_serializing_if = "RecordKind::is_edit")]
    pub nature: RecordKind,
    /// All field changes of the edit.
    pub changes: Vec<Change>,
}

/// The kind of a record.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordKind {
    /// An edit by its author.
    #[default]
    Edit,
    /// Changes found in the file that no record explains: another program had written them.
    Found(FoundChanges),
    /// The author's acceptance of such changes; names the record that describes them.
    Accepted(RecordId),
    /// An edit from a file of format 1, converted.
    CarriedOver,
}

/// Changes made outside the program, in addition to the field changes of the record itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FoundChanges {
    /// Sections of the file that another program had written, by their names in the file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<String>,
    /// Records whose content does not match their id, each with the hash of the content.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub altered: Vec<(RecordId, Sha256)>,
    /// Records that are referred to but missing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<RecordId>,
}

impl FoundChanges {
    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl RecordKind {
    fn is_edit(&self) -> bool {
        *self == Self::Edit
    }
}

/// The content of a record over which its id is computed.
#[derive(Serialize)]
struct HashedContent<'a> {
    edit: EditId,
    parents: &'a [RecordId],
    author: PersonId,
    at: DateTime<Utc>,
    #[serde(skip_serializing_if = "Option::is_none")]
    undoes: Option<RecordId>,
    #[serde(skip_serializing_if = "RecordKind::is_edit")]
    nature: &'a RecordKind,
    changes: Cow<'a, [Change]>,
}

impl Record {
    /// The same record with the id that matches its content.
    #[must_use]
    pub fn with_computed_id(mut self) -> Self {
        self.id = RecordId(self.hash());
        self
    }

    /// The SHA-256 of its content: its JSON without white space, fields in the order above, empty ones omitted. For a
    /// frozen snapshot the digest replaces the document.
    #[must_use]
    pub fn hash(&self) -> Sha256 {
        let content = HashedContent {
            edit: self.edit,
            parents: &self.parents,
            author: self.author,
            at: self.at,
            undoes: self.undoes,
            nature: &self.nature,
            changes: without_documents(&self.changes),
        };
        hash_of(&content)
    }

    /// Whether its content matches its id.
    #[must_use]
    pub fn is_genuine(&self) -> bool {
        self.id.0 == self.hash()
    }

    /// Whether the snapshot documents in it match their digests; the id covers only the digests.
    #[must_use]
    pub fn has_whole_documents(&self) -> bool {
        let values = self.changes.iter().flat_map(|change| change.from.iter().chain(&change.to));
        values.into_iter().all(has_whole_document)
    }

    /// The edit that reverts this record.
    #[must_use]
    pub fn inverse(&self) -> Edit {
        Edit { changes: self.changes.iter().rev().map(Change::inverse).collect(), undoes: Some(self.id) }
    }

    /// The changes found outside the program, if the record describes such.
    #[must_use]
    pub fn found(&self) -> Option<&FoundChanges> {
        if let RecordKind::Found(outside) = &self.nature { Some(outside) } else { None }
    }
}

/// Whether the value is not a frozen snapshot, or its document matches its digest.
fn has_whole_document(value: &Value) -> bool {
    if let Value::Snapshot(frozen) = value { Sha256::of(frozen.document.as_bytes()) == frozen.digest } else { true }
}

/// The SHA-256 of the JSON of `value`.
pub(super) fn hash_of(value: &impl Serialize) -> Sha256 {
    // Contents of a workbook can always be serialized; files are written the same way.
    Sha256::of(&serde_json::to_vec(value).unwrap_or_default())
}

/// `changes` without the documents of snapshots, which have their own digests.
fn without_documents(changes: &[Change]) -> Cow<'_, [Change]> {
    if !changes.iter().any(|change| matches!(change.field, Field::Snapshot(_))) {
        return Cow::Borrowed(changes);
    }
    let mut changes = changes.to_vec();
    for change in &mut changes {
        change.from.iter_mut().chain(&mut change.to).for_each(take_document);
    }
    Cow::Owned(changes)
}

/// Removes the document from a frozen snapshot.
pub(super) fn take_document(value: &mut Value) {
    if let Value::Snapshot(frozen) = value {
        frozen.document = Arc::from("");
    }
}
