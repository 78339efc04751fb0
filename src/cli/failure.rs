//! Why a command could not be done, in one line: the path, the true cause, and the next step.

use crate::locale::Locale;
use crate::store::{Arguments, OpenError, SaveError};
use fluent_bundle::FluentValue;
use std::path::Path;

/// Why a command could not be done.
pub(super) struct Failure {
    /// The message that words it, where there is one in both languages.
    id: Option<&'static str>,
    arguments: Vec<(&'static str, Argument)>,
    /// The words where there is no such message.
    text: String,
    /// What can be said all the same, for standard output: whole lines, or nothing.
    answer: String,
}

/// What a place in a message is filled with.
enum Argument {
    Text(String),
    /// Another message, in the same language, with what it is filled with.
    Message(&'static str, Arguments),
}

impl Failure {
    /// A failure in plain words.
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self { id: None, arguments: Vec::new(), text: text.into(), answer: String::new() }
    }

    /// The failure that message `id` words, about `path`.
    pub(super) fn about(id: &'static str, path: &Path) -> Self {
        Self::of(id).with("path", path.display().to_string())
    }

    /// The failure that message `id` words.
    pub(super) fn of(id: &'static str) -> Self {
        Self { id: Some(id), arguments: Vec::new(), text: id.to_owned(), answer: String::new() }
    }

    /// With another argument for its message.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.arguments.push((name, Argument::Text(value.into())));
        self
    }

    /// With a message for an argument of its message.
    pub(super) fn with_message(mut self, name: &'static str, id: &'static str) -> Self {
        self.arguments.push((name, Argument::Message(id, Arguments::new())));
        self
    }

    /// With a message that is filled itself for an argument of its message.
    pub(super) fn with_filled(mut self, name: &'static str, id: &'static str, arguments: Arguments) -> Self {
        self.arguments.push((name, Argument::Message(id, arguments)));
        self
    }

    /// With all of these arguments for its message.
    pub(super) fn with_all(self, arguments: Arguments) -> Self {
        arguments.into_iter().fold(self, |failure, (name, value)| failure.with(name, value))
    }

    /// With what can be said all the same, on standard output.
    pub(super) fn with_answer(mut self, answer: String) -> Self {
        self.answer = answer;
        self
    }

    /// What can be said all the same; mostly nothing.
    pub(super) fn answer(&self) -> &str {
        &self.answer
    }

    /// The line, in the words of `locale`.
    pub(super) fn line(&self, locale: &Locale) -> String {
        match self.id {
            Some(id) if locale.has(id) => {
                // What to do next depends on where it is said.
                let surface = ("surface", FluentValue::from("command"));
                let value = |argument: &Argument| match argument {
                    Argument::Text(text) => FluentValue::from(text.clone()),
                    Argument::Message(id, filled) => {
                        let filled = filled.iter().map(|(name, text)| (*name, text.as_str().into()));
                        locale.format(id, filled).into()
                    }
                };
                let arguments = self.arguments.iter().map(|(name, argument)| (*name, value(argument)));
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
