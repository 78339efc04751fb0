//! The instant at which deadlines are judged.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

/// An instant in Chinese time (UTC+8), whatever the time zone of the machine, because the license and its limits follow
/// it. China has no daylight saving time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Now(NaiveDateTime);

impl Now {
    /// Its day.
    #[must_use]
    pub fn day(self) -> NaiveDate {
        self.0.date()
    }

    /// The instant at which `day` is judged: this instant if it is the same day, otherwise the end of `day`.
    #[must_use]
    pub fn of_day(self, day: NaiveDate) -> Self {
        if day == self.day() { self } else { Self::from(day) }
    }

    /// Its day and time of day.
    #[must_use]
    pub fn moment(self) -> NaiveDateTime {
        self.0
    }
}

/// A day stands for its end: what is due during the day is due, and what expires during the day is late.
impl From<NaiveDate> for Now {
    fn from(day: NaiveDate) -> Self {
        let end = NaiveTime::from_hms_opt(23, 59, 59).unwrap_or(NaiveTime::MIN);
        Self(day.and_time(end))
    }
}

/// From Chinese time (UTC+8).
impl From<NaiveDateTime> for Now {
    fn from(moment: NaiveDateTime) -> Self {
        Self(moment)
    }
}

impl From<DateTime<Utc>> for Now {
    fn from(at: DateTime<Utc>) -> Self {
        let utc = at.naive_utc();
        Self(utc.checked_add_signed(TimeDelta::hours(8)).unwrap_or(utc))
    }
}
