//! Tests of the review of a license: from the file to the workbook, and what is open afterwards.

use crate::evidence::{by_name, png};
use crate::machine::{Machine, Window};
use crate::support::folder::write;
use crate::support::paper;
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use license_workbook::ui::{Dialog, Place, ReviewState};
use license_workbook::workbook::{LicenseEntry, Workbook};

/// A license of another company, with a letter for a digit in a limit: two points.
const OTHER: &str = "中华人民共和国\n增值电信业务经营许可证\n经营许可证编号：浙B2-20250015\n公司名称：宁波样例贸易有限公司\n\
    法定代表人：样十五\n业务种类（服务项目）及覆盖范围：见附页\n发证机关（盖章）：浙江省通信管理局\n\
    发证日期：2025年03月17日\n有效期至：2030年03月16日\n附页\n\
    宁波样例贸易有限公司获准经营的业务种类、服务项目和业务覆盖范围：\n\
    在线数据处理与交易处理业务（仅限经营类电子商务）（浙江省）\n特别规定事项\n\
    宁波样例贸易有限公司应当遵守下列规定事项：\n\
    一、你公司应当自接到用户投诉之日起15日内答复用户。\n\
    二、你公司股东发生变化的，应当在变更之日起3O日内报告。\n\
    三、你公司应当在每年第一季度参加年报。\n";

/// A window with this text opened as a license file.
fn reviewing(machine: &Machine, text: &str) -> Window {
    let path = machine.file("宁波.txt");
    write(&path, text.as_bytes());
    let mut window = machine.start(None);
    machine.dialogs.next(&path);
    window.command(Key::K);
    window.type_text("从许可证文件新建");
    window.0.key_press(Key::Enter);
    window.0.run();
    assert!(window.app().views().review.is_some(), "the file is under review");
    window
}

fn state(window: &Window) -> &ReviewState {
    window.app().views().review.as_ref().unwrap()
}

fn license(window: &Window) -> &LicenseEntry {
    let workbook: &Workbook = window.app().workbook();
    &workbook.licenses[&workbook.current_license().unwrap()]
}

/// Replaces the text of the focused field.
fn type_over(window: &mut Window, text: &str) {
    window.command(Key::A);
    window.type_text(text);
}

#[test]
fn a_license_is_reviewed_by_keys_and_becomes_a_workbook() {
    let machine = Machine::new();
    let mut window = reviewing(&machine, OTHER);
    assert!(window.shows("2 处存疑") && window.shows("“3O”疑为“30”") && window.shows("之日起3O日内"));
    // The points are the first rows. A settled point leaves the list, and can be taken back.
    window.key(Key::Y);
    assert!(window.shows("1 处存疑"));
    window.key(Key::Y);
    assert!(window.shows("没有存疑之处"));
    window.click_containing("已核对 2 处");
    assert!(window.shows("之日起3O日内"));
    // The name of the company is the second item of the cover.
    window.0.get_by_label_contains("公司名称 宁波样例贸易有限公司").click();
    window.0.run();
    window.key(Key::E);
    type_over(&mut window, "宁波样例电子商务有限公司");
    window.key(Key::Enter);
    assert!(window.shows("公司名称 宁波样例电子商务有限公司") && window.shows("已更正"));
    window.click("建立工作簿");
    assert!(window.app().views().review.is_none());
    let made = license(&window);
    assert_eq!(made.parsed.cover.company.as_ref().unwrap().value, "宁波样例电子商务有限公司");
    assert_eq!(made.record.text, OTHER, "the text stays as it was read");
    assert_eq!(window.app().workbook().duties.len(), 3);
    assert!(!window.shows("许可证文本有"), "nothing is open");
}

#[test]
fn what_is_open_stays_listed_and_is_settled_in_the_workbook() {
    let machine = Machine::new();
    let mut window = reviewing(&machine, OTHER);
    window.command(Key::Enter);
    assert!(window.app().views().review.is_none(), "the workbook is made with open points");
    window.command(Key::Num1);
    assert!(window.shows("许可证文本有 2 处需要核对") && window.shows("之日起3O日内"));
    window.click("识别结果");
    window.key(Key::Y);
    window.key(Key::Y);
    assert_eq!(license(&window).record.settled.len(), 2);
    window.key(Key::Escape);
    assert!(!window.shows("许可证文本有"));
    window.command(Key::Z);
    assert_eq!(license(&window).record.settled.len(), 1, "an edit with undo");
    assert!(window.shows("许可证文本有 1 处需要核对"));
}

#[test]
fn a_correction_in_the_workbook_is_an_edit() {
    let mut window = Machine::new().start(None);
    window.command(Key::U);
    assert!(window.shows("没有存疑之处"), "the license of the catalog has no points");
    let company = license(&window).parsed.cover.company.clone().unwrap().value;
    window.0.get_by_label_contains(&format!("公司名称 {company}")).click();
    window.0.run();
    window.key(Key::E);
    type_over(&mut window, "甲公司");
    window.key(Key::Enter);
    assert_eq!(license(&window).parsed.cover.company.as_ref().unwrap().value, "甲公司");
    window.key(Key::Escape);
    assert!(window.app().views().review.is_none());
    window.command(Key::Z);
    assert_eq!(license(&window).parsed.cover.company.as_ref().unwrap().value, company);
}

#[test]
fn a_day_that_is_none_is_refused_and_escape_leaves_the_value() {
    let machine = Machine::new();
    let mut window = reviewing(&machine, OTHER);
    for (typed, key, message) in [("昨天", Key::Enter, true), ("2031-01-01", Key::Escape, false)] {
        window.0.get_by_label_contains("有效期至 2030-03-16").click();
        window.0.run();
        window.key(Key::E);
        type_over(&mut window, typed);
        window.key(key);
        assert!(window.shows("有效期至 2030-03-16"), "{typed}");
        assert_eq!(window.app().views().toasts.texts().any(|text| text.contains("这不是日期")), message, "{typed}");
        window.0.state_mut().views_mut().toasts = license_workbook::ui::Toasts::default();
    }
}

#[test]
fn words_that_were_misread_are_corrected_before_the_workbook_is_made() {
    let machine = Machine::new();
    let mut window = reviewing(&machine, OTHER);
    // The point is about clause 二, whose line is corrected; the likely reading is filled in.
    window.key(Key::E);
    let field = window.0.get_by_role_and_label(Role::MultilineTextInput, "文本原文");
    let filled = egui_kittest::kittest::NodeT::accesskit_node(&field).value().unwrap();
    assert_eq!(filled, "二、你公司股东发生变化的，应当在变更之日起30日内报告。");
    window.command(Key::Enter);
    assert!(state(&window).editing.is_none());
    assert!(window.shows("没有存疑之处"), "the limit is read now");
    // Esc leaves the words as they are.
    window.0.get_by_label_contains("三 你公司应当在每年").click();
    window.0.run();
    window.key(Key::E);
    type_over(&mut window, "三、无。");
    window.key(Key::Escape);
    window.command(Key::Enter);
    let text = &license(&window).record.text;
    assert_eq!(*text, OTHER.replace("3O日", "30日"));
}

#[test]
fn a_text_without_provisions_is_shown_with_what_is_missing() {
    let machine = Machine::new();
    let window = reviewing(&machine, "沪ICP备12345678号-3\n某公司的网站备案。");
    assert!(window.shows("没有找到特别规定事项") && window.shows("备案"));
}

#[test]
fn the_review_of_a_file_is_kept_while_its_reader_looks_elsewhere() {
    let machine = Machine::new();
    let mut window = reviewing(&machine, OTHER);
    window.key(Key::Y);
    window.key(Key::Escape);
    assert!(window.app().views().review.is_none());
    window.command(Key::U);
    assert!(window.shows("已核对 1 处"), "it goes on where it was");
}

#[test]
fn a_dropped_license_is_evidence_or_is_reviewed() {
    for reviews in [false, true] {
        let machine = Machine::new();
        let path = machine.file("宁波.txt");
        write(&path, OTHER.as_bytes());
        let mut window = machine.start(None);
        window.checklist();
        window.drop_file(&path);
        assert_eq!(window.app().workbook().evidence.len(), 1, "it is attached at once");
        assert!(matches!(window.app().views().dialog, Some(Dialog::LicenseOffer(_))));
        assert!(window.shows("浙B2-20250015"));
        window.key(if reviews { Key::Enter } else { Key::Escape });
        assert!(window.app().views().dialog.is_none());
        assert_eq!(window.app().views().review.is_some(), reviews);
        assert_eq!(window.app().workbook().evidence.is_empty(), reviews, "the review takes the attachment back");
    }
}

#[test]
fn other_dropped_files_are_attached_without_a_question() {
    let machine = Machine::new();
    let mut window = machine.start(None);
    window.checklist();
    let own = window.app().workbook().licenses.values().next().unwrap().record.text.clone();
    for (name, bytes) in
        [("合同.txt", "甲方与乙方约定。".as_bytes()), ("本证.txt", own.as_bytes()), ("x.png", &png(4, 4, 9))]
    {
        let path = machine.file(name);
        write(&path, bytes);
        window.drop_file(&path);
        assert!(window.app().views().dialog.is_none(), "{name}");
        by_name(&window, name);
    }
}

#[test]
fn a_marked_clause_lights_up_on_its_scan() {
    let machine = Machine::new();
    let mut window = machine.start(None);
    let parsed = license(&window).parsed.clone();
    let page = parsed.pages.iter().find(|page| page.blocks.iter().any(|block| block.clause.is_some())).unwrap();
    // The scan has another page before the one of the license.
    let text = format!("目录\u{c}{}", page.span.of(&parsed.text));
    let path = machine.file("扫描件.pdf");
    write(&path, &paper::pdf(&paper::sheets(&text, ""), ""));
    window.command(Key::Num2);
    window.0.state_mut().views_mut().license.go_to_page(page.number);
    window.0.run();
    assert_eq!(window.app().views().license.page_in_sight(), Some(page.number));
    window.drop_file(&path);
    assert_eq!(license(&window).record.scans.keys().copied().collect::<Vec<_>>(), [page.number]);
    assert!(window.app().views().license.marks(page.number).is_empty(), "nothing is marked yet");
    window.0.state_mut().views_mut().license.clause = Some("一".parse().unwrap());
    window.0.run();
    let marks = window.app().views().license.marks(page.number);
    assert!(!marks.is_empty() && marks.iter().all(|(page, _)| *page == 2), "{marks:?}");
    let first = marks.iter().map(|(_, edges)| edges[1]).min().unwrap();
    window.0.state_mut().views_mut().license.clause = Some("二".parse().unwrap());
    window.0.run();
    let second = window.app().views().license.marks(page.number).iter().map(|(_, edges)| edges[1]).min().unwrap();
    assert!(second > first, "the second clause stands below the first");
}

#[test]
fn where_nothing_takes_evidence_a_license_is_reviewed_at_once() {
    let machine = Machine::new();
    let path = machine.file("宁波.txt");
    write(&path, OTHER.as_bytes());
    let mut window = machine.start(None);
    assert_eq!(window.app().views().place, Place::Overview);
    window.drop_file(&path);
    assert!(window.app().views().review.is_some());
}
