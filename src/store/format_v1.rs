//! Format 1, as it stays for ever.
//!
//! Its records are the model's own types. Should one of them change its shape, the old shape moves into this
//! file first, with a conversion: `tests/data/store_format1.ron` must go on opening as it does.

use super::archive::{self, Budget, PackError};
use super::bounds;
use super::format::{Cause, FormatError, Loaded, Section, Syntax};
use super::format_error::place;
use super::pieces::{self, Pieces};
use super::slice::{self, Fault, Slice};
use crate::limits::Exceeded;
use crate::workbook::{
    Contents, Defect, DocumentId, Extract, LicenseEntry, Record, RecordId, Sha256, Workbook, unique,
};
use chrono::NaiveDate;
use ron::ser::PrettyConfig;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::ops::Range;
use std::sync::Arc;

/// The workbook's own fields.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Meta {
    pub(super) tracked_from: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) extract: Option<Extract>,
}

/// The file's text for `workbook`.
pub(super) fn write(workbook: &Workbook) -> Result<Pieces<'_>, ron::Error> {
    // What was taken out of the workbook, or is linked by now, leaves the file too.
    let mut blobs: BTreeMap<Sha256, &Arc<str>> = workbook.embedded_blobs().collect();
    if !blobs.values().all(|text| pieces::is_plain(text)) {
        blobs.clear();
    }
    // The digests stand before what they are over. All are of one length, so there is room for them beforehand.
    let header = digest_of(&header_text(workbook.id));
    // A short history is text alone.
    let is_packed = !archive::split(&workbook.history).0.is_empty();
    let sections = || Section::ALL.into_iter().filter(|section| is_packed || *section != Section::Archive);
    let mut digests: BTreeMap<Section, Sha256> = sections().map(|section| (section, header)).collect();
    let mut before = format!("(\n    format: 1,\n    id: \"{}\",\n    digests: ", workbook.id);
    let room = before.len();
    before.push_str(&pretty(&digests)?);
    let room = room..before.len();
    before.push_str(",\n");
    for section in sections().filter(|section| *section != Section::Header) {
        write!(before, "    {section}: ")?;
        if section == Section::Blobs && !blobs.is_empty() {
            return Ok(Pieces { before, blobs, room, digests });
        }
        let text = section_text(workbook, section)?;
        digests.insert(section, digest_of(&text));
        before.push_str(&text);
        before.push_str(",\n");
    }
    before.push_str(")\n");
    before.replace_range(room.clone(), &pretty(&digests)?);
    Ok(Pieces { before, blobs, room, digests })
}

/// What stands in the file behind the name of `section`.
fn section_text(workbook: &Workbook, section: Section) -> Result<String, ron::Error> {
    match section {
        Section::Header => Ok(header_text(workbook.id)),
        Section::Meta => pretty(&Meta { tracked_from: workbook.tracked_from, extract: workbook.extract.clone() }),
        Section::People => pretty(&workbook.people),
        Section::Licenses => {
            let records: BTreeMap<_, _> = workbook.licenses.iter().map(|(id, l)| (id, &l.record)).collect();
            pretty(&records)
        }
        Section::Duties => pretty(&workbook.duties),
        Section::Evidence => pretty(&workbook.evidence),
        Section::Events => pretty(&workbook.events),
        Section::Occurrences => pretty(&workbook.occurrences),
        Section::Attestations => pretty(&workbook.attestations),
        Section::Reports => pretty(&workbook.reports),
        Section::Sessions => pretty(&workbook.sessions),
        Section::Snapshots => pretty(&archive::packed_documents(&workbook.snapshots)?),
        Section::Schedules => pretty(&workbook.schedules),
        Section::Archive => {
            let (earlier, _) = archive::split(&workbook.history);
            pretty(&archive::pack(earlier, &workbook.snapshots)?)
        }
        Section::History => {
            let (_, latest) = archive::split(&workbook.history);
            pretty(&archive::without_documents(latest, &workbook.snapshots))
        }
        Section::Blobs => pretty(&workbook.embedded_blobs().collect::<BTreeMap<_, _>>()),
    }
}

/// What the digest of the header is over: it has no text of its own in the file.
fn header_text(id: DocumentId) -> String {
    format!("(format: 1, id: \"{id}\")")
}

/// One field a line, set one level in, so that it can stand in the document.
pub(super) fn pretty<T: Serialize + ?Sized>(value: &T) -> Result<String, ron::Error> {
    // Strings are written with escapes: no line end of a text can be changed by an editor or a version control.
    let config = PrettyConfig::new().new_line("\n    ").escape_strings(true);
    ron::ser::to_string_pretty(value, config)
}

fn digest_of(text: &str) -> Sha256 {
    exact_digest_of(text).unwrap_or_else(|| Sha256::of(text.replace('\r', "").as_bytes()))
}

/// The same, where it is the SHA-256 of the text as it is.
fn exact_digest_of(text: &str) -> Option<Sha256> {
    (!text.contains('\r')).then(|| Sha256::of(text.as_bytes()))
}

/// The sections of a file, cut but not parsed.
struct Cut<'a> {
    text: &'a str,
    slices: BTreeMap<&'a str, Slice<'a>>,
}

/// Reads the text of a file of format 1.
pub(super) fn read(text: &str) -> Result<Loaded, FormatError> {
    let cut = cut(text)?;
    let id: DocumentId = cut.parse("id", Section::Header)?;
    let digests: Unique<Section, Sha256> = cut.parse("digests", Section::Header)?;
    let meta: Meta = cut.section(Section::Meta)?;
    let budget = Budget::new();
    // The two that can be large are read beside each other.
    let (parsed, evidence, changed_sections) = std::thread::scope(|scope| {
        let parsed = scope.spawn(|| (cut.history(&budget), cut.blobs()));
        let evidence = cut.evidence();
        let changed = cut.changed_sections(id, &digests.0, evidence.as_ref().map(|(_, digest)| *digest));
        (parsed.join(), evidence, changed)
    });
    let (history, blobs) = parsed.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    let (mut history, blobs) = (history?, blobs?);
    let snapshots = archive::unpack_documents(cut.map(Section::Snapshots)?, &budget)
        .map_err(|exceeded| cut.beyond(Section::Snapshots, None, exceeded))?;
    archive::restore_documents(&mut history, &snapshots);
    let contents = Contents {
        id,
        tracked_from: meta.tracked_from,
        people: cut.map(Section::People)?,
        licenses: cut.map(Section::Licenses)?.into_iter().map(|(id, l)| (id, LicenseEntry::new(l))).collect(),
        duties: cut.map(Section::Duties)?,
        evidence: cut.map(Section::Evidence)?,
        events: cut.map(Section::Events)?,
        occurrences: cut.map(Section::Occurrences)?,
        attestations: cut.map(Section::Attestations)?,
        reports: cut.map(Section::Reports)?,
        sessions: cut.map(Section::Sessions)?,
        snapshots,
        schedules: cut.map(Section::Schedules)?,
        history,
        blobs,
        extract: meta.extract,
    };
    let workbook = Workbook::from_contents(contents).map_err(|defects| cut.invalid(defects))?;
    Ok(Loaded { workbook, changed_sections, evidence })
}

fn syntax(what: Syntax, message: &str) -> Cause {
    Cause::Syntax { what, message: message.to_owned() }
}

fn cut(text: &str) -> Result<Cut<'_>, FormatError> {
    let fields = slice::fields(text).map_err(|fault| {
        let cause = match fault.fault {
            Fault::Truncated => Cause::Truncated,
            Fault::Expected(what) => syntax(Syntax::Expected(what), &format!("expected {what}")),
            Fault::WrongBracket => syntax(Syntax::Bracket, "the closing bracket does not fit"),
            Fault::TooDeep => Cause::TooDeep,
            Fault::TooMany => syntax(Syntax::TooMany, "there are more fields than in any workbook"),
            Fault::Trailing => syntax(Syntax::Trailing, "something stands behind the end of the workbook"),
        };
        // What is cut off is missing at the end, wherever the open string or comment began.
        let at = if fault.fault == Fault::Truncated { text.len() } else { fault.at };
        FormatError::at(text, at, None, cause)
    })?;
    let mut slices = BTreeMap::new();
    for field in fields {
        let known = matches!(field.name, "format" | "id" | "digests")
            || Section::ALL.iter().any(|s| *s != Section::Header && s.as_str() == field.name);
        let at = field.name_at;
        if !known {
            let name = field.name.to_owned();
            return Err(FormatError::at(text, at, None, Cause::UnknownField { name }));
        }
        if let Some(twice) = slices.insert(field.name, field) {
            let key = twice.name.to_owned();
            return Err(FormatError::at(text, at, None, Cause::DuplicateKey { key }));
        }
    }
    Ok(Cut { text, slices })
}

impl Cut<'_> {
    fn slice(&self, name: &str) -> Result<&Slice<'_>, FormatError> {
        self.slices.get(name).ok_or_else(|| {
            FormatError::at(self.text, self.text.len(), None, Cause::MissingField { name: name.to_owned() })
        })
    }

    fn parse<T: DeserializeOwned>(&self, name: &str, section: Section) -> Result<T, FormatError> {
        let slice = self.slice(name)?;
        ron::from_str(slice.text).map_err(|error| FormatError::in_section(self.text, slice.at, section, error))
    }

    fn section<T: DeserializeOwned>(&self, section: Section) -> Result<T, FormatError> {
        self.parse(section.as_str(), section)
    }

    fn map<K: DeserializeOwned + Ord + Serialize, V: DeserializeOwned>(
        &self,
        section: Section,
    ) -> Result<BTreeMap<K, V>, FormatError> {
        self.section::<Unique<K, V>>(section).map(|map| map.0)
    }

    fn blobs(&self) -> Result<BTreeMap<Sha256, Arc<str>>, FormatError> {
        match self.slices.get(Section::Blobs.as_str()).and_then(|slice| pieces::read_blobs(slice.text)) {
            Some(blobs) => Ok(blobs),
            None => self.map(Section::Blobs),
        }
    }

    fn history(&self, budget: &Budget) -> Result<Vec<Arc<Record>>, FormatError> {
        let mut records = self.archive(budget)?;
        records.extend(self.section::<Vec<Arc<Record>>>(Section::History)?);
        bounds::check(&records).map_err(|(id, exceeded)| self.beyond(Section::History, id, exceeded))?;
        let mut seen = BTreeSet::new();
        match records.iter().find(|record| !seen.insert(record.id)) {
            Some(twice) => Err(self.duplicate_record(twice.id)),
            None => Ok(records),
        }
    }

    /// The earlier history, where there is so much that it is packed.
    fn archive(&self, budget: &Budget) -> Result<Vec<Arc<Record>>, FormatError> {
        let Some(slice) = self.slices.get(Section::Archive.as_str()) else { return Ok(Vec::new()) };
        let packs: Vec<String> = self.section(Section::Archive)?;
        archive::unpack(&packs, budget).map_err(|error| match error {
            PackError::TooMuch(exceeded) => self.beyond(Section::Archive, None, exceeded),
            PackError::Damaged(n) => {
                let at = packs.get(n).and_then(|pack| slice.text.find(pack.as_str())).unwrap_or_default();
                let cause = syntax(Syntax::Packed, "a part of the earlier history is damaged");
                FormatError::at(self.text, slice.at + at, Some(Section::Archive), cause)
            }
        })
    }

    /// The error for `defects`, at the place of the first.
    fn invalid(&self, defects: Vec<Defect>) -> FormatError {
        let place = defects.first().and_then(|Defect(error)| place(error));
        let section = place.as_ref().map(|(section, _)| *section);
        let at = place.and_then(|(section, key)| {
            let slice = self.slice(section.as_str()).ok()?;
            Some(slice.at + slice.text.find(&format!("{key}: (")).unwrap_or_default())
        });
        FormatError::at(self.text, at.unwrap_or_default(), section, Cause::Invalid { defects })
    }

    fn duplicate_record(&self, id: RecordId) -> FormatError {
        let found = self.slice(Section::History.as_str()).ok().map(|slice| {
            let second = slice.text.match_indices(&format!("id: \"{id}\"")).nth(1);
            slice.at + second.map_or(0, |(at, _)| at)
        });
        let cause = Cause::DuplicateKey { key: id.to_string() };
        FormatError::at(self.text, found.unwrap_or(0), Some(Section::History), cause)
    }

    /// The error for a section that is beyond a limit, at the record that is where it stands there as text.
    fn beyond(&self, section: Section, record: Option<RecordId>, exceeded: Exceeded) -> FormatError {
        let at = self.slice(section.as_str()).map_or(0, |slice| {
            let found = record.and_then(|id| slice.text.find(&format!("id: \"{id}\"")));
            slice.at + found.unwrap_or_default()
        });
        FormatError::at(self.text, at, Some(section), Cause::Limit(exceeded))
    }

    /// Where the section of evidence stands and its SHA-256, where that is the same as its digest.
    fn evidence(&self) -> Option<(Range<usize>, Sha256)> {
        let slice = self.slices.get(Section::Blobs.as_str())?;
        Some((slice.at..slice.at + slice.text.len(), exact_digest_of(slice.text)?))
    }

    /// The sections whose text is not the one that was digested, where the digest of the blobs may be known.
    fn changed_sections(
        &self,
        id: DocumentId,
        digests: &BTreeMap<Section, Sha256>,
        blobs: Option<Sha256>,
    ) -> Vec<Section> {
        let now = |section: Section| match (section, blobs) {
            (Section::Header, _) => Some(digest_of(&header_text(id))),
            (Section::Blobs, Some(known)) => Some(known),
            (other, _) => self.slices.get(other.as_str()).map(|slice| digest_of(slice.text)),
        };
        Section::ALL.into_iter().filter(|section| digests.get(section).copied() != now(*section)).collect()
    }
}

/// A map in which no key is there twice.
#[derive(Deserialize)]
#[serde(transparent, bound(deserialize = "K: Deserialize<'de> + Ord + Serialize, V: Deserialize<'de>"))]
struct Unique<K, V>(#[serde(deserialize_with = "unique::deserialize")] BTreeMap<K, V>);
