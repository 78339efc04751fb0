//! Tests against the loss of data: autosave, external changes, backups and damaged files.

use crate::machine::{Machine, Window};
use crate::support::folder::write;
use egui::{Event, Key};
use license_workbook::store::{AppFolders, ExpectedState, Settings, list_backups, read, save};
use license_workbook::ui::{Dialog, Theirs};
use license_workbook::workbook::{IdSource, Stamp, Status, Workbook};
use std::path::{Path, PathBuf};

/// A machine with a saved workbook, and a window on it.
fn desk() -> (Machine, PathBuf, Window) {
    let machine = Machine::new();
    let (path, window) = machine.saved("w.ron", Key::Num2);
    drop(window);
    let mut window = machine.start(Some(path.clone()));
    window.checklist();
    (machine, path, window)
}

/// Advances the clock of the window by `seconds`.
fn wait(window: &mut Window, seconds: f32) {
    let mut passed = 0.0;
    while passed < seconds {
        window.0.step();
        passed += 0.25;
    }
}

fn focus(window: &mut Window, focused: bool) {
    window.0.event(Event::WindowFocused(focused));
    window.0.run();
}

/// A colleague marks a duty in the file.
fn colleague(path: &Path, label: &str, opening: u64) -> Workbook {
    let file = read(path).unwrap();
    let mut workbook = file.workbook;
    let mut ids = IdSource::new(opening);
    let duty = workbook.duty_by_label(workbook.current_license().unwrap(), label).unwrap();
    let author = *workbook.people.keys().next().unwrap();
    let at = "2026-11-24T05:00:00Z".parse().unwrap();
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    let edit = workbook.set_status(&[duty], Status::Met, None, day, author);
    workbook.apply(edit, Stamp { author, at }, ids.next_id()).unwrap();
    save(&workbook, path, &ExpectedState::Fingerprint(file.fingerprint), None).unwrap();
    workbook
}

fn in_file(path: &Path, label: &str) -> Status {
    let workbook = read(path).unwrap().workbook;
    let duty = workbook.duty_by_label(workbook.current_license().unwrap(), label).unwrap();
    workbook.duties[&duty].answer.status
}

#[test]
fn in_a_pause_it_is_saved_by_itself() {
    let (_machine, path, mut window) = desk();
    window.key(Key::Num3);
    assert!(window.app().is_modified() && window.shows("稍后自动保存"));
    assert_eq!(in_file(&path, "一-1"), Status::InProgress);
    wait(&mut window, 2.5);
    assert!(!window.app().is_modified());
    assert_eq!(in_file(&path, "一-1"), Status::Met);
    // The next autosave waits for half a minute, or until the window loses the focus, so that the file is then current.
    window.key(Key::Num4);
    wait(&mut window, 4.0);
    assert_eq!(in_file(&path, "一-1"), Status::Met);
    focus(&mut window, false);
    assert_eq!(in_file(&path, "一-1"), Status::NotMet);
}

#[test]
fn what_is_typed_is_no_step_for_each_letter_though_it_is_saved_meanwhile() {
    let (_machine, path, mut window) = desk();
    let before = window.app().workbook().history.len();
    window.key(Key::N);
    for letter in ["备", "注"] {
        window.type_text(letter);
    }
    wait(&mut window, 2.5);
    assert!(!window.app().is_modified());
    for letter in ["又", "三", "字"] {
        window.type_text(letter);
    }
    assert_eq!(window.app().workbook().history.len(), before + 2, "one before the save, one after it");
    let duty = window.duty("一-1");
    assert_eq!(window.app().workbook().duties[&duty].answer.note, "备注又三字");
    assert_eq!(read(&path).unwrap().workbook.duties[&duty].answer.note, "备注");
    window.key(Key::Escape);
    window.command(Key::Z);
    assert_eq!(window.app().workbook().duties[&duty].answer.note, "备注");
}

#[test]
fn saving_by_itself_can_be_switched_off() {
    let (machine, path, mut window) = desk();
    window.click("文件");
    window.click("自动保存");
    let (settings, _) = Settings::load(&AppFolders::under(machine.file("state")).config);
    assert!(!settings.autosave);
    window.key(Key::Num3);
    wait(&mut window, 3.0);
    focus(&mut window, false);
    assert!(window.app().is_modified());
    assert_eq!(in_file(&path, "一-1"), Status::InProgress);
    // Leaving the workbook then asks and lists the edits that would be lost.
    window.command(Key::N);
    assert_eq!(window.app().views().dialog, Some(Dialog::Unsaved));
    assert!(window.shows("这 1 处修改将会丢失"));
    assert!(window.shows("王宝军 一-1 标为已落实"), "each edit is listed");
}

#[test]
fn a_save_that_fails_by_itself_is_said_in_a_strip_and_loses_nothing() {
    let (machine, path, mut window) = desk();
    let mut permissions = std::fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions.clone()).unwrap();
    window.key(Key::Num3);
    wait(&mut window, 2.5);
    assert_eq!(window.app().views().dialog, None, "no dialog opens unasked");
    assert!(window.shows("没有存入文件"));
    assert!(window.app().is_modified());
    window.0.run();
    drop(window);
    let window = machine.start(Some(path.clone()));
    assert_eq!(window.status("一-1"), Status::Met, "the journal keeps the edit");
    #[allow(clippy::permissions_set_readonly_false, reason = "a file of this test")]
    permissions.set_readonly(false);
    std::fs::set_permissions(&path, permissions).unwrap();
    let mut window = window;
    wait(&mut window, 2.5);
    assert_eq!(in_file(&path, "一-1"), Status::Met, "the save is retried");
    assert!(!window.shows("没有存入文件"));
}

#[test]
fn what_is_not_saved_is_listed_item_by_item() {
    let (_machine, _path, mut window) = desk();
    window.click("文件");
    window.click("自动保存");
    window.key(Key::Num3);
    window.key(Key::J);
    window.key(Key::Num4);
    window.click("文件");
    window.click("上次保存以来的修改…");
    assert!(window.shows("2 处修改还没有存入文件"));
    assert!(window.shows("一-1") && window.shows("一-2"));
    window.click("关闭");
    window.command(Key::S);
    window.click("文件");
    window.click("上次保存以来的修改…");
    assert!(window.shows("没有。文件中的内容与这里一致。"));
}

#[test]
fn what_a_colleague_did_is_shown_on_return_to_the_window_and_merged() {
    let (_machine, path, mut window) = desk();
    let theirs = colleague(&path, "五-3", 77);
    window.key(Key::Num3);
    focus(&mut window, true);
    let Some(Dialog::ExternalChange(dialog)) = &window.app().views().dialog else { panic!("no dialog") };
    assert_eq!((dialog.incoming.len(), dialog.mine.len(), dialog.conflicts), (1, 1, Some(0)));
    assert_eq!(dialog.theirs, Theirs::Workbook(std::sync::Arc::new(theirs)));
    assert!(window.shows("文件里新增 1 处修改") && window.shows("这里有 1 处修改是文件里没有的"));
    window.click("合并");
    window.0.run();
    for label in ["一-1", "五-3"] {
        assert_eq!((window.status(label), in_file(&path, label)), (Status::Met, Status::Met), "{label}");
    }
    assert!(!window.app().is_modified());
}

#[test]
fn reloading_keeps_what_it_gives_up_as_a_backup() {
    let (machine, path, mut window) = desk();
    colleague(&path, "五-3", 77);
    window.key(Key::Num3);
    let mine = std::sync::Arc::clone(window.app().workbook());
    focus(&mut window, true);
    window.click("重新载入");
    assert_eq!((window.status("一-1"), window.status("五-3")), (Status::InProgress, Status::Met));
    assert!(!window.app().is_modified() && window.app().views().dialog.is_none());
    let backups = list_backups(&machine.file("state"), mine.id);
    assert_eq!(read(&backups[0]).unwrap().workbook, *mine);
    drop(window);
    assert_eq!(machine.start(Some(path)).status("一-1"), Status::InProgress, "the journal does not restore it");
}

#[test]
fn both_versions_are_kept_side_by_side() {
    let (_machine, path, mut window) = desk();
    let theirs = colleague(&path, "五-3", 77);
    window.key(Key::Num3);
    focus(&mut window, true);
    window.click("两份都保留");
    window.0.run();
    assert_eq!(read(&path).unwrap().workbook, theirs, "the file is unchanged");
    let copy = path.with_file_name("w（王宝军 2026-11-24 冲突副本）.ron");
    assert_eq!((in_file(&copy, "一-1"), in_file(&copy, "五-3")), (Status::Met, Status::NotStarted));
    assert!(!window.app().is_modified());
}

#[test]
fn a_save_by_itself_does_not_write_over_a_colleague() {
    let (_machine, path, mut window) = desk();
    window.key(Key::Num3);
    let theirs = colleague(&path, "五-3", 77);
    wait(&mut window, 2.5);
    assert_eq!(window.app().views().dialog, None);
    assert!(window.shows("自动保存已暂停"));
    assert_eq!(read(&path).unwrap().workbook, theirs);
    window.click("查看并选择…");
    assert!(matches!(window.app().views().dialog, Some(Dialog::ExternalChange(_))));
    window.click("以后再说");
    wait(&mut window, 70.0);
    assert_eq!(read(&path).unwrap().workbook, theirs, "autosave waits for an answer");
}

#[test]
fn a_file_that_is_gone_can_be_written_again() {
    let (_machine, path, mut window) = desk();
    std::fs::remove_file(&path).unwrap();
    focus(&mut window, true);
    assert!(window.shows("文件缺失"));
    window.click("重新保存");
    window.0.run();
    assert_eq!(in_file(&path, "一-1"), Status::InProgress);
}

#[test]
fn after_a_failed_reload_nothing_writes_over_the_file() {
    let (machine, path, mut window) = desk();
    let garbage = b"(format: 1, half of a";
    write(&path, garbage);
    machine.dialogs.next(&path);
    window.command(Key::O);
    assert!(matches!(window.app().views().dialog, Some(Dialog::Failed { .. })));
    assert!(window.shows("这里的内容保持不变"));
    window.click("确定");
    window.key(Key::Num3);
    wait(&mut window, 3.0);
    assert_eq!(std::fs::read(&path).unwrap(), garbage);
    window.command(Key::S);
    assert_eq!(std::fs::read(&path).unwrap(), garbage);
    assert!(matches!(window.app().views().dialog, Some(Dialog::ExternalChange(_))), "only this dialog overwrites");
    assert_eq!(window.status("一-1"), Status::Met, "the edit is kept");
}

#[test]
fn a_damaged_file_is_opened_from_its_backup_or_from_what_can_be_read() {
    let (machine, path, mut window) = desk();
    window.key(Key::Num3);
    window.command(Key::S);
    drop(window);
    let whole = std::fs::read(&path).unwrap();
    let half = &whole[..whole.len() / 2];
    write(&path, half);
    for button in ["打开备份", "打开可读取的部分"] {
        let mut window = machine.start(Some(path.clone()));
        let Some(Dialog::Damaged(dialog)) = &window.app().views().dialog else { panic!("no dialog") };
        assert!(dialog.backup.is_some() && dialog.salvaged.is_some());
        assert!(dialog.words.contains('行'), "{}", dialog.words);
        window.click(button);
        assert!(window.app().views().dialog.is_none());
        assert!(!window.app().workbook().duties.is_empty());
        assert!(window.app().is_modified(), "the content is not in any file");
        assert_eq!(std::fs::read(&path).unwrap(), half, "the damaged file is unchanged");
        window.0.run();
        drop(window);
        let window = machine.start(None);
        assert!(window.app().is_modified(), "the next start recovers it");
        drop(window);
        std::fs::remove_dir_all(machine.file("state").join("untitled")).unwrap();
    }
}

#[test]
fn a_backup_is_looked_into_and_restored_as_a_new_workbook() {
    let (_machine, path, mut window) = desk();
    window.key(Key::Num3);
    window.command(Key::S);
    window.click("文件");
    window.click("备份…");
    let Some(Dialog::Backups(dialog)) = &window.app().views().dialog else { panic!("no dialog") };
    assert_eq!(dialog.backups.as_ref().map(Vec::len), Some(1));
    assert!(window.shows("此后又有 1 处修改") && window.shows("1 份备份占"));
    let file = std::fs::read(&path).unwrap();
    window.click("还原为新工作簿");
    assert_eq!(window.status("一-1"), Status::InProgress);
    assert_eq!(std::fs::read(&path).unwrap(), file);
    assert!(window.app().is_modified());
}

#[test]
fn a_second_window_says_who_has_the_file_and_takes_over_when_the_first_one_closes() {
    let (machine, path, mut first) = desk();
    let mut second = machine.start(Some(path.clone()));
    assert!(second.shows("王宝军") && second.shows("另存为自己的副本…"));
    first.key(Key::Num3);
    first.command(Key::S);
    focus(&mut second, true);
    assert!(second.shows("文件里新增 1 处修改"), "the edit of the first window is detected");
    second.click("以后再说");
    drop(first);
    focus(&mut second, true);
    second.0.run();
    assert!(!second.shows("另存为自己的副本…"));
    assert_eq!(second.status("一-1"), Status::Met, "with the edit of the first window");
    second.checklist();
    second.key(Key::Num4);
    wait(&mut second, 2.5);
    assert_eq!(in_file(&path, "一-1"), Status::NotMet);
}
