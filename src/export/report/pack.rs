//! Packs a report into one archive: DOCX and PDF, the checklist, the evidence by section, and an index with the hash of
//! each file.

use super::super::zip_builder::ZipBuilder;
use super::super::{ExportError, Format, docx, export, pdf};
use super::{ReportFormatter, report};
use crate::language::Language;
use crate::progress::{Canceled, Progress};
use crate::snapshot::Snapshot;
use crate::snapshot::report::ReportView;
use crate::workbook::Sha256;
use std::collections::{BTreeMap, BTreeSet};

/// Why a pack could not be made.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// The snapshot was not taken for a report.
    #[error("no annual report for that year")]
    NoReport,
    /// A file could not be made.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// The work was canceled.
    #[error(transparent)]
    Canceled(#[from] Canceled),
}

/// Packs the report that `snapshot` was taken for. `frozen` is the frozen snapshot; its export, which names its digest,
/// is added so that a recipient can verify it. `read` returns the bytes of evidence, or why they cannot be read.
///
/// Evidence that cannot be read is listed in the index as missing and does not stop the work.
///
/// # Errors
/// If a file cannot be made, or the work was canceled.
pub fn pack(
    snapshot: &Snapshot,
    language: Language,
    frozen: Option<&Snapshot>,
    read: &mut dyn FnMut(Sha256) -> Result<Vec<u8>, String>,
    progress: &Progress,
) -> Result<Vec<u8>, PackError> {
    let view = snapshot.report.as_deref().ok_or(PackError::NoReport)?;
    let w = ReportFormatter::new(snapshot, language);
    let title = w.locale.format("paper-report", [("year", view.year.to_string().into())]);
    let document = report(snapshot, language).ok_or(PackError::NoReport)?;
    let mut builder = ZipBuilder::default();
    let mut missing = Vec::new();
    builder.add(&format!("{title}.docx"), &docx::render(&document).map_err(ExportError::from)?)?;
    progress.check()?;
    builder.add(
        &format!("{title}.pdf"),
        &pdf::render(&document, pdf::TEMPLATE, pdf::Fonts::System).map_err(ExportError::from)?.bytes,
    )?;
    progress.check()?;
    builder.add(&format!("{}.xlsx", w.text("table-duties")), &export(snapshot, Format::Xlsx, language)?)?;
    if let Some(frozen) = frozen {
        builder.add("snapshot.json", &export(frozen, Format::Json, language)?)?;
    }
    for (folder, hashes) in evidence_by_section(&w, view) {
        for hash in hashes {
            progress.check()?;
            let Some(piece) = snapshot.evidence_of(hash) else { continue };
            let path = format!("{}/{folder}/{}", w.text("column-evidence"), piece.name);
            match read(hash) {
                Ok(bytes) => {
                    builder.add(&path, &bytes)?;
                }
                Err(reason) => missing.push(format!("{path}: {} {reason}", w.text("paper-missing"))),
            }
        }
    }
    let remarks: Vec<String> = std::iter::once(w.text("paper-index-hint")).chain(missing).collect();
    Ok(builder.finish_as(&format!("{}.txt", w.text("paper-index")), &remarks)?)
}

/// The evidence of each section of the report with its folder name, and the evidence of filing.
fn evidence_by_section(w: &ReportFormatter<'_>, view: &ReportView) -> Vec<(String, BTreeSet<Sha256>)> {
    let mut found: BTreeMap<&str, BTreeSet<Sha256>> = BTreeMap::new();
    for attestation in &view.attestations {
        found.entry(&attestation.head).or_default().extend(&attestation.evidence);
    }
    for material in &view.materials {
        found.entry(&material.head).or_default().extend(&material.files);
    }
    let heads = view.heads.iter().enumerate().filter_map(|(i, head)| {
        Some((format!("{} {}", i + 1, short(&w.of(&head.title))), found.remove(head.key.as_str())?))
    });
    let mut folders: Vec<(String, BTreeSet<Sha256>)> = heads.collect();
    if !view.evidence.is_empty() {
        folders.push((w.text("report-state-filed"), view.evidence.iter().copied().collect()));
    }
    folders.retain(|(_, hashes)| !hashes.is_empty());
    folders
}

/// The beginning of a title, cut between words to the maximum length of a folder name.
fn short(title: &str) -> &str {
    let Some((end, _)) = title.char_indices().nth(MAX_NAME) else { return title };
    let cut = title.get(..end).unwrap_or(title);
    let is_between = title.get(end..).is_some_and(|rest| rest.starts_with(' '));
    let whole = if is_between { None } else { cut.rsplit_once(' ') };
    whole.map_or(cut, |(words, _)| words).trim_end_matches([' ', ',', ';', '，', '、', '；'])
}

/// The maximum length of a folder name, in characters. With a file name behind it, the path is valid on every system.
const MAX_NAME: usize = 40;

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn a_long_title_ends_with_a_word() {
        for (title, expected) in [
            ("业务发展", "业务发展"),
            ("Quality of service, complaints and how they were answered", "Quality of service, complaints and how"),
            ("A title of forty characters that is just so", "A title of forty characters that is just"),
            ("Measures taken for the security of data, networks", "Measures taken for the security of data"),
        ] {
            assert_eq!(short(title), expected);
        }
        let long = "网".repeat(60);
        assert_eq!(short(&long).chars().count(), super::MAX_NAME);
    }
}
