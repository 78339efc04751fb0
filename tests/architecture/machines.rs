//! Tests that the project builds on any machine: no file names a folder of one machine, and line endings are the same
//! everywhere.

use std::path::Path;
use walkdir::{DirEntry, WalkDir};

/// Folders at the root that do not belong to the project.
const NOT_OURS: [&str; 2] = [".git", "target"];

/// Folders of local files. A path below one of them exists on one machine only.
const OWN_FOLDERS: [&str; 9] =
    ["/work/", "/home/", "/root/", "/Users/", "/tmp/", "/var/tmp/", "/mnt/", "/opt/", "C:\\Users\\"];

/// Lines of code that contain such a path as an example.
const SHOWN: [(&str, &str); 1] = [("src/file_name.rs", "(\"C:\\\\Users\\\\x\\\\a.txt\", \"a.txt\"),")];

/// The files of the project with their paths below its root, separated by `/`.
fn project_files() -> Vec<(String, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let is_ours = |entry: &DirEntry| entry.depth() != 1 || NOT_OURS.iter().all(|name| entry.file_name() != *name);
    let entries = WalkDir::new(root).sort_by_file_name().into_iter().filter_entry(is_ours).map(Result::unwrap);
    entries
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let name = entry.path().strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            (name, std::fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// The local folder that a line names at the start of a path, not within an address or a longer path.
fn own_folder(line: &str) -> Option<&'static str> {
    let line = line.replace("\\\\", "\\");
    OWN_FOLDERS.into_iter().find(|folder| {
        line.match_indices(folder).any(|(at, _)| {
            let before = line.get(..at).and_then(|text| text.chars().next_back());
            let after = line.get(at + folder.len()..).and_then(|text| text.chars().next());
            let begins = before.is_none_or(|c| !c.is_alphanumeric() && !"_-./~}$:<>*".contains(c));
            begins && after.is_some_and(|c| c.is_alphanumeric() || "_-.".contains(c))
        })
    })
}

#[test]
fn no_file_names_a_folder_of_one_machine() {
    let mut found = Vec::new();
    for (path, bytes) in project_files() {
        let Ok(text) = std::str::from_utf8(&bytes) else { continue };
        // This file lists those folders.
        if path == "tests/architecture/machines.rs" {
            continue;
        }
        for (number, line) in text.lines().enumerate() {
            let is_shown = SHOWN.iter().any(|(file, shown)| *file == path && line.trim() == *shown);
            if let Some(folder) = own_folder(line).filter(|_| !is_shown) {
                found.push(format!("{path}:{}: {folder}", number + 1));
            }
        }
    }
    assert_eq!(found, [""; 0]);
}

#[test]
fn cargo_is_told_nothing_about_folders() {
    let found: Vec<String> = project_files()
        .into_iter()
        .filter(|(path, _)| path.starts_with(".cargo/config"))
        .filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains("target-dir"))
        .map(|(path, _)| path)
        .collect();
    assert_eq!(found, [""; 0], "each machine sets its own build folder");
}

#[test]
fn a_folder_of_one_machine_is_found() {
    for (line, expected) in [
        ("target-dir = \"/work/target\"", Some("/work/")),
        ("cd /home/li/license", Some("/home/")),
        ("see 'C:\\\\Users\\\\li'", Some("C:\\Users\\")),
        ("/Users/li/x", Some("/Users/")),
        ("https://example.org/home/page", None),
        ("$HOME/work/x", None),
        ("tests/data/home/x", None),
        ("a folder below /home/", None),
    ] {
        assert_eq!(own_folder(line), expected, "{line}");
    }
}

/// Whether the bytes of a file are part of what a test is about.
fn has_exact_bytes(path: &str) -> bool {
    path.starts_with("tests/fuzz/corpus/")
        || path.starts_with("tests/data/licenses/") && Path::new(path).extension().is_some_and(|ending| ending == "txt")
}

/// Windows may check out text with other line endings; byte comparisons in tests must not depend on that.
#[test]
fn line_ends_are_fixed() {
    let attributes = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(".gitattributes")).unwrap();
    for rule in ["* text=auto eol=lf", "tests/fuzz/corpus/** -text", "tests/data/licenses/**/*.txt -text"] {
        assert!(attributes.lines().any(|line| line == rule), "{rule}");
    }
    let with_returns: Vec<String> = project_files()
        .into_iter()
        .filter(|(path, bytes)| !has_exact_bytes(path) && !bytes.contains(&0))
        .filter(|(_, bytes)| bytes.windows(2).any(|pair| pair == b"\r\n"))
        .map(|(path, _)| path)
        .collect();
    assert_eq!(with_returns, [""; 0]);
}
