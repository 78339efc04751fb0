//! Determines which changes of a record are implied by another change, so that they need no sentence of their own.

use crate::workbook::{Change, Field, ReportPart, SessionPart, Sha256, Value};

/// Whether the change is implied by another one of the same record.
pub(super) fn is_beside(change: &Change, all: &[Change]) -> bool {
    match &change.field {
        // A new file that is used at once is mentioned where it is used.
        Field::Evidence(hash) if change.from.is_none() => {
            others(change, all).any(|other| names_file(other.to.as_ref(), *hash))
        }
        // Occurrences are removed together with their event.
        Field::Occurrence(_) => {
            change.to.is_none() && others(change, all).any(|other| matches!(other.field, Field::Event(_)))
        }
        // A new person is mentioned where they are named; a report is created by its first change.
        Field::Person(_) | Field::Report(_) => change.from.is_none() && others(change, all).next().is_some(),
        // The walk-through advances with each answer.
        Field::SessionPart(_, SessionPart::At | SessionPart::Skipped(_)) => {
            others(change, all).any(|other| explains_step(change, other))
        }
        // The text taken from a draft implies the draft.
        Field::ReportPart(year, ReportPart::Draft(_)) => others(change, all)
            .any(|other| matches!(&other.field, Field::ReportPart(of, ReportPart::Head(_)) if of == year)),
        Field::Snapshot(_) => others(change, all).any(|other| matches!(other.field, Field::Report(_))),
        Field::TrackedFrom
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
        | Field::Attestation(..)
        | Field::ReportPart(..)
        | Field::Session(_)
        | Field::SessionPart(..)
        | Field::Schedule(_) => false,
    }
}

fn others<'a>(change: &'a Change, all: &'a [Change]) -> impl Iterator<Item = &'a Change> {
    all.iter().filter(|other| other.field != change.field)
}

/// Whether `other` implies the step of the walk-through in `change`.
fn explains_step(change: &Change, other: &Change) -> bool {
    let is_advance = matches!(&change.field, Field::SessionPart(_, SessionPart::At));
    let is_other_advance = matches!(&other.field, Field::SessionPart(_, SessionPart::At));
    !is_other_advance && (is_advance || matches!(&other.field, Field::Attestation(..)))
}

/// Whether the evidence in a value contains this file.
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
