//! Clauses: provisions and sub-items, their ids, and their text joined across page breaks.

use super::Span;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Names a provision (`十二`) or one of its sub-items (`十六(十三)`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ClauseId {
    /// Number of the provision, from 1.
    pub provision: u8,
    /// Number of the sub-item, from 1.
    pub sub_item: Option<u8>,
}

/// A provision or sub-item.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    /// Its name.
    pub id: ClauseId,
    /// The printed number: `十二、` or `（三）`.
    pub label: Span,
    /// Its text without that number, whole across page breaks.
    pub body: Joined,
    /// The service that （适用于…） names.
    pub applies_to: Option<String>,
}

impl Clause {
    /// The pages it stands on, in order, each once.
    #[must_use]
    pub fn pages(&self) -> Vec<u32> {
        let mut pages: Vec<u32> = self.body.fragments.iter().map(|f| f.page).collect();
        pages.dedup();
        pages
    }
}

/// Text whose sentences were cut by page breaks, whole again, with the way back to the source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Joined {
    /// The whole text.
    pub text: String,
    /// Where each piece of it came from, in order; together they cover `text`.
    pub fragments: Vec<Fragment>,
}

/// A piece of joined text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fragment {
    /// Offset of its first byte in the joined text.
    pub at: usize,
    /// Its place in the license text.
    pub span: Span,
    /// The page it stands on.
    pub page: u32,
}

impl Joined {
    /// Appends the words at `span` of `source`, which stand on `page`.
    pub fn push(&mut self, source: &str, span: Span, page: u32) {
        self.fragments.push(Fragment { at: self.text.len(), span, page });
        self.text.push_str(span.of(source));
    }

    /// The places in the license text of bytes `start..end` of the joined text.
    #[must_use]
    pub fn to_source(&self, start: usize, end: usize) -> Vec<Span> {
        let first = self.fragments.partition_point(|f| f.at + (f.span.end - f.span.start) <= start);
        self.fragments
            .iter()
            .skip(first)
            .take_while(|f| f.at < end)
            .filter_map(|f| {
                let length = f.span.end - f.span.start;
                let from = start.max(f.at);
                let to = end.min(f.at + length);
                (from < to).then(|| Span::new(f.span.start + from - f.at, f.span.start + to - f.at))
            })
            .collect()
    }

    /// The places in the license text of the first occurrence of `quote`, several where a page break cuts it.
    #[must_use]
    pub fn find(&self, quote: &str) -> Option<Vec<Span>> {
        let start = self.text.find(quote)?;
        Some(self.to_source(start, start + quote.len()))
    }

    /// Where byte `offset` of the license text stands in the joined text.
    #[must_use]
    pub fn from_source(&self, offset: usize) -> Option<usize> {
        self.fragments
            .iter()
            .find(|f| f.span.start <= offset && offset < f.span.end)
            .map(|f| f.at + offset - f.span.start)
    }
}

/// A full-width form as its half-width one, other characters as they are.
#[must_use]
pub fn half_width(c: char) -> char {
    match u32::from(c) {
        full @ 0xFF01..=0xFF5E => char::from_u32(full - 0xFEE0).unwrap_or(c),
        0x3000 => ' ',
        _ => c,
    }
}

/// The text is not the name of a clause.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not the name of a provision or sub-item, such as 十二 or 十六(三)")]
pub struct ParseClauseIdError(pub String);

impl fmt::Display for ClauseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&chinese_numeral(self.provision))?;
        match self.sub_item {
            Some(n) => write!(f, "({})", chinese_numeral(n)),
            None => Ok(()),
        }
    }
}

impl FromStr for ClauseId {
    type Err = ParseClauseIdError;

    /// Accepts full- and half-width brackets.
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let error = || ParseClauseIdError(s.to_owned());
        let plain: String = s.trim().chars().map(half_width).collect();
        let (provision, sub_item) = match plain.split_once('(') {
            None => (plain.as_str(), None),
            Some((p, rest)) => (p, Some(rest.strip_suffix(')').ok_or_else(error)?)),
        };
        Ok(Self {
            provision: parse_chinese_numeral(provision).ok_or_else(error)?,
            sub_item: sub_item.map(|n| parse_chinese_numeral(n).ok_or_else(error)).transpose()?,
        })
    }
}

impl TryFrom<String> for ClauseId {
    type Error = ParseClauseIdError;

    fn try_from(s: String) -> Result<Self, Self::Error> {
        s.parse()
    }
}

impl From<ClauseId> for String {
    fn from(id: ClauseId) -> Self {
        id.to_string()
    }
}

const DIGITS: [char; 9] = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// `n` from 1 to 99 as a Chinese numeral; other numbers as digits.
pub(super) fn chinese_numeral(n: u8) -> String {
    let digit = |d: u8| DIGITS.get(usize::from(d).wrapping_sub(1));
    match n {
        1..=99 => {
            let (tens, ones) = (n / 10, n % 10);
            let mut s = String::new();
            if tens > 1 {
                s.extend(digit(tens));
            }
            if tens > 0 {
                s.push('十');
            }
            s.extend(digit(ones));
            s
        }
        _ => n.to_string(),
    }
}

/// Reads a Chinese numeral from 一 to 九十九.
pub(super) fn parse_chinese_numeral(s: &str) -> Option<u8> {
    (1..=99).find(|n| chinese_numeral(*n) == s)
}
