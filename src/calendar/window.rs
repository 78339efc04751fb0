//! Computes fixed windows: a quarter or whole calendar years, and spans that do not roll.

use super::count::{amount, error_runs, in_range, shift, shifted, too_far};
use super::days::is_weekend;
use super::reckon::say_shift;
use super::step_texts::{self, prudence};
use super::{Calendar, Deadline, JudgedBy, SourcedLimit, Start};
use crate::language::Bilingual;
use crate::obligation::LimitUnit;
use chrono::{Datelike, Months, NaiveDate};

/// A quarter of a calendar year: a fixed window that never rolls.
pub(super) fn quarter(start: Start, rule: &SourcedLimit, calendar: &Calendar) -> Deadline {
    let out = Deadline::empty(JudgedBy::Due);
    let number = match amount(rule) {
        Ok(number @ 1..=4) => number,
        Ok(number) => {
            return out
                .lacking(Bilingual::new(format!("没有第 {number} 季度"), format!("There is no quarter {number}")));
        }
        Err(what) => return out.lacking(what),
    };
    let Some(year) = year_of(start) else {
        let what = Bilingual::new("年份", "year");
        return out.lacking(step_texts::missing_start(&rule.limit, &what, &error_runs(rule)));
    };
    let first = NaiveDate::from_ymd_opt(year, number * 3 - 2, 1);
    let last = first.and_then(|first| first.checked_add_months(Months::new(3))).and_then(|next| next.pred_opt());
    let name = Bilingual::new(format!("{year} 年第 {number} 季度"), format!("Quarter {number} of {year}"));
    window(out, (first, last), &name, rule, calendar)
}

/// Whole calendar years from a year, or a span from a day. Neither rolls.
pub(super) fn within(start: Start, rule: &SourcedLimit, calendar: &Calendar) -> Deadline {
    let mut out = Deadline::empty(JudgedBy::Due);
    if let (Start::Year(year), LimitUnit::Years) = (start, rule.limit.unit) {
        let amount = match amount(rule) {
            Ok(amount) => amount,
            Err(what) => return out.lacking(what),
        };
        let first = NaiveDate::from_ymd_opt(year, 1, 1);
        let last = first.and_then(|first| shift(first, amount, LimitUnit::Years, false)).and_then(|day| day.pred_opt());
        let name = step_texts::span(amount, LimitUnit::Years);
        let name = Bilingual::new(format!("自 {year} 年起 {}", name.zh), format!("{} from {year}", name.en));
        return window(out, (first, last), &name, rule, calendar);
    }
    match shifted(start, rule, false) {
        Ok((given, raw)) => {
            say_shift(&mut out, &given, raw, rule, calendar);
            (out.raw, out.due) = (Some(raw), Some(raw));
            say_no_roll(&mut out);
            say_reminder(&mut out, given.start, raw, calendar);
            out
        }
        Err(what) => out.lacking(what),
    }
}

/// The deadline of a window from the first to the last day.
fn window(
    mut out: Deadline,
    (first, last): (Option<NaiveDate>, Option<NaiveDate>),
    name: &Bilingual,
    rule: &SourcedLimit,
    calendar: &Calendar,
) -> Deadline {
    let (Some(first), Some(last)) = (first.filter(|day| in_range(*day)), last.filter(|day| in_range(*day))) else {
        return out.lacking(too_far());
    };
    out.step(
        Bilingual::new(format!("{}：{first} 至 {last}", name.zh), format!("{}: {first} to {last}", name.en)),
        rule.source.clone(),
    );
    (out.raw, out.due) = (Some(last), Some(last));
    say_no_roll(&mut out);
    say_reminder(&mut out, first, last, calendar);
    out
}

/// Adds the step that a fixed window does not move.
fn say_no_roll(out: &mut Deadline) {
    out.step(Bilingual::new("固定期间，遇休假不顺延", "A fixed window: days off do not move its end"), prudence());
}

/// Adds the last working day of a window as its reminder.
fn say_reminder(out: &mut Deadline, first: NaiveDate, last: NaiveDate, calendar: &Calendar) {
    let mut unknown = None;
    let mut day = last;
    while day >= first {
        match calendar.is_working(day) {
            Some(true) => break,
            Some(false) => {}
            None => {
                unknown = unknown.or(Some(day));
                if !is_weekend(day) {
                    break;
                }
            }
        }
        let Some(previous) = day.pred_opt() else { return };
        day = previous;
    }
    if day < first {
        return;
    }
    let text = step_texts::day(day);
    out.reminder = Some(day);
    out.step(
        Bilingual::new(
            format!("提醒设在其中最后一个工作日 {}", text.zh),
            format!("The reminder is set on its last working day, {}", text.en),
        ),
        prudence(),
    );
    if let Some(unknown) = unknown {
        out.reminder_provisional = true;
        let reason = step_texts::unknown_day(unknown, calendar);
        out.step(
            Bilingual::new(format!("{}：提醒为暂定", reason.zh), format!("{}; the reminder is provisional", reason.en)),
            prudence(),
        );
    }
}

/// The year of a window.
fn year_of(start: Start) -> Option<i32> {
    match start {
        Start::Year(year) => Some(year),
        Start::Day(_) | Start::Moment(_) | Start::Unknown => start.day().map(|day| day.year()),
    }
}
