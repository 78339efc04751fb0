//! Tests of `freeze`, `snapshots` and `diff` with the real binary: output and exit codes.

use crate::support::home::Home;
use license_workbook::snapshot::verify::{Verdict, verify_json};
use license_workbook::store;
use license_workbook::workbook::{Contents, Workbook};
use serde_json::Value;
use std::fs;

/// A home with a workbook `w.ron`, created on 24 November 2026.
fn with_workbook() -> Home {
    Home::with_workbook("2026-11-24")
}

const DAY: &[&str] = &["--today", "2026-11-24"];

fn with_day<'a>(args: &[&'a str]) -> Vec<&'a str> {
    args.iter().chain(DAY).copied().collect()
}

#[test]
fn what_was_frozen_is_listed_checked_and_compared_with_what_is() {
    let home = with_workbook();
    // Adding a new person is a change of its own, so it is done before the freeze.
    home.answers(&with_day(&["set", "w.ron", "一-1", "--note", "x", "--author", "赵强"]), 0);
    let made = home.json(&with_day(&["freeze", "w.ron", "--purpose", "年报 2026", "--author", "赵强", "--json"]), 0);
    assert_eq!((&made["verdict"], &made["by"], &made["on"]), (&"whole".into(), &"赵强".into(), &"2026-11-24".into()));
    let list = home.json(&["snapshots", "w.ron", "--json"], 0);
    assert_eq!(list, Value::from(vec![made.clone()]));
    assert!(home.answers(&["snapshots", "w.ron", "--lang", "en"], 0).contains("Unchanged"));

    let id = made["id"].as_str().unwrap();
    let digest = made["digest"].as_str().unwrap();
    let by_digest = format!("w.ron#{}", digest.get(..8).unwrap());
    for kept in [format!("w.ron#{id}"), "w.ron#2026-11-24".to_owned(), by_digest] {
        home.answers(&with_day(&["diff", &kept, "w.ron"]), 0);
    }
    home.answers(&with_day(&["set", "w.ron", "五-3", "--status", "met", "--owner", "none"]), 0);
    let kept = format!("w.ron#{id}");
    let text = home.answers(&with_day(&["diff", &kept, "w.ron", "--lang", "en"]), 1);
    assert!(text.contains("    Status: Not started → Met\n"), "{text}");
    let chinese = home.answers(&with_day(&["diff", &kept, "w.ron", "--lang", "zh-CN"]), 1);
    assert!(chinese.contains("    状态: 未开始 → 已落实\n"), "{chinese}");

    let answer = home.json(&with_day(&["diff", &kept, "w.ron", "--json"]), 1);
    assert_eq!(answer["same"], false);
    assert_eq!(answer["before"]["verdict"], "whole");
    assert_eq!(answer["after"]["verdict"], Value::Null);
    assert_eq!(answer["before"]["frozen"]["purpose"], "年报 2026");
    let changes = answer["changes"].as_array().unwrap();
    let duty = changes.iter().find(|change| change["section"] == "duties").unwrap();
    assert_eq!((&duty["kind"], &duty["clause"]), (&"changed".into(), &"五".into()));
    assert!(duty["name"]["zh"].as_str().unwrap().starts_with("五-3 "));
    let status = &duty["fields"][0];
    assert_eq!(
        (&status["field"], &status["before"], &status["after"], &status["derived"]),
        (&"status".into(), &"not_started".into(), &"met".into(), &false.into())
    );
}

#[test]
fn two_exports_and_two_workbooks_are_compared() {
    let home = with_workbook();
    let export = |name: &str| {
        let args = ["snapshot", "w.ron", "--format", "json", "-o", name, "--with-notes", "--with-confidential"];
        home.answers(&with_day(&args), 0);
    };
    export("a.json");
    fs::copy(home.path("w.ron"), home.path("old.ron")).unwrap();
    home.answers(&with_day(&["set", "w.ron", "五-3", "--note", "两名专员"]), 0);
    export("b.json");
    home.answers(&with_day(&["diff", "a.json", "a.json"]), 0);
    let count = |a: &str, b: &str| {
        let answer = home.json(&with_day(&["diff", a, b, "--json", "--with-notes"]), 1);
        let duties = answer["changes"].as_array().unwrap().iter().filter(|change| change["section"] == "duties");
        duties.count()
    };
    for (a, b) in [("a.json", "b.json"), ("old.ron", "w.ron"), ("a.json", "w.ron"), ("b.json", "old.ron")] {
        assert_eq!(count(a, b), 1, "{a} {b}");
    }
}

#[test]
fn a_comparison_is_written_beside_the_answer() {
    let home = with_workbook();
    fs::copy(home.path("w.ron"), home.path("old.ron")).unwrap();
    home.answers(&with_day(&["set", "w.ron", "五-3", "--status", "in_progress"]), 0);
    for name in ["c.html", "c.xlsx"] {
        home.answers(&with_day(&["diff", "old.ron", "w.ron", "-o", name, "--lang", "en"]), 1);
        assert!(fs::metadata(home.path(name)).unwrap().len() > 1000);
    }
    assert!(fs::read_to_string(home.path("c.html")).unwrap().contains("In progress"));
    // An earlier comparison is replaced, a file of another program is not.
    home.answers(&with_day(&["diff", "old.ron", "w.ron", "-o", "c.html"]), 1);
    fs::copy(home.path("w.ron"), home.path("mine.html")).unwrap();
    home.refused(&with_day(&["diff", "old.ron", "w.ron", "-o", "mine.html"]));
    home.refused(&with_day(&["diff", "old.ron", "w.ron", "-o", "c.docx"]));
}

#[test]
fn what_was_altered_is_said_and_what_is_none_is_refused() {
    let home = with_workbook();
    home.answers(&with_day(&["freeze", "w.ron", "--purpose", "x"]), 0);
    let mut contents = Contents::clone(&store::read(&home.path("w.ron")).unwrap().workbook);
    for snapshot in contents.snapshots.values_mut() {
        let altered = snapshot.document.replacen(r#""status":"not_started""#, r#""status":"met""#, 1);
        assert_ne!(*altered, *snapshot.document);
        snapshot.document = altered.into();
    }
    let altered = store::to_ron(&Workbook::from_contents(contents).unwrap()).unwrap();
    let mut out = tempfile::NamedTempFile::new_in(home.folder()).unwrap();
    std::io::Write::write_all(&mut out, altered.as_bytes()).unwrap();
    out.persist(home.path("w.ron")).unwrap();
    let list = home.json(&["snapshots", "w.ron", "--json"], 1);
    assert_eq!(list[0]["verdict"], "altered");
    let text = home.answers(&with_day(&["diff", "w.ron#2026-11-24", "w.ron", "--lang", "en"]), 1);
    assert!(text.starts_with("Note: "), "{text}");

    for (a, b) in [("w.ron#2025-01-01", "w.ron"), ("no.json", "w.ron"), ("w.ron", "no.ron")] {
        home.refused(&["diff", a, b]);
    }
    let mut out = tempfile::NamedTempFile::new_in(home.folder()).unwrap();
    std::io::Write::write_all(&mut out, b"{\"a\": 1}").unwrap();
    out.persist(home.path("x.json")).unwrap();
    assert!(home.refused(&["diff", "x.json", "w.ron"]).contains("x.json"));
    assert!(matches!(verify_json("{\"format\":1}").map(|c| c.verdict), Err(_) | Ok(Verdict::Unfrozen)));
}

#[test]
fn what_is_written_names_the_files_and_no_folder() {
    let home = with_workbook();
    fs::copy(home.path("w.ron"), home.path("v.ron")).unwrap();
    home.answers(&with_day(&["set", "w.ron", "一-1", "--status", "met"]), 0);
    let (v, w) = (home.path("v.ron"), home.path("w.ron"));
    let of =
        |more: &[&str]| home.json(&with_day(&[&["diff", v.to_str().unwrap(), w.to_str().unwrap()], more].concat()), 1);
    assert_eq!(of(&["--json"])["before"]["path"], v.to_str().unwrap(), "the path as given");
    for name in ["d.json", "d.html", "d.xlsx"] {
        of(&["--json", "-o", name]);
        let folder = home.folder().to_str().unwrap().as_bytes();
        assert!(!fs::read(home.path(name)).unwrap().windows(folder.len()).any(|part| part == folder), "{name}");
    }
    let written: Value = serde_json::from_slice(&fs::read(home.path("d.json")).unwrap()).unwrap();
    assert_eq!((written["before"]["path"].as_str(), written["after"]["path"].as_str()), (Some("v.ron"), Some("w.ron")));
}
