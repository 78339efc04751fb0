//! Working days, holidays, and the days that limits end on.
//!
//! Pure: no clock and no files. What is not known (the schedule of a year, the day of an event) makes a result
//! provisional or missing, never a confident guess; every result says by which steps it came about.

mod count;
mod days;
mod deadline;
mod now;
mod reckon;
pub mod schedules;
mod span;
mod window;
mod words;

pub use days::{Calendar, DayCount, DayKind, RangeError};
pub use deadline::{Deadline, JudgedBy, Rule, Start, Step, days_left, deadline, late, late_at};
pub use now::Now;
pub use schedules::ScheduleError;
pub use span::{Span, SpanError, parse_span};
pub use words::holiday_name;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The State Council's holiday schedule of one year, in the shape in which it is published as data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schedule {
    /// The notices it was taken from.
    pub papers: Vec<String>,
    /// Days that differ from the plain week; some may lie in the year before or after.
    pub days: Vec<ScheduleDay>,
}

/// A day that differs from the plain week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScheduleDay {
    /// Name of the holiday.
    pub name: String,
    /// The day.
    pub date: NaiveDate,
    /// A day off, or a weekend day that is worked.
    pub is_off_day: bool,
}
