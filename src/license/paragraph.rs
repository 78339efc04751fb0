//! Paragraphs: lines of the license text that are parsed as one, also where a page break cuts a word.

use super::text::Line;
use super::{Block, BlockKind, ClauseId, Joined, Span, Spanned};

/// One or more lines that are parsed as one.
#[derive(Debug)]
pub(super) struct Paragraph {
    /// The text with its origin.
    pub(super) joined: Joined,
    /// Its lines.
    lines: Vec<(Line, u32)>,
    /// The line number in the source of its first line.
    pub(super) number: usize,
    /// The number of the page on which it starts.
    pub(super) page: u32,
    /// Whether it starts the text or follows a blank line.
    pub(super) after_blank: bool,
    /// Whether it has the Markdown markup of a heading.
    pub(super) heading: bool,
}

impl Paragraph {
    /// A paragraph of one line.
    pub(super) fn new(text: &str, line: Line, page: u32) -> Self {
        let mut joined = Joined::default();
        joined.push(text, line.span, page);
        let Line { number, after_blank, heading, .. } = line;
        Self { joined, lines: vec![(line, page)], number, page, after_blank, heading }
    }

    /// Appends a line that continues the text.
    pub(super) fn push(&mut self, text: &str, line: Line, page: u32) {
        self.joined.push(text, line.span, page);
        self.lines.push((line, page));
    }

    /// The text.
    pub(super) fn words(&self) -> &str {
        &self.joined.text
    }

    /// The page of its last line.
    pub(super) fn last_page(&self) -> u32 {
        self.lines.last().map_or(self.page, |(_, page)| *page)
    }

    /// The span in the license text of bytes `start..end`: from the start of the first part to the end of the last.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let spans = self.joined.to_source(start, end);
        match (spans.first(), spans.last()) {
            (Some(first), Some(last)) => Span::new(first.start, last.end),
            _ => self.lines.first().map_or(Span::new(0, 0), |(line, _)| Span::new(line.span.start, line.span.start)),
        }
    }

    /// The spans in the license text of bytes `start..end`, each with its page.
    pub(super) fn pieces(&self, start: usize, end: usize) -> Vec<(Span, u32)> {
        let page =
            |span: &Span| self.joined.fragments.iter().find(|f| f.span.overlaps(*span)).map_or(self.page, |f| f.page);
        self.joined.to_source(start, end).into_iter().map(|span| (span, page(&span))).collect()
    }

    /// The span of the whole paragraph.
    pub(super) fn whole(&self) -> Span {
        self.span(0, self.joined.text.len())
    }

    /// The text of bytes `start..end` as a value with its place.
    pub(super) fn spanned(&self, part: Span) -> Spanned<String> {
        Spanned { value: part.of(self.words()).to_owned(), span: self.span(part.start, part.end) }
    }

    /// Its blocks, one for each line, with their pages; lines after the first continue it.
    pub(super) fn blocks(&self, kind: BlockKind, clause: Option<ClauseId>) -> impl Iterator<Item = (u32, Block)> {
        self.lines.iter().enumerate().map(move |(i, (line, page))| {
            let continues = i > 0 && kind == BlockKind::Paragraph && clause.is_some();
            let kind = if continues { BlockKind::Continuation } else { kind };
            (*page, Block { span: line.span, kind, clause })
        })
    }
}
