//! Tests of single edits: fields are set, read back, and emptied; a refused edit changes nothing.

use super::support::{new_desk, person, text, today};
use crate::support::day;
use crate::support::desk::Desk;
use license_workbook::obligation::LimitUnit;
use license_workbook::workbook::{
    AnswerField, Change, Edit, EditError, Field, IdSource, Offset, Recurrence, Sha256, Status, Value, Workbook,
};
use std::collections::BTreeSet;

const LABEL: &str = "十六(十三)-2";

/// Two different values of a field, neither of them empty.
fn samples(desk: &mut Desk, field: AnswerField) -> [Value; 2] {
    let tags = |tags: &[&str]| Value::Tags(tags.iter().map(|tag| (*tag).to_owned()).collect());
    let every = |every| {
        let unit = LimitUnit::Months;
        Value::Recurrence(Recurrence { every, unit, from_completion: false, day_of_month: Some(31) })
    };
    match field {
        AnswerField::Status => [Value::Status(Status::Met), Value::Status(Status::NotMet)],
        AnswerField::AssessedOn
        | AnswerField::ReviewedOn
        | AnswerField::NextReview
        | AnswerField::Due
        | AnswerField::Target => [Value::Date(day("2024-02-29")), Value::Date(day("2019-12-31"))],
        AnswerField::AssessedBy | AnswerField::ReviewedBy | AnswerField::Owner => {
            [Value::PersonRef(desk.me), Value::PersonRef(desk.colleague)]
        }
        AnswerField::Recurrence => [every(1), every(6)],
        AnswerField::TargetWithin => [2, 3].map(|amount| Value::Offset(Offset { amount, unit: LimitUnit::Hours })),
        AnswerField::Statement | AnswerField::Note | AnswerField::Justification => {
            [Value::Text("已建立制度。".to_owned()), Value::Text(" \n“x”".to_owned())]
        }
        AnswerField::Tags => [tags(&["年报"]), tags(&["年报", "β"])],
        AnswerField::Evidence => {
            let (a, b) = (desk.add_evidence("a"), desk.add_evidence("b"));
            [Value::EvidenceRefs(BTreeSet::from([a])), Value::EvidenceRefs(BTreeSet::from([a, b]))]
        }
    }
}

#[test]
fn every_field_of_an_answer_is_set_replaced_and_emptied_alone() {
    for field in AnswerField::ALL.iter().copied() {
        let mut desk = new_desk();
        let values = samples(&mut desk, field);
        assert_eq!(desk.answer(LABEL, field), None, "{field:?} of a new workbook");
        let start = desk.workbook.clone();
        for value in &values {
            desk.set(LABEL, field, Some(value.clone())).unwrap();
            assert_eq!(desk.answer(LABEL, field).as_ref(), Some(value));
            for other in AnswerField::ALL.iter().copied().filter(|other| *other != field) {
                assert_eq!(desk.answer(LABEL, other), None, "{other:?} after setting {field:?}");
            }
        }
        desk.set(LABEL, field, None).unwrap();
        assert_eq!(desk.answer(LABEL, field), None);
        assert_eq!(desk.workbook.duties, start.duties, "{field:?}");
        assert_eq!(desk.workbook.history.len(), start.history.len() + 3);
    }
}

#[test]
fn what_stands_for_nothing_empties_a_field() {
    for (field, full, empty) in [
        (AnswerField::Note, Value::Text("x".to_owned()), Value::Text(String::new())),
        (AnswerField::Tags, Value::Tags(BTreeSet::from(["x".to_owned()])), Value::Tags(BTreeSet::new())),
        (AnswerField::Status, Value::Status(Status::Met), Value::Status(Status::NotStarted)),
    ] {
        let mut desk = new_desk();
        desk.set(LABEL, field, Some(full)).unwrap();
        desk.set(LABEL, field, Some(empty.clone())).unwrap();
        assert_eq!(desk.answer(LABEL, field), None);
        assert_eq!(desk.workbook.history.last().unwrap().changes[0].to, None);
        let again = desk.workbook.change([(Field::Answer(desk.duty(LABEL), field), Some(empty))]);
        assert!(again.is_empty(), "{field:?} is empty already");
    }
}

/// A journal or a copy can contain such an edit, whose inverse could never be applied.
#[test]
fn an_edit_that_spells_out_an_empty_value_is_refused() {
    for (field, empty) in [
        (AnswerField::Note, Value::Text(String::new())),
        (AnswerField::Tags, Value::Tags(BTreeSet::new())),
        (AnswerField::Evidence, Value::EvidenceRefs(BTreeSet::new())),
        (AnswerField::Status, Value::Status(Status::NotStarted)),
    ] {
        let mut desk = new_desk();
        let field = Field::Answer(desk.duty(LABEL), field);
        let change = Change { field: field.clone(), from: None, to: Some(empty) };
        desk.refuses(Edit { changes: vec![change], undoes: None }, &EditError::Empty(field));
    }
}

#[test]
fn a_value_of_another_type_is_refused() {
    for field in AnswerField::ALL.iter().copied() {
        let mut desk = new_desk();
        let wrong = if matches!(samples(&mut desk, field)[0], Value::Date(_)) {
            Value::Text("x".to_owned())
        } else {
            Value::Date(today())
        };
        let field = Field::Answer(desk.duty(LABEL), field);
        let edit = desk.workbook.change([(field.clone(), Some(wrong))]);
        desk.refuses(edit, &EditError::WrongType(field));
    }
    let mut desk = new_desk();
    let (license, me) = (desk.license, desk.me);
    for field in [
        Field::TrackedFrom,
        Field::Person(me),
        Field::License(license),
        Field::Fact(license, "runs_app_store".to_owned()),
        Field::Continues(license),
        Field::Duty(desk.duty(LABEL)),
        Field::Evidence(Sha256::of(b"x")),
        Field::Event(desk.ids.next_id()),
        Field::Occurrence(desk.ids.next_id()),
        Field::Attestation(2023, desk.duty(LABEL)),
        Field::Report(2023),
        Field::Session(desk.ids.next_id()),
        Field::Snapshot(desk.ids.next_id()),
        Field::Schedule(2024),
    ] {
        let edit = desk.workbook.change([(field.clone(), text("x"))]);
        desk.refuses(edit, &EditError::WrongType(field));
    }
}

#[test]
fn a_stale_edit_is_refused() {
    let mut desk = new_desk();
    let field = Field::Answer(desk.duty(LABEL), AnswerField::Note);
    let mine = desk.workbook.change([(field.clone(), text("mine"))]);
    desk.set(LABEL, AnswerField::Note, text("theirs")).unwrap();
    desk.refuses(mine, &EditError::Stale(field));
    assert_eq!(desk.answer(LABEL, AnswerField::Note), text("theirs"));
}

#[test]
fn an_edit_of_what_is_not_there_is_refused() {
    let mut desk = new_desk();
    let mut ids = IdSource::new(99);
    for field in [
        Field::Answer(ids.next_id(), AnswerField::Note),
        Field::Fact(ids.next_id(), "runs_app_store".to_owned()),
        Field::Continues(ids.next_id()),
    ] {
        let value = if matches!(field, Field::Answer(..)) { text("x") } else { Some(Value::Flag(true)) };
        let edit = desk.workbook.change([(field.clone(), value)]);
        desk.refuses(edit, &EditError::Missing(field));
    }
    let edit = desk.workbook.change([(Field::TrackedFrom, None)]);
    desk.refuses(edit, &EditError::Empty(Field::TrackedFrom));
}

#[test]
fn not_applicable_needs_a_justification_for_as_long_as_it_lasts() {
    let mut desk = new_desk();
    let duty = desk.duty(LABEL);
    let missing = EditError::JustificationMissing(duty);
    for justification in [None, Some(""), Some("  \n")] {
        let edit = desk.workbook.set_status(&[duty], Status::NotApplicable, justification, today(), desk.me);
        desk.refuses(edit, &missing);
    }
    let edit = desk.workbook.set_status(&[duty], Status::NotApplicable, Some(" 未开展 "), today(), desk.me);
    desk.try_apply(edit).unwrap();
    assert_eq!(desk.answer(LABEL, AnswerField::Justification), text("未开展"));

    for nothing in [None, text("  ")] {
        let edit = desk.workbook.change([(Field::Answer(duty, AnswerField::Justification), nothing)]);
        desk.refuses(edit, &missing);
    }
    desk.set(LABEL, AnswerField::Justification, text("另一理由")).unwrap();
    desk.set(LABEL, AnswerField::Status, None).unwrap();
    desk.set(LABEL, AnswerField::Justification, None).unwrap();
}

#[test]
fn a_refused_edit_leaves_nothing_of_its_earlier_changes() {
    let mut desk = new_desk();
    desk.set(LABEL, AnswerField::Note, text("before")).unwrap();
    let mut ids = IdSource::new(99);
    let (other, license) = (desk.duty("一-1"), desk.license);
    let unknown = Field::Answer(ids.next_id(), AnswerField::Note);
    let new_text = {
        let mut record = desk.workbook.licenses[&license].record.clone();
        record.text.push_str("\n十七、应当报告。\n");
        Value::License(Box::new(record))
    };
    let good = [
        (Field::TrackedFrom, Some(Value::Date(day("2020-01-01")))),
        (Field::Person(ids.next_id()), Some(Value::Person(Box::new(person("新人"))))),
        (Field::License(license), Some(new_text)),
        (Field::Answer(desk.duty(LABEL), AnswerField::Note), None),
        (Field::Answer(other, AnswerField::Status), Some(Value::Status(Status::Met))),
        (Field::Duty(desk.duty("二-1")), None),
    ];
    let nobody = Some(Value::PersonRef(ids.next_id()));
    for (bad, error) in [
        ((unknown.clone(), text("x")), EditError::Missing(unknown)),
        (
            (Field::Answer(other, AnswerField::Owner), nobody),
            EditError::Dangling(Field::Answer(other, AnswerField::Status)),
        ),
        (
            (Field::Answer(other, AnswerField::Due), text("x")),
            EditError::WrongType(Field::Answer(other, AnswerField::Due)),
        ),
    ] {
        let edit = desk.workbook.change(good.iter().cloned().chain([bad]));
        desk.refuses(edit, &error);
    }
    let edit = desk.workbook.change(good);
    desk.try_apply(edit).unwrap();
}

#[test]
fn a_record_is_applied_once() {
    let mut desk = new_desk();
    let id = desk.set(LABEL, AnswerField::Note, text("x")).unwrap();
    let before = desk.workbook.clone();
    let record = desk.workbook.record(id).unwrap().as_ref().clone();
    assert_eq!(desk.workbook.replay(record), Err(EditError::DuplicateRecord(id)));
    assert!(desk.workbook == before);
}

#[test]
fn a_status_set_twice_leaves_one_record() {
    let mut desk = new_desk();
    let duties = [desk.duty(LABEL), desk.duty("一-1")];
    let before = desk.workbook.history.len();
    let edit = desk.workbook.set_status(&duties, Status::Met, None, today(), desk.me);
    assert_eq!(edit.changes.len(), 6, "status, day and assessor of two duties");
    desk.try_apply(edit).unwrap();
    assert_eq!(desk.answer(LABEL, AnswerField::AssessedOn), Some(Value::Date(today())));
    assert_eq!(desk.answer(LABEL, AnswerField::AssessedBy), Some(Value::PersonRef(desk.me)));

    let revision = desk.workbook.revision();
    for (day, assessor) in [(today(), desk.me), (today().succ_opt().unwrap(), desk.colleague)] {
        let edit = desk.workbook.set_status(&duties, Status::Met, None, day, assessor);
        assert!(edit.is_empty());
        desk.try_apply(edit).unwrap();
    }
    assert_eq!((desk.workbook.history.len(), desk.workbook.revision()), (before + 1, revision));
}

#[test]
fn a_duty_named_twice_in_a_bulk_edit_changes_once() {
    let mut desk = new_desk();
    let duty = desk.duty(LABEL);
    let edit = desk.workbook.set_status(&[duty, duty], Status::Met, None, today(), desk.me);
    assert_eq!(edit.changes.len(), 3);
    desk.try_apply(edit).unwrap();
    let note = Field::Answer(duty, AnswerField::Note);
    let edit = desk.workbook.change([(note.clone(), text("first")), (note, text("last"))]);
    desk.try_apply(edit).unwrap();
    assert_eq!(desk.answer(LABEL, AnswerField::Note), text("last"));
}

#[test]
fn bulk_edits_leave_out_what_holds_already_and_duties_that_are_not_there() {
    let mut desk = new_desk();
    let (a, b) = (desk.duty(LABEL), desk.duty("一-1"));
    let unknown = IdSource::new(99).next_id();
    desk.set(LABEL, AnswerField::Owner, Some(Value::PersonRef(desk.colleague))).unwrap();
    let owner = Value::PersonRef(desk.colleague);
    let edit = desk.workbook.set_answer(&[a, b, unknown], AnswerField::Owner, Some(&owner));
    assert_eq!(edit.changes.iter().map(|c| &c.field).collect::<Vec<_>>(), [&Field::Answer(b, AnswerField::Owner)]);
    let edit = desk.workbook.set_reviewed(&[b, unknown], today(), desk.colleague);
    desk.try_apply(edit).unwrap();
    assert_eq!(desk.answer("一-1", AnswerField::ReviewedBy), Some(owner));
    let edit = desk.workbook.set_status(&[unknown], Status::Met, None, today(), desk.me);
    assert!(edit.is_empty());
}

#[test]
fn an_edit_of_the_license_text_is_read_anew() {
    let mut desk = new_desk();
    let mut record = desk.workbook.licenses[&desk.license].record.clone();
    record.text = record.text.replace("2024年05月09日", "2029年05月09日");
    let edit = desk.workbook.change([(Field::License(desk.license), Some(Value::License(Box::new(record))))]);
    desk.try_apply(edit).unwrap();
    let valid_until = |w: &Workbook| w.licenses[&desk.license].parsed.cover.valid_until.as_ref().unwrap().value;
    assert_eq!(valid_until(&desk.workbook), day("2029-05-09"));
    let mut back = desk.clone();
    back.undo().unwrap();
    assert_eq!(valid_until(&back.workbook), day("2024-05-09"));
}
