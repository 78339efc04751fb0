//! Short messages in the lower right corner, outside the working area.

use super::kit::tokens::RADIUS_CARD;
use super::kit::widgets::{icon_button, link};
use super::kit::{Tokens, icons};
use super::{Intent, Outbox, ViewContext};
use egui::{Align2, Area, Frame, Id, Label, Margin, Order, RichText, Stroke, Ui, vec2};
use std::path::PathBuf;

/// Display time of a message, in seconds.
const SECONDS: f64 = 8.0;

/// Display time of an error message, in seconds.
const SECONDS_OF_ERROR: f64 = 30.0;

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// The text.
    pub text: String,
    /// Whether it reports an error, which is shown longer.
    pub is_error: bool,
    /// A file that the message offers to open.
    pub file: Option<PathBuf>,
}

/// The visible messages.
#[derive(Default)]
pub struct Toasts {
    shown: Vec<(u64, Toast, Option<f64>)>,
    last: u64,
}

impl Toasts {
    /// Shows a message.
    pub fn say(&mut self, text: impl Into<String>) {
        self.push(Toast { text: text.into(), is_error: false, file: None });
    }

    /// Shows an error message.
    pub fn warn(&mut self, text: impl Into<String>) {
        self.push(Toast { text: text.into(), is_error: true, file: None });
    }

    /// Shows a message that is already built.
    pub fn push(&mut self, toast: Toast) {
        self.shown.retain(|(_, other, _)| *other != toast);
        self.last += 1;
        self.shown.push((self.last, toast, None));
        if self.shown.len() > 4 {
            self.shown.remove(0);
        }
    }

    /// The texts of the messages, oldest first.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.shown.iter().map(|(_, toast, _)| toast.text.as_str())
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, context: &ViewContext<'_>, out: &mut Outbox) {
        let now = ui.input(|i| i.time);
        for (_, toast, until) in &mut self.shown {
            let seconds = if toast.is_error { SECONDS_OF_ERROR } else { SECONDS };
            let until = *until.get_or_insert(now + seconds);
            ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64((until - now).max(0.05)));
        }
        self.shown.retain(|(_, _, until)| until.is_none_or(|until| until > now));
        if self.shown.is_empty() {
            return;
        }
        let mut closed = None;
        Area::new(Id::unique("toasts")).order(Order::Tooltip).anchor(Align2::RIGHT_BOTTOM, vec2(-16.0, -40.0)).show(
            ui.ctx(),
            |ui| {
                for (id, toast, _) in &self.shown {
                    if toast_ui(ui, context, toast, out) {
                        closed = Some(*id);
                    }
                }
            },
        );
        if let Some(closed) = closed {
            self.shown.retain(|(id, _, _)| *id != closed);
        }
    }
}

/// Draws a message. Returns true when it was closed.
fn toast_ui(ui: &mut Ui, context: &ViewContext<'_>, toast: &Toast, out: &mut Outbox) -> bool {
    let tokens = Tokens::of(ui);
    let (tone, icon) = if toast.is_error { (tokens.danger, icons::WARNING) } else { (tokens.info, icons::INFO) };
    Frame::NONE
        .fill(tokens.card)
        .stroke(Stroke::new(1.0, tone.edge))
        .corner_radius(RADIUS_CARD)
        .shadow(egui::Shadow { offset: [0, 3], blur: 14, spread: 0, color: tokens.shadow })
        .inner_margin(Margin { left: 12, right: 6, top: 8, bottom: 8 })
        .show(ui, |ui| {
            ui.set_max_width(420.0);
            ui.horizontal(|ui| {
                ui.label(RichText::new(icon).size(16.0).color(tone.text));
                ui.scope(|ui| {
                    ui.set_max_width(300.0);
                    ui.add(Label::new(&toast.text).wrap());
                });
                if let Some(path) = &toast.file
                    && link(ui, context.text("toast-open")).clicked()
                {
                    out.push(Intent::Reveal(path.clone()));
                }
                icon_button(ui, icons::X, &context.text("close"), false).clicked()
            })
            .inner
        })
        .inner
}
