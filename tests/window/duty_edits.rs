//! Tests of the window: the officer edits, splits, retires and adds duties.

use crate::machine::{Machine, Window};
use crate::support::day;
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use license_workbook::ui::{Dialog, Place};
use license_workbook::workbook::{DutyId, Event, EventId};

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

/// Opens the form of a new duty of the company's own.
pub(crate) fn own_duty(window: &mut Window) {
    window.0.state_mut().views_mut().dialog = Some(Dialog::Duty(Box::default()));
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
