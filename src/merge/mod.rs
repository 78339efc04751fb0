//! Makes one workbook of two copies that went apart, with nothing lost and nothing invented.
//!
//! The history of the merged workbook is the union of both, in an order that follows from the records alone. What a
//! field holds follows from that history too: of the writes of it, those count that no later one knew. Where several
//! count and say different things, the field holds one of them — the same in every copy — and a [`Conflict`] stays in
//! the history until a person settles it by an ordinary edit. So it does not matter who merges what in which order:
//! merging is commutative, associative and idempotent, and needs no record of its own. Clocks decide nothing.
//!
//! Nothing but records counts. Whoever alters one makes another of it, which is not what its name stands for: it changes
//! nothing, and where a copy has the honest one, that is kept. A copy that was cut down ([`super::Extract`]) lacks things
//! without having removed them.

mod audit;
mod conflict;
mod difference;
mod fold;
mod graph;
mod leaf;
mod union;
mod yields;

pub use audit::{Audit, Findings, altered};
pub use conflict::{Choice, Conflict, Part, Says, Version, to_decide};
pub use difference::difference;

use crate::workbook::validate::Defect;
use crate::workbook::{
    Base, Contents, DocumentId, EventId, Extract, Field, PersonId, Record, RecordId, Sha256, Workbook, validate,
};
use graph::Graph;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use union::union;
use yields::{last_justification, yields};

/// Two copies as one, and what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Merge {
    /// The merged workbook. Its revision follows that of the left copy.
    pub workbook: Workbook,
    /// Records that only the left copy had, in the order of the history.
    pub only_left: Vec<RecordId>,
    /// Records that only the right copy had.
    pub only_right: Vec<RecordId>,
    /// What nobody has settled yet; conflicts that were in a copy before are among them.
    pub conflicts: Vec<Conflict>,
    /// What one copy had removed and is back because the other one needs it.
    pub restored: Vec<Field>,
    /// Records that are not what their names stand for, in one copy or in both. The one that its name stands for is kept
    /// where a copy has it; another one stays in the history and counts for nothing.
    pub doubtful: Vec<RecordId>,
    /// People of the same name who were entered on both sides.
    pub same_names: Vec<(PersonId, PersonId)>,
}

impl Merge {
    /// The events that `records` brought of which there is perhaps another record: two people told of the same thing.
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

/// Why two copies cannot be merged. Both are as they were.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{:?}", self)]
pub enum MergeError {
    /// They are different workbooks, not copies of one.
    DifferentDocuments {
        /// The left one.
        left: DocumentId,
        /// The right one.
        right: DocumentId,
    },
    /// Their histories begin with different states.
    OtherBeginning,
    /// One is a part that was cut from a state that the other does not know.
    UnknownOrigin,
    /// What they come to contradicts itself. This is a mistake in the program, or a copy was changed by hand.
    Contradiction(Vec<Defect>),
}

/// Merges two copies of a workbook. What a copy shows and its history does not tell of stays out of it: a file that was
/// changed outside is asked first, see [`Contents::audit`].
///
/// # Errors
/// Where they are no copies of one workbook, or do not fit together.
pub fn merge(left: &Workbook, right: &Workbook) -> Result<Merge, MergeError> {
    if left.id != right.id {
        return Err(MergeError::DifferentDocuments { left: left.id, right: right.id });
    }
    joined(left, right, union(left, right)?)
}

/// Takes records into a workbook that may have gone on without them: what a journal kept of a merge.
///
/// # Errors
/// Where they do not fit together with what is there.
pub fn absorb(workbook: &Workbook, records: impl IntoIterator<Item = Arc<Record>>) -> Result<Workbook, MergeError> {
    let known: BTreeSet<RecordId> = workbook.history.iter().map(|r| r.id).collect();
    let other = workbook.with_records(records.into_iter().filter(|r| !known.contains(&r.id)));
    joined(workbook, &other, union(workbook, &other)?).map(|merge| merge.workbook)
}

fn joined(left: &Workbook, right: &Workbook, union: union::Union) -> Result<Merge, MergeError> {
    let (only_left, only_right) = (union.only(union::LEFT), union.only(union::RIGHT));
    let union::Union { graph, bases, doubtful, .. } = union;
    let both = Contents {
        bases,
        blobs: blobs(left, right),
        extract: extract(left.extract.as_ref(), right.extract.as_ref()),
        ..(**left).clone()
    };
    let (mut contents, restored) = yields(&both, &graph);
    contents.history.clone_from(&graph.records);
    heal_documents(&mut contents, left, right);
    let is_back = |field: &Field| !validate::exists(left, field) || !validate::exists(right, field);
    let is_reason = |field: &Field| matches!(field, Field::Answer(..)) && left.get(field) != right.get(field);
    let restored = restored.into_iter().filter(|field| is_back(field) || is_reason(field)).collect();
    let conflicts = conflict::all(&graph, &contents.begun());
    let workbook = Workbook::from_contents(contents).map_err(MergeError::Contradiction)?.later_than(left);
    Ok(Merge { same_names: same_names(left, right), only_left, only_right, doubtful, workbook, conflicts, restored })
}

/// What the history of `contents` comes to, and what its records in `altered` said left aside.
pub(super) fn told(contents: &Contents, altered: &BTreeSet<RecordId>) -> Contents {
    yields(contents, &Graph::new(contents.history.clone(), &contents.bases, altered)).0
}

/// `records` in the order that every copy gives them.
pub(crate) fn in_order(records: Vec<Arc<Record>>, bases: &BTreeMap<RecordId, Base>) -> Vec<Arc<Record>> {
    Graph::new(records, bases, &BTreeSet::new()).records
}

/// The bytes of both copies; of two that have the same name the ones that it stands for.
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

/// The documents of frozen snapshots: of two that have the same digest the one that it is of.
fn heal_documents(contents: &mut Contents, left: &Contents, right: &Contents) {
    for (id, frozen) in &mut contents.snapshots {
        let copies = [left, right].into_iter().filter_map(|copy| copy.snapshots.get(id));
        let is_whole = |document: &str| Sha256::of(document.as_bytes()) == frozen.digest;
        if !is_whole(&frozen.document)
            && let Some(whole) = copies.map(|copy| &copy.document).find(|document| is_whole(document))
        {
            frozen.document = Arc::clone(whole);
        }
    }
}

/// What the merged workbook lacks: nothing that one of the copies has.
fn extract(left: Option<&Extract>, right: Option<&Extract>) -> Option<Extract> {
    let (left, right) = (left?, right?);
    let merged =
        Extract { part: left.is_part() && right.is_part(), without_bytes: left.without_bytes && right.without_bytes };
    (merged != Extract::default()).then_some(merged)
}

/// Who was entered twice, once on each side.
fn same_names(left: &Contents, right: &Contents) -> Vec<(PersonId, PersonId)> {
    let name = |name: &str| name.trim().to_lowercase();
    let new = left.people.iter().filter(|(id, _)| !right.people.contains_key(id));
    let others: BTreeMap<String, PersonId> = right
        .people
        .iter()
        .filter(|(id, _)| !left.people.contains_key(id))
        .map(|(id, p)| (name(&p.name), *id))
        .collect();
    new.filter_map(|(id, person)| Some((*id, *others.get(&name(&person.name))?))).collect()
}
