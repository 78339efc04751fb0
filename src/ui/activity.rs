//! Running background work: its name, its progress, and the button that cancels it.

use super::ViewContext;
use super::kit::tokens::{GRID, TEXT_SMALL};
use super::kit::widgets::elided;
use super::kit::{Tokens, fonts, icons};
use crate::progress::Progress;
use egui::{Frame, Margin, Panel, ProgressBar, Ui, vec2};
use std::sync::Arc;
use std::time::Duration;

/// Work that ends within this many seconds is not shown.
const WORTH_SHOWING: f64 = 0.3;
/// Interval between redraws of the progress.
const REDRAW_INTERVAL: Duration = Duration::from_millis(100);

/// Background work that is running.
#[derive(Clone, Debug)]
pub struct Activity {
    /// Name of the work, in the language of the window.
    pub name: String,
    /// Progress, shared with the thread that does the work.
    pub progress: Arc<Progress>,
    /// Start time on the clock of the window, in seconds.
    since: f64,
}

impl Activity {
    /// Work that starts at `since`, in seconds on the clock of the window.
    #[must_use]
    pub fn new(name: String, progress: Arc<Progress>, since: f64) -> Self {
        Self { name, progress, since }
    }
}

/// Draws a strip above the status bar while work is running.
pub(super) fn activities_ui(ui: &mut Ui, context: &ViewContext<'_>) {
    let Some(first) = context.activities.first() else { return };
    ui.ctx().request_repaint_after(REDRAW_INTERVAL);
    if ui.input(|input| input.time) - first.since < WORTH_SHOWING {
        return;
    }
    let tokens = Tokens::of(ui);
    let frame = Frame::NONE.fill(tokens.panel).inner_margin(Margin::symmetric(16, 5));
    Panel::bottom("activities").frame(frame).show(ui, |ui| {
        for activity in context.activities {
            activity_ui(ui, context, activity);
        }
    });
}

fn activity_ui(ui: &mut Ui, context: &ViewContext<'_>, activity: &Activity) {
    let tokens = Tokens::of(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0 * GRID;
        let stopped = activity.progress.is_canceled();
        let words = if stopped { context.text("activity-stopping") } else { activity.name.as_str().into() };
        let words = elided(ui, &words, fonts::regular(TEXT_SMALL), tokens.ink, ui.available_width() * 0.4);
        ui.label(words);
        let bar = match activity.progress.fraction() {
            Some(part) => ProgressBar::new(part).show_percentage(),
            None => ProgressBar::new(0.0).animate(true),
        };
        ui.add(bar.desired_width((ui.available_width() - 110.0).clamp(60.0, 320.0)).desired_height(14.0));
        ui.add_enabled_ui(!stopped, |ui| {
            let button = egui::Button::new(format!("{} {}", icons::X, context.text("cancel")));
            if ui.add(button.min_size(vec2(0.0, 22.0))).clicked() {
                activity.progress.cancel();
            }
        });
    });
}
