//! Tests of dates without an event: renewal, the annual report, the company's own due dates, and retention periods.

use super::desk::tracked_from;
use crate::support::day;
use license_workbook::deadlines::{DateRule, DateState, proposals, retention};
use license_workbook::obligation::LimitUnit;
use license_workbook::workbook::{AnswerField, Cause, Field, Recurrence, RenewalStage, Report, Status, Value};

#[test]
fn renewal_waits_for_the_decision() {
    let mut desk = tracked_from("2023-06-01");
    for label in ["十二-5", "十二-6"] {
        let date = desk.the(label, "2024-01-02");
        assert_eq!((date.raw, date.due), (Some(day("2024-02-09")), Some(day("2024-02-09"))));
        assert_eq!((date.state, date.rule), (DateState::DecisionMissing, DateRule::BeforeExpiry));
    }
    desk.apply(desk.workbook.state_continues(desk.license, Some(true)));
    assert_eq!(desk.of("十二-6", "2024-01-02"), []);
    assert_eq!(desk.the("十二-5", "2024-01-02").state, DateState::Later);
    assert_eq!(desk.the("十二-5", "2024-02-09").state, DateState::DueSoon);
    assert_eq!(desk.the("十二-5", "2024-02-10").state, DateState::Overdue);
    desk.apply(desk.workbook.state_continues(desk.license, Some(false)));
    assert_eq!(desk.of("十二-5", "2024-01-02"), []);
    assert_eq!(desk.the("十二-6", "2024-02-10").state, DateState::Overdue);
    desk.close("十二-6", Cause::Period(day("2024-05-09")), "2024-02-10");
    let date = desk.the("十二-6", "2024-03-01");
    assert_eq!((date.state, date.late), (DateState::Done, true));
}

/// Regression: a clock far in the future, or tracking from the year 1, gave thousands of reports.
#[test]
fn nobody_is_more_than_a_hundred_reports_behind() {
    let desk = tracked_from("2024-06-01");
    for (today, reports) in [("2026-11-24", 3), ("9999-12-31", 101)] {
        let dates = desk.of("十四-1", today);
        assert_eq!(dates.len(), reports, "{today}");
        assert!(dates.iter().all(|date| date.due.is_some()));
    }
}

#[test]
fn a_decision_that_is_recorded_decides_as_well() {
    let mut desk = tracked_from("2023-06-01");
    desk.record("continuation_decided", "2023-12-01");
    assert_eq!(desk.workbook.continues(desk.license), Some(true));
    assert_eq!(desk.of("十二-6", "2024-01-02"), []);
    desk.record("termination_decided", "2024-01-05");
    assert_eq!(desk.workbook.continues(desk.license), Some(false));
    assert_eq!(desk.of("十二-5", "2024-01-06"), []);
    assert_eq!(desk.of("十二-6", "2024-01-06").len(), 1);
    // The duty of 十二-7 after termination has no limit in days.
    assert!(desk.of("十二-7", "2024-01-06").iter().all(|date| date.due.is_none() && date.event.is_some()));
    // A later decision overrides an earlier statement; an older decision does not.
    desk.apply(desk.workbook.state_continues(desk.license, Some(false)));
    desk.record("continuation_decided", "2023-12-02");
    assert_eq!(desk.workbook.continues(desk.license), Some(false));
    desk.record("continuation_decided", "2024-01-20");
    assert_eq!(desk.workbook.continues(desk.license), Some(true));
    desk.undo().unwrap();
    assert_eq!(desk.workbook.continues(desk.license), Some(false));
}

#[test]
fn renewal_is_done_when_it_was_filed() {
    for (filed, late) in [("2024-02-09", false), ("2024-02-10", true)] {
        let mut desk = tracked_from("2023-06-01");
        desk.apply(desk.workbook.state_continues(desk.license, Some(true)));
        desk.apply(desk.workbook.set_renewal(desk.license, RenewalStage::Prepared, Some((day("2024-01-20"), ""))));
        assert_eq!(desk.the("十二-5", "2024-01-21").state, DateState::DueSoon);
        desk.apply(desk.workbook.set_renewal(
            desk.license,
            RenewalStage::Accepted,
            Some((day("2024-02-20"), "受理 7")),
        ));
        desk.apply(desk.workbook.set_renewal(desk.license, RenewalStage::Filed, Some((day(filed), ""))));
        let date = desk.the("十二-5", "2024-03-01");
        assert_eq!((date.state, date.done_on, date.late), (DateState::Done, Some(day(filed)), late));
        assert!(date.steps.iter().any(|step| step.text.zh.contains("主管部门受理 受理 7")));
        let stages: Vec<_> = desk.workbook.licenses[&desk.license].record.renewal.iter().map(|s| s.stage).collect();
        assert_eq!(stages, [RenewalStage::Prepared, RenewalStage::Filed, RenewalStage::Accepted]);
        desk.undo().unwrap();
        desk.undo().unwrap();
        assert_eq!(desk.the("十二-5", "2024-03-01").state, DateState::Overdue);
    }
}

#[test]
fn the_annual_report_has_its_window_in_each_year_since_tracking_began() {
    let desk = tracked_from("2022-06-01");
    let dates = desk.of("十四-1", "2024-02-01");
    let due: Vec<_> = dates.iter().map(|date| (date.due.unwrap().to_string(), date.state)).collect();
    let due: Vec<_> = due.iter().map(|(day, state)| (day.as_str(), *state)).collect();
    assert_eq!(due, [("2023-03-31", DateState::Overdue), ("2024-03-31", DateState::Later)]);
    // 2024-03-31 is a Sunday: the due date does not move, and the reminder is on the Friday before.
    assert_eq!(dates[1].reminder, Some(day("2024-03-29")));
    assert!(dates.iter().all(|date| !date.provisional));
}

#[test]
fn the_annual_report_is_done_when_filed() {
    for (filed, late) in [("2024-03-31", false), ("2024-04-01", true)] {
        let mut desk = tracked_from("2023-06-01");
        let report = Report { filed_on: Some(day(filed)), ..Report::default() };
        let field = (Field::Report(2023), Some(Value::Report(Box::new(report))));
        desk.apply(desk.workbook.change([field]));
        let date = desk.of("十四-1", "2024-04-02").remove(0);
        assert_eq!((date.state, date.done_on, date.late), (DateState::Done, Some(day(filed)), late));
    }
}

#[test]
fn an_own_due_date_comes_again_until_it_is_taken_away() {
    let mut desk = tracked_from("2024-01-01");
    let duty = desk.duty("七-1");
    let due = day("2024-01-31");
    let recurrence = Recurrence::every(1, LimitUnit::Months, due);
    desk.apply(desk.workbook.set_due(duty, Some(due), Some(recurrence)));
    desk.apply(desk.workbook.set_answer(&[duty], AnswerField::Status, Some(&Value::Status(Status::Met))));
    // The status “met” does not end a recurring due date.
    assert_eq!(desk.the("七-1", "2024-02-01").state, DateState::Overdue);
    assert_eq!(desk.register_on("2024-02-01").entry(duty).unwrap().due.overdue_days, Some(1));
    desk.close("七-1", Cause::Period(due), "2024-02-02");
    desk.close("七-1", Cause::Period(day("2024-02-29")), "2024-02-29");
    let said: Vec<_> = desk
        .of("七-1", "2024-03-01")
        .into_iter()
        .map(|date| (date.due.unwrap().to_string(), date.state, date.late))
        .collect();
    let expected = [
        ("2024-01-31".to_owned(), DateState::Done, true),
        ("2024-02-29".to_owned(), DateState::Done, false),
        ("2024-03-31".to_owned(), DateState::DueSoon, false),
    ];
    assert_eq!(said, expected);
    assert_eq!(desk.register_on("2024-03-01").entry(duty).unwrap().due.overdue_days, None);
    // Reopening an earlier period makes it due again; closing it restores the later due date.
    desk.apply(desk.workbook.reopen(duty, Cause::Period(due)));
    assert_eq!(desk.workbook.duties[&duty].answer.due, Some(due));
    desk.close("七-1", Cause::Period(due), "2024-02-02");
    assert_eq!(desk.workbook.duties[&duty].answer.due, Some(day("2024-03-31")));
}

#[test]
fn a_due_date_can_be_counted_from_the_last_completion() {
    let mut desk = tracked_from("2024-01-01");
    let duty = desk.duty("七-1");
    let due = day("2024-03-01");
    desk.apply(desk.workbook.set_due(duty, Some(due), Some(Recurrence::after_completion(90, LimitUnit::CalendarDays))));
    desk.close("七-1", Cause::Period(due), "2024-03-11");
    assert_eq!(desk.workbook.duties[&duty].answer.due, Some(day("2024-06-09")));
    desk.undo().unwrap();
    assert_eq!(desk.the("七-1", "2024-03-02").due, Some(due));
}

#[test]
fn a_due_date_that_does_not_come_again_is_closed_once() {
    let mut desk = tracked_from("2024-01-01");
    let duty = desk.duty("七-1");
    let due = day("2024-03-01");
    desk.apply(desk.workbook.set_due(duty, Some(due), None));
    desk.close("七-1", Cause::Period(due), "2024-03-01");
    let date = desk.the("七-1", "2024-03-02");
    assert_eq!((date.state, date.due), (DateState::Done, Some(due)));
    assert_eq!(desk.register_on("2024-03-02").entry(duty).unwrap().due.overdue_days, None);
}

#[test]
fn a_target_without_a_due_date_is_a_date_of_its_own() {
    let mut desk = tracked_from("2024-01-01");
    let duty = desk.duty("七-1");
    desk.apply(desk.workbook.set_answer(&[duty], AnswerField::Target, Some(&Value::Date(day("2024-03-01")))));
    let date = desk.the("七-1", "2024-03-02");
    assert_eq!((date.rule, date.state, date.cause()), (DateRule::Target, DateState::Overdue, None));
}

#[test]
fn cycles_of_other_laws_are_offered_and_never_overdue() {
    let mut desk = tracked_from("2020-01-31");
    let offered = proposals(&desk.workbook, &desk.register_on("2026-01-01"));
    let labels: Vec<&str> = offered.iter().map(|proposal| proposal.label.as_str()).collect();
    assert!(labels.contains(&"七-1"), "{labels:?}");
    assert_eq!(desk.of("七-1", "2026-01-01"), []);
    let yearly = offered.iter().find(|proposal| proposal.label == "七-1").unwrap();
    assert_eq!(yearly.due, day("2021-01-31"));
    desk.apply(desk.workbook.take_proposal(yearly, day("2026-02-28")));
    assert_eq!(desk.the("七-1", "2026-01-01").due, Some(day("2026-02-28")));
    let offered = proposals(&desk.workbook, &desk.register_on("2026-01-01"));
    assert!(offered.iter().all(|proposal| proposal.label != "七-1"));
}

#[test]
fn the_longest_of_several_periods_to_keep_something_is_named() {
    let desk = tracked_from("2024-01-01");
    let register = desk.register_on("2024-01-01");
    let cases = [
        ("2023-02-28", "2024-02-28", "2024-02-29", "2026-02-28"),
        ("2024-02-29", "2025-02-28", "2025-03-01", "2027-02-28"),
    ];
    for (from, keep, destroy, longest) in cases {
        let found = retention(&desk.workbook, &register, desk.duty("十五(三)-3"), day(from)).unwrap();
        let own = found.limits.iter().find(|limit| limit.is_own).unwrap();
        assert_eq!((own.keep_through, own.destroy_from), (Some(day(keep)), Some(day(destroy))));
        let law = found.longest().unwrap();
        assert_eq!((law.is_own, law.keep_through), (false, Some(day(longest))));
        assert!(law.source.zh.contains("电子商务法"), "{}", law.source.zh);
    }
    let logs = retention(&desk.workbook, &register, desk.duty("九-2"), day("2024-08-31")).unwrap();
    assert_eq!(logs.longest().unwrap().keep_through, Some(day("2025-02-28")));
    assert_eq!(retention(&desk.workbook, &register, desk.duty("一-1"), day("2024-08-31")), None);
}

/// A closed period is described by its due date in the list of dates, not by the day that identifies the period.
#[test]
fn a_period_is_due_on_the_day_of_its_date() {
    let mut desk = tracked_from("2023-06-01");
    let due = Value::Date(day("2023-09-30"));
    desk.apply(desk.workbook.set_answer(&[desk.duty("一-1")], AnswerField::Due, Some(&due)));
    let mut seen = Vec::new();
    for today in ["2023-06-01", "2024-01-02", "2024-06-01"] {
        for date in desk.dates_on(today) {
            let Some(Cause::Period(period)) = date.cause() else { continue };
            assert_eq!(Some(desk.workbook.due_of_period(date.duty, period)), date.due, "{}", date.label);
            seen.push((date.rule, date.due != Some(period)));
        }
    }
    for rule in [(DateRule::AnnualReport, true), (DateRule::BeforeExpiry, true), (DateRule::OwnDue, false)] {
        assert!(seen.contains(&rule), "{rule:?}");
    }
}
