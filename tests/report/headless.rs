//! The report on the command line.

use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_license-workbook"))
        .args(arguments)
        .current_dir(folder)
        .env("LICENSE_WORKBOOK_STATE_DIR", folder.join("state"))
        .output()
        .unwrap()
}

#[test]
fn the_report_is_told_and_packed_without_a_window() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    assert!(run(at, &["new", "-o", "w.ron", "--today", "2025-06-01"]).status.success());
    let told = run(at, &["report", "w.ron", "--year", "2025", "--today", "2026-01-20", "--json"]);
    assert_eq!(told.status.code(), Some(0), "{told:?}");
    let told: Value = serde_json::from_slice(&told.stdout).unwrap();
    assert_eq!((&told["year"], &told["filing_year"], &told["state"]), (&2025.into(), &2026.into(), &"open".into()));
    assert_eq!(told["heads"].as_array().unwrap().len(), 6);
    assert_eq!(told["tally"]["total"], 132);
    let gaps: Vec<&str> = told["gaps"].as_array().unwrap().iter().map(|gap| gap["kind"].as_str().unwrap()).collect();
    assert!(gaps.starts_with(&["unattested", "head_empty"]), "{gaps:?}");

    let packed = run(at, &["report", "w.ron", "--pack", "年报.zip", "--today", "2026-01-20", "--lang", "zh-CN"]);
    assert_eq!(packed.status.code(), Some(0), "{packed:?}");
    assert!(String::from_utf8(packed.stdout).unwrap().contains("年报.zip"));
    let archive = std::fs::read(at.join("年报.zip")).unwrap();
    assert!(zip::ZipArchive::new(std::io::Cursor::new(archive)).unwrap().len() >= 4);
    // An earlier pack is replaced; the answer is “no” once the report is late; another year is not there.
    assert!(run(at, &["report", "w.ron", "--pack", "年报.zip", "--today", "2026-01-21"]).status.success());
    assert_eq!(run(at, &["report", "w.ron", "--year", "2025", "--today", "2026-04-01"]).status.code(), Some(1));
    let none = run(at, &["report", "w.ron", "--year", "2019", "--today", "2026-04-01", "--lang", "en"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(String::from_utf8(none.stderr).unwrap().contains("2025"), "it names the years there are");
}
