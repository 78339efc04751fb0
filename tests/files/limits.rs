//! Tests of the limits: the README lists them, a refusal names the limit, and each is enforced.

use crate::support::filled::filled;
use crate::support::home::Home;
use crate::support::{LICENSE, moment, ofd, paper};
use license_workbook::language::Language;
use license_workbook::limits::{self, Beyond, Exceeded, Limit};
use license_workbook::locale::{Locale, refusal};
use license_workbook::store::{self, OpenError};
use license_workbook::workbook::{AnswerField, EditError, Field, Person, Stamp, Value};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::Path;

/// The words in the table of the README for input beyond the limit.
fn beyond(limit: &Limit) -> &'static str {
    match limit.beyond {
        Beyond::Refused => "refused",
        Beyond::Shortened => "shortened, and said so",
        Beyond::Linked => "stays outside, as a link",
        Beyond::Continued => "continues in the next column",
    }
}

fn row(limit: &Limit) -> String {
    format!("| {} | {} | {} |", limit.bounds, limit.words(limit.max), beyond(limit))
}

#[test]
fn the_readme_lists_every_limit_and_no_other() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let (_, section) = readme.split_once("\n## Limits\n").unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    let rows: Vec<&str> = section.lines().filter(|line| line.starts_with('|')).skip(2).collect();
    assert_eq!(rows, limits::ALL.map(row));
}

#[test]
fn each_refusal_names_its_limit_in_both_languages() {
    for limit in limits::ALL {
        for language in Language::ALL {
            let locale = Locale::of(language);
            let words = |found| {
                let arguments = Exceeded { limit, found }.arguments();
                locale.format(Exceeded::KIND, arguments.iter().map(|(name, value)| (*name, value.as_str().into())))
            };
            let (most, found) = (limit.words(limit.max), limit.words(limit.max + 1));
            let exact = words(Some(limit.max + 1));
            assert!(exact.contains(&most), "{exact}");
            // A preview that was stopped does not report how much it would have needed.
            let is_ended = ["preview_time", "preview_memory"].contains(&limit.key);
            assert!(is_ended || exact.contains(&found), "{exact}");
            assert!(is_ended || words(None).contains(&format!("> {most}")) || limit.key == "preview_text");
            // Each limit has its own sentence; the fallback for other limits is short.
            assert!(exact.chars().filter(|c| c.is_alphabetic()).count() >= 8, "{}: {exact}", limit.key);
        }
    }
}

/// A home with a workbook `w.ron`, created on 24 November 2026.
fn with_workbook() -> Home {
    Home::with_workbook("2026-11-24")
}

/// A sparse file of this length.
fn claim(home: &Home, name: &str, bytes: u64) {
    home.write(name, b"{");
    File::options().write(true).open(home.path(name)).unwrap().set_len(bytes).unwrap();
}

/// The workbook `text` with the first `from` replaced by `to`.
#[track_caller]
fn with(text: &str, from: &str, to: &str) -> Vec<u8> {
    assert!(text.contains(from), "{from}");
    text.replacen(from, to, 1).into_bytes()
}

#[test]
fn what_is_just_beyond_a_limit_is_refused_by_its_name() {
    let home = with_workbook();
    assert!(home.run(&["set", "w.ron", "五-3", "--note", "x", "--author", "Ann"]).status.success());
    let text = fs::read_to_string(home.path("w.ron")).unwrap();
    let at = text.get(text.find("            at: \"").unwrap()..).unwrap().lines().next().unwrap().to_owned();
    let dated = |year: &str| with(&text, &at, &format!("            at: \"{year}-11-24T00:00:00Z\","));
    let parents = (1..=16_384).map(|n| format!("\"{n:064x}\"")).collect::<Vec<_>>().join(",");
    let depth = "[".repeat(121);
    let fields = (0..257).map(|n| format!("f{n}: 1,\n")).collect::<Vec<_>>().concat();
    for (name, bytes) in [
        ("year.ron", dated("+262142")),
        ("early.ron", dated("1969")),
        ("parents.ron", with(&text, "            parents: [\n", &format!("            parents: [\n{parents},"))),
        ("depth.ron", with(&text, "    people: {", &format!("    people: {depth}"))),
        ("fields.ron", with(&text, "    people: {", &format!("    {fields}    people: {{"))),
        ("name.txt", LICENSE.as_bytes().to_vec()),
        ("pages.ofd", ofd::ofd(&["甲"; 101].join("\u{c}"))),
        ("pages.pdf", paper::scanned_pdf(&vec![(Vec::new(), [9, 9]); 101])),
    ] {
        home.write(name, &bytes);
    }
    claim(&home, "large.ron", limits::WORKBOOK.max + 1);
    claim(&home, "license.txt", limits::LICENSE_TEXT.max + 1);
    claim(&home, "scan.pdf", limits::SCAN_FILE.max + 1);
    claim(&home, "schedule.json", limits::SMALL_FILE.max + 1);
    claim(&home, "snapshot.json", limits::SNAPSHOT.max + 1);
    let (long_text, long_name) = ("x".repeat(100_000), "x".repeat(1_001));
    for (args, words) in [
        (&["check", "large.ron"][..], ["2,147,483,649 B", "2 GB"]),
        (&["new", "--license", "license.txt", "-o", "l.ron"], ["20,971,521 B", "20 MB"]),
        (&["read", "scan.pdf", "-o", "text.txt"], ["314,572,801 B", "300 MB"]),
        (&["read", "pages.pdf", "-o", "text.txt"], ["101 pages", "100"]),
        (&["read", "pages.ofd", "-o", "text.txt"], ["101 pages", "100"]),
        (&["schedule", "import", "w.ron", "schedule.json"], ["4,194,305 B", "4 MB"]),
        (&["diff", "w.ron", "snapshot.json"], ["268,435,457 B", "256 MB"]),
        (&["check", "year.ron"], ["262142", "9999"]),
        (&["history", "early.ron"], ["1969", "1970"]),
        (&["verify", "parents.ron"], ["16,385", "16,384"]),
        (&["info", "depth.ron"], ["nested deeper", "120"]),
        (&["info", "fields.ron"], ["more than", "256"]),
        (&["set", "w.ron", "五-3", "--note", "y", "--author", &long_name], ["1,001", "1,000"]),
    ] {
        let out = home.run(&[args, &["--lang", "en"]].concat());
        let said = String::from_utf8(out.stderr).unwrap();
        assert_eq!((out.status.code(), said.lines().count()), (Some(2), 1), "{args:?}: {said}");
        assert!(words.iter().all(|word| said.contains(word)), "{args:?}: {said}");
    }
    assert_eq!(fs::read_to_string(home.path("w.ron")).unwrap(), text, "nothing was changed");
    // Values within the limits are accepted.
    assert!(home.run(&["set", "w.ron", "五-3", "--note", &long_text, "--author", "Ann"]).status.success());
    home.write("late.ron", dated("9999"));
    assert_ne!(home.run(&["history", "late.ron"]).status.code(), Some(2));
}

#[test]
fn an_edit_that_writes_more_than_can_be_shown_is_refused_and_changes_nothing() {
    let mut world = filled();
    let author = *world.workbook.people.keys().next().unwrap();
    let person = Person { name: "n".repeat(1_001), role: String::new(), same_as: None };
    let tag = BTreeSet::from(["长".repeat(1_001)]);
    for (field, value, found) in [
        (Field::Answer(world.duty, AnswerField::Note), Value::Text("长".repeat(1_000_001)), 1_000_001),
        (Field::Answer(world.duty, AnswerField::Tags), Value::Tags(tag), 1_001),
        (Field::Person(author), Value::Person(Box::new(person)), 1_001),
    ] {
        let before = world.workbook.clone();
        let edit = world.workbook.change([(field, Some(value))]);
        let id = license_workbook::workbook::IdSource::new(99).next_id();
        let error = world.workbook.apply(edit, Stamp { author, at: moment() }, id).unwrap_err();
        let EditError::Limit(_, exceeded) = &error else { panic!("{error:?}") };
        assert_eq!(exceeded.found, Some(found));
        assert_eq!(world.workbook, before);
        let (id, arguments) = refusal(&error);
        let arguments = arguments.iter().map(|(name, value)| (*name, value.as_str().into()));
        assert!(Locale::of(Language::En).format(id, arguments).contains(&exceeded.limit.words(found)));
    }
}

#[test]
fn a_file_is_read_as_far_as_its_limit_and_no_further() {
    let home = with_workbook();
    claim(&home, "just.json", limits::SMALL_FILE.max);
    assert_eq!(store::read_limited(&home.path("just.json"), &limits::SMALL_FILE).unwrap().len(), 4 << 20);
    claim(&home, "beyond.json", limits::SMALL_FILE.max + 1);
    let refused = store::read_limited(&home.path("beyond.json"), &limits::SMALL_FILE).unwrap_err();
    let exceeded = Exceeded { limit: &limits::SMALL_FILE, found: Some((4 << 20) + 1) };
    assert_eq!(refused, OpenError::TooLarge { path: home.path("beyond.json"), exceeded });
    let folder = store::read_limited(home.folder(), &limits::SMALL_FILE).unwrap_err();
    assert_eq!(folder.kind(), "open-is-a-folder");
}

/// The sizes stated in a workbook are summed for the progress; the sum must not overflow.
#[test]
fn evidence_that_claims_to_be_endless_is_told_as_missing_or_changed() {
    let home = with_workbook();
    for (name, bytes) in [("a.txt", &b"one"[..]), ("b.txt", b"another")] {
        home.write(name, bytes);
        assert!(home.run(&["attach", "w.ron", "五-3", name, "--author", "Ann"]).status.success());
    }
    let text = fs::read_to_string(home.path("w.ron")).unwrap();
    let endless = format!("size: {}", u64::MAX);
    home.write(
        "w.ron",
        text.replace("size: 3,", &format!("{endless},")).replace("size: 7,", &format!("{endless},")).as_bytes(),
    );
    assert_eq!(
        fs::read_to_string(home.path("w.ron")).unwrap().matches(&endless).count(),
        4,
        "in the evidence and in the history"
    );
    for args in [
        &["check", "w.ron"][..],
        &["evidence", "w.ron"],
        &["evidence", "w.ron", "--extract", "folder"],
        &["evidence", "w.ron", "--extract", "all.zip", "--zip"],
        &["snapshot", "w.ron", "--format", "html,xlsx", "--with-evidence", "-o", "s.zip"],
    ] {
        let out = home.run(args);
        assert!(matches!(out.status.code(), Some(0..=2)), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
    }
}
