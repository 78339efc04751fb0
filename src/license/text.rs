//! Low-level parsing: the lines of a license text, and comparison without blanks.

use super::Span;

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
    /// Whether a form feed, which marks a page break of the source, precedes it.
    pub(super) new_page: bool,
}

/// The character that marks a page break of the source.
pub(super) const PAGE_BREAK: char = '\u{c}';

/// Whether a character is white space or an invisible mark that is treated as such.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}')
}

/// Whether a character separates the cells of a table.
pub(super) fn is_cell_mark(c: char) -> bool {
    matches!(c, '\t' | '|' | '｜' | '│' | '┃')
}

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
        let printed = super::pages::number_value(words).map(super::read_number);
        printed.is_some_and(|reading| reading.kind == super::NumberKind::License)
    };
    let titled = |words: &str| {
        let begins = words.find(|c: char| is_space(c)).and_then(|at| words.get(..at)).unwrap_or(words);
        super::pages::title(begins).is_some()
    };
    let numbered =
        super::marker::marker(rest).is_some() && first(rest, LONGEST_HEAD).contains(['，', '。', '应', '不']);
    let divides = number(head) && (numbered || titled(rest) || rest.starts_with(TITLE))
        || super::pages::title(head).is_some()
            && (number(rest) || super::annex::introduction(first(rest, 100)).is_some());
    divides.then(|| line.len() - rest.len())
}

/// The offset at which a line divides because the title of the provisions stands in it.
fn inner_provisions(line: &str) -> Option<usize> {
    let at = line.find(TITLE)?;
    let behind = line.get(at + TITLE.len()..)?;
    let rest = behind.trim_start_matches(|c: char| is_space(c) || matches!(c, '：' | ':'));
    let is_first = |words: &str| super::marker::marker(words).is_some_and(|m| m.number == 1);
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
    if let Some(quoted) = words.strip_prefix('>') {
        // The mark of a quotation in a letter.
        let quoted = trimmed(text, Span::new(span.end - quoted.len(), span.end));
        return if quoted.start < quoted.end { (quoted, false) } else { (span, false) };
    }
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

/// The first `count` characters of `words`, so that a search in a long line stays short.
pub(super) fn first(words: &str, count: usize) -> &str {
    words.char_indices().nth(count).map_or(words, |(at, _)| words.get(..at).unwrap_or(words))
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

/// Pairs of characters that optical readers confuse.
const CONFUSED: [(char, char); 6] =
    [('日', '曰'), ('未', '末'), ('己', '已'), ('人', '入'), ('期', '朝'), ('至', '全')];

/// The rest of `words` behind `label`, whose characters may be separated by spaces and confused by an optical reader.
pub(super) fn after_label<'a>(words: &'a str, label: &str) -> Option<&'a str> {
    let mut rest = words;
    for (i, wanted) in label.chars().enumerate() {
        if i > 0 {
            rest = rest.trim_start_matches(is_space);
        }
        let found = rest.chars().next()?;
        if found != wanted && !is_confused(found, wanted) {
            return None;
        }
        rest = rest.get(found.len_utf8()..)?;
    }
    Some(rest)
}

/// Whether an optical reader easily takes one of the characters for the other.
pub(super) fn is_confused(a: char, b: char) -> bool {
    CONFUSED.iter().any(|&(x, y)| (a, b) == (x, y) || (a, b) == (y, x))
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
}
