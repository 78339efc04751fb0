//! The number of duties by status over time, computed from the history.
//!
//! Applicability by the license is that of the day of the snapshot, for all days: the chart shows actions and events,
//! not later exclusions by the annex or a stated fact. A duty counts from the day on which it was added to the
//! workbook. The window of a report opens on its day, with or without a record on that day. The renewal of the license
//! is in progress from the day of the decision to the day of filing, as known on the day of the snapshot. Nothing is
//! known about the time before the first record.

use crate::calendar::Now;
use crate::deadlines::{DateRule, DateState, Entry, Register, by_raised, effective_status, follows_events, waits_for};
use crate::obligation::{ApplicabilityState, Predicate};
use crate::workbook::{AnswerField, Cause, Change, DutyId, EventId, Field, LicenseId, Status, Value, Workbook};
use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The number of duties by status at the end of a day.
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
    /// Not applicable, excluded by the annex or by status.
    pub not_applicable: usize,
}

impl ProgressPoint {
    /// The number of duties with this status.
    #[must_use]
    pub fn of(&self, status: Status) -> usize {
        let mut point = *self;
        *point.of_mut(status)
    }

    /// All applicable duties.
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

/// A duty during the count.
struct Counted<'a> {
    entry: &'a Entry,
    /// Its stated status; `None` while it does not exist.
    stated: Option<Status>,
}

impl Counted<'_> {
    /// The status that a register would show after these events.
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

    /// For each event that triggered it, whether the occurrence is completed.
    fn raised_by_events(&self, happened: &Happened) -> Vec<bool> {
        let closed = happened.closed.get(&self.entry.id);
        let waits = self.entry.duty.definition.applies_if.iter().any(|p| matches!(p, Predicate::Event(_)));
        // A shortcut for the majority of duties, which do not depend on events.
        if !follows_events(self.entry) || !waits && closed.is_none() {
            return Vec::new();
        }
        let raised = happened.events.iter().filter_map(|(id, kind)| {
            let done = closed.is_some_and(|closed| closed.contains(&Cause::Event(*id)));
            // An open occurrence counts only if the duty certainly applies.
            let applies = self.entry.applicability.state == ApplicabilityState::Applicable;
            (done || applies && waits_for(self.entry, kind)).then_some(done)
        });
        raised.collect()
    }
}

/// The renewal of the license, or its termination.
struct Renewal {
    /// The day of the decision.
    decided_on: NaiveDate,
    /// The day of filing.
    done_on: Option<NaiveDate>,
}

/// The events under the license, and the completed occurrences.
#[derive(Default)]
struct Happened {
    /// The kinds of the recorded events.
    events: BTreeMap<EventId, String>,
    /// The completed occurrences by duty.
    closed: BTreeMap<DutyId, BTreeSet<Cause>>,
    /// The report years that were filed.
    filed: BTreeSet<i32>,
    /// The first days of the report windows, by annual report duty.
    windows: BTreeMap<DutyId, BTreeSet<NaiveDate>>,
    /// The decision about the end of the license, by the duty that it triggered.
    renewals: BTreeMap<DutyId, Renewal>,
    /// The day up to which windows have opened.
    today: NaiveDate,
}

impl Happened {
    /// For each report window that has opened or was completed, whether it is completed.
    fn raised_by_windows(&self, duty: DutyId) -> Vec<bool> {
        let raised = self.windows.get(&duty).into_iter().flatten().filter_map(|opens| {
            let closed = self.closed.get(&duty).is_some_and(|closed| closed.contains(&Cause::Period(*opens)));
            let done = closed || self.filed.contains(&(opens.year() - 1));
            (done || *opens <= self.today).then_some(done)
        });
        raised.collect()
    }

    /// If the decision was made by now, whether the filing is done.
    fn raised_by_decision(&self, duty: DutyId) -> Option<bool> {
        let renewal = self.renewals.get(&duty).filter(|renewal| renewal.decided_on <= self.today)?;
        Some(renewal.done_on.is_some_and(|on| on <= self.today))
    }

    /// The days after `after` up to `day` on which a state changes without a record.
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

/// The duties of a license and the events at a point in time.
struct State<'a> {
    license: LicenseId,
    duties: BTreeMap<DutyId, Counted<'a>>,
    happened: Happened,
}

impl<'a> State<'a> {
    /// The current state.
    fn of(workbook: &Workbook, register: &'a Register) -> Self {
        let entries = register.entries.iter();
        let duties = entries.map(|entry| (entry.id, Counted { entry, stated: Some(entry.duty.answer.status) }));
        let mut state = Self { license: register.license, duties: duties.collect(), happened: Happened::default() };
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
        let renewals = register.dates.iter().filter(|date| date.rule == DateRule::BeforeExpiry);
        for date in renewals.filter(|date| date.state != DateState::DecisionMissing) {
            // A day after the snapshot is treated as the day of the snapshot.
            let by_then = |day: NaiveDate| day.min(register.today());
            let decided_on = workbook.decided_on(register.license).map_or(NaiveDate::MIN, by_then);
            let renewal = Renewal { decided_on, done_on: date.done_on.map(by_then) };
            state.happened.renewals.insert(date.duty, renewal);
        }
        state
    }

    /// Sets the field of a change to `value`; its value so far is `other`.
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

    /// The duties whose status a change can affect.
    fn touched(&self, change: &Change) -> Vec<DutyId> {
        if let Field::Event(id) = &change.field {
            let kinds = [kind_of(change.from.as_ref()), kind_of(change.to.as_ref())];
            let touched = self.duties.values().filter(|duty| {
                let closed = self.happened.closed.get(&duty.entry.id);
                kinds.iter().flatten().any(|kind| waits_for(duty.entry, kind))
                    || closed.is_some_and(|closed| closed.contains(&Cause::Event(*id)))
            });
            return touched.map(|duty| duty.entry.id).collect();
        }
        if let Field::Report(_) = &change.field {
            return self.reporting();
        }
        let of_occurrence = change
            .from
            .iter()
            .chain(&change.to)
            .find_map(|value| if let Value::Occurrence(occurrence) = value { Some(occurrence.duty) } else { None });
        of_occurrence.or_else(|| stated(&change.field, None).map(|(id, _)| id)).into_iter().collect()
    }

    /// The annual report duties.
    fn reporting(&self) -> Vec<DutyId> {
        self.happened.windows.keys().copied().collect()
    }

    fn shown(&self, duty: DutyId) -> Option<Status> {
        self.duties.get(&duty)?.shown(&self.happened)
    }

    /// Applies a step that can affect the status of the duties `touched`, and updates the counts.
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

    /// Advances to `day` and opens the windows on their days. A clock that was slow does not move time back.
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

/// The completed points, and the current counts.
struct Points {
    kept: Vec<ProgressPoint>,
    now: ProgressPoint,
}

impl Points {
    /// Adds a point for the end of `day` if the counts changed.
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

/// One point for the end of each day with a change, in chronological order; the first is that of the first record.
pub(super) fn points(workbook: &Workbook, register: &Register) -> Vec<ProgressPoint> {
    let Some(first) = workbook.history.first() else { return Vec::new() };
    let mut state = State::of(workbook, register);
    // Reverts the history to the initial state …
    for change in workbook.history.iter().rev().flat_map(|record| record.changes.iter().rev()) {
        state.set(&change.field, change.from.as_ref(), change.to.as_ref());
    }
    // … and replays it day by day.
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
    // A change that was reverted on the same day gives no point.
    points.dedup_by(|later, earlier| ProgressPoint { on: earlier.on, ..*later } == *earlier);
    points
}

/// The duty and the status that `value` in this field states; the inner `None` means that the duty does not exist.
fn stated(field: &Field, value: Option<&Value>) -> Option<(DutyId, Option<Status>)> {
    if let Field::Answer(id, AnswerField::Status) = field {
        let status = if let Some(Value::Status(status)) = value { *status } else { Status::default() };
        return Some((*id, Some(status)));
    }
    let Field::Duty(id) = field else { return None };
    Some((*id, if let Some(Value::Duty(duty)) = value { Some(duty.answer.status) } else { None }))
}

/// The kind of an event.
fn kind_of(value: Option<&Value>) -> Option<&str> {
    if let Some(Value::Event(event)) = value { Some(event.kind.as_str()) } else { None }
}
