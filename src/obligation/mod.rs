//! The catalog: atomic duties, each tied to the words of a license it rests on, and whether they apply.
//!
//! The catalog seeds a workbook; the duties that a workbook holds are its own from then on. What is still looked up here
//! are names: of services, facts, kinds of events, and the topics of clauses.

mod applicability;
mod catalog;
mod locate;
mod normalized;
mod report_catalog;
mod services;

pub use applicability::{Applicability, ApplicabilityState, Reason, applicability};
pub use catalog::{Catalog, CatalogDuty, CatalogError, ClauseTopic, EventKind, FactKind, Relation, RelationKind};
pub use locate::{Located, clause_hash, locate};
pub use report_catalog::{
    DraftedFrom, FigureKind, Publication, ReportCatalog, ReportFigure, ReportHead, ReportMaterial,
};

use crate::language::Bilingual;
use crate::variants::all;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use strum::VariantArray;

/// What kind of duty it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum DutyKind {
    /// 持续性义务: holds at all times.
    StandingDuty,
    /// 禁止性义务: must not be done.
    Prohibition,
    /// 事件触发期限: something happened, and now a limit runs.
    EventDeadline,
    /// 周期性期限: comes again and again.
    RecurringDeadline,
    /// 保存期限: to be kept at least so long.
    RetentionPeriod,
    /// 报备 / 备案 / 审批: to be filed or approved.
    Filing,
}

impl DutyKind {
    /// All kinds, in the order in which they are listed.
    pub const ALL: [Self; Self::VARIANTS.len()] = all(Self::VARIANTS);

    /// The name in files and on the command line, e.g. `event_deadline`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::StandingDuty => "standing_duty",
            Self::Prohibition => "prohibition",
            Self::EventDeadline => "event_deadline",
            Self::RecurringDeadline => "recurring_deadline",
            Self::RetentionPeriod => "retention_period",
            Self::Filing => "filing",
        }
    }
}

/// A limit in time, as the license or another law words it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// How many units; none for words such as 立即.
    pub amount: Option<u32>,
    /// What is counted.
    pub unit: LimitUnit,
    /// On which side of the anchor the limit lies.
    pub direction: LimitDirection,
    /// From or to which moment it is counted.
    pub anchor: Bilingual,
}

/// What a limit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitUnit {
    /// 日.
    CalendarDays,
    /// 工作日.
    WorkingDays,
    /// 月.
    Months,
    /// 年.
    Years,
    /// 小时.
    Hours,
    /// 季度.
    Quarter,
    /// 立即, 第一时间: no number.
    Immediately,
    /// 及时: no number.
    Promptly,
}

/// On which side of its anchor a limit lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitDirection {
    /// At the latest so long after.
    After,
    /// At the latest so long before.
    Before,
    /// Inside a fixed window.
    Within,
    /// For at least so long.
    AtLeast,
}

/// A limit that comes from another law than the license, and is named beside the license's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OtherLaw {
    /// The limit there.
    pub limit: Limit,
    /// Law and article.
    pub source: Bilingual,
    /// What to know about it; may be empty.
    pub note: Bilingual,
}

/// A condition under which a duty applies.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Predicate {
    /// `service:B25`, or `service:B25/search_query`: the annex licenses this service, or this item of it.
    Service {
        /// Class code, e.g. `B25`.
        class: String,
        /// Service item, e.g. `search_query`.
        item: Option<String>,
    },
    /// `fact:…`: something the officer states about the company.
    Fact(String),
    /// `event:…`: something that happened.
    Event(String),
}

/// The text is not a predicate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a predicate; expected service:…, fact:… or event:…")]
pub struct ParsePredicateError(pub String);

impl FromStr for Predicate {
    type Err = ParsePredicateError;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let error = || ParsePredicateError(s.to_owned());
        let (kind, name) = s.split_once(':').ok_or_else(error)?;
        if name.is_empty() {
            return Err(error());
        }
        match kind {
            "service" => Ok(match name.split_once('/') {
                Some((class, item)) => Self::Service { class: class.to_owned(), item: Some(item.to_owned()) },
                None => Self::Service { class: name.to_owned(), item: None },
            }),
            "fact" => Ok(Self::Fact(name.to_owned())),
            "event" => Ok(Self::Event(name.to_owned())),
            _ => Err(error()),
        }
    }
}

impl fmt::Display for Predicate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service { class, item: None } => write!(f, "service:{class}"),
            Self::Service { class, item: Some(item) } => write!(f, "service:{class}/{item}"),
            Self::Fact(name) => write!(f, "fact:{name}"),
            Self::Event(name) => write!(f, "event:{name}"),
        }
    }
}

impl TryFrom<String> for Predicate {
    type Error = ParsePredicateError;

    fn try_from(s: String) -> Result<Self, Self::Error> {
        s.parse()
    }
}

impl From<Predicate> for String {
    fn from(p: Predicate) -> Self {
        p.to_string()
    }
}
