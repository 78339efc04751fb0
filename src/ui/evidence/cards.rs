//! The cards of evidence at their place of use: thumbnail, name, state and actions.

use super::labels::{expiry_words, facts_in_short, kind_icon, state_words};
use super::previews::{Detail, PreviewState, kind_of};
use super::{EvidenceIntent, PreviewIntent};
use crate::ui::kit::tokens::{GRID, TEXT_SMALL};
use crate::ui::kit::widgets::{elided, icon_button, paint_pill, pill_width};
use crate::ui::kit::{Tokens, fonts, icons};
use crate::ui::{Destination, Intent, Outbox, ViewContext};
use crate::workbook::{Evidence, EvidenceUse, Sha256};
use egui::{
    Align2, CornerRadius, Popup, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};

const HEIGHT: f32 = 60.0;
const THUMBNAIL: Vec2 = vec2(56.0, 48.0);

/// Draws a card for each piece, with the actions that `place` allows.
pub(in crate::ui) fn cards_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    hashes: &[Sha256],
    place: Option<EvidenceUse>,
    out: &mut Outbox,
) {
    for (i, hash) in hashes.iter().enumerate() {
        if let Some(evidence) = context.workbook.evidence.get(hash) {
            ui.push_id(hash, |ui| card_ui(ui, context, (*hash, evidence), (hashes, i), place, out));
        }
    }
}

fn card_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    (hash, evidence): (Sha256, &Evidence),
    (items, at): (&[Sha256], usize),
    place: Option<EvidenceUse>,
    out: &mut Outbox,
) {
    let tokens = Tokens::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    if !ui.is_rect_visible(rect) {
        return;
    }
    let card = rect.shrink2(vec2(0.0, 2.0));
    let edge = Stroke::new(1.0, tokens.hairline);
    ui.painter().rect(card, CornerRadius::same(6), tokens.card, edge, StrokeKind::Inside);
    let picture = Rect::from_min_size(card.left_top() + vec2(4.0, 4.0), THUMBNAIL);
    let shown = thumbnail_ui(ui, context, (hash, evidence), picture, out);
    let menu = Rect::from_center_size(pos2(card.right() - 20.0, card.center().y), Vec2::splat(28.0));
    let words = Rect::from_min_max(pos2(picture.right() + 10.0, card.top()), pos2(menu.left() - 6.0, card.bottom()));
    let name = words_ui(ui, context, (hash, evidence), words);
    if shown.clicked() || name.clicked() {
        out.push(Intent::Preview(PreviewIntent::Enlarge(items.to_vec(), at)));
    }
    ui.scope_builder(egui::UiBuilder::new().max_rect(menu), |ui| {
        let what = context.format("evidence-actions", [("name", evidence.name.as_str().into())]);
        let button = icon_button(ui, icons::DOTS_THREE, &what, false);
        Popup::menu(&button).show(|ui| menu_ui(ui, context, (hash, evidence), place, out));
    });
}

/// Draws a thumbnail of the evidence, or the icon of its kind. A click enlarges it.
pub(in crate::ui) fn thumbnail_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    (hash, evidence): (Sha256, &Evidence),
    rect: Rect,
    out: &mut Outbox,
) -> Response {
    let tokens = Tokens::of(ui);
    let response = ui.interact(rect, ui.scope_id().with(("thumbnail", hash)), Sense::click());
    let name = context.format("evidence-show", [("name", evidence.name.as_str().into())]);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let edge = if response.hovered() || response.has_focus() { tokens.accent } else { tokens.hairline };
    ui.painter().rect_filled(rect, CornerRadius::same(4), tokens.ground);
    let look = context.previews.look(context, ui.ctx(), (hash, 0, Detail::Thumbnail), out);
    if let PreviewState::Picture(drawn) = look {
        let size = drawn.texture.size_vec2();
        let scale = (rect.width() / size.x).min(rect.height() / size.y);
        let inner = Rect::from_center_size(rect.center(), size * scale);
        egui::Image::from_texture((drawn.texture.id(), size)).corner_radius(3).paint_at(ui, inner);
    } else {
        let font = fonts::regular(22.0);
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, kind_icon(kind_of(evidence)), font, tokens.muted);
    }
    ui.painter().rect_stroke(rect, CornerRadius::same(4), Stroke::new(1.0, edge), StrokeKind::Inside);
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// Draws the name, the state and the properties, and labels for expiring, confidential and linked evidence.
fn words_ui(ui: &mut Ui, context: &ViewContext<'_>, (hash, evidence): (Sha256, &Evidence), rect: Rect) -> Response {
    let tokens = Tokens::of(ui);
    let top = rect.top() + 18.0;
    let below = rect.top() + 38.0;
    let mut right = rect.right();
    let mut pill = |ui: &Ui, words: &str, tone| {
        paint_pill(ui, pos2(right, top), words, tone);
        right -= pill_width(ui, words) + GRID;
    };
    if let Some((words, tone)) = expiry_words(context, tokens, evidence) {
        pill(ui, &words, tone);
    }
    if evidence.confidential {
        pill(ui, &context.text("evidence-confidential"), tokens.not_applicable);
    }
    if !evidence.is_embedded() {
        pill(ui, &context.text("evidence-linked"), tokens.info);
    }
    let name = elided(ui, &evidence.name, fonts::regular(13.0), tokens.ink, right - rect.left());
    let place = Rect::from_min_size(pos2(rect.left(), top - name.size().y / 2.0), name.size());
    let response = ui.interact(place, ui.scope_id().with(("name", hash)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &evidence.name));
    let color = if response.hovered() || response.has_focus() { tokens.accent } else { tokens.ink };
    ui.painter().galley_with_override_text_color(place.left_top(), name, color);
    let (icon, state, tone) = state_words(context, tokens, context.checks.states.get(&hash));
    let state = elided(ui, &format!("{icon} {state}"), fonts::regular(TEXT_SMALL), tone.text, rect.width());
    let after = state.size().x + 8.0;
    ui.painter().galley(pos2(rect.left(), below - state.size().y / 2.0), state, tone.text);
    let facts = facts_in_short(context, evidence);
    let facts = elided(ui, &facts, fonts::regular(TEXT_SMALL), tokens.muted, rect.width() - after);
    ui.painter().galley(pos2(rect.left() + after, below - facts.size().y / 2.0), facts, tokens.muted);
    let hint = format!("{}\nSHA-256 {}…\n{}", evidence.name, hash.short(), evidence.description);
    response.on_hover_text(hint.trim_end()).on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// Draws the menu of actions on a piece of evidence in a place.
fn menu_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    (hash, evidence): (Sha256, &Evidence),
    place: Option<EvidenceUse>,
    out: &mut Outbox,
) {
    ui.set_min_width(200.0);
    let item = |ui: &mut Ui, icon: &str, id: &'static str| {
        let clicked = ui.button(format!("{icon}  {}", context.text(id))).clicked();
        if clicked {
            ui.close();
        }
        clicked
    };
    if item(ui, icons::ARROW_SQUARE_OUT, "evidence-open") {
        out.push(Intent::Evidence(EvidenceIntent::Open { hash, confirmed: false }));
    }
    if item(ui, icons::DOWNLOAD_SIMPLE, "evidence-save") {
        out.push(Intent::SaveEvidence(hash));
    }
    if !evidence.is_embedded() && item(ui, icons::FOLDER_OPEN, "evidence-reveal") {
        out.push(Intent::Evidence(EvidenceIntent::Reveal(hash)));
    }
    ui.separator();
    if item(ui, icons::PENCIL_SIMPLE, "evidence-details") {
        out.push(Intent::Go(Destination::Evidence(Some(hash))));
    }
    if item(ui, icons::ARROWS_CLOCKWISE, "evidence-replace") {
        out.push(Intent::Evidence(EvidenceIntent::AskReplacement(hash)));
    }
    if let Some(place) = place {
        ui.separator();
        if item(ui, icons::X, "evidence-detach") {
            out.push(Intent::Evidence(EvidenceIntent::Detach(vec![hash], vec![place])));
        }
    }
}
