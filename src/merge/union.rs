//! The union of two histories, and who knew what.

use super::MergeError;
use super::audit::altered;
use super::graph::Graph;
use crate::workbook::{Base, Contents, Record, RecordId, Workbook};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// What a copy is called in a set of sides.
pub(super) const LEFT: u8 = 1;
pub(super) const RIGHT: u8 = 2;

/// Two histories as one.
pub(super) struct Union {
    pub(super) graph: Graph,
    pub(super) bases: BTreeMap<RecordId, Base>,
    /// Which sides knew each record.
    sides: Vec<u8>,
    /// Records that are not what their names stand for, in one copy or in both.
    pub(super) doubtful: Vec<RecordId>,
}

/// The records of both copies, each once: of two that have the same name the one that it stands for.
pub(super) fn union(left: &Workbook, right: &Workbook) -> Result<Union, MergeError> {
    let mut records: HashMap<RecordId, Arc<Record>> = left.history.iter().map(|r| (r.id, Arc::clone(r))).collect();
    let mut doubtful = BTreeSet::new();
    for record in &right.history {
        match records.get(&record.id) {
            None => drop(records.insert(record.id, Arc::clone(record))),
            Some(other) if Arc::ptr_eq(other, record) || other == record => {}
            Some(other) => {
                doubtful.insert(record.id);
                let rank = |record: &Record| (!record.is_genuine(), !record.has_whole_documents(), record.hash());
                if rank(record) < rank(other) {
                    records.insert(record.id, Arc::clone(record));
                }
            }
        }
    }
    let records: Vec<Arc<Record>> = records.into_values().collect();
    let altered: BTreeSet<RecordId> = altered(&records).into_keys().collect();
    doubtful.extend(&altered);
    let bases = bases(left, right, &records)?;
    let graph = Graph::new(records, &bases, &altered);
    let mut sides = vec![0; graph.records.len()];
    for (side, copy, other) in [(LEFT, left, right), (RIGHT, right, left)] {
        let ids: HashSet<RecordId> = copy.history.iter().map(|r| r.id).collect();
        let cut_at = |copy: &Workbook| copy.as_part().map(|base| base.cut_at.clone()).unwrap_or_default();
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
    Ok(Union { graph, bases, sides, doubtful: doubtful.into_iter().collect() })
}

/// The bases of both copies. What a part held at its beginning is not kept where the whole is there.
fn bases(left: &Contents, right: &Contents, records: &[Arc<Record>]) -> Result<BTreeMap<RecordId, Base>, MergeError> {
    let mut bases = left.bases.clone();
    for (id, base) in &right.bases {
        let known = bases.entry(*id).or_insert_with(|| base.clone());
        let is_better = |base: &Base, other: &Base| {
            base.is_genuine(*id) && (!other.is_genuine(*id) || (base.beginning.is_some() && other.beginning.is_none()))
        };
        if is_better(base, known) {
            *known = base.clone();
        }
    }
    let named: HashSet<RecordId> = records.iter().flat_map(|r| r.parents.iter().copied()).collect();
    // What holds nothing and is followed by nothing was made up.
    bases.retain(|id, base| base.beginning.is_some() || (named.contains(id) && !base.cut_at.is_empty()));
    let is_whole = |base: &Base| base.cut_at.is_empty();
    match bases.values().filter(|base| is_whole(base)).count() {
        0 => {}
        1 => {
            bases.retain(|id, base| is_whole(base) || named.contains(id));
            bases.values_mut().filter(|base| !is_whole(base)).for_each(|base| base.beginning = None);
        }
        _ => return Err(MergeError::OtherBeginning),
    }
    Ok(bases)
}

impl Union {
    /// The records that one side alone has.
    pub(super) fn only(&self, side: u8) -> Vec<RecordId> {
        self.graph.records.iter().zip(&self.sides).filter(|(_, sides)| **sides == side).map(|(r, _)| r.id).collect()
    }
}
