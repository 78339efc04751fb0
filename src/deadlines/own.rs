//! The company's own due dates, single or recurring, and its own targets.

use super::context::{Context, WORKBOOK, item, step};
use super::entry::Entry;
use super::item::{DateItem, DateRule, DateState};
use super::remedy;
use crate::language::Bilingual;
use crate::workbook::Cause;
use chrono::NaiveDate;

pub(super) fn collect(context: &Context<'_>, entry: &Entry, dates: &mut Vec<DateItem>) {
    let answer = &entry.duty.answer;
    if let Some(due) = answer.due {
        dates.push(own_due(context, entry, due));
    } else if let Some(target) = answer.target
        && !waits_for_event(entry)
    {
        dates.push(own_target(context, entry, target));
    }
    dates.extend(closed(context, entry, answer.due));
}

/// Whether the target of the duty applies to its events.
fn waits_for_event(entry: &Entry) -> bool {
    entry.duty.definition.applies_if.iter().any(|p| matches!(p, crate::obligation::Predicate::Event(_)))
}

fn own_due(context: &Context<'_>, entry: &Entry, due: NaiveDate) -> DateItem {
    let answer = &entry.duty.answer;
    let mut date = item(entry, DateRule::OwnDue, "due");
    (date.raw, date.due, date.period) = (Some(due), Some(due), Some(due));
    date.target = answer.target.filter(|target| *target <= due);
    date.steps.push(step(format!("公司自定期限为 {due}"), format!("The company set {due} as the due date"), WORKBOOK));
    if answer.recurrence.is_some() {
        date.steps.push(step(
            "周期性：登记完成后进入下一期".to_owned(),
            "Recurring: after completion, the next due date applies".to_owned(),
            WORKBOOK,
        ));
    }
    if let Some(on) = context.done_on(entry.id, Cause::Period(due)) {
        date.done(on, Some(due));
    } else if entry.status.is_settled() && answer.recurrence.is_none() {
        // A recurring date is not completed by the current status.
        settled(&mut date, entry, due);
    } else {
        date.open(due, context.now());
    }
    date
}

/// The date of a target without a due date.
fn own_target(context: &Context<'_>, entry: &Entry, target: NaiveDate) -> DateItem {
    let mut date = item(entry, DateRule::Target, "target");
    (date.raw, date.due, date.target) = (Some(target), Some(target), Some(target));
    date.steps.push(step(format!("公司内部目标为 {target}"), format!("The company aims at {target}"), WORKBOOK));
    if entry.status.is_settled() {
        settled(&mut date, entry, target);
    } else {
        date.open(target, context.now());
    }
    date
}

/// Marks it as done because the duty is met: on the day of that assessment, and late if this is after `last`.
fn settled(date: &mut DateItem, entry: &Entry, last: NaiveDate) {
    if let Some(on) = entry.duty.answer.assessed_on {
        date.done(on, Some(last));
    } else {
        (date.state, date.reason) = (DateState::Done, Bilingual::new("已落实", "Met"));
    }
}

/// The completed periods, except the one shown as the due date.
fn closed(context: &Context<'_>, entry: &Entry, due: Option<NaiveDate>) -> Vec<DateItem> {
    let elsewhere = entry.duty.definition.is_annual_report() || super::renewal::decision_of(entry).is_some();
    if elsewhere {
        return Vec::new();
    }
    let promised = remedy::days(context.workbook, entry.id);
    let of_duty = context.said.range((entry.id, Cause::MIN)..).take_while(|((duty, _), _)| *duty == entry.id);
    of_duty
        .filter_map(|((_, cause), occurrence)| match cause {
            Cause::Period(period) if Some(*period) != due && !promised.contains(period) => {
                Some((*period, occurrence.done_on?))
            }
            Cause::Period(_) | Cause::Event(_) => None,
        })
        .map(|(period, on)| {
            let mut date = item(entry, DateRule::OwnDue, &format!("due-{period}"));
            (date.raw, date.due, date.period) = (Some(period), Some(period), Some(period));
            date.steps.push(step(
                format!("公司自定期限为 {period}"),
                format!("The company set {period} as the due date"),
                WORKBOOK,
            ));
            date.done(on, Some(period));
            date
        })
        .collect()
}
