//! The rows that forms of a duty are made of: texts in both languages, choices and limits.

use super::draft::LimitDraft;
use crate::language::{Bilingual, Language};
use crate::obligation::{LimitDirection, LimitUnit};
use crate::ui::ViewContext;
use crate::ui::kit::tokens::{CONTROL_HEIGHT, TEXT_SMALL};
use crate::ui::kit::widgets::{close_when_chosen, form_label, icon_button};
use crate::ui::kit::{Tokens, icons};
use egui::{ComboBox, Id, Key, Label, Response, RichText, TextEdit, Ui};

/// The width of the labels, in points.
pub(super) const LABEL: f32 = 120.0;

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

/// Draws the text in the language of the window, and in the other one. `first`: the field gets the cursor. Returns true
/// if Enter was pressed.
pub(super) fn text_ui(ui: &mut Ui, context: &ViewContext<'_>, name: &str, text: &mut Bilingual, first: bool) -> bool {
    let row = |ui: &mut Ui| {
        form_label(ui, name, LABEL);
        both_ui(ui, context, name, text, 0.0)
    };
    let (response, entered) = ui.horizontal(row).inner;
    if first {
        response.request_focus();
    }
    entered
}

/// [`text_ui`] of an item of a list, with a button at the right that removes it. Returns whether Enter was pressed, and
/// whether the button was clicked.
pub(super) fn item_text_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    name: &str,
    text: &mut Bilingual,
    what: &str,
) -> (bool, bool) {
    let row = |ui: &mut Ui| {
        form_label(ui, name, LABEL);
        let (_, entered) = both_ui(ui, context, name, text, CONTROL_HEIGHT + ui.spacing().item_spacing.x);
        (entered, remove_ui(ui, context, what))
    };
    ui.horizontal(row).inner
}

/// Draws a button that removes an item. Returns true if it was clicked.
pub(super) fn remove_ui(ui: &mut Ui, context: &ViewContext<'_>, what: &str) -> bool {
    icon_button(ui, icons::X, &context.format("duty-remove", [("what", what.into())]), false).clicked()
}

/// Draws two fields of equal width, with `room` points left beside them. Returns the first field, and whether Enter was
/// pressed in one.
fn both_ui(ui: &mut Ui, context: &ViewContext<'_>, name: &str, text: &mut Bilingual, room: f32) -> (Response, bool) {
    let other = context.format("duty-in-other-language", [("field", name.into())]);
    let (own, second) = match context.locale.language {
        Language::ZhCn => (&mut text.zh, &mut text.en),
        Language::En => (&mut text.en, &mut text.zh),
    };
    let width = (ui.available_width() - room - ui.spacing().item_spacing.x) / 2.0;
    let response = line_ui(ui, name, own, width);
    let edit = TextEdit::singleline(second).id(Id::unique(("duty_text", &other))).hint_text(other.clone());
    let beside = ui.name_inputs(other, |ui| ui.add(edit.desired_width(width)));
    let entered = is_entered(&response) || is_entered(&beside);
    (response, entered)
}

/// Draws a field of one line.
pub(super) fn line_ui(ui: &mut Ui, name: &str, text: &mut String, width: f32) -> Response {
    let edit = TextEdit::singleline(text).id(Id::unique(("duty_text", name))).desired_width(width);
    ui.name_inputs(name, |ui| ui.add(edit))
}

/// Draws a labeled list of choices.
pub(super) fn choice_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    name: &str,
    value: &mut T,
    all: &[T],
    words: impl Fn(T) -> String,
) {
    ui.horizontal(|ui| {
        form_label(ui, name, LABEL);
        combo_ui(ui, context, name, value, all, words);
    });
}

/// Draws a list of choices; while it is closed and has the focus, the arrow keys move through it.
pub(super) fn combo_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    name: &str,
    value: &mut T,
    all: &[T],
    words: impl Fn(T) -> String,
) {
    ui.name_inputs(name, |ui| {
        let combo = ComboBox::from_id_salt(name).selected_text(words(*value)).height(260.0).truncate();
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

/// Draws number, unit, direction and anchor of a limit. `named` makes the name of a field from that of the field of the
/// only limit. Returns true if Enter was pressed in a field.
pub(super) fn limit_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    limit: &mut LimitDraft,
    problem: Option<&'static str>,
    named: impl Fn(&str) -> String,
) -> bool {
    let name = |id: &'static str| named(&context.text(id));
    let entered = ui.horizontal(|ui| {
        let amount = name("duty-amount");
        form_label(ui, &amount, LABEL);
        let entered = is_entered(&line_ui(ui, &amount, &mut limit.amount, 60.0));
        let unit = |unit| context.locale.unit(unit).into();
        combo_ui(ui, context, &name("duty-unit"), &mut limit.unit, &UNITS, unit);
        let direction = |direction| context.locale.limit_direction(direction).into();
        combo_ui(ui, context, &name("duty-direction"), &mut limit.direction, &DIRECTIONS, direction);
        entered
    });
    problem_ui(ui, context, problem);
    let anchored = text_ui(ui, context, &name("duty-anchor"), &mut limit.anchor, false);
    entered.inner || anchored
}

/// Says below a field what is wrong with it.
pub(super) fn problem_ui(ui: &mut Ui, context: &ViewContext<'_>, message: Option<&'static str>) {
    let Some(message) = message else { return };
    let color = Tokens::of(ui).danger.text;
    ui.horizontal(|ui| {
        ui.add_space(LABEL + 8.0);
        ui.add(Label::new(RichText::new(context.text(message)).size(TEXT_SMALL).color(color)).wrap());
    });
}

/// Whether Enter was pressed in a field.
pub(super) fn is_entered(field: &Response) -> bool {
    field.lost_focus() && field.ctx.input(|input| input.key_pressed(Key::Enter))
}
