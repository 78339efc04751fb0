//! Words for what is said for an annual report.

use super::Locale;
use crate::obligation::Catalog;
use crate::workbook::report::{Flag, Gap, GapKind, ReportState, Says, Tally, head_title, materials};
use crate::workbook::{Attestation, AttestationAnswer, DutyId, Report};
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

    /// What a report says of a duty, in a word.
    #[must_use]
    pub fn says(&self, says: Says) -> Cow<'_, str> {
        self.text(match says {
            Says::Nothing => "attested-open",
            Says::Met => "attested-confirmed",
            Says::Nevertheless => "attested-nevertheless",
            Says::Contradicts => "attested-contradicts",
            Says::Exception => "attested-exception",
            Says::NotApplicable => "attested-not-applicable",
            Says::ByFiling => "attested-by-filing",
        })
    }

    /// `已确认 12 / 131：落实 10，例外 1，不适用 1`, and how many of them the checklist has otherwise.
    #[must_use]
    pub fn tally(&self, tally: Tally) -> String {
        let args = [
            ("done", tally.done().into()),
            ("total", tally.total.into()),
            ("confirmed", tally.confirmed.into()),
            ("exceptions", tally.exceptions.into()),
            ("na", tally.not_applicable.into()),
        ];
        let words = self.format("report-tally", args);
        if tally.against == 0 {
            return words;
        }
        words + &self.format("report-tally-against", [("n", tally.against.into())])
    }

    /// What is missing for a report, by the name of its kind, so many times, about a head or material of this title. A
    /// kind that this version does not know is told by its name.
    #[must_use]
    pub fn gap(&self, kind: &str, count: usize, about: &str) -> String {
        let known = GAPS.iter().find(|(name, _)| *name == kind);
        let Some((_, id)) = known else { return format!("{kind} {about}").trim_end().to_owned() };
        self.format(id, [("n", count.into()), ("head", about.into()), ("material", about.into())])
    }

    /// Why a duty is to be talked about.
    #[must_use]
    pub fn flag(&self, flag: Flag) -> Cow<'_, str> {
        self.text(match flag {
            Flag::Contradicts => "flag-contradicts",
            Flag::Unchecked => "flag-unchecked",
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

/// The message that tells each kind of gap.
const GAPS: [(&str, &str); 15] = [
    ("changed_since_frozen", "gap-changed-since-frozen"),
    ("unattested", "gap-unattested"),
    ("no_remedy", "gap-no-remedy"),
    ("head_empty", "gap-head-empty"),
    ("head_outdated", "gap-head-outdated"),
    ("figures_missing", "gap-figures"),
    ("material_missing", "gap-material"),
    ("against_checklist", "gap-against-checklist"),
    ("explained", "gap-explained"),
    ("unchecked", "gap-unchecked"),
    ("head_contradicts", "gap-head-contradicts"),
    ("figures_invalid", "gap-figures-invalid"),
    ("no_evidence", "gap-no-proof"),
    ("evidence_expired", "gap-evidence-expired"),
    ("follow_ups_overdue", "gap-follow-ups"),
];

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

/// What is missing before the report can be filed, in a few words.
#[must_use]
pub fn gap_words(locale: &Locale, catalog: &Catalog, report: Option<&Report>, gap: &Gap) -> String {
    let count = |id: &str, duties: &[DutyId]| locale.format(id, [("n", duties.len().into())]);
    let head = |key: &str| match catalog.report.head(key) {
        Some(head) => head_title(report, head, locale.language),
        None => key.to_owned(),
    };
    match &gap.kind {
        GapKind::Unattested(duties) => count("gap-unattested", duties),
        GapKind::NoRemedy(duties) => count("gap-no-remedy", duties),
        GapKind::NoEvidence(duties) => count("gap-no-proof", duties),
        GapKind::AgainstChecklist(duties) => count("gap-against-checklist", duties),
        GapKind::Explained(duties) => count("gap-explained", duties),
        GapKind::Unchecked(duties) => count("gap-unchecked", duties),
        GapKind::HeadContradicts(key, duties) => {
            locale.format("gap-head-contradicts", [("head", head(key).into()), ("n", duties.len().into())])
        }
        GapKind::FiguresInvalid(key, n) => {
            locale.format("gap-figures-invalid", [("head", head(key).into()), ("n", (*n).into())])
        }
        GapKind::EvidenceExpired(duties) => count("gap-evidence-expired", duties),
        GapKind::HeadEmpty(key) => locale.format("gap-head-empty", [("head", head(key).into())]),
        GapKind::HeadOutdated(key) => locale.format("gap-head-outdated", [("head", head(key).into())]),
        GapKind::FiguresMissing(key, n) => {
            locale.format("gap-figures", [("head", head(key).into()), ("n", (*n).into())])
        }
        GapKind::MaterialMissing(key) => {
            let all = materials(report, catalog);
            let title = all.iter().find(|m| m.key == *key).map(|m| m.title.get(locale.language).to_owned());
            locale.format("gap-material", [("material", title.unwrap_or_default().into())])
        }
        GapKind::ChangedSinceFrozen(n) => locale.format("gap-changed-since-frozen", [("n", (*n).into())]),
        GapKind::FollowUpsOverdue(n) => locale.format("gap-follow-ups", [("n", (*n).into())]),
    }
}
