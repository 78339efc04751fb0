//! The agenda: dates grouped as overdue, due within a week, within a month, later, and done.

use super::DeadlinesState;
use crate::command::{KeyOwner, keep_focus_from_arrows};
use crate::deadlines::{DateItem, DateState, Horizon};
use crate::language::Language;
use crate::ui::ViewContext;
use crate::ui::kit::rows::{Rows, row_by_arrows};
use crate::ui::kit::tokens::{TEXT, TEXT_SMALL};
use crate::ui::kit::widgets::{elided, empty_state, paint_pill, pill_width};
use crate::ui::kit::{Tokens, fonts, icons, style};
use crate::ui::shared::{cause_words, date_tone, distance_words};
use egui::{
    CornerRadius, Frame, Id, Margin, Rect, RichText, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};
use std::collections::BTreeSet;

/// The message id of the title of a group.
fn title(horizon: Horizon) -> &'static str {
    match horizon {
        Horizon::Overdue => "agenda-overdue",
        Horizon::Undecided => "agenda-undecided",
        Horizon::Now => "agenda-now",
        Horizon::Week => "agenda-week",
        Horizon::Month => "agenda-month",
        Horizon::Later => "agenda-later",
        Horizon::Done => "agenda-done",
    }
}

/// The number of dates in a group. If several belong to the same duty, also the number of duties, which is the number
/// that other views show.
fn count_words(context: &ViewContext<'_>, items: &[&DateItem]) -> String {
    let duties = items.iter().flat_map(|item| item.duties()).collect::<BTreeSet<_>>().len();
    if duties == items.len() {
        return items.len().to_string();
    }
    format!("{} · {}", items.len(), context.format("agenda-of-duties", [("n", duties.into())]))
}

pub(super) fn agenda_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut DeadlinesState) {
    let shown: Vec<&DateItem> =
        context.dates.iter().filter(|item| state.show_done || item.state != DateState::Done).collect();
    if shown.is_empty() {
        empty_state(ui, icons::CALENDAR_DOTS, &context.text("agenda-empty"), &context.text("agenda-empty-hint"));
        return;
    }
    let groups = Horizon::ALL.map(|horizon| {
        let here = |item: &&DateItem| item.horizon(context.today) == horizon;
        let mut items: Vec<&DateItem> = shown.iter().copied().filter(here).collect();
        items.sort_by_key(|item| item.day());
        (horizon, items)
    });
    let order: Vec<&str> = groups.iter().flat_map(|(_, items)| items.iter().map(|item| item.id.as_str())).collect();
    let moved = move_by_keys(ui, context, state, &order);
    let chosen = state.selected.as_deref().filter(|id| order.contains(id)).map(row_id);
    let mut list = Rows::begin(ui.ctx(), Id::unique("date_rows"), chosen, context.key_owner == KeyOwner::Place);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        Frame::NONE.inner_margin(Margin { left: 20, right: 16, top: 4, bottom: 20 }).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 0.0;
            for (horizon, items) in &groups {
                if items.is_empty() {
                    continue;
                }
                ui.add_space(12.0);
                let title = format!("{}  {}", context.text(title(*horizon)), count_words(context, items));
                ui.label(RichText::new(title).text_style(style::emphasis()));
                ui.add_space(4.0);
                for item in items {
                    row_ui(ui, context, state, (&mut list, moved), item);
                }
            }
        });
    });
}

fn row_id(date: &str) -> Id {
    Id::unique(("date_row", date))
}

/// Moves the selection by the arrow keys while no other widget has the focus. Returns true when it changed.
fn move_by_keys(ui: &Ui, context: &ViewContext<'_>, state: &mut DeadlinesState, order: &[&str]) -> bool {
    let focused = ui.memory(egui::Memory::focused);
    let is_row = focused.is_none() || focused == state.selected.as_deref().map(row_id);
    if !is_row || context.key_owner != KeyOwner::Place {
        return false;
    }
    keep_focus_from_arrows(ui.ctx());
    let here = state.selected.as_deref().and_then(|selected| order.iter().position(|id| *id == selected));
    let Some(id) = row_by_arrows(ui, here, order.len()).and_then(|next| order.get(next)) else { return false };
    state.selected = Some((*id).to_owned());
    state.calculating = false;
    true
}

fn row_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    state: &mut DeadlinesState,
    (list, moved): (&mut Rows, bool),
    item: &DateItem,
) {
    let tokens = Tokens::of(ui);
    let language = context.locale.language;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 54.0), Sense::hover());
    let (response, came) = list.row(ui, rect, row_id(&item.id), Sense::CLICK);
    let selected = !state.calculating && state.selected.as_ref() == Some(&item.id);
    let far = distance_words(context, item);
    let title = format!("{}  {}", item.labels(), item.title.get(language));
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, format!("{far} {title}")));
    if came {
        state.selected = Some(item.id.clone());
        state.calculating = false;
    }
    if came || moved && selected {
        // The keys can select a row outside the visible part.
        response.scroll_to_me(None);
    }
    if !ui.is_rect_visible(rect) {
        return;
    }
    let tone = date_tone(tokens, item);
    let painter = ui.painter();
    let fill = match (selected, response.hovered() || response.has_focus()) {
        (true, _) => tokens.selected,
        (false, true) => tokens.hover,
        (false, false) => tokens.card,
    };
    let card = rect.shrink2(vec2(0.0, 2.0));
    painter.rect(card, CornerRadius::same(6), fill, Stroke::new(1.0, tokens.hairline), egui::StrokeKind::Inside);
    painter.rect_filled(
        Rect::from_min_size(card.left_top(), vec2(3.0, card.height())),
        CornerRadius::same(2),
        tone.solid,
    );
    let draw = |x: f32, y: f32, text: &str, font, color, width: f32| {
        let galley = elided(ui, text, font, color, width);
        ui.painter().galley(pos2(x, y - galley.size().y / 2.0), galley, color);
    };
    let left = rect.left() + 14.0;
    // Width of the text “1019 days overdue”.
    let column = match language {
        Language::ZhCn => 104.0,
        Language::En => 144.0,
    };
    let (top, below) = (rect.top() + 18.0, rect.top() + 37.0);
    draw(left, top, &far, fonts::bold(TEXT), tone.text, column - 8.0);
    let day = item.done_on.or(item.day()).map(|d| d.to_string()).unwrap_or_default();
    draw(left, below, &day, fonts::regular(TEXT_SMALL), tokens.muted, column - 8.0);
    let mut right = rect.right() - 12.0;
    if item.provisional {
        let word = context.text("provisional");
        paint_pill(ui, pos2(right, top), &word, tokens.warning);
        right -= pill_width(ui, &word) + 8.0;
    }
    if item.event.is_some_and(|event| !context.workbook.event_twins(event).is_empty()) {
        let word = context.text("event-twice");
        paint_pill(ui, pos2(right, top), &word, tokens.warning);
        right -= pill_width(ui, &word) + 8.0;
    }
    draw(left + column, top, &title, fonts::regular(TEXT), tokens.ink, right - left - column);
    let why = cause_words(context, item).unwrap_or_else(|| match item.state {
        DateState::DecisionMissing | DateState::Done => item.reason.get(language).to_owned(),
        DateState::Overdue | DateState::DueSoon | DateState::Later => {
            item.steps.first().map_or(&item.reason, |step| &step.text).get(language).to_owned()
        }
    });
    draw(left + column, below, &why, fonts::regular(TEXT_SMALL), tokens.muted, rect.right() - 12.0 - left - column);
    if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
        state.selected = Some(item.id.clone());
        state.calculating = false;
    }
}
