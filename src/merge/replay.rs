//! Computes the state of a workbook from its bases and records alone.
//!
//! A record that knew all earlier ones is simply applied. In concurrent work, the value of each field follows from the
//! writes that no other one knew, see [`super::resolve`]. The result depends only on the records, so that every copy gets
//! the same state, and a different state in a file was written by another program.

use super::graph::Graph;
use super::inner::put_inner;
use super::labels::Labels;
use super::resolve::{Writes, hides, resolve};
use super::unit::{Unit, UnitValue, get_inner, is_plain, owner, with_member, with_parts};
use crate::workbook::{AnswerField, Change, Contents, DutyId, Field, Record, Status, Value, validate};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// The writes of a stretch of the history, by record.
type FieldWrites = BTreeMap<Field, BTreeMap<Unit, Writes>>;

/// The state that results from the bases of `contents` and the records of `graph`, and the removed fields that were
/// restored because other records need them.
pub(super) fn replay(contents: &Contents, graph: &Graph) -> (Contents, BTreeSet<Field>) {
    let mut state = contents.begun();
    let mut restored = BTreeSet::new();
    let mut labels = Labels::of(&state);
    for stretch in graph.stretches() {
        if stretch.len() == 1 {
            for change in graph.counting(stretch.start).into_iter().flat_map(|record| &record.changes) {
                // A change that does not fit is forged and ignored.
                drop(state.set(&change.field, change.to.clone()));
            }
        } else {
            restored.extend(apply_concurrent(&mut state, stretch.clone(), graph));
        }
        let counting = stretch.filter_map(|at| graph.counting(at));
        labels.settle(&mut state, counting.flat_map(|record| &record.changes));
    }
    (state, restored)
}

/// Applies a stretch of concurrent work.
fn apply_concurrent(state: &mut Contents, stretch: Range<usize>, graph: &Graph) -> Vec<Field> {
    let counting = stretch.clone().filter_map(|at| graph.counting(at));
    let changes: Vec<&Change> = counting.flat_map(|record| &record.changes).collect();
    let touched: BTreeSet<Field> = changes.iter().map(|change| owner(&change.field)).collect();
    let writes = resolve(graph, stretch.clone(), &touched, state);
    let before = graph.records.get(..stretch.end).unwrap_or_default();
    let values: Vec<(&Field, Option<Value>)> = writes
        .iter()
        .map(|(field, writes)| (field, resolved_value(field, state.get(field), writes, before, graph, false)))
        .collect();
    for (field, value) in values {
        if state.get(field) != value {
            // The value was built for this field, so it fits.
            drop(state.set(field, value));
        }
    }
    if changes.into_iter().any(hides) { repair(state, &writes, before, graph) } else { Vec::new() }
}

/// The value of a record according to the history; with `anyway`, also if it was removed.
fn resolved_value(
    field: &Field,
    was: Option<Value>,
    writes: &BTreeMap<Unit, Writes>,
    history: &[Arc<Record>],
    graph: &Graph,
    anyway: bool,
) -> Option<Value> {
    if is_plain(field) {
        let unit = Unit::Whole(field.clone());
        let Some(value) = writes.get(&unit).and_then(|writes| writes.value(&unit, graph)) else { return was };
        return match value {
            UnitValue::Field(Some(value)) => Some(value),
            UnitValue::Field(None) if anyway => last_value(history, field),
            UnitValue::Field(None) | UnitValue::Part(_) | UnitValue::Present(_) => None,
        };
    }
    let exists = Unit::Exists(field.clone());
    let is_gone =
        writes.get(&exists).and_then(|writes| writes.value(&exists, graph)) == Some(UnitValue::Present(false));
    if is_gone && !anyway {
        return None;
    }
    let base = was.or_else(|| last_value(history, field))?;
    let mut parts = BTreeMap::new();
    let mut inner = Vec::new();
    for (unit, writes) in writes {
        match (unit, writes.value(unit, graph)) {
            (Unit::Part(_, name, key), Some(UnitValue::Part(json))) => {
                parts.insert((name.clone(), key.clone()), json);
            }
            (Unit::Part(_, name, key), Some(UnitValue::Present(there))) => {
                parts.insert((name.clone(), key.clone()), there.into());
            }
            (Unit::Whole(field), Some(UnitValue::Field(value))) => inner.push((field, None, value)),
            (Unit::Member(field, member), Some(UnitValue::Present(there))) => {
                inner.push((field, Some((member, there)), None));
            }
            _ => {}
        }
    }
    let mut value = with_parts(field, &base, &parts)?;
    for (field, member, to) in inner {
        let to = match (member, field) {
            (Some((member, there)), Field::Answer(_, answer)) => {
                with_member(get_inner(&value, field).as_ref(), *answer, member, there)
            }
            _ => to,
        };
        put_inner(&mut value, field, to);
    }
    Some(value)
}

/// All changes of `history`, the latest first.
fn backwards(history: &[Arc<Record>]) -> impl Iterator<Item = &Change> {
    history.iter().rev().flat_map(|record| record.changes.iter().rev())
}

/// The last known value of a record in the history.
fn last_value(history: &[Arc<Record>], field: &Field) -> Option<Value> {
    let mut changes = backwards(history).filter(|change| change.field == *field);
    changes.find_map(|change| change.to.clone().or_else(|| change.from.clone()))
}

/// The last justification of a duty's status “not applicable” in the history.
pub(super) fn last_justification(history: &[Arc<Record>], duty: DutyId) -> Option<String> {
    let field = Field::Answer(duty, AnswerField::Justification);
    let whole = Field::Duty(duty);
    backwards(history)
        .filter(|change| change.field == field || change.field == whole)
        .flat_map(|change| [justification(change.to.as_ref()), justification(change.from.as_ref())])
        .flatten()
        .find(|text| !text.trim().is_empty())
}

fn justification(value: Option<&Value>) -> Option<String> {
    match value {
        Some(Value::Text(text)) => Some(text.clone()),
        Some(Value::Duty(duty)) => Some(duty.answer.justification.clone()),
        _ => None,
    }
}

/// Restores removed records and justifications that other records need. Returns the restored fields.
fn repair(state: &mut Contents, writes: &FieldWrites, history: &[Arc<Record>], graph: &Graph) -> Vec<Field> {
    let mut restored = Vec::new();
    let unreasoned: Vec<DutyId> = state
        .duties
        .iter()
        .filter(|(_, d)| d.answer.status == Status::NotApplicable && d.answer.justification.trim().is_empty())
        .map(|(id, _)| *id)
        .collect();
    for duty in unreasoned {
        if let Some(reason) = last_justification(history, duty) {
            let field = Field::Answer(duty, AnswerField::Justification);
            drop(state.set(&field, Some(Value::Text(reason))));
            restored.push(field);
        }
    }
    loop {
        let missing: BTreeSet<Field> = validate::records(state)
            .flat_map(|holder| validate::references(state, &holder))
            .filter(|target| !validate::exists(state, target) && !restored.contains(target))
            .collect();
        if missing.is_empty() {
            return restored;
        }
        for field in missing {
            let value = match writes.get(&owner(&field)) {
                Some(of) => resolved_value(&field, None, of, history, graph, true),
                None => last_value(history, &field),
            };
            drop(state.set(&field, value));
            restored.push(field);
        }
    }
}
