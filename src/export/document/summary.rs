//! Builds the one-page summary for management: validity, counts, overdue items and what is due next.

use super::super::formatter::SnapshotFormatter;
use super::checklist::{bars, column, finish, heading, ring, scope, signature, validity};
use super::{Block, Document, Grid, GridCell, GridRow, Tone};
use crate::deadlines::{DateItem, DateState};
use crate::language::Language;
use crate::locale::Locale;
use crate::snapshot::Snapshot;
use crate::workbook::DutyId;
use std::collections::BTreeMap;

/// The maximum number of overdue rows on the page. The number of further rows is stated.
const MAX_ROWS: usize = 8;

pub(super) fn document(snapshot: &Snapshot, language: Language) -> Document {
    let words = &SnapshotFormatter { snapshot, locale: Locale::of(language) };
    let overdue = of_each_duty(snapshot, DateState::Overdue);
    let undecided = of_each_duty(snapshot, DateState::DecisionMissing);
    let next = snapshot.dates.iter().filter(|d| matches!(d.state, DateState::DueSoon | DateState::Later));
    let mut blocks = vec![validity(words), Block::Ring(ring(words))];
    let counts = [("overdue", overdue.len().into()), ("undecided", undecided.len().into())];
    let title = words.locale.format("summary-pressing", counts);
    blocks.push(heading(1, title, String::new(), "pressing"));
    let room = MAX_ROWS.saturating_sub(overdue.len());
    let listed = overdue.iter().take(MAX_ROWS).chain(undecided.iter().take(room)).copied();
    blocks.push(Block::Table(grid(words, listed)));
    let hidden = (overdue.len().saturating_sub(MAX_ROWS), undecided.len().saturating_sub(room));
    if hidden != (0, 0) {
        let counts = [("overdue", hidden.0.into()), ("undecided", hidden.1.into())];
        let text = words.locale.format("summary-more", counts);
        blocks.push(Block::Paragraph { text, tone: Tone::Late });
    }
    blocks.push(heading(1, words.text("summary-next"), String::new(), "next"));
    blocks.push(Block::Table(grid(words, next.map(|date| Pressing { duty: date.duty, date, others: 0 }))));
    blocks.push(heading(1, words.text("page-progress"), String::new(), "progress"));
    blocks.push(Block::Bars { bars: bars(words, "page-provision-short"), is_compact: true });
    blocks.push(scope(words));
    blocks.push(signature(words));
    finish(words, words.text("page-summary-title"), blocks)
}

/// A row of the tables on the page.
#[derive(Clone, Copy)]
struct Pressing<'a> {
    duty: DutyId,
    date: &'a DateItem,
    /// The number of further dates of the duty in the same state.
    others: usize,
}

/// Returns each duty that has dates in `state`, with the first such date. The number of rows equals the count in the
/// snapshot.
fn of_each_duty(snapshot: &Snapshot, state: DateState) -> Vec<Pressing<'_>> {
    let mut found: Vec<Pressing<'_>> = Vec::new();
    let mut at: BTreeMap<DutyId, usize> = BTreeMap::new();
    for date in snapshot.dates.iter().filter(|date| date.state == state) {
        for duty in date.duties() {
            if let Some(row) = at.get(&duty).and_then(|at| found.get_mut(*at)) {
                row.others += 1;
            } else {
                at.insert(duty, found.len());
                found.push(Pressing { duty, date, others: 0 });
            }
        }
    }
    found
}

fn grid<'a>(w: &SnapshotFormatter<'_>, rows: impl Iterator<Item = Pressing<'a>>) -> Grid {
    let rows = rows.map(|Pressing { duty, date, others }| {
        let tone = match date.state {
            DateState::Overdue => Tone::Late,
            DateState::DecisionMissing => Tone::NotMet,
            DateState::DueSoon => Tone::InProgress,
            DateState::Later | DateState::Done => Tone::Muted,
        };
        let duty = w.snapshot.duties.iter().find(|view| view.id == duty);
        let title = w.of(&date.title);
        let title = match others {
            0 => title,
            n => format!("{title} {}", w.locale.format("summary-other-dates", [("n", n.into())])),
        };
        let day = date.day().map(|day| day.to_string()).unwrap_or_default();
        GridRow {
            cells: vec![
                GridCell::plain(day),
                GridCell::toned(w.locale.date_standing(date).into_owned(), tone),
                GridCell::plain(duty.map_or(&date.label, |duty| &duty.label).clone()),
                GridCell::plain(title),
                GridCell::plain(duty.and_then(|duty| duty.owner.clone()).unwrap_or_default()),
            ],
            below: Vec::new(),
        }
    });
    Grid {
        columns: vec![
            column(w, "column-due-day", None),
            column(w, "column-date-state", None),
            column(w, "column-label", None),
            column(w, "column-title", Some(5)),
            column(w, "field-owner", Some(1)),
        ],
        rows: rows.collect(),
        empty: w.text("page-empty"),
    }
}
