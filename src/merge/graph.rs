//! Which record of a history came before which: by their parents alone, never by a clock.

use crate::workbook::{Base, Nature, Record, RecordId};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

/// Records in canonical order, and the answer to whether one knew another when it was made.
///
/// A history is mostly one line: where a record knew all that stand before it and all that stand behind knew it, the
/// history is cut, and of two records in different stretches the later one knew the earlier. Within a stretch in which
/// people worked beside each other, whole lines of records are treated as one node: the answer costs a look into a set of
/// bits, and the sets grow with the forks of that stretch, not with the history.
pub(super) struct Graph {
    /// In canonical order: parents first, and of those that could come next the one with the smallest id.
    pub(super) records: Vec<Arc<Record>>,
    /// Which of them do not say what their names stand for: they have a place, and count for nothing.
    altered: Vec<bool>,
    index: HashMap<RecordId, usize>,
    /// The stretches, by the place of their first record: a single record, or several people beside each other.
    stretches: Vec<usize>,
    stretch_of: Vec<usize>,
    line_of: Vec<usize>,
    /// For each line the lines of its stretch whose last record its first record knew.
    known: Vec<Vec<u64>>,
}

impl Graph {
    /// Orders `records`, of which no two have the same id, and those of `altered` count for nothing. The first record of a
    /// part follows what its base was cut from. Parents that are not among the records are left aside.
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

    /// Finds the stretches.
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
        // The last record that follows one that stands before.
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

    /// Finds the lines within each stretch, and which of them each one knew.
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

    /// The place of a record in the canonical order.
    pub(super) fn place(&self, id: RecordId) -> Option<usize> {
        self.index.get(&id).copied()
    }

    /// Whether the record at `later` knew the one at `earlier`, or is that one.
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

    /// The stretches of the history, in their order: each a record that knew all before it, or those of people who worked
    /// beside each other.
    pub(super) fn stretches(&self) -> impl Iterator<Item = Range<usize>> {
        let ends = self.stretches.iter().skip(1).copied().chain([self.records.len()]);
        self.stretches.iter().copied().zip(ends).map(|(from, to)| from..to)
    }

    /// Whether nobody worked beside anybody, so that nothing can contradict anything.
    pub(super) fn is_one_line(&self) -> bool {
        self.stretches.len() == self.records.len()
    }

    /// The record at this place, where it counts.
    pub(super) fn counting(&self, at: usize) -> Option<&Arc<Record>> {
        self.records.get(at).filter(|_| self.altered.get(at) == Some(&false))
    }

    /// By which of two versions that contradict each other one stands: what something else than this program wrote stands
    /// behind what somebody did; else it is the same for every copy, and says nothing.
    pub(super) fn rank(&self, at: usize) -> Option<(bool, RecordId)> {
        self.records.get(at).map(|record| (record.found().is_none(), record.id))
    }

    /// Whether the record at `earlier` stands in a stretch before that of the one at `later`.
    pub(super) fn is_before(&self, earlier: usize, later: usize) -> bool {
        self.stretch_of.get(earlier) < self.stretch_of.get(later)
    }

    /// Which records are known at `heads`.
    pub(super) fn known_at(&self, heads: &[RecordId]) -> Vec<bool> {
        let heads: Vec<usize> = heads.iter().filter_map(|id| self.place(*id)).collect();
        (0..self.records.len()).map(|at| heads.iter().any(|head| self.knew(*head, at))).collect()
    }
}

/// What records name as their parents, as records.
struct Resolve<'a> {
    bases: &'a BTreeMap<RecordId, Base>,
    /// What a part of format 1 calls the records that it was cut from, and what they are called now.
    aliases: HashMap<RecordId, RecordId>,
}

impl<'a> Resolve<'a> {
    fn new(records: &[Arc<Record>], bases: &'a BTreeMap<RecordId, Base>) -> Self {
        let known: HashSet<RecordId> = if bases.len() > 1 { records.iter().map(|r| r.id).collect() } else { [].into() };
        let strange = bases.values().flat_map(|base| &base.cut_at).filter(|id| !bases.contains_key(id));
        let strange: HashSet<RecordId> = strange.filter(|id| !known.contains(id)).copied().collect();
        let mut aliases = HashMap::new();
        if !strange.is_empty() {
            for record in records.iter().filter(|record| record.nature == Nature::CarriedOver) {
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

/// How often a part is cut from a part; no file needs more, and a made-up circle ends here.
const DEEPEST: u32 = 32;

/// The order that every copy gives to the same records, and the places of their parents in it.
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
    // What hangs in a circle of parents has no order; no hash can name what it is itself a part of, so it was made up.
    order.extend(missing.iter().enumerate().filter(|(_, n)| **n > 0).map(|(at, _)| at));
    let mut place = vec![0; records.len()];
    for (now, before) in order.iter().enumerate() {
        if let Some(place) = place.get_mut(*before) {
            *place = now;
        }
    }
    let of = |now: usize, before: usize| {
        let parents = parents.get(before).into_iter().flatten().filter_map(|parent| place.get(*parent).copied());
        // A parent that stands behind its child belongs to a circle.
        parents.filter(|parent| *parent < now).collect()
    };
    let parents = order.iter().enumerate().map(|(now, before)| of(now, *before)).collect();
    (order.iter().filter_map(|at| records.get(*at)).map(Arc::clone).collect(), parents)
}
