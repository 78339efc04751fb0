//! Tests of `report` on the command line.

use crate::support::desk::Desk;
use crate::support::home::Home;
use crate::support::{LICENSE, catalog, facts};
use license_workbook::snapshot::report::freeze_report;
use license_workbook::store::{self, ExpectedState};
use license_workbook::workbook::AttestationAnswer;
use serde_json::Value;

#[test]
fn the_report_is_told_and_packed_without_a_window() {
    let home = Home::with_workbook("2025-06-01");
    let told = home.run(&["report", "w.ron", "--year", "2025", "--today", "2026-01-20", "--json"]);
    assert_eq!(told.status.code(), Some(0), "{told:?}");
    let told: Value = serde_json::from_slice(&told.stdout).unwrap();
    assert_eq!((&told["year"], &told["filing_year"], &told["state"]), (&2025.into(), &2026.into(), &"open".into()));
    assert_eq!(told["heads"].as_array().unwrap().len(), 6);
    assert_eq!(told["tally"]["total"], facts::reported(), "the duty to report is met by filing");
    let gaps: Vec<&str> = told["gaps"].as_array().unwrap().iter().map(|gap| gap["kind"].as_str().unwrap()).collect();
    assert!(gaps.starts_with(&["unattested", "head_empty"]), "{gaps:?}");

    let packed = home.run(&["report", "w.ron", "--pack", "年报.zip", "--today", "2026-01-20", "--lang", "zh-CN"]);
    assert_eq!(packed.status.code(), Some(0), "{packed:?}");
    assert!(String::from_utf8(packed.stdout).unwrap().contains("年报.zip"));
    let archive = home.read("年报.zip");
    assert!(zip::ZipArchive::new(std::io::Cursor::new(archive)).unwrap().len() >= 4);
    // An earlier pack is replaced; a late report gives exit code 1; a year without a report is refused.
    assert!(home.run(&["report", "w.ron", "--pack", "年报.zip", "--today", "2026-01-21"]).status.success());
    assert_eq!(home.run(&["report", "w.ron", "--year", "2025", "--today", "2026-04-01"]).status.code(), Some(1));
    let none = home.run(&["report", "w.ron", "--year", "2019", "--today", "2026-04-01", "--lang", "en"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(String::from_utf8(none.stderr).unwrap().contains("2025"), "it names the available years");
}

/// The state of the report on a day.
fn told(home: &Home, today: &str) -> Value {
    let told = home.run(&["report", "w.ron", "--today", today, "--json"]);
    serde_json::from_slice(&told.stdout).unwrap_or_else(|error| panic!("{error}: {told:?}"))
}

#[test]
fn the_report_whose_window_is_open_or_comes_next_is_the_one_that_is_meant() {
    let home = Home::with_workbook("2025-06-01");
    // A late report remains the current one until another window opens, or it is filed.
    for (today, year) in [("2025-07-01", 2025), ("2026-03-31", 2025), ("2026-04-01", 2025), ("2028-01-10", 2027)] {
        assert_eq!(told(&home, today)["year"], year, "{today}");
    }
    assert_eq!(
        home.run(&["report", "w.ron", "--today", "2026-04-01"]).status.code(),
        Some(1),
        "exit code 1: the report is late"
    );
    let filed = ["report", "w.ron", "--year", "2025", "--filed-elsewhere", "2026-04-02", "--today", "2026-04-02"];
    assert!(home.run(&filed).status.code().is_some_and(|code| code < 2));
    assert_eq!(told(&home, "2026-04-03")["year"], 2026);
}

#[test]
fn a_license_issued_in_january_is_first_reported_on_in_the_year_after() {
    let home = Home::new();
    let text = LICENSE.replace("2019年08月02日", "2027年01月20日");
    let text = text.replace("2024年05月09日", "2032年01月19日");
    home.write("license.txt", text);
    let made = home.run(&["new", "--license", "license.txt", "-o", "w.ron", "--today", "2027-01-25"]);
    assert!(made.status.success(), "{made:?}");
    let told = told(&home, "2027-02-01");
    assert_eq!((&told["year"], &told["state"]), (&2027.into(), &"not_due".into()));
    let checked = home.run(&["check", "w.ron", "--today", "2027-02-01", "--json"]);
    let checked: Value = serde_json::from_slice(&checked.stdout).unwrap();
    let reports: Vec<&str> = checked["dates"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|date| date["obligation"] == "十四-1")
        .filter_map(|date| date["due"].as_str())
        .collect();
    assert_eq!(reports, ["2028-03-31"]);
}

#[test]
fn a_year_filed_elsewhere_is_noted_with_its_day_and_number() {
    let home = Home::with_workbook("2026-06-01");
    let note = |year: &str, day: &str, more: &[&str]| {
        let arguments = ["report", "w.ron", "--year", year, "--filed-elsewhere", day, "--today", "2026-07-01"];
        home.run(&[&arguments, more].concat())
    };
    let noted = note("2025", "2026-03-12", &["--receipt", "苏年报-9", "--json"]);
    assert_eq!(noted.status.code(), Some(0), "{noted:?}");
    let noted: Value = serde_json::from_slice(&noted.stdout).unwrap();
    assert_eq!((&noted["state"], &noted["filed_on"]), (&"filed".into(), &"2026-03-12".into()));
    assert_eq!((&noted["receipt"], &noted["elsewhere"]), (&"苏年报-9".into(), &true.into()));
    assert_eq!(noted["gaps"], Value::Array(Vec::new()), "no gaps");
    // A future day, a day before the window, and a year before the license are refused.
    for (year, day) in [("2024", "2026-08-01"), ("2024", "2024-12-31"), ("2017", "2018-02-01")] {
        let refused = note(year, day, &[]);
        assert_eq!(refused.status.code(), Some(2), "{year} {day}: {refused:?}");
    }
    // A filed report cannot be filed again.
    assert_eq!(note("2025", "2026-03-13", &[]).status.code(), Some(2));
    // Nothing was prepared here, so nothing is counted.
    let told = home.run(&["report", "w.ron", "--year", "2025", "--today", "2026-07-01", "--lang", "zh-CN"]);
    let told = String::from_utf8(told.stdout).unwrap();
    assert!(
        told.contains("2026-03-12") && told.contains("苏年报-9") && told.contains("不在本工作簿中编写和报送"),
        "{told}"
    );
    assert!(!told.contains("已确认") && !told.contains("0 /"), "{told}");
    assert_eq!(noted["tally"], Value::Null);
}

#[test]
fn what_was_filed_too_late_is_told_as_late_wherever_it_was_prepared() {
    let home = Home::with_workbook("2026-06-01");
    for (year, day, is_late) in [("2025", "2026-04-02", true), ("2024", "2025-03-31", false)] {
        let args = ["report", "w.ron", "--year", year, "--filed-elsewhere", day, "--today", "2026-07-01"];
        let told = String::from_utf8(home.run(&[&args[..], &["--lang", "zh-CN"]].concat()).stdout).unwrap();
        assert_eq!(told.contains("晚于填报期"), is_late, "{told}");
        let args = ["report", "w.ron", "--year", year, "--today", "2026-07-01", "--json"];
        let told: Value = serde_json::from_slice(&home.run(&args).stdout).unwrap();
        assert_eq!(told["filed_late"], is_late, "{told}");
    }
}

#[test]
fn what_was_prepared_here_was_not_filed_elsewhere() {
    let home = Home::new();
    let path = home.path("w.ron");
    let note = |desk: &Desk| {
        store::save(&desk.workbook, &path, &ExpectedState::Anything, None).unwrap();
        let before = std::fs::read(&path).unwrap();
        let args = ["report", "w.ron", "--year", "2025", "--filed-elsewhere", "2026-02-01", "--today", "2026-03-01"];
        let run = home.run(&[&args[..], &["--lang", "zh-CN"]].concat());
        (run.status.code(), String::from_utf8(run.stderr).unwrap(), std::fs::read(&path).unwrap() == before)
    };
    let mut desk = Desk::new("2025-06-01");
    desk.at("2026-01-12");
    // A report that was only opened has no content.
    desk.apply(desk.workbook.open_report(2025, desk.today));
    assert_eq!(note(&desk).0, Some(0));
    let confirmed = desk.attestation(AttestationAnswer::Confirmed, "属实");
    let duty = desk.duty("六-1");
    desk.apply(desk.workbook.attest(2025, &[duty], &confirmed, desk.today));
    let (code, said, is_untouched) = note(&desk);
    assert_eq!((code, is_untouched), (Some(2), true), "{said}");
    assert!(said.contains("已在本工作簿中开始编写") && said.contains("窗口"), "{said}");
    let frozen = freeze_report(&desk.workbook, desk.license, (desk.today, 2025), catalog(), (desk.me, "终稿"));
    let id = desk.ids.next_id();
    desk.apply(desk.workbook.freeze_report(2025, id, frozen.unwrap().unwrap()));
    let (code, said, is_untouched) = note(&desk);
    assert_eq!((code, is_untouched), (Some(2), true), "{said}");
    assert!(said.contains("冻结") && said.contains("窗口"), "{said}");
    desk.apply(desk.workbook.file_report(2025, desk.today, "7", [].into()));
    let (code, said, is_untouched) = note(&desk);
    assert_eq!((code, is_untouched), (Some(2), true), "{said}");
    assert!(said.contains("撤回"), "{said}");
}
