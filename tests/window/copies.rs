//! Copies: one is dropped in and merged, a part goes out and comes back, and the history tells of it all.

use crate::support::{Machine, Window};
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use license_workbook::store::{self, Expect};
use license_workbook::ui::{CopyDialog, Dialog};
use license_workbook::workbook::{
    AnswerField, Edit, Field, IdSource, Person, PersonId, Stamp, Status, Value, Workbook,
};
use std::path::Path;

/// A window on a workbook that is saved as `w.ron` and in which the note of the first duty says "甲".
fn opened(machine: &Machine) -> Window {
    let mut window = machine.start(None);
    window.checklist();
    machine.dialogs.next(&machine.file("w.ron"));
    window.command(Key::S);
    window
}

/// The note of the first duty, typed in the window.
fn note(window: &mut Window, words: &str) {
    window.key(Key::N);
    window.type_text(words);
    window.key(Key::Escape);
}

fn note_of(window: &Window) -> String {
    window.app().workbook().duties[&window.duty("一-1")].answer.note.clone()
}

/// A colleague opens the file at `from`, edits, and saves it at `to`.
fn colleague(from: &Path, to: &Path, opening: u64, edits: impl Fn(&Workbook, PersonId) -> Vec<Edit>) {
    let mut workbook = store::read(from).unwrap().workbook;
    let mut ids = IdSource::new(opening);
    let who: PersonId = ids.next_id();
    let stamp = Stamp { author: who, at: "2026-11-23T02:00:00Z".parse().unwrap() };
    let person = workbook.put_person(who, Person { name: "李雷".to_owned(), role: String::new() });
    workbook.apply(person, stamp, ids.next_id()).unwrap();
    for edit in edits(&workbook, who) {
        workbook.apply(edit, stamp, ids.next_id()).unwrap();
    }
    store::save(&workbook, to, &Expect::Anything, None).unwrap();
}

fn wants(workbook: &Workbook, label: &str, field: AnswerField, value: Value) -> Edit {
    let duty = workbook.duty_by_label(workbook.current_license().unwrap(), label).unwrap();
    workbook.change([(Field::Answer(duty, field), Some(value))])
}

fn text(words: &str) -> Value {
    Value::Text(words.to_owned())
}

fn is_previewed(window: &Window) -> bool {
    matches!(&window.app().views().dialog, Some(Dialog::Copies(dialog)) if matches!(**dialog, CopyDialog::Merge(_)))
}

#[test]
fn a_copy_is_dropped_in_looked_at_decided_on_merged_and_undone_as_one_step() {
    let machine = Machine::new();
    let mut window = opened(&machine);
    let (own, theirs) = (machine.file("w.ron"), machine.file("from-li.ron"));
    colleague(&own, &theirs, 77, |w, _| {
        vec![
            wants(w, "一-1", AnswerField::Note, text("乙")),
            wants(w, "一-2", AnswerField::Status, Value::Status(Status::Met)),
        ]
    });
    note(&mut window, "甲");
    window.drop_file(&theirs);
    assert!(is_previewed(&window));
    for words in ["from-li.ron", "李雷：3 次修改", "一-2", "甲", "乙", "还有 1 处未选择"] {
        assert!(window.shows(words), "{words} is not there");
    }
    // Nothing happens before it is decided.
    window.click("合并");
    assert!(is_previewed(&window));
    assert_eq!((note_of(&window).as_str(), window.status("一-2")), ("甲", Status::NotStarted));
    window.click("两段都保留");
    window.click("合并");
    assert_eq!(window.app().views().dialog, None);
    assert_eq!(window.status("一-2"), Status::Met);
    let both = note_of(&window);
    assert!(both == "甲\n乙" || both == "乙\n甲", "{both:?}");
    assert!(window.app().is_modified());
    assert!(window.app().views().toasts.texts().any(|t| t.contains("3 次修改")));
    assert_eq!(window.app().workbook().conflicts(), []);

    window.command(Key::Z);
    assert_eq!((note_of(&window).as_str(), window.status("一-2")), ("甲", Status::NotStarted));
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!((note_of(&window), window.status("一-2")), (both, Status::Met));
    // The same copy once more has nothing new.
    window.drop_file(&theirs);
    assert!(window.app().views().dialog.is_none());
    assert!(window.app().views().toasts.texts().any(|t| t.contains("没有新的修改")));
}

#[test]
fn all_conflicts_are_decided_for_one_side_at_once() {
    for (button, expected) in [("全部用本工作簿的", "甲"), ("全部用对方的", "乙")] {
        let machine = Machine::new();
        let mut window = opened(&machine);
        let theirs = machine.file("from-li.ron");
        colleague(&machine.file("w.ron"), &theirs, 77, |w, _| vec![wants(w, "一-1", AnswerField::Note, text("乙"))]);
        note(&mut window, "甲");
        window.drop_file(&theirs);
        window.click(button);
        window.click("合并");
        assert_eq!(note_of(&window), expected);
    }
}

#[test]
fn a_merge_survives_a_crash() {
    let machine = Machine::new();
    let (own, theirs) = (machine.file("w.ron"), machine.file("from-li.ron"));
    let mut window = opened(&machine);
    colleague(&own, &theirs, 77, |w, _| vec![wants(w, "一-2", AnswerField::Note, text("乙"))]);
    note(&mut window, "甲");
    window.drop_file(&theirs);
    window.click("合并");
    let merged = window.app().workbook().as_ref().clone();
    // The window is gone without a word, as after a power cut.
    std::mem::forget(window);
    let again = store::read(&own).unwrap().workbook;
    let mut found = store::find_recoverable(&machine.file("state"), again.id, Some(&own), None);
    // The journal is still locked by this very process where the system holds locks by process.
    if let [left] = found.as_mut_slice() {
        let recovered = left.recover(&again).unwrap();
        assert!(recovered.workbook == merged, "{:?}", recovered.skipped);
    }
}

#[test]
fn a_part_goes_out_and_comes_back() {
    let machine = Machine::new();
    let mut window = opened(&machine);
    let (part, back) = (machine.file("part.ron"), machine.file("back.ron"));
    // Two duties are selected: the first and the one below it.
    window.keys(Modifiers::COMMAND, Key::A);
    let selected = window.app().views().checklist.targets().len();
    machine.dialogs.next(&part);
    window.keys(Modifiers::COMMAND, Key::K);
    window.type_text("发给同事");
    window.key(Key::Enter);
    assert!(window.shows(&format!("检查表中选中的 {selected} 项")));
    window.click("选择文件…");
    let written = store::read(&part).unwrap().workbook;
    assert_eq!(written.duties.len(), selected);
    assert!(written.extract.as_ref().is_some_and(license_workbook::workbook::Extract::is_part));
    colleague(&part, &back, 99, |w, _| vec![wants(w, "一-2", AnswerField::Statement, text("已建立制度"))]);
    note(&mut window, "甲");
    window.drop_file(&back);
    window.click("合并");
    let workbook = window.app().workbook();
    assert_eq!(workbook.duties[&window.duty("一-2")].answer.statement, "已建立制度");
    assert_eq!(workbook.extract, None);
}

#[test]
fn a_copy_behind_a_passphrase_opens_with_it_alone() {
    let machine = Machine::new();
    let mut window = opened(&machine);
    note(&mut window, "机密的话");
    let locked = machine.file("copy.ron.age");
    machine.dialogs.next(&locked);
    window.keys(Modifiers::COMMAND, Key::K);
    window.type_text("发给同事");
    window.key(Key::Enter);
    window.click("用口令加密");
    for name in ["口令", "再输一次"] {
        window.0.get_by_role_and_label(egui::accesskit::Role::PasswordInput, name).focus();
        window.0.run();
        window.type_text("芝麻 7");
    }
    window.click("选择文件…");
    let bytes = std::fs::read(&locked).unwrap();
    assert!(bytes.starts_with(b"age-encryption.org/v1"));
    let plain = "机密的话".as_bytes();
    assert!(!bytes.windows(plain.len()).any(|w| w == plain));

    window.drop_file(&locked);
    for (attempt, says) in [("芝麻", "口令不对"), ("芝麻 7", "没有新的修改")] {
        window.0.get_by_role_and_label(egui::accesskit::Role::PasswordInput, "口令").focus();
        window.0.run();
        window.type_text(attempt);
        window.key(Key::Enter);
        let toasts = window.app().views().toasts.texts().any(|t| t.contains(says));
        assert!(toasts || window.shows(says), "{says}");
    }
}

#[test]
fn a_conflict_copy_of_a_sync_client_is_offered_when_the_workbook_is_opened() {
    let machine = Machine::new();
    let own = machine.file("w.ron");
    drop(opened(&machine));
    let beside = machine.file("w (李雷 的冲突副本 2026-11-23).ron");
    colleague(&own, &beside, 77, |w, _| vec![wants(w, "一-2", AnswerField::Note, text("乙"))]);
    // Neither an old copy nor another workbook is one.
    store::save(&store::read(&own).unwrap().workbook, &machine.file("w (1).ron"), &Expect::Absent, None).unwrap();
    let mut window = machine.start(Some(own));
    let Some(Dialog::Copies(dialog)) = &window.app().views().dialog else { panic!("it is not offered") };
    let CopyDialog::Beside(copies) = dialog.as_ref() else { panic!("{dialog:?}") };
    assert_eq!(copies, &[(beside, 2)]);
    window.click("查看 w (李雷 的冲突副本 2026-11-23).ron");
    window.click("合并");
    assert_eq!(window.app().workbook().duties[&window.duty("一-2")].answer.note, "乙");
}

#[test]
fn the_history_is_filtered_and_exported() {
    let machine = Machine::new();
    let mut window = opened(&machine);
    let theirs = machine.file("from-li.ron");
    colleague(&machine.file("w.ron"), &theirs, 77, |w, _| vec![wants(w, "一-2", AnswerField::Note, text("=乙"))]);
    note(&mut window, "甲");
    window.drop_file(&theirs);
    window.click("合并");
    window.command(Key::H);
    for words in ["合并副本", "李雷", "王宝军", "2026-11-23 10:00"] {
        assert!(window.shows(words), "{words}");
    }
    window.0.get_by_label("义务编号").focus();
    window.0.run();
    window.type_text("一-2");
    assert!(window.shows("1 条"));
    let table = machine.file("h.csv");
    machine.dialogs.next(&table);
    window.click("导出表格…");
    let written = std::fs::read_to_string(&table).unwrap();
    let rows: Vec<&str> = written.lines().collect();
    assert_eq!(rows.len(), 2, "{written}");
    assert!(rows[1].contains("2026-11-23 10:00:00,李雷,") && rows[1].ends_with("'=乙"), "{written}");
}
