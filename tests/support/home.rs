//! Runs the real program in a separate home folder and returns its output, exit code and errors.

use super::folder;
use serde_json::Value;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// Notes that the program may write in addition to its output: a person was added to the registry, or another program
/// changed a file.
const NOTES: [&str; 3] = ["added the person", "新增了人员", "changed outside this program"];

/// A separate folder for the files, settings and state of the program.
pub(crate) struct Home {
    folder: TempDir,
    /// The language of the system.
    lang: &'static str,
    /// Arguments that are appended to each command.
    always: &'static [&'static str],
}

impl Home {
    /// An empty home on an English system.
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), lang: "en_US.UTF-8", always: &[] }
    }

    /// A home with a workbook `w.ron` that was created on this day.
    pub(crate) fn with_workbook(today: &str) -> Self {
        let home = Self::new();
        home.fine(&["new", "-o", "w.ron", "--today", today]);
        home
    }

    /// The same home on a Chinese system.
    pub(crate) fn chinese(self) -> Self {
        Self { lang: "zh_CN.UTF-8", ..self }
    }

    /// Appends these arguments to each command.
    pub(crate) fn always(self, always: &'static [&'static str]) -> Self {
        Self { always, ..self }
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder().join(name)
    }

    /// Writes a file atomically; it replaces an earlier one.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let mut file = tempfile::NamedTempFile::new_in(self.folder()).unwrap();
        file.write_all(bytes.as_ref()).unwrap();
        file.persist(self.path(name)).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    /// The program with these arguments, without a display, a terminal or the settings of the user.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_license-workbook"));
        command.args(args).args(self.always).current_dir(self.folder()).stdin(Stdio::null());
        command.env("LICENSE_WORKBOOK_STATE_DIR", self.path("state")).env("USER", "tester");
        command.env("HOME", self.folder()).env("XDG_CONFIG_HOME", self.path("config")).env("LANG", self.lang);
        for name in ["LC_ALL", "LC_MESSAGES", "LANGUAGE", "DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
            command.env_remove(name);
        }
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// The standard output of a run that must have this exit code and no output on standard error.
    #[track_caller]
    pub(crate) fn bytes(&self, args: &[&str], code: i32) -> Vec<u8> {
        let output = self.run(args);
        assert_eq!((output.status.code(), said(&output).as_str()), (Some(code), ""), "{args:?}");
        output.stdout
    }

    /// The same output as text.
    #[track_caller]
    pub(crate) fn answers(&self, args: &[&str], code: i32) -> String {
        String::from_utf8(self.bytes(args, code)).unwrap()
    }

    /// The output of a run that must succeed.
    #[track_caller]
    pub(crate) fn fine(&self, args: &[&str]) -> String {
        self.answers(args, 0)
    }

    /// The output as JSON.
    #[track_caller]
    pub(crate) fn json(&self, args: &[&str], code: i32) -> Value {
        serde_json::from_str(&self.answers(args, code)).unwrap()
    }

    /// The output of a run that may write notes to standard error, one line each.
    #[track_caller]
    pub(crate) fn noted(&self, args: &[&str], code: i32) -> String {
        let output = self.run(args);
        let notes = said(&output);
        assert_eq!(output.status.code(), Some(code), "{args:?}: {notes}");
        let known = NOTES.iter().filter(|note| notes.contains(*note)).count();
        assert_eq!(notes.lines().count(), known, "{args:?}: {notes}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// The error of a run that must be refused: exit code 2, one line on standard error, nothing on standard output,
    /// and no changed file.
    #[track_caller]
    pub(crate) fn refused(&self, args: &[&str]) -> String {
        let before = self.files();
        let output = self.run(args);
        let complaint = said(&output);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {complaint}");
        assert_eq!(output.stdout, b"", "{args:?}");
        assert_eq!(complaint.lines().count(), 1, "{args:?}: {complaint}");
        assert!(complaint.ends_with('\n') && complaint.starts_with("license-workbook: "), "{complaint}");
        assert_eq!(self.files(), before, "{args:?} changed files");
        complaint
    }

    /// The visible files (without a leading dot) and their contents.
    pub(crate) fn files(&self) -> Vec<(String, Vec<u8>)> {
        let names = folder::names(self.folder()).into_iter().filter(|name| !name.starts_with('.'));
        names.filter(|name| self.path(name).is_file()).map(|name| (name.clone(), self.read(&name))).collect()
    }
}

/// The text that a command wrote to standard error.
pub(crate) fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}
