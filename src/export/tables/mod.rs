//! A snapshot as tables of text: the source of every format with rows and columns.
//!
//! A table is a list of columns; each has a heading and a function from a record to a cell. A new field of the model is
//! added here once and appears in every format.

mod duties;
mod history;
mod layout;
mod records;
mod report;
mod traces;

use duties::COLUMNS as DUTY_COLUMNS;
pub(super) use duties::{Group, in_group};
pub(super) use layout::{is_below, weight};
pub(super) use traces::{is_trace, traces};

use super::formatter::{SnapshotFormatter, lines};
use crate::language::Language;
use crate::limits::{HISTORY, HISTORY_SHEET, HISTORY_TEXT};
use crate::locale::Locale;
use crate::snapshot::{CountsView, Internal, ProgressPoint, ServiceView, Snapshot};
use crate::variants::all;
use chrono::NaiveDate;
use std::fmt;
use strum::VariantArray;

/// A cell. Its text is the same in every format; spreadsheets store numbers and days as such.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// No value.
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
    /// The checklist: one row per duty.
    Duties,
    /// The cover of the license and the properties of the snapshot: one row per item.
    License,
    /// The licensed services.
    Services,
    /// The counts of duties: in total and by provision.
    Counts,
    /// The counts of duties by status over time.
    Progress,
    /// The provisions and sub-items as issued.
    Clauses,
    /// The dates that depend on the license.
    Dates,
    /// The evidence.
    Evidence,
    /// The facts about the company.
    Facts,
    /// The events.
    Events,
    /// What was recorded about the occurrences of duties.
    Occurrences,
    /// The registry of people.
    People,
    /// The annotations on the text as issued.
    Annotations,
    /// The parts of the text that could not be read.
    Problems,
    /// The history: one row per changed field.
    History,
    /// The annual report that the snapshot was taken for: one row per item.
    Report,
    /// The sections of the report text.
    Heads,
    /// The figures of the report.
    Figures,
    /// The material of the report.
    Materials,
    /// The attestations of the report: one row per duty.
    Attestations,
    /// The sessions that prepared the report.
    Sessions,
    /// The decisions of those sessions.
    Decisions,
    /// The gaps of the report.
    Gaps,
}

impl TableId {
    /// All tables, in the order in which they are shown.
    pub const ALL: [Self; Self::VARIANTS.len()] = all(Self::VARIANTS);

    /// The tables of the appendix of a document, in order.
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

    /// Whether a snapshot has this table. Tables that were not selected, and report tables of a snapshot without a
    /// report, are absent rather than empty.
    #[must_use]
    pub fn is_in(self, snapshot: &Snapshot) -> bool {
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
            Self::Report | Self::Heads | Self::Figures | Self::Materials | Self::Attestations => {
                shows_report(snapshot, None)
            }
            Self::Sessions | Self::Decisions => shows_report(snapshot, Some(Internal::Sessions)),
            Self::Gaps => shows_report(snapshot, Some(Internal::Gaps)),
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
    /// The table.
    pub id: TableId,
    /// The title.
    pub title: String,
    /// The names of the columns, the same in every language.
    pub keys: Vec<&'static str>,
    /// The headings of the columns, in the language of the table.
    pub headers: Vec<String>,
    /// The rows, each with one cell per column.
    pub rows: Vec<Vec<Cell>>,
    /// The text that says that rows are missing; empty if all rows are there.
    pub note: String,
}

impl Table {
    /// Whether the column counts gaps and gaps were not selected. Documents omit such a column.
    pub(super) fn is_left_out(&self, column: usize) -> bool {
        let counts_gaps = ["column-met-without-evidence", "column-without-owner"];
        self.keys.get(column).is_some_and(|key| counts_gaps.contains(key))
            && self.rows.iter().all(|row| row.get(column) == Some(&Cell::Empty))
    }
}

/// Whether a snapshot has a report, with the internal content `what` if that is needed.
fn shows_report(snapshot: &Snapshot, what: Option<Internal>) -> bool {
    snapshot.report.is_some() && what.is_none_or(|what| snapshot.selection.shows(what))
}

/// A column: the message of its heading, and the function that makes its cell.
pub(super) struct Column<T> {
    pub(super) key: &'static str,
    pub(super) cell: fn(&SnapshotFormatter<'_>, &T) -> Cell,
}

const fn column<T>(key: &'static str, cell: fn(&SnapshotFormatter<'_>, &T) -> Cell) -> Column<T> {
    Column { key, cell }
}

/// Returns the table `id` of a snapshot in `language`, with all rows.
#[must_use]
pub fn table(snapshot: &Snapshot, id: TableId, language: Language) -> Table {
    let words = &SnapshotFormatter { snapshot, locale: Locale::of(language) };
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

/// Returns the table `id` for a document: the history is limited to the newest rows.
pub(super) fn in_document_table(snapshot: &Snapshot, id: TableId, language: Language) -> Table {
    shortened(snapshot, id, language, Some(history::RowLimits { rows: &HISTORY, text: Some(&HISTORY_TEXT) }))
}

/// Returns the table `id` for a spreadsheet, whose limit for the history is higher.
pub(super) fn in_sheet(snapshot: &Snapshot, id: TableId, language: Language) -> Table {
    shortened(snapshot, id, language, Some(history::RowLimits { rows: &HISTORY_SHEET, text: None }))
}

fn shortened(snapshot: &Snapshot, id: TableId, language: Language, most: Option<history::RowLimits>) -> Table {
    if id == TableId::History {
        return history::table(&SnapshotFormatter { snapshot, locale: Locale::of(language) }, most);
    }
    table(snapshot, id, language)
}

/// Returns the headings of the table `id`.
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
    words: &SnapshotFormatter<'_>,
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

/// An item of the license: the message of its name, and its value.
type Item = (&'static str, Cell);

const LICENSE: &[Column<Item>] =
    &[column("column-item", |w, (key, _)| w.text(key).into()), column("column-value", |_, (_, value)| value.clone())];

fn license(w: &SnapshotFormatter<'_>) -> Vec<Item> {
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

/// The renewal steps, or a text that none was taken.
fn renewal(w: &SnapshotFormatter<'_>) -> String {
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

/// The counts of each provision, followed by those of its sub-items, and the total.
fn counts(w: &SnapshotFormatter<'_>) -> Vec<(String, CountsView)> {
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
