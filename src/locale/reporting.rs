//! Describes changes of annual reports and their sessions.

use super::describer::{Describer, with_more};
use super::records::of_kind;
use super::report_names;
use crate::workbook::{Change, DutyId, Field, PersonId, Report, ReportPart, Session, SessionId, SessionPart, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The most characters of a text in a sentence; a single field is quoted completely elsewhere.
const MAX_QUOTED_CHARS: usize = 40;

/// Duties with the same new attestation.
#[derive(Default)]
struct Alike {
    duties: BTreeSet<DutyId>,
    /// Their attestations before; `None` for no attestation.
    were: BTreeSet<Option<String>>,
}

impl Describer<'_> {
    /// The changed attestations: one sentence for all duties of a year with the same new attestation.
    pub(super) fn attested(&self, changes: &[Change]) -> Vec<String> {
        let mut all: BTreeMap<(i32, String), Alike> = BTreeMap::new();
        for change in changes {
            if let Field::Attestation(year, duty) = &change.field {
                let alike = all.entry((*year, self.attestation(change.to.as_ref()))).or_default();
                alike.duties.insert(*duty);
                alike.were.insert(change.from.as_ref().map(|from| self.attestation(Some(from))));
            }
        }
        let phrases = all.into_iter().map(|((year, to), Alike { duties, were })| {
            let (subject, year) = (self.duties(&duties), year.to_string());
            // The common attestation of all duties before.
            match were.first() {
                Some(Some(from)) if were.len() == 1 && *from != to => {
                    let args = [("subject", subject.as_str()), ("year", year.as_str()), ("from", from), ("to", &to)];
                    self.format("change-attestation-from", args)
                }
                _ => self.format("change-attestation", [("subject", &subject), ("year", &year), ("to", &to)]),
            }
        });
        phrases.collect()
    }

    fn attestation(&self, value: Option<&Value>) -> String {
        let said = of_kind!(value, Attestation);
        said.map_or_else(
            || self.text("attested-open"),
            |said| report_names::answer(self.locale, said, MAX_QUOTED_CHARS),
        )
    }

    pub(super) fn report_changed(&self, year: i32, from: Option<&Report>, to: Option<&Report>) -> String {
        let report = self.report(year);
        let (from, to) = match (from, to) {
            (None, Some(_)) => return self.format("change-report-begun", [("report", &report)]),
            (_, None) => return self.format("change-removed", [("what", "report"), ("name", &report)]),
            (Some(from), Some(to)) => (from, to),
        };
        if let Some(correction) = to.corrections.last().filter(|last| from.corrections.last() != Some(last)) {
            let id = if correction.filed_on.is_some() { "change-report-corrected" } else { "change-report-correcting" };
            return with_more(
                self.format(id, [("report", &report)]),
                [correction.why.clone(), correction.receipt.clone()],
            );
        }
        match (from.filed_on, to.filed_on) {
            (_, Some(day)) if from.filed_on != to.filed_on || from.receipt != to.receipt => {
                let filed = self.format("change-report-filed", [("report", &report), ("day", &day.to_string())]);
                with_more(filed, [to.receipt.clone(), self.files(&to.evidence)])
            }
            (Some(_), None) => self.format("change-report-unfiled", [("report", &report)]),
            _ if from.frozen.is_none() && to.frozen.is_some() => {
                self.format("change-report-frozen", [("report", &report)])
            }
            _ if from.frozen.is_some() && to.frozen.is_none() => {
                self.format("change-report-reopened", [("report", &report)])
            }
            _ => self.format("change-edited", [("what", "report"), ("name", &report)]),
        }
    }

    pub(super) fn part_of_report(
        &self,
        year: i32,
        part: &ReportPart,
        from: Option<&Value>,
        to: Option<&Value>,
    ) -> String {
        let subject = self.report(year);
        let name = self.report_part(year, part);
        match part {
            ReportPart::Head(_) | ReportPart::Draft(_) => {
                let args = [("subject", subject.as_str()), ("field", name.as_str())];
                match (from, to) {
                    (_, None) => self.format("change-text-removed", args),
                    (None, _) => self.format("change-text-written", args),
                    _ => self.format("change-text", args),
                }
            }
            ReportPart::Files(_) => self.attached(&format!("{subject} {name}"), from, to),
            ReportPart::NotNeeded(_) => {
                let id = if to.is_some() { "change-not-needed" } else { "change-needed" };
                self.format(id, [("subject", &subject), ("field", &name)])
            }
            ReportPart::Figure(_) | ReportPart::Material(_) | ReportPart::Title(_) => {
                let [from, to] = [from, to].map(|value| value.map(|value| self.value(Some(value))));
                self.field(&subject, &name, (from.as_deref(), to.as_deref()))
            }
        }
    }

    pub(super) fn session_changed(&self, id: SessionId, from: Option<&Session>, to: Option<&Session>) -> String {
        let (from, to) = match (from, to) {
            (None, Some(to)) => {
                return self.format("change-session-begun", [("session", &self.session_of(to))]);
            }
            (Some(from), None) => {
                return self.format("change-removed", [("what", "session"), ("name", &self.session_of(from))]);
            }
            (Some(from), Some(to)) => (from, to),
            (None, None) => return self.session(id),
        };
        let session = self.session_of(to);
        if !from.is_going_on() && to.is_going_on() || from.resumed_on != to.resumed_on {
            return self.format("change-session-resumed", [("session", &session)]);
        }
        let joined = self.people(to.participants.difference(&from.participants));
        let left = self.people(from.participants.difference(&to.participants));
        if !joined.is_empty() {
            self.format("change-session-joined", [("session", &session), ("names", &joined)])
        } else if !left.is_empty() {
            self.format("change-session-left", [("session", &session), ("names", &left)])
        } else if from.on != to.on {
            self.format("change-session-day", [("session", &self.session_of(from)), ("day", &to.on.to_string())])
        } else {
            self.format("change-edited", [("what", "session"), ("name", &session)])
        }
    }

    fn people<'p>(&self, people: impl Iterator<Item = &'p PersonId>) -> String {
        self.locale.list(people.map(|id| self.person(*id)))
    }

    pub(super) fn part_of_session(
        &self,
        id: SessionId,
        part: SessionPart,
        from: Option<&Value>,
        to: Option<&Value>,
    ) -> String {
        let session = self.session(id);
        let text = |id: &str| self.format(id, [("session", &session)]);
        match part {
            SessionPart::At => {
                let label = self.value(to);
                self.format("change-session-at", [("session", &session), ("label", &label)])
            }
            SessionPart::Minutes => text("change-session-minutes"),
            SessionPart::Skipped(duty) => {
                let id = if to.is_some() { "change-session-skipped" } else { "change-session-unskipped" };
                self.format(id, [("session", &session), ("label", &self.label(duty))])
            }
            SessionPart::Decision(_) => self.decision(&session, from, to),
            SessionPart::ClosedOn if to.is_some() => text("change-session-closed"),
            SessionPart::ClosedOn => text("change-session-reopened"),
            SessionPart::Paused if to.is_some() => text("change-session-paused"),
            SessionPart::Paused => text("change-session-resumed"),
        }
    }

    fn decision(&self, session: &str, from: Option<&Value>, to: Option<&Value>) -> String {
        let (before, after) = (of_kind!(from, Decision), of_kind!(to, Decision));
        let [was, is] = [before, after].map(|decision| decision.and_then(|decision| decision.done_on));
        let what = self.value(to.or(from));
        match (before, after) {
            (Some(_), Some(_)) if was != is => {
                let text = after.map(|after| after.text.clone()).unwrap_or_default();
                let name = self.text("phrase-follow-up");
                let [was, is] = [was, is].map(|day| match day {
                    Some(day) => self.format("phrase-done-on", [("day", &day.to_string())]),
                    None => self.text("phrase-open"),
                });
                self.field(&text, &name, (Some(&was), Some(&is)))
            }
            (_, None) => self.format("change-decision-removed", [("session", session), ("what", &what)]),
            (None, _) => self.format("change-decided", [("session", session), ("what", &what)]),
            _ => self.format("change-decision-edited", [("session", session), ("what", &what)]),
        }
    }
}
