//! The instant for which something is judged.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

/// An instant by the clock of China, where the license and its limits hold, whatever the zone of the machine. China has
/// no summer time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Now(NaiveDateTime);

impl Now {
    /// The day of it.
    #[must_use]
    pub fn day(self) -> NaiveDate {
        self.0.date()
    }

    /// How a day is judged at this instant: the day of it by this instant, another one by its end.
    #[must_use]
    pub fn of_day(self, day: NaiveDate) -> Self {
        if day == self.day() { self } else { Self::from(day) }
    }

    /// Day and time of day.
    #[must_use]
    pub fn moment(self) -> NaiveDateTime {
        self.0
    }
}

/// A day stands for its end: what is due in the course of it is due, what ran out in the course of it is late.
impl From<NaiveDate> for Now {
    fn from(day: NaiveDate) -> Self {
        let end = NaiveTime::from_hms_opt(23, 59, 59).unwrap_or(NaiveTime::MIN);
        Self(day.and_time(end))
    }
}

/// By the clock of China.
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
