//! The dialogs for the list of keyboard shortcuts and for the information about the program.

use super::kit::Tokens;
use super::kit::dialog::title;
use super::kit::tokens::TEXT_SMALL;
use super::kit::widgets::{modal, primary_button};
use super::{Dialog, ViewContext};
use crate::command::Command;
use egui::{Grid, Label, RichText, ScrollArea, Ui};

pub(super) fn about_ui(ui: &mut Ui, context: &ViewContext<'_>, dialog: &mut Option<Dialog>) {
    let keys = match dialog {
        Some(Dialog::Keys) => true,
        Some(Dialog::About) => false,
        _ => return,
    };
    let mut close = false;
    let dismissed = modal(ui.ctx(), "about", 440.0, |ui| {
        if keys {
            keys_ui(ui, context);
        } else {
            program_ui(ui, context);
        }
        ui.add_space(6.0);
        close = primary_button(ui, context.text("close")).clicked();
    });
    if close || dismissed {
        *dialog = None;
    }
}

fn keys_ui(ui: &mut Ui, context: &ViewContext<'_>) {
    let tokens = Tokens::of(ui);
    title(ui, &Command::ShowKeys.name(context.locale));
    ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
        Grid::new("keys").num_columns(2).spacing([24.0, 5.0]).show(ui, |ui| {
            for command in Command::ALL.iter().filter(|c| !c.shortcuts().is_empty()) {
                ui.label(command.name(context.locale));
                ui.label(RichText::new(command.all_keys(ui.ctx())).color(tokens.muted));
                ui.end_row();
            }
        });
    });
}

fn program_ui(ui: &mut Ui, context: &ViewContext<'_>) {
    let tokens = Tokens::of(ui);
    title(ui, &context.text("app-name"));
    ui.label(RichText::new(env!("CARGO_PKG_VERSION")).color(tokens.muted));
    ui.add(Label::new(context.text("about-text")).wrap());
    ui.add(Label::new(RichText::new(context.text("about-licenses")).size(TEXT_SMALL).color(tokens.muted)).wrap());
}
