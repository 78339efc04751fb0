//! A duty with everything derived from it at an instant.

use super::due::DueState;
use crate::obligation::Applicability;
use crate::workbook::{Duty, DutyId, Sha256, Status};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A duty with the values derived from it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its id.
    pub id: DutyId,
    /// Its label, e.g. `十六(十三)-2`.
    pub label: String,
    /// The duty itself.
    pub duty: Arc<Duty>,
    /// The words of the license that establish it, with `…` between separate parts.
    pub quote: String,
    /// Its applicability, with the reasons.
    pub applicability: Applicability,
    /// Its status: as stated, or as derived from its triggers; [`Status::NotApplicable`] also if the annex excludes the
    /// duty.
    pub status: Status,
    /// The evidence of its answer and of its occurrences.
    pub evidence: BTreeSet<Sha256>,
    /// Its state by its dates.
    pub due: DueState,
}
