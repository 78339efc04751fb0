//! Reads the face page (正文): labels and the values beside or below them.

use super::text::{Line, after_label, excerpt, is_space, parse_date, trimmed};
use super::{Block, BlockKind, Cover, Problem, Span, Spanned};
use crate::language::Bilingual;
use chrono::NaiveDate;

/// What a label on the cover asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// 经营许可证编号.
    Number,
    /// 公司名称.
    Company,
    /// 法定代表人.
    Representative,
    /// 业务种类 and the like; the annex has the answer.
    Scope,
    /// 发证机关.
    Authority,
    /// 发证日期.
    IssuedOn,
    /// 有效期至.
    ValidUntil,
    /// Known, but of no use here.
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

/// A label within a line, by offsets in that line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// What it asks for.
    pub(super) field: Field,
    /// The label with its colon.
    pub(super) span: Span,
    /// What follows up to the next label, without white space around it.
    pub(super) value: Span,
    /// The colon.
    pub(super) colon: Option<char>,
}

/// The labels of a line that begins with one.
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

/// The label at byte `at`, followed by a colon, a space, a closing bracket or the end.
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

/// Skips a short bracket such as （盖章）.
fn bracket(words: &str) -> &str {
    let Some(inner) = words.strip_prefix(['（', '(']) else { return words };
    let length: usize = inner.chars().take(8).take_while(|c| !matches!(c, '）' | ')')).map(char::len_utf8).sum();
    inner.get(length..).and_then(|rest| rest.strip_prefix(['）', ')'])).unwrap_or(words)
}

/// Reads the lines of the cover one after the other.
#[derive(Debug, Default)]
pub(super) struct Reader {
    /// What was read so far.
    pub(super) cover: Cover,
    /// Labels of dates that still lack their value.
    dates: Vec<Field>,
    /// The label on the line before, where it lacks its value.
    pending: Option<Field>,
    /// Whether a paragraph goes on with the next line.
    prose: bool,
}

impl Reader {
    /// Reads one line.
    pub(super) fn line(&mut self, text: &str, line: Line, problems: &mut Vec<Problem>) -> Block {
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
        } else if let Some(field) = pending {
            self.set(text, field, line.span, line, problems);
            BlockKind::Field
        } else {
            let known =
                self.prose || words.contains("特颁发") || words.starts_with("根据《") || words.starts_with("根据 《");
            if !known {
                problems.push(unknown(words, line));
            }
            self.prose = known && !words.ends_with('。');
            if line.heading { BlockKind::Title } else { BlockKind::Paragraph }
        };
        Block { span: line.span, kind, clause: None }
    }

    fn label(&mut self, text: &str, field: Field, value: Span, line: Line, problems: &mut Vec<Problem>) {
        if value.start < value.end {
            self.set(text, field, value, line, problems);
            return;
        }
        if matches!(field, Field::IssuedOn | Field::ValidUntil) {
            self.dates.push(field);
        }
        self.pending = Some(field);
    }

    fn set(&mut self, text: &str, field: Field, span: Span, line: Line, problems: &mut Vec<Problem>) {
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

/// Fills an empty field; false where it holds something else already.
fn fill(place: &mut Option<Spanned<String>>, words: &str, span: Span) -> bool {
    let value = place.get_or_insert_with(|| Spanned { value: words.to_owned(), span });
    value.value == words
}

fn fill_date(place: &mut Option<Spanned<NaiveDate>>, date: NaiveDate, span: Span) -> bool {
    place.get_or_insert(Spanned { value: date, span }).value == date
}

fn unknown(words: &str, line: Line) -> Problem {
    let e = excerpt(words);
    Problem {
        line: line.number,
        message: Bilingual::new(
            format!("正文中未能识别的内容：“{e}”"),
            format!("This text on the face page was not understood: “{e}”"),
        ),
    }
}

fn no_date(words: &str, line: Line) -> Problem {
    let e = excerpt(words);
    Problem {
        line: line.number, message: Bilingual::new(format!("“{e}”不是有效日期"), format!("“{e}” is not a date"))
    }
}

fn again(words: &str, line: Line) -> Problem {
    let e = excerpt(words);
    Problem {
        line: line.number,
        message: Bilingual::new(
            format!("此项在前文已有不同内容，“{e}”未被采用"),
            format!("This item was stated differently before; “{e}” was not used"),
        ),
    }
}
