//! Tests of extracts: what an extract omits does not count as removed.

use super::cases::{LABEL, note, two};
use super::world::{copy_of, merged};
use crate::support::desk::Desk;
use crate::workbook::support::text;
use license_workbook::merge::Conflict;
use license_workbook::store::{from_ron, to_ron};
use license_workbook::workbook::{AnswerField, EvidenceChange, Field, Omissions, Status, Value};

#[test]
fn a_part_is_handed_out_filled_in_and_comes_back() {
    let (mut a, _) = two();
    let mine = [a.duty(LABEL), a.duty("一-1")];
    let other = a.duty("一-2");
    a.set("一-2", AnswerField::Note, text("not theirs")).unwrap();
    a.set(LABEL, AnswerField::Owner, Some(Value::PersonRef(a.colleague))).unwrap();
    let hash = a.add_evidence("x");
    a.workbook.put_blob(hash, "eA==".into());
    a.set(LABEL, AnswerField::Evidence, Some(Value::EvidenceRefs([hash].into()))).unwrap();
    for with_bytes in [true, false] {
        let part = a.workbook.part(&mine.into(), with_bytes);
        assert_eq!(part.duties.keys().copied().collect::<Vec<_>>().len(), 2);
        assert!(!part.duties.contains_key(&other) && part.history.is_empty());
        assert_eq!((part.evidence.len(), part.blobs.len()), (1, usize::from(with_bytes)));
        // Written and read as a file, as a colleague receives it.
        let part = from_ron(&to_ron(&part).unwrap()).unwrap().workbook;
        assert!(part.extract.as_ref().is_some_and(Omissions::is_part));
        assert!(!to_ron(&part).unwrap().contains("not theirs"));
        let mut theirs = copy_of(&Desk { workbook: part, ..a.clone() }, 88);
        note(&mut theirs, "filled in");
        theirs.set("一-1", AnswerField::Status, Some(Value::Status(Status::Met))).unwrap();
        // Meanwhile, the other duty and one of the extracted duties are edited in the whole workbook.
        let mut whole = copy_of(&a, 89);
        whole.set("一-2", AnswerField::Note, text("gone on")).unwrap();
        whole.set(LABEL, AnswerField::Statement, text("也写了")).unwrap();
        for merge in [merged(&whole.workbook, &theirs.workbook), merged(&theirs.workbook, &whole.workbook)] {
            assert_eq!((merge.conflicts.len(), merge.altered.len()), (0, 0));
            let all = &merge.workbook;
            assert_eq!(all.extract, None);
            assert_eq!(all.duties.len(), whole.workbook.duties.len());
            assert_eq!(all.duties[&mine[0]].answer.note, "filled in");
            assert_eq!(all.duties[&mine[0]].answer.statement, "也写了");
            assert_eq!(all.duties[&mine[1]].answer.status, Status::Met);
            assert_eq!(all.duties[&other].answer.note, "gone on");
            assert_eq!((all.blobs.len(), all.history.len()), (1, whole.workbook.history.len() + 2));
            // A second merge after a later edit of the part.
            note(&mut theirs, "once more");
            let again = merged(all, &theirs.workbook);
            assert_eq!(again.conflicts, []);
            assert_eq!(again.workbook.duties[&mine[0]].answer.note, "once more");
            theirs.undo().unwrap();
        }
        // Meanwhile, an extracted duty is removed from the whole workbook: a person decides.
        whole.apply(whole.workbook.change([(Field::Duty(mine[0]), None)]));
        for merge in [merged(&whole.workbook, &theirs.workbook), merged(&theirs.workbook, &whole.workbook)] {
            assert!(merge.conflicts.iter().any(Conflict::is_about_removal), "{:?}", merge.conflicts);
            assert_eq!(merge.workbook.duties[&mine[0]].answer.note, "filled in", "the work is kept");
        }
    }
}

#[test]
fn the_bytes_of_confidential_evidence_stay_behind_and_are_not_taken_away() {
    let (mut a, _) = two();
    let (open, secret) = (a.add_evidence("x"), a.add_evidence("y"));
    for (hash, base64) in [(open, "eA=="), (secret, "eQ==")] {
        a.workbook.put_blob(hash, base64.into());
    }
    a.try_apply(a.workbook.describe_evidence(&[secret], &EvidenceChange::Confidential(true))).unwrap();
    let copy = a.workbook.clone().without_confidential_bytes();
    let copy = from_ron(&to_ron(&copy).unwrap()).unwrap().workbook;
    assert_eq!(copy.blobs.keys().collect::<Vec<_>>(), [&open]);
    assert_eq!(copy.evidence, a.workbook.evidence, "the name and hash are kept");
    for merge in [merged(&a.workbook, &copy), merged(&copy, &a.workbook)] {
        assert_eq!((merge.workbook.blobs.len(), merge.altered.len()), (2, 0));
    }
}

#[test]
fn a_copy_without_bytes_takes_none_away() {
    let (mut a, _) = two();
    let hash = a.add_evidence("x");
    a.workbook.put_blob(hash, "eA==".into());
    let light = a.workbook.without_bytes();
    assert!(light.blobs.is_empty() && light.extract.as_ref().is_some_and(|e| e.without_bytes && !e.is_part()));
    let mut light = copy_of(&Desk { workbook: light, ..a.clone() }, 88);
    note(&mut light, "x");
    for merge in [merged(&a.workbook, &light.workbook), merged(&light.workbook, &a.workbook)] {
        assert_eq!((merge.workbook.blobs.len(), merge.workbook.extract.clone()), (1, None));
        assert_eq!(merge.workbook.duties[&a.duty(LABEL)].answer.note, "x");
    }
}
