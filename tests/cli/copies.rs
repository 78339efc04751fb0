//! Copies on the command line: merged, taken apart, signed and checked, by the real binary.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::Value;
use std::path::PathBuf;
use std::process::{Command, Output};
use tempfile::TempDir;

struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        desk.code(0, &["new", "-o", "a.ron", "--today", "2026-11-24"]);
        for name in ["b.ron", "c.ron"] {
            std::fs::copy(desk.path("a.ron"), desk.path(name)).unwrap();
        }
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn run(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_license-workbook"))
            .args(args)
            .current_dir(self.0.path())
            .env("LICENSE_WORKBOOK_STATE_DIR", self.path("state"))
            .env("USER", "tester")
            .env("LANG", "en_US.UTF-8")
            .env_remove("LC_ALL")
            .output()
            .unwrap()
    }

    /// Standard output of a command that ends with this exit code.
    #[track_caller]
    fn code(&self, code: i32, args: &[&str]) -> String {
        let output = self.run(args);
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{args:?}: {error}");
        // One line where it could not be done, and one where somebody was added to the registry.
        let said = usize::from(code == 2)
            + usize::from(error.contains("added the person"))
            + usize::from(error.contains("changed outside this program"));
        assert_eq!(error.lines().count(), said, "{error}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn json(&self, code: i32, args: &[&str]) -> Value {
        serde_json::from_str(&self.code(code, args)).unwrap()
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        let mut file = tempfile::NamedTempFile::new_in(self.0.path()).unwrap();
        std::io::Write::write_all(&mut file, bytes).unwrap();
        file.persist(self.path(name)).unwrap();
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap()
    }
}

#[test]
fn a_part_tells_no_folder_of_the_machine_and_takes_no_link_away_when_it_comes_back() {
    let desk = Desk::new();
    let outside = tempfile::tempdir().unwrap();
    std::fs::create_dir(desk.path("scans")).unwrap();
    std::fs::copy(desk.path("a.ron"), desk.path("scans/inside.pdf")).unwrap();
    let far = outside.path().join("outside.pdf");
    desk.code(0, &["set", "b.ron", "一-2", "--note", "x"]);
    std::fs::copy(desk.path("b.ron"), &far).unwrap();
    desk.code(0, &["attach", "a.ron", "一-1", "scans/inside.pdf", far.to_str().unwrap(), "--link"]);
    let folders = [desk.0.path(), outside.path()].map(|path| path.to_str().unwrap().to_owned());
    let tells = |name: &str| {
        let text = String::from_utf8(desk.bytes(name)).unwrap();
        folders.iter().any(|folder| text.contains(folder.as_str()))
    };
    assert!(tells("a.ron"), "the workbook itself knows where they are");
    desk.code(0, &["part", "a.ron", "--duty", "一-1", "-o", "part.ron"]);
    assert!(!tells("part.ron"));
    let list = desk.json(1, &["evidence", "part.ron", "--json"]);
    let of = |name: &str| list["evidence"].as_array().unwrap().iter().find(|e| e["name"] == name).unwrap().clone();
    // What goes along with the folder is found there; of the rest the name is known.
    assert_eq!(
        (of("inside.pdf")["state"].as_str(), of("outside.pdf")["state"].as_str()),
        (Some("ok"), Some("missing"))
    );
    assert_eq!(of("inside.pdf")["relative"], "scans/inside.pdf");
    assert_eq!(of("outside.pdf")["relative"], "outside.pdf");
    desk.code(0, &["attach", "part.ron", "一-1", "scans/inside.pdf", "--link", "--description", "checked"]);
    desk.code(0, &["set", "part.ron", "一-1", "--status", "met"]);
    desk.code(0, &["merge", "a.ron", "part.ron", "-o", "all.ron"]);
    let list = desk.json(0, &["evidence", "all.ron", "--json"]);
    let of = |name: &str| list["evidence"].as_array().unwrap().iter().find(|e| e["name"] == name).unwrap().clone();
    assert_eq!(
        std::fs::canonicalize(of("outside.pdf")["path"].as_str().unwrap()).unwrap(),
        far.canonicalize().unwrap()
    );
    assert_eq!(of("outside.pdf")["state"], "ok");
}

#[test]
fn three_copies_merge_to_the_same_bytes_in_every_order() {
    let desk = Desk::new();
    for (name, who, label, note) in
        [("a", "王芳", "一-1", "甲"), ("b", "李雷", "一-1", "乙"), ("c", "赵强", "一-2", "丙")]
    {
        desk.code(0, &["set", &format!("{name}.ron"), label, "--note", note, "--status", "met", "--author", who]);
    }
    let orders = [["a", "b", "c"], ["a", "c", "b"], ["b", "a", "c"], ["b", "c", "a"], ["c", "a", "b"], ["c", "b", "a"]];
    let mut first = None;
    for [x, y, z] in orders {
        let of = |name: &str| format!("{name}.ron");
        // Whether the first two are in conflict depends on the order; all three are.
        desk.run(&["merge", &of(x), &of(y), "-o", "xy.ron", "--force"]);
        desk.code(1, &["merge", "xy.ron", &of(z), "-o", "xyz.ron", "--force"]);
        desk.run(&["merge", &of(y), &of(z), "-o", "yz.ron", "--force"]);
        desk.code(1, &["merge", &of(x), "yz.ron", "-o", "x-yz.ron", "--force"]);
        let first = first.get_or_insert_with(|| desk.bytes("xyz.ron"));
        assert!(*first == desk.bytes("xyz.ron") && *first == desk.bytes("x-yz.ron"), "{x}{y}{z}");
    }
    assert_eq!(desk.json(0, &["verify", "xyz.ron", "--json"])["conflicts"], 2);
}

#[test]
fn conflicts_stay_open_until_a_side_is_preferred() {
    let desk = Desk::new();
    desk.code(0, &["set", "a.ron", "一-1", "--note", "甲", "--author", "王芳"]);
    desk.code(0, &["set", "b.ron", "一-1", "--note", "乙", "--author", "李雷"]);
    let report = desk.json(1, &["merge", "a.ron", "b.ron", "-o", "ab.ron", "--json"]);
    assert_eq!(report["conflicts"][0]["subject"], "一-1 · 内部备注");
    let says: Vec<&str> =
        report["conflicts"][0]["versions"].as_array().unwrap().iter().map(|v| v["says"].as_str().unwrap()).collect();
    assert!(says == ["甲", "乙"] || says == ["乙", "甲"], "{says:?}");
    // It is not written over by accident.
    desk.code(2, &["merge", "a.ron", "b.ron", "-o", "ab.ron"]);
    for (side, note) in [("left", "甲"), ("right", "乙")] {
        let report = desk.json(0, &["merge", "a.ron", "b.ron", "-o", "p.ron", "--force", "--prefer", side, "--json"]);
        assert_eq!((report["settled"].as_u64(), report["conflicts"].as_array().unwrap().len()), (Some(1), 0));
        let history = desk.json(0, &["history", "p.ron", "--duty", "一-1", "--json"]);
        let mut changes = history[0]["changes"].as_array().unwrap().iter();
        assert!(changes.any(|change| change["to"] == note), "{history}");
        assert_eq!(history[0]["parents"].as_array().unwrap().len(), 2);
    }
    // Merged with what was settled, the open one is settled too.
    desk.code(0, &["merge", "ab.ron", "p.ron", "-o", "all.ron"]);
    assert_eq!(desk.json(0, &["verify", "all.ron", "--json"])["conflicts"], 0);
}

#[test]
fn other_workbooks_are_refused() {
    let desk = Desk::new();
    desk.code(0, &["new", "-o", "other.ron"]);
    desk.code(2, &["merge", "a.ron", "other.ron", "-o", "x.ron"]);
    assert!(!desk.path("x.ron").exists());
}

#[test]
fn a_part_is_filled_in_and_merges_back() {
    let desk = Desk::new();
    desk.code(0, &["set", "a.ron", "一-1", "--note", "secret", "--author", "王芳"]);
    desk.code(0, &["set", "a.ron", "十二-5", "--owner", "李雷", "--author", "王芳"]);
    desk.code(2, &["part", "a.ron", "-o", "part.ron"]);
    desk.code(2, &["part", "a.ron", "-o", "part.ron", "--owner", "nobody"]);
    desk.code(0, &["part", "a.ron", "-o", "part.ron", "--owner", "李雷", "--duty", "十四"]);
    assert!(!String::from_utf8(desk.bytes("part.ron")).unwrap().contains("secret"));
    desk.code(0, &["check", "part.ron", "--today", "2024-01-01"]);
    desk.code(0, &["set", "part.ron", "十二-5", "--status", "met", "--author", "李雷"]);
    desk.code(0, &["set", "a.ron", "一-1", "--note", "gone on", "--author", "王芳"]);
    desk.code(0, &["merge", "a.ron", "part.ron", "-o", "all.ron"]);
    let all = license_workbook::store::read(&desk.path("all.ron")).unwrap().workbook;
    let a = license_workbook::store::read(&desk.path("a.ron")).unwrap().workbook;
    assert_eq!((all.duties.len(), all.extract.clone()), (a.duties.len(), None));
    let met =
        |w: &license_workbook::workbook::Workbook| w.duties.values().filter(|d| d.answer.status.is_settled()).count();
    assert_eq!((met(&a), met(&all)), (0, 1));
}

#[test]
fn the_history_is_filtered_by_person_duty_and_day() {
    let desk = Desk::new();
    desk.code(0, &["set", "a.ron", "一-1", "--note", "甲", "--author", "王芳"]);
    desk.code(0, &["set", "a.ron", "一-2", "--note", "乙", "--author", "李雷"]);
    let count = |args: &[&str]| {
        let args: Vec<&str> = ["history", "a.ron", "--json"].iter().chain(args).copied().collect();
        desk.json(0, &args).as_array().unwrap().len()
    };
    assert_eq!(count(&[]), 4);
    assert_eq!(count(&["--person", "王芳"]), 2);
    assert_eq!(count(&["--duty", "一-2"]), 1);
    assert_eq!(count(&["--until", "2020-01-01"]), 0);
    assert_eq!(count(&["--since", "2020-01-01"]), 4);
    desk.code(2, &["history", "a.ron", "--person", "nobody"]);
    let lines = desk.code(0, &["history", "a.ron"]);
    assert!(lines.lines().next().unwrap().contains("李雷"), "{lines}");
}

#[test]
fn the_history_says_in_which_session_something_was_done() {
    use license_workbook::store::{Expect, read, save};
    use license_workbook::workbook::{IdSource, Stamp};
    let desk = Desk::new();
    desk.code(0, &["set", "a.ron", "一-1", "--note", "甲", "--author", "王芳"]);
    let mut workbook = read(&desk.path("a.ron")).unwrap().workbook;
    let author = workbook.person_by_name("王芳").unwrap();
    let mut ids = IdSource::new(5);
    let agenda = workbook.duties.keys().copied().collect();
    let edit = workbook.start_session(ids.next_id(), 2025, "2026-01-12".parse().unwrap(), [author].into(), agenda);
    let stamp = Stamp { author, at: "2026-01-12T02:00:00Z".parse().unwrap() };
    workbook.apply(edit, stamp, ids.next_id()).unwrap();
    save(&workbook, &desk.path("s.ron"), &Expect::Absent, None).unwrap();
    let all = desk.json(0, &["history", "s.ron", "--json"]);
    assert_eq!((&all[0]["session"]["on"], &all[0]["session"]["year"]), (&"2026-01-12".into(), &2025.into()));
    assert!(all[1]["session"].is_null());
    let of_it = desk.json(0, &["history", "s.ron", "--session", "2026-01-12", "--json"]);
    assert_eq!((of_it.as_array().unwrap().len(), &of_it[0]), (1, &all[0]));
    assert!(desk.code(0, &["history", "s.ron"]).lines().next().unwrap().ends_with("[2026-01-12, report year 2025]"));
    desk.code(2, &["history", "s.ron", "--session", "2026-01-13"]);
}

#[test]
fn a_change_to_the_past_is_noticed_even_after_the_file_was_saved_again() {
    let desk = Desk::new();
    for note in ["甲", "乙"] {
        desk.code(0, &["set", "a.ron", "一-1", "--note", note, "--author", "王芳"]);
    }
    let whole = desk.json(0, &["verify", "a.ron", "--json"]);
    assert_eq!((whole["is_whole"].as_bool(), whole["records"].as_u64()), (Some(true), Some(3)));
    let text = String::from_utf8(desk.bytes("a.ron")).unwrap();
    let at = text.rfind("to: Some(Text(\"甲\"))").unwrap();
    let (before, from) = text.split_at(at);
    let forged = format!("{before}{}", from.replacen("甲", "丙", 1));
    let forged = forged.replace("from: Some(Text(\"甲\"))", "from: Some(Text(\"丙\"))");
    desk.write("a.ron", forged.as_bytes());
    assert_eq!(desk.json(1, &["verify", "a.ron", "--json"])["changed_sections"][0], "history");
    desk.code(0, &["set", "a.ron", "一-2", "--note", "丁", "--author", "王芳"]);
    let after = desk.json(1, &["verify", "a.ron", "--json"]);
    assert_eq!(after["changed_sections"].as_array().unwrap().len(), 0, "the file was saved again");
    assert_eq!(after["altered"], serde_json::json!([]), "what was found is told in the history");
    let found = &after["found"][0];
    assert_eq!((&found["by"], &found["settled_by"]), (&"王芳".into(), &Value::Null));
    let told = desk.code(1, &["check", "a.ron", "--today", "2026-11-24"]);
    assert!(told.contains("changed outside this program"), "{told}");
    let accepted = desk.code(0, &["accept", "a.ron", "--author", "李雷"]);
    // Whoever signs what was accepted, signs it; what comes later is not signed, and told so.
    desk.code(0, &["sign", "a.ron", "--author", "李雷"]);
    assert_eq!(desk.json(0, &["verify", "a.ron", "--json"])["signature"]["records_since"], 0);
    desk.code(0, &["set", "a.ron", "一-3", "--note", "戊", "--author", "王芳\n2020-01-01  李雷"]);
    let signed = desk.json(0, &["verify", "a.ron", "--json"]);
    assert_eq!((&signed["signature"]["state"], &signed["signature"]["records_since"]), (&"good".into(), &2.into()));
    assert!(!desk.code(0, &["history", "a.ron"]).lines().any(|line| line.starts_with("2020")));
    assert!(desk.code(0, &["verify", "a.ron"]).contains("2 later records are not signed"));
    assert!(accepted.contains("accepted a change made outside this program"), "{accepted}");
    let settled = desk.json(0, &["verify", "a.ron", "--json"]);
    assert_eq!(settled["found"][0]["settled_by"], "李雷");
    assert_eq!(desk.code(0, &["accept", "a.ron"]).lines().count(), 1);
}

#[test]
fn a_signed_snapshot_says_whose_it_is_and_whether_it_is_whole() {
    let desk = Desk::new();
    desk.code(0, &["snapshot", "a.ron", "--format", "json", "-o", "s.json", "--today", "2026-11-24"]);
    let unsigned = desk.json(0, &["verify", "s.json", "--json"]);
    assert_eq!((unsigned["kind"].as_str(), unsigned["signature"].is_null()), (Some("snapshot"), true));
    desk.code(0, &["sign", "s.json", "--author", "王芳"]);
    let signed = desk.json(0, &["verify", "s.json", "--json"]);
    assert_eq!((&signed["signature"]["state"], &signed["signature"]["signer"]), (&"good".into(), &"王芳".into()));
    let mut text = String::from_utf8(desk.bytes("s.json")).unwrap();
    // How it is laid out is no matter; what it says is.
    text.push('\n');
    desk.write("s.json", text.as_bytes());
    assert_eq!(desk.json(0, &["verify", "s.json", "--json"])["signature"]["state"], "good");
    let text = text.replacen("2026-11-24", "2026-11-25", 1);
    desk.write("s.json", text.as_bytes());
    assert_eq!(desk.json(1, &["verify", "s.json", "--json"])["signature"]["state"], "changed");
    desk.code(2, &["verify", "state/settings.ron"]);
}

#[test]
fn people_are_listed_renamed_and_merged() {
    let desk = Desk::new();
    desk.code(0, &["set", "a.ron", "五-3", "--owner", "李雷", "--author", "王芳"]);
    desk.code(0, &["set", "a.ron", "五-4", "--owner", "Li Lei", "--author", "Li Lei"]);
    let names = |all: &Value| -> Vec<String> {
        all.as_array().unwrap().iter().map(|person| person["name"].as_str().unwrap().to_owned()).collect()
    };
    let all = desk.json(0, &["people", "a.ron", "--json"]);
    assert_eq!(names(&all), ["Li Lei", "李雷", "王芳"]);
    assert_eq!(desk.json(0, &["people", "list", "a.ron", "--json"]), all);
    assert!(desk.code(0, &["people", "a.ron"]).contains("李雷  owns 1, 0 changes"));

    let merged = desk.json(0, &["people", "merge", "a.ron", "Li Lei", "李雷", "--author", "王芳", "--json"]);
    assert_eq!(names(&merged), ["李雷", "王芳"]);
    assert_eq!(
        (&merged[0]["also"][0], &merged[0]["owns"], &merged[0]["records"]),
        (&"Li Lei".into(), &2.into(), &2.into())
    );
    // Whoever is asked for by the other name is the same.
    desk.code(0, &["snapshot", "a.ron", "--owner", "Li Lei", "-o", "li.json"]);
    let of_li: Value = serde_json::from_slice(&desk.bytes("li.json")).unwrap();
    assert!(of_li["duties"].as_array().unwrap().iter().all(|duty| duty["owner"] == "李雷"));
    assert_eq!(of_li["duties"].as_array().unwrap().len(), 2);
    let nobody = desk.run(&["snapshot", "a.ron", "--owner", "nobody", "-o", "no.json"]).stderr;
    assert!(String::from_utf8(nobody).unwrap().contains("license-workbook people"));
    let of_li = desk.json(0, &["history", "a.ron", "--person", "Li Lei", "--json"]);
    assert!(of_li.as_array().unwrap().iter().all(|record| record["author"] == "李雷"));
    let said = desk.code(0, &["people", "rename", "a.ron", "李雷", "李蕾", "--author", "王芳", "--lang", "zh-CN"]);
    assert_eq!(said, "人员改名：李雷 → 李蕾\n");
    desk.code(2, &["people", "rename", "a.ron", "李蕾", "王芳"]);
    desk.code(2, &["people", "rename", "a.ron", "nobody", "x"]);
    desk.code(2, &["people", "merge", "a.ron", "李蕾", "nobody"]);
    // The past is as it was recorded.
    desk.code(0, &["verify", "a.ron"]);
}

#[test]
fn a_name_that_is_nearly_somebodys_is_told_when_it_is_added() {
    let desk = Desk::new();
    desk.code(0, &["set", "a.ron", "五-3", "--owner", "欧阳雷雷", "--author", "王芳"]);
    let output = desk.run(&["set", "a.ron", "五-4", "--owner", "欧阳雷累", "--author", "王芳"]);
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && error.contains("欧阳雷雷") && error.contains("people merge"), "{error}");
    // Somebody who is there is nobody new.
    let output = desk.run(&["set", "a.ron", "五-2", "--owner", "欧阳雷雷", "--author", "王芳"]);
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn a_part_says_that_it_is_one_of_what_and_for_whom() {
    let desk = Desk::new();
    desk.code(0, &["set", "a.ron", "五-3", "--owner", "李雷", "--author", "王芳"]);
    desk.code(0, &["part", "a.ron", "-o", "part.ron", "--owner", "李雷", "--today", "2026-11-25"]);
    for command in ["info", "check"] {
        let args = [command, "part.ron", "--today", "2026-11-25", "--lang", "zh-CN"];
        let said = String::from_utf8(desk.run(&args).stdout).unwrap();
        for words in ["这是“a.ron”的一部分（2026-11-25）", "李雷", "把文件发回"] {
            assert!(said.contains(words), "{command}: {said}");
        }
        let json = desk.run(&[command, "part.ron", "--today", "2026-11-25", "--json"]).stdout;
        let json: Value = serde_json::from_slice(&json).unwrap();
        let part = &json["part"];
        assert_eq!((&part["from"], &part["on"]), (&"a.ron".into(), &"2026-11-25".into()));
        assert_eq!((&part["to"], &part["duties"]), (&"李雷".into(), &1.into()));
        let whole = desk.run(&[command, "a.ron", "--today", "2026-11-25", "--json"]).stdout;
        assert!(serde_json::from_slice::<Value>(&whole).unwrap().get("part").is_none());
    }
}

#[test]
fn the_history_names_duties_that_were_marked_together_and_shows_what_was_noted() {
    let desk = Desk::new();
    desk.code(0, &["set", "a.ron", "一-1", "--note", "旧", "--author", "王芳"]);
    desk.code(0, &["set", "a.ron", "一-1", "一-2", "--status", "met", "--note", "新\n二", "--author", "王芳"]);
    let said = desk.code(0, &["history", "a.ron", "--lang", "zh-CN"]);
    let lines: Vec<&str> = said.lines().take(5).collect();
    assert!(lines[0].contains("一-1、一-2 标为已落实（原为未开始）") && lines[0].contains("内部备注"), "{said}");
    assert_eq!(lines[1..], ["    一-1 · 内部备注  旧 → 新", "    二", "    一-2 · 内部备注  （空） → 新", "    二"]);
    // The next line is another record.
    assert!(said.lines().nth(5).unwrap().contains("王芳"), "{said}");
}

#[test]
fn the_history_for_a_program_speaks_chinese_unless_asked_and_says_what_was() {
    let desk = Desk::new();
    desk.code(0, &["set", "a.ron", "一-1", "--status", "met", "--author", "王芳"]);
    let of = |args: &[&str]| {
        let args: Vec<&str> = ["history", "a.ron", "--json"].iter().chain(args).copied().collect();
        desk.json(0, &args)[0].clone()
    };
    let (plain, english) = (of(&[]), of(&["--lang", "en"]));
    assert_eq!(plain, of(&["--lang", "zh-CN"]));
    assert_eq!(plain["words"], "一-1 标为已落实（原为未开始）");
    assert_eq!(english["words"], "mark 一-1 as Met (was Not started)");
    let status = |record: &Value| {
        let changes = record["changes"].as_array().unwrap();
        changes.iter().find(|change| change["to"] == "已落实" || change["to"] == "Met").unwrap().clone()
    };
    assert_eq!(status(&plain)["from"], "未开始");
    assert_eq!(status(&english)["from"], "Not started");
    // For people, as everywhere.
    assert!(desk.code(0, &["history", "a.ron"]).contains("mark 一-1 as Met"));
}

#[test]
fn nobody_is_called_by_words_of_another_language() {
    let desk = Desk::new();
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_license-workbook"));
        for name in ["USER", "USERNAME", "LOGNAME", "LC_ALL"] {
            command.env_remove(name);
        }
        let command = command.args(args).current_dir(desk.0.path()).env("LANG", "en_US.UTF-8");
        let output = command.env("LICENSE_WORKBOOK_STATE_DIR", desk.path("state")).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    run(&["set", "a.ron", "一-1", "--status", "met", "--lang", "zh-CN"]);
    let said = run(&["history", "a.ron", "--lang", "zh-CN"]);
    assert!(said.contains("本机用户") && !said.contains("Local user"), "{said}");
    // Nor is there another one when the language is another.
    run(&["set", "a.ron", "一-2", "--status", "met", "--lang", "en"]);
    let people: Value = serde_json::from_str(&run(&["people", "a.ron", "--json"])).unwrap();
    assert_eq!((people.as_array().unwrap().len(), &people[0]["records"]), (1, &3.into()), "{people}");
    run(&["set", "b.ron", "一-1", "--status", "met"]);
    assert!(run(&["history", "b.ron"]).contains("Local user"));
}

#[test]
fn open_conflicts_are_told_wherever_a_workbook_is_looked_at() {
    let desk = Desk::new();
    for (name, note) in [("a.ron", "甲"), ("b.ron", "乙")] {
        desk.code(0, &["set", name, "一-1", "--note", note, "--author", "王芳"]);
    }
    desk.code(1, &["merge", "a.ron", "b.ron", "-o", "m.ron"]);
    for command in ["info", "check"] {
        let run = |file: &str, more: &str| {
            String::from_utf8(desk.run(&[command, file, "--today", "2026-11-25", more]).stdout).unwrap()
        };
        assert!(run("m.ron", "--lang=en").contains("1 conflict is open"), "{command}");
        assert!(!run("a.ron", "--lang=en").contains("conflict"), "{command}");
        let json = |file: &str| serde_json::from_str::<Value>(&run(file, "--json")).unwrap();
        assert_eq!((json("m.ron").get("conflicts"), json("a.ron").get("conflicts")), (Some(&1.into()), None));
    }
}
