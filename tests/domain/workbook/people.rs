//! Tests of the list of people: merged entries, aliases, new names, and suggestions for mistyped names.

use super::support::new_desk;
use crate::support::day;
use crate::support::desk::Desk;
use license_workbook::deadlines::{Filter, OwnerFilter};
use license_workbook::workbook::{AnswerField, Person, PersonId, Value};

/// Adds a person of this name.
fn with(desk: &mut Desk, name: &str) -> PersonId {
    let id = desk.ids.next_id();
    let edit = desk.workbook.put_person(id, Person::named(name));
    desk.try_apply(edit).unwrap();
    id
}

#[test]
fn a_person_who_is_somebody_else_is_shown_found_and_filtered_as_that_one() {
    let mut desk = new_desk();
    let (lei, other) = (with(&mut desk, "李雷"), with(&mut desk, "Li Lei"));
    desk.set("一-1", AnswerField::Owner, Some(Value::PersonRef(other))).unwrap();
    let records = desk.workbook.history.clone();
    let edit = desk.workbook.merge_people(other, lei);
    desk.try_apply(edit).unwrap();
    let workbook = &desk.workbook;
    assert_eq!(workbook.person_name(other), Some("李雷"));
    assert_eq!((workbook.person_by_name("li lei"), workbook.aliases(lei)), (Some(lei), vec!["Li Lei"]));
    assert!(!workbook.everybody().iter().any(|(id, _)| *id == other), "the alias is not listed");
    assert_eq!(workbook.duties_of(lei), [desk.duty("一-1")].into());
    let filter = Filter { owner: OwnerFilter::Person(lei), ..Filter::default() };
    let register = desk.register();
    let shown = register.entries.iter().filter(|entry| filter.accepts(entry, workbook, day("2024-02-09")));
    assert_eq!(shown.count(), 1);
    assert_eq!(workbook.history[..records.len()], records[..], "the earlier records are unchanged");
    desk.undo().unwrap();
    assert_eq!(desk.workbook.person_name(other), Some("Li Lei"));
}

#[test]
fn aliases_of_aliases_and_of_each_other_are_one_person() {
    let mut desk = new_desk();
    let all: Vec<PersonId> = ["甲", "乙", "丙"].into_iter().map(|name| with(&mut desk, name)).collect();
    for (one, other) in [(all[0], all[1]), (all[1], all[2])] {
        let edit = desk.workbook.merge_people(one, other);
        desk.try_apply(edit).unwrap();
    }
    assert!(all.iter().all(|id| desk.workbook.person_id(*id) == all[2]));
    assert!(desk.workbook.merge_people(all[0], all[2]).is_empty(), "they are merged already");
    // After a merge of copies, aliases can refer to each other.
    let round = Person { same_as: Some(all[0]), ..Person::named("丙") };
    let edit = desk.workbook.put_person(all[2], round);
    desk.try_apply(edit).unwrap();
    let one = desk.workbook.person_id(all[0]);
    assert!(all.iter().all(|id| desk.workbook.person_id(*id) == one));
    assert_eq!(desk.workbook.everybody().iter().filter(|(id, _)| all.contains(id)).count(), 1);
}

#[test]
fn a_slip_means_somebody_who_is_there() {
    let mut desk = new_desk();
    let lei = with(&mut desk, "李雷雷");
    for (text, found) in
        [("李雷累", true), ("雷雷", true), (" 李雷雷 ", true), ("赵强", false), ("", false), ("Wang Fang", false)]
    {
        assert_eq!(desk.workbook.people_like(text).contains(&lei), found, "{text:?}");
    }
    assert_eq!(desk.workbook.people_like("jo oneil"), [desk.colleague]);
}

#[test]
fn a_person_is_renamed_and_nothing_else_of_him_changes() {
    let mut desk = new_desk();
    let edit = desk.workbook.put_person(desk.me, Person { role: "合规".to_owned(), ..Person::named("本机用户") });
    desk.try_apply(edit).unwrap();
    let edit = desk.workbook.rename_person(desk.me, " 陈静 ");
    desk.try_apply(edit).unwrap();
    let person = desk.workbook.person(desk.me).unwrap();
    assert_eq!((person.name.as_str(), person.role.as_str()), ("陈静", "合规"));
    assert!(desk.workbook.rename_person(desk.me, " ").is_empty());
}
