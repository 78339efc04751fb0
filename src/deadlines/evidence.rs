//! Expiry dates of evidence such as contracts, certificates and commitments.

use super::context::{Context, WORKBOOK, item, step};
use super::entry::Entry;
use super::item::{AlsoOf, DateItem, DateRule};
use crate::language::Bilingual;
use crate::workbook::Sha256;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// More than the longest run of days off that has ever occurred.
const LONGEST_HOLIDAY: usize = 20;

/// Adds the expiry dates of the duty's evidence. A piece used by several duties is one date of all of them, listed
/// under the first duty. `by_hash` maps a piece to its index in `dates`.
///
/// Evidence of a completed occurrence proves that occurrence and does not expire.
pub(super) fn collect(
    context: &Context<'_>,
    entry: &Entry,
    by_hash: &mut BTreeMap<Sha256, usize>,
    dates: &mut Vec<DateItem>,
) {
    for hash in &entry.duty.answer.evidence {
        let evidence = context.workbook.evidence.get(hash);
        let Some((evidence, last)) = evidence.and_then(|e| Some((e, e.valid_until?))) else { continue };
        if let Some(date) = by_hash.get(hash).and_then(|at| dates.get_mut(*at)) {
            date.also.push(AlsoOf { duty: entry.id, label: entry.label.clone() });
        } else {
            by_hash.insert(*hash, dates.len());
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
    // The reminder is on a working day, because a person has to request the new version.
    let mut days = std::iter::successors(Some(last), NaiveDate::pred_opt).take(LONGEST_HOLIDAY);
    let before = days.find(|day| context.calendar.is_working(*day) == Some(true));
    date.reminder = before.filter(|day| *day != last);
    date.steps.push(step(
        format!("证据登记的有效期至 {last}；换上新版本后按新版本计"),
        format!("The evidence is recorded as valid until {last}; a new version has its own last day"),
        WORKBOOK,
    ));
    date.open(last, context.now());
    date
}

impl DateItem {
    /// Removes the title and the id of the evidence, for readers who must not see confidential evidence.
    pub fn withhold_evidence(&mut self) {
        if self.evidence.take().is_some() {
            self.title = Bilingual::new("证据到期（保密证据）", "Evidence expires (confidential)");
        }
    }
}
