//! Errors of the arguments, in one line and in the requested language.
//!
//! `clap` reports them in English; here they are translated.

use super::args::Args;
use super::refusal::Refusal;
use crate::locale::Locale;
use clap::CommandFactory as _;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use fluent_bundle::FluentValue;
use std::error::Error as _;
use std::ffi::OsString;
use strsim::levenshtein;

/// The message for `error` in the arguments `typed`, with a pointer to the help; `names` are those of the typed
/// commands.
pub(super) fn complaint(error: &clap::Error, typed: &[OsString], names: &[String], locale: &Locale) -> String {
    let nothing_named = error.kind() == ErrorKind::ArgumentConflict && error.get(ContextKind::InvalidArg).is_none();
    let what = if nothing_named { surplus(typed, names, locale) } else { what(error, locale) };
    let command =
        ["license-workbook"].into_iter().chain(names.iter().map(String::as_str)).collect::<Vec<_>>().join(" ");
    locale.format("usage-see", [("what", what.into()), ("command", command.into())])
}

#[expect(clippy::wildcard_enum_match_arm, reason = "later versions of clap may add kinds")]
fn what(error: &clap::Error, locale: &Locale) -> String {
    let get = |kind| error.get(kind).map(said).unwrap_or_default();
    let argument = FluentValue::from(get(ContextKind::InvalidArg));
    match error.kind() {
        ErrorKind::InvalidValue if get(ContextKind::InvalidValue).is_empty() => {
            locale.format("usage-value-missing", [("argument", argument)])
        }
        ErrorKind::InvalidValue => {
            let known = get(ContextKind::ValidValue);
            let value = get(ContextKind::InvalidValue).into();
            let said = locale.format("usage-value", [("argument", argument), ("value", value)]);
            if known.is_empty() {
                said
            } else {
                locale.format("usage-known", [("what", said.into()), ("known", known.into())])
            }
        }
        ErrorKind::ValueValidation => {
            let value = get(ContextKind::InvalidValue).into();
            let said = locale.format("usage-value", [("argument", argument), ("value", value)]);
            let refusal = error.source().and_then(|source| source.downcast_ref::<Refusal>());
            let why = refusal.map(|refusal| refusal.words(locale));
            why.map_or(said.clone(), |why| locale.format("usage-because", [("what", said.into()), ("why", why.into())]))
        }
        ErrorKind::UnknownArgument if get(ContextKind::InvalidArg) == "--passphrase-file" => {
            locale.text("usage-passphrase").into_owned()
        }
        ErrorKind::UnknownArgument => {
            let said = locale.format("usage-unknown", [("argument", argument)]);
            with_suggestion(said, &get(ContextKind::SuggestedArg), locale)
        }
        ErrorKind::InvalidSubcommand => {
            let name = get(ContextKind::InvalidSubcommand).into();
            let said = locale.format("usage-unknown-command", [("name", name)]);
            with_suggestion(said, &get(ContextKind::SuggestedSubcommand), locale)
        }
        ErrorKind::MissingRequiredArgument => locale.format("usage-missing", [("arguments", argument)]),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            locale.text("usage-no-command").into_owned()
        }
        ErrorKind::ArgumentConflict => {
            let other = get(ContextKind::PriorArg);
            if other.is_empty() || Some(other.as_str()) == error.get(ContextKind::InvalidArg).map(said).as_deref() {
                locale.format("usage-twice", [("argument", argument)])
            } else {
                locale.format("usage-conflict", [("argument", argument), ("other", other.into())])
            }
        }
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            locale.format("usage-number-of-values", [("argument", argument)])
        }
        ErrorKind::InvalidUtf8 => locale.text("usage-not-utf-8").into_owned(),
        _ => locale.text("usage-other").into_owned(),
    }
}

/// The message for words after the first argument, which is taken for a file: usually it is a misspelled command.
fn surplus(typed: &[OsString], names: &[String], locale: &Locale) -> String {
    let words = typed.iter().skip(1 + names.len()).map(|word| word.to_string_lossy().into_owned());
    let mut words = words.filter(|word| !word.starts_with('-'));
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    if first.contains(['.', '/', '\\']) {
        return locale.format("usage-after-file", [("file", first.into()), ("word", second.into())]);
    }
    let all = Args::command();
    let command = names.iter().try_fold(&all, |command, name| command.find_subcommand(name)).unwrap_or(&all);
    let known = command.get_subcommands().map(|command| (levenshtein(&first, command.get_name()), command.get_name()));
    let nearest = known.min().filter(|(far, _)| *far <= 2).map(|(_, name)| name.to_owned()).unwrap_or_default();
    with_suggestion(locale.format("usage-unknown-command", [("name", first.into())]), &nearest, locale)
}

fn with_suggestion(said: String, nearest: &str, locale: &Locale) -> String {
    if nearest.is_empty() {
        return said;
    }
    locale.format("usage-nearest", [("what", said.into()), ("nearest", nearest.into())])
}

/// The text of a value in the context of an error.
fn said(value: &ContextValue) -> String {
    value.to_string()
}
