//! Tests of edits of the definitions of duties.

use super::support::{new_desk, text, without_history};
use crate::merge::world::{copy_of, merged};
use crate::support::day;
use crate::support::desk::Desk;
use license_workbook::deadlines::Register;
use license_workbook::language::Bilingual;
use license_workbook::license::ClauseId;
use license_workbook::obligation::{DutyOrigin, LimitDirection, LimitUnit, Predicate, TimeLimit};
use license_workbook::workbook::{
    AnswerField, AttestationAnswer, Definition, DutyId, EditError, Field, OwnDuty, Status, Value, Workbook,
};

fn definition(workbook: &Workbook, id: DutyId) -> &Definition {
    &workbook.duties[&id].definition
}

fn words(workbook: &Workbook, id: DutyId) -> String {
    let definition = definition(workbook, id);
    let text = &workbook.licenses[&definition.license].record.text;
    definition.spans.iter().map(|span| span.of(text)).collect()
}

fn own(desk: &Desk, clause: ClauseId) -> OwnDuty {
    let mut definition = Definition::own(desk.license, clause, Bilingual::new("每月自查", ""));
    definition.remark = Bilingual::new("公司制度 3", "");
    OwnDuty { definition, due: None, recurrence: None }
}

/// The offset in the license text in the middle of the first span of a duty.
fn middle(desk: &Desk, id: DutyId) -> usize {
    let span = definition(&desk.workbook, id).spans[0];
    let text = span.of(&desk.workbook.licenses[&desk.license].record.text);
    let half = text.chars().count() / 2;
    span.start + text.char_indices().nth(half).unwrap().0
}

#[test]
fn a_split_divides_the_words_and_keeps_labels_and_answer() {
    let mut desk = new_desk();
    let id = desk.duty("十二-3");
    desk.set("十二-3", AnswerField::Note, text("记")).unwrap();
    let before = words(&desk.workbook, id);
    let labels: Vec<String> = desk.register().entries.iter().map(|entry| entry.label.clone()).collect();
    let undone = without_history(&desk.workbook);
    let cut = middle(&desk, id);
    let new: DutyId = desk.ids.next_id();
    let edit = desk.workbook.split_duty(id, &[cut], &[Bilingual::default(), Bilingual::new("后半", "")], &[new]);
    desk.apply(edit);
    assert_eq!(words(&desk.workbook, id) + &words(&desk.workbook, new), before);
    assert_eq!(desk.answer("十二-3", AnswerField::Note), text("记"));
    let part = definition(&desk.workbook, new);
    assert_eq!((part.title.zh.as_str(), part.title.en.as_str()), ("后半", "后半"));
    assert_eq!(part.found_by(), DutyOrigin::Rule);
    let now: Vec<String> = desk.register().entries.iter().map(|entry| entry.label.clone()).collect();
    assert!(labels.iter().all(|label| now.contains(label)) && now.len() == labels.len() + 1);
    assert!(!labels.contains(&part.label()), "{}", part.label());
    desk.undo().unwrap();
    assert_eq!(without_history(&desk.workbook), undone);
    desk.redo().unwrap();
    assert!(desk.workbook.duties.contains_key(&new));
}

#[test]
fn a_split_outside_the_words_or_inside_a_character_does_nothing() {
    let desk = new_desk();
    let id = desk.duty("十二-3");
    let span = definition(&desk.workbook, id).spans[0];
    for cuts in [vec![], vec![span.start], vec![span.start + 1], vec![span.end], vec![0], vec![usize::MAX]] {
        assert!(desk.workbook.split_duty(id, &cuts, &[], &[id, id]).is_empty(), "{cuts:?}");
    }
}

#[test]
fn each_duty_can_be_cut_before_each_of_its_characters() {
    let desk = new_desk();
    let text = &desk.workbook.licenses[&desk.license].record.text;
    let mut tried = 0;
    for (id, duty) in &desk.workbook.duties {
        let spans = &duty.definition.spans;
        let places = spans.iter().flat_map(|span| span.of(text).char_indices().map(|(at, _)| span.start + at));
        for at in places.skip(1) {
            let parts = desk.workbook.parts_of_duty(*id, &[at]);
            assert_eq!(parts.len(), 2, "{} at {at}", duty.definition.label());
            assert!(parts.iter().all(|part| !part.title.zh.trim().is_empty() && !part.title.en.trim().is_empty()));
            tried += 1;
        }
    }
    assert!(tried > 1000, "{tried}");
}

#[test]
fn a_limit_goes_to_the_part_that_has_its_words() {
    let desk = new_desk();
    let license = &desk.workbook.licenses[&desk.license].record.text;
    let id = desk.duty("十二-3");
    let parts = desk.workbook.parts_of_duty(id, &[middle(&desk, id)]);
    let limits = parts.iter().filter(|part| part.limit.as_ref().is_some_and(|limit| limit.amount == Some(30)));
    assert!(limits.count() <= 1, "one limit in the words, one duty with it: {parts:?}");
    assert!(parts.iter().all(|part| part.spans.iter().all(|span| !span.of(license).is_empty())));
}

#[test]
fn joined_duties_are_one_and_nothing_is_lost() {
    let mut desk = new_desk();
    let (first, second) = (desk.duty("十二-1"), desk.duty("十二-2"));
    desk.set("十二-2", AnswerField::Note, text("留")).unwrap();
    let total = desk.register().counts.total;
    desk.apply(desk.workbook.join_duties(&[second, first], "与 十二-1 合并"));
    let register = desk.register();
    assert_eq!(register.counts.total, total - 1);
    assert!(register.entry(second).is_none() && register.entry(first).is_some());
    assert_eq!(register.retired.len(), 1);
    assert_eq!(definition(&desk.workbook, second).retired.as_deref(), Some("与 十二-1 合并"));
    assert_eq!(desk.workbook.get(&Field::Answer(second, AnswerField::Note)), text("留"));
    let spans = &definition(&desk.workbook, first).spans;
    assert!(spans.windows(2).all(|pair| pair[0].end < pair[1].start), "in order without overlap: {spans:?}");
    // Duties of different clauses, and a duty alone, are not joined.
    let other = desk.duty("一-1");
    assert!(desk.workbook.join_duties(&[first, other], "x").is_empty());
    assert!(desk.workbook.join_duties(&[first], "x").is_empty());
    desk.undo().unwrap();
    assert_eq!(desk.register().counts.total, total);
}

#[test]
fn a_retired_duty_counts_nowhere_until_it_is_restored() {
    let mut desk = new_desk();
    let id = desk.duty("十二-3");
    let has_dates = |register: &Register| register.dates.iter().any(|date| date.duty == id);
    desk.record("shareholding_changed", "2024-02-01");
    let total = desk.register().counts.total;
    assert!(has_dates(&desk.register()));
    desk.apply(desk.workbook.retire_duty(id, " 已由 十二-1 覆盖 "));
    let register = desk.register();
    assert_eq!((register.counts.total, register.retired.len()), (total - 1, 1));
    assert!(!has_dates(&register));
    assert_eq!(definition(&desk.workbook, id).retired.as_deref(), Some("已由 十二-1 覆盖"));
    desk.apply(desk.workbook.restore_duty(id));
    assert_eq!(desk.register().counts.total, total);
    assert!(has_dates(&desk.register()));
}

#[test]
fn a_retired_annual_report_is_no_annual_report() {
    let mut desk = new_desk();
    let id = desk.workbook.annual_report_duty(desk.license).unwrap();
    desk.apply(desk.workbook.retire_duty(id, "x"));
    assert_eq!(desk.workbook.annual_report_duty(desk.license), None);
}

#[test]
fn no_title_and_no_reason_are_refused() {
    let mut desk = new_desk();
    let id = desk.duty("十二-3");
    desk.refuses(desk.workbook.retire_duty(id, "  "), &EditError::Empty(Field::Definition(id)));
    let untitled = Definition { title: Bilingual::new(" ", "x"), ..definition(&desk.workbook, id).clone() };
    desk.refuses(desk.workbook.redefine_duty(id, untitled), &EditError::Empty(Field::Definition(id)));
    let new: DutyId = desk.ids.next_id();
    let mut untitled = own(&desk, ClauseId::OWN);
    untitled.definition.title = Bilingual::default();
    let edit = desk.workbook.add_duty(new, untitled);
    desk.refuses(edit, &EditError::Empty(Field::Duty(new)));
}

#[test]
fn own_duties_have_labels_that_are_never_given_again() {
    let mut desk = new_desk();
    let total = desk.register().counts.total;
    let ids: Vec<DutyId> = (0..3).map(|_| desk.ids.next_id()).collect();
    let clause: ClauseId = "十二".parse().unwrap();
    for (id, place) in ids.iter().zip([ClauseId::OWN, ClauseId::OWN, clause]) {
        desk.apply(desk.workbook.add_duty(*id, own(&desk, place)));
    }
    assert_eq!((desk.duty("自-1"), desk.duty("own-2")), (ids[0], ids[1]));
    assert_eq!(definition(&desk.workbook, ids[2]).clause, clause);
    assert!(ids.iter().all(|id| definition(&desk.workbook, *id).found_by() == DutyOrigin::Own));
    assert_eq!("自".parse(), Ok(ClauseId::OWN));
    let register = desk.register();
    assert_eq!((register.counts.total, register.counts_of(ClauseId::OWN).total), (total + 3, 2));
    assert_eq!(register.entries.last().unwrap().label, "自-2");
    desk.apply(desk.workbook.retire_duty(ids[1], "x"));
    let next: DutyId = desk.ids.next_id();
    desk.apply(desk.workbook.add_duty(next, own(&desk, ClauseId::OWN)));
    assert_eq!(definition(&desk.workbook, next).label(), "自-3");
}

#[test]
fn an_edited_definition_and_an_answer_from_two_copies_are_both_kept() {
    let desk = new_desk();
    let (mut left, mut right) = (copy_of(&desk, 100), copy_of(&desk, 101));
    let id = desk.duty("十二-3");
    let mut changed = definition(&left.workbook, id).clone();
    changed.title = Bilingual::new("改过的标题", "Reworded");
    changed.limit.as_mut().unwrap().unit = LimitUnit::WorkingDays;
    left.apply(left.workbook.redefine_duty(id, changed.clone()));
    right.set("十二-3", AnswerField::Status, Some(Value::Status(Status::Met))).unwrap();
    for merge in [merged(&left.workbook, &right.workbook), merged(&right.workbook, &left.workbook)] {
        assert!(merge.conflicts.is_empty(), "{:?}", merge.conflicts);
        assert_eq!(definition(&merge.workbook, id), &changed);
        assert_eq!(merge.workbook.duties[&id].answer.status, Status::Met);
    }
}

#[test]
fn two_different_definitions_are_a_conflict() {
    let desk = new_desk();
    let id = desk.duty("十二-3");
    let [left, right] = [(100, "甲"), (101, "乙")].map(|(opening, title)| {
        let mut copy = copy_of(&desk, opening);
        let changed = Definition { title: Bilingual::new(title, title), ..definition(&copy.workbook, id).clone() };
        copy.apply(copy.workbook.redefine_duty(id, changed));
        copy
    });
    let merge = merged(&left.workbook, &right.workbook);
    assert_eq!(merge.conflicts.len(), 1);
}

#[test]
fn an_own_duty_is_no_duty_of_the_license_in_the_annual_report() {
    let mut desk = new_desk();
    let clause: ClauseId = "十二".parse().unwrap();
    let reviewed = desk.review(2023).reviewed_duties.len();
    let [beside, expected, imposed]: [DutyId; 3] = [(); 3].map(|()| desk.ids.next_id());
    desk.apply(desk.workbook.add_duty(beside, own(&desk, ClauseId::OWN)));
    desk.apply(desk.workbook.add_duty(expected, own(&desk, clause)));
    assert_eq!(desk.review(2023).reviewed_duties.len(), reviewed);
    // A duty that the officer reads in a clause of the license is one of the license.
    let mut read = own(&desk, clause);
    read.definition.optional = false;
    desk.apply(desk.workbook.add_duty(imposed, read));
    let review = desk.review(2023);
    assert_eq!(review.reviewed_duties.len(), reviewed + 1);
    assert!(review.of_duty(imposed).is_some());
    // It can be attested, and the others cannot.
    let attestation = desk.attestation(AttestationAnswer::Confirmed, "");
    let edit = desk.workbook.attest(2023, &[beside, expected, imposed], &attestation, day("2024-01-10"));
    desk.apply(edit);
    let attested: Vec<DutyId> = desk.workbook.attestations.keys().map(|(_, duty)| *duty).collect();
    assert_eq!(attested, [imposed]);
    // No clause, no license that imposes it.
    let mut wrong = own(&desk, ClauseId::OWN);
    wrong.definition.optional = false;
    let id = desk.ids.next_id();
    desk.apply(desk.workbook.add_duty(id, wrong));
    assert!(definition(&desk.workbook, id).optional);
}

#[test]
fn a_date_of_an_own_duty_names_its_source() {
    let mut desk = new_desk();
    let mut duty = own(&desk, ClauseId::OWN);
    let anchor = Bilingual::new("变更之日", "the change");
    duty.definition.limit =
        Some(TimeLimit { amount: Some(10), unit: LimitUnit::CalendarDays, direction: LimitDirection::After, anchor });
    duty.definition.applies_if = vec![Predicate::Event("shareholding_changed".to_owned())];
    let id = desk.ids.next_id();
    desk.apply(desk.workbook.add_duty(id, duty));
    desk.record("shareholding_changed", "2024-02-01");
    let dates = desk.dates();
    let date = dates.iter().find(|date| date.duty == id).unwrap();
    assert_eq!(date.raw, Some(day("2024-02-11")));
    assert!(date.steps.iter().any(|step| step.source.zh == "公司制度 3"), "{:?}", date.steps);
}
