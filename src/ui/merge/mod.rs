//! Copies of the workbook: merging another copy, handing out parts, and files protected by a passphrase.

mod hand_out;
mod preview;

pub use hand_out::{HandOut, HandOutDraft, UnlockDraft};
pub use preview::MergePreview;

use super::kit::dialog::title;
use super::kit::tokens::GRID;
use super::kit::widgets::{primary_button, remark};
use super::{Intent, Outbox, ViewContext};
use crate::merge::{Choice, Conflict};
use crate::workbook::HistoryFilter;
use egui::{Label, Ui};
use std::path::PathBuf;

/// A request about copies.
#[derive(Clone, Debug, PartialEq)]
pub enum CopyIntent {
    /// Preview the merge with the copy in this file.
    Preview(PathBuf),
    /// Carry out the previewed merge with these decisions on conflicts.
    Merge(Vec<(Conflict, Choice)>),
    /// Show the conflicts that earlier merges left unresolved.
    Settle,
    /// Open the file as a workbook of its own.
    Open(PathBuf),
    /// Write a copy.
    HandOut(HandOut),
    /// Open the protected file at this path with a passphrase, for a purpose.
    Unlock(PathBuf, String, UnlockFor),
    /// Write the filtered history to a table.
    ExportHistory(HistoryFilter),
}

/// The purpose of opening a protected file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnlockFor {
    /// Open the file and work on it.
    Open,
    /// Merge the file into the open workbook.
    Merge {
        /// Whether the file was dropped on the window. In that case, an unrelated workbook is opened instead.
        dropped: bool,
    },
}

/// The purpose for which a path is requested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyPath {
    /// Merge another copy.
    Merge,
    /// Write a copy to hand out.
    HandOut {
        /// Whether the copy is protected by a passphrase.
        protected: bool,
    },
    /// Write the history to a table.
    History,
}

impl CopyPath {
    /// The message id of the title of the file dialog.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Merge => "path-merge-copy",
            Self::HandOut { .. } => "path-hand-out",
            Self::History => "path-history",
        }
    }

    /// The extension of the files, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Merge | Self::HandOut { protected: false } => "ron",
            Self::HandOut { protected: true } => "age",
            Self::History => "csv",
        }
    }
}

/// A dialog about copies.
#[derive(Clone, Debug, PartialEq)]
pub enum CopyDialog {
    /// The preview of a merge with another copy.
    Merge(MergePreview),
    /// The options of a copy to hand out.
    HandOut(HandOutDraft),
    /// The passphrase of a file.
    Unlock(UnlockDraft),
    /// Other copies in the same folder, each with the number of its changes that the open workbook lacks.
    Beside(Vec<(PathBuf, usize)>),
    /// The file is an unrelated workbook, not a copy of the open one.
    Other(PathBuf),
}

impl CopyDialog {
    /// The preferred width of the dialog in points.
    #[must_use]
    pub fn width(&self) -> f32 {
        match self {
            Self::Merge(_) => 760.0,
            Self::HandOut(_) | Self::Unlock(_) | Self::Beside(_) | Self::Other(_) => 480.0,
        }
    }
}

/// Draws the dialog. Returns true when it is to be closed.
pub(super) fn copies_ui(ui: &mut Ui, context: &ViewContext<'_>, dialog: &mut CopyDialog, out: &mut Outbox) -> bool {
    match dialog {
        CopyDialog::Merge(preview) => preview::preview_ui(ui, context, preview, out),
        CopyDialog::HandOut(draft) => hand_out::hand_out_ui(ui, context, draft, out),
        CopyDialog::Unlock(draft) => hand_out::unlock_ui(ui, context, draft, out),
        CopyDialog::Beside(copies) => beside_ui(ui, context, copies, out),
        CopyDialog::Other(path) => other_ui(ui, context, path, out),
    }
}

fn file_name(path: &std::path::Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn beside_ui(ui: &mut Ui, context: &ViewContext<'_>, copies: &[(PathBuf, usize)], out: &mut Outbox) -> bool {
    title(ui, &context.text("beside-title"));
    ui.add(Label::new(context.text("beside-text")).wrap());
    ui.add_space(GRID);
    for (path, new) in copies {
        ui.horizontal(|ui| {
            let name = file_name(path);
            let button = context.format("beside-merge", [("name", name.as_str().into())]);
            let response = ui.button(context.text("merge-show"));
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &button));
            if response.clicked() {
                out.push(Intent::Copies(CopyIntent::Preview(path.clone())));
            }
            ui.vertical(|ui| {
                ui.add(Label::new(name).truncate()).on_hover_text(path.display().to_string());
                remark(ui, context.format("beside-new", [("n", (*new).into())]));
            });
        });
    }
    ui.add_space(GRID);
    ui.button(context.text("later")).clicked()
}

fn other_ui(ui: &mut Ui, context: &ViewContext<'_>, path: &std::path::Path, out: &mut Outbox) -> bool {
    title(ui, &context.text("merge-other-title"));
    let text = context.format("merge-other-text", [("name", file_name(path).into())]);
    ui.add(Label::new(text).wrap());
    ui.add_space(GRID);
    ui.horizontal(|ui| {
        if primary_button(ui, context.text("merge-open-it")).clicked() {
            out.push(Intent::Copies(CopyIntent::Open(path.to_owned())));
        }
        ui.button(context.text("cancel")).clicked()
    })
    .inner
}
