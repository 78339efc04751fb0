//! The commands of the program. Each is a row of the table in `table.rs`, which menus, palette, tooltips and key
//! handling read.

mod keyboard;
mod keys;
mod table;

pub use keyboard::{Cover, KeyOwner, Keyboard, Listeners, keep_focus_from_arrows};
pub use table::{Command, Place, WalkStep};

use crate::locale::Locale;
use crate::workbook::Status;
use egui::KeyboardShortcut;
use std::borrow::Cow;
use std::collections::BTreeMap;
use strum::VariantArray;

/// A row of the table of commands.
struct Row {
    /// The message id of the name.
    name: &'static str,
    icon: &'static str,
    /// The keys of the command. Menus show the first ones.
    keys: &'static [KeyboardShortcut],
    /// The menus that contain the command, with its group in each.
    menus: &'static [(Menu, u8)],
    /// The scope in which the keys are active.
    scope: Scope,
    /// Whether the command moves the cursor into a text field, which gets the text that is typed after the keys.
    moves_cursor: bool,
    /// Whether a text field with the cursor handles the keys itself.
    text_first: bool,
}

impl Row {
    const fn moves_cursor(self) -> Self {
        Self { moves_cursor: true, ..self }
    }

    const fn text_first(self) -> Self {
        Self { text_first: true, ..self }
    }
}

/// The scope in which the keys of a command are active.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    /// All places.
    Everywhere,
    /// The checklist.
    Checklist,
    /// The checklist, and a walk-through while nothing is typed there.
    ChecklistOrWalk,
    /// A walk-through while nothing is typed there.
    Walk,
    /// A walk-through, also while text is typed there.
    WalkOrForm,
}

impl Scope {
    /// Whether the scope includes the current listeners.
    fn is_met(self, listeners: &Listeners) -> bool {
        let walk = listeners.walk && !listeners.form;
        match self {
            Self::Everywhere => true,
            Self::Checklist => listeners.checklist,
            Self::ChecklistOrWalk => listeners.checklist || walk,
            Self::Walk => walk,
            Self::WalkOrForm => listeners.walk,
        }
    }
}

/// A menu of the top bar, in display order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, VariantArray)]
pub enum Menu {
    /// Files.
    File,
    /// Edits.
    Edit,
    /// Places and appearance.
    View,
    /// The annual report.
    Report,
    /// Help.
    Help,
}

impl Menu {
    /// The message id of the name.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::File => "menu-file",
            Self::Edit => "menu-edit",
            Self::View => "menu-view",
            Self::Report => "menu-report",
            Self::Help => "menu-help",
        }
    }

    /// The commands of the menu in groups, which separators divide.
    #[must_use]
    pub fn groups(self) -> Vec<Vec<Command>> {
        let mut groups: BTreeMap<u8, Vec<Command>> = BTreeMap::new();
        for command in Command::ALL {
            for (_, group) in command.row().menus.iter().filter(|(menu, _)| *menu == self) {
                groups.entry(*group).or_default().push(*command);
            }
        }
        groups.into_values().collect()
    }
}

impl Command {
    /// The message id of the name.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.row().name
    }

    /// The name of the command.
    #[must_use]
    pub fn name(self, locale: &Locale) -> Cow<'_, str> {
        locale.text(self.id())
    }

    /// The icon of the command.
    #[must_use]
    pub fn icon(self) -> &'static str {
        self.row().icon
    }

    /// The keys of the command. Menus show the first ones.
    #[must_use]
    pub fn shortcuts(self) -> &'static [KeyboardShortcut] {
        self.row().keys
    }
}

/// The icon of a status.
#[must_use]
pub fn status_icon(status: Status) -> &'static str {
    Command::Mark(status).icon()
}
