//! The records a workbook holds. All are plain data; only [`super::Edit`] changes them.

pub use super::report_model::*;

use super::answer::Answer;
use super::{DutyId, EventId, LicenseId, PersonId, Sha256};
use crate::language::Bilingual;
use crate::license::{ClauseId, Span};
use crate::obligation::{DutyKind, Limit, LimitDirection, LimitUnit, OtherLaw, Predicate, RelationKind};
use crate::variants::all;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use strum::VariantArray;

/// Someone who owns duties, assesses them or takes part in sessions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The name as colleagues know it.
    pub name: String,
    /// Role or department; may be empty.
    #[serde(default)]
    pub role: String,
    /// Whom this one is an alias of: the two were found to be one person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_as: Option<PersonId>,
}

/// A license that the workbook keeps, and what the officer states about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LicenseRecord {
    /// The text as issued, byte for byte, one line an item so that two versions can be compared.
    #[serde(with = "super::lines")]
    pub text: String,
    /// Facts stated about the company: name of the fact → true or false. A fact not listed is not stated.
    #[serde(deserialize_with = "super::unique::deserialize")]
    pub facts: BTreeMap<String, bool>,
    /// Whether the company wants to go on after the license ends; none until it is decided.
    pub continues: Option<bool>,
    /// How far the renewal has come: stage → day (and number, where one is given).
    pub renewal: Vec<RenewalStep>,
    /// The license that took the place of this one.
    pub succeeded_by: Option<LicenseId>,
    /// Scans of the pages: number of the page → evidence.
    #[serde(deserialize_with = "super::unique::deserialize")]
    pub scans: BTreeMap<u32, Sha256>,
}

/// A step of a renewal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RenewalStep {
    /// Which step.
    pub stage: RenewalStage,
    /// When it was taken.
    pub on: NaiveDate,
    /// Number of the acceptance or decision; may be empty.
    pub number: String,
}

/// The steps of a renewal, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RenewalStage {
    /// The application is ready.
    Prepared,
    /// It was filed.
    Filed,
    /// The authority accepted it for processing.
    Accepted,
    /// The authority decided.
    Decided,
}

/// A duty: what the license asks, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// What is asked.
    pub definition: Definition,
    /// Where it stands.
    pub answer: Answer,
}

/// What a duty asks. Seeded from the catalog; the workbook's own from then on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// The license it comes from.
    pub license: LicenseId,
    /// Key of the catalog duty that it was seeded from.
    pub origin: Option<String>,
    /// The clause it stands in.
    pub clause: ClauseId,
    /// Its number within the clause, from 1: the label is `clause-ordinal`.
    pub ordinal: u32,
    /// The words of the license text it rests on.
    pub spans: Vec<Span>,
    /// Hash of the clause's normalised text: answers go over to another license only where it is equal.
    pub clause_hash: String,
    /// A short title.
    pub title: Bilingual,
    /// What kind of duty it is.
    pub kind: DutyKind,
    /// What sets it going.
    pub trigger: Option<Bilingual>,
    /// The license's own limit.
    pub limit: Option<Limit>,
    /// What to know about its timing where the license gives no number.
    pub timing: Option<Bilingual>,
    /// To whom it is owed.
    pub authority: Option<Bilingual>,
    /// What an inspector accepts as evidence.
    pub accepted_evidence: Vec<Bilingual>,
    /// When it applies, in words.
    pub condition: Option<Bilingual>,
    /// All of these must hold for it to apply.
    pub applies_if: Vec<Predicate>,
    /// Limits from other laws.
    pub other_law: Vec<OtherLaw>,
    /// Duties it is related to.
    pub related: Vec<Related>,
    /// What else to know; may be empty.
    pub remark: Bilingual,
    /// Not in the license, but commonly asked of its holder.
    pub optional: bool,
}

impl Definition {
    /// Whether the duty is the one to report on each year: within a quarter, again and again.
    #[must_use]
    pub fn is_annual_report(&self) -> bool {
        let is_quarter = |limit: &Limit| limit.unit == LimitUnit::Quarter && limit.direction == LimitDirection::Within;
        self.kind == DutyKind::RecurringDeadline && self.limit.as_ref().is_some_and(is_quarter)
    }

    /// The label shown to people: `十二-5`, `十六(十三)-2`.
    #[must_use]
    pub fn label(&self) -> String {
        format!("{}-{}", self.clause, self.ordinal)
    }

    /// The label in digits: `12-5`, `16(13)-2`.
    #[must_use]
    pub fn label_in_digits(&self) -> String {
        match self.clause.sub_item {
            None => format!("{}-{}", self.clause.provision, self.ordinal),
            Some(item) => format!("{}({item})-{}", self.clause.provision, self.ordinal),
        }
    }
}

/// How a duty is related to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Related {
    /// The other duty.
    pub duty: DutyId,
    /// In which way.
    pub kind: RelationKind,
}

/// The standing status of a duty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// 未开始.
    #[default]
    NotStarted,
    /// 进行中.
    InProgress,
    /// 已落实.
    Met,
    /// 未落实.
    NotMet,
    /// 不适用: needs a justification.
    NotApplicable,
}

impl Status {
    /// All statuses, in the order of their shortcut keys.
    pub const ALL: [Self; Self::VARIANTS.len()] = all(Self::VARIANTS);

    /// The name in files and on the command line, e.g. `not_started`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotStarted => "not_started",
            Self::InProgress => "in_progress",
            Self::Met => "met",
            Self::NotMet => "not_met",
            Self::NotApplicable => "not_applicable",
        }
    }

    /// Whether nothing is left to do.
    #[must_use]
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Met | Self::NotApplicable)
    }
}

/// How a due date comes again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recurrence {
    /// Every so many units.
    pub every: u32,
    /// Days, months or years.
    pub unit: LimitUnit,
    /// Counted from the last completion rather than from the last due date.
    pub from_completion: bool,
    /// Day of the month that was meant, so that the 31st survives a February.
    pub day_of_month: Option<u32>,
}

/// A length of time that the company sets itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offset {
    /// How many.
    pub amount: u32,
    /// Hours, calendar days, working days, months or years.
    pub unit: LimitUnit,
}

/// What is known of a piece of evidence. Its bytes are in the workbook's blobs, or in a linked file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// File name.
    pub name: String,
    /// Media type, e.g. `application/pdf`.
    pub media_type: String,
    /// Size in bytes.
    pub size: u64,
    /// Where the bytes are.
    pub storage: EvidenceStorage,
    /// Who attached it.
    pub attached_by: Option<PersonId>,
    /// When.
    pub attached_at: DateTime<Utc>,
    /// The day the document itself speaks for.
    pub effective_on: Option<NaiveDate>,
    /// The last day it is good for.
    pub valid_until: Option<NaiveDate>,
    /// What it shows; may be empty.
    pub description: String,
    /// Kept out of exports unless asked for.
    pub confidential: bool,
    /// The version that this one replaces.
    pub replaces: Option<Sha256>,
}

/// Where the bytes of evidence are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum EvidenceStorage {
    /// In the workbook.
    Embedded,
    /// In a file beside it.
    Linked {
        /// Absolute path when it was linked; empty in a part that was handed out, which tells no folder of the machine.
        absolute: String,
        /// Path relative to the workbook.
        relative: Option<String>,
    },
}

/// Something that happened and may set limits going.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// The license it concerns.
    pub license: LicenseId,
    /// Kind of event, as the catalog names it.
    pub kind: String,
    /// The day that counts.
    pub on: NaiveDate,
    /// The time, where minutes matter.
    pub at: Option<NaiveTime>,
    /// What happened; may be empty.
    pub note: String,
    /// Evidence of it.
    pub evidence: BTreeSet<Sha256>,
}

/// One occurrence of a duty, raised by an event or a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Occurrence {
    /// The duty.
    pub duty: DutyId,
    /// The event that raised it.
    pub event: Option<EventId>,
    /// First day of the period that raised it, where no event did.
    pub period: Option<NaiveDate>,
    /// The day it was done; open while none.
    pub done_on: Option<NaiveDate>,
    /// What was done; may be empty.
    pub note: String,
    /// Evidence of it.
    pub evidence: BTreeSet<Sha256>,
}

/// A snapshot, frozen: an opaque document whose digest proves that it is whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrozenSnapshot {
    /// The day it speaks for.
    pub on: NaiveDate,
    /// Who froze it.
    pub by: Option<PersonId>,
    /// What it is for.
    pub purpose: String,
    /// SHA-256 of the document.
    pub digest: Sha256,
    /// Canonical JSON (RFC 8785).
    pub document: Arc<str>,
}
