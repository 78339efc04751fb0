//! Kinds of days: the holiday schedules of all years, merged into one calendar.

use super::{Schedule, schedules};
use chrono::{Datelike, NaiveDate, Weekday};
use std::collections::{BTreeMap, BTreeSet};

/// From this day of December on, the schedule of the following year can change a day.
const LATE_DECEMBER: u32 = 26;

/// The longest range whose days are counted, in days: about two centuries.
const LONGEST_RANGE: i64 = 75_000;

/// The kind of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayKind {
    /// Monday to Friday, unless declared off.
    WorkingDay,
    /// A day off by the State Council's notice, on any day of the week.
    DayOff {
        /// Name of the holiday.
        name: String,
    },
    /// Saturday or Sunday without an entry in a notice.
    Weekend,
    /// A Saturday or Sunday declared a workday by the State Council's notice (调休上班).
    MakeUpWorkday {
        /// Name of the holiday for which it compensates.
        name: String,
    },
    /// The schedule that decides the kind of the day is not loaded.
    Unknown,
}

/// The entry of a schedule for a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DayEntry {
    /// Name of the holiday.
    pub(super) name: String,
    /// Whether the day is off; otherwise it is a workday.
    pub(super) off: bool,
    /// The year of the notice.
    pub(super) year: i32,
}

/// The number of working days, days off and unknown days in a range.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DayCount {
    /// Days known to be workdays.
    pub working: u32,
    /// Days known to be off, weekends included.
    pub off: u32,
    /// Days whose kind is unknown.
    pub unknown: u32,
}

/// Why the days of a range cannot be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RangeError {
    /// The range ends before it begins.
    #[error("the range is reversed: it ends on {last}, before it begins on {first}")]
    Reversed {
        /// First day as given.
        first: NaiveDate,
        /// Last day as given.
        last: NaiveDate,
    },
    /// The range is longer than about two centuries.
    #[error("the range of {0} days is too long to be counted")]
    TooLong(i64),
}

/// The schedules of all loaded years as one calendar. A year's schedule may contain days of the preceding December.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    years: BTreeSet<i32>,
    days: BTreeMap<NaiveDate, DayEntry>,
}

impl Calendar {
    /// Merges `schedules`. If two schedules list the same day, the later year applies because its notice is newer.
    #[must_use]
    pub fn new(schedules: &BTreeMap<i32, Schedule>) -> Self {
        let mut days = BTreeMap::new();
        for (&year, schedule) in schedules {
            for day in &schedule.days {
                days.insert(day.date, DayEntry { name: day.name.clone(), off: day.is_off_day, year });
            }
        }
        Self { years: schedules.keys().copied().collect(), days }
    }

    /// The calendar of the built-in schedules.
    #[must_use]
    pub fn builtin() -> Self {
        Self::new(&schedules::builtin())
    }

    /// The years with a loaded schedule, in ascending order.
    pub fn years(&self) -> impl Iterator<Item = i32> + '_ {
        self.years.iter().copied()
    }

    /// The year of the schedule that is missing to decide `date`; `None` if the day is known. A day is known if the
    /// schedule of its year is loaded; from 26 December on, that of the following year is required as well.
    #[must_use]
    pub fn missing_year(&self, date: NaiveDate) -> Option<i32> {
        let year = date.year();
        if !self.years.contains(&year) {
            return Some(year);
        }
        let needs_next = date.month() == 12 && date.day() >= LATE_DECEMBER;
        (needs_next && !self.years.contains(&(year + 1))).then_some(year + 1)
    }

    /// The kind of `date`.
    #[must_use]
    pub fn day(&self, date: NaiveDate) -> DayKind {
        if self.missing_year(date).is_some() {
            return DayKind::Unknown;
        }
        match (self.entry(date), is_weekend(date)) {
            (Some(entry), _) if entry.off => DayKind::DayOff { name: entry.name.clone() },
            (Some(entry), true) => DayKind::MakeUpWorkday { name: entry.name.clone() },
            (None, true) => DayKind::Weekend,
            (_, false) => DayKind::WorkingDay,
        }
    }

    /// Whether `date` is a workday; `None` if unknown.
    #[must_use]
    pub fn is_working(&self, date: NaiveDate) -> Option<bool> {
        if self.missing_year(date).is_some() {
            return None;
        }
        Some(self.entry(date).map_or(!is_weekend(date), |entry| !entry.off))
    }

    /// Counts the days from `first` to `last`, both included.
    ///
    /// # Errors
    /// If the range is reversed, or longer than about two centuries.
    pub fn count(&self, first: NaiveDate, last: NaiveDate) -> Result<DayCount, RangeError> {
        if last < first {
            return Err(RangeError::Reversed { first, last });
        }
        let length = last.signed_duration_since(first).num_days();
        if length > LONGEST_RANGE {
            return Err(RangeError::TooLong(length));
        }
        let mut count = DayCount::default();
        for day in first.iter_days().take_while(|day| *day <= last) {
            match self.is_working(day) {
                Some(true) => count.working += 1,
                Some(false) => count.off += 1,
                None => count.unknown += 1,
            }
        }
        Ok(count)
    }

    /// The entry of the schedules for `date`, whether or not the day is known.
    pub(super) fn entry(&self, date: NaiveDate) -> Option<&DayEntry> {
        self.days.get(&date)
    }
}

/// Whether `date` is a Saturday or Sunday.
pub(super) fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}
