//! Makes a duty of a license from a duty of the catalog whose words stand in it, as they stand there.
//!
//! The numbers of the license win over those of the catalog, and the service of its lead-in over the catalog's.

use super::align::differences;
use super::limit::{FoundLimit, limits};
use super::matching::Placed;
use super::rule::{Reader, condition};
use super::scope::Scope;
use super::source::{Source, SourceClause, SourceDuty};
use super::words::{Run, Words, printed};
use super::{DerivedDuty, Difference, DutyOrigin};
use crate::language::Bilingual;
use crate::obligation::{Catalog, CatalogDuty, DutyKind, LimitUnit, Predicate, TimeLimit};

/// What a duty is adapted to.
pub(super) struct Adapter<'a> {
    pub(super) reader: Reader<'a>,
    pub(super) source: &'a Source<'a>,
    pub(super) catalog: &'a Catalog,
    /// Whether the clause has exactly the words of the catalog's.
    pub(super) equal: bool,
}

impl Adapter<'_> {
    /// The duty for `placed`, and the limit of the license that could not be read, if any.
    pub(super) fn duty(&self, placed: &Placed) -> Option<(DerivedDuty, Option<FoundLimit>)> {
        let clause = self.source.clauses.get(placed.clause)?;
        let wanted = clause.duties.get(placed.duty)?;
        let words = self.reader.words;
        let differences = self.differences(wanted, placed);
        let verbatim = placed.similarity == 1000 && differences.is_empty();
        let mut duty = copied(wanted.duty);
        duty.clause = self.reader.clause;
        duty.spans = if placed.extra.is_empty() { words.spans_of(&placed.runs) } else { joined(words, placed) };
        duty.origin = if verbatim { DutyOrigin::Catalog } else { DutyOrigin::Near };
        duty.similarity = similarity(wanted, placed);
        duty.differences = differences;
        let unread = if self.equal { None } else { self.adapt_limit(&mut duty, wanted, placed) };
        self.adapt_service(&mut duty, clause);
        Some((duty, unread))
    }

    /// The words in which the license differs from the catalog.
    fn differences(&self, wanted: &SourceDuty<'_>, placed: &Placed) -> Vec<Difference> {
        let words = self.reader.words;
        let mut found = Vec::new();
        for (quote, run) in wanted.quotes.iter().zip(&placed.runs) {
            let here = words.slice(run);
            if quote.as_slice() == here {
                continue;
            }
            for (old, new) in differences(quote, here) {
                found.push(Difference {
                    catalog: printed(quote.get(old).unwrap_or_default()),
                    license: printed(here.get(new.clone()).unwrap_or_default()),
                    spans: words.spans(&(run.start + new.start..run.start + new.end)),
                });
            }
        }
        for run in placed.extra.iter().filter(|run| self.says_something(run)) {
            let license = words.text(run);
            found.push(Difference { catalog: String::new(), license, spans: words.spans(run) });
        }
        found
    }

    /// Whether a run has words beside those that demand and those between demands.
    fn says_something(&self, run: &Run) -> bool {
        super::cover::content(run, self.reader.words, self.reader.operatives, self.reader.rules) > 0
    }

    /// Takes the limit of the license where it differs from the catalog's. The limit that could not be read, if any.
    fn adapt_limit(&self, duty: &mut DerivedDuty, wanted: &SourceDuty<'_>, placed: &Placed) -> Option<FoundLimit> {
        let of_catalog: Vec<(FoundLimit, String)> =
            wanted.quotes.iter().flat_map(|quote| limits(quote).into_iter().map(|l| with_anchor(quote, l))).collect();
        let chars = &self.reader.words.chars;
        let runs = placed.runs.iter().chain(&placed.extra);
        let mut here: Vec<(FoundLimit, String)> = runs
            .flat_map(|run| self.reader.operatives.limits_in(run))
            .map(|limit| with_anchor(chars, limit.clone()))
            .collect();
        here.sort_by_key(|(limit, _)| limit.run.start);
        let same = of_catalog.len() == here.len()
            && of_catalog.iter().zip(&here).all(|(old, new)| values(&old.0) == values(&new.0) && old.1 == new.1);
        if same {
            return here.into_iter().map(|(limit, _)| limit).find(|limit| limit.guessed);
        }
        let old = duty.limit.clone();
        let new = chosen(old.as_ref(), &of_catalog, &here).cloned();
        let Some((new, anchor)) = new else {
            if old.is_some() {
                (duty.limit, duty.timing) = (None, None);
                self.retitle(duty, placed);
            }
            return None;
        };
        if of_catalog.iter().any(|(old, words)| values(old) == values(&new) && *words == anchor) {
            return None;
        }
        let same_anchor = of_catalog.iter().any(|(_, words)| *words == anchor);
        let mut limit = self.reader.limit(&new, duty.trigger.as_ref());
        if let (Some(limit), Some(old)) = (limit.as_mut(), &old)
            && same_anchor
            && !new.recurring
        {
            limit.anchor.clone_from(&old.anchor);
        }
        if limit != old {
            duty.timing = self.reader.timing(&new);
            duty.limit = limit;
            if !renumber(duty, old.as_ref()) {
                self.retitle(duty, placed);
            }
            if new.recurring {
                duty.kind = DutyKind::RecurringDeadline;
            }
        }
        (new.unit.is_none() || new.guessed).then_some(new)
    }

    /// Replaces a title that speaks of the catalog's limit by one made of the words of the license.
    fn retitle(&self, duty: &mut DerivedDuty, placed: &Placed) {
        let of_limit = ["立即", "第一时间", "及时", "季度", "年", "月", "日", "时"];
        let speaks =
            of_limit.iter().any(|word| duty.title.zh.contains(word)) || duty.title.zh.contains(char::is_numeric);
        if let (true, Some(last)) = (speaks, placed.runs.iter().max_by_key(|run| run.len())) {
            duty.title = self.reader.title(last);
        }
    }

    /// Limits the duty to the service of this license's lead-in instead of the catalog's.
    fn adapt_service(&self, duty: &mut DerivedDuty, clause: &SourceClause<'_>) {
        let (theirs, ours) = (&clause.scope, self.reader.scope);
        if theirs.class() == ours.class() {
            return;
        }
        let statement_names = |key: &str| {
            let fact = self.catalog.fact(key);
            theirs.service.as_ref().zip(fact).is_some_and(|(named, fact)| fact.statement.zh.contains(&named.name.zh))
        };
        let keep = |predicate: &Predicate| match predicate {
            Predicate::Service { .. } | Predicate::Named(_) => false,
            Predicate::Fact(key) => !statement_names(key),
            Predicate::Event(_) => true,
        };
        duty.applies_if.retain(keep);
        duty.applies_if.splice(0..0, ours.predicates());
        duty.condition = self.condition(duty.condition.take(), theirs, ours);
        retitle_service(&mut duty.title, theirs, ours);
    }

    /// The condition of the catalog with the service of this license.
    fn condition(&self, condition_there: Option<Bilingual>, theirs: &Scope, ours: &Scope) -> Option<Bilingual> {
        let here = condition(ours);
        let base = theirs.class().and_then(|class| self.source.conditions.get(class));
        let Some(there) = condition_there else { return here };
        let Some(base) = base else {
            return Some(here.map_or(there.clone(), |here| {
                Bilingual::new(format!("{}，且{}", here.zh, there.zh), format!("{}; {}", here.en, there.en))
            }));
        };
        let zh = there.zh.strip_prefix(&base.zh).map(|rest| rest.trim_start_matches(['，', '且']));
        let en = there.en.strip_prefix(&base.en).map(|rest| rest.trim_start_matches(" and ").trim_start());
        match (zh, en, here) {
            (Some("") | None, ..) | (_, None, _) => condition(ours),
            (Some(zh), Some(en), Some(here)) => {
                Some(Bilingual::new(format!("{}，且{zh}", here.zh), format!("{}, and {en}", here.en)))
            }
            (Some(zh), Some(en), None) => Some(Bilingual::new(zh, format!("When the company {en}"))),
        }
    }
}

/// A duty of the catalog without its place.
fn copied(duty: &CatalogDuty) -> DerivedDuty {
    let duty = duty.clone();
    DerivedDuty {
        clause: duty.clause,
        ordinal: 0,
        spans: Vec::new(),
        origin: DutyOrigin::Catalog,
        key: Some(duty.key),
        similarity: 1000,
        differences: Vec::new(),
        title: duty.title,
        kind: duty.kind,
        trigger: duty.trigger,
        limit: duty.limit,
        timing: duty.timing,
        authority: duty.authority,
        evidence: duty.evidence,
        condition: duty.condition,
        applies_if: duty.applies_if,
        other_law: duty.other_law,
        related: duty.related,
        note: duty.note,
    }
}

/// The spans of quotes and further words, those that touch as one.
fn joined(words: &Words<'_>, placed: &Placed) -> Vec<crate::license::Span> {
    let mut runs: Vec<Run> = placed.runs.iter().chain(&placed.extra).cloned().collect();
    runs.sort_by_key(|run| (run.start, run.end));
    let mut merged: Vec<Run> = Vec::new();
    for run in runs {
        match merged.last_mut() {
            Some(last) if run.start <= last.end => last.end = last.end.max(run.end),
            _ => merged.push(run),
        }
    }
    words.spans_of(&merged)
}

/// The similarity with the words beside the quotes counted as differences.
fn similarity(wanted: &SourceDuty<'_>, placed: &Placed) -> u16 {
    let length: usize = wanted.quotes.iter().map(Vec::len).sum();
    let extra: usize = placed.extra.iter().map(Run::len).sum();
    let whole = usize::from(placed.similarity) * length / (length + extra).max(1);
    u16::try_from(whole).unwrap_or(1000).min(1000)
}

/// [`similarity`] of a duty of `source`.
pub(super) fn similarity_of(placed: &Placed, source: &Source<'_>) -> u16 {
    let clause = source.clauses.get(placed.clause);
    let wanted = clause.and_then(|clause| clause.duties.get(placed.duty));
    wanted.map_or(placed.similarity, |wanted| similarity(wanted, placed))
}

/// A limit with the words from which it counts.
fn with_anchor(chars: &[char], limit: FoundLimit) -> (FoundLimit, String) {
    let anchor = limit.anchor.clone().and_then(|run| chars.get(run)).unwrap_or_default();
    let words = anchor.iter().map(|c| if *c == '曰' { '日' } else { *c }).collect();
    (limit, words)
}

/// What two limits are compared by.
fn values(limit: &FoundLimit) -> (Option<u32>, Option<LimitUnit>, crate::obligation::LimitDirection) {
    (limit.amount, limit.unit, limit.direction)
}

/// The limit of the license that stands in the place of the catalog's.
fn chosen<'l>(
    old: Option<&TimeLimit>,
    of_catalog: &[(FoundLimit, String)],
    here: &'l [(FoundLimit, String)],
) -> Option<&'l (FoundLimit, String)> {
    let Some(old) = old else {
        return here.iter().find(|(limit, _)| !of_catalog.iter().any(|(old, _)| values(old) == values(limit)));
    };
    let place = of_catalog.iter().position(|(limit, _)| limit.amount == old.amount && limit.unit == Some(old.unit));
    let same_place = place.filter(|_| of_catalog.len() == here.len()).and_then(|place| here.get(place));
    let same_direction = || here.iter().find(|(limit, _)| limit.direction == old.direction);
    same_place.or_else(same_direction).or_else(|| here.last())
}

/// Writes the new number of a limit into the title. `false` if the title does not have the old one.
fn renumber(duty: &mut DerivedDuty, old: Option<&TimeLimit>) -> bool {
    let (Some(old), Some(new)) = (old, &duty.limit) else { return false };
    let (Some(old_words), Some(new_words)) = (in_words(old), in_words(new)) else { return false };
    let known = duty.title.zh.contains(&old_words.zh) && duty.title.en.contains(&old_words.en);
    if known {
        duty.title.zh = duty.title.zh.replace(&old_words.zh, &new_words.zh);
        duty.title.en = duty.title.en.replace(&old_words.en, &new_words.en);
    }
    known
}

/// Number and unit as titles of the catalog have them.
fn in_words(limit: &TimeLimit) -> Option<Bilingual> {
    let n = limit.amount?;
    let (zh, en) = match limit.unit {
        LimitUnit::CalendarDays => ("日", "day"),
        LimitUnit::WorkingDays => ("个工作日", "working day"),
        LimitUnit::Months => ("个月", "month"),
        LimitUnit::Years => ("年", "year"),
        LimitUnit::Hours => ("小时", "hour"),
        LimitUnit::Quarter => ("个季度", "quarter"),
        LimitUnit::Immediately | LimitUnit::Promptly => return None,
    };
    let plural = if n == 1 { "" } else { "s" };
    Some(Bilingual::new(format!("{n} {zh}"), format!("{n} {en}{plural}")))
}

/// Names this license's service in a title that begins with the catalog's.
fn retitle_service(title: &mut Bilingual, theirs: &Scope, ours: &Scope) {
    let Some(their_name) = theirs.service.as_ref().map(|named| named.name.zh.as_str()) else { return };
    let (Some((prefix, zh)), Some((_, en))) = (title.zh.split_once('：'), title.en.split_once(": ")) else { return };
    if !their_name.starts_with(prefix) {
        return;
    }
    *title = if let Some(named) = &ours.service {
        let short = named.name.zh.strip_suffix("业务").unwrap_or(&named.name.zh);
        Bilingual::new(format!("{short}：{zh}"), format!("{}: {en}", named.name.en))
    } else {
        let mut letters = en.chars();
        let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
        Bilingual::new(zh, format!("{first}{}", letters.as_str()))
    };
}
