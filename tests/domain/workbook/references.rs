//! Tests that no edit leaves a dangling reference, because such a workbook could not be opened again.

use super::support::{evidence, moment, new_desk, today};
use crate::support::desk::Desk;
use crate::support::facts;
use license_workbook::workbook::{
    AnswerField, Attestation, AttestationAnswer, Contents, Decision, EditError, Event, Field, FrozenSnapshot, Id,
    IdSource, Occurrence, Record, Report, Session, Sha256, Stamp, Status, Value, Workbook,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

const LABEL: &str = "十二-5";

/// The id with this sequence number, of an opening that issued no other ids.
fn id<T: From<Id>>(sequence: u32) -> T {
    Id { opening: 42, sequence }.into()
}

fn event(desk: &Desk, evidence: &[Sha256]) -> Value {
    Value::Event(Box::new(Event {
        license: desk.license,
        kind: "security_incident".to_owned(),
        on: today(),
        at: None,
        note: String::new(),
        evidence: evidence.iter().copied().collect(),
    }))
}

fn occurrence(desk: &Desk, event: Option<u32>, evidence: &[Sha256]) -> Value {
    Value::Occurrence(Box::new(Occurrence {
        duty: desk.duty(LABEL),
        event: event.map(id),
        period: None,
        done_on: None,
        note: String::new(),
        evidence: evidence.iter().copied().collect(),
    }))
}

fn attestation(desk: &Desk) -> Value {
    Value::Attestation(Box::new(Attestation {
        answer: AttestationAnswer::Confirmed,
        text: String::new(),
        by: Some(desk.colleague),
        on: today(),
        remedy: String::new(),
        remedy_by: None,
        clause_hash: String::new(),
        evidence: BTreeSet::new(),
        session: None,
        against: None,
        taken_from: None,
    }))
}

fn session() -> Session {
    Session {
        report_year: 2023,
        on: today(),
        participants: BTreeSet::new(),
        agenda: Vec::new(),
        at: None,
        decisions: Vec::new(),
        minutes: String::new(),
        continues: None,
        resumed_on: BTreeSet::new(),
        skipped: BTreeSet::new(),
        closed_on: None,
        paused: false,
    }
}

fn decision() -> Decision {
    Decision { number: 1, duty: None, text: "补材料".to_owned(), owner: None, due: None, done_on: None }
}

fn boxed(session: Session) -> Value {
    Value::Session(Box::new(session))
}

fn frozen(desk: &Desk) -> Value {
    Value::Snapshot(Box::new(FrozenSnapshot {
        on: today(),
        by: Some(desk.colleague),
        purpose: "年报".to_owned(),
        digest: Sha256::of(b"{}"),
        document: "{}".into(),
    }))
}

fn report(frozen: Option<u32>, evidence: &[Sha256]) -> Value {
    Value::Report(Box::new(Report {
        frozen: frozen.map(id),
        evidence: evidence.iter().copied().collect(),
        ..Report::default()
    }))
}

/// Every kind of reference: the field that refers, its value, and the field that it refers to.
fn references(desk: &mut Desk) -> Vec<(Field, Value, Field)> {
    let (duty, colleague) = (desk.duty(LABEL), desk.colleague);
    let piece = desk.add_evidence("a scan");
    let answer = |field| Field::Answer(duty, field);
    let scanned = {
        let mut record = desk.workbook.licenses[&desk.license].record.clone();
        record.scans = BTreeMap::from([(1, piece)]);
        Value::License(Box::new(record))
    };
    let attached = {
        let (_, mut evidence) = evidence("b");
        evidence.attached_by = Some(colleague);
        Value::Evidence(Box::new(evidence))
    };
    let a_person = Field::Person(colleague);
    let a_duty = Field::Duty(duty);
    let a_piece = Field::Evidence(piece);
    vec![
        (answer(AnswerField::Owner), Value::PersonRef(colleague), a_person.clone()),
        (answer(AnswerField::AssessedBy), Value::PersonRef(colleague), a_person.clone()),
        (answer(AnswerField::ReviewedBy), Value::PersonRef(colleague), a_person.clone()),
        (Field::Evidence(Sha256::of(b"b")), attached, a_person.clone()),
        (Field::Attestation(2023, duty), attestation(desk), a_person.clone()),
        (
            Field::Session(id(1)),
            boxed(Session { participants: BTreeSet::from([colleague]), ..session() }),
            a_person.clone(),
        ),
        (
            Field::Session(id(1)),
            boxed(Session { decisions: vec![Decision { owner: Some(colleague), ..decision() }], ..session() }),
            a_person.clone(),
        ),
        (Field::Snapshot(id(1)), frozen(desk), a_person),
        (Field::Attestation(2023, duty), attestation(desk), a_duty.clone()),
        (Field::Occurrence(id(1)), occurrence(desk, None, &[]), a_duty.clone()),
        (Field::Session(id(1)), boxed(Session { agenda: vec![duty], ..session() }), a_duty.clone()),
        (Field::Session(id(1)), boxed(Session { at: Some(duty), ..session() }), a_duty.clone()),
        (
            Field::Session(id(1)),
            boxed(Session { decisions: vec![Decision { duty: Some(duty), ..decision() }], ..session() }),
            a_duty,
        ),
        (answer(AnswerField::Evidence), Value::EvidenceRefs(BTreeSet::from([piece])), a_piece.clone()),
        (Field::Event(id(1)), event(desk, &[piece]), a_piece.clone()),
        (Field::Occurrence(id(1)), occurrence(desk, None, &[piece]), a_piece.clone()),
        (Field::Report(2023), report(None, &[piece]), a_piece.clone()),
        (Field::License(desk.license), scanned, a_piece),
        (Field::Event(id(1)), event(desk, &[]), Field::License(desk.license)),
    ]
}

#[test]
fn what_is_in_use_is_not_removed_until_it_is_free_again() {
    for (holder, value, target) in references(&mut new_desk()) {
        let mut desk = new_desk();
        desk.add_evidence("a scan");
        let before = desk.workbook.get(&holder);
        let used = desk.workbook.change([(holder.clone(), Some(value))]);
        desk.try_apply(used).unwrap();
        let remove = desk.workbook.change([(target.clone(), None)]);
        desk.refuses(remove, &EditError::Dangling(target.clone()));

        // The duties of a license refer to it as well, and this test does not remove all of them.
        if matches!(target, Field::License(_)) {
            continue;
        }
        let freed = [(holder, before), (target.clone(), None)];
        let freed = if matches!(target, Field::Duty(_)) {
            desk.workbook.change(freed.into_iter().filter(|(field, _)| !matches!(field, Field::Answer(..))))
        } else {
            desk.workbook.change(freed)
        };
        desk.try_apply(freed).unwrap();
        assert!(Workbook::from_contents((*desk.workbook).clone()).is_ok(), "without {target:?}");
        desk.undo().unwrap();
        assert!(desk.workbook.get(&target).is_some());
    }
}

#[test]
fn a_license_with_events_or_successors_stays() {
    let mut desk = new_desk();
    let record = desk.workbook.licenses[&desk.license].record.clone();
    let second = Field::License(id(1));
    let edit = desk.workbook.change([(second.clone(), Some(Value::License(Box::new(record.clone()))))]);
    desk.try_apply(edit).unwrap();
    assert_eq!(desk.workbook.current_license(), Some(id(1)));

    let mut succeeded = record.clone();
    succeeded.succeeded_by = Some(id(1));
    let edit = desk.workbook.change([(Field::License(desk.license), Some(Value::License(Box::new(succeeded))))]);
    desk.try_apply(edit).unwrap();
    let remove = desk.workbook.change([(second.clone(), None)]);
    desk.refuses(remove, &EditError::Dangling(second.clone()));

    let mut itself = record;
    itself.succeeded_by = Some(id(1));
    let edit = desk.workbook.change([(second.clone(), Some(Value::License(Box::new(itself))))]);
    desk.refuses(edit, &EditError::Dangling(second));
}

#[test]
fn an_event_with_an_occurrence_a_snapshot_with_a_report_and_a_session_gone_on_from_stay() {
    let mut desk = new_desk();
    let next = boxed(Session { continues: Some(id(1)), ..session() });
    for (first, what, second, holder) in [
        (Field::Event(id(1)), event(&desk, &[]), Field::Occurrence(id(2)), occurrence(&desk, Some(1), &[])),
        (Field::Snapshot(id(1)), frozen(&desk), Field::Report(2023), report(Some(1), &[])),
        (Field::Session(id(1)), boxed(session()), Field::Session(id(2)), next),
    ] {
        // The holder comes first: an edit is checked as a whole.
        let both = [(second.clone(), Some(holder)), (first.clone(), Some(what))];
        let alone = desk.workbook.change(both.clone().into_iter().take(1));
        desk.refuses(alone, &EditError::Dangling(second.clone()));
        let edit = desk.workbook.change(both);
        desk.try_apply(edit).unwrap();
        let remove = desk.workbook.change([(first.clone(), None)]);
        desk.refuses(remove, &EditError::Dangling(first.clone()));
        let remove = desk.workbook.change([(first, None), (second, None)]);
        desk.try_apply(remove).unwrap();
    }
}

#[test]
fn a_person_who_is_not_there_cannot_own_or_assess() {
    for field in [AnswerField::Owner, AnswerField::AssessedBy, AnswerField::ReviewedBy] {
        let mut desk = new_desk();
        let field = Field::Answer(desk.duty(LABEL), field);
        let edit = desk.workbook.change([(field.clone(), Some(Value::PersonRef(id(1))))]);
        desk.refuses(edit, &EditError::Dangling(field));
    }
    let mut desk = new_desk();
    let field = Field::Answer(desk.duty(LABEL), AnswerField::Evidence);
    let piece = Value::EvidenceRefs(BTreeSet::from([Sha256::of(b"nowhere")]));
    let edit = desk.workbook.change([(field.clone(), Some(piece))]);
    desk.refuses(edit, &EditError::Dangling(field));
}

#[test]
fn a_person_has_a_name_and_is_found_by_it() {
    let mut desk = new_desk();
    for name in ["", " \u{3000}"] {
        let field = Field::Person(desk.me);
        let edit = desk.workbook.put_person(desk.me, super::support::person(name));
        desk.refuses(edit, &EditError::Empty(field));
    }
    assert_eq!(desk.workbook.person_by_name(" jo o'neil "), Some(desk.colleague));
    assert_eq!(desk.workbook.person_by_name("Jo"), None);
}

#[test]
fn contents_that_contradict_themselves_are_not_taken_over() {
    let desk = new_desk();
    let contents: &Contents = &desk.workbook;
    let broken = |spoil: &dyn Fn(&mut Contents)| {
        let mut contents = contents.clone();
        spoil(&mut contents);
        let defects = Workbook::from_contents(contents).err().unwrap_or_default();
        defects.into_iter().map(|defect| defect.0).collect::<Vec<_>>()
    };
    let duty = desk.duty(LABEL);
    let answer = |contents: &mut Contents, change: &dyn Fn(&mut license_workbook::workbook::Answer)| {
        change(&mut Arc::make_mut(contents.duties.get_mut(&duty).unwrap()).answer);
    };
    assert_eq!(broken(&|_| ()), []);
    assert_eq!(broken(&|c| answer(c, &|a| a.owner = Some(id(1)))), [EditError::Dangling(Field::Duty(duty))]);
    assert_eq!(broken(&|c| answer(c, &|a| a.status = Status::NotApplicable)), [EditError::JustificationMissing(duty)]);
    assert_eq!(
        broken(&|c| c.people.get_mut(&desk.me).unwrap().name.clear()),
        [EditError::Empty(Field::Person(desk.me))]
    );
    assert_eq!(broken(&|c| c.licenses.clear()).len(), facts::duties());
}

/// One edit removes a duty and its attestation, and undo restores both.
#[test]
fn a_duty_goes_together_with_what_hangs_on_it() {
    let mut desk = new_desk();
    let duty = desk.duty(LABEL);
    let field = Field::Attestation(2023, duty);
    let edit = desk.workbook.change([(field.clone(), Some(attestation(&desk)))]);
    desk.try_apply(edit).unwrap();
    let edit = desk.workbook.change([(field.clone(), None), (Field::Duty(duty), None)]);
    desk.try_apply(edit).unwrap();
    desk.undo().unwrap();
    assert!(desk.workbook.get(&field).is_some());
}

/// The author of an edit may be the person that it adds.
#[test]
fn a_new_person_may_be_used_in_the_edit_that_adds_it() {
    let mut desk = new_desk();
    let owner = Field::Answer(desk.duty(LABEL), AnswerField::Owner);
    let edit = desk.workbook.change([
        (owner.clone(), Some(Value::PersonRef(id(1)))),
        (Field::Person(id(1)), Some(Value::Person(Box::new(super::support::person("新人"))))),
    ]);
    let stamp = Stamp { author: id(1), at: moment() };
    desk.workbook.apply(edit, stamp, IdSource::new(3).next_id()).unwrap();
    let record: &Record = desk.workbook.history.last().unwrap();
    assert_eq!(record.author, id(1));
    assert_eq!(desk.workbook.get(&owner), Some(Value::PersonRef(id(1))));
}
