//! What kind of day a day is: the schedules of all years, merged.

use super::{Schedule, schedules};
use chrono::{Datelike, NaiveDate, Weekday};
use std::collections::{BTreeMap, BTreeSet};

/// From this day of December on, the schedule of the year after can still change a day.
const LATE_DECEMBER: u32 = 26;

/// The longest range whose days are counted, in days: some two centuries.
const LONGEST_RANGE: i64 = 75_000;

/// What kind of day a day is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayKind {
    /// Monday to Friday, and not a day off.
    WorkingDay,
    /// A day off by the State Council's notice, on whatever day of the week.
    DayOff {
        /// Name of the holiday.
        name: String,
    },
    /// Saturday or Sunday, neither a holiday nor worked.
    Weekend,
    /// A Saturday or Sunday that is worked by the State Council's notice (调休上班).
    MakeUpWorkday {
        /// Name of the holiday that it makes up for.
        name: String,
    },
    /// The schedule that decides it is not loaded.
    Unknown,
}

/// What a schedule says of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Name of the holiday.
    pub(super) name: String,
    /// Off, or worked.
    pub(super) off: bool,
    /// The year whose notice says so.
    pub(super) year: i32,
}

/// How many days of a range are worked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DayCount {
    /// Days known to be worked.
    pub working: u32,
    /// Days known to be off, weekends included.
    pub off: u32,
    /// Days of which it is not known.
    pub unknown: u32,
}

/// Why the days of a range cannot be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RangeError {
    /// It ends before it begins.
    #[error("the range is reversed: it ends on {last}, before it begins on {first}")]
    Reversed {
        /// First day as given.
        first: NaiveDate,
        /// Last day as given.
        last: NaiveDate,
    },
    /// It is absurdly long.
    #[error("the range of {0} days is too long to be counted")]
    TooLong(i64),
}

/// The schedules of all loaded years as one calendar: a year's schedule may hold days of the December before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    years: BTreeSet<i32>,
    days: BTreeMap<NaiveDate, Entry>,
}

impl Calendar {
    /// Merges `schedules`. Where two speak of the same day, the later year's holds: its notice came later.
    #[must_use]
    pub fn new(schedules: &BTreeMap<i32, Schedule>) -> Self {
        let mut days = BTreeMap::new();
        for (&year, schedule) in schedules {
            for day in &schedule.days {
                days.insert(day.date, Entry { name: day.name.clone(), off: day.is_off_day, year });
            }
        }
        Self { years: schedules.keys().copied().collect(), days }
    }

    /// The calendar of the schedules that come with the program.
    #[must_use]
    pub fn builtin() -> Self {
        Self::new(&schedules::builtin())
    }

    /// The years whose schedule is loaded, in order.
    pub fn years(&self) -> impl Iterator<Item = i32> + '_ {
        self.years.iter().copied()
    }

    /// The year whose schedule is needed to know `date` and is not loaded; none where the day is known.
    /// A day is known if its year's schedule is loaded, and from 26 December on the next year's as well.
    #[must_use]
    pub fn missing_year(&self, date: NaiveDate) -> Option<i32> {
        let year = date.year();
        if !self.years.contains(&year) {
            return Some(year);
        }
        let needs_next = date.month() == 12 && date.day() >= LATE_DECEMBER;
        (needs_next && !self.years.contains(&(year + 1))).then_some(year + 1)
    }

    /// What kind of day `date` is.
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

    /// Whether `date` is worked; none where that is not known.
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
    /// When the range is reversed, or longer than some two centuries.
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

    /// What a schedule says of `date`, known or not.
    pub(super) fn entry(&self, date: NaiveDate) -> Option<&Entry> {
        self.days.get(&date)
    }
}

/// Saturday or Sunday.
pub(super) fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}
