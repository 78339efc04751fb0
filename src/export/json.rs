//! Writes a whole snapshot as JSON and reads it.
//!
//! The model has every text in both languages, so the language of the export is only a field.

use super::ExportError;
use crate::language::Language;
use crate::snapshot::{Snapshot, freeze};
use crate::workbook::Sha256;
use serde::Serialize;

#[derive(Serialize)]
struct Document<'a> {
    language: Language,
    #[serde(flatten)]
    snapshot: &'a Snapshot,
    /// The digest of the snapshot by [`freeze::digest`]; only frozen snapshots have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    digest: Option<Sha256>,
}

/// Returns the snapshot as indented JSON with a line end.
///
/// # Errors
/// If it cannot be written as JSON.
pub fn export(snapshot: &Snapshot, language: Language) -> Result<String, ExportError> {
    let digest = snapshot.frozen.as_ref().map(|_| freeze::digest(snapshot)).transpose()?;
    let mut text = serde_json::to_string_pretty(&Document { language, snapshot, digest })?;
    text.push('\n');
    Ok(text)
}

/// Reads a snapshot that [`export`] wrote.
///
/// # Errors
/// If the text is not the JSON of a snapshot.
pub fn read(text: &str) -> Result<Snapshot, ExportError> {
    Ok(serde_json::from_str(text)?)
}

/// Whether a file that begins with these bytes was written by [`export`], or is a comparison in JSON.
pub(super) fn is_ours(bytes: &[u8]) -> bool {
    bytes.starts_with(b"{\n  \"same\": ")
        || Language::ALL
            .iter()
            .any(|l| bytes.starts_with(format!("{{\n  \"language\": \"{}\",\n  \"format\": ", l.tag()).as_bytes()))
}
