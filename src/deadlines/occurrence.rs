//! Completion and reopening of one occurrence of a duty.

use super::recurrence::{first_open, next_due};
use crate::calendar::Calendar;
use crate::workbook::{AnswerField, Cause, DutyId, Edit, Field, Occurrence, OccurrenceId, Sha256, Value, Workbook};
use chrono::NaiveDate;
use std::collections::BTreeSet;

impl Workbook {
    /// The days on which it can have been completed: from the day of its cause until `today`. The range is empty if the
    /// cause is in the future; it has no start for the company's own due dates, which can be completed ahead of time.
    #[must_use]
    pub fn completion_days(&self, duty: DutyId, cause: Cause, today: NaiveDate) -> (Option<NaiveDate>, NaiveDate) {
        let from = match cause {
            Cause::Event(id) => self.events.get(&id).map(|event| event.on),
            Cause::Period(opens) => {
                let duty = self.duties.get(&duty);
                duty.is_some_and(|duty| duty.definition.is_annual_report()).then_some(opens)
            }
        };
        (from, today)
    }

    /// Whether it can have been completed on the day `on`; see [`Workbook::completion_days`].
    #[must_use]
    pub fn can_be_done_on(&self, duty: DutyId, cause: Cause, on: NaiveDate, today: NaiveDate) -> bool {
        let (from, to) = self.completion_days(duty, cause, today);
        on <= to && from.is_none_or(|from| on >= from)
    }

    /// The edit that completes one occurrence; a recurring due date moves to the next open period.
    pub(crate) fn put_closed(
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
            let next = next_due(recurrence, period, done_on, &calendar);
            let open = first_open(recurrence, next, done_on, &calendar, |day| {
                self.occurrence(duty, Cause::Period(day)).is_some_and(|(_, o)| o.done_on.is_some())
            });
            wanted.push((Field::Answer(duty, AnswerField::Due), open.map(Value::Date)));
        }
        self.change(wanted)
    }

    /// The edit that removes the statement about one occurrence.
    pub(crate) fn put_reopened(&self, duty: DutyId, cause: Cause) -> Edit {
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
}
