//! Reads chosen words of a license by rules, without the catalog.

use super::operative::Operatives;
use super::rule::Reader;
use super::rules::rules;
use super::scope::Scope;
use super::split::{Demand, demands};
use super::words::Words;
use super::{DerivedDuty, LONGEST_CLAUSE};
use crate::license::{ClauseId, Joined, License, Span};

/// The duty that rules read from the words at `spans`, which belong to `clause`; `None` if there are no words, or too
/// many of them. Its conditions are empty.
#[must_use]
pub fn reread(license: &License, clause: ClauseId, spans: &[Span]) -> Option<DerivedDuty> {
    let mut body = Joined::default();
    for span in spans {
        body.push(&license.text, *span, 0);
    }
    if body.text.len() > LONGEST_CLAUSE {
        return None;
    }
    let words = Words::new(&body);
    let operatives = Operatives::of(&words.chars, rules());
    let found = demands(&words.chars, &operatives, rules(), false);
    let first = found.iter().find(|demand| demand.sure).or(found.first())?;
    // The words are one duty, whatever they ask besides.
    let (start, end) = (first.main.start, words.chars.len());
    let demand = Demand { run: 0..end, main: start..end, ..first.clone() };
    let scope = Scope::default();
    let reader = Reader { clause, words: &words, operatives: &operatives, scope: &scope, rules: rules() };
    let (mut duty, _) = reader.duties(&demand).into_iter().next()?;
    duty.spans = spans.to_vec();
    Some(duty)
}
