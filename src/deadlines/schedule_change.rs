//! Import of the holiday schedule of a year, with a preview of the dates that it moves.

use super::register::dates_of;
use super::{Moved, what_moves};
use crate::calendar::{Schedule, ScheduleError};
use crate::language::Bilingual;
use crate::obligation::Catalog;
use crate::workbook::{Edit, Field, LicenseId, Value, Workbook};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Days that are off in every year (Measures on Public Holidays, art. 2): New Year, Labor Day, National Day.
const ALWAYS_OFF: [(u32, u32); 3] = [(1, 1), (5, 1), (10, 1)];

/// A plausibility warning about a schedule, which can be imported nevertheless.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScheduleWarning {
    /// A public holiday that it does not list as a day off.
    HolidayMissing(NaiveDate),
}

impl ScheduleWarning {
    /// The text of the warning.
    #[must_use]
    pub fn text(self) -> Bilingual {
        match self {
            Self::HolidayMissing(day) => Bilingual::new(
                format!("{day} 是法定节假日，该安排却没有列为放假：请核对是否完整"),
                format!(
                    "{day} is a public holiday, but the schedule does not list it as a day off; check that it is complete"
                ),
            ),
        }
    }
}

/// The plausibility warnings about the schedule of `year`.
#[must_use]
pub fn schedule_warnings(year: i32, schedule: &Schedule) -> Vec<ScheduleWarning> {
    let holidays = ALWAYS_OFF.iter().filter_map(|(month, day)| NaiveDate::from_ymd_opt(year, *month, *day));
    let missing = holidays.filter(|holiday| !schedule.days.iter().any(|day| day.date == *holiday && day.is_off_day));
    missing.map(ScheduleWarning::HolidayMissing).collect()
}

/// A schedule that can be imported, with the effects of doing so.
#[derive(Clone, Debug, PartialEq)]
pub struct ScheduleImport {
    /// Its year.
    pub year: i32,
    /// The schedule.
    pub schedule: Schedule,
    /// The edit that imports it; empty if the workbook already contains the same schedule.
    pub edit: Edit,
    /// Whether it replaces a different schedule of that year.
    pub replaces: bool,
    /// The plausibility warnings about it.
    pub warnings: Vec<ScheduleWarning>,
    /// The dates that it would move.
    pub moved: Vec<Moved>,
}

/// Parses a published schedule and computes its effect on the dates of `license` on the day `today`. Nothing is
/// imported yet.
///
/// # Errors
/// If the text is not a published schedule.
pub fn preview_schedule(
    workbook: &Workbook,
    license: LicenseId,
    today: NaiveDate,
    catalog: &Catalog,
    json: &str,
) -> Result<ScheduleImport, ScheduleError> {
    let (year, schedule) = Schedule::from_published_json(json)?;
    Ok(preview(workbook, license, today, catalog, (year, schedule)))
}

/// Computes the effect of a schedule on the dates of `license` on the day `today`. Nothing is imported yet.
#[must_use]
pub fn preview(
    workbook: &Workbook,
    license: LicenseId,
    today: NaiveDate,
    catalog: &Catalog,
    (year, schedule): (i32, Schedule),
) -> ScheduleImport {
    let edit = workbook.import_schedule(year, schedule.clone());
    let before = dates_of(workbook, license, today, catalog);
    // An edit that was made from the workbook fits it.
    let moved = workbook.after(&edit).map(|after| what_moves(&before, &dates_of(&after, license, today, catalog)));
    ScheduleImport {
        year,
        replaces: workbook.schedules.contains_key(&year) && !edit.is_empty(),
        warnings: schedule_warnings(year, &schedule),
        moved: moved.unwrap_or_default(),
        schedule,
        edit,
    }
}

/// The schedules of `offered` that the workbook lacks or that differ. A new version of the program contains newer
/// schedules; none is imported without consent.
#[must_use]
pub fn newer_schedules(workbook: &Workbook, offered: &BTreeMap<i32, Schedule>) -> BTreeMap<i32, Schedule> {
    let newer = offered.iter().filter(|(year, schedule)| workbook.schedules.get(year) != Some(schedule));
    newer.map(|(year, schedule)| (*year, schedule.clone())).collect()
}

impl Workbook {
    /// Imports the schedule of a year.
    #[must_use]
    pub fn import_schedule(&self, year: i32, schedule: Schedule) -> Edit {
        self.change([(Field::Schedule(year), Some(Value::Schedule(Box::new(schedule))))])
    }
}
