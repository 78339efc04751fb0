//! The base of a history: the state before the first record, from which the records lead to the current state.
//!
//! A new workbook has one base, which contains its initial state. A part has its own base, which names the records from
//! which it was cut; the workbook that merges the part keeps the id of that base but not its content.

use super::record::{hash_of, take_document};
use super::validate::all_records;
use super::{Contents, DocumentId, Field, HandedOut, LicenseEntry, RecordId, Sha256, Value};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// All non-empty fields with their values.
pub type Beginning = Vec<(Field, Value)>;

/// The start of a history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Base {
    /// The workbook.
    pub document: DocumentId,
    /// The latest records of the workbook from which it was cut; empty for the original start.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cut_at: Vec<RecordId>,
    /// How a part was handed out, as far as noted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handed_out: Option<HandedOut>,
    /// SHA-256 of the JSON of [`Self::beginning`].
    pub state: Sha256,
    /// The initial state; not kept for a part that was merged back.
    #[serde(skip)]
    pub beginning: Option<Arc<Beginning>>,
}

impl Base {
    /// The base with the current state of `contents`.
    #[must_use]
    pub fn of(contents: &Contents, cut_at: Vec<RecordId>, handed_out: Option<HandedOut>) -> Self {
        let fields = all_records(contents);
        let beginning: Beginning = fields.filter_map(|field| Some((field.clone(), contents.get(&field)?))).collect();
        let state = state_of(&beginning);
        Self { document: contents.id, cut_at, handed_out, state, beginning: Some(Arc::new(beginning)) }
    }

    /// Its id in the history: the hash of its serialized form.
    #[must_use]
    pub fn id(&self) -> RecordId {
        RecordId(hash_of(self))
    }

    /// Whether its content matches `id`, as far as the content is kept.
    #[must_use]
    pub fn is_genuine(&self, id: RecordId) -> bool {
        self.id() == id && self.beginning.as_ref().is_none_or(|beginning| state_of(beginning) == self.state)
    }
}

fn state_of(beginning: &Beginning) -> Sha256 {
    if !beginning.iter().any(|(field, _)| matches!(field, Field::Snapshot(_))) {
        return hash_of(beginning);
    }
    let mut beginning = beginning.clone();
    for (_, value) in &mut beginning {
        take_document(value);
    }
    hash_of(&beginning)
}

impl Contents {
    /// The bases whose content is kept, by id: exactly one, unless the workbook was joined from several parts.
    pub fn own_bases(&self) -> impl Iterator<Item = (&RecordId, &Base)> {
        self.bases.iter().filter(|(_, base)| base.beginning.is_some())
    }

    /// The state before the first record: all records reverted, the latest first.
    #[must_use]
    pub(crate) fn taken_back(&self) -> Self {
        let mut contents = self.clone();
        for change in self.history.iter().rev().flat_map(|record| record.changes.iter().rev()) {
            // Fields of a record that no longer exists cannot be reverted.
            drop(contents.set(&change.field, change.from.clone()));
        }
        contents.history = Vec::new();
        contents
    }

    /// The content of the bases alone, to which the records are applied.
    pub(crate) fn begun(&self) -> Self {
        let mut begun = Self {
            bases: self.bases.clone(),
            blobs: self.blobs.clone(),
            extract: self.extract.clone(),
            ..Self::empty(self.id, self.tracked_from)
        };
        for (field, value) in self.own_bases().filter_map(|(_, base)| base.beginning.as_ref()).flat_map(|b| b.iter()) {
            match (field, value) {
                // The parsed license is reused if the text is the same.
                (Field::License(id), Value::License(record)) => {
                    let known = self.licenses.get(id).filter(|known| {
                        known.record.text == record.text && known.record.corrections == record.corrections
                    });
                    let entry = match known {
                        Some(known) => LicenseEntry { record: (**record).clone(), parsed: Arc::clone(&known.parsed) },
                        None => LicenseEntry::new((**record).clone()),
                    };
                    begun.licenses.insert(*id, entry);
                }
                _ => drop(begun.set(field, Some(value.clone()))),
            }
        }
        begun
    }
}
