//! Tests of files that are cut, foreign or edited by hand: each gives the right error, and none a panic.

use crate::support::builder::{full, small};
use license_workbook::store::{FileSection, FormatError, FormatFault, from_bytes, from_ron, to_ron};

fn error(text: &str) -> FormatError {
    from_ron(text).unwrap_err()
}

/// Replaces the first `from` and returns its line and column.
fn replaced(text: &str, from: &str, to: &str) -> (String, (usize, usize)) {
    let at = text.find(from).unwrap();
    let before = &text.as_bytes()[..at];
    let before = std::str::from_utf8(before).unwrap();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
    (text.replacen(from, to, 1), (line, column))
}

#[test]
fn a_file_cut_anywhere_is_refused() {
    let (small, full) = (to_ron(&small()).unwrap(), to_ron(&full()).unwrap());
    let everywhere: Vec<usize> = (0..small.trim_end().len()).collect();
    let line_ends = full.trim_end().match_indices('\n').map(|(at, _)| at).collect();
    for (text, ends) in [(small, everywhere), (full, line_ends)] {
        let whole = text.trim_end().len();
        for end in ends {
            let cut = &text.as_bytes()[..end];
            let error = from_bytes(cut).unwrap_err();
            let expect = if end == 0 { "format-empty" } else { "format-truncated" };
            assert_eq!(error.kind(), expect, "cut at {end}: {error}");
        }
        assert!(from_bytes(&text.as_bytes()[..whole]).is_ok());
    }
}

#[test]
fn no_flipped_bit_goes_unnoticed() {
    let text = to_ron(&small()).unwrap();
    for at in 0..text.len() {
        for bit in 0..8 {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= 1 << bit;
            if let Ok(loaded) = from_bytes(&bytes) {
                assert!(!loaded.changed_sections.is_empty() || loaded.workbook == small(), "bit {bit} of byte {at}");
            }
        }
    }
}

#[test]
fn no_lost_or_doubled_line_goes_unnoticed() {
    let text = to_ron(&full()).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    for at in 0..lines.len() {
        let mut lost = lines.clone();
        let line = lost.remove(at);
        let mut doubled = lines.clone();
        doubled.insert(at, line);
        for lines in [lost, doubled] {
            if let Ok(loaded) = from_ron(&lines.join("\n")) {
                assert!(!loaded.changed_sections.is_empty(), "line {}: {line}", at + 1);
            }
        }
    }
}

#[test]
fn what_another_hand_changed_is_named() {
    let text = to_ron(&full()).unwrap();
    for (from, to, sections) in [
        ("tracked_from: \"2024-02-29\"", "tracked_from: \"2024-03-01\"", vec![FileSection::Meta]),
        ("role: \"legal\"", "role: \"law\"", vec![FileSection::People]),
        ("    people: {", "    people: /* us */ {", vec![]),
        ("id: \"9f3c2a1b44d05e77-1\"", "id: \"9f3c2a1b44d05e77-9\"", vec![FileSection::Header]),
        ("\"YSBzY2Fu\"", "\"YSBzY2Fv\"", vec![FileSection::Blobs]),
        ("        meta: \"", "        // meta: \"", vec![FileSection::Meta]),
    ] {
        let (changed, _) = replaced(&text, from, to);
        assert_ne!(changed, text);
        assert_eq!(from_ron(&changed).unwrap().changed_sections, sections, "{from}");
    }
    let (changed, _) = replaced(&text, "role: \"legal\"", "role: \"law\"");
    let mut expect = (*full()).clone();
    expect.people.values_mut().last().unwrap().role = "law".to_owned();
    assert_eq!(*from_ron(&changed).unwrap().workbook, expect);
}

#[test]
fn errors_name_their_place_in_the_whole_file() {
    let text = to_ron(&full()).unwrap();
    let (unknown, (line, column)) = replaced(&text, "role: \"legal\"", "rank: \"legal\"");
    let found = error(&unknown);
    assert_eq!((found.line, found.column), (line, column), "{found}");
    assert_eq!(found.section, Some(FileSection::People));
    assert_eq!(found.cause, FormatFault::UnknownField { name: "rank".to_owned() });

    let (wrong, (line, _)) = replaced(&text, "tracked_from: \"2024-02-29\"", "tracked_from: \"2023-02-29\"");
    let found = error(&wrong);
    assert_eq!((found.line, found.section), (line, Some(FileSection::Meta)), "{found}");
    assert_eq!(found.kind(), "format-syntax");

    let (section, at) = replaced(&text, "sessions: {", "seasons: {");
    let found = error(&section);
    // The digest of that section, earlier in the file, is not the reported place.
    assert_eq!(found.cause, FormatFault::UnknownField { name: "seasons".to_owned() });
    assert_eq!((found.line, found.column), at);

    let (gone, _) = replaced(&text, "            name: \"王芳\",\n", "");
    assert_eq!(error(&gone).cause, FormatFault::MissingField { name: "name".to_owned() });
    let text = to_ron(&small()).unwrap();
    let (no_section, _) = replaced(&text, "    meta: (\n        tracked_from: \"2024-02-29\",\n    ),\n", "");
    assert_eq!(error(&no_section).cause, FormatFault::MissingField { name: "meta".to_owned() });
}

#[test]
fn nothing_is_there_twice() {
    let text = to_ron(&full()).unwrap();
    let name = full().history[0].id.to_string();
    let [first, second] = [0, 1].map(|n| format!("id: \"{}\"", full().history[n].id));
    for (from, to, key) in [
        ("\"9f3c2a1b44d05e77-3\": (", "\"9f3c2a1b44d05e77-2\": (", "\"9f3c2a1b44d05e77-2\""),
        ("\"runs_app_store\": true", "\"sells_goods\": true", "\"sells_goods\""),
        ("role: \"legal\",", "role: \"legal\",\n role: \"law\",", "role"),
        (second.as_str(), first.as_str(), name.as_str()),
        ("    events: {", "    events: {},\n    events: {", "events"),
    ] {
        let (twice, (line, _)) = replaced(&text, from, to);
        let found = error(&twice);
        assert_eq!(found.cause, FormatFault::DuplicateKey { key: key.to_owned() }, "{found}");
        assert!(found.line.abs_diff(line) <= 1, "{found}, not {line}");
    }
}

#[test]
fn a_contradiction_is_named_with_its_place() {
    let text = to_ron(&full()).unwrap();
    let (dangling, _) = replaced(&text, "license: \"9f3c2a1b44d05e77-4\"", "license: \"9f3c2a1b44d05e77-99\"");
    let found = error(&dangling);
    assert_eq!(found.kind(), "format-invalid");
    assert_eq!(found.section, Some(FileSection::Duties));
    let arguments = found.arguments();
    for told in [("what", "dangling"), ("name", "9f3c2a1b44d05e77-6")] {
        assert!(arguments.iter().any(|(name, value)| (*name, value.as_str()) == told), "{found}");
    }
    let line = dangling.lines().nth(found.line - 1).unwrap();
    assert!(line.contains("\"9f3c2a1b44d05e77-6\": ("), "{line}");
}

#[test]
fn a_newer_format_is_told_as_such_whatever_it_looks_like() {
    for text in
        ["(format: 4, id: \"x\", whatever: 1)", "(format: 4,", "(\n  // of next year\n  format: 7, body: <<<>>>"]
    {
        let found = error(text);
        assert_eq!(found.kind(), "format-newer", "{found}");
        assert!(matches!(found.cause, FormatFault::Newer { .. }), "{found}");
    }
}

#[test]
fn what_is_no_workbook_is_told_as_such() {
    for (bytes, kind) in [
        (&b""[..], "format-empty"),
        (b" \r\n\t", "format-empty"),
        (b"\xef\xbb\xbf", "format-empty"),
        (b"\xff\xfe(\0", "format-utf-16"),
        (b"\xfe\xff\0(", "format-utf-16"),
        (b"\0\0\0\0", "format-nul-bytes"),
        (b"(format: 1,\0\0\0", "format-nul-bytes"),
        (b"(format: 1, \xb9\xe3)", "format-gb-18030"),
        (b"(format: 1, \xff\xe3)", "format-not-utf-8"),
        (b"(\0f\0o\0r\0m\0", "format-utf-16"),
        (b"\0(\0f\0o\0r\0m", "format-utf-16"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "format-not-a-workbook"),
        (b"SQLite format 3\0\x10\0", "format-not-a-workbook"),
        (b"\0\0\0\0ftyp", "format-not-a-workbook"),
        (b"PK\x03\x04", "format-not-a-workbook"),
        (b"<html>", "format-not-a-workbook"),
        (b"{\"format\": 1}", "format-not-a-workbook"),
        (b"(zoom: 1.0)", "format-not-a-workbook"),
        (b"(format: 0, id: \"\")", "format-not-a-workbook"),
        (b"(format: -1)", "format-not-a-workbook"),
        (b"()", "format-not-a-workbook"),
        (b"(format: 1)", "format-missing-field"),
        (b"<<<<<<< mine\n(format: 1)", "format-not-a-workbook"),
    ] {
        let found = from_bytes(bytes).unwrap_err();
        assert_eq!(found.kind(), kind, "{found}");
        assert!(!found.to_string().is_empty());
    }
}

#[test]
fn zero_bytes_in_the_middle_are_told_as_such() {
    let mut bytes = to_ron(&full()).unwrap().into_bytes();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 512].fill(0);
    assert_eq!(from_bytes(&bytes).unwrap_err().cause, FormatFault::NulBytes { byte: middle });
}

#[test]
fn two_files_in_one_are_refused() {
    let text = to_ron(&small()).unwrap();
    let found = error(&format!("{text}{text}"));
    assert_eq!(found.line, text.lines().count() + 1);
    let (conflict, at) = replaced(&text, "    people: {", "<<<<<<< mine\n    people: {");
    assert_eq!((error(&conflict).line, error(&conflict).column), at);
}

#[test]
fn deep_nesting_is_an_error_not_a_crash() {
    let text = to_ron(&small()).unwrap();
    for open in ["(", "[", "{", "Some(", "/*", "[[", "(a:", "{1:"] {
        let deep = open.repeat(10_000);
        assert!(from_ron(&deep).is_err());
        assert!(from_ron(&format!("(format: 1, id: {deep}")).is_err());
        let (inside, _) = replaced(&text, "        \"9f3c2a1b44d05e77-2\": (", &format!("        {deep}"));
        assert!(from_ron(&inside).is_err());
    }
    // Within the limit for brackets, but too deep for the type.
    for depth in [60, 100, 119] {
        let nested = format!("{}1{}", "Some(".repeat(depth), ")".repeat(depth));
        let (inside, _) = replaced(&text, "tracked_from: \"2024-02-29\"", &format!("tracked_from: {nested}"));
        assert!(from_ron(&inside).is_err());
    }
}
