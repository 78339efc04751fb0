//! Reads RTF: text in the code pages of its fonts, with the numbers of lists that the writer printed into the file.

mod code_pages;
mod tokens;

use super::notes::{IntakeError, ReadingNote, TextRead, note};
use super::plain::Plain;
use crate::limits::LICENSE_TEXT;
use code_pages::{character_set, code_page, special};
use encoding_rs::Encoding;
use std::collections::HashMap;
use tokens::{Token, Tokens};

/// The name of the format in messages.
const FORMAT: &str = "RTF";

/// The deepest nesting of groups; Word refuses more, too.
const DEEPEST: usize = 500;

/// Reads an RTF file.
pub(super) fn read(bytes: &[u8]) -> Result<TextRead, IntakeError> {
    LICENSE_TEXT.check(bytes.len())?;
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(0);
    let content = bytes.get(start..).unwrap_or_default();
    if !content.starts_with(b"{\\rtf") {
        return Err(damaged("the beginning is not that of an RTF file"));
    }
    let mut reader = Reader::new();
    let mut tokens = Tokens { bytes: content, at: 0 };
    while let Some(token) = tokens.next() {
        reader.take(token, &mut tokens)?;
        if reader.finished {
            return reader.finish();
        }
    }
    Err(damaged("the end is missing"))
}

fn damaged(reason: &str) -> IntakeError {
    IntakeError::Damaged { format: FORMAT, reason: reason.to_owned() }
}

/// Where text goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Destination {
    #[default]
    Body,
    /// Not read.
    Skipped,
    /// A picture, which is counted.
    Picture,
    FontTable,
    Comment,
    /// A footnote, which is read after the body.
    Footnote,
    /// A header or footer.
    Header,
}

/// The properties that a group restores at its end.
#[expect(clippy::struct_excessive_bools, reason = "each is a property of text in RTF")]
#[derive(Clone, Copy, Debug)]
struct State {
    destination: Destination,
    /// The bytes of text that follow a `\u` for readers without Unicode.
    fallback: usize,
    font: i32,
    hidden: bool,
    deleted: bool,
    struck: bool,
    in_table: bool,
    /// Whether the text is the number of a list item.
    number: bool,
}

struct Reader {
    state: State,
    stack: Vec<State>,
    code_page: &'static Encoding,
    fonts: HashMap<i32, &'static Encoding>,
    default_font: i32,
    /// Bytes of text not decoded yet.
    pending: Vec<u8>,
    /// The first half of a pair of `\u` values.
    surrogate: Option<u16>,
    /// The number of a list item.
    number: String,
    /// How many bytes of text are to be skipped after `\u`.
    skip: usize,
    /// Whether the group starts with `\*`.
    ignorable: bool,
    plain: Plain,
    cell: Plain,
    row: Vec<String>,
    footnotes: Vec<String>,
    header: String,
    finished: bool,
    malformed: usize,
    deleted: usize,
    hidden: usize,
    struck: usize,
    pictures: usize,
    comments: usize,
}

impl Reader {
    fn new() -> Self {
        let state = State {
            destination: Destination::Body,
            fallback: 1,
            font: -1,
            hidden: false,
            deleted: false,
            struck: false,
            in_table: false,
            number: false,
        };
        Self {
            state,
            stack: Vec::new(),
            code_page: encoding_rs::WINDOWS_1252,
            fonts: HashMap::new(),
            default_font: -1,
            pending: Vec::new(),
            surrogate: None,
            number: String::new(),
            skip: 0,
            ignorable: false,
            plain: Plain::default(),
            cell: Plain::cell(),
            row: Vec::new(),
            footnotes: Vec::new(),
            header: String::new(),
            finished: false,
            malformed: 0,
            deleted: 0,
            hidden: 0,
            struck: 0,
            pictures: 0,
            comments: 0,
        }
    }

    fn take(&mut self, token: Token<'_>, tokens: &mut Tokens<'_>) -> Result<(), IntakeError> {
        if !matches!(token, Token::Byte(_)) {
            self.flush();
        }
        match token {
            Token::Open => {
                if self.stack.len() >= DEEPEST {
                    return Err(damaged("groups are nested too deep"));
                }
                self.skip = 0;
                self.stack.push(self.state);
            }
            Token::Close => {
                self.skip = 0;
                let closed = self.state;
                if let Some(state) = self.stack.pop() {
                    self.state = state;
                }
                if closed.number && !self.state.number {
                    self.end_number();
                }
                self.finished = self.stack.is_empty();
            }
            Token::Byte(_) if self.skip > 0 => self.skip -= 1,
            Token::Byte(byte) => self.pending.push(byte),
            Token::Symbol(symbol) => self.symbol(symbol),
            Token::Word("bin", length) => {
                tokens.at = tokens.at.saturating_add(length.and_then(|n| usize::try_from(n).ok()).unwrap_or(0));
            }
            Token::Word(name, value) => self.word(name, value)?,
        }
        self.ignorable = token == Token::Symbol(b'*');
        Ok(())
    }

    fn symbol(&mut self, symbol: u8) {
        match symbol {
            b'~' => self.text(" "),
            b'_' => self.text("-"),
            b'\\' | b'{' | b'}' if self.skip > 0 => self.skip -= 1,
            b'\\' | b'{' | b'}' => self.pending.push(symbol),
            b'\r' | b'\n' => self.paragraph(),
            b'\t' => self.text("\t"),
            _ => {}
        }
    }

    fn word(&mut self, name: &str, value: Option<i32>) -> Result<(), IntakeError> {
        let on = value != Some(0);
        match name {
            "ansicpg" => self.code_page = value.and_then(code_page).unwrap_or(self.code_page),
            "deff" => self.default_font = value.unwrap_or(-1),
            "f" => self.state.font = value.unwrap_or(-1),
            "fcharset" if self.state.destination == Destination::FontTable => {
                if let Some(encoding) = value.and_then(character_set) {
                    self.fonts.insert(self.state.font, encoding);
                }
            }
            "uc" => self.state.fallback = value.and_then(|n| usize::try_from(n).ok()).unwrap_or(1).min(32),
            "u" => self.unicode(value.unwrap_or(0)),
            "v" => self.state.hidden = on,
            "deleted" => self.state.deleted = on,
            "strike" | "striked" => self.state.struck = on,
            "plain" => {
                self.state.font = self.default_font;
                (self.state.hidden, self.state.deleted, self.state.struck) = (false, false, false);
            }
            "pard" => self.state.in_table = false,
            "intbl" => self.state.in_table = true,
            "par" | "sect" | "page" | "pagebb" | "line" | "softline" | "cell" | "nestcell" | "row" | "nestrow"
            | "sbknone" => self.break_text(name)?,
            _ => match special(name) {
                Some(words) => self.text(words),
                None => self.destination(name),
            },
        }
        Ok(())
    }

    fn break_text(&mut self, name: &str) -> Result<(), IntakeError> {
        match self.state.destination {
            Destination::Footnote | Destination::Header => {
                self.text("\n");
                return Ok(());
            }
            Destination::Body => {}
            Destination::Skipped | Destination::Picture | Destination::FontTable | Destination::Comment => {
                return Ok(());
            }
        }
        match name {
            "par" => self.paragraph(),
            "sect" => {
                self.paragraph();
                self.plain.page();
            }
            "page" | "pagebb" => self.plain.page(),
            "sbknone" => self.plain.same_page(),
            "line" | "softline" => self.target().hard_break(),
            "cell" | "nestcell" => {
                let cell = std::mem::replace(&mut self.cell, Plain::cell());
                self.row.push(cell.finish()?);
            }
            "row" | "nestrow" => self.end_row(),
            _ => {}
        }
        Ok(())
    }

    /// A row with one cell is read like running text, because whole pages are laid out in such cells.
    fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        if let [cell] = row.as_slice() {
            for line in cell.lines().filter(|line| !line.trim().is_empty()) {
                self.plain.paragraph();
                self.plain.push(line);
            }
            self.plain.paragraph();
        } else if !row.is_empty() {
            self.plain.row(&row);
        }
    }

    fn paragraph(&mut self) {
        match self.state.destination {
            Destination::Body => {
                self.target().end_item();
                self.target().paragraph();
            }
            Destination::Footnote | Destination::Header => self.text("\n"),
            Destination::Skipped | Destination::Picture | Destination::FontTable | Destination::Comment => {}
        }
    }

    /// Sets the printed number of a list item in front of its text.
    fn end_number(&mut self) {
        let mut number = std::mem::take(&mut self.number).trim().to_owned();
        if !number.is_empty() && !number.contains(char::is_alphanumeric) {
            // Bullets are characters of symbol fonts.
            "•".clone_into(&mut number);
        }
        if !number.is_empty() && !number.ends_with(['、', '）', '】', '．', '：']) {
            number.push(' ');
        }
        if self.state.destination == Destination::Body {
            self.target().prefix(&number);
        }
    }

    fn target(&mut self) -> &mut Plain {
        if self.state.in_table { &mut self.cell } else { &mut self.plain }
    }

    /// Enters a destination, if `name` is one.
    fn destination(&mut self, name: &str) {
        let entered = match name {
            "fonttbl" => Destination::FontTable,
            "pict" => {
                self.pictures += usize::from(self.state.destination == Destination::Body);
                Destination::Picture
            }
            "annotation" => {
                self.comments += 1;
                Destination::Comment
            }
            "footnote" => {
                self.footnotes.push(String::new());
                let mark = format!("[{}]", self.footnotes.len());
                self.target().push(&mark);
                Destination::Footnote
            }
            "header" | "headerf" | "headerl" | "headerr" | "footer" | "footerf" | "footerl" | "footerr" => {
                Destination::Header
            }
            // `nonshppict` repeats a picture for older readers.
            "colortbl" | "stylesheet" | "info" | "fldinst" | "nonshppict" | "themedata" | "datastore" | "listtable"
            | "listoverridetable" | "revtbl" | "rsidtbl" | "generator" | "xe" | "tc" | "bkmkstart" | "bkmkend"
            | "template" | "objdata" | "sp" | "filetbl" => Destination::Skipped,
            // These are ignorable for older readers but contain text.
            "pntext" | "listtext" => {
                self.state.number = true;
                return;
            }
            "shptxt" | "shpinst" | "shppict" | "nesttableprops" | "fldrslt" => return,
            _ if self.ignorable => Destination::Skipped,
            _ => return,
        };
        if matches!(self.state.destination, Destination::Body | Destination::Footnote | Destination::Header) {
            self.state.destination = entered;
        }
    }

    fn unicode(&mut self, value: i32) {
        // Values above 32,767 are written as negative numbers.
        let unit = u16::try_from(value & 0xffff).unwrap_or_default();
        self.skip = self.state.fallback;
        let first = self.surrogate.take();
        let units = [first.unwrap_or(unit), unit];
        let units = if first.is_some() { units.as_slice() } else { units.get(1..).unwrap_or_default() };
        if first.is_none() && (0xd800..0xdc00).contains(&unit) {
            self.surrogate = Some(unit);
            return;
        }
        let words = String::from_utf16_lossy(units);
        self.malformed += words.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
        self.text(&words);
    }

    /// Decodes the pending bytes in the code page of the font.
    fn flush(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.pending);
        if self.state.destination == Destination::FontTable {
            return;
        }
        let ascii = bytes.is_ascii();
        let font = if self.state.font < 0 { self.default_font } else { self.state.font };
        let by_font = self.fonts.get(&font).copied().unwrap_or(self.code_page);
        // Writers select a font for Latin text before Chinese text, too, but then the code page of the file is meant.
        let latin = by_font == encoding_rs::WINDOWS_1252;
        let encoding = if ascii || !latin { by_font } else { self.code_page };
        let (mut words, mut malformed) = encoding.decode_without_bom_handling(&bytes);
        if malformed && latin {
            (words, malformed) = by_font.decode_without_bom_handling(&bytes);
        }
        self.malformed += if malformed { words.matches(char::REPLACEMENT_CHARACTER).count() } else { 0 };
        let words = words.into_owned();
        self.text(&words);
    }

    fn text(&mut self, words: &str) {
        let count = words.chars().filter(|c| !c.is_whitespace()).count();
        if self.state.destination == Destination::Skipped || self.state.destination == Destination::Picture {
            return;
        }
        if self.state.deleted || self.state.hidden {
            let counter = if self.state.deleted { &mut self.deleted } else { &mut self.hidden };
            *counter += count;
            return;
        }
        match self.state.destination {
            Destination::Body if self.state.number => self.number.push_str(words),
            Destination::Body => {
                self.struck += if self.state.struck { count } else { 0 };
                self.target().push(words);
            }
            Destination::Footnote => {
                if let Some(footnote) = self.footnotes.last_mut() {
                    footnote.push_str(words);
                }
            }
            Destination::Header => self.header.push_str(words),
            Destination::Skipped | Destination::Picture | Destination::FontTable | Destination::Comment => {}
        }
    }

    fn finish(mut self) -> Result<TextRead, IntakeError> {
        self.flush();
        self.row.push(std::mem::replace(&mut self.cell, Plain::cell()).finish()?);
        self.row.retain(|cell| !cell.is_empty());
        self.end_row();
        for (at, words) in self.footnotes.iter().enumerate() {
            self.plain.paragraph();
            self.plain.push(&format!("[{}] {}", at + 1, words.trim()));
        }
        let mut text = self.plain.finish()?;
        let mut notes = Vec::new();
        note(&mut notes, ReadingNote::MalformedBytes, self.malformed);
        note(&mut notes, ReadingNote::DeletedTextLeftOut, self.deleted);
        note(&mut notes, ReadingNote::HiddenTextLeftOut, self.hidden);
        note(&mut notes, ReadingNote::StruckTextKept, self.struck);
        note(&mut notes, ReadingNote::CommentsLeftOut, self.comments);
        note(&mut notes, ReadingNote::PicturesLeftOut, self.pictures);
        note(&mut notes, ReadingNote::FootnotesAppended, self.footnotes.len());
        let header = self.header.trim();
        if header.contains("许可证编号") && !text.contains("许可证编号") {
            text.insert_str(0, &format!("{header}\n\n"));
            notes.push(ReadingNote::HeadersAdded);
        } else {
            let left_out = header.chars().filter(|c| !c.is_whitespace()).count();
            note(&mut notes, ReadingNote::HeadersLeftOut, left_out);
        }
        Ok(TextRead { text, notes })
    }
}

#[cfg(test)]
mod tests;
