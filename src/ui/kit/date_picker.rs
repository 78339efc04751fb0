//! A calendar month to select a day from.

use super::tokens::{TEXT, TEXT_SMALL};
use super::widgets::icon_button;
use super::{Tokens, fonts, icons};
use chrono::{Datelike, Days, Months, NaiveDate};
use egui::{Align2, CornerRadius, Role, Sense, Stroke, Ui, WidgetInfo, vec2};

/// The labels of the picker.
pub struct PickerWords<'a> {
    /// Monday to Sunday, one or two letters each.
    pub weekdays: [&'a str; 7],
    /// Tooltip of the arrow to the previous month.
    pub previous: &'a str,
    /// Tooltip of the arrow to the next month.
    pub next: &'a str,
}

/// Shows the month of `selected` (or of `today`) and returns the day that was clicked.
///
/// The visible month is stored under `id` while the picker is open.
pub fn month_picker(
    ui: &mut Ui,
    id: egui::Id,
    selected: Option<NaiveDate>,
    today: NaiveDate,
    words: &PickerWords<'_>,
) -> Option<NaiveDate> {
    let first = |day: NaiveDate| day.with_day(1).unwrap_or(day);
    let mut month = ui.data(|d| d.get_temp::<NaiveDate>(id)).unwrap_or_else(|| first(selected.unwrap_or(today)));
    ui.horizontal(|ui| {
        if icon_button(ui, icons::CARET_LEFT, words.previous, false).clicked() {
            month = month.checked_sub_months(Months::new(1)).unwrap_or(month);
        }
        let title = format!("{:04}-{:02}", month.year(), month.month());
        ui.add_sized(
            vec2(7.0 * 30.0 - 2.0 * 36.0, 28.0),
            egui::Label::new(egui::RichText::new(title).font(fonts::bold(TEXT))),
        );
        if icon_button(ui, icons::CARET_RIGHT, words.next, false).clicked() {
            month = month.checked_add_months(Months::new(1)).unwrap_or(month);
        }
    });
    ui.data_mut(|d| d.insert_temp(id, month));
    let mut picked = None;
    let start = month.checked_sub_days(Days::new(u64::from(month.weekday().num_days_from_monday()))).unwrap_or(month);
    egui::Grid::new(id.with("days")).spacing(vec2(2.0, 2.0)).min_col_width(28.0).show(ui, |ui| {
        let tokens = Tokens::of(ui);
        for name in words.weekdays {
            let (rect, _) = ui.allocate_exact_size(vec2(28.0, 20.0), Sense::hover());
            ui.painter().text(rect.center(), Align2::CENTER_CENTER, name, fonts::regular(TEXT_SMALL), tokens.muted);
        }
        ui.end_row();
        for week in 0..6 {
            for weekday in 0..7 {
                let Some(day) = start.checked_add_days(Days::new(week * 7 + weekday)) else { continue };
                if day_ui(ui, day, day.month() == month.month(), selected == Some(day), today == day) {
                    picked = Some(day);
                }
            }
            ui.end_row();
        }
    });
    picked
}

fn day_ui(ui: &mut Ui, day: NaiveDate, in_month: bool, selected: bool, is_today: bool) -> bool {
    let tokens = Tokens::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(28.0, 26.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, day));
    let painter = ui.painter();
    if selected {
        painter.rect_filled(rect, CornerRadius::same(6), tokens.accent);
    } else if response.hovered() || response.has_focus() {
        painter.rect_filled(rect, CornerRadius::same(6), tokens.hover);
    }
    if is_today && !selected {
        painter.rect_stroke(rect, CornerRadius::same(6), Stroke::new(1.0, tokens.accent), egui::StrokeKind::Inside);
    }
    let color = match (selected, in_month) {
        (true, _) => tokens.on_accent,
        (false, true) => tokens.ink,
        (false, false) => tokens.muted,
    };
    painter.text(rect.center(), Align2::CENTER_CENTER, day.day(), fonts::regular(TEXT), color);
    response.clicked()
}
