//! Wording and colors that several views share: statuses, progress, dates.

use super::ViewContext;
use super::kit::{Tokens, Tone, icons};
use crate::command::Command;
use crate::deadlines::{Counts, DateItem, DateState};
use crate::snapshot::charts;
use crate::workbook::{Cause, Status};
use egui::{Color32, Response};

/// Adds the tooltip of a command, with its name and all its keys, to a button that runs it.
pub(super) fn with_tooltip(context: &ViewContext<'_>, button: Response, command: Command) -> Response {
    let tooltip = command.tooltip(&button.ctx, &command.name(context.locale));
    button.on_hover_text(tooltip)
}

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

/// The segments of a progress bar: the share and color of each status, without not applicable duties.
pub(super) fn segments(counts: Counts, tokens: &Tokens) -> Vec<(f32, Color32)> {
    super::charts::colored(&charts::segments(&counts.into()), tokens)
}

/// The day and distance of a date in words; for a completed date, the day of completion and whether it was in time.
pub(super) fn date_words(context: &ViewContext<'_>, item: &DateItem) -> String {
    if let Some(done) = item.done_on {
        let id = if item.late { "done-late" } else { "done-in-time" };
        return context.format(id, [("date", done.to_string().into())]);
    }
    let far = distance_words(context, item);
    match (item.raw, item.due, item.due_at) {
        (_, Some(_), Some(at)) => format!("{} · {far}", at.format("%Y-%m-%d %H:%M")),
        (Some(raw), Some(due), None) if raw != due => format!("{due}（{raw}） · {far}"),
        (_, Some(day), None) | (Some(day), None, _) => format!("{day} · {far}"),
        (None, None, _) => item
            .keep_through
            .map_or_else(|| far, |keep| context.format("keep-through", [("date", keep.to_string().into())])),
    }
}

/// The icon of a date.
pub(super) fn date_icon(item: &DateItem) -> &'static str {
    match item.state {
        DateState::Overdue => icons::WARNING,
        DateState::DecisionMissing => icons::WARNING_CIRCLE,
        DateState::DueSoon | DateState::Later => icons::CALENDAR_DOTS,
        DateState::Done => icons::CHECK_CIRCLE,
    }
}

/// The distance of a date in a few words, or its state where the state is more informative.
pub(super) fn distance_words(context: &ViewContext<'_>, item: &DateItem) -> String {
    match (item.state, item.distance(context.register.now)) {
        (DateState::Overdue | DateState::DueSoon | DateState::Later, Some(distance)) => {
            context.locale.distance(distance)
        }
        (_, None) | (DateState::DecisionMissing | DateState::Done, _) => {
            context.locale.date_standing(item).into_owned()
        }
    }
}

/// The description of the event that caused a date; `None` where no event did.
pub(super) fn cause_words(context: &ViewContext<'_>, item: &DateItem) -> Option<String> {
    context.tell(context.workbook).cause(item.duty, Cause::Event(item.event?))
}

/// The tone of a date. A date that was completed late has the tone of a late date.
pub(super) fn date_tone(tokens: &Tokens, item: &DateItem) -> Tone {
    match item.state {
        DateState::Overdue => tokens.danger,
        DateState::DecisionMissing | DateState::DueSoon => tokens.warning,
        DateState::Later => tokens.info,
        DateState::Done if item.late => tokens.not_met,
        DateState::Done => tokens.met,
    }
}
