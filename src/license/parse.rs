//! Parses a license text: divides it into pages and passes each line to the parser of its part.

use super::pages::Role;
use super::{
    Block, BlockKind, License, Page, PageKind, Span, Spanned, annex, annotations, cover, pages, provisions, text,
};

/// Parses a license text. Accepts any input and never panics.
#[must_use]
pub fn parse(source: &str) -> License {
    let drafts = pages::divide(source, &text::lines(source));
    let mut problems = Vec::new();
    let mut cover = cover::Reader::default();
    let mut annex = annex::Reader::default();
    let mut provisions = provisions::Reader::default();
    let mut head = None;
    let mut pages = Vec::new();
    for (draft, number) in drafts.into_iter().zip(1..) {
        let mut blocks = Vec::new();
        for (line, role) in draft.lines {
            blocks.push(match (role, draft.kind) {
                (Role::Title, _) => unassigned(line.span, BlockKind::Title),
                (Role::Foot, _) => unassigned(line.span, BlockKind::RunningHead),
                (Role::Head | Role::Text, PageKind::Cover) => cover.line(source, line, &mut problems),
                (Role::Head, PageKind::Annex | PageKind::SpecialProvisions) => {
                    head = head.or_else(|| number_of(source, line.span));
                    unassigned(line.span, BlockKind::RunningHead)
                }
                (Role::Text, PageKind::Annex) => annex.line(source, line, number, &mut problems),
                (Role::Text, PageKind::SpecialProvisions) => provisions.line(source, line, number, &mut problems),
            });
        }
        pages.push(Page { number, kind: draft.kind, span: draft.span, blocks });
    }
    let mut cover = cover.cover;
    cover.number = cover.number.or(head);
    let mut license = License {
        text: source.into(),
        cover,
        annex: annex.finish(),
        pages,
        provisions: provisions.finish(),
        problems,
        annotations: Vec::new(),
    };
    license.annotations = annotations::find(&license);
    license
}

/// A paragraph that belongs to no clause.
fn unassigned(span: Span, kind: BlockKind) -> Block {
    Block { span, kind, clause: None }
}

/// The license number in a page head.
fn number_of(source: &str, span: Span) -> Option<Spanned<String>> {
    let value = pages::number_value(span.of(source)).filter(|value| !value.is_empty())?;
    Some(Spanned { value: value.to_owned(), span: Span::new(span.end - value.len(), span.end) })
}
