//! A calculator for any time limit, which uses the calendar of the workbook.

use super::DeadlinesState;
use crate::calendar::{SourcedLimit, Start, deadline};
use crate::language::Bilingual;
use crate::obligation::{LimitDirection, LimitUnit, TimeLimit};
use crate::ui::ViewContext;
use crate::ui::checklist::answer::parse_date;
use crate::ui::kit::tokens::{GRID, HEADING};
use crate::ui::kit::widgets::{banner, close_when_chosen, remark};
use crate::ui::kit::{Tokens, fonts, icons, style};
use egui::{ComboBox, DragValue, Frame, Label, Margin, RichText, ScrollArea, TextEdit, Ui};

/// The typed contents of the calculator.
pub(super) struct CalculatorState {
    day: String,
    amount: u32,
    unit: LimitUnit,
    direction: LimitDirection,
}

impl Default for CalculatorState {
    fn default() -> Self {
        Self { day: String::new(), amount: 30, unit: LimitUnit::CalendarDays, direction: LimitDirection::After }
    }
}

const UNITS: [(LimitUnit, &str); 4] = [
    (LimitUnit::CalendarDays, "unit-calendar-days"),
    (LimitUnit::WorkingDays, "unit-working-days"),
    (LimitUnit::Months, "unit-months"),
    (LimitUnit::Years, "unit-years"),
];

const DIRECTIONS: [(LimitDirection, &str); 3] = [
    (LimitDirection::After, "direction-after"),
    (LimitDirection::Before, "direction-before"),
    (LimitDirection::AtLeast, "direction-at-least"),
];

pub(super) fn calculator_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut DeadlinesState) {
    ScrollArea::vertical().id_salt("calculator").auto_shrink(false).show(ui, |ui| {
        Frame::NONE.inner_margin(Margin { left: 20, right: 20, top: 14, bottom: 24 }).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 8.0;
            ui.label(RichText::new(context.text("calculator")).font(fonts::bold(HEADING)));
            form_ui(ui, context, &mut state.calculator);
            ui.add_space(GRID);
            result_ui(ui, context, state);
        });
    });
}

fn form_ui(ui: &mut Ui, context: &ViewContext<'_>, form: &mut CalculatorState) {
    if form.day.is_empty() {
        form.day = context.today.to_string();
    }
    ui.horizontal_wrapped(|ui| {
        let name = context.text("calculator-day");
        ui.label(name.clone());
        ui.name_inputs(name, |ui| ui.add(TextEdit::singleline(&mut form.day).desired_width(100.0)));
    });
    ui.horizontal_wrapped(|ui| {
        let name = |list: &[(LimitDirection, &'static str)], value| {
            list.iter().find(|(v, _)| *v == value).map(|(_, id)| context.text(id)).unwrap_or_default()
        };
        ui.name_inputs(context.text("calculator-direction"), |ui| {
            ComboBox::from_id_salt("direction").selected_text(name(&DIRECTIONS, form.direction)).show_ui(ui, |ui| {
                for (value, id) in DIRECTIONS {
                    ui.selectable_value(&mut form.direction, value, context.text(id));
                }
                close_when_chosen(ui);
            })
        });
        ui.name_inputs(context.text("calculator-amount"), |ui| {
            ui.add(DragValue::new(&mut form.amount).range(1..=20_000).speed(0.2))
        });
        let unit = UNITS.iter().find(|(v, _)| *v == form.unit).map(|(_, id)| context.text(id)).unwrap_or_default();
        ui.name_inputs(context.text("calculator-unit"), |ui| {
            ComboBox::from_id_salt("unit").selected_text(unit).show_ui(ui, |ui| {
                for (value, id) in UNITS {
                    ui.selectable_value(&mut form.unit, value, context.text(id));
                }
                close_when_chosen(ui);
            })
        });
    });
}

fn result_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut DeadlinesState) {
    let tokens = Tokens::of(ui);
    let language = context.locale.language;
    let Some(day) = parse_date(&state.calculator.day) else {
        ui.label(RichText::new(context.text("date-hint")).color(tokens.danger.text));
        return;
    };
    let form = &state.calculator;
    let anchor = Bilingual::new("起算日", "the start day");
    let limit = TimeLimit { amount: Some(form.amount), unit: form.unit, direction: form.direction, anchor };
    let result = deadline(Start::Day(day), &SourcedLimit::from(limit), state.calendar(context));
    let tone =
        if result.provisional || result.due.or(result.keep_through).is_none() { tokens.warning } else { tokens.info };
    banner(ui, tone, |ui| {
        let words = match (result.raw, result.due, result.keep_through) {
            (Some(raw), Some(due), _) if raw != due => format!("{raw} {} {due}", icons::ARROW_RIGHT),
            (_, Some(due), _) => due.to_string(),
            (_, None, Some(keep)) => context.format("keep-through", [("date", keep.to_string().into())]),
            (_, None, None) => context.text("date-missing").into_owned(),
        };
        ui.label(RichText::new(words).font(fonts::bold(HEADING)).color(tone.text));
        if let Some(day) = result.destroy_from {
            remark(ui, context.format("destroy-from", [("date", day.to_string().into())]));
        }
        if result.provisional {
            ui.label(context.text("provisional-long"));
        }
        for missing in &result.missing {
            ui.add(Label::new(missing.get(language)).wrap());
        }
    });
    ui.label(RichText::new(context.text("why-steps")).text_style(style::emphasis()));
    for (i, step) in result.steps.iter().enumerate() {
        ui.add(Label::new(format!("{}. {}", i + 1, step.text.get(language))).wrap());
        ui.indent(("step", i), |ui| remark(ui, step.source.get(language)));
    }
}
