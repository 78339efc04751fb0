//! `attach`, `evidence` and `check` on the command line.

use super::support::write;
use license_workbook::workbook::Sha256;
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use tempfile::TempDir;

struct Desk(TempDir);

impl Desk {
    /// With a workbook `w.ron`, made on 24 November 2026.
    fn new() -> Self {
        let desk = Self(TempDir::new().unwrap());
        desk.says(&["new", "-o", "w.ron", "--today", "2026-11-24"], 0);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn file(&self, name: &str, bytes: &[u8]) -> Sha256 {
        write(&self.path(name), bytes);
        Sha256::of(bytes)
    }

    fn run(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_license-workbook"));
        command
            .args(args)
            .current_dir(self.0.path())
            .env("LICENSE_WORKBOOK_STATE_DIR", self.path("state"))
            .env("USER", "tester")
            .env("LANG", "en_US.UTF-8")
            .env_remove("LC_ALL");
        command.output().unwrap()
    }

    /// Runs what must answer with this exit code and nothing on standard error.
    fn says(&self, args: &[&str], code: i32) -> String {
        let output = self.run(args);
        let complaint = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), complaint.as_str()), (Some(code), ""), "{args:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn json(&self, args: &[&str], code: i32) -> Value {
        serde_json::from_str(&self.says(args, code)).unwrap()
    }
}

#[test]
fn what_is_attached_is_listed_with_all_that_is_known_of_it() {
    let desk = Desk::new();
    let hash = desk.file("合同.pdf", b"%PDF-1.7 contract");
    let said = desk.says(
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
    let list = desk.json(&["evidence", "w.ron", "--json", "--today", "2026-11-24"], 0);
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
    // The same once more changes nothing.
    let before = fs::read(desk.path("w.ron")).unwrap();
    let said = desk.says(&["attach", "w.ron", "12-5", "合同.pdf"], 0);
    assert!(said.contains("nothing"), "{said}");
    assert_eq!(fs::read(desk.path("w.ron")).unwrap(), before);
}

#[test]
fn one_bad_file_does_not_keep_the_others_out() {
    let desk = Desk::new();
    let good = desk.file("good.txt", b"good");
    let output = desk.run(&["attach", "w.ron", "五-3", "gone.txt", "good.txt"]);
    let (said, complaint) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!((output.status.code(), complaint.as_ref()), (Some(1), ""), "{said}");
    assert!(said.contains("gone.txt") && said.contains("good.txt"), "{said}");
    let list = desk.json(&["evidence", "w.ron", "--json"], 0);
    assert_eq!(list["evidence"][0]["sha256"], good.to_string());
    assert_eq!(list["evidence"].as_array().unwrap().len(), 1);
}

#[test]
fn a_folder_is_attached_file_by_file() {
    let desk = Desk::new();
    desk.file("scans/2.png", b"\x89PNG\r\n\x1a\n2");
    desk.file("scans/1.png", b"\x89PNG\r\n\x1a\n1");
    desk.says(&["attach", "w.ron", "五-3", "scans"], 0);
    let list = desk.json(&["evidence", "w.ron", "--json"], 0);
    let names: Vec<&str> = list["evidence"].as_array().unwrap().iter().map(|p| p["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["1.png", "2.png"]);
}

#[test]
fn a_linked_file_that_changes_or_goes_is_found_by_check_and_evidence() {
    let desk = Desk::new();
    let hash = desk.file("files/big.bin", b"linked");
    desk.says(&["attach", "w.ron", "五-3", "files/big.bin", "--link"], 0);
    let list = desk.json(&["evidence", "w.ron", "--json"], 0);
    let piece = &list["evidence"][0];
    assert_eq!((&piece["storage"], &piece["relative"]), (&"linked".into(), &"files/big.bin".into()));
    assert!(!fs::read_to_string(desk.path("w.ron")).unwrap().contains("bGlua2Vk"), "its bytes are not in the file");
    let check = |state: &str| {
        let answer = desk.json(&["check", "w.ron", "--json", "--today", "2026-11-24"], 1);
        answer["evidence"][state].as_array().unwrap().iter().map(|p| p["sha256"].clone()).collect::<Vec<_>>()
    };
    assert_eq!((check("changed").len(), check("missing").len()), (0, 0));
    desk.file("files/big.bin", b"forged");
    assert_eq!(check("changed"), [Value::from(hash.to_string())]);
    assert_eq!(desk.json(&["evidence", "w.ron", "--json"], 1)["evidence"][0]["state"], "changed");
    fs::remove_file(desk.path("files/big.bin")).unwrap();
    assert_eq!(check("missing"), [Value::from(hash.to_string())]);
    let plain = desk.says(&["evidence", "w.ron"], 1);
    assert!(plain.starts_with("MISSING  big.bin"), "{plain}");
}

#[test]
fn evidence_that_ran_out_is_an_overdue_date() {
    let desk = Desk::new();
    desk.file("a.pdf", b"a");
    desk.says(&["attach", "w.ron", "五-3", "a.pdf", "--valid-until", "2026-11-20"], 0);
    let check = desk.json(&["check", "w.ron", "--json", "--today", "2026-11-24"], 1);
    let dates = check["dates"].as_array().unwrap();
    let date = dates.iter().find(|date| date["obligation"] == "五-3").unwrap();
    assert_eq!((&date["due"], &date["state"]), (&"2026-11-20".into(), &"overdue".into()));
}

#[test]
fn it_is_written_out_as_a_folder_and_as_a_zip_file() {
    let desk = Desk::new();
    desk.file("a.pdf", b"a");
    desk.says(&["attach", "w.ron", "五-3", "a.pdf"], 0);
    let said = desk.says(&["evidence", "w.ron", "--extract", "out", "--lang", "en"], 0);
    assert!(said.contains("out") && said.contains('1'), "{said}");
    assert!(desk.path("out/index.html").exists() && desk.path("out/SHA256SUMS").exists());
    assert_eq!(fs::read_dir(desk.path("out/05 五")).unwrap().count(), 1);
    let again = desk.run(&["evidence", "w.ron", "--extract", "out"]);
    assert_eq!(again.status.code(), Some(2));
    desk.says(&["evidence", "w.ron", "--extract", "out.zip", "--zip"], 0);
    assert_eq!(zip::ZipArchive::new(fs::File::open(desk.path("out.zip")).unwrap()).unwrap().len(), 4);
    let none = desk.says(&["evidence", "w.ron", "--extract", "none", "--duty", "十二-5"], 0);
    assert!(none.contains('0'), "{none}");
}
