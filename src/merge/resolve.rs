//! Determines the value of a field from its history: the latest writes, and which of them count.

use super::graph::Graph;
use super::unit::{Unit, UnitValue, Written, nothing, owner, written};
use crate::workbook::{AnswerField, Change, Contents, Field, Value};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

/// A write of a unit.
pub(super) struct Write {
    /// The index of its record.
    pub(super) at: usize,
    /// The value after it.
    pub(super) to: UnitValue,
    /// Whether it is part of the removal of its record; it yields to any concurrent write.
    removed: bool,
}

/// All writes of a unit.
#[derive(Default)]
pub(super) struct Writes {
    all: Vec<Write>,
    /// The value before all writes; `None` if there was none.
    start: Option<UnitValue>,
    /// The indexes in `all` of the writes that no later write of the unit knew.
    tips: Vec<usize>,
}

/// The most concurrent versions that are checked for reverted changes: the check is cubic in their number.
const MOST_TIPS: usize = 64;

/// The result of the latest writes.
pub(super) struct Outcome<'a> {
    /// The effective value.
    pub(super) value: &'a UnitValue,
    /// The conflicting writes, one for each different value, the effective one first; empty without a conflict.
    pub(super) rivals: Vec<&'a Write>,
}

/// The records with concurrent changes; only their units have to be examined.
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

/// Whether the change removes something to which other records may refer.
pub(super) fn hides(change: &Change) -> bool {
    let is_record = owner(&change.field) == change.field;
    let is_needed = is_record || matches!(change.field, Field::Answer(_, AnswerField::Justification));
    change.to.is_none() && is_needed
}

/// Collects the writes of the units of `records` in a stretch of the history, by record and unit; `start` is the state
/// before the stretch. Altered records are ignored; findings rank below regular changes.
pub(super) fn resolve(
    graph: &Graph,
    stretch: Range<usize>,
    records: &BTreeSet<Field>,
    start: &Contents,
) -> BTreeMap<Field, BTreeMap<Unit, Writes>> {
    let mut found: BTreeMap<Field, BTreeMap<Unit, Writes>> = BTreeMap::new();
    if records.is_empty() {
        return found;
    }
    for at in stretch {
        for change in graph.counting(at).into_iter().flat_map(|record| &record.changes) {
            let holder = owner(&change.field);
            if !records.contains(&holder) {
                continue;
            }
            let units = found.entry(holder).or_default();
            for Written { unit, to, removed, .. } in written(change) {
                let of = units.entry(unit).or_default();
                of.tips.retain(|tip| of.all.get(*tip).is_some_and(|write| !graph.knew(at, write.at)));
                of.tips.push(of.all.len());
                of.all.push(Write { at, to, removed });
            }
        }
    }
    for (field, units) in &mut found {
        let mut held = held(field, start.get(field));
        for (unit, writes) in units {
            writes.start = held.remove(unit);
        }
    }
    found
}

/// The values of the units of a record.
fn held(field: &Field, value: Option<Value>) -> BTreeMap<Unit, UnitValue> {
    // A change that confirms a record writes all of its units.
    let all = value.map(|value| Change { field: field.clone(), from: Some(value.clone()), to: Some(value) });
    all.iter().flat_map(written).map(|written| (written.unit, written.to)).collect()
}

impl Writes {
    /// The result of the latest writes. It does not depend on the copy, so that all copies get the same result.
    pub(super) fn outcome(&self, unit: &Unit, graph: &Graph) -> Option<Outcome<'_>> {
        let mut tips: Vec<&Write> = self.tips.iter().filter_map(|tip| self.all.get(*tip)).collect();
        if tips.iter().any(|write| !write.removed) {
            tips.retain(|write| !write.removed);
        }
        let latest = *tips.iter().max_by_key(|write| graph.rank(write.at))?;
        if latest.removed || tips.iter().all(|write| write.to == latest.to) {
            return Some(Outcome { value: &latest.to, rivals: Vec::new() });
        }
        match unit {
            // A record that one person removed and another one changed stays, so that no work is lost.
            Unit::Exists(_) => {
                let there: Vec<&Write> = tips.iter().copied().filter(|w| w.to == UnitValue::Present(true)).collect();
                // Removing one's own addition does not remove that of another person.
                let gone = UnitValue::Present(false);
                let is_few = tips.len() <= MOST_TIPS;
                tips.retain(|tip| {
                    let mut common = there.iter().map(|other| self.common(unit, tip.at, other.at, graph));
                    !(is_few && tip.to == gone && common.any(|value| value.as_ref() == Some(&gone)))
                });
                let value = *there.first()?;
                Some(Outcome { value: &value.to, rivals: distinct(&tips, value, graph) })
            }
            // The provenance of identical bytes is not a conflict: one of them is used, and both links stay.
            Unit::Part(Field::Evidence(_), part, None) if is_provenance(part) => {
                let embedded = UnitValue::Part("Embedded".into());
                let value = tips.iter().find(|write| write.to == embedded).map_or(&latest.to, |write| &write.to);
                Some(Outcome { value, rivals: Vec::new() })
            }
            Unit::Member(..) | Unit::Whole(_) | Unit::Part(..) => {
                let tips = self.effective(unit, &tips, graph);
                // Set members have no conflicts: an addition wins.
                if let Some(there) = tips.iter().find(|write| write.to == UnitValue::Present(true)) {
                    return Some(Outcome { value: &there.to, rivals: Vec::new() });
                }
                let latest = *tips.iter().max_by_key(|write| graph.rank(write.at))?;
                Some(Outcome { value: &latest.to, rivals: distinct(&tips, latest, graph) })
            }
        }
    }

    /// The value after the latest writes.
    pub(super) fn value(&self, unit: &Unit, graph: &Graph) -> Option<UnitValue> {
        self.outcome(unit, graph).map(|outcome| outcome.value.clone())
    }

    /// The tips without those that returned to their starting value, such as an edit with its undo: they do not
    /// conflict with the changes of others.
    fn effective<'a>(&'a self, unit: &Unit, tips: &[&'a Write], graph: &Graph) -> Vec<&'a Write> {
        if tips.len() > MOST_TIPS {
            return tips.to_vec();
        }
        let changed = tips.iter().copied().filter(|tip| !self.is_reverted(unit, tip, tips, graph));
        let found: Vec<&Write> = changed.collect();
        if found.is_empty() { tips.to_vec() } else { found }
    }

    /// Whether the write returned to the value from which it and another write with a different value started.
    fn is_reverted(&self, unit: &Unit, tip: &Write, tips: &[&Write], graph: &Graph) -> bool {
        let mut others = tips.iter().filter(|other| other.to != tip.to);
        others.any(|other| self.common(unit, tip.at, other.at, graph).as_ref() == Some(&tip.to))
    }

    /// The value of the unit when two records last agreed on it.
    fn common(&self, unit: &Unit, a: usize, b: usize, graph: &Graph) -> Option<UnitValue> {
        let mut latest: Vec<&Write> = Vec::new();
        for write in self.all.iter().rev() {
            let known = graph.knew(a, write.at) && graph.knew(b, write.at);
            if known && !latest.iter().any(|later| graph.knew(later.at, write.at)) {
                latest.push(write);
            }
        }
        match latest.as_slice() {
            [] => Some(self.start.clone().unwrap_or_else(|| nothing(unit))),
            [first, rest @ ..] => {
                let is_one = !first.removed && rest.iter().all(|write| write.to == first.to && !write.removed);
                if is_one {
                    return Some(first.to.clone());
                }
                // A conflict from before the divergence of these two had its effective value.
                let is_over = latest.iter().all(|write| graph.is_before(write.at, a.min(b)));
                let stood = latest.iter().filter(|write| !write.removed).max_by_key(|write| graph.rank(write.at));
                stood.filter(|_| is_over).map(|write| write.to.clone())
            }
        }
    }
}

/// Whether the part of an evidence record describes how it was added, not what it is.
fn is_provenance(part: &str) -> bool {
    matches!(part, "attached_by" | "attached_at" | "storage")
}

/// One write for each value, `first` at the start; empty if all values are equal.
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
