//! Orders the numbered paragraphs of the special provisions into provisions and sub-items.

use super::marker::{Marker, MarkerForm, bare_number, marker};
use super::paragraph::Paragraph;
use super::text::is_space;
use super::{Span, parse_number};

/// The largest gap in a sequence of numbers; a number beyond it does not count as its continuation.
const LARGEST_GAP: u8 = 10;

/// Words with which a clause begins.
const OPENINGS: [&str; 20] = [
    "该公司",
    "我司",
    "贵司",
    "我公司",
    "获证企业",
    "你公司",
    "贵公司",
    "你单位",
    "贵单位",
    "本公司",
    "公司应",
    "持证",
    "被许可",
    "经营者",
    "未经",
    "（适用于",
    "(适用于",
    "应当",
    "不得",
    "禁止",
];

/// A part of a paragraph that may be a clause, or the rest of one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    /// The index of its paragraph.
    pub(super) paragraph: usize,
    /// Its part of the paragraph, in bytes of the paragraph's text.
    pub(super) part: Span,
    /// The number with which it starts.
    pub(super) marker: Option<Marker>,
    /// Whether text of the same paragraph precedes it.
    pub(super) is_inline: bool,
    /// Whether its number has no punctuation.
    pub(super) is_bare: bool,
    /// What starts with it.
    pub(super) start: Start,
}

/// What starts with an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Start {
    /// Nothing: it may continue the line before it.
    Line,
    /// A paragraph.
    Paragraph,
    /// A paragraph with words with which clauses begin.
    Clause,
}

/// The relation of a number to the preceding numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberOrder {
    /// It follows the last number.
    Next,
    /// Numbers are missing before it.
    Skips,
    /// It comes after a higher number.
    Late,
    /// It was used before.
    Again,
    /// It is no continuation.
    TooFar,
}

/// The numbers found so far on one level.
#[derive(Clone, Debug, Default)]
pub(super) struct Sequence {
    met: Vec<u8>,
    /// The highest number.
    pub(super) highest: u8,
}

impl Sequence {
    /// The relation of `n` to the numbers found so far.
    pub(super) fn step(&self, n: u8) -> NumberOrder {
        if self.met.contains(&n) {
            NumberOrder::Again
        } else if n < self.highest {
            NumberOrder::Late
        } else if n == self.highest.saturating_add(1) {
            NumberOrder::Next
        } else if n <= self.highest.saturating_add(1 + LARGEST_GAP) {
            NumberOrder::Skips
        } else {
            NumberOrder::TooFar
        }
    }

    /// Adds a number.
    pub(super) fn add(&mut self, n: u8) {
        self.met.push(n);
        self.highest = self.highest.max(n);
    }
}

/// The parts of all paragraphs: divided before numbers that follow the end of a sentence.
pub(super) fn items(paragraphs: &[Paragraph]) -> Vec<Item> {
    let widest = paragraphs.iter().map(|p| p.words().chars().count()).max().unwrap_or_default();
    let mut found = Vec::new();
    for (i, p) in paragraphs.iter().enumerate() {
        let words = p.words();
        let before = i.checked_sub(1).and_then(|i| paragraphs.get(i));
        let same_page = before.is_none_or(|before| before.last_page() == p.page);
        let before = before.map(Paragraph::words);
        let starts_paragraph = p.after_blank
            || same_page
                && before.is_none_or(|w| ends_sentence(w) && (w.chars().count() * 100 < widest * 85 || widest > 60));
        let mut start = 0;
        for at in inline_numbers(words) {
            found.push(item(i, words, Span::new(start, at), start > 0, starts_paragraph));
            start = at;
        }
        found.push(item(i, words, Span::new(start, words.len()), start > 0, starts_paragraph));
    }
    found
}

fn item(paragraph: usize, words: &str, part: Span, is_inline: bool, starts_paragraph: bool) -> Item {
    let inner = part.of(words);
    let found = marker(inner);
    let bare = bare_number(inner).filter(|_| found.is_none());
    let start = match (!is_inline && starts_paragraph, opens_clause(inner)) {
        (true, true) => Start::Clause,
        (true, false) => Start::Paragraph,
        (false, _) => Start::Line,
    };
    Item { paragraph, part, marker: found.or(bare), is_inline, is_bare: bare.is_some(), start }
}

/// Whether `words` begin like a clause.
fn opens_clause(words: &str) -> bool {
    OPENINGS.iter().any(|opening| words.starts_with(opening))
}

/// The offsets of numbers behind the end of a sentence within `words`.
fn inline_numbers(words: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut after_end = false;
    for (at, c) in words.char_indices() {
        if is_space(c) || c == '*' && after_end {
            continue;
        }
        if after_end && at > 0 && marker(words.get(at..).unwrap_or_default()).is_some() {
            found.push(at);
        }
        after_end = matches!(c, '。' | '；' | ';' | '：' | ':');
    }
    found
}

/// Whether a text ends with a mark that can end a sentence.
pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['”', '’', '）', ')', '》', '*', ' ', '"'])
        .ends_with(['。', '！', '？', '：', ':', '；', ';', '.'])
}

/// The form of the numbers of provisions: that of the first number, unless a form of a higher level starts later.
pub(super) fn first_level(items: &[Item]) -> Option<MarkerForm> {
    let numbered = || {
        items
            .iter()
            .filter_map(|item| item.marker.filter(|_| !item.is_inline))
            .chain(items.iter().filter_map(|i| i.marker))
    };
    let first = numbered().next()?.form;
    let is_high = |form: MarkerForm| matches!(form, MarkerForm::Chinese | MarkerForm::Article | MarkerForm::Section);
    if is_high(first) {
        return Some(first);
    }
    let later = numbered().find(|m| is_high(m.form) && m.number <= 2).map(|m| m.form);
    let later = later.or_else(|| {
        numbered()
            .find(|m| {
                first != MarkerForm::Arabic
                    && m.form == MarkerForm::Arabic
                    && m.number == 1
                    && first == MarkerForm::Circled
            })
            .map(|m| m.form)
    });
    later.or(Some(first))
}

/// Whether provisions of one license can have numbers of both forms, e.g. after a slip of an optical reader.
pub(super) fn is_alike(a: MarkerForm, b: MarkerForm) -> bool {
    let plain =
        |form| matches!(form, MarkerForm::Chinese | MarkerForm::Article | MarkerForm::Arabic | MarkerForm::Section);
    a == b || plain(a) && plain(b)
}

/// Whether both forms can number the sub-items of one provision: they differ in their brackets only.
pub(super) fn is_alike_below(a: MarkerForm, b: MarkerForm) -> bool {
    let bracket = |form| matches!(form, MarkerForm::ChineseBracket | MarkerForm::ArabicBracket);
    a == b || bracket(a) && bracket(b)
}

/// Whether `words` consists of a number alone, which a page break has cut off from its clause.
pub(super) fn is_number_part(words: &str) -> bool {
    let bare = words.trim_start_matches(['（', '(', '〔', '第', '*']);
    words.chars().count() <= 6
        && (bare.is_empty()
            || bare.chars().all(|c| is_space(c) || super::is_numeral(c))
            || parse_number(bare).is_some()
            || marker(words).is_some_and(|m| m.length == words.len()))
}
