//! Tests that undo and redo restore earlier states and remove no record.

use super::operations::operations;
use super::support::{new_desk, text, today, without_history};
use crate::support::facts;
use crate::support::random::config;
use license_workbook::workbook::{AnswerField, EditError, Field, Status, UndoStack, Value};
use proptest::prelude::*;

const LABEL: &str = "十二-5";

proptest! {
    #![proptest_config(config(96))]

    #[test]
    fn undoing_all_gives_the_start_and_redoing_all_the_end(operations in operations(30)) {
        let mut desk = new_desk();
        let start = desk.workbook.clone();
        let steps = desk.run(&operations).steps;
        let end = desk.workbook.clone();

        for _ in 0..steps {
            prop_assert!(desk.undo().unwrap().is_some());
        }
        prop_assert_eq!(desk.undo().unwrap(), None);
        prop_assert!(without_history(&desk.workbook) == without_history(&start));
        prop_assert_eq!(desk.workbook.history.len(), end.history.len() + steps);
        prop_assert!(desk.workbook.history.starts_with(&end.history), "undo removed a record");

        for _ in 0..steps {
            prop_assert!(desk.redo().unwrap().is_some());
        }
        prop_assert_eq!(desk.redo().unwrap(), None);
        prop_assert!(without_history(&desk.workbook) == without_history(&end));
        prop_assert_eq!(desk.workbook.history.len(), end.history.len() + 2 * steps);
        prop_assert!(desk.workbook.history.windows(2).all(|pair| pair[1].parents == [pair[0].id]));
    }

    #[test]
    fn the_history_replayed_on_the_seed_gives_the_same_workbook(
        operations in operations(30),
        back in 0..8_usize,
        forth in 0..4_usize,
    ) {
        let mut desk = new_desk();
        let mut copy = desk.workbook.clone();
        let seen = copy.history.len();
        desk.run(&operations);
        for _ in 0..back {
            desk.undo().unwrap();
        }
        for _ in 0..forth {
            desk.redo().unwrap();
        }
        for record in &desk.workbook.history[seen..] {
            copy.replay(record.as_ref().clone()).unwrap();
        }
        prop_assert!(copy == desk.workbook);
    }

    #[test]
    fn undo_and_redo_in_any_order_keep_to_one_line(operations in operations(12), moves in proptest::collection::vec(any::<bool>(), 0..40)) {
        let mut desk = new_desk();
        let mut states = vec![without_history(&desk.workbook)];
        for operation in &operations {
            let outcome = desk.run(std::slice::from_ref(operation));
            if outcome.steps == 1 {
                states.push(without_history(&desk.workbook));
            } else if let Some(last) = states.last_mut() {
                // Typing may have amended the previous step.
                *last = without_history(&desk.workbook);
            }
        }
        let mut at = states.len() - 1;
        for back in moves {
            let moved = if back { desk.undo().unwrap() } else { desk.redo().unwrap() };
            let to = if back { at.checked_sub(1) } else { (at + 1 < states.len()).then_some(at + 1) };
            prop_assert_eq!(moved.is_some(), to.is_some());
            at = to.unwrap_or(at);
            prop_assert!(without_history(&desk.workbook) == states[at]);
        }
    }
}

#[test]
fn a_long_run_is_partly_accepted_and_partly_refused() {
    use proptest::strategy::ValueTree as _;
    use proptest::test_runner::TestRunner;
    let tree = operations(400).new_tree(&mut TestRunner::new(config(1))).unwrap();
    let outcome = new_desk().run(&tree.current());
    assert!(outcome.steps > 20 && outcome.refused > 5, "{} steps, {} refused", outcome.steps, outcome.refused);
}

#[test]
fn after_a_new_edit_nothing_can_be_redone() {
    let mut desk = new_desk();
    desk.set(LABEL, AnswerField::Note, text("a")).unwrap();
    let undone = desk.undo().unwrap();
    assert_eq!(desk.undo.next_redo(), undone);
    desk.set(LABEL, AnswerField::Statement, text("b")).unwrap();
    assert_eq!(desk.undo.next_redo(), None);
    assert_eq!(desk.redo().unwrap(), None);
    assert_eq!(desk.answer(LABEL, AnswerField::Note), None);
}

#[test]
fn an_undo_names_the_record_that_it_takes_back() {
    let mut desk = new_desk();
    let edit = desk.set(LABEL, AnswerField::Note, text("a")).unwrap();
    assert_eq!(desk.undo.next_undo(), Some(edit));
    let undone = desk.undo().unwrap().unwrap();
    assert_eq!(desk.workbook.record(undone).unwrap().undoes, Some(edit));
    let redone = desk.redo().unwrap().unwrap();
    assert_eq!(desk.workbook.record(redone).unwrap().undoes, Some(undone));
    assert_eq!((desk.undo.next_undo(), desk.undo.next_redo()), (Some(redone), None));
}

#[test]
fn a_bulk_edit_is_one_step() {
    let mut desk = new_desk();
    let start = desk.workbook.duties.clone();
    let duties: Vec<_> = start.keys().copied().collect();
    let edit = desk.workbook.set_status(&duties, Status::NotApplicable, Some("停业"), today(), desk.me);
    assert_eq!(edit.changes.len(), 4 * facts::duties());
    desk.try_apply(edit).unwrap();
    assert!(desk.workbook.duties.values().all(|duty| duty.answer.status == Status::NotApplicable));
    desk.undo().unwrap();
    assert_eq!(desk.workbook.duties, start);
}

#[test]
fn changes_that_build_on_each_other_are_taken_back_from_the_last() {
    let mut desk = new_desk();
    let start = without_history(&desk.workbook);
    let duty = desk.workbook.duties[&desk.duty(LABEL)].as_ref().clone();
    let new = desk.ids.next_id();
    let edit = desk.workbook.change([
        (Field::Duty(new), Some(Value::Duty(Box::new(duty)))),
        (Field::Answer(new, AnswerField::Note), text("x")),
    ]);
    desk.try_apply(edit).unwrap();
    desk.undo().unwrap();
    assert!(without_history(&desk.workbook) == start);
    desk.redo().unwrap();
    assert_eq!(desk.workbook.duties[&new].answer.note, "x");
}

#[test]
fn an_undo_that_no_longer_fits_is_refused_and_stays() {
    let mut desk = new_desk();
    let mine = desk.set(LABEL, AnswerField::Note, text("mine")).unwrap();
    let field = Field::Answer(desk.duty(LABEL), AnswerField::Note);
    let theirs = desk.workbook.change([(field.clone(), text("theirs"))]);
    // Not on the undo stack, as after a merge.
    let id = desk.ids.next_id();
    desk.workbook.apply(theirs, desk.stamp(), id).unwrap();
    let before = desk.workbook.clone();
    assert_eq!(desk.undo(), Err(EditError::Stale(field)));
    assert!(desk.workbook == before);
    assert_eq!(desk.undo.next_undo(), Some(mine));
}

#[test]
fn an_undo_that_would_leave_a_reference_to_nobody_is_refused() {
    let mut desk = new_desk();
    let new = desk.ids.next_id();
    let edit = desk.workbook.put_person(new, super::support::person("新人"));
    desk.try_apply(edit).unwrap();
    let edit =
        desk.workbook.change([(Field::Answer(desk.duty(LABEL), AnswerField::Owner), Some(Value::PersonRef(new)))]);
    let id = desk.ids.next_id();
    desk.workbook.apply(edit, desk.stamp(), id).unwrap();
    assert_eq!(desk.undo(), Err(EditError::Dangling(Field::Person(new))));
    assert_eq!(desk.answer(LABEL, AnswerField::Owner), Some(Value::PersonRef(new)));
}

#[test]
fn nothing_is_undone_before_the_first_edit() {
    let mut desk = new_desk();
    let before = desk.workbook.clone();
    assert_eq!((desk.undo().unwrap(), desk.redo().unwrap()), (None, None));
    assert!(desk.workbook == before);
    assert_eq!((UndoStack::default().next_undo(), UndoStack::default().next_redo()), (None, None));
}
