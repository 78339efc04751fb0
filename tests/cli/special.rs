//! What is no file, or is one that never ends, is refused by every command that is given it: nothing waits for ever, and
//! no disk is filled.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::FileTypeExt as _;
use std::os::unix::net::UnixListener;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A folder with a workbook `w.ron`, and `special`, which is no file.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        // Its name stays when nobody listens any more.
        drop(UnixListener::bind(folder.path().join("special")).unwrap());
        let desk = Self(folder);
        let output = desk.run(&["new", "-o", "w.ron"]);
        assert!(output.status.success());
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn run(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_license-workbook"))
            .args(args)
            .args(["--lang", "en"])
            .current_dir(self.0.path())
            .env("LICENSE_WORKBOOK_STATE_DIR", self.path("state"))
            .env("USER", "tester")
            .stdin(Stdio::null())
            .output()
            .unwrap()
    }

    #[track_caller]
    fn refused(&self, args: &[&str], named: &str) -> String {
        let output = self.run(args);
        let line = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), line.lines().count()), (Some(2), 1), "{args:?}: {line}");
        assert!(line.contains(named), "{args:?}: {line}");
        line
    }
}

#[test]
fn nothing_is_written_to_what_is_no_file() {
    let desk = Desk::new();
    fs::copy(desk.path("w.ron"), desk.path("v.ron")).unwrap();
    for name in ["special.html", "special.json", "special.zip", "special.ron"] {
        fs::rename(desk.path("special"), desk.path(name)).unwrap();
        let commands: &[&[&str]] = match name {
            "special.html" => &[&["snapshot", "w.ron", "-o"], &["diff", "v.ron", "w.ron", "-o"]],
            "special.json" => &[&["diff", "v.ron", "w.ron", "-o"]],
            "special.zip" => &[&["report", "w.ron", "--year", "2026", "--pack"]],
            _ => &[&["new", "-o"], &["part", "w.ron", "--all", "-o"], &["merge", "v.ron", "w.ron", "-o"]],
        };
        for command in commands {
            for force in [&[][..], &["--force"]] {
                let args = [*command, &[name], force].concat();
                let line = desk.refused(&args, name);
                assert!(line.contains("not a file") || force.is_empty() && line.contains("exists"), "{line}");
            }
        }
        assert!(fs::symlink_metadata(desk.path(name)).unwrap().file_type().is_socket(), "{name}");
        fs::rename(desk.path(name), desk.path("special")).unwrap();
    }
    let line = desk.refused(&["evidence", "w.ron", "--extract", "special", "--zip", "--force"], "special");
    assert!(line.contains("not a file"), "{line}");
    for device in ["/dev/null", "/dev/full", "/dev/zero"] {
        desk.refused(&["snapshot", "w.ron", "--format", "html", "-o", device, "--force"], device);
    }
}

/// Commands that read a file which somebody named, with `X` in its place.
const READERS: [&[&str]; 9] = [
    &["info", "X"],
    &["check", "X"],
    &["set", "X", "一-1", "--status", "met"],
    &["new", "--license", "X", "-o", "n.ron"],
    &["schedule", "import", "w.ron", "X"],
    &["diff", "w.ron", "X"],
    &["verify", "X"],
    &["sign", "X"],
    &["attach", "w.ron", "一-1", "X"],
];

#[test]
fn nothing_is_read_of_what_is_no_file_or_holds_more_than_it_says() {
    let desk = Desk::new();
    // This one says that it has no bytes, and has as many as one wants to read.
    let endless = Some("/proc/self/pagemap").filter(|path| fs::metadata(path).is_ok_and(|meta| meta.is_file()));
    for file in ["special", "/dev/zero"].into_iter().chain(endless) {
        for args in READERS {
            let args: Vec<&str> = args.iter().map(|arg| if *arg == "X" { file } else { arg }).collect();
            desk.refused(&args, file);
        }
    }
    let link = ["attach", "w.ron", "一-1", "special", "--link"];
    desk.refused(&link, "special");
}

#[test]
fn a_link_to_what_never_ends_fills_no_disk() {
    if !fs::metadata("/proc/self/pagemap").is_ok_and(|meta| meta.is_file()) {
        return;
    }
    let desk = Desk::new();
    drop(fs::OpenOptions::new().write(true).create_new(true).open(desk.path("empty.bin")).unwrap());
    assert!(desk.run(&["attach", "w.ron", "一-1", "empty.bin", "--link"]).status.success());
    // As somebody else may have written it.
    let text = fs::read_to_string(desk.path("w.ron")).unwrap();
    let text = text.replace(&format!("{}", desk.path("empty.bin").display()), "/proc/self/pagemap");
    let text = text.replace("Some(\"empty.bin\")", "None");
    assert!(text.contains("/proc/self/pagemap") && !text.contains("relative: Some"));
    fs::remove_file(desk.path("w.ron")).unwrap();
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(desk.path("w.ron")).unwrap();
    std::io::Write::write_all(&mut file, text.as_bytes()).unwrap();
    let output = desk.run(&["evidence", "w.ron", "--json"]);
    let list = String::from_utf8(output.stdout).unwrap();
    assert!(["changed", "unreadable"].iter().any(|state| list.contains(&format!("\"state\": \"{state}\""))), "{list}");
    assert_eq!(desk.run(&["check", "w.ron", "--json"]).status.code(), Some(1));
    assert_eq!(desk.run(&["evidence", "w.ron", "--extract", "out"]).status.code(), Some(1));
    let written = fs::read_dir(desk.path("out")).into_iter().flatten().flatten();
    assert!(written.map(|entry| entry.metadata().unwrap().len()).sum::<u64>() < 1 << 20);
}
