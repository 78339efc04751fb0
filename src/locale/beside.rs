//! Which changes of a record go along with another one that tells them too.

use crate::workbook::{Change, Field, ReportPart, SessionPart, Sha256, Value};

/// Whether the change only goes along with another one of the same record, which tells it too.
pub(super) fn is_beside(change: &Change, all: &[Change]) -> bool {
    let others = || all.iter().filter(|other| other.field != change.field);
    match &change.field {
        // A file that is used at once is told where it is used.
        Field::Evidence(hash) if change.from.is_none() => others().any(|other| names_file(other.to.as_ref(), *hash)),
        // What goes with an event that is removed.
        Field::Occurrence(_) => change.to.is_none() && others().any(|other| matches!(other.field, Field::Event(_))),
        // Somebody new is told where he is named; a report is begun by what is done for it.
        Field::Person(_) | Field::Report(_) => change.from.is_none() && others().next().is_some(),
        // A walk goes on with each answer.
        Field::SessionPart(_, SessionPart::At | SessionPart::Skipped(_)) => {
            let tells = |other: &&Change| {
                let goes_on = matches!(&other.field, Field::SessionPart(_, SessionPart::At));
                !goes_on
                    && (matches!(&change.field, Field::SessionPart(_, SessionPart::At))
                        || matches!(&other.field, Field::Attestation(..)))
            };
            others().any(|other| tells(&other))
        }
        // The text that was taken from a draft tells it.
        Field::ReportPart(year, ReportPart::Draft(_)) => {
            others().any(|other| matches!(&other.field, Field::ReportPart(of, ReportPart::Head(_)) if of == year))
        }
        Field::Snapshot(_) => others().any(|other| matches!(other.field, Field::Report(_))),
        Field::TrackedFrom
        | Field::License(_)
        | Field::Fact(..)
        | Field::Continues(_)
        | Field::Renewal(_)
        | Field::Duty(_)
        | Field::Answer(..)
        | Field::Evidence(_)
        | Field::Event(_)
        | Field::Attestation(..)
        | Field::ReportPart(..)
        | Field::Session(_)
        | Field::SessionPart(..)
        | Field::Schedule(_) => false,
    }
}

/// Whether a value names this file among the evidence that it holds.
fn names_file(value: Option<&Value>, hash: Sha256) -> bool {
    match value {
        Some(Value::EvidenceRefs(refs)) => refs.contains(&hash),
        Some(Value::Event(event)) => event.evidence.contains(&hash),
        Some(Value::Occurrence(occurrence)) => occurrence.evidence.contains(&hash),
        Some(Value::Report(report)) => {
            report.evidence.contains(&hash) || report.files.values().flatten().any(|h| *h == hash)
        }
        Some(Value::License(license)) => license.scans.values().any(|scan| *scan == hash),
        _ => false,
    }
}
