//! Tests of dependencies that paths between modules do not show: rings of files, and methods that a module adds to a type
//! of another one.

use crate::source::Source;
use crate::{may_know, module_of, module_path, named_paths};
use std::collections::{BTreeMap, BTreeSet};

/// The largest permitted number of files that depend on each other in a circle.
const LARGEST_RING: usize = 3;

/// The files that each file names, by index. A path names the deepest file that it reaches. Paths to an ancestor module
/// do not count: it re-exports its children, so every child would depend on all others.
fn dependencies(sources: &[Source]) -> Vec<BTreeSet<usize>> {
    let files: BTreeMap<Vec<&str>, usize> =
        sources.iter().enumerate().map(|(at, source)| (module_path(&source.path), at)).collect();
    let named = |own: usize, source: &Source| {
        let mut found = BTreeSet::new();
        for (at, path) in named_paths(source) {
            let path: Vec<&str> = path.iter().map(String::as_str).collect();
            let reached = (1..=path.len()).rev().find_map(|end| files.get(&path[..end]).copied());
            let is_ancestor = |other: usize| module_path(&source.path).starts_with(&module_path(&sources[other].path));
            found.extend(reached.filter(|other| *other != own && !is_ancestor(*other) && !source.is_test(at)));
        }
        found
    };
    sources.iter().enumerate().map(|(own, source)| named(own, source)).collect()
}

/// All files that `from` reaches through `edges`.
fn reached(edges: &[BTreeSet<usize>], from: usize) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut open = vec![from];
    while let Some(at) = open.pop() {
        open.extend(edges[at].iter().filter(|next| found.insert(**next)));
    }
    found
}

/// The rings: sets of files that all reach each other, by path.
fn rings(sources: &[Source]) -> BTreeSet<Vec<&str>> {
    let edges = dependencies(sources);
    let reached: Vec<BTreeSet<usize>> = (0..sources.len()).map(|at| reached(&edges, at)).collect();
    let mut found = BTreeSet::new();
    for at in 0..sources.len() {
        let ring = reached[at].iter().filter(|other| reached[**other].contains(&at));
        let ring: Vec<&str> = ring.map(|other| sources[*other].path.as_str()).collect();
        if ring.len() > 1 {
            found.insert(ring);
        }
    }
    found
}

#[test]
fn no_ring_of_files_is_large() {
    let sources = Source::below("src");
    let large: Vec<Vec<&str>> = rings(&sources).into_iter().filter(|ring| ring.len() > LARGEST_RING).collect();
    assert!(large.is_empty(), "{large:#?}");
}

#[test]
fn a_ring_is_found() {
    let file = |path: &str, code: &str| Source::new(path, code);
    let sources = [
        file("src/a/mod.rs", "mod b; mod c; mod d; use b::X;"),
        file("src/a/b.rs", "use super::c::Y;"),
        file("src/a/c.rs", "use crate::a::d::{Z, z};"),
        file("src/a/d.rs", "use super::b::X; use super::Own;"),
        file("src/e.rs", "use crate::a::b::X;"),
    ];
    assert_eq!(rings(&sources), BTreeSet::from([vec!["src/a/b.rs", "src/a/c.rs", "src/a/d.rs"]]));
}

/// The public methods of each type outside its own module: the name of the method and the module that adds it.
fn added_methods(sources: &[Source]) -> BTreeMap<String, BTreeSet<String>> {
    let mut homes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in sources {
        let module = module_of(&module_path(&source.path));
        for name in ["struct", "enum"].iter().flat_map(|kind| names_after(&source.code, kind)) {
            homes.entry(name).or_default().insert(module.clone());
        }
    }
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in sources {
        let module = module_of(&module_path(&source.path));
        for block in source.code.split("\nimpl").skip(1) {
            let Some((head, body)) = block.split_once(" {\n") else { continue };
            let body = body.split_once("\n}").map_or(body, |(body, _)| body);
            let name = head.trim_start_matches(|c| c != ' ').trim().split(['<', ' ']).next().unwrap_or_default();
            let is_foreign = homes.get(name).is_some_and(|homes| !homes.contains(&module));
            let methods = if is_foreign { names_after(body, "fn") } else { Vec::new() };
            for method in methods {
                found.entry(method).or_default().insert(module.clone());
            }
        }
    }
    // A name that several modules define says nothing about which one is meant.
    let mut defined: BTreeMap<String, usize> = BTreeMap::new();
    for name in sources.iter().flat_map(|source| names_after(&source.code, "fn")) {
        *defined.entry(name).or_default() += 1;
    }
    found.retain(|name, _| defined.get(name) == Some(&1));
    found
}

/// The names after the keyword `kind` in `code`.
fn names_after(code: &str, kind: &str) -> Vec<String> {
    let keyword = Source::words(code, kind);
    let rest = keyword.filter_map(|at| code.get(at + kind.len()..));
    rest.map(|rest| rest.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()).collect()
}

/// Whether the word of this length at a byte is a call of a method, outside unit tests.
fn is_call(source: &Source, at: usize, length: usize) -> bool {
    let (before, rest) = source.code.split_at(at);
    let after = rest.get(length..).unwrap_or_default();
    (before.ends_with('.') || before.ends_with("::")) && after.starts_with('(') && !source.is_test(at)
}

/// The calls of methods that a module must not know, as `file: method of module`.
fn forbidden_calls(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for (method, modules) in added_methods(sources) {
        for source in sources {
            let own = module_of(&module_path(&source.path));
            let is_called = Source::words(&source.code, &method).any(|at| is_call(source, at, method.len()));
            let unknown = modules.iter().filter(|module| **module != own && !may_know(&own, module));
            found.extend(unknown.filter(|_| is_called).map(|module| format!("{}: {method} of {module}", source.path)));
        }
    }
    found
}

#[test]
fn methods_are_called_only_where_their_module_may_be_known() {
    assert_eq!(forbidden_calls(&Source::below("src")), Vec::<String>::new());
}

#[test]
fn a_forbidden_call_is_found() {
    let sources = [
        Source::new("src/workbook/mod.rs", "pub struct Workbook {}\n"),
        Source::new(
            "src/report/mod.rs",
            "use crate::workbook::Workbook;\nimpl Workbook {\n    pub fn gaps(&self) {}\n}\n",
        ),
        Source::new("src/deadlines/mod.rs", "fn f(workbook: &Workbook) { workbook.gaps(); }\n"),
        Source::new("src/snapshot/mod.rs", "fn f(workbook: &Workbook) { workbook.gaps(); }\n"),
    ];
    assert_eq!(forbidden_calls(&sources), ["src/deadlines/mod.rs: gaps of report"]);
}
