//! Spans of time as they are typed on the command line: `30d`, `10wd`, `3m`, `1y`, `4h`.

use crate::language::Bilingual;
use crate::obligation::{Limit, LimitDirection, LimitUnit};

/// A number of units, not yet tied to a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// How many; at least one.
    pub amount: u32,
    /// Calendar days, working days, months, years or hours.
    pub unit: LimitUnit,
}

/// Why a text is not a span.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{:?}", self)]
pub enum SpanError {
    /// It is not a number and a unit.
    Form(String),
    /// Its number is larger than any that can be reckoned with.
    TooLarge(String),
    /// It is a span of nothing.
    Zero(String),
}

/// Reads `30d` (calendar days), `10wd` (working days), `3m` (months), `1y` (years) or `4h` (hours).
///
/// # Errors
/// When it is not of that form, or its number is zero or above 4,294,967,295.
pub fn parse_span(text: &str) -> Result<Span, SpanError> {
    let trimmed = text.trim();
    let digits = trimmed.trim_end_matches(|c: char| !c.is_ascii_digit());
    let form = || SpanError::Form(text.to_owned());
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(form());
    }
    let unit = match trimmed.strip_prefix(digits).unwrap_or_default().trim_start().to_ascii_lowercase().as_str() {
        "d" => LimitUnit::CalendarDays,
        "wd" => LimitUnit::WorkingDays,
        "m" => LimitUnit::Months,
        "y" => LimitUnit::Years,
        "h" => LimitUnit::Hours,
        _ => return Err(form()),
    };
    match digits.parse() {
        Ok(0) => Err(SpanError::Zero(text.to_owned())),
        Ok(amount) => Ok(Span { amount, unit }),
        Err(_) => Err(SpanError::TooLarge(text.to_owned())),
    }
}

impl Span {
    /// The limit of this length on the given side of its anchor. The anchor has no name: results call it the start day.
    #[must_use]
    pub fn limit(self, direction: LimitDirection) -> Limit {
        Limit { amount: Some(self.amount), unit: self.unit, direction, anchor: Bilingual::default() }
    }
}
