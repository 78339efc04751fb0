//! Carries out intents about events and dates.

use super::UndoStep;
use super::evidence::blobs::hashes;
use super::report::record_filing;
use super::shared::Shared;
use crate::deadlines::{preview_of_schedule, what_moves};
use crate::ui::{DateIntent, Dialog, EventDraft, Place};
use crate::workbook::{Event, EventId, NewFile};

pub(crate) fn date_intent(shared: &mut Shared, intent: DateIntent) {
    match intent {
        DateIntent::Ask(id) => {
            let draft = match id.and_then(|id| Some((id, shared.workbook().events.get(&id)?))) {
                Some((id, event)) => EventDraft::of(id, event),
                None => EventDraft::new(None, shared.environment.clock.today()),
            };
            shared.views.dialog = Some(Dialog::Event(Box::new(draft)));
        }
        DateIntent::Record(id, event, files) => record_event(shared, id, *event, &files),
        DateIntent::Remove(id) => shared.edit(|shared, stamp| {
            let edit = shared.workbook().remove_event(id);
            shared.document.apply(edit, UndoStep::Own, stamp)
        }),
        DateIntent::Close(duty, cause, on, note, files)
            if let Some(year) = shared.workbook().report_of_period(duty, cause) =>
        {
            record_filing(shared, year, &files, |workbook| {
                workbook.close_occurrence(duty, cause, on, &note, hashes(&files))
            });
        }
        DateIntent::Close(duty, cause, on, note, files) => shared.edit(|shared, stamp| {
            let evidence = hashes(&files);
            let wanted = shared.take_files(&files, stamp);
            let close = shared.workbook().close_occurrence(duty, cause, on, &note, evidence);
            let edit = shared.workbook().change(wanted).and(close);
            shared.document.apply(edit, UndoStep::Own, stamp)
        }),
        DateIntent::Reopen(duty, cause) => shared.edit(|shared, stamp| {
            let edit = shared.workbook().reopen(duty, cause);
            shared.document.apply(edit, UndoStep::Own, stamp)
        }),
        DateIntent::Continues(continues) => shared.edit(|shared, stamp| {
            let Some(license) = shared.workbook().current_license() else { return Ok(()) };
            let edit = shared.workbook().state_continues(license, continues);
            shared.document.apply(edit, UndoStep::Own, stamp)
        }),
        DateIntent::Renewal(stage, reached) => shared.edit(|shared, stamp| {
            let Some(license) = shared.workbook().current_license() else { return Ok(()) };
            let reached = reached.as_ref().map(|(day, number)| (*day, number.as_str()));
            let edit = shared.workbook().set_renewal(license, stage, reached);
            shared.document.apply(edit, UndoStep::Own, stamp)
        }),
        DateIntent::AskSchedule(year) => ask_schedule(shared, year),
        DateIntent::TakeProposal(proposal) => shared.edit(|shared, stamp| {
            let edit = shared.workbook().take_proposal(&proposal, proposal.due);
            shared.document.apply(edit, UndoStep::Own, stamp)
        }),
        DateIntent::TakeSchedule(year, schedule) => shared.edit(|shared, stamp| {
            let edit = shared.workbook().import_schedule(year, *schedule);
            shared.document.apply(edit, UndoStep::Own, stamp)
        }),
    }
}

/// Shows the dates that a built-in holiday schedule would move.
fn ask_schedule(shared: &mut Shared, year: i32) {
    let workbook = shared.workbook();
    let offered = crate::calendar::schedules::builtin().remove(&year);
    let (Some(license), Some(schedule)) = (workbook.current_license(), offered) else { return };
    let today = shared.environment.clock.today();
    let import = preview_of_schedule(workbook, license, today, &shared.catalog, (year, schedule));
    shared.views.dialog = Some(Dialog::Schedule(Box::new(import)));
}

/// Records or corrects an event, shows its consequences, and says which dates a correction moved.
fn record_event(shared: &mut Shared, id: Option<EventId>, mut event: Event, files: &[NewFile]) {
    let before = shared.derived.as_ref().map(|d| d.register.dates.clone()).unwrap_or_default();
    let corrected = id.is_some();
    let id = id.unwrap_or_else(|| shared.document.new_event());
    shared.edit(|shared, stamp| {
        event.evidence.extend(hashes(files));
        let wanted = shared.take_files(files, stamp);
        let workbook = shared.workbook();
        let edit = if corrected { workbook.correct_event(id, event) } else { workbook.record_event(id, event) };
        let edit = shared.workbook().change(wanted).and(edit);
        shared.document.apply(edit, UndoStep::Own, stamp)
    });
    shared.refresh();
    let Some(derived) = &shared.derived else { return };
    let n = derived.register.dates.iter().filter(|item| item.event == Some(id)).count();
    let text = if corrected {
        let moved = what_moves(&before, &derived.register.dates).len();
        shared.locale.format("toast-event-corrected", [("n", moved.into())])
    } else {
        shared.locale.format("toast-event-recorded", [("n", n.into())])
    };
    shared.views.place = Place::Deadlines;
    shared.views.deadlines.calculating = false;
    shared.views.deadlines.selected =
        derived.register.dates.iter().find(|item| item.event == Some(id)).map(|item| item.id.clone());
    shared.views.toasts.say(text);
}
