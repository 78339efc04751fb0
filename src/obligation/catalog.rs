//! The catalog as data: what `assets/catalog/*.ron` holds.

use super::report_catalog::ReportCatalog;
use super::{DutyKind, Limit, OtherLaw, Predicate};
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

/// All the catalog knows.
#[derive(Clone, Debug, PartialEq)]
pub struct Catalog {
    /// The atomic duties in the order of the license.
    pub duties: Vec<CatalogDuty>,
    /// Facts that the officer can state.
    pub facts: Vec<FactKind>,
    /// Events that can be recorded.
    pub events: Vec<EventKind>,
    /// The services that an annex can license.
    pub services: Vec<ServiceKind>,
    /// What each clause is about.
    pub topics: Vec<ClauseTopic>,
    /// What the annual report asks.
    pub report: ReportCatalog,
}

impl Catalog {
    /// The catalog that the program comes with.
    ///
    /// # Errors
    ///
    /// Names the file of the catalog that is not well formed, and the place in it.
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

    /// What a clause is about, given by a catalog duty that rests on it; of its whole provision where `whole`.
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

/// What a clause is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClauseTopic {
    /// The clause.
    pub clause: ClauseId,
    /// A few words.
    pub topic: Bilingual,
}

/// One atomic duty of the catalog.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogDuty {
    /// Key in the catalog, stable for ever: the label it has in the license the catalog was made from.
    pub key: String,
    /// The clause it stands in there.
    pub clause: ClauseId,
    /// The words it rests on, verbatim; several where other words stand between.
    pub quotes: Vec<String>,
    /// A short title.
    pub title: Bilingual,
    /// What kind of duty it is.
    pub kind: DutyKind,
    /// What sets it going, where something does.
    #[serde(default)]
    pub trigger: Option<Bilingual>,
    /// The license's own limit, where it has one.
    #[serde(default)]
    pub limit: Option<Limit>,
    /// What to know about its timing where the license gives no number.
    #[serde(default)]
    pub timing: Option<Bilingual>,
    /// To whom it is owed, or who inspects it.
    #[serde(default)]
    pub authority: Option<Bilingual>,
    /// What an inspector accepts as evidence.
    #[serde(default)]
    pub evidence: Vec<Bilingual>,
    /// When it applies, in words.
    #[serde(default)]
    pub condition: Option<Bilingual>,
    /// All of these must hold for it to apply.
    #[serde(default)]
    pub applies_if: Vec<Predicate>,
    /// Limits from other laws.
    #[serde(default)]
    pub other_law: Vec<OtherLaw>,
    /// Other duties it is related to.
    #[serde(default)]
    pub related: Vec<Relation>,
    /// What else to know; may be empty.
    #[serde(default)]
    pub note: Bilingual,
}

/// How one duty of the catalog is related to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relation {
    /// Key of the other duty.
    pub key: String,
    /// In which way.
    pub kind: RelationKind,
}

/// The kinds of relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RelationKind {
    /// The same duty for another service (十五(五)…(七) and 十六(六)…(八)): evidence can serve both.
    Twin,
    /// Either this or that one (十二-5 and 十二-6).
    Alternative,
    /// This one follows from that one.
    Follows,
    /// To be read together.
    SeeAlso,
}

/// A fact about the company that decides whether duties apply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactKind {
    /// Name in predicates.
    pub key: String,
    /// Statement that is true or false, e.g. “We run an app store”.
    pub statement: Bilingual,
}

/// A kind of event that sets limits going.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventKind {
    /// Name in predicates and on the command line.
    pub key: String,
    /// What happened.
    pub name: Bilingual,
    /// Which day counts, e.g. the day of registration of the change.
    pub which_day: Bilingual,
    /// Whether minutes matter.
    pub timed: bool,
}

/// The catalog in `assets` could not be read.
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
        assert_eq!(catalog.duties.len(), 141);
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
