//! Evidence that is good until a day: contracts, certificates, commitments.

use super::item::{AlsoOf, Context, DateItem, DateRule, WORKBOOK, item, step};
use super::register::Entry;
use crate::language::Bilingual;
use crate::workbook::Sha256;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// More days off in a row there never were.
const LONGEST_HOLIDAY: usize = 20;

/// The evidence of the duty that runs out. What serves several duties is one date of all of them, told with the first:
/// one contract is one date. `told` says where among `dates` a piece is.
///
/// What was given when something was done proved that day, and does not run out.
pub(super) fn collect(
    context: &Context<'_>,
    entry: &Entry,
    told: &mut BTreeMap<Sha256, usize>,
    dates: &mut Vec<DateItem>,
) {
    for hash in &entry.duty.answer.evidence {
        let evidence = context.workbook.evidence.get(hash);
        let Some((evidence, last)) = evidence.and_then(|e| Some((e, e.valid_until?))) else { continue };
        if let Some(date) = told.get(hash).and_then(|at| dates.get_mut(*at)) {
            date.also.push(AlsoOf { duty: entry.id, label: entry.label.clone() });
        } else {
            told.insert(*hash, dates.len());
            dates.push(expiry(context, entry, *hash, &evidence.name, last));
        }
    }
}

fn expiry(context: &Context<'_>, entry: &Entry, hash: Sha256, name: &str, last: NaiveDate) -> DateItem {
    let short = hash.short();
    let mut date = item(entry, DateRule::Evidence, &format!("evidence-{short}"));
    date.title = Bilingual::new(format!("证据到期：{name}"), format!("Evidence expires: {name}"));
    date.evidence = Some(hash);
    (date.raw, date.due) = (Some(last), Some(last));
    // Whoever is to send a new one works on working days.
    let mut days = std::iter::successors(Some(last), NaiveDate::pred_opt).take(LONGEST_HOLIDAY);
    let before = days.find(|day| context.calendar.is_working(*day) == Some(true));
    date.reminder = before.filter(|day| *day != last);
    date.steps.push(step(
        format!("证据登记的有效期至 {last}；换上新版本后按新版本计"),
        format!("The evidence is recorded as valid until {last}; a new version in its place brings its own day"),
        WORKBOOK,
    ));
    date.open(last, context.now());
    date
}

impl DateItem {
    /// Takes out what tells which evidence it is about: for readers who are not to know.
    pub fn withhold_evidence(&mut self) {
        if self.evidence.take().is_some() {
            self.title = Bilingual::new("证据到期（保密证据）", "Evidence expires (confidential)");
        }
    }
}
