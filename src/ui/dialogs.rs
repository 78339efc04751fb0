//! The few dialogs that cannot be avoided.

use super::along_dialog::{self, Along, AlongDialog};
use super::backups_dialog::{self, BackupsDialog};
use super::damaged_dialog::{self, DamagedDialog};
use super::deadlines::event_dialog::{self, EventDraft};
use super::deadlines::schedule_dialog;
use super::export_dialog::{self, ExportDialog};
use super::external_change_dialog::{self, ExternalChangeDialog};
use super::kit::dialog::{answers_enter, title};
use super::kit::tokens::GRID;
use super::kit::widgets::{is_just_opened, modal, primary_button, remark};
use super::snapshots::freeze_dialog::{self, FreezeDraft};
use super::{AttachTo, ComparisonFormat, Intent, Outbox, ViewContext, changes_dialog};
use crate::deadlines::ScheduleImport;
use crate::workbook::Sha256;
use egui::text::{CCursor, CCursorRange};
use egui::{Id, Key, Label, TextEdit, Ui};
use std::path::PathBuf;

/// A dialog that is open.
#[derive(Clone, Debug, PartialEq)]
pub enum Dialog {
    /// There are edits that the file does not hold, and it is to be left.
    Unsaved,
    /// The edits that the file does not hold.
    Changes,
    /// What earlier saves replaced.
    Backups(Box<BackupsDialog>),
    /// A file is damaged, and there is something to go on with.
    Damaged(Box<DamagedDialog>),
    /// The file was changed by someone else since it was opened.
    ExternalChange(Box<ExternalChangeDialog>),
    /// Asks for a path where the system shows no file dialog.
    /// What was open before comes back afterwards.
    Path(PathPurpose, String, Option<Box<Dialog>>),
    /// A file is there already; she may not know.
    Replace(PathPurpose, PathBuf),
    /// Asks for the name of the person at the keyboard.
    Identify(String),
    /// What to export.
    Export(ExportDialog),
    /// What goes along with a report or a comparison.
    Along(AlongDialog),
    /// What a snapshot is frozen for.
    Freeze(FreezeDraft),
    /// Something that happened.
    Event(Box<EventDraft>),
    /// What a holiday schedule would move.
    Schedule(Box<ScheduleImport>),
    /// Something about copies of the workbook.
    Copies(Box<super::CopyDialog>),
    /// Before a session begins.
    Meeting(super::MeetingDraft),
    /// The registry of people.
    People(super::PeopleDialog),
    /// Who did what and when.
    History(super::HistoryState),
    /// Something went wrong that needs more than a line.
    Failed {
        /// What went wrong.
        title: String,
        /// Where, why, and what to do.
        text: String,
    },
    /// A copy of evidence that may set something going is about to be opened.
    OpenDangerous(Sha256),
    /// Before evidence is given out, some of which is confidential.
    Confidential(super::ExtractRequest),
    /// The keys.
    Keys,
    /// What this program is.
    About,
}

/// What a path is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathPurpose {
    /// To open a workbook.
    Open,
    /// To make a workbook on a license text.
    LicenseText,
    /// To read a holiday schedule.
    Schedule,
    /// To attach files.
    Evidence(AttachTo),
    /// To link files.
    EvidenceLinks(AttachTo),
    /// To attach all files of a folder.
    EvidenceFolder(AttachTo),
    /// To put a file in the place of evidence.
    Replacement(Sha256),
    /// To move evidence out of the workbook into a file.
    MoveOut(Sha256),
    /// To look for lost files.
    FindEvidence,
    /// To give evidence out.
    Extract {
        /// As a zip file.
        zip: bool,
    },
    /// To check a snapshot that was received, or to compare with it.
    Snapshot,
    /// To write what differs between two snapshots.
    Comparison(ComparisonFormat, Along),
    /// To write attached evidence into a file.
    SaveEvidence(Sha256),
    /// Something about copies of the workbook.
    Copy(super::CopyPath),
    /// To save the workbook and go on there.
    SaveAs,
    /// To save a copy.
    SaveCopy,
    /// To write a file about an annual report.
    Report(super::ReportFile),
    /// To write an export, with what was chosen for it.
    Export(super::ExportRequest),
}

impl PathPurpose {
    /// The id of the title that its dialog has.
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

    /// Whether a folder is chosen.
    #[must_use]
    pub fn is_folder(self) -> bool {
        matches!(self, Self::EvidenceFolder(_) | Self::FindEvidence | Self::Extract { zip: false })
    }

    /// Whether something that is there is chosen, to read it or to put something new into it.
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

    /// The extension of files of this kind.
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
            Dialog::OpenDangerous(hash) => super::evidence::danger_ui(ui, context, *hash, out),
            Dialog::Confidential(request) => super::evidence::confidential_ui(ui, context, request, out),
            Dialog::Identify(name) => identify_ui(ui, context, name, out),
            Dialog::Export(export) => export_dialog::export_ui(ui, context, export, out),
            Dialog::Along(dialog) => along_dialog::along_ui(ui, context, dialog, out),
            Dialog::Freeze(draft) => freeze_dialog::freeze_ui(ui, context, draft, out),
            Dialog::Event(draft) => event_dialog::event_ui(ui, context, draft, out),
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

/// How wide a dialog is.
fn width_of(dialog: &Dialog) -> f32 {
    match dialog {
        Dialog::Backups(_) => 760.0,
        Dialog::History(_) => 860.0,
        Dialog::Copies(dialog) => dialog.width(),
        Dialog::Changes | Dialog::ExternalChange(_) | Dialog::People(_) => 640.0,
        Dialog::Event(_) | Dialog::Unsaved | Dialog::Damaged(_) => 560.0,
        Dialog::Path(..)
        | Dialog::Replace(..)
        | Dialog::Identify(_)
        | Dialog::Export(_)
        | Dialog::Meeting(_)
        | Dialog::Along(_)
        | Dialog::Freeze(_)
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

/// Asks whether a file may be replaced that the system's dialog did not ask about.
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

/// A field that has the cursor at once, its words `marked` where typing is to replace them; true when Enter was pressed in
/// it.
pub(super) fn field_ui(ui: &mut Ui, name: &str, text: &mut String, marked: bool) -> bool {
    let id = Id::unique("dialog-field");
    let first = is_just_opened(ui, id);
    let response = ui.name_inputs(name, |ui| ui.add(TextEdit::singleline(text).id(id).desired_width(f32::INFINITY)));
    if first {
        response.request_focus();
        // Of the dialog before, a caret may be left in the middle of the words.
        let mut state = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
        let end = CCursor::new(text.chars().count());
        let start = if marked { CCursor::default() } else { end };
        state.cursor.set_char_range(Some(CCursorRange::two(start, end)));
        state.store(ui.ctx(), id);
    }
    response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter))
}

/// OK and Cancel; true when the dialog is to be closed.
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
