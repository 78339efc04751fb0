//! The dialog about a newer holiday schedule, which shows the dates that it moves before it is adopted.

use crate::deadlines::{Moved, ScheduleImport};
use crate::ui::kit::dialog::{scroll, title};
use crate::ui::kit::tokens::GRID;
use crate::ui::kit::widgets::{primary_button, remark};
use crate::ui::kit::{Tokens, icons};
use crate::ui::{DateIntent, Intent, Outbox, ViewContext};
use egui::{Label, RichText, Ui};

/// Draws the dialog. Returns true when it is to be closed.
pub(crate) fn schedule_ui(ui: &mut Ui, context: &ViewContext<'_>, import: &ScheduleImport, out: &mut Outbox) -> bool {
    let tokens = Tokens::of(ui);
    let language = context.locale.language;
    title(ui, &context.format("schedule-title", [("year", import.year.to_string().into())]));
    let off = import.schedule.days.iter().filter(|day| day.is_off_day).count();
    let args = [("off", off.into()), ("work", (import.schedule.days.len() - off).into())];
    ui.label(context.format("schedule-days", args));
    if import.replaces {
        ui.label(context.text("schedule-replaces"));
    }
    for warning in &import.warnings {
        let text = format!("{} {}", icons::WARNING, warning.text().get(language));
        ui.add(Label::new(RichText::new(text).color(tokens.warning.text)).wrap());
    }
    if import.edit.is_empty() {
        remark(ui, context.text("schedule-same"));
    } else if import.moved.is_empty() {
        remark(ui, context.text("schedule-moves-nothing"));
    } else {
        ui.label(context.format("schedule-moves", [("n", import.moved.len().into())]));
        scroll(ui, "schedule_days", 260.0, |ui| {
            for moved in &import.moved {
                moved_ui(ui, context, moved);
            }
        });
    }
    ui.add_space(GRID);
    ui.horizontal(|ui| {
        let take = context.text("schedule-take");
        let enabled = !import.edit.is_empty();
        if ui.add_enabled_ui(enabled, |ui| primary_button(ui, take)).inner.clicked() {
            out.push(Intent::Date(DateIntent::TakeSchedule(import.year, Box::new(import.schedule.clone()))));
            out.push(Intent::CloseDialog);
        }
        ui.button(context.text("cancel")).clicked()
    })
    .inner
}

fn moved_ui(ui: &mut Ui, context: &ViewContext<'_>, moved: &Moved) {
    let day = |day: Option<chrono::NaiveDate>| day.map_or_else(|| "–".to_owned(), |d| d.to_string());
    let words = if moved.only_certainty() {
        context.format("schedule-certain", [("date", day(moved.to).into())])
    } else {
        format!("{} {} {}", day(moved.from), icons::ARROW_RIGHT, day(moved.to))
    };
    let title = moved.title.get(context.locale.language);
    ui.add(Label::new(format!("{} {title}: {words}", moved.label)).wrap());
}
