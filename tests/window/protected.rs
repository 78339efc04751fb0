//! Protected copies in the window: opened by argument, dialog and drop, worked on in memory, saved where one says.

use crate::common;
use crate::support::{Machine, Window, tempfile_write};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use license_workbook::store;
use license_workbook::ui::{CopyDialog, Dialog};
use license_workbook::workbook::Status;
use std::path::{Path, PathBuf};

const KEY: &str = "芝麻 7";
const SECRET: &str = "机密的话";

/// A protected copy `copy.ron.age` of a workbook whose first duty is met, with words nobody else is to read.
fn protected(machine: &Machine) -> PathBuf {
    let mut window = machine.start(None);
    window.checklist();
    window.key(Key::Num3);
    window.key(Key::N);
    window.type_text(SECRET);
    window.key(Key::Escape);
    let path = machine.file("copy.ron.age");
    let text = store::to_ron(window.app().workbook()).unwrap();
    tempfile_write(&path, &common::protected_cheaply(text.as_bytes(), KEY));
    drop(window);
    std::fs::remove_dir_all(machine.file("state")).unwrap();
    path
}

fn asks_for_passphrase(window: &Window) -> bool {
    matches!(&window.app().views().dialog, Some(Dialog::Copies(dialog)) if matches!(**dialog, CopyDialog::Unlock(_)))
}

fn enter(window: &mut Window, passphrase: &str) {
    window.0.get_by_role_and_label(Role::PasswordInput, "口令").focus();
    window.0.run();
    window.type_text(passphrase);
    window.key(Key::Enter);
}

/// Whether some file below the folder has these bytes.
fn is_on_disk(folder: &Path, words: &str) -> bool {
    let entries = std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    entries.into_iter().any(|path| {
        if path.is_dir() {
            return is_on_disk(&path, words);
        }
        std::fs::read(&path).unwrap().windows(words.len()).any(|part| part == words.as_bytes())
    })
}

#[test]
fn a_protected_copy_as_an_argument_asks_and_opens_in_memory() {
    let machine = Machine::new();
    let path = protected(&machine);
    let mut window = machine.start(Some(path.clone()));
    assert!(asks_for_passphrase(&window));
    enter(&mut window, "芝麻");
    assert!(asks_for_passphrase(&window) && window.shows("口令不对"));
    enter(&mut window, KEY);
    assert_eq!(window.status("一-1"), Status::Met);
    assert!(window.app().views().dialog.is_none() && !window.app().is_modified(), "no file is demanded");
    assert!(window.shows("copy.ron.age") && window.shows("内容只在内存中"), "it is said what it is");
    // What is changed stays in memory: no journal, no untitled file.
    window.checklist();
    window.key(Key::Num4);
    window.0.state_mut().write_journal();
    window.0.run();
    assert!(window.app().is_modified());
    assert!(!is_on_disk(machine.folder.path(), SECRET));
    // Only where a file is named it is written, and from then on it is like any other.
    let plain = machine.file("copy.ron");
    machine.dialogs.next(&plain);
    window.command(Key::S);
    assert!(!window.app().is_modified() && !window.shows("内容只在内存中"));
    let saved = store::read(&plain).unwrap().workbook;
    assert_eq!(saved.duties[&window.duty("一-1")].answer.status, Status::NotMet);
    window.key(Key::Num2);
    window.0.state_mut().write_journal();
    drop(window);
    let window = machine.start(Some(plain));
    assert_eq!(window.status("一-1"), Status::InProgress, "the journal has begun");
}

#[test]
fn a_protected_copy_opens_by_dialog_and_the_recent_files_and_is_no_file_of_its_own() {
    let machine = Machine::new();
    let path = protected(&machine);
    let mut window = machine.start(None);
    machine.dialogs.next(&path);
    window.command(Key::O);
    assert!(asks_for_passphrase(&window));
    window.click("取消");
    assert_eq!(window.status("一-1"), Status::NotStarted, "what was open is still there");
    machine.dialogs.next(&path);
    window.command(Key::O);
    enter(&mut window, KEY);
    assert_eq!(window.status("一-1"), Status::Met);
    window.click("文件");
    window.click("最近打开");
    assert!(window.shows("copy.ron.age"));
    window.key(Key::Escape);
    // A name that says it is protected is for what is protected.
    window.checklist();
    window.key(Key::Num4);
    machine.dialogs.next(&machine.file("other.ron.age"));
    window.command(Key::S);
    assert!(window.shows("保存的文件不加密") && !machine.file("other.ron.age").exists());
    window.click("确定");
    // Left with changes, it asks.
    window.command(Key::N);
    assert!(matches!(window.app().views().dialog, Some(Dialog::Unsaved)));
}

#[test]
fn another_workbook_behind_a_passphrase_is_opened_when_it_is_dropped_and_offered_when_it_is_to_be_merged() {
    let machine = Machine::new();
    let path = protected(&machine);
    let mut window = machine.start(None);
    window.drop_file(&path);
    enter(&mut window, KEY);
    assert_eq!(window.status("一-1"), Status::Met, "no plain file was asked for");
    drop(window);
    let mut window = machine.start(None);
    machine.dialogs.next(&path);
    window.keys(Modifiers::COMMAND, Key::K);
    window.type_text("合并副本");
    window.key(Key::Enter);
    enter(&mut window, KEY);
    assert!(window.shows("这是另一个工作簿"));
    window.click("打开它");
    assert!(!asks_for_passphrase(&window), "it was given just now");
    assert_eq!(window.status("一-1"), Status::Met);
}

#[test]
fn what_no_passphrase_opens_is_said_before_one_is_asked_for() {
    let machine = Machine::new();
    std::fs::create_dir(machine.file("folder.ron.age")).unwrap();
    tempfile_write(&machine.file("empty.ron.age"), b"");
    tempfile_write(&machine.file("text.ron.age"), b"no age file at all");
    for (name, says) in [
        ("folder.ron.age", "是文件夹"),
        ("empty.ron.age", "不完整或已损坏"),
        ("text.ron.age", "并没有用口令加密"),
        ("none.ron.age", "不存在"),
    ] {
        let window = machine.start(Some(machine.file(name)));
        assert!(!asks_for_passphrase(&window), "{name}");
        assert!(window.shows(says) && window.shows(name), "{name}");
    }
}

#[test]
fn a_weak_passphrase_is_told_while_it_is_typed_and_does_not_stop_anybody() {
    let machine = Machine::new();
    let mut window = machine.start(None);
    window.keys(Modifiers::COMMAND, Key::K);
    window.type_text("发给同事");
    window.key(Key::Enter);
    window.click("用口令加密");
    let field = |window: &mut Window, name: &str, words: &str| {
        window.0.get_by_role_and_label(Role::PasswordInput, name).focus();
        window.0.run();
        window.keys(Modifiers::COMMAND, Key::A);
        window.type_text(words);
    };
    for (passphrase, says) in
        [("abc", "重复，或顺着键盘"), ("Password1", "常用词"), ("20260101", "只有数字"), ("x7q", "太短")]
    {
        field(&mut window, "口令", passphrase);
        assert!(window.shows("口令太弱") && window.shows(says), "{passphrase}");
    }
    field(&mut window, "再输一次", "x7q");
    let path = machine.file("weak.ron.age");
    machine.dialogs.next(&path);
    window.click("选择文件…");
    assert!(store::read_protected(&path, "x7q").is_ok());
    window.keys(Modifiers::COMMAND, Key::K);
    window.type_text("发给同事");
    window.key(Key::Enter);
    window.click("用口令加密");
    field(&mut window, "口令", "vivid otter climbs a lamp");
    assert!(!window.shows("口令太弱"));
}

#[test]
fn a_copy_gets_the_name_that_says_what_it_is() {
    let machine = Machine::new();
    let mut window = machine.start(None);
    window.keys(Modifiers::COMMAND, Key::K);
    window.type_text("发给同事");
    window.key(Key::Enter);
    window.click("用口令加密");
    for name in ["口令", "再输一次"] {
        window.0.get_by_role_and_label(Role::PasswordInput, name).focus();
        window.0.run();
        window.type_text(KEY);
    }
    machine.dialogs.next(&machine.file("copy.ron"));
    window.click("选择文件…");
    assert!(!machine.file("copy.ron").exists());
    assert!(store::read_protected(&machine.file("copy.ron.age"), KEY).is_ok());
}

#[test]
fn a_file_that_is_no_workbook_advises_no_command_in_the_window() {
    let machine = Machine::new();
    tempfile_write(&machine.file("x.ron"), b"hello");
    let window = machine.start(Some(machine.file("x.ron")));
    assert!(window.shows("不是工作簿") && window.shows("从许可证文本新建"));
    assert!(!window.shows("license-workbook"));
}
