//! Clauses: provisions and sub-items, their ids, and their text joined across page breaks.

use super::Span;
use super::numeral::{chinese_numeral, parse_chinese_numeral};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The id of a provision (`十二`) or of one of its sub-items (`十六(十三)`).
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ClauseId {
    /// Number of the provision, from 1.
    pub provision: u8,
    /// Number of the sub-item, from 1.
    pub sub_item: Option<u8>,
}

impl ClauseId {
    /// The place of duties that are in no clause of the license: rules of the company, and other laws. It follows all
    /// provisions; no license has so many.
    pub const OWN: Self = Self { provision: u8::MAX, sub_item: None };

    /// Whether it is [`Self::OWN`].
    #[must_use]
    pub fn is_own(self) -> bool {
        self.provision == Self::OWN.provision
    }
}

/// The name of [`ClauseId::OWN`].
const OWN_NAME: &str = "自";

/// A provision or sub-item.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    /// Its id.
    pub id: ClauseId,
    /// The printed number: `十二、` or `（三）`.
    pub label: Span,
    /// Its text without the printed number, joined across page breaks.
    pub body: Joined,
    /// The service named in （适用于…）.
    pub applies_to: Option<String>,
}

impl Clause {
    /// The numbers of the pages that contain it, in order without duplicates.
    #[must_use]
    pub fn pages(&self) -> Vec<u32> {
        let mut pages: Vec<u32> = self.body.fragments.iter().map(|f| f.page).collect();
        pages.dedup();
        pages
    }
}

/// Text joined across page breaks, with a mapping to the license text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Joined {
    /// The joined text.
    pub text: String,
    /// The origin of each piece, in order; together they cover `text`.
    pub fragments: Vec<Fragment>,
}

/// A piece of joined text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fragment {
    /// Offset in bytes of its start in the joined text.
    pub at: usize,
    /// Its span in the license text.
    pub span: Span,
    /// The number of its page.
    pub page: u32,
}

impl Joined {
    /// Appends the text at `span` of `source`, from page number `page`.
    pub fn push(&mut self, source: &str, span: Span, page: u32) {
        self.fragments.push(Fragment { at: self.text.len(), span, page });
        self.text.push_str(span.of(source));
    }

    /// The spans in the license text of bytes `start..end` of the joined text.
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

    /// The spans in the license text of the first occurrence of `quote`; several if a page break splits it.
    #[must_use]
    pub fn find(&self, quote: &str) -> Option<Vec<Span>> {
        let start = self.text.find(quote)?;
        Some(self.to_source(start, start + quote.len()))
    }

    /// The offset in the joined text of byte `offset` of the license text.
    #[must_use]
    pub fn from_source(&self, offset: usize) -> Option<usize> {
        self.fragments
            .iter()
            .find(|f| f.span.start <= offset && offset < f.span.end)
            .map(|f| f.at + offset - f.span.start)
    }
}

/// The half-width form of a full-width character; any other character unchanged.
#[must_use]
pub fn half_width(c: char) -> char {
    match u32::from(c) {
        full @ 0xFF01..=0xFF5E => char::from_u32(full - 0xFEE0).unwrap_or(c),
        0x3000 => ' ',
        _ => c,
    }
}

/// The error for a text that is not a clause id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not the name of a provision or sub-item, such as 十二 or 十六(三)")]
pub struct ParseClauseIdError(pub String);

impl fmt::Display for ClauseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_own() {
            return f.write_str(OWN_NAME);
        }
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
        parse_clause_id(s).ok_or_else(|| ParseClauseIdError(s.to_owned()))
    }
}

fn parse_clause_id(s: &str) -> Option<ClauseId> {
    let plain: String = s.trim().chars().map(half_width).collect();
    if plain == OWN_NAME {
        return Some(ClauseId::OWN);
    }
    let (provision, sub_item) = match plain.split_once('(') {
        None => (plain.as_str(), None),
        Some((provision, rest)) => (provision, Some(parse_chinese_numeral(rest.strip_suffix(')')?)?)),
    };
    Some(ClauseId { provision: parse_chinese_numeral(provision)?, sub_item })
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
