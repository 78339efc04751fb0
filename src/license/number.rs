//! Numbers of licenses: their usual form, and the numbers that are no license number.

use super::clause::half_width;
use super::slips::PROVINCES;
use super::text::is_space;

/// What a number identifies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberKind {
    /// A telecom business license, e.g. `苏B2-20140200`, `A2.B1.B2-20251828`, `京ICP证030173号`.
    License,
    /// The filing of a website (ICP备案), e.g. `沪ICP备12345678号-3`.
    SiteFiling,
    /// The filing of an app, e.g. `沪ICP备12345678号-4A`.
    AppFiling,
    /// A filing with the police (公网安备).
    PoliceFiling,
    /// A website under a license, e.g. `沪B2-20080012-15`.
    SiteUnderLicense,
    /// A license for domain names, e.g. `京D3-20200001`.
    DomainLicense,
    /// A form that is not known.
    Unknown,
}

/// A number as it is usually written, and what it identifies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberReading {
    /// The number: half-width, with one hyphen, without blanks; without a 号 at its end, unless it belongs to the form.
    pub value: String,
    /// What it identifies.
    pub kind: NumberKind,
    /// Whether characters were read as others, e.g. O as 0.
    pub is_mended: bool,
}

/// Reads a number as printed.
#[must_use]
pub fn read_number(printed: &str) -> NumberReading {
    let plain = plain(printed);
    let kind = kind_of(&plain);
    if kind != NumberKind::Unknown {
        return NumberReading { value: usual(&plain, kind), kind, is_mended: false };
    }
    let mended = mended(&plain);
    let mended_kind = kind_of(&mended);
    if mended_kind == NumberKind::Unknown {
        return NumberReading { value: usual(&plain, kind), kind, is_mended: false };
    }
    NumberReading { value: usual(&mended, mended_kind), kind: mended_kind, is_mended: mended != plain }
}

/// Half-width capitals without blanks, with single hyphens and with full stops between classes.
fn plain(printed: &str) -> String {
    let mut s = String::new();
    for c in printed.chars().filter(|c| !is_space(*c)).map(half_width) {
        match c {
            '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '一' | '_' | '~' => {
                if !s.ends_with('-') {
                    s.push('-');
                }
            }
            '、' | '，' | ',' | '/' | '·' | '。' => s.push('.'),
            c => s.extend(c.to_uppercase()),
        }
    }
    s.trim_matches(['(', ')', '[', ']', '第', ':', ';', '.', '【', '】', '〔', '〕']).to_owned()
}

/// With digits in place of letters that optical readers confuse with them.
fn mended(plain: &str) -> String {
    let Some(at) = plain.find(['-', '证']) else { return plain.to_owned() };
    let head = plain.get(..at).unwrap_or_default();
    let tail = plain.get(at..).unwrap_or_default();
    let mut s: String = head.replace("BZ", "B2").replace("8Z", "B2").replace("82", "B2").replace("BI", "B1");
    s = s.replace("BL", "B1").replace("1CP", "ICP").replace("LCP", "ICP");
    s.extend(tail.chars().map(|c| match c {
        'O' | 'Q' | 'D' => '0',
        'L' | 'I' | '|' => '1',
        'Z' => '2',
        'S' => '5',
        c => c,
    }));
    s
}

/// Without the 号 that is no part of the form.
fn usual(plain: &str, kind: NumberKind) -> String {
    let keeps = plain.contains("ICP") || plain.contains('备');
    let bare = matches!(
        kind,
        NumberKind::License | NumberKind::Unknown | NumberKind::SiteUnderLicense | NumberKind::DomainLicense
    );
    if bare && !keeps { plain.trim_end_matches('号').to_owned() } else { plain.to_owned() }
}

fn kind_of(plain: &str) -> NumberKind {
    if plain.contains("公网安备") {
        return NumberKind::PoliceFiling;
    }
    if plain.contains("ICP备") {
        return if plain.ends_with('A') { NumberKind::AppFiling } else { NumberKind::SiteFiling };
    }
    let bare = plain.trim_end_matches('号');
    let issuer: usize = bare.chars().take(2).take_while(|c| !c.is_ascii()).map(char::len_utf8).sum();
    let rest = bare.get(issuer..).unwrap_or_default();
    if !is_issuer(bare.get(..issuer).unwrap_or_default()) {
        return NumberKind::Unknown;
    }
    if let Some(rest) = rest.strip_prefix("ICP证") {
        let rest = rest.strip_prefix("B2-").unwrap_or(rest);
        return if digits(rest, 6..=8) { NumberKind::License } else { NumberKind::Unknown };
    }
    let Some((classes, number)) = rest.split_once('-') else { return NumberKind::Unknown };
    if classes.starts_with('D') && digits(number, 4..=8) {
        return NumberKind::DomainLicense;
    }
    if !classes.split('.').all(is_class) {
        return NumberKind::Unknown;
    }
    match number.split_once('-') {
        Some((number, site)) if digits(number, 8..=8) && digits(site, 1..=3) => NumberKind::SiteUnderLicense,
        None if digits(number, 6..=8) => NumberKind::License,
        _ => NumberKind::Unknown,
    }
}

/// Whether `s` can stand before the classes: nothing, the abbreviation of a province, or 合字 for foreign investment.
fn is_issuer(s: &str) -> bool {
    let mut chars = s.chars();
    match (chars.next(), chars.next()) {
        (None, _) => true,
        (Some(c), None) => PROVINCES.contains(c),
        (Some(_), Some(_)) => s == "合字",
    }
}

/// Whether `s` is `A1`, `A2`, `B1` or `B2`.
fn is_class(s: &str) -> bool {
    matches!(s, "A1" | "A2" | "B1" | "B2")
}

fn digits(s: &str, count: std::ops::RangeInclusive<usize>) -> bool {
    count.contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use NumberKind::{AppFiling, DomainLicense, License, PoliceFiling, SiteFiling, SiteUnderLicense, Unknown};

    #[test]
    fn numbers_are_brought_into_their_usual_form() {
        let cases = [
            ("苏B2-20140200", "苏B2-20140200", License),
            ("苏Ｂ２－２０１４０２００", "苏B2-20140200", License),
            ("苏 B2--20140200 号", "苏B2-20140200", License),
            ("B1.B2-20241160", "B1.B2-20241160", License),
            ("B1、B2—20241160", "B1.B2-20241160", License),
            ("A2.B1.B2-20251828", "A2.B1.B2-20251828", License),
            ("合字 B2-20260381", "合字B2-20260381", License),
            ("京ICP证030173号", "京ICP证030173号", License),
            ("京B2-2O25OO17", "京B2-20250017", License),
            ("京ICP证B2-20171701号", "京ICP证B2-20171701号", License),
            ("沪B2-20080012-15", "沪B2-20080012-15", SiteUnderLicense),
            ("沪ICP备12345678号-3", "沪ICP备12345678号-3", SiteFiling),
            ("沪ICP备12345678号-4A", "沪ICP备12345678号-4A", AppFiling),
            ("京公网安备11010102000001号", "京公网安备11010102000001号", PoliceFiling),
            ("京D3-20200001", "京D3-20200001", DomainLicense),
            ("苏B2-1", "苏B2-1", Unknown),
            ("", "", Unknown),
        ];
        for (printed, value, kind) in cases {
            let found = read_number(printed);
            assert_eq!((found.value.as_str(), found.kind), (value, kind), "{printed}");
        }
    }
}
