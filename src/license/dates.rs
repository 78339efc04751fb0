//! Dates in a license text: Arabic, full-width and Chinese digits, and characters that optical readers confuse.

use super::Span;
use super::numeral::{digit_value, parse_number};
use super::text::is_space;
use chrono::NaiveDate;

/// The longest date, in characters, with spaces between its characters.
const LONGEST: usize = 40;

/// A date found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FoundDate {
    /// The date.
    pub(super) date: NaiveDate,
    /// Its place in the text.
    pub(super) span: Span,
    /// Whether characters were read as others, e.g. O as 0.
    pub(super) is_mended: bool,
}

/// A part of a date.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// A digit or a Chinese numeral.
    Figure(char),
    /// 年, 月, 日 or a separator.
    Mark,
}

/// Parses a text that consists of one date, e.g. `2019年08月02日`, `2019-8-2`, `2019.08.02`, `二〇一九年八月二日`.
pub(super) fn parse_date(words: &str) -> Option<NaiveDate> {
    let found = first_date(words)?;
    let rest = words.get(found.span.end..)?.trim_matches(is_space);
    let before = words.get(..found.span.start)?.trim_matches(is_space);
    (before.is_empty() && matches!(rest, "" | "止")).then_some(found.date)
}

/// The first date in `words`.
pub(super) fn first_date(words: &str) -> Option<FoundDate> {
    dates(words).into_iter().next()
}

/// All dates in `words`, in order.
pub(super) fn dates(words: &str) -> Vec<FoundDate> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut before = None;
    while let Some(c) = words.get(at..).and_then(|rest| rest.chars().next()) {
        let joined = before.is_some_and(|c| is_figure(c) || c.is_ascii_alphabetic());
        let starts = part(c).is_some_and(|(part, _)| part != Part::Mark) && !joined;
        if let Some(date) = starts.then(|| date_at(words, at)).flatten() {
            at = date.span.end;
            before = words.get(..at).and_then(|s| s.chars().next_back());
            found.push(date);
        } else {
            at += c.len_utf8();
            before = Some(c);
        }
    }
    found
}

fn is_figure(c: char) -> bool {
    part(c).is_some_and(|(part, _)| part != Part::Mark)
}

/// The part of a date that `c` is, and whether it was taken for another character.
fn part(c: char) -> Option<(Part, bool)> {
    Some(match c {
        'O' | 'o' | 'Ｏ' | '口' => (Part::Figure('0'), true),
        'l' | 'I' | '|' | '丨' => (Part::Figure('1'), true),
        '十' => (Part::Figure('十'), false),
        '年' | '月' | '日' | '号' | '-' | '/' | '.' | '－' | '．' | '–' | '—' | '／' => (Part::Mark, false),
        '曰' | '目' => (Part::Mark, true),
        c if digit_value(c).is_some() => (Part::Figure(c), false),
        _ => return None,
    })
}

/// The date that starts at byte `at`.
fn date_at(words: &str, at: usize) -> Option<FoundDate> {
    let mut groups = vec![String::new()];
    let mut is_mended = false;
    let mut end = at;
    for (i, c) in words.get(at..)?.char_indices().take(LONGEST) {
        if is_space(c) {
            continue;
        }
        let Some((part, mended)) = part(c) else { break };
        match part {
            Part::Figure(_) if groups.len() == 3 && is_complete(groups.last()?) => break,
            Part::Figure(figure) => groups.last_mut()?.push(figure),
            Part::Mark if groups.last()?.is_empty() => break,
            Part::Mark if groups.len() == 3 && !matches!(c, '日' | '号' | '曰' | '目') => break,
            Part::Mark => groups.push(String::new()),
        }
        is_mended |= mended;
        end = at + i + c.len_utf8();
        if groups.len() == 4 {
            groups.pop();
            break;
        }
    }
    let date = match groups.as_slice() {
        [year, month, day] => date_of(year, month, day)?,
        [all] if !follows_hyphen(words, at) && all.len() == 8 && all.bytes().all(|b| b.is_ascii_digit()) => {
            date_of(all.get(..4)?, all.get(4..6)?, all.get(6..)?)?
        }
        _ => return None,
    };
    Some(FoundDate { date, span: Span::new(at, end), is_mended })
}

/// Whether a hyphen stands before byte `at`, as in the number of a license.
fn follows_hyphen(words: &str, at: usize) -> bool {
    words.get(..at).is_some_and(|before| {
        before.trim_end().ends_with(|c: char| super::half_width(c) == '-' || matches!(c, '—' | '–'))
    })
}

/// Whether a day has two Arabic digits, after which another digit belongs to something else.
fn is_complete(day: &str) -> bool {
    day.chars().count() >= 2 && day.chars().all(|c| c.is_ascii_digit() || ('０'..='９').contains(&c))
}

fn date_of(year: &str, month: &str, day: &str) -> Option<NaiveDate> {
    let year = i32::try_from(parse_number(year)?).ok().filter(|y| (1000..=9999).contains(y))?;
    NaiveDate::from_ymd_opt(year, parse_number(month)?, parse_number(day)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read() {
        let cases = [
            ("2019年08月02日", Some("2019-08-02")),
            ("2019 年 8 月 2 日", Some("2019-08-02")),
            ("2019-8-2", Some("2019-08-02")),
            ("2019.08.02", Some("2019-08-02")),
            ("20190802", Some("2019-08-02")),
            ("２０１９／０８", None),
            ("２０１９年０８月０２日止", Some("2019-08-02")),
            ("二〇一九年八月二日", Some("2019-08-02")),
            ("二○二四年十二月三十一日", Some("2024-12-31")),
            ("2O19年O8月l2曰", Some("2019-08-12")),
            ("2024年02月29日", Some("2024-02-29")),
            ("2023年02月29日", None),
            ("2019年8月", None),
            ("19年8月2日", None),
            ("2019年8月2日起", None),
            ("年月日", None),
            ("", None),
        ];
        for (words, wanted) in cases {
            assert_eq!(parse_date(words).map(|d| d.to_string()).as_deref(), wanted, "{words}");
        }
    }

    #[test]
    fn all_dates_are_found_with_their_places() {
        let cases: [(&str, &[&str]); 7] = [
            ("自2021年3月1日至2026年3月1日", &["2021年3月1日", "2026年3月1日"]),
            ("2021-03-01至2026-02-28", &["2021-03-01", "2026-02-28"]),
            ("2021年3月1日—2026年2月28日", &["2021年3月1日", "2026年2月28日"]),
            ("五年（2021.3.1-2026.3.1）", &["2021.3.1", "2026.3.1"]),
            ("第十五条 2021年", &[]),
            ("苏B2-20140200", &[]),
            ("2019年8月2日 2024年5月9日", &["2019年8月2日", "2024年5月9日"]),
        ];
        for (words, wanted) in cases {
            let found: Vec<&str> = dates(words).iter().map(|d| d.span.of(words)).collect();
            assert_eq!(found, wanted, "{words}");
        }
    }
}
