//! Builds the internal annex of a report, if internal content was selected: process, gaps and contradictions, notes,
//! and sessions. The annex is not part of the submitted text.

use super::super::document::{Block, GridCell, Item, grid};
use super::super::tables::{TableId, table};
use super::ReportFormatter;
use crate::snapshot::Internal;
use crate::snapshot::report::ReportView;

/// The tables of the annex, each with the internal content that it shows. The table of attestations shows the author,
/// the date and contradictions.
const TABLES: [(TableId, Internal); 4] = [
    (TableId::Gaps, Internal::Gaps),
    (TableId::Attestations, Internal::Process),
    (TableId::Sessions, Internal::Sessions),
    (TableId::Decisions, Internal::Sessions),
];

/// Builds the annex; empty if no internal content was selected.
pub(super) fn annex(w: &ReportFormatter<'_>, view: &ReportView) -> Vec<Block> {
    let mut blocks = Vec::new();
    if w.shows(Internal::Process) {
        blocks.push(Block::Fields { items: process(w, view) });
    }
    for (id, _) in TABLES.into_iter().filter(|(_, what)| w.shows(*what)) {
        let table = table(w.snapshot, id, w.locale.language);
        blocks.push(ReportFormatter::heading(2, table.title.clone(), String::new()));
        blocks.push(Block::Table(grid(&w.words(), &table)));
    }
    if w.shows(Internal::Notes) {
        blocks.push(ReportFormatter::heading(2, w.text("field-note"), String::new()));
        blocks.push(notes(w));
    }
    if !blocks.is_empty() {
        blocks.splice(0..0, [Block::PageBreak, ReportFormatter::heading(1, w.text("paper-internal"), String::new())]);
    }
    blocks
}

/// The process of the report: its state, the number of attested duties, and the freezing.
fn process(w: &ReportFormatter<'_>, view: &ReportView) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    items.extend(view.state.map(|state| Item::new(w.text("paper-state"), w.locale.report_state(state))));
    items.extend(view.tally.map(|tally| Item::new(w.text("paper-attested"), w.locale.tally(tally.into()))));
    if let Some(frozen) = &w.snapshot.frozen {
        let by = frozen.by.clone().unwrap_or_default();
        let args = [("day", w.snapshot.on.to_string().into()), ("by", by.into())];
        items.push(Item::new(w.text("paper-frozen"), w.locale.format("report-frozen", args)));
    }
    items
}

/// The internal notes of duties.
fn notes(w: &ReportFormatter<'_>) -> Block {
    let noted = w.snapshot.duties.iter().filter(|duty| !duty.optional && !duty.note.trim().is_empty());
    let rows = noted.map(|duty| {
        vec![
            GridCell::plain(duty.label.clone()),
            GridCell::plain(w.of(&duty.title)),
            GridCell::plain(duty.note.clone()),
        ]
    });
    let columns = [("column-label", None), ("column-title", Some(3)), ("field-note", Some(5))];
    w.table(&columns, rows.collect(), "page-empty")
}
