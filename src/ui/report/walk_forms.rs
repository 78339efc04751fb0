//! What is asked and typed in a walk-through: how a confirmation and the checklist are brought together, an exception with
//! its remedy, a reason, an owner, a decision.
//!
//! The cursor is in the first field at once; Ctrl+Enter takes the form, Esc leaves it.

use super::intents::{DecisionText, ReportIntent};
use super::walk::Stand;
use crate::command::KeyOwner;
use crate::report::SuggestionSource;
use crate::ui::checklist::answer::parse_date;
use crate::ui::kit::Tokens;
use crate::ui::kit::tokens::{GRID, TEXT_SMALL};
use crate::ui::kit::widgets::{banner, chip, primary_button, remark};
use crate::ui::{Intent, Outbox, PeopleIntent, ViewContext};
use crate::workbook::{Attestation, AttestationAnswer};
use egui::{Button, Id, Key, Label, Modifiers, RichText, TextEdit, Ui};

/// What kind of form it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// How a confirmation and another status of the checklist are brought together: a choice.
    Against,
    /// Why it is confirmed nevertheless.
    Nevertheless,
    Exception,
    NotApplicable,
    /// Why the checklist has it as not applicable.
    Justify,
    Assign,
    Decide,
}

/// A form that is being filled in.
#[derive(Clone, Debug)]
pub(super) struct Form {
    kind: Kind,
    text: String,
    /// How an exception is remedied, or who sees to a decision.
    second: String,
    day: String,
    /// The attestation that is asked about, or whose words were taken over.
    proposed: Option<Attestation>,
    /// Whether the cursor was put into it.
    is_focused: bool,
}

/// What became of a form.
pub(super) enum Outcome {
    /// It is still open.
    Open,
    /// It was left, or did something beside the answer.
    Left,
    /// The duty was answered.
    Answered,
    /// Another form takes its place.
    Instead(Box<Form>),
}

impl Form {
    fn new(kind: Kind, text: &str) -> Self {
        Self {
            kind,
            text: text.to_owned(),
            second: String::new(),
            day: String::new(),
            proposed: None,
            is_focused: false,
        }
    }

    /// An exception, with the words of the one that was given already.
    pub(super) fn exception(stand: &Stand<'_>) -> Self {
        let given = stand.matter.attested.as_ref().filter(|a| a.answer == AttestationAnswer::Exception);
        Self {
            second: given.map(|a| a.remedy.clone()).unwrap_or_default(),
            day: given.and_then(|a| a.remedy_by).map(|day| day.to_string()).unwrap_or_default(),
            ..Self::new(Kind::Exception, given.map_or("", |a| &a.text))
        }
    }

    /// The exception of the year before, whose day has passed: its words are there, and a day is asked for.
    pub(super) fn from_year_before(proposed: &Attestation) -> Self {
        Self {
            second: proposed.remedy.clone(),
            proposed: Some(proposed.clone()),
            ..Self::new(Kind::Exception, &proposed.text)
        }
    }

    /// How `confirmation` and the checklist are brought together.
    pub(super) fn against(confirmation: Attestation) -> Self {
        Self { proposed: Some(confirmation), ..Self::new(Kind::Against, "") }
    }

    /// Why the duty is confirmed nevertheless.
    fn nevertheless(stand: &Stand<'_>, confirmation: &Attestation) -> Self {
        let given = stand.matter.attested.as_ref().filter(|a| a.answer == AttestationAnswer::Confirmed);
        let text = given.map_or(confirmation.text.as_str(), |given| given.text.as_str());
        Self { proposed: Some(confirmation.clone()), ..Self::new(Kind::Nevertheless, text) }
    }

    /// Why the checklist has it as not applicable.
    pub(super) fn justify(stand: &Stand<'_>) -> Self {
        Self::new(Kind::Justify, &stand.entry.duty.answer.justification)
    }

    /// Whether it is a choice without a field.
    pub(super) fn is_choice(&self) -> bool {
        self.kind == Kind::Against
    }

    /// A reason why it does not apply, with the words that are proposed.
    pub(super) fn not_applicable(context: &ViewContext<'_>, stand: &Stand<'_>) -> Self {
        let given = stand.matter.attested.as_ref().filter(|a| a.answer == AttestationAnswer::NotApplicable);
        let proposed = stand
            .matter
            .suggestion
            .as_ref()
            .filter(|s| s.answer == AttestationAnswer::NotApplicable || s.source != SuggestionSource::YearBefore);
        let proposed = proposed.map_or("", |s| s.text.get(context.locale.language));
        Self::new(Kind::NotApplicable, given.map_or(proposed, |a| &a.text))
    }

    /// Who sees to the duty.
    pub(super) fn assign(context: &ViewContext<'_>, stand: &Stand<'_>) -> Self {
        Self::new(Kind::Assign, stand.entry.duty.answer.owner.map_or("", |id| context.person(id)))
    }

    /// A decision about the duty.
    pub(super) fn decide() -> Self {
        Self::new(Kind::Decide, "")
    }

    fn title(&self) -> &'static str {
        match self.kind {
            Kind::Against => "form-against",
            Kind::Nevertheless => "form-nevertheless",
            Kind::Justify => "form-justify",
            Kind::Exception => "form-exception",
            Kind::NotApplicable => "form-not-applicable",
            Kind::Assign => "form-assign",
            Kind::Decide => "form-decide",
        }
    }

    /// Whether its words were taken over from the year before.
    fn is_taken(&self) -> bool {
        self.kind == Kind::Exception && self.proposed.is_some()
    }

    /// The year that its words were taken over from, where nobody changed them.
    fn taken_from(&self) -> Option<i32> {
        let proposed = self.proposed.as_ref()?;
        let same = proposed.text.trim() == self.text.trim() && proposed.remedy.trim() == self.second.trim();
        proposed.taken_from.filter(|_| same)
    }

    /// The name of the owner that was typed.
    fn person(&self) -> Option<&str> {
        let name = match self.kind {
            Kind::Assign => self.text.trim(),
            Kind::Decide => self.second.trim(),
            Kind::Against | Kind::Nevertheless | Kind::Exception | Kind::NotApplicable | Kind::Justify => "",
        };
        (!name.is_empty()).then_some(name)
    }

    /// Whether what is typed can be taken.
    fn is_complete(&self) -> bool {
        !self.text.trim().is_empty() && (self.day.trim().is_empty() || parse_date(&self.day).is_some())
    }
}

/// Draws the form, and says what became of it.
pub(super) fn form_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    stand: &Stand<'_>,
    form: &mut Form,
    out: &mut Outbox,
) -> Outcome {
    let tokens = Tokens::of(ui);
    let tone = match form.kind {
        Kind::Against | Kind::Nevertheless => tokens.warning,
        Kind::Exception => tokens.not_met,
        Kind::NotApplicable | Kind::Justify => tokens.not_applicable,
        Kind::Assign | Kind::Decide => tokens.info,
    };
    banner(ui, tone, |ui| {
        let status = context.locale.status(stand.matter.status);
        let title = context.format(form.title(), [("status", status.into())]);
        ui.add(Label::new(RichText::new(title).color(tone.text)).wrap());
        if form.is_choice() {
            return choice_ui(ui, context, stand, form, out);
        }
        if let Some(day) = stand.matter.suggestion.as_ref().and_then(|s| s.remedy_passed).filter(|_| form.is_taken()) {
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
            // As for the owner in the checklist: a slip is no new person. Where somebody has nearly this name, a click adds one.
            let newcomer = form.person().filter(|name| context.workbook.person_by_name(name).is_none());
            let is_doubted = newcomer.is_some_and(|name| !context.workbook.people_like(name).is_empty());
            let words = newcomer.map_or_else(
                || context.text("form-take").into_owned(),
                |name| context.format("form-take-newcomer", [("name", name.into())]),
            );
            let button = ui.add_enabled_ui(ready, |ui| primary_button(ui, words)).inner;
            if ready && (button.clicked() || entered && !is_doubted) {
                outcome = take(context, stand, form, out);
            } else if ui.button(context.text("cancel")).clicked() || escaped {
                outcome = Outcome::Left;
            }
            remark(ui, context.text("form-keys"));
        });
        outcome
    })
}

/// The three ways in which a confirmation and the checklist are brought together. The keys are its own.
fn choice_ui(ui: &mut Ui, context: &ViewContext<'_>, stand: &Stand<'_>, form: &mut Form, out: &mut Outbox) -> Outcome {
    let is_new = !std::mem::replace(&mut form.is_focused, true);
    let Some(confirmation) = &form.proposed else { return Outcome::Left };
    let entry = context.register.entry(stand.matter.duty);
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
            // In a low window it opens below what is seen.
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
        // What events raised decides the status; marking it would not settle the difference.
        Some(Key::Num1) if follows => Outcome::Open,
        Some(Key::Num1) => {
            let attestation = Box::new(confirmation.clone());
            out.push(Intent::Report(ReportIntent::AttestMet(stand.year, stand.matter.duty, attestation)));
            Outcome::Answered
        }
        Some(Key::Num2) => Outcome::Instead(Box::new(Form::exception(stand))),
        Some(Key::Num3) => Outcome::Instead(Box::new(Form::nevertheless(stand, confirmation))),
        Some(_escape) => Outcome::Left,
    }
}

/// The fields; true when Enter was pressed in a form of one line.
fn fields_ui(ui: &mut Ui, context: &ViewContext<'_>, form: &mut Form) -> bool {
    let id = Id::unique(("walk_form", form.title()));
    let focus = !std::mem::replace(&mut form.is_focused, true);
    let name = context.text(form.title());
    if form.kind == Kind::Assign {
        let response =
            ui.name_inputs(name, |ui| ui.add(TextEdit::singleline(&mut form.text).id(id).desired_width(260.0)));
        if people_ui(ui, context, &mut form.text) || focus {
            response.request_focus();
            // What is typed takes the place of the owner that is there.
            crate::ui::strips::select_all(ui, id, &form.text);
        }
        return response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    }
    let response = ui.name_inputs(name, |ui| {
        ui.add(TextEdit::multiline(&mut form.text).id(id).desired_rows(2).desired_width(f32::INFINITY))
    });
    if focus {
        response.request_focus();
        // In a low window it opens below what is seen.
        response.scroll_to_me(Some(egui::Align::Center));
    }
    let second = match form.kind {
        Kind::Exception => "form-remedy",
        Kind::Decide => "form-owner",
        Kind::Against | Kind::Nevertheless | Kind::NotApplicable | Kind::Justify | Kind::Assign => return false,
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
    if form.kind == Kind::Decide {
        people_ui(ui, context, &mut form.second);
    }
    if !form.day.trim().is_empty() && parse_date(&form.day).is_none() {
        let danger = Tokens::of(ui).danger.text;
        ui.label(RichText::new(context.text("date-hint")).size(TEXT_SMALL).color(danger));
    }
    if matches!(form.kind, Kind::Exception | Kind::Decide)
        && parse_date(&form.day).is_some_and(|day| day < context.today)
    {
        let warning = Tokens::of(ui).warning.text;
        let words = context.text("form-until-passed");
        ui.add(Label::new(RichText::new(words).size(TEXT_SMALL).color(warning)).wrap());
    }
    false
}

/// The people there are, each a click that puts the name into the field; true where one was chosen.
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

/// Wishes for what was typed.
fn take(context: &ViewContext<'_>, stand: &Stand<'_>, form: &Form, out: &mut Outbox) -> Outcome {
    let text = form.text.trim();
    let duty = stand.matter.duty;
    let mut attest = |attestation: Attestation| {
        out.push(Intent::Report(ReportIntent::Attest(stand.year, duty, Box::new(attestation))));
        Outcome::Answered
    };
    match form.kind {
        Kind::Exception => attest(Attestation {
            remedy: form.second.trim().to_owned(),
            remedy_by: parse_date(&form.day),
            taken_from: form.taken_from(),
            ..stand.attestation(context, AttestationAnswer::Exception, text)
        }),
        Kind::Nevertheless => attest(Attestation {
            against: Some(stand.matter.status),
            taken_from: form.taken_from(),
            ..stand.attestation(context, AttestationAnswer::Confirmed, text)
        }),
        Kind::NotApplicable => attest(stand.attestation(context, AttestationAnswer::NotApplicable, text)),
        Kind::Justify => {
            out.push(Intent::Justify(vec![duty], text.to_owned()));
            Outcome::Left
        }
        Kind::Assign => {
            out.push(match context.workbook.person_by_name(text) {
                Some(_) => Intent::Owner(vec![duty], text.to_owned()),
                None => Intent::People(PeopleIntent::AddOwner(vec![duty], text.to_owned())),
            });
            Outcome::Left
        }
        Kind::Decide => {
            let decision = DecisionText {
                duty: Some(duty),
                text: text.to_owned(),
                owner: form.second.trim().to_owned(),
                due: parse_date(&form.day),
            };
            if let Some(id) = stand.id {
                out.push(Intent::Report(ReportIntent::Decide(id, None, decision)));
            }
            Outcome::Left
        }
        Kind::Against => Outcome::Open,
    }
}
