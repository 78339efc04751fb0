//! Format 1, which is read but no longer written: `tests/data/store_format1.ron` must always open.
//!
//! Its record ids are not hashes, and it has no base. On reading, the history is converted: the base holds the state
//! before all records, and each record gets the hash of its content as its name. The conversion gives the same names on
//! every machine; the old ids become the ids of the edits.

use super::archive::{self, Budget};
use super::bounds::Bounded;
use super::cut::{Unique, cut};
use super::format_error::FormatError;
use super::loaded::Loaded;
use super::section::FileSection;
use crate::merge::in_order;
use crate::workbook::{
    Base, Change, Contents, DocumentId, EditId, HandedOut, Omissions, PersonId, Record, RecordId, RecordKind, Sha256,
    Workbook,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// The workbook's own fields.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Meta {
    pub(super) tracked_from: NaiveDate,
    #[serde(default)]
    pub(super) extract: Option<ExtractV1>,
}

/// What a partial copy leaves out.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExtractV1 {
    #[serde(default)]
    part: bool,
    #[serde(default)]
    pub(super) cut_at: Vec<EditId>,
    #[serde(default)]
    without_bytes: bool,
    #[serde(default)]
    pub(super) handed_out: Option<HandedOut>,
}

impl ExtractV1 {
    pub(super) fn to_extract(&self) -> Omissions {
        Omissions { part: self.part, without_bytes: self.without_bytes }
    }
}

/// A record of format 1.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RecordV1 {
    pub(super) id: EditId,
    parents: Vec<EditId>,
    author: PersonId,
    at: DateTime<Utc>,
    undoes: Option<EditId>,
    /// The digest of its past, in the first record after a save.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    past: Option<Sha256>,
    pub(super) changes: Vec<Change>,
}

impl Bounded for RecordV1 {
    fn parents(&self) -> usize {
        self.parents.len()
    }

    fn at(&self) -> DateTime<Utc> {
        self.at
    }
}

impl RecordV1 {
    /// The record in the current form; `known` maps old ids to current names.
    pub(super) fn renamed(self, known: &HashMap<EditId, RecordId>, heads: &[RecordId]) -> Record {
        let parents: BTreeSet<RecordId> = self.parents.iter().map(|id| current_name(*id, known)).collect();
        let record = Record {
            id: RecordId(Sha256([0; 32])),
            edit: self.id,
            parents: if parents.is_empty() { heads.to_vec() } else { parents.into_iter().collect() },
            author: self.author,
            at: self.at,
            undoes: self.undoes.map(|id| current_name(id, known)),
            nature: RecordKind::CarriedOver,
            changes: self.changes,
        };
        record.with_computed_id()
    }
}

fn current_name(id: EditId, known: &HashMap<EditId, RecordId>) -> RecordId {
    known.get(&id).copied().unwrap_or_else(|| RecordId::of_format_1(id))
}

/// Reads the text of a file of format 1.
pub(super) fn read(text: &str) -> Result<Loaded, FormatError> {
    let cut = cut(text)?;
    let id: DocumentId = cut.parse("id", FileSection::Header)?;
    let digests: Unique<FileSection, Sha256> = cut.parse("digests", FileSection::Header)?;
    let meta: Meta = cut.section(FileSection::Meta)?;
    let evidence = cut.evidence();
    let changed_sections = cut.changed_sections((1, id), &digests.0, evidence.as_ref().map(|(_, digest)| *digest));
    let budget = Budget::new();
    let snapshots = archive::unpack_documents(cut.map(FileSection::Snapshots)?, &budget)
        .map_err(|exceeded| cut.beyond(FileSection::Snapshots, None, exceeded))?;
    let mut history = cut.history::<RecordV1, _>(&budget, |record| record.id)?;
    for record in &mut history {
        archive::restore_documents_in(&mut record.changes, &snapshots);
    }
    let changed_past = changed_past(&history);
    let mut contents = cut.contents(id, meta.tracked_from, snapshots)?;
    contents.blobs = cut.blobs()?;
    contents.extract = meta.extract.as_ref().map(ExtractV1::to_extract);
    let (contents, names) = carried_over(contents, history, meta.extract);
    let changed_past: Vec<RecordId> = changed_past.iter().filter_map(|id| names.get(id)).copied().collect();
    let workbook = Workbook::from_contents(contents).map_err(|defects| cut.invalid(defects))?;
    Ok(Loaded { workbook, changed_sections, format_1: Some(changed_past), evidence })
}

/// Converts `history`. Returns `contents` with a base and the converted records, and the current names by old id.
pub(super) fn carried_over(
    mut contents: Contents,
    history: Vec<RecordV1>,
    extract: Option<ExtractV1>,
) -> (Contents, HashMap<EditId, RecordId>) {
    contents.history = history.iter().map(|r| Arc::new(r.clone().renamed(&HashMap::new(), &[]))).collect();
    let (before, handed_out) = extract.map(|extract| (extract.cut_at, extract.handed_out)).unwrap_or_default();
    let cut_at = before.iter().map(|id| RecordId::of_format_1(*id)).collect();
    let base = Base::of(&contents.taken_back(), cut_at, handed_out);
    let base_id = base.id();
    contents.bases = BTreeMap::from([(base_id, base)]);
    // The records before a partial copy are replaced by its base.
    let mut names: HashMap<EditId, RecordId> = before.iter().map(|id| (*id, base_id)).collect();
    let mut records = Vec::with_capacity(history.len());
    for record in history {
        let id = record.id;
        let record = record.renamed(&names, &[base_id]);
        names.insert(id, record.id);
        records.push(Arc::new(record));
    }
    contents.history = in_order(records, &contents.bases);
    (contents, names)
}

/// The records whose digest differs from that of their past: the past was changed after they were made.
fn changed_past(history: &[RecordV1]) -> Vec<EditId> {
    let mut found = Vec::new();
    for (at, record) in history.iter().enumerate() {
        let Some(past) = record.past else { continue };
        let before = history.get(..at).unwrap_or_default();
        if digest(before, &record.parents).is_some_and(|digest| digest != past) {
            found.push(record.id);
        }
    }
    found
}

/// The digest of `parents` and their past, back to the records that carry a digest themselves.
///
/// `None` where `history` lacks some of these records.
fn digest(history: &[RecordV1], parents: &[EditId]) -> Option<Sha256> {
    let mut wanted: BTreeSet<EditId> = parents.iter().copied().collect();
    let mut taken: BTreeMap<EditId, &RecordV1> = BTreeMap::new();
    // Parents come before their children, so one backward pass finds them all.
    for record in history.iter().rev() {
        if wanted.is_empty() {
            break;
        }
        if wanted.remove(&record.id) {
            taken.insert(record.id, record);
            if record.past.is_none() {
                wanted.extend(record.parents.iter().filter(|id| !taken.contains_key(id)));
            }
        }
    }
    if !wanted.is_empty() || taken.is_empty() {
        return None;
    }
    let mut text = Vec::new();
    for record in taken.values() {
        serde_json::to_writer(&mut text, record).ok()?;
        text.push(b'\n');
    }
    Some(Sha256::of(&text))
}
