//! The license in `seeds` with page breaks at every place, and with a thousand random changes: what is read stays right.

use crate::support::LICENSE;
use crate::support::random::config;
use license_workbook::license::{CoverItem, License, parse};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use std::collections::BTreeSet;

/// What has to stay the same: items of the cover, services and the ids of clauses.
fn outline(license: &License) -> Vec<String> {
    let items =
        CoverItem::ALL.into_iter().map(|item| license.cover.item(item).map(|(value, _)| value).unwrap_or_default());
    let services = license.annex.services.iter().map(|service| service.name.value.clone());
    items.chain(services).chain(license.clauses().map(|clause| clause.id.to_string())).collect()
}

/// The text of all clauses without white space.
fn words(license: &License) -> String {
    license.clauses().flat_map(|clause| clause.body.text.chars()).filter(|c| !c.is_whitespace()).collect()
}

/// The offsets of the text at which a page can end: not within white space, where a line ends anyway.
fn every_place() -> Vec<usize> {
    LICENSE.char_indices().skip(1).filter(|(_, c)| !c.is_whitespace()).map(|(at, _)| at).collect()
}

/// The places of [`every_place`] without most of those inside the running text of clauses: every kind of boundary, that
/// is each pair of kinds of characters, and every 31st of the others.
fn places() -> Vec<usize> {
    let license = parse(LICENSE);
    let inner: Vec<_> = license.clauses().flat_map(|clause| &clause.body.fragments).map(|f| f.span).collect();
    let is_inner = |at: usize| inner.iter().any(|span| span.start + 15 < at && at + 15 < span.end);
    let mut met = BTreeSet::new();
    let all = every_place().into_iter().enumerate();
    let kept = all.filter(|(i, at)| {
        let (before, after) = LICENSE.split_at(*at);
        let kinds = (kind(before.chars().next_back()), kind(after.chars().next()));
        !is_inner(*at) || i % 31 == 0 || met.insert(kinds)
    });
    kept.map(|(_, at)| at).collect()
}

/// The kind of a character: all Chinese characters that are no numbers and no units of time are alike.
fn kind(c: Option<char>) -> char {
    c.map_or(' ', |c| match c {
        c if license_workbook::license::is_numeral(c) => '1',
        '年' | '月' | '日' | '时' | '内' | '前' | '后' | '第' | '条' | '号' => c,
        '\u{4e00}'..='\u{9fff}' => '字',
        c => c,
    })
}

fn check_breaks(places: &[usize], break_with: &str) {
    let whole = parse(LICENSE);
    let (wanted, text) = (outline(&whole), words(&whole));
    let mut wrong = Vec::new();
    for &at in places {
        let (before, after) = LICENSE.split_at(at);
        let license = parse(&format!("{before}{break_with}{after}"));
        if outline(&license) != wanted || words(&license) != text {
            let context: String = before.chars().rev().take(6).collect::<Vec<_>>().into_iter().rev().collect();
            let follow: String = after.chars().take(6).collect();
            wrong.push(format!("{context}|{follow}").replace('\n', "⏎"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}: {wrong:?}", wrong.len(), places.len());
}

/// What stands between two pages of the provisions: the number of the page, and the head and title of the next one.
const FURNITURE: &str = "\n— 3 —\n经营许可证编号：苏B2-20140200\n特别规定事项\n";

/// Those of `places` that are in a provision or a sub-item, not in a page head.
fn in_provisions(places: Vec<usize>) -> Vec<usize> {
    let license = parse(LICENSE);
    let clauses: Vec<_> = license.blocks().filter(|(_, block)| block.clause.is_some()).map(|(_, b)| b.span).collect();
    places.into_iter().filter(|at| clauses.iter().any(|span| span.start <= *at && *at < span.end)).collect()
}

#[test]
fn a_page_break_anywhere_changes_nothing() {
    check_breaks(&places(), "\n\u{c}");
}

#[test]
fn a_page_number_and_a_page_break_anywhere_change_nothing() {
    check_breaks(&places(), "\n— 3 —\n\u{c}");
}

#[test]
fn a_page_head_anywhere_in_the_provisions_changes_nothing() {
    check_breaks(&in_provisions(places()), FURNITURE);
}

#[test]
#[ignore = "takes minutes: cargo test --test domain every_place -- --ignored"]
fn page_breaks_at_every_place_change_nothing() {
    check_breaks(&every_place(), "\n\u{c}");
    check_breaks(&every_place(), "\n— 3 —\n\u{c}");
    check_breaks(&in_provisions(every_place()), FURNITURE);
}

/// A change after which a person still reads the same.
#[derive(Clone, Debug)]
enum Slip {
    /// The character behind this place is left out, inside a clause.
    LeftOut(usize),
    /// The character is another one, inside a clause.
    Replaced(usize),
    /// A space stands before the character.
    Spaced(usize),
    /// The line breaks here.
    Broken(usize),
    /// Colons, commas and brackets have the other width.
    Widths,
    /// Blank lines are missing.
    Dense,
    /// Lines end with CRLF.
    Crlf,
    /// Marks of headings are missing.
    Plain,
}

fn slip() -> impl Strategy<Value = Slip> {
    use proptest::prelude::*;
    prop_oneof![
        6 => any::<usize>().prop_map(Slip::LeftOut),
        6 => any::<usize>().prop_map(Slip::Replaced),
        6 => any::<usize>().prop_map(Slip::Spaced),
        4 => any::<usize>().prop_map(Slip::Broken),
        1 => Just(Slip::Widths),
        1 => Just(Slip::Dense),
        1 => Just(Slip::Crlf),
        1 => Just(Slip::Plain),
    ]
}

/// The places in running text of clauses, away from numbers, brackets and the first characters of a line.
fn inner_places(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.chars().count() > 40 && line.contains("你公司") {
            found.extend(
                line.char_indices()
                    .skip(12)
                    .filter(|(_, c)| matches!(c, '\u{4e00}'..='\u{9fff}'))
                    .map(|(at, _)| start + at),
            );
        }
        start += line.len();
    }
    found
}

fn changed(text: &str, slip: &Slip) -> String {
    let places = inner_places(text);
    let pick = |n: usize| places.get(n % places.len().max(1)).copied().unwrap_or_default();
    let cut = |at: usize, insert: &str, skip: usize| {
        let rest: String = text.split_at(at).1.chars().skip(skip).collect();
        format!("{}{insert}{rest}", text.split_at(at).0)
    };
    match slip {
        Slip::LeftOut(n) => cut(pick(*n), "", 1),
        Slip::Replaced(n) => cut(pick(*n), "某", 1),
        Slip::Spaced(n) => cut(pick(*n), " ", 0),
        Slip::Broken(n) => cut(pick(*n), "\n", 0),
        Slip::Widths => text.replace('：', ":").replace('（', "(").replace('）', ")"),
        Slip::Dense => text.lines().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join("\n"),
        Slip::Crlf => text.replace('\n', "\r\n"),
        Slip::Plain => text.replace("## ", "").replace("# ", ""),
    }
}

/// The characters that are in no block of a page: none may be lost. Marks of headings are no text.
fn lost(license: &License) -> String {
    let mut held = vec![false; license.text.len()];
    let blocks = license.blocks().map(|(_, block)| block.span);
    let problems = license.problems.iter().map(|problem| problem.span);
    for span in blocks.chain(problems) {
        held[span.start..span.end].fill(true);
    }
    let chars = license.text.char_indices().filter(|(at, c)| !c.is_whitespace() && *c != '#' && !held[*at]);
    chars.map(|(_, c)| c).collect()
}

#[test]
fn a_thousand_random_changes_leave_the_structure() {
    let wanted = outline(&parse(LICENSE));
    let mut runner = TestRunner::new(config(1));
    let changes = proptest::collection::vec(slip(), 1..12);
    let mut wrong = Vec::new();
    for _ in 0..1000 {
        let slips = changes.new_tree(&mut runner).unwrap().current();
        let text = slips.iter().fold(LICENSE.to_owned(), |text, slip| changed(&text, slip));
        let license = parse(&text);
        assert_eq!(&*license.text, text);
        assert_eq!(lost(&license), "", "{slips:?}");
        if outline(&license) != wanted {
            wrong.push(slips);
        }
    }
    assert!(wrong.len() <= 30, "{} of 1000, such as {:?}", wrong.len(), wrong.first());
}
