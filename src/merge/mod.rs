//! Merges two diverged copies of a workbook without losing or inventing anything.
//!
//! The history of the merged workbook is the union of both, in an order that follows from the records alone. The value
//! of a field follows from that history: the writes that no later write knew count. If several of them count and
//! differ, the field has one of the values, the same in every copy, and a [`Conflict`] stays in the history until a
//! person resolves it by an ordinary edit. Merging is therefore commutative, associative and idempotent, and needs no
//! record of its own. Clocks decide nothing.
//!
//! Only records count. An altered record does not match its id and changes nothing; if a copy has the genuine one, that
//! is kept. A copy that was cut down ([`crate::workbook::Omissions`]) lacks things without having removed them.

mod audit;
mod conflict;
mod difference;
mod graph;
mod inner;
mod labels;
mod replay;
mod resolve;
mod union;
mod unit;

pub use audit::{Audit, Findings, altered};
pub use conflict::{Choice, Conflict, ConflictPart, ConflictValue, Version, open_conflicts};
pub use difference::difference;

use crate::workbook::validate::Defect;
use crate::workbook::{
    Base, Contents, DocumentId, EventId, Field, Omissions, PersonId, Record, RecordId, Sha256, Workbook, validate,
};
use graph::Graph;
use replay::{last_justification, replay};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use union::union;

/// The result of a merge.
#[derive(Clone, Debug, PartialEq)]
pub struct Merge {
    /// The merged workbook. Its revision follows that of the left copy.
    pub workbook: Workbook,
    /// Records that only the left copy had, in the order of the history.
    pub only_left: Vec<RecordId>,
    /// Records that only the right copy had.
    pub only_right: Vec<RecordId>,
    /// The unresolved conflicts, including those that a copy already had.
    pub conflicts: Vec<Conflict>,
    /// Records and justifications that one copy had removed, restored because the other one needs them.
    pub restored: Vec<Field>,
    /// Records whose content does not match their id in one or both copies. The genuine record is kept if a copy has
    /// it; otherwise the altered one stays in the history and is ignored.
    pub altered: Vec<RecordId>,
    /// People with the same name who were added in both copies.
    pub same_names: Vec<(PersonId, PersonId)>,
}

impl Merge {
    /// The events added by `records` that may be duplicates of other events.
    #[must_use]
    pub fn double_events(&self, records: &[RecordId]) -> Vec<EventId> {
        let wanted: BTreeSet<RecordId> = records.iter().copied().collect();
        let brought = self.workbook.history.iter().filter(|record| wanted.contains(&record.id));
        let events = brought.flat_map(|record| &record.changes).filter_map(|change| {
            if let (Field::Event(id), None) = (&change.field, &change.from) { Some(*id) } else { None }
        });
        let events: BTreeSet<EventId> = events.filter(|id| !self.workbook.event_twins(*id).is_empty()).collect();
        events.into_iter().collect()
    }
}

/// Why two copies cannot be merged. Both are unchanged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{:?}", self)]
pub enum MergeError {
    /// They are different workbooks, not copies of the same one.
    DifferentDocuments {
        /// The left one.
        left: DocumentId,
        /// The right one.
        right: DocumentId,
    },
    /// Their histories start from different states.
    OtherBeginning,
    /// One is a part that was cut from a state that the other does not know.
    UnknownOrigin,
    /// The result violates an invariant: an error in the program, or a copy was changed by hand.
    Contradiction(Vec<Defect>),
}

/// Merges two copies of a workbook. Visible changes without a record in the history are not merged; they have to be
/// recorded first, see [`Contents::audit`].
///
/// # Errors
/// If they are not copies of the same workbook, or do not fit together.
pub fn merge(left: &Workbook, right: &Workbook) -> Result<Merge, MergeError> {
    if left.id != right.id {
        return Err(MergeError::DifferentDocuments { left: left.id, right: right.id });
    }
    joined(left, right, union(left, right)?)
}

/// Adds records to a workbook that may have changed without them: the records of a merge from a journal.
///
/// # Errors
/// If they do not fit together with the workbook.
pub fn absorb(workbook: &Workbook, records: impl IntoIterator<Item = Arc<Record>>) -> Result<Workbook, MergeError> {
    let known: BTreeSet<RecordId> = workbook.history.iter().map(|r| r.id).collect();
    let other = workbook.with_records(records.into_iter().filter(|r| !known.contains(&r.id)));
    joined(workbook, &other, union(workbook, &other)?).map(|merge| merge.workbook)
}

fn joined(left: &Workbook, right: &Workbook, union: union::Union) -> Result<Merge, MergeError> {
    let (only_left, only_right) = (union.only(union::LEFT), union.only(union::RIGHT));
    let union::Union { graph, bases, altered, .. } = union;
    let both = Contents {
        bases,
        blobs: blobs(left, right),
        extract: extract(left.extract.as_ref(), right.extract.as_ref()),
        ..(**left).clone()
    };
    let (mut contents, restored) = replay(&both, &graph);
    contents.history.clone_from(&graph.records);
    heal_documents(&mut contents, left, right);
    let restored = restored.into_iter().filter(|field| {
        let was_removed = !validate::exists(left, field) || !validate::exists(right, field);
        was_removed || matches!(field, Field::Answer(..)) && left.get(field) != right.get(field)
    });
    let restored = restored.collect();
    let conflicts = conflict::all(&graph, &contents.begun());
    let workbook = Workbook::from_contents(contents).map_err(MergeError::Contradiction)?.later_than(left);
    Ok(Merge { same_names: same_names(left, right), only_left, only_right, altered, workbook, conflicts, restored })
}

/// The state that results from the history of `contents`, ignoring the records in `altered`.
pub(super) fn replayed(contents: &Contents, altered: &BTreeSet<RecordId>) -> Contents {
    replay(contents, &Graph::new(contents.history.clone(), &contents.bases, altered)).0
}

/// `records` in canonical order.
pub(crate) fn in_order(records: Vec<Arc<Record>>, bases: &BTreeMap<RecordId, Base>) -> Vec<Arc<Record>> {
    Graph::new(records, bases, &BTreeSet::new()).records
}

/// The bytes from both copies; if they differ under the same hash, those that match it.
fn blobs(left: &Contents, right: &Contents) -> BTreeMap<Sha256, Arc<str>> {
    let mut blobs = left.blobs.clone();
    for (hash, base64) in &right.blobs {
        let known = blobs.entry(*hash).or_insert_with(|| Arc::clone(base64));
        if known != base64
            && crate::workbook::evidence::is_of(base64, *hash)
            && !crate::workbook::evidence::is_of(known, *hash)
        {
            *known = Arc::clone(base64);
        }
    }
    blobs
}

/// Replaces damaged documents of frozen snapshots by an intact one from either copy.
fn heal_documents(contents: &mut Contents, left: &Contents, right: &Contents) {
    for (id, frozen) in &mut contents.snapshots {
        let copies = [left, right].into_iter().filter_map(|copy| copy.snapshots.get(id));
        if !has_digest(&frozen.document, frozen.digest)
            && let Some(whole) = copies.map(|copy| &copy.document).find(|whole| has_digest(whole, frozen.digest))
        {
            frozen.document = Arc::clone(whole);
        }
    }
}

/// What the merged workbook omits: only what both copies omit.
fn extract(left: Option<&Omissions>, right: Option<&Omissions>) -> Option<Omissions> {
    let (left, right) = (left?, right?);
    let merged =
        Omissions { part: left.is_part() && right.is_part(), without_bytes: left.without_bytes && right.without_bytes };
    (merged != Omissions::default()).then_some(merged)
}

fn has_digest(document: &str, digest: Sha256) -> bool {
    Sha256::of(document.as_bytes()) == digest
}

/// The people who were added in both copies with the same name.
fn same_names(left: &Contents, right: &Contents) -> Vec<(PersonId, PersonId)> {
    let new = left.people.iter().filter(|(id, _)| !right.people.contains_key(id));
    let others: BTreeMap<String, PersonId> = right
        .people
        .iter()
        .filter(|(id, _)| !left.people.contains_key(id))
        .map(|(id, person)| (folded(&person.name), *id))
        .collect();
    new.filter_map(|(id, person)| Some((*id, *others.get(&folded(&person.name))?))).collect()
}

/// The key for comparing names.
fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}
