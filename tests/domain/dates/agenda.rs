//! Tests of the horizons of the agenda and of the dates that came due.

use super::desk::tracked_from;
use crate::support::day;
use crate::support::desk::Desk;
use license_workbook::deadlines::{Horizon, came_due};
use license_workbook::workbook::Cause;

#[test]
fn a_date_wanders_through_the_agenda() {
    let mut desk = tracked_from("2024-01-01");
    let event = desk.record("registered_address_changed", "2024-01-11");
    for (today, horizon) in [
        ("2024-01-11", Horizon::Later),
        ("2024-01-19", Horizon::Month),
        ("2024-02-10", Horizon::Month),
        ("2024-02-11", Horizon::Week),
        ("2024-02-18", Horizon::Week),
        ("2024-02-19", Horizon::Overdue),
    ] {
        assert_eq!(desk.after("十二-1", event, today).horizon(day(today)), horizon, "{today}");
    }
    desk.close("十二-1", Cause::Event(event), "2024-02-19");
    assert_eq!(desk.after("十二-1", event, "2024-02-19").horizon(day("2024-02-19")), Horizon::Done);
}

#[test]
fn what_has_no_number_is_to_be_done_now() {
    let mut desk = tracked_from("2024-01-01");
    let event = desk.record("security_incident", "2024-06-03");
    assert_eq!(desk.after("八-1", event, "2024-06-03").horizon(day("2024-06-03")), Horizon::Now);
    assert_eq!(desk.after("八-1", event, "2024-12-31").horizon(day("2024-12-31")), Horizon::Now);
    assert_eq!(desk.after("八-1", event, "2024-06-02").horizon(day("2024-06-02")), Horizon::Later);
}

#[test]
fn the_undecided_renewal_stays_undecided_once_its_day_has_passed() {
    let desk = tracked_from("2023-06-01");
    assert_eq!(desk.the("十二-5", "2024-02-09").horizon(day("2024-02-09")), Horizon::Undecided);
    assert_eq!(desk.the("十二-5", "2024-02-10").horizon(day("2024-02-10")), Horizon::Undecided);
}

#[test]
fn what_came_due_since_somebody_looked_is_told_once() {
    let mut desk = tracked_from("2024-01-01");
    let event = desk.record("registered_address_changed", "2024-01-11");
    let told = |desk: &Desk, seen: &str, today: &str| {
        let dates = desk.dates_on(today);
        came_due(&dates, day(seen), day(today)).iter().map(|date| date.label.clone()).collect::<Vec<_>>()
    };
    assert_eq!(told(&desk, "2024-02-17", "2024-02-18"), ["十二-1"]);
    assert_eq!(told(&desk, "2024-02-18", "2024-02-19"), [""; 0]);
    // The reminder of the annual report is on the last working day of its window.
    assert_eq!(told(&desk, "2024-03-28", "2024-03-29"), ["十四-1"]);
    desk.close("十二-1", Cause::Event(event), "2024-02-17");
    assert_eq!(told(&desk, "2024-02-17", "2024-02-18"), [""; 0]);
}
