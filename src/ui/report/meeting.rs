//! The dialog before a session starts. Everything done after that belongs to the session.

use super::ReportIntent;
use super::sessions::names;
use crate::ui::dialogs::field_ui;
use crate::ui::kit::dialog::{answers_enter, title};
use crate::ui::kit::tokens::GRID;
use crate::ui::kit::widgets::{primary_button, remark};
use crate::ui::{Intent, Outbox, ViewContext};
use crate::workbook::SessionId;
use egui::{Label, Ui};

/// The input of the dialog that starts or resumes a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingDraft {
    year: i32,
    /// The latest session of the year that was not closed.
    left: Option<SessionId>,
    people: String,
}

impl MeetingDraft {
    /// A session for the report on `year`. `left` is a session that can be resumed instead.
    #[must_use]
    pub fn new(year: i32, left: Option<SessionId>) -> Self {
        Self { year, left, people: String::new() }
    }
}

/// Draws the dialog. True if it is to be closed.
pub(in crate::ui) fn meeting_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    draft: &mut MeetingDraft,
    out: &mut Outbox,
) -> bool {
    let year = draft.year.to_string();
    title(ui, &context.format("meeting-title", [("year", year.into())]));
    ui.add(Label::new(context.text("meeting-text")).wrap());
    ui.add_space(GRID);
    let left = draft.left.filter(|id| context.workbook.sessions.contains_key(id));
    let mut entered = field_ui(ui, &context.text("session-participants"), &mut draft.people, false);
    remark(ui, context.text("session-participants-hint"));
    entered |= answers_enter(ui, context.has_dialog_keys());
    ui.add_space(GRID);
    ui.horizontal_wrapped(|ui| {
        let start = |out: &mut Outbox| {
            let people = names(&draft.people);
            out.push(Intent::Report(ReportIntent::StartSession { year: draft.year, people }));
        };
        match left {
            Some(id) => {
                let day = context.workbook.sessions.get(&id).map(|session| session.on.to_string()).unwrap_or_default();
                let go_on = context.format("meeting-go-on", [("day", day.into())]);
                if primary_button(ui, go_on).clicked() || entered {
                    out.push(Intent::Report(ReportIntent::Resume(id)));
                }
                if ui.button(context.text("session-start")).clicked() {
                    start(out);
                }
            }
            None => {
                if primary_button(ui, context.text("session-start")).clicked() || entered {
                    start(out);
                }
            }
        }
        ui.button(context.text("cancel")).clicked()
    })
    .inner
}
