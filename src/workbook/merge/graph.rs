//! Which record of a history came before which: by their parents alone, never by a clock.

use crate::workbook::edit::Record;
use crate::workbook::id::RecordId;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::sync::Arc;

/// Records in canonical order, and the answer to whether one knew another when it was made.
///
/// A history is mostly one line, so whole lines of records are treated as one node: the answer costs a look into a
/// set of bits, and the sets grow with the number of forks, not with the number of records.
pub(super) struct Graph {
    /// In canonical order: parents first, and of those that could come next the one with the smallest id.
    pub(super) records: Vec<Arc<Record>>,
    index: HashMap<RecordId, usize>,
    line_of: Vec<usize>,
    /// For each line the lines whose last record its first record knew.
    known: Vec<Vec<u64>>,
}

impl Graph {
    /// Orders `records`, of which no two have the same id. Parents that are not among them are left aside.
    pub(super) fn new(records: Vec<Arc<Record>>) -> Self {
        let records = canonical(records);
        let index: HashMap<RecordId, usize> = records.iter().enumerate().map(|(at, r)| (r.id, at)).collect();
        let parents: Vec<Vec<usize>> = records
            .iter()
            .enumerate()
            // A parent that stands behind its child belongs to a circle; no program of ours makes one.
            .map(|(at, r)| r.parents.iter().filter_map(|id| index.get(id)).copied().filter(|p| *p < at).collect())
            .collect();
        let mut children = vec![0_usize; records.len()];
        for parent in parents.iter().flatten() {
            if let Some(count) = children.get_mut(*parent) {
                *count += 1;
            }
        }
        let mut line_of: Vec<usize> = Vec::with_capacity(records.len());
        let mut known: Vec<Vec<u64>> = Vec::new();
        for of in &parents {
            let line = match of.as_slice() {
                [only] if children.get(*only) == Some(&1) => line_of.get(*only).copied(),
                _ => None,
            };
            line_of.push(line.unwrap_or_else(|| {
                let mut bits = vec![0; known.len() / 64 + 1];
                for line in of.iter().filter_map(|parent| line_of.get(*parent)) {
                    for (own, other) in bits.iter_mut().zip(known.get(*line).into_iter().flatten()) {
                        *own |= other;
                    }
                    if let Some(word) = bits.get_mut(line / 64) {
                        *word |= 1 << (line % 64);
                    }
                }
                known.push(bits);
                known.len() - 1
            }));
        }
        Self { records, index, line_of, known }
    }

    /// The place of a record in the canonical order.
    pub(super) fn place(&self, id: RecordId) -> Option<usize> {
        self.index.get(&id).copied()
    }

    /// Whether the record at `later` knew the one at `earlier`, or is that one.
    pub(super) fn knew(&self, later: usize, earlier: usize) -> bool {
        let (Some(of_later), Some(of_earlier)) = (self.line_of.get(later), self.line_of.get(earlier)) else {
            return false;
        };
        if of_later == of_earlier {
            return earlier <= later;
        }
        let word = self.known.get(*of_later).and_then(|bits| bits.get(of_earlier / 64));
        word.is_some_and(|word| (word >> (of_earlier % 64)) & 1 == 1)
    }

    /// Whether all records stand in one line, so that nothing can contradict anything.
    pub(super) fn is_one_line(&self) -> bool {
        self.known.len() <= 1
    }

    /// Which records are known at `heads`.
    pub(super) fn known_at(&self, heads: &[RecordId]) -> Vec<bool> {
        let heads: Vec<usize> = heads.iter().filter_map(|id| self.place(*id)).collect();
        (0..self.records.len()).map(|at| heads.iter().any(|head| self.knew(*head, at))).collect()
    }
}

/// The order that every copy gives to the same records.
fn canonical(mut records: Vec<Arc<Record>>) -> Vec<Arc<Record>> {
    records.sort_by_key(|r| r.id);
    let index: HashMap<RecordId, usize> = records.iter().enumerate().map(|(at, r)| (r.id, at)).collect();
    let mut missing = vec![0_usize; records.len()];
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); records.len()];
    for (at, record) in records.iter().enumerate() {
        for parent in record.parents.iter().filter_map(|id| index.get(id)) {
            if let (Some(of), Some(count)) = (children.get_mut(*parent), missing.get_mut(at)) {
                of.push(at);
                *count += 1;
            }
        }
    }
    // Records are sorted by id, so the smallest place has the smallest id.
    let mut ready: BinaryHeap<Reverse<usize>> =
        missing.iter().enumerate().filter(|(_, n)| **n == 0).map(|(at, _)| Reverse(at)).collect();
    let mut order = Vec::with_capacity(records.len());
    while let Some(Reverse(at)) = ready.pop() {
        order.push(at);
        for child in children.get(at).into_iter().flatten() {
            if let Some(count) = missing.get_mut(*child) {
                *count -= 1;
                if *count == 0 {
                    ready.push(Reverse(*child));
                }
            }
        }
    }
    // What hangs in a circle of parents has no order; it is kept all the same.
    order.extend(missing.iter().enumerate().filter(|(_, n)| **n > 0).map(|(at, _)| at));
    order.into_iter().filter_map(|at| records.get(at)).map(Arc::clone).collect()
}
