//! The menu: every command in its place.

use super::{Intent, Outbox, ViewContext};
use crate::command::Command;
use crate::ui::kit::icons;
use egui::{Button, ScrollArea, Ui};

/// The menus at the left of the top bar.
pub(super) fn menu_ui(ui: &mut Ui, context: &ViewContext<'_>, out: &mut Outbox) {
    menu(ui, context, "menu-file", |ui| {
        items(ui, context, out, &[Command::New, Command::NewFromText, Command::Open]);
        recent_ui(ui, context, out);
        ui.separator();
        items(ui, context, out, &[Command::Save, Command::SaveAs, Command::SaveCopy]);
        autosave_item(ui, context, out);
        items(ui, context, out, &[Command::ShowChanges, Command::ShowBackups]);
        ui.separator();
        items(ui, context, out, &[Command::MergeCopy, Command::HandOut, Command::ShowHistory]);
        ui.separator();
        items(ui, context, out, &[Command::Export, Command::Print, Command::Freeze, Command::VerifySnapshot]);
        ui.separator();
        items(ui, context, out, &[Command::Quit]);
    });
    menu(ui, context, "menu-edit", |ui| {
        undo_items(ui, context, out);
        ui.separator();
        items(ui, context, out, &[Command::Search, Command::Palette, Command::SelectAll]);
        ui.separator();
        items(ui, context, out, &[Command::RecordEvent, Command::ImportSchedule]);
        ui.separator();
        items(
            ui,
            context,
            out,
            &[
                Command::AttachFiles,
                Command::VerifyEvidence,
                Command::RelinkEvidence,
                Command::ExtractEvidence,
                Command::ExtractEvidenceZip,
            ],
        );
        ui.separator();
        items(ui, context, out, &[Command::Identify, Command::ShowPeople]);
    });
    menu(ui, context, "menu-view", |ui| {
        items(
            ui,
            context,
            out,
            &[
                Command::ShowOverview,
                Command::ShowLicense,
                Command::ShowChecklist,
                Command::ShowDeadlines,
                Command::ShowEvidence,
                Command::ShowReport,
                Command::ShowSnapshots,
            ],
        );
        items(ui, context, out, &[Command::ToggleTable]);
        ui.separator();
        items(ui, context, out, &[Command::SwitchLanguage]);
        items(ui, context, out, &[Command::ThemeSystem, Command::ThemeLight, Command::ThemeDark]);
        ui.separator();
        items(ui, context, out, &[Command::ZoomIn, Command::ZoomOut, Command::ZoomReset]);
    });
    menu(ui, context, "menu-report", |ui| {
        items(ui, context, out, &[Command::ShowReport, Command::WalkThrough]);
        ui.separator();
        items(ui, context, out, &[Command::WritePack]);
    });
    menu(ui, context, "menu-help", |ui| {
        items(ui, context, out, &[Command::ShowKeys, Command::About]);
    });
}

/// A menu that scrolls where the window is lower than it.
fn menu(ui: &mut Ui, context: &ViewContext<'_>, name: &'static str, items: impl FnOnce(&mut Ui)) {
    let room = ui.ctx().content_rect().bottom() - ui.max_rect().bottom() - 24.0;
    ui.menu_button(context.text(name), |ui| {
        let room = room.max(120.0);
        // However little room the menu itself begins with.
        ScrollArea::vertical().max_height(room).min_scrolled_height(room).show(ui, items);
    });
}

fn items(ui: &mut Ui, context: &ViewContext<'_>, out: &mut Outbox, commands: &[Command]) {
    for command in commands {
        item(ui, *command, &command.name(context.locale), true, out);
    }
}

fn item(ui: &mut Ui, command: Command, name: &str, enabled: bool, out: &mut Outbox) {
    let keys = command.shortcuts().first().map(|s| ui.ctx().format_shortcut(s)).unwrap_or_default();
    let button = Button::new(format!("{}  {name}", command.icon()));
    // Without keys there is nothing behind the name, also for who cannot see it.
    let button = if keys.is_empty() { button } else { button.shortcut_text(keys) };
    if ui.add_enabled(enabled, button).clicked() {
        out.command(command);
        ui.close();
    }
}

/// Whether the workbook is saved by itself, with a tick where it is.
fn autosave_item(ui: &mut Ui, context: &ViewContext<'_>, out: &mut Outbox) {
    let command = Command::SaveAutomatically;
    let mut on = context.file.autosave;
    if ui.checkbox(&mut on, command.name(context.locale)).clicked() {
        out.command(command);
        ui.close();
    }
}

/// Undo and redo with what they would do.
fn undo_items(ui: &mut Ui, context: &ViewContext<'_>, out: &mut Outbox) {
    for (command, what, id) in
        [(Command::Undo, &context.undo, "undo-what"), (Command::Redo, &context.redo, "redo-what")]
    {
        let name = match what {
            Some(what) => context.format(id, [("what", what.as_str().into())]),
            None => command.name(context.locale).into_owned(),
        };
        item(ui, command, &name, what.is_some(), out);
    }
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
