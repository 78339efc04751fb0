//! Tests of the license parser: the license in `seeds` in every detail, and arbitrary texts.

use crate::support::LICENSE;
use crate::support::random::config;
use license_workbook::license::AnnotationKind::{
    Authority, Blank, CharacterForm, MissingWords, MixedPunctuation, Naming, StraySpace,
};
use license_workbook::license::{Block, BlockKind, ClauseId, License, PageKind, Service, Span, Spanned, parse};
use proptest::prelude::*;
use std::collections::BTreeMap;

const JOINED: &str = include_str!("../data/license_joined.json");

fn seed() -> License {
    parse(LICENSE)
}

#[derive(serde::Deserialize)]
struct Expected {
    line: usize,
    text: String,
}

#[test]
fn every_clause_has_its_whole_text() {
    let license = seed();
    let expected: BTreeMap<String, Expected> = serde_json::from_str(JOINED).unwrap();
    assert_eq!(license.clauses().count(), 37);
    assert_eq!(expected.len(), 37);
    assert_eq!(license.provisions.len(), 16);
    for clause in license.clauses() {
        let wanted = &expected[&clause.id.to_string()];
        assert_eq!(clause.body.text, wanted.text, "{}", clause.id);
        assert_eq!(license.line_of(clause.label.start), wanted.line, "{}", clause.id);
    }
}

fn words(items: &[Spanned<String>]) -> Vec<&str> {
    for item in items {
        assert_eq!(item.span.of(LICENSE), item.value);
    }
    items.iter().map(|item| item.value.as_str()).collect()
}

#[test]
fn the_cover_is_read() {
    let cover = seed().cover;
    let strings = [
        (&cover.number, "苏B2-20140200"),
        (&cover.company, "苏州酷曼软件技术有限公司"),
        (&cover.legal_representative, "王宝军"),
    ];
    for (found, wanted) in strings {
        let found = found.as_ref().unwrap();
        assert_eq!(found.value, wanted);
        assert_eq!(found.span.of(LICENSE), wanted);
    }
    assert_eq!(cover.issuing_authority, None);
    let (issued, until) = (cover.issued_on.unwrap(), cover.valid_until.unwrap());
    assert_eq!((issued.value.to_string().as_str(), issued.span.of(LICENSE)), ("2019-08-02", "2019年08月02日"));
    assert_eq!((until.value.to_string().as_str(), until.span.of(LICENSE)), ("2024-05-09", "2024年05月09日"));
}

#[test]
fn the_annex_is_read() {
    let annex = seed().annex;
    assert_eq!(annex.company.unwrap().value, "苏州酷曼软件技术有限公司");
    let [trade, information]: &[Service; 2] = annex.services.as_slice().try_into().unwrap();
    let remark = ["依法须经批准的项目，经相关部门批准后方可开展相应经营活动"];
    assert_eq!((trade.class, trade.name.value.as_str()), (Some("B21"), "在线数据处理与交易处理业务"));
    assert_eq!(words(&trade.limited_to), ["经营类电子商务"]);
    assert_eq!(words(&trade.excludes), ["网络借贷信息中介类的互联网金融业务"]);
    assert_eq!(words(&trade.remarks), remark);
    assert_eq!((information.class, information.name.value.as_str()), (Some("B25"), "信息服务业务"));
    assert_eq!(words(&information.limited_to), ["互联网信息服务"]);
    assert_eq!(
        words(&information.excludes),
        ["信息搜索查询服务", "信息社区服务", "信息即时交互服务", "信息保护和加工处理服务"]
    );
    assert_eq!(words(&information.remarks), remark);
    for service in [trade, information] {
        assert!(service.includes.is_empty());
        assert!(service.span.of(LICENSE).ends_with('】'));
    }
    assert_eq!(seed().service("B25"), Some(information));
}

#[test]
fn pages_are_as_issued() {
    use PageKind::{Annex, Cover, SpecialProvisions};
    let license = seed();
    let kinds: Vec<PageKind> = license.pages.iter().map(|page| page.kind).collect();
    let special = SpecialProvisions;
    assert_eq!(kinds, [Cover, Annex, special, special, special, special, special]);
    assert_eq!(license.pages.iter().map(|page| page.number).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6, 7]);
    let text: String = license.pages.iter().map(|page| page.span.of(LICENSE)).collect();
    assert_eq!(text, LICENSE);
    for page in license.pages.iter().skip(1) {
        let [head, title, ..] = page.blocks.as_slice() else { panic!("page {} has no head", page.number) };
        assert_eq!((head.kind, title.kind), (BlockKind::RunningHead, BlockKind::Title));
        assert!(page.span.of(LICENSE).starts_with("经营许可证编号："));
    }
    assert_eq!(license.problems, []);
}

#[test]
fn cut_sentences_know_their_pages() {
    let license = seed();
    let cut: Vec<(String, Vec<u32>)> = license
        .clauses()
        .filter(|clause| clause.body.fragments.len() > 1)
        .map(|clause| (clause.id.to_string(), clause.pages()))
        .collect();
    assert_eq!(
        cut,
        [("七".to_owned(), vec![3, 4]), ("十六(一)".to_owned(), vec![5, 6]), ("十六(十)".to_owned(), vec![6, 7])]
    );
    let seven = license.clause("七".parse().unwrap()).unwrap();
    let places = seven.body.find("落实企业网络与信息安全主体责任").unwrap();
    assert_eq!(places.iter().map(|s| s.of(LICENSE)).collect::<Vec<_>>(), ["落", "实企业网络与信息安全主体责任"]);
    assert_eq!(places.iter().map(|s| license.page_at(s.start)).collect::<Vec<_>>(), [Some(3), Some(4)]);
    for (offset, c) in seven.body.text.char_indices() {
        let [place] = seven.body.to_source(offset, offset + c.len_utf8())[..] else { panic!("not 1 place: {offset}") };
        assert_eq!(place.of(LICENSE), c.to_string());
        assert_eq!(seven.body.from_source(place.start), Some(offset));
    }
    assert_eq!(seven.body.from_source(seven.label.start), None);
}

#[test]
fn labels_and_scopes_are_read() {
    let license = seed();
    let label = |id: &str| license.clause(id.parse().unwrap()).unwrap().label.of(LICENSE);
    assert_eq!(
        [label("十二"), label("十五(一)"), label("十六(二)"), label("十六(十四)")],
        ["十二、", "（一）", "(二)", "（十四）"]
    );
    let scopes: Vec<(String, &str)> =
        license.clauses().filter_map(|c| Some((c.id.to_string(), c.applies_to.as_deref()?))).collect();
    let wanted = [
        ("十六(十)", "信息发布平台及递送服务"),
        ("十六(十一)", "信息发布平台及递送服务"),
        ("十六(十二)", "信息搜索查询服务"),
        ("十六(十三)", "信息社区平台服务"),
        ("十六(十四)", "信息即时交互服务"),
    ];
    assert_eq!(scopes, wanted.map(|(id, scope)| (id.to_owned(), scope)));
}

#[test]
fn suspected_slips_are_said() {
    let license = seed();
    let found: Vec<_> = license
        .annotations
        .iter()
        .map(|a| {
            let clause = a.clause.map(|id| id.to_string()).unwrap_or_default();
            (license.line_of(a.span.start), a.kind, clause, a.span.of(LICENSE))
        })
        .collect();
    let wanted = [
        (5, MixedPunctuation, "", ":"),
        (19, Blank, "", "发证机关(盖章):"),
        (35, Blank, "", "业务覆盖范围"),
        (41, Naming, "", "信息社区服务"),
        (59, Naming, "六", "通信主管部门"),
        (79, Authority, "十三", "我部"),
        (91, MissingWords, "十五(二)", "认可商用密码产品"),
        (91, MissingWords, "十五(二)", "在线数据与交易处理业务"),
        (97, StraySpace, "十五(五)", "人 员"),
        (101, MissingWords, "十五(七)", "完成30日内"),
        (111, Authority, "十六(一)", "我部"),
        (113, MixedPunctuation, "十六(二)", "(二)"),
        (115, MissingWords, "十六(三)", "制作、复制、发布、传播《互联网信息服务管理办法》第十五条所列内容"),
        (121, CharacterForm, "十六(六)", "員"),
        (125, MissingWords, "十六(八)", "完成30日内"),
        (129, Naming, "十六(十)", "信息发布平台及递送服务"),
        (137, Naming, "十六(十一)", "信息发布平台及递送服务"),
        (141, CharacterForm, "十六(十三)", "帐号"),
        (141, CharacterForm, "十六(十三)", "帐号"),
        (143, CharacterForm, "十六(十四)", "帐号"),
    ];
    assert_eq!(found, wanted.map(|(line, kind, clause, words)| (line, kind, clause.to_owned(), words)));
    for annotation in &license.annotations {
        assert!(!annotation.message.zh.is_empty() && !annotation.message.en.is_empty());
    }
}

#[test]
fn line_ends_and_a_byte_order_mark_change_nothing() {
    for text in [LICENSE.replace('\n', "\r\n"), LICENSE.replace('\n', "\r"), format!("\u{feff}{LICENSE}")] {
        let license = parse(&text);
        check(&text);
        assert_eq!(license.problems, []);
        assert_eq!(license.pages.len(), 7);
        let bodies = |l: &License| l.clauses().map(|c| (c.id, c.body.text.clone())).collect::<Vec<_>>();
        assert_eq!(bodies(&license), bodies(&seed()));
        assert_eq!(license.annotations.len(), seed().annotations.len());
        assert_eq!(license.annex.services.len(), 2);
        assert_eq!(license.line_of(license.annotations[0].span.start), 5);
    }
}

#[test]
fn a_text_without_page_heads_is_still_whole() {
    let kept = |line: &&str| !line.starts_with("经营许可证编号：");
    let without_heads = LICENSE.lines().filter(kept).collect::<Vec<_>>().join("\n");
    let without_titles = without_heads.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>().join("\n");
    for (text, pages) in [(without_heads, 7), (without_titles, 3)] {
        check(&text);
        let license = parse(&text);
        assert_eq!(license.problems, []);
        assert_eq!(license.pages.len(), pages);
        for (clause, wanted) in license.clauses().zip(seed().clauses()) {
            assert_eq!((clause.id, &clause.body.text), (wanted.id, &wanted.body.text));
        }
        assert_eq!(license.clauses().count(), 37);
        assert_eq!(license.annex.services.len(), 2);
        assert_eq!(license.cover.number.unwrap().value, "苏B2-20140200");
    }
}

#[test]
fn what_fits_nowhere_is_reported_with_its_line() {
    let cases = [
        ("garbage", 1),
        ("\n\n  \u{0} \n", 3),
        ("一、你公司应当甲。\n一、你公司应当乙。", 2),
        ("一、你公司应当甲。\n三、你公司应当乙。", 2),
        ("一、你公司应当甲。\n四十、你公司应当乙。", 2),
        ("一、你公司应当甲。\n\n另有一段。", 3),
        ("一、你公司应当甲。\n（一）甲。\n（三）丙。", 3),
        ("附页\n\n其他", 3),
        ("发证日期：明天", 1),
        ("公司名称：甲\n公司名称：乙", 2),
    ];
    for (text, line) in cases {
        check(text);
        let problems = parse(text).problems;
        assert_eq!(problems.iter().map(|p| p.line).collect::<Vec<_>>(), [line], "{text:?}: {problems:?}");
    }
    for text in ["", "\n \t\r\n", "\u{feff}"] {
        let license = parse(text);
        assert_eq!((license.pages, license.problems), (vec![], vec![]));
    }
}

/// `cargo bench --bench license` measures whether the time is linear in the length.
#[test]
fn long_texts_are_read_whole() {
    let pieces = include_str!("../data/license_pieces.txt");
    assert_eq!(pieces.lines().count(), 25);
    for piece in pieces.lines() {
        for separator in ["", "\n", "\n\n"] {
            for start in ["", "特别规定事项\n一、", "附页\n信息服务业务"] {
                let text = format!("{start}{}", [piece].repeat(500).join(separator));
                assert_eq!(&*parse(&text).text, text, "{piece:?} {separator:?} {start:?}");
            }
        }
    }
}

/// Checks properties that hold for every text.
fn check(text: &str) {
    let license = parse(text);
    assert_eq!(&*license.text, text);
    let fits = |span: Span| assert!(span.start <= span.end && text.get(span.start..span.end).is_some(), "{span:?}");

    let mut at = 0;
    for page in &license.pages {
        assert_eq!(page.span.start, at);
        fits(page.span);
        at = page.span.end;
    }
    assert!(license.pages.is_empty() || at == text.len());

    let blocks: Vec<&Block> = license.blocks().map(|(_, block)| block).collect();
    for pair in blocks.windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start);
    }
    let mut blocks = blocks.into_iter();
    let mut start = 0;
    for line in text.split(['\n', '\r']) {
        let blank = line.chars().all(|c| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}');
        if !blank {
            let block = blocks.next();
            assert!(block.is_some(), "no block for {line:?}");
            let Some(block) = block else { return };
            fits(block.span);
            assert!(start <= block.span.start && block.span.end <= start + line.len());
            let before = Span::new(start, block.span.start).of(text);
            let behind = Span::new(block.span.end, start + line.len()).of(text);
            let outside = [before, behind].concat();
            assert!(outside.chars().all(|c| c.is_whitespace() || "#\u{feff}\u{200b}".contains(c)), "{outside:?}");
        }
        start += line.len() + 1;
    }
    assert_eq!(blocks.next(), None);
    check_parts(&license, fits);
}

fn check_parts(license: &License, fits: impl Fn(Span)) {
    let mut ids: Vec<ClauseId> = Vec::new();
    for clause in license.clauses() {
        ids.push(clause.id);
        fits(clause.label);
        let joined: String = clause.body.fragments.iter().map(|f| f.span.of(&license.text)).collect();
        assert_eq!(joined, clause.body.text);
        for fragment in &clause.body.fragments {
            fits(fragment.span);
            assert_eq!(license.page_at(fragment.span.start), Some(fragment.page));
            assert!(license.blocks().any(|(_, b)| b.clause == Some(clause.id) && b.span.overlaps(fragment.span)));
        }
    }
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "two clauses share an id");
    for service in &license.annex.services {
        fits(service.span);
        let lists = [&service.limited_to, &service.includes, &service.excludes, &service.remarks];
        for item in lists.into_iter().flatten().chain([&service.name]) {
            fits(item.span);
            assert!(!item.value.is_empty());
        }
    }
    let lines = license.text.split(['\n', '\r']).count();
    assert!(license.problems.iter().all(|p| (1..=lines).contains(&p.line)));
    for annotation in &license.annotations {
        fits(annotation.span);
        assert!(annotation.span.start < annotation.span.end);
    }
}

#[test]
fn a_text_cut_anywhere_is_read() {
    for (end, _) in LICENSE.char_indices() {
        if end % 7 == 0 || end < 1500 {
            check(LICENSE.get(..end).unwrap());
        }
    }
}

/// Pieces with a meaning in a license, so that random texts reach more branches of the parser.
const PIECES: [&str; 30] = [
    "\n",
    "\n\n",
    "\r\n",
    " ",
    "# ",
    "##",
    "经营许可证编号",
    "：",
    ":",
    "苏B2-1",
    "附页",
    "特别规定事项",
    "获准经营的业务种类",
    "信息服务业务",
    "（",
    "）",
    "(",
    ")",
    "仅限",
    "不含",
    "、",
    "和",
    "【",
    "】",
    "一",
    "十二、",
    "你公司",
    "。",
    "发证日期",
    "2019年8月2日",
];

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_pieces_are_read(pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..60)) {
        check(&pieces.concat());
    }

    #[test]
    fn any_change_of_lines_is_read(changes in proptest::collection::vec((0..3_u8, any::<usize>(), any::<usize>()), 1..6)) {
        let mut lines: Vec<&str> = LICENSE.split('\n').collect();
        for (change, a, b) in changes {
            let (a, b) = (a % lines.len(), b % lines.len());
            match change {
                0 => { lines.remove(a); }
                1 => lines.insert(b, lines[a]),
                _ => lines.swap(a, b),
            }
        }
        check(&lines.join("\n"));
    }

    #[test]
    fn any_change_of_characters_is_read(changes in proptest::collection::vec((0..4_u8, any::<usize>(), any::<usize>(), any::<char>()), 1..12)) {
        let mut chars: Vec<char> = LICENSE.chars().collect();
        for (change, a, b, c) in changes {
            let (a, b) = (a % chars.len(), b % chars.len());
            match change {
                0 => { chars.remove(a); }
                1 => chars.insert(a, chars[b]),
                2 => chars.insert(a, c),
                _ => chars.swap(a, b),
            }
        }
        check(&chars.into_iter().collect::<String>());
    }
}

#[test]
fn names_of_clauses_are_read_back() {
    for provision in 1..=99 {
        for sub_item in std::iter::once(None).chain((1..=99).map(Some)) {
            let id = ClauseId { provision, sub_item };
            let name = id.to_string();
            assert_eq!(name.parse(), Ok(id));
            assert_eq!(name.replace('(', "（").replace(')', "）").parse(), Ok(id));
        }
    }
    for name in ["", "〇", "0", "百", "十六(", "十六()", "十六(一", "十六(一)x", "(一)", "一十"] {
        assert!(name.parse::<ClauseId>().is_err(), "{name}");
    }
}
