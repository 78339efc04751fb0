//! Working days, holidays, and the days that limits end on.

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
