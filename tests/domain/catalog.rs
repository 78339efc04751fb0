//! Tests of the catalog against its license: no words are left out or misquoted, and the applicability matches the
//! manual analysis.

use crate::support::{LICENSE, facts};
use license_workbook::language::Bilingual;
use license_workbook::license::{ClauseId, License, parse};
use license_workbook::obligation::{
    ApplicabilityState, Catalog, CatalogDuty, DutyKind, LimitDirection, LimitUnit, Predicate, RelationKind, TimeLimit,
    applicability, clause_hash, locate,
};
use std::collections::{BTreeMap, BTreeSet};

const EXPECTED: &str = include_str!("../data/catalog_expected.ron");
const LEAD_INS: &str = include_str!("../data/catalog_lead_ins.ron");

/// Words that mark a sentence as a duty.
const OPERATIVE: [&str; 8] = ["应当", "应", "不得", "禁止", "日内", "开展", "建立", "制定"];

/// Words that belong to no duty, with the reason.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct LeadIn {
    phrase: String,
    /// A clause, or `any`.
    clause: String,
    reason: String,
}

fn catalog() -> Catalog {
    Catalog::builtin().unwrap()
}

fn expected() -> Vec<(String, DutyKind, String)> {
    ron::from_str(EXPECTED).unwrap()
}

fn state(duty: &CatalogDuty, license: &License, catalog: &Catalog) -> ApplicabilityState {
    applicability(&duty.applies_if, &license.annex, &BTreeMap::new(), &BTreeSet::new(), catalog).state
}

#[test]
fn every_duty_has_a_key_of_its_own_counted_within_its_clause() {
    let catalog = catalog();
    let mut last: BTreeMap<ClauseId, usize> = BTreeMap::new();
    for duty in &catalog.duties {
        let number = last.entry(duty.clause).or_default();
        *number += 1;
        assert_eq!(duty.key, format!("{}-{number}", duty.clause));
    }
    assert!(catalog.duties.is_sorted_by_key(|duty| duty.clause));
    assert_eq!(last.len(), 35, "all clauses but the lead-ins of 十五 and 十六");
    let titles: BTreeSet<(&str, &str)> =
        catalog.duties.iter().map(|duty| (duty.title.zh.as_str(), duty.title.en.as_str())).collect();
    assert_eq!(titles.len(), catalog.duties.len());
}

/// The numbers were counted by hand in the text of the license. Most other tests take them from [`facts`].
#[test]
fn the_catalog_has_the_duties_that_were_counted_in_the_license() {
    assert_eq!(facts::duties(), 141);
    assert_eq!(facts::by_applicability(), [78, 54, 9]);
    assert_eq!((facts::counted(), facts::reported()), (132, 131));
}

#[test]
fn every_quote_stands_verbatim_in_its_clause() {
    let license = parse(LICENSE);
    assert_eq!(license.clauses().count(), 37);
    for duty in catalog().duties {
        let text = &license.clause(duty.clause).unwrap().body.text;
        assert!(!duty.quotes.is_empty() && !duty.evidence.is_empty(), "{}", duty.key);
        for quote in &duty.quotes {
            assert!(text.contains(quote.as_str()), "{}: {quote}", duty.key);
        }
        let located = locate(&duty, &license).unwrap();
        assert_eq!(located.clause, duty.clause, "{}", duty.key);
        let words: String = located.spans.iter().map(|span| span.of(LICENSE)).collect();
        assert_eq!(words, duty.quotes.concat(), "{}", duty.key);
        assert!(located.spans.is_sorted(), "{}", duty.key);
    }
}

#[test]
fn every_word_of_the_provisions_is_in_a_duty_or_a_listed_lead_in() {
    let license = parse(LICENSE);
    let lead_ins: Vec<LeadIn> = ron::from_str(LEAD_INS).unwrap();
    let mut used = vec![false; lead_ins.len()];
    for (clause, rest) in uncovered(&license) {
        let name = clause.to_string();
        let known = lead_ins.iter().position(|l| l.phrase == rest && (l.clause == "any" || l.clause == name));
        let Some(index) = known else {
            let operative: Vec<&str> = OPERATIVE.into_iter().filter(|word| rest.contains(word)).collect();
            panic!("{name}: no duty covers “{rest}” (operative words: {operative:?})");
        };
        used[index] = true;
    }
    for (lead_in, used) in lead_ins.iter().zip(used) {
        assert!(used, "“{}” is covered by duties", lead_in.phrase);
        assert!(!lead_in.reason.is_empty());
        let operative = OPERATIVE.into_iter().any(|word| lead_in.phrase.contains(word));
        assert_eq!(operative, matches!(lead_in.clause.as_str(), "十五" | "十六"), "“{}”", lead_in.phrase);
    }
}

/// The parts of each clause outside the spans of all duties, without the punctuation around them.
fn uncovered(license: &License) -> Vec<(ClauseId, String)> {
    let mut covered = vec![false; LICENSE.len()];
    for duty in catalog().duties {
        for span in locate(&duty, license).unwrap().spans {
            covered[span.start..span.end].fill(true);
        }
    }
    let mut pieces = Vec::new();
    for clause in license.clauses() {
        let mut text = String::new();
        for fragment in &clause.body.fragments {
            let words = fragment.span.of(LICENSE).char_indices();
            text.extend(words.map(|(at, c)| if covered[fragment.span.start + at] { '\n' } else { c }));
        }
        let rests = text.split(['\n', '，', '。', '；', '：', '、']).map(str::trim).filter(|rest| !rest.is_empty());
        pieces.extend(rests.map(|rest| (clause.id, rest.to_owned())));
    }
    pieces
}

#[test]
fn kinds_and_applicability_are_those_found_by_hand() {
    let (catalog, license) = (catalog(), parse(LICENSE));
    let found: Vec<(String, DutyKind, String)> = catalog
        .duties
        .iter()
        .map(|duty| (duty.key.clone(), duty.kind, state(duty, &license, &catalog).as_str().to_owned()))
        .collect();
    let expected = expected();
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!(found, expected);
    }
    assert_eq!(found.len(), expected.len());
    let count = |state: ApplicabilityState| found.iter().filter(|duty| duty.2 == state.as_str()).count();
    assert_eq!(ApplicabilityState::ALL.map(count), facts::by_applicability());
}

#[test]
fn reasons_quote_the_annex() {
    let (catalog, license) = (catalog(), parse(LICENSE));
    let cases = [
        ("十六(十二)-1", "信息搜索查询服务"),
        ("十六(十三)-1", "信息社区服务"),
        ("十六(十四)-1", "信息即时交互服务"),
        ("十六(十)-1", "信息保护和加工处理服务"),
        ("十五(一)-1", "经营类电子商务"),
        ("十六(二)-1", "互联网信息服务"),
    ];
    for (key, words) in cases {
        let duty = catalog.duty(key).unwrap();
        let result = applicability(&duty.applies_if, &license.annex, &BTreeMap::new(), &BTreeSet::new(), &catalog);
        let reason = result.reasons.iter().find(|r| matches!(r.predicate, Some(Predicate::Service { .. }))).unwrap();
        assert!(reason.spans.iter().any(|span| span.of(LICENSE) == words), "{key}: {reason:?}");
        assert!(reason.text.zh.contains(words) && reason.text.en.contains(words), "{key}: {reason:?}");
    }
}

#[test]
fn the_limits_are_those_of_the_license() {
    use LimitDirection::{After, AtLeast, Before, Within};
    use LimitUnit::{CalendarDays, Immediately, Promptly, Quarter, WorkingDays, Years};
    let expected = [
        ("六-4", None, Promptly, After),
        ("八-1", None, Immediately, After),
        ("八-3", None, Immediately, After),
        ("九-4", None, Immediately, After),
        ("九-6", Some(10), WorkingDays, After),
        ("十一-1", Some(30), CalendarDays, After),
        ("十一-2", Some(30), CalendarDays, After),
        ("十二-1", Some(30), CalendarDays, After),
        ("十二-2", Some(30), CalendarDays, After),
        ("十二-3", Some(30), CalendarDays, After),
        ("十二-4", Some(30), CalendarDays, After),
        ("十二-5", Some(90), CalendarDays, Before),
        ("十二-6", Some(90), CalendarDays, Before),
        ("十三-1", Some(30), CalendarDays, After),
        ("十四-1", Some(1), Quarter, Within),
        ("十五(三)-3", Some(1), Years, AtLeast),
        ("十五(七)-5", Some(30), CalendarDays, After),
        ("十六(八)-5", Some(30), CalendarDays, After),
        ("十六(十一)-6", None, Promptly, After),
    ];
    let catalog = catalog();
    let found: Vec<_> =
        catalog.duties.iter().filter_map(|duty| Some((duty.key.as_str(), duty.limit.as_ref()?))).collect();
    let found: Vec<_> = found.into_iter().map(|(key, l)| (key, l.amount, l.unit, l.direction)).collect();
    assert_eq!(found, expected);
    for duty in &catalog.duties {
        for limit in duty.limit.iter().filter(|limit| limit.amount.is_some()) {
            let words = [("日", CalendarDays), ("工作日", WorkingDays), ("季度", Quarter), ("年", Years)];
            let (word, _) = words.into_iter().find(|(_, unit)| *unit == limit.unit).unwrap();
            assert!(duty.quotes.concat().contains(word), "{}", duty.key);
        }
    }
}

#[test]
fn limits_of_other_laws_name_their_source() {
    let catalog = catalog();
    let with_other: Vec<&str> =
        catalog.duties.iter().filter(|duty| !duty.other_law.is_empty()).map(|duty| duty.key.as_str()).collect();
    assert_eq!(with_other, ["六-2", "六-3", "七-1", "八-3", "九-2", "十一-1", "十一-2", "十五(三)-3"]);
    for other in catalog.duties.iter().flat_map(|duty| &duty.other_law) {
        assert!(other.source.zh.contains('《'), "{}", other.source.zh);
        assert!(other.limit.amount.is_some());
    }
}

#[test]
fn relations_lead_to_duties_and_those_of_equals_lead_back() {
    let catalog = catalog();
    let mut twins = 0;
    for duty in &catalog.duties {
        for relation in &duty.related {
            let other = catalog.duty(&relation.key).unwrap_or_else(|| panic!("{}: {}", duty.key, relation.key));
            assert_ne!(other.key, duty.key);
            let back = |kind| other.related.iter().any(|r| r.key == duty.key && r.kind == kind);
            match relation.kind {
                RelationKind::Follows => assert!(!back(RelationKind::Follows), "{}", duty.key),
                kind @ (RelationKind::Twin | RelationKind::Alternative | RelationKind::SeeAlso) => {
                    assert!(back(kind), "{} {}", duty.key, other.key);
                }
            }
            if relation.kind == RelationKind::Twin {
                twins += 1;
                assert_eq!(duty.kind, other.kind);
                assert_eq!(duty.evidence, other.evidence);
                assert_eq!(duty.limit, other.limit);
            }
        }
    }
    assert_eq!(twins, 28, "14 duties of 十五(五) to (七), and their twins");
}

#[test]
fn predicates_name_what_the_catalog_knows_and_all_of_it_is_used() {
    let catalog = catalog();
    let mut used = BTreeSet::new();
    for duty in &catalog.duties {
        for predicate in &duty.applies_if {
            match predicate {
                Predicate::Service { class, item } => {
                    let service = catalog.service(class).unwrap();
                    assert!(item.as_ref().is_none_or(|item| service.item(item).is_some()), "{}", duty.key);
                }
                Predicate::Fact(key) => assert!(catalog.fact(key).is_some(), "{}: {key}", duty.key),
                Predicate::Event(key) => assert!(catalog.event(key).is_some(), "{}: {key}", duty.key),
                Predicate::Named(name) => panic!("{}: {name}: the catalog names its services by class", duty.key),
            }
            used.insert(predicate.to_string());
        }
        let events = duty.applies_if.iter().filter(|p| matches!(p, Predicate::Event(_))).count();
        assert!(events <= 1, "{}: more than one event", duty.key);
        assert!(duty.kind != DutyKind::EventDeadline || events == 1, "{}: no event starts it", duty.key);
        assert!(events == 0 || duty.trigger.is_some() || duty.condition.is_some(), "{}", duty.key);
    }
    let facts: BTreeSet<String> = catalog.facts.iter().map(|fact| format!("fact:{}", fact.key)).collect();
    let events: BTreeSet<String> = catalog.events.iter().map(|event| format!("event:{}", event.key)).collect();
    assert_eq!((facts.len(), events.len()), (catalog.facts.len(), catalog.events.len()), "keys are unique");
    let unused: Vec<&String> = facts.iter().chain(&events).filter(|name| !used.contains(*name)).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn what_waits_for_minutes_is_started_by_a_timed_event() {
    let catalog = catalog();
    for duty in &catalog.duties {
        let immediately = duty.limit.as_ref().is_some_and(|limit| limit.unit == LimitUnit::Immediately);
        for predicate in &duty.applies_if {
            if let (Predicate::Event(key), true) = (predicate, immediately) {
                assert!(catalog.event(key).unwrap().timed, "{}", duty.key);
            }
        }
    }
}

/// Every bilingual text of the catalog that must not be empty, each with the key of its record.
fn texts(catalog: &Catalog) -> Vec<(String, Bilingual)> {
    let mut texts = Vec::new();
    for duty in &catalog.duties {
        let mut add = |text: &Bilingual| texts.push((duty.key.clone(), text.clone()));
        let optional = [&duty.trigger, &duty.timing, &duty.authority, &duty.condition];
        optional.into_iter().flatten().chain(&duty.evidence).chain([&duty.title]).for_each(&mut add);
        duty.limit.iter().map(|limit: &TimeLimit| &limit.anchor).for_each(&mut add);
        for other in &duty.other_law {
            [&other.limit.anchor, &other.source, &other.note].into_iter().for_each(&mut add);
        }
        if duty.note != Bilingual::default() {
            add(&duty.note);
        }
    }
    texts.extend(catalog.facts.iter().map(|fact| (fact.key.clone(), fact.statement.clone())));
    for event in &catalog.events {
        texts.push((event.key.clone(), event.name.clone()));
        texts.push((event.key.clone(), event.which_day.clone()));
    }
    for service in &catalog.services {
        texts.push((service.class.clone(), service.name.clone()));
        texts.extend(service.items.iter().map(|item| (item.key.clone(), item.name.clone())));
    }
    texts
}

#[test]
fn every_text_exists_in_both_languages() {
    let catalog = catalog();
    for (place, text) in texts(&catalog) {
        assert!(text.zh.chars().any(is_chinese) || text.zh.starts_with("APP"), "{place}: {}", text.zh);
        assert!(!text.en.is_empty(), "{place}: {}", text.zh);
        let foreign = without_quotes_and_keys(&text.en, &catalog);
        assert!(!foreign.chars().any(is_chinese), "{place}: {}", text.en);
        assert!(!text.en.contains("icence"), "{place}: American spelling: {}", text.en);
        for words in [&text.zh, &text.en] {
            assert_eq!(words.trim(), words, "{place}");
            assert!(!words.ends_with(['.', '。']), "{place}: {words}");
        }
    }
    for duty in &catalog.duties {
        assert!(duty.title.en.starts_with(char::is_uppercase), "{}", duty.key);
        assert!(duty.title.zh.chars().count() <= 30 && duty.title.en.len() <= 90, "{}", duty.key);
    }
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}

/// `text` without “quoted words” and the names of duties and clauses, which are Chinese in both languages.
fn without_quotes_and_keys(text: &str, catalog: &Catalog) -> String {
    let mut rest: String = text
        .split('“')
        .enumerate()
        .map(|(i, part)| if i == 0 { part } else { part.split_once('”').map_or("", |(_, after)| after) })
        .collect();
    let keys = catalog.duties.iter().rev().flat_map(|duty| [duty.key.clone(), duty.clause.to_string()]);
    for key in keys {
        rest = rest.replace(&key, "");
    }
    rest
}

#[test]
fn duties_of_conditional_scope_say_when_they_apply() {
    for duty in catalog().duties {
        assert!(duty.applies_if.is_empty() || duty.condition.is_some(), "{}", duty.key);
    }
}

/// The license of another company on the same template, with other brackets and without the typing errors.
#[test]
fn finds_all_duties_in_another_license_of_the_same_template() {
    let other = LICENSE
        .replace("苏州酷曼软件技术有限公司", "某某科技有限公司")
        .replace("人 员", "人员")
        .replace("人員", "人员")
        .replace("帐号", "账号")
        .replace("30日", "30 日")
        .replace("（工业和信息化部令第11号）", "(工业和信息化部令第11号)")
        .replace("（含更新版本）", "(含更新版本)");
    let (license, seed) = (parse(&other), parse(LICENSE));
    for duty in catalog().duties {
        assert_eq!(locate(&duty, &license).map(|found| found.clause), Some(duty.clause), "{}", duty.key);
    }
    for clause in seed.clauses() {
        let same = license.clause(clause.id).unwrap();
        assert_eq!(clause_hash(&clause.body.text), clause_hash(&same.body.text), "{}", clause.id);
    }
}
