//! The catalog of duties, read from `assets/catalog/*.ron`.

use super::report_catalog::ReportCatalog;
use super::{DutyKind, OtherLaw, Predicate, TimeLimit};
use crate::language::Bilingual;
use crate::license::{ClauseId, SERVICES_RON, ServiceKind};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// The duties, in the order of the license.
const DUTIES: [(&str, &str); 4] = [
    ("duties-01-08.ron", include_str!("../../assets/catalog/duties-01-08.ron")),
    ("duties-09-14.ron", include_str!("../../assets/catalog/duties-09-14.ron")),
    ("duties-15.ron", include_str!("../../assets/catalog/duties-15.ron")),
    ("duties-16.ron", include_str!("../../assets/catalog/duties-16.ron")),
];

/// The complete catalog.
#[derive(Clone, Debug, PartialEq)]
pub struct Catalog {
    /// The atomic duties in the order of the license.
    pub duties: Vec<CatalogDuty>,
    /// Facts about the company that the officer can state.
    pub facts: Vec<FactKind>,
    /// Events that can be recorded.
    pub events: Vec<EventKind>,
    /// The services that an annex can license.
    pub services: Vec<ServiceKind>,
    /// The topic of each clause.
    pub topics: Vec<ClauseTopic>,
    /// The content of the annual report.
    pub report: ReportCatalog,
}

impl Catalog {
    /// The built-in catalog.
    ///
    /// # Errors
    ///
    /// If a file of the catalog is malformed; names the file and the position.
    pub fn builtin() -> Result<Self, CatalogError> {
        let mut duties = Vec::new();
        for (file, text) in DUTIES {
            duties.extend(read::<Vec<CatalogDuty>>(file, text)?);
        }
        Ok(Self {
            duties,
            facts: read("facts.ron", include_str!("../../assets/catalog/facts.ron"))?,
            events: read("events.ron", include_str!("../../assets/catalog/events.ron"))?,
            services: read("services.ron", SERVICES_RON)?,
            topics: read("topics.ron", include_str!("../../assets/catalog/topics.ron"))?,
            report: read("report.ron", include_str!("../../assets/catalog/report.ron"))?,
        })
    }

    /// The duty with this key.
    #[must_use]
    pub fn duty(&self, key: &str) -> Option<&CatalogDuty> {
        self.duties.iter().find(|duty| duty.key == key)
    }

    /// The fact with this key.
    #[must_use]
    pub fn fact(&self, key: &str) -> Option<&FactKind> {
        self.facts.iter().find(|fact| fact.key == key)
    }

    /// The kind of event with this key.
    #[must_use]
    pub fn event(&self, key: &str) -> Option<&EventKind> {
        self.events.iter().find(|event| event.key == key)
    }

    /// The topic of the clause of the catalog duty `key`; of its whole provision if `whole`.
    #[must_use]
    pub fn topic(&self, key: &str, whole: bool) -> Option<&Bilingual> {
        let mut clause = self.duty(key)?.clause;
        if whole {
            clause.sub_item = None;
        }
        self.topics.iter().find(|t| t.clause == clause).map(|t| &t.topic)
    }

    /// The service with this class code, e.g. `B25`.
    #[must_use]
    pub fn service(&self, class: &str) -> Option<&ServiceKind> {
        self.services.iter().find(|service| service.class == class)
    }
}

fn read<T: DeserializeOwned>(file: &'static str, text: &str) -> Result<T, CatalogError> {
    ron::from_str(text).map_err(|error| CatalogError { file, reason: error.to_string() })
}

/// The topic of a clause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClauseTopic {
    /// The clause.
    pub clause: ClauseId,
    /// The topic in a few words.
    pub topic: Bilingual,
}

/// One atomic duty of the catalog.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogDuty {
    /// Permanent key in the catalog: the duty's label in the license from which the catalog was made.
    pub key: String,
    /// Its clause in that license.
    pub clause: ClauseId,
    /// The words that establish the duty, verbatim; several if other words lie between.
    pub quotes: Vec<String>,
    /// A short title.
    pub title: Bilingual,
    /// The kind of duty.
    pub kind: DutyKind,
    /// The trigger of the duty, if any.
    #[serde(default)]
    pub trigger: Option<Bilingual>,
    /// The limit in the license, if any.
    #[serde(default)]
    pub limit: Option<TimeLimit>,
    /// A note on its timing if the license gives no number.
    #[serde(default)]
    pub timing: Option<Bilingual>,
    /// The authority to which it is owed, or which inspects it.
    #[serde(default)]
    pub authority: Option<Bilingual>,
    /// Evidence that an inspector accepts.
    #[serde(default)]
    pub evidence: Vec<Bilingual>,
    /// The condition for it to apply, in words.
    #[serde(default)]
    pub condition: Option<Bilingual>,
    /// The predicates that must all hold for it to apply.
    #[serde(default)]
    pub applies_if: Vec<Predicate>,
    /// Limits in other laws.
    #[serde(default)]
    pub other_law: Vec<OtherLaw>,
    /// Related duties.
    #[serde(default)]
    pub related: Vec<Relation>,
    /// Further remarks; may be empty.
    #[serde(default)]
    pub note: Bilingual,
}

/// A relation between two duties of the catalog.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relation {
    /// Key of the other duty.
    pub key: String,
    /// The kind of relation.
    pub kind: RelationKind,
}

/// The kinds of relation.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RelationKind {
    /// The same duty for another service (十五(五)…(七) and 十六(六)…(八)); evidence can serve both.
    Twin,
    /// Either of the two (十二-5 and 十二-6).
    Alternative,
    /// This duty follows from the other one.
    Follows,
    /// To be read together with the other one.
    SeeAlso,
}

/// A fact about the company that decides whether duties apply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactKind {
    /// Key in predicates.
    pub key: String,
    /// A statement that is true or false, e.g. “We run an app store”.
    pub statement: Bilingual,
}

/// A kind of event that starts limits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventKind {
    /// Key in predicates and on the command line.
    pub key: String,
    /// What happened.
    pub name: Bilingual,
    /// The day that counts, e.g. the day of registration of the change.
    pub which_day: Bilingual,
    /// Whether the time of day matters.
    pub timed: bool,
}

/// The error for a malformed file of the built-in catalog.
#[derive(Debug, thiserror::Error)]
#[error("catalog file {file}: {reason}")]
pub struct CatalogError {
    /// Which file.
    pub file: &'static str,
    /// Position and reason.
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn builtin_catalog_loads() {
        let catalog = Catalog::builtin().unwrap();
        assert_eq!(catalog.facts.len(), 13);
        assert_eq!(catalog.events.len(), 29);
        assert!(catalog.duty("十二-5").is_some_and(|duty| duty.limit.is_some()));
        assert!(catalog.fact("runs_app_store").is_some());
        assert!(catalog.event("security_incident").is_some_and(|event| event.timed));
        assert!(catalog.service("B25").is_some_and(|service| service.items.len() == 5));
        assert!(catalog.duty("十七-1").is_none());
    }

    #[test]
    fn an_unknown_field_is_refused_with_its_file() {
        let error = read::<Vec<FactKind>>("facts.ron", "[(key: \"a\", statment: (zh: \"\", en: \"\"))]").unwrap_err();
        assert!(error.to_string().starts_with("catalog file facts.ron: 1:"), "{error}");
    }
}
