//! The input for documents about a report: its frozen state, with the filing details since then.

use crate::calendar::Now;
use crate::obligation::Catalog;
use crate::snapshot::{Selection, Snapshot};
use crate::workbook::{FrozenSnapshot, LicenseId, Sha256, Workbook};
use std::collections::BTreeSet;

/// The input for documents about a report.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportDocuments {
    /// The frozen report, otherwise the current one; with the current filing details, limited to the selection.
    pub snapshot: Snapshot,
    /// A copy of the frozen snapshot that names its digest; `None` if the report is not frozen.
    pub frozen: Option<Snapshot>,
}

impl ReportDocuments {
    /// The documents of the report on `year`; `None` if the workbook has no such license or report.
    ///
    /// # Errors
    /// If the frozen snapshot cannot be read or serialized again.
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
            // Sessions can continue after the freezing, so the current minutes are used.
            then.sessions = now.sessions;
        }
        Ok(Self { snapshot, frozen })
    }
}
