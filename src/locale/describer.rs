//! Describes the contents of a workbook: values, and the subjects of fields.

use super::{Locale, report_names};
use crate::license::CoverItem;
use crate::obligation::Catalog;
use crate::report::head_title;
use crate::workbook::{
    Cause, Change, Definition, DutyId, Event, EventId, Evidence, Field, Occurrence, PersonId, Report, ReportPart,
    Session, SessionId, SessionPart, Sha256, Value, Workbook,
};

/// Describes a workbook in one language.
#[derive(Clone, Copy)]
pub struct Describer<'a> {
    /// The language.
    pub locale: &'a Locale,
    /// The workbook.
    pub workbook: &'a Workbook,
    /// The catalog with the names of events, facts and heads.
    pub catalog: &'a Catalog,
    is_discreet: bool,
    /// Whether several duties are listed by label instead of counted, and nothing is omitted.
    pub(super) in_full: bool,
    /// The changes that are not described.
    pub(super) hides: Option<&'a dyn Fn(&Change) -> bool>,
}

impl<'a> Describer<'a> {
    /// Describes `workbook`, including the names of confidential files.
    #[must_use]
    pub fn new(locale: &'a Locale, workbook: &'a Workbook, catalog: &'a Catalog) -> Self {
        Self { locale, workbook, catalog, is_discreet: false, in_full: false, hides: None }
    }

    /// Omits the names of confidential evidence.
    #[must_use]
    pub fn discreet(self) -> Self {
        Self { is_discreet: true, ..self }
    }

    /// Lists several duties by label instead of counting them, and describes every action, for output that cannot be
    /// expanded.
    #[must_use]
    pub fn in_full(self) -> Self {
        Self { in_full: true, ..self }
    }

    /// Omits the changes for which `hides` is true.
    #[must_use]
    pub fn without(self, hides: &'a dyn Fn(&Change) -> bool) -> Self {
        Self { hides: Some(hides), ..self }
    }

    pub(super) fn text(&self, id: &'static str) -> String {
        self.locale.text(id).into_owned()
    }

    pub(super) fn format<const N: usize>(&self, id: &str, args: [(&str, &str); N]) -> String {
        self.locale.format(id, args.map(|(name, value)| (name, value.into())))
    }

    pub(super) fn person(&self, id: PersonId) -> String {
        self.workbook.person_name(id).map_or_else(|| self.text("someone"), str::to_owned)
    }

    pub(super) fn label(&self, id: DutyId) -> String {
        self.workbook.duties.get(&id).map(|duty| duty.definition.label()).unwrap_or_default()
    }

    /// The name of a file, or a substitute.
    pub(super) fn file(&self, hash: Sha256) -> String {
        match self.workbook.evidence.get(&hash) {
            Some(evidence) => self.file_of(evidence),
            // Removed evidence may have been confidential.
            None => self.text("phrase-file-gone"),
        }
    }

    /// The name of a file, or a substitute if it is confidential and confidential names are omitted.
    pub(super) fn file_of(&self, evidence: &Evidence) -> String {
        if self.is_discreet && evidence.confidential {
            self.text("phrase-file-confidential")
        } else {
            evidence.name.clone()
        }
    }

    pub(super) fn files<'b>(&self, hashes: impl IntoIterator<Item = &'b Sha256>) -> String {
        self.locale.list(hashes.into_iter().map(|hash| self.file(*hash)))
    }

    /// An event with its day and time: `注册资本变更（2026-11-16 14:05）`.
    #[must_use]
    pub fn event(&self, event: &Event) -> String {
        let kind = self.catalog.event(&event.kind);
        let name = kind.map_or(event.kind.as_str(), |kind| kind.name.get(self.locale.language));
        let day = match event.at {
            Some(at) => format!("{} {}", event.on, at.format("%H:%M")),
            None => event.on.to_string(),
        };
        self.format("phrase-of-day", [("what", name), ("day", &day)])
    }

    fn event_by_id(&self, id: EventId) -> Option<String> {
        self.workbook.events.get(&id).map(|event| self.event(event))
    }

    /// An occurrence by the label of its duty and its cause: `十二-2 注册资本变更（2026-11-16）`.
    pub(super) fn occurrence(&self, occurrence: &Occurrence) -> String {
        let label = self.label(occurrence.duty);
        let cause = occurrence.cause().and_then(|cause| self.cause(occurrence.duty, cause));
        cause.map_or_else(|| label.clone(), |cause| format!("{label} {cause}"))
    }

    /// The cause or due day of an occurrence, which distinguishes it from others of the same duty. `None` for an event
    /// that was removed.
    #[must_use]
    pub fn cause(&self, duty: DutyId, cause: Cause) -> Option<String> {
        match cause {
            Cause::Event(id) => self.event_by_id(id),
            Cause::Period(period) => {
                let due = self.workbook.due_of_period(duty, period).to_string();
                Some(self.format("phrase-due", [("day", &due)]))
            }
        }
    }

    /// The name of a session: `2027-01-12 会议（2026 年度）`.
    pub(super) fn session(&self, id: SessionId) -> String {
        let session = self.workbook.sessions.get(&id);
        session.map_or_else(|| self.what("session"), |session| self.session_name(session.on, session.report_year))
    }

    /// The name of a session: `2027-01-12 会议（2026 年度）`.
    #[must_use]
    pub fn session_of(&self, session: &Session) -> String {
        self.session_name(session.on, session.report_year)
    }

    pub(super) fn session_name(&self, on: chrono::NaiveDate, year: i32) -> String {
        self.format("history-session-name", [("day", &on.to_string()), ("year", &year.to_string())])
    }

    pub(super) fn report(&self, year: i32) -> String {
        self.format("phrase-report", [("year", &year.to_string())])
    }

    pub(super) fn what(&self, what: &'static str) -> String {
        self.format("history-whole", [("what", what)])
    }

    /// The subject and the name of a field.
    #[must_use]
    pub fn subject(&self, field: &Field) -> String {
        match field {
            Field::Answer(id, answer) => format!("{} · {}", self.label(*id), self.locale.answer_field(*answer)),
            Field::Duty(id) => format!("{} {}", self.what("duty"), self.label(*id)),
            Field::Definition(id) => format!("{} · {}", self.label(*id), self.text("history-definition")),
            Field::Correction(_, item) => format!("{} · {}", self.text("history-correction"), self.item(item)),
            Field::Settled(..) => self.text("history-settled"),
            Field::Attestation(year, id) => format!("{} {year} {}", self.what("attestation"), self.label(*id)),
            Field::Fact(_, key) => format!("{} · {}", self.text("history-fact"), self.fact(key)),
            Field::TrackedFrom => self.text("history-tracked-from"),
            Field::Continues(_) => self.text("history-continues"),
            Field::Renewal(_) => self.text("history-renewal"),
            Field::Report(year) => self.report(*year),
            Field::ReportPart(year, part) => format!("{} · {}", self.report(*year), self.report_part(*year, part)),
            Field::Schedule(year) => format!("{} {year}", self.what("schedule")),
            Field::Person(id) => format!("{} {}", self.what("person"), self.person(*id)),
            Field::License(_) => self.what("license"),
            Field::Evidence(id) => format!("{} {}", self.what("evidence"), self.file(*id)),
            Field::Event(id) => self
                .event_by_id(*id)
                .map_or_else(|| self.what("event"), |name| format!("{} {name}", self.what("event"))),
            Field::Occurrence(id) => match self.workbook.occurrences.get(id) {
                Some(occurrence) => self.occurrence(occurrence),
                None => self.what("occurrence"),
            },
            Field::Session(id) => self.session(*id),
            Field::SessionPart(id, part) => format!("{} · {}", self.session(*id), self.session_part(*part)),
            Field::Snapshot(id) => match self.workbook.snapshots.get(id) {
                Some(snapshot) => {
                    format!("{} {} {}", self.what("snapshot"), snapshot.on, snapshot.purpose).trim_end().to_owned()
                }
                None => self.what("snapshot"),
            },
        }
    }

    pub(super) fn fact(&self, key: &str) -> String {
        let known = self.catalog.fact(key);
        known.map_or_else(|| key.to_owned(), |fact| fact.statement.get(self.locale.language).to_owned())
    }

    /// The name of a part of a report with the title of its head, figure or material.
    pub(super) fn report_part(&self, year: i32, part: &ReportPart) -> String {
        let report = self.workbook.reports.get(&year);
        let list = &self.catalog.report;
        let language = self.locale.language;
        let (id, name) = match part {
            ReportPart::Head(key) => ("phrase-part-head", self.head_name(report, key)),
            ReportPart::Draft(key) => ("phrase-part-draft", self.head_name(report, key)),
            ReportPart::Title(key) => ("phrase-part-title", self.head_name(report, key)),
            ReportPart::Figure(key) => {
                // The key of a figure per service ends with the class of the service.
                let mut figures = list.heads.iter().flat_map(|head| &head.figures);
                let figure = figures.find(|figure| key.split('@').next() == Some(figure.key.as_str()));
                let name = figure.map(|figure| figure.name.get(language).to_owned());
                ("phrase-part-figure", name.unwrap_or_else(|| key.clone()))
            }
            ReportPart::Material(key) | ReportPart::Files(key) | ReportPart::NotNeeded(key) => {
                let own = report.and_then(|report| report.titles.get(key)).cloned();
                let listed = list.materials.iter().find(|material| material.key == *key);
                let name = own.or_else(|| listed.map(|material| material.title.get(language).to_owned()));
                ("phrase-part-material", name.unwrap_or_else(|| key.clone()))
            }
        };
        self.format(id, [("name", &name)])
    }

    fn head_name(&self, report: Option<&Report>, key: &str) -> String {
        let head = self.catalog.report.head(key);
        head.map_or_else(|| key.to_owned(), |head| head_title(report, head).get(self.locale.language).to_owned())
    }

    fn session_part(&self, part: SessionPart) -> String {
        match part {
            SessionPart::At => self.text("phrase-session-at"),
            SessionPart::Minutes => self.text("part-minutes"),
            SessionPart::Skipped(duty) => self.format("phrase-session-skipped", [("label", &self.label(duty))]),
            SessionPart::Decision(_) => self.text("part-decisions"),
            SessionPart::ClosedOn => self.text("phrase-session-closed"),
            SessionPart::Paused => self.text("phrase-session-paused"),
        }
    }

    /// The value of a field as text; free text is complete.
    #[must_use]
    pub fn value(&self, value: Option<&Value>) -> String {
        let locale = self.locale;
        match value {
            None => self.text("nothing"),
            Some(Value::Status(status)) => locale.status(*status).into_owned(),
            Some(Value::Text(text)) => text.clone(),
            Some(Value::Date(date)) => date.to_string(),
            Some(Value::PersonRef(id)) => self.person(*id),
            Some(Value::Flag(true)) => self.text("yes"),
            Some(Value::Flag(false)) => self.text("no"),
            Some(Value::Tags(tags)) => locale.list(tags.iter().cloned()),
            Some(Value::EvidenceRefs(refs)) => self.files(refs),
            Some(Value::Recurrence(recurrence)) => locale.recurrence(recurrence),
            Some(Value::Offset(offset)) => locale.length(offset.amount, offset.unit),
            Some(Value::Renewal(steps)) => locale.list(steps.iter().map(|step| locale.renewal_step(step))),
            Some(Value::Person(person)) => match person.same_as {
                Some(other) => self.format("phrase-alias", [("name", &person.name), ("other", &self.person(other))]),
                None => person.name.clone(),
            },
            Some(Value::Evidence(evidence)) => self.file_of(evidence),
            Some(Value::Duty(duty)) => duty.definition.title.get(locale.language).to_owned(),
            Some(Value::Definition(definition)) => self.definition(definition),
            Some(Value::Event(event)) => {
                with_more(self.event(event), [event.note.clone(), self.files(&event.evidence)])
            }
            Some(Value::Occurrence(occurrence)) => self.done(occurrence),
            Some(Value::Schedule(schedule)) => {
                let days = schedule.days.iter().map(|day| day.date);
                match (days.clone().min(), days.max()) {
                    (Some(first), Some(last)) => format!("{first} – {last}"),
                    _ => self.text("recorded"),
                }
            }
            Some(Value::DutyRef(id)) => self.label(*id),
            Some(Value::Decision(decision)) => {
                let owner = decision.owner.map(|id| self.person(id)).unwrap_or_default();
                let due = decision.due.map(|day| day.to_string()).unwrap_or_default();
                with_more(decision.text.clone(), [owner, due])
            }
            Some(Value::Session(session)) => self.session_name(session.on, session.report_year),
            Some(Value::Attestation(attestation)) => report_names::answer(locale, attestation, usize::MAX),
            Some(Value::Snapshot(snapshot)) => with_more(snapshot.on.to_string(), [snapshot.purpose.clone()]),
            Some(Value::License(_) | Value::Report(_)) => self.text("recorded"),
        }
    }

    /// The name of an item of the cover.
    pub(super) fn item(&self, key: &str) -> String {
        CoverItem::of(key).map_or_else(|| key.to_owned(), |item| item.name().get(self.locale.language).to_owned())
    }

    /// The definition of a duty in a few words: title, kind, limit, and why it no longer counts.
    pub(super) fn definition(&self, definition: &Definition) -> String {
        let locale = self.locale;
        let limit = definition.limit.as_ref().map(|limit| locale.limit(limit)).unwrap_or_default();
        let retired = definition.retired.as_ref();
        let retired = retired.map(|reason| self.format("phrase-retired", [("reason", reason)])).unwrap_or_default();
        let title = definition.title.get(locale.language).to_owned();
        with_more(title, [locale.kind(definition.kind).into_owned(), limit, retired])
    }

    /// The completion of an occurrence with its note and files.
    fn done(&self, occurrence: &Occurrence) -> String {
        let done = match occurrence.done_on {
            Some(on) => self.format("phrase-done-on", [("day", &on.to_string())]),
            None => self.text("phrase-open"),
        };
        with_more(done, [occurrence.note.clone(), self.files(&occurrence.evidence)])
    }
}

/// A text followed by the non-empty texts of `more`.
pub(super) fn with_more<const N: usize>(words: String, more: [String; N]) -> String {
    [words].into_iter().chain(more).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ")
}
