//! Parses the face page (正文): labels with their values beside or below them.

use super::dates::{dates, first_date};
use super::labels::{Field, Label, labels};
use super::number::{NumberKind, read_number};
use super::paragraph::Paragraph;
use super::text::{after_label, excerpt, is_space, trimmed};
use super::{BlockKind, Cover, Span, Spanned, TextProblem};
use crate::language::Bilingual;
use chrono::NaiveDate;

/// Parses the cover paragraph by paragraph.
#[derive(Debug, Default)]
pub(super) struct Reader {
    /// The values found so far.
    pub(super) cover: Cover,
    /// The places in which the services may be provided, if the cover states them.
    pub(super) coverage: Vec<Spanned<String>>,
    /// Labels whose value has not been found yet, in order.
    pending: Vec<Field>,
    /// The label of the preceding line if its value may go on in this one.
    open: Option<Field>,
    /// Whether the next line continues a paragraph.
    prose: bool,
}

impl Reader {
    /// Parses one paragraph. Returns its kind, and the part that states services, if any.
    pub(super) fn read(&mut self, p: &Paragraph, problems: &mut Vec<TextProblem>) -> (BlockKind, Option<Span>) {
        let words = p.words();
        let found = labels(words);
        let open = self.open.take();
        if !found.is_empty() {
            self.prose = false;
            let mut scope = None;
            for label in &found {
                scope = self.label(p, label, problems).or(scope);
            }
            return (BlockKind::Field, scope);
        }
        if is_grant(words) || self.prose {
            self.prose = !words.ends_with('。');
            return (if p.heading { BlockKind::Title } else { BlockKind::Paragraph }, None);
        }
        let whole = Span::new(0, words.len());
        if let Some(field) = self.pending_for(words).filter(|_| !p.heading) {
            self.pending.retain(|f| *f != field);
            let scope = self.set(p, field, whole, problems);
            return (BlockKind::Field, scope);
        }
        if let Some(field) = open.filter(|_| {
            !p.heading && !p.after_blank && is_value(words) && first_date(words).is_none() && !is_authority(words)
        }) {
            self.go_on(p, field);
            return (BlockKind::Field, None);
        }
        if !is_remark(words) {
            problems.push(unknown(p));
        }
        (if p.heading { BlockKind::Title } else { BlockKind::Paragraph }, None)
    }

    fn label(&mut self, p: &Paragraph, label: &Label, problems: &mut Vec<TextProblem>) -> Option<Span> {
        // 业务种类（服务项目）及, whose second part stands in the next line.
        let joint = matches!(label.value.of(p.words()), "及" | "和" | "与" | "及覆" | "及覆盖");
        if label.value.start < label.value.end && !joint {
            self.open = Some(label.field);
            return self.set(p, label.field, label.value, problems);
        }
        self.pending.retain(|f| *f != label.field);
        self.pending.push(label.field);
        None
    }

    /// The pending label whose value `words` can be.
    fn pending_for(&self, words: &str) -> Option<Field> {
        if !is_value(words) {
            return None;
        }
        let is_date = first_date(words).is_some_and(|d| d.span.start < 12);
        let fits = |field: &&Field| match field {
            Field::IssuedOn | Field::FirstIssuedOn | Field::ValidUntil | Field::Period => is_date,
            Field::Number => words.chars().any(|c| c.is_ascii_digit()) && words.contains(['B', 'A', '证', 'Ｂ', 'Ａ']),
            Field::Authority => is_authority(words),
            Field::CreditCode => is_credit_code(words),
            Field::Company => !is_date && !is_authority(words) && is_company(words),
            Field::Address => !is_date && is_address(words),
            Field::Representative => is_person(words),
            Field::Scope => is_scope(words),
            Field::Coverage => super::places::are_places(words),
            Field::Other => false,
        };
        let typed = self.pending.iter().find(fits).copied();
        // A value of no known form belongs to the first label that takes any words.
        typed.or_else(|| {
            let first = self.pending.first().copied()?;
            let any = matches!(
                first,
                Field::Company | Field::Representative | Field::Address | Field::Other | Field::Authority
            );
            (any && !is_date && !is_remark(words)).then_some(first)
        })
    }

    /// Appends a line to the value above it, which a line break has cut.
    fn go_on(&mut self, p: &Paragraph, field: Field) {
        if let (Field::Number, Some(number)) = (field, &mut self.cover.number) {
            let joined = format!("{}{}", number.value, p.words());
            let (before, after) = (read_number(&number.value), read_number(&joined));
            if after.kind == NumberKind::License && before.value.len() < after.value.len() && p.words().len() <= 8 {
                number.value = after.value;
                number.span.end = p.whole().end;
            }
            return;
        }
        let place = match field {
            Field::Company => &mut self.cover.company,
            Field::Address => &mut self.cover.address,
            Field::Authority => &mut self.cover.issuing_authority,
            Field::Number
            | Field::Representative
            | Field::Scope
            | Field::Coverage
            | Field::IssuedOn
            | Field::FirstIssuedOn
            | Field::ValidUntil
            | Field::Period
            | Field::CreditCode
            | Field::Other => return,
        };
        let plain = without_blanks(p.words());
        let in_brackets = plain.starts_with(['（', '(']) && plain.ends_with(['）', ')']);
        if let Some(value) = place.as_mut().filter(|_| !in_brackets || !is_side_note(&plain)) {
            value.value.push_str(&without_blanks(p.words()));
            value.span.end = value.span.end.max(p.whole().end);
        }
        self.open = Some(field);
    }

    /// Sets an item from a part of a paragraph. Returns the part if it states services.
    fn set(&mut self, p: &Paragraph, field: Field, part: Span, problems: &mut Vec<TextProblem>) -> Option<Span> {
        self.pending.retain(|f| *f != field);
        let value = p.spanned(part);
        let done = match field {
            Field::Number => fill(&mut self.cover.number, number(p, part)),
            Field::Company => fill(&mut self.cover.company, compacted(&value)),
            Field::Representative => fill(&mut self.cover.legal_representative, compacted(&value)),
            Field::Authority => fill(&mut self.cover.issuing_authority, compacted(&value)),
            Field::Address => fill(&mut self.cover.address, compacted(&value)),
            Field::CreditCode => fill(&mut self.cover.credit_code, credit_code(&value)),
            Field::Coverage | Field::Scope if super::places::are_places(&value.value) => {
                if self.coverage.is_empty() {
                    self.coverage = super::entry::list_of(p, part);
                }
                true
            }
            Field::Scope | Field::Coverage => return Some(part),
            Field::Other => true,
            Field::IssuedOn | Field::FirstIssuedOn | Field::ValidUntil | Field::Period => {
                return self.set_dates(p, field, part, problems);
            }
        };
        if !done {
            problems.push(again(p, part));
        }
        None
    }

    fn set_dates(&mut self, p: &Paragraph, field: Field, part: Span, problems: &mut Vec<TextProblem>) -> Option<Span> {
        let found: Vec<Spanned<NaiveDate>> = dates(part.of(p.words()))
            .iter()
            .map(|d| Spanned { value: d.date, span: p.span(part.start + d.span.start, part.start + d.span.end) })
            .collect();
        let cover = &mut self.cover;
        let done = match (field, found.as_slice()) {
            (_, []) => {
                problems.push(no_date(p, part));
                return None;
            }
            (Field::IssuedOn, [date, ..]) => fill(&mut cover.issued_on, date.clone()),
            (Field::FirstIssuedOn, [date, ..]) => fill(&mut cover.first_issued_on, date.clone()),
            (_, [until]) => fill(&mut cover.valid_until, until.clone()),
            (_, [from, until, ..]) => {
                fill(&mut cover.valid_from, from.clone()) & fill(&mut cover.valid_until, until.clone())
            }
        };
        if !done {
            problems.push(again(p, part));
        }
        None
    }
}

/// The number in a part of a paragraph, in its usual form.
fn number(p: &Paragraph, part: Span) -> Spanned<String> {
    let value = p.spanned(part);
    Spanned { value: read_number(&value.value).value, span: value.span }
}

/// Without blanks between Chinese characters: 公 司 is 公司.
/// Remarks behind it are no part of it: （章）, （原名称：…）.
fn compacted(value: &Spanned<String>) -> Spanned<String> {
    let plain = without_blanks(&value.value);
    let remark = remark_start(&plain).and_then(|at| Some((at, plain.get(at..)?)));
    let kept = remark
        .filter(|(at, inner)| *at > 0 && is_side_note(inner))
        .map_or(plain.as_str(), |(at, _)| plain.get(..at).unwrap_or(&plain));
    Spanned { value: kept.to_owned(), span: value.span }
}

/// Whether words in brackets behind a value are no part of it.
fn is_side_note(words: &str) -> bool {
    ["章", "原", "变更", "曾用", "英文", "统一社会信用代码"].iter().any(|word| words.contains(word))
}

/// Where the bracket at the end of `words` starts.
fn remark_start(words: &str) -> Option<usize> {
    let inner = words.strip_suffix(['）', ')'])?;
    let mut depth = 1_usize;
    for (at, c) in inner.char_indices().rev() {
        match c {
            '）' | ')' => depth += 1,
            '（' | '(' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// Without blanks, except between two Latin words.
pub(super) fn without_blanks(words: &str) -> String {
    let mut s = String::new();
    let mut blank = false;
    for c in words.chars() {
        if is_space(c) {
            blank = !s.is_empty();
            continue;
        }
        if blank && c.is_ascii_alphabetic() && s.ends_with(|c: char| c.is_ascii_alphabetic()) {
            s.push(' ');
        }
        blank = false;
        s.push(c);
    }
    s
}

/// A credit code with digits in place of the letters that the code does not have.
fn credit_code(value: &Spanned<String>) -> Spanned<String> {
    let plain = without_blanks(&value.value);
    let code = plain.chars().map(super::half_width);
    let code = code.flat_map(char::to_uppercase).map(|c| match c {
        'O' => '0',
        'I' => '1',
        'Z' => '2',
        'S' => '5',
        c => c,
    });
    Spanned { value: code.collect(), span: value.span }
}

/// Whether `words` is the sentence that grants the license.
fn is_grant(words: &str) -> bool {
    words.contains("特颁发") || words.contains("特发此证") || after_label(words, "根据《").is_some()
}

/// Whether `words` needs no place: the words of a form around its values.
fn is_remark(words: &str) -> bool {
    let plain: String = words.chars().filter(|c| !is_space(*c)).collect();
    let bare = plain.trim_matches(['（', '）', '(', ')', '【', '】', '。']);
    let known =
        ["盖章", "公章", "印章", "以下空白", "本页以下空白", "见附页", "正本", "副本", "正文", "签章", "电子印章"];
    known.contains(&bare) || bare.ends_with("印制") || bare.ends_with("监制")
}

/// Whether `words` can be a value.
fn is_value(words: &str) -> bool {
    words.chars().nth(80).is_none() && !words.contains('。') && !is_grant(words)
}

/// Whether `words` names an authority that issues licenses.
pub(super) fn is_authority(words: &str) -> bool {
    let plain = without_blanks(words);
    ["通信管理局", "信息化部", "管理局", "信息产业部", "管理厅", "电信管理"].iter().any(|end| plain.contains(end))
        && !plain.contains("公司")
}

fn is_company(words: &str) -> bool {
    let plain = without_blanks(words);
    ["公司", "企业", "中心", "集团", "厂", "社", "院", "所", "台", "合伙）", "合伙)", "事务所", "大学"]
        .iter()
        .any(|end| plain.trim_end_matches(['）', ')']).ends_with(end.trim_end_matches(['）', ')'])))
        || plain.contains("有限公司")
}

fn is_credit_code(words: &str) -> bool {
    let plain = without_blanks(words);
    (15..=20).contains(&plain.chars().count()) && plain.chars().all(|c| super::half_width(c).is_ascii_alphanumeric())
}

fn is_address(words: &str) -> bool {
    let plain = without_blanks(words);
    let marks = ["省", "市", "区", "县", "路", "街", "号", "楼", "室", "镇", "村"];
    marks.iter().filter(|mark| plain.contains(**mark)).count() >= 2 && !is_authority(words)
}

/// Whether `words` has the form of a name of a person: two to four Chinese characters, or more with a dot.
fn is_person(words: &str) -> bool {
    let plain = without_blanks(words);
    let count = plain.chars().count();
    let han = plain.chars().all(|c| matches!(c, '\u{3400}'..='\u{9fff}' | '·' | '•'));
    han && ((2..=4).contains(&count) || plain.contains(['·', '•']) && count <= 20)
        && !is_scope(words)
        && !is_remark(words)
}

fn is_scope(words: &str) -> bool {
    let plain = without_blanks(words);
    plain.starts_with("见附") || plain.starts_with("详见附") || plain.contains("业务")
}

/// Fills an empty item; false if it already contains a different value.
fn fill<T: PartialEq>(place: &mut Option<Spanned<T>>, value: Spanned<T>) -> bool {
    if let Some(before) = place {
        return before.value == value.value;
    }
    *place = Some(value);
    true
}

fn problem(p: &Paragraph, span: Span, message: Bilingual) -> TextProblem {
    TextProblem { line: p.number, span, message }
}

fn unknown(p: &Paragraph) -> TextProblem {
    let e = excerpt(p.words());
    let message = Bilingual::new(
        format!("正文中未能识别的内容：“{e}”"),
        format!("This text on the face page was not understood: “{e}”"),
    );
    problem(p, p.whole(), message)
}

fn no_date(p: &Paragraph, part: Span) -> TextProblem {
    let e = excerpt(part.of(p.words()));
    let message = Bilingual::new(format!("“{e}”不是有效日期"), format!("“{e}” is not a date"));
    problem(p, p.span(part.start, part.end), message)
}

fn again(p: &Paragraph, part: Span) -> TextProblem {
    let e = excerpt(trimmed(p.words(), part).of(p.words()));
    let message = Bilingual::new(
        format!("此项在前文已有不同内容，“{e}”未被采用"),
        format!("This item was stated differently before; “{e}” was not used"),
    );
    problem(p, p.span(part.start, part.end), message)
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

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
        for text in ["有效期至：2019年13月1日", "有效期至：2024-5-9\n有效期至：2025-5-9", "欢迎来电垂询"]
        {
            assert_eq!(parse(text).problems.len(), 1, "{text}");
        }
        assert_eq!(parse("有效期至：2024-5-9\n有效期至：2024年5月9日").problems, []);
    }
}
