//! Figures of a report: numbers with a unit, or yes and no. A report stores them as text, for compatibility with older
//! files.

use crate::language::{Bilingual, Language};
use crate::license::half_width;
use crate::obligation::{FigureKind, ReportFigure};

/// Why a text is not a valid value of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureProblem {
    /// It is not a number.
    NotANumber,
    /// It has a fraction, but the figure is a count.
    NotWhole,
    /// It is neither yes nor no.
    NotYesOrNo,
}

/// Parses `text` to the form stored in a report: `1200`, `356.2`, `是` or `否`. Accepts thousands separators, full-width
/// digits and the unit behind the number.
///
/// # Errors
/// If it is not a valid value of the figure.
pub fn figure_value(figure: &ReportFigure, text: &str) -> Result<String, FigureProblem> {
    value_of(figure.kind, &figure.unit, text)
}

fn value_of(kind: FigureKind, unit: &Bilingual, text: &str) -> Result<String, FigureProblem> {
    let plain: String = text.trim().chars().map(half_width).collect();
    if kind == FigureKind::YesNo {
        return match plain.to_lowercase().as_str() {
            "是" | "yes" | "y" | "true" => Ok("是".to_owned()),
            "否" | "no" | "n" | "false" => Ok("否".to_owned()),
            _ => Err(FigureProblem::NotYesOrNo),
        };
    }
    let number = without_unit(&plain, &unit.zh).or_else(|| without_unit(&plain, &unit.en)).unwrap_or(&plain);
    let number = number.replace(',', "");
    let (whole, fraction) = number.split_once('.').unwrap_or((&number, ""));
    if whole.is_empty() || !is_digits(whole) || !is_digits(fraction) || number.ends_with('.') {
        return Err(FigureProblem::NotANumber);
    }
    if kind == FigureKind::Count && !fraction.is_empty() {
        return Err(FigureProblem::NotWhole);
    }
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    Ok(if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") })
}

fn without_unit<'a>(text: &'a str, unit: &str) -> Option<&'a str> {
    let number = text.strip_suffix(unit).filter(|_| !unit.is_empty())?;
    Some(number.trim_end())
}

/// Whether the text consists of ASCII digits only; true for an empty text.
fn is_digits(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit())
}

/// The value of a figure with its unit for display: `356.2 万元`, `356.2 × CNY 10,000`, `1`, `Yes`. An invalid value is
/// returned unchanged; `kind` is `None` for reports frozen before figures had kinds.
#[must_use]
pub fn figure_words(kind: Option<FigureKind>, unit: &Bilingual, text: &str, language: Language) -> String {
    let value = match kind.map(|kind| value_of(kind, unit, text)) {
        Some(Err(_)) => return text.to_owned(),
        Some(Ok(value)) => value,
        None => text.to_owned(),
    };
    let word = unit_word(unit, language);
    match (kind, language) {
        (Some(FigureKind::YesNo), Language::En) => if value == "是" { "Yes" } else { "No" }.to_owned(),
        (Some(FigureKind::YesNo), Language::ZhCn) => value,
        (_, _) if word.is_empty() => value,
        (_, Language::ZhCn) => format!("{value} {word}"),
        (Some(FigureKind::Amount), Language::En) => format!("{value} × {word}"),
        (Some(FigureKind::Count) | None, Language::En) => format!("{value} ({word})"),
    }
}

/// The unit in a language; empty if the language needs none: “complaints: 1” has no unit in English.
#[must_use]
pub fn unit_word(unit: &Bilingual, language: Language) -> &str {
    match language {
        Language::ZhCn => &unit.zh,
        Language::En => &unit.en,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_numbers_and_yes_is_a_choice() {
        use FigureProblem::{NotANumber, NotWhole, NotYesOrNo};
        let unit = Bilingual::new("万元", "CNY 10,000");
        for (kind, text, expected) in [
            (FigureKind::Amount, "356.2", Ok("356.2")),
            (FigureKind::Amount, " 1,234.50 万元", Ok("1234.50")),
            (FigureKind::Amount, "３５６", Ok("356")),
            (FigureKind::Amount, "0.5", Ok("0.5")),
            (FigureKind::Amount, "是", Err(NotANumber)),
            (FigureKind::Amount, "3.5.1", Err(NotANumber)),
            (FigureKind::Amount, "12.", Err(NotANumber)),
            (FigureKind::Amount, "", Err(NotANumber)),
            (FigureKind::Count, "1,200", Ok("1200")),
            (FigureKind::Count, "007", Ok("7")),
            (FigureKind::Count, "0", Ok("0")),
            (FigureKind::Count, "12.5", Err(NotWhole)),
            (FigureKind::Count, "约 30", Err(NotANumber)),
            (FigureKind::YesNo, "Yes", Ok("是")),
            (FigureKind::YesNo, "否", Ok("否")),
            (FigureKind::YesNo, "有", Err(NotYesOrNo)),
        ] {
            assert_eq!(value_of(kind, &unit, text), expected.map(str::to_owned), "{kind:?} {text}");
        }
    }

    #[test]
    fn a_unit_stands_where_its_language_has_it() {
        let amount = Bilingual::new("万元", "CNY 10,000");
        let appeals = Bilingual::new("件", "");
        for (kind, unit, text, zh, en) in [
            (Some(FigureKind::Amount), &amount, "356.2", "356.2 万元", "356.2 × CNY 10,000"),
            (Some(FigureKind::Count), &appeals, "1", "1 件", "1"),
            (Some(FigureKind::YesNo), &Bilingual::default(), "是", "是", "Yes"),
            (Some(FigureKind::Amount), &amount, "是", "是", "是"),
            (None, &amount, "356.2", "356.2 万元", "356.2 (CNY 10,000)"),
        ] {
            assert_eq!(figure_words(kind, unit, text, Language::ZhCn), zh);
            assert_eq!(figure_words(kind, unit, text, Language::En), en);
        }
    }
}
