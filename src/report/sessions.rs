//! Sessions: begun, gone through duty by duty, left for another day, closed; and what they decide.

use crate::workbook::{Decision, DutyId, Edit, Field, PersonId, Session, SessionId, SessionPart, Value, Workbook};
use chrono::NaiveDate;
use std::collections::BTreeSet;

impl Workbook {
    /// The sessions for the report on `year`, the earliest first.
    #[must_use]
    pub fn sessions_of(&self, year: i32) -> Vec<(SessionId, &Session)> {
        let mut sessions: Vec<(SessionId, &Session)> =
            self.sessions.iter().filter(|(_, s)| s.report_year == year).map(|(id, s)| (*id, s)).collect();
        sessions.sort_by_key(|(id, session)| (session.on, *id));
        sessions
    }

    /// Begins a session that goes through `agenda`, and with it the report.
    #[must_use]
    pub fn start_session(
        &self,
        id: SessionId,
        year: i32,
        today: NaiveDate,
        participants: BTreeSet<PersonId>,
        agenda: Vec<DutyId>,
    ) -> Edit {
        let session = Session {
            report_year: year,
            on: today,
            participants,
            at: agenda.first().copied(),
            agenda,
            continues: self.sessions_of(year).last().map(|(id, _)| *id),
            ..Session::empty()
        };
        self.open_report(year, today).and(self.pause_others(id)).and(self.put_session(id, session))
    }

    /// Puts a session as a whole: its day, its participants.
    #[must_use]
    pub fn put_session(&self, id: SessionId, session: Session) -> Edit {
        self.change([(Field::Session(id), Some(Value::Session(Box::new(session))))])
    }

    /// Goes on with a session on a later day, with what has become open since at the end of its agenda.
    #[must_use]
    pub fn resume_session(&self, id: SessionId, today: NaiveDate, open: &[DutyId]) -> Edit {
        let Some(mut session) = self.sessions.get(&id).cloned() else { return Edit::default() };
        let new = open.iter().filter(|duty| !session.agenda.contains(duty)).copied().collect::<Vec<_>>();
        session.agenda.extend(new);
        if today > session.on {
            session.resumed_on.insert(today);
        }
        session.closed_on = None;
        session.paused = false;
        session.at = session.at.or_else(|| session.agenda.first().copied());
        self.pause_others(id).and(self.put_session(id, session))
    }

    /// Lets a session stand still: what is done from now on is not done in it, until it is gone on with.
    #[must_use]
    pub fn pause_session(&self, id: SessionId) -> Edit {
        if !self.sessions.contains_key(&id) {
            return Edit::default();
        }
        self.change([(Field::SessionPart(id, SessionPart::Paused), Some(Value::Flag(true)))])
    }

    /// One session goes on at a time.
    fn pause_others(&self, id: SessionId) -> Edit {
        let others = self.sessions.iter().filter(|(other, session)| **other != id && session.is_going_on());
        self.change(others.map(|(id, _)| (Field::SessionPart(*id, SessionPart::Paused), Some(Value::Flag(true)))))
    }

    /// Moves a session to another duty of its agenda.
    #[must_use]
    pub fn step_session(&self, id: SessionId, to: DutyId) -> Edit {
        if !self.sessions.contains_key(&id) {
            return Edit::default();
        }
        self.change([(Field::SessionPart(id, SessionPart::At), Some(Value::DutyRef(to)))])
    }

    /// Leaves a duty for later, or takes that back.
    #[must_use]
    pub fn skip_in_session(&self, id: SessionId, duty: DutyId, skipped: bool) -> Edit {
        if !self.sessions.contains_key(&id) {
            return Edit::default();
        }
        let value = skipped.then_some(Value::Flag(true));
        self.change([(Field::SessionPart(id, SessionPart::Skipped(duty)), value)])
    }

    /// Closes a session, or opens it again.
    #[must_use]
    pub fn close_session(&self, id: SessionId, on: Option<NaiveDate>) -> Edit {
        if !self.sessions.contains_key(&id) {
            return Edit::default();
        }
        self.change([(Field::SessionPart(id, SessionPart::ClosedOn), on.map(Value::Date))])
    }

    /// Takes a session out, with what it decided. What was attested in it stays.
    #[must_use]
    pub fn remove_session(&self, id: SessionId) -> Edit {
        let attested = self.attestations.iter().filter(|(_, a)| a.session == Some(id)).map(|((year, duty), a)| {
            let attestation = crate::workbook::Attestation { session: None, ..a.clone() };
            (Field::Attestation(*year, *duty), Some(Value::Attestation(Box::new(attestation))))
        });
        let later = self.sessions.iter().filter(|(_, s)| s.continues == Some(id)).map(|(other, s)| {
            let before = self.sessions.get(&id).and_then(|removed| removed.continues);
            let session = Session { continues: before, ..s.clone() };
            (Field::Session(*other), Some(Value::Session(Box::new(session))))
        });
        self.change(attested.chain(later).chain([(Field::Session(id), None)]))
    }

    /// The number for one more decision of a session.
    #[must_use]
    pub fn new_decision_number(&self, id: SessionId) -> u32 {
        let numbers = self.sessions.get(&id).into_iter().flat_map(|s| &s.decisions).map(|d| d.number);
        numbers.max().unwrap_or(0).saturating_add(1)
    }

    /// Puts a decision, or takes the one with this number out.
    #[must_use]
    pub fn put_decision(&self, id: SessionId, number: u32, decision: Option<Decision>) -> Edit {
        if !self.sessions.contains_key(&id) {
            return Edit::default();
        }
        let value = decision.map(|decision| {
            let text = decision.text.trim().to_owned();
            Value::Decision(Box::new(Decision { number, text, ..decision }))
        });
        self.change([(Field::SessionPart(id, SessionPart::Decision(number)), value)])
    }

    /// Notes that a follow-up was done, or takes that back.
    #[must_use]
    pub fn close_follow_up(&self, id: SessionId, number: u32, done_on: Option<NaiveDate>) -> Edit {
        let known = self.sessions.get(&id).and_then(|session| session.decision(number));
        let Some(decision) = known else { return Edit::default() };
        self.put_decision(id, number, Some(Decision { done_on, ..decision.clone() }))
    }
}
