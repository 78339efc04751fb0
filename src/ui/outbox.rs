//! What a person asked for in a frame, carried out after it.

use super::{EvidenceIntent, Place, PreviewIntent};
use crate::calendar::Schedule;
use crate::command::Command;
use crate::deadlines::{Filter, Proposal};
use crate::license::ClauseId;
use crate::workbook::{
    AnswerField, Cause, DutyId, Event, EventId, EvidenceUse, NewFile, PersonId, RecordId, RenewalStage, SessionId,
    Sha256, SnapshotId, Status, Value, Workbook,
};
use chrono::NaiveDate;
use std::path::PathBuf;
use std::sync::Arc;

/// A wish.
#[derive(Clone, Debug, PartialEq)]
pub enum Intent {
    /// A command of the menu.
    Command(Command),
    /// To go somewhere.
    Go(Destination),
    /// To mark duties.
    Status(Vec<DutyId>, Status),
    /// To mark duties as not applicable, and why.
    Justify(Vec<DutyId>, String),
    /// To confirm, as a second person, what others assessed.
    Review(Vec<DutyId>),
    /// To put a value into one field of the answers to duties.
    Answer(Vec<DutyId>, AnswerField, Option<Value>),
    /// To make the person of this name the owner of duties. A name that nobody has is a new person, unless somebody has
    /// one that is nearly the same.
    Owner(Vec<DutyId>, String),
    /// Something about people.
    People(PeopleIntent),
    /// To state a fact about the company, or take the statement back.
    Fact(String, Option<bool>),
    /// Something about events and dates.
    Date(DateIntent),
    /// Something about the annual report.
    Report(super::ReportIntent),
    /// Something about evidence.
    Evidence(EvidenceIntent),
    /// Something about copies of the workbook.
    Copies(super::CopyIntent),
    /// To choose files as evidence.
    AskEvidence(AttachTo),
    /// To write attached evidence into a file.
    SaveEvidence(Sha256),
    /// To look at evidence.
    Preview(PreviewIntent),
    /// To accept what was found in the file and something else had written.
    AcceptFound,
    /// To say whose edits these are.
    Identify(String),
    /// To see a record of the history in full.
    ShowRecord(RecordId),
    /// To open a file.
    OpenFile(PathBuf),
    /// A path to write to was typed: she is asked first where a file is there.
    TypedPath(super::PathPurpose, PathBuf),
    /// A path was chosen.
    Path(super::PathPurpose, PathBuf),
    /// Something about snapshots.
    Snapshot(super::SnapshotIntent),
    /// To write an export.
    Export(super::ExportRequest),
    /// The answer to the dialog on unsaved changes: save first, or not.
    LeaveAnswer(bool),
    /// What is to be done about a file that another program changed.
    ExternalChange(ExternalChangeIntent),
    /// Something about backups or a damaged file.
    Safety(SafetyIntent),
    /// To close the dialog.
    CloseDialog,
    /// To show a file in the system's program.
    Reveal(PathBuf),
}

/// A wish about people.
#[derive(Clone, Debug, PartialEq)]
pub enum PeopleIntent {
    /// To add a person of this name, and make him the owner of duties.
    AddOwner(Vec<DutyId>, String),
    /// To add a person of this name.
    Add(String),
    /// To call a person by another name.
    Rename(PersonId, String),
    /// To note that the first is the second: from now on both are shown as that one.
    Merge(PersonId, PersonId),
    /// Not to be asked for a name now.
    NotNow,
}

/// A wish about backups or a damaged file.
#[derive(Clone, Debug, PartialEq)]
pub enum SafetyIntent {
    /// To see what the backup at this path holds.
    LookInto(PathBuf),
    /// To go on with this workbook, without a file.
    TakeOver(Arc<Workbook>),
}

/// What is to be done about a file that another program changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExternalChangeIntent {
    /// To see what it holds now.
    Look,
    /// To make one of both and save it.
    Merge,
    /// To save what is here beside it, and go on there.
    KeepBoth,
    /// To load it anew and give up what is here.
    Reload,
    /// To write over it.
    Overwrite,
}

/// What a file is attached to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttachTo {
    /// A duty.
    Duty(DutyId),
    /// Another place of evidence: a page, an occurrence, an event that is recorded, a report.
    Use(EvidenceUse),
    /// Nothing yet: it is only taken into the workbook.
    Nowhere,
    /// The event that is being typed.
    Event,
    /// The date that is being closed.
    Closing,
    /// The report that is being filed.
    Filing,
    /// Material of the report on a year, by its place in the list.
    Material(i32, usize),
}

/// A wish about events and dates.
#[derive(Clone, Debug, PartialEq)]
pub enum DateIntent {
    /// To type in something that happened, or to correct what was recorded.
    Ask(Option<EventId>),
    /// To record something that happened, or to correct what was recorded.
    Record(Option<EventId>, Box<Event>, Vec<NewFile>),
    /// To take out something that was recorded, with what followed from it.
    Remove(EventId),
    /// To say that something was done on a day.
    Close(DutyId, Cause, NaiveDate, String, Vec<NewFile>),
    /// To take back that something was done.
    Reopen(DutyId, Cause),
    /// To say whether the company goes on after the license ends.
    Continues(Option<bool>),
    /// To say that a stage of the renewal was reached, with its number; none takes it back.
    Renewal(RenewalStage, Option<(NaiveDate, String)>),
    /// To take over a cycle that another law proposes.
    TakeProposal(Box<Proposal>),
    /// To see what a schedule that the program brings would move.
    AskSchedule(i32),
    /// To take the holiday schedule of a year.
    TakeSchedule(i32, Box<Schedule>),
}

/// Where to go.
#[derive(Clone, Debug, PartialEq)]
pub enum Destination {
    /// A place as it was left.
    Place(Place),
    /// The checklist with this filter.
    Filtered(Box<Filter>),
    /// The checklist at this duty.
    Duty(DutyId),
    /// The license at this clause.
    Clause(ClauseId),
    /// The license at the words of this duty.
    Words(DutyId),
    /// The license at this page, from 1.
    Page(u32),
    /// All evidence, with this piece in full.
    Evidence(Option<Sha256>),
    /// The deadlines, at a date that follows from this event.
    Event(EventId),
    /// The report on this year.
    Report(i32),
    /// The sessions of a report, at this one.
    Session(SessionId),
    /// The snapshots, at this one.
    Snapshot(SnapshotId),
    /// The registry of people.
    People,
    /// The duties without evidence.
    Lacking {
        /// Only those that are marked as met.
        only_met: bool,
    },
}

/// The wishes of one frame.
#[derive(Debug, Default)]
pub struct Outbox {
    intents: Vec<Intent>,
}

impl Outbox {
    /// Adds a wish.
    pub fn push(&mut self, intent: Intent) {
        self.intents.push(intent);
    }

    /// Adds a command.
    pub fn command(&mut self, command: Command) {
        self.push(Intent::Command(command));
    }

    /// Takes all wishes out, in order.
    pub fn take(&mut self) -> Vec<Intent> {
        std::mem::take(&mut self.intents)
    }
}
