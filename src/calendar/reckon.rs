//! The arithmetic of limits, one function a kind, each with the steps it takes.

use super::days::is_weekend;
use super::words::{self, Article, both, civil_code, prudence};
use super::{Calendar, Deadline, JudgedBy, Rule, Start};
use crate::language::Bilingual;
use crate::obligation::{LimitDirection, LimitUnit};
use chrono::{Datelike, Days, Months, NaiveDate, TimeDelta};

/// The years in which dates are reckoned, in the Common Era.
const YEARS: std::ops::RangeInclusive<i32> = 1..=9999;

/// The most working days that are counted: some eighty years.
const MOST_WORKING_DAYS: u32 = 20_000;

/// As many unknown days in a row are taken for days off; with more, the schedule is asked for.
const LONGEST_UNKNOWN: u32 = 31;

/// How unknown days count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unknown {
    /// Monday to Friday count: the due day of a limit *after*.
    Weekdays,
    /// All count: the earliest day it can be.
    All,
    /// None counts: the safe side where the count runs back, or something must be kept.
    None,
}

/// A count of working days.
struct Walk {
    /// The last day of it.
    end: NaiveDate,
    /// The first unknown day it passed.
    unknown: Option<NaiveDate>,
    /// Weekend days it counted because the notices have them worked.
    made_up: Vec<NaiveDate>,
    /// Days it did not count because the notices have them off.
    off: Vec<NaiveDate>,
}

/// What is needed before anything can be counted.
struct Given {
    start: NaiveDate,
    amount: u32,
}

/// 立即, 第一时间, 及时: the moment is recorded; the company's own target stands beside it.
pub(super) fn without_number(start: Start, rule: &Rule) -> Deadline {
    let mut out = Deadline::empty(JudgedBy::Nothing);
    let moment = match start {
        Start::Day(day) => day.to_string(),
        Start::Moment(moment) => moment.format("%Y-%m-%d %H:%M").to_string(),
        Start::Year(_) | Start::Unknown => {
            return out.lacking(missing_day(rule));
        }
    };
    let name = words::anchor(&rule.limit);
    out.step(
        Bilingual::new(format!("{} {moment}，记录在案", name.zh), format!("{}: {moment}, recorded", name.en)),
        rule.source.clone(),
    );
    out.step(
        Bilingual::new(
            "条文没有天数，不换算；以公司内部目标为准",
            "The text gives no number and none is made up; the company’s own target stands",
        ),
        prudence(),
    );
    out
}

/// Hours, from the moment (Civil Code, art. 201). They do not roll.
pub(super) fn hours(start: Start, rule: &Rule) -> Deadline {
    let backwards = rule.limit.direction == LimitDirection::Before;
    let keeps = rule.limit.direction == LimitDirection::AtLeast;
    let mut out = Deadline::empty(if keeps { JudgedBy::Nothing } else { JudgedBy::Due });
    let amount = match amount(rule) {
        Ok(amount) => amount,
        Err(what) => return out.lacking(what),
    };
    let Start::Moment(moment) = start else {
        let what = Bilingual::new("时刻", "time of day");
        return out.lacking(words::missing_start(&rule.limit, &what, &error_runs(rule)));
    };
    let delta = TimeDelta::hours(i64::from(amount));
    let end = if backwards { moment.checked_sub_signed(delta) } else { moment.checked_add_signed(delta) };
    let Some(end) = end.filter(|end| in_range(end.date()) && in_range(moment.date())) else {
        return out.lacking(too_far());
    };
    let (from, to) = (moment.format("%Y-%m-%d %H:%M"), end.format("%Y-%m-%d %H:%M"));
    let name = words::anchor(&rule.limit);
    out.step(
        Bilingual::new(format!("{} {from}，自此时起算", name.zh), format!("{}: {from}, counted from then", name.en)),
        civil_code(Article::StartDay),
    );
    let span = words::span(amount, LimitUnit::Hours);
    let (side_zh, side_en) = if backwards { ("前", "before") } else { ("后", "later") };
    out.step(
        Bilingual::new(
            format!("{}{side_zh}为 {to}，不因休假顺延", span.zh),
            format!("{} {side_en} is {to}; days off do not move it", span.en),
        ),
        rule.source.clone(),
    );
    out.raw = Some(end.date());
    if keeps {
        keep(&mut out, end.date());
    } else {
        out.due = Some(end.date());
        out.due_at = Some(end);
    }
    out
}

/// Calendar days, months or years after an event (Civil Code, arts. 201 to 203).
pub(super) fn after(start: Start, rule: &Rule, calendar: &Calendar) -> Deadline {
    let mut out = Deadline::empty(JudgedBy::Due);
    let (given, raw) = match shifted(start, rule, false) {
        Ok(found) => found,
        Err(what) => return out.lacking(what),
    };
    say_shift(&mut out, &given, raw, rule, calendar);
    out.raw = Some(raw);
    match first_working(raw, calendar, NaiveDate::succ_opt) {
        Ok(due) => {
            out.due = Some(due);
            if due > raw {
                let day = words::day(due);
                let off: Vec<NaiveDate> = raw.iter_days().take_while(|day| *day < due).collect();
                out.step(
                    Bilingual::new(format!("顺延至 {}", day.zh), format!("It rolls forward to {}", day.en)),
                    both(&civil_code(Article::RollForward), &words::notices(&off, calendar)),
                );
            }
        }
        Err(unknown) => stay_at_raw(&mut out, raw, unknown, calendar, ("顺延", "moved on")),
    }
    out
}

/// Calendar days, months or years before an anchor; taken early where that is a day off, by prudence.
pub(super) fn before(start: Start, rule: &Rule, calendar: &Calendar) -> Deadline {
    let mut out = Deadline::empty(JudgedBy::Raw);
    let (given, raw) = match shifted(start, rule, true) {
        Ok(found) => found,
        Err(what) => return out.lacking(what),
    };
    let name = words::anchor(&rule.limit);
    out.step(
        Bilingual::new(format!("{} {}", name.zh, given.start), format!("{}: {}", name.en, given.start)),
        rule.source.clone(),
    );
    let (span, day) = (words::span(given.amount, rule.limit.unit), words::day_as_it_is(raw, calendar));
    out.step(
        Bilingual::new(format!("倒推 {}为 {}", span.zh, day.zh), format!("{} before is {}", span.en, day.en)),
        rule.source.clone(),
    );
    out.raw = Some(raw);
    match first_working(raw, calendar, NaiveDate::pred_opt) {
        Ok(due) => {
            out.due = Some(due);
            if due < raw {
                let day = words::day(due);
                out.step(
                    Bilingual::new(format!("提前至 {}", day.zh), format!("Taken early, on {}", day.en)),
                    prudence(),
                );
            }
            say_spare(&mut out, due, calendar);
        }
        Err(unknown) => stay_at_raw(&mut out, raw, unknown, calendar, ("提前", "taken early")),
    }
    out
}

/// The working day before the due day, which leaves a day to spare.
fn say_spare(out: &mut Deadline, due: NaiveDate, calendar: &Calendar) {
    let spare = due.pred_opt().and_then(|day| first_working(day, calendar, NaiveDate::pred_opt).ok());
    if let Some(spare) = spare {
        let day = words::day(spare);
        out.to_spare = Some(spare);
        out.step(
            Bilingual::new(format!("再留一天则为 {}", day.zh), format!("With a day to spare: {}", day.en)),
            prudence(),
        );
    }
}

/// Working days after an event: weekends and days off are not counted, weekend days that are worked are.
pub(super) fn working_days_after(start: Start, rule: &Rule, calendar: &Calendar) -> Deadline {
    let mut out = Deadline::empty(JudgedBy::Due);
    let given = match given(start, rule) {
        Ok(given) => given,
        Err(what) => return out.lacking(what),
    };
    let walk = match walk(&given, calendar, Unknown::Weekdays, NaiveDate::succ_opt) {
        Ok(walk) => walk,
        Err(what) => return out.lacking(what),
    };
    out.step(words::not_counted(&rule.limit, given.start), civil_code(Article::StartDay));
    say_walk(&mut out, &walk, calendar);
    let day = words::day_as_it_is(walk.end, calendar);
    out.step(
        Bilingual::new(
            format!("第 {} 个工作日为 {}", given.amount, day.zh),
            format!("Working day {} is {}", given.amount, day.en),
        ),
        rule.source.clone(),
    );
    out.due = Some(walk.end);
    if let Some(unknown) = walk.unknown {
        out.provisional = true;
        let reason = words::unknown_day(unknown, calendar);
        out.step(
            Bilingual::new(
                format!("{}：未知的周一至周五均按上班计", reason.zh),
                format!("{}; every unknown Monday to Friday is counted as worked", reason.en),
            ),
            prudence(),
        );
        say_earliest(&mut out, &given, walk.end, calendar);
    } else {
        out.raw = Some(walk.end);
    }
    out
}

/// Weekend days can be declared workdays: names the earliest day that would come to, where it is another.
fn say_earliest(out: &mut Deadline, given: &Given, due: NaiveDate, calendar: &Calendar) {
    if let Ok(earliest) = walk(given, calendar, Unknown::All, NaiveDate::succ_opt)
        && earliest.end < due
    {
        let day = words::day(earliest.end);
        out.step(
            Bilingual::new(
                format!("若其间周末被调为上班，最早为 {}", day.zh),
                format!("Should weekend days in between be declared workdays: {} at the earliest", day.en),
            ),
            prudence(),
        );
    }
}

/// Working days before an anchor. Unknown days are taken for days off, so that the day is early enough.
pub(super) fn working_days_before(start: Start, rule: &Rule, calendar: &Calendar) -> Deadline {
    let mut out = Deadline::empty(JudgedBy::Due);
    let given = match given(start, rule) {
        Ok(given) => given,
        Err(what) => return out.lacking(what),
    };
    let walk = match walk(&given, calendar, Unknown::None, NaiveDate::pred_opt) {
        Ok(walk) => walk,
        Err(what) => return out.lacking(what),
    };
    out.step(words::not_counted(&rule.limit, given.start), civil_code(Article::StartDay));
    say_walk(&mut out, &walk, calendar);
    let (span, day) = (words::span(given.amount, rule.limit.unit), words::day_as_it_is(walk.end, calendar));
    out.step(
        Bilingual::new(format!("倒推 {}为 {}", span.zh, day.zh), format!("{} before is {}", span.en, day.en)),
        rule.source.clone(),
    );
    say_taken_off(&mut out, &walk, calendar);
    out.raw = (!out.provisional).then_some(walk.end);
    out.due = Some(walk.end);
    out
}

/// For at least so long: the last day to keep it, and the first on which it may be destroyed.
pub(super) fn retention(start: Start, rule: &Rule, calendar: &Calendar) -> Deadline {
    let mut out = Deadline::empty(JudgedBy::Nothing);
    if rule.limit.unit == LimitUnit::WorkingDays {
        let walked = given(start, rule).and_then(|given| {
            let walk = walk(&given, calendar, Unknown::None, NaiveDate::succ_opt)?;
            Ok((given, walk))
        });
        let (given, walk) = match walked {
            Ok(walked) => walked,
            Err(what) => return out.lacking(what),
        };
        out.step(words::not_counted(&rule.limit, given.start), civil_code(Article::StartDay));
        say_walk(&mut out, &walk, calendar);
        say_taken_off(&mut out, &walk, calendar);
        keep(&mut out, walk.end);
        return out;
    }
    match shifted(start, rule, false) {
        Ok((given, raw)) => {
            say_shift(&mut out, &given, raw, rule, calendar);
            keep(&mut out, raw);
            out
        }
        Err(what) => out.lacking(what),
    }
}

/// Sets both days of a retention period.
fn keep(out: &mut Deadline, last: NaiveDate) {
    let Some(first_free) = last.succ_opt() else {
        out.missing.push(too_far());
        return;
    };
    out.raw = Some(last);
    out.keep_through = Some(last);
    out.destroy_from = Some(first_free);
    out.step(
        Bilingual::new(
            format!("保存至 {last}（含），{first_free} 起可销毁"),
            format!("Kept through {last}; may be destroyed from {first_free} on"),
        ),
        civil_code(Article::StartDay),
    );
}

/// A quarter of a calendar year: a fixed window that never rolls.
pub(super) fn quarter(start: Start, rule: &Rule, calendar: &Calendar) -> Deadline {
    let out = Deadline::empty(JudgedBy::Due);
    let number = match amount(rule) {
        Ok(number @ 1..=4) => number,
        Ok(number) => {
            return out.lacking(Bilingual::new(
                format!("没有第 {number} 季度"),
                format!("There is no quarter number {number}"),
            ));
        }
        Err(what) => return out.lacking(what),
    };
    let Some(year) = year_of(start) else {
        let what = Bilingual::new("年份", "year");
        return out.lacking(words::missing_start(&rule.limit, &what, &error_runs(rule)));
    };
    let first = NaiveDate::from_ymd_opt(year, number * 3 - 2, 1);
    let last = first.and_then(|first| first.checked_add_months(Months::new(3))).and_then(|next| next.pred_opt());
    let name = Bilingual::new(format!("{year} 年第 {number} 季度"), format!("Quarter {number} of {year}"));
    window(out, (first, last), &name, rule, calendar)
}

/// Whole calendar years where a year is given; from a day, a span. Neither rolls.
pub(super) fn within(start: Start, rule: &Rule, calendar: &Calendar) -> Deadline {
    let mut out = Deadline::empty(JudgedBy::Due);
    if let (Start::Year(year), LimitUnit::Years) = (start, rule.limit.unit) {
        let amount = match amount(rule) {
            Ok(amount) => amount,
            Err(what) => return out.lacking(what),
        };
        let first = NaiveDate::from_ymd_opt(year, 1, 1);
        let last = first.and_then(|first| shift(first, amount, LimitUnit::Years, false)).and_then(|day| day.pred_opt());
        let name = words::span(amount, LimitUnit::Years);
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

/// A window from the first to the last day.
fn window(
    mut out: Deadline,
    (first, last): (Option<NaiveDate>, Option<NaiveDate>),
    name: &Bilingual,
    rule: &Rule,
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

/// A fixed window ends when it ends.
fn say_no_roll(out: &mut Deadline) {
    out.step(Bilingual::new("固定期间，遇休假不顺延", "A fixed window: days off do not move its end"), prudence());
}

/// The last working day of a window.
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
    let text = words::day(day);
    out.reminder = Some(day);
    out.step(
        Bilingual::new(
            format!("提醒设在其中最后一个工作日 {}", text.zh),
            format!("The reminder is on its last working day, {}", text.en),
        ),
        prudence(),
    );
    if let Some(unknown) = unknown {
        out.reminder_provisional = true;
        let reason = words::unknown_day(unknown, calendar);
        out.step(
            Bilingual::new(format!("{}：提醒为暂估", reason.zh), format!("{}; the reminder is provisional", reason.en)),
            prudence(),
        );
    }
}

/// The two steps of a span after a day, with the month-end rule where it took effect.
fn say_shift(out: &mut Deadline, given: &Given, end: NaiveDate, rule: &Rule, calendar: &Calendar) {
    out.step(words::not_counted(&rule.limit, given.start), civil_code(Article::StartDay));
    let (span, day) = (words::span(given.amount, rule.limit.unit), words::day_as_it_is(end, calendar));
    if rule.limit.unit == LimitUnit::CalendarDays {
        out.step(
            Bilingual::new(
                format!("第 {} 日为 {}", given.amount, day.zh),
                format!("Day {} is {}", given.amount, day.en),
            ),
            rule.source.clone(),
        );
        return;
    }
    let source = both(&rule.source, &civil_code(Article::CorrespondingDay));
    let text = if end.day() == given.start.day() {
        Bilingual::new(
            format!("满 {}之日为 {}", span.zh, day.zh),
            format!("{} end on the corresponding day, {}", span.en, day.en),
        )
    } else {
        Bilingual::new(
            format!("满 {}之月无对应日，取月末 {}", span.zh, day.zh),
            format!("{} end in a month without the corresponding day; its last day is {}", span.en, day.en),
        )
    };
    out.step(text, source);
}

/// Which days a count of working days left out or took in by the notices.
fn say_walk(out: &mut Deadline, walk: &Walk, calendar: &Calendar) {
    if !walk.off.is_empty() {
        let days = words::ranges(&walk.off);
        out.step(
            Bilingual::new(format!("{} 放假，不计", days.zh), format!("Off and not counted: {}", days.en)),
            words::notices(&walk.off, calendar),
        );
    }
    if !walk.made_up.is_empty() {
        let days = words::ranges(&walk.made_up);
        out.step(
            Bilingual::new(format!("{} 调休上班，计入", days.zh), format!("Worked and counted: {}", days.en)),
            words::notices(&walk.made_up, calendar),
        );
    }
}

/// Unknown days were taken for days off.
fn say_taken_off(out: &mut Deadline, walk: &Walk, calendar: &Calendar) {
    if let Some(unknown) = walk.unknown {
        out.provisional = true;
        let reason = words::unknown_day(unknown, calendar);
        out.step(
            Bilingual::new(
                format!("{}：未知日均不计为工作日", reason.zh),
                format!("{}; no unknown day is counted as worked", reason.en),
            ),
            prudence(),
        );
    }
}

/// Whether the day moves is unknown: it stays, which is in time either way.
fn stay_at_raw(out: &mut Deadline, raw: NaiveDate, unknown: NaiveDate, calendar: &Calendar, (zh, en): (&str, &str)) {
    out.due = Some(raw);
    out.provisional = true;
    let (reason, day) = (words::unknown_day(unknown, calendar), words::day(raw));
    out.step(
        Bilingual::new(
            format!("{}：不作{zh}，暂按 {}", reason.zh, day.zh),
            format!("{}; not {en}, provisionally {}", reason.en, day.en),
        ),
        prudence(),
    );
}

/// The number of a limit.
fn amount(rule: &Rule) -> Result<u32, Bilingual> {
    match rule.limit.amount {
        None => Err(Bilingual::new("缺少期限的数字", "The number of the limit is missing")),
        Some(0) => Err(Bilingual::new("期限的数字须大于零", "The number of the limit must be above zero")),
        Some(amount) => Ok(amount),
    }
}

/// Start day and number.
fn given(start: Start, rule: &Rule) -> Result<Given, Bilingual> {
    let amount = amount(rule)?;
    let start = start.day().ok_or_else(|| missing_day(rule))?;
    if in_range(start) { Ok(Given { start, amount }) } else { Err(too_far()) }
}

/// Start day and number, and the day so far from it.
fn shifted(start: Start, rule: &Rule, backwards: bool) -> Result<(Given, NaiveDate), Bilingual> {
    let given = given(start, rule)?;
    let end = shift(given.start, given.amount, rule.limit.unit, backwards).ok_or_else(too_far)?;
    Ok((given, end))
}

/// The day `amount` units after or before `day`: the month's last where it lacks the corresponding day (Civil Code,
/// art. 202). None where it lies outside the years that are reckoned with.
fn shift(day: NaiveDate, amount: u32, unit: LimitUnit, backwards: bool) -> Option<NaiveDate> {
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
fn first_working(
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
fn walk(
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
        let counts = match calendar.is_working(day) {
            Some(works) => {
                unknown_run = 0;
                if listed && works && is_weekend(day) {
                    walk.made_up.push(day);
                } else if listed && !works {
                    walk.off.push(day);
                }
                works
            }
            None => {
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
            }
        };
        left -= u32::from(counts);
    }
    walk.made_up.sort_unstable();
    walk.off.sort_unstable();
    Ok(walk)
}

/// The year a window lies in.
fn year_of(start: Start) -> Option<i32> {
    match start {
        Start::Year(year) => Some(year),
        Start::Day(_) | Start::Moment(_) | Start::Unknown => start.day().map(|day| day.year()),
    }
}

/// Whether dates near it are reckoned with.
fn in_range(day: NaiveDate) -> bool {
    YEARS.contains(&day.year())
}

/// That a result lies too far away.
fn too_far() -> Bilingual {
    Bilingual::new(
        "超出可计算的范围（公元 1 年至 9999 年）",
        "Outside the range that is reckoned with (the years 1 to 9999)",
    )
}

/// That the schedule which decides `day` is missing.
fn missing_schedule(day: NaiveDate, calendar: &Calendar) -> Bilingual {
    let year = calendar.missing_year(day).unwrap_or(day.year());
    Bilingual::new(format!("缺少 {year} 年放假安排"), format!("The holiday schedule of {year} is missing"))
}

/// That the day of the anchor is missing.
fn missing_day(rule: &Rule) -> Bilingual {
    words::missing_start(&rule.limit, &Bilingual::new("日期", "date"), &error_runs(rule))
}

/// Which way a guess at the start would err.
fn error_runs(rule: &Rule) -> Bilingual {
    match rule.limit.direction {
        LimitDirection::AtLeast => {
            Bilingual::new("若估得过早，会过早销毁", "A guess that is too early would let it be destroyed too early")
        }
        LimitDirection::After | LimitDirection::Before | LimitDirection::Within => {
            Bilingual::new("若估得过晚，期限会偏晚", "A guess that is too late would make the deadline too late")
        }
    }
}
