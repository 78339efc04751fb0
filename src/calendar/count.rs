//! Counts calendar days, months, years and working days from a day, and reports what prevents counting.

use super::days::is_weekend;
use super::{Calendar, SourcedLimit, Start, step_texts};
use crate::language::Bilingual;
use crate::obligation::{LimitDirection, LimitUnit};
use chrono::{Datelike, Days, Months, NaiveDate};

/// The years for which dates are computed, in the Common Era.
const YEARS: std::ops::RangeInclusive<i32> = 1..=9999;

/// The most working days that are counted, about eighty years.
const MOST_WORKING_DAYS: u32 = 20_000;

/// The longest run of unknown days that is treated as days off; beyond it, the missing schedule is reported.
const LONGEST_UNKNOWN: u32 = 31;

/// How days without a holiday schedule count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unknown {
    /// Monday to Friday count: for the due day of a limit *after* an event.
    Weekdays,
    /// All count: for the earliest possible day.
    All,
    /// None counts: the safe choice for counting backward and for retention.
    None,
}

/// The result of counting working days.
pub(super) struct Walk {
    /// The last day counted.
    pub(super) end: NaiveDate,
    /// The first unknown day on the way.
    pub(super) unknown: Option<NaiveDate>,
    /// Weekend days that were counted as make-up workdays.
    pub(super) made_up: Vec<NaiveDate>,
    /// Days that were not counted because the notices declare them off.
    pub(super) off: Vec<NaiveDate>,
}

/// The input of every count.
pub(super) struct Given {
    pub(super) start: NaiveDate,
    pub(super) amount: u32,
}

/// The number of a limit, or a message if it is missing or zero.
pub(super) fn amount(rule: &SourcedLimit) -> Result<u32, Bilingual> {
    match rule.limit.amount {
        None => Err(Bilingual::new("缺少期限的数字", "The number of the limit is missing")),
        Some(0) => Err(Bilingual::new("期限的数字须大于零", "The number of the limit must be above zero")),
        Some(amount) => Ok(amount),
    }
}

/// The start day and the number of the limit, or a message that says what is missing.
pub(super) fn given(start: Start, rule: &SourcedLimit) -> Result<Given, Bilingual> {
    let amount = amount(rule)?;
    let start = start.day().ok_or_else(|| missing_day(rule))?;
    if in_range(start) { Ok(Given { start, amount }) } else { Err(too_far()) }
}

/// As [`given`], with the day that lies the limit's span after the start (before it if `backwards`).
pub(super) fn shifted(start: Start, rule: &SourcedLimit, backwards: bool) -> Result<(Given, NaiveDate), Bilingual> {
    let given = given(start, rule)?;
    let end = shift(given.start, given.amount, rule.limit.unit, backwards).ok_or_else(too_far)?;
    Ok((given, end))
}

/// The day `amount` units after or before `day`; the last day of the month if the month has no corresponding day (Civil
/// Code, art. 202). `None` if it is outside the supported years, or for a unit that is not of calendar days.
pub(super) fn shift(day: NaiveDate, amount: u32, unit: LimitUnit, backwards: bool) -> Option<NaiveDate> {
    let end = match unit {
        LimitUnit::CalendarDays => {
            let days = Days::new(u64::from(amount));
            if backwards { day.checked_sub_days(days) } else { day.checked_add_days(days) }
        }
        LimitUnit::Months => move_months(day, amount, backwards),
        LimitUnit::Quarter => move_months(day, amount.checked_mul(3)?, backwards),
        LimitUnit::Years => move_months(day, amount.checked_mul(12)?, backwards),
        LimitUnit::WorkingDays | LimitUnit::Hours | LimitUnit::Immediately | LimitUnit::Promptly => None,
    };
    end.filter(|end| in_range(*end))
}

/// The day `months` months after or before a day.
fn move_months(day: NaiveDate, months: u32, backwards: bool) -> Option<NaiveDate> {
    let months = Months::new(months);
    if backwards { day.checked_sub_months(months) } else { day.checked_add_months(months) }
}

/// The first working day from `day` on, in the direction of `next`. The error is an unknown day that comes before it.
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

/// Counts working days from the day after the start, in the direction of `next`. The error is a message.
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

/// Whether the day is within the supported years.
pub(super) fn in_range(day: NaiveDate) -> bool {
    YEARS.contains(&day.year())
}

/// The message for a result outside the supported years.
pub(super) fn too_far() -> Bilingual {
    Bilingual::new("超出可计算的范围（公元 1 年至 9999 年）", "Outside the supported range (years 1 to 9999)")
}

/// The message for a missing schedule that decides `day`.
pub(super) fn missing_schedule(day: NaiveDate, calendar: &Calendar) -> Bilingual {
    let year = calendar.missing_year(day).unwrap_or(day.year());
    Bilingual::new(format!("缺少 {year} 年放假安排"), format!("The holiday schedule for {year} is missing"))
}

/// The message for a missing day of the anchor.
pub(super) fn missing_day(rule: &SourcedLimit) -> Bilingual {
    step_texts::missing_start(&rule.limit, &Bilingual::new("日期", "date"), &error_runs(rule))
}

/// The direction of the error that an estimated start would cause.
pub(super) fn error_runs(rule: &SourcedLimit) -> Bilingual {
    match rule.limit.direction {
        LimitDirection::AtLeast => {
            Bilingual::new("若估得过早，会过早销毁", "An estimate that is too early would allow destruction too early")
        }
        LimitDirection::After | LimitDirection::Before | LimitDirection::Within => {
            Bilingual::new("若估得过晚，期限会偏晚", "An estimate that is too late would make the deadline too late")
        }
    }
}
