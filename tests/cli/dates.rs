//! Tests of the commands about dates: output and exit codes.

use crate::support::home::Home;
use serde_json::Value;

/// A home with a workbook `w.ron`, created on 2 January 2024.
fn with_workbook() -> Home {
    Home::with_workbook("2024-01-02")
}

#[test]
fn deadline_answers_in_the_shape_of_the_contract() {
    let home = with_workbook();
    let cases = [
        ("--from 2019-09-02 --within 30d", Some("2019-10-02"), Some("2019-10-08"), false),
        ("--from 2024-01-11 --within 30d", Some("2024-02-10"), Some("2024-02-18"), false),
        ("--from 2024-04-26 --within 10wd", Some("2024-05-13"), Some("2024-05-13"), false),
        ("--from 2026-12-22 --within 10wd", None, Some("2027-01-05"), true),
        ("--from 2024-02-29 --within 1y", Some("2025-02-28"), Some("2025-02-28"), false),
        ("--from 2024-01-31 --within 3m", Some("2024-04-30"), Some("2024-04-30"), false),
        ("--anchor 2024-05-09 --before 90d", Some("2024-02-09"), Some("2024-02-09"), false),
        ("--anchor 2024-05-09 --before 60d", Some("2024-03-10"), Some("2024-03-08"), false),
        ("--from 2024-01-11 --within 30d --workbook w.ron", Some("2024-02-10"), Some("2024-02-18"), false),
    ];
    for (args, raw, due, provisional) in cases {
        let args: Vec<&str> = ["deadline", "--json"].into_iter().chain(args.split(' ')).collect();
        let answer = home.json(&args, 0);
        let text = |name: &str| answer[name].as_str();
        assert_eq!((text("raw"), text("due")), (raw, due), "{args:?}");
        assert_eq!(answer["provisional"], provisional, "{args:?}");
        assert_eq!(answer["missing"], serde_json::json!([]));
        let keys: Vec<&String> = answer.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["due", "missing", "provisional", "raw", "steps"], "{args:?}");
        let steps = answer["steps"].as_array().unwrap();
        assert!(!steps.is_empty());
        assert!(steps.iter().all(|step| step["text"].is_string() && step["source"].is_string()));
    }
}

#[test]
fn retention_adds_its_two_days() {
    let home = with_workbook();
    for (from, keep, destroy) in
        [("2023-02-28", "2024-02-28", "2024-02-29"), ("2024-02-29", "2025-02-28", "2025-03-01")]
    {
        let answer = home.json(&["deadline", "--from", from, "--retain", "1y", "--json"], 0);
        assert_eq!((answer["keep_through"].as_str(), answer["destroy_from"].as_str()), (Some(keep), Some(destroy)));
        assert_eq!(answer["due"], Value::Null);
    }
}

#[test]
fn deadline_refuses_what_cannot_be() {
    let home = with_workbook();
    for args in [
        "--from 2023-02-29 --within 30d",
        "--from 2024-01-11 --within 0d",
        "--from 2024-01-11 --within -3d",
        "--from 2024-01-11 --within 99999999999d",
        "--from 2024-01-11 --within 4294967295d",
        "--from 2024-01-11 --within 4294967295wd",
        "--from 2024-01-11 --within 4294967295y",
        "--from 9999-12-31 --within 30d",
        "--anchor 0001-01-02 --before 30d",
        "--from 2024-01-11 --within 30",
        "--from 2024-01-11 --within x",
        "--from 2024-01-11 --within 4h",
        "--from 2024-01-11 --at 25:00 --within 4h",
        "--from 2024-01-11 --before 30d",
        "--anchor 2024-01-11 --within 30d",
        "--anchor 2024-01-11 --retain 1y",
        "--from 2024-01-11 --anchor 2024-05-09 --within 30d",
        "--from 2024-01-11",
        "--within 30d",
        "--from 2024-01-11 --within 30d --workbook nowhere.ron",
    ] {
        let args: Vec<&str> = ["deadline"].into_iter().chain(args.split(' ')).collect();
        let line = home.refused(&args);
        assert!(line.starts_with("license-workbook: "), "{line}");
    }
    // The JSON names the missing input too.
    let output = home.run(&["deadline", "--from", "2024-01-11", "--within", "4h", "--json", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(2));
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(answer["missing"][0].as_str().unwrap().contains("time of day"));
    assert_eq!(answer["due"], Value::Null);
    let timed = home.json(&["deadline", "--from", "2024-01-11", "--at", "22:30", "--within", "4h", "--json"], 0);
    assert_eq!(timed["due_at"], "2024-01-12T02:30:00");
}

#[test]
fn an_event_is_recorded_listed_and_closed() {
    let home = with_workbook();
    let said = home.fine(&[
        "event",
        "add",
        "w.ron",
        "registered_address_changed",
        "--on",
        "2024-01-11",
        "--note",
        "迁至新址",
        "--today",
        "2024-01-12",
    ]);
    assert!(said.contains("2024-02-18") && said.contains("十二-1"), "{said}");
    let listed = home.json(&["event", "list", "w.ron", "--json", "--today", "2024-01-12"], 0);
    let event = &listed[0];
    assert_eq!(
        (event["kind"].as_str(), event["note"].as_str()),
        (Some("registered_address_changed"), Some("迁至新址"))
    );
    assert_eq!(event["dates"][0]["obligation"], "十二-1");
    assert_eq!(event["dates"][0]["due"], "2024-02-18");
    let id = event["id"].as_str().unwrap();
    let check = home.json(&["check", "w.ron", "--json", "--today", "2024-02-01"], 0);
    let dates = check["dates"].as_array().unwrap();
    let date = dates.iter().find(|date| date["obligation"] == "十二-1").unwrap();
    assert_eq!((date["raw"].as_str(), date["due"].as_str()), (Some("2024-02-10"), Some("2024-02-18")));
    assert_eq!((&date["state"], &date["provisional"]), (&Value::from("due_soon"), &Value::from(false)));
    assert!(date["reason"].is_string() && date["steps"][0]["source"].is_string());
    let late = home.run(&["check", "w.ron", "--json", "--today", "2024-02-19"]);
    assert_eq!(late.status.code(), Some(1), "overdue");
    for (on, why) in [("2024-01-10", "2024-01-11 to 2024-02-20"), ("2024-02-21", "2024-01-11 to 2024-02-20")] {
        let args =
            ["event", "close", "w.ron", "12-1", "--event", id, "--on", on, "--today", "2024-02-20", "--lang", "en"];
        let said = home.refused(&args);
        assert!(said.contains(why) && said.contains("w.ron") && said.contains(on), "{said}");
    }
    let said = home.fine(&["event", "close", "w.ron", "12-1", "--event", id, "--on", "2024-02-19", "--lang", "en"]);
    assert!(said.contains("1 day late"), "{said}");
    let listed = home.json(&["event", "list", "w.ron", "--json"], 0);
    assert_eq!((&listed[0]["dates"][0]["state"], &listed[0]["dates"][0]["late"]), (&"done".into(), &true.into()));
    // Closing the period of the report also files the report.
    let close = ["event", "close", "w.ron", "十四-1", "--period", "2024-01-01", "--on", "2024-03-29", "--lang", "en"];
    let closed = home.run(&close);
    let (said, beside) = (String::from_utf8(closed.stdout).unwrap(), String::from_utf8(closed.stderr).unwrap());
    assert!(beside.contains("report for 2023 was marked as filed on 2024-03-29 and frozen"), "{beside}");
    assert!(beside.contains("required items are missing") && beside.lines().count() == 1, "{beside}");
    // Closing it again reports nothing.
    assert!(home.run(&close).stderr.is_empty());
    assert!(said.contains("in time"), "{said}");
    let kept = home.json(&["snapshots", "w.ron", "--json"], 0);
    assert_eq!(kept.as_array().unwrap().len(), 1, "the filed report is frozen: {kept}");
}

#[test]
fn an_event_with_a_time_is_recorded_with_it() {
    let home = with_workbook();
    let args = ["event", "add", "w.ron", "security_incident", "--on", "2024-01-11", "--at", "22:30", "--json"];
    let event = home.json(&args, 0);
    assert_eq!(event["at"], "22:30");
    assert_eq!(event["dates"].as_array().unwrap().len(), 3);
    let said = home.fine(&["event", "add", "w.ron", "security_incident", "--on", "2024-01-11", "--lang", "en"]);
    assert!(said.contains("--at HH:MM"), "{said}");
}

#[test]
fn what_is_unknown_is_named_with_what_is_known() {
    let home = with_workbook();
    let before = std::fs::read(home.path("w.ron")).unwrap();
    let line = home.refused(&["event", "add", "w.ron", "registered_adress_change", "--on", "2024-01-11"]);
    assert!(line.contains("registered_address_changed") && line.contains("security_incident"), "{line}");
    let line = home.refused(&["event", "close", "w.ron", "十二-1", "--event", "nothing", "--on", "2024-01-11"]);
    assert!(line.contains("nothing"), "{line}");
    home.refused(&["event", "close", "w.ron", "十二-99", "--period", "2024-01-01", "--on", "2024-01-11"]);
    home.refused(&["event", "close", "w.ron", "十二-1", "--period", "2024-01-01", "--on", "2024-01-11"]);
    home.refused(&["event", "close", "w.ron", "十二-1", "--on", "2024-01-11"]);
    home.refused(&["event", "add", "w.ron", "security_incident", "--on", "2023-02-29"]);
    home.refused(&["event", "add", "nowhere.ron", "security_incident", "--on", "2024-01-11"]);
    home.refused(&["event", "list", "nowhere.ron"]);
    assert_eq!(std::fs::read(home.path("w.ron")).unwrap(), before, "nothing was changed");
}

#[test]
fn a_schedule_is_shown_before_it_is_taken() {
    let home = with_workbook();
    let json = r#"{"year": 2027, "papers": ["x"], "days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": true}]}"#;
    license_workbook::store::replace(
        &license_workbook::store::RealDisk,
        &home.path("2027.json"),
        json.as_bytes(),
        &license_workbook::store::ExpectedState::Anything,
        None,
    )
    .unwrap();
    home.fine(&["event", "add", "w.ron", "illegal_content_handled", "--on", "2026-12-22"]);
    let before = std::fs::read(home.path("w.ron")).unwrap();
    let said = home.fine(&["schedule", "import", "w.ron", "2027.json", "--dry-run", "--lang", "en"]);
    assert!(said.contains("九-6") && said.contains("2027-01-05") && said.contains("2027-01-06"), "{said}");
    assert!(said.contains("2027-10-01 is a public holiday"), "{said}");
    assert_eq!(std::fs::read(home.path("w.ron")).unwrap(), before);
    let taken = home.fine(&["schedule", "import", "w.ron", "2027.json", "--lang", "en"]);
    assert!(taken.contains("Imported the schedule"), "{taken}");
    let again = home.fine(&["schedule", "import", "w.ron", "2027.json", "--lang", "en"]);
    assert!(again.contains("already"), "{again}");
    let listed = home.json(&["event", "list", "w.ron", "--json"], 0);
    assert_eq!(
        (&listed[0]["dates"][0]["due"], &listed[0]["dates"][0]["provisional"]),
        (&"2027-01-06".into(), &false.into())
    );
    // Computed with the schedules of the workbook, and with the built-in ones.
    let with = |more: &[&str]| {
        let args: Vec<&str> =
            ["deadline", "--from", "2026-12-22", "--within", "10wd", "--json"].iter().chain(more).copied().collect();
        home.json(&args, 0)["provisional"].clone()
    };
    assert_eq!((with(&["--workbook", "w.ron"]), with(&[])), (false.into(), true.into()));
    home.refused(&["schedule", "import", "w.ron", "w.ron"]);
    home.refused(&["schedule", "import", "w.ron", "nowhere.json"]);
}

#[test]
fn a_calendar_is_written_and_replaced() {
    let home = with_workbook();
    let args = ["snapshot", "w.ron", "--format", "ics", "--today", "2024-01-12", "--lang", "zh-CN", "-o", "out.ics"];
    home.fine(&args);
    let first = std::fs::read(home.path("out.ics")).unwrap();
    home.fine(&args);
    assert_eq!(std::fs::read(home.path("out.ics")).unwrap(), first, "the same day gives the same bytes");
    assert!(String::from_utf8(first).unwrap().starts_with("BEGIN:VCALENDAR\r\n"));
}

#[test]
fn what_has_no_day_is_told_alike_everywhere() {
    let home = with_workbook();
    home.fine(&["event", "add", "w.ron", "security_incident", "--on", "2024-01-11", "--at", "22:30"]);
    for (lang, at_once, soon) in [("zh-CN", "尽快办理", "即将到期"), ("en", "As soon as possible", "Due soon")]
    {
        let common = ["--today", "2024-01-12", "--lang", lang];
        let check = home.run(&[&["check", "w.ron"], &common[..]].concat());
        let check = String::from_utf8(check.stdout).unwrap();
        let line = check.lines().find(|line| line.contains("  八-1  ")).unwrap();
        assert!(line.starts_with(&format!("—  {at_once}  八-1  ")), "{line}");
        for (name, more) in [("full.md", &[][..]), ("summary.md", &["--summary"][..])] {
            home.fine(&[&["snapshot", "w.ron", "-o", name, "--force"], more, &common[..]].concat());
            let text = std::fs::read_to_string(home.path(name)).unwrap();
            let rows: Vec<&str> =
                text.lines().filter(|line| line.starts_with('|') && line.contains("八-1 |")).collect();
            assert!(rows.iter().any(|row| row.contains(at_once)), "{name}: {rows:?}");
            assert!(rows.iter().all(|row| !row.contains(soon)), "{name}: {rows:?}");
        }
    }
}

#[test]
fn an_event_that_was_perhaps_recorded_twice_is_marked_wherever_it_is_told() {
    let home = with_workbook();
    let add = |on: &str, who: &str| {
        let args = ["event", "add", "w.ron", "registered_capital_changed", "--on", on, "--author", who, "--json"];
        let added: Value = serde_json::from_slice(&home.run(&args).stdout).unwrap();
        added["id"].as_str().unwrap().to_owned()
    };
    let (one, other, alone) = (add("2024-01-08", "王芳"), add("2024-01-08", "李雷"), add("2024-01-09", "李雷"));
    let list = home.json(&["event", "list", "w.ron", "--json"], 0);
    let twins = |id: &str| list.as_array().unwrap().iter().find(|event| event["id"] == id).unwrap()["twins"].clone();
    assert_eq!(twins(&one), Value::from(vec![other.clone()]));
    assert_eq!(twins(&other), Value::from(vec![one.clone()]));
    assert_eq!(twins(&alone), Value::Array(Vec::new()));
    let said = home.fine(&["event", "list", "w.ron", "--lang", "zh-CN"]);
    let is_marked = |id: &str| said.lines().find(|line| line.contains(id)).unwrap().contains("可能重复");
    assert_eq!([&one, &other, &alone].map(|id| is_marked(id)), [true, true, false]);

    let check = home.json(&["check", "w.ron", "--today", "2024-01-12", "--json"], 0);
    let of = |id: &str| {
        let dates = check["dates"].as_array().unwrap().iter();
        let mut dates = dates.filter(|date| date["id"].as_str().unwrap().ends_with(&format!("event-{id}")));
        dates.next().unwrap()["event_twice"].as_bool().unwrap()
    };
    assert_eq!([&one, &other, &alone].map(|id| of(id)), [true, true, false]);
    let check = home.fine(&["check", "w.ron", "--today", "2024-01-12", "--lang", "zh-CN"]);
    let marked = check.lines().filter(|line| line.contains("  十二-2  ") && line.contains("可能重复")).count();
    assert_eq!(marked, 2, "{check}");
}

#[test]
fn a_date_is_closed_by_any_day_that_names_it() {
    let closes = |cause: &dyn Fn(&Home) -> Vec<String>| {
        let home = with_workbook();
        let cause = cause(&home);
        let args = ["event", "close", "w.ron", "十二-5", "--on", "2024-01-15", "--today", "2024-01-16", "--lang", "en"];
        let said = home.fine(&args.into_iter().chain(cause.iter().map(String::as_str)).collect::<Vec<_>>());
        assert!(said.contains("十二-5") && said.contains("in time"), "{cause:?}: {said}");
    };
    let day = |home: &Home, name: &str| {
        let check = home.run(&["check", "w.ron", "--json", "--today", "2024-01-16"]).stdout;
        let check: Value = serde_json::from_slice(&check).unwrap();
        let date = check["dates"].as_array().unwrap().iter().find(|date| date["obligation"] == "十二-5").unwrap();
        date[name].as_str().unwrap().to_owned()
    };
    for name in ["due", "raw"] {
        closes(&|home| vec!["--period".to_owned(), day(home, name)]);
    }
    closes(&|_| vec!["--period".to_owned(), "2024-05-09".to_owned()]);
    closes(&|home| {
        let decided = ["event", "add", "w.ron", "continuation_decided", "--on", "2024-01-10", "--json"];
        vec!["--event".to_owned(), home.json(&decided, 0)["id"].as_str().unwrap().to_owned()]
    });
    // A day that does not match is refused, and the message lists the days that do.
    let home = with_workbook();
    let args =
        ["event", "close", "w.ron", "十二-5", "--on", "2024-01-15", "--today", "2024-01-16", "--period", "2024-01-02"];
    let line = home.refused(&args);
    assert!(line.contains("2024-01-02") && line.contains(&day(&home, "due")), "{line}");
}
