//! The backups of the document: time, size and differences of each, and the button that continues with one.

use super::evidence::size_words;
use super::kit::dialog::title;
use super::kit::tokens::{GRID, TEXT_SMALL};
use super::kit::widgets::{primary_button, remark};
use super::kit::{Tokens, style};
use super::record_list::records_ui;
use super::{Intent, Outbox, SafetyIntent, ViewContext};
use crate::workbook::{Record, Workbook};
use egui::{Align, Label, Layout, RichText, ScrollArea, Ui, vec2};
use std::path::PathBuf;
use std::sync::Arc;

/// State of the dialog.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BackupsDialog {
    /// Name of the document.
    pub name: String,
    /// The backups, newest first; `None` while they are being listed.
    pub backups: Option<Vec<BackupLine>>,
    /// Size of the backups of this document in bytes, including the evidence that they share.
    pub own: u64,
    /// Size of the backups of all workbooks in bytes.
    pub all: u64,
    /// Path of the selected backup.
    pub chosen: Option<PathBuf>,
    /// Contents of the selected backup; `None` while it is being read.
    pub seen: Option<BackupSeen>,
}

/// A backup in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupLine {
    /// Path of the backup.
    pub path: PathBuf,
    /// Time when the contents of the backup were replaced, in words.
    pub when: String,
    /// Size in bytes, without shared evidence.
    pub size: u64,
}

/// A backup, the records that only the open workbook has, and the records that only the backup has.
pub type BackupContents = (Arc<Workbook>, Vec<Arc<Record>>, Vec<Arc<Record>>);

/// The result of reading a backup.
#[derive(Clone, Debug, PartialEq)]
pub struct BackupSeen {
    /// Path of the backup.
    pub path: PathBuf,
    /// Workbook of the backup, the records made since, and the records that are missing from the open workbook; or the
    /// reason why the backup cannot be read.
    pub outcome: Result<BackupContents, String>,
}

const HEIGHT: f32 = 300.0;

/// Draws the dialog. Returns true when it is to be closed.
pub(super) fn backups_ui(ui: &mut Ui, context: &ViewContext<'_>, dialog: &mut BackupsDialog, out: &mut Outbox) -> bool {
    title(ui, &context.format("backups-title", [("name", dialog.name.as_str().into())]));
    match &dialog.backups {
        None => drop(ui.label(context.text("backups-looking"))),
        Some(backups) if backups.is_empty() => drop(ui.add(Label::new(context.text("backups-none")).wrap())),
        Some(_) => {
            // The separator takes all available height, so the size is fixed here.
            let size = vec2(ui.available_width(), HEIGHT);
            ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Min), |ui| {
                ui.allocate_ui(vec2(230.0, HEIGHT), |ui| list_ui(ui, dialog, out));
                ui.separator();
                ui.vertical(|ui| seen_ui(ui, context, dialog, out));
            });
            let args = [
                ("n", dialog.backups.as_ref().map_or(0, Vec::len).into()),
                ("own", size_words(dialog.own).into()),
                ("all", size_words(dialog.all).into()),
            ];
            remark(ui, context.format("backups-taken", args));
        }
    }
    ui.add_space(GRID);
    ui.button(context.text("close")).clicked()
}

fn list_ui(ui: &mut Ui, dialog: &mut BackupsDialog, out: &mut Outbox) {
    let Some(backups) = &dialog.backups else { return };
    let mut chosen = None;
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ScrollArea::vertical().id_salt("backup_list").max_height(HEIGHT).auto_shrink([false, false]).show(ui, |ui| {
            for backup in backups {
                let is_chosen = dialog.chosen.as_ref() == Some(&backup.path);
                let text = format!("{}  {}", backup.when, size_words(backup.size));
                if ui.selectable_label(is_chosen, text).clicked() {
                    chosen = Some(backup.path.clone());
                }
            }
        });
    });
    if let Some(path) = chosen {
        dialog.chosen = Some(path.clone());
        dialog.seen = None;
        out.push(Intent::Safety(SafetyIntent::LookInto(path)));
    }
}

fn seen_ui(ui: &mut Ui, context: &ViewContext<'_>, dialog: &BackupsDialog, out: &mut Outbox) {
    let tokens = Tokens::of(ui);
    let Some(seen) = dialog.seen.as_ref().filter(|seen| dialog.chosen.as_ref() == Some(&seen.path)) else {
        ui.label(RichText::new(context.text("backups-reading")).color(tokens.muted));
        return;
    };
    let (workbook, since, beyond) = match &seen.outcome {
        Ok(contents) => contents,
        Err(words) => {
            ui.add(Label::new(words).wrap().selectable(true));
            return;
        }
    };
    let heading = |ui: &mut Ui, text: String| {
        ui.label(RichText::new(text).text_style(style::emphasis()));
    };
    if since.is_empty() {
        heading(ui, context.text("backups-since-none").into_owned());
    } else {
        heading(ui, context.format("backups-since", [("n", since.len().into())]));
        records_ui(ui, context, "since", context.workbook, since, if beyond.is_empty() { 200.0 } else { 90.0 });
    }
    if !beyond.is_empty() {
        heading(ui, context.format("backups-beyond", [("n", beyond.len().into())]));
        records_ui(ui, context, "beyond", workbook, beyond, 80.0);
    }
    if primary_button(ui, context.text("backups-restore")).clicked() {
        out.push(Intent::Safety(SafetyIntent::TakeOver(Arc::clone(workbook))));
    }
    let note = RichText::new(context.text("backups-restore-note")).size(TEXT_SMALL).color(tokens.muted);
    ui.add(Label::new(note).wrap());
}
