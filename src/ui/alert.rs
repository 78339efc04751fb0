//! The strips under the top bar: why the work is not going into its file, what is to be settled, and what to do.

use super::kit::{Tokens, Tone, icons};
use super::shared::with_tooltip;
use super::{CopyIntent, ExternalChangeIntent, Intent, Outbox, ViewContext};
use crate::command::Command;
use crate::workbook::RecordId;
use egui::{Align, Frame, Label, Layout, Margin, Panel, RichText, Stroke, Ui};

/// Why the document does not go into its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Alert {
    /// It could not be written: why, in words.
    NotSaved(String),
    /// Another program has changed the file; what is to become of that is not decided yet.
    ChangedExternally,
    /// It cannot be written: who has it open, or why not.
    ReadOnly(String),
    /// It came from the protected file of this name and is in no file itself, so that it is on no disk.
    InMemory(String),
}

/// Draws the strip where there is trouble.
pub(super) fn alerts_ui(ui: &mut Ui, context: &ViewContext<'_>, out: &mut Outbox) {
    let Some(trouble) = &context.file.trouble else { return };
    let all = Tokens::of(ui);
    let (tone, icon) = match trouble {
        Alert::NotSaved(_) => (all.danger, icons::WARNING),
        Alert::ChangedExternally => (all.warning, icons::WARNING),
        Alert::ReadOnly(_) | Alert::InMemory(_) => (all.warning, icons::LOCK),
    };
    let text = match trouble {
        Alert::NotSaved(why) => context.format("trouble-not-saved", [("reason", why.as_str().into())]),
        Alert::ChangedExternally => context.text("trouble-underneath").into_owned(),
        Alert::ReadOnly(why) => context.format("trouble-read-only", [("reason", why.as_str().into())]),
        Alert::InMemory(name) => context.format("in-memory-strip", [("name", name.as_str().into())]),
    };
    strip_ui(ui, "trouble", tone, icon, &text, |ui| buttons_ui(ui, context, trouble, out));
}

/// What was found, for the strip that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundWords {
    /// What it was, in a sentence.
    pub words: String,
    /// The record that tells of it; none while nothing was changed since.
    pub record: Option<RecordId>,
}

/// Draws the strip where something else than this program changed the file, and nobody has accepted it.
pub(super) fn found_ui(ui: &mut Ui, context: &ViewContext<'_>, out: &mut Outbox) {
    let Some(found) = &context.file.found else { return };
    let text = context.format("found-strip", [("what", found.words.as_str().into())]);
    strip_ui(ui, "found", Tokens::of(ui).warning, icons::WARNING, &text, |ui| {
        if ui.button(context.text("found-accept")).on_hover_text(context.text("found-accept-hint")).clicked() {
            out.push(Intent::AcceptFound);
        }
        if let Some(record) = found.record
            && ui.button(context.text("found-look")).clicked()
        {
            out.push(Intent::ShowRecord(record));
        }
    });
}

/// Draws the strip where both sides of an earlier merge changed the same and nobody has chosen yet.
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

/// A strip with its text at the left and its buttons at the right.
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

/// What can be done, from the right.
fn buttons_ui(ui: &mut Ui, context: &ViewContext<'_>, trouble: &Alert, out: &mut Outbox) {
    match trouble {
        Alert::NotSaved(_) => {
            command_button(ui, context, "trouble-save-as", Command::SaveAs, out);
            command_button(ui, context, "trouble-try-again", Command::Save, out);
        }
        Alert::ChangedExternally => {
            if ui.button(context.text("trouble-look")).clicked() {
                out.push(Intent::ExternalChange(ExternalChangeIntent::Look));
            }
        }
        Alert::ReadOnly(_) => {
            command_button(ui, context, "trouble-own-copy", Command::SaveAs, out);
        }
        Alert::InMemory(_) => {
            command_button(ui, context, "trouble-save-as", Command::SaveAs, out);
        }
    }
}

/// A button that gives a command under a name of its own.
fn command_button(ui: &mut Ui, context: &ViewContext<'_>, name: &'static str, command: Command, out: &mut Outbox) {
    let button = ui.button(context.text(name));
    if with_tooltip(context, button, command).clicked() {
        out.command(command);
    }
}
