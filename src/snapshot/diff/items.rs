//! The records of a snapshot with their matching keys and their fields as JSON.

use super::Section;
use crate::language::Bilingual;
use crate::license::ClauseId;
use crate::snapshot::Snapshot;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// A record of a snapshot.
pub(super) struct Item {
    pub(super) section: Section,
    /// The clause to which it belongs.
    pub(super) clause: Option<ClauseId>,
    /// The matching key, unique within the section.
    pub(super) key: String,
    pub(super) name: Bilingual,
    /// Its position within the clause.
    pub(super) ordinal: u32,
    /// Its non-empty fields.
    pub(super) fields: BTreeMap<String, Value>,
}

/// The identity of a record.
struct Head {
    clause: Option<ClauseId>,
    key: String,
    name: Bilingual,
    ordinal: u32,
}

impl Head {
    fn new(key: impl Into<String>, name: Bilingual) -> Self {
        Self { clause: None, key: key.into(), name, ordinal: 0 }
    }

    fn plain(key: impl Into<String>, name: impl Into<String>) -> Self {
        let name = name.into();
        Self::new(key, Bilingual::new(name.clone(), name))
    }

    fn of_clause(self, clause: Option<ClauseId>, ordinal: u32) -> Self {
        Self { clause, ordinal, ..self }
    }
}

/// Whether the field contains ids of records, which differ between any two workbooks and are not comparable.
fn is_identity(section: Section, field: &str) -> bool {
    match section {
        Section::Duties | Section::Events | Section::Sessions => field == "id",
        Section::Dates => ["id", "duty", "event"].contains(&field),
        Section::Occurrences => ["id", "event"].contains(&field),
        Section::History => ["id", "undoes"].contains(&field),
        Section::Attestations => ["duty", "session"].contains(&field),
        Section::License
        | Section::Services
        | Section::Clauses
        | Section::Evidence
        | Section::Facts
        | Section::People
        | Section::Annotations
        | Section::Problems
        | Section::Report
        | Section::Heads
        | Section::Materials => false,
    }
}

impl Section {
    /// Whether a field is derived from other fields, other records, or the day.
    pub(super) fn is_derived(self, field: &str) -> bool {
        match self {
            Self::License => field == "days_left",
            Self::Clauses => field == "counts",
            Self::Duties => ["overdue_days", "due_state", "due_day", "due_late"].contains(&field),
            Self::Dates => ["reason", "revision"].contains(&field),
            Self::Evidence => field == "used_by",
            Self::People => field == "owns",
            // The flags and gaps are derived from everything else; the session is an id.
            Self::Attestations => ["flags", "session"].contains(&field),
            Self::Report => ["tally", "gaps"].contains(&field),
            Self::Services
            | Self::Occurrences
            | Self::Events
            | Self::Facts
            | Self::Annotations
            | Self::Problems
            | Self::History
            | Self::Heads
            | Self::Materials
            | Self::Sessions => false,
        }
    }
}

/// The rank of a field in the display order: the most important fields first, unlisted ones last.
pub(super) fn place(field: &str) -> usize {
    const FIRST: [&str; 10] =
        ["status", "state", "answer", "justification", "owner", "due", "raw", "done_on", "statement", "note"];
    FIRST.iter().position(|first| *first == field).unwrap_or(FIRST.len())
}

/// All records of `snapshot`; `by_id` tells whether ids are comparable between the two snapshots.
pub(super) fn items(snapshot: &Snapshot, by_id: bool) -> Vec<Item> {
    let mut list = List { items: Vec::new(), seen: BTreeMap::new(), by_id };
    of_license(&mut list, snapshot);
    of_duties(&mut list, snapshot);
    of_rest(&mut list, snapshot);
    of_report(&mut list, snapshot);
    list.items
}

struct List {
    items: Vec<Item>,
    /// The number of records with each key, to distinguish equal keys by their order.
    seen: BTreeMap<(Section, String), u32>,
    by_id: bool,
}

impl List {
    fn add<T: Serialize>(&mut self, section: Section, record: &T, head: Head) {
        let Ok(Value::Object(members)) = serde_json::to_value(record) else { return };
        let fields = members.into_iter().filter(|(name, value)| {
            let is_part = parts(section).contains(&name.as_str());
            !is_part && !is_empty(value) && (self.by_id || !is_identity(section, name))
        });
        let fields = fields.collect();
        let count = self.seen.entry((section, head.key.clone())).or_insert(0);
        *count += 1;
        let key = if *count == 1 { head.key } else { format!("{}#{count}", head.key) };
        self.items.push(Item { section, clause: head.clause, key, name: head.name, ordinal: head.ordinal, fields });
    }
}

/// Fields that are compared as records of their own.
fn parts(section: Section) -> &'static [&'static str] {
    if section == Section::License {
        &["services"]
    } else if section == Section::Report {
        &["heads", "materials", "attestations", "sessions"]
    } else {
        &[]
    }
}

/// Whether a value counts as absent, because an older snapshot may lack the field.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        // A bilingual text that is empty in both languages.
        Value::Object(members) => members.values().all(is_empty),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

fn of_license(list: &mut List, snapshot: &Snapshot) {
    let license = &snapshot.license;
    list.add(Section::License, license, Head::plain("license", license.number.clone().unwrap_or_default()));
    for service in &license.services {
        list.add(Section::Services, service, Head::plain(&service.name, &service.name));
    }
    for clause in &snapshot.clauses {
        let id = clause.id.to_string();
        let name = clause.topic.clone().unwrap_or_default();
        list.add(Section::Clauses, clause, Head::new(id, name).of_clause(Some(clause.id), 0));
    }
}

/// The number behind the clause in a label such as `十二-5`.
fn ordinal(label: &str) -> u32 {
    label.rsplit_once('-').and_then(|(_, number)| number.parse().ok()).unwrap_or_default()
}

fn labeled(label: &str, title: &Bilingual) -> Bilingual {
    Bilingual::new(format!("{label} {}", title.zh), format!("{label} {}", title.en))
}

fn of_duties(list: &mut List, snapshot: &Snapshot) {
    let by_id = list.by_id;
    for duty in &snapshot.duties {
        let key = if by_id { duty.id.to_string() } else { duty.label.clone() };
        let head = Head::new(key, labeled(&duty.label, &duty.title));
        list.add(Section::Duties, duty, head.of_clause(Some(duty.clause), ordinal(&duty.label)));
    }
    for date in &snapshot.dates {
        let (on, period) = (day_text(date.event_on), day_text(date.period));
        let key = if by_id {
            date.id.clone()
        } else {
            format!("{} {:?} {on} {period} {:?}", date.label, date.rule, date.evidence)
        };
        let head = Head::new(key, labeled(&date.label, &date.title));
        list.add(Section::Dates, date, head.of_clause(clause_of(snapshot, &date.label), ordinal(&date.label)));
    }
    for occurrence in &snapshot.occurrences {
        let event = snapshot.events.iter().find(|event| Some(event.id) == occurrence.event);
        let cause = event.map(|event| event.on).or(occurrence.period);
        let cause = cause.map(|day| day.to_string()).unwrap_or_default();
        let kind = event.map_or("", |event| event.kind.as_str());
        let label = &occurrence.label;
        let key = if by_id { occurrence.id.to_string() } else { format!("{label} {kind} {cause}") };
        let head = Head::plain(key, format!("{label} {cause}"));
        list.add(Section::Occurrences, occurrence, head.of_clause(clause_of(snapshot, label), ordinal(label)));
    }
}

/// The clause of the duty with this label.
fn clause_of(snapshot: &Snapshot, label: &str) -> Option<ClauseId> {
    snapshot.duties.iter().find(|duty| duty.label == label).map(|duty| duty.clause)
}

fn day_text(day: Option<chrono::NaiveDate>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

fn of_rest(list: &mut List, snapshot: &Snapshot) {
    let by_id = list.by_id;
    for event in &snapshot.events {
        let at = event.at.map(|at| at.to_string()).unwrap_or_default();
        let key = if by_id { event.id.to_string() } else { format!("{} {} {at}", event.kind, event.on) };
        let day = event.on;
        let name = Bilingual::new(format!("{day} {}", event.name.zh), format!("{day} {}", event.name.en));
        list.add(Section::Events, event, Head::new(key, name));
    }
    for piece in &snapshot.evidence {
        list.add(Section::Evidence, piece, Head::plain(piece.sha256.to_string(), &piece.name));
    }
    for fact in &snapshot.facts {
        list.add(Section::Facts, fact, Head::new(&fact.key, fact.statement.clone()));
    }
    for person in &snapshot.people {
        list.add(Section::People, person, Head::plain(&person.name, &person.name));
    }
    for doubt in &snapshot.annotations {
        let clause = doubt.clause.map(|clause| clause.to_string()).unwrap_or_default();
        let key = format!("{:?} {clause} {}", doubt.kind, doubt.words);
        list.add(Section::Annotations, doubt, Head::plain(key, &doubt.words).of_clause(doubt.clause, 0));
    }
    for problem in &snapshot.problems {
        let key = format!("{} {}", problem.line, problem.message.en);
        list.add(Section::Problems, problem, Head::new(key, problem.message.clone()));
    }
    for record in &snapshot.history {
        let what = record.changes.first().map(|change| change.subject.clone()).unwrap_or_default();
        let at = record.at.to_rfc3339();
        let key = if by_id { record.id.to_string() } else { format!("{at} {} {}", record.author, what.en) };
        let name = Bilingual::new(format!("{} {}", record.author, what.zh), format!("{} {}", record.author, what.en));
        list.add(Section::History, record, Head::new(key, name));
    }
}

/// The report for which the snapshot was taken. Reports on different years are compared with each other too.
fn of_report(list: &mut List, snapshot: &Snapshot) {
    let Some(report) = snapshot.report.as_deref() else { return };
    list.add(Section::Report, report, Head::plain("report", report.year.to_string()));
    for head in &report.heads {
        list.add(Section::Heads, head, Head::new(&head.key, head.title.clone()));
    }
    for material in &report.materials {
        let key = format!("{} {}", material.head, material.title.zh);
        list.add(Section::Materials, material, Head::new(key, material.title.clone()));
    }
    for attested in &report.attestations {
        let duty = snapshot.duties.iter().find(|duty| duty.label == attested.label);
        let key = if list.by_id { attested.duty.to_string() } else { attested.label.clone() };
        let name =
            duty.map_or_else(|| labeled(&attested.label, &Bilingual::default()), |d| labeled(&d.label, &d.title));
        let head = Head::new(key, name).of_clause(duty.map(|duty| duty.clause), ordinal(&attested.label));
        list.add(Section::Attestations, attested, head);
    }
    for session in &report.sessions {
        let key = if list.by_id { session.id.to_string() } else { session.on.to_string() };
        list.add(Section::Sessions, session, Head::plain(key, session.on.to_string()));
    }
}
