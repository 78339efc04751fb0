//! Questions to the history: what someone did, to which duty, in which days.

use super::edit::{Change, Field, Record, Value};
use super::id::{DutyId, PersonId, SessionId};
use super::report::RecordSessions;
use super::{Contents, Workbook};
use chrono::NaiveDate;
use std::sync::Arc;

/// Which records are asked for; what is none does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HistoryFilter {
    /// By this person.
    pub person: Option<PersonId>,
    /// About this duty.
    pub duty: Option<DutyId>,
    /// Made in this session.
    pub session: Option<SessionId>,
    /// On this day in China or later.
    pub since: Option<NaiveDate>,
    /// On this day in China or earlier.
    pub until: Option<NaiveDate>,
}

/// The day in China on which the record was made, by its author's clock.
#[must_use]
pub fn day_of(record: &Record) -> NaiveDate {
    // China has no daylight saving time; eight hours are far from the end of the calendar.
    (record.at.naive_utc() + chrono::TimeDelta::hours(8)).date()
}

impl Change {
    /// The duty that it is about, what is said of its occurrences and attestations included; none where it concerns no
    /// duty.
    #[must_use]
    pub fn duty(&self, contents: &Contents) -> Option<DutyId> {
        match &self.field {
            Field::Answer(id, _) | Field::Duty(id) | Field::Attestation(_, id) => Some(*id),
            Field::Occurrence(id) => {
                let of = |value: &Value| if let Value::Occurrence(done) = value { Some(done.duty) } else { None };
                let said = self.to.iter().chain(&self.from).find_map(of);
                said.or_else(|| contents.occurrences.get(id).map(|occurrence| occurrence.duty))
            }
            Field::TrackedFrom
            | Field::Person(_)
            | Field::License(_)
            | Field::Fact(..)
            | Field::Continues(_)
            | Field::Renewal(_)
            | Field::Evidence(_)
            | Field::Event(_)
            | Field::Report(_)
            | Field::ReportPart(..)
            | Field::Session(_)
            | Field::SessionPart(..)
            | Field::Snapshot(_)
            | Field::Schedule(_) => None,
        }
    }
}

impl Record {
    /// Whether it changed something of this duty, see [`Change::duty`].
    #[must_use]
    pub fn is_about(&self, duty: DutyId, contents: &Contents) -> bool {
        self.changes.iter().any(|change| change.duty(contents) == Some(duty))
    }

    /// Whether it joined copies that had gone apart.
    #[must_use]
    pub fn is_merge(&self) -> bool {
        self.parents.len() > 1
    }
}

impl HistoryFilter {
    /// Whether the record is asked for.
    #[must_use]
    pub fn accepts(&self, record: &Record, contents: &Contents, sessions: &RecordSessions) -> bool {
        let day = day_of(record);
        self.person.is_none_or(|person| record.author == person)
            && self.since.is_none_or(|since| since <= day)
            && self.until.is_none_or(|until| day <= until)
            && self.session.is_none_or(|session| sessions.of(record.id).is_some_and(|(id, _)| id == session))
            && self.duty.is_none_or(|duty| record.is_about(duty, contents))
    }
}

impl Workbook {
    /// The records that are asked for, the latest first; `sessions` are those of [`Contents::record_sessions`].
    pub fn records<'a>(
        &'a self,
        filter: &'a HistoryFilter,
        sessions: &'a RecordSessions,
    ) -> impl Iterator<Item = &'a Arc<Record>> {
        self.history.iter().rev().filter(|record| filter.accepts(record, self, sessions))
    }
}
