//! A snapshot as tables of words: what every format with rows and columns shows.
//!
//! Each table is a list of columns, each with its heading and how its cell follows from a record. A field that the
//! model gains is added here once, and is in every format.

mod duties;
mod history;
mod layout;
mod records;
mod report;
mod traces;

pub(super) use duties::{COLUMNS as DUTY_COLUMNS, Group, in_document};
pub(super) use layout::{is_below, weight};
pub(super) use traces::{is_trace, traces};

use super::words::{Words, lines};
use crate::language::Language;
use crate::limits::{HISTORY, HISTORY_SHEET, HISTORY_TEXT};
use crate::locale::Locale;
use crate::snapshot::{CountsView, Internal, ProgressPoint, ServiceView, Snapshot};
use crate::variants::all;
use chrono::NaiveDate;
use std::fmt;
use strum::VariantArray;

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, VariantArray)]
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
    /// The annual report that the snapshot was taken for: one row an item.
    Report,
    /// The heads of its text.
    Heads,
    /// Its figures.
    Figures,
    /// The material that goes with it.
    Materials,
    /// What was attested in it: one row a duty.
    Attestations,
    /// The sessions that prepared it.
    Sessions,
    /// What was decided in them.
    Decisions,
    /// What was missing in it.
    Gaps,
}

impl TableId {
    /// All tables, in the order in which they are shown.
    pub const ALL: [Self; Self::VARIANTS.len()] = all(Self::VARIANTS);

    /// The tables behind the duties of a document, in their order.
    pub(super) const APPENDIX: [Self; 18] = [
        Self::Report,
        Self::Heads,
        Self::Figures,
        Self::Materials,
        Self::Attestations,
        Self::Sessions,
        Self::Decisions,
        Self::Gaps,
        Self::Counts,
        Self::Progress,
        Self::Evidence,
        Self::Facts,
        Self::Events,
        Self::Occurrences,
        Self::People,
        Self::Annotations,
        Self::Problems,
        Self::History,
    ];

    /// Whether a snapshot has this table: one that was not selected, or is about a report where there is none, is no
    /// empty table.
    #[must_use]
    pub fn is_in(self, snapshot: &Snapshot) -> bool {
        let of_report = |what: Option<Internal>| {
            snapshot.report.is_some() && what.is_none_or(|what| snapshot.selection.shows(what))
        };
        match self {
            Self::Duties
            | Self::License
            | Self::Services
            | Self::Counts
            | Self::Progress
            | Self::Clauses
            | Self::Dates
            | Self::Evidence
            | Self::Facts
            | Self::Events
            | Self::Occurrences
            | Self::People
            | Self::Annotations
            | Self::Problems => true,
            Self::History => snapshot.selection.shows(Internal::History),
            Self::Report | Self::Heads | Self::Figures | Self::Materials | Self::Attestations => of_report(None),
            Self::Sessions | Self::Decisions => of_report(Some(Internal::Sessions)),
            Self::Gaps => of_report(Some(Internal::Gaps)),
        }
    }

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
            Self::Report => "report",
            Self::Heads => "heads",
            Self::Figures => "figures",
            Self::Materials => "materials",
            Self::Attestations => "attestations",
            Self::Sessions => "sessions",
            Self::Decisions => "decisions",
            Self::Gaps => "gaps",
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
    /// What is said where these are not all rows; empty where they are.
    pub note: String,
}

impl Table {
    /// Whether the column counts what is missing, and that was not selected: a document does without it.
    pub(super) fn is_left_out(&self, column: usize) -> bool {
        let counts_gaps = ["column-met-without-evidence", "column-without-owner"];
        self.keys.get(column).is_some_and(|key| counts_gaps.contains(key))
            && self.rows.iter().all(|row| row.get(column) == Some(&Cell::Empty))
    }
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
        TableId::Clauses => make(words, id, records::CLAUSES, snapshot.clauses.iter()),
        TableId::Dates => make(words, id, records::DATES, snapshot.dates.iter()),
        TableId::Evidence => make(words, id, records::EVIDENCE, snapshot.evidence.iter()),
        TableId::Facts => make(words, id, records::FACTS, snapshot.facts.iter()),
        TableId::Events => make(words, id, records::EVENTS, snapshot.events.iter()),
        TableId::Occurrences => make(words, id, records::OCCURRENCES, snapshot.occurrences.iter()),
        TableId::People => make(words, id, records::PEOPLE, snapshot.people.iter()),
        TableId::Annotations => make(words, id, records::ANNOTATIONS, snapshot.annotations.iter()),
        TableId::Problems => make(words, id, records::PROBLEMS, snapshot.problems.iter()),
        TableId::History => history::table(words, None),
        TableId::Report => make(words, id, LICENSE, report::items(words).iter()),
        TableId::Heads => make(words, id, report::HEADS, report::heads(words)),
        TableId::Figures => make(words, id, &report::figure_columns(), report::figures(words).iter()),
        TableId::Materials => make(words, id, report::MATERIALS, report::materials(words)),
        TableId::Attestations => make(words, id, report::ATTESTATIONS, report::attestations(words)),
        TableId::Sessions => make(words, id, report::SESSIONS, report::sessions(words)),
        TableId::Decisions => make(words, id, &report::decision_columns(), report::decisions(words).iter()),
        TableId::Gaps => make(words, id, report::GAPS, report::gaps(words)),
    }
}

/// The table `id` as a document shows it: of the history the newest rows, where there are very many.
pub(super) fn in_document_table(snapshot: &Snapshot, id: TableId, language: Language) -> Table {
    shortened(snapshot, id, language, Some(history::Most { rows: &HISTORY, text: Some(&HISTORY_TEXT) }))
}

/// The same for a sheet, which takes more of them.
pub(super) fn in_sheet(snapshot: &Snapshot, id: TableId, language: Language) -> Table {
    shortened(snapshot, id, language, Some(history::Most { rows: &HISTORY_SHEET, text: None }))
}

fn shortened(snapshot: &Snapshot, id: TableId, language: Language, most: Option<history::Most>) -> Table {
    if id == TableId::History {
        return history::table(&Words { snapshot, locale: Locale::of(language) }, most);
    }
    table(snapshot, id, language)
}

/// The headings of the table `id`.
#[must_use]
pub fn headings(id: TableId, language: Language) -> Vec<String> {
    let keys = match id {
        TableId::Duties => DUTY_COLUMNS.iter().map(|c| c.column.key).collect(),
        TableId::License | TableId::Report => keys(LICENSE),
        TableId::Services => keys(SERVICES),
        TableId::Counts => keys(COUNTS),
        TableId::Progress => keys(PROGRESS),
        TableId::Clauses => keys(records::CLAUSES),
        TableId::Dates => keys(records::DATES),
        TableId::Evidence => keys(records::EVIDENCE),
        TableId::Facts => keys(records::FACTS),
        TableId::Events => keys(records::EVENTS),
        TableId::Occurrences => keys(records::OCCURRENCES),
        TableId::People => keys(records::PEOPLE),
        TableId::Annotations => keys(records::ANNOTATIONS),
        TableId::Problems => keys(records::PROBLEMS),
        TableId::History => keys(&records::history()),
        TableId::Heads => keys(report::HEADS),
        TableId::Figures => keys(&report::figure_columns()),
        TableId::Materials => keys(report::MATERIALS),
        TableId::Attestations => keys(report::ATTESTATIONS),
        TableId::Sessions => keys(report::SESSIONS),
        TableId::Decisions => keys(&report::decision_columns()),
        TableId::Gaps => keys(report::GAPS),
    };
    let locale = Locale::of(language);
    keys.into_iter().map(|key| locale.text(key).into_owned()).collect()
}

fn keys<T>(columns: &[Column<T>]) -> Vec<&'static str> {
    columns.iter().map(|column| column.key).collect()
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
        note: String::new(),
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
