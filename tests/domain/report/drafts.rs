//! Tests that drafts contain the facts of the workbook and never replace the text of a user.

use crate::support::catalog;
use crate::support::desk::Desk;
use license_workbook::report::{HeadStatus, head_status, merge_draft};
use license_workbook::workbook::{AnswerField, AttestationAnswer, Report, ReportPart, Status, Value};
use std::collections::BTreeMap;

fn figure(desk: &mut Desk, key: &str, value: &str) {
    let part = ReportPart::Figure(key.to_owned());
    desk.apply(desk.workbook.set_report(2025, [(part, Some(Value::Text(value.to_owned())))], desk.today));
}

#[test]
fn each_duty_is_reported_under_one_head() {
    let desk = Desk::new("2025-06-01");
    let review = desk.review(2025);
    for (label, head) in [
        ("五-3", "quality"),
        ("六-1", "security"),
        ("十五(五)-1", "security"),
        ("十五(四)-1", "compliance"),
        ("十六(三)-1", "security"),
        ("十六(十)-1", "quality"),
        ("二-1", "compliance"),
        ("十四-1", "compliance"),
    ] {
        assert_eq!(review.of_duty(desk.duty(label)).unwrap().head, head, "{label}");
    }
    for clause in catalog().report.heads.iter().flat_map(|head| &head.clauses) {
        let known = desk
            .workbook
            .duties
            .values()
            .any(|duty| duty.definition.clause == *clause || duty.definition.clause.provision == clause.provision);
        assert!(known, "the license has no {clause}");
    }
}

#[test]
fn heads_4_and_5_say_what_is_met_by_what_and_what_is_not_until_when() {
    let mut desk = Desk::new("2025-06-01");
    desk.attach("六-1", "定级备案.pdf", Some("2025-03-01"), None);
    desk.at("2026-01-20");
    let met = Value::Status(Status::Met);
    desk.apply(desk.workbook.set_answer(&[desk.duty("六-1")], AnswerField::Status, Some(&met)));
    desk.attest(2025, "六-1", AttestationAnswer::Confirmed, "");
    desk.attest(2025, "六-2", AttestationAnswer::NotApplicable, "未达二级");
    let exception = license_workbook::workbook::Attestation {
        remedy: "三月前补测".to_owned(),
        remedy_by: Some("2026-03-20".parse().unwrap()),
        ..desk.attestation(AttestationAnswer::Exception, "风险评估晚了一个月")
    };
    desk.apply(desk.workbook.attest(2025, &[desk.duty("六-3")], &exception, desk.today));
    let draft = desk.draft(2025, "security");
    let line = |start: &str| draft.lines().find(|line| line.starts_with(start)).unwrap_or_else(|| panic!("{draft}"));
    assert!(line("- 六-1 ").ends_with("已落实（佐证：定级备案.pdf）。"));
    assert!(line("- 六-2 ").ends_with("本年度不适用。未达二级。"));
    assert!(line("- 六-3 ").ends_with("例外。风险评估晚了一个月；整改：三月前补测，2026-03-20 前完成。"));
    assert!(line("- 六-4 ").ends_with("（尚未确认）。"));
    assert!(line("涉及 ").contains("确认落实 1 项，例外 1 项，本年度不适用 1 项"));
    assert!(!draft.contains("二-1"));
    assert!(desk.draft(2025, "compliance").contains("- 二-1 "));
}

#[test]
fn the_name_of_confidential_evidence_is_not_in_a_draft() {
    let mut desk = Desk::new("2025-06-01");
    let hash = desk.attach("六-1", "保密合同.pdf", None, None);
    let mut evidence = desk.workbook.evidence[&hash].clone();
    evidence.confidential = true;
    let field = license_workbook::workbook::Field::Evidence(hash);
    desk.apply(desk.workbook.change([(field, Some(Value::Evidence(Box::new(evidence))))]));
    desk.attest(2025, "六-1", AttestationAnswer::Confirmed, "");
    let draft = desk.draft(2025, "security");
    assert!(!draft.contains("保密合同") && draft.contains("保密材料 1 份"), "{draft}");
}

#[test]
fn heads_1_to_3_are_made_of_figures_and_the_events_of_the_year() {
    let mut desk = Desk::new("2025-06-01");
    desk.record_noted("registered_capital_changed", "2025-09-01", "增至 1000 万");
    desk.record_noted("registered_capital_changed", "2026-01-05", "不是这一年");
    for (key, value) in [("users@B25", "12000"), ("complaints", "1,200"), ("answered", "1188"), ("employees", "36")] {
        figure(&mut desk, key, value);
    }
    assert!(desk.draft(2025, "operation").contains("年末用户数：12000 户"));
    assert!(desk.draft(2025, "operation").contains("业务收入：（待填）"));
    let events = desk.draft(2025, "development");
    assert!(events.contains("- 2025-09-01 注册资本变更，增至 1000 万"), "{events}");
    assert!(events.contains("年末员工总数：36 人") && !events.contains("不是这一年"));
    assert!(desk.draft(2025, "quality").contains("投诉按期答复率 99.0%。"));
    assert_eq!(desk.draft(2025, "other"), "");
}

#[test]
fn a_draft_says_when_its_grounds_have_changed_and_whether_somebody_wrote() {
    let report = |text: &str, base: &str| Report {
        heads: BTreeMap::from([("quality".to_owned(), text.to_owned())]),
        drafts: BTreeMap::from([("quality".to_owned(), base.to_owned())]),
        ..Report::default()
    };
    for (text, base, fresh, status) in [
        ("", "", "稿", HeadStatus::Empty),
        ("稿", "稿", "稿", HeadStatus::Drafted),
        ("改过的稿", "稿", "稿", HeadStatus::Written),
        ("自己写的", "", "稿", HeadStatus::Written),
        ("稿", "稿", "新稿", HeadStatus::Outdated),
        ("改过的稿", "稿", "新稿", HeadStatus::Diverged),
    ] {
        assert_eq!(head_status(Some(&report(text, base)), "quality", fresh), status, "{text} {base} {fresh}");
    }
}

#[test]
fn what_is_new_in_a_draft_is_taken_in_and_what_was_written_stays() {
    let base = "总述\n- 一：已落实\n- 二：尚未确认\n- 三：已落实";
    for (mine, fresh, merged) in [
        // The text equals the old draft: the new draft.
        (base, "总述\n- 一：已落实\n- 二：已落实\n- 三：已落实", "总述\n- 一：已落实\n- 二：已落实\n- 三：已落实"),
        // The draft did not change: the text.
        ("总述，另有说明\n- 一：已落实", base, "总述，另有说明\n- 一：已落实"),
        // Changes in different lines: both.
        (
            "总述，另有说明\n- 一：已落实\n- 二：尚未确认\n- 三：已落实\n附言",
            "总述\n- 一：已落实\n- 二：已落实\n- 三：已落实",
            "总述，另有说明\n- 一：已落实\n- 二：已落实\n- 三：已落实\n附言",
        ),
        // Changes in the same line: both versions.
        (
            "总述\n- 一：已落实\n- 二：我写的\n- 三：已落实",
            "总述\n- 一：已落实\n- 二：例外\n- 三：已落实",
            "总述\n- 一：已落实\n- 二：我写的\n- 二：例外\n- 三：已落实",
        ),
    ] {
        assert_eq!(merge_draft(base, mine, fresh), merged);
    }
    assert_eq!(merge_draft("", "我写的", "稿"), "我写的\n稿");
}
