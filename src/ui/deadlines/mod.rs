//! The deadlines: agenda or month, the selected date with its calculation, and a calculator.

mod agenda;
mod calculator;
pub(super) mod event_dialog;
mod month;
pub(super) mod schedule_dialog;
mod why;

use super::kit::tokens::{CONTROL_HEIGHT, GRID, TITLE};
use super::kit::widgets::{chip, icon_button, right_to_left};
use super::kit::{Tokens, fonts, icons};
use super::shared::with_tooltip;
use super::{DateIntent, Intent, Outbox, ViewContext, Views};
use crate::calendar::{Calendar, schedules};
use crate::command::{Command, Place};
use crate::deadlines::newer_schedules;
use crate::workbook::NewFile;
use calculator::CalculatorState;
use chrono::NaiveDate;
use egui::{Frame, Margin, Panel, RichText, Ui};

/// Navigation state and typed text of the deadlines.
#[derive(Default)]
pub struct DeadlinesState {
    /// The id of the selected date, which is shown in full.
    pub selected: Option<String>,
    /// The visible month; `None` while the agenda is shown.
    pub month: Option<NaiveDate>,
    /// Whether the calculator is shown instead of the selected date.
    pub calculating: bool,
    /// Whether completed dates are listed.
    show_done: bool,
    calculator: CalculatorState,
    /// The typed completion of the selected date.
    closing: Closing,
    /// The calendar of the workbook's schedules, cached for one revision.
    calendar: Option<(u64, Calendar)>,
    /// Years with a built-in schedule that the workbook lacks or has in another version, cached for one revision.
    offered: Option<(u64, Vec<i32>)>,
}

/// The typed completion of a date.
#[derive(Default)]
struct Closing {
    /// The id of the date.
    id: String,
    day: String,
    note: String,
    files: Vec<NewFile>,
}

impl DeadlinesState {
    /// The calendar that the dates of this workbook are calculated with.
    fn calendar(&mut self, context: &ViewContext<'_>) -> &Calendar {
        let revision = context.workbook.revision();
        if self.calendar.as_ref().is_none_or(|(made, _)| *made != revision) {
            self.calendar = None;
        }
        &self.calendar.get_or_insert_with(|| (revision, Calendar::new(&context.workbook.schedules))).1
    }

    /// Years with a built-in schedule that the workbook lacks or has in another version. A schedule is adopted on
    /// request only.
    fn offered(&mut self, context: &ViewContext<'_>) -> Vec<i32> {
        let revision = context.workbook.revision();
        if self.offered.as_ref().is_none_or(|(made, _)| *made != revision) {
            let newer = newer_schedules(context.workbook, &schedules::builtin());
            self.offered = Some((revision, newer.into_keys().collect()));
        }
        self.offered.as_ref().map(|(_, years)| years.clone()).unwrap_or_default()
    }

    /// Adds a file to the completion of the selected date.
    pub fn attach(&mut self, file: NewFile) {
        self.closing.files.push(file);
    }

    /// Resets the state that belongs to the previous document.
    pub fn document_changed(&mut self) {
        *self = Self { month: self.month, ..Self::default() };
    }
}

/// The number of overdue duties.
pub(super) fn alerts(context: &ViewContext<'_>) -> usize {
    context.register.counts.overdue
}

/// Draws the deadlines.
pub(super) fn deadlines_ui(ui: &mut Ui, context: &ViewContext<'_>, views: &mut Views, out: &mut Outbox) {
    let state = &mut views.deadlines;
    let tokens = Tokens::of(ui);
    let width = ui.available_width();
    Panel::right("deadline_why")
        .frame(Frame::NONE.fill(tokens.card))
        .default_size((width * 0.4).clamp(320.0, 520.0))
        .size_range(300.0..=(width - 320.0).max(320.0))
        .show(ui, |ui| {
            if state.calculating {
                calculator::calculator_ui(ui, context, state);
            } else {
                why::why_ui(ui, context, state, out);
            }
        });
    egui::CentralPanel::default().frame(Frame::NONE).show(ui, |ui| {
        Frame::NONE.inner_margin(Margin { left: 20, right: 16, top: 14, bottom: 4 }).show(ui, |ui| {
            ui.set_width(ui.available_width());
            head_ui(ui, context, state, out);
        });
        match state.month {
            Some(month) => month::month_ui(ui, context, state, month),
            None => agenda::agenda_ui(ui, context, state),
        }
    });
}

fn head_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut DeadlinesState, out: &mut Outbox) {
    right_to_left(ui, CONTROL_HEIGHT, |ui| {
        if icon_button(ui, icons::CALCULATOR, &context.text("calculator"), state.calculating).clicked() {
            state.calculating = !state.calculating;
        }
        let month = state.month.is_some();
        if chip(ui, &format!("{} {}", icons::CALENDAR_DOTS, context.text("month-view")), month).clicked() && !month {
            state.month = Some(first_of_month(context.today));
        }
        if chip(ui, &format!("{} {}", icons::ROWS, context.text("agenda")), !month).clicked() {
            state.month = None;
        }
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            ui.label(RichText::new(Command::Show(Place::Deadlines).name(context.locale)).font(fonts::bold(TITLE)));
        });
    });
    ui.add_space(GRID);
    ui.horizontal_wrapped(|ui| {
        let record = format!("{} {}", icons::PLUS, Command::RecordEvent.name(context.locale));
        if with_tooltip(context, super::kit::widgets::primary_button(ui, record), Command::RecordEvent).clicked() {
            out.command(Command::RecordEvent);
        }
        let import = ui.button(Command::ImportSchedule.name(context.locale));
        if with_tooltip(context, import, Command::ImportSchedule).clicked() {
            out.command(Command::ImportSchedule);
        }
        for year in state.offered(context) {
            let words = context.format("schedule-offered", [("year", year.to_string().into())]);
            if ui.button(format!("{} {words}", icons::INFO)).clicked() {
                out.push(Intent::Date(DateIntent::AskSchedule(year)));
            }
        }
        ui.checkbox(&mut state.show_done, context.text("agenda-show-done"));
    });
}

fn first_of_month(day: NaiveDate) -> NaiveDate {
    chrono::Datelike::with_day(&day, 1).unwrap_or(day)
}
