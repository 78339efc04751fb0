//! Tests that the report agrees with the checklist: its texts, its gaps, and the edits that it allows.

use crate::support::desk::Desk;
use crate::support::{catalog, day};
use license_workbook::calendar::Now;
use license_workbook::language::Language;
use license_workbook::locale::Locale;
use license_workbook::obligation::LimitUnit;
use license_workbook::report::Flag;
use license_workbook::snapshot::freeze::{Freeze, freeze};
use license_workbook::snapshot::report::{ReportDocuments, file_and_freeze, freeze_report};
use license_workbook::snapshot::{Selection, Snapshot};
use license_workbook::workbook::{
    AnswerField, Attestation, AttestationAnswer, Cause, Decision, EditError, Event, Field, Offset, ReportPart,
    SessionPart, Status, Value,
};
use std::collections::BTreeSet;

const YEAR: i32 = 2025;

fn january() -> Desk {
    let mut desk = Desk::new("2025-06-01");
    desk.at("2026-01-12");
    desk
}

fn mark(desk: &mut Desk, label: &str, status: Status) {
    let edit = desk.workbook.set_answer(&[desk.duty(label)], AnswerField::Status, Some(&Value::Status(status)));
    desk.apply(edit);
}

/// The labels of the duties in the gaps of this kind.
fn line(desk: &Desk, name: &str) -> Vec<String> {
    let view = license_workbook::snapshot::report::ReportView::of(&desk.workbook, &desk.register(), catalog(), YEAR);
    let gaps = view.unwrap().gaps.into_iter();
    gaps.filter(|gap| gap.kind == name).flat_map(|gap| gap.duties).collect()
}

/// The line about a duty in the draft of a head.
fn prose(desk: &Desk, head: &str, label: &str) -> String {
    let draft = desk.draft(YEAR, head);
    draft.lines().find(|line| line.starts_with(&format!("- {label} "))).unwrap_or_else(|| panic!("{draft}")).to_owned()
}

#[test]
fn the_gate_counts_every_confirmation_against_the_checklist() {
    let mut desk = january();
    for label in ["一-1", "一-2", "一-3", "一-4"] {
        desk.attest(YEAR, label, AttestationAnswer::Confirmed, "");
    }
    mark(&mut desk, "一-2", Status::InProgress);
    mark(&mut desk, "一-3", Status::Met);
    mark(&mut desk, "一-4", Status::NotMet);
    assert_eq!(line(&desk, "against_checklist"), ["一-1", "一-2", "一-4"]);
}

#[test]
fn the_text_says_met_only_where_the_checklist_does() {
    let mut desk = january();
    for status in Status::ALL.into_iter().filter(|status| *status != Status::NotApplicable) {
        if status == Status::NotStarted {
            desk.attest(YEAR, "六-1", AttestationAnswer::Confirmed, "");
        } else {
            mark(&mut desk, "六-1", status);
        }
        let said = prose(&desk, "security", "六-1");
        assert_eq!(said.contains("已落实"), status == Status::Met, "{status:?}: {said}");
        // The text contains the checklist's term for the status.
        let word = Locale::of(Language::ZhCn).status(status).into_owned();
        assert!(said.contains(&word), "{status:?}: {said}");
    }
}

#[test]
fn a_text_that_was_written_before_is_told_when_it_claims_too_much() {
    let mut desk = january();
    mark(&mut desk, "六-1", Status::Met);
    desk.attest(YEAR, "六-1", AttestationAnswer::Confirmed, "");
    let text = Some(Value::Text(desk.draft(YEAR, "security")));
    let head = ReportPart::Head("security".to_owned());
    desk.apply(desk.workbook.set_report(YEAR, [(head, text)], desk.today));
    assert_eq!(line(&desk, "head_contradicts"), [""; 0]);
    mark(&mut desk, "六-1", Status::NotStarted);
    assert_eq!(line(&desk, "head_contradicts"), ["六-1"]);
}

#[test]
fn the_report_does_not_declare_itself_done() {
    let mut desk = january();
    desk.confirm_the_rest(YEAR, None);
    assert!(!desk.review(YEAR).agenda().contains(&desk.duty("十四-1")));
    assert!(!desk.workbook.attestations.contains_key(&(YEAR, desk.duty("十四-1"))));
    let attestation = desk.attestation(AttestationAnswer::Confirmed, "");
    assert!(desk.workbook.attest(YEAR, &[desk.duty("十四-1")], &attestation, desk.today).is_empty());
    let said = prose(&desk, "compliance", "十四-1");
    assert!(!said.contains("已落实") && said.contains("报送"), "{said}");
    assert_eq!(line(&desk, "unattested"), [""; 0]);
}

#[test]
fn every_line_of_a_draft_ends_with_its_stop() {
    let mut desk = january();
    mark(&mut desk, "六-1", Status::Met);
    let statement = Some(Value::Text("已完成定级备案。".to_owned()));
    desk.apply(desk.workbook.set_answer(&[desk.duty("六-1")], AnswerField::Statement, statement.as_ref()));
    desk.attest(YEAR, "六-1", AttestationAnswer::Confirmed, "");
    desk.attest(YEAR, "六-2", AttestationAnswer::NotApplicable, "未达二级");
    desk.record_noted("registered_capital_changed", "2025-09-01", "增至 1000 万");
    assert!(prose(&desk, "security", "六-1").ends_with("已落实。已完成定级备案。"));
    for head in ["operation", "development", "quality", "security", "compliance"] {
        let draft = desk.draft(YEAR, head);
        let open = draft.lines().find(|line| !line.starts_with('【') && !line.ends_with(['。', '：']));
        assert_eq!(open, None, "{head}");
    }
}

#[test]
fn what_was_filed_is_changed_only_by_a_correction_that_says_why() {
    let mut desk = january();
    let session = desk.start(YEAR);
    desk.decide(session, "更新制度");
    desk.attest(YEAR, "一-2", AttestationAnswer::Confirmed, "");
    desk.at("2026-02-01");
    desk.apply(desk.workbook.file_report(YEAR, desk.today, "R-1", BTreeSet::new()));

    let held = desk.workbook.sessions[&session].clone();
    let empty = license_workbook::workbook::Session { participants: BTreeSet::new(), ..held.clone() };
    let decision = held.decisions[0].clone();
    let part = |part, value| desk.workbook.change([(Field::SessionPart(session, part), value)]);
    let whole = |field, value| desk.workbook.change([(field, value)]);
    let figure = ReportPart::Figure("employees".to_owned());
    let report = desk.workbook.reports[&YEAR].clone();
    let without_receipt = license_workbook::workbook::Report { receipt: String::new(), ..report };
    for (what, edit) in [
        ("participants", desk.workbook.put_session(session, empty)),
        ("minutes", part(SessionPart::Minutes, Some(Value::Text("改".to_owned())))),
        ("decision", part(SessionPart::Decision(1), None)),
        ("session", desk.workbook.remove_session(session)),
        ("figure", whole(Field::ReportPart(YEAR, figure), Some(Value::Text("36".to_owned())))),
        ("attestation", whole(Field::Attestation(YEAR, desk.duty("一-2")), None)),
        ("receipt", whole(Field::Report(YEAR), Some(Value::Report(Box::new(without_receipt))))),
        ("report", whole(Field::Report(YEAR), None)),
    ] {
        assert!(!edit.is_empty(), "{what}");
        let mut other = desk.workbook.clone();
        let stamp = license_workbook::workbook::Stamp { author: desk.me, at: "2026-02-02T02:00:00Z".parse().unwrap() };
        let error = other.apply(edit, stamp, license_workbook::workbook::IdSource::new(99).next_id());
        assert!(matches!(error, Err(EditError::Locked(_))), "{what}");
        assert!(other == desk.workbook, "{what}");
    }
    // A running session can still be paused, and a decision can still be marked as done.
    desk.apply(desk.workbook.pause_session(session));
    let done = Decision { done_on: Some(desk.today), ..decision };
    desk.apply(desk.workbook.put_decision(session, 1, Some(done)));
}

#[test]
fn an_exception_of_the_year_before_is_proposed_without_a_day_that_has_passed() {
    let mut desk = january();
    for (label, until) in [("七-3", "2026-02-28"), ("七-2", "2027-06-30")] {
        let exception = Attestation {
            remedy: "补齐".to_owned(),
            remedy_by: Some(day(until)),
            ..desk.attestation(AttestationAnswer::Exception, "制度未更新")
        };
        desk.apply(desk.workbook.attest(YEAR, &[desk.duty(label)], &exception, desk.today));
    }
    desk.at("2027-01-12");
    let proposed = |label: &str| desk.of_duty(YEAR + 1, label).suggestion.unwrap();
    let passed = proposed("七-3");
    assert_eq!((passed.remedy.as_str(), passed.remedy_by), ("补齐", None));
    assert_eq!(passed.remedy_passed, Some(day("2026-02-28")));
    assert!(passed.wants_day() && passed.brings_words());
    assert_eq!(proposed("七-2").remedy_by, Some(day("2027-06-30")));
}

/// Regression: evidence of a closed occurrence counted in the report only for the year of its date.
#[test]
fn the_report_and_the_checklist_have_the_same_evidence() {
    let mut desk = january();
    desk.record_noted("registered_address_changed", "2025-12-20", "");
    let event = *desk.workbook.events.keys().next().unwrap();
    let hash = desk.attach("十二-1", "回执.pdf", None, None);
    let duty = desk.duty("十二-1");
    desk.apply(desk.workbook.set_answer(&[duty], AnswerField::Evidence, None));
    let close = desk.workbook.close_occurrence(duty, Cause::Event(event), desk.today, "", [hash].into());
    desk.apply(close);
    // Done in January 2026: the evidence is in the reports on 2025 and on 2026.
    for year in [YEAR, YEAR + 1] {
        assert_eq!(desk.of_duty(year, "十二-1").evidence, BTreeSet::from([hash]), "{year}");
    }
    desk.attest(YEAR, "十二-1", AttestationAnswer::Confirmed, "");
    assert_eq!(desk.workbook.attestations[&(YEAR, duty)].evidence, BTreeSet::from([hash]));
    assert!(prose(&desk, "compliance", "十二-1").contains("回执.pdf"));
    // Two years later the evidence is old, but the duty still has evidence.
    desk.at("2028-01-12");
    let reviewed = desk.of_duty(2027, "十二-1");
    assert_eq!((reviewed.evidence.len(), reviewed.old), (0, BTreeSet::from([hash])));
    assert!(!reviewed.flags.contains(&Flag::NoEvidence) && reviewed.flags.contains(&Flag::EvidenceOld));
    assert_eq!(desk.register().counts.met_without_evidence, 0);
}

/// Regression: a contract for two duties had expired for only one of them.
#[test]
fn evidence_that_expired_has_expired_for_every_duty_that_uses_it() {
    let mut desk = january();
    let hash = desk.attach("五-3", "合同.pdf", None, Some("2025-12-31"));
    let refs = Value::EvidenceRefs([hash].into());
    desk.apply(desk.workbook.set_answer(&[desk.duty("六-1")], AnswerField::Evidence, Some(&refs)));
    assert_eq!(line(&desk, "evidence_expired"), ["五-3", "六-1"]);
    assert_eq!(desk.register().counts.overdue, 2);
}

/// Regression: a frozen correction could not be reopened.
#[test]
fn a_frozen_correction_is_opened_again() {
    let mut desk = january();
    desk.attest(YEAR, "一-2", AttestationAnswer::Confirmed, "");
    let first = desk.freeze(YEAR);
    desk.apply(desk.workbook.file_report(YEAR, desk.today, "R-1", BTreeSet::new()));
    assert!(desk.workbook.reopen_report(YEAR).is_empty(), "a filed report stays frozen");
    desk.apply(desk.workbook.correct_report(YEAR, "收入填错", desk.today, None));
    let second = desk.freeze(YEAR);
    assert!(desk.workbook.is_report_locked(YEAR));
    desk.apply(desk.workbook.reopen_report(YEAR));
    assert!(!desk.workbook.is_report_locked(YEAR));
    let report = &desk.workbook.reports[&YEAR];
    assert!(report.rests_on(first) && !report.rests_on(second));
    let third = desk.freeze(YEAR);
    desk.apply(desk.workbook.file_correction(YEAR, desk.today, "R-2"));
    assert!(desk.workbook.reports[&YEAR].rests_on(third));
    assert!(desk.workbook.reopen_report(YEAR).is_empty(), "a filed report stays frozen");
}

/// Regression: exports were computed for the end of the day, the display for the current time.
#[test]
fn papers_and_frozen_reports_speak_for_their_instant() {
    let mut desk = january();
    let event = Event {
        license: desk.license,
        kind: "security_incident".to_owned(),
        on: day("2026-01-12"),
        at: chrono::NaiveTime::from_hms_opt(9, 0, 0),
        note: String::new(),
        evidence: BTreeSet::new(),
    };
    desk.apply(desk.workbook.record_event(license_workbook::workbook::IdSource::new(98).next_id(), event));
    let four = Value::Offset(Offset { amount: 4, unit: LimitUnit::Hours });
    desk.apply(desk.workbook.set_answer(&[desk.duty("八-1")], AnswerField::TargetWithin, Some(&four)));
    desk.apply(desk.workbook.open_report(YEAR, desk.today));
    let selection = Selection::default();
    for (hour, overdue) in [(12, false), (14, true)] {
        let now = Now::from(day("2026-01-12").and_hms_opt(hour, 0, 0).unwrap());
        assert_eq!(now.of_day(day("2026-01-12")), now);
        assert_eq!(now.of_day(day("2026-01-11")), Now::from(day("2026-01-11")));
        let documents =
            ReportDocuments::of(&desk.workbook, desk.license, (now, YEAR), catalog(), &selection).unwrap().unwrap();
        let frozen = freeze_report(&desk.workbook, desk.license, (now, YEAR), catalog(), (desk.me, "年报"));
        let frozen: Snapshot = serde_json::from_str(&frozen.unwrap().unwrap().document).unwrap();
        let kept = Freeze { at: now, by: desk.me, name: String::new(), purpose: "核对".to_owned() };
        let kept = freeze(&desk.workbook, desk.license, catalog(), kept).unwrap().unwrap();
        let kept: Snapshot = serde_json::from_str(&kept.document).unwrap();
        for snapshot in [documents.snapshot, frozen, kept] {
            let view = snapshot.duties.iter().find(|view| view.label == "八-1").unwrap();
            assert_eq!(view.overdue_days.is_some(), overdue, "{hour}:00");
        }
    }
}

/// Regression: the page compared a frozen report with the current checklist; the pack did not.
#[test]
fn a_frozen_report_counts_by_what_was_frozen() {
    let mut desk = january();
    mark(&mut desk, "一-1", Status::Met);
    for label in ["一-1", "一-2"] {
        desk.attest(YEAR, label, AttestationAnswer::Confirmed, "");
    }
    let before = desk.review(YEAR).tally;
    let now = Now::from(desk.today);
    let id = license_workbook::workbook::IdSource::new(97).next_id();
    let filing = desk.workbook.file_report(YEAR, desk.today, "R-1", BTreeSet::new());
    let at = (desk.license, now, YEAR);
    let filed = file_and_freeze(&desk.workbook, at, catalog(), (desk.me, "年报", id), filing).unwrap();
    desk.apply(filed);
    assert_eq!(desk.workbook.reports[&YEAR].frozen, Some(id), "filing freezes the report in the same step");
    mark(&mut desk, "一-1", Status::NotMet);
    mark(&mut desk, "一-2", Status::Met);
    assert_eq!(desk.review(YEAR).tally, before);
    assert_eq!(
        (line(&desk, "against_checklist"), line(&desk, "status_since_frozen")),
        (vec!["一-2".to_owned()], vec!["一-1".to_owned(), "一-2".to_owned()])
    );
    // The third undo takes back filing and freezing together.
    desk.undo().unwrap();
    desk.undo().unwrap();
    desk.undo().unwrap();
    assert!(!desk.workbook.is_report_locked(YEAR) && desk.workbook.snapshots.is_empty());
    assert_eq!(line(&desk, "status_since_frozen"), [""; 0]);
}

/// Regression: one page showed three different numbers of differences from the checklist.
#[test]
fn what_differs_from_the_checklist_is_one_number() {
    let mut desk = january();
    for (label, status) in
        [("一-1", Status::Met), ("一-2", Status::Met), ("一-7", Status::InProgress), ("一-8", Status::NotMet)]
    {
        mark(&mut desk, label, status);
    }
    desk.attest(YEAR, "一-1", AttestationAnswer::Exception, "专员空缺");
    desk.attest(YEAR, "一-2", AttestationAnswer::NotApplicable, "没有码号");
    let nevertheless = Attestation {
        against: Some(Status::InProgress),
        ..desk.attestation(AttestationAnswer::Confirmed, "十二月已落实")
    };
    desk.apply(desk.workbook.attest(YEAR, &[desk.duty("一-7")], &nevertheless, desk.today));
    desk.attest(YEAR, "一-8", AttestationAnswer::Confirmed, "");
    let tally = desk.review(YEAR).tally;
    assert_eq!((tally.differing, tally.against, tally.done()), (4, 2, 4));
    assert_eq!(line(&desk, "explained").len() + line(&desk, "against_checklist").len(), tally.differing);
    let words = Locale::of(Language::ZhCn).tally(tally);
    assert!(words.contains("；与检查表不一致 4"), "{words}");
}
