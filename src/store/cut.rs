//! A file that is cut into its sections, each parsed and digested by itself: the parts that all formats share.

use super::archive::{self, Budget, PackError};
use super::bounds::{self, Bounded};
use super::chunks;
use super::format_error::{FormatError, FormatFault, Syntax, place};
use super::section::{FileSection, digest_of, exact_digest_of, header_text};
use super::slice::{self, Fault, Slice};
use crate::limits::Exceeded;
use crate::workbook::{Contents, Defect, DocumentId, LicenseEntry, Sha256, unique};
use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::ops::Range;
use std::sync::Arc;

/// The sections of a file, cut but not parsed.
pub(super) struct Cut<'a> {
    text: &'a str,
    slices: BTreeMap<&'a str, Slice<'a>>,
}

fn syntax(what: Syntax, message: &str) -> FormatFault {
    FormatFault::Syntax { what, message: message.to_owned() }
}

/// Cuts the text of a file.
pub(super) fn cut(text: &str) -> Result<Cut<'_>, FormatError> {
    let fields = slice::fields(text).map_err(|fault| {
        let cause = match fault.fault {
            Fault::Truncated => FormatFault::Truncated,
            Fault::Expected(what) => syntax(Syntax::Expected(what), &format!("expected {what}")),
            Fault::WrongBracket => syntax(Syntax::Bracket, "the closing bracket does not fit"),
            Fault::TooDeep => FormatFault::TooDeep,
            Fault::TooMany => syntax(Syntax::TooMany, "there are more fields than in any workbook"),
            Fault::Trailing => syntax(Syntax::Trailing, "something stands behind the end of the workbook"),
        };
        // A truncated text misses its end, wherever the open string or comment began.
        let at = if fault.fault == Fault::Truncated { text.len() } else { fault.at };
        FormatError::at(text, at, None, cause)
    })?;
    let mut slices = BTreeMap::new();
    for field in fields {
        let known = matches!(field.name, "format" | "id" | "digests")
            || FileSection::ALL.iter().any(|s| *s != FileSection::Header && s.as_str() == field.name);
        let at = field.name_at;
        if !known {
            let name = field.name.to_owned();
            return Err(FormatError::at(text, at, None, FormatFault::UnknownField { name }));
        }
        if let Some(twice) = slices.insert(field.name, field) {
            let key = twice.name.to_owned();
            return Err(FormatError::at(text, at, None, FormatFault::DuplicateKey { key }));
        }
    }
    Ok(Cut { text, slices })
}

impl Cut<'_> {
    fn slice(&self, name: &str) -> Result<&Slice<'_>, FormatError> {
        self.slices.get(name).ok_or_else(|| {
            FormatError::at(self.text, self.text.len(), None, FormatFault::MissingField { name: name.to_owned() })
        })
    }

    pub(super) fn parse<T: DeserializeOwned>(&self, name: &str, section: FileSection) -> Result<T, FormatError> {
        let slice = self.slice(name)?;
        ron::from_str(slice.text).map_err(|error| FormatError::in_section(self.text, slice.at, section, error))
    }

    pub(super) fn section<T: DeserializeOwned>(&self, section: FileSection) -> Result<T, FormatError> {
        self.parse(section.as_str(), section)
    }

    pub(super) fn map<K: DeserializeOwned + Ord + Serialize, V: DeserializeOwned>(
        &self,
        section: FileSection,
    ) -> Result<BTreeMap<K, V>, FormatError> {
        self.section::<Unique<K, V>>(section).map(|map| map.0)
    }

    pub(super) fn blobs(&self) -> Result<BTreeMap<Sha256, Arc<str>>, FormatError> {
        match self.slices.get(FileSection::Blobs.as_str()).and_then(|slice| chunks::read_blobs(slice.text)) {
            Some(blobs) => Ok(blobs),
            None => self.map(FileSection::Blobs),
        }
    }

    /// The records of the history, the packed ones first, counted against `budget`; `id` gives the key that must be
    /// unique.
    pub(super) fn history<R: DeserializeOwned + Bounded + Send, I: Ord + Display>(
        &self,
        budget: &Budget,
        id: impl Fn(&R) -> I,
    ) -> Result<Vec<R>, FormatError> {
        let mut records = self.archive(budget)?;
        records.extend(self.section::<Vec<R>>(FileSection::History)?);
        bounds::check(&records).map_err(|(at, exceeded)| {
            let record = at.and_then(|at| records.get(at)).map(|record| id(record).to_string());
            self.beyond(FileSection::History, record.as_deref(), exceeded)
        })?;
        let mut seen = BTreeSet::new();
        match records.iter().map(id).find_map(|id| seen.replace(id)) {
            Some(twice) => Err(self.duplicate_record(&twice.to_string())),
            None => Ok(records),
        }
    }

    /// The earlier history, which is packed in long histories.
    fn archive<R: DeserializeOwned + Send>(&self, budget: &Budget) -> Result<Vec<R>, FormatError> {
        let Some(slice) = self.slices.get(FileSection::Archive.as_str()) else { return Ok(Vec::new()) };
        let packs: Vec<String> = self.section(FileSection::Archive)?;
        archive::unpack(&packs, budget).map_err(|error| match error {
            PackError::TooMuch(exceeded) => self.beyond(FileSection::Archive, None, exceeded),
            PackError::Damaged(n) => {
                let at = packs.get(n).and_then(|pack| slice.text.find(pack.as_str())).unwrap_or_default();
                let cause = syntax(Syntax::Packed, "a part of the earlier history is damaged");
                FormatError::at(self.text, slice.at + at, Some(FileSection::Archive), cause)
            }
        })
    }

    /// The sections that are the same in all formats; `snapshots` are unpacked already.
    pub(super) fn contents(
        &self,
        id: DocumentId,
        tracked_from: NaiveDate,
        snapshots: archive::Snapshots,
    ) -> Result<Contents, FormatError> {
        let licenses = self.map(FileSection::Licenses)?.into_iter();
        Ok(Contents {
            people: self.map(FileSection::People)?,
            licenses: licenses.map(|(id, license)| (id, LicenseEntry::new(license))).collect(),
            duties: self.map(FileSection::Duties)?,
            evidence: self.map(FileSection::Evidence)?,
            events: self.map(FileSection::Events)?,
            occurrences: self.map(FileSection::Occurrences)?,
            attestations: self.map(FileSection::Attestations)?,
            reports: self.map(FileSection::Reports)?,
            sessions: self.map(FileSection::Sessions)?,
            snapshots,
            schedules: self.map(FileSection::Schedules)?,
            ..Contents::empty(id, tracked_from)
        })
    }

    /// The error for `defects`, at the place of the first one.
    pub(super) fn invalid(&self, defects: Vec<Defect>) -> FormatError {
        let place = defects.first().and_then(|Defect(error)| place(error));
        let section = place.as_ref().map(|(section, _)| *section);
        let at = place.and_then(|(section, key)| {
            let slice = self.slice(section.as_str()).ok()?;
            Some(slice.at + slice.text.find(&format!("{key}: (")).unwrap_or_default())
        });
        FormatError::at(self.text, at.unwrap_or_default(), section, FormatFault::Invalid { defects })
    }

    fn duplicate_record(&self, id: &str) -> FormatError {
        let found = self.slice(FileSection::History.as_str()).ok().map(|slice| {
            let second = slice.text.match_indices(&format!("id: \"{id}\"")).nth(1);
            slice.at + second.map_or(0, |(at, _)| at)
        });
        let cause = FormatFault::DuplicateKey { key: id.to_owned() };
        FormatError::at(self.text, found.unwrap_or(0), Some(FileSection::History), cause)
    }

    /// The error for a section that exceeds a limit, at the place of `record` where the section has it as text.
    pub(super) fn beyond(&self, section: FileSection, record: Option<&str>, exceeded: Exceeded) -> FormatError {
        let at = self.slice(section.as_str()).map_or(0, |slice| {
            let found = record.and_then(|id| slice.text.find(&format!("id: \"{id}\"")));
            slice.at + found.unwrap_or_default()
        });
        FormatError::at(self.text, at, Some(section), FormatFault::Limit(exceeded))
    }

    /// The range and the SHA-256 of the section of evidence, where the SHA-256 equals its digest.
    pub(super) fn evidence(&self) -> Option<(Range<usize>, Sha256)> {
        let slice = self.slices.get(FileSection::Blobs.as_str())?;
        Some((slice.at..slice.at + slice.text.len(), exact_digest_of(slice.text)?))
    }

    /// The sections whose digest differs from the stored one; `blobs` is the digest of the blobs where it is known.
    pub(super) fn changed_sections(
        &self,
        (format, id): (u32, DocumentId),
        digests: &BTreeMap<FileSection, Sha256>,
        blobs: Option<Sha256>,
    ) -> Vec<FileSection> {
        let mut changed = Vec::new();
        for section in FileSection::ALL {
            let now = match (section, blobs) {
                (FileSection::Header, _) => Some(digest_of(&header_text(format, id))),
                (FileSection::Blobs, Some(known)) => Some(known),
                (other, _) => self.slices.get(other.as_str()).map(|slice| digest_of(slice.text)),
            };
            if digests.get(&section).copied() != now {
                changed.push(section);
            }
        }
        changed
    }
}

/// A map without duplicate keys.
#[derive(Deserialize)]
#[serde(transparent, bound(deserialize = "K: Deserialize<'de> + Ord + Serialize, V: Deserialize<'de>"))]
pub(super) struct Unique<K, V>(#[serde(deserialize_with = "unique::deserialize")] pub(super) BTreeMap<K, V>);
