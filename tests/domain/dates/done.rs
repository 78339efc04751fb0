//! Tests of completed duties: the derived status, the possible days of completion, and lateness.

use super::desk::tracked_from;
use super::due::mark;
use crate::support::desk::Desk;
use crate::support::{catalog, day};
use license_workbook::deadlines::DateState;
use license_workbook::snapshot::{Selection, Snapshot};
use license_workbook::workbook::{AnswerField, Cause, RenewalStage, Status, Value};
use std::collections::BTreeSet;

/// Regression: the duty to report stayed “not started” after its report was filed.
#[test]
fn the_status_of_the_duty_to_report_follows_from_its_filing() {
    let mut desk = tracked_from("2025-01-02");
    let report = desk.duty("十四-1");
    let status = |desk: &Desk, today: &str| desk.register_on(today).entry(report).unwrap().status;
    // The window on 2024 opened before tracking began.
    assert_eq!(status(&desk, "2025-01-02"), Status::InProgress);
    desk.apply(desk.workbook.file_report(2024, day("2025-03-20"), "R-1", BTreeSet::new()));
    for (today, filed, wanted) in [
        ("2025-03-20", None, Status::Met),
        ("2025-12-31", None, Status::Met),
        ("2026-01-01", None, Status::InProgress),
        ("2026-04-01", None, Status::InProgress),
        ("2026-04-02", Some("2026-04-02"), Status::Met),
        ("2027-01-01", None, Status::InProgress),
    ] {
        if let Some(on) = filed {
            desk.apply(desk.workbook.file_report(2025, day(on), "R-2", BTreeSet::new()));
        }
        assert_eq!(status(&desk, today), wanted, "{today}");
    }
    // The answer “not met” of a person takes precedence.
    mark(&mut desk, "十四-1", Status::NotMet, "2026-05-01");
    assert_eq!(status(&desk, "2026-06-01"), Status::NotMet);
}

/// The chart over time shows the opening of a filing window although no record was made on that day.
#[test]
fn the_chart_over_time_knows_when_a_window_opened() {
    let mut desk = tracked_from("2024-04-01");
    mark(&mut desk, "一-1", Status::Met, "2024-06-01");
    let points = |desk: &Desk, today: &str| {
        let snapshot = Snapshot::of(&desk.workbook, desk.license, day(today), catalog(), Selection::default());
        let points = snapshot.unwrap().progress;
        points.into_iter().map(|point| (point.on.to_string(), point.in_progress)).collect::<Vec<_>>()
    };
    let opened = ("2025-01-01".to_owned(), 1);
    assert_eq!(points(&desk, "2024-12-31").last().unwrap().1, 0);
    assert_eq!(points(&desk, "2025-01-01").last(), Some(&opened));
    assert_eq!(points(&desk, "2026-01-01").last(), Some(&opened), "the second window changes no count");
}

/// Regression: closing the window of a report in the list of dates did not file the report.
#[test]
fn to_close_the_window_of_a_report_is_to_file_it() {
    let mut desk = tracked_from("2025-01-02");
    let opens = Cause::Period(day("2025-01-01"));
    desk.close("十四-1", opens, "2025-03-20");
    assert_eq!(desk.workbook.reports[&2024].filed_on, Some(day("2025-03-20")));
    assert!(desk.workbook.is_report_locked(2024));
    desk.apply(desk.workbook.reopen(desk.duty("十四-1"), opens));
    assert_eq!(desk.workbook.reports[&2024].filed_on, None);
    assert_eq!(desk.of("十四-1", "2025-04-01")[0].state, DateState::Overdue);
}

/// Regression: an own due date that was met late was not marked as late.
#[test]
fn an_own_due_date_that_was_met_late_is_late() {
    for (on, late) in [("2024-06-30", false), ("2024-07-01", true)] {
        let mut desk = tracked_from("2024-05-01");
        let due = Value::Date(day("2024-06-30"));
        desk.apply(desk.workbook.set_answer(&[desk.duty("七-3")], AnswerField::Due, Some(&due)));
        mark(&mut desk, "七-3", Status::Met, on);
        let register = desk.register_on("2024-08-01");
        let entry = register.entry(desk.duty("七-3")).unwrap();
        let date = register.date(entry.due.date.as_deref().unwrap()).unwrap();
        assert_eq!((date.state, date.done_on, date.late), (DateState::Done, Some(day(on)), late));
        assert_eq!(entry.due.late, late);
    }
}

#[test]
fn what_was_done_was_done_after_what_raised_it_and_not_in_the_future() {
    let mut desk = tracked_from("2024-01-01");
    let event = desk.record("registered_address_changed", "2024-01-11");
    let ahead = desk.record("registered_address_changed", "2024-03-11");
    let duty = desk.duty("十二-1");
    let (report, own) = (desk.duty("十四-1"), desk.duty("七-3"));
    let today = "2024-02-01";
    for (duty, cause, on, allowed) in [
        (duty, Cause::Event(event), "2024-01-10", false),
        (duty, Cause::Event(event), "2024-01-11", true),
        (duty, Cause::Event(event), today, true),
        (duty, Cause::Event(event), "2024-02-02", false),
        (duty, Cause::Event(ahead), today, false),
        (duty, Cause::Event(ahead), "2024-03-12", false),
        (report, Cause::Period(day("2024-01-01")), "2023-12-31", false),
        (report, Cause::Period(day("2024-01-01")), "2024-01-01", true),
        // An own due date can be met early.
        (own, Cause::Period(day("2024-06-30")), "2024-01-02", true),
        (own, Cause::Period(day("2024-06-30")), "2024-02-02", false),
    ] {
        assert_eq!(desk.workbook.can_be_done_on(duty, cause, day(on), day(today)), allowed, "{cause} {on}");
    }
}

/// Regression: the renewal stayed “not started” after it was filed, and could be “met” while it was overdue.
#[test]
fn the_status_of_the_renewal_follows_from_the_decision_and_the_filing() {
    let mut desk = tracked_from("2023-06-01");
    let renewal = desk.duty("十二-5");
    let status = |desk: &Desk, today: &str| desk.register_on(today).entry(renewal).unwrap().status;
    assert_eq!(status(&desk, "2023-07-01"), Status::NotStarted, "nobody decided");
    desk.record("continuation_decided", "2023-09-01");
    assert_eq!(status(&desk, "2023-09-02"), Status::InProgress);
    mark(&mut desk, "十二-5", Status::Met, "2023-09-03");
    assert_eq!(status(&desk, "2024-03-01"), Status::InProgress, "it is overdue");
    let snapshot = |desk: &Desk| {
        Snapshot::of(&desk.workbook, desk.license, day("2024-03-01"), catalog(), Selection::default()).unwrap()
    };
    assert_eq!(snapshot(&desk).license.continues, Some(true), "the snapshot must have the decision");
    desk.apply(desk.workbook.set_renewal(desk.license, RenewalStage::Filed, Some((day("2024-02-01"), ""))));
    assert_eq!(status(&desk, "2024-03-01"), Status::Met);
    // The last point of the chart over time equals the counts.
    let snapshot = snapshot(&desk);
    assert_eq!(snapshot.progress.last().unwrap().met, snapshot.counts.met);
}
