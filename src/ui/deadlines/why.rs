//! One date in full: the day, its calculation and rule, and its completion.

use super::{Closing, DeadlinesState};
use crate::deadlines::FollowUp;
use crate::deadlines::{Companion, DateItem, DateRule, DateState};
use crate::ui::checklist::answer::parse_date;
use crate::ui::evidence::{cards_ui, files_ui};
use crate::ui::kit::tokens::{GRID, HEADING, TEXT_SMALL};
use crate::ui::kit::widgets::{banner, draft_field, empty_state, link, primary_button, remark};
use crate::ui::kit::{Tokens, fonts, icons, style};
use crate::ui::shared::{cause_words, date_tone, date_words, distance_words};
use crate::ui::{AttachTo, DateIntent, Destination, Intent, Outbox, ReportIntent, ViewContext};
use crate::workbook::{EventId, EvidenceUse, RenewalStage};
use egui::{Frame, Label, Margin, RichText, ScrollArea, TextEdit, Ui};

pub(super) fn why_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut DeadlinesState, out: &mut Outbox) {
    let item = context.dates.iter().find(|item| Some(&item.id) == state.selected.as_ref());
    ScrollArea::vertical().id_salt(&state.selected).auto_shrink(false).show(ui, |ui| {
        Frame::NONE.inner_margin(Margin { left: 20, right: 20, top: 14, bottom: 24 }).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 6.0;
            if let Some(item) = item {
                item_ui(ui, context, state, item, out);
            } else {
                empty_state(ui, icons::CALENDAR_DOTS, &context.text("why-empty"), &context.text("why-empty-hint"));
            }
        });
    });
}

fn item_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut DeadlinesState, item: &DateItem, out: &mut Outbox) {
    let tokens = Tokens::of(ui);
    let language = context.locale.language;
    if link(ui, format!("{} {}", item.label, context.text("open-in-checklist"))).clicked() {
        out.push(Intent::Go(Destination::Duty(item.duty)));
    }
    ui.add(Label::new(RichText::new(item.title.get(language)).font(fonts::bold(HEADING))).wrap());
    day_ui(ui, context, item);
    if let Some(hash) = item.evidence {
        cards_ui(ui, context, &[hash], None, out);
    }
    for missing in &item.missing {
        let words = context.format("why-missing", [("what", missing.get(language).into())]);
        banner(ui, tokens.warning, |ui| ui.add(Label::new(words).wrap()));
    }
    if let Some(cause) = cause_words(context, item) {
        event_ui(ui, context, item, &cause, out);
    }
    section(ui, &context.text("why-steps"));
    for (i, step) in item.steps.iter().enumerate() {
        ui.add(Label::new(format!("{}. {}", i + 1, step.text.get(language))).wrap());
        ui.indent(("source", i), |ui| remark(ui, step.source.get(language)));
    }
    for law in &item.other_law {
        companion_ui(ui, context, law);
    }
    if item.rule == DateRule::BeforeExpiry {
        renewal_ui(ui, context, out);
    }
    close_ui(ui, context, state, item, out);
}

fn section(ui: &mut Ui, title: &str) {
    ui.add_space(2.0 * GRID);
    ui.label(RichText::new(title).text_style(style::emphasis()));
}

/// Draws the day: the counted day, the day after moving, and the distance.
fn day_ui(ui: &mut Ui, context: &ViewContext<'_>, item: &DateItem) {
    let tokens = Tokens::of(ui);
    let tone = date_tone(tokens, item);
    banner(ui, tone, |ui| {
        let days = match (item.raw, item.due, item.keep_through) {
            (Some(raw), Some(due), _) if raw != due => format!("{raw} {} {due}", icons::ARROW_RIGHT),
            (_, Some(day), _) | (Some(day), None, None) => day.to_string(),
            (_, None, Some(keep)) => context.format("keep-through", [("date", keep.to_string().into())]),
            (None, None, None) => context.text("date-missing").into_owned(),
        };
        ui.label(RichText::new(days).font(fonts::bold(HEADING)).color(tone.text));
        let words = if item.done_on.is_some() { date_words(context, item) } else { distance_words(context, item) };
        ui.add(Label::new(words).wrap());
        // The distance is shown above; the reason adds information only where there is no day.
        if item.state == DateState::DecisionMissing || item.due.is_none() && item.state != DateState::Done {
            remark(ui, item.reason.get(context.locale.language));
        }
        if let Some(day) = item.destroy_from {
            remark(ui, context.format("destroy-from", [("date", day.to_string().into())]));
        }
        if let Some(day) = item.target {
            remark(ui, context.format("own-target", [("date", day.to_string().into())]));
        }
        if item.provisional {
            ui.label(
                RichText::new(format!("{} {}", icons::WARNING, context.text("provisional-long")))
                    .color(tokens.warning.text),
            );
        }
    });
}

/// Draws the event that caused the date, with the buttons to correct or remove it.
fn event_ui(ui: &mut Ui, context: &ViewContext<'_>, item: &DateItem, cause: &str, out: &mut Outbox) {
    section(ui, &context.text("why-event"));
    ui.add(Label::new(cause).wrap());
    let Some(id) = item.event else { return };
    if let Some(event) = context.workbook.events.get(&id)
        && !event.note.is_empty()
    {
        remark(ui, event.note.as_str());
    }
    let attached = context.workbook.events.get(&id).map(|event| event.evidence.clone()).unwrap_or_default();
    let attached: Vec<_> = attached.into_iter().collect();
    cards_ui(ui, context, &attached, Some(EvidenceUse::Event(id)), out);
    for twin in context.workbook.event_twins(id) {
        twin_ui(ui, context, twin, out);
    }
    ui.horizontal(|ui| {
        if ui.button(context.text("event-correct")).clicked() {
            out.push(Intent::Date(DateIntent::Ask(Some(id))));
        }
        if ui.button(context.text("event-remove")).on_hover_text(context.text("event-remove-hint")).clicked() {
            out.push(Intent::Date(DateIntent::Remove(id)));
        }
    });
}

/// Draws another event that may be a duplicate, with the button to remove it.
fn twin_ui(ui: &mut Ui, context: &ViewContext<'_>, twin: EventId, out: &mut Outbox) {
    let Some(event) = context.workbook.events.get(&twin) else { return };
    let tokens = Tokens::of(ui);
    let note = if event.note.is_empty() { context.text("event-twin-no-note") } else { event.note.as_str().into() };
    let closed = context.workbook.occurrences.values().filter(|done| done.event == Some(twin)).count();
    let words = context.format("event-twin", [("note", note.into()), ("n", closed.into())]);
    banner(ui, tokens.warning, |ui| {
        ui.add(Label::new(RichText::new(format!("{} {words}", icons::WARNING)).color(tokens.warning.text)).wrap());
        let button = ui.button(context.text("event-twin-remove"));
        if button.on_hover_text(context.text("event-twin-remove-hint")).clicked() {
            out.push(Intent::Date(DateIntent::Remove(twin)));
        }
    });
}

/// Draws the requirement of another law on the same subject.
fn companion_ui(ui: &mut Ui, context: &ViewContext<'_>, law: &Companion) {
    let language = context.locale.language;
    section(ui, &context.format("why-other-law", [("source", law.source.get(language).into())]));
    let day = law.due.or(law.raw).map(|d| d.to_string());
    let moment = law.due_at.map(|at| at.format("%Y-%m-%d %H:%M").to_string());
    let keep = law.keep_through.map(|d| context.format("keep-through", [("date", d.to_string().into())]));
    let days = moment.or(day).or(keep).unwrap_or_default();
    ui.add(Label::new(format!("{} {days}", context.locale.limit(&law.limit))).wrap());
    if !law.note.get(language).is_empty() {
        remark(ui, law.note.get(language));
    }
    for missing in &law.missing {
        remark(ui, missing.get(language));
    }
}

/// Draws the decision whether the company continues, and the stages of the renewal.
fn renewal_ui(ui: &mut Ui, context: &ViewContext<'_>, out: &mut Outbox) {
    section(ui, &context.text("renewal-title"));
    let Some(license) = context.workbook.licenses.get(&context.register.license) else { return };
    let stated = context.workbook.continues(context.register.license);
    ui.horizontal_wrapped(|ui| {
        for (value, name) in
            [(Some(true), "renewal-continue"), (Some(false), "renewal-stop"), (None, "renewal-undecided")]
        {
            if ui.radio(stated == value, context.text(name)).clicked() && stated != value {
                out.push(Intent::Date(DateIntent::Continues(value)));
            }
        }
    });
    if stated != Some(true) {
        return;
    }
    for stage in [RenewalStage::Prepared, RenewalStage::Filed, RenewalStage::Accepted, RenewalStage::Decided] {
        let step = license.record.renewal.iter().find(|step| step.stage == stage);
        ui.horizontal(|ui| {
            let mut reached = step.is_some();
            let name = context.locale.renewal_stage(stage);
            if ui.checkbox(&mut reached, name.clone()).changed() {
                let value = reached.then(|| (context.today, String::new()));
                out.push(Intent::Date(DateIntent::Renewal(stage, value)));
            }
            let Some(step) = step else { return };
            let id = egui::Id::unique(("renewal_day", stage as u8));
            let valid = |text: &str| parse_date(text).is_some();
            ui.scope(|ui| {
                ui.set_max_width(104.0);
                if let Some(text) = draft_field(ui, id, &step.on.to_string(), &context.text("date-hint"), &name, valid)
                    && let Some(day) = parse_date(&text)
                {
                    out.push(Intent::Date(DateIntent::Renewal(stage, Some((day, step.number.clone())))));
                }
            });
            if stage >= RenewalStage::Accepted {
                let name = context.text("renewal-number");
                let id = egui::Id::unique(("renewal_number", stage as u8));
                if let Some(number) = draft_field(ui, id, &step.number, &name, &name, |_| true) {
                    out.push(Intent::Date(DateIntent::Renewal(stage, Some((step.on, number)))));
                }
            }
        });
    }
}

/// Draws the button that marks a follow-up of a session as done, or withdraws that.
fn follow_up_ui(ui: &mut Ui, context: &ViewContext<'_>, follow_up: &FollowUp<'_>, out: &mut Outbox) {
    section(ui, &context.text("close-title"));
    let (name, on) = match follow_up.decision.done_on {
        Some(_) => ("close-reopen", None),
        None => ("close-done", Some(context.today)),
    };
    if ui.button(context.text(name)).clicked() {
        let number = follow_up.decision.number;
        out.push(Intent::Report(ReportIntent::FollowedUp(follow_up.session, number, on)));
    }
}

/// Draws the fields that mark the date as done, or withdraw that.
fn close_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut DeadlinesState, item: &DateItem, out: &mut Outbox) {
    if let Some(follow_up) = context.workbook.follow_up_of(item) {
        follow_up_ui(ui, context, &follow_up, out);
        return;
    }
    let Some(cause) = item.cause() else { return };
    // The renewal is completed by its stages, the annual report by being filed.
    if item.rule == DateRule::BeforeExpiry {
        return;
    }
    section(ui, &context.text("close-title"));
    if item.state == DateState::Done {
        if let Some((id, said)) = context.workbook.occurrence(item.duty, cause) {
            remark(ui, said.note.as_str());
            let attached: Vec<_> = said.evidence.iter().copied().collect();
            cards_ui(ui, context, &attached, Some(EvidenceUse::Occurrence(id)), out);
        }
        if ui.button(context.text("close-reopen")).clicked() {
            out.push(Intent::Date(DateIntent::Reopen(item.duty, cause)));
        }
        return;
    }
    if state.closing.id != item.id {
        state.closing = Closing { id: item.id.clone(), day: context.today.to_string(), ..Closing::default() };
    }
    let closing = &mut state.closing;
    ui.horizontal(|ui| {
        let name = context.text("close-day");
        ui.name_inputs(name.clone(), |ui| ui.add(TextEdit::singleline(&mut closing.day).desired_width(96.0)));
        let name = context.text("close-note");
        let hint = name.clone();
        ui.name_inputs(name, |ui| {
            ui.add(TextEdit::singleline(&mut closing.note).hint_text(hint).desired_width(f32::INFINITY))
        });
    });
    files_ui(ui, context, &mut closing.files, AttachTo::Closing, out);
    let day =
        parse_date(&closing.day).filter(|day| context.workbook.can_be_done_on(item.duty, cause, *day, context.today));
    if day.is_none() {
        let (from, to) = context.workbook.completion_days(item.duty, cause, context.today);
        let args = [("days", context.locale.completion_days(from, to).into())];
        let words = context.format("close-day-wrong", args);
        ui.add(Label::new(RichText::new(words).size(TEXT_SMALL).color(Tokens::of(ui).danger.text)).wrap());
    }
    let button = ui.add_enabled_ui(day.is_some(), |ui| primary_button(ui, context.text("close-done"))).inner;
    if let Some(day) = day
        && button.clicked()
    {
        let files = std::mem::take(&mut closing.files);
        out.push(Intent::Date(DateIntent::Close(item.duty, cause, day, closing.note.clone(), files)));
    }
}
