//! Time spans in the notation of the command line: `30d`, `10wd`, `3m`, `1y`, `4h`.

use crate::language::Bilingual;
use crate::obligation::{LimitDirection, LimitUnit, TimeLimit};

/// A number of units without a start day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeSpan {
    /// The number of units; at least 1.
    pub amount: u32,
    /// The unit: calendar days, working days, months, years or hours.
    pub unit: LimitUnit,
}

/// Why a text is not a time span.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{:?}", self)]
pub enum SpanError {
    /// It is not a number followed by a unit.
    Form(String),
    /// Its number is too large.
    TooLarge(String),
    /// Its number is zero.
    Zero(String),
}

/// Parses `30d` (calendar days), `10wd` (working days), `3m` (months), `1y` (years) or `4h` (hours).
///
/// # Errors
/// If the form is different, or the number is zero or above 4,294,967,295.
pub fn parse_span(text: &str) -> Result<TimeSpan, SpanError> {
    let trimmed = text.trim();
    let digits = trimmed.trim_end_matches(|c: char| !c.is_ascii_digit());
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(SpanError::Form(text.to_owned()));
    }
    let unit = match trimmed.strip_prefix(digits).unwrap_or_default().trim_start().to_ascii_lowercase().as_str() {
        "d" => LimitUnit::CalendarDays,
        "wd" => LimitUnit::WorkingDays,
        "m" => LimitUnit::Months,
        "y" => LimitUnit::Years,
        "h" => LimitUnit::Hours,
        _ => return Err(SpanError::Form(text.to_owned())),
    };
    match digits.parse() {
        Ok(0) => Err(SpanError::Zero(text.to_owned())),
        Ok(amount) => Ok(TimeSpan { amount, unit }),
        Err(_) => Err(SpanError::TooLarge(text.to_owned())),
    }
}

impl TimeSpan {
    /// A limit of this length in the given direction. The anchor has no name: results call it the start day.
    #[must_use]
    pub fn limit(self, direction: LimitDirection) -> TimeLimit {
        TimeLimit { amount: Some(self.amount), unit: self.unit, direction, anchor: Bilingual::default() }
    }
}
