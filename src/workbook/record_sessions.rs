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
struct Said {
    place: usize,
    holds: bool,
}

impl Said {
    fn later(self, other: Self) -> Self {
        if self.place < other.place { other } else { self }
    }
}

/// The state of a session after a record. Closed and paused are independent: reopening a session does not resume it.
#[derive(Clone)]
struct Standing {
    /// The place in the history of the latest record about it.
    place: usize,
    closed: Said,
    paused: Said,
    held: HeldSession,
}

impl Standing {
    fn runs_on(&self, day: NaiveDate) -> bool {
        !self.closed.holds && !self.paused.holds && self.held.days.contains(&day)
    }

    /// The state of a session after a merge of two copies.
    fn joined(&self, other: &Self) -> Self {
        let latest = if self.place < other.place { other } else { self };
        Self { closed: self.closed.later(other.closed), paused: self.paused.later(other.paused), ..latest.clone() }
    }
}

/// The states of all sessions after a record; shared, because few records change them.
type Standings = Arc<BTreeMap<SessionId, Standing>>;

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
        let mut after: BTreeMap<RecordId, Standings> = BTreeMap::new();
        // The number of records that still need the state after a record; the last one takes it and changes it in
        // place.
        let mut asking: HashMap<RecordId, usize> = HashMap::new();
        for parent in self.history.iter().flat_map(|record| self.parents(record).into_owned()) {
            *asking.entry(parent).or_default() += 1;
        }
        for (place, record) in self.history.iter().enumerate() {
            let was = before(&self.parents(record), &mut after, &mut asking);
            let mut standings = Arc::clone(&was);
            for change in &record.changes {
                write(&mut standings, place, change);
            }
            if let Some(id) = made_in(record, &was, &standings) {
                found.by_record.insert(record.id, id);
            }
            for (id, standing) in standings.iter().filter(|(_, standing)| standing.place == place) {
                found.held.insert(*id, standing.held.clone());
            }
            if !standings.is_empty() && asking.contains_key(&record.id) {
                after.insert(record.id, standings);
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
    after: &mut BTreeMap<RecordId, Standings>,
    asking: &mut HashMap<RecordId, usize>,
) -> Standings {
    let mut parents = parents.iter().filter_map(|parent| {
        let left = asking.get_mut(parent)?;
        *left = left.saturating_sub(1);
        if *left == 0 { after.remove(parent) } else { after.get(parent).map(Arc::clone) }
    });
    let Some(mut all) = parents.next() else { return Standings::default() };
    for other in parents {
        if Arc::ptr_eq(&all, &other) {
            continue;
        }
        let all = Arc::make_mut(&mut all);
        for (id, standing) in other.iter() {
            let joined = all.get(id).map_or_else(|| standing.clone(), |known| known.joined(standing));
            all.insert(*id, joined);
        }
    }
    all
}

/// The session in which a record was made, from the states of all sessions before and after it: the session that it
/// starts or resumes, otherwise the one that it stops or names, otherwise the one started or resumed last. Only
/// sessions that run on that day count.
fn made_in(record: &Record, before: &Standings, after: &Standings) -> Option<SessionId> {
    let day = day_of(record);
    let begun = record.changes.iter().filter_map(begun).find(|id| runs_on(after, *id, day));
    if begun.is_some() {
        return begun;
    }
    let mut named = record.changes.iter().filter_map(named);
    named.find(|id| runs_on(before, *id, day) || runs_on(after, *id, day)).or_else(|| {
        let running = before.iter().filter(|(_, standing)| standing.runs_on(day));
        running.max_by_key(|(_, standing)| standing.place).map(|(id, _)| *id)
    })
}

fn runs_on(standings: &Standings, id: SessionId, day: NaiveDate) -> bool {
    standings.get(&id).is_some_and(|standing| standing.runs_on(day))
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
fn write(standings: &mut Standings, place: usize, change: &Change) {
    match (&change.field, &change.to) {
        (Field::Session(id), Some(Value::Session(session))) => {
            let from = if let Some(Value::Session(from)) = &change.from { Some(from.as_ref()) } else { None };
            put(standings, (*id, place), from, session);
        }
        (Field::Session(id), None) => say(standings, (*id, place), true, |standing| &mut standing.closed),
        (Field::SessionPart(id, SessionPart::ClosedOn), to) => {
            say(standings, (*id, place), to.is_some(), |standing| &mut standing.closed);
        }
        (Field::SessionPart(id, SessionPart::Paused), to) => {
            say(standings, (*id, place), to.is_some(), |standing| &mut standing.paused);
        }
        _ => {}
    }
}

/// Applies the replacement of a whole session. Properties that did not change keep their earlier place, unless nothing
/// changed at all: that confirms all of them.
fn put(standings: &mut Standings, (id, place): (SessionId, usize), from: Option<&Session>, session: &Session) {
    let known = standings.get(&id);
    let closed = known.map(|known| known.closed);
    let paused = known.map(|known| known.paused);
    let standing = Standing {
        place,
        closed: said(place, from, session, closed, |session| session.closed_on.is_some()),
        paused: said(place, from, session, paused, |session| session.paused),
        held: HeldSession::of(session),
    };
    Arc::make_mut(standings).insert(id, standing);
}

/// The statement that `property` holds or not: a new one if the property changed or the session was confirmed as a
/// whole, otherwise the known one.
fn said(
    place: usize,
    from: Option<&Session>,
    session: &Session,
    known: Option<Said>,
    property: fn(&Session) -> bool,
) -> Said {
    let said = Said { place, holds: property(session) };
    let is_new = from.is_none_or(|from| from == session || property(from) != property(session));
    if is_new { said } else { known.unwrap_or(said) }
}

/// Applies the change of a part of a session.
fn say(standings: &mut Standings, (id, place): (SessionId, usize), holds: bool, part: fn(&mut Standing) -> &mut Said) {
    if standings.contains_key(&id)
        && let Some(standing) = Arc::make_mut(standings).get_mut(&id)
    {
        standing.place = place;
        *part(standing) = Said { place, holds };
    }
}
