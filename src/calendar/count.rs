//! Counting: days, months and years away from a day, working days, and what keeps them from being counted.

use super::days::is_weekend;
use super::{Calendar, Rule, Start, words};
use crate::language::Bilingual;
use crate::obligation::{LimitDirection, LimitUnit};
use chrono::{Datelike, Days, Months, NaiveDate};

/// The years in which dates are reckoned, in the Common Era.
const YEARS: std::ops::RangeInclusive<i32> = 1..=9999;

/// The most working days that are counted: some eighty years.
const MOST_WORKING_DAYS: u32 = 20_000;

/// As many unknown days in a row are taken for days off; with more, the schedule is asked for.
const LONGEST_UNKNOWN: u32 = 31;

/// How unknown days count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unknown {
    /// Monday to Friday count: the due day of a limit *after*.
    Weekdays,
    /// All count: the earliest day it can be.
    All,
    /// None counts: the safe side where the count runs back, or something must be kept.
    None,
}

/// A count of working days.
pub(super) struct Walk {
    /// The last day of it.
    pub(super) end: NaiveDate,
    /// The first unknown day it passed.
    pub(super) unknown: Option<NaiveDate>,
    /// Weekend days it counted because the notices have them worked.
    pub(super) made_up: Vec<NaiveDate>,
    /// Days it did not count because the notices have them off.
    pub(super) off: Vec<NaiveDate>,
}

/// What is needed before anything can be counted.
pub(super) struct Given {
    pub(super) start: NaiveDate,
    pub(super) amount: u32,
}

/// The number of a limit.
pub(super) fn amount(rule: &Rule) -> Result<u32, Bilingual> {
    match rule.limit.amount {
        None => Err(Bilingual::new("缺少期限的数字", "The number of the limit is missing")),
        Some(0) => Err(Bilingual::new("期限的数字须大于零", "The number of the limit must be above zero")),
        Some(amount) => Ok(amount),
    }
}

/// Start day and number.
pub(super) fn given(start: Start, rule: &Rule) -> Result<Given, Bilingual> {
    let amount = amount(rule)?;
    let start = start.day().ok_or_else(|| missing_day(rule))?;
    if in_range(start) { Ok(Given { start, amount }) } else { Err(too_far()) }
}

/// Start day and number, and the day so far from it.
pub(super) fn shifted(start: Start, rule: &Rule, backwards: bool) -> Result<(Given, NaiveDate), Bilingual> {
    let given = given(start, rule)?;
    let end = shift(given.start, given.amount, rule.limit.unit, backwards).ok_or_else(too_far)?;
    Ok((given, end))
}

/// The day `amount` units after or before `day`: the month's last where it lacks the corresponding day (Civil Code,
/// art. 202). None where it lies outside the years that are reckoned with.
pub(super) fn shift(day: NaiveDate, amount: u32, unit: LimitUnit, backwards: bool) -> Option<NaiveDate> {
    let months = |each: u32| amount.checked_mul(each).map(Months::new);
    let end = match unit {
        LimitUnit::CalendarDays => {
            let days = Days::new(u64::from(amount));
            if backwards { day.checked_sub_days(days) } else { day.checked_add_days(days) }
        }
        LimitUnit::Months => move_months(day, months(1)?, backwards),
        LimitUnit::Quarter => move_months(day, months(3)?, backwards),
        LimitUnit::Years => move_months(day, months(12)?, backwards),
        LimitUnit::WorkingDays | LimitUnit::Hours | LimitUnit::Immediately | LimitUnit::Promptly => None,
    };
    end.filter(|end| in_range(*end))
}

/// Months after or before a day.
fn move_months(day: NaiveDate, months: Months, backwards: bool) -> Option<NaiveDate> {
    if backwards { day.checked_sub_months(months) } else { day.checked_add_months(months) }
}

/// The first working day from `day` on, in the direction of `next`; the first unknown day where one comes before.
pub(super) fn first_working(
    mut day: NaiveDate,
    calendar: &Calendar,
    next: fn(&NaiveDate) -> Option<NaiveDate>,
) -> Result<NaiveDate, NaiveDate> {
    loop {
        match calendar.is_working(day) {
            Some(true) => return Ok(day),
            Some(false) => day = next(&day).ok_or(day)?,
            None => return Err(day),
        }
    }
}

/// Counts working days from the day after the start, in the direction of `next`.
pub(super) fn walk(
    given: &Given,
    calendar: &Calendar,
    unknown: Unknown,
    next: fn(&NaiveDate) -> Option<NaiveDate>,
) -> Result<Walk, Bilingual> {
    if given.amount > MOST_WORKING_DAYS {
        return Err(Bilingual::new(
            format!("工作日数过大：{}，至多 {MOST_WORKING_DAYS}", given.amount),
            format!("{} working days are too many; at most {MOST_WORKING_DAYS} are counted", given.amount),
        ));
    }
    let mut walk = Walk { end: given.start, unknown: None, made_up: Vec::new(), off: Vec::new() };
    let (mut left, mut unknown_run) = (given.amount, 0);
    while left > 0 {
        let day = next(&walk.end).filter(|day| in_range(*day)).ok_or_else(too_far)?;
        walk.end = day;
        let listed = calendar.entry(day).is_some();
        let counts = if let Some(works) = calendar.is_working(day) {
            unknown_run = 0;
            if listed && works && is_weekend(day) {
                walk.made_up.push(day);
            } else if listed && !works {
                walk.off.push(day);
            }
            works
        } else {
            walk.unknown.get_or_insert(day);
            unknown_run += 1;
            if unknown == Unknown::None && unknown_run > LONGEST_UNKNOWN {
                return Err(missing_schedule(day, calendar));
            }
            match unknown {
                Unknown::Weekdays => !is_weekend(day),
                Unknown::All => true,
                Unknown::None => false,
            }
        };
        left -= u32::from(counts);
    }
    walk.made_up.sort_unstable();
    walk.off.sort_unstable();
    Ok(walk)
}

/// Whether dates near it are reckoned with.
pub(super) fn in_range(day: NaiveDate) -> bool {
    YEARS.contains(&day.year())
}

/// That a result lies too far away.
pub(super) fn too_far() -> Bilingual {
    Bilingual::new("超出可计算的范围（公元 1 年至 9999 年）", "Outside the supported range (years 1 to 9999)")
}

/// That the schedule which decides `day` is missing.
pub(super) fn missing_schedule(day: NaiveDate, calendar: &Calendar) -> Bilingual {
    let year = calendar.missing_year(day).unwrap_or(day.year());
    Bilingual::new(format!("缺少 {year} 年放假安排"), format!("The holiday schedule for {year} is missing"))
}

/// That the day of the anchor is missing.
pub(super) fn missing_day(rule: &Rule) -> Bilingual {
    words::missing_start(&rule.limit, &Bilingual::new("日期", "date"), &error_runs(rule))
}

/// Which way a guess at the start would err.
pub(super) fn error_runs(rule: &Rule) -> Bilingual {
    match rule.limit.direction {
        LimitDirection::AtLeast => {
            Bilingual::new("若估得过早，会过早销毁", "An estimate that is too early would allow destruction too early")
        }
        LimitDirection::After | LimitDirection::Before | LimitDirection::Within => {
            Bilingual::new("若估得过晚，期限会偏晚", "An estimate that is too late would make the deadline too late")
        }
    }
}
