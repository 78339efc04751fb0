//! The duties of one license in order, with all that is derived from them on a day.
//!
//! Nothing in here is stored: whether a duty applies, what counts and what is overdue follows from the workbook and
//! the day. A register is made once for each revision and day, not for each frame.

use super::Workbook;
use super::events::Cause;
use super::id::{DutyId, LicenseId};
use super::model::{Answer, Duty, Status};
use crate::license::{ClauseId, License};
use crate::obligation::{Applicability, ApplicabilityState, Catalog, applicability};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A duty with what is derived from it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its id.
    pub id: DutyId,
    /// Its label, e.g. `十六(十三)-2`.
    pub label: String,
    /// The duty itself.
    pub duty: Arc<Duty>,
    /// The words of the license it rests on, `…` between pieces that stand apart.
    pub quote: String,
    /// Whether it applies, and why.
    pub applicability: Applicability,
    /// Its status; [`Status::NotApplicable`] also where the annex rules it out.
    pub status: Status,
    /// Days since its own due date passed while it was not settled.
    pub overdue_days: Option<u32>,
}

/// Counts of duties.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All duties.
    pub total: usize,
    /// By status, in the order of [`Status::ALL`].
    pub by_status: [usize; 5],
    /// Past their due date and not settled.
    pub overdue: usize,
    /// Met, but without evidence.
    pub met_without_evidence: usize,
    /// Applicable or conditional, and owned by nobody.
    pub without_owner: usize,
}

impl Counts {
    /// How many have this status.
    #[must_use]
    pub fn of(&self, status: Status) -> usize {
        Status::ALL.iter().position(|s| *s == status).and_then(|i| self.by_status.get(i)).copied().unwrap_or(0)
    }

    /// How many are not N/A: what progress is measured against.
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
        self.overdue += usize::from(entry.overdue_days.is_some());
        self.met_without_evidence += usize::from(entry.status == Status::Met && answer.evidence.is_empty());
        self.without_owner += usize::from(entry.status != Status::NotApplicable && answer.owner.is_none());
    }
}

/// The duties of a license on a day.
#[derive(Clone, Debug)]
pub struct Register {
    /// The day.
    pub today: NaiveDate,
    /// The license.
    pub license: LicenseId,
    /// What its text says.
    pub parsed: Arc<License>,
    /// Its duties in the order of the license.
    pub entries: Vec<Entry>,
    /// Counts of all of them.
    pub counts: Counts,
    /// Counts by provision, sub-items included.
    pub by_provision: BTreeMap<u8, Counts>,
    /// Counts by clause.
    pub by_clause: BTreeMap<ClauseId, Counts>,
    index: BTreeMap<DutyId, usize>,
}

impl Register {
    /// Derives everything; `None` where the workbook has no such license.
    #[must_use]
    pub fn of(workbook: &Workbook, license: LicenseId, today: NaiveDate, catalog: &Catalog) -> Option<Self> {
        let held = workbook.licenses.get(&license)?;
        let events: BTreeSet<String> =
            workbook.events.values().filter(|e| e.license == license).map(|e| e.kind.clone()).collect();
        let mut entries: Vec<Entry> = workbook
            .duties
            .iter()
            .filter(|(_, duty)| duty.definition.license == license)
            .map(|(id, duty)| {
                let definition = &duty.definition;
                let applicability =
                    applicability(&definition.applies_if, &held.parsed.annex, &held.record.facts, &events, catalog);
                let ruled_out = applicability.state == ApplicabilityState::NotApplicable;
                let status = if ruled_out { Status::NotApplicable } else { duty.answer.status };
                Entry {
                    id: *id,
                    label: definition.label(),
                    duty: Arc::clone(duty),
                    quote: quote(duty, &held.parsed),
                    applicability,
                    status,
                    overdue_days: overdue_days(workbook, *id, status, &duty.answer, today),
                }
            })
            .collect();
        entries.sort_by_key(|e| (e.duty.definition.clause, e.duty.definition.ordinal, e.id));

        let mut register = Self {
            today,
            license,
            parsed: Arc::clone(&held.parsed),
            entries,
            counts: Counts::default(),
            by_provision: BTreeMap::new(),
            by_clause: BTreeMap::new(),
            index: BTreeMap::new(),
        };
        register.count();
        Some(register)
    }

    /// Keeps the duties that `keep` wants, and counts those alone.
    pub fn retain(&mut self, keep: impl FnMut(&Entry) -> bool) {
        self.entries.retain(keep);
        self.count();
    }

    /// Derives the counts and the index from the entries.
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
        self.index = self.entries.iter().enumerate().map(|(i, entry)| (entry.id, i)).collect();
    }

    /// The entry of this duty.
    #[must_use]
    pub fn entry(&self, id: DutyId) -> Option<&Entry> {
        self.index.get(&id).and_then(|i| self.entries.get(*i))
    }

    /// Counts of a clause: of a provision with its sub-items, or of a sub-item.
    #[must_use]
    pub fn counts_of(&self, clause: ClauseId) -> Counts {
        let counts = match clause.sub_item {
            None => self.by_provision.get(&clause.provision),
            Some(_) => self.by_clause.get(&clause),
        };
        counts.copied().unwrap_or_default()
    }

    /// Days from today to the last day of validity; negative once the license has expired.
    #[must_use]
    pub fn days_left(&self) -> Option<i64> {
        let valid_until = self.parsed.cover.valid_until.as_ref()?.value;
        Some((valid_until - self.today).num_days())
    }
}

/// A due date that was closed is not overdue; one that comes again is, though the duty is met on the whole.
fn overdue_days(workbook: &Workbook, duty: DutyId, status: Status, answer: &Answer, today: NaiveDate) -> Option<u32> {
    let due = answer.due?;
    let days = (today - due).num_days();
    let is_settled = match status {
        Status::NotApplicable => true,
        Status::Met => answer.recurrence.is_none(),
        Status::NotStarted | Status::InProgress | Status::NotMet => false,
    };
    if days <= 0 || is_settled {
        return None;
    }
    let is_closed = workbook.occurrence(duty, Cause::Period(due)).is_some_and(|(_, o)| o.done_on.is_some());
    (!is_closed).then(|| u32::try_from(days).unwrap_or(u32::MAX))
}

fn quote(duty: &Duty, license: &License) -> String {
    let spans = &duty.definition.spans;
    let Some(clause) = license.clause(duty.definition.clause) else {
        return spans.iter().map(|s| s.of(&license.text)).collect::<Vec<_>>().join("…");
    };
    // Pieces that only a page break separates belong to one sentence.
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
