//! Tests of where a command writes, in which format, and what it requires first.

use crate::support::folder::unzip;
use crate::support::home::Home;
use crate::world::{PURPOSE, TODAY, fresh, has, piped, place, words};
use license_workbook::export::Format;
use license_workbook::snapshot::Internal;
use license_workbook::snapshot::verify::{Verdict, verify_json};
use license_workbook::store;
use serde_json::Value;

#[test]
fn the_format_follows_the_name_and_never_belies_it() {
    let place = fresh();
    for format in Format::ALL {
        let (name, named) = (format!("a.{}", format.as_str()), format!("b.{}", format.as_str()));
        place.answers(&["snapshot", "w.ron", "-o", &name, "--today", TODAY], 0);
        place.answers(&["snapshot", "w.ron", "--format", format.as_str(), "-o", &named, "--today", TODAY], 0);
        assert_eq!(place.read(&name), place.read(&named), "{format:?}");
        for other in Format::ALL.into_iter().filter(|other| *other != format) {
            let name = format!("x.{}", other.as_str());
            let said = place.refused(&["snapshot", "w.ron", "--format", format.as_str(), "-o", &name, "--lang", "en"]);
            assert!(said.contains(&name) && said.contains(format.as_str()), "{said}");
            assert!(!place.path(&name).exists());
        }
    }
    for (name, is_fine) in [("c.htm", true), ("c.MARKDOWN", true), ("c", false), ("c.txt", false), ("c.zip", false)] {
        let run = place.run(&["snapshot", "w.ron", "-o", name]);
        assert_eq!((run.status.code() == Some(0), place.path(name).exists()), (is_fine, is_fine), "{name}");
    }
    // A name without a known ending is accepted.
    place.answers(&["snapshot", "w.ron", "--format", "pdf", "-o", "v1.2"], 0);
    for name in ["x.ron", "x.age"] {
        assert!(place.refused(&["snapshot", "w.ron", "--format", "pdf", "-o", name]).contains(name));
    }
    for (format, name) in [("html", "x.xlsx"), ("xlsx", "x.pdf"), ("json", "x.html")] {
        let said = place.refused(&["diff", "w.ron", "w.ron", "--format", format, "-o", name]);
        assert!(said.contains(name), "{said}");
    }
}

#[test]
fn a_dash_is_standard_output_for_whatever_is_one_file() {
    let place = place();
    for format in Format::ALL {
        let name = format!("a.{}", format.as_str());
        place.answers(&["snapshot", "w.ron", "-o", &name, "--today", TODAY], 0);
        let args = ["snapshot", "w.ron", "--format", format.as_str(), "-o", "-", "--today", TODAY];
        assert!(piped(&place, &args, 0) == place.read(&name), "{format:?}");
    }
    let several = piped(&place, &["snapshot", "w.ron", "--format", "csv,json", "-o", "-", "--today", TODAY], 0);
    assert_eq!(unzip(&several).len(), 3);
    place.answers(&["report", "w.ron", "--year", "2025", "--today", TODAY, "--pack", "p.zip"], 0);
    let pack = piped(&place, &["report", "w.ron", "--year", "2025", "--today", TODAY, "--pack", "-"], 0);
    assert!(pack == place.read("p.zip"));
    for format in ["html", "xlsx", "json"] {
        let name = format!("c.{format}");
        place.answers(&["diff", "before.ron", "w.ron", "--today", TODAY, "-o", &name], 1);
        let bytes = piped(&place, &["diff", "before.ron", "w.ron", "--today", TODAY, "-o", "-", "--format", format], 1);
        assert!(bytes == place.read(&name), "{format}");
    }
    // Notes on the file are not written into it.
    place.answers(&["set", "w.ron", "五-3", "--statement", "👩", "--author", "李雷"], 0);
    let run = place.run(&["snapshot", "w.ron", "--format", "pdf", "-o", "-", "--today", TODAY]);
    assert_eq!(run.status.code(), Some(0));
    assert!(run.stdout.starts_with(b"%PDF") && String::from_utf8(run.stderr).unwrap().contains('👩'));
    assert!(!place.path("-").exists());
}

#[test]
fn what_is_no_single_file_is_not_sent_to_standard_output() {
    let place = fresh();
    for args in [
        &["new", "-o", "-"][..],
        &["merge", "w.ron", "w.ron", "-o", "-"],
        &["part", "w.ron", "--duty", "十二", "-o", "-"],
        &["evidence", "w.ron", "--extract", "-"],
        &["evidence", "w.ron", "--extract", "-", "--zip"],
        &["snapshot", "w.ron", "--format", "json", "--with-evidence", "-o", "-"],
        &["snapshot", "w.ron", "-o", "-"],
        &["diff", "w.ron", "w.ron", "-o", "-"],
    ] {
        place.refused(&[args, &["--lang", "zh-CN"]].concat());
        assert!(!place.path("-").exists(), "{args:?}");
    }
}

#[test]
fn a_kept_snapshot_is_exported_by_whatever_names_it_in_every_format() {
    let place = place();
    place.answers(&["set", "w.ron", "六-1", "--status", "met", "--author", "李雷", "--today", TODAY], 0);
    let list: Value = serde_json::from_str(&place.answers(&["snapshots", "w.ron", "--json"], 0)).unwrap();
    let field = |name: &str| list[0][name].as_str().unwrap().to_owned();
    let digest = field("digest");
    for name in [PURPOSE, "1", "2026-01-14", &field("id"), digest.get(..8).unwrap()] {
        place.answers(&["snapshot", "w.ron", "--frozen", name, "-o", "then.json"], 0);
        let checked = verify_json(&String::from_utf8(place.read("then.json")).unwrap()).unwrap();
        assert_eq!(checked.verdict, Verdict::Intact, "{name}");
        assert_eq!(checked.snapshot.on.to_string(), "2026-01-14");
        let duty = checked.snapshot.duties.iter().find(|duty| duty.label == "六-1").unwrap();
        assert_eq!(duty.status.as_str(), "not_started", "the status at the freeze");
    }
    for format in Format::ALL {
        for (flags, what) in [
            (&[][..], None),
            (&["--with-notes"], Some(Internal::Sessions)),
            (&["--with-confidential"], Some(Internal::Confidential)),
        ] {
            let base = ["snapshot", "w.ron", "--frozen", PURPOSE, "--format", format.as_str(), "-o", "-"];
            let bytes = piped(&place, &[&base, flags].concat(), 0);
            let words = words(&bytes);
            for kind in [Internal::Sessions, Internal::Confidential] {
                // A CSV file has the table of duties, which has no sessions.
                let wanted = what == Some(kind) && !(format == Format::Csv && kind == Internal::Sessions);
                assert_eq!(has(&words, kind), wanted, "{kind:?} in {format:?} with {flags:?}");
            }
        }
    }
    assert!(place.refused(&["snapshot", "w.ron", "--frozen", "没有", "-o", "x.json"]).contains("没有"));
    assert!(place.refused(&["snapshot", "w.ron", "--frozen", "9", "-o", "x.json"]).contains('9'));
    for other in
        [&["--only", "open"][..], &["--with-history"], &["--today", TODAY], &["--with-evidence"], &["--summary"]]
    {
        place.refused(&[&["snapshot", "w.ron", "--frozen", "1", "-o", "x.json"], other].concat());
    }
    assert!(!place.path("x.json").exists());
}

#[test]
fn two_snapshots_of_a_day_are_told_apart() {
    let place = fresh();
    for purpose in ["一", "二"] {
        place.answers(&["freeze", "w.ron", "--purpose", purpose, "--today", TODAY], 0);
    }
    assert!(place.refused(&["snapshot", "w.ron", "--frozen", TODAY, "-o", "x.json"]).contains(TODAY));
    let purposes: Vec<String> = ["1", "2"]
        .iter()
        .map(|number| {
            let args = ["snapshot", "w.ron", "--frozen", number, "--format", "json", "-o", "-"];
            let told: Value = serde_json::from_slice(&piped(&place, &args, 0)).unwrap();
            told["frozen"]["purpose"].as_str().unwrap().to_owned()
        })
        .collect();
    let list = place.answers(&["snapshots", "w.ron"], 0);
    let line = |number: usize| list.lines().find(|line| line.starts_with(&format!("{number}. "))).unwrap();
    assert!(line(1).contains(&purposes[0]) && line(2).contains(&purposes[1]) && purposes[0] != purposes[1], "{list}");
}

#[test]
fn nothing_is_frozen_without_a_purpose_or_for_a_day_to_come() {
    let place = fresh();
    let before = place.read("w.ron");
    for purpose in ["", "  ", "\u{3000}"] {
        let said = place.refused(&["freeze", "w.ron", "--purpose", purpose, "--today", TODAY, "--lang", "en"]);
        assert!(said.contains("--purpose"), "{said}");
    }
    for day in ["2026-01-21", "2030-01-01"] {
        let said = place.refused(&["freeze", "w.ron", "--purpose", "年报", "--on", day, "--today", TODAY]);
        assert!(said.contains(day) && said.contains("--on"), "{said}");
    }
    assert_eq!(place.read("w.ron"), before);
    for day in [TODAY, "2026-01-05"] {
        place.answers(&["freeze", "w.ron", "--purpose", "年报", "--on", day, "--today", TODAY], 0);
    }
}

#[test]
fn a_file_becomes_confidential_elsewhere_only_when_that_is_meant() {
    let place = fresh();
    place.write("合同.txt", b"contract");
    place.write("新的.txt", b"new");
    place.answers(&["attach", "w.ron", "五-3", "合同.txt"], 0);
    let before = place.read("w.ron");
    let is_secret = |place: &Home| {
        let workbook = store::read(&place.path("w.ron")).unwrap().workbook;
        workbook.evidence.values().map(|piece| (piece.name.clone(), piece.confidential)).collect::<Vec<_>>()
    };
    let told = place.answers(&["attach", "w.ron", "六-1", "合同.txt", "新的.txt", "--confidential", "--lang", "en"], 1);
    assert!(told.contains("合同.txt") && told.contains("五-3") && told.contains("--everywhere"), "{told}");
    assert!(!told.contains("新的.txt"), "it is not used elsewhere: {told}");
    assert_eq!(place.read("w.ron"), before, "nothing is attached, not even in part");
    place.answers(&["attach", "w.ron", "六-1", "合同.txt", "--confidential", "--everywhere"], 0);
    assert_eq!(is_secret(&place), [("合同.txt".to_owned(), true)]);
    // A confidential file stays confidential, and a file that is used only here needs no confirmation.
    place.answers(&["attach", "w.ron", "七-1", "合同.txt", "--confidential"], 0);
    let again = place.run(&["attach", "w.ron", "九-1", "合同.txt", "--lang", "en"]);
    let said = String::from_utf8(again.stderr).unwrap();
    assert!(
        again.status.success() && said.contains("already marked confidential") && said.lines().count() == 1,
        "{said}"
    );
    place.answers(&["attach", "w.ron", "八-1", "新的.txt"], 0);
    place.answers(&["attach", "w.ron", "八-1", "新的.txt", "--confidential"], 0);
    assert!(is_secret(&place).iter().all(|(_, secret)| *secret));
    // `--everywhere` alone is refused.
    place.write("经过.txt", b"report");
    place.refused(&["attach", "w.ron", "六-1", "经过.txt", "--everywhere"]);
}

#[test]
fn days_of_a_file_that_change_elsewhere_too_are_told() {
    let place = fresh();
    place.write("证书.txt", b"certificate");
    let attach = |label: &'static str, more: &[&'static str]| {
        let base = ["attach", "w.ron", label, "证书.txt", "--lang", "en"];
        let output = place.run(&base.iter().chain(more).copied().collect::<Vec<_>>());
        assert!(output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    assert_eq!(attach("五-3", &["--valid-until", "2027-01-31"]), "");
    assert_eq!(attach("六-1", &["--valid-until", "2027-01-31"]), "", "the day is the same");
    let said = attach("七-1", &["--valid-until", "2028-01-31", "--effective", "2026-01-31"]);
    assert!(said.contains("五-3") && said.contains("六-1") && !said.contains("七-1"), "{said}");
    let before = place.read("w.ron");
    let args = ["attach", "w.ron", "七-1", "证书.txt", "--effective", "2026-02-01", "--valid-until", "2026-01-31"];
    let refused = place.refused(&args);
    assert!(refused.contains("2026-02-01") && refused.contains("2026-01-31"), "{refused}");
    assert_eq!(place.read("w.ron"), before);
}
