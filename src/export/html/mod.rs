//! Writes a snapshot as one HTML page for the screen and for printing on A4. It has no script and loads nothing.
//!
//! Askama escapes every value. A content security policy also forbids the page to load or to run anything.

mod document;

pub use document::render;

use super::document::Document;
use super::formatter::SnapshotFormatter;
use super::tables::{Cell, Group, Table, TableId, in_document_table, in_group, is_below, is_trace, table, traces};
use super::{ExportError, printable, svg};
use crate::language::Language;
use crate::license::ClauseId;
use crate::locale::Locale;
use crate::snapshot::charts::{Charts, Ring};
use crate::snapshot::{ClauseView, CountsView, DutyView, Snapshot};
use crate::workbook::Status;
use askama::Template;

#[derive(Template)]
#[template(path = "snapshot.html", config = "assets/templates/askama.toml")]
struct Page {
    language: &'static str,
    title: String,
    company: String,
    number: String,
    as_of: String,
    validity: String,
    valid_until: String,
    is_expired: bool,
    /// The ring as SVG, and the text inside it.
    ring: String,
    percent: String,
    /// The chart of statuses over time as SVG, and its caption; `None` if the statuses are the same on all days.
    over_time: Option<(String, String)>,
    counts_line: String,
    progress: ProgressRow,
    side_counts: Vec<(String, usize)>,
    provisions: Vec<Provision>,
    license: Vec<Item>,
    services: Grid,
    dates: Grid,
    appendix: Vec<Grid>,
    /// The title of each table with ids, and the ids of its records.
    identifiers: Vec<(String, String)>,
    scope: String,
    left_out: String,
    footer: String,
    words: PageWords,
}

/// The fixed text of the page.
struct PageWords {
    license: String,
    clause: String,
    contents: String,
    glance: String,
    details: String,
    appendix: String,
    identifiers: String,
    identifiers_note: String,
    met: String,
    overdue: String,
    progress: String,
    label: String,
    duty: String,
    status: String,
    owner: String,
    due: String,
    evidence: String,
    answer: String,
    demand: String,
    text: String,
    empty: String,
    show: String,
    find: String,
}

/// The progress of a set of duties: a bar and its legend.
struct ProgressRow {
    segments: Vec<Segment>,
    met: usize,
    applying: usize,
    overdue: usize,
}

struct Segment {
    status: &'static str,
    name: String,
    count: usize,
    /// The share of the width in percent, with two decimals.
    share: String,
}

struct Provision {
    anchor: String,
    heading: String,
    topic: String,
    progress: ProgressRow,
    clauses: Vec<Clause>,
}

struct Clause {
    anchor: String,
    name: String,
    topic: String,
    is_sub_item: bool,
    text: String,
    applies_to: String,
    pages: String,
    duties: Vec<Duty>,
}

struct Duty {
    anchor: String,
    label: String,
    title: String,
    status: &'static str,
    status_name: String,
    owner: String,
    due: String,
    overdue: String,
    evidence_count: usize,
    quote: String,
    meta: Vec<Item>,
    answer: Vec<Item>,
    demand: Vec<Item>,
}

/// A name and its value.
struct Item {
    name: String,
    value: String,
    /// Whether it needs the full page width.
    is_long: bool,
}

impl Item {
    fn new(name: String, value: String) -> Self {
        let is_long = value.lines().any(|line| width(line) > 56);
        Self { name, value, is_long }
    }
}

/// The width of a text in columns: a Chinese character takes two.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c < '\u{1100}' { 1 } else { 2 }).sum()
}

/// A table whose wide and technical columns are in a line below each row, so that it fits on paper.
struct Grid {
    id: &'static str,
    title: String,
    /// The text above the table; may be empty.
    note: String,
    columns: Vec<GridCell>,
    rows: Vec<GridRow>,
}

struct GridCell {
    class: String,
    text: String,
}

struct GridRow {
    cells: Vec<GridCell>,
    below: Vec<Item>,
}

/// Returns the snapshot as an HTML page.
///
/// # Errors
/// If the template cannot be rendered.
pub fn export(snapshot: &Snapshot, language: Language) -> Result<String, ExportError> {
    if snapshot.selection.summary {
        return render(&Document::of(snapshot, language));
    }
    let words = SnapshotFormatter { snapshot, locale: Locale::of(language) };
    Ok(printable(&page(words).render()?).into_owned())
}

fn page(w: SnapshotFormatter<'_>) -> Page {
    let snapshot = w.snapshot;
    let license = &snapshot.license;
    let language = w.locale.language;
    let day = snapshot.on.to_string();
    let counts = snapshot.counts;
    let counts_line = w.locale.format(
        "page-counts-line",
        [("total", counts.total.into()), ("applying", counts.applying.into()), ("met", counts.met.into())],
    );
    let appendix = TableId::APPENDIX.into_iter().filter(|id| id.is_in(snapshot));
    Page {
        language: language.tag(),
        title: w.text("page-title"),
        company: license.company.clone().unwrap_or_default(),
        number: license.number.clone().unwrap_or_default(),
        as_of: w.locale.format("page-as-of", [("day", day.as_str().into())]),
        validity: w.validity(license),
        valid_until: license
            .valid_until
            .map(|day| format!("{} {day}", w.text("license-valid-until")))
            .unwrap_or_default(),
        is_expired: license.days_left.is_some_and(|days| days < 0),
        ring: svg::ring(&Ring::of(&counts), &counts_line),
        percent: format!("{}%", Ring::of(&counts).percent),
        over_time: over_time(&w),
        counts_line,
        progress: progress(&w, counts),
        side_counts: w.side_counts(&counts),
        provisions: snapshot.provisions().map(|clause| provision(&w, clause)).collect(),
        license: pairs(table(snapshot, TableId::License, language)),
        services: grid(&table(snapshot, TableId::Services, language)),
        dates: grid(&table(snapshot, TableId::Dates, language)),
        appendix: appendix.map(|id| grid(&in_document_table(snapshot, id, language))).collect(),
        identifiers: traces(&w),
        scope: w.named("snapshot-scope", w.scope(&snapshot.selection)),
        left_out: w.locale.format("page-left-out", [("what", w.left_out(&snapshot.selection).into())]),
        footer: w.locale.format("page-footer", [("day", day.as_str().into())]),
        words: page_words(&w),
    }
}

/// Turns a table of two columns into a list of items.
fn pairs(table: Table) -> Vec<Item> {
    let rows = table.rows.into_iter().filter_map(|row| {
        let mut cells = row.into_iter().map(|cell| cell.to_string());
        Some(Item::new(cells.next()?, cells.next()?))
    });
    rows.collect()
}

fn grid(table: &Table) -> Grid {
    let numbers: Vec<bool> = (0..table.keys.len())
        .map(|i| table.rows.iter().any(|row| matches!(row.get(i), Some(Cell::Number(_)))))
        .collect();
    let headers = table.headers.iter().enumerate().filter(|(i, _)| is_in_row(table, *i));
    Grid {
        id: table.id.as_str(),
        title: table.title.clone(),
        note: table.note.clone(),
        columns: headers
            .map(|(i, header)| GridCell { class: class(table, &numbers, i), text: header.clone() })
            .collect(),
        rows: table.rows.iter().map(|row| grid_row(table, &numbers, row)).collect(),
    }
}

fn grid_row(table: &Table, numbers: &[bool], row: &[Cell]) -> GridRow {
    let cells = row.iter().enumerate().filter(|(i, _)| is_in_row(table, *i)).map(|(i, cell)| {
        let zero = if *cell == Cell::Number(0) { " zero" } else { "" };
        GridCell { class: class(table, numbers, i) + zero, text: cell.to_string() }
    });
    let below = row.iter().enumerate().filter(|(i, cell)| is_below_row(table, *i) && **cell != Cell::Empty);
    GridRow {
        cells: cells.collect(),
        below: below.filter_map(|(i, cell)| Some(Item::new(table.headers.get(i)?.clone(), cell.to_string()))).collect(),
    }
}

/// The CSS classes of a column; `numbers` says which columns have numbers.
fn class(table: &Table, numbers: &[bool], column: usize) -> String {
    let number = if numbers.get(column).copied().unwrap_or_default() { " num" } else { "" };
    format!("{}{number}", table.keys.get(column).copied().unwrap_or_default())
}

fn is_below_row(table: &Table, column: usize) -> bool {
    table.keys.get(column).is_some_and(|key| !is_trace(table.id, key) && is_below(key))
}

fn is_in_row(table: &Table, column: usize) -> bool {
    !table.keys.get(column).is_some_and(|key| is_trace(table.id, key) || is_below(key)) && !table.is_left_out(column)
}

fn page_words(w: &SnapshotFormatter<'_>) -> PageWords {
    PageWords {
        license: w.text("table-license"),
        clause: w.text("column-clause"),
        contents: w.text("page-contents"),
        glance: w.text("page-at-a-glance"),
        details: w.text("page-details"),
        appendix: w.text("page-appendix"),
        identifiers: w.text("page-identifiers"),
        identifiers_note: w.text("page-identifiers-note"),
        met: w.text("page-done"),
        overdue: w.text("column-overdue"),
        progress: w.text("page-progress"),
        label: w.text("column-label"),
        duty: w.text("column-title"),
        status: w.text("field-status"),
        owner: w.text("field-owner"),
        due: w.text("column-deciding-day"),
        evidence: w.text("field-evidence"),
        answer: w.text("page-answer"),
        demand: w.text("page-demand"),
        text: w.text("page-text"),
        empty: w.text("page-empty"),
        show: w.text("page-show"),
        find: w.text("page-find"),
    }
}

/// The chart of statuses over time, and its caption.
fn over_time(w: &SnapshotFormatter<'_>) -> Option<(String, String)> {
    let timeline = Charts::of(w.snapshot).timeline;
    let from = timeline.from().filter(|_| timeline.points.len() > 1)?;
    let days = [("from", from.to_string().into()), ("until", timeline.until.to_string().into())];
    let caption = w.locale.format("page-over-time", days);
    Some((svg::timeline(&timeline, &caption), caption))
}

/// The CSS class of a status.
fn style(status: Status) -> &'static str {
    match status {
        Status::NotStarted => "not-started",
        Status::InProgress => "in-progress",
        Status::Met => "met",
        Status::NotMet => "not-met",
        Status::NotApplicable => "not-applicable",
    }
}

fn progress(w: &SnapshotFormatter<'_>, counts: CountsView) -> ProgressRow {
    // Finished duties come first, so that the bar fills from its start.
    let order = [Status::Met, Status::InProgress, Status::NotMet, Status::NotStarted, Status::NotApplicable];
    let segments = order.map(|status| Segment {
        status: style(status),
        name: w.locale.status(status).into_owned(),
        count: counts.of(status),
        share: share(counts.of(status), counts.total),
    });
    ProgressRow { segments: segments.into(), met: counts.met, applying: counts.applying, overdue: counts.overdue }
}

/// `part` of `whole` in percent, with two decimals.
fn share(part: usize, whole: usize) -> String {
    let hundredths = (part * 10_000).checked_div(whole).unwrap_or(0);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

fn provision(w: &SnapshotFormatter<'_>, clause: &ClauseView) -> Provision {
    let name = clause.id.to_string();
    let parts = w.snapshot.clauses.iter().filter(|c| c.id.provision == clause.id.provision);
    Provision {
        anchor: anchor(clause.id),
        heading: w.locale.format("page-provision", [("name", name.into())]),
        topic: clause.topic.as_ref().map(|topic| w.of(topic)).unwrap_or_default(),
        progress: progress(w, clause.counts),
        clauses: parts.map(|part| self::clause(w, part)).collect(),
    }
}

fn anchor(id: ClauseId) -> String {
    match id.sub_item {
        None => format!("p{}", id.provision),
        Some(item) => format!("p{}-{item}", id.provision),
    }
}

fn clause(w: &SnapshotFormatter<'_>, clause: &ClauseView) -> Clause {
    let pages = [("n", clause.pages.len().into()), ("pages", w.pages(&clause.pages).into())];
    Clause {
        anchor: anchor(clause.id),
        name: clause.id.to_string(),
        topic: clause.topic.as_ref().map(|topic| w.of(topic)).unwrap_or_default(),
        is_sub_item: clause.id.sub_item.is_some(),
        text: clause.text.clone(),
        applies_to: clause.applies_to.clone().unwrap_or_default(),
        pages: w.locale.format("page-pages", pages),
        duties: w.snapshot.duties_of(clause.id).map(|duty| self::duty(w, duty)).collect(),
    }
}

fn duty(w: &SnapshotFormatter<'_>, duty: &DutyView) -> Duty {
    let overdue = duty.overdue_days.map(|days| w.count("page-overdue", u64::from(days)));
    Duty {
        anchor: format!("d-{}", duty.id),
        label: duty.label.clone(),
        title: w.of(&duty.title),
        status: style(duty.status),
        status_name: w.locale.status(duty.status).into_owned(),
        owner: duty.owner.clone().unwrap_or_default(),
        due: duty.due_day.map(|day| day.to_string()).unwrap_or_default(),
        overdue: overdue.unwrap_or_default(),
        evidence_count: duty.evidence.len() + duty.evidence_withheld,
        quote: duty.quote.clone(),
        meta: items(w, duty, Group::Meta),
        answer: items(w, duty, Group::Answer),
        demand: items(w, duty, Group::Demand),
    }
}

fn items(w: &SnapshotFormatter<'_>, duty: &DutyView, group: Group) -> Vec<Item> {
    in_group(w, duty, group).map(|(name, value)| Item::new(name, value)).collect()
}

/// The tag by which [`is_ours`] recognizes pages of this program.
const MARK: &str = "<meta name=\"generator\" content=\"License Workbook\">";

/// Whether a file that begins with these bytes was written by [`export`].
pub(super) fn is_ours(bytes: &[u8]) -> bool {
    let head = bytes.get(..1024).unwrap_or(bytes);
    head.starts_with(b"<!DOCTYPE html>") && head.windows(MARK.len()).any(|window| window == MARK.as_bytes())
}
