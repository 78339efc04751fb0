//! Tests of the main commands with the real binary: output and exit codes.

use crate::support::home::Home;
use crate::support::{LICENSE, facts};
use license_workbook::store::{Holder, LockState};
use serde_json::Value;
use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::Stdio;

/// A home with a workbook `w.ron`, created on 24 November 2026.
fn with_workbook() -> Home {
    Home::with_workbook("2026-11-24")
}

#[test]
fn info_of_the_license_and_of_its_workbook_agree() {
    let home = with_workbook();
    home.write("license.txt", LICENSE.as_bytes());
    let info = home.json(&["info", "w.ron", "--json"], 0);
    assert_eq!(info, home.json(&["info", "license.txt", "--json"], 0));
    let list = |value: &Value| value.as_array().unwrap().clone();
    let provisions = list(&info["provisions"]);
    assert_eq!(provisions.len(), 16);
    assert_eq!(provisions.iter().map(|p| list(&p["sub_items"]).len()).sum::<usize>(), 21);
    let obligations = list(&info["obligations"]);
    assert_eq!(obligations.len(), facts::duties());
    let states = ["applicable", "conditional", "not_applicable"];
    for (state, count) in states.into_iter().zip(facts::by_applicability()) {
        assert_eq!(obligations.iter().filter(|o| o["applicability"] == state).count(), count, "{state}");
    }
    assert_eq!(info["license"]["number"], "苏B2-20140200");
    assert_eq!(info["license"]["valid_until"], "2024-05-09");
    assert_eq!(info["license"]["issuing_authority"], Value::Null);
    assert_eq!(info["license"]["services"][1]["class"], "B25");
    assert_eq!(info["license"]["services"][0]["limited_to"][0], "经营类电子商务");
    assert_eq!(info["problems"], serde_json::json!([]));
    let renewal = obligations.iter().find(|o| o["id"] == "十二-5").unwrap();
    assert_eq!(renewal["limit"]["amount"], 90);
    assert_eq!(renewal["limit"]["unit"], "calendar_days");
    assert_eq!(renewal["limit"]["direction"], "before");
    assert_eq!(renewal["provision"], "十二");
    assert_eq!(renewal["kind"], "event_deadline");
    assert_eq!(provisions[6]["pages"], serde_json::json!([3, 4]));
    assert!(provisions[6]["text"].as_str().unwrap().contains("落实企业网络与信息安全主体责任"));
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&info), ["annotations", "license", "obligations", "problems", "provisions"]);
}

#[test]
fn check_says_what_has_expired_and_what_is_undecided() {
    let home = with_workbook();
    let check = home.json(&["check", "w.ron", "--today", "2026-11-24", "--json"], 1);
    assert_eq!(check["today"], "2026-11-24");
    assert_eq!(check["license"], serde_json::json!({"valid_until": "2024-05-09", "days_left": -929}));
    assert_eq!(check["evidence"], serde_json::json!({"ok": true, "changed": [], "missing": []}));
    let dates = check["dates"].as_array().unwrap();
    let states: Vec<_> = dates
        .iter()
        .map(|d| [&d["obligation"], &d["raw"], &d["due"], &d["state"]].map(|v| v.as_str().unwrap().to_owned()))
        .collect();
    let undecided = |label| [label, "2024-02-09", "2024-02-09", "decision_missing"].map(str::to_owned);
    let report = ["十四-1", "2027-03-31", "2027-03-31", "later"].map(str::to_owned);
    assert_eq!(states, [undecided("十二-5"), undecided("十二-6"), report]);
    assert!(dates.iter().all(|d| !d["steps"].as_array().unwrap().is_empty() && d["provisional"] == false));
    // Until the first date has passed, the check succeeds.
    home.answers(&["check", "w.ron", "--today", "2023-06-01"], 0);
    home.answers(&["check", "w.ron", "--today", "2024-02-09"], 0);
    home.answers(&["check", "w.ron", "--today", "2024-02-10"], 1);
}

#[test]
fn an_overdue_duty_makes_the_answer_no() {
    let home = with_workbook();
    home.fine(&["set", "w.ron", "五-1", "--due", "2023-05-30"]);
    let check = home.json(&["check", "w.ron", "--today", "2023-06-01", "--json"], 1);
    assert_eq!(check["dates"][0]["state"], "overdue");
    assert_eq!(check["dates"][0]["obligation"], "五-1");
    home.fine(&["set", "w.ron", "五-1", "--status", "met"]);
    let check = home.json(&["check", "w.ron", "--today", "2023-06-01", "--json"], 0);
    assert_eq!(check["dates"][0]["state"], "done");
}

#[test]
fn a_change_by_another_hand_is_named() {
    let home = with_workbook();
    home.fine(&["set", "w.ron", "五-1", "--note", "first words"]);
    let text = fs::read_to_string(home.path("w.ron")).unwrap().replace("first words", "other words");
    fs::remove_file(home.path("w.ron")).unwrap();
    home.write("w.ron", text.as_bytes());
    let check = home.json(&["check", "w.ron", "--today", "2023-06-01", "--json"], 1);
    assert_eq!(check["problems"][0]["kind"], "changed_section");
}

#[test]
fn set_is_one_record_with_the_author() {
    let home = with_workbook();
    let output = home.run(&[
        "set",
        "w.ron",
        "十二-1",
        "--status",
        "met",
        "--note",
        "=cmd()",
        "--statement",
        "已更新",
        "--owner",
        "王宝军",
        "--due",
        "2026-12-31",
        "--author",
        "李雷",
        "--lang",
        "zh-CN",
    ]);
    let (said, note) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    let told = ["标为已落实（原为未开始）", "负责人：王宝军", "自定期限：2026-12-31"];
    assert!(told.iter().all(|what| said.lines().any(|line| line == format!("十二-1 {what}"))), "{said}");
    assert_eq!(said.lines().count(), 5, "each change is reported: {said}");
    // A new person is added, and a note reports this.
    assert!(output.status.success() && note.contains("w.ron") && note.contains("新增了人员“王宝军”"), "{note}");
    assert_eq!(note.lines().count(), 1);
    // A label may have full-width brackets.
    home.fine(&["set", "w.ron", "十六（三）-1", "--status", "in_progress", "--author", "李雷"]);
    home.fine(&[
        "set",
        "w.ron",
        "三-1",
        "--status",
        "not_applicable",
        "--reason",
        "不建设传输网络",
        "--author",
        "李雷",
    ]);
    home.fine(&[
        "snapshot",
        "w.ron",
        "--format",
        "json",
        "--with-notes",
        "--with-history",
        "-o",
        "out.json",
        "--lang",
        "en",
    ]);
    let snapshot: Value = serde_json::from_slice(&fs::read(home.path("out.json")).unwrap()).unwrap();
    let duty =
        |label: &str| snapshot["duties"].as_array().unwrap().iter().find(|d| d["label"] == label).unwrap().clone();
    let first = duty("十二-1");
    assert_eq!(first["status"], "met");
    assert_eq!(first["note"], "=cmd()");
    assert_eq!(first["statement"], "已更新");
    assert_eq!(first["owner"], "王宝军");
    assert_eq!(first["assessed_by"], "李雷");
    assert_eq!(first["due"], "2026-12-31");
    assert_eq!(duty("十六(三)-1")["status"], "in_progress");
    assert_eq!(duty("三-1")["justification"], "不建设传输网络");
    let history = snapshot["history"].as_array().unwrap();
    assert_eq!(history.len(), 4, "one record for the author, and one for each command");
    assert!(history.iter().all(|record| record["author"] == "李雷"));
    assert_eq!(snapshot["people"].as_array().unwrap().len(), 2);
    // An edit that changes nothing leaves the file as it is.
    let before = home.files();
    home.fine(&["set", "w.ron", "十二-1", "--status", "met", "--author", "Somebody else"]);
    assert_eq!(home.files(), before);
    home.fine(&["set", "w.ron", "十二-1", "--due", "none", "--owner", "none", "--note", ""]);
}

#[test]
fn set_refuses_what_makes_no_sense() {
    let home = with_workbook();
    let said = home.refused(&["set", "w.ron", "十二-1", "--status", "not_applicable"]);
    assert!(said.contains("w.ron") && said.contains("--reason"), "{said}");
    home.refused(&["set", "w.ron", "十二-1", "--status", "not_applicable", "--justification", "  "]);
    for label in ["12-50", "十二-50", "１２－５０"] {
        let said = home.refused(&["set", "w.ron", label, "--status", "met"]);
        assert!(said.contains("w.ron") && said.contains("十二-5"), "{said}");
    }
    for args in [
        ["--status", "done"],
        ["--due", "2026-02-30"],
        ["--due", "tomorrow"],
        ["--today", "2026-11-24"],
        ["--colour", "red"],
    ] {
        home.refused(&[&["set", "w.ron", "十二-1"], args.as_slice()].concat());
    }
    home.refused(&["set", "w.ron", "十二-1"]);
    home.refused(&["set", "w.ron"]);
}

#[test]
fn snapshots_in_every_format_and_language() {
    let home = with_workbook();
    home.fine(&["set", "w.ron", "五-1", "--note", "only for us"]);
    for (language, word) in [("zh-CN", "未开始"), ("en", "Not started")] {
        for format in ["html", "csv", "json"] {
            let out = format!("out-{language}.{format}");
            let args =
                ["snapshot", "w.ron", "--format", format, "--today", "2026-11-24", "--lang", language, "-o", &out];
            home.fine(&args);
            let text = fs::read_to_string(home.path(&out)).unwrap();
            let word = if format == "json" { "not_started" } else { word };
            assert!(text.contains(word) && text.contains("2026-11-24") && text.contains("苏B2-20140200"), "{out}");
            assert!(!text.contains("only for us"), "{out}");
            // An earlier export is replaced, and the same day gives the same bytes.
            home.fine(&args);
            assert_eq!(fs::read_to_string(home.path(&out)).unwrap(), text, "{out}");
            home.fine(&[args.as_slice(), &["--with-notes"]].concat());
            assert!(fs::read_to_string(home.path(&out)).unwrap().contains("only for us"), "{out}");
        }
    }
    home.fine(&["snapshot", "w.ron", "--format", "csv", "--table", "dates", "-o", "dates.csv"]);
    let csv = fs::read(home.path("out-en.csv")).unwrap();
    assert!(csv.starts_with("\u{feff}No.,".as_bytes()));
    assert!(String::from_utf8(csv).unwrap().ends_with("\r\n"));
}

#[test]
fn an_export_replaces_nothing_but_exports() {
    let home = with_workbook();
    home.write("mine.html", b"<p>mine</p>");
    let export = |out: &str| {
        ["snapshot", "w.ron", "--format", "html", "-o"]
            .map(str::to_owned)
            .into_iter()
            .chain([out.to_owned()])
            .collect::<Vec<_>>()
    };
    let refused = |args: &[String]| home.refused(&args.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(refused(&export("mine.html")).contains("--force"));
    let forced: Vec<String> = export("w.ron").into_iter().chain(["--force".to_owned()]).collect();
    assert!(refused(&forced).contains("w.ron"));
    refused(&export("no/such/folder/out.html"));
    fs::create_dir(home.path("folder")).unwrap();
    refused(&export("folder"));
    home.fine(&["snapshot", "w.ron", "--format", "html", "-o", "mine.html", "--force"]);
}

#[test]
fn new_does_not_write_over_a_file() {
    let home = with_workbook();
    let said = home.refused(&["new", "-o", "w.ron"]);
    assert!(said.contains("w.ron") && said.contains("--force"), "{said}");
    home.fine(&["new", "-o", "w.ron", "--force"]);
    home.write("license.txt", LICENSE.as_bytes());
    home.fine(&["new", "--license", "license.txt", "-o", "other.ron"]);
    home.write("garbage.txt", b"no license at all");
    // What was read is shown.
    let output = home.run(&["new", "--license", "garbage.txt", "-o", "third.ron"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("no license at all\n"));
    home.refused(&["new", "--license", "missing.txt", "-o", "third.ron"]);
    home.refused(&["new", "--license", "w.ron", "-o", "third.ron"]);
    home.refused(&["new", "-o", "no/such/folder/w.ron"]);
    fs::create_dir(home.path("folder")).unwrap();
    home.refused(&["new", "-o", "folder"]);
    home.refused(&["new"]);
}

#[test]
fn bad_files_are_refused_and_left_alone() {
    let home = with_workbook();
    let good = fs::read_to_string(home.path("w.ron")).unwrap();
    let half: String = good.chars().take(good.chars().count() / 2).collect();
    let broken = good.replacen("tracked_from", "tracked_form", 1);
    let newer = good.replacen("format: 3", "format: 99", 1);
    assert!(broken != good && newer != good);
    let files: [(&str, &[u8]); 9] = [
        ("empty.ron", b""),
        ("zeros.ron", &[0; 4096]),
        ("garbage.ron", b"\x89PNG\r\n\x1a\n\xff\xfe\xfd"),
        ("latin.ron", b"caf\xe9"),
        ("half.ron", half.as_bytes()),
        ("broken.ron", broken.as_bytes()),
        ("newer.ron", newer.as_bytes()),
        ("other.ron", b"(window: (width: 3))"),
        ("license.txt", LICENSE.as_bytes()),
    ];
    fs::create_dir(home.path("folder")).unwrap();
    for (name, bytes) in files {
        home.write(name, bytes);
    }
    for name in files.map(|(name, _)| name).into_iter().chain(["missing.ron", "folder", "."]) {
        let mut commands = vec![
            vec!["check", name, "--json"],
            vec!["set", name, "十二-1", "--status", "met"],
            vec!["snapshot", name, "--format", "json", "-o", "out.json"],
        ];
        // `info` reads the text of a license.
        if name != "license.txt" {
            commands.push(vec!["info", name, "--json"]);
        }
        for command in commands {
            let said = home.refused(&command);
            assert!(said.contains(name), "{command:?}: {said}");
            assert!(said.contains(';'), "{command:?} names no next step: {said}");
        }
    }
    let said = home.refused(&["check", "broken.ron"]);
    assert!(said.contains("line ") && said.contains("tracked_form"), "{said}");
}

#[test]
fn a_read_only_file_is_not_written() {
    let home = with_workbook();
    let mut permissions = fs::metadata(home.path("w.ron")).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(home.path("w.ron"), permissions).unwrap();
    let said = home.refused(&["set", "w.ron", "五-1", "--status", "met"]);
    assert!(said.contains("w.ron") && said.contains("read-only"), "{said}");
    home.fine(&["info", "w.ron"]);
}

#[test]
fn a_file_that_someone_works_on_is_not_changed() {
    let home = with_workbook();
    let lock = LockState::acquire(&home.path("w.ron"), &Holder::new("韩梅梅", crate::support::moment()));
    assert!(lock.may_save());
    let said = home.refused(&["set", "w.ron", "五-1", "--status", "met", "--wait", "0"]);
    assert!(said.contains("by 韩梅梅 since 2026-11-20 14:30"), "{said}");
    home.refused(&["new", "-o", "w.ron", "--force", "--wait", "0"]);
    home.fine(&["info", "w.ron"]);
    drop(lock);
    home.fine(&["set", "w.ron", "五-1", "--status", "met"]);
}

#[test]
fn errors_speak_the_language_that_is_asked_for() {
    let home = Home::new();
    let zh = home.refused(&["check", "没有.ron", "--lang", "zh-CN"]);
    assert!(zh.ends_with("没有.ron”不存在；请检查路径，文件可能已被移走，或所在磁盘未连接\n"), "{zh}");
    assert!(home.refused(&["check", "没有.ron", "--lang", "en"]).contains("does not exist"));
}

#[test]
fn help_is_an_answer_and_a_closed_pipe_no_failure() {
    let home = with_workbook();
    assert!(home.fine(&["--help"]).contains("snapshot"));
    assert!(home.fine(&["snapshot", "--help"]).contains("--with-notes"));
    assert!(home.fine(&["--version"]).starts_with("license-workbook "));
    let mut child =
        home.command(&["info", "w.ron", "--json"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(0), ""));
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_display_a_command_is_named() {
    let home = Home::new();
    let said = home.refused(&[]);
    assert!(said.contains("license-workbook info"), "{said}");
}

#[test]
fn files_are_named_by_their_path() {
    let home = with_workbook();
    fs::create_dir(home.path("子 文件夹")).unwrap();
    let inside = Path::new("子 文件夹").join("许可证 工作簿.ron");
    let inside = inside.to_str().unwrap();
    home.fine(&["new", "-o", inside]);
    home.fine(&["set", inside, "五-1", "--status", "met"]);
    assert!(home.refused(&["set", inside, "五-1", "--status", "not_applicable"]).contains(inside));
}
