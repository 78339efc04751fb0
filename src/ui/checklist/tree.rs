//! The clauses of the license as a tree, each with its progress.

use super::ChecklistState;
use crate::command::KeyOwner;
use crate::license::ClauseId;
use crate::ui::ViewContext;
use crate::ui::kit::tokens::{TEXT, TEXT_SMALL};
use crate::ui::kit::widgets::{elided, paint_segments};
use crate::ui::kit::{Tokens, fonts, icons};
use crate::ui::shared::segments;
use crate::workbook::Status;
use egui::{
    Align2, CornerRadius, Id, Key, Modifiers, Rect, Response, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2,
    vec2,
};

const ROW: f32 = 30.0;

/// A row of the tree.
struct Row {
    clause: Option<ClauseId>,
    name: String,
    expandable: bool,
    expanded: bool,
}

pub(super) fn tree_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut ChecklistState) {
    let rows = rows(context, state);
    let reveal = move_by_keys(ui, context, state, &rows);
    ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
    ui.add_space(8.0);
    let chosen = rows.iter().position(|row| row.clause == state.filter.clause).unwrap_or(0);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        for (i, row) in rows.iter().enumerate() {
            let selected = state.filter.clause == row.clause;
            // The tree is one stop of the keyboard focus. The arrow keys move within it.
            let sense = if i == chosen { Sense::click() } else { Sense::CLICK };
            let (response, caret) = row_ui(ui, context, row, (selected, sense));
            if selected && reveal {
                response.scroll_to_me(None);
            }
            let id = row.clause.map(|c| c.provision);
            if caret {
                if let Some(id) = id
                    && !state.expanded.remove(&id)
                {
                    state.expanded.insert(id);
                }
            } else if response.clicked() {
                state.choose_clause(context, if selected { None } else { row.clause });
                if response.has_focus() {
                    ui.memory_mut(|memory| memory.request_focus(node_id(state.filter.clause)));
                }
                if row.expandable && !selected {
                    state.expanded.extend(id);
                }
            }
        }
    });
}

/// The id of the row of a clause. None is the row of all clauses.
pub(super) fn node_id(clause: Option<ClauseId>) -> Id {
    Id::unique(("clause_row", clause))
}

/// Handles the arrow keys, which choose the clause while the tree has the focus. True if another one was chosen.
fn move_by_keys(ui: &Ui, context: &ViewContext<'_>, state: &mut ChecklistState, rows: &[Row]) -> bool {
    let here = state.filter.clause;
    if context.key_owner != KeyOwner::Place || !ui.memory(|memory| memory.has_focus(node_id(here))) {
        return false;
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let steps: [isize; 2] = [pressed(Key::ArrowDown).into(), pressed(Key::ArrowUp).into()];
    let (unfold, fold) = (pressed(Key::ArrowRight), pressed(Key::ArrowLeft));
    let [down, up] = steps;
    let at = rows.iter().position(|row| row.clause == here);
    if let Some(row) = at.and_then(|at| rows.get(at)).filter(|row| row.expandable)
        && let Some(clause) = row.clause
    {
        if unfold {
            state.expanded.insert(clause.provision);
        } else if fold {
            state.expanded.remove(&clause.provision);
        }
    }
    let next = at.and_then(|at| rows.get(at.checked_add_signed(down - up)?)).map(|row| row.clause);
    let Some(next) = next.filter(|next| *next != here) else { return false };
    state.choose_clause(context, next);
    ui.memory_mut(|memory| memory.request_focus(node_id(next)));
    true
}

fn rows(context: &ViewContext<'_>, state: &ChecklistState) -> Vec<Row> {
    let mut rows =
        vec![Row { clause: None, name: context.text("tree-all").into_owned(), expandable: false, expanded: false }];
    // The tree of a part shows only the clauses of its own duties.
    let is_part = context.workbook.as_part().is_some();
    let is_shown = |clause: ClauseId| !is_part || context.register.counts_of(clause).total > 0;
    for provision in context.register.parsed.provisions.iter().filter(|provision| is_shown(provision.clause.id)) {
        let id = provision.clause.id;
        let expandable = !provision.sub_items.is_empty();
        let expanded = expandable && state.expanded.contains(&id.provision);
        let topic = context.topic(id);
        rows.push(Row { clause: Some(id), name: format!("{id}  {topic}"), expandable, expanded });
        if expanded {
            rows.extend(provision.sub_items.iter().filter(|item| is_shown(item.id)).map(|item| {
                let topic = context.topic(item.id);
                let number = item.id.to_string();
                let number = number.strip_prefix(&id.to_string()).unwrap_or(&number);
                Row { clause: Some(item.id), name: format!("{number} {topic}"), expandable: false, expanded: false }
            }));
        }
    }
    if context.register.counts_of(ClauseId::OWN).total > 0 {
        let name = format!("{}  {}", ClauseId::OWN, context.text("own-duties"));
        rows.push(Row { clause: Some(ClauseId::OWN), name, expandable: false, expanded: false });
    }
    rows
}

/// Draws a row. The flag is true if its caret was clicked, and not the row itself.
fn row_ui(ui: &mut Ui, context: &ViewContext<'_>, row: &Row, (selected, sense): (bool, Sense)) -> (Response, bool) {
    let tokens = Tokens::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let response = ui.interact(rect, node_id(row.clause), sense);
    let counts = row.clause.map_or(context.register.counts, |c| context.register.counts_of(c));
    let done = format!("{}/{}", counts.of(Status::Met), counts.denominator());
    response.widget_info(|| {
        let spoken = context.format("tree-row", [("name", row.name.trim().into()), ("done", done.as_str().into())]);
        WidgetInfo::selected(Role::Button, true, selected, spoken)
    });
    if !ui.is_rect_visible(rect) {
        return (response, false);
    }
    let painter = ui.painter();
    let inner = rect.shrink2(vec2(8.0, 1.0));
    if selected || response.hovered() {
        painter.rect_filled(inner, CornerRadius::same(6), if selected { tokens.selected } else { tokens.hover });
    }
    if response.has_focus() {
        let edge = Stroke::new(1.0, tokens.accent);
        painter.rect_stroke(inner, CornerRadius::same(6), edge, egui::StrokeKind::Inside);
    }
    let is_sub_item = row.clause.is_some_and(|c| c.sub_item.is_some());
    let indent = if is_sub_item { 26.0 } else { 0.0 };
    let mut caret = false;
    if row.expandable {
        let place = Rect::from_min_size(inner.left_top(), vec2(24.0, inner.height()));
        let icon = if row.expanded { icons::CARET_DOWN } else { icons::CARET_RIGHT };
        painter.text(place.center(), Align2::CENTER_CENTER, icon, fonts::regular(TEXT_SMALL), tokens.muted);
        caret = response.clicked() && response.interact_pointer_pos().is_some_and(|p| place.contains(p));
    }
    let faded = counts.denominator() == 0 && row.clause.is_some();
    let color = match (selected, faded) {
        (true, _) => tokens.accent,
        (false, true) => tokens.muted,
        (false, false) => tokens.ink,
    };
    let left = inner.left() + 24.0 + indent;
    let font = if selected { fonts::bold(TEXT) } else { fonts::regular(TEXT) };
    let bar_width = if rect.width() > 290.0 { 44.0 } else { 0.0 };
    let count_width = 44.0;
    let right = inner.right() - 8.0;
    let galley = elided(ui, &row.name, font, color, right - count_width - bar_width - left - 4.0);
    let cut = galley.elided;
    painter.galley(pos2(left, rect.center().y - galley.size().y / 2.0), galley, color);
    painter.text(pos2(right, rect.center().y), Align2::RIGHT_CENTER, &done, fonts::regular(TEXT_SMALL), tokens.muted);
    if bar_width > 0.0 && counts.denominator() > 0 {
        let bar = Rect::from_min_size(
            pos2(right - count_width - bar_width + 8.0, rect.center().y - 2.0),
            vec2(bar_width - 8.0, 4.0),
        );
        paint_segments(ui, bar, &segments(counts, tokens));
    }
    let response = if cut { response.on_hover_text(row.name.trim()) } else { response };
    (response, caret)
}
