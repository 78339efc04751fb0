//! The ancestor relation of history records, derived from their parents alone and never from clocks.

use crate::workbook::{Base, Record, RecordId, RecordKind};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

/// Records in canonical order, with the ancestor relation.
///
/// A history is mostly linear. It is split where a record knew all earlier records and all later records knew it; of
/// two records in different stretches the later one therefore knew the earlier one. Within a stretch of concurrent
/// work, linear runs of records are treated as one node, so that a query is a lookup in a bit set, and the bit sets
/// grow with the forks of that stretch and not with the history.
pub(super) struct Graph {
    /// In canonical order: parents first, and among the possible next records the one with the smallest id.
    pub(super) records: Vec<Arc<Record>>,
    /// Whether the content of each record does not match its id; such records have a place but are ignored.
    altered: Vec<bool>,
    index: HashMap<RecordId, usize>,
    /// The index of the first record of each stretch: a single record, or concurrent work of several people.
    stretches: Vec<usize>,
    stretch_of: Vec<usize>,
    line_of: Vec<usize>,
    /// For each line, the bit set of the lines of its stretch whose last record its first record knew.
    known: Vec<Vec<u64>>,
}

impl Graph {
    /// Orders `records`, whose ids must be unique; those in `altered` are ignored later. The first record of a part
    /// follows the records from which its base was cut. Unknown parents are ignored.
    pub(super) fn new(
        records: Vec<Arc<Record>>,
        bases: &BTreeMap<RecordId, Base>,
        altered: &BTreeSet<RecordId>,
    ) -> Self {
        let resolve = Resolve::new(&records, bases);
        let (records, parents) = canonical(records, &resolve);
        let mut graph = Self {
            altered: records.iter().map(|record| altered.contains(&record.id)).collect(),
            index: records.iter().enumerate().map(|(at, record)| (record.id, at)).collect(),
            stretches: Vec::new(),
            stretch_of: vec![0; records.len()],
            line_of: vec![0; records.len()],
            known: Vec::new(),
            records,
        };
        for (id, alias) in resolve.aliases {
            if let Some(place) = graph.index.get(&alias).copied() {
                graph.index.insert(id, place);
            }
        }
        graph.cut(&parents);
        graph.draw_lines(&parents);
        graph
    }

    /// Determines the stretches.
    fn cut(&mut self, parents: &[Vec<usize>]) {
        let mut last_child = vec![0; parents.len()];
        let mut last_root = 0;
        for (at, of) in parents.iter().enumerate() {
            if of.is_empty() {
                last_root = at;
            }
            for parent in of {
                if let Some(last) = last_child.get_mut(*parent) {
                    *last = at;
                }
            }
        }
        let mut open: HashSet<usize> = HashSet::new();
        // The index of the latest child of the records so far.
        let mut reach = last_root;
        let mut is_alone_before = true;
        for (at, of) in parents.iter().enumerate() {
            let knew_all = open.iter().all(|head| of.contains(head));
            let is_alone = knew_all && reach <= at;
            if is_alone || is_alone_before {
                self.stretches.push(at);
            }
            is_alone_before = is_alone;
            if let Some(stretch) = self.stretch_of.get_mut(at) {
                *stretch = self.stretches.len() - 1;
            }
            for parent in of {
                open.remove(parent);
            }
            open.insert(at);
            reach = reach.max(last_child.get(at).copied().unwrap_or_default());
        }
    }

    /// Determines the lines within each stretch and the lines that each one knew.
    fn draw_lines(&mut self, parents: &[Vec<usize>]) {
        let mut children = vec![0_usize; parents.len()];
        for parent in parents.iter().flatten() {
            if let Some(count) = children.get_mut(*parent) {
                *count += 1;
            }
        }
        let mut first_line = 0;
        for (at, of) in parents.iter().enumerate() {
            let stretch = self.stretch_of.get(at);
            if at == 0 || self.stretch_of.get(at - 1) != stretch {
                first_line = self.known.len();
            }
            let near: Vec<usize> = of.iter().copied().filter(|p| self.stretch_of.get(*p) == stretch).collect();
            let goes_on = match near.as_slice() {
                [only] if children.get(*only) == Some(&1) && of.len() == 1 => self.line_of.get(*only).copied(),
                _ => None,
            };
            let line = goes_on.unwrap_or_else(|| {
                let mut bits = vec![0; (self.known.len() - first_line) / 64 + 1];
                for line in near.iter().filter_map(|parent| self.line_of.get(*parent)) {
                    for (own, other) in bits.iter_mut().zip(self.known.get(*line).into_iter().flatten()) {
                        *own |= other;
                    }
                    if let Some(word) = bits.get_mut((line - first_line) / 64) {
                        *word |= 1 << ((line - first_line) % 64);
                    }
                }
                self.known.push(bits);
                self.known.len() - 1
            });
            if let Some(of) = self.line_of.get_mut(at) {
                *of = line;
            }
        }
    }

    /// The index of a record in canonical order.
    pub(super) fn place(&self, id: RecordId) -> Option<usize> {
        self.index.get(&id).copied()
    }

    /// Whether the record at `later` knew the one at `earlier`, or is the same.
    pub(super) fn knew(&self, later: usize, earlier: usize) -> bool {
        let (Some(of_later), Some(of_earlier)) = (self.stretch_of.get(later), self.stretch_of.get(earlier)) else {
            return false;
        };
        if of_later != of_earlier {
            return of_later > of_earlier;
        }
        let (Some(line), Some(other)) = (self.line_of.get(later), self.line_of.get(earlier)) else { return false };
        if line == other {
            return earlier <= later;
        }
        let first = self.stretches.get(*of_later).and_then(|at| self.line_of.get(*at)).copied().unwrap_or_default();
        let bit = other.saturating_sub(first);
        let word = self.known.get(*line).and_then(|bits| bits.get(bit / 64));
        word.is_some_and(|word| (word >> (bit % 64)) & 1 == 1)
    }

    /// The stretches of the history in order: each is a single record that knew all earlier ones, or concurrent work.
    pub(super) fn stretches(&self) -> impl Iterator<Item = Range<usize>> {
        let ends = self.stretches.iter().skip(1).copied().chain([self.records.len()]);
        self.stretches.iter().copied().zip(ends).map(|(from, to)| from..to)
    }

    /// Whether the history is linear, so that it has no conflicts.
    pub(super) fn is_one_line(&self) -> bool {
        self.stretches.len() == self.records.len()
    }

    /// The record at this index, unless it is ignored.
    pub(super) fn counting(&self, at: usize) -> Option<&Arc<Record>> {
        self.records.get(at).filter(|_| self.altered.get(at) == Some(&false))
    }

    /// The rank by which one of several conflicting versions takes effect: findings rank below regular changes;
    /// otherwise the order is arbitrary but the same in every copy.
    pub(super) fn rank(&self, at: usize) -> Option<(bool, RecordId)> {
        self.records.get(at).map(|record| (record.found().is_none(), record.id))
    }

    /// Whether the record at `earlier` is in an earlier stretch than the one at `later`.
    pub(super) fn is_before(&self, earlier: usize, later: usize) -> bool {
        self.stretch_of.get(earlier) < self.stretch_of.get(later)
    }

    /// For each record, whether it is known at `heads`.
    pub(super) fn known_at(&self, heads: &[RecordId]) -> Vec<bool> {
        let heads: Vec<usize> = heads.iter().filter_map(|id| self.place(*id)).collect();
        (0..self.records.len()).map(|at| heads.iter().any(|head| self.knew(*head, at))).collect()
    }
}

/// Resolves the parent ids of records.
struct Resolve<'a> {
    bases: &'a BTreeMap<RecordId, Base>,
    /// The ids that a part of format 1 uses for the records from which it was cut, with their current ids.
    aliases: HashMap<RecordId, RecordId>,
}

impl<'a> Resolve<'a> {
    fn new(records: &[Arc<Record>], bases: &'a BTreeMap<RecordId, Base>) -> Self {
        let known: HashSet<RecordId> = if bases.len() > 1 { records.iter().map(|r| r.id).collect() } else { [].into() };
        let strange = bases.values().flat_map(|base| &base.cut_at).filter(|id| !bases.contains_key(id));
        let strange: HashSet<RecordId> = strange.filter(|id| !known.contains(id)).copied().collect();
        let mut aliases = HashMap::new();
        if !strange.is_empty() {
            for record in records.iter().filter(|record| record.nature == RecordKind::CarriedOver) {
                let before = RecordId::of_format_1(record.edit);
                if strange.contains(&before) {
                    aliases.insert(before, record.id);
                }
            }
        }
        Self { bases, aliases }
    }

    fn parents(&self, record: &Record, index: &HashMap<RecordId, usize>) -> Vec<usize> {
        let mut found = BTreeSet::new();
        let mut waiting: Vec<(RecordId, u32)> = record.parents.iter().map(|id| (*id, 0)).collect();
        while let Some((id, depth)) = waiting.pop() {
            let id = self.aliases.get(&id).copied().unwrap_or(id);
            if let Some(at) = index.get(&id) {
                found.insert(*at);
            } else if let Some(base) = self.bases.get(&id).filter(|_| depth < DEEPEST) {
                waiting.extend(base.cut_at.iter().map(|id| (*id, depth + 1)));
            }
        }
        found.into_iter().collect()
    }
}

/// The deepest nesting of parts that is resolved; it also ends cycles in forged files.
const DEEPEST: u32 = 32;

/// The order of the records, which is the same in every copy, and the indexes of their parents in it.
fn canonical(mut records: Vec<Arc<Record>>, resolve: &Resolve<'_>) -> (Vec<Arc<Record>>, Vec<Vec<usize>>) {
    records.sort_by_key(|r| r.id);
    let index: HashMap<RecordId, usize> = records.iter().enumerate().map(|(at, r)| (r.id, at)).collect();
    let parents: Vec<Vec<usize>> = records.iter().map(|record| resolve.parents(record, &index)).collect();
    let mut missing: Vec<usize> = parents.iter().map(Vec::len).collect();
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); records.len()];
    for (at, of) in parents.iter().enumerate() {
        for parent in of {
            if let Some(children) = children.get_mut(*parent) {
                children.push(at);
            }
        }
    }
    // Records are sorted by id, so the smallest index has the smallest id.
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
    // Records in a cycle of parents are forged, because no hash can contain itself; they are put at the end.
    order.extend(missing.iter().enumerate().filter(|(_, n)| **n > 0).map(|(at, _)| at));
    let mut place = vec![0; records.len()];
    for (now, before) in order.iter().enumerate() {
        if let Some(place) = place.get_mut(*before) {
            *place = now;
        }
    }
    let parents = order.iter().enumerate().map(|(now, before)| {
        let parents = parents.get(*before).into_iter().flatten().filter_map(|parent| place.get(*parent).copied());
        // A parent behind its child belongs to a cycle.
        parents.filter(|parent| *parent < now).collect()
    });
    let parents = parents.collect();
    (order.iter().filter_map(|at| records.get(*at)).map(Arc::clone).collect(), parents)
}
