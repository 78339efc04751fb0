//! Formats the values of a report for a comparison.

use super::Section;
use super::formatter::{DiffFormatter, decode, lines};
use crate::obligation::Publication;
use crate::report::figure_words;
use crate::snapshot::report::{CorrectionView, DecisionView, FigureView, TallyView};
use crate::workbook::Sha256;
use serde_json::Value;

impl DiffFormatter<'_> {
    /// A field of a report section; `None` if the generic format is sufficient.
    pub(super) fn of_report(&self, section: Section, field: &str, value: &Value) -> Option<String> {
        match (section, field) {
            (Section::Report, "state") => decode(value).map(|state| self.locale.report_state(state).into_owned()),
            (Section::Report, "tally") => decode(value).map(|tally: TallyView| self.locale.tally(tally.into())),
            (Section::Report, "corrections") => lines(value, |correction: CorrectionView| {
                let days = [Some(correction.on), correction.filed_on].into_iter().flatten();
                let days: Vec<String> = days.map(|day| day.to_string()).collect();
                format!("{} {}", days.join(" – "), correction.why)
            }),
            (Section::Attestations, "taken_from") => value.as_i64().map(|year| year.to_string()),
            (Section::Report, "year") => value.as_i64().map(|year| year.to_string()),
            (Section::Heads, "publication") => decode(value).map(|publication| {
                self.text(match publication {
                    Publication::Public => "publication-public",
                    Publication::Choice => "publication-choice",
                    Publication::NotPublic => "publication-not-public",
                })
            }),
            (Section::Heads, "figures") => lines(value, |figure: FigureView| self.figure(&figure)),
            (Section::Attestations, "answer") => decode(value).map(|answer| self.locale.attested(answer).into_owned()),
            (Section::Attestations, "says") => decode(value).map(|says| self.locale.statement_name(says).into_owned()),
            (Section::Attestations, "status") => decode(value).map(|status| self.locale.status(status).into_owned()),
            (Section::Sessions, "decisions") => lines(value, |decision: DecisionView| self.decision(&decision)),
            (_, "evidence" | "files") => lines(value, |hash: Sha256| self.evidence_name(hash)),
            _ => None,
        }
    }

    fn figure(&self, figure: &FigureView) -> String {
        let name = [figure.service.clone().unwrap_or_default(), self.of(&figure.name)];
        let name = name.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
        let value = match &figure.value {
            Some(value) => figure_words(figure.kind, &figure.unit, value, self.locale.language),
            None => self.text("paper-not-given"),
        };
        self.locale.format("named-value", [("name", name.into()), ("value", value.into())])
    }

    /// A decision with its duty, owner, due day and completion.
    fn decision(&self, decision: &DecisionView) -> String {
        let parts = [
            decision.label.clone(),
            Some(decision.text.clone()),
            decision.owner.clone(),
            self.named_day("paper-until", decision.due),
            self.named_day("column-done-on", decision.done_on),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    fn named_day(&self, name: &'static str, day: Option<chrono::NaiveDate>) -> Option<String> {
        let args = [("name", self.text(name).into()), ("value", day?.to_string().into())];
        Some(self.locale.format("named-value", args))
    }
}
