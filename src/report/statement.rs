//! The statement of a report about a duty, derived from the attestation and the checklist in one place, so that text,
//! tables and gaps agree.

use crate::workbook::{Attestation, AttestationAnswer, Status};
use serde::{Deserialize, Serialize};

/// The statement of a report about a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportStatement {
    /// None yet: there is no attestation.
    Nothing,
    /// It was fulfilled: confirmed, and met in the checklist.
    Met,
    /// It was confirmed with a reason although the checklist has another status.
    Nevertheless,
    /// It was confirmed without a reason although the checklist has another status.
    Contradicts,
    /// It was not fulfilled, with an explanation.
    Exception,
    /// It did not apply in the year, with a reason.
    NotApplicable,
    /// It is the annual report duty: filing the report fulfills it, so that the report cannot state it.
    ByFiling,
}

impl ReportStatement {
    /// The statement that follows from `attested` and the checklist status `status`.
    #[must_use]
    pub fn of(attested: Option<&Attestation>, status: Status) -> Self {
        let Some(attested) = attested else { return Self::Nothing };
        match attested.answer {
            AttestationAnswer::Confirmed if status == Status::Met => Self::Met,
            AttestationAnswer::Confirmed if is_explained(attested, status) => Self::Nevertheless,
            AttestationAnswer::Confirmed => Self::Contradicts,
            AttestationAnswer::Exception => Self::Exception,
            AttestationAnswer::NotApplicable => Self::NotApplicable,
        }
    }
}

/// The relation of an attestation to the status in the checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// They agree, or one of them states nothing.
    Same,
    /// They contradict each other, with a reason.
    Explained,
    /// They contradict each other, without a reason.
    Unexplained,
}

impl Agreement {
    /// The relation of `attested` to `status`.
    #[must_use]
    pub fn of(attested: Option<&Attestation>, status: Status) -> Self {
        let Some(attested) = attested.filter(|attested| differs(attested.answer, status)) else { return Self::Same };
        if is_explained(attested, status) { Self::Explained } else { Self::Unexplained }
    }
}

/// Whether `answer` contradicts `status`. A duty that was not assessed contradicts neither an exception nor “not
/// applicable”; a confirmation requires the status “met”.
#[must_use]
pub fn differs(answer: AttestationAnswer, status: Status) -> bool {
    match answer {
        AttestationAnswer::Confirmed => status != Status::Met,
        AttestationAnswer::Exception => matches!(status, Status::Met | Status::NotApplicable),
        AttestationAnswer::NotApplicable => matches!(status, Status::InProgress | Status::Met | Status::NotMet),
    }
}

/// Exceptions and “not applicable” contain their reason; a confirmation has its reason for one status only.
fn is_explained(attested: &Attestation, status: Status) -> bool {
    let is_meant = attested.answer != AttestationAnswer::Confirmed || attested.against == Some(status);
    is_meant && !attested.text.trim().is_empty()
}
