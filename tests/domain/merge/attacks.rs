//! Tests of attacks on a merge with records of correct ids: their false statements have no effect on other records.

use super::cases::{LABEL, note, two};
use super::world::{copy_of, merged};
use crate::support::desk::Desk;
use crate::workbook::support::{moment, text};
use license_workbook::merge::Audit;
use license_workbook::workbook::{
    AnswerField, Base, Change, Contents, Field, Id, Record, RecordId, RecordKind, Sha256, Stamp, Value, Workbook,
};
use std::sync::Arc;

fn forged(parents: Vec<RecordId>, desk: &Desk, changes: Vec<Change>, sequence: u32) -> Arc<Record> {
    let record = Record {
        id: RecordId(Sha256([0; 32])),
        edit: Id { opening: 66, sequence }.into(),
        parents,
        author: desk.colleague,
        at: moment(),
        undoes: None,
        nature: RecordKind::Edit,
        changes,
    };
    Arc::new(record.with_computed_id())
}

/// A copy with these additional records applied.
fn with(workbook: &Workbook, records: Vec<Arc<Record>>) -> Workbook {
    let mut contents = (**workbook).clone();
    contents.history.extend(records);
    let plain = Workbook::from_contents(contents).unwrap();
    // A merge with itself derives the contents from the history.
    merged(&plain, &plain).workbook
}

#[test]
fn what_a_record_says_that_it_found_takes_no_honest_edit_away() {
    let (mut a, b) = two();
    let field = Field::Answer(a.duty(LABEL), AnswerField::Note);
    let before = b.workbook.heads().to_vec();
    note(&mut a, "honest");
    // Each forged record states that it replaces the honest note but does not follow it. Ids sort before and after it.
    for sequence in 1..20 {
        let lie = Change { field: field.clone(), from: text("honest"), to: text("evil") };
        let liar = with(&b.workbook, vec![forged(before.clone(), &b, vec![lie], sequence)]);
        for merge in [merged(&a.workbook, &liar), merged(&liar, &a.workbook)] {
            let [conflict] = merge.conflicts.as_slice() else { panic!("{sequence}: {:?}", merge.conflicts) };
            assert_eq!(conflict.versions.len(), 2);
            assert_eq!(merge.workbook.conflicts(), merge.conflicts, "the merged workbook has the same conflicts");
        }
    }
}

#[test]
fn a_copy_that_was_changed_by_hand_contradicts_what_was_honestly_written_and_does_not_replace_it() {
    let (mut a, _) = two();
    note(&mut a, "honest");
    let mut contents = (*a.workbook).clone();
    let id = a.duty(LABEL);
    Arc::make_mut(contents.duties.get_mut(&id).unwrap()).answer.note = "by hand".to_owned();
    let mut other = Workbook::from_contents(contents).unwrap();
    let audit = other.audit();
    let stamp = Stamp { author: a.me, at: moment() };
    other.record_found_apart(&audit, stamp, Id { opening: 67, sequence: 1 }.into()).unwrap();
    for merge in [merged(&a.workbook, &other), merged(&other, &a.workbook)] {
        assert_eq!(merge.workbook.duties[&id].answer.note, "honest");
        assert_eq!((merge.conflicts.len(), merge.workbook.findings().open.len()), (1, 1));
        assert_eq!(merge.workbook.audit(), Audit::default());
    }
}

#[test]
fn a_base_that_holds_nothing_and_names_nothing_is_told_and_stops_no_merge() {
    let (a, b) = two();
    let mut contents = (*b.workbook).clone();
    let empty =
        Base { document: contents.id, cut_at: Vec::new(), handed_out: None, state: Sha256([0; 32]), beginning: None };
    contents.bases.insert(empty.id(), empty.clone());
    let other = Workbook::from_contents(contents).unwrap();
    assert_eq!(other.audit().altered_bases.into_iter().collect::<Vec<_>>(), [empty.id()]);
    for merge in [merged(&a.workbook, &other), merged(&other, &a.workbook), merged(&other, &other)] {
        assert_eq!(merge.workbook.bases, a.workbook.bases);
    }
}

#[test]
fn a_part_knows_by_the_old_names_only_what_was_made_with_them() {
    let (mut a, _) = two();
    let mut whole = copy_of(&a, 88);
    let later = note(&mut whole, "honest");
    let edit = whole.workbook.record(later).unwrap().edit;
    // A part that states, with a guessed id, that it was cut after that note.
    let part = a.workbook.part(&[a.duty(LABEL)].into(), false);
    let (_, base) = part.bases.first_key_value().unwrap();
    let lying = Base { cut_at: vec![RecordId::of_format_1(edit)], ..base.clone() };
    let contents = Contents { bases: [(lying.id(), lying)].into(), ..(*part).clone() };
    a.workbook = Workbook::from_contents(contents).unwrap();
    a.set(LABEL, AnswerField::Note, Some(Value::Text("evil".to_owned()))).unwrap();
    assert!(license_workbook::merge::merge(&whole.workbook, &a.workbook).is_err(), "the origin of the part is unknown");
}

#[test]
fn what_is_a_part_is_told_by_its_base_and_by_nothing_else() {
    let (a, _) = two();
    let mut contents = (*a.workbook).clone();
    contents.extract = Some(license_workbook::workbook::Omissions { part: true, without_bytes: true });
    let flipped = Workbook::from_contents(contents).unwrap();
    assert_eq!((flipped.extract.clone(), flipped == a.workbook), (None, true));
}
