//! The dialogs of the window, and the purposes for which a path is requested.

use super::backups_dialog::{self, BackupsDialog};
use super::damaged_dialog::{self, DamagedDialog};
use super::deadlines::event_dialog::{self, EventDraft};
use super::deadlines::schedule_dialog;
use super::export_dialog::{self, ExportDialog};
use super::external_change_dialog::{self, ExternalChangeDialog};
use super::include_dialog::{self, IncludeDialog, IncludedContent};
use super::kit::dialog::{answers_enter, title};
use super::kit::tokens::GRID;
use super::kit::widgets::{is_just_opened, modal, primary_button, remark};
use super::snapshots::freeze_dialog::{self, FreezeDraft};
use super::{AttachTo, Intent, Outbox, ViewContext, changes_dialog};
use crate::deadlines::ScheduleImport;
use crate::export_format::ComparisonFormat;
use crate::workbook::Sha256;
use egui::text::{CCursor, CCursorRange};
use egui::{Id, Key, Label, TextEdit, Ui};
use std::path::PathBuf;

/// The open dialog.
#[derive(Clone, Debug, PartialEq)]
pub enum Dialog {
    /// Asks whether to save edits before the document is closed.
    Unsaved,
    /// The edits that are not saved yet.
    Changes,
    /// The backups that earlier saves made.
    Backups(Box<BackupsDialog>),
    /// A file is damaged, and a backup or a readable part is available.
    Damaged(Box<DamagedDialog>),
    /// Another program changed the file since it was opened.
    ExternalChange(Box<ExternalChangeDialog>),
    /// Asks for a path where the system has no file dialog. The third field is the dialog that was open before, which
    /// is shown again afterwards.
    Path(PathPurpose, String, Option<Box<Dialog>>),
    /// Asks before a file is replaced that already exists.
    Replace(PathPurpose, PathBuf),
    /// Asks for the name of the user.
    Identify(String),
    /// Options of an export.
    Export(ExportDialog),
    /// Internal content to include in a report or a comparison.
    IncludedContent(IncludeDialog),
    /// Purpose and day of a snapshot to freeze.
    Freeze(FreezeDraft),
    /// An event to record or correct.
    Event(Box<EventDraft>),
    /// The definition of a duty to edit, or a new duty.
    Duty(Box<super::DutyDraft>),
    /// The retired duties.
    RetiredDuties,
    /// The dates that a holiday schedule would move.
    Schedule(Box<ScheduleImport>),
    /// A dialog about copies of the workbook.
    Copies(Box<super::CopyDialog>),
    /// The details of a session before it begins.
    Meeting(super::MeetingDraft),
    /// The registry of people.
    People(super::PeopleDialog),
    /// The history of the workbook.
    History(super::HistoryState),
    /// An error that needs a longer explanation.
    Failed {
        /// The error in one line.
        title: String,
        /// Place, cause and remedy.
        text: String,
    },
    /// Offers to review a dropped file that reads as a license.
    LicenseOffer(Box<super::LicenseOffer>),
    /// Warns before a copy of evidence is opened that may start a program.
    OpenDangerous(Sha256),
    /// Asks before evidence is extracted, some of which is confidential.
    Confidential(super::ExtractRequest),
    /// The keyboard shortcuts.
    Keys,
    /// Information about the program.
    About,
}

/// The purpose for which a path is requested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathPurpose {
    /// Open a workbook.
    Open,
    /// Create a workbook from a license text.
    LicenseText,
    /// Read a holiday schedule.
    Schedule,
    /// Attach files.
    Evidence(AttachTo),
    /// Link files.
    EvidenceLinks(AttachTo),
    /// Attach all files of a folder.
    EvidenceFolder(AttachTo),
    /// Replace a piece of evidence with a file.
    Replacement(Sha256),
    /// Move evidence out of the workbook into a file.
    MoveOut(Sha256),
    /// Search a folder for linked files that are missing.
    FindEvidence,
    /// Extract evidence.
    Extract {
        /// Write a zip file instead of a folder.
        zip: bool,
    },
    /// Verify a received snapshot, or compare with it.
    Snapshot,
    /// Write the differences between two snapshots.
    Comparison(ComparisonFormat, IncludedContent),
    /// Write attached evidence to a file.
    SaveEvidence(Sha256),
    /// A path for a copy of the workbook.
    Copy(super::CopyPath),
    /// Save the workbook in another file and continue there.
    SaveAs,
    /// Save a copy.
    SaveCopy,
    /// Write a file about an annual report.
    Report(super::ReportFile),
    /// Write an export with these options.
    Export(super::ExportRequest),
}

impl PathPurpose {
    /// The message id of the title of the file dialog.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Open => "path-open",
            Self::LicenseText => "path-license-text",
            Self::Schedule => "path-schedule",
            Self::Evidence(_) => "path-evidence",
            Self::EvidenceLinks(_) => "path-evidence-links",
            Self::EvidenceFolder(_) => "path-evidence-folder",
            Self::Replacement(_) => "path-replacement",
            Self::MoveOut(_) => "path-move-out",
            Self::FindEvidence => "path-find-evidence",
            Self::Extract { .. } => "path-extract",
            Self::Snapshot => "snapshot-path",
            Self::Comparison(..) => "compare-path",
            Self::SaveEvidence(_) => "path-save-evidence",
            Self::Copy(path) => path.title(),
            Self::SaveAs => "path-save-as",
            Self::SaveCopy => "path-save-copy",
            Self::Export(_) => "path-export",
            Self::Report(super::ReportFile::Pack(..)) => "path-report-pack",
            Self::Report(super::ReportFile::Report(..)) => "path-report",
            Self::Report(super::ReportFile::Minutes(..)) => "path-minutes",
        }
    }

    /// Whether the path is a folder.
    #[must_use]
    pub fn is_folder(self) -> bool {
        matches!(self, Self::EvidenceFolder(_) | Self::FindEvidence | Self::Extract { zip: false })
    }

    /// Whether the path must already exist, either to be read or as the folder that new files are written to.
    #[must_use]
    pub fn opens(self) -> bool {
        match self {
            Self::Open
            | Self::Copy(super::CopyPath::Merge)
            | Self::LicenseText
            | Self::Schedule
            | Self::Snapshot
            | Self::Evidence(_)
            | Self::EvidenceLinks(_)
            | Self::EvidenceFolder(_)
            | Self::Replacement(_)
            | Self::FindEvidence
            | Self::Extract { zip: false } => true,
            Self::MoveOut(_)
            | Self::Comparison(..)
            | Self::Extract { zip: true }
            | Self::SaveEvidence(_)
            | Self::Copy(_)
            | Self::SaveAs
            | Self::SaveCopy
            | Self::Report(_)
            | Self::Export(_) => false,
        }
    }

    /// The extension of the files, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Open | Self::SaveAs | Self::SaveCopy => "ron",
            Self::Copy(path) => path.extension(),
            Self::LicenseText => "txt",
            Self::Schedule | Self::Snapshot => "json",
            Self::Comparison(format, _) => format.extension(),
            Self::Extract { zip: true } => "zip",
            Self::Evidence(_)
            | Self::EvidenceLinks(_)
            | Self::EvidenceFolder(_)
            | Self::Replacement(_)
            | Self::MoveOut(_)
            | Self::FindEvidence
            | Self::Extract { zip: false }
            | Self::SaveEvidence(_) => "",
            Self::Export(request) => request.extension(),
            Self::Report(file) => file.extension(),
        }
    }
}

pub(super) fn dialog_ui(ui: &mut Ui, context: &ViewContext<'_>, dialog: &mut Option<Dialog>, out: &mut Outbox) {
    let Some(open) = dialog.as_mut() else { return };
    if matches!(open, Dialog::Keys | Dialog::About) {
        return;
    }
    let mut close = false;
    let dismissed = modal(ui.ctx(), "dialog", width_of(open), |ui| {
        close = match open {
            Dialog::Unsaved => changes_dialog::unsaved_ui(ui, context, out),
            Dialog::Changes => changes_dialog::changes_ui(ui, context, out),
            Dialog::Backups(dialog) => backups_dialog::backups_ui(ui, context, dialog, out),
            Dialog::Damaged(dialog) => damaged_dialog::damaged_ui(ui, context, dialog, out),
            Dialog::ExternalChange(dialog) => external_change_dialog::external_change_ui(ui, context, dialog, out),
            Dialog::Path(purpose, text, _) => path_ui(ui, context, *purpose, text, out),
            Dialog::Replace(purpose, path) => replace_ui(ui, context, *purpose, path, out),
            Dialog::LicenseOffer(offer) => super::review::offer_ui(ui, context, offer, out),
            Dialog::OpenDangerous(hash) => super::evidence::danger_ui(ui, context, *hash, out),
            Dialog::Confidential(request) => super::evidence::confidential_ui(ui, context, request, out),
            Dialog::Identify(name) => identify_ui(ui, context, name, out),
            Dialog::Export(export) => export_dialog::export_ui(ui, context, export, out),
            Dialog::IncludedContent(dialog) => include_dialog::along_ui(ui, context, dialog, out),
            Dialog::Freeze(draft) => freeze_dialog::freeze_ui(ui, context, draft, out),
            Dialog::Event(draft) => event_dialog::event_ui(ui, context, draft, out),
            Dialog::Duty(draft) => super::duty_dialog::duty_ui(ui, context, draft, out),
            Dialog::RetiredDuties => super::duty_dialog::retired_ui(ui, context, out),
            Dialog::Schedule(import) => schedule_dialog::schedule_ui(ui, context, import, out),
            Dialog::Copies(dialog) => super::merge::copies_ui(ui, context, dialog, out),
            Dialog::Meeting(draft) => super::report::meeting_ui(ui, context, draft, out),
            Dialog::People(state) => super::people_dialog::people_ui(ui, context, state, out),
            Dialog::History(state) => super::history::history_ui(ui, context, state, out),
            Dialog::Failed { title, text } => failed_ui(ui, context, title, text),
            Dialog::Keys | Dialog::About => false,
        };
    });
    if close || dismissed {
        out.push(Intent::CloseDialog);
    }
}

/// The width of a dialog in points.
fn width_of(dialog: &Dialog) -> f32 {
    match dialog {
        Dialog::Backups(_) => 760.0,
        Dialog::History(_) => 860.0,
        Dialog::Copies(dialog) => dialog.width(),
        Dialog::Duty(_) => 720.0,
        Dialog::Changes | Dialog::ExternalChange(_) | Dialog::People(_) | Dialog::RetiredDuties => 640.0,
        Dialog::Event(_) | Dialog::Unsaved | Dialog::Damaged(_) => 560.0,
        Dialog::Path(..)
        | Dialog::Replace(..)
        | Dialog::Identify(_)
        | Dialog::Export(_)
        | Dialog::Meeting(_)
        | Dialog::IncludedContent(_)
        | Dialog::Freeze(_)
        | Dialog::LicenseOffer(_)
        | Dialog::OpenDangerous(_)
        | Dialog::Confidential(_)
        | Dialog::Schedule(_)
        | Dialog::Failed { .. }
        | Dialog::Keys
        | Dialog::About => 460.0,
    }
}

fn path_ui(ui: &mut Ui, context: &ViewContext<'_>, purpose: PathPurpose, text: &mut String, out: &mut Outbox) -> bool {
    title(ui, &context.text(purpose.title()));
    remark(ui, context.text("path-hint"));
    let entered = field_ui(ui, &context.text("path-name"), text, false);
    buttons_ui(ui, context, !text.trim().is_empty(), entered, || {
        let path = PathBuf::from(text.trim());
        let saves = !purpose.opens();
        out.push(if saves { Intent::TypedPath(purpose, path) } else { Intent::Path(purpose, path) });
    })
}

/// Asks whether to replace an existing file that the file dialog of the system did not ask about.
fn replace_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    purpose: PathPurpose,
    path: &std::path::Path,
    out: &mut Outbox,
) -> bool {
    title(ui, &context.text("replace-title"));
    let text = context.format("replace-text", [("path", path.display().to_string().into())]);
    ui.add(Label::new(text).wrap());
    ui.add_space(GRID);
    ui.horizontal(|ui| {
        if ui.button(context.text("replace-confirm")).clicked() {
            out.push(Intent::Path(purpose, path.to_owned()));
        }
        primary_button(ui, context.text("cancel")).clicked() || answers_enter(ui, context.has_dialog_keys())
    })
    .inner
}

fn identify_ui(ui: &mut Ui, context: &ViewContext<'_>, name: &mut String, out: &mut Outbox) -> bool {
    title(ui, &context.text("identify-title"));
    ui.add(Label::new(context.text("identify-text")).wrap());
    let entered = field_ui(ui, &context.text("identify-name"), name, true);
    buttons_ui(ui, context, !name.trim().is_empty(), entered, || {
        out.push(Intent::Identify(name.trim().to_owned()));
        out.push(Intent::CloseDialog);
    })
}

/// Draws a text field that gets the cursor when it is first drawn. With `marked`, its text is selected, so that typing
/// replaces it. Returns true when Enter was pressed in it.
pub(super) fn field_ui(ui: &mut Ui, name: &str, text: &mut String, marked: bool) -> bool {
    let id = Id::unique("dialog-field");
    let first = is_just_opened(ui, id);
    let response = ui.name_inputs(name, |ui| ui.add(TextEdit::singleline(text).id(id).desired_width(f32::INFINITY)));
    if first {
        response.request_focus();
        // The field state may still hold the caret position of the previous dialog.
        let mut state = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
        let end = CCursor::new(text.chars().count());
        let start = if marked { CCursor::default() } else { end };
        state.cursor.set_char_range(Some(CCursorRange::two(start, end)));
        state.store(ui.ctx(), id);
    }
    response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter))
}

/// Draws OK and Cancel. Returns true when the dialog is to be closed.
fn buttons_ui(ui: &mut Ui, context: &ViewContext<'_>, ready: bool, entered: bool, accept: impl FnOnce()) -> bool {
    ui.add_space(GRID);
    ui.horizontal(|ui| {
        let ok = ui.add_enabled_ui(ready, |ui| primary_button(ui, context.text("ok"))).inner;
        if ready && (ok.clicked() || entered) {
            accept();
        }
        ui.button(context.text("cancel")).clicked()
    })
    .inner
}

fn failed_ui(ui: &mut Ui, context: &ViewContext<'_>, heading: &str, text: &str) -> bool {
    title(ui, heading);
    ui.add(Label::new(text).wrap().selectable(true));
    ui.add_space(GRID);
    primary_button(ui, context.text("ok")).clicked() || answers_enter(ui, context.has_dialog_keys())
}
