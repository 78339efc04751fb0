//! The input for the computation of all dates, and the parts that dates are made of.

use super::entry::Entry;
use super::item::{DateItem, DateRule, DateState, DateStep};
use crate::calendar::{Calendar, Now, SourcedLimit};
use crate::language::Bilingual;
use crate::license::License;
use crate::obligation::TimeLimit;
use crate::workbook::{Cause, DutyId, LicenseId, Occurrence, Workbook};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The input for the computation of all dates.
pub(super) struct Context<'a> {
    pub(super) workbook: &'a Workbook,
    /// The license whose dates are computed.
    pub(super) license: LicenseId,
    /// Its parsed text.
    pub(super) parsed: &'a License,
    /// Its duties in license order.
    pub(super) entries: &'a [Entry],
    /// The instant.
    pub(super) now: Now,
    pub(super) calendar: Calendar,
    pub(super) said: BTreeMap<(DutyId, Cause), &'a Occurrence>,
}

impl<'a> Context<'a> {
    pub(super) fn new(
        workbook: &'a Workbook,
        (license, parsed): (LicenseId, &'a License),
        entries: &'a [Entry],
        now: Now,
    ) -> Self {
        let mut said: BTreeMap<(DutyId, Cause), &Occurrence> = BTreeMap::new();
        for occurrence in workbook.occurrences.values() {
            let Some(cause) = occurrence.cause() else { continue };
            let known = said.entry((occurrence.duty, cause)).or_insert(occurrence);
            // If two statements concern the same occurrence, the earlier completion counts.
            if (occurrence.done_on.is_none(), occurrence.done_on) < (known.done_on.is_none(), known.done_on) {
                *known = occurrence;
            }
        }
        let calendar = Calendar::new(&workbook.schedules);
        Self { workbook, license, parsed, entries, now, calendar, said }
    }

    pub(super) fn today(&self) -> NaiveDate {
        self.now.day()
    }

    pub(super) fn now(&self) -> Now {
        self.now
    }

    pub(super) fn done_on(&self, duty: DutyId, cause: Cause) -> Option<NaiveDate> {
        self.said.get(&(duty, cause))?.done_on
    }
}

pub(super) fn item(entry: &Entry, rule: DateRule, key: &str) -> DateItem {
    DateItem {
        id: format!("{}:{key}", entry.id),
        duty: entry.id,
        also: Vec::new(),
        label: entry.label.clone(),
        title: entry.duty.definition.title.clone(),
        rule,
        event: None,
        event_on: None,
        event_at: None,
        evidence: None,
        period: None,
        raw: None,
        due: None,
        due_at: None,
        target: None,
        reminder: None,
        keep_through: None,
        destroy_from: None,
        done_on: None,
        late: false,
        state: DateState::Later,
        provisional: false,
        reason: Bilingual::default(),
        missing: Vec::new(),
        steps: Vec::new(),
        other_law: Vec::new(),
        revision: None,
    }
}

pub(super) fn step(zh: String, en: String, source: (&str, &str)) -> DateStep {
    DateStep { text: Bilingual::new(zh, en), source: Bilingual::new(source.0, source.1) }
}

/// The source of a user's own entries.
pub(super) const WORKBOOK: (&str, &str) = ("本工作簿", "This workbook");

/// The limit with its source: the clause and the quoted words; of a duty without words, what the officer gave as its
/// source.
pub(super) fn rule(entry: &Entry, limit: &TimeLimit) -> SourcedLimit {
    let definition = &entry.duty.definition;
    let (clause, quote) = (definition.clause, &entry.quote);
    let source = if !quote.is_empty() {
        Bilingual::new(format!("特别规定事项{clause}：“{quote}”"), format!("Special provision {clause}: “{quote}”"))
    } else if definition.remark.is_blank() {
        Bilingual::new(WORKBOOK.0, WORKBOOK.1)
    } else {
        definition.remark.clone()
    };
    SourcedLimit::new(limit.clone(), source)
}
