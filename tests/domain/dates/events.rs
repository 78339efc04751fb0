//! Tests of the dates that events raise.

use super::desk::tracked_from;
use crate::support::{catalog, day};
use chrono::NaiveDate;
use license_workbook::deadlines::{DateRule, DateState, Register, what_moves};
use license_workbook::obligation::LimitUnit;
use license_workbook::workbook::{AnswerField, Cause, Offset, Status, Value};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    kind: String,
    on: String,
    label: String,
    #[serde(default)]
    fact: Option<String>,
    #[serde(default)]
    raw: Option<NaiveDate>,
    #[serde(default)]
    due: Option<NaiveDate>,
    #[serde(default)]
    provisional: bool,
    #[serde(default)]
    late_on: Option<NaiveDate>,
}

fn cases() -> Vec<Case> {
    ron::from_str(include_str!("../../data/date_cases.ron")).unwrap()
}

#[test]
fn every_case_of_the_table() {
    for case in cases() {
        let mut desk = tracked_from("2018-01-01");
        if let Some(fact) = &case.fact {
            desk.apply(desk.workbook.state_fact(desk.license, fact, Some(true)));
        }
        let event = desk.record(&case.kind, &case.on);
        let date = desk.after(&case.label, event, &case.on);
        let name = &case.name;
        assert_eq!((date.raw, date.due, date.provisional), (case.raw, case.due, case.provisional), "{name}");
        assert_eq!(date.rule, DateRule::Event, "{name}");
        assert_eq!(date.missing, [], "{name}");
        assert!(!date.steps.is_empty() && !date.reason.zh.is_empty() && !date.reason.en.is_empty(), "{name}");
        assert!(date.steps.iter().all(|s| !s.source.zh.is_empty() && !s.source.en.is_empty()), "{name}");
        let Some(late_on) = case.late_on else {
            assert_eq!(date.state, DateState::DueSoon, "{name}");
            assert_ne!(desk.after(&case.label, event, "2026-01-01").state, DateState::Overdue, "{name}");
            continue;
        };
        let last = late_on.pred_opt().unwrap().to_string();
        assert_ne!(desk.after(&case.label, event, &last).state, DateState::Overdue, "{name}");
        assert_eq!(desk.after(&case.label, event, &late_on.to_string()).state, DateState::Overdue, "{name}");
        for (on, late) in [(last, false), (late_on.to_string(), true)] {
            desk.close(&case.label, Cause::Event(event), &on);
            let closed = desk.after(&case.label, event, "2028-01-01");
            assert_eq!((closed.state, closed.done_on, closed.late), (DateState::Done, Some(day(&on)), late), "{name}");
        }
    }
}

#[test]
fn a_date_that_may_yet_move_says_so() {
    let mut desk = tracked_from("2026-01-01");
    let event = desk.record("illegal_content_handled", "2026-12-22");
    let date = desk.after("九-6", event, "2026-12-22");
    assert!(date.provisional);
    assert!(date.steps.iter().any(|step| step.text.zh.contains("2027 年放假安排未载入")), "{:#?}", date.steps);
    assert_eq!(date.raw, None);
}

#[test]
fn one_event_raises_dates_for_several_duties_each_closed_by_itself() {
    let mut desk = tracked_from("2024-01-01");
    let event = desk.record_at("security_incident", "2024-06-03", "22:30");
    let raised: Vec<String> = desk
        .dates_on("2024-06-04")
        .into_iter()
        .filter(|date| date.event == Some(event))
        .map(|date| date.label)
        .collect();
    assert_eq!(raised, ["八-1", "八-2", "八-3"]);
    let assessed = desk.record("security_assessment_finished", "2023-12-01");
    let twins = desk.dates_on("2024-06-04").into_iter().filter(|date| date.event == Some(assessed));
    let twins: Vec<_> = twins.map(|date| (date.label, date.due)).collect();
    let due = Some(day("2024-01-02"));
    assert_eq!(twins, [("十五(七)-5".to_owned(), due), ("十六(八)-5".to_owned(), due)]);
    desk.close("八-1", Cause::Event(event), "2024-06-03");
    assert_eq!(desk.after("八-1", event, "2024-06-04").state, DateState::Done);
    assert_eq!(desk.after("八-3", event, "2024-06-04").state, DateState::DueSoon);
}

#[test]
fn several_events_raise_dates_for_one_duty_each_closed_by_itself() {
    let mut desk = tracked_from("2024-01-01");
    let first = desk.record("registered_address_changed", "2024-01-11");
    let second = desk.record("registered_address_changed", "2024-03-01");
    desk.close("十二-1", Cause::Event(first), "2024-02-20");
    let dates = desk.dates_on("2024-03-02");
    let of = |event| dates.iter().find(|date| date.label == "十二-1" && date.event == Some(event)).unwrap();
    assert_eq!((of(first).state, of(first).late), (DateState::Done, true));
    assert_eq!(of(second).state, DateState::DueSoon);
    assert_ne!(of(first).id, of(second).id);
    assert_eq!(dates.iter().filter(|date| date.label == "十二-1").count(), 2);
    // The status follows from the dates; the answer of a person to the duty is not overwritten.
    let register = desk.register_on("2024-03-02");
    let entry = register.entry(desk.duty("十二-1")).unwrap();
    assert_eq!((entry.status, entry.duty.answer.status), (Status::InProgress, Status::NotStarted));
}

#[test]
fn another_law_stands_beside_by_name_and_decides_nothing() {
    let mut desk = tracked_from("2024-01-01");
    let timed = desk.record_at("security_incident", "2024-06-03", "22:30");
    let untimed = desk.record("security_incident", "2024-06-03");
    let date = desk.after("八-3", timed, "2024-06-10");
    assert_eq!((date.due, date.state), (None, DateState::DueSoon));
    let [law] = date.other_law.as_slice() else { panic!("{:#?}", date.other_law) };
    assert_eq!(law.due_at.map(|at| at.to_string()).as_deref(), Some("2024-06-04 02:30:00"));
    assert!(law.source.zh.contains("国家网络安全事件报告管理办法"));
    // Hours cannot be counted without the time.
    let date = desk.after("八-3", untimed, "2024-06-10");
    let [law] = date.other_law.as_slice() else { panic!("{:#?}", date.other_law) };
    assert_eq!((law.due_at, law.missing.len()), (None, 1));
    // The 90 days of the other law are not counted from the decision.
    let decided = desk.record("entity_change_decided", "2024-06-03");
    let date = desk.after("十一-1", decided, "2024-06-10");
    let [law] = date.other_law.as_slice() else { panic!("{:#?}", date.other_law) };
    assert_eq!((law.due, law.missing.len()), (None, 1));
}

#[test]
fn where_the_text_has_no_number_the_companys_own_target_stands() {
    let mut desk = tracked_from("2024-01-01");
    let event = desk.record_at("security_incident", "2024-06-03", "22:30");
    let duty = desk.duty("八-1");
    let offset = Offset { amount: 2, unit: LimitUnit::Hours };
    desk.apply(desk.workbook.set_target_within(duty, Some(offset)));
    let date = desk.after("八-1", event, "2024-06-03");
    assert_eq!((date.raw, date.due, date.target), (None, Some(day("2024-06-04")), Some(day("2024-06-04"))));
    assert_eq!(date.due_at.map(|at| at.to_string()).as_deref(), Some("2024-06-04 00:30:00"));
    let late = desk.after("八-1", event, "2024-06-05");
    assert_eq!(late.state, DateState::Overdue);
    assert!(late.reason.zh.contains("内部目标") && late.reason.zh.contains("没有天数"), "{}", late.reason.zh);
    // Completion after the internal target is not late under the law.
    desk.close("八-1", Cause::Event(event), "2024-06-05");
    assert!(!desk.after("八-1", event, "2024-06-06").late);
}

#[test]
fn an_own_target_stands_beside_a_limit_with_a_number() {
    let mut desk = tracked_from("2024-01-01");
    let duty = desk.duty("十二-1");
    let offset = Offset { amount: 10, unit: LimitUnit::CalendarDays };
    desk.apply(desk.workbook.set_target_within(duty, Some(offset)));
    let event = desk.record("registered_address_changed", "2024-01-11");
    let date = desk.after("十二-1", event, "2024-01-25");
    assert_eq!((date.due, date.target), (Some(day("2024-02-18")), Some(day("2024-01-21"))));
    assert_eq!(date.state, DateState::DueSoon);
    assert!(date.reason.en.contains("the internal target 2024-01-21 passed 4 days ago"), "{}", date.reason.en);
}

#[test]
fn a_fact_that_was_not_stated_leaves_the_date_undecided() {
    let mut desk = tracked_from("2024-01-01");
    let event = desk.record("cross_regional_license_obtained", "2024-03-01");
    let date = desk.after("十三-1", event, "2024-03-02");
    assert_eq!((date.state, date.due), (DateState::DecisionMissing, Some(day("2024-04-01"))));
    assert_eq!(date.missing.len(), 1);
    assert!(!date.is_missed(day("2024-04-01")));
    assert!(desk.after("十三-1", event, "2024-04-02").is_missed(day("2024-04-02")));
    let fact = |holds| desk.workbook.state_fact(desk.license, "seeks_cross_regional_license", Some(holds));
    let (yes, no) = (fact(true), fact(false));
    desk.apply(yes);
    assert_eq!(desk.after("十三-1", event, "2024-03-02").state, DateState::DueSoon);
    desk.undo().unwrap();
    desk.apply(no);
    assert_eq!(desk.of("十三-1", "2024-03-02"), []);
}

#[test]
fn correcting_an_event_recomputes_and_says_what_moved() {
    let mut desk = tracked_from("2024-01-01");
    let event = desk.record("registered_address_changed", "2024-01-11");
    let before = desk.dates_on("2024-01-12");
    let corrected = desk.event_of("registered_address_changed", "2024-01-12");
    desk.apply(desk.workbook.correct_event(event, corrected));
    let after = desk.dates_on("2024-01-12");
    let moved = what_moves(&before, &after);
    let [one] = moved.as_slice() else { panic!("{moved:#?}") };
    assert_eq!((one.label.as_str(), one.from, one.to), ("十二-1", Some(day("2024-02-18")), Some(day("2024-02-18"))));
    assert!(one.only_certainty(), "only the raw day moved");
    let corrected = desk.event_of("registered_address_changed", "2024-03-01");
    desk.apply(desk.workbook.correct_event(event, corrected));
    let moved = what_moves(&before, &desk.dates_on("2024-01-12"));
    assert_eq!(moved.len(), 1);
    assert_eq!(moved[0].to, Some(day("2024-04-01")));
    // Another kind of event: one date is removed and another is added.
    let corrected = desk.event_of("registered_capital_changed", "2024-03-01");
    desk.apply(desk.workbook.correct_event(event, corrected));
    let moved = what_moves(&after, &desk.dates_on("2024-01-12"));
    let said: Vec<_> = moved.iter().map(|m| (m.label.as_str(), m.from.is_some(), m.to.is_some())).collect();
    assert_eq!(said, [("十二-2", false, true), ("十二-1", true, false)]);
}

#[test]
fn what_was_closed_stays_closed_when_the_event_is_corrected() {
    let mut desk = tracked_from("2024-01-01");
    let event = desk.record("registered_address_changed", "2024-01-11");
    desk.close("十二-1", Cause::Event(event), "2024-02-18");
    assert!(!desk.after("十二-1", event, "2024-06-01").late);
    let corrected = desk.event_of("registered_address_changed", "2024-01-02");
    desk.apply(desk.workbook.correct_event(event, corrected));
    let date = desk.after("十二-1", event, "2024-06-01");
    assert_eq!((date.done_on, date.late, date.due), (Some(day("2024-02-18")), true, Some(day("2024-02-01"))));
    let corrected = desk.event_of("registered_capital_changed", "2024-01-11");
    desk.apply(desk.workbook.correct_event(event, corrected));
    assert_eq!(desk.after("十二-1", event, "2024-06-01").done_on, Some(day("2024-02-18")));
    assert_eq!(desk.after("十二-2", event, "2024-06-01").done_on, None);
}

#[test]
fn each_edit_is_one_step_of_undo() {
    let mut desk = tracked_from("2024-01-01");
    let empty = desk.dates_on("2024-06-01");
    let event = desk.record("registered_address_changed", "2024-01-11");
    let open = desk.dates_on("2024-06-01");
    desk.close("十二-1", Cause::Event(event), "2024-02-18");
    let closed = desk.dates_on("2024-06-01");
    desk.apply(desk.workbook.reopen(desk.duty("十二-1"), Cause::Event(event)));
    assert_eq!(desk.dates_on("2024-06-01"), open);
    desk.undo().unwrap();
    assert_eq!(desk.dates_on("2024-06-01"), closed);
    desk.apply(desk.workbook.remove_event(event));
    assert_eq!(desk.dates_on("2024-06-01"), empty);
    assert!(desk.workbook.occurrences.is_empty());
    desk.undo().unwrap();
    assert_eq!(desk.dates_on("2024-06-01"), closed);
    desk.undo().unwrap();
    assert_eq!(desk.dates_on("2024-06-01"), open);
    desk.undo().unwrap();
    assert_eq!(desk.dates_on("2024-06-01"), empty);
}

#[test]
fn two_copies_that_close_the_same_name_the_same_record() {
    let mut one = tracked_from("2024-01-01");
    let event = one.record("registered_address_changed", "2024-01-11");
    let duty = one.duty("十二-1");
    let close = |on: &str| one.workbook.close_occurrence(duty, Cause::Event(event), day(on), "", [].into());
    let fields = |edit: license_workbook::workbook::Edit| {
        edit.changes.into_iter().map(|change| change.field).collect::<Vec<_>>()
    };
    assert_eq!(fields(close("2024-02-18")), fields(close("2024-02-19")));
    let closed_twice = [close("2024-02-18"), close("2024-02-19")].map(|edit| one.workbook.after(&edit).unwrap());
    for workbook in closed_twice {
        assert_eq!(workbook.occurrences.len(), 1);
        let register = Register::of(&workbook, one.license, day("2024-06-01"), catalog()).unwrap();
        assert_eq!(register.dates.iter().filter(|date| date.duty == duty).count(), 1);
    }
}

#[test]
fn a_duty_that_is_marked_not_applicable_has_no_dates() {
    let mut desk = tracked_from("2024-01-01");
    desk.record("registered_address_changed", "2024-01-11");
    let duty = desk.duty("十二-1");
    let reason = Value::Text("无".to_owned());
    desk.apply(desk.workbook.set_answer(&[duty], AnswerField::Justification, Some(&reason)));
    desk.apply(desk.workbook.set_answer(&[duty], AnswerField::Status, Some(&Value::Status(Status::NotApplicable))));
    assert_eq!(desk.of("十二-1", "2024-06-01"), []);
    // The status “met” does not close this occurrence.
    desk.apply(desk.workbook.set_answer(&[duty], AnswerField::Status, Some(&Value::Status(Status::Met))));
    assert_eq!(desk.the("十二-1", "2024-06-01").state, DateState::Overdue);
}

#[test]
fn closing_what_is_not_there_changes_nothing() {
    let mut desk = tracked_from("2024-01-01");
    let event = desk.record("registered_address_changed", "2024-01-11");
    let nobody = Cause::Event(desk.ids.next_id());
    let duty = desk.duty("十二-1");
    assert!(desk.workbook.close_occurrence(duty, nobody, day("2024-02-01"), "", [].into()).is_empty());
    assert!(
        desk.workbook
            .close_occurrence(desk.ids.next_id(), Cause::Event(event), day("2024-02-01"), "", [].into())
            .is_empty()
    );
    assert!(desk.workbook.reopen(duty, Cause::Event(event)).is_empty());
    let nowhere = desk.ids.next_id();
    assert!(desk.workbook.remove_event(nowhere).is_empty());
    let event = desk.event_of("registered_address_changed", "2024-01-11");
    assert!(desk.workbook.correct_event(nowhere, event).is_empty());
}
