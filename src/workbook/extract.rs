//! Incomplete copies: a part that is handed out to be filled in, or a copy without the bytes of evidence.

use super::{Base, Contents, DutyId, EventId, Field, PersonId, RecordId, Sha256, Workbook, validate};
use crate::obligation::Predicate;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What a copy omits. Omissions are not removals: merging the copy back removes nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Omissions {
    /// It contains only some of the duties, and no history except its own.
    #[serde(default)]
    pub part: bool,
    /// It was made without the bytes of evidence; their hashes are included.
    #[serde(default)]
    pub without_bytes: bool,
}

/// How a part was handed out; for information only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandedOut {
    /// The name of the workbook from which it was cut.
    pub from: String,
    /// The day.
    pub on: NaiveDate,
    /// The name of the sender; may be empty.
    #[serde(default)]
    pub by: String,
    /// The name of the recipient; may be empty.
    #[serde(default)]
    pub to: String,
}

impl Omissions {
    /// Whether it contains only some of the duties.
    #[must_use]
    pub fn is_part(&self) -> bool {
        self.part
    }
}

impl Workbook {
    /// A copy with only these duties and what they require: their license, people, evidence, and the events on which
    /// their dates depend. Its history starts here; merging it back removes nothing from the whole.
    ///
    /// `with_bytes` includes the bytes of that evidence; otherwise only its names and hashes are included.
    #[must_use]
    pub fn part(&self, duties: &BTreeSet<DutyId>, with_bytes: bool) -> Self {
        let mut contents = Contents {
            history: Vec::new(),
            reports: [].into(),
            sessions: [].into(),
            snapshots: [].into(),
            extract: Some(Omissions { part: true, without_bytes: !with_bytes }),
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
        for evidence in contents.evidence.values_mut() {
            evidence.storage = evidence.storage.to_give_out();
        }
        // Evidence refers to people too, so they come last.
        let named: BTreeSet<PersonId> =
            needed(&contents, |field| if let Field::Person(id) = field { Some(*id) } else { None });
        // An alias requires the person it stands for.
        let people: BTreeSet<PersonId> = named.iter().flat_map(|id| contents.with_aliased(*id)).collect();
        contents.people.retain(|id, _| people.contains(id));
        contents.blobs.retain(|hash, _| with_bytes && evidence.contains(hash));
        begun(contents, self.heads.clone(), None)
    }

    /// This part with a note on how it was handed out; any other workbook is returned unchanged.
    #[must_use]
    pub fn handed_out(self, note: HandedOut) -> Self {
        // No record refers to the base yet, so it can still be replaced.
        match self.as_part().map(|base| base.cut_at.clone()).filter(|_| self.history.is_empty()) {
            Some(cut_at) => begun(self.contents, cut_at, Some(note)),
            None => self,
        }
    }

    /// The base of a part that was handed out: the records from which it was cut, and the note.
    #[must_use]
    pub fn as_part(&self) -> Option<&Base> {
        self.extract.as_ref().filter(|extract| extract.is_part())?;
        self.own_bases().map(|(_, base)| base).find(|base| !base.cut_at.is_empty())
    }

    /// A copy without the bytes of evidence; names and hashes are included.
    #[must_use]
    pub fn without_bytes(&self) -> Self {
        let mut extract = self.extract.clone().unwrap_or_default();
        extract.without_bytes = true;
        self.copied(Contents { blobs: [].into(), extract: Some(extract), ..(**self).clone() })
    }

    /// This copy without the bytes of confidential evidence; names and hashes are included.
    #[must_use]
    pub fn without_confidential_bytes(self) -> Self {
        let Contents { evidence, mut blobs, extract, .. } = self.contents.clone();
        let before = blobs.len();
        blobs.retain(|hash, _| evidence.get(hash).is_none_or(|evidence| !evidence.confidential));
        if blobs.len() == before {
            return self;
        }
        let extract = Omissions { without_bytes: true, ..extract.unwrap_or_default() };
        self.copied(Contents { blobs, extract: Some(extract), ..self.contents.clone() })
    }

    /// The duties owned by this person.
    #[must_use]
    pub fn duties_of(&self, owner: PersonId) -> BTreeSet<DutyId> {
        let duties = self.duties.iter().filter(|(_, duty)| {
            duty.definition.retired.is_none() && duty.answer.owner.is_some_and(|id| self.is_same_person(id, owner))
        });
        duties.map(|(id, _)| *id).collect()
    }

    fn copied(&self, contents: Contents) -> Self {
        Self { sealed: contents.history.len(), contents, revision: 0, ..self.clone() }
    }
}

/// A part with these `contents`, whose history starts here.
fn begun(mut contents: Contents, cut_at: Vec<RecordId>, handed_out: Option<HandedOut>) -> Workbook {
    let base = Base::of(&contents, cut_at, handed_out);
    let id = base.id();
    contents.bases = BTreeMap::from([(id, base)]);
    Workbook { contents, revision: 0, sealed: 0, heads: vec![id], places: HashMap::new(), altered: BTreeSet::new() }
}

/// The records to which `contents` refer and that `pick` selects.
fn needed<T: Ord>(contents: &Contents, pick: impl Fn(&Field) -> Option<T>) -> BTreeSet<T> {
    let holders = validate::records(contents).filter(|field| !matches!(field, Field::Person(_)));
    holders.flat_map(|holder| validate::references(contents, &holder)).filter_map(|field| pick(&field)).collect()
}
