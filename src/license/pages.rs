//! Divides the text into pages, determines their kinds, and separates page heads, titles and page numbers from the
//! text.

use super::marker::{MarkerForm, marker};
use super::number::{NumberKind, read_number};
use super::text::{Line, after_label, compact, is_cell_mark, is_space};
use super::{PageKind, Span, annex, labels, table};

/// The label before the license number at the head of each page.
const NUMBER_LABELS: [&str; 6] = ["经营许可证编号", "经营许可证号", "许可证编号", "许可证号", "证书编号", "编号"];

/// Titles of parts that are none of the three kinds of pages; they belong to licenses issued before 2009.
pub(super) const OTHER_TITLES: [&str; 7] =
    ["使用规定", "权利和义务", "权利与义务", "年检情况记录表", "年检情况", "年检记录", "变更记录"];

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
    /// A page number, or a rule of a table.
    Foot,
    /// Anything else.
    Text,
}

/// Divides the lines into pages, which together cover the text.
pub(super) fn divide(text: &str, lines: &[Line]) -> Vec<Draft> {
    let mut pages: Vec<Open> = Vec::new();
    let (before, behind) = neighbors(text, lines);
    for (i, line) in lines.iter().enumerate() {
        let follower = lines.get(i + 1);
        let next = follower.map(|l| l.span.of(text));
        let words = line.span.of(text);
        let alone = |l: &Line| line.after_blank && l.after_blank && i > 0;
        let last = follower.is_none_or(|l| l.new_page || alone(l));
        let around = |lines_of: &[Option<usize>]| lines_of.get(i).copied().flatten().and_then(|at| lines.get(at));
        let before = around(&before).map_or("", |l| l.span.of(text));
        let follower = around(&behind);
        let continued = follower.filter(|l| l.new_page).map(|l| l.span.of(text));
        let role = match role(words, next, last) {
            // 见附页, cut by the end of a page.
            Role::Title if before.ends_with('见') && line.new_page => Role::Text,
            // A page head, of which the page break cuts off the beginning.
            Role::Text | Role::Title if continued.is_some_and(|next| begins_head(words, next)) => Role::Head,
            // The rest of that page head.
            Role::Text if line.new_page && begins_head(before, words) => Role::Head,
            // The beginning of a date, which goes on in the next line.
            Role::Foot if next.is_some_and(|next| cuts_date(words, next)) => Role::Text,
            role @ (Role::Head | Role::Title | Role::Foot | Role::Text) => role,
        };
        let sign = sign(words, role);
        let broken = line.new_page && pages.last().is_some_and(|page| !page.lines.is_empty());
        if broken || pages.last().is_none_or(|page| page.ends_before(role, sign, next)) {
            pages.push(Open {
                kind: None,
                start: line.span.start,
                lines: Vec::new(),
                has_head: false,
                has_text: false,
                has_foot: false,
            });
        }
        if let Some(page) = pages.last_mut() {
            page.take(*line, role, sign);
        }
    }
    close(text, pages)
}

/// For each line: the last line before it and the first one behind it that are no page numbers with marks.
fn neighbors(text: &str, lines: &[Line]) -> (Vec<Option<usize>>, Vec<Option<usize>>) {
    let marked: Vec<bool> = lines.iter().map(|line| is_marked_number(line.span.of(text))).collect();
    let (mut before, mut behind) = (vec![None; lines.len()], vec![None; lines.len()]);
    let mut last = None;
    for ((i, place), marked) in before.iter_mut().enumerate().zip(&marked) {
        *place = last;
        last = if *marked { last } else { Some(i) };
    }
    last = None;
    for ((i, place), marked) in behind.iter_mut().enumerate().zip(&marked).rev() {
        *place = last;
        last = if *marked { last } else { Some(i) };
    }
    (before, behind)
}

/// The value behind the label of the license number, if `words` is such a line.
pub(super) fn number_value(words: &str) -> Option<&str> {
    let short = words.chars().nth(60).is_none() && !words.contains('。');
    let bare = words.trim_matches('*').trim_start_matches(['（', '(']);
    let rest = NUMBER_LABELS.iter().find_map(|label| after_label(bare, label)).filter(|_| short)?;
    let value = rest.trim_start_matches(|c| is_space(c) || is_cell_mark(c));
    let stated = match value.strip_prefix(['：', ':', '；', ';']) {
        Some(value) => Some(value.trim_matches(|c| is_space(c) || is_cell_mark(c))),
        None => (value.len() < rest.len()).then_some(value),
    };
    stated.map(|value| value.trim_end_matches(['）', ')']))
}

/// A page while its lines are collected.
struct Open {
    kind: Option<PageKind>,
    start: usize,
    lines: Vec<(Line, Role)>,
    has_head: bool,
    has_text: bool,
    has_foot: bool,
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
        if self.has_foot && role != Role::Foot {
            return true;
        }
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
        self.has_foot |= role == Role::Foot && self.has_text;
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
    let mut provisions_began = false;
    for (page, bounds) in pages.into_iter().zip(starts.windows(2)) {
        let usual = drafts.last().map_or(PageKind::Cover, |d| d.kind);
        let found = page.kind.unwrap_or(usual);
        // A form that follows the provisions, such as a signature with its date, is no second cover.
        let kind = if provisions_began && found == PageKind::Cover { PageKind::SpecialProvisions } else { found };
        provisions_began |= kind == PageKind::SpecialProvisions;
        let &[start, end] = bounds else { continue };
        drafts.push(Draft { kind, span: Span::new(start, end), lines: page.lines });
    }
    drafts
}

fn role(words: &str, next: Option<&str>, last: bool) -> Role {
    if number_value(words).is_some() || is_lone_number(words) {
        Role::Head
    } else if title(words).is_some() {
        Role::Title
    } else if is_foot(words, next, last) || is_rule(words) {
        Role::Foot
    } else {
        Role::Text
    }
}

/// Whether `words` is the number of a license without a label.
fn is_lone_number(words: &str) -> bool {
    words.chars().nth(30).is_none() && read_number(words).kind == NumberKind::License
}

/// Whether `words` is a rule: of a table, or between pages.
fn is_rule(words: &str) -> bool {
    words.chars().all(|c| c == '#')
        || words.chars().count() > 2 && words.chars().all(|c| is_space(c) || "|-:+=_─━—–*·.…│┃".contains(c))
}

fn sign(words: &str, role: Role) -> Sign {
    match role {
        Role::Title => title(words).map_or(Sign::None, Sign::Title),
        Role::Head | Role::Foot => Sign::None,
        Role::Text => {
            if annex::introduction(words).is_some() || table::is_head(words) {
                Sign::Words(PageKind::Annex)
            } else if is_introduction(words) || is_provision(words) {
                Sign::Words(PageKind::SpecialProvisions)
            } else if labels::labels(words).is_empty() {
                Sign::None
            } else {
                Sign::Words(PageKind::Cover)
            }
        }
    }
}

/// Whether `words` is the sentence that precedes the first provision.
fn is_introduction(words: &str) -> bool {
    let short = words.chars().nth(24).is_none() && !words.contains(['。', '，', '业']) && marker(words).is_none();
    words.starts_with("《特别规定事项》")
        || short && words.contains("规定") && ["遵守", "特别"].iter().any(|word| words.contains(word))
        || words.contains("应当")
            && words.contains("遵守")
            && words.contains("规定")
            && words.ends_with(['：', ':'])
            && marker(words).is_none()
}

/// Whether `words` start a provision, even without a preceding title.
fn is_provision(words: &str) -> bool {
    let form = marker(words).map(|m| m.form);
    matches!(form, Some(MarkerForm::Chinese | MarkerForm::Article | MarkerForm::Arabic | MarkerForm::Section))
        && ["公司", "应当", "不得", "持证", "企业"].iter().any(|duty| words.contains(duty))
        && ["应", "不得", "禁止", "须", "可以"].iter().any(|duty| words.contains(duty))
        && !annex::begins_service(words)
}

/// The kind of page that a title announces.
pub(super) fn title(words: &str) -> Option<PageKind> {
    let plain = compact(words, 40)?;
    let plain =
        plain.trim_matches(['*', '=', '—', '-', '#', '【', '】', '〖', '〗', '［', '］', '[', ']', '〔', '〕', '|']);
    let bare = plain.trim_end_matches("（续）").trim_end_matches("（续页）");
    let bare = bare.trim_matches(['（', '）', '：', ':', '《', '》', '“', '”']);
    let bare = ["附件：", "附件:", "附：", "附:", "附件"]
        .iter()
        .find_map(|word| bare.strip_prefix(word))
        .filter(|rest| !rest.is_empty())
        .unwrap_or(bare);
    let bare = match marker(bare) {
        Some(m) => bare.get(m.length..).unwrap_or(bare),
        None => bare,
    };
    match bare {
        "特别规定事项"
        | "特别规定"
        | "特别规定事项续"
        | "许可证特别规定事项"
        | "经营规定"
        | "特殊规定"
        | "特别规定条款" => return Some(PageKind::SpecialProvisions),
        "附页" | "附件" | "副页" | "附页一" | "附页1" => return Some(PageKind::Annex),
        "中华人民共和国" | "正文" | "电信与信息服务业务" => return Some(PageKind::Cover),
        _ => {}
    }
    let (before, after) = plain.split_once("经营许可证")?;
    let before_is_title = is_title_start(before);
    match after.trim_matches(['（', '）', '—', '-', '：', '·']) {
        "附页" | "附件" | "副页" if before_is_title => Some(PageKind::Annex),
        "特别规定事项" | "之特别规定事项" if before_is_title => Some(PageKind::SpecialProvisions),
        "" | "正文" | "副本" | "正本" if before_is_title => Some(PageKind::Cover),
        _ => None,
    }
}

/// Whether `before` can precede 经营许可证 in the title of a license.
fn is_title_start(before: &str) -> bool {
    let rest = before.strip_prefix("中华人民共和国").unwrap_or(before);
    let rest = rest.strip_prefix("跨地区").unwrap_or(rest);
    let rest = rest.strip_prefix("第二类").or_else(|| rest.strip_prefix("第一类")).unwrap_or(rest);
    matches!(
        rest,
        "电信业务" | "增值电信业务" | "基础电信业务" | "基础和增值电信业务" | "电信与信息服务业务" | "增值电信"
    )
}

/// Whether `words` is a page number: `第3页`, `第 3 页 共 8 页`, `1 / 5`, `- 3 -`, or digits at the end of a page.
fn is_foot(words: &str, next: Option<&str>, last: bool) -> bool {
    let Some(plain) = compact(words, 20) else { return false };
    let plain: String = plain.chars().map(super::half_width).collect();
    let inner = plain.trim_matches(['-', '—', '–', '－', '·', '•', '~', '～', '一', '*', '<', '>', '[', ']']);
    if ["扫描全能王", "CamScanner", "全能扫描王"].iter().any(|name| plain.contains(name)) {
        return true;
    }
    let dotted = plain.strip_prefix('.').and_then(|rest| rest.strip_suffix('.'));
    if inner.len() < plain.len() && is_page_number(inner) || dotted.is_some_and(is_page_number) {
        return true;
    }
    let named = plain.to_lowercase().replace("page", "页").replace("of", "/").replace("p.", "页");
    let named = named.replace(['第', '页', '共', '，', ',', '（', '）'], "");
    let last_on_page = last || next.is_none_or(|n| number_value(n).is_some() || title(n).is_some());
    let is_pair = plain.split_once(['/', '／']).is_some_and(|(a, b)| is_page_number(a) && is_page_number(b));
    let digits = named.replace(['/', '／'], "");
    let counted = !digits.is_empty()
        && digits.chars().all(|c| c.is_ascii_digit() || super::digit_value(c).is_some() || c == '十');
    is_pair || counted && plain.contains('页') || last_on_page && is_page_number(&plain)
}

/// Whether `words` is a page number with marks around it, which is one wherever it stands.
fn is_marked_number(words: &str) -> bool {
    words.chars().nth(20).is_none() && is_foot(words, Some("、"), false)
}

/// Whether `words` are the beginning of a page head that goes on in `next`.
fn begins_head(words: &str, next: &str) -> bool {
    let short = words.chars().nth(8).is_none();
    let label = NUMBER_LABELS
        .iter()
        .any(|label| label.starts_with(words) && *label != words || *label == words && next.starts_with(['：', ':']));
    short && label && number_value(&format!("{words}{next}")).is_some()
}

/// Whether a date starts in `words`, which are digits, and goes on in `next`.
fn cuts_date(words: &str, next: &str) -> bool {
    let digits = !words.is_empty() && words.chars().all(|c| c.is_ascii_digit());
    digits && next.starts_with(|c: char| c.is_ascii_digit() || c == '年') && {
        let joined = format!("{words}{}", super::text::first(next, 20));
        super::dates::first_date(&joined).is_some_and(|date| date.span.start == 0)
    }
}

/// Whether `s` is a number of one to three digits.
fn is_page_number(s: &str) -> bool {
    (1..=3).contains(&s.len()) && s.chars().all(|c| c.is_ascii_digit())
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
            (". 2 .", Some("四、"), true),
            ("2.", Some("四、"), false),
            ("3", None, true),
            ("3", Some("经营许可证编号：苏B2-1"), true),
            ("3", Some("四、"), false),
            ("第三页", None, true),
            ("--", None, false),
        ];
        for (words, next, wanted) in feet {
            assert_eq!(is_foot(words, next, false), wanted, "{words} {next:?}");
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
