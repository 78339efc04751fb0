//! Revisions of dates: the number of changes to their basis.

use crate::deadlines::{DateItem, DateRule, Revision};
use crate::workbook::{Change, DutyId, EventId, Field, LicenseId, SessionPart, Sha256, Value, Workbook};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};

/// A part of the basis of dates.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Ground {
    /// Schedules, and statements about the license.
    All,
    /// Sessions with their decisions.
    Sessions,
    Duty(DutyId),
    Event(EventId),
    Evidence(Sha256),
    /// The attestations of a duty.
    Attested(DutyId),
}

/// Sets the revision of each of `dates`. It is computed from the records of the history alone, so that all copies agree
/// and the number never decreases.
pub(super) fn mark(workbook: &Workbook, license: LicenseId, dates: &mut [DateItem]) {
    let mut grounds: BTreeMap<Ground, (u32, DateTime<Utc>)> = BTreeMap::new();
    for record in &workbook.history {
        let touched: BTreeSet<Ground> = record.changes.iter().filter_map(|change| ground(change, license)).collect();
        for ground in touched {
            let (count, at) = grounds.entry(ground).or_insert((0, record.at));
            *count = count.saturating_add(1);
            *at = record.at.max(*at);
        }
    }
    for date in dates {
        let decided = (date.rule == DateRule::FollowUp).then_some(Ground::Sessions);
        let promised = (date.rule == DateRule::Remedy).then_some(Ground::Attested(date.duty));
        let (event, evidence) = (date.event.map(Ground::Event), date.evidence.map(Ground::Evidence));
        let own = [Some(Ground::All), Some(Ground::Duty(date.duty)), event, evidence, decided, promised];
        let found: Vec<_> = own.into_iter().flatten().filter_map(|ground| grounds.get(&ground)).collect();
        date.revision = Some(Revision {
            sequence: found.iter().fold(0, |sum: u32, (count, _)| sum.saturating_add(*count)),
            changed_at: found.iter().map(|(_, at)| *at).max(),
        });
    }
}

fn ground(change: &Change, license: LicenseId) -> Option<Ground> {
    match &change.field {
        Field::Schedule(_) | Field::TrackedFrom | Field::Report(_) => Some(Ground::All),
        Field::License(id)
        | Field::Fact(id, _)
        | Field::Continues(id)
        | Field::Renewal(id)
        | Field::Correction(id, _)
        | Field::Settled(id, _) => (*id == license).then_some(Ground::All),
        Field::Duty(id) | Field::Definition(id) => Some(Ground::Duty(*id)),
        Field::Answer(id, field) => field.moves_dates().then_some(Ground::Duty(*id)),
        Field::Event(id) => Some(Ground::Event(*id)),
        Field::Occurrence(_) => change.to.iter().chain(&change.from).find_map(|value| {
            if let Value::Occurrence(occurrence) = value { Some(Ground::Duty(occurrence.duty)) } else { None }
        }),
        // Follow-ups belong to the duty of their decision, or to the annual report duty.
        Field::Session(_) | Field::SessionPart(_, SessionPart::Decision(_)) => Some(Ground::Sessions),
        Field::Attestation(_, duty) => Some(Ground::Attested(*duty)),
        Field::Person(_) | Field::ReportPart(..) | Field::SessionPart(..) | Field::Snapshot(_) => None,
        Field::Evidence(hash) => Some(Ground::Evidence(*hash)),
    }
}
