//! Tests of merging edits of people: merged entries and new names in two copies.

use super::cases::{LABEL, two};
use super::world::merged;
use crate::support::desk::Desk;
use license_workbook::store::{from_ron, to_ron};
use license_workbook::workbook::{AnswerField, HandedOut, Person, PersonId, Value};

fn with(desk: &mut Desk, name: &str) -> PersonId {
    let id = desk.ids.next_id();
    let edit = desk.workbook.put_person(id, Person::named(name));
    desk.try_apply(edit).unwrap();
    id
}

fn same(desk: &mut Desk, one: PersonId, other: PersonId) {
    let edit = desk.workbook.merge_people(one, other);
    desk.try_apply(edit).unwrap();
}

#[test]
fn two_copies_find_the_same_two_to_be_one_each_the_other_way_round() {
    let (mut a, mut b) = two();
    let (me, colleague) = (a.me, a.colleague);
    same(&mut a, me, colleague);
    same(&mut b, colleague, me);
    let (left, right) = (merged(&a.workbook, &b.workbook), merged(&b.workbook, &a.workbook));
    assert_eq!((left.conflicts.len(), to_ron(&left.workbook).unwrap()), (0, to_ron(&right.workbook).unwrap()));
    assert!(left.workbook.is_same_person(me, colleague));
    assert_eq!(left.workbook.everybody().len(), 1);
}

#[test]
fn a_name_on_one_side_and_an_alias_on_the_other_go_together() {
    let (mut a, mut b) = two();
    let (me, colleague) = (a.me, a.colleague);
    let renamed = a.workbook.rename_person(me, "王芳芳");
    a.try_apply(renamed).unwrap();
    same(&mut b, me, colleague);
    let merge = merged(&a.workbook, &b.workbook);
    assert_eq!(merge.conflicts, []);
    let person = &merge.workbook.people[&me];
    assert_eq!((person.name.as_str(), person.same_as), ("王芳芳", Some(colleague)));
}

#[test]
fn a_part_takes_along_whom_its_people_are_and_how_it_was_handed_out() {
    let (mut a, _) = two();
    let other = with(&mut a, "Wang F.");
    a.set(LABEL, AnswerField::Owner, Some(Value::PersonRef(other))).unwrap();
    let me = a.me;
    same(&mut a, other, me);
    let note = HandedOut {
        from: "w.ron".to_owned(),
        on: "2024-02-09".parse().unwrap(),
        by: "王芳".to_owned(),
        to: "赵强".to_owned(),
    };
    let part = a.workbook.part(&[a.duty(LABEL)].into(), true).handed_out(note.clone());
    let part = from_ron(&to_ron(&part).unwrap()).unwrap().workbook;
    assert_eq!(part.person_name(other), Some("王芳"));
    assert_eq!(part.as_part().unwrap().handed_out, Some(note));
    // The whole workbook is not a part, before and after the merge.
    assert!(a.workbook.as_part().is_none());
    assert!(merged(&a.workbook, &part).workbook.as_part().is_none());
}
