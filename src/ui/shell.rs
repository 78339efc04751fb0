//! The layout of the window: top bar, navigation at the left, status bar, and the current place.

use super::kit::tokens::{GRID, TEXT, TEXT_SMALL};
use super::kit::widgets::{bare_icon_button, elided};
use super::kit::{Tokens, fonts, icons, style};
use super::shared::with_tooltip;
use super::{
    Destination, Intent, Outbox, View, ViewContext, Views, about, activity, alert, dialogs, evidence, menu, palette,
    review, strips,
};
use crate::command::{Command, Place};
use crate::language::Language;
use crate::workbook::Status;
use egui::{
    Align, Align2, Button, CornerRadius, Frame, Layout, Margin, Panel, RichText, Role, Sense, Stroke, Ui, WidgetInfo,
    pos2, vec2,
};
use strum::VariantArray;

/// Draws the whole window.
pub fn shell_ui(ui: &mut Ui, context: &ViewContext<'_>, views: &mut Views, out: &mut Outbox) {
    let tokens = Tokens::of(ui);
    let bar = Frame::NONE.fill(tokens.panel).inner_margin(Margin::symmetric(12, 6));
    Panel::top("top-bar").frame(bar).show(ui, |ui| top_bar_ui(ui, context, views, out));
    alert::alerts_ui(ui, context, out);
    alert::conflicts_ui(ui, context, out);
    alert::found_ui(ui, context, out);
    strips::part_ui(ui, context, out);
    strips::session_ui(ui, context, views, out);
    let status = Frame::NONE.fill(tokens.panel).inner_margin(Margin::symmetric(16, 5));
    Panel::bottom("status-bar").frame(status).show(ui, |ui| status_bar_ui(ui, context));
    strips::naming_ui(ui, context, &mut views.naming, out);
    activity::activities_ui(ui, context);
    let wide = ui.available_width() > 1080.0;
    Panel::left("places")
        .resizable(false)
        .exact_size(if wide { 168.0 } else { 52.0 })
        .frame(Frame::NONE.fill(tokens.rail).inner_margin(Margin::symmetric(8, 12)))
        .show(ui, |ui| places_ui(ui, context, views.place, wide, out));
    if !review::review_ui(ui, context, views, out) {
        (View::at(views.place).draw)(ui, context, views, out);
    }
    evidence::drop_ui(ui, context, views);
    evidence::lightbox_ui(ui, context, &mut views.lightbox, out);
    palette::palette_ui(ui, context, &mut views.palette, out);
    dialogs::dialog_ui(ui, context, &mut views.dialog, out);
    about::about_ui(ui, context, &mut views.dialog);
    views.toasts.ui(ui, context, out);
}

fn top_bar_ui(ui: &mut Ui, context: &ViewContext<'_>, views: &mut Views, out: &mut Outbox) {
    ui.horizontal(|ui| {
        let wide = ui.available_width() > 900.0;
        if wide {
            ui.label(RichText::new(context.text("app-name")).text_style(style::strong()));
            ui.add_space(2.0 * GRID);
        }
        ui.scope(|ui| {
            egui::containers::menu::menu_style(ui.style_mut());
            menu::menus_ui(ui, context, out);
        });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let switch = match context.locale.language {
                Language::ZhCn => "EN",
                Language::En => "中文",
            };
            let response = ui.add(Button::new(format!("{} {switch}", icons::TRANSLATE)).min_size(vec2(0.0, 28.0)));
            if with_tooltip(context, response, Command::SwitchLanguage).clicked() {
                out.command(Command::SwitchLanguage);
            }
            for command in [Command::Redo, Command::Undo] {
                let (name, enabled) = menu::name_now(context, command);
                let response =
                    ui.add_enabled_ui(enabled, |ui| bare_icon_button(ui, command.icon(), &name, false)).inner;
                if response.on_hover_text(command.tooltip(ui.ctx(), &name)).clicked() {
                    out.command(command);
                }
            }
            palette_button(ui, context, views, out);
        });
    });
}

/// Draws the button that looks like a search field and opens the palette.
fn palette_button(ui: &mut Ui, context: &ViewContext<'_>, views: &Views, out: &mut Outbox) {
    let tokens = Tokens::of(ui);
    let width = (ui.available_width() - 12.0).clamp(60.0, 340.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, 28.0), Sense::click());
    let name = Command::Palette.name(context.locale);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let edge =
        if response.hovered() || response.has_focus() || views.palette.is_some() { tokens.accent } else { tokens.edge };
    ui.painter().rect(rect, CornerRadius::same(6), tokens.card, Stroke::new(1.0, edge), egui::StrokeKind::Inside);
    let keys = ui.painter().layout_no_wrap(Command::Palette.keys(ui.ctx()), fonts::regular(TEXT_SMALL), tokens.muted);
    let left = pos2(rect.left() + 10.0, rect.center().y);
    let words = format!("{}  {}", icons::MAGNIFYING_GLASS, context.text("palette-hint"));
    let words = elided(ui, &words, fonts::regular(TEXT), tokens.muted, rect.width() - keys.size().x - 34.0);
    ui.painter().galley(left - vec2(0.0, words.size().y / 2.0), words, tokens.muted);
    let right = pos2(rect.right() - 10.0 - keys.size().x, rect.center().y - keys.size().y / 2.0);
    ui.painter().galley(right, keys, tokens.muted);
    let response = with_tooltip(context, response, Command::Palette);
    if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
        out.command(Command::Palette);
    }
}

fn places_ui(ui: &mut Ui, context: &ViewContext<'_>, here: Place, wide: bool, out: &mut Outbox) {
    ui.spacing_mut().item_spacing.y = 2.0;
    for place in Place::VARIANTS.iter().copied() {
        let command = Command::Show(place);
        let count = (View::at(place).alerts)(context);
        let tokens = Tokens::of(ui);
        let name = command.name(context.locale);
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 34.0), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, here == place, &name));
        let painter = ui.painter();
        if here == place {
            painter.rect_filled(rect, CornerRadius::same(6), tokens.card);
        } else if response.hovered() || response.has_focus() {
            painter.rect_filled(rect, CornerRadius::same(6), tokens.hover);
        }
        let color = if here == place { tokens.accent } else { tokens.ink };
        let x = if wide { rect.left() + 20.0 } else { rect.center().x };
        painter.text(pos2(x, rect.center().y), Align2::CENTER_CENTER, command.icon(), fonts::regular(17.0), color);
        if wide {
            let font = if here == place { fonts::bold(TEXT) } else { fonts::regular(TEXT) };
            painter.text(pos2(rect.left() + 38.0, rect.center().y), Align2::LEFT_CENTER, &name, font, color);
        }
        if count > 0 {
            let at = if wide { pos2(rect.right() - 10.0, rect.center().y) } else { rect.right_top() + vec2(-2.0, 8.0) };
            painter.text(at, Align2::RIGHT_CENTER, count, fonts::regular(TEXT_SMALL), tokens.danger.text);
        }
        if with_tooltip(context, response, command).clicked() {
            out.push(Intent::Go(Destination::Place(place)));
        }
    }
}

/// Draws the status bar: whether the document is saved, the progress, and the validity of the license.
pub fn status_bar_ui(ui: &mut Ui, context: &ViewContext<'_>) {
    let tokens = Tokens::of(ui);
    let file = context.file;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 14.0;
        let saved = match (&file.saved_at, file.path.is_some()) {
            _ if file.read_only && file.modified => {
                (icons::LOCK, context.text("file-read-only-modified").into_owned(), tokens.warning.text)
            }
            _ if file.read_only => (icons::LOCK, context.text("file-read-only").into_owned(), tokens.warning.text),
            _ if file.saving => (icons::FLOPPY_DISK, context.text("file-saving").into_owned(), tokens.muted),
            (_, false) => (icons::CIRCLE_HALF, context.text("file-unsaved").into_owned(), tokens.warning.text),
            _ if file.modified && file.autosave && file.alert.is_none() => {
                (icons::ARROWS_CLOCKWISE, context.text("file-soon-saved").into_owned(), tokens.muted)
            }
            _ if file.modified => (icons::CIRCLE_HALF, context.text("file-modified").into_owned(), tokens.warning.text),
            (Some(time), _) => (
                icons::CHECK_CIRCLE,
                context.format("file-saved-at", [("time", time.as_str().into())]),
                tokens.met.text,
            ),
            (None, _) => (icons::CHECK_CIRCLE, context.text("file-saved").into_owned(), tokens.met.text),
        };
        ui.label(RichText::new(format!("{} {}", saved.0, saved.1)).size(TEXT_SMALL).color(saved.2));
        let small = |ui: &mut Ui, text: String| {
            ui.add(egui::Label::new(RichText::new(text).size(TEXT_SMALL).color(tokens.muted)).truncate());
        };
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if let Some(days) = context.register.days_left() {
                let (id, color) = if days < 0 {
                    ("status-expired", tokens.danger.text)
                } else {
                    ("status-valid", if days <= 120 { tokens.warning.text } else { tokens.muted })
                };
                let words = context.format(id, [("n", days.abs().into())]);
                ui.label(RichText::new(words).size(TEXT_SMALL).color(color));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let name = file.path.as_ref().map(|p| p.display().to_string());
                let label = egui::Label::new(RichText::new(&file.name).size(TEXT_SMALL).color(tokens.muted)).truncate();
                let response = ui.add(label);
                if let Some(path) = name {
                    response.on_hover_text(path);
                }
                small(ui, counts_words(context));
            });
        });
    });
}

fn counts_words(context: &ViewContext<'_>) -> String {
    let counts = context.register.counts;
    let mut parts = vec![context.format("status-total", [("n", counts.total.into())])];
    for status in [Status::Met, Status::InProgress, Status::NotMet, Status::NotApplicable] {
        let n = counts.of(status);
        if n > 0 {
            parts.push(format!("{n} {}", context.locale.status(status)));
        }
    }
    if counts.overdue > 0 {
        parts.push(context.format("status-overdue", [("n", counts.overdue.into())]));
    }
    parts.join(" · ")
}
