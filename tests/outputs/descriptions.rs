//! Tests of `verify`, `check` and `diff` on files of the program: recognized, counted, and lost or left out on purpose.

use crate::support::home::Home;
use crate::world::{TODAY, fresh, place};
use license_workbook::store::{self, ExpectedState};
use license_workbook::workbook::{Contents, Workbook};
use serde_json::Value;
use std::collections::BTreeSet;

fn verified(place: &Home, name: &str, code: i32) -> Value {
    serde_json::from_str(&place.answers(&["verify", name, "--json"], code)).unwrap()
}

#[test]
fn a_comparison_is_recognized_and_checked_by_its_digest() {
    let place = place();
    place.answers(&["diff", "before.ron", "w.ron", "--today", TODAY, "-o", "c.json"], 1);
    let told = verified(&place, "c.json", 0);
    assert_eq!((&told["kind"], &told["verdict"]), (&"comparison".into(), &"whole".into()), "{told}");
    assert!(place.answers(&["verify", "c.json", "--lang", "zh-CN"], 0).contains("对比结果"));
    // White space does not matter, a change is detected, and a file without a digest is reported as such.
    let text = String::from_utf8(place.read("c.json")).unwrap();
    let mut json: Value = serde_json::from_str(&text).unwrap();
    place.write("short.json", serde_json::to_string(&json).unwrap().as_bytes());
    assert_eq!(verified(&place, "short.json", 0)["verdict"], "whole");
    place.write("changed.json", text.replacen("已备案", "未备案", 1).as_bytes());
    assert_eq!(verified(&place, "changed.json", 1)["verdict"], "altered");
    json.as_object_mut().unwrap().remove("digest");
    place.write("old.json", serde_json::to_string_pretty(&json).unwrap().as_bytes());
    let told = verified(&place, "old.json", 0);
    assert_eq!((&told["kind"], &told["verdict"]), (&"comparison".into(), &"unfrozen".into()));
    // An earlier comparison is replaced without `--force`.
    place.answers(&["diff", "before.ron", "w.ron", "--today", TODAY, "-o", "c.json"], 1);
    place.write("other.json", b"{\"same\": true}");
    assert!(place.refused(&["verify", "other.json"]).contains("other.json"));
}

#[test]
fn a_damaged_snapshot_within_a_workbook_is_named() {
    let place = fresh();
    for purpose in ["检查", "年报"] {
        place.answers(&["freeze", "w.ron", "--purpose", purpose, "--today", TODAY], 0);
    }
    assert_eq!(verified(&place, "w.ron", 0)["damaged_snapshots"], Value::Array(Vec::new()));
    let mut contents = Contents::clone(&store::read(&place.path("w.ron")).unwrap().workbook);
    let damaged = contents.snapshots.values_mut().find(|snapshot| snapshot.purpose == "年报").unwrap();
    damaged.document = damaged.document.replacen(r#""status":"not_started""#, r#""status":"met""#, 1).into();
    let workbook = Workbook::from_contents(contents).unwrap();
    store::save(&workbook, &place.path("bad.ron"), &ExpectedState::Absent, None).unwrap();
    let told = verified(&place, "bad.ron", 1);
    assert_eq!((&told["is_whole"], told["damaged_snapshots"].as_array().unwrap().len()), (&false.into(), 1));
    assert_eq!(told["damaged_snapshots"][0]["purpose"], "年报");
    let said = place.answers(&["verify", "bad.ron", "--lang", "zh-CN"], 1);
    assert!(
        said.contains("年报") && said.contains("被改动") && !said.contains("检查") && !said.contains("完整："),
        "{said}"
    );
}

/// The answer of `check` with any exit code: the license has expired.
fn checks(place: &Home, name: &str, flags: &[&str]) -> String {
    String::from_utf8(place.run(&[&["check", name, "--today", TODAY], flags].concat()).stdout).unwrap()
}

#[test]
fn what_was_left_out_of_a_copy_on_purpose_is_not_missing() {
    let place = fresh();
    place.write("合同.txt", b"contract");
    place.write("工资.txt", b"salaries");
    place.answers(&["attach", "w.ron", "五-3", "合同.txt"], 0);
    place.answers(&["attach", "w.ron", "五-3", "工资.txt", "--confidential"], 0);
    for (args, left_out) in [
        (&["part", "w.ron", "--duty", "五-3", "-o", "a.ron", "--force"][..], 1),
        (&["part", "w.ron", "--duty", "五-3", "--without-evidence", "-o", "a.ron", "--force"], 2),
        (&["part", "w.ron", "--all", "-o", "a.ron", "--force"], 1),
        (&["part", "w.ron", "--all", "--with-confidential", "-o", "a.ron", "--force"], 0),
    ] {
        place.answers(args, 0);
        let checked = checks(&place, "a.ron", &["--json"]);
        let told: Value = serde_json::from_str(&checked).unwrap();
        assert_eq!((&told["evidence"]["ok"], &told["evidence"]["missing"]), (&true.into(), &Value::Array(Vec::new())));
        assert_eq!(told["evidence"]["left_out"].as_u64().unwrap_or_default(), left_out, "{args:?}");
        let said = checks(&place, "a.ron", &["--lang", "zh-CN"]);
        assert_eq!(said.contains("副本不含"), left_out > 0, "{said}");
        let listed = place.answers(&["evidence", "a.ron", "--lang", "zh-CN"], 0);
        assert_eq!(listed.matches("不在这份副本中").count() as u64, left_out, "{listed}");
        let given = place.answers(&["evidence", "a.ron", "--extract", "out", "--force", "--with-confidential"], 0);
        assert_eq!(given.contains("副本不含"), left_out > 0, "it is reported, and is no failure: {given}");
        std::fs::remove_dir_all(place.path("out")).unwrap();
    }
    // In a whole workbook nothing is left out on purpose, so absent evidence is missing.
    let mut contents = Contents::clone(&store::read(&place.path("w.ron")).unwrap().workbook);
    contents.blobs.clear();
    store::save(&Workbook::from_contents(contents).unwrap(), &place.path("lost.ron"), &ExpectedState::Absent, None)
        .unwrap();
    let told: Value = serde_json::from_str(&checks(&place, "lost.ron", &["--json"])).unwrap();
    assert_eq!(told["evidence"]["missing"].as_array().unwrap().len(), 2);
}

/// The lines of a comparison: each added or removed record, and each changed field.
fn listed(comparison: &Value) -> BTreeSet<String> {
    let changes = comparison["changes"].as_array().unwrap().iter();
    let lines = |item: &Value| -> Vec<String> {
        let head = format!("{} {}", item["section"], item["key"]);
        let fields = item["fields"].as_array().unwrap().iter().filter(|field| field["derived"] == false);
        if item["kind"] == "changed" {
            fields.map(|field| format!("{head} {}", field["field"])).collect()
        } else {
            vec![head]
        }
    };
    changes.flat_map(lines).collect()
}

#[test]
fn as_many_differences_are_left_out_as_the_options_add() {
    let place = place();
    let kept = format!("w.ron#{}", crate::world::PURPOSE);
    let mut most = 0;
    for (a, b) in [("before.ron", "w.ron"), ("w.ron", "before.ron"), (kept.as_str(), "w.ron"), ("w.ron", "w.ron")] {
        let diff = |flags: &[&str]| {
            let args = ["diff", a, b, "--today", TODAY, "--json"];
            let json: Value = serde_json::from_slice(&place.run(&[&args[..], flags].concat()).stdout).unwrap();
            (listed(&json), json["left_out"].as_u64().unwrap())
        };
        let (all, none) = diff(&["--with-notes", "--with-confidential"]);
        assert_eq!(none, 0, "{a} {b}");
        for flags in [&[][..], &["--with-notes"], &["--with-confidential"]] {
            let (shown, left_out) = diff(flags);
            assert_eq!(left_out, all.difference(&shown).count() as u64, "{a} {b} {flags:?}");
            most = most.max(left_out);
        }
    }
    assert_eq!(most, 2, "the note and the confidential file, each once");
}
