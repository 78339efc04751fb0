//! Tests of the overview, the license pages and the checklist, and of opening and saving files in the window.

use crate::machine::Machine;
use crate::support::facts;
use crate::support::folder::write;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use license_workbook::language::Language;
use license_workbook::store::{AppFolders, Settings};
use license_workbook::ui::{Dialog, Place};
use license_workbook::workbook::Status;
use std::sync::Arc;

#[test]
fn the_first_start_shows_the_seed_license_without_a_dialog_and_says_that_it_expired() {
    let window = Machine::new().start(None);
    assert!(window.app().views().dialog.is_none());
    assert_eq!(window.app().views().place, Place::Overview);
    assert!(window.shows("苏州酷曼软件技术有限公司"));
    assert!(window.shows("许可证已于 2024-05-09 过期，至今 929 天"));
    assert!(!window.app().is_modified(), "a new workbook counts as unmodified");
}

#[test]
fn a_duty_is_marked_by_key_and_the_mark_is_undone_and_redone() {
    let mut window = Machine::new().start(None);
    window.checklist();
    window.key(Key::Num3);
    assert_eq!(window.status("一-1"), Status::Met);
    assert!(window.app().is_modified());
    assert!(window.shows("由谁修改？"), "the window asks for the name of the author");
    window.command(Key::Z);
    assert_eq!(window.status("一-1"), Status::NotStarted);
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(window.status("一-1"), Status::Met);
    let answer = &window.app().workbook().duties[&window.duty("一-1")].answer;
    assert_eq!(answer.assessed_on.unwrap().to_string(), "2026-11-24");
    assert_eq!(window.app().workbook().people[&answer.assessed_by.unwrap()].name, "王宝军");
}

#[test]
fn a_duty_is_marked_from_the_menu_of_its_status() {
    let mut window = Machine::new().start(None);
    window.checklist();
    window.click("状态: 未开始");
    window.0.get_by_label_contains("未落实 4").click();
    window.0.run();
    assert_eq!(window.status("一-1"), Status::NotMet);
}

#[test]
fn keys_that_come_in_one_frame_are_taken_in_their_order() {
    let mut window = Machine::new().start(None);
    window.command(Key::Num3);
    for key in [Key::J, Key::Num2, Key::J, Key::J, Key::Num4] {
        for pressed in [true, false] {
            let modifiers = Modifiers::NONE;
            window.0.event(egui::Event::Key { key, physical_key: None, pressed, repeat: false, modifiers });
        }
    }
    window.0.run();
    assert_eq!(window.status("一-1"), Status::InProgress);
    assert_eq!(window.status("一-2"), Status::NotStarted);
    assert_eq!(window.status("一-3"), Status::NotMet);
}

#[test]
fn not_applicable_asks_for_a_justification_and_is_nothing_without_one() {
    let mut window = Machine::new().start(None);
    window.checklist();
    window.key(Key::Num5);
    assert_eq!(window.status("一-1"), Status::NotStarted);
    assert!(window.shows("为什么不适用"));
    // The field has the focus, so keys type text and do not set a status.
    window.type_text("未使用码号资源 3");
    window.command(Key::Enter);
    assert_eq!(window.status("一-1"), Status::NotApplicable);
    let answer = &window.app().workbook().duties[&window.duty("一-1")].answer;
    assert_eq!(answer.justification, "未使用码号资源 3");
}

#[test]
fn a_justification_that_is_given_up_leaves_the_duty_as_it_was() {
    let mut window = Machine::new().start(None);
    window.checklist();
    window.key(Key::Num5);
    window.key(Key::Escape);
    assert!(!window.shows("为什么不适用"));
    assert_eq!(window.status("一-1"), Status::NotStarted);
    assert!(window.app().workbook().history.is_empty());
}

#[test]
fn a_note_is_one_step_of_undo_however_many_letters_it_has() {
    let mut window = Machine::new().start(None);
    window.checklist();
    window.key(Key::N);
    for letter in ["备", "注", "一"] {
        window.type_text(letter);
    }
    let duty = window.duty("一-1");
    assert_eq!(window.app().workbook().duties[&duty].answer.note, "备注一");
    window.key(Key::Escape);
    window.command(Key::Z);
    assert_eq!(window.app().workbook().duties[&duty].answer.note, "");
}

#[test]
fn search_narrows_the_list_to_the_words() {
    let mut window = Machine::new().start(None);
    window.command(Key::F);
    window.type_text("工作日 上报");
    assert!(window.shows(&format!("显示 1 项，共 {} 项", facts::duties())), "only 九-6 mentions working days");
    window.key(Key::Enter);
    assert_eq!(window.app().views().checklist.selected, Some(window.duty("九-6")));
}

#[test]
fn a_clause_of_the_tree_filters_the_list() {
    let mut window = Machine::new().start(None);
    window.command(Key::Num3);
    window.0.get_by_label_contains("十二  信息变更与延续").click();
    window.0.run();
    assert!(window.shows(&format!("显示 7 项，共 {} 项", facts::duties())));
}

#[test]
fn the_language_switches_at_once_and_is_remembered() {
    let machine = Machine::new();
    let mut window = machine.start(None);
    window.command(Key::L);
    assert!(window.shows("The license expired on 2024-05-09, 929 days ago"));
    assert_eq!(window.app().language(), Language::En);
    let (settings, notice) = Settings::load(&AppFolders::under(machine.file("state")).config);
    assert_eq!((settings.language, notice), (Some(Language::En), None));
}

#[test]
fn what_is_saved_is_there_when_it_is_opened_again() {
    let machine = Machine::new();
    let (path, window) = machine.saved("苏B2-20140200.ron", Key::Num3);
    assert!(!window.app().is_modified());
    let before = Arc::clone(window.app().workbook());
    drop(window);
    let window = machine.start(Some(path));
    assert_eq!(window.app().workbook().as_ref(), before.as_ref());
    assert_eq!(window.status("一-1"), Status::Met);
}

#[test]
fn edits_that_were_never_saved_are_there_after_a_crash() {
    let machine = Machine::new();
    let mut window = machine.start(None);
    window.checklist();
    window.key(Key::Num3);
    // The next frames write pending edits to the journal. The window is then dropped without an orderly shutdown.
    window.0.run();
    std::mem::drop(window);
    let window = machine.start(None);
    assert_eq!(window.status("一-1"), Status::Met);
    assert!(window.app().is_modified());
}

#[test]
fn unsaved_edits_are_asked_about_before_another_workbook_is_made() {
    let machine = Machine::new();
    let mut window = machine.start(None);
    window.checklist();
    window.key(Key::Num3);
    window.command(Key::N);
    assert_eq!(window.app().views().dialog, Some(Dialog::Unsaved));
    window.click("取消");
    assert_eq!(window.app().views().dialog, None);
    assert_eq!(window.status("一-1"), Status::Met, "Cancel keeps everything");
    window.command(Key::N);
    window.click("不保存");
    assert_eq!(window.status("一-1"), Status::NotStarted);
    assert!(!window.app().is_modified());
}

#[test]
fn a_damaged_file_is_refused_with_its_place_and_left_as_it_is() {
    let machine = Machine::new();
    let path = machine.file("damaged.ron");
    let bytes = b"(\n    format: 1,\n    id: \"broken";
    write(&path, bytes);
    let window = machine.start(Some(path.clone()));
    let Some(Dialog::Failed { text, .. }) = &window.app().views().dialog else { panic!("no dialog") };
    assert!(text.contains("damaged.ron"), "{text}");
    assert!(text.contains("line") || text.contains("行"), "{text}");
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
}

#[test]
fn a_file_that_changed_externally_is_not_written_over() {
    let machine = Machine::new();
    let (path, mut window) = machine.saved("w.ron", Key::Num3);
    let mut theirs = std::fs::read(&path).unwrap();
    theirs.extend(b"\n");
    write(&path, &theirs);
    window.key(Key::J);
    window.key(Key::Num3);
    window.command(Key::S);
    let Some(Dialog::ExternalChange(dialog)) = &window.app().views().dialog else { panic!("no dialog") };
    assert_eq!((&dialog.path, dialog.incoming.len(), dialog.mine.len()), (&path, 0, 1));
    assert_eq!(std::fs::read(&path).unwrap(), theirs);
    window.click("覆盖文件");
    assert!(!window.app().is_modified());
    assert_ne!(std::fs::read(&path).unwrap(), theirs);
}

#[test]
fn the_palette_leads_to_a_duty_by_its_number() {
    let mut window = Machine::new().start(None);
    window.command(Key::K);
    window.type_text("12-5");
    window.key(Key::Enter);
    assert_eq!(window.app().views().place, Place::Checklist);
    assert_eq!(window.app().views().checklist.selected, Some(window.duty("十二-5")));
    window.command(Key::K);
    window.type_text("record an event");
    window.key(Key::Enter);
    assert!(matches!(window.app().views().dialog, Some(Dialog::Event(_))), "commands are found in both languages");
}

#[test]
fn a_fact_that_is_stated_decides_whether_a_duty_applies() {
    let mut window = Machine::new().start(None);
    window.checklist();
    assert!(window.shows("附条件适用"));
    window.click("否");
    let workbook = window.app().workbook();
    let license = workbook.current_license().unwrap();
    assert_eq!(workbook.licenses[&license].record.facts.values().collect::<Vec<_>>(), [&false]);
    assert!(window.shows(&format!("{} 项 · 10 不适用", facts::duties())), "one more than the annex excludes");
    assert!(window.shows("：未说明 → 否"), "the history of the duty shows the changed fact");
}

#[test]
fn several_duties_are_marked_as_one_step() {
    let mut window = Machine::new().start(None);
    window.checklist();
    window.0.get_by_label_contains("十四  年报").click();
    window.0.run();
    window.0.get_by_label_contains("十三  省证与跨地区证").click();
    window.0.run();
    window.click(&format!("全部条款，已落实 0/{}", facts::counted()));
    window.command(Key::A);
    assert!(window.shows(&format!("已选 {} 项", facts::duties())));
    window.key(Key::Num2);
    assert_eq!(window.status("一-1"), Status::InProgress);
    assert_eq!(window.status("十六(十一)-9"), Status::InProgress);
    assert_eq!(window.status("十六(十三)-1"), Status::NotStarted, "the annex excludes it");
    window.command(Key::Z);
    assert_eq!(window.status("一-1"), Status::NotStarted);
}

#[test]
fn the_license_pages_show_every_page_and_lead_to_the_duties_of_a_clause() {
    let mut window = Machine::new().start(None);
    window.command(Key::Num2);
    assert!(window.shows("第 1 页 正文"));
    assert!(window.shows("第 7 页 特别规定事项 十六(十) – 十六(十四)"));
    assert!(window.shows("发证机关一栏没有文字"));
}

#[test]
fn an_export_is_written_to_the_chosen_path() {
    let machine = Machine::new();
    let path = machine.file("checklist.html");
    let mut window = machine.start(None);
    window.command(Key::E);
    machine.dialogs.next(&path);
    window.click("文档（PDF，可打印、签章、存档）");
    window.click("网页（HTML，可打印）");
    window.click("选择文件…");
    let html = std::fs::read_to_string(&path).unwrap();
    assert!(html.contains("苏B2-20140200") && html.contains("十六(十四)-4"));
    assert!(window.app().views().toasts.texts().any(|t| t.contains("checklist.html")));
}

/// Every view draws in both languages, both themes and several sizes, and stops repainting.
#[test]
fn every_view_draws_in_both_languages_and_themes_at_every_size() {
    for language in Language::ALL {
        let mut machine = Machine::new();
        machine.language = language;
        let mut window = machine.start(None);
        for theme in [egui::Theme::Light, egui::Theme::Dark] {
            window.0.ctx.set_theme(theme);
            for size in [[960.0, 600.0], [1920.0, 1080.0], [720.0, 480.0]] {
                window.0.set_size(size.into());
                for view in [Key::Num1, Key::Num2, Key::Num3] {
                    window.command(view);
                    assert!(window.0.root().accesskit_node().children().count() > 0);
                }
                window.key(Key::J);
                window.key(Key::T);
                window.key(Key::T);
            }
        }
        window.key(Key::F1);
        window.key(Key::Escape);
        window.command(Key::E);
        window.key(Key::Escape);
    }
}

#[test]
fn a_second_window_on_the_same_file_can_look_but_not_write_over_it() {
    let machine = Machine::new();
    let path = machine.file("w.ron");
    let mut first = machine.start(None);
    first.checklist();
    first.key(Key::Num3);
    machine.dialogs.next(&path);
    first.command(Key::S);
    let before = std::fs::read(&path).unwrap();

    let mut second = machine.start(Some(path.clone()));
    assert!(second.shows("王宝军"), "the window shows who has the file open");
    second.checklist();
    second.key(Key::Num4);
    machine.dialogs.next(&path);
    second.command(Key::S);
    assert!(matches!(second.app().views().dialog, Some(Dialog::Failed { .. })));
    assert_eq!(std::fs::read(&path).unwrap(), before);
    // Saving to another path is allowed.
    second.click("确定");
    machine.dialogs.next(&machine.file("copy.ron"));
    second.command(Key::S);
    assert!(!second.app().is_modified());
}

#[test]
fn what_is_not_shown_is_not_edited() {
    let mut window = Machine::new().start(None);
    window.checklist();
    window.command(Key::A);
    window.0.get_by_label_contains("五  服务质量与投诉").click();
    window.0.run();
    assert!(window.shows(&format!("显示 4 项，共 {} 项", facts::duties())));
    window.key(Key::Num3);
    let met = window.app().workbook().duties.values().filter(|d| d.answer.status == Status::Met).count();
    assert_eq!(met, 4, "only the four that the list shows");
}
