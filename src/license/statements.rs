//! Finds items of the cover in running text, for covers without labels: letters, signatures, summaries.

use super::cover::without_blanks;
use super::dates::{FoundDate, dates};
use super::number::{NumberKind, read_number};
use super::paragraph::Paragraph;
use super::text::is_space;
use super::{Cover, Span, Spanned, half_width};

/// Fills the items that labels did not state from the words of `p`.
pub(super) fn fill(cover: &mut Cover, p: &Paragraph) {
    let words = p.words();
    take(&mut cover.number, || number(p));
    take(&mut cover.credit_code, || credit_code(p));
    take(&mut cover.legal_representative, || {
        behind(p, &["法定代表人", "法人代表", "负责人"]).filter(|v| v.value.chars().count() <= 20)
    });
    take(&mut cover.address, || {
        behind(p, &["注册住所", "住所", "注册地址", "地址"]).filter(|v| v.value.chars().count() >= 5)
    });
    take(&mut cover.issuing_authority, || authority(p));
    take(&mut cover.company, || company(p));
    let found = dates(words);
    let lone = found.len() == 1 && without_blanks(words).chars().nth(14).is_none();
    for (i, date) in found.iter().enumerate() {
        let before = context_before(words, i.checked_sub(1).and_then(|i| found.get(i)), date);
        let after = context_after(words, found.get(i + 1), date);
        let value = || Some(Spanned { value: date.date, span: p.span(date.span.start, date.span.end) });
        if ["首次", "初次"].iter().any(|word| before.contains(word) || after.starts_with(word)) {
            take(&mut cover.first_issued_on, value);
        } else if after.starts_with('止')
            || ["至", "到", "届满", "止于", "截止"].iter().any(|word| before.ends_with(word))
            || before.contains("届满")
        {
            take(&mut cover.valid_until, value);
        } else if after.starts_with('起') || after.starts_with('至') || before.ends_with('自') {
            take(&mut cover.valid_from, value);
        } else if lone
            || ["发证", "颁发", "签发", "核发", "颁证", "换证", "管理局，", "管理局"]
                .iter()
                .any(|word| before.contains(word))
        {
            take(&mut cover.issued_on, value);
        }
    }
}

fn take<T>(place: &mut Option<T>, value: impl FnOnce() -> Option<T>) {
    if place.is_none() {
        *place = value();
    }
}

/// Up to twelve characters before a date, from the date before it on, without blanks and a colon at the end.
fn context_before(words: &str, last: Option<&FoundDate>, date: &FoundDate) -> String {
    let from = last.map_or(0, |d| d.span.end);
    let all: Vec<char> =
        words.get(from..date.span.start).unwrap_or_default().chars().filter(|c| !is_space(*c)).collect();
    let tail: String = all.iter().skip(all.len().saturating_sub(12)).collect();
    tail.trim_end_matches(['：', ':', '为', '是', '于', '】', '（', '(']).to_owned()
}

/// Up to four characters behind a date, before the next one.
fn context_after(words: &str, next: Option<&FoundDate>, date: &FoundDate) -> String {
    let to = next.map_or(words.len(), |d| d.span.start);
    words.get(date.span.end..to).unwrap_or_default().chars().filter(|c| !is_space(*c)).take(4).collect()
}

/// A license number anywhere in the words.
fn number(p: &Paragraph) -> Option<Spanned<String>> {
    let words = p.words();
    let part = |c: char| {
        let h = half_width(c);
        h.is_ascii_alphanumeric()
            || matches!(h, '-' | '.' | '—' | '–' | ' ' | '、')
            || matches!(c, '号' | '合' | '字' | '证')
            || is_issuer(c)
    };
    let mut start = None;
    for (at, c) in words.char_indices().chain([(words.len(), '\n')]) {
        match (start, part(c)) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                let printed = words.get(from..at).unwrap_or_default();
                // Words of the same characters can precede the number.
                for (skip, _) in printed.char_indices().take(20) {
                    let reading = read_number(printed.get(skip..).unwrap_or_default());
                    if reading.kind == NumberKind::License {
                        return Some(Spanned { value: reading.value, span: p.span(from + skip, at) });
                    }
                }
                start = None;
            }
            _ => {}
        }
    }
    None
}

/// Whether `c` is the abbreviation of a province with which numbers start.
fn is_issuer(c: char) -> bool {
    super::slips::PROVINCES.contains(c)
}

/// A credit code: 18 letters and digits.
fn credit_code(p: &Paragraph) -> Option<Spanned<String>> {
    let words = p.words();
    let mut start = None;
    for (at, c) in words.char_indices().chain([(words.len(), '\n')]) {
        let is_part = half_width(c).is_ascii_alphanumeric();
        match (start, is_part) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                let code: String = words.get(from..at).unwrap_or_default().chars().map(half_width).collect();
                if code.len() == 18 && code.starts_with('9') && code.chars().filter(char::is_ascii_digit).count() >= 8 {
                    return Some(Spanned { value: code.to_uppercase(), span: p.span(from, at) });
                }
                start = None;
            }
            _ => {}
        }
    }
    None
}

/// The words behind one of `names`, up to the next mark.
fn behind(p: &Paragraph, names: &[&str]) -> Option<Spanned<String>> {
    let words = p.words();
    let (at, name) = names.iter().find_map(|name| Some((words.find(name)?, name)))?;
    let from = at + name.len();
    let rest = words.get(from..)?;
    let inner = rest.trim_start_matches(|c: char| is_space(c) || matches!(c, '为' | '是' | '：' | ':'));
    if inner.len() == rest.len() {
        return None;
    }
    let start = words.len() - inner.len();
    let length = inner.find(['，', '。', '；', ',', ';', '（', '(', '、', '\n']).unwrap_or(inner.len());
    let value = inner.get(..length)?.trim_end_matches(is_space);
    (!value.is_empty() && !value.contains("变更"))
        .then(|| Spanned { value: without_blanks(value), span: p.span(start, start + value.len()) })
}

/// The authority that issues licenses, on a line of its own or behind 发证.
fn authority(p: &Paragraph) -> Option<Spanned<String>> {
    let words = p.words();
    if words.chars().nth(60).is_some() || words.contains("应当") || words.contains("你公司") {
        return None;
    }
    let end = ["通信管理局", "工业和信息化部", "信息产业部", "工信部"]
        .iter()
        .find_map(|name| Some(words.find(name)? + name.len()))?;
    let before = words.get(..end)?;
    let start = before
        .rfind(|c: char| !matches!(c, '\u{3400}'..='\u{9fff}'))
        .map_or(0, |i| i + before.get(i..).and_then(|s| s.chars().next()).map_or(1, char::len_utf8));
    let value = before.get(start..)?.trim_start_matches("发证").trim_start_matches("机关");
    Some(Spanned { value: value.to_owned(), span: p.span(end - value.len(), end) })
}

/// The company that a salutation or a line of its own names.
fn company(p: &Paragraph) -> Option<Spanned<String>> {
    let words = p.words();
    let ends = ["有限责任公司", "股份有限公司", "有限公司"];
    let end = ends.iter().filter_map(|end| Some(words.find(end)? + end.len())).min()?;
    let before = words.get(..end)?;
    let is_part = |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '（' | '）' | '(' | ')') || c.is_ascii_alphanumeric();
    let start = before
        .rfind(|c: char| !is_part(c))
        .map_or(0, |i| i + before.get(i..).and_then(|s| s.chars().next()).map_or(1, char::len_utf8));
    let value = before.get(start..)?;
    let fits = (6..=50).contains(&value.chars().count())
        && !["应当", "你公司", "准许", "变更"].iter().any(|word| value.contains(word));
    fits.then(|| Spanned { value: value.to_owned(), span: p.span(start, end) })
}

/// The part of a sentence that states a service: 准予经营国内呼叫中心业务，业务覆盖范围为长沙。
pub(super) fn services(words: &str) -> Option<Span> {
    let start = super::services::service_names().filter_map(|name| words.find(name)).min()?;
    let verbs = ["业务为", "业务包括", "业务是", "准予经营", "准许经营", "获准经营", "业务：", "经营范围", "经营"];
    let before = words.get(..start)?;
    let stated = verbs.iter().any(|verb| before.ends_with(verb))
        || before.trim_end_matches(is_space).ends_with(['：', ':', '】']);
    stated.then_some(Span::new(start, words.len()))
}
