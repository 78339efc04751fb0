//! In which session a record of the history was made.
//!
//! The records alone tell it: one begins a session or goes on with it, one pauses or closes it, and what its author knew
//! of between the two, on a day on which the session was held, belongs to it. What a colleague did meanwhile in another
//! copy does not, nor what is done while it is paused.

use crate::workbook::Contents;
use crate::workbook::edit::{Change, Field, Record, SessionPart, Value};
use crate::workbook::history::day_of;
use crate::workbook::id::{RecordId, SessionId};
use crate::workbook::model::Session;
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

/// How a session stood after a record.
#[derive(Clone)]
struct Standing {
    /// The place of the record in the history: what is later holds where copies were merged.
    place: usize,
    is_open: bool,
    held: Held,
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
        for parent in self.history.iter().flat_map(|record| &record.parents) {
            *asking.entry(*parent).or_default() += 1;
        }
        for (place, record) in self.history.iter().enumerate() {
            let mut standings = before(record, &mut after, &mut asking);
            let day = day_of(record);
            let open = || {
                let held = standings.iter().filter(|(_, s)| s.is_open && s.held.days.contains(&day));
                held.max_by_key(|(_, s)| s.place).map(|(id, _)| *id)
            };
            let made_in = record.changes.iter().find_map(named).or_else(open);
            for change in &record.changes {
                write(&mut standings, place, change);
            }
            if let Some(id) = made_in {
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

/// How the sessions stood before a record, for all that its author knew.
fn before(
    record: &Record,
    after: &mut BTreeMap<RecordId, Standings>,
    asking: &mut HashMap<RecordId, usize>,
) -> Standings {
    let mut parents = record.parents.iter().filter_map(|parent| {
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
            if all.get(id).is_none_or(|known| known.place < standing.place) {
                all.insert(*id, standing.clone());
            }
        }
    }
    all
}

/// The session that a change begins, goes on with, closes, or says that it was made in.
fn named(change: &Change) -> Option<SessionId> {
    match (&change.field, &change.to) {
        (Field::Session(id), Some(Value::Session(session))) if session.is_going_on() => Some(*id),
        (Field::SessionPart(id, SessionPart::ClosedOn | SessionPart::Paused), _) => Some(*id),
        (Field::Attestation(..), Some(Value::Attestation(attestation))) => attestation.session,
        _ => None,
    }
}

/// What a change makes of the sessions.
fn write(standings: &mut Standings, place: usize, change: &Change) {
    match (&change.field, &change.to) {
        (Field::Session(id), Some(Value::Session(session))) => {
            let standing = Standing { place, is_open: session.is_going_on(), held: Held::of(session) };
            Arc::make_mut(standings).insert(*id, standing);
        }
        (Field::Session(id), None) => close(standings, *id, place, true),
        (Field::SessionPart(id, SessionPart::ClosedOn | SessionPart::Paused), to) => {
            close(standings, *id, place, to.is_some());
        }
        _ => {}
    }
}

fn close(standings: &mut Standings, id: SessionId, place: usize, closed: bool) {
    if standings.contains_key(&id)
        && let Some(standing) = Arc::make_mut(standings).get_mut(&id)
    {
        standing.place = place;
        standing.is_open = !closed;
    }
}
