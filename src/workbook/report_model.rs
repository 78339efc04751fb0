//! The records of annual reports: what is attested of duties, the reports themselves, and the sessions that prepare them.

use super::{DutyId, PersonId, SessionId, Sha256, SnapshotId, Status};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What is said of a duty for one report year. Keyed by year and duty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attestation {
    /// The answer.
    pub answer: AttestationAnswer,
    /// Explanation or reason; empty only for a plain confirmation.
    pub text: String,
    /// By whom.
    pub by: Option<PersonId>,
    /// When.
    pub on: NaiveDate,
    /// How an exception is remedied; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remedy: String,
    /// Until when it is remedied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remedy_by: Option<NaiveDate>,
    /// Hash of the clause's normalised text as it was attested: the answer is proposed again only where it is equal.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub clause_hash: String,
    /// The evidence it rested on; a piece may be gone by now.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub evidence: BTreeSet<Sha256>,
    /// The session it was given in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<SessionId>,
    /// The status of the checklist that it was confirmed against; `text` says why. Another status is another question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<Status>,
    /// The year whose report its words were taken over from, until somebody has checked them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_from: Option<i32>,
}

/// The answers of an attestation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttestationAnswer {
    /// It was kept all year.
    Confirmed,
    /// It was not, and why.
    Exception,
    /// It did not apply, and why.
    NotApplicable,
}

/// The annual report on one year. Keyed by that year.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// The text of each head, as edited; keyed by the name of the head.
    #[serde(deserialize_with = "super::unique::deserialize")]
    pub heads: BTreeMap<String, String>,
    /// Figures asked for; keyed by their name.
    #[serde(deserialize_with = "super::unique::deserialize")]
    pub figures: BTreeMap<String, String>,
    /// Material that is at hand; keyed by its name.
    #[serde(deserialize_with = "super::unique::deserialize")]
    pub materials: BTreeMap<String, bool>,
    /// The snapshot that was frozen for it.
    pub frozen: Option<SnapshotId>,
    /// The day it was filed.
    pub filed_on: Option<NaiveDate>,
    /// Number of the receipt; may be empty.
    pub receipt: String,
    /// Evidence of filing.
    pub evidence: BTreeSet<Sha256>,
    /// The day its preparation was begun.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened_on: Option<NaiveDate>,
    /// The draft that each head's text was taken from: what differs from it was written by hand.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "super::unique::deserialize")]
    pub drafts: BTreeMap<String, String>,
    /// Files of the material; keyed by its name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "super::unique::deserialize")]
    pub files: BTreeMap<String, BTreeSet<Sha256>>,
    /// Titles that the company gives to heads, and to material of its own; keyed by their names.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "super::unique::deserialize")]
    pub titles: BTreeMap<String, String>,
    /// Material of the list that this company is not asked for.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub not_needed: BTreeSet<String>,
    /// Whether it was prepared and filed without this workbook: only the filing is known here.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub elsewhere: bool,
    /// Why it was opened again after it had been filed, the earliest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
}

impl Report {
    /// The correction that goes on: the report was filed, and is being changed for a reason.
    #[must_use]
    pub fn correcting(&self) -> Option<&Correction> {
        self.corrections.last().filter(|correction| correction.filed_on.is_none())
    }

    /// Whether this snapshot was frozen for it, as it is or as it was before a correction.
    #[must_use]
    pub fn rests_on(&self, snapshot: SnapshotId) -> bool {
        let before = self.corrections.iter().map(|correction| correction.frozen);
        before.chain([self.frozen]).any(|frozen| frozen == Some(snapshot))
    }

    /// Whether it can be opened again: it is frozen, and that was not filed.
    #[must_use]
    pub fn can_be_reopened(&self) -> bool {
        self.frozen.is_some() && (self.filed_on.is_none() || self.correcting().is_some())
    }

    /// Whether its contents stay as they are: it is frozen or filed, and not being corrected.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        self.frozen.is_some() || self.filed_on.is_some() && self.correcting().is_none()
    }
}

/// A filed report that was opened again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// The day it was opened again.
    pub on: NaiveDate,
    /// By whom.
    pub by: Option<PersonId>,
    /// Why.
    pub why: String,
    /// What had been frozen, and was filed before.
    pub frozen: Option<SnapshotId>,
    /// The day the correction was filed; goes on while none.
    pub filed_on: Option<NaiveDate>,
    /// Number of the receipt of the correction; may be empty.
    pub receipt: String,
}

/// A preparation session for an annual report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// The year reported on.
    pub report_year: i32,
    /// The day it was held.
    pub on: NaiveDate,
    /// Who took part.
    pub participants: BTreeSet<PersonId>,
    /// What was to be talked about.
    pub agenda: Vec<DutyId>,
    /// The duty the walk-through stands at.
    pub at: Option<DutyId>,
    /// What was decided.
    pub decisions: Vec<Decision>,
    /// Free minutes; may be empty.
    pub minutes: String,
    /// The session it goes on from.
    pub continues: Option<SessionId>,
    /// Later days on which it went on.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub resumed_on: BTreeSet<NaiveDate>,
    /// Duties that were left for later.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub skipped: BTreeSet<DutyId>,
    /// The day it was closed; goes on while none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_on: Option<NaiveDate>,
    /// Whether it stands still: what is done meanwhile is not done in it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub paused: bool,
}

/// A decision of a session, and what follows from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Its number within the session, from 1: what its date is known by.
    #[serde(default)]
    pub number: u32,
    /// The duty it concerns.
    pub duty: Option<DutyId>,
    /// What was decided.
    pub text: String,
    /// Who sees to it.
    pub owner: Option<PersonId>,
    /// Until when.
    pub due: Option<NaiveDate>,
    /// The day it was done.
    pub done_on: Option<NaiveDate>,
}
