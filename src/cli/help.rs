//! Help in the requested language: replaces the texts of all commands by those of the locale.
//!
//! The texts are in `commands.ftl`. The command `event add` has the message `help-about-event-add`, and its argument
//! `on` has `help-event-add-on`, or else `help-arg-on`, which several commands share.

use super::args::Args;
use crate::locale::Locale;
use clap::builder::Resettable;
use clap::{Arg, Command, CommandFactory as _};

/// All commands with their help in the language of `locale`.
pub(super) fn command(locale: &Locale) -> Command {
    let mut command = Args::command();
    // Building adds the parts that clap provides: `help`, `--help` and `--version`.
    command.build();
    spoken(command, "", "", locale)
}

/// Translates the command at `path`, such as `-event-add`, and its subcommands, whose paths start with `below`.
fn spoken(command: Command, path: &str, below: &str, locale: &Locale) -> Command {
    let command = command.mut_subcommands(|sub| {
        // The subcommands of `help` are the commands that it describes.
        let named = format!("{below}-{}", sub.get_name());
        let (path, below) = if sub.get_name() == "help" { ("-help", below) } else { (named.as_str(), named.as_str()) };
        spoken(sub, path, below, locale)
    });
    let about = locale.text(&format!("help-about{path}")).into_owned();
    let more = format!("help-about{path}-more");
    let long = if locale.has(&more) { format!("{about}\n\n{}", locale.text(&more)) } else { about.clone() };
    let mut command = command
        .about(about)
        .long_about(long)
        .subcommand_help_heading(locale.text("help-heading-commands").into_owned())
        .subcommand_value_name(locale.text("help-value-command").into_owned())
        .mut_args(|arg| translated(arg, path, locale));
    let usage = command.render_usage().to_string();
    let usage = usage.split_once(": ").map_or(usage.as_str(), |(_, usage)| usage);
    let usage = usage.replace("[OPTIONS]", &locale.text("help-value-options"));
    let template = format!("{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}", locale.text("help-heading-usage"));
    command.override_usage(usage).help_template(template)
}

/// The arguments that select the content of a snapshot, which have a heading of their own.
const SELECTION: [&str; 8] =
    ["provision", "only", "owner", "summary", "with_notes", "without_notes", "with_history", "with_confidential"];

/// The argument of the command at `path` with its text.
fn translated(arg: Arg, path: &str, locale: &Locale) -> Arg {
    let id = arg.get_id().as_str().replace('_', "-");
    let own = format!("help{path}-{id}");
    let shared = format!("help-arg-{id}");
    let mut help = locale.text(if locale.has(&own) { &own } else { &shared }).into_owned();
    let choices: Vec<String> =
        arg.get_possible_values().iter().map(|value| choice(&id, value.get_name(), locale)).collect();
    if !choices.is_empty() {
        let choices = choices.join(&locale.text("help-choice-separator"));
        help = locale.format("help-choices", [("help", help.into()), ("choices", choices.into())]);
    }
    let selects = path == "-snapshot" && SELECTION.contains(&arg.get_id().as_str());
    let heading = match arg.get_index() {
        Some(_) => "help-heading-arguments",
        None if selects => "help-heading-selection",
        None => "help-heading-options",
    };
    // Under our heading, arguments without an explicit order would be sorted by name.
    let arg = match arg.get_index() {
        Some(index) => arg.display_order(index),
        None => arg,
    };
    let name = value_name(&arg, locale);
    let arg = arg.help(help).long_help(Resettable::Reset).help_heading(locale.text(heading).into_owned());
    let arg = arg.hide_possible_values(true).hide_default_value(true);
    match name {
        Some(name) => arg.value_name(name),
        None => arg,
    }
}

/// A possible value of an argument, with its meaning where the name does not say it in every language.
fn choice(id: &str, name: &str, locale: &Locale) -> String {
    let meaning = format!("help-choice-{id}-{}", name.to_lowercase().replace('_', "-"));
    if locale.has(&meaning) {
        locale.format(
            "help-choice",
            [("name", name.into()), ("meaning", locale.text(&meaning))].map(|(k, v)| (k, v.into())),
        )
    } else {
        name.to_owned()
    }
}

/// The placeholder for the value of an argument, in the language of `locale`; names of files stay unchanged.
fn value_name(arg: &Arg, locale: &Locale) -> Option<String> {
    if !arg.get_action().takes_values() {
        return None;
    }
    let name = match arg.get_value_names() {
        Some([name]) => name.to_string(),
        Some(_) => return None,
        None => arg.get_id().as_str().to_owned(),
    };
    let id = format!("help-value-{}", name.to_lowercase().replace(['_', '|', '.', ':', ' '], "-"));
    locale.has(&id).then(|| locale.text(&id).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    /// All commands with help, each with its text, the root first.
    fn all(command: &Command, found: &mut Vec<Command>) {
        found.push(command.clone());
        command.get_subcommands().for_each(|sub| all(sub, found));
    }

    fn commands(language: Language) -> Vec<Command> {
        let mut found = Vec::new();
        all(&command(Locale::of(language)), &mut found);
        found
    }

    #[test]
    fn every_command_and_argument_is_told_of_in_both_languages() {
        let mut missing = Vec::new();
        for language in Language::ALL {
            let commands = commands(language);
            assert!(commands.len() > 40, "only {} commands were found", commands.len());
            for command in &commands {
                let about = command.get_about().map(ToString::to_string).unwrap_or_default();
                let helps = command
                    .get_arguments()
                    .filter(|arg| !arg.is_hide_set())
                    .map(|arg| (arg.get_id().to_string(), arg.get_help().map(ToString::to_string).unwrap_or_default()));
                let texts = helps.chain([("about".to_owned(), about)]);
                let lacking = texts.filter(|(_, text)| text.is_empty() || text.starts_with("help-"));
                missing.extend(lacking.map(|(what, _)| format!("{language:?} {} {what}", command.get_name())));
            }
        }
        missing.sort();
        missing.dedup();
        assert!(missing.is_empty(), "\n{}\n", missing.join("\n"));
    }

    fn is_han(c: char) -> bool {
        matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
    }

    /// Words that are names in every language.
    const NAMES: [&str; 17] = [
        "license-workbook",
        "CSV",
        "JSON",
        "PDF",
        "DOCX",
        "OFD",
        "RTF",
        "HTML",
        "Markdown",
        crate::file_name::HASH_LIST,
        "Word",
        "Excel",
        "ID",
        "W.ron",
        "none",
        "zip",
        "HH:MM",
    ];

    /// The English words in a text, except literal input: options, values, and names of files and commands.
    fn english(text: &str, typed: &[String]) -> Vec<String> {
        let words = text.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | '.' | ':' | '/' | '#'));
        words
            .map(|word| word.trim_end_matches(['.', ':', '#']))
            .filter(|word| word.chars().filter(char::is_ascii_alphabetic).count() > 1)
            .filter(|word| !is_name(word, typed))
            .map(str::to_owned)
            .collect()
    }

    fn is_name(word: &str, typed: &[String]) -> bool {
        let is_file = word.contains('.') || word.contains('#');
        let is_span = word.starts_with(|c: char| c.is_ascii_digit());
        word.starts_with('-') || is_file || is_span || NAMES.contains(&word) || typed.iter().any(|name| name == word)
    }

    #[test]
    fn each_help_speaks_one_language() {
        let mut wrong = Vec::new();
        for language in Language::ALL {
            let commands = commands(language);
            let names = commands.iter().map(|command| command.get_name().to_owned());
            let mut typed: Vec<String> = names.chain(["duties".to_owned()]).collect();
            let arguments = commands.iter().flat_map(Command::get_arguments);
            typed.extend(
                arguments.flat_map(|arg| arg.get_possible_values().into_iter().map(|v| v.get_name().to_owned())),
            );
            for mut command in commands {
                let help = command.render_long_help().to_string();
                let name = command.get_name().to_owned();
                assert!(help.contains(['用', 'U']), "{help}");
                wrong.extend(match language {
                    Language::En => help.contains(is_han).then(|| format!("{name}: {help}")),
                    Language::ZhCn => {
                        let words = english(&help, &typed);
                        (!words.is_empty()).then(|| format!("{name}: {}", words.join(", ")))
                    }
                });
            }
        }
        assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    }

    #[test]
    fn no_word_of_help_is_left_over() {
        // Every help message of the locale must be shown: an unused one was renamed, or its argument was removed.
        let source = include_str!("../../assets/locales/en/commands.ftl");
        let ids = source.lines().filter_map(|line| line.split_once(" = ")).map(|(id, _)| id);
        let locale = Locale::of(Language::En);
        let shown: String = commands(Language::En).iter_mut().map(|c| c.render_long_help().to_string()).collect();
        let one_line = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_shown = |id: &&str| {
            let text = locale.text(id).into_owned();
            one_line.contains(&text.split_whitespace().collect::<Vec<_>>().join(" "))
        };
        let kept = ["help-choices", "help-choice", "help-choice-separator"];
        let left: Vec<&str> =
            ids.filter(|id| id.starts_with("help-") && !kept.contains(id)).filter(|id| !is_shown(id)).collect();
        assert!(left.is_empty(), "{left:?}");
    }
}
