//! The whole snapshot as JSON, and back.
//!
//! The model says everything in both languages, so the language of an export is only a field beside it.

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
    /// Over the snapshot alone, by [`freeze::digest`]; only a frozen one has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    digest: Option<Sha256>,
}

/// The snapshot as JSON for people to look at too: indented, with a line end.
///
/// # Errors
/// Where it cannot be written as JSON.
pub fn export(snapshot: &Snapshot, language: Language) -> Result<String, ExportError> {
    let digest = snapshot.frozen.as_ref().map(|_| freeze::digest(snapshot)).transpose()?;
    let mut text = serde_json::to_string_pretty(&Document { language, snapshot, digest })?;
    text.push('\n');
    Ok(text)
}

/// Reads what [`export`] wrote.
///
/// # Errors
/// Where it is not the JSON of a snapshot.
pub fn read(text: &str) -> Result<Snapshot, ExportError> {
    Ok(serde_json::from_str(text)?)
}

/// Whether a file that begins with these bytes is one that [`export`] wrote, or a comparison.
pub(super) fn is_ours(bytes: &[u8]) -> bool {
    bytes.starts_with(b"{\n  \"same\": ")
        || Language::ALL
            .iter()
            .any(|l| bytes.starts_with(format!("{{\n  \"language\": \"{}\",\n  \"format\": ", l.tag()).as_bytes()))
}
