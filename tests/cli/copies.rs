//! Tests of copies on the command line with the real binary: merged, extracted, signed and verified.

use crate::support::home::Home;
use serde_json::Value;

/// A home with a workbook `a.ron`, created on 24 November 2026, and two copies of it.
fn copies() -> Home {
    let home = Home::new();
    home.fine(&["new", "-o", "a.ron", "--today", "2026-11-24"]);
    for name in ["b.ron", "c.ron"] {
        std::fs::copy(home.path("a.ron"), home.path(name)).unwrap();
    }
    home
}

#[test]
fn a_part_tells_no_folder_of_the_machine_and_takes_no_link_away_when_it_comes_back() {
    let home = copies();
    let outside = tempfile::tempdir().unwrap();
    std::fs::create_dir(home.path("scans")).unwrap();
    std::fs::copy(home.path("a.ron"), home.path("scans/inside.pdf")).unwrap();
    let far = outside.path().join("outside.pdf");
    home.noted(&["set", "b.ron", "一-2", "--note", "x"], 0);
    std::fs::copy(home.path("b.ron"), &far).unwrap();
    home.noted(&["attach", "a.ron", "一-1", "scans/inside.pdf", far.to_str().unwrap(), "--link"], 0);
    let folders = [home.folder(), outside.path()].map(|path| path.to_str().unwrap().to_owned());
    let tells = |name: &str| {
        let text = String::from_utf8(home.read(name)).unwrap();
        folders.iter().any(|folder| text.contains(folder.as_str()))
    };
    assert!(tells("a.ron"), "the workbook itself has the absolute paths");
    home.noted(&["part", "a.ron", "--duty", "一-1", "-o", "part.ron"], 0);
    assert!(!tells("part.ron"));
    let list = home.json(&["evidence", "part.ron", "--json"], 1);
    let of = |name: &str| list["evidence"].as_array().unwrap().iter().find(|e| e["name"] == name).unwrap().clone();
    // A file below the folder is found by its relative path; of the other file only the name is kept.
    assert_eq!(
        (of("inside.pdf")["state"].as_str(), of("outside.pdf")["state"].as_str()),
        (Some("ok"), Some("missing"))
    );
    assert_eq!(of("inside.pdf")["relative"], "scans/inside.pdf");
    assert_eq!(of("outside.pdf")["relative"], "outside.pdf");
    home.noted(&["attach", "part.ron", "一-1", "scans/inside.pdf", "--link", "--description", "checked"], 0);
    home.noted(&["set", "part.ron", "一-1", "--status", "met"], 0);
    home.noted(&["merge", "a.ron", "part.ron", "-o", "all.ron"], 0);
    let list = home.json(&["evidence", "all.ron", "--json"], 0);
    let of = |name: &str| list["evidence"].as_array().unwrap().iter().find(|e| e["name"] == name).unwrap().clone();
    assert_eq!(
        std::fs::canonicalize(of("outside.pdf")["path"].as_str().unwrap()).unwrap(),
        far.canonicalize().unwrap()
    );
    assert_eq!(of("outside.pdf")["state"], "ok");
}

#[test]
fn three_copies_merge_to_the_same_bytes_in_every_order() {
    let home = copies();
    for (name, who, label, note) in
        [("a", "王芳", "一-1", "甲"), ("b", "李雷", "一-1", "乙"), ("c", "赵强", "一-2", "丙")]
    {
        home.noted(&["set", &format!("{name}.ron"), label, "--note", note, "--status", "met", "--author", who], 0);
    }
    let orders = [["a", "b", "c"], ["a", "c", "b"], ["b", "a", "c"], ["b", "c", "a"], ["c", "a", "b"], ["c", "b", "a"]];
    let mut first = None;
    for [x, y, z] in orders {
        let of = |name: &str| format!("{name}.ron");
        // Whether the first two are in conflict depends on the order; all three always are.
        home.run(&["merge", &of(x), &of(y), "-o", "xy.ron", "--force"]);
        home.noted(&["merge", "xy.ron", &of(z), "-o", "xyz.ron", "--force"], 1);
        home.run(&["merge", &of(y), &of(z), "-o", "yz.ron", "--force"]);
        home.noted(&["merge", &of(x), "yz.ron", "-o", "x-yz.ron", "--force"], 1);
        let first = first.get_or_insert_with(|| home.read("xyz.ron"));
        assert!(*first == home.read("xyz.ron") && *first == home.read("x-yz.ron"), "{x}{y}{z}");
    }
    assert_eq!(home.json(&["verify", "xyz.ron", "--json"], 0)["conflicts"], 2);
}

#[test]
fn conflicts_stay_open_until_a_side_is_preferred() {
    let home = copies();
    home.noted(&["set", "a.ron", "一-1", "--note", "甲", "--author", "王芳"], 0);
    home.noted(&["set", "b.ron", "一-1", "--note", "乙", "--author", "李雷"], 0);
    let report = home.json(&["merge", "a.ron", "b.ron", "-o", "ab.ron", "--json"], 1);
    assert_eq!(report["conflicts"][0]["subject"], "一-1 · 内部备注");
    let says: Vec<&str> =
        report["conflicts"][0]["versions"].as_array().unwrap().iter().map(|v| v["says"].as_str().unwrap()).collect();
    assert!(says == ["甲", "乙"] || says == ["乙", "甲"], "{says:?}");
    // An existing file is not overwritten.
    home.refused(&["merge", "a.ron", "b.ron", "-o", "ab.ron"]);
    for (side, note) in [("left", "甲"), ("right", "乙")] {
        let report = home.json(&["merge", "a.ron", "b.ron", "-o", "p.ron", "--force", "--prefer", side, "--json"], 0);
        assert_eq!((report["settled"].as_u64(), report["conflicts"].as_array().unwrap().len()), (Some(1), 0));
        let history = home.json(&["history", "p.ron", "--duty", "一-1", "--json"], 0);
        let mut changes = history[0]["changes"].as_array().unwrap().iter();
        assert!(changes.any(|change| change["to"] == note), "{history}");
        assert_eq!(history[0]["parents"].as_array().unwrap().len(), 2);
    }
    // Merging with the settled copy settles the open conflict too.
    home.noted(&["merge", "ab.ron", "p.ron", "-o", "all.ron"], 0);
    assert_eq!(home.json(&["verify", "all.ron", "--json"], 0)["conflicts"], 0);
}

#[test]
fn other_workbooks_are_refused() {
    let home = copies();
    home.noted(&["new", "-o", "other.ron"], 0);
    home.refused(&["merge", "a.ron", "other.ron", "-o", "x.ron"]);
    assert!(!home.path("x.ron").exists());
}

#[test]
fn a_part_is_filled_in_and_merges_back() {
    let home = copies();
    home.noted(&["set", "a.ron", "一-1", "--note", "secret", "--author", "王芳"], 0);
    home.noted(&["set", "a.ron", "十二-5", "--owner", "李雷", "--author", "王芳"], 0);
    home.refused(&["part", "a.ron", "-o", "part.ron"]);
    home.refused(&["part", "a.ron", "-o", "part.ron", "--owner", "nobody"]);
    home.noted(&["part", "a.ron", "-o", "part.ron", "--owner", "李雷", "--duty", "十四"], 0);
    assert!(!String::from_utf8(home.read("part.ron")).unwrap().contains("secret"));
    home.noted(&["check", "part.ron", "--today", "2024-01-01"], 0);
    home.noted(&["set", "part.ron", "十二-5", "--status", "met", "--author", "李雷"], 0);
    home.noted(&["set", "a.ron", "一-1", "--note", "gone on", "--author", "王芳"], 0);
    home.noted(&["merge", "a.ron", "part.ron", "-o", "all.ron"], 0);
    let all = license_workbook::store::read(&home.path("all.ron")).unwrap().workbook;
    let a = license_workbook::store::read(&home.path("a.ron")).unwrap().workbook;
    assert_eq!((all.duties.len(), all.extract.clone()), (a.duties.len(), None));
    let met =
        |w: &license_workbook::workbook::Workbook| w.duties.values().filter(|d| d.answer.status.is_settled()).count();
    assert_eq!((met(&a), met(&all)), (0, 1));
}

#[test]
fn the_history_is_filtered_by_person_duty_and_day() {
    let home = copies();
    home.noted(&["set", "a.ron", "一-1", "--note", "甲", "--author", "王芳"], 0);
    home.noted(&["set", "a.ron", "一-2", "--note", "乙", "--author", "李雷"], 0);
    let count = |args: &[&str]| {
        let args: Vec<&str> = ["history", "a.ron", "--json"].iter().chain(args).copied().collect();
        home.json(&args, 0).as_array().unwrap().len()
    };
    assert_eq!(count(&[]), 4);
    assert_eq!(count(&["--person", "王芳"]), 2);
    assert_eq!(count(&["--duty", "一-2"]), 1);
    assert_eq!(count(&["--until", "2020-01-01"]), 0);
    assert_eq!(count(&["--since", "2020-01-01"]), 4);
    home.refused(&["history", "a.ron", "--person", "nobody"]);
    let lines = home.noted(&["history", "a.ron"], 0);
    assert!(lines.lines().next().unwrap().contains("李雷"), "{lines}");
}

#[test]
fn the_history_says_in_which_session_something_was_done() {
    use license_workbook::store::{ExpectedState, read, save};
    use license_workbook::workbook::{IdSource, Stamp};
    let home = copies();
    home.noted(&["set", "a.ron", "一-1", "--note", "甲", "--author", "王芳"], 0);
    let mut workbook = read(&home.path("a.ron")).unwrap().workbook;
    let author = workbook.person_by_name("王芳").unwrap();
    let mut ids = IdSource::new(5);
    let agenda = workbook.duties.keys().copied().collect();
    let edit = workbook.start_session(ids.next_id(), 2025, "2026-01-12".parse().unwrap(), [author].into(), agenda);
    let stamp = Stamp { author, at: "2026-01-12T02:00:00Z".parse().unwrap() };
    workbook.apply(edit, stamp, ids.next_id()).unwrap();
    save(&workbook, &home.path("s.ron"), &ExpectedState::Absent, None).unwrap();
    let all = home.json(&["history", "s.ron", "--json"], 0);
    assert_eq!((&all[0]["session"]["on"], &all[0]["session"]["year"]), (&"2026-01-12".into(), &2025.into()));
    assert!(all[1]["session"].is_null());
    let of_it = home.json(&["history", "s.ron", "--session", "2026-01-12", "--json"], 0);
    assert_eq!((of_it.as_array().unwrap().len(), &of_it[0]), (1, &all[0]));
    assert!(home.noted(&["history", "s.ron"], 0).lines().next().unwrap().ends_with("[2026-01-12, report year 2025]"));
    home.refused(&["history", "s.ron", "--session", "2026-01-13"]);
}

#[test]
fn a_change_to_the_past_is_noticed_even_after_the_file_was_saved_again() {
    let home = copies();
    for note in ["甲", "乙"] {
        home.noted(&["set", "a.ron", "一-1", "--note", note, "--author", "王芳"], 0);
    }
    let whole = home.json(&["verify", "a.ron", "--json"], 0);
    assert_eq!((whole["is_whole"].as_bool(), whole["records"].as_u64()), (Some(true), Some(3)));
    let text = String::from_utf8(home.read("a.ron")).unwrap();
    let at = text.rfind("to: Some(Text(\"甲\"))").unwrap();
    let (before, from) = text.split_at(at);
    let forged = format!("{before}{}", from.replacen("甲", "丙", 1));
    let forged = forged.replace("from: Some(Text(\"甲\"))", "from: Some(Text(\"丙\"))");
    home.write("a.ron", forged.as_bytes());
    assert_eq!(home.json(&["verify", "a.ron", "--json"], 1)["changed_sections"][0], "history");
    home.noted(&["set", "a.ron", "一-2", "--note", "丁", "--author", "王芳"], 0);
    let after = home.json(&["verify", "a.ron", "--json"], 1);
    assert_eq!(after["changed_sections"].as_array().unwrap().len(), 0, "the file was saved again");
    assert_eq!(after["altered"], serde_json::json!([]), "the finding is in the history");
    let found = &after["found"][0];
    assert_eq!((&found["by"], &found["settled_by"]), (&"王芳".into(), &Value::Null));
    let told = home.noted(&["check", "a.ron", "--today", "2026-11-24"], 1);
    assert!(told.contains("changed outside this program"), "{told}");
    let accepted = home.noted(&["accept", "a.ron", "--author", "李雷"], 0);
    // A signature covers the accepted change; later records are reported as not signed.
    home.noted(&["sign", "a.ron", "--author", "李雷"], 0);
    assert_eq!(home.json(&["verify", "a.ron", "--json"], 0)["signature"]["records_since"], 0);
    home.noted(&["set", "a.ron", "一-3", "--note", "戊", "--author", "王芳\n2020-01-01  李雷"], 0);
    let signed = home.json(&["verify", "a.ron", "--json"], 0);
    assert_eq!((&signed["signature"]["state"], &signed["signature"]["records_since"]), (&"good".into(), &2.into()));
    assert!(!home.noted(&["history", "a.ron"], 0).lines().any(|line| line.starts_with("2020")));
    assert!(home.noted(&["verify", "a.ron"], 0).contains("2 later records are not signed"));
    assert!(accepted.contains("accepted a change made outside this program"), "{accepted}");
    let settled = home.json(&["verify", "a.ron", "--json"], 0);
    assert_eq!(settled["found"][0]["settled_by"], "李雷");
    assert_eq!(home.noted(&["accept", "a.ron"], 0).lines().count(), 1);
}

#[test]
fn a_signed_snapshot_says_whose_it_is_and_whether_it_is_whole() {
    let home = copies();
    home.noted(&["snapshot", "a.ron", "--format", "json", "-o", "s.json", "--today", "2026-11-24"], 0);
    let unsigned = home.json(&["verify", "s.json", "--json"], 0);
    assert_eq!((unsigned["kind"].as_str(), unsigned["signature"].is_null()), (Some("snapshot"), true));
    home.noted(&["sign", "s.json", "--author", "王芳"], 0);
    let signed = home.json(&["verify", "s.json", "--json"], 0);
    assert_eq!((&signed["signature"]["state"], &signed["signature"]["signer"]), (&"good".into(), &"王芳".into()));
    let mut text = String::from_utf8(home.read("s.json")).unwrap();
    // White space does not affect the signature; the content does.
    text.push('\n');
    home.write("s.json", text.as_bytes());
    assert_eq!(home.json(&["verify", "s.json", "--json"], 0)["signature"]["state"], "good");
    let text = text.replacen("2026-11-24", "2026-11-25", 1);
    home.write("s.json", text.as_bytes());
    assert_eq!(home.json(&["verify", "s.json", "--json"], 1)["signature"]["state"], "changed");
    home.refused(&["verify", "state/settings.ron"]);
}

#[test]
fn people_are_listed_renamed_and_merged() {
    let home = copies();
    home.noted(&["set", "a.ron", "五-3", "--owner", "李雷", "--author", "王芳"], 0);
    home.noted(&["set", "a.ron", "五-4", "--owner", "Li Lei", "--author", "Li Lei"], 0);
    let names = |all: &Value| -> Vec<String> {
        all.as_array().unwrap().iter().map(|person| person["name"].as_str().unwrap().to_owned()).collect()
    };
    let all = home.json(&["people", "a.ron", "--json"], 0);
    assert_eq!(names(&all), ["Li Lei", "李雷", "王芳"]);
    assert_eq!(home.json(&["people", "list", "a.ron", "--json"], 0), all);
    assert!(home.noted(&["people", "a.ron"], 0).contains("李雷  owns 1, 0 changes"));

    let merged = home.json(&["people", "merge", "a.ron", "Li Lei", "李雷", "--author", "王芳", "--json"], 0);
    assert_eq!(names(&merged), ["李雷", "王芳"]);
    assert_eq!(
        (&merged[0]["also"][0], &merged[0]["owns"], &merged[0]["records"]),
        (&"Li Lei".into(), &2.into(), &2.into())
    );
    // The former name finds the same person.
    home.noted(&["snapshot", "a.ron", "--owner", "Li Lei", "-o", "li.json"], 0);
    let of_li: Value = serde_json::from_slice(&home.read("li.json")).unwrap();
    assert!(of_li["duties"].as_array().unwrap().iter().all(|duty| duty["owner"] == "李雷"));
    assert_eq!(of_li["duties"].as_array().unwrap().len(), 2);
    let nobody = home.run(&["snapshot", "a.ron", "--owner", "nobody", "-o", "no.json"]).stderr;
    assert!(String::from_utf8(nobody).unwrap().contains("license-workbook people"));
    let of_li = home.json(&["history", "a.ron", "--person", "Li Lei", "--json"], 0);
    assert!(of_li.as_array().unwrap().iter().all(|record| record["author"] == "李雷"));
    let said = home.noted(&["people", "rename", "a.ron", "李雷", "李蕾", "--author", "王芳", "--lang", "zh-CN"], 0);
    assert_eq!(said, "人员改名：李雷 → 李蕾\n");
    home.refused(&["people", "rename", "a.ron", "李蕾", "王芳"]);
    home.refused(&["people", "rename", "a.ron", "nobody", "x"]);
    home.refused(&["people", "merge", "a.ron", "李蕾", "nobody"]);
    // The earlier records are unchanged.
    home.noted(&["verify", "a.ron"], 0);
}

#[test]
fn a_name_that_is_nearly_somebodys_is_told_when_it_is_added() {
    let home = copies();
    home.noted(&["set", "a.ron", "五-3", "--owner", "欧阳雷雷", "--author", "王芳"], 0);
    let output = home.run(&["set", "a.ron", "五-4", "--owner", "欧阳雷累", "--author", "王芳"]);
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && error.contains("欧阳雷雷") && error.contains("people merge"), "{error}");
    // A person who exists already is not reported.
    let output = home.run(&["set", "a.ron", "五-2", "--owner", "欧阳雷雷", "--author", "王芳"]);
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn a_part_says_that_it_is_one_of_what_and_for_whom() {
    let home = copies();
    home.noted(&["set", "a.ron", "五-3", "--owner", "李雷", "--author", "王芳"], 0);
    home.noted(&["part", "a.ron", "-o", "part.ron", "--owner", "李雷", "--today", "2026-11-25"], 0);
    for command in ["info", "check"] {
        let args = [command, "part.ron", "--today", "2026-11-25", "--lang", "zh-CN"];
        let said = String::from_utf8(home.run(&args).stdout).unwrap();
        for words in ["这是“a.ron”的一部分（2026-11-25）", "李雷", "把文件发回"] {
            assert!(said.contains(words), "{command}: {said}");
        }
        let json = home.run(&[command, "part.ron", "--today", "2026-11-25", "--json"]).stdout;
        let json: Value = serde_json::from_slice(&json).unwrap();
        let part = &json["part"];
        assert_eq!((&part["from"], &part["on"]), (&"a.ron".into(), &"2026-11-25".into()));
        assert_eq!((&part["to"], &part["duties"]), (&"李雷".into(), &1.into()));
        let whole = home.run(&[command, "a.ron", "--today", "2026-11-25", "--json"]).stdout;
        assert!(serde_json::from_slice::<Value>(&whole).unwrap().get("part").is_none());
    }
}

#[test]
fn the_history_names_duties_that_were_marked_together_and_shows_what_was_noted() {
    let home = copies();
    home.noted(&["set", "a.ron", "一-1", "--note", "旧", "--author", "王芳"], 0);
    home.noted(&["set", "a.ron", "一-1", "一-2", "--status", "met", "--note", "新\n二", "--author", "王芳"], 0);
    let said = home.noted(&["history", "a.ron", "--lang", "zh-CN"], 0);
    let lines: Vec<&str> = said.lines().take(5).collect();
    assert!(lines[0].contains("一-1、一-2 标为已落实（原为未开始）") && lines[0].contains("内部备注"), "{said}");
    assert_eq!(lines[1..], ["    一-1 · 内部备注  旧 → 新", "    二", "    一-2 · 内部备注  （空） → 新", "    二"]);
    // The next line is another record.
    assert!(said.lines().nth(5).unwrap().contains("王芳"), "{said}");
}

#[test]
fn the_history_for_a_program_speaks_chinese_unless_asked_and_says_what_was() {
    let home = copies();
    home.noted(&["set", "a.ron", "一-1", "--status", "met", "--author", "王芳"], 0);
    let of = |args: &[&str]| {
        let args: Vec<&str> = ["history", "a.ron", "--json"].iter().chain(args).copied().collect();
        home.json(&args, 0)[0].clone()
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
    // The text answer follows the language of the system.
    assert!(home.noted(&["history", "a.ron"], 0).contains("mark 一-1 as Met"));
}

#[test]
fn nobody_is_called_by_words_of_another_language() {
    let home = copies();
    let run = |args: &[&str]| {
        let mut command = home.command(args);
        for name in ["USER", "USERNAME", "LOGNAME", "LC_ALL"] {
            command.env_remove(name);
        }
        let command = command.current_dir(home.folder()).env("LANG", "en_US.UTF-8");
        let output = command.env("LICENSE_WORKBOOK_STATE_DIR", home.path("state")).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    run(&["set", "a.ron", "一-1", "--status", "met", "--lang", "zh-CN"]);
    let said = run(&["history", "a.ron", "--lang", "zh-CN"]);
    assert!(said.contains("本机用户") && !said.contains("Local user"), "{said}");
    // Another language adds no second local user.
    run(&["set", "a.ron", "一-2", "--status", "met", "--lang", "en"]);
    let people: Value = serde_json::from_str(&run(&["people", "a.ron", "--json"])).unwrap();
    assert_eq!((people.as_array().unwrap().len(), &people[0]["records"]), (1, &3.into()), "{people}");
    run(&["set", "b.ron", "一-1", "--status", "met"]);
    assert!(run(&["history", "b.ron"]).contains("Local user"));
}

#[test]
fn open_conflicts_are_told_wherever_a_workbook_is_looked_at() {
    let home = copies();
    for (name, note) in [("a.ron", "甲"), ("b.ron", "乙")] {
        home.noted(&["set", name, "一-1", "--note", note, "--author", "王芳"], 0);
    }
    home.noted(&["merge", "a.ron", "b.ron", "-o", "m.ron"], 1);
    for command in ["info", "check"] {
        let run = |file: &str, more: &str| {
            String::from_utf8(home.run(&[command, file, "--today", "2026-11-25", more]).stdout).unwrap()
        };
        assert!(run("m.ron", "--lang=en").contains("1 conflict is open"), "{command}");
        assert!(!run("a.ron", "--lang=en").contains("conflict"), "{command}");
        let json = |file: &str| serde_json::from_str::<Value>(&run(file, "--json")).unwrap();
        assert_eq!((json("m.ron").get("conflicts"), json("a.ron").get("conflicts")), (Some(&1.into()), None));
    }
}
