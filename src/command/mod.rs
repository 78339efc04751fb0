//! Everything a person can do, once: a row of the table in `table.rs`. Menus, palette, tooltips and key handling read it.

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

/// What the table says of a command.
struct Row {
    /// The message of its name.
    name: &'static str,
    icon: &'static str,
    /// The keys that give it, the first of which menus show.
    keys: &'static [KeyboardShortcut],
    /// The menus that it stands in, each with its group there.
    menus: &'static [(Menu, u8)],
    /// Where its keys count.
    scope: Scope,
    /// Whether the cursor goes into a text field: what is typed after the keys belongs there.
    moves_cursor: bool,
    /// Whether its keys mean something to a text field, which has them while it has the cursor.
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

/// Where the keys of a command count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    /// In every place.
    Everywhere,
    /// In the checklist.
    Checklist,
    /// In the checklist, and in a walk-through while nothing is typed there.
    ChecklistOrWalk,
    /// In a walk-through while nothing is typed there.
    Walk,
    /// In a walk-through, also while something is typed there.
    WalkOrForm,
}

impl Scope {
    /// Whether what is seen is in it.
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

/// A menu of the top bar, in the order in which they stand there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, VariantArray)]
pub enum Menu {
    /// Files.
    File,
    /// Edits.
    Edit,
    /// Places and how they look.
    View,
    /// The annual report.
    Report,
    /// Help.
    Help,
}

impl Menu {
    /// The message of its name.
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

    /// Its commands in groups, between which a line is drawn.
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
    /// The message of its name.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.row().name
    }

    /// Its name.
    #[must_use]
    pub fn name(self, locale: &Locale) -> Cow<'_, str> {
        locale.text(self.id())
    }

    /// Its icon.
    #[must_use]
    pub fn icon(self) -> &'static str {
        self.row().icon
    }

    /// The keys that give the command, the first of which menus show.
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
