//! Helpers: several people who edit, undo, and merge copies of one workbook.

use crate::support::desk::Desk;
use crate::workbook::operations::{DUTIES, Operation, operations};
use crate::workbook::support::{moment, new_desk, text};
use license_workbook::merge::{Choice, Merge, merge};
use license_workbook::workbook::{
    AnswerField, Field, Id, IdSource, LicenseEntry, LicenseRecord, Stamp, UndoStack, Workbook,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use std::sync::{Arc, LazyLock};

/// An action of one person.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    Edit(usize, Vec<Operation>),
    /// Writes into a field that the others also write.
    Meet(usize, AnswerField, &'static str),
    Undo(usize, usize),
    Redo(usize),
    /// Merges the copy of another person and either settles the conflicts or leaves them.
    TakeIn(usize, usize, Option<usize>),
    /// Closes the file and opens it again.
    Reopen(usize),
}

pub(crate) fn acts(people: usize, most: usize) -> impl Strategy<Value = Vec<Act>> {
    let who = move || 0..people;
    let act = prop_oneof![
        6 => (who(), operations(4)).prop_map(|(who, what)| Act::Edit(who, what)),
        5 => (who(), select(&[AnswerField::Note, AnswerField::Statement][..]), select(&["", "a", "b", "ab"][..]))
            .prop_map(|(who, field, words)| Act::Meet(who, field, words)),
        2 => (who(), 1..3_usize).prop_map(|(who, times)| Act::Undo(who, times)),
        1 => who().prop_map(Act::Redo),
        2 => (who(), who(), proptest::option::of(0..3_usize)).prop_map(|(a, b, settle)| Act::TakeIn(a, b, settle)),
        1 => who().prop_map(Act::Reopen),
    ];
    vec(act, 1..most)
}

/// Copies of one workbook in which some edits were made before copying.
pub(crate) fn copies(people: usize, before: &[Operation]) -> Vec<Desk> {
    let mut first = small();
    first.run(before);
    first.workbook.seal();
    (0..people).map(|n| copy_of(&first, 100 + n as u64)).collect()
}

/// The usual desk with few duties and a short license, so that thousands of runs are quick.
fn small() -> Desk {
    static SMALL: LazyLock<Desk> = LazyLock::new(|| {
        let desk = new_desk();
        let kept = DUTIES.map(|label| desk.duty(label));
        let mut contents = (*desk.workbook).clone();
        contents.duties.retain(|id, _| kept.contains(id));
        for license in contents.licenses.values_mut() {
            *license = LicenseEntry::new(LicenseRecord { text: "一、应当\n".to_owned(), ..license.record.clone() });
        }
        // The history starts with the remaining contents.
        contents.bases.clear();
        contents.history.clear();
        Desk { workbook: Workbook::from_contents(contents).unwrap(), ..desk }
    });
    SMALL.clone()
}

/// A copy, as if opened from a file.
pub(crate) fn copy_of(desk: &Desk, opening: u64) -> Desk {
    let workbook = Workbook::from_contents((*desk.workbook).clone()).unwrap();
    Desk { workbook, ids: IdSource::new(opening), undo: UndoStack::default(), ..desk.clone() }
}

pub(crate) fn merged(left: &Workbook, right: &Workbook) -> Merge {
    merge(left, right).unwrap_or_else(|error| panic!("{error}"))
}

/// A copy with a forged history; each forgery selects a record, a change of it, and whether its id is computed anew.
pub(crate) fn lying(workbook: &Workbook, lies: &[(proptest::sample::Index, u8, bool)]) -> Workbook {
    let mut contents = (**workbook).clone();
    for (which, how, is_renamed) in lies {
        if contents.history.is_empty() {
            break;
        }
        let at = which.index(contents.history.len());
        let heads = workbook.heads().to_vec();
        let record = Arc::make_mut(&mut contents.history[at]);
        match how {
            0 => record.at = "9999-12-31T23:59:59Z".parse().unwrap(),
            1 => record.parents.clear(),
            2 => record.changes.clear(),
            3 => record.author = workbook.people.keys().next().copied().unwrap_or(record.author),
            4 => record.parents = heads,
            _ => {
                contents.history.remove(at);
                continue;
            }
        }
        if *is_renamed {
            *record = record.clone().with_computed_id();
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    contents.history.retain(|record| seen.insert(record.id));
    Workbook::from_contents(contents).unwrap()
}

/// Performs all actions.
pub(crate) fn live(copies: &mut [Desk], acts: &[Act]) {
    for act in acts {
        match act {
            Act::Edit(who, what) => {
                copies[*who].run(what);
            }
            Act::Meet(who, field, words) => {
                let desk = &mut copies[*who];
                // The duty may have been removed.
                if let Some(duty) = desk.workbook.duty_by_label(desk.license, "一-1") {
                    let edit = desk.workbook.change([(Field::Answer(duty, *field), text(words))]);
                    drop(desk.try_apply(edit));
                }
            }
            Act::Undo(who, times) => {
                for _ in 0..*times {
                    // An undo may be refused if a merge changed the same field.
                    drop(copies[*who].undo());
                }
            }
            Act::Redo(who) => drop(copies[*who].redo()),
            Act::TakeIn(who, from, settle) => {
                copies[*from].workbook.seal();
                let other = copies[*from].workbook.clone();
                let desk = &mut copies[*who];
                let merge = merged(&desk.workbook, &other);
                desk.workbook = merge.workbook;
                if let Some(choice) = settle {
                    let decisions: Vec<_> = merge
                        .conflicts
                        .into_iter()
                        .map(|c| {
                            let at = choice % (c.versions.len() + 1);
                            let choice = if at < c.versions.len() { Choice::Version(at) } else { Choice::Both };
                            (c, choice)
                        })
                        .collect();
                    let edit = desk.workbook.settle(&decisions);
                    let stamp = Stamp { author: desk.me, at: moment() };
                    let id = desk.ids.next_id();
                    // The removal of something in use is refused; the conflict then remains.
                    if desk.workbook.apply(edit, stamp, id).is_ok() {
                        assert_eq!(desk.workbook.conflicts(), [], "settled, but still in conflict");
                    }
                }
                desk.workbook.seal();
            }
            Act::Reopen(who) => {
                // A pseudo-random number, so that no two openings share one.
                let last: Id = copies[*who].ids.next_id();
                let opening = last.opening.wrapping_mul(1_000_003).wrapping_add(u64::from(last.sequence));
                copies[*who].workbook.seal();
                copies[*who] = copy_of(&copies[*who], opening);
            }
        }
    }
    for desk in copies {
        desk.workbook.seal();
    }
}
