//! Copies of the workbook: what comes in from another one, parts that are handed out, and copies behind a passphrase.

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

/// A wish about copies.
#[derive(Clone, Debug, PartialEq)]
pub enum CopyIntent {
    /// To see what comes in from the copy in this file.
    Preview(PathBuf),
    /// To take in what the preview shows, with what was decided on conflicts.
    Merge(Vec<(Conflict, Choice)>),
    /// To see what earlier merges left open.
    Settle,
    /// To open the file as a workbook of its own.
    Open(PathBuf),
    /// To write a copy.
    HandOut(HandOut),
    /// To open a file behind a passphrase, and what for.
    Unlock(PathBuf, String, UnlockFor),
    /// To write the history into a table.
    ExportHistory(HistoryFilter),
}

/// What a file behind a passphrase is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnlockFor {
    /// To work on it.
    Open,
    /// To take in what it has.
    Merge {
        /// It was dropped on the window: another workbook is opened instead.
        dropped: bool,
    },
}

/// What a path is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyPath {
    /// To take in what another copy has.
    Merge,
    /// To write a copy that is handed out.
    HandOut {
        /// Behind a passphrase.
        protected: bool,
    },
    /// To write the history into a table.
    History,
}

impl CopyPath {
    /// The id of the title that its dialog has.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Merge => "path-merge-copy",
            Self::HandOut { .. } => "path-hand-out",
            Self::History => "path-history",
        }
    }

    /// The extension of files of this kind.
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
    /// What comes in from another copy.
    Merge(MergePreview),
    /// What is handed out.
    HandOut(HandOutDraft),
    /// The passphrase of a file.
    Unlock(UnlockDraft),
    /// Other copies beside the file, each with how many changes it has that are not here.
    Beside(Vec<(PathBuf, usize)>),
    /// The file is a workbook of its own, not a copy of this one.
    Other(PathBuf),
}

impl CopyDialog {
    /// How wide it wants to be.
    #[must_use]
    pub fn width(&self) -> f32 {
        match self {
            Self::Merge(_) => 760.0,
            Self::HandOut(_) | Self::Unlock(_) | Self::Beside(_) | Self::Other(_) => 480.0,
        }
    }
}

/// Draws the dialog; true when it is to be closed.
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
            let response = ui.button(context.text("merge-look"));
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
