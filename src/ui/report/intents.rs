//! The requests of a person about the annual report.

use crate::export_format::DocumentFormat;
use crate::report::Flag;
use crate::ui::IncludedContent;
use crate::workbook::{Attestation, DutyId, NewFile, ReportPart, SessionId, Value};
use chrono::NaiveDate;

/// A request about the annual report. An `i32` is the year that the report is about.
#[derive(Clone, Debug, PartialEq)]
pub enum ReportIntent {
    /// Begin the report on a year.
    Begin(i32),
    /// Set a part of the report, or clear it.
    Set(i32, ReportPart, Option<Value>),
    /// Set the text of a head, and record the draft that the text is based on.
    TakeDraft {
        /// The year of the report.
        year: i32,
        /// The key of the head.
        head: String,
        /// The new text.
        text: String,
        /// The draft that the text is based on.
        draft: String,
    },
    /// Add the company's own material with this title.
    AddMaterial(i32, String),
    /// Attest a duty. A walk-through then goes on to the next duty.
    Attest(i32, DutyId, Box<Attestation>),
    /// Confirm a duty and mark it as met in the checklist, as one edit.
    AttestMet(i32, DutyId, Box<Attestation>),
    /// Record that the text taken from a former year was checked.
    Check(i32, DutyId),
    /// Withdraw the attestation of a duty.
    Withdraw(i32, DutyId),
    /// Start a session for the report on a year, and its walk-through.
    StartSession {
        /// The year of the report.
        year: i32,
        /// The names of the participants other than the present user.
        people: Vec<String>,
    },
    /// Go through some duties of the report on a year, one at a time, starting at [`Trail::at`]. This neither starts
    /// nor resumes a session.
    WalkAlong(i32, Trail),
    /// Resume a session.
    Resume(SessionId),
    /// Move a session to a duty.
    Step(SessionId, DutyId),
    /// Skip a duty in a session, and move to the other one if given.
    Skip(SessionId, DutyId, Option<DutyId>),
    /// Pause a session.
    Pause(SessionId),
    /// Close a session (true), or reopen it (false).
    CloseSession(SessionId, bool),
    /// Remove a session.
    RemoveSession(SessionId),
    /// Set the minutes of a session.
    Minutes(SessionId, String),
    /// Add a participant by name (true), or remove one (false).
    Participant(SessionId, String, bool),
    /// Set the day of a session.
    SessionDay(SessionId, NaiveDate),
    /// Set the decision with this number. Without a number, add a new one.
    Decide(SessionId, Option<u32>, DecisionText),
    /// Remove the decision with this number.
    RemoveDecision(SessionId, u32),
    /// Record the day on which the follow-up of a decision was completed. None clears it.
    FollowedUp(SessionId, u32, Option<NaiveDate>),
    /// Freeze the report on a year.
    Freeze(i32),
    /// Reopen a frozen report.
    Reopen(i32),
    /// Record that the report was filed: day, number of the receipt, and files to attach.
    File(i32, NaiveDate, String, Vec<NewFile>),
    /// Record that the report was prepared and filed without this workbook: day, and number of the receipt.
    FileElsewhere(i32, NaiveDate, String),
    /// Begin the correction of a filed report, with its reason.
    Correct(i32, String),
    /// Record that the correction of a report was filed: day, and number of the receipt.
    FileCorrection(i32, NaiveDate, String),
    /// Withdraw the record that the report was filed.
    Unfile(i32),
    /// Write the archive of a report, after a dialog has asked for its contents.
    AskPack(i32),
    /// Write the report, after a dialog has asked for its contents.
    AskReport(i32, DocumentFormat),
    /// Write a file, after the choice of its path.
    Write(ReportFile),
}

/// A list of duties for a walk-through, usually the duties with the same problem.
#[derive(Clone, Debug, PartialEq)]
pub struct Trail {
    /// The common property of the duties.
    pub about: About,
    /// The duties, in the order of the license.
    pub duties: Vec<DutyId>,
    /// The index of the present duty in `duties`.
    pub at: usize,
}

/// The common property of the duties of a [`Trail`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// They have this flag.
    Flag(Flag),
    /// They have an exception without a remedy, or without a day for it.
    NoRemedy,
    /// Their answer differs from the checklist, with a reason.
    Explained,
    /// They are in the list of duties as it is filtered.
    Listed,
}

/// The contents of a decision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DecisionText {
    /// The duty that the decision concerns.
    pub duty: Option<DutyId>,
    /// The decision.
    pub text: String,
    /// The name of the person responsible. May be empty.
    pub owner: String,
    /// The day by which the follow-up is due.
    pub due: Option<NaiveDate>,
}

/// A file that is made from a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportFile {
    /// An archive with the report on a year and all that belongs to it.
    Pack(i32, IncludedContent),
    /// The report on a year.
    Report(i32, DocumentFormat, IncludedContent),
    /// The minutes of a session.
    Minutes(SessionId, DocumentFormat),
}

impl ReportFile {
    /// The file extension, without a dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pack(..) => "zip",
            Self::Report(_, kind, _) | Self::Minutes(_, kind) => kind.extension(),
        }
    }
}
