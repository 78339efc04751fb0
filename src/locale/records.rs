//! Describes records of the history; the single source of these sentences for all views, exports and commands.

use super::beside::is_beside;
use super::describer::{Describer, with_more};
use crate::workbook::{
    AnswerField, AnswerKind, Change, DutyId, Event, Evidence, Field, LicenseRecord, Occurrence, Person, PersonId,
    Record, RecordAction, RenewalStep, ReportPart, SessionPart, Sha256, Status, Undone, Value,
};
use std::collections::{BTreeMap, BTreeSet};

/// The most sentences for one record; the rest is only counted.
const MAX_PHRASES: usize = 3;

/// The old and the new value of a change.
struct FromTo<'a> {
    from: Option<&'a Value>,
    to: Option<&'a Value>,
}

/// A changed field with its old and new value as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeWords {
    /// The subject and the name of the field.
    pub subject: String,
    /// The old value; `None` if it was empty.
    pub from: Option<String>,
    /// The new value; `None` if it is empty.
    pub to: Option<String>,
}

/// The record in a value, if the value is of this kind.
macro_rules! of_kind {
    ($value:expr, $variant:ident) => {
        match $value {
            Some(Value::$variant(value)) => Some(value.as_ref()),
            _ => None,
        }
    };
}

pub(super) use of_kind;

impl Describer<'_> {
    /// A record in a sentence without author and time, for the history and for undo.
    #[must_use]
    pub fn record(&self, record: &Record) -> String {
        let step = self.step(record);
        let words = match self.workbook.action(record) {
            RecordAction::Edit | RecordAction::Merge | RecordAction::Found(_) | RecordAction::Accepted(_) => step,
            RecordAction::Undo(_) => self.format("history-undone", [("what", &step)]),
            RecordAction::Redo(_) => self.format("history-redone", [("what", &step)]),
        };
        if self.workbook.is_altered(record.id) { self.format("history-altered", [("what", &words)]) } else { words }
    }

    /// The action of a record, without the note that it was reverted or repeated, for the names of undo and redo.
    #[must_use]
    pub fn step(&self, record: &Record) -> String {
        match self.workbook.action(record) {
            RecordAction::Edit => self.changes(&record.changes),
            RecordAction::Merge => self.merge(record),
            RecordAction::Undo(what) => self.undone(record, what, false),
            RecordAction::Redo(what) => self.undone(record, what, true),
            RecordAction::Found(outside) => self.found(outside, record),
            RecordAction::Accepted(found) => self.accepted(found),
        }
    }

    fn undone(&self, by: &Record, what: Undone<'_>, is_redo: bool) -> String {
        match what {
            Undone::Edit(record) => self.changes(&record.changes),
            Undone::Merge(Some(record)) => self.merge(record),
            Undone::Merge(None) => self.text("history-merged"),
            Undone::Unknown if is_redo => self.changes(&by.changes),
            Undone::Unknown => self.changes(&by.inverse().changes),
        }
    }

    /// A merge: the number of records that came in, by author.
    fn merge(&self, record: &Record) -> String {
        let mut by_person: BTreeMap<PersonId, usize> = BTreeMap::new();
        for brought in self.workbook.brought(record) {
            *by_person.entry(self.workbook.person_id(brought.author)).or_default() += 1;
        }
        let from = by_person
            .into_iter()
            .map(|(id, n)| self.locale.format("history-brought", [("name", self.person(id).into()), ("n", n.into())]));
        let from = self.locale.list(from);
        let merged = if from.is_empty() {
            self.text("history-merged")
        } else {
            self.format("history-merged-from", [("from", &from)])
        };
        if record.changes.is_empty() {
            return merged;
        }
        self.format("history-merged-and", [("merged", &merged), ("what", &self.changes(&record.changes))])
    }

    /// A changed field with its complete old and new value.
    #[must_use]
    pub fn change(&self, change: &Change) -> ChangeWords {
        let [from, to] = [change.from.as_ref(), change.to.as_ref()].map(|value| match (value, &change.field) {
            // An absent status is “not started”.
            (None, Field::Answer(_, AnswerField::Status)) => Some(self.locale.status(Status::default()).into_owned()),
            (None, _) => None,
            (value, _) => Some(self.value(value)),
        });
        let subject = match (&change.field, change.to.as_ref().or(change.from.as_ref())) {
            // A removed record is named by its last value.
            (Field::Event(_), Some(Value::Event(event))) => format!("{} {}", self.what("event"), self.event(event)),
            (Field::Occurrence(_), Some(Value::Occurrence(done))) => self.occurrence(done),
            (Field::Session(_), Some(Value::Session(session))) => self.session_name(session.on, session.report_year),
            (field, _) => self.subject(field),
        };
        ChangeWords { subject, from, to }
    }

    /// The complete texts that a record changed, because its sentence only mentions the change.
    #[must_use]
    pub fn texts(&self, record: &Record) -> Vec<ChangeWords> {
        record.changes.iter().filter(|change| writes_text(change)).map(|change| self.change(change)).collect()
    }

    /// Each action of a record in a sentence of its own, with the labels of the duties.
    #[must_use]
    pub fn lines(&self, record: &Record) -> Vec<String> {
        self.in_full().phrases(&record.changes)
    }

    /// The changes in one sentence.
    pub(super) fn changes(&self, changes: &[Change]) -> String {
        let shown: Vec<Change>;
        let changes = match self.hides {
            None => changes,
            Some(hides) => {
                shown = changes.iter().filter(|change| !hides(change)).cloned().collect();
                if shown.is_empty() && !changes.is_empty() {
                    return self.text("phrase-withheld");
                }
                &shown
            }
        };
        let mut phrases = self.phrases(changes);
        if phrases.is_empty() {
            return self.text("change-nothing");
        }
        let most = if self.in_full { phrases.len() } else { MAX_PHRASES };
        let more = phrases.len().saturating_sub(most);
        phrases.truncate(most);
        if more > 0 {
            phrases.push(self.locale.format("phrase-more", [("n", more.into())]));
        }
        phrases.join(&self.text("phrase-separator"))
    }

    /// The changes, one sentence for each action.
    fn phrases(&self, changes: &[Change]) -> Vec<String> {
        let mut phrases = self.answers(changes);
        phrases.extend(self.attested(changes));
        phrases.extend(
            changes.iter().filter(|change| !is_beside(change, changes)).filter_map(|change| self.other(change)),
        );
        if phrases.is_empty() {
            // Implied changes are described if there are no others.
            phrases.extend(changes.iter().filter_map(|change| self.other(change)));
        }
        phrases
    }

    /// The changed answers: one sentence for each field, for any number of duties.
    fn answers(&self, changes: &[Change]) -> Vec<String> {
        let mut by_field: BTreeMap<AnswerField, Vec<(DutyId, FromTo<'_>)>> = BTreeMap::new();
        for change in changes {
            if let Field::Answer(duty, field) = &change.field {
                let pair = FromTo { from: change.from.as_ref(), to: change.to.as_ref() };
                by_field.entry(*field).or_default().push((*duty, pair));
            }
        }
        let is_changed = |field: &AnswerField| by_field.contains_key(field);
        let fields = AnswerField::in_order().into_iter().filter(is_changed);
        // The sentence about a field names its companions; the one about a status also gives the justification.
        let is_described_with = |field: &AnswerField, main: &AnswerField| {
            main.companions().contains(field) || (*field, *main) == (AnswerField::Justification, AnswerField::Status)
        };
        let fields = fields.filter(|field| !by_field.keys().any(|main| is_described_with(field, main)));
        fields.filter_map(|field| by_field.get(&field).map(|of| self.answer(field, of))).collect()
    }

    fn answer(&self, field: AnswerField, of: &[(DutyId, FromTo<'_>)]) -> String {
        let Some((_, first)) = of.first() else { return String::new() };
        let duties: BTreeSet<DutyId> = of.iter().map(|(duty, _)| *duty).collect();
        let subject = self.duties(&duties);
        let name = self.locale.answer_field(field).into_owned();
        // The common old and new value of all duties; `None` if they differ.
        let from = of.iter().all(|(_, other)| other.from == first.from).then_some(first.from);
        let to = of.iter().all(|(_, other)| other.to == first.to).then_some(first.to);
        let [was, becomes] = [from, to].map(|value| match value? {
            None if field == AnswerField::Status => Some(self.locale.status(Status::default()).into_owned()),
            value => Some(self.value(value)),
        });
        if field == AnswerField::ReviewedOn {
            return match &becomes {
                Some(day) if first.to.is_some() => {
                    self.format("change-reviewed", [("subject", &subject), ("day", day)])
                }
                _ => self.format(
                    "change-field-removed",
                    [("subject", &subject), ("field", &name), ("from", &was.unwrap_or_default())],
                ),
            };
        }
        match field.kind() {
            AnswerKind::Status => match (&was, &becomes) {
                (Some(was), Some(to)) => {
                    self.format("change-status-from", [("subject", &subject), ("from", was), ("to", to)])
                }
                (_, to) => {
                    let to = to.clone().unwrap_or_default();
                    self.format("change-status", [("subject", &subject), ("to", &to)])
                }
            },
            AnswerKind::Text => {
                let args = [("subject", subject.as_str()), ("field", name.as_str())];
                match (&from, &to) {
                    (_, Some(None)) => self.format("change-text-removed", args),
                    (Some(None), _) => self.format("change-text-written", args),
                    _ => self.format("change-text", args),
                }
            }
            AnswerKind::Evidence => self.attached(&subject, first.from, first.to),
            AnswerKind::Day | AnswerKind::Person | AnswerKind::Recurrence | AnswerKind::Length | AnswerKind::Tags => {
                let (was, becomes) = (was.unwrap_or_default(), becomes.unwrap_or_default());
                self.field(&subject, &name, (first.from.map(|_| was.as_str()), first.to.map(|_| becomes.as_str())))
            }
        }
    }

    /// A field with its old and new value; an empty text means that the value differed between duties.
    pub(super) fn field(&self, subject: &str, name: &str, values: (Option<&str>, Option<&str>)) -> String {
        match values {
            (Some(from), Some(to)) if !from.is_empty() => {
                self.format("change-field-from", [("subject", subject), ("field", name), ("from", from), ("to", to)])
            }
            (_, Some(to)) => self.format("change-field", [("subject", subject), ("field", name), ("to", to)]),
            (from, None) => {
                let from = from.unwrap_or_default();
                self.format("change-field-removed", [("subject", subject), ("field", name), ("from", from)])
            }
        }
    }

    /// A duty by its label; several by their labels or by their number.
    pub(super) fn duties(&self, duties: &BTreeSet<DutyId>) -> String {
        if duties.len() > 1 && !self.in_full {
            return self.locale.format("duties-count", [("n", duties.len().into())]);
        }
        self.locale.list(duties.iter().map(|duty| self.label(*duty)))
    }

    /// The files added to and removed from a set of evidence.
    pub(super) fn attached(&self, subject: &str, from: Option<&Value>, to: Option<&Value>) -> String {
        let (from, to) = (refs(from), refs(to));
        let phrases = [("change-attached", to.difference(&from)), ("change-detached", from.difference(&to))];
        let phrases = phrases.into_iter().filter_map(|(id, hashes)| {
            let files = self.files(hashes);
            (!files.is_empty()).then(|| self.format(id, [("subject", subject), ("files", &files)]))
        });
        phrases.collect::<Vec<_>>().join(&self.text("phrase-separator"))
    }

    /// Any change except answers and attestations.
    fn other(&self, change: &Change) -> Option<String> {
        let (from, to) = (change.from.as_ref(), change.to.as_ref());
        Some(match &change.field {
            Field::Answer(..) | Field::Attestation(..) => return None,
            Field::Fact(_, key) => {
                let [from, to] = [from, to].map(|value| match value {
                    Some(_) => self.value(value),
                    None => self.text("fact-unknown"),
                });
                self.format("change-fact", [("fact", &self.fact(key)), ("from", &from), ("to", &to)])
            }
            Field::Continues(_) => {
                let [from, to] = [from, to].map(|value| match value {
                    Some(Value::Flag(true)) => self.text("renewal-continue"),
                    Some(_) => self.text("renewal-stop"),
                    None => self.text("renewal-undecided"),
                });
                self.format("change-continues", [("from", &from), ("to", &to)])
            }
            Field::Renewal(_) => self.renewal(from, to),
            Field::TrackedFrom => {
                self.format("change-tracked-from", [("from", &self.value(from)), ("to", &self.value(to))])
            }
            Field::Person(_) => self.person_changed(of_kind!(from, Person), of_kind!(to, Person)),
            Field::License(_) => self.license(of_kind!(from, License), of_kind!(to, License)),
            Field::Duty(id) => self.whole("duty", &self.label(*id), from, to),
            Field::Definition(_) | Field::Correction(..) => {
                let [from, to] = [from, to].map(|value| self.value(value));
                self.format("change-value", [("subject", &self.subject(&change.field)), ("from", &from), ("to", &to)])
            }
            Field::Settled(..) => self.text(if to.is_some() { "change-doubt-settled" } else { "change-doubt-open" }),
            Field::Evidence(_) => self.evidence(of_kind!(from, Evidence), of_kind!(to, Evidence)),
            Field::Event(_) => self.event_changed(of_kind!(from, Event), of_kind!(to, Event)),
            Field::Occurrence(_) => self.occurrence_changed(of_kind!(from, Occurrence), of_kind!(to, Occurrence)),
            Field::Report(year) => self.report_changed(*year, of_kind!(from, Report), of_kind!(to, Report)),
            Field::ReportPart(year, part) => self.part_of_report(*year, part, from, to),
            Field::Session(id) => self.session_changed(*id, of_kind!(from, Session), of_kind!(to, Session)),
            Field::SessionPart(id, part) => self.part_of_session(*id, *part, from, to),
            Field::Snapshot(_) => self.whole("snapshot", &self.value(to.or(from)), from, to),
            Field::Schedule(year) => self.whole("schedule", &year.to_string(), from, to),
        })
    }

    /// The addition, removal or change of a whole record.
    fn whole(&self, what: &'static str, name: &str, from: Option<&Value>, to: Option<&Value>) -> String {
        let id = match (from, to) {
            (None, _) => "change-added",
            (_, None) => "change-removed",
            _ => "change-edited",
        };
        self.format(id, [("what", what), ("name", name)])
    }

    fn renewal(&self, from: Option<&Value>, to: Option<&Value>) -> String {
        let (from, to) = (steps(from), steps(to));
        let [new, gone] = [(to, from), (from, to)].map(|(of, without)| {
            let steps = of.iter().filter(|step| !without.contains(step));
            self.locale.list(steps.map(|step| self.locale.renewal_step(step)))
        });
        let id = if new.is_empty() { "change-renewal-removed" } else { "change-renewal" };
        self.format(id, [("to", if new.is_empty() { &gone } else { &new })])
    }

    fn person_changed(&self, from: Option<&Person>, to: Option<&Person>) -> String {
        match (from, to) {
            (Some(from), Some(to)) if from.same_as != to.same_as => {
                let id = if to.same_as.is_some() { "change-person-merged" } else { "change-person-parted" };
                let other = to.same_as.or(from.same_as).map(|other| self.person(other)).unwrap_or_default();
                self.format(id, [("name", &to.name), ("other", &other)])
            }
            (Some(from), Some(to)) if from.name != to.name => {
                self.format("change-person-renamed", [("from", &from.name), ("to", &to.name)])
            }
            (from, to) => {
                let id = match (from, to) {
                    (None, _) => "change-added",
                    (_, None) => "change-removed",
                    _ => "change-edited",
                };
                let name = to.or(from).map(|person| person.name.as_str()).unwrap_or_default();
                self.format(id, [("what", "person"), ("name", name)])
            }
        }
    }

    fn license(&self, from: Option<&LicenseRecord>, to: Option<&LicenseRecord>) -> String {
        if let (Some(from), Some(to)) = (from, to)
            && from.scans != to.scans
        {
            let pages = to.scans.iter().filter(|(page, scan)| from.scans.get(page) != Some(scan));
            let gone = from.scans.keys().filter(|page| !to.scans.contains_key(page));
            let all: BTreeSet<u32> = pages.map(|(page, _)| *page).chain(gone.copied()).collect();
            let pages = self.locale.list(all.iter().map(ToString::to_string));
            return self.format("change-scans", [("pages", &pages)]);
        }
        let id = if from.is_none() { "change-added" } else { "change-edited" };
        self.format(id, [("what", "license"), ("name", &self.text("recorded"))])
    }

    fn evidence(&self, from: Option<&Evidence>, to: Option<&Evidence>) -> String {
        let (from, to) = match (from, to) {
            (None, Some(to)) => return self.whole_evidence("change-added", to),
            (Some(from), None) => return self.whole_evidence("change-removed", from),
            (Some(from), Some(to)) => (from, to),
            (None, None) => return self.text("change-nothing"),
        };
        let subject = format!("{} {}", self.what("evidence"), self.file_of(to));
        let texts = [
            ("part-name", Some(self.file_of(from)), Some(self.file_of(to))),
            ("phrase-effective-on", day_text(from.effective_on), day_text(to.effective_on)),
            ("phrase-valid-until", day_text(from.valid_until), day_text(to.valid_until)),
            ("part-note", filled(&from.description), filled(&to.description)),
        ];
        let mut phrases: Vec<String> = texts
            .into_iter()
            .filter(|(_, from, to)| from != to)
            .map(|(id, from, to)| self.field(&subject, &self.text(id), (from.as_deref(), to.as_deref())))
            .collect();
        if from.confidential != to.confidential {
            let id = if to.confidential { "change-confidential" } else { "change-not-confidential" };
            phrases.push(self.format(id, [("subject", &subject)]));
        }
        if phrases.is_empty() {
            self.whole_evidence("change-edited", to)
        } else {
            phrases.join(&self.text("phrase-separator"))
        }
    }

    fn whole_evidence(&self, id: &str, evidence: &Evidence) -> String {
        self.format(id, [("what", "evidence"), ("name", &self.file_of(evidence))])
    }

    fn event_changed(&self, from: Option<&Event>, to: Option<&Event>) -> String {
        match (from, to) {
            (None, Some(event)) => {
                let more = [event.note.clone(), self.files(&event.evidence)];
                with_more(self.format("change-event-recorded", [("event", &self.event(event))]), more)
            }
            (Some(event), None) => self.format("change-event-removed", [("event", &self.event(event))]),
            (Some(from), Some(to)) if self.event(from) != self.event(to) => {
                self.format("change-event-corrected", [("from", &self.event(from)), ("to", &self.event(to))])
            }
            (Some(from), Some(to)) => {
                let event = self.event(to);
                let subject = format!("{} {event}", self.what("event"));
                self.noted(&subject, (&from.note, &to.note), (&from.evidence, &to.evidence))
            }
            (None, None) => self.text("change-nothing"),
        }
    }

    fn occurrence_changed(&self, from: Option<&Occurrence>, to: Option<&Occurrence>) -> String {
        let Some(either) = to.or(from) else { return self.text("change-nothing") };
        let subject = self.occurrence(either);
        match (from.and_then(|from| day_text(from.done_on)), to.and_then(|to| day_text(to.done_on))) {
            (None, Some(day)) => {
                let done = self.format("change-done", [("subject", &subject), ("day", &day)]);
                let files = to.map(|to| self.files(&to.evidence)).filter(|files| !files.is_empty());
                let files =
                    files.map(|files| self.format("phrase-with-files", [("files", &files)])).unwrap_or_default();
                with_more(done, [files, to.map(|to| to.note.clone()).unwrap_or_default()])
            }
            (Some(day), None) => self.format("change-reopened", [("subject", &subject), ("day", &day)]),
            (Some(was), Some(day)) if was != day => {
                self.format("change-done-from", [("subject", &subject), ("from", &was), ("day", &day)])
            }
            _ => match (from, to) {
                (Some(from), Some(to)) => self.noted(&subject, (&from.note, &to.note), (&from.evidence, &to.evidence)),
                _ => self.format("change-edited", [("what", "occurrence"), ("name", &subject)]),
            },
        }
    }

    /// The changes of note and files.
    fn noted(&self, subject: &str, note: (&str, &str), files: (&BTreeSet<Sha256>, &BTreeSet<Sha256>)) -> String {
        let [before, after] =
            [files.0, files.1].map(|refs| (!refs.is_empty()).then(|| Value::EvidenceRefs(refs.clone())));
        let mut phrases = vec![self.attached(subject, before.as_ref(), after.as_ref())];
        if note.0 != note.1 {
            phrases.push(self.format("change-text", [("subject", subject), ("field", &self.text("part-note"))]));
        }
        phrases.retain(|text| !text.is_empty());
        phrases.join(&self.text("phrase-separator"))
    }
}

/// Whether the sentence about the change mentions a text without quoting it.
fn writes_text(change: &Change) -> bool {
    match &change.field {
        Field::Answer(_, field) => field.kind() == AnswerKind::Text,
        Field::ReportPart(_, ReportPart::Head(_)) | Field::SessionPart(_, SessionPart::Minutes) => true,
        Field::Event(_) | Field::Occurrence(_) => change.from.is_some() && change.to.is_some(),
        Field::ReportPart(..)
        | Field::SessionPart(..)
        | Field::TrackedFrom
        | Field::Person(_)
        | Field::License(_)
        | Field::Fact(..)
        | Field::Continues(_)
        | Field::Renewal(_)
        | Field::Correction(..)
        | Field::Settled(..)
        | Field::Duty(_)
        | Field::Definition(_)
        | Field::Evidence(_)
        | Field::Attestation(..)
        | Field::Report(_)
        | Field::Session(_)
        | Field::Snapshot(_)
        | Field::Schedule(_) => false,
    }
}

fn refs(value: Option<&Value>) -> BTreeSet<Sha256> {
    if let Some(Value::EvidenceRefs(refs)) = value { refs.clone() } else { BTreeSet::new() }
}

fn steps(value: Option<&Value>) -> &[RenewalStep] {
    if let Some(Value::Renewal(steps)) = value { steps } else { &[] }
}

fn day_text(day: Option<chrono::NaiveDate>) -> Option<String> {
    day.map(|day| day.to_string())
}
fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
