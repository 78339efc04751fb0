//! Builds the document of a whole snapshot: overview, checklist summary, each duty, and appendix tables.

use super::super::formatter::SnapshotFormatter;
use super::super::tables::{
    Cell, Group, Table, TableId, in_document_table, in_group, is_below, is_trace, table, traces, weight,
};
use super::{
    Bar, Block, Card, Document, DocumentSection, Grid, GridCell, GridColumn, GridRow, Heading, Item, Layer, Layers,
    Ring, Segment, Tone,
};
use crate::language::Language;
use crate::license::ClauseId;
use crate::locale::Locale;
use crate::snapshot::charts::{self, Charts};
use crate::snapshot::{ClauseView, DutyView, Snapshot};
use crate::workbook::Status;

pub(super) fn document(snapshot: &Snapshot, language: Language) -> Document {
    let words = &SnapshotFormatter { snapshot, locale: Locale::of(language) };
    let mut blocks = vec![validity(words), Block::Ring(ring(words))];
    blocks.push(scope(words));
    blocks.push(Block::Contents { title: words.text("page-contents"), depth: 2 });
    blocks.push(Block::PageBreak);
    blocks.push(heading(1, words.text("page-progress"), String::new(), "progress"));
    blocks.push(Block::Bars { bars: bars(words, "page-provision"), is_compact: false });
    blocks.extend(layers(words));
    blocks.push(heading(1, words.text("table-license"), String::new(), "license"));
    blocks.push(pairs(&table(snapshot, TableId::License, language)));
    let services = table(snapshot, TableId::Services, language);
    blocks.push(heading(2, services.title.clone(), String::new(), "services"));
    blocks.push(Block::Table(grid(words, &services)));
    let dates = table(snapshot, TableId::Dates, language);
    blocks.push(heading(1, dates.title.clone(), String::new(), "dates"));
    blocks.push(Block::Table(grid(words, &dates)));
    blocks.push(heading(1, words.text("page-at-a-glance"), String::new(), "glance"));
    blocks.push(Block::Table(glance(words)));
    blocks.push(Block::PageBreak);
    blocks.push(heading(1, words.text("page-details"), String::new(), "duties"));
    for clause in &snapshot.clauses {
        blocks.extend(self::clause(words, clause));
    }
    blocks.push(Block::PageBreak);
    blocks.push(heading(1, words.text("page-appendix"), String::new(), "appendix"));
    for id in TableId::APPENDIX.into_iter().filter(|id| id.is_in(snapshot)) {
        let table = in_document_table(snapshot, id, language);
        blocks.push(heading(2, table.title.clone(), String::new(), id.as_str()));
        if !table.note.is_empty() {
            blocks.push(Block::Paragraph { text: table.note.clone(), tone: Tone::Strong });
        }
        blocks.push(Block::Table(grid(words, &table)));
    }
    blocks.push(signature(words));
    blocks.extend(identifiers(words));
    finish(words, words.text("page-title"), blocks)
}

/// The ids of records, in small type, by which a program finds the records again.
fn identifiers(w: &SnapshotFormatter<'_>) -> Vec<Block> {
    let mut blocks = vec![heading(2, w.text("page-identifiers"), String::new(), "identifiers")];
    blocks.push(Block::Paragraph { text: w.text("page-identifiers-note"), tone: Tone::Muted });
    for (title, records) in traces(w) {
        blocks.push(heading(3, title, String::new(), ""));
        blocks.push(Block::Paragraph { text: records, tone: Tone::Muted });
    }
    blocks
}

/// Completes a document with these blocks about the license of the snapshot.
pub(super) fn finish(w: &SnapshotFormatter<'_>, title: String, blocks: Vec<Block>) -> Document {
    let snapshot = w.snapshot;
    let license = &snapshot.license;
    let day = snapshot.on.to_string();
    let as_of = w.locale.format("page-as-of", [("day", day.as_str().into())]);
    let number = license.number.clone().unwrap_or_default();
    let company = license.company.clone().unwrap_or_default();
    Document {
        language: w.locale.language.tag(),
        header: [format!("{company} {number}").trim().to_owned(), format!("{title} · {as_of}")],
        title,
        subject: [company, number, as_of].into_iter().filter(|line| !line.is_empty()).collect(),
        day: snapshot.on,
        id: format!("{} {day} {}", snapshot.workbook, w.locale.language.tag()),
        footer: w.locale.format("page-footer", [("day", day.into())]),
        page_words: page_words(w.locale),
        blocks,
    }
}

/// The text before, between and after the page number and the page count in a footer.
pub(in crate::export) fn page_words(locale: &Locale) -> [String; 3] {
    // Control characters stand for the numbers: no translation contains them.
    let sentence = locale.format("pdf-page", [("page", "\u{1}".into()), ("pages", "\u{2}".into())]);
    let (before, rest) = sentence.split_once('\u{1}').unwrap_or((&sentence, ""));
    let (between, after) = rest.split_once('\u{2}').unwrap_or((rest, ""));
    [before.to_owned(), between.to_owned(), after.to_owned()]
}

pub(super) fn heading(level: u8, text: String, aside: String, anchor: &str) -> Block {
    Block::Heading(Heading { level, text, aside, anchor: anchor.to_owned() })
}

/// The validity of the license.
pub(super) fn validity(w: &SnapshotFormatter<'_>) -> Block {
    let license = &w.snapshot.license;
    let until = license.valid_until.map(|day| format!("{} {day}", w.text("license-valid-until")));
    let text = w.list(until.into_iter().chain([w.validity(license)]));
    let tone = if license.days_left.is_some_and(|days| days < 0) { Tone::Late } else { Tone::Strong };
    Block::Paragraph { text, tone }
}

/// What the document contains and what was left out.
pub(super) fn scope(w: &SnapshotFormatter<'_>) -> Block {
    let selection = &w.snapshot.selection;
    let scope = w.named("snapshot-scope", w.scope(selection));
    let left_out = w.locale.format("page-left-out", [("what", w.left_out(selection).into())]);
    Block::Paragraph { text: format!("{scope}\n{left_out}"), tone: Tone::Muted }
}

/// The ring chart of statuses and its legend.
pub(super) fn ring(w: &SnapshotFormatter<'_>) -> Ring {
    let counts = &w.snapshot.counts;
    let drawn = charts::Ring::of(counts);
    let numbers = [("total", counts.total.into()), ("applying", counts.applying.into()), ("met", counts.met.into())];
    let beside = w.side_counts(counts).into_iter();
    // “Not started” is the unfilled track and “not applicable” has no share; the legend has both.
    let rest = [Status::NotStarted, Status::NotApplicable].map(|status| (status, counts.of(status), 0.0));
    let filled = charts::FILLING.into_iter().map(|status| {
        let share = drawn.segments.iter().find(|segment| segment.status == status).map_or(0.0, |segment| segment.share);
        (status, counts.of(status), share)
    });
    Ring {
        percent: format!("{}%", drawn.percent),
        text: w.locale.format("page-counts-line", numbers),
        segments: filled.chain(rest).map(|(status, count, share)| segment(w, status, count, share)).collect(),
        beside: beside.map(|(name, count)| Item::new(name, count.to_string())).collect(),
    }
}

fn segment(w: &SnapshotFormatter<'_>, status: Status, count: usize, share: f32) -> Segment {
    Segment { tone: status.into(), name: w.locale.status(status).into_owned(), count, share }
}

/// The chart of statuses over time; `None` if the statuses are the same on all days.
pub(super) fn layers(w: &SnapshotFormatter<'_>) -> Option<Block> {
    let timeline = Charts::of(w.snapshot).timeline;
    let from = timeline.from().filter(|_| timeline.points.len() > 1)?;
    let (from, until) = (from.to_string(), timeline.until.to_string());
    let text = w.locale.format("page-over-time", [("from", from.as_str().into()), ("until", until.as_str().into())]);
    let layers = timeline.areas().into_iter().map(|(status, corners)| Layer {
        tone: status.into(),
        name: w.locale.status(status).into_owned(),
        corners,
    });
    Some(Block::Layers(Layers { text, from, until, most: timeline.most, layers: layers.collect() }))
}

/// The progress bar of each provision. `name` is the message for the name of a provision.
pub(super) fn bars(w: &SnapshotFormatter<'_>, name: &str) -> Vec<Bar> {
    let bars = Charts::of(w.snapshot).bars.into_iter().map(|bar| {
        let overdue = w.snapshot.provisions().find(|clause| clause.id == bar.clause).map_or(0, |c| c.counts.overdue);
        Bar {
            name: w.locale.format(name, [("name", bar.clause.to_string().into())]),
            topic: bar.topic.as_ref().map(|topic| w.of(topic)).unwrap_or_default(),
            segments: bar.segments.iter().map(|part| segment(w, part.status, part.count, part.share)).collect(),
            note: format!("{} / {}", bar.met, bar.applying),
            late: if overdue > 0 { format!("{} {overdue}", w.text("column-overdue")) } else { String::new() },
            link: anchor(bar.clause),
        }
    });
    bars.collect()
}

/// Turns a table of two columns into names and values.
fn pairs(table: &Table) -> Block {
    let items = table.rows.iter().filter_map(|row| {
        let mut cells = row.iter().map(Cell::to_string);
        Some(Item::new(cells.next()?, cells.next()?))
    });
    Block::Fields { items: items.collect() }
}

/// Turns a table into a grid, with its wide and technical columns below each row.
pub(in crate::export) fn grid(w: &SnapshotFormatter<'_>, table: &Table) -> Grid {
    let shown = (0..table.keys.len()).filter(|i| {
        let is_in_row = table.keys.get(*i).is_some_and(|key| !is_below(key) && !is_trace(table.id, key));
        is_in_row && !table.is_left_out(*i)
    });
    let shown: Vec<usize> = shown.collect();
    let columns = shown.iter().filter_map(|i| {
        let is_number = table.rows.iter().any(|row| matches!(row.get(*i), Some(Cell::Number(_))));
        let key = table.keys.get(*i)?;
        Some(GridColumn { title: table.headers.get(*i)?.clone(), weight: weight(key), is_number })
    });
    let rows = table.rows.iter().map(|row| {
        let cells = shown.iter().filter_map(|i| row.get(*i)).map(|cell| {
            let tone = if *cell == Cell::Number(0) { Tone::Muted } else { Tone::Plain };
            GridCell::toned(cell.to_string(), tone)
        });
        let below = row.iter().zip(&table.keys).zip(&table.headers);
        let below = below.filter(|((cell, key), _)| is_below(key) && !is_trace(table.id, key) && **cell != Cell::Empty);
        GridRow {
            cells: cells.collect(),
            below: below.map(|((cell, _), header)| Item::new(header.clone(), cell.to_string())).collect(),
        }
    });
    Grid { columns: columns.collect(), rows: rows.collect(), empty: w.text("page-empty") }
}

/// The checklist summary: one row per duty, with its label and status.
fn glance(w: &SnapshotFormatter<'_>) -> Grid {
    let rows = w.snapshot.duties.iter().map(|duty| {
        let due = duty.due_day.map(|day| day.to_string()).unwrap_or_default();
        let late = overdue(w, duty);
        let due =
            if late.is_empty() { GridCell::plain(due) } else { GridCell::toned(format!("{due} {late}"), Tone::Late) };
        let pieces = duty.evidence.len() + duty.evidence_withheld;
        GridRow {
            cells: vec![
                GridCell { text: duty.label.clone(), tone: Tone::Plain, link: duty_anchor(duty) },
                GridCell::plain(w.of(&duty.title)),
                GridCell::toned(w.locale.status(duty.status), duty.status.into()),
                GridCell::plain(duty.owner.clone().unwrap_or_default()),
                due,
                GridCell::plain(if pieces > 0 { pieces.to_string() } else { String::new() }),
            ],
            below: Vec::new(),
        }
    });
    Grid {
        columns: vec![
            column(w, "column-label", None),
            column(w, "column-title", Some(6)),
            column(w, "field-status", None),
            column(w, "field-owner", Some(2)),
            // Wide enough for a date and the number of days since then.
            column(w, "column-deciding-day", Some(3)),
            GridColumn { is_number: true, ..column(w, "field-evidence", None) },
        ],
        rows: rows.collect(),
        empty: w.text("page-empty"),
    }
}

/// A column of text with the heading of the message `key`.
pub(super) fn column(w: &SnapshotFormatter<'_>, key: &str, weight: Option<u8>) -> GridColumn {
    GridColumn { title: w.text(key), weight, is_number: false }
}

fn overdue(w: &SnapshotFormatter<'_>, duty: &DutyView) -> String {
    duty.overdue_days.map(|days| w.count("page-overdue", u64::from(days))).unwrap_or_default()
}

fn anchor(id: ClauseId) -> String {
    match id.sub_item {
        None => format!("p{}", id.provision),
        Some(item) => format!("p{}-{item}", id.provision),
    }
}

fn duty_anchor(duty: &DutyView) -> String {
    format!("d-{}", duty.id)
}

/// A clause with its text and its duties.
fn clause(w: &SnapshotFormatter<'_>, clause: &ClauseView) -> Vec<Block> {
    let topic = clause.topic.as_ref().map(|topic| w.of(topic)).unwrap_or_default();
    let name = match clause.id.sub_item {
        None => w.locale.format("page-provision", [("name", clause.id.to_string().into())]),
        Some(_) => clause.id.to_string(),
    };
    let aside = format!("{} {} / {}", w.text("page-done"), clause.counts.met, clause.counts.applying);
    let level = if clause.id.sub_item.is_none() { 2 } else { 3 };
    let mut blocks = vec![heading(level, format!("{name}　{topic}").trim().to_owned(), aside, &anchor(clause.id))];
    if !clause.text.is_empty() {
        let pages = [("n", clause.pages.len().into()), ("pages", w.pages(&clause.pages).into())];
        let parts = [Some(w.text("page-text")), Some(w.locale.format("page-pages", pages)), clause.applies_to.clone()];
        let caption = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        blocks.push(Block::Quote { caption, text: clause.text.clone() });
    }
    blocks.extend(w.snapshot.duties_of(clause.id).map(|duty| Block::Card(card(w, duty))));
    blocks
}

fn card(w: &SnapshotFormatter<'_>, duty: &DutyView) -> Card {
    let sections = [("page-answer", true, Group::Answer), ("page-demand", false, Group::Demand)];
    let sections = sections.map(|(title, is_answer, group)| DocumentSection {
        title: w.text(title),
        is_answer,
        items: items(w, duty, group),
    });
    Card {
        anchor: duty_anchor(duty),
        label: duty.label.clone(),
        title: w.of(&duty.title),
        state: w.locale.status(duty.status).into_owned(),
        tone: duty.status.into(),
        late: overdue(w, duty),
        quote: duty.quote.clone(),
        meta: items(w, duty, Group::Meta),
        sections: sections.into_iter().filter(|section| !section.items.is_empty()).collect(),
    }
}

fn items(w: &SnapshotFormatter<'_>, duty: &DutyView, group: Group) -> Vec<Item> {
    in_group(w, duty, group).map(|(name, value)| Item::new(name, value)).collect()
}

/// The space for signatures.
pub(super) fn signature(w: &SnapshotFormatter<'_>) -> Block {
    let lines = ["signature-prepared", "signature-reviewed", "signature-seal", "signature-day"];
    Block::Signature { lines: lines.into_iter().map(|id| w.text(id)).collect() }
}
