//! Tests of `snapshot`: every format, several at once, a part of the duties, the summary page.

use crate::support::facts;
use crate::support::folder::unzip;
use crate::support::home::Home;
use license_workbook::language::Language;
use license_workbook::locale::Locale;
use license_workbook::workbook::Sha256;
use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read as _};

/// A home on a Chinese system, with a workbook `w.ron`.
fn with_workbook() -> Home {
    let home = Home::with_workbook("2026-11-01").chinese();
    home.noted(&["set", "w.ron", "五-3", "--status", "met", "--owner", "赵强", "--note", "密"], 0);
    home.noted(&["set", "w.ron", "十二-3", "--status", "not_met", "--owner", "王敏", "--due", "2026-11-02"], 0);
    home
}

/// The JSON of a snapshot with these arguments.
fn snapshot(home: &Home, args: &[&str]) -> serde_json::Value {
    let base = ["snapshot", "w.ron", "--today", "2026-11-24", "--format", "json", "-o", "out.json"];
    home.noted(&[&base, args].concat(), 0);
    serde_json::from_slice(&home.read("out.json")).unwrap()
}

fn labels(snapshot: &serde_json::Value) -> Vec<&str> {
    snapshot["duties"].as_array().unwrap().iter().map(|duty| duty["label"].as_str().unwrap()).collect()
}

#[test]
fn every_format_is_written_and_may_be_replaced() {
    let home = with_workbook();
    for (format, beginning) in
        [("pdf", "%PDF-1.7"), ("docx", "PK"), ("xlsx", "PK"), ("md", "<!-- License Workbook -->\n# 许可证合规检查表")]
    {
        let out = format!("out.{format}");
        let args = ["snapshot", "w.ron", "--format", format, "--today", "2026-11-24", "-o", &out];
        let answer = home.noted(&args, 0);
        assert!(answer.contains(&out) && answer.contains(&facts::duties().to_string()), "{answer}");
        let first = fs::read(home.path(&out)).unwrap();
        assert!(first.starts_with(beginning.as_bytes()), "{format}");
        // An earlier export may be replaced, and the same state gives the same bytes.
        home.noted(&args, 0);
        assert_eq!(fs::read(home.path(&out)).unwrap(), first, "{format}");
        home.write(&out, "mine");
        assert!(home.refused(&args).contains(&out));
    }
}

#[test]
fn several_formats_go_into_one_archive() {
    let home = with_workbook();
    let base =
        ["snapshot", "w.ron", "--today", "2026-11-24", "--lang", "en", "--format", "pdf,xlsx", "--format", "json"];
    let with = |more: &[&'static str]| base.iter().chain(more).copied().collect::<Vec<_>>();
    assert!(home.refused(&with(&["-o", "out.pdf"])).contains(".zip"));
    for evidence in [[].as_slice(), &["--with-evidence", "--force"]] {
        home.noted(&[with(&["-o", "out.zip"]), evidence.to_vec()].concat(), 0);
        let bytes = fs::read(home.path("out.zip")).unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let name = |ending: &str| format!("License compliance checklist 苏B2-20140200 2026-11-24.{ending}");
        for (ending, beginning) in [("pdf", "%PDF"), ("xlsx", "PK"), ("json", "{")] {
            let mut content = Vec::new();
            archive.by_name(&name(ending)).unwrap().read_to_end(&mut content).unwrap();
            assert!(content.starts_with(beginning.as_bytes()), "{ending}");
        }
        assert_eq!(archive.by_name("index.html").is_ok(), !evidence.is_empty());
    }
}

#[test]
fn the_evidence_goes_along_with_its_hashes() {
    let home = with_workbook();
    for (name, bytes) in [("合同.pdf", "contract"), ("工资.txt", "salaries"), ("通知.txt", "notice")] {
        home.write(name, bytes);
    }
    home.noted(&["attach", "w.ron", "五-3", "合同.pdf"], 0);
    home.noted(&["attach", "w.ron", "五-3", "工资.txt", "--confidential"], 0);
    home.noted(&["attach", "w.ron", "十二-3", "通知.txt"], 0);
    let export = |more: &[&'static str]| {
        let base = ["snapshot", "w.ron", "--today", "2026-11-24", "--format", "json,csv", "--with-evidence", "--force"];
        let args: Vec<&str> = base.iter().chain(&["-o", "out.zip"]).chain(more).copied().collect();
        let answer = home.noted(&args, 0);
        (answer, unzip(&home.read("out.zip")))
    };

    let (answer, files) = export(&[]);
    assert!(answer.contains("未包括 1 份保密证据"), "{answer}");
    let proofs = |files: &BTreeMap<String, Vec<u8>>| -> Vec<String> {
        files.keys().filter(|name| name.contains('/')).cloned().collect()
    };
    let names = proofs(&files);
    assert!(
        names.len() == 2 && names[0].starts_with("05 五/五-3 ") && names[1].starts_with("12 十二/十二-3 "),
        "{names:?}"
    );
    assert_eq!((files[&names[0]].as_slice(), files[&names[1]].as_slice()), (&b"contract"[..], &b"notice"[..]));
    assert!(files.values().all(|bytes| !String::from_utf8_lossy(bytes).contains("工资")), "its name is left out too");
    // The hashes in the list and in the snapshot are those of the bytes.
    let sums = String::from_utf8(files["SHA256SUMS"].clone()).unwrap();
    let sums: Vec<(&str, &str)> = sums.lines().map(|line| line.split_once("  ").unwrap()).collect();
    assert_eq!(sums.len() + 1, files.len(), "the list has all files but itself");
    for (hash, name) in &sums {
        assert_eq!(Sha256::of(&files[*name]).to_string(), *hash, "{name}");
    }
    let json = files.iter().find(|(_, bytes)| bytes.starts_with(b"{")).unwrap().1;
    let snapshot: serde_json::Value = serde_json::from_slice(json).unwrap();
    let listed = snapshot["evidence"].as_array().unwrap();
    assert!(listed.len() == 2 && listed.iter().all(|e| sums.iter().any(|(hash, _)| e["sha256"] == *hash)));
    assert_eq!(snapshot["evidence_withheld"], 1);

    let (answer, files) = export(&["--confidential"]);
    assert!(!answer.contains("保密"), "{answer}");
    let secret = files.iter().find(|(name, _)| name.ends_with("工资.txt")).unwrap();
    assert_eq!(secret.1, b"salaries");
    // A part has only its own evidence.
    let (_, files) = export(&["--provision", "十二"]);
    assert!(proofs(&files).iter().all(|name| name.starts_with("12 十二/")), "{:?}", proofs(&files));
    // The summary page lists no evidence.
    let summary = ["snapshot", "w.ron", "--format", "pdf", "--summary", "--with-evidence", "-o", "one.zip"];
    assert_eq!(home.run(&summary).status.code(), Some(2));
    // A linked file that was changed since is left out, and reported.
    home.write("linked.txt", "as attached");
    home.noted(&["attach", "w.ron", "五-3", "linked.txt", "--link"], 0);
    home.write("linked.txt", "changed");
    let args = ["snapshot", "w.ron", "--format", "json", "--with-evidence", "--force", "-o", "out.zip"];
    let output = home.run(&args);
    let told = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "the archive is written, but incomplete: {told}");
    assert!(told.lines().any(|line| line.contains("linked.txt")) && output.stderr.is_empty(), "{told}");
}

#[test]
fn a_part_of_the_duties_is_taken_in() {
    let home = with_workbook();
    assert_eq!(labels(&snapshot(&home, &[])).len(), facts::duties());
    let twelve = snapshot(&home, &["--provision", "十二"]);
    assert!(labels(&twelve).iter().all(|label| label.starts_with("十二-")) && labels(&twelve).len() == 7);
    assert_eq!(labels(&snapshot(&home, &["--only", "overdue"])), ["十二-3"]);
    assert_eq!(labels(&snapshot(&home, &["--owner", "赵强"])), ["五-3"]);
    assert_eq!(labels(&snapshot(&home, &["--owner", "赵强", "--only", "open"])), [""; 0]);
    assert_eq!(snapshot(&home, &["--owner", "赵强"])["duties"][0]["note"], "");
    assert_eq!(snapshot(&home, &["--owner", "赵强", "--notes"])["duties"][0]["note"], "密");
    assert_eq!(snapshot(&home, &["--summary"])["evidence"], serde_json::Value::Array(Vec::new()));

    let refused = |more: &[&'static str]| {
        home.refused(
            &["snapshot", "w.ron", "--format", "json", "-o", "x.json"].iter().chain(more).copied().collect::<Vec<_>>(),
        )
    };
    assert!(refused(&["--owner", "张三"]).contains("张三"));
    assert!(refused(&["--provision", "二十"]).contains("二十"));
    assert!(refused(&["--provision", "abc"]).contains("abc"));
    assert!(!home.path("x.json").exists());
}

#[test]
fn a_company_brings_its_own_layout() {
    let home = with_workbook();
    let args = ["snapshot", "w.ron", "--format", "pdf", "-o", "own.pdf", "--template", "own.typ"];
    assert!(home.refused(&args).contains("own.typ"));
    home.write("own.typ", "#let doc = json(\"document.json\")\n\n#doc.nothing");
    let complaint = home.refused(&args);
    assert!(complaint.contains("line 3"), "{complaint}");
    home.write("own.typ", "#let doc = json(\"document.json\")\n= #doc.title");
    home.noted(&args, 0);
    assert!(fs::read(home.path("own.pdf")).unwrap().starts_with(b"%PDF"));
}

#[test]
fn a_provision_is_named_in_digits_wherever_one_is_named() {
    let home = with_workbook();
    for (digits, numerals) in
        [("12", "十二"), ("１２", "十二"), ("16(3)", "十六(三)"), ("１６（３）", "十六（三）"), ("16（三）", "十六(3)")]
    {
        let taken = snapshot(&home, &["--provision", digits]);
        assert!(
            !labels(&taken).is_empty() && labels(&taken) == labels(&snapshot(&home, &["--provision", numerals])),
            "{digits}"
        );
        let part = |name: &str| {
            let said = home.noted(&["part", "w.ron", "--duty", name, "-o", "part.ron", "--force", "--lang", "en"], 0);
            said.split_whitespace().find_map(|word| word.parse::<usize>().ok())
        };
        assert!(part(digits).is_some_and(|n| n > 0) && part(digits) == part(numerals), "{digits}");
    }
    for no_clause in ["0", "100", "+1", "16(", "16(3", "16()", "(3)", "1.5"] {
        let args = ["snapshot", "w.ron", "--format", "json", "-o", "x.json", "--provision", no_clause, "--lang", "en"];
        assert!(home.refused(&args).contains("write a provision such as 12"), "{no_clause}");
    }
}

#[test]
fn a_table_that_is_left_out_is_said_with_what_takes_it_in() {
    let home = with_workbook();
    for (table, args, says) in [
        ("history", [].as_slice(), Some("--with-history")),
        ("history", &["--with-history"], None),
        ("gaps", &[], Some("--frozen")),
        ("sessions", &["--with-notes"], Some("--frozen")),
        ("duties", &[], None),
    ] {
        let base = ["snapshot", "w.ron", "-o", "t.csv", "--force", "--lang", "en", "--table", table];
        let output = home.run(&base.iter().chain(args).copied().collect::<Vec<_>>());
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{said}");
        assert_eq!(said.lines().count(), usize::from(says.is_some()), "{table} {args:?}: {said}");
        assert!(says.is_none_or(|option| said.contains(option) && said.contains(table)), "{said}");
    }
}

#[test]
fn what_the_page_has_no_room_for_is_told_without_zeros() {
    let told = |language, overdue: usize, undecided: usize| {
        let numbers = [("overdue", overdue.into()), ("undecided", undecided.into())];
        Locale::of(language).format("summary-more", numbers)
    };
    for (overdue, undecided, en, zh) in [
        (0, 2, "2 pending decisions", "另有待决定 2 项"),
        (1, 0, "1 overdue duty", "另有逾期 1 项"),
        (3, 2, "3 overdue duties, 2 pending decisions", "另有逾期 3 项、待决定 2 项"),
    ] {
        assert_eq!(told(Language::En, overdue, undecided), format!("Not listed on this page: {en}"));
        assert_eq!(told(Language::ZhCn, overdue, undecided), format!("未列于本页：{zh}"));
    }
}
