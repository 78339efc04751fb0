//! What is typed in a walk-through: an exception with its remedy, a reason, an owner, a decision.
//!
//! The cursor is in the first field at once; Ctrl+Enter takes the form, Esc leaves it.

use super::intents::{DecisionText, ReportIntent};
use super::walk::Stand;
use crate::command::KeyOwner;
use crate::ui::checklist::answer::parse_date;
use crate::ui::kit::Tokens;
use crate::ui::kit::tokens::{GRID, TEXT_SMALL};
use crate::ui::kit::widgets::{banner, primary_button, remark};
use crate::ui::{Intent, Outbox, ViewContext};
use crate::workbook::report::SuggestionSource;
use crate::workbook::{Attestation, AttestationAnswer};
use egui::{Id, Key, Modifiers, RichText, TextEdit, Ui};

/// What kind of form it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Exception,
    NotApplicable,
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
    /// Whether the cursor was put into it.
    is_focused: bool,
}

impl Form {
    fn new(kind: Kind, text: &str) -> Self {
        Self { kind, text: text.to_owned(), second: String::new(), day: String::new(), is_focused: false }
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
            Kind::Exception => "form-exception",
            Kind::NotApplicable => "form-not-applicable",
            Kind::Assign => "form-assign",
            Kind::Decide => "form-decide",
        }
    }

    /// Whether what is typed can be taken.
    fn is_complete(&self) -> bool {
        !self.text.trim().is_empty() && (self.day.trim().is_empty() || parse_date(&self.day).is_some())
    }
}

/// Draws the form; true when it is done with.
pub(super) fn form_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    stand: &Stand<'_>,
    form: &mut Form,
    out: &mut Outbox,
) -> bool {
    let tokens = Tokens::of(ui);
    let tone = match form.kind {
        Kind::Exception => tokens.not_met,
        Kind::NotApplicable => tokens.not_applicable,
        Kind::Assign | Kind::Decide => tokens.info,
    };
    banner(ui, tone, |ui| {
        ui.label(RichText::new(context.text(form.title())).color(tone.text));
        let mut entered = fields_ui(ui, context, form);
        let has_keys = context.key_owner == KeyOwner::Place;
        entered |= has_keys && ui.input_mut(|i| i.consume_key(Modifiers::COMMAND, Key::Enter));
        let escaped = has_keys && ui.input(|i| i.key_pressed(Key::Escape));
        ui.add_space(GRID);
        let mut done = false;
        ui.horizontal(|ui| {
            let ready = form.is_complete();
            let button = ui.add_enabled_ui(ready, |ui| primary_button(ui, context.text("form-take"))).inner;
            if ready && (button.clicked() || entered) {
                take(context, stand, form, out);
                done = true;
            }
            done |= ui.button(context.text("cancel")).clicked() || escaped;
            remark(ui, context.text("form-keys"));
        });
        done
    })
}

/// The fields; true when Enter was pressed in a form of one line.
fn fields_ui(ui: &mut Ui, context: &ViewContext<'_>, form: &mut Form) -> bool {
    let id = Id::unique(("walk_form", form.title()));
    let focus = !std::mem::replace(&mut form.is_focused, true);
    let name = context.text(form.title());
    if form.kind == Kind::Assign {
        let people: Vec<&str> =
            context.workbook.everybody().into_iter().map(|(_, person)| person.name.as_str()).collect();
        let response =
            ui.name_inputs(name, |ui| ui.add(TextEdit::singleline(&mut form.text).id(id).desired_width(260.0)));
        if focus {
            response.request_focus();
        }
        remark(ui, people.join(&context.text("list-separator")));
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
        Kind::NotApplicable | Kind::Assign => return false,
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
    if !form.day.trim().is_empty() && parse_date(&form.day).is_none() {
        let danger = Tokens::of(ui).danger.text;
        ui.label(RichText::new(context.text("date-hint")).size(TEXT_SMALL).color(danger));
    }
    false
}

/// Wishes for what was typed.
fn take(context: &ViewContext<'_>, stand: &Stand<'_>, form: &Form, out: &mut Outbox) {
    let text = form.text.trim();
    let mut attest = |attestation: Attestation| {
        out.push(Intent::Report(ReportIntent::Attest(stand.year, stand.matter.duty, Box::new(attestation))));
    };
    match form.kind {
        Kind::Exception => attest(Attestation {
            remedy: form.second.trim().to_owned(),
            remedy_by: parse_date(&form.day),
            ..stand.attestation(context, AttestationAnswer::Exception, text)
        }),
        Kind::NotApplicable => attest(stand.attestation(context, AttestationAnswer::NotApplicable, text)),
        Kind::Assign => out.push(Intent::Owner(vec![stand.matter.duty], text.to_owned())),
        Kind::Decide => {
            let decision = DecisionText {
                duty: Some(stand.matter.duty),
                text: text.to_owned(),
                owner: form.second.trim().to_owned(),
                due: parse_date(&form.day),
            };
            out.push(Intent::Report(ReportIntent::Decide(stand.id, None, decision)));
        }
    }
}
