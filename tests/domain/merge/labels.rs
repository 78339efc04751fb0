//! Tests of labels: copies that add duties to one clause give them different labels.

use super::properties::all_orders;
use super::world::{copy_of, merged};
use crate::support::desk::Desk;
use crate::support::random::config;
use crate::workbook::support::new_desk;
use license_workbook::language::Bilingual;
use license_workbook::license::ClauseId;
use license_workbook::merge::{Audit, Choice};
use license_workbook::store::to_ron;
use license_workbook::workbook::{Definition, DutyId, OwnDuty, Workbook};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// An action of one person about the duties of two clauses.
#[derive(Clone, Debug)]
enum Act {
    Add(usize, bool),
    Split(usize, usize),
    Retire(usize, usize),
    Reword(usize, usize),
    Undo(usize),
    /// Merges the copy of another person, and settles the conflicts.
    TakeIn(usize, usize),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let who = || 0..3_usize;
    let act = prop_oneof![
        4 => (who(), any::<bool>()).prop_map(|(who, own)| Act::Add(who, own)),
        4 => (who(), 0..9_usize).prop_map(|(who, which)| Act::Split(who, which)),
        1 => (who(), 0..9_usize).prop_map(|(who, which)| Act::Retire(who, which)),
        2 => (who(), 0..9_usize).prop_map(|(who, which)| Act::Reword(who, which)),
        2 => who().prop_map(Act::Undo),
        2 => (who(), who()).prop_map(|(who, from)| Act::TakeIn(who, from)),
    ];
    proptest::collection::vec(act, 2..14)
}

fn clause() -> ClauseId {
    "十二".parse().unwrap()
}

/// The duties of the clause, in the order of their ids.
fn duties(workbook: &Workbook) -> Vec<DutyId> {
    let of_clause = workbook.duties.iter().filter(|(_, duty)| duty.definition.clause == clause());
    of_clause.map(|(id, _)| *id).collect()
}

fn add(desk: &mut Desk, clause: ClauseId) -> DutyId {
    let id = desk.ids.next_id();
    let definition = Definition::own(desk.license, clause, Bilingual::new("自查", "Check"));
    let edit = desk.workbook.add_duty(id, OwnDuty { definition, due: None, recurrence: None });
    desk.apply(edit);
    id
}

fn split(desk: &mut Desk, duty: DutyId) {
    let definition = &desk.workbook.duties[&duty].definition;
    let Some(span) = definition.spans.first() else { return };
    let text = span.of(&desk.workbook.licenses[&desk.license].record.text);
    let Some((at, _)) = text.char_indices().nth(text.chars().count() / 2) else { return };
    let new = desk.ids.next_id();
    drop(desk.try_apply(desk.workbook.split_duty(duty, &[span.start + at], &[], &[new])));
}

fn act(copies: &mut [Desk], act: &Act) {
    let of = |desk: &Desk, which: &usize| {
        let all = duties(&desk.workbook);
        all[which % all.len()]
    };
    match act {
        Act::Add(who, is_own) => drop(add(&mut copies[*who], if *is_own { ClauseId::OWN } else { clause() })),
        Act::Split(who, which) => {
            let duty = of(&copies[*who], which);
            split(&mut copies[*who], duty);
        }
        Act::Retire(who, which) => {
            let desk = &mut copies[*who];
            drop(desk.try_apply(desk.workbook.retire_duty(of(desk, which), "停用")));
        }
        Act::Reword(who, which) => {
            let desk = &mut copies[*who];
            let duty = of(desk, which);
            let title = Bilingual::new(format!("改 {who}"), format!("Reworded {who}"));
            let definition = Definition { title, ..desk.workbook.duties[&duty].definition.clone() };
            drop(desk.try_apply(desk.workbook.redefine_duty(duty, definition)));
        }
        // An undo is refused if a merge changed the same field.
        Act::Undo(who) => drop(copies[*who].undo()),
        Act::TakeIn(who, from) => {
            copies[*from].workbook.seal();
            let other = copies[*from].workbook.clone();
            let desk = &mut copies[*who];
            let merge = merged(&desk.workbook, &other);
            desk.workbook = merge.workbook;
            let decisions: Vec<_> = merge.conflicts.into_iter().map(|c| (c, Choice::Version(1))).collect();
            drop(desk.try_apply(desk.workbook.settle(&decisions)));
        }
    }
}

/// Fails if two duties have the same label.
fn assert_unique(workbook: &Workbook) {
    let mut seen: BTreeMap<String, DutyId> = BTreeMap::new();
    for (id, duty) in &workbook.duties {
        let before = seen.insert(duty.definition.label(), *id);
        assert_eq!(before, None, "{} is the label of {id} too", duty.definition.label());
    }
}

proptest! {
    #![proptest_config(config(30))]

    #[test]
    fn labels_are_unique_and_the_same_in_every_order(acts in acts()) {
        let desk = new_desk();
        let mut copies: Vec<Desk> = (0..3).map(|n| copy_of(&desk, 100 + n)).collect();
        for one in &acts {
            act(&mut copies, one);
        }
        for copy in &copies {
            assert_unique(&copy.workbook);
        }
        let all = all_orders(&copies);
        assert_unique(&all[0]);
        let first = to_ron(&all[0]).unwrap();
        for other in &all {
            prop_assert!(to_ron(other).unwrap() == first);
        }
        prop_assert_eq!(all[0].audit(), Audit::default());
        for copy in &copies {
            prop_assert!(merged(&all[0], &copy.workbook).workbook == all[0]);
        }
    }
}

#[test]
fn the_first_of_two_added_duties_keeps_its_label_and_old_duties_keep_theirs() {
    let desk = new_desk();
    let (mut left, mut right) = (copy_of(&desk, 100), copy_of(&desk, 101));
    let (a, b) = (add(&mut left, clause()), add(&mut right, clause()));
    let label = |workbook: &Workbook, id: &DutyId| workbook.duties[id].definition.label();
    assert_eq!((label(&left.workbook, &a), label(&right.workbook, &b)), ("十二-8".to_owned(), "十二-8".to_owned()));
    for merge in [merged(&left.workbook, &right.workbook), merged(&right.workbook, &left.workbook)] {
        let (first, second) = (a.min(b), a.max(b));
        assert_eq!(label(&merge.workbook, &first), "十二-8");
        assert_eq!(label(&merge.workbook, &second), "十二-9");
        for (id, duty) in &desk.workbook.duties {
            assert_eq!(label(&merge.workbook, id), duty.definition.label());
        }
    }
}

#[test]
fn a_duty_added_in_a_part_gets_a_label_that_the_whole_does_not_have() {
    let desk = new_desk();
    let only = desk.duty("十二-1");
    let part = desk.workbook.part(&[only].into(), false);
    let mut theirs = copy_of(&Desk { workbook: part, ..desk.clone() }, 88);
    let new = add(&mut theirs, clause());
    assert_eq!(theirs.workbook.duties[&new].definition.label(), "十二-2", "the part does not know the others");
    for merge in [merged(&desk.workbook, &theirs.workbook), merged(&theirs.workbook, &desk.workbook)] {
        assert_unique(&merge.workbook);
        assert_eq!(merge.workbook.duties[&new].definition.label(), "十二-8");
        assert!(merge.workbook.audit().is_clean());
    }
}
