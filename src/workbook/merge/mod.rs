//! Makes one workbook of two copies that went apart, with nothing lost and nothing invented.
//!
//! The history of the merged workbook is the union of both, in an order that follows from the records alone. What a
//! field holds follows from that history too: of the writes of it, those count that no later one knew. Where several
//! count and say different things, the field holds one of them — the same in every copy — and a [`Conflict`] stays in
//! the history until a person settles it by an ordinary edit. So it does not matter who merges what in which order:
//! merging is commutative, associative and idempotent, and needs no record of its own. Clocks decide nothing.
//!
//! What no record of the history touches is taken over as it stands. A copy that was cut down
//! ([`super::Extract`]) lacks things without having removed them.

mod conflict;
mod difference;
mod fold;
mod graph;
mod leaf;
mod union;

pub use conflict::{Choice, Conflict, Part, Says, Version, to_decide};
pub use difference::difference;

use super::edit::{AnswerField, Field, Record, Value};
use super::extract::Extract;
use super::id::{DocumentId, DutyId, EventId, PersonId, RecordId};
use super::model::Status;
use super::validate::{self, Defect};
use super::{Contents, Workbook};
use fold::{Writes, contested, fold};
use graph::Graph;
use leaf::{Holds, Leaf, is_plain, owner, put_inner, with_member, with_parts};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use union::union;

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
    /// What differs though no record says so: one of the copies was changed by another program. One of the two
    /// versions is kept, the same in every order of merging.
    pub unrecorded: Vec<Field>,
    /// Records that both copies have with different contents; both versions are kept, unless one went on with the
    /// other.
    pub clashes: Vec<RecordId>,
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
pub enum MergeError {
    /// They are different workbooks, not copies of one.
    #[error("these are different workbooks, {left} and {right}, not two copies of one")]
    DifferentDocuments {
        /// The left one.
        left: DocumentId,
        /// The right one.
        right: DocumentId,
    },
    /// One is a part that was cut from a state that the other does not know.
    #[error("a part was handed out from a later state of the workbook than this one")]
    UnknownOrigin,
    /// What they come to contradicts itself. This is a mistake in the program, or a copy was changed by hand.
    #[error("the merged workbook would contradict itself: {}", .0.first().map(ToString::to_string).unwrap_or_default())]
    Contradiction(Vec<Defect>),
}

/// Merges two copies of a workbook.
///
/// # Errors
/// Where they are no copies of one workbook, or do not fit together.
pub fn merge(left: &Workbook, right: &Workbook) -> Result<Merge, MergeError> {
    if left.id != right.id {
        return Err(MergeError::DifferentDocuments { left: left.id, right: right.id });
    }
    let union = union(left, right)?;
    let mut looked_at = contested(&union.graph);
    looked_at.extend(union.touched_by_both());
    joined(left, right, union, &looked_at)
}

/// Takes records into a workbook that may have gone on without them: what a journal kept of a merge.
///
/// # Errors
/// Where they do not fit together with what is there.
pub fn absorb(workbook: &Workbook, records: impl IntoIterator<Item = Arc<Record>>) -> Result<Workbook, MergeError> {
    let known: BTreeSet<RecordId> = workbook.history.iter().map(|r| r.id).collect();
    let mut other = workbook.clone();
    other.contents.history.extend(records.into_iter().filter(|r| !known.contains(&r.id)));
    let union = union(workbook, &other)?;
    // There is nothing but the records to tell what they came to, so all that they touch is made of them anew.
    let mut looked_at = contested(&union.graph);
    looked_at.extend(union.touched());
    joined(workbook, &other, union, &looked_at).map(|merge| merge.workbook)
}

fn joined(
    left: &Workbook,
    right: &Workbook,
    union: union::Union,
    looked_at: &BTreeSet<Field>,
) -> Result<Merge, MergeError> {
    let leaves = fold(&union.graph, looked_at);
    let mut unrecorded = Vec::new();
    let mut contents = Contents { history: union.graph.records.clone(), ..(**left).clone() };
    contents.extract = extract(left.extract.as_ref(), right.extract.as_ref());
    for (hash, base64) in &right.blobs {
        contents.blobs.entry(*hash).or_insert_with(|| Arc::clone(base64));
    }
    for field in all_records(left).chain(all_records(right)).chain(looked_at.clone()).collect::<BTreeSet<_>>() {
        let value = if let Some(leaves) = leaves.get(&field) {
            built(&field, left, right, leaves, &union.graph, false)
        } else {
            let (value, differs) = union.taken_over(&field, left, right);
            if differs {
                unrecorded.push(field.clone());
            }
            value
        };
        if contents.get(&field) != value {
            // A value that came out of this very field fits into it.
            drop(contents.set(&field, value));
        }
    }
    let restored = repair(&mut contents, left, right, &leaves, &union.graph);
    let conflicts = conflict::among(&leaves, &union.graph);
    let mut workbook = Workbook::from_contents(contents).map_err(MergeError::Contradiction)?;
    workbook.revision = left.revision + 1;
    Ok(Merge {
        same_names: same_names(left, right),
        only_left: union.only(union::LEFT),
        only_right: union.only(union::RIGHT),
        clashes: union.clashes,
        workbook,
        conflicts,
        restored,
        unrecorded,
    })
}

/// What the merged workbook lacks: nothing that one of the copies has.
fn extract(left: Option<&Extract>, right: Option<&Extract>) -> Option<Extract> {
    let (left, right) = (left?, right?);
    let is_part = left.is_part() && right.is_part();
    let merged = Extract {
        part: is_part,
        cut_at: if is_part { left.cut_at.clone() } else { Vec::new() },
        without_bytes: left.without_bytes && right.without_bytes,
        handed_out: [&left.handed_out, &right.handed_out]
            .into_iter()
            .flatten()
            .min_by_key(|n| (n.on, &n.from))
            .cloned(),
    };
    (merged != Extract::default()).then_some(merged)
}

/// All that can be there or not, and the fields that belong to nothing else.
fn all_records(contents: &Contents) -> impl Iterator<Item = Field> {
    let schedules = contents.schedules.keys().map(|year| Field::Schedule(*year));
    validate::records(contents).chain(schedules).chain([Field::TrackedFrom])
}

/// Of two versions without a reason to prefer one, the same whoever asks.
fn either(left: Option<Value>, right: Option<Value>) -> Option<Value> {
    let text = |value: &Option<Value>| serde_json::to_string(value).unwrap_or_default();
    match (left, right) {
        (None, other) | (other, None) => other,
        (left, right) if left == right || text(&left) > text(&right) => left,
        (_, right) => right,
    }
}

/// What the history says that a record holds; with `anyway` even where it was removed.
fn built(
    field: &Field,
    left: &Contents,
    right: &Contents,
    leaves: &BTreeMap<Leaf, Writes>,
    graph: &Graph,
    anyway: bool,
) -> Option<Value> {
    let outcome = |leaf: &Leaf, writes: &Writes| writes.outcome(leaf, graph).map(|outcome| outcome.holds.clone());
    if is_plain(field) {
        let leaf = Leaf::Whole(field.clone());
        let holds = leaves.get(&leaf).and_then(|writes| outcome(&leaf, writes));
        return match holds {
            Some(Holds::Field(Some(value))) => Some(value),
            Some(Holds::Field(None)) if anyway => last_value(&graph.records, field),
            _ => None,
        };
    }
    let exists = Leaf::Exists(field.clone());
    let is_gone = leaves.get(&exists).and_then(|writes| outcome(&exists, writes)) == Some(Holds::There(false));
    if is_gone && !anyway {
        return None;
    }
    let base = either(left.get(field), right.get(field)).or_else(|| last_value(&graph.records, field))?;
    let mut parts = BTreeMap::new();
    let mut inner = Vec::new();
    for (leaf, writes) in leaves {
        match (leaf, outcome(leaf, writes)) {
            (Leaf::Part(_, name, key), Some(Holds::Part(json))) => {
                parts.insert((name.clone(), key.clone()), json);
            }
            (Leaf::Part(_, name, key), Some(Holds::There(there))) => {
                parts.insert((name.clone(), key.clone()), there.into());
            }
            (Leaf::Whole(field), Some(Holds::Field(value))) => inner.push((field, None, value)),
            (Leaf::Member(field, member), Some(Holds::There(there))) => {
                inner.push((field, Some((member, there)), None));
            }
            _ => {}
        }
    }
    let mut value = with_parts(field, &base, &parts)?;
    for (field, member, to) in inner {
        let to = match (member, field) {
            (Some((member, there)), Field::Answer(_, answer)) => {
                with_member(leaf::get_inner(&value, field).as_ref(), *answer, member, there)
            }
            _ => to,
        };
        put_inner(&mut value, field, to);
    }
    Some(value)
}

/// The last value of a record that the history tells of.
fn last_value(history: &[Arc<Record>], field: &Field) -> Option<Value> {
    let changes = history.iter().rev().flat_map(|record| record.changes.iter().rev());
    changes.filter(|change| change.field == *field).find_map(|change| change.to.clone().or_else(|| change.from.clone()))
}

/// The last reason that was given for a duty not to apply.
fn last_justification(history: &[Arc<Record>], duty: DutyId) -> Option<String> {
    let field = Field::Answer(duty, AnswerField::Justification);
    let whole = Field::Duty(duty);
    let reason = |value: &Option<Value>| match value {
        Some(Value::Text(text)) => Some(text.clone()),
        Some(Value::Duty(duty)) => Some(duty.answer.justification.clone()),
        _ => None,
    };
    let changes = history.iter().rev().flat_map(|record| record.changes.iter().rev());
    changes
        .filter(|change| change.field == field || change.field == whole)
        .flat_map(|change| [reason(&change.to), reason(&change.from)])
        .flatten()
        .find(|text| !text.trim().is_empty())
}

/// Brings back what was removed on one side and is needed on the other. Says what it brought back.
fn repair(
    contents: &mut Contents,
    left: &Contents,
    right: &Contents,
    leaves: &BTreeMap<Field, BTreeMap<Leaf, Writes>>,
    graph: &Graph,
) -> Vec<Field> {
    let mut restored = Vec::new();
    let unreasoned: Vec<DutyId> = contents
        .duties
        .iter()
        .filter(|(_, d)| d.answer.status == Status::NotApplicable && d.answer.justification.trim().is_empty())
        .map(|(id, _)| *id)
        .collect();
    for duty in unreasoned {
        if let Some(reason) = last_justification(&graph.records, duty) {
            let field = Field::Answer(duty, AnswerField::Justification);
            drop(contents.set(&field, Some(Value::Text(reason))));
            restored.push(field);
        }
    }
    loop {
        let missing: BTreeSet<Field> = validate::records(contents)
            .flat_map(|holder| validate::references(contents, &holder))
            .filter(|target| !validate::exists(contents, target) && !restored.contains(target))
            .collect();
        if missing.is_empty() {
            return restored;
        }
        for field in missing {
            let value = leaves.get(&owner(&field)).and_then(|of| built(&field, left, right, of, graph, true));
            drop(contents.set(&field, value));
            restored.push(field);
        }
    }
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
