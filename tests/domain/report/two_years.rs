//! Takes a workbook through two report years: two sessions, exceptions, freezing, filing, and the next year.

use crate::support::desk::Desk;
use crate::support::{catalog, day};
use license_workbook::deadlines::{DateRule, DateState};
use license_workbook::report::{Flag, GapKind, ReportState, SuggestionSource};
use license_workbook::workbook::{AnswerField, AttestationAnswer, Decision, ReportPart, Status, Value};
use std::collections::BTreeSet;

/// A desk after all steps of the first year before filing.
fn first_year() -> Desk {
    let mut desk = Desk::new("2025-06-01");
    desk.attach("六-1", "定级备案.pdf", Some("2025-03-01"), Some("2026-12-31"));
    desk.attach("七-1", "旧制度.pdf", Some("2023-05-01"), None);
    let set = |desk: &mut Desk, label: &str, field, value| {
        let edit = desk.workbook.set_answer(&[desk.duty(label)], field, Some(&value));
        desk.apply(edit);
    };
    set(&mut desk, "五-3", AnswerField::Status, Value::Status(Status::NotMet));
    set(&mut desk, "六-1", AnswerField::Status, Value::Status(Status::Met));

    // The first session: a confirmation, an exception, and a decision with a due date.
    desk.at("2026-01-12");
    let first = desk.start(2025);
    let agenda = desk.workbook.sessions[&first].agenda.clone();
    assert_eq!(agenda.len(), desk.review(2025).tally.total, "at first, every duty is open");
    assert_eq!(desk.workbook.sessions[&first].at, agenda.first().copied());
    desk.attest(2025, "六-1", AttestationAnswer::Confirmed, "");
    let exception = license_workbook::workbook::Attestation {
        session: Some(first),
        ..desk.attestation(AttestationAnswer::Exception, "专员离职，空缺两个月")
    };
    desk.apply(desk.workbook.attest(2025, &[desk.duty("五-3")], &exception, desk.today));
    let decision = Decision {
        number: 1,
        duty: Some(desk.duty("五-3")),
        text: "招一名投诉专员".to_owned(),
        owner: Some(desk.me),
        due: Some(day("2026-02-01")),
        done_on: None,
    };
    desk.apply(desk.workbook.put_decision(first, 1, Some(decision)));
    desk.apply(desk.workbook.step_session(first, agenda[5]));

    // The session is resumed three weeks later at the same duty.
    desk.at("2026-02-03");
    let open = desk.review(2025).agenda();
    desk.apply(desk.workbook.resume_session(first, desk.today, &open));
    let session = &desk.workbook.sessions[&first];
    assert_eq!((session.at, session.resumed_on.len()), (Some(agenda[5]), 1));
    assert_eq!(session.agenda, agenda, "no duty is on the agenda twice");
    let follow_up = desk.dates().into_iter().find(|date| date.rule == DateRule::FollowUp).unwrap();
    assert_eq!((follow_up.label.as_str(), follow_up.state), ("五-3", DateState::Overdue));
    assert!(desk.of_duty(2025, "五-3").flags.contains(&Flag::Overdue));
    desk.apply(desk.workbook.close_follow_up(first, 1, Some(desk.today)));
    let follow_up = desk.dates().into_iter().find(|date| date.rule == DateRule::FollowUp).unwrap();
    assert_eq!((follow_up.state, follow_up.late), (DateState::Done, true));
    desk.apply(desk.workbook.close_session(first, Some(desk.today)));

    // The second session confirms the remaining duties.
    desk.at("2026-03-02");
    let second = desk.start(2025);
    assert_eq!(desk.workbook.sessions[&second].continues, Some(first));
    assert_eq!(desk.workbook.sessions[&second].agenda.len(), agenda.len() - 2, "六-1 and 五-3 are already answered");
    desk.confirm_the_rest(2025, Some(second));
    desk
}

fn file(desk: &mut Desk) {
    for head in catalog().report.heads.iter().filter(|head| head.required) {
        let draft = desk.draft(2025, &head.key);
        let parts = [
            (ReportPart::Head(head.key.clone()), Some(Value::Text(draft.clone()))),
            (ReportPart::Draft(head.key.clone()), Some(Value::Text(draft))),
        ];
        desk.apply(desk.workbook.set_report(2025, parts, desk.today));
    }
    desk.freeze(2025);
    desk.at("2026-03-05");
    desk.apply(desk.workbook.file_report(2025, desk.today, "苏年报-2025-77", BTreeSet::new()));
}

#[test]
fn an_exception_without_remedy_and_heads_without_text_hold_the_report_up() {
    let mut desk = first_year();
    let blocking = |desk: &Desk| -> Vec<String> {
        desk.gaps(2025).into_iter().filter(|g| g.is_blocking).map(|g| g.kind.as_str().to_owned()).collect()
    };
    assert_eq!(blocking(&desk), ["no_remedy", "head_empty", "head_empty", "head_empty", "head_empty", "head_empty"]);
    let mut remedied = desk.workbook.attestations[&(2025, desk.duty("五-3"))].clone();
    remedied.remedy = "已补招".to_owned();
    remedied.remedy_by = Some(day("2026-03-31"));
    desk.apply(desk.workbook.attest(2025, &[desk.duty("五-3")], &remedied, desk.today));
    for head in catalog().report.heads.iter().filter(|head| head.required) {
        let text = desk.draft(2025, &head.key);
        assert!(!text.is_empty(), "{}", head.key);
        let part = ReportPart::Head(head.key.clone());
        desk.apply(desk.workbook.set_report(2025, [(part, Some(Value::Text(text)))], desk.today));
    }
    assert_eq!(blocking(&desk), [""; 0]);
    let kinds: Vec<GapKind> = desk.gaps(2025).into_iter().map(|gap| gap.kind).collect();
    assert!(kinds.contains(&GapKind::MaterialMissing("letter".to_owned())));
    assert!(kinds.iter().any(|kind| matches!(kind, GapKind::NoEvidence(duties) if duties.len() > 100)));
    assert!(kinds.iter().any(|kind| matches!(kind, GapKind::FiguresMissing(head, 3) if head == "development")));
}

#[test]
fn the_next_year_begins_afresh_and_proposes_only_what_has_the_same_words() {
    let mut desk = first_year();
    file(&mut desk);
    assert_eq!(desk.standing(2025).state, ReportState::Filed);

    desk.at("2027-01-11");
    assert_eq!(desk.standing(2026).state, ReportState::Open);
    let review = desk.review(2026);
    assert_eq!(review.tally.done(), 0, "nothing is attested automatically");
    let proposed = |desk: &Desk, label: &str| desk.of_duty(2026, label).suggestion;
    let suggestion = proposed(&desk, "六-1").unwrap();
    assert_eq!((suggestion.answer, suggestion.source), (AttestationAnswer::Confirmed, SuggestionSource::YearBefore));
    assert_eq!(proposed(&desk, "五-3").unwrap().text.zh, "专员离职，空缺两个月");
    assert!(desk.of_duty(2026, "五-3").flags.contains(&Flag::ExceptionBefore));

    // A reworded duty counts as another duty.
    desk.reword("六-1");
    let reviewed = desk.of_duty(2026, "六-1");
    assert_eq!(reviewed.suggestion, None);
    assert!(reviewed.flags.contains(&Flag::ClauseChanged));

    // Expired evidence, and evidence from before the report year.
    assert!(reviewed.flags.contains(&Flag::EvidenceExpired), "{:?}", reviewed.flags);
    assert!(desk.of_duty(2026, "七-1").flags.contains(&Flag::EvidenceOld));

    // Changes after the previous attestation, with their dates.
    let status = Value::Status(Status::NotMet);
    desk.apply(desk.workbook.set_answer(&[desk.duty("七-1")], AnswerField::Status, Some(&status)));
    let reviewed = desk.of_duty(2026, "七-1");
    assert!(reviewed.flags.contains(&Flag::ChangedSince));
    let changed: Vec<_> = reviewed.changes.iter().map(|changed| (changed.field, changed.on.to_string())).collect();
    assert_eq!(changed, [(Some(AnswerField::Status), "2027-01-11".to_owned())]);

    // A session for the next year has all duties on its agenda; the sessions of the first year remain.
    let session = desk.start(2026);
    assert_eq!(desk.workbook.sessions[&session].agenda.len(), review.tally.total);
    assert_eq!(desk.workbook.sessions[&session].continues, None);
    assert_eq!(desk.workbook.sessions_of(2025).len(), 2);
}

#[test]
fn what_waits_for_an_event_that_did_not_happen_is_proposed_as_not_applicable() {
    let mut desk = Desk::new("2025-06-01");
    let suggestion = desk.of_duty(2025, "十二-1").suggestion.unwrap();
    assert_eq!((suggestion.answer, suggestion.source), (AttestationAnswer::NotApplicable, SuggestionSource::NoEvent));
    assert!(suggestion.text.zh.starts_with("2025 年度未发生"), "{}", suggestion.text.zh);
    desk.record_noted("registered_address_changed", "2025-07-01", "迁至新址");
    assert_eq!(desk.of_duty(2025, "十二-1").suggestion, None);
}

#[test]
fn evidence_that_is_good_to_the_end_of_the_year_is_not_old() {
    let mut desk = Desk::new("2025-06-01");
    desk.attach("六-1", "三年证书.pdf", Some("2023-01-01"), Some("2025-12-31"));
    desk.attach("七-1", "去年中止.pdf", Some("2023-01-01"), Some("2025-08-31"));
    assert!(!desk.of_duty(2025, "六-1").flags.contains(&Flag::EvidenceOld));
    assert!(desk.of_duty(2025, "七-1").flags.contains(&Flag::EvidenceOld));
}

#[test]
fn a_session_that_is_taken_out_leaves_what_was_attested_in_it() {
    let mut desk = first_year();
    let (first, _) = desk.workbook.sessions_of(2025)[0];
    let attested = desk.workbook.attestations.len();
    desk.apply(desk.workbook.remove_session(first));
    assert_eq!(desk.workbook.attestations.len(), attested);
    let left = desk.workbook.sessions_of(2025);
    assert_eq!((left.len(), left[0].1.continues), (1, None));
    desk.undo().unwrap();
    assert_eq!(desk.workbook.sessions_of(2025).len(), 2);
}
