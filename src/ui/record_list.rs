//! Lists of history records, one line each, and a single record in full with links to the objects it changed. Only
//! visible lines are formatted.

use super::kit::tokens::{GRID, TEXT, TEXT_SMALL};
use super::kit::widgets::{elided, link, remark};
use super::kit::{Tokens, fonts, icons};
use super::{Destination, Intent, Outbox, Place, ViewContext, china_time, record_cache};
use crate::obligation::Predicate;
use crate::workbook::{Change, Field, Record, Workbook};
use egui::{Frame, Label, Margin, RichText, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};
use std::sync::Arc;

const LINE: f32 = 24.0;
/// Width of the time, in points.
const WHEN: f32 = 92.0;
/// Width of the author's name, in points.
const WHO: f32 = 84.0;
/// Maximum number of changes of a record, or of records of a merge, that are listed.
const MAX_LISTED: usize = 60;

/// Draws `records` of `workbook`, newest first, in a box of at most `height` points.
pub(super) fn records_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    id: &'static str,
    workbook: &Workbook,
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
                record_ui(ui, workbook, record, &context.tell(workbook).record(record), &context.text("someone"));
            }
        });
    });
}

fn record_ui(ui: &mut Ui, workbook: &Workbook, record: &Record, what: &str, someone: &str) {
    let tokens = Tokens::of(ui);
    let when = china_time(record.at).format("%m-%d %H:%M").to_string();
    let who = workbook.person_name(record.author).unwrap_or(someone).to_owned();
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

/// Draws a record of the document in full: the old and new value of each change, or the records that a merge added.
pub(super) fn details_ui(ui: &mut Ui, context: &ViewContext<'_>, record: &Record, out: &mut Outbox) {
    ui.spacing_mut().item_spacing.y = GRID;
    for change in record.changes.iter().take(MAX_LISTED) {
        change_ui(ui, context, change, out);
    }
    let mut more = record.changes.len().saturating_sub(MAX_LISTED);
    if record.is_merge() {
        let brought = record_cache::added_by_merge(ui, context, record);
        remark(ui, context.format("history-brought-list", [("n", brought.len().into())]));
        for record in brought.iter().take(MAX_LISTED) {
            let what = record_cache::line(ui, context, record);
            record_ui(ui, context.workbook, record, &what, &context.text("someone"));
        }
        more += brought.len().saturating_sub(MAX_LISTED);
    }
    if more > 0 {
        remark(ui, context.format("phrase-more", [("n", more.into())]));
    }
}

/// Draws a change: a link to its object, the old value, and the new value.
fn change_ui(ui: &mut Ui, context: &ViewContext<'_>, change: &Change, out: &mut Outbox) {
    let tokens = Tokens::of(ui);
    let words = context.tell(context.workbook).change(change);
    let nothing = context.text("nothing");
    let or_nothing = |text: Option<String>| text.filter(|text| !text.is_empty()).unwrap_or_else(|| nothing.to_string());
    let (from, to) = (or_nothing(words.from), or_nothing(words.to));
    let is_long = from.chars().count() + to.chars().count() > 60 || from.contains('\n') || to.contains('\n');
    let small = |text: String, color| RichText::new(text).size(TEXT_SMALL).color(color);
    ui.horizontal_wrapped(|ui| {
        match destination(context, change) {
            Some(destination) => {
                if link(ui, words.subject.as_str()).clicked() {
                    go(out, destination);
                }
            }
            None => _ = ui.add(Label::new(RichText::new(&words.subject).size(TEXT)).wrap()),
        }
        if !is_long {
            ui.add(Label::new(small(format!("{from} → {to}"), tokens.ink)).wrap());
        }
    });
    if is_long {
        for (id, text) in [("history-from", from), ("history-to", to)] {
            ui.horizontal_top(|ui| {
                ui.label(small(context.text(id).into_owned(), tokens.muted));
                ui.add(Label::new(small(text, tokens.ink)).wrap().selectable(true));
            });
        }
    }
}

/// The link to the first object that a record changed, with a name that is short enough for a line.
pub(super) fn main_link(context: &ViewContext<'_>, record: &Record) -> Option<(String, Destination)> {
    let found = record.changes.iter().filter(|change| !matches!(change.field, Field::Person(_)));
    let mut found = found.chain(&record.changes);
    let (change, destination) = found.find_map(|change| Some((change, destination(context, change)?)))?;
    let name = if let Destination::Duty(id) = &destination {
        context.workbook.duties.get(id).map(|duty| duty.definition.label())?
    } else {
        context.tell(context.workbook).change(change).subject
    };
    Some((name, destination))
}

/// Closes the dialog and navigates to the destination.
pub(super) fn go(out: &mut Outbox, destination: Destination) {
    out.push(Intent::CloseDialog);
    out.push(Intent::Go(destination));
}

/// The destination that shows the object of a change; `None` where the object no longer exists.
fn destination(context: &ViewContext<'_>, change: &Change) -> Option<Destination> {
    let workbook = context.workbook;
    let duty = |id| context.register.entry(id).map(|_| Destination::Duty(id));
    match &change.field {
        Field::Answer(id, _) | Field::Duty(id) | Field::Definition(id) | Field::Attestation(_, id) => duty(*id),
        Field::Occurrence(_) => change.duty(workbook).and_then(duty),
        Field::Fact(_, fact) => {
            let hangs = |predicate: &Predicate| matches!(predicate, Predicate::Fact(name) if name == fact);
            let entries = context.register.entries.iter();
            let mut found = entries.filter(|entry| entry.duty.definition.applies_if.iter().any(hangs));
            found.next().map(|entry| Destination::Duty(entry.id))
        }
        Field::Evidence(hash) => workbook.evidence.contains_key(hash).then_some(Destination::Evidence(Some(*hash))),
        Field::Event(id) => workbook.events.contains_key(id).then_some(Destination::Event(*id)),
        Field::Report(year) | Field::ReportPart(year, _) => {
            workbook.reports.contains_key(year).then_some(Destination::Report(*year))
        }
        Field::Session(id) | Field::SessionPart(id, _) => {
            workbook.sessions.contains_key(id).then_some(Destination::Session(*id))
        }
        Field::Snapshot(id) => workbook.snapshots.contains_key(id).then_some(Destination::Snapshot(*id)),
        Field::Person(_) => Some(Destination::People),
        Field::License(_) | Field::Continues(_) | Field::Renewal(_) | Field::Correction(..) | Field::Settled(..) => {
            Some(Destination::Place(Place::License))
        }
        Field::TrackedFrom | Field::Schedule(_) => Some(Destination::Place(Place::Deadlines)),
    }
}

/// The icon of a line that can be expanded.
pub(super) fn fold_icon(is_open: bool) -> &'static str {
    if is_open { icons::CARET_DOWN } else { icons::CARET_RIGHT }
}
