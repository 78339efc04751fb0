//! Tests of which duties a filter accepts.

use super::operations::operations;
use super::support::{in_days, new_desk, today};
use crate::support::desk::Desk;
use crate::support::facts;
use crate::support::random::config;
use license_workbook::deadlines::{DueFilter, EvidenceFilter, Filter, OwnerFilter, Register};
use license_workbook::obligation::{ApplicabilityState, DutyKind};
use license_workbook::workbook::{AnswerField, Status, Value};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn shown(desk: &Desk, filter: &Filter) -> Vec<String> {
    let register = desk.register();
    let entries = register.entries.iter();
    entries.filter(|e| filter.accepts(e, &desk.workbook, today())).map(|e| e.label.clone()).collect()
}

/// A desk on which a few duties have different answers.
fn worked_on() -> Desk {
    let mut desk = new_desk();
    let piece = desk.add_evidence("a scan");
    let text = |words: &str| Value::Text(words.to_owned());
    let due = |days| Value::Date(in_days(days));
    let (me, colleague) = (Value::PersonRef(desk.me), Value::PersonRef(desk.colleague));
    for (label, field, value) in [
        ("一-1", AnswerField::Due, due(-1)),
        ("一-1", AnswerField::Owner, me.clone()),
        ("一-1", AnswerField::Evidence, Value::EvidenceRefs(BTreeSet::from([piece]))),
        ("一-2", AnswerField::Due, due(-1)),
        ("一-2", AnswerField::Status, Value::Status(Status::Met)),
        ("一-2", AnswerField::Owner, colleague.clone()),
        ("二-1", AnswerField::Due, due(0)),
        ("二-1", AnswerField::Status, Value::Status(Status::InProgress)),
        ("二-1", AnswerField::Note, text("Zyxwv 甲乙丙")),
        ("二-2", AnswerField::Due, due(1)),
        ("二-2", AnswerField::Status, Value::Status(Status::NotMet)),
        ("二-2", AnswerField::Statement, text("ＺＹＸＷＶ（一）")),
        ("十六(九)-2", AnswerField::Due, due(30)),
        ("十六(九)-2", AnswerField::Owner, colleague),
        ("十六(九)-2", AnswerField::Tags, Value::Tags(BTreeSet::from(["zyxwv-tag".to_owned()]))),
        ("十六(九)-3", AnswerField::Due, due(31)),
        ("十六(九)-3", AnswerField::Justification, text("qponm")),
        ("十六(九)-3", AnswerField::Status, Value::Status(Status::NotApplicable)),
    ] {
        desk.set(label, field, Some(value)).unwrap();
    }
    desk
}

#[test]
fn an_empty_filter_shows_all() {
    let desk = worked_on();
    assert!(Filter::default().is_empty());
    assert_eq!(shown(&desk, &Filter::default()).len(), facts::duties());
    let spaces = Filter { text: " \u{3000}\t".to_owned(), ..Filter::default() };
    assert_eq!(shown(&desk, &spaces).len(), facts::duties());
    assert!(!Filter::open().is_empty());
}

#[test]
fn by_due_date() {
    let desk = worked_on();
    // Dates set by the license count as well: 90 days before it ends, and the annual report. 一-2 is met; 十六(九)-3 does
    // not apply, so it has no date.
    let all = ["一-1", "一-2", "二-1", "二-2", "十二-5", "十二-6", "十四-1", "十六(九)-2"];
    for (due, expected) in [
        (DueFilter::Overdue, &["一-1"][..]),
        (DueFilter::Within(0), &["二-1", "十二-5", "十二-6"]),
        (DueFilter::Within(1), &["二-1", "二-2", "十二-5", "十二-6"]),
        (DueFilter::Within(29), &["二-1", "二-2", "十二-5", "十二-6"]),
        (DueFilter::Within(30), &["二-1", "二-2", "十二-5", "十二-6", "十六(九)-2"]),
        (DueFilter::Within(u16::MAX), &["二-1", "二-2", "十二-5", "十二-6", "十四-1", "十六(九)-2"]),
        (DueFilter::Set, &all),
    ] {
        assert_eq!(shown(&desk, &Filter { due, ..Filter::default() }), expected, "{due:?}");
    }
    let unset = shown(&desk, &Filter { due: DueFilter::Unset, ..Filter::default() });
    assert_eq!(unset.len(), facts::duties() - all.len());
    assert!(all.iter().all(|label| !unset.contains(&(*label).to_owned())));
}

#[test]
fn by_owner_and_evidence() {
    let desk = worked_on();
    let nobody = new_desk().ids.next_id();
    for (owner, expected) in [
        (OwnerFilter::Person(desk.me), &["一-1"][..]),
        (OwnerFilter::Person(desk.colleague), &["一-2", "十六(九)-2"]),
        (OwnerFilter::Person(nobody), &[]),
    ] {
        assert_eq!(shown(&desk, &Filter { owner, ..Filter::default() }), expected, "{owner:?}");
    }
    assert_eq!(shown(&desk, &Filter { owner: OwnerFilter::Nobody, ..Filter::default() }).len(), facts::duties() - 3);
    let evidence = |evidence| shown(&desk, &Filter { evidence, ..Filter::default() });
    assert_eq!(evidence(EvidenceFilter::Attached), ["一-1"]);
    assert_eq!(evidence(EvidenceFilter::None).len(), facts::duties() - 1);
}

#[test]
fn by_status_kind_and_applicability() {
    let desk = worked_on();
    let by = |statuses: &[Status]| {
        shown(&desk, &Filter { statuses: statuses.iter().copied().collect(), ..Filter::default() })
    };
    assert_eq!(by(&[Status::Met]), ["一-2"]);
    assert_eq!(by(&[Status::InProgress, Status::NotMet]), ["二-1", "二-2", "十四-1"]);
    let [.., ruled_out] = facts::by_applicability();
    assert_eq!(by(&[Status::NotApplicable]).len(), ruled_out + 1, "by the annex, and one by its status");
    assert_eq!(by(&Status::ALL).len(), facts::duties());
    assert_eq!(shown(&desk, &Filter::open()).len(), facts::counted() - 1 - 1);

    let register = desk.register();
    for kind in DutyKind::ALL {
        let expected: Vec<_> =
            register.entries.iter().filter(|e| e.duty.definition.kind == kind).map(|e| e.label.clone()).collect();
        assert!(!expected.is_empty());
        assert_eq!(shown(&desk, &Filter { kinds: [kind].into(), ..Filter::default() }), expected, "{kind:?}");
    }
    let applicability = |state| shown(&desk, &Filter { applicability: [state].into(), ..Filter::default() }).len();
    assert_eq!(ApplicabilityState::ALL.map(applicability), facts::by_applicability());
}

#[test]
fn by_clause_with_its_sub_items() {
    let desk = worked_on();
    for (clause, first, count) in
        [("一", "一-1", 10), ("十六(十三)", "十六(十三)-1", 3), ("十六", "十六(一)-1", 50), ("十七", "", 0)]
    {
        let shown = shown(&desk, &Filter { clause: Some(clause.parse().unwrap()), ..Filter::default() });
        assert_eq!(shown.first().map_or("", String::as_str), first);
        let inside =
            |label: &&String| label.starts_with(&format!("{clause}-")) || label.starts_with(&format!("{clause}("));
        assert_eq!(shown.iter().filter(inside).count(), shown.len(), "{clause}: {shown:?}");
        assert_eq!(shown.len(), count, "{clause}");
    }
}

#[test]
fn conditions_add_up() {
    let desk = worked_on();
    let mut filter = Filter { clause: Some("一".parse().unwrap()), due: DueFilter::Set, ..Filter::default() };
    assert_eq!(shown(&desk, &filter), ["一-1", "一-2"]);
    filter.statuses.insert(Status::Met);
    assert_eq!(shown(&desk, &filter), ["一-2"]);
    filter.owner = OwnerFilter::Person(desk.me);
    assert_eq!(shown(&desk, &filter), [""; 0]);
}

#[test]
fn by_words_wherever_they_stand() {
    let desk = worked_on();
    for (words, expected) in [
        // In the note, the statement, or a tag, in any case and width.
        ("zyxwv", &["二-1", "二-2", "十六(九)-2"][..]),
        ("ZyXwV", &["二-1", "二-2", "十六(九)-2"]),
        ("ｚｙｘｗｖ", &["二-1", "二-2", "十六(九)-2"]),
        ("zyxwv（一）", &["二-2"]),
        ("zyxwv(一)", &["二-2"]),
        ("zyxwv-tag", &["十六(九)-2"]),
        ("qponm", &["十六(九)-3"]),
        // All words, in any order, in any fields.
        ("甲乙丙 zyxwv", &["二-1"]),
        ("甲乙丙\u{3000}ｚｙｘｗｖ", &["二-1"]),
        ("  zyxwv\tJO  o'neil ", &["十六(九)-2"]),
        ("zyxwv qponm", &[]),
        ("甲丙", &[]),
        // The owner, the label.
        ("jo o'neil", &["一-2", "十六(九)-2"]),
        ("王芳", &["一-1"]),
        ("十六(九)-2", &["十六(九)-2"]),
        ("十六（九）-2", &["十六(九)-2"]),
        ("16(9)-2", &["十六(九)-2"]),
        ("１６（９）－２", &["十六(九)-2"]),
    ] {
        assert_eq!(shown(&desk, &Filter { text: words.to_owned(), ..Filter::default() }), expected, "{words:?}");
    }
}

#[test]
fn every_duty_is_found_by_its_titles_its_quote_and_its_evidence() {
    let desk = new_desk();
    let register = desk.register();
    for entry in &register.entries {
        let definition = &entry.duty.definition;
        let accepted = definition.accepted_evidence.iter().flat_map(|e| [&e.zh, &e.en]);
        for words in [&definition.title.zh, &definition.title.en, &entry.quote].into_iter().chain(accepted) {
            for text in [words.clone(), words.to_uppercase()] {
                let filter = Filter { text, ..Filter::default() };
                assert!(filter.accepts(entry, &desk.workbook, today()), "{}: {}", entry.label, filter.text);
            }
        }
    }
}

proptest! {
    #![proptest_config(config(32))]

    #[test]
    fn each_way_of_dividing_the_duties_leaves_none_out(operations in operations(30)) {
        let mut desk = new_desk();
        desk.run(&operations);
        let register = desk.register();
        let count = |filter: &Filter| count(&desk, &register, filter);
        let total = register.counts.total;
        let by_status: usize = Status::ALL.iter().map(|s| count(&Filter { statuses: [*s].into(), ..Filter::default() })).sum();
        prop_assert_eq!(by_status, total);
        let people = desk.workbook.people.keys().map(|id| OwnerFilter::Person(*id)).chain([OwnerFilter::Nobody]);
        let by_owner: usize = people.map(|owner| count(&Filter { owner, ..Filter::default() })).sum();
        prop_assert_eq!(by_owner, total);
        let due = |due| count(&Filter { due, ..Filter::default() });
        prop_assert_eq!(due(DueFilter::Set) + due(DueFilter::Unset), total);
        prop_assert_eq!(due(DueFilter::Overdue), register.counts.overdue);
        prop_assert!(due(DueFilter::Overdue) + due(DueFilter::Within(400)) <= due(DueFilter::Set));
        let evidence = |evidence| count(&Filter { evidence, ..Filter::default() });
        prop_assert_eq!(evidence(EvidenceFilter::Attached) + evidence(EvidenceFilter::None), total);
        for status in Status::ALL {
            prop_assert_eq!(count(&Filter { statuses: [status].into(), ..Filter::default() }), register.counts.of(status));
        }
    }
}

fn count(desk: &Desk, register: &Register, filter: &Filter) -> usize {
    register.entries.iter().filter(|e| filter.accepts(e, &desk.workbook, today())).count()
}
