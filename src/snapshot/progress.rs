//! How many duties had which status over time, from the history.
//!
//! What applies by the license is taken as it is on the day of the snapshot, for all days: the chart shows what people
//! did, not what the annex or a stated fact ruled out later. A duty counts from the day on which it came into the
//! workbook. Nothing is said of the time before the first record.

use crate::obligation::ApplicabilityState;
use crate::workbook::{AnswerField, Change, DutyId, Field, Register, Status, Value, Workbook};
use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How many duties had which status at the end of a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProgressPoint {
    /// The day, in China.
    pub on: NaiveDate,
    /// Not started.
    pub not_started: usize,
    /// In progress.
    pub in_progress: usize,
    /// Met.
    pub met: usize,
    /// Not met.
    pub not_met: usize,
    /// Not applicable, by rule or by status.
    pub not_applicable: usize,
}

impl ProgressPoint {
    /// How many have this status.
    #[must_use]
    pub fn of(&self, status: Status) -> usize {
        let mut point = *self;
        *point.of_mut(status)
    }

    /// All that are not N/A.
    #[must_use]
    pub fn applying(&self) -> usize {
        self.not_started + self.in_progress + self.met + self.not_met
    }

    fn of_mut(&mut self, status: Status) -> &mut usize {
        match status {
            Status::NotStarted => &mut self.not_started,
            Status::InProgress => &mut self.in_progress,
            Status::Met => &mut self.met,
            Status::NotMet => &mut self.not_met,
            Status::NotApplicable => &mut self.not_applicable,
        }
    }
}

/// What is counted of a duty.
struct Counted {
    /// Whether the license rules it out.
    ruled_out: bool,
    /// Its status; none while it is not in the workbook.
    status: Option<Status>,
}

impl Counted {
    fn shown(&self) -> Option<Status> {
        if self.ruled_out { self.status.map(|_| Status::NotApplicable) } else { self.status }
    }
}

/// The state at the end of each day on which it changed, the earliest first; the first is that of the first record.
pub(super) fn points(workbook: &Workbook, register: &Register) -> Vec<ProgressPoint> {
    let Some(first) = workbook.history.first() else { return Vec::new() };
    let counted = |ruled_out: bool, status| Counted { ruled_out, status: Some(status) };
    let entries = register.entries.iter().map(|entry| {
        let ruled_out = entry.applicability.state == ApplicabilityState::NotApplicable;
        (entry.id, counted(ruled_out, entry.duty.answer.status))
    });
    let mut state: BTreeMap<DutyId, Counted> = entries.collect();
    // Back to the beginning …
    for change in workbook.history.iter().rev().flat_map(|record| record.changes.iter().rev()) {
        if let Some((id, before, _)) = status_change(change)
            && let Some(duty) = state.get_mut(&id)
        {
            duty.status = before;
        }
    }
    // … and forth again, day by day. A clock that was behind does not turn time back.
    let mut point = ProgressPoint { on: china_day(first.at), ..ProgressPoint::default() };
    for status in state.values().filter_map(Counted::shown) {
        *point.of_mut(status) += 1;
    }
    let mut points = vec![point];
    for record in &workbook.history {
        let before = point;
        for (id, _, after) in record.changes.iter().filter_map(status_change) {
            let Some(duty) = state.get_mut(&id) else { continue };
            if let Some(status) = duty.shown() {
                let count = point.of_mut(status);
                *count = count.saturating_sub(1);
            }
            duty.status = after;
            if let Some(status) = duty.shown() {
                *point.of_mut(status) += 1;
            }
        }
        if point != before {
            point.on = point.on.max(china_day(record.at));
            if points.last().is_some_and(|last| last.on == point.on) {
                points.pop();
            }
            points.push(point);
        }
    }
    // What was taken back on the same day is no step.
    points.dedup_by(|later, earlier| ProgressPoint { on: earlier.on, ..*later } == *earlier);
    points
}

/// The status that a change took from a duty and the one it gave; none where the duty was not there.
fn status_change(change: &Change) -> Option<(DutyId, Option<Status>, Option<Status>)> {
    if let Field::Answer(id, AnswerField::Status) = &change.field {
        let status = |value: &Option<Value>| if let Some(Value::Status(s)) = value { *s } else { Status::default() };
        return Some((*id, Some(status(&change.from)), Some(status(&change.to))));
    }
    let Field::Duty(id) = &change.field else { return None };
    let status =
        |value: &Option<Value>| if let Some(Value::Duty(duty)) = value { Some(duty.answer.status) } else { None };
    Some((*id, status(&change.from), status(&change.to)))
}

/// The day in China, where the license holds.
fn china_day(at: DateTime<Utc>) -> NaiveDate {
    FixedOffset::east_opt(8 * 60 * 60).map_or_else(|| at.date_naive(), |china| at.with_timezone(&china).date_naive())
}
