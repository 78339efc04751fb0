//! Where two people said different things of the same, and how a third one settles it.

use super::fold::{Writes, contested, fold};
use super::graph::Graph;
use super::leaf::{Holds, Leaf, PartName, is_plain, owner, with_parts};
use crate::workbook::{AnswerField, Change, Contents, Edit, Field, Record, RecordId, Status, Value, Workbook};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Two or more people changed the same, and none of them knew of the other.
///
/// It is kept in the history until someone decides: the workbook holds the first version meanwhile, the same in every
/// copy.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// The field that an edit would name to settle it.
    pub field: Field,
    /// The part of it, where the field is a record with parts.
    pub part: Option<Part>,
    /// The different versions, the one that stands first.
    pub versions: Vec<Version>,
}

/// A part of a record, by the name it has in the file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// Name, e.g. `heads`.
    pub name: String,
    /// What the part is kept under, where there are several of the same name.
    pub key: Option<String>,
}

/// What one side of a conflict says.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// The record that says so: its author and time are in the history.
    pub record: RecordId,
    /// What it says.
    pub says: Says,
}

/// What a version says.
#[derive(Clone, Debug, PartialEq)]
pub enum Says {
    /// The field holds this.
    Field(Option<Value>),
    /// The part holds this, as it is written in JSON; null where it is empty.
    Part(Json),
    /// The record was removed.
    Removed,
    /// The record was worked on.
    Kept,
}

/// How a conflict is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// By the version at this place in [`Conflict::versions`].
    Version(usize),
    /// By all texts one under the other; where it is no text, by the version that stands.
    Both,
}

impl Conflict {
    /// Whether [`Choice::Both`] says something else than one of the versions.
    #[must_use]
    pub fn can_hold_both(&self) -> bool {
        self.joined().is_some()
    }

    /// All texts one under the other, each once.
    fn joined(&self) -> Option<Says> {
        let texts: Vec<&str> = self.versions.iter().filter_map(|version| version.says.text()).collect();
        if texts.len() < 2 {
            return None;
        }
        let mut kept: Vec<&str> = Vec::new();
        for text in &texts {
            // What another version holds already is not said twice.
            if !texts.iter().any(|other| other.len() > text.len() && other.contains(text)) {
                kept.push(text);
            }
        }
        if kept.len() < 2 {
            return None;
        }
        let joined = kept.join("\n");
        Some(match self.part {
            None => Says::Field(Some(Value::Text(joined))),
            Some(_) => Says::Part(Json::String(joined)),
        })
    }

    /// What `choice` makes of it.
    #[must_use]
    pub fn chosen(&self, choice: Choice) -> Option<Says> {
        match choice {
            Choice::Version(at) => self.versions.get(at).map(|version| version.says.clone()),
            Choice::Both => self.joined().or_else(|| self.versions.first().map(|version| version.says.clone())),
        }
    }
}

impl Says {
    fn text(&self) -> Option<&str> {
        match self {
            Self::Field(Some(Value::Text(text))) | Self::Part(Json::String(text)) => Some(text),
            Self::Field(_) | Self::Part(_) | Self::Removed | Self::Kept => None,
        }
    }
}

/// The conflict at `leaf`, where there is one.
pub(super) fn at_leaf(leaf: &Leaf, writes: &Writes, graph: &Graph) -> Option<Conflict> {
    let outcome = writes.outcome(leaf, graph)?;
    if outcome.rivals.is_empty() {
        return None;
    }
    let version = |write: &&super::fold::Write| {
        let says = match &write.to {
            Holds::Field(value) => Says::Field(value.clone()),
            Holds::Part(part) => Says::Part(if super::leaf::is_empty(part) { Json::Null } else { part.clone() }),
            Holds::There(true) => Says::Kept,
            Holds::There(false) => Says::Removed,
        };
        Some(Version { record: graph.records.get(write.at)?.id, says })
    };
    let part = match leaf {
        Leaf::Part(_, name, key) => Some(Part { name: name.clone(), key: key.clone() }),
        Leaf::Exists(_) | Leaf::Whole(_) | Leaf::Member(..) => None,
    };
    let versions = outcome.rivals.iter().filter_map(version).collect();
    Some(Conflict { field: leaf.field().clone(), part, versions })
}

/// All conflicts of a history that nobody has settled; `begun` is what it begins with.
pub(super) fn all(graph: &Graph, begun: &Contents) -> Vec<Conflict> {
    among(&fold(graph, 0..graph.records.len(), &contested(graph), begun), graph)
}

/// All conflicts among `leaves` that nobody has settled.
fn among(leaves: &BTreeMap<Field, BTreeMap<Leaf, Writes>>, graph: &Graph) -> Vec<Conflict> {
    leaves.values().flatten().filter_map(|(leaf, writes)| at_leaf(leaf, writes, graph)).collect()
}

impl Workbook {
    /// The conflicts of earlier merges that nobody has settled. They follow from the history alone.
    #[must_use]
    pub fn conflicts(&self) -> Vec<Conflict> {
        // Without a fork nobody can have contradicted anyone; this is so nearly always, and quick to see.
        if self.history.windows(2).all(|pair| matches!(pair, [a, b] if b.parents == [a.id])) {
            return Vec::new();
        }
        let graph = Graph::new(self.history.clone(), &self.bases, self.altered());
        all(&graph, &self.begun())
    }

    /// The edit that settles conflicts; applied, none of these is a conflict any more, in this copy and in every copy
    /// that it is merged into.
    #[must_use]
    pub fn settle(&self, decisions: &[(Conflict, Choice)]) -> Edit {
        let mut changes = Vec::new();
        let mut parts: BTreeMap<&Field, BTreeMap<PartName, Json>> = BTreeMap::new();
        let mut removed = Vec::new();
        for (conflict, choice) in decisions {
            match conflict.chosen(*choice) {
                Some(Says::Field(to)) => {
                    changes.push(Change { from: self.get(&conflict.field), to, field: conflict.field.clone() });
                }
                Some(Says::Part(json)) => {
                    let of = parts.entry(&conflict.field).or_default();
                    if let Some(part) = &conflict.part {
                        of.insert((part.name.clone(), part.key.clone()), json);
                    }
                }
                Some(Says::Kept) => drop(parts.entry(&conflict.field).or_default()),
                Some(Says::Removed) => removed.push(&conflict.field),
                None => {}
            }
        }
        // What is removed as a whole has no fields to settle.
        let is_removed = |field: &Field| removed.contains(&field) || removed.contains(&&owner(field));
        parts.retain(|field, _| !is_removed(field));
        changes.retain(|change| !is_removed(&change.field));
        for (field, parts) in &parts {
            let Some(now) = self.get(field) else { continue };
            let to = with_parts(field, &now, parts);
            // The first says that all of it was looked at; the second what is to be different.
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

    /// Who assessed a status, and when, goes with it: nobody is to have said what another one did.
    fn take_along(&self, decisions: &[(Conflict, Choice)], changes: &mut Vec<Change>) {
        for (conflict, choice) in decisions {
            let (Field::Answer(duty, field), Choice::Version(at)) = (&conflict.field, choice) else { continue };
            let Some(version) = conflict.versions.get(*at) else { continue };
            for field in goes_along(*field) {
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

    /// A duty that is settled as “not applicable” gets back the reason that once stood beside it.
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

/// The fields that say who said another one, and when.
fn goes_along(field: AnswerField) -> &'static [AnswerField] {
    match field {
        AnswerField::Status => &[AnswerField::AssessedOn, AnswerField::AssessedBy],
        AnswerField::AssessedOn => &[AnswerField::AssessedBy],
        AnswerField::ReviewedOn => &[AnswerField::ReviewedBy],
        AnswerField::AssessedBy
        | AnswerField::ReviewedBy
        | AnswerField::NextReview
        | AnswerField::Owner
        | AnswerField::Due
        | AnswerField::Target
        | AnswerField::Recurrence
        | AnswerField::TargetWithin
        | AnswerField::Statement
        | AnswerField::Note
        | AnswerField::Justification
        | AnswerField::Tags
        | AnswerField::Evidence => &[],
    }
}

/// What the field held when `record` had been made.
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
    // The first who writes it says what it was before.
    let first = history.iter().flat_map(|record| &record.changes).find(|change| change.field == *field);
    first.and_then(|change| change.from.clone())
}

/// The conflicts that a person is asked about: one about a status takes along who assessed it and when.
#[must_use]
pub fn to_decide(conflicts: &[Conflict]) -> Vec<Conflict> {
    let along: BTreeSet<Field> = conflicts
        .iter()
        .filter_map(|conflict| if let Field::Answer(duty, field) = conflict.field { Some((duty, field)) } else { None })
        .flat_map(|(duty, field)| goes_along(field).iter().map(move |field| Field::Answer(duty, *field)))
        .collect();
    conflicts.iter().filter(|conflict| !along.contains(&conflict.field)).cloned().collect()
}

/// Whether a conflict is about a record being there at all.
impl Conflict {
    /// Whether one side removed what the other worked on.
    #[must_use]
    pub fn is_about_removal(&self) -> bool {
        !is_plain(&self.field) && self.part.is_none()
    }
}
