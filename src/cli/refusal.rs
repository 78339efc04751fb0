//! Why a value of an argument is refused.

use crate::locale::Locale;
use std::fmt;

/// Why a value of an argument is refused: a message and its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    id: &'static str,
    arguments: Vec<(&'static str, String)>,
}

impl Refusal {
    /// The refusal with message `id`.
    pub(super) fn of(id: &'static str) -> Self {
        Self { id, arguments: Vec::new() }
    }

    /// Adds an argument.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.arguments.push((name, value.into()));
        self
    }

    /// The text in the language of `locale`.
    pub(super) fn words(&self, locale: &Locale) -> String {
        locale.format(self.id, self.arguments.iter().map(|(name, value)| (*name, value.as_str().into())))
    }
}

impl std::error::Error for Refusal {}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}
