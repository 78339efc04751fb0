//! `freeze`, `snapshots` and `diff` as people and programs meet them: the real binary, its answers, its exit codes.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use license_workbook::snapshot::verify::{Verdict, verify_json};
use license_workbook::store;
use license_workbook::workbook::{Contents, Workbook};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use tempfile::TempDir;

/// A folder of its own, with a workbook `w.ron` made on 24 November 2026.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        desk.answers(&["new", "-o", "w.ron", "--today", "2026-11-24"], 0);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn run(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_license-workbook"));
        command.args(args).current_dir(self.0.path());
        command.env("LICENSE_WORKBOOK_STATE_DIR", self.path("state")).env("USER", "tester");
        command.env("LANG", "en_US.UTF-8").env_remove("LC_ALL").output().unwrap()
    }

    /// The answer, which must come with this exit code and without a complaint.
    fn answers(&self, args: &[&str], code: i32) -> String {
        let output = self.run(args);
        let complaint = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), complaint.as_str()), (Some(code), ""), "{args:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn json(&self, args: &[&str], code: i32) -> Value {
        serde_json::from_str(&self.answers(args, code)).unwrap()
    }

    /// The complaint, one line; nothing was answered.
    fn refused(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let complaint = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(2), &b""[..]), "{args:?}: {complaint}");
        assert_eq!(complaint.lines().count(), 1, "{complaint}");
        complaint
    }
}

const DAY: &[&str] = &["--today", "2026-11-24"];

fn with_day<'a>(args: &[&'a str]) -> Vec<&'a str> {
    args.iter().chain(DAY).copied().collect()
}

#[test]
fn what_was_frozen_is_listed_checked_and_compared_with_what_is() {
    let desk = Desk::new();
    // Whoever appears for the first time is added to the registry, which is a change of its own.
    desk.answers(&with_day(&["set", "w.ron", "一-1", "--note", "x", "--author", "赵强"]), 0);
    let made = desk.json(&with_day(&["freeze", "w.ron", "--purpose", "年报 2026", "--author", "赵强", "--json"]), 0);
    assert_eq!((&made["verdict"], &made["by"], &made["on"]), (&"whole".into(), &"赵强".into(), &"2026-11-24".into()));
    let list = desk.json(&["snapshots", "w.ron", "--json"], 0);
    assert_eq!(list, Value::from(vec![made.clone()]));
    assert!(desk.answers(&["snapshots", "w.ron", "--lang", "en"], 0).contains("Unchanged"));

    let id = made["id"].as_str().unwrap();
    let digest = made["digest"].as_str().unwrap();
    let by_digest = format!("w.ron#{}", digest.get(..8).unwrap());
    for kept in [format!("w.ron#{id}"), "w.ron#2026-11-24".to_owned(), by_digest] {
        desk.answers(&with_day(&["diff", &kept, "w.ron"]), 0);
    }
    desk.answers(&with_day(&["set", "w.ron", "五-3", "--status", "met", "--owner", "none"]), 0);
    let kept = format!("w.ron#{id}");
    let text = desk.answers(&with_day(&["diff", &kept, "w.ron", "--lang", "en"]), 1);
    assert!(text.contains("    Status: Not started → Met\n"), "{text}");
    let chinese = desk.answers(&with_day(&["diff", &kept, "w.ron", "--lang", "zh-CN"]), 1);
    assert!(chinese.contains("    状态: 未开始 → 已落实\n"), "{chinese}");

    let answer = desk.json(&with_day(&["diff", &kept, "w.ron", "--json"]), 1);
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
    let desk = Desk::new();
    let export = |name: &str| {
        let args = ["snapshot", "w.ron", "--format", "json", "-o", name, "--with-notes", "--with-confidential"];
        desk.answers(&with_day(&args), 0);
    };
    export("a.json");
    fs::copy(desk.path("w.ron"), desk.path("old.ron")).unwrap();
    desk.answers(&with_day(&["set", "w.ron", "五-3", "--note", "两名专员"]), 0);
    export("b.json");
    desk.answers(&with_day(&["diff", "a.json", "a.json"]), 0);
    let count = |a: &str, b: &str| {
        let answer = desk.json(&with_day(&["diff", a, b, "--json", "--with-notes"]), 1);
        let duties = answer["changes"].as_array().unwrap().iter().filter(|change| change["section"] == "duties");
        duties.count()
    };
    for (a, b) in [("a.json", "b.json"), ("old.ron", "w.ron"), ("a.json", "w.ron"), ("b.json", "old.ron")] {
        assert_eq!(count(a, b), 1, "{a} {b}");
    }
}

#[test]
fn a_comparison_is_written_beside_the_answer() {
    let desk = Desk::new();
    fs::copy(desk.path("w.ron"), desk.path("old.ron")).unwrap();
    desk.answers(&with_day(&["set", "w.ron", "五-3", "--status", "in_progress"]), 0);
    for name in ["c.html", "c.xlsx"] {
        desk.answers(&with_day(&["diff", "old.ron", "w.ron", "-o", name, "--lang", "en"]), 1);
        assert!(fs::metadata(desk.path(name)).unwrap().len() > 1000);
    }
    assert!(fs::read_to_string(desk.path("c.html")).unwrap().contains("In progress"));
    // Its own page is replaced, a file of another program is not.
    desk.answers(&with_day(&["diff", "old.ron", "w.ron", "-o", "c.html"]), 1);
    fs::copy(desk.path("w.ron"), desk.path("mine.html")).unwrap();
    desk.refused(&with_day(&["diff", "old.ron", "w.ron", "-o", "mine.html"]));
    desk.refused(&with_day(&["diff", "old.ron", "w.ron", "-o", "c.docx"]));
}

#[test]
fn what_was_altered_is_said_and_what_is_none_is_refused() {
    let desk = Desk::new();
    desk.answers(&with_day(&["freeze", "w.ron", "--purpose", "x"]), 0);
    let mut contents = Contents::clone(&store::read(&desk.path("w.ron")).unwrap().workbook);
    for snapshot in contents.snapshots.values_mut() {
        let altered = snapshot.document.replacen(r#""status":"not_started""#, r#""status":"met""#, 1);
        assert_ne!(*altered, *snapshot.document);
        snapshot.document = altered.into();
    }
    let altered = store::to_ron(&Workbook::from_contents(contents).unwrap()).unwrap();
    let mut out = tempfile::NamedTempFile::new_in(desk.0.path()).unwrap();
    std::io::Write::write_all(&mut out, altered.as_bytes()).unwrap();
    out.persist(desk.path("w.ron")).unwrap();
    let list = desk.json(&["snapshots", "w.ron", "--json"], 1);
    assert_eq!(list[0]["verdict"], "altered");
    let text = desk.answers(&with_day(&["diff", "w.ron#2026-11-24", "w.ron", "--lang", "en"]), 1);
    assert!(text.starts_with("Note: "), "{text}");

    for (a, b) in [("w.ron#2025-01-01", "w.ron"), ("no.json", "w.ron"), ("w.ron", "no.ron")] {
        desk.refused(&["diff", a, b]);
    }
    let mut out = tempfile::NamedTempFile::new_in(desk.0.path()).unwrap();
    std::io::Write::write_all(&mut out, b"{\"a\": 1}").unwrap();
    out.persist(desk.path("x.json")).unwrap();
    assert!(desk.refused(&["diff", "x.json", "w.ron"]).contains("x.json"));
    assert!(matches!(verify_json("{\"format\":1}").map(|c| c.verdict), Err(_) | Ok(Verdict::Unfrozen)));
}

#[test]
fn what_is_written_names_the_files_and_no_folder() {
    let desk = Desk::new();
    fs::copy(desk.path("w.ron"), desk.path("v.ron")).unwrap();
    desk.answers(&with_day(&["set", "w.ron", "一-1", "--status", "met"]), 0);
    let (v, w) = (desk.path("v.ron"), desk.path("w.ron"));
    let of =
        |more: &[&str]| desk.json(&with_day(&[&["diff", v.to_str().unwrap(), w.to_str().unwrap()], more].concat()), 1);
    assert_eq!(of(&["--json"])["before"]["path"], v.to_str().unwrap(), "what was asked for");
    for name in ["d.json", "d.html", "d.xlsx"] {
        of(&["--json", "-o", name]);
        let folder = desk.0.path().to_str().unwrap().as_bytes();
        assert!(!fs::read(desk.path(name)).unwrap().windows(folder.len()).any(|part| part == folder), "{name}");
    }
    let written: Value = serde_json::from_slice(&fs::read(desk.path("d.json")).unwrap()).unwrap();
    assert_eq!((written["before"]["path"].as_str(), written["after"]["path"].as_str()), (Some("v.ron"), Some("w.ron")));
}
