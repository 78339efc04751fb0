//! Compares two snapshots: records added, removed, and changed field by field.
//!
//! Records are matched by id between copies of one workbook, and by label or kind between different workbooks. They are
//! compared in their JSON form, so that no field can be forgotten; [`formatter`] has the names of the fields and formats
//! their values in both languages.

pub mod formatter;
mod items;
mod names;
mod report_values;
pub mod text;

use super::{CountsView, Frozen, Selection, Snapshot};
use crate::language::Bilingual;
use crate::license::ClauseId;
use crate::variants::all;
use crate::workbook::{DocumentId, Sha256};
use chrono::NaiveDate;
use items::{Item, items, place};
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use strum::VariantArray;

/// The section of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// The face page and the statements about the license.
    License,
    /// The licensed services.
    Services,
    /// Provisions and sub-items as issued.
    Clauses,
    /// Duties.
    Duties,
    /// The dates of the license.
    Dates,
    /// Statements about occurrences.
    Occurrences,
    /// Events.
    Events,
    /// Evidence.
    Evidence,
    /// Facts stated about the company.
    Facts,
    /// The registry of people.
    People,
    /// Suspected errors in the text as issued.
    Annotations,
    /// Text that could not be assigned.
    Problems,
    /// The history, if both snapshots contain it.
    History,
    /// The attestations for an annual report.
    Attestations,
    /// The annual report, if both snapshots contain one.
    Report,
    /// The heads of its text.
    Heads,
    /// The material to be filed with it.
    Materials,
    /// The sessions that prepared it.
    Sessions,
}

impl Section {
    /// All sections, in display order.
    pub const ALL: [Self; Self::VARIANTS.len()] = all(Self::VARIANTS);

    /// Whether it is part of an annual report.
    #[must_use]
    pub fn is_of_report(self) -> bool {
        [Self::Attestations, Self::Report, Self::Heads, Self::Materials, Self::Sessions].contains(&self)
    }
}

/// The kind of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// The record is only in the later snapshot.
    Added,
    /// The record is only in the earlier snapshot.
    Removed,
    /// The record is in both snapshots and differs.
    Changed,
}

/// A difference in a field.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FieldChange {
    /// The name of the field in the JSON of a snapshot.
    pub field: String,
    /// Whether the field is derived from other fields or from the day: counts, remaining days, uses of evidence.
    pub derived: bool,
    /// The earlier value; null if it was empty or absent.
    pub before: Value,
    /// The later value.
    pub after: Value,
}

/// A difference in a record.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ItemChange {
    /// Its section.
    pub section: Section,
    /// Its clause, if it belongs to one.
    pub clause: Option<ClauseId>,
    /// Its matching key.
    pub key: String,
    /// Its name, from the later snapshot if it is there.
    pub name: Bilingual,
    /// The kind of difference.
    pub kind: ChangeKind,
    /// The differing fields, at least one; for an added or removed record, its non-empty fields.
    pub fields: Vec<FieldChange>,
}

impl ItemChange {
    /// Whether only derived fields differ.
    #[must_use]
    pub fn is_derived(&self) -> bool {
        self.kind == ChangeKind::Changed && self.fields.iter().all(|field| field.derived)
    }
}

/// The summary of one of the two snapshots.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Side {
    /// The workbook it was taken from.
    pub workbook: DocumentId,
    /// The day of the state that it contains.
    pub on: NaiveDate,
    /// The person who froze it and the purpose.
    pub frozen: Option<Frozen>,
    /// Number of the license.
    pub number: Option<String>,
    /// The company.
    pub company: Option<String>,
    /// Counts of all duties.
    pub counts: CountsView,
}

impl Side {
    fn of(snapshot: &Snapshot) -> Self {
        Self {
            workbook: snapshot.workbook,
            on: snapshot.on,
            frozen: snapshot.frozen.clone(),
            number: snapshot.license.number.clone(),
            company: snapshot.license.company.clone(),
            counts: snapshot.counts,
        }
    }
}

/// The result of a comparison.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// The earlier snapshot, or the one named first.
    pub before: Side,
    /// The later snapshot.
    pub after: Side,
    /// The selection common to both, which was compared.
    pub selection: Selection,
    /// Whether one of them contains only some of the duties, so that missing records are not reported as added or
    /// removed.
    pub partial: bool,
    /// Whether only one of them contains an annual report, so that reports were not compared.
    pub report_left_out: bool,
    /// The differing records: by clause, then those without a clause by section.
    pub changes: Vec<ItemChange>,
    /// The names of the evidence in both snapshots, by hash, for display.
    #[serde(skip)]
    pub evidence_names: BTreeMap<Sha256, String>,
    /// The topics of the clauses.
    #[serde(skip)]
    pub topics: BTreeMap<ClauseId, Bilingual>,
}

/// The heading under which differences are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// A provision including its sub-items.
    Provision(ClauseId),
    /// A section, for records without a clause.
    Section(Section),
}

impl ItemChange {
    /// Its heading.
    #[must_use]
    pub fn group(&self) -> Group {
        self.clause
            .map_or(Group::Section(self.section), |clause| Group::Provision(ClauseId { sub_item: None, ..clause }))
    }
}

impl Comparison {
    /// Whether nothing differs except derived fields.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.changes.iter().all(ItemChange::is_derived)
    }

    /// The reported differences: each added or removed record as a whole, and each changed field except derived ones.
    fn differences(&self) -> BTreeSet<(Section, &str, Option<&str>)> {
        let mut seen = BTreeSet::new();
        for item in &self.changes {
            let key = (item.section, item.key.as_str());
            match item.kind {
                ChangeKind::Added | ChangeKind::Removed => drop(seen.insert((key.0, key.1, None))),
                ChangeKind::Changed => {
                    let fields = item.fields.iter().filter(|field| !field.derived);
                    seen.extend(fields.map(|field| (key.0, key.1, Some(field.field.as_str()))));
                }
            }
        }
        seen
    }

    /// The number of differences that `other`, a comparison of reduced copies of the same snapshots, does not report.
    #[must_use]
    pub fn beyond(&self, other: &Self) -> usize {
        self.differences().difference(&other.differences()).count()
    }

    /// The differences by heading, in order, without those in derived fields only.
    #[must_use]
    pub fn groups(&self) -> Vec<(Group, Vec<&ItemChange>)> {
        let mut groups: Vec<(Group, Vec<&ItemChange>)> = Vec::new();
        for item in self.changes.iter().filter(|item| !item.is_derived()) {
            match groups.last_mut() {
                Some((group, items)) if *group == item.group() => items.push(item),
                _ => groups.push((item.group(), vec![item])),
            }
        }
        groups
    }

    /// The numbers of added, removed and changed records, without those that differ in derived fields only.
    #[must_use]
    pub fn counts(&self) -> [usize; 3] {
        [ChangeKind::Added, ChangeKind::Removed, ChangeKind::Changed]
            .map(|kind| self.changes.iter().filter(|item| item.kind == kind && !item.is_derived()).count())
    }
}

/// Compares the content that both snapshots contain.
#[must_use]
pub fn compare(before: &Snapshot, after: &Snapshot) -> Comparison {
    let mut selection = before.selection.clone();
    selection.limit_to(&after.selection);
    let (old, new) = (before.reduced(&selection), after.reduced(&selection));
    let same_workbook = old.workbook == new.workbook;
    let mut changes = Vec::new();
    let mut earlier: BTreeMap<(Section, String), Item> =
        items(&old, same_workbook).into_iter().map(|item| ((item.section, item.key.clone()), item)).collect();
    let mut places = Vec::new();
    for item in items(&new, same_workbook) {
        let was = earlier.remove(&(item.section, item.key.clone()));
        places.push((was, Some(item)));
    }
    places.extend(earlier.into_values().map(|item| (Some(item), None)));
    // Records are sorted by their place in the later snapshot; the key breaks ties.
    places.sort_by(|a, b| order(a).cmp(&order(b)));
    changes.extend(places.into_iter().filter_map(|(was, is)| change(was, is)));
    let partial = leave_out_unknown(&mut changes, &old, &new);
    // A snapshot of the checklist alone makes no statement about the report.
    let report_left_out = old.report.is_some() != new.report.is_some();
    changes.retain(|item| !(report_left_out && item.section.is_of_report()));
    let evidence = old.evidence.iter().chain(&new.evidence);
    let clauses = old.clauses.iter().chain(&new.clauses);
    let topics = clauses.filter_map(|clause| Some((clause.id, clause.topic.clone()?))).collect();
    Comparison {
        before: Side::of(before),
        after: Side::of(after),
        selection,
        partial,
        report_left_out,
        changes,
        evidence_names: evidence.map(|piece| (piece.sha256, piece.name.clone())).collect(),
        topics,
    }
}

/// Removes differences that only result from one snapshot containing less. Returns whether one does.
fn leave_out_unknown(changes: &mut Vec<ItemChange>, before: &Snapshot, after: &Snapshot) -> bool {
    let (part_before, part_after) = (is_part(before), is_part(after));
    changes.retain(|item| match item.kind {
        ChangeKind::Added => !part_before,
        ChangeKind::Removed => !part_after,
        ChangeKind::Changed => true,
    });
    if before.selection.summary != after.selection.summary {
        // The one-page summary contains neither the text of clauses nor evidence.
        changes.retain(|item| item.section != Section::Clauses);
        for item in changes.iter_mut() {
            item.fields.retain(|field| !["evidence", "evidence_withheld"].contains(&field.field.as_str()));
        }
        changes.retain(|item| !item.fields.is_empty());
    }
    part_before || part_after
}

fn is_part(snapshot: &Snapshot) -> bool {
    !snapshot.selection.has_all_duties() || snapshot.selection.summary
}

type Pair = (Option<Item>, Option<Item>);

fn order((was, is): &Pair) -> Option<(bool, Option<ClauseId>, Section, u32, &str)> {
    let item = is.as_ref().or(was.as_ref())?;
    Some((item.clause.is_none(), item.clause, item.section, item.ordinal, item.key.as_str()))
}

fn change(was: Option<Item>, is: Option<Item>) -> Option<ItemChange> {
    let kind = match (&was, &is) {
        (None, _) => ChangeKind::Added,
        (_, None) => ChangeKind::Removed,
        (Some(_), Some(_)) => ChangeKind::Changed,
    };
    let (mut old, mut new) = (None, None);
    let mut head = None;
    if let Some(item) = was {
        old = Some(item.fields.clone());
        head = Some(item);
    }
    if let Some(item) = is {
        new = Some(item.fields.clone());
        head = Some(item);
    }
    let head = head?;
    let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
    let mut names: Vec<&String> = old.keys().chain(new.keys()).collect();
    names.sort_by_key(|name| (place(name), *name));
    names.dedup();
    let fields: Vec<FieldChange> = names
        .into_iter()
        .map(|name| FieldChange {
            field: name.clone(),
            derived: head.section.is_derived(name),
            before: old.get(name).cloned().unwrap_or_default(),
            after: new.get(name).cloned().unwrap_or_default(),
        })
        .filter(|field| field.before != field.after)
        .collect();
    // An added or removed record is a difference even if all of its fields are empty.
    let nothing = fields.is_empty() && kind == ChangeKind::Changed;
    if nothing {
        return None;
    }
    Some(ItemChange { section: head.section, clause: head.clause, key: head.key, name: head.name, kind, fields })
}
