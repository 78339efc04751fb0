//! Tests of the language of the command line: help, messages on arguments, and every text answer are in one language.

mod errors;

use crate::support::LICENSE;
use crate::support::home::{Home, said};

/// The arguments of each command with a text answer; `told` adds `--lang`.
const COMMANDS: [&[&str]; 23] = [
    &["info", "w.ron"],
    &["info", "license.txt"],
    &["check", "w.ron"],
    &["set", "w.ron", "一-2", "二-1", "--status", "not_met", "--owner", "赵强", "--due", "2027-01-31", "--note", "x"],
    &["deadline", "--from", "2026-11-16", "--within", "10wd"],
    &["deadline", "--from", "2026-11-16", "--retain", "1y"],
    &["event", "add", "w.ron", "shareholding_changed", "--on", "2026-11-16"],
    &["event", "list", "w.ron"],
    &["schedule", "import", "w.ron", "2027.json", "--dry-run"],
    &["report", "w.ron", "--year", "2026"],
    &["attach", "w.ron", "五-3", "1.txt"],
    &["evidence", "w.ron"],
    &["snapshot", "w.ron", "--format", "md", "-o", "1.md", "--force"],
    &["merge", "w.ron", "b.ron", "-o", "all.ron", "--force"],
    &["part", "w.ron", "--duty", "十二", "-o", "part.ron", "--force"],
    &["history", "w.ron"],
    &["people", "w.ron"],
    &["verify", "w.ron"],
    &["sign", "1.txt"],
    &["verify", "1.txt"],
    &["freeze", "w.ron", "--purpose", "1"],
    &["snapshots", "w.ron"],
    &["diff", "b.ron", "w.ron"],
];

const SCHEDULE: &str =
    r#"{"year": 2027, "papers": ["x"], "days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": true}]}"#;

/// A home with a workbook `w.ron` and an edited copy `b.ron`.
fn with_copies() -> Home {
    let home = Home::new();
    for (name, text) in [("1.txt", "1"), ("license.txt", LICENSE), ("2027.json", SCHEDULE)] {
        home.write(name, text);
    }
    told(&home, &["new", "-o", "w.ron"], "en");
    std::fs::copy(home.path("w.ron"), home.path("b.ron")).unwrap();
    told(&home, &["set", "b.ron", "一-1", "--note", "2", "--author", "赵强"], "en");
    home
}

/// The text answer of a command that succeeds.
#[track_caller]
fn told(home: &Home, args: &[&str], lang: &str) -> String {
    let mut command = home.command(&[args, &["--today", "2026-11-24", "--lang", lang]].concat());
    // A name that is not an English word.
    let output = command.env("USER", "u1").output().unwrap();
    let error = said(&output);
    assert!(output.status.code() != Some(2), "{args:?}: {error}");
    // Notes beside the answer are in its language too.
    let notes = error.replace("license-workbook: ", "");
    String::from_utf8(output.stdout).unwrap() + &notes
}

/// The message of a refused command, without the name of the program.
#[track_caller]
fn refused(home: &Home, args: &[&str]) -> String {
    home.refused(args).strip_prefix("license-workbook: ").unwrap().to_owned()
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}

/// Internal names in a text: `changed_since_frozen`, `DuplicateRecord(…)`.
fn keys(text: &str) -> Vec<&str> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '(' || c == '.'));
    let is_key = |word: &&str| {
        let is_snake = word.contains('_') && !word.contains('.') && word.chars().any(|c| c.is_ascii_lowercase());
        let is_debug = word.contains('(') && word.starts_with(|c: char| c.is_ascii_uppercase());
        let is_camel =
            word.chars().skip(1).any(|c| c.is_ascii_uppercase()) && word.chars().any(|c| c.is_ascii_lowercase());
        is_snake || is_debug && is_camel
    };
    words.filter(is_key).collect()
}

/// English words, except names, ids, digests and file names.
fn english(text: &str) -> Vec<&str> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/' | '_' | ':')));
    let is_word = |word: &&str| {
        let letters = word.chars().filter(char::is_ascii_alphabetic).count();
        // The fingerprint of a key consists of groups of four hexadecimal digits; a group may have only letters.
        let is_group = word.len() == 4 && word.chars().all(|c| matches!(c, 'a'..='f'));
        let is_id = is_group || word.contains(|c: char| c.is_ascii_digit() || matches!(c, '.' | '/'));
        // Options are not translated.
        letters > 1 && !is_id && !word.starts_with("--") && !["SHA", "license-workbook", "PDF", "JSON"].contains(word)
    };
    words.filter(is_word).collect()
}

/// A text without what may be Chinese in an English answer: labels of duties, and proper names.
fn without_names(text: &str) -> String {
    let names = ["赵强", "元旦", "苏B2-20140200", "江苏千米网络科技有限公司"];
    let text = names.iter().fold(text.to_owned(), |text, name| text.replace(name, ""));
    let numerals = |c: char| "一二三四五六七八九十()".contains(c);
    text.split_whitespace()
        .filter(|word| {
            !word
                .trim_matches([',', ':', '“', '”', ';'])
                .split('-')
                .next()
                .is_some_and(|clause| !clause.is_empty() && clause.chars().all(numerals))
        })
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn answers_in_plain_words_have_no_keys_and_one_language() {
    let mut wrong = Vec::new();
    for lang in ["zh-CN", "en"] {
        let home = with_copies();
        for args in COMMANDS {
            let said = told(&home, args, lang);
            assert!(!said.trim().is_empty(), "{args:?} prints nothing");
            wrong.extend(keys(&said).into_iter().map(|key| format!("{lang} {}: {key}", args[0])));
            // The license is Chinese, so its content is Chinese in every language.
            let is_of_license = args[0] == "info";
            if lang == "en" && !is_of_license {
                let rest = without_names(&said);
                wrong.extend(
                    rest.split(' ').filter(|word| word.contains(is_han)).map(|word| format!("en {}: {word}", args[0])),
                );
            } else if lang == "zh-CN" {
                wrong.extend(english(&said).into_iter().map(|word| format!("zh {}: {word}", args[0])));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// Control sequences for a terminal: window title, clear screen, carriage return, text direction, and C1.
const HOSTILE: &str = "ok\u{1b}]0;title\u{7}\u{1b}[2J\rforged\u{202e}txt\u{9b}31m";

#[test]
fn no_name_or_note_reaches_a_terminal_as_a_command() {
    let home = with_copies();
    let event = ["event", "add", "w.ron", "shareholding_changed", "--on", "2026-11-16"];
    told(&home, &[&event[..], &["--note", HOSTILE, "--author", HOSTILE]].concat(), "en");
    for args in [
        &["set", "w.ron", "一-1", "一-2", "--status", "not_applicable", "--reason", HOSTILE][..],
        &["set", "w.ron", "一-3", "--note", HOSTILE, "--statement", HOSTILE, "--owner", HOSTILE, "--status", "met"],
        &["attach", "w.ron", "五-3", "1.txt", "--description", HOSTILE],
        &["freeze", "w.ron", "--purpose", HOSTILE],
    ] {
        told(&home, args, "en");
    }
    let listed = ["event", "list", "w.ron", "--json"];
    let more: [&[&str]; 6] = [
        &listed,
        &["history", "w.ron", "--json"],
        &["info", HOSTILE],
        &["check", HOSTILE],
        &["verify", HOSTILE],
        &[HOSTILE, "x"],
    ];
    for args in COMMANDS.into_iter().chain(more) {
        let mut all = args.to_vec();
        all.extend(["--lang", "zh-CN"]);
        let output = home.run(&all);
        for said in [output.stdout, output.stderr] {
            let said = String::from_utf8(said).unwrap();
            let obeyed =
                |c: char| c.is_control() && !matches!(c, '\n' | '\t') || ('\u{202a}'..='\u{202e}').contains(&c);
            let found: Vec<char> = said.chars().filter(|c| obeyed(*c)).collect();
            assert!(found.is_empty(), "{args:?}: {found:?} in {said}");
            if args.contains(&"--json") {
                assert!(serde_json::from_str::<serde_json::Value>(&said).is_ok() || said.is_empty(), "{said}");
            }
        }
    }
}

#[test]
fn help_speaks_the_language_that_is_typed_before_or_behind_the_command() {
    let home = with_copies();
    for args in [
        &["--lang", "zh-CN", "--help"][..],
        &["--lang=zh-CN", "-h"],
        &["--help", "--lang", "zh"],
        &["--lang", "zh-CN", "set", "--help"],
        &["set", "--lang", "zh-CN", "--help"],
        &["--lang", "zh-CN", "help", "set"],
        &["event", "add", "--help", "--lang", "zh-CN"],
        &["event", "--lang", "zh-CN", "--help"],
    ] {
        let output = home.run(args);
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert!(text.contains("用法: license-workbook") && text.contains("选项:"), "{args:?}: {text}");
        assert!(
            !text.contains("Usage") && !text.contains("Options") && !text.contains("[OPTIONS]"),
            "{args:?}: {text}"
        );
    }
    let text = String::from_utf8(home.run(&["check", "--help"]).stdout).unwrap();
    assert!(text.contains("Usage: license-workbook check [OPTIONS] <W.ron>"), "the system language is English: {text}");
    let before = home.run(&["--lang", "zh-CN", "check", "w.ron", "--today", "2026-11-24"]);
    assert!(String::from_utf8(before.stdout).unwrap().starts_with("许可证"), "the answer is Chinese too");
}

#[test]
fn what_is_wrong_with_arguments_is_said_in_the_language_that_is_typed() {
    let home = with_copies();
    for (args, zh, en) in [
        (&["set", "w.ron", "一-1"][..], "缺少", "Missing"),
        (&["set", "w.ron", "一-1", "--status", "good"], "可以是", "possible values are"),
        (&["set", "w.ron", "一-1", "--statsu", "met"], "是否指 --status", "did you mean --status"),
        (&["check", "w.ron", "--today", "2026-02-30"], "写作 2026-11-24", "as 2026-11-24"),
        (&["check", "w.ron", "--today"], "缺少值", "needs a value"),
        (&["event"], "缺少命令", "A command is missing"),
        (&["event", "ad"], "没有命令“ad”", "no command “ad”"),
        (&["event", "add", "w.ron", "x", "--on", "2026-11-16", "--at", "9"], "14:30", "14:30"),
        (&["deadline", "--from", "2026-11-16", "--within", "10"], "10wd", "10wd"),
        (&["deadline", "--from", "2026-11-16", "--before", "90d"], "不能与", "together with"),
        (&["report", "w.ron", "--year", "last"], "年度写作", "write a year"),
        (&["snapshot", "w.ron", "--format", "csv", "-o", "x.csv", "--table", "x"], "可选的表有", "the tables are"),
        (&["snapshot", "w.ron", "--format", "md", "-o", "x.md", "--provision", "x"], "条款写作", "write a provision"),
        (&["check", "w.ron", "x.ron"], "这里没有参数", "There is no"),
        (&["check", "w.ron", "--json", "--json"], "只能给出一次", "only once"),
    ] {
        for (lang, says) in [("zh-CN", zh), ("en", en)] {
            let mut all = args.to_vec();
            all.extend(["--lang", lang]);
            // Otherwise `--lang` would be read as the missing value.
            if args.last() == Some(&"--today") {
                all = [&["check", "--lang", lang][..], &args[1..]].concat();
            }
            let line = home.refused(&all);
            assert!(line.contains(says), "{all:?}: {line}");
            assert!(
                line.contains(&format!("license-workbook {}", args[0])),
                "it refers to the help of the command: {line}"
            );
            let typed = [
                "license-workbook:",
                "--help",
                "--status",
                "met",
                "not_met",
                "add",
                "event",
                "list",
                "close",
                "none",
                "wd",
            ];
            if lang == "zh-CN" {
                let words: Vec<&str> = english(&line)
                    .into_iter()
                    .filter(|word| !word.starts_with('-') && !word.contains('_') && !typed.contains(word))
                    .filter(|word| !args.contains(word) && !line.contains(&format!("可选的表有 {word}")))
                    .collect();
                let is_list = args.contains(&"--table");
                assert!(is_list || words.is_empty(), "{all:?}: {words:?} in {line}");
            } else {
                assert!(!line.replace("一-1", "").contains(is_han), "{all:?}: {line}");
            }
        }
    }
}

#[test]
fn there_is_no_window_in_both_languages() {
    let home = with_copies();
    for (lang, says) in [("zh-CN", "没有可以打开窗口的显示器"), ("en", "No display to open a window on")] {
        let line = home.refused(&["--lang", lang]);
        assert!(line.contains(says) && line.contains("license-workbook info W.ron"), "{line}");
        assert!(line.contains("DISPLAY") && (lang == "en" || !line.contains("neither")), "{line}");
    }
}

#[test]
fn a_program_gets_chinese_unless_it_asks_for_something_else() {
    let home = with_copies();
    let args = ["deadline", "--from", "2026-11-16", "--within", "10wd", "--json"];
    let text = |args: &[&str]| String::from_utf8(home.run(args).stdout).unwrap();
    assert!(text(&args).contains("个工作日"), "for every system language");
    let mut asked = args.to_vec();
    asked.extend(["--lang", "en"]);
    assert!(!text(&asked).contains(is_han));
}

#[test]
fn info_counts_the_duties_by_status() {
    let home = with_copies();
    told(&home, &["set", "w.ron", "一-1", "一-2", "--status", "met"], "en");
    let said = told(&home, &["info", "w.ron"], "en");
    let line = said.lines().find(|line| line.starts_with("Status: ")).unwrap();
    assert!(line.contains("Met 2") && line.contains("Not applicable 9"), "{line}");
    assert!(!told(&home, &["info", "license.txt"], "en").contains("Status: "), "a license text has no status");
    let json = String::from_utf8(home.run(&["info", "w.ron", "--json"]).stdout).unwrap();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let met = json["obligations"].as_array().unwrap().iter().filter(|duty| duty["status"] == "met").count();
    assert_eq!(met, 2);
}

#[test]
fn several_duties_are_set_in_one_step_or_not_at_all() {
    let home = with_copies();
    let records = || {
        let text = String::from_utf8(home.run(&["history", "w.ron", "--json"]).stdout).unwrap();
        serde_json::from_str::<serde_json::Value>(&text).unwrap().as_array().unwrap().clone()
    };
    let args = ["set", "w.ron", "一-1", "十二-5", "一-1", "--status", "met", "--owner", "赵强", "--note", "甲"];
    let said = told(&home, &args, "zh-CN");
    let lines: Vec<&str> = said.lines().collect();
    let told = [
        "一-1、十二-5 标为已落实（原为未开始）",
        "一-1、十二-5 负责人：赵强",
        "一-1、十二-5 写入内部备注",
        "“w.ron”：新增了人员“赵强”",
    ];
    for wanted in told {
        assert!(lines.contains(&wanted), "{wanted} in {said}");
    }
    assert_eq!(lines.len(), 4, "{said}");
    let after = records();
    assert_eq!(after.len(), 2, "one record for the author, and one for the edit");
    for (wrong, says) in
        [(&["一-2", "一-99"][..], &["“一-99”"][..]), (&["一-2", "九十-1", "一-99"], &["“九十-1”", "“一-99”"])]
    {
        let args: Vec<&str> =
            ["set", "w.ron"].iter().chain(wrong).chain(&["--status", "met", "--lang", "zh-CN"]).copied().collect();
        let line = home.refused(&args);
        assert!(says.iter().all(|label| line.contains(label)) && !line.contains("“一-2”"), "{line}");
    }
    let line = home.refused(&["set", "w.ron", "一-2", "二-1", "--status", "not_applicable", "--lang", "en"]);
    assert!(line.contains("一-2 二-1") && line.contains("--reason"), "{line}");
    assert_eq!(records(), after, "nothing was changed");
}

#[test]
fn a_merge_tells_of_what_was_recorded_twice() {
    let home = with_copies();
    let event = |file: &str, who: &str, note: &str, on: &str| {
        told(&home, &["event", "add", file, "shareholding_changed", "--on", on, "--author", who, "--note", note], "en");
    };
    event("w.ron", "王芳", "股东会决议", "2026-11-16");
    event("b.ron", "赵强", "", "2026-11-16");
    event("b.ron", "赵强", "", "2026-11-18");
    let said = told(&home, &["merge", "w.ron", "b.ron", "-o", "all.ron"], "zh-CN");
    let doubles: Vec<&str> = said.lines().filter(|line| line.contains("两份副本各登记了一次")).collect();
    assert_eq!(doubles.len(), 1, "{said}");
    assert!(
        doubles[0].contains("2026-11-16") && doubles[0].contains("王芳：股东会决议") && doubles[0].contains("赵强")
    );
    let output = home.run(&["merge", "w.ron", "b.ron", "-o", "all.ron", "--force", "--json"]);
    assert_eq!(output.status.code(), Some(0), "no conflict is open: both events are kept");
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let double = &json["double_events"][0];
    assert_eq!((&double["on"], &double["kind"]), (&"2026-11-16".into(), &"shareholding_changed".into()));
    assert_eq!(double["events"].as_array().unwrap().len(), 2);
    assert_eq!(json["double_events"].as_array().unwrap().len(), 1);
}

#[test]
fn help_names_a_snapshot_as_one_and_says_what_a_day_of_the_past_changes() {
    let home = with_copies();
    let snapshot = told(&home, &["snapshot", "--help"], "zh-CN");
    assert!(snapshot.contains("--frozen <快照>") && snapshot.contains("--owner <姓名>"), "{snapshot}");
    for (lang, words) in [("zh-CN", "仍为现在的"), ("en", "the answers are the current ones")] {
        let help = told(&home, &["freeze", "--help"], lang).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(help.replace(' ', "").contains(&words.replace(' ', "")), "{help}");
        let refused = home.refused(&["freeze", "w.ron", "--purpose", "1", "--on", "2999-01-01", "--lang", lang]);
        assert!(refused.contains(words), "{refused}");
    }
}
