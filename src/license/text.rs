//! Low-level parsing: lines of a license text, leading numbers and labels, and dates.

use super::Span;
use super::clause::parse_chinese_numeral;
use chrono::NaiveDate;

/// A non-blank line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Its text, without surrounding white space and without the `#` of a heading.
    pub(super) span: Span,
    /// Its line number in the source, from 1.
    pub(super) number: usize,
    /// Whether it is the first line or follows a blank one.
    pub(super) after_blank: bool,
    /// Whether it has the Markdown markup of a heading.
    pub(super) heading: bool,
}

/// Whether a character is white space or an invisible mark that is treated as such.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}')
}

/// The non-blank lines. Lines end with `
/// `, `\r
/// ` or `\r`.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut found = Vec::new();
    let (mut start, mut number, mut after_blank) = (0, 1, true);
    loop {
        let rest = text.get(start..).unwrap_or_default();
        let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let words = trimmed(text, Span::new(start, start + length));
        if words.start < words.end {
            let (span, heading) = without_marks(text, words);
            found.push(Line { span, number, after_blank, heading });
        }
        after_blank = words.start == words.end;
        let ending = rest.get(length..).unwrap_or_default();
        if ending.is_empty() {
            return found;
        }
        start += length + if ending.starts_with("\r\n") { 2 } else { 1 };
        number += 1;
    }
}

/// The number, from 1, of the line that contains byte `offset`.
pub(super) fn line_number(text: &str, offset: usize) -> usize {
    let bytes = text.as_bytes();
    let ends = bytes.iter().take(offset).enumerate().filter(|(i, b)| match b {
        b'\n' => true,
        b'\r' => bytes.get(i + 1) != Some(&b'\n'),
        _ => false,
    });
    1 + ends.count()
}

/// `span` without white space at its ends.
pub(super) fn trimmed(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let left = words.trim_start_matches(is_space);
    let start = span.end - left.len();
    Span::new(start, start + left.trim_end_matches(is_space).len())
}

/// Removes the `#` markup of a heading, unless nothing would remain. The flag tells whether it was a heading.
fn without_marks(text: &str, span: Span) -> (Span, bool) {
    let words = span.of(text);
    let rest = words.trim_start_matches('#');
    let marks = words.len() - rest.len();
    let sets_off = rest.starts_with(|c: char| is_space(c) || !c.is_ascii());
    let inner = trimmed(text, Span::new(span.start + marks, span.end));
    if (1..=6).contains(&marks) && sets_off && inner.start < inner.end { (inner, true) } else { (span, false) }
}

/// `words` without white space and with full-width brackets; `None` if it has more than `limit` characters.
pub(super) fn compact(words: &str, limit: usize) -> Option<String> {
    let mut s = String::new();
    for (i, c) in words.chars().enumerate() {
        if i >= limit {
            return None;
        }
        match c {
            '(' => s.push('（'),
            ')' => s.push('）'),
            c if is_space(c) => {}
            c => s.push(c),
        }
    }
    Some(s)
}

/// The first 24 characters of a line, for a message.
pub(super) fn excerpt(words: &str) -> String {
    let mut chars = words.chars();
    let mut s: String = chars.by_ref().take(24).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if chars.next().is_some() {
        s.push('…');
    }
    s
}

/// A number at the start of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Number {
    /// `十二、`
    Provision(u8),
    /// `（三）`
    SubItem(u8),
}

/// The number at the start of `words`, and its printed length in bytes.
pub(super) fn leading_number(words: &str) -> Option<(Number, usize)> {
    let bracketed = words.strip_prefix(['（', '(']);
    let inner = bracketed.unwrap_or(words).trim_start_matches(is_space);
    let numeral_length: usize =
        inner.chars().take(4).take_while(|c| "一二三四五六七八九十".contains(*c)).map(char::len_utf8).sum();
    let n = parse_chinese_numeral(inner.get(..numeral_length)?)?;
    let rest = inner.get(numeral_length..)?.trim_start_matches(is_space);
    let (number, rest) = match bracketed {
        Some(_) => (Number::SubItem(n), rest.strip_prefix(['）', ')'])?),
        None => (Number::Provision(n), rest.strip_prefix(['、', '．', '.'])?),
    };
    Some((number, words.len() - rest.len()))
}

/// The rest of `words` behind `label`, whose characters may be separated by spaces.
pub(super) fn after_label<'a>(words: &'a str, label: &str) -> Option<&'a str> {
    let mut rest = words;
    for (i, c) in label.chars().enumerate() {
        if i > 0 {
            rest = rest.trim_start_matches(is_space);
        }
        rest = rest.strip_prefix(c)?;
    }
    Some(rest)
}

/// Parses `2019年08月02日`, `2019-8-2`, `2019.08.02` and `二〇一九年八月二日`.
pub(super) fn parse_date(words: &str) -> Option<NaiveDate> {
    let mut groups = vec![String::new()];
    for (i, c) in words.trim_end_matches('止').chars().enumerate() {
        let digit = match c {
            '0'..='9' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' => Some(c),
            '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
            '〇' | '○' | '零' => Some('0'),
            '年' | '月' | '日' | '号' | '-' | '/' | '.' | '－' | '．' => None,
            c if is_space(c) => continue,
            _ => return None,
        };
        if i > 40 {
            return None;
        }
        match digit {
            Some(d) => groups.last_mut()?.push(d),
            None => groups.push(String::new()),
        }
    }
    if groups.last().is_some_and(String::is_empty) {
        groups.pop();
    }
    let [year, month, day] = groups.as_slice() else { return None };
    let year = i32::try_from(date_number(year)?).ok().filter(|y| (1000..=9999).contains(y))?;
    NaiveDate::from_ymd_opt(year, date_number(month)?, date_number(day)?)
}

/// A number in a date: Arabic digits, Chinese digits, or a Chinese numeral.
fn date_number(s: &str) -> Option<u32> {
    if let Some(n) = parse_chinese_numeral(s) {
        return Some(u32::from(n));
    }
    let digits: Option<String> = s
        .chars()
        .map(|c| match c {
            '0'..='9' => Some(c),
            c => parse_chinese_numeral(c.encode_utf8(&mut [0; 4])).and_then(|n| char::from_digit(u32::from(n), 10)),
        })
        .collect();
    digits?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_their_number_and_lose_their_marks() {
        let text = "\u{feff}# 甲 乙  \r\n\r\n  丙\r丁\n##\n#戊\n#1";
        let found: Vec<(&str, usize, bool, bool)> =
            lines(text).iter().map(|l| (l.span.of(text), l.number, l.after_blank, l.heading)).collect();
        let wanted = [
            ("甲 乙", 1, true, true),
            ("丙", 3, true, false),
            ("丁", 4, false, false),
            ("##", 5, false, false),
            ("戊", 6, false, true),
            ("#1", 7, false, false),
        ];
        assert_eq!(found, wanted);
        for line in lines(text) {
            assert_eq!(line_number(text, line.span.start), line.number);
        }
    }

    #[test]
    fn numbers_at_the_beginning() {
        use Number::{Provision, SubItem};
        let cases = [
            ("一、甲", Some((Provision(1), "一、"))),
            ("十二、 甲", Some((Provision(12), "十二、"))),
            ("九十九．甲", Some((Provision(99), "九十九．"))),
            ("（三）甲", Some((SubItem(3), "（三）"))),
            ("(十) 甲", Some((SubItem(10), "(十)"))),
            ("( 十一 ）甲", Some((SubItem(11), "( 十一 ）"))),
            ("一甲", None),
            ("十十、甲", None),
            ("一二三、甲", None),
            ("（三、甲", None),
            ("三）甲", None),
            ("、", None),
            ("", None),
        ];
        for (words, wanted) in cases {
            let found = leading_number(words).map(|(n, length)| (n, Span::new(0, length).of(words)));
            assert_eq!(found, wanted, "{words}");
        }
    }

    #[test]
    fn dates_are_read() {
        let cases = [
            ("2019年08月02日", Some("2019-08-02")),
            ("2019 年 8 月 2 日", Some("2019-08-02")),
            ("2019-8-2", Some("2019-08-02")),
            ("2019.08.02", Some("2019-08-02")),
            ("２０１９／０８", None),
            ("２０１９年０８月０２日止", Some("2019-08-02")),
            ("二〇一九年八月二日", Some("2019-08-02")),
            ("二○二四年十二月三十一日", Some("2024-12-31")),
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
}
