//! Edits of sessions: start, walk-through, pause, resumption, closing and decisions.

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

    /// Starts a session with this agenda, and the preparation of the report if needed.
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

    /// Sets a session as a whole, for example its day and participants.
    #[must_use]
    pub fn put_session(&self, id: SessionId, session: Session) -> Edit {
        self.change([(Field::Session(id), Some(Value::Session(Box::new(session))))])
    }

    /// Resumes a session on a later day and appends newly opened duties to its agenda.
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

    /// Pauses a session: later records do not belong to it until it is resumed.
    #[must_use]
    pub fn pause_session(&self, id: SessionId) -> Edit {
        if !self.sessions.contains_key(&id) {
            return Edit::default();
        }
        self.change([(Field::SessionPart(id, SessionPart::Paused), Some(Value::Flag(true)))])
    }

    /// Pauses all other sessions, because only one runs at a time.
    fn pause_others(&self, id: SessionId) -> Edit {
        let others = self.sessions.iter().filter(|(other, session)| **other != id && session.is_going_on());
        self.change(others.map(|(id, _)| (Field::SessionPart(*id, SessionPart::Paused), Some(Value::Flag(true)))))
    }

    /// Moves the walk-through to another duty of the agenda.
    #[must_use]
    pub fn step_session(&self, id: SessionId, to: DutyId) -> Edit {
        if !self.sessions.contains_key(&id) {
            return Edit::default();
        }
        self.change([(Field::SessionPart(id, SessionPart::At), Some(Value::DutyRef(to)))])
    }

    /// Defers a duty, or removes the deferral.
    #[must_use]
    pub fn skip_in_session(&self, id: SessionId, duty: DutyId, skipped: bool) -> Edit {
        if !self.sessions.contains_key(&id) {
            return Edit::default();
        }
        let value = skipped.then_some(Value::Flag(true));
        self.change([(Field::SessionPart(id, SessionPart::Skipped(duty)), value)])
    }

    /// Closes a session, or reopens it if `on` is `None`.
    #[must_use]
    pub fn close_session(&self, id: SessionId, on: Option<NaiveDate>) -> Edit {
        if !self.sessions.contains_key(&id) {
            return Edit::default();
        }
        self.change([(Field::SessionPart(id, SessionPart::ClosedOn), on.map(Value::Date))])
    }

    /// Removes a session with its decisions. Attestations made in it stay.
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

    /// The number for a new decision of a session.
    #[must_use]
    pub fn new_decision_number(&self, id: SessionId) -> u32 {
        let numbers = self.sessions.get(&id).into_iter().flat_map(|s| &s.decisions).map(|d| d.number);
        numbers.max().unwrap_or(0).saturating_add(1)
    }

    /// Sets the decision with this number; `None` removes it.
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

    /// Records the completion of a follow-up; `None` removes it.
    #[must_use]
    pub fn close_follow_up(&self, id: SessionId, number: u32, done_on: Option<NaiveDate>) -> Edit {
        let known = self.sessions.get(&id).and_then(|session| session.decision(number));
        let Some(decision) = known else { return Edit::default() };
        self.put_decision(id, number, Some(Decision { done_on, ..decision.clone() }))
    }
}
