//! Makes a duty from a demand by rules: kind, limit, anchor, authority, trigger and title.

use super::limit::FoundLimit;
use super::operative::Operatives;
use super::rules::{Operation, Rules};
use super::scope::Scope;
use super::split::Demand;
use super::words::{Run, WordSet, Words, find, longest_at, normalized, printed, stands_before};
use super::{DerivedDuty, DutyOrigin};
use crate::language::Bilingual;
use crate::license::ClauseId;
use crate::obligation::{DutyKind, LimitDirection, LimitUnit, Predicate, TimeLimit};

/// The longest Chinese title in characters.
const LONGEST_TITLE: usize = 24;

/// The longest text of a trigger or anchor in characters.
const LONGEST_TEXT: usize = 60;

/// The most time limits of one demand that are duties of their own.
const MOST_LIMITS: usize = 8;

/// How many characters of a demand are searched for its kind, authority and title.
const REACH: usize = 1000;

/// The start of a run, as far as it is searched.
fn start_of(run: &Run) -> Run {
    run.start..run.end.min(run.start + REACH)
}

/// The context of the demands of a clause.
pub(super) struct Reader<'a> {
    pub(super) clause: ClauseId,
    pub(super) words: &'a Words<'a>,
    pub(super) operatives: &'a Operatives,
    pub(super) scope: &'a Scope,
    pub(super) rules: &'a Rules,
}

impl Reader<'_> {
    /// The duties of a demand: one, or one for each time limit that it sets.
    pub(super) fn duties(&self, demand: &Demand) -> Vec<(DerivedDuty, usize)> {
        let limits = self.limits(demand);
        let first = self.duty(demand, limits.first().copied());
        let rest = limits.iter().skip(1).map(|limit| self.duty(demand, Some(limit)));
        let start = demand.run.start;
        std::iter::once(first).chain(rest).map(|duty| (duty, start)).collect()
    }

    /// The time limits of a demand that are duties: those with a number, or the first one of the others.
    fn limits(&self, demand: &Demand) -> Vec<&FoundLimit> {
        let in_circumstances = |limit: &FoundLimit| {
            let inside = |run: &Run| run.start <= limit.run.start && limit.run.end <= run.end;
            demand.circumstances.iter().any(inside) || limit.run.start < demand.main.start
        };
        let all = self.operatives.limits_in(&demand.run);
        let own: Vec<&FoundLimit> = all.iter().filter(|limit| !in_circumstances(limit)).collect();
        let counted = own.iter().copied().filter(|limit| limit.amount.is_some()).take(MOST_LIMITS);
        let counted: Vec<&FoundLimit> = counted.collect();
        if counted.is_empty() { own.into_iter().take(1).collect() } else { counted }
    }

    fn duty(&self, demand: &Demand, limit: Option<&FoundLimit>) -> DerivedDuty {
        let kind = self.kind(demand, limit);
        let trigger = self.trigger(demand);
        let predicates = self.scope.predicates();
        DerivedDuty {
            clause: self.clause,
            ordinal: 0,
            spans: self.words.spans(&demand.run),
            origin: DutyOrigin::Rule,
            key: None,
            similarity: 1000,
            differences: Vec::new(),
            title: self.title(&demand.main),
            kind,
            limit: limit.and_then(|limit| self.limit(limit, trigger.as_ref())),
            timing: limit.and_then(|limit| self.timing(limit)),
            trigger,
            authority: self.authority(&demand.run),
            evidence: self.rules.evidence(kind),
            condition: condition(self.scope),
            applies_if: predicates,
            other_law: Vec::new(),
            related: Vec::new(),
            note: Bilingual::default(),
        }
    }

    /// The kind of a demand.
    fn kind(&self, demand: &Demand, limit: Option<&FoundLimit>) -> DutyKind {
        let words = self.words.slice(&start_of(&demand.main));
        let has = |set: &WordSet| set.first_in(words).is_some();
        let ends = self.rules.source.filings_at_end.iter().any(|word| stands_before(words, words.len(), word));
        let files = ends || has(&self.rules.filings);
        if limit.is_some_and(|limit| limit.direction == LimitDirection::AtLeast) && has(&self.rules.retention) {
            return DutyKind::RetentionPeriod;
        }
        let hits = self.operatives.hits_in(&demand.main);
        if hits.iter().find_map(|hit| hit.operation) == Some(Operation::Forbids) {
            return DutyKind::Prohibition;
        }
        match limit {
            Some(limit) if limit.recurring => DutyKind::RecurringDeadline,
            Some(limit) if limit.unit == Some(LimitUnit::Promptly) && files => DutyKind::Filing,
            Some(limit) if limit.direction != LimitDirection::AtLeast => DutyKind::EventDeadline,
            _ if files => DutyKind::Filing,
            _ => DutyKind::StandingDuty,
        }
    }

    /// A limit as it is stored; `None` if its number or unit could not be read.
    pub(super) fn limit(&self, found: &FoundLimit, trigger: Option<&Bilingual>) -> Option<TimeLimit> {
        let anchor = match &found.anchor {
            Some(run) => self.anchor(run),
            None if found.recurring => self.quoted(&found.run),
            None if found.direction == LimitDirection::AtLeast => around(found),
            None => trigger.cloned().unwrap_or_else(|| around(found)),
        };
        Some(TimeLimit { amount: found.amount, unit: found.unit?, direction: found.direction, anchor })
    }

    /// The moment from which a limit counts.
    fn anchor(&self, run: &Run) -> Bilingual {
        let words = short(self.words.slice(run));
        let known = self.rules.source.anchors.iter().find(|(zh, _)| *zh == words);
        let en = known.map_or_else(|| format!("“{words}”"), |(_, en)| en.clone());
        Bilingual::new(words, en)
    }

    /// The exact words of a limit that recurs, or that has no number.
    pub(super) fn timing(&self, found: &FoundLimit) -> Option<Bilingual> {
        let exact = found.recurring || found.amount.is_none() || found.unit.is_none();
        exact.then(|| self.quoted(&found.run))
    }

    fn quoted(&self, run: &Run) -> Bilingual {
        let words = short(self.words.slice(run));
        Bilingual::new(format!("“{words}”"), format!("“{words}”"))
    }

    /// When the duty is set off.
    fn trigger(&self, demand: &Demand) -> Option<Bilingual> {
        let words: Vec<String> = demand.circumstances.iter().map(|run| short(self.circumstance(run))).collect();
        let words = words.join("，");
        (!words.is_empty()).then(|| Bilingual::new(words.clone(), format!("When: “{words}”")))
    }

    /// A circumstance without the words that only mark it as one.
    fn circumstance(&self, run: &Run) -> &[char] {
        let chars = &self.words.chars;
        let front = longest_at(chars, run.start, &["你公司", "遇有", "如", "若", "在", "当"]).unwrap_or_default();
        let end = if chars.get(run.end.wrapping_sub(1)).is_some_and(|c| matches!(c, '的' | '时')) {
            run.end - 1
        } else {
            run.end
        };
        chars.get(run.start + front..end).unwrap_or_default()
    }

    /// The authority that the words name.
    pub(super) fn authority(&self, run: &Run) -> Option<Bilingual> {
        let (_, _, number) = self.rules.authorities.first_in(self.words.slice(&start_of(run)))?;
        self.rules.source.authorities.get(number).map(|(zh, en)| Bilingual::new(zh.clone(), en.clone()))
    }

    /// A short title: what is done or forbidden.
    pub(super) fn title(&self, main: &Run) -> Bilingual {
        let zh = self.short_words(&start_of(main));
        if zh.is_empty() {
            return Bilingual::new(format!("遵守{}", self.clause), format!("Comply with {}", self.clause));
        }
        let en = self.english(&zh).unwrap_or_else(|| format!("Clause {}: “{zh}”", self.clause));
        Bilingual::new(zh, en)
    }

    /// The words of a demand without those that demand.
    fn short_words(&self, main: &Run) -> String {
        let mut words = Vec::new();
        let hits = self.operatives.hits_in(main);
        let modal = |run: &Run| self.rules.source.modal.iter().any(|word| self.words.slice(run) == normalized(word));
        let demands = hits.iter().filter(|hit| hit.operation == Some(Operation::Demands) && modal(&hit.run));
        let mut at = main.start;
        for hit in demands.take(4) {
            words.extend_from_slice(self.words.chars.get(at..hit.run.start).unwrap_or_default());
            at = hit.run.end;
        }
        words.extend_from_slice(self.words.chars.get(at..main.end).unwrap_or_default());
        if words.len() > LONGEST_TITLE {
            words = self.without_anchor(words, main);
        }
        let subject = normalized("你公司");
        if let Some(place) = find(words.get(..words.len().min(LONGEST_TITLE)).unwrap_or_default(), &subject) {
            words.drain(..place + subject.len());
        }
        cut(&words)
    }

    /// Words without the moment from which their first limit counts: 三十日内报备 for 自变更之日起三十日内报备.
    fn without_anchor(&self, words: Vec<char>, main: &Run) -> Vec<char> {
        let limit = self.operatives.limits_in(main).first();
        let Some((limit, anchor)) = limit.and_then(|limit| Some((limit, limit.anchor.as_ref()?))) else { return words };
        let anchor = self.words.slice(&(anchor.start.saturating_sub(1)..limit.run.start.max(anchor.end)));
        let Some(at) = find(&words, anchor) else { return words };
        let rest = words.get(at + anchor.len()..).unwrap_or_default();
        let rest = rest.iter().skip_while(|c| matches!(c, '起' | '后' | '的')).copied();
        words.iter().take(at).copied().chain(rest).collect()
    }

    /// The title in English, if the verb is known: with the object in English, or in the words of the license.
    fn english(&self, zh: &str) -> Option<String> {
        let chars = normalized(zh);
        if let Some(words) = zh.strip_prefix("不得") {
            return Some(format!("Do not: “{words}”"));
        }
        let (length, number) = self.rules.verbs.at(&chars, 0)?;
        let verb = &self.rules.source.verbs.get(number)?.1;
        let object: String = chars.get(length..)?.iter().collect();
        let known = self.rules.source.objects.iter().find(|(zh, _)| *zh == object);
        let adverb = verb.ends_with("ly") || verb.ends_with(',') || object.is_empty();
        match known {
            Some((_, object)) => Some(format!("{verb} {object}")),
            None => (!adverb).then(|| format!("{verb}: “{}”", printed(chars.get(length..).unwrap_or_default()))),
        }
    }
}

/// The anchor of a limit that names none: the words that set it.
fn around(found: &FoundLimit) -> Bilingual {
    match found.direction {
        LimitDirection::Before => Bilingual::new("条文所述事项", "The matter in the clause"),
        LimitDirection::AtLeast => Bilingual::new("记录产生", "The record was made"),
        LimitDirection::After | LimitDirection::Within => {
            Bilingual::new("条文所述情形发生", "The case in the clause arose")
        }
    }
}

/// At most [`LONGEST_TITLE`] characters, cut where a phrase or a part of an enumeration ends.
fn cut(chars: &[char]) -> String {
    let mut words: Vec<char> = chars.iter().skip_while(|c| matches!(c, ',' | '、' | '的' | ':')).copied().collect();
    while words.last().is_some_and(|c| matches!(c, ',' | '、' | ':')) {
        words.pop();
    }
    if words.len() <= LONGEST_TITLE {
        return printed(&words);
    }
    let start = words.get(..LONGEST_TITLE).unwrap_or_default();
    let end = start.iter().rposition(|c| matches!(c, ',' | '、' | ';')).filter(|end| *end > 5);
    match end {
        Some(end) => printed(start.get(..end).unwrap_or_default()),
        None => format!("{}…", printed(start.get(..LONGEST_TITLE - 1).unwrap_or_default())),
    }
}

/// At most [`LONGEST_TEXT`] characters.
fn short(chars: &[char]) -> String {
    match chars.get(..LONGEST_TEXT) {
        Some(start) if chars.len() > LONGEST_TEXT => format!("{}…", printed(start)),
        _ => printed(chars),
    }
}

/// The condition under which the duties of a scope apply, in words.
pub(super) fn condition(scope: &Scope) -> Option<Bilingual> {
    let (zh, en): (Vec<String>, Vec<String>) = [&scope.service, &scope.own]
        .into_iter()
        .flatten()
        .map(|named| {
            let operated = !matches!(&named.predicate, Predicate::Service { item: Some(_), .. });
            let word = if operated { "经营" } else { "提供" };
            (format!("{word}{}", named.name.zh), named.name.en.clone())
        })
        .unzip();
    (!zh.is_empty()).then(|| Bilingual::new(zh.join("，且"), format!("When the company provides: {}", en.join("; "))))
}
