//! From a day and a limit to a deadline that says how it came about.

use super::{Calendar, reckon, window};
use crate::language::Bilingual;
use crate::obligation::{Limit, LimitDirection, LimitUnit};
use chrono::{NaiveDate, NaiveDateTime};

/// The day or moment that a limit is counted from, or back from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// A day: that of the event, or the anchor of a limit *before* something.
    Day(NaiveDate),
    /// A moment, in the time of China; limits in hours need it.
    Moment(NaiveDateTime),
    /// The calendar year in which a fixed window lies: the report on 2023 is due in the window of 2024.
    Year(i32),
    /// Not known yet.
    Unknown,
}

impl Start {
    /// The day, where there is one.
    #[must_use]
    pub fn day(self) -> Option<NaiveDate> {
        match self {
            Self::Day(day) => Some(day),
            Self::Moment(moment) => Some(moment.date()),
            Self::Year(_) | Self::Unknown => None,
        }
    }
}

/// A limit, and where it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The limit.
    pub limit: Limit,
    /// Provision or law and article, as it is shown beside the steps that follow from it.
    pub source: Bilingual,
}

impl Rule {
    /// A limit with the place where it is written.
    #[must_use]
    pub fn new(limit: Limit, source: Bilingual) -> Self {
        Self { limit, source }
    }
}

impl From<Limit> for Rule {
    /// A limit that somebody typed: its source is that it was given.
    fn from(limit: Limit) -> Self {
        Self::new(limit, Bilingual::new("所给期限", "the limit as given"))
    }
}

/// A step of a computation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What was done.
    pub text: Bilingual,
    /// By which rule: article, provision, the State Council's notice, or prudent practice.
    pub source: Bilingual,
}

/// Which day decides whether something is late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JudgedBy {
    /// The due day: the law lets it roll forward, or nothing rolls.
    Due,
    /// The raw day: that the due day is earlier is prudence only.
    Raw,
    /// None: a retention period, or a limit without a number.
    Nothing,
}

/// What a limit comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// The day as counted, before it moves for days off. None for working days counted over unknown days, where
    /// nothing was counted, and where something is missing.
    pub raw: Option<NaiveDate>,
    /// The day to act by. None for a retention period, for a limit without a number, and where something is missing.
    pub due: Option<NaiveDate>,
    /// The moment to act by, of a limit in hours.
    pub due_at: Option<NaiveDateTime>,
    /// One working day before the due day of a limit *before* something, for who would not cut it fine.
    pub to_spare: Option<NaiveDate>,
    /// Last day on which something must be kept.
    pub keep_through: Option<NaiveDate>,
    /// First day on which it may be destroyed.
    pub destroy_from: Option<NaiveDate>,
    /// Last working day in a fixed window.
    pub reminder: Option<NaiveDate>,
    /// Whether the reminder rests on a schedule that is not loaded.
    pub reminder_provisional: bool,
    /// Whether the result rests on a schedule that is not loaded; the due day is then the safe one.
    pub provisional: bool,
    /// Which day decides whether it is late.
    pub judged_by: JudgedBy,
    /// What is missing to compute it, or why it cannot be; empty where it was computed.
    pub missing: Vec<Bilingual>,
    /// How it came about, in order.
    pub steps: Vec<Step>,
}

impl Deadline {
    /// A result that holds nothing yet.
    pub(super) fn empty(judged_by: JudgedBy) -> Self {
        Self {
            raw: None,
            due: None,
            due_at: None,
            to_spare: None,
            keep_through: None,
            destroy_from: None,
            reminder: None,
            reminder_provisional: false,
            provisional: false,
            judged_by,
            missing: Vec::new(),
            steps: Vec::new(),
        }
    }

    /// Adds a step.
    pub(super) fn step(&mut self, text: Bilingual, source: Bilingual) {
        self.steps.push(Step { text, source });
    }

    /// The result that `what` is missing; the steps so far stay.
    pub(super) fn lacking(mut self, what: Bilingual) -> Self {
        self.missing.push(what);
        self
    }
}

/// Computes what `rule` comes to, counted from or back from `start`, with the days off of `calendar`.
///
/// - *after*: the start day is not counted (Civil Code, art. 201); the day rolls forward over days off (art. 203).
/// - *before*: counted back from the anchor; the due day is taken early where it is a day off (prudent practice).
/// - *within*: a quarter of a calendar year, or whole years of it; such a window never rolls. From a day, a span that
///   does not roll either.
/// - *at least*: kept through the corresponding day, or the month's last where there is none (art. 202).
/// - Hours run from the moment (art. 201). 立即 and 及时 have no number: the moment is recorded and nothing computed.
///
/// Never fails: what cannot be computed is `missing`, with the reason.
#[must_use]
pub fn deadline(start: Start, rule: &Rule, calendar: &Calendar) -> Deadline {
    let limit = &rule.limit;
    match (limit.unit, limit.direction) {
        (LimitUnit::Immediately | LimitUnit::Promptly, _) => reckon::without_number(start, rule),
        (LimitUnit::Hours, _) => reckon::hours(start, rule),
        (_, LimitDirection::AtLeast) => reckon::retention(start, rule, calendar),
        (LimitUnit::Quarter, LimitDirection::Within) => window::quarter(start, rule, calendar),
        (LimitUnit::WorkingDays, LimitDirection::After | LimitDirection::Within) => {
            reckon::working_days_after(start, rule, calendar)
        }
        (LimitUnit::WorkingDays, LimitDirection::Before) => reckon::working_days_before(start, rule, calendar),
        (
            LimitUnit::CalendarDays | LimitUnit::Months | LimitUnit::Years | LimitUnit::Quarter,
            LimitDirection::After,
        ) => reckon::after(start, rule, calendar),
        (
            LimitUnit::CalendarDays | LimitUnit::Months | LimitUnit::Years | LimitUnit::Quarter,
            LimitDirection::Before,
        ) => reckon::before(start, rule, calendar),
        (LimitUnit::CalendarDays | LimitUnit::Months | LimitUnit::Years, LimitDirection::Within) => {
            window::within(start, rule, calendar)
        }
    }
}

/// Whether `today` (the day in China) is past the day that decides: due for *after*, raw for *before*. A retention
/// period and what could not be computed are never late. A provisional result is judged by its safe day.
#[must_use]
pub fn late(deadline: &Deadline, today: NaiveDate) -> bool {
    deadline.last().is_some_and(|last| today > last)
}

impl Deadline {
    /// The last day on which it is in time: the due day of limits after an event, the raw day of limits before one.
    #[must_use]
    pub fn last(&self) -> Option<NaiveDate> {
        match self.judged_by {
            JudgedBy::Due => self.due,
            JudgedBy::Raw => self.raw.or(self.due),
            JudgedBy::Nothing => None,
        }
    }
}

/// As [`late`], by the minute where the limit is in hours. `now` is the time in China.
#[must_use]
pub fn late_at(deadline: &Deadline, now: NaiveDateTime) -> bool {
    deadline.due_at.map_or_else(|| late(deadline, now.date()), |due| now > due)
}

/// Calendar days from `today` to the due day; negative once it is over, none where there is none.
#[must_use]
pub fn days_left(deadline: &Deadline, today: NaiveDate) -> Option<i64> {
    deadline.due.map(|due| due.signed_duration_since(today).num_days())
}
