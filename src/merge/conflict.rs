//! Conflicts between changes of different people, and their resolution by a third.

use super::graph::Graph;
use super::resolve::{Write, Writes, contested, resolve};
use super::unit::{PartName, Unit, UnitValue, is_plain, owner, with_parts};
use crate::workbook::{AnswerField, Change, Contents, Edit, Field, Record, RecordId, Status, Value, Workbook};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Concurrent changes of the same field by two or more people with different results.
///
/// The conflict stays in the history until a person resolves it; meanwhile the field has the first version, which is
/// the same in every copy.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// The field that an edit has to name to resolve it.
    pub field: Field,
    /// The part of the field, if the field is a record with parts.
    pub part: Option<ConflictPart>,
    /// The different versions; the first one is in effect.
    pub versions: Vec<Version>,
}

/// A part of a record, by its name in the file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ConflictPart {
    /// The name, e.g. `heads`.
    pub name: String,
    /// The key within the part, if the part is a map or a set.
    pub key: Option<String>,
}

/// One side of a conflict.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// The record with this version; the history contains its author and time.
    pub record: RecordId,
    /// The content of this version.
    pub value: ConflictValue,
}

/// The content of a version.
#[derive(Clone, Debug, PartialEq)]
pub enum ConflictValue {
    /// The value of the field.
    Field(Option<Value>),
    /// The JSON of the part; null if it is empty.
    Part(Json),
    /// The record was removed.
    Removed,
    /// The record was changed.
    Kept,
}

/// The resolution of a conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The version at this index of [`Conflict::versions`].
    Version(usize),
    /// All texts, one below the other; if the versions are not texts, the one in effect.
    Both,
}

impl Conflict {
    /// Whether [`Choice::Both`] gives a different result from each single version.
    #[must_use]
    pub fn can_hold_both(&self) -> bool {
        self.joined().is_some()
    }

    /// All different texts, one below the other.
    fn joined(&self) -> Option<ConflictValue> {
        let texts: Vec<&str> = self.versions.iter().filter_map(|version| version.value.text()).collect();
        if texts.len() < 2 {
            return None;
        }
        let mut kept: Vec<&str> = Vec::new();
        for text in &texts {
            // A text contained in another version is not repeated.
            if !texts.iter().any(|other| other.len() > text.len() && other.contains(text)) {
                kept.push(text);
            }
        }
        if kept.len() < 2 {
            return None;
        }
        let joined = kept.join("\n");
        Some(match self.part {
            None => ConflictValue::Field(Some(Value::Text(joined))),
            Some(_) => ConflictValue::Part(Json::String(joined)),
        })
    }

    /// The result of `choice`.
    #[must_use]
    pub fn chosen(&self, choice: Choice) -> Option<ConflictValue> {
        match choice {
            Choice::Version(at) => self.versions.get(at).map(|version| version.value.clone()),
            Choice::Both => self.joined().or_else(|| self.versions.first().map(|version| version.value.clone())),
        }
    }
}

impl ConflictValue {
    fn text(&self) -> Option<&str> {
        match self {
            Self::Field(Some(Value::Text(text))) | Self::Part(Json::String(text)) => Some(text),
            Self::Field(_) | Self::Part(_) | Self::Removed | Self::Kept => None,
        }
    }
}

/// The conflict at `unit`, if any.
pub(super) fn conflict_at(unit: &Unit, writes: &Writes, graph: &Graph) -> Option<Conflict> {
    let outcome = writes.outcome(unit, graph)?;
    if outcome.rivals.is_empty() {
        return None;
    }
    let part = match unit {
        Unit::Part(_, name, key) => Some(ConflictPart { name: name.clone(), key: key.clone() }),
        Unit::Exists(_) | Unit::Whole(_) | Unit::Member(..) => None,
    };
    let versions = outcome.rivals.iter().filter_map(|write| version(write, graph)).collect();
    Some(Conflict { field: unit.field().clone(), part, versions })
}

/// The version that a write represents.
fn version(write: &Write, graph: &Graph) -> Option<Version> {
    let value = match &write.to {
        UnitValue::Field(value) => ConflictValue::Field(value.clone()),
        UnitValue::Part(part) => {
            ConflictValue::Part(if super::unit::is_empty(part) { Json::Null } else { part.clone() })
        }
        UnitValue::Present(true) => ConflictValue::Kept,
        UnitValue::Present(false) => ConflictValue::Removed,
    };
    Some(Version { record: graph.records.get(write.at)?.id, value })
}

/// All unresolved conflicts of a history; `begun` is the initial state.
pub(super) fn all(graph: &Graph, begun: &Contents) -> Vec<Conflict> {
    among(&resolve(graph, 0..graph.records.len(), &contested(graph), begun), graph)
}

/// All unresolved conflicts among `units`.
fn among(units: &BTreeMap<Field, BTreeMap<Unit, Writes>>, graph: &Graph) -> Vec<Conflict> {
    units.values().flatten().filter_map(|(unit, writes)| conflict_at(unit, writes, graph)).collect()
}

impl Workbook {
    /// The unresolved conflicts of earlier merges, derived from the history alone.
    #[must_use]
    pub fn conflicts(&self) -> Vec<Conflict> {
        // A linear history has no conflicts; this is the usual case and quick to check.
        if self.history.windows(2).all(|pair| matches!(pair, [a, b] if b.parents == [a.id])) {
            return Vec::new();
        }
        let graph = Graph::new(self.history.clone(), &self.bases, self.altered());
        all(&graph, &self.begun())
    }

    /// The edit that resolves conflicts; once applied, they are resolved in this copy and in every copy into which it
    /// is merged.
    #[must_use]
    pub fn settle(&self, decisions: &[(Conflict, Choice)]) -> Edit {
        let mut changes = Vec::new();
        let mut parts: BTreeMap<&Field, BTreeMap<PartName, Json>> = BTreeMap::new();
        let mut removed = Vec::new();
        for (conflict, choice) in decisions {
            match conflict.chosen(*choice) {
                Some(ConflictValue::Field(to)) => {
                    let from = self.get(&conflict.field);
                    let to = to.map(|to| numbered_as(to, from.as_ref()));
                    changes.push(Change { from, to, field: conflict.field.clone() });
                }
                Some(ConflictValue::Part(json)) => {
                    let of = parts.entry(&conflict.field).or_default();
                    if let Some(part) = &conflict.part {
                        of.insert((part.name.clone(), part.key.clone()), json);
                    }
                }
                Some(ConflictValue::Kept) => drop(parts.entry(&conflict.field).or_default()),
                Some(ConflictValue::Removed) => removed.push(&conflict.field),
                None => {}
            }
        }
        // The fields of a removed record need no resolution.
        let is_removed = |field: &Field| removed.contains(&field) || removed.contains(&&owner(field));
        parts.retain(|field, _| !is_removed(field));
        changes.retain(|change| !is_removed(&change.field));
        for (field, parts) in &parts {
            let Some(now) = self.get(field) else { continue };
            let to = with_parts(field, &now, parts);
            // The first change confirms the whole record; the second contains the differences.
            changes.push(Change { field: (*field).clone(), from: Some(now.clone()), to: Some(now.clone()) });
            if let Some(to) = to.filter(|to| *to != now) {
                changes.push(Change { field: (*field).clone(), from: Some(now), to: Some(to) });
            }
        }
        self.take_along(decisions, &mut changes);
        self.keep_justified(&mut changes);
        let gone = removed.into_iter().filter_map(|field| Some((field, self.get(field)?)));
        changes.extend(gone.map(|(field, from)| Change { field: field.clone(), from: Some(from), to: None }));
        Edit { changes, undoes: None }
    }

    /// Adds the assessor and the day of a chosen status, so that an assessment is never attributed to the wrong person.
    fn take_along(&self, decisions: &[(Conflict, Choice)], changes: &mut Vec<Change>) {
        for (conflict, choice) in decisions {
            let (Field::Answer(duty, field), Choice::Version(at)) = (&conflict.field, choice) else { continue };
            let Some(version) = conflict.versions.get(*at) else { continue };
            for field in settled_with(*field) {
                let field = Field::Answer(*duty, *field);
                if changes.iter().any(|change| change.field == field) {
                    continue;
                }
                let from = self.get(&field);
                let to = value_at(&self.history, version.record, &field);
                changes.push(Change { field, from, to });
            }
        }
    }

    /// Restores the last justification of a duty that is resolved as “not applicable” without one.
    fn keep_justified(&self, changes: &mut Vec<Change>) {
        let waived: Vec<_> = changes
            .iter()
            .filter(|c| c.to == Some(Value::Status(Status::NotApplicable)))
            .filter_map(|c| if let Field::Answer(duty, AnswerField::Status) = c.field { Some(duty) } else { None })
            .collect();
        for duty in waived {
            let field = Field::Answer(duty, AnswerField::Justification);
            let settled = changes.iter().position(|c| c.field == field);
            let now = self.get(&field);
            let to = settled.and_then(|at| changes.get(at)).map_or_else(|| now.clone(), |c| c.to.clone());
            let Some(reason) = (if to.is_none() { super::last_justification(&self.history, duty) } else { None })
            else {
                continue;
            };
            if let Some(at) = settled {
                changes.remove(at);
            }
            changes.insert(0, Change { field, from: now, to: Some(Value::Text(reason)) });
        }
    }
}

/// The fields whose conflict is settled together with that of `field`: its companions, and the assessor with the day.
fn settled_with(field: AnswerField) -> &'static [AnswerField] {
    if field == AnswerField::AssessedOn { &[AnswerField::AssessedBy] } else { field.companions() }
}

/// The value; a definition has the number that its duty has now, because a merge may have given it another one.
fn numbered_as(mut value: Value, now: Option<&Value>) -> Value {
    if let (Value::Definition(definition), Some(Value::Definition(now))) = (&mut value, now) {
        definition.ordinal = now.ordinal;
    }
    value
}

/// The value of the field right after `record`.
fn value_at(history: &[Arc<Record>], record: RecordId, field: &Field) -> Option<Value> {
    let mut known: BTreeSet<RecordId> = BTreeSet::from([record]);
    for record in history.iter().rev() {
        if !known.remove(&record.id) {
            continue;
        }
        if let Some(change) = record.changes.iter().rev().find(|change| change.field == *field) {
            return change.to.clone();
        }
        known.extend(&record.parents);
    }
    // The first change of the field contains the initial value.
    let first = history.iter().flat_map(|record| &record.changes).find(|change| change.field == *field);
    first.and_then(|change| change.from.clone())
}

/// The conflicts to be presented to a person: a conflict about a status includes its assessor and day.
#[must_use]
pub fn open_conflicts(conflicts: &[Conflict]) -> Vec<Conflict> {
    let along: BTreeSet<Field> = conflicts
        .iter()
        .filter_map(|conflict| if let Field::Answer(duty, field) = conflict.field { Some((duty, field)) } else { None })
        .flat_map(|(duty, field)| settled_with(field).iter().map(move |field| Field::Answer(duty, *field)))
        .collect();
    conflicts.iter().filter(|conflict| !along.contains(&conflict.field)).cloned().collect()
}

impl Conflict {
    /// Whether one side removed the record that the other side changed.
    #[must_use]
    pub fn is_about_removal(&self) -> bool {
        !is_plain(&self.field) && self.part.is_none()
    }
}
