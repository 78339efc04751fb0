//! A workbook that was read from a file, and the comparison of it with its history.

use super::archive;
use super::section::FileSection;
use crate::merge::{Audit, altered};
use crate::workbook::{RecordId, Sha256, Workbook};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::ops::Range;

/// A workbook that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// The workbook.
    pub workbook: Workbook,
    /// The sections that another program changed, in the order of the file.
    pub changed_sections: Vec<FileSection>,
    /// In a file of format 1: the records whose digest differs from that of their past.
    pub format_1: Option<Vec<RecordId>>,
    /// The range of the section of evidence in the text, and its SHA-256: see [`super::chunks::hash_of_parsed`].
    pub(super) evidence: Option<(Range<usize>, Sha256)>,
}

/// The number of records that a thread hashes at a time.
const RECORDS_PER_THREAD: usize = 4096;

/// Compares a workbook with its history, see [`crate::workbook::Contents::audit`]; `changed_sections` and `format_1`
/// are results of reading it. A file of format 1 has only its sections and its digests to compare.
#[must_use]
pub fn audit(workbook: &Workbook, changed_sections: &[FileSection], format_1: Option<&[RecordId]>) -> Audit {
    let shares: Vec<_> = workbook.history.chunks(RECORDS_PER_THREAD).collect();
    let found = archive::in_parallel(&shares, |records| Ok::<_, Infallible>(altered(records)));
    let found: BTreeMap<RecordId, Sha256> = found.into_iter().flatten().flatten().collect();
    let mut audit = workbook.audit_with(found);
    audit.altered.extend(format_1.into_iter().flatten().map(|id| (*id, id.0)));
    if format_1.is_some() || !audit.is_clean() {
        audit.sections = changed_sections.iter().map(|section| section.as_str().to_owned()).collect();
    }
    audit
}
