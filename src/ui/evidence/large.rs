//! Evidence for reading: a picture, a page or a text, fitted to the available room or enlarged.

use super::labels::{kind_icon, kind_word, nothing_words};
use super::previews::{Detail, Drawn, Nothing, PreviewState, kind_of};
use super::{EvidenceIntent, PreviewIntent};
use crate::preview::Text;
use crate::ui::kit::tokens::{GRID, TEXT, TEXT_SMALL};
use crate::ui::kit::widgets::{icon_button, remark};
use crate::ui::kit::{Tokens, fonts, icons};
use crate::ui::{Intent, Outbox, ViewContext};
use crate::workbook::{Evidence, Sha256};
use egui::{Align, Label, Rect, RichText, ScrollArea, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};

/// The page and the zoom at which a piece of evidence is shown, and the marked places.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::ui) struct Reading {
    /// The page, from 0.
    pub page: usize,
    /// The magnification relative to the size that fits, 1 to 8.
    pub zoom: f32,
    /// The marked places: page, from 1, and edges in ten-thousandths of its width and height.
    pub marks: Vec<(u32, [u16; 4])>,
    /// Whether the first marked place is to be scrolled to.
    pub reveal: bool,
}

impl Default for Reading {
    fn default() -> Self {
        Self { page: 0, zoom: 1.0, marks: Vec::new(), reveal: false }
    }
}

impl Reading {
    /// Multiplies the magnification by `factor`, within its bounds.
    pub(super) fn zoom_by(&mut self, factor: f32) {
        self.zoom = (self.zoom * factor).clamp(1.0, 8.0);
    }
}

/// The factor of one step of the zoom.
pub(super) const ZOOM_STEP: f32 = 1.4;
/// The size in pixels up to which the medium picture is used. A large one would look jagged when it is shrunk that far.
const FEW_PIXELS: f32 = 400.0;
/// The height of the line with the pages of a document, in points.
const PAGER: f32 = 34.0;

/// Draws evidence into `size`. Without a preview, draws the reason and the possible actions.
pub(in crate::ui) fn large_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    hash: Sha256,
    reading: &mut Reading,
    size: Vec2,
    out: &mut Outbox,
) {
    let Some(evidence) = context.workbook.evidence.get(&hash) else { return };
    let pixels = size.x.min(size.y) * ui.ctx().pixels_per_point() * reading.zoom;
    let detail = if pixels <= FEW_PIXELS { Detail::Medium } else { Detail::Large };
    match context.previews.look(context, ui.ctx(), (hash, reading.page, detail), out) {
        PreviewState::Picture(drawn) => picture_ui(ui, context, (hash, evidence), drawn, reading, size),
        PreviewState::Text(text) => text_ui(ui, context, (hash, text), size),
        PreviewState::Waiting => {
            ui.allocate_ui(size, |ui| {
                ui.vertical_centered(|ui| {
                    ui.add_space((size.y / 2.0 - 20.0).max(8.0));
                    let words = format!("{} {}", icons::HOURGLASS, context.text("evidence-preview-waiting"));
                    ui.label(RichText::new(words).color(Tokens::of(ui).muted));
                });
            });
        }
        PreviewState::Nothing(nothing) => nothing_ui(ui, context, (hash, evidence), nothing, size, out),
    }
}

fn picture_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    (hash, evidence): (Sha256, &Evidence),
    drawn: &Drawn,
    reading: &mut Reading,
    size: Vec2,
) {
    let pager = if drawn.pages > 1 { PAGER } else { 0.0 };
    let room = vec2(size.x, (size.y - pager).max(40.0));
    let pixels = drawn.texture.size_vec2();
    let points = pixels / ui.ctx().pixels_per_point();
    // A small picture is not enlarged to fill the window.
    let fits = (room.x / points.x).min(room.y / points.y);
    let scale = if pixels.x.max(pixels.y) < 400.0 { fits.min(2.0) } else { fits } * reading.zoom;
    let shown = points * scale;
    let name = context.format("evidence-picture-of", [("name", evidence.name.as_str().into())]);
    let image = egui::Image::from_texture((drawn.texture.id(), pixels)).fit_to_exact_size(shown).alt_text(name);
    ScrollArea::both()
        .id_salt(("large", hash, reading.page))
        .max_width(room.x)
        .max_height(room.y)
        .auto_shrink(false)
        .show(ui, |ui| {
            let free = ((room - shown) / 2.0).max(Vec2::ZERO);
            ui.add_space(free.y);
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing = Vec2::ZERO;
                ui.add_space(free.x);
                let [width, height] = drawn.original;
                let page = ui.add(image).on_hover_text(format!("{width} × {height}"));
                // A white page needs an edge on a white background.
                let edge = Stroke::new(1.0, Tokens::of(ui).hairline);
                ui.painter().rect_stroke(page.rect, 0.0, edge, StrokeKind::Outside);
                let marks = reading.marks.iter().filter(|(page, _)| *page as usize == drawn.page + 1);
                let places: Vec<Rect> = marks.map(|(_, edges)| place_on_page(page.rect, *edges)).collect();
                for place in &places {
                    paint_place(ui, *place, true);
                }
                if let Some(first) = places.first().filter(|_| std::mem::take(&mut reading.reveal)) {
                    ui.scroll_to_rect(*first, Some(Align::Center));
                }
            });
        });
    // The document may have fewer pages than the page requested.
    reading.page = drawn.page;
    if drawn.pages > 1 {
        pager_ui(ui, context, drawn.pages, reading);
    }
}

/// A place of a page, with edges in ten-thousandths of its width and height, on the picture of the page.
pub(in crate::ui) fn place_on_page(page: Rect, edges: [u16; 4]) -> Rect {
    let [left, top, right, bottom] = edges.map(|edge| f32::from(edge) / 10_000.0);
    let at = |x: f32, y: f32| pos2(page.left() + x * page.width(), page.top() + y * page.height());
    Rect::from_min_max(at(left, top), at(right, bottom)).expand(2.0)
}

/// Marks a place of a page: strongly if it is selected, else as doubtful.
pub(in crate::ui) fn paint_place(ui: &Ui, place: Rect, is_selected: bool) {
    let tokens = Tokens::of(ui);
    let (solid, width) = if is_selected { (tokens.accent, 2.0) } else { (tokens.in_progress.solid, 1.0) };
    ui.painter().rect(place, 2.0, solid.gamma_multiply(0.15), Stroke::new(width, solid), StrokeKind::Outside);
}

/// Draws the buttons for the previous and the next page, and the page number.
fn pager_ui(ui: &mut Ui, context: &ViewContext<'_>, pages: usize, reading: &mut Reading) {
    ui.horizontal(|ui| {
        ui.add_space((ui.available_width() / 2.0 - 90.0).max(0.0));
        ui.add_enabled_ui(reading.page > 0, |ui| {
            if icon_button(ui, icons::ARROW_LEFT, &context.text("evidence-page-before"), false).clicked() {
                reading.page -= 1;
            }
        });
        let at = (reading.page + 1).min(pages);
        let words = context.format("evidence-page-of", [("page", at.into()), ("pages", pages.into())]);
        ui.label(RichText::new(words).size(TEXT_SMALL));
        ui.add_enabled_ui(at < pages, |ui| {
            if icon_button(ui, icons::ARROW_RIGHT, &context.text("evidence-page-after"), false).clicked() {
                reading.page += 1;
            }
        });
    });
}

fn text_ui(ui: &mut Ui, context: &ViewContext<'_>, (hash, text): (Sha256, &Text), size: Vec2) {
    let tokens = Tokens::of(ui);
    let line = vec2(size.x, (size.y - 24.0).max(40.0));
    ScrollArea::both().id_salt(("large_text", hash)).max_width(line.x).max_height(line.y).auto_shrink(false).show(
        ui,
        |ui| {
            let words = RichText::new(&text.words).font(fonts::regular(TEXT)).color(tokens.ink);
            ui.add(Label::new(words).wrap().selectable(true));
        },
    );
    let id = if text.is_cut { "evidence-text-beginning" } else { "evidence-text-whole" };
    remark(ui, context.format(id, [("encoding", text.encoding.into())]));
}

fn nothing_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    (hash, evidence): (Sha256, &Evidence),
    nothing: Nothing,
    size: Vec2,
    out: &mut Outbox,
) {
    let tokens = Tokens::of(ui);
    let kind = kind_of(evidence);
    ui.allocate_ui(size, |ui| {
        ui.vertical_centered(|ui| {
            ui.add_space((size.y / 2.0 - 80.0).max(8.0));
            ui.label(RichText::new(kind_icon(kind)).size(40.0).color(tokens.muted));
            ui.label(RichText::new(kind_word(context, kind)).color(tokens.muted));
            ui.add_space(GRID);
            ui.add(Label::new(nothing_words(context, nothing)).wrap());
            ui.add_space(2.0 * GRID);
            if nothing == Nothing::Elsewhere && ui.button(context.text("evidence-preview-read")).clicked() {
                out.push(Intent::Preview(PreviewIntent::Read(hash)));
            }
            if !matches!(nothing, Nothing::NoBytes | Nothing::Elsewhere)
                && ui.button(format!("{}  {}", icons::ARROW_SQUARE_OUT, context.text("evidence-open"))).clicked()
            {
                out.push(Intent::Evidence(EvidenceIntent::Open { hash, confirmed: false }));
            }
        });
    });
}
