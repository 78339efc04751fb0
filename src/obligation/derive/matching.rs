//! Finds the duties of the catalog in a clause: all of a clause with the same words, and those with similar words of
//! similar clauses.

use super::align::{Budget, fit, similarity};
use super::operative::Operatives;
use super::rules::{Operation, rules};
use super::scope::Scope;
use super::source::{Pair, Source, SourceClause, SourceDuty, pairs};
use super::words::{Run, Words};
use crate::license::Clause;
use std::collections::BTreeSet;

/// The longest clause that is compared, in characters.
pub(super) const LONGEST: usize = 3000;

/// The most clauses of the catalog whose duties are looked for in one clause.
const MOST_CLAUSES: usize = 5;

/// The least similarity of the words of a duty, per mille; more for short words.
const LEAST_SIMILAR: u16 = 700;

/// The least similarity of words of fewer than [`SHORT`] characters.
const LEAST_SIMILAR_SHORT: u16 = 800;

/// The least similarity of the words of a duty in a clause that is not similar as a whole.
const LEAST_SIMILAR_ELSEWHERE: u16 = 850;

/// Words with fewer characters are short.
const SHORT: usize = 10;

/// Words with fewer characters are found in similar clauses only.
const SHORT_ELSEWHERE: usize = 16;

/// Quotes with fewer characters must stand word for word.
const VERBATIM: usize = 4;

/// A duty of the catalog with its place in a clause.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    /// The numbers of its clause and of the duty in [`Source`].
    pub(super) clause: usize,
    pub(super) duty: usize,
    /// The places of its quotes.
    pub(super) runs: Vec<Run>,
    /// Words beside the quotes that belong to it.
    pub(super) extra: Vec<Run>,
    /// Per mille.
    pub(super) similarity: u16,
}

/// The duties of the catalog found in a clause.
#[derive(Default)]
pub(super) struct Found {
    pub(super) placed: Vec<Placed>,
    /// Whether the clause has exactly the words of a clause of the catalog.
    pub(super) equal: bool,
}

/// Finds duties of the catalog in the clauses of a license.
pub(super) struct Matcher<'s, 'c> {
    pub(super) source: &'s Source<'c>,
    pub(super) budget: Budget,
    /// The clauses of the catalog found so far.
    used: BTreeSet<usize>,
}

impl<'s, 'c> Matcher<'s, 'c> {
    pub(super) fn new(source: &'s Source<'c>) -> Self {
        Self { source, budget: Budget::new(), used: BTreeSet::new() }
    }

    /// The duties found in `clause`.
    pub(super) fn find(&mut self, clause: &Clause, words: &Words<'_>, scope: &Scope) -> Found {
        let equal = self.source.equal(&words.chars);
        if let Some(best) = equal.iter().copied().min_by_key(|number| self.rank(*number, clause, scope)) {
            self.used.insert(best);
            let duties = self.source.clauses.get(best).map(|clause| clause.duties.as_slice()).unwrap_or_default();
            let placed = duties.iter().enumerate().filter(|(_, duty)| !duty.runs.is_empty()).map(|(duty, found)| {
                Placed { clause: best, duty, runs: found.runs.clone(), extra: Vec::new(), similarity: 1000 }
            });
            return Found { placed: placed.collect(), equal: true };
        }
        if words.chars.len() > LONGEST {
            return Found::default();
        }
        let placed = self.similar(clause, words, scope);
        self.used.extend(placed.iter().map(|placed| placed.clause));
        Found { placed, equal: false }
    }

    /// The order in which clauses of the catalog with the same words are preferred, best first.
    fn rank(&self, number: usize, clause: &Clause, scope: &Scope) -> (bool, bool, bool, usize) {
        let Some(source) = self.source.clauses.get(number) else { return (true, true, true, number) };
        let other_service = source.scope.class() != scope.class();
        (other_service, source.id != clause.id, self.used.contains(&number), number)
    }

    fn similar(&mut self, clause: &Clause, words: &Words<'_>, scope: &Scope) -> Vec<Placed> {
        let own = pairs(&words.chars);
        let mut claimed: Vec<Option<usize>> = vec![None; words.chars.len()];
        let mut placed: Vec<Placed> = Vec::new();
        for (number, whole) in self.candidates(&own, clause, scope) {
            let Some(source) = self.source.clauses.get(number) else { continue };
            for (duty, wanted) in source.duties.iter().enumerate() {
                let known = placed.iter().any(|placed| (placed.clause, placed.duty) == (number, duty));
                if known || !may_be_in(wanted, &own, whole) {
                    continue;
                }
                let Some((runs, similarity)) = self.place(wanted, words) else { continue };
                if similarity < least(wanted, whole) || is_claimed(&claimed, &runs, number) {
                    continue;
                }
                for run in &runs {
                    claim(&mut claimed, run, number);
                }
                placed.push(Placed { clause: number, duty, runs, extra: Vec::new(), similarity });
            }
        }
        placed
    }

    /// The clauses of the catalog whose duties are looked for, best first, with whether each is similar as a whole.
    fn candidates(&self, own: &[Pair], clause: &Clause, scope: &Scope) -> Vec<(usize, bool)> {
        let common = self.source.common(own);
        let mut candidates: Vec<(usize, bool, usize)> = Vec::new();
        for (number, (source, common)) in self.source.clauses.iter().zip(common).enumerate() {
            let alike = 2000 * common / (source.pairs + own.len()).max(1);
            candidates.push((number, is_similar(source, own, common), alike));
        }
        candidates.retain(|(_, whole, alike)| *whole || *alike > 80);
        candidates.sort_by_key(|(number, whole, alike)| {
            (std::cmp::Reverse((*whole, *alike)), self.rank(*number, clause, scope))
        });
        candidates.truncate(MOST_CLAUSES);
        candidates.into_iter().map(|(number, whole, _)| (number, whole)).collect()
    }

    /// The places of the quotes of a duty, in order, and their similarity per mille.
    fn place(&mut self, wanted: &SourceDuty<'_>, words: &Words<'_>) -> Option<(Vec<Run>, u16)> {
        let (longest, main) =
            wanted.quotes.iter().enumerate().max_by_key(|(i, quote)| (quote.len(), usize::MAX - i))?;
        let (run, edits) = fit(main, &words.chars, &mut self.budget)?;
        let run = without_subject(main, &words.chars, run);
        let (mut asked, mut length, mut all_edits) = (main.len(), run.len(), edits);
        let mut runs = vec![run.clone()];
        let mut end = run.start;
        for quote in wanted.quotes.get(..longest)?.iter().rev() {
            let before = words.chars.get(..end)?;
            let (found, edits) = last_fit(quote, before, &mut self.budget)?;
            (asked, length, all_edits) = (asked + quote.len(), length + found.len(), all_edits + edits);
            end = found.start;
            runs.insert(0, found);
        }
        let mut start = run.end;
        for quote in wanted.quotes.get(longest + 1..)? {
            let (found, edits) = checked(quote, fit(quote, words.chars.get(start..)?, &mut self.budget)?)?;
            let found = start + found.start..start + found.end;
            (asked, length, all_edits) = (asked + quote.len(), length + found.len(), all_edits + edits);
            start = found.end;
            runs.push(found);
        }
        let alike = same_sense(&wanted.quotes, &runs, words);
        alike.then(|| (runs, similarity(asked, length, all_edits)))
    }
}

/// The last place of a short quote, or the most similar one of a long quote.
fn last_fit(quote: &[char], text: &[char], budget: &mut Budget) -> Option<(Run, usize)> {
    let last =
        (quote.len() <= text.len()).then(|| text.windows(quote.len()).rposition(|window| window == quote)).flatten();
    match last {
        Some(at) => Some((at..at + quote.len(), 0)),
        None => checked(quote, fit(quote, text, budget)?),
    }
}

/// `run` without the end of the subject before it, unless the quote has the subject, too.
fn without_subject(quote: &[char], text: &[char], mut run: Run) -> Run {
    for back in 0..=run.start.min(3) {
        let at = run.start - back;
        if let Some((length, _)) = rules().fillers.at(text, at)
            && at + length > run.start
            && at + length < run.end
            && rules().fillers.at(quote, 0).is_none()
        {
            run.start = at + length;
            break;
        }
    }
    run
}

/// A place of a quote, unless the quote is too short for words that differ.
fn checked(quote: &[char], found: (Run, usize)) -> Option<(Run, usize)> {
    let alike = similarity(quote.len(), found.0.len(), found.1) >= LEAST_SIMILAR;
    (found.1 == 0 || (quote.len() > VERBATIM && alike)).then_some(found)
}

/// Whether quotes and places agree in whether they forbid or deny.
fn same_sense(quotes: &[Vec<char>], runs: &[Run], words: &Words<'_>) -> bool {
    let forbids = |chars: &[char]| {
        let hits = Operatives::of(chars, rules()).hits;
        hits.iter().filter(|hit| hit.operation == Some(Operation::Forbids)).count()
    };
    let denies = |chars: &[char]| chars.iter().filter(|c| matches!(c, '不' | '未' | '无' | '非' | '勿')).count();
    quotes.iter().zip(runs).all(|(quote, run)| {
        let here = words.slice(run);
        forbids(quote) == forbids(here) && denies(quote) == denies(here)
    })
}

/// Whether a clause with the pairs `own`, of which `common` are in `source`, is similar to it as a whole.
fn is_similar(source: &SourceClause<'_>, own: &[Pair], common: usize) -> bool {
    common * 100 >= source.pairs * 45 || (common * 100 >= own.len() * 60 && common > 8)
}

/// Whether the pairs of a text can contain the quotes of a duty.
fn may_be_in(wanted: &SourceDuty<'_>, own: &[Pair], whole: bool) -> bool {
    let length: usize = wanted.quotes.iter().map(Vec::len).sum();
    if !whole && length < SHORT_ELSEWHERE {
        return false;
    }
    wanted.quotes.iter().all(|quote| {
        let pairs = pairs(quote);
        let common = pairs.iter().filter(|pair| own.binary_search(pair).is_ok()).count();
        common * 100 >= pairs.len() * if whole { 40 } else { 70 }
    })
}

/// The least similarity that counts.
fn least(wanted: &SourceDuty<'_>, whole: bool) -> u16 {
    let length: usize = wanted.quotes.iter().map(Vec::len).sum();
    match (whole, length < SHORT) {
        (false, _) => LEAST_SIMILAR_ELSEWHERE,
        (true, true) => LEAST_SIMILAR_SHORT,
        (true, false) => LEAST_SIMILAR,
    }
}

/// Whether more than a quarter of `runs` belong to duties of another clause of the catalog.
fn is_claimed(claimed: &[Option<usize>], runs: &[Run], number: usize) -> bool {
    let places = || runs.iter().flat_map(|run| claimed.get(run.clone()).unwrap_or_default());
    let others = places().filter(|owner| owner.is_some_and(|owner| owner != number)).count();
    others * 4 > places().count()
}

fn claim(claimed: &mut [Option<usize>], run: &Run, number: usize) {
    for owner in claimed.get_mut(run.clone()).unwrap_or_default() {
        owner.get_or_insert(number);
    }
}
