//! The document: licenses, duties with their answers, evidence, events, sessions, snapshots and the history.
//!
//! A [`Workbook`] dereferences to its [`Contents`] for reading; only [`Workbook::apply`] with an [`Edit`] changes it.
//! Nothing here accesses files, clocks or randomness: ids, days and moments are arguments.

pub(crate) mod answer;
pub(crate) mod base;
mod bounds;
mod duty_edits;
mod edit;
mod edits;
mod events;
pub(crate) mod evidence;
mod extract;
mod fields;
mod history;
pub mod id;
mod lines;
mod model;
mod people;
mod record;
mod record_sessions;
mod report_fields;
pub(crate) mod report_lock;
mod report_model;
mod seed;
mod undo;
pub(crate) mod unique;
pub(crate) mod validate;

pub(crate) use answer::answer_fields;
pub use answer::{Answer, AnswerField, AnswerKind};
pub use base::{Base, Beginning};
pub use duty_edits::OwnDuty;
pub use edit::{Change, Edit, EditError, Field, ReportPart, SessionPart, Stamp, Value};
pub use events::Cause;
pub(crate) use events::{CONTINUATION, TERMINATION};
pub use evidence::{EvidenceChange, EvidenceDetails, EvidenceState, EvidenceUse, ExtractedItem, NewContent, NewFile};
pub use extract::{HandedOut, Omissions};
pub use history::{HistoryFilter, RecordAction, Undone, day_of};
pub use id::{
    DocumentId, DutyId, EditId, EventId, Id, IdSource, LicenseId, OccurrenceId, PersonId, RecordId, SessionId, Sha256,
    SnapshotId,
};
pub use model::*;
pub use people::PersonUsage;
pub use record::{FoundChanges, Record, RecordKind};
pub use record_sessions::{HeldSession, RecordSessions};
pub use seed::{NewLicense, SEED_LICENSE, SeedReport, seed, seed_license};
pub use undo::UndoStack;
pub use validate::Defect;

use crate::calendar::Schedule;
use crate::license::License;
use chrono::NaiveDate;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Deref;
use std::sync::Arc;

/// A license with its parsed text.
#[derive(Clone, Debug, PartialEq)]
pub struct LicenseEntry {
    /// The stored record.
    pub record: LicenseRecord,
    /// The parse result of `record.text`.
    pub parsed: Arc<License>,
}

impl LicenseEntry {
    /// Parses the text of `record`.
    #[must_use]
    pub fn new(record: LicenseRecord) -> Self {
        let parsed = Arc::new(crate::license::parse(&record.text).corrected(&record.corrections));
        Self { record, parsed }
    }

    /// Parses the text again, after a correction has changed.
    pub(crate) fn correct(&mut self) {
        self.parsed = Arc::new(crate::license::parse(&self.record.text).corrected(&self.record.corrections));
    }
}

/// The data of a workbook as a plain value; [`Workbook`] guarantees its invariants.
#[derive(Clone, Debug, PartialEq)]
pub struct Contents {
    /// The id, shared by all copies of the workbook.
    pub id: DocumentId,
    /// The first day from which recurrences and reports are tracked.
    pub tracked_from: NaiveDate,
    /// The registry of people.
    pub people: BTreeMap<PersonId, Person>,
    /// The licenses.
    pub licenses: BTreeMap<LicenseId, LicenseEntry>,
    /// The duties of all licenses.
    pub duties: BTreeMap<DutyId, Arc<Duty>>,
    /// Evidence records by the hash of the bytes.
    pub evidence: BTreeMap<Sha256, Evidence>,
    /// Recorded events.
    pub events: BTreeMap<EventId, Event>,
    /// Statements about occurrences of event duties and recurrences.
    pub occurrences: BTreeMap<OccurrenceId, Occurrence>,
    /// Attestations by report year and duty.
    pub attestations: BTreeMap<(i32, DutyId), Attestation>,
    /// Annual reports by report year.
    pub reports: BTreeMap<i32, Report>,
    /// Preparation sessions.
    pub sessions: BTreeMap<SessionId, Session>,
    /// Frozen snapshots.
    pub snapshots: BTreeMap<SnapshotId, FrozenSnapshot>,
    /// Holiday schedules by year; they are stored so that every machine computes the same dates.
    pub schedules: BTreeMap<i32, Schedule>,
    /// The bases of the history by id.
    pub bases: BTreeMap<RecordId, Base>,
    /// All applied edits, in the order of application.
    pub history: Vec<Arc<Record>>,
    /// The bytes of embedded evidence as base64, by hash.
    pub blobs: BTreeMap<Sha256, Arc<str>>,
    /// What this copy omits; `None` if it is complete.
    pub extract: Option<Omissions>,
}

/// The document: contents that change only through edits.
#[derive(Clone, Debug)]
pub struct Workbook {
    contents: Contents,
    revision: u64,
    /// The first record index that may still be amended; earlier records may have been saved.
    sealed: usize,
    /// The records without children, sorted by id: one, or several after a merge.
    heads: Vec<RecordId>,
    /// The index of each record in the history.
    places: HashMap<RecordId, usize>,
    /// The records that an audit found to be altered; their content is ignored.
    altered: BTreeSet<RecordId>,
}

impl Deref for Workbook {
    type Target = Contents;

    fn deref(&self) -> &Contents {
        &self.contents
    }
}

/// Two workbooks are equal if their contents are equal.
impl PartialEq for Workbook {
    fn eq(&self, other: &Self) -> bool {
        self.contents == other.contents
    }
}

impl Workbook {
    /// Takes over `contents` after validating them. If there is no base, one is made from the state before the records.
    ///
    /// # Errors
    /// All defects found.
    pub fn from_contents(mut contents: Contents) -> Result<Self, Vec<Defect>> {
        if contents.bases.is_empty() {
            let base = Base::of(&contents.taken_back(), Vec::new(), None);
            contents.bases.insert(base.id(), base);
        }
        contents.extract = lacks(&contents);
        let defects = validate::defects(&contents);
        if defects.is_empty() {
            let sealed = contents.history.len();
            let heads = contents.heads();
            let places = places(&contents);
            Ok(Self { contents, revision: 0, sealed, heads, places, altered: BTreeSet::new() })
        } else {
            Err(defects)
        }
    }

    /// Takes over `contents` without validation, only to compute dates: they may contain dangling references, and the
    /// workbook is not edited, shown or saved.
    pub(crate) fn unchecked(contents: Contents) -> Self {
        let (heads, places) = (Vec::new(), HashMap::new());
        Self { contents, revision: 0, sealed: 0, heads, places, altered: BTreeSet::new() }
    }

    /// Increases with every change; within one opening, equal revisions mean equal contents.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The current or most recent license: the last one without a successor.
    #[must_use]
    pub fn current_license(&self) -> Option<LicenseId> {
        self.licenses.iter().rev().find(|(_, l)| l.record.succeeded_by.is_none()).map(|(id, _)| *id)
    }

    /// The duty of `license` with this label, in Chinese numerals or digits, with full- or half-width brackets.
    #[must_use]
    pub fn duty_by_label(&self, license: LicenseId, label: &str) -> Option<DutyId> {
        let plain: String = label.trim().chars().map(crate::license::half_width).collect();
        self.duties
            .iter()
            .filter(|(_, d)| d.definition.license == license)
            .find(|(_, d)| d.definition.label() == plain || d.definition.label_in_digits() == plain)
            .map(|(id, _)| *id)
    }

    /// The annual report duty of `license`.
    #[must_use]
    pub fn annual_report_duty(&self, license: LicenseId) -> Option<DutyId> {
        let mut duties = self.duties.iter().filter(|(_, duty)| duty.definition.license == license);
        duties
            .find(|(_, duty)| duty.definition.retired.is_none() && duty.definition.is_annual_report())
            .map(|(id, _)| *id)
    }

    /// The record with this id.
    #[must_use]
    pub fn record(&self, id: RecordId) -> Option<&Arc<Record>> {
        self.history.get(*self.places.get(&id)?)
    }

    /// The records without children: the next record follows all of them.
    #[must_use]
    pub fn heads(&self) -> &[RecordId] {
        &self.heads
    }

    /// Makes an edit of the given field values, omitting those that already hold. The last value given for a field
    /// counts.
    #[must_use]
    pub fn change(&self, wanted: impl IntoIterator<Item = (Field, Option<Value>)>) -> Edit {
        let mut changes: Vec<Change> = Vec::new();
        let mut places: BTreeMap<Field, usize> = BTreeMap::new();
        for (field, to) in wanted {
            let to = to.filter(|value| !value.is_empty());
            if let Some(change) = places.get(&field).and_then(|place| changes.get_mut(*place)) {
                change.to = to;
            } else {
                places.insert(field.clone(), changes.len());
                changes.push(Change { from: self.get(&field), to, field });
            }
        }
        changes.retain(|change| change.from != change.to);
        Edit { changes, undoes: None }
    }

    /// Applies `edit` as one record with the edit id `id`, and returns the id of the record. An empty edit leaves no
    /// record.
    ///
    /// # Errors
    /// If the edit does not fit; the workbook is then unchanged.
    pub fn apply(&mut self, edit: Edit, stamp: Stamp, id: EditId) -> Result<Option<RecordId>, EditError> {
        // The joining of copies is recorded even if there was nothing to resolve.
        if edit.is_empty() && self.heads.len() < 2 {
            return Ok(None);
        }
        // Merge resolutions and undos are exempt from the report lock and the limits.
        if self.heads.len() < 2 && edit.undoes.is_none() {
            edit.changes.iter().try_for_each(|change| report_lock::check(&self.contents, change))?;
            edit.changes.iter().try_for_each(bounds::check)?;
        }
        bounds::check_history(&self.history, &self.heads, &edit)?;
        let record = self.next_record(edit, stamp, id);
        let name = record.id;
        self.replay(record)?;
        Ok(Some(name))
    }

    /// The record of `edit` as the successor of all current heads.
    fn next_record(&self, edit: Edit, stamp: Stamp, id: EditId) -> Record {
        let record = Record {
            id: RecordId(Sha256([0; 32])),
            edit: id,
            parents: self.heads.clone(),
            author: stamp.author,
            at: stamp.at,
            undoes: edit.undoes,
            nature: RecordKind::Edit,
            changes: edit.changes,
        };
        record.with_computed_id()
    }

    /// Applies an existing record, from a journal or from a colleague's copy.
    ///
    /// # Errors
    /// If the record does not fit; the workbook is then unchanged.
    pub fn replay(&mut self, record: Record) -> Result<(), EditError> {
        if self.record(record.id).is_some() {
            return Err(EditError::DuplicateRecord(record.id));
        }
        let mut done = 0;
        let outcome = self.set_all(&record.changes, &mut done).and_then(|()| {
            record.changes.iter().try_for_each(|change| validate::check_change(&self.contents, &change.field))
        });
        if let Err(error) = outcome {
            for change in record.changes.iter().take(done).rev() {
                // The field accepted the new value, so it accepts the old one again.
                let restored = self.contents.set(&change.field, change.from.clone());
                debug_assert!(restored.is_ok(), "{restored:?}");
            }
            return Err(error);
        }
        self.append(record);
        Ok(())
    }

    /// Whether an audit found that the content of this record does not match its id.
    #[must_use]
    pub fn is_altered(&self, id: RecordId) -> bool {
        self.altered.contains(&id)
    }

    /// The records that an audit found to be altered.
    pub(crate) fn altered(&self) -> &BTreeSet<RecordId> {
        &self.altered
    }

    /// Sets the records whose content is ignored.
    pub(crate) fn set_altered(&mut self, altered: BTreeSet<RecordId>) {
        self.altered = altered;
    }

    /// The same workbook as a later state of `before`: its revision is one higher.
    #[must_use]
    pub(crate) fn later_than(self, before: &Self) -> Self {
        Self { revision: before.revision + 1, ..self }
    }

    /// The same workbook with these records added to its history, without applying them.
    #[must_use]
    pub(crate) fn with_records(&self, records: impl IntoIterator<Item = Arc<Record>>) -> Self {
        let mut other = self.clone();
        other.contents.history.extend(records);
        other
    }

    /// The workbook as it would be after `edit`, without a record of it, for previews.
    ///
    /// # Errors
    /// If the edit does not fit.
    pub fn after(&self, edit: &Edit) -> Result<Self, EditError> {
        let mut ahead = self.clone();
        let mut done = 0;
        ahead.set_all(&edit.changes, &mut done)?;
        edit.changes.iter().try_for_each(|change| validate::check_change(&ahead.contents, &change.field))?;
        Ok(ahead.later_than(self))
    }

    /// Appends a record to the history; its changes are already applied.
    fn append(&mut self, record: Record) {
        self.heads.retain(|head| !record.parents.contains(head));
        self.heads.push(record.id);
        self.heads.sort_unstable();
        self.places.insert(record.id, self.history.len());
        self.contents.history.push(Arc::new(record));
        self.revision += 1;
    }

    fn set_all(&mut self, changes: &[Change], done: &mut usize) -> Result<(), EditError> {
        for change in changes {
            if self.contents.get(&change.field) != change.from {
                return Err(EditError::Stale(change.field.clone()));
            }
            // An empty value would read back as `None`, and the inverse would never fit.
            if change.to.as_ref().is_some_and(Value::is_empty) {
                return Err(EditError::Empty(change.field.clone()));
            }
            validate::check_frozen(change)?;
            self.contents.set(&change.field, change.to.clone())?;
            *done += 1;
        }
        Ok(())
    }

    /// Merges `edit` into the latest record instead of adding one, so that typing is one step and not one per
    /// character.
    ///
    /// Only possible if the record has not been saved, and both are by the same author and about the same text field or
    /// the same text of evidence. Returns the previous and the new id of the record.
    pub fn amend(&mut self, edit: &Edit, stamp: Stamp) -> Option<(RecordId, RecordId)> {
        let index = self.history.len().checked_sub(1)?;
        let last = self.history.get(index)?;
        let [before] = last.changes.as_slice() else { return None };
        let [next] = edit.changes.as_slice() else { return None };
        let continues = index >= self.sealed
            && last.author == stamp.author
            && last.undoes.is_none()
            && edit.undoes.is_none()
            && last.nature == RecordKind::Edit
            && before.field == next.field
            && before.to == next.from
            && (edit::is_text(before.from.as_ref())
                && edit::is_text(before.to.as_ref())
                && edit::is_text(next.to.as_ref())
                || evidence::goes_on_typing(before, next))
            && !next.to.as_ref().is_some_and(Value::is_empty)
            && bounds::check(next).is_ok();
        if !continues {
            return None;
        }
        self.contents.set(&next.field, next.to.clone()).ok()?;
        if validate::check_change(&self.contents, &next.field).is_err() {
            let restored = self.contents.set(&next.field, next.from.clone());
            debug_assert!(restored.is_ok(), "{restored:?}");
            return None;
        }
        let record = Arc::make_mut(self.contents.history.get_mut(index)?);
        if let Some(change) = record.changes.first_mut() {
            change.to.clone_from(&next.to);
        }
        record.at = stamp.at;
        let (before, now) = (record.id, RecordId(record.hash()));
        record.id = now;
        self.places.remove(&before);
        self.places.insert(now, index);
        self.heads.retain(|head| *head != before);
        self.heads.push(now);
        self.revision += 1;
        Some((before, now))
    }

    /// Stores the bytes of evidence, as base64, under their hash. This is not an edit: unreferenced bytes have no
    /// effect. If evidence refers to them and its bytes were missing or different, this repairs it.
    pub fn put_blob(&mut self, hash: Sha256, base64: Arc<str>) {
        let before = self.contents.blobs.insert(hash, Arc::clone(&base64));
        let mends = before != Some(base64) && self.evidence.get(&hash).is_some_and(Evidence::is_embedded);
        self.revision += u64::from(mends);
    }

    /// Prevents later amendment of the existing records, because a save is about to write them.
    pub fn seal(&mut self) {
        self.sealed = self.history.len();
    }
}

/// What `contents` omit: the bases tell whether they are a part; bytes are omitted only if some are missing.
fn lacks(contents: &Contents) -> Option<Omissions> {
    let without_bytes = contents.extract.as_ref().is_some_and(|extract| extract.without_bytes)
        && contents.evidence.iter().any(|(hash, e)| e.is_embedded() && !contents.blobs.contains_key(hash));
    let part = contents.own_bases().any(|(_, base)| !base.cut_at.is_empty());
    let extract = Omissions { part, without_bytes };
    (extract != Omissions::default()).then_some(extract)
}

fn places(contents: &Contents) -> HashMap<RecordId, usize> {
    contents.history.iter().enumerate().map(|(place, record)| (record.id, place)).collect()
}

impl Contents {
    /// An empty workbook.
    #[must_use]
    pub fn empty(id: DocumentId, tracked_from: NaiveDate) -> Self {
        Self {
            id,
            tracked_from,
            people: BTreeMap::new(),
            licenses: BTreeMap::new(),
            duties: BTreeMap::new(),
            evidence: BTreeMap::new(),
            events: BTreeMap::new(),
            occurrences: BTreeMap::new(),
            attestations: BTreeMap::new(),
            reports: BTreeMap::new(),
            sessions: BTreeMap::new(),
            snapshots: BTreeMap::new(),
            schedules: BTreeMap::new(),
            bases: BTreeMap::new(),
            history: Vec::new(),
            blobs: BTreeMap::new(),
            extract: None,
        }
    }

    /// The records without children, and the bases without records after them.
    pub(crate) fn heads(&self) -> Vec<RecordId> {
        let parents = self
            .history
            .iter()
            .flat_map(|record| record.parents.iter().copied().chain(self.parents(record).into_owned()));
        let followed: HashSet<RecordId> = parents.collect();
        let bases = self.own_bases().map(|(id, _)| *id);
        let all: BTreeSet<RecordId> = self.history.iter().map(|record| record.id).chain(bases).collect();
        all.into_iter().filter(|id| !followed.contains(id)).collect()
    }

    /// The records before `record`; for the first record of a part, those from which the part was cut.
    pub(crate) fn parents<'a>(&self, record: &'a Record) -> Cow<'a, [RecordId]> {
        if record.parents.iter().all(|parent| self.bases.get(parent).is_none_or(|base| base.cut_at.is_empty())) {
            return Cow::Borrowed(&record.parents);
        }
        let bases = record.parents.iter().map(|id| (id, self.bases.get(id)));
        Cow::Owned(bases.flat_map(|(id, base)| base.map_or_else(|| vec![*id], |base| base.cut_at.clone())).collect())
    }
}
