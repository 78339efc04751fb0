//! One page for whoever decides: validity, counts, what is overdue, and what comes next.

use super::super::words::Words;
use super::checklist::{bars, finish, heading, ring, scope, signature, validity};
use super::{Block, Document, Grid, GridCell, GridColumn, GridRow, Tone};
use crate::language::Language;
use crate::locale::Locale;
use crate::snapshot::Snapshot;
use crate::workbook::{DateItem, DateState};
use std::collections::BTreeSet;

/// How many rows of what is overdue the page has room for; how many more there are is said.
const MOST_ROWS: usize = 8;

pub(super) fn document(snapshot: &Snapshot, language: Language) -> Document {
    let words = &Words { snapshot, locale: Locale::of(language) };
    let overdue = first_of_each_duty(snapshot, DateState::Overdue);
    let undecided = first_of_each_duty(snapshot, DateState::DecisionMissing);
    let next = snapshot.dates.iter().filter(|d| matches!(d.state, DateState::DueSoon | DateState::Later));
    let mut blocks = vec![validity(words), Block::Ring(ring(words))];
    let numbers = |overdue: usize, undecided: usize| [("overdue", overdue.into()), ("undecided", undecided.into())];
    let title = words.locale.format("summary-pressing", numbers(overdue.len(), undecided.len()));
    blocks.push(heading(1, title, String::new(), "pressing"));
    let room = MOST_ROWS.saturating_sub(overdue.len());
    let listed = overdue.iter().take(MOST_ROWS).chain(undecided.iter().take(room)).copied();
    blocks.push(Block::Table(grid(words, listed)));
    let hidden = (overdue.len().saturating_sub(MOST_ROWS), undecided.len().saturating_sub(room));
    if hidden != (0, 0) {
        let text = words.locale.format("summary-more", numbers(hidden.0, hidden.1));
        blocks.push(Block::Paragraph { text, tone: Tone::Late });
    }
    blocks.push(heading(1, words.text("summary-next"), String::new(), "next"));
    blocks.push(Block::Table(grid(words, next)));
    blocks.push(heading(1, words.text("page-progress"), String::new(), "progress"));
    blocks.push(Block::Bars { bars: bars(words, "page-provision-short"), is_compact: true });
    blocks.push(scope(words));
    blocks.push(signature(words));
    finish(words, words.text("page-summary-title"), blocks)
}

/// The dates that stand so, the first of each duty: as many as the counts tell.
fn first_of_each_duty(snapshot: &Snapshot, state: DateState) -> Vec<&DateItem> {
    let mut seen = BTreeSet::new();
    snapshot.dates.iter().filter(|date| date.state == state && seen.insert(date.duty)).collect()
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
                GridCell::toned(w.locale.date_standing(date.state, date.late).into_owned(), tone),
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
