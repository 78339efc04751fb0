//! A workbook on the license that comes with the program, and somebody who reports on it, day by day.

use chrono::{DateTime, NaiveDate, Utc};
use license_workbook::calendar::schedules;
use license_workbook::deadlines::{DateItem, Register};
use license_workbook::obligation::Catalog;
use license_workbook::report::{Drafter, Gap, Matter, Review, Standing, gaps, standings};
use license_workbook::workbook::{
    AnswerField, Attestation, AttestationAnswer, Decision, Duty, DutyId, Edit, Event, Evidence, EvidenceStorage, Field,
    FrozenSnapshot, IdSource, LicenseId, Person, PersonId, SessionId, Sha256, SnapshotId, Stamp, Status, UndoStack,
    Value, Workbook, seed,
};
use std::collections::BTreeSet;
use std::sync::OnceLock;

const TEXT: &str = include_str!("../../../seeds/license-su-b2-20140200.txt");

pub(crate) fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| Catalog::builtin().unwrap())
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) struct Desk {
    pub(crate) workbook: Workbook,
    pub(crate) license: LicenseId,
    pub(crate) ids: IdSource,
    pub(crate) undo: UndoStack,
    pub(crate) me: PersonId,
    /// The day it is.
    pub(crate) today: NaiveDate,
}

impl Desk {
    /// A workbook tracked from this day on, on that day.
    pub(crate) fn new(tracked_from: &str) -> Self {
        let mut ids = IdSource::new(7);
        let (workbook, _) = seed(TEXT, catalog(), schedules::builtin(), day(tracked_from), &mut ids);
        let license = workbook.current_license().unwrap();
        let me = ids.next_id();
        let mut desk = Self { workbook, license, ids, undo: UndoStack::default(), me, today: day(tracked_from) };
        let person = Person { name: "李雷".to_owned(), role: "合规".to_owned(), same_as: None };
        desk.apply(desk.workbook.put_person(me, person));
        desk
    }

    pub(crate) fn at(&mut self, today: &str) {
        self.today = day(today);
    }

    fn stamp(&self) -> Stamp {
        let at: DateTime<Utc> = format!("{}T02:00:00Z", self.today).parse().unwrap();
        Stamp { author: self.me, at }
    }

    #[track_caller]
    pub(crate) fn apply(&mut self, edit: Edit) {
        assert!(!edit.is_empty(), "nothing would change");
        let id = self.ids.next_id();
        let record = self.workbook.apply(edit, self.stamp(), id).unwrap();
        self.undo.push(record.unwrap());
    }

    pub(crate) fn undo(&mut self) {
        let stamp = self.stamp();
        self.undo.undo(&mut self.workbook, stamp, &mut self.ids).unwrap();
    }

    pub(crate) fn duty(&self, label: &str) -> DutyId {
        self.workbook.duty_by_label(self.license, label).unwrap()
    }

    pub(crate) fn register(&self) -> Register {
        Register::of(&self.workbook, self.license, self.today, catalog()).unwrap()
    }

    pub(crate) fn dates(&self) -> Vec<DateItem> {
        self.register().dates
    }

    pub(crate) fn standings(&self) -> Vec<Standing> {
        standings(&self.workbook, &self.register(), &self.dates(), catalog())
    }

    pub(crate) fn standing(&self, year: i32) -> Standing {
        self.standings().into_iter().find(|standing| standing.year == year).unwrap()
    }

    pub(crate) fn review(&self, year: i32) -> Review {
        Review::of(&self.workbook, &self.register(), &self.dates(), catalog(), year)
    }

    pub(crate) fn matter(&self, year: i32, label: &str) -> Matter {
        self.review(year).matter(self.duty(label)).unwrap().clone()
    }

    pub(crate) fn gaps(&self, year: i32) -> Vec<Gap> {
        let (register, review) = (self.register(), self.review(year));
        gaps(&Drafter { workbook: &self.workbook, register: &register, catalog: catalog(), review: &review })
    }

    pub(crate) fn draft(&self, year: i32, head: &str) -> String {
        let (register, review) = (self.register(), self.review(year));
        Drafter { workbook: &self.workbook, register: &register, catalog: catalog(), review: &review }.draft(head)
    }

    pub(crate) fn attestation(&self, answer: AttestationAnswer, text: &str) -> Attestation {
        Attestation {
            answer,
            text: text.to_owned(),
            by: Some(self.me),
            on: self.today,
            remedy: String::new(),
            remedy_by: None,
            clause_hash: String::new(),
            evidence: BTreeSet::new(),
            session: None,
            against: None,
            taken_from: None,
        }
    }

    pub(crate) fn attest(&mut self, year: i32, label: &str, answer: AttestationAnswer, text: &str) {
        let attestation = self.attestation(answer, text);
        self.apply(self.workbook.attest(year, &[self.duty(label)], &attestation, self.today));
    }

    /// Answers with an exception for 七-3 that is to be remedied, in a session.
    pub(crate) fn except(&mut self, year: i32, session: SessionId) {
        let exception = Attestation {
            remedy: "二月补齐".to_owned(),
            remedy_by: Some(day("2026-02-28")),
            session: Some(session),
            ..self.attestation(AttestationAnswer::Exception, "制度未更新")
        };
        self.apply(self.workbook.attest(year, &[self.duty("七-3")], &exception, self.today));
    }

    /// Decides something about 七-3 in a session.
    pub(crate) fn decide(&mut self, session: SessionId, text: &str) {
        let decision = Decision {
            number: 1,
            duty: Some(self.duty("七-3")),
            text: text.to_owned(),
            owner: Some(self.me),
            due: Some(day("2026-02-20")),
            done_on: None,
        };
        self.apply(self.workbook.put_decision(session, 1, Some(decision)));
    }

    /// Confirms all that is open, and met in the checklist.
    pub(crate) fn confirm_the_rest(&mut self, year: i32, session: Option<SessionId>) {
        let open: Vec<DutyId> =
            self.review(year).matters.into_iter().filter(Matter::is_open).map(|matter| matter.duty).collect();
        let met = Value::Status(Status::Met);
        self.apply(self.workbook.set_answer(&open, AnswerField::Status, Some(&met)));
        let attestation = Attestation { session, ..self.attestation(AttestationAnswer::Confirmed, "") };
        self.apply(self.workbook.attest(year, &open, &attestation, self.today));
    }

    /// Starts a session on what is open.
    pub(crate) fn start(&mut self, year: i32) -> SessionId {
        let id = self.ids.next_id();
        let agenda = self.review(year).agenda();
        self.apply(self.workbook.start_session(id, year, self.today, BTreeSet::from([self.me]), agenda));
        id
    }

    /// Attaches evidence to a duty.
    pub(crate) fn attach(&mut self, label: &str, name: &str, effective: Option<&str>, until: Option<&str>) -> Sha256 {
        let hash = Sha256::of(name.as_bytes());
        let evidence = Evidence {
            name: name.to_owned(),
            media_type: "application/pdf".to_owned(),
            size: 3,
            storage: EvidenceStorage::Linked { absolute: format!("/{name}"), relative: None },
            attached_by: Some(self.me),
            attached_at: self.stamp().at,
            effective_on: effective.map(day),
            valid_until: until.map(day),
            description: String::new(),
            confidential: false,
            replaces: None,
        };
        let duty = self.duty(label);
        let mut refs = self.workbook.duties[&duty].answer.evidence.clone();
        refs.insert(hash);
        self.apply(self.workbook.change([
            (Field::Evidence(hash), Some(Value::Evidence(Box::new(evidence)))),
            (Field::Answer(duty, AnswerField::Evidence), Some(Value::EvidenceRefs(refs))),
        ]));
        hash
    }

    pub(crate) fn record(&mut self, kind: &str, on: &str, note: &str) {
        let event = Event {
            license: self.license,
            kind: kind.to_owned(),
            on: day(on),
            at: None,
            note: note.to_owned(),
            evidence: BTreeSet::new(),
        };
        let id = self.ids.next_id();
        self.apply(self.workbook.record_event(id, event));
    }

    /// Changes the words that a duty rests on.
    pub(crate) fn reword(&mut self, label: &str) {
        let id = self.duty(label);
        let mut duty: Duty = self.workbook.duties[&id].as_ref().clone();
        "other words".clone_into(&mut duty.definition.clause_hash);
        self.apply(self.workbook.change([(Field::Duty(id), Some(Value::Duty(Box::new(duty))))]));
    }

    pub(crate) fn freeze(&mut self, year: i32) -> SnapshotId {
        let id = self.ids.next_id();
        let snapshot = FrozenSnapshot {
            on: self.today,
            by: Some(self.me),
            purpose: format!("{year} 年度年报"),
            digest: Sha256::of(b"{}"),
            document: "{}".into(),
        };
        self.apply(self.workbook.freeze_report(year, id, snapshot));
        id
    }
}
