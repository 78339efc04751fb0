//! Counts of duties by status.

use crate::deadlines::Counts;
use crate::workbook::Status;
use serde::{Deserialize, Serialize};

/// Counts of duties.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountsView {
    /// All duties.
    pub total: usize,
    /// Not started.
    pub not_started: usize,
    /// In progress.
    pub in_progress: usize,
    /// Met.
    pub met: usize,
    /// Not met.
    pub not_met: usize,
    /// Not applicable, excluded by the annex or by status.
    pub not_applicable: usize,
    /// All applicable duties, the denominator of progress.
    pub applying: usize,
    /// With an overdue date.
    pub overdue: usize,
    /// Met without evidence; `None` if gaps are not selected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub met_without_evidence: Option<usize>,
    /// Applicable without an owner; `None` if gaps are not selected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub without_owner: Option<usize>,
}

impl CountsView {
    /// The number of duties with this status.
    #[must_use]
    pub fn of(&self, status: Status) -> usize {
        match status {
            Status::NotStarted => self.not_started,
            Status::InProgress => self.in_progress,
            Status::Met => self.met,
            Status::NotMet => self.not_met,
            Status::NotApplicable => self.not_applicable,
        }
    }
}

impl From<Counts> for CountsView {
    fn from(counts: Counts) -> Self {
        Self {
            total: counts.total,
            not_started: counts.of(Status::NotStarted),
            in_progress: counts.of(Status::InProgress),
            met: counts.of(Status::Met),
            not_met: counts.of(Status::NotMet),
            not_applicable: counts.of(Status::NotApplicable),
            applying: counts.denominator(),
            overdue: counts.overdue,
            met_without_evidence: Some(counts.met_without_evidence),
            without_owner: Some(counts.without_owner),
        }
    }
}
