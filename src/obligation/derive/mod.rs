//! Derives the duties of a license: those of the catalog whose words it has, with the numbers that stand in it, and
//! those that rules read from its other words.
//!
//! Every word that demands something is in a duty or in a doubt.

mod adapt;
mod align;
mod compare;
mod cover;
mod doubts;
mod limit;
mod matching;
mod operative;
mod phrase;
mod reread;
mod rule;
mod rules;
mod scope;
mod source;
mod split;
#[cfg(test)]
mod tests;
mod words;

use super::{Catalog, DutyKind, OtherLaw, Predicate, Relation, TimeLimit};
use crate::language::Bilingual;
use crate::license::{Clause, ClauseId, License, Span};
use crate::variants::all;
use adapt::Adapter;
pub use compare::compare;
use matching::{Matcher, Placed};
use operative::Operatives;
pub use reread::reread;
use rule::Reader;
use rules::rules;
use scope::Scope;
use serde::{Deserialize, Serialize};
use source::Source;
use split::Demand;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use strum::VariantArray;
use words::{Run, Words};

/// The most duties of a license; after them, each clause is one duty.
const MOST_DUTIES: usize = 10_000;

/// The longest clause that is split, in bytes.
const LONGEST_CLAUSE: usize = 100_000;

/// The least similarity, per mille, of a duty of the catalog with the words that stand beside its own.
const LEAST_SIMILAR: u16 = 600;

/// The origin of a duty.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum DutyOrigin {
    /// The license has the words of a duty of the catalog.
    Catalog,
    /// The license has words similar to those of a duty of the catalog.
    Near,
    /// Rules found it in the words of the license.
    Rule,
    /// The officer entered it.
    Own,
}

impl DutyOrigin {
    /// All origins, in the order in which they are listed.
    pub const ALL: [Self; Self::VARIANTS.len()] = all(Self::VARIANTS);

    /// The name in files and on the command line, e.g. `catalog`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Catalog => "catalog",
            Self::Near => "near",
            Self::Rule => "rule",
            Self::Own => "own",
        }
    }
}

/// Words of a license that differ from those of the catalog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The words of the catalog; empty if the license only adds words.
    pub catalog: String,
    /// The words of the license; empty if it only omits words.
    pub license: String,
    /// The place of the words of the license.
    pub spans: Vec<Span>,
}

/// A duty found in a license.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DerivedDuty {
    /// Its clause.
    pub clause: ClauseId,
    /// Its number within the clause, from 1.
    pub ordinal: u32,
    /// Its words, in order.
    pub spans: Vec<Span>,
    /// How it was found.
    pub origin: DutyOrigin,
    /// The key of the duty of the catalog.
    pub key: Option<String>,
    /// How similar its words are to those of the catalog, per mille; 1000 for equal words and without a catalog duty.
    pub similarity: u16,
    /// The words that differ from the catalog's.
    pub differences: Vec<Difference>,
    /// A short title.
    pub title: Bilingual,
    /// The kind of duty.
    pub kind: DutyKind,
    /// The trigger of the duty, if any.
    pub trigger: Option<Bilingual>,
    /// The limit in the license, if any.
    pub limit: Option<TimeLimit>,
    /// A note on its timing.
    pub timing: Option<Bilingual>,
    /// The authority to which it is owed, or which inspects it.
    pub authority: Option<Bilingual>,
    /// Evidence that an inspector accepts.
    pub evidence: Vec<Bilingual>,
    /// The condition for it to apply, in words.
    pub condition: Option<Bilingual>,
    /// The predicates that must all hold for it to apply.
    pub applies_if: Vec<Predicate>,
    /// Limits in other laws.
    pub other_law: Vec<OtherLaw>,
    /// Related duties, by key of the catalog; only those that were derived, too.
    pub related: Vec<Relation>,
    /// Further remarks; may be empty.
    pub note: Bilingual,
}

/// The kinds of doubt.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum DoubtKind {
    /// Words that no duty contains.
    Uncovered,
    /// Words that differ much from those of the catalog.
    Differs,
    /// A time limit whose number or unit could not be read for sure.
    UnreadLimit,
    /// A duty without an operative word: its kind is a guess.
    UnsureKind,
    /// A service named in a lead-in that the annex does not list.
    UnlistedService,
    /// Clauses that were not compared with the catalog, or not split, because there are too many.
    TooMuch,
}

impl DoubtKind {
    /// All kinds, in the order in which they are listed.
    pub const ALL: [Self; Self::VARIANTS.len()] = all(Self::VARIANTS);

    /// The name in files and on the command line, e.g. `uncovered`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Uncovered => "uncovered",
            Self::Differs => "differs",
            Self::UnreadLimit => "unread_limit",
            Self::UnsureKind => "unsure_kind",
            Self::UnlistedService => "unlisted_service",
            Self::TooMuch => "too_much",
        }
    }
}

/// Something that the officer has to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// Its kind.
    pub kind: DoubtKind,
    /// The clause concerned; `None` for the license as a whole.
    pub clause: Option<ClauseId>,
    /// The words in question.
    pub spans: Vec<Span>,
    /// What is doubtful.
    pub message: Bilingual,
}

/// The duties of a license.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Derivation {
    /// The duties, clause by clause.
    pub duties: Vec<DerivedDuty>,
    /// The doubts, clause by clause.
    pub doubts: Vec<Doubt>,
    /// Keys of the duties of the catalog that are in no clause.
    pub not_found: Vec<String>,
}

/// Derives the duties of `license` with the help of `catalog`.
///
/// Pure, and linear in the length of the text: only clauses of bounded length are compared with the catalog.
#[must_use]
pub fn derive(license: &License, catalog: &Catalog) -> Derivation {
    let source = Source::new(catalog);
    let (scopes, lead_ins) = scope::scopes(license, catalog, rules());
    let mut deriver = Deriver {
        catalog,
        source: &source,
        matcher: Matcher::new(&source),
        ordinals: BTreeMap::new(),
        out: Derivation::default(),
    };
    for (clause, scope) in license.clauses().zip(&scopes) {
        deriver.clause(clause, scope);
    }
    deriver.out.doubts.extend(lead_ins.iter().filter_map(|lead_in| doubts::unlisted(lead_in, license, catalog)));
    deriver.finish()
}

struct Deriver<'a> {
    catalog: &'a Catalog,
    source: &'a Source<'a>,
    matcher: Matcher<'a, 'a>,
    /// The number of duties of each clause so far.
    ordinals: BTreeMap<ClauseId, u32>,
    out: Derivation,
}

impl Deriver<'_> {
    fn clause(&mut self, clause: &Clause, scope: &Scope) {
        if clause.body.text.len() > LONGEST_CLAUSE || self.out.duties.len() >= MOST_DUTIES {
            self.out.doubts.push(doubts::of_whole(clause, true));
            self.add(std::iter::once(doubts::whole(clause, scope)));
            return;
        }
        let words = Words::new(&clause.body);
        if words.chars.is_empty() {
            return;
        }
        let operatives = Operatives::of(&words.chars, rules());
        let mut found = self.matcher.find(clause, &words, scope);
        let mut split =
            if found.equal { Vec::new() } else { split::demands(&words.chars, &operatives, rules(), scope.governed) };
        for demand in split.iter_mut().filter(|demand| scope.leads && !demand.sure) {
            demand.introduces = true;
        }
        let exempt: Vec<Run> =
            split.iter().filter(|demand| demand.introduces).map(|demand| demand.run.clone()).collect();
        let demands = self.share(&mut found.placed, &split, &words, &operatives);
        let reader = Reader { clause: clause.id, words: &words, operatives: &operatives, scope, rules: rules() };
        let mut duties: Vec<(usize, DerivedDuty)> = Vec::new();
        for demand in &demands {
            self.out.doubts.extend(doubts::of_demand(demand, &reader));
            duties.extend(reader.duties(demand).into_iter().map(|(duty, start)| (start, duty)));
        }
        let adapter = Adapter { reader, source: self.source, catalog: self.catalog, equal: found.equal };
        for placed in &found.placed {
            let Some((duty, unread)) = adapter.duty(placed) else { continue };
            let start = placed.runs.iter().chain(&placed.extra).map(|run| run.start).min().unwrap_or_default();
            self.out.doubts.extend(unread.map(|limit| doubts::unread(clause.id, &words, &limit)));
            self.out.doubts.extend(doubts::differs(&duty));
            duties.push((start, duty));
        }
        if duties.is_empty() && exempt.is_empty() {
            duties.push((0, doubts::whole(clause, scope)));
            self.out.doubts.push(doubts::of_whole(clause, false));
        } else {
            let placed = found.placed.iter().flat_map(|placed| placed.runs.iter().chain(&placed.extra));
            let covered: Vec<Run> = placed.cloned().chain(demands.iter().map(|demand| demand.run.clone())).collect();
            let outside = cover::outside(&covered, &exempt, &words, &operatives, rules());
            self.out.doubts.extend(outside.iter().map(|run| doubts::uncovered(clause.id, &words, run)));
        }
        duties.sort_by_key(|(start, _)| *start);
        self.add(duties.into_iter().map(|(_, duty)| duty));
    }

    /// Shares the words of a clause between the duties of the catalog and the rules. A duty of the catalog to which too
    /// many other words would belong is dropped.
    fn share(
        &self,
        placed: &mut Vec<Placed>,
        split: &[Demand],
        words: &Words<'_>,
        operatives: &Operatives,
    ) -> Vec<Demand> {
        loop {
            let mut shared = placed.clone();
            let demands = cover::share(&mut shared, split.to_vec(), words, operatives, rules());
            let before = placed.len();
            let kept = shared.iter().map(|found| adapt::similarity_of(found, self.source) >= LEAST_SIMILAR);
            let kept: Vec<bool> = kept.collect();
            if kept.iter().all(|kept| *kept) {
                *placed = shared;
                return demands;
            }
            let mut kept = kept.into_iter();
            placed.retain(|_| kept.next().unwrap_or(true));
            if placed.len() == before {
                return demands;
            }
        }
    }

    fn add(&mut self, duties: impl Iterator<Item = DerivedDuty>) {
        for mut duty in duties {
            let ordinal = self.ordinals.entry(duty.clause).or_default();
            *ordinal += 1;
            duty.ordinal = *ordinal;
            let clause = format!("Clause {}: ", duty.clause);
            if let Some(words) = duty.title.en.strip_prefix(&clause) {
                duty.title.en = format!("Clause {}, duty {ordinal}: {words}", duty.clause);
            }
            self.out.duties.push(duty);
        }
    }

    fn finish(mut self) -> Derivation {
        if self.matcher.budget.is_used_up() {
            self.out.doubts.push(doubts::too_much());
        }
        let keys: BTreeSet<String> = self.out.duties.iter().filter_map(|duty| duty.key.clone()).collect();
        for duty in &mut self.out.duties {
            duty.related.retain(|relation| keys.contains(&relation.key));
        }
        let mut known = HashSet::new();
        self.out.doubts.retain(|doubt| {
            doubt.spans.is_empty() || known.insert((doubt.kind, doubt.spans.clone(), doubt.message.zh.clone()))
        });
        let missing = self.catalog.duties.iter().filter(|duty| !keys.contains(&duty.key));
        self.out.not_found = missing.map(|duty| duty.key.clone()).collect();
        self.out
    }
}
