//! Tests of the derivation as a whole.

use super::*;
use crate::license::parse;
use crate::obligation::{LimitDirection, LimitUnit, locate};

const SEED: &str = include_str!("../../../seeds/license-su-b2-20140200.txt");

fn catalog() -> &'static Catalog {
    static CATALOG: std::sync::LazyLock<Catalog> = std::sync::LazyLock::new(|| Catalog::builtin().unwrap());
    &CATALOG
}

#[test]
fn the_license_of_the_catalog_has_exactly_the_duties_of_the_catalog() {
    let (catalog, license) = (catalog(), parse(SEED));
    let found = derive(&license, catalog);
    assert_eq!(found.doubts, []);
    assert_eq!(found.not_found, Vec::<String>::new());
    assert_eq!(found.duties.len(), catalog.duties.len());
    for (found, duty) in found.duties.iter().zip(&catalog.duties) {
        let place = locate(duty, &license).unwrap();
        assert_eq!(format!("{}-{}", found.clause, found.ordinal), duty.key);
        let wanted = DerivedDuty {
            clause: duty.clause,
            ordinal: found.ordinal,
            spans: place.spans,
            origin: DutyOrigin::Catalog,
            key: Some(duty.key.clone()),
            similarity: 1000,
            differences: Vec::new(),
            title: duty.title.clone(),
            kind: duty.kind,
            trigger: duty.trigger.clone(),
            limit: duty.limit.clone(),
            timing: duty.timing.clone(),
            authority: duty.authority.clone(),
            evidence: duty.evidence.clone(),
            condition: duty.condition.clone(),
            applies_if: duty.applies_if.clone(),
            other_law: duty.other_law.clone(),
            related: duty.related.clone(),
            note: duty.note.clone(),
        };
        assert_eq!(*found, wanted);
    }
}

/// A license with the given annex and provisions.
fn license(annex: &str, provisions: &str) -> License {
    parse(&format!("经营许可证编号：粤B1-20250001\n\n附页\n\n{annex}\n\n特别规定事项\n\n{provisions}"))
}

fn derived(annex: &str, provisions: &str) -> (License, Derivation) {
    let license = license(annex, provisions);
    let derivation = derive(&license, catalog());
    (license, derivation)
}

/// The duties as label, origin, and words.
fn labels(license: &License, derivation: &Derivation) -> Vec<(String, DutyOrigin, String)> {
    let words = |duty: &DerivedDuty| duty.spans.iter().map(|span| span.of(&license.text)).collect::<Vec<_>>().join("|");
    let label = |duty: &DerivedDuty| format!("{}-{}", duty.clause, duty.ordinal);
    derivation.duties.iter().map(|duty| (label(duty), duty.origin, words(duty))).collect()
}

fn duty<'d>(derivation: &'d Derivation, label: &str) -> &'d DerivedDuty {
    derivation.duties.iter().find(|duty| format!("{}-{}", duty.clause, duty.ordinal) == label).unwrap()
}

/// Number, unit and direction of a limit.
fn limit(duty: &DerivedDuty) -> Option<(Option<u32>, LimitUnit, LimitDirection)> {
    duty.limit.as_ref().map(|limit| (limit.amount, limit.unit, limit.direction))
}

const IDC: &str = "一、你公司在经营互联网数据中心业务时应当遵守下列规定：
（一）你公司应当按照电信主管部门要求或有关标准，具备网络与信息安全管理技术保障措施，并实现与网络和业务发展同步规划、同步建设、同步运行，确保网络与信息安全管理技术手段对运营网络和业务的全覆盖。
（二）你公司应当建立机房安全管理制度，每半年开展一次机房安全检查，检查记录应当保存不少于一年。
（三）新建、扩建、搬迁机房的，应当在机房投入使用前三十日内向当地通信管理局报备。
（四）发生通信阻断的，你公司应当立即组织抢修，在阻断发生后一小时内报告电信主管部门，并在修复后48小时内提交分析报告。";

#[test]
fn a_clause_of_one_service_is_not_judged_by_another_ones_name() {
    let (license, found) = derived("互联网数据中心业务", IDC);
    let first = duty(&found, "一(一)-1");
    assert_eq!((first.origin, first.key.as_deref()), (DutyOrigin::Catalog, Some("十五(六)-1")));
    assert_eq!(first.applies_if, ["service:B11".parse().unwrap()]);
    assert_eq!(first.condition.as_ref().unwrap().zh, "经营互联网数据中心业务");
    assert!(
        !first.title.zh.contains("在线数据处理") && !first.title.en.contains("Data processing"),
        "{:?}",
        first.title
    );
    for duty in &found.duties {
        assert_eq!(duty.applies_if, ["service:B11".parse().unwrap()], "{:?}", duty.title);
    }
    assert_eq!(found.doubts, []);
    assert_eq!(license.provisions.len(), 1);
}

#[test]
fn rules_read_what_the_catalog_does_not_have() {
    use LimitDirection::{After, AtLeast, Before, Within};
    use LimitUnit::{CalendarDays, Hours, Immediately, Months, Years};
    let (license, found) = derived("互联网数据中心业务", IDC);
    let rule: Vec<(String, String)> =
        labels(&license, &found).into_iter().filter(|l| l.1 == DutyOrigin::Rule).map(|l| (l.0, l.2)).collect();
    let expected = [
        ("一(二)-1", "应当建立机房安全管理制度"),
        ("一(二)-2", "每半年开展一次机房安全检查"),
        ("一(二)-3", "检查记录应当保存不少于一年"),
        ("一(三)-1", "新建、扩建、搬迁机房的，应当在机房投入使用前三十日内向当地通信管理局报备"),
        ("一(四)-1", "发生通信阻断的，你公司应当立即组织抢修"),
        ("一(四)-2", "在阻断发生后一小时内报告电信主管部门"),
        ("一(四)-3", "在修复后48小时内提交分析报告"),
    ];
    assert_eq!(rule, expected.map(|(label, words)| (label.to_owned(), words.to_owned())));
    let details = [
        ("一(二)-1", DutyKind::StandingDuty, None),
        ("一(二)-2", DutyKind::RecurringDeadline, Some((Some(6), Months, Within))),
        ("一(二)-3", DutyKind::RetentionPeriod, Some((Some(1), Years, AtLeast))),
        ("一(三)-1", DutyKind::EventDeadline, Some((Some(30), CalendarDays, Before))),
        ("一(四)-1", DutyKind::EventDeadline, Some((None, Immediately, After))),
        ("一(四)-2", DutyKind::EventDeadline, Some((Some(1), Hours, After))),
        ("一(四)-3", DutyKind::EventDeadline, Some((Some(48), Hours, After))),
    ];
    for (label, kind, wanted) in details {
        let duty = duty(&found, label);
        assert_eq!((duty.kind, limit(duty)), (kind, wanted), "{label}");
        assert!(!duty.evidence.is_empty() && duty.title.zh.chars().count() <= 24, "{label}");
    }
    assert_eq!(duty(&found, "一(三)-1").authority.as_ref().unwrap().zh, "通信管理局");
    assert_eq!(duty(&found, "一(三)-1").trigger.as_ref().unwrap().zh, "新建、扩建、搬迁机房");
    assert_eq!(duty(&found, "一(四)-2").limit.as_ref().unwrap().anchor.zh, "阻断发生");
}

const EDITED: &str = "一、你公司应当配合国家有关部门依法开展监督检查工作，按照法律法规要求或有关标准，做好用户日志留存、违法信息监测等工作，对发现的违法信息立即进行处置，保存有关记录，并在处置后的15个工作日内向电信主管部门上报。
二、你公司遇有工商登记的住所、注册资本、股东股权发生变更，或业务覆盖范围内负责当地业务经营、客户服务等事务的机构信息发生变化的情形，应当在变更之日起20个工作日内在《电信业务市场综合管理信息系统》中更新相关信息。你公司经营许可证有效期届满需要继续经营的，应当提前60日向原发证机关提出延续经营许可证的申请；不再继续经营的，应当提前六十日向原发证机关报告，并做好善后工作。你公司应当每月核对一次股东名册。";

#[test]
fn the_numbers_of_the_license_win() {
    use LimitDirection::{After, Before};
    use LimitUnit::{CalendarDays, WorkingDays};
    let (_, found) = derived("信息服务业务", EDITED);
    let by_key = |key: &str| found.duties.iter().find(|duty| duty.key.as_deref() == Some(key)).unwrap();
    for (key, wanted, zh, en) in [
        ("九-6", (Some(15), WorkingDays, After), "处置后 15 个工作日内上报", "15 working days"),
        ("十二-1", (Some(20), WorkingDays, After), "住所变更：20 个工作日内在系统更新", "20 working days"),
        ("十二-5", (Some(60), CalendarDays, Before), "继续经营：提前 60 日申请延续", "60 days"),
        ("十二-6", (Some(60), CalendarDays, Before), "不再经营：提前 60 日报告", "60 days"),
    ] {
        let duty = by_key(key);
        assert_eq!((duty.origin, limit(duty)), (DutyOrigin::Near, Some(wanted)), "{key}");
        assert_eq!(duty.title.zh, zh);
        assert!(duty.title.en.contains(en), "{}", duty.title.en);
        assert!(!duty.differences.is_empty() && duty.similarity < 1000, "{key}");
    }
    assert_eq!(by_key("九-6").differences[0].catalog, "10");
    assert_eq!(by_key("九-1").origin, DutyOrigin::Catalog);
    let last = found.duties.last().unwrap();
    assert_eq!((last.origin, last.kind), (DutyOrigin::Rule, DutyKind::RecurringDeadline));
}

#[test]
fn clauses_are_found_wherever_they_stand() {
    let sentence = "你公司应当在公司主要经营场所、网站主页、业务宣传手册等显著位置标明经营许可证编号。";
    let provisions = format!(
        "一、你公司应按照有关法律法规要求，为有关部门提供技术接口和解密等技术支持和协助。\n二、{sentence}你公司应当爱护树木。"
    );
    let (license, found) = derived("呼叫中心业务", &provisions);
    let labels = labels(&license, &found);
    let keys: Vec<_> = found.duties.iter().map(|duty| duty.key.as_deref()).collect();
    assert_eq!(keys, [Some("十-1"), Some("十-2"), Some("二-4"), Some("二-5"), Some("二-6"), None], "{labels:?}");
    assert_eq!(labels[5].2, "应当爱护树木");
    assert!(found.duties.iter().take(5).all(|duty| duty.origin == DutyOrigin::Catalog));
}

#[test]
fn a_lead_in_can_demand_something_itself() {
    let provisions =
        "一、你公司在经营内容分发网络业务时应当遵守下列规定，并应当每年3月31日前向电信主管部门报备节点清单：
（一）建立节点台账，节点资料保存不少于60日。
（二）你公司应当做到：①标明发送者；②不得向老人推销；③每三个月自查一次。";
    let (license, found) = derived("内容分发网络业务", provisions);
    let labels: Vec<(String, String)> = labels(&license, &found).into_iter().map(|l| (l.0, l.2)).collect();
    let expected = [
        ("一-1", "应当每年3月31日前向电信主管部门报备节点清单"),
        ("一(一)-1", "建立节点台账"),
        ("一(一)-2", "节点资料保存不少于60日"),
        ("一(二)-1", "应当做到"),
        ("一(二)-2", "标明发送者"),
        ("一(二)-3", "不得向老人推销"),
        ("一(二)-4", "每三个月自查一次"),
    ];
    assert_eq!(labels, expected.map(|(label, words)| (label.to_owned(), words.to_owned())));
    assert_eq!(limit(duty(&found, "一-1")), Some((Some(1), LimitUnit::Quarter, LimitDirection::Within)));
    assert_eq!(found.doubts, []);
}

#[test]
fn an_unknown_service_is_named_and_doubted() {
    let provisions = "一、你公司在经营量子通信业务时应当遵守下列规定：\n（一）你公司应当登记用户。\n（二）（适用于信息社区平台服务）用户实名。";
    let (_, found) = derived("信息服务业务", provisions);
    assert_eq!(duty(&found, "一(一)-1").applies_if, ["named:量子通信业务".parse().unwrap()]);
    let second = duty(&found, "一(二)-1");
    assert!(second.applies_if.contains(&"service:B25/community".parse().unwrap()));
    let kinds: Vec<DoubtKind> = found.doubts.iter().map(|doubt| doubt.kind).collect();
    assert_eq!(kinds, [DoubtKind::UnsureKind, DoubtKind::UnlistedService]);
}

#[test]
fn a_heading_over_sub_items_is_no_duty() {
    let provisions = "一、关于国内呼叫中心业务的特别规定：\n（一）你公司应当使用真实号码传送主叫。";
    let (_, found) = derived("离岸呼叫中心业务", provisions);
    assert_eq!(found.duties.len(), 1);
    assert_eq!(found.duties[0].applies_if, ["service:B24/domestic".parse().unwrap()]);
    let kinds: Vec<DoubtKind> = found.doubts.iter().map(|doubt| doubt.kind).collect();
    assert_eq!(kinds, [DoubtKind::UnlistedService]);
}

#[test]
fn titles_leave_out_what_is_too_long() {
    let provisions = "一、新增节点的，你公司应当自变动之日起30个自然日内向节点所在地通信管理局书面报备相关信息。";
    let (_, found) = derived("内容分发网络业务", provisions);
    assert_eq!(found.duties[0].title.zh, "30个自然日内向节点所在地通信管理局书面报备相…");
    assert_eq!(found.duties[0].limit.as_ref().unwrap().anchor.zh, "变动之日");
}

#[test]
fn a_duty_of_the_catalog_takes_number_and_service_of_the_license() {
    let assessment = "你公司应当按照电信主管部门要求或有关标准，建立互联网新技术新业务安全评估制度，在新技术、业务或应用上线（含合作推广、试点、商用等）时，在基础资源配置、技术实现方式、业务功能或用户规模等方面发生较大变化时，开展网络信息安全评估，积极防范网络信息安全风险，并在安全评估完成15日内向电信主管部门提交书面评估报告。";
    let provisions = format!("一、你公司在经营互联网数据中心业务时应当遵守下列规定：\n（一）{assessment}");
    let (_, found) = derived("互联网数据中心业务", &provisions);
    assert_eq!(found.duties.len(), 5, "{:?}", found.duties);
    let last = duty(&found, "一(一)-5");
    assert_eq!((last.origin, last.key.as_deref()), (DutyOrigin::Near, Some("十五(七)-5")));
    assert_eq!(limit(last), Some((Some(15), LimitUnit::CalendarDays, LimitDirection::After)));
    assert_eq!(last.title.zh, "互联网数据中心：安全评估完成 15 日内提交书面报告");
    assert_eq!(
        last.title.en,
        "Internet data center service: submit the written report within 15 days of the security assessment"
    );
    assert_eq!(last.condition.as_ref().unwrap().zh, "经营互联网数据中心业务");
    let wanted = ["service:B11", "event:security_assessment_finished"].map(|words| words.parse().unwrap());
    assert_eq!(last.applies_if, wanted);
}

#[test]
fn english_titles_begin_with_a_known_verb_or_the_clause() {
    let provisions = "一、你公司应当建立管理制度，登记用户，不得转租机柜。机房应当符合标准。";
    let (_, found) = derived("呼叫中心业务", provisions);
    let titles: Vec<&str> = found.duties.iter().map(|duty| duty.title.en.as_str()).collect();
    let wanted = [
        "Establish the management rules",
        "Register: “用户”",
        "Do not: “转租机柜”",
        "Clause 一, duty 4: “机房符合标准”",
    ];
    assert_eq!(titles, wanted);
}

#[test]
fn without_an_annex_nothing_is_ruled_out() {
    let provisions = IDC;
    let license = parse(&format!("特别规定事项\n\n{provisions}"));
    let catalog = catalog();
    for duty in derive(&license, catalog).duties {
        let result = crate::obligation::applicability(
            &duty.applies_if,
            &license.annex,
            &BTreeMap::new(),
            &BTreeSet::new(),
            catalog,
        );
        assert_eq!(result.state, crate::obligation::ApplicabilityState::Conditional);
    }
}

#[test]
fn limits_that_cannot_be_read_are_doubted() {
    let (_, found) = derived("呼叫中心业务", "一、你公司应当在3O日内答复用户，并在十十日内报告，在30分钟内复核。");
    let unread = found.doubts.iter().filter(|doubt| doubt.kind == DoubtKind::UnreadLimit).count();
    assert_eq!(unread, 3, "{:?}", found.doubts);
    assert_eq!(limit(duty(&found, "一-1")), Some((Some(30), LimitUnit::CalendarDays, LimitDirection::After)));
    assert_eq!(limit(duty(&found, "一-2")), None);
}

mod properties {
    //! No operative word is lost, whatever the text.

    use super::super::operative::Operatives;
    use super::super::rules::rules;
    use super::super::words::Words;
    use super::*;
    use proptest::prelude::*;
    use proptest::test_runner::{Config, RngSeed};

    /// A configuration with a fixed seed, so that all runs are equal.
    fn config(cases: u32) -> Config {
        Config { cases, failure_persistence: None, rng_seed: RngSeed::Fixed(20_140_200), ..Config::default() }
    }

    /// Whether each operative word of each clause is in a duty, in a doubt, or in a sentence that introduces items.
    fn check(license: &License, derivation: &Derivation) {
        let mut covered = vec![false; license.text.len()];
        let duties = derivation.duties.iter().flat_map(|duty| &duty.spans);
        for span in duties.chain(derivation.doubts.iter().flat_map(|doubt| &doubt.spans)) {
            assert!(license.text.get(span.start..span.end).is_some_and(|words| !words.is_empty()));
            covered[span.start..span.end].fill(true);
        }
        for clause in license.clauses() {
            let words = Words::new(&clause.body);
            let operatives = Operatives::of(&words.chars, rules());
            let demands = split::demands(&words.chars, &operatives, rules(), false);
            for hit in operatives.hits {
                let introduces =
                    demands.iter().any(|d| d.introduces && d.run.start <= hit.run.start && hit.run.end <= d.run.end);
                let inside = words.spans(&hit.run).iter().all(|span| covered[span.start..span.end].iter().all(|c| *c));
                assert!(
                    introduces || inside,
                    "{}: {} is lost in {}",
                    clause.id,
                    words.text(&hit.run),
                    clause.body.text
                );
            }
        }
        for duty in &derivation.duties {
            assert!(!duty.spans.is_empty() && !duty.title.zh.is_empty() && !duty.title.en.is_empty(), "{duty:?}");
        }
    }

    /// Words from which clauses are made.
    const WORDS: &str = "你公司 应当 应 不得 禁止 须 在 自 之日起 30日内 十个工作日内 提前60日 每年 每季度首月10日前 \
                         立即 及时 第一时间 保存不少于 六个月 变更的 ， ， 。 ； ： 、 （ ） 《 》 “ 并 且 和 应急 \
                         相应 应用 建立 制度 向电信主管部门 报备 报告 发生事故时 以保障安全 ① (2) 下列规定 遵守 用户 \
                         经营 信息服务业务 时 的 3O曰内 半年 每 次月5日前 前 后 24小时";

    fn word() -> impl Strategy<Value = &'static str> {
        prop::sample::select(WORDS.split(' ').collect::<Vec<&str>>())
    }

    proptest! {
        #![proptest_config(config(150))]
        #[test]
        fn no_operative_word_of_a_made_up_clause_is_lost(words in prop::collection::vec(word(), 1..60), sub in any::<bool>()) {
            let text = words.concat();
            let provisions = if sub { format!("一、你公司在经营信息服务业务时应当遵守下列规定：\n（一）{text}") } else { format!("一、{text}") };
            let (license, found) = derived("信息服务业务", &provisions);
            check(&license, &found);
        }
    }

    /// A change of the license of the catalog at a place.
    #[derive(Clone, Debug)]
    enum Change {
        Delete(usize),
        Insert(&'static str),
        Replace(&'static str),
        Swap,
    }

    fn change() -> impl Strategy<Value = Change> {
        prop_oneof![
            (1_usize..30).prop_map(Change::Delete),
            word().prop_map(Change::Insert),
            word().prop_map(Change::Replace),
            Just(Change::Swap),
        ]
    }

    /// The text with `change` at the character `at`.
    fn changed(text: &str, at: usize, change: &Change) -> String {
        let chars: Vec<char> = text.chars().collect();
        let at = at % chars.len();
        let part =
            |from: usize, to: usize| chars[from.min(chars.len())..to.min(chars.len())].iter().collect::<String>();
        match change {
            Change::Delete(n) => part(0, at) + &part(at + n, chars.len()),
            Change::Insert(word) => part(0, at) + word + &part(at, chars.len()),
            Change::Replace(word) => part(0, at) + word + &part(at + word.chars().count(), chars.len()),
            Change::Swap => {
                let end = |from: usize| {
                    chars.iter().skip(from).position(|c| *c == '，').map_or(chars.len(), |i| from + i + 1)
                };
                let (first, second) = (end(at), end(end(at)));
                part(0, at) + &part(first, second) + &part(at, first) + &part(second, chars.len())
            }
        }
    }

    proptest! {
        #![proptest_config(config(24))]
        #[test]
        fn no_operative_word_of_an_edited_license_is_lost(
            changes in prop::collection::vec((900_usize..6000, change()), 1..40)
        ) {
            let mut text = SEED.to_owned();
            for (at, change) in &changes {
                text = changed(&text, *at, change);
            }
            let license = parse(&text);
            check(&license, &derive(&license, catalog()));
        }
    }
}
