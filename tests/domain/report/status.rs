//! Tests of the filing window of a report, the remaining days, and years before tracking began.

use crate::support::day;
use crate::support::desk::Desk;
use license_workbook::deadlines::{DateRule, DateState};
use license_workbook::report::{ReportState, current};
use license_workbook::workbook::{ReportPart, Value};
use std::collections::BTreeSet;

#[test]
fn a_report_opens_in_the_first_quarter_and_is_late_after_it() {
    let mut desk = Desk::new("2025-06-01");
    for (today, state, days) in [
        ("2025-06-01", ReportState::NotDue, 214),
        ("2025-12-31", ReportState::NotDue, 1),
        ("2026-01-01", ReportState::Open, 89),
        ("2026-03-31", ReportState::Open, 0),
        ("2026-04-01", ReportState::Late, -1),
    ] {
        desk.at(today);
        let standing = desk.standing(2025);
        assert_eq!((standing.state, standing.days), (state, days), "{today}");
        assert_eq!(standing.platform_opens, day("2026-01-10"));
        assert_eq!(standing.last, day("2026-03-31"));
    }
}

#[test]
fn reports_from_before_tracking_began_are_no_backlog() {
    let mut desk = Desk::new("2025-06-01");
    assert_eq!(desk.report_statuses().iter().map(|s| s.year).collect::<Vec<_>>(), [2025]);
    // A report added later for an earlier year is late but not tracked.
    desk.apply(desk.workbook.open_report(2023, desk.today));
    let standing = desk.standing(2023);
    assert_eq!((standing.state, standing.is_tracked), (ReportState::Late, false), "its window has closed");
    assert_eq!(current(&desk.report_statuses(), desk.today).unwrap().year, 2025);
    desk.apply(desk.workbook.file_report(2023, day("2024-03-01"), "旧-1", BTreeSet::new()));
    assert_eq!(desk.standing(2023).state, ReportState::Filed);
    assert!(!desk.standing(2023).filed_late);
}

#[test]
fn filing_closes_the_duty_to_report_and_taking_it_back_opens_it() {
    let mut desk = Desk::new("2025-06-01");
    desk.at("2026-04-02");
    let report = |desk: &Desk| desk.dates().into_iter().find(|d| d.rule == DateRule::AnnualReport).unwrap();
    assert_eq!(report(&desk).state, DateState::Overdue);
    let receipt = desk.attach("十四-1", "回执.pdf", None, None);
    desk.apply(desk.workbook.file_report(2025, day("2026-04-02"), " 苏年报-77 ", BTreeSet::from([receipt])));
    let standing = desk.standing(2025);
    assert_eq!((standing.state, standing.filed_late), (ReportState::Filed, true));
    let date = report(&desk);
    assert_eq!((date.state, date.late, date.done_on), (DateState::Done, true, Some(day("2026-04-02"))));
    let occurrence = desk.workbook.occurrence(date.duty, date.cause().unwrap()).unwrap().1;
    assert_eq!((occurrence.note.as_str(), &occurrence.evidence), ("苏年报-77", &BTreeSet::from([receipt])));
    desk.apply(desk.workbook.unfile_report(2025));
    assert_eq!(desk.standing(2025).state, ReportState::Late);
    assert_eq!(report(&desk).state, DateState::Overdue);
    assert!(desk.workbook.occurrences.is_empty());
}

#[test]
fn a_report_closed_among_the_deadlines_counts_as_filed() {
    let mut desk = Desk::new("2025-06-01");
    desk.at("2026-02-10");
    let date = desk.dates().into_iter().find(|d| d.rule == DateRule::AnnualReport).unwrap();
    desk.apply(desk.workbook.close_occurrence(date.duty, date.cause().unwrap(), desk.today, "", BTreeSet::new()));
    assert_eq!(desk.standing(2025).state, ReportState::Filed);
}

#[test]
fn a_frozen_report_is_prepared_and_stays_as_it_is_until_it_is_opened_again() {
    let mut desk = Desk::new("2025-06-01");
    desk.at("2026-02-10");
    let write = |desk: &Desk, text: &str| {
        let part = ReportPart::Head("other".to_owned());
        desk.workbook.set_report(2025, [(part, Some(Value::Text(text.to_owned())))], desk.today)
    };
    desk.apply(write(&desk, "无"));
    let frozen = desk.freeze(2025);
    assert_eq!(desk.standing(2025).state, ReportState::Prepared);
    assert!(write(&desk, "改").is_empty());
    let attestation = desk.attestation(license_workbook::workbook::AttestationAnswer::Confirmed, "");
    assert!(desk.workbook.attest(2025, &[desk.duty("一-2")], &attestation, desk.today).is_empty());
    desk.apply(desk.workbook.reopen_report(2025));
    assert!(!write(&desk, "改").is_empty());
    assert!(desk.workbook.snapshots.contains_key(&frozen), "the frozen snapshot is kept");
    // Each of these edits is one step of undo.
    desk.undo().unwrap();
    assert!(desk.workbook.is_report_locked(2025));
}

#[test]
fn a_company_adjusts_titles_and_material_once_and_keeps_them_next_year() {
    let mut desk = Desk::new("2025-06-01");
    let text = |text: &str| Some(Value::Text(text.to_owned()));
    let own = desk.workbook.new_material_key(2025);
    let parts = [
        (ReportPart::Title("quality".to_owned()), text("用户服务情况")),
        (ReportPart::Title(own.clone()), text("等保测评报告")),
        (ReportPart::NotNeeded("economic".to_owned()), Some(Value::Flag(true))),
        (ReportPart::Figure("employees".to_owned()), text("36")),
    ];
    desk.apply(desk.workbook.set_report(2025, parts, desk.today));
    desk.at("2027-01-12");
    // The first edit of the next report changes one of the adjustments that it takes over.
    let part = (ReportPart::Title("quality".to_owned()), text("服务质量"));
    desk.apply(desk.workbook.set_report(2026, [part], desk.today));
    let report = &desk.workbook.reports[&2026];
    assert_eq!(report.titles[&own], "等保测评报告");
    assert_eq!(report.titles["quality"], "服务质量");
    assert!(report.not_needed.contains("economic"));
    assert!(report.figures.is_empty());
    assert_ne!(desk.workbook.new_material_key(2026), own);
}
