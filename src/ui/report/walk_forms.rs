//! The forms of a walk-through: a confirmation that differs from the checklist, an exception with its remedy, a reason,
//! an owner, a decision.
//!
//! The first field has the focus when a form opens. Ctrl+Enter accepts the form, Esc closes it.

use super::intents::{DecisionText, ReportIntent};
use super::walk::WalkPosition;
use crate::command::KeyOwner;
use crate::report::SuggestionSource;
use crate::ui::checklist::answer::parse_date;
use crate::ui::kit::Tokens;
use crate::ui::kit::tokens::{GRID, TEXT_SMALL};
use crate::ui::kit::widgets::{banner, chip, primary_button, remark};
use crate::ui::{Intent, Outbox, PeopleIntent, ViewContext};
use crate::workbook::{Attestation, AttestationAnswer};
use egui::{Button, Id, Key, Label, Modifiers, RichText, TextEdit, Ui};

/// The kind of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WalkFormKind {
    /// A choice: how a confirmation is reconciled with a different status in the checklist.
    Against,
    /// The reason to confirm a duty against the checklist.
    Nevertheless,
    Exception,
    NotApplicable,
    /// The justification for the status "not applicable" in the checklist.
    Justify,
    Assign,
    Decide,
}

/// A form with its input.
#[derive(Clone, Debug)]
pub(super) struct Form {
    kind: WalkFormKind,
    text: String,
    /// The remedy of an exception, or the person responsible for a decision.
    second: String,
    day: String,
    /// The confirmation that the form asks about, or the attestation whose text was taken over.
    proposed: Option<Attestation>,
    /// Whether the first field got the focus.
    is_focused: bool,
}

/// The state of a form after a frame.
pub(super) enum Outcome {
    /// The form is still open.
    Open,
    /// The form is to be closed without an answer: it was canceled, or changed something other than the answer.
    Left,
    /// The duty was answered.
    Answered,
    /// Another form replaces it.
    Instead(Box<Form>),
}

impl Form {
    fn new(kind: WalkFormKind, text: &str) -> Self {
        Self {
            kind,
            text: text.to_owned(),
            second: String::new(),
            day: String::new(),
            proposed: None,
            is_focused: false,
        }
    }

    /// A form for an exception, with the text of the existing exception.
    pub(super) fn exception(position: &WalkPosition<'_>) -> Self {
        let given = position.reviewed.attested.as_ref().filter(|a| a.answer == AttestationAnswer::Exception);
        Self {
            second: given.map(|a| a.remedy.clone()).unwrap_or_default(),
            day: given.and_then(|a| a.remedy_by).map(|day| day.to_string()).unwrap_or_default(),
            ..Self::new(WalkFormKind::Exception, given.map_or("", |a| &a.text))
        }
    }

    /// A form for the exception of the year before whose day has passed: it takes the text over and asks for a new day.
    pub(super) fn from_year_before(proposed: &Attestation) -> Self {
        Self {
            second: proposed.remedy.clone(),
            proposed: Some(proposed.clone()),
            ..Self::new(WalkFormKind::Exception, &proposed.text)
        }
    }

    /// A choice of how `confirmation` is reconciled with the checklist.
    pub(super) fn against(confirmation: Attestation) -> Self {
        Self { proposed: Some(confirmation), ..Self::new(WalkFormKind::Against, "") }
    }

    /// A form for the reason to confirm the duty against the checklist.
    fn nevertheless(position: &WalkPosition<'_>, confirmation: &Attestation) -> Self {
        let given = position.reviewed.attested.as_ref().filter(|a| a.answer == AttestationAnswer::Confirmed);
        let text = given.map_or(confirmation.text.as_str(), |given| given.text.as_str());
        Self { proposed: Some(confirmation.clone()), ..Self::new(WalkFormKind::Nevertheless, text) }
    }

    /// A form for the justification of the status "not applicable" in the checklist.
    pub(super) fn justify(position: &WalkPosition<'_>) -> Self {
        Self::new(WalkFormKind::Justify, &position.entry.duty.answer.justification)
    }

    /// Whether the form is a choice without fields.
    pub(super) fn is_choice(&self) -> bool {
        self.kind == WalkFormKind::Against
    }

    /// A form for the reason why the duty does not apply, with the proposed text.
    pub(super) fn not_applicable(context: &ViewContext<'_>, position: &WalkPosition<'_>) -> Self {
        let given = position.reviewed.attested.as_ref().filter(|a| a.answer == AttestationAnswer::NotApplicable);
        let proposed = position
            .reviewed
            .suggestion
            .as_ref()
            .filter(|s| s.answer == AttestationAnswer::NotApplicable || s.source != SuggestionSource::YearBefore);
        let proposed = proposed.map_or("", |s| s.text.get(context.locale.language));
        Self::new(WalkFormKind::NotApplicable, given.map_or(proposed, |a| &a.text))
    }

    /// A form for the owner of the duty.
    pub(super) fn assign(context: &ViewContext<'_>, position: &WalkPosition<'_>) -> Self {
        Self::new(WalkFormKind::Assign, position.entry.duty.answer.owner.map_or("", |id| context.person(id)))
    }

    /// A form for a decision about the duty.
    pub(super) fn decide() -> Self {
        Self::new(WalkFormKind::Decide, "")
    }

    fn title(&self) -> &'static str {
        match self.kind {
            WalkFormKind::Against => "form-against",
            WalkFormKind::Nevertheless => "form-nevertheless",
            WalkFormKind::Justify => "form-justify",
            WalkFormKind::Exception => "form-exception",
            WalkFormKind::NotApplicable => "form-not-applicable",
            WalkFormKind::Assign => "form-assign",
            WalkFormKind::Decide => "form-decide",
        }
    }

    /// Whether the text was taken over from the year before.
    fn is_taken(&self) -> bool {
        self.kind == WalkFormKind::Exception && self.proposed.is_some()
    }

    /// The year that the text was taken over from. None if it was changed since.
    fn taken_from(&self) -> Option<i32> {
        let proposed = self.proposed.as_ref()?;
        let same = proposed.text.trim() == self.text.trim() && proposed.remedy.trim() == self.second.trim();
        proposed.taken_from.filter(|_| same)
    }

    /// The name in the field for a person. None if it is empty or the form has no such field.
    fn person(&self) -> Option<&str> {
        let name = match self.kind {
            WalkFormKind::Assign => self.text.trim(),
            WalkFormKind::Decide => self.second.trim(),
            WalkFormKind::Against
            | WalkFormKind::Nevertheless
            | WalkFormKind::Exception
            | WalkFormKind::NotApplicable
            | WalkFormKind::Justify => "",
        };
        (!name.is_empty()).then_some(name)
    }

    /// Whether the input can be accepted.
    fn is_complete(&self) -> bool {
        !self.text.trim().is_empty() && (self.day.trim().is_empty() || parse_date(&self.day).is_some())
    }
}

/// Draws the form and returns its state.
pub(super) fn form_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    position: &WalkPosition<'_>,
    form: &mut Form,
    out: &mut Outbox,
) -> Outcome {
    let tokens = Tokens::of(ui);
    let tone = match form.kind {
        WalkFormKind::Against | WalkFormKind::Nevertheless => tokens.warning,
        WalkFormKind::Exception => tokens.not_met,
        WalkFormKind::NotApplicable | WalkFormKind::Justify => tokens.not_applicable,
        WalkFormKind::Assign | WalkFormKind::Decide => tokens.info,
    };
    banner(ui, tone, |ui| {
        let status = context.locale.status(position.reviewed.status);
        let title = context.format(form.title(), [("status", status.into())]);
        ui.add(Label::new(RichText::new(title).color(tone.text)).wrap());
        if form.is_choice() {
            return choice_ui(ui, context, position, form, out);
        }
        if let Some(day) =
            position.reviewed.suggestion.as_ref().and_then(|s| s.remedy_passed).filter(|_| form.is_taken())
        {
            remark(ui, context.format("proposal-day-passed", [("day", day.to_string().into())]));
        }
        let mut entered = fields_ui(ui, context, form);
        let has_keys = context.key_owner == KeyOwner::Place;
        entered |= has_keys && ui.input_mut(|i| i.consume_key(Modifiers::COMMAND, Key::Enter));
        let escaped = has_keys && ui.input(|i| i.key_pressed(Key::Escape));
        ui.add_space(GRID);
        let mut outcome = Outcome::Open;
        ui.horizontal(|ui| {
            let ready = form.is_complete();
            // As for the owner in the checklist, a misspelled name must not add a person. If a similar name exists,
            // only a click adds a new one.
            let newcomer = form.person().filter(|name| context.workbook.person_by_name(name).is_none());
            let is_doubted = newcomer.is_some_and(|name| !context.workbook.people_like(name).is_empty());
            let words = newcomer.map_or_else(
                || context.text("form-take").into_owned(),
                |name| context.format("form-take-newcomer", [("name", name.into())]),
            );
            let button = ui.add_enabled_ui(ready, |ui| primary_button(ui, words)).inner;
            if ready && (button.clicked() || entered && !is_doubted) {
                outcome = take(context, position, form, out);
            } else if ui.button(context.text("cancel")).clicked() || escaped {
                outcome = Outcome::Left;
            }
            remark(ui, context.text("form-keys"));
        });
        outcome
    })
}

/// Draws the three ways to reconcile a confirmation with the checklist. It takes the keys 1, 2, 3 and Esc.
fn choice_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    position: &WalkPosition<'_>,
    form: &mut Form,
    out: &mut Outbox,
) -> Outcome {
    let is_new = !std::mem::replace(&mut form.is_focused, true);
    let Some(confirmation) = &form.proposed else { return Outcome::Left };
    let entry = context.register.entry(position.reviewed.duty);
    let follows =
        entry.is_some_and(|entry| entry.due.status(crate::workbook::Status::Met) != crate::workbook::Status::Met);
    if let Some(entry) = entry.filter(|_| follows) {
        remark(ui, context.format("toast-follows-events", [("what", entry.label.as_str().into())]));
    }
    let mut chosen = None;
    for (i, (key, id)) in
        [(Key::Num1, "against-met"), (Key::Num2, "against-exception"), (Key::Num3, "against-nevertheless")]
            .into_iter()
            .enumerate()
    {
        let button = Button::new(context.text(id)).shortcut_text((i + 1).to_string());
        let pressed = ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let response = ui.add_enabled(!(follows && key == Key::Num1), button);
        if is_new {
            // In a low window the form opens below the visible area.
            response.scroll_to_me(Some(egui::Align::Center));
        }
        if response.clicked() || pressed {
            chosen = Some(key);
        }
    }
    let escaped = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    ui.horizontal(|ui| {
        if ui.add(Button::new(context.text("cancel")).shortcut_text("Esc")).clicked() || escaped {
            chosen = Some(Key::Escape);
        }
        remark(ui, context.text("against-keys"));
    });
    match chosen {
        None => Outcome::Open,
        // Events decide this status, so marking the duty would not settle the difference.
        Some(Key::Num1) if follows => Outcome::Open,
        Some(Key::Num1) => {
            let attestation = Box::new(confirmation.clone());
            out.push(Intent::Report(ReportIntent::AttestMet(position.year, position.reviewed.duty, attestation)));
            Outcome::Answered
        }
        Some(Key::Num2) => Outcome::Instead(Box::new(Form::exception(position))),
        Some(Key::Num3) => Outcome::Instead(Box::new(Form::nevertheless(position, confirmation))),
        Some(_escape) => Outcome::Left,
    }
}

/// Draws the fields. True if Enter was pressed in a form of one line.
fn fields_ui(ui: &mut Ui, context: &ViewContext<'_>, form: &mut Form) -> bool {
    let id = Id::unique(("walk_form", form.title()));
    let focus = !std::mem::replace(&mut form.is_focused, true);
    let name = context.text(form.title());
    if form.kind == WalkFormKind::Assign {
        let response =
            ui.name_inputs(name, |ui| ui.add(TextEdit::singleline(&mut form.text).id(id).desired_width(260.0)));
        if people_ui(ui, context, &mut form.text) || focus {
            response.request_focus();
            // Typing replaces the present owner.
            crate::ui::strips::select_all(ui, id, &form.text);
        }
        return response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    }
    let response = ui.name_inputs(name, |ui| {
        ui.add(TextEdit::multiline(&mut form.text).id(id).desired_rows(2).desired_width(f32::INFINITY))
    });
    if focus {
        response.request_focus();
        // In a low window the form opens below the visible area.
        response.scroll_to_me(Some(egui::Align::Center));
    }
    let second = match form.kind {
        WalkFormKind::Exception => "form-remedy",
        WalkFormKind::Decide => "form-owner",
        WalkFormKind::Against
        | WalkFormKind::Nevertheless
        | WalkFormKind::NotApplicable
        | WalkFormKind::Justify
        | WalkFormKind::Assign => return false,
    };
    ui.horizontal(|ui| {
        let name = context.text(second);
        let hint = name.clone();
        let width = (ui.available_width() - 168.0).max(120.0);
        ui.name_inputs(name, |ui| ui.add(TextEdit::singleline(&mut form.second).hint_text(hint).desired_width(width)));
        let name = context.text("form-until");
        let hint = name.clone();
        ui.name_inputs(name, |ui| ui.add(TextEdit::singleline(&mut form.day).hint_text(hint).desired_width(128.0)));
    });
    if form.kind == WalkFormKind::Decide {
        people_ui(ui, context, &mut form.second);
    }
    if !form.day.trim().is_empty() && parse_date(&form.day).is_none() {
        let danger = Tokens::of(ui).danger.text;
        ui.label(RichText::new(context.text("date-hint")).size(TEXT_SMALL).color(danger));
    }
    if matches!(form.kind, WalkFormKind::Exception | WalkFormKind::Decide)
        && parse_date(&form.day).is_some_and(|day| day < context.today)
    {
        let warning = Tokens::of(ui).warning.text;
        let words = context.text("form-until-passed");
        ui.add(Label::new(RichText::new(words).size(TEXT_SMALL).color(warning)).wrap());
    }
    false
}

/// Draws the known persons. A click puts the name into the field. True if one was clicked.
fn people_ui(ui: &mut Ui, context: &ViewContext<'_>, name: &mut String) -> bool {
    let mut is_chosen = false;
    ui.horizontal_wrapped(|ui| {
        for (_, person) in context.workbook.everybody() {
            if chip(ui, &person.name, person.name == name.trim()).clicked() {
                person.name.clone_into(name);
                is_chosen = true;
            }
        }
    });
    is_chosen
}

/// Requests the change that the form describes. Returns the state of the form after it.
fn take(context: &ViewContext<'_>, position: &WalkPosition<'_>, form: &Form, out: &mut Outbox) -> Outcome {
    let text = form.text.trim();
    let duty = position.reviewed.duty;
    let mut attest = |attestation: Attestation| {
        out.push(Intent::Report(ReportIntent::Attest(position.year, duty, Box::new(attestation))));
        Outcome::Answered
    };
    match form.kind {
        WalkFormKind::Exception => attest(Attestation {
            remedy: form.second.trim().to_owned(),
            remedy_by: parse_date(&form.day),
            taken_from: form.taken_from(),
            ..position.attestation(context, AttestationAnswer::Exception, text)
        }),
        WalkFormKind::Nevertheless => attest(Attestation {
            against: Some(position.reviewed.status),
            taken_from: form.taken_from(),
            ..position.attestation(context, AttestationAnswer::Confirmed, text)
        }),
        WalkFormKind::NotApplicable => attest(position.attestation(context, AttestationAnswer::NotApplicable, text)),
        WalkFormKind::Justify => {
            out.push(Intent::Justify(vec![duty], text.to_owned()));
            Outcome::Left
        }
        WalkFormKind::Assign => {
            out.push(match context.workbook.person_by_name(text) {
                Some(_) => Intent::Owner(vec![duty], text.to_owned()),
                None => Intent::People(PeopleIntent::AddOwner(vec![duty], text.to_owned())),
            });
            Outcome::Left
        }
        WalkFormKind::Decide => {
            let decision = DecisionText {
                duty: Some(duty),
                text: text.to_owned(),
                owner: form.second.trim().to_owned(),
                due: parse_date(&form.day),
            };
            if let Some(id) = position.id {
                out.push(Intent::Report(ReportIntent::Decide(id, None, decision)));
            }
            Outcome::Left
        }
        WalkFormKind::Against => Outcome::Open,
    }
}
