//! Tests of the messages of the program: equal in both languages, all of them used, none of them missing.

mod advice;
#[path = "../../support/source.rs"]
mod source;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use license_workbook::language::Language;
use license_workbook::locale::Locale;
use license_workbook::ui::kit::fonts;
use source::{Source, files_below};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Prefixes of ids that the code builds, with the code that builds them.
const BUILT: [(&str, &str); 3] = [
    ("help", "`cli::help`: `help-about`, `help-arg-`, `help-` with a command and an argument of it"),
    ("table-", "`export::tables`: `table-` and the name of the table"),
    ("section-", "`app::files`: `section-` and the name of a section of the file"),
];

/// Messages that are not used yet.
const UNUSED: [&str; 0] = [];

/// Literals that look like a message id and are none.
const NO_IDS: [&str; 38] = [
    // Numbering of lists in HTML files.
    "list-style",
    // A part of the key of a point.
    "number-kind",
    "cjk-decimal",
    "cjk-heavenly-stem",
    "cjk-ideographic",
    "decimal-leading-zero",
    "lower-alpha",
    "lower-latin",
    "lower-roman",
    "simp-chinese-formal",
    "simp-chinese-informal",
    "upper-alpha",
    "upper-latin",
    "upper-roman",
    // Names of widgets in egui's memory.
    "checklist-list",
    "checklist-list-scroll",
    "checklist-search",
    "checklist-table",
    "checklist-tree",
    "dialog-field",
    "new-owner",
    "review-field",
    "review-head",
    "review-list",
    "review-page",
    "review-row",
    "review-text",
    "status-bar",
    "top-bar",
    // Choices within `limit-amount`.
    "calendar-days",
    "working-days",
    // Classes of the HTML page.
    "in-progress",
    "not-applicable",
    "not-met",
    "not-started",
    // The key of a date, the name of the program, the tag of a language.
    "before-expiry",
    "license-workbook",
    "zh-cn",
];

/// Latin words that Chinese text may contain: names and keys.
const LATIN_NAMES: &[&str] = &[
    "OFD",
    "RTF",
    "NUL",
    "Y",
    "E",
    "MB",
    "F",
    "Ctrl",
    "ZIP",
    "Markdown",
    "XLSX",
    "DOCX",
    "Word",
    "PDF",
    "CJK",
    "CSV",
    "Enter",
    "Esc",
    "Excel",
    "GB18030",
    "GBK",
    "HH",
    "HTML",
    "ICS",
    "Outlook",
    "Icons",
    "J",
    "JSON",
    "K",
    "DISPLAY",
    "LICENSE_WORKBOOK_STATE_DIR",
    "MIT",
    "MM",
    "Noto",
    "OFL",
    "Phosphor",
    "SC",
    "SHA-256",
    "SHA256SUMS",
    "SIL",
    "Sans",
    "UTC",
    "W.ron",
    "2026-11-24T09",
    "UTF-16",
    "UTF-8",
    "WAYLAND_DISPLAY",
    "holiday-cn",
    "license-workbook",
    "sha256sum",
    "Y",
    "E",
    "MB",
];

/// A message, reduced to what the tests check.
#[derive(Clone, Debug, Default, PartialEq)]
struct Message {
    /// The file that defines it.
    file: String,
    /// Variables whose value is inserted.
    shown: BTreeSet<String>,
    /// Variables that select a variant, with the variants, except those that only select a plural.
    chosen_by: BTreeMap<String, BTreeSet<String>>,
    /// Variables that select a plural.
    plural_of: BTreeSet<String>,
    /// Other messages that it references.
    holds: BTreeSet<String>,
    /// Its text.
    words: String,
}

impl Message {
    fn pattern(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.words.push_str(value),
                PatternElement::Placeable { expression } => {
                    self.words.push(' ');
                    self.expression(expression);
                }
            }
        }
    }

    fn expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                let InlineExpression::VariableReference { id } = selector else { panic!("no variable: {selector:?}") };
                let keys: BTreeSet<String> = variants
                    .iter()
                    .map(|variant| match variant.key {
                        VariantKey::Identifier { name } => name.to_owned(),
                        VariantKey::NumberLiteral { value } => value.to_owned(),
                    })
                    .collect();
                if keys.iter().all(|key| ["one", "other"].contains(&key.as_str())) {
                    self.plural_of.insert(id.name.to_owned());
                } else {
                    self.chosen_by.insert(id.name.to_owned(), keys);
                }
                for variant in variants {
                    self.pattern(&variant.value);
                }
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => _ = self.shown.insert(id.name.to_owned()),
            InlineExpression::MessageReference { id, attribute: None } => _ = self.holds.insert(id.name.to_owned()),
            InlineExpression::StringLiteral { value } => self.words.push_str(value),
            InlineExpression::NumberLiteral { .. }
            | InlineExpression::FunctionReference { .. }
            | InlineExpression::MessageReference { .. }
            | InlineExpression::TermReference { .. }
            | InlineExpression::Placeable { .. } => panic!("the program does not support {inline:?}"),
        }
    }

    fn variables(&self) -> BTreeSet<&str> {
        let all = self.shown.iter().chain(&self.plural_of).chain(self.chosen_by.keys());
        all.map(String::as_str).collect()
    }
}

/// All messages of a language by id, and the errors in the files.
fn read(language: Language) -> (BTreeMap<String, Message>, Vec<String>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/locales").join(language.tag());
    let mut messages: BTreeMap<String, Message> = BTreeMap::new();
    let mut wrong = Vec::new();
    for path in files_below(&folder, "ftl") {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let resource = fluent_syntax::parser::parse(text.as_str()).unwrap_or_else(|(resource, errors)| {
            wrong.extend(errors.iter().map(|error| format!("{language:?} {file}: {error}")));
            resource
        });
        for entry in &resource.body {
            match entry {
                Entry::Message(message) => {
                    let mut read = Message { file: file.clone(), ..Message::default() };
                    match &message.value {
                        Some(pattern) => read.pattern(pattern),
                        None => wrong.push(format!("{language:?} {}: no text", message.id.name)),
                    }
                    if messages.insert(message.id.name.to_owned(), read).is_some() {
                        wrong.push(format!("{language:?} {}: defined twice", message.id.name));
                    }
                }
                Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
                Entry::Term(_) | Entry::Junk { .. } => wrong.push(format!("{language:?} {file}: {entry:?}")),
            }
        }
    }
    assert!(messages.len() > 100, "messages of {language:?} are missing");
    // A referenced message gets the same values.
    let held: Vec<(String, Message)> = messages
        .iter()
        .flat_map(|(id, message)| message.holds.iter().map(move |held| (id, held)))
        .filter_map(|(id, held)| Some((id.clone(), messages.get(held)?.clone())))
        .collect();
    for (id, held) in held {
        let message = messages.get_mut(&id).unwrap();
        message.shown.extend(held.shown);
        message.plural_of.extend(held.plural_of);
        message.chosen_by.extend(held.chosen_by);
    }
    (messages, wrong)
}

fn messages(language: Language) -> BTreeMap<String, Message> {
    read(language).0
}

#[track_caller]
fn assert_none(wrong: impl IntoIterator<Item = String>) {
    let wrong: Vec<String> = wrong.into_iter().collect();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn the_files_are_well_formed_and_no_message_is_there_twice() {
    assert_none(Language::ALL.into_iter().flat_map(|language| read(language).1));
}

#[test]
fn both_languages_have_the_same_messages_about_the_same_things() {
    let [zh, en] = Language::ALL.map(messages);
    let ids: BTreeSet<&String> = zh.keys().chain(en.keys()).collect();
    let differs = |id: &String| match (zh.get(id), en.get(id)) {
        (Some(_), None) => Some(format!("{id}: not in English")),
        (None, _) => Some(format!("{id}: not in Chinese")),
        (Some(zh), Some(en)) => {
            let same =
                (&zh.file, &zh.shown, &zh.chosen_by, &zh.holds) == (&en.file, &en.shown, &en.chosen_by, &en.holds);
            (!same).then(|| format!("{id}:\n  {zh:?}\n  {en:?}"))
        }
    };
    assert_none(ids.into_iter().filter_map(differs));
}

#[test]
fn the_program_holds_every_message_of_the_files() {
    for language in Language::ALL {
        let locale = Locale::of(language);
        assert_none(messages(language).keys().filter(|id| !locale.has(id)).map(|id| format!("{language:?} {id}")));
    }
}

#[test]
fn each_language_speaks_its_own() {
    let [zh, en] = Language::ALL.map(messages);
    let is_chinese = |c: char| matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}');
    let latin = |words: &str| {
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let found = words.split(|c| !is_part(c)).filter(|word| word.contains(|c: char| c.is_ascii_alphabetic()));
        found.map(str::to_owned).collect::<Vec<_>>()
    };
    // Literal input: options, file name extensions, and subcommands in messages of the command line.
    let is_typed = |id: &str, word: &str| {
        let is_of_command_line =
            ["cli-", "format-", "help-", "usage-", "save-", "start-"].iter().any(|beginning| id.starts_with(beginning));
        word.starts_with("--") || word.starts_with('.') || is_of_command_line && word == word.to_lowercase()
    };
    let english = en.iter().filter(|(_, m)| m.words.contains(is_chinese)).map(|(id, m)| format!("{id}: {}", m.words));
    let chinese = zh.iter().flat_map(|(id, m)| {
        let is_known = move |word: &String| is_typed(id, word) || LATIN_NAMES.contains(&word.as_str());
        let strange = latin(&m.words).into_iter().filter(move |word| !is_known(word));
        strange.map(move |word| format!("{id}: {word}"))
    });
    assert_none(english.chain(chinese));
    // A message without text in only one language is wrong.
    let is_silent = |m: &Message| m.words.trim().is_empty();
    let differs = |id: &&String| zh.get(*id).is_none_or(is_silent) != en.get(*id).is_none_or(is_silent);
    assert_none(zh.keys().filter(differs).cloned());
}

fn looks_like_an_id(literal: &str) -> bool {
    let is_part = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    literal.starts_with(|c: char| c.is_ascii_lowercase()) && literal.split('-').all(is_part)
}

#[test]
fn every_message_is_shown_somewhere() {
    let messages = messages(Language::ZhCn);
    let code = Source::below("src");
    let literals: BTreeSet<&str> =
        code.iter().flat_map(|s| s.literals.iter().map(|(_, words)| words.as_str())).collect();
    let held: BTreeSet<&str> = messages.values().flat_map(|m| m.holds.iter().map(String::as_str)).collect();
    let is_used = |id: &str| {
        literals.contains(id) || held.contains(id) || BUILT.iter().any(|(beginning, _)| id.starts_with(beginning))
    };
    let unused = messages.keys().filter(|id| !is_used(id) && !UNUSED.contains(&id.as_str()));
    let idle = UNUSED.iter().filter(|id| is_used(id) || !messages.contains_key(**id));
    let built_by_nobody =
        BUILT.iter().filter(|(beginning, _)| !literals.iter().any(|l| l.starts_with(&format!("{beginning}{{"))));
    assert_none(
        unused
            .map(|id| format!("{id} is never used"))
            .chain(idle.map(|id| format!("{id} is listed as unused without need")))
            .chain(built_by_nobody.map(|(beginning, _)| format!("no code builds {beginning}…"))),
    );
}

#[test]
fn every_id_in_the_code_is_a_message() {
    let messages = messages(Language::ZhCn);
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for source in Source::below("src") {
        for (at, literal) in source.literals.iter().filter(|(at, _)| !source.is_test(*at)) {
            let before = source.code.get(..*at).unwrap().trim_end();
            let is_asked_for = before.ends_with(".text(") || before.ends_with(".format(");
            let is_id = looks_like_an_id(literal) && (is_asked_for || literal.contains('-'));
            if !is_id || messages.contains_key(literal) {
                continue;
            }
            seen.insert(literal.clone());
            if is_asked_for || !NO_IDS.contains(&literal.as_str()) {
                wrong.push(format!("{}:{}: {literal} is not a message", source.path, source.line(*at)));
            }
        }
    }
    wrong.extend(NO_IDS.iter().filter(|id| !seen.contains(**id)).map(|id| format!("{id} is listed without need")));
    assert_none(wrong);
}

/// The names of the arguments of a call `format("id", [("name", …), …])`; `None` if the call does not list them.
fn given<'a>(source: &'a Source, at: usize, id: &str) -> Option<BTreeSet<&'a str>> {
    let call = source.code.get(at + id.len() + 2..).unwrap();
    let call = call.strip_prefix(',')?.trim_start().strip_prefix('[')?;
    let start = source.code.len() - call.len();
    let mut depth = 0;
    let end = call.char_indices().find(|(_, c)| {
        depth += i32::from(matches!(c, '(' | '[' | '{')) - i32::from(matches!(c, ')' | ']' | '}'));
        depth < 0
    });
    let call = start..start + end.map_or(call.len(), |(length, _)| length);
    let is_name = |at: usize| call.contains(&at) && source.code.get(..at).unwrap().trim_end().ends_with('(');
    Some(source.literals.iter().filter(|(at, _)| is_name(*at)).map(|(_, name)| name.as_str()).collect())
}

#[test]
fn every_variable_of_a_message_is_given_a_value() {
    let both = Language::ALL.map(messages);
    let mut wrong = Vec::new();
    let mut calls = 0;
    for source in Source::below("src") {
        for (at, id) in &source.literals {
            let before = source.code.get(..*at).unwrap().trim_end();
            let is_plain = before.ends_with(".text(");
            if !is_plain && !before.ends_with(".format(") {
                continue;
            }
            let given = if is_plain { Some(BTreeSet::new()) } else { given(&source, *at, id) };
            let Some(given) = given else { continue };
            for message in both.iter().filter_map(|messages| messages.get(id)) {
                calls += 1;
                let missing: Vec<_> = message.variables().difference(&given).copied().map(str::to_owned).collect();
                if !missing.is_empty() {
                    wrong.push(format!("{}:{}: {id} needs {missing:?}", source.path, source.line(*at)));
                }
            }
        }
    }
    assert!(calls > 200, "only {calls} calls were found");
    assert_none(wrong);
}

#[test]
fn messages_are_put_together_whole_and_the_fonts_can_draw_them() {
    let context = egui::Context::default();
    context.set_fonts(fonts::definitions());
    context.run_ui(egui::RawInput::default(), |_| {}).textures_delta.clear();
    let draws = |c: char| {
        c == '\n'
            || context.fonts_mut(|f| [fonts::regular(13.0), fonts::bold(13.0)].iter().all(|id| f.has_glyph(id, c)))
    };
    assert!(draws('字') && !draws('\u{20bb7}'), "the check for glyphs does not work");
    let mut wrong = Vec::new();
    for language in Language::ALL {
        let locale = Locale::of(language);
        for (id, message) in messages(language) {
            for number in [0, 1, 2, 30] {
                let value = |name: &&str| {
                    (message.shown.contains(*name) || message.plural_of.contains(*name)).then_some(number)
                };
                let variables = message.variables();
                let arguments = variables.iter().map(|name| (*name, value(name).unwrap_or_default().into()));
                let text = locale.format(&id, arguments);
                let is_whole = !text.is_empty() && !text.contains(['{', '}', '$']);
                if !is_whole || !text.chars().all(draws) {
                    wrong.push(format!("{language:?} {id}: {text}"));
                }
            }
        }
    }
    assert_none(wrong);
}

/// Verbs that can follow a number and end like a plural.
const VERBS: [&str; 7] = ["applies", "differs", "does", "exists", "follows", "needs", "waits"];

#[test]
fn one_thing_is_not_told_as_several() {
    let english = Locale::of(Language::En);
    let mut wrong = Vec::new();
    let mut idle: BTreeSet<&str> = VERBS.into();
    for (id, message) in messages(Language::En) {
        let variables = message.variables();
        let text = english.format(&id, variables.iter().map(|name| (*name, 1.into())));
        let words: Vec<&str> = text.split_whitespace().collect();
        for pair in words.windows(2) {
            let word = pair[1].trim_end_matches([',', ';', ':', '.', ')']);
            let is_plural = word.len() > 3 && !word.starts_with('(') && word.ends_with('s') && !word.ends_with("ss");
            if pair[0].trim_start_matches('(') == "1" && is_plural {
                idle.remove(word);
                wrong.extend((!VERBS.contains(&word)).then(|| format!("{id}: {text}")));
            }
        }
    }
    wrong.extend(idle.iter().map(|word| format!("{word} is listed without need")));
    assert_none(wrong);
}
