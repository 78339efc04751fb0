//! One page for whoever decides: validity, counts, what is overdue, and what comes next.

use super::super::words::Words;
use super::checklist::{bars, finish, heading, ring, scope, signature, validity};
use super::{Block, Document, Grid, GridCell, GridColumn, GridRow, Tone};
use crate::language::Language;
use crate::locale::Locale;
use crate::snapshot::Snapshot;
use crate::workbook::{DateItem, DateState};

/// How many rows of what is overdue the page has room for; how many more there are is said.
const MOST_ROWS: usize = 8;

pub(super) fn document(snapshot: &Snapshot, language: Language) -> Document {
    let words = &Words { snapshot, locale: Locale::of(language) };
    let (pressing, next): (Vec<&DateItem>, Vec<&DateItem>) =
        snapshot.dates.iter().partition(|date| matches!(date.state, DateState::Overdue | DateState::DecisionMissing));
    let mut blocks = vec![validity(words), Block::Ring(ring(words))];
    blocks.push(heading(1, words.text("summary-pressing"), String::new(), "pressing"));
    blocks.push(Block::Table(grid(words, pressing.iter().take(MOST_ROWS).copied())));
    let more = pressing.len().saturating_sub(MOST_ROWS);
    if more > 0 {
        let text = words.locale.format("summary-more", [("n", more.into())]);
        blocks.push(Block::Paragraph { text, tone: Tone::Late });
    }
    blocks.push(heading(1, words.text("summary-next"), String::new(), "next"));
    blocks.push(Block::Table(grid(words, next.into_iter())));
    blocks.push(heading(1, words.text("page-progress"), String::new(), "progress"));
    blocks.push(Block::Bars { bars: bars(words, "page-provision-short"), is_compact: true });
    blocks.push(scope(words));
    blocks.push(signature(words));
    finish(words, words.text("page-summary-title"), blocks)
}

fn grid<'a>(w: &Words<'_>, dates: impl Iterator<Item = &'a DateItem>) -> Grid {
    let column = |key: &str, weight| GridColumn { title: w.text(key), weight, is_number: false };
    let row = |date: &DateItem| {
        let tone = match date.state {
            DateState::Overdue => Tone::Late,
            DateState::DecisionMissing => Tone::NotMet,
            DateState::DueSoon => Tone::InProgress,
            DateState::Later | DateState::Done => Tone::Muted,
        };
        let owner = w.snapshot.duties.iter().find(|duty| duty.id == date.duty).and_then(|duty| duty.owner.clone());
        let day = date.day().map(|day| day.to_string()).unwrap_or_default();
        GridRow {
            cells: vec![
                GridCell::plain(day),
                GridCell::toned(w.locale.date_state(date.state).into_owned(), tone),
                GridCell::plain(date.label.clone()),
                GridCell::plain(w.of(&date.title)),
                GridCell::plain(owner.unwrap_or_default()),
            ],
            below: Vec::new(),
        }
    };
    Grid {
        columns: vec![
            column("column-due-day", None),
            column("column-date-state", None),
            column("column-label", None),
            column("column-title", Some(5)),
            column("field-owner", Some(1)),
        ],
        rows: dates.map(row).collect(),
        empty: w.text("page-empty"),
    }
}
