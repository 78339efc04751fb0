//! Computes a deadline from a start and a limit, with the steps of the computation.

use super::{Calendar, reckon, window};
use crate::language::Bilingual;
use crate::obligation::{LimitDirection, LimitUnit, TimeLimit};
use chrono::{NaiveDate, NaiveDateTime};

/// The day or moment from which a limit is counted, forward or backward.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// A day: the day of the event, or the anchor of a limit *before* something.
    Day(NaiveDate),
    /// A moment in Chinese time (UTC+8); required for limits in hours.
    Moment(NaiveDateTime),
    /// The calendar year of a fixed window: the report on 2023 is due in the window of 2024.
    Year(i32),
    /// Not known yet.
    Unknown,
}

impl Start {
    /// The day of the start, if known.
    #[must_use]
    pub fn day(self) -> Option<NaiveDate> {
        match self {
            Self::Day(day) => Some(day),
            Self::Moment(moment) => Some(moment.date()),
            Self::Year(_) | Self::Unknown => None,
        }
    }
}

/// A limit with its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourcedLimit {
    /// The limit.
    pub limit: TimeLimit,
    /// The law or provision and its article, shown beside the steps that follow from it.
    pub source: Bilingual,
}

impl SourcedLimit {
    /// A limit with its source.
    #[must_use]
    pub fn new(limit: TimeLimit, source: Bilingual) -> Self {
        Self { limit, source }
    }
}

impl From<TimeLimit> for SourcedLimit {
    /// A limit that a user entered; its source is “the limit as given”.
    fn from(limit: TimeLimit) -> Self {
        Self::new(limit, Bilingual::new("所给期限", "the limit as given"))
    }
}

/// A step of a computation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountStep {
    /// What was computed.
    pub text: Bilingual,
    /// The rule applied: article, provision, State Council notice, or prudent practice.
    pub source: Bilingual,
}

/// The day that decides whether something is late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JudgedBy {
    /// The due day: the law lets it roll forward, or nothing rolls.
    Due,
    /// The raw day: the due day is earlier only by prudent practice.
    Raw,
    /// No day: a retention period, or a limit without a number.
    Nothing,
}

/// The result of applying a limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// The day as counted, before it moves for days off. `None` if working days were counted across unknown days, if
    /// nothing was counted, or if input is missing.
    pub raw: Option<NaiveDate>,
    /// The day by which to act. `None` for a retention period, for a limit without a number, and if input is missing.
    pub due: Option<NaiveDate>,
    /// The moment by which to act, for a limit in hours; Chinese time.
    pub due_at: Option<NaiveDateTime>,
    /// The working day before the due day of a limit *before* something, as a safety margin.
    pub to_spare: Option<NaiveDate>,
    /// The last day on which a record must be kept.
    pub keep_through: Option<NaiveDate>,
    /// The first day on which a record may be destroyed.
    pub destroy_from: Option<NaiveDate>,
    /// The last working day in a fixed window.
    pub reminder: Option<NaiveDate>,
    /// Whether the reminder depends on a schedule that is not loaded.
    pub reminder_provisional: bool,
    /// Whether the result depends on a schedule that is not loaded; the due day is then on the safe side.
    pub provisional: bool,
    /// The day that decides whether it is late.
    pub judged_by: JudgedBy,
    /// The missing input, or the reason why nothing could be computed; empty for a computed result.
    pub missing: Vec<Bilingual>,
    /// The steps of the computation, in order.
    pub steps: Vec<CountStep>,
}

impl Deadline {
    /// A result without any days.
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
        self.steps.push(CountStep { text, source });
    }

    /// The result with `what` added to the missing input; the steps so far are kept.
    pub(super) fn lacking(mut self, what: Bilingual) -> Self {
        self.missing.push(what);
        self
    }
}

/// Applies `rule`, counted from or back from `start`, with the days off of `calendar`.
///
/// - *after*: the start day is not counted (Civil Code, art. 201); the day rolls forward over days off (art. 203).
/// - *before*: counted back from the anchor; the due day moves to the preceding working day (prudent practice).
/// - *within*: a quarter of a calendar year, or whole calendar years; such a window never rolls. Counted from a day, it
///   is a span that does not roll either.
/// - *at least*: kept through the corresponding day, or the last day of the month if there is none (art. 202).
/// - Hours run from the moment (art. 201). 立即 and 及时 have no number: the moment is recorded and nothing is computed.
///
/// Never fails: what cannot be computed is reported in `missing`, with the reason.
#[must_use]
pub fn deadline(start: Start, rule: &SourcedLimit, calendar: &Calendar) -> Deadline {
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

/// Whether `today` (the day in China) is past the deciding day: the due day for *after*, the raw day for *before*. A
/// retention period and a result that could not be computed are never late. A provisional result is judged by its safe
/// day.
#[must_use]
pub fn late(deadline: &Deadline, today: NaiveDate) -> bool {
    deadline.last().is_some_and(|last| today > last)
}

impl Deadline {
    /// The last day that is in time: the due day of a limit after an event, the raw day of a limit before one.
    #[must_use]
    pub fn last(&self) -> Option<NaiveDate> {
        match self.judged_by {
            JudgedBy::Due => self.due,
            JudgedBy::Raw => self.raw.or(self.due),
            JudgedBy::Nothing => None,
        }
    }
}

/// As [`late`], but to the minute for a limit in hours. `now` is Chinese time.
#[must_use]
pub fn late_at(deadline: &Deadline, now: NaiveDateTime) -> bool {
    deadline.due_at.map_or_else(|| late(deadline, now.date()), |due| now > due)
}

/// Calendar days from `today` to the due day; negative after it, `None` if there is no due day.
#[must_use]
pub fn days_left(deadline: &Deadline, today: NaiveDate) -> Option<i64> {
    deadline.due.map(|due| due.signed_duration_since(today).num_days())
}
