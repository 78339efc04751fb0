//! Finds characters that an optical reader or a typist has likely taken for others, with the reading that is meant.
//! The text stays as it is.

use super::labels::{Field, Label, labels};
use super::number::read_number;
use super::pages::number_value;
use super::text::is_space;
use super::{Block, BlockKind, License, PageKind, Span, dates, is_numeral};
use std::collections::HashMap;
use std::sync::LazyLock;

/// A likely slip: its place in the text that was searched, and the words that seem to be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Misreading {
    /// The words in question.
    pub(super) span: Span,
    /// The words that seem to be meant.
    pub(super) meant: String,
}

/// Words that are hardly ever meant.
struct Confusion {
    /// The words as read.
    read: &'static str,
    /// The words that are meant; as many characters.
    meant: &'static str,
    /// Characters of which one precedes; empty if any can.
    after: &'static str,
    /// Characters of which one follows; empty if any can.
    before: &'static str,
    /// Preceding characters with which the words are right.
    not_after: &'static str,
    /// Following characters with which the words are right.
    not_before: &'static str,
}

const NUMERALS: &str = "0123456789一二三四五六七八九十百两";

/// `read` is meant as `meant` in any surroundings except the ones named.
const fn unless(
    read: &'static str,
    meant: &'static str,
    not_after: &'static str,
    not_before: &'static str,
) -> Confusion {
    Confusion { read, meant, after: "", before: "", not_after, not_before }
}

/// `read` is meant as `meant` between the characters named.
const fn between(read: &'static str, meant: &'static str, after: &'static str, before: &'static str) -> Confusion {
    Confusion { read, meant, after, before, not_after: "", not_before: "" }
}

/// The words, a word with more characters before its parts.
const CONFUSIONS: [Confusion; 45] = [
    unless("曰", "日", "", "：:“\""),
    unless("巳", "已", "辰", ""),
    unless("丶", "、", "", ""),
    between("\u{540b}", "时", "及小同按定限实即届", ""),
    between("之目起", "之日起", "", ""),
    between("目期", "日期", "证发效始止起截到", ""),
    between("目", "日", NUMERALS, "内前起以之"),
    unless("工作目", "工作日", "", "标录的"),
    Confusion {
        read: "末",
        meant: "未",
        after: "",
        before: "经按取获能履成及在报达实公办依如予落建设续完缴通",
        not_after: "期年月周季始度岁",
        not_before: "",
    },
    between("年未", "年末", "", "前月"),
    between("月未", "月末", "", "前"),
    between("季未", "季末", "", "前月"),
    between("季度未", "季度末", "", "前月"),
    unless("己", "已", "自知利异克舍律", "方见任"),
    between("自已", "自己", "", "的名承所运负"),
    Confusion {
        read: "接人",
        meant: "接入",
        after: "",
        before: "服网资号带码用方点业到，。；、,;",
        not_after: "对交承直迎转衔",
        not_before: "",
    },
    between("列人", "列入", "", "不失黑名经重严信"),
    between("投人", "投入", "", "使运生正商营"),
    between("录人", "录入", "登采", ""),
    between("入员", "人员", "理术责务关管作安专业服", ""),
    unless("代表入", "代表人", "", "口网驻会"),
    unless("负责入", "负责人", "", "口网驻库"),
    unless("联系入", "联系人", "", "口网驻"),
    unless("投诉入", "投诉人", "", "口网库"),
    unless("持证入", "持证人", "", "口网驻场"),
    unless("被许可入", "被许可人", "", "口网驻"),
    between("个入", "个人", "", "信隐数用不"),
    between("他入", "他人", "", "名的合使提出从转"),
    unless("亚务", "业务", "", ""),
    unless("你公可", "你公司", "", "以能"),
    unless("贵公可", "贵公司", "", "以能"),
    between("有限公可", "有限公司", "", ""),
    between("不少干", "不少于", "", ""),
    between("得少干", "得少于", "", ""),
    between("不低干", "不低于", "", ""),
    between("得低干", "得低于", "", ""),
    between("不迟干", "不迟于", "", ""),
    between("不得干每", "不得于每", "", ""),
    between("应当干", "应当于", "", NUMERALS),
    unless("关干", "关于", "机相有", "部"),
    unless("主管邵门", "主管部门", "", ""),
    unless("电倌", "电信", "", ""),
    unless("倌息", "信息", "", ""),
    unless("许可讧", "许可证", "", ""),
    unless("项目日录", "项目目录", "", ""),
];

/// The likely slips in `words`, in order. Blanks between its characters do not matter.
pub(super) fn misreadings(words: &str) -> Vec<Misreading> {
    let chars: Vec<(usize, char)> = words.char_indices().filter(|(_, c)| !is_space(*c)).collect();
    let mut found: Vec<(usize, usize, String)> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let hit = number_at(&chars, at).or_else(|| dash_at(&chars, at)).or_else(|| confusion_at(&chars, at));
        match hit {
            Some((end, meant)) => {
                match found.last_mut() {
                    Some((_, last, before)) if *last == at => {
                        *last = end;
                        before.push_str(&meant);
                    }
                    _ => found.push((at, end, meant)),
                }
                at = end;
            }
            None => at += 1,
        }
    }
    let place = |(from, end, meant): (usize, usize, String)| {
        let start = chars.get(from)?.0;
        let (last, c) = chars.get(end.checked_sub(1)?)?;
        Some(Misreading { span: Span::new(start, last + c.len_utf8()), meant })
    };
    found.into_iter().filter_map(place).collect()
}

/// The character at `at`, if there is one.
fn char_at(chars: &[(usize, char)], at: Option<usize>) -> Option<char> {
    chars.get(at?).map(|(_, c)| *c)
}

/// The rows of the table by their first characters.
static BY_FIRST: LazyLock<HashMap<char, Vec<&Confusion>>> = LazyLock::new(|| {
    let mut by_first: HashMap<char, Vec<&Confusion>> = HashMap::new();
    for confusion in &CONFUSIONS {
        if let Some(first) = confusion.read.chars().next() {
            by_first.entry(first).or_default().push(confusion);
        }
    }
    by_first
});

/// The words of the table that stand at `at`: their end, and what is meant.
fn confusion_at(chars: &[(usize, char)], at: usize) -> Option<(usize, String)> {
    let rows = BY_FIRST.get(&char_at(chars, Some(at))?)?;
    let before = char_at(chars, at.checked_sub(1));
    let found = rows.iter().find_map(|confusion| {
        let mut end = at;
        for wanted in confusion.read.chars() {
            if char_at(chars, Some(end)) != Some(wanted) {
                return None;
            }
            end += 1;
        }
        let after = char_at(chars, Some(end));
        let fits = |set: &str, c: Option<char>| {
            set.is_empty() || c.is_some_and(|c| set.contains(super::half_width(c)) || set.contains(c))
        };
        let bars = |set: &str, c: Option<char>| c.is_some_and(|c| set.contains(c));
        let holds = fits(confusion.after, before)
            && fits(confusion.before, after)
            && !bars(confusion.not_after, before)
            && !bars(confusion.not_before, after);
        holds.then_some((end, confusion.meant))
    });
    found.map(|(end, meant)| (end, meant.to_owned()))
}

/// A number with letters in it before a unit: 3O日, l5个工作日.
fn number_at(chars: &[(usize, char)], at: usize) -> Option<(usize, String)> {
    if !char_at(chars, Some(at)).is_some_and(|c| c.is_ascii_digit() || letter_digit(c).is_some()) {
        return None;
    }
    let before = char_at(chars, at.checked_sub(1));
    if before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_')) {
        return None;
    }
    let rest = chars.get(at..)?.iter().map(|(_, c)| *c);
    let part = |c: &char| c.is_ascii_digit() || letter_digit(*c).is_some();
    let printed: String = rest.take(8).take_while(part).collect();
    let end = at + printed.len();
    let unit = char_at(chars, Some(end)).is_some_and(|c| "日曰天月年个小工周季次元万%％".contains(c));
    let digits = printed.chars().filter(char::is_ascii_digit).count();
    let letters = printed.len() - digits;
    let is_number = unit && digits > 0 && letters > 0;
    is_number.then(|| (end, printed.chars().map(|c| letter_digit(c).unwrap_or(c)).collect()))
}

/// The digit that a letter is taken for.
fn letter_digit(c: char) -> Option<char> {
    match c {
        'O' | 'o' => Some('0'),
        'l' | 'I' => Some('1'),
        _ => None,
    }
}

/// A single dash where 一 is meant: 至少—次, 第—季度.
fn dash_at(chars: &[(usize, char)], at: usize) -> Option<(usize, String)> {
    if !char_at(chars, Some(at)).is_some_and(|c| matches!(c, '—' | '─' | '–')) {
        return None;
    }
    let before = char_at(chars, at.checked_sub(1))?;
    let after = char_at(chars, Some(at + 1))?;
    let counts = "年次个日季时项份天周律切小家名级".contains(after);
    let joins = !matches!(before, '\u{3400}'..='\u{9fff}') || is_numeral(before) || "年月日时周".contains(before);
    (counts && !joins).then(|| (at + 1, "一".to_owned()))
}

/// The printed number of a clause with other characters in it: —、, (l), 二丶.
pub(super) fn of_label(label: &str) -> Option<String> {
    let meant: String = label
        .chars()
        .map(|c| match c {
            '—' | '－' | '-' | '–' | '\u{30fc}' | '─' => '一',
            '丶' => '、',
            c => letter_digit(c).unwrap_or(c),
        })
        .collect();
    (meant != label).then_some(meant)
}

/// The likely slips in the labels, days, numbers and codes of the cover and of the page heads, in order.
pub(super) fn of_cover(license: &License) -> Vec<Misreading> {
    let text = &license.text;
    let mut found = Vec::new();
    for (page, block) in license.blocks() {
        match block.kind {
            BlockKind::RunningHead => found.extend(head(block, text)),
            BlockKind::Field => found.extend(field(block, text)),
            BlockKind::Title | BlockKind::Paragraph | BlockKind::Service | BlockKind::Continuation
                if page.kind == PageKind::Cover && block.clause.is_none() =>
            {
                found.extend(days(block.span.start, block.span.of(text)));
            }
            BlockKind::Title | BlockKind::Paragraph | BlockKind::Service | BlockKind::Continuation => {}
        }
    }
    found
}

/// The slips in the number at a page head.
fn head(block: &Block, text: &str) -> Option<Misreading> {
    let words = block.span.of(text);
    let printed = number_value(words).filter(|printed| !printed.is_empty())?;
    let start = block.span.start + words.rfind(printed)?;
    of_number(printed).map(|meant| Misreading { span: Span::new(start, start + printed.len()), meant })
}

/// The slips in a line with labels.
fn field(block: &Block, text: &str) -> Vec<Misreading> {
    let words = block.span.of(text);
    let mut found = Vec::new();
    let labels = labels(words);
    if labels.is_empty() {
        return days(block.span.start, words);
    }
    for label in labels {
        found.extend(shifted(block.span.start + label.span.start, misreadings(label.span.of(words))));
        found.extend(value(block.span.start, words, &label));
    }
    found
}

/// The slips in the value behind a label.
fn value(start: usize, words: &str, label: &Label) -> Vec<Misreading> {
    let printed = label.value.of(words);
    let whole = Span::new(start + label.value.start, start + label.value.end);
    let meant = match label.field {
        Field::Number => of_number(printed),
        Field::CreditCode => of_credit_code(printed),
        Field::IssuedOn | Field::FirstIssuedOn | Field::ValidUntil | Field::Period => {
            return days(whole.start, printed);
        }
        Field::Company
        | Field::Representative
        | Field::Scope
        | Field::Coverage
        | Field::Authority
        | Field::Address
        | Field::Other => None,
    };
    meant.map(|meant| Misreading { span: whole, meant }).into_iter().collect()
}

/// The number of a license that is meant, if characters were taken for others.
fn of_number(printed: &str) -> Option<String> {
    let reading = read_number(printed);
    (reading.is_mended || printed.contains('一') && reading.value.contains('-')).then_some(reading.value)
}

/// The credit code that is meant by one with letters that such codes do not have.
fn of_credit_code(printed: &str) -> Option<String> {
    let meant: String = printed
        .chars()
        .map(|c| match super::half_width(c) {
            'O' | 'o' => '0',
            'I' | 'i' | 'l' => '1',
            'Z' | 'z' => '2',
            'S' | 's' => '5',
            _ => c,
        })
        .collect();
    let length = printed.chars().filter(|c| !is_space(*c)).count();
    (meant != printed && length == 18).then_some(meant)
}

/// The days in `words` that have characters taken for others.
fn days(start: usize, words: &str) -> Vec<Misreading> {
    let mended = dates::dates(words).into_iter().filter(|day| day.is_mended);
    let meant = |printed: &str| {
        let of = |c: char| match c {
            'Ｏ' | '口' => '0',
            '|' | '丨' => '1',
            '曰' | '目' => '日',
            c => letter_digit(c).unwrap_or(c),
        };
        printed.chars().map(of).collect()
    };
    let found = mended.map(|day| Misreading { meant: meant(day.span.of(words)), span: day.span });
    shifted(start, found.collect()).collect()
}

fn shifted(by: usize, found: Vec<Misreading>) -> impl Iterator<Item = Misreading> {
    found
        .into_iter()
        .map(move |slip| Misreading { span: Span::new(by + slip.span.start, by + slip.span.end), meant: slip.meant })
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    fn found(words: &str) -> Vec<(String, String)> {
        misreadings(words).into_iter().map(|slip| (slip.span.of(words).to_owned(), slip.meant)).collect()
    }

    #[test]
    fn words_that_are_hardly_meant_are_found_with_their_reading() {
        let cases = [
            ("自变更之曰起3O曰内报备", &[("曰", "日"), ("3O曰", "30日")][..]),
            ("末经批准不得转租", &[("末", "未")]),
            ("己取得许可的，以自已的名义", &[("己", "已"), ("自已", "自己")]),
            ("提供互联网接人服务", &[("接人", "接入")]),
            ("配备管理入员，明确负责入", &[("入员", "人员"), ("负责入", "负责人")]),
            ("每年至少—次，第—季度报送", &[("—", "一"), ("—", "一")]),
            ("保存l 5个工作曰", &[("l 5", "15"), ("曰", "日")]),
            ("保存不少干6O日", &[("不少干6O", "不少于60")]),
            ("立即、及\u{540b}报告丶整改", &[("\u{540b}", "时"), ("丶", "、")]),
            ("于季度未月十日前", &[("季度未", "季度末")]),
        ];
        for (words, wanted) in cases {
            let wanted: Vec<(String, String)> =
                wanted.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
            assert_eq!(found(words), wanted, "{words}");
        }
    }

    #[test]
    fn right_words_are_left_alone() {
        for words in [
            "逾期未办理的，到期未申请的，每年末前、月末、季度末月",
            "直接人员、对接人、引进人才、传输人员、录入员、出入口、个入口",
            "自己的名义，自已取得之日起，己方，知己",
            "2021年3月1日—2026年3月1日，周一—周五，三—五年，电信——业务",
            "IPv6、ISO9001、B2-20140200、O2O业务、第10号、1l",
            "项目内、栏目前、目录、目的，机关干部，相关干系人，公可",
            "一律、一次、第一季度",
        ] {
            assert_eq!(found(words), [], "{words}");
        }
    }

    #[test]
    fn numbers_of_clauses_and_values_of_the_cover_are_told() {
        let text = "经营许可证编号：京B2-2O25OO17\n发证曰期：2O13 年 O4 月 l1 曰\n有效期至：2018年04月11日\n统一社会信用代码：9111O000MA01B6R30M\n特别规定事项\n—、你公司应当甲。\n二丶你公司应当乙。";
        let license = parse(text);
        let wanted = [
            ("京B2-2O25OO17", "京B2-20250017"),
            ("曰", "日"),
            ("2O13 年 O4 月 l1 曰", "2013 年 04 月 11 日"),
            ("9111O000MA01B6R30M", "91110000MA01B6R30M"),
        ];
        let cover = of_cover(&license);
        let found: Vec<(&str, &str)> = cover.iter().map(|slip| (slip.span.of(text), slip.meant.as_str())).collect();
        assert_eq!(found, wanted);
        let marked: Vec<&str> = license.annotations.iter().map(|note| note.span.of(text)).collect();
        assert_eq!(marked, [wanted[0].0, wanted[1].0, wanted[2].0, wanted[3].0, "—、", "二丶"]);
        assert!(license.annotations.iter().all(|note| note.kind == super::super::AnnotationKind::Misread));
        assert!(license.annotations[4].message.zh.contains("“一、”"));
    }

    #[test]
    fn readings_have_as_many_characters_as_the_words() {
        for confusion in &CONFUSIONS {
            assert_eq!(confusion.read.chars().count(), confusion.meant.chars().count(), "{}", confusion.read);
        }
    }
}
