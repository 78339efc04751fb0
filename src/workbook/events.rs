//! Events, and statements about the occurrences that they raise.
//!
//! The dates follow from duty and event and are not stored; an [`Occurrence`] is stored only once a user states
//! something about it. Its id is derived from the duty and the cause, so that two copies of a workbook that complete
//! the same occurrence write the same record, and a merge never duplicates it.

use super::{
    Contents, DutyId, Edit, Event, EventId, Field, Id, LicenseId, Occurrence, OccurrenceId, RenewalStage, RenewalStep,
    Sha256, Value, Workbook,
};
use chrono::NaiveDate;
use std::fmt;

/// The kind of event for the decision to continue after the license ends.
pub(crate) const CONTINUATION: &str = "continuation_decided";
/// The kind of event for the decision to stop.
pub(crate) const TERMINATION: &str = "termination_decided";

/// The cause of an occurrence of a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cause {
    /// A period, identified by a day: the company's own due date, the first day of a report's window, or the last day
    /// of validity.
    Period(NaiveDate),
    /// An event.
    Event(EventId),
}

impl Cause {
    /// The smallest value in sort order.
    pub(crate) const MIN: Self = Self::Period(NaiveDate::MIN);
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
    /// The cause that raised it.
    #[must_use]
    pub fn cause(&self) -> Option<Cause> {
        self.event.map(Cause::Event).or(self.period.map(Cause::Period))
    }

    /// Whether it belongs to `duty` and was raised by `cause`.
    fn is_raised_by(&self, duty: DutyId, cause: Cause) -> bool {
        self.duty == duty && self.cause() == Some(cause)
    }
}

impl OccurrenceId {
    /// The id of the statement about `duty` for `cause`; the same in every copy of the workbook.
    #[must_use]
    pub fn of(duty: DutyId, cause: Cause) -> Self {
        let Sha256(digest) = Sha256::of(format!("{duty} {cause}").as_bytes());
        let (opening, rest) = digest.split_at(8);
        let opening = opening.iter().fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
        let sequence = rest.iter().take(4).fold(0_u32, |number, byte| (number << 8) | u32::from(*byte));
        Self(Id { opening, sequence })
    }
}

impl Workbook {
    /// The statement about `duty` for `cause`, with its id.
    #[must_use]
    pub fn occurrence(&self, duty: DutyId, cause: Cause) -> Option<(OccurrenceId, &Occurrence)> {
        let id = OccurrenceId::of(duty, cause);
        match self.occurrences.get(&id) {
            Some(occurrence) if occurrence.is_raised_by(duty, cause) => Some((id, occurrence)),
            _ => self.occurrences.iter().find(|(_, o)| o.is_raised_by(duty, cause)).map(|(id, o)| (*id, o)),
        }
    }

    /// Whether the company continues: as stated, otherwise by the latest decision recorded as an event.
    #[must_use]
    pub fn continues(&self, license: LicenseId) -> Option<bool> {
        let stated = self.licenses.get(&license).and_then(|l| l.record.continues);
        stated.or_else(|| self.latest_decision(license, None).map(|(_, continues)| continues))
    }

    /// The day of the latest decision to continue or to stop that was recorded as an event.
    #[must_use]
    pub fn decided_on(&self, license: LicenseId) -> Option<NaiveDate> {
        self.latest_decision(license, None).map(|(on, _)| on)
    }

    /// The latest decision recorded as an event, ignoring the event `without`.
    fn latest_decision(&self, license: LicenseId, without: Option<EventId>) -> Option<(NaiveDate, bool)> {
        let events = self.events.iter().filter(|(id, e)| e.license == license && Some(**id) != without);
        events.filter_map(|(_, e)| Some((e.on, decision(e)?))).max_by_key(|(on, _)| *on)
    }

    /// Records an event. A decision to continue or stop also corrects an earlier statement about it.
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

    /// Corrects a recorded event. The resulting dates are computed again; completed occurrences stay completed. Does
    /// nothing if the event does not exist.
    #[must_use]
    pub fn correct_event(&self, id: EventId, event: Event) -> Edit {
        if self.events.contains_key(&id) { self.record_event(id, event) } else { Edit::default() }
    }

    /// Removes an event together with all statements about its occurrences.
    #[must_use]
    pub fn remove_event(&self, id: EventId) -> Edit {
        let said = self.occurrences.iter().filter(|(_, o)| o.event == Some(id));
        let said = said.map(|(occurrence, _)| (Field::Occurrence(*occurrence), None));
        self.change(said.chain([(Field::Event(id), None)]))
    }

    /// States whether the company intends to continue after the license ends; `None` withdraws the statement.
    #[must_use]
    pub fn state_continues(&self, license: LicenseId, continues: Option<bool>) -> Edit {
        self.change([(Field::Continues(license), continues.map(Value::Flag))])
    }

    /// Records the day on which a stage of the renewal was reached, with the number of the acceptance or decision;
    /// `None` removes it.
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
    /// Events that may be duplicates of this one, recorded by other users: of the same kind on the same day, unless
    /// both state different times.
    #[must_use]
    pub fn event_twins(&self, id: EventId) -> Vec<EventId> {
        let Some(event) = self.events.get(&id) else { return Vec::new() };
        let twins = self.events.iter().filter(|(other, e)| **other != id && are_twins(event, e));
        twins.map(|(other, _)| *other).collect()
    }
}

/// Whether two events may record the same incident.
fn are_twins(one: &Event, other: &Event) -> bool {
    let is_same_time = one.at.is_none() || other.at.is_none() || one.at == other.at;
    other.license == one.license && other.kind == one.kind && other.on == one.on && is_same_time
}

/// Whether the event is a decision to continue (true) or to stop (false); `None` for any other event.
fn decision(event: &Event) -> Option<bool> {
    match event.kind.as_str() {
        CONTINUATION => Some(true),
        TERMINATION => Some(false),
        _ => None,
    }
}
