//! The records of a workbook. All are plain data; only [`super::Edit`] changes them.

pub use super::report_model::*;

use super::answer::Answer;
use super::{DutyId, EventId, LicenseId, PersonId, Sha256};
use crate::language::Bilingual;
use crate::license::{ClauseId, License, Span};
use crate::obligation::{
    Catalog, Difference, DutyKind, DutyOrigin, LimitDirection, LimitUnit, OtherLaw, Predicate, RelationKind, TimeLimit,
    compare,
};
use crate::variants::all;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use strum::VariantArray;

/// A person who owns duties, assesses them or takes part in sessions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The name, as colleagues know it.
    pub name: String,
    /// Role or department; may be empty.
    #[serde(default)]
    pub role: String,
    /// The person for whom this one is an alias, after both were found to be the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_as: Option<PersonId>,
}

/// A license with the officer's statements about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LicenseRecord {
    /// The text as issued, byte for byte; stored as a list of lines so that two versions can be compared.
    #[serde(with = "super::lines")]
    pub text: String,
    /// Facts stated about the company: key of the fact → true or false. A fact that is not listed was not stated.
    #[serde(deserialize_with = "super::unique::deserialize")]
    pub facts: BTreeMap<String, bool>,
    /// Whether the company intends to continue after the license ends; `None` until decided.
    pub continues: Option<bool>,
    /// The steps of the renewal taken so far.
    pub renewal: Vec<RenewalStep>,
    /// The license that succeeded this one.
    pub succeeded_by: Option<LicenseId>,
    /// Scans of the pages: page number → evidence.
    #[serde(deserialize_with = "super::unique::deserialize")]
    pub scans: BTreeMap<u32, Sha256>,
    /// The file from which the text was read, with the places of the text in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<LicenseSource>,
    /// Items of the license as the officer reads them, where the text is wrong or was misread: key of the item → value.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "super::unique::deserialize")]
    pub corrections: BTreeMap<String, String>,
    /// Doubts about the text that the officer has settled, by their keys.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub settled: BTreeSet<String>,
}

/// The file from which a license text was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LicenseSource {
    /// The file, which is evidence.
    pub file: Sha256,
    /// The places of the text on the pages of the file, in text order; empty if the file has no pages.
    pub places: Vec<SourcePlace>,
}

/// The place of a part of the license text on a page of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(Span, u32, [u16; 4], u8)", into = "(Span, u32, [u16; 4], u8)")]
pub struct SourcePlace {
    /// The part of the text.
    pub span: Span,
    /// The page, from 1.
    pub page: u32,
    /// Left, upper, right and lower edge, in ten-thousandths of the width and height of the page.
    pub edges: [u16; 4],
    /// How certain the text is, in percent.
    pub confidence: u8,
}

impl From<(Span, u32, [u16; 4], u8)> for SourcePlace {
    fn from((span, page, edges, confidence): (Span, u32, [u16; 4], u8)) -> Self {
        Self { span, page, edges, confidence }
    }
}

impl From<SourcePlace> for (Span, u32, [u16; 4], u8) {
    fn from(place: SourcePlace) -> Self {
        (place.span, place.page, place.edges, place.confidence)
    }
}

/// A completed step of a renewal.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RenewalStep {
    /// The stage reached.
    pub stage: RenewalStage,
    /// The day on which it was reached.
    pub on: NaiveDate,
    /// Number of the acceptance or decision; may be empty.
    pub number: String,
}

/// The stages of a renewal, in order.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RenewalStage {
    /// The application is prepared.
    Prepared,
    /// The application was filed.
    Filed,
    /// The authority accepted the application for processing.
    Accepted,
    /// The authority made its decision.
    Decided,
}

/// A duty: its definition by the license, and the answer to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// The definition.
    pub definition: Definition,
    /// The answer.
    pub answer: Answer,
}

/// The definition of a duty. Seeded from the catalog and independent of it from then on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// The license that imposes it.
    pub license: LicenseId,
    /// Key of the catalog duty from which it was seeded.
    pub origin: Option<String>,
    /// The clause that contains it.
    pub clause: ClauseId,
    /// Its number within the clause, from 1; the label is `clause-ordinal`.
    pub ordinal: u32,
    /// The spans of the license text that establish it.
    pub spans: Vec<Span>,
    /// Hash of the clause's normalized text: answers are carried over to another license only if it is equal.
    pub clause_hash: String,
    /// A short title.
    pub title: Bilingual,
    /// The kind of duty.
    pub kind: DutyKind,
    /// The trigger, if any.
    pub trigger: Option<Bilingual>,
    /// The limit in the license.
    pub limit: Option<TimeLimit>,
    /// A note on its timing if the license gives no number.
    pub timing: Option<Bilingual>,
    /// The authority to which it is owed.
    pub authority: Option<Bilingual>,
    /// Evidence that an inspector accepts.
    pub accepted_evidence: Vec<Bilingual>,
    /// The condition for it to apply, in words.
    pub condition: Option<Bilingual>,
    /// The predicates that must all hold for it to apply.
    pub applies_if: Vec<Predicate>,
    /// Limits in other laws.
    pub other_law: Vec<OtherLaw>,
    /// Related duties.
    pub related: Vec<Related>,
    /// Further remarks; may be empty.
    pub remark: Bilingual,
    /// Not imposed by the license, but commonly expected of its holder.
    pub optional: bool,
    /// How it was found; `None` if it has the words of the catalog duty in `origin`, or is a whole clause without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found: Option<DutyFound>,
    /// The reason for which it no longer counts; `None` while it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired: Option<String>,
}

/// How a duty was found in the license text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DutyFound {
    /// The origin.
    pub by: DutyOrigin,
    /// How similar its words are to those of the catalog, per mille; 1000 without a catalog duty.
    pub similarity: u16,
}

impl Definition {
    /// How it was found.
    #[must_use]
    pub fn found_by(&self) -> DutyOrigin {
        let usual = if self.origin.is_some() { DutyOrigin::Catalog } else { DutyOrigin::Rule };
        self.found.map_or(usual, |found| found.by)
    }

    /// How similar its words are to those of the catalog, per mille; `None` if it is not from the catalog.
    #[must_use]
    pub fn similarity(&self) -> Option<u16> {
        self.origin.as_ref()?;
        Some(self.found.map_or(1000, |found| found.similarity))
    }

    /// How similar its words are to those of the catalog, in percent; 100 if it is not from the catalog.
    #[must_use]
    pub fn similarity_percent(&self) -> u8 {
        u8::try_from(self.similarity().unwrap_or(1000) / 10).unwrap_or(100).min(100)
    }

    /// The words in which the license differs from the duty of the catalog to which this one is near.
    #[must_use]
    pub fn differences(&self, license: &License, catalog: &Catalog) -> Vec<Difference> {
        let near = self.origin.as_deref().filter(|_| self.found_by() == DutyOrigin::Near);
        let duty = near.and_then(|key| catalog.duty(key));
        duty.map(|duty| compare(license, self.clause, &self.spans, duty)).unwrap_or_default()
    }

    /// Whether the annual report states it: the license imposes it, and it counts.
    #[must_use]
    pub fn is_reported(&self) -> bool {
        self.retired.is_none() && !self.optional
    }

    /// Whether this is the annual report duty: recurring within a quarter.
    #[must_use]
    pub fn is_annual_report(&self) -> bool {
        self.kind == DutyKind::RecurringDeadline
            && self.found_by() != DutyOrigin::Own
            && self
                .limit
                .as_ref()
                .is_some_and(|limit| limit.unit == LimitUnit::Quarter && limit.direction == LimitDirection::Within)
    }

    /// The displayed label: `十二-5`, `十六(十三)-2`; `自-1` for a duty in no clause.
    #[must_use]
    pub fn label(&self) -> String {
        format!("{}-{}", self.clause, self.ordinal)
    }

    /// The label in Arabic digits: `12-5`, `16(13)-2`; `own-1` for a duty in no clause.
    #[must_use]
    pub fn label_in_digits(&self) -> String {
        match self.clause.sub_item {
            _ if self.clause.is_own() => format!("own-{}", self.ordinal),
            None => format!("{}-{}", self.clause.provision, self.ordinal),
            Some(item) => format!("{}({item})-{}", self.clause.provision, self.ordinal),
        }
    }
}

/// A relation to another duty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Related {
    /// The other duty.
    pub duty: DutyId,
    /// The kind of relation.
    pub kind: RelationKind,
}

/// The standing status of a duty.
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
    /// 不适用: requires a justification.
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

    /// Whether nothing remains to be done.
    #[must_use]
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Met | Self::NotApplicable)
    }
}

/// The recurrence of a due date.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recurrence {
    /// The interval, in `unit`.
    pub every: u32,
    /// The unit: days, months or years.
    pub unit: LimitUnit,
    /// Whether the interval is counted from the last completion instead of the last due date.
    pub from_completion: bool,
    /// The intended day of the month, so that the 31st is kept after a February.
    pub day_of_month: Option<u32>,
}

/// A length of time that the company sets itself.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offset {
    /// The number of units.
    pub amount: u32,
    /// The unit: hours, calendar days, working days, months or years.
    pub unit: LimitUnit,
}

/// The record of a piece of evidence. Its bytes are in the workbook's blobs or in a linked file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// File name.
    pub name: String,
    /// Media type, e.g. `application/pdf`.
    pub media_type: String,
    /// Size in bytes.
    pub size: u64,
    /// The location of the bytes.
    pub storage: EvidenceStorage,
    /// The person who attached it.
    pub attached_by: Option<PersonId>,
    /// The moment of attachment.
    pub attached_at: DateTime<Utc>,
    /// The effective date of the document itself.
    pub effective_on: Option<NaiveDate>,
    /// The last day of its validity.
    pub valid_until: Option<NaiveDate>,
    /// A description of its content; may be empty.
    pub description: String,
    /// Whether it is excluded from exports unless requested.
    pub confidential: bool,
    /// The version that it replaces.
    pub replaces: Option<Sha256>,
}

/// The location of the bytes of evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum EvidenceStorage {
    /// In the workbook.
    Embedded,
    /// In a linked file.
    Linked {
        /// Absolute path at the time of linking; empty in a part that was handed out, so that it reveals no folders.
        absolute: String,
        /// Path relative to the folder of the workbook.
        relative: Option<String>,
    },
}

/// An event that may start limits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// The license it concerns.
    pub license: LicenseId,
    /// The kind of event, a key of the catalog.
    pub kind: String,
    /// The day that counts for limits.
    pub on: NaiveDate,
    /// The time of day, for kinds where it matters.
    pub at: Option<NaiveTime>,
    /// A description; may be empty.
    pub note: String,
    /// Evidence of the event.
    pub evidence: BTreeSet<Sha256>,
}

/// A statement about one occurrence of a duty, raised by an event or a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Occurrence {
    /// The duty.
    pub duty: DutyId,
    /// The event that raised it.
    pub event: Option<EventId>,
    /// First day of the period that raised it, unless an event did.
    pub period: Option<NaiveDate>,
    /// The day of completion; `None` while it is open.
    pub done_on: Option<NaiveDate>,
    /// What was done; may be empty.
    pub note: String,
    /// Evidence of completion.
    pub evidence: BTreeSet<Sha256>,
}

/// A frozen snapshot: an opaque document with a digest that proves its integrity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrozenSnapshot {
    /// The day of the state that it contains.
    pub on: NaiveDate,
    /// The person who froze it.
    pub by: Option<PersonId>,
    /// Its purpose.
    pub purpose: String,
    /// SHA-256 of the document.
    pub digest: Sha256,
    /// The document as canonical JSON (RFC 8785).
    pub document: Arc<str>,
}
