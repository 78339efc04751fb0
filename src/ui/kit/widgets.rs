//! Widgets that several views share. They are independent of workbooks.

use super::tokens::{CONTROL_HEIGHT, GRID, RADIUS_CARD, TEXT, TEXT_SMALL, Tokens, Tone};
use super::{fonts, icons, style};
use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{
    Align2, Color32, CornerRadius, Frame, Galley, Margin, Pos2, Rect, Response, RichText, Role, Sense, Shape, Stroke,
    Ui, Vec2, WidgetInfo, pos2, vec2,
};
use std::sync::Arc;

/// Lays out one line of text, which ends in `…` where it is longer than `width` points.
#[must_use]
pub fn elided(ui: &Ui, text: &str, font: egui::FontId, color: Color32, width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::single_section(text.replace('\n', " "), TextFormat::simple(font, color));
    job.wrap = TextWrapping::truncate_at_width(width.max(0.0));
    ui.painter().layout_job(job)
}

/// The width of a pill with this text, in points.
#[must_use]
pub fn pill_width(ui: &Ui, text: &str) -> f32 {
    let galley = ui.painter().layout_no_wrap(text.to_owned(), fonts::regular(TEXT_SMALL), Color32::BLACK);
    galley.size().x + 4.0 * GRID
}

/// Paints a pill with its right edge at `right_center`.
pub fn paint_pill(ui: &Ui, right_center: Pos2, text: &str, tone: Tone) {
    let galley = ui.painter().layout_no_wrap(text.to_owned(), fonts::regular(TEXT_SMALL), tone.text);
    let size = vec2(galley.size().x + 4.0 * GRID, galley.size().y.max(20.0));
    let rect = Rect::from_min_size(pos2(right_center.x - size.x, right_center.y - size.y / 2.0), size);
    ui.painter().rect_filled(rect, CornerRadius::same(10), tone.pale);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, tone.text);
}

/// A pill that opens a menu, with a caret. `name` is its name for screen readers.
pub fn pill_button(ui: &mut Ui, icon: &str, text: &str, tone: Tone, name: &str) -> Response {
    let label = format!("{icon} {text}  {}", icons::CARET_DOWN);
    let galley = ui.painter().layout_no_wrap(label, fonts::regular(TEXT), tone.text);
    let (rect, response) = ui.allocate_exact_size(galley.size() + vec2(5.0 * GRID, 2.0 * GRID), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    let edge = if response.hovered() || response.has_focus() { tone.solid } else { tone.edge };
    ui.painter().rect(rect, CornerRadius::same(14), tone.pale, Stroke::new(1.0, edge), egui::StrokeKind::Inside);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, tone.text);
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// A card with a title.
pub fn card<R>(ui: &mut Ui, title: &str, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let tokens = Tokens::of(ui);
    Frame::NONE
        .fill(tokens.card)
        .stroke(Stroke::new(1.0, tokens.hairline))
        .corner_radius(RADIUS_CARD)
        .inner_margin(Margin::same(16))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing = vec2(2.0 * GRID, GRID);
            ui.label(RichText::new(title).text_style(style::emphasis()));
            ui.add_space(GRID);
            contents(ui)
        })
        .inner
}

/// A banner in the colors of `tone`.
pub fn banner<R>(ui: &mut Ui, tone: Tone, contents: impl FnOnce(&mut Ui) -> R) -> R {
    Frame::NONE
        .fill(tone.pale)
        .stroke(Stroke::new(1.0, tone.edge))
        .corner_radius(RADIUS_CARD)
        .inner_margin(Margin::symmetric(16, 12))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            contents(ui)
        })
        .inner
}

/// A link.
pub fn link(ui: &mut Ui, text: impl Into<String>) -> Response {
    let tokens = Tokens::of(ui);
    let response = ui.add(egui::Link::new(RichText::new(text.into()).color(tokens.accent)));
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// The primary button of a dialog or card.
pub fn primary_button(ui: &mut Ui, text: impl Into<String>) -> Response {
    let tokens = Tokens::of(ui);
    ui.scope(|ui| {
        let widgets = &mut ui.visuals_mut().widgets;
        for (visuals, fill) in [
            (&mut widgets.inactive, tokens.accent),
            (&mut widgets.hovered, tokens.accent_hover),
            (&mut widgets.active, tokens.accent_hover),
        ] {
            visuals.weak_bg_fill = fill;
            visuals.bg_fill = fill;
            visuals.bg_stroke = Stroke::NONE;
            visuals.fg_stroke.color = tokens.on_accent;
        }
        ui.add(egui::Button::new(RichText::new(text.into()).color(tokens.on_accent)))
    })
    .inner
}

/// A button with an icon only. `name` is its name for screen readers and its tooltip.
pub fn icon_button(ui: &mut Ui, icon: &str, name: &str, selected: bool) -> Response {
    bare_icon_button(ui, icon, name, selected).on_hover_text(name)
}

/// A button with an icon only. `name` is its name for screen readers; the caller adds the tooltip.
pub fn bare_icon_button(ui: &mut Ui, icon: &str, name: &str, selected: bool) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(CONTROL_HEIGHT), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, ui.is_enabled(), selected, name));
    let visuals = ui.style().interact_selectable(&response, selected);
    let edge = if response.has_focus() { ui.visuals().selection.stroke } else { visuals.bg_stroke };
    ui.painter().rect(rect, visuals.corner_radius, visuals.weak_bg_fill, edge, egui::StrokeKind::Inside);
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, icon, fonts::regular(16.0), visuals.text_color());
    response
}

/// A line of `height` points whose contents start at the right edge.
pub fn right_to_left<R>(ui: &mut Ui, height: f32, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let size = vec2(ui.available_width(), height);
    ui.allocate_ui_with_layout(size, egui::Layout::right_to_left(egui::Align::Center), contents).inner
}

/// A filter chip: a rounded button, which is colored while its filter is active.
pub fn chip(ui: &mut Ui, text: &str, active: bool) -> Response {
    let tokens = Tokens::of(ui);
    let color = if active { tokens.accent } else { tokens.ink };
    let galley = ui.painter().layout_no_wrap(text.to_owned(), fonts::regular(TEXT), color);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 5.0 * GRID, 26.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, active, text));
    let fill = match (active, response.hovered()) {
        (true, _) => tokens.selected,
        (false, true) => tokens.hover,
        (false, false) => tokens.card,
    };
    let edge = if active || response.has_focus() { tokens.accent } else { tokens.edge };
    ui.painter().rect(rect, CornerRadius::same(13), fill, Stroke::new(1.0, edge), egui::StrokeKind::Inside);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, color);
    response
}

/// Paints a bar of colored segments on the track. Each segment is a share of the width; the shares add up to at most 1.
pub fn paint_segments(ui: &Ui, rect: Rect, segments: &[(f32, Color32)]) {
    let tokens = Tokens::of(ui);
    let radius = CornerRadius::from(rect.height() / 2.0);
    ui.painter().rect_filled(rect, radius, tokens.track);
    let mut x = rect.left();
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    let total: f32 = segments.iter().map(|(share, _)| share).sum();
    let mut filled = 0.0;
    for (share, color) in segments.iter().filter(|(share, _)| *share > 0.0) {
        let next = x + rect.width() * share;
        filled += share;
        let mut corners = CornerRadius::ZERO;
        if x <= rect.left() {
            corners.nw = radius.nw;
            corners.sw = radius.sw;
        }
        if filled >= total {
            corners.ne = radius.ne;
            corners.se = radius.se;
        }
        painter.rect_filled(Rect::from_x_y_ranges(x..=next, rect.y_range()), corners, *color);
        x = next;
    }
}

/// A ring of colored segments with two lines of text in it. `diameter` is in points; the shares add up to at most 1.
pub fn ring(ui: &mut Ui, diameter: f32, segments: &[(f32, Color32)], title: &str, subtitle: &str) -> Response {
    let tokens = Tokens::of(ui);
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(diameter), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{title} {subtitle}")));
    let thickness = diameter * 0.135;
    let radius = (diameter - thickness) / 2.0;
    let center = rect.center();
    ui.painter().add(Shape::line(arc(center, radius, 0.0, 1.0), Stroke::new(thickness, tokens.track)));
    let mut from = 0.0;
    for (share, color) in segments.iter().filter(|(share, _)| *share > 0.0) {
        let points = arc(center, radius, from, from + share);
        ui.painter().add(Shape::line(points, Stroke::new(thickness, *color)));
        from += share;
    }
    let text = |offset: f32, text: &str, font, color| {
        ui.painter().text(center + vec2(0.0, offset), Align2::CENTER_CENTER, text, font, color);
    };
    text(-8.0, title, fonts::bold(26.0), tokens.ink);
    text(18.0, subtitle, fonts::regular(TEXT), tokens.muted);
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// Points on a circle between two fractions of a full turn, clockwise from the top.
fn arc(center: Pos2, radius: f32, from: f32, to: f32) -> Vec<Pos2> {
    /// Smooth enough for the ring of a large screen.
    const STEPS: usize = 96;
    (0..=STEPS)
        .map(|i| {
            let share = from + (to - from) * i as f32 / STEPS as f32;
            let angle = share * std::f32::consts::TAU - std::f32::consts::FRAC_PI_2;
            center + radius * vec2(angle.cos(), angle.sin())
        })
        .collect()
}

/// A muted label at the left of a form row. All labels of a form have the same width, in points.
pub fn form_label(ui: &mut Ui, text: &str, width: f32) -> Response {
    let tokens = Tokens::of(ui);
    let galley = elided(ui, text, fonts::regular(TEXT), tokens.muted, width);
    let (rect, response) = ui.allocate_exact_size(vec2(width, 28.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    ui.painter().galley(pos2(rect.left(), rect.center().y - galley.size().y / 2.0), galley, tokens.muted);
    response
}

/// Small muted text, which wraps.
pub fn remark(ui: &mut Ui, text: impl Into<String>) -> Response {
    let tokens = Tokens::of(ui);
    ui.add(egui::Label::new(RichText::new(text.into()).size(TEXT_SMALL).color(tokens.muted)).wrap())
}

/// The placeholder of an empty list or view: an icon, the state, and a hint.
pub fn empty_state(ui: &mut Ui, icon: &str, title: &str, hint: &str) {
    let tokens = Tokens::of(ui);
    ui.vertical_centered(|ui| {
        ui.add_space(48.0);
        ui.label(RichText::new(icon).size(32.0).color(tokens.muted));
        ui.add_space(GRID);
        ui.label(RichText::new(title).text_style(style::emphasis()));
        ui.label(RichText::new(hint).color(tokens.muted));
    });
}

/// A text field for a value that must be valid. It keeps the typed text while it has the cursor.
///
/// Returns the text when it was changed and is valid. The caller parses it.
pub fn draft_field(
    ui: &mut Ui,
    id: egui::Id,
    current: &str,
    hint: &str,
    name: &str,
    valid: impl Fn(&str) -> bool,
) -> Option<String> {
    let tokens = Tokens::of(ui);
    let focused = ui.memory(|m| m.has_focus(id));
    // The draft is also kept after the cursor left the field while it is invalid, so that no typed text is lost.
    let draft = ui.data(|d| d.get_temp::<String>(id)).filter(|draft| focused || !valid(draft));
    let mut text = draft.unwrap_or_else(|| current.to_owned());
    let is_bad = !valid(&text);
    let mut edit =
        egui::TextEdit::singleline(&mut text).id(id).hint_text(hint.to_owned()).desired_width(ui.available_width());
    if is_bad {
        edit = edit.text_color(tokens.danger.text);
    }
    let response = ui.add(edit);
    let escaped = response.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Escape));
    if escaped {
        current.clone_into(&mut text);
    }
    let response = if valid(&text) { response } else { response.on_hover_text(hint) };
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::TextInput, true, name);
        info.current_text_value = Some(text.clone());
        info
    });
    let changed = response.changed();
    ui.data_mut(|d| d.insert_temp(id, text.clone()));
    (changed && valid(&text)).then_some(text)
}

/// Whether the area of `ui` was not drawn in the previous frame, so that it was just opened. `id` is the field in the
/// area that may get the cursor.
#[must_use]
pub fn is_just_opened(ui: &Ui, id: egui::Id) -> bool {
    // A menu is measured before it is visible and can have the focus.
    if ui.is_sizing_pass() {
        return false;
    }
    let now = ui.ctx().cumulative_frame_nr();
    let id = id.with("seen");
    let seen = ui.data(|data| data.get_temp::<u64>(id));
    ui.data_mut(|data| data.insert_temp(id, now));
    seen.is_none_or(|seen| seen + 1 < now)
}

/// Closes the list of choices that contains `ui` where a key selected a choice; egui closes it only after a click. Must
/// be called after the items of the list.
pub fn close_when_chosen(ui: &Ui) {
    let pressed = ui.input(|input| input.key_pressed(egui::Key::Enter) || input.key_pressed(egui::Key::Space));
    let focused = ui.memory(egui::Memory::focused).and_then(|id| ui.ctx().read_response(id));
    if pressed && focused.is_some_and(|response| response.layer_id == ui.layer_id()) {
        ui.close();
    }
}

/// A modal dialog, `width` points wide where the window has room. Returns true when it was dismissed.
pub fn modal(context: &egui::Context, id: &'static str, width: f32, contents: impl FnOnce(&mut Ui)) -> bool {
    let modal = egui::Modal::new(egui::Id::unique(id)).frame(dialog_frame(context)).show(context, |ui| {
        ui.set_width(width.min(ui.ctx().content_rect().width() - 72.0));
        ui.spacing_mut().item_spacing.y = 2.0 * GRID;
        contents(ui);
    });
    modal.should_close()
}

/// The frame of dialogs and of the palette.
pub fn dialog_frame(context: &egui::Context) -> Frame {
    Frame::popup(&context.global_style()).inner_margin(Margin::same(20)).corner_radius(RADIUS_CARD)
}
