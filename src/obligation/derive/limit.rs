//! Reads time limits: numbers with units, dates that recur, and words such as 立即.

use super::words::{Run, longest_at, longest_before, stands_at, stands_before};
use crate::license::{is_numeral, parse_number};
use crate::obligation::{LimitDirection, LimitUnit};

/// Words for “immediately” and “promptly”.
const WITHOUT_NUMBER: [(&str, LimitUnit); 6] = [
    ("立即", LimitUnit::Immediately),
    ("第一时间", LimitUnit::Immediately),
    ("马上", LimitUnit::Immediately),
    ("当即", LimitUnit::Immediately),
    ("及时", LimitUnit::Promptly),
    ("尽快", LimitUnit::Promptly),
];

/// Units behind a number. Without a unit of [`LimitUnit`]: a limit that cannot be stored.
const UNITS: [(&str, Option<(LimitUnit, u32)>); 23] = [
    ("个工作日", Some((LimitUnit::WorkingDays, 1))),
    ("工作日", Some((LimitUnit::WorkingDays, 1))),
    ("个工作曰", Some((LimitUnit::WorkingDays, 1))),
    ("工作曰", Some((LimitUnit::WorkingDays, 1))),
    ("个工作天", Some((LimitUnit::WorkingDays, 1))),
    ("个自然日", Some((LimitUnit::CalendarDays, 1))),
    ("自然日", Some((LimitUnit::CalendarDays, 1))),
    ("个日历日", Some((LimitUnit::CalendarDays, 1))),
    ("日历日", Some((LimitUnit::CalendarDays, 1))),
    ("日", Some((LimitUnit::CalendarDays, 1))),
    ("曰", Some((LimitUnit::CalendarDays, 1))),
    ("天", Some((LimitUnit::CalendarDays, 1))),
    ("个月", Some((LimitUnit::Months, 1))),
    ("月", Some((LimitUnit::Months, 1))),
    ("个小时", Some((LimitUnit::Hours, 1))),
    ("小时", Some((LimitUnit::Hours, 1))),
    ("周年", Some((LimitUnit::Years, 1))),
    ("年", Some((LimitUnit::Years, 1))),
    ("个季度", Some((LimitUnit::Months, 3))),
    ("周", Some((LimitUnit::CalendarDays, 7))),
    ("个星期", Some((LimitUnit::CalendarDays, 7))),
    ("分钟", None),
    ("秒", None),
];

/// Words before a number that make it a minimum.
const AT_LEAST: [&str; 12] = [
    "不少于",
    "不得少于",
    "不应少于",
    "不低于",
    "不得低于",
    "不应低于",
    "至少",
    "不短于",
    "不得短于",
    "应满",
    "达到",
    "最少",
];

/// Words before a number that make it a time before an event.
const BEFORE: [&str; 13] = [
    "提前",
    "前",
    "前的",
    "提前至少",
    "提前不少于",
    "前至少",
    "前不少于",
    "之前",
    "提早",
    "提早至少",
    "提早不少于",
    "之前至少",
    "之前的",
];

/// Words before a number that make it a time after an event.
const AFTER: [&str; 12] =
    ["之日起", "之曰起", "日起", "起", "起的", "之日起的", "后", "后的", "之后", "之后的", "以后", "以后的"];

/// Words before a number that make it a maximum.
const AT_MOST: [&str; 10] =
    ["不超过", "不得超过", "不应超过", "最长", "最迟", "不迟于", "不得迟于", "不晚于", "不得晚于", "逾"];

/// Words before a number that make it the time for which something is kept.
const KEEPING: [&str; 13] = [
    "保存",
    "留存",
    "保留",
    "存档",
    "备份保存",
    "保存期为",
    "保存期限为",
    "保存时间为",
    "留存期为",
    "留存期限为",
    "保存满",
    "存满",
    "保管",
];

/// How many characters back an anchor is looked for.
const ANCHOR_REACH: usize = 40;

/// How many characters back 早于 is looked for.
const EARLIER_REACH: usize = 16;

/// The longest number in characters.
const LONGEST_NUMBER: usize = 12;

/// A time limit found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FoundLimit {
    /// The words of the limit: number, unit and the words that give the direction.
    pub(super) run: Run,
    /// The number; `None` for words such as 立即.
    pub(super) amount: Option<u32>,
    /// The unit; `None` if number or unit could not be read.
    pub(super) unit: Option<LimitUnit>,
    pub(super) direction: LimitDirection,
    /// The words from or back from which it counts.
    pub(super) anchor: Option<Run>,
    /// Whether it recurs (每年 …).
    pub(super) recurring: bool,
    /// Whether the number was read by assuming an error of an optical reader, such as O for 0.
    pub(super) guessed: bool,
}

impl FoundLimit {
    fn without_number(run: Run, unit: LimitUnit) -> Self {
        let direction = LimitDirection::After;
        Self { run, amount: None, unit: Some(unit), direction, anchor: None, recurring: false, guessed: false }
    }
}

/// All time limits in `chars`, in order.
pub(super) fn limits(chars: &[char]) -> Vec<FoundLimit> {
    let mut found: Vec<FoundLimit> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        match limit_at(chars, at) {
            Some((limit, next)) => {
                found.extend(limit);
                at = next.max(at + 1);
            }
            None => at += 1,
        }
    }
    found
}

/// The limit whose main word starts at `at`, and where to read on.
fn limit_at(chars: &[char], at: usize) -> Option<(Option<FoundLimit>, usize)> {
    let c = *chars.get(at)?;
    match c {
        '每' => recurring(chars, at).map(|limit| {
            let end = limit.run.end;
            (Some(limit), end)
        }),
        '次' => next_month(chars, at).map(|limit| {
            let end = limit.run.end;
            (Some(limit), end)
        }),
        _ => {
            for (word, unit) in WITHOUT_NUMBER {
                if stands_at(chars, at, word) {
                    let end = at + word.chars().count();
                    let negated = at > 0 && matches!(chars.get(at - 1), Some('不' | '未'));
                    return Some(((!negated).then(|| FoundLimit::without_number(at..end, unit)), end));
                }
            }
            let end = number_end(chars, at)?;
            Some(numbered(chars, at, end))
        }
    }
}

/// The end of the number that starts at `at`.
fn number_end(chars: &[char], at: usize) -> Option<usize> {
    let digits = chars.get(at..)?.iter().take_while(|c| is_number_character(**c) || **c == '半').count();
    (digits > 0).then_some(at + digits)
}

/// Whether `c` can stand in a number, also by an error of an optical reader.
fn is_number_character(c: char) -> bool {
    is_numeral(c) || repaired(c) != c
}

/// The digit that an optical reader takes for `c`.
fn repaired(c: char) -> char {
    match c {
        'O' | 'o' => '0',
        'l' | 'I' => '1',
        c => c,
    }
}

/// The number in `chars`, and whether it was repaired.
fn number(chars: &[char]) -> Option<(u32, bool)> {
    if chars.len() > LONGEST_NUMBER {
        return None;
    }
    let words: String = chars.iter().collect();
    if let Some(n) = parse_number(&words) {
        return Some((n, false));
    }
    let words: String = chars.iter().map(|c| repaired(*c)).collect();
    parse_number(&words).map(|n| (n, true))
}

/// The unit at `at`: its length, and the unit with its multiple.
fn unit_at(chars: &[char], at: usize) -> Option<(usize, Option<(LimitUnit, u32)>)> {
    let standing = UNITS.iter().filter(|(word, _)| stands_at(chars, at, word));
    standing.map(|(word, unit)| (word.chars().count(), *unit)).max_by_key(|(length, _)| *length)
}

/// The limit with the number at `start..end`, and where to read on.
fn numbered(chars: &[char], start: usize, end: usize) -> (Option<FoundLimit>, usize) {
    let Some((length, unit)) = unit_at(chars, end) else { return (None, end) };
    let behind = end + length;
    let digits = chars.get(start..end).unwrap_or_default();
    if is_date(chars, start, end, behind) {
        return (None, behind);
    }
    let Some((direction, run)) = direction(chars, start, behind) else { return (None, behind) };
    let anchor = anchor(chars, run.start, direction);
    let half = digits == ['半'];
    let (amount, unit, guessed) = match (number(digits), unit, half) {
        (_, Some((LimitUnit::Years, _)), true) => (Some(6), Some(LimitUnit::Months), false),
        (_, Some((LimitUnit::Months, _)), true) => (Some(15), Some(LimitUnit::CalendarDays), true),
        (Some((n, guessed)), Some((unit, times)), false) => match n.checked_mul(times) {
            Some(n) if n > 0 => (Some(n), Some(unit), guessed),
            _ => (None, None, true),
        },
        _ => (None, None, true),
    };
    let next = run.end;
    (Some(FoundLimit { run, amount, unit, direction, anchor, recurring: false, guessed }), next)
}

/// Whether the number and unit are a part of a date, of a year (上一年度), or of the number of an article.
fn is_date(chars: &[char], start: usize, end: usize, behind: usize) -> bool {
    let unit = chars.get(end).copied();
    let previous = start.checked_sub(1).and_then(|i| chars.get(i)).copied();
    let next = chars.get(behind).copied();
    if previous == Some('第') {
        return true;
    }
    match unit {
        Some('年') => next.is_some_and(|c| c == '度' || is_numeral(c)) || end - start >= 4,
        Some('月') => !stands_at(chars, behind, "内") && !stands_at(chars, behind, "以"),
        Some('日' | '曰') => previous == Some('月') || previous == Some('.'),
        _ => false,
    }
}

/// The direction of the number at `start` whose unit ends at `behind`, with the run of the whole expression.
fn direction(chars: &[char], start: usize, behind: usize) -> Option<(LimitDirection, Run)> {
    let inside = longest_at(chars, behind, &["内", "以内", "之内"]);
    let before = longest_at(chars, behind, &["前", "以前", "之前"]);
    let above = longest_at(chars, behind, &["以上", "及以上"]);
    let later = longest_at(chars, behind, &["后", "以后", "之后"]);
    let end = behind + inside.or(before).or(above).or(later).unwrap_or_default();
    let reach = |words: &[&str]| longest_before(chars, start, words).map(|length| start - length);
    let lasts = longest_at(chars, end, &["不得", "不准", "不可", "不应", "禁止"]).is_some();
    if let Some(from) = reach(&AT_LEAST).filter(|_| inside.is_some()) {
        return Some((LimitDirection::AtLeast, from..end));
    }
    if let Some(from) = reach(&BEFORE).or_else(|| earlier(chars, start)) {
        return Some((LimitDirection::Before, from..end));
    }
    if before.is_some() {
        return Some((LimitDirection::Before, reach(&AT_LEAST).unwrap_or(start)..end));
    }
    let after = reach(&AFTER);
    // 两年内不得销毁: how long something is forbidden.
    if inside.is_some() && lasts {
        return Some((LimitDirection::AtLeast, after.unwrap_or(start)..end));
    }
    if inside.is_some() {
        return Some((LimitDirection::After, after.unwrap_or(start)..end));
    }
    if let Some(from) = reach(&AT_MOST) {
        return Some((LimitDirection::After, from..end));
    }
    if let Some(from) = reach(&AT_LEAST) {
        return Some((LimitDirection::AtLeast, from..end));
    }
    if above.is_some() || later.is_some() {
        return Some((LimitDirection::AtLeast, start..end));
    }
    // 保存60日: how long to keep something, without a word for the minimum.
    if let Some(from) = reach(&KEEPING).or_else(|| keeping(chars, start, behind)) {
        return Some((LimitDirection::AtLeast, from..end));
    }
    after.map(|from| (LimitDirection::After, from..end))
}

/// 早于届满日三十日: the start of the words before the number at `start` that make it a time before an event.
fn earlier(chars: &[char], start: usize) -> Option<usize> {
    let first = start.saturating_sub(EARLIER_REACH);
    let words = chars.get(first..start)?;
    let boundary = words.iter().rposition(|c| is_mark(*c)).map_or(0, |i| i + 1);
    let at = (boundary..words.len()).rev().find(|i| longest_at(words, *i, &["早于", "先于"]).is_some())?;
    (!stands_before(words, at, "不") && !stands_before(words, at, "得")).then_some(first + at)
}

/// The start of a number that says how long something is kept: 留存查验记录两年, 60日保存期.
fn keeping(chars: &[char], start: usize, behind: usize) -> Option<usize> {
    let named = longest_at(chars, behind, &["保存期", "的保存期", "留存期", "的留存期", "保管期", "的保管期"]);
    if named.is_some() {
        return Some(start);
    }
    let ends = chars.get(behind).is_none_or(|c| is_mark(*c)) || stands_at(chars, behind, "备查");
    let first = start.saturating_sub(ANCHOR_REACH);
    let words = chars.get(first..start)?;
    let boundary = words.iter().rposition(|c| matches!(c, '。' | ';')).map_or(0, |i| i + 1);
    let kept =
        (boundary..words.len()).any(|i| longest_at(words, i, &["保存", "留存", "保留", "存档", "保管"]).is_some());
    let things = ["记录", "资料", "档案", "日志", "合同", "凭证", "录音", "材料", "信息", "数据", "台账"];
    (ends && kept && longest_before(chars, start, &things).is_some()).then_some(start)
}

/// Whether `c` ends a phrase.
fn is_mark(c: char) -> bool {
    matches!(c, ',' | '。' | ';' | ':')
}

/// The words before `end` from or back from which a limit counts, e.g. 变更之日 in 自变更之日起30日内.
fn anchor(chars: &[char], end: usize, direction: LimitDirection) -> Option<Run> {
    let first = end.saturating_sub(ANCHOR_REACH);
    let words = chars.get(first..end)?;
    let boundary = words.iter().rposition(|c| is_mark(*c)).map_or(0, |i| i + 1);
    // 立即停止并停止后三个工作日内: what stands before 并 is another demand.
    let joint = (boundary..words.len())
        .rev()
        .find(|i| words.get(*i) == Some(&'并') && !stands_before(words, *i, "合") && !stands_at(words, i + 1, "购"));
    let boundary = joint.map_or(boundary, |i| i + 1);
    let opening = words.iter().enumerate().skip(boundary).find(|(_, c)| matches!(c, '自' | '从' | '在' | '于'));
    let day = stands_at(chars, end, "之日") || stands_at(chars, end, "之曰");
    let start = match opening {
        Some((i, _)) => i + 1,
        None if day || stands_at(chars, end, "后") || stands_at(chars, end, "前") => boundary,
        None => return None,
    };
    let last = if day { end + 2 } else { end };
    let run = (first + start)..last;
    let usable = direction != LimitDirection::AtLeast && run.end > run.start + 1;
    usable.then_some(run)
}

/// A recurring limit that starts with 每 at `at`.
fn recurring(chars: &[char], at: usize) -> Option<FoundLimit> {
    let from = at + 1;
    let words: [(&str, u32, LimitUnit); 12] = [
        ("年度", 1, LimitUnit::Years),
        ("年", 1, LimitUnit::Years),
        ("半年", 6, LimitUnit::Months),
        ("季度", 3, LimitUnit::Months),
        ("季", 3, LimitUnit::Months),
        ("个月", 1, LimitUnit::Months),
        ("月份", 1, LimitUnit::Months),
        ("月", 1, LimitUnit::Months),
        ("星期", 7, LimitUnit::CalendarDays),
        ("周", 7, LimitUnit::CalendarDays),
        ("日", 1, LimitUnit::CalendarDays),
        ("天", 1, LimitUnit::CalendarDays),
    ];
    let standing = words.iter().filter(|(word, ..)| stands_at(chars, from, word));
    let plain = standing.map(|(word, n, unit)| (word.chars().count(), *n, *unit)).max_by_key(|(length, ..)| *length);
    let (mut end, mut amount, mut unit, mut guessed) = if let Some((length, amount, unit)) = plain {
        (from + length, amount, unit, false)
    } else {
        let digits = number_end(chars, from)?;
        let (length, unit) = unit_at(chars, digits)?;
        let (n, guessed) = number(chars.get(from..digits)?)?;
        let (unit, times) = unit?;
        (digits + length, n.checked_mul(times).filter(|n| *n > 0)?, unit, guessed)
    };
    if number_end(chars, end).is_some_and(|digits| stands_at(chars, digits, "小时")) {
        return None;
    }
    if unit == LimitUnit::Years
        && amount == 1
        && let Some((quarter, behind)) = quarter_at(chars, end)
    {
        (amount, unit, end) = (quarter, LimitUnit::Quarter, behind);
    } else if let Some(date) = date_at(chars, end) {
        guessed |= date.repaired;
        end = date.end;
        // The window of a quarter ends on the same day.
        if let (LimitUnit::Years, Some(quarter)) = (unit, date.quarter) {
            (amount, unit) = (quarter, LimitUnit::Quarter);
        }
    }
    let start = if at > 0 && matches!(chars.get(at - 1), Some('于' | '在')) { at - 1 } else { at };
    let (amount, unit) = (Some(amount), Some(unit));
    let direction = LimitDirection::Within;
    Some(FoundLimit { run: start..end, amount, unit, direction, anchor: None, recurring: true, guessed })
}

/// 第一季度 to 第四季度, also 一季度, at `at`: its number and its end.
fn quarter_at(chars: &[char], at: usize) -> Option<(u32, usize)> {
    if let Some(length) = longest_at(chars, at, &["首季度", "的首季度"]) {
        return Some((1, at + length));
    }
    let from = at + usize::from(stands_at(chars, at, "第")) + usize::from(stands_at(chars, at, "的第")) * 2;
    let end = number_end(chars, from)?;
    let (n, _) = number(chars.get(from..end)?)?;
    ((1..=4).contains(&n) && stands_at(chars, end, "季度")).then_some((n, end + 2))
}

/// A day of a period, such as 3月31日前 or 首月10日前.
struct DateOf {
    end: usize,
    /// Whether a digit was repaired.
    repaired: bool,
    /// The quarter of the year that ends on the day.
    quarter: Option<u32>,
}

/// The day of a period at `at`.
fn date_at(chars: &[char], at: usize) -> Option<DateOf> {
    let mut end = at;
    let mut repaired = false;
    let mut month = None;
    if let Some(length) = longest_at(chars, end, &["首月", "末月", "首个月", "的", "结束后", "终了后"]) {
        end += length;
    } else if let Some(digits) = number_end(chars, end)
        && stands_at(chars, digits, "月")
    {
        let (n, guessed) = number(chars.get(end..digits)?)?;
        (month, repaired) = (Some(n), guessed);
        end = digits + 1;
    }
    let digits = number_end(chars, end)?;
    let (day, guessed) = number(chars.get(end..digits)?)?;
    let (length, _) = unit_at(chars, digits)?;
    let behind = digits + length;
    let before = longest_at(chars, behind, &["前", "之前", "以前", "内", "以内"])?;
    let quarter = match (month, day) {
        (Some(3), 31) => Some(1),
        (Some(6), 30) => Some(2),
        (Some(9), 30) => Some(3),
        (Some(12), 31) => Some(4),
        _ => None,
    };
    Some(DateOf { end: behind + before, repaired: repaired | guessed, quarter })
}

/// 次月5日前: a date in each month.
fn next_month(chars: &[char], at: usize) -> Option<FoundLimit> {
    if !stands_at(chars, at, "次月") {
        return None;
    }
    let DateOf { end, repaired: guessed, .. } = date_at(chars, at + 2)?;
    let start = if at > 0 && stands_before(chars, at, "于") { at - 1 } else { at };
    Some(FoundLimit {
        run: start..end,
        amount: Some(1),
        unit: Some(LimitUnit::Months),
        direction: LimitDirection::Within,
        anchor: None,
        recurring: true,
        guessed,
    })
}
