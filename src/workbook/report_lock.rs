//! Restricts edits of a report that is frozen or filed to reopening, correction and filing.
//!
//! Only edits made here are restricted. A colleague's copy is merged as it is; the report then shows that it differs
//! from the frozen snapshot.

use super::{Change, Contents, Decision, EditError, Field, Report, Session, SessionPart, Value};
use std::collections::BTreeSet;

/// Refuses a change of a locked report.
pub(crate) fn check(contents: &Contents, change: &Change) -> Result<(), EditError> {
    let refused = match &change.field {
        Field::Report(_) => !is_of_filing(change),
        Field::ReportPart(year, _) | Field::Attestation(year, _) => is_locked(contents, *year),
        Field::Session(_) | Field::SessionPart(..) => {
            sessions_of(contents, change).iter().any(|year| is_locked(contents, *year))
                && !is_follow_up(change)
                && !is_stop(change)
        }
        Field::TrackedFrom
        | Field::Person(_)
        | Field::License(_)
        | Field::Fact(..)
        | Field::Continues(_)
        | Field::Renewal(_)
        | Field::Correction(..)
        | Field::Settled(..)
        | Field::Duty(_)
        | Field::Definition(_)
        | Field::Answer(..)
        | Field::Evidence(_)
        | Field::Event(_)
        | Field::Occurrence(_)
        | Field::Snapshot(_)
        | Field::Schedule(_) => false,
    };
    if refused && change.from != change.to { Err(EditError::Locked(change.field.clone())) } else { Ok(()) }
}

fn is_locked(contents: &Contents, year: i32) -> bool {
    contents.reports.get(&year).is_some_and(Report::is_locked)
}

/// The report years that a change of a session concerns.
fn sessions_of(contents: &Contents, change: &Change) -> BTreeSet<i32> {
    fn year(value: Option<&Value>) -> Option<i32> {
        if let Some(Value::Session(session)) = value { Some(session.report_year) } else { None }
    }
    let held = if let Field::SessionPart(id, _) = &change.field { contents.sessions.get(id) } else { None };
    let years = [year(change.from.as_ref()), year(change.to.as_ref()), held.map(|session| session.report_year)];
    years.into_iter().flatten().collect()
}

/// Whether a change of a report as a whole concerns only its freezing, filing and correction, and keeps what was filed.
fn is_of_filing(change: &Change) -> bool {
    let (Some(Value::Report(from)), to) = (&change.from, &change.to) else { return true };
    if !from.is_locked() {
        return true;
    }
    // A report that was never filed may be removed; its frozen snapshot is kept.
    let Some(Value::Report(to)) = to else { return from.filed_on.is_none() };
    // The receipt and the papers of the filing may be added later, but not removed or replaced.
    let stays_filed = from.filed_on.is_some() && to.filed_on.is_some();
    let only_grows = from.filed_on == to.filed_on
        && from.elsewhere == to.elsewhere
        && (from.receipt == to.receipt || from.receipt.is_empty())
        && from.evidence.is_subset(&to.evidence);
    let is_corrected = to.corrections.len() > from.corrections.len();
    // A correction that was frozen but not filed may be reopened; the earlier filing is kept in the correction.
    let is_reopened = from.can_be_reopened() && to.frozen.is_none() && from.corrections == to.corrections;
    let stays_frozen = from.frozen == to.frozen || is_corrected || is_reopened;
    without_filing(from) == without_filing(to) && (!stays_filed || only_grows && stays_frozen)
}

/// The report without the fields of freezing, filing and correction.
fn without_filing(report: &Report) -> Report {
    Report {
        frozen: None,
        filed_on: None,
        receipt: String::new(),
        evidence: BTreeSet::new(),
        elsewhere: false,
        corrections: Vec::new(),
        ..report.clone()
    }
}

/// Whether a session is paused or closed, which is allowed even after filing so that it does not stay open forever.
fn is_stop(change: &Change) -> bool {
    matches!(change.field, Field::SessionPart(_, SessionPart::Paused | SessionPart::ClosedOn)) && change.to.is_some()
}

/// Whether the change only records completion of a decision, which may happen after filing too.
fn is_follow_up(change: &Change) -> bool {
    let (Some(from), Some(to)) = (&change.from, &change.to) else { return false };
    match (from, to) {
        (Value::Decision(from), Value::Decision(to)) => opened(from) == opened(to),
        (Value::Session(from), Value::Session(to)) => {
            Session { decisions: from.decisions.iter().map(opened).collect(), ..(**from).clone() }
                == Session { decisions: to.decisions.iter().map(opened).collect(), ..(**to).clone() }
        }
        _ => false,
    }
}

/// The decision without its completion.
fn opened(decision: &Decision) -> Decision {
    Decision { done_on: None, ..decision.clone() }
}
