//! Gives every word of a clause to a duty: what the duties of the catalog leave is read by the rules, and what no duty
//! contains is reported.

use super::matching::Placed;
use super::operative::Operatives;
use super::phrase::trimmed;
use super::rules::Rules;
use super::split::Demand;
use super::words::{Run, Words, find, is_punctuation};

/// Words with fewer characters beside those of a duty of the catalog belong to that duty.
const SHORTEST: usize = 4;

/// Phrases that begin with a verb and have at least this many characters are demands of their own.
const SHORTEST_VERB: usize = 6;

/// The most characters outside all duties that are not reported.
const MOST_OUTSIDE: usize = 8;

/// Shares the words of a clause between the duties of the catalog and the rules. Returns the demands that the rules
/// read.
pub(super) fn share(
    placed: &mut [Placed],
    demands: Vec<Demand>,
    words: &Words<'_>,
    operatives: &Operatives,
    rules: &Rules,
) -> Vec<Demand> {
    let mut owners: Vec<Option<usize>> = vec![None; words.chars.len()];
    for (number, found) in placed.iter().enumerate() {
        for run in &found.runs {
            for owner in owners.get_mut(run.clone()).unwrap_or_default() {
                owner.get_or_insert(number);
            }
        }
    }
    let mut free_words = owners.clone();
    for run in lead_ins(words, rules) {
        free_words.get_mut(run).unwrap_or_default().fill(Some(0));
    }
    let mut rest = Vec::new();
    for demand in demands {
        let whole = free_runs(&owners, &demand.run).first() == Some(&demand.run);
        let free = free_runs(&free_words, &demand.run);
        if demand.introduces && whole {
            continue;
        }
        if whole {
            rest.push(demand);
            continue;
        }
        for run in free {
            let run = without_fillers(&run, words, rules);
            if run.is_empty() {
                continue;
            }
            let governed = operatives.hits_in(&run).iter().any(|hit| hit.run.end <= run.end);
            // 拟从事…的，应当: what is demanded stands behind, in a duty of the catalog.
            let breaks_off =
                operatives.hits_in(&run).last().is_some_and(|hit| hit.operation.is_some() && hit.run.end >= run.end);
            if breaks_off && let Some(found) = owner_at(&owners, run.end).and_then(|owner| placed.get_mut(owner)) {
                found.extra.push(run);
                continue;
            }
            let verb = rules.verbs.at(&words.chars, run.start).is_some() && run.len() >= SHORTEST_VERB;
            if verb || (governed && content(&run, words, operatives, rules) >= SHORTEST) {
                let circumstances =
                    demand.circumstances.iter().filter(|c| c.end <= run.start || c.start >= run.end).cloned().collect();
                rest.push(Demand { run: run.clone(), main: run, circumstances, ..demand });
            } else if let Some(owner) = neighbor(&owners, &run).and_then(|owner| placed.get_mut(owner)) {
                owner.extra.push(run);
            }
        }
    }
    rest
}

/// The parts of `run` that belong to no duty.
fn free_runs(owners: &[Option<usize>], run: &Run) -> Vec<Run> {
    let mut found: Vec<Run> = Vec::new();
    for at in run.clone().filter(|at| owners.get(*at).is_some_and(Option::is_none)) {
        match found.last_mut() {
            Some(last) if last.end == at => last.end = at + 1,
            _ => found.push(at..at + 1),
        }
    }
    found
}

/// The duty whose words stand at `at`.
fn owner_at(owners: &[Option<usize>], at: usize) -> Option<usize> {
    owners.get(at).copied().flatten()
}

/// The duty whose words stand nearest to `run`, preferably before it.
fn neighbor(owners: &[Option<usize>], run: &Run) -> Option<usize> {
    let before = owners.get(..run.start)?.iter().rev().take(200).find_map(|owner| *owner);
    before.or_else(|| owners.get(run.end..)?.iter().take(200).find_map(|owner| *owner))
}

/// `run` without punctuation at its ends and without words at its start that say nothing by themselves.
fn without_fillers(run: &Run, words: &Words<'_>, rules: &Rules) -> Run {
    let mut run = trimmed(&words.chars, run);
    while let Some((length, _)) = rules.fillers.at(&words.chars, run.start)
        && run.start + length <= run.end
        && length > 0
    {
        run = trimmed(&words.chars, &(run.start + length..run.end));
    }
    run
}

/// How many characters of a run are neither punctuation nor words that demand nor words between demands.
pub(super) fn content(run: &Run, words: &Words<'_>, operatives: &Operatives, rules: &Rules) -> usize {
    let mut count = 0;
    let mut at = run.start;
    let mut hits = operatives.hits_in(run).iter().filter(|hit| hit.operation.is_some()).peekable();
    while at < run.end {
        while hits.peek().is_some_and(|hit| hit.run.start < at) {
            hits.next();
        }
        let hit = hits.peek().filter(|hit| hit.run.start == at).map(|hit| hit.run.len());
        if let Some(length) = hit.or_else(|| rules.fillers.at(&words.chars, at).map(|(length, _)| length)) {
            at += length.max(1);
            continue;
        }
        count += usize::from(words.chars.get(at).is_some_and(|c| !is_punctuation(*c)));
        at += 1;
    }
    count
}

/// The words of a clause that no duty contains, although they demand something or are many.
pub(super) fn outside(
    covered: &[Run],
    exempt: &[Run],
    words: &Words<'_>,
    operatives: &Operatives,
    rules: &Rules,
) -> Vec<Run> {
    let mut owners: Vec<Option<usize>> = vec![None; words.chars.len()];
    let lead_ins = lead_ins(words, rules);
    for run in covered.iter().chain(exempt).chain(&lead_ins) {
        owners.get_mut(run.clone()).unwrap_or_default().fill(Some(0));
    }
    let free = free_runs(&owners, &(0..words.chars.len()));
    let mut found = Vec::new();
    for run in free {
        // A word that only begins or ends in the run counts, too.
        let first = operatives.hits.partition_point(|hit| hit.run.end <= run.start);
        let hit = operatives.hits.get(first).is_some_and(|hit| hit.run.start < run.end);
        if hit || content(&run, words, operatives, rules) > MOST_OUTSIDE {
            let trimmed = trimmed(&words.chars, &run);
            found.push(if trimmed.is_empty() { run } else { trimmed });
        }
    }
    found
}

/// The places of the phrases on which no duty rests.
fn lead_ins(words: &Words<'_>, rules: &Rules) -> Vec<Run> {
    let mut found = Vec::new();
    for phrase in rules.lead_ins() {
        let mut from = 0;
        while let Some(at) = words.chars.get(from..).and_then(|rest| find(rest, phrase)) {
            found.push(from + at..from + at + phrase.len());
            from += at + phrase.len();
        }
    }
    found
}
