//! Dates that were there and are no more, though no time passed: their event was taken back, their duty does not apply,
//! their day was cleared. Whoever copied them into a calendar is to take them out again.
//!
//! No list of what was exported is kept: the history tells what every field held before. With these values in place of
//! those of today, the same count gives the dates that there would be; what is among them and not among those of today
//! was withdrawn.

use super::Register;
use super::item::DateItem;
use crate::calendar::Now;
use crate::obligation::Catalog;
use crate::workbook::{AnswerField, Contents, Field, LicenseId, SessionPart, Status, Value, Workbook};
use std::collections::{BTreeMap, BTreeSet};

/// So many earlier values of a field are looked at, the latest first: nobody moves a day more often before the calendar is
/// exported again.
const EARLIER: usize = 8;

/// The withdrawn dates of `license` that had a day, each as it would stand at `now`; confidential and internal words are
/// still in them.
#[must_use]
pub fn withdrawn(workbook: &Workbook, license: LicenseId, now: Now, catalog: &Catalog) -> Vec<DateItem> {
    let dates = |workbook: &Workbook| Register::of(workbook, license, now, catalog).map_or(Vec::new(), |r| r.dates);
    let earlier = earlier_values(workbook);
    let mut known: BTreeSet<String> = dates(workbook).into_iter().map(|date| date.id).collect();
    let mut found = Vec::new();
    for at in 0..EARLIER {
        let Some(before) = with_earlier(workbook, &earlier, at) else { break };
        let gone = dates(&before).into_iter().filter(|date| date.due.is_some() && known.insert(date.id.clone()));
        found.extend(gone);
    }
    found
}

/// What fields that dates rest on held before, the latest value first, none twice and none that they hold now.
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

/// The workbook with the earlier values at this place; none where no field has so many.
fn with_earlier(workbook: &Workbook, earlier: &BTreeMap<&Field, Vec<&Option<Value>>>, at: usize) -> Option<Workbook> {
    let mut contents: Contents = (**workbook).clone();
    contents.history.clear();
    let mut is_other = false;
    for (field, values) in earlier {
        if let Some(value) = values.get(at) {
            // A part of what is gone has no place any more.
            is_other |= contents.set(field, (*value).clone()).is_ok();
        }
    }
    is_other.then(|| Workbook::unchecked(contents))
}

/// Whether there can be dates where the field holds this that there are not where it holds something else. A value that can
/// only take dates away would hide what another one brings.
fn may_carry_dates(field: &Field, value: Option<&Value>) -> bool {
    // What nobody stated rules nothing out.
    if matches!(field, Field::Fact(..) | Field::Continues(_)) {
        return true;
    }
    if matches!(field, Field::Answer(_, AnswerField::Status)) {
        return value != Some(&Value::Status(Status::NotApplicable));
    }
    value.is_some() && is_ground(field)
}

/// Whether dates rest on the field.
fn is_ground(field: &Field) -> bool {
    match field {
        Field::TrackedFrom
        | Field::Fact(..)
        | Field::Continues(_)
        | Field::Renewal(_)
        | Field::Duty(_)
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
