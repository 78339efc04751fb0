//! The records of annual reports: attestations of duties, the reports, and the sessions that prepare them.

use super::{DutyId, PersonId, SessionId, Sha256, SnapshotId, Status};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The attestation of a duty for one report year. Keyed by year and duty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attestation {
    /// The answer.
    pub answer: AttestationAnswer,
    /// Explanation or reason; empty only for an unconditional confirmation.
    pub text: String,
    /// The person who gave it.
    pub by: Option<PersonId>,
    /// The day on which it was given.
    pub on: NaiveDate,
    /// The remedy for an exception; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remedy: String,
    /// The day by which the exception is to be remedied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remedy_by: Option<NaiveDate>,
    /// Hash of the clause's normalized text when it was attested: the answer is proposed again only if it is equal.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub clause_hash: String,
    /// The evidence at that time; some of it may have been removed since.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub evidence: BTreeSet<Sha256>,
    /// The session in which it was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<SessionId>,
    /// The status at the time of a confirmation that contradicts it; `text` gives the reason. It does not cover another
    /// status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<Status>,
    /// The year of the report from which the text was taken over, until a person has checked it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_from: Option<i32>,
}

/// The possible answers of an attestation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttestationAnswer {
    /// The duty was fulfilled throughout the year.
    Confirmed,
    /// The duty was not fulfilled, with an explanation.
    Exception,
    /// The duty did not apply, with a reason.
    NotApplicable,
}

/// The annual report on one year. Keyed by that year.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// The edited text of each head, by the key of the head.
    #[serde(deserialize_with = "super::unique::deserialize")]
    pub heads: BTreeMap<String, String>,
    /// The figures, by their keys.
    #[serde(deserialize_with = "super::unique::deserialize")]
    pub figures: BTreeMap<String, String>,
    /// Whether material is at hand, by its key.
    #[serde(deserialize_with = "super::unique::deserialize")]
    pub materials: BTreeMap<String, bool>,
    /// The snapshot frozen for it.
    pub frozen: Option<SnapshotId>,
    /// The day of filing.
    pub filed_on: Option<NaiveDate>,
    /// Number of the receipt; may be empty.
    pub receipt: String,
    /// Evidence of filing.
    pub evidence: BTreeSet<Sha256>,
    /// The day on which preparation started.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened_on: Option<NaiveDate>,
    /// The draft from which each head's text was taken; any difference was written by hand.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "super::unique::deserialize")]
    pub drafts: BTreeMap<String, String>,
    /// The files of the material, by its key.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "super::unique::deserialize")]
    pub files: BTreeMap<String, BTreeSet<Sha256>>,
    /// The company's own titles of heads and of its own material, by their keys.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "super::unique::deserialize")]
    pub titles: BTreeMap<String, String>,
    /// Material of the catalog that is not required from this company.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub not_needed: BTreeSet<String>,
    /// Whether it was prepared and filed without this workbook, so that only the filing is recorded.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub elsewhere: bool,
    /// The corrections after filing, the earliest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
}

impl Report {
    /// The correction in progress: the report was filed and is being changed.
    #[must_use]
    pub fn correcting(&self) -> Option<&Correction> {
        self.corrections.last().filter(|correction| correction.filed_on.is_none())
    }

    /// Whether this snapshot was frozen for it, currently or before a correction.
    #[must_use]
    pub fn rests_on(&self, snapshot: SnapshotId) -> bool {
        let before = self.corrections.iter().map(|correction| correction.frozen);
        before.chain([self.frozen]).any(|frozen| frozen == Some(snapshot))
    }

    /// Whether it can be reopened: it is frozen, and the frozen state was not filed.
    #[must_use]
    pub fn can_be_reopened(&self) -> bool {
        self.frozen.is_some() && (self.filed_on.is_none() || self.correcting().is_some())
    }

    /// Whether its contents are locked: it is frozen or filed, and no correction is in progress.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        self.frozen.is_some() || self.filed_on.is_some() && self.correcting().is_none()
    }
}

/// The reopening of a filed report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// The day of reopening.
    pub on: NaiveDate,
    /// The person who reopened it.
    pub by: Option<PersonId>,
    /// The reason.
    pub why: String,
    /// The snapshot that was frozen and filed before.
    pub frozen: Option<SnapshotId>,
    /// The day on which the correction was filed; `None` while it is in progress.
    pub filed_on: Option<NaiveDate>,
    /// Number of the receipt of the correction; may be empty.
    pub receipt: String,
}

/// A preparation session for an annual report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// The report year.
    pub report_year: i32,
    /// The day on which it was held.
    pub on: NaiveDate,
    /// The participants.
    pub participants: BTreeSet<PersonId>,
    /// The duties on the agenda.
    pub agenda: Vec<DutyId>,
    /// The current duty of the walk-through.
    pub at: Option<DutyId>,
    /// The decisions.
    pub decisions: Vec<Decision>,
    /// Free-text minutes; may be empty.
    pub minutes: String,
    /// The session that it continues.
    pub continues: Option<SessionId>,
    /// Later days on which it was resumed.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub resumed_on: BTreeSet<NaiveDate>,
    /// Duties that were deferred.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub skipped: BTreeSet<DutyId>,
    /// The day on which it was closed; `None` while it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_on: Option<NaiveDate>,
    /// Whether it is paused; records made meanwhile do not belong to it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub paused: bool,
}

/// A decision of a session with its follow-up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Its number within the session, from 1; identifies its date.
    #[serde(default)]
    pub number: u32,
    /// The duty concerned.
    pub duty: Option<DutyId>,
    /// The text of the decision.
    pub text: String,
    /// The person responsible.
    pub owner: Option<PersonId>,
    /// The due day of the follow-up.
    pub due: Option<NaiveDate>,
    /// The day of completion.
    pub done_on: Option<NaiveDate>,
}
