//! Salvage of a damaged file: every record that is complete, found by the lines that this program writes.
//!
//! A file has one field in each line and no line ends inside texts, so damage costs the record that contains it and no
//! more. A reference to a lost record is removed, and the record with the reference stays. Nothing is invented, and the
//! damaged file is not changed.

use super::archive::{self, Budget};
use super::bounds::{self, Bounded};
use super::format_v1::RecordV1;
use super::section::FileSection;
use super::{format_v1, format_v3};
use crate::workbook::{
    Contents, Defect, DocumentId, EditError, Field, Id, LicenseEntry, LicenseRecord, Person, Record, RecordId, Sha256,
    Value, Workbook,
};
use base64::Engine as _;
use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The result of a salvage.
#[derive(Clone, Debug, PartialEq)]
pub struct Salvaged {
    /// The workbook with all readable records.
    pub workbook: Workbook,
    /// The number of readable records.
    pub kept: usize,
    /// The sections with losses, and the number of damaged records in each; `None` where it is unknown.
    pub lost: Vec<(FileSection, Option<usize>)>,
}

/// The number of attempts to repair contradictions.
const REPAIR_ROUNDS: usize = 20;

/// Salvages the damaged `bytes`; `None` where no license or no duty is readable.
///
/// `today` replaces the day from which dates are tracked, and `random` the id of the document, where the file no longer
/// tells them.
#[must_use]
pub fn salvage(bytes: &[u8], today: NaiveDate, random: u64) -> Option<Salvaged> {
    let budget = Budget::new();
    let text = decode(bytes);
    let mut raw = RawSections::of(&text);
    let is_format_1 = raw.is_format_1;
    let (mut tracked_from, mut extract, mut extract_v1) = (today, None, None);
    if is_format_1 {
        if let Some(meta) = raw.meta::<format_v1::Meta>() {
            extract = meta.extract.as_ref().map(format_v1::ExtractV1::to_extract);
            (tracked_from, extract_v1) = (meta.tracked_from, meta.extract);
        }
    } else if let Some(meta) = raw.meta::<format_v3::Meta>() {
        (tracked_from, extract) = (meta.tracked_from, meta.extract);
    }
    let licenses: BTreeMap<_, LicenseRecord> = raw.map(FileSection::Licenses);
    let mut contents = Contents {
        id: raw.id.unwrap_or(DocumentId(Id { opening: random, sequence: 1 })),
        tracked_from,
        people: raw.map(FileSection::People),
        licenses: licenses.into_iter().map(|(id, license)| (id, LicenseEntry::new(license))).collect(),
        duties: raw.map(FileSection::Duties),
        evidence: raw.map(FileSection::Evidence),
        events: raw.map(FileSection::Events),
        occurrences: raw.map(FileSection::Occurrences),
        attestations: raw.map(FileSection::Attestations),
        reports: raw.map(FileSection::Reports),
        sessions: raw.map(FileSection::Sessions),
        snapshots: archive::unpack_documents(raw.map(FileSection::Snapshots), &budget).unwrap_or_default(),
        schedules: raw.map(FileSection::Schedules),
        bases: BTreeMap::new(),
        history: Vec::new(),
        blobs: raw.blobs(),
        extract,
    };
    if is_format_1 {
        let mut history = raw.history::<RecordV1, _>(&budget, |record| record.id);
        for record in &mut history {
            archive::restore_documents_in(&mut record.changes, &contents.snapshots);
        }
        contents = format_v1::carried_over(contents, history, extract_v1).0;
    } else {
        let bases = raw.map::<RecordId, format_v3::StoredBase>(FileSection::Bases);
        contents.bases = bases.into_iter().filter_map(|(id, b)| Some((id, b.unpacked(&budget).ok()?))).collect();
        contents.history = raw.history::<Arc<Record>, _>(&budget, |record| record.id);
        archive::restore_documents(&mut contents.history, &contents.snapshots);
    }
    from_history(&mut contents);
    for _ in 0..REPAIR_ROUNDS {
        match Workbook::from_contents(contents.clone()) {
            Ok(workbook) => {
                let usable = workbook.current_license().is_some() && !workbook.duties.is_empty();
                return usable.then_some(Salvaged { workbook, kept: raw.kept, lost: raw.lost });
            }
            Err(defects) => defects.iter().for_each(|defect| repair(&mut contents, defect)),
        }
    }
    None
}

/// The text of a damaged file; characters that cannot be decoded are replaced.
fn decode(bytes: &[u8]) -> String {
    match bytes {
        [0xff, 0xfe, rest @ ..] => decode_utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => decode_utf16(rest, u16::from_be_bytes),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

fn decode_utf16(pairs: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = pairs.chunks_exact(2).filter_map(|pair| pair.try_into().ok()).map(unit);
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// The text of a file, cut at the lines at which sections and records begin.
struct RawSections<'a> {
    id: Option<DocumentId>,
    is_format_1: bool,
    /// The lines of each section, the first one included.
    sections: BTreeMap<FileSection, Vec<&'a str>>,
    kept: usize,
    lost: Vec<(FileSection, Option<usize>)>,
}

impl<'a> RawSections<'a> {
    fn of(text: &'a str) -> Self {
        let mut raw = Self { id: None, is_format_1: false, sections: BTreeMap::new(), kept: 0, lost: Vec::new() };
        let mut open = None;
        for line in text.lines() {
            let name = line.strip_prefix("    ").and_then(|rest| rest.split_once(": ")).map(|(name, _)| name);
            let section = FileSection::ALL.into_iter().find(|s| *s != FileSection::Header && Some(s.as_str()) == name);
            match section {
                Some(section) => open = Some(section),
                None if name == Some("id") => {
                    let id = line.split('"').nth(1).and_then(|id| id.parse().ok()).map(DocumentId);
                    raw.id = raw.id.or(id);
                    continue;
                }
                // The lines of the digests, which are useless now.
                None if matches!(name, Some("format" | "digests")) => {
                    raw.is_format_1 |= line.trim() == "format: 1,";
                    open = None;
                }
                None => {}
            }
            if let Some(section) = open {
                raw.sections.entry(section).or_default().push(line);
            }
        }
        raw
    }

    fn meta<M: DeserializeOwned>(&mut self) -> Option<M> {
        let lines = self.sections.get(&FileSection::Meta).map(|lines| lines.join("\n")).unwrap_or_default();
        let value = lines.trim_start().strip_prefix("meta:").map(|value| value.trim().trim_end_matches(','));
        let meta = value.and_then(|value| ron::from_str(value).ok());
        if meta.is_none() {
            self.lost.push((FileSection::Meta, None));
        }
        meta
    }

    /// The texts of the records of a section, and whether the section is complete.
    fn records(&self, section: FileSection) -> Option<(Vec<String>, bool)> {
        let lines = self.sections.get(&section)?;
        let (first, rest) = lines.split_first()?;
        let is_empty = first.trim_end().ends_with("},") || first.trim_end().ends_with("],");
        let mut records: Vec<String> = Vec::new();
        let mut is_whole = is_empty;
        for line in rest {
            if matches!(line.trim_end(), "    }" | "    }," | "    ]" | "    ],") {
                is_whole = true;
                break;
            }
            if line.trim().is_empty() {
                continue;
            }
            let begins = line.strip_prefix("        ").is_some_and(|l| !l.starts_with([' ', ')', ']', '}']));
            match records.last_mut() {
                Some(record) if !begins => {
                    record.push('\n');
                    record.push_str(line);
                }
                Some(_) | None => records.push((*line).to_owned()),
            }
        }
        Some((records, is_whole))
    }

    /// Parses the records of a section one by one, each put between `brackets`.
    fn each<T: DeserializeOwned>(&mut self, section: FileSection, brackets: [&str; 2]) -> Vec<T> {
        let Some((records, is_whole)) = self.records(section) else {
            self.lost.push((section, None));
            return Vec::new();
        };
        let all = records.len();
        let [open, close] = brackets;
        let mut found: Vec<T> = Vec::new();
        for record in records {
            if !record.contains(['\0', char::REPLACEMENT_CHARACTER]) {
                found.extend(ron::from_str::<T>(&format!("{open}{record}{close}")));
            }
        }
        self.kept += found.len();
        if found.len() < all {
            self.lost.push((section, if is_whole { Some(all - found.len()) } else { None }));
        } else if !is_whole {
            self.lost.push((section, None));
        }
        found
    }

    fn map<K: DeserializeOwned + Ord, V: DeserializeOwned>(&mut self, section: FileSection) -> BTreeMap<K, V> {
        self.each::<BTreeMap<K, V>>(section, ["{", "}"]).into_iter().flatten().collect()
    }

    fn history<R, I: Ord>(&mut self, budget: &Budget, id: impl Fn(&R) -> I) -> Vec<R>
    where
        R: DeserializeOwned + Send + Bounded,
    {
        let mut seen = BTreeSet::new();
        let before = self.kept;
        let packs: Vec<String> = if self.sections.contains_key(&FileSection::Archive) {
            self.each::<Vec<String>>(FileSection::Archive, ["[", "]"]).into_iter().flatten().collect()
        } else {
            Vec::new()
        };
        let whole = packs.iter().filter_map(|pack| archive::unpack::<R>(std::slice::from_ref(pack), budget).ok());
        let whole: Vec<_> = whole.collect();
        // Until here, packs were counted instead of records.
        self.kept = before + whole.iter().map(Vec::len).sum::<usize>();
        self.note_lost(FileSection::Archive, packs.len() - whole.len());
        if let Some((_, Some(lost))) = self.lost.iter_mut().find(|(section, _)| *section == FileSection::Archive) {
            *lost = lost.saturating_mul(archive::PACK);
        }
        let latest = self.each::<Vec<R>>(FileSection::History, ["[", "]"]);
        let records = whole.into_iter().chain(latest).flatten();
        let all: Vec<R> = records.filter(|record| seen.insert(id(record))).collect();
        let read = all.len();
        // A record beyond a limit could not be read again.
        let within: Vec<R> = all.into_iter().filter(|r| bounds::check(std::slice::from_ref(r)).is_ok()).collect();
        self.kept = self.kept.saturating_sub(read - within.len());
        self.note_lost(FileSection::History, read - within.len());
        within
    }

    /// The blobs that match their hash.
    fn blobs(&mut self) -> BTreeMap<Sha256, Arc<str>> {
        let all: BTreeMap<Sha256, Arc<str>> = self.map(FileSection::Blobs);
        let read = all.len();
        let engine = base64::engine::general_purpose::STANDARD;
        let mut sound = all;
        sound.retain(|hash, base64| engine.decode(base64.as_bytes()).is_ok_and(|bytes| Sha256::of(&bytes) == *hash));
        self.kept = self.kept.saturating_sub(read - sound.len());
        self.note_lost(FileSection::Blobs, read - sound.len());
        sound
    }

    /// Notes `damaged` records of `section` as lost.
    fn note_lost(&mut self, section: FileSection, damaged: usize) {
        if damaged == 0 {
            return;
        }
        match self.lost.iter_mut().find(|(known, _)| *known == section) {
            Some((_, lost)) => *lost = lost.map(|lost| lost + damaged),
            None => self.lost.push((section, Some(damaged))),
        }
    }
}

/// Restores lost records of other sections from the history.
fn from_history(contents: &mut Contents) {
    let mut last: BTreeMap<&Field, &Option<Value>> = BTreeMap::new();
    for change in contents.history.iter().flat_map(|record| &record.changes) {
        last.insert(&change.field, &change.to);
    }
    for (field, value) in last {
        match (field, value) {
            (Field::Person(id), Some(Value::Person(person))) => {
                contents.people.entry(*id).or_insert_with(|| (**person).clone());
            }
            (Field::Evidence(hash), Some(Value::Evidence(evidence))) => {
                contents.evidence.entry(*hash).or_insert_with(|| (**evidence).clone());
            }
            (Field::Event(id), Some(Value::Event(event))) => {
                contents.events.entry(*id).or_insert_with(|| (**event).clone());
            }
            (Field::Occurrence(id), Some(Value::Occurrence(occurrence))) => {
                contents.occurrences.entry(*id).or_insert_with(|| (**occurrence).clone());
            }
            _ => {}
        }
    }
}

/// Removes references to lost records; a record that consists of such a reference is removed.
fn repair(contents: &mut Contents, defect: &Defect) {
    let field = match &defect.0 {
        EditError::JustificationMissing(duty) => {
            // The justification was lost, or the file was edited by hand; the status alone would be invalid.
            if let Some(duty) = contents.duties.get_mut(duty) {
                Arc::make_mut(duty).answer.status = crate::workbook::Status::default();
            }
            return;
        }
        EditError::DuplicateRecord(_) => return,
        EditError::Missing(field)
        | EditError::Stale(field)
        | EditError::WrongType(field)
        | EditError::Dangling(field)
        | EditError::Frozen(field)
        | EditError::Locked(field)
        | EditError::Limit(field, _)
        | EditError::Empty(field) => field,
    };
    match field {
        Field::Duty(id) | Field::Definition(id) | Field::Answer(id, _) => repair_duty(contents, *id),
        Field::Person(id) => match contents.people.get_mut(id) {
            // The person that this one is an alias of is lost; its own name is not.
            Some(person) if person.same_as.is_some() => person.same_as = None,
            Some(_) | None => drop(contents.people.insert(*id, Person::named("?"))),
        },
        Field::License(id)
        | Field::Fact(id, _)
        | Field::Continues(id)
        | Field::Renewal(id)
        | Field::Correction(id, _)
        | Field::Settled(id, _) => {
            let known: BTreeSet<_> = contents.licenses.keys().copied().filter(|other| other != id).collect();
            if let Some(license) = contents.licenses.get_mut(id) {
                license.record.succeeded_by = license.record.succeeded_by.filter(|next| known.contains(next));
                license.record.scans.retain(|_, scan| contents.evidence.contains_key(scan));
                license.record.source.take_if(|source| !contents.evidence.contains_key(&source.file));
            }
        }
        Field::Evidence(hash) => {
            if let Some(evidence) = contents.evidence.get_mut(hash) {
                evidence.attached_by = None;
            }
        }
        Field::Event(id) => {
            let known = &contents.evidence;
            let event = contents.events.get_mut(id).filter(|event| contents.licenses.contains_key(&event.license));
            match event {
                Some(event) => event.evidence.retain(|hash| known.contains_key(hash)),
                None => drop(contents.events.remove(id)),
            }
        }
        Field::Occurrence(id) => drop(contents.occurrences.remove(id)),
        Field::Attestation(year, duty) => {
            match contents.attestations.get_mut(&(*year, *duty)).filter(|_| contents.duties.contains_key(duty)) {
                Some(attestation) => {
                    attestation.by = None;
                    attestation.session = None;
                }
                None => drop(contents.attestations.remove(&(*year, *duty))),
            }
        }
        Field::Report(year) | Field::ReportPart(year, _) => {
            if let Some(report) = contents.reports.get_mut(year) {
                report.frozen = report.frozen.filter(|frozen| contents.snapshots.contains_key(frozen));
                for correction in &mut report.corrections {
                    correction.frozen = correction.frozen.filter(|frozen| contents.snapshots.contains_key(frozen));
                    correction.by = correction.by.filter(|by| contents.people.contains_key(by));
                }
                report.evidence.retain(|hash| contents.evidence.contains_key(hash));
                report.files.values_mut().for_each(|files| files.retain(|hash| contents.evidence.contains_key(hash)));
            }
        }
        Field::Session(id) | Field::SessionPart(id, _) => drop(contents.sessions.remove(id)),
        Field::Snapshot(id) => {
            if let Some(snapshot) = contents.snapshots.get_mut(id) {
                snapshot.by = None;
            }
        }
        Field::Schedule(_) | Field::TrackedFrom => {}
    }
}

fn repair_duty(contents: &mut Contents, id: crate::workbook::DutyId) {
    let license = contents.duties.get(&id).map(|duty| duty.definition.license);
    if license.is_none_or(|license| !contents.licenses.contains_key(&license)) {
        contents.duties.remove(&id);
        return;
    }
    let Some(duty) = contents.duties.get_mut(&id) else { return };
    let answer = &mut Arc::make_mut(duty).answer;
    answer.retain_people(|id| contents.people.contains_key(&id));
    answer.evidence.retain(|hash| contents.evidence.contains_key(hash));
}
