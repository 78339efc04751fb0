//! Parses the face page (正文): labels with their values beside or below them.

use super::text::{Line, after_label, excerpt, is_space, parse_date, trimmed};
use super::{Block, BlockKind, Cover, Span, Spanned, TextProblem};
use crate::language::Bilingual;
use chrono::NaiveDate;

/// The item that a label on the cover denotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// 经营许可证编号.
    Number,
    /// 公司名称.
    Company,
    /// 法定代表人.
    Representative,
    /// 业务种类 and similar; its content is in the annex.
    Scope,
    /// 发证机关.
    Authority,
    /// 发证日期.
    IssuedOn,
    /// 有效期至.
    ValidUntil,
    /// A known label whose value is not used.
    Other,
}

const LABELS: [(&str, Field); 24] = [
    ("经营许可证编号", Field::Number),
    ("许可证编号", Field::Number),
    ("编号", Field::Number),
    ("公司名称", Field::Company),
    ("企业名称", Field::Company),
    ("单位名称", Field::Company),
    ("法定代表人", Field::Representative),
    ("法人代表", Field::Representative),
    ("业务种类", Field::Scope),
    ("服务项目", Field::Scope),
    ("业务覆盖范围", Field::Scope),
    ("覆盖范围", Field::Scope),
    ("发证机关", Field::Authority),
    ("颁证机关", Field::Authority),
    ("发证日期", Field::IssuedOn),
    ("颁证日期", Field::IssuedOn),
    ("发证时间", Field::IssuedOn),
    ("有效期至", Field::ValidUntil),
    ("有效期限至", Field::ValidUntil),
    ("有效期截止日期", Field::ValidUntil),
    ("注册地址", Field::Other),
    ("注册资本", Field::Other),
    ("住所", Field::Other),
    ("统一社会信用代码", Field::Other),
];

/// A label in a line, with offsets in bytes of that line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// The item it denotes.
    pub(super) field: Field,
    /// The label including its colon.
    pub(super) span: Span,
    /// The text up to the next label, without surrounding white space.
    pub(super) value: Span,
    /// The colon behind the label, if any.
    pub(super) colon: Option<char>,
}

/// The labels of a line that starts with one; empty for any other line.
pub(super) fn labels(words: &str) -> Vec<Label> {
    let mut found: Vec<Label> = Vec::new();
    let mut at_word = true;
    for (at, c) in words.char_indices() {
        if is_space(c) {
            at_word = true;
            continue;
        }
        let inside = found.last().is_some_and(|l| at < l.span.end);
        if at_word && !inside {
            let label = label_at(words, at).filter(|l| found.is_empty() || l.colon.is_some());
            if label.is_none() && found.is_empty() {
                return found;
            }
            if let Some(next) = label {
                if let Some(last) = found.last_mut() {
                    last.value.end = at;
                }
                found.push(next);
            }
        }
        at_word = false;
    }
    for label in &mut found {
        label.value = trimmed(words, label.value);
    }
    found
}

/// The label at byte `at`, if a colon, a space, a closing bracket or the end follows.
fn label_at(words: &str, at: usize) -> Option<Label> {
    let here = words.get(at..)?;
    LABELS.iter().find_map(|&(name, field)| {
        let inner = if field == Field::Scope { here.trim_start_matches(['（', '(', '及', '和']) } else { here };
        let rest = after_label(inner, name)?;
        let ends = rest.is_empty() || rest.starts_with(|c: char| is_space(c) || "：:（(）)".contains(c));
        let tail = bracket(rest.trim_start_matches(is_space).trim_start_matches(['）', ')']));
        let tail = tail.trim_start_matches(is_space);
        let colon = tail.chars().next().filter(|c| matches!(c, '：' | ':'));
        let value = tail.strip_prefix(['：', ':']).unwrap_or(tail);
        let start = words.len() - value.len();
        ends.then_some(Label { field, span: Span::new(at, start), value: Span::new(start, words.len()), colon })
    })
}

/// Skips a short parenthesis such as （盖章）.
fn bracket(words: &str) -> &str {
    let Some(inner) = words.strip_prefix(['（', '(']) else { return words };
    let length: usize = inner.chars().take(8).take_while(|c| !matches!(c, '）' | ')')).map(char::len_utf8).sum();
    inner.get(length..).and_then(|rest| rest.strip_prefix(['）', ')'])).unwrap_or(words)
}

/// Parses the cover line by line.
#[derive(Debug, Default)]
pub(super) struct Reader {
    /// The values found so far.
    pub(super) cover: Cover,
    /// Date labels whose value has not been found yet.
    dates: Vec<Field>,
    /// The label of the preceding line if its value is still missing.
    pending: Option<Field>,
    /// Whether the next line continues a paragraph.
    prose: bool,
}

impl Reader {
    /// Parses one line.
    pub(super) fn line(&mut self, text: &str, line: Line, problems: &mut Vec<TextProblem>) -> Block {
        let words = line.span.of(text);
        let found = labels(words);
        let pending = self.pending.take();
        let kind = if !found.is_empty() {
            self.prose = false;
            for label in &found {
                let value = Span::new(line.span.start + label.value.start, line.span.start + label.value.end);
                self.label(text, label.field, value, line, problems);
            }
            BlockKind::Field
        } else if let Some(field) = self.dates.first().copied().filter(|_| parse_date(words).is_some()) {
            self.set(text, field, line.span, line, problems);
            BlockKind::Field
        } else if let Some(field) = pending.filter(|_| is_value(words) && !line.heading) {
            self.set(text, field, line.span, line, problems);
            BlockKind::Field
        } else {
            let known = self.prose || is_grant(words);
            if !known {
                problems.push(unknown(words, line));
            }
            self.prose = known && !words.ends_with('。');
            if line.heading { BlockKind::Title } else { BlockKind::Paragraph }
        };
        Block { span: line.span, kind, clause: None }
    }

    fn label(&mut self, text: &str, field: Field, value: Span, line: Line, problems: &mut Vec<TextProblem>) {
        if value.start < value.end {
            self.set(text, field, value, line, problems);
            return;
        }
        if matches!(field, Field::IssuedOn | Field::ValidUntil) {
            self.dates.push(field);
        }
        self.pending = Some(field);
    }

    fn set(&mut self, text: &str, field: Field, span: Span, line: Line, problems: &mut Vec<TextProblem>) {
        self.dates.retain(|f| *f != field);
        let words = span.of(text);
        let done = match field {
            Field::Number => fill(&mut self.cover.number, words, span),
            Field::Company => fill(&mut self.cover.company, words, span),
            Field::Representative => fill(&mut self.cover.legal_representative, words, span),
            Field::Authority => fill(&mut self.cover.issuing_authority, words, span),
            Field::Scope | Field::Other => true,
            Field::IssuedOn | Field::ValidUntil => {
                let Some(date) = parse_date(words) else {
                    problems.push(no_date(words, line));
                    return;
                };
                let place =
                    if field == Field::IssuedOn { &mut self.cover.issued_on } else { &mut self.cover.valid_until };
                fill_date(place, date, span)
            }
        };
        if !done {
            problems.push(again(words, line));
        }
    }
}

/// Whether `words` is the sentence that grants the license.
fn is_grant(words: &str) -> bool {
    words.contains("特颁发") || after_label(words, "根据《").is_some()
}

/// Whether `words` can be the value of the label above it.
fn is_value(words: &str) -> bool {
    words.chars().nth(60).is_none() && !words.contains('。') && !is_grant(words)
}

/// Fills an empty field; false if it already contains a different value.
fn fill(place: &mut Option<Spanned<String>>, words: &str, span: Span) -> bool {
    let value = place.get_or_insert_with(|| Spanned { value: words.to_owned(), span });
    value.value == words
}

fn fill_date(place: &mut Option<Spanned<NaiveDate>>, date: NaiveDate, span: Span) -> bool {
    place.get_or_insert(Spanned { value: date, span }).value == date
}

fn unknown(words: &str, line: Line) -> TextProblem {
    let e = excerpt(words);
    TextProblem {
        line: line.number,
        message: Bilingual::new(
            format!("正文中未能识别的内容：“{e}”"),
            format!("This text on the face page was not understood: “{e}”"),
        ),
    }
}

fn no_date(words: &str, line: Line) -> TextProblem {
    let e = excerpt(words);
    TextProblem {
        line: line.number,
        message: Bilingual::new(format!("“{e}”不是有效日期"), format!("“{e}” is not a date")),
    }
}

fn again(words: &str, line: Line) -> TextProblem {
    let e = excerpt(words);
    TextProblem {
        line: line.number,
        message: Bilingual::new(
            format!("此项在前文已有不同内容，“{e}”未被采用"),
            format!("This item was stated differently before; “{e}” was not used"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    #[test]
    fn labels_are_found_with_their_values() {
        let cases: [(&str, &[(Field, &str)]); 12] = [
            ("公司名称:甲", &[(Field::Company, "甲")]),
            ("公 司 名 称 ：  甲 乙 ", &[(Field::Company, "甲 乙")]),
            ("法定代表人 甲", &[(Field::Representative, "甲")]),
            ("发证机关(盖章):", &[(Field::Authority, "")]),
            ("发证机关（盖章）：某局", &[(Field::Authority, "某局")]),
            ("业务种类 见附页", &[(Field::Scope, "见附页")]),
            ("(服务项目)", &[(Field::Scope, "")]),
            ("及覆盖范围:", &[(Field::Scope, "")]),
            (
                "发证日期：2019年8月2日 有效期至：2024年5月9日",
                &[(Field::IssuedOn, "2019年8月2日"), (Field::ValidUntil, "2024年5月9日")],
            ),
            ("公司名称变更", &[]),
            ("甲 公司名称：乙", &[]),
            ("", &[]),
        ];
        for (words, wanted) in cases {
            let found: Vec<(Field, &str)> = labels(words).iter().map(|l| (l.field, l.value.of(words))).collect();
            assert_eq!(found, wanted, "{words}");
        }
    }

    #[test]
    fn values_stand_beside_or_below_their_labels() {
        let cases = [
            ("发证机关：\n\n某省通信管理局\n发证日期：2019-8-2", [Some("某省通信管理局"), Some("2019-08-02"), None]),
            (
                "发证机关：\n发证日期：\n有效期至：\n\n2019-8-2\n2024-5-9",
                [None, Some("2019-08-02"), Some("2024-05-09")],
            ),
            ("有效期至：二〇二四年五月九日", [None, None, Some("2024-05-09")]),
            ("发证机关：\n根据《中华人民共和国电信条例》，特颁发本证。", [None; 3]),
            ("# 标题\n发证机关：\n", [None; 3]),
        ];
        for (text, wanted) in cases {
            let cover = parse(text).cover;
            let date = |d: Option<Spanned<NaiveDate>>| d.map(|d| d.value.to_string());
            let found = [cover.issuing_authority.map(|a| a.value), date(cover.issued_on), date(cover.valid_until)];
            assert_eq!(found, wanted.map(|w| w.map(str::to_owned)), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_used_is_reported() {
        for text in ["有效期至：2019年13月1日", "有效期至：2024-5-9\n有效期至：2025-5-9", "工信部监制"]
        {
            assert_eq!(parse(text).problems.len(), 1, "{text}");
        }
        assert_eq!(parse("有效期至：2024-5-9\n有效期至：2024年5月9日").problems, []);
    }
}
