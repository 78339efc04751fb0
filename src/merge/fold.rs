//! What a history says that a field holds: the latest writes of it, and which of them count.

use super::graph::Graph;
use super::leaf::{Holds, Leaf, Written, nothing, owner, written};
use crate::workbook::{AnswerField, Change, Contents, Field, Value};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

/// A write of a leaf.
pub(super) struct Write {
    /// The place of its record.
    pub(super) at: usize,
    /// What it left.
    pub(super) to: Holds,
    /// It went with its record: it yields to whatever was written without knowing of that.
    removed: bool,
}

/// All writes of a leaf.
#[derive(Default)]
pub(super) struct Writes {
    all: Vec<Write>,
    /// What it held before all of them; none for nothing.
    start: Option<Holds>,
    /// Those that no later write of the leaf knew: places in `all`.
    tips: Vec<usize>,
}

/// Of so many versions of one thing nobody looks which came back to where they had started from: it takes the third power
/// of their number, and no company has so many people.
const MOST_TIPS: usize = 64;

/// What the latest writes come to.
pub(super) struct Outcome<'a> {
    /// What holds.
    pub(super) holds: &'a Holds,
    /// Where they contradict each other: one write for each different value, the one that holds first.
    pub(super) rivals: Vec<&'a Write>,
}

/// The records that nobody but one person at a time has touched need no look at their leaves.
pub(super) fn contested(graph: &Graph) -> BTreeSet<Field> {
    let mut found = BTreeSet::new();
    let mut tips: HashMap<Field, Vec<usize>> = HashMap::new();
    if graph.is_one_line() {
        return found;
    }
    for at in 0..graph.records.len() {
        for change in graph.counting(at).into_iter().flat_map(|record| &record.changes) {
            let holder = owner(&change.field);
            if found.contains(&holder) {
                continue;
            }
            let of = tips.entry(holder).or_default();
            of.retain(|tip| !graph.knew(at, *tip));
            of.push(at);
            if of.len() > 1 {
                found.insert(owner(&change.field));
            }
        }
    }
    found
}

/// Whether the change takes away what something else may rest on.
pub(super) fn hides(change: &Change) -> bool {
    let is_record = owner(&change.field) == change.field;
    let is_needed = is_record || matches!(change.field, Field::Answer(_, AnswerField::Justification));
    change.to.is_none() && is_needed
}

/// The writes of the leaves of `records` in a stretch of the history, by record and leaf; `start` is how all stood before
/// it. What a record says that it found counts for nothing: only its author says so.
pub(super) fn fold(
    graph: &Graph,
    stretch: Range<usize>,
    records: &BTreeSet<Field>,
    start: &Contents,
) -> BTreeMap<Field, BTreeMap<Leaf, Writes>> {
    let mut found: BTreeMap<Field, BTreeMap<Leaf, Writes>> = BTreeMap::new();
    if records.is_empty() {
        return found;
    }
    for at in stretch {
        for change in graph.counting(at).into_iter().flat_map(|record| &record.changes) {
            let holder = owner(&change.field);
            if !records.contains(&holder) {
                continue;
            }
            let leaves = found.entry(holder).or_default();
            for Written { leaf, to, removed, .. } in written(change) {
                let of = leaves.entry(leaf).or_default();
                of.tips.retain(|tip| of.all.get(*tip).is_some_and(|write| !graph.knew(at, write.at)));
                of.tips.push(of.all.len());
                of.all.push(Write { at, to, removed });
            }
        }
    }
    for (field, leaves) in &mut found {
        let mut held = held(field, start.get(field));
        for (leaf, writes) in leaves {
            writes.start = held.remove(leaf);
        }
    }
    found
}

/// What the leaves of a record hold.
fn held(field: &Field, value: Option<Value>) -> BTreeMap<Leaf, Holds> {
    // To confirm all that it holds is to write all of it.
    let all = value.map(|value| Change { field: field.clone(), from: Some(value.clone()), to: Some(value) });
    all.iter().flat_map(written).map(|written| (written.leaf, written.to)).collect()
}

impl Writes {
    /// What the latest writes come to. None of it depends on who asks, so every copy comes to the same.
    pub(super) fn outcome(&self, leaf: &Leaf, graph: &Graph) -> Option<Outcome<'_>> {
        let mut tips: Vec<&Write> = self.tips.iter().filter_map(|tip| self.all.get(*tip)).collect();
        if tips.iter().any(|write| !write.removed) {
            tips.retain(|write| !write.removed);
        }
        let latest = *tips.iter().max_by_key(|write| graph.rank(write.at))?;
        if latest.removed || tips.iter().all(|write| write.to == latest.to) {
            return Some(Outcome { holds: &latest.to, rivals: Vec::new() });
        }
        match leaf {
            // What one person removed and another one worked on stays: nobody's work is lost.
            Leaf::Exists(_) => {
                let there: Vec<&Write> = tips.iter().copied().filter(|w| w.to == Holds::There(true)).collect();
                // Who only took back what he had made himself removed nothing of the other's.
                let gone = Holds::There(false);
                let own = |tip: &Write| {
                    tips.len() <= MOST_TIPS
                        && there.iter().any(|w| self.common(leaf, tip.at, w.at, graph).as_ref() == Some(&gone))
                };
                let is_own: Vec<bool> = tips.iter().map(|tip| tip.to == gone && own(tip)).collect();
                let mut is_own = is_own.into_iter();
                tips.retain(|_| is_own.next() != Some(true));
                let holds = *there.first()?;
                Some(Outcome { holds: &holds.to, rivals: distinct(&tips, holds, graph) })
            }
            // Who attached the same bytes where and when is no question: one of the two holds, both links stay.
            Leaf::Part(Field::Evidence(_), part, None) if is_provenance(part) => {
                let embedded = Holds::Part("Embedded".into());
                let holds = tips.iter().find(|write| write.to == embedded).map_or(&latest.to, |write| &write.to);
                Some(Outcome { holds, rivals: Vec::new() })
            }
            Leaf::Member(..) | Leaf::Whole(_) | Leaf::Part(..) => {
                let tips = self.effective(leaf, &tips, graph);
                // Of a member of a set there is nothing to ask: who adds it wants to have it there.
                if let Some(there) = tips.iter().find(|write| write.to == Holds::There(true)) {
                    return Some(Outcome { holds: &there.to, rivals: Vec::new() });
                }
                let latest = *tips.iter().max_by_key(|write| graph.rank(write.at))?;
                Some(Outcome { holds: &latest.to, rivals: distinct(&tips, latest, graph) })
            }
        }
    }

    /// The tips without those that came back to where they had started from, an edit and its undo for one: beside
    /// someone else's change they say nothing.
    fn effective<'a>(&'a self, leaf: &Leaf, tips: &[&'a Write], graph: &Graph) -> Vec<&'a Write> {
        if tips.len() > MOST_TIPS {
            return tips.to_vec();
        }
        let says_nothing = |tip: &Write| {
            tips.iter()
                .any(|other| other.to != tip.to && self.common(leaf, tip.at, other.at, graph).as_ref() == Some(&tip.to))
        };
        let found: Vec<&Write> = tips.iter().copied().filter(|tip| !says_nothing(tip)).collect();
        if found.is_empty() { tips.to_vec() } else { found }
    }

    /// What the leaf held when two records last agreed on it.
    fn common(&self, leaf: &Leaf, a: usize, b: usize, graph: &Graph) -> Option<Holds> {
        let mut latest: Vec<&Write> = Vec::new();
        for write in self.all.iter().rev() {
            let known = graph.knew(a, write.at) && graph.knew(b, write.at);
            if known && !latest.iter().any(|later| graph.knew(later.at, write.at)) {
                latest.push(write);
            }
        }
        match latest.as_slice() {
            [] => Some(self.start.clone().unwrap_or_else(|| nothing(leaf))),
            [first, rest @ ..] => {
                let is_one = !first.removed && rest.iter().all(|write| write.to == first.to && !write.removed);
                if is_one {
                    return Some(first.to.clone());
                }
                // What contradicted itself before these two went apart held what stood then.
                let is_over = latest.iter().all(|write| graph.is_before(write.at, a.min(b)));
                let stood = latest.iter().filter(|write| !write.removed).max_by_key(|write| graph.rank(write.at));
                stood.filter(|_| is_over).map(|write| write.to.clone())
            }
        }
    }
}

/// Whether the part of a piece of evidence tells how it came in, and not what it is.
fn is_provenance(part: &str) -> bool {
    matches!(part, "attached_by" | "attached_at" | "storage")
}

/// One write for each value, `first` before all; none where all say the same.
fn distinct<'a>(tips: &[&'a Write], first: &'a Write, graph: &Graph) -> Vec<&'a Write> {
    let mut sorted: Vec<&'a Write> = tips.to_vec();
    sorted.sort_by_key(|write| std::cmp::Reverse(graph.rank(write.at)));
    let mut found = vec![first];
    for write in sorted {
        if !found.iter().any(|other| other.to == write.to) {
            found.push(write);
        }
    }
    if found.len() > 1 { found } else { Vec::new() }
}
