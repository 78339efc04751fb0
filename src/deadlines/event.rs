//! Dates raised by events: one for each event and each duty that its kind triggers.

use super::context::{Context, WORKBOOK, item, rule, step};
use super::entry::Entry;
use super::item::{Companion, DateItem, DateRule, DateState};
use super::state::days_en;
use crate::calendar::{SourcedLimit, Start, deadline};
use crate::language::Bilingual;
use crate::obligation::{ApplicabilityState, LimitDirection, LimitUnit, Predicate, TimeLimit};
use crate::workbook::{Cause, Event, EventId, Offset};
use chrono::NaiveDate;

pub(super) fn collect(context: &Context<'_>, entry: &Entry, dates: &mut Vec<DateItem>) {
    if is_of_expiry(entry) {
        return;
    }
    let events = context.workbook.events.iter().filter(|(_, event)| event.license == context.license);
    for (id, event) in events {
        // A completed occurrence is kept even if the kind of the event was corrected since.
        let closed = context.done_on(entry.id, Cause::Event(*id));
        if waits_for(entry, &event.kind) || closed.is_some() {
            dates.push(occurrence(context, entry, *id, event, closed));
        }
    }
}

/// Whether the limit is counted back from the end of the license, so that the day of the decision is irrelevant.
fn is_of_expiry(entry: &Entry) -> bool {
    super::renewal::decision_of(entry).is_some_and(|_| super::renewal::counts_back(entry))
}

/// Whether the duty is a retention period that starts with the event.
fn keeps(entry: &Entry) -> bool {
    entry.duty.definition.limit.as_ref().is_some_and(|limit| limit.direction == LimitDirection::AtLeast)
}

/// Whether the status of the duty follows from the events that trigger it; see [`super::DueState::raised`].
#[must_use]
pub fn follows_events(entry: &Entry) -> bool {
    !is_of_expiry(entry) && !keeps(entry)
}

/// Whether events of this kind trigger the duty.
#[must_use]
pub fn waits_for(entry: &Entry, kind: &str) -> bool {
    entry.duty.definition.applies_if.iter().any(|p| matches!(p, Predicate::Event(key) if key == kind))
}

/// The moment of the event, or its day if the time was not recorded.
fn start(event: &Event) -> Start {
    event.at.map_or(Start::Day(event.on), |at| Start::Moment(event.on.and_time(at)))
}

fn occurrence(context: &Context<'_>, entry: &Entry, id: EventId, event: &Event, closed: Option<NaiveDate>) -> DateItem {
    let limit = entry.duty.definition.limit.as_ref();
    let keeps = keeps(entry);
    let kind = if keeps { DateRule::Retention } else { DateRule::Event };
    let mut date = item(entry, kind, &format!("event-{id}"));
    (date.event, date.event_on, date.event_at) = (Some(id), Some(event.on), event.at);
    date.steps.push(event_step(entry, event));
    let mut last = None;
    if let Some(limit) = limit {
        let result = deadline(anchor(limit, event), &rule(entry, limit), &context.calendar);
        last = result.last();
        date.take(result);
    }
    set_target(context, entry, event, &mut date);
    date.other_law = companions(context, entry, event);
    if let Some(on) = closed {
        date.done(on, last);
    } else if keeps {
        keep_state(&mut date, context.today());
    } else {
        open(context, entry, &mut date, last);
    }
    date
}

/// The start of the limit: a limit *before* something is not counted from the day of the event.
fn anchor(limit: &TimeLimit, event: &Event) -> Start {
    if limit.direction == LimitDirection::Before { Start::Unknown } else { start(event) }
}

fn event_step(entry: &Entry, event: &Event) -> super::DateStep {
    let mut reasons = entry.applicability.reasons.iter();
    let reason = reasons.find(|r| matches!(&r.predicate, Some(Predicate::Event(key)) if *key == event.kind));
    let name = reason.map_or_else(
        || Bilingual::new(format!("已登记事件：{}", event.kind), format!("Event recorded: {}", event.kind)),
        |reason| reason.text.clone(),
    );
    let when = event.at.map_or_else(|| event.on.to_string(), |at| format!("{} {}", event.on, at.format("%H:%M")));
    step(format!("{}，{when}", name.zh), format!("{}, {when}", name.en), WORKBOOK)
}

/// Sets the company's own target: a time after the event, or a fixed day. If the text gives no number, the target is
/// the due day.
fn set_target(context: &Context<'_>, entry: &Entry, event: &Event, date: &mut DateItem) {
    let answer = &entry.duty.answer;
    let absolute = answer.target.filter(|target| *target >= event.on);
    let (day, at) = match answer.target_within {
        Some(Offset { amount, unit }) => {
            let anchor = Bilingual::new("事件", "The event");
            let limit = TimeLimit { amount: Some(amount), unit, direction: LimitDirection::Within, anchor };
            let source = Bilingual::new("公司内部目标", "The company’s internal target");
            let result = deadline(start(event), &SourcedLimit::new(limit, source), &context.calendar);
            date.steps.extend(result.steps.into_iter().map(super::DateStep::from));
            date.missing.extend(result.missing);
            (result.due, result.due_at)
        }
        None => (absolute, None),
    };
    date.target = day;
    if date.due.is_none() && date.keep_through.is_none() && date.missing.is_empty() {
        date.due = day;
        date.due_at = at;
    }
}

/// The limits of other laws, counted from the event where possible.
fn companions(context: &Context<'_>, entry: &Entry, event: &Event) -> Vec<Companion> {
    let laws = entry.duty.definition.other_law.iter();
    laws.map(|law| Companion::new(law, anchor(&law.limit, event), &context.calendar)).collect()
}

/// Sets the state of a retention period.
fn keep_state(date: &mut DateItem, today: NaiveDate) {
    let (Some(keep), Some(destroy)) = (date.keep_through, date.destroy_from) else {
        date.state = DateState::DueSoon;
        date.reason = Bilingual::new("无法计算保存期限", "The retention period cannot be calculated");
        return;
    };
    (date.state, date.reason) = if today < destroy {
        (DateState::Later, Bilingual::new(format!("须保存至 {keep}"), format!("Keep through {keep}")))
    } else {
        (
            DateState::Done,
            Bilingual::new(
                format!("保存期已满，{destroy} 起可销毁"),
                format!("Retention period over; may be destroyed from {destroy}"),
            ),
        )
    };
}

fn open(context: &Context<'_>, entry: &Entry, date: &mut DateItem, last: Option<NaiveDate>) {
    let today = context.today();
    match last.or(date.due) {
        Some(last) => date.open(last, context.now()),
        None => without_number(entry, date, today),
    }
    if last.is_none() && date.state == DateState::Overdue {
        date.reason = Bilingual::new(
            format!("内部目标{}（条文没有天数）", date.reason.zh),
            format!("By the company’s internal target: {} (the text gives no number)", date.reason.en),
        );
    }
    if entry.applicability.state == ApplicabilityState::Conditional {
        undecided(entry, date);
    }
}

/// Sets the state of an open date without a day on which it becomes overdue.
fn without_number(entry: &Entry, date: &mut DateItem, today: NaiveDate) {
    date.state = DateState::DueSoon;
    if let Some(missing) = date.missing.first() {
        date.reason =
            Bilingual::new(format!("无法计算：{}", missing.zh), format!("Cannot be calculated: {}", missing.en));
        return;
    }
    let word = match entry.duty.definition.limit.as_ref().map(|limit| limit.unit) {
        Some(LimitUnit::Immediately) => ("立即办理", "Due immediately"),
        Some(LimitUnit::Promptly) => ("及时办理", "Due promptly"),
        Some(_) | None => ("待办理", "Due"),
    };
    let days = date.event_on.map_or(0, |on| (today - on).num_days());
    date.reason = if days > 0 {
        Bilingual::new(
            format!("{}，条文没有天数；事件已过 {days} 天，尚未登记完成", word.0),
            format!(
                "{}; the text gives no number. The event was {} ago, and it is not closed yet",
                word.1,
                days_en(days)
            ),
        )
    } else {
        Bilingual::new(
            format!("{}，条文没有天数；尚未登记完成", word.0),
            format!("{}; the text gives no number. It is not closed yet", word.1),
        )
    };
}

/// Marks the date as undecided: the event occurred, but whether the duty applies depends on a fact that was not stated.
fn undecided(entry: &Entry, date: &mut DateItem) {
    let unknown = entry.applicability.reasons.iter().filter(|r| r.state == ApplicabilityState::Conditional);
    let unknown: Vec<Bilingual> = unknown.map(|reason| reason.text.clone()).collect();
    let Some(first) = unknown.first() else { return };
    date.state = DateState::DecisionMissing;
    date.reason = Bilingual::new(
        format!("{}；若适用：{}", first.zh, date.reason.zh),
        format!("{}. If it applies: {}", first.en, date.reason.en),
    );
    date.missing.extend(unknown);
}
