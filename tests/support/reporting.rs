//! The operations of [`Desk`] on the annual report, and their results.

use super::desk::Desk;
use super::{catalog, day};
use license_workbook::report::{Drafter, DutyReview, Gap, ReportStatus, Review, gaps, report_statuses};
use license_workbook::workbook::{
    AnswerField, Attestation, AttestationAnswer, Decision, Duty, DutyId, Event, Evidence, EvidenceStorage, Field,
    FrozenSnapshot, SessionId, Sha256, SnapshotId, Status, Value,
};
use std::collections::BTreeSet;

impl Desk {
    pub(crate) fn report_statuses(&self) -> Vec<ReportStatus> {
        report_statuses(&self.workbook, &self.register(), &self.dates(), catalog())
    }

    pub(crate) fn standing(&self, year: i32) -> ReportStatus {
        self.report_statuses().into_iter().find(|standing| standing.year == year).unwrap()
    }

    pub(crate) fn review(&self, year: i32) -> Review {
        Review::of(&self.workbook, &self.register(), &self.dates(), catalog(), year)
    }

    pub(crate) fn of_duty(&self, year: i32, label: &str) -> DutyReview {
        self.review(year).of_duty(self.duty(label)).unwrap().clone()
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

    /// Attests an exception for 七-3, with a remedy, in a session.
    pub(crate) fn except(&mut self, year: i32, session: SessionId) {
        let exception = Attestation {
            remedy: "二月补齐".to_owned(),
            remedy_by: Some(day("2026-02-28")),
            session: Some(session),
            ..self.attestation(AttestationAnswer::Exception, "制度未更新")
        };
        self.apply(self.workbook.attest(year, &[self.duty("七-3")], &exception, self.today));
    }

    /// Adds a decision about 七-3 to a session.
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

    /// Marks all open duties as met and confirms them.
    pub(crate) fn confirm_the_rest(&mut self, year: i32, session: Option<SessionId>) {
        let open: Vec<DutyId> = self
            .review(year)
            .reviewed_duties
            .into_iter()
            .filter(DutyReview::is_open)
            .map(|reviewed| reviewed.duty)
            .collect();
        let met = Value::Status(Status::Met);
        self.apply(self.workbook.set_answer(&open, AnswerField::Status, Some(&met)));
        let attestation = Attestation { session, ..self.attestation(AttestationAnswer::Confirmed, "") };
        self.apply(self.workbook.attest(year, &open, &attestation, self.today));
    }

    /// Starts a session on the open duties.
    pub(crate) fn start(&mut self, year: i32) -> SessionId {
        let id = self.ids.next_id();
        let agenda = self.review(year).agenda();
        self.apply(self.workbook.start_session(id, year, self.today, BTreeSet::from([self.me]), agenda));
        id
    }

    /// Attaches linked evidence to a duty.
    pub(crate) fn attach(&mut self, label: &str, name: &str, effective: Option<&str>, until: Option<&str>) -> Sha256 {
        let hash = Sha256::of(name.as_bytes());
        let evidence = Evidence {
            name: name.to_owned(),
            media_type: "application/pdf".to_owned(),
            size: 3,
            storage: EvidenceStorage::Linked { absolute: format!("/{name}"), relative: None },
            attached_by: Some(self.me),
            attached_at: self.now,
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

    pub(crate) fn record_noted(&mut self, kind: &str, on: &str, note: &str) {
        let event = Event { note: note.to_owned(), ..self.event_of(kind, on) };
        self.record_event(event);
    }

    /// Changes the hash of the clause of a duty, as a change of its text does.
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
