//! The command line, as people and programs meet it: the real binary, its answers, its exit codes.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use crate::support::LICENSE;
use license_workbook::store::{Holder, LockState};
use serde_json::Value;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A folder of its own for the files, settings and state of a test.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// With a workbook `w.ron`, made on 24 November 2026.
    fn with_workbook() -> Self {
        let desk = Self::new();
        desk.fine(&["new", "-o", "w.ron", "--today", "2026-11-24"]);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        let mut file = tempfile::NamedTempFile::new_in(self.folder.path()).unwrap();
        std::io::Write::write_all(&mut file, bytes).unwrap();
        file.persist(self.path(name)).unwrap();
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_license-workbook"));
        command
            .args(args)
            .current_dir(self.folder.path())
            .env("LICENSE_WORKBOOK_STATE_DIR", self.path("state"))
            .env("USER", "tester")
            .env("LANG", "en_US.UTF-8")
            .env_remove("LC_ALL")
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("WAYLAND_SOCKET");
        command
    }

    fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// Runs what must go well; returns the answer.
    fn fine(&self, args: &[&str]) -> String {
        self.answers(args, 0)
    }

    /// Runs what must answer with this exit code and nothing on standard error.
    fn answers(&self, args: &[&str], code: i32) -> String {
        let output = self.run(args);
        let complaint = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), complaint.as_str()), (Some(code), ""), "{args:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn json(&self, args: &[&str], code: i32) -> Value {
        serde_json::from_str(&self.answers(args, code)).unwrap()
    }

    /// Runs what cannot be done: exit code 2, one line on standard error, nothing on standard output, and no file
    /// of the desk is other than before.
    fn refused(&self, args: &[&str]) -> String {
        let before = self.files();
        let output = self.run(args);
        let complaint = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}: {complaint}");
        assert_eq!(output.stdout, b"", "{args:?}");
        assert_eq!(complaint.lines().count(), 1, "{args:?}: {complaint}");
        assert!(complaint.ends_with('\n') && complaint.starts_with("license-workbook: "), "{complaint}");
        assert_eq!(self.files(), before, "{args:?} changed files");
        complaint
    }

    /// The files of the desk that people see, with what is in them.
    fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files: Vec<_> = fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.is_file() && !path.file_name().unwrap().to_string_lossy().starts_with('.'))
            .map(|path| (path.clone(), fs::read(&path).unwrap()))
            .collect();
        files.sort();
        files
    }
}

#[test]
fn info_of_the_license_and_of_its_workbook_agree() {
    let desk = Desk::with_workbook();
    desk.write("license.txt", LICENSE.as_bytes());
    let info = desk.json(&["info", "w.ron", "--json"], 0);
    assert_eq!(info, desk.json(&["info", "license.txt", "--json"], 0));
    let list = |value: &Value| value.as_array().unwrap().clone();
    let provisions = list(&info["provisions"]);
    assert_eq!(provisions.len(), 16);
    assert_eq!(provisions.iter().map(|p| list(&p["sub_items"]).len()).sum::<usize>(), 21);
    let obligations = list(&info["obligations"]);
    assert_eq!(obligations.len(), 141);
    for (state, count) in [("applicable", 78), ("conditional", 54), ("not_applicable", 9)] {
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
    let desk = Desk::with_workbook();
    let check = desk.json(&["check", "w.ron", "--today", "2026-11-24", "--json"], 1);
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
    // Before anything had passed, all was well.
    desk.answers(&["check", "w.ron", "--today", "2023-06-01"], 0);
    desk.answers(&["check", "w.ron", "--today", "2024-02-09"], 0);
    desk.answers(&["check", "w.ron", "--today", "2024-02-10"], 1);
}

#[test]
fn an_overdue_duty_makes_the_answer_no() {
    let desk = Desk::with_workbook();
    desk.fine(&["set", "w.ron", "五-1", "--due", "2023-05-30"]);
    let check = desk.json(&["check", "w.ron", "--today", "2023-06-01", "--json"], 1);
    assert_eq!(check["dates"][0]["state"], "overdue");
    assert_eq!(check["dates"][0]["obligation"], "五-1");
    desk.fine(&["set", "w.ron", "五-1", "--status", "met"]);
    let check = desk.json(&["check", "w.ron", "--today", "2023-06-01", "--json"], 0);
    assert_eq!(check["dates"][0]["state"], "done");
}

#[test]
fn a_change_by_another_hand_is_named() {
    let desk = Desk::with_workbook();
    desk.fine(&["set", "w.ron", "五-1", "--note", "first words"]);
    let text = fs::read_to_string(desk.path("w.ron")).unwrap().replace("first words", "other words");
    fs::remove_file(desk.path("w.ron")).unwrap();
    desk.write("w.ron", text.as_bytes());
    let check = desk.json(&["check", "w.ron", "--today", "2023-06-01", "--json"], 1);
    assert_eq!(check["problems"][0]["kind"], "changed_section");
}

#[test]
fn set_is_one_record_with_the_author() {
    let desk = Desk::with_workbook();
    let output = desk.run(&[
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
    assert_eq!(said.lines().count(), 5, "each change is told: {said}");
    // A person who was not there before is added, and that is said.
    assert!(output.status.success() && note.contains("w.ron") && note.contains("新增了人员“王宝军”"), "{note}");
    assert_eq!(note.lines().count(), 1);
    // Full-width brackets and a name in another case are the same.
    desk.fine(&["set", "w.ron", "十六（三）-1", "--status", "in_progress", "--author", "李雷"]);
    desk.fine(&[
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
    desk.fine(&[
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
    let snapshot: Value = serde_json::from_slice(&fs::read(desk.path("out.json")).unwrap()).unwrap();
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
    assert_eq!(history.len(), 4, "the author, and one record a command");
    assert!(history.iter().all(|record| record["author"] == "李雷"));
    assert_eq!(snapshot["people"].as_array().unwrap().len(), 2);
    // What holds already leaves the file as it is.
    let before = desk.files();
    desk.fine(&["set", "w.ron", "十二-1", "--status", "met", "--author", "Somebody else"]);
    assert_eq!(desk.files(), before);
    desk.fine(&["set", "w.ron", "十二-1", "--due", "none", "--owner", "none", "--note", ""]);
}

#[test]
fn set_refuses_what_makes_no_sense() {
    let desk = Desk::with_workbook();
    let said = desk.refused(&["set", "w.ron", "十二-1", "--status", "not_applicable"]);
    assert!(said.contains("w.ron") && said.contains("--reason"), "{said}");
    desk.refused(&["set", "w.ron", "十二-1", "--status", "not_applicable", "--justification", "  "]);
    for label in ["12-50", "十二-50", "１２－５０"] {
        let said = desk.refused(&["set", "w.ron", label, "--status", "met"]);
        assert!(said.contains("w.ron") && said.contains("十二-5"), "{said}");
    }
    for args in [
        ["--status", "done"],
        ["--due", "2026-02-30"],
        ["--due", "tomorrow"],
        ["--today", "2026-11-24"],
        ["--colour", "red"],
    ] {
        desk.refused(&[&["set", "w.ron", "十二-1"], args.as_slice()].concat());
    }
    desk.refused(&["set", "w.ron", "十二-1"]);
    desk.refused(&["set", "w.ron"]);
}

#[test]
fn snapshots_in_every_format_and_language() {
    let desk = Desk::with_workbook();
    desk.fine(&["set", "w.ron", "五-1", "--note", "only for us"]);
    for (language, word) in [("zh-CN", "未开始"), ("en", "Not started")] {
        for format in ["html", "csv", "json"] {
            let out = format!("out-{language}.{format}");
            let args =
                ["snapshot", "w.ron", "--format", format, "--today", "2026-11-24", "--lang", language, "-o", &out];
            desk.fine(&args);
            let text = fs::read_to_string(desk.path(&out)).unwrap();
            let word = if format == "json" { "not_started" } else { word };
            assert!(text.contains(word) && text.contains("2026-11-24") && text.contains("苏B2-20140200"), "{out}");
            assert!(!text.contains("only for us"), "{out}");
            // An earlier export is replaced, and the same day gives the same bytes.
            desk.fine(&args);
            assert_eq!(fs::read_to_string(desk.path(&out)).unwrap(), text, "{out}");
            desk.fine(&[args.as_slice(), &["--with-notes"]].concat());
            assert!(fs::read_to_string(desk.path(&out)).unwrap().contains("only for us"), "{out}");
        }
    }
    desk.fine(&["snapshot", "w.ron", "--format", "csv", "--table", "dates", "-o", "dates.csv"]);
    let csv = fs::read(desk.path("out-en.csv")).unwrap();
    assert!(csv.starts_with("\u{feff}No.,".as_bytes()));
    assert!(String::from_utf8(csv).unwrap().ends_with("\r\n"));
}

#[test]
fn an_export_replaces_nothing_but_exports() {
    let desk = Desk::with_workbook();
    desk.write("mine.html", b"<p>mine</p>");
    let export = |out: &str| {
        ["snapshot", "w.ron", "--format", "html", "-o"]
            .map(str::to_owned)
            .into_iter()
            .chain([out.to_owned()])
            .collect::<Vec<_>>()
    };
    let refused = |args: &[String]| desk.refused(&args.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(refused(&export("mine.html")).contains("--force"));
    let forced: Vec<String> = export("w.ron").into_iter().chain(["--force".to_owned()]).collect();
    assert!(refused(&forced).contains("w.ron"));
    refused(&export("no/such/folder/out.html"));
    fs::create_dir(desk.path("folder")).unwrap();
    refused(&export("folder"));
    desk.fine(&["snapshot", "w.ron", "--format", "html", "-o", "mine.html", "--force"]);
}

#[test]
fn new_does_not_write_over_a_file() {
    let desk = Desk::with_workbook();
    let said = desk.refused(&["new", "-o", "w.ron"]);
    assert!(said.contains("w.ron") && said.contains("--force"), "{said}");
    desk.fine(&["new", "-o", "w.ron", "--force"]);
    desk.write("license.txt", LICENSE.as_bytes());
    desk.fine(&["new", "--license", "license.txt", "-o", "other.ron"]);
    desk.write("garbage.txt", b"no license at all");
    desk.refused(&["new", "--license", "garbage.txt", "-o", "third.ron"]);
    desk.refused(&["new", "--license", "missing.txt", "-o", "third.ron"]);
    desk.refused(&["new", "--license", "w.ron", "-o", "third.ron"]);
    desk.refused(&["new", "-o", "no/such/folder/w.ron"]);
    fs::create_dir(desk.path("folder")).unwrap();
    desk.refused(&["new", "-o", "folder"]);
    desk.refused(&["new"]);
}

#[test]
fn bad_files_are_refused_and_left_alone() {
    let desk = Desk::with_workbook();
    let good = fs::read_to_string(desk.path("w.ron")).unwrap();
    let half: String = good.chars().take(good.chars().count() / 2).collect();
    let broken = good.replacen("tracked_from", "tracked_form", 1);
    let newer = good.replacen("format: 2", "format: 99", 1);
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
    fs::create_dir(desk.path("folder")).unwrap();
    for (name, bytes) in files {
        desk.write(name, bytes);
    }
    for name in files.map(|(name, _)| name).into_iter().chain(["missing.ron", "folder", "."]) {
        let mut commands = vec![
            vec!["check", name, "--json"],
            vec!["set", name, "十二-1", "--status", "met"],
            vec!["snapshot", name, "--format", "json", "-o", "out.json"],
        ];
        // That is just what `info` reads.
        if name != "license.txt" {
            commands.push(vec!["info", name, "--json"]);
        }
        for command in commands {
            let said = desk.refused(&command);
            assert!(said.contains(name), "{command:?}: {said}");
            assert!(said.contains(';'), "{command:?} names no next step: {said}");
        }
    }
    let said = desk.refused(&["check", "broken.ron"]);
    assert!(said.contains("line ") && said.contains("tracked_form"), "{said}");
}

#[test]
fn a_read_only_file_is_not_written() {
    let desk = Desk::with_workbook();
    let mut permissions = fs::metadata(desk.path("w.ron")).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(desk.path("w.ron"), permissions).unwrap();
    let said = desk.refused(&["set", "w.ron", "五-1", "--status", "met"]);
    assert!(said.contains("w.ron") && said.contains("read-only"), "{said}");
    desk.fine(&["info", "w.ron"]);
}

#[test]
fn a_file_that_someone_works_on_is_not_changed() {
    let desk = Desk::with_workbook();
    let lock = LockState::acquire(&desk.path("w.ron"), &Holder::new("韩梅梅", crate::support::moment()));
    assert!(lock.may_save());
    let said = desk.refused(&["set", "w.ron", "五-1", "--status", "met", "--wait", "0"]);
    assert!(said.contains("by 韩梅梅 since 2026-11-20 14:30"), "{said}");
    desk.refused(&["new", "-o", "w.ron", "--force", "--wait", "0"]);
    desk.fine(&["info", "w.ron"]);
    drop(lock);
    desk.fine(&["set", "w.ron", "五-1", "--status", "met"]);
}

#[test]
fn errors_speak_the_language_that_is_asked_for() {
    let desk = Desk::new();
    let zh = desk.refused(&["check", "没有.ron", "--lang", "zh-CN"]);
    assert!(zh.ends_with("没有.ron”不存在；请检查路径，文件可能已被移走，或所在磁盘未连接\n"), "{zh}");
    assert!(desk.refused(&["check", "没有.ron", "--lang", "en"]).contains("does not exist"));
}

#[test]
fn help_is_an_answer_and_a_closed_pipe_no_failure() {
    let desk = Desk::with_workbook();
    assert!(desk.fine(&["--help"]).contains("snapshot"));
    assert!(desk.fine(&["snapshot", "--help"]).contains("--with-notes"));
    assert!(desk.fine(&["--version"]).starts_with("license-workbook "));
    let mut child =
        desk.command(&["info", "w.ron", "--json"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(0), ""));
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_display_a_command_is_named() {
    let desk = Desk::new();
    let said = desk.refused(&[]);
    assert!(said.contains("license-workbook info"), "{said}");
}

#[test]
fn files_are_named_by_their_path() {
    let desk = Desk::with_workbook();
    fs::create_dir(desk.path("子 文件夹")).unwrap();
    let inside = Path::new("子 文件夹").join("许可证 工作簿.ron");
    let inside = inside.to_str().unwrap();
    desk.fine(&["new", "-o", inside]);
    desk.fine(&["set", inside, "五-1", "--status", "met"]);
    assert!(desk.refused(&["set", inside, "五-1", "--status", "not_applicable"]).contains(inside));
}
