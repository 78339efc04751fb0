//! Changes: the only way to modify a workbook.
//!
//! A [`Change`] names a field with its old and new value, so that it can be inverted, recorded in the history, replayed
//! from a journal and merged. An [`Edit`] is a transaction of changes and one step of undo; applying it appends one
//! [`super::Record`]. Undo appends the inverse edit; nothing is removed from the history.

use super::answer::AnswerField;
use super::{
    Attestation, Decision, Definition, Duty, DutyId, Event, EventId, Evidence, FrozenSnapshot, LicenseId,
    LicenseRecord, Occurrence, OccurrenceId, Offset, Person, PersonId, RecordId, Recurrence, RenewalStep, Report,
    Session, SessionId, Sha256, SnapshotId, Status,
};
use crate::calendar::Schedule;
use crate::limits::Exceeded;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A field of the workbook that an edit can change.
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
    /// Whether the company intends to continue after the license ends.
    Continues(LicenseId),
    /// The progress of the renewal of a license.
    Renewal(LicenseId),
    /// The value of an item of a license as the officer reads it, by the key of the item.
    Correction(LicenseId, String),
    /// Whether a doubt about a license text was settled, by the key of the doubt.
    Settled(LicenseId, String),
    /// A duty as a whole.
    Duty(DutyId),
    /// The definition of a duty.
    Definition(DutyId),
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
    /// The report on a year as a whole.
    Report(i32),
    /// One part of the report on a year, so that changes of colleagues to different parts do not conflict.
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

/// A part of a report that can be changed on its own.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportPart {
    /// The text of a head, by the key of the head.
    Head(String),
    /// The draft from which the text of a head was taken, by the key of the head.
    Draft(String),
    /// A figure, by its key.
    Figure(String),
    /// Whether material is at hand, by its key.
    Material(String),
    /// The files of material, by its key.
    Files(String),
    /// The company's own title of a head or of its own material, by the key.
    Title(String),
    /// Whether material is not required from this company, by its key.
    NotNeeded(String),
}

/// A part of a session that can be changed on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionPart {
    /// The current duty of the walk-through.
    At,
    /// The free-text minutes.
    Minutes,
    /// Whether a duty was deferred.
    Skipped(DutyId),
    /// A decision, by its number.
    Decision(u32),
    /// The day on which it was closed.
    ClosedOn,
    /// Whether it is paused.
    Paused,
}

/// The value of a field. An empty field is `None`, never an empty text or set; a fact that was not stated is `None`,
/// not `false`.
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
    /// Keywords, at least one.
    Tags(BTreeSet<String>),
    /// Evidence, at least one piece.
    EvidenceRefs(BTreeSet<Sha256>),
    /// The recurrence of a due date.
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
    /// The definition of a duty.
    Definition(Box<Definition>),
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

/// A change of one field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The field.
    pub field: Field,
    /// The value before.
    pub from: Option<Value>,
    /// The value after.
    pub to: Option<Value>,
}

impl Change {
    pub(super) fn inverse(&self) -> Self {
        Self { field: self.field.clone(), from: self.to.clone(), to: self.from.clone() }
    }
}

/// A transaction: all of its changes are applied, or none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Edit {
    /// The changes; no field occurs twice.
    pub changes: Vec<Change>,
    /// The record that this edit reverts.
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

    /// Whether the edit contains no changes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

/// Author and time of an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The person at the keyboard.
    pub author: PersonId,
    /// The moment, with a precision of one second.
    pub at: DateTime<Utc>,
}

/// Why an edit was refused. The workbook is unchanged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{:?}", self)]
pub enum EditError {
    /// The field belongs to a record that does not exist.
    Missing(Field),
    /// The field no longer has the expected value.
    Stale(Field),
    /// The value has the wrong type for the field.
    WrongType(Field),
    /// The status “not applicable” requires a justification.
    JustificationMissing(DutyId),
    /// The record refers to, or is referred to by, a record that does not exist afterwards.
    Dangling(Field),
    /// A name or text that must not be empty.
    Empty(Field),
    /// A frozen snapshot can be added and removed, but not changed.
    Frozen(Field),
    /// The field belongs to a report that is frozen or filed.
    Locked(Field),
    /// The value or the history exceeds a limit.
    Limit(Field, Exceeded),
    /// The record is in the history already.
    DuplicateRecord(RecordId),
}

impl Value {
    /// Whether the value represents an empty field.
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
            | Self::Definition(_)
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

/// Whether the value is a text or empty.
pub(super) fn is_text(value: Option<&Value>) -> bool {
    matches!(value, None | Some(Value::Text(_)))
}
