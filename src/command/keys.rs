//! The commands that the keys of a frame run, and the display of those keys.

use super::{Command, Listeners, keep_focus_from_arrows};
use egui::{Event, Key, KeyboardShortcut};

impl Command {
    /// Removes the keys of commands from the input of this frame and returns the commands in order. Must only be called
    /// where the keys belong to the place, see `KeyOwner::Place`.
    ///
    /// A text field with the cursor keeps plain keys and undo; any other widget with the focus keeps the space bar and
    /// Enter.
    /// space bar and Enter are.
    #[must_use]
    pub fn take_pressed(context: &egui::Context, listeners: &Listeners) -> Vec<Self> {
        let typing = context.text_edit_focused();
        let focused = context.memory(egui::Memory::focused).filter(|id| Some(*id) != listeners.row);
        let in_tree = focused.is_some() && focused == listeners.tree;
        let is_free = |command: Self, keys: &KeyboardShortcut| {
            let plain = keys.modifiers.is_none() && keys.logical_key != Key::F1;
            let presses = focused.is_some() && matches!(keys.logical_key, Key::Space | Key::Enter);
            let in_tree = in_tree && matches!(keys.logical_key, Key::ArrowUp | Key::ArrowDown);
            !(typing && (plain || command.row().text_first) || presses || in_tree)
        };
        // Keys with more modifiers are matched first, because Ctrl+Shift+S would also match Ctrl+S.
        let mut candidates: Vec<(Self, KeyboardShortcut)> = Self::ALL
            .iter()
            .filter(|command| command.row().scope.is_met(listeners))
            .flat_map(|c| c.shortcuts().iter().map(move |s| (*c, *s)))
            .filter(|(command, keys)| is_free(*command, keys))
            .collect();
        candidates.sort_by_key(|(_, s)| std::cmp::Reverse(u8::from(s.modifiers.shift) + u8::from(s.modifiers.command)));
        if !typing && (listeners.checklist || listeners.walk) {
            // Arrow keys move the selection of the list, never the focus.
            keep_focus_from_arrows(context);
        }
        context.input_mut(|input| take_in_order(&mut input.events, &candidates))
    }

    /// The first keys of the command as menus show them; empty where it has none.
    #[must_use]
    pub fn keys(self, context: &egui::Context) -> String {
        self.shortcuts().first().map(|keys| context.format_shortcut(keys)).unwrap_or_default()
    }

    /// All keys of the command, as labeled on the keyboard.
    #[must_use]
    pub fn all_keys(self, context: &egui::Context) -> String {
        let signs = [("Slash", "/"), ("Down", "↓"), ("Up", "↑"), ("Plus", "+"), ("Minus", "-"), ("Equals", "=")];
        let keys: Vec<String> = self.shortcuts().iter().map(|keys| context.format_shortcut(keys)).collect();
        signs.iter().fold(keys.join("  "), |text, (name, sign)| text.replace(name, sign))
    }

    /// The tooltip: the name of the command, or the name that its button has, and all its keys.
    #[must_use]
    pub fn tooltip(self, context: &egui::Context, name: &str) -> String {
        let keys = self.all_keys(context);
        if keys.is_empty() { name.to_owned() } else { format!("{name}  {keys}") }
    }
}

/// Removes key presses from `events` and returns their commands in order. Several presses can arrive in one frame.
fn take_in_order(events: &mut Vec<Event>, candidates: &[(Command, KeyboardShortcut)]) -> Vec<Command> {
    let mut commands: Vec<Command> = Vec::new();
    let mut moved = false;
    let mut swallow_text = false;
    events.retain(|event| {
        if matches!(event, Event::Text(_)) && swallow_text {
            // The letter of a plain key must not be typed into the field that the command moves the cursor to.
            swallow_text = false;
            return false;
        }
        let Event::Key { key, pressed: true, modifiers, .. } = event else { return true };
        if moved {
            return true;
        }
        let hit = candidates.iter().find(|(_, s)| s.logical_key == *key && modifiers.matches_logically(s.modifiers));
        let Some((command, keys)) = hit else { return true };
        commands.push(*command);
        moved = command.row().moves_cursor;
        swallow_text = keys.modifiers.is_none();
        false
    });
    commands
}
