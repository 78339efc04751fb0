//! Groups the phrases of a clause into demands: one for each thing that is asked.

use super::operative::Operatives;
use super::phrase::{Phrase, Stop, phrases, trimmed};
use super::rules::{Operation, Rules};
use super::words::{Run, longest_at, longest_before, stands_before};

/// The most demands of one clause; the last one contains the rest.
const MOST: usize = 300;

/// Ends of a phrase that says when a demand holds.
const CONDITIONAL_ENDS: [&str; 9] = ["的", "时", "后", "前", "情形", "过程中", "期间", "以前", "以后"];

/// Words with the same ends that say no such thing.
const OTHER_ENDS: [&str; 9] = ["及时", "小时", "实时", "同时", "善后", "售后", "目前", "目的", "按时"];

/// Ends of a phrase that says by which rules a demand is met.
const MANNER_ENDS: [&str; 14] =
    ["要求", "规定", "标准", "办法", "条例", "约定", "规范", "指引", "政策", "合同", "协议", "规则", "原则", "制度"];

/// Something that a clause asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Demand {
    /// All its words, with the circumstances before it.
    pub(super) run: Run,
    /// The words that ask.
    pub(super) main: Run,
    /// Circumstances under which it holds; they may stand before an earlier demand of the sentence.
    pub(super) circumstances: Vec<Run>,
    /// Whether an operative word governs it.
    pub(super) sure: bool,
    /// Whether it only introduces items.
    pub(super) introduces: bool,
    /// Whether it contains the rest of a clause with too many demands.
    pub(super) unsplit: bool,
}

/// The role of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// It begins a demand.
    Demand,
    /// It says when or how the next demand holds.
    Circumstance,
    /// It belongs to what stands before it.
    Rest,
}

/// The demands of a text, in order; together they contain every phrase. `governed`: whether the words before the clause
/// demand what it says.
pub(super) fn demands(chars: &[char], operatives: &Operatives, rules: &Rules, governed: bool) -> Vec<Demand> {
    let phrases = phrases(chars, operatives);
    let mut splitter =
        Splitter { chars, operatives, rules, found: Vec::new(), current: None, pending: Vec::new(), governed };
    let items = phrases.iter().any(|phrase| phrase.item);
    for (number, phrase) in phrases.iter().enumerate() {
        if splitter.found.len() >= MOST {
            splitter.rest(phrase.run.start..chars.len());
            break;
        }
        if phrase.item {
            splitter.close();
        }
        splitter.phrase(phrase, phrases.get(number + 1).filter(|_| phrase.stop == Stop::Phrase));
        if phrase.stop != Stop::Phrase {
            splitter.close();
            splitter.governed &= governed || items || phrase.stop == Stop::Semicolon;
        }
    }
    splitter.close();
    splitter.found
}

struct Splitter<'a> {
    chars: &'a [char],
    operatives: &'a Operatives,
    rules: &'a Rules,
    found: Vec<Demand>,
    current: Option<Demand>,
    /// Phrases before the next demand, with whether they are circumstances.
    pending: Vec<(Run, bool)>,
    /// Whether an operative word before governs further verbs.
    governed: bool,
}

impl Splitter<'_> {
    fn phrase(&mut self, phrase: &Phrase, next: Option<&Phrase>) {
        let run = self.without_fillers(&phrase.run);
        if run.is_empty() {
            return;
        }
        match self.role(&run, next.is_some()) {
            Role::Demand => {
                self.finish();
                self.begin(&run, self.governed);
            }
            Role::Circumstance => {
                self.finish();
                let manner = self.is_manner(&run);
                self.pending.push((run.clone(), !manner));
            }
            Role::Rest => match self.current.as_mut() {
                Some(demand) => {
                    demand.run.end = run.end;
                    demand.main.end = run.end;
                }
                None => self.pending.push((run.clone(), false)),
            },
        }
        self.governed |= self.operatives.demands_in(&run);
    }

    /// `run` without the words at its start that say nothing by themselves.
    fn without_fillers(&self, run: &Run) -> Run {
        let mut run = trimmed(self.chars, run);
        while let Some((length, _)) = self.rules.fillers.at(self.chars, run.start)
            && run.start + length < run.end
        {
            run.start += length;
        }
        run
    }

    fn role(&self, run: &Run, more: bool) -> Role {
        let timed = !self.operatives.hits_in(run).is_empty();
        let verb = self.rules.verbs.at(self.chars, run.start).map_or(0, |(length, _)| length);
        // 经营者应于… names who has to act.
        let subject = longest_at(self.chars, run.start, &["经营者", "经营企业", "经营单位"]).is_some();
        let circumstance = self.rules.circumstances.at(self.chars, run.start).filter(|_| !subject);
        let circumstance = circumstance.map_or(0, |(length, _)| length);
        let conditional =
            self.is_conditional(run) || (circumstance > verb && stands_before(self.chars, run.end, "情况"));
        let leads = more && (conditional || self.is_manner(run));
        if timed {
            return if leads { Role::Circumstance } else { Role::Demand };
        }
        if self.is_open() || (self.current.is_some() && self.rules.purposes.at(self.chars, run.start).is_some()) {
            return Role::Rest;
        }
        if leads {
            return Role::Circumstance;
        }
        let words = self.chars.get(run.start + 1..run.end).unwrap_or_default();
        let host = self.rules.hosts.at(self.chars, run.start).is_some();
        if verb > circumstance || (verb > 0 && host) || (host && self.rules.verbs.first_in(words).is_some()) {
            return Role::Demand;
        }
        if more && circumstance > 0 { Role::Circumstance } else { Role::Rest }
    }

    /// Whether `run` ends as a phrase that says when a demand holds.
    fn is_conditional(&self, run: &Run) -> bool {
        longest_before(self.chars, run.end, &CONDITIONAL_ENDS).is_some()
            && longest_before(self.chars, run.end, &OTHER_ENDS).is_none()
    }

    /// Whether the phrase before breaks off behind a time, as in 应当在取得许可证后30日内，向….
    fn is_open(&self) -> bool {
        self.current.as_ref().is_some_and(|demand| {
            let last = self.operatives.hits_in(&demand.main).last();
            last.is_some_and(|hit| hit.run.end == demand.main.end)
                && !stands_before(self.chars, demand.main.end, "以上")
                && self
                    .operatives
                    .limits_in(&demand.main)
                    .last()
                    .is_none_or(|limit| limit.direction != crate::obligation::LimitDirection::AtLeast)
        })
    }

    /// Whether `run` says by which rules a demand is met, as in 应当按照电信主管部门要求.
    fn is_manner(&self, run: &Run) -> bool {
        let mut start = run.start;
        if let Some((length, Some(Operation::Demands))) = self.rules.operative_at(self.chars, start) {
            start += length;
        }
        let manner = self.rules.manners.at(self.chars, start).is_some();
        manner && longest_before(self.chars, run.end, &MANNER_ENDS).is_some()
    }

    /// Begins a demand. `governed`: whether an operative word before it governs its verb.
    fn begin(&mut self, run: &Run, governed: bool) {
        let start = self.pending.first().map_or(run.start, |(run, _)| run.start);
        let mut circumstances: Vec<Run> =
            self.pending.drain(..).filter(|(_, circumstance)| *circumstance).map(|(run, _)| run).collect();
        let inherited = self.found.last().filter(|last| {
            let between = self.chars.get(last.run.end..start).unwrap_or_default();
            !between.iter().any(|c| matches!(c, '。' | ';'))
        });
        if circumstances.is_empty()
            && let Some(last) = inherited
        {
            circumstances.clone_from(&last.circumstances);
        }
        let sure = governed || !self.operatives.hits_in(&(start..run.end)).is_empty();
        self.current = Some(Demand {
            run: start..run.end,
            main: run.clone(),
            circumstances,
            sure,
            introduces: false,
            unsplit: false,
        });
    }

    /// Ends the current demand.
    fn finish(&mut self) {
        if let Some(mut demand) = self.current.take() {
            let words = self.chars.get(demand.run.clone()).unwrap_or_default();
            demand.introduces = self.rules.introduces(words);
            self.found.push(demand);
        }
    }

    /// Ends a sentence: words without a demand of their own are joined to the demand before, or are one.
    fn close(&mut self) {
        let Some((first, last)) = self.pending.first().zip(self.pending.last()) else { return self.finish() };
        let (start, end) = (first.0.start, last.0.end);
        if let Some(demand) = self.current.as_mut() {
            (demand.run.end, demand.main.end) = (end, end);
            self.pending.clear();
        } else {
            self.pending.clear();
            self.begin(&(start..end), false);
        }
        self.finish();
    }

    /// Makes everything from `run.start` on one demand.
    fn rest(&mut self, mut run: Run) {
        self.finish();
        if let Some((first, _)) = self.pending.first() {
            run.start = first.start;
        }
        self.pending.clear();
        let main = run.clone();
        self.found.push(Demand { run, main, circumstances: Vec::new(), sure: true, introduces: false, unsplit: true });
    }
}
