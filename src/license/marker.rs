//! Printed numbers of clauses: `十二、`, `第十二条`, `12.`, `（三）`, `(3)`, `㈢`, `③`, `〔三〕` and their variants.

use super::numeral::{chinese_numeral, digit_value, parse_number};
use super::text::is_space;

/// The form of a number. Clauses of one level have numbers of one form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MarkerForm {
    /// `十二、`
    Chinese,
    /// `第十二条`
    Article,
    /// `12.` or `12、`
    Arabic,
    /// `12.3`
    Decimal,
    /// `（三）`, `〔三〕` or `㈢`
    ChineseBracket,
    /// `(3)`, `3)`, `⑶`
    ArabicBracket,
    /// `③`
    Circled,
    /// `§3`
    Section,
    /// `c)`
    Letter,
    /// `一是`
    Is,
}

/// A number at the start of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    /// Its form.
    pub(super) form: MarkerForm,
    /// The number; the last one of `12.3`.
    pub(super) number: u8,
    /// The length in bytes of the printed number with its punctuation and the blanks behind it.
    pub(super) length: usize,
}

/// The marker at the start of `words`.
pub(super) fn marker(words: &str) -> Option<Marker> {
    let bare = words.trim_start_matches(['*', '_']);
    let start = words.len() - bare.len();
    let mut found = circled(bare)
        .or_else(|| bracketed(bare))
        .or_else(|| article(bare))
        .or_else(|| letter(bare))
        .or_else(|| is(bare))
        .or_else(|| plain(bare))?;
    let rest = bare.get(found.length..)?;
    let behind = if start > 0 { rest.trim_start_matches(['*', '_']) } else { rest };
    let behind = behind.trim_start_matches(is_space);
    found.length = words.len() - behind.len();
    Some(found)
}

/// The marker of a clause whose number has lost its punctuation: `一 你公司应当`.
pub(super) fn bare_number(words: &str) -> Option<Marker> {
    let (number, length) = leading_number(words)?;
    let rest = words.get(length..)?;
    let behind = rest.trim_start_matches(is_space);
    // 3 个工作日 is no number of a clause.
    if behind.starts_with(|c: char| {
        !matches!(c, '\u{3400}'..='\u{9fff}' | '（' | '(' | '《' | '“')
            || "个年月日天小时分号条款项万元份人次倍".contains(c)
    }) {
        return None;
    }
    let form = if words.starts_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c)) {
        MarkerForm::Arabic
    } else {
        MarkerForm::Chinese
    };
    (behind.len() < rest.len()).then_some(Marker { form, number, length: words.len() - behind.len() })
}

/// A number from 1 to 199 at the start of `words`, whose characters may be separated by spaces, and its length.
fn leading_number(words: &str) -> Option<(u8, usize)> {
    let mut numeral = String::new();
    let mut length = 0;
    for (at, c) in words.char_indices().take(8) {
        if is_space(c) {
            continue;
        }
        let digit = match c {
            '—' | '－' | '-' | '–' | '\u{30fc}' | '─' => '一',
            'O' | 'o' if numeral.chars().next().is_some_and(|c| c.is_ascii_digit()) => '0',
            'l' | 'I' => '1',
            c if digit_value(c).is_some() && c != '两' || c == '十' || c == '百' => c,
            _ => break,
        };
        numeral.push(digit);
        length = at + c.len_utf8();
    }
    let number = u8::try_from(parse_number(&numeral)?).ok().filter(|n| (1..200).contains(n))?;
    // 一二三、 and 二〇、 are not how clauses are numbered.
    let usual =
        numeral.chars().all(|c| c.is_ascii_digit() || ('０'..='９').contains(&c)) || chinese_numeral(number) == numeral;
    usual.then_some((number, length))
}

fn circled(words: &str) -> Option<Marker> {
    let c = words.chars().next()?;
    let code = u32::from(c);
    let (form, number) = match code {
        0x2460..=0x2473 => (MarkerForm::Circled, code - 0x2460 + 1),
        0x2474..=0x2487 => (MarkerForm::ArabicBracket, code - 0x2474 + 1),
        0x2488..=0x249B => (MarkerForm::Arabic, code - 0x2488 + 1),
        0x3220..=0x3229 => (MarkerForm::ChineseBracket, code - 0x3220 + 1),
        0x3280..=0x3289 => (MarkerForm::Circled, code - 0x3280 + 1),
        0x2776..=0x277F => (MarkerForm::Circled, code - 0x2776 + 1),
        _ => return None,
    };
    let rest = words.get(c.len_utf8()..)?;
    let behind = rest.trim_start_matches(['、', '.', '．', ' ']);
    Some(Marker { form, number: u8::try_from(number).ok()?, length: words.len() - behind.len() })
}

fn bracketed(words: &str) -> Option<Marker> {
    const OPEN: [char; 6] = ['（', '(', '〔', '[', '［', '【'];
    const CLOSE: [char; 6] = ['）', ')', '〕', ']', '］', '】'];
    let inner = words.strip_prefix(OPEN)?.trim_start_matches(is_space);
    let (number, length) = leading_number(inner)?;
    let rest = inner.get(length..)?.trim_start_matches(is_space).strip_prefix(CLOSE)?;
    let rest = rest.strip_prefix(['、', '.', '．']).unwrap_or(rest);
    let is_arabic =
        inner.starts_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || matches!(c, 'l' | 'I'));
    let form = if is_arabic { MarkerForm::ArabicBracket } else { MarkerForm::ChineseBracket };
    Some(Marker { form, number, length: words.len() - rest.len() })
}

/// `c)` or `(c)`.
fn letter(words: &str) -> Option<Marker> {
    let inner = words.strip_prefix(['（', '(']).unwrap_or(words);
    let c = inner.chars().next().filter(char::is_ascii_alphabetic)?;
    let rest = inner.get(1..)?.strip_prefix(['）', ')'])?;
    let number = u8::try_from(u32::from(c.to_ascii_lowercase()) - u32::from('a') + 1).ok()?;
    Some(Marker { form: MarkerForm::Letter, number, length: words.len() - rest.len() })
}

/// `一是` before what a list names.
fn is(words: &str) -> Option<Marker> {
    let c = words.chars().next().filter(|c| !matches!(c, '两' | '〇' | '○' | '零'))?;
    let number = u8::try_from(parse_number(words.get(..c.len_utf8())?)?).ok().filter(|_| !c.is_ascii_digit())?;
    let rest = words.get(c.len_utf8()..)?.strip_prefix('是')?;
    let fits = (1..=10).contains(&number) && !rest.is_empty() && !rest.starts_with('否');
    fits.then_some(Marker { form: MarkerForm::Is, number, length: words.len() - rest.len() })
}

fn article(words: &str) -> Option<Marker> {
    if let Some(inner) = words.strip_prefix('§') {
        let inner = inner.trim_start_matches(is_space);
        let (number, length) = leading_number(inner)?;
        let rest = inner.get(length..)?.trim_start_matches(['、', '.', '．']);
        return Some(Marker { form: MarkerForm::Section, number, length: words.len() - rest.len() });
    }
    let inner = words.strip_prefix('第')?.trim_start_matches(is_space);
    let (number, length) = leading_number(inner)?;
    let rest = inner.get(length..)?.trim_start_matches(is_space).strip_prefix(['条', '款'])?;
    let ends = rest.is_empty() || rest.starts_with(|c: char| !"第规之所的款、，和及或至".contains(c));
    let rest = rest.strip_prefix(['：', ':', '、', '.']).unwrap_or(rest);
    ends.then_some(Marker { form: MarkerForm::Article, number, length: words.len() - rest.len() })
}

/// `十二、`, `12.`, `12)` or `12.3`.
fn plain(words: &str) -> Option<Marker> {
    let (mut number, length) = leading_number(words)?;
    let rest = words.get(length..)?.trim_start_matches(is_space);
    let is_arabic =
        words.starts_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || matches!(c, 'l' | 'I'));
    if let Some(inner) = rest.strip_prefix([')', '）']) {
        let form = if is_arabic { MarkerForm::ArabicBracket } else { MarkerForm::ChineseBracket };
        return Some(Marker { form, number, length: words.len() - inner.len() });
    }
    let separator = rest.chars().next()?;
    if !matches!(separator, '、' | '．' | '.' | '丶' | '\u{fe51}' | '\u{ff64}' | ',' | '，' | '：' | ':' | '。') {
        return None;
    }
    let mut behind = rest.get(separator.len_utf8()..)?;
    let mut form = if is_arabic { MarkerForm::Arabic } else { MarkerForm::Chinese };
    if is_arabic && matches!(separator, '.' | '．') {
        if let Some((second, length)) =
            leading_number(behind).filter(|_| behind.starts_with(|c: char| c.is_ascii_digit()))
        {
            let after = behind.get(length..)?;
            if after.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '%' | '万' | '亿' | '-' | '/' | '元')) {
                return None;
            }
            (number, form) = (second, MarkerForm::Decimal);
            behind = after.strip_prefix(['、', '.', '．']).unwrap_or(after);
        }
    } else if is_arabic && matches!(separator, ',' | '，' | ':' | '：') {
        return None;
    }
    Some(Marker { form, number, length: words.len() - behind.len() })
}

#[cfg(test)]
mod tests {
    use super::MarkerForm::{
        Arabic, ArabicBracket, Article, Chinese, ChineseBracket, Circled, Decimal, Is, Letter, Section,
    };
    use super::*;

    #[test]
    fn numbers_at_the_beginning() {
        let cases = [
            ("一、甲", Some((Chinese, 1, "一、"))),
            ("十二、 甲", Some((Chinese, 12, "十二、 "))),
            ("九十九．甲", Some((Chinese, 99, "九十九．"))),
            ("十 二、甲", Some((Chinese, 12, "十 二、"))),
            ("—、甲", Some((Chinese, 1, "—、"))),
            ("二丶甲", Some((Chinese, 2, "二丶"))),
            ("**一、**甲", Some((Chinese, 1, "**一、**"))),
            ("第十二条　甲", Some((Article, 12, "第十二条　"))),
            ("第十五条所列内容", None),
            ("第十五条规定", None),
            ("1.甲", Some((Arabic, 1, "1."))),
            ("12、甲", Some((Arabic, 12, "12、"))),
            ("12.3 甲", Some((Decimal, 3, "12.3 "))),
            ("12.5万元", None),
            ("（三）甲", Some((ChineseBracket, 3, "（三）"))),
            ("(十) 甲", Some((ChineseBracket, 10, "(十) "))),
            ("( 十一 ）甲", Some((ChineseBracket, 11, "( 十一 ）"))),
            ("〔一〕甲", Some((ChineseBracket, 1, "〔一〕"))),
            ("㈡甲", Some((ChineseBracket, 2, "㈡"))),
            ("(3)甲", Some((ArabicBracket, 3, "(3)"))),
            ("3）甲", Some((ArabicBracket, 3, "3）"))),
            ("③甲", Some((Circled, 3, "③"))),
            ("§3 甲", Some((Section, 3, "§3 "))),
            ("c) 甲", Some((Letter, 3, "c) "))),
            ("二是甲", Some((Is, 2, "二是"))),
            ("十是", None),
            ("1是甲", None),
            ("一甲", None),
            ("十十、甲", None),
            ("一二三、甲", None),
            ("（三、甲", None),
            ("三）甲", Some((ChineseBracket, 3, "三）"))),
            ("2019年", None),
            ("、", None),
            ("", None),
        ];
        for (words, wanted) in cases {
            let found = marker(words).map(|m| (m.form, m.number, words.get(..m.length).unwrap_or_default()));
            assert_eq!(found, wanted, "{words}");
        }
    }
}
