//! stub
#![allow(missing_docs)]
use super::*;
use crate::license::{ClauseId, License, Span};
pub struct Located { pub clause: ClauseId, pub spans: Vec<Span> }
pub fn locate(_d: &CatalogDuty, _l: &License) -> Option<Located> { None }
pub fn clause_hash(_t: &str) -> String { String::new() }
