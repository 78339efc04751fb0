//! What documents about a report are made from: what was frozen of it, with what became of it since.

use crate::calendar::Now;
use crate::obligation::Catalog;
use crate::snapshot::{Selection, Snapshot};
use crate::workbook::{FrozenSnapshot, LicenseId, Sha256, Workbook};
use std::collections::BTreeSet;

/// What documents about a report are made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Papers {
    /// What was frozen, else the report as it stands; with what became of it since, and without what is not selected.
    pub snapshot: Snapshot,
    /// A copy of what was frozen that names its digest; none where it is not frozen.
    pub frozen: Option<Snapshot>,
}

impl Papers {
    /// The papers of the report on `year`; `None` where the workbook has no such license or report.
    ///
    /// # Errors
    /// Where what was frozen cannot be read, or be written again.
    #[must_use]
    pub fn of(
        workbook: &Workbook,
        license: LicenseId,
        (now, year): (impl Into<Now>, i32),
        catalog: &Catalog,
        selection: &Selection,
    ) -> Option<Result<Self, serde_json::Error>> {
        let live = Snapshot::with_report(workbook, license, (now, year), catalog, selection)?;
        let kept = workbook.reports.get(&year).and_then(|report| report.frozen);
        Some(match kept.and_then(|id| workbook.snapshots.get(&id)) {
            None => Ok(Self { snapshot: live, frozen: None }),
            Some(kept) => Self::frozen(kept, live, selection),
        })
    }

    fn frozen(kept: &FrozenSnapshot, live: Snapshot, selection: &Selection) -> Result<Self, serde_json::Error> {
        let whole: Snapshot = serde_json::from_str(&kept.document)?;
        let mut snapshot = whole.copy(kept.digest, selection)?;
        let frozen = Some(snapshot.clone());
        let known: BTreeSet<Sha256> = snapshot.evidence.iter().map(|evidence| evidence.sha256).collect();
        snapshot.evidence.extend(live.evidence.into_iter().filter(|evidence| !known.contains(&evidence.sha256)));
        if let (Some(then), Some(now)) = (&mut snapshot.report, live.report) {
            then.state = now.state;
            then.filed_on = now.filed_on;
            then.receipt = now.receipt;
            then.elsewhere = now.elsewhere;
            then.corrections = now.corrections;
            then.evidence = now.evidence;
            // Sessions go on after that; the minutes are those of today.
            then.sessions = now.sessions;
        }
        Ok(Self { snapshot, frozen })
    }
}
