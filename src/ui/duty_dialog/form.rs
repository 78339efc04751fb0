//! The fields of the definition of a duty.

use super::DutyDraft;
use crate::language::{Bilingual, Language};
use crate::license::ClauseId;
use crate::obligation::{DutyKind, LimitDirection, LimitUnit};
use crate::ui::ViewContext;
use crate::ui::kit::widgets::{close_when_chosen, form_label, remark};
use egui::{ComboBox, Id, Key, Response, TextEdit, Ui};

/// The width of the labels, in points.
const LABEL: f32 = 110.0;

const UNITS: [LimitUnit; 8] = [
    LimitUnit::CalendarDays,
    LimitUnit::WorkingDays,
    LimitUnit::Months,
    LimitUnit::Years,
    LimitUnit::Hours,
    LimitUnit::Quarter,
    LimitUnit::Immediately,
    LimitUnit::Promptly,
];

const DIRECTIONS: [LimitDirection; 4] =
    [LimitDirection::After, LimitDirection::Before, LimitDirection::Within, LimitDirection::AtLeast];

/// Draws the fields. Returns true if Enter was pressed in one.
pub(super) fn fields_ui(ui: &mut Ui, context: &ViewContext<'_>, draft: &mut DutyDraft) -> bool {
    let first = std::mem::take(&mut draft.is_new);
    let mut entered = text_ui(ui, context, "column-title", &mut draft.title, first);
    choice_ui(ui, context, "field-kind", &mut draft.kind, &DutyKind::ALL, |kind| context.locale.kind(kind).into());
    if draft.id.is_none() {
        clause_ui(ui, context, draft);
    }
    ui.checkbox(&mut draft.has_limit, context.text("field-limit"));
    if draft.has_limit {
        ui.horizontal(|ui| {
            let name = context.text("duty-amount");
            form_label(ui, &name, LABEL);
            let edit = TextEdit::singleline(&mut draft.amount).id(Id::unique("duty_amount")).desired_width(60.0);
            entered |= is_entered(&ui.name_inputs(name, |ui| ui.add(edit)));
            let unit = |unit| context.locale.unit(unit).into();
            combo_ui(ui, context, "duty-unit", &mut draft.unit, &UNITS, unit);
            let direction = |direction| context.locale.limit_direction(direction).into();
            combo_ui(ui, context, "duty-direction", &mut draft.direction, &DIRECTIONS, direction);
        });
        entered |= text_ui(ui, context, "duty-anchor", &mut draft.anchor, false);
        if draft.limit().is_err() {
            remark(ui, context.text("duty-amount-hint"));
        }
    }
    if draft.id.is_some() {
        entered |= text_ui(ui, context, "field-trigger", &mut draft.trigger, false);
        entered |= text_ui(ui, context, "field-authority", &mut draft.authority, false);
        entered |= text_ui(ui, context, "field-condition", &mut draft.condition, false);
        entered |= text_ui(ui, context, "field-remark", &mut draft.remark, false);
    } else {
        entered |= text_ui(ui, context, "duty-source", &mut draft.remark, false);
    }
    entered
}

/// Draws the choice of the clause under which an own duty stands.
fn clause_ui(ui: &mut Ui, context: &ViewContext<'_>, draft: &mut DutyDraft) {
    let clauses: Vec<ClauseId> =
        std::iter::once(ClauseId::OWN).chain(context.register.parsed.clauses().map(|clause| clause.id)).collect();
    choice_ui(ui, context, "duty-clause", &mut draft.clause, &clauses, |clause| {
        if clause.is_own() {
            context.text("duty-no-clause").into_owned()
        } else {
            format!("{clause} {}", context.topic(clause))
        }
    });
}

/// Draws the text in the language of the window, and in the other one. Returns true if Enter was pressed.
fn text_ui(ui: &mut Ui, context: &ViewContext<'_>, name: &'static str, text: &mut Bilingual, first: bool) -> bool {
    let name = context.text(name).into_owned();
    let other = context.format("duty-in-other-language", [("field", name.as_str().into())]);
    let (own, second) = match context.locale.language {
        Language::ZhCn => (&mut text.zh, &mut text.en),
        Language::En => (&mut text.en, &mut text.zh),
    };
    ui.horizontal(|ui| {
        form_label(ui, &name, LABEL);
        let width = (ui.available_width() - 8.0) / 2.0;
        let edit = TextEdit::singleline(own).id(Id::unique(("duty_text", &name))).desired_width(width - 8.0);
        let response = ui.name_inputs(name.clone(), |ui| ui.add(edit));
        if first {
            response.request_focus();
        }
        let edit = TextEdit::singleline(second).id(Id::unique(("duty_text", &other))).hint_text(other.clone());
        let beside = ui.name_inputs(other, |ui| ui.add(edit.desired_width(f32::INFINITY)));
        is_entered(&response) || is_entered(&beside)
    })
    .inner
}

/// Draws a labeled list of choices.
fn choice_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    name: &'static str,
    value: &mut T,
    all: &[T],
    words: impl Fn(T) -> String,
) {
    ui.horizontal(|ui| {
        form_label(ui, &context.text(name), LABEL);
        combo_ui(ui, context, name, value, all, words);
    });
}

/// Draws a list of choices; while it is closed and has the focus, the arrow keys move through it.
fn combo_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    name: &'static str,
    value: &mut T,
    all: &[T],
    words: impl Fn(T) -> String,
) {
    ui.name_inputs(context.text(name), |ui| {
        let combo = ComboBox::from_id_salt(name).selected_text(words(*value)).height(260.0);
        let response = combo.show_ui(ui, |ui| {
            for choice in all {
                ui.selectable_value(value, *choice, words(*choice));
            }
            close_when_chosen(ui);
        });
        if response.inner.is_none() && response.response.has_focus() && context.has_dialog_keys() {
            let pressed = |key| ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, key));
            let step = isize::from(pressed(Key::ArrowDown)) - isize::from(pressed(Key::ArrowUp));
            let at = all.iter().position(|choice| choice == value);
            if let Some(next) = at.and_then(|at| all.get(at.checked_add_signed(step)?)) {
                *value = *next;
            }
        }
    });
}

/// Whether Enter was pressed in a field.
pub(super) fn is_entered(field: &Response) -> bool {
    field.lost_focus() && field.ctx.input(|input| input.key_pressed(Key::Enter))
}
