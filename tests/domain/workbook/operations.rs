//! Generators of arbitrary edits, some of which are refused.

use super::support::{evidence, in_days, moment, new_desk, person, today};
use crate::support::desk::Desk;
use license_workbook::workbook::{
    AnswerField, Attestation, AttestationAnswer, DutyId, Edit, Event, Field, Id, Occurrence, Session, Sha256, Status,
    Value, Workbook,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// An edit of any workbook on the license in `seeds`. Numbers select among the existing items.
#[derive(Clone, Debug)]
pub(crate) enum Operation {
    Status(Vec<usize>, Status, Option<&'static str>),
    /// Typing, which may amend the previous record.
    Text(usize, AnswerField, &'static str),
    Date(Vec<usize>, AnswerField, Option<i64>),
    Owner(Vec<usize>, Option<u32>),
    Tags(usize, Vec<&'static str>),
    Review(Vec<usize>),
    Fact(usize, Option<bool>),
    Continues(Option<bool>),
    Person(u32, Option<&'static str>),
    Evidence(usize, bool),
    Attach(usize, Vec<usize>),
    Event(u32, Option<&'static str>),
    Occurrence(u32, Option<(usize, Option<u32>)>),
    Attestation(usize, bool, Option<u32>),
    Session(u32, Option<(Vec<u32>, Vec<usize>)>),
    RemoveDuty(usize),
}

/// A few duties, so that edits affect the same fields.
pub(crate) const DUTIES: [&str; 6] = ["一-1", "一-2", "十二-5", "十四-1", "十六(十一)-1", "十六(十三)-2"];
const FACTS: [&str; 2] = ["runs_app_store", "charges_users"];
const PIECES: [&str; 3] = ["a", "b", "c"];

pub(crate) fn operations(most: usize) -> impl Strategy<Value = Vec<Operation>> {
    vec(operation(), 1..most)
}

fn operation() -> impl Strategy<Value = Operation> {
    let duty = || 0..DUTIES.len();
    let duties = || vec(duty(), 1..4);
    let texts = [AnswerField::Statement, AnswerField::Note, AnswerField::Justification];
    let dates = [AnswerField::AssessedOn, AnswerField::NextReview, AnswerField::Due, AnswerField::Target];
    let number = || 0..3_u32;
    prop_oneof![
        3 => (duties(), select(&Status::ALL[..]), option::of(select(&["", "未开展"][..])))
            .prop_map(|(d, status, why)| Operation::Status(d, status, why)),
        4 => (duty(), select(texts.to_vec()), select(&["", "a", "ab", "建立制度"][..]))
            .prop_map(|(d, field, words)| Operation::Text(d, field, words)),
        3 => (duties(), select(dates.to_vec()), option::of(-2..33_i64))
            .prop_map(|(d, field, days)| Operation::Date(d, field, days)),
        2 => (duties(), option::of(number())).prop_map(|(d, owner)| Operation::Owner(d, owner)),
        1 => (duty(), vec(select(&["年报", "tag"][..]), 0..3)).prop_map(|(d, tags)| Operation::Tags(d, tags)),
        1 => duties().prop_map(Operation::Review),
        1 => (0..FACTS.len(), any::<Option<bool>>()).prop_map(|(fact, holds)| Operation::Fact(fact, holds)),
        1 => any::<Option<bool>>().prop_map(Operation::Continues),
        2 => (number(), option::of(select(&["", "张三", "Li"][..]))).prop_map(|(n, name)| Operation::Person(n, name)),
        2 => (0..PIECES.len(), any::<bool>()).prop_map(|(n, there)| Operation::Evidence(n, there)),
        2 => (duty(), vec(0..PIECES.len(), 0..3)).prop_map(|(d, pieces)| Operation::Attach(d, pieces)),
        1 => (number(), option::of(select(&["security_incident", "continuation_decided"][..])))
            .prop_map(|(n, kind)| Operation::Event(n, kind)),
        1 => (number(), option::of((duty(), option::of(number())))).prop_map(|(n, what)| Operation::Occurrence(n, what)),
        1 => (duty(), any::<bool>(), option::of(number())).prop_map(|(d, there, by)| Operation::Attestation(d, there, by)),
        1 => (number(), option::of((vec(number(), 0..3), duties()))).prop_map(|(n, what)| Operation::Session(n, what)),
        1 => duty().prop_map(Operation::RemoveDuty),
    ]
}

/// The id with this number; all kinds of items share the numbers.
fn id<T: From<Id>>(n: u32) -> T {
    Id { opening: 42, sequence: n }.into()
}

fn piece(n: usize) -> Sha256 {
    Sha256::of(PIECES[n].as_bytes())
}

impl Operation {
    /// The edit of this operation; its numbers of duties are indexes of `duty`.
    fn edit(&self, desk: &Desk, duty: &[DutyId]) -> Edit {
        let workbook: &Workbook = &desk.workbook;
        let several = |chosen: &[usize]| chosen.iter().map(|n| duty[*n]).collect::<Vec<_>>();
        let one = |field: Field, value: Option<Value>| workbook.change([(field, value)]);
        match self {
            Self::Status(chosen, status, why) => workbook.set_status(&several(chosen), *status, *why, today(), desk.me),
            Self::Text(chosen, field, words) => {
                workbook.set_answer(&[duty[*chosen]], *field, Some(&Value::Text((*words).to_owned())))
            }
            Self::Date(chosen, field, days) => {
                let value = days.map(|days| Value::Date(in_days(days)));
                workbook.set_answer(&several(chosen), *field, value.as_ref())
            }
            Self::Owner(chosen, owner) => {
                let value = owner.map(|n| Value::PersonRef(id(n)));
                workbook.set_answer(&several(chosen), AnswerField::Owner, value.as_ref())
            }
            Self::Tags(chosen, tags) => {
                let tags = Value::Tags(tags.iter().map(|tag| (*tag).to_owned()).collect());
                workbook.set_answer(&[duty[*chosen]], AnswerField::Tags, Some(&tags))
            }
            Self::Review(chosen) => workbook.set_reviewed(&several(chosen), today(), desk.colleague),
            Self::Fact(fact, holds) => workbook.state_fact(desk.license, FACTS[*fact], *holds),
            Self::Continues(continues) => one(Field::Continues(desk.license), continues.map(Value::Flag)),
            Self::Person(n, name) => one(Field::Person(id(*n)), name.map(|name| Value::Person(Box::new(person(name))))),
            Self::Evidence(n, there) => {
                let value = there.then(|| Value::Evidence(Box::new(evidence(PIECES[*n]).1)));
                one(Field::Evidence(piece(*n)), value)
            }
            Self::Attach(chosen, pieces) => {
                let pieces = Value::EvidenceRefs(pieces.iter().map(|n| piece(*n)).collect());
                workbook.set_answer(&[duty[*chosen]], AnswerField::Evidence, Some(&pieces))
            }
            Self::Event(n, kind) => one(Field::Event(id(*n)), kind.map(|kind| event(desk, kind))),
            Self::Occurrence(n, what) => {
                one(Field::Occurrence(id(*n)), what.map(|(chosen, event)| occurrence(duty[chosen], event)))
            }
            Self::Attestation(chosen, there, by) => {
                one(Field::Attestation(2023, duty[*chosen]), there.then(|| attestation(*by)))
            }
            Self::Session(n, what) => {
                let value = what.as_ref().map(|(people, agenda)| session(people, several(agenda)));
                one(Field::Session(id(*n)), value)
            }
            Self::RemoveDuty(chosen) => one(Field::Duty(duty[*chosen]), None),
        }
    }
}

fn event(desk: &Desk, kind: &str) -> Value {
    Value::Event(Box::new(Event {
        license: desk.license,
        kind: kind.to_owned(),
        on: today(),
        at: None,
        note: String::new(),
        evidence: [].into(),
    }))
}

fn occurrence(duty: DutyId, event: Option<u32>) -> Value {
    Value::Occurrence(Box::new(Occurrence {
        duty,
        event: event.map(id),
        period: None,
        done_on: None,
        note: String::new(),
        evidence: [].into(),
    }))
}

fn attestation(by: Option<u32>) -> Value {
    Value::Attestation(Box::new(Attestation {
        answer: AttestationAnswer::Confirmed,
        text: String::new(),
        by: by.map(id),
        on: today(),
        remedy: String::new(),
        remedy_by: None,
        clause_hash: String::new(),
        evidence: [].into(),
        session: None,
        against: None,
        taken_from: None,
    }))
}

fn session(people: &[u32], agenda: Vec<DutyId>) -> Value {
    Value::Session(Box::new(Session {
        report_year: 2023,
        on: today(),
        participants: people.iter().map(|n| id(*n)).collect(),
        agenda,
        at: None,
        decisions: Vec::new(),
        minutes: String::new(),
        continues: None,
        resumed_on: [].into(),
        skipped: [].into(),
        closed_on: None,
        paused: false,
    }))
}

/// The result of a run of operations.
pub(crate) struct Outcome {
    /// Steps on the undo stack.
    pub(crate) steps: usize,
    /// Operations that were refused.
    pub(crate) refused: usize,
}

impl Desk {
    /// Applies `operations` in order and checks after each that the workbook is consistent.
    pub(crate) fn run(&mut self, operations: &[Operation]) -> Outcome {
        let new = new_desk();
        let duties = DUTIES.map(|label| new.duty(label));
        let mut outcome = Outcome { steps: 0, refused: 0 };
        for operation in operations {
            let edit = operation.edit(self, &duties);
            let before = self.workbook.clone();
            let stamp = license_workbook::workbook::Stamp { author: self.me, at: moment() };
            let is_typing = matches!(operation, Operation::Text(..));
            if let Some((before, now)) = is_typing.then(|| self.workbook.amend(&edit, stamp)).flatten() {
                self.undo.amended(before, now);
            } else if edit.is_empty() {
                assert!(self.workbook == before);
            } else if self.try_apply(edit).is_ok() {
                outcome.steps += 1;
                assert_eq!(self.workbook.history.len(), before.history.len() + 1);
            } else {
                outcome.refused += 1;
                assert!(self.workbook == before, "refused, but the workbook changed: {operation:?}");
            }
            let reopened = Workbook::from_contents((*self.workbook).clone());
            assert!(reopened.is_ok(), "cannot be opened again after {operation:?}: {:?}", reopened.err());
        }
        outcome
    }
}
