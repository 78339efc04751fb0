//! Taking over the holiday schedule of a year, with what it moves shown before it is taken.

use super::register::Register;
use super::{Moved, what_moves};
use crate::calendar::{Schedule, ScheduleError};
use crate::language::Bilingual;
use crate::obligation::Catalog;
use crate::workbook::{Edit, Field, LicenseId, Value, Workbook};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Days that are off in every year, by the Measures on Public Holidays, art. 2: New Year, Labor Day, National Day.
const ALWAYS_OFF: [(u32, u32); 3] = [(1, 1), (5, 1), (10, 1)];

/// What is odd about a schedule; it can be taken all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScheduleWarning {
    /// A public holiday that it does not have off.
    HolidayMissing(NaiveDate),
}

impl ScheduleWarning {
    /// The warning in words.
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

/// What is odd about the schedule of `year`.
#[must_use]
pub fn schedule_warnings(year: i32, schedule: &Schedule) -> Vec<ScheduleWarning> {
    let holidays = ALWAYS_OFF.iter().filter_map(|(month, day)| NaiveDate::from_ymd_opt(year, *month, *day));
    let is_off = |holiday: &NaiveDate| schedule.days.iter().any(|day| day.date == *holiday && day.is_off_day);
    holidays.filter(|holiday| !is_off(holiday)).map(ScheduleWarning::HolidayMissing).collect()
}

/// A schedule that may be taken, and what it would do.
#[derive(Clone, Debug, PartialEq)]
pub struct ScheduleImport {
    /// Its year.
    pub year: i32,
    /// The schedule.
    pub schedule: Schedule,
    /// The edit that takes it; empty where the workbook has the very same already.
    pub edit: Edit,
    /// Whether it takes the place of another schedule of that year.
    pub replaces: bool,
    /// What is odd about it.
    pub warnings: Vec<ScheduleWarning>,
    /// What it would move.
    pub moved: Vec<Moved>,
}

/// Reads a published schedule and says what it would move for `license`, on the day `today`. Nothing is taken yet.
///
/// # Errors
/// Where the text is no published schedule.
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

/// Says what the schedule of a year would move for `license`, on the day `today`. Nothing is taken yet.
#[must_use]
pub fn preview(
    workbook: &Workbook,
    license: LicenseId,
    today: NaiveDate,
    catalog: &Catalog,
    (year, schedule): (i32, Schedule),
) -> ScheduleImport {
    let edit = workbook.import_schedule(year, schedule.clone());
    let dates_of = |workbook: &Workbook| {
        Register::of(workbook, license, today, catalog).map(|register| register.dates).unwrap_or_default()
    };
    // An edit that was made from the workbook fits it.
    let moved = workbook.after(&edit).map(|after| what_moves(&dates_of(workbook), &dates_of(&after)));
    ScheduleImport {
        year,
        replaces: workbook.schedules.contains_key(&year) && !edit.is_empty(),
        warnings: schedule_warnings(year, &schedule),
        moved: moved.unwrap_or_default(),
        schedule,
        edit,
    }
}

/// The schedules of `offered` that the workbook lacks or has otherwise: a newer program brings newer ones, and none of
/// them is taken unasked.
#[must_use]
pub fn newer_schedules(workbook: &Workbook, offered: &BTreeMap<i32, Schedule>) -> BTreeMap<i32, Schedule> {
    let differs = |year: &i32, schedule: &Schedule| workbook.schedules.get(year) != Some(schedule);
    offered.iter().filter(|(year, s)| differs(year, s)).map(|(year, s)| (*year, s.clone())).collect()
}

impl Workbook {
    /// Takes the schedule of a year over.
    #[must_use]
    pub fn import_schedule(&self, year: i32, schedule: Schedule) -> Edit {
        self.change([(Field::Schedule(year), Some(Value::Schedule(Box::new(schedule))))])
    }
}
