//! Tests that all parts of the library report the same duties as overdue or due.

use super::desk::tracked_from;
use super::properties::{Action, step, take, the_day};
use crate::support::desk::Desk;
use crate::support::random::config;
use crate::support::{catalog, day};
use chrono::{Datelike as _, NaiveDate, NaiveDateTime};
use license_workbook::calendar::Now;
use license_workbook::deadlines::{
    DateItem, DateRule, DateState, Distance, DueFilter, EvidenceFilter, Filter, Horizon, Register,
};
use license_workbook::obligation::LimitUnit;
use license_workbook::report::{Flag, Review};
use license_workbook::snapshot::{DutyCondition, Selection, Snapshot};
use license_workbook::workbook::{
    AnswerField, Attestation, AttestationAnswer, Cause, DutyId, Evidence, EvidenceStorage, Field, Offset, RenewalStage,
    Sha256, Status, Value,
};
use proptest::prelude::*;
use std::collections::BTreeSet;

type Duties = BTreeSet<DutyId>;

fn filtered(desk: &Desk, register: &Register, filter: &Filter) -> Duties {
    let accepted = register.entries.iter().filter(|entry| filter.accepts(entry, &desk.workbook, register.today()));
    accepted.map(|entry| entry.id).collect()
}

fn by_due(desk: &Desk, register: &Register, due: DueFilter) -> Duties {
    filtered(desk, register, &Filter { due, ..Filter::default() })
}

fn with(dates: &[DateItem], holds: impl Fn(&DateItem) -> bool) -> Duties {
    dates.iter().filter(|date| holds(date)).flat_map(DateItem::duties).collect()
}

fn exception(on: &str, remedy_by: &str) -> Attestation {
    Attestation {
        answer: AttestationAnswer::Exception,
        text: "有缺口".to_owned(),
        by: None,
        on: day(on),
        remedy: "补齐".to_owned(),
        remedy_by: Some(day(remedy_by)),
        clause_hash: String::new(),
        evidence: BTreeSet::new(),
        session: None,
        against: None,
        taken_from: None,
    }
}

/// The overdue duties in each part of the library that reports them.
fn who_is_overdue(desk: &Desk, now: Now) -> Vec<(&'static str, Duties)> {
    let register = Register::of(&desk.workbook, desk.license, now, catalog()).unwrap();
    let snapshot = |selection| Snapshot::of(&desk.workbook, desk.license, now, catalog(), selection).unwrap();
    let all = snapshot(Selection::default());
    let only = snapshot(Selection { only: Some(DutyCondition::Overdue), ..Selection::default() });
    let page = snapshot(Selection { summary: true, ..Selection::default() });
    let review = Review::of(&desk.workbook, &register, &register.dates, catalog(), register.today().year());
    let not_ruled_out = |id: &DutyId| review.of_duty(*id).is_some();
    let flagged =
        review.reviewed_duties.iter().filter(|reviewed| reviewed.flags.contains(&Flag::Overdue)).map(|m| m.duty);
    let by_dates = with(&register.dates, |date| date.state == DateState::Overdue);
    assert!(by_dates.iter().all(not_ruled_out));
    vec![
        ("dates", by_dates),
        ("agenda", with(&register.dates, |date| date.horizon(register.today()) == Horizon::Overdue)),
        ("entries", register.entries.iter().filter(|e| e.due.is_overdue()).map(|e| e.id).collect()),
        ("days", register.entries.iter().filter(|e| e.due.overdue_days.is_some()).map(|e| e.id).collect()),
        ("states", register.entries.iter().filter(|e| e.due.state == Some(DateState::Overdue)).map(|e| e.id).collect()),
        ("filter", by_due(desk, &register, DueFilter::Overdue)),
        ("flags of the report", flagged.collect()),
        ("snapshot, dates", with(&all.dates, |date| date.state == DateState::Overdue)),
        ("snapshot, duties", all.duties.iter().filter(|d| d.overdue_days.is_some()).map(|d| d.id).collect()),
        (
            "snapshot, state",
            all.duties.iter().filter(|d| d.due_state == Some(DateState::Overdue)).map(|d| d.id).collect(),
        ),
        ("only overdue", only.duties.iter().map(|d| d.id).collect()),
        ("only overdue, dates", with(&only.dates, |date| date.state == DateState::Overdue)),
        ("one page", page.duties.iter().filter(|d| d.overdue_days.is_some()).map(|d| d.id).collect()),
    ]
}

/// The number of overdue duties in each part of the library that reports only a number.
fn how_many_overdue(desk: &Desk, now: Now) -> Vec<(&'static str, usize)> {
    let register = Register::of(&desk.workbook, desk.license, now, catalog()).unwrap();
    let snapshot = |selection| Snapshot::of(&desk.workbook, desk.license, now, catalog(), selection).unwrap();
    let all = snapshot(Selection::default());
    let top = all.clauses.iter().filter(|clause| clause.id.sub_item.is_none());
    vec![
        ("counts", register.counts.overdue),
        ("by provision", register.by_provision.values().map(|counts| counts.overdue).sum()),
        ("by clause", register.by_clause.values().map(|counts| counts.overdue).sum()),
        ("snapshot", all.counts.overdue),
        ("its provisions", top.map(|clause| clause.counts.overdue).sum()),
        ("one page", snapshot(Selection { summary: true, ..Selection::default() }).counts.overdue),
        (
            "only overdue",
            snapshot(Selection { only: Some(DutyCondition::Overdue), ..Selection::default() }).counts.overdue,
        ),
    ]
}

/// Edits of a workbook that can move dates.
#[derive(Clone, Debug)]
enum Other {
    Action(Action),
    Status(usize, usize),
    Exception(usize, u16),
    Target(usize, u16),
    File(i32, u16),
    Unfile(i32),
    Renew(usize, u16),
    Expires(usize, u16),
}

fn other() -> impl Strategy<Value = Other> {
    prop_oneof![
        6 => step().prop_map(Other::Action),
        2 => (any::<usize>(), 0_usize..4).prop_map(|(which, status)| Other::Status(which, status)),
        1 => (any::<usize>(), 0_u16..3_000).prop_map(|(which, on)| Other::Exception(which, on)),
        1 => (any::<usize>(), 0_u16..3_000).prop_map(|(which, on)| Other::Target(which, on)),
        1 => (2020_i32..2027, 0_u16..3_000).prop_map(|(year, on)| Other::File(year, on)),
        1 => (2020_i32..2027).prop_map(Other::Unfile),
        1 => (0_usize..3, 0_u16..3_000).prop_map(|(what, on)| Other::Renew(what, on)),
        1 => (any::<usize>(), 0_u16..3_000).prop_map(|(which, until)| Other::Expires(which, until)),
    ]
}

fn run(desk: &mut Desk, what: &Other) {
    let duties: Vec<DutyId> = desk.workbook.duties.keys().copied().collect();
    let pick = |which: usize| duties[which % duties.len()];
    match what {
        Other::Action(step) => take(desk, step),
        Other::Status(which, status) => {
            let label = desk.workbook.duties[&pick(*which)].definition.label();
            mark(desk, &label, Status::ALL[*status], "2023-01-01");
        }
        Other::Exception(which, on) => {
            let said = exception("2024-03-01", &the_day(*on).to_string());
            desk.apply_any(desk.workbook.attest(2023, &[pick(*which)], &said, day("2024-03-01")));
        }
        Other::File(year, on) => desk.attempt(desk.workbook.file_report(*year, the_day(*on), "", BTreeSet::new())),
        Other::Unfile(year) => desk.apply_any(desk.workbook.unfile_report(*year)),
        Other::Renew(what, on) => desk.apply_any(match what {
            0 => desk.workbook.state_continues(desk.license, Some(true)),
            1 => desk.workbook.state_continues(desk.license, None),
            _ => desk.workbook.set_renewal(desk.license, RenewalStage::Filed, Some((the_day(*on), ""))),
        }),
        Other::Expires(which, until) => {
            let hash = attached(desk, Some(the_day(*until)));
            let (first, second) = (pick(*which), pick(which.wrapping_add(3)));
            let refs = Value::EvidenceRefs([hash].into());
            desk.apply_any(desk.workbook.set_answer(&[first, second], AnswerField::Evidence, Some(&refs)));
        }
        Other::Target(which, on) => {
            let value = Value::Date(the_day(*on));
            desk.apply_any(desk.workbook.set_answer(&[pick(*which)], AnswerField::Target, Some(&value)));
        }
    }
}

proptest! {
    #![proptest_config(config(32))]

    #[test]
    fn every_place_tells_the_same(what in prop::collection::vec(other(), 1..30), today in 0_u16..3_000, hour in 0_u32..24) {
        let mut desk = tracked_from("2022-01-01");
        for what in &what {
            run(&mut desk, what);
        }
        let today = the_day(today);
        for now in [Now::from(today), Now::from(today.and_hms_opt(hour, 30, 0).unwrap())] {
            let told = who_is_overdue(&desk, now);
            let (_, first) = told.first().cloned().unwrap();
            for (place, duties) in told {
                prop_assert_eq!(&duties, &first, "{}", place);
            }
            for (place, count) in how_many_overdue(&desk, now) {
                prop_assert_eq!(count, first.len(), "{}", place);
            }
            check_the_rest(&desk, now)?;
        }
    }
}

/// Compares filters by day and evidence, and counts by status, with the dates and the snapshot.
fn check_the_rest(desk: &Desk, now: Now) -> Result<(), TestCaseError> {
    let register = Register::of(&desk.workbook, desk.license, now, catalog()).unwrap();
    let snapshot = Snapshot::of(&desk.workbook, desk.license, now, catalog(), Selection::default()).unwrap();
    let today = register.today();
    for days in [0_u16, 7, 30, 400] {
        let within = |date: &DateItem| {
            let far = date.last().map(|last| (last - today).num_days());
            date.state != DateState::Done && far.is_some_and(|far| (0..=i64::from(days)).contains(&far))
        };
        prop_assert_eq!(
            by_due(desk, &register, DueFilter::Within(days)),
            with(&register.dates, within),
            "{} days",
            days
        );
    }
    let has_day = |date: &DateItem| date.due.is_some() || date.keep_through.is_some();
    let set = by_due(desk, &register, DueFilter::Set);
    prop_assert!(set.is_subset(&with(&register.dates, has_day)));
    let unset = by_due(desk, &register, DueFilter::Unset);
    prop_assert_eq!(set.len() + unset.len(), register.entries.len());
    for (entry, duty) in register.entries.iter().zip(&snapshot.duties) {
        prop_assert_eq!((entry.id, entry.status, entry.due.day), (duty.id, duty.status, duty.due_day));
        prop_assert_eq!(entry.evidence.len(), duty.evidence.len() + duty.evidence_withheld);
        let date = entry.due.date.as_deref().and_then(|id| register.date(id));
        prop_assert_eq!(date.map(|date| date.state), entry.due.state);
        prop_assert!(date.is_none_or(|date| date.duties().any(|duty| duty == entry.id)));
    }
    for status in Status::ALL {
        let of_status = filtered(desk, &register, &Filter { statuses: [status].into(), ..Filter::default() });
        prop_assert_eq!(of_status.len(), register.counts.of(status));
        prop_assert_eq!(of_status.len(), snapshot.counts.of(status));
    }
    // Before the first record, the chart over time has no points.
    for (last, status) in snapshot.progress.last().into_iter().flat_map(|last| Status::ALL.map(|status| (last, status)))
    {
        prop_assert_eq!(last.of(status), snapshot.counts.of(status), "the last point of the chart, {:?}", status);
    }
    let unproven = Filter { statuses: [Status::Met].into(), evidence: EvidenceFilter::None, ..Filter::default() };
    prop_assert_eq!(filtered(desk, &register, &unproven).len(), register.counts.met_without_evidence);
    Ok(())
}

fn attached(desk: &mut Desk, valid_until: Option<NaiveDate>) -> Sha256 {
    let hash = Sha256::of(b"a letter");
    let evidence = Evidence {
        name: "回执.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        size: 8,
        storage: EvidenceStorage::Linked { absolute: "x".to_owned(), relative: None },
        attached_by: None,
        attached_at: desk.stamp().at,
        effective_on: None,
        valid_until,
        description: String::new(),
        confidential: false,
        replaces: None,
    };
    desk.apply(desk.workbook.change([(Field::Evidence(hash), Some(Value::Evidence(Box::new(evidence))))]));
    hash
}

pub(crate) fn mark(desk: &mut Desk, label: &str, status: Status, on: &str) {
    let duty = desk.duty(label);
    for (field, value) in
        [(AnswerField::Status, Value::Status(status)), (AnswerField::AssessedOn, Value::Date(day(on)))]
    {
        desk.apply_any(desk.workbook.set_answer(&[duty], field, Some(&value)));
    }
}

/// A duty to be done at once has no last day; the day of its event is not a deadline.
#[test]
fn what_is_due_at_once_has_no_day() {
    let mut desk = tracked_from("2024-01-01");
    desk.record("security_incident", "2024-06-10");
    let register = desk.register_on("2024-06-12");
    let entry = register.entry(desk.duty("八-1")).unwrap();
    assert_eq!((entry.due.state, entry.due.day, entry.due.next), (Some(DateState::DueSoon), None, None));
    assert!(by_due(&desk, &register, DueFilter::Unset).contains(&entry.id));
}

/// A date before the end of the license moves back to a working day as a precaution; it is not overdue until the day in
/// the license has passed.
#[test]
fn a_day_that_rolled_back_is_to_come_until_the_day_of_the_license() {
    let mut desk = tracked_from("2024-01-01");
    let mut record = desk.workbook.licenses[&desk.license].record.clone();
    record.text = record.text.replace("2024年05月09日", "2024年05月10日");
    desk.apply(desk.workbook.change([(Field::License(desk.license), Some(Value::License(Box::new(record))))]));
    desk.apply(desk.workbook.state_continues(desk.license, Some(true)));
    for (today, state) in [
        ("2024-02-08", DateState::DueSoon),
        ("2024-02-09", DateState::DueSoon),
        ("2024-02-10", DateState::DueSoon),
        ("2024-02-11", DateState::Overdue),
    ] {
        let register = desk.register_on(today);
        let date = register.dates.iter().find(|date| date.label == "十二-5").unwrap();
        // The first day of the Spring Festival, and the working day before it.
        assert_eq!((date.raw, date.due), (Some(day("2024-02-10")), Some(day("2024-02-09"))));
        assert_eq!((date.last(), date.state), (date.raw, state), "{today}");
        let is_near = by_due(&desk, &register, DueFilter::Within(7)).contains(&date.duty);
        assert_eq!(is_near, state == DateState::DueSoon, "{today}");
    }
}

/// Regression: filters ignored the dates of events, and closing an occurrence did not change the status of its duty.
#[test]
fn the_date_of_an_event_is_the_date_of_its_duty() {
    let mut desk = tracked_from("2024-01-01");
    let event = desk.record("registered_address_changed", "2024-01-11");
    let duty = desk.duty("十二-1");
    for (today, state, overdue, next) in [
        ("2024-01-12", DateState::Later, None, Some("2024-02-18")),
        ("2024-02-18", DateState::DueSoon, None, Some("2024-02-18")),
        ("2024-02-19", DateState::Overdue, Some(1), None),
        ("2024-04-04", DateState::Overdue, Some(46), None),
    ] {
        let register = desk.register_on(today);
        let entry = register.entry(duty).unwrap();
        assert_eq!((entry.due.state, entry.due.overdue_days), (Some(state), overdue), "{today}");
        assert_eq!(entry.due.next, next.map(day), "{today}");
        assert_eq!(entry.due.day, Some(day("2024-02-18")));
        assert_eq!(entry.status, Status::InProgress, "the occurrence is open");
    }
    let hash = attached(&mut desk, None);
    let close = desk.workbook.close_occurrence(duty, Cause::Event(event), day("2024-02-20"), "", [hash].into());
    desk.apply(close);
    let register = desk.register_on("2024-03-01");
    let entry = register.entry(duty).unwrap();
    assert_eq!(entry.status, Status::Met);
    assert_eq!(entry.evidence, BTreeSet::from([hash]));
    assert_eq!((entry.due.state, entry.due.late, entry.due.overdue_days), (Some(DateState::Done), true, None));
    assert_eq!(register.counts.met_without_evidence, 0);
    let snapshot =
        Snapshot::of(&desk.workbook, desk.license, day("2024-03-01"), catalog(), Selection::default()).unwrap();
    let view = snapshot.duties.iter().find(|view| view.id == duty).unwrap();
    assert_eq!((view.status, view.due_late, view.evidence.as_slice()), (Status::Met, true, [hash].as_slice()));
    assert_eq!(snapshot.evidence[0].used_by, ["十二-1"]);
}

#[test]
fn the_status_of_an_event_duty_follows_from_what_happened() {
    for (stated, before, open, done) in [
        (Status::NotStarted, Status::NotStarted, Status::InProgress, Status::Met),
        (Status::InProgress, Status::InProgress, Status::InProgress, Status::Met),
        (Status::Met, Status::Met, Status::InProgress, Status::Met),
        (Status::NotMet, Status::NotMet, Status::NotMet, Status::NotMet),
    ] {
        let mut desk = tracked_from("2024-01-01");
        mark(&mut desk, "十二-1", stated, "2024-01-02");
        let status = |desk: &Desk| desk.register_on("2024-06-01").entry(desk.duty("十二-1")).unwrap().status;
        assert_eq!(status(&desk), before, "{stated:?}");
        let first = desk.record("registered_address_changed", "2024-01-11");
        let second = desk.record("registered_address_changed", "2024-05-11");
        assert_eq!(status(&desk), open, "{stated:?}");
        desk.close("十二-1", Cause::Event(first), "2024-01-20");
        assert_eq!(status(&desk), open, "{stated:?}: the second is open");
        desk.close("十二-1", Cause::Event(second), "2024-05-20");
        assert_eq!(status(&desk), done, "{stated:?}");
    }
}

/// A limit in hours is judged by the minute; a day without a time stands for its end.
#[test]
fn hours_decide_by_the_minute() {
    let mut desk = tracked_from("2024-01-01");
    let event = desk.record_at("security_incident", "2026-02-28", "23:30");
    let four = Value::Offset(Offset { amount: 4, unit: LimitUnit::Hours });
    desk.apply(desk.workbook.set_answer(&[desk.duty("八-1")], AnswerField::TargetWithin, Some(&four)));
    let at = |moment: &str| NaiveDateTime::parse_from_str(moment, "%Y-%m-%d %H:%M").unwrap();
    for (now, state, distance) in [
        (Now::from(at("2026-02-28 23:30")), DateState::DueSoon, Distance::HoursLeft(4)),
        (Now::from(day("2026-02-28")), DateState::DueSoon, Distance::HoursLeft(3)),
        (Now::from(at("2026-03-01 03:10")), DateState::DueSoon, Distance::HoursLeft(0)),
        (Now::from(at("2026-03-01 03:30")), DateState::DueSoon, Distance::HoursLeft(0)),
        (Now::from(at("2026-03-01 03:31")), DateState::Overdue, Distance::HoursPast(0)),
        (Now::from(at("2026-03-01 05:00")), DateState::Overdue, Distance::HoursPast(1)),
        (Now::from(day("2026-03-01")), DateState::Overdue, Distance::HoursPast(20)),
        (Now::from(day("2026-03-09")), DateState::Overdue, Distance::DaysPast(8)),
    ] {
        let register = Register::of(&desk.workbook, desk.license, now, catalog()).unwrap();
        let date = register.dates.iter().find(|date| date.event == Some(event) && date.label == "八-1").unwrap();
        assert_eq!((date.state, date.distance(now)), (state, Some(distance)), "{now:?}");
        assert_eq!(register.entry(date.duty).unwrap().due.is_overdue(), state == DateState::Overdue, "{now:?}");
        let turn = at("2026-03-01 03:30");
        assert_eq!(register.next_turn(), (now.moment() <= turn).then_some(turn), "{now:?}");
    }
}

/// Regression: the remedy date of an exception was only in the filed report.
#[test]
fn the_remedy_of_an_exception_is_a_deadline() {
    // Tracking starts after the window of the report on 2023.
    let mut desk = tracked_from("2024-05-01");
    let said = exception("2024-03-01", "2024-06-30");
    let duty = desk.duty("七-3");
    desk.apply(desk.workbook.attest(2023, &[duty], &said, day("2024-03-01")));
    let remedy = |desk: &Desk, today: &str| {
        let dates = desk.of("七-3", today).into_iter().filter(|date| date.rule == DateRule::Remedy);
        dates.map(|date| (date.due, date.state, date.late)).collect::<Vec<_>>()
    };
    let due = Some(day("2024-06-30"));
    assert_eq!(remedy(&desk, "2024-03-02"), [(due, DateState::Later, false)]);
    assert_eq!(remedy(&desk, "2024-06-30"), [(due, DateState::DueSoon, false)]);
    assert_eq!(remedy(&desk, "2024-07-01"), [(due, DateState::Overdue, false)]);
    assert_eq!(by_due(&desk, &desk.register_on("2024-07-01"), DueFilter::Overdue), BTreeSet::from([duty]));

    // “Met” before the exception does not fulfill the remedy; “met” after it does.
    let mut before = desk.clone();
    mark(&mut before, "七-3", Status::Met, "2024-02-01");
    assert_eq!(remedy(&before, "2024-07-01"), [(due, DateState::Overdue, false)]);
    mark(&mut desk, "七-3", Status::Met, "2024-07-02");
    assert_eq!(remedy(&desk, "2024-07-03"), [(due, DateState::Done, true)]);

    // The remedy can be closed by itself, and it is listed only once.
    before.close("七-3", Cause::Period(day("2024-06-30")), "2024-06-20");
    assert_eq!(remedy(&before, "2024-07-01"), [(due, DateState::Done, false)]);
    assert_eq!(before.of("七-3", "2024-07-01").len(), 1);
}

/// A missing decision is never overdue, even long after its day; the agenda lists it separately.
#[test]
fn what_is_undecided_is_told_apart_from_what_is_overdue() {
    let desk = tracked_from("2024-01-01");
    let register = desk.register_on("2026-11-24");
    let date = register.dates.iter().find(|date| date.label == "十二-5").unwrap();
    assert_eq!((date.state, date.horizon(day("2026-11-24"))), (DateState::DecisionMissing, Horizon::Undecided));
    assert!(date.is_missed(day("2026-11-24")));
    let entry = register.entry(date.duty).unwrap();
    assert!(!entry.due.is_overdue());
    assert_eq!(entry.due.state, Some(DateState::DecisionMissing));
}

/// Regression: an overdue annual report was missing from the overdue duties.
#[test]
fn an_annual_report_that_was_not_filed_is_overdue_everywhere() {
    let desk = tracked_from("2025-01-02");
    let now = Now::from(NaiveDate::from_ymd_opt(2026, 11, 24).unwrap());
    let report = desk.duty("十四-1");
    for (place, duties) in who_is_overdue(&desk, now) {
        assert_eq!(duties, BTreeSet::from([report]), "{place}");
    }
}
