//! Tests of changes that were made to the file outside this program: a strip shows them until they are accepted, and
//! the history records them before the next edit.

use crate::machine::Machine;
use crate::support::folder::write;
use egui::Key;
use license_workbook::store;
use license_workbook::workbook::Status;
use std::path::PathBuf;

/// A file in which 一-1 was set to met outside this program.
fn changed_by_hand(machine: &Machine) -> PathBuf {
    let path = machine.file("w.ron");
    let mut window = machine.start(None);
    machine.dialogs.next(&path);
    window.command(Key::S);
    drop(window);
    let text = String::from_utf8(std::fs::read(&path).unwrap()).unwrap();
    let forged = text.replacen("status: not_started", "status: met", 1);
    assert_ne!(forged, text);
    write(&path, forged.as_bytes());
    path
}

const FOUND: &str = "在此文件中发现：本程序以外的改动：一-1 标为已落实（原为未开始）";

#[test]
fn what_was_changed_outside_is_said_and_stays_until_somebody_accepts_it() {
    let machine = Machine::new();
    let path = changed_by_hand(&machine);
    let mut window = machine.start(Some(path.clone()));
    assert!(window.shows(FOUND));
    assert!(!window.app().is_modified(), "opening a file does not modify it");
    // The next edit follows it in the history, and a save does not accept it.
    window.checklist();
    window.key(Key::J);
    window.key(Key::Num2);
    assert!(window.shows(FOUND));
    let history = &window.app().workbook().history;
    let at = history.iter().position(|record| record.found().is_some()).unwrap();
    assert!(at + 1 < history.len(), "the finding precedes the next edit");
    window.command(Key::S);
    drop(window);
    let mut window = machine.start(Some(path.clone()));
    assert!(window.shows(FOUND));
    window.click("查看");
    assert!(window.shows("本程序以外的改动：一-1"));
    window.key(Key::Escape);
    window.click("认可");
    assert!(!window.shows(FOUND));
    window.command(Key::S);
    let file = store::read(&path).unwrap();
    assert!(file.audit().is_clean());
    let findings = file.workbook.findings();
    assert_eq!((findings.open.len(), findings.settled.len()), (0, 1));
}

#[test]
fn what_was_changed_outside_can_be_taken_back() {
    let machine = Machine::new();
    let path = changed_by_hand(&machine);
    let mut window = machine.start(Some(path.clone()));
    assert_eq!(window.status("一-1"), Status::Met);
    // The change is reverted by an ordinary edit.
    window.checklist();
    window.key(Key::Num1);
    assert_eq!(window.status("一-1"), Status::NotStarted);
    assert!(window.shows(FOUND), "the finding is still shown");
    window.command(Key::S);
    assert!(store::read(&path).unwrap().audit().is_clean());
}
