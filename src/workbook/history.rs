//! Queries of the history: records by person, duty, session and day; what a record reverted; what a merge brought in.

use super::record_sessions::RecordSessions;
use super::{
    Change, Contents, DutyId, Edit, EditId, Field, FoundChanges, PersonId, Record, RecordId, RecordKind, SessionId,
    Stamp, Value, Workbook,
};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A filter of records; a criterion that is `None` is not applied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HistoryFilter {
    /// The author.
    pub person: Option<PersonId>,
    /// The duty concerned.
    pub duty: Option<DutyId>,
    /// The session in which it was made.
    pub session: Option<SessionId>,
    /// The first day in China.
    pub since: Option<NaiveDate>,
    /// The last day in China.
    pub until: Option<NaiveDate>,
}

/// The meaning of a record in the history.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RecordAction<'a> {
    /// An edit.
    Edit,
    /// A merge of copies, possibly with the resolution of conflicts.
    Merge,
    /// The reversal of an edit or a merge.
    Undo(Undone<'a>),
    /// The reversal of an undo.
    Redo(Undone<'a>),
    /// Changes made outside this program, which the author found in the file.
    Found(&'a FoundChanges),
    /// The acceptance of such changes, with their record if it is in this copy.
    Accepted(Option<&'a Record>),
}

/// What was reverted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Undone<'a> {
    /// An edit.
    Edit(&'a Record),
    /// A merge, with its record if it has its own.
    Merge(Option<&'a Record>),
    /// Its record is not in this copy.
    Unknown,
}

/// The day in China on which the record was made, by its author's clock.
#[must_use]
pub fn day_of(record: &Record) -> NaiveDate {
    crate::calendar::Now::from(record.at).day()
}

impl Change {
    /// The duty concerned, also through its occurrences and attestations; `None` if the change concerns no duty.
    #[must_use]
    pub fn duty(&self, contents: &Contents) -> Option<DutyId> {
        match &self.field {
            Field::Answer(id, _) | Field::Duty(id) | Field::Definition(id) | Field::Attestation(_, id) => Some(*id),
            Field::Occurrence(id) => {
                let duty = self.to.iter().chain(&self.from).find_map(duty_of_occurrence);
                duty.or_else(|| contents.occurrences.get(id).map(|occurrence| occurrence.duty))
            }
            Field::TrackedFrom
            | Field::Person(_)
            | Field::License(_)
            | Field::Fact(..)
            | Field::Continues(_)
            | Field::Renewal(_)
            | Field::Correction(..)
            | Field::Settled(..)
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

fn duty_of_occurrence(value: &Value) -> Option<DutyId> {
    if let Value::Occurrence(occurrence) = value { Some(occurrence.duty) } else { None }
}

impl Record {
    /// Whether it changed something about this duty, see [`Change::duty`].
    #[must_use]
    pub fn is_about(&self, duty: DutyId, contents: &Contents) -> bool {
        self.changes.iter().any(|change| change.duty(contents) == Some(duty))
    }

    /// Whether it joined diverged copies.
    #[must_use]
    pub fn is_merge(&self) -> bool {
        self.parents.len() > 1
    }
}

impl HistoryFilter {
    /// Whether the record meets all criteria.
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
    /// Appends a record of this nature that changes nothing visible: it follows `parents`, and its `changes` already
    /// hold. Returns its id.
    pub(crate) fn append_with_nature(
        &mut self,
        nature: RecordKind,
        parents: Vec<RecordId>,
        changes: Vec<Change>,
        stamp: Stamp,
        id: EditId,
    ) -> RecordId {
        let record = Record { parents, nature, ..self.next_record(Edit { changes, undoes: None }, stamp, id) }
            .with_computed_id();
        let name = record.id;
        self.append(record);
        name
    }

    /// The meaning of the record.
    #[must_use]
    pub fn action<'a>(&'a self, record: &'a Record) -> RecordAction<'a> {
        match &record.nature {
            RecordKind::Edit | RecordKind::CarriedOver => {}
            RecordKind::Found(outside) => return RecordAction::Found(outside),
            RecordKind::Accepted(found) => return RecordAction::Accepted(self.record(*found).map(AsRef::as_ref)),
        }
        let Some(mut undone) = record.undoes else {
            return if record.is_merge() { RecordAction::Merge } else { RecordAction::Edit };
        };
        // Follows a chain of undos back to the original action.
        let (mut by, mut is_redo) = (record, false);
        let what = loop {
            match self.record(undone) {
                None => break Undone::Unknown,
                Some(before) => match before.undoes {
                    // A cycle of undos is not the work of this program.
                    Some(next) if !self.is_earlier(next, undone) => break Undone::Unknown,
                    Some(next) => (undone, by, is_redo) = (next, before, !is_redo),
                    None if before.is_merge() => break Undone::Merge(Some(before)),
                    // Merging a copy that contained everything done here leaves no record. Undoing such a merge reverts
                    // all that came in, not only its last record.
                    None if by.changes != before.inverse().changes => break Undone::Merge(None),
                    None => break Undone::Edit(before),
                },
            }
        };
        if is_redo { RecordAction::Redo(what) } else { RecordAction::Undo(what) }
    }

    /// The records that a merge brought in: those that its author's own copy lacked, in history order. If the records
    /// do not show which copy was whose, those that any of the copies lacked.
    #[must_use]
    pub fn brought(&self, merge: &Record) -> Vec<&Arc<Record>> {
        let sides = self.sides(merge);
        // Records of the same opening were made in the same copy.
        let opening = own_side(&sides, |record| record.edit.0.opening == merge.edit.0.opening);
        let own = opening.or_else(|| own_side(&sides, |record| self.is_same_person(record.author, merge.author)));
        let others = sides.iter().enumerate().filter(|(at, _)| Some(*at) != own).flat_map(|(_, side)| side);
        let mut brought: Vec<&Arc<Record>> = others.copied().collect();
        brought.sort_by_key(|record| self.places.get(&record.id));
        brought.dedup_by_key(|record| record.id);
        brought
    }

    /// Whether a record precedes another one in the history.
    fn is_earlier(&self, one: RecordId, other: RecordId) -> bool {
        self.places.get(&one).is_none_or(|place| Some(place) < self.places.get(&other))
    }

    /// For each parent of a merge, the records that only this parent descends from.
    fn sides(&self, merge: &Record) -> Vec<Vec<&Arc<Record>>> {
        let mut sides = vec![Vec::new(); merge.parents.len()];
        let all = (1_u64 << merge.parents.len().min(63)) - 1;
        // The parents that know a record, as a bit set by the record's place; parents precede their children.
        let mut waiting: BTreeMap<usize, u64> = BTreeMap::new();
        let own = self.places.get(&merge.id).copied().unwrap_or(self.history.len());
        for (at, parent) in merge.parents.iter().enumerate().take(63) {
            self.mark(&mut waiting, *parent, own, 1 << at);
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
                self.mark(&mut waiting, *parent, place, known);
            }
        }
        sides
    }

    /// Notes that the parents in the bit set `known` know the record `id`, a parent of the record at the place `child`.
    fn mark(&self, waiting: &mut BTreeMap<usize, u64>, id: RecordId, child: usize, known: u64) {
        // A cycle of parents is not the work of this program.
        if let Some(place) = self.places.get(&id).filter(|place| **place < child) {
            *waiting.entry(*place).or_default() |= known;
        }
    }

    /// The records that meet the filter, the latest first; `sessions` is the result of [`Contents::record_sessions`].
    pub fn records<'a>(
        &'a self,
        filter: &'a HistoryFilter,
        sessions: &'a RecordSessions,
    ) -> impl Iterator<Item = &'a Arc<Record>> {
        self.history.iter().rev().filter(|record| filter.accepts(record, self, sessions))
    }
}

/// The only side that contains a record of its own, if there is exactly one.
fn own_side(sides: &[Vec<&Arc<Record>>], is_own: impl Fn(&Record) -> bool) -> Option<usize> {
    let mut found = sides.iter().enumerate().filter(|(_, side)| side.iter().any(|record| is_own(record)));
    let first = found.next().map(|(at, _)| at);
    first.filter(|_| found.next().is_none())
}
