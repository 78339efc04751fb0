//! A snapshot as tables of words: what every format with rows and columns shows.
//!
//! Each table is a list of columns, each with its heading and how its cell follows from a record. A field that the
//! model gains is added here once, and is in every format.

mod duties;
mod layout;
mod traces;

pub(super) use duties::{COLUMNS as DUTY_COLUMNS, Group, in_document};
pub(super) use layout::{is_below, weight};
pub(super) use traces::{is_trace, traces};

use super::words::{Words, lines};
use crate::language::{Bilingual, Language};
use crate::locale::{Locale, moment};
use crate::snapshot::{
    AnnotationView, ChangeView, ClauseView, CountsView, EventView, EvidenceView, FactView, OccurrenceView, PersonView,
    ProblemView, ProgressPoint, RecordView, ServiceView, Snapshot,
};
use crate::workbook::DateItem;
use chrono::NaiveDate;
use std::fmt;

/// A cell. Its text is the same in every format; a number or a day can be one for a spreadsheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing to say.
    Empty,
    /// Text.
    Text(String),
    /// A number.
    Number(u64),
    /// A day.
    Day(NaiveDate),
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => Ok(()),
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => number.fmt(f),
            Self::Day(day) => day.fmt(f),
        }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Self {
        text.clone().into()
    }
}

impl From<NaiveDate> for Cell {
    fn from(day: NaiveDate) -> Self {
        Self::Day(day)
    }
}

impl From<u64> for Cell {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Self {
        u64::try_from(number).map_or(Self::Empty, Self::Number)
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

/// The tables of a snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TableId {
    /// The checklist: one row a duty.
    Duties,
    /// The face page and what the snapshot is: one row an item.
    License,
    /// The licensed services.
    Services,
    /// Counts of the whole and by provision.
    Counts,
    /// How many duties had which status over time.
    Progress,
    /// The provisions and sub-items as issued.
    Clauses,
    /// The dates that hang on the license.
    Dates,
    /// The evidence.
    Evidence,
    /// What can be stated of the company.
    Facts,
    /// What happened.
    Events,
    /// What was said about what followed.
    Occurrences,
    /// The registry of people.
    People,
    /// Doubts about the text as issued.
    Annotations,
    /// Text that found no place.
    Problems,
    /// One row a changed field.
    History,
}

impl TableId {
    /// All tables, in the order in which they are shown.
    pub const ALL: [Self; 15] = [
        Self::Duties,
        Self::License,
        Self::Services,
        Self::Counts,
        Self::Progress,
        Self::Clauses,
        Self::Dates,
        Self::Evidence,
        Self::Facts,
        Self::Events,
        Self::Occurrences,
        Self::People,
        Self::Annotations,
        Self::Problems,
        Self::History,
    ];

    /// The name on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Duties => "duties",
            Self::License => "license",
            Self::Services => "services",
            Self::Counts => "counts",
            Self::Progress => "progress",
            Self::Clauses => "clauses",
            Self::Dates => "dates",
            Self::Evidence => "evidence",
            Self::Facts => "facts",
            Self::Events => "events",
            Self::Occurrences => "occurrences",
            Self::People => "people",
            Self::Annotations => "annotations",
            Self::Problems => "problems",
            Self::History => "history",
        }
    }
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Which one.
    pub id: TableId,
    /// Its title.
    pub title: String,
    /// What the columns are, by a name that is the same in every language.
    pub keys: Vec<&'static str>,
    /// The headings of the columns.
    pub headers: Vec<String>,
    /// The rows, each with a cell a column.
    pub rows: Vec<Vec<Cell>>,
}

/// A column: the message that is its heading, and its cell.
pub(super) struct Column<T> {
    pub(super) key: &'static str,
    pub(super) cell: fn(&Words<'_>, &T) -> Cell,
}

const fn column<T>(key: &'static str, cell: fn(&Words<'_>, &T) -> Cell) -> Column<T> {
    Column { key, cell }
}

/// The table `id` of a snapshot, in the words of `language`.
#[must_use]
pub fn table(snapshot: &Snapshot, id: TableId, language: Language) -> Table {
    let words = &Words { snapshot, locale: Locale::of(language) };
    match id {
        TableId::Duties => make(words, id, DUTY_COLUMNS.iter().map(|c| &c.column), snapshot.duties.iter()),
        TableId::License => make(words, id, LICENSE, license(words).iter()),
        TableId::Services => make(words, id, SERVICES, snapshot.license.services.iter()),
        TableId::Counts => make(words, id, COUNTS, counts(words).iter()),
        TableId::Progress => make(words, id, PROGRESS, snapshot.progress.iter()),
        TableId::Clauses => make(words, id, CLAUSES, snapshot.clauses.iter()),
        TableId::Dates => make(words, id, DATES, snapshot.dates.iter()),
        TableId::Evidence => make(words, id, EVIDENCE, snapshot.evidence.iter()),
        TableId::Facts => make(words, id, FACTS, snapshot.facts.iter()),
        TableId::Events => make(words, id, EVENTS, snapshot.events.iter()),
        TableId::Occurrences => make(words, id, OCCURRENCES, snapshot.occurrences.iter()),
        TableId::People => make(words, id, PEOPLE, snapshot.people.iter()),
        TableId::Annotations => make(words, id, ANNOTATIONS, snapshot.annotations.iter()),
        TableId::Problems => make(words, id, PROBLEMS, snapshot.problems.iter()),
        TableId::History => {
            let mut rows: Vec<(&RecordView, Option<&ChangeView>)> = Vec::new();
            for record in &snapshot.history {
                rows.extend(record.changes.iter().map(|change| (record, Some(change))));
                if record.changes.is_empty() {
                    rows.push((record, None));
                }
            }
            make(words, id, &history(), rows.iter())
        }
    }
}

/// The headings of the table `id`.
#[must_use]
pub fn headings(id: TableId, language: Language) -> Vec<String> {
    fn keys<T>(columns: &[Column<T>]) -> Vec<&'static str> {
        columns.iter().map(|column| column.key).collect()
    }
    let keys = match id {
        TableId::Duties => DUTY_COLUMNS.iter().map(|c| c.column.key).collect(),
        TableId::License => keys(LICENSE),
        TableId::Services => keys(SERVICES),
        TableId::Counts => keys(COUNTS),
        TableId::Progress => keys(PROGRESS),
        TableId::Clauses => keys(CLAUSES),
        TableId::Dates => keys(DATES),
        TableId::Evidence => keys(EVIDENCE),
        TableId::Facts => keys(FACTS),
        TableId::Events => keys(EVENTS),
        TableId::Occurrences => keys(OCCURRENCES),
        TableId::People => keys(PEOPLE),
        TableId::Annotations => keys(ANNOTATIONS),
        TableId::Problems => keys(PROBLEMS),
        TableId::History => keys(&history()),
    };
    let locale = Locale::of(language);
    keys.into_iter().map(|key| locale.text(key).into_owned()).collect()
}

fn make<'a, 'c, T: 'a + 'c>(
    words: &Words<'_>,
    id: TableId,
    columns: impl IntoIterator<Item = &'c Column<T>>,
    records: impl Iterator<Item = &'a T>,
) -> Table {
    let columns: Vec<&Column<T>> = columns.into_iter().collect();
    Table {
        id,
        title: words.text(&format!("table-{}", id.as_str())),
        headers: columns.iter().map(|column| words.text(column.key)).collect(),
        rows: records.map(|record| columns.iter().map(|column| (column.cell)(words, record)).collect()).collect(),
        keys: columns.iter().map(|column| column.key).collect(),
    }
}

/// An item of the license: the message that names it, and its value.
type Item = (&'static str, Cell);

const LICENSE: &[Column<Item>] =
    &[column("column-item", |w, (key, _)| w.text(key).into()), column("column-value", |_, (_, value)| value.clone())];

fn license(w: &Words<'_>) -> Vec<Item> {
    let snapshot = w.snapshot;
    let license = &snapshot.license;
    let mut items = vec![
        ("license-number", license.number.as_ref().into()),
        ("license-company", license.company.as_ref().into()),
        ("license-representative", license.legal_representative.as_ref().into()),
        ("license-authority", license.issuing_authority.clone().unwrap_or_else(|| w.text("license-blank")).into()),
        ("license-issued-on", license.issued_on.into()),
        ("license-valid-until", license.valid_until.into()),
        ("license-validity", w.validity(license).into()),
        ("license-pages", license.pages.into()),
        ("license-continues", license.continues.map_or_else(|| w.text("undecided"), |c| w.yes_no(c)).into()),
        ("license-renewal", renewal(w).into()),
        ("license-tracked-from", license.tracked_from.into()),
        ("snapshot-on", snapshot.on.into()),
        ("snapshot-scope", w.scope(&snapshot.selection).into()),
        ("snapshot-left-out", w.left_out(&snapshot.selection).into()),
        ("snapshot-evidence-withheld", snapshot.evidence_withheld.into()),
        ("snapshot-workbook", snapshot.workbook.to_string().into()),
        ("snapshot-format", snapshot.format.into()),
    ];
    if let Some(frozen) = &snapshot.frozen {
        items.push(("snapshot-purpose", (&frozen.purpose).into()));
        items.push(("snapshot-by", frozen.by.as_ref().into()));
        items.push(("snapshot-whole", frozen.whole.map(|digest| digest.to_string()).into()));
    }
    items
}

/// How far the renewal has come, or that nothing was done for it yet.
fn renewal(w: &Words<'_>) -> String {
    let steps = &w.snapshot.license.renewal;
    if steps.is_empty() { w.text("page-empty") } else { w.renewal(steps) }
}

const SERVICES: &[Column<ServiceView>] = &[
    column("column-class", |_, s| s.class.as_ref().into()),
    column("column-service", |_, s| (&s.name).into()),
    column("column-limited-to", |w, s| w.list(&s.limited_to).into()),
    column("column-includes", |w, s| w.list(&s.includes).into()),
    column("column-excludes", |w, s| w.list(&s.excludes).into()),
    column("column-remarks", |_, s| lines(&s.remarks).into()),
];

const COUNTS: &[Column<(String, CountsView)>] = &[
    column("column-clause", |_, (name, _)| name.into()),
    column("column-total", |_, (_, c)| c.total.into()),
    column("column-applying", |_, (_, c)| c.applying.into()),
    column("status-not-started", |_, (_, c)| c.not_started.into()),
    column("status-in-progress", |_, (_, c)| c.in_progress.into()),
    column("status-met", |_, (_, c)| c.met.into()),
    column("status-not-met", |_, (_, c)| c.not_met.into()),
    column("status-not-applicable", |_, (_, c)| c.not_applicable.into()),
    column("column-overdue", |_, (_, c)| c.overdue.into()),
    column("column-met-without-evidence", |_, (_, c)| c.met_without_evidence.into()),
    column("column-without-owner", |_, (_, c)| c.without_owner.into()),
];

/// The counts of each provision, those of its sub-items behind it, and of the whole.
fn counts(w: &Words<'_>) -> Vec<(String, CountsView)> {
    let clauses = w.snapshot.clauses.iter().map(|clause| (clause.id.to_string(), clause.counts));
    clauses.chain([(w.text("counts-all"), w.snapshot.counts)]).collect()
}

const PROGRESS: &[Column<ProgressPoint>] = &[
    column("column-day", |_, p| p.on.into()),
    column("status-not-started", |_, p| p.not_started.into()),
    column("status-in-progress", |_, p| p.in_progress.into()),
    column("status-met", |_, p| p.met.into()),
    column("status-not-met", |_, p| p.not_met.into()),
    column("status-not-applicable", |_, p| p.not_applicable.into()),
];

const CLAUSES: &[Column<ClauseView>] = &[
    column("column-clause", |_, c| c.id.to_string().into()),
    column("column-topic", |w, c| c.topic.as_ref().map(|t| w.of(t)).into()),
    column("column-pages", |w, c| w.pages(&c.pages).into()),
    column("column-applies-to", |_, c| c.applies_to.as_ref().into()),
    column("column-text", |_, c| (&c.text).into()),
];

const DATES: &[Column<DateItem>] = &[
    column("column-due-day", |_, d| d.due.into()),
    column("column-date-state", |w, d| w.locale.date_standing(d.state, d.late).into_owned().into()),
    column("column-label", |_, d| (&d.label).into()),
    column("column-title", |w, d| w.of(&d.title).into()),
    column("column-date-rule", |w, d| w.locale.date_rule(d.rule).into_owned().into()),
    column("column-event-day", |_, d| {
        let at = d.event_at.map(|at| at.format(" %H:%M").to_string()).unwrap_or_default();
        d.event_on.map(|on| format!("{on}{at}")).into()
    }),
    column("column-raw-day", |_, d| d.raw.into()),
    column("column-due-at", |_, d| d.due_at.map(|at| at.format("%Y-%m-%d %H:%M").to_string()).into()),
    column("column-target", |_, d| d.target.into()),
    column("column-reminder", |_, d| d.reminder.into()),
    column("column-keep-through", |_, d| d.keep_through.into()),
    column("column-destroy-from", |_, d| d.destroy_from.into()),
    column("column-done-on", |_, d| d.done_on.into()),
    column("column-late", |w, d| d.done_on.map(|_| w.yes_no(d.late)).into()),
    column("column-provisional", |w, d| w.yes_no(d.provisional).into()),
    column("column-reason", |w, d| w.of(&d.reason).into()),
    column("column-missing", |w, d| w.list(d.missing.iter().map(|m| w.of(m))).into()),
    column("column-steps", |w, d| w.steps(&d.steps).into()),
    column("column-other-law", |w, d| lines(d.other_law.iter().map(|law| w.companion(law))).into()),
    column("column-period", |_, d| d.period.into()),
    column("column-event-id", |_, d| d.event.map(|id| id.to_string()).into()),
    column("column-sha256", |_, d| d.evidence.map(|hash| hash.to_string()).into()),
    column("column-id", |_, d| (&d.id).into()),
    column("column-sequence", |_, d| d.revision.map(|r| r.sequence).into()),
    column("column-changed-at", |_, d| d.revision.and_then(|r| r.changed_at).map(moment).into()),
];

const EVIDENCE: &[Column<EvidenceView>] = &[
    column("column-file", |_, e| (&e.name).into()),
    column("column-description", |_, e| (&e.description).into()),
    column("column-used-by", |w, e| w.list(&e.used_by).into()),
    column("column-effective-on", |_, e| e.effective_on.into()),
    column("column-valid-until", |_, e| e.valid_until.into()),
    column("column-expired", |w, e| w.yes_no(e.expired).into()),
    column("column-attached-by", |_, e| e.attached_by.as_ref().into()),
    column("column-attached-at", |_, e| moment(e.attached_at).into()),
    column("column-media-type", |_, e| (&e.media_type).into()),
    column("column-size", |_, e| e.size.into()),
    column("column-linked", |w, e| w.text(if e.linked { "evidence-linked" } else { "evidence-embedded" }).into()),
    column("column-confidential", |w, e| w.yes_no(e.confidential).into()),
    column("column-sha256", |_, e| e.sha256.to_string().into()),
    column("column-replaces", |_, e| e.replaces.map(|hash| hash.to_string()).into()),
];

const FACTS: &[Column<FactView>] = &[
    column("column-fact", |w, f| w.of(&f.statement).into()),
    column("column-holds", |w, f| f.holds.map_or_else(|| w.text("not-stated"), |holds| w.yes_no(holds)).into()),
    column("column-key", |_, f| (&f.key).into()),
];

const EVENTS: &[Column<EventView>] = &[
    column("column-day", |_, e| e.on.into()),
    column("column-time", |_, e| e.at.map(|at| at.format("%H:%M").to_string()).into()),
    column("column-event", |w, e| w.of(&e.name).into()),
    column("column-what-happened", |_, e| (&e.note).into()),
    column("column-evidence", |w, e| {
        let names = w.pieces(&e.evidence).map(|piece| piece.name.clone());
        let withheld = (e.evidence_withheld > 0).then(|| w.withheld(e.evidence_withheld));
        lines(names.chain(withheld)).into()
    }),
    column("column-key", |_, e| (&e.kind).into()),
    column("column-id", |_, e| e.id.to_string().into()),
];

const OCCURRENCES: &[Column<OccurrenceView>] = &[
    column("column-label", |_, o| (&o.label).into()),
    column("column-done-on", |_, o| o.done_on.into()),
    column("column-late", |w, o| o.late.map(|late| w.yes_no(late)).into()),
    column("column-what-was-done", |_, o| (&o.note).into()),
    column("column-evidence", |w, o| {
        let names = w.pieces(&o.evidence).map(|piece| piece.name.clone());
        let withheld = (o.evidence_withheld > 0).then(|| w.withheld(o.evidence_withheld));
        lines(names.chain(withheld)).into()
    }),
    column("column-period", |_, o| o.period.into()),
    column("column-event-id", |_, o| o.event.map(|id| id.to_string()).into()),
    column("column-id", |_, o| o.id.to_string().into()),
];

const PEOPLE: &[Column<PersonView>] = &[
    column("column-person", |_, p| (&p.name).into()),
    column("column-role", |_, p| (&p.role).into()),
    column("column-owns", |_, p| p.owns.into()),
];

const ANNOTATIONS: &[Column<AnnotationView>] = &[
    column("column-clause", |_, a| a.clause.map(|clause| clause.to_string()).into()),
    column("column-pages", |_, a| a.page.into()),
    column("column-annotation-kind", |w, a| w.locale.annotation_kind(a.kind).into_owned().into()),
    column("column-words", |_, a| (&a.words).into()),
    column("column-message", |w, a| w.of(&a.message).into()),
];

const PROBLEMS: &[Column<ProblemView>] =
    &[column("column-line", |_, p| p.line.into()), column("column-message", |w, p| w.of(&p.message).into())];

/// One row a changed field; one for a record that changed none, as a merge may.
fn history<'a>() -> Vec<Column<(&'a RecordView, Option<&'a ChangeView>)>> {
    fn held(w: &Words<'_>, change: Option<&ChangeView>, pick: fn(&ChangeView) -> &Bilingual) -> Cell {
        match change {
            Some(change) if change.withheld => w.text("withheld").into(),
            Some(change) => w.of(pick(change)).into(),
            None => Cell::Empty,
        }
    }
    fn named(w: &Words<'_>, change: Option<&ChangeView>, pick: fn(&ChangeView) -> &Bilingual) -> Cell {
        change.map_or(Cell::Empty, |change| w.of(pick(change)).into())
    }
    vec![
        column("column-moment", |_, (r, _)| moment(r.at).into()),
        column("column-author", |_, (r, _)| (&r.author).into()),
        column("column-deed", |w, (r, _)| w.of(&r.words).into()),
        column("column-subject", |w, (_, c)| named(w, *c, |c| &c.subject)),
        column("column-field", |w, (_, c)| named(w, *c, |c| &c.field)),
        column("column-from", |w, (_, c)| held(w, *c, |c| &c.from)),
        column("column-to", |w, (_, c)| held(w, *c, |c| &c.to)),
        column("column-undoes", |_, (r, _)| r.undoes.map(|id| id.to_string()).into()),
        column("column-id", |_, (r, _)| r.id.to_string().into()),
    ]
}
