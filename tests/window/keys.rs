//! Tests of keys and the focus: a key acts on a visible element or on nothing, and selected rows scroll into view.

use crate::evidence::{by_name, library};
use crate::machine::{Machine, Window};
use crate::support::facts;
use egui::{Key, Modifiers, Role};
use egui_kittest::Node;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use license_workbook::command::Command;
use license_workbook::deadlines::Filter;
use license_workbook::language::Language;
use license_workbook::locale::Locale;
use license_workbook::ui::{Dialog, Mode, Place, SnapshotSource};
use license_workbook::workbook::{DutyId, Status};

/// The checklist with this duty selected.
fn checklist_at(label: &str) -> Window {
    let mut window = Machine::new().start(None);
    window.command(Key::Num3);
    select(&mut window, label);
    window
}

/// Selects a duty as a link from another view does.
fn select(window: &mut Window, label: &str) {
    let duty = window.duty(label);
    let checklist = &mut window.0.state_mut().views_mut().checklist;
    checklist.select(duty);
    checklist.reveal_selected = true;
    window.0.run();
}

fn selected(window: &Window) -> Option<DutyId> {
    window.app().views().checklist.selected
}

/// The row of the list with this label.
fn row<'a>(window: &'a Window, label: &'a str) -> Node<'a> {
    let start = format!("{label} ");
    let is_row = |node: &Node<'_>| {
        let name = node.accesskit_node().label().unwrap_or_default();
        name.starts_with(&start) && Status::ALL.iter().any(|s| name.ends_with(&format!(", {}", word(*s))))
    };
    let found = window.0.query_all_by_label_contains(label).find(is_row);
    found.unwrap_or_else(|| panic!("no row {label} is drawn"))
}

fn word(status: Status) -> &'static str {
    match status {
        Status::NotStarted => "未开始",
        Status::InProgress => "进行中",
        Status::Met => "已落实",
        Status::NotMet => "未落实",
        Status::NotApplicable => "不适用",
    }
}

fn has_popup(window: &Window) -> bool {
    egui::Popup::is_any_open(&window.0.ctx)
}

/// The labels of the duties whose status is not that of a new workbook, and their statuses.
fn answered(window: &Window) -> Vec<(String, Status)> {
    let duties = window.app().workbook().duties.keys().map(|id| window.entry(*id));
    let mut answered: Vec<(String, Status)> = duties
        .filter(|e| e.duty.answer.status != Status::NotStarted)
        .map(|e| (e.label.clone(), e.duty.answer.status))
        .collect();
    answered.sort();
    answered
}

#[test]
fn the_menu_of_a_status_has_the_arrows_and_enter_for_itself() {
    let mut window = checklist_at("一-7");
    window.click("状态: 未开始");
    assert!(has_popup(&window));
    window.key(Key::ArrowDown);
    window.key(Key::ArrowDown);
    assert_eq!(selected(&window), Some(window.duty("一-7")), "the selection in the list does not change");
    window.key(Key::Enter);
    assert_eq!(answered(&window), [("一-7".to_owned(), Status::InProgress)]);
    assert!(!has_popup(&window), "a choice closes the menu");
    // Escape closes the menu without a choice.
    window.click("状态: 进行中");
    window.key(Key::ArrowDown);
    window.key(Key::Escape);
    assert!(!has_popup(&window));
    window.key(Key::J);
    assert_eq!(selected(&window), Some(window.duty("一-8")), "the list receives the keys again");
    assert_eq!(answered(&window).len(), 1);
}

#[test]
fn a_menu_that_was_opened_by_key_gives_the_focus_back() {
    let mut window = checklist_at("一-2");
    window.0.get_by_label("状态: 未开始").focus();
    window.0.run();
    window.key(Key::Enter);
    assert!(has_popup(&window));
    for _ in 0..4 {
        window.key(Key::ArrowDown);
    }
    window.key(Key::Space);
    assert_eq!(answered(&window), [("一-2".to_owned(), Status::NotMet)]);
    assert!(window.0.get_by_label("状态: 未落实").is_focused());
}

#[test]
fn a_key_in_an_open_menu_marks_nothing() {
    let mut window = checklist_at("一-9");
    window.key(Key::Num3);
    let met = [("一-9".to_owned(), Status::Met)];
    window.click("文件");
    for key in [Key::ArrowDown, Key::ArrowDown, Key::Num4] {
        window.key(key);
    }
    assert_eq!(answered(&window), met);
    window.key(Key::Escape);
    window.click_containing("无负责人");
    assert!(has_popup(&window));
    window.key(Key::Num1);
    assert_eq!(answered(&window), met);
    window.key(Key::Escape);
    // The arrows move through the items of an open combo box.
    window.click("重复周期");
    window.key(Key::ArrowDown);
    window.key(Key::ArrowDown);
    assert_eq!(selected(&window), Some(window.duty("一-9")));
    window.key(Key::Enter);
    let recurrence = window.app().workbook().duties[&window.duty("一-9")].answer.recurrence;
    assert!(recurrence.is_some_and(|r| r.every == 1));
    assert!(!has_popup(&window));
}

#[test]
fn the_menu_of_owners_has_the_cursor_in_its_field() {
    let mut window = checklist_at("一-9");
    window.click_containing("无负责人");
    window.type_text("陈静");
    window.key(Key::Enter);
    let owner = window.app().workbook().duties[&window.duty("一-9")].answer.owner.unwrap();
    assert_eq!(window.app().workbook().people[&owner].name, "陈静");
}

#[test]
fn enter_in_a_list_of_a_dialog_chooses_and_does_not_answer_the_dialog() {
    let mut window = Machine::new().start(None);
    window.command(Key::E);
    window.click("范围");
    assert!(has_popup(&window));
    window.key(Key::ArrowDown);
    window.key(Key::ArrowDown);
    window.key(Key::Enter);
    assert!(!has_popup(&window));
    let Some(Dialog::Export(dialog)) = &window.app().views().dialog else { panic!("the dialog is closed") };
    assert!(dialog.request.only.is_some(), "the second item is chosen");
}

#[test]
fn the_row_with_the_focus_is_the_selected_one() {
    for mode in [Mode::List, Mode::Table] {
        let mut window = checklist_at("一-9");
        window.0.state_mut().views_mut().checklist.mode = mode;
        window.0.run();
        row(&window, "一-4").focus();
        window.0.run();
        assert_eq!(selected(&window), Some(window.duty("一-4")), "{mode:?}");
        window.key(Key::Num2);
        assert_eq!(answered(&window), [("一-4".to_owned(), Status::InProgress)], "{mode:?}");
        // The focus follows the selection, and Space acts on the focused row.
        window.key(Key::J);
        assert_eq!(selected(&window), Some(window.duty("一-5")), "{mode:?}");
        assert!(row(&window, "一-5").is_focused(), "{mode:?}");
        window.key(Key::ArrowDown);
        assert!(row(&window, "一-6").is_focused(), "{mode:?}");
        window.key(Key::Space);
        assert_eq!(window.status("一-6"), Status::Met, "{mode:?}");
        assert_eq!(answered(&window).len(), 2, "{mode:?}");
    }
}

/// Presses Tab from the search field until a row of the list has the focus. Returns its label.
fn tab_to_row(window: &mut Window) -> String {
    window.command(Key::F);
    for _ in 0..40 {
        window.key(Key::Tab);
        let names = window.0.query_all_by_role(egui::Role::Button).filter(Node::is_focused);
        let name = names.filter_map(|node| node.accesskit_node().label()).find(|name| name.ends_with(", 未开始"));
        if let Some((label, _)) = name.as_deref().and_then(|name| name.split_once(' ')) {
            return label.to_owned();
        }
    }
    panic!("no row has the focus");
}

#[test]
fn the_list_is_one_stop_of_tab_at_its_selected_row() {
    for mode in [Mode::List, Mode::Table] {
        let mut window = checklist_at("一-9");
        window.0.state_mut().views_mut().checklist.mode = mode;
        window.0.run();
        assert_eq!(tab_to_row(&mut window), "一-9", "{mode:?}");
        window.key(Key::Tab);
        assert!(!row(&window, "一-9").is_focused(), "Tab leaves the list, {mode:?}");
        assert_eq!(selected(&window), Some(window.duty("一-9")), "{mode:?}");
        // Without a selection, Tab stops at the first row and selects it.
        window.0.state_mut().views_mut().checklist.selected = None;
        assert_eq!(tab_to_row(&mut window), "一-1", "{mode:?}");
        window.key(Key::Num2);
        assert_eq!(answered(&window), [("一-1".to_owned(), Status::InProgress)], "{mode:?}");
    }
}

#[test]
fn in_the_tree_the_arrows_choose_the_clause() {
    let mut window = checklist_at("一-9");
    window.0.get_by_label_contains("十二  信息变更与延续").click();
    window.0.run();
    window.0.get_by_label_contains("十二  信息变更与延续").focus();
    window.0.run();
    window.key(Key::ArrowDown);
    let clause = window.app().views().checklist.filter.clause.unwrap();
    assert_eq!(clause.to_string(), "十三");
    assert!(window.0.get_by_label_contains("十三  省证与跨地区证").is_focused());
    let first = window.entry(selected(&window).unwrap());
    assert_eq!(first.label, "十三-1", "the detail shows a duty of the list");
    assert!(answered(&window).is_empty());
}

#[test]
fn in_the_other_lists_the_row_with_the_focus_is_the_selected_one_too() {
    let machine = Machine::new();
    let mut window = library(&machine, &[("甲.txt", b"1"), ("乙.txt", b"2"), ("丙.txt", b"3")]);
    let (hash, _) = by_name(&window, "乙.txt");
    window.0.get_by_label_contains("乙.txt, ").focus();
    window.0.run();
    assert_eq!(window.app().views().evidence.selected, Some(hash));
    window.key(Key::Space);
    assert_eq!(window.app().views().lightbox.as_ref().and_then(license_workbook::ui::Lightbox::shown), Some(hash));
    window.key(Key::Escape);

    for purpose in ["甲", "乙"] {
        window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
        window.type_text(purpose);
        window.key(Key::Enter);
    }
    window.command(Key::Num7);
    window.0.state_mut().views_mut().snapshots.selected = None;
    window.0.run();
    window.0.get_by_label_contains("甲 · ").focus();
    window.0.run();
    let Some(SnapshotSource::Kept(id)) = window.app().views().snapshots.selected else { panic!("nothing is selected") };
    assert_eq!(window.app().workbook().snapshots[&id].purpose, "甲");
    window.key(Key::ArrowUp);
    let Some(SnapshotSource::Kept(id)) = window.app().views().snapshots.selected else { panic!("nothing is selected") };
    assert_eq!(window.app().workbook().snapshots[&id].purpose, "乙", "the arrows go on from there");

    window.command(Key::Num4);
    window.0.get_by_label_contains("十四-1").focus();
    window.0.run();
    let date = window.app().views().deadlines.selected.clone().unwrap();
    assert!(window.dates("十四-1").iter().any(|item| item.id == date));
    window.key(Key::ArrowUp);
    assert!(window.app().views().deadlines.selected.clone().is_some_and(|other| other != date));
}

#[test]
fn a_dialog_has_the_keys_whatever_had_the_focus_below_it() {
    let mut window = checklist_at("一-9");
    row(&window, "一-4").focus();
    window.0.run();
    window.key(Key::F1);
    assert_eq!(window.app().views().dialog, Some(Dialog::Keys));
    for key in [Key::ArrowDown, Key::ArrowDown, Key::Num2, Key::Space, Key::J] {
        window.key(key);
    }
    assert_eq!(selected(&window), Some(window.duty("一-4")));
    assert!(answered(&window).is_empty());
}

#[test]
fn what_is_being_typed_in_a_walk_through_is_not_lost_by_a_letter() {
    let mut window = Machine { day: (2027, 1, 12), ..Machine::new() }.start(None);
    window.command(Key::G);
    window.key(Key::Enter);
    window.key(Key::X);
    window.type_text("专员空缺");
    // The field loses the focus, but the form stays open.
    let focused = window.0.ctx.memory(egui::Memory::focused).unwrap();
    window.0.ctx.memory_mut(|memory| memory.surrender_focus(focused));
    for key in [Key::C, Key::P, Key::S, Key::J, Key::B, Key::Enter, Key::N] {
        window.key(key);
    }
    assert!(window.app().workbook().attestations.is_empty());
    assert!(window.shows("例外：未落实的内容及原因"));
    assert!(window.0.query_all_by_value("专员空缺").next().is_some(), "the typed text is kept");
}

#[test]
fn a_duty_that_the_list_does_not_show_says_so_and_leads_back() {
    let mut window = checklist_at("一-3");
    let mut filter = Filter { text: "工作日 上报".to_owned(), ..Filter::default() };
    filter.statuses.insert(Status::NotStarted);
    window.0.state_mut().views_mut().checklist.filter = filter;
    window.0.run();
    assert!(window.shows("不在当前列表中（搜索）"), "only the filter that hides the duty is named");
    window.click("在列表中显示");
    assert!(!window.shows("不在当前列表中"));
    assert_eq!(selected(&window), Some(window.duty("一-3")));
    assert!(row(&window, "一-3").rect().height() > 0.0);
}

#[test]
fn a_duty_that_leaves_the_list_when_it_is_marked_stays_and_the_next_one_follows() {
    let mut window = checklist_at("一-3");
    window.0.state_mut().views_mut().checklist.filter = Filter::open();
    window.0.run();
    window.key(Key::Num3);
    assert_eq!(selected(&window), Some(window.duty("一-3")));
    assert!(window.shows("不在当前列表中（状态）"));
    window.key(Key::J);
    assert_eq!(selected(&window), Some(window.duty("一-4")), "the list continues from the old position");
    // The table has no detail, so keys do not act on a duty without a row.
    window.key(Key::T);
    window.key(Key::Num3);
    window.key(Key::Num4);
    assert_eq!(window.status("一-4"), Status::Met);
}

#[test]
fn a_clause_that_is_chosen_in_the_tree_shows_its_first_duty_from_the_top() {
    let mut window = checklist_at("一-3");
    window.0.set_size(egui::vec2(1280.0, 600.0));
    window.0.run();
    let scroll = |window: &mut Window, by: f32| {
        window.0.hover_at(egui::pos2(1000.0, 400.0));
        let (unit, delta) = (egui::MouseWheelUnit::Point, egui::vec2(0.0, by));
        let (phase, modifiers, source) = (egui::TouchPhase::Move, Modifiers::NONE, egui::MouseWheelSource::Unknown);
        window.0.event(egui::Event::MouseWheel { unit, delta, phase, modifiers, source });
        window.0.run();
    };
    let top = |window: &Window| window.0.get_by_label("在许可证中显示").rect().top();
    let before = top(&window);
    scroll(&mut window, -300.0);
    assert!(top(&window) < before - 100.0, "the detail scrolled");
    assert!(window.0.get_by_label("状态: 未开始").rect().top() > 40.0, "the status stays in view");
    window.0.get_by_label_contains("十二  信息变更与延续").click();
    window.0.run();
    assert_eq!(selected(&window), Some(window.duty("十二-1")));
    assert!(row(&window, "十二-1").rect().top() > 100.0);
    scroll(&mut window, -300.0);
    select(&mut window, "一-3");
    assert!((top(&window) - before).abs() < 80.0, "another duty is shown from its top");
}

#[test]
fn a_duty_that_is_opened_from_elsewhere_has_its_row_whole_in_view() {
    let mut window = Machine::new().start(None);
    window.0.set_size(egui::vec2(1280.0, 700.0));
    for label in ["十二-5", "一-1", "十六(十四)-4", "五-3"] {
        window.command(Key::Num1);
        window.command(Key::K);
        window.type_text(&format!("{label} "));
        window.key(Key::Enter);
        assert_eq!(window.app().views().place, Place::Checklist);
        let rect = row(&window, label).rect();
        let above = window.0.get_by_label_contains("显示 ").rect().bottom();
        let below = window.0.get_by_label_contains(&format!("{} 项 ·", facts::duties())).rect().top();
        assert!(above <= rect.top() && rect.bottom() <= below, "{label}: {rect} between {above} and {below}");
    }
}

#[test]
fn in_the_palette_the_chosen_line_is_in_view() {
    let mut window = Machine::new().start(None);
    window.command(Key::K);
    window.type_text("十二-5");
    for _ in 0..4 {
        window.key(Key::Backspace);
    }
    // Several key presses can arrive in one frame.
    for _ in 0..9 {
        let (key, modifiers) = (Key::ArrowDown, Modifiers::NONE);
        let event = egui::Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
        window.0.input_mut().events.push(event);
    }
    window.0.run();
    let chosen = Command::ALL[9].name(Locale::of(window.app().language()));
    let chosen = window.0.query_all_by_label(&chosen).last().unwrap().rect();
    let field = window.0.get_by_role(Role::TextInput).rect();
    // Nine lines would not fit above it if the list kept the height of the earlier single result.
    assert!(chosen.top() > field.bottom() + 200.0, "{chosen} below {field}");
}

#[test]
fn an_event_is_chosen_and_recorded_by_keys() {
    let mut window = Machine::new().start(None);
    window.command(Key::R);
    window.type_text("注册资本");
    window.key(Key::Enter);
    let Some(Dialog::Event(draft)) = &window.app().views().dialog else { panic!("no dialog") };
    assert_eq!(draft.kind, "registered_capital_changed");
    assert!(window.app().workbook().events.is_empty(), "the event is chosen but not recorded");
    window.command(Key::Enter);
    assert_eq!(window.app().workbook().events.len(), 1);
    // The arrows move through the results.
    window.command(Key::R);
    window.key(Key::ArrowDown);
    let Some(Dialog::Event(draft)) = &window.app().views().dialog else { panic!("no dialog") };
    let first = draft.kind.clone();
    window.key(Key::ArrowDown);
    let Some(Dialog::Event(draft)) = &window.app().views().dialog else { panic!("no dialog") };
    assert!(!first.is_empty() && draft.kind != first);
    window.key(Key::ArrowUp);
    let Some(Dialog::Event(draft)) = &window.app().views().dialog else { panic!("no dialog") };
    assert_eq!(draft.kind, first);
}

#[test]
fn a_tooltip_has_the_name_and_all_keys_of_a_command() {
    for (language, name) in [(Language::ZhCn, "重做："), (Language::En, "Redo: ")] {
        let mut window = Machine { language, ..Machine::new() }.start(None);
        window.checklist();
        window.key(Key::Num3);
        window.command(Key::Z);
        let redo = |node: &Node<'_>| node.accesskit_node().label().is_some_and(|label| label.starts_with(name));
        window.0.query_all_by_role(Role::Button).find(redo).unwrap().hover();
        // The tooltip appears after a delay.
        window.0.run_steps(90);
        let tooltip = window.0.get_by_label_contains("  Ctrl+Shift+Z  Ctrl+Y");
        assert!(tooltip.accesskit_node().value().unwrap_or_default().starts_with(name));
    }
}
