//! The doubts that the officer has to look at, in words.

use super::limit::FoundLimit;
use super::rule::{Reader, condition};
use super::scope::{LeadIn, Scope};
use super::split::Demand;
use super::words::{Run, Words};
use super::{DerivedDuty, Doubt, DoubtKind, DutyOrigin};
use crate::language::Bilingual;
use crate::license::{Clause, ClauseId, License};
use crate::obligation::{ApplicabilityState, Catalog, DutyKind, applicability};
use std::collections::{BTreeMap, BTreeSet};

/// The least similarity, per mille, of words that need no second look.
const SIMILAR_ENOUGH: u16 = 900;

/// The longest quotation in a doubt, in characters.
const LONGEST: usize = 40;

/// The most limits of a demand that are doubted one by one.
const MOST_LIMITS: usize = 8;

/// At most [`LONGEST`] characters of a run.
fn excerpt(words: &Words<'_>, run: &Run) -> String {
    if run.len() <= LONGEST {
        return words.text(run);
    }
    format!("{}…", words.text(&(run.start..run.start + LONGEST)))
}

/// Words that no duty contains.
pub(super) fn uncovered(clause: ClauseId, words: &Words<'_>, run: &Run) -> Doubt {
    let e = excerpt(words, run);
    Doubt {
        kind: DoubtKind::Uncovered,
        clause: Some(clause),
        spans: words.spans(run),
        message: Bilingual::new(format!("这些文字不属于任何义务：“{e}”"), format!("These words are in no duty: “{e}”")),
    }
}

/// A limit whose number could not be read for sure.
pub(super) fn unread(clause: ClauseId, words: &Words<'_>, limit: &FoundLimit) -> Doubt {
    let e = excerpt(words, &limit.run);
    let message = match limit.amount {
        Some(_) if limit.recurring => Bilingual::new(
            format!("期限“{e}”中的数字疑似识别错误，请核对"),
            format!("A number in the limit “{e}” looks misread; check it"),
        ),
        Some(n) => Bilingual::new(
            format!("期限“{e}”按 {n} 读取，请核对"),
            format!("The limit “{e}” was read as {n}; check it"),
        ),
        None => Bilingual::new(
            format!("期限“{e}”未能读出数字或单位，请自行填写"),
            format!("Number or unit of the limit “{e}” could not be read; enter it"),
        ),
    };
    Doubt { kind: DoubtKind::UnreadLimit, clause: Some(clause), spans: words.spans(&limit.run), message }
}

/// The doubts about a demand that the rules read.
pub(super) fn of_demand(demand: &Demand, reader: &Reader<'_>) -> Vec<Doubt> {
    let words = reader.words;
    let mut found = Vec::new();
    if !demand.sure {
        let e = excerpt(words, &demand.run);
        found.push(Doubt {
            kind: DoubtKind::UnsureKind,
            clause: Some(reader.clause),
            spans: words.spans(&demand.run),
            message: Bilingual::new(
                format!("没有“应当”“不得”等字样，义务种类待定：“{e}”"),
                format!("Without a word such as “应当” or “不得”, the kind of duty is open: “{e}”"),
            ),
        });
    }
    if demand.unsplit {
        found.push(Doubt {
            kind: DoubtKind::TooMuch,
            clause: Some(reader.clause),
            spans: words.spans(&demand.run),
            message: Bilingual::new(
                "本条要求过多，其余文字作为一项义务，未拆分",
                "The clause demands too much; the rest of it is one duty, which was not split",
            ),
        });
    }
    let limits = reader.operatives.limits_in(&demand.run).iter().take(MOST_LIMITS);
    found.extend(limits.filter(|l| l.guessed || l.unit.is_none()).map(|l| unread(reader.clause, words, l)));
    found
}

/// The doubt about a duty whose words differ much from the catalog's.
pub(super) fn differs(duty: &DerivedDuty) -> Option<Doubt> {
    if duty.origin != DutyOrigin::Near || duty.similarity >= SIMILAR_ENOUGH {
        return None;
    }
    let key = duty.key.clone().unwrap_or_default();
    let differences: Vec<String> = duty
        .differences
        .iter()
        .take(5)
        .map(|difference| format!("“{}”→“{}”", short(&difference.catalog), short(&difference.license)))
        .collect();
    let (list, percent) = (differences.join("、"), duty.similarity / 10);
    Some(Doubt {
        kind: DoubtKind::Differs,
        clause: Some(duty.clause),
        spans: duty.spans.clone(),
        message: Bilingual::new(
            format!("与目录义务 {key} 的文字有差异（相似度 {percent}%）：{list}"),
            format!("The words differ from those of the catalog duty {key} ({percent} % alike): {list}"),
        ),
    })
}

fn short(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST).chain(['…']).collect()
}

/// The doubt about a service of a lead-in that the annex does not list. Without an annex there is nothing to compare.
pub(super) fn unlisted(lead_in: &LeadIn, license: &License, catalog: &Catalog) -> Option<Doubt> {
    let annex = &license.annex;
    let predicate = std::slice::from_ref(&lead_in.named.predicate);
    let listed = applicability(predicate, annex, &BTreeMap::new(), &BTreeSet::new(), catalog);
    if listed.state == ApplicabilityState::Applicable || annex.services.is_empty() {
        return None;
    }
    let name = &lead_in.named.name.zh;
    Some(Doubt {
        kind: DoubtKind::UnlistedService,
        clause: Some(lead_in.clause),
        spans: lead_in.spans.clone(),
        message: Bilingual::new(
            format!("条文所称“{name}”不在附页之列"),
            format!("The annex does not list “{name}”, which the clause names"),
        ),
    })
}

/// A duty for a whole clause.
pub(super) fn whole(clause: &Clause, scope: &Scope) -> DerivedDuty {
    DerivedDuty {
        clause: clause.id,
        ordinal: 0,
        spans: clause.body.fragments.iter().map(|fragment| fragment.span).collect(),
        origin: DutyOrigin::Rule,
        key: None,
        similarity: 1000,
        differences: Vec::new(),
        title: Bilingual::new(format!("遵守{}", clause.id), format!("Comply with {}", clause.id)),
        kind: DutyKind::StandingDuty,
        trigger: None,
        limit: None,
        timing: None,
        authority: None,
        evidence: Vec::new(),
        condition: condition(scope),
        applies_if: scope.predicates(),
        other_law: Vec::new(),
        related: Vec::new(),
        note: Bilingual::default(),
    }
}

/// The doubt about a duty for a whole clause. `past`: whether it was not split because there are too many duties.
pub(super) fn of_whole(clause: &Clause, past: bool) -> Doubt {
    let spans = clause.body.fragments.iter().map(|fragment| fragment.span).collect();
    let (kind, message) = if past {
        let message =
            Bilingual::new("义务过多或条文过长，本条未拆分", "Too many duties or too long a clause; it was not split");
        (DoubtKind::TooMuch, message)
    } else {
        let message = Bilingual::new(
            "没有“应当”“不得”等字样，整条作为一项义务",
            "Without a word such as “应当” or “不得”, the whole clause is one duty",
        );
        (DoubtKind::UnsureKind, message)
    };
    Doubt { kind, clause: Some(clause.id), spans, message }
}

/// The doubt about clauses that were not compared with the catalog.
pub(super) fn too_much() -> Doubt {
    Doubt {
        kind: DoubtKind::TooMuch,
        clause: None,
        spans: Vec::new(),
        message: Bilingual::new(
            "相近的条文过多，其余未与目录比对",
            "Too many similar clauses; the rest was not compared with the catalog",
        ),
    }
}
