//! The company's own dates of a duty: target, recurrence of the due date, and cycles that other laws suggest.

use super::answer::{date_field, row};
use crate::deadlines::{Entry, proposals};
use crate::obligation::LimitUnit;
use crate::ui::kit::widgets::{close_when_chosen, remark};
use crate::ui::{DateIntent, Intent, Outbox, ViewContext};
use crate::workbook::{AnswerField, Offset, Recurrence, Value};
use egui::{ComboBox, DragValue, Ui};

/// The usual cycles: number, unit and message id.
pub(in crate::ui) const CYCLES: [(u32, LimitUnit, &str); 4] = [
    (1, LimitUnit::Months, "cycle-monthly"),
    (3, LimitUnit::Months, "cycle-quarterly"),
    (6, LimitUnit::Months, "cycle-half-yearly"),
    (1, LimitUnit::Years, "cycle-yearly"),
];

pub(super) fn own_dates_ui(ui: &mut Ui, context: &ViewContext<'_>, entry: &Entry, out: &mut Outbox) {
    let answer = &entry.duty.answer;
    row(ui, &context.text("field-recurrence"), |ui| recurrence_ui(ui, context, entry, out));
    row(ui, &context.text("field-target"), |ui| {
        date_field(ui, context, entry, (AnswerField::Target, answer.target), out);
    });
    let has_no_number = entry.duty.definition.limit.as_ref().is_some_and(|limit| limit.amount.is_none());
    if has_no_number || answer.target_within.is_some() {
        row(ui, &context.text("own-limit"), |ui| target_within_ui(ui, context, entry, out));
    }
    for proposal in proposals(context.workbook, context.register).into_iter().filter(|p| p.duty == entry.id) {
        let length = context.locale.length(proposal.recurrence.every, proposal.recurrence.unit);
        let source = proposal.law.source.get(context.locale.language).to_owned();
        row(ui, &context.text("field-proposal"), |ui| {
            let words = context.format("proposal-take", [("length", length.into())]);
            if ui.button(words).clicked() {
                out.push(Intent::Date(DateIntent::TakeProposal(Box::new(proposal.clone()))));
            }
            remark(ui, source);
        });
    }
}

fn cycle_words(context: &ViewContext<'_>, recurrence: Option<Recurrence>) -> String {
    let Some(r) = recurrence else { return context.text("cycle-none").into_owned() };
    let usual = CYCLES.iter().find(|(every, unit, _)| !r.from_completion && (*every, *unit) == (r.every, r.unit));
    if let Some((.., id)) = usual {
        return context.text(id).into_owned();
    }
    let length = context.locale.length(r.every, r.unit);
    let id = if r.from_completion { "cycle-after-completion" } else { "cycle-every" };
    context.format(id, [("length", length.into())])
}

fn recurrence_ui(ui: &mut Ui, context: &ViewContext<'_>, entry: &Entry, out: &mut Outbox) {
    let answer = &entry.duty.answer;
    let mut set = |value: Option<Recurrence>| {
        out.push(Intent::Answer(vec![entry.id], AnswerField::Recurrence, value.map(Value::Recurrence)));
    };
    ui.horizontal(|ui| {
        ui.name_inputs(context.text("field-recurrence"), |ui| {
            let words = cycle_words(context, answer.recurrence);
            ComboBox::from_id_salt(("recurrence", entry.id)).selected_text(words).width(150.0).show_ui(ui, |ui| {
                if ui.selectable_label(answer.recurrence.is_none(), context.text("cycle-none")).clicked() {
                    set(None);
                }
                for (every, unit, id) in CYCLES {
                    let value = Recurrence::every(every, unit, answer.due.unwrap_or(context.today));
                    if ui.selectable_label(answer.recurrence == Some(value), context.text(id)).clicked() {
                        set(Some(value));
                    }
                }
                let is_after = answer.recurrence.is_some_and(|r| r.from_completion);
                if ui.selectable_label(is_after, context.text("cycle-days-after-completion")).clicked() && !is_after {
                    set(Some(Recurrence::after_completion(30, LimitUnit::CalendarDays)));
                }
                close_when_chosen(ui);
            });
        });
        if let Some(r) = answer.recurrence.filter(|r| r.from_completion) {
            let mut every = r.every;
            let response = ui.name_inputs(context.text("cycle-length"), |ui| {
                ui.add(DragValue::new(&mut every).range(1..=3660).speed(0.3))
            });
            if response.changed() {
                set(Some(Recurrence { every, ..r }));
            }
        }
    });
    if answer.recurrence.is_some() && answer.due.is_none() {
        remark(ui, context.text("cycle-needs-due"));
    }
}

/// Draws the target time within which the company acts where the license only says “at once”.
fn target_within_ui(ui: &mut Ui, context: &ViewContext<'_>, entry: &Entry, out: &mut Outbox) {
    const UNITS: [(LimitUnit, &str); 3] = [
        (LimitUnit::Hours, "unit-hours"),
        (LimitUnit::CalendarDays, "unit-calendar-days"),
        (LimitUnit::WorkingDays, "unit-working-days"),
    ];
    let now = entry.duty.answer.target_within;
    let mut set = |value: Option<Offset>| {
        out.push(Intent::Answer(vec![entry.id], AnswerField::TargetWithin, value.map(Value::Offset)));
    };
    ui.horizontal(|ui| {
        let mut wanted = now.is_some();
        if ui.checkbox(&mut wanted, context.text("target-within-set")).changed() {
            set(wanted.then_some(Offset { amount: 2, unit: LimitUnit::Hours }));
        }
        let Some(offset) = now else { return };
        let mut amount = offset.amount;
        let response = ui.name_inputs(context.text("calculator-amount"), |ui| {
            ui.add(DragValue::new(&mut amount).range(1..=9999).speed(0.2))
        });
        if response.changed() {
            set(Some(Offset { amount, ..offset }));
        }
        ui.name_inputs(context.text("calculator-unit"), |ui| {
            let name = UNITS.iter().find(|(unit, _)| *unit == offset.unit).map(|(_, id)| context.text(id));
            ComboBox::from_id_salt(("target_unit", entry.id)).selected_text(name.unwrap_or_default()).show_ui(
                ui,
                |ui| {
                    for (unit, id) in UNITS {
                        if ui.selectable_label(unit == offset.unit, context.text(id)).clicked() {
                            set(Some(Offset { unit, ..offset }));
                        }
                    }
                    close_when_chosen(ui);
                },
            );
        });
    });
}
