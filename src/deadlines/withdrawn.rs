//! Withdrawn dates: dates that disappeared by an edit, because their event was removed, their duty does not apply, or
//! their day was cleared. Calendars that contain a copy of them have to remove it.
//!
//! No list of exported dates is kept. The history contains the earlier values of every field; computing the dates with
//! these values and comparing them with the current dates gives the withdrawn ones.

use super::item::DateItem;
use super::register::dates_of;
use crate::calendar::Now;
use crate::obligation::Catalog;
use crate::workbook::{AnswerField, Contents, Field, LicenseId, SessionPart, Status, Value, Workbook};
use std::collections::{BTreeMap, BTreeSet};

/// The number of earlier values of a field that are considered, the latest first; more changes between two exports of a
/// calendar are unlikely.
const EARLIER: usize = 8;

/// The withdrawn dates of `license` that had a day, each in its state at `now`; confidential and internal content is
/// not removed from them.
#[must_use]
pub fn withdrawn(workbook: &Workbook, license: LicenseId, now: Now, catalog: &Catalog) -> Vec<DateItem> {
    let earlier = earlier_values(workbook);
    let current = dates_of(workbook, license, now, catalog);
    let mut known: BTreeSet<String> = current.into_iter().map(|date| date.id).collect();
    let mut found = Vec::new();
    for at in 0..EARLIER {
        let Some(before) = with_earlier(workbook, &earlier, at) else { break };
        let gone = dates_of(&before, license, now, catalog);
        found.extend(gone.into_iter().filter(|date| date.due.is_some() && known.insert(date.id.clone())));
    }
    found
}

/// The earlier values of the fields on which dates depend, the latest first, without duplicates and without the current
/// value.
fn earlier_values(workbook: &Workbook) -> BTreeMap<&Field, Vec<&Option<Value>>> {
    let mut earlier: BTreeMap<&Field, Vec<&Option<Value>>> = BTreeMap::new();
    let changes = workbook.history.iter().rev().flat_map(|record| &record.changes);
    for change in changes.filter(|change| may_carry_dates(&change.field, change.from.as_ref())) {
        let values = earlier.entry(&change.field).or_default();
        if values.len() < EARLIER && !values.contains(&&change.from) {
            values.push(&change.from);
        }
    }
    for (field, values) in &mut earlier {
        let now = workbook.get(field);
        values.retain(|value| **value != now);
    }
    earlier
}

/// The workbook with the earlier values at index `at`; `None` if no field has so many.
fn with_earlier(workbook: &Workbook, earlier: &BTreeMap<&Field, Vec<&Option<Value>>>, at: usize) -> Option<Workbook> {
    let mut contents: Contents = (**workbook).clone();
    contents.history.clear();
    let mut is_other = false;
    for (field, values) in earlier {
        if let Some(value) = values.get(at) {
            // A part of a record that no longer exists cannot be set.
            is_other |= contents.set(field, (*value).clone()).is_ok();
        }
    }
    is_other.then(|| Workbook::unchecked(contents))
}

/// Whether this value of the field can produce dates that another value does not. A value that only removes dates would
/// hide those that other values produce.
fn may_carry_dates(field: &Field, value: Option<&Value>) -> bool {
    // A fact that was not stated excludes nothing.
    if matches!(field, Field::Fact(..) | Field::Continues(_)) {
        return true;
    }
    if matches!(field, Field::Answer(_, AnswerField::Status)) {
        return value != Some(&Value::Status(Status::NotApplicable));
    }
    value.is_some() && is_ground(field)
}

/// Whether dates depend on the field.
fn is_ground(field: &Field) -> bool {
    match field {
        Field::TrackedFrom
        | Field::Fact(..)
        | Field::Continues(_)
        | Field::Renewal(_)
        | Field::Correction(..)
        | Field::Settled(..)
        | Field::Duty(_)
        | Field::Definition(_)
        | Field::Evidence(_)
        | Field::Event(_)
        | Field::Occurrence(_)
        | Field::Attestation(..)
        | Field::Report(_)
        | Field::Session(_)
        | Field::SessionPart(_, SessionPart::Decision(_)) => true,
        Field::Answer(_, part) => part.moves_dates(),
        Field::Person(_)
        | Field::License(_)
        | Field::ReportPart(..)
        | Field::SessionPart(..)
        | Field::Snapshot(_)
        | Field::Schedule(_) => false,
    }
}
