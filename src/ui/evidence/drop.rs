//! The overlay while files are dragged over the window: it names the target they will be attached to.
//!
//! No supported platform reports the pointer position during a drag, so the target follows from what is visible: the
//! selected duty, the page of the license, or the workbook itself.

use crate::ui::kit::tokens::{GRID, HEADING};
use crate::ui::kit::widgets::dialog_frame;
use crate::ui::kit::{Tokens, fonts, icons};
use crate::ui::{AttachTo, ViewContext, Views, drop_target};
use crate::workbook::EvidenceUse;
use egui::{Align2, Area, Label, Order, RichText, Stroke, StrokeKind, Ui};

/// Draws the overlay while files are dragged over the window.
pub(in crate::ui) fn drop_ui(ui: &Ui, context: &ViewContext<'_>, views: &Views) {
    let held = ui.input(|input| input.raw.hovered_files.len());
    if held == 0 || views.dialog.is_some() {
        return;
    }
    let tokens = Tokens::of(ui);
    let words = match drop_target(context, views) {
        Some(AttachTo::Use(EvidenceUse::Duty(id))) => {
            let label = context.register.entry(id).map(|entry| entry.label.clone()).unwrap_or_default();
            context.format("evidence-drop-duty", [("label", label.into())])
        }
        Some(AttachTo::Use(EvidenceUse::Page(_, page))) => {
            context.format("evidence-drop-page", [("page", page.into())])
        }
        Some(_) => context.text("evidence-drop-anywhere").into_owned(),
        None => context.text("toast-drop-where").into_owned(),
    };
    let window = ui.ctx().content_rect();
    let painter = ui.ctx().layer_painter(egui::LayerId::new(Order::Foreground, egui::Id::unique("drop_edge")));
    painter.rect_stroke(window.shrink(2.0), 8.0, Stroke::new(3.0, tokens.accent), StrokeKind::Inside);
    Area::new(egui::Id::unique("drop_words"))
        .order(Order::Foreground)
        .anchor(Align2::CENTER_CENTER, egui::Vec2::ZERO)
        .show(ui.ctx(), |ui| {
            dialog_frame(ui.ctx()).show(ui, |ui| {
                ui.set_max_width(460.0);
                ui.vertical_centered(|ui| {
                    ui.label(RichText::new(icons::DOWNLOAD_SIMPLE).size(32.0).color(tokens.accent));
                    ui.add_space(GRID);
                    ui.add(Label::new(RichText::new(words).font(fonts::bold(HEADING))).wrap());
                });
            });
        });
}
