//! Tests of error messages: they name the subject, the place and the next step, in the language of the reader.

use super::{english, is_han, refused, told, with_copies};

#[test]
fn a_word_that_is_no_command_is_named() {
    let home = with_copies();
    for (args, zh, en) in [
        (&["foo", "bar"][..], "没有命令“foo”", "no command “foo”"),
        (&["chekc", "w.ron"], "没有命令“chekc”；是否指 check", "no command “chekc”; did you mean check"),
        (&["w.ron", "bar"], "文件“w.ron”后面不能再有“bar”", "“bar” cannot follow the file “w.ron”"),
        (&["people", "lsit", "w.ron"], "没有命令“lsit”；是否指 list", "no command “lsit”; did you mean list"),
    ] {
        for (lang, says) in [("zh-CN", zh), ("en", en)] {
            let line = refused(&home, &[args, &["--lang", lang]].concat());
            assert!(line.contains(says) && line.contains("--help"), "{line}");
        }
    }
}

#[test]
fn a_command_that_opens_no_workbook_takes_no_passphrase() {
    let home = with_copies();
    for (lang, says) in [("zh-CN", "不需要口令"), ("en", "takes no passphrase")] {
        let line = refused(&home, &["new", "-o", "n.ron", "--passphrase-file", "key.txt", "--lang", lang]);
        assert!(line.contains(says), "{line}");
    }
}

#[test]
fn the_kinds_of_events_are_told_by_name_and_key() {
    let home = with_copies();
    let add =
        |kind: &str, lang: &str| refused(&home, &["event", "add", "w.ron", kind, "--on", "2026-11-16", "--lang", lang]);
    let line = add("shareholding", "zh-CN");
    assert!(line.contains("是否指股东股权变更（shareholding_changed）"), "{line}");
    assert!(line.contains("网络安全事件（security_incident）") || line.contains("（security_incident）、"), "{line}");
    assert!(add("股东股权变更了", "zh-CN").contains("是否指股东股权变更（"), "a name is answered with its key");
    let line = add("shareholding", "en");
    assert!(line.contains("(shareholding_changed)") && !line.contains(is_han), "{line}");
}

/// Damage at one place of a file: the original text, its replacement, and a part of the message.
const DAMAGES: [(&str, &str, &str); 14] = [
    ("status: not_started,", "status: wrong,", "没有“wrong”这个值，可用的有“not_started"),
    ("status: not_started,", "status: \"met\",", "不是所需的类型"),
    ("status: not_started,", "stattus: met,", "没有“stattus”这个字段"),
    ("status: not_started,", "", "缺少字段“status”"),
    ("status: not_started,", "status: not_started", "这里应为 ,"),
    ("status: not_started,", "status: not_started, status: met,", "“status”出现了两次"),
    ("owner: None,", "owner: Some(\"x\"),", "编号写法不对"),
    ("owner: None,", "owner: 5,", "这里应为 Some"),
    ("tracked_from: \"2026-11-24\"", "tracked_from: \"2026-13-01\"", "日期或时间不存在"),
    ("tracked_from: \"2026-11-24\"", "tracked_from: \"soon\"", "日期或时间不存在"),
    ("ordinal: 2,", "ordinal: 99999999999,", "数字写法不对或超出范围"),
    ("status: not_started,", "status: not_started)]},", "括号不成对"),
    (
        "status: not_started,",
        "<<<<<<< HEAD\nstatus: met,\n=======\nstatus: not_met,\n>>>>>>> b\n",
        "版本控制未解决的冲突",
    ),
    ("status: not_started,", "status: 😀,", ""),
];

#[test]
fn what_is_wrong_with_a_file_is_told_with_its_place_in_one_language() {
    let home = with_copies();
    told(&home, &["new", "-o", "d.ron"], "en");
    let whole = std::fs::read_to_string(home.path("d.ron")).unwrap();
    let mut untold = Vec::new();
    for (was, is, says) in DAMAGES {
        let Some(at) = whole.find(was) else {
            untold.push(format!("{was} is not in a new workbook"));
            continue;
        };
        let line_number = whole.get(..at).unwrap().lines().count();
        home.write("a.ron", whole.replacen(was, is, 1).as_bytes());
        for lang in ["zh-CN", "en"] {
            let line = refused(&home, &["check", "a.ron", "--lang", lang]);
            if lang == "zh-CN" {
                assert!(line.contains(says), "{was} → {is}: {line}");
                let raw =
                    line.split("（原始信息：").nth(1).and_then(|rest| rest.split('）').next()).unwrap_or_default();
                let told = unquoted(&line.replace(raw, ""));
                untold.extend(
                    english(&told)
                        .into_iter()
                        .filter(|word| !["Some", "None"].contains(word))
                        .map(|word| format!("{word} in {line}")),
                );
                let near = line_number..=line_number + 20;
                assert!(near.clone().any(|n| line.contains(&format!("第 {n} 行"))), "{near:?}: {line}");
            } else {
                assert!(!line.contains(is_han), "{line}");
            }
        }
    }
    // A conflict around the whole file is detected too, before the check for other file types.
    let both = format!("<<<<<<< HEAD\n{whole}=======\n{whole}>>>>>>> b\n");
    home.write("a.ron", both.as_bytes());
    assert!(refused(&home, &["check", "a.ron", "--lang", "zh-CN"]).contains("第 1 行起有版本控制未解决的冲突"));
    assert!(untold.is_empty(), "\n{}\n", untold.join("\n"));
}

#[test]
fn what_is_wrong_with_json_is_told_with_its_place_in_one_language() {
    let home = with_copies();
    for (json, says) in [
        ("{\"a\": 1", "第 1 行第 7 列为止，不完整"),
        ("{\"a\" 1}", "第 1 行第 6 列起不是 JSON"),
        ("{\"a\": 1}", "缺少字段"),
    ] {
        home.write("x.json", json.as_bytes());
        for args in [&["diff", "x.json", "w.ron"][..], &["schedule", "import", "w.ron", "x.json"]] {
            let line = refused(&home, &[args, &["--lang", "zh-CN"]].concat());
            assert!(line.contains(says), "{line}");
            let words: Vec<String> = english(&unquoted(&line)).into_iter().map(str::to_owned).collect();
            assert!(words.is_empty(), "{words:?} in {line}");
        }
    }
}

/// The text without its quoted parts.
fn unquoted(text: &str) -> String {
    text.split('“').map(|part| part.split_once('”').map_or(part, |(_, rest)| rest)).collect()
}
