//! Divides the license text into lines: at line ends, and where several parts of a license stand in one line.

use super::Span;
use super::annex;
use super::marker::marker;
use super::number::{NumberKind, read_number};
use super::pages;
use super::text::{Line, PAGE_BREAK, first, is_space, trimmed};

/// The non-blank lines. Lines end with `\n`, `\r\n`, `\r` or a form feed.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut found = Vec::new();
    let (mut start, mut number, mut after_blank, mut new_page) = (0, 1, true, false);
    // Where the line ends; a line that divides is not searched for its end again.
    let mut end = None;
    loop {
        let rest = text.get(start..).unwrap_or_default();
        let ends_at = end.filter(|end| *end >= start);
        let ends_at = ends_at.unwrap_or_else(|| start + rest.find(['\n', '\r', PAGE_BREAK]).unwrap_or(rest.len()));
        end = Some(ends_at);
        let length = ends_at - start;
        let length = inner_title(rest.get(..length).unwrap_or_default()).unwrap_or(length);
        let words = trimmed(text, Span::new(start, start + length));
        if words.start < words.end {
            let (span, heading) = without_marks(text, words);
            found.push(Line { span, number, after_blank, heading, new_page });
            new_page = false;
        }
        let ending = rest.get(length..).unwrap_or_default();
        let is_break = ending.starts_with(PAGE_BREAK);
        new_page |= is_break;
        after_blank = words.start == words.end && (!is_break || after_blank);
        if ending.is_empty() {
            return found;
        }
        let mark = match ending.chars().next() {
            Some('\r') if ending.starts_with("\r\n") => 2,
            Some('\n' | '\r' | PAGE_BREAK) => 1,
            _ => 0,
        };
        start += length + mark;
        end = end.filter(|_| mark == 0);
        number += usize::from(mark > 0 && !is_break);
    }
}

/// The title of the provisions, which can stand in the middle of a text without line breaks.
const TITLE: &str = "特别规定事项";

/// The most characters of a page head or title that other words follow in the same line.
const LONGEST_HEAD: usize = 60;

/// The offset at which a line divides because a page head or a title stands in it: before it, or behind it.
fn inner_title(line: &str) -> Option<usize> {
    inner_head(line).or_else(|| inner_provisions(line))
}

/// The offset behind a page head or a title at the start of a line, if two blanks and other words follow.
fn inner_head(line: &str) -> Option<usize> {
    let lead = line.len() - line.trim_start_matches(is_space).len();
    let start = first(line.get(lead..)?, LONGEST_HEAD);
    let gap = start.char_indices().zip(start.chars().skip(1)).find(|((_, c), next)| is_space(*c) && is_space(*next));
    let ((at, _), _) = gap?;
    let head = start.get(..at)?;
    let rest = line.get(lead + at..)?.trim_start_matches(is_space);
    let number = |words: &str| {
        let printed = pages::number_value(words).map(read_number);
        printed.is_some_and(|reading| reading.kind == NumberKind::License)
    };
    let titled = |words: &str| {
        let begins = words.find(|c: char| is_space(c)).and_then(|at| words.get(..at)).unwrap_or(words);
        pages::title(begins).is_some()
    };
    let numbered = marker(rest).is_some() && first(rest, LONGEST_HEAD).contains(['，', '。', '应', '不']);
    let divides = number(head) && (numbered || titled(rest) || rest.starts_with(TITLE))
        || pages::title(head).is_some() && (number(rest) || annex::introduction(first(rest, 100)).is_some());
    divides.then(|| line.len() - rest.len())
}

/// The offset at which a line divides because the title of the provisions stands in it.
fn inner_provisions(line: &str) -> Option<usize> {
    let at = line.find(TITLE)?;
    let behind = line.get(at + TITLE.len()..)?;
    let rest = behind.trim_start_matches(|c: char| is_space(c) || matches!(c, '：' | ':'));
    let is_first = |words: &str| marker(words).is_some_and(|m| m.number == 1);
    let introduced = first(rest, LONGEST_HEAD).split_once(['：', ':']).is_some_and(|(words, clause)| {
        words.contains("遵守") && words.contains("规定") && is_first(clause.trim_start_matches(is_space))
    });
    let starts = rest.len() < behind.len() && is_first(rest) || introduced;
    let before = line.get(..at)?;
    if !starts {
        return None;
    }
    if before.trim_matches(is_space).is_empty() {
        return Some(line.len() - rest.len());
    }
    before.ends_with(|c: char| is_space(c) || c == '。').then_some(at)
}

/// Removes the `#` markup of a heading, unless nothing would remain. The flag tells whether it was a heading.
fn without_marks(text: &str, span: Span) -> (Span, bool) {
    let words = span.of(text);
    let rest = words.trim_start_matches('#');
    let marks = words.len() - rest.len();
    let sets_off = rest.starts_with(|c: char| is_space(c) || !c.is_ascii());
    let inner = trimmed(text, Span::new(span.start + marks, span.end));
    if let Some(quoted) = words.strip_prefix('>') {
        // The mark of a quotation in a letter.
        let quoted = trimmed(text, Span::new(span.end - quoted.len(), span.end));
        return if quoted.start < quoted.end { (quoted, false) } else { (span, false) };
    }
    if (1..=6).contains(&marks) && sets_off && inner.start < inner.end { (inner, true) } else { (span, false) }
}

#[cfg(test)]
mod tests {
    use super::super::text::line_number;
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
}
