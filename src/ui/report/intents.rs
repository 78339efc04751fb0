//! What a person asks for about the annual report.

use crate::report::Flag;
use crate::ui::Along;
use crate::variants::all;
use crate::workbook::{Attestation, DutyId, NewFile, ReportPart, SessionId, Value};
use chrono::NaiveDate;
use strum::VariantArray;

/// A wish about the annual report.
#[derive(Clone, Debug, PartialEq)]
pub enum ReportIntent {
    /// To begin the report on a year.
    Begin(i32),
    /// To put a value into a part of the report on a year.
    Set(i32, ReportPart, Option<Value>),
    /// To take a text over as that of a head, and the draft that it goes back to.
    TakeDraft {
        /// The year.
        year: i32,
        /// The key of the head.
        head: String,
        /// Its text.
        text: String,
        /// The draft.
        draft: String,
    },
    /// To add material of the company's own to the report on a year.
    AddMaterial(i32, String),
    /// To attest a duty for a year; in a walk-through, to go on to the next.
    Attest(i32, DutyId, Box<Attestation>),
    /// To confirm a duty for a year and mark it as met in the checklist, in one step.
    AttestMet(i32, DutyId, Box<Attestation>),
    /// To say that words of an earlier year were checked.
    Check(i32, DutyId),
    /// To take back what was attested.
    Withdraw(i32, DutyId),
    /// To begin a session for the report on a year, and go through it.
    StartSession {
        /// The year.
        year: i32,
        /// Who takes part, by name, beside whoever sits here.
        people: Vec<String>,
    },
    /// To look at some duties of the report on a year, one after the other, from the one at this place on. No session
    /// begins or goes on by that.
    WalkAlong(i32, Trail),
    /// To go on with a session.
    Resume(SessionId),
    /// To stand at a duty of a session.
    Step(SessionId, DutyId),
    /// To leave a duty for later, and to stand at another.
    Skip(SessionId, DutyId, Option<DutyId>),
    /// To let a session stand still.
    Pause(SessionId),
    /// To close a session, or open it again.
    CloseSession(SessionId, bool),
    /// To take a session out.
    RemoveSession(SessionId),
    /// To write the minutes.
    Minutes(SessionId, String),
    /// To say who takes part, by name.
    Participant(SessionId, String, bool),
    /// To say on which day it was held.
    SessionDay(SessionId, NaiveDate),
    /// To put a decision; a new one without a number.
    Decide(SessionId, Option<u32>, DecisionText),
    /// To take a decision out.
    RemoveDecision(SessionId, u32),
    /// To say that a follow-up was done on a day, or take that back.
    FollowedUp(SessionId, u32, Option<NaiveDate>),
    /// To freeze the report on a year.
    Freeze(i32),
    /// To open a frozen report again.
    Reopen(i32),
    /// To note that the report on a year was filed.
    File(i32, NaiveDate, String, Vec<NewFile>),
    /// To note that the report on a year was prepared and filed without this workbook.
    FileElsewhere(i32, NaiveDate, String),
    /// To open a filed report again, and why.
    Correct(i32, String),
    /// To note that the correction of a report was filed.
    FileCorrection(i32, NaiveDate, String),
    /// To take back that it was filed.
    Unfile(i32),
    /// To write a pack, once it was asked what goes along.
    AskPack(i32),
    /// To write the report, once it was asked what goes along.
    AskReport(i32, DocumentKind),
    /// To write a file: the choice of a path comes first.
    Write(ReportFile),
}

/// Duties that are gone through one after the other, most often because they have the same problem.
#[derive(Clone, Debug, PartialEq)]
pub struct Trail {
    /// What they have in common.
    pub about: About,
    /// The duties, in the order of the license.
    pub duties: Vec<DutyId>,
    /// Which of them it is at.
    pub at: usize,
}

/// What duties have in common that are gone through one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A reason to talk about them.
    Flag(Flag),
    /// An exception without a remedy or a day for it.
    NoRemedy,
    /// Something else than the checklist is said of them, with a reason.
    Explained,
    /// They are in the list.
    Listed,
}

/// A decision as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DecisionText {
    /// The duty it concerns.
    pub duty: Option<DutyId>,
    /// What was decided.
    pub text: String,
    /// The name of who sees to it; may be empty.
    pub owner: String,
    /// Until when.
    pub due: Option<NaiveDate>,
}

/// A file about a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportFile {
    /// Everything that goes with the report on a year, in one archive.
    Pack(i32, Along),
    /// The report on a year.
    Report(i32, DocumentKind, Along),
    /// The minutes of a session.
    Minutes(SessionId, DocumentKind),
}

impl ReportFile {
    /// The extension of the file.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pack(..) => "zip",
            Self::Report(_, kind, _) | Self::Minutes(_, kind) => kind.extension(),
        }
    }
}

/// The kinds of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, VariantArray)]
pub enum DocumentKind {
    /// For a word processor.
    Docx,
    /// To be printed or sent.
    Pdf,
}

impl DocumentKind {
    /// Both, in the order in which they are offered.
    pub const ALL: [Self; Self::VARIANTS.len()] = all(Self::VARIANTS);

    /// The extension of its files.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Pdf => "pdf",
        }
    }
}
