//! Workbooks behind a passphrase, on the command line: read by every command that reads, written by those that write a
//! new file, and told apart from what is missing, damaged, or something else.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const GOOD: &str = "vivid otter climbs a lamp";

/// A folder with a workbook `w.ron`, a protected copy `w.ron.age` of it, and `key`, which opens it.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        desk.write("key", &format!("{GOOD}\r\nmore"));
        desk.write("wrong", "vivid otter\n");
        desk.fine(&["new", "-o", "w.ron"]);
        desk.fine(&["set", "w.ron", "一-1", "--note", "机密的话", "--status", "met"]);
        let protected = crate::support::protected_cheaply(&std::fs::read(desk.path("w.ron")).unwrap(), GOOD);
        desk.write_bytes("w.ron.age", &protected);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        self.write_bytes(name, text.as_bytes());
    }

    fn write_bytes(&self, name: &str, bytes: &[u8]) {
        let mut file = tempfile::NamedTempFile::new_in(self.0.path()).unwrap();
        file.write_all(bytes).unwrap();
        file.persist(self.path(name)).unwrap();
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_license-workbook"));
        command
            .args(args)
            .args(["--today", "2026-11-24", "--lang", "en"])
            .current_dir(self.0.path())
            .env("LICENSE_WORKBOOK_STATE_DIR", self.path("state"))
            .env("USER", "tester");
        command
    }

    fn run(&self, args: &[&str]) -> Output {
        // Without a terminal, and with nothing on standard input.
        self.command(args).stdin(Stdio::null()).output().unwrap()
    }

    #[track_caller]
    fn fine(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert!(output.status.code() != Some(2), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{args:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    #[track_caller]
    fn refused(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let line = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), line.lines().count()), (Some(2), 1), "{args:?}: {line}");
        line
    }
}

/// Every command that reads a workbook, with `W` in its place.
const READERS: [&[&str]; 15] = [
    &["info", "W"],
    &["check", "W"],
    &["event", "list", "W"],
    &["report", "W", "--year", "2026"],
    &["evidence", "W"],
    &["snapshot", "W", "--format", "md", "-o", "out.md", "--force"],
    &["merge", "W", "w.ron", "-o", "all.ron", "--force"],
    &["merge", "w.ron", "W", "-o", "all.ron", "--force"],
    &["part", "W", "--duty", "十二", "-o", "part.ron", "--force"],
    &["history", "W"],
    &["people", "W"],
    &["verify", "W"],
    &["snapshots", "W"],
    &["diff", "w.ron", "W"],
    &["deadline", "--from", "2026-11-16", "--within", "10wd", "--workbook", "W"],
];

fn with<'a>(args: &[&'a str], file: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    args.iter().map(|arg| if *arg == "W" { file } else { arg }).chain(more.iter().copied()).collect()
}

#[test]
fn every_command_that_reads_takes_a_protected_copy() {
    let desk = Desk::new();
    for args in READERS {
        let open = desk.fine(&with(args, "w.ron", &[])).replace("w.ron", "");
        let protected = desk.fine(&with(args, "w.ron.age", &["--passphrase-file", "key"])).replace("w.ron.age", "");
        assert_eq!(open, protected.replace("w.ron", ""), "{args:?}");
        let line = desk.refused(&with(args, "w.ron.age", &[]));
        assert!(line.contains("w.ron.age") && line.contains("--passphrase-file"), "{line}");
    }
}

#[test]
fn a_passphrase_comes_from_standard_input_and_of_several_the_one_that_fits_counts() {
    let desk = Desk::new();
    let mut child = desk
        .command(&["info", "w.ron.age", "--passphrase-file", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    writeln!(child.stdin.take().unwrap(), "{GOOD}").unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8(output.stdout).unwrap().contains("Met 1"));
    desk.fine(&["info", "w.ron.age", "--passphrase-file", "wrong", "--passphrase-file", "key"]);
}

#[test]
fn what_opens_nothing_is_told_apart() {
    let desk = Desk::new();
    desk.write("empty.ron.age", "");
    desk.write("text.ron.age", "no age file at all");
    desk.write("nothing", "\n");
    std::fs::create_dir(desk.path("folder.ron.age")).unwrap();
    let half = std::fs::read(desk.path("w.ron.age")).unwrap();
    desk.write_bytes("half.ron.age", &half[..half.len() / 2]);
    for (file, key, says) in [
        ("w.ron.age", "wrong", "Wrong passphrase"),
        ("half.ron.age", "key", "incomplete or damaged"),
        ("empty.ron.age", "key", "incomplete or damaged"),
        ("text.ron.age", "key", "not protected"),
        ("folder.ron.age", "key", "is a folder"),
        ("none.ron.age", "key", "does not exist"),
        ("w.ron.age", "none", "does not exist"),
        ("w.ron.age", "nothing", "first line is empty"),
    ] {
        let line = desk.refused(&["info", file, "--passphrase-file", key]);
        assert!(line.contains(says), "{file} {key}: {line}");
        assert!(line.contains(if says.contains("first line") { key } else { file }) || key == "none", "{line}");
    }
}

/// Every command that changes a workbook, with `W` in its place; each leaves something of `机密的话` in it.
const WRITERS: [&[&str]; 9] = [
    &["set", "W", "一-2", "--note", "机密的话"],
    &["event", "add", "W", "shareholding_changed", "--on", "2026-11-16", "--note", "机密的话"],
    &["attach", "W", "一-1", "secret.txt", "--description", "机密的话"],
    &["freeze", "W", "--purpose", "机密的话"],
    &["set", "W", "一-2", "--owner", "机密的话"],
    &["people", "rename", "W", "机密的话", "机密的话二"],
    &["people", "merge", "W", "机密的话二", "tester"],
    &["schedule", "import", "W", "2030.json"],
    &["report", "W", "--year", "2025", "--filed-elsewhere", "2026-03-01", "--receipt", "机密的话"],
];

#[test]
fn every_command_that_changes_takes_a_protected_workbook_and_leaves_it_protected() {
    let desk = Desk::new();
    let secret = "机密的话";
    desk.write("secret.txt", secret);
    desk.write(
        "2030.json",
        r#"{"year":2030,"papers":[],"days":[{"name":"元旦","date":"2030-01-01","isOffDay":true}]}"#,
    );
    std::fs::remove_dir_all(desk.path("state")).unwrap();
    for args in WRITERS {
        let before = std::fs::read(desk.path("w.ron.age")).unwrap();
        let line = desk.refused(&with(args, "w.ron.age", &[]));
        assert!(line.contains("w.ron.age") && line.contains("--passphrase-file"), "{line}");
        let line = desk.refused(&with(args, "w.ron.age", &["--passphrase-file", "wrong"]));
        assert!(line.contains("Wrong passphrase"), "{line}");
        assert_eq!(std::fs::read(desk.path("w.ron.age")).unwrap(), before);
        let output = desk.run(&with(args, "w.ron.age", &["--passphrase-file", "key"]));
        assert_eq!(output.status.code(), Some(0), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        let after = std::fs::read(desk.path("w.ron.age")).unwrap();
        assert!(after != before && after.starts_with(b"age-encryption.org/v1"), "{args:?}");
    }
    // Nothing of it is in clear anywhere: not in the file, not in a backup, not beside it.
    std::fs::remove_file(desk.path("secret.txt")).unwrap();
    std::fs::remove_file(desk.path("w.ron")).unwrap();
    for part in [secret.as_bytes(), b"5py65a+G55qE6K+d"] {
        assert!(!crate::support::is_in(desk.0.path(), part), "{}", String::from_utf8_lossy(part));
    }
    let backups = crate::support::files(&desk.path("state"));
    let backups: Vec<_> = backups.iter().filter(|path| path.starts_with(desk.path("state/backups"))).collect();
    assert!(backups.iter().filter(|path| path.to_string_lossy().ends_with(".ron.age")).count() == WRITERS.len());
    assert!(desk.fine(&["history", "w.ron.age", "--passphrase-file", "key"]).contains(secret));
    desk.fine(&["verify", "w.ron.age", "--passphrase-file", "key"]);
}

#[test]
fn what_is_written_by_that_name_is_protected_and_nothing_of_it_is_on_the_disk_in_clear() {
    let desk = Desk::new();
    let secret = "机密的话";
    for args in [
        &["new", "-o", "n.ron.age"][..],
        &["part", "w.ron", "--duty", "一-1", "-o", "p.ron.age"],
        &["merge", "w.ron", "w.ron", "-o", "m.ron.age"],
    ] {
        let line = desk.refused(args);
        assert!(line.contains("--new-passphrase-file"), "{line}");
        desk.fine(&with(args, "", &["--new-passphrase-file", "key"]));
        let file = args.last().unwrap();
        let bytes = std::fs::read(desk.path(file)).unwrap();
        assert!(
            bytes.starts_with(b"age-encryption.org/v1") && !bytes.windows(secret.len()).any(|w| w == secret.as_bytes())
        );
        let line = desk.refused(&with(args, "", &["--new-passphrase-file", "key"]));
        assert!(line.contains("exists and is unchanged"), "{line}");
    }
    desk.fine(&["verify", "m.ron.age", "--passphrase-file", "key"]);
    std::fs::remove_dir_all(desk.path("state")).unwrap();
    let all = ["part", "w.ron.age", "--passphrase-file", "key", "--all", "-o", "m.ron.age", "--force"];
    desk.fine(&with(&all, "", &["--new-passphrase-file", "key"]));
    assert!(!crate::support::is_in(&desk.path("state"), secret.as_bytes()));
}

#[test]
fn a_weak_passphrase_is_remarked_and_taken() {
    let desk = Desk::new();
    desk.write("weak", "Password1");
    let output = desk.run(&["part", "w.ron", "--all", "-o", "weak.ron.age", "--new-passphrase-file", "weak"]);
    let remark = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), remark.lines().count()), (Some(0), 1), "{remark}");
    assert!(remark.contains("Weak passphrase") && remark.contains("common"), "{remark}");
    assert!(!remark.contains("Password1"), "it is not shown");
    desk.fine(&["info", "weak.ron.age", "--passphrase-file", "weak"]);
}
