//! What a report says of a duty: made here from what was attested and from how the checklist has it, for the text, the
//! tables and the gate alike, so that none of them says more than the others.

use crate::workbook::{Attestation, AttestationAnswer, Status};
use serde::{Deserialize, Serialize};

/// What a report says of a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Says {
    /// Nothing yet: nobody attested it.
    Nothing,
    /// It was kept: confirmed, and met in the checklist.
    Met,
    /// It was confirmed although the checklist has another status, with a reason.
    Nevertheless,
    /// It was confirmed, the checklist has another status, and nobody said why.
    Contradicts,
    /// It was not kept, and why.
    Exception,
    /// It did not apply in the year, and why.
    NotApplicable,
    /// It is the duty to report: filing the report keeps it, and no report can say so of itself.
    ByFiling,
}

impl Says {
    /// What follows from `attested`, while the checklist has `status`.
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

/// How an answer stands beside the status of the checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// They say the same, or one of them says nothing.
    Same,
    /// They differ, and the answer says why.
    Explained,
    /// They differ, and nothing says why.
    Unexplained,
}

impl Agreement {
    /// How `attested` stands beside `status`.
    #[must_use]
    pub fn of(attested: Option<&Attestation>, status: Status) -> Self {
        let Some(attested) = attested.filter(|attested| differs(attested.answer, status)) else { return Self::Same };
        if is_explained(attested, status) { Self::Explained } else { Self::Unexplained }
    }
}

/// Whether `answer` claims something else than `status`. A duty that nobody began to assess claims nothing that an
/// exception or “not applicable” would contradict; a confirmation claims that it is met.
#[must_use]
pub fn differs(answer: AttestationAnswer, status: Status) -> bool {
    match answer {
        AttestationAnswer::Confirmed => status != Status::Met,
        AttestationAnswer::Exception => matches!(status, Status::Met | Status::NotApplicable),
        AttestationAnswer::NotApplicable => matches!(status, Status::InProgress | Status::Met | Status::NotMet),
    }
}

/// Exceptions and “not applicable” are reasons themselves; a confirmation has its reason against one status alone.
fn is_explained(attested: &Attestation, status: Status) -> bool {
    let is_meant = attested.answer != AttestationAnswer::Confirmed || attested.against == Some(status);
    is_meant && !attested.text.trim().is_empty()
}
