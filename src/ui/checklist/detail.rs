//! One duty in full: its clause, answer, applicability, accepted evidence and history.

use super::answer::row;
use super::{ChecklistState, FocusRequest, answer, filters, own_dates, selected_entry};
use crate::deadlines::Entry;
use crate::license::Span;
use crate::obligation::{Applicability, ApplicabilityState, Difference, Predicate, RelationKind};
use crate::ui::kit::tokens::{CONTROL_HEIGHT, GRID, HEADING, TEXT_EMPHASIS, TEXT_SMALL};
use crate::ui::kit::widgets::{banner, empty_state, link, remark, right_to_left};
use crate::ui::kit::{Tokens, fonts, icons, style};
use crate::ui::shared::{date_icon, date_tone, date_words};
use crate::ui::{Destination, DutyIntent, Intent, Outbox, ViewContext, evidence, record_cache, record_list};
use crate::workbook::{AnswerField, Change, Definition, DocumentId, DutyId, Field, Record};
use egui::text::{LayoutJob, TextFormat};
use egui::{Align, CornerRadius, Frame, Label, Layout, Margin, Rect, RichText, ScrollArea, Ui, vec2};
use std::sync::Arc;

pub(super) fn detail_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut ChecklistState, out: &mut Outbox) {
    // Longer lines are hard to read.
    const WIDTH: f32 = 820.0;
    let entry = selected_entry(context, state);
    let margin = Margin { left: 20, right: 20, top: 14, bottom: 8 };
    let is_asked = state.justifying.is_some();
    if entry.is_some() || is_asked {
        Frame::NONE.inner_margin(margin).show(ui, |ui| {
            ui.set_width(ui.available_width().min(WIDTH));
            ui.spacing_mut().item_spacing.y = 6.0;
            answer::justification_ui(ui, context, state, out);
            if let Some(entry) = entry {
                head_ui(ui, context, entry, out);
                hidden_ui(ui, context, state, entry, out);
            }
        });
        let edge = ui.cursor().top();
        ui.painter().hline(ui.max_rect().x_range(), edge, egui::Stroke::new(1.0, Tokens::of(ui).hairline));
    }
    let mut area = ScrollArea::vertical().id_salt("detail").auto_shrink(false);
    if state.detailed != state.selected {
        // Another duty is shown from its top.
        state.detailed = state.selected;
        area = area.vertical_scroll_offset(0.0);
    }
    area.show(ui, |ui| {
        Frame::NONE.inner_margin(Margin { bottom: 64, ..margin }).show(ui, |ui| {
            ui.set_width(ui.available_width().min(WIDTH));
            match entry {
                Some(entry) => entry_ui(ui, context, state, entry, out),
                None => {
                    empty_state(
                        ui,
                        icons::LIST_CHECKS,
                        &context.text("detail-empty"),
                        &context.text("detail-empty-hint"),
                    );
                }
            }
        });
    });
}

/// Says that the filter hides the duty, names the conditions that do, and links back to the duty in the list.
fn hidden_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut ChecklistState, entry: &Entry, out: &mut Outbox) {
    if state.place_of_selected(context).is_some() {
        return;
    }
    let tone = Tokens::of(ui).info;
    let why: Vec<_> = filters::hiding(context, &state.filter, entry).into_iter().map(|id| context.text(id)).collect();
    let words = context.format("list-hidden", [("why", why.join(&context.text("list-separator")).into())]);
    banner(ui, tone, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(format!("{} {words}", icons::FUNNEL)).color(tone.text));
            if ui.button(context.text("list-show")).clicked() {
                out.push(Intent::Go(Destination::Duty(entry.id)));
            }
        });
    });
}

fn entry_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut ChecklistState, entry: &Entry, out: &mut Outbox) {
    ui.spacing_mut().item_spacing.y = 6.0;
    clause_ui(ui, context, entry, out);
    ui.add_space(GRID);
    answer_ui(ui, context, state, entry, out);
    evidence_section_ui(ui, context, entry, out);
    section(ui, &context.text("section-applicability"));
    applicability_ui(ui, context, &entry.applicability, out);
    facts_of_duty_ui(ui, context, entry);
    related_ui(ui, context, entry, out);
    history_ui(ui, context, entry, out);
}

fn section(ui: &mut Ui, title: &str) {
    ui.add_space(2.0 * GRID);
    ui.label(RichText::new(title).text_style(style::emphasis()));
}

fn head_ui(ui: &mut Ui, context: &ViewContext<'_>, entry: &Entry, out: &mut Outbox) {
    let tokens = Tokens::of(ui);
    let definition = &entry.duty.definition;
    let pages =
        context.register.parsed.clause(definition.clause).map(crate::license::Clause::pages).unwrap_or_default();
    let pages: Vec<String> = pages.iter().map(u32::to_string).collect();
    let pages = (!pages.is_empty()).then(|| context.format("page", [("pages", pages.join("–").into())]));
    right_to_left(ui, CONTROL_HEIGHT, |ui| {
        answer::status_menu(ui, context, entry, out);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let kind = context.locale.kind(definition.kind).into_owned();
            let words: Vec<String> = [Some(entry.label.clone()), pages, Some(kind), origin_mark(context, definition)]
                .into_iter()
                .flatten()
                .collect();
            let words = words.join(" · ");
            ui.add(Label::new(RichText::new(words).size(TEXT_SMALL).color(tokens.muted)).truncate());
        });
    });
    ui.add(Label::new(RichText::new(definition.title.get(context.locale.language)).font(fonts::bold(HEADING))).wrap());
    if link(ui, context.text("command-edit-duty")).clicked() {
        out.push(Intent::Duty(DutyIntent::Ask(entry.id)));
    }
    if let Some(date) = entry.due.date.as_deref().and_then(|id| context.register.date(id)) {
        let (icon, tone) = (date_icon(date), date_tone(tokens, date));
        let words = date_words(context, date);
        ui.add(Label::new(RichText::new(format!("{icon} {words}")).color(tone.text)).wrap());
    }
}

/// How a duty was found, in short; `None` for the usual way.
pub(super) fn origin_mark(context: &ViewContext<'_>, definition: &Definition) -> Option<String> {
    context.locale.duty_origin(definition.found_by(), definition.similarity_percent())
}

/// Draws the clause in full, with the passages that the duty is based on highlighted, and the doubts about its text.
fn clause_ui(ui: &mut Ui, context: &ViewContext<'_>, entry: &Entry, out: &mut Outbox) {
    let tokens = Tokens::of(ui);
    let license = &context.register.parsed;
    let definition = &entry.duty.definition;
    let Some(clause) = license.clause(definition.clause) else { return };
    let marks: Vec<(usize, usize)> = definition
        .spans
        .iter()
        .filter_map(|s| clause.body.from_source(s.start).map(|at| (at, at + s.end - s.start)))
        .collect();
    let job = highlighted(&clause.body.text, &marks, tokens);
    let output = Frame::NONE.fill(tokens.quote).inner_margin(Margin { left: 16, right: 12, top: 10, bottom: 10 }).show(
        ui,
        |ui| {
            ui.set_width(ui.available_width());
            ui.add(Label::new(job).wrap().selectable(true));
            if link(ui, context.text("show-in-license")).clicked() {
                out.push(Intent::Go(Destination::Words(entry.id)));
            }
        },
    );
    let bar = Rect::from_min_size(output.response.rect.left_top(), vec2(3.0, output.response.rect.height()));
    ui.painter().rect_filled(bar, CornerRadius::ZERO, tokens.quote_bar);
    differences_ui(ui, context, entry);
    let touches =
        |span: Span| definition.spans.iter().any(|s| s.overlaps(span) || s.end == span.start || s.start == span.end);
    for annotation in license.annotations.iter().filter(|a| a.clause == Some(definition.clause) && touches(a.span)) {
        let words = annotation.message.get(context.locale.language);
        ui.add(
            Label::new(
                RichText::new(format!("{} {words}", icons::WARNING_CIRCLE)).size(TEXT_SMALL).color(tokens.warning.text),
            )
            .wrap(),
        );
    }
}

/// Says in which words the license differs from the catalog; a number that differs is marked.
fn differences_ui(ui: &mut Ui, context: &ViewContext<'_>, entry: &Entry) {
    let found = differences(ui, context, entry);
    if found.is_empty() {
        return;
    }
    let tokens = Tokens::of(ui);
    ui.label(RichText::new(context.text("difference-title")).text_style(style::strong()));
    for difference in found.iter() {
        let number = difference.is_of_number();
        let words = context.locale.difference(&difference.catalog, &difference.license, number);
        let (icon, color) = if number { (icons::WARNING, tokens.warning.text) } else { ("•", tokens.muted) };
        ui.add(Label::new(RichText::new(format!("{icon} {words}")).size(TEXT_SMALL).color(color)).wrap());
    }
}

/// The differences of a duty, compared once per revision.
fn differences(ui: &Ui, context: &ViewContext<'_>, entry: &Entry) -> Arc<[Difference]> {
    type Known = Option<((DocumentId, u64, DutyId), Arc<[Difference]>)>;
    let key = (context.workbook.id, context.workbook.revision(), entry.id);
    let id = egui::Id::unique("duty_differences");
    if let Some((_, found)) = ui.data(|data| data.get_temp::<Known>(id)).flatten().filter(|(of, _)| *of == key) {
        return found;
    }
    let found = entry.duty.definition.differences(&context.register.parsed, context.catalog);
    let found: Arc<[Difference]> = found.into();
    ui.data_mut(|data| data.insert_temp::<Known>(id, Some((key, Arc::clone(&found)))));
    found
}

/// Text with highlighted ranges. `marks` are byte offsets of start and end.
fn highlighted(text: &str, marks: &[(usize, usize)], tokens: &Tokens) -> LayoutJob {
    let format = |marked: bool| TextFormat {
        font_id: fonts::regular(TEXT_EMPHASIS),
        color: if marked { tokens.ink } else { tokens.muted },
        background: if marked { tokens.highlight } else { egui::Color32::TRANSPARENT },
        line_height: Some(23.0),
        ..TextFormat::default()
    };
    let mut job = LayoutJob::default();
    let mut at = 0;
    for (start, end) in marks {
        job.append(text.get(at..*start).unwrap_or_default(), 0.0, format(false));
        job.append(text.get((*start).max(at)..*end).unwrap_or_default(), 0.0, format(true));
        at = at.max(*end);
    }
    job.append(text.get(at..).unwrap_or_default(), 0.0, format(false));
    job
}

fn answer_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut ChecklistState, entry: &Entry, out: &mut Outbox) {
    let answer = &entry.duty.answer;
    row(ui, &context.text("field-due"), |ui| answer::due_ui(ui, context, entry, out));
    own_dates::own_dates_ui(ui, context, entry, out);
    dates_ui(ui, context, entry);
    row(ui, &context.text("field-owner"), |ui| {
        answer::owner_menu(ui, context, &[entry.id], answer.owner.map(|id| context.person(id)), out);
    });
    if answer.status == crate::workbook::Status::NotApplicable {
        row(ui, &context.text("field-justification"), |ui| {
            answer::text_ui(ui, context, entry, (AnswerField::Justification, "justify-hint"), out);
        });
    }
    row(ui, &context.text("field-statement"), |ui| {
        answer::text_ui(ui, context, entry, (AnswerField::Statement, "statement-hint"), out);
    });
    row(ui, &context.text("field-note"), |ui| {
        // The focus moves before the field is drawn, so that text typed in the same frame reaches it.
        if state.focus == Some(FocusRequest::Note) {
            state.focus = None;
            ui.memory_mut(|m| m.request_focus(answer::text_id(entry, AnswerField::Note)));
        }
        answer::text_ui(ui, context, entry, (AnswerField::Note, "note-hint"), out);
    });
    row(ui, &context.text("field-tags"), |ui| answer::tags_ui(ui, context, entry, out));
    if let Some(day) = answer.assessed_on {
        let by = answer.assessed_by.map(|id| context.person(id).to_owned()).unwrap_or_default();
        row(ui, &context.text("field-assessed-on"), |ui| {
            ui.add_space(5.0);
            ui.label(format!("{day} {by}"));
        });
    }
    review_ui(ui, context, entry, out);
}

/// Draws the review by a second person.
fn review_ui(ui: &mut Ui, context: &ViewContext<'_>, entry: &Entry, out: &mut Outbox) {
    let answer = &entry.duty.answer;
    if answer.assessed_on.is_none() && answer.reviewed_on.is_none() {
        return;
    }
    row(ui, &context.text("field-reviewed-on"), |ui| {
        ui.horizontal(|ui| {
            if let Some(day) = answer.reviewed_on {
                let by = answer.reviewed_by.map(|id| context.person(id).to_owned()).unwrap_or_default();
                ui.label(format!("{day} {by}"));
            }
            let review = if answer.reviewed_on.is_some() { "review-again" } else { "review-now" };
            let by_same = answer.assessed_by.is_some_and(|id| context.person(id) == context.author_name);
            let button = ui.add_enabled(!by_same, egui::Button::new(context.text(review)));
            let button = button.on_disabled_hover_text(context.text("review-other"));
            if button.on_hover_text(context.text("review-hint")).clicked() {
                out.push(Intent::Review(vec![entry.id]));
            }
        });
    });
}

/// Draws the dates that the license itself sets for the duty, each with its reason.
fn dates_ui(ui: &mut Ui, context: &ViewContext<'_>, entry: &Entry) {
    use crate::deadlines::DateRule;
    let language = context.locale.language;
    let is_own = |d: &&crate::deadlines::DateItem| matches!(d.rule, DateRule::OwnDue | DateRule::Evidence);
    for item in context.dates.iter().filter(|d| d.duty == entry.id && !is_own(d)) {
        row(ui, &context.text("field-license-date"), |ui| {
            let tokens = Tokens::of(ui);
            ui.add_space(5.0);
            ui.label(RichText::new(date_words(context, item)).color(date_tone(tokens, item).text));
            for step in &item.steps {
                remark(ui, with_source(context, step.text.get(language), step.source.get(language)));
            }
        });
    }
}

fn applicability_ui(ui: &mut Ui, context: &ViewContext<'_>, applicability: &Applicability, out: &mut Outbox) {
    let tokens = Tokens::of(ui);
    let (icon, tone) = match applicability.state {
        ApplicabilityState::Applicable => (icons::CHECK_CIRCLE, tokens.met),
        ApplicabilityState::Conditional => (icons::CIRCLE_DASHED, tokens.in_progress),
        ApplicabilityState::NotApplicable => (icons::MINUS_CIRCLE, tokens.not_applicable),
    };
    ui.label(RichText::new(format!("{icon} {}", context.locale.applicability(applicability.state))).color(tone.text));
    for reason in &applicability.reasons {
        ui.add(Label::new(reason.text.get(context.locale.language)).wrap());
        if let Some(Predicate::Fact(key)) = &reason.predicate {
            fact_ui(ui, context, key, out);
        }
    }
}

/// Draws the choice of a fact about the company: yes, no, or not stated.
fn fact_ui(ui: &mut Ui, context: &ViewContext<'_>, key: &str, out: &mut Outbox) {
    let Some(fact) = context.catalog.fact(key) else { return };
    let stated =
        context.workbook.licenses.get(&context.register.license).and_then(|l| l.record.facts.get(key).copied());
    let tokens = Tokens::of(ui);
    banner(ui, tokens.info, |ui| {
        ui.add(Label::new(fact.statement.get(context.locale.language)).wrap());
        ui.horizontal(|ui| {
            for (value, name) in [(Some(true), "fact-yes"), (Some(false), "fact-no"), (None, "fact-unknown")] {
                let name = context.text(name);
                if ui.radio(stated == value, name).clicked() && stated != value {
                    out.push(Intent::Fact(key.to_owned(), value));
                }
            }
        });
    });
}

/// Draws the properties of the duty in the catalog.
fn facts_of_duty_ui(ui: &mut Ui, context: &ViewContext<'_>, entry: &Entry) {
    let definition = &entry.duty.definition;
    let language = context.locale.language;
    section(ui, &context.text("section-rule"));
    let mut line = |label: &'static str, text: &str| {
        if !text.is_empty() {
            row(ui, &context.text(label), |ui| {
                ui.add_space(5.0);
                ui.add(Label::new(text).wrap());
            });
        }
    };
    let optional = |text: &Option<crate::language::Bilingual>| {
        text.as_ref().map(|t| t.get(language).to_owned()).unwrap_or_default()
    };
    line("field-trigger", &optional(&definition.trigger));
    line("field-limit", &definition.limit.as_ref().map(|l| context.locale.limit(l)).unwrap_or_default());
    line("field-timing", &optional(&definition.timing));
    line("field-authority", &optional(&definition.authority));
    line("field-condition", &optional(&definition.condition));
    for other in &definition.other_law {
        let note = other.note.get(language);
        let mut text = with_source(context, &context.locale.limit(&other.limit), other.source.get(language));
        if !note.is_empty() {
            text.push_str(" · ");
            text.push_str(note);
        }
        line("field-other-law", &text);
    }
    let is_own = definition.found_by() == crate::obligation::DutyOrigin::Own;
    line(if is_own { "duty-source" } else { "field-remark" }, definition.remark.get(language));
}

/// Draws the attached evidence, and the evidence that an inspector accepts.
fn evidence_section_ui(ui: &mut Ui, context: &ViewContext<'_>, entry: &Entry, out: &mut Outbox) {
    section(ui, &context.text("field-evidence"));
    evidence::section_ui(ui, context, crate::workbook::EvidenceUse::Duty(entry.id), out);
    let accepted = &entry.duty.definition.accepted_evidence;
    if accepted.is_empty() {
        return;
    }
    remark(ui, context.text("section-accepted-evidence"));
    for item in accepted {
        ui.add(Label::new(format!("• {}", item.get(context.locale.language))).wrap());
    }
}

fn related_ui(ui: &mut Ui, context: &ViewContext<'_>, entry: &Entry, out: &mut Outbox) {
    let related = &entry.duty.definition.related;
    if related.is_empty() {
        return;
    }
    section(ui, &context.text("section-related"));
    for relation in related {
        let Some(other) = context.register.entry(relation.duty) else { continue };
        let how = context.text(relation_message(relation.kind));
        ui.horizontal_wrapped(|ui| {
            let title = other.duty.definition.title.get(context.locale.language);
            if link(ui, format!("{} {title}", other.label)).clicked() {
                out.push(Intent::Go(Destination::Duty(other.id)));
            }
            remark(ui, how);
        });
    }
}

/// The message that names a relation.
pub(in crate::ui) fn relation_message(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::Twin => "related-twin",
        RelationKind::Alternative => "related-alternative",
        RelationKind::Follows => "related-follows",
        RelationKind::SeeAlso => "related-see-also",
    }
}

fn history_ui(ui: &mut Ui, context: &ViewContext<'_>, entry: &Entry, out: &mut Outbox) {
    const LINES: usize = 30;
    let duty = entry.id;
    let hangs_on = |fact: &str| {
        let definition = &entry.duty.definition;
        definition.applies_if.iter().any(|p| matches!(p, Predicate::Fact(name) if name == fact))
    };
    // A fact that decides whether the duty applies is a part of its history.
    let is_about = |record: &Record| {
        let states = |change: &Change| matches!(&change.field, Field::Fact(_, fact) if hangs_on(fact));
        record.is_about(duty, context.workbook) || record.changes.iter().any(states)
    };
    let records = context.workbook.history.iter().rev().filter(|record| is_about(record));
    let mut records = records.peekable();
    if records.peek().is_none() {
        return;
    }
    section(ui, &context.text("section-history"));
    for record in records.take(LINES) {
        record_ui(ui, context, record, out);
    }
}

/// Draws a record of the history, which unfolds.
fn record_ui(ui: &mut Ui, context: &ViewContext<'_>, record: &Record, out: &mut Outbox) {
    let tokens = Tokens::of(ui);
    let when = crate::ui::china_time(record.at).format("%Y-%m-%d %H:%M");
    let who = context.person(record.author);
    let words = record_cache::line(ui, context, record);
    let id = egui::Id::unique(("detail_record", record.id));
    let is_open = ui.data(|data| data.get_temp::<bool>(id)).unwrap_or_default();
    let text = format!("{} {when}  {who}  {words}", record_list::fold_icon(is_open));
    let line = Label::new(RichText::new(text).size(TEXT_SMALL).color(tokens.muted)).wrap().sense(egui::Sense::click());
    let response = ui.add(line).on_hover_cursor(egui::CursorIcon::PointingHand);
    if response.clicked() {
        ui.data_mut(|data| data.insert_temp(id, !is_open));
    }
    if is_open {
        ui.indent(id, |ui| record_list::details_ui(ui, context, record, out));
    }
}

/// A text followed by its source.
fn with_source(context: &ViewContext<'_>, text: &str, source: &str) -> String {
    context.format("with-source", [("text", text.into()), ("source", source.into())])
}
