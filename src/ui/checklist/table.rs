//! The duties as a dense table with sortable columns.

use super::{ChecklistState, Mode, SortBy, list_id, row_id};
use crate::command::{KeyOwner, status_icon};
use crate::deadlines::Entry;
use crate::ui::ViewContext;
use crate::ui::kit::rows::Rows;
use crate::ui::kit::tokens::TEXT;
use crate::ui::kit::widgets::empty_state;
use crate::ui::kit::{Tokens, icons, style};
use crate::ui::shared::{date_tone, status_tone};
use crate::workbook::Status;
use egui::{Label, RichText, Role, Sense, Ui, WidgetInfo};
use egui_extras::{Column, TableBuilder};
use std::cmp::Ordering;

const ROW: f32 = 28.0;

/// Sorts rows by a column. Equal rows stay in the order of the license.
pub(super) fn sort(rows: &mut [usize], context: &ViewContext<'_>, (by, downward): (SortBy, bool)) {
    let entries = &context.register.entries;
    let language = context.locale.language;
    let owner = |e: &Entry| e.duty.answer.owner.map(|id| context.person(id).to_owned());
    let compare = |a: &Entry, b: &Entry| match by {
        SortBy::Label => Ordering::Equal,
        SortBy::Title => a.duty.definition.title.get(language).cmp(b.duty.definition.title.get(language)),
        SortBy::Kind => a.duty.definition.kind.cmp(&b.duty.definition.kind),
        SortBy::Status => a.status.cmp(&b.status),
        SortBy::Owner => owner(a).cmp(&owner(b)),
        SortBy::Due => a.due.day.cmp(&b.due.day),
        SortBy::Evidence => a.evidence.len().cmp(&b.evidence.len()),
    };
    rows.sort_by(|a, b| match (entries.get(*a), entries.get(*b)) {
        (Some(x), Some(y)) => {
            let order = compare(x, y).then(a.cmp(b));
            // Blank cells come last in both directions.
            is_blank(x, by).cmp(&is_blank(y, by)).then(if downward { order.reverse() } else { order })
        }
        _ => Ordering::Equal,
    });
}

/// Whether the duty has a blank cell in this column.
fn is_blank(entry: &Entry, by: SortBy) -> bool {
    match by {
        SortBy::Owner => entry.duty.answer.owner.is_none(),
        SortBy::Due => entry.due.day.is_none(),
        SortBy::Label | SortBy::Title | SortBy::Kind | SortBy::Status | SortBy::Evidence => false,
    }
}

pub(super) fn table_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut ChecklistState) {
    let shown = state.rows(context);
    if shown.is_empty() {
        empty_state(ui, icons::FUNNEL_X, &context.text("list-empty"), &context.text("list-empty-hint"));
        return;
    }
    let is_revealed = std::mem::take(&mut state.reveal_selected);
    let place = state.place_of_selected(context);
    let reveal = place.filter(|_| is_revealed);
    let chosen = state.selected.filter(|_| place.is_some()).map(row_id);
    let mut list = Rows::begin(ui.ctx(), list_id(), chosen, context.key_owner == KeyOwner::Place);
    let mut table = TableBuilder::new(ui)
        .id_salt("checklist-table")
        .striped(false)
        // The keyboard focus stops once at a row, not at each of its cells.
        .sense(Sense::CLICK)
        .resizable(true)
        .cell_layout(egui::Layout::left_to_right(egui::Align::Center))
        .column(Column::exact(6.0))
        .column(Column::initial(92.0).at_least(60.0).clip(true))
        .column(Column::remainder().at_least(160.0).clip(true))
        .column(Column::initial(104.0).at_least(60.0).clip(true))
        .column(Column::initial(116.0).at_least(60.0).clip(true))
        .column(Column::initial(90.0).at_least(50.0).clip(true))
        .column(Column::initial(96.0).at_least(60.0).clip(true))
        .column(Column::initial(84.0).at_least(40.0).clip(true));
    if let Some(row) = reveal {
        table = table.scroll_to_row(row, None);
    }
    let columns = [
        (SortBy::Label, "table-label"),
        (SortBy::Title, "table-title"),
        (SortBy::Kind, "field-kind"),
        (SortBy::Status, "field-status"),
        (SortBy::Owner, "field-owner"),
        (SortBy::Due, "column-deciding-day"),
        (SortBy::Evidence, "field-evidence"),
    ];
    table
        .header(ROW, |mut header| {
            header.col(|_| {});
            for (by, name) in columns {
                header.col(|ui| header_ui(ui, context, state, by, name));
            }
        })
        .body(|body| {
            body.rows(ROW, shown.len(), |mut row| {
                let Some(entry) = shown.get(row.index()).and_then(|i| context.register.entries.get(*i)) else { return };
                row.set_selected(state.selected == Some(entry.id) || state.marked.contains(&entry.id));
                let mut came = false;
                row.col(|ui| came = stop_ui(ui, context, state, &mut list, entry));
                for text in cells(context, entry) {
                    row.col(|ui| cell_ui(ui, context, entry, text));
                }
                let response = row.response();
                if came {
                    state.focus_row(entry.id);
                }
                if response.double_clicked() {
                    state.select(entry.id);
                    state.reveal_selected = true;
                    state.mode = Mode::List;
                } else if response.clicked() {
                    let modifiers = response.ctx.input(|i| i.modifiers);
                    state.click(context, entry.id, modifiers);
                }
            });
        });
}

/// Makes a row one stop of the keyboard focus and describes it to screen readers as in the list. True if the focus
/// moved to it.
fn stop_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &ChecklistState, list: &mut Rows, entry: &Entry) -> bool {
    let (response, came) = list.row(ui, ui.max_rect(), row_id(entry.id), Sense::HOVER);
    let title = entry.duty.definition.title.get(context.locale.language);
    let selected = state.selected == Some(entry.id) || state.marked.contains(&entry.id);
    response.widget_info(|| {
        let spoken = format!("{} {title}, {}", entry.label, context.locale.status(entry.status));
        WidgetInfo::selected(Role::Button, true, selected, spoken)
    });
    if response.has_focus() {
        ui.painter().rect_filled(response.rect.shrink2(egui::vec2(1.0, 2.0)), 0.0, Tokens::of(ui).accent);
    }
    came
}

fn header_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut ChecklistState, by: SortBy, name: &'static str) {
    let (sorted, downward) = state.sort;
    let mark = match (sorted == by, downward) {
        (false, _) => "",
        (true, false) => icons::CARET_UP,
        (true, true) => icons::CARET_DOWN,
    };
    let text = RichText::new(format!("{} {mark}", context.text(name))).text_style(style::strong());
    if ui.add(egui::Button::new(text).frame(false)).clicked() {
        state.sort = (by, sorted == by && !downward);
    }
}

enum Cell {
    Plain(String),
    Muted(String),
    Due(String),
    Status(String),
}

fn cells(context: &ViewContext<'_>, entry: &Entry) -> [Cell; 7] {
    let definition = &entry.duty.definition;
    let answer = &entry.duty.answer;
    let count = entry.evidence.len();
    [
        Cell::Plain(entry.label.clone()),
        Cell::Plain(definition.title.get(context.locale.language).to_owned()),
        Cell::Muted(context.locale.kind(definition.kind).into_owned()),
        Cell::Status(format!("{} {}", status_icon(entry.status), context.locale.status(entry.status))),
        Cell::Plain(answer.owner.map(|id| context.person(id).to_owned()).unwrap_or_default()),
        Cell::Due(entry.due.day.map(|d| d.to_string()).unwrap_or_default()),
        Cell::Muted(if count == 0 { String::new() } else { count.to_string() }),
    ]
}

fn cell_ui(ui: &mut Ui, context: &ViewContext<'_>, entry: &Entry, cell: Cell) {
    let tokens = Tokens::of(ui);
    let ink = if entry.status == Status::NotApplicable { tokens.muted } else { tokens.ink };
    let (text, color) = match cell {
        Cell::Plain(text) => (text, ink),
        Cell::Muted(text) => (text, tokens.muted),
        Cell::Status(text) => (text, status_tone(tokens, entry.status).text),
        Cell::Due(text) => {
            let date = entry.due.date.as_deref().and_then(|id| context.register.date(id));
            (text, date.map_or(ink, |date| date_tone(tokens, date).text))
        }
    };
    ui.add(Label::new(RichText::new(text).size(TEXT).color(color)).truncate().selectable(false));
}
