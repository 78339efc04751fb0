//! Everything a person can do, once: its name, sign and keys. Menu, palette, tooltips and key handling all read it.

mod keyboard;
mod keys;
mod walk;

pub use keyboard::{Cover, KeyOwner, Keyboard, Listeners, keep_focus_from_arrows};
pub use walk::WalkStep;

use crate::locale::Locale;
use crate::ui::kit::icons;
use crate::workbook::Status;
use egui::{Key, KeyboardShortcut, Modifiers};
use std::borrow::Cow;

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

/// Something a person can do, without arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// A new workbook on the built-in license.
    New,
    /// A new workbook on a license text from a file.
    NewFromText,
    /// Open a workbook.
    Open,
    /// Save the workbook in its file.
    Save,
    /// Save it in another file and go on there.
    SaveAs,
    /// Save a copy and stay with this file.
    SaveCopy,
    /// Let the workbook be saved by itself, or not.
    SaveAutomatically,
    /// See what the file does not hold yet.
    ShowChanges,
    /// See what earlier saves replaced, and go back to it.
    ShowBackups,
    /// Export the checklist.
    Export,
    /// Take in what another copy has.
    MergeCopy,
    /// Write a copy, whole or in part, for someone else.
    HandOut,
    /// Who did what and when.
    ShowHistory,
    /// Open the checklist as PDF in the program that the system prints with.
    Print,
    /// Close the program.
    Quit,
    /// Take the latest edit back.
    Undo,
    /// Take the latest undo back.
    Redo,
    /// Say whose edits these are.
    Identify,
    /// See who is in the registry.
    ShowPeople,
    /// Go to the overview.
    ShowOverview,
    /// Go to the license pages.
    ShowLicense,
    /// Go to the checklist.
    ShowChecklist,
    /// Go to the deadlines.
    ShowDeadlines,
    /// Go to the evidence.
    ShowEvidence,
    /// Attach files to the selected duty.
    AttachFiles,
    /// Compare all evidence with its hash.
    VerifyEvidence,
    /// Look for linked files that are not where they were.
    RelinkEvidence,
    /// Give all evidence out into a folder.
    ExtractEvidence,
    /// Give all evidence out as a zip file.
    ExtractEvidenceZip,
    /// Go to the annual report.
    ShowReport,
    /// Go through what is open for the annual report, duty by duty.
    WalkThrough,
    /// Write all that goes with the annual report into one archive.
    WritePack,
    /// A step of the walk-through.
    Walk(WalkStep),
    /// Go to the snapshots.
    ShowSnapshots,
    /// Freeze a snapshot.
    Freeze,
    /// Check a snapshot that was received.
    VerifySnapshot,
    /// Record something that happened.
    RecordEvent,
    /// Take a newer holiday schedule.
    ImportSchedule,
    /// Put the cursor into the search field of the checklist.
    Search,
    /// Search clauses and commands.
    Palette,
    /// The other language.
    SwitchLanguage,
    /// Colours as the system has them.
    ThemeSystem,
    /// Light colours.
    ThemeLight,
    /// Dark colours.
    ThemeDark,
    /// Larger.
    ZoomIn,
    /// Smaller.
    ZoomOut,
    /// The usual size.
    ZoomReset,
    /// The next duty of the list.
    NextDuty,
    /// The previous duty of the list.
    PreviousDuty,
    /// Mark the selected duties as met, or as not started where they are.
    ToggleMet,
    /// Mark the selected duties.
    Mark(Status),
    /// Put the cursor into the note of the selected duty.
    EditNote,
    /// Select all duties of the list.
    SelectAll,
    /// The list as a dense table, or back.
    ToggleTable,
    /// Show the selected duty in the license text.
    ShowInLicense,
    /// The keys.
    ShowKeys,
    /// What this program is.
    About,
}

impl Command {
    /// All commands, in the order of the menu.
    pub const ALL: [Self; 71] = [
        Self::New,
        Self::NewFromText,
        Self::Open,
        Self::Save,
        Self::SaveAs,
        Self::SaveCopy,
        Self::SaveAutomatically,
        Self::ShowChanges,
        Self::ShowBackups,
        Self::Export,
        Self::Print,
        Self::Freeze,
        Self::VerifySnapshot,
        Self::MergeCopy,
        Self::HandOut,
        Self::ShowHistory,
        Self::Quit,
        Self::Undo,
        Self::Redo,
        Self::Search,
        Self::Palette,
        Self::SelectAll,
        Self::NextDuty,
        Self::PreviousDuty,
        Self::ToggleMet,
        Self::Mark(Status::NotStarted),
        Self::Mark(Status::InProgress),
        Self::Mark(Status::Met),
        Self::Mark(Status::NotMet),
        Self::Mark(Status::NotApplicable),
        Self::EditNote,
        Self::AttachFiles,
        Self::ShowInLicense,
        Self::Identify,
        Self::ShowPeople,
        Self::ShowOverview,
        Self::ShowLicense,
        Self::ShowChecklist,
        Self::ShowDeadlines,
        Self::ShowEvidence,
        Self::VerifyEvidence,
        Self::RelinkEvidence,
        Self::ExtractEvidence,
        Self::ExtractEvidenceZip,
        Self::ShowReport,
        Self::WalkThrough,
        Self::WritePack,
        Self::Walk(WalkStep::Confirm),
        Self::Walk(WalkStep::TakeProposal),
        Self::Walk(WalkStep::Exception),
        Self::Walk(WalkStep::NotApplicable),
        Self::Walk(WalkStep::Assign),
        Self::Walk(WalkStep::Attach),
        Self::Walk(WalkStep::Decide),
        Self::Walk(WalkStep::Skip),
        Self::Walk(WalkStep::Back),
        Self::Walk(WalkStep::Checklist),
        Self::Walk(WalkStep::Pause),
        Self::ShowSnapshots,
        Self::RecordEvent,
        Self::ImportSchedule,
        Self::ToggleTable,
        Self::SwitchLanguage,
        Self::ThemeSystem,
        Self::ThemeLight,
        Self::ThemeDark,
        Self::ZoomIn,
        Self::ZoomOut,
        Self::ZoomReset,
        Self::ShowKeys,
        Self::About,
    ];

    /// Id of its name in the locale; `…-tooltip` is that of its tooltip.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::New => "command-new",
            Self::NewFromText => "command-new-from-text",
            Self::Open => "command-open",
            Self::Save => "command-save",
            Self::SaveAs => "command-save-as",
            Self::SaveCopy => "command-save-copy",
            Self::SaveAutomatically => "command-save-automatically",
            Self::ShowChanges => "command-show-changes",
            Self::ShowBackups => "command-show-backups",
            Self::Export => "command-export",
            Self::MergeCopy => "command-merge-copy",
            Self::HandOut => "command-hand-out",
            Self::ShowHistory => "command-show-history",
            Self::Print => "command-print",
            Self::Quit => "command-quit",
            Self::Undo => "command-undo",
            Self::Redo => "command-redo",
            Self::Identify => "command-identify",
            Self::ShowPeople => "command-show-people",
            Self::ShowOverview => "command-show-overview",
            Self::ShowLicense => "command-show-license",
            Self::ShowChecklist => "command-show-checklist",
            Self::ShowDeadlines => "command-show-deadlines",
            Self::ShowEvidence => "command-show-evidence",
            Self::AttachFiles => "command-attach-files",
            Self::VerifyEvidence => "command-verify-evidence",
            Self::RelinkEvidence => "command-relink-evidence",
            Self::ExtractEvidence => "command-extract-evidence",
            Self::ExtractEvidenceZip => "command-extract-evidence-zip",
            Self::ShowReport => "command-show-report",
            Self::WalkThrough => "command-walk-through",
            Self::WritePack => "command-write-pack",
            Self::Walk(step) => step.id(),
            Self::ShowSnapshots => "command-show-snapshots",
            Self::Freeze => "command-freeze",
            Self::VerifySnapshot => "command-verify-snapshot",
            Self::RecordEvent => "command-record-event",
            Self::ImportSchedule => "command-import-schedule",
            Self::Search => "command-search",
            Self::Palette => "command-palette",
            Self::SwitchLanguage => "command-switch-language",
            Self::ThemeSystem => "command-theme-system",
            Self::ThemeLight => "command-theme-light",
            Self::ThemeDark => "command-theme-dark",
            Self::ZoomIn => "command-zoom-in",
            Self::ZoomOut => "command-zoom-out",
            Self::ZoomReset => "command-zoom-reset",
            Self::NextDuty => "command-next-duty",
            Self::PreviousDuty => "command-previous-duty",
            Self::ToggleMet => "command-toggle-met",
            Self::Mark(Status::NotStarted) => "command-mark-not-started",
            Self::Mark(Status::InProgress) => "command-mark-in-progress",
            Self::Mark(Status::Met) => "command-mark-met",
            Self::Mark(Status::NotMet) => "command-mark-not-met",
            Self::Mark(Status::NotApplicable) => "command-mark-not-applicable",
            Self::EditNote => "command-edit-note",
            Self::SelectAll => "command-select-all",
            Self::ToggleTable => "command-toggle-table",
            Self::ShowInLicense => "command-show-in-license",
            Self::ShowKeys => "command-show-keys",
            Self::About => "command-about",
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(self, locale: &Locale) -> Cow<'_, str> {
        locale.text(self.id())
    }

    /// Its sign, or a space as wide.
    #[must_use]
    pub fn icon(self) -> &'static str {
        match self {
            Self::New => icons::FILE_PLUS,
            Self::NewFromText => icons::SCROLL,
            Self::Open => icons::FOLDER_OPEN,
            Self::Save => icons::FLOPPY_DISK,
            Self::SaveAs => icons::FLOPPY_DISK_BACK,
            Self::SaveCopy => icons::COPY,
            Self::SaveAutomatically => icons::ARROWS_CLOCKWISE,
            Self::ShowChanges => icons::GIT_DIFF,
            Self::ShowBackups | Self::ShowHistory => icons::CLOCK_COUNTER_CLOCKWISE,
            Self::Export => icons::EXPORT,
            Self::MergeCopy => icons::FILES,
            Self::Print => icons::PRINTER,
            Self::Quit => icons::SIGN_OUT,
            Self::Undo => icons::ARROW_COUNTER_CLOCKWISE,
            Self::Redo => icons::ARROW_CLOCKWISE,
            Self::Identify | Self::ShowPeople => icons::USER,
            Self::ShowOverview => icons::CHART_PIE_SLICE,
            Self::ShowLicense | Self::ShowInLicense => icons::IDENTIFICATION_CARD,
            Self::ShowChecklist => icons::LIST_CHECKS,
            Self::ShowDeadlines => icons::CALENDAR_DOTS,
            Self::ShowEvidence | Self::AttachFiles => icons::PAPERCLIP,
            Self::VerifyEvidence | Self::VerifySnapshot => icons::SHIELD_CHECK,
            Self::RelinkEvidence => icons::LINK,
            Self::ExtractEvidence | Self::HandOut | Self::WritePack => icons::PACKAGE,
            Self::ExtractEvidenceZip => icons::FILE_ZIP,
            Self::ShowReport => icons::CLIPBOARD_TEXT,
            Self::WalkThrough => icons::CARET_RIGHT,
            Self::Walk(step) => step.icon(),
            Self::ShowSnapshots => icons::STACK,
            Self::Freeze => icons::SEAL_CHECK,
            Self::RecordEvent => icons::FLAG,
            Self::ImportSchedule => icons::DOWNLOAD_SIMPLE,
            Self::Search => icons::MAGNIFYING_GLASS,
            Self::Palette => icons::COMMAND,
            Self::SwitchLanguage => icons::TRANSLATE,
            Self::ThemeSystem => icons::GEAR,
            Self::ThemeLight => icons::SUN,
            Self::ThemeDark => icons::MOON,
            Self::ZoomIn => icons::PLUS,
            Self::ZoomOut => icons::MINUS,
            Self::ZoomReset => icons::EYE,
            Self::NextDuty => icons::ARROW_DOWN,
            Self::PreviousDuty => icons::ARROW_UP,
            Self::ToggleMet => icons::CHECK_SQUARE,
            Self::Mark(status) => status_icon(status),
            Self::EditNote => icons::NOTE,
            Self::SelectAll => icons::CHECKS,
            Self::ToggleTable => icons::TABLE,
            Self::ShowKeys => icons::KEYBOARD,
            Self::About => icons::INFO,
        }
    }

    /// The keys that give the command anywhere, the first of which is shown.
    #[must_use]
    pub fn shortcuts(self) -> &'static [KeyboardShortcut] {
        const fn keys(modifiers: Modifiers, key: Key) -> KeyboardShortcut {
            KeyboardShortcut::new(modifiers, key)
        }
        const NONE: Modifiers = Modifiers::NONE;
        match self {
            Self::New => const { &[keys(CTRL, Key::N)] },
            Self::Open => const { &[keys(CTRL, Key::O)] },
            Self::Save => const { &[keys(CTRL, Key::S)] },
            Self::SaveAs => const { &[keys(CTRL_SHIFT, Key::S)] },
            Self::Export => const { &[keys(CTRL, Key::E)] },
            Self::Print => const { &[keys(CTRL, Key::P)] },
            Self::Quit => const { &[keys(CTRL, Key::Q)] },
            Self::ShowHistory => const { &[keys(CTRL, Key::H)] },
            Self::Undo => const { &[keys(CTRL, Key::Z)] },
            Self::Redo => const { &[keys(CTRL_SHIFT, Key::Z), keys(CTRL, Key::Y)] },
            Self::ShowOverview => const { &[keys(CTRL, Key::Num1)] },
            Self::ShowLicense => const { &[keys(CTRL, Key::Num2)] },
            Self::ShowChecklist => const { &[keys(CTRL, Key::Num3)] },
            Self::ShowDeadlines => const { &[keys(CTRL, Key::Num4)] },
            Self::ShowEvidence => const { &[keys(CTRL, Key::Num5)] },
            Self::AttachFiles => const { &[keys(NONE, Key::E)] },
            Self::ShowReport => const { &[keys(CTRL, Key::Num6)] },
            Self::WalkThrough => const { &[keys(CTRL, Key::G)] },
            Self::Walk(step) => step.shortcuts(),
            Self::ShowSnapshots => const { &[keys(CTRL, Key::Num7)] },
            Self::Freeze => const { &[keys(CTRL_SHIFT, Key::F)] },
            Self::RecordEvent => const { &[keys(CTRL, Key::R)] },
            Self::Search => const { &[keys(CTRL, Key::F), keys(NONE, Key::Slash)] },
            Self::Palette => const { &[keys(CTRL, Key::K)] },
            Self::SwitchLanguage => const { &[keys(CTRL, Key::L)] },
            Self::ZoomIn => const { &[keys(CTRL, Key::Plus), keys(CTRL, Key::Equals)] },
            Self::ZoomOut => const { &[keys(CTRL, Key::Minus)] },
            Self::ZoomReset => const { &[keys(CTRL, Key::Num0)] },
            Self::NextDuty => const { &[keys(NONE, Key::J), keys(NONE, Key::ArrowDown)] },
            Self::PreviousDuty => const { &[keys(NONE, Key::K), keys(NONE, Key::ArrowUp)] },
            Self::ToggleMet => const { &[keys(NONE, Key::Space)] },
            Self::Mark(Status::NotStarted) => const { &[keys(NONE, Key::Num1)] },
            Self::Mark(Status::InProgress) => const { &[keys(NONE, Key::Num2)] },
            Self::Mark(Status::Met) => const { &[keys(NONE, Key::Num3)] },
            Self::Mark(Status::NotMet) => const { &[keys(NONE, Key::Num4)] },
            Self::Mark(Status::NotApplicable) => const { &[keys(NONE, Key::Num5)] },
            Self::EditNote => const { &[keys(NONE, Key::N)] },
            Self::SelectAll => const { &[keys(CTRL, Key::A)] },
            Self::ToggleTable => const { &[keys(NONE, Key::T)] },
            Self::ShowInLicense => const { &[keys(NONE, Key::L)] },
            Self::ShowKeys => const { &[keys(NONE, Key::F1)] },
            Self::NewFromText
            | Self::VerifyEvidence
            | Self::RelinkEvidence
            | Self::ExtractEvidence
            | Self::ExtractEvidenceZip
            | Self::ImportSchedule
            | Self::WritePack
            | Self::SaveCopy
            | Self::MergeCopy
            | Self::HandOut
            | Self::VerifySnapshot
            | Self::SaveAutomatically
            | Self::ShowChanges
            | Self::ShowBackups
            | Self::Identify
            | Self::ShowPeople
            | Self::ThemeSystem
            | Self::ThemeLight
            | Self::ThemeDark
            | Self::About => &[],
        }
    }

    /// Whether the command is about the duties of the checklist, and has no meaning elsewhere.
    #[must_use]
    pub fn is_for_checklist(self) -> bool {
        matches!(
            self,
            Self::NextDuty
                | Self::PreviousDuty
                | Self::ToggleMet
                | Self::Mark(_)
                | Self::EditNote
                | Self::AttachFiles
                | Self::SelectAll
                | Self::ToggleTable
                | Self::ShowInLicense
        )
    }

    /// Whether the cursor goes into a text field: what is typed after it belongs there.
    fn moves_cursor(self) -> bool {
        matches!(
            self,
            Self::Mark(Status::NotApplicable)
                | Self::EditNote
                | Self::Search
                | Self::Palette
                | Self::RecordEvent
                | Self::Walk(WalkStep::Exception | WalkStep::NotApplicable | WalkStep::Assign | WalkStep::Decide)
                | Self::Freeze
        )
    }
}

/// The sign of a status.
#[must_use]
pub fn status_icon(status: Status) -> &'static str {
    match status {
        Status::NotStarted => icons::CIRCLE,
        Status::InProgress => icons::CIRCLE_HALF,
        Status::Met => icons::CHECK_CIRCLE,
        Status::NotMet => icons::X_CIRCLE,
        Status::NotApplicable => icons::MINUS_CIRCLE,
    }
}
