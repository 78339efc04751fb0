//! Format 3, the format that is written: a history whose records are named by the hash of their content, on top of its
//! base. Format 2 differs by its number, and lacks the fields of the model that came with format 3.
//!
//! Its records are the types of the model. Before one of those types changes, its old form must be copied into this
//! file with a conversion, because `tests/data/store_format2.ron` and `store_format3.ron` must always open.

use super::archive::{self, Budget};
use super::chunks::{self, Chunks};
use super::cut::{Unique, cut};
use super::format::FORMAT;
use super::format_error::FormatError;
use super::loaded::Loaded;
use super::section::{FileSection, digest_of, header_text, pretty};
use crate::limits::Exceeded;
use crate::workbook::{Base, Contents, DocumentId, HandedOut, Omissions, Record, RecordId, Sha256, Workbook};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

/// The workbook's own fields.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Meta {
    pub(super) tracked_from: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) extract: Option<Omissions>,
}

/// A base without its name, which is the key.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StoredBase {
    document: DocumentId,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    cut_at: Vec<RecordId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    handed_out: Option<HandedOut>,
    state: Sha256,
    /// The packed beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    beginning: Option<String>,
}

impl StoredBase {
    fn of(base: &Base) -> Result<Self, ron::Error> {
        Ok(Self {
            document: base.document,
            cut_at: base.cut_at.clone(),
            handed_out: base.handed_out.clone(),
            state: base.state,
            beginning: base.beginning.as_deref().map(archive::pack_one).transpose()?,
        })
    }

    /// The base, counted against `budget`. A beginning that cannot be unpacked is left empty; the audit reports it.
    pub(super) fn unpacked(self, budget: &Budget) -> Result<Base, Exceeded> {
        let beginning = match &self.beginning {
            Some(text) => Some(Arc::new(archive::unpack_one(text, budget)?.unwrap_or_default())),
            None => None,
        };
        Ok(Base {
            document: self.document,
            cut_at: self.cut_at,
            handed_out: self.handed_out,
            state: self.state,
            beginning,
        })
    }
}

/// The text of the file for `workbook`.
pub(super) fn write(workbook: &Workbook) -> Result<Chunks<'_>, ron::Error> {
    // Blobs of evidence that was removed, or is linked now, are not written.
    let mut blobs: BTreeMap<Sha256, &Arc<str>> = workbook.embedded_blobs().collect();
    if !blobs.values().all(|text| chunks::is_plain(text)) {
        blobs.clear();
    }
    // The digests stand before the sections. All have one length, so their space is reserved.
    let header = digest_of(&header_text(FORMAT, workbook.id));
    // A short history has no packed part.
    let is_packed = !archive::split(&workbook.history).0.is_empty();
    let mut digests: BTreeMap<FileSection, Sha256> = FileSection::ALL.map(|section| (section, header)).into();
    if !is_packed {
        digests.remove(&FileSection::Archive);
    }
    let mut before = format!("(\n    format: {FORMAT},\n    id: \"{}\",\n    digests: ", workbook.id);
    let room = before.len();
    before.push_str(&pretty(&digests)?);
    let room = room..before.len();
    before.push_str(",\n");
    for section in FileSection::ALL {
        if section == FileSection::Header || (section == FileSection::Archive && !is_packed) {
            continue;
        }
        write!(before, "    {section}: ")?;
        if section == FileSection::Blobs && !blobs.is_empty() {
            return Ok(Chunks { before, blobs, room, digests });
        }
        let text = section_text(workbook, section)?;
        digests.insert(section, digest_of(&text));
        before.push_str(&text);
        before.push_str(",\n");
    }
    before.push_str(")\n");
    before.replace_range(room.clone(), &pretty(&digests)?);
    Ok(Chunks { before, blobs, room, digests })
}

/// The text of `section` in the file.
fn section_text(workbook: &Workbook, section: FileSection) -> Result<String, ron::Error> {
    match section {
        FileSection::Header => Ok(header_text(FORMAT, workbook.id)),
        FileSection::Meta => pretty(&Meta { tracked_from: workbook.tracked_from, extract: workbook.extract.clone() }),
        FileSection::People => pretty(&workbook.people),
        FileSection::Licenses => {
            let records: BTreeMap<_, _> = workbook.licenses.iter().map(|(id, l)| (id, &l.record)).collect();
            pretty(&records)
        }
        FileSection::Duties => pretty(&workbook.duties),
        FileSection::Evidence => pretty(&workbook.evidence),
        FileSection::Events => pretty(&workbook.events),
        FileSection::Occurrences => pretty(&workbook.occurrences),
        FileSection::Attestations => pretty(&workbook.attestations),
        FileSection::Reports => pretty(&workbook.reports),
        FileSection::Sessions => pretty(&workbook.sessions),
        FileSection::Snapshots => pretty(&archive::packed_documents(&workbook.snapshots)?),
        FileSection::Schedules => pretty(&workbook.schedules),
        FileSection::Bases => {
            let stored: Result<BTreeMap<&RecordId, StoredBase>, ron::Error> =
                workbook.bases.iter().map(|(id, base)| StoredBase::of(base).map(|stored| (id, stored))).collect();
            pretty(&stored?)
        }
        FileSection::Archive => {
            let (earlier, _) = archive::split(&workbook.history);
            pretty(&archive::pack(earlier, &workbook.snapshots)?)
        }
        FileSection::History => {
            let (_, latest) = archive::split(&workbook.history);
            pretty(&archive::without_documents(latest, &workbook.snapshots))
        }
        FileSection::Blobs => pretty(&workbook.embedded_blobs().collect::<BTreeMap<_, _>>()),
    }
}

/// Reads the text of a file of format 3 or, with this number, of format 2.
pub(super) fn read(text: &str, format: u32) -> Result<Loaded, FormatError> {
    let cut = cut(text)?;
    let id: DocumentId = cut.parse("id", FileSection::Header)?;
    let digests: Unique<FileSection, Sha256> = cut.parse("digests", FileSection::Header)?;
    let meta: Meta = cut.section(FileSection::Meta)?;
    let budget = Budget::new();
    // The two sections that can be large are processed in parallel.
    let (parsed, evidence, changed_sections) = std::thread::scope(|scope| {
        let parsed = scope.spawn(|| (cut.history::<Arc<Record>, _>(&budget, |record| record.id), cut.blobs()));
        let evidence = cut.evidence();
        let changed = cut.changed_sections((format, id), &digests.0, evidence.as_ref().map(|(_, digest)| *digest));
        (parsed.join(), evidence, changed)
    });
    let (history, blobs) = parsed.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    let (mut history, blobs) = (history?, blobs?);
    let snapshots = archive::unpack_documents(cut.map(FileSection::Snapshots)?, &budget)
        .map_err(|exceeded| cut.beyond(FileSection::Snapshots, None, exceeded))?;
    let bases = cut.map::<RecordId, StoredBase>(FileSection::Bases)?.into_iter();
    let bases = bases.map(|(id, base)| Ok((id, base.unpacked(&budget)?))).collect::<Result<_, _>>();
    let bases = bases.map_err(|exceeded| cut.beyond(FileSection::Bases, None, exceeded))?;
    archive::restore_documents(&mut history, &snapshots);
    let contents =
        Contents { bases, history, blobs, extract: meta.extract, ..cut.contents(id, meta.tracked_from, snapshots)? };
    let workbook = Workbook::from_contents(contents).map_err(|defects| cut.invalid(defects))?;
    Ok(Loaded { workbook, changed_sections, format_1: None, evidence })
}
