//! The catalog as data: what `assets/catalog/*.ron` holds.

use super::{DutyKind, Limit, OtherLaw, Predicate};
use crate::language::Bilingual;
use crate::license::ClauseId;
use serde::{Deserialize, Serialize};

/// All the catalog knows.
#[derive(Clone, Debug, PartialEq)]
pub struct Catalog {
    /// The atomic duties in the order of the license.
    pub duties: Vec<CatalogDuty>,
    /// Facts that the officer can state.
    pub facts: Vec<FactKind>,
    /// Events that can be recorded.
    pub events: Vec<EventKind>,
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
    pub trigger: Option<Bilingual>,
    /// The license's own limit, where it has one.
    pub limit: Option<Limit>,
    /// What to know about its timing where the license gives no number.
    pub timing: Option<Bilingual>,
    /// To whom it is owed, or who inspects it.
    pub authority: Option<Bilingual>,
    /// What an inspector accepts as evidence.
    pub evidence: Vec<Bilingual>,
    /// When it applies, in words.
    pub condition: Option<Bilingual>,
    /// All of these must hold for it to apply.
    pub applies_if: Vec<Predicate>,
    /// Limits from other laws.
    pub other_law: Vec<OtherLaw>,
    /// Other duties it is related to.
    pub related: Vec<Relation>,
    /// What else to know; may be empty.
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
