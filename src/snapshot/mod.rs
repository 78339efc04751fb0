//! A view of a workbook on a day: the single model that every export reads.
//!
//! It contains all texts in both languages and refers to nothing outside itself, so that it can be written, sent and
//! read without the workbook. Content that a [`Selection`] omits is not in it at all, so that no export can reveal it.

mod build;
pub mod charts;
mod counts;
pub mod diff;
mod duty;
pub mod freeze;
mod history;
mod internal;
mod progress;
pub mod report;
mod revisions;
#[cfg(test)]
mod schema;
mod selection;
pub mod verify;
mod withdrawn;

pub use crate::canonical::canonical;
pub use counts::CountsView;
pub use duty::{DifferenceView, DutyView};
pub use freeze::Frozen;
pub use history::{ChangeView, RecordView};
pub use internal::Internal;
pub use progress::ProgressPoint;
pub use selection::{DutyCondition, Selection};

use crate::deadlines::DateItem;
use crate::language::Bilingual;
use crate::license::{AnnotationKind, ClauseId};
use crate::obligation::{ApplicabilityState, Predicate, RelationKind};
use crate::workbook::{DocumentId, EventId, OccurrenceId, RenewalStep, Sha256};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

/// The snapshot format that this program writes.
pub const FORMAT: u32 = 1;

/// A view of a workbook on a day.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The version of the format.
    pub format: u32,
    /// The workbook it was taken from.
    pub workbook: DocumentId,
    /// The day of the state that it contains.
    pub on: NaiveDate,
    /// The selected content.
    pub selection: Selection,
    /// The details of the freezing; `None` if it is not frozen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frozen: Option<Frozen>,
    /// The annual report for which it was taken; `None` for the checklist alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(with = "Option<serde_json::Map<String, serde_json::Value>>"))]
    pub report: Option<Box<report::ReportView>>,
    /// The license.
    pub license: LicenseView,
    /// Counts of all duties.
    pub counts: CountsView,
    /// The number of duties by status since tracking started, one point for each day with a change.
    #[serde(default)]
    pub progress: Vec<ProgressPoint>,
    /// The provisions and their sub-items, in license order.
    pub clauses: Vec<ClauseView>,
    /// The duties, in license order.
    pub duties: Vec<DutyView>,
    /// The dates of the license, the earliest first.
    pub dates: Vec<DateItem>,
    /// The evidence, sorted by name.
    pub evidence: Vec<EvidenceView>,
    /// The number of confidential pieces of evidence that were removed.
    pub evidence_withheld: usize,
    /// All facts about the company, stated or not.
    pub facts: Vec<FactView>,
    /// The events, the latest first.
    pub events: Vec<EventView>,
    /// Statements about occurrences, by duty.
    #[serde(default)]
    pub occurrences: Vec<OccurrenceView>,
    /// The registry of people, sorted by name.
    pub people: Vec<PersonView>,
    /// Suspected errors in the text as issued.
    pub annotations: Vec<AnnotationView>,
    /// Text that could not be assigned.
    pub problems: Vec<ProblemView>,
    /// The records of the history, the latest first; empty unless selected.
    pub history: Vec<RecordView>,
    /// Withdrawn dates, for calendars only; they are not part of the state. See [`Self::note_withdrawn`].
    #[serde(skip)]
    pub withdrawn: Vec<DateItem>,
}

/// The license on the day.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LicenseView {
    /// 经营许可证编号.
    pub number: Option<String>,
    /// 公司名称.
    pub company: Option<String>,
    /// 法定代表人.
    pub legal_representative: Option<String>,
    /// 发证机关.
    pub issuing_authority: Option<String>,
    /// 发证日期.
    pub issued_on: Option<NaiveDate>,
    /// 有效期至.
    pub valid_until: Option<NaiveDate>,
    /// Days from the snapshot to the last day of validity; negative after the license has expired.
    pub days_left: Option<i64>,
    /// The number of pages.
    pub pages: usize,
    /// The licensed services.
    pub services: Vec<ServiceView>,
    /// Whether the company intends to continue after the license ends; `None` until decided.
    pub continues: Option<bool>,
    /// The steps of the renewal taken so far.
    pub renewal: Vec<RenewalStep>,
    /// The first day from which recurrences and reports are tracked.
    pub tracked_from: NaiveDate,
}

/// A licensed service.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceView {
    /// Class code in the telecom service catalog, if known.
    pub class: Option<String>,
    /// The name as issued.
    pub name: String,
    /// 仅限.
    pub limited_to: Vec<String>,
    /// 含.
    pub includes: Vec<String>,
    /// 不含.
    pub excludes: Vec<String>,
    /// 【…】.
    pub remarks: Vec<String>,
}

/// A provision or sub-item.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClauseView {
    /// Its id, e.g. `十六(三)`.
    pub id: ClauseId,
    /// Its topic in a few words, if the catalog contains it.
    pub topic: Option<Bilingual>,
    /// The numbers of the pages that contain it.
    pub pages: Vec<u32>,
    /// Its text as issued, joined across page breaks, without its number.
    pub text: String,
    /// The service named in （适用于…）.
    pub applies_to: Option<String>,
    /// Counts of its duties, including those of its sub-items.
    pub counts: CountsView,
}

/// One reason for the applicability of a duty.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReasonView {
    /// The predicate concerned; `None` for a duty without predicates.
    pub predicate: Option<Predicate>,
    /// The result of this predicate alone.
    pub state: ApplicabilityState,
    /// The text of the reason.
    pub text: Bilingual,
}

/// A related duty.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelatedView {
    /// Its label.
    pub label: String,
    /// The kind of relation.
    pub kind: RelationKind,
}

/// A piece of evidence. The snapshot contains its hash, not its bytes.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceView {
    /// SHA-256 of its bytes.
    pub sha256: Sha256,
    /// File name.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// Size in bytes.
    pub size: u64,
    /// Whether the bytes are in a linked file and not in the workbook.
    pub linked: bool,
    /// The name of the person who attached it.
    pub attached_by: Option<String>,
    /// The moment of attachment.
    pub attached_at: DateTime<Utc>,
    /// The effective date of the document itself.
    pub effective_on: Option<NaiveDate>,
    /// The last day of its validity.
    pub valid_until: Option<NaiveDate>,
    /// Whether it has expired.
    pub expired: bool,
    /// A description of its content; may be empty.
    pub description: String,
    /// Whether it is marked confidential.
    pub confidential: bool,
    /// The version that it replaces.
    pub replaces: Option<Sha256>,
    /// Labels of the duties that use it.
    pub used_by: Vec<String>,
}

/// A fact about the company, stated or not.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactView {
    /// Its key in predicates.
    pub key: String,
    /// The statement.
    pub statement: Bilingual,
    /// Whether it is true; `None` if it was not stated.
    pub holds: Option<bool>,
}

/// An event.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventView {
    /// Permanent id.
    pub id: EventId,
    /// Its kind, the key in predicates.
    pub kind: String,
    /// The name of its kind.
    pub name: Bilingual,
    /// The day that counts for limits.
    pub on: NaiveDate,
    /// The time of day, for kinds where it matters.
    pub at: Option<NaiveTime>,
    /// A description; may be empty.
    pub note: String,
    /// Evidence of the event.
    pub evidence: Vec<Sha256>,
    /// The number of confidential pieces of evidence that were removed.
    pub evidence_withheld: usize,
}

/// A statement about an occurrence of a duty.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OccurrenceView {
    /// Permanent id.
    pub id: OccurrenceId,
    /// The label of the duty.
    pub label: String,
    /// The event that raised it.
    pub event: Option<EventId>,
    /// The day that identifies its period if no event raised it.
    pub period: Option<NaiveDate>,
    /// The day of completion; `None` while it is open.
    pub done_on: Option<NaiveDate>,
    /// Whether it was completed late; `None` while it is open, or if this is unknown.
    pub late: Option<bool>,
    /// What was done; may be empty.
    pub note: String,
    /// Evidence of completion.
    pub evidence: Vec<Sha256>,
    /// The number of confidential pieces of evidence that were removed.
    pub evidence_withheld: usize,
}

/// A person of the registry.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonView {
    /// The name.
    pub name: String,
    /// Role or department; may be empty.
    pub role: String,
    /// The number of duties of this license that the person owns.
    pub owns: usize,
}

/// A suspected error in the text as issued.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnnotationView {
    /// The kind of suspected error.
    pub kind: AnnotationKind,
    /// The clause that contains it.
    pub clause: Option<ClauseId>,
    /// The page number.
    pub page: Option<u32>,
    /// The words in question.
    pub words: String,
    /// What is suspected, and why.
    pub message: Bilingual,
}

/// Text that could not be assigned.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProblemView {
    /// Line number in the license text, from 1.
    pub line: usize,
    /// What was not understood.
    pub message: Bilingual,
}

impl Snapshot {
    /// The piece of evidence with this hash.
    #[must_use]
    pub fn evidence_of(&self, hash: Sha256) -> Option<&EvidenceView> {
        self.evidence.iter().find(|evidence| evidence.sha256 == hash)
    }

    /// The top-level clauses: 一, 二, …
    pub fn provisions(&self) -> impl Iterator<Item = &ClauseView> {
        self.clauses.iter().filter(|clause| clause.id.sub_item.is_none())
    }

    /// The duties of exactly this clause, without those of its sub-items.
    pub fn duties_of(&self, clause: ClauseId) -> impl Iterator<Item = &DutyView> {
        self.duties.iter().filter(move |duty| duty.clause == clause)
    }
}
