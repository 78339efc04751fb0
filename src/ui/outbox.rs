//! The requests of the user in a frame, which are carried out after it.

use super::{EvidenceIntent, Place, PreviewIntent};
use crate::calendar::Schedule;
use crate::command::Command;
use crate::deadlines::{Filter, Proposal};
use crate::language::Bilingual;
use crate::license::ClauseId;
use crate::workbook::{
    AnswerField, Cause, Definition, DutyId, Event, EventId, EvidenceUse, NewFile, OwnDuty, PersonId, RecordId,
    RenewalStage, SessionId, Sha256, SnapshotId, Status, Value, Workbook,
};
use chrono::NaiveDate;
use std::path::PathBuf;
use std::sync::Arc;

/// A request.
#[derive(Clone, Debug, PartialEq)]
pub enum Intent {
    /// Run a command.
    Command(Command),
    /// Navigate to a destination.
    Go(Destination),
    /// Set the status of duties.
    Status(Vec<DutyId>, Status),
    /// Mark duties as not applicable, with the justification.
    Justify(Vec<DutyId>, String),
    /// Confirm, as a second person, the assessment of others.
    Review(Vec<DutyId>),
    /// Set one field of the answers to duties.
    Answer(Vec<DutyId>, AnswerField, Option<Value>),
    /// Make the person with this name the owner of duties. An unknown name adds a person, unless a person has a similar
    /// name; then the user is asked.
    Owner(Vec<DutyId>, String),
    /// A request about people.
    People(PeopleIntent),
    /// State a fact about the company; `None` withdraws the statement.
    Fact(String, Option<bool>),
    /// A request about events and dates.
    Date(DateIntent),
    /// A request about the definitions of duties.
    Duty(DutyIntent),
    /// A request about the annual report.
    Report(super::ReportIntent),
    /// A request about evidence.
    Evidence(EvidenceIntent),
    /// A request about copies of the workbook.
    Copies(super::CopyIntent),
    /// Choose files to attach as evidence.
    AskEvidence(AttachTo),
    /// Write attached evidence to a file.
    SaveEvidence(Sha256),
    /// A request about the review of a license text.
    LicenseReview(super::ReviewIntent),
    /// Find the places of the license text on a scan of its pages. A view repeats it in every frame until it is done.
    ReadScan(Sha256),
    /// A request about previews of evidence.
    Preview(PreviewIntent),
    /// Accept the changes of the file that another program made.
    AcceptFound,
    /// Set the name of the user, who becomes the author of the edits.
    Identify(String),
    /// Show a record of the history in full.
    ShowRecord(RecordId),
    /// Open a file.
    OpenFile(PathBuf),
    /// A path to write to was typed. The user is asked before an existing file is replaced.
    TypedPath(super::PathPurpose, PathBuf),
    /// A path was chosen.
    Path(super::PathPurpose, PathBuf),
    /// A request about snapshots.
    Snapshot(super::SnapshotIntent),
    /// Write an export.
    Export(super::ExportRequest),
    /// The answer to the dialog about unsaved changes: true to save first.
    LeaveAnswer(bool),
    /// The answer to the dialog about a file that another program changed.
    ExternalChange(ExternalChangeIntent),
    /// A request about backups or a damaged file.
    Safety(SafetyIntent),
    /// Close the dialog.
    CloseDialog,
    /// Show a file in the file manager of the system.
    Reveal(PathBuf),
}

/// A request about people.
#[derive(Clone, Debug, PartialEq)]
pub enum PeopleIntent {
    /// Add a person with this name and make that person the owner of duties.
    AddOwner(Vec<DutyId>, String),
    /// Add a person with this name.
    Add(String),
    /// Rename a person.
    Rename(PersonId, String),
    /// Merge the first person into the second. From then on, both are shown as the second.
    Merge(PersonId, PersonId),
    /// Postpone the question for the name of the user.
    NotNow,
}

/// A request about backups or a damaged file.
#[derive(Clone, Debug, PartialEq)]
pub enum SafetyIntent {
    /// Read the backup at this path.
    LookInto(PathBuf),
    /// Continue with this workbook, without a file.
    TakeOver(Arc<Workbook>),
}

/// The ways to continue after another program changed the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExternalChangeIntent {
    /// Show the current contents of the file.
    Show,
    /// Merge both versions and save the result.
    Merge,
    /// Save the open workbook in another file beside it and continue there.
    KeepBoth,
    /// Reload the file and discard the open workbook.
    Reload,
    /// Overwrite the file.
    Overwrite,
}

/// The target that a file is attached to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttachTo {
    /// A duty.
    Duty(DutyId),
    /// Another use of evidence: a license page, an occurrence, a recorded event, or a report.
    Use(EvidenceUse),
    /// None: the file is only added to the workbook.
    Nowhere,
    /// The event in the event dialog.
    Event,
    /// The date that is being closed.
    Closing,
    /// The report that is being filed.
    Filing,
    /// Material of the report on a year, by its index in the list.
    Material(i32, usize),
}

/// A request about events and dates.
#[derive(Clone, Debug, PartialEq)]
pub enum DateIntent {
    /// Open the event dialog, for a new event or to correct a recorded one.
    Ask(Option<EventId>),
    /// Record an event, or correct a recorded one, with files to attach.
    Record(Option<EventId>, Box<Event>, Vec<NewFile>),
    /// Remove a recorded event with the dates that followed from it.
    Remove(EventId),
    /// State that a duty was fulfilled for a cause on a day, with a note and files.
    Close(DutyId, Cause, NaiveDate, String, Vec<NewFile>),
    /// Withdraw the statement that a duty was fulfilled for a cause.
    Reopen(DutyId, Cause),
    /// State whether the company continues after the license expires.
    Continues(Option<bool>),
    /// State the day and number of a renewal stage; `None` withdraws the statement.
    Renewal(RenewalStage, Option<(NaiveDate, String)>),
    /// Adopt a cycle that another law proposes.
    TakeProposal(Box<Proposal>),
    /// Show the dates that a built-in holiday schedule would move.
    AskSchedule(i32),
    /// Adopt the holiday schedule of a year.
    TakeSchedule(i32, Box<Schedule>),
}

/// A request about the definitions of duties.
#[derive(Clone, Debug, PartialEq)]
pub enum DutyIntent {
    /// Open the dialog that edits a duty.
    Ask(DutyId),
    /// Replace the definition of a duty.
    Redefine(DutyId, Box<Definition>),
    /// Divide the words of a duty at these offsets in the license text, with the titles of the parts.
    Split(DutyId, Vec<usize>, Vec<Bilingual>),
    /// Join duties of one clause.
    Join(Vec<DutyId>),
    /// Retire a duty, with the reason.
    Retire(DutyId, String),
    /// Restore a retired duty.
    Restore(DutyId),
    /// Add a duty of the company's own.
    Add(Box<OwnDuty>),
}

/// A destination of navigation.
#[derive(Clone, Debug, PartialEq)]
pub enum Destination {
    /// A place in its last state.
    Place(Place),
    /// The checklist with this filter.
    Filtered(Box<Filter>),
    /// The checklist at this duty.
    Duty(DutyId),
    /// The license at this clause.
    Clause(ClauseId),
    /// The license at the passages of this duty.
    Words(DutyId),
    /// The license at this page, counted from 1.
    Page(u32),
    /// The evidence, with this piece in full.
    Evidence(Option<Sha256>),
    /// The deadlines, at a date that follows from this event.
    Event(EventId),
    /// The report on this year.
    Report(i32),
    /// The sessions of a report, at this session.
    Session(SessionId),
    /// The snapshots, at this snapshot.
    Snapshot(SnapshotId),
    /// The registry of people.
    People,
    /// The duties without evidence.
    Lacking {
        /// Only duties whose status is met.
        only_met: bool,
    },
}

/// The requests of one frame.
#[derive(Debug, Default)]
pub struct Outbox {
    intents: Vec<Intent>,
}

impl Outbox {
    /// Adds a request.
    pub fn push(&mut self, intent: Intent) {
        self.intents.push(intent);
    }

    /// Adds a request to run a command.
    pub fn command(&mut self, command: Command) {
        self.push(Intent::Command(command));
    }

    /// Removes and returns all requests in order.
    pub fn take(&mut self) -> Vec<Intent> {
        std::mem::take(&mut self.intents)
    }
}
