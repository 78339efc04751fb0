//! Changes: the one way in which a workbook becomes another.
//!
//! A [`Change`] names a field and what it was and becomes, so it can be inverted, written into the history,
//! replayed from a journal and merged. An [`Edit`] is a transaction of changes and one step of undo; applying
//! it appends one [`super::Record`]. Undo appends the inverse: nothing that happened is unsaid.

use super::answer::AnswerField;
use super::{
    Attestation, Decision, Duty, DutyId, Event, EventId, Evidence, FrozenSnapshot, LicenseId, LicenseRecord,
    Occurrence, OccurrenceId, Offset, Person, PersonId, RecordId, Recurrence, RenewalStep, Report, Session, SessionId,
    Sha256, SnapshotId, Status,
};
use crate::calendar::Schedule;
use crate::limits::Exceeded;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A place in the workbook that an edit can change.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Field {
    /// The first day from which recurrences are tracked.
    TrackedFrom,
    /// A person as a whole.
    Person(PersonId),
    /// A license as a whole.
    License(LicenseId),
    /// A fact stated about the company.
    Fact(LicenseId, String),
    /// Whether the company wants to go on after the license ends.
    Continues(LicenseId),
    /// How far the renewal of a license has come.
    Renewal(LicenseId),
    /// A duty as a whole.
    Duty(DutyId),
    /// One field of the answer to a duty.
    Answer(DutyId, AnswerField),
    /// Evidence as a whole, without its bytes.
    Evidence(Sha256),
    /// An event as a whole.
    Event(EventId),
    /// An occurrence as a whole.
    Occurrence(OccurrenceId),
    /// The attestation of a duty for a year.
    Attestation(i32, DutyId),
    /// The report on a year.
    Report(i32),
    /// One part of the report on a year: colleagues who work on different parts do not meet.
    ReportPart(i32, ReportPart),
    /// A session as a whole.
    Session(SessionId),
    /// One part of a session.
    SessionPart(SessionId, SessionPart),
    /// A frozen snapshot.
    Snapshot(SnapshotId),
    /// The holiday schedule of a year.
    Schedule(i32),
}

/// A part of a report.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportPart {
    /// The text of a head; by its key.
    Head(String),
    /// The draft that this text was taken from.
    Draft(String),
    /// A figure; by its key.
    Figure(String),
    /// Whether material is at hand; by its key.
    Material(String),
    /// The files of material.
    Files(String),
    /// The company's own title of a head, or of material of its own.
    Title(String),
    /// Whether material is not asked for.
    NotNeeded(String),
}

/// A part of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionPart {
    /// The duty the walk-through stands at.
    At,
    /// The free minutes.
    Minutes,
    /// Whether a duty was left for later.
    Skipped(DutyId),
    /// A decision; by its number.
    Decision(u32),
    /// The day it was closed.
    ClosedOn,
    /// Whether it stands still.
    Paused,
}

/// What a field holds. An empty field is `None`: no empty text, set or `false` fact-that-was-not-stated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// A status.
    Status(Status),
    /// A text, not empty.
    Text(String),
    /// A day.
    Date(NaiveDate),
    /// A reference to a person.
    PersonRef(PersonId),
    /// True or false.
    Flag(bool),
    /// Words, at least one.
    Tags(BTreeSet<String>),
    /// Evidence, at least one piece.
    EvidenceRefs(BTreeSet<Sha256>),
    /// How a due date comes again.
    Recurrence(Recurrence),
    /// A length of time.
    Offset(Offset),
    /// The steps of a renewal, at least one.
    Renewal(Vec<RenewalStep>),
    /// A person.
    Person(Box<Person>),
    /// A license.
    License(Box<LicenseRecord>),
    /// A duty.
    Duty(Box<Duty>),
    /// Evidence.
    Evidence(Box<Evidence>),
    /// An event.
    Event(Box<Event>),
    /// An occurrence.
    Occurrence(Box<Occurrence>),
    /// An attestation.
    Attestation(Box<Attestation>),
    /// A report.
    Report(Box<Report>),
    /// A session.
    Session(Box<Session>),
    /// A frozen snapshot.
    Snapshot(Box<FrozenSnapshot>),
    /// A holiday schedule.
    Schedule(Box<Schedule>),
    /// A reference to a duty.
    DutyRef(DutyId),
    /// A decision of a session.
    Decision(Box<Decision>),
}

/// One field that changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// Which field.
    pub field: Field,
    /// What it held.
    pub from: Option<Value>,
    /// What it holds afterwards.
    pub to: Option<Value>,
}

impl Change {
    pub(super) fn inverse(&self) -> Self {
        Self { field: self.field.clone(), from: self.to.clone(), to: self.from.clone() }
    }
}

/// A transaction: all its changes or none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Edit {
    /// The changes, no field twice.
    pub changes: Vec<Change>,
    /// The record that this edit takes back.
    pub undoes: Option<RecordId>,
}

impl Edit {
    /// Both edits as one transaction, this one first. They must not change the same field.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.changes.extend(other.changes);
        self.undoes = self.undoes.or(other.undoes);
        self
    }

    /// Whether nothing would change.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

/// Who edits, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The person at the keyboard.
    pub author: PersonId,
    /// The moment, to the second.
    pub at: DateTime<Utc>,
}

/// Why an edit was refused. The workbook is as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{:?}", self)]
pub enum EditError {
    /// The field belongs to something that is not in the workbook.
    Missing(Field),
    /// The field holds something else by now.
    Stale(Field),
    /// The value does not belong in the field.
    WrongType(Field),
    /// “Not applicable” needs a justification.
    JustificationMissing(DutyId),
    /// Something refers to what is not in the workbook.
    Dangling(Field),
    /// A name or text must not be empty.
    Empty(Field),
    /// A frozen snapshot can be added and removed, but not changed.
    Frozen(Field),
    /// It belongs to a report that is frozen or filed.
    Locked(Field),
    /// It holds more than a limit lets in, or the history does.
    Limit(Field, Exceeded),
    /// The record is in the history already.
    DuplicateRecord(RecordId),
}

impl Value {
    /// Whether it stands for an empty field.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::Tags(tags) => tags.is_empty(),
            Self::EvidenceRefs(refs) => refs.is_empty(),
            Self::Status(status) => *status == Status::default(),
            Self::Renewal(steps) => steps.is_empty(),
            Self::Date(_)
            | Self::PersonRef(_)
            | Self::Flag(_)
            | Self::Recurrence(_)
            | Self::Offset(_)
            | Self::Person(_)
            | Self::License(_)
            | Self::Duty(_)
            | Self::Evidence(_)
            | Self::Event(_)
            | Self::Occurrence(_)
            | Self::Attestation(_)
            | Self::Report(_)
            | Self::Session(_)
            | Self::Snapshot(_)
            | Self::Schedule(_)
            | Self::DutyRef(_)
            | Self::Decision(_) => false,
        }
    }
}
