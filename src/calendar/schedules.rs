//! Holiday schedules: the built-in ones, and import from the published JSON format.

use super::{Schedule, ScheduleDay};
use chrono::{Datelike, NaiveDate};
use serde::Deserialize;
use serde_json::error::Category;
use std::collections::BTreeMap;

/// The published files, 2018 to 2026, from `NateScarlet/holiday-cn` (MIT).
const BUILTIN: [&str; 9] = [
    include_str!("../../assets/calendars/2018.json"),
    include_str!("../../assets/calendars/2019.json"),
    include_str!("../../assets/calendars/2020.json"),
    include_str!("../../assets/calendars/2021.json"),
    include_str!("../../assets/calendars/2022.json"),
    include_str!("../../assets/calendars/2023.json"),
    include_str!("../../assets/calendars/2024.json"),
    include_str!("../../assets/calendars/2025.json"),
    include_str!("../../assets/calendars/2026.json"),
];

/// The years of which a schedule is accepted.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2100;

/// The most days that a schedule may list: those of the longest year.
const MOST_DAYS: usize = 366;

/// The built-in schedules, by year. A year without one is unknown, not free of holidays.
#[must_use]
pub fn builtin() -> BTreeMap<i32, Schedule> {
    // Each file passes the same checks as an import; a test makes sure that none is left out.
    BUILTIN.iter().filter_map(|json| Schedule::from_published_json(json).ok()).collect()
}

/// Why a text is not a schedule.
#[derive(Debug, thiserror::Error)]
#[error("{} {:?}", self.kind(), self.arguments())]
pub enum ScheduleError {
    /// It is not JSON, or not in the published format.
    Shape(#[from] serde_json::Error),
    /// The year is implausible.
    Year(i64),
    /// It lists no days: for a year whose notice is not out yet, an empty list is published.
    NotPublished(i32),
    /// It lists more days than a year has.
    TooManyDays {
        /// Its year.
        year: i32,
        /// Number of days listed.
        count: usize,
    },
    /// It lists a day that is too far from its year.
    FarDay {
        /// Its year.
        year: i32,
        /// The day.
        date: NaiveDate,
    },
    /// It lists the same day as a day off and as a workday.
    Contradiction {
        /// Its year.
        year: i32,
        /// The day.
        date: NaiveDate,
    },
}

impl ScheduleError {
    /// The id of the message for the error.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Shape(_) => "schedule-error-shape",
            Self::Year(_) => "schedule-error-year",
            Self::NotPublished(_) => "schedule-error-not-published",
            Self::TooManyDays { .. } => "schedule-error-too-many-days",
            Self::FarDay { .. } => "schedule-error-far-day",
            Self::Contradiction { .. } => "schedule-error-contradiction",
        }
    }

    /// The arguments of the message [`Self::kind`].
    #[must_use]
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Shape(error) => {
                let message = error.to_string();
                let missing = message.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
                let what = match (error.classify(), missing) {
                    (Category::Eof, _) => "cut",
                    (Category::Syntax | Category::Io, _) => "syntax",
                    (Category::Data, Some(_)) => "field",
                    (Category::Data, None) => "other",
                };
                vec![
                    ("what", what.to_owned()),
                    ("line", error.line().to_string()),
                    ("column", error.column().to_string()),
                    ("name", missing.unwrap_or_default().to_owned()),
                    ("message", message),
                ]
            }
            Self::Year(year) => vec![("year", year.to_string())],
            Self::NotPublished(year) => vec![("year", year.to_string())],
            Self::TooManyDays { year, count } => vec![("year", year.to_string()), ("days", count.to_string())],
            Self::FarDay { year, date } | Self::Contradiction { year, date } => {
                vec![("year", year.to_string()), ("day", date.to_string())]
            }
        }
    }
}

/// The published format; its other members (`$schema`, `$id`) are ignored.
#[derive(Deserialize)]
struct Published {
    year: i64,
    papers: Vec<String>,
    days: Vec<PublishedDay>,
}

/// A day in the published format.
#[derive(Deserialize)]
struct PublishedDay {
    name: String,
    date: NaiveDate,
    #[serde(rename = "isOffDay")]
    is_off_day: bool,
}

impl Schedule {
    /// Reads one year's schedule from the published JSON and returns the year with it. The days are sorted and unique.
    ///
    /// # Errors
    /// If the format is different, the year is implausible, or it lists no days, too many days, days of distant years,
    /// or a day both as off and as a workday.
    pub fn from_published_json(json: &str) -> Result<(i32, Self), ScheduleError> {
        let published: Published = serde_json::from_str(json.trim_start_matches('\u{feff}'))?;
        let year = i32::try_from(published.year)
            .ok()
            .filter(|year| YEARS.contains(year))
            .ok_or(ScheduleError::Year(published.year))?;
        let count = published.days.len();
        if count == 0 {
            return Err(ScheduleError::NotPublished(year));
        }
        if count > MOST_DAYS {
            return Err(ScheduleError::TooManyDays { year, count });
        }
        let mut days: BTreeMap<NaiveDate, ScheduleDay> = BTreeMap::new();
        for PublishedDay { name, date, is_off_day } in published.days {
            if (i64::from(date.year()) - i64::from(year)).abs() > 1 {
                return Err(ScheduleError::FarDay { year, date });
            }
            let day = days.entry(date).or_insert(ScheduleDay { name, date, is_off_day });
            if day.is_off_day != is_off_day {
                return Err(ScheduleError::Contradiction { year, date });
            }
        }
        Ok((year, Self { papers: published.papers, days: days.into_values().collect() }))
    }
}
