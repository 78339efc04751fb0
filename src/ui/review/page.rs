//! The page of the file with the marked places, or the text with the marked words.

use super::list::Row;
use super::{ReviewDocument, ReviewState};
use crate::license::Span;
use crate::ui::evidence::{Detail, PreviewKey, PreviewState, paint_place, place_on_page};
use crate::ui::kit::tokens::{GRID, TEXT_EMPHASIS};
use crate::ui::kit::widgets::{chip, icon_button, remark};
use crate::ui::kit::{Tokens, fonts, icons};
use crate::ui::{Outbox, ViewContext};
use crate::workbook::Sha256;
use egui::text::{LayoutJob, TextFormat};
use egui::{Align, Color32, Frame, Label, Margin, ScrollArea, Stroke, StrokeKind, Ui, vec2};

/// The most lines of text that are laid out, around the selected one.
const LINES: usize = 1200;

/// Draws the page or the text.
pub(super) fn page_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    document: &ReviewDocument,
    state: &mut ReviewState,
    rows: &[Row],
    out: &mut Outbox,
) {
    let marks = rows.get(state.selected).map(|row| row.spans(document)).unwrap_or_default();
    let doubts: Vec<Span> = document
        .understanding
        .points
        .iter()
        .filter(|point| !document.settled.contains(&point.key))
        .flat_map(|point| point.spans.iter().copied())
        .collect();
    if let Some(hash) = document.hash {
        controls_ui(ui, context, document, state);
        if !state.words && picture_ui(ui, context, (document, hash), state, (&marks, &doubts), out) {
            return;
        }
    }
    text_ui(ui, document, &marks, &doubts, state.reveal);
    state.reveal = false;
}

fn controls_ui(ui: &mut Ui, context: &ViewContext<'_>, document: &ReviewDocument, state: &mut ReviewState) {
    ui.horizontal(|ui| {
        if icon_button(ui, icons::ARROW_LEFT, &context.text("evidence-page-before"), false).clicked() {
            state.page = state.page.saturating_sub(1);
        }
        let args = [("page", (state.page + 1).into()), ("pages", document.pages.max(1).into())];
        ui.label(context.format("evidence-page-of", args));
        if icon_button(ui, icons::ARROW_RIGHT, &context.text("evidence-page-after"), false).clicked() {
            state.page = (state.page + 1).min(document.pages.saturating_sub(1));
        }
        if icon_button(ui, icons::MINUS, &context.text("evidence-smaller"), false).clicked() {
            state.zoom = (state.zoom / 1.25).max(0.5);
        }
        if icon_button(ui, icons::PLUS, &context.text("evidence-larger"), false).clicked() {
            state.zoom = (state.zoom * 1.25).min(6.0);
        }
        if chip(ui, &context.text("evidence-page-text"), state.words).clicked() {
            state.words = !state.words;
        }
    });
    ui.add_space(GRID);
}

/// Draws the page with its marks. Returns false if it has no picture.
fn picture_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    (document, hash): (&ReviewDocument, Sha256),
    state: &mut ReviewState,
    (marks, doubts): (&[Span], &[Span]),
    out: &mut Outbox,
) -> bool {
    let tokens = Tokens::of(ui);
    let key = PreviewKey { hash, page: state.page, detail: Detail::Large };
    let drawn = match context.previews.look_at(context.workbook.revision(), ui.ctx(), key, out) {
        PreviewState::Picture(drawn) => drawn,
        PreviewState::Waiting => {
            remark(ui, context.text("evidence-preview-waiting"));
            return true;
        }
        PreviewState::Text(_) | PreviewState::Nothing(_) => return false,
    };
    ScrollArea::both().id_salt(("review-page", state.page)).auto_shrink(false).show(ui, |ui| {
        let pixels = drawn.texture.size_vec2();
        let width = (ui.available_width() - 12.0) * state.zoom;
        let size = vec2(width, width * pixels.y / pixels.x.max(1.0));
        let rect = ui.add(egui::Image::from_texture((drawn.texture.id(), pixels)).fit_to_exact_size(size)).rect;
        ui.painter().rect_stroke(rect, 0.0, Stroke::new(1.0, tokens.hairline), StrokeKind::Outside);
        let mut first = None;
        for (spans, is_selected) in [(doubts, false), (marks, true)] {
            for place in spans.iter().flat_map(|span| document.understanding.places_of(*span)) {
                if place.0 as usize != state.page + 1 {
                    continue;
                }
                let at = place_on_page(rect, place.1);
                paint_place(ui, at, is_selected);
                if is_selected {
                    first = first.or(Some(at));
                }
            }
        }
        // The row of the list was revealed before; the place is revealed once the page is drawn.
        if let Some(first) = first.filter(|_| state.reveal) {
            ui.scroll_to_rect(first, Some(Align::Center));
        }
        state.reveal = false;
    });
    true
}

fn text_ui(ui: &mut Ui, document: &ReviewDocument, marks: &[Span], doubts: &[Span], reveal: bool) {
    let tokens = Tokens::of(ui);
    let text = &document.understanding.license.text;
    let selected =
        marks.first().map_or(0, |span| text.get(..span.start).map_or(0, |before| before.matches('\n').count()));
    let first = selected.saturating_sub(LINES / 2);
    ScrollArea::vertical().id_salt("review-text").auto_shrink(false).show(ui, |ui| {
        Frame::NONE.fill(tokens.card).inner_margin(Margin::same(20)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            let mut start = 0;
            let mut is_revealed = !reveal;
            for (at, line) in text.split_inclusive('\n').enumerate() {
                let span = Span::new(start, start + line.trim_end().len());
                start += line.len();
                if at < first || at > first + LINES {
                    continue;
                }
                let response = ui.add(Label::new(line_job(text, span, marks, doubts, tokens)).wrap());
                if !is_revealed && marks.iter().any(|mark| mark.overlaps(span)) {
                    ui.scroll_to_rect(response.rect, Some(Align::Center));
                    is_revealed = true;
                }
            }
        });
    });
}

/// A line of the text: selected words with the strong background, doubtful ones with a pale one.
fn line_job(text: &str, line: Span, marks: &[Span], doubts: &[Span], tokens: &Tokens) -> LayoutJob {
    let touching = |spans: &[Span]| spans.iter().copied().filter(|span| span.overlaps(line)).collect::<Vec<_>>();
    let (marks, doubts) = (touching(marks), touching(doubts));
    let cut = |offset: usize| offset.clamp(line.start, line.end);
    let mut edges: Vec<usize> = marks.iter().chain(&doubts).flat_map(|s| [cut(s.start), cut(s.end)]).collect();
    edges.extend([line.start, line.end]);
    edges.sort_unstable();
    edges.dedup();
    let mut job = LayoutJob::default();
    for pair in edges.windows(2) {
        let [start, end] = pair else { continue };
        let piece = Span::new(*start, *end);
        let is_in = |spans: &[Span]| spans.iter().any(|span| span.overlaps(piece));
        let background = match (is_in(&marks), is_in(&doubts)) {
            (true, _) => tokens.highlight,
            (false, true) => tokens.warning.pale,
            (false, false) => Color32::TRANSPARENT,
        };
        let font_id = fonts::regular(TEXT_EMPHASIS);
        job.append(piece.of(text), 0.0, TextFormat { font_id, color: tokens.ink, background, ..TextFormat::default() });
    }
    job
}
