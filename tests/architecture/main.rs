//! Tests of the architecture: dependencies of modules, purity of modules, and the shape of files.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod machines;
mod rings;
#[path = "../support/source.rs"]
mod source;
mod supply;

use source::Source;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The direct dependencies of each module, with `ui::kit` separate from the rest of `ui`. A module may also use what
/// its dependencies may use. Every module must be listed.
const KNOWS: [(&str, &[&str]); 35] = [
    ("variants", &[]),
    ("progress", &[]),
    ("limits", &[]),
    ("typeface", &[]),
    ("passphrase", &[]),
    ("file_name", &[]),
    ("canonical", &[]),
    ("language", &["variants"]),
    ("file_type", &["variants"]),
    ("export_format", &["variants"]),
    ("preview", &["file_type", "limits"]),
    ("intake", &["limits", "preview", "progress"]),
    ("license", &["language", "variants"]),
    ("obligation", &["license"]),
    ("calendar", &["obligation"]),
    ("clock", &["calendar", "limits"]),
    ("workbook", &["calendar", "limits"]),
    ("deadlines", &["workbook"]),
    ("merge", &["workbook"]),
    ("report", &["deadlines"]),
    ("locale", &["report", "merge", "passphrase"]),
    ("snapshot", &["locale", "canonical"]),
    ("export", &["snapshot", "export_format", "progress", "typeface", "file_name"]),
    ("store", &["merge", "deadlines", "canonical", "file_name", "file_type", "progress"]),
    ("understanding", &["workbook"]),
    ("license_import", &["intake", "store", "understanding", "file_type"]),
    ("export_job", &["export", "store"]),
    ("ui::kit", &["typeface"]),
    ("command", &["ui::kit", "locale"]),
    ("ui", &["command", "snapshot", "export_format", "preview", "progress", "understanding"]),
    ("window", &["ui::kit"]),
    ("app", &["ui", "window", "export_job", "clock", "license_import", "typeface"]),
    ("cli", &["export_job", "clock", "license_import", "typeface"]),
    ("lib", &[]),
    ("main", &["app", "cli", "preview", "typeface", "window"]),
];

/// Whether `module` may use `other`, directly or through its dependencies. `main` may use only its direct dependencies.
fn may_know(module: &str, other: &str) -> bool {
    let direct = KNOWS.iter().find(|(name, _)| *name == module).map_or(&[][..], |(_, known)| known);
    direct.iter().any(|known| *known == other || module != "main" && may_know(known, other))
}

/// Modules whose results depend only on their arguments.
const PURE: [&str; 15] = [
    "canonical",
    "file_name",
    "file_type",
    "export_format",
    "limits",
    "language",
    "license",
    "obligation",
    "calendar",
    "workbook",
    "deadlines",
    "merge",
    "report",
    "snapshot",
    "understanding",
];

/// What pure modules must not use: files, clocks, threads, the environment, randomness, and the window.
const IMPURE_PATHS: [&str; 6] = ["std::fs", "std::env", "std::thread", "std::net", "std::process", "std::time"];
const IMPURE_WORDS: [&str; 10] =
    ["SystemTime", "Instant", "egui", "eframe", "rfd", "getrandom", "tempfile", "directories", "Utc::now", "Local"];

/// Calls that write files; only `store` does this without losing existing data.
const WRITES: [&str; 7] =
    ["fs::write", "File::create", "File::create_new", "OpenOptions", "File::options", "fs::rename", "fs::copy"];

/// The notation of size limits of input; only `limits` may define them.
const SIZES: [&str; 2] = ["<< 20", "<< 30"];

/// Conversions between time zones; only `calendar::Now` converts to the time of China.
const ZONES: [&str; 4] = ["FixedOffset", "hours(8)", "8 * 3600", "8 * 60 * 60"];

/// The file of that conversion.
const CLOCK: &str = "src/calendar/now.rs";

const MOST_LINES: usize = 500;

/// Allowed violations with their reasons; an entry that is no longer needed also fails.
const EXCEPTIONS: [(&str, &str); 4] = [
    ("src/preview/mod.rs: `<< 20` outside `limits`", "the stack size of a thread"),
    ("src/store/atomic.rs: `<< 20` outside `limits`", "the size up to which a file is hashed, not a refusal"),
    ("src/store/settings.rs: `<< 20` outside `limits`", "a setting, which the user can raise"),
    ("src/ui/evidence/previews.rs: `<< 20` outside `limits`", "the size of a cache, not a refusal"),
];

/// A violation and its place.
#[derive(Debug)]
struct Violation {
    file: String,
    at: usize,
    line: usize,
    what: String,
}

fn violation(source: &Source, at: usize, what: impl Into<String>) -> Violation {
    Violation { file: source.path.clone(), at, line: source.line(at), what: what.into() }
}

/// The module path of a file, e.g. `["ui", "kit", "icons"]`; `["lib"]` for the root of the crate.
fn module_path(path: &str) -> Vec<&str> {
    let path = path.trim_start_matches("src/").trim_end_matches(".rs");
    let mut parts: Vec<&str> = path.split('/').collect();
    if parts.last() == Some(&"mod") {
        parts.pop();
    }
    parts
}

/// The module of [`KNOWS`] that a path within the crate belongs to.
fn module_of<S: AsRef<str>>(path: &[S]) -> String {
    let first = path.first().map_or("", AsRef::as_ref);
    let second = path.get(1).map_or("", AsRef::as_ref);
    if first == "ui" && second == "kit" { "ui::kit".to_owned() } else { first.to_owned() }
}

/// The paths from the crate root that a file names, each with its position.
fn named_paths(source: &Source) -> Vec<(usize, Vec<String>)> {
    let code = &source.code;
    let mut found: Vec<(usize, Vec<String>)> = Vec::new();
    for root in ["crate", "license_workbook"] {
        found.extend(Source::paths(code, root).into_iter().map(|(at, path)| (at, path[1..].to_vec())));
    }
    let own = module_path(&source.path);
    for (at, path) in Source::paths(code, "super") {
        // A chain of `super` is read once, from its first part.
        if code.get(..at).is_some_and(|before| before.ends_with("::")) {
            continue;
        }
        let ups = path.iter().take_while(|part| *part == "super").count();
        let base = own.iter().take(own.len().saturating_sub(ups)).map(|part| (*part).to_owned());
        found.push((at, base.chain(path[ups..].iter().cloned()).collect()));
    }
    found
}

fn directions(source: &Source) -> Vec<Violation> {
    let own = module_of(&module_path(&source.path));
    if KNOWS.iter().all(|(module, _)| *module != own) {
        return vec![violation(source, 0, format!("`{own}` has no place in the plan"))];
    }
    let is_module = |name: &str| KNOWS.iter().any(|(module, _)| *module == name);
    let other = |path: &[String]| Some(module_of(path)).filter(|m| *m != own && is_module(m));
    named_paths(source)
        .into_iter()
        .filter_map(|(at, path)| Some((at, other(&path)?)))
        .filter(|(_, module)| !may_know(&own, module))
        .map(|(at, module)| violation(source, at, format!("`{own}` must not know `{module}`")))
        .collect()
}

fn purity(source: &Source) -> Vec<Violation> {
    if !PURE.contains(&module_of(&module_path(&source.path)).as_str()) {
        return Vec::new();
    }
    let code = &source.code;
    let mut found: BTreeSet<(usize, String)> = BTreeSet::new();
    for (at, path) in Source::paths(code, "std") {
        let path = path.join("::");
        let is_impure = IMPURE_PATHS.iter().any(|impure| path == *impure || path.starts_with(&format!("{impure}::")));
        found.extend(is_impure.then_some((at, path)));
    }
    for word in IMPURE_WORDS {
        found.extend(Source::words(code, word).map(|at| (at, word.to_owned())));
    }
    found.into_iter().map(|(at, what)| violation(source, at, format!("a pure module uses `{what}`"))).collect()
}

/// The uses in `source` of words that are allowed only in `home`.
fn words_of_another(source: &Source, home: &str, words: &[&str]) -> Vec<Violation> {
    if module_of(&module_path(&source.path)) == home {
        return Vec::new();
    }
    let found = words.iter().flat_map(|word| Source::words(&source.code, word).map(move |at| (at, word)));
    found.map(|(at, word)| violation(source, at, format!("`{word}` outside `{home}`"))).collect()
}

fn writing(source: &Source) -> Vec<Violation> {
    words_of_another(source, "store", &WRITES)
}

fn sizes(source: &Source) -> Vec<Violation> {
    words_of_another(source, "limits", &SIZES)
}

fn zones(source: &Source) -> Vec<Violation> {
    if source.path == CLOCK {
        return Vec::new();
    }
    let code = &source.code;
    let found = ZONES.iter().flat_map(|word| code.match_indices(word).map(move |(at, _)| (at, word)));
    found.map(|(at, word)| violation(source, at, format!("`{word}` outside `{CLOCK}`"))).collect()
}

fn shape(source: &Source) -> Vec<Violation> {
    let mut found = Vec::new();
    if !source.text.starts_with("//! ") {
        found.push(violation(source, 0, "does not begin with what it is for (`//! `)"));
    }
    if source.text.lines().count() > MOST_LINES {
        found.push(violation(source, source.text.len(), format!("more than {MOST_LINES} lines")));
    }
    found
}

/// The violations that are not listed as exceptions, and the exceptions that are not needed.
fn unexcused(found: &[Violation], is_concerned: fn(&str) -> bool) -> Vec<String> {
    let key = |v: &Violation| format!("{}: {}", v.file, v.what);
    let excused = |v: &Violation| EXCEPTIONS.iter().any(|(what, _)| *what == key(v));
    let idle = EXCEPTIONS.iter().filter(|(what, _)| is_concerned(what) && !found.iter().any(|v| key(v) == *what));
    found
        .iter()
        .filter(|v| !excused(v))
        .map(|v| format!("{}:{}: {}", v.file, v.line, v.what))
        .chain(idle.map(|(what, _)| format!("this exception is no longer needed: {what}")))
        .collect()
}

/// The violations of `rule` in a file outside its unit tests.
fn outside_tests(rule: fn(&Source) -> Vec<Violation>, source: &Source) -> Vec<Violation> {
    rule(source).into_iter().filter(|v| !source.is_test(v.at)).collect()
}

fn check(folders: &[&str], rule: fn(&Source) -> Vec<Violation>, is_concerned: fn(&str) -> bool) {
    let sources: Vec<Source> = folders.iter().flat_map(|folder| Source::below(folder)).collect();
    let found: Vec<Violation> = sources.iter().flat_map(|source| outside_tests(rule, source)).collect();
    let unexcused = unexcused(&found, is_concerned);
    assert!(unexcused.is_empty(), "\n{}\n", unexcused.join("\n"));
}

/// The test programs. Each links the whole library, so a new test is added to an existing one.
const PROGRAMS: [&str; 8] = ["architecture", "cli", "crash", "domain", "files", "fuzz", "outputs", "window"];

#[test]
fn tests_are_in_few_programs() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let entries = std::fs::read_dir(&tests).unwrap().map(|entry| entry.unwrap().path());
    let is_program = |path: &PathBuf| ["main.rs", "drive.rs"].iter().any(|name| path.join(name).exists());
    let programs = entries.filter(|path| path.is_file() || is_program(path));
    let names: BTreeSet<String> =
        programs.map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect();
    assert_eq!(names, PROGRAMS.map(str::to_owned).into());
}

#[test]
fn modules_know_only_what_the_plan_lets_them_know() {
    check(&["src"], directions, |what| what.contains("must not know"));
}

#[test]
fn pure_modules_touch_no_file_clock_thread_or_window() {
    check(&["src"], purity, |what| what.contains("a pure module"));
}

#[test]
fn only_the_store_writes_files() {
    check(&["src"], writing, |what| what.contains("outside `store`"));
}

#[test]
fn limits_have_one_home() {
    check(&["src"], sizes, |what| what.contains("outside `limits`"));
    assert_eq!(found(sizes, "src/cli/diff.rs", "const LARGEST: u64 = 256 << 20;").len(), 1);
    assert_eq!(found(sizes, "src/limits.rs", "const LARGEST: u64 = 256 << 20;"), [""; 0]);
}

#[test]
fn the_clock_of_china_has_one_home() {
    check(&["src"], zones, |what| what.contains(CLOCK));
}

#[test]
fn files_say_what_they_are_for_and_are_not_too_long() {
    check(&["src", "tests", "benches"], shape, |what| what.contains("lines") || what.contains("begin"));
}

#[test]
fn the_plan_has_no_circles() {
    let knows = |a: &str, b: &str| KNOWS.iter().any(|(module, known)| *module == a && known.contains(&b));
    let mut left: Vec<&str> = KNOWS.iter().map(|(module, _)| *module).collect();
    while let Some(leaf) = left.iter().position(|a| left.iter().all(|b| !knows(a, b))) {
        left.remove(leaf);
    }
    assert_eq!(left, [""; 0], "these modules form a cycle");
}

/// The violations of a rule in a file with `code` after its first line.
fn found(rule: fn(&Source) -> Vec<Violation>, path: &str, code: &str) -> Vec<String> {
    let source = Source::new(path, &format!("//! What it is for.\n{code}\n"));
    outside_tests(rule, &source).into_iter().map(|v| format!("{}: {}", v.line, v.what)).collect()
}

#[test]
fn a_wrong_direction_is_found_however_it_is_written() {
    for (path, code, module) in [
        ("src/license/mod.rs", "use crate::workbook::Workbook;", "workbook"),
        ("src/license/mod.rs", "use crate::{language::Bilingual, workbook::{Workbook}};", "workbook"),
        ("src/license/mod.rs", "fn f() -> crate::calendar::Day {}", "calendar"),
        ("src/license/mod.rs", "use super::calendar::Day;", "calendar"),
        ("src/license/parse.rs", "use super::super::calendar::Day;", "calendar"),
        ("src/ui/overview.rs", "use crate::store;", "store"),
        ("src/ui/checklist/list.rs", "use crate::app::App;", "app"),
        ("src/ui/kit/icons.rs", "use crate::workbook::Status;", "workbook"),
        ("src/ui/kit/icons.rs", "use super::super::overview;", "ui"),
        ("src/snapshot/mod.rs", "use crate::export::Format;", "export"),
        ("src/main.rs", "use license_workbook::ui::Views;", "ui"),
    ] {
        let own = module_of(&module_path(path));
        assert_eq!(found(directions, path, code), [format!("2: `{own}` must not know `{module}`")], "{code}");
    }
    for (path, code) in [
        ("src/workbook/mod.rs", "use crate::license::License; use super::calendar::Day;"),
        ("src/ui/overview.rs", "use super::kit::icons; use crate::ui::kit::{fonts, icons}; use super::ViewContext;"),
        ("src/ui/kit/icons.rs", "use super::tokens; // crate::workbook\nconst X: &str = \"crate::workbook\";"),
        ("src/license/mod.rs", "#[cfg(test)]\nmod tests { use crate::workbook::Workbook; }"),
    ] {
        assert_eq!(found(directions, path, code), [""; 0], "{code}");
    }
    assert_eq!(found(directions, "src/cloud.rs", ""), ["1: `cloud` has no place in the plan"]);
}

#[test]
fn what_is_not_pure_is_found() {
    for code in [
        "use std::fs;",
        "use std::{fmt, fs::File};",
        "std::env::var(x)",
        "use std::time::Instant;",
        "Utc::now()",
        "chrono::Local::now()",
        "getrandom::fill(x)",
        "fn f(ui: &mut egui::Ui) {}",
        "std::thread::spawn(f)",
    ] {
        assert!(!found(purity, "src/workbook/mod.rs", code).is_empty(), "{code}");
        assert!(found(purity, "src/app/mod.rs", code).is_empty(), "{code}");
    }
    for code in ["use std::fmt;", "struct Instantly;", "// std::fs", "use chrono::{DateTime, Utc};", "locale()"] {
        assert_eq!(found(purity, "src/workbook/mod.rs", code), [""; 0], "{code}");
    }
}

#[test]
fn a_file_that_is_written_past_the_store_is_found() {
    for code in ["std::fs::write(a, b)", "File::create(a)", "OpenOptions::new()", "fs::rename(a, b)"] {
        assert_eq!(found(writing, "src/app/mod.rs", code).len(), 1, "{code}");
        assert!(found(writing, "src/store/disk.rs", code).is_empty());
    }
}

#[test]
fn another_clock_of_china_is_found() {
    for code in ["at + TimeDelta::hours(8)", "FixedOffset::east_opt(8 * 3600)", "use chrono::{DateTime, FixedOffset};"]
    {
        assert!(!found(zones, "src/cli/merge.rs", code).is_empty(), "{code}");
        assert!(found(zones, CLOCK, code).is_empty(), "{code}");
    }
    assert_eq!(found(zones, "src/cli/merge.rs", "Now::from(at).day(); TimeDelta::hours(4)"), [""; 0]);
}

#[test]
fn a_file_of_the_wrong_shape_is_found() {
    let too_long = "\n".repeat(MOST_LINES);
    assert_eq!(found(shape, "src/app/mod.rs", &too_long), ["503: more than 500 lines"]);
    assert_eq!(shape(&Source::new("src/x.rs", "// no\n")).len(), 1);
}
