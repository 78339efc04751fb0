//! The content of the annual report, read from `assets/catalog/report.ron`.

use crate::language::Bilingual;
use crate::license::{ClauseId, Service};
use serde::{Deserialize, Serialize};

/// The heads of the report, their figures, and the material to be filed with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportCatalog {
    /// The provisions that require it.
    pub source: Bilingual,
    /// The day of January on which the filing platform opens in practice.
    pub platform_opens: u32,
    /// The heads, in the order of the law.
    pub heads: Vec<ReportHead>,
    /// The key of the head for clauses that no head names.
    pub rest: String,
    /// The material that authorities ask for in practice.
    pub materials: Vec<ReportMaterial>,
}

impl ReportCatalog {
    /// The head with this key.
    #[must_use]
    pub fn head(&self, key: &str) -> Option<&ReportHead> {
        self.heads.iter().find(|head| head.key == key)
    }

    /// The key of the head under which `clause` is reported: the head that names it or its provision, otherwise
    /// [`Self::rest`].
    #[must_use]
    pub fn head_of(&self, clause: ClauseId) -> &str {
        let provision = ClauseId { sub_item: None, ..clause };
        let head = self.naming(clause).or_else(|| self.naming(provision));
        head.map_or(self.rest.as_str(), |head| head.key.as_str())
    }

    /// The head that names exactly this clause.
    fn naming(&self, clause: ClauseId) -> Option<&ReportHead> {
        self.heads.iter().find(|head| head.clauses.contains(&clause))
    }
}

/// A head of the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportHead {
    /// Permanent key.
    pub key: String,
    /// Its title, in the words of the law.
    pub title: Bilingual,
    /// The content that it requires.
    pub asks: Bilingual,
    /// The item of the law that requires it.
    pub source: Bilingual,
    /// Whether the authority publishes it.
    pub publication: Publication,
    /// The source of its drafted text.
    pub drafted_from: DraftedFrom,
    /// The clauses whose duties are reported here.
    pub clauses: Vec<ClauseId>,
    /// The figures it requires.
    pub figures: Vec<ReportFigure>,
    /// Whether a report is incomplete without it.
    pub required: bool,
}

/// Whether the authority publishes a head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Publication {
    /// Published.
    Public,
    /// Published if the filer chooses so.
    Choice,
    /// Not published.
    NotPublic,
}

/// The source from which the text of a head is drafted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DraftedFrom {
    /// The licensed services and their figures.
    Services,
    /// The events of the year, and figures.
    Events,
    /// Figures, and the duties of its clauses.
    Quality,
    /// The attestations of the duties of its clauses.
    Duties,
    /// No source: free text.
    Nothing,
}

/// The kind of value of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FigureKind {
    /// A count: a whole number.
    Count,
    /// An amount: a number that may have a fraction.
    Amount,
    /// Yes or no.
    YesNo,
}

/// A figure that a head requires.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportFigure {
    /// Permanent key.
    pub key: String,
    /// What it measures.
    pub name: Bilingual,
    /// The kind of its value.
    pub kind: FigureKind,
    /// The unit; empty if the name contains it.
    pub unit: Bilingual,
    /// Whether it is required for each licensed service.
    pub per_service: bool,
}

impl ReportFigure {
    /// The key under which a report stores it: `users`, or `users@B25` for one service.
    #[must_use]
    pub fn key_for(&self, service: &Service) -> String {
        let Self { key, per_service, .. } = self;
        if *per_service { format!("{key}@{}", service.class.unwrap_or(&service.name.value)) } else { key.clone() }
    }
}

/// Material to be filed with the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportMaterial {
    /// Permanent key.
    pub key: String,
    /// The key of its head.
    pub head: String,
    /// What it is.
    pub title: Bilingual,
    /// The authority or rule that requires it.
    pub source: Bilingual,
}
