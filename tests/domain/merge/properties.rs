//! Property tests of merging arbitrary copies.

use super::world::{acts, copies, live, merged};
use crate::support::desk::Desk;
use crate::support::random::config;
use crate::workbook::operations::operations;
use crate::workbook::support::without_history;
use license_workbook::merge::{Audit, ConflictValue, Merge};
use license_workbook::store::{from_ron, to_ron};
use license_workbook::workbook::{AnswerField, Field, RecordId, Value, Workbook};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn text(workbook: &Workbook) -> String {
    to_ron(workbook).unwrap()
}

fn ids(workbook: &Workbook) -> BTreeSet<RecordId> {
    workbook.history.iter().map(|r| r.id).collect()
}

/// Checks a merge of two edited copies against a specification that is independent of the implementation.
fn check_against_base(base: &Workbook, left: &Workbook, right: &Workbook, merge: &Merge) {
    let all = &merge.workbook;
    for (duty, field) in all.duties.keys().flat_map(|id| AnswerField::ALL.iter().map(|f| (*id, *f))) {
        let there = |workbook: &Workbook| workbook.duties.contains_key(&duty);
        if !(there(base) && there(left) && there(right)) {
            continue;
        }
        let name = Field::Answer(duty, field);
        if merge.restored.contains(&name) {
            continue;
        }
        let (base, left, right, all) = (base.get(&name), left.get(&name), right.get(&name), all.get(&name));
        if matches!(field, AnswerField::Tags | AnswerField::Evidence) {
            let expected: BTreeSet<String> = members(base.as_ref())
                .union(&members(left.as_ref()).union(&members(right.as_ref())).cloned().collect())
                .filter(|m| {
                    match (
                        members(base.as_ref()).contains(*m),
                        members(left.as_ref()).contains(*m),
                        members(right.as_ref()).contains(*m),
                    ) {
                        (true, l, r) => l && r,
                        (false, l, r) => l || r,
                    }
                })
                .cloned()
                .collect();
            assert_eq!(members(all.as_ref()), expected, "{name:?}");
            continue;
        }
        let conflict = merge.conflicts.iter().find(|c| c.field == name);
        if left == right || right == base {
            assert_eq!((all, conflict), (left, None), "{name:?}");
        } else if left == base {
            assert_eq!((all, conflict), (right, None), "{name:?}");
        } else {
            let conflict = conflict.unwrap_or_else(|| panic!("{name:?}: {left:?} and {right:?} without a conflict"));
            let says = |value: &Option<Value>| {
                conflict.versions.iter().any(|v| v.value == ConflictValue::Field(value.clone()))
            };
            assert!(says(&left) && says(&right) && conflict.versions.len() == 2, "{conflict:?}");
            assert_eq!(conflict.versions[0].value, ConflictValue::Field(all), "the field has the first version");
        }
    }
}

fn members(value: Option<&Value>) -> BTreeSet<String> {
    match value {
        Some(Value::Tags(tags)) => tags.clone(),
        Some(Value::EvidenceRefs(refs)) => refs.iter().map(ToString::to_string).collect(),
        _ => BTreeSet::new(),
    }
}

/// Every order in which three copies can be merged.
pub(super) fn all_orders(copies: &[Desk]) -> Vec<Workbook> {
    let of = |n: usize| &copies[n].workbook;
    let mut found = Vec::new();
    for (a, b, c) in [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)] {
        found.push(merged(&merged(of(a), of(b)).workbook, of(c)).workbook);
        found.push(merged(of(a), &merged(of(b), of(c)).workbook).workbook);
    }
    found
}

proptest! {
    #![proptest_config(config(600))]

    #[test]
    fn two_copies_merge_field_by_field(before in operations(8), a in operations(12), b in operations(12), back in 0..4_usize) {
        let mut copies = copies(3, &before);
        copies[0].run(&a);
        copies[1].run(&b);
        for _ in 0..back {
            drop(copies[0].undo());
        }
        let [left, right, base] = [0, 1, 2].map(|n| copies[n].workbook.clone());
        let merge = merged(&left, &right);
        check_against_base(&base, &left, &right, &merge);

        // No record is lost and none is invented.
        prop_assert_eq!(ids(&merge.workbook), ids(&left).union(&ids(&right)).copied().collect());
        prop_assert_eq!(merge.only_left.len() + base.history.len(), left.history.len());
        prop_assert_eq!(merge.only_right.len() + base.history.len(), right.history.len());
        prop_assert_eq!(&merge.altered, &[]);
        prop_assert_eq!(merge.workbook.audit(), Audit::default());
        prop_assert_eq!(merge.workbook.conflicts(), merge.conflicts);

        // Merging is commutative and idempotent, and an old copy changes nothing.
        prop_assert_eq!(text(&merged(&right, &left).workbook), text(&merge.workbook));
        prop_assert!(merged(&left, &left).workbook == left);
        for old in [&base, &left, &right, &merge.workbook] {
            prop_assert!(merged(&merge.workbook, old).workbook == merge.workbook);
            prop_assert!(merged(old, &merge.workbook).workbook == merge.workbook);
        }
    }

    #[test]
    fn the_order_of_merging_does_not_matter(before in operations(6), acts in acts(3, 24)) {
        let mut copies = copies(3, &before);
        live(&mut copies, &acts);
        let all = all_orders(&copies);
        let first = text(&all[0]);
        for (n, other) in all.iter().enumerate() {
            prop_assert!(*other == all[0], "order {} differs: {}", n, difference(&all[0], other));
        }
        let everything: BTreeSet<RecordId> = copies.iter().flat_map(|desk| ids(&desk.workbook)).collect();
        prop_assert_eq!(ids(&all[0]), everything);
        for desk in &copies {
            prop_assert!(merged(&all[0], &desk.workbook).workbook == all[0]);
        }
        let reopened = from_ron(&first).unwrap();
        prop_assert!(reopened.workbook == all[0] && reopened.changed_sections.is_empty());
    }

    /// A third copy is hostile: it alters records of others, sets their time to the year 9999, removes their parents or
    /// whole records, and replaces their authors.
    #[test]
    fn a_hostile_copy_takes_no_honest_work_away_in_whatever_order(
        before in operations(6),
        acts in acts(3, 16),
        lies in proptest::collection::vec((any::<proptest::sample::Index>(), 0..6_u8, any::<bool>()), 1..6),
    ) {
        let mut copies = copies(3, &before);
        live(&mut copies, &acts);
        let honest: Vec<_> = copies[..2].iter().flat_map(|desk| desk.workbook.history.clone()).collect();
        copies[2].workbook = super::world::lying(&copies[2].workbook, &lies);
        let all = all_orders(&copies);
        for other in &all {
            for record in &honest {
                prop_assert_eq!(other.record(record.id), Some(record));
            }
            prop_assert!(other.audit().unexplained.is_empty());
            prop_assert!(*other == all[0], "{}", difference(&all[0], other));
        }
        // The two honest copies alone merge without a finding.
        let alone = merged(&copies[0].workbook, &copies[1].workbook).workbook;
        prop_assert!(alone.audit().is_clean());
    }

    #[test]
    fn what_was_undone_stays_undone(before in operations(6), ours in operations(6), theirs in operations(6)) {
        let mut copies = copies(2, &before);
        let start = without_history(&copies[0].workbook);
        copies[1].run(&theirs);
        let alone = without_history(&copies[1].workbook);
        let steps = copies[0].run(&ours).steps;
        for _ in 0..steps {
            prop_assert!(copies[0].undo().unwrap().is_some());
        }
        prop_assert!(without_history(&copies[0].workbook) == start);
        let merge = merged(&copies[0].workbook, &copies[1].workbook);
        // The undo of a removal states that the entry must exist; only this may cause a conflict.
        if merge.conflicts.is_empty() {
            prop_assert!(without_history(&merge.workbook) == alone);
        } else {
            prop_assert!(merge.conflicts.iter().all(license_workbook::merge::Conflict::is_about_removal), "{:?}", merge.conflicts);
        }
    }
}

/// The first difference between two workbooks.
fn difference(a: &Workbook, b: &Workbook) -> String {
    if a.history != b.history {
        let of = |w: &Workbook| w.history.iter().map(|r| r.id.to_string()).collect::<Vec<_>>().join(" ");
        return format!("histories\n{}\n{}", of(a), of(b));
    }
    let (a, b) = (text(a), text(b));
    a.lines().zip(b.lines()).enumerate().find(|(_, (a, b))| a != b).map_or_else(String::new, |(n, (x, y))| {
        let above = a.lines().take(n).filter(|l| l.contains(": (")).last().unwrap_or_default();
        format!("line {n} in {above}: {x} / {y}")
    })
}

#[test]
fn the_runs_are_not_empty() {
    use proptest::strategy::ValueTree as _;
    use proptest::test_runner::TestRunner;
    let mut conflicts = 0;
    let mut runner = TestRunner::new(config(1));
    for _ in 0..60 {
        let tree = (operations(6), acts(3, 24)).new_tree(&mut runner).unwrap();
        let (before, acts) = tree.current();
        let mut copies = copies(3, &before);
        live(&mut copies, &acts);
        conflicts += all_orders(&copies)[0].conflicts().len();
    }
    assert!(conflicts > 20, "only {conflicts} conflicts in 60 runs");
}

/// A year of 250 working days: three people edit and sometimes undo, and on each fifth day one merges the copy of
/// another. All orders of merging give the same bytes.
#[test]
fn a_year_of_three_people_merges_to_the_same_bytes_in_every_order() {
    use proptest::strategy::ValueTree as _;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::new(config(1));
    let mut copies = copies(3, &operations(10).new_tree(&mut runner).unwrap().current());
    for day in 0..250_usize {
        let mut done = acts(3, 24).new_tree(&mut runner).unwrap().current();
        done.retain(|act| !matches!(act, super::world::Act::TakeIn(..)));
        if day % 5 == 4 {
            done.push(super::world::Act::TakeIn(day % 3, (day + 1) % 3, (day % 2 == 0).then_some(day % 3)));
        }
        live(&mut copies, &done);
    }
    let all = all_orders(&copies);
    let bytes = text(&all[0]);
    for other in &all {
        assert_same_bytes(&text(other), &bytes);
    }
    assert!(all[0].history.len() > 1000, "only {} records", all[0].history.len());
    assert_eq!(all[0].audit(), Audit::default());
    let everything: BTreeSet<RecordId> = copies.iter().flat_map(|desk| ids(&desk.workbook)).collect();
    assert_eq!(ids(&all[0]), everything);
}

#[track_caller]
fn assert_same_bytes(a: &str, b: &str) {
    let line = a.lines().zip(b.lines()).position(|(a, b)| a != b);
    assert!(a == b, "they differ first in line {line:?}");
}
