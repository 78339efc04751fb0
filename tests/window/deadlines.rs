//! Tests of deadlines in the window: events, dates with their reasons, the calendar, the calculator.

use crate::machine::{Machine, Window};
use crate::support::day;
use crate::support::folder::write;
use egui::Key;
use egui_kittest::kittest::Queryable as _;
use license_workbook::deadlines::DateState;
use license_workbook::ui::{Dialog, Place};
use license_workbook::workbook::Status;

/// Records an event of this name on this day.
fn record(window: &mut Window, name: &str, day: &str) {
    window.command(Key::R);
    window.type_text(name);
    window.click(name);
    replace(window, "日期", day);
    window.click("登记");
}

/// Replaces the text of the field with `text`.
fn replace(window: &mut Window, field: &str, text: &str) {
    window.0.get_by_role_and_label(egui::accesskit::Role::TextInput, field).focus();
    window.0.run();
    window.command(Key::A);
    window.type_text(text);
}

#[test]
fn an_event_raises_its_date_which_says_how_it_was_counted() {
    let mut window = Machine::new().start(None);
    record(&mut window, "股东股权变更", "2026-10-22");
    assert_eq!(window.app().views().place, Place::Deadlines);
    let item = window.date("十二-3");
    assert_eq!((item.raw, item.due), (Some(day("2026-11-21")), Some(day("2026-11-23"))));
    assert_eq!(item.state, DateState::Overdue);
    assert!(window.shows("逾期 1 天"));
    assert!(window.shows("2026-11-21"), "the day before the adjustment is also shown");
    assert!(window.shows("民法典"), "each step has its source");
    assert!(window.shows("事件已登记，产生 1 个期限"));
}

#[test]
fn a_date_is_closed_with_its_day_and_says_whether_that_was_in_time() {
    let mut window = Machine::new().start(None);
    record(&mut window, "股东股权变更", "2026-10-22");
    // The completion date must not be before the event or in the future.
    for (typed, allowed) in [("2026-10-21", false), ("2026-11-25", false), ("那天", false), ("2026-11-23", true)] {
        replace(&mut window, "完成日期", typed);
        assert_eq!(!window.shows("应为 2026-10-22 至 2026-11-24"), allowed, "{typed}");
    }
    window.click("标为已完成");
    assert_eq!(window.date("十二-3").state, DateState::Done);
    assert!(window.shows("2026-11-23 按时完成"));
    window.click("撤回完成");
    assert_eq!(window.date("十二-3").state, DateState::Overdue);
}

#[test]
fn correcting_an_event_says_how_many_dates_moved_and_is_one_undo() {
    let mut window = Machine::new().start(None);
    record(&mut window, "股东股权变更", "2026-10-22");
    window.click("更正事件…");
    replace(&mut window, "日期", "2026-11-10");
    window.click("更正");
    assert_eq!(window.date("十二-3").due, Some(day("2026-12-10")));
    assert!(window.shows("事件已更正，1 个期限变动"));
    window.command(Key::Z);
    assert_eq!(window.date("十二-3").due, Some(day("2026-11-23")));
    window.command(Key::Z);
    assert!(window.app().workbook().events.is_empty());
}

#[test]
fn a_limit_that_reaches_into_a_year_without_a_schedule_is_provisional_until_that_is_taken() {
    let machine = Machine::new();
    let mut window = machine.start(None);
    record(&mut window, "违法信息处置完成", "2026-12-22");
    assert!(window.date("九-6").provisional);
    assert!(window.shows("暂定"));
    let path = machine.file("2027.json");
    let json = r#"{"year": 2027, "papers": ["https://example.invalid/2027"], "days": [
        {"name": "元旦", "date": "2027-01-01", "isOffDay": true},
        {"name": "劳动节", "date": "2027-05-01", "isOffDay": true},
        {"name": "国庆节", "date": "2027-10-01", "isOffDay": true}]}"#;
    write(&path, json.as_bytes());
    machine.dialogs.next(&path);
    window.click("导入放假安排…");
    assert!(matches!(window.app().views().dialog, Some(Dialog::Schedule(_))));
    assert!(window.date("九-6").provisional, "nothing is imported unasked");
    window.click("采用");
    let item = window.date("九-6");
    assert!(!item.provisional);
    assert_eq!(item.due, Some(day("2027-01-06")), "1 January is a day off, so the tenth working day is later");
}

#[test]
fn a_file_that_is_no_schedule_is_refused_with_its_name() {
    let machine = Machine::new();
    let mut window = machine.start(None);
    window.command(Key::Num4);
    let path = machine.file("empty.json");
    write(&path, br#"{"year": 2027, "papers": [], "days": []}"#);
    machine.dialogs.next(&path);
    window.click("导入放假安排…");
    let Some(Dialog::Failed { text, .. }) = &window.app().views().dialog else { panic!("no dialog") };
    assert!(text.contains("empty.json"), "{text}");
}

#[test]
fn the_choice_to_continue_and_the_filing_settle_the_renewal() {
    let mut window = Machine::new().start(None);
    window.command(Key::Num4);
    window.0.get_by_label_contains("待决定 十二-5").click();
    window.0.run();
    window.click("继续经营");
    assert_eq!(window.date("十二-5").state, DateState::Overdue);
    window.click("已提交申请");
    let item = window.date("十二-5");
    assert_eq!((item.state, item.late), (DateState::Done, true));
}

#[test]
fn the_month_shows_what_is_due_and_days_off_and_the_calculator_counts() {
    let mut window = Machine::new().start(None);
    record(&mut window, "股东股权变更", "2026-10-22");
    window.0.get_by_label_contains("月历").click();
    window.0.run();
    assert!(window.shows("2026 年 11 月") && window.shows("十二-3"), "due on the 23rd");
    assert!(!window.shows("国庆节"));
    window.click("上个月");
    assert!(window.shows("2026 年 10 月"));
    assert!(window.shows("国庆节"));
    window.click("期限计算器");
    replace(&mut window, "起算日", "2025-09-01");
    assert!(window.shows("2025-10-01"), "30 days after 1 September 2025");
    assert!(window.shows("2025-10-09"), "moved past the holiday");
}

#[test]
fn what_became_due_since_last_time_is_said_at_the_start() {
    let mut machine = Machine::new();
    machine.day = (2026, 11, 20);
    let mut window = machine.start(None);
    record(&mut window, "股东股权变更", "2026-10-22");
    machine.dialogs.next(&machine.file("w.ron"));
    window.command(Key::S);
    window.0.state_mut().finish();
    drop(window);
    machine.day = (2026, 11, 24);
    let window = machine.start(None);
    assert!(window.app().views().toasts.texts().any(|text| text.contains("十二-3")), "due on the 23rd");
}

#[test]
fn files_are_attached_to_a_duty_an_event_and_a_closing_and_survive_a_crash() {
    let machine = Machine::new();
    let mut window = machine.start(None);
    window.checklist();
    let (notice, receipt) = (machine.file("变更通知.pdf"), machine.file("receipt.png"));
    write(&notice, b"%PDF-1.7 notice");
    write(&receipt, b"PNG receipt");
    machine.dialogs.next(&notice);
    window.click("添加文件…");
    assert!(window.shows("变更通知.pdf"));

    window.command(Key::R);
    window.type_text("股东股权变更");
    window.click("股东股权变更");
    replace(&mut window, "日期", "2026-10-22");
    machine.dialogs.next(&notice);
    window.click("添加文件…");
    window.click("登记");
    let workbook = window.app().workbook();
    assert_eq!(workbook.evidence.len(), 1, "equal bytes are one piece of evidence");
    assert_eq!(workbook.events.values().next().unwrap().evidence.len(), 1);

    machine.dialogs.next(&receipt);
    window.click("添加文件…");
    window.click("标为已完成");
    let workbook = window.app().workbook();
    assert_eq!(workbook.occurrences.values().next().unwrap().evidence.len(), 1);
    assert_eq!((workbook.evidence.len(), workbook.blobs.len()), (2, 2));
    let before = std::sync::Arc::clone(workbook);

    window.0.state_mut().write_journal();
    drop(window);
    let window = machine.start(None);
    assert_eq!(window.app().workbook().blobs, before.blobs);
    assert_eq!(window.app().workbook().evidence, before.evidence);
}

#[test]
fn evidence_is_taken_off_a_duty_and_put_back_by_undo() {
    let machine = Machine::new();
    let mut window = machine.start(None);
    window.checklist();
    let path = machine.file("a.txt");
    write(&path, b"a");
    machine.dialogs.next(&path);
    window.click("添加文件…");
    let duty = window.duty("一-1");
    assert_eq!(window.app().workbook().duties[&duty].answer.evidence.len(), 1);
    let copy = machine.file("copy.txt");
    machine.dialogs.next(&copy);
    window.click("操作：a.txt");
    window.click("另存为文件…");
    assert_eq!(std::fs::read(&copy).unwrap(), b"a", "the saved copy has the same bytes");
    window.click("操作：a.txt");
    window.click("解除");
    assert!(window.app().workbook().duties[&duty].answer.evidence.is_empty());
    window.command(Key::Z);
    assert_eq!(window.app().workbook().duties[&duty].answer.evidence.len(), 1);
}

#[test]
fn a_file_that_cannot_be_read_is_named_and_nothing_is_attached() {
    let machine = Machine::new();
    let mut window = machine.start(None);
    window.checklist();
    machine.dialogs.next(&machine.file("gone.pdf"));
    window.click("添加文件…");
    assert!(window.app().views().toasts.texts().any(|text| text.contains("gone.pdf")));
    assert!(window.app().workbook().evidence.is_empty());
}

#[test]
fn what_was_typed_into_an_event_is_still_there_when_a_path_has_to_be_typed_for_its_file() {
    let machine = Machine::new();
    let mut window = machine.start(None);
    window.command(Key::R);
    window.type_text("安全评估完成");
    window.click("安全评估完成");
    replace(&mut window, "说明", "第三方评估");
    let path = machine.file("report.txt");
    write(&path, b"report");
    machine.dialogs.none();
    window.click("添加文件…");
    assert!(matches!(window.app().views().dialog, Some(Dialog::Path(..))));
    replace(&mut window, "文件路径", &path.display().to_string());
    window.key(Key::Enter);
    window.click("登记");
    let event = window.app().workbook().events.values().next().unwrap();
    assert_eq!((event.note.as_str(), event.evidence.len()), ("第三方评估", 1));
}

#[test]
fn a_due_date_recurs_and_moves_on_when_it_is_closed() {
    let mut window = Machine::new().start(None);
    window.command(Key::K);
    window.type_text("7-1");
    window.key(Key::Enter);
    window.click("采用：每 1 年");
    let item = window.date("七-1");
    assert_eq!(item.due, Some(day("2027-11-24")));
    window.command(Key::Num4);
    window.0.get_by_label_contains("还有 365 天 七-1").click();
    window.0.run();
    window.click("标为已完成");
    assert!(window.dates("七-1").iter().any(|item| item.due == Some(day("2028-11-24"))));
}

#[test]
fn a_dropped_file_is_evidence_for_the_selected_duty_and_a_dropped_workbook_is_opened() {
    let machine = Machine::new();
    let mut window = machine.start(None);
    window.checklist();
    let path = machine.file("凭证.txt");
    write(&path, b"proof");
    window.drop_file(&path);
    assert!(window.shows("凭证.txt"));

    let other = machine.file("other.ron");
    machine.dialogs.next(&other);
    window.command(Key::S);
    window.key(Key::Num3);
    window.drop_file(&other);
    assert_eq!(window.app().views().dialog, None, "a workbook with a file is saved unasked");
    assert_eq!(window.app().workbook().duties.values().filter(|d| d.answer.status == Status::Met).count(), 1);
    assert!(!window.app().is_modified());
}
