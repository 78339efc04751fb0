//! What dialogs have in common: a heading, and Enter as the answer that stands out.

use super::fonts;
use super::tokens::HEADING;
use egui::{Key, Label, RichText, Ui};

/// The heading of a dialog.
pub fn title(ui: &mut Ui, text: &str) {
    ui.add(Label::new(RichText::new(text).font(fonts::bold(HEADING))).wrap());
}

/// Whether Enter was pressed where no widget has the focus: it means the button that stands out. `has_keys` is whether
/// the keys belong to the dialog.
#[must_use]
pub fn answers_enter(ui: &Ui, has_keys: bool) -> bool {
    has_keys && ui.memory(|memory| memory.focused().is_none()) && ui.input(|input| input.key_pressed(Key::Enter))
}
