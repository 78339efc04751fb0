//! The union of two histories, and who knew what.

use super::graph::Graph;
use super::leaf::owner;
use super::{MergeError, either};
use crate::workbook::edit::{Field, Record, Value};
use crate::workbook::id::{Id, RecordId, Sha256};
use crate::workbook::{Contents, Workbook};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// What a copy is called in a set of sides.
pub(super) const LEFT: u8 = 1;
pub(super) const RIGHT: u8 = 2;

/// Two histories as one.
pub(super) struct Union {
    pub(super) graph: Graph,
    /// Which sides knew each record.
    sides: Vec<u8>,
    /// Which sides alone have touched a record of the workbook.
    touched: BTreeMap<Field, u8>,
    pub(super) clashes: Vec<RecordId>,
}

/// The records of both copies, each once.
pub(super) fn union(left: &Workbook, right: &Workbook) -> Result<Union, MergeError> {
    let mut records: HashMap<RecordId, Arc<Record>> = left.history.iter().map(|r| (r.id, Arc::clone(r))).collect();
    let mut clashes = Vec::new();
    for record in &right.history {
        match records.get(&record.id) {
            None => drop(records.insert(record.id, Arc::clone(record))),
            Some(other) if Arc::ptr_eq(other, record) || other == record => {}
            Some(other) => {
                clashes.push(record.id);
                let (later, earlier) = later_and_earlier(other, record);
                let kept_too = (!goes_on_with(&later, &earlier)).then(|| renamed(&earlier));
                records.insert(later.id, later);
                records.extend(kept_too.map(|record| (record.id, record)));
            }
        }
    }
    let graph = Graph::new(records.into_values().collect());
    let known = [(LEFT, left, right), (RIGHT, right, left)];
    let mut sides = vec![0; graph.records.len()];
    for (side, copy, other) in known {
        let ids: HashSet<RecordId> = copy.history.iter().map(|r| r.id).collect();
        let cut_at = copy.extract.as_ref().map(|e| e.cut_at.as_slice()).unwrap_or_default();
        let is_cut_alike = other.extract.as_ref().is_some_and(|e| e.cut_at == cut_at);
        if !is_cut_alike && cut_at.iter().any(|id| graph.place(*id).is_none()) {
            return Err(MergeError::UnknownOrigin);
        }
        let known = if cut_at.is_empty() { Vec::new() } else { graph.known_at(cut_at) };
        for (at, (record, sides)) in graph.records.iter().zip(&mut sides).enumerate() {
            if ids.contains(&record.id) || known.get(at) == Some(&true) {
                *sides |= side;
            }
        }
    }
    let mut touched: BTreeMap<Field, u8> = BTreeMap::new();
    for (record, sides) in graph.records.iter().zip(&sides) {
        let by = match (*sides, clashes.contains(&record.id)) {
            (_, true) | (0, _) => LEFT | RIGHT,
            (one, _) if one == LEFT || one == RIGHT => one,
            _ => continue,
        };
        for change in &record.changes {
            *touched.entry(owner(&change.field)).or_default() |= by;
        }
    }
    Ok(Union { graph, sides, touched, clashes })
}

impl Union {
    /// What both copies have worked on without knowing of each other.
    pub(super) fn touched_by_both(&self) -> impl Iterator<Item = Field> {
        self.touched.iter().filter(|(_, by)| **by == LEFT | RIGHT).map(|(field, _)| field.clone())
    }

    /// What one copy or both have worked on.
    pub(super) fn touched(&self) -> impl Iterator<Item = Field> {
        self.touched.keys().cloned()
    }

    /// The records that one side alone has.
    pub(super) fn only(&self, side: u8) -> Vec<RecordId> {
        self.graph.records.iter().zip(&self.sides).filter(|(_, sides)| **sides == side).map(|(r, _)| r.id).collect()
    }

    /// A record that no two people touched at once: as it is where it was touched last. Also says whether the copies
    /// differ in it without a reason.
    pub(super) fn taken_over(&self, field: &Field, left: &Contents, right: &Contents) -> (Option<Value>, bool) {
        let (in_left, in_right) = (left.get(field), right.get(field));
        match self.touched.get(field).copied() {
            Some(LEFT) => (in_left, false),
            Some(RIGHT) => (in_right, false),
            _ => {
                let lacks = |copy: &Contents| copy.extract.as_ref().is_some_and(super::Extract::is_part);
                let differs = match (&in_left, &in_right) {
                    (None, Some(_)) => !lacks(left),
                    (Some(_), None) => !lacks(right),
                    (in_left, in_right) => in_left != in_right,
                };
                (either(in_left, in_right), differs)
            }
        }
    }
}

/// Of two versions of a record the one that was written later by the one clock that wrote both.
fn later_and_earlier(a: &Arc<Record>, b: &Arc<Record>) -> (Arc<Record>, Arc<Record>) {
    let rank = |record: &Record| {
        let text = serde_json::to_string(record).unwrap_or_default();
        (record.at, text.len(), text)
    };
    let (a, b) = (Arc::clone(a), Arc::clone(b));
    if rank(&a) >= rank(&b) { (a, b) } else { (b, a) }
}

/// Whether `later` is `earlier` with more typed into it.
fn goes_on_with(later: &Record, earlier: &Record) -> bool {
    let same = |record: &Record| (record.author, record.parents.clone(), record.undoes);
    match (later.changes.as_slice(), earlier.changes.as_slice()) {
        ([a], [b]) => same(later) == same(earlier) && a.field == b.field && a.from == b.from,
        _ => false,
    }
}

/// A record whose id is taken, under an id that follows from what it says.
fn renamed(record: &Record) -> Arc<Record> {
    let digest = Sha256::of(serde_json::to_string(record).unwrap_or_default().as_bytes());
    let opening = digest.0.iter().take(8).fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
    let id = RecordId(Id { opening, sequence: record.id.0.sequence });
    Arc::new(Record { id, ..record.clone() })
}
