//! stub
#![allow(missing_docs)]
use super::*;
use crate::license::Annex;
use std::collections::{BTreeMap, BTreeSet};
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApplicabilityState { Applicable, Conditional, NotApplicable }
#[derive(Clone, Debug, PartialEq)]
pub struct Reason { pub words: Bilingual }
#[derive(Clone, Debug, PartialEq)]
pub struct Applicability { pub state: ApplicabilityState, pub reasons: Vec<Reason> }
pub fn applicability(_p: &[Predicate], _a: &Annex, _f: &BTreeMap<String, bool>, _e: &BTreeSet<String>, _c: &Catalog) -> Applicability { Applicability { state: ApplicabilityState::Applicable, reasons: vec![] } }
