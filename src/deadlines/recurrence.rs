//! Recurring due dates, and cycles of other laws that can be adopted as such.

use super::register::Register;
use crate::calendar::{Calendar, SourcedLimit, Start, deadline};
use crate::language::Bilingual;
use crate::obligation::{LimitDirection, LimitUnit, OtherLaw, TimeLimit};
use crate::workbook::{AnswerField, DutyId, Edit, Field, Offset, Recurrence, Status, Value, Workbook};
use chrono::{Datelike as _, Months, NaiveDate};

/// The most periods that are searched for an open due date.
const MOST_PERIODS: usize = 1_000;

impl Recurrence {
    /// Every `every` units, on the day of the month of `due`, so that the 31st is kept after a February.
    #[must_use]
    pub fn every(every: u32, unit: LimitUnit, due: NaiveDate) -> Self {
        let by_month = matches!(unit, LimitUnit::Months | LimitUnit::Quarter | LimitUnit::Years);
        Self { every, unit, from_completion: false, day_of_month: by_month.then(|| due.day()) }
    }

    /// `every` units after the last completion.
    #[must_use]
    pub fn after_completion(every: u32, unit: LimitUnit) -> Self {
        Self { every, unit, from_completion: true, day_of_month: None }
    }
}

/// The due date after the one on `due` that was met on `done_on`; `None` if the unit cannot recur, or the date is
/// outside the supported years.
pub(super) fn next_due(
    recurrence: Recurrence,
    due: NaiveDate,
    done_on: NaiveDate,
    calendar: &Calendar,
) -> Option<NaiveDate> {
    let Recurrence { every, unit, from_completion, day_of_month } = recurrence;
    let from = if from_completion { done_on } else { due };
    let next = match unit {
        _ if every == 0 => None,
        LimitUnit::Months => months_later(from, every, day_of_month),
        LimitUnit::Quarter => months_later(from, every.checked_mul(3)?, day_of_month),
        LimitUnit::Years => months_later(from, every.checked_mul(12)?, day_of_month),
        LimitUnit::CalendarDays => from.checked_add_days(chrono::Days::new(every.into())),
        LimitUnit::WorkingDays => {
            let limit =
                TimeLimit { amount: Some(every), unit, direction: LimitDirection::After, anchor: Bilingual::default() };
            deadline(Start::Day(from), &SourcedLimit::from(limit), calendar).due
        }
        LimitUnit::Hours | LimitUnit::Immediately | LimitUnit::Promptly => None,
    };
    next.filter(|next| next.year() <= 9999 && *next > from)
}

/// The day `months` months after `from`, on the given day of the month or on that of `from`.
fn months_later(from: NaiveDate, months: u32, day_of_month: Option<u32>) -> Option<NaiveDate> {
    let moved = from.checked_add_months(Months::new(months))?;
    Some(with_day(moved, day_of_month.unwrap_or_else(|| from.day())))
}

/// The day with this number in the month of `day`, or the last day of a shorter month.
fn with_day(day: NaiveDate, number: u32) -> NaiveDate {
    (28..=number.min(31)).rev().find_map(|n| day.with_day(n)).or_else(|| day.with_day(number)).unwrap_or(day)
}

/// The first due date from `next` on that was not completed yet.
pub(super) fn first_open(
    recurrence: Recurrence,
    next: Option<NaiveDate>,
    done_on: NaiveDate,
    calendar: &Calendar,
    is_closed: impl Fn(NaiveDate) -> bool,
) -> Option<NaiveDate> {
    let mut next = next;
    for _ in 0..MOST_PERIODS {
        match next {
            // Counted from the completion, the next date would always be the same.
            Some(day) if is_closed(day) && !recurrence.from_completion => {
                next = next_due(recurrence, day, done_on, calendar);
            }
            _ => break,
        }
    }
    next
}

/// A cycle in another law that the company can adopt as its own due date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The duty.
    pub duty: DutyId,
    /// Its label.
    pub label: String,
    /// Its title.
    pub title: Bilingual,
    /// The law with the cycle.
    pub law: OtherLaw,
    /// The recurrence it would have.
    pub recurrence: Recurrence,
    /// The first due date: one cycle after tracking started.
    pub due: NaiveDate,
}

/// The cycles in other laws for duties that apply and have no due date yet. They are only proposed and never overdue,
/// because the workbook does not know the end of the last cycle.
#[must_use]
pub fn proposals(workbook: &Workbook, register: &Register) -> Vec<Proposal> {
    let calendar = Calendar::new(&workbook.schedules);
    let open = register.entries.iter().filter(|entry| {
        let answer = &entry.duty.answer;
        entry.status != Status::NotApplicable && answer.due.is_none() && answer.recurrence.is_none()
    });
    open.flat_map(|entry| {
        let definition = &entry.duty.definition;
        let cycles = definition.other_law.iter().filter(|law| law.limit.direction == LimitDirection::Within);
        cycles.filter_map(|law| {
            let recurrence = Recurrence::every(law.limit.amount?, law.limit.unit, workbook.tracked_from);
            let due = next_due(recurrence, workbook.tracked_from, workbook.tracked_from, &calendar)?;
            Some(Proposal {
                duty: entry.id,
                label: entry.label.clone(),
                title: definition.title.clone(),
                law: law.clone(),
                recurrence,
                due,
            })
        })
    })
    .collect()
}

impl Workbook {
    /// Sets the due date and the recurrence of a duty; `None` removes either.
    #[must_use]
    pub fn set_due(&self, duty: DutyId, due: Option<NaiveDate>, recurrence: Option<Recurrence>) -> Edit {
        if !self.duties.contains_key(&duty) {
            return Edit::default();
        }
        self.change([
            (Field::Answer(duty, AnswerField::Due), due.map(Value::Date)),
            (Field::Answer(duty, AnswerField::Recurrence), recurrence.map(Value::Recurrence)),
        ])
    }

    /// Adopts a proposed cycle with this first due date.
    #[must_use]
    pub fn take_proposal(&self, proposal: &Proposal, due: NaiveDate) -> Edit {
        let Recurrence { every, unit, .. } = proposal.recurrence;
        self.set_due(proposal.duty, Some(due), Some(Recurrence::every(every, unit, due)))
    }

    /// Sets the target for completion after an event; `None` removes it.
    #[must_use]
    pub fn set_target_within(&self, duty: DutyId, offset: Option<Offset>) -> Edit {
        self.set_answer(&[duty], AnswerField::TargetWithin, offset.map(Value::Offset).as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn due_dates_come_again() {
        let calendar = Calendar::builtin();
        let cases = [
            ("2024-01-31", 1, LimitUnit::Months, "2024-02-29"),
            ("2024-12-31", 2, LimitUnit::Months, "2025-02-28"),
            ("2024-05-31", 1, LimitUnit::Quarter, "2024-08-31"),
            ("2024-02-29", 1, LimitUnit::Years, "2025-02-28"),
            ("2024-02-29", 4, LimitUnit::Years, "2028-02-29"),
            ("2024-02-28", 2, LimitUnit::CalendarDays, "2024-03-01"),
            ("2024-04-26", 10, LimitUnit::WorkingDays, "2024-05-13"),
        ];
        for (from, every, unit, to) in cases {
            let from = day(from);
            let next = next_due(Recurrence::every(every, unit, from), from, from, &calendar);
            assert_eq!(next, Some(day(to)), "{from} + {every} {unit:?}");
        }
    }

    #[test]
    fn the_month_end_survives_shorter_months() {
        let recurrence = Recurrence::every(1, LimitUnit::Months, day("2023-08-31"));
        let mut due = day("2023-08-31");
        let mut days = Vec::new();
        for _ in 0..7 {
            due = next_due(recurrence, due, due, &Calendar::default()).unwrap();
            days.push(due.to_string());
        }
        let expected =
            ["2023-09-30", "2023-10-31", "2023-11-30", "2023-12-31", "2024-01-31", "2024-02-29", "2024-03-31"];
        assert_eq!(days, expected);
    }

    #[test]
    fn absurd_recurrences_end() {
        let calendar = Calendar::builtin();
        let due = day("2024-02-29");
        for every in [0, u32::MAX] {
            for unit in [
                LimitUnit::CalendarDays,
                LimitUnit::WorkingDays,
                LimitUnit::Months,
                LimitUnit::Years,
                LimitUnit::Hours,
                LimitUnit::Quarter,
                LimitUnit::Immediately,
                LimitUnit::Promptly,
            ] {
                let recurrence = Recurrence { every, unit, from_completion: false, day_of_month: Some(99) };
                assert_eq!(next_due(recurrence, due, due, &calendar), None, "{every} {unit:?}");
            }
        }
    }
}
