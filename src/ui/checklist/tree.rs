//! The clauses of the license as a tree, with how far each has come.

use super::ChecklistState;
use crate::license::ClauseId;
use crate::ui::ViewContext;
use crate::ui::kit::tokens::{TEXT, TEXT_SMALL};
use crate::ui::kit::widgets::{elided, paint_segments};
use crate::ui::kit::{Tokens, fonts, icons};
use crate::ui::shared::segments;
use crate::workbook::Status;
use egui::{Align2, CornerRadius, Rect, Response, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

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
    ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
    ui.add_space(8.0);
    ScrollArea::vertical().auto_shrink(false).show_rows(ui, ROW, rows.len(), |ui, range| {
        for row in rows.get(range).unwrap_or_default() {
            let selected = state.filter.clause == row.clause;
            let (response, caret) = row_ui(ui, context, row, selected);
            let id = row.clause.map(|c| c.provision);
            if caret {
                if let Some(id) = id
                    && !state.expanded.remove(&id)
                {
                    state.expanded.insert(id);
                }
            } else if response.clicked() {
                state.filter.clause = if selected { None } else { row.clause };
                if row.expandable && !selected {
                    state.expanded.extend(id);
                }
            }
        }
    });
}

fn rows(context: &ViewContext<'_>, state: &ChecklistState) -> Vec<Row> {
    let mut rows =
        vec![Row { clause: None, name: context.text("tree-all").into_owned(), expandable: false, expanded: false }];
    for provision in &context.register.parsed.provisions {
        let id = provision.clause.id;
        let expandable = !provision.sub_items.is_empty();
        let expanded = expandable && state.expanded.contains(&id.provision);
        let topic = context.topic(id);
        rows.push(Row { clause: Some(id), name: format!("{id}  {topic}"), expandable, expanded });
        if expanded {
            rows.extend(provision.sub_items.iter().map(|item| {
                let topic = context.topic(item.id);
                let number = item.id.to_string();
                let number = number.strip_prefix(&id.to_string()).unwrap_or(&number);
                Row { clause: Some(item.id), name: format!("{number} {topic}"), expandable: false, expanded: false }
            }));
        }
    }
    rows
}

/// Draws a row. The flag says that its caret was clicked rather than the row.
fn row_ui(ui: &mut Ui, context: &ViewContext<'_>, row: &Row, selected: bool) -> (Response, bool) {
    let tokens = Tokens::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let counts = row.clause.map_or(context.register.counts, |c| context.register.counts_of(c));
    let done = format!("{}/{}", counts.of(Status::Met), counts.denominator());
    response.widget_info(|| {
        let spoken = context.format("tree-row", [("name", row.name.trim().into()), ("done", done.as_str().into())]);
        WidgetInfo::selected(Role::Button, true, selected, spoken)
    });
    let painter = ui.painter();
    let inner = rect.shrink2(vec2(8.0, 1.0));
    if selected || response.hovered() || response.has_focus() {
        painter.rect_filled(inner, CornerRadius::same(6), if selected { tokens.selected } else { tokens.hover });
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
