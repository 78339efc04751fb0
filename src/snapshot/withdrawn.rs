//! Withdrawn dates, which calendars have to remove.

use super::{Internal, Snapshot, revisions};
use crate::calendar::Now;
use crate::deadlines::{DateItem, withdrawn};
use crate::obligation::Catalog;
use crate::workbook::{LicenseId, Workbook};
use std::collections::BTreeSet;

impl Snapshot {
    /// Sets the withdrawn dates of `license` in `workbook`, of which this is a snapshot at `now`: those of the selected
    /// duties, without the content that the selection omits.
    pub fn note_withdrawn(&mut self, workbook: &Workbook, license: LicenseId, now: impl Into<Now>, catalog: &Catalog) {
        let mut dates = withdrawn(workbook, license, now.into(), catalog);
        if !self.selection.has_all_duties() {
            let duties: BTreeSet<_> = self.duties.iter().map(|duty| duty.id).collect();
            dates.retain(|date| duties.contains(&date.duty));
        }
        // A date that is listed under another duty is not withdrawn.
        let shown: BTreeSet<&str> = self.dates.iter().map(|date| date.id.as_str()).collect();
        dates.retain(|date| !shown.contains(date.id.as_str()));
        revisions::mark(workbook, license, &mut dates);
        for date in &mut dates {
            let piece = date.evidence.and_then(|hash| workbook.evidence.get(&hash));
            // Evidence that was removed counts as confidential, because its marking is unknown.
            if piece.is_none_or(|piece| piece.confidential) && !self.selection.shows(Internal::Confidential) {
                date.withhold_evidence();
            }
        }
        if !self.selection.shows(Internal::Sessions) {
            dates.iter_mut().for_each(DateItem::withhold_decision);
        }
        self.withdrawn = dates;
    }
}
