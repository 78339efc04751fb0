//! What an edit may change of a report that is frozen or filed: that it is opened again or corrected, and how it is filed.
//!
//! Only edits that are made here are held to it. A colleague's copy comes in as it is, and the report then tells that it
//! differs from what was frozen.

use super::{Change, Contents, Decision, EditError, Field, Report, Session, SessionPart, Value};
use std::collections::BTreeSet;

/// Refuses a change of what belongs to a locked report.
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
        | Field::Duty(_)
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

/// The years that a change of a session is about.
fn sessions_of(contents: &Contents, change: &Change) -> BTreeSet<i32> {
    fn year(value: Option<&Value>) -> Option<i32> {
        if let Some(Value::Session(session)) = value { Some(session.report_year) } else { None }
    }
    let held = if let Field::SessionPart(id, _) = &change.field { contents.sessions.get(id) } else { None };
    let told = [year(change.from.as_ref()), year(change.to.as_ref()), held.map(|session| session.report_year)];
    told.into_iter().flatten().collect()
}

/// Whether a report as a whole changes only in how it is frozen, filed and corrected, and not what was filed.
fn is_of_filing(change: &Change) -> bool {
    let (Some(Value::Report(from)), to) = (&change.from, &change.to) else { return true };
    if !from.is_locked() {
        return true;
    }
    // A report that was never filed may be given up; what was frozen of it is kept.
    let Some(Value::Report(to)) = to else { return from.filed_on.is_none() };
    let contents = |report: &Report| Report {
        frozen: None,
        filed_on: None,
        receipt: String::new(),
        evidence: BTreeSet::new(),
        elsewhere: false,
        corrections: Vec::new(),
        ..report.clone()
    };
    // A receipt that comes later, and the papers of filing, are added; nothing of it is taken away or replaced.
    let stays_filed = from.filed_on.is_some() && to.filed_on.is_some();
    let only_grows = from.filed_on == to.filed_on
        && from.elsewhere == to.elsewhere
        && (from.receipt == to.receipt || from.receipt.is_empty())
        && from.evidence.is_subset(&to.evidence);
    let is_corrected = to.corrections.len() > from.corrections.len();
    // A correction that was frozen and not filed is opened again; what was filed before it is kept in the correction.
    let is_reopened = from.can_be_reopened() && to.frozen.is_none() && from.corrections == to.corrections;
    let stays_frozen = from.frozen == to.frozen || is_corrected || is_reopened;
    contents(from) == contents(to) && (!stays_filed || only_grows && stays_frozen)
}

/// Whether a session only stops: whatever was filed meanwhile, it does not go on for ever.
fn is_stop(change: &Change) -> bool {
    matches!(change.field, Field::SessionPart(_, SessionPart::Paused | SessionPart::ClosedOn)) && change.to.is_some()
}

/// Whether it only says that something a session decided was done: that is seen to after the report was filed, too.
fn is_follow_up(change: &Change) -> bool {
    let (Some(from), Some(to)) = (&change.from, &change.to) else { return false };
    if let (Value::Decision(from), Value::Decision(to)) = (from, to) {
        let open = |decision: &Decision| Decision { done_on: None, ..decision.clone() };
        open(from) == open(to)
    } else if let (Value::Session(from), Value::Session(to)) = (from, to) {
        let open = |session: &Session| {
            let mut session = session.clone();
            session.decisions.iter_mut().for_each(|decision| decision.done_on = None);
            session
        };
        open(from) == open(to)
    } else {
        false
    }
}
