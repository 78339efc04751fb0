//! The controls of an answer: status, owner, due date, texts and tags.

use crate::command::{Command, status_icon};
use crate::deadlines::Entry;
use crate::ui::kit::date_picker::{PickerWords, month_picker};
use crate::ui::kit::tokens::{CONTROL_HEIGHT, GRID, TEXT};
use crate::ui::kit::widgets::{chip, draft_field, form_label, icon_button, is_just_opened, pill_button, right_to_left};
use crate::ui::kit::{Tokens, icons};
use crate::ui::shared::status_tone;
use crate::ui::{Intent, Outbox, PeopleIntent, ViewContext};
use crate::workbook::{AnswerField, DutyId, PersonId, Status, Value};
use chrono::{Days, NaiveDate};
use egui::{Popup, PopupCloseBehavior, RichText, TextEdit, Ui};
use std::collections::BTreeSet;

/// The width of the labels of the form, in points.
pub(super) const LABEL: f32 = 88.0;

/// Draws the status as a button that opens the menu of statuses.
pub(super) fn status_menu(ui: &mut Ui, context: &ViewContext<'_>, entry: &Entry, out: &mut Outbox) {
    let tokens = Tokens::of(ui);
    let word = context.locale.status(entry.status);
    let name = format!("{}: {word}", context.text("field-status"));
    let ruled_out = entry.status == Status::NotApplicable && entry.duty.answer.status != Status::NotApplicable;
    if ruled_out {
        // The annex excludes the duty, so there is no choice.
        let tone = status_tone(tokens, entry.status);
        ui.label(RichText::new(format!("{} {word}", status_icon(entry.status))).color(tone.text))
            .on_hover_text(context.text("status-ruled-out"));
        return;
    }
    let response = pill_button(ui, status_icon(entry.status), &word, status_tone(tokens, entry.status), &name);
    Popup::menu(&response).show(|ui| {
        ui.set_min_width(180.0);
        for status in Status::ALL {
            let tone = status_tone(Tokens::of(ui), status);
            let text = format!("{} {}", status_icon(status), context.locale.status(status));
            let keys = Command::Mark(status).keys(ui.ctx());
            let button = egui::Button::new(RichText::new(text).color(tone.text)).shortcut_text(keys);
            if ui.add(button).clicked() {
                out.push(Intent::Status(vec![entry.id], status));
                ui.close();
            }
        }
    });
}

/// Asks for the justification of duties that were marked as not applicable.
pub(super) fn justification_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    state: &mut super::ChecklistState,
    out: &mut Outbox,
) {
    let Some((duties, mut text)) = state.justifying.take() else { return };
    let tokens = Tokens::of(ui);
    let mut keep = true;
    crate::ui::kit::widgets::banner(ui, tokens.not_applicable, |ui| {
        let one = match duties.as_slice() {
            [id] => context.register.entry(*id),
            _ => None,
        };
        let title = match one {
            Some(e) => format!("{} {}", e.label, e.duty.definition.title.get(context.locale.language)),
            None => context.format("duties-count", [("n", duties.len().into())]),
        };
        let words = context.format("justify-title", [("what", title.into())]);
        ui.add(egui::Label::new(RichText::new(words).color(tokens.ink)).wrap());
        let id = egui::Id::unique("justification");
        if state.focus == Some(super::FocusRequest::Justification) {
            state.focus = None;
            ui.memory_mut(|m| m.request_focus(id));
        }
        let name = context.text("field-justification");
        let response = ui.name_inputs(name, |ui| {
            let hint = context.text("justify-hint");
            ui.add(TextEdit::multiline(&mut text).id(id).desired_rows(2).desired_width(f32::INFINITY).hint_text(hint))
        });
        let escaped = (response.has_focus() || response.lost_focus()) && ui.input(|i| i.key_pressed(egui::Key::Escape));
        let confirmed =
            response.has_focus() && ui.input_mut(|i| i.consume_key(egui::Modifiers::COMMAND, egui::Key::Enter));
        ui.add_space(GRID);
        ui.horizontal(|ui| {
            let filled = !text.trim().is_empty();
            let button = ui
                .add_enabled_ui(filled, |ui| {
                    crate::ui::kit::widgets::primary_button(ui, context.text("justify-confirm"))
                })
                .inner
                .on_disabled_hover_text(context.text("justify-needed"));
            if filled && (button.clicked() || confirmed) {
                out.push(Intent::Justify(duties.clone(), text.trim().to_owned()));
                keep = false;
            }
            let escape = escaped && text.trim().is_empty();
            if ui.button(context.text("cancel")).clicked() || escape {
                keep = false;
            }
        });
    });
    ui.add_space(2.0 * GRID);
    if keep {
        state.justifying = Some((duties, text));
    }
}

/// Draws a row of a form: a label, and the contents beside it.
pub(in crate::ui) fn row<R>(ui: &mut Ui, label: &str, contents: impl FnOnce(&mut Ui) -> R) -> R {
    ui.horizontal_top(|ui| {
        form_label(ui, label, LABEL);
        ui.vertical(contents).inner
    })
    .inner
}

/// Draws the company's own due date, entered as text, chosen from a month or by a shortcut.
pub(super) fn due_ui(ui: &mut Ui, context: &ViewContext<'_>, entry: &Entry, out: &mut Outbox) {
    date_field(ui, context, entry, (AnswerField::Due, entry.duty.answer.due), out);
}

/// Draws a day of the answer, entered as text, chosen from a month or by a shortcut.
pub(super) fn date_field(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    entry: &Entry,
    (field, day): (AnswerField, Option<NaiveDate>),
    out: &mut Outbox,
) {
    let text = day.map(|d| d.to_string()).unwrap_or_default();
    ui.scope(|ui| {
        ui.set_max_width(ui.available_width().min(230.0));
        right_to_left(ui, CONTROL_HEIGHT, |ui| {
            let button = icon_button(ui, icons::CALENDAR_DOTS, &context.text("due-pick"), false);
            date_choices(&button, context, &[entry.id], (field, day), out);
            let id = egui::Id::unique(("day", entry.id, field));
            let name = context.locale.answer_field(field);
            let valid = |text: &str| text.trim().is_empty() || parse_date(text).is_some();
            if let Some(text) = draft_field(ui, id, &text, &context.text("date-hint"), &name, valid) {
                out.push(Intent::Answer(vec![entry.id], field, parse_date(&text).map(Value::Date)));
            }
        });
    });
}

/// Parses `2026-11-24`, `2026/11/24`, `2026.11.24`, `20261124` or `2026年11月24日`. All eight digits are required, so that
/// `2026-11-3`, typed on the way to `2026-11-30`, is not a day.
pub(in crate::ui) fn parse_date(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    if text.bytes().filter(u8::is_ascii_digit).count() != 8 {
        return None;
    }
    ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d"]
        .iter()
        .find_map(|format| NaiveDate::parse_from_str(text, format).ok())
        .filter(|date| (1900..=2200).contains(&chrono::Datelike::year(date)))
}

/// Draws a chip whose menu sets the due date of several duties.
pub(super) fn due_menu(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    duties: &[DutyId],
    due: Option<NaiveDate>,
    out: &mut Outbox,
) {
    let button = chip(ui, &format!("{} {}", icons::CALENDAR_DOTS, context.text("field-due")), false);
    date_choices(&button, context, duties, (AnswerField::Due, due), out);
}

fn date_choices(
    button: &egui::Response,
    context: &ViewContext<'_>,
    duties: &[DutyId],
    (field, due): (AnswerField, Option<NaiveDate>),
    out: &mut Outbox,
) {
    let weekdays = context.text("weekdays");
    let mut names = weekdays.split_whitespace();
    let weekdays: [&str; 7] = std::array::from_fn(|_| names.next().unwrap_or_default());
    let previous = context.text("month-previous");
    let next = context.text("month-next");
    Popup::menu(button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        let words = PickerWords { weekdays, previous: &previous, next: &next };
        let id = button.id.with("month");
        let mut chosen = month_picker(ui, id, due, context.today, &words).map(Some);
        ui.separator();
        ui.horizontal(|ui| {
            for days in [7_u16, 30, 90] {
                let text = context.format("due-in-days", [("n", days.into())]);
                if ui.button(text).clicked() {
                    chosen = Some(context.today.checked_add_days(Days::new(days.into())));
                }
            }
            if ui.button(context.text("due-clear")).clicked() {
                chosen = Some(None);
            }
        });
        if let Some(date) = chosen {
            out.push(Intent::Answer(duties.to_vec(), field, date.map(Value::Date)));
            ui.data_mut(|d| d.remove_temp::<NaiveDate>(id));
            ui.close();
        }
    });
}

/// Draws the menu of owners: a person of the registry, a new person, or nobody.
pub(super) fn owner_menu(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    duties: &[DutyId],
    owner: Option<&str>,
    out: &mut Outbox,
) {
    let text = owner.map_or_else(|| context.text("owner-nobody").into_owned(), str::to_owned);
    let name = format!("{}: {text}", context.text("field-owner"));
    let button = chip(ui, &format!("{} {text} {}", icons::USER, icons::CARET_DOWN), false);
    button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
    Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        ui.set_min_width(220.0);
        owner_choice(ui, context, duties, out);
    });
}

/// Draws the persons that match the typed name, and a button that adds a new person.
fn owner_choice(ui: &mut Ui, context: &ViewContext<'_>, duties: &[DutyId], out: &mut Outbox) {
    const MAX_CHOICES: usize = 12;
    let workbook = context.workbook;
    let id = egui::Id::unique("new-owner");
    let mut text = ui.data(|d| d.get_temp::<String>(id)).unwrap_or_default();
    let response = ui.name_inputs(context.text("owner-name"), |ui| {
        ui.add(
            TextEdit::singleline(&mut text)
                .id(id)
                .hint_text(context.text("owner-name"))
                .desired_width(200.0)
                .margin(egui::Margin::symmetric(8, 5)),
        )
    });
    if is_just_opened(ui, id) {
        response.request_focus();
    }
    let entered = response.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
    let name = text.trim().to_owned();
    let known = workbook.person_by_name(&name);
    let like = workbook.people_like(&name);
    let shown: Vec<PersonId> =
        if name.is_empty() { workbook.everybody().into_iter().map(|(id, _)| id).collect() } else { like.clone() };
    let mut chosen = None;
    egui::ScrollArea::vertical().id_salt("owners").max_height(240.0).show(ui, |ui| {
        for person in shown.into_iter().take(MAX_CHOICES) {
            if ui.button(context.person(person)).clicked() {
                chosen = Some(Intent::Owner(duties.to_vec(), context.person(person).to_owned()));
            }
        }
    });
    if name.is_empty() && ui.button(RichText::new(context.text("owner-nobody")).color(Tokens::of(ui).muted)).clicked() {
        chosen = Some(Intent::Answer(duties.to_vec(), AnswerField::Owner, None));
    }
    if !name.is_empty() && known.is_none() {
        ui.separator();
        let words = context.format("owner-add", [("name", name.as_str().into())]);
        // A misspelled name must not add a person: if a similar name exists, Enter alone does not add one.
        if ui.button(format!("{} {words}", icons::PLUS)).clicked() || (entered && like.is_empty()) {
            chosen = Some(Intent::People(PeopleIntent::AddOwner(duties.to_vec(), name.clone())));
        }
    }
    if entered && let Some(known) = known {
        chosen = Some(Intent::Owner(duties.to_vec(), context.person(known).to_owned()));
    } else if entered && chosen.is_none() && !name.is_empty() {
        response.request_focus();
    }
    if let Some(intent) = chosen {
        out.push(intent);
        text.clear();
        ui.close();
    }
    ui.data_mut(|d| d.insert_temp(id, text));
}

/// The id of the field of a text of an answer.
pub(super) fn text_id(entry: &Entry, field: AnswerField) -> egui::Id {
    egui::Id::unique((entry.id, field))
}

/// Draws a text field of several lines. Each keystroke is stored at once.
pub(super) fn text_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    entry: &Entry,
    (field, hint): (AnswerField, &'static str),
    out: &mut Outbox,
) {
    let answer = &entry.duty.answer;
    let mut text = match answer.get(field) {
        Some(Value::Text(text)) => text,
        _other => String::new(),
    };
    let id = text_id(entry, field);
    let name = context.locale.answer_field(field).into_owned();
    let response = ui.name_inputs(name, |ui| {
        ui.add(
            TextEdit::multiline(&mut text)
                .id(id)
                .desired_rows(2)
                .desired_width(f32::INFINITY)
                .font(crate::ui::kit::fonts::regular(TEXT))
                .hint_text(context.text(hint)),
        )
    });
    if response.changed() {
        out.push(Intent::Answer(vec![entry.id], field, Some(Value::Text(text))));
    }
    if response.gained_focus() {
        // The field may be outside the visible area.
        response.scroll_to_me(None);
    }
    if response.has_focus() && ui.input(|i| i.key_pressed(egui::Key::Escape)) {
        response.surrender_focus();
    }
}

/// Draws the tags, separated by commas.
pub(super) fn tags_ui(ui: &mut Ui, context: &ViewContext<'_>, entry: &Entry, out: &mut Outbox) {
    let separator = context.text("list-separator");
    let tags = &entry.duty.answer.tags;
    let text = tags.iter().cloned().collect::<Vec<_>>().join(&separator);
    let id = egui::Id::unique(("tags", entry.id));
    let name = context.text("field-tags");
    if let Some(text) = draft_field(ui, id, &text, &context.text("tags-hint"), &name, |_| true) {
        let tags: BTreeSet<String> = text
            .split([',', '，', '、', ';', '；'])
            .map(str::trim)
            .filter(|tag| !tag.is_empty())
            .map(str::to_owned)
            .collect();
        out.push(Intent::Answer(vec![entry.id], AnswerField::Tags, Some(Value::Tags(tags))));
    }
}

#[cfg(test)]
mod tests {
    use super::parse_date;

    #[test]
    fn a_day_has_all_its_digits() {
        for text in ["2027-02-28", "2027/02/28", "2027.02.28", "20270228", "2027年02月28日", " 2027-02-28 "] {
            assert_eq!(parse_date(text).map(|day| day.to_string()).as_deref(), Some("2027-02-28"), "{text}");
        }
        // Incomplete and impossible dates are not days.
        for text in ["2027-02-3", "2027-2-28", "2027-02-30", "2027", "0227-02-28", "2027-02-280", ""] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }
}
