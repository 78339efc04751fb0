//! A frozen view of a workbook on a day: the one model that every export reads.
//!
//! It says everything in both languages and refers to nothing outside itself, so it can be written, sent and read
//! again without the workbook. What a [`Selection`] leaves out is not in it at all, so no export can let it slip.

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
mod selection;
pub mod verify;
mod withdrawn;

pub use crate::canonical::canonical;
pub use counts::CountsView;
pub use duty::DutyView;
pub use freeze::Frozen;
pub use history::{ChangeView, RecordView};
pub use internal::Internal;
pub use progress::ProgressPoint;
pub use selection::{Only, Selection};

use crate::deadlines::DateItem;
use crate::language::Bilingual;
use crate::license::{AnnotationKind, ClauseId};
use crate::obligation::{ApplicabilityState, Predicate, RelationKind};
use crate::workbook::{DocumentId, EventId, OccurrenceId, RenewalStep, Sha256};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

/// The format of a snapshot that this program writes.
pub const FORMAT: u32 = 1;

/// A frozen view of a workbook on a day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The format of this model.
    pub format: u32,
    /// The workbook it was taken from.
    pub workbook: DocumentId,
    /// The day it speaks for.
    pub on: NaiveDate,
    /// What it takes in.
    pub selection: Selection,
    /// By whom it was frozen, and what for; none where it was made for the moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frozen: Option<Frozen>,
    /// The annual report that it was taken for; none where it is about the checklist alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<Box<report::ReportView>>,
    /// The license.
    pub license: LicenseView,
    /// Counts of all duties.
    pub counts: CountsView,
    /// How many duties had which status since tracking began, a point for each day on which that changed.
    #[serde(default)]
    pub progress: Vec<ProgressPoint>,
    /// The provisions and their sub-items, in the order of the license.
    pub clauses: Vec<ClauseView>,
    /// The duties, in the order of the license.
    pub duties: Vec<DutyView>,
    /// The dates that hang on the license, the earliest first.
    pub dates: Vec<DateItem>,
    /// The evidence, by name.
    pub evidence: Vec<EvidenceView>,
    /// How many confidential pieces of evidence were left out.
    pub evidence_withheld: usize,
    /// What can be stated of the company, and what was.
    pub facts: Vec<FactView>,
    /// What happened, the latest first.
    pub events: Vec<EventView>,
    /// What was said about what followed from events and periods, by duty.
    #[serde(default)]
    pub occurrences: Vec<OccurrenceView>,
    /// The registry of people, by name.
    pub people: Vec<PersonView>,
    /// Doubts about the text as issued.
    pub annotations: Vec<AnnotationView>,
    /// Text that found no place.
    pub problems: Vec<ProblemView>,
    /// The changes, the latest first; empty unless selected.
    pub history: Vec<RecordView>,
    /// Dates that were there and are no more, for a calendar alone: they are no part of what is so. See
    /// [`Self::note_withdrawn`].
    #[serde(skip)]
    pub withdrawn: Vec<DateItem>,
}

/// The license on that day.
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
    /// Days from the snapshot to the last day of validity; negative once the license has expired.
    pub days_left: Option<i64>,
    /// How many pages it has.
    pub pages: usize,
    /// What it licenses.
    pub services: Vec<ServiceView>,
    /// Whether the company wants to go on after the license ends; none until it is decided.
    pub continues: Option<bool>,
    /// How far the renewal has come.
    pub renewal: Vec<RenewalStep>,
    /// Recurrences and reports are tracked from this day on.
    pub tracked_from: NaiveDate,
}

/// A licensed service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceView {
    /// Class code of the telecom service catalog, where it is known.
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClauseView {
    /// Its name, e.g. `十六(三)`.
    pub id: ClauseId,
    /// What it is about, in a few words, where the catalog knows it.
    pub topic: Option<Bilingual>,
    /// The pages it stands on.
    pub pages: Vec<u32>,
    /// Its text as issued, whole across page breaks, without its number.
    pub text: String,
    /// The service that （适用于…） names.
    pub applies_to: Option<String>,
    /// Counts of its duties, those of its sub-items included.
    pub counts: CountsView,
}

/// One reason why a duty applies or not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReasonView {
    /// The condition it is about; none for a duty without any.
    pub predicate: Option<Predicate>,
    /// What this condition alone would give.
    pub state: ApplicabilityState,
    /// The reason in words.
    pub text: Bilingual,
}

/// A duty that another one is related to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelatedView {
    /// Its label.
    pub label: String,
    /// In which way.
    pub kind: RelationKind,
}

/// A piece of evidence. Its bytes are not in a snapshot; the hash names them.
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
    /// Whether the bytes are in a file beside the workbook rather than in it.
    pub linked: bool,
    /// Who attached it.
    pub attached_by: Option<String>,
    /// When.
    pub attached_at: DateTime<Utc>,
    /// The day the document itself speaks for.
    pub effective_on: Option<NaiveDate>,
    /// The last day it is good for.
    pub valid_until: Option<NaiveDate>,
    /// Whether that day has passed.
    pub expired: bool,
    /// What it shows; may be empty.
    pub description: String,
    /// Marked confidential.
    pub confidential: bool,
    /// The version that this one replaces.
    pub replaces: Option<Sha256>,
    /// Labels of the duties it is evidence for.
    pub used_by: Vec<String>,
}

/// Something that can be stated of the company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactView {
    /// Its name in conditions.
    pub key: String,
    /// The statement.
    pub statement: Bilingual,
    /// Whether it holds; none while nobody said so.
    pub holds: Option<bool>,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventView {
    /// Names it for ever.
    pub id: EventId,
    /// Its kind, as conditions name it.
    pub kind: String,
    /// Its kind in words.
    pub name: Bilingual,
    /// The day that counts.
    pub on: NaiveDate,
    /// The time, where minutes matter.
    pub at: Option<NaiveTime>,
    /// What happened; may be empty.
    pub note: String,
    /// Evidence of it.
    pub evidence: Vec<Sha256>,
    /// How many confidential pieces of evidence were left out.
    pub evidence_withheld: usize,
}

/// What was said about an occurrence of a duty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OccurrenceView {
    /// Names it for ever.
    pub id: OccurrenceId,
    /// The label of the duty.
    pub label: String,
    /// The event that raised it.
    pub event: Option<EventId>,
    /// The day that names its period, where no event raised it.
    pub period: Option<NaiveDate>,
    /// The day it was done; open while none.
    pub done_on: Option<NaiveDate>,
    /// Whether that was late; none while open, and where nothing says so.
    pub late: Option<bool>,
    /// What was done; may be empty.
    pub note: String,
    /// Evidence of it.
    pub evidence: Vec<Sha256>,
    /// How many confidential pieces of evidence were left out.
    pub evidence_withheld: usize,
}

/// Someone of the registry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonView {
    /// The name.
    pub name: String,
    /// Role or department; may be empty.
    pub role: String,
    /// How many duties of this license the person owns.
    pub owns: usize,
}

/// A doubt about the text as issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnnotationView {
    /// What kind of doubt.
    pub kind: AnnotationKind,
    /// The clause it stands in.
    pub clause: Option<ClauseId>,
    /// The page.
    pub page: Option<u32>,
    /// The words in question.
    pub words: String,
    /// What is suspected and why.
    pub message: Bilingual,
}

/// Text that found no place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProblemView {
    /// Line of the license text, from 1.
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

    /// The clauses of the top level: 一, 二, …
    pub fn provisions(&self) -> impl Iterator<Item = &ClauseView> {
        self.clauses.iter().filter(|clause| clause.id.sub_item.is_none())
    }

    /// The duties of exactly this clause.
    pub fn duties_of(&self, clause: ClauseId) -> impl Iterator<Item = &DutyView> {
        self.duties.iter().filter(move |duty| duty.clause == clause)
    }
}
