//! The cards of a walk-through beside the license text: the answer of the year before, and the present state of the
//! duty.

use super::ReportIntent;
use super::tones::{answer_tone, statement_tone};
use super::walk::{Walk, WalkPosition, key_button};
use crate::command::{Command, WalkStep};
use crate::report::{Agreement, SuggestionSource};
use crate::ui::evidence::cards_ui;
use crate::ui::kit::tokens::{TEXT, TEXT_SMALL};
use crate::ui::kit::widgets::{card, chip, remark};
use crate::ui::kit::{Tokens, Tone, fonts, icons};
use crate::ui::{Intent, Outbox, ViewContext};
use crate::workbook::{Attestation, EvidenceUse, Status};
use egui::{Label, RichText, Ui};

/// Draws the answer of the year before, and the proposal for this year with its source.
pub(super) fn before_ui(ui: &mut Ui, context: &ViewContext<'_>, position: &WalkPosition<'_>) {
    let title = context.format("walk-before", [("year", (position.year - 1).to_string().into())]);
    card(ui, &title, |ui| {
        match &position.reviewed.before {
            None => _ = remark(ui, context.text("walk-before-none")),
            Some(before) => {
                let tone = answer_tone(Tokens::of(ui), before.answer);
                attested_ui(ui, context, before, (&context.locale.attested(before.answer), tone));
            }
        }
        for changed in &position.reviewed.changes {
            let what = match changed.field {
                Some(field) => context.locale.answer_field(field),
                None => context.text("walk-definition"),
            };
            let args = [("what", what.into()), ("day", changed.on.to_string().into())];
            remark(ui, context.format("walk-changed", args));
        }
        if let Some(suggestion) = &position.reviewed.suggestion {
            let tokens = Tokens::of(ui);
            ui.separator();
            let source = context.text(match suggestion.source {
                SuggestionSource::YearBefore => "proposal-year-before",
                SuggestionSource::Justification => "proposal-justification",
                SuggestionSource::NoEvent => "proposal-no-event",
            });
            let answer = context.locale.attested(suggestion.answer);
            let words = format!("{} {}", icons::LIGHTBULB, context.format("proposal", [("answer", answer.into())]));
            ui.label(RichText::new(words).color(tokens.info.text));
            remark(ui, source);
            if let Some(day) = suggestion.remedy_passed {
                let words = context.format("proposal-day-passed", [("day", day.to_string().into())]);
                ui.add(Label::new(RichText::new(words).color(tokens.warning.text)).wrap());
            }
            let text = suggestion.text.get(context.locale.language);
            if suggestion.source != SuggestionSource::YearBefore && !text.is_empty() {
                ui.add(Label::new(text).wrap());
            }
        }
    });
}

/// Draws the present state of the duty: its answer for the year, owner, status and evidence.
pub(super) fn now_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    position: &WalkPosition<'_>,
    walk: &mut Walk,
    out: &mut Outbox,
) {
    let title = context.format("walk-now", [("year", position.year.to_string().into())]);
    card(ui, &title, |ui| {
        let tokens = Tokens::of(ui);
        match &position.reviewed.attested {
            None => _ = ui.label(RichText::new(context.text("attested-open")).color(tokens.muted)),
            Some(attested) => {
                let statement = position.reviewed.statement;
                attested_ui(
                    ui,
                    context,
                    attested,
                    (&context.locale.statement_name(statement), statement_tone(tokens, statement)),
                );
                doubts_ui(ui, context, position, attested, out);
                if !position.locked && ui.button(context.text("attested-withdraw")).clicked() {
                    out.push(Intent::Report(ReportIntent::Withdraw(position.year, position.reviewed.duty)));
                }
            }
        }
        let answer = &position.entry.duty.answer;
        let owner = answer.owner.map(|id| context.person(id).to_owned());
        remark(ui, owner.unwrap_or_else(|| context.text("owner-nobody").into_owned()));
        checklist_ui(ui, context, position, walk);
        if !answer.statement.is_empty() {
            ui.add(Label::new(&answer.statement).wrap());
        }
        if position.reviewed.evidence.is_empty() {
            remark(ui, context.text("walk-no-evidence"));
        }
        for hash in &position.reviewed.evidence {
            cards_ui(ui, context, &[*hash], Some(EvidenceUse::Duty(position.reviewed.duty)), out);
            let doubt = if position.reviewed.expired.contains(hash) {
                Some("flag-evidence-expired")
            } else if position.reviewed.old.contains(hash) {
                Some("flag-evidence-old")
            } else {
                None
            };
            if let Some(id) = doubt {
                ui.label(RichText::new(context.text(id)).size(TEXT_SMALL).color(tokens.warning.text));
            }
        }
        for follow_up in context.workbook.open_follow_ups(Some(position.reviewed.duty)) {
            let due = follow_up.decision.due.map(|day| day.to_string()).unwrap_or_default();
            remark(ui, format!("{} {} {due}", icons::FLAG, follow_up.decision.text));
        }
    });
}

/// Draws the status in the checklist. A click or the keys of the checklist change it.
fn checklist_ui(ui: &mut Ui, context: &ViewContext<'_>, position: &WalkPosition<'_>, walk: &mut Walk) {
    ui.horizontal_wrapped(|ui| {
        ui.label(context.text("walk-checklist"));
        for (i, status) in Status::ALL.into_iter().enumerate() {
            let name = format!("{} {}", i + 1, context.locale.status(status));
            // While a form asks for a choice, the number keys belong to that form.
            let mark = ui.add_enabled_ui(!walk.asks(), |ui| chip(ui, &name, position.entry.status == status));
            if mark.inner.clicked() {
                walk.pressed.push(Command::Mark(status));
            }
        }
        let open = Command::Walk(WalkStep::Checklist);
        if key_button(ui, open, open.icon(), &open.name(context.locale), true) {
            walk.pressed.push(open);
        }
    });
}

/// Draws the doubts about an answer: it differs from the checklist, or its text was taken from a former year unchecked.
fn doubts_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    position: &WalkPosition<'_>,
    attested: &Attestation,
    out: &mut Outbox,
) {
    let tokens = Tokens::of(ui);
    let status = || [("status", context.locale.status(position.reviewed.status).into())];
    let words = match position.reviewed.agreement {
        Agreement::Same => None,
        Agreement::Explained => Some((context.format("walk-explained", status()), tokens.muted)),
        Agreement::Unexplained => Some((context.format("walk-contradicts", status()), tokens.danger.text)),
    };
    if let Some((words, color)) = words {
        ui.add(Label::new(RichText::new(words).size(TEXT_SMALL).color(color)).wrap());
    }
    if let Some(year) = attested.taken_from {
        let words = context.format("walk-unchecked", [("year", year.to_string().into())]);
        ui.add(Label::new(RichText::new(words).size(TEXT_SMALL).color(tokens.warning.text)).wrap());
        if !position.locked && ui.button(context.text("walk-checked")).clicked() {
            out.push(Intent::Report(ReportIntent::Check(position.year, position.reviewed.duty)));
        }
    }
}

/// Draws an attestation: answer, text, remedy, author and day.
fn attested_ui(ui: &mut Ui, context: &ViewContext<'_>, attestation: &Attestation, (word, tone): (&str, Tone)) {
    ui.label(RichText::new(word).font(fonts::bold(TEXT)).color(tone.text));
    if !attestation.text.is_empty() {
        ui.add(Label::new(&attestation.text).wrap());
    }
    let remedy = context.locale.remedy(&attestation.remedy, attestation.remedy_by);
    if !remedy.is_empty() {
        ui.add(Label::new(remedy).wrap());
    }
    let by = attestation.by.map(|id| context.person(id)).unwrap_or_default();
    remark(ui, format!("{by} {}", attestation.on));
}
