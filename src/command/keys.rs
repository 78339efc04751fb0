//! Which commands the keys of a frame give.

use super::Command;
use egui::{Event, KeyboardShortcut};

/// Takes key presses out of `events` in the order in which they came: a fast hand presses several in one frame.
pub(super) fn take_in_order(events: &mut Vec<Event>, candidates: &[(Command, KeyboardShortcut)]) -> Vec<Command> {
    let mut commands: Vec<Command> = Vec::new();
    let mut moved = false;
    let mut swallow_text = false;
    events.retain(|event| {
        if matches!(event, Event::Text(_)) && swallow_text {
            // The letter of a plain key is not to be typed into the field that the key leads to.
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
        moved = command.moves_cursor();
        swallow_text = keys.modifiers.is_none();
        false
    });
    commands
}
