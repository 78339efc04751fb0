//! A workbook that was read from a file, and the comparison of it with its history.

use super::archive;
use super::section::Section;
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
    /// Sections that were changed by something else than this program, in the order of the file.
    pub changed_sections: Vec<Section>,
    /// Where it was of format 1: the records whose digest does not fit what stands before them.
    pub format_1: Option<Vec<RecordId>>,
    /// Where the section of evidence stands in the text, and its SHA-256: see [`super::chunks::hash_of_parsed`].
    pub(super) evidence: Option<(Range<usize>, Sha256)>,
}

/// So many records are hashed by one thread before it takes the next ones.
const RECORDS_PER_THREAD: usize = 4096;

/// Compares a workbook that was read with its history, see [`crate::workbook::Contents::audit`]; `changed_sections` and
/// `format_1` are what reading it has told. In a file of format 1 nothing but its sections and its digests can tell.
#[must_use]
pub fn audit(workbook: &Workbook, changed_sections: &[Section], format_1: Option<&[RecordId]>) -> Audit {
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
