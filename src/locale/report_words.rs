//! Words for what is said for an annual report.

use super::Locale;
use crate::workbook::report::{Flag, ReportState};
use crate::workbook::{Attestation, AttestationAnswer};
use std::borrow::Cow;

impl Locale {
    /// The name of an answer of an attestation.
    #[must_use]
    pub fn attested(&self, answer: AttestationAnswer) -> Cow<'_, str> {
        self.text(match answer {
            AttestationAnswer::Confirmed => "attested-confirmed",
            AttestationAnswer::Exception => "attested-exception",
            AttestationAnswer::NotApplicable => "attested-not-applicable",
        })
    }

    /// The name of a state of a report.
    #[must_use]
    pub fn report_state(&self, state: ReportState) -> Cow<'_, str> {
        self.text(match state {
            ReportState::NotDue => "report-state-not-due",
            ReportState::Open => "report-state-open",
            ReportState::Prepared => "report-state-prepared",
            ReportState::Filed => "report-state-filed",
            ReportState::Late => "report-state-late",
        })
    }

    /// Why a duty is to be talked about.
    #[must_use]
    pub fn flag(&self, flag: Flag) -> Cow<'_, str> {
        self.text(match flag {
            Flag::Unconfirmed => "flag-unconfirmed",
            Flag::Overdue => "flag-overdue",
            Flag::FollowUpOpen => "flag-follow-up-open",
            Flag::ClauseChanged => "flag-clause-changed",
            Flag::ChangedSince => "flag-changed-since",
            Flag::ExceptionBefore => "flag-exception-before",
            Flag::NoEvidence => "flag-no-evidence",
            Flag::EvidenceExpired => "flag-evidence-expired",
            Flag::EvidenceOld => "flag-evidence-old",
        })
    }
}

/// What was attested, in a few words.
pub(super) fn answer(locale: &Locale, attestation: &Attestation) -> String {
    let answer = locale.attested(attestation.answer);
    if attestation.text.is_empty() {
        return answer.into_owned();
    }
    let first: String = attestation.text.chars().take(40).collect();
    let more = if first.len() < attestation.text.len() { "…" } else { "" };
    format!("{answer} · {first}{more}")
}
