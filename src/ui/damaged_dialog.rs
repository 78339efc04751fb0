//! The dialog about a damaged file: the damage, and the ways to continue from a backup or from the readable part.

use super::kit::dialog::title;
use super::kit::style;
use super::kit::tokens::GRID;
use super::kit::widgets::{primary_button, remark};
use super::{Intent, Outbox, SafetyIntent, ViewContext};
use crate::workbook::Workbook;
use egui::{Label, RichText, Ui};
use std::path::PathBuf;
use std::sync::Arc;

/// Contents of the dialog.
#[derive(Clone, Debug, PartialEq)]
pub struct DamagedDialog {
    /// Path of the file.
    pub path: PathBuf,
    /// The damage, its position, and possible causes, in words.
    pub words: String,
    /// Time and workbook of the newest backup that can be opened.
    pub backup: Option<(String, Arc<Workbook>)>,
    /// The number of records that can be read from the file, the parts that are missing, and the workbook made from
    /// them.
    pub salvaged: Option<(usize, Vec<String>, Arc<Workbook>)>,
}

/// Draws the dialog. Returns true when it is to be closed.
pub(super) fn damaged_ui(ui: &mut Ui, context: &ViewContext<'_>, dialog: &DamagedDialog, out: &mut Outbox) -> bool {
    title(ui, &context.text("damaged-title"));
    ui.add(Label::new(&dialog.words).wrap().selectable(true));
    remark(ui, context.text("damaged-stays"));
    let heading = |ui: &mut Ui, text: String| {
        ui.add_space(GRID);
        ui.label(RichText::new(text).text_style(style::emphasis()));
    };
    if let Some((when, workbook)) = &dialog.backup {
        heading(ui, context.format("damaged-backup", [("when", when.as_str().into())]));
        let (duties, records) = (workbook.duties.len(), workbook.history.len());
        let args = [("duties", duties.into()), ("records", records.into())];
        remark(ui, context.format("damaged-backup-holds", args));
        if primary_button(ui, context.text("damaged-open-backup")).clicked() {
            out.push(Intent::Safety(SafetyIntent::TakeOver(Arc::clone(workbook))));
        }
    }
    if let Some((kept, lost, workbook)) = &dialog.salvaged {
        heading(ui, context.format("damaged-salvage", [("n", (*kept).into())]));
        let lost = if lost.is_empty() {
            context.text("damaged-salvage-all").into_owned()
        } else {
            let lost = lost.join(&context.text("list-separator"));
            context.format("damaged-salvage-lost", [("lost", lost.into())])
        };
        remark(ui, lost);
        if ui.button(context.text("damaged-open-salvaged")).clicked() {
            out.push(Intent::Safety(SafetyIntent::TakeOver(Arc::clone(workbook))));
        }
    }
    ui.add_space(GRID);
    ui.button(context.text("close")).clicked()
}
