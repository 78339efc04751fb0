//! Tests of the history: each edit leaves one record, which only further typing extends, and only until a save.

use super::support::{moment, new_desk, text, today};
use crate::support::day;
use crate::support::desk::Desk;
use license_workbook::workbook::{
    AnswerField, Change, DutyId, Edit, EditError, Field, RecordAction, RecordId, Stamp, Status, Undone, Value, Workbook,
};

const LABEL: &str = "十二-5";

/// The edit that sets a text field to these words.
fn typed(desk: &Desk, field: AnswerField, words: &str) -> Edit {
    desk.workbook.change([(Field::Answer(desk.duty(LABEL), field), text(words))])
}

/// Whether `edit` amends the latest record; checks that nothing changes if it does not.
#[track_caller]
fn is_amended(desk: &mut Desk, edit: &Edit) -> bool {
    let before = desk.workbook.clone();
    let last = before.history.last().map(|record| record.id);
    let amended = desk.workbook.amend(edit, desk.stamp());
    if amended.is_none() {
        assert!(desk.workbook == before, "nothing was amended, but the workbook changed");
        assert_eq!(desk.workbook.revision(), before.revision());
    } else {
        assert_eq!(amended.map(|(before, _)| before), last);
        let now = desk.workbook.history.last().unwrap();
        assert_eq!(amended.map(|(_, now)| now), Some(now.id));
        assert!(now.is_genuine() && desk.workbook.record(now.id) == Some(now) && desk.workbook.heads() == [now.id]);
        assert_eq!(desk.workbook.history.len(), before.history.len());
        assert_eq!(desk.workbook.revision(), before.revision() + 1);
    }
    if let Some((before, now)) = amended {
        desk.undo.amended(before, now);
    }
    amended.is_some()
}

#[test]
fn an_edit_leaves_one_record_of_who_when_and_what() {
    let mut desk = new_desk();
    let before = desk.workbook.history.len();
    let first = desk.set(LABEL, AnswerField::Note, text("x")).unwrap();
    let duties = [desk.duty(LABEL), desk.duty("一-1")];
    let edit = desk.workbook.set_status(&duties, Status::Met, None, today(), desk.me);
    let changes = edit.changes.clone();
    let stamp = Stamp { author: desk.colleague, at: moment() };
    let number = desk.ids.next_id();
    let second = desk.workbook.apply(edit, stamp, number).unwrap().unwrap();

    assert_eq!(desk.workbook.history.len(), before + 2);
    let record = desk.workbook.record(second).unwrap();
    assert_eq!((record.id, record.edit, record.author, record.at), (second, number, desk.colleague, moment()));
    assert!(record.is_genuine());
    assert_eq!((record.parents.as_slice(), record.undoes), ([first].as_slice(), None));
    assert_eq!(record.changes, changes);
    let status = |id: DutyId| Field::Answer(id, AnswerField::Status);
    let met = Change { field: status(duties[0]), from: None, to: Some(Value::Status(Status::Met)) };
    assert!(record.changes.contains(&met));
    assert_eq!(desk.workbook.record(first).unwrap().changes[0].to, text("x"));
    assert_eq!(desk.workbook.record(RecordId::of_format_1(number)), None);
}

#[test]
fn the_first_record_follows_the_base_and_each_other_one_the_one_before_it() {
    let mut desk = new_desk();
    for words in ["a", "b", "c"] {
        desk.set(LABEL, AnswerField::Note, text(words)).unwrap();
    }
    let history = &desk.workbook.history;
    assert_eq!(history[0].parents, desk.workbook.bases.keys().copied().collect::<Vec<_>>());
    assert!(history.windows(2).all(|pair| pair[1].parents == [pair[0].id]));
}

#[test]
fn the_revision_goes_up_with_every_change() {
    let mut desk = new_desk();
    let mut last = desk.workbook.revision();
    for words in ["a", "b"] {
        desk.set(LABEL, AnswerField::Note, text(words)).unwrap();
        assert!(desk.workbook.revision() > last);
        last = desk.workbook.revision();
    }
    desk.undo().unwrap();
    assert!(desk.workbook.revision() > last, "undo is also a change");
}

#[test]
fn typing_on_in_one_field_is_one_record() {
    for field in [AnswerField::Statement, AnswerField::Note, AnswerField::Justification] {
        let mut desk = new_desk();
        desk.set(LABEL, field, text("建")).unwrap();
        for words in ["建立", "建立制", ""] {
            let edit = typed(&desk, field, words);
            assert!(is_amended(&mut desk, &edit), "{field:?} {words:?}");
            let change = &desk.workbook.history.last().unwrap().changes[0];
            assert_eq!((&change.from, change.to.clone()), (&None, text(words).filter(|_| !words.is_empty())));
        }
        assert_eq!(desk.answer(LABEL, field), None);
    }
}

#[test]
fn typing_takes_the_time_of_the_latest_letter() {
    let mut desk = new_desk();
    desk.set(LABEL, AnswerField::Note, text("a")).unwrap();
    let edit = typed(&desk, AnswerField::Note, "ab");
    let later = moment() + chrono::TimeDelta::seconds(9);
    desk.workbook.amend(&edit, Stamp { author: desk.me, at: later }).unwrap();
    assert_eq!(desk.workbook.history.last().unwrap().at, later);
}

#[test]
fn typing_is_undone_as_a_whole() {
    let mut desk = new_desk();
    let start = desk.workbook.duties.clone();
    desk.set(LABEL, AnswerField::Note, text("a")).unwrap();
    for words in ["ab", "abc"] {
        let edit = typed(&desk, AnswerField::Note, words);
        assert!(is_amended(&mut desk, &edit));
    }
    desk.undo().unwrap();
    assert_eq!(desk.workbook.duties, start);
    desk.redo().unwrap();
    assert_eq!(desk.answer(LABEL, AnswerField::Note), text("abc"));
}

#[test]
fn only_the_same_text_by_the_same_author_is_typed_on() {
    // An edit, and one that must not amend its record.
    type Case = (&'static str, fn(&mut Desk), fn(&Desk) -> Edit);
    let note: fn(&Desk) -> Edit = |desk| typed(desk, AnswerField::Note, "ab");
    let cases: [Case; 8] = [
        ("another field", |d| _ = d.set(LABEL, AnswerField::Statement, text("a")).unwrap(), note),
        ("another duty", |d| _ = d.set("一-1", AnswerField::Note, text("a")).unwrap(), note),
        (
            "no text",
            |d| _ = d.set(LABEL, AnswerField::Due, Some(Value::Date(today()))).unwrap(),
            |d| d.workbook.change([(Field::Answer(d.duty(LABEL), AnswerField::Due), None)]),
        ),
        (
            "two fields before",
            |d| {
                let of = |field| (Field::Answer(d.duty(LABEL), field), text("a"));
                let edit = d.workbook.change([of(AnswerField::Note), of(AnswerField::Statement)]);
                d.try_apply(edit).unwrap();
            },
            note,
        ),
        (
            "two fields now",
            |d| _ = d.set(LABEL, AnswerField::Note, text("a")).unwrap(),
            |d| {
                let of = |field| (Field::Answer(d.duty(LABEL), field), text("ab"));
                d.workbook.change([of(AnswerField::Note), of(AnswerField::Statement)])
            },
        ),
        (
            "an undo",
            |d| {
                d.set(LABEL, AnswerField::Note, text("a")).unwrap();
                d.set(LABEL, AnswerField::Note, text("b")).unwrap();
                d.undo().unwrap();
            },
            note,
        ),
        (
            "a stale edit",
            |d| _ = d.set(LABEL, AnswerField::Note, text("a")).unwrap(),
            |d| {
                let field = Field::Answer(d.duty(LABEL), AnswerField::Note);
                Edit { changes: vec![Change { field, from: text("z"), to: text("zy") }], undoes: None }
            },
        ),
        (
            "an empty text spelled out",
            |d| _ = d.set(LABEL, AnswerField::Note, text("a")).unwrap(),
            |d| {
                let field = Field::Answer(d.duty(LABEL), AnswerField::Note);
                Edit { changes: vec![Change { field, from: text("a"), to: text("") }], undoes: None }
            },
        ),
    ];
    for (name, before, now) in cases {
        let mut desk = new_desk();
        before(&mut desk);
        let edit = now(&desk);
        assert!(!is_amended(&mut desk, &edit), "{name}");
    }

    let mut desk = new_desk();
    desk.set(LABEL, AnswerField::Note, text("a")).unwrap();
    let edit = typed(&desk, AnswerField::Note, "ab");
    std::mem::swap(&mut desk.me, &mut desk.colleague);
    assert!(!is_amended(&mut desk, &edit), "another author");
}

#[test]
fn typing_does_not_empty_a_justification_that_is_needed() {
    let mut desk = new_desk();
    desk.set(LABEL, AnswerField::Justification, text("a")).unwrap();
    desk.set(LABEL, AnswerField::Status, Some(Value::Status(Status::NotApplicable))).unwrap();
    desk.set(LABEL, AnswerField::Justification, text("ab")).unwrap();
    for words in ["", "  "] {
        let edit = typed(&desk, AnswerField::Justification, words);
        assert!(!is_amended(&mut desk, &edit), "{words:?}");
        let error = EditError::JustificationMissing(desk.duty(LABEL));
        desk.refuses(edit, &error);
    }
    let edit = typed(&desk, AnswerField::Justification, "abc");
    assert!(is_amended(&mut desk, &edit));
}

#[test]
fn nothing_that_a_save_has_seen_is_amended() {
    let mut desk = new_desk();
    desk.set(LABEL, AnswerField::Note, text("a")).unwrap();
    desk.workbook.seal();
    let edit = typed(&desk, AnswerField::Note, "ab");
    assert!(!is_amended(&mut desk, &edit), "sealed");
    desk.try_apply(edit).unwrap();
    let edit = typed(&desk, AnswerField::Note, "abc");
    assert!(is_amended(&mut desk, &edit), "a record made after the save");

    desk.workbook = Workbook::from_contents((*desk.workbook).clone()).unwrap();
    let edit = typed(&desk, AnswerField::Note, "abcd");
    assert!(!is_amended(&mut desk, &edit), "read from a file");
}

#[test]
fn an_empty_workbook_and_an_empty_edit_are_not_amended() {
    let mut desk = new_desk();
    assert!(!is_amended(&mut desk, &Edit::default()));
    let (mut workbook, _) = super::support::seeded(crate::support::LICENSE);
    let edit = workbook.state_fact(workbook.current_license().unwrap(), "runs_app_store", Some(true));
    assert_eq!(workbook.amend(&edit, desk.stamp()), None);
    assert!(workbook.history.is_empty());
}

#[test]
fn records_replayed_on_an_equal_workbook_give_an_equal_workbook() {
    let mut desk = new_desk();
    let mut copy = desk.workbook.clone();
    let seen = copy.history.len();
    desk.set(LABEL, AnswerField::Due, Some(Value::Date(day("2024-03-01")))).unwrap();
    desk.set(LABEL, AnswerField::Note, text("x")).unwrap();
    desk.undo().unwrap();
    for record in &desk.workbook.history[seen..] {
        copy.replay(record.as_ref().clone()).unwrap();
    }
    assert!(copy == desk.workbook);
    let again = desk.workbook.history[seen].as_ref().clone();
    let id: RecordId = again.id;
    assert_eq!(copy.replay(again), Err(EditError::DuplicateRecord(id)));
}

/// Regression: describing the history of a damaged file did not terminate.
#[test]
fn a_history_that_goes_in_a_circle_comes_to_an_end() {
    let mut desk = new_desk();
    for words in ["one", "two", "three"] {
        desk.set(LABEL, AnswerField::Note, text(words)).unwrap();
    }
    let mut contents = (*desk.workbook).clone();
    let last = contents.history.len() - 1;
    let ids: Vec<RecordId> = contents.history.iter().map(|record| record.id).collect();
    for (at, parents, undoes) in [
        (last - 2, vec![ids[last], ids[last - 1]], Some(ids[last])),
        (last - 1, vec![ids[last - 1], ids[last]], Some(ids[last - 1])),
        (last, vec![ids[last - 1], ids[last - 2]], Some(ids[last - 2])),
    ] {
        let record = std::sync::Arc::make_mut(&mut contents.history[at]);
        (record.parents, record.undoes) = (parents, undoes);
    }
    let workbook = Workbook::from_contents(contents).unwrap();
    for record in &workbook.history {
        assert!(workbook.brought(record).len() <= workbook.history.len());
        assert_ne!(workbook.action(record), RecordAction::Merge);
    }
    assert_eq!(workbook.action(&workbook.history[last - 1]), RecordAction::Undo(Undone::Unknown));
}
