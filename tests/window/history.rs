//! Tests of the history in the window: the text of its lines, their links, sessions and undo.

use crate::machine::{Machine, Window};
use crate::support::folder::write;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use license_workbook::store::{self, ExpectedState};
use license_workbook::ui::{Dialog, Place};
use license_workbook::workbook::{AnswerField, Field, IdSource, Person, PersonId, Stamp, Status, Value};

fn note(window: &mut Window, words: &str) {
    window.key(Key::N);
    window.type_text(words);
    window.key(Key::Escape);
}

#[test]
fn a_line_of_the_history_says_from_what_to_what_and_leads_to_it() {
    let mut window = Machine::new().start(None);
    window.checklist();
    window.key(Key::Num3);
    window.key(Key::J);
    note(&mut window, "第一稿");
    window.command(Key::Num1);
    window.command(Key::H);
    assert!(window.shows("一-1 标为已落实（原为未开始）") && window.shows("一-2 写入内部备注"));
    // A click shows the texts.
    assert!(!window.shows("第一稿"));
    window.click_containing("一-2 写入内部备注");
    assert!(window.shows("（空） → 第一稿"));
    // The line links to the duty.
    window.click("查看 一-1");
    assert_eq!(window.app().views().dialog, None);
    assert_eq!(window.app().views().place, Place::Checklist);
    assert_eq!(window.app().views().checklist.selected, Some(window.duty("一-1")));
}

#[test]
fn undo_and_redo_read_as_what_they_are_in_history_and_duty() {
    let mut window = Machine::new().start(None);
    window.checklist();
    window.key(Key::Num3);
    window.command(Key::Z);
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    // The undo command names the original edit, also after an undo and a redo.
    assert!(window.shows("撤销：一-1 标为已落实（原为未开始）"));
    let in_duty = ["撤销了：一-1 标为已落实（原为未开始）", "重做了：一-1 标为已落实（原为未开始）"];
    assert!(in_duty.iter().all(|words| window.shows(words)));
    window.command(Key::H);
    assert!(in_duty.iter().all(|words| window.0.query_all_by_label_contains(words).count() > 1));
}

#[test]
fn merging_a_file_that_was_changed_externally_is_a_step_of_undo() {
    let machine = Machine::new();
    let (path, mut window) = machine.saved("w.ron", Key::Num2);
    // A colleague changes the file.
    let mut theirs = store::read(&path).unwrap().workbook;
    let mut ids = IdSource::new(77);
    let who: PersonId = ids.next_id();
    let stamp = Stamp { author: who, at: "2026-11-23T02:00:00Z".parse().unwrap() };
    let duty = theirs.duty_by_label(theirs.current_license().unwrap(), "一-2").unwrap();
    for (field, value) in [
        (Field::Person(who), Value::Person(Box::new(Person::named("李雷")))),
        (Field::Answer(duty, AnswerField::Note), Value::Text("乙".to_owned())),
    ] {
        let edit = theirs.change([(field, Some(value))]);
        theirs.apply(edit, stamp, ids.next_id()).unwrap();
    }
    store::save(&theirs, &machine.file("theirs.ron"), &ExpectedState::Anything, None).unwrap();
    write(&path, &std::fs::read(machine.file("theirs.ron")).unwrap());
    window.key(Key::J);
    window.key(Key::J);
    window.key(Key::Num3);
    window.0.event(egui::Event::WindowFocused(true));
    window.0.run();
    if !matches!(window.app().views().dialog, Some(Dialog::ExternalChange(_))) {
        window.click("查看…");
    }
    window.click("合并");
    let duty = window.duty("一-2");
    let note_of = |window: &Window| window.app().workbook().duties[&duty].answer.note.clone();
    assert_eq!(note_of(&window), "乙");
    // One undo step removes everything that came from the file. The own edit stays and can be undone next.
    window.command(Key::Z);
    assert_eq!(note_of(&window), "");
    assert_eq!(window.status("一-3"), Status::Met);
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(note_of(&window), "乙");
    window.command(Key::Z);
    window.command(Key::Z);
    assert_eq!(window.status("一-3"), Status::NotStarted);
    // The saved file has the same content.
    window.command(Key::S);
    assert_eq!(store::read(&path).unwrap().workbook, *window.app().workbook().as_ref());
}

/// A window in which a session was started.
fn in_session() -> Window {
    let mut window = Machine { day: (2027, 1, 12), ..Machine::new() }.start(None);
    window.command(Key::G);
    assert!(window.app().workbook().sessions.is_empty(), "no session starts before it is confirmed");
    assert!(matches!(window.app().views().dialog, Some(Dialog::Meeting(_))));
    window.key(Key::Enter);
    assert_eq!(window.app().workbook().sessions.len(), 1);
    window
}

fn is_in_session(window: &Window) -> bool {
    let workbook = window.app().workbook();
    workbook.record_sessions().of(workbook.history.last().unwrap().id).is_some()
}

#[test]
fn a_session_that_goes_on_is_shown_in_every_view_and_a_paused_one_collects_nothing() {
    const RUNNING: &str = "会议进行中：2027-01-12 会议（2026 年度）";
    let mut window = in_session();
    for view in [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7] {
        window.command(view);
        assert!(window.shows(RUNNING), "{view:?}");
    }
    window.checklist();
    window.key(Key::Num2);
    assert!(is_in_session(&window));
    window.click("暂停会议");
    for view in [Key::Num1, Key::Num3, Key::Num6] {
        window.command(view);
        assert!(!window.shows(RUNNING), "{view:?}");
    }
    assert!(window.app().views().report.walk.is_none());
    window.checklist();
    window.key(Key::Num4);
    assert!(!is_in_session(&window), "a paused session records no edits");
    // Resume the session, then leave the walk-through by its key.
    window.command(Key::G);
    assert!(!window.shows(RUNNING));
    window.click("继续 2027-01-12 的会议");
    assert!(window.shows(RUNNING) && is_in_session(&window));
    window.key(Key::Escape);
    assert!(!window.shows(RUNNING));
    window.checklist();
    window.key(Key::Num2);
    assert!(!is_in_session(&window));
}

#[test]
fn a_session_that_is_ended_from_the_strip_is_ended() {
    let mut window = in_session();
    window.command(Key::Num1);
    window.click("结束会议");
    let workbook = window.app().workbook();
    assert!(workbook.sessions.values().all(|session| session.closed_on.is_some()));
    assert!(!window.shows("会议进行中"));
}

#[test]
fn a_session_that_is_not_wanted_does_not_begin() {
    let mut window = Machine { day: (2027, 1, 12), ..Machine::new() }.start(None);
    window.command(Key::G);
    window.click("取消");
    assert!(window.app().workbook().sessions.is_empty() && window.app().views().dialog.is_none());
}

#[test]
fn what_is_kept_of_the_lines_is_told_anew_when_something_changes() {
    let mut window = Machine::new().start(None);
    window.checklist();
    window.key(Key::Num3);
    let close = |window: &mut Window| window.key(Key::Escape);
    window.command(Key::H);
    assert!(window.shows("一-1 标为已落实（原为未开始）"));
    close(&mut window);
    window.command(Key::L);
    window.command(Key::H);
    assert!(window.shows("mark 一-1 as Met (was Not started)") && !window.shows("标为已落实"));
}

#[test]
fn the_dialog_stays_where_it_is_when_a_line_unfolds_and_the_line_stays_in_sight() {
    let mut window = Machine::new().start(None);
    window.0.set_size(egui::vec2(960.0, 600.0));
    window.checklist();
    for _ in 0..8 {
        window.key(Key::Num3);
        window.key(Key::J);
    }
    window.command(Key::H);
    let close = |window: &Window| window.0.query_all_by_label("关闭").last().unwrap().rect();
    let before = close(&window);
    // The oldest line is at the bottom.
    window.click_containing("一-1 标为已落实");
    assert!(window.shows("未开始 → 已落实"));
    let after = close(&window);
    assert!((before.top() - after.top()).abs() < 1.0, "{before:?} {after:?}");
    let line = window.0.query_all_by_label_contains("一-1 标为已落实").next().unwrap().rect();
    assert!(line.bottom() < after.top() && line.top() > 60.0, "{line:?}");
}
