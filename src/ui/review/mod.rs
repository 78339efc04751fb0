//! The review of a license text: its page or its words at the left, what was understood of it at the right.

mod keys;
mod list;
mod offer;
mod page;
mod state;

pub use offer::LicenseOffer;
pub(super) use offer::offer_ui;
pub use state::{Editing, ReviewDocument, ReviewIntent, ReviewState};

use super::kit::tokens::{GRID, HEADING, TEXT_SMALL};
use super::kit::widgets::{paint_pill, pill_width, primary_button, right_to_left};
use super::kit::{Tokens, fonts};
use super::{Intent, Outbox, ViewContext, Views};
use egui::{CentralPanel, Frame, Label, Margin, Panel, RichText, Sense, Ui, vec2};

/// Draws the review instead of the place, while it is open. Returns false if it is not.
pub(super) fn review_ui(ui: &mut Ui, context: &ViewContext<'_>, views: &mut Views, out: &mut Outbox) -> bool {
    let (Some(document), Some(state)) = (context.review, views.review.as_mut()) else { return false };
    let rows = list::rows(document, state);
    keys::take(ui, context, document, state, &rows, out);
    let tokens = Tokens::of(ui);
    let bar = Frame::NONE.fill(tokens.panel).inner_margin(Margin::symmetric(20, 10));
    Panel::top("review-head").frame(bar).show(ui, |ui| head_ui(ui, context, document, state, out));
    let width = (ui.available_width() * 0.48).clamp(320.0, 640.0);
    let right = Frame::NONE.fill(tokens.panel).inner_margin(Margin::symmetric(14, 10));
    Panel::right("review-list").resizable(false).exact_size(width).frame(right).show(ui, |ui| {
        list::list_ui(ui, context, document, state, &rows, out);
    });
    CentralPanel::default().frame(Frame::NONE.fill(tokens.rail).inner_margin(Margin::same(14))).show(ui, |ui| {
        page::page_ui(ui, context, document, state, &rows, out);
    });
    true
}

fn head_ui(ui: &mut Ui, context: &ViewContext<'_>, document: &ReviewDocument, state: &ReviewState, out: &mut Outbox) {
    let tokens = Tokens::of(ui);
    right_to_left(ui, 30.0, |ui| {
        if document.is_new && primary_button(ui, context.text("review-make")).clicked() {
            out.push(Intent::LicenseReview(ReviewIntent::Make));
        }
        let back = if document.is_new { "review-later" } else { "review-back" };
        if ui.button(context.text(back)).clicked() {
            out.push(Intent::LicenseReview(ReviewIntent::Close));
        }
        let open = document.open_points();
        let words = context.format("review-open", [("n", open.into())]);
        let tone = if open == 0 { tokens.met } else { tokens.warning };
        let (rect, pill) = ui.allocate_exact_size(vec2(pill_width(ui, &words), 22.0), Sense::hover());
        pill.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &words));
        paint_pill(ui, rect.right_center(), &words, tone);
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            let title = if document.is_new { "review-title" } else { "command-show-understood" };
            ui.label(RichText::new(context.text(title)).font(fonts::bold(HEADING)));
            ui.add_space(GRID);
            let mut words = document.name.clone();
            if document.pages > 0 {
                let args = [("page", (state.page + 1).into()), ("pages", document.pages.into())];
                words = format!("{words} · {}", context.format("evidence-page-of", args));
            }
            if document.is_recognized {
                words = format!("{words} · {}", context.text("review-recognized"));
            }
            ui.add(Label::new(RichText::new(words).size(TEXT_SMALL).color(tokens.muted)).truncate());
        });
    });
}
