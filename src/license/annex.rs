//! Parses the annex (附页): the licensed services with their limits, inclusions and exclusions.

use super::services::{class_of, service_names};
use super::text::{Line, excerpt, is_space, leading_number};
use super::{Annex, Block, BlockKind, Joined, Service, Span, Spanned, TextProblem};
use crate::language::Bilingual;

/// The words that introduce a list, with the kind of list.
const KEYWORDS: [(&str, List); 10] = [
    ("不包括", List::Excludes),
    ("不包含", List::Excludes),
    ("不含", List::Excludes),
    ("仅限于", List::Limited),
    ("仅限", List::Limited),
    ("限于", List::Limited),
    ("仅含", List::Limited),
    ("包括", List::Includes),
    ("包含", List::Includes),
    ("含", List::Includes),
];

/// Endings of words after which 和, 及 or 与 starts a new item. In 信息保护和加工处理服务, 和 does not.
const ENDS_OF_ITEM: [&str; 3] = ["服务", "业务", "商务"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum List {
    Limited,
    Includes,
    Excludes,
}

/// The company named in the sentence that introduces the services, if `words` is that sentence.
pub(super) fn introduction(words: &str) -> Option<&str> {
    let (company, rest) = words.split_once("获准经营")?;
    (rest.contains("业务种类") && company.chars().nth(60).is_none()).then(|| company.trim_matches(is_space))
}

/// Whether `words` start with a service.
pub(super) fn begins_service(words: &str) -> bool {
    let start = number_length(words);
    words.get(start..).and_then(name_length).is_some()
}

/// The length in bytes of `1、`, `一、` or `（一）` before the name of a service; 0 if there is none.
fn number_length(words: &str) -> usize {
    if let Some((_, length)) = leading_number(words) {
        return words.len() - words.get(length..).unwrap_or_default().trim_start_matches(is_space).len();
    }
    let rest = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = words.len() - rest.len();
    match rest.strip_prefix(['、', '.', '．']) {
        Some(rest) if (1..=2).contains(&digits) => words.len() - rest.trim_start_matches(is_space).len(),
        _ => 0,
    }
}

/// The length in bytes of the service name at the start of `words`.
fn name_length(words: &str) -> Option<usize> {
    if keyword(words).is_some() {
        return None;
    }
    let known = service_names().filter(|name| words.starts_with(name)).map(str::len);
    if let Some(length) = known.max() {
        return Some(length);
    }
    let length = words.find(|c: char| is_space(c) || "（(【[〔，,。；;：:、".contains(c)).unwrap_or(words.len());
    let name = words.get(..length)?;
    (name.ends_with("业务") && name.chars().nth(40).is_none()).then_some(length)
}

fn keyword(words: &str) -> Option<(usize, List)> {
    KEYWORDS.iter().find(|(word, _)| words.starts_with(word)).map(|(word, list)| (word.len(), *list))
}

/// Parses the annex line by line.
#[derive(Debug, Default)]
pub(super) struct Reader {
    annex: Annex,
    entry: Option<Joined>,
    prose: bool,
}

impl Reader {
    /// Parses one line.
    pub(super) fn line(&mut self, text: &str, line: Line, page: u32, problems: &mut Vec<TextProblem>) -> Block {
        let words = line.span.of(text);
        let kind = if let Some(company) = introduction(words) {
            self.flush();
            if self.annex.company.is_none() && !company.is_empty() {
                let span = Span::new(line.span.start, line.span.start + company.len());
                self.annex.company = Some(Spanned { value: company.to_owned(), span });
            }
            self.prose = !words.ends_with(['：', ':', '。']);
            BlockKind::Paragraph
        } else if begins_service(words) && !self.goes_on(line) {
            self.flush();
            self.prose = false;
            self.entry.get_or_insert_default().push(text, line.span, page);
            BlockKind::Service
        } else if let Some(entry) = self.entry.as_mut().filter(|entry| belongs(&entry.text, words, line)) {
            entry.push(text, line.span, page);
            BlockKind::Service
        } else {
            let known = self.prose || words.contains("覆盖范围");
            if !known {
                problems.push(unknown(words, line));
            }
            self.prose = self.prose && !words.ends_with(['：', ':', '。']);
            if line.heading { BlockKind::Title } else { BlockKind::Paragraph }
        };
        Block { span: line.span, kind, clause: None }
    }

    /// The parsed annex.
    pub(super) fn finish(mut self) -> Annex {
        self.flush();
        self.annex
    }

    /// Whether the preceding line ends inside a list that this line continues.
    fn goes_on(&self, line: Line) -> bool {
        !line.after_blank && self.entry.as_ref().is_some_and(|entry| entry.text.ends_with(['、', '和', '及', '与']))
    }

    fn flush(&mut self) {
        if let Some(entry) = self.entry.take() {
            self.annex.services.extend(service(&entry));
        }
    }
}

/// Whether a line continues the preceding entry.
fn belongs(entry: &str, words: &str, line: Line) -> bool {
    !line.after_blank
        || keyword(words).is_some()
        || words.starts_with(['（', '(', '【', '[', '〔'])
        || words.contains("覆盖范围")
        || !entry.ends_with(['。', '】', '）', ')', ']', '务'])
}

/// Parses a complete entry.
fn service(entry: &Joined) -> Option<Service> {
    let words = entry.text.as_str();
    let start = number_length(words);
    let end = start + words.get(start..).and_then(name_length)?;
    let name = spanned(entry, start, end)?;
    let mut service = Service {
        class: class_of(&name.value),
        name,
        limited_to: Vec::new(),
        includes: Vec::new(),
        excludes: Vec::new(),
        remarks: Vec::new(),
        span: hull(&entry.to_source(0, words.len()))?,
    };
    let mut parts = Parts { entry, service: &mut service };
    let mut at = end;
    while let Some((inner, after)) = group(words, at, ['（', '('], ['）', ')']) {
        parts.clauses(inner);
        at = after;
    }
    while let Some(open) = words.get(at..).and_then(|rest| rest.find(['【', '〔'])).map(|i| at + i) {
        parts.clauses(Span::new(at, open));
        let Some((inner, after)) = group(words, open, ['【', '〔'], ['】', '〕']) else { break };
        let remark = spanned(entry, inner.start, inner.end);
        parts.service.remarks.extend(remark);
        at = after;
    }
    parts.clauses(Span::new(at, words.len()));
    Some(service)
}

/// The content of the bracket that opens at `at`, and the offset behind its end.
fn group(words: &str, at: usize, open: [char; 2], close: [char; 2]) -> Option<(Span, usize)> {
    let rest = words.get(at..)?.trim_start_matches(is_space);
    let inner = rest.strip_prefix(open)?;
    let start = words.len() - inner.len();
    let mut depth = 1_usize;
    for (i, c) in inner.char_indices() {
        if open.contains(&c) {
            depth += 1;
        } else if close.contains(&c) {
            depth -= 1;
            if depth == 0 {
                return Some((Span::new(start, start + i), start + i + c.len_utf8()));
            }
        }
    }
    Some((Span::new(start, words.len()), words.len()))
}

/// Assigns the parts of an entry to the lists of its service.
struct Parts<'a> {
    entry: &'a Joined,
    service: &'a mut Service,
}

impl Parts<'_> {
    /// Parses statements such as `仅限…，不含…。`
    fn clauses(&mut self, range: Span) {
        let entry = self.entry;
        let words = entry.text.as_str();
        let mut list = None;
        for piece in pieces(words, range) {
            let inner = piece.of(words).trim_start_matches(is_space);
            let mut start = piece.end - inner.len();
            if let Some((length, which)) = keyword(inner) {
                let rest = inner.get(length..).unwrap_or_default().trim_start_matches(['：', ':']);
                start = piece.end - rest.len();
                list = Some(which);
            }
            if let Some(which) = list {
                self.items(Span::new(start, piece.end), which);
            }
            let behind = words.get(piece.end..).unwrap_or_default();
            if behind.starts_with(['。', '；', ';']) {
                list = None;
            }
        }
    }

    /// Adds one list item, or two that are joined by 和, 及 or 与.
    fn items(&mut self, piece: Span, list: List) {
        let words = piece.of(&self.entry.text);
        let mut start = 0;
        for (at, c) in words.char_indices() {
            let before = words.get(start..at).unwrap_or_default().trim_end_matches(is_space);
            let before = before.strip_suffix('以').unwrap_or(before);
            if matches!(c, '和' | '及' | '与') && ENDS_OF_ITEM.iter().any(|end| before.ends_with(end)) {
                self.add(Span::new(piece.start + start, piece.start + start + before.len()), list);
                start = at + c.len_utf8();
            }
        }
        self.add(Span::new(piece.start + start, piece.end), list);
    }

    fn add(&mut self, span: Span, list: List) {
        let Some(item) = spanned(self.entry, span.start, span.end) else { return };
        match list {
            List::Limited => self.service.limited_to.push(item),
            List::Includes => self.service.includes.push(item),
            List::Excludes => self.service.excludes.push(item),
        }
    }
}

/// Splits at commas, semicolons and full stops outside brackets.
fn pieces(words: &str, range: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let (mut start, mut depth) = (range.start, 0_usize);
    for (i, c) in range.of(words).char_indices() {
        match c {
            '（' | '(' | '《' | '“' => depth += 1,
            '）' | ')' | '》' | '”' => depth = depth.saturating_sub(1),
            '、' | '，' | ',' | '。' | '；' | ';' if depth == 0 => {
                found.push(Span::new(start, range.start + i));
                start = range.start + i + c.len_utf8();
            }
            _ => {}
        }
    }
    found.push(Span::new(start, range.end));
    found
}

/// A part of an entry with its span in the license text; `None` if it is empty.
fn spanned(entry: &Joined, start: usize, end: usize) -> Option<Spanned<String>> {
    let span = super::text::trimmed(&entry.text, Span::new(start, end));
    let value = span.of(&entry.text);
    let places = entry.to_source(span.start, span.end);
    let place = hull(&places)?;
    Some(Spanned { value: value.to_owned(), span: place })
}

/// The span from the start of the first to the end of the last.
fn hull(spans: &[Span]) -> Option<Span> {
    Some(Span::new(spans.first()?.start, spans.last()?.end))
}

fn unknown(words: &str, line: Line) -> TextProblem {
    let e = excerpt(words);
    TextProblem {
        line: line.number,
        message: Bilingual::new(
            format!("附页中未能识别的内容：“{e}”"),
            format!("This text in the annex was not understood: “{e}”"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Spanned, parse};

    /// An entry with its expected class, name, and lists of limits, inclusions, exclusions and remarks.
    type Case = (&'static str, Option<&'static str>, &'static str, [&'static [&'static str]; 4]);

    const CASES: [Case; 13] = [
        ("信息服务业务（仅限互联网信息服务）", Some("B25"), "信息服务业务", [&["互联网信息服务"], &[], &[], &[]]),
        ("1、信息服务业务(仅限 甲 )", Some("B25"), "信息服务业务", [&["甲"], &[], &[], &[]]),
        ("一、国内呼叫中心业务", Some("B24"), "国内呼叫中心业务", [&[], &[], &[], &[]]),
        ("第二类增值电信业务中的信息服务业务", Some("B25"), "第二类增值电信业务中的信息服务业务", [&[], &[], &[], &[]]),
        ("量子通信业务", None, "量子通信业务", [&[], &[], &[], &[]]),
        (
            "信息服务业务\n含信息发布平台和递送服务、信息搜索查询服务，不含信息即时交互服务和信息保护和加工处理服务。",
            Some("B25"),
            "信息服务业务",
            [
                &[],
                &["信息发布平台和递送服务", "信息搜索查询服务"],
                &["信息即时交互服务", "信息保护和加工处理服务"],
                &[],
            ],
        ),
        (
            "信息服务业务（仅限互联网信息服务；不含新闻、药品和医疗器械）。",
            Some("B25"),
            "信息服务业务",
            [&["互联网信息服务"], &[], &["新闻", "药品和医疗器械"], &[]],
        ),
        (
            "互联网接入服务业务（含为上网用户提供的接入服务（不含专线）、其他业务）【甲，乙。】不含丙",
            Some("B14"),
            "互联网接入服务业务",
            [&[], &["为上网用户提供的接入服务（不含专线）", "其他业务"], &["丙"], &["甲，乙。"]],
        ),
        (
            "信息服务业务\n不含甲服务与乙服务以及丙",
            Some("B25"),
            "信息服务业务",
            [&[], &[], &["甲服务", "乙服务", "丙"], &[]],
        ),
        ("信息服务业务\n不含信息搜索\n查询服务", Some("B25"), "信息服务业务", [&[], &[], &["信息搜索查询服务"], &[]]),
        ("信息服务业务\n包括：甲\n\n【乙】【丙】", Some("B25"), "信息服务业务", [&[], &["甲"], &[], &["乙", "丙"]]),
        ("信息服务业务【甲", Some("B25"), "信息服务业务", [&[], &[], &[], &["甲"]]),
        ("互联网域名解析服务业务", Some("B26-1"), "互联网域名解析服务业务", [&[], &[], &[], &[]]),
    ];

    #[test]
    fn entries_are_read() {
        for (entry, class, name, lists) in CASES {
            let license = parse(&format!("附页\n\n{entry}"));
            assert_eq!(license.problems, [], "{entry}");
            assert_eq!(license.annex.services.len(), 1, "{entry}");
            for service in &license.annex.services {
                assert_eq!((service.class, service.name.value.as_str()), (class, name), "{entry}");
                let found = [&service.limited_to, &service.includes, &service.excludes, &service.remarks];
                assert_eq!(found.map(|list| values(list)), lists.map(<[&str]>::to_vec), "{entry}");
            }
        }
    }

    fn values(list: &[Spanned<String>]) -> Vec<&str> {
        list.iter().map(|item| item.value.as_str()).collect()
    }

    #[test]
    fn entries_follow_one_another() {
        let text = "附页\n某公司获准经营的业务种类：\n信息服务业务\n不含甲。\n\n存储转发类业务\n业务覆盖范围：江苏省";
        let license = parse(text);
        let classes: Vec<_> = license.annex.services.iter().map(|s| s.class).collect();
        assert_eq!(classes, [Some("B25"), Some("B23")]);
        assert_eq!(license.annex.company.map(|c| c.value).as_deref(), Some("某公司"));
        assert_eq!((license.problems, license.annotations), (vec![], vec![]));
    }

    #[test]
    fn what_is_no_entry_is_reported() {
        let license = parse("附页\n\n信息服务业务\n不含甲。\n\n其他\n\n## 乙");
        assert_eq!(license.problems.iter().map(|p| p.line).collect::<Vec<_>>(), [6, 8]);
    }
}
