//! The catalog: atomic duties, each founded on the wording of a license, and their applicability.
//!
//! The catalog seeds a workbook; from then on, the duties of the workbook are independent of it. Only names are still
//! looked up here: of services, facts, kinds of events, and topics of clauses.

mod applicability;
mod catalog;
mod derive;
mod locate;
mod normalized;
mod report_catalog;
mod service_reasons;
mod services;

pub use applicability::{Applicability, ApplicabilityState, Reason, applicability};
pub use catalog::{Catalog, CatalogDuty, CatalogError, ClauseTopic, EventKind, FactKind, Relation, RelationKind};
pub use derive::{Derivation, DerivedDuty, Difference, Doubt, DoubtKind, DutyOrigin, compare, derive, reread};
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

/// The kind of a duty.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum DutyKind {
    /// 持续性义务: a standing duty, which holds at all times.
    StandingDuty,
    /// 禁止性义务: a prohibition.
    Prohibition,
    /// 事件触发期限: a deadline triggered by an event.
    EventDeadline,
    /// 周期性期限: a recurring deadline.
    RecurringDeadline,
    /// 保存期限: a minimum retention period.
    RetentionPeriod,
    /// 报备 / 备案 / 审批: a filing or an approval.
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

/// A time limit, as worded by the license or another law.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeLimit {
    /// The number of units; `None` for words such as 立即.
    pub amount: Option<u32>,
    /// The unit.
    pub unit: LimitUnit,
    /// Its direction relative to the anchor.
    pub direction: LimitDirection,
    /// The moment from which, or back from which, it is counted.
    pub anchor: Bilingual,
}

/// The unit of a limit.
#[cfg_attr(test, derive(schemars::JsonSchema))]
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

/// The direction of a limit relative to its anchor.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitDirection {
    /// At the latest this long after the anchor.
    After,
    /// At the latest this long before the anchor.
    Before,
    /// Within a fixed window.
    Within,
    /// For at least this long after the anchor.
    AtLeast,
}

/// A limit in another law, shown beside the license's own.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OtherLaw {
    /// The limit in that law.
    pub limit: TimeLimit,
    /// Law and article.
    pub source: Bilingual,
    /// Remarks; may be empty.
    pub note: Bilingual,
}

/// A condition under which a duty applies.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Predicate {
    /// `service:B25`, or `service:B25/search_query`: the annex licenses this service or service item.
    Service {
        /// Class code, e.g. `B25`.
        class: String,
        /// Service item, e.g. `search_query`.
        item: Option<String>,
    },
    /// `fact:…`: a fact that the officer states about the company.
    Fact(String),
    /// `event:…`: an event of this kind is recorded.
    Event(String),
    /// `named:…`: the annex licenses a service or item with this name, which the catalog does not know.
    Named(String),
}

/// The error for a text that is not a predicate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a predicate; expected service:…, fact:…, event:… or named:…")]
pub struct ParsePredicateError(pub String);

impl FromStr for Predicate {
    type Err = ParsePredicateError;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        parse_predicate(s).ok_or_else(|| ParsePredicateError(s.to_owned()))
    }
}

fn parse_predicate(s: &str) -> Option<Predicate> {
    let (kind, name) = s.split_once(':').filter(|(_, name)| !name.is_empty())?;
    match kind {
        "service" => Some(match name.split_once('/') {
            Some((class, item)) => Predicate::Service { class: class.to_owned(), item: Some(item.to_owned()) },
            None => Predicate::Service { class: name.to_owned(), item: None },
        }),
        "fact" => Some(Predicate::Fact(name.to_owned())),
        "event" => Some(Predicate::Event(name.to_owned())),
        "named" => Some(Predicate::Named(name.to_owned())),
        _ => None,
    }
}

impl fmt::Display for Predicate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service { class, item: None } => write!(f, "service:{class}"),
            Self::Service { class, item: Some(item) } => write!(f, "service:{class}/{item}"),
            Self::Fact(name) => write!(f, "fact:{name}"),
            Self::Event(name) => write!(f, "event:{name}"),
            Self::Named(name) => write!(f, "named:{name}"),
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
