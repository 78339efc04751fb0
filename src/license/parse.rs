//! Reads a license text: divides it into pages, and hands each line to the reader of its part.

use super::pages::Role;
use super::{
    Block, BlockKind, License, Page, PageKind, Span, Spanned, annex, annotations, cover, pages, provisions, text,
};

/// Reads a license text: total, never panics.
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
            let whole = |kind| Block { span: line.span, kind, clause: None };
            blocks.push(match (role, draft.kind) {
                (Role::Title, _) => whole(BlockKind::Title),
                (Role::Foot, _) => whole(BlockKind::RunningHead),
                (Role::Head | Role::Text, PageKind::Cover) => cover.line(source, line, &mut problems),
                (Role::Head, PageKind::Annex | PageKind::SpecialProvisions) => {
                    head = head.or_else(|| number_of(source, line.span));
                    whole(BlockKind::RunningHead)
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

/// The number at the head of a page.
fn number_of(source: &str, span: Span) -> Option<Spanned<String>> {
    let value = pages::number_value(span.of(source)).filter(|value| !value.is_empty())?;
    Some(Spanned { value: value.to_owned(), span: Span::new(span.end - value.len(), span.end) })
}
