//! Tests of the annual report against the checklist in the window: conflicts, gaps, copied texts, filing and input.

use crate::machine::{Machine, Window};
use crate::report::{attested, january, session, walk};
use crate::support::facts;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use license_workbook::ui::{Place, ReportTab};
use license_workbook::workbook::{Attestation, AttestationAnswer, Status};

/// Opens the sessions tab of the report.
fn show_sessions(window: &mut Window) {
    window.0.state_mut().views_mut().report.tab = ReportTab::Sessions;
    window.0.run();
}

/// Sets the status of a duty in the checklist by a key.
fn mark(window: &mut Window, label: &str, key: Key) {
    let duty = window.duty(label);
    window.command(Key::Num3);
    window.0.state_mut().views_mut().checklist.select(duty);
    window.key(key);
}

fn answered(window: &Window, label: &str) -> Option<Attestation> {
    window.app().workbook().attestations.get(&(2026, window.duty(label))).cloned()
}

#[test]
fn a_confirmation_against_the_checklist_asks_and_is_settled_one_way_or_the_other() {
    let mut window = january().start(None);
    walk(&mut window);
    let before = window.app().workbook().as_ref().clone();
    window.key(Key::C);
    assert!(answered(&window, "一-1").is_none(), "the confirmation waits for an answer");
    assert!(window.shows("检查表中为“未开始”，与确认不一致"));
    // While the question is open, other keys do nothing. Esc cancels without a change.
    for key in
        [Key::C, Key::Enter, Key::Space, Key::S, Key::P, Key::N, Key::Num4, Key::Num5, Key::Slash, Key::ArrowDown]
    {
        window.key(key);
    }
    assert!(window.shows("检查表中为“未开始”，与确认不一致"));
    window.key(Key::Escape);
    assert!(!window.shows("与确认不一致"));
    assert!(**window.app().workbook() == before, "nothing was changed");
    assert!(window.app().views().report.walk.is_some());

    // First answer: the duty is met. Status and confirmation are one undo step.
    window.key(Key::C);
    window.key(Key::Num1);
    assert_eq!(window.status("一-1"), Status::Met);
    assert_eq!(attested(&window, "一-1").answer, AttestationAnswer::Confirmed);
    window.command(Key::Z);
    assert_eq!(window.status("一-1"), Status::NotStarted);
    assert!(answered(&window, "一-1").is_none());

    // Second answer: an exception with a remedy and its date.
    window.key(Key::C);
    window.key(Key::Num2);
    window.fill(&["专员空缺", "补招", "2027-03-01"]);
    let exception = attested(&window, "一-1");
    assert_eq!((exception.answer, exception.remedy.as_str()), (AttestationAnswer::Exception, "补招"));

    // Third answer: confirmed with a reason. The reason is valid for the current status only.
    window.key(Key::C);
    window.key(Key::Num3);
    window.type_text("已口头核实，材料后补");
    window.command(Key::Enter);
    let nevertheless = attested(&window, "一-2");
    assert_eq!((nevertheless.text.as_str(), nevertheless.against), ("已口头核实，材料后补", Some(Status::NotStarted)));
    window.key(Key::Escape);
    window.click("进度与报送");
    assert!(window.shows("1 项与检查表不一致，已说明理由"));
    mark(&mut window, "一-2", Key::Num4);
    window.command(Key::Num6);
    assert!(window.shows("1 项与检查表不一致，没有说明理由"));
}

#[test]
fn a_line_of_the_gate_leads_through_all_its_duties() {
    let mut window = january().start(None);
    walk(&mut window);
    for _ in 0..3 {
        window.key(Key::C);
        window.key(Key::Num1);
    }
    window.key(Key::Escape);
    window.click("进度与报送");
    window.click_containing("3 项已确认但没有证据");
    assert!(window.shows("第 1 项问题，共 3 项"));
    let at = |window: &Window| {
        let walk = window.app().views().report.walk.as_ref().unwrap();
        let trail = walk.trail.as_ref().unwrap();
        trail.duties[trail.at]
    };
    let id = *window.app().workbook().sessions.keys().next().unwrap();
    let skipped = |window: &Window| session(window, id).skipped;
    assert_eq!(at(&window), window.duty("一-1"));
    window.key(Key::S);
    assert!(window.shows("第 2 项问题，共 3 项"));
    assert_eq!(at(&window), window.duty("一-2"));
    window.click_containing("下一项问题");
    assert_eq!(at(&window), window.duty("一-3"));
    window.key(Key::S);
    assert_eq!(at(&window), window.duty("一-3"), "the last problem has no next one");
    window.key(Key::B);
    assert_eq!(at(&window), window.duty("一-2"));
    assert!(skipped(&window).is_empty(), "moving along the problems skips no duty");
    // The status keys work here too, and V opens the checklist.
    window.key(Key::Num4);
    assert_eq!((window.status("一-2"), window.status("一-1")), (Status::NotMet, Status::Met));
    window.key(Key::Num5);
    window.type_text("没有此项业务");
    window.command(Key::Enter);
    assert_eq!(window.status("一-2"), Status::NotApplicable);
    window.key(Key::V);
    assert_eq!(window.app().views().place, Place::Checklist);
    assert_eq!(window.app().views().checklist.selected, Some(window.duty("一-2")));
    // Esc returns to the progress tab, where the review started.
    window.command(Key::Num6);
    window.key(Key::Escape);
    assert_eq!(window.app().views().report.tab, ReportTab::Progress);
}

#[test]
fn words_of_the_year_before_are_marked_until_somebody_checked_them() {
    let machine = january();
    let file = machine.file("年报.ron");
    let mut window = machine.start(None);
    walk(&mut window);
    window.key(Key::X);
    window.fill(&["专员空缺", "补招", "2027-03-01"]);
    window.key(Key::N);
    window.type_text("没有码号");
    window.command(Key::Enter);
    window.key(Key::Escape);
    machine.dialogs.next(&file);
    window.command(Key::S);
    drop(window);

    let next = Machine { day: (2028, 1, 12), ..Machine::new() };
    let mut window = next.start(Some(file));
    walk(&mut window);
    let of =
        |window: &Window, label: &str| window.app().workbook().attestations.get(&(2027, window.duty(label))).cloned();
    // The remedy date has passed, so the form opens with the copied texts and asks for another date.
    window.key(Key::P);
    assert!(of(&window, "一-1").is_none());
    assert!(window.shows("上年度的整改期限 2027-03-01 已过"));
    window.command(Key::Enter);
    let exception = of(&window, "一-1").unwrap();
    assert_eq!((exception.text.as_str(), exception.remedy.as_str()), ("专员空缺", "补招"));
    assert_eq!((exception.remedy_by, exception.taken_from), (None, Some(2026)));
    window.key(Key::P);
    assert_eq!(of(&window, "一-2").unwrap().taken_from, Some(2026));
    window.key(Key::B);
    assert!(window.shows("来自 2026 年度年报，待核对"));
    window.key(Key::Escape);
    window.click("进度与报送");
    assert!(window.shows("2 项沿用上年度文字，尚未核对"));
    window.click_containing("2 项沿用上年度文字，尚未核对");
    window.click("已核对");
    assert_eq!(of(&window, "一-1").unwrap().taken_from, None);
    window.key(Key::S);
    window.key(Key::N);
    window.type_text("仍");
    window.command(Key::Enter);
    assert_eq!(of(&window, "一-2").unwrap().taken_from, None, "edited text is not marked as copied");
}

#[test]
fn what_was_filed_is_read_only_until_a_correction_says_why() {
    let mut window = january().start(None);
    let id = walk(&mut window);
    window.key(Key::Escape);
    window.click("进度与报送");
    window.click("记为已报送");
    assert!(window.app().workbook().reports[&2026].filed_on.is_none(), "a question about the gaps comes first");
    window.click("冻结并记为已报送");
    assert!(window.app().workbook().reports[&2026].frozen.is_some(), "filing freezes the report");
    assert!(window.shows("已报送，仍存的缺口") && !window.shows("报送前还缺"));
    show_sessions(&mut window);
    assert!(window.shows("参加人：王宝军"), "the participants are read-only");
    assert!(!window.shows("结束会议") && !window.shows("删除会议"));
    assert!(session(&window, id).participants.len() == 1);
    window.click("进度与报送");
    window.click("更正已报送的年报…");
    window.type_text("收入填错");
    window.click("开始更正");
    let report = window.app().workbook().reports[&2026].clone();
    assert_eq!(report.correcting().unwrap().why, "收入填错");
    assert_eq!(report.filed_on.unwrap().to_string(), "2027-01-12", "the filing date is kept");
    show_sessions(&mut window);
    assert!(window.shows("结束会议") && window.shows("删除会议"));
    window.click("进度与报送");
    assert!(window.shows("已报送，更正中"));
    window.click("记为已报送更正");
    window.click("冻结并记为已报送");
    assert!(window.app().workbook().is_report_locked(2026));
    assert!(window.shows("2027-01-12 报送更正：收入填错"));
}

/// Regression: Esc in a menu also closed the form below and lost its text; a frozen correction could not be unfrozen.
#[test]
fn a_menu_leaves_the_reason_of_a_correction_and_a_frozen_correction_opens_again() {
    let mut window = january().start(None);
    walk(&mut window);
    window.key(Key::Escape);
    window.click("进度与报送");
    window.click("记为已报送");
    window.click("冻结并记为已报送");
    window.click("更正已报送的年报…");
    window.type_text("收入填错");
    window.click("文件");
    window.key(Key::Escape);
    assert!(window.shows("开始更正"), "the form is still open");
    window.click("开始更正");
    assert_eq!(window.app().workbook().reports[&2026].correcting().unwrap().why, "收入填错");
    window.click("冻结年报");
    window.click("仍然冻结");
    assert!(window.app().workbook().is_report_locked(2026));
    window.click("解除冻结");
    assert!(!window.app().workbook().is_report_locked(2026));
}

#[test]
fn freezing_with_gaps_says_what_it_freezes_first() {
    let mut window = january().start(None);
    walk(&mut window);
    window.key(Key::Escape);
    window.click("进度与报送");
    window.click("冻结年报");
    assert_eq!(window.app().workbook().reports[&2026].frozen, None);
    assert!(window.shows("将按现状冻结，其中必备内容缺 6 项"));
    window.click("取消");
    assert!(!window.shows("将按现状冻结"));
    window.click("冻结年报");
    window.click("仍然冻结");
    assert!(window.app().workbook().reports[&2026].frozen.is_some());
}

#[test]
fn a_year_filed_elsewhere_is_noted_and_a_past_year_is_late() {
    let mut window = Machine { day: (2028, 1, 12), ..Machine::new() }.start(None);
    window.command(Key::Num6);
    assert!(window.shows("2028 年第一季度填报"), "the open filing period");
    window.click_containing("补记更早的年度");
    window.click_containing("2026 年度");
    assert!(window.shows("逾期未报 · 填报期已过 287 天"));
    window.click("进度与报送");
    window.click_containing("已在别处编写并报送");
    window.click("记为已报送");
    let report = window.app().workbook().reports[&2026].clone();
    assert!(report.elsewhere && report.filed_on.is_some());
    assert!(window.shows("不在本工作簿中编写和报送"));
}

#[test]
fn a_figure_is_a_number_and_yes_or_no_is_chosen() {
    let mut window = january().start(None);
    window.command(Key::Num6);
    window.click("报告正文");
    let figures =
        |window: &Window| window.app().workbook().reports.get(&2026).map(|r| r.figures.clone()).unwrap_or_default();
    window.0.get_by_role_and_label(egui::accesskit::Role::TextInput, "电信业务总收入").click();
    window.0.run();
    window.type_text("是");
    assert!(figures(&window).is_empty());
    assert!(window.shows("没有采用“是”：不是数字"));
    window.key(Key::Backspace);
    // Text that only starts with a number is rejected completely.
    window.type_text("12");
    window.type_text("x");
    assert!(window.shows("没有采用“12x”：不是数字"));
    assert!(!figures(&window).contains_key("total_revenue"));
    for _ in 0..3 {
        window.key(Key::Backspace);
    }
    window.type_text("1,356.2");
    assert_eq!(figures(&window)["total_revenue"], "1356.2");
    window.click("是");
    assert!(figures(&window).values().any(|value| value == "是"));
}

#[test]
fn another_head_is_shown_from_its_beginning() {
    let mut window = january().start(None);
    window.0.set_size(egui::vec2(960.0, 600.0));
    window.command(Key::Num6);
    window.click("报告正文");
    let top = |window: &Window, title: &str| {
        window.0.query_all_by_label(title).map(|node| node.rect().top()).fold(f32::INFINITY, f32::min)
    };
    window.0.event(egui::Event::PointerMoved(egui::pos2(700.0, 400.0)));
    window.0.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: egui::vec2(0.0, -400.0),
        modifiers: Modifiers::NONE,
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Unknown,
    });
    window.0.run();
    window.click_containing("3. 服务质量情况");
    let first = top(&window, "自定标题");
    assert!((60.0..360.0).contains(&first), "the head begins at {first}");
    window.click_containing("1. 上一年度的电信业务经营情况");
    let first = top(&window, "自定标题");
    assert!((60.0..360.0).contains(&first), "the head begins at {first}");
}

/// Opens a line of the gaps and moves through its problems, forward and back.
fn look_along(window: &mut Window) {
    window.click_containing(&format!("{} 项义务本年度未确认", facts::reported()));
    assert!(
        window.shows(&format!("第 1 项问题，共 {} 项", facts::reported())) && window.app().views().dialog.is_none()
    );
    window.key(Key::S);
    window.click_containing("下一项问题");
    window.key(Key::B);
    assert!(window.shows(&format!("第 2 项问题，共 {} 项", facts::reported())));
}

#[test]
fn looking_at_a_line_of_the_gate_neither_begins_a_session_nor_goes_on_with_one() {
    let mut window = january().start(None);
    window.command(Key::Num6);
    let before = window.app().workbook().as_ref().clone();
    look_along(&mut window);
    assert!(window.shows("不在会议中") && !window.shows("会议进行中"));
    // Outside a session no decision can be added. Esc returns to the progress tab.
    window.key(Key::D);
    window.key(Key::Escape);
    assert!(window.app().views().report.walk.is_none());
    assert_eq!(window.app().views().report.tab, ReportTab::Progress);
    assert!(**window.app().workbook() == before, "viewing adds no record");

    // The same with a paused session, and from the list of duties.
    let id = walk(&mut window);
    window.key(Key::Escape);
    window.click("进度与报送");
    let before = window.app().workbook().as_ref().clone();
    look_along(&mut window);
    window.click_containing("返回");
    window.click("逐项确认");
    window.click_containing("一-2 ");
    assert!(window.shows(&format!("第 2 项，共 {} 项", facts::reported())) && window.shows("不在会议中"));
    window.key(Key::S);
    assert!(window.shows(&format!("第 3 项，共 {} 项", facts::reported())));
    assert!(session(&window, id).paused);
    assert!(**window.app().workbook() == before, "viewing adds no record");
    // An answer that is given now is kept, but not as part of the paused session.
    window.key(Key::N);
    window.type_text("没有码号");
    window.command(Key::Enter);
    assert_eq!(attested(&window, "一-3").session, None);
    let workbook = window.app().workbook();
    assert!(workbook.record_sessions().of(workbook.history.last().unwrap().id).is_none());
}

#[test]
fn looking_along_problems_goes_on_in_the_session_that_runs() {
    let mut window = january().start(None);
    let id = walk(&mut window);
    window.command(Key::Num6);
    let paused = |window: &Window| session(window, id).paused;
    // The report view shows the running walk-through, so it is closed first.
    window.0.state_mut().views_mut().report.walk = None;
    window.0.state_mut().views_mut().report.tab = ReportTab::Progress;
    window.0.run();
    look_along(&mut window);
    assert!(window.shows("2027-01-12 的会议") && !paused(&window));
    window.key(Key::N);
    window.type_text("没有码号");
    window.command(Key::Enter);
    assert_eq!(attested(&window, "一-2").session, Some(id));
    window.key(Key::Escape);
    assert!(paused(&window));
}

/// Regression: typed text was appended to the existing name.
#[test]
fn another_owner_takes_the_place_of_the_one_that_is_there() {
    let mut window = january().start(None);
    walk(&mut window);
    for name in ["赵强", "孙红"] {
        window.key(Key::O);
        window.type_text(name);
        window.key(Key::Enter);
        let workbook = window.app().workbook();
        let owner = workbook.duties[&window.duty("一-1")].answer.owner.unwrap();
        assert_eq!(workbook.people[&owner].name, name);
    }
}
