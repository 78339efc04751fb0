//! The clauses of the license from which the catalog was made, with the duties of each and the places of their quotes.

use super::rules::rules;
use super::scope::{Scope, scopes};
use super::words::{Run, Words, find, normalized};
use crate::language::Bilingual;
use crate::license::{ClauseId, License, parse};
use crate::obligation::{Catalog, CatalogDuty, Predicate};
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// The license from which the catalog was made.
static LICENSE: LazyLock<License> = LazyLock::new(|| parse(include_str!("../../../seeds/license-su-b2-20140200.txt")));

/// Two characters that follow one another.
pub(super) type Pair = (char, char);

/// The catalog with the text of its clauses.
pub(super) struct Source<'c> {
    pub(super) clauses: Vec<SourceClause<'c>>,
    /// The clauses with exactly this text.
    by_text: HashMap<Vec<char>, Vec<usize>>,
    /// The clauses that contain a pair.
    by_pair: HashMap<Pair, Vec<usize>>,
    /// The longest text of a clause in characters.
    longest: usize,
    /// The condition that says nothing but that a service is provided, by class.
    pub(super) conditions: BTreeMap<String, Bilingual>,
}

/// A clause of the catalog's license.
pub(super) struct SourceClause<'c> {
    pub(super) id: ClauseId,
    pub(super) chars: Vec<char>,
    /// The number of different pairs in the text.
    pub(super) pairs: usize,
    pub(super) scope: Scope,
    pub(super) duties: Vec<SourceDuty<'c>>,
}

/// A duty of the catalog.
pub(super) struct SourceDuty<'c> {
    pub(super) duty: &'c CatalogDuty,
    /// Its quotes, normalized.
    pub(super) quotes: Vec<Vec<char>>,
    /// The places of its quotes in its clause; empty if the clause lacks them.
    pub(super) runs: Vec<Run>,
}

impl<'c> Source<'c> {
    pub(super) fn new(catalog: &'c Catalog) -> Self {
        let (scopes, _) = scopes(&LICENSE, catalog, rules());
        let mut clauses: Vec<SourceClause<'c>> = Vec::new();
        for (clause, scope) in LICENSE.clauses().zip(scopes) {
            let chars = Words::new(&clause.body).chars;
            let own = catalog.duties.iter().filter(|duty| duty.clause == clause.id);
            let duties: Vec<SourceDuty<'c>> = own.map(|duty| source_duty(duty, &chars)).collect();
            if !duties.is_empty() {
                let pairs = pairs(&chars).len();
                clauses.push(SourceClause { id: clause.id, chars, pairs, scope, duties });
            }
        }
        let mut by_text: HashMap<Vec<char>, Vec<usize>> = HashMap::new();
        let mut by_pair: HashMap<Pair, Vec<usize>> = HashMap::new();
        for (number, clause) in clauses.iter().enumerate() {
            by_text.entry(clause.chars.clone()).or_default().push(number);
            for pair in pairs(&clause.chars) {
                by_pair.entry(pair).or_default().push(number);
            }
        }
        let longest = clauses.iter().map(|clause| clause.chars.len()).max().unwrap_or_default();
        Self { clauses, by_text, by_pair, longest, conditions: conditions(catalog) }
    }

    /// The clauses with exactly this text.
    pub(super) fn equal(&self, chars: &[char]) -> &[usize] {
        if chars.len() > self.longest {
            return &[];
        }
        self.by_text.get(chars).map(Vec::as_slice).unwrap_or_default()
    }

    /// For each clause: how many of the pairs of a text it contains.
    pub(super) fn common(&self, pairs: &[Pair]) -> Vec<usize> {
        let mut common = vec![0; self.clauses.len()];
        for number in pairs.iter().filter_map(|pair| self.by_pair.get(pair)).flatten() {
            if let Some(count) = common.get_mut(*number) {
                *count += 1;
            }
        }
        common
    }
}

fn source_duty<'c>(duty: &'c CatalogDuty, chars: &[char]) -> SourceDuty<'c> {
    let quotes: Vec<Vec<char>> = duty.quotes.iter().map(|quote| normalized(quote)).collect();
    let mut runs = Vec::new();
    let mut from = 0;
    for quote in &quotes {
        let Some(at) = chars.get(from..).and_then(|rest| find(rest, quote)) else {
            return SourceDuty { duty, quotes, runs: Vec::new() };
        };
        runs.push(from + at..from + at + quote.len());
        from += at + quote.len();
    }
    SourceDuty { duty, quotes, runs }
}

/// The conditions that say nothing but that a service is provided, by class code.
fn conditions(catalog: &Catalog) -> BTreeMap<String, Bilingual> {
    let mut found = BTreeMap::new();
    for duty in &catalog.duties {
        if let ([Predicate::Service { class, item: None }], Some(condition)) =
            (duty.applies_if.as_slice(), &duty.condition)
        {
            let shortest: &mut Bilingual = found.entry(class.clone()).or_insert_with(|| condition.clone());
            if condition.zh.len() < shortest.zh.len() {
                shortest.clone_from(condition);
            }
        }
    }
    found
}

/// The different pairs of a text.
pub(super) fn pairs(chars: &[char]) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = chars.windows(2).filter_map(|two| Some((*two.first()?, *two.get(1)?))).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}
