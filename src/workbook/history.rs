//! Questions to the history: what someone did, to which duty, in which days; what a record took back, and what a merge
//! brought.

use super::record_sessions::RecordSessions;
use super::{Change, Contents, DutyId, Field, Nature, Outside, PersonId, Record, RecordId, SessionId, Value, Workbook};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Which records are asked for; what is none does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HistoryFilter {
    /// By this person.
    pub person: Option<PersonId>,
    /// About this duty.
    pub duty: Option<DutyId>,
    /// Made in this session.
    pub session: Option<SessionId>,
    /// On this day in China or later.
    pub since: Option<NaiveDate>,
    /// On this day in China or earlier.
    pub until: Option<NaiveDate>,
}

/// What a record is, in the history.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Deed<'a> {
    /// An edit.
    Edit,
    /// Copies were joined, and perhaps settled what they said differently.
    Merge,
    /// Something was taken back: an edit, or a merge.
    Undo(Undone<'a>),
    /// Something that was taken back was brought again.
    Redo(Undone<'a>),
    /// What its author found in the file, and something else than this program had written.
    Found(&'a Outside),
    /// What was found was accepted; its record, where it is in this copy.
    Accepted(Option<&'a Record>),
}

/// What was taken back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Undone<'a> {
    /// An edit.
    Edit(&'a Record),
    /// A merge; its record, where it has one of its own.
    Merge(Option<&'a Record>),
    /// It is not in this copy.
    Unknown,
}

/// The day in China on which the record was made, by its author's clock.
#[must_use]
pub fn day_of(record: &Record) -> NaiveDate {
    // China has no daylight saving time; eight hours are far from the end of the calendar.
    crate::calendar::Now::from(record.at).day()
}

impl Change {
    /// The duty that it is about, what is said of its occurrences and attestations included; none where it concerns no
    /// duty.
    #[must_use]
    pub fn duty(&self, contents: &Contents) -> Option<DutyId> {
        match &self.field {
            Field::Answer(id, _) | Field::Duty(id) | Field::Attestation(_, id) => Some(*id),
            Field::Occurrence(id) => {
                let of = |value: &Value| if let Value::Occurrence(done) = value { Some(done.duty) } else { None };
                let said = self.to.iter().chain(&self.from).find_map(of);
                said.or_else(|| contents.occurrences.get(id).map(|occurrence| occurrence.duty))
            }
            Field::TrackedFrom
            | Field::Person(_)
            | Field::License(_)
            | Field::Fact(..)
            | Field::Continues(_)
            | Field::Renewal(_)
            | Field::Evidence(_)
            | Field::Event(_)
            | Field::Report(_)
            | Field::ReportPart(..)
            | Field::Session(_)
            | Field::SessionPart(..)
            | Field::Snapshot(_)
            | Field::Schedule(_) => None,
        }
    }
}

impl Record {
    /// Whether it changed something of this duty, see [`Change::duty`].
    #[must_use]
    pub fn is_about(&self, duty: DutyId, contents: &Contents) -> bool {
        self.changes.iter().any(|change| change.duty(contents) == Some(duty))
    }

    /// Whether it joined copies that had gone apart.
    #[must_use]
    pub fn is_merge(&self) -> bool {
        self.parents.len() > 1
    }
}

impl HistoryFilter {
    /// Whether the record is asked for.
    #[must_use]
    pub fn accepts(&self, record: &Record, contents: &Contents, sessions: &RecordSessions) -> bool {
        let day = day_of(record);
        self.person.is_none_or(|person| contents.is_same_person(record.author, person))
            && self.since.is_none_or(|since| since <= day)
            && self.until.is_none_or(|until| day <= until)
            && self.session.is_none_or(|session| sessions.of(record.id).is_some_and(|(id, _)| id == session))
            && self.duty.is_none_or(|duty| record.is_about(duty, contents))
    }
}

impl Workbook {
    /// What the record is.
    #[must_use]
    pub fn deed<'a>(&'a self, record: &'a Record) -> Deed<'a> {
        match &record.nature {
            Nature::Edit | Nature::CarriedOver => {}
            Nature::Found(outside) => return Deed::Found(outside),
            Nature::Accepted(found) => return Deed::Accepted(self.record(*found).map(AsRef::as_ref)),
        }
        let Some(mut undone) = record.undoes else {
            return if record.is_merge() { Deed::Merge } else { Deed::Edit };
        };
        // From an undo of an undo of … back to what was done first.
        let (mut by, mut is_redo) = (record, false);
        let what = loop {
            match self.record(undone) {
                None => break Undone::Unknown,
                Some(before) => match before.undoes {
                    // What takes itself back, in a circle, was written by no program.
                    Some(next) if !self.is_earlier(next, undone) => break Undone::Unknown,
                    Some(next) => (undone, by, is_redo) = (next, before, !is_redo),
                    None if before.is_merge() => break Undone::Merge(Some(before)),
                    // A copy that knew all that was done here left no record of being merged: taking it back takes back
                    // all that came, and not only its last record.
                    None if by.changes != before.inverse().changes => break Undone::Merge(None),
                    None => break Undone::Edit(before),
                },
            }
        };
        if is_redo { Deed::Redo(what) } else { Deed::Undo(what) }
    }

    /// What a merge brought: the records that its author's own copy did not have, in their order. Where the records do not
    /// tell which copy was whose, those that either of them lacked.
    #[must_use]
    pub fn brought(&self, merge: &Record) -> Vec<&Arc<Record>> {
        let sides = self.sides(merge);
        let own = |is_own: &dyn Fn(&Record) -> bool| {
            let mut found = sides.iter().enumerate().filter(|(_, side)| side.iter().any(|record| is_own(record)));
            let first = found.next().map(|(at, _)| at);
            first.filter(|_| found.next().is_none())
        };
        // What was done in the same opening was done in the same copy.
        let opening = own(&|record| record.edit.0.opening == merge.edit.0.opening);
        let own = opening.or_else(|| own(&|record| self.is_same_person(record.author, merge.author)));
        let others = sides.iter().enumerate().filter(|(at, _)| Some(*at) != own).flat_map(|(_, side)| side);
        let mut brought: Vec<&Arc<Record>> = others.copied().collect();
        brought.sort_by_key(|record| self.places.get(&record.id));
        brought.dedup_by_key(|record| record.id);
        brought
    }

    /// Whether a record stands before another one in the history.
    fn is_earlier(&self, one: RecordId, other: RecordId) -> bool {
        self.places.get(&one).is_none_or(|place| Some(place) < self.places.get(&other))
    }

    /// For each parent of a merge, the records that it alone goes back to.
    fn sides(&self, merge: &Record) -> Vec<Vec<&Arc<Record>>> {
        let mut sides = vec![Vec::new(); merge.parents.len()];
        let all = (1_u64 << merge.parents.len().min(63)) - 1;
        // Which parents know a record, by its place; parents stand before their children.
        let mut waiting: BTreeMap<usize, u64> = BTreeMap::new();
        let own = self.places.get(&merge.id).copied().unwrap_or(self.history.len());
        let wait = |waiting: &mut BTreeMap<usize, u64>, (id, of): (&RecordId, usize), known: u64| {
            // What follows itself, in a circle, was written by no program.
            if let Some(place) = self.places.get(id).filter(|place| **place < of) {
                *waiting.entry(*place).or_default() |= known;
            }
        };
        for (at, parent) in merge.parents.iter().enumerate().take(63) {
            wait(&mut waiting, (parent, own), 1 << at);
        }
        while waiting.values().any(|known| *known != all) {
            let Some((place, known)) = waiting.pop_last() else { break };
            let Some(record) = self.history.get(place) else { break };
            if known.is_power_of_two()
                && let Some(side) = sides.get_mut(known.trailing_zeros() as usize)
            {
                side.push(record);
            }
            for parent in self.parents(record).iter() {
                wait(&mut waiting, (parent, place), known);
            }
        }
        sides
    }

    /// The records that are asked for, the latest first; `sessions` are those of [`Contents::record_sessions`].
    pub fn records<'a>(
        &'a self,
        filter: &'a HistoryFilter,
        sessions: &'a RecordSessions,
    ) -> impl Iterator<Item = &'a Arc<Record>> {
        self.history.iter().rev().filter(|record| filter.accepts(record, self, sessions))
    }
}
