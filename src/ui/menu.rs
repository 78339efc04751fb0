//! The menus of the top bar, built from the table of commands.

use super::{Intent, Outbox, ViewContext};
use crate::command::{Command, Menu};
use crate::ui::kit::icons;
use egui::{Button, Label, RectAlign, Response, ScrollArea, Tooltip, Ui};
use std::borrow::Cow;
use strum::VariantArray;

/// Draws the menus at the left of the top bar.
pub(super) fn menus_ui(ui: &mut Ui, context: &ViewContext<'_>, out: &mut Outbox) {
    for menu in Menu::VARIANTS {
        menu_ui(ui, context, *menu, out);
    }
}

/// Draws a menu, which scrolls where it is taller than the window.
fn menu_ui(ui: &mut Ui, context: &ViewContext<'_>, menu: Menu, out: &mut Outbox) {
    let room = ui.ctx().content_rect().bottom() - ui.max_rect().bottom() - 24.0;
    ui.menu_button(context.text(menu.id()), |ui| {
        let room = room.max(120.0);
        // The minimum also applies where the menu starts with less available height.
        let area = ScrollArea::vertical().max_height(room).min_scrolled_height(room);
        area.show(ui, |ui| groups_ui(ui, context, menu, out));
    });
}

fn groups_ui(ui: &mut Ui, context: &ViewContext<'_>, menu: Menu, out: &mut Outbox) {
    for (i, group) in menu.groups().into_iter().enumerate() {
        if i > 0 {
            ui.separator();
        }
        for command in group {
            item_ui(ui, context, command, out);
        }
    }
}

/// Draws a menu entry. The recent files follow the entry that opens a file.
fn item_ui(ui: &mut Ui, context: &ViewContext<'_>, command: Command, out: &mut Outbox) {
    let (name, enabled) = name_now(context, command);
    let response = if command == Command::SaveAutomatically {
        let mut on = context.file.autosave;
        ui.checkbox(&mut on, name.as_ref())
    } else {
        let keys = command.keys(ui.ctx());
        let button = Button::new(format!("{}  {name}", command.icon()));
        // A command without keys gets no shortcut text, because a screen reader would read an empty text.
        ui.add_enabled(enabled, if keys.is_empty() { button } else { button.shortcut_text(keys) })
    };
    if command.shortcuts().len() > 1 {
        // The entry already shows the name and the first keys; the tooltip is needed for further keys only.
        tooltip_beside(&response, &command.tooltip(ui.ctx(), &name));
    }
    if response.clicked() {
        out.command(command);
        ui.close();
    }
    if command == Command::Open {
        recent_ui(ui, context, out);
    }
}

/// The current name of a command, and whether it can be run. The names of undo and redo include the edit.
pub(super) fn name_now<'a>(context: &ViewContext<'a>, command: Command) -> (Cow<'a, str>, bool) {
    let (what, id) = if command == Command::Undo {
        (&context.undo, "undo-what")
    } else if command == Command::Redo {
        (&context.redo, "redo-what")
    } else {
        return (command.name(context.locale), true);
    };
    match what {
        Some(what) => (Cow::Owned(context.format(id, [("what", what.as_str().into())])), true),
        None => (command.name(context.locale), false),
    }
}

/// Shows a tooltip beside an entry, where it covers no other entry.
fn tooltip_beside(response: &Response, text: &str) {
    let mut tooltip = Tooltip::for_enabled(response);
    tooltip.popup = tooltip.popup.align(RectAlign::RIGHT).align_alternatives(&[RectAlign::LEFT]);
    tooltip.show(|ui| ui.add(Label::new(text).extend()));
}

fn recent_ui(ui: &mut Ui, context: &ViewContext<'_>, out: &mut Outbox) {
    let title = format!("{}  {}", icons::FILES, context.text("menu-recent"));
    ui.menu_button(title, |ui| {
        if context.recent.is_empty() {
            ui.add_enabled(false, Button::new(context.text("recent-empty")));
        }
        for path in context.recent {
            let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
            if ui.button(name).on_hover_text(path.display().to_string()).clicked() {
                out.push(Intent::OpenFile(path.clone()));
                ui.close();
            }
        }
    });
}
