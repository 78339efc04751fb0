//! A scanner for Rust source that separates code from comments and literals.

use std::ops::Range;
use std::path::{Path, PathBuf};

/// A source file.
pub(crate) struct Source {
    /// Its path relative to the root of the project, with `/` as separator.
    pub(crate) path: String,
    /// The whole text.
    pub(crate) text: String,
    /// The text with spaces in place of comments and the contents of literals; it has the same bytes and lines.
    pub(crate) code: String,
    /// The start of each string literal, including its quotes, and its content with undecoded escapes.
    pub(crate) literals: Vec<(usize, String)>,
    /// The range of its module of unit tests, to which some rules do not apply; empty without one.
    tests: Range<usize>,
}

impl Source {
    pub(crate) fn new(path: &str, text: &str) -> Self {
        let mut scan = Scan { text, at: 0, code: String::with_capacity(text.len()), literals: Vec::new() };
        scan.run();
        let tests = unit_tests(&scan.code).unwrap_or_default();
        Self { path: path.to_owned(), text: text.to_owned(), code: scan.code, literals: scan.literals, tests }
    }

    /// All Rust files below `folder` of the project, sorted by path.
    pub(crate) fn below(folder: &str) -> Vec<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut paths = files_below(&root.join(folder), "rs");
        paths.sort();
        assert!(!paths.is_empty(), "no Rust files below {folder}");
        let read = |path: &PathBuf| {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            Self::new(&name, &std::fs::read_to_string(path).unwrap())
        };
        paths.iter().map(read).collect()
    }

    /// Whether the byte belongs to the unit tests.
    pub(crate) fn is_test(&self, at: usize) -> bool {
        self.tests.contains(&at)
    }

    /// The number of the line of a byte, from 1.
    pub(crate) fn line(&self, at: usize) -> usize {
        self.text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
    }

    /// The positions of `word` in `code` as a whole word.
    pub(crate) fn words<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
        let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        code.match_indices(word).map(|(at, _)| at).filter(move |at| {
            let after = code.get(at + word.len()..).and_then(|rest| rest.chars().next());
            let before = code.get(..*at).and_then(|rest| rest.chars().next_back());
            !is_part(before) && !is_part(after)
        })
    }

    /// The paths in `code` that begin with `root` (`crate`, `std`, …), with expanded braces and the position of `root`.
    pub(crate) fn paths(code: &str, root: &str) -> Vec<(usize, Vec<String>)> {
        let mut found = Vec::new();
        for at in Self::words(code, root) {
            let mut rest = code.get(at..).unwrap();
            let mut trees = Vec::new();
            use_tree(&mut rest, &mut Vec::new(), &mut trees);
            found.extend(trees.into_iter().map(|path| (at, path)));
        }
        found
    }
}

/// The range of `#[cfg(test)] mod … { … }` in `code`.
fn unit_tests(code: &str) -> Option<Range<usize>> {
    let start = code.find("#[cfg(test)]\nmod ")?;
    let mut depth = 0;
    let (length, _) = code.get(start..)?.char_indices().find(|(_, c)| {
        depth += i32::from(*c == '{') - i32::from(*c == '}');
        *c == '}' && depth == 0
    })?;
    Some(start..start + length)
}

/// Files with this extension below `folder`.
pub(crate) fn files_below(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries
        .flat_map(|entry| {
            let path = entry.unwrap().path();
            if path.is_dir() {
                files_below(&path, extension)
            } else {
                Vec::from_iter((path.extension() == Some(extension.as_ref())).then_some(path))
            }
        })
        .collect()
}

/// Expands `a::b::{c, d::e}` into `a::b::c` and `a::b::d::e`.
fn use_tree(rest: &mut &str, before: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
    let depth = before.len();
    loop {
        *rest = rest.trim_start();
        if let Some(inside) = rest.strip_prefix('{') {
            *rest = inside;
            while !rest.trim_start().starts_with('}') && !rest.trim_start().is_empty() {
                use_tree(rest, before, found);
                let end = rest.find([',', '}']).unwrap_or(rest.len());
                *rest = rest.get(end..).unwrap();
                *rest = rest.strip_prefix(',').unwrap_or(rest);
            }
            *rest = rest.trim_start().strip_prefix('}').unwrap_or(rest);
            break;
        }
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        if !name.is_empty() {
            before.push(name.to_owned());
        }
        match after.strip_prefix("::") {
            Some(after) if !name.is_empty() => *rest = after,
            _ => {
                *rest = after;
                found.push(before.clone());
                break;
            }
        }
    }
    before.truncate(depth);
}

/// A single pass over a text.
struct Scan<'a> {
    text: &'a str,
    at: usize,
    code: String,
    literals: Vec<(usize, String)>,
}

impl Scan<'_> {
    fn run(&mut self) {
        while let Some(c) = self.rest().chars().next() {
            let raw = self.raw_string();
            if self.rest().starts_with("//") {
                let end = self.rest().find('\n').unwrap_or(self.rest().len());
                self.blank(end);
            } else if self.rest().starts_with("/*") {
                self.block_comment();
            } else if let Some(hashes) = raw {
                let open = 2 + hashes;
                let close = format!("\"{}", "#".repeat(hashes));
                let inside = self.rest().get(open..).unwrap().find(&close).unwrap();
                self.literal(open, inside, close.len());
            } else if c == '"' {
                let inside = end_of_string(self.rest().get(1..).unwrap());
                self.literal(1, inside, 1);
            } else if c == '\'' {
                let length = self.character();
                self.blank(length);
            } else {
                self.keep(c.len_utf8());
            }
        }
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap()
    }

    fn keep(&mut self, length: usize) {
        let end = self.at + length;
        self.code.push_str(self.text.get(self.at..end).unwrap());
        self.at = end;
    }

    /// Replaces the next `length` bytes with spaces, except line breaks.
    fn blank(&mut self, length: usize) {
        let end = self.at + length;
        let bytes = self.text.as_bytes().get(self.at..end).unwrap();
        self.code.extend(bytes.iter().map(|byte| if *byte == b'\n' { '\n' } else { ' ' }));
        self.at = end;
    }

    /// Records a string literal whose opening, content and closing have these lengths.
    fn literal(&mut self, open: usize, inside: usize, close: usize) {
        let words = self.rest().get(open..open + inside).unwrap().to_owned();
        self.literals.push((self.at, words));
        self.keep(open);
        self.blank(inside);
        self.keep(close);
    }

    /// The number of `#` of the raw string that begins here.
    fn raw_string(&self) -> Option<usize> {
        let before = self.code.chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() && c != 'b' || c == '_') {
            return None;
        }
        let rest = self.rest().strip_prefix('r')?;
        let hashes = rest.bytes().take_while(|byte| *byte == b'#').count();
        rest.get(hashes..)?.starts_with('"').then_some(hashes)
    }

    fn block_comment(&mut self) {
        let mut depth = 0;
        loop {
            if self.rest().starts_with("/*") {
                depth += 1;
                self.blank(2);
            } else if self.rest().starts_with("*/") {
                depth -= 1;
                self.blank(2);
            } else {
                let next = self.rest().chars().next().map_or(0, char::len_utf8);
                self.blank(next);
            }
            if depth == 0 || self.rest().is_empty() {
                return;
            }
        }
    }

    /// The length of the character literal that begins here; 1 for a lifetime.
    fn character(&self) -> usize {
        let rest = self.rest().get(1..).unwrap();
        if rest.starts_with('\\') {
            // The escaped character may be a quote itself.
            return rest.get(2..).and_then(|rest| rest.find('\'')).map_or(1, |end| 1 + 2 + end + 1);
        }
        let length = rest.chars().next().map_or(0, char::len_utf8);
        if rest.get(length..).is_some_and(|rest| rest.starts_with('\'')) { 1 + length + 1 } else { 1 }
    }
}

/// The end of a string whose content begins here.
fn end_of_string(inside: &str) -> usize {
    let mut escaped = false;
    inside
        .char_indices()
        .find(|(_, c)| {
            let ends = *c == '"' && !escaped;
            escaped = *c == '\\' && !escaped;
            ends
        })
        .map_or(inside.len(), |(at, _)| at)
}

#[test]
fn code_is_told_from_comments_and_literals() {
    let text = concat!(
        "// std::fs \"no\"\n/* a /* b */ std::fs */ let x = \"std::fs \\\" // no\";\n",
        "let r = r#\"raw \" std::fs\"#; let b = br\"bytes\"; let c = '\"'; let q = '\\''; let l: &'a str = \"中\";\n",
        "for_r(\"end\")",
    );
    let source = Source::new("x.rs", text);
    assert_eq!(source.code.len(), text.len());
    assert_eq!(source.code.lines().count(), text.lines().count());
    assert!(!source.code.contains("std::fs"), "{}", source.code);
    let literals: Vec<&str> = source.literals.iter().map(|(_, words)| words.as_str()).collect();
    assert_eq!(literals, ["std::fs \\\" // no", "raw \" std::fs", "bytes", "中", "end"]);
    assert!(
        source.code.contains("for_r(\"   \")") && source.code.contains("let l: &") && source.code.contains("a str")
    );
    assert_eq!(source.line(text.find("for_r").unwrap()), 4);
}

#[test]
fn unit_tests_end_where_their_module_ends() {
    let source = Source::new("x.rs", "fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() { \"}\"; }\n}\nfn c() {}\n");
    let is_test = |name: &str| source.is_test(source.code.find(name).unwrap());
    assert_eq!(["fn a", "fn b", "fn c"].map(is_test), [false, true, false]);
}

#[test]
fn paths_are_taken_out_of_their_braces() {
    let code =
        "use crate::{a, b::{c, d as e}, f::*};\ncrate::g::h(1); my_crate::x; use std::{\n    fs,\n    io::Read,\n};";
    let paths = |root| Source::paths(code, root).into_iter().map(|(_, path)| path.join("::")).collect::<Vec<_>>();
    assert_eq!(paths("crate"), ["crate::a", "crate::b::c", "crate::b::d", "crate::f", "crate::g::h"]);
    assert_eq!(paths("std"), ["std::fs", "std::io::Read"]);
}
