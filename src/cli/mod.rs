//! Headless commands over the same library as the window.
//!
//! Standard output holds the answer and nothing else; standard error one line with the path and what to do next.
//! Exit codes: 0 fine, 1 the answer is “no”, 2 it could not be done.

mod args;
mod attach;
mod change;
mod check;
mod deadline;
mod diff;
mod event;
mod evidence;
mod failure;
mod files;
mod freeze;
mod history;
mod info;
mod merge;
mod new;
mod part_view;
mod people;
mod report;
mod schedule;
mod set;
mod snapshot;
mod verify;

pub use args::{Args, Command};

use crate::calendar::Now;
use crate::language::Language;
use crate::locale::Locale;
use crate::obligation::Catalog;
use crate::store::{Places, Settings};
use args::Common;
use chrono::{DateTime, NaiveDate, Utc};
use clap::Parser as _;
use failure::Failure;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// What a command has to say.
struct Answer {
    /// For standard output; whole lines.
    text: String,
    /// Whether the answer is not “no”.
    is_fine: bool,
    /// What was done beside what was asked for: a line each on standard error.
    notes: Vec<String>,
}

impl Answer {
    fn fine(text: String) -> Self {
        Self::new(text, true)
    }

    fn new(text: String, is_fine: bool) -> Self {
        Self { text, is_fine, notes: Vec::new() }
    }

    fn noted(self, note: Option<String>) -> Self {
        Self { notes: note.into_iter().collect(), ..self }
    }

    /// The answer as JSON.
    fn json<T: serde::Serialize>(answer: &T, is_fine: bool) -> Result<Self, Failure> {
        let mut text = serde_json::to_string_pretty(answer).map_err(|e| Failure::new(e.to_string()))?;
        text.push('\n');
        Ok(Self::new(text, is_fine))
    }
}

/// Where a command runs: the user's folders and settings, the catalog, the time.
struct Context {
    places: Option<Places>,
    settings: Settings,
    catalog: Catalog,
    now: DateTime<Utc>,
}

impl Context {
    fn find() -> Result<Self, Failure> {
        let places = Places::find();
        // What is wrong with the settings is for the window to say; here the defaults do.
        let settings = places.as_ref().map(|p| Settings::load(&p.config).0).unwrap_or_default();
        let catalog = Catalog::builtin().map_err(|e| Failure::new(e.to_string()))?;
        Ok(Self { places, settings, catalog, now: Utc::now() })
    }

    /// The moment, or the one that was asked for: a day is its end.
    fn now(&self, common: &Common) -> Now {
        common.now.or(common.today.map(Now::from)).unwrap_or_else(|| Now::from(self.now))
    }

    /// The day in China, or the one that was asked for.
    fn today(&self, common: &Common) -> NaiveDate {
        self.now(common).day()
    }

    /// The language that was asked for, or the one chosen in the window, or the system's.
    fn language(&self, common: &Common) -> Language {
        common.lang.map(Language::from).or(self.settings.language).unwrap_or_else(system_language)
    }

    fn locale(&self, common: &Common) -> &'static Locale {
        Locale::of(self.language(common))
    }
}

fn system_language() -> Language {
    match sys_locale::get_locale() {
        Some(tag) if tag.to_lowercase().starts_with("zh") => Language::ZhCn,
        Some(_) => Language::En,
        None => Language::default(),
    }
}

/// Runs what the arguments ask for; `open_window` opens the window, on a file where one is named.
#[must_use]
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    open_window: impl FnOnce(Option<PathBuf>, bool) -> ExitCode,
) -> ExitCode {
    let args = match Args::try_parse_from(arguments) {
        Ok(args) => args,
        Err(error) => return usage(&error),
    };
    match args.command {
        None => open_window(args.file, args.quit_after_first_frame),
        Some(command) => finish(answer(&command), command.common().lang.map(Language::from)),
    }
}

fn answer(command: &Command) -> Result<Answer, Failure> {
    let context = Context::find()?;
    match command {
        Command::New(args) => new::run(&context, args),
        Command::Info(args) => info::run(&context, args),
        Command::Check(args) => check::run(&context, args),
        Command::Set(args) => set::run(&context, args),
        Command::Deadline(args) => deadline::run(&context, args),
        Command::Event(args) => event::run(&context, args),
        Command::Schedule(args) => schedule::run(&context, args),
        Command::Attach(args) => attach::run(&context, args),
        Command::Evidence(args) => evidence::run(&context, args),
        Command::Snapshot(args) => snapshot::run(&context, args),
        Command::Report(args) => report::run(&context, args),
        Command::Merge(args) => merge::run(&context, args),
        Command::Part(args) => merge::part(&context, args),
        Command::History(args) => history::run(&context, args),
        Command::People(args) => people::run(&context, args),
        Command::Verify(args) => verify::run(&context, args),
        Command::Sign(args) => verify::sign(&context, args),
        Command::Freeze(args) => freeze::run(&context, args),
        Command::Snapshots(args) => freeze::list(&context, args),
        Command::Diff(args) => diff::run(&context, args),
    }
}

fn finish(outcome: Result<Answer, Failure>, language: Option<Language>) -> ExitCode {
    match outcome {
        Ok(answer) => match write(&mut io::stdout().lock(), &answer.text) {
            Ok(()) => {
                for note in &answer.notes {
                    say(note);
                }
                if answer.is_fine { ExitCode::SUCCESS } else { ExitCode::from(1) }
            }
            Err(error) => fail(&Failure::new(format!("the answer could not be written: {error}")), language),
        },
        Err(failure) => {
            // The exit code tells, should nobody take it.
            drop(write(&mut io::stdout().lock(), failure.answer()));
            fail(&failure, language)
        }
    }
}

/// Says in one line why it could not be done.
fn fail(failure: &Failure, language: Option<Language>) -> ExitCode {
    let settings = || Places::find().and_then(|places| Settings::load(&places.config).0.language);
    let language = language.or_else(settings).unwrap_or_else(system_language);
    complain(&failure.line(Locale::of(language)))
}

/// Writes one line to standard error. Exit code 2.
#[must_use]
pub fn complain(message: &str) -> ExitCode {
    say(message);
    ExitCode::from(2)
}

/// Says something in one line of standard error.
fn say(message: &str) {
    let line = message.split_whitespace().collect::<Vec<_>>().join(" ");
    // Where nobody listens, the exit code still tells.
    drop(writeln!(io::stderr().lock(), "license-workbook: {line}"));
}

/// Writes all of `text`. That the reader has gone away (`… | head`) is no failure.
fn write(out: &mut impl Write, text: &str) -> io::Result<()> {
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        outcome => outcome,
    }
}

/// Help and version are answers; what is wrong with the arguments is said in one line.
fn usage(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        return finish(Ok(Answer::fine(error.to_string())), None);
    }
    let text = error.to_string();
    let said = text.lines().take_while(|line| !line.starts_with("Usage:") && !line.starts_with("For more information"));
    let said = said.map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
    let said = said.strip_prefix("error: ").unwrap_or(&said);
    complain(&format!("{said}; see license-workbook --help"))
}
