//! The table of evidence, one line for each piece. Only visible lines are built.

use super::PreviewIntent;
use super::labels::{expiry_words, kind_icon, kind_word, size_words, state_words, uses_in_short};
use super::previews::kind_of;
use super::rows::Column;
use super::state::{EvidencePlace, list_id, row_id};
use crate::command::KeyOwner;
use crate::ui::kit::rows::Rows;
use crate::ui::kit::tokens::TEXT;
use crate::ui::kit::widgets::empty_state;
use crate::ui::kit::{Tokens, icons, style};
use crate::ui::{Intent, Outbox, ViewContext};
use crate::workbook::{Evidence, EvidenceUse, Sha256};
use egui::{Color32, Label, Rect, RichText, Role, Sense, Ui, WidgetInfo, vec2};
use egui_extras::{Column as Width, TableBuilder};
use std::sync::Arc;

const ROW: f32 = 30.0;

/// The columns in a narrow window.
const NARROW: [Column; 4] = [Column::Name, Column::Uses, Column::ValidUntil, Column::State];

/// The columns that fit the width. The pane shows the properties of the others.
fn columns(width: f32) -> &'static [Column] {
    // Each column is followed by a gap, and the first is preceded by one.
    let taken = |columns: &[Column]| columns.iter().map(|column| room_of(*column) + 8.0).sum::<f32>() + 28.0;
    let prefixes = (6..=Column::ALL.len()).rev().filter_map(|count| Column::ALL.get(..count));
    prefixes.into_iter().find(|columns| taken(columns) <= width).unwrap_or(&NARROW)
}

/// The initial width of a column, in points. The remaining width goes to the name.
fn room_of(column: Column) -> f32 {
    match column {
        Column::Name => 140.0,
        Column::Kind => 64.0,
        Column::Size => 70.0,
        Column::Uses => 110.0,
        Column::By => 80.0,
        Column::At | Column::Effective | Column::ValidUntil => 92.0,
        Column::State => 96.0,
    }
}

fn width_of(column: Column) -> Width {
    let room = room_of(column);
    if column == Column::Name {
        Width::remainder().at_least(room).clip(true)
    } else {
        Width::initial(room).at_least(room * 0.65).clip(true)
    }
}

pub(super) fn table_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut EvidencePlace, out: &mut Outbox) {
    let rows = state.rows(context);
    let (hashes, uses) = (Arc::clone(&rows.hashes), Arc::clone(&rows.uses));
    state.built = 0;
    if hashes.is_empty() {
        empty_state(ui, icons::FUNNEL_X, &context.text("evidence-none-found"), &context.text("list-empty-hint"));
        return;
    }
    let reveal = std::mem::take(&mut state.reveal)
        .then(|| hashes.iter().position(|hash| state.selected == Some(*hash)))
        .flatten();
    let chosen = state.selected.filter(|hash| hashes.contains(hash)).map(row_id);
    let mut list = Rows::begin(ui.ctx(), list_id(), chosen, context.key_owner == KeyOwner::Place);
    let shown = columns(ui.available_width());
    // A table keeps its column widths. A much different width of the window gives it another id, so that it computes
    // new ones.
    let room = format!("{:.0}", ui.available_width() / 64.0);
    // Without a clip the lines between columns would continue below the table.
    ui.set_clip_rect(ui.clip_rect().intersect(ui.available_rect_before_wrap()));
    let mut table = TableBuilder::new(ui)
        .id_salt(("evidence_table", shown.len(), room))
        .striped(false)
        // The keyboard focus stops once at a row, not at each of its cells.
        .sense(Sense::CLICK)
        .resizable(true)
        .cell_layout(egui::Layout::left_to_right(egui::Align::Center))
        .column(Width::exact(12.0));
    for column in shown {
        table = table.column(width_of(*column));
    }
    if let Some(row) = reveal {
        table = table.scroll_to_row(row, None);
    }
    table
        .header(ROW, |mut header| {
            header.col(|_| {});
            for column in shown {
                header.col(|ui| header_ui(ui, context, state, *column));
            }
        })
        .body(|body| {
            body.rows(ROW, hashes.len(), |mut row| {
                let Some((at, hash)) = hashes.get(row.index()).map(|hash| (row.index(), *hash)) else { return };
                let Some(evidence) = context.workbook.evidence.get(&hash) else { return };
                state.built += 1;
                row.set_selected(state.selected == Some(hash) || state.marked.contains(&hash));
                let places = uses.get(&hash).map(Vec::as_slice).unwrap_or_default();
                let chosen = state.selected == Some(hash);
                let mut came = false;
                row.col(|ui| came = stop_ui(ui, context, &mut list, (hash, evidence), chosen));
                for column in shown {
                    row.col(|ui| cell_ui(ui, context, (hash, evidence), places, *column));
                }
                let response = row.response();
                if came && !chosen {
                    state.select(hash);
                    state.reveal = true;
                }
                if response.double_clicked() {
                    out.push(Intent::Preview(PreviewIntent::Enlarge(hashes.to_vec(), at)));
                } else if response.clicked() {
                    let modifiers = response.ctx.input(|input| input.modifiers);
                    state.click(context, hash, modifiers);
                }
            });
        });
}

/// Makes a row one stop of the keyboard focus and describes it to screen readers. True if the focus moved to it.
fn stop_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    list: &mut Rows,
    (hash, evidence): (Sha256, &Evidence),
    chosen: bool,
) -> bool {
    let (response, came) = list.row(ui, ui.max_rect(), row_id(hash), Sense::HOVER);
    let spoken = format!("{}, {}", evidence.name, kind_word(context, kind_of(evidence)));
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &spoken));
    if response.has_focus() {
        let mark =
            Rect::from_min_size(response.rect.left_top(), vec2(4.0, response.rect.height())).shrink2(vec2(0.0, 3.0));
        ui.painter().rect_filled(mark, 0.0, Tokens::of(ui).accent);
    }
    came
}

fn header_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut EvidencePlace, by: Column) {
    let (sorted, downward) = state.sort;
    let mark = match (sorted == by, downward) {
        (false, _) => "",
        (true, false) => icons::CARET_UP,
        (true, true) => icons::CARET_DOWN,
    };
    let text = RichText::new(format!("{} {mark}", context.text(by.id()))).text_style(style::strong());
    if ui.add(egui::Button::new(text).frame(false).truncate()).clicked() {
        // The latest evidence is looked for more often than the oldest, so this column starts downward.
        let natural = by == Column::At;
        state.sort = (by, if sorted == by { !downward } else { natural });
    }
}

fn cell_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    (hash, evidence): (Sha256, &Evidence),
    uses: &[EvidenceUse],
    column: Column,
) {
    let tokens = Tokens::of(ui);
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let (words, color): (String, Color32) = match column {
        Column::Name => {
            let secret = if evidence.confidential { icons::LOCK } else { "" };
            (format!("{} {} {secret}", kind_icon(kind_of(evidence)), evidence.name), tokens.ink)
        }
        Column::Kind => (kind_word(context, kind_of(evidence)).into_owned(), tokens.muted),
        Column::Size => (size_words(evidence.size), tokens.muted),
        Column::By => (evidence.attached_by.map(|id| context.person(id).to_owned()).unwrap_or_default(), tokens.ink),
        Column::At => (crate::ui::china_time(evidence.attached_at).format("%Y-%m-%d").to_string(), tokens.muted),
        Column::Effective => (day(evidence.effective_on), tokens.muted),
        Column::ValidUntil => {
            let urgent = expiry_words(context, tokens, evidence);
            let sign = if urgent.is_some() { icons::WARNING } else { "" };
            let color = urgent.map_or(tokens.ink, |(_, tone)| tone.text);
            (format!("{} {sign}", day(evidence.valid_until)), color)
        }
        Column::Uses if uses.is_empty() => (unused_word(context, hash).into_owned(), tokens.muted),
        Column::Uses => (uses_in_short(context, uses), tokens.ink),
        Column::State => {
            let (icon, words, tone) = state_words(context, tokens, context.checks.states.get(&hash));
            (format!("{icon} {words}"), tone.text)
        }
    };
    ui.add(Label::new(RichText::new(words.trim_end()).size(TEXT).color(color)).truncate().selectable(false));
}

/// The word for evidence without a use: a former version, or unused.
fn unused_word(context: &ViewContext<'_>, hash: Sha256) -> std::borrow::Cow<'static, str> {
    let is_former = context.workbook.newer_version(hash).is_some();
    context.text(if is_former { "evidence-former" } else { "evidence-filter-unused" })
}
