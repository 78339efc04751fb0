//! What the annual report asks, as data: what `assets/catalog/report.ron` holds.

use crate::language::Bilingual;
use crate::license::{ClauseId, Service};
use serde::{Deserialize, Serialize};

/// The heads of the report, their figures, and the material.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportCatalog {
    /// The provisions that ask for it.
    pub source: Bilingual,
    /// The day of January on which the platform opens in practice.
    pub platform_opens: u32,
    /// The heads, in the order of the law.
    pub heads: Vec<ReportHead>,
    /// The head of the clauses that no head names.
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

    /// The key of the head under which `clause` is reported: the one that names it, or its provision, or the rest.
    #[must_use]
    pub fn head_of(&self, clause: ClauseId) -> &str {
        let naming = |clause: ClauseId| self.heads.iter().find(|head| head.clauses.contains(&clause));
        let provision = ClauseId { sub_item: None, ..clause };
        naming(clause).or_else(|| naming(provision)).map_or(self.rest.as_str(), |head| head.key.as_str())
    }
}

/// A head of the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportHead {
    /// Names it for ever.
    pub key: String,
    /// Its title, after the law.
    pub title: Bilingual,
    /// What it is to tell.
    pub asks: Bilingual,
    /// The item of the law.
    pub source: Bilingual,
    /// Whether it is published.
    pub publication: Publication,
    /// What its text is drafted from.
    pub drafted_from: DraftedFrom,
    /// The clauses whose duties are reported here.
    pub clauses: Vec<ClauseId>,
    /// The figures it needs.
    pub figures: Vec<ReportFigure>,
    /// Whether a report without it is not complete.
    pub required: bool,
}

/// Whether a head is published by the authority.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Publication {
    /// It is.
    Public,
    /// The filer chooses.
    Choice,
    /// It is not.
    NotPublic,
}

/// What a head is drafted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DraftedFrom {
    /// The licensed services and their figures.
    Services,
    /// What happened in the year, and figures.
    Events,
    /// Figures, and the duties of its clauses.
    Quality,
    /// What was attested of the duties of its clauses.
    Duties,
    /// Nothing: it is free.
    Nothing,
}

/// What kind of value a figure has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FigureKind {
    /// How many there are: a whole number.
    Count,
    /// How much it is: a number that may have a fraction.
    Amount,
    /// Yes or no.
    YesNo,
}

/// A figure that a head needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportFigure {
    /// Names it for ever.
    pub key: String,
    /// What it counts.
    pub name: Bilingual,
    /// What kind of value it has.
    pub kind: FigureKind,
    /// In what; empty where its name says so.
    pub unit: Bilingual,
    /// Whether there is one for each licensed service.
    pub per_service: bool,
}

impl ReportFigure {
    /// The key under which a report keeps it: `users`, or `users@B25` for one of the services.
    #[must_use]
    pub fn key_for(&self, service: &Service) -> String {
        let Self { key, per_service, .. } = self;
        if *per_service { format!("{key}@{}", service.class.unwrap_or(&service.name.value)) } else { key.clone() }
    }
}

/// Material that goes with the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportMaterial {
    /// Names it for ever.
    pub key: String,
    /// The head it belongs to.
    pub head: String,
    /// What it is.
    pub title: Bilingual,
    /// Who asks for it.
    pub source: Bilingual,
}
