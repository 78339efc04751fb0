//! The dialog in which the officer edits the definition of a duty, or enters a duty of the company's own.

mod draft;
mod fields;
mod form;
mod lists;
mod others;
mod split;

pub use draft::DutyDraft;
pub(super) use others::retired_ui;

use super::kit::dialog::{scroll_body, title};
use super::kit::tokens::GRID;
use super::kit::widgets::{primary_button, remark};
use super::{DutyIntent, Intent, Outbox, ViewContext};
use draft::Page;
use egui::{Key, Modifiers, Ui};
use std::collections::BTreeSet;

/// The height of a page without the part that scrolls, in points.
const OTHERS: f32 = 240.0;

/// A page: the messages of its title and of the button that carries it out, and how it is drawn. The function returns
/// the request, if the contents are valid, and whether Enter was pressed in a field.
type DrawPage = fn(&mut Ui, &ViewContext<'_>, &mut DutyDraft) -> (Option<DutyIntent>, bool);

fn page(draft: &DutyDraft) -> (&'static str, &'static str, DrawPage) {
    match draft.page {
        Page::Form if draft.id.is_none() => ("duty-new-title", "duty-add", form_ui),
        Page::Form => ("duty-edit-title", "duty-save", form_ui),
        Page::Split(..) => ("duty-split-title", "duty-split-do", split::split_ui),
        Page::Join(_) => ("duty-join-title", "duty-join-do", others::join_ui),
        Page::Retire(_) => ("duty-retire-title", "duty-retire-do", others::retire_ui),
    }
}

/// Draws the dialog. Returns true when it is to be closed.
pub(super) fn duty_ui(ui: &mut Ui, context: &ViewContext<'_>, draft: &mut DutyDraft, out: &mut Outbox) -> bool {
    let entry = draft.id.and_then(|id| context.register.entry(id));
    if draft.id.is_some() && entry.is_none() {
        return true;
    }
    let label = entry.map(|entry| entry.label.clone()).unwrap_or_default();
    let (name, button, draw) = page(draft);
    title(ui, &context.format(name, [("label", label.into())]));
    let entered = context.has_dialog_keys() && ui.input_mut(|i| i.consume_key(Modifiers::COMMAND, Key::Enter));
    let (intent, entered_in_field) = draw(ui, context, draft);
    ui.add_space(GRID);
    ui.horizontal(|ui| {
        let button = ui.add_enabled_ui(intent.is_some(), |ui| primary_button(ui, context.text(button))).inner;
        if let Some(intent) = intent
            && (button.clicked() || entered || entered_in_field)
        {
            out.push(Intent::Duty(intent));
            out.push(Intent::CloseDialog);
        }
        ui.button(context.text("cancel")).clicked()
    })
    .inner
}

fn form_ui(ui: &mut Ui, context: &ViewContext<'_>, draft: &mut DutyDraft) -> (Option<DutyIntent>, bool) {
    if draft.id.is_none() {
        remark(ui, context.text("duty-new-text"));
    }
    let entered = scroll_body(ui, "duty_fields", OTHERS, |ui| form::fields_ui(ui, context, draft));
    let intent = draft.saved(context);
    if let Some(id) = draft.id {
        ui.horizontal_wrapped(|ui| {
            let has_words = !draft.definition.spans.is_empty();
            let has_others = others::neighbors(context, id).next().is_some();
            if ui.add_enabled(has_words, egui::Button::new(context.text("duty-split"))).clicked() {
                draft.page = Page::Split(BTreeSet::new(), Vec::new());
            }
            if ui.add_enabled(has_others, egui::Button::new(context.text("duty-join"))).clicked() {
                draft.page = Page::Join(BTreeSet::new());
            }
            if ui.button(context.text("duty-retire")).clicked() {
                draft.page = Page::Retire(String::new());
            }
        });
    }
    (intent, entered)
}
