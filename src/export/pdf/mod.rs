//! Writes a document as PDF/A-2b: tagged, with an outline and embedded fonts. The same document gives the same bytes
//! (if a text needs system fonts, on the same machine only).
//!
//! The layout is a Typst template, `assets/templates/snapshot.typ`, which a company can replace. The content reaches
//! the template as values in a JSON file that only the compiler sees, so no text is interpreted as markup. The template
//! can read nothing else.

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
use world::TemplateWorld;

/// The built-in layout, as Typst source.
pub const TEMPLATE: &str = include_str!("../../../assets/templates/snapshot.typ");

/// A PDF file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pdf {
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// Characters that no font has. Each is printed as its code point, such as `[U+1F600]`.
    pub unprintable: BTreeSet<char>,
}

/// Why a PDF could not be made.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// The template has an error.
    #[error("the template, line {line}: {message}")]
    Template {
        /// The line, from 1; 0 if the error has no line.
        line: usize,
        /// The error message.
        message: String,
    },
    /// The document exceeds a limit of the layout.
    #[error("{0}")]
    Limit(Exceeded),
    /// The document cannot be written as PDF/A.
    #[error("the document could not be written as PDF/A: {0}")]
    Document(String),
}

/// The source of glyphs that the built-in fonts lack, such as rare characters in names, other scripts and emoji.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fonts {
    /// No source: the file is the same on every machine.
    Own,
    /// The fonts of this machine.
    System,
}

/// Returns the snapshot as PDF in the built-in layout.
///
/// # Errors
/// If the layout fails, which is a bug in the program.
pub fn export(snapshot: &Snapshot, language: Language) -> Result<Pdf, PdfError> {
    render(&Document::of(snapshot, language), TEMPLATE, Fonts::System)
}

/// Returns the document as PDF in the layout `template`, which is Typst source.
///
/// # Errors
/// If the template has an error, the document exceeds a limit, or PDF/A forbids its content.
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
        // A system font may contain glyphs that PDF/A cannot hold.
        let refused = refused::refused(&values, &lacking, &more);
        pdf = print(&document, &values, template, (&more, &refused));
        if pdf.is_err() {
            pdf = print(&document, &values, template, (&[], &none));
        }
    }
    // Typst caches the layout for later runs, but a later run is not certain. This frees the memory.
    typst::comemo::evict(0);
    pdf
}

/// Refuses documents whose layout would need gigabytes of memory.
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

/// Lays `values` out and writes the file. It uses the system fonts `more`, except for the characters in `without`.
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

/// The PDF options with the identifier and the date of the file.
fn options(id: String, timestamp: Option<Timestamp>) -> PdfOptions {
    PdfOptions {
        ident: Smart::Custom(id),
        timestamp,
        creator: Smart::Custom(Some("License Workbook".to_owned())),
        ..PdfOptions::default()
    }
}

/// Compiles `template` with printable `values` and writes PDF/A.
fn write(template: &str, values: &Value, more: &[Font], options: PdfOptions) -> Result<Vec<u8>, PdfError> {
    let data = serde_json::to_vec(values).map_err(|error| PdfError::Document(error.to_string()))?;
    let world = TemplateWorld::new(template, data, more)?;
    let pages = typst::compile(&world).output.map_err(|errors| mistake(&world, &errors))?;
    let standards =
        PdfStandards::new(&[PdfStandard::A_2b]).map_err(|error| PdfError::Document(error.message().to_string()))?;
    let options = PdfOptions { standards, ..options };
    typst_pdf::pdf(&pages, &options).map_err(|errors| mistake(&world, &errors))
}

/// The start of the day: the date of the file if the template sets none.
fn timestamp(day: NaiveDate) -> Option<Timestamp> {
    let (month, of_month) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
    Datetime::from_ymd_hms(day.year(), month, of_month, 0, 0, 0).map(Timestamp::new_utc)
}

/// Turns the first of the compiler errors into a [`PdfError`].
fn mistake(world: &TemplateWorld, errors: &[typst::diag::SourceDiagnostic]) -> PdfError {
    let Some(first) = errors.first() else { return PdfError::Document(String::new()) };
    let hints = first.hints.iter().map(|hint| format!("; {}", hint.v));
    PdfError::Template {
        line: world.line(first.span).unwrap_or_default(),
        message: std::iter::once(first.message.to_string()).chain(hints).collect(),
    }
}

/// Whether a file that begins with these bytes was written by [`export`].
pub(super) fn is_ours(bytes: &[u8]) -> bool {
    const MARK: &[u8] = b"License Workbook";
    bytes.starts_with(b"%PDF-") && bytes.windows(MARK.len()).any(|window| window == MARK)
}
