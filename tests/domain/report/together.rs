//! Tests of two colleagues who prepare the same report in separate copies and merge them.

use crate::support::desk::Desk;
use crate::support::{catalog, day};
use license_workbook::merge::merge;
use license_workbook::report::{GapKind, ReportState};
use license_workbook::snapshot::report::freeze_report;
use license_workbook::store::{from_ron, to_ron};
use license_workbook::workbook::{
    AnswerField, AttestationAnswer, IdSource, ReportPart, Status, UndoStack, Value, Workbook,
};

const YEAR: i32 = 2025;

/// Two copies, for two colleagues, of a workbook with an open report.
fn two() -> (Desk, Desk) {
    let mut first = Desk::new("2025-06-01");
    first.at("2026-02-02");
    first.apply(first.workbook.open_report(YEAR, first.today));
    first.workbook.seal();
    let copy = |opening| Desk {
        workbook: Workbook::from_contents((*first.workbook).clone()).unwrap(),
        ids: IdSource::new(opening),
        undo: UndoStack::default(),
        ..first.clone()
    };
    (copy(101), copy(102))
}

fn write(desk: &mut Desk, head: &str, text: &str) {
    let part = (ReportPart::Head(head.to_owned()), Some(Value::Text(text.to_owned())));
    desk.apply(desk.workbook.set_report(YEAR, [part], desk.today));
}

fn freeze(desk: &mut Desk) {
    let id = desk.ids.next_id();
    let at = (day("2026-03-01"), YEAR);
    let frozen = freeze_report(&desk.workbook, desk.license, at, catalog(), (desk.me, "2025 年报"));
    desk.apply(desk.workbook.freeze_report(YEAR, id, frozen.unwrap().unwrap()));
}

fn changed(desk: &Desk) -> Option<usize> {
    desk.gaps(YEAR)
        .into_iter()
        .find_map(|gap| if let GapKind::ChangedSinceFrozen(n) = gap.kind { Some(n) } else { None })
}

#[test]
fn what_each_of_them_did_is_in_the_one_report() {
    let (mut a, mut b) = two();
    write(&mut a, "operation", "经营情况");
    a.attest(YEAR, "一-1", AttestationAnswer::Confirmed, "");
    a.attest(YEAR, "一-2", AttestationAnswer::Confirmed, "");
    let (in_a, in_b) = (a.start(YEAR), b.start(YEAR));
    write(&mut b, "service_quality", "服务质量");
    b.attest(YEAR, "五-3", AttestationAnswer::Exception, "空缺两个月");
    b.attest(YEAR, "一-2", AttestationAnswer::Exception, "不同意");

    for (left, right) in [(&a, &b), (&b, &a)] {
        let merged = merge(&left.workbook, &right.workbook).unwrap();
        let report = &merged.workbook.reports[&YEAR];
        assert_eq!(
            (report.heads["operation"].as_str(), report.heads["service_quality"].as_str()),
            ("经营情况", "服务质量")
        );
        assert!([in_a, in_b].iter().all(|id| merged.workbook.sessions.contains_key(id)));
        let of = |label: &str| merged.workbook.attestations.get(&(YEAR, a.duty(label))).map(|a| a.answer);
        assert_eq!((of("一-1"), of("五-3")), (Some(AttestationAnswer::Confirmed), Some(AttestationAnswer::Exception)));
        // Only the duty that both answered is in conflict.
        assert!(!merged.conflicts.is_empty());
        let about = |c: &license_workbook::merge::Conflict| matches!(c.field, license_workbook::workbook::Field::Attestation(YEAR, duty) if duty == a.duty("一-2"));
        assert!(merged.conflicts.iter().all(about), "{:?}", merged.conflicts);
    }
}

#[test]
fn what_comes_in_after_freezing_is_said_until_it_is_frozen_anew() {
    let (mut a, mut b) = two();
    write(&mut a, "operation", "经营情况");
    freeze(&mut a);
    assert_eq!(changed(&a), None);
    // The colleague's copy is not frozen yet.
    write(&mut b, "service_quality", "服务质量");
    b.attest(YEAR, "五-3", AttestationAnswer::Confirmed, "");
    b.attest(YEAR, "五-1", AttestationAnswer::Confirmed, "");

    let before = a.workbook.clone();
    a.workbook = merge(&a.workbook, &b.workbook).unwrap().workbook;
    assert!(a.workbook.is_report_locked(YEAR), "the report stays frozen");
    assert_eq!(changed(&a), Some(3));
    assert!(a.gaps(YEAR)[0].is_blocking);
    // The merge in the other copy reports the same number.
    b.workbook = merge(&b.workbook, &before).unwrap().workbook;
    assert_eq!(changed(&b), Some(3));

    // After reopening and freezing again, there are no later changes.
    b.apply(b.workbook.reopen_report(YEAR));
    b.apply(b.workbook.withdraw_attestation(YEAR, b.duty("五-3")));
    freeze(&mut b);
    assert_eq!(changed(&b), None);
    a.apply(a.workbook.reopen_report(YEAR));
    assert_eq!(changed(&a), None, "an open report has no frozen state");
    freeze(&mut a);
    assert_eq!((changed(&a), a.standing(YEAR).state), (None, ReportState::Prepared));
}

#[test]
fn what_was_changed_and_changed_back_is_as_it_was_frozen_wherever_it_came_from() {
    let mut first = Desk::new("2025-06-01");
    first.at("2026-02-02");
    let title = |text: &str| (ReportPart::Title("operation".to_owned()), Some(Value::Text(text.to_owned())));
    first.apply(first.workbook.set_report(YEAR, [title("经营")], first.today));
    // The next report takes the title over in the whole record, not in an edit of the part.
    first.at("2027-02-02");
    let next = YEAR + 1;
    first.apply(first.workbook.open_report(next, first.today));
    assert_eq!(first.workbook.reports[&next].titles["operation"], "经营");
    first.workbook.seal();
    let mut b = Desk {
        workbook: Workbook::from_contents((*first.workbook).clone()).unwrap(),
        ids: IdSource::new(102),
        undo: UndoStack::default(),
        ..first.clone()
    };
    let id = first.ids.next_id();
    let frozen = freeze_report(&first.workbook, first.license, (first.today, next), catalog(), (first.me, "年报"));
    first.apply(first.workbook.freeze_report(next, id, frozen.unwrap().unwrap()));

    b.apply(b.workbook.set_report(next, [title("业务")], b.today));
    let changed = |a: &Desk, b: &Desk| merge(&a.workbook, &b.workbook).unwrap().workbook.changed_since_frozen(next);
    assert_eq!(changed(&first, &b), 1);
    b.apply(b.workbook.set_report(next, [title("经营")], b.today));
    assert_eq!(changed(&first, &b), 0);
}

#[test]
fn a_part_opens_and_comes_back_though_its_duties_were_talked_about_in_a_session() {
    let (mut a, _) = two();
    let session = a.start(YEAR);
    a.except(YEAR, session);
    a.confirm_the_rest(YEAR, Some(session));
    freeze(&mut a);
    a.workbook.seal();
    let all: Vec<_> = a.workbook.duties.keys().copied().collect();
    for duties in all.chunks(20) {
        let part = a.workbook.part(&duties.iter().copied().collect(), true);
        // Written and read as a file, as a colleague receives it.
        let workbook = from_ron(&to_ron(&part).unwrap()).unwrap().workbook;
        let mut theirs = Desk { workbook, ids: IdSource::new(103), undo: UndoStack::default(), ..a.clone() };
        let note = Some(Value::Text("已填写".to_owned()));
        theirs.apply(theirs.workbook.set_answer(&[duties[0]], AnswerField::Note, note.as_ref()));
        let merged = merge(&a.workbook, &theirs.workbook).unwrap();
        assert_eq!((merged.conflicts.len(), merged.altered.len()), (0, 0));
        assert_eq!(merged.workbook.attestations, a.workbook.attestations);
        assert_eq!(merged.workbook.duties[&duties[0]].answer.note, "已填写");
    }
}

#[test]
fn what_the_checklist_has_otherwise_is_said_before_filing() {
    let (mut a, _) = two();
    a.attest(YEAR, "一-1", AttestationAnswer::Confirmed, "");
    let not_met = |a: &Desk| a.gaps(YEAR).into_iter().find(|gap| matches!(gap.kind, GapKind::AgainstChecklist(_)));
    assert!(not_met(&a).is_some(), "the duty is not started");
    for (status, is_said) in [(Status::NotMet, true), (Status::InProgress, true), (Status::Met, false)] {
        let edit = a.workbook.set_answer(&[a.duty("一-1")], AnswerField::Status, Some(&Value::Status(status)));
        a.apply(edit);
        assert_eq!(not_met(&a).is_some_and(|gap| gap.is_blocking), is_said, "{status:?}");
    }
}
