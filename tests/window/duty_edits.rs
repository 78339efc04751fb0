//! Tests of the window: the officer edits, splits, retires and adds duties.

use crate::machine::{Machine, Window};
use crate::support::folder::write;
use crate::support::{catalog, day};
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use license_workbook::obligation::{DutyKind, LimitDirection, LimitUnit, Predicate};
use license_workbook::store::to_ron;
use license_workbook::ui::{Dialog, DutyDraft, Place};
use license_workbook::workbook::{DutyId, Event, EventId, IdSource, NewLicense, seed_license};

/// A window with the checklist at this duty.
fn at(label: &str) -> (Window, DutyId) {
    let mut window = Machine::new().start(None);
    let workbook = window.app().workbook();
    let id = workbook.duty_by_label(workbook.current_license().unwrap(), label).unwrap();
    window.command(Key::K);
    window.type_text(label);
    window.0.key_press(Key::Enter);
    window.0.run();
    assert_eq!(window.app().views().place, Place::Checklist);
    assert_eq!(window.app().views().checklist.selected, Some(id));
    (window, id)
}

/// Replaces the text of the field with `text`.
fn replace(window: &mut Window, field: &str, text: &str) {
    window.0.get_by_role_and_label(Role::TextInput, field).focus();
    window.0.run();
    window.command(Key::A);
    window.type_text(text);
}

/// Chooses from a closed list.
fn choose(window: &mut Window, list: &str, choice: &str) {
    window.0.get_by_role_and_label(Role::ComboBox, list).scroll_to_me();
    window.0.run();
    window.0.get_by_role_and_label(Role::ComboBox, list).click();
    window.0.run();
    window.0.get_by_role_and_label(Role::Button, choice).scroll_to_me();
    window.0.run();
    window.0.get_by_role_and_label(Role::Button, choice).click();
    window.0.run();
}

/// Opens the form of a new duty of the company's own.
pub(crate) fn own_duty(window: &mut Window) {
    let license = window.app().workbook().current_license().unwrap();
    window.0.state_mut().views_mut().dialog = Some(Dialog::Duty(Box::new(DutyDraft::new(license))));
    window.0.run();
}

fn event_of(window: &Window) -> Option<(EventId, Event)> {
    window.app().workbook().events.iter().next().map(|(id, event)| (*id, event.clone()))
}

#[test]
fn an_edited_title_is_shown_and_an_edited_limit_moves_the_date() {
    let (mut window, id) = at("十二-3");
    window.command(Key::R);
    window.type_text("股东股权变更");
    window.click("股东股权变更");
    replace(&mut window, "日期", "2026-10-22");
    window.click("登记");
    assert!(event_of(&window).is_some());
    assert_eq!(window.date("十二-3").raw, Some(day("2026-11-21")));
    window.command(Key::Num3);
    window.click("编辑义务…");
    assert!(matches!(window.app().views().dialog, Some(Dialog::Duty(_))));
    replace(&mut window, "义务", "股权变更二十日内报告");
    replace(&mut window, "数量", "20");
    window.click("保存义务");
    assert!(window.app().views().dialog.is_none());
    assert_eq!(window.date("十二-3").raw, Some(day("2026-11-11")));
    assert!(window.shows("股权变更二十日内报告"));
    window.command(Key::Z);
    assert_eq!(window.date("十二-3").raw, Some(day("2026-11-21")));
    assert_ne!(window.app().workbook().duties[&id].definition.title.zh, "股权变更二十日内报告");
}

#[test]
fn a_duty_is_retired_with_a_reason_and_restored() {
    let (mut window, id) = at("十二-3");
    window.click("编辑义务…");
    window.click("停用…");
    window.click("停用");
    assert!(window.app().workbook().duties[&id].definition.retired.is_none(), "no reason, not retired");
    replace(&mut window, "停用原因", "已由集团统一办理");
    window.click("停用");
    assert_eq!(window.app().workbook().duties[&id].definition.retired.as_deref(), Some("已由集团统一办理"));
    window.click("已停用 1 项");
    assert!(window.shows("已由集团统一办理"));
    window.click("恢复 十二-3");
    assert!(window.app().workbook().duties[&id].definition.retired.is_none());
    window.click("关闭");
    window.command(Key::Z);
    assert!(window.app().workbook().duties[&id].definition.retired.is_some(), "the restoring is undone");
    window.command(Key::Z);
    assert!(window.app().workbook().duties[&id].definition.retired.is_none(), "the retiring is undone");
}

#[test]
fn an_own_duty_stands_beside_those_of_the_license_and_is_marked() {
    let mut window = Machine::new().start(None);
    window.command(Key::K);
    window.type_text("新增自有义务");
    window.0.key_press(Key::Enter);
    window.0.run();
    window.type_text("每月安全自查");
    replace(&mut window, "出处", "公司制度第 3 条");
    window.click("新增");
    let workbook = window.app().workbook();
    let id = workbook.duty_by_label(workbook.current_license().unwrap(), "自-1").unwrap();
    assert_eq!(window.app().views().checklist.selected, Some(id));
    assert!(window.shows("自有") && window.shows("公司制度第 3 条"));
}

#[test]
fn escape_leaves_the_duty_as_it_was() {
    let (mut window, id) = at("十二-3");
    let before = window.app().workbook().duties[&id].clone();
    window.0.key_press(Key::D);
    window.0.run();
    assert!(matches!(window.app().views().dialog, Some(Dialog::Duty(_))));
    window.type_text("x");
    window.0.key_press(Key::Escape);
    window.0.run();
    window.0.key_press(Key::Escape);
    window.0.run();
    assert!(window.app().views().dialog.is_none());
    assert_eq!(window.app().workbook().duties[&id], before);
}

/// The words of a duty.
fn words(window: &Window, id: DutyId) -> String {
    let workbook = window.app().workbook();
    let definition = &workbook.duties[&id].definition;
    let text = &workbook.licenses[&definition.license].record.text;
    definition.spans.iter().map(|span| span.of(text)).collect()
}

/// The checkboxes that cut at a suggested place.
fn suggested_cuts(window: &Window) -> Vec<String> {
    let boxes = window.0.get_all_by_role(Role::CheckBox);
    boxes.filter_map(|node| node.accesskit_node().label()).filter(|name| name.starts_with("在")).collect()
}

#[test]
fn a_duty_is_split_at_a_suggested_place() {
    let (mut window, id) = at("十二-3");
    let (before, count) = (words(&window, id), window.app().workbook().duties.len());
    window.click("编辑义务…");
    window.click("拆分…");
    let cuts = suggested_cuts(&window);
    assert!(!cuts.is_empty());
    window.click(&cuts[0]);
    window.click("拆分");
    assert!(window.app().views().dialog.is_none(), "{before}: {cuts:?}");
    let workbook = window.app().workbook();
    assert_eq!(workbook.duties.len(), count + 1);
    let new = window.duty("十二-8");
    assert_eq!(words(&window, id) + &words(&window, new), before);
    window.command(Key::Z);
    assert_eq!(window.app().workbook().duties.len(), count);
    assert_eq!(words(&window, id), before);
}

#[test]
fn a_cut_moves_no_button_while_the_pointer_is_on_it() {
    let (mut window, _) = at("十二-3");
    window.click("编辑义务…");
    window.click("拆分…");
    let cuts = suggested_cuts(&window);
    window.click(&cuts[0]);
    let place = |window: &Window| window.0.get_by_role_and_label(Role::Button, "拆分").rect();
    let before = place(&window);
    window.0.run_steps(3);
    assert_eq!(place(&window), before);
}

#[test]
fn each_part_gets_its_typed_title() {
    let (mut window, id) = at("十二-3");
    window.click("编辑义务…");
    window.click("拆分…");
    let cuts = suggested_cuts(&window);
    window.click(&cuts[1]);
    replace(&mut window, "十二-3 的标题", "变更的情形");
    replace(&mut window, "十二-8 的标题", "30 日内更新");
    window.click("拆分");
    let title = |label: &str| {
        let id = window.duty(label);
        window.app().workbook().duties[&id].definition.title.zh.clone()
    };
    assert_eq!((title("十二-3").as_str(), title("十二-8").as_str()), ("变更的情形", "30 日内更新"));
    let workbook = window.app().workbook();
    assert_eq!(workbook.duties[&id].definition.limit, None, "the words of the limit are in the other part");
    let limit = workbook.duties[&window.duty("十二-8")].definition.limit.clone().unwrap();
    assert_eq!((limit.amount, limit.unit), (Some(30), LimitUnit::CalendarDays));
}

#[test]
fn duties_are_joined_and_the_joining_is_undone() {
    let (mut window, first) = at("十二-1");
    let second = window.duty("十二-2");
    let before = words(&window, first);
    window.click("编辑义务…");
    window.click("合并…");
    window.click("合并");
    assert!(window.app().views().dialog.is_some(), "nothing is chosen yet");
    window.click_containing("十二-2 注册资本变更");
    window.click("合并");
    assert!(window.app().views().dialog.is_none());
    let retired = |window: &Window| window.app().workbook().duties[&second].definition.retired.clone();
    assert_eq!(retired(&window).as_deref(), Some("与 十二-1 合并"));
    window.command(Key::Z);
    assert_eq!((retired(&window), words(&window, first)), (None, before));
}

#[test]
fn an_own_duty_has_dates_evidence_and_a_law_and_is_undone_as_a_whole() {
    let mut window = Machine::new().start(None);
    let count = window.app().workbook().duties.len();
    own_duty(&mut window);
    window.type_text("每季度核对备份");
    replace(&mut window, "出处", "公司制度第 3 条");
    replace(&mut window, "自定期限", "2026-12-31");
    window.click("添加证据");
    replace(&mut window, "证据 1", "核对记录");
    window.click("添加法律");
    assert!(window.shows("请填写法律名称和条款"));
    replace(&mut window, "法律名称和条款（法律 1）", "数据安全法第三十条");
    replace(&mut window, "数量（法律 1）", "1001");
    assert!(window.shows("请填写 1 至 1000 的整数"));
    window.click("新增");
    assert!(window.app().views().dialog.is_some(), "a wrong number is not saved");
    replace(&mut window, "数量（法律 1）", "1");
    assert!(!window.shows("请填写 1 至 1000 的整数"));
    window.click("新增");
    let id = window.duty("自-1");
    let duty = window.app().workbook().duties[&id].clone();
    assert_eq!(duty.answer.due, Some(day("2026-12-31")));
    assert_eq!(duty.definition.accepted_evidence[0].en, "核对记录");
    assert_eq!(duty.definition.other_law[0].source.zh, "数据安全法第三十条");
    assert_eq!(duty.definition.other_law[0].limit.amount, Some(1));
    assert!(duty.definition.optional, "the license does not impose it");
    window.command(Key::Z);
    assert_eq!(window.app().workbook().duties.len(), count);
}

#[test]
fn a_recurrence_needs_a_first_day_and_a_title_is_required() {
    let mut window = Machine::new().start(None);
    own_duty(&mut window);
    assert!(window.shows("请用几个字写明义务"));
    window.type_text("每月自查");
    assert!(!window.shows("请用几个字写明义务"));
    choose(&mut window, "重复周期", "每月");
    assert!(window.shows("请先设定第一个期限"));
    replace(&mut window, "自定期限", "2026-12-31");
    window.click("新增");
    let answer = &window.app().workbook().duties[&window.duty("自-1")].answer;
    let recurrence = answer.recurrence.unwrap();
    assert_eq!((recurrence.every, recurrence.unit), (1, LimitUnit::Months));
    assert_eq!(recurrence.day_of_month, Some(31), "the 31st is kept after a short month");
}

#[test]
fn a_kind_and_a_limit_are_set_and_undone() {
    let (mut window, id) = at("五-3");
    let before = window.app().workbook().duties[&id].definition.clone();
    assert_eq!(before.limit, None);
    window.click("编辑义务…");
    choose(&mut window, "类型", "保存期限");
    window.0.get_by_role_and_label(Role::CheckBox, "时限").click();
    window.0.run();
    replace(&mut window, "数量", "6");
    window.click("保存义务");
    let now = window.app().workbook().duties[&id].definition.clone();
    let limit = now.limit.clone().unwrap();
    assert_eq!(now.kind, DutyKind::RetentionPeriod);
    assert_eq!((limit.amount, limit.unit, limit.direction), (Some(6), LimitUnit::Months, LimitDirection::AtLeast));
    window.command(Key::Z);
    assert_eq!(window.app().workbook().duties[&id].definition, before);
}

#[test]
fn a_condition_is_added_and_removed() {
    let (mut window, id) = at("五-3");
    let before = window.app().workbook().duties[&id].definition.applies_if.clone();
    window.click("编辑义务…");
    choose(&mut window, "添加条件…", "已发生：股东股权变更");
    window.click("保存义务");
    let now = window.app().workbook().duties[&id].definition.applies_if.clone();
    assert_eq!(now.len(), before.len() + 1);
    assert_eq!(now.last(), Some(&Predicate::Event("shareholding_changed".to_owned())));
    window.click("编辑义务…");
    window.click("移除 已发生：股东股权变更");
    window.click("保存义务");
    assert_eq!(window.app().workbook().duties[&id].definition.applies_if, before);
}

#[test]
fn the_words_that_differ_from_the_catalog_stand_below_the_clause() {
    let text = include_str!("../../seeds/license-su-b2-20140200.txt");
    let edited = text.replace("提前90日向原发证机关提出延续", "提前180日向原发证机关书面提出延续");
    let license = NewLicense::of_text(&edited);
    let schedules = license_workbook::calendar::schedules::builtin();
    let (workbook, _) = seed_license(license, catalog(), schedules, day("2026-11-24"), &mut IdSource::new(1));
    let machine = Machine::new();
    let path = machine.file("w.ron");
    write(&path, to_ron(&workbook).unwrap().as_bytes());
    let mut window = machine.start(Some(path));
    for (label, differs) in [("十二-5", true), ("十二-7", false)] {
        window.command(Key::K);
        window.type_text(label);
        window.key(Key::Enter);
        assert_eq!(window.app().views().checklist.selected, Some(window.duty(label)));
        assert_eq!(window.shows("数字不同：许可证为“180”，以此为准；目录为“90”"), differs, "{label}");
        assert_eq!(window.shows("许可证另有“书面”"), differs, "{label}");
    }
}
