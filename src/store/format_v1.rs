//! Format 1, as it stays for ever.
//!
//! Its records are the model's own types. Should one of them change its shape, the old shape moves into this
//! file first, with a conversion: `tests/data/store_format1.ron` must go on opening as it does.

use super::format::{Cause, FormatError, Loaded, Section};
use super::format_error::place;
use super::slice::{self, Fault, Slice};
use crate::workbook::{
    Contents, Defect, DocumentId, Extract, LicenseEntry, Record, RecordId, Sha256, Workbook, unique,
};
use chrono::NaiveDate;
use ron::ser::PrettyConfig;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::Digest as _;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::Arc;

/// Room for all that is not evidence; more is made where it is needed.
const ROOM: usize = 1 << 20;

/// The workbook's own fields.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Meta {
    pub(super) tracked_from: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) extract: Option<Extract>,
}

/// The file's text for `workbook`.
pub(super) fn write(workbook: &Workbook) -> Result<String, ron::Error> {
    let blobs: BTreeMap<Sha256, &Arc<str>> = workbook.embedded_blobs().collect();
    let is_plain = !blobs.is_empty() && blobs.values().all(|text| is_plain(text));
    let header = digest_of(&header_text(workbook.id));
    // The digests stand before what they are over. All are of one length, so there is room for them beforehand, and
    // what is large is written once and not moved again.
    let mut digests: BTreeMap<Section, Sha256> = Section::ALL.into_iter().map(|section| (section, header)).collect();
    let mut out = String::with_capacity(blobs.values().map(|text| text.len() + 80).sum::<usize>() + ROOM);
    write!(out, "(\n    format: 1,\n    id: \"{}\",\n    digests: ", workbook.id)?;
    let room = out.len();
    out.push_str(&pretty(&digests)?);
    let room = room..out.len();
    out.push_str(",\n");
    for section in Section::ALL {
        if section == Section::Header {
            continue;
        }
        write!(out, "    {section}: ")?;
        let start = out.len();
        // What was taken out of the workbook, or is linked by now, leaves the file too.
        let digest = if section == Section::Blobs && is_plain {
            // They are hashed where they are while they are copied.
            std::thread::scope(|scope| {
                let digest = scope.spawn(|| digest_of_blobs(&blobs));
                write_blobs(&mut out, &blobs);
                digest.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            })
        } else {
            out.push_str(&section_text(workbook, section)?);
            digest_of(out.get(start..).unwrap_or_default())
        };
        digests.insert(section, digest);
        out.push_str(",\n");
    }
    out.push_str(")\n");
    out.replace_range(room, &pretty(&digests)?);
    Ok(out)
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
        Section::Snapshots => pretty(&workbook.snapshots),
        Section::Schedules => pretty(&workbook.schedules),
        Section::History => pretty(&workbook.history),
        Section::Blobs => pretty(&workbook.embedded_blobs().collect::<BTreeMap<_, _>>()),
    }
}

/// What the digest of the header is over: it has no text of its own in the file.
fn header_text(id: DocumentId) -> String {
    format!("(format: 1, id: \"{id}\")")
}

/// Base64 needs no escapes, so it is copied rather than serialised: that is what most bytes of a file are.
fn write_blobs(out: &mut String, blobs: &BTreeMap<Sha256, &Arc<str>>) {
    each_piece(blobs, |piece| out.push_str(piece));
}

/// The digest of what [`write_blobs`] writes.
fn digest_of_blobs(blobs: &BTreeMap<Sha256, &Arc<str>>) -> Sha256 {
    let mut hasher = sha2::Sha256::new();
    each_piece(blobs, |piece| hasher.update(piece));
    Sha256(hasher.finalize().into())
}

fn each_piece(blobs: &BTreeMap<Sha256, &Arc<str>>, mut take: impl FnMut(&str)) {
    take("{\n");
    for (hash, text) in blobs {
        for piece in [BLOB_KEY, &hash.to_string(), BLOB_VALUE, text, BLOB_END, "\n"] {
            take(piece);
        }
    }
    take("    }");
}

/// What stands around the hash and the bytes of a blob.
const BLOB_KEY: &str = "        \"";
const BLOB_VALUE: &str = "\": \"";
const BLOB_END: &str = "\",";

/// The blobs as [`write_blobs`] writes them; `None` where they stand there in another way, which is for the parser.
fn read_blobs(text: &str) -> Option<BTreeMap<Sha256, Arc<str>>> {
    let lines = text.strip_prefix("{\n")?.strip_suffix("    }")?;
    let mut blobs = BTreeMap::new();
    for line in lines.split_terminator('\n') {
        let (hash, rest) = line.strip_prefix(BLOB_KEY)?.split_once(BLOB_VALUE)?;
        let base64 = rest.strip_suffix(BLOB_END).filter(|text| is_plain(text))?;
        // A key that is there twice is for the parser too.
        if blobs.insert(hash.parse().ok()?, Arc::from(base64)).is_some() {
            return None;
        }
    }
    Some(blobs)
}

/// Whether a text can stand between quotes as it is. Looks at whole pieces, so that no byte costs a branch.
fn is_plain(text: &str) -> bool {
    let odd = |byte: &u8| !(b' '..=b'~').contains(byte) | matches!(byte, b'"' | b'\'' | b'\\');
    text.as_bytes().chunks(4096).all(|piece| !piece.iter().fold(false, |found, byte| found | odd(byte)))
}

/// One field a line, set one level in, so that it can stand in the document.
fn pretty<T: Serialize + ?Sized>(value: &T) -> Result<String, ron::Error> {
    // Strings are written with escapes: no line end of a text can be changed by an editor or a version control.
    let config = PrettyConfig::new().new_line("\n    ").escape_strings(true);
    ron::ser::to_string_pretty(value, config)
}

fn digest_of(text: &str) -> Sha256 {
    if text.contains('\r') { Sha256::of(text.replace('\r', "").as_bytes()) } else { Sha256::of(text.as_bytes()) }
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
    // The two that can be large are read beside each other.
    let (parsed, rest) = std::thread::scope(|scope| {
        let parsed = scope.spawn(|| (cut.history(), cut.blobs()));
        let rest = cut.changed_sections(id, &digests.0);
        (parsed.join(), rest)
    });
    let (history, blobs) = parsed.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    let (history, blobs) = (history?, blobs?);
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
        snapshots: cut.map(Section::Snapshots)?,
        schedules: cut.map(Section::Schedules)?,
        history,
        blobs,
        extract: meta.extract,
    };
    let workbook = Workbook::from_contents(contents).map_err(|defects| cut.invalid(defects))?;
    Ok(Loaded { workbook, changed_sections: rest })
}

fn cut(text: &str) -> Result<Cut<'_>, FormatError> {
    let fields = slice::fields(text).map_err(|fault| {
        let cause = match fault.fault {
            Fault::Truncated => Cause::Truncated,
            Fault::Expected(what) => Cause::Syntax { message: format!("expected {what}") },
            Fault::WrongBracket => Cause::Syntax { message: "the closing bracket does not fit".to_owned() },
            Fault::TooDeep => Cause::TooDeep,
            Fault::TooMany => Cause::Syntax { message: "there are more fields than in any workbook".to_owned() },
            Fault::Trailing => Cause::Syntax { message: "something stands behind the end of the workbook".to_owned() },
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
        match self.slices.get(Section::Blobs.as_str()).and_then(|slice| read_blobs(slice.text)) {
            Some(blobs) => Ok(blobs),
            None => self.map(Section::Blobs),
        }
    }

    fn history(&self) -> Result<Vec<Arc<Record>>, FormatError> {
        let records: Vec<Arc<Record>> = self.section(Section::History)?;
        let mut seen = BTreeSet::new();
        match records.iter().find(|record| !seen.insert(record.id)) {
            Some(twice) => Err(self.duplicate_record(twice.id)),
            None => Ok(records),
        }
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

    /// The sections whose text is not the one that was digested.
    fn changed_sections(&self, id: DocumentId, digests: &BTreeMap<Section, Sha256>) -> Vec<Section> {
        let now = |section: Section| {
            if section == Section::Header {
                Some(digest_of(&header_text(id)))
            } else {
                self.slices.get(section.as_str()).map(|slice| digest_of(slice.text))
            }
        };
        Section::ALL.into_iter().filter(|section| digests.get(section).copied() != now(*section)).collect()
    }
}

/// A map in which no key is there twice.
#[derive(Deserialize)]
#[serde(transparent, bound(deserialize = "K: Deserialize<'de> + Ord + Serialize, V: Deserialize<'de>"))]
struct Unique<K, V>(#[serde(deserialize_with = "unique::deserialize")] BTreeMap<K, V>);
