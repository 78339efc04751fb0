//! The table of commands. The enum [`Command`], its list, the menus, the palette, the tooltips and the overview of keys
//! are generated from it.
//!
//! A row is `Name { message id of its name, icon, [keys], [menus], scope of its keys, properties }`. Menus show the
//! first keys. A menu is given with the group of the command in it; within a group, commands are in the order of the
//! table. The properties are methods of [`Row`]. A command with a parameter has a row for each value.

use super::{Menu, Row, Scope};
use crate::ui::kit::icons;
use crate::workbook::Status;
use egui::{Key, KeyboardShortcut, Modifiers};
use strum::VariantArray;

const PLAIN: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

/// A place of the navigation at the left, in display order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, VariantArray)]
pub enum Place {
    /// The overview, 概览.
    #[default]
    Overview,
    /// The license, 许可证.
    License,
    /// The checklist, 检查表.
    Checklist,
    /// The deadlines, 期限.
    Deadlines,
    /// The evidence, 证据.
    Evidence,
    /// The annual report, 年报.
    Report,
    /// The snapshots, 快照.
    Snapshots,
}

/// A step of the walk-through of a session, in the order of the buttons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, VariantArray)]
pub enum WalkStep {
    /// State that the duty was kept all year.
    Confirm,
    /// Adopt the proposed answer.
    TakeProposal,
    /// State that the duty was not kept, with the reason.
    Exception,
    /// State that the duty did not apply, with the reason.
    NotApplicable,
    /// Assign a person.
    Assign,
    /// Attach a file as evidence.
    Attach,
    /// Record a decision about the duty.
    Decide,
    /// Skip the duty for now; in a list of problems, go to the next one.
    Skip,
    /// Go back to the previous duty.
    Back,
    /// Show the duty in the checklist.
    Checklist,
    /// Leave the walk-through, to continue later.
    Pause,
}

/// Makes the row of a command.
macro_rules! row {
    ($name:literal, $icon:ident, [$($modifiers:ident+$key:ident),*], [$($menu:ident $group:literal),*], $scope:ident
        $(, $property:ident)*) => {
        Row {
            name: $name,
            icon: icons::$icon,
            keys: const { &[$(KeyboardShortcut::new($modifiers, Key::$key)),*] },
            menus: &[$((Menu::$menu, $group)),*],
            scope: Scope::$scope,
            moves_cursor: false,
            text_first: false,
        }$(.$property())*
    };
}

/// Makes the enum of commands, its list, and the lookup of rows.
macro_rules! commands {
    (@value $command:expr; $($row:tt)+) => { $command };
    ($(
        $(#[doc = $doc:literal])+
        $command:ident $({ $($row:tt)+ })? $(($kind:ident) { $($case:ident { $($case_row:tt)+ })+ })?
    )+) => {
        /// A command of the program.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Command {
            $($(#[doc = $doc])+ $command $(($kind))?,)+
        }

        impl Command {
            /// All commands, in the order of the table.
            pub const ALL: &'static [Self] = &[$(
                $(commands!(@value Self::$command; $($row)+),)?
                $($(Self::$command($kind::$case),)+)?
            )+];

            /// The row of the command in the table.
            pub(super) const fn row(self) -> &'static Row {
                match self {$(
                    $(Self::$command => const { &row!($($row)+) },)?
                    $($(Self::$command($kind::$case) => const { &row!($($case_row)+) },)+)?
                )+}
            }
        }
    };
}

commands! {
    /// Create a workbook from the built-in license.
    New { "command-new", FILE_PLUS, [CTRL+N], [File 0], Everywhere }
    /// Create a workbook from a license text in a file.
    NewFromText { "command-new-from-text", SCROLL, [], [File 0], Everywhere }
    /// Open a workbook.
    Open { "command-open", FOLDER_OPEN, [CTRL+O], [File 0], Everywhere }
    /// Save the workbook in its file.
    Save { "command-save", FLOPPY_DISK, [CTRL+S], [File 1], Everywhere }
    /// Save the workbook in another file and continue there.
    SaveAs { "command-save-as", FLOPPY_DISK_BACK, [CTRL_SHIFT+S], [File 1], Everywhere }
    /// Save a copy and stay with the current file.
    SaveCopy { "command-save-copy", COPY, [], [File 1], Everywhere }
    /// Turn automatic saving on or off.
    SaveAutomatically { "command-save-automatically", ARROWS_CLOCKWISE, [], [File 1], Everywhere }
    /// Show the changes that are not saved yet.
    ShowChanges { "command-show-changes", GIT_DIFF, [], [File 1], Everywhere }
    /// Show the backups of earlier saves, and restore one.
    ShowBackups { "command-show-backups", CLOCK_COUNTER_CLOCKWISE, [], [File 1], Everywhere }
    /// Export the checklist.
    Export { "command-export", EXPORT, [CTRL+E], [File 3], Everywhere }
    /// Open the checklist as a PDF in the program that the system prints with.
    Print { "command-print", PRINTER, [CTRL+P], [File 3], Everywhere }
    /// Freeze a snapshot.
    Freeze { "command-freeze", SEAL_CHECK, [CTRL_SHIFT+F], [File 3], Everywhere, moves_cursor }
    /// Verify a received snapshot.
    VerifySnapshot { "command-verify-snapshot", SHIELD_CHECK, [], [File 3], Everywhere }
    /// Merge another copy of the workbook.
    MergeCopy { "command-merge-copy", FILES, [], [File 2], Everywhere }
    /// Write a copy, whole or in part, for another person.
    HandOut { "command-hand-out", PACKAGE, [], [File 2], Everywhere }
    /// Show the history.
    ShowHistory { "command-show-history", CLOCK_COUNTER_CLOCKWISE, [CTRL+H], [File 2], Everywhere }
    /// Close the program.
    Quit { "command-quit", SIGN_OUT, [CTRL+Q], [File 4], Everywhere }
    /// Undo the latest edit.
    Undo { "command-undo", ARROW_COUNTER_CLOCKWISE, [CTRL+Z], [Edit 0], Everywhere, text_first }
    /// Redo the latest undone edit.
    Redo { "command-redo", ARROW_CLOCKWISE, [CTRL_SHIFT+Z, CTRL+Y], [Edit 0], Everywhere, text_first }
    /// Put the cursor into the search field of the checklist.
    Search { "command-search", MAGNIFYING_GLASS, [CTRL+F, PLAIN+Slash], [Edit 1], Everywhere, moves_cursor }
    /// Search clauses, duties and commands.
    Palette { "command-palette", COMMAND, [CTRL+K], [Edit 1], Everywhere, moves_cursor }
    /// Select all duties of the list.
    SelectAll { "command-select-all", CHECKS, [CTRL+A], [Edit 1], Checklist, text_first }
    /// The next duty of the list.
    NextDuty { "command-next-duty", ARROW_DOWN, [PLAIN+J, PLAIN+ArrowDown], [], Checklist }
    /// The previous duty of the list.
    PreviousDuty { "command-previous-duty", ARROW_UP, [PLAIN+K, PLAIN+ArrowUp], [], Checklist }
    /// Mark the selected duties as met, or as not started if they are met.
    ToggleMet { "command-toggle-met", CHECK_SQUARE, [PLAIN+Space], [], Checklist }
    /// Set the status of the selected duties, or of the duty of the walk-through.
    Mark(Status) {
        NotStarted { "command-mark-not-started", CIRCLE, [PLAIN+Num1], [], ChecklistOrWalk }
        InProgress { "command-mark-in-progress", CIRCLE_HALF, [PLAIN+Num2], [], ChecklistOrWalk }
        Met { "command-mark-met", CHECK_CIRCLE, [PLAIN+Num3], [], ChecklistOrWalk }
        NotMet { "command-mark-not-met", X_CIRCLE, [PLAIN+Num4], [], ChecklistOrWalk }
        NotApplicable {
            "command-mark-not-applicable", MINUS_CIRCLE, [PLAIN+Num5], [], ChecklistOrWalk, moves_cursor
        }
    }
    /// Put the cursor into the note of the selected duty.
    EditNote { "command-edit-note", NOTE, [PLAIN+N], [], Checklist, moves_cursor }
    /// Edit the definition of the selected duty.
    EditDuty { "command-edit-duty", PENCIL_SIMPLE, [PLAIN+D], [Edit 3], Checklist, moves_cursor }
    /// Enter a duty of the company's own.
    AddDuty { "command-add-duty", PLUS, [], [Edit 3], Everywhere, moves_cursor }
    /// Show the retired duties.
    ShowRetiredDuties { "command-show-retired", ARCHIVE, [], [Edit 3], Everywhere }
    /// Attach files to the selected duty.
    AttachFiles { "command-attach-files", PAPERCLIP, [PLAIN+E], [Edit 3], Checklist }
    /// Show the selected duty in the license text.
    ShowInLicense { "command-show-in-license", IDENTIFICATION_CARD, [PLAIN+L], [], Checklist }
    /// Set the name of the user, who becomes the author of the edits.
    Identify { "command-identify", USER, [], [Edit 4], Everywhere }
    /// Show the registry of people.
    ShowPeople { "command-show-people", USER, [], [Edit 4], Everywhere }
    /// Go to a place.
    Show(Place) {
        Overview { "command-show-overview", CHART_PIE_SLICE, [CTRL+Num1], [View 0], Everywhere }
        License { "command-show-license", IDENTIFICATION_CARD, [CTRL+Num2], [View 0], Everywhere }
        Checklist { "command-show-checklist", LIST_CHECKS, [CTRL+Num3], [View 0], Everywhere }
        Deadlines { "command-show-deadlines", CALENDAR_DOTS, [CTRL+Num4], [View 0], Everywhere }
        Evidence { "command-show-evidence", PAPERCLIP, [CTRL+Num5], [View 0], Everywhere }
        Report { "command-show-report", CLIPBOARD_TEXT, [CTRL+Num6], [View 0, Report 0], Everywhere }
        Snapshots { "command-show-snapshots", STACK, [CTRL+Num7], [View 0], Everywhere }
    }
    /// Show what was understood of the license text.
    ShowUnderstood { "command-show-understood", SCROLL, [CTRL+U], [View 0], Everywhere }
    /// Compare all evidence with its hashes.
    VerifyEvidence { "command-verify-evidence", SHIELD_CHECK, [], [Edit 3], Everywhere }
    /// Search for linked files that were moved.
    RelinkEvidence { "command-relink-evidence", LINK, [], [Edit 3], Everywhere }
    /// Extract all evidence into a folder.
    ExtractEvidence { "command-extract-evidence", PACKAGE, [], [Edit 3], Everywhere }
    /// Extract all evidence into a zip file.
    ExtractEvidenceZip { "command-extract-evidence-zip", FILE_ZIP, [], [Edit 3], Everywhere }
    /// Go through the open duties of the annual report one by one.
    WalkThrough { "command-walk-through", CARET_RIGHT, [CTRL+G], [Report 0], Everywhere }
    /// Write the files of the annual report into one archive.
    WritePack { "command-write-pack", PACKAGE, [], [Report 1], Everywhere }
    /// A step of the walk-through.
    Walk(WalkStep) {
        Confirm { "walk-confirm", CHECK_CIRCLE, [PLAIN+C, PLAIN+Enter], [], Walk }
        TakeProposal { "walk-take-proposal", LIGHTBULB, [PLAIN+P], [], Walk }
        Exception { "walk-exception", X_CIRCLE, [PLAIN+X], [], Walk, moves_cursor }
        NotApplicable { "walk-not-applicable", MINUS_CIRCLE, [PLAIN+N], [], Walk, moves_cursor }
        Assign { "walk-assign", USER, [PLAIN+O], [], Walk, moves_cursor }
        Attach { "walk-attach", PAPERCLIP, [PLAIN+A, PLAIN+E], [], Walk }
        Decide { "walk-decide", FLAG, [PLAIN+D], [], Walk, moves_cursor }
        Skip { "walk-skip", CARET_RIGHT, [PLAIN+S, PLAIN+J, PLAIN+ArrowRight], [], Walk }
        Back { "walk-back", CARET_LEFT, [PLAIN+B, PLAIN+K, PLAIN+ArrowLeft], [], Walk }
        Checklist { "walk-checklist-open", LIST_CHECKS, [PLAIN+V], [], Walk }
        Pause { "walk-pause", X, [PLAIN+Escape], [], WalkOrForm }
    }
    /// Record an event.
    RecordEvent { "command-record-event", FLAG, [CTRL+R], [Edit 2], Everywhere, moves_cursor }
    /// Adopt a newer holiday schedule.
    ImportSchedule { "command-import-schedule", DOWNLOAD_SIMPLE, [], [Edit 2], Everywhere }
    /// Switch the list between the dense table and the normal view.
    ToggleTable { "command-toggle-table", TABLE, [PLAIN+T], [View 0], Checklist }
    /// Switch to the other language.
    SwitchLanguage { "command-switch-language", TRANSLATE, [CTRL+L], [View 1], Everywhere }
    /// Use the theme of the system.
    ThemeSystem { "command-theme-system", GEAR, [], [View 1], Everywhere }
    /// Use the light theme.
    ThemeLight { "command-theme-light", SUN, [], [View 1], Everywhere }
    /// Use the dark theme.
    ThemeDark { "command-theme-dark", MOON, [], [View 1], Everywhere }
    /// Increase the zoom.
    ZoomIn { "command-zoom-in", PLUS, [CTRL+Plus, CTRL+Equals], [View 2], Everywhere }
    /// Decrease the zoom.
    ZoomOut { "command-zoom-out", MINUS, [CTRL+Minus], [View 2], Everywhere }
    /// Reset the zoom.
    ZoomReset { "command-zoom-reset", EYE, [CTRL+Num0], [View 2], Everywhere }
    /// Show the keyboard shortcuts.
    ShowKeys { "command-show-keys", KEYBOARD, [PLAIN+F1], [Help 0], Everywhere }
    /// Show information about the program.
    About { "command-about", INFO, [], [Help 0], Everywhere }
}
