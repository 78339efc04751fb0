//! The evidence of one place of use: its pieces, the ways to attach more, and the area that files can be dropped on.

use super::EvidenceIntent;
use super::cards::cards_ui;
use crate::command::Command;
use crate::ui::kit::tokens::{GRID, TEXT_SMALL};
use crate::ui::kit::widgets::{link, remark};
use crate::ui::kit::{Tokens, icons};
use crate::ui::{AttachTo, Intent, Outbox, ViewContext};
use crate::workbook::{DutyId, EvidenceUse, Sha256};
use egui::{CornerRadius, Frame, Margin, Popup, PopupCloseBehavior, RichText, ScrollArea, Stroke, TextEdit, Ui};

/// The way in which files are attached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Take {
    /// Single files. The workbook embeds them unless they are too large.
    Files,
    /// All files of a folder.
    Folder,
    /// Single files, which stay at their path and are linked.
    Links,
}

/// Requests a dialog to choose what is attached to `to`.
pub(in crate::ui) fn ask(to: AttachTo, take: Take, out: &mut Outbox) {
    out.push(match take {
        Take::Files => Intent::AskEvidence(to),
        Take::Folder => Intent::Evidence(EvidenceIntent::AskFolder(to)),
        Take::Links => Intent::Evidence(EvidenceIntent::AskLinks(to)),
    });
}

/// Draws the evidence of `place` in a frame that files can be dropped on.
pub(in crate::ui) fn section_ui(ui: &mut Ui, context: &ViewContext<'_>, place: EvidenceUse, out: &mut Outbox) {
    let tokens = Tokens::of(ui);
    let hashes: Vec<Sha256> = context.workbook.evidence_at(place).into_iter().collect();
    let over = ui.input(|input| !input.raw.hovered_files.is_empty());
    let (fill, edge) = if over { (tokens.selected, tokens.accent) } else { (tokens.ground, tokens.hairline) };
    Frame::NONE
        .fill(fill)
        .stroke(Stroke::new(if over { 2.0 } else { 1.0 }, edge))
        .corner_radius(CornerRadius::same(8))
        .inner_margin(Margin::same(10))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 2.0;
            cards_ui(ui, context, &hashes, Some(place), out);
            if !hashes.is_empty() {
                ui.add_space(GRID);
            }
            ui.horizontal_wrapped(|ui| {
                let keys = Command::AttachFiles.keys(ui.ctx());
                let words = format!("{} {}", icons::PAPERCLIP, context.text("evidence-attach"));
                if ui.button(words).on_hover_text(keys).clicked() {
                    ask(AttachTo::Use(place), Take::Files, out);
                }
                more_ui(ui, context, Some(place), out);
                let paste = egui::KeyboardShortcut::new(egui::Modifiers::COMMAND, egui::Key::V);
                let keys = ui.ctx().format_shortcut(&paste);
                let hint = RichText::new(context.format("evidence-drop-hint", [("keys", keys.into())]))
                    .size(TEXT_SMALL)
                    .color(tokens.muted);
                ui.add(egui::Label::new(hint).wrap());
            });
        });
    if let EvidenceUse::Duty(duty) = place {
        twins_ui(ui, context, &[duty], out);
    }
}

/// Draws the menu of the other ways to attach: a folder, links, or evidence that is in the workbook already.
pub(super) fn more_ui(ui: &mut Ui, context: &ViewContext<'_>, place: Option<EvidenceUse>, out: &mut Outbox) {
    let button = ui.button(format!("{} {}", context.text("evidence-attach-more"), icons::CARET_DOWN));
    Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        ui.set_min_width(240.0);
        for (icon, id, take) in [
            (icons::FOLDER, "evidence-attach-folder", Take::Folder),
            (icons::LINK, "evidence-attach-link", Take::Links),
        ] {
            if ui.button(format!("{icon}  {}", context.text(id))).clicked() {
                ask(place.map_or(AttachTo::Nowhere, AttachTo::Use), take, out);
                ui.close();
            }
        }
        if let Some(place) = place.filter(|_| !context.workbook.evidence.is_empty()) {
            ui.separator();
            reuse_ui(ui, context, place, button.id.with("reuse"), out);
        }
    });
}

/// Draws the search for evidence that is in the workbook already, to use it in `place` as well.
fn reuse_ui(ui: &mut Ui, context: &ViewContext<'_>, place: EvidenceUse, id: egui::Id, out: &mut Outbox) {
    const LINES: usize = 40;
    let name = context.text("evidence-reuse");
    remark(ui, name.clone());
    let mut text = ui.data(|data| data.get_temp::<String>(id)).unwrap_or_default();
    ui.name_inputs(name, |ui| {
        let hint = format!("{} {}", icons::MAGNIFYING_GLASS, context.text("evidence-search"));
        ui.add(TextEdit::singleline(&mut text).id(id.with("text")).hint_text(hint).desired_width(f32::INFINITY))
    });
    ui.data_mut(|data| data.insert_temp(id, text.clone()));
    let held = context.workbook.evidence_at(place);
    let text = text.to_lowercase();
    let fits = |name: &str| text.split_whitespace().all(|word| name.to_lowercase().contains(word));
    let others = context.workbook.evidence.iter().filter(|(hash, e)| !held.contains(hash) && fits(&e.name));
    ScrollArea::vertical().max_height(220.0).show(ui, |ui| {
        for (hash, evidence) in others.take(LINES) {
            let button = egui::Button::new(&evidence.name).frame(false).truncate();
            if ui.add(button).on_hover_text(&evidence.description).clicked() {
                out.push(Intent::Evidence(EvidenceIntent::Use(vec![*hash], vec![place])));
                ui.close();
            }
        }
    });
}

/// Names the twins that lack evidence of these duties, and attaches it to them with one click.
pub(super) fn twins_ui(ui: &mut Ui, context: &ViewContext<'_>, duties: &[DutyId], out: &mut Outbox) {
    let has = |id: &DutyId| context.register.entry(*id).is_some_and(|e| !e.evidence.is_empty());
    let having: Vec<DutyId> = duties.iter().filter(|id| has(id)).copied().collect();
    let lacks = |duty: &DutyId| {
        let own = context.workbook.evidence_at(EvidenceUse::Duty(*duty));
        let twins = context.workbook.twins(*duty).into_iter().filter_map(|twin| context.register.entry(twin));
        let twins = twins.filter(move |twin| !own.is_subset(&twin.duty.answer.evidence));
        twins.filter(|twin| twin.status != crate::workbook::Status::NotApplicable).map(|twin| twin.label.clone())
    };
    let mut labels: Vec<String> = having.iter().flat_map(lacks).collect();
    labels.sort();
    labels.dedup();
    if labels.is_empty() {
        return;
    }
    let what = labels.join(&context.text("list-separator"));
    let words = context.format("evidence-share", [("what", what.into())]);
    if link(ui, format!("{} {words}", icons::COPY)).clicked() {
        out.push(Intent::Evidence(EvidenceIntent::Share(having)));
    }
}
