//! How many duties had which status over time, from the history.
//!
//! What applies by the license is taken as it is on the day of the snapshot, for all days: the chart shows what people
//! did and what happened, not what the annex or a stated fact ruled out later. A duty counts from the day on which it came into the
//! workbook. Nothing is said of the time before the first record.

use crate::calendar::Now;
use crate::obligation::{ApplicabilityState, Predicate};
use crate::workbook::{
    AnswerField, Change, DutyId, Entry, EventId, Field, LicenseId, Register, Status, Value, Workbook, by_raised,
    effective_status, follows_events, waits_for,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

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
struct Counted<'a> {
    entry: &'a Entry,
    /// Its stated status; none while it is not in the workbook.
    stated: Option<Status>,
}

impl Counted<'_> {
    /// The status that a register shows where this happened.
    fn shown(&self, happened: &Happened) -> Option<Status> {
        let stated = self.stated?;
        let state = self.entry.applicability.state;
        if state == ApplicabilityState::NotApplicable {
            return Some(Status::NotApplicable);
        }
        let closed = happened.closed.get(&self.entry.id);
        let waits = self.entry.duty.definition.applies_if.iter().any(|p| matches!(p, Predicate::Event(_)));
        // Most duties have nothing to do with events: there is nothing to look for.
        if !follows_events(self.entry) || !waits && closed.is_none() {
            return Some(stated);
        }
        let raised = happened.events.iter().filter_map(|(id, kind)| {
            let done = closed.is_some_and(|closed| closed.contains(id));
            // Of what is open it is not known whether it is to be done where it is not known whether the duty applies.
            let open = state == ApplicabilityState::Applicable && waits_for(self.entry, kind);
            (done || open).then_some(done)
        });
        Some(effective_status(stated, by_raised(raised)))
    }
}

/// What happened under the license, and what of it was done.
#[derive(Default)]
struct Happened {
    /// The kinds of the events.
    events: BTreeMap<EventId, String>,
    /// The duties that were done on account of an event.
    closed: BTreeMap<DutyId, BTreeSet<EventId>>,
}

impl Happened {
    fn put_event(&mut self, id: EventId, value: Option<&Value>, license: LicenseId) {
        self.events.remove(&id);
        if let Some(Value::Event(event)) = value
            && event.license == license
        {
            self.events.insert(id, event.kind.clone());
        }
    }

    fn put_occurrence(&mut self, value: &Value, is_there: bool) {
        let Value::Occurrence(occurrence) = value else { return };
        let Some(event) = occurrence.event else { return };
        if is_there && occurrence.done_on.is_some() {
            self.closed.entry(occurrence.duty).or_default().insert(event);
        } else if let Some(closed) = self.closed.get_mut(&occurrence.duty) {
            closed.remove(&event);
        }
    }
}

/// The duties of a license with what happened, at one time.
struct State<'a> {
    license: LicenseId,
    duties: BTreeMap<DutyId, Counted<'a>>,
    happened: Happened,
}

impl<'a> State<'a> {
    /// As it is now.
    fn of(workbook: &Workbook, register: &'a Register) -> Self {
        let counted = |entry: &'a Entry| (entry.id, Counted { entry, stated: Some(entry.duty.answer.status) });
        let duties = register.entries.iter().map(counted).collect();
        let mut state = Self { license: register.license, duties, happened: Happened::default() };
        let events = workbook.events.iter().filter(|(_, event)| event.license == register.license);
        state.happened.events = events.map(|(id, event)| (*id, event.kind.clone())).collect();
        let closed = workbook.occurrences.values().filter(|occurrence| occurrence.done_on.is_some());
        for (duty, event) in closed.filter_map(|occurrence| Some((occurrence.duty, occurrence.event?))) {
            state.happened.closed.entry(duty).or_default().insert(event);
        }
        state
    }

    /// Lets the field of a change hold `value`, where before it held `other`.
    fn set(&mut self, field: &Field, value: Option<&Value>, other: Option<&Value>) {
        if let Field::Event(id) = field {
            self.happened.put_event(*id, value, self.license);
        } else if let Field::Occurrence(_) = field {
            for (value, is_there) in [(other, false), (value, true)] {
                if let Some(value) = value {
                    self.happened.put_occurrence(value, is_there);
                }
            }
        } else if let Some((id, status)) = stated(field, value)
            && let Some(duty) = self.duties.get_mut(&id)
        {
            duty.stated = status;
        }
    }

    /// The duties whose shown status a change may alter.
    fn touched(&self, change: &Change) -> Vec<DutyId> {
        let kind = |value: &Option<Value>| if let Some(Value::Event(e)) = value { Some(e.kind.clone()) } else { None };
        let duty = |value: &Value| if let Value::Occurrence(o) = value { Some(o.duty) } else { None };
        if let Field::Event(id) = &change.field {
            let kinds = [kind(&change.from), kind(&change.to)];
            let waits = |duty: &&Counted<'_>| {
                kinds.iter().flatten().any(|kind| waits_for(duty.entry, kind))
                    || self.happened.closed.get(&duty.entry.id).is_some_and(|closed| closed.contains(id))
            };
            return self.duties.values().filter(waits).map(|duty| duty.entry.id).collect();
        }
        let of_occurrence = change.from.iter().chain(&change.to).find_map(duty);
        of_occurrence.or_else(|| stated(&change.field, None).map(|(id, _)| id)).into_iter().collect()
    }

    fn shown(&self, duty: DutyId) -> Option<Status> {
        self.duties.get(&duty)?.shown(&self.happened)
    }
}

/// The state at the end of each day on which it changed, the earliest first; the first is that of the first record.
pub(super) fn points(workbook: &Workbook, register: &Register) -> Vec<ProgressPoint> {
    let Some(first) = workbook.history.first() else { return Vec::new() };
    let mut state = State::of(workbook, register);
    // Back to the beginning …
    for change in workbook.history.iter().rev().flat_map(|record| record.changes.iter().rev()) {
        state.set(&change.field, change.from.as_ref(), change.to.as_ref());
    }
    // … and forth again, day by day. A clock that was behind does not turn time back.
    let mut point = ProgressPoint { on: Now::from(first.at).day(), ..ProgressPoint::default() };
    for status in state.duties.values().filter_map(|duty| duty.shown(&state.happened)) {
        *point.of_mut(status) += 1;
    }
    let mut points = vec![point];
    for record in &workbook.history {
        let before = point;
        for change in &record.changes {
            let touched = state.touched(change);
            let shown: Vec<Option<Status>> = touched.iter().map(|duty| state.shown(*duty)).collect();
            state.set(&change.field, change.to.as_ref(), change.from.as_ref());
            for (duty, was) in touched.into_iter().zip(shown) {
                if let Some(status) = was {
                    let count = point.of_mut(status);
                    *count = count.saturating_sub(1);
                }
                if let Some(status) = state.shown(duty) {
                    *point.of_mut(status) += 1;
                }
            }
        }
        if point != before {
            point.on = point.on.max(Now::from(record.at).day());
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

/// The status that `value` in this field states, and of which duty; the inner none where the duty is not there.
fn stated(field: &Field, value: Option<&Value>) -> Option<(DutyId, Option<Status>)> {
    if let Field::Answer(id, AnswerField::Status) = field {
        let status = if let Some(Value::Status(status)) = value { *status } else { Status::default() };
        return Some((*id, Some(status)));
    }
    let Field::Duty(id) = field else { return None };
    Some((*id, if let Some(Value::Duty(duty)) = value { Some(duty.answer.status) } else { None }))
}
