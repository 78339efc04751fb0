//! Dates of promised remedies: the days by which exceptions in reports are to be remedied.

use super::context::{Context, WORKBOOK, item, step};
use super::entry::Entry;
use super::item::{DateItem, DateRule};
use crate::language::Bilingual;
use crate::workbook::{Attestation, AttestationAnswer, Cause, DutyId, Workbook};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// The exceptions of a duty with a remedy day, each with the report year.
fn promised(workbook: &Workbook, duty: DutyId) -> impl Iterator<Item = (i32, &Attestation, NaiveDate)> {
    workbook
        .attestations
        .iter()
        .filter(move |((_, of), said)| *of == duty && said.answer == AttestationAnswer::Exception)
        .filter_map(|((year, _), said)| Some((*year, said, said.remedy_by?)))
}

/// The remedy days of the exceptions of a duty.
pub(super) fn days(workbook: &Workbook, duty: DutyId) -> BTreeSet<NaiveDate> {
    promised(workbook, duty).map(|(_, _, day)| day).collect()
}

/// Adds the remedy dates. A remedy is done once it is completed explicitly, or once the duty was assessed as met after
/// the day of the exception.
pub(super) fn collect(context: &Context<'_>, entry: &Entry, dates: &mut Vec<DateItem>) {
    for (year, said, day) in promised(context.workbook, entry.id) {
        let mut date = item(entry, DateRule::Remedy, &format!("remedy-{year}"));
        let title = &entry.duty.definition.title;
        date.title = Bilingual::new(
            format!("{year} 年度例外整改：{}", title.zh),
            format!("Remedy of {year} exception: {}", title.en),
        );
        (date.raw, date.due, date.period) = (Some(day), Some(day), Some(day));
        date.steps.push(step(
            format!("{year} 年度年报中说明的例外，承诺于 {day} 前整改：{}", or_dash(&said.remedy)),
            format!("An exception in the report for {year}, to be remedied by {day}: {}", or_dash(&said.remedy)),
            WORKBOOK,
        ));
        let answer = &entry.duty.answer;
        let met_since = entry.status.is_settled() && answer.assessed_on.is_some_and(|on| on > said.on);
        if let Some(on) = context.done_on(entry.id, Cause::Period(day)) {
            date.done(on, Some(day));
        } else if let (true, Some(on)) = (met_since, answer.assessed_on) {
            date.done(on, Some(day));
        } else {
            date.open(day, context.now());
        }
        dates.push(date);
    }
}

fn or_dash(text: &str) -> &str {
    if text.trim().is_empty() { "—" } else { text }
}
