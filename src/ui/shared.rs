//! What several views say and color alike: statuses, progress, dates.

use super::ViewContext;
use super::kit::{Tokens, Tone};
use crate::snapshot::charts;
use crate::workbook::{Counts, DateItem, DateState, Status};
use egui::Color32;

/// The tone of a status.
pub(super) fn status_tone(tokens: &Tokens, status: Status) -> Tone {
    match status {
        Status::NotStarted => tokens.not_started,
        Status::InProgress => tokens.in_progress,
        Status::Met => tokens.met,
        Status::NotMet => tokens.not_met,
        Status::NotApplicable => tokens.not_applicable,
    }
}

/// The shares of statuses that progress is made of, N/A left out.
pub(super) fn segments(counts: Counts, tokens: &Tokens) -> Vec<(f32, Color32)> {
    super::charts::colored(&charts::segments(&counts.into()), tokens)
}

/// The day of a date and how far it is, in words.
pub(super) fn date_words(context: &ViewContext<'_>, item: &DateItem) -> String {
    let day = match (item.raw, item.due) {
        (Some(raw), Some(due)) if raw != due => format!("{due}（{raw}）"),
        (_, Some(day)) | (Some(day), None) => day.to_string(),
        (None, None) => return distance_words(context, item),
    };
    format!("{day} · {}", distance_words(context, item))
}

pub(super) fn distance_words(context: &ViewContext<'_>, item: &DateItem) -> String {
    let days = item.due.or(item.raw).map(|day| (day - context.today).num_days());
    match (item.state, days) {
        (DateState::DecisionMissing, _) => context.text("date-decision-missing").into_owned(),
        (DateState::Done, _) => context.text("date-done").into_owned(),
        (_, Some(days)) if days < 0 => context.format("overdue-days", [("n", (-days).into())]),
        (_, Some(0)) => context.text("due-today").into_owned(),
        (_, Some(days)) => context.format("days-left", [("n", days.into())]),
        // 立即, 及时: no number of days to count.
        (_, None) if item.missing.is_empty() => context.text("date-at-once").into_owned(),
        (_, None) => context.text("date-missing").into_owned(),
    }
}
