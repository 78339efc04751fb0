//! Joins a duty with others, retires it, and lists the retired duties.

use super::{DutyDraft, Page, buttons_ui};
use crate::deadlines::Entry;
use crate::ui::dialogs::field_ui;
use crate::ui::kit::dialog::title;
use crate::ui::kit::widgets::remark;
use crate::ui::{DutyIntent, Intent, Outbox, ViewContext};
use crate::workbook::DutyId;
use egui::{Label, ScrollArea, Ui};

/// The other duties of the clause of a duty.
pub(super) fn neighbors<'a>(context: &'a ViewContext<'_>, id: DutyId) -> Vec<&'a Entry> {
    let Some(clause) = context.register.entry(id).map(|entry| entry.duty.definition.clause) else { return Vec::new() };
    let others = context.register.entries.iter();
    others.filter(|entry| entry.id != id && entry.duty.definition.clause == clause).collect()
}

/// Draws the choice of duties to join. Returns true when the dialog is to be closed.
pub(super) fn join_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    draft: &mut DutyDraft,
    entered: bool,
    out: &mut Outbox,
) -> bool {
    let (Some(id), Page::Join(chosen)) = (draft.id, &mut draft.page) else { return true };
    remark(ui, context.text("duty-join-text"));
    ScrollArea::vertical().max_height(300.0).auto_shrink([false, true]).show(ui, |ui| {
        for entry in neighbors(context, id) {
            let title = entry.duty.definition.title.get(context.locale.language);
            let mut is_chosen = chosen.contains(&entry.id);
            if ui.checkbox(&mut is_chosen, format!("{} {title}", entry.label)).changed() {
                if is_chosen {
                    chosen.insert(entry.id);
                } else {
                    chosen.remove(&entry.id);
                }
            }
        }
    });
    let all = || chosen.iter().copied().chain([id]).collect();
    let intent = (!chosen.is_empty()).then(|| DutyIntent::Join(all()));
    buttons_ui(ui, context, "duty-join-do", entered, intent, out)
}

/// Draws the field for the reason. Returns true when the dialog is to be closed.
pub(super) fn retire_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    draft: &mut DutyDraft,
    entered: bool,
    out: &mut Outbox,
) -> bool {
    let (Some(id), Page::Retire(reason)) = (draft.id, &mut draft.page) else { return true };
    remark(ui, context.text("duty-retire-text"));
    let entered = field_ui(ui, &context.text("duty-reason"), reason, false) || entered;
    let filled = !reason.trim().is_empty();
    let intent = filled.then(|| DutyIntent::Retire(id, reason.trim().to_owned()));
    buttons_ui(ui, context, "duty-retire-do", entered, intent, out)
}

/// Draws the list of retired duties, each with its reason. Returns true when the dialog is to be closed.
pub(in crate::ui) fn retired_ui(ui: &mut Ui, context: &ViewContext<'_>, out: &mut Outbox) -> bool {
    title(ui, &context.text("duty-retired-title"));
    let retired = &context.register.retired;
    if retired.is_empty() {
        remark(ui, context.text("duty-retired-none"));
    }
    ScrollArea::vertical().max_height(400.0).auto_shrink([false, true]).show(ui, |ui| {
        for (id, duty) in retired {
            let definition = &duty.definition;
            let name = format!("{} {}", definition.label(), definition.title.get(context.locale.language));
            ui.add(Label::new(name.as_str()).wrap());
            let reason = definition.retired.clone().unwrap_or_default();
            ui.horizontal_wrapped(|ui| {
                remark(ui, context.format("phrase-retired", [("reason", reason.into())]));
            });
            if ui.button(context.format("duty-restore", [("label", definition.label().into())])).clicked() {
                out.push(Intent::Duty(DutyIntent::Restore(*id)));
            }
        }
    });
    ui.button(context.text("close")).clicked()
}
