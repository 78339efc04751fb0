//! Low-level parsing: lines, white space, and comparison without blanks.

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
