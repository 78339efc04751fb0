//! The union of two histories, with the sides that knew each record.

use super::MergeError;
use super::audit::altered;
use super::graph::Graph;
use crate::workbook::{Base, Contents, Record, RecordId, Workbook};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// The bits of the copies in a set of sides.
pub(super) const LEFT: u8 = 1;
pub(super) const RIGHT: u8 = 2;

/// Two histories as one.
pub(super) struct Union {
    pub(super) graph: Graph,
    pub(super) bases: BTreeMap<RecordId, Base>,
    /// The sides that knew each record, as a bit set.
    sides: Vec<u8>,
    /// Records whose content does not match their id in one or both copies.
    pub(super) altered: Vec<RecordId>,
}

/// The records of both copies without duplicates; of two with the same id, the genuine one.
pub(super) fn union(left: &Workbook, right: &Workbook) -> Result<Union, MergeError> {
    let mut records: HashMap<RecordId, Arc<Record>> = left.history.iter().map(|r| (r.id, Arc::clone(r))).collect();
    let mut differing = BTreeSet::new();
    for record in &right.history {
        match records.get(&record.id) {
            None => drop(records.insert(record.id, Arc::clone(record))),
            Some(other) if Arc::ptr_eq(other, record) || other == record => {}
            Some(other) => {
                differing.insert(record.id);
                if rank(record) < rank(other) {
                    records.insert(record.id, Arc::clone(record));
                }
            }
        }
    }
    let records: Vec<Arc<Record>> = records.into_values().collect();
    let altered: BTreeSet<RecordId> = altered(&records).into_keys().collect();
    differing.extend(&altered);
    let bases = bases(left, right, &records)?;
    let graph = Graph::new(records, &bases, &altered);
    let mut sides = vec![0; graph.records.len()];
    for (side, copy, other) in [(LEFT, left, right), (RIGHT, right, left)] {
        let ids: HashSet<RecordId> = copy.history.iter().map(|r| r.id).collect();
        let (own, others) = (cut_at(copy), cut_at(other));
        if own != others && own.iter().any(|id| graph.place(*id).is_none() && !bases.contains_key(id)) {
            return Err(MergeError::UnknownOrigin);
        }
        let known = if own.is_empty() { Vec::new() } else { graph.known_at(&own) };
        for (at, (record, sides)) in graph.records.iter().zip(&mut sides).enumerate() {
            if ids.contains(&record.id) || known.get(at) == Some(&true) {
                *sides |= side;
            }
        }
    }
    Ok(Union { graph, bases, sides, altered: differing.into_iter().collect() })
}

/// The preference among records with the same id; the smallest is kept.
fn rank(record: &Record) -> impl Ord {
    (!record.is_genuine(), !record.has_whole_documents(), record.hash())
}

/// The records from which a part was cut; empty for a whole workbook.
fn cut_at(copy: &Workbook) -> Vec<RecordId> {
    copy.as_part().map(|base| base.cut_at.clone()).unwrap_or_default()
}

/// The bases of both copies. The initial state of a part is dropped if the whole is present.
fn bases(left: &Contents, right: &Contents, records: &[Arc<Record>]) -> Result<BTreeMap<RecordId, Base>, MergeError> {
    let mut bases = left.bases.clone();
    for (id, base) in &right.bases {
        let known = bases.entry(*id).or_insert_with(|| base.clone());
        if is_better(*id, base, known) {
            *known = base.clone();
        }
    }
    let named: HashSet<RecordId> = records.iter().flat_map(|r| r.parents.iter().copied()).collect();
    // A base without content and without successors is forged.
    bases.retain(|id, base| base.beginning.is_some() || (named.contains(id) && !base.cut_at.is_empty()));
    match bases.values().filter(|base| base.cut_at.is_empty()).count() {
        0 => {}
        1 => {
            bases.retain(|id, base| base.cut_at.is_empty() || named.contains(id));
            bases.values_mut().filter(|base| !base.cut_at.is_empty()).for_each(|base| base.beginning = None);
        }
        _ => return Err(MergeError::OtherBeginning),
    }
    Ok(bases)
}

/// Whether `base` is the better source of the base with this id: genuine, and with its content.
fn is_better(id: RecordId, base: &Base, other: &Base) -> bool {
    base.is_genuine(id) && (!other.is_genuine(id) || (base.beginning.is_some() && other.beginning.is_none()))
}

impl Union {
    /// The records that only this side has.
    pub(super) fn only(&self, side: u8) -> Vec<RecordId> {
        self.graph.records.iter().zip(&self.sides).filter(|(_, sides)| **sides == side).map(|(r, _)| r.id).collect()
    }
}
