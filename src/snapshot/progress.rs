//! How many duties had which status over time, from the history.
//!
//! What applies by the license is taken as it is on the day of the snapshot, for all days: the chart shows what people
//! did and what happened, not what the annex or a stated fact ruled out later. A duty counts from the day on which it came into the
//! workbook. The window of a report opens on its day, whether something was recorded on it or not, and the renewal of the
//! license is in progress from the day of the decision to the day it was filed, as both are known on the day of the
//! snapshot. Nothing is said of the time before the first record.

use crate::calendar::Now;
use crate::deadlines::{
    DateItem, DateRule, DateState, Entry, Register, by_raised, effective_status, follows_events, waits_for,
};
use crate::obligation::{ApplicabilityState, Predicate};
use crate::workbook::{AnswerField, Cause, Change, DutyId, EventId, Field, LicenseId, Status, Value, Workbook};
use chrono::{Datelike as _, NaiveDate};
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
        let raised = self.raised_by_events(happened).into_iter().chain(happened.raised_by_windows(self.entry.id));
        let raised = raised.chain(happened.raised_by_decision(self.entry.id));
        Some(effective_status(stated, by_raised(raised)))
    }

    /// For each event that raised it, whether that was done.
    fn raised_by_events(&self, happened: &Happened) -> Vec<bool> {
        let closed = happened.closed.get(&self.entry.id);
        let waits = self.entry.duty.definition.applies_if.iter().any(|p| matches!(p, Predicate::Event(_)));
        // Most duties have nothing to do with events: there is nothing to look for.
        if !follows_events(self.entry) || !waits && closed.is_none() {
            return Vec::new();
        }
        let raised = happened.events.iter().filter_map(|(id, kind)| {
            let done = closed.is_some_and(|closed| closed.contains(&Cause::Event(*id)));
            // Of what is open it is not known whether it is to be done where it is not known whether the duty applies.
            let applies = self.entry.applicability.state == ApplicabilityState::Applicable;
            (done || applies && waits_for(self.entry, kind)).then_some(done)
        });
        raised.collect()
    }
}

/// The renewal of the license, or its end.
struct Renewal {
    /// The day of the decision.
    decided_on: NaiveDate,
    /// The day it was filed.
    done_on: Option<NaiveDate>,
}

/// What happened under the license, and what of it was done.
#[derive(Default)]
struct Happened {
    /// The kinds of the events.
    events: BTreeMap<EventId, String>,
    /// The duties that were done, with on account of what.
    closed: BTreeMap<DutyId, BTreeSet<Cause>>,
    /// The years whose report was filed.
    filed: BTreeSet<i32>,
    /// The first days of the windows of reports, by the duty to report.
    windows: BTreeMap<DutyId, BTreeSet<NaiveDate>>,
    /// What was decided about the end of the license, by the duty that it raised.
    renewals: BTreeMap<DutyId, Renewal>,
    /// The day up to which windows have opened.
    today: NaiveDate,
}

impl Happened {
    /// For each window of a report that has opened or was served, whether that is done.
    fn raised_by_windows(&self, duty: DutyId) -> Vec<bool> {
        let raised = self.windows.get(&duty).into_iter().flatten().filter_map(|opens| {
            let closed = self.closed.get(&duty).is_some_and(|closed| closed.contains(&Cause::Period(*opens)));
            let done = closed || self.filed.contains(&(opens.year() - 1));
            (done || *opens <= self.today).then_some(done)
        });
        raised.collect()
    }

    /// Where it was decided by now, whether that is done.
    fn raised_by_decision(&self, duty: DutyId) -> Option<bool> {
        let renewal = self.renewals.get(&duty).filter(|renewal| renewal.decided_on <= self.today)?;
        Some(renewal.done_on.is_some_and(|on| on <= self.today))
    }

    /// The days after `after` up to `day` on which something turns without a record.
    fn turns(&self, after: NaiveDate, day: NaiveDate) -> BTreeSet<NaiveDate> {
        let renewals = self.renewals.values().flat_map(|renewal| [Some(renewal.decided_on), renewal.done_on]);
        let days = self.windows.values().flatten().copied().chain(renewals.flatten());
        days.filter(|turn| *turn > after && *turn <= day).collect()
    }

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
        let Some(cause) = occurrence.cause() else { return };
        if is_there && occurrence.done_on.is_some() {
            self.closed.entry(occurrence.duty).or_default().insert(cause);
        } else if let Some(closed) = self.closed.get_mut(&occurrence.duty) {
            closed.remove(&cause);
        }
    }

    fn put_report(&mut self, year: i32, value: Option<&Value>) {
        if let Some(Value::Report(report)) = value
            && report.filed_on.is_some()
        {
            self.filed.insert(year);
        } else {
            self.filed.remove(&year);
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
        for (duty, cause) in closed.filter_map(|occurrence| Some((occurrence.duty, occurrence.cause()?))) {
            state.happened.closed.entry(duty).or_default().insert(cause);
        }
        let filed = workbook.reports.iter().filter(|(_, report)| report.filed_on.is_some());
        state.happened.filed = filed.map(|(year, _)| *year).collect();
        for date in register.dates.iter().filter(|date| date.rule == DateRule::AnnualReport) {
            state.happened.windows.entry(date.duty).or_default().extend(date.period);
        }
        let decided =
            |date: &&DateItem| date.rule == DateRule::BeforeExpiry && date.state != DateState::DecisionMissing;
        for date in register.dates.iter().filter(decided) {
            // What is to come on the day of the snapshot holds on it all the same.
            let by_then = |day: NaiveDate| day.min(register.today());
            let decided_on = workbook.decided_on(register.license).map_or(NaiveDate::MIN, by_then);
            let renewal = Renewal { decided_on, done_on: date.done_on.map(by_then) };
            state.happened.renewals.insert(date.duty, renewal);
        }
        state
    }

    /// Lets the field of a change hold `value`, where before it held `other`.
    fn set(&mut self, field: &Field, value: Option<&Value>, other: Option<&Value>) {
        if let Field::Event(id) = field {
            self.happened.put_event(*id, value, self.license);
        } else if let Field::Report(year) = field {
            self.happened.put_report(*year, value);
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
                    || self
                        .happened
                        .closed
                        .get(&duty.entry.id)
                        .is_some_and(|closed| closed.contains(&Cause::Event(*id)))
            };
            return self.duties.values().filter(waits).map(|duty| duty.entry.id).collect();
        }
        if let Field::Report(_) = &change.field {
            return self.reporting();
        }
        let of_occurrence = change.from.iter().chain(&change.to).find_map(duty);
        of_occurrence.or_else(|| stated(&change.field, None).map(|(id, _)| id)).into_iter().collect()
    }

    /// The duties to report.
    fn reporting(&self) -> Vec<DutyId> {
        self.happened.windows.keys().copied().collect()
    }

    fn shown(&self, duty: DutyId) -> Option<Status> {
        self.duties.get(&duty)?.shown(&self.happened)
    }

    /// Lets something happen that may alter the status of the duties `touched`, and counts them anew.
    fn step(&mut self, point: &mut ProgressPoint, touched: Vec<DutyId>, happen: impl FnOnce(&mut Self)) {
        let shown: Vec<Option<Status>> = touched.iter().map(|duty| self.shown(*duty)).collect();
        happen(self);
        for (duty, was) in touched.into_iter().zip(shown) {
            if let Some(status) = was {
                let count = point.of_mut(status);
                *count = count.saturating_sub(1);
            }
            if let Some(status) = self.shown(duty) {
                *point.of_mut(status) += 1;
            }
        }
    }

    /// Lets the windows open up to and with `day`, each on its day. A clock that was behind does not turn time back.
    fn pass_to(&mut self, day: NaiveDate, points: &mut Points) {
        if day <= self.happened.today {
            return;
        }
        for turn in self.happened.turns(self.happened.today, day) {
            let touched = self.reporting().into_iter().chain(self.happened.renewals.keys().copied()).collect();
            self.step(&mut points.now, touched, |state| state.happened.today = turn);
            points.keep(turn);
        }
        self.happened.today = day;
    }
}

/// The points so far, and the one that is being made.
struct Points {
    kept: Vec<ProgressPoint>,
    now: ProgressPoint,
}

impl Points {
    /// Keeps what holds at the end of `day`, where that is something new.
    fn keep(&mut self, day: NaiveDate) {
        let last = self.kept.last().copied().unwrap_or_default();
        if (ProgressPoint { on: last.on, ..self.now }) == last {
            return;
        }
        self.now.on = last.on.max(day);
        if last.on == self.now.on {
            self.kept.pop();
        }
        self.kept.push(self.now);
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
    // … and forth again, day by day.
    let on = Now::from(first.at).day();
    state.happened.today = on.min(register.today());
    let mut point = ProgressPoint { on, ..ProgressPoint::default() };
    for status in state.duties.values().filter_map(|duty| duty.shown(&state.happened)) {
        *point.of_mut(status) += 1;
    }
    let mut points = Points { kept: vec![point], now: point };
    for record in &workbook.history {
        let day = Now::from(record.at).day();
        state.pass_to(day.min(register.today()), &mut points);
        for change in &record.changes {
            let touched = state.touched(change);
            state.step(&mut points.now, touched, |state| {
                state.set(&change.field, change.to.as_ref(), change.from.as_ref());
            });
        }
        points.keep(day);
    }
    state.pass_to(register.today(), &mut points);
    let mut points = points.kept;
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
