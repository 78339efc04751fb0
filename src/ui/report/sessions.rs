//! The sessions of a report: day, participants, agenda, decisions and minutes.

use super::intents::{DecisionText, ReportFile, ReportIntent};
use super::{Derived, ReportPlace, is_locked};
use crate::export_format::DocumentFormat;
use crate::report::DutyReview;
use crate::ui::checklist::answer::parse_date;
use crate::ui::kit::tokens::{GRID, TEXT, TEXT_SMALL};
use crate::ui::kit::widgets::{card, chip, draft_field, empty_state, icon_button, primary_button, remark};
use crate::ui::kit::{Tokens, fonts, icons};
use crate::ui::{Intent, Outbox, ViewContext};
use crate::workbook::{Decision, Session, SessionId};
use egui::{Id, Label, RichText, TextEdit, Ui};

/// The input of a new decision.
#[derive(Default)]
pub(super) struct DecisionDraft {
    text: String,
    owner: String,
    due: String,
}

pub(super) fn sessions_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    state: &mut ReportPlace,
    derived: &Derived,
    out: &mut Outbox,
) {
    let sessions = context.workbook.sessions_of(derived.year);
    start_ui(ui, context, state, derived, out);
    if sessions.is_empty() {
        empty_state(ui, icons::CLIPBOARD_TEXT, &context.text("sessions-none"), &context.text("sessions-none-hint"));
    } else {
        ui.horizontal_wrapped(|ui| {
            for (i, (id, session)) in sessions.iter().enumerate() {
                let args = [("n", (i + 1).into()), ("day", session.on.to_string().into())];
                if chip(ui, &context.format("session-name", args), shown(state, &sessions) == Some(*id)).clicked() {
                    state.session = Some(*id);
                }
            }
        });
        let found = shown(state, &sessions).and_then(|id| sessions.iter().find(|(other, _)| *other == id));
        if let Some((id, session)) = found {
            session_ui(ui, context, state, derived, (*id, session), out);
        }
    }
    follow_ups_ui(ui, context, out);
    let open: Vec<&DutyReview> =
        derived.review.reviewed_duties.iter().filter(|reviewed| reviewed.is_on_agenda()).collect();
    card(ui, &context.format("agenda-title", [("n", open.len().into())]), |ui| {
        remark(ui, context.text("agenda-hint"));
        super::duties::agenda_ui(ui, context, &open);
    });
}

/// The session that is shown: the selected one, else the latest.
fn shown(state: &ReportPlace, sessions: &[(SessionId, &Session)]) -> Option<SessionId> {
    let chosen = state.session.filter(|id| sessions.iter().any(|(other, _)| other == id));
    chosen.or_else(|| sessions.last().map(|(id, _)| *id))
}

/// Draws the form that starts a session with its participants.
fn start_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut ReportPlace, derived: &Derived, out: &mut Outbox) {
    if is_locked(context, derived) {
        return;
    }
    ui.horizontal(|ui| {
        let name = context.text("session-participants");
        let hint = context.text("session-participants-hint");
        let width = (ui.available_width() - 160.0).clamp(160.0, 460.0);
        ui.name_inputs(name, |ui| {
            ui.add(TextEdit::singleline(&mut state.participants).hint_text(hint).desired_width(width))
        });
        if ui.button(format!("{} {}", icons::PLUS, context.text("session-start"))).clicked() {
            let people = names(&std::mem::take(&mut state.participants));
            out.push(Intent::Report(ReportIntent::StartSession { year: derived.year, people }));
        }
    });
}

/// Splits a typed list into names.
pub(super) fn names(text: &str) -> Vec<String> {
    text.split([',', '，', '、', ';', '；']).map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

fn session_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    state: &mut ReportPlace,
    derived: &Derived,
    (id, session): (SessionId, &Session),
    out: &mut Outbox,
) {
    let wish = |out: &mut Outbox, intent| out.push(Intent::Report(intent));
    let locked = is_locked(context, derived);
    card(ui, &context.format("session-title", [("day", session.on.to_string().into())]), |ui| {
        let done = session
            .agenda
            .iter()
            .filter(|duty| context.workbook.attestations.contains_key(&(derived.year, **duty)))
            .count();
        let resumed: Vec<String> = session.resumed_on.iter().map(ToString::to_string).collect();
        let mut words =
            context.format("session-progress", [("done", done.into()), ("total", session.agenda.len().into())]);
        if !resumed.is_empty() {
            let days = resumed.join(&context.text("list-separator"));
            words = format!("{words} · {}", context.format("session-resumed", [("days", days.into())]));
        }
        if let Some(on) = session.closed_on {
            words = format!("{words} · {}", context.format("session-closed", [("day", on.to_string().into())]));
        }
        ui.add(Label::new(words).wrap());
        ui.horizontal_wrapped(|ui| {
            if !locked
                && primary_button(ui, format!("{} {}", icons::CARET_RIGHT, context.text("session-go-on"))).clicked()
            {
                wish(out, ReportIntent::Resume(id));
            }
            let (name, close) =
                if session.closed_on.is_some() { ("session-reopen", false) } else { ("session-close", true) };
            if !locked && ui.button(context.text(name)).clicked() {
                wish(out, ReportIntent::CloseSession(id, close));
            }
            for kind in DocumentFormat::ALL {
                let name = context.format("session-minutes-file", [("kind", kind.extension().to_uppercase().into())]);
                if ui.button(name).clicked() {
                    wish(out, ReportIntent::Write(ReportFile::Minutes(id, kind)));
                }
            }
            if !locked && icon_button(ui, icons::TRASH, &context.text("session-remove"), false).clicked() {
                wish(out, ReportIntent::RemoveSession(id));
            }
        });
        if locked {
            let people: Vec<&str> = session.participants.iter().map(|person| context.person(*person)).collect();
            let people = people.join(&context.text("list-separator"));
            let args = [("name", context.text("session-participants").into()), ("value", people.into())];
            ui.add(Label::new(context.format("named-value", args)).wrap());
            remark(ui, context.text("session-locked"));
        } else {
            participants_ui(ui, context, (id, session), out);
        }
        ui.separator();
        decisions_ui(ui, context, state, (id, session), locked, out);
        ui.separator();
        minutes_ui(ui, context, (id, session), locked, out);
    });
}

/// Draws the day and the participants.
fn participants_ui(ui: &mut Ui, context: &ViewContext<'_>, (id, session): (SessionId, &Session), out: &mut Outbox) {
    ui.horizontal_wrapped(|ui| {
        let name = context.text("session-day");
        ui.label(name.clone());
        ui.scope(|ui| {
            ui.set_max_width(104.0);
            let field = Id::unique(("session_day", id));
            let valid = |text: &str| parse_date(text).is_some();
            let hint = context.text("date-hint");
            if let Some(text) = draft_field(ui, field, &session.on.to_string(), &hint, &name, valid)
                && let Some(day) = parse_date(&text)
            {
                out.push(Intent::Report(ReportIntent::SessionDay(id, day)));
            }
        });
        ui.add_space(2.0 * GRID);
        ui.label(context.text("session-participants"));
        for person in &session.participants {
            let name = context.person(*person).to_owned();
            let leave = context.format("session-leaves", [("name", name.as_str().into())]);
            let button = ui.button(format!("{name} {}", icons::X)).on_hover_text(leave);
            if button.clicked() {
                out.push(Intent::Report(ReportIntent::Participant(id, name, false)));
            }
        }
        let field = Id::unique(("session_joins", id));
        let mut text = ui.data(|d| d.get_temp::<String>(field)).unwrap_or_default();
        let name = context.text("session-joins");
        let hint = name.clone();
        let response = ui.name_inputs(name, |ui| {
            ui.add(TextEdit::singleline(&mut text).id(field).hint_text(hint).desired_width(150.0))
        });
        if response.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter)) {
            for name in names(&std::mem::take(&mut text)) {
                out.push(Intent::Report(ReportIntent::Participant(id, name, true)));
            }
        }
        ui.data_mut(|d| d.insert_temp(field, text));
    });
}

/// Draws the decisions and the form for another one.
fn decisions_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    state: &mut ReportPlace,
    (id, session): (SessionId, &Session),
    locked: bool,
    out: &mut Outbox,
) {
    ui.label(RichText::new(context.text("session-decisions")).font(fonts::bold(TEXT)));
    for decision in &session.decisions {
        decision_ui(ui, context, id, decision, !locked, out);
    }
    if locked {
        return;
    }
    let draft = &mut state.decision;
    ui.horizontal(|ui| {
        let room = (ui.available_width() - 400.0).max(140.0);
        for (name, text, width) in [
            ("form-decide", &mut draft.text, room),
            ("form-owner", &mut draft.owner, 110.0),
            ("form-until", &mut draft.due, 128.0),
        ] {
            let name = context.text(name);
            let hint = name.clone();
            ui.name_inputs(name, |ui| ui.add(TextEdit::singleline(text).hint_text(hint).desired_width(width)));
        }
        let due = parse_date(&draft.due);
        let ready = !draft.text.trim().is_empty() && (due.is_some() || draft.due.trim().is_empty());
        if ui.add_enabled_ui(ready, |ui| ui.button(context.text("decision-add"))).inner.clicked() {
            let typed = std::mem::take(draft);
            let decision = DecisionText { duty: None, text: typed.text, owner: typed.owner, due };
            out.push(Intent::Report(ReportIntent::Decide(id, None, decision)));
        }
    });
}

/// Draws a decision and its follow-up.
fn decision_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    id: SessionId,
    decision: &Decision,
    removable: bool,
    out: &mut Outbox,
) {
    let tokens = Tokens::of(ui);
    ui.horizontal_wrapped(|ui| {
        let followed = decision.owner.is_some() || decision.due.is_some();
        if followed {
            let mut done = decision.done_on.is_some();
            let name = context.format("follow-up-done", [("what", decision.text.as_str().into())]);
            let response = ui.name_inputs(name, |ui| ui.checkbox(&mut done, ""));
            if response.changed() {
                let on = done.then_some(context.today);
                out.push(Intent::Report(ReportIntent::FollowedUp(id, decision.number, on)));
            }
        }
        let label = decision.duty.and_then(|duty| context.register.entry(duty)).map(|entry| entry.label.as_str());
        if let Some(label) = label {
            ui.label(RichText::new(label).font(fonts::bold(TEXT)));
        }
        ui.add(Label::new(&decision.text).wrap());
        let owner = decision.owner.map(|person| context.person(person)).unwrap_or_default();
        let due = decision.due.map(|day| day.to_string()).unwrap_or_default();
        let late = decision.done_on.is_none() && decision.due.is_some_and(|due| due < context.today);
        let color = if late { tokens.danger.text } else { tokens.muted };
        let late = if late { context.text("due-overdue") } else { "".into() };
        let done = decision.done_on.map(|on| format!("{} {on}", context.text("date-done"))).unwrap_or_default();
        let facts = [owner, &due, &late, &done].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>();
        ui.label(RichText::new(facts.join(" · ")).size(TEXT_SMALL).color(color));
        if removable && icon_button(ui, icons::X, &context.text("decision-remove"), false).clicked() {
            out.push(Intent::Report(ReportIntent::RemoveDecision(id, decision.number)));
        }
    });
}

fn minutes_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    (id, session): (SessionId, &Session),
    locked: bool,
    out: &mut Outbox,
) {
    let name = context.text("session-minutes");
    ui.label(RichText::new(name.clone()).font(fonts::bold(TEXT)));
    let mut text = session.minutes.clone();
    let hint = context.text("session-minutes-hint");
    let response = ui.name_inputs(name, |ui| {
        ui.add(
            TextEdit::multiline(&mut text)
                .id(Id::unique(("session_minutes", id)))
                .desired_rows(4)
                .desired_width(f32::INFINITY)
                .font(fonts::regular(TEXT))
                .interactive(!locked)
                .hint_text(hint),
        )
    });
    if response.changed() {
        out.push(Intent::Report(ReportIntent::Minutes(id, text)));
    }
}

/// Draws the open follow-ups of all years.
fn follow_ups_ui(ui: &mut Ui, context: &ViewContext<'_>, out: &mut Outbox) {
    let open: Vec<_> = context.workbook.open_follow_ups(None).collect();
    if open.is_empty() {
        return;
    }
    card(ui, &context.format("follow-ups-title", [("n", open.len().into())]), |ui| {
        for follow_up in open {
            decision_ui(ui, context, follow_up.session, follow_up.decision, false, out);
        }
    });
}
