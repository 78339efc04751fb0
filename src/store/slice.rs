//! Cuts a RON document into its top-level fields without parsing their values.
//!
//! This lets each section of a workbook be digested and parsed by itself, with its place in the file. The scan is one
//! loop over the bytes with a bounded stack of brackets, without recursion.

use crate::limits::{DEPTH, FIELDS};
use std::ops::Range;

/// One `name: value` of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Slice<'a> {
    /// The name.
    pub(super) name: &'a str,
    /// The offset of the name, in bytes.
    pub(super) name_at: usize,
    /// The value without surrounding white space.
    pub(super) text: &'a str,
    /// The offset of the value, in bytes.
    pub(super) at: usize,
}

/// Why a document could not be cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The document is truncated.
    Truncated,
    /// This text was expected.
    Expected(&'static str),
    /// A closing bracket that matches no opening one.
    WrongBracket,
    /// Brackets are nested too deep.
    TooDeep,
    /// More fields than in any document of this program.
    TooMany,
    /// Text after the end.
    Trailing,
}

/// A fault and its offset in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FaultAt {
    pub(super) fault: Fault,
    pub(super) at: usize,
}

/// The top-level fields of `text`, in order.
pub(super) fn fields(text: &str) -> Result<Vec<Slice<'_>>, FaultAt> {
    let mut scanner = Scanner::new(text);
    scanner.open()?;
    let mut fields = Vec::new();
    while let Some(field) = scanner.field()? {
        if fields.len() == FIELDS.count() {
            return Err(FaultAt { fault: Fault::TooMany, at: field.name_at });
        }
        fields.push(field);
    }
    scanner.skip_blank()?;
    if scanner.at < text.len() { Err(scanner.fault(Fault::Trailing)) } else { Ok(fields) }
}

/// The first field of `text`, whatever follows it.
pub(super) fn first_field(text: &str) -> Result<Option<Slice<'_>>, FaultAt> {
    let mut scanner = Scanner::new(text);
    scanner.open()?;
    scanner.field()
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    fn fault(&self, fault: Fault) -> FaultAt {
        FaultAt { fault, at: self.at }
    }

    /// The fault where `expected` was not found.
    fn expected(&self, expected: &'static str) -> FaultAt {
        let end = self.at >= self.text.len();
        self.fault(if end { Fault::Truncated } else { Fault::Expected(expected) })
    }

    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.rest().first().copied()
    }

    fn slice(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }

    fn open(&mut self) -> Result<(), FaultAt> {
        self.skip_blank()?;
        self.expect(b'(', "(")
    }

    fn expect(&mut self, byte: u8, name: &'static str) -> Result<(), FaultAt> {
        if self.peek() == Some(byte) {
            self.at += 1;
            Ok(())
        } else {
            Err(self.expected(name))
        }
    }

    /// The next field; `None` after consuming the closing bracket.
    fn field(&mut self) -> Result<Option<Slice<'a>>, FaultAt> {
        self.skip_blank()?;
        if self.peek() == Some(b')') {
            self.at += 1;
            return Ok(None);
        }
        let name_at = self.at;
        self.skip_word();
        let name = self.slice(name_at..self.at);
        if name.is_empty() {
            return Err(self.expected("name:"));
        }
        self.skip_blank()?;
        self.expect(b':', ":")?;
        self.skip_blank()?;
        let at = self.at;
        self.skip_value()?;
        let text = self.slice(at..self.at).trim_end();
        if self.peek() == Some(b',') {
            self.at += 1;
        }
        Ok(Some(Slice { name, name_at, text, at }))
    }

    fn skip_word(&mut self) {
        self.at += self.rest().iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'_').count();
    }

    /// Advances to the comma or the closing bracket after a value.
    fn skip_value(&mut self) -> Result<(), FaultAt> {
        let mut closing = Vec::new();
        loop {
            self.skip_blank()?;
            let Some(byte) = self.peek() else { return Err(self.fault(Fault::Truncated)) };
            match byte {
                b',' | b')' if closing.is_empty() => return Ok(()),
                b'"' => self.skip_string()?,
                b'\'' => self.skip_char(),
                _ if byte.is_ascii_alphanumeric() || byte == b'_' => self.skip_word_or_raw_string()?,
                b'(' | b'[' | b'{' => {
                    closing.push(if byte == b'(' { b')' } else { byte + 2 });
                    self.at += 1;
                }
                b')' | b']' | b'}' => {
                    if closing.pop() != Some(byte) {
                        return Err(self.fault(Fault::WrongBracket));
                    }
                    self.at += 1;
                }
                _ => self.at += 1,
            }
            if closing.len() > DEPTH.count() {
                return Err(self.fault(Fault::TooDeep));
            }
        }
    }

    /// Skips `"…"`, which may contain escapes.
    fn skip_string(&mut self) -> Result<(), FaultAt> {
        let start = self.at;
        self.at += 1;
        loop {
            let rest = self.rest();
            let Some(found) = memchr::memchr2(b'"', b'\\', rest) else {
                self.at = self.text.len();
                return Err(FaultAt { fault: Fault::Truncated, at: start });
            };
            self.at += found + 1;
            if rest.get(found) == Some(&b'"') {
                return Ok(());
            }
            self.at += 1;
        }
    }

    /// Skips `'x'`; a lone apostrophe is left for the parser to refuse.
    fn skip_char(&mut self) {
        self.at += 1;
        let mut chars = self.slice(self.at..self.text.len()).char_indices();
        let escaped = matches!(chars.next(), Some((_, '\\')));
        if escaped {
            chars.next();
        }
        if let Some((quote, '\'')) = chars.next() {
            self.at += quote + 1;
        }
    }

    /// Skips a word, or `r#"…"#` where the word is the prefix of a raw string.
    fn skip_word_or_raw_string(&mut self) -> Result<(), FaultAt> {
        let start = self.at;
        self.skip_word();
        if !matches!(self.slice(start..self.at), "r" | "br") {
            return Ok(());
        }
        let hashes = self.rest().iter().take_while(|b| **b == b'#').count();
        if self.rest().get(hashes) != Some(&b'"') {
            return Ok(());
        }
        self.at += hashes + 1;
        let end = format!("\"{}", "#".repeat(hashes));
        match self.slice(self.at..self.text.len()).find(&end) {
            Some(found) => {
                self.at += found + end.len();
                Ok(())
            }
            None => Err(FaultAt { fault: Fault::Truncated, at: start }),
        }
    }

    /// Skips white space and comments.
    fn skip_blank(&mut self) -> Result<(), FaultAt> {
        loop {
            self.at += self.rest().iter().take_while(|b| b.is_ascii_whitespace()).count();
            match self.rest() {
                [b'/', b'/', ..] => {
                    let line = self.rest().iter().position(|b| *b == b'\n');
                    self.at = line.map_or(self.text.len(), |n| self.at + n);
                }
                [b'/', b'*', ..] => self.skip_block_comment()?,
                _ => return Ok(()),
            }
        }
    }

    /// Skips `/* … */`, which may be nested.
    fn skip_block_comment(&mut self) -> Result<(), FaultAt> {
        let start = self.at;
        let mut depth = 0_usize;
        loop {
            match self.rest() {
                [b'/', b'*', ..] => {
                    depth += 1;
                    self.at += 2;
                }
                [b'*', b'/', ..] => {
                    depth -= 1;
                    self.at += 2;
                    if depth == 0 {
                        return Ok(());
                    }
                }
                [_, ..] => self.at += 1,
                [] => return Err(FaultAt { fault: Fault::Truncated, at: start }),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Result<Vec<(&str, &str)>, Fault> {
        fields(text).map(|f| f.into_iter().map(|f| (f.name, f.text)).collect()).map_err(|f| f.fault)
    }

    #[test]
    fn cuts_at_the_top_level_only() {
        for (text, expect) in [
            ("()", vec![]),
            ("(a: 1)", vec![("a", "1")]),
            ("( a : 1 , b:\"x,)\\\"\" , )", vec![("a", "1"), ("b", "\"x,)\\\"\"")]),
            ("(a: [1, (2), {3: 4}], b: Some(x))", vec![("a", "[1, (2), {3: 4}]"), ("b", "Some(x)")]),
            ("(a: r#\"\")\"#, b: r\"\\\", c: bar)", vec![("a", "r#\"\")\"#"), ("b", "r\"\\\""), ("c", "bar")]),
            ("// (\n(a: /* , /* ) */ */ 1, // ,\n b: '\"', c: '\\'')", vec![("a", "1"), ("b", "'\"'"), ("c", "'\\''")]),
            ("(a: \"汉\", b: -1.5)", vec![("a", "\"汉\""), ("b", "-1.5")]),
        ] {
            assert_eq!(cut(text), Ok(expect), "{text}");
        }
    }

    #[test]
    fn says_what_is_wrong() {
        for (text, expect) in [
            ("", Fault::Truncated),
            ("(a: \"x", Fault::Truncated),
            ("(a: [1, ", Fault::Truncated),
            ("(a: 1", Fault::Truncated),
            ("(a", Fault::Truncated),
            ("/* (", Fault::Truncated),
            ("[1]", Fault::Expected("(")),
            ("(a 1)", Fault::Expected(":")),
            ("(,)", Fault::Expected("name:")),
            ("(a: [1)])", Fault::WrongBracket),
            ("(a: 1) (", Fault::Trailing),
            ("(a: 汉, 汉: 1)", Fault::Expected("name:")),
        ] {
            assert_eq!(cut(text), Err(expect), "{text}");
        }
        let deep = format!("(a: {}", "(".repeat(100_000));
        assert_eq!(cut(&deep), Err(Fault::TooDeep));
        assert_eq!(cut(&format!("({})", "a:1,".repeat(10_000))), Err(Fault::TooMany));
        let comments = "/*".repeat(100_000);
        assert_eq!(cut(&comments), Err(Fault::Truncated));
    }
}
