//! Working days, holidays and deadlines.
//!
//! Pure: no clock and no files. Missing input (the schedule of a year, the day of an event) makes a result provisional
//! or missing, never a guess; every result contains the steps of its computation.

mod count;
mod days;
mod deadline;
mod now;
mod reckon;
pub mod schedules;
mod span;
mod step_texts;
mod window;

pub use days::{Calendar, DayCount, DayKind, RangeError};
pub use deadline::{CountStep, Deadline, JudgedBy, SourcedLimit, Start, days_left, deadline, late, late_at};
pub use now::Now;
pub use schedules::ScheduleError;
pub use span::{SpanError, TimeSpan, parse_span};
pub use step_texts::holiday_name;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The State Council's holiday schedule of one year, as stored in the workbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schedule {
    /// The notices from which it was taken.
    pub papers: Vec<String>,
    /// Days that differ from the regular week; some may lie in the preceding or the following year.
    pub days: Vec<ScheduleDay>,
}

/// A day that differs from the regular week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScheduleDay {
    /// Name of the holiday.
    pub name: String,
    /// The day.
    pub date: NaiveDate,
    /// Whether it is a day off; otherwise it is a weekend day declared a workday.
    pub is_off_day: bool,
}
