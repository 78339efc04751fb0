//! What happened, and what a person says about what follows from it.
//!
//! The dates themselves follow from duty and event and are not stored; an [`Occurrence`] is stored only once somebody
//! says something about one. Its id follows from the duty and the cause, so two copies of a workbook that close the
//! same one name the same record, and a merge never doubles it.

use super::{
    Contents, DutyId, Edit, Event, EventId, Field, Id, LicenseId, Occurrence, OccurrenceId, RenewalStage, RenewalStep,
    Sha256, Value, Workbook,
};
use chrono::NaiveDate;
use std::fmt;

/// The kind of event that decides to go on after the license ends.
pub(crate) const CONTINUATION: &str = "continuation_decided";
/// The kind of event that decides to stop.
pub(crate) const TERMINATION: &str = "termination_decided";

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
