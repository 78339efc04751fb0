//! License files: reads a file of any format and prepares the license of a new workbook from it.

use crate::file_type::media_type;
use crate::intake::{self, IntakeError, PlacedGlyph, Reading};
use crate::license::{NumberKind, Span, read_number};
use crate::limits::SCAN_FILE;
use crate::progress::Progress;
use crate::store::{self, OpenError};
use crate::understanding::Understanding;
use crate::workbook::{Evidence, EvidenceStorage, LicenseRecord, LicenseSource, NewLicense, Sha256, SourcePlace};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// A gap between two characters of a line that is wider than this many times the height of the line divides it.
const WIDE_GAP: f32 = 1.2;

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

impl LicenseFile {
    /// The places of the text on the pages of the file: one for each stretch of characters with the same certainty on
    /// a line.
    #[must_use]
    pub fn places(&self) -> Vec<SourcePlace> {
        places(&self.reading.text, &self.reading.places)
    }

    /// The license of a new workbook with this `text`, which is that of the file as the officer left it. A file with
    /// pages becomes evidence and the scan of the pages.
    #[must_use]
    pub fn new_license(
        &self,
        text: &str,
        corrections: BTreeMap<String, String>,
        settled: BTreeSet<String>,
        at: DateTime<Utc>,
    ) -> NewLicense {
        let mut record = LicenseRecord { corrections, settled, ..LicenseRecord::of_text(text) };
        if !self.reading.format.has_pages() {
            return NewLicense { record, file: None };
        }
        // Places count from the text that was read.
        let places = if text == self.reading.text { self.places() } else { Vec::new() };
        record.source = Some(LicenseSource { file: self.hash, places });
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

/// Whether a text is that of a license: it has the number of one, a licensed service, or several provisions.
#[must_use]
pub fn reads_as_license(understanding: &Understanding) -> bool {
    let license = &understanding.license;
    let number = license.cover.number.as_ref();
    let has_number = number.is_some_and(|number| read_number(&number.value).kind == NumberKind::License);
    let known = license.annex.services.iter().any(|service| service.class.is_some());
    license.provisions.len() >= 3 || (has_number && known) || (has_number && !license.provisions.is_empty())
}
