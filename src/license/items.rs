//! The items of the cover by their keys, and their correction by the officer.

use super::dates::parse_date;
use super::number::read_number;
use super::{Annotation, Cover, License, Span, Spanned};
use crate::language::Bilingual;
use crate::variants::all;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use strum::VariantArray;

/// An item of the cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, VariantArray)]
pub enum CoverItem {
    /// 经营许可证编号.
    Number,
    /// 公司名称.
    Company,
    /// 统一社会信用代码.
    CreditCode,
    /// 法定代表人.
    LegalRepresentative,
    /// 注册住所.
    Address,
    /// 发证机关.
    IssuingAuthority,
    /// 首次发证日期.
    FirstIssuedOn,
    /// 发证日期.
    IssuedOn,
    /// The first day of validity.
    ValidFrom,
    /// 有效期至.
    ValidUntil,
}

impl CoverItem {
    /// All items, in the order in which they are shown.
    pub const ALL: [Self; Self::VARIANTS.len()] = all(Self::VARIANTS);

    /// The key in files and in JSON, e.g. `valid_until`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Company => "company",
            Self::CreditCode => "credit_code",
            Self::LegalRepresentative => "legal_representative",
            Self::Address => "address",
            Self::IssuingAuthority => "issuing_authority",
            Self::FirstIssuedOn => "first_issued_on",
            Self::IssuedOn => "issued_on",
            Self::ValidFrom => "valid_from",
            Self::ValidUntil => "valid_until",
        }
    }

    /// The item with this key.
    #[must_use]
    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|item| item.as_str() == key)
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> Bilingual {
        match self {
            Self::Number => Bilingual::new("经营许可证编号", "License number"),
            Self::Company => Bilingual::new("公司名称", "Company"),
            Self::CreditCode => Bilingual::new("统一社会信用代码", "Unified social credit code"),
            Self::LegalRepresentative => Bilingual::new("法定代表人", "Legal representative"),
            Self::Address => Bilingual::new("注册住所", "Registered address"),
            Self::IssuingAuthority => Bilingual::new("发证机关", "Issuing authority"),
            Self::FirstIssuedOn => Bilingual::new("首次发证日期", "First issued on"),
            Self::IssuedOn => Bilingual::new("发证日期", "Issued on"),
            Self::ValidFrom => Bilingual::new("有效期起", "Valid from"),
            Self::ValidUntil => Bilingual::new("有效期至", "Valid until"),
        }
    }

    /// Whether its value is a day.
    #[must_use]
    pub fn is_day(self) -> bool {
        matches!(self, Self::FirstIssuedOn | Self::IssuedOn | Self::ValidFrom | Self::ValidUntil)
    }

    /// The value as it is stored, if `words` can be its value: a day as `2024-05-09`, a number in its usual form.
    #[must_use]
    pub fn accept(self, words: &str) -> Option<String> {
        let plain = words.trim();
        if plain.is_empty() {
            return None;
        }
        if self.is_day() {
            return parse_date(plain).map(|day| day.to_string());
        }
        Some(if self == Self::Number { read_number(plain).value } else { plain.to_owned() })
    }
}

impl Cover {
    /// The value of an item with its place; the place is empty if the officer entered a value that the text lacks.
    #[must_use]
    pub fn item(&self, item: CoverItem) -> Option<(String, Span)> {
        let text = |value: &Option<Spanned<String>>| value.as_ref().map(|v| (v.value.clone(), v.span));
        let day = |value: &Option<Spanned<NaiveDate>>| value.as_ref().map(|v| (v.value.to_string(), v.span));
        match item {
            CoverItem::Number => text(&self.number),
            CoverItem::Company => text(&self.company),
            CoverItem::CreditCode => text(&self.credit_code),
            CoverItem::LegalRepresentative => text(&self.legal_representative),
            CoverItem::Address => text(&self.address),
            CoverItem::IssuingAuthority => text(&self.issuing_authority),
            CoverItem::FirstIssuedOn => day(&self.first_issued_on),
            CoverItem::IssuedOn => day(&self.issued_on),
            CoverItem::ValidFrom => day(&self.valid_from),
            CoverItem::ValidUntil => day(&self.valid_until),
        }
    }

    /// Replaces the value of an item; a value that cannot be its value changes nothing.
    fn correct(&mut self, item: CoverItem, value: &str) {
        let span = self.item(item).map_or(Span::new(0, 0), |(_, span)| span);
        let Some(value) = item.accept(value) else { return };
        let day = value.parse().ok().map(|value| Spanned { value, span });
        let text = Some(Spanned { value, span });
        match item {
            CoverItem::Number => self.number = text,
            CoverItem::Company => self.company = text,
            CoverItem::CreditCode => self.credit_code = text,
            CoverItem::LegalRepresentative => self.legal_representative = text,
            CoverItem::Address => self.address = text,
            CoverItem::IssuingAuthority => self.issuing_authority = text,
            CoverItem::FirstIssuedOn => self.first_issued_on = day,
            CoverItem::IssuedOn => self.issued_on = day,
            CoverItem::ValidFrom => self.valid_from = day,
            CoverItem::ValidUntil => self.valid_until = day,
        }
    }
}

impl License {
    /// With items of the cover as the officer reads them: key of the item → value. The text stays as it is.
    #[must_use]
    pub fn corrected(mut self, corrections: &BTreeMap<String, String>) -> Self {
        for (key, value) in corrections {
            if let Some(item) = CoverItem::of(key) {
                self.cover.correct(item, value);
            }
        }
        self
    }
}

impl License {
    /// The words of `span` with the likely readings in place of characters that were taken for others. `None` if there
    /// are none.
    #[must_use]
    pub fn likely_words(&self, span: Span) -> Option<String> {
        let inside = |note: &&Annotation| span.start <= note.span.start && note.span.end <= span.end;
        let mut notes: Vec<&Annotation> = self.annotations.iter().filter(inside).collect();
        notes.sort_by_key(|note| note.span);
        let (mut words, mut end) = (String::new(), span.start);
        for note in notes {
            let read = note.span.of(&self.text);
            // A page break can split words; then they are not replaced in one place.
            let meant = note.meant.as_ref().filter(|meant| meant.chars().count() == read.chars().count());
            if let Some(meant) = meant.filter(|_| note.span.start >= end) {
                words.push_str(Span::new(end, note.span.start).of(&self.text));
                words.push_str(meant);
                end = note.span.end;
            }
        }
        words.push_str(Span::new(end, span.end).of(&self.text));
        (words != span.of(&self.text)).then_some(words)
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    #[test]
    fn corrections_replace_values_and_keep_their_places() {
        let text = "公司名称：甲公司\n有效期至：2024年5月9日";
        let corrections =
            [("company", "乙公司"), ("valid_until", "2025年6月1日"), ("issued_on", "明天"), ("unknown", "丙")];
        let corrections = corrections.map(|(key, value)| (key.to_owned(), value.to_owned())).into();
        let cover = parse(text).corrected(&corrections).cover;
        let company = cover.company.unwrap();
        assert_eq!((company.value.as_str(), company.span.of(text)), ("乙公司", "甲公司"));
        assert_eq!(cover.valid_until.unwrap().value.to_string(), "2025-06-01");
        assert_eq!(cover.issued_on, None);
    }

    #[test]
    fn likely_readings_are_filled_in() {
        let text =
            "发证曰期：2O25年03月l7曰\n特别规定事项\n一、你公司末取得许可的，应当在30曰内报告。\n二、你公司应当甲。";
        let license = parse(text);
        let line = |words: &str| {
            let start = text.find(words).unwrap();
            let end = text.match_indices('\n').map(|(at, _)| at).find(|at| *at > start).unwrap_or(text.len());
            license.likely_words(Span::new(start, end))
        };
        assert_eq!(line("发证").as_deref(), Some("发证日期：2025年03月17日"));
        assert_eq!(line("一、").as_deref(), Some("一、你公司未取得许可的，应当在30日内报告。"));
        assert_eq!(line("二、"), None);
    }

    #[test]
    fn keys_are_read_back() {
        for item in CoverItem::ALL {
            assert_eq!(CoverItem::of(item.as_str()), Some(item));
        }
        assert_eq!(CoverItem::of("x"), None);
    }
}
