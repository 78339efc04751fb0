//! The base of a history: all that was there before the first record, so that a state can be told from its records.
//!
//! A new workbook has one base, which holds its beginning. A part has a base of its own, which names the records that it
//! was cut from; the workbook that takes the part back in keeps the name of that base, and not what it held.

use super::record::{hash_of, take_document};
use super::validate::all_records;
use super::{Contents, DocumentId, Field, HandedOut, LicenseEntry, RecordId, Sha256, Value};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Every field that held something, and what.
pub type Beginning = Vec<(Field, Value)>;

/// Where a history begins.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Base {
    /// The workbook.
    pub document: DocumentId,
    /// The latest records of the workbook that it was cut from; none where it is the beginning of all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cut_at: Vec<RecordId>,
    /// How a part was handed out, as far as it was noted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handed_out: Option<HandedOut>,
    /// SHA-256 of the JSON of [`Self::beginning`].
    pub state: Sha256,
    /// What was there; not kept of a part that was taken back in.
    #[serde(skip)]
    pub beginning: Option<Arc<Beginning>>,
}

impl Base {
    /// The base that holds what `contents` hold.
    #[must_use]
    pub fn of(contents: &Contents, cut_at: Vec<RecordId>, handed_out: Option<HandedOut>) -> Self {
        let fields = all_records(contents);
        let beginning: Beginning = fields.filter_map(|field| Some((field.clone(), contents.get(&field)?))).collect();
        let state = state_of(&beginning);
        Self { document: contents.id, cut_at, handed_out, state, beginning: Some(Arc::new(beginning)) }
    }

    /// Its name in the history: the hash of all that it says.
    #[must_use]
    pub fn id(&self) -> RecordId {
        RecordId(hash_of(self))
    }

    /// Whether it holds what its name stands for, as far as it holds anything.
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
    /// The bases that hold something, by their names: one, but for a workbook that was joined from several parts.
    pub fn own_bases(&self) -> impl Iterator<Item = (&RecordId, &Base)> {
        self.bases.iter().filter(|(_, base)| base.beginning.is_some())
    }

    /// What was there before the first record: everything in the history taken back, the latest first.
    #[must_use]
    pub(crate) fn taken_back(&self) -> Self {
        let mut contents = self.clone();
        for change in self.history.iter().rev().flat_map(|record| record.changes.iter().rev()) {
            // What is gone with its record has no fields to be taken back.
            drop(contents.set(&change.field, change.from.clone()));
        }
        contents.history = Vec::new();
        contents
    }

    /// What its bases hold, and nothing else: what the records come on top of.
    pub(crate) fn begun(&self) -> Self {
        let mut begun = Self {
            bases: self.bases.clone(),
            blobs: self.blobs.clone(),
            extract: self.extract.clone(),
            ..Self::empty(self.id, self.tracked_from)
        };
        for (field, value) in self.own_bases().filter_map(|(_, base)| base.beginning.as_ref()).flat_map(|b| b.iter()) {
            match (field, value) {
                // What is read from its text was read already, where it is the same text.
                (Field::License(id), Value::License(record)) => {
                    let known = self.licenses.get(id).filter(|known| known.record.text == record.text);
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
