//! Edits of evidence: attach, use elsewhere, replace, describe, remove.

use super::{EvidenceUse, NewFile};
use crate::workbook::answer::AnswerField;
use crate::workbook::{Change, DutyId, Edit, Evidence, EvidenceStorage, Field, Sha256, Stamp, Value, Workbook};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// Details of evidence stated when it is attached. All can be stated later too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EvidenceDetails {
    /// The effective date of the document itself.
    pub effective_on: Option<NaiveDate>,
    /// The last day of its validity.
    pub valid_until: Option<NaiveDate>,
    /// A description of its content; may be empty.
    pub description: String,
    /// Whether it is excluded from exports unless requested.
    pub confidential: bool,
}

/// A change to one property of evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EvidenceChange {
    /// The name; an empty one changes nothing.
    Name(String),
    /// The description.
    Description(String),
    /// The effective date of the document itself.
    EffectiveOn(Option<NaiveDate>),
    /// The last day of its validity.
    ValidUntil(Option<NaiveDate>),
    /// Whether it is excluded from exports unless requested.
    Confidential(bool),
}

/// A field with its intended value.
type Wish = (Field, Option<Value>);

impl Workbook {
    /// Adds files as evidence and uses them in all of `places`. The bytes must be stored separately with
    /// [`Workbook::put_blob`]. For bytes that are already present, only the use is added.
    ///
    /// A page has one scan: the files become the scans of that page and of the pages after it.
    #[must_use]
    pub fn attach(&self, files: &[NewFile], details: &EvidenceDetails, places: &[EvidenceUse], stamp: Stamp) -> Edit {
        let new = self.new_evidence(files, details, stamp);
        let hashes: Vec<Sha256> = files.iter().map(|file| file.hash).collect();
        self.change(new.into_iter().chain(self.used(&hashes, places)))
    }

    /// The evidence records required for `files`: new ones, and existing ones updated with the given details.
    #[must_use]
    pub fn new_evidence(&self, files: &[NewFile], details: &EvidenceDetails, stamp: Stamp) -> Vec<Wish> {
        files.iter().map(|file| put(file.hash, self.record_of(file, details, stamp))).collect()
    }

    /// The evidence record of a file: a new one, or the existing one with the given details.
    fn record_of(&self, file: &NewFile, details: &EvidenceDetails, stamp: Stamp) -> Evidence {
        let Some(known) = self.evidence.get(&file.hash) else { return record(file, details.clone(), None, stamp) };
        let description = if details.description.is_empty() { &known.description } else { &details.description };
        Evidence {
            effective_on: details.effective_on.or(known.effective_on),
            valid_until: details.valid_until.or(known.valid_until),
            description: description.clone(),
            confidential: details.confidential || known.confidential,
            ..known.clone()
        }
    }

    /// Adds uses of existing evidence.
    #[must_use]
    pub fn use_evidence(&self, hashes: &[Sha256], places: &[EvidenceUse]) -> Edit {
        let known: Vec<Sha256> = hashes.iter().filter(|hash| self.evidence.contains_key(hash)).copied().collect();
        self.change(self.used(&known, places))
    }

    fn used(&self, hashes: &[Sha256], places: &[EvidenceUse]) -> Vec<Wish> {
        let mut wanted = Wanted::new(self);
        for place in places {
            if let EvidenceUse::Page(license, first) = place {
                for (hash, page) in hashes.iter().zip(*first..) {
                    wanted.put(EvidenceUse::Page(*license, page), [*hash].into());
                }
            } else {
                wanted.at(*place).extend(hashes);
            }
        }
        wanted.wishes()
    }

    /// Removes uses of evidence. The evidence stays in the workbook.
    #[must_use]
    pub fn detach_evidence(&self, hashes: &[Sha256], places: &[EvidenceUse]) -> Edit {
        let mut wanted = Wanted::new(self);
        for place in places {
            wanted.at(*place).retain(|hash| !hashes.contains(hash));
        }
        self.change(wanted.wishes())
    }

    /// Replaces `old` by a new version; the old one stays in the workbook as a former version. Uses in `places` change
    /// to the new version; other uses keep the old one. Name and dates are those of the new file; description and
    /// confidentiality are taken over.
    ///
    /// Does nothing if `old` is not in the workbook or has the same bytes.
    #[must_use]
    pub fn replace_evidence(&self, old: Sha256, file: &NewFile, places: &[EvidenceUse], stamp: Stamp) -> Edit {
        let Some(former) = self.evidence.get(&old).filter(|_| old != file.hash) else { return Edit::default() };
        let record = match self.evidence.get(&file.hash) {
            // A known predecessor is kept, and a predecessor that is itself a former version would close a cycle.
            Some(known) if known.replaces.is_some() || self.former_versions(old).contains(&file.hash) => known.clone(),
            Some(known) => Evidence { replaces: Some(old), ..known.clone() },
            None => {
                let details = EvidenceDetails {
                    effective_on: None,
                    valid_until: None,
                    description: former.description.clone(),
                    confidential: former.confidential,
                };
                record(file, details, Some(old), stamp)
            }
        };
        let mut wanted = Wanted::new(self);
        for place in places {
            let held = wanted.at(*place);
            if held.remove(&old) {
                held.insert(file.hash);
            }
        }
        self.change([put(file.hash, record)].into_iter().chain(wanted.wishes()))
    }

    /// Changes one property of evidence.
    #[must_use]
    pub fn describe_evidence(&self, hashes: &[Sha256], change: &EvidenceChange) -> Edit {
        let known = hashes.iter().filter_map(|hash| Some((*hash, self.evidence.get(hash)?.clone())));
        self.change(known.map(|(hash, mut evidence)| {
            match change {
                EvidenceChange::Name(name) if name.trim().is_empty() => {}
                EvidenceChange::Name(name) => evidence.name.clone_from(name),
                EvidenceChange::Description(text) => evidence.description.clone_from(text),
                EvidenceChange::EffectiveOn(day) => evidence.effective_on = *day,
                EvidenceChange::ValidUntil(day) => evidence.valid_until = *day,
                EvidenceChange::Confidential(is) => evidence.confidential = *is,
            }
            put(hash, evidence)
        }))
    }

    /// Changes where the bytes of evidence are stored: found at another path, linked, or embedded (then the bytes must
    /// be stored with [`Workbook::put_blob`] as well).
    #[must_use]
    pub fn store_evidence(&self, places: &BTreeMap<Sha256, EvidenceStorage>) -> Edit {
        let known = places.iter().filter_map(|(hash, storage)| Some((*hash, self.evidence.get(hash)?, storage)));
        self.change(
            known.map(|(hash, evidence, storage)| put(hash, Evidence { storage: storage.clone(), ..evidence.clone() })),
        )
    }

    /// Removes evidence that is not used anywhere; evidence in use stays.
    ///
    /// Its bytes are dropped from the file at the next save; until then, an undo restores them.
    #[must_use]
    pub fn remove_evidence(&self, hashes: &[Sha256]) -> Edit {
        let uses = self.evidence_uses();
        let unused = hashes.iter().filter(|hash| uses.get(hash).is_some_and(Vec::is_empty));
        self.change(unused.map(|hash| (Field::Evidence(*hash), None)))
    }

    /// Adds the evidence of these duties to their twin duties.
    #[must_use]
    pub fn share_with_twins(&self, duties: &[DutyId]) -> Edit {
        let mut wanted = Wanted::new(self);
        for duty in duties {
            let own = self.evidence_at(EvidenceUse::Duty(*duty));
            for twin in self.twins(*duty) {
                wanted.at(EvidenceUse::Duty(twin)).extend(&own);
            }
        }
        self.change(wanted.wishes())
    }
}

fn put(hash: Sha256, evidence: Evidence) -> Wish {
    (Field::Evidence(hash), Some(Value::Evidence(Box::new(evidence))))
}

fn record(file: &NewFile, details: EvidenceDetails, replaces: Option<Sha256>, stamp: Stamp) -> Evidence {
    Evidence {
        name: file.name.clone(),
        media_type: file.media_type.clone(),
        size: file.size,
        storage: file.storage(),
        attached_by: Some(stamp.author),
        attached_at: stamp.at,
        effective_on: details.effective_on,
        valid_until: details.valid_until,
        description: details.description,
        confidential: details.confidential,
        replaces,
    }
}

/// The intended evidence of places; several changes of one record are combined.
struct Wanted<'a> {
    workbook: &'a Workbook,
    sets: BTreeMap<EvidenceUse, BTreeSet<Sha256>>,
}

impl<'a> Wanted<'a> {
    fn new(workbook: &'a Workbook) -> Self {
        Self { workbook, sets: BTreeMap::new() }
    }

    fn at(&mut self, place: EvidenceUse) -> &mut BTreeSet<Sha256> {
        self.sets.entry(place).or_insert_with(|| self.workbook.evidence_at(place))
    }

    fn put(&mut self, place: EvidenceUse, hashes: BTreeSet<Sha256>) {
        self.sets.insert(place, hashes);
    }

    /// Places that do not exist are ignored, except for a report, which is created with its first evidence.
    fn wishes(self) -> Vec<Wish> {
        let workbook = self.workbook;
        let mut licenses = BTreeMap::new();
        let mut wishes = Vec::new();
        for (place, hashes) in self.sets {
            let wish = match place {
                EvidenceUse::Duty(id) => workbook
                    .duties
                    .get(&id)
                    .map(|_| (Field::Answer(id, AnswerField::Evidence), Value::EvidenceRefs(hashes))),
                EvidenceUse::Occurrence(id) => workbook.occurrences.get(&id).cloned().map(|mut occurrence| {
                    occurrence.evidence = hashes;
                    (Field::Occurrence(id), Value::Occurrence(Box::new(occurrence)))
                }),
                EvidenceUse::Event(id) => workbook.events.get(&id).cloned().map(|mut event| {
                    event.evidence = hashes;
                    (Field::Event(id), Value::Event(Box::new(event)))
                }),
                EvidenceUse::Page(id, page) => {
                    if let Some(held) = workbook.licenses.get(&id) {
                        let record = licenses.entry(id).or_insert_with(|| held.record.clone());
                        record.scans.remove(&page);
                        record.scans.extend(hashes.first().map(|hash| (page, *hash)));
                    }
                    None
                }
                EvidenceUse::Report(year) => {
                    let known = workbook.reports.get(&year).cloned();
                    known.or_else(|| (!hashes.is_empty()).then(Default::default)).map(|mut report| {
                        let known = workbook.evidence_at(place);
                        let removed: BTreeSet<Sha256> = known.difference(&hashes).copied().collect();
                        report.files.values_mut().for_each(|files| files.retain(|hash| !removed.contains(hash)));
                        report.files.retain(|_, files| !files.is_empty());
                        report.evidence.retain(|hash| !removed.contains(hash));
                        report.evidence.extend(hashes.difference(&known));
                        (Field::Report(year), Value::Report(Box::new(report)))
                    })
                }
            };
            wishes.extend(wish.map(|(field, value)| (field, Some(value))));
        }
        let licenses = licenses.into_iter();
        wishes.extend(licenses.map(|(id, record)| (Field::License(id), Some(Value::License(Box::new(record))))));
        wishes
    }
}

/// Whether `next` continues the typing that `before` started: in the name or in the description of evidence, nothing
/// else.
pub(in crate::workbook) fn goes_on_typing(before: &Change, next: &Change) -> bool {
    fn evidence(value: Option<&Value>) -> Option<&Evidence> {
        match value {
            Some(Value::Evidence(evidence)) => Some(evidence),
            _ => None,
        }
    }
    let (Some(first), Some(old), Some(new)) =
        (evidence(before.from.as_ref()), evidence(before.to.as_ref()), evidence(next.to.as_ref()))
    else {
        return false;
    };
    let all = [first, old, new];
    are_equal(all.map(without_name)) || are_equal(all.map(without_description))
}

fn without_name(of: &Evidence) -> Evidence {
    Evidence { name: String::new(), ..of.clone() }
}

fn without_description(of: &Evidence) -> Evidence {
    Evidence { description: String::new(), ..of.clone() }
}

fn are_equal([first, second, third]: [Evidence; 3]) -> bool {
    first == second && second == third
}
