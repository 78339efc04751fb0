//! A month with its days off, its make-up workdays, and its dates.

use super::{DeadlinesState, first_of_month};
use crate::calendar::{DayKind, holiday_name};
use crate::deadlines::{DateItem, DateState};
use crate::ui::ViewContext;
use crate::ui::kit::tokens::{CONTROL_HEIGHT, TEXT, TEXT_EMPHASIS, TEXT_SMALL};
use crate::ui::kit::widgets::{elided, icon_button, remark};
use crate::ui::kit::{Tokens, fonts, icons};
use crate::ui::shared::date_tone;
use chrono::{Datelike as _, Days, Months, NaiveDate};
use egui::{
    Align2, CornerRadius, Frame, Margin, Rect, RichText, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

pub(super) fn month_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut DeadlinesState, month: NaiveDate) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        Frame::NONE.inner_margin(Margin { left: 20, right: 16, top: 8, bottom: 20 }).show(ui, |ui| {
            ui.set_width(ui.available_width());
            head_ui(ui, context, state, month);
            grid_ui(ui, context, state, month);
            if let Some(year) = state.calendar(context).missing_year(month) {
                ui.add_space(8.0);
                remark(ui, context.format("month-unknown", [("year", year.to_string().into())]));
            }
        });
    });
}

fn head_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut DeadlinesState, month: NaiveDate) {
    ui.horizontal(|ui| {
        if icon_button(ui, icons::CARET_LEFT, &context.text("month-previous"), false).clicked() {
            state.month = month.checked_sub_months(Months::new(1));
        }
        let title =
            context.format("month-title", [("year", month.year().to_string().into()), ("month", month.month().into())]);
        let label = egui::Label::new(RichText::new(title).font(fonts::bold(TEXT_EMPHASIS)));
        ui.add_sized(vec2(120.0, CONTROL_HEIGHT), label);
        if icon_button(ui, icons::CARET_RIGHT, &context.text("month-next"), false).clicked() {
            state.month = month.checked_add_months(Months::new(1));
        }
        if ui.button(context.text("month-today")).clicked() {
            state.month = Some(first_of_month(context.today));
        }
    });
}

fn grid_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut DeadlinesState, month: NaiveDate) {
    let tokens = Tokens::of(ui);
    let width = ((ui.available_width() - 6.0 * 4.0) / 7.0).max(60.0);
    let height = ((ui.available_height() - 70.0) / 6.0).clamp(64.0, 110.0);
    ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
    let weekdays = context.text("weekdays");
    ui.horizontal(|ui| {
        for name in weekdays.split_whitespace() {
            let (rect, _) = ui.allocate_exact_size(vec2(width, 20.0), Sense::hover());
            ui.painter().text(rect.center(), Align2::CENTER_CENTER, name, fonts::regular(TEXT_SMALL), tokens.muted);
        }
    });
    let start = month.checked_sub_days(Days::new(u64::from(month.weekday().num_days_from_monday()))).unwrap_or(month);
    for week in 0..6 {
        let first = start.checked_add_days(Days::new(week * 7)).unwrap_or(start);
        if week > 3 && first.month() != month.month() {
            break;
        }
        ui.horizontal(|ui| {
            for weekday in 0..7 {
                let Some(day) = first.checked_add_days(Days::new(weekday)) else { continue };
                day_ui(ui, context, state, day, (day.month() == month.month(), vec2(width, height)));
            }
        });
    }
}

/// The name of a kind of day, and whether it is a day off.
fn kind_words(context: &ViewContext<'_>, kind: &DayKind) -> (String, bool) {
    let language = context.locale.language;
    match kind {
        DayKind::DayOff { name } => (holiday_name(name).get(language).to_owned(), true),
        DayKind::Weekend => (String::new(), true),
        DayKind::MakeUpWorkday { .. } => (context.text("make-up-workday").into_owned(), false),
        DayKind::Unknown => (context.text("day-unknown").into_owned(), false),
        DayKind::WorkingDay => (String::new(), false),
    }
}

fn day_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    state: &mut DeadlinesState,
    day: NaiveDate,
    (in_month, size): (bool, egui::Vec2),
) {
    let tokens = Tokens::of(ui);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let (words, off) = kind_words(context, &state.calendar(context).day(day));
    let fill = if off { tokens.rail } else { tokens.card };
    let edge = if day == context.today { Stroke::new(1.5, tokens.accent) } else { Stroke::new(1.0, tokens.hairline) };
    ui.painter().rect(rect, CornerRadius::same(6), fill, edge, egui::StrokeKind::Inside);
    let ink = if in_month { tokens.ink } else { tokens.muted };
    let font = if day == context.today { fonts::bold(TEXT) } else { fonts::regular(TEXT) };
    ui.painter().text(rect.left_top() + vec2(8.0, 7.0), Align2::LEFT_TOP, day.day(), font, ink);
    if !words.is_empty() {
        // The words are painted, so a screen reader needs them as a name.
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{} {words}", day.day())));
        let color = if off { tokens.danger.text } else { tokens.muted };
        let galley = elided(ui, &words, fonts::regular(11.0), color, rect.width() - 40.0);
        ui.painter().galley(pos2(rect.right() - 8.0 - galley.size().x, rect.top() + 8.0), galley, color);
    }
    let items = context.dates.iter().filter(|item| item.day() == Some(day));
    let items = items.filter(|item| state.show_done || item.state != DateState::Done);
    let items: Vec<&DateItem> = items.collect();
    // The number of dates that fit below the day number, but at least one.
    let room = (2_u8..=6).take_while(|n| 30.0 + 19.0 * f32::from(*n) <= rect.height()).count() + 1;
    for (i, item) in items.iter().take(room).enumerate() {
        let place =
            Rect::from_min_size(rect.left_top() + vec2(4.0, 27.0 + 19.0 * i as f32), vec2(rect.width() - 8.0, 18.0));
        let more = items.len() - room.min(items.len());
        let last = i + 1 == room && more > 0;
        chip_ui(ui, context, state, item, (place, last.then_some(more)));
    }
}

/// Draws a date in its day. The last date that fits also shows the number of hidden dates.
fn chip_ui(
    ui: &Ui,
    context: &ViewContext<'_>,
    state: &mut DeadlinesState,
    item: &DateItem,
    (place, more): (Rect, Option<usize>),
) {
    let tokens = Tokens::of(ui);
    let tone = date_tone(tokens, item);
    let title = item.title.get(context.locale.language);
    let response = ui.interact(place, ui.scope_id().with(&item.id), Sense::click());
    let selected = state.selected.as_ref() == Some(&item.id);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, format!("{} {title}", item.label)));
    let edge = if selected || response.hovered() { tone.text } else { tone.edge };
    ui.painter().rect(place, CornerRadius::same(4), tone.pale, Stroke::new(1.0, edge), egui::StrokeKind::Inside);
    let words = match more {
        Some(more) => format!("{} +{more}", item.label),
        None => format!("{} {title}", item.label),
    };
    let galley = elided(ui, &words, fonts::regular(11.0), tone.text, place.width() - 8.0);
    ui.painter().galley(pos2(place.left() + 4.0, place.center().y - galley.size().y / 2.0), galley, tone.text);
    if response.on_hover_text(format!("{} {title}", item.labels())).clicked() {
        state.selected = Some(item.id.clone());
        state.calculating = false;
    }
}
