//! What differs between two snapshots: added, removed, and changed field by field.
//!
//! Records are matched by what names them: their id within the copies of one workbook, their label or kind between two
//! workbooks. They are compared as the JSON they are written as, so no field can be forgotten; [`words`] has the names
//! of the fields and says their values in both languages.

mod items;
mod names;
mod report_words;
pub mod text;
pub mod words;

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

/// What a record is one of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// The face page, and what is stated about it.
    License,
    /// The licensed services.
    Services,
    /// Provisions and sub-items as issued.
    Clauses,
    /// Duties.
    Duties,
    /// The dates that hang on the license.
    Dates,
    /// What was said about what followed.
    Occurrences,
    /// What happened.
    Events,
    /// Evidence.
    Evidence,
    /// What is stated of the company.
    Facts,
    /// The registry of people.
    People,
    /// Doubts about the text as issued.
    Annotations,
    /// Text that found no place.
    Problems,
    /// The history, where both have it.
    History,
    /// What was attested of duties for an annual report.
    Attestations,
    /// The annual report, where both have one.
    Report,
    /// The heads of its text.
    Heads,
    /// The material that goes with it.
    Materials,
    /// The sessions that prepared it.
    Sessions,
}

impl Section {
    /// All sections, in the order in which they are shown.
    pub const ALL: [Self; Self::VARIANTS.len()] = all(Self::VARIANTS);

    /// Whether it is a part of an annual report.
    #[must_use]
    pub fn is_of_report(self) -> bool {
        [Self::Attestations, Self::Report, Self::Heads, Self::Materials, Self::Sessions].contains(&self)
    }
}

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// It is only in the later one.
    Added,
    /// It is only in the earlier one.
    Removed,
    /// It is in both and not the same.
    Changed,
}

/// A field that differs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FieldChange {
    /// The name of the field in the JSON of a snapshot.
    pub field: String,
    /// Whether it follows from other fields or from the day alone: counts, days that went by, where evidence is used.
    pub derived: bool,
    /// What it held; null where it was empty or not there.
    pub before: Value,
    /// What it holds.
    pub after: Value,
}

/// A record that differs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ItemChange {
    /// What it is one of.
    pub section: Section,
    /// The clause it belongs to, where it belongs to one.
    pub clause: Option<ClauseId>,
    /// What it is matched by.
    pub key: String,
    /// Its name: that of the later one, where it is there.
    pub name: Bilingual,
    /// What became of it.
    pub kind: ChangeKind,
    /// The fields that differ, at least one; of a record that is new or gone, those that are not empty.
    pub fields: Vec<FieldChange>,
}

impl ItemChange {
    /// Whether nothing differs but what follows from other fields or from the day.
    #[must_use]
    pub fn is_derived(&self) -> bool {
        self.kind == ChangeKind::Changed && self.fields.iter().all(|field| field.derived)
    }
}

/// One of the two snapshots, in short.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Side {
    /// The workbook it was taken from.
    pub workbook: DocumentId,
    /// The day it speaks for.
    pub on: NaiveDate,
    /// By whom it was frozen, and what for.
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

/// What differs between two snapshots.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// The earlier one, or the one named first.
    pub before: Side,
    /// The later one.
    pub after: Side,
    /// What both of them take in, and so what was compared.
    pub selection: Selection,
    /// One of them holds only a part of the duties: what is not in it is not told as new or gone.
    pub partial: bool,
    /// Only one of them has an annual report: reports were not compared.
    pub report_left_out: bool,
    /// The records that differ: by clause, then those of no clause by section.
    pub changes: Vec<ItemChange>,
    /// The names of the evidence of both, by hash, to say them in words.
    #[serde(skip)]
    pub evidence_names: BTreeMap<Sha256, String>,
    /// What the clauses are about.
    #[serde(skip)]
    pub topics: BTreeMap<ClauseId, Bilingual>,
}

/// What records stand together under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// A provision with its sub-items.
    Provision(ClauseId),
    /// What belongs to no clause.
    Section(Section),
}

impl ItemChange {
    /// What it stands under.
    #[must_use]
    pub fn group(&self) -> Group {
        let whole = |clause: ClauseId| ClauseId { sub_item: None, ..clause };
        self.clause.map_or(Group::Section(self.section), |clause| Group::Provision(whole(clause)))
    }
}

impl Comparison {
    /// Whether nothing differs but what follows from other fields or from the day.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.changes.iter().all(ItemChange::is_derived)
    }

    /// What is told to differ: a record that is new or gone as a whole, of one that changed each field, but for what follows
    /// from other fields or from the day.
    fn differences(&self) -> BTreeSet<(Section, &str, Option<&str>)> {
        let mut told = BTreeSet::new();
        for item in &self.changes {
            let key = (item.section, item.key.as_str());
            match item.kind {
                ChangeKind::Added | ChangeKind::Removed => drop(told.insert((key.0, key.1, None))),
                ChangeKind::Changed => {
                    let fields = item.fields.iter().filter(|field| !field.derived);
                    told.extend(fields.map(|field| (key.0, key.1, Some(field.field.as_str()))));
                }
            }
        }
        told
    }

    /// How many differences this one tells that `other`, a comparison of the same with less in it, does not.
    #[must_use]
    pub fn beyond(&self, other: &Self) -> usize {
        self.differences().difference(&other.differences()).count()
    }

    /// The records by what they stand under, in order; those left out that differ only in what follows from others.
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

    /// How many records are new, gone, and changed; those not counted that differ only in what follows from others.
    #[must_use]
    pub fn counts(&self) -> [usize; 3] {
        [ChangeKind::Added, ChangeKind::Removed, ChangeKind::Changed]
            .map(|kind| self.changes.iter().filter(|item| item.kind == kind && !item.is_derived()).count())
    }
}

/// Compares two snapshots in all that both of them take in.
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
    // Each record stands where the later one has it; the key decides where nothing else does.
    places.sort_by(|a, b| order(a).cmp(&order(b)));
    changes.extend(places.into_iter().filter_map(|(was, is)| change(was, is)));
    let partial = leave_out_unknown(&mut changes, &old, &new);
    // Whoever took a snapshot of the checklist alone said nothing of the report.
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

/// Leaves out what only seems to be new, gone or changed because one of the two holds less. True where one does.
fn leave_out_unknown(changes: &mut Vec<ItemChange>, before: &Snapshot, after: &Snapshot) -> bool {
    let is_part = |snapshot: &Snapshot| !snapshot.selection.has_all_duties() || snapshot.selection.summary;
    let (part_before, part_after) = (is_part(before), is_part(after));
    changes.retain(|item| match item.kind {
        ChangeKind::Added => !part_before,
        ChangeKind::Removed => !part_after,
        ChangeKind::Changed => true,
    });
    if before.selection.summary != after.selection.summary {
        // One page has neither the text of clauses nor evidence.
        changes.retain(|item| item.section != Section::Clauses);
        let is_known = |field: &FieldChange| !["evidence", "evidence_withheld"].contains(&field.field.as_str());
        for item in changes.iter_mut() {
            item.fields.retain(is_known);
        }
        changes.retain(|item| !item.fields.is_empty());
    }
    part_before || part_after
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
    let value = |fields: &BTreeMap<String, Value>, name: &String| fields.get(name).cloned().unwrap_or_default();
    let fields: Vec<FieldChange> = names
        .into_iter()
        .map(|name| FieldChange {
            field: name.clone(),
            derived: head.section.is_derived(name),
            before: value(&old, name),
            after: value(&new, name),
        })
        .filter(|field| field.before != field.after)
        .collect();
    // A record of which all is empty is still new, or gone.
    let nothing = fields.is_empty() && kind == ChangeKind::Changed;
    if nothing {
        return None;
    }
    Some(ItemChange { section: head.section, clause: head.clause, key: head.key, name: head.name, kind, fields })
}
