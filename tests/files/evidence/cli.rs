//! Tests of `attach`, `evidence` and `check` on the command line.

use crate::support::folder::write;
use crate::support::home::Home;
use license_workbook::workbook::Sha256;
use serde_json::Value;
use std::fs;

/// A home with a workbook `w.ron`, created on 24 November 2026.
fn with_workbook() -> Home {
    Home::with_workbook("2026-11-24")
}

/// Writes a file and returns its hash.
fn file(home: &Home, name: &str, bytes: &[u8]) -> Sha256 {
    write(&home.path(name), bytes);
    Sha256::of(bytes)
}

#[test]
fn what_is_attached_is_listed_with_all_that_is_known_of_it() {
    let home = with_workbook();
    let hash = file(&home, "合同.pdf", b"%PDF-1.7 contract");
    let said = home.answers(
        &[
            "attach",
            "w.ron",
            "十二-5",
            "合同.pdf",
            "--effective",
            "2026-01-01",
            "--valid-until",
            "2026-12-31",
            "--description",
            "年度合同",
            "--confidential",
            "--author",
            "王芳",
        ],
        0,
    );
    assert!(said.contains("合同.pdf") && said.contains(&hash.to_string()), "{said}");
    let list = home.json(&["evidence", "w.ron", "--json", "--today", "2026-11-24"], 0);
    assert_eq!(list["ok"], true);
    let piece = &list["evidence"][0];
    for (field, expect) in [
        ("sha256", Value::from(hash.to_string())),
        ("name", "合同.pdf".into()),
        ("media_type", "application/pdf".into()),
        ("size", 17.into()),
        ("storage", "embedded".into()),
        ("state", "ok".into()),
        ("attached_by", "王芳".into()),
        ("effective_on", "2026-01-01".into()),
        ("valid_until", "2026-12-31".into()),
        ("expired", false.into()),
        ("description", "年度合同".into()),
        ("confidential", true.into()),
        ("replaces", Value::Null),
    ] {
        assert_eq!(piece[field], expect, "{field}");
    }
    assert_eq!(piece["uses"], serde_json::json!([{ "kind": "duty", "obligation": "十二-5" }]));
    // Attaching it again changes nothing.
    let before = fs::read(home.path("w.ron")).unwrap();
    let said = home.answers(&["attach", "w.ron", "12-5", "合同.pdf"], 0);
    assert!(said.contains("nothing"), "{said}");
    assert_eq!(fs::read(home.path("w.ron")).unwrap(), before);
}

#[test]
fn one_bad_file_does_not_keep_the_others_out() {
    let home = with_workbook();
    let good = file(&home, "good.txt", b"good");
    let output = home.run(&["attach", "w.ron", "五-3", "gone.txt", "good.txt"]);
    let (said, complaint) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!((output.status.code(), complaint.as_ref()), (Some(1), ""), "{said}");
    assert!(said.contains("gone.txt") && said.contains("good.txt"), "{said}");
    let list = home.json(&["evidence", "w.ron", "--json"], 0);
    assert_eq!(list["evidence"][0]["sha256"], good.to_string());
    assert_eq!(list["evidence"].as_array().unwrap().len(), 1);
}

#[test]
fn a_folder_is_attached_file_by_file() {
    let home = with_workbook();
    file(&home, "scans/2.png", b"\x89PNG\r\n\x1a\n2");
    file(&home, "scans/1.png", b"\x89PNG\r\n\x1a\n1");
    home.answers(&["attach", "w.ron", "五-3", "scans"], 0);
    let list = home.json(&["evidence", "w.ron", "--json"], 0);
    let names: Vec<&str> = list["evidence"].as_array().unwrap().iter().map(|p| p["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["1.png", "2.png"]);
}

#[test]
fn a_linked_file_that_changes_or_goes_is_found_by_check_and_evidence() {
    let home = with_workbook();
    let hash = file(&home, "files/big.bin", b"linked");
    home.answers(&["attach", "w.ron", "五-3", "files/big.bin", "--link"], 0);
    let list = home.json(&["evidence", "w.ron", "--json"], 0);
    let piece = &list["evidence"][0];
    assert_eq!((&piece["storage"], &piece["relative"]), (&"linked".into(), &"files/big.bin".into()));
    assert!(!fs::read_to_string(home.path("w.ron")).unwrap().contains("bGlua2Vk"), "its bytes are not in the file");
    let check = |state: &str| {
        let answer = home.json(&["check", "w.ron", "--json", "--today", "2026-11-24"], 1);
        answer["evidence"][state].as_array().unwrap().iter().map(|p| p["sha256"].clone()).collect::<Vec<_>>()
    };
    assert_eq!((check("changed").len(), check("missing").len()), (0, 0));
    file(&home, "files/big.bin", b"forged");
    assert_eq!(check("changed"), [Value::from(hash.to_string())]);
    assert_eq!(home.json(&["evidence", "w.ron", "--json"], 1)["evidence"][0]["state"], "changed");
    fs::remove_file(home.path("files/big.bin")).unwrap();
    assert_eq!(check("missing"), [Value::from(hash.to_string())]);
    let plain = home.answers(&["evidence", "w.ron"], 1);
    assert!(plain.starts_with("MISSING  big.bin"), "{plain}");
}

#[test]
fn evidence_that_ran_out_is_an_overdue_date() {
    let home = with_workbook();
    file(&home, "a.pdf", b"a");
    home.answers(&["attach", "w.ron", "五-3", "a.pdf", "--valid-until", "2026-11-20"], 0);
    let check = home.json(&["check", "w.ron", "--json", "--today", "2026-11-24"], 1);
    let dates = check["dates"].as_array().unwrap();
    let date = dates.iter().find(|date| date["obligation"] == "五-3").unwrap();
    assert_eq!((&date["due"], &date["state"]), (&"2026-11-20".into(), &"overdue".into()));
}

#[test]
fn it_is_written_out_as_a_folder_and_as_a_zip_file() {
    let home = with_workbook();
    file(&home, "a.pdf", b"a");
    home.answers(&["attach", "w.ron", "五-3", "a.pdf"], 0);
    let said = home.answers(&["evidence", "w.ron", "--extract", "out", "--lang", "en"], 0);
    assert!(said.contains("out") && said.contains('1'), "{said}");
    assert!(home.path("out/index.html").exists() && home.path("out/SHA256SUMS").exists());
    assert_eq!(fs::read_dir(home.path("out/05 五")).unwrap().count(), 1);
    let again = home.run(&["evidence", "w.ron", "--extract", "out"]);
    assert_eq!(again.status.code(), Some(2));
    home.answers(&["evidence", "w.ron", "--extract", "out.zip", "--zip"], 0);
    assert_eq!(zip::ZipArchive::new(fs::File::open(home.path("out.zip")).unwrap()).unwrap().len(), 4);
    let none = home.answers(&["evidence", "w.ron", "--extract", "none", "--duty", "十二-5"], 0);
    assert!(none.contains('0'), "{none}");
}
