//! A document as PDF/A-2b: tagged, with an outline, its fonts inside, the same bytes for the same document
//! (and, where a text needs fonts of the system, on the same machine).
//!
//! The layout is a Typst template, `assets/templates/snapshot.typ`, which a company can replace by its own. What is said
//! reaches it as values in a JSON file that only the compiler sees, so no text is ever taken for markup; the template can
//! read nothing else.

mod glyphs;
mod refused;
mod world;

use super::document::Document;
use crate::language::Language;
use crate::limits::{Exceeded, PDF_PARTS, PDF_TEXT};
use crate::snapshot::Snapshot;
use chrono::{Datelike, NaiveDate};
use serde_json::Value;
use std::collections::BTreeSet;
use typst::foundations::{Datetime, Smart};
use typst::text::Font;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use world::Desk;

/// The layout that comes with the program.
pub const TEMPLATE: &str = include_str!("../../../assets/templates/snapshot.typ");

/// A PDF file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pdf {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Characters that none of the fonts has; each is printed by its number instead, such as `[U+1F600]`.
    pub unprintable: BTreeSet<char>,
}

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// The template is not right.
    #[error("the template, line {line}: {message}")]
    Template {
        /// The line, from 1; 0 where it is none in particular.
        line: usize,
        /// What is not right.
        message: String,
    },
    /// There is more in the document than is laid out.
    #[error("{0}")]
    Limit(Exceeded),
    /// The document is not one that a file of this kind can hold.
    #[error("the document could not be written as PDF/A: {0}")]
    Document(String),
}

/// Where glyphs come from that the font of the program lacks: rare characters of names, other scripts, emoji.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fonts {
    /// From nowhere: the file is the same on every machine.
    Own,
    /// From the fonts of this machine.
    System,
}

/// The snapshot as PDF in the layout of the program.
///
/// # Errors
/// Where the layout fails, which is a fault of the program.
pub fn export(snapshot: &Snapshot, language: Language) -> Result<Pdf, PdfError> {
    render(&Document::of(snapshot, language), TEMPLATE, Fonts::System)
}

/// The document as PDF in the layout of `template`.
///
/// # Errors
/// Where the template has a mistake, or asks for what a file that is to last must not have.
pub fn render(document: &Document, template: &str, fonts: Fonts) -> Result<Pdf, PdfError> {
    let mut document = document.clone();
    document.mend_links();
    let values = serde_json::to_value(&document).map_err(|error| PdfError::Document(error.to_string()))?;
    check_size(&values)?;
    let none = BTreeSet::new();
    let lacking = match fonts {
        Fonts::Own => BTreeSet::new(),
        Fonts::System => glyphs::make_printable(&mut values.clone(), world::characters(), &[], &none),
    };
    let more = if lacking.is_empty() { Vec::new() } else { world::of_system(&lacking) };
    let mut pdf = print(&document, &values, template, (&more, &none));
    if pdf.is_err() && !more.is_empty() {
        // A font of the system may have what a file of this kind cannot hold.
        let refused = refused::refused(&values, &lacking, &more);
        pdf = print(&document, &values, template, (&more, &refused));
        if pdf.is_err() {
            pdf = print(&document, &values, template, (&[], &none));
        }
    }
    // What was laid out is remembered for the next time, which there may never be.
    typst::comemo::evict(0);
    pdf
}

/// Refuses what would take gigabytes to be laid out.
fn check_size(values: &Value) -> Result<(), PdfError> {
    let (mut parts, mut text) = (0, 0);
    let mut waiting = vec![values];
    while let Some(value) = waiting.pop() {
        match value {
            Value::String(words) => text += words.chars().count(),
            Value::Array(items) => waiting.extend(items),
            Value::Object(fields) => {
                parts += 1;
                waiting.extend(fields.values());
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    PDF_PARTS.check(parts).and_then(|()| PDF_TEXT.check(text)).map_err(PdfError::Limit)
}

/// Lays `values` out and writes the file: with fonts of the system, but for the characters that are not taken from them.
fn print(
    document: &Document,
    values: &Value,
    template: &str,
    (more, without): (&[Font], &BTreeSet<char>),
) -> Result<Pdf, PdfError> {
    let mut values = values.clone();
    let unprintable = glyphs::make_printable(&mut values, world::characters(), more, without);
    let bytes = write(template, &values, more, options(document.id.clone(), timestamp(document.day)))?;
    Ok(Pdf { bytes, unprintable })
}

/// What names the file and its day.
fn options(id: String, timestamp: Option<Timestamp>) -> PdfOptions {
    PdfOptions {
        ident: Smart::Custom(id),
        timestamp,
        creator: Smart::Custom(Some("License Workbook".to_owned())),
        ..PdfOptions::default()
    }
}

/// The layout `template` of printable `values` as a file that is made to last.
fn write(template: &str, values: &Value, more: &[Font], options: PdfOptions) -> Result<Vec<u8>, PdfError> {
    let data = serde_json::to_vec(values).map_err(|error| PdfError::Document(error.to_string()))?;
    let desk = Desk::new(template, data, more)?;
    let pages = typst::compile(&desk).output.map_err(|errors| mistake(&desk, &errors))?;
    let standards =
        PdfStandards::new(&[PdfStandard::A_2b]).map_err(|error| PdfError::Document(error.message().to_string()))?;
    let options = PdfOptions { standards, ..options };
    typst_pdf::pdf(&pages, &options).map_err(|errors| mistake(&desk, &errors))
}

/// The beginning of the day: the date of a file whose template sets none.
fn timestamp(day: NaiveDate) -> Option<Timestamp> {
    let (month, of_month) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
    Datetime::from_ymd_hms(day.year(), month, of_month, 0, 0, 0).map(Timestamp::new_utc)
}

/// The first of the mistakes that a template was found to have.
fn mistake(desk: &Desk, errors: &[typst::diag::SourceDiagnostic]) -> PdfError {
    let Some(first) = errors.first() else { return PdfError::Document(String::new()) };
    let hints = first.hints.iter().map(|hint| format!("; {}", hint.v));
    PdfError::Template {
        line: desk.line(first.span).unwrap_or_default(),
        message: std::iter::once(first.message.to_string()).chain(hints).collect(),
    }
}

/// Whether a file that begins with these bytes is one that [`export`] wrote.
pub(super) fn is_ours(bytes: &[u8]) -> bool {
    const MARK: &[u8] = b"License Workbook";
    bytes.starts_with(b"%PDF-") && bytes.windows(MARK.len()).any(|window| window == MARK)
}
