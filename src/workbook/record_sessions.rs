//! Determines the session in which each record of the history was made.
//!
//! This follows from the records alone: one starts or resumes a session, another pauses or closes it, and records in
//! between belong to it if they were made on a day of the session and follow its start. Records that a colleague made
//! meanwhile in another copy do not belong to it, nor do records made while it is paused.

use super::{Change, Field, Record, RecordId, Session, SessionId, SessionPart, Value, day_of};
use crate::workbook::Contents;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// A session in which records were made; it may have been removed since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldSession {
    /// The report year.
    pub year: i32,
    /// The day on which it started.
    pub on: NaiveDate,
    /// All days on which it was held.
    pub days: BTreeSet<NaiveDate>,
}

impl HeldSession {
    fn of(session: &Session) -> Self {
        let days = session.resumed_on.iter().copied().chain([session.on]).collect();
        Self { year: session.report_year, on: session.on, days }
    }
}

/// The sessions of all records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordSessions {
    by_record: BTreeMap<RecordId, SessionId>,
    held: BTreeMap<SessionId, HeldSession>,
}

impl RecordSessions {
    /// The session in which the record was made.
    #[must_use]
    pub fn of(&self, record: RecordId) -> Option<(SessionId, &HeldSession)> {
        let id = *self.by_record.get(&record)?;
        Some((id, self.held.get(&id)?))
    }

    /// Whether no record was made in any session.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.held.is_empty()
    }

    /// The sessions in which records were made, the latest first.
    #[must_use]
    pub fn all(&self) -> Vec<(SessionId, &HeldSession)> {
        let mut all: Vec<_> = self.held.iter().map(|(id, held)| (*id, held)).collect();
        all.sort_by_key(|(id, held)| std::cmp::Reverse((held.on, *id)));
        all
    }

    /// The session held on this day; the latest one if there are several.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> Option<SessionId> {
        self.all().into_iter().find(|(_, held)| held.days.contains(&day)).map(|(id, _)| id)
    }
}

/// A statement about a session and its place in the history; the later statement applies after a merge.
#[derive(Clone, Copy)]
struct SessionFlag {
    place: usize,
    is_set: bool,
}

impl SessionFlag {
    fn later(self, other: Self) -> Self {
        if self.place < other.place { other } else { self }
    }
}

/// The state of a session after a record. Closed and paused are independent: reopening a session does not resume it.
#[derive(Clone)]
struct SessionState {
    /// The place in the history of the latest record about it.
    place: usize,
    closed: SessionFlag,
    paused: SessionFlag,
    held: HeldSession,
}

impl SessionState {
    fn runs_on(&self, day: NaiveDate) -> bool {
        !self.closed.is_set && !self.paused.is_set && self.held.days.contains(&day)
    }

    /// The state of a session after a merge of two copies.
    fn joined(&self, other: &Self) -> Self {
        let latest = if self.place < other.place { other } else { self };
        Self { closed: self.closed.later(other.closed), paused: self.paused.later(other.paused), ..latest.clone() }
    }
}

/// The states of all sessions after a record; shared, because few records change them.
type SessionStates = Arc<BTreeMap<SessionId, SessionState>>;

impl Contents {
    /// The session to which an edit made on `day` belongs: it is running and held on that day.
    #[must_use]
    pub fn running_session(&self, day: NaiveDate) -> Option<(SessionId, &Session)> {
        let held = self
            .sessions
            .iter()
            .filter(|(_, session)| session.is_going_on() && HeldSession::of(session).days.contains(&day));
        let all: Vec<(SessionId, &Session)> = held.map(|(id, session)| (*id, session)).collect();
        if let [] | [_] = all.as_slice() {
            return all.first().copied();
        }
        // Merged copies may each have a running session; the one started or resumed last counts.
        let changes = self.history.iter().rev().flat_map(|record| record.changes.iter().rev());
        let last = changes.filter_map(|change| {
            let field = &change.field;
            if let Field::Session(id) | Field::SessionPart(id, SessionPart::ClosedOn | SessionPart::Paused) = field {
                Some(*id)
            } else {
                None
            }
        });
        let mut last = last.filter_map(|id| all.iter().find(|(known, _)| *known == id));
        last.next().or_else(|| all.last()).copied()
    }

    /// The session of each record.
    #[must_use]
    pub fn record_sessions(&self) -> RecordSessions {
        let mut found = RecordSessions::default();
        let mut after: BTreeMap<RecordId, SessionStates> = BTreeMap::new();
        // The number of records that still need the state after a record; the last one takes it and changes it in
        // place.
        let mut asking: HashMap<RecordId, usize> = HashMap::new();
        for parent in self.history.iter().flat_map(|record| self.parents(record).into_owned()) {
            *asking.entry(parent).or_default() += 1;
        }
        for (place, record) in self.history.iter().enumerate() {
            let was = before(&self.parents(record), &mut after, &mut asking);
            let mut states = Arc::clone(&was);
            for change in &record.changes {
                write(&mut states, place, change);
            }
            if let Some(id) = made_in(record, &was, &states) {
                found.by_record.insert(record.id, id);
            }
            for (id, state) in states.iter().filter(|(_, state)| state.place == place) {
                found.held.insert(*id, state.held.clone());
            }
            if !states.is_empty() && asking.contains_key(&record.id) {
                after.insert(record.id, states);
            }
        }
        // A session may come from the initial state and not from a record.
        for (id, session) in &self.sessions {
            found.held.entry(*id).or_insert_with(|| HeldSession::of(session));
        }
        let used: BTreeSet<SessionId> = found.by_record.values().copied().collect();
        found.held.retain(|id, _| used.contains(id));
        found
    }
}

/// The state of the sessions before a record with these parents, as far as its author knew.
fn before(
    parents: &[RecordId],
    after: &mut BTreeMap<RecordId, SessionStates>,
    asking: &mut HashMap<RecordId, usize>,
) -> SessionStates {
    let mut parents = parents.iter().filter_map(|parent| {
        let left = asking.get_mut(parent)?;
        *left = left.saturating_sub(1);
        if *left == 0 { after.remove(parent) } else { after.get(parent).map(Arc::clone) }
    });
    let Some(mut all) = parents.next() else { return SessionStates::default() };
    for other in parents {
        if Arc::ptr_eq(&all, &other) {
            continue;
        }
        let all = Arc::make_mut(&mut all);
        for (id, state) in other.iter() {
            let joined = all.get(id).map_or_else(|| state.clone(), |known| known.joined(state));
            all.insert(*id, joined);
        }
    }
    all
}

/// The session in which a record was made, from the states of all sessions before and after it: the session that it
/// starts or resumes, otherwise the one that it stops or names, otherwise the one started or resumed last. Only
/// sessions that run on that day count.
fn made_in(record: &Record, before: &SessionStates, after: &SessionStates) -> Option<SessionId> {
    let day = day_of(record);
    let begun = record.changes.iter().filter_map(begun).find(|id| runs_on(after, *id, day));
    if begun.is_some() {
        return begun;
    }
    let mut named = record.changes.iter().filter_map(named);
    named.find(|id| runs_on(before, *id, day) || runs_on(after, *id, day)).or_else(|| {
        let running = before.iter().filter(|(_, state)| state.runs_on(day));
        running.max_by_key(|(_, state)| state.place).map(|(id, _)| *id)
    })
}

fn runs_on(states: &SessionStates, id: SessionId, day: NaiveDate) -> bool {
    states.get(&id).is_some_and(|state| state.runs_on(day))
}

/// The session that a change starts or resumes.
fn begun(change: &Change) -> Option<SessionId> {
    match (&change.field, &change.to) {
        (Field::Session(id), Some(Value::Session(_))) => Some(*id),
        _ => None,
    }
}

/// The session that a change pauses or closes, or that an attestation names as its own. An attestation that is checked
/// later keeps its original session.
fn named(change: &Change) -> Option<SessionId> {
    match (&change.field, &change.to) {
        (Field::SessionPart(id, SessionPart::ClosedOn | SessionPart::Paused), _) => Some(*id),
        (Field::Attestation(..), Some(Value::Attestation(attestation))) => attestation.session,
        _ => None,
    }
}

/// Applies a change to the states of the sessions.
fn write(states: &mut SessionStates, place: usize, change: &Change) {
    match (&change.field, &change.to) {
        (Field::Session(id), Some(Value::Session(session))) => {
            let from = if let Some(Value::Session(from)) = &change.from { Some(from.as_ref()) } else { None };
            put(states, (*id, place), from, session);
        }
        (Field::Session(id), None) => set_flag(states, (*id, place), true, |state| &mut state.closed),
        (Field::SessionPart(id, SessionPart::ClosedOn), to) => {
            set_flag(states, (*id, place), to.is_some(), |state| &mut state.closed);
        }
        (Field::SessionPart(id, SessionPart::Paused), to) => {
            set_flag(states, (*id, place), to.is_some(), |state| &mut state.paused);
        }
        _ => {}
    }
}

/// Applies the replacement of a whole session. Properties that did not change keep their earlier place, unless nothing
/// changed at all: that confirms all of them.
fn put(states: &mut SessionStates, (id, place): (SessionId, usize), from: Option<&Session>, session: &Session) {
    let known = states.get(&id);
    let closed = known.map(|known| known.closed);
    let paused = known.map(|known| known.paused);
    let state = SessionState {
        place,
        closed: flag(place, from, session, closed, |session| session.closed_on.is_some()),
        paused: flag(place, from, session, paused, |session| session.paused),
        held: HeldSession::of(session),
    };
    Arc::make_mut(states).insert(id, state);
}

/// The statement that `property` holds or not: a new one if the property changed or the session was confirmed as a
/// whole, otherwise the known one.
fn flag(
    place: usize,
    from: Option<&Session>,
    session: &Session,
    known: Option<SessionFlag>,
    property: fn(&Session) -> bool,
) -> SessionFlag {
    let flag = SessionFlag { place, is_set: property(session) };
    let is_new = from.is_none_or(|from| from == session || property(from) != property(session));
    if is_new { flag } else { known.unwrap_or(flag) }
}

/// Applies the change of a part of a session.
fn set_flag(
    states: &mut SessionStates,
    (id, place): (SessionId, usize),
    is_set: bool,
    part: fn(&mut SessionState) -> &mut SessionFlag,
) {
    if states.contains_key(&id)
        && let Some(state) = Arc::make_mut(states).get_mut(&id)
    {
        state.place = place;
        *part(state) = SessionFlag { place, is_set };
    }
}
