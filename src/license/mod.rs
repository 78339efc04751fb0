//! The license as issued: its text, and what a reader finds in it.
//!
//! The text is kept byte for byte; everything else here points into it by [`Span`]. Nothing is
//! corrected: what looks like a slip becomes an [`Annotation`], what could not be understood a [`Problem`].

mod annex;
mod annotations;
mod clause;
mod cover;
mod pages;
mod parse;
mod provisions;
mod services;
mod slips;
mod text;

pub use clause::{Clause, ClauseId, Fragment, Joined, ParseClauseIdError, half_width};
pub use parse::parse;

use crate::language::Bilingual;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
pub(crate) use services::SERVICES_RON;
pub use services::{ItemKind, ServiceKind};
use std::sync::Arc;

/// A half-open range of bytes of the license text, on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "(usize, usize)", into = "(usize, usize)")]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to, but without, `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The words of `text` that this span covers, or `""` where it does not fit the text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

impl From<(usize, usize)> for Span {
    fn from((start, end): (usize, usize)) -> Self {
        Self { start, end }
    }
}

impl From<Span> for (usize, usize) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

/// A value read from the text, with its place there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// What was read.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// A license text and what was found in it.
#[derive(Clone, Debug, PartialEq)]
pub struct License {
    /// The text as issued, byte for byte.
    pub text: Arc<str>,
    /// The face page (正文).
    pub cover: Cover,
    /// The annex (附页): what may be operated.
    pub annex: Annex,
    /// The pages in order; page 1 is the cover.
    pub pages: Vec<Page>,
    /// The special provisions (特别规定事项) in order.
    pub provisions: Vec<Provision>,
    /// Text that found no place, each with its line.
    pub problems: Vec<Problem>,
    /// Suspected slips in the text as issued, in text order.
    pub annotations: Vec<Annotation>,
}

/// What the face page states.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cover {
    /// 经营许可证编号, e.g. `苏B2-20140200`; from a page head where the cover lacks it.
    pub number: Option<Spanned<String>>,
    /// 公司名称.
    pub company: Option<Spanned<String>>,
    /// 法定代表人.
    pub legal_representative: Option<Spanned<String>>,
    /// 发证机关; none where the space is blank.
    pub issuing_authority: Option<Spanned<String>>,
    /// 发证日期.
    pub issued_on: Option<Spanned<NaiveDate>>,
    /// 有效期至: the last day of validity.
    pub valid_until: Option<Spanned<NaiveDate>>,
}

/// What the annex licenses.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Annex {
    /// The company named in the annex, where one is.
    pub company: Option<Spanned<String>>,
    /// The licensed services, in order.
    pub services: Vec<Service>,
}

/// One licensed service (业务种类).
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    /// Class code of the telecom service catalog where the name is known, e.g. `B21`.
    pub class: Option<&'static str>,
    /// The name as issued, without the bracket behind it.
    pub name: Spanned<String>,
    /// 仅限: what the service is limited to.
    pub limited_to: Vec<Spanned<String>>,
    /// 含: what is named as included.
    pub includes: Vec<Spanned<String>>,
    /// 不含: what is excluded.
    pub excludes: Vec<Spanned<String>>,
    /// 【…】: remarks in square brackets.
    pub remarks: Vec<Spanned<String>>,
    /// The whole entry.
    pub span: Span,
}

/// A page as issued.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// From 1.
    pub number: u32,
    /// Which part of the license it belongs to.
    pub kind: PageKind,
    /// All of the page's text.
    pub span: Span,
    /// Its paragraphs in order; every non-blank line of the page is in exactly one.
    pub blocks: Vec<Block>,
}

/// The part of the license a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// 正文.
    Cover,
    /// 附页.
    Annex,
    /// 特别规定事项.
    SpecialProvisions,
}

/// A paragraph on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its text, without Markdown marks and line end.
    pub span: Span,
    /// How it is set.
    pub kind: BlockKind,
    /// The provision or sub-item that it belongs to.
    pub clause: Option<ClauseId>,
}

/// How a paragraph is set on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// The number of the license at the head of a page, or the page number at its foot.
    RunningHead,
    /// A title of the license or of a page.
    Title,
    /// A label with or without its value on the cover.
    Field,
    /// A service in the annex.
    Service,
    /// Running text: introductions and the beginning of a clause.
    Paragraph,
    /// The rest of a clause that began in an earlier paragraph, mostly on the page before.
    Continuation,
}

/// A special provision with its sub-items.
#[derive(Clone, Debug, PartialEq)]
pub struct Provision {
    /// The provision's own text: all of it, or the lead-in to its sub-items.
    pub clause: Clause,
    /// （一）, （二）…
    pub sub_items: Vec<Clause>,
}

/// Text that found no place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Line of the source, from 1.
    pub line: usize,
    /// What was not understood.
    pub message: Bilingual,
}

/// A doubt about the text as issued. The text itself stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// What kind of doubt.
    pub kind: AnnotationKind,
    /// The words in question; where a page break cuts them, those before it.
    pub span: Span,
    /// The clause they stand in, if any.
    pub clause: Option<ClauseId>,
    /// What is suspected and why.
    pub message: Bilingual,
}

/// The kinds of doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnnotationKind {
    /// Words seem to be missing, e.g. 不得 in 十六(三).
    MissingWords,
    /// An unusual or traditional character form, e.g. 人員, 帐号.
    CharacterForm,
    /// A space inside a word, e.g. 人 员.
    StraySpace,
    /// Full- and half-width brackets or punctuation are mixed.
    MixedPunctuation,
    /// The same thing under two names in the text.
    Naming,
    /// Wording that does not fit this kind of license, e.g. 我部 in a provincial one.
    Authority,
    /// A blank that is usually filled in.
    Blank,
}

impl License {
    /// Every clause, provisions and their sub-items, in text order.
    pub fn clauses(&self) -> impl Iterator<Item = &Clause> {
        self.provisions.iter().flat_map(|p| std::iter::once(&p.clause).chain(&p.sub_items))
    }

    /// The clause with this id.
    #[must_use]
    pub fn clause(&self, id: ClauseId) -> Option<&Clause> {
        self.clauses().find(|clause| clause.id == id)
    }

    /// The number of the page that holds byte `offset`.
    #[must_use]
    pub fn page_at(&self, offset: usize) -> Option<u32> {
        self.pages.iter().find(|p| p.span.start <= offset && offset < p.span.end).map(|p| p.number)
    }

    /// The number, from 1, of the line that holds byte `offset`.
    #[must_use]
    pub fn line_of(&self, offset: usize) -> usize {
        text::line_number(&self.text, offset)
    }

    /// Every paragraph with the page it stands on, in text order.
    pub fn blocks(&self) -> impl Iterator<Item = (&Page, &Block)> {
        self.pages.iter().flat_map(|page| page.blocks.iter().map(move |block| (page, block)))
    }

    /// The licensed service with this class code, e.g. `B21`.
    #[must_use]
    pub fn service(&self, class: &str) -> Option<&Service> {
        self.annex.services.iter().find(|service| service.class == Some(class))
    }

    /// The annotations that touch `span`, in text order.
    pub fn annotations_in(&self, span: Span) -> impl Iterator<Item = &Annotation> {
        self.annotations.iter().filter(move |annotation| annotation.span.overlaps(span))
    }
}
