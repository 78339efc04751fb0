//! Workbooks behind a passphrase: the passphrase comes from a file, from standard input, or from the terminal, which does
//! not show it; never from an argument, which every program of the machine can see.

use super::args::{ProtectArgs, UnlockArgs};
use super::failure::Failure;
use super::files;
use crate::locale::Locale;
use crate::passphrase::weakness;
use crate::store::{self, ReadFile, Section, UnlockError};
use crate::workbook::{Audit, RecordId, Workbook};
use std::io::{self, BufRead as _, IsTerminal as _};
use std::path::{Path, PathBuf};

/// How often a passphrase is asked for on the terminal.
const ATTEMPTS: usize = 3;

/// A workbook that was read to be looked at, protected or not.
pub(super) struct Document {
    pub(super) workbook: Workbook,
    /// Sections that were changed by something else than this program.
    pub(super) changed_sections: Vec<Section>,
    /// Where it was of format 1: the records whose digest does not fit what stands before them.
    pub(super) format_1: Option<Vec<RecordId>>,
    /// The real file, links followed.
    pub(super) path: PathBuf,
}

impl Document {
    /// What of the workbook its history does not explain.
    pub(super) fn audit(&self) -> Audit {
        store::audit(&self.workbook, &self.changed_sections, self.format_1.as_deref())
    }
}

impl From<ReadFile> for Document {
    fn from(file: ReadFile) -> Self {
        let ReadFile { workbook, changed_sections, format_1, path, .. } = file;
        Self { workbook, changed_sections, format_1, path }
    }
}

/// The passphrases that are known, to be tried in turn.
pub(super) struct Keys {
    known: Vec<String>,
}

impl Keys {
    /// Those in the files that were named.
    pub(super) fn of(args: &UnlockArgs) -> Result<Self, Failure> {
        let known = args.passphrase_file.iter().map(|path| first_line(path)).collect::<Result<_, _>>()?;
        Ok(Self { known })
    }

    /// Reads the workbook at `path`, with a passphrase where it is protected.
    pub(super) fn read(&mut self, path: &Path, locale: &Locale) -> Result<Document, Failure> {
        if !store::is_protected(path) {
            let file = store::read(path)?;
            return Ok(file.into());
        }
        store::look_at_protected(path).map_err(|error| failed(&error, path))?;
        let mut wrong = None;
        for passphrase in &self.known {
            match store::read_protected(path, passphrase) {
                Err(error @ UnlockError::WrongPassphrase) => wrong = Some(error),
                outcome => return document(outcome, path),
            }
        }
        match wrong {
            Some(error) => Err(failed(&error, path)),
            None => self.ask(path, locale),
        }
    }

    /// Asks on the terminal, and again where it does not fit; what fits is tried on other files too.
    fn ask(&mut self, path: &Path, locale: &Locale) -> Result<Document, Failure> {
        if !has_terminal() {
            return Err(Failure::about("cli-passphrase-needed", path));
        }
        let prompt = locale.format("cli-passphrase-prompt", [("path", path.display().to_string().into())]);
        for attempt in 1..=ATTEMPTS {
            let passphrase = prompted(&prompt)?;
            match store::read_protected(path, &passphrase) {
                Err(error @ UnlockError::WrongPassphrase) if attempt < ATTEMPTS => {
                    super::say(&failed(&error, path).line(locale));
                }
                outcome => {
                    self.known.push(passphrase);
                    return document(outcome, path);
                }
            }
        }
        Err(failed(&UnlockError::WrongPassphrase, path))
    }
}

fn document(outcome: Result<store::Loaded, UnlockError>, path: &Path) -> Result<Document, Failure> {
    let loaded = outcome.map_err(|error| failed(&error, path))?;
    let store::Loaded { workbook, changed_sections, format_1, .. } = loaded;
    Ok(Document { workbook, changed_sections, format_1, path: path.to_owned() })
}

fn failed(error: &UnlockError, path: &Path) -> Failure {
    error
        .arguments(path)
        .into_iter()
        .fold(Failure::of(error.kind()), |failure, (name, value)| failure.with(name, value))
}

/// The passphrase that is to protect the file at `path`; what is weak about it is remarked on standard error.
pub(super) fn to_protect(args: &ProtectArgs, path: &Path, locale: &Locale) -> Result<String, Failure> {
    let passphrase = match &args.new_passphrase_file {
        Some(file) => first_line(file)?,
        None if has_terminal() => {
            let path_words = path.display().to_string();
            let once = prompted(&locale.format("cli-passphrase-new", [("path", path_words.into())]))?;
            if once.is_empty() {
                return Err(Failure::about("cli-passphrase-empty", path));
            }
            if prompted(&locale.text("cli-passphrase-again"))? != once {
                return Err(Failure::about("cli-passphrase-differs", path));
            }
            once
        }
        None => return Err(Failure::about("cli-new-passphrase-needed", path)),
    };
    if let Some(weak) = weakness(&passphrase) {
        super::say(&locale.passphrase_weakness(weak));
    }
    Ok(passphrase)
}

/// The first line of a file, or of standard input where it is called `-`; without its end.
fn first_line(path: &Path) -> Result<String, Failure> {
    let text = if path == Path::new("-") {
        let mut line = String::new();
        let read = io::stdin().lock().read_line(&mut line);
        read.map_err(|error| Failure::about("open-io", path).with("message", error.to_string()))?;
        line
    } else {
        files::read_text(path)?
    };
    let line = text.strip_prefix('\u{feff}').unwrap_or(&text).lines().next().unwrap_or_default().to_owned();
    if line.is_empty() { Err(Failure::about("cli-passphrase-empty", path)) } else { Ok(line) }
}

/// Whether somebody sits there who can be asked.
fn has_terminal() -> bool {
    io::stdin().is_terminal()
}

/// Asks on the terminal, which does not show what is typed.
fn prompted(prompt: &str) -> Result<String, Failure> {
    rpassword::prompt_password(format!("{} ", super::visible(prompt)))
        .map_err(|error| Failure::of("cli-passphrase-unread").with("message", error.to_string()))
}
