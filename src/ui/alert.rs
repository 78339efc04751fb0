//! The strips under the top bar: problems with saving, found changes, and open conflicts, each with the actions that
//! settle it.

use super::kit::{Tokens, Tone, icons};
use super::shared::with_tooltip;
use super::{CopyIntent, ExternalChangeIntent, Intent, Outbox, ViewContext};
use crate::command::Command;
use crate::workbook::RecordId;
use egui::{Align, Frame, Label, Layout, Margin, Panel, RichText, Stroke, Ui};

/// The reason why the document cannot be saved in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Alert {
    /// Writing failed, with the reason in words.
    NotSaved(String),
    /// Another program changed the file, and the user has not decided how to continue.
    ChangedExternally,
    /// The file cannot be written, with the user who has it open or another reason.
    ReadOnly(String),
    /// The document was opened from the protected file of this name and exists in memory only, so that no clear text is
    /// on a disk.
    InMemory(String),
}

/// Draws the strip for a problem with saving, if there is one.
pub(super) fn alerts_ui(ui: &mut Ui, context: &ViewContext<'_>, out: &mut Outbox) {
    let Some(alert) = &context.file.alert else { return };
    let all = Tokens::of(ui);
    let (tone, icon) = match alert {
        Alert::NotSaved(_) => (all.danger, icons::WARNING),
        Alert::ChangedExternally => (all.warning, icons::WARNING),
        Alert::ReadOnly(_) | Alert::InMemory(_) => (all.warning, icons::LOCK),
    };
    let text = match alert {
        Alert::NotSaved(why) => context.format("alert-not-saved", [("reason", why.as_str().into())]),
        Alert::ChangedExternally => context.text("alert-changed-externally").into_owned(),
        Alert::ReadOnly(why) => context.format("alert-read-only", [("reason", why.as_str().into())]),
        Alert::InMemory(name) => context.format("in-memory-strip", [("name", name.as_str().into())]),
    };
    strip_ui(ui, "alert", tone, icon, &text, |ui| buttons_ui(ui, context, alert, out));
}

/// Found changes, for the strip that reports them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundWords {
    /// A sentence that describes the changes.
    pub words: String,
    /// The record of the changes in the history; `None` until the next edit adds it.
    pub record: Option<RecordId>,
}

/// Draws the strip for changes of the file that another program made and nobody has accepted.
pub(super) fn found_ui(ui: &mut Ui, context: &ViewContext<'_>, out: &mut Outbox) {
    let Some(found) = &context.file.found else { return };
    let text = context.format("found-strip", [("what", found.words.as_str().into())]);
    strip_ui(ui, "found", Tokens::of(ui).warning, icons::WARNING, &text, |ui| {
        if ui.button(context.text("found-accept")).on_hover_text(context.text("found-accept-hint")).clicked() {
            out.push(Intent::AcceptFound);
        }
        if let Some(record) = found.record
            && ui.button(context.text("found-show")).clicked()
        {
            out.push(Intent::ShowRecord(record));
        }
    });
}

/// Draws the strip for conflicts of earlier merges that are not settled.
pub(super) fn conflicts_ui(ui: &mut Ui, context: &ViewContext<'_>, out: &mut Outbox) {
    let open = context.file.open_conflicts;
    if open == 0 {
        return;
    }
    let text = context.format("conflicts-open", [("n", open.into())]);
    strip_ui(ui, "conflicts", Tokens::of(ui).warning, icons::GIT_DIFF, &text, |ui| {
        if ui.button(context.text("conflicts-settle")).clicked() {
            out.push(Intent::Copies(CopyIntent::Settle));
        }
    });
}

/// Draws a strip with its text at the left and its buttons at the right.
pub(super) fn strip_ui(
    ui: &mut Ui,
    id: &'static str,
    tone: Tone,
    icon: &str,
    text: &str,
    buttons: impl FnOnce(&mut Ui),
) {
    let frame = Frame::NONE.fill(tone.pale).inner_margin(Margin::symmetric(16, 6)).stroke(Stroke::new(1.0, tone.edge));
    Panel::top(id).frame(frame).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.label(RichText::new(icon).size(16.0).color(tone.text));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                buttons(ui);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.add(Label::new(text).truncate()).on_hover_text(text);
                });
            });
        });
    });
}

/// Draws the buttons of a problem, from right to left.
fn buttons_ui(ui: &mut Ui, context: &ViewContext<'_>, alert: &Alert, out: &mut Outbox) {
    match alert {
        Alert::NotSaved(_) => {
            command_button(ui, context, "alert-save-as", Command::SaveAs, out);
            command_button(ui, context, "alert-try-again", Command::Save, out);
        }
        Alert::ChangedExternally => {
            if ui.button(context.text("alert-show")).clicked() {
                out.push(Intent::ExternalChange(ExternalChangeIntent::Show));
            }
        }
        Alert::ReadOnly(_) => {
            command_button(ui, context, "alert-own-copy", Command::SaveAs, out);
        }
        Alert::InMemory(_) => {
            command_button(ui, context, "alert-save-as", Command::SaveAs, out);
        }
    }
}

/// Draws a button that runs a command, with a label different from the command's name.
fn command_button(ui: &mut Ui, context: &ViewContext<'_>, name: &'static str, command: Command, out: &mut Outbox) {
    let button = ui.button(context.text(name));
    if with_tooltip(context, button, command).clicked() {
        out.command(command);
    }
}
