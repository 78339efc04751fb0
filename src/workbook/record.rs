//! Records of the history: what was done, by whom, when, and after what.
//!
//! As in git, a record's name is the hash of all that it says, its parents included. Two different records never have one
//! name; who alters one makes another of it, and all that follow it go on naming the one that is gone.

use super::{Change, Edit, EditId, Field, PersonId, RecordId, Sha256, Value};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::sync::Arc;

/// What happened: one applied edit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Its name: the hash of all else in it, unless somebody altered it.
    pub id: RecordId,
    /// The edit; those of one opening are in the order in which they were made, whatever the clock says.
    pub edit: EditId,
    /// The records that were the latest when it was made: one, or several after a merge. The first one follows the base.
    pub parents: Vec<RecordId>,
    /// Who.
    pub author: PersonId,
    /// When, by the author's clock.
    pub at: DateTime<Utc>,
    /// The record that it takes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undoes: Option<RecordId>,
    /// What kind of record it is.
    #[serde(default, skip_serializing_if = "Nature::is_edit")]
    pub nature: Nature,
    /// All field changes of the edit.
    pub changes: Vec<Change>,
}

/// What kind of record it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nature {
    /// An edit that its author made.
    #[default]
    Edit,
    /// What its author found in the file and no record explained: something else than this program had written it.
    Found(Outside),
    /// What its author had looked at and takes as it is: the record of what was found.
    Accepted(RecordId),
    /// An edit that was made with format 1, and carried over.
    CarriedOver,
}

/// What was changed outside the program, beside the changes of fields that the record itself has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outside {
    /// The sections of the file that something else had written; by their names in the file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<String>,
    /// Records that do not say what their names stand for, each with the hash of what it says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub altered: Vec<(RecordId, Sha256)>,
    /// Records that are named and not there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<RecordId>,
}

impl Outside {
    /// Whether there is nothing to tell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Nature {
    fn is_edit(&self) -> bool {
        *self == Self::Edit
    }
}

/// All that a record says: what its name is the hash of.
#[derive(Serialize)]
struct Says<'a> {
    edit: EditId,
    parents: &'a [RecordId],
    author: PersonId,
    at: DateTime<Utc>,
    #[serde(skip_serializing_if = "Option::is_none")]
    undoes: Option<RecordId>,
    #[serde(skip_serializing_if = "Nature::is_edit")]
    nature: &'a Nature,
    changes: Cow<'a, [Change]>,
}

impl Record {
    /// The same record under the name that it is due.
    #[must_use]
    pub fn named(mut self) -> Self {
        self.id = RecordId(self.hash());
        self
    }

    /// The SHA-256 of all that it says: its JSON without blanks, in the order of the fields above, what is empty left
    /// out. Of a frozen snapshot the digest stands for the document.
    #[must_use]
    pub fn hash(&self) -> Sha256 {
        let says = Says {
            edit: self.edit,
            parents: &self.parents,
            author: self.author,
            at: self.at,
            undoes: self.undoes,
            nature: &self.nature,
            changes: without_documents(&self.changes),
        };
        hash_of(&says)
    }

    /// Whether it says what its name stands for.
    #[must_use]
    pub fn is_genuine(&self) -> bool {
        self.id.0 == self.hash()
    }

    /// Whether the documents of snapshots in it are those that their digests are of: its name tells of the digests alone.
    #[must_use]
    pub fn has_whole_documents(&self) -> bool {
        let values = self.changes.iter().flat_map(|change| change.from.iter().chain(&change.to));
        let is_whole = |value: &Value| {
            if let Value::Snapshot(frozen) = value {
                Sha256::of(frozen.document.as_bytes()) == frozen.digest
            } else {
                true
            }
        };
        values.into_iter().all(is_whole)
    }

    /// The edit that takes this record back.
    #[must_use]
    pub fn inverse(&self) -> Edit {
        Edit { changes: self.changes.iter().rev().map(Change::inverse).collect(), undoes: Some(self.id) }
    }

    /// What was found outside the program, where it tells of that.
    #[must_use]
    pub fn found(&self) -> Option<&Outside> {
        if let Nature::Found(outside) = &self.nature { Some(outside) } else { None }
    }
}

/// The SHA-256 of the JSON of `value`.
pub(super) fn hash_of(value: &impl Serialize) -> Sha256 {
    // What is in a workbook always has a JSON: it is written in the file like this.
    Sha256::of(&serde_json::to_vec(value).unwrap_or_default())
}

/// `changes` with no document of a snapshot in them: it has a digest of its own.
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

/// Takes the document out of a frozen snapshot.
pub(super) fn take_document(value: &mut Value) {
    if let Value::Snapshot(frozen) = value {
        frozen.document = Arc::from("");
    }
}
