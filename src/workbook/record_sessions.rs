//! In which session a record of the history was made.
//!
//! The records alone tell it: one begins a session or goes on with it, one pauses or closes it, and what its author knew
//! of between the two, on a day on which the session was held, belongs to it. What a colleague did meanwhile in another
//! copy does not, nor what is done while it is paused.

use super::{Change, Field, Record, RecordId, Session, SessionId, SessionPart, Value, day_of};
use crate::workbook::Contents;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// A session in which records were made; it may have been taken out since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The year reported on.
    pub year: i32,
    /// The day it was begun.
    pub on: NaiveDate,
    /// All days on which it was held.
    pub days: BTreeSet<NaiveDate>,
}

impl Held {
    fn of(session: &Session) -> Self {
        let days = session.resumed_on.iter().copied().chain([session.on]).collect();
        Self { year: session.report_year, on: session.on, days }
    }
}

/// Which record was made in which session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordSessions {
    by_record: BTreeMap<RecordId, SessionId>,
    held: BTreeMap<SessionId, Held>,
}

impl RecordSessions {
    /// The session that the record was made in.
    #[must_use]
    pub fn of(&self, record: RecordId) -> Option<(SessionId, &Held)> {
        let id = *self.by_record.get(&record)?;
        Some((id, self.held.get(&id)?))
    }

    /// Whether nothing was recorded in any session.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.held.is_empty()
    }

    /// The sessions in which something was recorded, the latest first.
    #[must_use]
    pub fn all(&self) -> Vec<(SessionId, &Held)> {
        let mut all: Vec<_> = self.held.iter().map(|(id, held)| (*id, held)).collect();
        all.sort_by_key(|(id, held)| std::cmp::Reverse((held.on, *id)));
        all
    }

    /// The session that was held on this day; the latest where there are several.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> Option<SessionId> {
        self.all().into_iter().find(|(_, held)| held.days.contains(&day)).map(|(id, _)| id)
    }
}

/// Whether something holds of a session, and the place in the history of the record that says so: what is later holds
/// where copies were merged.
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

/// How a session stood after a record. That it was closed and that it was paused are two things: opening it again does
/// not let it go on.
#[derive(Clone)]
struct Standing {
    /// The place in the history of the latest record about it.
    place: usize,
    closed: Said,
    paused: Said,
    held: Held,
}

impl Standing {
    fn is_running(&self) -> bool {
        !self.closed.holds && !self.paused.holds
    }

    /// What holds of a session of which two copies say this and that.
    fn joined(&self, other: &Self) -> Self {
        let latest = if self.place < other.place { other } else { self };
        Self { closed: self.closed.later(other.closed), paused: self.paused.later(other.paused), ..latest.clone() }
    }
}

/// How all sessions stood after a record; shared, since few records change it.
type Standings = Arc<BTreeMap<SessionId, Standing>>;

impl Contents {
    /// The session that an edit made on `day` would belong to: it goes on, and is held on that day.
    #[must_use]
    pub fn running_session(&self, day: NaiveDate) -> Option<(SessionId, &Session)> {
        let is_held = |session: &Session| session.is_going_on() && Held::of(session).days.contains(&day);
        let all: Vec<(SessionId, &Session)> =
            self.sessions.iter().filter(|(_, session)| is_held(session)).map(|(id, session)| (*id, session)).collect();
        if let [] | [_] = all.as_slice() {
            return all.first().copied();
        }
        // Two copies that were merged may have one each; the one that was begun or gone on with last has it.
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

    /// In which session each record was made.
    #[must_use]
    pub fn record_sessions(&self) -> RecordSessions {
        let mut found = RecordSessions::default();
        let mut after: BTreeMap<RecordId, Standings> = BTreeMap::new();
        // How many records still ask how it stood after one; then it is let go of, and changed in place.
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
        // A session may have come with the file and not by a record.
        for (id, session) in &self.sessions {
            found.held.entry(*id).or_insert_with(|| Held::of(session));
        }
        let used: BTreeSet<SessionId> = found.by_record.values().copied().collect();
        found.held.retain(|id, _| used.contains(id));
        found
    }
}

/// How the sessions stood before a record with these parents, for all that its author knew.
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

/// The session that a record was made in, by how all stood before and after it: the one that it begins or goes on with, the
/// one that it stops or says that it belongs to, or else the one that was begun or gone on with last; none that does not
/// run on that day.
fn made_in(record: &Record, before: &Standings, after: &Standings) -> Option<SessionId> {
    let day = day_of(record);
    let runs = |standing: &Standing| standing.is_running() && standing.held.days.contains(&day);
    let runs_in = |all: &Standings, id: &SessionId| all.get(id).is_some_and(runs);
    let begun = record.changes.iter().filter_map(begun).find(|id| runs_in(after, id));
    let named = || {
        let mut named = record.changes.iter().filter_map(named);
        named.find(|id| runs_in(before, id) || runs_in(after, id))
    };
    let latest =
        || before.iter().filter(|(_, standing)| runs(standing)).max_by_key(|(_, s)| s.place).map(|(id, _)| *id);
    begun.or_else(named).or_else(latest)
}

/// The session that a change begins or goes on with.
fn begun(change: &Change) -> Option<SessionId> {
    match (&change.field, &change.to) {
        (Field::Session(id), Some(Value::Session(_))) => Some(*id),
        _ => None,
    }
}

/// The session that a change pauses or closes, or that an answer says that it was given in. Words that are checked later
/// keep the session that they were said in.
fn named(change: &Change) -> Option<SessionId> {
    match (&change.field, &change.to) {
        (Field::SessionPart(id, SessionPart::ClosedOn | SessionPart::Paused), _) => Some(*id),
        (Field::Attestation(..), Some(Value::Attestation(attestation))) => attestation.session,
        _ => None,
    }
}

/// What a change makes of the sessions.
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

/// A session was written as a whole; what of it stayed as it was says nothing anew, but where nothing was changed at all:
/// that confirms everything.
fn put(standings: &mut Standings, (id, place): (SessionId, usize), from: Option<&Session>, session: &Session) {
    let said = |of: fn(&Session) -> bool| {
        let is_new = from.is_none_or(|from| from == session || of(from) != of(session));
        (is_new, Said { place, holds: of(session) })
    };
    let closed = said(|session| session.closed_on.is_some());
    let paused = said(|session| session.paused);
    let known = standings.get(&id);
    let keep = |(is_new, said): (bool, Said), known: Option<Said>| if is_new { said } else { known.unwrap_or(said) };
    let standing = Standing {
        place,
        closed: keep(closed, known.map(|known| known.closed)),
        paused: keep(paused, known.map(|known| known.paused)),
        held: Held::of(session),
    };
    Arc::make_mut(standings).insert(id, standing);
}

/// A part of a session was written.
fn say(standings: &mut Standings, (id, place): (SessionId, usize), holds: bool, part: fn(&mut Standing) -> &mut Said) {
    if standings.contains_key(&id)
        && let Some(standing) = Arc::make_mut(standings).get_mut(&id)
    {
        standing.place = place;
        *part(standing) = Said { place, holds };
    }
}
