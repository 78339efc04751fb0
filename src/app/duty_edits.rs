//! Carries out intents and commands about the definitions of duties.

use super::UndoStep;
use super::shared::Shared;
use crate::command::Command;
use crate::ui::{Dialog, DutyDraft, DutyIntent, Mode, Place};
use crate::workbook::{DutyId, Edit, Workbook};

/// Carries out a command that opens a dialog about duties.
pub(super) fn duty_command(shared: &mut Shared, command: Command) {
    if command == Command::ShowRetiredDuties {
        shared.views.dialog = Some(Dialog::RetiredDuties);
    } else if command == Command::AddDuty {
        let Some(license) = shared.workbook().current_license() else { return };
        shared.views.dialog = Some(Dialog::Duty(Box::new(DutyDraft::new(license))));
    } else if let Some(id) = shared.views.checklist.selected {
        ask(shared, id);
    } else {
        shared.views.toasts.say(shared.locale.text("toast-no-selection"));
    }
}

/// Carries out an intent.
pub(super) fn duty_intent(shared: &mut Shared, intent: DutyIntent) {
    match intent {
        DutyIntent::Ask(id) => ask(shared, id),
        DutyIntent::Redefine(id, definition) => edit(shared, |workbook| workbook.redefine_duty(id, *definition)),
        DutyIntent::Split(id, cuts, titles) => {
            let ids: Vec<DutyId> = cuts.iter().map(|_| shared.document.new_duty()).collect();
            edit(shared, |workbook| workbook.split_duty(id, &cuts, &titles, &ids));
        }
        DutyIntent::Join(ids) => {
            let definitions = ids.iter().filter_map(|id| shared.workbook().duties.get(id).map(|duty| &duty.definition));
            let first = definitions.min_by_key(|definition| definition.ordinal);
            let label = first.map(crate::workbook::Definition::label).unwrap_or_default();
            let reason = shared.locale.format("duty-joined-with", [("label", label.into())]);
            edit(shared, |workbook| workbook.join_duties(&ids, &reason));
        }
        DutyIntent::Retire(id, reason) => edit(shared, |workbook| workbook.retire_duty(id, &reason)),
        DutyIntent::Restore(id) => edit(shared, |workbook| workbook.restore_duty(id)),
        DutyIntent::Add(duty) => {
            let id = shared.document.new_duty();
            edit(shared, |workbook| workbook.add_duty(id, *duty));
            if shared.workbook().duties.contains_key(&id) {
                shared.views.place = Place::Checklist;
                shared.views.checklist.mode = Mode::List;
                shared.views.checklist.filter = crate::deadlines::Filter::default();
                shared.views.checklist.select(id);
                shared.views.checklist.reveal_selected = true;
            }
        }
    }
}

/// Opens the dialog that edits a duty.
fn ask(shared: &mut Shared, id: DutyId) {
    let Some(duty) = shared.workbook().duties.get(&id) else { return };
    shared.views.dialog = Some(Dialog::Duty(Box::new(DutyDraft::of(id, &duty.definition))));
}

fn edit(shared: &mut Shared, make: impl FnOnce(&Workbook) -> Edit) {
    shared.edit(|shared, stamp| {
        let edit = make(shared.workbook());
        shared.document.apply(edit, UndoStep::Own, stamp)
    });
}
