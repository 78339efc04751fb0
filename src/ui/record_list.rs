//! A list of changes, each in a line: when, by whom, and what. Only the lines that are seen are put into words.

use super::kit::tokens::TEXT_SMALL;
use super::kit::widgets::elided;
use super::kit::{Tokens, fonts};
use super::{ViewContext, china_time};
use crate::locale::sentence;
use crate::workbook::{Contents, Record};
use egui::{Frame, Margin, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};
use std::sync::Arc;

const LINE: f32 = 24.0;
/// Room for the moment.
const WHEN: f32 = 92.0;
/// Room for the name.
const WHO: f32 = 84.0;

/// Draws `records` of `contents`, the newest first, in a box of at most `height`.
pub(super) fn records_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    id: &'static str,
    contents: &Contents,
    records: &[Arc<Record>],
    height: f32,
) {
    let tokens = Tokens::of(ui);
    Frame::NONE.fill(tokens.panel).corner_radius(6).inner_margin(Margin::symmetric(10, 4)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 0.0;
        let area = ScrollArea::vertical().id_salt(id).max_height(height).auto_shrink([false, true]);
        area.show_rows(ui, LINE, records.len(), |ui, rows| {
            let shown = records.iter().rev().skip(rows.start).take(rows.len());
            for record in shown {
                record_ui(ui, context, contents, record);
            }
        });
    });
}

fn record_ui(ui: &mut Ui, context: &ViewContext<'_>, contents: &Contents, record: &Record) {
    let tokens = Tokens::of(ui);
    let when = china_time(record.at).format("%m-%d %H:%M").to_string();
    let unknown = || context.text("someone").into_owned();
    let who = contents.people.get(&record.author).map_or_else(unknown, |person| person.name.clone());
    let what = sentence(context.locale, contents, record);
    let what = if record.undoes.is_some() { context.format("record-undone", [("what", what.into())]) } else { what };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::hover());
    let line = format!("{when} {who} {what}");
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &line));
    let mut left = rect.left();
    for (text, width, color) in [(when, WHEN, tokens.muted), (who, WHO, tokens.muted)] {
        let galley = elided(ui, &text, fonts::regular(TEXT_SMALL), color, width - 8.0);
        ui.painter().galley(pos2(left, rect.center().y - galley.size().y / 2.0), galley, color);
        left += width;
    }
    let galley = elided(ui, &what.replace('\n', " "), fonts::regular(TEXT_SMALL), tokens.ink, rect.right() - left);
    let is_cut = galley.elided;
    ui.painter().galley(pos2(left, rect.center().y - galley.size().y / 2.0), galley, tokens.ink);
    if is_cut {
        response.on_hover_text(what);
    }
}
