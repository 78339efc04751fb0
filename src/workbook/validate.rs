//! What must hold in every workbook: checked after each edit for what it touched, and once for all on loading.

use super::Contents;
use super::edit::{EditError, Field};
use super::id::PersonId;
use super::model::{Duty, Status};
use std::fmt;

/// Something in a file that contradicts itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Defect(pub EditError);

impl fmt::Display for Defect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// All defects of `contents`.
pub(super) fn defects(contents: &Contents) -> Vec<Defect> {
    let people = contents.people.keys().map(|id| Field::Person(*id));
    let licenses = contents.licenses.keys().map(|id| Field::License(*id));
    let duties = contents.duties.keys().map(|id| Field::Duty(*id));
    let events = contents.events.keys().map(|id| Field::Event(*id));
    let occurrences = contents.occurrences.keys().map(|id| Field::Occurrence(*id));
    let attestations = contents.attestations.keys().map(|(year, id)| Field::Attestation(*year, *id));
    let sessions = contents.sessions.keys().map(|id| Field::Session(*id));
    people
        .chain(licenses)
        .chain(duties)
        .chain(events)
        .chain(occurrences)
        .chain(attestations)
        .chain(sessions)
        .filter_map(|field| check_change(contents, &field).err())
        .map(Defect)
        .collect()
}

/// Checks what an edit of `field` may have broken.
pub(super) fn check_change(contents: &Contents, field: &Field) -> Result<(), EditError> {
    let dangling = || EditError::Dangling(field.clone());
    let ensure = |holds: bool| if holds { Ok(()) } else { Err(dangling()) };
    let person = |id: Option<PersonId>| ensure(id.is_none_or(|id| contents.people.contains_key(&id)));
    match field {
        Field::Person(id) => match contents.people.get(id) {
            Some(p) if p.name.trim().is_empty() => Err(EditError::Empty(field.clone())),
            Some(_) => Ok(()),
            None => ensure(!contents.duties.values().any(|d| refers_to(d, *id))),
        },
        Field::License(id) => match contents.licenses.get(id) {
            Some(l) => ensure(l.record.succeeded_by.is_none_or(|s| s != *id && contents.licenses.contains_key(&s))),
            None => ensure(!contents.duties.values().any(|d| d.definition.license == *id)),
        },
        Field::Duty(id) | Field::Answer(id, _) => match contents.duties.get(id) {
            None => Ok(()),
            Some(duty) => {
                let answer = &duty.answer;
                if answer.status == Status::NotApplicable && answer.justification.trim().is_empty() {
                    return Err(EditError::JustificationMissing(*id));
                }
                ensure(contents.licenses.contains_key(&duty.definition.license))?;
                person(answer.owner)?;
                person(answer.assessed_by)?;
                person(answer.reviewed_by)?;
                ensure(answer.evidence.iter().all(|e| contents.evidence.contains_key(e)))
            }
        },
        Field::Evidence(id) => ensure(
            contents.evidence.contains_key(id) || !contents.duties.values().any(|d| d.answer.evidence.contains(id)),
        ),
        Field::Event(id) => match contents.events.get(id) {
            Some(event) => ensure(contents.licenses.contains_key(&event.license)),
            None => ensure(!contents.occurrences.values().any(|o| o.event == Some(*id))),
        },
        Field::Occurrence(id) => match contents.occurrences.get(id) {
            None => Ok(()),
            Some(o) => ensure(
                contents.duties.contains_key(&o.duty) && o.event.is_none_or(|e| contents.events.contains_key(&e)),
            ),
        },
        Field::Attestation(_, duty) => ensure(contents.duties.contains_key(duty)),
        Field::Session(id) => match contents.sessions.get(id) {
            None => Ok(()),
            Some(s) => ensure(s.participants.iter().all(|p| contents.people.contains_key(p))),
        },
        Field::TrackedFrom
        | Field::Fact(..)
        | Field::Continues(_)
        | Field::Renewal(_)
        | Field::Report(_)
        | Field::Snapshot(_)
        | Field::Schedule(_) => Ok(()),
    }
}

fn refers_to(duty: &Duty, person: PersonId) -> bool {
    let answer = &duty.answer;
    [answer.owner, answer.assessed_by, answer.reviewed_by].contains(&Some(person))
}
