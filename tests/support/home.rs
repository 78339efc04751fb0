//! The real program in a home of its own: what it answers, how it ends, what it complains of.

use super::folder;
use serde_json::Value;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// What the program may say beside an answer: that a person was added to the registry, and that a file was changed by
/// something else.
const NOTES: [&str; 3] = ["added the person", "新增了人员", "changed outside this program"];

/// A folder of its own for the files, settings and state of the program.
pub(crate) struct Home {
    folder: TempDir,
    /// The language of the system.
    lang: &'static str,
    /// What each command ends with.
    always: &'static [&'static str],
}

impl Home {
    /// With nothing in it, on an English system.
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), lang: "en_US.UTF-8", always: &[] }
    }

    /// With a workbook `w.ron`, made on this day.
    pub(crate) fn with_workbook(today: &str) -> Self {
        let home = Self::new();
        home.fine(&["new", "-o", "w.ron", "--today", today]);
        home
    }

    /// On a Chinese system.
    pub(crate) fn chinese(self) -> Self {
        Self { lang: "zh_CN.UTF-8", ..self }
    }

    /// Ends each command with these arguments.
    pub(crate) fn always(self, always: &'static [&'static str]) -> Self {
        Self { always, ..self }
    }

    /// The folder itself.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder().join(name)
    }

    /// Puts a file there, whole, in place of an earlier one.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let mut file = tempfile::NamedTempFile::new_in(self.folder()).unwrap();
        file.write_all(bytes.as_ref()).unwrap();
        file.persist(self.path(name)).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    /// The program with these arguments, without a screen, a terminal or anything of the user's.
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

    /// What must be written to standard output, with this exit code and nothing on standard error.
    #[track_caller]
    pub(crate) fn bytes(&self, args: &[&str], code: i32) -> Vec<u8> {
        let output = self.run(args);
        assert_eq!((output.status.code(), said(&output).as_str()), (Some(code), ""), "{args:?}");
        output.stdout
    }

    /// The same as text.
    #[track_caller]
    pub(crate) fn answers(&self, args: &[&str], code: i32) -> String {
        String::from_utf8(self.bytes(args, code)).unwrap()
    }

    /// The answer of what must go well.
    #[track_caller]
    pub(crate) fn fine(&self, args: &[&str]) -> String {
        self.answers(args, 0)
    }

    /// The answer as JSON.
    #[track_caller]
    pub(crate) fn json(&self, args: &[&str], code: i32) -> Value {
        serde_json::from_str(&self.answers(args, code)).unwrap()
    }

    /// The answer of a command that may note on standard error what it did beside, one line each.
    #[track_caller]
    pub(crate) fn noted(&self, args: &[&str], code: i32) -> String {
        let output = self.run(args);
        let notes = said(&output);
        assert_eq!(output.status.code(), Some(code), "{args:?}: {notes}");
        let known = NOTES.iter().filter(|note| notes.contains(*note)).count();
        assert_eq!(notes.lines().count(), known, "{args:?}: {notes}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// The complaint of what cannot be done: exit code 2, one line on standard error, nothing on standard output, and no
    /// file is other than before.
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

    /// The files that people see, with what is in them.
    pub(crate) fn files(&self) -> Vec<(String, Vec<u8>)> {
        let names = folder::names(self.folder()).into_iter().filter(|name| !name.starts_with('.'));
        names.filter(|name| self.path(name).is_file()).map(|name| (name.clone(), self.read(&name))).collect()
    }
}

/// What a command wrote to standard error.
pub(crate) fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}
