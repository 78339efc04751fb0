//! Finds suspected errors in the text as issued. They are reported, not corrected.

use super::labels::{self, Field, Label};
use super::misread::{self, Misreading};
use super::numeral::chinese_numeral;
use super::slips::{PLACES, PROVINCES, SLIPS, When, simplified};
use super::text::is_space;
use super::{
    Annotation, AnnotationKind, Block, BlockKind, Clause, ClauseId, Joined, License, PageKind, Provision, Span, annex,
    pages,
};
use crate::language::Bilingual;
use std::borrow::Cow;

/// All suspected errors, in text order.
pub(super) fn find(license: &License) -> Vec<Annotation> {
    let units = units(license);
    let mut notes = Notes::default();
    for unit in &units {
        unit.missing_prohibition(&mut notes);
        unit.missing_after(&mut notes);
        unit.stray_spaces(&mut notes);
    }
    words(license, &units, &mut notes);
    traditional_characters(&units, &mut notes);
    for provision in &license.provisions {
        mixed_brackets(&license.text, provision, &mut notes);
    }
    cover_punctuation(license, &mut notes);
    blank_fields(license, &mut notes);
    blank_coverage(license, &mut notes);
    other_numbers(license, &mut notes);
    misreadings(license, &units, &mut notes);
    notes.found.sort_by_key(|note| note.span);
    notes.found
}

/// Adds characters that were likely taken for others.
fn misreadings(license: &License, units: &[TextUnit], notes: &mut Notes) {
    for slip in misread::of_cover(license) {
        notes.misread(slip.span, None, slip.span.of(&license.text), &slip.meant);
    }
    for clause in license.clauses() {
        let label = clause.label.of(&license.text);
        if let Some(meant) = misread::of_label(label) {
            notes.misread(clause.label, Some(clause.id), label, &meant);
        }
    }
    for unit in units {
        for Misreading { span, meant } in misread::misreadings(unit.text()) {
            if let Some(place) = unit.place(span.start, span.end) {
                notes.misread(place, unit.clause, span.of(unit.text()), &meant);
            }
        }
    }
}

/// The annotations found so far.
#[derive(Default)]
struct Notes {
    found: Vec<Annotation>,
}

impl Notes {
    fn add(&mut self, kind: AnnotationKind, span: Span, clause: Option<ClauseId>, zh: &str, en: &str) {
        let message =
            Bilingual::new(format!("{zh}此处按原文显示，未作更正。"), format!("{en} The text is shown as issued."));
        self.found.push(Annotation { kind, span, clause, meant: None, message });
    }

    /// Adds words that seem to be a slip for `meant`.
    fn misread(&mut self, span: Span, clause: Option<ClauseId>, read: &str, meant: &str) {
        let zh = format!("“{read}”疑为“{meant}”，字形相近，可能是识别或录入错误。");
        let en = format!("“{read}” looks like a slip of reading or typing for “{meant}”.");
        self.add(AnnotationKind::Misread, span, clause, &zh, &en);
        if let Some(note) = self.found.last_mut() {
            note.meant = Some(meant.to_owned());
        }
    }
}

/// A text in which words are searched: a whole clause, or a paragraph outside all clauses.
struct TextUnit<'a> {
    clause: Option<ClauseId>,
    joined: Cow<'a, Joined>,
}

fn units(license: &License) -> Vec<TextUnit<'_>> {
    let paragraphs = license.pages.iter().flat_map(|page| {
        let loose = page
            .blocks
            .iter()
            .filter(|block| block.clause.is_none() && matches!(block.kind, BlockKind::Paragraph | BlockKind::Service));
        loose.map(|block| {
            let mut joined = Joined::default();
            joined.push(&license.text, block.span, page.number);
            TextUnit { clause: None, joined: Cow::Owned(joined) }
        })
    });
    let clauses = license.clauses().map(|c| TextUnit { clause: Some(c.id), joined: Cow::Borrowed(&c.body) });
    paragraphs.chain(clauses).collect()
}

impl TextUnit<'_> {
    fn text(&self) -> &str {
        &self.joined.text
    }

    /// The span of bytes `start..end` in the license text; if a page break splits them, the part before it.
    fn place(&self, start: usize, end: usize) -> Option<Span> {
        self.joined.to_source(start, end).first().copied()
    }

    fn note(&self, notes: &mut Notes, kind: AnnotationKind, (start, end): (usize, usize), zh: &str, en: &str) {
        if let Some(span) = self.place(start, end) {
            notes.add(kind, span, self.clause, zh, en);
        }
    }

    /// 你公司制作、复制、发布、传播…所列内容 without 不得.
    fn missing_prohibition(&self, notes: &mut Notes) {
        const ACTS: &str = "制作、复制、发布、传播";
        const OBJECT: &str = "所列内容";
        let mut at = 0;
        for sentence in self.text().split_inclusive(['。', '；', ';']) {
            let start = at;
            at += sentence.len();
            let Some((before, after)) = sentence.split_once(ACTS) else { continue };
            let Some((_, behind)) = after.split_once(OBJECT) else { continue };
            let forbidden = ["不得", "禁止", "严禁", "不应"].iter().any(|word| before.contains(word));
            let begins = before.is_empty() || before.ends_with(['，', '司']);
            if forbidden || !begins || behind.starts_with('的') {
                continue;
            }
            let span = (start + before.len(), start + sentence.len() - behind.len());
            self.note(
                notes,
                AnnotationKind::MissingWords,
                span,
                "“制作、复制、发布、传播”之前疑漏“不得”：所列内容依法禁止制作、复制、发布、传播，字面意思与此相反。",
                "“不得” (must not) seems to be missing before “制作、复制、发布、传播”: the law forbids to make, copy, publish or spread the contents listed, and the words as they stand say the opposite.",
            );
        }
    }

    /// 完成30日内 without 后 or 之日起.
    fn missing_after(&self, notes: &mut Notes) {
        for (start, done) in self.text().match_indices("完成") {
            let rest = self.text().get(start + done.len()..).unwrap_or_default();
            let digits: usize = rest.chars().take(6).take_while(char::is_ascii_digit).map(char::len_utf8).sum();
            let unit = rest.get(digits..).unwrap_or_default();
            let Some(word) = ["日内", "个工作日内", "天内", "个月内"].iter().find(|word| unit.starts_with(**word))
            else {
                continue;
            };
            if digits > 0 {
                self.note(
                    notes,
                    AnnotationKind::MissingWords,
                    (start, start + done.len() + digits + word.len()),
                    "“完成”与期限之间疑漏“后”或“之日起”：期限应自完成之日起算。",
                    "“后” or “之日起” (after, from the day of) seems to be missing between “完成” (completion) and the period, which seems to run from the completion.",
                );
            }
        }
    }

    /// Spaces between two Chinese characters.
    fn stray_spaces(&self, notes: &mut Notes) {
        let mut before: Option<usize> = None;
        let mut spaced = false;
        for (at, c) in self.text().char_indices() {
            if is_space(c) {
                spaced = before.is_some();
            } else if is_han(c) {
                if let Some(start) = before.filter(|_| spaced) {
                    self.note(
                        notes,
                        AnnotationKind::StraySpace,
                        (start, at + c.len_utf8()),
                        "两个汉字之间有空格，疑为排版时误入。",
                        "There is a space between two Chinese characters; it seems to have slipped in.",
                    );
                }
                (before, spaced) = (Some(at), false);
            } else {
                (before, spaced) = (None, false);
            }
        }
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}')
}

/// Adds the doubtful words from the table of slips.
fn words(license: &License, units: &[TextUnit], notes: &mut Notes) {
    let provincial =
        license.cover.number.as_ref().and_then(|n| n.value.chars().next()).is_some_and(|c| PROVINCES.contains(c));
    for slip in &SLIPS {
        let doubtful = match slip.when {
            When::Always => true,
            When::Beside(other) => units.iter().any(|unit| unit.text().contains(other)),
            When::Provincial => provincial,
        };
        for unit in units.iter().filter(|_| doubtful) {
            for (start, found) in unit.text().match_indices(slip.words) {
                let end = start + found.len();
                let before = unit.text().get(..start).and_then(|s| s.chars().next_back());
                let after = unit.text().get(end..).and_then(|s| s.chars().next());
                let other = before.is_some_and(|c| slip.not_after.contains(c))
                    || after.is_some_and(|c| slip.not_before.contains(c));
                if !other {
                    unit.note(notes, slip.kind, (start, end), slip.zh, slip.en);
                }
            }
        }
    }
}

/// Adds traditional characters, unless the whole license is written in them.
fn traditional_characters(units: &[TextUnit], notes: &mut Notes) {
    let forms = simplified();
    let mut found = Vec::new();
    let mut all = 0;
    for unit in units {
        for (at, c) in unit.text().char_indices().filter(|(_, c)| is_han(*c)) {
            all += 1;
            if let Some(&simple) = forms.get(&c) {
                found.push((unit, at, c, simple));
            }
        }
    }
    if found.len() * 10 > all {
        return;
    }
    for (unit, at, c, simple) in found {
        unit.note(
            notes,
            AnnotationKind::CharacterForm,
            (at, at + c.len_utf8()),
            &format!("“{c}”是繁体字，疑应作“{simple}”。"),
            &format!("“{c}” is a traditional character in a simplified text; “{simple}” seems to be meant."),
        );
    }
}

/// Adds a mixture of full- and half-width brackets in the numbers of one provision's sub-items.
fn mixed_brackets(text: &str, provision: &Provision, notes: &mut Notes) {
    let Some(usual) = provision.sub_items.first().map(|clause| is_half_width(clause, text)) else { return };
    let Some(first) = provision.sub_items.iter().find(|clause| is_half_width(clause, text) != usual) else { return };
    let (half, full): (Vec<&Clause>, Vec<&Clause>) =
        provision.sub_items.iter().partition(|clause| is_half_width(clause, text));
    let (in_half, in_full) = (runs(&half), runs(&full));
    let id = provision.clause.id;
    notes.add(
        AnnotationKind::MixedPunctuation,
        first.label,
        Some(first.id),
        &format!("{id}各项编号的括号不一致：{}用半角，{}用全角。", in_half.join("、"), in_full.join("、")),
        &format!(
            "The brackets around the numbers of {id} are not alike: half-width in {}, full-width in {}.",
            in_half.join(", "),
            in_full.join(", ")
        ),
    );
}

/// Whether the printed number of a sub-item has a half-width bracket.
fn is_half_width(clause: &Clause, text: &str) -> bool {
    clause.label.of(text).starts_with('(') || clause.label.of(text).ends_with(')')
}

/// The numbers of sub-items as ranges: `（二）–（十）`.
fn runs(clauses: &[&Clause]) -> Vec<String> {
    let mut runs: Vec<(u8, u8)> = Vec::new();
    for n in clauses.iter().filter_map(|clause| clause.id.sub_item) {
        match runs.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(n) => *last = n,
            _ => runs.push((n, n)),
        }
    }
    runs.into_iter()
        .map(|(a, b)| if a == b { bracketed(a) } else { format!("{}–{}", bracketed(a), bracketed(b)) })
        .collect()
}

/// `（二）` for 2.
fn bracketed(n: u8) -> String {
    format!("（{}）", chinese_numeral(n))
}

/// The labeled blocks of the cover, each with its labels.
fn cover_labels(license: &License) -> impl Iterator<Item = (&Block, Label)> {
    let blocks = license.pages.iter().filter(|page| page.kind == PageKind::Cover).flat_map(|page| &page.blocks);
    blocks
        .filter(|block| block.kind == BlockKind::Field)
        .flat_map(|block| labels::labels(block.span.of(&license.text)).into_iter().map(move |label| (block, label)))
}

/// Adds a half-width colon on the cover if other pages have full-width ones.
fn cover_punctuation(license: &License, notes: &mut Notes) {
    let full_elsewhere =
        license.pages.iter().filter(|p| p.kind != PageKind::Cover).any(|p| p.span.of(&license.text).contains('：'));
    let Some((block, label)) = cover_labels(license).find(|(_, l)| l.colon == Some(':')) else { return };
    if full_elsewhere {
        let end = block.span.start + label.span.end;
        notes.add(
            AnnotationKind::MixedPunctuation,
            Span::new(end - 1, end),
            None,
            "正文用半角冒号，其余各页用全角冒号，标点不一致。",
            "The face page has half-width colons where the other pages have full-width ones.",
        );
    }
}

/// Adds labels on the cover that have no value.
fn blank_fields(license: &License, notes: &mut Notes) {
    let cover = &license.cover;
    for (block, label) in cover_labels(license) {
        let (zh, en, blank) = match label.field {
            Field::Authority => ("发证机关", "issuing authority", cover.issuing_authority.is_none()),
            Field::Company => ("公司名称", "company name", cover.company.is_none()),
            Field::Representative => ("法定代表人", "legal representative", cover.legal_representative.is_none()),
            Field::Number
            | Field::Scope
            | Field::Coverage
            | Field::IssuedOn
            | Field::FirstIssuedOn
            | Field::ValidUntil
            | Field::Period
            | Field::Address
            | Field::CreditCode
            | Field::Other => continue,
        };
        if blank {
            let span = Span::new(block.span.start + label.span.start, block.span.start + label.span.end);
            notes.add(
                AnnotationKind::Blank,
                span,
                None,
                &format!("{zh}一栏没有文字；印章中的文字可能未录入。"),
                &format!("The space for the {en} is blank; the words of a seal may not have been transcribed."),
            );
        }
    }
}

/// Adds an annex that announces the coverage area but names none.
fn blank_coverage(license: &License, notes: &mut Notes) {
    const AREA: &str = "业务覆盖范围";
    let annex = license.pages.iter().filter(|page| page.kind == PageKind::Annex);
    let blocks: Vec<&Block> = annex.flat_map(|page| &page.blocks).collect();
    let text = &license.text;
    let stated = blocks
        .iter()
        .filter(|b| annex::introduction(b.span.of(text)).is_none() && b.kind != BlockKind::Title)
        .any(|b| PLACES.iter().any(|place| b.span.of(text).contains(place)));
    if stated || license.annex.services.is_empty() {
        return;
    }
    let announced = blocks.iter().filter(|b| annex::introduction(b.span.of(text)).is_some());
    for (block, at) in announced.filter_map(|b| Some((b, b.span.of(text).find(AREA)?))) {
        let start = block.span.start + at;
        notes.add(
            AnnotationKind::Blank,
            Span::new(start, start + AREA.len()),
            None,
            "附页称列明“业务覆盖范围”，但各业务条目均未写明地域。",
            "The annex announces the coverage area (业务覆盖范围), but none of its entries names a place.",
        );
    }
}

/// Adds page heads whose number differs from that on the cover.
fn other_numbers(license: &License, notes: &mut Notes) {
    let Some(number) = &license.cover.number else { return };
    let heads = license.pages.iter().flat_map(|page| &page.blocks).filter(|b| b.kind == BlockKind::RunningHead);
    for head in heads {
        let Some(value) = pages::number_value(head.span.of(&license.text)) else { continue };
        if !value.is_empty() && value != number.value {
            let (span, expected) = (Span::new(head.span.end - value.len(), head.span.end), &number.value);
            notes.add(
                AnnotationKind::Naming,
                span,
                None,
                &format!("页首编号与正文编号“{expected}”不同，本页可能属于另一份许可证。"),
                &format!("This head differs from the number “{expected}” on the face page; the page may belong to another license."),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;

    #[test]
    fn doubts_depend_on_their_surroundings() {
        const BAD: &str = "制作、复制、发布、传播《某办法》第一条所列内容";
        let cases: [(&str, &[&str]); 22] = [
            ("你公司制作、复制、发布、传播《某办法》第一条所列内容，不得骗人。", &[BAD]),
            ("你公司不得制作、复制、发布、传播《某办法》第一条所列内容。", &[]),
            ("发现用户制作、复制、发布、传播《某办法》第一条所列内容的，应当处理。", &[]),
            ("不得骗人。你公司制作、复制、发布、传播《某办法》第一条所列内容。", &[BAD]),
            ("应当在评估完成30日内报告。", &["完成30日内"]),
            ("应当在评估完成10个工作日内报告。", &["完成10个工作日内"]),
            ("应当在评估完成后30日内报告。", &[]),
            ("应当在完成之日起30日内报告。", &[]),
            ("向我部办理。", &["我部"]),
            ("采用自我部署的方式。", &[]),
            ("及时向通信主管部门报备。", &[]),
            ("向通信主管部门和电信主管部门报备。", &["通信主管部门"]),
            ("管理人員开展工作，应当遵守有关规定。", &["員"]),
            ("管理人  员，甲 A 乙。", &["人  员"]),
            ("公众帐号。", &["帐号"]),
            ("公众账号。", &[]),
            ("在线数据与交易处理业务。", &[]),
            ("在线数据处理与交易处理业务和在线数据与交易处理业务。", &["在线数据与交易处理业务"]),
            ("机构认可商用密码产品。", &["认可商用密码产品"]),
            ("机构认可的商用密码产品。", &[]),
            ("甲：\n（一）乙。\n(二)丙。\n(三)丁。\n（四）戊。", &["(二)"]),
            ("甲：\n(一)乙。\n(二)丙。", &[]),
        ];
        for (text, wanted) in cases {
            let source = format!("编号：苏B2-1\n特别规定事项\n一、{text}");
            let license = parse(&source);
            let found: Vec<&str> = license.annotations.iter().map(|a| a.span.of(&source)).collect();
            assert_eq!(found, wanted, "{text}");
        }
    }

    #[test]
    fn words_of_the_ministry_are_right_in_its_own_license() {
        let license = parse("编号：B2-2014\n特别规定事项\n一、向我部办理。");
        assert_eq!(license.annotations, []);
    }

    #[test]
    fn words_cut_by_a_page_are_marked_before_the_cut() {
        let source = "编号：苏B2-1\n特别规定事项\n一、向我\n编号：苏B2-1\n特别规定事项\n部办理。";
        let license = parse(source);
        assert_eq!(license.annotations.iter().map(|a| a.span.of(source)).collect::<Vec<_>>(), ["我"]);
    }

    #[test]
    fn another_number_at_a_head_is_said() {
        let source = "许可证编号：苏B2-1\n公司名称：甲\n许可证编号：苏B2-2\n特别规定事项\n一、甲。";
        let license = parse(source);
        assert_eq!(license.annotations.iter().map(|a| a.span.of(source)).collect::<Vec<_>>(), ["苏B2-2"]);
    }

    #[test]
    fn a_text_all_in_traditional_characters_is_no_slip() {
        assert_eq!(parse("特别规定事项\n一、員務電業網經營許證。").annotations, []);
    }
}
