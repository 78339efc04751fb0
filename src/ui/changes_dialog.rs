//! The list of changes that are not saved yet, and the question whether to save them before the document is closed.

use super::kit::dialog::{answers_enter, title};
use super::kit::tokens::GRID;
use super::kit::widgets::{primary_button, remark};
use super::record_list::records_ui;
use super::shared::with_tooltip;
use super::{Alert, Intent, Outbox, ViewContext};
use crate::command::Command;
use crate::workbook::Record;
use egui::{Label, Ui};
use std::sync::Arc;

/// The records that the file does not contain yet.
fn unsaved(context: &ViewContext<'_>) -> Vec<Arc<Record>> {
    context.file.unsaved.iter().filter_map(|id| context.workbook.record(*id)).cloned().collect()
}

/// Draws the list of changes since the latest save. Returns true when it is to be closed.
pub(super) fn changes_ui(ui: &mut Ui, context: &ViewContext<'_>, out: &mut Outbox) -> bool {
    let records = unsaved(context);
    title(ui, &context.text("changes-title"));
    if records.is_empty() {
        ui.add(Label::new(context.text("changes-none")).wrap());
    } else {
        let id = match (&context.file.alert, &context.file.path) {
            (Some(Alert::InMemory(_)), _) => "in-memory-changes",
            (_, Some(_)) => "changes-count",
            (_, None) => "changes-count-untitled",
        };
        remark(ui, context.format(id, [("n", records.len().into())]));
        records_ui(ui, context, "changes", context.workbook, &records, 320.0);
    }
    ui.add_space(GRID);
    let mut close = false;
    ui.horizontal(|ui| {
        if !records.is_empty() {
            let save = primary_button(ui, context.text("unsaved-save"));
            if with_tooltip(context, save, Command::Save).clicked() {
                out.command(Command::Save);
                close = true;
            }
        }
        close |= ui.button(context.text("close")).clicked();
    });
    close
}

/// Draws the dialog with the buttons Save, Don't save and Cancel.
pub(super) fn unsaved_ui(ui: &mut Ui, context: &ViewContext<'_>, out: &mut Outbox) -> bool {
    title(ui, &context.format("unsaved-title", [("name", context.file.name.as_str().into())]));
    let records = unsaved(context);
    ui.add(Label::new(context.format("unsaved-count", [("n", records.len().into())])).wrap());
    records_ui(ui, context, "unsaved", context.workbook, &records, 200.0);
    ui.add_space(GRID);
    let mut cancel = false;
    ui.horizontal(|ui| {
        let entered = answers_enter(ui, context.has_dialog_keys());
        if primary_button(ui, context.text("unsaved-save")).clicked() || entered {
            out.push(Intent::LeaveAnswer(true));
        }
        if ui.button(context.text("unsaved-discard")).clicked() {
            out.push(Intent::LeaveAnswer(false));
        }
        cancel = ui.button(context.text("cancel")).clicked();
    });
    cancel
}
