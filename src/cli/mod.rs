//! Commands without a window, over the same library.
//!
//! Standard output carries only the answer. Standard error carries one line with the path and the next step. Exit
//! codes: 0 for success, 1 for the answer “no”, 2 for a failed command.

mod args;
mod attach;
mod author;
mod change;
mod check;
mod deadline;
mod diff;
mod event;
mod evidence;
mod failure;
mod files;
mod freeze;
mod help;
mod history;
mod info;
mod merge;
mod new;
mod part_view;
mod passphrase;
mod people;
mod read;
mod refusal;
mod report;
mod schedule;
mod set;
mod signature;
mod snapshot;
mod text_file;
mod usage;
mod verify;
mod verify_list;
mod verify_workbook;

pub use args::{Args, Command};

use crate::calendar::Now;
use crate::clock::{Clock as _, SystemClock};
use crate::language::Language;
use crate::locale::{Locale, system_language};
use crate::obligation::Catalog;
use crate::store::{self, AppFolders, Saved, Settings};
use args::{Common, Lang};
use chrono::{DateTime, NaiveDate, Utc};
use clap::{CommandFactory as _, Parser as _, ValueEnum as _};
use failure::Failure;
use std::borrow::Cow;
use std::cell::Cell;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// The placeholder for a missing day in a column.
const NO_DAY: &str = "—";

/// The result of a command.
struct Answer {
    /// The text for standard output, or for standard error where a file goes to standard output; complete lines.
    text: String,
    /// A file for standard output.
    file: Option<Vec<u8>>,
    /// Whether the answer is not “no”.
    is_fine: bool,
    /// Remarks about further changes, one line each, for standard error.
    notes: Vec<String>,
}

impl Answer {
    fn new(text: String, is_fine: bool) -> Self {
        Self { text, file: None, is_fine, notes: Vec::new() }
    }

    fn fine(text: String) -> Self {
        Self::new(text, true)
    }

    fn noted(self, notes: impl IntoIterator<Item = String>) -> Self {
        Self { notes: notes.into_iter().collect(), ..self }
    }

    /// An answer as JSON.
    fn json<T: serde::Serialize>(answer: &T, is_fine: bool) -> Result<Self, Failure> {
        let mut text = serde_json::to_string_pretty(answer).map_err(|e| Failure::new(e.to_string()))?;
        text.push('\n');
        Ok(Self::new(text, is_fine))
    }
}

/// The environment of a command: folders and settings of the user, the catalog and the time; and whether the command
/// has written a file.
struct Context {
    folders: Option<AppFolders>,
    settings: Settings,
    catalog: Catalog,
    now: DateTime<Utc>,
    /// The requested language.
    asked: Option<Language>,
    has_saved: Cell<bool>,
}

impl Context {
    fn find(asked: Option<Language>) -> Result<Self, Failure> {
        store::check_randomness().map_err(|e| Failure::of("start-no-randomness").with("message", e.to_string()))?;
        let folders = AppFolders::find();
        // The window reports invalid settings; commands use the defaults.
        let settings = folders.as_ref().map(|p| Settings::load(&p.config).0).unwrap_or_default();
        let catalog = Catalog::builtin().map_err(|e| Failure::new(e.to_string()))?;
        Ok(Self { folders, settings, catalog, now: SystemClock.now(), asked, has_saved: Cell::new(false) })
    }

    /// Notes that a file was written. From here on, no error may say that the command failed, because repeating it
    /// would do the work twice.
    fn note_saved(&self) {
        self.has_saved.set(true);
    }

    /// Notes that a file was saved, and prints the warnings of the save.
    fn note_warnings(&self, saved: &Saved) {
        self.note_saved();
        for warning in &saved.warnings {
            say(&Failure::of(warning.kind()).with_all(warning.arguments()).line(Locale::of(self.spoken())));
        }
    }

    /// The current time, or the requested one; a day means its end.
    fn now(&self, common: &Common) -> Now {
        common.now.or(common.today.map(Now::from)).unwrap_or_else(|| Now::from(self.now))
    }

    /// The current day in China, or the requested one.
    fn today(&self, common: &Common) -> NaiveDate {
        self.now(common).day()
    }

    /// The requested language, or that of the window, or that of the system.
    fn language(&self, common: &Common) -> Language {
        common.lang.map_or_else(|| self.spoken(), Language::from)
    }

    /// The same for texts that are written into a workbook or to standard error.
    fn spoken(&self) -> Language {
        self.asked.or(self.settings.language).unwrap_or_else(system_language)
    }

    fn locale(&self, common: &Common) -> &'static Locale {
        Locale::of(self.language(common))
    }

    /// The language of an answer. JSON is the same on every machine, unless a language is requested.
    fn answer_locale(&self, common: &Common, json: bool) -> &'static Locale {
        if json && common.lang.is_none() { Locale::of(Language::ZhCn) } else { self.locale(common) }
    }
}

/// How the window is to be opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WindowWish {
    /// The file; `None` for the last one, or a new one.
    pub file: Option<PathBuf>,
    /// Whether the window closes after its first frame.
    pub quit_after_first_frame: bool,
    /// The language; `None` for the chosen one, or that of the system.
    pub language: Option<Language>,
}

/// Runs the command of the arguments; `open_window` opens the window.
#[must_use]
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    open_window: impl FnOnce(WindowWish) -> ExitCode,
) -> ExitCode {
    let typed: Vec<OsString> = arguments.into_iter().collect();
    let args = match Args::try_parse_from(with_language_behind(&typed)) {
        Ok(args) => args,
        Err(error) => return usage(&error, &typed),
    };
    match args.command {
        None => open_window(WindowWish {
            file: args.file,
            quit_after_first_frame: args.quit_after_first_frame,
            language: args.lang.map(Language::from),
        }),
        Some(command) => {
            let language = command.common().lang.map(Language::from);
            match Context::find(language) {
                Err(failure) => finish(Err(failure), false, language),
                Ok(context) => {
                    let outcome = answer(&context, &command);
                    finish(outcome, context.has_saved.get(), language)
                }
            }
        }
    }
}

fn answer(context: &Context, command: &Command) -> Result<Answer, Failure> {
    match command {
        Command::New(args) => new::run(context, args),
        Command::Info(args) => info::run(context, args),
        Command::Read(args) => read::run(context, args),
        Command::Check(args) => check::run(context, args),
        Command::Set(args) => set::run(context, args),
        Command::Deadline(args) => deadline::run(context, args),
        Command::Event(args) => event::run(context, args),
        Command::Schedule(args) => schedule::run(context, args),
        Command::Attach(args) => attach::run(context, args),
        Command::Evidence(args) => evidence::run(context, args),
        Command::Snapshot(args) => snapshot::run(context, args),
        Command::Report(args) => report::run(context, args),
        Command::Merge(args) => merge::run(context, args),
        Command::Part(args) => merge::part(context, args),
        Command::History(args) => history::run(context, args),
        Command::People(args) => people::run(context, args),
        Command::Verify(args) => verify::run(context, args),
        Command::Accept(args) => verify::accept(context, args),
        Command::Sign(args) => verify::sign(context, args),
        Command::Freeze(args) => freeze::run(context, args),
        Command::Snapshots(args) => freeze::list(context, args),
        Command::Diff(args) => diff::run(context, args),
    }
}

/// Prints the result of a command. Where the command has saved a file, an answer that cannot be written is not a
/// failure: it is reported on standard error.
fn finish(outcome: Result<Answer, Failure>, has_saved: bool, language: Option<Language>) -> ExitCode {
    let answer = match outcome {
        Ok(answer) => answer,
        Err(failure) => {
            // Where standard output is closed, the exit code remains.
            drop(write(&mut io::stdout().lock(), visible(failure.answer()).as_bytes()));
            return fail(&failure, language);
        }
    };
    if let Err(error) = tell(&answer) {
        let id = if has_saved { "cli-no-answer-saved" } else { "cli-no-answer" };
        let unsaid = Failure::of(id).with("message", error.to_string());
        if !has_saved {
            return fail(&unsaid, language);
        }
        say(&unsaid.line(words_in(language)));
    }
    answer.notes.iter().for_each(|note| say(note));
    if answer.is_fine { ExitCode::SUCCESS } else { ExitCode::from(1) }
}

/// Prints the failure in one line.
fn fail(failure: &Failure, language: Option<Language>) -> ExitCode {
    complain(&failure.line(words_in(language)))
}

/// The locale of the requested language, or that of the window, or that of the system.
fn words_in(language: Option<Language>) -> &'static Locale {
    let chosen = language.or_else(|| AppFolders::find().and_then(|folders| Settings::load(&folders.config).0.language));
    Locale::of(chosen.unwrap_or_else(system_language))
}

/// Prints in one line why there is no window: message `id` with `reason`, the message of the system. Returns exit code
/// 2.
#[must_use]
pub fn no_window(id: &'static str, reason: &str, language: Option<Language>) -> ExitCode {
    let locale = words_in(language);
    let reason = locale.format(id, [("message", reason.into())]);
    complain(&locale.format("cli-no-window", [("reason", reason.into())]))
}

/// Prints one line to standard error. Returns exit code 2.
fn complain(message: &str) -> ExitCode {
    say(message);
    ExitCode::from(2)
}

/// A name on one line, without line ends.
fn in_a_line(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Prints one line to standard error, beside the answer.
fn say(message: &str) {
    let line = message.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = visible(&line);
    // Where standard error is closed, the exit code remains.
    drop(writeln!(io::stderr().lock(), "license-workbook: {line}"));
}

/// Writes the answer. Where it has a file, its text goes to standard error.
fn tell(answer: &Answer) -> io::Result<()> {
    let text = visible(&answer.text);
    let Some(file) = &answer.file else { return write(&mut io::stdout().lock(), text.as_bytes()) };
    // The file is the answer, so a closed standard error is no failure.
    drop(write(&mut io::stderr().lock(), text.as_bytes()));
    write(&mut io::stdout().lock(), file)
}

/// Whether a terminal would interpret the character instead of showing it.
fn is_obeyed(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t')
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text that is safe to print on a terminal: control characters except line ends and tabs, and characters that change
/// the writing direction, are replaced by their code points, in the form of a JSON escape.
fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_obeyed) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if is_obeyed(c) {
            // All of these characters are in the basic plane.
            let number = format!("\\u{:04x}", u32::from(c));
            shown.push_str(&number);
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// Writes all of `bytes`. A closed pipe (`… | head`) is no failure.
fn write(out: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        outcome => outcome,
    }
}

/// Prints help and version as answers, and errors of the arguments in one line, in the requested language.
fn usage(error: &clap::Error, typed: &[OsString]) -> ExitCode {
    let language = typed_language(typed);
    let locale = words_in(language);
    // Parses again with commands in this language.
    let spoken = help::command(locale).try_get_matches_from(without_language(typed)).err();
    let error = spoken.as_ref().unwrap_or(error);
    if !error.use_stderr() {
        return finish(Ok(Answer::fine(error.to_string())), false, language);
    }
    let typed = without_language(typed);
    complain(&usage::complaint(error, &typed, &command_names(&typed), locale))
}

/// The requested language, at any position.
fn typed_language(typed: &[OsString]) -> Option<Language> {
    (0..typed.len()).find_map(|at| language_at(typed, at)).map(|(lang, _)| lang.into())
}

/// The language at this position, and the number of arguments it takes; `None` where there is none.
fn language_at(typed: &[OsString], at: usize) -> Option<(Lang, usize)> {
    let word = typed.get(at)?.to_string_lossy();
    let (name, length) = match word.strip_prefix("--lang=") {
        Some(name) => (name.to_owned(), 1),
        None if word == "--lang" => (typed.get(at + 1)?.to_string_lossy().into_owned(), 2),
        None => return None,
    };
    Lang::from_str(&name, true).ok().map(|lang| (lang, length))
}

/// The arguments without the language, which does not affect other errors.
fn without_language(typed: &[OsString]) -> Vec<OsString> {
    let mut rest = Vec::new();
    let mut at = 0;
    while let Some(word) = typed.get(at) {
        if let Some((_, length)) = language_at(typed, at) {
            at += length;
        } else {
            rest.push(word.clone());
            at += 1;
        }
    }
    rest
}

/// The arguments with a language before the command moved behind it, where each command accepts it.
fn with_language_behind(typed: &[OsString]) -> Vec<OsString> {
    let Some((_, length)) = language_at(typed, 1) else { return typed.to_vec() };
    let (language, command) = (typed.iter().skip(1).take(length), typed.iter().skip(1 + length));
    let rest: Vec<OsString> = typed.iter().take(1).chain(command).cloned().collect();
    let names = command_names(&rest).len();
    if names == 0 {
        return typed.to_vec();
    }
    let (before, after) = rest.split_at_checked(1 + names).unwrap_or((&rest, &[]));
    before.iter().chain(language).chain(after).cloned().collect()
}

/// The names of commands at the start of the arguments, such as `event add`.
fn command_names(arguments: &[OsString]) -> Vec<String> {
    let mut command = Args::command();
    // Building adds `help`.
    command.build();
    let mut names = Vec::new();
    for word in arguments.iter().skip(1).map(|word| word.to_string_lossy().into_owned()) {
        let Some(sub) = command.find_subcommand(&word).cloned() else { break };
        names.push(word);
        command = sub;
    }
    names
}
