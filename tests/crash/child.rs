//! The processes that are killed, run out of space, or share a file: this program with `WORD` as its first argument.

use crate::support::builder::{edit, moment, small};
use license_workbook::store::{
    Backups, ExpectedState, Header, Holder, Journal, LockState, OpenError, SaveError, open, read, save,
};
use license_workbook::workbook::{Record, Workbook};
use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// The first argument that makes this program a child process.
pub(crate) const WORD: &str = "child";

/// Starts this program as a child process for the task `what`, with its output in a pipe.
pub(crate) fn start(what: &str, arguments: &[&str]) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .arg(WORD)
        .arg(what)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Runs the task that the parent process gave.
pub(crate) fn run(arguments: &[String]) {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["edit", path, state] => edit_for_ever(Path::new(path), Path::new(state)),
        ["fill", path] => fill(Path::new(path)),
        ["locked", path, first, number] => {
            add(Path::new(path), first.parse().unwrap(), number.parse().unwrap(), true);
        }
        ["unlocked", path, first, number] => {
            add(Path::new(path), first.parse().unwrap(), number.parse().unwrap(), false);
        }
        ["window", path, state] => crate::window::work_for_ever(Path::new(path), Path::new(state)),
        other => panic!("unknown task: {other:?}"),
    }
}

/// Writes a line for the parent process and flushes it.
pub(crate) fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{text}").unwrap();
    out.flush().unwrap();
}

pub(crate) fn holder() -> Holder {
    Holder::new("王芳", moment("2025-01-01T08:00:00Z"))
}

/// Opens a workbook and recovers the journals that earlier processes left.
pub(crate) fn open_with_journals(path: &Path, state: &Path) -> Result<Workbook, OpenError> {
    let opened = open(path, state, &holder())?;
    let mut workbook = opened.workbook;
    for mut journal in opened.recoverable {
        workbook = journal.recover(&workbook).unwrap().workbook;
    }
    Ok(workbook)
}

/// Edits, writes a journal and saves, as fast as possible; reports what is in the journal (`j`) and in the file (`s`).
fn edit_for_ever(path: &Path, state: &Path) {
    let opened = open(path, state, &holder()).unwrap();
    let (mut workbook, mut fingerprint) = (opened.workbook, opened.fingerprint);
    let header = Header { document: workbook.id, path: Some(opened.path), base: Some(fingerprint.sha256) };
    let mut journal = Journal::create(state, header, 7).unwrap();
    let mut now = moment("2025-01-01T08:00:00Z");
    for sequence in 1000.. {
        let record = edit(&mut workbook, &format!("fact_{sequence}"), sequence);
        journal.append(&record).unwrap();
        say(&format!("j {sequence}"));
        if sequence % 3 == 0 {
            now += chrono::TimeDelta::minutes(7);
            let backups = Backups { state, document: workbook.id, now };
            let saved = save(&workbook, path, &ExpectedState::Fingerprint(fingerprint), Some(&backups)).unwrap();
            say(&format!("s {sequence}"));
            fingerprint = saved.fingerprint;
            let none: [&Record; 0] = [];
            journal.clear(Some(path), fingerprint.sha256, [], none).unwrap();
        }
    }
}

/// Saves a growing workbook until a save fails; reports the kind of error and whether the file is the last saved one.
fn fill(path: &Path) {
    let mut workbook = small();
    let mut saved = save(&workbook, path, &ExpectedState::Absent, None).unwrap();
    for sequence in 1000..200_000 {
        let before = workbook.clone();
        for step in 0..20 {
            edit(&mut workbook, &format!("fact_{sequence}_{step}_{}", "长".repeat(100)), sequence * 20 + step);
        }
        match save(&workbook, path, &ExpectedState::Fingerprint(saved.fingerprint), None) {
            Ok(now) => saved = now,
            Err(error) => {
                let is_whole = read(path).is_ok_and(|read| read.workbook.history == before.history);
                let is_full = matches!(error, SaveError::DiskFull { .. } | SaveError::Io { .. });
                say(&format!("{} {} {}", sequence - 1000, u8::from(is_full), u8::from(is_whole)));
                return;
            }
        }
    }
}

/// Adds `number` records to a shared file, with the lock or only with the check before each save.
fn add(path: &Path, first: u32, number: u32, under_lock: bool) {
    let mut refused = 0;
    let mut sequence = first;
    while sequence < first + number {
        let lock = under_lock.then(|| LockState::acquire(path, &holder()));
        if lock.as_ref().is_some_and(|lock| !lock.may_save()) {
            refused += 1;
            std::thread::yield_now();
            continue;
        }
        let Ok(before) = read(path) else {
            say("torn");
            return;
        };
        let mut workbook = before.workbook;
        edit(&mut workbook, &format!("fact_{sequence}"), sequence);
        match save(&workbook, path, &ExpectedState::Fingerprint(before.fingerprint), None) {
            Ok(_) => sequence += 1,
            Err(SaveError::ChangedExternally { .. }) => refused += 1,
            Err(error) => panic!("{error}"),
        }
        drop(lock);
    }
    say(&format!("refused {refused}"));
}
