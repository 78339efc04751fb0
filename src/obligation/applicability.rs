//! Determines whether a duty applies, with the reasons.

use super::service_reasons::{Outcome, named_reason, service_reason};
use super::{Catalog, Predicate};
use crate::language::Bilingual;
use crate::license::{Annex, Span};
use crate::variants::all;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use strum::VariantArray;

/// Whether a duty applies.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum ApplicabilityState {
    /// It applies.
    Applicable,
    /// It applies if a condition that is still unknown turns out to hold.
    Conditional,
    /// It does not apply.
    NotApplicable,
}

impl ApplicabilityState {
    /// All states, in the order in which they are listed.
    pub const ALL: [Self; Self::VARIANTS.len()] = all(Self::VARIANTS);

    /// The name in files and on the command line, e.g. `not_applicable`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Applicable => "applicable",
            Self::Conditional => "conditional",
            Self::NotApplicable => "not_applicable",
        }
    }
}

/// Whether a duty applies, with all reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applicability {
    /// The result.
    pub state: ApplicabilityState,
    /// One reason for each predicate; the decisive ones come first.
    pub reasons: Vec<Reason>,
}

/// One reason for the result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The predicate concerned; `None` for a duty without predicates.
    pub predicate: Option<Predicate>,
    /// The result of this predicate alone.
    pub state: ApplicabilityState,
    /// The text of the reason.
    pub text: Bilingual,
    /// The decisive words of the annex, as spans of the license text.
    pub spans: Vec<Span>,
}

/// Evaluates `predicates`, all of which must hold, against the annex, the stated facts and the recorded kinds of
/// events.
#[must_use]
pub fn applicability(
    predicates: &[Predicate],
    annex: &Annex,
    facts: &BTreeMap<String, bool>,
    events: &BTreeSet<String>,
    catalog: &Catalog,
) -> Applicability {
    let mut reasons: Vec<Reason> = predicates
        .iter()
        .map(|predicate| {
            let (state, text, spans) = match predicate {
                Predicate::Service { class, item } => service_reason(class, item.as_deref(), annex, catalog),
                Predicate::Fact(key) => fact_reason(key, facts, catalog),
                Predicate::Event(key) => event_reason(key, events, catalog),
                Predicate::Named(name) => named_reason(name, annex, catalog),
            };
            Reason { predicate: Some(predicate.clone()), state, text, spans }
        })
        .collect();
    if reasons.is_empty() {
        let text = Bilingual::new(
            "对每个持证公司都适用，没有附加条件",
            "Applies to every holder of the license without further conditions",
        );
        reasons.push(Reason { predicate: None, state: ApplicabilityState::Applicable, text, spans: Vec::new() });
    }
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.state));
    let state = reasons.first().map_or(ApplicabilityState::Applicable, |reason| reason.state);
    Applicability { state, reasons }
}

fn fact_reason(key: &str, facts: &BTreeMap<String, bool>, catalog: &Catalog) -> Outcome {
    let statement = catalog.fact(key).map_or_else(|| Bilingual::new(key, key), |fact| fact.statement.clone());
    let (zh, en) = (statement.zh, statement.en);
    let (state, text) = match facts.get(key) {
        Some(true) => (
            ApplicabilityState::Applicable,
            Bilingual::new(format!("已说明属实：{zh}"), format!("Stated to be true: {en}")),
        ),
        Some(false) => (
            ApplicabilityState::NotApplicable,
            Bilingual::new(format!("已说明不属实：{zh}"), format!("Stated not to be true: {en}")),
        ),
        None => (
            ApplicabilityState::Conditional,
            Bilingual::new(format!("尚未说明：{zh}"), format!("Not stated yet: {en}")),
        ),
    };
    (state, text, Vec::new())
}

fn event_reason(key: &str, events: &BTreeSet<String>, catalog: &Catalog) -> Outcome {
    let name = catalog.event(key).map_or_else(|| Bilingual::new(key, key), |event| event.name.clone());
    let (zh, en) = (name.zh, name.en);
    let (state, text) = if events.contains(key) {
        (ApplicabilityState::Applicable, Bilingual::new(format!("已登记事件：{zh}"), format!("Event recorded: {en}")))
    } else {
        (
            ApplicabilityState::Conditional,
            Bilingual::new(format!("尚无事件登记：{zh}"), format!("No such event recorded yet: {en}")),
        )
    };
    (state, text, Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::license::{Service, Spanned};

    fn spanned(value: &str, at: usize) -> Spanned<String> {
        Spanned { value: value.to_owned(), span: Span::new(at, at + value.len()) }
    }

    fn phrases(values: &[&str], at: usize) -> Vec<Spanned<String>> {
        values.iter().enumerate().map(|(i, value)| spanned(value, at + i * 100)).collect()
    }

    fn service(
        class: Option<&'static str>,
        name: &str,
        limited_to: &[&str],
        includes: &[&str],
        excludes: &[&str],
    ) -> Service {
        Service {
            class,
            name: spanned(name, 0),
            limited_to: phrases(limited_to, 100),
            includes: phrases(includes, 1000),
            excludes: phrases(excludes, 2000),
            coverage: Vec::new(),
            sites: Vec::new(),
            remarks: Vec::new(),
            span: Span::new(0, 3000),
        }
    }

    /// The result for predicates in their text form.
    fn check(predicates: &[&str], services: Vec<Service>, facts: &[(&str, bool)], events: &[&str]) -> Applicability {
        let predicates: Vec<Predicate> = predicates.iter().map(|p| p.parse().unwrap()).collect();
        let annex = Annex { company: None, services };
        let facts = facts.iter().map(|(key, value)| ((*key).to_owned(), *value)).collect();
        let events = events.iter().map(|key| (*key).to_owned()).collect();
        applicability(&predicates, &annex, &facts, &events, &Catalog::builtin().unwrap())
    }

    fn information_service() -> Service {
        let excludes = ["信息搜索查询服务", "信息社区服务", "信息即时交互服务", "信息保护和加工处理服务"];
        service(Some("B25"), "信息服务业务", &["互联网信息服务"], &[], &excludes)
    }

    use ApplicabilityState::{Applicable, Conditional, NotApplicable};

    #[test]
    fn without_predicates_it_applies() {
        let result = check(&[], vec![], &[], &[]);
        assert_eq!(result.state, Applicable);
        assert_eq!(result.reasons.len(), 1);
        assert_eq!(result.reasons[0].predicate, None);
    }

    #[test]
    fn facts_and_events_decide() {
        let predicates = ["fact:runs_app_store", "event:app_submitted"];
        let yes = [("runs_app_store", true)];
        let no = [("runs_app_store", false)];
        let event = ["app_submitted"];
        assert_eq!(check(&predicates, vec![], &[], &[]).state, Conditional);
        assert_eq!(check(&predicates, vec![], &yes, &[]).state, Conditional);
        assert_eq!(check(&predicates, vec![], &[], &event).state, Conditional);
        assert_eq!(check(&predicates, vec![], &yes, &event).state, Applicable);
        assert_eq!(check(&predicates, vec![], &no, &event).state, NotApplicable);
        let result = check(&predicates, vec![], &[("runs_app_store", false)], &[]);
        assert_eq!(result.reasons[0].text.zh, "已说明不属实：公司提供应用软件发布平台服务");
        assert_eq!(result.reasons[0].text.en, "Stated not to be true: The company runs an app store");
        assert_eq!(result.reasons[1].state, Conditional);
    }

    #[test]
    fn an_absent_service_does_not_apply() {
        let result = check(&["service:B21", "fact:edi_content_needs_permit"], vec![information_service()], &[], &[]);
        assert_eq!(result.state, NotApplicable);
        assert_eq!(result.reasons[0].text.zh, "附页没有列出“在线数据处理与交易处理业务”（B21）");
    }

    #[test]
    fn without_an_annex_or_with_an_unknown_service_it_is_left_open() {
        for predicate in ["service:B21", "service:B25/community", "named:量子通信业务"] {
            let result = check(&[predicate], vec![], &[], &[]);
            assert_eq!(result.state, Conditional, "{predicate}");
            assert!(result.reasons[0].text.zh.contains("没有找到附页"), "{predicate}: {:?}", result.reasons[0].text);
        }
        let unknown = service(None, "量子通信业务", &[], &[], &["信息社区服务"]);
        let result = check(&["service:B21"], vec![unknown.clone(), information_service()], &[], &[]);
        assert_eq!(result.state, Conditional);
        assert!(result.reasons[0].text.zh.contains("量子通信业务"));
        assert_eq!(result.reasons[0].spans.len(), 1);
        // What the annex excludes stays excluded, wherever it says so.
        assert_eq!(check(&["service:B25/community"], vec![unknown.clone()], &[], &[]).state, NotApplicable);
        assert_eq!(check(&["service:B25/search_query"], vec![unknown], &[], &[]).state, Conditional);
    }

    #[test]
    fn the_name_of_an_entry_can_be_that_of_an_item() {
        let domestic = || vec![service(Some("B24"), "国内呼叫中心业务", &[], &[], &[])];
        assert_eq!(check(&["service:B24"], domestic(), &[], &[]).state, Applicable);
        assert_eq!(check(&["service:B24/domestic"], domestic(), &[], &[]).state, Applicable);
        assert_eq!(check(&["service:B24/offshore"], domestic(), &[], &[]).state, NotApplicable);
        let both = vec![service(Some("B24"), "呼叫中心业务", &[], &[], &[])];
        assert_eq!(check(&["service:B24/offshore"], both, &[], &[]).state, Applicable);
    }

    #[test]
    fn a_named_service_is_judged_by_the_names_in_the_annex() {
        let unknown = service(None, "第二类增值电信业务中的量子通信业务", &[], &["密钥分发服务"], &["中继服务"]);
        for (name, state) in [
            ("量子通信业务", Applicable),
            ("密钥分发服务", Applicable),
            ("中继服务", NotApplicable),
            ("其他业务", Conditional),
            ("呼叫中心业务", Conditional),
        ] {
            let predicate = format!("named:{name}");
            assert_eq!(check(&[&predicate], vec![unknown.clone()], &[], &[]).state, state, "{name}");
        }
        let complete = vec![information_service()];
        assert_eq!(check(&["named:量子通信业务"], complete.clone(), &[], &[]).state, Conditional);
        assert_eq!(check(&["named:呼叫中心业务"], complete, &[], &[]).state, NotApplicable);
        assert_eq!("named:量子通信业务".parse::<Predicate>().unwrap().to_string(), "named:量子通信业务");
    }

    #[test]
    fn a_service_is_known_by_its_name_without_a_class() {
        let grouped = service(None, "第二类增值电信业务中的信息服务业务", &[], &[], &[]);
        assert_eq!(check(&["service:B25"], vec![grouped], &[], &[]).state, Applicable);
        let entry = service(None, "在线数据处理与交易处理业务", &["经营类电子商务"], &[], &[]);
        let result = check(&["service:B21"], vec![entry], &[], &[]);
        assert_eq!(result.state, Applicable);
        assert_eq!(result.reasons[0].text.zh, "附页准许经营“在线数据处理与交易处理业务（仅限经营类电子商务）”");
        assert_eq!(result.reasons[0].spans.len(), 2);
    }

    #[test]
    fn an_excluded_item_does_not_apply_even_under_another_name() {
        let result = check(&["service:B25/community"], vec![information_service()], &[], &[]);
        assert_eq!(result.state, NotApplicable);
        let reason = &result.reasons[0];
        assert_eq!(
            reason.text.zh,
            "附页写明“信息服务业务”不含“信息社区服务”；条文所称“信息社区平台服务”与附页“信息社区服务”为同一服务"
        );
        assert!(reason.text.en.contains("excludes “信息社区服务”"), "{}", reason.text.en);
        assert!(reason.spans.contains(&information_service().excludes[1].span));
    }

    #[test]
    fn what_is_not_excluded_remains() {
        let result = check(&["service:B25/publishing_delivery"], vec![information_service()], &[], &[]);
        assert_eq!(result.state, Applicable);
        assert!(result.reasons[0].text.zh.ends_with("“信息发布平台及递送服务”不在排除之列，属于其余服务项目"));
        assert_eq!(result.reasons[0].spans.len(), 5);
    }

    #[test]
    fn a_limit_or_an_inclusion_by_item_decides() {
        let limited = service(Some("B25"), "信息服务业务", &["信息搜索查询服务"], &[], &[]);
        assert_eq!(check(&["service:B25/search_query"], vec![limited.clone()], &[], &[]).state, Applicable);
        assert_eq!(check(&["service:B25/community"], vec![limited.clone()], &[], &[]).state, NotApplicable);
        let including = service(Some("B25"), "信息服务业务", &[], &["信息发布平台和递送服务"], &[]);
        let result = check(&["service:B25/publishing_delivery"], vec![limited, including], &[], &[]);
        assert_eq!(result.state, Applicable);
        assert!(result.reasons[0].text.zh.starts_with("附页写明“信息服务业务”含“信息发布平台和递送服务”"));
    }

    #[test]
    fn what_the_catalog_does_not_know_is_left_open() {
        let predicates = ["service:B99", "service:B25/unknown", "fact:unknown", "event:unknown"];
        for predicate in predicates {
            assert_eq!(check(&[predicate], vec![information_service()], &[], &[]).state, Conditional, "{predicate}");
        }
    }
}
