//! What to export: format, language, and what stays out.

use super::kit::fonts;
use super::kit::tokens::{GRID, HEADING};
use super::kit::widgets::{primary_button, remark};
use super::{ExportFormat, ExportRequest, Intent, Outbox, ViewContext};
use crate::language::Language;
use egui::{RichText, Ui};

/// The choices so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportDialog {
    /// What would be exported now.
    pub request: ExportRequest,
}

impl ExportDialog {
    /// A web page in the language of the window, without what is for inside use.
    #[must_use]
    pub fn new(language: Language) -> Self {
        let request = ExportRequest {
            format: ExportFormat::Html,
            language,
            with_notes: false,
            with_history: false,
            frozen: None,
        };
        Self { request }
    }
}

/// Draws the dialog; true when it is to be closed.
pub(super) fn export_ui(ui: &mut Ui, context: &ViewContext<'_>, dialog: &mut ExportDialog, out: &mut Outbox) -> bool {
    let request = &mut dialog.request;
    ui.label(RichText::new(context.text("export-title")).font(fonts::bold(HEADING)));
    let frozen = request.frozen.and_then(|id| context.workbook.snapshots.get(&id));
    match frozen {
        Some(frozen) => {
            let args = [("purpose", frozen.purpose.as_str().into()), ("date", frozen.on.to_string().into())];
            remark(ui, context.format("snapshot-export-text", args));
        }
        None => drop(remark(ui, context.format("export-text", [("date", context.today.to_string().into())]))),
    }
    ui.add_space(GRID);
    for format in ExportFormat::ALL {
        let id = match format {
            ExportFormat::Html => "export-html",
            ExportFormat::Csv => "export-csv",
            ExportFormat::Json => "export-json",
            ExportFormat::Ics => "export-ics",
        };
        ui.radio_value(&mut request.format, format, context.text(id));
    }
    ui.add_space(GRID);
    ui.horizontal(|ui| {
        ui.label(context.text("export-language"));
        for language in Language::ALL {
            let name = match language {
                Language::ZhCn => "中文",
                Language::En => "English",
            };
            ui.radio_value(&mut request.language, language, name);
        }
    });
    ui.checkbox(&mut request.with_notes, context.text("export-with-notes"));
    // The history is the workbook's: a frozen snapshot has none.
    if frozen.is_none() {
        ui.checkbox(&mut request.with_history, context.text("export-with-history"));
    }
    ui.add_space(GRID);
    ui.horizontal(|ui| {
        let entered = ui.input(|i| i.key_pressed(egui::Key::Enter));
        if primary_button(ui, context.text("export-choose-file")).clicked() || entered {
            out.push(Intent::Export(*request));
        }
        ui.button(context.text("cancel")).clicked()
    })
    .inner
}
