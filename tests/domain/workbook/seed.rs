//! Tests of new workbooks on the license in `seeds` and on other licenses.

use super::support::{new_desk, seeded, today};
use crate::support::facts;
use crate::support::{LICENSE, catalog};
use license_workbook::deadlines::Register;
use license_workbook::license::ClauseId;
use license_workbook::obligation::{ApplicabilityState, DutyOrigin};
use license_workbook::workbook::{SeedReport, Status, Workbook};
use std::collections::{BTreeMap, BTreeSet};

fn register(workbook: &Workbook) -> Register {
    Register::of(workbook, workbook.current_license().unwrap(), today(), catalog()).unwrap()
}

/// The license without the text from `from` up to `to`.
fn without(from: &str, to: &str) -> String {
    let (before, rest) = LICENSE.split_once(from).unwrap();
    let (_, after) = rest.split_once(to).unwrap();
    format!("{before}{to}{after}")
}

/// Labels by catalog key; checks that no label occurs twice.
fn labels(workbook: &Workbook) -> BTreeMap<String, String> {
    let register = register(workbook);
    let distinct: BTreeSet<&str> = register.entries.iter().map(|e| e.label.as_str()).collect();
    assert_eq!(distinct.len(), register.entries.len(), "a label occurs twice");
    let origins = register.entries.iter().filter_map(|e| Some((e.duty.definition.origin.clone()?, e.label.clone())));
    origins.collect()
}

#[test]
fn the_seed_has_the_duties_of_the_catalog_labelled_as_the_catalog_keys_them() {
    let (workbook, report) = seeded(LICENSE);
    assert_eq!(report, SeedReport::default());
    assert_eq!(workbook.duties.len(), facts::duties());
    let labels = labels(&workbook);
    assert_eq!(labels.len(), facts::duties());
    assert!(labels.iter().all(|(key, label)| key == label), "{labels:?}");
    for label in ["一-1", "十二-5", "十五(七)-1", "十六(十三)-2"] {
        assert!(labels.contains_key(label), "{label}");
    }
    assert!(workbook.history.is_empty() && workbook.people.is_empty());
    assert_eq!(workbook.revision(), 0);
    assert_eq!(workbook.tracked_from, today());
    assert!(Workbook::from_contents((*workbook).clone()).is_ok());
}

#[test]
fn the_seed_counts_what_is_applicable_conditional_and_not_applicable() {
    let register = register(&seeded(LICENSE).0);
    let count = |state| register.entries.iter().filter(|e| e.applicability.state == state).count();
    assert_eq!(ApplicabilityState::ALL.map(count), facts::by_applicability());
    let counts = register.counts;
    assert_eq!((counts.total, counts.denominator()), (facts::duties(), facts::counted()));
    // The window of the annual report is open on this day.
    assert_eq!(
        Status::ALL.map(|status| counts.of(status)),
        [facts::reported(), 1, 0, 0, facts::duties() - facts::counted()]
    );
    assert_eq!((counts.without_owner, counts.overdue, counts.met_without_evidence), (facts::counted(), 0, 0));
    assert!(register.entries.is_sorted_by_key(|e| (e.duty.definition.clause, e.duty.definition.ordinal)));
    assert!(register.entries.iter().all(|e| !e.quote.is_empty() && !e.applicability.reasons.is_empty()));
}

#[test]
fn duties_are_found_by_label_however_it_is_typed() {
    let desk = new_desk();
    let label = |id| desk.workbook.duties[&id].definition.label();
    for (typed, expected) in [
        ("十二-5", Some("十二-5")),
        (" 十二-5\n", Some("十二-5")),
        ("12-5", Some("十二-5")),
        ("十六(十三)-2", Some("十六(十三)-2")),
        ("十六（十三）-2", Some("十六(十三)-2")),
        ("十六（十三)－２", Some("十六(十三)-2")),
        ("16(13)-2", Some("十六(十三)-2")),
        ("１６（１３）-2", Some("十六(十三)-2")),
        ("十二", None),
        ("十二-", None),
        ("十二-0", None),
        ("十二-05", None),
        ("十二-+5", None),
        ("十二-99", None),
        ("十六-1", None),
        ("十七-1", None),
        ("", None),
    ] {
        let found = desk.workbook.duty_by_label(desk.license, typed).map(label);
        assert_eq!(found.as_deref(), expected, "{typed:?}");
    }
    let other = license_workbook::workbook::IdSource::new(99).next_id();
    assert_eq!(desk.workbook.duty_by_label(other, "十二-5"), None, "of another license");
}

#[test]
fn another_company_has_the_same_duties() {
    let (workbook, report) = seeded(&LICENSE.replace("苏州酷曼软件技术有限公司", "南京某某网络科技有限公司"));
    assert_eq!(report, SeedReport::default());
    assert_eq!(labels(&workbook), labels(&seeded(LICENSE).0));
    let company = register(&workbook).parsed.cover.company.as_ref().map(|c| c.value.clone());
    assert_eq!(company.as_deref(), Some("南京某某网络科技有限公司"));
}

/// 十五(五)…(七) and 十六(六)…(八) are nearly identical: without 十五, its duties must not be found in 十六.
#[test]
fn twin_duties_are_not_doubled_where_one_of_their_provisions_is_missing() {
    let whole = labels(&seeded(LICENSE).0);
    let (before, rest) = LICENSE.split_once("十五、你公司").unwrap();
    let (fifteen, sixteen) = rest.split_once("十六、你公司").unwrap();
    for (gone, text) in
        [("十五", format!("{before}十六、你公司{sixteen}")), ("十六", format!("{before}十五、你公司{fifteen}"))]
    {
        let (workbook, report) = seeded(&text);
        let expected: BTreeMap<String, String> =
            whole.clone().into_iter().filter(|(key, _)| !key.starts_with(gone)).collect();
        assert_eq!(labels(&workbook), expected, "without {gone}");
        let not_found: BTreeSet<&str> = report.not_found.iter().map(String::as_str).collect();
        let missing: BTreeSet<&str> = whole.keys().map(String::as_str).filter(|k| k.starts_with(gone)).collect();
        assert_eq!(not_found, missing, "without {gone}");
        assert_eq!(report.doubts, []);
    }
}

#[test]
fn a_license_for_one_service_has_the_duties_of_that_service() {
    let text = without("在线数据处理与交易处理业务（仅限经营类电子商务）", "信息服务业务（仅限互联网信息服务）");
    let (before, rest) = text.split_once("十五、你公司").unwrap();
    let (_, after) = rest.split_once("十六、你公司").unwrap();
    let (workbook, _) = seeded(&format!("{before}十六、你公司{after}"));
    assert!(labels(&workbook).keys().all(|key| !key.starts_with("十五")));
    assert!(labels(&workbook).iter().all(|(key, label)| key == label));
}

/// A license for one service has one provision on services, which gives its duties once under any number.
#[test]
fn duties_are_not_doubled_where_the_remaining_provision_takes_the_number_of_the_other() {
    let (before, rest) = LICENSE.split_once("十五、你公司").unwrap();
    let (_, sixteen) = rest.split_once("十六、你公司").unwrap();
    let (workbook, _) = seeded(&format!("{before}十五、你公司{sixteen}"));
    let register = register(&workbook);
    for clause in ["十五(六)", "十五(七)", "十五(八)"] {
        let clause: ClauseId = clause.parse().unwrap();
        let of_clause: Vec<_> = register.entries.iter().filter(|e| e.duty.definition.clause == clause).collect();
        let spans: BTreeSet<_> = of_clause.iter().map(|e| e.duty.definition.spans.clone()).collect();
        assert!(!of_clause.is_empty());
        assert_eq!(spans.len(), of_clause.len(), "{clause}: two duties on the same words");
    }
}

#[test]
fn a_renumbered_provision_keeps_its_duties_under_its_new_number() {
    // 二 is removed, and 三 takes its number.
    let text = without("\n二、", "\n三、").replace("\n三、", "\n二、");
    let (workbook, report) = seeded(&text);
    let labels = labels(&workbook);
    assert_eq!(labels.get("三-1").map(String::as_str), Some("二-1"));
    assert!(report.not_found.iter().all(|key| key.starts_with("二-")), "{report:?}");
    assert!(!report.not_found.is_empty());
}

#[test]
fn an_unknown_clause_becomes_one_duty_of_its_own() {
    let words = "你公司应当每月向本机关报送运行数据。";
    let text = format!("{}\n\n十七、{words}\n", LICENSE.trim_end());
    let (workbook, report) = seeded(&text);
    let clause: ClauseId = "十七".parse().unwrap();
    assert_eq!(report, SeedReport::default());
    assert_eq!(workbook.duties.len(), facts::duties() + 1);
    let register = register(&workbook);
    let entry = register.entries.last().unwrap();
    assert_eq!((entry.label.as_str(), entry.quote.as_str()), ("十七-1", "应当每月向本机关报送运行数据"));
    assert_eq!((entry.duty.definition.origin.as_ref(), entry.duty.definition.found_by()), (None, DutyOrigin::Rule));
    assert_eq!(entry.applicability.state, ApplicabilityState::Applicable);
    assert_eq!(register.counts_of(clause).total, 1);
}

#[test]
fn a_reworded_provision_becomes_one_duty_and_says_which_are_gone() {
    let text =
        format!("{}二、你公司应当诚信经营。\n\n{}", LICENSE.split_once("二、你公司").unwrap().0, {
            let (_, rest) = LICENSE.split_once("三、你公司").unwrap();
            format!("三、你公司{rest}")
        });
    let (workbook, report) = seeded(&text);
    let register = register(&workbook);
    let of_two: Vec<_> = register.entries.iter().filter(|e| e.duty.definition.clause.provision == 2).collect();
    let [entry] = of_two.as_slice() else { panic!("{} duties", of_two.len()) };
    assert_eq!(entry.quote, "应当诚信经营");
    assert_eq!(entry.duty.definition.found_by(), DutyOrigin::Rule);
    assert!(report.not_found.iter().all(|key| key.starts_with("二-")), "{report:?}");
}

#[test]
fn any_text_makes_a_workbook() {
    for text in ["", "\n", "no license", "一、", "# 特别规定事项\n\n一、\n\n二、\n"] {
        let (workbook, report) = seeded(text);
        assert_eq!(workbook.licenses.len(), 1, "{text:?}");
        assert_eq!(report.not_found.len(), facts::duties(), "{text:?}");
        assert!(workbook.duties.len() <= 1, "{text:?}: {} duties", workbook.duties.len());
        assert!(Workbook::from_contents((*workbook).clone()).is_ok(), "{text:?}");
    }
}
