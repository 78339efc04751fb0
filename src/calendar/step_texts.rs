//! The texts of the steps in both languages, and the sources they cite.

use super::{Calendar, DayKind};
use crate::language::Bilingual;
use crate::obligation::{LimitUnit, TimeLimit};
use chrono::{Datelike, NaiveDate, Weekday};
use std::fmt::Write as _;

/// The holidays of the notices with their English names.
const HOLIDAYS: [(&str, &str); 7] = [
    ("元旦", "New Year’s Day"),
    ("春节", "Spring Festival"),
    ("清明节", "Qingming Festival"),
    ("劳动节", "Labour Day"),
    ("端午节", "Dragon Boat Festival"),
    ("中秋节", "Mid-Autumn Festival"),
    ("国庆节", "National Day"),
];

/// The most ranges of days that a step lists; the rest is only counted.
const MOST_RANGES: usize = 4;

/// The name of a holiday in both languages. An unknown name stays as it is.
#[must_use]
pub fn holiday_name(name: &str) -> Bilingual {
    let english = HOLIDAYS.iter().fold(name.to_owned(), |text, (zh, en)| text.replace(zh, en)).replace('、', ", ");
    Bilingual::new(name, english)
}

/// `周六`, `Sat`.
fn weekday(date: NaiveDate) -> (&'static str, &'static str) {
    match date.weekday() {
        Weekday::Mon => ("周一", "Mon"),
        Weekday::Tue => ("周二", "Tue"),
        Weekday::Wed => ("周三", "Wed"),
        Weekday::Thu => ("周四", "Thu"),
        Weekday::Fri => ("周五", "Fri"),
        Weekday::Sat => ("周六", "Sat"),
        Weekday::Sun => ("周日", "Sun"),
    }
}

/// `2026-11-21 周六`, `2026-11-21 (Sat)`.
pub(super) fn day(date: NaiveDate) -> Bilingual {
    let (zh, en) = weekday(date);
    Bilingual::new(format!("{date} {zh}"), format!("{date} ({en})"))
}

/// `2019-10-02，周三（国庆节放假）`: the day with its entry in the notices.
pub(super) fn day_as_it_is(date: NaiveDate, calendar: &Calendar) -> Bilingual {
    let (zh, en) = weekday(date);
    match calendar.day(date) {
        DayKind::DayOff { name } => {
            let name = holiday_name(&name);
            Bilingual::new(format!("{date}，{zh}（{}放假）", name.zh), format!("{date}, {en} (off for {})", name.en))
        }
        DayKind::MakeUpWorkday { name } => {
            let name = holiday_name(&name);
            Bilingual::new(
                format!("{date}，{zh}（{}调休上班）", name.zh),
                format!("{date}, {en} (make-up workday for {})", name.en),
            )
        }
        DayKind::WorkingDay | DayKind::Weekend | DayKind::Unknown => {
            Bilingual::new(format!("{date}，{zh}"), format!("{date}, {en}"))
        }
    }
}

/// `30 日`, `30 days`.
pub(super) fn span(amount: u32, unit: LimitUnit) -> Bilingual {
    let (zh, en) = match unit {
        LimitUnit::CalendarDays => ("日", "day"),
        LimitUnit::WorkingDays => ("个工作日", "working day"),
        LimitUnit::Months => ("个月", "month"),
        LimitUnit::Years => ("年", "year"),
        LimitUnit::Hours => ("小时", "hour"),
        LimitUnit::Quarter => ("个季度", "quarter"),
        LimitUnit::Immediately | LimitUnit::Promptly => ("", ""),
    };
    let plural = if amount == 1 { "" } else { "s" };
    Bilingual::new(format!("{amount} {zh}"), format!("{amount} {en}{plural}"))
}

/// The anchor without its parentheses: `变更之日（当日不计）` → `变更之日`; “the start day” if the limit has none.
pub(super) fn anchor(limit: &TimeLimit) -> Bilingual {
    let (zh, en) = (without_parentheses(&limit.anchor.zh), without_parentheses(&limit.anchor.en));
    Bilingual::new(
        if zh.is_empty() { "起算日".to_owned() } else { zh },
        if en.is_empty() { "The start day".to_owned() } else { en },
    )
}

/// The text before its first parenthesis.
fn without_parentheses(text: &str) -> String {
    text.split(['（', '(']).next().unwrap_or_default().trim().to_owned()
}

/// `变更 2026-10-22，当日不计`.
pub(super) fn not_counted(limit: &TimeLimit, start: NaiveDate) -> Bilingual {
    let name = anchor(limit);
    let zh = name.zh.strip_suffix("之日").filter(|rest| !rest.is_empty()).unwrap_or(&name.zh);
    Bilingual::new(format!("{zh} {start}，当日不计"), format!("{}: {start}, the day itself is not counted", name.en))
}

/// Days as ranges: `2024-05-01 至 2024-05-05、2024-05-11`.
pub(super) fn ranges(days: &[NaiveDate]) -> Bilingual {
    let mut found: Vec<(NaiveDate, NaiveDate)> = Vec::new();
    for &day in days {
        match found.last_mut() {
            Some((_, last)) if last.succ_opt() == Some(day) => *last = day,
            _ => found.push((day, day)),
        }
    }
    let mut text = Bilingual::default();
    for (index, (first, last)) in found.iter().take(MOST_RANGES).enumerate() {
        if index > 0 {
            text.zh.push('、');
            text.en.push_str(", ");
        }
        text.zh.push_str(&first.to_string());
        text.en.push_str(&first.to_string());
        if first != last {
            // Writing to a string cannot fail.
            write!(text.zh, " 至 {last}").unwrap_or_default();
            write!(text.en, " to {last}").unwrap_or_default();
        }
    }
    if found.len() > MOST_RANGES {
        write!(text.zh, " 等 {} 天", days.len()).unwrap_or_default();
        write!(text.en, " and more, {} days in all", days.len()).unwrap_or_default();
    }
    text
}

/// An article of the Civil Code on time limits, which governs civil relations and is applied here by analogy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Article {
    /// 开始的当日不计入; hours run from the moment.
    StartDay,
    /// 到期月的对应日; 没有对应日的，月末日.
    CorrespondingDay,
    /// 以法定休假日结束的次日为期间的最后一日.
    RollForward,
}

/// An article of the Civil Code as the source of a step.
pub(super) fn civil_code(article: Article) -> Bilingual {
    let (zh, en) = match article {
        Article::StartDay => ("一", 201),
        Article::CorrespondingDay => ("二", 202),
        Article::RollForward => ("三", 203),
    };
    Bilingual::new(format!("参照《民法典》第二百零{zh}条"), format!("Civil Code, art. {en}, by analogy"))
}

/// The source of a step that no rule requires.
pub(super) fn prudence() -> Bilingual {
    Bilingual::new("审慎做法", "prudent practice")
}

/// The State Council's notices with entries for `days`, as a source; the regular week if there are none.
pub(super) fn notices(days: &[NaiveDate], calendar: &Calendar) -> Bilingual {
    let mut years: Vec<i32> = days.iter().filter_map(|day| calendar.entry(*day)).map(|entry| entry.year).collect();
    years.sort_unstable();
    years.dedup();
    match (years.first(), years.last()) {
        (Some(first), Some(last)) if first == last => notice(&first.to_string(), &first.to_string()),
        (Some(first), Some(last)) => notice(&format!("{first} 至 {last}"), &format!("{first} to {last}")),
        _ => Bilingual::new("周六、周日休息", "Saturday and Sunday are off"),
    }
}

/// The notice of a year or a range of years.
fn notice(zh: &str, en: &str) -> Bilingual {
    Bilingual::new(format!("国务院办公厅 {zh} 年节假日安排通知"), format!("State Council notice on holidays, {en}"))
}

/// Two sources of one step.
pub(super) fn both(first: &Bilingual, second: &Bilingual) -> Bilingual {
    Bilingual::new(format!("{}；{}", first.zh, second.zh), format!("{}; {}", first.en, second.en))
}

/// The statement that a day is unknown: `2027 年放假安排未载入，2027-01-01 是否上班未知`.
pub(super) fn unknown_day(date: NaiveDate, calendar: &Calendar) -> Bilingual {
    let year = calendar.missing_year(date).unwrap_or(date.year());
    Bilingual::new(
        format!("{year} 年放假安排未载入，{date} 是否上班未知"),
        format!("The holiday schedule for {year} is not loaded, so it is unknown whether {date} is a workday"),
    )
}

/// The message that the day or time of the anchor is missing, with the direction of the error of an estimate.
pub(super) fn missing_start(limit: &TimeLimit, what: &Bilingual, error: &Bilingual) -> Bilingual {
    let name = anchor(limit);
    Bilingual::new(
        format!("缺少{}：{}。{}", what.zh, name.zh, error.zh),
        format!("The {} is missing: {}. {}", what.en, name.en, error.en),
    )
}
