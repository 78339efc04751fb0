//! The list of the duties that pass the filter, two lines for each.

use super::{ChecklistState, list_id, row_id};
use crate::command::{KeyOwner, status_icon};
use crate::deadlines::Entry;
use crate::ui::kit::rows::Rows;
use crate::ui::kit::tokens::{TEXT, TEXT_SMALL};
use crate::ui::kit::widgets::{chip, elided, empty_state, paint_pill, pill_width};
use crate::ui::kit::{Tokens, fonts, icons};
use crate::ui::shared::{date_tone, date_words, status_tone};
use crate::ui::{Intent, Outbox, ViewContext};
use crate::workbook::Status;
use egui::{Align2, Rect, Response, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

const ROW: f32 = 58.0;

pub(super) fn list_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut ChecklistState) {
    let rows = state.rows(context);
    if rows.is_empty() {
        empty_state(ui, icons::FUNNEL_X, &context.text("list-empty"), &context.text("list-empty-hint"));
        ui.vertical_centered(|ui| {
            ui.add_space(8.0);
            if ui.button(context.text("filter-clear")).clicked() {
                state.filter = crate::deadlines::Filter::default();
            }
        });
        return;
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let place = state.place_of_selected(context);
    let chosen = state.selected.filter(|_| place.is_some()).map(row_id);
    let mut list = Rows::begin(ui.ctx(), list_id(), chosen, context.key_owner == KeyOwner::Place);
    let mut area = ScrollArea::vertical().auto_shrink(false);
    if std::mem::take(&mut state.reveal_selected)
        && let Some(index) = place
    {
        area = area.vertical_scroll_offset(offset_to_reveal(ui, index, rows.len()));
    }
    let output = area.show_rows(ui, ROW, rows.len(), |ui, range| {
        for index in rows.get(range).unwrap_or_default() {
            let Some(entry) = context.register.entries.get(*index) else { continue };
            let selected = state.selected == Some(entry.id);
            let marked = state.marked.len() > 1 && state.marked.contains(&entry.id);
            let (response, came) = row_ui(ui, context, &mut list, entry, (selected, marked));
            if response.clicked() {
                state.click(context, entry.id, ui.input(|i| i.modifiers));
            } else if came {
                state.focus_row(entry.id);
            }
        }
    });
    ui.data_mut(|d| d.insert_temp(scroll_memory(), output.state.clamped_offset().y));
}

fn scroll_memory() -> egui::Id {
    egui::Id::unique("checklist-list-scroll")
}

/// The scroll offset at which row `index` of `count` is fully visible, with half of each neighbor. It is the nearest
/// such offset; a row that was far away is centered.
fn offset_to_reveal(ui: &Ui, index: usize, count: usize) -> f32 {
    let height = ui.available_height();
    let now = ui.data(|d| d.get_temp::<f32>(scroll_memory())).unwrap_or_default();
    let top = index as f32 * ROW;
    let margin = (ROW / 2.0).min((height - ROW) / 2.0).max(0.0);
    let least = now.min(top - margin).max(top + ROW + margin - height);
    let is_far = (least - now).abs() > 2.0 * ROW;
    let offset = if is_far { top - (height - ROW) / 2.0 } else { least };
    offset.clamp(0.0, (count as f32 * ROW - height).max(0.0))
}

/// Draws a row. True if it is to be selected because the keyboard focus moved to it.
fn row_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    list: &mut Rows,
    entry: &Entry,
    (selected, marked): (bool, bool),
) -> (Response, bool) {
    let tokens = Tokens::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    // The id follows from the duty and not from the position on the screen, so that the duty keeps the focus while the
    // list scrolls.
    let (response, came) = list.row(ui, rect, row_id(entry.id), Sense::CLICK);
    let title = entry.duty.definition.title.get(context.locale.language);
    let status = context.locale.status(entry.status);
    response.widget_info(|| {
        let spoken = format!("{} {title}, {status}", entry.label);
        WidgetInfo::selected(Role::Button, true, selected || marked, spoken)
    });
    if !ui.is_rect_visible(rect) {
        return (response, came);
    }
    let painter = ui.painter();
    let fill = match (selected, marked, response.hovered() || response.has_focus()) {
        (true, _, _) => Some(tokens.card),
        (_, true, _) => Some(tokens.selected),
        (_, _, true) => Some(tokens.hover),
        _ => None,
    };
    if let Some(fill) = fill {
        painter.rect_filled(rect, 0.0, fill);
    }
    if selected {
        painter.rect_filled(Rect::from_min_size(rect.left_top(), vec2(3.0, rect.height())), 0.0, tokens.accent);
    }
    if response.has_focus() {
        let ring = rect.shrink2(vec2(1.0, 1.5));
        painter.rect_stroke(ring, 0.0, Stroke::new(1.0, tokens.accent), egui::StrokeKind::Inside);
    }
    painter.hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, tokens.hairline));
    let faded = entry.status == Status::NotApplicable;
    let tone = status_tone(tokens, entry.status);
    let icon_center = pos2(rect.left() + 24.0, rect.top() + 20.0);
    painter.text(icon_center, Align2::CENTER_CENTER, status_icon(entry.status), fonts::regular(18.0), tone.text);

    let left = rect.left() + 42.0;
    let right = rect.right() - 18.0 - pill_width(ui, &status);
    let ink = if faded { tokens.muted } else { tokens.ink };
    let font = if selected { fonts::bold(TEXT) } else { fonts::regular(TEXT) };
    let line = elided(ui, &format!("{}  {title}", entry.label), font, ink, right - left);
    let cut = line.elided;
    painter.galley(pos2(left, rect.top() + 20.0 - line.size().y / 2.0), line, ink);
    paint_pill(ui, pos2(rect.right() - 12.0, rect.top() + 20.0), &status, tone);
    let (words, color) = second_line(context, entry, tokens);
    let line = elided(ui, &words, fonts::regular(TEXT_SMALL), color, rect.right() - 16.0 - left);
    painter.galley(pos2(left, rect.top() + 41.0 - line.size().y / 2.0), line, color);
    let response = if cut { response.on_hover_text(format!("{}  {title}", entry.label)) } else { response };
    (response, came)
}

/// The most important properties of a duty in one line, in the color of its deciding date.
fn second_line(context: &ViewContext<'_>, entry: &Entry, tokens: &Tokens) -> (String, egui::Color32) {
    let answer = &entry.duty.answer;
    let mut parts: Vec<String> = Vec::new();
    let mut color = tokens.muted;
    if entry.status == Status::NotApplicable {
        let reason = if answer.justification.is_empty() {
            entry
                .applicability
                .reasons
                .first()
                .map(|r| r.text.get(context.locale.language).to_owned())
                .unwrap_or_default()
        } else {
            answer.justification.clone()
        };
        return (context.format("row-reason", [("reason", reason.into())]), color);
    }
    if let Some(date) = entry.due.date.as_deref().and_then(|id| context.register.date(id)) {
        color = date_tone(tokens, date).text;
        parts.push(date_words(context, date));
    }
    let mark = super::detail::origin_mark(context, &entry.duty.definition);
    parts.extend(mark.clone());
    if let Some(owner) = answer.owner {
        parts.push(context.person(owner).to_owned());
    }
    if !entry.evidence.is_empty() {
        parts.push(context.format("evidence-count", [("n", entry.evidence.len().into())]));
    }
    if parts.len() == usize::from(mark.is_some()) {
        parts.insert(0, context.locale.kind(entry.duty.definition.kind).into_owned());
        if entry.applicability.state == crate::obligation::ApplicabilityState::Conditional {
            parts.push(context.text("applicability-conditional").into_owned());
        }
    }
    (parts.join(" · "), color)
}

/// Draws the actions on several marked duties.
pub(super) fn bulk_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut ChecklistState, out: &mut Outbox) {
    ui.horizontal_wrapped(|ui| {
        ui.label(context.format("bulk-selected", [("n", state.marked.len().into())]));
        for status in Status::ALL {
            let name = context.locale.status(status);
            if chip(ui, &format!("{} {name}", status_icon(status)), false).clicked() {
                out.push(Intent::Status(state.targets(), status));
            }
        }
        super::answer::owner_menu(ui, context, &state.targets(), None, out);
        super::answer::due_menu(ui, context, &state.targets(), None, out);
        if chip(ui, &context.text("bulk-clear"), false).clicked() {
            state.marked.clear();
        }
    });
}
