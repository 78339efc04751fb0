//! The text of a clause as a sequence of normalized characters with the way back to the license text.

use super::super::normalized::Normalized;
use crate::license::{Joined, Span};
use std::collections::HashMap;
use std::ops::Range;

/// A half-open range of characters of a [`Words`].
pub(super) type Run = Range<usize>;

/// A normalized text; positions are counts of characters.
pub(super) struct Words<'a> {
    body: &'a Joined,
    pub(super) chars: Vec<char>,
    /// For each character: its first and past-the-end byte in the joined text.
    places: Vec<(usize, usize)>,
}

impl<'a> Words<'a> {
    pub(super) fn new(body: &'a Joined) -> Self {
        let (chars, places) = Normalized::new(&body.text).characters().unzip();
        Self { body, chars, places }
    }

    /// The spans in the license text of `run`.
    pub(super) fn spans(&self, run: &Run) -> Vec<Span> {
        let first = self.places.get(run.start);
        let last = run.end.checked_sub(1).and_then(|last| self.places.get(last));
        match (first, last) {
            (Some(first), Some(last)) if first.0 < last.1 => self.body.to_source(first.0, last.1),
            _ => Vec::new(),
        }
    }

    /// The spans of all `runs`, in order.
    pub(super) fn spans_of(&self, runs: &[Run]) -> Vec<Span> {
        runs.iter().flat_map(|run| self.spans(run)).collect()
    }

    /// The characters of `run`.
    pub(super) fn slice(&self, run: &Run) -> &[char] {
        self.chars.get(run.clone()).unwrap_or_default()
    }

    /// The text of `run`, with Chinese punctuation as usual in print.
    pub(super) fn text(&self, run: &Run) -> String {
        printed(self.slice(run))
    }
}

/// Characters as text, with full-width punctuation.
pub(super) fn printed(chars: &[char]) -> String {
    let full = |c: &char| match c {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '(' => '（',
        ')' => '）',
        c => *c,
    };
    chars.iter().map(full).collect()
}

/// The normalized characters of a text.
pub(super) fn normalized(text: &str) -> Vec<char> {
    Normalized::new(text).text.chars().collect()
}

/// Whether `word` stands at `at`.
pub(super) fn stands_at(chars: &[char], at: usize, word: &str) -> bool {
    let mut rest = chars.get(at..).unwrap_or_default().iter();
    word.chars().all(|c| rest.next() == Some(&c))
}

/// Whether `word` stands immediately before `end`.
pub(super) fn stands_before(chars: &[char], end: usize, word: &str) -> bool {
    let mut rest = chars.get(..end).unwrap_or_default().iter().rev();
    word.chars().rev().all(|c| rest.next() == Some(&c))
}

/// The longest of `words` that stands immediately before `end`, as its length in characters.
pub(super) fn longest_before(chars: &[char], end: usize, words: &[&str]) -> Option<usize> {
    let standing = words.iter().filter(|word| stands_before(chars, end, word));
    standing.map(|word| word.chars().count()).max()
}

/// The longest of `words` that stands at `at`, as its length in characters.
pub(super) fn longest_at(chars: &[char], at: usize, words: &[&str]) -> Option<usize> {
    let standing = words.iter().filter(|word| stands_at(chars, at, word));
    standing.map(|word| word.chars().count()).max()
}

/// The first place of `word` in `chars`.
pub(super) fn find(chars: &[char], word: &[char]) -> Option<usize> {
    (!word.is_empty()).then(|| chars.windows(word.len()).position(|window| window == word))?
}

/// Whether `c` is punctuation.
pub(super) fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c, '。' | '、' | '《' | '》' | '【' | '】' | '…' | '·' | '—' | '「' | '」' | '％')
}

/// A set of words, found by their first character.
#[derive(Debug, Default)]
pub(super) struct WordSet {
    /// For each first character: the words with their numbers, longest first.
    by_first: HashMap<char, Vec<(Vec<char>, usize)>>,
}

impl WordSet {
    /// The words of `words`, numbered from 0.
    pub(super) fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut by_first: HashMap<char, Vec<(Vec<char>, usize)>> = HashMap::new();
        for (number, word) in words.into_iter().enumerate() {
            let word = normalized(word);
            if let Some(first) = word.first() {
                by_first.entry(*first).or_default().push((word, number));
            }
        }
        for list in by_first.values_mut() {
            list.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        }
        Self { by_first }
    }

    /// The longest word that stands at `at`: its length and its number.
    pub(super) fn at(&self, chars: &[char], at: usize) -> Option<(usize, usize)> {
        let rest = chars.get(at..)?;
        let list = self.by_first.get(rest.first()?)?;
        list.iter().find(|(word, _)| rest.starts_with(word)).map(|(word, number)| (word.len(), *number))
    }

    /// The first of the words in `chars`: its place, length and number.
    pub(super) fn first_in(&self, chars: &[char]) -> Option<(usize, usize, usize)> {
        (0..chars.len()).find_map(|at| self.at(chars, at).map(|(length, number)| (at, length, number)))
    }
}
