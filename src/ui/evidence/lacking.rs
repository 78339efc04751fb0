//! The duties without evidence, with the evidence that an inspector accepts and a button to attach it.

use super::EvidenceIntent;
use super::section::{Take, ask};
use super::state::EvidencePlace;
use crate::command::status_icon;
use crate::deadlines::Entry;
use crate::ui::kit::tokens::{GRID, TEXT_SMALL};
use crate::ui::kit::widgets::{chip, elided, empty_state, remark};
use crate::ui::kit::{Tokens, fonts, icons};
use crate::ui::shared::status_tone;
use crate::ui::{AttachTo, Destination, Intent, Outbox, ViewContext};
use crate::workbook::{DutyId, EvidenceUse, Status};
use egui::{
    CornerRadius, Margin, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

const ROW: f32 = 64.0;

/// The duties without evidence, kept until the document or the day changes.
pub(super) struct Lacking {
    basis: (u64, chrono::NaiveDate),
    /// The duties without any evidence that an inspector accepts, in the order of the license.
    pub(super) duties: Vec<DutyId>,
    /// The duties whose twins lack evidence that the duties have.
    shareable: Vec<DutyId>,
}

impl Lacking {
    pub(super) fn of<'a>(kept: &'a mut Option<Self>, context: &ViewContext<'_>) -> &'a Self {
        let basis = (context.workbook.revision(), context.today);
        if kept.as_ref().is_some_and(|lacking| lacking.basis != basis) {
            *kept = None;
        }
        kept.get_or_insert_with(|| {
            let mut shareable: Vec<DutyId> =
                context.register.shareable(context.workbook).into_iter().map(|(duty, _, _)| duty).collect();
            shareable.dedup();
            let duties = context.register.lacking_evidence().into_iter().map(|entry| entry.id).collect();
            Self { basis, duties, shareable }
        })
    }
}

pub(super) fn lacking_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut EvidencePlace, out: &mut Outbox) {
    let lacking = Lacking::of(&mut state.lacking, context);
    let entries: Vec<&Entry> = if state.only_met {
        // The same condition as that of the number on the overview.
        let met = |e: &&Entry| e.status == Status::Met && e.evidence.is_empty();
        context.register.entries.iter().filter(met).collect()
    } else {
        lacking.duties.iter().filter_map(|id| context.register.entry(*id)).collect()
    };
    egui::Frame::NONE.inner_margin(Margin { left: 20, right: 16, top: 0, bottom: 6 }).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
            let met = context.register.counts.met_without_evidence;
            for (only, id, n) in
                [(false, "evidence-lacking-all", lacking.duties.len()), (true, "evidence-lacking-met", met)]
            {
                if chip(ui, &format!("{} {n}", context.text(id)), state.only_met == only).clicked() {
                    state.only_met = only;
                }
            }
            if !lacking.shareable.is_empty() {
                let words = context.format("evidence-share-all", [("n", lacking.shareable.len().into())]);
                if chip(ui, &format!("{} {words}", icons::COPY), false).clicked() {
                    out.push(Intent::Evidence(EvidenceIntent::Share(lacking.shareable.clone())));
                }
            }
        });
        remark(ui, context.text("evidence-lacking-hint"));
    });
    if entries.is_empty() {
        let hint = context.text("evidence-lacking-none-hint");
        empty_state(ui, icons::SEAL_CHECK, &context.text("evidence-lacking-none"), &hint);
        return;
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().auto_shrink(false).show_rows(ui, ROW, entries.len(), |ui, range| {
        for entry in entries.get(range).unwrap_or_default() {
            // A row takes its full height, whichever of its widgets comes last.
            ui.push_id(entry.id, |ui| row_ui(ui, context, entry, out));
        }
    });
}

fn row_ui(ui: &mut Ui, context: &ViewContext<'_>, entry: &Entry, out: &mut Outbox) {
    let tokens = Tokens::of(ui);
    let language = context.locale.language;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let title = format!("{}  {}", entry.label, entry.duty.definition.title.get(language));
    let card =
        Rect::from_min_max(pos2(rect.left() + 20.0, rect.top() + 2.0), pos2(rect.right() - 16.0, rect.bottom() - 2.0));
    let fill = if response.hovered() || response.has_focus() { tokens.hover } else { tokens.card };
    let edge = Stroke::new(1.0, tokens.hairline);
    ui.painter().rect(card, CornerRadius::same(6), fill, edge, StrokeKind::Inside);
    let button = Rect::from_min_max(
        pos2(card.right() - 118.0, card.center().y - 14.0),
        pos2(card.right() - 10.0, card.center().y + 14.0),
    );
    let width = button.left() - card.left() - 20.0;
    let tone = status_tone(tokens, entry.status);
    let status = format!("{} {}", status_icon(entry.status), context.locale.status(entry.status));
    let status = elided(ui, &status, fonts::regular(TEXT_SMALL), tone.text, 110.0);
    let line = elided(ui, &title, fonts::regular(13.0), tokens.ink, width - status.size().x - 3.0 * GRID);
    let (top, below) = (card.top() + 18.0, card.top() + 42.0);
    let left = card.left() + 12.0;
    let after = left + line.size().x + 2.0 * GRID;
    let is_cut = line.elided;
    ui.painter().galley(pos2(left, top - line.size().y / 2.0), line, tokens.ink);
    ui.painter().galley(pos2(after, top - status.size().y / 2.0), status, tone.text);
    let accepted: Vec<&str> = entry.duty.definition.accepted_evidence.iter().map(|words| words.get(language)).collect();
    let accepted = accepted.join(&context.text("list-separator"));
    let words = context.format("evidence-accepts", [("what", accepted.as_str().into())]);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{title}, {words}")));
    let line = elided(ui, &words, fonts::regular(TEXT_SMALL), tokens.muted, width);
    ui.painter().galley(pos2(left, below - line.size().y / 2.0), line.clone(), tokens.muted);
    let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
    let response = if is_cut || line.elided { response.on_hover_text(format!("{title}\n{words}")) } else { response };
    ui.scope_builder(
        UiBuilder::new().max_rect(button).layout(egui::Layout::right_to_left(egui::Align::Center)),
        |ui| {
            let name = format!("{} {}", context.text("evidence-attach"), entry.label);
            let attach = ui.button(format!("{} {}", icons::PAPERCLIP, context.text("evidence-attach")));
            attach.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
            if attach.clicked() {
                ask(AttachTo::Use(EvidenceUse::Duty(entry.id)), Take::Files, out);
            }
        },
    );
    if response.clicked() {
        out.push(Intent::Go(Destination::Duty(entry.id)));
    }
}
