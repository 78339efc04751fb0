//! Tests of what is derived from a workbook on a day: applicability, counts, and overdue duties.

use super::operations::operations;
use super::support::{in_days, new_desk, today};
use crate::support::desk::Desk;
use crate::support::facts;
use crate::support::random::config;
use crate::support::{catalog, day};
use license_workbook::deadlines::{Counts, DateRule, DateState, Entry, Register};
use license_workbook::obligation::{ApplicabilityState, Predicate};
use license_workbook::workbook::{AnswerField, Event, Field, IdSource, Status, Value};
use proptest::prelude::*;
use std::collections::BTreeMap;

const LABEL: &str = "一-1";

/// Counts of `entries`, computed naively.
fn recount<'a>(entries: &(impl Iterator<Item = &'a Entry> + Clone)) -> Counts {
    let count = |holds: &dyn Fn(&Entry) -> bool| entries.clone().filter(|e| holds(e)).count();
    Counts {
        total: count(&|_| true),
        by_status: Status::ALL.map(|status| count(&|e| e.status == status)),
        overdue: count(&|e| {
            let open = matches!(e.status, Status::NotStarted | Status::InProgress | Status::NotMet);
            open && e.duty.answer.due.is_some_and(|due| due < today())
        }),
        met_without_evidence: count(&|e| e.status == Status::Met && e.duty.answer.evidence.is_empty()),
        without_owner: count(&|e| e.status != Status::NotApplicable && e.duty.answer.owner.is_none()),
    }
}

proptest! {
    #![proptest_config(config(48))]

    #[test]
    fn counts_agree_with_a_naive_recount(operations in operations(40)) {
        let mut desk = new_desk();
        desk.run(&operations);
        let register = desk.register();
        prop_assert_eq!(register.counts, recount(&register.entries.iter()));
        prop_assert_eq!(register.counts.denominator(), register.counts.total - register.counts.of(Status::NotApplicable));
        let mut sum = 0;
        for (provision, counts) in &register.by_provision {
            let inside = register.entries.iter().filter(|e| e.duty.definition.clause.provision == *provision);
            prop_assert_eq!(*counts, recount(&inside));
            sum += counts.total;
        }
        prop_assert_eq!(sum, register.counts.total);
        for (clause, counts) in &register.by_clause {
            let inside = register.entries.iter().filter(|e| e.duty.definition.clause == *clause);
            prop_assert_eq!(*counts, recount(&inside));
        }
        for entry in &register.entries {
            prop_assert_eq!(register.entry(entry.id), Some(entry));
        }
    }
}

#[test]
fn the_lead_in_counts_its_sub_items_and_an_unknown_clause_counts_nothing() {
    let register = new_desk().register();
    let of = |clause: &str| register.counts_of(clause.parse().unwrap());
    let items: usize = register.by_clause.iter().filter(|(id, _)| id.provision == 16).map(|(_, c)| c.total).sum();
    assert_eq!(of("十六").total, items);
    assert!(items > of("十六(十三)").total && of("十六(十三)").total == 3);
    assert_eq!((of("十七"), of("十六(二十)")), (Counts::default(), Counts::default()));
}

#[test]
fn a_license_that_is_not_there_has_no_register() {
    let desk = new_desk();
    let unknown = IdSource::new(99).next_id();
    assert!(Register::of(&desk.workbook, unknown, today(), catalog()).is_none());
}

#[test]
fn a_stated_fact_settles_whether_a_duty_applies() {
    let start = new_desk();
    let mut seen = 0;
    for fact in &catalog().facts {
        let predicate = Predicate::Fact(fact.key.clone());
        let register = start.register();
        let of_fact: Vec<_> =
            register.entries.iter().filter(|e| e.duty.definition.applies_if.contains(&predicate)).collect();
        assert!(!of_fact.is_empty(), "no duty depends on {}", fact.key);
        for entry in of_fact {
            let ruled_out = entry.applicability.state == ApplicabilityState::NotApplicable;
            let alone = entry.duty.definition.applies_if.len() == 1;
            for (holds, expected, words) in [
                (Some(false), ApplicabilityState::NotApplicable, "已说明不属实"),
                (Some(true), ApplicabilityState::Applicable, "已说明属实"),
                (None, ApplicabilityState::Conditional, "尚未说明"),
            ] {
                let mut desk = start.clone();
                // For `None`, the fact is stated and then withdrawn.
                for holds in [Some(true), holds] {
                    let edit = desk.workbook.state_fact(desk.license, &fact.key, holds);
                    desk.try_apply(edit).unwrap();
                }
                let register = desk.register();
                let now = register.entry(entry.id).unwrap();
                let reason = now.applicability.reasons.iter().find(|r| r.predicate.as_ref() == Some(&predicate));
                let reason = reason.unwrap();
                assert_eq!(reason.state, expected, "{}: {}", entry.label, fact.key);
                assert_eq!(reason.text.zh, format!("{words}：{}", fact.statement.zh));
                assert!(reason.text.en.contains(&fact.statement.en));
                if alone && !ruled_out {
                    assert_eq!(now.applicability.state, expected, "{}", entry.label);
                    let not_applicable = expected == ApplicabilityState::NotApplicable;
                    assert_eq!(now.status == Status::NotApplicable, not_applicable);
                    seen += 1;
                }
                if expected == ApplicabilityState::NotApplicable {
                    assert_eq!(now.applicability.state, expected, "{}: one reason is enough", entry.label);
                }
            }
        }
    }
    assert!(seen >= 15, "only {seen} cases in which the fact alone decides");
}

#[test]
fn a_fact_stated_to_be_false_leaves_the_denominator() {
    let mut desk = new_desk();
    let edit = desk.workbook.state_fact(desk.license, "charges_users", Some(false));
    desk.try_apply(edit).unwrap();
    let less = desk.register().counts;
    assert_eq!(less.total, facts::duties());
    assert!(less.denominator() < facts::counted());
    let edit = desk.workbook.state_fact(desk.license, "charges_users", None);
    desk.try_apply(edit).unwrap();
    assert_eq!(desk.register().counts.denominator(), facts::counted());
}

#[test]
fn a_recorded_event_makes_its_duties_apply() {
    let mut desk = new_desk();
    let state = |desk: &Desk| desk.register().entry(desk.duty("八-1")).unwrap().applicability.state;
    assert_eq!(state(&desk), ApplicabilityState::Conditional);
    let predicates = &desk.workbook.duties[&desk.duty("八-1")].definition.applies_if;
    let kind = predicates.iter().find_map(|p| match p {
        Predicate::Event(kind) => Some(kind.clone()),
        Predicate::Fact(_) | Predicate::Named(_) | Predicate::Service { .. } => None,
    });
    let event = Event {
        license: desk.license,
        kind: kind.unwrap(),
        on: today(),
        at: None,
        note: String::new(),
        evidence: [].into(),
    };
    let field = Field::Event(desk.ids.next_id());
    let edit = desk.workbook.change([(field, Some(Value::Event(Box::new(event))))]);
    desk.try_apply(edit).unwrap();
    assert_eq!(state(&desk), ApplicabilityState::Applicable);
    desk.undo().unwrap();
    assert_eq!(state(&desk), ApplicabilityState::Conditional);
}

#[test]
fn a_due_date_is_overdue_from_the_day_after_it_and_never_once_settled() {
    for (status, is_open) in [
        (Status::NotStarted, true),
        (Status::InProgress, true),
        (Status::NotMet, true),
        (Status::Met, false),
        (Status::NotApplicable, false),
    ] {
        for (days, overdue) in [(-366, Some(366)), (-2, Some(2)), (-1, Some(1)), (0, None), (1, None), (366, None)] {
            let mut desk = new_desk();
            desk.set(LABEL, AnswerField::Due, Some(Value::Date(in_days(days)))).unwrap();
            let edit = desk.workbook.set_status(&[desk.duty(LABEL)], status, Some("理由"), today(), desk.me);
            desk.try_apply(edit).unwrap();
            let register = desk.register();
            let expected = overdue.filter(|_| is_open);
            let entry = register.entry(desk.duty(LABEL)).unwrap();
            assert_eq!(entry.due.overdue_days, expected, "{status:?}, due in {days} days");
            assert_eq!(register.counts.overdue, usize::from(expected.is_some()));

            // The list of dates agrees.
            let dates = &register.dates;
            let own = dates.iter().find(|d| d.duty == entry.id && d.rule == DateRule::OwnDue).map(|d| d.state);
            let state = match (status, expected, days) {
                (Status::NotApplicable, ..) => None,
                (Status::Met, ..) => Some(DateState::Done),
                (_, Some(_), _) => Some(DateState::Overdue),
                (_, None, 0..=30) => Some(DateState::DueSoon),
                _ => Some(DateState::Later),
            };
            assert_eq!(own, state, "{status:?}, due in {days} days");
        }
    }
}

#[test]
fn a_duty_is_overdue_by_the_day_that_is_asked_about() {
    let mut desk = new_desk();
    desk.set(LABEL, AnswerField::Due, Some(Value::Date(today()))).unwrap();
    for (on, overdue) in [(-1, None), (0, None), (1, Some(1)), (30, Some(30))] {
        let register = Register::of(&desk.workbook, desk.license, in_days(on), catalog()).unwrap();
        assert_eq!(register.entry(desk.duty(LABEL)).unwrap().due.overdue_days, overdue, "{on} days from now");
        assert_eq!(register.today(), in_days(on));
    }
}

#[test]
fn a_duty_that_the_annex_rules_out_is_not_applicable_whatever_was_answered() {
    let mut desk = new_desk();
    let ruled_out = |register: &Register| {
        let out = |e: &&Entry| e.applicability.state == ApplicabilityState::NotApplicable;
        register.entries.iter().find(out).map(|e| (e.id, e.label.clone())).unwrap()
    };
    let (id, label) = ruled_out(&desk.register());
    desk.set(&label, AnswerField::Status, Some(Value::Status(Status::Met))).unwrap();
    desk.set(&label, AnswerField::Due, Some(Value::Date(in_days(-9)))).unwrap();
    let register = desk.register();
    let entry = register.entry(id).unwrap();
    assert_eq!((entry.status, entry.duty.answer.status), (Status::NotApplicable, Status::Met));
    assert_eq!((entry.due.overdue_days, register.counts.met_without_evidence), (None, 0));
    assert!(register.dates.iter().all(|date| date.duty != id));
}

#[test]
fn days_left_go_down_to_nought_on_the_last_day_and_below_after_it() {
    let desk = new_desk();
    for (on, left) in [("2024-02-09", 90), ("2024-05-08", 1), ("2024-05-09", 0), ("2024-05-10", -1)] {
        let register = Register::of(&desk.workbook, desk.license, day(on), catalog()).unwrap();
        assert_eq!(register.days_left(), Some(left), "{on}");
    }
    let (workbook, _) = super::support::seeded("no day of expiry");
    let register = Register::of(&workbook, workbook.current_license().unwrap(), today(), catalog()).unwrap();
    assert_eq!(register.days_left(), None);
}

#[test]
fn quotes_are_whole_across_page_breaks_and_cut_between_pieces() {
    let register = new_desk().register();
    let quotes: BTreeMap<&str, &str> = register.entries.iter().map(|e| (e.label.as_str(), e.quote.as_str())).collect();
    for duty in &catalog().duties {
        assert_eq!(quotes[duty.key.as_str()], duty.quotes.join("…"), "{}", duty.key);
    }
}
