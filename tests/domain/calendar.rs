//! Tests of holidays and deadlines: worked cases, an independently made second table, and general properties.

use crate::support::random::config;
use chrono::{Datelike, NaiveDate, NaiveDateTime, Weekday};
use license_workbook::calendar::{
    Calendar, DayKind, Deadline, JudgedBy, RangeError, Schedule, ScheduleError, SourcedLimit, SpanError, Start,
    TimeSpan, days_left, deadline, late, late_at, parse_span, schedules,
};
use license_workbook::language::Bilingual;
use license_workbook::obligation::{LimitDirection, LimitUnit, TimeLimit};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::LazyLock;

const CASES: &str = include_str!("../data/calendar_cases.ron");
const SECOND_TABLE: &str = include_str!("../data/calendar_second_table.ron");

static CALENDAR: LazyLock<Calendar> = LazyLock::new(Calendar::builtin);

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn rule(amount: u32, unit: LimitUnit, direction: LimitDirection) -> SourcedLimit {
    let anchor = Bilingual::new("变更之日（当日不计）", "The day of the change (not counted itself)");
    SourcedLimit::new(
        TimeLimit { amount: Some(amount), unit, direction, anchor },
        Bilingual::new("许可证第一条", "Provision 1"),
    )
}

fn compute(start: &str, amount: u32, unit: LimitUnit, direction: LimitDirection) -> Deadline {
    deadline(Start::Day(date(start)), &rule(amount, unit, direction), &CALENDAR)
}

/// The Chinese texts and sources of all steps.
fn words(deadline: &Deadline) -> String {
    deadline.steps.iter().flat_map(|step| [&*step.text.zh, " [", &step.source.zh, "]\n"]).collect()
}

/// Whether no date is computed and the reason is given in both languages.
fn is_refused(deadline: &Deadline) -> bool {
    deadline.due.is_none()
        && deadline.raw.is_none()
        && deadline.keep_through.is_none()
        && !deadline.missing.is_empty()
        && deadline.missing.iter().all(|what| !what.zh.is_empty() && !what.en.is_empty())
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    start: NaiveDate,
    amount: u32,
    unit: LimitUnit,
    direction: LimitDirection,
    #[serde(default)]
    raw: Option<NaiveDate>,
    #[serde(default)]
    due: Option<NaiveDate>,
    #[serde(default)]
    to_spare: Option<NaiveDate>,
    #[serde(default)]
    keep_through: Option<NaiveDate>,
    #[serde(default)]
    destroy_from: Option<NaiveDate>,
    #[serde(default)]
    reminder: Option<NaiveDate>,
    #[serde(default)]
    reminder_provisional: bool,
    #[serde(default)]
    provisional: bool,
    #[serde(default)]
    says: Vec<String>,
}

#[test]
fn worked_cases() {
    let cases: Vec<Case> = ron::from_str(CASES).unwrap();
    assert!(cases.len() >= 29);
    for case in cases {
        let name = &case.name;
        let found = deadline(Start::Day(case.start), &rule(case.amount, case.unit, case.direction), &CALENDAR);
        if case.unit != LimitUnit::WorkingDays {
            assert_eq!(found.raw, case.raw, "raw: {name}");
        }
        assert_eq!(found.due, case.due, "due: {name}");
        assert_eq!(found.to_spare, case.to_spare, "to spare: {name}");
        assert_eq!(found.keep_through, case.keep_through, "keep through: {name}");
        assert_eq!(found.destroy_from, case.destroy_from, "destroy from: {name}");
        assert_eq!(found.reminder, case.reminder, "reminder: {name}");
        assert_eq!(found.reminder_provisional, case.reminder_provisional, "reminder provisional: {name}");
        assert_eq!(found.provisional, case.provisional, "provisional: {name}");
        assert_eq!(found.missing, Vec::new(), "missing: {name}");
        let words = words(&found);
        for said in &case.says {
            assert!(words.contains(said), "{name}: no “{said}” in\n{words}");
        }
        for step in &found.steps {
            for text in [&step.text.zh, &step.text.en, &step.source.zh, &step.source.en] {
                assert!(!text.is_empty(), "{name}: an empty text");
            }
        }
    }
}

/// A range of days in the second table.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Stretch {
    first: NaiveDate,
    last: NaiveDate,
    working: u32,
    off: Vec<NaiveDate>,
    worked: Vec<NaiveDate>,
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

#[test]
fn every_day_agrees_with_the_second_table() {
    let stretches: Vec<Stretch> = ron::from_str(SECOND_TABLE).unwrap();
    let mut working_by_year = BTreeMap::new();
    let (mut days, mut unknown) = (0, Vec::new());
    for stretch in &stretches {
        let mut working = 0;
        for day in stretch.first.iter_days().take_while(|day| *day <= stretch.last) {
            let expected = if is_weekend(day) { stretch.worked.contains(&day) } else { !stretch.off.contains(&day) };
            let found = CALENDAR.is_working(day).unwrap_or_else(|| {
                unknown.push(day);
                !is_weekend(day)
            });
            assert_eq!(found, expected, "{day}");
            working += u32::from(found);
            days += u32::from(day.year() >= 2019);
        }
        assert_eq!(working, stretch.working);
        working_by_year.insert(stretch.first.year(), working);
    }
    assert_eq!(days, 2922);
    // December of 2018; then 2019 to 2026.
    let expected = [21, 250, 249, 250, 249, 249, 251, 248, 248];
    assert_eq!(working_by_year.into_values().collect::<Vec<_>>(), expected);
    // Only the days that depend on the holiday notice for 2027.
    assert_eq!(unknown, date("2026-12-26").iter_days().take(6).collect::<Vec<_>>());
}

#[test]
fn kinds_of_days() {
    let cases = [
        ("2024-02-09", DayKind::WorkingDay),
        ("2024-02-10", DayKind::DayOff { name: "春节".to_owned() }),
        ("2024-02-18", DayKind::MakeUpWorkday { name: "春节".to_owned() }),
        ("2024-02-24", DayKind::Weekend),
        ("2018-12-29", DayKind::MakeUpWorkday { name: "元旦".to_owned() }),
        ("2018-12-31", DayKind::DayOff { name: "元旦".to_owned() }),
        ("2017-12-25", DayKind::Unknown),
        ("2026-12-25", DayKind::WorkingDay),
        ("2026-12-26", DayKind::Unknown),
        ("2027-01-01", DayKind::Unknown),
    ];
    for (day, kind) in cases {
        assert_eq!(CALENDAR.day(date(day)), kind, "{day}");
    }
    assert_eq!(CALENDAR.missing_year(date("2026-12-31")), Some(2027));
    assert_eq!(CALENDAR.missing_year(date("2017-12-31")), Some(2017));
    assert_eq!(CALENDAR.missing_year(NaiveDate::MAX), Some(NaiveDate::MAX.year()));
}

#[test]
fn a_missing_year_makes_its_december_provisional_and_importing_it_settles_it() {
    let mut schedules = schedules::builtin();
    let year_2019 = schedules.remove(&2019).unwrap();
    let rule = rule(10, LimitUnit::WorkingDays, LimitDirection::After);
    let start = Start::Day(date("2018-12-17"));
    let before = deadline(start, &rule, &Calendar::new(&schedules));
    assert!(before.provisional);
    assert_eq!(before.raw, None);
    // The weekend day that the 2019 notice makes a working day is given as the earliest day.
    assert!(words(&before).contains("最早为 2018-12-29 周六"), "{}", words(&before));
    schedules.insert(2019, year_2019);
    let after = deadline(start, &rule, &Calendar::new(&schedules));
    assert!(!after.provisional);
    assert_eq!(after.due, Some(date("2018-12-29")));
}

#[test]
fn late_is_judged_by_the_right_day() {
    let after = compute("2019-09-02", 30, LimitUnit::CalendarDays, LimitDirection::After);
    assert!(!late(&after, date("2019-10-08")) && late(&after, date("2019-10-09")));
    let before = compute("2024-05-09", 60, LimitUnit::CalendarDays, LimitDirection::Before);
    assert_eq!(before.judged_by, JudgedBy::Raw);
    assert!(!late(&before, date("2024-03-09")) && !late(&before, date("2024-03-10")));
    assert!(late(&before, date("2024-03-11")));
    assert_eq!(days_left(&before, date("2024-03-09")), Some(-1));
    let kept = compute("2023-02-28", 1, LimitUnit::Years, LimitDirection::AtLeast);
    assert!(!late(&kept, date("2099-01-01")));
    assert_eq!(days_left(&kept, date("2023-03-01")), None);
}

#[test]
fn hours_need_a_moment() {
    let rule = rule(4, LimitUnit::Hours, LimitDirection::After);
    assert!(is_refused(&deadline(Start::Day(date("2026-10-22")), &rule, &CALENDAR)));
    let moment: NaiveDateTime = "2026-10-22T22:30:00".parse().unwrap();
    let found = deadline(Start::Moment(moment), &rule, &CALENDAR);
    let due: NaiveDateTime = "2026-10-23T02:30:00".parse().unwrap();
    assert_eq!((found.due_at, found.due), (Some(due), Some(due.date())));
    assert!(!late_at(&found, due) && late_at(&found, due + chrono::TimeDelta::minutes(1)));
    assert!(!late(&found, due.date()));
}

#[test]
fn words_without_a_number_stay_words() {
    for unit in [LimitUnit::Immediately, LimitUnit::Promptly] {
        let mut rule = rule(1, unit, LimitDirection::After);
        rule.limit.amount = None;
        let found = deadline(Start::Day(date("2026-10-22")), &rule, &CALENDAR);
        assert_eq!((found.raw, found.due, found.provisional), (None, None, false));
        assert!(found.missing.is_empty() && found.steps.len() == 2);
        assert!(!late(&found, date("2099-01-01")));
        assert!(is_refused(&deadline(Start::Unknown, &rule, &CALENDAR)));
    }
}

#[test]
fn what_is_missing_is_said() {
    let found = deadline(Start::Unknown, &rule(30, LimitUnit::CalendarDays, LimitDirection::After), &CALENDAR);
    assert!(is_refused(&found));
    assert_eq!(found.missing[0].zh, "缺少日期：变更之日。若估得过晚，期限会偏晚");
    let mut without = rule(1, LimitUnit::Years, LimitDirection::AtLeast);
    without.limit.amount = None;
    assert!(is_refused(&deadline(Start::Day(date("2024-01-01")), &without, &CALENDAR)));
    let zero = compute("2024-01-01", 0, LimitUnit::CalendarDays, LimitDirection::After);
    assert!(is_refused(&zero));
    assert!(is_refused(&compute("2024-01-01", 5, LimitUnit::Quarter, LimitDirection::Within)));
}

#[test]
fn a_window_of_a_year() {
    let found = deadline(Start::Year(2025), &rule(2, LimitUnit::Years, LimitDirection::Within), &CALENDAR);
    assert_eq!((found.raw, found.due), (Some(date("2026-12-31")), Some(date("2026-12-31"))));
    assert!(!found.provisional && found.reminder_provisional);
    let report = deadline(Start::Year(2024), &rule(1, LimitUnit::Quarter, LimitDirection::Within), &CALENDAR);
    assert_eq!(report, compute("2024-06-30", 1, LimitUnit::Quarter, LimitDirection::Within));
}

#[test]
fn working_days_before_are_counted_back() {
    let found = compute("2024-05-13", 10, LimitUnit::WorkingDays, LimitDirection::Before);
    assert_eq!((found.due, found.provisional), (Some(date("2024-04-26")), false));
    // Unknown days are not counted, so the day is early enough under any notice.
    let found = compute("2027-01-08", 2, LimitUnit::WorkingDays, LimitDirection::Before);
    assert_eq!((found.due, found.provisional), (Some(date("2026-12-24")), true));
    let found = compute("2030-01-08", 2, LimitUnit::WorkingDays, LimitDirection::Before);
    assert!(is_refused(&found));
    assert!(found.missing[0].zh.contains("年放假安排"));
}

#[test]
fn absurd_numbers_and_days_are_refused() {
    let starts = [NaiveDate::MIN, date("0001-01-01"), date("2024-02-29"), date("9999-12-31"), NaiveDate::MAX];
    for start in starts {
        for unit in [LimitUnit::CalendarDays, LimitUnit::WorkingDays, LimitUnit::Months, LimitUnit::Years] {
            for direction in
                [LimitDirection::After, LimitDirection::Before, LimitDirection::Within, LimitDirection::AtLeast]
            {
                for amount in [4_000_000_000, u32::MAX] {
                    let found = deadline(Start::Day(start), &rule(amount, unit, direction), &CALENDAR);
                    assert!(is_refused(&found), "{start} {amount} {unit:?} {direction:?}: {found:?}");
                }
            }
        }
        let moment = start.and_hms_opt(23, 59, 59).unwrap();
        let hours = rule(u32::MAX, LimitUnit::Hours, LimitDirection::After);
        assert!(is_refused(&deadline(Start::Moment(moment), &hours, &CALENDAR)));
    }
    for year in [i32::MIN, -1, 10_000, i32::MAX] {
        for unit in [LimitUnit::Quarter, LimitUnit::Years] {
            let window = rule(1, unit, LimitDirection::Within);
            assert!(is_refused(&deadline(Start::Year(year), &window, &CALENDAR)), "{year}");
        }
    }
}

#[test]
fn ranges() {
    let count = CALENDAR.count(date("2024-01-01"), date("2024-12-31")).unwrap();
    assert_eq!((count.working, count.off, count.unknown), (251, 115, 0));
    let reversed = CALENDAR.count(date("2024-12-31"), date("2024-01-01"));
    assert!(matches!(reversed, Err(RangeError::Reversed { .. })));
    assert!(matches!(CALENDAR.count(NaiveDate::MIN, NaiveDate::MAX), Err(RangeError::TooLong(_))));
}

#[test]
fn spans_of_the_command_line() {
    let span = |amount, unit| Ok(TimeSpan { amount, unit });
    assert_eq!(parse_span("30d"), span(30, LimitUnit::CalendarDays));
    assert_eq!(parse_span("10wd"), span(10, LimitUnit::WorkingDays));
    assert_eq!(parse_span("3m"), span(3, LimitUnit::Months));
    assert_eq!(parse_span(" 1Y "), span(1, LimitUnit::Years));
    assert_eq!(parse_span("4h"), span(4, LimitUnit::Hours));
    assert_eq!(parse_span("4000000000d"), span(4_000_000_000, LimitUnit::CalendarDays));
    for text in ["", "d", "30", "30x", "-3d", "+3d", "3.5d", "d30", "30 d d", "３０d", "30日", "1e3d"] {
        assert_eq!(parse_span(text), Err(SpanError::Form(text.to_owned())), "{text}");
    }
    assert!(matches!(parse_span("0d"), Err(SpanError::Zero(_))));
    assert!(matches!(parse_span("99999999999999999999d"), Err(SpanError::TooLarge(_))));
    let limit = parse_span("30d").unwrap().limit(LimitDirection::After);
    let found = deadline(Start::Day(date("2026-10-22")), &limit.into(), &CALENDAR);
    assert_eq!(found.due, Some(date("2026-11-23")));
    assert!(words(&found).contains("起算日 2026-10-22，当日不计"));
}

#[test]
fn the_built_in_schedules_are_whole() {
    let schedules = schedules::builtin();
    assert_eq!(schedules.keys().copied().collect::<Vec<_>>(), (2018..=2026).collect::<Vec<_>>());
    for (year, schedule) in &schedules {
        assert!(!schedule.papers.is_empty(), "{year}");
        for (month, day) in [(1, 1), (5, 1), (10, 1)] {
            let holiday = NaiveDate::from_ymd_opt(*year, month, day).unwrap();
            assert!(schedule.days.iter().any(|d| d.date == holiday && d.is_off_day), "{holiday}");
        }
    }
}

#[test]
fn published_schedules_are_checked() {
    let read = |year: &str, days: &str| {
        Schedule::from_published_json(&format!(r#"{{"$id":"x","year":{year},"papers":["p"],"days":[{days}]}}"#))
    };
    let day = |date: &str, off: bool| format!(r#"{{"name":"元旦","date":"{date}","isOffDay":{off}}}"#);
    let (year, schedule) =
        read("2027", &[day("2027-01-01", true), day("2026-12-27", false), day("2027-01-01", true)].join(",")).unwrap();
    assert_eq!((year, schedule.days.len(), schedule.papers.len()), (2027, 2, 1));
    assert_eq!(schedule.days[0].date, date("2026-12-27"));
    assert!(matches!(read("2027", ""), Err(ScheduleError::NotPublished(2027))));
    for year in ["1999", "2101", "99999999999"] {
        assert!(matches!(read(year, &day("2027-01-01", true)), Err(ScheduleError::Year(_))), "{year}");
    }
    assert!(matches!(read("2027", &day("2029-01-01", true)), Err(ScheduleError::FarDay { .. })));
    let contradictory = [day("2027-01-01", true), day("2027-01-01", false)].join(",");
    assert!(matches!(read("2027", &contradictory), Err(ScheduleError::Contradiction { .. })));
    for text in ["", "[]", "null", "{}", r#"{"year":2027}"#, "<html>"] {
        assert!(matches!(Schedule::from_published_json(text), Err(ScheduleError::Shape(_))), "{text}");
    }
    assert!(matches!(read("2027", &day("2027-02-30", true)), Err(ScheduleError::Shape(_))));
    let crowded: Vec<String> = (0..367).map(|_| day("2027-01-01", true)).collect();
    assert!(matches!(read("2027", &crowded.join(",")), Err(ScheduleError::TooManyDays { .. })));
}

#[test]
fn schedules_survive_the_workbook_file() {
    for schedule in schedules::builtin().into_values() {
        let text = ron::to_string(&schedule).unwrap();
        assert!(text.contains("is_off_day"));
        assert_eq!(ron::from_str::<Schedule>(&text).unwrap(), schedule);
    }
}

/// Days of a wide range of years, mostly near the years with schedules.
fn any_day() -> impl Strategy<Value = NaiveDate> {
    let near = (2017..=2028, 1..=366u32).prop_filter_map("no such day", |(y, d)| NaiveDate::from_yo_opt(y, d));
    let far = (-20_000..=20_000, 1..=366u32).prop_filter_map("no such day", |(y, d)| NaiveDate::from_yo_opt(y, d));
    prop_oneof![4 => near, 1 => far]
}

fn any_unit() -> impl Strategy<Value = LimitUnit> {
    prop_oneof![
        Just(LimitUnit::CalendarDays),
        Just(LimitUnit::WorkingDays),
        Just(LimitUnit::Months),
        Just(LimitUnit::Years),
        Just(LimitUnit::Hours),
        Just(LimitUnit::Quarter),
        Just(LimitUnit::Immediately),
        Just(LimitUnit::Promptly),
    ]
}

fn any_direction() -> impl Strategy<Value = LimitDirection> {
    prop_oneof![
        Just(LimitDirection::After),
        Just(LimitDirection::Before),
        Just(LimitDirection::Within),
        Just(LimitDirection::AtLeast),
    ]
}

fn any_amount() -> impl Strategy<Value = u32> {
    prop_oneof![6 => 0..500u32, 1 => any::<u32>()]
}

/// A calendar of any subset of the built-in schedules.
fn any_calendar() -> impl Strategy<Value = Calendar> {
    proptest::collection::vec(any::<bool>(), 9).prop_map(|kept| {
        let all = schedules::builtin();
        Calendar::new(&all.into_iter().zip(kept).filter(|(_, keep)| *keep).map(|(entry, _)| entry).collect())
    })
}

proptest! {
    #![proptest_config(config(2000))]

    #[test]
    fn always(day in any_day(), amount in any_amount(), unit in any_unit(), direction in any_direction(),
              calendar in any_calendar()) {
        let found = deadline(Start::Day(day), &rule(amount, unit, direction), &calendar);
        prop_assert_eq!(!found.missing.is_empty(), is_refused(&found));
        if let (Some(raw), Some(due)) = (found.raw, found.due) {
            match direction {
                LimitDirection::After => prop_assert!(due >= raw && raw > day),
                LimitDirection::Before => prop_assert!(due <= raw && raw < day),
                LimitDirection::Within => prop_assert!(due >= raw),
                LimitDirection::AtLeast => prop_assert!(false, "a retention period has no due date"),
            }
        }
        let rolls = matches!(direction, LimitDirection::After | LimitDirection::Before)
            || (direction == LimitDirection::Within && unit == LimitUnit::WorkingDays);
        if let Some(due) = found.due && rolls && !found.provisional {
            prop_assert_eq!(calendar.is_working(due), Some(true));
        }
        if let Some(keep) = found.keep_through {
            prop_assert!(keep > day);
            prop_assert_eq!(found.destroy_from, keep.succ_opt());
        }
        for step in &found.steps {
            prop_assert!(!step.text.zh.is_empty() && !step.text.en.is_empty());
            prop_assert!(!step.source.zh.is_empty() && !step.source.en.is_empty());
        }
    }

    #[test]
    fn one_working_day_more_is_later(day in any_day(), amount in 1..300u32, calendar in any_calendar()) {
        let due = |amount| {
            deadline(Start::Day(day), &rule(amount, LimitUnit::WorkingDays, LimitDirection::After), &calendar).due
        };
        if let (Some(one), Some(more)) = (due(amount), due(amount + 1)) {
            prop_assert!(more > one);
        }
    }

    #[test]
    fn working_days_are_those_between(day in any_day(), amount in 1..300u32) {
        let found =
            deadline(Start::Day(day), &rule(amount, LimitUnit::WorkingDays, LimitDirection::After), &CALENDAR);
        if let (Some(due), false) = (found.due, found.provisional) {
            let count = CALENDAR.count(day.succ_opt().unwrap(), due).unwrap();
            prop_assert_eq!((count.working, count.unknown), (amount, 0));
        }
    }

    /// With fewer schedules, these due dates may be earlier than with all schedules, but not later.
    #[test]
    fn what_is_provisional_is_in_time(day in any_day(), amount in 1..300u32, calendar in any_calendar()) {
        for direction in [LimitDirection::After, LimitDirection::Before] {
            let rule = rule(amount, LimitUnit::CalendarDays, direction);
            let (some, all) =
                (deadline(Start::Day(day), &rule, &calendar), deadline(Start::Day(day), &rule, &CALENDAR));
            if direction == LimitDirection::After {
                prop_assert!(some.due <= all.due);
            }
            prop_assert_eq!(some.raw, all.raw);
        }
        let rule = rule(amount.min(30), LimitUnit::WorkingDays, LimitDirection::Before);
        let (some, all) = (deadline(Start::Day(day), &rule, &calendar), deadline(Start::Day(day), &rule, &CALENDAR));
        if let (Some(some), Some(all)) = (some.due, all.due) {
            prop_assert!(some <= all);
        }
    }

    #[test]
    fn no_text_breaks_the_readers(text in "\\PC{0,40}", number in "[0-9]{0,25}(d|wd|m|y|h|)") {
        for text in [&text, &number] {
            prop_assert!(parse_span(text).is_ok_and(|span| span.amount > 0) || parse_span(text).is_err());
            prop_assert!(Schedule::from_published_json(text).is_err());
        }
    }
}
