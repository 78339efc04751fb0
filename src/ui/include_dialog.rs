//! The dialog that asks which internal content to include in a report file or a comparison. It opens before the file
//! dialog.

use super::kit::dialog::{answers_enter, title};
use super::kit::tokens::GRID;
use super::kit::widgets::{primary_button, remark};
use super::report::{ReportFile, ReportIntent};
use super::snapshots::SnapshotIntent;
use super::{Intent, Outbox, PathPurpose, ViewContext};
use crate::export_format::{ComparisonFormat, DocumentFormat};
use egui::Ui;

/// The kinds of internal content that a file includes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IncludedContent {
    /// Notes, sessions, gaps, and how a report was prepared.
    pub notes: bool,
    /// Evidence that is marked confidential.
    pub confidential: bool,
}

/// The files that the dialog can be opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IncludeFor {
    /// The archive with everything that belongs to the report on a year.
    Pack(i32),
    /// The report on a year.
    Report(i32, DocumentFormat),
    /// The comparison that is shown.
    Comparison(ComparisonFormat),
}

/// The current choices. No internal content is included unless it is selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IncludeDialog {
    /// The file to write.
    pub with: IncludeFor,
    /// The content that is included.
    pub along: IncludedContent,
}

impl IncludeDialog {
    /// A dialog in which no internal content is selected.
    #[must_use]
    pub fn new(with: IncludeFor) -> Self {
        Self { with, along: IncludedContent::default() }
    }

    fn purpose(self) -> PathPurpose {
        match self.with {
            IncludeFor::Pack(year) => PathPurpose::Report(ReportFile::Pack(year, self.along)),
            IncludeFor::Report(year, kind) => PathPurpose::Report(ReportFile::Report(year, kind, self.along)),
            IncludeFor::Comparison(format) => PathPurpose::Comparison(format, self.along),
        }
    }

    fn wish(self) -> Intent {
        match self.with {
            IncludeFor::Pack(year) => Intent::Report(ReportIntent::Write(ReportFile::Pack(year, self.along))),
            IncludeFor::Report(year, kind) => {
                Intent::Report(ReportIntent::Write(ReportFile::Report(year, kind, self.along)))
            }
            IncludeFor::Comparison(format) => Intent::Snapshot(SnapshotIntent::WriteComparison(format, self.along)),
        }
    }
}

/// Draws the dialog. Returns true when it is to be closed.
pub(super) fn along_ui(ui: &mut Ui, context: &ViewContext<'_>, dialog: &mut IncludeDialog, out: &mut Outbox) -> bool {
    title(ui, &context.text(dialog.purpose().title()));
    remark(ui, context.text("along-text"));
    ui.add_space(GRID);
    notes_ui(ui, context, &mut dialog.along.notes);
    let n = context.workbook.evidence.values().filter(|evidence| evidence.confidential).count();
    ui.checkbox(&mut dialog.along.confidential, context.text("format-with-confidential"));
    if n > 0 {
        remark(ui, context.format("along-confidential", [("n", n.into())]));
    }
    ui.add_space(GRID);
    ui.horizontal(|ui| {
        let chosen = primary_button(ui, context.text("export-choose-file")).clicked()
            || answers_enter(ui, context.has_dialog_keys());
        if chosen {
            out.push(Intent::CloseDialog);
            out.push(dialog.wish());
        }
        ui.button(context.text("cancel")).clicked()
    })
    .inner
}

/// Draws the check box that includes internal notes, with an explanation of its contents.
pub(super) fn notes_ui(ui: &mut Ui, context: &ViewContext<'_>, notes: &mut bool) {
    ui.checkbox(notes, context.text("export-with-notes"));
    remark(ui, context.text("export-notes-hint"));
}
