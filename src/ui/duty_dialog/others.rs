//! Joins a duty with others, retires it, and lists the retired duties.

use super::OTHERS;
use super::draft::{DutyDraft, Page};
use crate::deadlines::Entry;
use crate::ui::dialogs::field_ui;
use crate::ui::kit::dialog::{scroll_body, title};
use crate::ui::kit::widgets::remark;
use crate::ui::{DutyIntent, Intent, Outbox, ViewContext};
use crate::workbook::DutyId;
use egui::{Label, Ui};

/// The other duties of the clause of a duty.
pub(super) fn neighbors<'a>(context: &'a ViewContext<'_>, id: DutyId) -> impl Iterator<Item = &'a Entry> {
    let clause = context.register.entry(id).map(|entry| entry.duty.definition.clause);
    let others = context.register.entries.iter();
    others.filter(move |entry| entry.id != id && Some(entry.duty.definition.clause) == clause)
}

/// Draws the choice of duties to join.
pub(super) fn join_ui(ui: &mut Ui, context: &ViewContext<'_>, draft: &mut DutyDraft) -> (Option<DutyIntent>, bool) {
    let (Some(id), Page::Join(chosen)) = (draft.id, &mut draft.page) else { return (None, false) };
    remark(ui, context.text("duty-join-text"));
    scroll_body(ui, "duty_join", OTHERS, |ui| {
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
    ((!chosen.is_empty()).then(|| DutyIntent::Join(all())), false)
}

/// Draws the field for the reason.
pub(super) fn retire_ui(ui: &mut Ui, context: &ViewContext<'_>, draft: &mut DutyDraft) -> (Option<DutyIntent>, bool) {
    let (Some(id), Page::Retire(reason)) = (draft.id, &mut draft.page) else { return (None, false) };
    remark(ui, context.text("duty-retire-text"));
    let name = context.text("duty-reason");
    remark(ui, name.clone());
    let entered = field_ui(ui, &name, reason, false);
    let filled = !reason.trim().is_empty();
    (filled.then(|| DutyIntent::Retire(id, reason.trim().to_owned())), entered)
}

/// Draws the list of retired duties, each with its reason. Returns true when the dialog is to be closed.
pub(in crate::ui) fn retired_ui(ui: &mut Ui, context: &ViewContext<'_>, out: &mut Outbox) -> bool {
    title(ui, &context.text("duty-retired-title"));
    let retired = &context.register.retired;
    if retired.is_empty() {
        remark(ui, context.text("duty-retired-none"));
    }
    scroll_body(ui, "duties_retired", OTHERS, |ui| {
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
