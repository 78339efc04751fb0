//! The edits of evidence: attaching, using elsewhere, replacing, describing, taking out.

use super::{EvidenceUse, NewFile};
use crate::workbook::answer::AnswerField;
use crate::workbook::{Change, DutyId, Edit, Evidence, EvidenceStorage, Field, Sha256, Stamp, Value, Workbook};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// What is said of evidence when it is attached. All of it can be said later too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EvidenceDetails {
    /// The day the document itself speaks for.
    pub effective_on: Option<NaiveDate>,
    /// The last day it is good for.
    pub valid_until: Option<NaiveDate>,
    /// What it shows; may be empty.
    pub description: String,
    /// Kept out of exports unless asked for.
    pub confidential: bool,
}

/// One thing that is said of evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EvidenceChange {
    /// What it is called; an empty name changes nothing.
    Name(String),
    /// What it shows.
    Description(String),
    /// The day the document itself speaks for.
    EffectiveOn(Option<NaiveDate>),
    /// The last day it is good for.
    ValidUntil(Option<NaiveDate>),
    /// Whether it is kept out of exports unless asked for.
    Confidential(bool),
}

/// A field, and what it is to hold.
type Wish = (Field, Option<Value>);

impl Workbook {
    /// Makes evidence of files, used in all of `places`. The bytes must be put into the workbook as well
    /// ([`Workbook::put_blob`]). Of bytes that are there already only the use is new.
    ///
    /// A page has one scan: the files become the scans of that page and those behind it.
    #[must_use]
    pub fn attach(&self, files: &[NewFile], details: &EvidenceDetails, places: &[EvidenceUse], stamp: Stamp) -> Edit {
        let new = self.new_evidence(files, details, stamp);
        let hashes: Vec<Sha256> = files.iter().map(|file| file.hash).collect();
        self.change(new.into_iter().chain(self.used(&hashes, places)))
    }

    /// The records of evidence that `files` need and the workbook lacks; those it has, with the details that are given.
    #[must_use]
    pub fn new_evidence(&self, files: &[NewFile], details: &EvidenceDetails, stamp: Stamp) -> Vec<Wish> {
        let record = |file: &NewFile| match self.evidence.get(&file.hash) {
            None => record(file, details.clone(), None, stamp),
            Some(known) => {
                let description =
                    if details.description.is_empty() { &known.description } else { &details.description };
                Evidence {
                    effective_on: details.effective_on.or(known.effective_on),
                    valid_until: details.valid_until.or(known.valid_until),
                    description: description.clone(),
                    confidential: details.confidential || known.confidential,
                    ..known.clone()
                }
            }
        };
        files.iter().map(|file| put(file.hash, record(file))).collect()
    }

    /// Uses evidence in further places.
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

    /// Takes evidence off places. It stays in the workbook.
    #[must_use]
    pub fn detach_evidence(&self, hashes: &[Sha256], places: &[EvidenceUse]) -> Edit {
        let mut wanted = Wanted::new(self);
        for place in places {
            wanted.at(*place).retain(|hash| !hashes.contains(hash));
        }
        self.change(wanted.wishes())
    }

    /// Puts a new version in the place of `old`, which stays in the workbook as a former one. What is used in `places`
    /// moves on to the new version; elsewhere the old one stays. Name and days are the new file's; description and
    /// confidentiality go over.
    ///
    /// Nothing changes where `old` is not in the workbook, or has these very bytes.
    #[must_use]
    pub fn replace_evidence(&self, old: Sha256, file: &NewFile, places: &[EvidenceUse], stamp: Stamp) -> Edit {
        let Some(former) = self.evidence.get(&old).filter(|_| old != file.hash) else { return Edit::default() };
        let record = match self.evidence.get(&file.hash) {
            // What came before it is told already, or is what it now comes before: a circle would tell nothing.
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

    /// Says something of pieces of evidence.
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

    /// Says where the bytes of evidence are from now on: found again, linked, or embedded (then the bytes must be put
    /// into the workbook as well).
    #[must_use]
    pub fn store_evidence(&self, places: &BTreeMap<Sha256, EvidenceStorage>) -> Edit {
        let known = places.iter().filter_map(|(hash, storage)| Some((*hash, self.evidence.get(hash)?, storage)));
        self.change(
            known.map(|(hash, evidence, storage)| put(hash, Evidence { storage: storage.clone(), ..evidence.clone() })),
        )
    }

    /// Takes evidence out of the workbook, where it is used nowhere; what is used stays.
    ///
    /// Its bytes leave the file with the next save; until then an undo brings them back.
    #[must_use]
    pub fn remove_evidence(&self, hashes: &[Sha256]) -> Edit {
        let uses = self.evidence_uses();
        let unused = hashes.iter().filter(|hash| uses.get(hash).is_some_and(Vec::is_empty));
        self.change(unused.map(|hash| (Field::Evidence(*hash), None)))
    }

    /// Gives the twins of these duties the evidence that the duties have.
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

/// The evidence that places are to have; several wishes for one record are put together.
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

    /// What is not in the workbook is passed over, but for a report: it begins with its first evidence.
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
                        let gone = |hash: &Sha256| known.contains(hash) && !hashes.contains(hash);
                        report.files.values_mut().for_each(|files| files.retain(|hash| !gone(hash)));
                        report.files.retain(|_, files| !files.is_empty());
                        report.evidence.retain(|hash| !gone(hash));
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

/// Whether `next` goes on typing the text of evidence that `before` began: name or description, nothing else.
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
    let with_name = |of: &Evidence| Evidence { name: String::new(), ..of.clone() };
    let with_text = |of: &Evidence| Evidence { description: String::new(), ..of.clone() };
    let same = |without: &dyn Fn(&Evidence) -> Evidence| without(first) == without(old) && without(old) == without(new);
    same(&with_name) || same(&with_text)
}
