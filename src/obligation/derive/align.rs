//! Finds words in a text that differ a little, and says how they differ.

use super::words::{Run, find};
use crate::license::is_numeral;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// The most steps of all comparisons of one license.
const MOST_STEPS: usize = 400_000_000;

/// What comparisons may still cost.
pub(super) struct Budget(usize);

impl Budget {
    pub(super) fn new() -> Self {
        Self(MOST_STEPS)
    }

    /// Takes `steps`; `false` if fewer are left.
    fn take(&mut self, steps: usize) -> bool {
        let left = self.0.checked_sub(steps);
        self.0 = left.unwrap_or_default();
        left.is_some()
    }

    /// Whether comparisons were refused.
    pub(super) fn is_used_up(&self) -> bool {
        self.0 == 0
    }
}

/// The place in `text` that is most like `words`, and the number of characters to insert, delete or replace there.
pub(super) fn fit(words: &[char], text: &[char], budget: &mut Budget) -> Option<(Run, usize)> {
    if let Some(at) = find(text, words) {
        return Some((at..at + words.len(), 0));
    }
    if words.is_empty() || !budget.take(words.len().saturating_mul(text.len())) {
        return None;
    }
    // For each prefix of `words`: the fewest edits that end at the current place, and where the match starts.
    let mut column: Vec<(usize, usize)> = (0..=words.len()).map(|edits| (edits, 0)).collect();
    let mut best = (words.len(), 0..0);
    for (at, c) in text.iter().enumerate() {
        let mut diagonal = (0, at);
        let mut above = (0, at + 1);
        if let Some(first) = column.first_mut() {
            diagonal = *first;
            diagonal.1 = at;
            *first = above;
        }
        for (word, cell) in words.iter().zip(column.iter_mut().skip(1)) {
            let replaced = (diagonal.0 + usize::from(word != c), diagonal.1);
            let inserted = (cell.0 + 1, cell.1);
            let deleted = (above.0 + 1, above.1);
            diagonal = *cell;
            *cell = replaced.min_by_edits(inserted).min_by_edits(deleted);
            above = *cell;
        }
        if above.0 < best.0 {
            best = (above.0, above.1..at + 1);
        }
    }
    let (edits, run) = best;
    (run.start < run.end).then(|| (whole_numbers(text, run), edits))
}

/// The better of two cells: the one with fewer edits, then the one that starts earlier.
trait Cell {
    fn min_by_edits(self, other: Self) -> Self;
}

impl Cell for (usize, usize) {
    fn min_by_edits(self, other: Self) -> Self {
        if other < self { other } else { self }
    }
}

/// `run`, extended so that it cuts no number.
fn whole_numbers(text: &[char], mut run: Run) -> Run {
    let number = |at: usize| text.get(at).copied().is_some_and(is_numeral);
    while run.start > 0 && number(run.start) && number(run.start - 1) {
        run.start -= 1;
    }
    while run.end > 0 && number(run.end - 1) && number(run.end) {
        run.end += 1;
    }
    run
}

/// How alike `words` and a place in a text of `length` characters are, per mille.
pub(super) fn similarity(words: usize, length: usize, edits: usize) -> u16 {
    let longer = words.max(length).max(1);
    u16::try_from(longer.saturating_sub(edits) * 1000 / longer).unwrap_or(1000)
}

/// The parts in which two texts differ: the range in `old` and the range in `new`. Differences with one equal
/// character between them are one, and a number differs as a whole.
pub(super) fn differences(old: &[char], new: &[char]) -> Vec<(Run, Run)> {
    let mut found: Vec<(Run, Run)> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, old, new) {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let (a, b) = with_numbers(old, new, (op.old_range(), op.new_range()));
        match found.last_mut() {
            Some((last_a, last_b)) if a.start <= last_a.end + 1 && b.start <= last_b.end + 1 => {
                last_a.end = last_a.end.max(a.end);
                last_b.end = last_b.end.max(b.end);
            }
            _ => found.push((a, b)),
        }
    }
    found
}

/// Two ranges that differ, extended over the equal digits beside them if one of them cuts a number.
fn with_numbers(old: &[char], new: &[char], (mut a, mut b): (Run, Run)) -> (Run, Run) {
    let digit = |text: &[char], at: Option<usize>| at.and_then(|at| text.get(at)).copied().is_some_and(is_numeral);
    let first =
        |a: &Run, b: &Run| !a.is_empty() && digit(old, Some(a.start)) || !b.is_empty() && digit(new, Some(b.start));
    let last = |a: &Run, b: &Run| {
        !a.is_empty() && digit(old, a.end.checked_sub(1)) || !b.is_empty() && digit(new, b.end.checked_sub(1))
    };
    // Beside a difference, both texts have the same characters.
    while last(&a, &b) && digit(old, Some(a.end)) && digit(new, Some(b.end)) {
        a.end += 1;
        b.end += 1;
    }
    while first(&a, &b) && digit(old, a.start.checked_sub(1)) && digit(new, b.start.checked_sub(1)) {
        a.start -= 1;
        b.start -= 1;
    }
    (a, b)
}

#[cfg(test)]
mod tests {
    use super::super::words::normalized;
    use super::*;

    #[test]
    fn the_most_similar_place_is_found() {
        let text = normalized("继续经营的，应当提前180日向发证机关申请延续");
        let (run, edits) = fit(&normalized("应当提前90日向原发证机关申请"), &text, &mut Budget::new()).unwrap();
        assert_eq!(text[run].iter().collect::<String>(), "应当提前180日向发证机关申请");
        assert_eq!(edits, 3);
        assert_eq!(fit(&normalized("甲乙丙"), &text, &mut Budget::new()), None);
    }

    #[test]
    fn differences_are_named() {
        let (old, new) = (normalized("提前90日报告"), normalized("提前60日书面报告"));
        // The number differs as a whole, and only one character stands between it and the added words.
        assert_eq!(differences(&old, &new), [(2..5, 2..7)]);
        // The last digit of a number is not a difference of its own.
        let (old, new) = (normalized("期限为90日"), normalized("期限为180日"));
        assert_eq!(differences(&old, &new), [(3..5, 3..6)]);
    }
}
