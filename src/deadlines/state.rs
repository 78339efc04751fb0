//! The state of a single date: its distance from an instant, and whether it is open, overdue or done.

use super::item::{DUE_SOON_DAYS, DateItem, DateState, DateStep};
use crate::calendar::{Deadline, Now};
use crate::language::Bilingual;
use chrono::{NaiveDate, NaiveDateTime};

/// The distance of the last day or moment of a date from an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distance {
    /// It passed this many days ago.
    DaysPast(i64),
    /// The moment passed this many whole hours ago; 0 means less than one hour.
    HoursPast(i64),
    /// It is today.
    Today,
    /// The moment is this many whole hours ahead; 0 means less than one hour.
    HoursLeft(i64),
    /// It is this many days ahead.
    DaysLeft(i64),
}

impl Distance {
    /// The distance from `now` to the end of the day `last`, or to the moment `due_at` on that day.
    fn between(last: NaiveDate, due_at: Option<NaiveDateTime>, now: Now) -> Self {
        /// From this distance on, days are precise enough.
        const HOURS: i64 = 48;
        let hours = due_at.map(|at| (at - now.moment()).num_hours()).filter(|hours| hours.abs() < HOURS);
        match (hours, due_at) {
            (Some(hours), Some(at)) if at < now.moment() => Self::HoursPast(-hours),
            (Some(hours), _) => Self::HoursLeft(hours),
            (None, _) => match (last - now.day()).num_days() {
                days @ ..0 => Self::DaysPast(-days),
                0 => Self::Today,
                days => Self::DaysLeft(days),
            },
        }
    }
}

impl DateItem {
    /// The distance of its last day or moment; `None` if it has no day.
    #[must_use]
    pub fn distance(&self, now: Now) -> Option<Distance> {
        let last = self.last()?;
        Some(Distance::between(last, self.due_at.filter(|at| at.date() == last), now))
    }
}

/// The state of an open date that is overdue after `last`, or after the moment `due_at` on that day, with the reason.
pub(super) fn open_state(last: NaiveDate, due_at: Option<NaiveDateTime>, now: Now) -> (DateState, Bilingual) {
    let (state, zh, en) = match Distance::between(last, due_at, now) {
        Distance::DaysPast(n) => (DateState::Overdue, format!("已逾期 {n} 天"), format!("{} overdue", days_en(n))),
        Distance::HoursPast(0) => {
            (DateState::Overdue, "已逾期不足 1 小时".to_owned(), "Less than an hour overdue".to_owned())
        }
        Distance::HoursPast(n) => (DateState::Overdue, format!("已逾期 {n} 小时"), format!("{} overdue", hours_en(n))),
        Distance::Today => (DateState::DueSoon, "今天到期".to_owned(), "Due today".to_owned()),
        Distance::HoursLeft(0) => {
            (DateState::DueSoon, "还有不足 1 小时".to_owned(), "Less than an hour left".to_owned())
        }
        Distance::HoursLeft(n) => (DateState::DueSoon, format!("还有 {n} 小时"), format!("{} left", hours_en(n))),
        Distance::DaysLeft(n) => {
            let state = if n <= DUE_SOON_DAYS { DateState::DueSoon } else { DateState::Later };
            (state, format!("还有 {n} 天"), format!("{} left", days_en(n)))
        }
    };
    (state, Bilingual::new(zh, en))
}

fn hours_en(hours: i64) -> String {
    if hours == 1 { "1 hour".to_owned() } else { format!("{hours} hours") }
}

impl DateItem {
    /// Takes over the result of a computation.
    pub(super) fn take(&mut self, result: Deadline) {
        self.raw = result.raw;
        self.due = result.due;
        self.due_at = result.due_at;
        self.reminder = result.reminder;
        self.keep_through = result.keep_through;
        self.destroy_from = result.destroy_from;
        self.provisional = result.provisional;
        self.missing.extend(result.missing);
        self.steps.extend(result.steps.into_iter().map(DateStep::from));
    }

    /// Marks it as done on this day; it is late if that is after `last`.
    pub(super) fn done(&mut self, on: NaiveDate, last: Option<NaiveDate>) {
        let days = last.map_or(0, |last| (on - last).num_days());
        self.done_on = Some(on);
        self.state = DateState::Done;
        self.late = days > 0;
        self.reason = if self.late {
            Bilingual::new(format!("已于 {on} 完成，迟 {days} 天"), format!("Done on {on}, {} late", days_en(days)))
        } else if last.is_some() {
            Bilingual::new(format!("已于 {on} 完成，未逾期"), format!("Done on {on}, in time"))
        } else {
            Bilingual::new(format!("已于 {on} 完成"), format!("Done on {on}"))
        };
    }

    /// Marks it as open; it is overdue after `last`, or after the moment on that day at which it is due.
    pub(super) fn open(&mut self, last: NaiveDate, now: Now) {
        let due_at = self.due_at.filter(|at| at.date() == last);
        (self.state, self.reason) = open_state(last, due_at, now);
        let today = now.day();
        let aim = self.target.filter(|target| *target < today && today <= last);
        if let Some(target) = aim.filter(|_| self.state != DateState::Overdue) {
            let days = (today - target).num_days();
            let (zh, en) = (&self.reason.zh, &self.reason.en);
            self.reason = Bilingual::new(
                format!("{zh}；内部目标 {target} 已过 {days} 天"),
                format!("{en}; the internal target {target} passed {} ago", days_en(days)),
            );
            self.state = DateState::DueSoon;
        }
    }
}

pub(super) fn days_en(days: i64) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}
