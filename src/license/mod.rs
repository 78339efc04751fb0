//! The license as issued: its text, and the structure parsed from it.
//!
//! The text is kept byte for byte; everything else refers to it by [`Span`]. Nothing is corrected: a suspected error
//! becomes an [`Annotation`], text that was not understood a [`TextProblem`].

mod annex;
mod annotations;
mod clause;
mod clause_problems;
mod closing;
mod cover;
mod dates;
mod entry;
mod items;
mod joins;
mod labels;
mod lines;
mod marker;
mod misread;
mod number;
mod numeral;
mod outline;
mod pages;
mod paragraph;
mod parse;
mod places;
mod provisions;
mod service_name;
mod services;
mod slips;
mod statements;
mod table;
mod text;

pub use clause::{Clause, ClauseId, Fragment, Joined, ParseClauseIdError, half_width};
pub use items::CoverItem;
pub use number::{NumberKind, NumberReading, read_number};
pub use numeral::{digit_value, is_numeral, parse_number};
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
    /// The span from `start` (inclusive) to `end` (exclusive).
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The part of `text` that this span covers, or `""` if the span does not fit the text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Whether the spans share at least one byte.
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

/// A value read from the text, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its place in the text.
    pub span: Span,
}

/// A license text with its parsed structure.
#[derive(Clone, Debug, PartialEq)]
pub struct License {
    /// The text as issued, byte for byte.
    pub text: Arc<str>,
    /// The face page (正文).
    pub cover: Cover,
    /// The annex (附页): the licensed services.
    pub annex: Annex,
    /// The pages in order; page 1 is the cover.
    pub pages: Vec<Page>,
    /// The special provisions (特别规定事项) in order.
    pub provisions: Vec<Provision>,
    /// Text that could not be assigned, each with its line.
    pub problems: Vec<TextProblem>,
    /// Suspected errors in the text as issued, in text order.
    pub annotations: Vec<Annotation>,
}

/// The content of the face page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cover {
    /// 经营许可证编号, e.g. `苏B2-20140200`; taken from a page head if the cover lacks it.
    pub number: Option<Spanned<String>>,
    /// 公司名称.
    pub company: Option<Spanned<String>>,
    /// 法定代表人.
    pub legal_representative: Option<Spanned<String>>,
    /// 发证机关; `None` if the field is blank.
    pub issuing_authority: Option<Spanned<String>>,
    /// 发证日期.
    pub issued_on: Option<Spanned<NaiveDate>>,
    /// The first day of validity, where the cover states a period (自…至…).
    pub valid_from: Option<Spanned<NaiveDate>>,
    /// 有效期至: the last day of validity.
    pub valid_until: Option<Spanned<NaiveDate>>,
    /// 首次发证日期.
    pub first_issued_on: Option<Spanned<NaiveDate>>,
    /// 注册住所.
    pub address: Option<Spanned<String>>,
    /// 统一社会信用代码.
    pub credit_code: Option<Spanned<String>>,
}

/// The content of the annex.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Annex {
    /// The company named in the annex, if any.
    pub company: Option<Spanned<String>>,
    /// The licensed services, in order.
    pub services: Vec<Service>,
}

/// One licensed service (业务种类).
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    /// Class code in the telecom service catalog if the name is known, e.g. `B21`.
    pub class: Option<&'static str>,
    /// The name as issued, without the parenthesis behind it.
    pub name: Spanned<String>,
    /// 仅限: the items to which the service is limited.
    pub limited_to: Vec<Spanned<String>>,
    /// 含: the items named as included.
    pub includes: Vec<Spanned<String>>,
    /// 不含: the excluded items.
    pub excludes: Vec<Spanned<String>>,
    /// 业务覆盖范围: the places in which the service may be provided.
    pub coverage: Vec<Spanned<String>>,
    /// 机房所在地: the places of the machine rooms.
    pub sites: Vec<Spanned<String>>,
    /// 【…】: remarks in lenticular brackets.
    pub remarks: Vec<Spanned<String>>,
    /// The whole entry.
    pub span: Span,
}

/// A page as issued.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Page number, from 1.
    pub number: u32,
    /// The part of the license to which it belongs.
    pub kind: PageKind,
    /// The whole text of the page.
    pub span: Span,
    /// Its paragraphs in order; every non-blank line of the page belongs to exactly one.
    pub blocks: Vec<Block>,
}

/// The part of the license to which a page belongs.
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
    /// Its text, without Markdown markup and line end.
    pub span: Span,
    /// Its role on the page.
    pub kind: BlockKind,
    /// The provision or sub-item to which it belongs.
    pub clause: Option<ClauseId>,
}

/// The role of a paragraph on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// The number of the license at the head of a page, or the page number at its foot.
    RunningHead,
    /// A title of the license or of a page.
    Title,
    /// A label on the cover, with or without its value.
    Field,
    /// A service in the annex.
    Service,
    /// Running text: introductions and the start of a clause.
    Paragraph,
    /// The rest of a clause that started in an earlier paragraph, usually on the preceding page.
    Continuation,
}

/// A special provision with its sub-items.
#[derive(Clone, Debug, PartialEq)]
pub struct Provision {
    /// The provision's own text: the complete provision, or the lead-in to its sub-items.
    pub clause: Clause,
    /// （一）, （二）…
    pub sub_items: Vec<Clause>,
}

/// Text that could not be assigned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextProblem {
    /// Line number in the source, from 1.
    pub line: usize,
    /// The text in question.
    pub span: Span,
    /// What was not understood.
    pub message: Bilingual,
}

/// A suspected error in the text as issued. The text itself is not changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// The kind of suspected error.
    pub kind: AnnotationKind,
    /// The words in question; if a page break splits them, the part before it.
    pub span: Span,
    /// The clause that contains them, if any.
    pub clause: Option<ClauseId>,
    /// The words that are likely meant instead, for characters that were taken for others.
    pub meant: Option<String>,
    /// What is suspected, and why.
    pub message: Bilingual,
}

/// The kinds of suspected errors.
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
    /// Two names for the same thing in one text.
    Naming,
    /// Wording that does not fit this kind of license, e.g. 我部 in a provincial license.
    Authority,
    /// A blank field that is usually filled in.
    Blank,
    /// A character that an optical reader easily confuses with another one, e.g. O and 0, 曰 and 日.
    Misread,
}

impl License {
    /// All clauses, provisions and their sub-items, in text order.
    pub fn clauses(&self) -> impl Iterator<Item = &Clause> {
        self.provisions.iter().flat_map(|p| std::iter::once(&p.clause).chain(&p.sub_items))
    }

    /// The clause with this id.
    #[must_use]
    pub fn clause(&self, id: ClauseId) -> Option<&Clause> {
        self.clauses().find(|clause| clause.id == id)
    }

    /// The number of the page that contains byte `offset`.
    #[must_use]
    pub fn page_at(&self, offset: usize) -> Option<u32> {
        self.pages.iter().find(|p| p.span.start <= offset && offset < p.span.end).map(|p| p.number)
    }

    /// The number, from 1, of the line that contains byte `offset`.
    #[must_use]
    pub fn line_of(&self, offset: usize) -> usize {
        text::line_number(&self.text, offset)
    }

    /// All paragraphs with their pages, in text order.
    pub fn blocks(&self) -> impl Iterator<Item = (&Page, &Block)> {
        self.pages.iter().flat_map(|page| page.blocks.iter().map(move |block| (page, block)))
    }

    /// The licensed service with this class code, e.g. `B21`.
    #[must_use]
    pub fn service(&self, class: &str) -> Option<&Service> {
        self.annex.services.iter().find(|service| service.class == Some(class))
    }

    /// The place of another license number behind a second title, with which another license seems to begin.
    #[must_use]
    pub fn second_number(&self) -> Option<Span> {
        let number = self.cover.number.as_ref()?;
        let begins = self.provisions.first()?.clause.label.start;
        let later: Vec<&Block> = self.blocks().map(|(_, block)| block).filter(|b| b.span.start > begins).collect();
        let words = |block: &Block| block.span.of(&self.text);
        let title = later.iter().find(|block| pages::title(words(block)) == Some(PageKind::Cover))?;
        let other = |block: &&&Block| {
            let value = pages::number_value(words(block)).map(|printed| read_number(printed).value);
            value.is_some_and(|value| value != number.value)
        };
        later.iter().filter(|block| block.span.start > title.span.start).find(other).map(|block| block.span)
    }

    /// The annotations that overlap `span`, in text order.
    pub fn annotations_in(&self, span: Span) -> impl Iterator<Item = &Annotation> {
        self.annotations.iter().filter(move |annotation| annotation.span.overlaps(span))
    }
}
