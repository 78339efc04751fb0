//! Tests of copies in the window: merging, conflicts, recovery after a crash, parts for colleagues, and the history.

use crate::machine::{Machine, Window};
use crate::support::folder::write;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use license_workbook::app::OpenDocument;
use license_workbook::merge::merge;
use license_workbook::store::{self, ExpectedState};
use license_workbook::ui::{CopyDialog, Dialog};
use license_workbook::workbook::{
    AnswerField, Edit, Event, Field, IdSource, Person, PersonId, Stamp, Status, Value, Workbook,
};
use std::path::Path;

/// A window on a workbook that is saved as `w.ron`, with the first duty selected.
fn opened(machine: &Machine) -> Window {
    let mut window = machine.start(None);
    window.checklist();
    machine.dialogs.next(&machine.file("w.ron"));
    window.command(Key::S);
    window
}

/// Types a note for the selected duty.
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
    let person = workbook.put_person(who, Person { name: "李雷".to_owned(), role: String::new(), same_as: None });
    workbook.apply(person, stamp, ids.next_id()).unwrap();
    for edit in edits(&workbook, who) {
        workbook.apply(edit, stamp, ids.next_id()).unwrap();
    }
    store::save(&workbook, to, &ExpectedState::Anything, None).unwrap();
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
        assert!(window.shows(words), "{words} is not shown");
    }
    // Without a decision, nothing is merged.
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
    // The same copy again has no new edits.
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

/// A new machine with the files of a machine on which the program was killed, without locks on them.
fn after_a_crash(machine: &Machine, mut window: Window) -> Machine {
    // The program is killed after the delay of the journal.
    window.0.state_mut().write_journal();
    // `forget` skips the orderly end, as in a crash. This process keeps the locks, so the files are copied.
    std::mem::forget(window);
    let left = Machine { day: machine.day, ..Machine::new() };
    copy_folder(machine.folder.path(), left.folder.path(), &|text| {
        text.replace(&machine.folder.path().display().to_string(), &left.folder.path().display().to_string())
    });
    left
}

fn copy_folder(from: &Path, to: &Path, moved: &dyn Fn(&str) -> String) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        let text = if path.is_dir() { None } else { std::fs::read_to_string(&path).ok() };
        match text {
            None if path.is_dir() => copy_folder(&path, &target, moved),
            Some(text) if path.extension().is_some_and(|e| e == "journal") => {
                write(&target, moved(&text).as_bytes());
            }
            _ => drop(std::fs::copy(&path, &target).unwrap()),
        }
    }
}

#[test]
fn a_merge_survives_a_crash_whole_and_what_was_settled_stays_settled() {
    let machine = Machine::new();
    let (own, theirs) = (machine.file("w.ron"), machine.file("from-li.ron"));
    let mut window = opened(&machine);
    colleague(&own, &theirs, 77, |w, _| {
        let notes = |(label, words)| wants(w, label, AnswerField::Note, text(words));
        [("一-1", "乙"), ("一-2", "乙")].map(notes).into()
    });
    note(&mut window, "甲");
    window.drop_file(&theirs);
    window.click("全部用对方的");
    window.click("合并");
    let merged = window.app().workbook().as_ref().clone();
    assert!(merged.heads().len() == 1 && merged.conflicts().is_empty());

    let left = after_a_crash(&machine, window);
    std::fs::remove_file(left.file("from-li.ron")).unwrap();
    let window = left.start(Some(left.file("w.ron")));
    assert!(**window.app().workbook() == merged, "the recovered workbook differs");
    assert!(window.app().is_modified());
    assert!(window.app().views().toasts.texts().any(|t| t.contains("找回")));
    // A second crash before any save.
    let again = after_a_crash(&left, window);
    let window = again.start(Some(again.file("w.ron")));
    assert!(**window.app().workbook() == merged);
}

#[test]
fn of_a_merge_that_was_half_written_down_nothing_is_there() {
    let machine = Machine::new();
    let (own, theirs) = (machine.file("w.ron"), machine.file("from-li.ron"));
    let mut window = opened(&machine);
    colleague(&own, &theirs, 77, |w, _| {
        ["一-2", "一-3"].map(|label| wants(w, label, AnswerField::Note, text("乙"))).into()
    });
    note(&mut window, "甲");
    let before = window.app().workbook().as_ref().clone();
    window.drop_file(&theirs);
    window.click("合并");
    let left = after_a_crash(&machine, window);
    let folder = left.file("state").join("journals").join(before.id.to_string());
    let journal =
        std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).find(|p| p.extension().is_some()).unwrap();
    let whole = std::fs::read(&journal).unwrap();
    // A power failure cut the last line. The colleague's records before its end are complete.
    write(&journal, &whole[..whole.len() - 10]);
    let window = left.start(Some(left.file("w.ron")));
    assert!(**window.app().workbook() == before, "half of a merge was recovered");
}

#[test]
fn what_both_changed_stays_a_conflict_where_the_program_dies_before_the_merge_is_saved() {
    let machine = Machine::new();
    let own = machine.file("w.ron");
    let mut window = opened(&machine);
    note(&mut window, "甲");
    // A colleague saves the file while the window is in the background.
    let mine = window.app().workbook().as_ref().clone();
    colleague(&own, &own, 77, |w, _| vec![wants(w, "一-1", AnswerField::Note, text("乙"))]);
    let left = after_a_crash(&machine, window);
    let window = left.start(Some(left.file("w.ron")));
    let workbook = window.app().workbook();
    assert_eq!(workbook.conflicts().len(), 1);
    assert!(mine.history.iter().all(|record| workbook.record(record.id).is_some()), "an edit is lost");
    assert!(is_previewed(&window), "the conflict is not shown");
    assert!(window.shows("甲") && window.shows("乙"));
}

/// A window with the note 甲 that regains the focus after a colleague saved the note 乙 to the file.
fn changed_externally(machine: &Machine) -> Window {
    let own = machine.file("w.ron");
    let mut window = opened(machine);
    note(&mut window, "甲");
    colleague(&own, &own, 77, |w, _| vec![wants(w, "一-1", AnswerField::Note, text("乙"))]);
    window.0.event(egui::Event::WindowFocused(true));
    window.0.run();
    window
}

#[test]
fn what_both_changed_externally_is_asked_at_once_and_a_strip_leads_back_to_it() {
    let machine = Machine::new();
    let mut window = changed_externally(&machine);
    assert!(window.shows("合并后逐处选择"));
    window.click("合并");
    window.0.run();
    assert!(is_previewed(&window), "the conflict is not shown");
    window.key(Key::Escape);
    assert!(window.shows("合并留下 1 处双方改得不同，尚未选择"));
    window.click("逐处选择…");
    assert!(is_previewed(&window));
    assert!(!window.shows("全部用对方的"), "after the merge there are no sides");
    window.click_containing("李雷: 乙");
    window.click("按所选处理");
    window.0.run();
    assert_eq!(note_of(&window), "乙");
    assert!(!window.shows("尚未选择") && window.app().workbook().conflicts().is_empty());
}

#[test]
fn an_ordinary_edit_settles_what_was_left_open() {
    let machine = Machine::new();
    let mut window = changed_externally(&machine);
    window.click("合并");
    window.0.run();
    window.key(Key::Escape);
    assert!(window.shows("尚未选择"));
    note(&mut window, "丙");
    window.0.run();
    assert!(!window.shows("尚未选择"), "the edit settles the conflict");
}

#[test]
fn a_copy_that_knows_all_of_this_one_comes_in_as_one_step_too() {
    let machine = Machine::new();
    let (own, theirs) = (machine.file("w.ron"), machine.file("from-li.ron"));
    let mut window = opened(&machine);
    note(&mut window, "甲");
    window.command(Key::S);
    colleague(&own, &theirs, 77, |w, _| {
        ["一-2", "一-3"].map(|label| wants(w, label, AnswerField::Note, text("乙"))).into()
    });
    let before = window.app().workbook().duties.clone();
    window.drop_file(&theirs);
    window.click("合并");
    let after = window.app().workbook().duties.clone();
    assert!(before != after);
    window.command(Key::Z);
    assert!(window.app().workbook().duties == before, "one undo step reverts the merge");
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert!(window.app().workbook().duties == after);
}

#[test]
fn what_a_crash_left_counts_as_unsaved_until_it_is_saved_however_often_it_crashes() {
    let machine = Machine::new();
    let mut window = opened(&machine);
    let saved = window.app().workbook().history.len();
    let scan = machine.file("scan.txt");
    write(&scan, b"a scan");
    window.drop_file(&scan);
    note(&mut window, "甲");
    let made: Vec<_> = window.app().workbook().history[saved..].iter().map(|record| record.id).collect();
    assert!(made.len() >= 2, "{made:?}");
    let mut left = after_a_crash(&machine, window);
    for _ in 0..2 {
        let window = left.start(Some(left.file("w.ron")));
        assert_eq!(note_of(&window), "甲");
        assert!(window.app().is_modified());
        assert_eq!(**window.app().unsaved(), made);
        left = after_a_crash(&left, window);
    }
    let mut window = left.start(Some(left.file("w.ron")));
    window.command(Key::S);
    assert!(!window.app().is_modified() && window.app().unsaved().is_empty());
}

#[test]
fn what_came_in_while_a_save_ran_counts_as_unsaved() {
    let machine = Machine::new();
    let (own, theirs) = (machine.file("w.ron"), machine.file("from-li.ron"));
    drop(opened(&machine));
    colleague(&own, &theirs, 1, |w, _| vec![wants(w, "一-2", AnswerField::Note, text("乙"))]);
    let workbook = store::read(&own).unwrap().workbook;
    let mut document = OpenDocument::new(workbook.clone(), 99, Some(workbook.revision()));
    let at = "2026-11-23T02:00:00Z".parse().unwrap();
    let author = document.person("王宝军", None, at).unwrap();
    let saved = document.seal();
    let merge = merge(document.workbook(), &store::read(&theirs).unwrap().workbook).unwrap();
    document.merge_in(merge.workbook, &merge.only_right, &[], Stamp { author, at }).unwrap();
    document.mark_saved(&saved);
    let unsaved: Vec<_> = document.workbook().history.iter().filter(|r| saved.record(r.id).is_none()).collect();
    assert_eq!(unsaved.len(), 3, "the edit of the colleague, the new person, and the record that joins both");
    assert!(unsaved.iter().all(|record| document.unsaved().contains(&record.id)));
    assert_eq!(document.unsaved().len(), 3);
}

#[test]
fn a_part_goes_out_and_comes_back() {
    let machine = Machine::new();
    let mut window = opened(&machine);
    let (part, back) = (machine.file("part.ron"), machine.file("back.ron"));
    // All duties of the list are selected.
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
    assert!(written.extract.as_ref().is_some_and(license_workbook::workbook::Omissions::is_part));
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
    for (attempt, says) in [("芝麻", "口令错误"), ("芝麻 7", "没有新的修改")] {
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
    // A copy without new edits is not offered.
    store::save(&store::read(&own).unwrap().workbook, &machine.file("w (1).ron"), &ExpectedState::Absent, None)
        .unwrap();
    let mut window = machine.start(Some(own));
    let Some(Dialog::Copies(dialog)) = &window.app().views().dialog else { panic!("the copy is not offered") };
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

#[test]
fn the_history_says_in_which_session_something_was_done() {
    let machine = Machine { day: (2027, 1, 12), ..Machine::new() };
    let mut window = machine.start(None);
    window.checklist();
    note(&mut window, "会前");
    window.command(Key::H);
    assert!(!window.shows("不限会议"), "without sessions there is no filter by session");
    window.key(Key::Escape);
    window.command(Key::G);
    window.key(Key::Enter);
    window.key(Key::C);
    window.key(Key::Escape);
    window.command(Key::H);
    assert!(window.shows("2027-01-12 会议（2026 年度）"));
    let all = window.app().workbook().history.len();
    assert!(window.shows(&format!("{all} 条")));
    window.0.get_by_role_and_label(egui::accesskit::Role::ComboBox, "会议").click();
    window.0.run();
    // The item of the list precedes the lines with the same text.
    window.0.get_by_label("2027-01-12 会议（2026 年度）").click();
    window.0.run();
    assert!(!window.shows("会前") && window.shows(&format!("{} 条", all - 2)));
    let table = machine.file("h.csv");
    machine.dialogs.next(&table);
    window.click("导出表格…");
    let written = std::fs::read_to_string(&table).unwrap();
    assert!(written.lines().next().unwrap().contains("修改人,会议,"), "{written}");
    assert!(written.lines().skip(1).all(|row| row.contains(",2027-01-12 会议（2026 年度）,")), "{written}");
}

#[test]
fn an_event_that_two_people_recorded_is_told_and_one_of_them_goes_by_one_click() {
    let machine = Machine::new();
    let (own, theirs) = (machine.file("w.ron"), machine.file("from-li.ron"));
    let mut window = opened(&machine);
    let event = |w: &Workbook, words: &str| Event {
        license: w.current_license().unwrap(),
        kind: "registered_capital_changed".to_owned(),
        on: "2026-11-16".parse().unwrap(),
        at: None,
        note: words.to_owned(),
        evidence: std::collections::BTreeSet::new(),
    };
    colleague(&own, &theirs, 77, |w, _| vec![w.record_event(IdSource::new(78).next_id(), event(w, "李雷记的"))]);
    colleague(&own, &own, 87, |w, _| vec![w.record_event(IdSource::new(88).next_id(), event(w, "王芳记的"))]);
    window.0.event(egui::Event::WindowFocused(true));
    window.0.run();
    window.click("重新载入");
    window.0.run();
    window.drop_file(&theirs);
    assert!(window.shows("双方各登记了一次，可能是同一事件"));
    window.click("合并");
    assert_eq!(window.app().workbook().events.len(), 2);
    window.command(Key::Num4);
    window.click_containing("注册资本");
    assert!(window.shows("同一天还登记了一次"));
    window.click("移除另一条");
    assert_eq!(window.app().workbook().events.len(), 1);
    assert!(!window.shows("同一天还登记了一次"));
    window.command(Key::Z);
    assert_eq!(window.app().workbook().events.len(), 2);
}
