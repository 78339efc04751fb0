//! Passphrases of protected workbooks: read from a file, from standard input, or from the terminal without echo. An
//! argument cannot hold one, because every process of the machine can read arguments.

use super::args::{ProtectArgs, UnlockArgs};
use super::failure::Failure;
use super::text_file;
use crate::locale::Locale;
use crate::passphrase::weakness;
use crate::store::{self, Holder, LoadedWorkbook, Opened, UnlockError};
use std::io::{self, BufRead as _, IsTerminal as _};
use std::path::Path;
use std::sync::OnceLock;
use std::time::Duration;

/// The number of attempts on the terminal.
const ATTEMPTS: usize = 3;

/// The known passphrases, which are tried in turn.
pub(super) struct Keys {
    known: Vec<String>,
}

impl Keys {
    /// The passphrases in the given files.
    pub(super) fn of(args: &UnlockArgs) -> Result<Self, Failure> {
        let known = args.passphrase_file.iter().map(|path| first_line(path)).collect::<Result<_, _>>()?;
        Ok(Self { known })
    }

    /// Opens the workbook at `path` for reading, with a passphrase where it is protected.
    pub(super) fn read(&mut self, path: &Path, locale: &Locale) -> Result<LoadedWorkbook, Failure> {
        if !store::is_protected(path) {
            return Ok(store::read(path)?);
        }
        self.unlock(path, locale, |passphrase| store::read_protected(path, passphrase))
    }

    /// Opens the workbook at `path` for editing, with a passphrase where it is protected.
    pub(super) fn open(
        &mut self,
        path: &Path,
        (state, holder, timeout): (&Path, &Holder, Duration),
        locale: &Locale,
    ) -> Result<Opened, Failure> {
        if !store::is_protected(path) {
            return Ok(store::open_within(path, state, holder, timeout)?);
        }
        self.unlock(path, locale, |passphrase| {
            store::open_protected(path, store::key_of(path, passphrase)?, state, holder, timeout)
        })
    }

    /// Tries the known passphrases on the protected file at `path`; without any, it asks the user.
    fn unlock<T>(
        &mut self,
        path: &Path,
        locale: &Locale,
        attempt: impl Fn(&str) -> Result<T, UnlockError>,
    ) -> Result<T, Failure> {
        store::check_protected(path).map_err(|error| failed(&error, path))?;
        let mut wrong = None;
        for passphrase in &self.known {
            match attempt(passphrase) {
                Err(error @ UnlockError::WrongPassphrase) => wrong = Some(error),
                outcome => return outcome.map_err(|error| failed(&error, path)),
            }
        }
        match wrong {
            Some(error) => Err(failed(&error, path)),
            None => self.ask(path, locale, attempt),
        }
    }

    /// Asks on the terminal, again after a wrong passphrase. The passphrase is tried on later files too.
    fn ask<T>(
        &mut self,
        path: &Path,
        locale: &Locale,
        attempt: impl Fn(&str) -> Result<T, UnlockError>,
    ) -> Result<T, Failure> {
        if !has_terminal() {
            return Err(Failure::about("cli-passphrase-needed", path));
        }
        let prompt = locale.format("cli-passphrase-prompt", [("path", path.display().to_string().into())]);
        for n in 1..=ATTEMPTS {
            let passphrase = prompted(&prompt)?;
            match attempt(&passphrase) {
                Err(error @ UnlockError::WrongPassphrase) if n < ATTEMPTS => {
                    super::say(&failed(&error, path).line(locale));
                }
                outcome => {
                    self.known.push(passphrase);
                    return outcome.map_err(|error| failed(&error, path));
                }
            }
        }
        Err(failed(&UnlockError::WrongPassphrase, path))
    }
}

fn failed(error: &UnlockError, path: &Path) -> Failure {
    error
        .arguments(path)
        .into_iter()
        .fold(Failure::of(error.kind()), |failure, (name, value)| failure.with(name, value))
}

/// The passphrase for protecting the file at `path`; its weakness is reported on standard error.
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

/// The first line of a file, or of standard input for `-`, without its line end.
fn first_line(path: &Path) -> Result<String, Failure> {
    let text = if path == Path::new("-") {
        // Standard input can be read once; later reads get the same line.
        static LINE: OnceLock<String> = OnceLock::new();
        let mut line = String::new();
        if LINE.get().is_none() {
            let read = io::stdin().lock().read_line(&mut line);
            read.map_err(|error| Failure::about("open-io", path).with("message", error.to_string()))?;
        }
        LINE.get_or_init(|| line).clone()
    } else {
        text_file::read_text(path)?
    };
    let line = text.strip_prefix('\u{feff}').unwrap_or(&text).lines().next().unwrap_or_default().to_owned();
    if line.is_empty() { Err(Failure::about("cli-passphrase-empty", path)) } else { Ok(line) }
}

/// Whether a user can be asked.
fn has_terminal() -> bool {
    io::stdin().is_terminal()
}

/// Asks on the terminal without echo.
fn prompted(prompt: &str) -> Result<String, Failure> {
    rpassword::prompt_password(format!("{} ", super::visible(prompt)))
        .map_err(|error| Failure::of("cli-passphrase-unread").with("message", error.to_string()))
}
