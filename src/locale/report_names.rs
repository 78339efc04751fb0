//! Texts for the annual report.

use super::Locale;
use super::describer::with_more;
use crate::obligation::Catalog;
use crate::report::{Flag, Gap, ReportState, ReportStatement, ReportStatus, Tally, head_title, materials};
use crate::workbook::{Attestation, AttestationAnswer, Report};
use chrono::NaiveDate;
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

    /// The state of a report, or that a correction is in progress.
    #[must_use]
    pub fn report_status(&self, standing: &ReportStatus) -> Cow<'_, str> {
        if standing.correcting.is_some() {
            self.text("report-state-correcting")
        } else {
            self.report_state(standing.state)
        }
    }

    /// The filing of a report on a day, in time or late.
    #[must_use]
    pub fn filed(&self, on: NaiveDate, late: bool) -> String {
        self.format(if late { "report-filed-late" } else { "report-filed-on" }, [("day", on.to_string().into())])
    }

    /// The statement of a report about a duty, as a short text.
    #[must_use]
    pub fn statement_name(&self, statement: ReportStatement) -> Cow<'_, str> {
        self.text(match statement {
            ReportStatement::Nothing => "attested-open",
            ReportStatement::Met => "attested-confirmed",
            ReportStatement::Nevertheless => "attested-nevertheless",
            ReportStatement::Contradicts => "attested-contradicts",
            ReportStatement::Exception => "attested-exception",
            ReportStatement::NotApplicable => "attested-not-applicable",
            ReportStatement::ByFiling => "attested-by-filing",
        })
    }

    /// `已确认 12 / 131：落实 10，例外 1，不适用 1`, with the number of contradictions to the checklist.
    #[must_use]
    pub fn tally(&self, tally: Tally) -> String {
        let args = [
            ("done", tally.done().into()),
            ("total", tally.total.into()),
            ("confirmed", tally.confirmed.into()),
            ("exceptions", tally.exceptions.into()),
            ("na", tally.not_applicable.into()),
        ];
        let mut words = self.format("report-tally", args);
        for (id, n) in [("report-tally-against", tally.against), ("report-tally-differing", tally.differing)] {
            if n > 0 {
                words.push_str(&self.format(id, [("n", n.into())]));
            }
        }
        words
    }

    /// A gap of a report: the kind by its name, the number of items, and the title of the head or material. An unknown
    /// kind is given by its name.
    #[must_use]
    pub fn gap(&self, kind: &str, count: usize, about: &str) -> String {
        let known = GAPS.iter().find(|(name, _)| *name == kind);
        let Some((_, id)) = known else { return format!("{kind} {about}").trim_end().to_owned() };
        self.format(id, [("n", count.into()), ("head", about.into()), ("material", about.into())])
    }

    /// The remedy of an exception with its day; empty if neither is given.
    #[must_use]
    pub fn remedy(&self, remedy: &str, until: Option<NaiveDate>) -> String {
        let day = until.map(|day| day.to_string()).unwrap_or_default();
        let id = match (remedy.is_empty(), until) {
            (true, None) => return String::new(),
            (true, Some(_)) => "attested-remedy-day",
            (false, None) => "attested-remedy-open",
            (false, Some(_)) => "attested-remedy",
        };
        self.format(id, [("remedy", remedy.into()), ("day", day.into())])
    }

    /// A reason to discuss a duty.
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

/// The message id for each kind of gap.
const GAPS: [(&str, &str); 16] = [
    ("changed_since_frozen", "gap-changed-since-frozen"),
    ("status_since_frozen", "gap-status-since-frozen"),
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

/// An attestation: the answer with its reason, the remedy with its day, and whether the text has to be checked. Texts
/// are cut after `most` characters.
pub(super) fn answer(locale: &Locale, said: &Attestation, most: usize) -> String {
    let against = said.against.filter(|_| said.answer == AttestationAnswer::Confirmed && !said.text.is_empty());
    let answer = if against.is_some() {
        locale.statement_name(ReportStatement::Nevertheless)
    } else {
        locale.attested(said.answer)
    };
    let against = against.map(|status| locale.format("phrase-against", [("status", locale.status(status).into())]));
    let remedy = locale.remedy(&cut(&said.remedy, most), said.remedy_by);
    let taken = said.taken_from.map(|year| locale.format("walk-unchecked", [("year", year.to_string().into())]));
    let more = [against.unwrap_or_default(), cut(&said.text, most), remedy, taken.unwrap_or_default()];
    with_more(answer.into_owned(), more)
}

/// The first `most` characters of a text, with an ellipsis if there are more.
fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// A gap of the report, as a short text.
#[must_use]
pub fn gap_words(locale: &Locale, catalog: &Catalog, report: Option<&Report>, gap: &Gap) -> String {
    let kind = &gap.kind;
    let about = kind.key().map(|key| title_of(locale, catalog, report, key));
    locale.gap(kind.as_str(), kind.count(), &about.unwrap_or_default())
}

/// The title of the head or material with this key.
fn title_of(locale: &Locale, catalog: &Catalog, report: Option<&Report>, key: &str) -> String {
    if let Some(head) = catalog.report.head(key) {
        return head_title(report, head).get(locale.language).to_owned();
    }
    let material = materials(report, catalog).into_iter().find(|material| material.key == key);
    material.map_or_else(|| key.to_owned(), |material| material.title.get(locale.language).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::report::GapKind;

    /// A kind without a message would be given by its name.
    #[test]
    fn every_kind_of_gap_has_words() {
        let kinds = [
            GapKind::ChangedSinceFrozen(2),
            GapKind::StatusSinceFrozen(Vec::new()),
            GapKind::Unattested(Vec::new()),
            GapKind::NoRemedy(Vec::new()),
            GapKind::HeadEmpty(String::new()),
            GapKind::HeadOutdated(String::new()),
            GapKind::FiguresMissing(String::new(), 2),
            GapKind::MaterialMissing(String::new()),
            GapKind::AgainstChecklist(Vec::new()),
            GapKind::Explained(Vec::new()),
            GapKind::Unchecked(Vec::new()),
            GapKind::HeadContradicts(String::new(), Vec::new()),
            GapKind::FiguresInvalid(String::new(), 2),
            GapKind::NoEvidence(Vec::new()),
            GapKind::EvidenceExpired(Vec::new()),
            GapKind::FollowUpsOverdue(2),
        ];
        assert_eq!(kinds.len(), GAPS.len());
        for kind in kinds {
            let known = GAPS.iter().find(|(name, _)| *name == kind.as_str());
            let (_, id) = known.unwrap_or_else(|| panic!("{} has no words", kind.as_str()));
            for language in Language::ALL {
                assert!(Locale::of(language).has(id), "{language:?} {id}");
            }
        }
    }
}
