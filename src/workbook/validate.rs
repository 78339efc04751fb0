//! The invariants of a workbook: checked after each edit for the changed fields, and completely on loading.

use super::answer::Answer;
use super::{Change, Contents, Duty, EditError, Field, Session, Status};
use std::fmt;

/// A violated invariant in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Defect(pub EditError);

impl fmt::Display for Defect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// All violated invariants in `contents`.
pub(crate) fn defects(contents: &Contents) -> Vec<Defect> {
    records(contents).filter_map(|field| check_content(contents, &field).err()).map(Defect).collect()
}

/// Refuses to change a frozen snapshot, which can only be added or removed.
pub(super) fn check_frozen(change: &Change) -> Result<(), EditError> {
    let is_snapshot = matches!(change.field, Field::Snapshot(_));
    if is_snapshot && change.from.is_some() && change.to.is_some() {
        return Err(EditError::Frozen(change.field.clone()));
    }
    Ok(())
}

/// Checks the invariants that a change of `field` can violate.
pub(crate) fn check_change(contents: &Contents, field: &Field) -> Result<(), EditError> {
    check_content(contents, field)?;
    let is_removed = is_record(field) && !exists(contents, field);
    if is_removed && records(contents).any(|holder| references(contents, &holder).contains(field)) {
        return Err(EditError::Dangling(field.clone()));
    }
    Ok(())
}

/// Checks the value of `field`, and that all records to which it refers exist.
fn check_content(contents: &Contents, field: &Field) -> Result<(), EditError> {
    if let Field::Person(id) = field
        && contents.people.get(id).is_some_and(|p| p.name.trim().is_empty())
    {
        return Err(EditError::Empty(field.clone()));
    }
    if let Field::License(id) = field
        && contents.licenses.get(id).is_some_and(|l| l.record.succeeded_by == Some(*id))
    {
        return Err(EditError::Dangling(field.clone()));
    }
    if let Field::Duty(id) | Field::Definition(id) | Field::Answer(id, _) = field
        && contents.duties.get(id).is_some_and(|d| lacks_justification(&d.answer))
    {
        return Err(EditError::JustificationMissing(*id));
    }
    if references(contents, field).iter().all(|target| exists(contents, target)) {
        Ok(())
    } else {
        Err(EditError::Dangling(field.clone()))
    }
}

fn lacks_justification(answer: &Answer) -> bool {
    answer.status == Status::NotApplicable && answer.justification.trim().is_empty()
}

/// All records that refer to other records or are referred to.
pub(crate) fn records(contents: &Contents) -> impl Iterator<Item = Field> {
    let people = contents.people.keys().map(|id| Field::Person(*id));
    let licenses = contents.licenses.keys().map(|id| Field::License(*id));
    let duties = contents.duties.keys().map(|id| Field::Duty(*id));
    let evidence = contents.evidence.keys().map(|id| Field::Evidence(*id));
    let events = contents.events.keys().map(|id| Field::Event(*id));
    let occurrences = contents.occurrences.keys().map(|id| Field::Occurrence(*id));
    let attestations = contents.attestations.keys().map(|(year, id)| Field::Attestation(*year, *id));
    let reports = contents.reports.keys().map(|year| Field::Report(*year));
    let sessions = contents.sessions.keys().map(|id| Field::Session(*id));
    let snapshots = contents.snapshots.keys().map(|id| Field::Snapshot(*id));
    people
        .chain(licenses)
        .chain(duties)
        .chain(evidence)
        .chain(events)
        .chain(occurrences)
        .chain(attestations)
        .chain(reports)
        .chain(sessions)
        .chain(snapshots)
}

/// Whether `field` is a whole record, not a part of one.
fn is_record(field: &Field) -> bool {
    !matches!(
        field,
        Field::TrackedFrom
            | Field::Fact(..)
            | Field::Continues(_)
            | Field::Renewal(_)
            | Field::Correction(..)
            | Field::Settled(..)
            | Field::Definition(_)
            | Field::Answer(..)
            | Field::ReportPart(..)
            | Field::SessionPart(..)
    )
}

/// Whether the record, or the record that contains the field, exists.
pub(crate) fn exists(contents: &Contents, record: &Field) -> bool {
    match record {
        Field::Person(id) => contents.people.contains_key(id),
        Field::License(id)
        | Field::Fact(id, _)
        | Field::Continues(id)
        | Field::Renewal(id)
        | Field::Correction(id, _)
        | Field::Settled(id, _) => contents.licenses.contains_key(id),
        Field::Duty(id) | Field::Definition(id) | Field::Answer(id, _) => contents.duties.contains_key(id),
        Field::Evidence(id) => contents.evidence.contains_key(id),
        Field::Event(id) => contents.events.contains_key(id),
        Field::Occurrence(id) => contents.occurrences.contains_key(id),
        Field::Attestation(year, id) => contents.attestations.contains_key(&(*year, *id)),
        Field::Report(year) | Field::ReportPart(year, _) => contents.reports.contains_key(year),
        Field::Session(id) | Field::SessionPart(id, _) => contents.sessions.contains_key(id),
        Field::Snapshot(id) => contents.snapshots.contains_key(id),
        Field::Schedule(year) => contents.schedules.contains_key(year),
        Field::TrackedFrom => true,
    }
}

/// The records to which `field` refers.
///
/// Two references may dangle and are omitted: the version that evidence replaces, and a related duty. Both are only
/// pointers for users.
pub(crate) fn references(contents: &Contents, field: &Field) -> Vec<Field> {
    let mut found = Vec::new();
    match field {
        Field::License(id) => {
            if let Some(license) = contents.licenses.get(id) {
                found.extend(license.record.succeeded_by.map(Field::License));
                found.extend(license.record.scans.values().map(|e| Field::Evidence(*e)));
                found.extend(license.record.source.iter().map(|source| Field::Evidence(source.file)));
            }
        }
        Field::Duty(id) | Field::Definition(id) | Field::Answer(id, _) => {
            if let Some(Duty { definition, answer }) = contents.duties.get(id).map(AsRef::as_ref) {
                found.push(Field::License(definition.license));
                found.extend(answer.people().map(Field::Person));
                found.extend(answer.evidence.iter().map(|e| Field::Evidence(*e)));
            }
        }
        Field::Evidence(id) => {
            found.extend(contents.evidence.get(id).and_then(|e| e.attached_by).map(Field::Person));
        }
        Field::Event(id) => {
            if let Some(event) = contents.events.get(id) {
                found.push(Field::License(event.license));
                found.extend(event.evidence.iter().map(|e| Field::Evidence(*e)));
            }
        }
        Field::Occurrence(id) => {
            if let Some(occurrence) = contents.occurrences.get(id) {
                found.push(Field::Duty(occurrence.duty));
                found.extend(occurrence.event.map(Field::Event));
                found.extend(occurrence.evidence.iter().map(|e| Field::Evidence(*e)));
            }
        }
        Field::Attestation(year, duty) => {
            if let Some(attestation) = contents.attestations.get(&(*year, *duty)) {
                found.push(Field::Duty(*duty));
                found.extend(attestation.by.map(Field::Person));
                // A part omits the sessions and keeps only their ids.
                let is_part = contents.extract.as_ref().is_some_and(super::Omissions::is_part);
                let session = attestation.session.filter(|id| !is_part || contents.sessions.contains_key(id));
                found.extend(session.map(Field::Session));
            }
        }
        Field::Report(year) | Field::ReportPart(year, _) => {
            if let Some(report) = contents.reports.get(year) {
                found.extend(report.frozen.map(Field::Snapshot));
                found.extend(report.corrections.iter().filter_map(|c| c.by).map(Field::Person));
                found.extend(report.corrections.iter().filter_map(|c| c.frozen).map(Field::Snapshot));
                let files = report.files.values().flatten();
                found.extend(report.evidence.iter().chain(files).map(|e| Field::Evidence(*e)));
            }
        }
        Field::Session(id) | Field::SessionPart(id, _) => {
            found.extend(contents.sessions.get(id).into_iter().flat_map(of_session));
        }
        Field::Snapshot(id) => {
            found.extend(contents.snapshots.get(id).and_then(|s| s.by).map(Field::Person));
        }
        Field::Person(id) => {
            found.extend(contents.people.get(id).and_then(|person| person.same_as).map(Field::Person));
        }
        Field::TrackedFrom
        | Field::Fact(..)
        | Field::Continues(_)
        | Field::Renewal(_)
        | Field::Correction(..)
        | Field::Settled(..)
        | Field::Schedule(_) => {}
    }
    found
}

fn of_session(session: &Session) -> Vec<Field> {
    let owners = session.decisions.iter().filter_map(|d| d.owner);
    let people = session.participants.iter().copied().chain(owners);
    let concerned = session.decisions.iter().filter_map(|d| d.duty);
    let duties = session.agenda.iter().chain(&session.skipped).copied().chain(session.at).chain(concerned);
    let sessions = session.continues.into_iter().map(Field::Session);
    people.map(Field::Person).chain(duties.map(Field::Duty)).chain(sessions).collect()
}

/// All records, including those without references, and the fields that belong to no record.
pub(crate) fn all_records(contents: &Contents) -> impl Iterator<Item = Field> {
    let schedules = contents.schedules.keys().map(|year| Field::Schedule(*year));
    records(contents).chain(schedules).chain([Field::TrackedFrom])
}
