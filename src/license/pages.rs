//! Divides the text into pages, determines their kinds, and separates page heads, titles and page numbers from the
//! text.

use super::text::{Line, Number, after_label, compact, is_space, leading_number};
use super::{PageKind, Span, annex, cover};

/// The label before the license number at the head of each page.
const NUMBER_LABELS: [&str; 3] = ["经营许可证编号", "许可证编号", "编号"];

/// A page before its lines are parsed.
#[derive(Debug)]
pub(super) struct Draft {
    /// The part of the license to which it belongs.
    pub(super) kind: PageKind,
    /// Its whole text.
    pub(super) span: Span,
    /// Its lines with their roles.
    pub(super) lines: Vec<(Line, Role)>,
}

/// The role of a line on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The number of the license.
    Head,
    /// A title.
    Title,
    /// A page number.
    Foot,
    /// Anything else.
    Text,
}

/// Divides the lines into pages, which together cover the text.
pub(super) fn divide(text: &str, lines: &[Line]) -> Vec<Draft> {
    let mut pages: Vec<Open> = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let next = lines.get(i + 1).map(|l| l.span.of(text));
        let words = line.span.of(text);
        let role = role(words, next);
        let sign = sign(words, role);
        if pages.last().is_none_or(|page| page.ends_before(role, sign, next)) {
            pages.push(Open {
                kind: None,
                start: line.span.start,
                lines: Vec::new(),
                has_head: false,
                has_text: false,
            });
        }
        if let Some(page) = pages.last_mut() {
            page.take(*line, role, sign);
        }
    }
    close(text, pages)
}

/// The value behind the label of the license number, if `words` is such a line.
pub(super) fn number_value(words: &str) -> Option<&str> {
    let short = words.chars().nth(60).is_none() && !words.contains('。');
    let rest = NUMBER_LABELS.iter().find_map(|label| after_label(words, label)).filter(|_| short)?;
    let value = rest.trim_start_matches(is_space);
    match value.strip_prefix(['：', ':']) {
        Some(value) => Some(value.trim_matches(is_space)),
        None => (value.len() < rest.len()).then_some(value),
    }
}

/// A page while its lines are collected.
struct Open {
    kind: Option<PageKind>,
    start: usize,
    lines: Vec<(Line, Role)>,
    has_head: bool,
    has_text: bool,
}

/// Evidence in a line for the kind of its page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// A title, which is decisive.
    Title(PageKind),
    /// Words typical of that kind of page, used unless a title contradicts them.
    Words(PageKind),
    /// No evidence.
    None,
}

impl Open {
    /// Whether a line starts a new page after this one.
    fn ends_before(&self, role: Role, sign: Sign, next: Option<&str>) -> bool {
        match (role, sign) {
            (Role::Head, _) => {
                let title_follows = next.and_then(title).is_some_and(|kind| kind != PageKind::Cover);
                self.has_head || (self.has_text && title_follows)
            }
            (_, Sign::Title(PageKind::Annex | PageKind::SpecialProvisions)) => self.has_text,
            (_, Sign::Words(PageKind::Annex)) => self.kind == Some(PageKind::Cover) && self.has_text,
            (_, Sign::Words(PageKind::SpecialProvisions)) => {
                self.has_text && self.kind.is_some_and(|kind| kind != PageKind::SpecialProvisions)
            }
            (_, Sign::Title(PageKind::Cover) | Sign::Words(PageKind::Cover) | Sign::None) => false,
        }
    }

    fn take(&mut self, line: Line, role: Role, sign: Sign) {
        self.lines.push((line, role));
        self.has_head |= role == Role::Head;
        match sign {
            Sign::Title(PageKind::Cover) | Sign::Words(PageKind::Cover) => {
                self.kind = self.kind.or(Some(PageKind::Cover));
            }
            Sign::Title(kind) => self.kind = Some(kind),
            Sign::Words(kind) => {
                if self.kind.is_none_or(|k| k == PageKind::Cover && !self.has_text) {
                    self.kind = Some(kind);
                }
            }
            Sign::None => {}
        }
        self.has_text |= role == Role::Text;
    }
}

/// Gives every page its extent, and a default kind to pages without evidence.
fn close(text: &str, pages: Vec<Open>) -> Vec<Draft> {
    let mut starts: Vec<usize> = pages.iter().map(|page| page.start).collect();
    if let Some(first) = starts.first_mut() {
        *first = 0;
    }
    starts.push(text.len());
    let mut drafts: Vec<Draft> = Vec::new();
    for (page, bounds) in pages.into_iter().zip(starts.windows(2)) {
        let usual = match drafts.last().map(|d| d.kind) {
            None => PageKind::Cover,
            Some(PageKind::Annex) => PageKind::Annex,
            Some(PageKind::Cover | PageKind::SpecialProvisions) => PageKind::SpecialProvisions,
        };
        let &[start, end] = bounds else { continue };
        drafts.push(Draft { kind: page.kind.unwrap_or(usual), span: Span::new(start, end), lines: page.lines });
    }
    drafts
}

fn role(words: &str, next: Option<&str>) -> Role {
    if number_value(words).is_some() {
        Role::Head
    } else if title(words).is_some() {
        Role::Title
    } else if is_foot(words, next) {
        Role::Foot
    } else {
        Role::Text
    }
}

fn sign(words: &str, role: Role) -> Sign {
    match role {
        Role::Title => title(words).map_or(Sign::None, Sign::Title),
        Role::Head | Role::Foot => Sign::None,
        Role::Text => {
            if annex::introduction(words).is_some() {
                Sign::Words(PageKind::Annex)
            } else if words.starts_with("《特别规定事项》") || is_provision(words) {
                Sign::Words(PageKind::SpecialProvisions)
            } else if cover::labels(words).is_empty() {
                Sign::None
            } else {
                Sign::Words(PageKind::Cover)
            }
        }
    }
}

/// Whether `words` start a provision, even without a preceding title.
fn is_provision(words: &str) -> bool {
    matches!(leading_number(words), Some((Number::Provision(_), _)))
        && ["你公司", "应当", "不得"].iter().any(|duty| words.contains(duty))
        && !annex::begins_service(words)
}

/// The kind of page that a title announces.
fn title(words: &str) -> Option<PageKind> {
    let plain = compact(words, 40)?;
    let bare = plain.trim_end_matches("（续）").trim_matches(['（', '）', '：', ':', '《', '》']);
    match bare {
        "特别规定事项" => return Some(PageKind::SpecialProvisions),
        "附页" => return Some(PageKind::Annex),
        "中华人民共和国" | "正文" => return Some(PageKind::Cover),
        _ => {}
    }
    let (before, after) = plain.split_once("电信业务经营许可证")?;
    let before_is_title = matches!(
        before,
        "" | "增值"
            | "基础"
            | "跨地区增值"
            | "中华人民共和国"
            | "中华人民共和国增值"
            | "中华人民共和国基础"
            | "中华人民共和国跨地区增值"
    );
    match after.trim_matches(['（', '）']) {
        "附页" | "附件" if before_is_title => Some(PageKind::Annex),
        "特别规定事项" if before_is_title => Some(PageKind::SpecialProvisions),
        "" | "正文" | "副本" | "正本" if before_is_title => Some(PageKind::Cover),
        _ => None,
    }
}

/// Whether `words` is a page number: `第3页`, `第 3 页 共 8 页`, `- 3 -`, or digits before the next head.
fn is_foot(words: &str, next: Option<&str>) -> bool {
    let Some(plain) = compact(words, 20) else { return false };
    let inner = plain.trim_matches(['-', '—', '–', '－']);
    if inner.len() < plain.len() {
        return is_digits(inner);
    }
    let named = plain.replace(['第', '页', '共', '，', ',', '/', '（', '）'], "");
    let last_on_page = next.is_none_or(|n| number_value(n).is_some());
    is_digits(&named) && (plain.contains('页') || last_on_page && named.len() <= 4)
}

fn is_digits(s: &str) -> bool {
    !s.is_empty() && s.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;
    use PageKind::{Annex, Cover, SpecialProvisions};

    #[test]
    fn titles_and_feet_are_known() {
        let titles = [
            ("中华人民共和国 增值电信业务经营许可证", Some(Cover)),
            ("中华人民共和国增值电信业务经营许可证 (附 页)", Some(Annex)),
            ("增值电信业务经营许可证（特别规定事项）", Some(SpecialProvisions)),
            ("附　页", Some(Annex)),
            ("特别规定事项（续）", Some(SpecialProvisions)),
            ("你公司应当取得电信业务经营许可证", None),
            ("特别规定事项是重要组成部分", None),
            ("", None),
        ];
        for (words, wanted) in titles {
            assert_eq!(title(words), wanted, "{words}");
        }
        let feet = [
            ("第 3 页", None, true),
            ("第3页 共8页", Some("四、"), true),
            ("- 3 -", Some("四、"), true),
            ("3", None, true),
            ("3", Some("经营许可证编号：苏B2-1"), true),
            ("3", Some("四、"), false),
            ("第三页", None, false),
            ("--", None, false),
        ];
        for (words, next, wanted) in feet {
            assert_eq!(is_foot(words, next), wanted, "{words} {next:?}");
        }
    }

    #[test]
    fn the_number_is_told_from_prose() {
        let cases = [
            ("经营许可证编号：苏B2-1", Some("苏B2-1")),
            ("经营许可证编号： 苏B2-1", Some("苏B2-1")),
            ("经营许可证编号 苏B2-1", Some("苏B2-1")),
            ("编号:B1-2", Some("B1-2")),
            ("经营许可证编号：", Some("")),
            ("经营许可证编号", None),
            ("经营许可证编号应当标明", None),
            ("经营许可证编号：应当标明。", None),
        ];
        for (words, wanted) in cases {
            assert_eq!(number_value(words), wanted, "{words}");
        }
    }

    #[test]
    fn pages_begin_where_they_should() {
        let cases: [(&str, &[PageKind]); 8] = [
            ("编号：1\n特别规定事项\n一、甲。\n编号：1\n二、乙。", &[SpecialProvisions, SpecialProvisions]),
            ("一、你公司应当甲。", &[SpecialProvisions]),
            ("公司名称：甲\n一、你公司应当甲。", &[Cover, SpecialProvisions]),
            ("公司名称：甲\n编号：1\n附页\n信息服务业务", &[Cover, Annex]),
            ("公司名称：甲\n编号：1\n有效期至：\n编号：1\n特别规定事项", &[Cover, SpecialProvisions]),
            ("甲获准经营的业务种类：\n一、信息服务业务\n不得经营", &[Annex]),
            ("附页\n信息服务业务\n特别规定事项\n一、甲。", &[Annex, SpecialProvisions]),
            ("附页\n特别规定事项\n一、甲。", &[SpecialProvisions]),
        ];
        for (text, wanted) in cases {
            let kinds: Vec<PageKind> = parse(text).pages.iter().map(|p| p.kind).collect();
            assert_eq!(kinds, wanted, "{text}");
        }
    }

    #[test]
    fn a_page_number_does_not_cut_a_sentence() {
        let license = parse("编号：1\n特别规定事项\n一、你公司应\n- 1 -\n编号：1\n特别规定事项\n当甲。\n2");
        assert_eq!(license.clauses().map(|c| c.body.text.as_str()).collect::<Vec<_>>(), ["你公司应当甲。"]);
        assert_eq!(license.problems, []);
    }
}
