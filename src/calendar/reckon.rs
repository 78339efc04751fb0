//! Computes limits that are counted from a day or a moment, with their steps.

use super::count::{
    Given, Unknown, Walk, amount, error_runs, first_working, given, in_range, missing_day, shifted, too_far, walk,
};
use super::step_texts::{self, Article, both, civil_code, prudence};
use super::{Calendar, Deadline, JudgedBy, SourcedLimit, Start};
use crate::language::Bilingual;
use crate::obligation::{LimitDirection, LimitUnit};
use chrono::{Datelike, NaiveDate, TimeDelta};

/// 立即, 第一时间, 及时: the moment is recorded; the company's own target is shown beside it.
pub(super) fn without_number(start: Start, rule: &SourcedLimit) -> Deadline {
    let mut out = Deadline::empty(JudgedBy::Nothing);
    let moment = match start {
        Start::Day(day) => day.to_string(),
        Start::Moment(moment) => moment.format("%Y-%m-%d %H:%M").to_string(),
        Start::Year(_) | Start::Unknown => {
            return out.lacking(missing_day(rule));
        }
    };
    let name = step_texts::anchor(&rule.limit);
    out.step(
        Bilingual::new(format!("{} {moment}，记录在案", name.zh), format!("{}: {moment}, recorded", name.en)),
        rule.source.clone(),
    );
    out.step(
        Bilingual::new(
            "条文没有天数，不换算；以公司内部目标为准",
            "The text gives no number and none is assumed; the company’s internal target applies",
        ),
        prudence(),
    );
    out
}

/// Limits in hours, from the moment (Civil Code, art. 201). They do not roll.
pub(super) fn hours(start: Start, rule: &SourcedLimit) -> Deadline {
    let backwards = rule.limit.direction == LimitDirection::Before;
    let keeps = rule.limit.direction == LimitDirection::AtLeast;
    let judged_by = match rule.limit.direction {
        LimitDirection::AtLeast => JudgedBy::Nothing,
        LimitDirection::After | LimitDirection::Before | LimitDirection::Within => JudgedBy::Due,
    };
    let mut out = Deadline::empty(judged_by);
    let amount = match amount(rule) {
        Ok(amount) => amount,
        Err(what) => return out.lacking(what),
    };
    let Start::Moment(moment) = start else {
        let what = Bilingual::new("时刻", "time of day");
        return out.lacking(step_texts::missing_start(&rule.limit, &what, &error_runs(rule)));
    };
    let delta = TimeDelta::hours(i64::from(amount));
    let end = if backwards { moment.checked_sub_signed(delta) } else { moment.checked_add_signed(delta) };
    let Some(end) = end.filter(|end| in_range(end.date()) && in_range(moment.date())) else {
        return out.lacking(too_far());
    };
    let (from, to) = (moment.format("%Y-%m-%d %H:%M"), end.format("%Y-%m-%d %H:%M"));
    let name = step_texts::anchor(&rule.limit);
    out.step(
        Bilingual::new(format!("{} {from}，自此时起算", name.zh), format!("{}: {from}, counted from then", name.en)),
        civil_code(Article::StartDay),
    );
    let span = step_texts::span(amount, LimitUnit::Hours);
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
pub(super) fn after(start: Start, rule: &SourcedLimit, calendar: &Calendar) -> Deadline {
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
                let day = step_texts::day(due);
                let off: Vec<NaiveDate> = raw.iter_days().take_while(|day| *day < due).collect();
                out.step(
                    Bilingual::new(format!("顺延至 {}", day.zh), format!("It rolls forward to {}", day.en)),
                    both(&civil_code(Article::RollForward), &step_texts::notices(&off, calendar)),
                );
            }
        }
        Err(unknown) => stay_at_raw(&mut out, raw, unknown, calendar, ("顺延", "rolled forward")),
    }
    out
}

/// Calendar days, months or years before an anchor; by prudent practice the due day moves to the preceding working day.
pub(super) fn before(start: Start, rule: &SourcedLimit, calendar: &Calendar) -> Deadline {
    let mut out = Deadline::empty(JudgedBy::Raw);
    let (given, raw) = match shifted(start, rule, true) {
        Ok(found) => found,
        Err(what) => return out.lacking(what),
    };
    let name = step_texts::anchor(&rule.limit);
    out.step(
        Bilingual::new(format!("{} {}", name.zh, given.start), format!("{}: {}", name.en, given.start)),
        rule.source.clone(),
    );
    let (span, day) = (step_texts::span(given.amount, rule.limit.unit), step_texts::day_as_it_is(raw, calendar));
    out.step(
        Bilingual::new(format!("倒推 {}为 {}", span.zh, day.zh), format!("{} before is {}", span.en, day.en)),
        rule.source.clone(),
    );
    out.raw = Some(raw);
    match first_working(raw, calendar, NaiveDate::pred_opt) {
        Ok(due) => {
            out.due = Some(due);
            if due < raw {
                let day = step_texts::day(due);
                out.step(
                    Bilingual::new(format!("提前至 {}", day.zh), format!("Moved earlier, to {}", day.en)),
                    prudence(),
                );
            }
            say_spare(&mut out, due, calendar);
        }
        Err(unknown) => stay_at_raw(&mut out, raw, unknown, calendar, ("提前", "moved earlier")),
    }
    out
}

/// Adds the working day before the due day, as a safety margin.
fn say_spare(out: &mut Deadline, due: NaiveDate, calendar: &Calendar) {
    let spare = due.pred_opt().and_then(|day| first_working(day, calendar, NaiveDate::pred_opt).ok());
    if let Some(spare) = spare {
        let day = step_texts::day(spare);
        out.to_spare = Some(spare);
        out.step(
            Bilingual::new(format!("再留一天则为 {}", day.zh), format!("One working day earlier: {}", day.en)),
            prudence(),
        );
    }
}

/// Working days after an event: weekends and days off are not counted, make-up workdays are.
pub(super) fn working_days_after(start: Start, rule: &SourcedLimit, calendar: &Calendar) -> Deadline {
    let mut out = Deadline::empty(JudgedBy::Due);
    let given = match given(start, rule) {
        Ok(given) => given,
        Err(what) => return out.lacking(what),
    };
    let walk = match walk(&given, calendar, Unknown::Weekdays, NaiveDate::succ_opt) {
        Ok(walk) => walk,
        Err(what) => return out.lacking(what),
    };
    out.step(step_texts::not_counted(&rule.limit, given.start), civil_code(Article::StartDay));
    say_walk(&mut out, &walk, calendar);
    let day = step_texts::day_as_it_is(walk.end, calendar);
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
        let reason = step_texts::unknown_day(unknown, calendar);
        out.step(
            Bilingual::new(
                format!("{}：未知的周一至周五均按上班计", reason.zh),
                format!("{}; every unknown Monday to Friday is counted as a workday", reason.en),
            ),
            prudence(),
        );
        say_earliest(&mut out, &given, walk.end, calendar);
    } else {
        out.raw = Some(walk.end);
    }
    out
}

/// Adds the earliest possible day if it differs, because unknown weekend days may be declared workdays.
fn say_earliest(out: &mut Deadline, given: &Given, due: NaiveDate, calendar: &Calendar) {
    if let Ok(earliest) = walk(given, calendar, Unknown::All, NaiveDate::succ_opt)
        && earliest.end < due
    {
        let day = step_texts::day(earliest.end);
        out.step(
            Bilingual::new(
                format!("若其间周末被调为上班，最早为 {}", day.zh),
                format!("If weekend days in between are declared workdays: {} at the earliest", day.en),
            ),
            prudence(),
        );
    }
}

/// Working days before an anchor. Unknown days are treated as days off, so that the result is early enough.
pub(super) fn working_days_before(start: Start, rule: &SourcedLimit, calendar: &Calendar) -> Deadline {
    let mut out = Deadline::empty(JudgedBy::Raw);
    let given = match given(start, rule) {
        Ok(given) => given,
        Err(what) => return out.lacking(what),
    };
    let walk = match walk(&given, calendar, Unknown::None, NaiveDate::pred_opt) {
        Ok(walk) => walk,
        Err(what) => return out.lacking(what),
    };
    out.step(step_texts::not_counted(&rule.limit, given.start), civil_code(Article::StartDay));
    say_walk(&mut out, &walk, calendar);
    let (span, day) = (step_texts::span(given.amount, rule.limit.unit), step_texts::day_as_it_is(walk.end, calendar));
    out.step(
        Bilingual::new(format!("倒推 {}为 {}", span.zh, day.zh), format!("{} before is {}", span.en, day.en)),
        rule.source.clone(),
    );
    say_taken_off(&mut out, &walk, calendar);
    out.raw = (!out.provisional).then_some(walk.end);
    out.due = Some(walk.end);
    out
}

/// A retention period: the last day of keeping, and the first day on which destruction is allowed.
pub(super) fn retention(start: Start, rule: &SourcedLimit, calendar: &Calendar) -> Deadline {
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
        out.step(step_texts::not_counted(&rule.limit, given.start), civil_code(Article::StartDay));
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
            format!("Keep through {last}; may be destroyed from {first_free}"),
        ),
        civil_code(Article::StartDay),
    );
}

/// Adds the two steps of a span after a day, with the month-end rule if it applied.
pub(super) fn say_shift(out: &mut Deadline, given: &Given, end: NaiveDate, rule: &SourcedLimit, calendar: &Calendar) {
    out.step(step_texts::not_counted(&rule.limit, given.start), civil_code(Article::StartDay));
    let (span, day) = (step_texts::span(given.amount, rule.limit.unit), step_texts::day_as_it_is(end, calendar));
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
            format!("{} later, the corresponding day is {}", span.en, day.en),
        )
    } else {
        Bilingual::new(
            format!("满 {}的当月无对应日，取月末 {}", span.zh, day.zh),
            format!("{} later, the month has no corresponding day; its last day is {}", span.en, day.en),
        )
    };
    out.step(text, source);
}

/// Adds the days that the notices excluded from or added to a count of working days.
fn say_walk(out: &mut Deadline, walk: &Walk, calendar: &Calendar) {
    if !walk.off.is_empty() {
        let days = step_texts::ranges(&walk.off);
        out.step(
            Bilingual::new(format!("{} 放假，不计", days.zh), format!("Days off, not counted: {}", days.en)),
            step_texts::notices(&walk.off, calendar),
        );
    }
    if !walk.made_up.is_empty() {
        let days = step_texts::ranges(&walk.made_up);
        out.step(
            Bilingual::new(format!("{} 调休上班，计入", days.zh), format!("Make-up workdays, counted: {}", days.en)),
            step_texts::notices(&walk.made_up, calendar),
        );
    }
}

/// Adds the step that unknown days were treated as days off, and marks the result provisional.
fn say_taken_off(out: &mut Deadline, walk: &Walk, calendar: &Calendar) {
    if let Some(unknown) = walk.unknown {
        out.provisional = true;
        let reason = step_texts::unknown_day(unknown, calendar);
        out.step(
            Bilingual::new(
                format!("{}：未知日均不计为工作日", reason.zh),
                format!("{}; no unknown day is counted as a workday", reason.en),
            ),
            prudence(),
        );
    }
}

/// Keeps the raw day, which is in time in any case, because it is unknown whether the day moves.
fn stay_at_raw(out: &mut Deadline, raw: NaiveDate, unknown: NaiveDate, calendar: &Calendar, (zh, en): (&str, &str)) {
    out.due = Some(raw);
    out.provisional = true;
    let (reason, day) = (step_texts::unknown_day(unknown, calendar), step_texts::day(raw));
    out.step(
        Bilingual::new(
            format!("{}：不作{zh}，暂按 {}", reason.zh, day.zh),
            format!("{}; not {en}, provisionally {}", reason.en, day.en),
        ),
        prudence(),
    );
}
