//! Tests that advice fits the place where it is shown: the window advises no command, the command line no button.

use super::source::Source;
use super::{Message, assert_none, looks_like_an_id, messages};
use license_workbook::language::Language;
use license_workbook::locale::Locale;
use std::collections::BTreeSet;

/// Where a message is shown.
#[derive(Clone, Copy, PartialEq)]
enum Surface {
    Window,
    CommandLine,
}

/// The texts of a message on this surface, with all variants of its other variables.
fn said(language: Language, id: &str, message: &Message, surface: Surface) -> Vec<String> {
    let name = if surface == Surface::Window { "window" } else { "command" };
    let choices = |variable: &str| message.chosen_by.get(variable).cloned().unwrap_or_default();
    let mut texts = Vec::new();
    let most = message.chosen_by.values().map(BTreeSet::len).max().unwrap_or(1);
    for at in 0..most {
        let value = |variable: &str| -> fluent_bundle::FluentValue<'static> {
            match choices(variable).iter().nth(at) {
                _ if variable == "surface" => name.into(),
                Some(choice) => choice.clone().into(),
                None => 7.into(),
            }
        };
        let variables = message.variables();
        texts.push(Locale::of(language).format(id, variables.iter().map(|variable| (*variable, value(variable)))));
    }
    texts
}

/// Whether a text mentions a command or an option of the command line.
fn advises_a_command(text: &str) -> bool {
    let is_option =
        |word: &str| word.strip_prefix("--").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()));
    text.contains("license-workbook ") || text.split([' ', '（', '(', '“']).any(is_option)
}

/// Whether a text mentions a control of a window.
fn advises_a_button(text: &str) -> bool {
    [" → ", "click", "button", "menu", "点击", "点按", "按钮", "菜单"].iter().any(|word| text.contains(word))
}

#[test]
fn advice_fits_where_it_is_shown() {
    // Prefixes of messages that only the command line shows.
    let of_the_command_line = ["cli-", "help", "usage-", "evidence-cli-", "verify-unknown", "start-"];
    // Prefixes of messages in exported documents, which may advise a command.
    let of_papers = ["paper-index-hint"];
    let mut wrong = Vec::new();
    let mut differ = 0;
    for language in Language::ALL {
        for (id, message) in messages(language) {
            let is_of = |beginnings: &[&str]| beginnings.iter().any(|beginning| id.starts_with(beginning));
            if is_of(&of_papers) {
                continue;
            }
            differ += usize::from(message.chosen_by.contains_key("surface"));
            let both = message.chosen_by.contains_key("surface") || is_of(&["open-", "format-", "save-", "unlock-"]);
            let in_window = !is_of(&of_the_command_line);
            let texts = said(language, &id, &message, Surface::Window);
            wrong.extend(texts.into_iter().filter(|text| in_window && advises_a_command(text)));
            let texts = said(language, &id, &message, Surface::CommandLine);
            wrong.extend(texts.into_iter().filter(|text| (both || !in_window) && advises_a_button(text)));
        }
    }
    assert!(differ >= 8, "only {differ} messages depend on the surface");
    assert_none(wrong);
    // The code of the window uses no message of the command line.
    let of_window =
        |source: &Source| ["src/app/", "src/ui/", "src/command/"].iter().any(|at| source.path.starts_with(at));
    let literals = Source::below("src").into_iter().filter(of_window).flat_map(|source| {
        source
            .literals
            .iter()
            .filter(|(_, id)| id.starts_with("cli-"))
            .map(|(_, id)| format!("{}: {id}", source.path))
            .collect::<Vec<_>>()
    });
    assert_none(literals);
}

#[test]
fn every_error_about_a_file_has_its_words() {
    let messages = messages(Language::ZhCn);
    let mut kinds = BTreeSet::new();
    for source in Source::below("src/store").into_iter().chain(Source::below("src/calendar")) {
        let beginnings = ["open-", "format-", "save-", "unlock-", "settings-", "schedule-error-"];
        let is_kind =
            |id: &&String| looks_like_an_id(id) && beginnings.iter().any(|beginning| id.starts_with(beginning));
        kinds.extend(source.literals.iter().map(|(_, id)| id).filter(is_kind).cloned());
    }
    assert!(kinds.len() > 40, "{kinds:?}");
    assert_none(kinds.into_iter().filter(|kind| !messages.contains_key(kind)));
}

/// Errors whose callers choose the message. All other errors with a message name it by `kind`.
const WORDED_WHERE_SHOWN: [&str; 6] =
    ["EditError", "FreezeError", "MergeError", "NoPreview", "SpanError", "WindowError"];

/// The name after the first `keyword` in `code`.
fn name_after<'a>(code: &'a str, keyword: &str) -> Option<&'a str> {
    let (_, rest) = code.split_once(keyword)?;
    rest.split(|c: char| !c.is_alphanumeric()).next()
}

/// The types of a file that name their message or its arguments.
fn types_with_a_message(source: &Source) -> Vec<String> {
    let blocks = source.code.split("\nimpl ").skip(1).map(|rest| rest.split("\n}").next().unwrap_or_default());
    let has_message = |block: &&str| block.contains("fn kind(&self)") || block.contains("fn arguments(&self");
    blocks.filter(has_message).filter_map(|block| name_after(block, "")).map(str::to_owned).collect()
}

/// The type that the attribute at byte `at` belongs to.
fn type_of(source: &Source, at: usize) -> &str {
    let (before, after) = (source.code.get(..at).unwrap(), source.code.get(at..).unwrap());
    let open = before.rsplit("\n}").next().unwrap_or_default();
    let found = name_after(open, "\npub enum ").or_else(|| {
        let starts = ["\npub enum ", "\npub struct "];
        let nearest = starts.into_iter().min_by_key(|start| after.find(start).unwrap_or(usize::MAX))?;
        name_after(after, nearest)
    });
    found.unwrap_or_default()
}

#[test]
fn an_error_that_has_a_message_has_no_words_of_its_own() {
    let sources = Source::below("src");
    let mut worded: BTreeSet<String> = sources.iter().flat_map(types_with_a_message).collect();
    worded.extend(WORDED_WHERE_SHOWN.map(str::to_owned));
    let messages = messages(Language::En);
    let mut seen = BTreeSet::new();
    let mut wrong = Vec::new();
    for source in &sources {
        for (at, text) in &source.literals {
            let name = type_of(source, *at);
            if !source.code.get(..*at).unwrap().ends_with("#[error(") || !worded.contains(name) {
                continue;
            }
            seen.insert(name);
            // Outside the placeholders in braces, only ids of messages are allowed.
            let own: Vec<&str> =
                text.split('{').map(|part| part.split_once('}').map_or(part, |(_, own)| own)).collect();
            let is_word = |word: &&str| word.contains(char::is_alphabetic) && !messages.contains_key(*word);
            wrong.extend(
                own.concat().split_whitespace().find(is_word).map(|_| format!("{}: {name}: {text}", source.path)),
            );
        }
    }
    assert!(seen.len() >= 18, "{seen:?}");
    assert_none(wrong);
}
