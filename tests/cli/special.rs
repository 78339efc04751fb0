//! Tests that every command refuses a path that is no regular file or has no end: no command hangs, and none fills the
//! disk.

#![cfg(unix)]

use crate::support::home::Home;
use crate::support::not_tested;
use std::fs;
use std::os::unix::fs::FileTypeExt as _;
use std::os::unix::net::UnixListener;

/// A home with a workbook `w.ron`, and a socket `special`.
fn with_special() -> Home {
    let home = Home::new().always(&["--lang", "en"]);
    // The socket file remains after its listener is closed.
    drop(UnixListener::bind(home.path("special")).unwrap());
    home.fine(&["new", "-o", "w.ron"]);
    home
}

/// The message of a refused command; it contains `named`.
#[track_caller]
fn refused(home: &Home, args: &[&str], named: &str) -> String {
    let line = home.refused(args);
    assert!(line.contains(named), "{args:?}: {line}");
    line
}

#[test]
fn nothing_is_written_to_what_is_no_file() {
    let home = with_special();
    fs::copy(home.path("w.ron"), home.path("v.ron")).unwrap();
    for name in ["special.html", "special.json", "special.zip", "special.ron"] {
        fs::rename(home.path("special"), home.path(name)).unwrap();
        let commands: &[&[&str]] = match name {
            "special.html" => &[&["snapshot", "w.ron", "-o"], &["diff", "v.ron", "w.ron", "-o"]],
            "special.json" => &[&["diff", "v.ron", "w.ron", "-o"]],
            "special.zip" => &[&["report", "w.ron", "--year", "2026", "--pack"]],
            _ => &[&["new", "-o"], &["part", "w.ron", "--all", "-o"], &["merge", "v.ron", "w.ron", "-o"]],
        };
        for command in commands {
            for force in [&[][..], &["--force"]] {
                let args = [*command, &[name], force].concat();
                let line = refused(&home, &args, name);
                assert!(line.contains("not a file") || force.is_empty() && line.contains("exists"), "{line}");
            }
        }
        assert!(fs::symlink_metadata(home.path(name)).unwrap().file_type().is_socket(), "{name}");
        fs::rename(home.path(name), home.path("special")).unwrap();
    }
    let line = refused(&home, &["evidence", "w.ron", "--extract", "special", "--zip", "--force"], "special");
    assert!(line.contains("not a file"), "{line}");
    for device in ["/dev/null", "/dev/full", "/dev/zero"] {
        refused(&home, &["snapshot", "w.ron", "--format", "html", "-o", device, "--force"], device);
    }
}

/// Commands that read a file from their arguments, with `X` in its place.
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
    let home = with_special();
    // This file states a length of zero and can be read without end.
    let endless = Some("/proc/self/pagemap").filter(|path| fs::metadata(path).is_ok_and(|meta| meta.is_file()));
    if endless.is_none() {
        not_tested("this system has no file with more content than its stated size");
    }
    for file in ["special", "/dev/zero"].into_iter().chain(endless) {
        for args in READERS {
            let args: Vec<&str> = args.iter().map(|arg| if *arg == "X" { file } else { arg }).collect();
            refused(&home, &args, file);
        }
    }
    let link = ["attach", "w.ron", "一-1", "special", "--link"];
    refused(&home, &link, "special");
}

#[test]
fn a_link_to_what_never_ends_fills_no_disk() {
    if !fs::metadata("/proc/self/pagemap").is_ok_and(|meta| meta.is_file()) {
        not_tested("this system has no endless file");
        return;
    }
    let home = with_special();
    drop(fs::OpenOptions::new().write(true).create_new(true).open(home.path("empty.bin")).unwrap());
    assert!(home.run(&["attach", "w.ron", "一-1", "empty.bin", "--link"]).status.success());
    // The link as another program may have written it.
    let text = fs::read_to_string(home.path("w.ron")).unwrap();
    let text = text.replace(&format!("{}", home.path("empty.bin").display()), "/proc/self/pagemap");
    let text = text.replace("Some(\"empty.bin\")", "None");
    assert!(text.contains("/proc/self/pagemap") && !text.contains("relative: Some"));
    fs::remove_file(home.path("w.ron")).unwrap();
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(home.path("w.ron")).unwrap();
    std::io::Write::write_all(&mut file, text.as_bytes()).unwrap();
    let output = home.run(&["evidence", "w.ron", "--json"]);
    let list = String::from_utf8(output.stdout).unwrap();
    assert!(["changed", "unreadable"].iter().any(|state| list.contains(&format!("\"state\": \"{state}\""))), "{list}");
    assert_eq!(home.run(&["check", "w.ron", "--json"]).status.code(), Some(1));
    assert_eq!(home.run(&["evidence", "w.ron", "--extract", "out"]).status.code(), Some(1));
    let written = fs::read_dir(home.path("out")).into_iter().flatten().flatten();
    assert!(written.map(|entry| entry.metadata().unwrap().len()).sum::<u64>() < 1 << 20);
}
