//! Cuts the text of a clause into phrases: at punctuation, at the marks of items, and where a second demand begins.

use super::operative::Operatives;
use super::words::{Run, is_punctuation, longest_before};
use crate::license::{digit_value, is_numeral};

/// Words that join two demands in one phrase.
const JOINTS: [&str; 9] = ["并且", "并", "且", "也", "同时", "而且", "但", "但是", "以及"];

/// Words that join two times in one phrase.
const TIME_JOINTS: [&str; 10] = ["并且", "并", "且", "和", "及", "、", "同时", "以及", "但", "或者"];

/// Words that stand before the words from which a limit counts.
const OPENINGS: [&str; 6] = ["在", "于", "自", "从", "应当", "应"];

/// The fewest characters of a phrase that is cut off.
const SHORTEST: usize = 4;

/// The end of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// A comma, a colon, or no mark.
    Phrase,
    /// A semicolon.
    Semicolon,
    /// The end of a sentence.
    Sentence,
}

/// A phrase, without the mark behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) run: Run,
    pub(super) stop: Stop,
    /// Whether the mark of an item, such as ① or (1), stands before it.
    pub(super) item: bool,
}

/// The phrases of a text, in order.
pub(super) fn phrases(chars: &[char], operatives: &Operatives) -> Vec<Phrase> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut brackets = Brackets::default();
    for (at, c) in chars.iter().enumerate() {
        let stop = match c {
            '。' | '!' | '?' => Some(Stop::Sentence),
            ';' if brackets.closed() => Some(Stop::Semicolon),
            ',' | ':' if brackets.closed() => Some(Stop::Phrase),
            c if is_circled(*c) && at > start => {
                push(chars, start..at, Stop::Semicolon, operatives, &mut found);
                start = at;
                None
            }
            _ => None,
        };
        brackets.read(*c);
        if let Some(stop) = stop {
            push(chars, start..at, stop, operatives, &mut found);
            start = at + 1;
            if stop == Stop::Sentence {
                brackets = Brackets::default();
            }
        }
    }
    push(chars, start..chars.len(), Stop::Sentence, operatives, &mut found);
    found
}

/// The brackets open at a place.
#[derive(Default)]
struct Brackets {
    depth: usize,
    quoted: bool,
}

impl Brackets {
    fn read(&mut self, c: char) {
        match c {
            '(' | '[' | '《' | '【' => self.depth += 1,
            ')' | ']' | '》' | '】' => self.depth = self.depth.saturating_sub(1),
            '"' => self.quoted = !self.quoted,
            _ => {}
        }
    }

    fn closed(&self) -> bool {
        self.depth == 0 && !self.quoted
    }
}

/// Adds the text between two marks, cut where a second demand begins.
fn push(chars: &[char], run: Run, stop: Stop, operatives: &Operatives, found: &mut Vec<Phrase>) {
    let mark = item_mark(chars, run.start).filter(|length| run.start + length <= run.end);
    let mut start = run.start + mark.unwrap_or_default();
    let mut item = mark.is_some();
    let text = start..run.end;
    for cut in cuts(chars, &text, operatives) {
        found.push(Phrase { run: start..cut, stop: Stop::Phrase, item });
        item = false;
        start = cut;
    }
    if start < run.end {
        found.push(Phrase { run: start..run.end, stop, item });
    } else if stop != Stop::Phrase
        && let Some(last) = found.last_mut()
    {
        last.stop = stop;
    }
}

/// The length of the mark of an item at `at`: ①, (1), (一), 1), 1、 or 一是.
fn item_mark(chars: &[char], at: usize) -> Option<usize> {
    let rest = chars.get(at..)?;
    let first = *rest.first()?;
    if is_circled(first) {
        return Some(1);
    }
    let open = usize::from(first == '(');
    let digits = rest.iter().skip(open).take(4).take_while(|c| is_numeral(**c)).count();
    let behind = *rest.get(open + digits)?;
    let closes = match (open, behind) {
        (0 | 1, ')') => true,
        // 一是…；二是….
        (0, '是') => digits == 1 && !first.is_ascii_digit() && first != '两',
        (0, '.' | '、') => rest.first().and_then(|c| digit_value(*c)).is_some(),
        _ => false,
    };
    ((1..=3).contains(&digits) && closes).then_some(open + digits + 1)
}

/// Whether `c` is a number in a circle.
fn is_circled(c: char) -> bool {
    matches!(c, '\u{2460}'..='\u{2473}' | '\u{3220}'..='\u{3229}' | '\u{2776}'..='\u{277f}')
}

/// The places in `text` where a further demand begins.
fn cuts(chars: &[char], text: &Run, operatives: &Operatives) -> Vec<usize> {
    let mut cuts = Vec::new();
    let mut from = text.start;
    let mut limited = false;
    for (number, hit) in operatives.hits_in(text).iter().enumerate() {
        let place = if hit.operation.is_some() {
            let joint = longest_before(chars, hit.run.start, &JOINTS).filter(|_| number > 0);
            joint.map(|length| hit.run.start - length)
        } else {
            let limit = operatives.limits_in(&hit.run).first();
            let anchor = limit.and_then(|limit| limit.anchor.as_ref()).map_or(hit.run.start, |run| run.start);
            let counted = limit.is_some_and(|limit| limit.amount.is_some());
            let opened = longest_before(chars, anchor, &OPENINGS).unwrap_or_default();
            let opening = anchor.min(hit.run.start).saturating_sub(opened);
            let joint = longest_before(chars, opening, &TIME_JOINTS);
            (limited && (counted || joint.is_some())).then(|| opening - joint.unwrap_or_default())
        };
        let place = place.filter(|place| *place >= from + SHORTEST && place + SHORTEST <= text.end);
        if let Some(place) = place {
            cuts.push(place);
            from = place;
            limited = false;
        }
        limited |= hit.operation.is_none();
    }
    cuts
}

/// `run` without punctuation at either end.
pub(super) fn trimmed(chars: &[char], run: &Run) -> Run {
    let words = chars.get(run.clone()).unwrap_or_default();
    let opens = |c: char| matches!(c, '(' | '《' | '"' | '[' | '【');
    let closes = |c: char| matches!(c, ')' | '》' | '"' | ']' | '】');
    let front = words.iter().take_while(|c| is_punctuation(**c) && !opens(**c)).count();
    let rest = words.get(front..).unwrap_or_default();
    let back = rest.iter().rev().take_while(|c| is_punctuation(**c) && !closes(**c)).count();
    (run.start + front)..(run.end.min(run.start + words.len()) - back).max(run.start + front)
}
