//! License files: reads a file of any format and prepares the license of a new workbook from it.

use crate::file_type::media_type;
use crate::intake::{self, IntakeError, PageBy, PlacedGlyph, Reading};
use crate::license::{License, NumberKind, Span, read_number};
use crate::limits::SCAN_FILE;
use crate::obligation::Catalog;
use crate::progress::Progress;
use crate::store::{self, OpenError};
use crate::understanding::Understanding;
use crate::workbook::{Evidence, EvidenceStorage, LicenseRecord, LicenseSource, NewLicense, Sha256, SourcePlace};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A gap between two characters of a line that is wider than this many times the height of the line divides it.
const WIDE_GAP: f32 = 1.2;

/// The number of characters of 中华人民共和国增值电信业务经营许可证 and a few of noise.
const LONGEST_TITLE: usize = 22;

/// How long two texts are compared. Beyond it, only their beginnings and ends are aligned.
const ALIGNING: Duration = Duration::from_secs(20);

/// A file with a license, as it was read.
#[derive(Clone, Debug)]
pub struct LicenseFile {
    /// Its name without the folder.
    pub name: String,
    /// Its bytes.
    pub bytes: Arc<Vec<u8>>,
    /// The hash of the bytes.
    pub hash: Sha256,
    /// Its text, with the places of the text.
    pub reading: Reading,
}

/// Why a file could not be read as a license.
#[derive(Debug, thiserror::Error)]
pub enum ImportFailure {
    /// Its bytes could not be read.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// Its bytes could not be understood.
    #[error(transparent)]
    Intake(#[from] IntakeError),
}

/// Reads the file at `path`. The unit of `progress` is a page; `chinese` is the font for PDFs without embedded fonts.
///
/// # Errors
/// If the file cannot be opened, is damaged, encrypted or too large, is no text, or reading was canceled.
pub fn read(path: &Path, chinese: &'static [u8], progress: &Progress) -> Result<LicenseFile, ImportFailure> {
    let bytes = Arc::new(store::read_limited(path, &SCAN_FILE)?);
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let reading = intake::read(&name, &bytes, chinese, progress)?;
    Ok(LicenseFile { hash: Sha256::of(&bytes), name, bytes, reading })
}

/// Looks into the file at `path`, at its text and at its first page at most, and returns what was understood if it
/// reads as a license. `None`, too, if it cannot be read.
#[must_use]
pub fn peek(path: &Path, chinese: &'static [u8], catalog: &Catalog) -> Option<(Sha256, Understanding)> {
    let bytes = Arc::new(store::read_limited(path, &SCAN_FILE).ok()?);
    let name = path.file_name()?.to_string_lossy().into_owned();
    let reading = intake::read_beginning(&name, &bytes, chinese, &Progress::default()).ok()?;
    let file = LicenseFile { hash: Sha256::of(&bytes), name, bytes, reading };
    let understanding = file.understand(catalog);
    let is_cut = file.reading.pages.contains(&PageBy::Recognized);
    let is_license = reads_as_license(&understanding) || (is_cut && is_title_page(&understanding.license));
    is_license.then_some((file.hash, understanding))
}

/// Whether a text has the number and the title of a license, as the first page of one does.
fn is_title_page(license: &License) -> bool {
    let number = license.cover.number.as_ref().map(|number| read_number(&number.value).kind);
    let is_title = |line: &str| {
        let plain: String = line.chars().filter(|character| !character.is_whitespace()).collect();
        plain.ends_with("经营许可证") && plain.chars().count() <= LONGEST_TITLE
    };
    number == Some(NumberKind::License) && license.text.lines().any(is_title)
}

impl LicenseFile {
    /// The places of the text on the pages of the file: one for each stretch of characters with the same certainty on
    /// a line.
    #[must_use]
    pub fn places(&self) -> Vec<SourcePlace> {
        places(&self.reading.text, &self.reading.places)
    }

    /// What was understood of the text as it was read.
    #[must_use]
    pub fn understand(&self, catalog: &Catalog) -> Understanding {
        Understanding::new(&self.reading.text, &BTreeMap::new(), self.places(), catalog)
    }

    /// The license of a new workbook: the text as the officer left it, with the corrections of its cover and the keys
    /// of the settled points. A file with pages becomes evidence and the scan of the pages.
    #[must_use]
    pub fn new_license(
        &self,
        understanding: &Understanding,
        corrections: BTreeMap<String, String>,
        settled: BTreeSet<String>,
        at: DateTime<Utc>,
    ) -> NewLicense {
        let mut record = LicenseRecord { corrections, settled, ..LicenseRecord::of_text(&understanding.license.text) };
        if !self.reading.format.has_pages() {
            return NewLicense { record, file: None };
        }
        record.source = Some(LicenseSource { file: self.hash, places: understanding.places.clone() });
        let evidence = Evidence {
            name: self.name.clone(),
            media_type: media_type(&self.name, self.bytes.get(..self.bytes.len().min(64)).unwrap_or_default()),
            size: self.bytes.len() as u64,
            storage: EvidenceStorage::Embedded,
            attached_by: None,
            attached_at: at,
            effective_on: None,
            valid_until: None,
            description: String::new(),
            confidential: false,
            replaces: None,
        };
        NewLicense { record, file: Some((self.hash, evidence, STANDARD.encode(self.bytes.as_slice()).into())) }
    }
}

/// The places of characters as places of stretches of text.
fn places(text: &str, glyphs: &[PlacedGlyph]) -> Vec<SourcePlace> {
    let mut found: Vec<SourcePlace> = Vec::new();
    for glyph in glyphs {
        let length = text.get(glyph.at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let place = SourcePlace {
            span: Span::new(glyph.at, glyph.at + length),
            page: glyph.page,
            edges: [glyph.place.left, glyph.place.top, glyph.place.right, glyph.place.bottom].map(ten_thousandths),
            confidence: percent(glyph.confidence),
        };
        match found.last_mut().filter(|last| goes_on(last, &place, text)) {
            Some(last) => {
                last.span.end = place.span.end;
                last.edges = [
                    last.edges[0].min(place.edges[0]),
                    last.edges[1].min(place.edges[1]),
                    last.edges[2].max(place.edges[2]),
                    last.edges[3].max(place.edges[3]),
                ];
                last.confidence = last.confidence.min(place.confidence);
            }
            None => found.push(place),
        }
    }
    found
}

/// Whether `next` continues the stretch `last`: the same page, line and certainty, without a wide gap.
fn goes_on(last: &SourcePlace, next: &SourcePlace, text: &str) -> bool {
    let [_, top, right, bottom] = last.edges.map(f32::from);
    let [left, next_top, _, next_bottom] = next.edges.map(f32::from);
    let height = (bottom - top).max(1.0);
    let overlap = bottom.min(next_bottom) - top.max(next_top);
    let between = Span::new(last.span.end, next.span.start).of(text);
    last.page == next.page
        && is_certain(last.confidence) == is_certain(next.confidence)
        && overlap > height / 3.0
        && left > right - height
        && left - right < height * WIDE_GAP * 2.0
        && !between.contains('\n')
}

/// Whether the confidence is high enough that the characters can stand in one stretch with other certain ones.
fn is_certain(confidence: u8) -> bool {
    confidence >= 75
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the value is from 0 to 10,000")]
fn ten_thousandths(fraction: f32) -> u16 {
    (fraction.clamp(0.0, 1.0) * 10_000.0).round() as u16
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the value is from 0 to 100")]
fn percent(confidence: f32) -> u8 {
    (confidence.clamp(0.0, 1.0) * 100.0).round() as u8
}

/// The places of the parts `spans` of a license `text` on the pages of a file that was read: those of the characters
/// that are the same in both, in order. White space does not count.
#[must_use]
pub fn align(text: &str, spans: &[Span], reading: &Reading) -> Vec<SourcePlace> {
    let characters = spans.iter().flat_map(|span| {
        let start = span.start;
        span.of(text).char_indices().map(move |(at, character)| (start + at, character))
    });
    let (offsets, wanted): (Vec<usize>, Vec<char>) = characters.filter(|(_, c)| !c.is_whitespace()).unzip();
    let read = reading.places.iter().filter_map(|glyph| {
        let character = reading.text.get(glyph.at..).and_then(|rest| rest.chars().next())?;
        (!character.is_whitespace()).then_some((glyph, character))
    });
    let (glyphs, seen): (Vec<&PlacedGlyph>, Vec<char>) = read.unzip();
    let mut found = Vec::new();
    let deadline = Instant::now().checked_add(ALIGNING);
    for operation in capture_diff_slices_deadline(Algorithm::Myers, &wanted, &seen, deadline) {
        if let DiffOp::Equal { old_index, new_index, len } = operation {
            let same = offsets.iter().skip(old_index).zip(glyphs.iter().skip(new_index)).take(len);
            found.extend(same.map(|(at, glyph)| PlacedGlyph { at: *at, ..**glyph }));
        }
    }
    places(text, &found)
}

/// Whether a text is that of a license: it has the number of one, a licensed service, or several provisions.
#[must_use]
pub fn reads_as_license(understanding: &Understanding) -> bool {
    let license = &understanding.license;
    let number = license.cover.number.as_ref();
    let has_number = number.is_some_and(|number| read_number(&number.value).kind == NumberKind::License);
    let known = license.annex.services.iter().any(|service| service.class.is_some());
    license.provisions.len() >= 3 || (has_number && known) || (has_number && !license.provisions.is_empty())
}
