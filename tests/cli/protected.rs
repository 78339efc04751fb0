//! Tests of protected workbooks on the command line: every command that reads or writes them, and the messages for
//! missing, damaged and other files.

use crate::support::folder::{files, is_in, protected_cheaply};
use crate::support::home::{Home, said};
use std::io::Write as _;
use std::process::Stdio;

const GOOD: &str = "vivid otter climbs a lamp";

/// A home with a workbook `w.ron`, a protected copy `w.ron.age` of it, and a file `key` with its passphrase.
fn with_protected() -> Home {
    let home = Home::new().always(&["--today", "2026-11-24", "--lang", "en"]);
    home.write("key", format!("{GOOD}\r\nmore"));
    home.write("wrong", "vivid otter\n");
    home.fine(&["new", "-o", "w.ron"]);
    home.fine(&["set", "w.ron", "一-1", "--note", "机密的话", "--status", "met"]);
    home.write("w.ron.age", protected_cheaply(&home.read("w.ron"), GOOD));
    home
}

/// The answer of a command that succeeds, with exit code 0 or 1.
#[track_caller]
fn done(home: &Home, args: &[&str]) -> String {
    let output = home.run(args);
    assert!(output.status.code() != Some(2), "{args:?}: {}", said(&output));
    assert_eq!(said(&output), "", "{args:?}");
    String::from_utf8(output.stdout).unwrap()
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
    let home = with_protected();
    for args in READERS {
        let open = done(&home, &with(args, "w.ron", &[])).replace("w.ron", "");
        let protected = done(&home, &with(args, "w.ron.age", &["--passphrase-file", "key"])).replace("w.ron.age", "");
        assert_eq!(open, protected.replace("w.ron", ""), "{args:?}");
        let line = home.refused(&with(args, "w.ron.age", &[]));
        assert!(line.contains("w.ron.age") && line.contains("--passphrase-file"), "{line}");
    }
}

#[test]
fn a_passphrase_comes_from_standard_input_and_of_several_the_one_that_fits_counts() {
    let home = with_protected();
    let mut child = home
        .command(&["info", "w.ron.age", "--passphrase-file", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    writeln!(child.stdin.take().unwrap(), "{GOOD}").unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8(output.stdout).unwrap().contains("Met 1"));
    done(&home, &["info", "w.ron.age", "--passphrase-file", "wrong", "--passphrase-file", "key"]);
}

#[test]
fn what_opens_nothing_is_told_apart() {
    let home = with_protected();
    home.write("empty.ron.age", "");
    home.write("text.ron.age", "no age file at all");
    home.write("nothing", "\n");
    std::fs::create_dir(home.path("folder.ron.age")).unwrap();
    let half = std::fs::read(home.path("w.ron.age")).unwrap();
    home.write("half.ron.age", &half[..half.len() / 2]);
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
        let line = home.refused(&["info", file, "--passphrase-file", key]);
        assert!(line.contains(says), "{file} {key}: {line}");
        assert!(line.contains(if says.contains("first line") { key } else { file }) || key == "none", "{line}");
    }
}

/// Commands that change a workbook, with `W` in its place; most of them write `机密的话` into it.
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
fn commands_that_change_take_a_protected_workbook_and_leave_it_protected() {
    let home = with_protected();
    let secret = "机密的话";
    home.write("secret.txt", secret);
    home.write(
        "2030.json",
        r#"{"year":2030,"papers":[],"days":[{"name":"元旦","date":"2030-01-01","isOffDay":true}]}"#,
    );
    std::fs::remove_dir_all(home.path("state")).unwrap();
    for args in WRITERS {
        let before = std::fs::read(home.path("w.ron.age")).unwrap();
        let line = home.refused(&with(args, "w.ron.age", &[]));
        assert!(line.contains("w.ron.age") && line.contains("--passphrase-file"), "{line}");
        let line = home.refused(&with(args, "w.ron.age", &["--passphrase-file", "wrong"]));
        assert!(line.contains("Wrong passphrase"), "{line}");
        assert_eq!(std::fs::read(home.path("w.ron.age")).unwrap(), before);
        let output = home.run(&with(args, "w.ron.age", &["--passphrase-file", "key"]));
        assert_eq!(output.status.code(), Some(0), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        let after = std::fs::read(home.path("w.ron.age")).unwrap();
        assert!(after != before && after.starts_with(b"age-encryption.org/v1"), "{args:?}");
    }
    // No plain text is left: not in the file, not in a backup, not beside it.
    std::fs::remove_file(home.path("secret.txt")).unwrap();
    std::fs::remove_file(home.path("w.ron")).unwrap();
    for part in [secret.as_bytes(), b"5py65a+G55qE6K+d"] {
        assert!(!is_in(home.folder(), part), "{}", String::from_utf8_lossy(part));
    }
    let backups = files(&home.path("state"));
    let backups: Vec<_> = backups.iter().filter(|path| path.starts_with(home.path("state/backups"))).collect();
    assert!(backups.iter().filter(|path| path.to_string_lossy().ends_with(".ron.age")).count() == WRITERS.len());
    assert!(done(&home, &["history", "w.ron.age", "--passphrase-file", "key"]).contains(secret));
    done(&home, &["verify", "w.ron.age", "--passphrase-file", "key"]);
}

#[test]
fn what_is_written_by_that_name_is_protected_and_nothing_of_it_is_on_the_disk_in_clear() {
    let home = with_protected();
    let secret = "机密的话";
    for args in [
        &["new", "-o", "n.ron.age"][..],
        &["part", "w.ron", "--duty", "一-1", "-o", "p.ron.age"],
        &["merge", "w.ron", "w.ron", "-o", "m.ron.age"],
    ] {
        let line = home.refused(args);
        assert!(line.contains("--new-passphrase-file"), "{line}");
        done(&home, &with(args, "", &["--new-passphrase-file", "key"]));
        let file = args.last().unwrap();
        let bytes = std::fs::read(home.path(file)).unwrap();
        assert!(
            bytes.starts_with(b"age-encryption.org/v1") && !bytes.windows(secret.len()).any(|w| w == secret.as_bytes())
        );
        let line = home.refused(&with(args, "", &["--new-passphrase-file", "key"]));
        assert!(line.contains("exists and is unchanged"), "{line}");
    }
    done(&home, &["verify", "m.ron.age", "--passphrase-file", "key"]);
    std::fs::remove_dir_all(home.path("state")).unwrap();
    let all = ["part", "w.ron.age", "--passphrase-file", "key", "--all", "-o", "m.ron.age", "--force"];
    done(&home, &with(&all, "", &["--new-passphrase-file", "key"]));
    assert!(!is_in(&home.path("state"), secret.as_bytes()));
}

#[test]
fn a_weak_passphrase_is_remarked_and_taken() {
    let home = with_protected();
    home.write("weak", "Password1");
    let output = home.run(&["part", "w.ron", "--all", "-o", "weak.ron.age", "--new-passphrase-file", "weak"]);
    let remark = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), remark.lines().count()), (Some(0), 1), "{remark}");
    assert!(remark.contains("Weak passphrase") && remark.contains("common"), "{remark}");
    assert!(!remark.contains("Password1"), "the passphrase is not shown");
    done(&home, &["info", "weak.ron.age", "--passphrase-file", "weak"]);
}
