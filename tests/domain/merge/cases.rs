//! Tests of merging: single cases that define the result of a merge.

use super::world::{copies, copy_of, merged};
use crate::support::desk::Desk;
use crate::workbook::support::{evidence, in_days, moment, person, text, today, without_history};
use license_workbook::merge::{Audit, Choice, ConflictValue, MergeError, absorb, difference, merge, open_conflicts};
use license_workbook::workbook::{
    AnswerField, Change, Contents, Edit, Evidence, EvidenceChange, EvidenceStorage, Field, Id, PersonId, Record,
    RecordId, RecordKind, Report, Sha256, Stamp, Status, UndoStack, Value, Workbook,
};
use std::sync::Arc;

pub(crate) const LABEL: &str = "十二-5";

pub(crate) fn two() -> (Desk, Desk) {
    let mut copies = copies(2, &[]);
    let b = copies.pop().unwrap();
    (copies.pop().unwrap(), b)
}

pub(crate) fn note(desk: &mut Desk, words: &str) -> RecordId {
    desk.set(LABEL, AnswerField::Note, text(words)).unwrap()
}

#[test]
fn different_fields_and_different_duties_go_together() {
    let (mut a, mut b) = two();
    note(&mut a, "两名专员");
    a.set("一-1", AnswerField::Due, Some(Value::Date(in_days(9)))).unwrap();
    b.set(LABEL, AnswerField::Statement, text("已建立制度")).unwrap();
    b.set("一-2", AnswerField::Status, Some(Value::Status(Status::Met))).unwrap();
    let merge = merged(&a.workbook, &b.workbook);
    assert_eq!((merge.conflicts.len(), merge.only_left.len(), merge.only_right.len()), (0, 2, 2));
    a.workbook = merge.workbook;
    assert_eq!(a.answer(LABEL, AnswerField::Note), text("两名专员"));
    assert_eq!(a.answer(LABEL, AnswerField::Statement), text("已建立制度"));
    assert_eq!(a.answer("一-1", AnswerField::Due), Some(Value::Date(in_days(9))));
    assert_eq!(a.answer("一-2", AnswerField::Status), Some(Value::Status(Status::Met)));
}

#[test]
fn a_conflict_names_both_versions_and_is_settled_once_for_all_copies() {
    for (choice, expected) in [(Choice::Version(0), None), (Choice::Version(1), None), (Choice::Both, Some("b\na"))] {
        let (mut a, mut b) = two();
        let (of_a, of_b) = (note(&mut a, "a"), note(&mut b, "b"));
        let merge = merged(&a.workbook, &b.workbook);
        let [conflict] = merge.conflicts.as_slice() else { panic!("{:?}", merge.conflicts) };
        let versions: Vec<_> = conflict.versions.iter().map(|v| (v.record, v.value.clone())).collect();
        assert_eq!(versions, [(of_b, ConflictValue::Field(text("b"))), (of_a, ConflictValue::Field(text("a")))]);
        assert_eq!(conflict.part, None);
        assert!(conflict.can_hold_both());

        let expected = text(expected.unwrap_or(if choice == Choice::Version(0) { "b" } else { "a" }));
        a.workbook = merge.workbook;
        let heads = a.workbook.heads().to_vec();
        assert_eq!(heads.len(), 2);
        let edit = a.workbook.settle(&[(conflict.clone(), choice)]);
        let settled = a.try_apply(edit).unwrap();
        assert_eq!(a.answer(LABEL, AnswerField::Note), expected);
        assert_eq!(a.workbook.record(settled).unwrap().parents, heads);
        assert_eq!((a.workbook.conflicts(), a.workbook.heads()), (vec![], [settled].as_slice()));
        // The other copy gets the decision by a merge in either direction.
        for merge in [merged(&b.workbook, &a.workbook), merged(&a.workbook, &b.workbook)] {
            assert_eq!(merge.conflicts, []);
            assert!(merge.workbook == a.workbook);
        }
        // An undo of the decision restores the first version.
        a.undo().unwrap();
        assert_eq!(a.answer(LABEL, AnswerField::Note), text("b"));
    }
}

#[test]
fn a_text_that_holds_the_other_one_needs_no_both() {
    let (mut a, mut b) = two();
    note(&mut a, "两名专员");
    note(&mut b, "两名专员，轮班接听");
    let merge = merged(&a.workbook, &b.workbook);
    assert!(!merge.conflicts[0].can_hold_both());
    assert_eq!(merge.conflicts[0].chosen(Choice::Both), Some(merge.conflicts[0].versions[0].value.clone()));
}

#[test]
fn a_wrong_clock_loses_no_edit() {
    let (mut a, mut b) = two();
    note(&mut a, "old");
    b.workbook = merged(&b.workbook, &a.workbook).workbook;
    // The author's clock is ten years behind. The author knew the other note and changed it.
    let edit = b.workbook.change([(Field::Answer(b.duty(LABEL), AnswerField::Note), text("new"))]);
    let at = moment() - chrono::TimeDelta::days(3650);
    let id = b.ids.next_id();
    b.workbook.apply(edit, Stamp { author: b.colleague, at }, id).unwrap();
    for merge in [merged(&a.workbook, &b.workbook), merged(&b.workbook, &a.workbook)] {
        assert_eq!(merge.conflicts, []);
        assert_eq!(merge.workbook.duties[&a.duty(LABEL)].answer.note, "new");
    }
}

#[test]
fn what_one_removed_and_the_other_worked_on_stays_and_is_asked_about() {
    let (mut a, mut b) = two();
    let report =
        |receipt: &str| Some(Value::Report(Box::new(Report { receipt: receipt.to_owned(), ..Report::default() })));
    let set = |desk: &mut Desk, value| {
        let edit = desk.workbook.change([(Field::Report(2023), value)]);
        desk.try_apply(edit).unwrap();
    };
    set(&mut a, report("1"));
    a.workbook.seal();
    b.workbook = merged(&b.workbook, &a.workbook).workbook;
    set(&mut a, None);
    set(&mut b, report("2"));
    let merge = merged(&a.workbook, &b.workbook);
    assert_eq!(merge.workbook.reports[&2023].receipt, "2");
    let [conflict] = merge.conflicts.as_slice() else { panic!("{:?}", merge.conflicts) };
    assert!(conflict.is_about_removal());
    assert_eq!(
        conflict.versions.iter().map(|v| v.value.clone()).collect::<Vec<_>>(),
        [ConflictValue::Kept, ConflictValue::Removed]
    );
    for (choice, stays) in [(Choice::Version(0), true), (Choice::Version(1), false)] {
        let mut c = copy_of(&a, 9);
        c.workbook = merge.workbook.clone();
        let edit = c.workbook.settle(&[(conflict.clone(), choice)]);
        c.try_apply(edit).unwrap();
        assert_eq!((c.workbook.reports.contains_key(&2023), c.workbook.conflicts()), (stays, vec![]));
    }
}

#[test]
fn a_removal_that_nobody_objects_to_is_a_removal() {
    let (mut a, b) = two();
    let (hash, _) = evidence("x");
    a.add_evidence("x");
    let c = merged(&b.workbook, &a.workbook).workbook;
    let edit = a.workbook.change([(Field::Evidence(hash), None)]);
    a.try_apply(edit).unwrap();
    for merge in [merged(&a.workbook, &c), merged(&c, &a.workbook)] {
        assert!(merge.workbook.evidence.is_empty() && merge.conflicts.is_empty() && merge.restored.is_empty());
    }
}

#[test]
fn what_is_needed_on_one_side_comes_back_and_is_named() {
    let (mut a, b) = two();
    let hash = a.add_evidence("x");
    let mut b = copy_of(&Desk { workbook: merged(&b.workbook, &a.workbook).workbook, ..b }, 77);
    let edit = a.workbook.change([(Field::Evidence(hash), None)]);
    a.try_apply(edit).unwrap();
    b.set(LABEL, AnswerField::Evidence, Some(Value::EvidenceRefs([hash].into()))).unwrap();
    let merge = merged(&a.workbook, &b.workbook);
    assert!(merge.workbook.evidence.contains_key(&hash));
    assert_eq!(merge.restored, [Field::Evidence(hash)]);
    // When nothing uses it, the removal applies again.
    b.set(LABEL, AnswerField::Evidence, None).unwrap();
    let merge = merged(&merge.workbook, &b.workbook);
    assert!(merge.workbook.evidence.is_empty() && merge.restored.is_empty());
}

#[test]
fn not_applicable_keeps_its_reason() {
    let (mut a, b) = two();
    a.set(LABEL, AnswerField::Justification, text("未开展")).unwrap();
    a.workbook.seal();
    let mut b = copy_of(&Desk { workbook: merged(&b.workbook, &a.workbook).workbook, ..b }, 77);
    a.set(LABEL, AnswerField::Status, Some(Value::Status(Status::NotApplicable))).unwrap();
    b.set(LABEL, AnswerField::Justification, None).unwrap();
    let merge = merged(&a.workbook, &b.workbook);
    let answer = &merge.workbook.duties[&a.duty(LABEL)].answer;
    assert_eq!((answer.status, answer.justification.as_str()), (Status::NotApplicable, "未开展"));
    assert_eq!(merge.restored, [Field::Answer(a.duty(LABEL), AnswerField::Justification)]);
}

#[test]
fn two_heads_of_a_report_are_two_things() {
    let (mut a, mut b) = two();
    let set = |desk: &mut Desk, head: &str, words: &str| {
        let mut report = desk.workbook.reports.get(&2023).cloned().unwrap_or_default();
        report.heads.insert(head.to_owned(), words.to_owned());
        let edit = desk.workbook.change([(Field::Report(2023), Some(Value::Report(Box::new(report))))]);
        desk.try_apply(edit).unwrap();
    };
    // Both start the report; each writes one head alone, and both write the same third head.
    set(&mut a, "operation", "甲");
    set(&mut a, "quality", "a");
    set(&mut b, "network", "乙");
    set(&mut b, "quality", "b");
    let merge = merged(&a.workbook, &b.workbook);
    let heads: Vec<_> = merge.workbook.reports[&2023].heads.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    assert_eq!((heads[0], heads[1]), (("network", "乙"), ("operation", "甲")));
    let (stands, other) = if heads[2].1 == "a" { ("a", "b") } else { ("b", "a") };
    let [conflict] = merge.conflicts.as_slice() else { panic!("{:?}", merge.conflicts) };
    let part = conflict.part.clone().unwrap();
    assert_eq!((part.name.as_str(), part.key.as_deref()), ("heads", Some("quality")));
    a.workbook = merge.workbook.clone();
    let edit = a.workbook.settle(&[(conflict.clone(), Choice::Both)]);
    a.try_apply(edit).unwrap();
    assert_eq!(a.workbook.reports[&2023].heads["quality"], format!("{stands}\n{other}"));
    assert_eq!(a.workbook.conflicts(), []);
    assert!(merged(&merge.workbook, &a.workbook).workbook == a.workbook);
}

#[test]
fn a_bulk_edit_and_its_undo_merge_as_one_step_each() {
    let (mut a, mut b) = two();
    let duties: Vec<_> = a.workbook.duties.keys().copied().collect();
    let edit = a.workbook.set_status(&duties, Status::NotApplicable, Some("停业"), today(), a.me);
    a.try_apply(edit).unwrap();
    a.undo().unwrap();
    note(&mut b, "b");
    let merge = merged(&a.workbook, &b.workbook);
    assert_eq!(merge.conflicts, []);
    assert_eq!(merge.workbook.duties, b.workbook.duties);
}

#[test]
fn people_of_the_same_name_are_named_and_not_thrown_together() {
    let (mut a, mut b) = two();
    let [in_a, in_b]: [PersonId; 2] = [a.ids.next_id(), b.ids.next_id()];
    let edit = a.workbook.put_person(in_a, person("赵强"));
    a.try_apply(edit).unwrap();
    let edit = b.workbook.put_person(in_b, person(" 赵强"));
    b.try_apply(edit).unwrap();
    let merge = merged(&a.workbook, &b.workbook);
    assert_eq!(merge.same_names, [(in_a, in_b)]);
    assert!(merge.workbook.people.contains_key(&in_a) && merge.workbook.people.contains_key(&in_b));
}

#[test]
fn typing_that_a_copy_saw_in_the_middle_is_not_two_edits() {
    let mut a = copies(1, &[]).pop().unwrap();
    note(&mut a, "建");
    a.workbook.seal();
    let early = a.workbook.clone();
    let edit = a.workbook.change([(Field::Answer(a.duty(LABEL), AnswerField::Note), text("建立制度"))]);
    assert_eq!(a.workbook.amend(&edit, a.stamp()), None, "a sealed record is final");
    a.try_apply(edit).unwrap();
    for merge in [merged(&early, &a.workbook), merged(&a.workbook, &early)] {
        assert!(merge.workbook == a.workbook);
        assert_eq!((merge.altered, merge.conflicts.len()), (vec![], 0));
    }
}

#[test]
fn two_edits_of_one_number_are_two_records() {
    // As after copying a machine while the workbook is open: both issue the same ids.
    let desk = copies(1, &[]).pop().unwrap();
    let (mut a, mut b) = (desk.clone(), desk);
    note(&mut a, "a");
    b.set("一-1", AnswerField::Note, text("b")).unwrap();
    let last = |desk: &Desk| desk.workbook.history.last().unwrap().edit;
    assert_eq!(last(&a), last(&b));
    let merge = merged(&a.workbook, &b.workbook);
    assert_eq!(merge.workbook.duties[&a.duty(LABEL)].answer.note, "a");
    assert_eq!(merge.workbook.duties[&a.duty("一-1")].answer.note, "b");
    assert_eq!((merge.altered.len(), merge.workbook.history.len()), (0, a.workbook.history.len() + 1));
    for merge in
        [merged(&b.workbook, &a.workbook), merged(&merge.workbook, &a.workbook), merged(&b.workbook, &merge.workbook)]
    {
        assert!(merged(&merge.workbook, &merge.workbook).workbook == merge.workbook);
        assert_eq!(merge.workbook.history.len(), a.workbook.history.len() + 1);
        assert_eq!(merge.workbook.duties[&a.duty("一-1")].answer.note, "b");
    }
}

#[test]
fn what_another_program_changed_is_kept_and_named() {
    let (mut a, mut b) = two();
    note(&mut a, "a");
    let mut contents = (*b.workbook).clone();
    let id = b.duty("一-1");
    Arc::make_mut(contents.duties.get_mut(&id).unwrap()).answer.statement = "x".to_owned();
    b.workbook = Workbook::from_contents(contents).unwrap();
    // A change without a record is left out of a merge until it is recorded.
    assert_eq!(merged(&a.workbook, &b.workbook).workbook.duties[&a.duty("一-1")].answer.statement, "");
    let audit = b.workbook.audit();
    assert_eq!(audit.unexplained.len(), 1);
    let id = b.ids.next_id();
    let found = b.workbook.record_found(&audit, b.stamp(), id).unwrap();
    for merge in [merged(&a.workbook, &b.workbook), merged(&b.workbook, &a.workbook)] {
        assert_eq!(merge.workbook.duties[&a.duty("一-1")].answer.statement, "x");
        assert_eq!(merge.workbook.findings().open.iter().map(|record| record.id).collect::<Vec<_>>(), [found]);
        assert!(merge.workbook.audit().is_clean());
    }
}

#[test]
fn other_workbooks_and_unknown_origins_are_refused() {
    let (a, b) = two();
    let mut contents = (*b.workbook).clone();
    contents.id = Id { opening: 1, sequence: 1 }.into();
    let other = Workbook::from_contents(contents).unwrap();
    let error = merge(&a.workbook, &other).unwrap_err();
    assert_eq!(error, MergeError::DifferentDocuments { left: a.workbook.id, right: other.id });
    let mut later = copy_of(&b, 77);
    note(&mut later, "later");
    let part = later.workbook.part(&[b.duty(LABEL)].into(), false);
    assert_eq!(merge(&a.workbook, &part).unwrap_err(), MergeError::UnknownOrigin);
    assert_eq!(merge(&part, &a.workbook).unwrap_err(), MergeError::UnknownOrigin);
}

#[test]
fn bytes_of_evidence_are_united_by_their_hash() {
    let (mut a, mut b) = two();
    for (desk, words) in [(&mut a, "a"), (&mut b, "b")] {
        desk.add_evidence(words);
        desk.workbook.put_blob(Sha256::of(words.as_bytes()), words.into());
    }
    let merge = merged(&a.workbook, &b.workbook);
    assert_eq!((merge.workbook.blobs.len(), merge.workbook.evidence.len()), (2, 2));
}

#[test]
fn parents_that_form_a_circle_do_not_hang_or_lose_records() {
    let (mut a, b) = two();
    note(&mut a, "a");
    note(&mut a, "b");
    let mut contents = (*a.workbook).clone();
    let ids: Vec<_> = contents.history.iter().map(|r| r.id).collect();
    let n = contents.history.len();
    Arc::make_mut(&mut contents.history[n - 2]).parents = vec![ids[n - 1]];
    let broken = Workbook::from_contents(contents).unwrap();
    let merge = merged(&broken, &b.workbook);
    assert_eq!(merge.workbook.history.len(), n);
}

#[test]
fn an_edit_that_settles_nothing_is_empty() {
    let (a, _) = two();
    assert_eq!(a.workbook.settle(&[]), Edit { changes: Vec::<Change>::new(), undoes: None });
}

#[test]
fn a_change_to_the_past_is_noticed() {
    let (mut a, mut b) = two();
    for words in ["a", "b", "c"] {
        note(&mut a, words);
        a.workbook.seal();
    }
    note(&mut b, "d");
    a.workbook = merged(&a.workbook, &b.workbook).workbook;
    note(&mut a, "e");
    assert_eq!(a.workbook.audit(), Audit::default());
    for at in 0..a.workbook.history.len() {
        let mut contents = (*a.workbook).clone();
        Arc::make_mut(&mut contents.history[at]).author = a.colleague;
        let forged = Workbook::from_contents(contents).unwrap();
        let altered: Vec<RecordId> = forged.audit().altered.into_keys().collect();
        assert_eq!(altered, [forged.history[at].id]);
        // A forged record with its id computed anew is another record, and the original one is missing.
        let mut contents = (*forged).clone();
        let before = contents.history[at].id;
        contents.history[at] = Arc::new(contents.history[at].as_ref().clone().with_computed_id());
        let renamed = Workbook::from_contents(contents).unwrap();
        let is_last = at + 1 == renamed.history.len();
        assert_eq!(renamed.audit().missing.contains(&before), !is_last, "record {at}");
        // A merge with an honest copy restores the record.
        let healed = merged(&forged, &a.workbook);
        assert!(healed.workbook == a.workbook && healed.altered == altered);
    }
}

#[test]
fn undoing_a_merge_makes_everything_as_it_was() {
    let (mut a, mut b) = two();
    note(&mut a, "a");
    note(&mut b, "b");
    b.set("一-1", AnswerField::Due, Some(Value::Date(in_days(9)))).unwrap();
    b.add_evidence("x");
    let before = a.workbook.clone();
    let merge = merged(&a.workbook, &b.workbook);
    a.workbook = merge.workbook;
    let edit = a.workbook.settle(&[(merge.conflicts[0].clone(), Choice::Version(0))]);
    let id = a.ids.next_id();
    let record = a.workbook.apply(edit, a.stamp(), id).unwrap().unwrap();
    a.undo.push_merge(record, difference(&a.workbook, &before));
    let after = a.workbook.clone();
    a.undo().unwrap();
    assert!(Contents { blobs: [].into(), ..without_history(&a.workbook) } == without_history(&before));
    a.redo().unwrap();
    assert!(without_history(&a.workbook) == without_history(&after));
}

#[test]
fn records_of_a_merge_can_be_taken_in_without_the_copy_they_came_from() {
    let (mut a, mut b) = two();
    note(&mut a, "a");
    note(&mut b, "b");
    b.set("一-1", AnswerField::Due, Some(Value::Date(in_days(9)))).unwrap();
    b.add_evidence("x");
    let base = a.workbook.clone();
    let merge = merged(&a.workbook, &b.workbook);
    let new = merge.workbook.history.iter().filter(|r| merge.only_right.contains(&r.id)).cloned();
    assert!(absorb(&base, new).unwrap() == merge.workbook);
    assert!(absorb(&base, []).unwrap() == base);
}

#[test]
fn who_assessed_a_status_goes_with_it() {
    let (mut a, b) = two();
    let duty = a.duty(LABEL);
    let mark = |desk: &mut Desk, status, by| {
        let edit = desk.workbook.set_status(&[duty], status, None, today(), by);
        desk.try_apply(edit).unwrap();
    };
    let (mine, theirs) = (a.me, a.colleague);
    mark(&mut a, Status::InProgress, mine);
    a.workbook.seal();
    let mut b = copy_of(&Desk { workbook: merged(&b.workbook, &a.workbook).workbook, ..b }, 77);
    mark(&mut a, Status::Met, mine);
    mark(&mut b, Status::NotMet, theirs);
    let merge = merged(&a.workbook, &b.workbook);
    let [conflict] = merge.conflicts.as_slice() else { panic!("{:?}", merge.conflicts) };
    for (at, version) in conflict.versions.iter().enumerate() {
        let mut c = copy_of(&Desk { workbook: merge.workbook.clone(), ..a.clone() }, 90 + at as u64);
        let edit = c.workbook.settle(&[(conflict.clone(), Choice::Version(at))]);
        c.try_apply(edit).unwrap();
        let by = if version.value == ConflictValue::Field(Some(Value::Status(Status::Met))) { mine } else { theirs };
        assert_eq!(c.answer(LABEL, AnswerField::AssessedBy), Some(Value::PersonRef(by)));
        assert_eq!(c.workbook.conflicts(), []);
    }
    // If the assessment is in conflict as well, the user decides only about the status.
    let mut d = copy_of(&b, 95);
    d.undo = UndoStack::default();
    let mut e = copy_of(&a, 96);
    mark(&mut d, Status::NotMet, theirs);
    let tomorrow = e.workbook.set_status(&[duty], Status::NotMet, None, in_days(1), theirs);
    e.try_apply(tomorrow).unwrap();
    let later = d.workbook.set_status(&[duty], Status::Met, None, in_days(2), mine);
    d.try_apply(later).unwrap();
    let merge = merged(&d.workbook, &e.workbook);
    assert!(merge.conflicts.len() > 1);
    let asked = open_conflicts(&merge.conflicts);
    assert_eq!(asked.iter().map(|c| c.field.clone()).collect::<Vec<_>>(), [Field::Answer(duty, AnswerField::Status)]);
    d.workbook = merge.workbook;
    let edit = d.workbook.settle(&[(asked[0].clone(), Choice::Version(1))]);
    d.try_apply(edit).unwrap();
    assert_eq!(d.workbook.conflicts(), []);
}

/// Regression: the same scan attached in two copies gave two conflicts, described by internal ids.
#[test]
fn the_same_file_attached_in_two_copies_is_one_piece_with_both_links() {
    let (mut a, mut b) = two();
    let (hash, piece) = evidence("scan");
    let linked = EvidenceStorage::Linked { absolute: "/scan.pdf".to_owned(), relative: None };
    for (desk, label, storage, hours) in [(&mut a, LABEL, linked, 1), (&mut b, "一-1", EvidenceStorage::Embedded, 2)] {
        let attached_at = moment() + chrono::TimeDelta::hours(hours);
        let piece = Evidence { attached_at, storage, ..piece.clone() };
        let duty = desk.workbook.duty_by_label(desk.license, label).unwrap();
        let edit = desk.workbook.change([
            (Field::Evidence(hash), Some(Value::Evidence(Box::new(piece)))),
            (Field::Answer(duty, AnswerField::Evidence), Some(Value::EvidenceRefs([hash].into()))),
        ]);
        desk.try_apply(edit).unwrap();
    }
    let merge = merged(&a.workbook, &b.workbook);
    assert_eq!(merge.conflicts, []);
    let piece = &merge.workbook.evidence[&hash];
    assert!(piece.is_embedded(), "the embedded version is kept");
    let uses = merge.workbook.evidence_uses();
    assert_eq!(uses[&hash].len(), 2);
    // Different descriptions are still a conflict.
    let mut c = copy_of(&a, 9);
    c.workbook = merge.workbook.clone();
    let mut d = copy_of(&c, 10);
    for (desk, words) in [(&mut c, "原件"), (&mut d, "复印件")] {
        let edit = desk.workbook.describe_evidence(&[hash], &EvidenceChange::Description(words.to_owned()));
        desk.try_apply(edit).unwrap();
    }
    assert_eq!(merged(&c.workbook, &d.workbook).conflicts.len(), 1);
}

#[test]
fn thousands_of_records_beside_each_other_are_merged_and_compared_all_the_same() {
    let (a, b) = two();
    let mut contents = (*a.workbook).clone();
    let field = Field::Answer(a.duty(LABEL), AnswerField::Note);
    let last = a.workbook.heads().to_vec();
    for sequence in 1..=2_000_u32 {
        let record = Record {
            id: RecordId(Sha256([0; 32])),
            edit: Id { opening: 5, sequence }.into(),
            parents: if sequence % 2 == 0 { Vec::new() } else { last.clone() },
            author: a.me,
            at: moment(),
            undoes: None,
            nature: RecordKind::Edit,
            changes: vec![Change { field: field.clone(), from: None, to: text(&format!("{}", sequence % 70)) }],
        };
        contents.history.push(Arc::new(record.with_computed_id()));
    }
    let wide = Workbook::from_contents(contents).unwrap();
    let merge = merged(&wide, &b.workbook);
    assert_eq!(merge.workbook.history.len(), wide.history.len());
    let [conflict] = merge.conflicts.as_slice() else { panic!("{} conflicts", merge.conflicts.len()) };
    assert_eq!(conflict.versions.len(), 70, "one version for each distinct text");
    assert_eq!(merge.workbook.audit(), Audit::default());
}
