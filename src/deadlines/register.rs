//! The duties of one license in order, with everything derived from them at an instant.
//!
//! Nothing here is stored: applicability, dates and counts follow from the workbook and the instant. A register is
//! computed once per revision and day, not per frame.

use super::context::Context;
use super::dates::dates;
use super::due::{DueState, by_duty, due_state, next_turn};
use super::entry::Entry;
use super::item::DateItem;
use crate::calendar::Now;
use crate::license::{ClauseId, License};
use crate::obligation::{ApplicabilityState, Catalog, applicability};
use crate::workbook::{Duty, DutyId, LicenseId, Sha256, Status, Workbook};
use chrono::{NaiveDate, NaiveDateTime};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Counts of duties.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All duties.
    pub total: usize,
    /// By status, in the order of [`Status::ALL`].
    pub by_status: [usize; 5],
    /// Duties with an overdue date.
    pub overdue: usize,
    /// Duties that are met without evidence.
    pub met_without_evidence: usize,
    /// Duties without an owner that are not “not applicable”.
    pub without_owner: usize,
}

impl Counts {
    /// The number of duties with this status.
    #[must_use]
    pub fn of(&self, status: Status) -> usize {
        Status::ALL.iter().position(|s| *s == status).and_then(|i| self.by_status.get(i)).copied().unwrap_or(0)
    }

    /// The number of duties that are applicable, the denominator of progress.
    #[must_use]
    pub fn denominator(&self) -> usize {
        self.total - self.of(Status::NotApplicable)
    }

    fn add(&mut self, entry: &Entry) {
        self.total += 1;
        if let Some(count) = Status::ALL.iter().position(|s| *s == entry.status).and_then(|i| self.by_status.get_mut(i))
        {
            *count += 1;
        }
        let answer = &entry.duty.answer;
        self.overdue += usize::from(entry.due.is_overdue());
        self.met_without_evidence += usize::from(entry.status == Status::Met && entry.evidence.is_empty());
        self.without_owner += usize::from(entry.status != Status::NotApplicable && answer.owner.is_none());
    }
}

/// The duties of a license at an instant.
#[derive(Clone, Debug)]
pub struct Register {
    /// The instant.
    pub now: Now,
    /// The license.
    pub license: LicenseId,
    /// Its parsed text.
    pub parsed: Arc<License>,
    /// Its duties in license order, without the retired ones.
    pub entries: Vec<Entry>,
    /// Its retired duties in license order. They count nowhere.
    pub retired: Vec<(DutyId, Arc<Duty>)>,
    /// Their dates sorted by day, those without a day last.
    pub dates: Vec<DateItem>,
    /// Counts of all duties.
    pub counts: Counts,
    /// Counts by provision, sub-items included.
    pub by_provision: BTreeMap<u8, Counts>,
    /// Counts by clause.
    pub by_clause: BTreeMap<ClauseId, Counts>,
    index: BTreeMap<DutyId, usize>,
}

impl Register {
    /// Computes the register for an instant; a day means its end. `None` if the workbook has no such license.
    #[must_use]
    pub fn of(workbook: &Workbook, license: LicenseId, now: impl Into<Now>, catalog: &Catalog) -> Option<Self> {
        let held = workbook.licenses.get(&license)?;
        let events: BTreeSet<String> =
            workbook.events.values().filter(|e| e.license == license).map(|e| e.kind.clone()).collect();
        let mut done = evidence_of_occurrences(workbook);
        let mut entries: Vec<Entry> = workbook
            .duties
            .iter()
            .filter(|(_, duty)| duty.definition.license == license && duty.definition.retired.is_none())
            .map(|(id, duty)| {
                let definition = &duty.definition;
                let applicability =
                    applicability(&definition.applies_if, &held.parsed.annex, &held.record.facts, &events, catalog);
                let ruled_out = applicability.state == ApplicabilityState::NotApplicable;
                let mut evidence = done.remove(id).unwrap_or_default();
                evidence.extend(&duty.answer.evidence);
                Entry {
                    id: *id,
                    label: definition.label(),
                    duty: Arc::clone(duty),
                    quote: quote(duty, &held.parsed),
                    applicability,
                    status: if ruled_out { Status::NotApplicable } else { duty.answer.status },
                    evidence,
                    due: DueState::default(),
                }
            })
            .collect();
        entries.sort_by_key(|e| (e.duty.definition.clause, e.duty.definition.ordinal, e.id));

        let mut register = Self {
            now: now.into(),
            license,
            parsed: Arc::clone(&held.parsed),
            entries,
            retired: retired(workbook, license),
            dates: Vec::new(),
            counts: Counts::default(),
            by_provision: BTreeMap::new(),
            by_clause: BTreeMap::new(),
            index: BTreeMap::new(),
        };
        register.index();
        let context = Context::new(workbook, (license, &register.parsed), &register.entries, register.now);
        let dates = dates(&context);
        register.dates = dates;
        register.judge();
        register.count();
        Some(register)
    }

    /// Sets the state and the derived status of each duty from its dates.
    fn judge(&mut self) {
        let today = self.today();
        let of_duty = by_duty(&self.dates);
        for entry in &mut self.entries {
            let Some(dates) = of_duty.get(&entry.id) else { continue };
            entry.due = due_state(dates, today);
            entry.status = entry.due.status(entry.status);
        }
    }

    /// The day of the instant.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.now.day()
    }

    /// The next moment at which a state changes without an edit, considering limits in hours only; the end of the day
    /// always is such a moment.
    #[must_use]
    pub fn next_turn(&self) -> Option<NaiveDateTime> {
        next_turn(&self.dates, self.now)
    }

    /// The date with this id.
    #[must_use]
    pub fn date(&self, id: &str) -> Option<&DateItem> {
        self.dates.iter().find(|date| date.id == id)
    }

    /// Keeps the duties for which `keep` is true with their dates, and recomputes the counts.
    pub fn retain(&mut self, keep: impl FnMut(&Entry) -> bool) {
        self.entries.retain(keep);
        self.index();
        let index = &self.index;
        for date in &mut self.dates {
            date.also.retain(|also| index.contains_key(&also.duty));
            // A date shared by several duties is listed under the first remaining one.
            if !index.contains_key(&date.duty) && !date.also.is_empty() {
                let first = date.also.remove(0);
                (date.duty, date.label) = (first.duty, first.label);
            }
        }
        self.dates.retain(|date| index.contains_key(&date.duty));
        self.count();
    }

    fn index(&mut self) {
        self.index = self.entries.iter().enumerate().map(|(i, entry)| (entry.id, i)).collect();
    }

    /// Computes the counts from the entries.
    fn count(&mut self) {
        self.counts = Counts::default();
        self.by_provision.clear();
        self.by_clause.clear();
        for entry in &self.entries {
            let clause = entry.duty.definition.clause;
            self.counts.add(entry);
            self.by_provision.entry(clause.provision).or_default().add(entry);
            self.by_clause.entry(clause).or_default().add(entry);
        }
    }

    /// The entry of this duty.
    #[must_use]
    pub fn entry(&self, id: DutyId) -> Option<&Entry> {
        self.index.get(&id).and_then(|i| self.entries.get(*i))
    }

    /// The counts of a provision including its sub-items, or of a sub-item.
    #[must_use]
    pub fn counts_of(&self, clause: ClauseId) -> Counts {
        let counts = match clause.sub_item {
            None => self.by_provision.get(&clause.provision),
            Some(_) => self.by_clause.get(&clause),
        };
        counts.copied().unwrap_or_default()
    }

    /// Days from today to the last day of validity; negative after the license has expired.
    #[must_use]
    pub fn days_left(&self) -> Option<i64> {
        let valid_until = self.parsed.cover.valid_until.as_ref()?.value;
        Some((valid_until - self.today()).num_days())
    }
}

/// The dates of a license at an instant; empty if the workbook has no such license.
pub(super) fn dates_of(
    workbook: &Workbook,
    license: LicenseId,
    now: impl Into<Now>,
    catalog: &Catalog,
) -> Vec<DateItem> {
    Register::of(workbook, license, now, catalog).map(|register| register.dates).unwrap_or_default()
}

/// The retired duties of a license in license order.
fn retired(workbook: &Workbook, license: LicenseId) -> Vec<(DutyId, Arc<Duty>)> {
    let duties = workbook.duties.iter().filter(|(_, duty)| duty.definition.license == license);
    let duties = duties.filter(|(_, duty)| duty.definition.retired.is_some());
    let mut retired: Vec<(DutyId, Arc<Duty>)> = duties.map(|(id, duty)| (*id, Arc::clone(duty))).collect();
    retired.sort_by_key(|(id, duty)| (duty.definition.clause, duty.definition.ordinal, *id));
    retired
}

/// The evidence of occurrences, by duty.
fn evidence_of_occurrences(workbook: &Workbook) -> BTreeMap<DutyId, BTreeSet<Sha256>> {
    let mut found: BTreeMap<DutyId, BTreeSet<Sha256>> = BTreeMap::new();
    for occurrence in workbook.occurrences.values() {
        found.entry(occurrence.duty).or_default().extend(&occurrence.evidence);
    }
    found
}

fn quote(duty: &Duty, license: &License) -> String {
    let spans = &duty.definition.spans;
    let Some(clause) = license.clause(duty.definition.clause) else {
        return spans.iter().map(|s| s.of(&license.text)).collect::<Vec<_>>().join("…");
    };
    // Spans separated only by a page break belong to one sentence.
    let mut text = String::new();
    let mut end_before = None;
    for span in spans {
        let start = clause.body.from_source(span.start);
        if end_before.is_some() && start != end_before {
            text.push('…');
        }
        text.push_str(span.of(&license.text));
        end_before = start.map(|s| s + span.end - span.start);
    }
    text
}

impl Register {
    /// The duties for which the catalog names accepted evidence, but which have none, neither of their own nor from an
    /// occurrence. In license order.
    #[must_use]
    pub fn lacking_evidence(&self) -> Vec<&Entry> {
        let lacking = self.entries.iter().filter(|entry| {
            entry.status != Status::NotApplicable
                && !entry.duty.definition.accepted_evidence.is_empty()
                && entry.evidence.is_empty()
        });
        lacking.collect()
    }

    /// Evidence that a duty has and its twin lacks: the duty, the twin, and the evidence.
    #[must_use]
    pub fn shareable(&self, workbook: &Workbook) -> Vec<(DutyId, DutyId, BTreeSet<Sha256>)> {
        let mut found = Vec::new();
        for entry in &self.entries {
            let own = &entry.duty.answer.evidence;
            let twins = workbook.twins(entry.id).into_iter().filter_map(|twin| self.entry(twin));
            for twin in twins.filter(|twin| !own.is_empty() && twin.status != Status::NotApplicable) {
                let more: BTreeSet<Sha256> = own.difference(&twin.duty.answer.evidence).copied().collect();
                if !more.is_empty() {
                    found.push((entry.id, twin.id, more));
                }
            }
        }
        found
    }
}
