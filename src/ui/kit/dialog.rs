//! The parts that dialogs share: the heading, and Enter as the key of the default button.

use super::fonts;
use super::tokens::HEADING;
use egui::{Key, Label, RichText, ScrollArea, Ui};

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

/// Draws contents that scroll if they are higher than `height`, in points.
pub fn scroll<R>(ui: &mut Ui, salt: &'static str, height: f32, contents: impl FnOnce(&mut Ui) -> R) -> R {
    // A dialog is as high as in the previous frame. Without a least height the area would grow by a few points in each
    // frame, and the buttons below it would move away from the pointer.
    let area = ScrollArea::vertical().id_salt(salt).max_height(height).min_scrolled_height(height);
    area.auto_shrink([false, true])
        .show(ui, |ui| {
            // The scroll bar must not cover the contents.
            ui.set_max_width(ui.available_width() - 12.0);
            contents(ui)
        })
        .inner
}

/// [`scroll`] as high as the window allows with `others` points of the dialog for everything else.
pub fn scroll_body<R>(ui: &mut Ui, salt: &'static str, others: f32, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let height = (ui.ctx().content_rect().height() - others).max(120.0);
    scroll(ui, salt, height, contents)
}
