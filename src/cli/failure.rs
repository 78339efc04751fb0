//! Why a command failed, in one line: the path, the cause, and the next step.

use crate::locale::Locale;
use crate::store::{Arguments, OpenError, SaveError};
use fluent_bundle::FluentValue;
use std::path::Path;

/// Why a command failed.
pub(super) struct Failure {
    /// The id of the message, where there is one.
    id: Option<&'static str>,
    arguments: Vec<(&'static str, Argument)>,
    /// The text where there is no message.
    text: String,
    /// A partial answer for standard output: complete lines, or empty.
    answer: String,
}

/// An argument of a message.
enum Argument {
    Text(String),
    /// Another message in the same language, with its arguments.
    Message(&'static str, Arguments),
}

impl Argument {
    fn value(&self, locale: &Locale) -> FluentValue<'static> {
        match self {
            Self::Text(text) => FluentValue::from(text.clone()),
            Self::Message(id, filled) => {
                let filled = filled.iter().map(|(name, text)| (*name, text.as_str().into()));
                locale.format(id, filled).into()
            }
        }
    }
}

impl Failure {
    /// A failure with a text.
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self { id: None, arguments: Vec::new(), text: text.into(), answer: String::new() }
    }

    /// The failure with message `id` about `path`.
    pub(super) fn about(id: &'static str, path: &Path) -> Self {
        Self::of(id).with("path", path.display().to_string())
    }

    /// The failure with message `id`.
    pub(super) fn of(id: &'static str) -> Self {
        Self { id: Some(id), arguments: Vec::new(), text: id.to_owned(), answer: String::new() }
    }

    /// Adds an argument.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.arguments.push((name, Argument::Text(value.into())));
        self
    }

    /// Adds a message as an argument.
    pub(super) fn with_message(mut self, name: &'static str, id: &'static str) -> Self {
        self.arguments.push((name, Argument::Message(id, Arguments::new())));
        self
    }

    /// Adds a message with arguments of its own as an argument.
    pub(super) fn with_filled(mut self, name: &'static str, id: &'static str, arguments: Arguments) -> Self {
        self.arguments.push((name, Argument::Message(id, arguments)));
        self
    }

    /// Adds arguments.
    pub(super) fn with_all(self, arguments: Arguments) -> Self {
        arguments.into_iter().fold(self, |failure, (name, value)| failure.with(name, value))
    }

    /// Adds a partial answer for standard output.
    pub(super) fn with_answer(mut self, answer: String) -> Self {
        self.answer = answer;
        self
    }

    /// The partial answer; usually empty.
    pub(super) fn answer(&self) -> &str {
        &self.answer
    }

    /// The line in the language of `locale`.
    pub(super) fn line(&self, locale: &Locale) -> String {
        match self.id {
            Some(id) if locale.has(id) => {
                // The next step differs between the command line and the window.
                let surface = ("surface", FluentValue::from("command"));
                let arguments = self.arguments.iter().map(|(name, argument)| (*name, argument.value(locale)));
                locale.format(id, arguments.chain([surface]))
            }
            _ => self.text.clone(),
        }
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        Self::of(error.kind()).with_all(error.arguments())
    }
}

impl From<SaveError> for Failure {
    fn from(error: SaveError) -> Self {
        Self::of(error.kind()).with_all(error.arguments())
    }
}
