//! Tests of protected workbooks in the window: opened by argument, dialog and drop, edited, saved and recovered, and
//! never written to the disk in plain text.

use crate::machine::{Machine, Window};
use crate::support::folder::{files, is_in, protected_cheaply, write};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use license_workbook::store;
use license_workbook::ui::{CopyDialog, Dialog};
use license_workbook::workbook::Status;
use std::path::PathBuf;

const KEY: &str = "芝麻 7";
const SECRET: &str = "机密的话";

/// A protected copy `copy.ron.age` of a workbook whose first duty is met and has a secret note.
fn protected(machine: &Machine) -> PathBuf {
    let mut window = machine.start(None);
    window.checklist();
    window.key(Key::Num3);
    window.key(Key::N);
    window.type_text(SECRET);
    window.key(Key::Escape);
    let path = machine.file("copy.ron.age");
    let text = store::to_ron(window.app().workbook()).unwrap();
    write(&path, &protected_cheaply(text.as_bytes(), KEY));
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

/// Whether any file on the machine contains this text unencrypted, as it is or as Base64.
fn is_in_clear(machine: &Machine, words: &str) -> bool {
    is_in(machine.folder.path(), words.as_bytes()) || is_in(machine.folder.path(), STANDARD.encode(words).as_bytes())
}

fn note(window: &mut Window, words: &str) {
    window.key(Key::N);
    window.keys(Modifiers::COMMAND, Key::A);
    window.type_text(words);
    window.key(Key::Escape);
}

#[test]
fn a_protected_workbook_is_edited_saved_lost_and_recovered_and_never_in_clear() {
    const JOURNALED: &str = "只在日志里的话";
    const SAVED: &str = "已经保存的话";
    const ATTACHED: &str = "证据文件里的话";
    let machine = Machine::new();
    let path = protected(&machine);
    let mut window = machine.start(Some(path.clone()));
    assert!(asks_for_passphrase(&window));
    enter(&mut window, "芝麻");
    assert!(asks_for_passphrase(&window) && window.shows("口令错误"));
    enter(&mut window, KEY);
    assert_eq!(window.status("一-1"), Status::Met);
    assert!(window.app().views().dialog.is_none() && !window.app().is_modified(), "no further dialog, no edits");
    assert!(window.shows("copy.ron.age") && store::is_locked(&path));
    // Save to the same file with the same passphrase.
    window.checklist();
    window.key(Key::Num4);
    note(&mut window, SAVED);
    write(&machine.file("evidence.txt"), ATTACHED.as_bytes());
    window.drop_file(&machine.file("evidence.txt"));
    std::fs::remove_file(machine.file("evidence.txt")).unwrap();
    window.command(Key::S);
    assert!(!window.app().is_modified());
    assert!(std::fs::read(&path).unwrap().starts_with(b"age-encryption.org/v1"));
    // Edit without saving, then end the program.
    note(&mut window, JOURNALED);
    window.0.state_mut().write_journal();
    window.0.run();
    assert!(window.app().is_modified());
    let journals = files(&machine.file("state/journals"));
    assert_eq!(journals.len(), 1);
    drop(window);
    let words = [SECRET, SAVED, ATTACHED, JOURNALED];
    assert!(words.iter().all(|words| !is_in_clear(&machine, words)));
    // The next start asks for the passphrase of the last file and recovers all edits.
    let mut window = machine.start(None);
    assert!(asks_for_passphrase(&window));
    enter(&mut window, KEY);
    assert!(window.app().is_modified());
    assert_eq!(window.status("一-1"), Status::NotMet);
    let duty = window.duty("一-1");
    assert_eq!(window.app().workbook().duties[&duty].answer.note, JOURNALED);
    assert_eq!(window.app().workbook().evidence.len(), 1);
    window.0.state_mut().write_journal();
    window.0.run();
    window.command(Key::S);
    assert!(!window.app().is_modified());
    drop(window);
    let saved = store::read_protected(&path, KEY).unwrap().workbook;
    assert_eq!(saved.duties[&duty].answer.note, JOURNALED);
    let backups = store::list_backups(&machine.file("state"), saved.id);
    assert!(backups.len() > 1 && backups.iter().all(|path| store::read_protected(path, KEY).is_ok()));
    assert!(files(&machine.file("state/journals")).is_empty());
    assert!(words.iter().all(|words| !is_in_clear(&machine, words)));
}

#[test]
fn what_is_taken_from_a_backup_of_a_protected_workbook_is_in_memory_until_it_is_saved_behind_its_passphrase() {
    let machine = Machine::new();
    let path = protected(&machine);
    let mut window = machine.start(Some(path.clone()));
    enter(&mut window, KEY);
    window.checklist();
    window.key(Key::Num4);
    window.command(Key::S);
    window.click("文件");
    window.click("备份…");
    window.click("还原为新工作簿");
    assert_eq!(window.status("一-1"), Status::Met);
    assert!(window.shows("只在内存中"));
    window.checklist();
    note(&mut window, "机密的另一句");
    window.0.state_mut().write_journal();
    window.0.run();
    assert!(!is_in_clear(&machine, SECRET) && !is_in_clear(&machine, "机密的另一句"));
    machine.dialogs.next(&machine.file("again.ron"));
    window.command(Key::S);
    assert!(!window.shows("只在内存中") && !machine.file("again.ron").exists());
    let saved = store::read_protected(&machine.file("again.ron.age"), KEY).unwrap().workbook;
    assert_eq!(saved.duties[&window.duty("一-1")].answer.note, "机密的另一句");
    assert!(!is_in_clear(&machine, SECRET) && !is_in_clear(&machine, "机密的另一句"));
}

#[test]
fn a_protected_file_that_is_damaged_is_opened_from_its_backup_behind_the_same_passphrase() {
    let machine = Machine::new();
    let path = protected(&machine);
    let mut window = machine.start(Some(path.clone()));
    enter(&mut window, KEY);
    window.checklist();
    window.key(Key::Num4);
    window.command(Key::S);
    drop(window);
    let bytes = std::fs::read(&path).unwrap();
    write(&path, &bytes[..bytes.len() - 100]);
    let mut window = machine.start(Some(path.clone()));
    enter(&mut window, KEY);
    assert!(matches!(window.app().views().dialog, Some(Dialog::Damaged(_))) && window.shows("不完整或已损坏"));
    window.click("打开备份");
    assert_eq!(window.status("一-1"), Status::Met);
    assert!(window.shows("只在内存中"));
    window.0.state_mut().write_journal();
    window.0.run();
    assert!(!is_in_clear(&machine, SECRET));
    machine.dialogs.next(&machine.file("again"));
    window.command(Key::S);
    assert!(store::read_protected(&machine.file("again.ron.age"), KEY).is_ok() && !is_in_clear(&machine, SECRET));
    assert_eq!(std::fs::read(&path).unwrap().len(), bytes.len() - 100, "the damaged file is unchanged");
}

#[test]
fn a_protected_workbook_goes_on_protected_under_another_name_and_replaces_nothing_unasked() {
    let machine = Machine::new();
    let path = protected(&machine);
    let mut window = machine.start(None);
    machine.dialogs.next(&path);
    window.command(Key::O);
    assert!(asks_for_passphrase(&window));
    window.click("取消");
    assert_eq!(window.status("一-1"), Status::NotStarted, "the earlier workbook stays open");
    machine.dialogs.next(&path);
    window.command(Key::O);
    enter(&mut window, KEY);
    assert_eq!(window.status("一-1"), Status::Met);
    window.click("文件");
    window.click("最近打开");
    assert!(window.shows("copy.ron.age"));
    window.key(Key::Escape);
    window.checklist();
    window.key(Key::Num4);
    // The program appends `.age` after the dialog, which therefore did not ask whether to replace this file.
    write(&machine.file("taken.ron.age"), b"of somebody else");
    machine.dialogs.next(&machine.file("taken.ron"));
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    assert!(window.shows("已存在，没有覆盖"));
    assert_eq!(std::fs::read(machine.file("taken.ron.age")).unwrap(), b"of somebody else");
    window.click("确定");
    machine.dialogs.next(&machine.file("other"));
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    assert!(!window.app().is_modified());
    assert!(window.shows("other.ron.age"));
    assert!(!is_in_clear(&machine, SECRET));
    assert!(store::read_protected(&machine.file("other.ron.age"), KEY).is_ok());
    window.key(Key::Num2);
    // Leaving the workbook saves the last edit, and writes no plain text.
    window.command(Key::N);
    window.0.state_mut().write_journal();
    let saved = store::read_protected(&machine.file("other.ron.age"), KEY).unwrap().workbook;
    let duty = saved.duty_by_label(saved.current_license().unwrap(), "一-1").unwrap();
    assert_eq!(saved.duties[&duty].answer.status, Status::InProgress);
    assert!(!is_in_clear(&machine, SECRET));
}

#[test]
fn a_plain_workbook_gets_no_name_that_says_it_is_protected() {
    let machine = Machine::new();
    let mut window = machine.start(None);
    window.checklist();
    window.key(Key::Num4);
    machine.dialogs.next(&machine.file("other.ron.age"));
    window.command(Key::S);
    assert!(window.shows("保存的文件不加密") && !machine.file("other.ron.age").exists());
}

#[test]
fn a_protected_file_that_another_program_changed_is_reloaded_and_what_was_here_is_kept_protected() {
    let machine = Machine::new();
    let path = protected(&machine);
    let mut window = machine.start(Some(path.clone()));
    enter(&mut window, KEY);
    let mut theirs = store::read_protected(&path, KEY).unwrap().workbook;
    let license = theirs.current_license().unwrap();
    let duty = theirs.duty_by_label(license, "一-2").unwrap();
    let author = theirs.history[0].author;
    let edit = theirs.set_status(&[duty], Status::InProgress, None, "2026-11-24".parse().unwrap(), author);
    let stamp = license_workbook::workbook::Stamp { author, at: crate::support::moment() };
    theirs.apply(edit, stamp, license_workbook::workbook::IdSource::new(77).next_id()).unwrap();
    window.checklist();
    write(&path, &protected_cheaply(store::to_ron(&theirs).unwrap().as_bytes(), KEY));
    window.key(Key::Num4);
    window.command(Key::S);
    window.click("重新载入");
    assert_eq!(window.status("一-2"), Status::InProgress);
    assert!(!is_in_clear(&machine, SECRET));
    let backups = store::list_backups(&machine.file("state"), theirs.id);
    assert_eq!(backups.len(), 1);
    let kept = store::read_protected(&backups[0], KEY).unwrap().workbook;
    assert_eq!(kept.duties[&window.duty("一-1")].answer.status, Status::NotMet);
}

#[test]
fn another_workbook_behind_a_passphrase_is_opened_when_it_is_dropped_and_offered_when_it_is_to_be_merged() {
    let machine = Machine::new();
    let path = protected(&machine);
    let mut window = machine.start(None);
    window.drop_file(&path);
    enter(&mut window, KEY);
    assert_eq!(window.status("一-1"), Status::Met, "no plain file is required");
    drop(window);
    let mut window = machine.start(None);
    assert!(asks_for_passphrase(&window), "the last workbook is opened again");
    window.click("取消");
    machine.dialogs.next(&path);
    window.keys(Modifiers::COMMAND, Key::K);
    window.type_text("合并副本");
    window.key(Key::Enter);
    enter(&mut window, KEY);
    assert!(window.shows("这是另一个工作簿"));
    window.click("打开它");
    assert!(!asks_for_passphrase(&window), "the passphrase is reused");
    assert_eq!(window.status("一-1"), Status::Met);
}

#[test]
fn what_no_passphrase_opens_is_said_before_one_is_asked_for() {
    let machine = Machine::new();
    std::fs::create_dir(machine.file("folder.ron.age")).unwrap();
    write(&machine.file("empty.ron.age"), b"");
    write(&machine.file("text.ron.age"), b"no age file at all");
    for (name, says) in [
        ("folder.ron.age", "是文件夹"),
        ("empty.ron.age", "不完整或已损坏"),
        ("text.ron.age", "没有用口令加密"),
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
    write(&machine.file("x.ron"), b"hello");
    let window = machine.start(Some(machine.file("x.ron")));
    assert!(window.shows("不是工作簿") && window.shows("从许可证文件新建"));
    assert!(!window.shows("license-workbook"));
}
