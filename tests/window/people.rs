//! Tests of people in the window: the name of the author, owners, and merging two entries of one person.

use crate::machine::{Machine, Window};
use egui::Key;
use egui_kittest::kittest::Queryable as _;
use license_workbook::store::{self, AppFolders, ExpectedState, Settings};
use license_workbook::ui::Dialog;
use license_workbook::workbook::{AnswerField, Field, HandedOut, IdSource, Person, PersonId, Stamp, Status, Value};

const ASKED: &str = "由谁修改？";

fn names(window: &Window) -> Vec<String> {
    window.app().workbook().everybody().into_iter().map(|(_, person)| person.name.clone()).collect()
}

fn owner(window: &Window, label: &str) -> Option<String> {
    let workbook = window.app().workbook();
    let owner = workbook.duties[&window.duty(label)].answer.owner?;
    workbook.person_name(owner).map(str::to_owned)
}

/// Types the name into the strip that asks for it.
fn give_name(window: &mut Window, name: &str) {
    window.0.get_by_role_and_label(egui::accesskit::Role::TextInput, "姓名").click();
    window.0.run();
    window.type_text(name);
    window.key(Key::Enter);
}

/// Adds a person to the registry in the dialog of people.
fn add(window: &mut Window, name: &str) {
    window.click("编辑");
    window.click("人员…");
    window.0.get_by_role_and_label(egui::accesskit::Role::TextInput, "新增人员的姓名").click();
    window.0.run();
    window.type_text(name);
    window.click("新增人员");
    window.key(Key::Escape);
    window.key(Key::Escape);
}

#[test]
fn the_name_is_asked_for_with_the_first_edit_and_takes_neither_the_edit_nor_its_keys() {
    let machine = Machine::new();
    let mut window = machine.start(None);
    window.checklist();
    assert!(!window.shows(ASKED), "no edit was made yet");
    window.key(Key::Num3);
    assert!(window.shows(ASKED));
    assert_eq!(window.app().views().dialog, None);
    // The checklist still receives the keys.
    window.key(Key::J);
    window.key(Key::Num2);
    assert_eq!((window.status("一-1"), window.status("一-2")), (Status::Met, Status::InProgress));
    // Typed text replaces the proposed name.
    give_name(&mut window, "陈静");
    assert!(!window.shows(ASKED));
    assert_eq!(names(&window), ["陈静"], "no placeholder person remains");
    let workbook = window.app().workbook();
    assert!(workbook.history.iter().all(|record| workbook.person_name(record.author) == Some("陈静")));
    assert_eq!(Settings::load(&AppFolders::under(machine.file("state")).config).0.author, "陈静");
    // The name is asked for only once.
    window.key(Key::Num3);
    assert!(!window.shows(ASKED));
    // Edits from before the name was given can be undone.
    for _ in 0..3 {
        window.command(Key::Z);
    }
    assert_eq!((window.status("一-1"), window.status("一-2")), (Status::NotStarted, Status::NotStarted));
}

#[test]
fn who_is_in_the_registry_already_gets_what_was_done_before_the_name_was_said() {
    let mut window = Machine::new().start(None);
    window.checklist();
    window.key(Key::Num3);
    add(&mut window, "陈静");
    assert_eq!(names(&window), ["王宝军", "陈静"]);
    give_name(&mut window, "陈静");
    assert_eq!(names(&window), ["陈静"]);
    let workbook = window.app().workbook();
    let answer = &workbook.duties[&window.duty("一-1")].answer;
    assert_eq!(workbook.person_name(answer.assessed_by.unwrap()), Some("陈静"));
}

#[test]
fn who_does_not_want_to_be_asked_is_not_asked_again() {
    let mut window = Machine::new().start(None);
    window.checklist();
    window.key(Key::Num3);
    window.click("以后再说");
    assert!(!window.shows(ASKED));
    window.key(Key::Num2);
    assert!(!window.shows(ASKED));
    assert_eq!(window.status("一-1"), Status::InProgress);
    // The dialog of the menu does the same; its text is selected.
    window.click("编辑");
    window.click("我是谁…");
    window.type_text("陈静");
    window.key(Key::Enter);
    assert_eq!(names(&window), ["陈静"]);
}

/// Opens the choice of owner of the selected duty.
fn choose_owner(window: &mut Window) {
    window.0.query_all_by_label_contains("负责人: ").last().unwrap().click();
    window.0.run();
    window.0.get_by(|node| node.placeholder() == Some("姓名或新的姓名")).click();
    window.0.run();
}

#[test]
fn a_new_owner_is_added_on_purpose_and_not_by_a_slip() {
    let mut window = Machine::new().start(None);
    window.checklist();
    add(&mut window, "欧阳雷雷");
    let known = names(&window);
    choose_owner(&mut window);
    window.type_text("欧阳雷累");
    window.key(Key::Enter);
    assert_eq!((owner(&window, "一-1"), names(&window)), (None, known.clone()), "a mistyped name adds nobody");
    // The person with the similar name is suggested.
    window.click("欧阳雷雷");
    assert_eq!((owner(&window, "一-1").as_deref(), names(&window)), (Some("欧阳雷雷"), known));
    choose_owner(&mut window);
    window.type_text("赵强");
    window.click_containing("新增人员“赵强”");
    assert_eq!(owner(&window, "一-1").as_deref(), Some("赵强"));
    choose_owner(&mut window);
    window.type_text("欧阳雷雷");
    window.key(Key::Enter);
    assert_eq!(owner(&window, "一-1").as_deref(), Some("欧阳雷雷"));
}

#[test]
fn people_are_renamed_and_merged_and_both_is_undone() {
    let mut window = Machine::new().start(None);
    window.checklist();
    window.key(Key::Num3);
    give_name(&mut window, "陈静");
    add(&mut window, "李雷");
    add(&mut window, "Li Lei");
    window.click("编辑");
    window.click("人员…");
    assert!(matches!(window.app().views().dialog, Some(Dialog::People(_))));
    window.click("改名：李雷");
    window.type_text("李蕾");
    window.key(Key::Enter);
    assert_eq!(names(&window), ["Li Lei", "李蕾", "陈静"]);
    window.click("合并：Li Lei");
    window.0.get_by_role_and_label(egui::accesskit::Role::ComboBox, "（选择一位）").click();
    window.0.run();
    window.click("李蕾");
    window.click("合并为一人");
    assert_eq!(names(&window), ["李蕾", "陈静"]);
    assert!(window.shows("又名 Li Lei"));
    window.key(Key::Escape);
    window.command(Key::Z);
    window.command(Key::Z);
    assert_eq!(names(&window), ["Li Lei", "李雷", "陈静"]);
}

#[test]
fn a_part_says_what_it_is_whose_and_what_to_do_and_asks_who_fills_it_in() {
    let machine = Machine::new();
    let (whole, path) = (machine.file("w.ron"), machine.file("part.ron"));
    let mut window = machine.start(None);
    machine.dialogs.next(&whole);
    window.command(Key::S);
    let mut workbook = store::read(&whole).unwrap().workbook;
    let mut ids = IdSource::new(71);
    let (me, owner): (PersonId, PersonId) = (ids.next_id(), ids.next_id());
    let stamp = Stamp { author: me, at: "2026-11-23T02:00:00Z".parse().unwrap() };
    let license = workbook.current_license().unwrap();
    let duty = workbook.duty_by_label(license, "五-3").unwrap();
    for (field, value) in [
        (Field::Person(me), Value::Person(Box::new(Person::named("王宝军")))),
        (Field::Person(owner), Value::Person(Box::new(Person::named("陈静")))),
        (Field::Answer(duty, AnswerField::Owner), Value::PersonRef(owner)),
        (Field::Answer(duty, AnswerField::AssessedBy), Value::PersonRef(me)),
    ] {
        let edit = workbook.change([(field, Some(value))]);
        workbook.apply(edit, stamp, ids.next_id()).unwrap();
    }
    let note = HandedOut {
        from: "w.ron".to_owned(),
        on: "2026-11-23".parse().unwrap(),
        by: "王宝军".to_owned(),
        to: "陈静".to_owned(),
    };
    let part = workbook.part(&[duty].into(), true).handed_out(note);
    store::save(&part, &path, &ExpectedState::Anything, None).unwrap();

    let other = Machine::new();
    let mut window = other.start(Some(path));
    for words in ["这是“w.ron”的一部分（2026-11-23）", "王宝军 分发给 陈静", "把文件发回", "这一部分由谁填写？"]
    {
        assert!(window.shows(words), "{words} is not shown");
    }
    window.command(Key::Num3);
    assert!(window.shows("全部条款，已落实 0/1") && window.shows("显示 1 项"));
    assert!(!window.shows("0/0"), "only clauses of the part have rows");
    // The colleague's account has the name of the sender's account, but the author is another person.
    window.key(Key::J);
    window.key(Key::Num3);
    let workbook = window.app().workbook();
    assert_ne!(workbook.history.last().unwrap().author, me);
    window.click("署名");
    let workbook = window.app().workbook();
    assert_eq!(workbook.person_name(workbook.history.last().unwrap().author), Some("陈静"), "the proposed name");
    assert!(window.shows("填写人：陈静"));
    assert_eq!(window.status("五-3"), Status::Met);
}

/// Saves the workbook under this name. Returns its path.
fn save_to(machine: &Machine, window: &mut Window, name: &str) -> std::path::PathBuf {
    let path = machine.file(name);
    machine.dialogs.next(&path);
    window.command(Key::S);
    path
}

#[test]
fn two_who_gave_no_name_at_two_machines_are_two_whatever_their_accounts_are_called() {
    let machine = Machine::new();
    let mut window = machine.start(None);
    window.checklist();
    window.key(Key::Num3);
    let file = save_to(&machine, &mut window, "w.ron");
    let first = window.app().workbook().history.last().unwrap().author;
    drop(window);

    // After a restart on the same machine, the author is the same person.
    let mut window = machine.start(Some(file.clone()));
    window.checklist();
    window.key(Key::Num2);
    assert_eq!(window.app().workbook().history.last().unwrap().author, first);
    window.command(Key::S);
    drop(window);

    // Another machine, with an account of the same name.
    let other = Machine::new();
    let mut window = other.start(Some(file.clone()));
    window.checklist();
    window.key(Key::Num4);
    let second = window.app().workbook().history.last().unwrap().author;
    assert_ne!(second, first);
    // On a third machine, the account's name is accepted as the author's name. It remains a third person.
    let third = Machine::new();
    window.command(Key::S);
    std::fs::copy(&file, third.file("w.ron")).unwrap();
    let mut proposed = third.start(Some(third.file("w.ron")));
    proposed.checklist();
    proposed.key(Key::Num1);
    let stand_in = proposed.app().workbook().history.last().unwrap().author;
    proposed.click("署名");
    proposed.key(Key::Num2);
    assert_eq!(proposed.app().workbook().history.last().unwrap().author, stand_in);
    assert_eq!(names(&proposed), ["王宝军", "王宝军", "王宝军"]);
    drop(proposed);
    // A name that is entered on the second machine names only its own person.
    give_name(&mut window, "陈静");
    let workbook = window.app().workbook();
    assert_eq!((workbook.person_name(second), workbook.person_name(first)), (Some("陈静"), Some("王宝军")));
}
