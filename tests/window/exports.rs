//! Tests of exports in the window: a ZIP file with the evidence, printing, and canceling.

use crate::machine::{Machine, Window};
use crate::support::folder::{unzip, write};
use egui::Key;
use egui_kittest::kittest::Queryable as _;
use license_workbook::app::RunOn;
use license_workbook::workbook::Sha256;
use std::collections::BTreeMap;

const PDF: &str = "文档（PDF，可打印、签章、存档）";

/// Attaches two files to the selected duty; the second one is confidential.
fn attach_two(machine: &Machine, window: &mut Window) {
    for (name, bytes) in [("合同.txt", b"contract"), ("工资.txt", b"salaries")] {
        write(&machine.file(name), bytes);
        machine.dialogs.next(&machine.file(name));
        window.key(Key::E);
    }
    window.command(Key::Num5);
    window.click_containing("工资.txt");
    window.click("保密");
    let workbook = window.app().workbook();
    let secret: Vec<_> = workbook.evidence.values().filter(|e| e.confidential).map(|e| e.name.as_str()).collect();
    assert_eq!((workbook.evidence.len(), secret), (2, vec!["工资.txt"]));
}

/// Exports a web page with the evidence and these options to a ZIP file. Returns its files.
fn export(machine: &Machine, window: &mut Window, name: &str, ticked: &[&str]) -> BTreeMap<String, Vec<u8>> {
    machine.dialogs.next(&machine.file(name));
    window.command(Key::E);
    window.click(PDF);
    for box_name in ["网页（HTML，可打印）", "包括证据文件"].iter().chain(ticked) {
        window.click(box_name);
    }
    window.key(Key::Enter);
    unzip(&std::fs::read(machine.file(name)).unwrap())
}

#[test]
fn the_evidence_goes_along_and_what_is_confidential_only_when_asked_for() {
    let machine = Machine::new();
    let mut window = machine.start(None);
    window.checklist();
    attach_two(&machine, &mut window);

    let files = export(&machine, &mut window, "out.zip", &[]);
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    let proof: Vec<&str> = names.iter().copied().filter(|name| name.contains('/')).collect();
    assert_eq!(proof.len(), 1, "{names:?}");
    assert!(proof[0].starts_with("01 一/") && proof[0].ends_with("合同.txt"), "{proof:?}");
    assert_eq!(files[proof[0]], b"contract");
    let page = names.iter().find(|name| name.ends_with("2026-11-24.html")).unwrap();
    for (name, bytes) in &files {
        assert!(!String::from_utf8_lossy(bytes).contains("工资.txt"), "{name} names the confidential file");
    }
    assert!(String::from_utf8_lossy(&files[*page]).contains("合同.txt"));
    // The list of hashes names every file except itself.
    let sums = String::from_utf8(files["SHA256SUMS"].clone()).unwrap();
    let sums: BTreeMap<&str, &str> =
        sums.lines().map(|line| line.split_once("  ").unwrap()).map(|(h, n)| (n, h)).collect();
    assert_eq!(sums.len() + 1, files.len());
    for (name, hash) in sums {
        assert_eq!(Sha256::of(&files[name]).to_string(), hash, "{name}");
    }
    assert!(window.shows("未包括 1 份保密证据"), "the excluded evidence is reported");

    let files = export(&machine, &mut window, "all.zip", &["包括保密证据"]);
    let secret = files.iter().find(|(name, _)| name.ends_with("工资.txt")).unwrap();
    assert_eq!(secret.1, b"salaries");
}

#[test]
fn a_print_is_a_pdf_in_the_systems_viewer() {
    let machine = Machine::new();
    let mut window = machine.start(None);
    window.command(Key::P);
    let opened = machine.dialogs.opened_paths();
    assert_eq!(opened.len(), 1);
    assert_eq!(opened[0].file_name().unwrap(), "许可证合规检查表 苏B2-20140200 2026-11-24.pdf");
    assert!(std::fs::read(&opened[0]).unwrap().starts_with(b"%PDF-"));
}

#[test]
fn an_export_that_is_stopped_says_so_and_writes_nothing() {
    let machine = Machine { run_on: RunOn::OnRequest, ..Machine::new() };
    let mut window = machine.start(None);
    let path = machine.file("out.pdf");
    machine.dialogs.next(&path);
    window.command(Key::E);
    window.key(Key::Enter);
    // The path is chosen, and the export starts.
    window.0.state_mut().run_held();
    window.0.run_steps(1);
    assert!(!window.shows("正在导出"), "a short export shows no progress");
    window.0.run_steps(60);
    assert!(window.shows("正在导出"));
    window.0.get_by_label_contains("取消").click();
    window.0.run_steps(2);
    assert!(window.shows("正在停止"));
    window.0.state_mut().run_held();
    window.0.run();
    assert!(window.shows("已取消导出，没有写入任何文件"));
    assert!(!window.shows("正在停止") && !path.exists());
    // The next export is not blocked.
    machine.dialogs.next(&path);
    window.command(Key::E);
    window.key(Key::Enter);
    window.0.state_mut().run_held();
    window.0.run_steps(1);
    window.0.state_mut().run_held();
    window.0.run();
    assert!(path.exists());
}
