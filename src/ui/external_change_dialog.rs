//! The dialog about a file that another program or user changed while it was open: the differences, and the result and
//! cost of each way to continue.

use super::kit::dialog::title;
use super::kit::tokens::GRID;
use super::kit::widgets::{primary_button, remark};
use super::kit::{Tokens, style};
use super::record_list::records_ui;
use super::{ExternalChangeIntent, Intent, Outbox, ViewContext};
use crate::workbook::{Record, Workbook};
use egui::{Button, Label, RichText, Ui};
use std::path::PathBuf;
use std::sync::Arc;

/// The current contents of the file's path.
#[derive(Clone, Debug, PartialEq)]
pub enum Theirs {
    /// Nothing: the file was moved or deleted.
    Gone,
    /// A file that cannot be read, with the reason.
    Unreadable(String),
    /// Another state of the workbook, or another workbook.
    Workbook(Arc<Workbook>),
}

/// Contents of the dialog.
#[derive(Clone, Debug, PartialEq)]
pub struct ExternalChangeDialog {
    /// Path of the file.
    pub path: PathBuf,
    /// The current contents of the path.
    pub theirs: Theirs,
    /// Changes that only the open workbook has.
    pub mine: Vec<Arc<Record>>,
    /// Changes that only the file has.
    pub incoming: Vec<Arc<Record>>,
    /// Names of the sections that were changed in the file without a record, for example in a text editor.
    pub by_hand: Vec<String>,
    /// Number of conflicts between the two; `None` where they cannot be merged.
    pub conflicts: Option<usize>,
    /// Whether this window may write to the file.
    pub can_save: bool,
}

/// Draws the dialog. Returns true when it is to be closed.
pub(super) fn external_change_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    dialog: &ExternalChangeDialog,
    out: &mut Outbox,
) -> bool {
    let id = if dialog.theirs == Theirs::Gone { "external-change-gone-title" } else { "external-change-title" };
    title(ui, &context.text(id));
    remark(ui, dialog.path.display().to_string());
    match &dialog.theirs {
        Theirs::Gone => {
            ui.add(Label::new(context.text("external-change-gone-text")).wrap());
        }
        Theirs::Unreadable(why) => {
            ui.add(Label::new(context.text("external-change-unreadable")).wrap());
            ui.add(Label::new(why).wrap().selectable(true));
        }
        Theirs::Workbook(theirs) if theirs.id != context.workbook.id => {
            ui.add(Label::new(context.text("external-change-other-workbook")).wrap());
        }
        Theirs::Workbook(theirs) => sides_ui(ui, context, dialog, theirs),
    }
    ui.add_space(GRID);
    ways_ui(ui, context, dialog, out)
}

/// Draws the changes that only the file has and those that only the open workbook has.
fn sides_ui(ui: &mut Ui, context: &ViewContext<'_>, dialog: &ExternalChangeDialog, theirs: &Workbook) {
    let heading = |ui: &mut Ui, text: String| {
        ui.label(RichText::new(text).text_style(style::emphasis()));
    };
    // Both lists and all buttons must fit into the smallest window.
    let height = ((ui.ctx().content_rect().height() - 424.0) / 2.0).clamp(60.0, 120.0);
    if dialog.incoming.is_empty() {
        heading(ui, context.text("external-change-incoming-none").into_owned());
    } else {
        heading(ui, context.format("external-change-incoming", [("n", dialog.incoming.len().into())]));
        records_ui(ui, context, "incoming", theirs, &dialog.incoming, height);
    }
    if !dialog.by_hand.is_empty() {
        let names = dialog.by_hand.join(&context.text("list-separator"));
        remark(ui, context.format("external-change-by-hand", [("sections", names.into())]));
    }
    if dialog.mine.is_empty() {
        heading(ui, context.text("external-change-mine-none").into_owned());
    } else {
        heading(ui, context.format("external-change-mine", [("n", dialog.mine.len().into())]));
        records_ui(ui, context, "mine", context.workbook, &dialog.mine, height);
    }
}

/// Draws the ways to continue, each with its cost. Returns true when the dialog is to be closed.
fn ways_ui(ui: &mut Ui, context: &ViewContext<'_>, dialog: &ExternalChangeDialog, out: &mut Outbox) -> bool {
    let (mine, incoming) = (dialog.mine.len(), dialog.incoming.len());
    let is_same = matches!(&dialog.theirs, Theirs::Workbook(theirs) if theirs.id == context.workbook.id);
    let mut ways = Vec::new();
    if let Some(conflicts) = dialog.conflicts.filter(|_| dialog.can_save && mine > 0) {
        let cost = if conflicts == 0 {
            context.format("way-merge-clean", [("mine", mine.into()), ("incoming", incoming.into())])
        } else {
            context.format("way-merge-conflicts", [("n", conflicts.into())])
        };
        ways.push((ExternalChangeIntent::Merge, "way-merge", cost));
    }
    if is_same {
        let cost = if mine == 0 {
            context.text("way-reload-free").into_owned()
        } else {
            context.format("way-reload-cost", [("n", mine.into())])
        };
        ways.push((ExternalChangeIntent::Reload, "way-reload", cost));
    }
    if dialog.theirs != Theirs::Gone && (mine > 0 || !is_same) {
        ways.push((ExternalChangeIntent::KeepBoth, "way-keep-both", context.text("way-keep-both-cost").into_owned()));
    }
    if dialog.can_save {
        let (name, cost) = match &dialog.theirs {
            Theirs::Gone => ("way-save-again", context.text("way-save-again-cost").into_owned()),
            Theirs::Unreadable(_) => ("way-overwrite", context.text("way-overwrite-unreadable").into_owned()),
            Theirs::Workbook(_) if incoming == 0 => {
                ("way-overwrite", context.text("way-overwrite-cost-none").into_owned())
            }
            Theirs::Workbook(_) => ("way-overwrite", context.format("way-overwrite-cost", [("n", incoming.into())])),
        };
        ways.push((ExternalChangeIntent::Overwrite, name, cost));
    }
    let tokens = Tokens::of(ui);
    for (index, (intent, name, cost)) in ways.into_iter().enumerate() {
        ui.horizontal(|ui| {
            let name = context.text(name);
            let width = 150.0;
            let response = if index == 0 {
                ui.allocate_ui(egui::vec2(width, 28.0), |ui| {
                    ui.set_min_width(width);
                    primary_button(ui, name)
                })
                .inner
            } else {
                ui.allocate_ui(egui::vec2(width, 28.0), |ui| {
                    ui.set_min_width(width);
                    ui.add(Button::new(name))
                })
                .inner
            };
            ui.add(Label::new(RichText::new(cost).color(tokens.muted)).wrap());
            if response.clicked() {
                out.push(Intent::ExternalChange(intent));
            }
        });
    }
    ui.add_space(GRID);
    ui.button(context.text("external-change-later")).clicked()
}
