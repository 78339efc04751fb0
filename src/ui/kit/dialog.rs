//! The parts that dialogs share: the heading, and Enter as the key of the default button.

use super::fonts;
use super::tokens::HEADING;
use egui::{Key, Label, RichText, Ui};

/// Draws the heading of a dialog.
pub fn title(ui: &mut Ui, text: &str) {
    ui.add(Label::new(RichText::new(text).font(fonts::bold(HEADING))).wrap());
}

/// Whether Enter was pressed while no widget has the focus, which triggers the default button. `has_keys` states
/// whether the keys belong to the dialog.
#[must_use]
pub fn answers_enter(ui: &Ui, has_keys: bool) -> bool {
    has_keys && ui.memory(|memory| memory.focused().is_none()) && ui.input(|input| input.key_pressed(Key::Enter))
}
