//! Parses a license text: divides it into pages and passes each paragraph to the parser of its part.

use super::pages::{OTHER_TITLES, Role, title};
use super::paragraph::Paragraph;
use super::provisions::{self, Outline};
use super::text::{Line, compact, excerpt};
use super::{
    Block, BlockKind, ClauseId, License, Page, PageKind, Span, Spanned, TextProblem, annex, annotations, cover, joins,
    labels, lines, number, pages, statements, table,
};
use crate::language::Bilingual;

/// Parses a license text. Accepts any input and never panics.
#[must_use]
pub fn parse(source: &str) -> License {
    let drafts = pages::divide(source, &lines::lines(source));
    let mut reader = Reader { source, ..Reader::default() };
    for (draft, page) in drafts.iter().zip(1..) {
        reader.page(draft, page);
    }
    reader.flush();
    reader.license(&drafts)
}

/// Passes paragraphs to the parsers of the parts.
#[derive(Default)]
struct Reader<'a> {
    source: &'a str,
    cover: cover::Reader,
    annex: annex::Reader,
    /// The paragraphs of the special provisions; they are parsed together.
    special: Vec<Paragraph>,
    head: Option<Spanned<String>>,
    /// The last paragraph, which the next line may continue, with its part.
    open: Option<(Paragraph, PageKind)>,
    /// Paragraphs outside the provisions without a label, in which items may be stated.
    loose: Vec<Paragraph>,
    /// The title or page head that is the last line of its page, which a page break may have cut.
    last: Option<(u32, Span, Role)>,
    /// Whether the paragraphs belong to a part that is not taken apart.
    is_other: bool,
    blocks: Vec<(u32, Block)>,
    problems: Vec<TextProblem>,
}

impl Reader<'_> {
    fn page(&mut self, draft: &pages::Draft, page: u32) {
        let mut is_first = true;
        let last = draft.lines.iter().rposition(|(_, role)| *role != Role::Foot);
        for (i, &(line, role)) in draft.lines.iter().enumerate() {
            let words = line.span.of(self.source);
            if i == 0 && self.takes_rest(words, page, line.span) {
                continue;
            }
            if Some(i) == last && matches!(role, Role::Title | Role::Head) {
                self.last = Some((page, line.span, role));
            }
            match (role, draft.kind) {
                (Role::Head, PageKind::Cover) | (Role::Text, _) => {
                    self.line(line, draft.kind, page, is_first);
                    is_first = false;
                }
                (Role::Title, _) => {
                    self.is_other = false;
                    self.push_block(page, line.span, BlockKind::Title);
                }
                (Role::Foot, _) => self.push_block(page, line.span, BlockKind::RunningHead),
                (Role::Head, PageKind::Annex | PageKind::SpecialProvisions) => {
                    if self.head.is_none() {
                        self.head = number_of(self.source, line.span);
                    }
                    self.push_block(page, line.span, BlockKind::RunningHead);
                }
            }
        }
    }

    /// Whether `words`, the first line of a page, are the rest of the title or page head that ends the page before.
    fn takes_rest(&mut self, words: &str, page: u32, span: Span) -> bool {
        let Some((before, cut, role)) = self.last.take().filter(|(before, ..)| before + 1 == page) else {
            return false;
        };
        let begun = cut.of(self.source);
        let joined = format!("{begun}{words}");
        let (continues, kind) = if role == Role::Title {
            (title(&joined).is_some() && title(words).is_none(), BlockKind::Title)
        } else {
            (joins::is_cut_number(begun, words), BlockKind::RunningHead)
        };
        if !continues
            || self.open.as_ref().is_some_and(|(open, _)| {
                open.last_page() == before && role == Role::Head && open.whole().start == cut.start
            })
        {
            return false;
        }
        if self.head.as_ref().is_some_and(|head| cut.start <= head.span.start && head.span.end <= cut.end) {
            self.head = None;
        }
        self.push_block(page, span, kind);
        true
    }

    fn push_block(&mut self, page: u32, span: Span, kind: BlockKind) {
        self.blocks.push((page, Block { span, kind, clause: None }));
    }

    /// Takes a line of text: the rest of a paragraph that a page break has cut, or a new paragraph.
    fn line(&mut self, line: Line, kind: PageKind, page: u32, is_first: bool) {
        if let Some((open, before)) = &mut self.open {
            let cut = is_first && page > open.last_page();
            if cut && joins::is_cut(open.words(), line.span.of(self.source), *before, kind) {
                open.push(self.source, line, page);
                return;
            }
        }
        self.flush();
        self.open = Some((Paragraph::new(self.source, line, page), kind));
    }

    /// Passes the last paragraph on.
    fn flush(&mut self) {
        if let Some((p, kind)) = self.open.take() {
            self.pass(p, kind);
        }
    }

    /// Passes a paragraph to the parser of its part.
    fn pass(&mut self, p: Paragraph, kind: PageKind) {
        if title(p.words()).is_some() {
            self.emit(&p, BlockKind::Title, None);
            return;
        }
        // A page head that a page break has cut.
        if kind != PageKind::Cover && p.last_page() > p.page && pages::number_value(p.words()).is_some() {
            self.emit(&p, BlockKind::RunningHead, None);
            return;
        }
        if compact(p.words(), 20).is_some_and(|plain| {
            OTHER_TITLES.contains(&plain.trim_matches(['［', '］', '[', ']', '【', '】', '：', ':']))
        }) {
            self.is_other = true;
            self.emit(&p, BlockKind::Title, None);
            return;
        }
        if self.is_other {
            self.problems.push(other_part(&p));
            self.emit(&p, BlockKind::Paragraph, None);
            return;
        }
        match kind {
            PageKind::Cover => {
                self.cover(&p);
                self.loose.push(p);
            }
            PageKind::Annex if is_label(&p) => self.cover(&p),
            PageKind::Annex => {
                let kind = self.annex.read(self.source, &p, &mut self.problems);
                self.emit(&p, kind, None);
            }
            PageKind::SpecialProvisions if is_label(&p) && self.special.last().is_none_or(ends) => self.cover(&p),
            PageKind::SpecialProvisions => self.special.push(p),
        }
    }

    /// Passes a paragraph to the parser of the cover, and what it states about services on.
    fn cover(&mut self, p: &Paragraph) {
        let words = p.words();
        let service = annex::begins_service(words) && labels::labels(words).is_empty();
        if service || table::is_head(words) || labels::labels(words).is_empty() && self.annex.continues_on_cover(p) {
            let kind = self.annex.read(self.source, p, &mut self.problems);
            self.emit(p, kind, None);
            return;
        }
        if let Some(part) =
            statements::services(words).filter(|_| labels::labels(words).is_empty() && self.annex.is_empty())
        {
            self.annex.on_cover(self.source, p, part);
            self.emit(p, BlockKind::Paragraph, None);
            return;
        }
        if labels::labels(words)
            .iter()
            .any(|label| !matches!(label.field, labels::Field::Scope | labels::Field::Coverage))
        {
            self.annex.close();
        }
        let (kind, scope) = self.cover.read(p, &mut self.problems);
        if let Some(part) = scope {
            self.annex.on_cover(self.source, p, part);
        }
        self.emit(p, kind, None);
    }

    fn emit(&mut self, p: &Paragraph, kind: BlockKind, clause: Option<ClauseId>) {
        self.blocks.extend(p.blocks(kind, clause));
    }

    /// The license of all parts.
    fn license(mut self, drafts: &[pages::Draft]) -> License {
        let Outline { provisions, roles } = provisions::read(self.source, &self.special, &mut self.problems);
        for (p, (kind, clause)) in std::mem::take(&mut self.special).iter().zip(roles) {
            self.emit(p, kind, clause);
        }
        self.blocks.sort_by_key(|(_, block)| block.span);
        let mut cover = std::mem::take(&mut self.cover.cover);
        cover.number = cover.number.or(self.head);
        for p in &self.loose {
            statements::fill(&mut cover, p);
        }
        let annex = self.annex.finish(&std::mem::take(&mut self.cover.coverage), &mut self.problems);
        cover.company = cover.company.or_else(|| annex.company.clone());
        self.problems.sort_by_key(|problem| (problem.line, problem.span));
        let mut pages: Vec<Page> = drafts
            .iter()
            .zip(1..)
            .map(|(draft, number)| Page { number, kind: draft.kind, span: draft.span, blocks: Vec::new() })
            .collect();
        for (page, block) in self.blocks {
            let index = usize::try_from(page).unwrap_or_default().saturating_sub(1);
            if let Some(page) = pages.get_mut(index) {
                page.blocks.push(block);
            }
        }
        let mut license = License {
            text: self.source.into(),
            cover,
            annex,
            pages,
            provisions,
            problems: self.problems,
            annotations: Vec::new(),
        };
        license.annotations = annotations::find(&license);
        license
    }
}

/// Whether a paragraph starts with a label of the cover and a colon.
fn is_label(p: &Paragraph) -> bool {
    let found = labels::labels(p.words());
    found.first().is_some_and(|label| {
        let scope = matches!(label.field, labels::Field::Scope | labels::Field::Coverage | labels::Field::Number);
        (label.colon.is_some() || found.len() > 1) && !scope
    })
}

/// Whether the sentence of a paragraph is complete.
fn ends(p: &Paragraph) -> bool {
    p.words().ends_with(['。', '；', '：', '）', '】'])
}

/// The license number in a page head.
fn number_of(source: &str, span: Span) -> Option<Spanned<String>> {
    let words = span.of(source);
    let printed = pages::number_value(words).unwrap_or(words);
    if printed.is_empty() {
        return None;
    }
    let start = span.start + words.rfind(printed).unwrap_or_default();
    let value = number::read_number(printed).value;
    Some(Spanned { value, span: Span::new(start, start + printed.len()) })
}

fn other_part(p: &Paragraph) -> TextProblem {
    let e = excerpt(p.words());
    TextProblem {
        line: p.number,
        span: p.whole(),
        message: Bilingual::new(
            format!("本段属于不作分解的部分（如使用规定、年检记录）：“{e}”"),
            format!("This paragraph belongs to a part that is not taken apart, such as rules of use: “{e}”"),
        ),
    }
}
