//! What happened, and what a person says about what follows from it.
//!
//! The dates themselves follow from duty and event and are not stored; an [`Occurrence`] is stored only once somebody
//! says something about one. Its id follows from the duty and the cause, so two copies of a workbook that close the
//! same one name the same record, and a merge never doubles it.

use super::dates::is_annual_report;
use super::edit::{AnswerField, Edit, Field, Value};
use super::id::{DutyId, EventId, Id, LicenseId, OccurrenceId, Sha256};
use super::model::{Event, Occurrence, RenewalStage, RenewalStep};
use super::{Contents, Workbook, recurrence};
use crate::calendar::Calendar;
use chrono::NaiveDate;
use std::collections::BTreeSet;
use std::fmt;

/// The kind of event that decides to go on after the license ends.
pub(super) const CONTINUATION: &str = "continuation_decided";
/// The kind of event that decides to stop.
pub(super) const TERMINATION: &str = "termination_decided";

/// What raises an occurrence of a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cause {
    /// A period, named by a day: the due date of the company's own, the first day of a report's window, the last day
    /// of validity.
    Period(NaiveDate),
    /// Something that happened.
    Event(EventId),
}

impl Cause {
    /// Sorts before every other.
    pub(super) const MIN: Self = Self::Period(NaiveDate::MIN);
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Event(event) => write!(f, "event:{event}"),
            Self::Period(day) => write!(f, "period:{day}"),
        }
    }
}

impl Occurrence {
    /// What raised it.
    #[must_use]
    pub fn cause(&self) -> Option<Cause> {
        self.event.map(Cause::Event).or(self.period.map(Cause::Period))
    }
}

impl OccurrenceId {
    /// The id of what is said about `duty` on account of `cause`: the same in every copy of the workbook.
    #[must_use]
    pub fn of(duty: DutyId, cause: Cause) -> Self {
        let Sha256(digest) = Sha256::of(format!("{duty} {cause}").as_bytes());
        let number = |bytes: &[u8]| bytes.iter().fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
        let (opening, rest) = digest.split_at(8);
        let sequence = rest.iter().take(4).fold(0_u32, |number, byte| (number << 8) | u32::from(*byte));
        Self(Id { opening: number(opening), sequence })
    }
}

impl Workbook {
    /// What is said about `duty` on account of `cause`, and under which id.
    #[must_use]
    pub fn occurrence(&self, duty: DutyId, cause: Cause) -> Option<(OccurrenceId, &Occurrence)> {
        let id = OccurrenceId::of(duty, cause);
        let is_it = |o: &Occurrence| o.duty == duty && o.cause() == Some(cause);
        match self.occurrences.get(&id) {
            Some(occurrence) if is_it(occurrence) => Some((id, occurrence)),
            _ => self.occurrences.iter().find(|(_, o)| is_it(o)).map(|(id, o)| (*id, o)),
        }
    }

    /// Whether the company goes on: as stated, or else by the latest decision recorded as an event.
    #[must_use]
    pub fn continues(&self, license: LicenseId) -> Option<bool> {
        let stated = self.licenses.get(&license).and_then(|l| l.record.continues);
        stated.or_else(|| self.latest_decision(license, None).map(|(_, continues)| continues))
    }

    /// The day of the latest decision to go on or to stop that was recorded as an event.
    #[must_use]
    pub fn decided_on(&self, license: LicenseId) -> Option<NaiveDate> {
        self.latest_decision(license, None).map(|(on, _)| on)
    }

    /// The latest decision recorded as an event, but for that of `without`.
    fn latest_decision(&self, license: LicenseId, without: Option<EventId>) -> Option<(NaiveDate, bool)> {
        let events = self.events.iter().filter(|(id, e)| e.license == license && Some(**id) != without);
        events.filter_map(|(_, e)| Some((e.on, decision(e)?))).max_by_key(|(on, _)| *on)
    }

    /// Records that something happened. A decision to continue or stop also corrects an earlier statement about it.
    #[must_use]
    pub fn record_event(&self, id: EventId, event: Event) -> Edit {
        let mut wanted = Vec::new();
        let stated = self.licenses.get(&event.license).and_then(|l| l.record.continues);
        if let Some(decided) = decision(&event)
            && stated.is_some_and(|stated| stated != decided)
            && self.latest_decision(event.license, Some(id)).is_none_or(|(on, _)| on <= event.on)
        {
            wanted.push((Field::Continues(event.license), Some(Value::Flag(decided))));
        }
        wanted.push((Field::Event(id), Some(Value::Event(Box::new(event)))));
        self.change(wanted)
    }

    /// Corrects what was recorded. The dates that follow are computed anew; what was closed stays closed.
    /// Nothing changes where there is no such event.
    #[must_use]
    pub fn correct_event(&self, id: EventId, event: Event) -> Edit {
        if self.events.contains_key(&id) { self.record_event(id, event) } else { Edit::default() }
    }

    /// Takes an event out, with all that was said about what followed from it.
    #[must_use]
    pub fn remove_event(&self, id: EventId) -> Edit {
        let said = self.occurrences.iter().filter(|(_, o)| o.event == Some(id));
        let said = said.map(|(occurrence, _)| (Field::Occurrence(*occurrence), None));
        self.change(said.chain([(Field::Event(id), None)]))
    }

    /// The days on which it can have been done: not before what raised it, and not after `today`. The range is empty where
    /// that is still to come; it has no beginning where a due date of the company's own is kept ahead of time.
    #[must_use]
    pub fn completion_days(&self, duty: DutyId, cause: Cause, today: NaiveDate) -> (Option<NaiveDate>, NaiveDate) {
        let reports = || self.duties.get(&duty).is_some_and(|duty| is_annual_report(&duty.definition));
        let from = match cause {
            Cause::Event(id) => self.events.get(&id).map(|event| event.on),
            Cause::Period(opens) => Some(opens).filter(|_| reports()),
        };
        (from, today)
    }

    /// Whether it can have been done on the day `on`; see [`Workbook::completion_days`].
    #[must_use]
    pub fn can_be_done_on(&self, duty: DutyId, cause: Cause, on: NaiveDate, today: NaiveDate) -> bool {
        let (from, to) = self.completion_days(duty, cause, today);
        on <= to && from.is_none_or(|from| on >= from)
    }

    /// Closes one occurrence of a duty: it was done on this day. Whether that was in time follows from its date.
    ///
    /// A recurring due date that is closed moves on to the next period that is not; the window of an annual report is
    /// closed by filing it. Nothing changes where the duty, or the event, is not in the workbook.
    #[must_use]
    pub fn close_occurrence(
        &self,
        duty: DutyId,
        cause: Cause,
        done_on: NaiveDate,
        note: &str,
        evidence: BTreeSet<Sha256>,
    ) -> Edit {
        let report =
            self.report_of_period(duty, cause).map(|year| self.note_filed(year, done_on, None, evidence.clone()));
        report.unwrap_or_default().and(self.put_closed(duty, cause, done_on, note, evidence))
    }

    /// What is said of one occurrence when it is closed.
    pub(super) fn put_closed(
        &self,
        duty: DutyId,
        cause: Cause,
        done_on: NaiveDate,
        note: &str,
        evidence: BTreeSet<Sha256>,
    ) -> Edit {
        let known = match cause {
            Cause::Event(id) => self.events.contains_key(&id),
            Cause::Period(_) => true,
        };
        let Some(answer) = self.duties.get(&duty).map(|d| &d.answer).filter(|_| known) else { return Edit::default() };
        let id = self.occurrence(duty, cause).map_or_else(|| OccurrenceId::of(duty, cause), |(id, _)| id);
        let (event, period) = match cause {
            Cause::Event(event) => (Some(event), None),
            Cause::Period(day) => (None, Some(day)),
        };
        let note = note.trim().to_owned();
        let occurrence = Occurrence { duty, event, period, done_on: Some(done_on), note, evidence };
        let mut wanted = vec![(Field::Occurrence(id), Some(Value::Occurrence(Box::new(occurrence))))];
        if let (Some(recurrence), Cause::Period(period)) = (answer.recurrence, cause)
            && answer.due == Some(period)
        {
            let calendar = Calendar::new(&self.schedules);
            let next = recurrence::next_due(recurrence, period, done_on, &calendar);
            let open = recurrence::first_open(recurrence, next, done_on, &calendar, |day| {
                self.occurrence(duty, Cause::Period(day)).is_some_and(|(_, o)| o.done_on.is_some())
            });
            wanted.push((Field::Answer(duty, AnswerField::Due), open.map(Value::Date)));
        }
        self.change(wanted)
    }

    /// Opens an occurrence that was closed. A recurring due date goes back to its period; that an annual report was filed
    /// is taken back.
    #[must_use]
    pub fn reopen(&self, duty: DutyId, cause: Cause) -> Edit {
        let report = self.report_of_period(duty, cause).map(|year| self.note_unfiled(year));
        report.unwrap_or_default().and(self.put_reopened(duty, cause))
    }

    /// Takes back what is said of one occurrence.
    pub(super) fn put_reopened(&self, duty: DutyId, cause: Cause) -> Edit {
        let Some((id, _)) = self.occurrence(duty, cause) else { return Edit::default() };
        let mut wanted = vec![(Field::Occurrence(id), None)];
        let answer = self.duties.get(&duty).map(|d| &d.answer);
        if let (Some(answer), Cause::Period(period)) = (answer, cause)
            && answer.recurrence.is_some()
            && answer.due.is_none_or(|due| period < due)
        {
            wanted.push((Field::Answer(duty, AnswerField::Due), Some(Value::Date(period))));
        }
        self.change(wanted)
    }

    /// States whether the company wants to go on after the license ends, or takes the statement back.
    #[must_use]
    pub fn state_continues(&self, license: LicenseId, continues: Option<bool>) -> Edit {
        self.change([(Field::Continues(license), continues.map(Value::Flag))])
    }

    /// Notes that a stage of the renewal was reached on a day, with the number of the acceptance or decision, or takes
    /// it back.
    #[must_use]
    pub fn set_renewal(&self, license: LicenseId, stage: RenewalStage, reached: Option<(NaiveDate, &str)>) -> Edit {
        let Some(held) = self.licenses.get(&license) else { return Edit::default() };
        let mut steps: Vec<RenewalStep> =
            held.record.renewal.iter().filter(|step| step.stage != stage).cloned().collect();
        steps.extend(reached.map(|(on, number)| RenewalStep { stage, on, number: number.trim().to_owned() }));
        steps.sort_by_key(|step| step.stage);
        self.change([(Field::Renewal(license), Some(Value::Renewal(steps)))])
    }
}

impl Contents {
    /// Other events that are perhaps this one, recorded by somebody else: of the same kind on the same day, unless each
    /// names another time of it.
    #[must_use]
    pub fn event_twins(&self, id: EventId) -> Vec<EventId> {
        let Some(event) = self.events.get(&id) else { return Vec::new() };
        let same_time = |other: &Event| event.at.is_none() || other.at.is_none() || event.at == other.at;
        let is_twin =
            |e: &Event| e.license == event.license && e.kind == event.kind && e.on == event.on && same_time(e);
        self.events.iter().filter(|(other, e)| **other != id && is_twin(e)).map(|(other, _)| *other).collect()
    }
}

/// Whether the event decides to go on, or to stop.
fn decision(event: &Event) -> Option<bool> {
    match event.kind.as_str() {
        CONTINUATION => Some(true),
        TERMINATION => Some(false),
        _ => None,
    }
}
