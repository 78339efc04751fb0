//! The keys of the review.

use super::list::{self, Row};
use super::{Editing, ReviewDocument, ReviewIntent, ReviewState};
use crate::command::{KeyOwner, keep_focus_from_arrows};
use crate::ui::{Intent, Outbox, ViewContext};
use egui::{Key, Modifiers, Ui};

/// Takes the keys of this frame, where they belong to the place.
pub(super) fn take(
    ui: &Ui,
    context: &ViewContext<'_>,
    document: &ReviewDocument,
    state: &mut ReviewState,
    rows: &[Row],
    out: &mut Outbox,
) {
    if context.key_owner != KeyOwner::Place {
        return;
    }
    let pressed = |modifiers: Modifiers, key: Key| ui.input_mut(|input| input.consume_key(modifiers, key));
    if let Some(Editing::Words(..)) = &state.editing
        && pressed(Modifiers::COMMAND, Key::Enter)
    {
        // The field passes the words on when it loses the focus.
        ui.memory_mut(|memory| memory.surrender_focus(egui::Id::unique("review-words")));
        return;
    }
    if document.is_new && pressed(Modifiers::COMMAND, Key::Enter) {
        out.push(Intent::LicenseReview(ReviewIntent::Make));
    }
    if ui.ctx().text_edit_focused() || state.editing.is_some() {
        return;
    }
    keep_focus_from_arrows(ui.ctx());
    let plain = |key: Key| pressed(Modifiers::NONE, key);
    if plain(Key::Escape) {
        out.push(Intent::LicenseReview(ReviewIntent::Close));
    }
    if plain(Key::J) || plain(Key::ArrowDown) {
        go_to(document, state, rows, state.selected + 1);
    }
    if plain(Key::K) || plain(Key::ArrowUp) {
        go_to(document, state, rows, state.selected.saturating_sub(1));
    }
    if plain(Key::PageDown) {
        state.page = (state.page + 1).min(document.pages.saturating_sub(1));
    }
    if plain(Key::PageUp) {
        state.page = state.page.saturating_sub(1);
    }
    let Some(row) = rows.get(state.selected) else { return };
    if plain(Key::Y) {
        settle(document, row, out);
    }
    if plain(Key::E) {
        edit(ui, document, state, row);
    }
    if ui.memory(|memory| memory.focused().is_none()) && plain(Key::Enter) {
        open(state, row);
        go_to(document, state, rows, state.selected);
    }
}

/// Selects a row and shows its place.
pub(super) fn go_to(document: &ReviewDocument, state: &mut ReviewState, rows: &[Row], index: usize) {
    state.selected = index.min(rows.len().saturating_sub(1));
    state.reveal = true;
    let spans = rows.get(state.selected).map(|row| row.spans(document)).unwrap_or_default();
    let first = spans.first().and_then(|span| document.understanding.places_of(*span).first().copied());
    if let Some((page, _)) = first {
        state.page = page.saturating_sub(1) as usize;
    }
}

/// Lists the duties of a clause, or folds them.
pub(super) fn open(state: &mut ReviewState, row: &Row) {
    if let Row::Clause(id) = row
        && !state.unfolded.remove(id)
    {
        state.unfolded.insert(*id);
    }
}

/// Settles a point, or opens it again.
pub(super) fn settle(document: &ReviewDocument, row: &Row, out: &mut Outbox) {
    let Some(point) = row.point(document) else { return };
    let key = point.key.clone();
    let intent = if document.settled.contains(&key) { ReviewIntent::Reopen(key) } else { ReviewIntent::Settle(key) };
    out.push(Intent::LicenseReview(intent));
}

/// Begins to correct the item or the words of a row. Likely readings of misread characters are filled in.
pub(super) fn edit(ui: &Ui, document: &ReviewDocument, state: &mut ReviewState, row: &Row) {
    let license = &document.understanding.license;
    if let Some(item) = row.item(document) {
        let value = license.cover.item(item).map(|(value, _)| value).unwrap_or_default();
        state.editing = Some(Editing::Item(item, value));
        let rows = list::rows(document, state);
        state.selected = rows.iter().position(|row| *row == Row::Item(item)).unwrap_or(state.selected);
    } else if let Some(lines) = row.lines(document) {
        let words = license.likely_words(lines).unwrap_or_else(|| lines.of(&license.text).to_owned());
        state.editing = Some(Editing::Words(state.selected, lines, words));
    } else {
        return;
    }
    state.reveal = true;
    // The letter of the key must not be typed into the field.
    ui.input_mut(|input| input.events.retain(|event| !matches!(event, egui::Event::Text(_))));
}
