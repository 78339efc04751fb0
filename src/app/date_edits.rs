//! What each wish about events and dates does.

use super::evidence::hashes;
use super::{Step, WorkbookApp};
use crate::deadlines::{preview_of_schedule, what_moves};
use crate::ui::{DateIntent, Dialog, EventDraft, Place};
use crate::workbook::{Event, EventId, NewFile};

impl WorkbookApp {
    pub(super) fn date_intent(&mut self, intent: DateIntent) {
        match intent {
            DateIntent::Ask(id) => {
                let draft = match id.and_then(|id| Some((id, self.workbook().events.get(&id)?))) {
                    Some((id, event)) => EventDraft::of(id, event),
                    None => EventDraft::new(None, self.surroundings.clock.today()),
                };
                self.views.dialog = Some(Dialog::Event(Box::new(draft)));
            }
            DateIntent::Record(id, event, files) => self.record_event(id, *event, &files),
            DateIntent::Remove(id) => self.edit(|app, stamp| {
                let edit = app.workbook().remove_event(id);
                app.session.apply(edit, Step::Own, stamp)
            }),
            DateIntent::Close(duty, cause, on, note, files)
                if let Some(year) = self.workbook().report_of_period(duty, cause) =>
            {
                self.file(year, &files, |workbook| workbook.close_occurrence(duty, cause, on, &note, hashes(&files)));
            }
            DateIntent::Close(duty, cause, on, note, files) => self.edit(|app, stamp| {
                let evidence = hashes(&files);
                let wanted = app.take_files(&files, stamp);
                let close = app.workbook().close_occurrence(duty, cause, on, &note, evidence);
                let edit = app.workbook().change(wanted).and(close);
                app.session.apply(edit, Step::Own, stamp)
            }),
            DateIntent::Reopen(duty, cause) => self.edit(|app, stamp| {
                let edit = app.workbook().reopen(duty, cause);
                app.session.apply(edit, Step::Own, stamp)
            }),
            DateIntent::Continues(continues) => self.edit(|app, stamp| {
                let Some(license) = app.workbook().current_license() else { return Ok(()) };
                let edit = app.workbook().state_continues(license, continues);
                app.session.apply(edit, Step::Own, stamp)
            }),
            DateIntent::Renewal(stage, reached) => self.edit(|app, stamp| {
                let Some(license) = app.workbook().current_license() else { return Ok(()) };
                let reached = reached.as_ref().map(|(day, number)| (*day, number.as_str()));
                let edit = app.workbook().set_renewal(license, stage, reached);
                app.session.apply(edit, Step::Own, stamp)
            }),
            DateIntent::AskSchedule(year) => self.ask_schedule(year),
            DateIntent::TakeProposal(proposal) => self.edit(|app, stamp| {
                let edit = app.workbook().take_proposal(&proposal, proposal.due);
                app.session.apply(edit, Step::Own, stamp)
            }),
            DateIntent::TakeSchedule(year, schedule) => self.edit(|app, stamp| {
                let edit = app.workbook().import_schedule(year, *schedule);
                app.session.apply(edit, Step::Own, stamp)
            }),
        }
    }

    /// Shows what a schedule that the program brings would move.
    fn ask_schedule(&mut self, year: i32) {
        let workbook = self.workbook();
        let offered = crate::calendar::schedules::builtin().remove(&year);
        let (Some(license), Some(schedule)) = (workbook.current_license(), offered) else { return };
        let today = self.surroundings.clock.today();
        let import = preview_of_schedule(workbook, license, today, &self.catalog, (year, schedule));
        self.views.dialog = Some(Dialog::Schedule(Box::new(import)));
    }

    /// Records or corrects an event, shows what follows from it, and says what a correction moved.
    fn record_event(&mut self, id: Option<EventId>, mut event: Event, files: &[NewFile]) {
        let before = self.derived.as_ref().map(|d| d.register.dates.clone()).unwrap_or_default();
        let corrected = id.is_some();
        let id = id.unwrap_or_else(|| self.session.new_event());
        self.edit(|app, stamp| {
            event.evidence.extend(hashes(files));
            let wanted = app.take_files(files, stamp);
            let workbook = app.workbook();
            let edit = if corrected { workbook.correct_event(id, event) } else { workbook.record_event(id, event) };
            let edit = app.workbook().change(wanted).and(edit);
            app.session.apply(edit, Step::Own, stamp)
        });
        self.refresh();
        let Some(derived) = &self.derived else { return };
        let n = derived.register.dates.iter().filter(|item| item.event == Some(id)).count();
        let text = if corrected {
            let moved = what_moves(&before, &derived.register.dates).len();
            self.locale.format("toast-event-corrected", [("n", moved.into())])
        } else {
            self.locale.format("toast-event-recorded", [("n", n.into())])
        };
        self.views.place = Place::Deadlines;
        self.views.deadlines.calculating = false;
        self.views.deadlines.selected =
            derived.register.dates.iter().find(|item| item.event == Some(id)).map(|item| item.id.clone());
        self.views.toasts.say(text);
    }
}
