//! Takes an RTF file apart into groups, control words and bytes of text.

/// A part of an RTF file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// The start of a group.
    Open,
    /// The end of a group.
    Close,
    /// A control word with its parameter.
    Word(&'a str, Option<i32>),
    /// A control symbol: a backslash before another character.
    Symbol(u8),
    /// A byte of text, literal or as `\'hh`.
    Byte(u8),
}

/// The parts of a file in order.
pub(super) struct Tokens<'a> {
    /// The file.
    pub(super) bytes: &'a [u8],
    /// The place of the next part.
    pub(super) at: usize,
}

impl<'a> Tokens<'a> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Passes over the bytes that `wanted` accepts, at most `most` of them.
    fn run(&mut self, most: usize, wanted: fn(&u8) -> bool) -> &'a str {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest.iter().take(most).take_while(|byte| wanted(byte)).count();
        self.at += length;
        rest.get(..length).and_then(|run| std::str::from_utf8(run).ok()).unwrap_or_default()
    }

    /// The next part; `None` at the end of the file.
    pub(super) fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = self.peek()?;
            self.at += 1;
            return Some(match byte {
                b'{' => Token::Open,
                b'}' => Token::Close,
                b'\r' | b'\n' => continue,
                b'\\' => self.control()?,
                byte => Token::Byte(byte),
            });
        }
    }

    fn control(&mut self) -> Option<Token<'a>> {
        let byte = self.peek()?;
        if byte.is_ascii_alphabetic() {
            let name = self.run(32, u8::is_ascii_alphabetic);
            let minus = self.peek() == Some(b'-');
            self.at += usize::from(minus);
            let digits = self.run(10, u8::is_ascii_digit);
            let value = digits.parse::<i64>().ok().map(|value| if minus { -value } else { value });
            if self.peek() == Some(b' ') {
                self.at += 1;
            }
            return Some(Token::Word(name, value.map(|value| i32::try_from(value).unwrap_or(i32::MAX))));
        }
        self.at += 1;
        if byte != b'\'' {
            return Some(Token::Symbol(byte));
        }
        let digits = self.run(2, u8::is_ascii_hexdigit);
        Some(Token::Byte(u8::from_str_radix(digits, 16).unwrap_or(b'?')))
    }
}
