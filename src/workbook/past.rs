//! A digest of the past in the history itself, so that a later change to it is noticed.
//!
//! The first record after a save carries the digest of everything that it follows, back to the last records that carry
//! one. Whoever changes an old record would have to change every digest after it, in every copy that is out there.

use super::edit::Record;
use super::id::{RecordId, Sha256};
use super::{Contents, Workbook};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The digest of what `parents` and the records before them say, back to those that carry a digest themselves.
///
/// None where it cannot be told because some of it is not in `history`.
pub(super) fn digest(history: &[Arc<Record>], parents: &[RecordId]) -> Option<Sha256> {
    let mut wanted: BTreeSet<RecordId> = parents.iter().copied().collect();
    let mut taken: BTreeMap<RecordId, &Record> = BTreeMap::new();
    // Parents stand before their children, so one walk back finds them all, and ends early.
    for record in history.iter().rev() {
        if wanted.is_empty() {
            break;
        }
        if wanted.remove(&record.id) {
            taken.insert(record.id, record);
            if record.past.is_none() {
                wanted.extend(record.parents.iter().filter(|id| !taken.contains_key(id)));
            }
        }
    }
    if !wanted.is_empty() || taken.is_empty() {
        return None;
    }
    let mut text = Vec::new();
    for record in taken.values() {
        serde_json::to_writer(&mut text, record).ok()?;
        text.push(b'\n');
    }
    Some(Sha256::of(&text))
}

impl Contents {
    /// The records whose digest does not fit what stands before them: the past was changed after they were made.
    #[must_use]
    pub fn changed_past(&self) -> Vec<RecordId> {
        let mut found = Vec::new();
        for (at, record) in self.history.iter().enumerate() {
            let Some(past) = record.past else { continue };
            let before = self.history.get(..at).unwrap_or_default();
            if digest(before, &record.parents).is_some_and(|digest| digest != past) {
                found.push(record.id);
            }
        }
        found
    }
}

impl Workbook {
    /// The digest of the whole history, over what every head follows. Two copies with the same digest have the same
    /// past; noted elsewhere, it proves that nothing was changed since.
    #[must_use]
    pub fn history_digest(&self) -> Option<Sha256> {
        digest(&self.history, &self.heads)
    }
}
