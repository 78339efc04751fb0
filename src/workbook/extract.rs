//! Copies that leave something out: a part that is handed out to be filled in, or all of it without attached bytes.

use super::edit::Field;
use super::id::{DutyId, EventId, PersonId, RecordId, Sha256};
use super::model::Extract;
use super::{Contents, Workbook, validate};
use crate::obligation::Predicate;
use std::collections::BTreeSet;

impl Workbook {
    /// A copy with these duties alone, and what they need: their license, people, evidence, and the events that their
    /// dates follow from. Its history begins here; it merges back into the whole, and takes nothing away there.
    ///
    /// `with_bytes` takes the bytes of that evidence along; without, its names and hashes are there.
    #[must_use]
    pub fn part(&self, duties: &BTreeSet<DutyId>, with_bytes: bool) -> Self {
        let mut contents = Contents {
            history: Vec::new(),
            reports: [].into(),
            sessions: [].into(),
            snapshots: [].into(),
            extract: Some(Extract { part: true, cut_at: self.heads.clone(), without_bytes: !with_bytes }),
            ..(**self).clone()
        };
        contents.duties.retain(|id, _| duties.contains(id));
        contents.attestations.retain(|(_, duty), _| duties.contains(duty));
        contents.occurrences.retain(|_, occurrence| duties.contains(&occurrence.duty));
        let raised: BTreeSet<EventId> = contents.occurrences.values().filter_map(|o| o.event).collect();
        let kinds: BTreeSet<&str> = self
            .duties
            .iter()
            .filter(|(id, _)| duties.contains(id))
            .flat_map(|(_, duty)| &duty.definition.applies_if)
            .filter_map(|predicate| if let Predicate::Event(kind) = predicate { Some(kind.as_str()) } else { None })
            .collect();
        contents.events.retain(|id, event| raised.contains(id) || kinds.contains(event.kind.as_str()));
        let evidence: BTreeSet<Sha256> =
            needed(&contents, |field| if let Field::Evidence(hash) = field { Some(*hash) } else { None });
        contents.evidence.retain(|hash, _| evidence.contains(hash));
        // Evidence names people too, so they come last.
        let people: BTreeSet<PersonId> =
            needed(&contents, |field| if let Field::Person(id) = field { Some(*id) } else { None });
        contents.people.retain(|id, _| people.contains(id));
        contents.blobs.retain(|hash, _| with_bytes && evidence.contains(hash));
        self.copied(contents)
    }

    /// A copy with everything but the bytes of attached evidence, whose names and hashes stay.
    #[must_use]
    pub fn without_bytes(&self) -> Self {
        let mut extract = self.extract.clone().unwrap_or_default();
        extract.without_bytes = true;
        self.copied(Contents { blobs: [].into(), extract: Some(extract), ..(**self).clone() })
    }

    /// This copy without the bytes of confidential evidence, whose names and hashes stay.
    #[must_use]
    pub fn without_confidential_bytes(self) -> Self {
        let Contents { evidence, mut blobs, extract, .. } = self.contents.clone();
        let before = blobs.len();
        blobs.retain(|hash, _| evidence.get(hash).is_none_or(|evidence| !evidence.confidential));
        if blobs.len() == before {
            return self;
        }
        let extract = Extract { without_bytes: true, ..extract.unwrap_or_default() };
        self.copied(Contents { blobs, extract: Some(extract), ..self.contents.clone() })
    }

    /// The duties that this person owns.
    #[must_use]
    pub fn duties_of(&self, owner: PersonId) -> BTreeSet<DutyId> {
        self.duties.iter().filter(|(_, duty)| duty.answer.owner == Some(owner)).map(|(id, _)| *id).collect()
    }

    fn copied(&self, contents: Contents) -> Self {
        let heads: Vec<RecordId> = self.heads.clone();
        let places = super::places(&contents);
        Self { sealed: contents.history.len(), contents, revision: 0, heads, places }
    }
}

/// What the records of `contents` refer to, of the kind that `pick` takes.
fn needed<T: Ord>(contents: &Contents, pick: impl Fn(&Field) -> Option<T>) -> BTreeSet<T> {
    let holders = validate::records(contents).filter(|field| !matches!(field, Field::Person(_)));
    holders.flat_map(|holder| validate::references(contents, &holder)).filter_map(|field| pick(&field)).collect()
}
